/* The stage as a whole: galley, pages, references, fragments. */
#include "typeset/block.h"
#include "typeset/library.h"
#include "typeset/page.h"
#include "typeset/svg_file.h"

static doc_id find_body(const struct doc_document *doc)
{
    for (doc_id id = doc->node_count > 1 ? 1 : 0; id; id = doc_next(doc, 1, id))
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == DOC_TAG_BODY)
            return id;
    return doc->node_count > 1 ? 1 : 0;
}

/* Marks the inline elements that have a block in them. */
static void find_blocks_inside(struct ty_context *ctx)
{
    for (doc_id id = ctx->doc->node_count; id-- > 1;) {
        doc_id parent = ty_node(ctx, id)->parent;
        if (parent && !ctx->block_inside[parent] && ty_is_block(ctx, id))
            ctx->block_inside[parent] = 1;
    }
}

/* About how many digits page numbers have: fifteen hundred bytes of text fill a page. */
static aj_len count_digits(const struct doc_document *doc)
{
    uint64_t bytes = 0;
    for (doc_id id = 1; id < doc->node_count; id++)
        bytes += doc->nodes[id].kind == DOC_TEXT ? doc->nodes[id].length : 0;
    aj_len digits = 2;
    for (uint64_t pages = bytes / 1500; pages >= 60; pages /= 10)
        digits++;
    return digits;
}

enum { ROMAN_DIGITS = 4 /* "xviii" is as wide */ };

static struct ty_context make_context(struct aj_job *job, struct ty_library *library,
                                      struct fnt_library *fonts, struct doc_document *doc)
{
    struct aj_arena *arena = aj_arena_new();
    struct ty_context ctx = {.job = job, .arena = arena, .library = library, .fonts = fonts, .doc = doc};
    ctx.styles = AJ_NEW_N(arena, struct ty_style, doc->style_count);
    ctx.style_cap = doc->style_count;
    ctx.paras = AJ_NEW_N(arena, struct ty_para *, doc->node_count + 1);
    ctx.objects = AJ_NEW_N(arena, struct ty_object *, doc->node_count + 1);
    ctx.tables = AJ_NEW_N(arena, struct ty_table *, doc->node_count + 1);
    ctx.block_inside = AJ_NEW_N(arena, uint8_t, doc->node_count + 1);
    ctx.images = (struct aj_map)AJ_MAP_INIT(arena);
    ctx.reference_digits = count_digits(doc);
    if (doc->roman_pages && ctx.reference_digits < ROMAN_DIGITS)
        ctx.reference_digits = ROMAN_DIGITS;
    find_blocks_inside(&ctx);
    return ctx;
}

static struct ty_galley *layout_flow(struct ty_context *ctx)
{
    doc_id body = find_body(ctx->doc);
    const struct doc_page *rules = doc_page_for(ctx->doc, "", false, false);
    aj_len width = rules->width - rules->margin[1] - rules->margin[3];
    struct ty_galley *galley = ty_galley_new(ctx, width);
    ty_use_page(ctx, rules);
    galley->root = true;
    if (body)
        ty_layout_block(galley, body, (struct ty_room){0, width});
    return galley;
}

/* Tints that reach the page's edge go on beyond it: a cut that is a little off shows no white. */
static void bleed_edges(struct ty_pages *pages, const struct ty_page *page)
{
    for (uint32_t i = page->first; page->bleed && i < page->first + page->count; i++) {
        struct ty_fragment *f = &pages->fragments[i];
        if (f->kind != TY_RECT)
            continue;
        aj_len right = f->rect.x + f->rect.width, low = f->rect.y + f->rect.height;
        aj_len left = f->rect.x <= 0 ? -page->bleed : f->rect.x,
               top = f->rect.y <= 0 ? -page->bleed : f->rect.y;
        right = right >= page->width ? page->width + page->bleed : right;
        low = low >= page->height ? page->height + page->bleed : low;
        f->rect = (struct ty_rect){left, top, right - left, low - top};
    }
}

static void free_arena(void *arena)
{
    aj_arena_free(arena);
}

struct ty_pages *ty_layout(struct aj_job *job, struct ty_library *library, struct fnt_library *fonts,
                           struct doc_document *doc)
{
    ty_library_begin(library, job);
    ty_svg_load_files(job, doc);
    struct ty_context ctx = make_context(job, library, fonts, doc);
    struct ty_galley *galley = layout_flow(&ctx);
    struct ty_plan *plan = ty_paginate(&ctx, galley);
    uint32_t *node_page = ty_resolve_references(&ctx, galley, plan);
    struct ty_strings *strings = ty_strings_new(&ctx, node_page);
    struct ty_pages *pages = AJ_NEW(job->arena, struct ty_pages);
    /* About as many fragments as lines, and the boxes: room for them in one piece. */
    pages->fragment_cap = galley->item_count + galley->item_count / 4 + plan->sheet_count * 8 +
                          plan->deco_starts[plan->piece_count];
    pages->fragments = AJ_NEW_N(job->arena, struct ty_fragment, pages->fragment_cap + 1);
    struct ty_output out = {&ctx, pages, TY_CONTENT};
    /* What is made from here on is the pages'; what they were made of goes when they are done. */
    struct aj_arena *scratch = ctx.arena;
    ctx.arena = pages->shown = aj_arena_new();
    aj_arena_own(job->arena, pages->shown, free_arena);
    for (uint32_t i = 0; i < plan->sheet_count; i++) {
        const struct ty_sheet *sheet = &plan->sheets[i];
        struct ty_page page = {.width = sheet->rules->width,
                               .height = sheet->rules->height,
                               .bleed = sheet->rules->bleed,
                               .first = pages->fragment_count,
                               .slug = ty_marks_reach(sheet->rules),
                               .orientation = sheet->rules->orientation,
                               .label = ctx.page_labels[i]};
        ty_emit_sheet(&out, galley, plan, i);
        ty_emit_margins(&out, strings, sheet->rules, i, plan->sheet_count);
        page.count = pages->fragment_count - page.first;
        bleed_edges(pages, &page);
        ty_emit_marks(&out, sheet->rules);
        page.count = pages->fragment_count - page.first;
        AJ_PUSH(job->arena, pages->pages, pages->page_count, pages->page_cap, page);
    }
    aj_arena_free(scratch);
    return pages;
}
