/* Rectangles, rules, paths and pictures (ISO 32000-1 8.5, 8.8). */
#include "pdf/content.h"
#include "pdf/image.h"
#include "pdf/shading.h"

#include <string.h>

void pdf_op(struct pdf_content *c, const char *op, int count, const int64_t *numbers)
{
    char *p = aj_buf_room(&c->buf, (size_t)count * (PDF_NUMBER_MOST + 1) + 8);
    for (int i = 0; i < count; i++) {
        p = pdf_write_coordinate(c->w, p, numbers[i]);
        *p++ = ' ';
    }
    while (*op)
        *p++ = *op++;
    *p++ = '\n';
    c->buf.len = (size_t)(p - c->buf.data);
}

static void set_color(struct pdf_content *c, struct doc_color color, const char *gray, const char *rgb)
{
    int64_t parts[3] = {(color.r * 1000 + 127) / 255, (color.g * 1000 + 127) / 255,
                        (color.b * 1000 + 127) / 255};
    if (color.r == color.g && color.g == color.b)
        pdf_op(c, gray, 1, parts);
    else
        pdf_op(c, rgb, 3, parts);
}

static bool is_same_color(struct doc_color a, struct doc_color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

void pdf_set_fill(struct pdf_content *c, struct doc_color color)
{
    if (is_same_color(c->fill, color))
        return;
    set_color(c, color, "g", "rg");
    c->fill = color;
}

void pdf_set_stroke(struct pdf_content *c, struct doc_color color)
{
    if (is_same_color(c->stroke, color))
        return;
    set_color(c, color, "G", "RG");
    c->stroke = color;
}

void pdf_set_line_width(struct pdf_content *c, aj_len width)
{
    if (c->line_width != width)
        pdf_op(c, "w", 1, (int64_t[]){width});
    c->line_width = width;
}

void pdf_set_dashes(struct pdf_content *c, const aj_len *dashes, uint32_t count, aj_len offset, uint32_t cap)
{
    bool any = false;
    for (uint32_t i = 0; i < count; i++)
        any = any || dashes[i] > 0;
    for (uint32_t i = 0; i < count; i++)
        any = any && dashes[i] >= 0;
    if (any || c->dashed) {
        aj_buf_char(&c->buf, '[');
        for (uint32_t i = 0; any && i < count; i++) {
            aj_buf_str(&c->buf, i ? " " : "");
            pdf_put_milli(&c->buf, dashes[i]);
        }
        aj_buf_char(&c->buf, ']');
        pdf_put_milli(&c->buf, any ? offset : 0);
        aj_buf_str(&c->buf, " d\n");
    }
    c->dashed = any;
    if (c->cap != cap)
        aj_buf_str(&c->buf, cap == 2 ? "2 J\n" : cap ? "1 J\n" : "0 J\n");
    c->cap = cap;
}

void pdf_paint_rect(struct pdf_content *c, const struct ty_fragment *f)
{
    pdf_set_fill(c, f->color);
    pdf_op(c, "re", 4,
           (int64_t[]){f->rect.x, (int64_t)c->height - f->rect.y - f->rect.height, f->rect.width,
                       f->rect.height});
    aj_buf_str(&c->buf, "f\n");
}

/* Strokes the rectangle's middle axis, shifted across by `shift`. */
static void stroke_axis(struct pdf_content *c, const struct ty_rect *rect, int64_t shift)
{
    int64_t top = (int64_t)c->height - rect->y, x = rect->x, y = top - rect->height / 2;
    int64_t to_x = x + rect->width, to_y;
    if (rect->height > rect->width) {
        x = to_x = x + rect->width / 2 + shift;
        y = top;
        to_y = top - rect->height;
    } else {
        y = to_y = y + shift;
    }
    pdf_op(c, "m", 2, (int64_t[]){x, y});
    pdf_op(c, "l", 2, (int64_t[]){to_x, to_y});
    aj_buf_str(&c->buf, "S\n");
}

void pdf_paint_line(struct pdf_content *c, const struct ty_fragment *f)
{
    const aj_len width = f->line_width;
    pdf_set_stroke(c, f->color);
    if (f->line_style == DOC_BORDER_DOUBLE && width >= 3) {
        pdf_set_line_width(c, width / 3);
        pdf_set_dashes(c, NULL, 0, 0, 0);
        stroke_axis(c, &f->rect, width / 3);
        stroke_axis(c, &f->rect, -width / 3);
        return;
    }
    const int64_t step = width < 1000000 ? width : 1000000;
    const aj_len dashes[] = {(aj_len)(3 * step), (aj_len)(2 * step)}, dots[] = {0, (aj_len)(2 * step)};
    pdf_set_line_width(c, width);
    if (f->line_style == DOC_BORDER_DASHED)
        pdf_set_dashes(c, dashes, 2, 0, 0);
    else if (f->line_style == DOC_BORDER_DOTTED)
        pdf_set_dashes(c, dots, 2, 0, 1);
    else
        pdf_set_dashes(c, NULL, 0, 0, 0);
    stroke_axis(c, &f->rect, 0);
}

/* A path's segments; false if it has none. */
static bool put_segments(struct pdf_content *c, const struct ty_path *path)
{
    static const uint32_t points_of[] = {1, 1, 3, 0};
    static const char *const ops[] = {"m", "l", "c", "h"};
    bool begun = false;
    for (uint32_t i = 0, point = 0; i < path->verb_count; i++) {
        uint8_t verb = path->verbs[i];
        if (verb > TY_CLOSE || point + points_of[verb] > path->point_count)
            break;
        /* A path that does not begin with a move begins where its first point is. */
        if (!begun && verb == TY_CLOSE)
            continue;
        int64_t numbers[6];
        for (uint32_t k = 0; k < points_of[verb]; k++, point++) {
            numbers[2 * k] = path->points[2 * (size_t)point];
            numbers[2 * k + 1] = (int64_t)c->height - path->points[2 * (size_t)point + 1];
        }
        if (!begun && verb != TY_MOVE)
            pdf_op(c, "m", 2, numbers);
        begun = true;
        pdf_op(c, ops[verb], (int)points_of[verb] * 2, numbers);
    }
    return begun;
}

/* What is painted next shows within the path only, until Q. An empty path lets nothing through. */
static void clip_to(struct pdf_content *c, const struct ty_path *path)
{
    if (!put_segments(c, path))
        pdf_op(c, "re", 4, (int64_t[]){0, 0, 0, 0});
    aj_buf_str(&c->buf, path->even_odd ? "W* n\n" : "W n\n");
}

static void paint_gradient(struct pdf_content *c, const struct ty_path *path)
{
    const aj_len *m = path->gradient->matrix;
    aj_buf_str(&c->buf, "q\n");
    clip_to(c, path);
    pdf_op(c, "cm", 6,
           (int64_t[]){m[0], -(int64_t)m[1], m[2], -(int64_t)m[3], m[4], (int64_t)c->height - m[5]});
    aj_buf_str(&c->buf, "/S");
    pdf_put_int(&c->buf, pdf_shading_index(c->w, path->gradient));
    aj_buf_str(&c->buf, " sh\nQ\n");
}

static void set_stroke_style(struct pdf_content *c, const struct ty_path *path)
{
    pdf_set_stroke(c, path->stroke);
    pdf_set_line_width(c, path->stroke_width);
    pdf_set_dashes(c, path->dashes, path->dash_count, path->dash_offset, path->cap);
    if (c->join != path->join) {
        pdf_put_int(&c->buf, path->join);
        aj_buf_str(&c->buf, " j\n");
        c->join = path->join;
    }
    if (path->join == 0 && c->miter != path->miter_limit) {
        pdf_op(c, "M", 1, (int64_t[]){path->miter_limit ? path->miter_limit : 10000});
        c->miter = path->miter_limit;
    }
}

static void paint_path(struct pdf_content *c, const struct ty_path *path)
{
    bool fills = path->fill.a && !path->gradient, strokes = path->stroke.a && path->stroke_width > 0;
    if (path->gradient)
        paint_gradient(c, path);
    if (fills)
        pdf_set_fill(c, path->fill);
    if (strokes)
        set_stroke_style(c, path);
    if (strokes && path->stroke_gradient) {
        aj_buf_str(&c->buf, "/Pattern CS /P");
        pdf_put_int(&c->buf, pdf_pattern_index(c->w, path->stroke_gradient, c->height));
        aj_buf_str(&c->buf, " SCN\n");
    }
    if ((!fills && !strokes) || !put_segments(c, path))
        return;
    if (fills && strokes)
        aj_buf_str(&c->buf, path->even_odd ? "B*\n" : "B\n");
    else if (fills)
        aj_buf_str(&c->buf, path->even_odd ? "f*\n" : "f\n");
    else
        aj_buf_str(&c->buf, "S\n");
}

/* Sets how opaque fills and strokes are, until Q; the page's group says that it has to be blended. */
static void set_opacity(struct pdf_content *c, const struct ty_path *path)
{
    struct pdf_writer *w = c->w;
    uint16_t opacity =
        (uint16_t)((path->fill.a ? path->fill.a : 255) << 8 | (path->stroke.a ? path->stroke.a : 255));
    uint32_t i = 0;
    if (opacity == 0xFFFF)
        return;
    while (i < w->opacity_count && w->opacities[i] != opacity)
        i++;
    if (i == w->opacity_count)
        AJ_PUSH(w->arena, w->opacities, w->opacity_count, w->opacity_cap, opacity);
    w->page_transparency[c->page] = true;
    aj_buf_str(&c->buf, "/G");
    pdf_put_int(&c->buf, i);
    aj_buf_str(&c->buf, " gs\n");
}

static bool is_opaque(const struct ty_path *path)
{
    return (path->fill.a == 0 || path->fill.a == 255) && (path->stroke.a == 0 || path->stroke.a == 255);
}

void pdf_paint_path(struct pdf_content *c, const struct ty_fragment *f)
{
    const struct ty_path *path = f->as.path;
    if (!path->clip && !path->stroke_gradient && is_opaque(path)) {
        paint_path(c, path);
        return;
    }
    const struct pdf_content before = *c; /* Q brings the graphics state back that was set before q */
    aj_buf_str(&c->buf, "q\n");
    for (const struct ty_clip *clip = path->clip; clip; clip = clip->outer)
        clip_to(c, clip->path);
    set_opacity(c, path);
    paint_path(c, path);
    aj_buf_str(&c->buf, "Q\n");
    c->fill = before.fill;
    c->stroke = before.stroke;
    c->line_width = before.line_width;
    c->cap = before.cap;
    c->join = before.join;
    c->miter = before.miter;
    c->dashed = before.dashed;
}

/* A crossed box where a picture cannot be shown; the finding says why. */
static void paint_missing(struct pdf_content *c, const struct ty_rect *rect)
{
    const struct doc_color gray = {128, 128, 128, 255};
    int64_t x = rect->x, y = (int64_t)c->height - rect->y - rect->height, w = rect->width, h = rect->height;
    pdf_set_stroke(c, gray);
    pdf_set_line_width(c, 500);
    pdf_set_dashes(c, NULL, 0, 0, 0);
    pdf_op(c, "re", 4, (int64_t[]){x, y, w, h});
    pdf_op(c, "m", 2, (int64_t[]){x, y});
    pdf_op(c, "l", 2, (int64_t[]){x + w, y + h});
    pdf_op(c, "m", 2, (int64_t[]){x, y + h});
    pdf_op(c, "l", 2, (int64_t[]){x + w, y});
    aj_buf_str(&c->buf, "S\n");
}

/* The matrix that stands a stored picture upright in its box (Exif 2.3, 4.6.4: where its first row and column
 * are). */
static void put_upright(struct pdf_content *c, uint8_t turned, int64_t x, int64_t y, int64_t w, int64_t h)
{
    switch (turned) {
    case 2: /* first row at the top, first column on the right */
        pdf_op(c, "cm", 6, (int64_t[]){-w, 0, 0, h, x + w, y});
        break;
    case 3: /* bottom, right */
        pdf_op(c, "cm", 6, (int64_t[]){-w, 0, 0, -h, x + w, y + h});
        break;
    case 4: /* bottom, left */
        pdf_op(c, "cm", 6, (int64_t[]){w, 0, 0, -h, x, y + h});
        break;
    case 5: /* left, top */
        pdf_op(c, "cm", 6, (int64_t[]){0, -h, -w, 0, x + w, y + h});
        break;
    case 6: /* right, top */
        pdf_op(c, "cm", 6, (int64_t[]){0, -h, w, 0, x, y + h});
        break;
    case 7: /* right, bottom */
        pdf_op(c, "cm", 6, (int64_t[]){0, h, w, 0, x, y});
        break;
    case 8: /* left, bottom */
        pdf_op(c, "cm", 6, (int64_t[]){0, h, -w, 0, x + w, y});
        break;
    default:
        pdf_op(c, "cm", 6, (int64_t[]){w, 0, 0, h, x, y});
    }
}

void pdf_paint_image(struct pdf_content *c, const struct ty_fragment *f)
{
    struct pdf_writer *w = c->w;
    uint32_t index = pdf_image_index(w, f->as.image, w->at);
    if (!w->images[index].object) {
        paint_missing(c, &f->rect);
        return;
    }
    w->page_transparency[c->page] |= w->images[index].alpha;
    aj_buf_str(&c->buf, "q\n");
    put_upright(c, f->as.image->turned, f->rect.x, (int64_t)c->height - f->rect.y - f->rect.height,
                f->rect.width, f->rect.height);
    aj_buf_str(&c->buf, "/I");
    pdf_put_int(&c->buf, index);
    aj_buf_str(&c->buf, " Do\nQ\n");
}
