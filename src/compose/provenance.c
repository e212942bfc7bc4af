/* Provenance through XSLT: libxslt's result nodes know nothing of the source, so each is told by an
 * attribute. */
#include "compose/internal.h"

#include <libxslt/xsltutils.h>
#include <string.h>

/* The next element in document order below `root`, or NULL. */
static xmlNodePtr next_element(xmlNodePtr root, xmlNodePtr node)
{
    if (node->type == XML_ELEMENT_NODE && node->children)
        node = node->children;
    else {
        while (node != root && !node->next)
            node = node->parent;
        if (node == root)
            return NULL;
        node = node->next;
    }
    return node->type == XML_ELEMENT_NODE ? node : next_element(root, node);
}

void cmp_add_provenance(xmlDocPtr stylesheet)
{
    xmlNodePtr root = xmlDocGetRootElement(stylesheet);
    for (xmlNodePtr node = root; node; node = next_element(root, node)) {
        /* Below a stylesheet's root an element of another namespace is data, not a result. */
        bool literal = node->ns && !IS_XSLT_ELEM(node) && node->parent != root;
        if (literal && !xmlHasProp(node, BAD_CAST "at"))
            xmlNewProp(node, BAD_CAST "at", BAD_CAST "{@at}");
    }
}

void cmp_drop_empty_provenance(xmlDocPtr result)
{
    xmlNodePtr root = xmlDocGetRootElement(result);
    for (xmlNodePtr node = root; node; node = next_element(root, node)) {
        xmlAttrPtr at = xmlHasProp(node, BAD_CAST "at");
        if (at && (!at->children || !at->children->content || !*at->children->content))
            xmlRemoveProp(at);
    }
}
