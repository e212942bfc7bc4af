/* Paths of drawings, built in user units and given out as ty_path in page units. */
#ifndef TY_SVG_PATH_H
#define TY_SVG_PATH_H

#include "typeset/svg_value.h"
#include "typeset/typeset.h"

struct svg_path {
    struct aj_arena *arena;
    uint8_t *verbs;                                    /* enum ty_verb */
    double *points;                                    /* x, y pairs */
    uint32_t verb_len, verb_cap, point_len, point_cap; /* points in doubles */
};

void svg_move(struct svg_path *path, double x, double y);
void svg_line(struct svg_path *path, double x, double y);
void svg_curve(struct svg_path *path, double x1, double y1, double x2, double y2, double x, double y);
void svg_close(struct svg_path *path);

/* A rectangle whose corners are quarters of ellipses; rx, ry may be 0. */
void svg_add_rect(struct svg_path *path, double x, double y, double width, double height, double rx,
                  double ry);
void svg_add_ellipse(struct svg_path *path, double cx, double cy, double rx, double ry);

/*
 * Reads path data (SVG 1.1, 8.3: all commands). NULL, or where it stops being path data; what stands before
 * that is in the path, as the specification asks.
 */
const char *svg_read_path(struct svg_path *path, const char *data);

/* Moved by the matrix into 1/1000 pt, in the arena; *bounds receives a box around all its points. */
struct ty_path *svg_give_path(const struct svg_path *path, const struct svg_matrix *matrix,
                              struct ty_rect *bounds);

/* How many parts a path has that begin with a move. */
uint32_t svg_part_count(const struct svg_path *path);

/* Appends a closed shape moved by the matrix, turned the other way round if need be, so that its area is
 * positive. */
void svg_append_path(struct svg_path *path, const struct svg_path *shape, const struct svg_matrix *matrix);

/* The least rectangle around the path, curves counted exactly: x, y, width, height. */
void svg_path_box(const struct svg_path *path, double box[4]);

/* A coordinate in 1/1000 pt, rounded and kept within what a page can show. */
aj_len svg_round(double value);

#endif
