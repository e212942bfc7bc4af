/* Fragments as they are put on a page: boxes, drawings, galleys placed whole. */
#include "typeset/page.h"

#include <string.h>

struct ty_fragment *ty_emit(struct ty_output *out, struct ty_fragment fragment)
{
    struct ty_pages *pages = out->pages;
    /* The document's fragments outlive what they show. */
    struct aj_arena *arena = pages->shown ? out->ctx->job->arena : out->ctx->arena;
    if (fragment.artifact == TY_CONTENT)
        fragment.artifact = out->artifact;
    AJ_PUSH(arena, pages->fragments, pages->fragment_count, pages->fragment_cap, fragment);
    return &pages->fragments[pages->fragment_count - 1];
}

const struct ty_paint *ty_paint_of(struct ty_context *ctx, uint32_t style)
{
    struct ty_style *t = &ctx->styles[style];
    ty_style_at(ctx, style);
    if (!t->decorated)
        return NULL;
    if (t->paint)
        return t->paint;
    const struct doc_style *s = ty_doc_style(ctx, style);
    struct ty_paint *paint = AJ_NEW(ctx->arena, struct ty_paint);
    paint->background = s->background;
    paint->radius = s->border_radius;
    for (int side = 0; side < 4; side++) {
        paint->border_style[side] = s->border_style[side];
        paint->border_width[side] = s->border_style[side] ? s->border_width[side] : 0;
        paint->border_color[side] = s->border_color[side];
    }
    t->paint = paint;
    return paint;
}

/* A rectangle with round corners as a path; 0.5523 is the circle's approximation by a cubic curve. */
static const struct ty_path *round_path(struct ty_context *ctx, struct ty_rect r, aj_len radius,
                                        struct doc_color fill)
{
    static const uint8_t verbs[] = {TY_MOVE,    TY_LINE_TO,  TY_CURVE_TO, TY_LINE_TO,  TY_CURVE_TO,
                                    TY_LINE_TO, TY_CURVE_TO, TY_LINE_TO,  TY_CURVE_TO, TY_CLOSE};
    aj_len most = (r.width < r.height ? r.width : r.height) / 2;
    if (radius > most)
        radius = most;
    aj_len k = radius - ty_share(radius, 5523, 10000);
    aj_len x0 = r.x, y0 = r.y, x1 = r.x + r.width, y1 = r.y + r.height;
    const aj_len points[] = {x0 + radius, y0, x1 - radius, y0,     x1 - k, y0,          x1, y0 + k,      x1,
                             y0 + radius, x1, y1 - radius, x1,     y1 - k, x1 - k,      y1, x1 - radius, y1,
                             x0 + radius, y1, x0 + k,      y1,     x0,     y1 - k,      x0, y1 - radius, x0,
                             y0 + radius, x0, y0 + k,      x0 + k, y0,     x0 + radius, y0};
    struct ty_path *path = AJ_NEW(ctx->arena, struct ty_path);
    path->verb_count = sizeof verbs;
    path->verbs = verbs;
    path->point_count = sizeof points / sizeof *points / 2;
    aj_len *copy = AJ_NEW_N(ctx->arena, aj_len, sizeof points / sizeof *points);
    memcpy(copy, points, sizeof points);
    path->points = copy;
    path->fill = fill;
    return path;
}

static void emit_background(struct ty_output *out, const struct ty_paint *paint, struct ty_rect box,
                            doc_id node)
{
    struct ty_fragment f = {
        .kind = TY_RECT, .artifact = TY_BACKGROUND, .node = node, .rect = box, .color = paint->background};
    if (paint->radius > 0) {
        f.kind = TY_PATH;
        f.as.path = round_path(out->ctx, box, paint->radius, paint->background);
    }
    ty_emit(out, f);
}

void ty_emit_box(struct ty_output *out, const struct ty_paint *paint, struct ty_rect box, doc_id node,
                 unsigned sides)
{
    uint8_t artifact = out->artifact;
    if (paint->background.a && box.width > 0 && box.height > 0)
        emit_background(out, paint, box, node);
    for (int side = 0; side < 4; side++) {
        aj_len w = paint->border_width[side];
        if (w <= 0 || !(sides & 1U << side) || paint->border_style[side] == DOC_BORDER_NONE ||
            paint->border_color[side].a == 0)
            continue;
        struct ty_rect r = box;
        if (side == 0 || side == 2) {
            r.height = w;
            r.y = side == 0 ? box.y : box.y + box.height - w;
        } else {
            r.width = w;
            r.x = side == 3 ? box.x : box.x + box.width - w;
        }
        if (r.width <= 0 || r.height <= 0)
            continue;
        /* A border that is wider than its side is long is no line along the longer axis. */
        bool thick = side % 2 ? r.width > r.height : r.height > r.width;
        ty_emit(out, (struct ty_fragment){.kind = thick ? TY_RECT : TY_LINE,
                                          .artifact = artifact == TY_CONTENT ? (uint8_t)TY_LAYOUT : artifact,
                                          .node = node,
                                          .rect = r,
                                          .color = paint->border_color[side],
                                          .line_width = w,
                                          .line_style = paint->border_style[side]});
    }
}

static const struct ty_path *move_path(struct ty_context *ctx, const struct ty_path *path, aj_len x,
                                       aj_len y);

static const struct ty_gradient *move_gradient(struct ty_context *ctx, const struct ty_gradient *gradient,
                                               aj_len x, aj_len y)
{
    struct ty_gradient *moved = AJ_NEW(ctx->arena, struct ty_gradient);
    *moved = *gradient;
    moved->matrix[4] += x;
    moved->matrix[5] += y;
    return moved;
}

static const struct ty_clip *move_clip(struct ty_context *ctx, const struct ty_clip *clip, aj_len x, aj_len y)
{
    const struct ty_clip *first = NULL, **last = &first;
    for (; clip; clip = clip->outer) {
        struct ty_clip *moved = AJ_NEW(ctx->arena, struct ty_clip);
        moved->path = move_path(ctx, clip->path, x, y);
        *last = moved;
        last = &moved->outer;
    }
    return first;
}

/* A drawing's path moved to its place. */
static const struct ty_path *move_path(struct ty_context *ctx, const struct ty_path *path, aj_len x, aj_len y)
{
    struct ty_path *moved = AJ_NEW(ctx->arena, struct ty_path);
    *moved = *path;
    aj_len *points = AJ_NEW_N(ctx->arena, aj_len, 2 * path->point_count + 1);
    for (uint32_t i = 0; i < path->point_count; i++) {
        points[2 * i] = path->points[2 * i] + x;
        points[2 * i + 1] = path->points[2 * i + 1] + y;
    }
    moved->points = points;
    if (path->gradient)
        moved->gradient = move_gradient(ctx, path->gradient, x, y);
    if (path->stroke_gradient)
        moved->stroke_gradient = move_gradient(ctx, path->stroke_gradient, x, y);
    moved->clip = move_clip(ctx, path->clip, x, y);
    return moved;
}

static void emit_drawing(struct ty_output *out, const struct ty_drawing *drawing, aj_len x, aj_len y)
{
    for (uint32_t i = 0; i < drawing->count; i++) {
        struct ty_fragment f = drawing->fragments[i];
        f.rect.x += x;
        f.rect.y += y;
        f.baseline += y;
        if (f.kind == TY_PATH)
            f.as.path = move_path(out->ctx, f.as.path, x, y);
        ty_emit(out, f);
    }
}

void ty_emit_item(struct ty_output *out, const struct ty_item *item, aj_len x, aj_len y)
{
    switch (item->kind) {
    case TY_ITEM_LINE:
        ty_emit_line(out, item->as.line, x + item->x, y + item->y);
        break;
    case TY_ITEM_FRAGMENTS:
        emit_drawing(out, item->as.drawing, x + item->x, y + item->y);
        break;
    case TY_ITEM_GALLEY:
        ty_emit_galley(out, item->as.galley, x + item->x, y + item->y);
        break;
    }
}

static aj_len *slab_tops(struct ty_output *out, const struct ty_galley *galley, struct ty_span slabs,
                         aj_len y)
{
    aj_len *tops = AJ_NEW_N(out->ctx->arena, aj_len, slabs.end - slabs.first + 1);
    for (uint32_t i = slabs.first; i < slabs.end; i++) {
        y += i > slabs.first ? galley->slabs[i].space : 0;
        tops[i - slabs.first] = y;
        y += galley->slabs[i].height;
    }
    return tops;
}

void ty_emit_decos(struct ty_output *out, const struct ty_galley *galley, struct ty_span slabs,
                   struct ty_span decos, aj_len x, aj_len y)
{
    if (decos.first == decos.end)
        return;
    aj_len *tops = slab_tops(out, galley, slabs, y);
    for (uint32_t i = decos.first; i < decos.end; i++) {
        const struct ty_deco *d = &galley->decos[i];
        if (!d->paint || d->first < slabs.first || d->last >= slabs.end)
            continue;
        aj_len top = tops[d->first - slabs.first] + d->top;
        aj_len bottom = tops[d->last - slabs.first] + galley->slabs[d->last].height + d->bottom;
        unsigned sides = d->only_at_break && d->first > slabs.first ? 14 : 15;
        ty_emit_box(out, d->paint, (struct ty_rect){x + d->x, top, d->width, bottom - top}, d->node, sides);
    }
}

void ty_emit_slabs(struct ty_output *out, const struct ty_galley *galley, struct ty_span slabs, aj_len x,
                   aj_len y)
{
    aj_len *tops = slab_tops(out, galley, slabs, y);
    for (uint32_t i = slabs.first; i < slabs.end; i++) {
        const struct ty_slab *slab = &galley->slabs[i];
        for (uint32_t k = 0; k < slab->item_count; k++)
            ty_emit_item(out, &galley->items[slab->item_first + k], x, tops[i - slabs.first]);
    }
}

void ty_emit_galley(struct ty_output *out, const struct ty_galley *galley, aj_len x, aj_len y)
{
    struct ty_span slabs = {0, galley->slab_count};
    ty_emit_decos(out, galley, slabs, (struct ty_span){0, galley->deco_count}, x, y);
    ty_emit_slabs(out, galley, slabs, x, y);
}
