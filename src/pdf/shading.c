#include "pdf/shading.h"

#include <string.h>

static void put_color(struct aj_buf *buf, const char *name, struct doc_color color)
{
    const uint8_t parts[3] = {color.r, color.g, color.b};
    aj_buf_str(buf, name);
    for (int i = 0; i < 3; i++) {
        aj_buf_str(buf, i ? " " : "[");
        pdf_put_milli(buf, (parts[i] * 1000 + 127) / 255);
    }
    aj_buf_str(buf, "]");
}

/* From one colour to the next, evenly (ISO 32000-1 7.10.3). */
static void put_step(struct aj_buf *buf, struct doc_color from, struct doc_color to)
{
    aj_buf_str(buf, "<</FunctionType 2/Domain[0 1]/N 1");
    put_color(buf, "/C0", from);
    put_color(buf, "/C1", to);
    aj_buf_str(buf, ">>");
}

/*
 * The colours over 0 to 1, stitched together (7.10.4). Two stops at one place are an edge: nothing lies
 * between them. Before the first stop and after the last there is one colour.
 */
static void put_function(struct aj_buf *buf, const struct ty_gradient *g)
{
    struct aj_buf bounds = AJ_BUF_INIT;
    struct ty_stop before = {0, g->stops[0].color};
    uint32_t steps = 0;
    aj_buf_str(buf, "<</FunctionType 3/Domain[0 1]/Functions[");
    for (uint32_t i = 0; i <= g->stop_count; i++) {
        struct ty_stop stop = i < g->stop_count ? g->stops[i] : (struct ty_stop){1000, before.color};
        if (stop.offset > before.offset) {
            if (steps++) {
                aj_buf_str(&bounds, steps > 2 ? " " : "");
                pdf_put_milli(&bounds, before.offset);
            }
            put_step(buf, before.color, stop.color);
        }
        before = stop;
    }
    aj_buf_str(buf, "]/Bounds[");
    aj_buf_add(buf, bounds.data, bounds.len);
    aj_buf_str(buf, "]/Encode[");
    for (uint32_t i = 0; i < steps; i++)
        aj_buf_str(buf, i ? " 0 1" : "0 1");
    aj_buf_str(buf, "]>>");
    aj_buf_free(&bounds);
}

/* The index of an object with these entries among those of its kind, added when it is new. */
static uint32_t store(struct pdf_writer *w, const struct aj_buf *buf, struct pdf_shading **list,
                      uint32_t *count, uint32_t *cap)
{
    const char *entries = aj_strndup(w->arena, buf->data, buf->len);
    for (uint32_t i = 0; i < *count; i++)
        if (!strcmp((*list)[i].entries, entries))
            return i;
    struct pdf_shading added = {entries, pdf_gate_dict(w->gate)};
    pdf_gate_set(w->gate, added.object, entries, strlen(entries));
    AJ_PUSH(w->arena, *list, *count, *cap, added);
    return *count - 1;
}

uint32_t pdf_shading_index(struct pdf_writer *w, const struct ty_gradient *g)
{
    struct aj_buf buf = AJ_BUF_INIT;
    if (g->radial) {
        aj_buf_str(&buf, "/ShadingType 3/Coords[");
        pdf_put_milli(&buf, g->focus[0]);
        aj_buf_char(&buf, ' ');
        pdf_put_milli(&buf, g->focus[1]);
        aj_buf_str(&buf, " 0 0 0 1]");
    } else {
        aj_buf_str(&buf, "/ShadingType 2/Coords[0 0 1 0]");
    }
    aj_buf_str(&buf, "/ColorSpace/DeviceRGB/Extend[true true]/Function");
    put_function(&buf, g);
    uint32_t index = store(w, &buf, &w->shadings, &w->shading_count, &w->shading_cap);
    aj_buf_free(&buf);
    return index;
}

uint32_t pdf_pattern_index(struct pdf_writer *w, const struct ty_gradient *g, aj_len height)
{
    struct aj_buf buf = AJ_BUF_INIT;
    const aj_len *m = g->matrix;
    const int64_t parts[6] = {m[0], -(int64_t)m[1], m[2], -(int64_t)m[3], m[4], (int64_t)height - m[5]};
    uint32_t shading = pdf_shading_index(w, g);
    aj_buf_str(&buf, "/Type/Pattern/PatternType 2/Matrix[");
    for (int i = 0; i < 6; i++) {
        char *p = aj_buf_room(&buf, PDF_NUMBER_MOST + 1);
        p = pdf_write_coordinate(w, p, parts[i]);
        *p++ = i < 5 ? ' ' : ']';
        buf.len = (size_t)(p - buf.data);
    }
    aj_buf_str(&buf, "/Shading ");
    pdf_put_ref(&buf, w->shadings[shading].object);
    uint32_t index = store(w, &buf, &w->patterns, &w->pattern_count, &w->pattern_cap);
    aj_buf_free(&buf);
    return index;
}
