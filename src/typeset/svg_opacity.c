/*
 * Opacity (SVG 1.1, 14.5): of fills and strokes, of a shape that has only one of them, and of a group whose
 * shapes stand apart. Shapes that lie over each other would show through, where SVG shows them as one: that
 * is refused.
 */
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <string.h>

/* An attribute between 0 and 1, a number or percentage; 1 where it is missing or refused. */
static double read_opacity(struct svg_drawer *d, doc_id id, const char *name)
{
    const char *text = doc_attr(d->doc, id, name), *p = text;
    double value;
    if (!text)
        return 1;
    bool number = svg_number(&p, &value);
    if (number && *p == '%') {
        value /= 100;
        p++;
    }
    if (number && !*p)
        return value < 0 ? 0 : value > 1 ? 1 : value;
    svg_refuse_value(d, id, name, text, "write a number from 0 to 1", "skriv ett tal från 0 till 1");
    return 1;
}

static bool is_shape(enum doc_tag tag)
{
    return tag == DOC_TAG_PATH || tag == DOC_TAG_RECT || tag == DOC_TAG_CIRCLE || tag == DOC_TAG_ELLIPSE ||
           tag == DOC_TAG_LINE || tag == DOC_TAG_POLYLINE || tag == DOC_TAG_POLYGON;
}

void svg_read_opacity(struct svg_drawer *d, doc_id id, struct svg_state *s)
{
    const char *text = doc_attr(d->doc, id, "opacity");
    if (doc_attr(d->doc, id, "fill-opacity"))
        s->fill_opacity = read_opacity(d, id, "fill-opacity");
    if (doc_attr(d->doc, id, "stroke-opacity"))
        s->stroke_opacity = read_opacity(d, id, "stroke-opacity");
    s->opacity = 1;
    double opacity = text ? read_opacity(d, id, "opacity") : 1;
    enum doc_tag tag = (enum doc_tag)d->doc->nodes[id].tag;
    if (opacity < 1) {
        bool fills = s->fill.a || s->gradient, strokes = s->stroke.a && s->stroke_width > 0;
        if (tag == DOC_TAG_G || tag == DOC_TAG_USE || (is_shape(tag) && !(fills && strokes)))
            s->opacity = opacity;
        else
            svg_refuse_value(d, id, "opacity", text,
                             "give each shape its own, where they do not lie over each other",
                             "ge varje form sin egen, där de inte ligger över varandra");
    }
    if (tag == DOC_TAG_SVG_TEXT && s->fill.a && s->fill_opacity < 1)
        svg_refuse_value(d, id, "fill-opacity",
                         doc_attr(d->doc, id, "fill-opacity") ? doc_attr(d->doc, id, "fill-opacity") : "",
                         "write 1, and mix the colour beforehand", "skriv 1, och blanda färgen i förväg");
}

struct doc_color svg_see_through(struct doc_color color, double opacity)
{
    color.a = (uint8_t)(color.a * opacity + 0.5);
    return color;
}

static bool lie_apart(const struct ty_rect *a, const struct ty_rect *b)
{
    return a->x >= (int64_t)b->x + b->width || b->x >= (int64_t)a->x + a->width ||
           a->y >= (int64_t)b->y + b->height || b->y >= (int64_t)a->y + a->height;
}

static struct ty_path *path_of(struct aj_arena *arena, const struct ty_fragment *f)
{
    struct ty_path *path = AJ_NEW(arena, struct ty_path);
    if (f->kind == TY_PATH) {
        *path = *f->as.path;
        return path;
    }
    /* A rectangle of the page cannot be seen through; as a path it can. */
    struct svg_path frame = {.arena = arena};
    struct svg_matrix same = {1, 0, 0, 1, 0, 0};
    struct ty_rect bounds;
    svg_add_rect(&frame, f->rect.x, f->rect.y, f->rect.width, f->rect.height, 0, 0);
    *path = *svg_give_path(&frame, &same, &bounds);
    path->fill = f->color;
    return path;
}

bool svg_fade_group(struct ty_svg *out, uint32_t since, struct aj_arena *arena, double opacity)
{
    enum { COMPARED_MOST = 500 };
    if (out->count - since > COMPARED_MOST)
        return false;
    for (uint32_t i = since; i < out->count; i++) {
        const struct ty_fragment *f = &out->fragments[i];
        bool both = f->kind == TY_PATH && f->as.path->fill.a && f->as.path->stroke.a;
        if (both || (f->kind != TY_PATH && f->kind != TY_RECT))
            return false;
        for (uint32_t k = since; k < i; k++)
            if (!lie_apart(&f->rect, &out->fragments[k].rect))
                return false;
    }
    for (uint32_t i = since; i < out->count; i++) {
        struct ty_fragment *f = &out->fragments[i];
        struct ty_path *path = path_of(arena, f);
        path->fill = svg_see_through(path->fill, opacity);
        path->stroke = svg_see_through(path->stroke, opacity);
        f->kind = TY_PATH;
        f->color = path->fill;
        f->as.path = path;
    }
    return true;
}
