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
    const char *entries = aj_strndup(w->arena, buf.data, buf.len);
    aj_buf_free(&buf);
    for (uint32_t i = 0; i < w->shading_count; i++)
        if (!strcmp(w->shadings[i].entries, entries))
            return i;
    struct pdf_shading added = {entries, pdf_gate_dict(w->gate)};
    pdf_gate_set(w->gate, added.object, entries, strlen(entries));
    AJ_PUSH(w->arena, w->shadings, w->shading_count, w->shading_cap, added);
    return w->shading_count - 1;
}
