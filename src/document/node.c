/* The array of nodes: building, walking, finding. */
#include "document/internal.h"

#include <string.h>

struct doc_style doc_initial_style(void)
{
    struct doc_style style;
    memset(&style, 0, sizeof style); /* padding too: styles are compared as bytes */
    style.font_size = 12000;
    style.line_height = 14400;
    style.font_weight = 400;
    style.color = (struct doc_color){0, 0, 0, 255};
    style.hyphens = DOC_HYPHENS_MANUAL;
    style.orphans = style.widows = 2;
    style.hyphenate_zone.unit = DOC_LENGTH;
    style.hyphen_penalty = style.hyphens_penalty = style.last_line_penalty = 100;
    style.space_stretch = 50;
    style.space_shrink = 33;
    for (int side = 0; side < 4; side++)
        style.margin[side].unit = style.padding[side].unit = DOC_LENGTH;
    style.text_indent.unit = DOC_LENGTH;
    style.display = DOC_INLINE;
    return style;
}

struct doc_document *doc_new(struct aj_job *job)
{
    struct doc_document *doc = AJ_NEW(job->arena, struct doc_document);
    doc->job = job;
    doc->title = doc->lang = "";
    doc->own = AJ_NEW(job->arena, struct doc_private);
    doc->own->ids = (struct aj_map)AJ_MAP_INIT(job->arena);
    struct doc_node none = {0};
    AJ_PUSH(job->arena, doc->nodes, doc->node_count, doc->node_cap, none);
    struct doc_style initial = doc_initial_style();
    doc_add_style(doc, &initial);
    return doc;
}

static uint32_t *style_slot(const struct doc_document *doc, const struct doc_style *style)
{
    struct doc_private *own = doc->own;
    uint32_t mask = own->style_slot_count - 1;
    uint32_t i = aj_hash_bytes(style, sizeof *style) & mask;
    while (own->style_slots[i] && memcmp(&doc->styles[own->style_slots[i] - 1], style, sizeof *style) != 0)
        i = (i + 1) & mask;
    return &own->style_slots[i];
}

uint32_t doc_add_style(struct doc_document *doc, const struct doc_style *style)
{
    struct doc_private *own = doc->own;
    if (doc->style_count * 2 >= own->style_slot_count) {
        own->style_slot_count = own->style_slot_count ? own->style_slot_count * 2 : 64;
        own->style_slots = AJ_NEW_N(doc->job->arena, uint32_t, own->style_slot_count);
        for (uint32_t i = 0; i < doc->style_count; i++)
            *style_slot(doc, &doc->styles[i]) = i + 1;
    }
    uint32_t *slot = style_slot(doc, style);
    if (!*slot) {
        struct doc_style *styles = (struct doc_style *)doc->styles;
        styles = aj_grow_held(doc->job->arena, styles, &doc->style_cap, doc->style_count + 1, sizeof *styles);
        memcpy(&styles[doc->style_count], style, sizeof *style);
        doc->styles = styles;
        *slot = ++doc->style_count;
    }
    return *slot - 1;
}

doc_id doc_add_node(struct doc_document *doc, doc_id parent, enum doc_kind kind)
{
    struct doc_node node = {.kind = (uint8_t)kind, .parent = parent};
    doc_id id = doc->node_count;
    AJ_PUSH(doc->job->arena, doc->nodes, doc->node_count, doc->node_cap, node);
    if (parent) {
        struct doc_node *above = &doc->nodes[parent];
        doc->nodes[id].previous = above->last;
        doc->nodes[id].at = above->at;
        if (above->last)
            doc->nodes[above->last].next = id;
        else
            above->first = id;
        above->last = id;
    }
    return id;
}

void doc_set_attrs(struct doc_document *doc, doc_id id, const struct doc_attr *attrs, uint32_t count)
{
    struct doc_attr *copy = count ? AJ_NEW_N(doc->job->arena, struct doc_attr, count) : NULL;
    for (uint32_t i = 0; i < count; i++) {
        copy[i].name = aj_strdup(doc->job->arena, attrs[i].name);
        copy[i].value = aj_strdup(doc->job->arena, attrs[i].value);
        if (!strcmp(attrs[i].name, "id") && !aj_map_find(&doc->own->ids, attrs[i].value))
            aj_map_put(&doc->own->ids, copy[i].value, (void *)(uintptr_t)id);
    }
    doc->nodes[id].attrs = copy;
    doc->nodes[id].attr_count = count;
}

doc_id doc_append_element(struct doc_document *doc, doc_id parent, enum doc_tag tag, enum doc_role role,
                          uint32_t style, const struct doc_attr *attrs, uint32_t attr_count)
{
    doc_id id = doc_add_node(doc, parent, DOC_ELEMENT);
    struct doc_node *node = &doc->nodes[id];
    node->tag = (uint8_t)tag;
    node->role = (uint8_t)role;
    node->style = style;
    doc_set_attrs(doc, id, attrs, attr_count);
    return id;
}

doc_id doc_append_text(struct doc_document *doc, doc_id parent, const char *text, uint32_t style)
{
    doc_id id = doc_add_node(doc, parent, DOC_TEXT);
    doc->nodes[id].style = style;
    doc->nodes[id].text = aj_strdup(doc->job->arena, text);
    doc->nodes[id].length = (uint32_t)strlen(text);
    return id;
}

const char *doc_attr(const struct doc_document *doc, doc_id id, const char *name)
{
    const struct doc_node *node = &doc->nodes[id];
    for (uint32_t i = 0; i < node->attr_count; i++)
        if (!strcmp(node->attrs[i].name, name))
            return node->attrs[i].value;
    return NULL;
}

doc_id doc_next(const struct doc_document *doc, doc_id root, doc_id id)
{
    const struct doc_node *nodes = doc->nodes;
    if (nodes[id].first)
        return nodes[id].first;
    while (id != root && id) {
        if (nodes[id].next)
            return nodes[id].next;
        id = nodes[id].parent;
    }
    return 0;
}

doc_id doc_find(const struct doc_document *doc, const char *id)
{
    return (doc_id)(uintptr_t)aj_map_find(&doc->own->ids, id);
}

char *doc_text(const struct doc_document *doc, doc_id root)
{
    size_t length = 0;
    for (doc_id id = root; id; id = doc_next(doc, root, id))
        length += doc->nodes[id].kind == DOC_TEXT ? doc->nodes[id].length : 0;
    char *text = aj_alloc(doc->job->arena, length + 1), *end = text;
    for (doc_id id = root; id; id = doc_next(doc, root, id)) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind == DOC_TEXT && node->length) {
            memcpy(end, node->text, node->length);
            end += node->length;
        }
    }
    return text;
}

const char *doc_tag_name(enum doc_tag tag)
{
    static const char *const names[] = {
#define T(id, name) name,
#include "document/tags.def"
#undef T
    };
    return tag < DOC_TAG_COUNT ? names[tag] : "";
}

const char *doc_role_name(enum doc_role role)
{
    static const char *const names[] = {"",
#define R(id, name) name,
#include "document/roles.def"
#undef R
                                        "Artifact"};
    return role <= DOC_ROLE_ARTIFACT ? names[role] : "";
}
