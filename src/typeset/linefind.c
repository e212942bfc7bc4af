/* The lines that breaking chose, and the findings about those that are too full or torn open. */
#include "typeset/linebreak.h"

enum { LOOSE = 3 /* spaces that grow by so many of their own width are told */ };

enum doc_align ty_line_align(const struct doc_style *s, bool last)
{
    if (s->text_align == DOC_DECIMAL)
        return DOC_RIGHT;
    if (s->text_align != DOC_JUSTIFY)
        return s->text_align;
    return last ? s->text_align_last : DOC_JUSTIFY;
}

/* The line from one point (1 + index; 0: the start) to another. */
static struct ty_line make_line(const struct ty_breaker *b, uint32_t from, uint32_t to)
{
    const struct ty_break_point *a = from ? &b->ctx->points[from - 1] : NULL;
    const struct ty_break_point *z = &b->ctx->points[to - 1];
    const struct doc_style *s = ty_doc_style(b->ctx, b->para->style);
    struct ty_line line = {.para = b->para, .first = a ? a->atom : 0, .from = a ? a->offset : 0};
    line.end = z->offset ? z->atom + 1 : z->atom;
    line.to = z->offset;
    line.hyphen = z->hyphen;
    line.last = z->forced;
    line.align = (uint8_t)ty_line_align(s, line.last);
    line.indent = a ? 0 : b->indent;
    line.width = b->full;
    ty_line_height(b->ctx, &line);
    return line;
}

static void report_overfull(struct ty_breaker *b, const struct ty_line *line, aj_len over)
{
    struct ty_context *ctx = b->ctx;
    if (ctx->quiet)
        return;
    const struct ty_atom *widest = NULL;
    aj_at at = b->para->at;
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct ty_atom *atom = &b->para->atoms[i];
        if (atom->kind == TY_ATOM_WORD && (!widest || atom->width > widest->width))
            widest = atom;
    }
    const char *text = "";
    if (widest) {
        text = ty_excerpt(ctx, widest->as.word->text, widest->as.word->length);
        if (widest->node && ty_node(ctx, widest->node)->at)
            at = ty_node(ctx, widest->node)->at;
    }
    aj_diag_add(ctx->job->diags, AJ_W0610, at, text, ty_mm(ctx, over), NULL);
}

/* A justified line whose spaces are wide enough to tear it open: nothing in it could be parted. */
static void report_loose(struct ty_breaker *b, const struct ty_line *line, int64_t slack, int64_t space)
{
    struct ty_context *ctx = b->ctx;
    struct aj_buf text = AJ_BUF_INIT;
    aj_at at = 0;
    for (uint32_t i = line->first; i < line->end && !ctx->quiet; i++) {
        const struct ty_atom *atom = &b->para->atoms[i];
        if (atom->kind == TY_ATOM_SPACE)
            aj_buf_char(&text, ' ');
        if (atom->kind != TY_ATOM_WORD)
            continue;
        aj_buf_add(&text, atom->as.word->text, atom->as.word->length);
        at = at ? at : ty_node(ctx, atom->node)->at;
    }
    while (text.len && text.data[text.len - 1] == ' ')
        text.len--;
    if (!ctx->quiet)
        aj_diag_add(ctx->job->diags, AJ_N0616, at ? at : b->para->at,
                    ty_excerpt(ctx, text.data ? text.data : "", text.len),
                    aj_printf(ctx->arena, "%u", (unsigned)((slack + space) / space)), NULL);
    aj_buf_free(&text);
}

struct ty_line *ty_collect_lines(struct ty_breaker *b, uint32_t best, uint32_t *count)
{
    struct ty_context *ctx = b->ctx;
    uint32_t n = 0;
    for (uint32_t at = best; ctx->nodes[at].point; at = ctx->nodes[at].previous)
        n++;
    struct ty_line *lines = AJ_NEW_N(ctx->arena, struct ty_line, n);
    *count = n;
    for (uint32_t at = best; ctx->nodes[at].point; at = ctx->nodes[at].previous) {
        uint32_t from = ctx->nodes[ctx->nodes[at].previous].point;
        lines[--n] = make_line(b, from, ctx->nodes[at].point);
        struct ty_look look = ty_look_at(b, from, &ctx->points[ctx->nodes[at].point - 1]);
        aj_len over = (aj_len)(look.natural - (b->width - (from ? 0 : b->indent)));
        if (look.overfull && over > 50)
            report_overfull(b, &lines[n], over);
        const struct ty_break_point *z = &ctx->points[ctx->nodes[at].point - 1];
        int64_t space = z->space_at - (from ? ctx->points[from - 1].space_after : 0);
        if (b->justified && !z->forced && z->leaders == 0 && space > 0 && -(int64_t)over > LOOSE * space)
            report_loose(b, &lines[n], -(int64_t)over, space);
    }
    return lines;
}
