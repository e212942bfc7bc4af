/* Going through the XHTML that the templates made. */
#include "compose/internal.h"

#include "base/utf8.h"

#include <string.h>

bool cmp_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

bool cmp_has_class(struct aj_job *job, const xmlNode *node, const char *name)
{
    return aj_list_has(src_xml_attr(job, node, "class"), name);
}

xmlNodePtr cmp_step(xmlNodePtr node, const xmlNode *root, bool deep)
{
    xmlNodePtr next = deep && node->type == XML_ELEMENT_NODE ? node->children : NULL;
    while (!next && node && node != root) {
        next = node->next;
        node = node->parent;
    }
    return next;
}
