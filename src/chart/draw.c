/* Building blocks of drawings: nodes of SVG. */
#include "chart/internal.h"

#include <math.h>
#include <string.h>

enum { ATTRS_MOST = 10, HATCH = 400, NUMBER = 16 };

/* An element's attributes as they are gathered. */
struct element {
    struct doc_attr attrs[ATTRS_MOST];
    char numbers[ATTRS_MOST][NUMBER];
    uint32_t count;
};

/* 1/100 px as text: "12.5", "-0.05", "3". */
static void print_length(char out[NUMBER], ch_len value)
{
    char digits[NUMBER];
    int n = 0;
    uint32_t rest = value < 0 ? 0U - (uint32_t)value : (uint32_t)value;
    for (int i = 0; i < 3 || rest; i++, rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    char *p = out;
    if (value < 0)
        *p++ = '-';
    while (n > 2)
        *p++ = digits[--n];
    if (digits[0] != '0' || digits[1] != '0') {
        *p++ = '.';
        *p++ = digits[1];
        if (digits[0] != '0')
            *p++ = digits[0];
    }
    *p = '\0';
}

static void set(struct element *e, const char *name, const char *value)
{
    e->attrs[e->count++] = (struct doc_attr){name, value};
}

static void set_length(struct element *e, const char *name, ch_len value)
{
    print_length(e->numbers[e->count], value);
    set(e, name, e->numbers[e->count]);
}

static doc_id put(struct ch_drawing *d, doc_id parent, enum doc_tag tag, uint32_t style, struct element *e)
{
    return doc_append_element(d->doc, parent, tag, DOC_ROLE_NONE, style, e->attrs, e->count);
}

double ch_contrast(struct doc_color a, struct doc_color b)
{
    struct doc_color colors[] = {a, b};
    double light[2];
    for (int i = 0; i < 2; i++) {
        double parts[] = {colors[i].r / 255.0, colors[i].g / 255.0, colors[i].b / 255.0};
        for (int k = 0; k < 3; k++)
            parts[k] = parts[k] <= 0.03928 ? parts[k] / 12.92 : pow((parts[k] + 0.055) / 1.055, 2.4);
        light[i] = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
    return light[0] > light[1] ? (light[0] + 0.05) / (light[1] + 0.05)
                               : (light[1] + 0.05) / (light[0] + 0.05);
}

/* Black or white, whichever is read better on the colour. */
static const char *ink_on(struct doc_color color)
{
    const struct doc_color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    return ch_contrast(color, white) >= ch_contrast(color, black) ? "#ffffff" : "#000000";
}

ch_len ch_text_width(struct ch_drawing *d, const char *text)
{
    const struct doc_style *style = &d->doc->styles[d->text_style];
    size_t n = strlen(text);
    if (!style->face_count) /* a document without fonts is drawn for its shape alone */
        return (ch_len)((int64_t)n * style->font_size * 2 / 15 / 2);
    const struct fnt_word *word = fnt_shape(d->fonts, style->faces[0], style->features, style->lang, text, n);
    return (ch_len)((int64_t)fnt_scale(style->faces[0], word->advance, style->font_size) * 2 / 15);
}

void ch_put_text(struct ch_drawing *d, doc_id parent, ch_len x, ch_len baseline, const char *anchor,
                 const char *fill, const char *text)
{
    struct element e = {.count = 0};
    set_length(&e, "x", x);
    set_length(&e, "y", baseline);
    if (strcmp(anchor, "start") != 0)
        set(&e, "text-anchor", anchor);
    set(&e, "fill", fill ? fill : "currentColor");
    doc_id id = put(d, parent, DOC_TAG_SVG_TEXT, d->text_style, &e);
    doc_append_text(d->doc, id, text, d->text_style);
}

void ch_put_rule(struct ch_drawing *d, doc_id parent, ch_len x1, ch_len y1, ch_len x2, ch_len y2,
                 const char *stroke, const char *width)
{
    struct element e = {.count = 0};
    set_length(&e, "x1", x1);
    set_length(&e, "y1", y1);
    set_length(&e, "x2", x2);
    set_length(&e, "y2", y2);
    set(&e, "stroke", stroke ? stroke : "currentColor");
    set(&e, "stroke-width", width);
    put(d, parent, DOC_TAG_LINE, d->text_style, &e);
}

/* Appends "M x y L x y" of a line cut to the box; nothing when it misses it. `rise` is 1 or -1. */
static void hatch_line(struct aj_buf *path, ch_len offset, int rise, ch_len x, ch_len y, ch_len w, ch_len h)
{
    /* The line u = offset + v runs down and right from (offset, 0); rising, it is mirrored. */
    ch_len from = offset < 0 ? -offset : 0, to = w - offset < h ? w - offset : h;
    if (from >= to)
        return;
    char numbers[4][NUMBER];
    print_length(numbers[0], x + offset + from);
    print_length(numbers[1], rise > 0 ? y + h - from : y + from);
    print_length(numbers[2], x + offset + to);
    print_length(numbers[3], rise > 0 ? y + h - to : y + to);
    aj_buf_printf(path, "M%s %sL%s %s", numbers[0], numbers[1], numbers[2], numbers[3]);
}

static void level_line(struct aj_buf *path, bool upright, ch_len at, ch_len x, ch_len y, ch_len w, ch_len h)
{
    char numbers[3][NUMBER];
    print_length(numbers[0], upright ? x + at : x);
    print_length(numbers[1], upright ? y : y + at);
    print_length(numbers[2], upright ? y + h : x + w);
    aj_buf_printf(path, upright ? "M%s %sV%s" : "M%s %sH%s", numbers[0], numbers[1], numbers[2]);
}

/* Lines of the paper's colour over an area, so that like shades of grey can be told apart. */
static void put_pattern(struct ch_drawing *d, doc_id parent, int pattern, ch_len x, ch_len y, ch_len w,
                        ch_len h)
{
    struct aj_buf path = AJ_BUF_INIT;
    if (pattern == CH_RISING || pattern == CH_CROSSED)
        for (ch_len offset = HATCH - h - h % HATCH; offset < w; offset += HATCH)
            hatch_line(&path, offset, 1, x, y, w, h);
    if (pattern == CH_FALLING || pattern == CH_CROSSED)
        for (ch_len offset = HATCH - h - h % HATCH; offset < w; offset += HATCH)
            hatch_line(&path, offset, -1, x, y, w, h);
    if (pattern == CH_LEVEL)
        for (ch_len at = HATCH / 2; at < h; at += HATCH)
            level_line(&path, false, at, x, y, w, h);
    if (pattern == CH_UPRIGHT)
        for (ch_len at = HATCH / 2; at < w; at += HATCH)
            level_line(&path, true, at, x, y, w, h);
    if (path.len) {
        struct element e = {.count = 0};
        set(&e, "d", path.data);
        set(&e, "fill", "none");
        set(&e, "stroke", d->paper_text);
        set(&e, "stroke-width", "0.8");
        put(d, parent, DOC_TAG_PATH, d->text_style, &e);
    }
    aj_buf_free(&path);
}

void ch_put_area(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x, ch_len y,
                 ch_len width, ch_len height)
{
    struct element e = {.count = 0};
    if (width <= 0 || height <= 0)
        return;
    set_length(&e, "x", x);
    set_length(&e, "y", y);
    set_length(&e, "width", width);
    set_length(&e, "height", height);
    set(&e, "fill", "currentColor");
    put(d, parent, DOC_TAG_RECT, series->style, &e);
    if (series->pattern != CH_PLAIN)
        put_pattern(d, parent, series->pattern, x, y, width, height);
}

void ch_put_blank(struct ch_drawing *d, doc_id parent, ch_len x, ch_len y, ch_len width, ch_len height)
{
    struct element e = {.count = 0};
    set_length(&e, "x", x);
    set_length(&e, "y", y);
    set_length(&e, "width", width);
    set_length(&e, "height", height);
    set(&e, "fill", d->paper_text);
    put(d, parent, DOC_TAG_RECT, d->text_style, &e);
}

void ch_put_box(struct ch_drawing *d, doc_id parent, const struct ch_box *box)
{
    struct element e = {.count = 0};
    set_length(&e, "x", box->x);
    set_length(&e, "y", box->y);
    set_length(&e, "width", box->width);
    set_length(&e, "height", box->height);
    set(&e, "fill", box->fill);
    if (strcmp(box->stroke, "none") != 0) {
        set(&e, "stroke", box->stroke);
        set_length(&e, "stroke-width", (ch_len)((int64_t)box->stroke_width * 2 / 15));
    }
    put(d, parent, DOC_TAG_RECT, d->text_style, &e);
}

static void put_polyline(struct ch_drawing *d, doc_id parent, uint32_t style, const char *dash,
                         const ch_len *points, uint32_t count, const char *stroke, const char *width)
{
    struct aj_buf list = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++) {
        char x[NUMBER], y[NUMBER];
        print_length(x, points[2 * i]);
        print_length(y, points[2 * i + 1]);
        aj_buf_printf(&list, "%s%s,%s", i ? " " : "", x, y);
    }
    struct element e = {.count = 0};
    set(&e, "points", list.data ? list.data : "");
    set(&e, "fill", "none");
    set(&e, "stroke", stroke);
    set(&e, "stroke-width", width);
    if (dash)
        set(&e, "stroke-dasharray", dash);
    put(d, parent, DOC_TAG_POLYLINE, style, &e);
    aj_buf_free(&list);
}

void ch_put_stroke(struct ch_drawing *d, doc_id parent, uint32_t style, const char *dash,
                   const ch_len *points, uint32_t count)
{
    put_polyline(d, parent, style, dash, points, count, "currentColor", "2");
}

void ch_put_outline(struct ch_drawing *d, doc_id parent, const ch_len *points, uint32_t count)
{
    put_polyline(d, parent, d->text_style, NULL, points, count, d->paper_text, "4");
    put_polyline(d, parent, d->text_style, NULL, points, count, "currentColor", "1.6");
}

void ch_put_inside(struct ch_drawing *d, const struct ch_series *series, const char *text, ch_len x, ch_len y,
                   ch_len width, ch_len height)
{
    ch_len own = ch_text_width(d, text);
    bool plain = series->pattern == CH_PLAIN;
    if (own + (plain ? 300 : 700) > width || d->line > height)
        return;
    if (!plain)
        ch_put_blank(d, d->svg, x + (width - own) / 2 - 150, y + height / 2 - d->line / 2 + 50, own + 300,
                     d->line - 100);
    ch_put_text(d, d->svg, x + width / 2, y + height / 2 + d->ascent / 2 - 50, "middle",
                plain ? ink_on(d->doc->styles[series->style].color) : NULL, text);
}

void ch_put_polyline(struct ch_drawing *d, doc_id parent, const struct ch_series *series,
                     const ch_len *points, uint32_t count)
{
    static const char *const dashes[CH_PATTERN_COUNT] = {NULL, "6 2", "2 2", "9 2 2 2", "4 4", "1 3"};
    ch_put_stroke(d, parent, series->style, dashes[series->pattern], points, count);
}

static void put_marker(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x,
                       ch_len y, bool open)
{
    static const char *const shapes[CH_PATTERN_COUNT] = {NULL,
                                                         "-3,-3 3,-3 3,3 -3,3",
                                                         "0,-4 4,3 -4,3",
                                                         "0,-4 4,0 0,4 -4,0",
                                                         "-4,-3 4,-3 0,4",
                                                         "-1.5,-4 1.5,-4 1.5,4 -1.5,4"};
    struct element e = {.count = 0};
    enum doc_tag tag = DOC_TAG_CIRCLE;
    char move[2 * NUMBER + 16];
    if (shapes[series->pattern]) {
        char px[NUMBER], py[NUMBER];
        print_length(px, x);
        print_length(py, y);
        strcpy(move, "translate(");
        strcat(strcat(strcat(strcat(move, px), " "), py), ")");
        set(&e, "points", shapes[series->pattern]);
        set(&e, "transform", move);
        tag = DOC_TAG_POLYGON;
    } else {
        set_length(&e, "cx", x);
        set_length(&e, "cy", y);
        set(&e, "r", "3");
    }
    set(&e, "fill", open ? d->paper_text : "currentColor");
    if (open) {
        set(&e, "stroke", "currentColor");
        set(&e, "stroke-width", "1.4");
    }
    put(d, parent, tag, series->style, &e);
}

void ch_put_marker(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x, ch_len y)
{
    put_marker(d, parent, series, x, y, false);
}

void ch_put_open_marker(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x,
                        ch_len y)
{
    put_marker(d, parent, series, x, y, true);
}

uint32_t ch_wrap(struct ch_drawing *d, const char *text, ch_len width, const char *lines[3])
{
    uint32_t count = 0;
    char *rest = aj_strdup(d->job->arena, text);
    while (*rest) {
        if (count == 3)
            return 0;
        char *cut = NULL, *p = rest;
        for (;;) { /* as many words as the line holds */
            p += strcspn(p, " ");
            char kept = *p;
            *p = '\0';
            bool fits = ch_text_width(d, rest) <= width;
            *p = kept;
            if (!fits)
                break;
            cut = p;
            if (!kept)
                break;
            p++;
        }
        if (!cut)
            return 0;
        bool last = !*cut;
        *cut = '\0';
        lines[count++] = rest;
        rest = last ? cut : cut + 1;
    }
    return count;
}

int ch_decimals(const char *text)
{
    const char *comma = strchr(text, ',');
    return comma ? (int)strspn(comma + 1, "0123456789") : 0;
}
