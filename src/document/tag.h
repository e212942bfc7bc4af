/* Names of elements and attributes of the strict XHTML, and reading them off a tree. */
#ifndef DOC_TAG_H
#define DOC_TAG_H

#include "document/document.h"

/* DOC_TAG_NONE for a name that is none of ours (generated ones are not found). */
enum doc_tag doc_tag_find(const char *name);
const char *doc_tag_suggest(const char *name);

/* The attribute's name, for ever, if the XHTML has it somewhere; NULL otherwise. "data-…" gives itself. */
const char *doc_attr_known(const char *name);

/* Whether that attribute may stand on that element. */
bool doc_attr_allowed(enum doc_tag tag, const char *name);
const char *doc_attr_suggest(const char *name);

/* Whether aria's role is one that means something here. */
bool doc_aria_role_known(const char *role);

/* The attribute's value as the tree holds it, or NULL. "xml:lang" is found as "lang". */
const char *doc_xml_attr(const xmlNode *element, const char *name);
const char *doc_xml_attr_value(const xmlAttr *attr);

/* Whether the element is one of SVG's. */
bool doc_tag_is_svg(enum doc_tag tag);

#endif
