/* What a drawing defines and refers to, and its gradients (SVG 1.1, 13.2). */
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <math.h>
#include <string.h>

enum { CHAIN_MOST = 8, REPEATS_MOST = 64 };

static void learn_ids(struct svg_drawer *d)
{
    d->ids_known = true;
    for (doc_id id = d->svg; id; id = doc_next(d->doc, d->svg, id)) {
        const char *name = doc_attr(d->doc, id, "id");
        name = name ? name : doc_attr(d->doc, id, "data-id");
        if (name && !aj_map_find(&d->ids, name))
            aj_map_put(&d->ids, name, (void *)(uintptr_t)id);
    }
}

doc_id svg_referred(struct svg_drawer *d, doc_id id, const char *name, const char *value)
{
    const char *from = strchr(value, '#');
    size_t n = from ? strcspn(from + 1, ")'\" ") : 0;
    doc_id found = 0;
    if (!d->ids_known)
        learn_ids(d);
    if (n && (from == value || !strncmp(value, "url(", 4)))
        found = (doc_id)(uintptr_t)aj_map_find(&d->ids, aj_strndup(d->job->arena, from + 1, n));
    if (!found)
        svg_refuse_value(d, id, name, value, "name the id of something in the same drawing",
                         "ange id på något i samma teckning");
    return found;
}

/* A gradient and those that its href leads to, from which it has what it does not say itself. */
struct chain {
    doc_id links[CHAIN_MOST];
    int count;
};

static struct chain follow(struct svg_drawer *d, doc_id gradient)
{
    struct chain chain = {.count = 0};
    while (gradient && chain.count < CHAIN_MOST) {
        chain.links[chain.count++] = gradient;
        const char *href = doc_attr(d->doc, gradient, "href");
        doc_id next = href ? svg_referred(d, gradient, "href", href) : 0;
        uint8_t tag = d->doc->nodes[next].tag;
        gradient = tag == DOC_TAG_LINEAR_GRADIENT || tag == DOC_TAG_RADIAL_GRADIENT ? next : 0;
    }
    return chain;
}

/* The link that has the attribute, or the first. */
static doc_id link_with(const struct svg_drawer *d, const struct chain *chain, const char *name)
{
    for (int i = 0; i < chain->count; i++)
        if (doc_attr(d->doc, chain->links[i], name))
            return chain->links[i];
    return chain->links[0];
}

/* A number, or a percentage of `whole`. */
static double read_share(struct svg_drawer *d, doc_id id, const char *name, double whole, double other)
{
    const char *text = doc_attr(d->doc, id, name), *p = text;
    double value;
    if (!text)
        return other;
    if (svg_number(&p, &value) && (!*p || !strcmp(p, "%")))
        return *p ? value / 100 * whole : value;
    svg_refuse_value(d, id, name, text, "write a number or a percentage",
                     "skriv ett tal eller en procentsats");
    return other;
}

static double chain_share(struct svg_drawer *d, const struct chain *chain, const char *name, double whole,
                          double other)
{
    return read_share(d, link_with(d, chain, name), name, whole, other);
}

static uint32_t read_stops(struct svg_drawer *d, const struct chain *chain, struct ty_stop *stops)
{
    uint32_t count = 0;
    for (int i = 0; i < chain->count && !count; i++)
        for (doc_id id = d->doc->nodes[chain->links[i]].first; id; id = d->doc->nodes[id].next) {
            if (d->doc->nodes[id].kind != DOC_ELEMENT || d->doc->nodes[id].tag != DOC_TAG_STOP)
                continue;
            if (count == SVG_STOPS_MOST) {
                svg_refuse_element(d, id, "a gradient has at most 32 stops",
                                   "en gradient har högst 32 stopp");
                return count;
            }
            double offset = read_share(d, id, "offset", 1, 0);
            struct ty_stop stop = {.color = {0, 0, 0, 255}};
            stop.offset = offset <= 0 ? 0 : offset >= 1 ? 1000 : (int32_t)(offset * 1000 + 0.5);
            if (count && stop.offset < stops[count - 1].offset)
                stop.offset = stops[count - 1].offset;
            const char *color = doc_attr(d->doc, id, "stop-color"),
                       *opacity = doc_attr(d->doc, id, "stop-opacity");
            double opaque = 1;
            if (color && (!svg_color(color, doc_style_of(d->doc, id)->color, &stop.color) || !stop.color.a))
                svg_refuse_value(d, id, "stop-color", color, "write #rrggbb or currentColor",
                                 "skriv #rrggbb eller currentColor");
            if (opacity && (svg_numbers(opacity, &opaque, 1) != 1 || opaque < 1))
                svg_refuse_value(d, id, "stop-opacity", opacity, "write 1, and mix the colour beforehand",
                                 "skriv 1, och blanda färgen i förväg");
            stops[count++] = stop;
        }
    return count;
}

/* The matrix that takes a linear gradient's (0, 0) to (1, 0) to its two points; false where they are one. */
static bool linear_matrix(struct svg_drawer *d, const struct chain *chain, const double whole[2],
                          struct svg_matrix *m)
{
    double x1 = chain_share(d, chain, "x1", whole[0], 0), y1 = chain_share(d, chain, "y1", whole[1], 0);
    double x2 = chain_share(d, chain, "x2", whole[0], whole[0]),
           y2 = chain_share(d, chain, "y2", whole[1], 0);
    double dx = x2 - x1, dy = y2 - y1;
    *m = (struct svg_matrix){dx, dy, -dy, dx, x1, y1};
    return dx != 0 || dy != 0;
}

/* The same for the circle of a radial one; its focus stays within the circle. */
static bool radial_matrix(struct svg_drawer *d, const struct chain *chain, const double whole[2],
                          struct svg_matrix *m, int32_t focus[2])
{
    double across = sqrt((whole[0] * whole[0] + whole[1] * whole[1]) / 2);
    double r = chain_share(d, chain, "r", across, across / 2);
    double cx = chain_share(d, chain, "cx", whole[0], whole[0] / 2);
    double cy = chain_share(d, chain, "cy", whole[1], whole[1] / 2);
    double fx = chain_share(d, chain, "fx", whole[0], cx) - cx,
           fy = chain_share(d, chain, "fy", whole[1], cy) - cy;
    *m = (struct svg_matrix){r, 0, 0, r, cx, cy};
    if (!(r > 0))
        return false;
    double far = hypot(fx, fy) / r, keep = far > 0.99 ? 0.99 / far : 1;
    focus[0] = (int32_t)(fx / r * keep * 1000);
    focus[1] = (int32_t)(fy / r * keep * 1000);
    return true;
}

/* The smallest and largest x that a path, its stroke counted, has where the matrix makes a gradient's (0, 0)
 * to (1, 0) of it; for a radial one the largest circle that it reaches. */
static bool find_reach(const struct svg_matrix *m, const struct svg_path *path, double margin,
                       const struct ty_gradient *g, double *low, double *high)
{
    double box[4], det = m->a * m->d - m->b * m->c, fx = g->focus[0] / 1000.0, fy = g->focus[1] / 1000.0;
    if (!(fabs(det) > 1e-12))
        return false;
    svg_path_box(path, box);
    *low = *high = 0;
    for (int i = 0; i < 4; i++) {
        double x = box[0] - margin + (i & 1 ? box[2] + 2 * margin : 0) - m->e;
        double y = box[1] - margin + (i & 2 ? box[3] + 2 * margin : 0) - m->f;
        double gx = (m->d * x - m->c * y) / det, gy = (m->a * y - m->b * x) / det;
        double at = g->radial ? hypot(gx - fx, gy - fy) / (1 - hypot(fx, fy)) : gx;
        *low = at < *low ? at : *low;
        *high = at > *high ? at : *high;
    }
    return true;
}

/*
 * Writes out a gradient that goes on as often as the path needs (SVG 1.1, 13.2.2), so that it is one that
 * does not; gives the matrix that it then needs before its own.
 */
static struct svg_matrix spread_out(struct svg_drawer *d, doc_id id, struct ty_gradient *g, bool reflect,
                                    double low, double high)
{
    struct svg_matrix same = {1, 0, 0, 1, 0, 0};
    double from = floor(low), count = ceil(high) - from, fx = g->focus[0] / 1000.0, fy = g->focus[1] / 1000.0;
    if (!(count <= REPEATS_MOST)) {
        svg_refuse_element(d, id, "it goes on more than 64 times within one shape: use longer steps",
                           "den upprepas mer än 64 gånger inom en form: gör stegen längre");
        return same;
    }
    uint32_t times = count < 1 ? 1 : (uint32_t)count, len = 0;
    struct ty_stop *stops = AJ_NEW_N(d->job->arena, struct ty_stop, times * g->stop_count);
    for (uint32_t k = 0; k < times; k++) {
        bool back = reflect && fmod(fabs(from + k), 2) != 0;
        for (uint32_t i = 0; i < g->stop_count; i++) {
            struct ty_stop stop = g->stops[back ? g->stop_count - 1 - i : i];
            int32_t offset = back ? 1000 - stop.offset : stop.offset;
            stop.offset = (int32_t)(((int64_t)k * 1000 + offset) / times);
            stops[len++] = stop;
        }
    }
    g->stops = stops;
    g->stop_count = len;
    double n = times;
    if (g->radial)
        return (struct svg_matrix){n, 0, 0, n, fx * (1 - n), fy * (1 - n)};
    return (struct svg_matrix){n, 0, 0, 1, from, 0};
}

const struct ty_gradient *svg_gradient(struct svg_drawer *d, const struct svg_state *s, doc_id gradient,
                                       const struct svg_path *path, struct doc_color *color)
{
    static const char *const units[] = {"objectBoundingBox", "userSpaceOnUse", NULL};
    static const char *const spreads[] = {"pad", "reflect", "repeat", NULL};
    struct chain chain = follow(d, gradient);
    struct ty_stop *stops = AJ_NEW_N(d->job->arena, struct ty_stop, SVG_STOPS_MOST);
    uint32_t count = read_stops(d, &chain, stops);
    double box[4];
    *color = count ? stops[count - 1].color : (struct doc_color){0, 0, 0, 0};
    doc_id spreading = link_with(d, &chain, "spreadMethod");
    int spread = svg_attr_word(d, spreading, "spreadMethod", spreads, 0);
    bool user = svg_attr_word(d, link_with(d, &chain, "gradientUnits"), "gradientUnits", units, 0);
    const double whole[2] = {user ? d->view[0] : 1, user ? d->view[1] : 1};
    svg_path_box(path, box);
    struct svg_matrix m, matrix = {1, 0, 0, 1, 0, 0};
    if (!user)
        matrix = svg_multiply(matrix, (struct svg_matrix){box[2], 0, 0, box[3], box[0], box[1]});
    doc_id turned = link_with(d, &chain, "gradientTransform");
    const char *transform = doc_attr(d->doc, turned, "gradientTransform");
    if (transform && svg_transform(transform, &m))
        matrix = svg_multiply(matrix, m);
    else if (transform)
        svg_refuse_value(d, turned, "gradientTransform", transform, "write transforms with numbers",
                         "skriv transformationer med tal");
    struct ty_gradient *g = AJ_NEW(d->job->arena, struct ty_gradient);
    g->radial = d->doc->nodes[gradient].tag == DOC_TAG_RADIAL_GRADIENT;
    bool any =
        g->radial ? radial_matrix(d, &chain, whole, &m, g->focus) : linear_matrix(d, &chain, whole, &m);
    m = svg_multiply(matrix, m);
    g->stop_count = count;
    g->stops = stops;
    double low, high;
    if (spread && count > 1 && any && find_reach(&m, path, s->stroke_width, g, &low, &high))
        m = svg_multiply(m, spread_out(d, spreading, g, spread == 1, low, high));
    m = svg_multiply(s->matrix, m);
    const double parts[6] = {m.a, m.b, m.c, m.d, m.e, m.f};
    for (int i = 0; i < 6; i++)
        g->matrix[i] = svg_round(parts[i]);
    bool flat = (int64_t)g->matrix[0] * g->matrix[3] == (int64_t)g->matrix[1] * g->matrix[2];
    if (count < 2 || !any || flat)
        return NULL;
    *color = stops[0].color;
    return g;
}
