/*
 * Drawings: a strict part of SVG 1.1 as fragments. Read are svg, g, path, rect, line, circle, ellipse,
 * polyline, polygon, text and tspan, use, defs and symbol, clipPath, linearGradient and
 * radialGradient, with the attributes that the document stage lets through; lengths are user units (a
 * number), pt, mm, cm, in or px; colours are #rgb, #rrggbb, rgb(), hsl(), the names of CSS, none and
 * currentColor (the theme's, by class); fills and strokes may be half transparent. What is outside is a
 * finding at the element's place (E0660 to E0663; E0612 for a character that no face has), and the rest is
 * drawn.
 */
#ifndef TY_SVG_H
#define TY_SVG_H

#include "typeset/typeset.h"

struct ty_svg {
    struct ty_fragment *fragments; /* in painting order, in the job's arena; rects enclose paths */
    uint32_t count, cap;
};

/*
 * The size that a drawing's width and height ask for, in 1/1000 pt; where one is missing it follows from the
 * other and the viewBox, where both are, the viewBox in px. False if nothing says how large it is.
 */
bool ty_svg_size(const struct doc_document *doc, doc_id svg, aj_len *width, aj_len *height);

/*
 * Appends the drawing's fragments to `out`, its viewBox fitted into `at` (as preserveAspectRatio says: in the
 * middle, or stretched for none). Text takes faces from its elements' computed styles. A fault is found again
 * each time a drawing is drawn: draw it once and move the fragments. False after a finding.
 */
bool ty_svg_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id svg,
                 struct ty_rect at, struct ty_svg *out);

#endif
