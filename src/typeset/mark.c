/* Printer's marks: where the sheet is cut, and crosses by which its colours are laid one over the other. */
#include "typeset/page.h"

#include <string.h>

enum {
    APART = 3000,  /* between the bleed and the marks */
    REACH = 15000, /* of the marks beyond that */
    STROKE = 250,
    RADIUS = 4000 /* of a cross's circle */
};

aj_len ty_marks_reach(const struct doc_page *rules)
{
    return rules->marks ? APART + REACH : 0;
}

static void emit_stroke(struct ty_output *out, struct ty_rect rect)
{
    ty_emit(out, (struct ty_fragment){.kind = TY_LINE,
                                      .artifact = TY_LAYOUT,
                                      .rect = rect,
                                      .color = {0, 0, 0, 255},
                                      .line_width = STROKE,
                                      .line_style = DOC_BORDER_SOLID});
}

static void emit_crop(struct ty_output *out, const struct doc_page *rules)
{
    aj_len near = rules->bleed + APART;
    const aj_len xs[2] = {0, rules->width}, ys[2] = {0, rules->height};
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++) {
            aj_len x = i ? rules->width + near : -near - REACH, y = k ? rules->height + near : -near - REACH;
            emit_stroke(out, (struct ty_rect){x, ys[k] - STROKE / 2, REACH, STROKE});
            emit_stroke(out, (struct ty_rect){xs[i] - STROKE / 2, y, STROKE, REACH});
        }
}

/* A circle of four cubic curves (0.5523: see fragment.c) and a cross through it. */
static void emit_cross(struct ty_output *out, aj_len x, aj_len y)
{
    static const uint8_t verbs[] = {TY_MOVE, TY_CURVE_TO, TY_CURVE_TO, TY_CURVE_TO, TY_CURVE_TO, TY_CLOSE};
    const aj_len r = RADIUS, k = ty_share(RADIUS, 5523, 10000);
    const aj_len points[] = {x + r, y,     x + r, y + k, x + k, y + r, x,     y + r, x - k,
                             y + r, x - r, y + k, x - r, y,     x - r, y - k, x - k, y - r,
                             x,     y - r, x + k, y - r, x + r, y - k, x + r, y};
    struct ty_path *path = AJ_NEW(out->ctx->arena, struct ty_path);
    aj_len *copy = AJ_NEW_N(out->ctx->arena, aj_len, sizeof points / sizeof *points);
    memcpy(copy, points, sizeof points);
    *path = (struct ty_path){.verb_count = sizeof verbs,
                             .point_count = sizeof points / sizeof *points / 2,
                             .verbs = verbs,
                             .points = copy,
                             .stroke = {0, 0, 0, 255},
                             .stroke_width = STROKE};
    ty_emit(out, (struct ty_fragment){.kind = TY_PATH,
                                      .artifact = TY_LAYOUT,
                                      .rect = {x - r, y - r, 2 * r, 2 * r},
                                      .as.path = path});
    emit_stroke(out, (struct ty_rect){x - REACH / 2, y - STROKE / 2, REACH, STROKE});
    emit_stroke(out, (struct ty_rect){x - STROKE / 2, y - REACH / 2, STROKE, REACH});
}

void ty_emit_marks(struct ty_output *out, const struct doc_page *rules)
{
    if (rules->marks & DOC_CROP)
        emit_crop(out, rules);
    if (!(rules->marks & DOC_CROSS))
        return;
    aj_len away = rules->bleed + APART + REACH / 2;
    emit_cross(out, rules->width / 2, -away);
    emit_cross(out, rules->width / 2, rules->height + away);
    emit_cross(out, -away, rules->height / 2);
    emit_cross(out, rules->width + away, rules->height / 2);
}
