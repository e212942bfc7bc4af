/*
 * Where things stand in the source files: every element and cell carries an index (aj_at) into this table.
 *
 * Elements are added one by one. The cells of a table are added as one range: neither their line and column
 * nor their label ("Avskrivningar, Plan 2023") is stored, the one who added them works both out when a
 * finding asks. So the cells of a large file cost nothing here.
 */
#ifndef AJ_PLACE_H
#define AJ_PLACE_H

#include "arshjul.h"
#include "base/arena.h"

#include <stdbool.h>

struct aj_place {
    const char *file;      /* as the user named it, or found through the report */
    uint32_t line;         /* from 1; 0: the file as a whole */
    uint32_t column;       /* from 1, in characters; 0: the line as a whole */
    const char *label;     /* "Avskrivningar, Plan 2023" for a cell, else NULL */
    const char *line_text; /* the start of that source line in UTF-8, not NUL-terminated, or NULL */
    uint32_t line_length;  /* bytes in line_text */
    uint32_t skipped;      /* characters of the line that line_text leaves out before its first */
};

struct aj_places;

struct aj_places *aj_places_new(struct aj_arena *arena);

/*
 * Registers a file. `text` (UTF-8, `length` bytes, or NULL) is what carets are drawn under; it must live as
 * long as the table. Returns the file's number.
 */
uint32_t aj_places_add_file(struct aj_places *places, const char *name, const char *text, size_t length);

/*
 * The same for a file of which nothing is known but a piece of one line (UTF-8, `length` bytes, or NULL) that
 * follows `skipped` characters of it.
 */
uint32_t aj_places_add_piece(struct aj_places *places, const char *name, uint32_t line, uint32_t skipped,
                             const char *text, size_t length);

/* A place in a registered file. `line` and `column` count from 1; 0 means the whole file or line. */
aj_at aj_places_add(struct aj_places *places, uint32_t file, uint32_t line, uint32_t column);

/*
 * Works out where item `index` of a range stands: `*offset` is its byte in the file's text. Gives its label,
 * in the arena or borrowed, or NULL.
 */
typedef const char *aj_place_resolver(const void *data, uint32_t index, struct aj_arena *arena,
                                      size_t *offset);

/*
 * `count` places at once: item i of the range has the index that is returned, plus i. `data` is borrowed and
 * lives as long as the table. 0 (no known place) when the table is full or count is 0.
 */
aj_at aj_places_add_range(struct aj_places *places, uint32_t file, uint32_t count, aj_place_resolver *resolve,
                          const void *data);

/*
 * Names what stands at a place that was added alone (a range names its own): row label and column heading.
 * `label` is borrowed.
 */
void aj_places_label(struct aj_places *places, aj_at at, const char *label);

/* The place, with its source line found. at 0 or unknown gives a place whose file is NULL. */
struct aj_place aj_places_at(const struct aj_places *places, aj_at at);

/* The part of a place's line that is shown with it: bytes of line_text. */
struct aj_excerpt {
    size_t start, end;
    size_t before; /* where its column is; start ≤ before ≤ end */
};

/* False when there is no line to show. A piece that holds this part gives the same one. */
bool aj_place_excerpt(const struct aj_place *place, struct aj_excerpt *out);

/* The text of the place's file from the place on, to `*end`; NULL when it is not known. */
const char *aj_places_text(const struct aj_places *places, aj_at at, const char **end);

/* The place of `spot`, a byte of the text that aj_places_text gives of `at`. */
aj_at aj_places_add_spot(struct aj_places *places, aj_at at, const char *spot);

#endif
