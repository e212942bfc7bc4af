/* Values of SVG attributes. All are in doubles: they are drawn, never counted. */
#ifndef TY_SVG_VALUE_H
#define TY_SVG_VALUE_H

#include "document/style.h"

struct svg_matrix {
    double a, b, c, d, e, f; /* x' = a x + c y + e, y' = b x + d y + f */
};

/* `inner` first, then `outer`. */
struct svg_matrix svg_multiply(struct svg_matrix outer, struct svg_matrix inner);

/* A number at *p (no locale), moved past it. Digits, decimal point, exponent as in SVG 1.1, 4.2. */
bool svg_number(const char **p, double *out);

/* Moves past white space and at most one comma. */
void svg_separator(const char **p);

/* A whole value that is a length, in user units (px, pt, mm, cm, in or none). */
bool svg_length(const char *text, double *out);

/* A whole value that is a list of numbers; how many, or -1 where it is none or has more than `most`. */
int svg_numbers(const char *text, double *out, int most);

/* none, transparent, currentColor, #rgb, #rrggbb, rgb(), hsl(), and the names of CSS. `current` is
 * currentColor. */
bool svg_color(const char *text, struct doc_color current, struct doc_color *out);

/* A list of matrix, translate, scale, rotate, skewX, skewY. */
bool svg_transform(const char *text, struct svg_matrix *out);

#endif
