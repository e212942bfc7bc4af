/* What the definitions in templates/ have in common, whoever reads them. */
#ifndef MDL_TEMPLATE_H
#define MDL_TEMPLATE_H

#include "source/source.h"

/* The names of the .xml files in a folder of templates ("statements/x.xml"), sorted. */
uint32_t mdl_template_files(struct aj_job *job, const char *folder, const char ***names);

/* The index of an attribute's value in `words` (ended by NULL), `otherwise` if it is not there; E0216 if it
 * is none of them. */
int mdl_choice(struct aj_job *job, const xmlNode *node, const char *attribute, const char *const *words,
               int otherwise);

/* The text within an element, every run of white space one space, none at the ends. */
char *mdl_node_text(struct aj_job *job, const xmlNode *node);

#endif
