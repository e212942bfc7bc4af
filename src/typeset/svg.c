#include "base/utf8.h"
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <math.h>
#include <string.h>

static const char *tag_name(const struct svg_drawer *d, doc_id id)
{
    return doc_tag_name((enum doc_tag)d->doc->nodes[id].tag);
}

void svg_refuse_value(struct svg_drawer *d, doc_id id, const char *name, const char *value, const char *hint,
                      const char *swedish)
{
    size_t n = strlen(value);
    const char *shown =
        n > 40 ? aj_printf(d->job->arena, "%.*s…", (int)aj_utf8_offset(value, n, 38), value) : value;
    aj_diag_add(d->job->diags, AJ_E0661, d->doc->nodes[id].at, name, tag_name(d, id), shown, hint, swedish,
                NULL);
    d->failed = true;
}

void svg_refuse_element(struct svg_drawer *d, doc_id id, const char *hint, const char *swedish)
{
    aj_diag_add(d->job->diags, AJ_E0660, d->doc->nodes[id].at, tag_name(d, id), hint, swedish, NULL);
    d->failed = true;
}

static void refuse_length(struct svg_drawer *d, doc_id id, const char *name, const char *value)
{
    svg_refuse_value(d, id, name, value, "write a number of user units, or one with pt, mm, cm, in or px",
                     "skriv ett tal i användarenheter, eller ett med pt, mm, cm, in eller px");
}

double svg_attr_length(struct svg_drawer *d, doc_id id, const char *name, double other)
{
    const char *text = doc_attr(d->doc, id, name);
    double value;
    if (!text)
        return other;
    if (svg_length(text, &value))
        return value;
    refuse_length(d, id, name, text);
    return other;
}

/* A length that must not be negative. */
static double attr_size(struct svg_drawer *d, doc_id id, const char *name, double other)
{
    const char *text = doc_attr(d->doc, id, name);
    double value;
    if (!text)
        return other;
    if (svg_length(text, &value) && value >= 0)
        return value;
    refuse_length(d, id, name, text);
    return other;
}

static void read_color(struct svg_drawer *d, doc_id id, const char *name, struct doc_color *color,
                       bool *current)
{
    const char *text = doc_attr(d->doc, id, name);
    struct doc_color own = doc_style_of(d->doc, id)->color;
    if (text && !svg_color(text, own, color))
        svg_refuse_value(d, id, name, text, "write #rrggbb, none or currentColor",
                         "skriv #rrggbb, none eller currentColor");
    else if (text)
        *current = !strcmp(text, "currentColor");
    if (*current)
        *color = own;
}

/* The value's number among `words` (ended by NULL), or `other` where it is missing or refused. */
static int read_word(struct svg_drawer *d, doc_id id, const char *name, const char *const *words, int other)
{
    const char *text = doc_attr(d->doc, id, name);
    if (!text)
        return other;
    struct aj_buf hint = AJ_BUF_INIT;
    for (int i = 0; words[i]; i++) {
        if (!strcmp(text, words[i])) {
            aj_buf_free(&hint);
            return i;
        }
        aj_buf_printf(&hint, "%s%s", i ? ", " : "", words[i]);
    }
    svg_refuse_value(d, id, name, text, aj_printf(d->job->arena, "write %s", hint.data),
                     aj_printf(d->job->arena, "skriv %s", hint.data));
    aj_buf_free(&hint);
    return other;
}

static void read_dashes(struct svg_drawer *d, doc_id id, struct svg_state *s)
{
    const char *text = doc_attr(d->doc, id, "stroke-dasharray");
    if (!text)
        return;
    s->dash_count = 0;
    if (!strcmp(text, "none"))
        return;
    int count = svg_numbers(text, s->dashes, SVG_DASH_MOST);
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum = s->dashes[i] < 0 || sum < 0 ? -1 : sum + s->dashes[i];
    if (count < 1 || sum <= 0)
        svg_refuse_value(d, id, "stroke-dasharray", text, "write none, or up to 8 lengths, not all of them 0",
                         "skriv none, eller högst 8 längder där inte alla är 0");
    else
        s->dash_count = count;
}

struct svg_state svg_enter(struct svg_drawer *d, const struct svg_state *outer, doc_id id)
{
    static const char *const rules[] = {"nonzero", "evenodd", NULL};
    static const char *const anchors[] = {"start", "middle", "end", NULL};
    static const char *const weights[] = {"normal", "400", "bold", "700", NULL};
    static const char *const caps[] = {"butt", NULL}, *const joins[] = {"miter", NULL};
    struct svg_state s = *outer;
    read_color(d, id, "fill", &s.fill, &s.fill_current);
    read_color(d, id, "stroke", &s.stroke, &s.stroke_current);
    s.stroke_width = attr_size(d, id, "stroke-width", s.stroke_width);
    read_dashes(d, id, &s);
    s.even_odd = read_word(d, id, "fill-rule", rules, s.even_odd);
    s.font_size = attr_size(d, id, "font-size", s.font_size);
    s.anchor = (enum svg_anchor)read_word(d, id, "text-anchor", anchors, (int)s.anchor);
    s.bold = read_word(d, id, "font-weight", weights, s.bold ? 2 : 0) >= 2;
    read_word(d, id, "stroke-linecap", caps, 0);
    read_word(d, id, "stroke-linejoin", joins, 0);
    const char *transform = doc_attr(d->doc, id, "transform");
    struct svg_matrix m;
    if (transform && svg_transform(transform, &m))
        s.matrix = svg_multiply(s.matrix, m);
    else if (transform)
        svg_refuse_value(d, id, "transform", transform,
                         "write translate, scale, rotate, skewX, skewY or matrix with numbers",
                         "skriv translate, scale, rotate, skewX, skewY eller matrix med tal");
    return s;
}

/* How much a length grows, on average over directions. */
static double scale_of(const struct svg_matrix *m)
{
    return sqrt(fabs(m->a * m->d - m->b * m->c));
}

static void emit_path(struct svg_drawer *d, doc_id id, const struct svg_state *s, const struct svg_path *path,
                      bool open)
{
    if (!path->verb_len)
        return;
    struct ty_fragment f = {.kind = TY_PATH, .node = id};
    struct ty_path *out = svg_give_path(path, &s->matrix, &f.rect);
    double scale = scale_of(&s->matrix);
    out->fill = open ? (struct doc_color){0, 0, 0, 0} : s->fill;
    out->stroke_width = svg_round(s->stroke_width * scale);
    out->stroke = out->stroke_width > 0 ? s->stroke : (struct doc_color){0, 0, 0, 0};
    out->even_odd = s->even_odd;
    if (!out->fill.a && !out->stroke.a)
        return;
    if (s->dash_count && out->stroke.a) {
        aj_len *dashes = AJ_NEW_N(d->job->arena, aj_len, s->dash_count);
        for (int i = 0; i < s->dash_count; i++)
            dashes[i] = svg_round(s->dashes[i] * scale);
        out->dashes = dashes;
        out->dash_count = (uint32_t)s->dash_count;
    }
    aj_len half = out->stroke.a ? (out->stroke_width + 1) / 2 : 0;
    f.rect =
        (struct ty_rect){f.rect.x - half, f.rect.y - half, f.rect.width + 2 * half, f.rect.height + 2 * half};
    f.color = out->fill;
    f.as.path = out;
    AJ_PUSH(d->job->arena, d->out->fragments, d->out->count, d->out->cap, f);
}

static void draw_rect(struct svg_drawer *d, doc_id id, const struct svg_state *s, struct svg_path *path)
{
    double x = svg_attr_length(d, id, "x", 0), y = svg_attr_length(d, id, "y", 0);
    double w = attr_size(d, id, "width", 0), h = attr_size(d, id, "height", 0);
    double rx = attr_size(d, id, "rx", -1), ry = attr_size(d, id, "ry", -1);
    rx = rx < 0 ? ry : rx;
    ry = ry < 0 ? rx : ry;
    if (w <= 0 || h <= 0)
        return;
    const struct svg_matrix *m = &s->matrix;
    bool plain = rx <= 0 && !s->stroke.a && m->b == 0 && m->c == 0 && m->a > 0 && m->d > 0;
    if (!plain) {
        svg_add_rect(path, x, y, w, h, rx > 0 ? rx : 0, ry > 0 ? ry : 0);
        emit_path(d, id, s, path, false);
        return;
    }
    if (!s->fill.a)
        return;
    aj_len left = svg_round(m->a * x + m->e), top = svg_round(m->d * y + m->f);
    aj_len right = svg_round(m->a * (x + w) + m->e), bottom = svg_round(m->d * (y + h) + m->f);
    struct ty_fragment f = {
        .kind = TY_RECT, .node = id, .rect = {left, top, right - left, bottom - top}, .color = s->fill};
    AJ_PUSH(d->job->arena, d->out->fragments, d->out->count, d->out->cap, f);
}

static void draw_points(struct svg_drawer *d, doc_id id, struct svg_path *path, bool close)
{
    const char *text = doc_attr(d->doc, id, "points");
    const char *p = text ? text : "";
    double x, y;
    svg_separator(&p);
    while (*p) {
        bool pair = svg_number(&p, &x);
        svg_separator(&p);
        if (!pair || !svg_number(&p, &y)) {
            svg_refuse_value(d, id, "points", text, "write pairs of numbers", "skriv talpar");
            return;
        }
        svg_separator(&p);
        if (path->verb_len)
            svg_line(path, x, y);
        else
            svg_move(path, x, y);
    }
    if (close && path->verb_len)
        svg_close(path);
}

static void draw_path(struct svg_drawer *d, doc_id id, struct svg_path *path)
{
    const char *data = doc_attr(d->doc, id, "d");
    const char *fault = data ? svg_read_path(path, data) : NULL;
    if (!fault)
        return;
    size_t n = strlen(fault);
    const char *shown = aj_strndup(d->job->arena, fault, aj_utf8_offset(fault, n, 20));
    aj_diag_add(d->job->diags, AJ_E0662, d->doc->nodes[id].at, *shown ? shown : data, NULL);
    d->failed = true;
}

static void draw_shape(struct svg_drawer *d, doc_id id, const struct svg_state *s)
{
    struct svg_path path = {.arena = d->job->arena};
    double rx, ry;
    bool open = false;
    switch ((enum doc_tag)d->doc->nodes[id].tag) {
    case DOC_TAG_RECT:
        draw_rect(d, id, s, &path);
        return;
    case DOC_TAG_LINE:
        svg_move(&path, svg_attr_length(d, id, "x1", 0), svg_attr_length(d, id, "y1", 0));
        svg_line(&path, svg_attr_length(d, id, "x2", 0), svg_attr_length(d, id, "y2", 0));
        open = true;
        break;
    case DOC_TAG_CIRCLE:
    case DOC_TAG_ELLIPSE:
        rx = attr_size(d, id, d->doc->nodes[id].tag == DOC_TAG_CIRCLE ? "r" : "rx", 0);
        ry = d->doc->nodes[id].tag == DOC_TAG_CIRCLE ? rx : attr_size(d, id, "ry", 0);
        if (rx > 0 && ry > 0)
            svg_add_ellipse(&path, svg_attr_length(d, id, "cx", 0), svg_attr_length(d, id, "cy", 0), rx, ry);
        break;
    case DOC_TAG_POLYLINE:
    case DOC_TAG_POLYGON:
        draw_points(d, id, &path, d->doc->nodes[id].tag == DOC_TAG_POLYGON);
        break;
    default:
        draw_path(d, id, &path);
        break;
    }
    emit_path(d, id, s, &path, open);
}

static void draw_children(struct svg_drawer *d, doc_id parent, const struct svg_state *outer, int depth)
{
    for (doc_id id = d->doc->nodes[parent].first; id; id = d->doc->nodes[id].next) {
        const struct doc_node *node = &d->doc->nodes[id];
        enum doc_tag tag = (enum doc_tag)node->tag;
        if (node->kind != DOC_ELEMENT || tag == DOC_TAG_SVG_TITLE || tag == DOC_TAG_SVG_DESC)
            continue;
        if (tag <= DOC_TAG_SVG || tag > DOC_TAG_SVG_TEXT) {
            svg_refuse_element(d, id, "use g, path, rect, line, circle, ellipse, polyline, polygon and text",
                               "använd g, path, rect, line, circle, ellipse, polyline, polygon och text");
            continue;
        }
        struct svg_state s = svg_enter(d, outer, id);
        if (tag == DOC_TAG_SVG_TEXT)
            svg_draw_text(d, id, &s);
        else if (tag != DOC_TAG_G)
            draw_shape(d, id, &s);
        else if (depth == SVG_DEPTH_MOST)
            svg_refuse_element(d, id, "nest groups less deeply", "lägg grupper i färre nivåer");
        else
            draw_children(d, id, &s, depth + 1);
    }
}

/* width, height and viewBox in user units; 0 for what is missing or no length. */
static bool view_of(const struct doc_document *doc, doc_id svg, double size[2], double box[4])
{
    const char *width = doc_attr(doc, svg, "width"), *height = doc_attr(doc, svg, "height");
    const char *view = doc_attr(doc, svg, "viewBox");
    if (!width || !svg_length(width, &size[0]) || size[0] < 0)
        size[0] = 0;
    if (!height || !svg_length(height, &size[1]) || size[1] < 0)
        size[1] = 0;
    return view && svg_numbers(view, box, 4) == 4 && box[2] > 0 && box[3] > 0;
}

bool ty_svg_size(const struct doc_document *doc, doc_id svg, aj_len *width, aj_len *height)
{
    double size[2], box[4];
    bool view = view_of(doc, svg, size, box);
    if (view && size[0] <= 0 && size[1] <= 0) {
        size[0] = box[2];
        size[1] = box[3];
    }
    if (view && size[0] <= 0)
        size[0] = size[1] * box[2] / box[3];
    if (view && size[1] <= 0)
        size[1] = size[0] * box[3] / box[2];
    *width = svg_round(size[0] * 750);
    *height = svg_round(size[1] * 750);
    return *width > 0 && *height > 0;
}

bool ty_svg_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id svg,
                 struct ty_rect at, struct ty_svg *out)
{
    static const char *const fits[] = {"xMidYMid", "xMidYMid meet", "none", NULL};
    struct svg_drawer d = {job, fonts, doc, out, false};
    double size[2], box[4];
    bool view = view_of(doc, svg, size, box);
    const char *text = doc_attr(doc, svg, "viewBox");
    if (text && !view)
        svg_refuse_value(&d, svg, "viewBox", text, "write four numbers, the last two above 0",
                         "skriv fyra tal, de två sista större än 0");
    svg_attr_length(&d, svg, "width", 0);
    svg_attr_length(&d, svg, "height", 0);
    if (!view) {
        box[0] = box[1] = 0;
        box[2] = size[0] > 0 ? size[0] : at.width / 750.0;
        box[3] = size[1] > 0 ? size[1] : at.height / 750.0;
    }
    if (at.width <= 0 || at.height <= 0 || box[2] <= 0 || box[3] <= 0)
        return !d.failed;
    double sx = at.width / box[2], sy = at.height / box[3];
    if (read_word(&d, svg, "preserveAspectRatio", fits, 0) < 2)
        sx = sy = sx < sy ? sx : sy;
    struct svg_state initial = {.fill = {0, 0, 0, 255}, .stroke_width = 1};
    initial.matrix = (struct svg_matrix){sx,
                                         0,
                                         0,
                                         sy,
                                         at.x + (at.width - sx * box[2]) / 2 - sx * box[0],
                                         at.y + (at.height - sy * box[3]) / 2 - sy * box[1]};
    struct svg_state s = svg_enter(&d, &initial, svg);
    draw_children(&d, svg, &s, 0);
    return !d.failed;
}
