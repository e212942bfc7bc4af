/* What the files that draw a drawing share. */
#ifndef TY_SVG_DRAW_H
#define TY_SVG_DRAW_H

#include "typeset/svg.h"
#include "typeset/svg_value.h"

enum { SVG_DASH_MOST = 8, SVG_DEPTH_MOST = 64 };
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* What an element hands down to those in it. */
struct svg_state {
    struct svg_matrix matrix; /* user units to 1/1000 pt */
    struct doc_color fill, stroke;
    bool fill_current, stroke_current; /* currentColor: each element's own */
    double stroke_width;
    double dashes[SVG_DASH_MOST];
    int dash_count;
    bool even_odd;
    double font_size; /* user units; 0: the computed style's */
    bool bold;
    enum svg_anchor anchor;
};

struct svg_drawer {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    struct ty_svg *out;
    bool failed;
};

/* The state within an element: its presentation attributes and its transform. */
struct svg_state svg_enter(struct svg_drawer *d, const struct svg_state *outer, doc_id id);

/* An attribute as a length in user units, `other` where it is missing; a finding where it is no length. */
double svg_attr_length(struct svg_drawer *d, doc_id id, const char *name, double other);

/* A finding about an attribute's value; `hint` and `swedish` say what it may be. */
void svg_refuse_value(struct svg_drawer *d, doc_id id, const char *name, const char *value, const char *hint,
                      const char *swedish);
void svg_refuse_element(struct svg_drawer *d, doc_id id, const char *hint, const char *swedish);

/* Draws a text element. */
void svg_draw_text(struct svg_drawer *d, doc_id id, const struct svg_state *state);

#endif
