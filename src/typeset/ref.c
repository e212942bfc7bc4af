/* Which page every node stands on, and what page references therefore say. */
#include "typeset/page.h"

#include <string.h>

struct marker {
    struct ty_context *ctx;
    uint32_t *node_page;
    uint32_t page; /* 1 + index */
    bool floated;
    doc_id *starts; /* the first node on each page */
};

static void mark_node(struct marker *m, doc_id node)
{
    if (!m->floated && !m->starts[m->page - 1])
        m->starts[m->page - 1] = node;
    while (node && !m->node_page[node]) {
        m->node_page[node] = m->page;
        node = ty_node(m->ctx, node)->parent;
    }
}

static void mark_galley(struct marker *m, const struct ty_galley *galley, uint32_t first, uint32_t end);

static void mark_line(struct marker *m, const struct ty_line *line)
{
    doc_id last = 0;
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct ty_atom *atom = &line->para->atoms[i];
        if (atom->node != last)
            mark_node(m, atom->node);
        last = atom->node;
        if (atom->kind == TY_ATOM_OBJECT)
            mark_galley(m, atom->as.object->galley, 0, atom->as.object->galley->slab_count);
    }
}

static void mark_galley(struct marker *m, const struct ty_galley *galley, uint32_t first, uint32_t end)
{
    for (uint32_t s = first; s < end; s++) {
        for (uint32_t n = 0; n < galley->slabs[s].note_count; n++) {
            const struct ty_note *note = galley->notes[galley->slabs[s].note_first + n];
            mark_galley(m, note->galley, 0, note->galley->slab_count);
        }
        for (uint32_t i = 0; i < galley->slabs[s].item_count; i++) {
            const struct ty_item *item = &galley->items[galley->slabs[s].item_first + i];
            if (item->kind == TY_ITEM_LINE)
                mark_line(m, item->as.line);
            else if (item->kind == TY_ITEM_GALLEY)
                mark_galley(m, item->as.galley, 0, item->as.galley->slab_count);
            else
                for (uint32_t k = 0; k < item->as.drawing->count; k++)
                    mark_node(m, item->as.drawing->fragments[k].node);
        }
    }
}

/* A node without content of its own stands where what comes after it does. */
static void fill_gaps(struct ty_context *ctx, uint32_t *node_page, uint32_t page_count)
{
    uint32_t page = page_count;
    for (doc_id id = ctx->doc->node_count; id-- > 1;) {
        if (node_page[id])
            page = node_page[id];
        else
            node_page[id] = page;
    }
}

uint32_t *ty_resolve_references(struct ty_context *ctx, const struct ty_galley *galley,
                                const struct ty_plan *plan)
{
    struct marker m = {ctx, AJ_NEW_N(ctx->arena, uint32_t, ctx->doc->node_count + 1), 0, false,
                       AJ_NEW_N(ctx->arena, doc_id, plan->sheet_count + 1)};
    for (uint32_t i = 0; i < plan->piece_count; i++) {
        m.page = plan->pieces[i].page + 1;
        m.floated = plan->pieces[i].floated;
        mark_galley(&m, galley, plan->pieces[i].first, plan->pieces[i].end);
    }
    fill_gaps(ctx, m.node_page, plan->sheet_count);
    ctx->page_starts = m.starts;
    ty_number_pages(ctx, plan, m.node_page);
    for (doc_id id = 1; id < ctx->doc->node_count; id++) {
        struct doc_node *node = &ctx->doc->nodes[id];
        if (node->kind != DOC_PAGE_REF)
            continue;
        uint32_t page = node->target ? m.node_page[node->target] : 0;
        node->text = !page       ? ""
                     : node->tag ? doc_number(ctx->doc, ctx->page_numbers[page - 1], (uint8_t)(node->tag - 1))
                                 : ctx->page_labels[page - 1];
        node->length = (uint32_t)strlen(node->text);
    }
    return m.node_page;
}
