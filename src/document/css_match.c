/* Whether a selector matches an element. */
#include "document/css.h"

#include "base/utf8.h"
#include "document/tag.h"

#include <string.h>

static uint32_t sibling_count(struct doc_element *element)
{
    if (!element->sibling_count && element->xml && element->xml->parent) {
        uint32_t count = 0;
        for (const xmlNode *x = element->xml->parent->children; x; x = x->next)
            count += x->type == XML_ELEMENT_NODE;
        element->sibling_count = count;
    }
    return element->sibling_count;
}

/* Whether index = a*n + b for some n >= 0. */
static bool is_nth(int32_t a, int32_t b, int32_t index)
{
    if (a == 0)
        return index == b;
    return (index - b) % a == 0 && (index - b) / a >= 0;
}

static bool matches_attribute(const struct css_simple *simple, const struct doc_element *element)
{
    const char *value = element->xml ? doc_xml_attr(element->xml, simple->name) : NULL;
    if (!value)
        return false;
    size_t n = simple->value ? strlen(simple->value) : 0, length = strlen(value);
    switch (simple->kind) {
    case CSS_S_ATTR:
        return true;
    case CSS_S_ATTR_IS:
        return !strcmp(value, simple->value);
    case CSS_S_ATTR_WORD:
        return aj_list_has(value, simple->value);
    case CSS_S_ATTR_DASH:
        return !strncmp(value, simple->value, n) && (value[n] == '\0' || value[n] == '-');
    case CSS_S_ATTR_START:
        return n && !strncmp(value, simple->value, n);
    case CSS_S_ATTR_END:
        return n && length >= n && !strcmp(value + length - n, simple->value);
    default:
        return n && strstr(value, simple->value);
    }
}

static bool matches_simple(const struct css_simple *simple, struct doc_element *element)
{
    bool nth = simple->kind == CSS_S_NTH_CHILD || simple->kind == CSS_S_NTH_LAST_CHILD;
    if (nth && !element->xml) /* only thought of: it has no place among siblings */
        return false;
    switch (simple->kind) {
    case CSS_S_TAG:
        return element->tag == simple->tag;
    case CSS_S_CLASS:
        for (uint16_t i = 0; i < element->class_count; i++)
            if (element->classes[i] == simple->atom)
                return true;
        return false;
    case CSS_S_ID:
        return element->id == simple->atom;
    case CSS_S_NTH_CHILD:
        return is_nth(simple->a, simple->b, (int32_t)element->index);
    case CSS_S_NTH_LAST_CHILD:
        return is_nth(simple->a, simple->b, (int32_t)(sibling_count(element) - element->index) + 1);
    case CSS_S_ROOT:
        return element->parent == NULL;
    default:
        return matches_attribute(simple, element);
    }
}

static bool matches_compound(const struct css_compound *compound, struct doc_element *element)
{
    for (uint16_t i = 0; i < compound->count; i++)
        if (matches_simple(&compound->simples[i], element) == compound->simples[i].negated)
            return false;
    return true;
}

/* How far a failure reaches: when no ancestor is left, trying other siblings or nearer ancestors is no use.
 */
enum outcome { MATCHES, FAILS_HERE, FAILS_ALL_SIBLINGS, FAILS_WHOLLY };

static enum outcome match_from(const struct css_rule *rule, uint32_t i, struct doc_element *element)
{
    if (!matches_compound(&rule->compounds[i], element))
        return FAILS_HERE;
    if (i + 1 == rule->compound_count)
        return MATCHES;
    struct doc_element *parent = (struct doc_element *)element->parent;
    struct doc_element *before = (struct doc_element *)element->before;
    switch (rule->compounds[i].combinator) {
    case CSS_CHILD:
        return parent ? match_from(rule, i + 1, parent) : FAILS_WHOLLY;
    case CSS_ADJACENT:
        return before ? match_from(rule, i + 1, before) : FAILS_ALL_SIBLINGS;
    case CSS_DESCENDANT:
        for (; parent; parent = (struct doc_element *)parent->parent) {
            enum outcome outcome = match_from(rule, i + 1, parent);
            if (outcome == MATCHES || outcome == FAILS_WHOLLY)
                return outcome;
        }
        return FAILS_WHOLLY;
    default:
        for (; before; before = (struct doc_element *)before->before) {
            enum outcome outcome = match_from(rule, i + 1, before);
            if (outcome != FAILS_HERE)
                return outcome;
        }
        return FAILS_ALL_SIBLINGS;
    }
}

bool css_selector_matches(const struct css_rule *rule, struct doc_element *element)
{
    return match_from(rule, 0, element) == MATCHES;
}
