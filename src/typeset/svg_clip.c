/*
 * Clip paths (SVG 1.1, 14.3): what any of their shapes covers, as one path. Several shapes are made to turn
 * the same way round, so that the nonzero rule leaves no hole where they lie over each other.
 */
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <string.h>

enum { NESTED_MOST = 8 };

struct clip_builder {
    struct svg_drawer *d;
    struct svg_path path;  /* in 1/1000 pt */
    struct svg_path first; /* the only shape so far, as it is */
    struct svg_matrix first_matrix;
    uint32_t shapes;
    bool even_odd, holes; /* the rule of one of them; which also has several parts */
};

static void add_shape(struct clip_builder *b, doc_id id, const struct svg_state *s)
{
    struct svg_drawer *d = b->d;
    struct svg_path shape = {.arena = d->job->arena};
    bool open;
    if (d->drawn++ >= SVG_ELEMENTS_MOST)
        return;
    if (!svg_build_shape(d, id, &shape, &open)) {
        svg_refuse_element(
            d, id, "a clipPath holds path, rect, circle, ellipse, polyline, polygon, use and g",
            "en clipPath innehåller path, rect, circle, ellipse, polyline, polygon, use och g");
        return;
    }
    if (!b->shapes++) {
        b->first = shape;
        b->first_matrix = s->matrix;
    }
    b->even_odd |= s->clip_even_odd;
    b->holes |= s->clip_even_odd && svg_part_count(&shape) > 1;
    svg_append_path(&b->path, &shape, &s->matrix);
}

static void add_content(struct clip_builder *b, doc_id id, const struct svg_state *outer, int depth)
{
    struct svg_drawer *d = b->d;
    enum doc_tag tag = (enum doc_tag)d->doc->nodes[id].tag;
    if (tag == DOC_TAG_SVG_TITLE || tag == DOC_TAG_SVG_DESC)
        return;
    if (depth > NESTED_MOST) {
        svg_refuse_element(d, id, "nest groups and uses less deeply, and let none hold itself",
                           "lägg grupper och use i färre nivåer, och låt ingen innehålla sig själv");
        return;
    }
    struct svg_state s = svg_enter(d, outer, id);
    if (tag == DOC_TAG_USE) {
        struct svg_matrix move = {1, 0, 0, 1, svg_attr_length(d, id, "x", 0), svg_attr_length(d, id, "y", 0)};
        const char *href = doc_attr(d->doc, id, "href");
        doc_id shape = svg_referred(d, id, "href", href ? href : "");
        s.matrix = svg_multiply(s.matrix, move);
        if (shape)
            add_content(b, shape, &s, depth + 1);
    } else if (tag == DOC_TAG_G) {
        for (doc_id child = d->doc->nodes[id].first; child; child = d->doc->nodes[child].next)
            if (d->doc->nodes[child].kind == DOC_ELEMENT)
                add_content(b, child, &s, depth + 1);
    } else {
        add_shape(b, id, &s);
    }
}

/* Whether a clip-path may be looked up here: a clipPath may have one, what is in a clipPath may not. */
static bool may_clip(const struct svg_drawer *d, doc_id id, doc_id clip_path)
{
    if (d->doc->nodes[clip_path].tag != DOC_TAG_CLIP_PATH)
        return false;
    return !d->in_clip || (d->doc->nodes[id].tag == DOC_TAG_CLIP_PATH && d->in_clip < NESTED_MOST);
}

const struct ty_clip *svg_clip(struct svg_drawer *d, doc_id id, const struct svg_state *outer)
{
    static const char *const units[] = {"userSpaceOnUse", NULL};
    static const struct svg_matrix same = {1, 0, 0, 1, 0, 0};
    const char *value = doc_attr(d->doc, id, "clip-path");
    if (!value || !strcmp(value, "none"))
        return outer->clip;
    doc_id clip_path = svg_referred(d, id, "clip-path", value);
    if (!clip_path)
        return outer->clip;
    if (!may_clip(d, id, clip_path)) {
        svg_refuse_value(d, id, "clip-path", value,
                         "name a clipPath; what is in one cannot be clipped itself",
                         "ange en clipPath; det som ligger i en kan inte beskäras självt");
        return outer->clip;
    }
    struct clip_builder b = {.d = d, .path = {.arena = d->job->arena}, .first = {.arena = d->job->arena}};
    svg_attr_word(d, clip_path, "clipPathUnits", units, 0);
    d->in_clip++;
    struct svg_state s = svg_enter(d, outer, clip_path);
    for (doc_id child = d->doc->nodes[clip_path].first; child; child = d->doc->nodes[child].next)
        if (d->doc->nodes[child].kind == DOC_ELEMENT)
            add_content(&b, child, &s, 0);
    d->in_clip--;
    if (b.shapes > 1 && b.holes)
        svg_refuse_element(d, clip_path, "give its shapes clip-rule=\"nonzero\", or join them into one path",
                           "ge dess former clip-rule=\"nonzero\", eller foga ihop dem till en bana");
    struct ty_rect bounds;
    bool one = b.shapes == 1;
    struct ty_path *out =
        one ? svg_give_path(&b.first, &b.first_matrix, &bounds) : svg_give_path(&b.path, &same, &bounds);
    out->even_odd = one && b.even_odd;
    struct ty_clip *clip = AJ_NEW(d->job->arena, struct ty_clip);
    *clip = (struct ty_clip){out, s.clip};
    return clip;
}
