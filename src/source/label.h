/* What a person would call the rows and cells of a table. Internal to source. */
#ifndef SRC_LABEL_H
#define SRC_LABEL_H

#include "source/source.h"

/* The text of at most 60 characters on one line. */
const char *src_label_short(struct aj_arena *arena, const char *text);

/*
 * The name of a row whose first `fields` texts, as offsets into the table's pool, are at `row`: what stands
 * in the column that tells the rows apart, else its first text that is no figure, else its first text.
 */
const char *src_label_row(struct aj_arena *arena, const struct src_table *table, const uint32_t *row,
                          uint32_t fields);

/* "Avskrivningar, Plan 2023", of a table's cell by its index; an aj_place_resolver. */
const char *src_label_cell(const void *data, uint32_t index, struct aj_arena *arena, size_t *offset);

#endif
