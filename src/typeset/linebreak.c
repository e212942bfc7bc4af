/*
 * Breaks a paragraph into lines as a whole (Knuth and Plass, "Breaking Paragraphs into Lines", 1981), in
 * integers. A first pass does without hyphenation; a second hyphenates and is content with more; a third
 * takes any line that does not stick out, and one that does where nothing else is left; a fourth then breaks
 * words that their style would leave whole.
 */
#include "typeset/linebreak.h"

enum {
    LINE_PENALTY = 10,
    BAD = 1000000, /* as bad as can be: the cube is not cut off before, so that one line is not given up for
                      the others */
    DEMERITS_STACKED = 10000,  /* hyphens on successive lines, times the square of how many come before */
    DEMERITS_CONTRAST = 8000,  /* a tight line next to a loose one */
    DEMERITS_FRAGMENT = 60000, /* the last line starts with a part of a word */
    DEMERITS_SHORT = 30000,    /* the last line is short: twice this when it is next to nothing */
    TOLERANCE_PLAIN = 100,
    TOLERANCE_HYPHENATED = 1200,
    BALANCED_MOST = 10, /* lines that `text-wrap: balance` evens out */
};

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

struct ty_look ty_look_at(const struct ty_breaker *b, uint32_t from, const struct ty_break_point *point)
{
    static const struct ty_break_point start;
    const struct ty_break_point *a = from ? &b->ctx->points[from - 1] : &start;
    int64_t width = b->width - (from ? 0 : b->indent);
    int64_t natural = point->at - point->hang_at - a->after - (from ? a->hang_after : b->hang);
    int64_t slack = width - natural;
    struct ty_look look = {.fitness = 1, .natural = natural};
    if (point->leaders > a->leaders || (point->forced && slack >= 0)) {
        look.overfull = slack < 0;
        return look;
    }
    int64_t space = b->justified ? point->space_at - a->space_after : 0;
    if (slack >= 0) {
        look.badness = badness(slack, space * b->style->space_stretch / 100 + b->stretch);
        if (b->justified)
            look.fitness = look.badness <= 12 ? 1 : look.badness <= 99 ? 2 : 3;
    } else {
        int64_t shrink = space * b->style->space_shrink / 100;
        look.overfull = -slack > shrink;
        look.badness = look.overfull ? BAD : badness(-slack, shrink);
        look.fitness = look.badness > 12 ? 0 : 1;
    }
    return look;
}

static int64_t demerits_of(const struct ty_breaker *b, const struct ty_break_node *n,
                           const struct ty_break_point *point, const struct ty_look *look)
{
    int64_t d = LINE_PENALTY + look->badness;
    d = d * d + (int64_t)point->penalty * point->penalty;
    bool after_hyphen = n->point && b->ctx->points[n->point - 1].hyphen;
    if (point->hyphen && after_hyphen)
        d += (int64_t)DEMERITS_STACKED * b->style->hyphens_penalty / 100 * n->hyphens * n->hyphens;
    if (point->forced && n->point) {
        int64_t poor = after_hyphen ? DEMERITS_FRAGMENT : 0;
        if (b->style->hyphenate_last != DOC_LAST_NONE)
            poor *= 10;
        else if (b->style->wrap == DOC_WRAP_PRETTY)
            poor *= look->natural < b->least / 2 ? 10 : 3; /* "-ten." alone on a line is the worst */
        if (look->natural < b->least)
            poor += (int64_t)2 * DEMERITS_SHORT * (b->least - look->natural) / b->least;
        d += poor * b->style->last_line_penalty / 100;
    }
    int apart = n->point ? (int)n->fitness - (int)look->fitness : 0;
    if (apart > 1 || apart < -1)
        d += DEMERITS_CONTRAST;
    return d + n->demerits;
}

static uint32_t add_node(struct ty_breaker *b, struct ty_break_node node)
{
    AJ_PUSH(b->ctx->arena, b->ctx->nodes, b->node_count, b->ctx->node_cap, node);
    return b->node_count - 1;
}

/* Whether the line could end before the word that the point breaks, and leave no more empty than the zone. */
static bool within_zone(const struct ty_breaker *b, uint32_t from, const struct ty_break_point *point)
{
    if (!b->zone || point->plain <= from)
        return false;
    const struct ty_break_point *points = b->ctx->points;
    const struct ty_break_point *plain = &points[point->plain - 1];
    int64_t natural =
        plain->at - plain->hang_at - (from ? points[from - 1].after + points[from - 1].hang_after : b->hang);
    return b->width - (from ? 0 : b->indent) - natural <= b->zone;
}

/* Tries every active node as the start of a line that ends at the point; keeps the best for each fitness. */
static void try_point(struct ty_breaker *b, uint32_t index)
{
    struct ty_context *ctx = b->ctx;
    const struct ty_break_point *point = &ctx->points[index];
    struct ty_break_node best[4];
    bool found[4] = {false};
    uint32_t kept = 0, longest = UINT32_MAX;
    for (uint32_t i = 0; i < b->active_count; i++) {
        uint32_t at = ctx->active[i];
        const struct ty_break_node *n = &ctx->nodes[at];
        struct ty_look look = ty_look_at(b, n->point, point);
        if (look.overfull)
            longest = at;
        else if (!point->forced)
            ctx->active[kept++] = at;
        if (look.overfull || look.badness > b->tolerance ||
            (point->hyphen &&
             ((b->hyphen_limit && n->hyphens >= b->hyphen_limit) || within_zone(b, n->point, point))))
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
static uint32_t run_pass(struct ty_breaker *b)
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

/* Whether the way's last line is so short that hyphens are worth trying. */
static bool ends_poorly(const struct ty_breaker *b, uint32_t best)
{
    const struct ty_break_node *last = &b->ctx->nodes[best];
    uint32_t from = b->ctx->nodes[last->previous].point;
    return from && ty_look_at(b, from, &b->ctx->points[last->point - 1]).natural < b->least / 2;
}

static bool sticks_out(const struct ty_breaker *b, uint32_t best)
{
    const struct ty_break_node *nodes = b->ctx->nodes;
    for (uint32_t at = best; nodes[at].point; at = nodes[at].previous)
        if (ty_look_at(b, nodes[nodes[at].previous].point, &b->ctx->points[nodes[at].point - 1]).overfull)
            return true;
    return false;
}

static uint32_t run_passes(struct ty_breaker *b)
{
    enum doc_hyphens hyphens = b->style->hyphens;
    b->hyphenate = b->last_resort = b->force = false;
    b->hyphen_limit = b->style->hyphenate_lines;
    b->zone = ty_resolve(b->style->hyphenate_zone, b->full, 0);
    b->tolerance = TOLERANCE_PLAIN;
    ty_list_points(b);
    uint32_t best = run_pass(b);
    if (best != UINT32_MAX && (hyphens == DOC_HYPHENS_NONE || !ends_poorly(b, best)))
        return best;
    b->hyphenate = hyphens != DOC_HYPHENS_NONE;
    b->tolerance = TOLERANCE_HYPHENATED;
    ty_list_points(b);
    best = run_pass(b);
    if (best != UINT32_MAX)
        return best;
    b->last_resort = true;
    b->tolerance = BAD;
    best = run_pass(b);
    if (hyphens == DOC_HYPHENS_NONE || !sticks_out(b, best))
        return best;
    b->force = true;
    b->hyphen_limit = 0;
    b->zone = 0;
    ty_list_points(b);
    return run_pass(b);
}

static uint32_t count_lines(const struct ty_breaker *b, uint32_t best)
{
    uint32_t lines = 0;
    for (uint32_t at = best; b->ctx->nodes[at].point; at = b->ctx->nodes[at].previous)
        lines++;
    return lines;
}

/* How many ranges ("januari–augusti") the lines part. */
static uint32_t count_parted(const struct ty_breaker *b, uint32_t best)
{
    uint32_t parted = 0;
    for (uint32_t at = best; b->ctx->nodes[at].point; at = b->ctx->nodes[at].previous)
        parted += b->ctx->points[b->ctx->nodes[at].point - 1].penalty == TY_PENALTY_RANGE;
    return parted;
}

/* The narrowest measure that takes no more lines and parts no more ranges, by halves; then the lines are
 * about equally long. */
static uint32_t balance(struct ty_breaker *b, uint32_t best)
{
    uint32_t lines = count_lines(b, best);
    if (lines < 2 || lines > BALANCED_MOST || b->last_resort)
        return best;
    uint32_t parted = count_parted(b, best);
    aj_len narrow = b->full / 2, wide = b->full;
    while (wide - narrow > b->em / 4) {
        b->width = narrow + (wide - narrow) / 2;
        best = run_passes(b);
        if (b->last_resort || count_lines(b, best) > lines || count_parted(b, best) > parted)
            narrow = b->width;
        else
            wide = b->width;
    }
    b->width = wide;
    return run_passes(b);
}

/* Whether the paragraph is one line; most are not, so the sum ends early. */
static bool fits(const struct ty_para *para, aj_len width, aj_len indent)
{
    int64_t natural = indent;
    for (uint32_t i = 0; i < para->atom_count && natural <= width; i++) {
        natural += para->atoms[i].width;
        if (para->atoms[i].kind == TY_ATOM_BREAK)
            return false;
    }
    return natural <= width;
}

struct ty_line *ty_break(struct ty_context *ctx, struct ty_para *para, aj_len width, aj_len indent,
                         uint32_t *count)
{
    const struct doc_style *s = ty_doc_style(ctx, para->style);
    if (fits(para, width, indent)) {
        struct ty_line *line = AJ_NEW(ctx->arena, struct ty_line);
        *line = (struct ty_line){.para = para,
                                 .end = para->atom_count,
                                 .last = true,
                                 .align = (uint8_t)ty_line_align(s, true),
                                 .indent = indent,
                                 .width = width};
        ty_line_height(ctx, line);
        *count = 1;
        return line;
    }
    struct ty_breaker b = {.ctx = ctx,
                           .para = para,
                           .style = s,
                           .width = width,
                           .full = width,
                           .indent = indent,
                           .em = s->font_size,
                           .hangs = ty_hangs(s, para),
                           .justified = s->text_align == DOC_JUSTIFY};
    b.hang = b.hangs ? ty_hang_before(ctx, para, 0) : 0;
    aj_len own = width / 3 < 6 * b.em ? width / 3 : 6 * b.em;
    b.stretch = b.justified ? 0 : own;
    aj_len share = s->wrap == DOC_WRAP_PRETTY ? width / 3 : width / 6,
           most = s->wrap == DOC_WRAP_PRETTY ? 10 : 5;
    b.least = share < most * b.em ? share : most * b.em;
    b.least = b.least > 2 * b.em ? b.least : 2 * b.em;
    uint32_t best = run_passes(&b);
    if (s->wrap == DOC_WRAP_BALANCE)
        best = balance(&b, best);
    return ty_collect_lines(&b, best, count);
}
