/* The units of an organisation chart out of its list, and the chart in words. */
#include "chart/units.h"

#include <string.h>

static uint32_t unit_around(const struct doc_document *doc, const struct ch_units *units, doc_id id)
{
    for (id = doc->nodes[id].parent; id; id = doc->nodes[id].parent)
        for (uint32_t i = units->count; i-- > 0;)
            if (units->items[i].item == id)
                return i + 1;
    return 0;
}

static uint32_t depth_of(const struct ch_units *units, uint32_t parent)
{
    uint32_t depth = 1;
    for (; parent; parent = units->items[parent - 1].parent)
        depth++;
    return depth;
}

bool ch_read_units(struct aj_job *job, struct doc_document *doc, doc_id figure, struct ch_units *units)
{
    const char *name = doc_attr(doc, figure, "data-table");
    doc_id list = name ? doc_find(doc, name) : 0;
    aj_at at = doc->nodes[figure].at;
    if (!list) {
        aj_diag_add(job->diags, AJ_E0680, at, name ? name : "", NULL);
        return false;
    }
    uint32_t count = 0, levels = 0;
    units->title = "";
    for (doc_id id = doc->nodes[figure].first; id; id = doc->nodes[id].next)
        if (doc->nodes[id].tag == DOC_TAG_FIGCAPTION)
            units->title = ch_text(doc, id);
    for (doc_id id = list; id; id = doc_next(doc, list, id)) {
        const struct doc_node *node = &doc->nodes[id];
        struct ch_unit *last = units->count ? &units->items[units->count - 1] : NULL;
        if (node->kind != DOC_ELEMENT)
            continue;
        if (last && node->tag == DOC_TAG_SPAN && ch_has_class(doc, id, "unit-name"))
            last->name = ch_text(doc, id);
        else if (last && node->tag == DOC_TAG_SMALL)
            last->note = ch_text(doc, id);
        if (node->tag != DOC_TAG_LI)
            continue;
        uint32_t parent = unit_around(doc, units, id), depth = depth_of(units, parent);
        levels = depth > levels ? depth : levels;
        if (count++ < CH_UNITS_MOST)
            units->items[units->count++] =
                (struct ch_unit){.name = "", .note = "", .parent = parent, .item = id};
    }
    units->levels = levels < CH_LEVELS_MOST ? levels : CH_LEVELS_MOST;
    if (count == 0)
        aj_diag_add(job->diags, AJ_E0682, at, name, NULL);
    else if (count > CH_UNITS_MOST || levels > CH_LEVELS_MOST)
        aj_diag_add(job->diags, AJ_E0686, at, aj_printf(job->arena, "%u", count),
                    aj_printf(job->arena, "%u", levels), NULL);
    return count > 0 && count <= CH_UNITS_MOST && levels <= CH_LEVELS_MOST;
}

static void add_plain(struct aj_buf *out, const char *text)
{
    for (; *text; text++)
        if (!memcmp(text, "\u00AD", 2))
            text++;
        else
            aj_buf_char(out, *text);
}

/* The names of those right below a unit: "A, B och C". */
static void add_children(struct aj_buf *out, const struct ch_units *units, uint32_t parent)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < units->count; i++)
        last = units->items[i].parent == parent ? i : last;
    bool any = false;
    for (uint32_t i = 0; i < units->count; i++) {
        if (units->items[i].parent != parent)
            continue;
        aj_buf_str(out, !any ? "" : i == last ? " och " : ", ");
        add_plain(out, units->items[i].name);
        any = true;
    }
}

char *ch_units_alt(struct aj_job *job, const struct ch_units *units)
{
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_str(&out, "Organisationsschema");
    if (*units->title) {
        aj_buf_str(&out, ": ");
        add_plain(&out, units->title);
    }
    aj_buf_str(&out, ". Överst: ");
    add_children(&out, units, 0);
    aj_buf_char(&out, '.');
    for (uint32_t i = 0; i < units->count; i++) {
        bool any = false;
        for (uint32_t k = i + 1; k < units->count && !any; k++)
            any = units->items[k].parent == i + 1;
        if (!any)
            continue;
        aj_buf_str(&out, " Under ");
        add_plain(&out, units->items[i].name);
        aj_buf_str(&out, ": ");
        add_children(&out, units, i + 1);
        aj_buf_char(&out, '.');
    }
    char *text = aj_strndup(job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}
