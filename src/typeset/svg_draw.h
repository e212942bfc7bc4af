/* What the files that draw a drawing share. */
#ifndef TY_SVG_DRAW_H
#define TY_SVG_DRAW_H

#include "base/map.h"
#include "typeset/svg.h"
#include "typeset/svg_path.h"
#include "typeset/svg_value.h"

enum {
    SVG_DASH_MOST = 8,
    SVG_DEPTH_MOST = 64,
    SVG_ELEMENTS_MOST = 20000,
    SVG_STOPS_MOST = 32,
    SVG_FAULTS_MOST = 100
};
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* What an element hands down to those in it. */
struct svg_state {
    struct svg_matrix matrix; /* user units to 1/1000 pt */
    struct doc_color fill, stroke;
    bool fill_current, stroke_current; /* currentColor: each element's own */
    double stroke_width;
    double fill_opacity, stroke_opacity, opacity; /* opacity: the element's own */
    double dashes[SVG_DASH_MOST], dash_offset;
    int dash_count;
    bool even_odd, clip_even_odd;
    int cap, join;
    double miter_limit;
    doc_id gradient, stroke_gradient; /* that fill and stroke, or 0 */
    bool fixed_stroke;                /* its width is one of the page, whatever the scale */
    double letter_spacing;
    const struct ty_clip *clip; /* or NULL */
    bool reused;                /* below a use */
    double font_size;           /* user units; 0: the computed style's */
    bool bold;
    enum svg_anchor anchor;
};

struct svg_drawer {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    struct ty_svg *out;
    bool failed;
    doc_id svg;
    double view[2];    /* the viewBox's width and height */
    struct aj_map ids; /* of the drawing's elements, once one is asked for */
    bool ids_known;
    uint8_t in_clip; /* how deep in clip paths */
    uint32_t faults;
    uint32_t drawn; /* elements so far: each use draws its own again */
};

/* The state within an element: its presentation attributes and its transform. */
struct svg_state svg_enter(struct svg_drawer *d, const struct svg_state *outer, doc_id id);

/* The element's opacities into its state, when its fill and stroke are known. */
void svg_read_opacity(struct svg_drawer *d, doc_id id, struct svg_state *s);
struct doc_color svg_see_through(struct doc_color color, double opacity);

/* An attribute as a length in user units, `other` where it is missing; a finding where it is no length. */
double svg_attr_length(struct svg_drawer *d, doc_id id, const char *name, double other);

/* A finding about an attribute's value; `hint` and `swedish` say what it may be. */
void svg_refuse_value(struct svg_drawer *d, doc_id id, const char *name, const char *value, const char *hint,
                      const char *swedish);
void svg_refuse_element(struct svg_drawer *d, doc_id id, const char *hint, const char *swedish);

/* The value's number among `words` (ended by NULL), or `other` where it is missing or refused. */
int svg_attr_word(struct svg_drawer *d, doc_id id, const char *name, const char *const *words, int other);

/* The viewBox of an element fitted into a rectangle of user units, as its preserveAspectRatio says. */
struct svg_matrix svg_fit(struct svg_drawer *d, doc_id id, const double box[4], double x, double y,
                          double width, double height);

/* A shape's path in user units; false for what is no shape. *open: it has no inside. */
bool svg_build_shape(struct svg_drawer *d, doc_id id, struct svg_path *path, bool *open);

/* Gives the fragments from number `since` on a group's opacity; false where they lie over each other, so that
 * they would show through. */
bool svg_fade_group(struct ty_svg *out, uint32_t since, struct aj_arena *arena, double opacity);

/* svg_server.c: the element that "#id" or "url(#id)" in that attribute names, or 0 after a finding. */
doc_id svg_referred(struct svg_drawer *d, doc_id id, const char *name, const char *value);

/* svg_clip.c: what an element's clip-path leaves of `s->clip`. */
const struct ty_clip *svg_clip(struct svg_drawer *d, doc_id id, const struct svg_state *s);

/* A gradient element for a path, written out where it repeats; NULL where it is one colour, which is put into
 * *color (a = 0: none). */
const struct ty_gradient *svg_gradient(struct svg_drawer *d, const struct svg_state *s, doc_id gradient,
                                       const struct svg_path *path, struct doc_color *color);

/* Draws a text element. */
void svg_draw_text(struct svg_drawer *d, doc_id id, const struct svg_state *state);

#endif
