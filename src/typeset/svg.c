#include "base/utf8.h"
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <math.h>
#include <string.h>

static const char *tag_name(const struct svg_drawer *d, doc_id id)
{
    return doc_tag_name((enum doc_tag)d->doc->nodes[id].tag);
}

/* Who sees so many faults exports the drawing anew: the rest is neither drawn nor told. */
static void count_fault(struct svg_drawer *d)
{
    d->failed = true;
    if (++d->faults == SVG_FAULTS_MOST)
        d->drawn = SVG_ELEMENTS_MOST + 1;
}

void svg_refuse_value(struct svg_drawer *d, doc_id id, const char *name, const char *value, const char *hint,
                      const char *swedish)
{
    size_t n = strlen(value);
    const char *shown =
        n > 40 ? aj_printf(d->job->arena, "%.*s…", (int)aj_utf8_offset(value, n, 38), value) : value;
    aj_diag_add(d->job->diags, AJ_E0661, d->doc->nodes[id].at, name, tag_name(d, id), shown, hint, swedish,
                NULL);
    count_fault(d);
}

void svg_refuse_element(struct svg_drawer *d, doc_id id, const char *hint, const char *swedish)
{
    aj_diag_add(d->job->diags, AJ_E0660, d->doc->nodes[id].at, tag_name(d, id), hint, swedish, NULL);
    count_fault(d);
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

static void refuse_color(struct svg_drawer *d, doc_id id, const char *name, const char *value)
{
    svg_refuse_value(d, id, name, value, "write #rrggbb, a name of CSS, none or currentColor",
                     "skriv #rrggbb, ett namn ur CSS, none eller currentColor");
}

static void read_color(struct svg_drawer *d, doc_id id, const char *name, struct doc_color *color,
                       bool *current)
{
    const char *text = doc_attr(d->doc, id, name);
    struct doc_color own = doc_style_of(d->doc, id)->color;
    if (text && !svg_color(text, own, color))
        refuse_color(d, id, name, text);
    else if (text)
        *current = !strcmp(text, "currentColor");
    if (*current)
        *color = own;
}

/* Fill or stroke: a colour, or a gradient that the drawing defines. */
static void read_paint(struct svg_drawer *d, doc_id id, const char *name, struct doc_color *color,
                       bool *current, doc_id *gradient)
{
    const char *text = doc_attr(d->doc, id, name);
    if (!text || strncmp(text, "url(", 4) != 0) {
        *gradient = text ? 0 : *gradient;
        read_color(d, id, name, color, current);
        return;
    }
    doc_id server = svg_referred(d, id, name, text);
    uint8_t tag = d->doc->nodes[server].tag;
    bool good = tag == DOC_TAG_LINEAR_GRADIENT || tag == DOC_TAG_RADIAL_GRADIENT;
    if (server && !good)
        svg_refuse_value(d, id, name, text, "name a linearGradient or radialGradient, or write a colour",
                         "ange en linearGradient eller radialGradient, eller skriv en färg");
    *gradient = good ? server : 0;
    if (good && !color->a)
        *color = (struct doc_color){0, 0, 0, 255}; /* there is something; its stops say which */
}

int svg_attr_word(struct svg_drawer *d, doc_id id, const char *name, const char *const *words, int other)
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
    static const char *const caps[] = {"butt", "round", "square", NULL};
    static const char *const joins[] = {"miter", "round", "bevel", NULL};
    static const char *const effects[] = {"none", "non-scaling-stroke", NULL};
    struct svg_state s = *outer;
    read_paint(d, id, "fill", &s.fill, &s.fill_current, &s.gradient);
    read_paint(d, id, "stroke", &s.stroke, &s.stroke_current, &s.stroke_gradient);
    s.stroke_width = attr_size(d, id, "stroke-width", s.stroke_width);
    read_dashes(d, id, &s);
    svg_read_opacity(d, id, &s);
    s.even_odd = svg_attr_word(d, id, "fill-rule", rules, s.even_odd);
    s.font_size = attr_size(d, id, "font-size", s.font_size);
    s.anchor = (enum svg_anchor)svg_attr_word(d, id, "text-anchor", anchors, (int)s.anchor);
    s.bold = svg_attr_word(d, id, "font-weight", weights, s.bold ? 2 : 0) >= 2;
    s.clip_even_odd = svg_attr_word(d, id, "clip-rule", rules, s.clip_even_odd);
    s.cap = svg_attr_word(d, id, "stroke-linecap", caps, s.cap);
    s.join = svg_attr_word(d, id, "stroke-linejoin", joins, s.join);
    s.miter_limit = attr_size(d, id, "stroke-miterlimit", s.miter_limit);
    s.dash_offset = svg_attr_length(d, id, "stroke-dashoffset", s.dash_offset);
    s.fixed_stroke = svg_attr_word(d, id, "vector-effect", effects, 0) == 1;
    const char *spacing = doc_attr(d->doc, id, "letter-spacing");
    if (spacing && !strcmp(spacing, "normal"))
        s.letter_spacing = 0;
    else
        s.letter_spacing = svg_attr_length(d, id, "letter-spacing", s.letter_spacing);
    const char *transform = doc_attr(d->doc, id, "transform");
    struct svg_matrix m;
    if (transform && svg_transform(transform, &m))
        s.matrix = svg_multiply(s.matrix, m);
    else if (transform)
        svg_refuse_value(d, id, "transform", transform,
                         "write translate, scale, rotate, skewX, skewY or matrix with numbers",
                         "skriv translate, scale, rotate, skewX, skewY eller matrix med tal");
    s.clip = svg_clip(d, id, &s);
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
    double scale = s->fixed_stroke ? 750 : scale_of(&s->matrix);
    out->fill = open ? (struct doc_color){0, 0, 0, 0} : s->fill;
    out->stroke_width = svg_round(s->stroke_width * scale);
    out->stroke = out->stroke_width > 0 ? s->stroke : (struct doc_color){0, 0, 0, 0};
    out->even_odd = s->even_odd;
    out->cap = (uint8_t)s->cap;
    out->join = (uint8_t)s->join;
    out->miter_limit = s->miter_limit < 1 ? 1000 : svg_round(s->miter_limit * 1000);
    out->clip = s->clip;
    if (s->gradient && !open)
        out->gradient = svg_gradient(d, s, s->gradient, path, &out->fill);
    if (s->stroke_gradient && out->stroke.a)
        out->stroke_gradient = svg_gradient(d, s, s->stroke_gradient, path, &out->stroke);
    out->fill = svg_see_through(out->fill, s->fill_opacity * s->opacity);
    out->stroke = svg_see_through(out->stroke, s->stroke_opacity * s->opacity);
    if (!out->fill.a && !out->stroke.a)
        return;
    if (s->dash_count && out->stroke.a) {
        aj_len *dashes = AJ_NEW_N(d->job->arena, aj_len, s->dash_count);
        for (int i = 0; i < s->dash_count; i++)
            dashes[i] = svg_round(s->dashes[i] * scale);
        out->dashes = dashes;
        out->dash_count = (uint32_t)s->dash_count;
        out->dash_offset = svg_round(s->dash_offset * scale);
    }
    aj_len half = out->stroke.a ? (out->stroke_width + 1) / 2 : 0;
    f.rect =
        (struct ty_rect){f.rect.x - half, f.rect.y - half, f.rect.width + 2 * half, f.rect.height + 2 * half};
    f.color = out->fill;
    f.as.path = out;
    AJ_PUSH(d->job->arena, d->out->fragments, d->out->count, d->out->cap, f);
}

static void build_rect(struct svg_drawer *d, doc_id id, struct svg_path *path)
{
    double x = svg_attr_length(d, id, "x", 0), y = svg_attr_length(d, id, "y", 0);
    double w = attr_size(d, id, "width", 0), h = attr_size(d, id, "height", 0);
    double rx = attr_size(d, id, "rx", -1), ry = attr_size(d, id, "ry", -1);
    rx = rx < 0 ? ry : rx;
    ry = ry < 0 ? rx : ry;
    if (w > 0 && h > 0)
        svg_add_rect(path, x, y, w, h, rx > 0 ? rx : 0, ry > 0 ? ry : 0);
}

/* An upright rectangle of one colour is one for the page too. */
static bool draw_plain_rect(struct svg_drawer *d, doc_id id, const struct svg_state *s,
                            const struct svg_path *path)
{
    const struct svg_matrix *m = &s->matrix;
    bool plain = path->verb_len == 5 && !s->stroke.a && !s->gradient && !s->clip &&
                 s->fill_opacity * s->opacity >= 1 && m->b == 0 && m->c == 0 && m->a > 0 && m->d > 0;
    if (!plain || !s->fill.a)
        return plain;
    const double *p = path->points; /* top left, top right, bottom right */
    aj_len left = svg_round(m->a * p[0] + m->e), top = svg_round(m->d * p[1] + m->f);
    aj_len right = svg_round(m->a * p[4] + m->e), bottom = svg_round(m->d * p[5] + m->f);
    struct ty_fragment f = {
        .kind = TY_RECT, .node = id, .rect = {left, top, right - left, bottom - top}, .color = s->fill};
    AJ_PUSH(d->job->arena, d->out->fragments, d->out->count, d->out->cap, f);
    return true;
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
    count_fault(d);
}

bool svg_build_shape(struct svg_drawer *d, doc_id id, struct svg_path *path, bool *open)
{
    enum doc_tag tag = (enum doc_tag)d->doc->nodes[id].tag;
    double rx, ry;
    *open = tag == DOC_TAG_LINE;
    switch (tag) {
    case DOC_TAG_RECT:
        build_rect(d, id, path);
        return true;
    case DOC_TAG_LINE:
        svg_move(path, svg_attr_length(d, id, "x1", 0), svg_attr_length(d, id, "y1", 0));
        svg_line(path, svg_attr_length(d, id, "x2", 0), svg_attr_length(d, id, "y2", 0));
        return true;
    case DOC_TAG_CIRCLE:
    case DOC_TAG_ELLIPSE:
        rx = attr_size(d, id, tag == DOC_TAG_CIRCLE ? "r" : "rx", 0);
        ry = tag == DOC_TAG_CIRCLE ? rx : attr_size(d, id, "ry", 0);
        if (rx > 0 && ry > 0)
            svg_add_ellipse(path, svg_attr_length(d, id, "cx", 0), svg_attr_length(d, id, "cy", 0), rx, ry);
        return true;
    case DOC_TAG_POLYLINE:
    case DOC_TAG_POLYGON:
        draw_points(d, id, path, tag == DOC_TAG_POLYGON);
        return true;
    case DOC_TAG_PATH:
        draw_path(d, id, path);
        return true;
    default:
        return false;
    }
}

static void draw_element(struct svg_drawer *d, doc_id id, const struct svg_state *outer, int depth);

static void draw_children(struct svg_drawer *d, doc_id parent, const struct svg_state *outer, int depth)
{
    for (doc_id id = d->doc->nodes[parent].first; id; id = d->doc->nodes[id].next)
        if (d->doc->nodes[id].kind == DOC_ELEMENT)
            draw_element(d, id, outer, depth);
}

/* A symbol is a drawing within the drawing: its viewBox is fitted into the use's rectangle, which clips it.
 */
static void draw_symbol(struct svg_drawer *d, doc_id use, doc_id symbol, struct svg_state *s, int depth)
{
    const char *view = doc_attr(d->doc, symbol, "viewBox");
    double width = attr_size(d, use, "width", d->view[0]), height = attr_size(d, use, "height", d->view[1]);
    double box[4];
    if (view && (svg_numbers(view, box, 4) != 4 || box[2] <= 0 || box[3] <= 0))
        svg_refuse_value(d, symbol, "viewBox", view, "write four numbers, the last two above 0",
                         "skriv fyra tal, de två sista större än 0");
    else if (view && width > 0 && height > 0) {
        struct svg_path frame = {.arena = d->job->arena};
        struct ty_rect bounds;
        struct ty_clip *clip = AJ_NEW(d->job->arena, struct ty_clip);
        svg_add_rect(&frame, 0, 0, width, height, 0, 0);
        *clip = (struct ty_clip){svg_give_path(&frame, &s->matrix, &bounds), s->clip};
        s->clip = clip;
        s->matrix = svg_multiply(s->matrix, svg_fit(d, symbol, box, 0, 0, width, height));
    }
    struct svg_state inner = svg_enter(d, s, symbol);
    draw_children(d, symbol, &inner, depth + 1);
}

/* A group's or use's own opacity, when what it holds has been drawn. */
static void fade(struct svg_drawer *d, doc_id id, uint32_t since, double opacity)
{
    if (opacity < 1 && !svg_fade_group(d->out, since, d->job->arena, opacity))
        svg_refuse_value(d, id, "opacity", doc_attr(d->doc, id, "opacity"),
                         "give each shape its own, where they do not lie over each other",
                         "ge varje form sin egen, där de inte ligger över varandra");
}

static void draw_use(struct svg_drawer *d, doc_id id, const struct svg_state *outer, int depth)
{
    const char *href = doc_attr(d->doc, id, "href");
    struct svg_state s = svg_enter(d, outer, id);
    doc_id target = svg_referred(d, id, "href", href ? href : "");
    if (!target)
        return;
    struct svg_matrix move = {1, 0, 0, 1, svg_attr_length(d, id, "x", 0), svg_attr_length(d, id, "y", 0)};
    s.matrix = svg_multiply(s.matrix, move);
    s.reused = true;
    uint32_t since = d->out->count;
    double opacity = s.opacity;
    if (d->doc->nodes[target].tag == DOC_TAG_SYMBOL)
        draw_symbol(d, id, target, &s, depth);
    else
        draw_element(d, target, &s, depth + 1);
    fade(d, id, since, opacity);
}

/* What only waits to be referred to, or says nothing to the eye. */
static bool is_aside(enum doc_tag tag)
{
    return tag == DOC_TAG_SVG_TITLE || tag == DOC_TAG_SVG_DESC || tag == DOC_TAG_DEFS ||
           tag == DOC_TAG_SYMBOL || tag == DOC_TAG_CLIP_PATH || tag == DOC_TAG_LINEAR_GRADIENT ||
           tag == DOC_TAG_RADIAL_GRADIENT;
}

/* False, after one finding, where the drawing is too deep or, its uses counted, too large: nothing more is
 * drawn. */
static bool may_draw(struct svg_drawer *d, doc_id id, int depth)
{
    if (d->drawn > SVG_ELEMENTS_MOST)
        return false;
    if (depth <= SVG_DEPTH_MOST && d->drawn++ < SVG_ELEMENTS_MOST)
        return true;
    if (depth > SVG_DEPTH_MOST)
        svg_refuse_element(d, id, "nest groups and uses less deeply, and let none hold itself",
                           "lägg grupper och use i färre nivåer, och låt ingen innehålla sig själv");
    else
        svg_refuse_element(d, id, "simplify the drawing: it has more than 20 000 elements, uses counted",
                           "förenkla teckningen: den har mer än 20 000 element, med det som används igen");
    d->drawn = SVG_ELEMENTS_MOST + 1;
    return false;
}

static void draw_element(struct svg_drawer *d, doc_id id, const struct svg_state *outer, int depth)
{
    enum doc_tag tag = (enum doc_tag)d->doc->nodes[id].tag;
    if (is_aside(tag) || !may_draw(d, id, depth))
        return;
    if (tag == DOC_TAG_USE) {
        draw_use(d, id, outer, depth);
        return;
    }
    struct svg_path path = {.arena = d->job->arena};
    bool open;
    uint32_t since = d->out->count;
    struct svg_state s = svg_enter(d, outer, id);
    if (tag == DOC_TAG_G)
        draw_children(d, id, &s, depth + 1);
    else if (tag == DOC_TAG_SVG_TEXT && !s.reused && !s.clip)
        svg_draw_text(d, id, &s);
    else if (tag == DOC_TAG_SVG_TEXT)
        svg_refuse_element(d, id, "text can be neither clipped nor used again; draw it as a path",
                           "text kan varken beskäras eller användas igen; rita den som en bana");
    else if (!svg_build_shape(d, id, &path, &open))
        svg_refuse_element(d, id, "use g, use, path, rect, line, circle, ellipse, polyline, polygon and text",
                           "använd g, use, path, rect, line, circle, ellipse, polyline, polygon och text");
    else if (tag != DOC_TAG_RECT || !draw_plain_rect(d, id, &s, &path))
        emit_path(d, id, &s, &path, open);
    if (tag == DOC_TAG_G)
        fade(d, id, since, s.opacity);
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

struct svg_matrix svg_fit(struct svg_drawer *d, doc_id id, const double box[4], double x, double y,
                          double width, double height)
{
    static const char *const fits[] = {"xMidYMid",      "xMinYMin",      "xMidYMin",      "xMaxYMin",
                                       "xMinYMid",      "xMaxYMid",      "xMinYMax",      "xMidYMax",
                                       "xMaxYMax",      "xMidYMid meet", "xMinYMin meet", "xMidYMin meet",
                                       "xMaxYMin meet", "xMinYMid meet", "xMaxYMid meet", "xMinYMax meet",
                                       "xMidYMax meet", "xMaxYMax meet", "none",          NULL};
    static const uint8_t places[9][2] = {{1, 1}, {0, 0}, {1, 0}, {2, 0}, {0, 1},
                                         {2, 1}, {0, 2}, {1, 2}, {2, 2}};
    int fit = svg_attr_word(d, id, "preserveAspectRatio", fits, 0);
    double sx = width / box[2], sy = height / box[3];
    if (fit == 18)
        return (struct svg_matrix){sx, 0, 0, sy, x - sx * box[0], y - sy * box[1]};
    double scale = sx < sy ? sx : sy;
    return (struct svg_matrix){scale,
                               0,
                               0,
                               scale,
                               x + (width - scale * box[2]) * places[fit % 9][0] / 2 - scale * box[0],
                               y + (height - scale * box[3]) * places[fit % 9][1] / 2 - scale * box[1]};
}

bool ty_svg_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id svg,
                 struct ty_rect at, struct ty_svg *out)
{
    struct svg_drawer d = {
        .job = job, .fonts = fonts, .doc = doc, .out = out, .svg = svg, .ids = AJ_MAP_INIT(job->arena)};
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
    d.view[0] = box[2];
    d.view[1] = box[3];
    struct svg_state initial = {.fill = {0, 0, 0, 255},
                                .stroke_width = 1,
                                .miter_limit = 4,
                                .fill_opacity = 1,
                                .stroke_opacity = 1,
                                .opacity = 1};
    initial.matrix = svg_fit(&d, svg, box, at.x, at.y, at.width, at.height);
    struct svg_state s = svg_enter(&d, &initial, svg);
    draw_children(&d, svg, &s, 0);
    return !d.failed;
}
