/*
 * Breaks a paragraph into lines as a whole (Knuth and Plass, "Breaking Paragraphs into Lines", 1981), in
 * integers. A first pass does without hyphenation; a second hyphenates and is content with more; a third
 * takes any line that does not stick out, and one that does where nothing else is left.
 */
#include "base/utf8.h"
#include "typeset/inline.h"
#include "typeset/library.h"

#include <string.h>

enum {
    LINE_PENALTY = 10,
    BAD = 1000000, /* as bad as can be: the cube is not cut off before, so that one line is not given up for
                      the others */
    HYPHEN_PENALTY = 60, /* in justified text */
    HYPHEN_PENALTY_RAGGED = 250,
    SEAM_PERCENT = 60,         /* a compound's seam costs this much of it */
    DEMERITS_STACKED = 10000,  /* hyphens on successive lines, times the square of how many come before */
    DEMERITS_CONTRAST = 8000,  /* a tight line next to a loose one */
    DEMERITS_FRAGMENT = 60000, /* the last line starts with a part of a word */
    DEMERITS_SHORT = 30000,    /* the last line is next to nothing */
    TOLERANCE_PLAIN = 100,
    TOLERANCE_HYPHENATED = 1200,
    LOOSE = 3,       /* spaces that grow by so many of their own width are told */
    NARROW_EMS = 22, /* columns in which two letters may stand after a hyphen */
};

/* Where a line may end. Widths and stretchable space are sums from the paragraph's start. */
struct ty_break_point {
    int64_t at, after;             /* width up to the line's end; up to the next line's start */
    int64_t space_at, space_after; /* space that stretches */
    uint32_t leaders;              /* leaders before it */
    uint32_t atom;                 /* the next line starts with this atom … */
    uint16_t offset;               /* … or, if not 0, after so many bytes of it */
    uint16_t penalty;
    bool hyphen, forced;
};

/* A point where a line may end well, with the best way to it. */
struct ty_break_node {
    int64_t demerits;
    uint32_t point; /* 1 + index; 0: the paragraph's start */
    uint32_t previous;
    uint8_t fitness, hyphens;
};

struct breaker {
    struct ty_context *ctx;
    struct ty_para *para;
    aj_len width, indent, em;
    bool justified, hyphenate, last_resort;
    int32_t tolerance;
    aj_len stretch; /* each line's own, besides its spaces' */
    uint8_t hyphen_limit;
    uint32_t point_count, node_count, active_count;
};

void ty_atom_hyphenate(struct ty_context *ctx, struct ty_atom *atom)
{
    static const struct ty_hyphen none[1];
    if (atom->points)
        return;
    atom->points = none;
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    const struct fnt_word *word = atom->as.word;
    unsigned least = s->hyphenate_word ? s->hyphenate_word : 5;
    if (atom->fixed || s->hyphens != DOC_HYPHENS_AUTO || word->length < least ||
        s->white_space == DOC_NOWRAP || s->white_space == DOC_PRE ||
        !ty_hyphenates(s->lang ? s->lang : ctx->doc->lang))
        return;
    const struct ty_word_points *found = ty_library_points(ctx->library, word->text, word->length,
                                                           s->hyphenate_before ? s->hyphenate_before : 2,
                                                           s->hyphenate_after ? s->hyphenate_after : 2);
    if (found->count == 0)
        return;
    /* Points inside a ligature's cluster would need shaping again: they are left out. */
    uint32_t good = 0;
    while (good < found->count && fnt_word_prefix(word, found->points[good].at) >= 0)
        good++;
    if (good == found->count) {
        atom->points = found->points;
        atom->point_count = (uint16_t)found->count;
        return;
    }
    struct ty_hyphen *points = AJ_NEW_N(ctx->arena, struct ty_hyphen, found->count);
    for (uint32_t i = 0; i < found->count; i++)
        if (fnt_word_prefix(word, found->points[i].at) >= 0)
            points[atom->point_count++] = found->points[i];
    atom->points = points;
}

aj_len ty_atom_part(const struct ty_context *ctx, const struct ty_atom *atom, uint32_t from, uint32_t to)
{
    const struct fnt_word *word = atom->as.word;
    if (from == 0 && (to == 0 || to >= word->length))
        return atom->width;
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    const struct fnt_face *face = s->faces[atom->face];
    int64_t start = from ? fnt_word_prefix(word, from) : 0;
    int64_t end = to && to < word->length ? fnt_word_prefix(word, to) : word->advance;
    aj_len width = fnt_scale(face, end - start, s->font_size);
    if (s->letter_spacing) {
        uint32_t limit = to ? to : word->length;
        for (uint32_t i = 0; i < word->glyph_count; i++)
            if (word->glyphs[i].cluster >= from && word->glyphs[i].cluster < limit)
                width += s->letter_spacing;
    }
    return width;
}

static void add_point(struct breaker *b, struct ty_break_point point)
{
    struct ty_context *ctx = b->ctx;
    AJ_PUSH(ctx->arena, ctx->points, b->point_count, ctx->point_cap, point);
}

/* Fewer than three letters after the point look poor in a wide column. */
static bool leaves_three(const struct fnt_word *word, uint32_t at)
{
    const char *p = word->text + at, *end = word->text + word->length;
    int letters = 0;
    while (p < end && letters < 3)
        letters += aj_utf8_is_letter(aj_utf8_next(&p, end));
    return letters == 3;
}

static void add_hyphens(struct breaker *b, uint32_t index, const struct ty_break_point *before)
{
    struct ty_atom *atom = &b->para->atoms[index];
    ty_atom_hyphenate(b->ctx, atom);
    const struct doc_style *s = ty_doc_style(b->ctx, atom->style);
    bool narrow = b->width < NARROW_EMS * b->em || s->hyphenate_after;
    for (uint32_t i = 0; i < atom->point_count; i++) {
        const struct ty_hyphen *h = &atom->points[i];
        if (!narrow && !leaves_three(atom->as.word, h->at))
            continue;
        int penalty = b->justified ? HYPHEN_PENALTY : HYPHEN_PENALTY_RAGGED;
        if (h->quality == TY_HYPHEN_SEAM)
            penalty = penalty * SEAM_PERCENT / 100;
        struct ty_break_point point = *before;
        point.after += ty_atom_part(b->ctx, atom, 0, h->at);
        point.at = point.after + ty_style_at(b->ctx, atom->style)->hyphen;
        point.space_at = point.space_after;
        point.atom = index;
        point.offset = h->at;
        point.penalty = (uint16_t)penalty;
        point.hyphen = true;
        add_point(b, point);
    }
}

/* Lists every legal end of a line. `run` is the sums so far; spaces at a line's end do not count. */
static void list_points(struct breaker *b)
{
    struct ty_break_point run = {0};
    b->point_count = 0;
    int64_t end = 0, space_end = 0; /* sums without the spaces just passed */
    for (uint32_t i = 0; i < b->para->atom_count; i++) {
        const struct ty_atom *atom = &b->para->atoms[i];
        if (atom->kind == TY_ATOM_WORD && b->hyphenate)
            add_hyphens(b, i, &run);
        run.after += atom->width;
        if (atom->kind == TY_ATOM_SPACE) {
            if (!atom->fixed)
                run.space_after += atom->width;
        } else {
            end = run.after;
            space_end = run.space_after;
            run.leaders += atom->kind == TY_ATOM_LEADER;
        }
        struct ty_break_point point = run;
        point.at = end;
        point.space_at = space_end;
        point.atom = i + 1;
        point.penalty = atom->penalty;
        point.forced = atom->kind == TY_ATOM_BREAK;
        if (atom->kind == TY_ATOM_SOFT) {
            if (!b->hyphenate)
                continue;
            point.hyphen = true;
            point.at += ty_style_at(b->ctx, atom->style)->hyphen;
        }
        bool doubled = atom->kind == TY_ATOM_SPACE && i + 1 < b->para->atom_count &&
                       b->para->atoms[i + 1].kind == TY_ATOM_SPACE && b->para->atoms[i + 1].breakable;
        if (point.forced || (atom->breakable && !doubled && i + 1 < b->para->atom_count))
            add_point(b, point);
    }
    if (b->point_count && b->ctx->points[b->point_count - 1].forced &&
        b->ctx->points[b->point_count - 1].atom == b->para->atom_count)
        return;
    struct ty_break_point last = run;
    last.at = end;
    last.space_at = space_end;
    last.atom = b->para->atom_count;
    last.forced = true;
    add_point(b, last);
}

/* 100 (t/s)³, at most BAD. 297³ is about 100 · 2^18, and 6400³ / 2^18 is BAD. */
static int32_t badness(int64_t t, int64_t s)
{
    if (t <= 0)
        return 0;
    if (s <= 0)
        return BAD;
    int64_t r = t * 297 / s;
    if (r >= 6400)
        return BAD;
    return (int32_t)((r * r * r + (1 << 17)) >> 18);
}

/* How a line from node `n` to `point` would look. */
struct look {
    int32_t badness;
    uint8_t fitness; /* 0 tight, 1 decent, 2 loose, 3 very loose */
    bool overfull;
    int64_t natural;
};

static struct look look_at(const struct breaker *b, uint32_t from, const struct ty_break_point *point)
{
    static const struct ty_break_point start;
    const struct ty_break_point *a = from ? &b->ctx->points[from - 1] : &start;
    int64_t width = b->width - (from ? 0 : b->indent);
    int64_t natural = point->at - a->after, slack = width - natural;
    struct look look = {.fitness = 1, .natural = natural};
    if (point->leaders > a->leaders || (point->forced && slack >= 0)) {
        look.overfull = slack < 0;
        return look;
    }
    int64_t space = b->justified ? point->space_at - a->space_after : 0;
    if (slack >= 0) {
        look.badness = badness(slack, space / 2 + b->stretch);
        if (b->justified)
            look.fitness = look.badness <= 12 ? 1 : look.badness <= 99 ? 2 : 3;
    } else {
        look.overfull = -slack > space / 3;
        look.badness = look.overfull ? BAD : badness(-slack, space / 3);
        look.fitness = look.badness > 12 ? 0 : 1;
    }
    return look;
}

static int64_t demerits_of(const struct breaker *b, const struct ty_break_node *n,
                           const struct ty_break_point *point, const struct look *look)
{
    int64_t d = LINE_PENALTY + look->badness;
    d = d * d + (int64_t)point->penalty * point->penalty;
    bool after_hyphen = n->point && b->ctx->points[n->point - 1].hyphen;
    if (point->hyphen && after_hyphen)
        d += (int64_t)DEMERITS_STACKED * n->hyphens * n->hyphens;
    if (point->forced && n->point) {
        if (after_hyphen)
            d += DEMERITS_FRAGMENT;
        if (look->natural < 2 * (int64_t)b->em)
            d += DEMERITS_SHORT;
    }
    int apart = n->point ? (int)n->fitness - (int)look->fitness : 0;
    if (apart > 1 || apart < -1)
        d += DEMERITS_CONTRAST;
    return d + n->demerits;
}

static uint32_t add_node(struct breaker *b, struct ty_break_node node)
{
    AJ_PUSH(b->ctx->arena, b->ctx->nodes, b->node_count, b->ctx->node_cap, node);
    return b->node_count - 1;
}

/* Tries every active node as the start of a line that ends at the point; keeps the best for each fitness. */
static void try_point(struct breaker *b, uint32_t index)
{
    struct ty_context *ctx = b->ctx;
    const struct ty_break_point *point = &ctx->points[index];
    struct ty_break_node best[4];
    bool found[4] = {false};
    uint32_t kept = 0, longest = UINT32_MAX;
    for (uint32_t i = 0; i < b->active_count; i++) {
        uint32_t at = ctx->active[i];
        const struct ty_break_node *n = &ctx->nodes[at];
        struct look look = look_at(b, n->point, point);
        if (look.overfull)
            longest = at;
        else if (!point->forced)
            ctx->active[kept++] = at;
        if (look.overfull || look.badness > b->tolerance ||
            (point->hyphen && b->hyphen_limit && n->hyphens >= b->hyphen_limit))
            continue;
        int64_t d = demerits_of(b, n, point, &look);
        if (found[look.fitness] && best[look.fitness].demerits <= d)
            continue;
        found[look.fitness] = true;
        best[look.fitness] = (struct ty_break_node){
            d, index + 1, at, look.fitness, (uint8_t)(point->hyphen ? n->hyphens + (n->hyphens < 255) : 0)};
    }
    b->active_count = kept;
    bool any = found[0] || found[1] || found[2] || found[3];
    if (!any && kept == 0 && b->last_resort && longest != UINT32_MAX) {
        found[0] = true;
        best[0] = (struct ty_break_node){ctx->nodes[longest].demerits + (int64_t)BAD * BAD, index + 1,
                                         longest, 0, 0};
    }
    for (int f = 0; f < 4; f++)
        if (found[f]) {
            uint32_t at = add_node(b, best[f]);
            AJ_PUSH(ctx->arena, ctx->active, b->active_count, ctx->active_cap, at);
        }
}

/* One pass; the best last node, or UINT32_MAX when the tolerance was too small. */
static uint32_t run_pass(struct breaker *b)
{
    struct ty_context *ctx = b->ctx;
    b->node_count = b->active_count = 0;
    uint32_t start = add_node(b, (struct ty_break_node){.fitness = 1});
    AJ_PUSH(ctx->arena, ctx->active, b->active_count, ctx->active_cap, start);
    for (uint32_t i = 0; i < b->point_count; i++) {
        try_point(b, i);
        if (b->active_count == 0)
            return UINT32_MAX;
    }
    uint32_t best = ctx->active[0];
    for (uint32_t i = 1; i < b->active_count; i++)
        if (ctx->nodes[ctx->active[i]].demerits < ctx->nodes[best].demerits)
            best = ctx->active[i];
    return best;
}

static uint32_t run_passes(struct breaker *b, const struct doc_style *s)
{
    aj_len own = b->width / 4 < 4 * b->em ? b->width / 4 : 4 * b->em;
    b->stretch = b->justified ? 0 : own;
    b->tolerance = TOLERANCE_PLAIN;
    list_points(b);
    uint32_t best = run_pass(b);
    if (best != UINT32_MAX)
        return best;
    b->hyphenate = s->hyphens != DOC_HYPHENS_NONE;
    b->tolerance = TOLERANCE_HYPHENATED;
    list_points(b);
    best = run_pass(b);
    if (best != UINT32_MAX)
        return best;
    b->last_resort = true;
    b->tolerance = BAD;
    return run_pass(b);
}

static enum doc_align line_align(const struct doc_style *s, bool last)
{
    if (s->text_align == DOC_DECIMAL)
        return DOC_RIGHT;
    if (s->text_align != DOC_JUSTIFY)
        return s->text_align;
    return last ? s->text_align_last : DOC_JUSTIFY;
}

/* The line from one point (1 + index; 0: the start) to another. */
static struct ty_line make_line(const struct breaker *b, uint32_t from, uint32_t to)
{
    const struct ty_break_point *a = from ? &b->ctx->points[from - 1] : NULL;
    const struct ty_break_point *z = &b->ctx->points[to - 1];
    const struct doc_style *s = ty_doc_style(b->ctx, b->para->style);
    struct ty_line line = {.para = b->para, .first = a ? a->atom : 0, .from = a ? a->offset : 0};
    line.end = z->offset ? z->atom + 1 : z->atom;
    line.to = z->offset;
    line.hyphen = z->hyphen;
    line.last = z->forced;
    line.align = (uint8_t)line_align(s, line.last);
    line.indent = a ? 0 : b->indent;
    line.width = b->width;
    ty_line_height(b->ctx, &line);
    return line;
}

static void report_overfull(struct breaker *b, const struct ty_line *line, aj_len over)
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
static void report_loose(struct breaker *b, const struct ty_line *line, int64_t slack, int64_t space)
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

static struct ty_line *collect(struct breaker *b, uint32_t best, uint32_t *count)
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
        struct look look = look_at(b, from, &ctx->points[ctx->nodes[at].point - 1]);
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

struct ty_line *ty_break(struct ty_context *ctx, struct ty_para *para, aj_len width, aj_len indent,
                         uint32_t *count)
{
    const struct doc_style *s = ty_doc_style(ctx, para->style);
    struct breaker b = {.ctx = ctx,
                        .para = para,
                        .width = width,
                        .indent = indent,
                        .em = s->font_size,
                        .justified = s->text_align == DOC_JUSTIFY,
                        .hyphen_limit = s->hyphenate_lines};
    int64_t natural = indent;
    bool forced = false;
    for (uint32_t i = 0; i < para->atom_count && natural <= width && !forced; i++) {
        natural += para->atoms[i].width;
        forced = para->atoms[i].kind == TY_ATOM_BREAK;
    }
    if (natural <= width && !forced) {
        struct ty_line *line = AJ_NEW(ctx->arena, struct ty_line);
        *line = (struct ty_line){.para = para,
                                 .end = para->atom_count,
                                 .last = true,
                                 .align = (uint8_t)line_align(s, true),
                                 .indent = indent,
                                 .width = width};
        ty_line_height(ctx, line);
        *count = 1;
        return line;
    }
    return collect(&b, run_passes(&b, s), count);
}
