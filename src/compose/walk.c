/* Going through the XHTML that the templates made. */
#include "compose/internal.h"

#include <string.h>

bool cmp_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

bool cmp_has_class(struct aj_job *job, const xmlNode *node, const char *name)
{
    const char *value = src_xml_attr(job, node, "class");
    size_t n = strlen(name);
    for (const char *p = value; p && *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        if (length == n && !strncmp(p, name, n))
            return true;
        p += length;
    }
    return false;
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
