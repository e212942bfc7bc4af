/* Patterns of elements, interned, and their derivatives. */
#include "compose/schema.h"

#include <string.h>

static uint32_t slot_of(enum cmp_pattern_kind kind, const void *a, const void *b, const void *element)
{
    const void *key[3] = {a, b, element};
    return (aj_hash_bytes(key, sizeof key) * 7 + (uint32_t)kind) % CMP_PATTERN_SLOTS;
}

static bool is_nullable(enum cmp_pattern_kind kind, const struct cmp_pattern *a, const struct cmp_pattern *b)
{
    switch (kind) {
    case CMP_EMPTY:
        return true;
    case CMP_CHOICE:
        return a->nullable || b->nullable;
    case CMP_GROUP:
    case CMP_INTERLEAVE:
        return a->nullable && b->nullable;
    case CMP_MORE:
        return a->nullable;
    default:
        return false;
    }
}

static const struct cmp_pattern *intern(struct cmp_schema *schema, enum cmp_pattern_kind kind,
                                        const struct cmp_pattern *a, const struct cmp_pattern *b,
                                        struct cmp_element *element)
{
    uint32_t slot = slot_of(kind, a, b, element);
    for (const struct cmp_pattern *p = schema->slots[slot]; p; p = p->next)
        if (p->kind == kind && p->a == a && p->b == b && p->element == element)
            return p;
    struct cmp_pattern *made = AJ_NEW(schema->arena, struct cmp_pattern);
    made->kind = kind;
    made->a = a;
    made->b = b;
    made->element = element;
    made->nullable = is_nullable(kind, a, b);
    made->next = schema->slots[slot];
    schema->slots[slot] = made;
    return made;
}

/* Whether `p` is one of the alternatives of `choice`, a list that leans to the right. */
static bool is_alternative(const struct cmp_pattern *choice, const struct cmp_pattern *p)
{
    for (; choice->kind == CMP_CHOICE; choice = choice->b)
        if (choice->a == p)
            return true;
    return choice == p;
}

static const struct cmp_pattern *choose(struct cmp_schema *schema, const struct cmp_pattern *a,
                                        const struct cmp_pattern *b)
{
    if (a->kind == CMP_NOTHING || is_alternative(b, a))
        return b;
    if (b->kind == CMP_NOTHING)
        return a;
    if (a->kind == CMP_CHOICE)
        return choose(schema, a->a, choose(schema, a->b, b));
    return intern(schema, CMP_CHOICE, a, b, NULL);
}

/* Without these simplifications derivatives would grow with every child, and the automaton with them. */
const struct cmp_pattern *cmp_pattern(struct cmp_schema *schema, enum cmp_pattern_kind kind,
                                      const struct cmp_pattern *a, const struct cmp_pattern *b,
                                      struct cmp_element *element)
{
    switch (kind) {
    case CMP_CHOICE:
        return choose(schema, a, b);
    case CMP_GROUP:
    case CMP_INTERLEAVE:
        if (a->kind == CMP_NOTHING || b->kind == CMP_NOTHING)
            return intern(schema, CMP_NOTHING, NULL, NULL, NULL);
        if (a->kind == CMP_EMPTY)
            return b;
        if (b->kind == CMP_EMPTY)
            return a;
        break;
    case CMP_MORE:
        if (a->kind == CMP_EMPTY || a->kind == CMP_NOTHING || a->kind == CMP_MORE)
            return a;
        break;
    default:
        break;
    }
    return intern(schema, kind, a, b, element);
}

static const struct cmp_pattern *derive(struct cmp_schema *schema, const struct cmp_pattern *p,
                                        struct cmp_element *element)
{
    const struct cmp_pattern *a, *b;
    switch (p->kind) {
    case CMP_ELEMENT:
        return p->element == element ? schema->empty : schema->nothing;
    case CMP_CHOICE:
        a = cmp_pattern_after(schema, p->a, element);
        b = cmp_pattern_after(schema, p->b, element);
        return cmp_pattern(schema, CMP_CHOICE, a, b, NULL);
    case CMP_GROUP:
        a = cmp_pattern(schema, CMP_GROUP, cmp_pattern_after(schema, p->a, element), p->b, NULL);
        b = p->a->nullable ? cmp_pattern_after(schema, p->b, element) : schema->nothing;
        return cmp_pattern(schema, CMP_CHOICE, a, b, NULL);
    case CMP_INTERLEAVE:
        a = cmp_pattern(schema, CMP_INTERLEAVE, cmp_pattern_after(schema, p->a, element), p->b, NULL);
        b = cmp_pattern(schema, CMP_INTERLEAVE, p->a, cmp_pattern_after(schema, p->b, element), NULL);
        return cmp_pattern(schema, CMP_CHOICE, a, b, NULL);
    case CMP_MORE:
        a = cmp_pattern_after(schema, p->a, element);
        b = cmp_pattern(schema, CMP_CHOICE, p, schema->empty, NULL);
        return cmp_pattern(schema, CMP_GROUP, a, b, NULL);
    default:
        return schema->nothing;
    }
}

const struct cmp_pattern *cmp_pattern_after(struct cmp_schema *schema, const struct cmp_pattern *pattern,
                                            struct cmp_element *element)
{
    for (const struct cmp_step *step = pattern->steps; step; step = step->next)
        if (step->element == element)
            return step->after;
    struct cmp_step *step = AJ_NEW(schema->arena, struct cmp_step);
    step->element = element;
    step->after = derive(schema, pattern, element);
    /* Every pattern is ours, made by intern: only its users see it as constant. */
    struct cmp_pattern *mine = (struct cmp_pattern *)pattern;
    step->next = mine->steps;
    mine->steps = step;
    return step->after;
}

void cmp_elements_add(struct cmp_elements *list, struct cmp_element *element)
{
    for (uint32_t i = 0; i < list->len; i++)
        if (list->items[i] == element)
            return;
    AJ_PUSH(list->arena, list->items, list->len, list->cap, element);
}

void cmp_pattern_first(const struct cmp_pattern *pattern, struct cmp_elements *out)
{
    switch (pattern->kind) {
    case CMP_ELEMENT:
        cmp_elements_add(out, pattern->element);
        return;
    case CMP_CHOICE:
    case CMP_INTERLEAVE:
        cmp_pattern_first(pattern->a, out);
        cmp_pattern_first(pattern->b, out);
        return;
    case CMP_GROUP:
        cmp_pattern_first(pattern->a, out);
        if (pattern->a->nullable)
            cmp_pattern_first(pattern->b, out);
        return;
    case CMP_MORE:
        cmp_pattern_first(pattern->a, out);
        return;
    default:
        return;
    }
}
