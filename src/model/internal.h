/* Between the files of the model stage. */
#ifndef MDL_INTERNAL_H
#define MDL_INTERNAL_H

#include "model/model.h"
#include "model/organisation.h"

/* Loads every definition below templates/statements. */
void mdl_defs_load(struct mdl_model *model);

/* The row of a definition that a folded label names, NULL if none; `*drifted` tells that an alias did. */
const struct mdl_row_def *mdl_def_row(const struct mdl_def *def, const char *folded, bool *drifted);

/* The role that a folded heading always has. */
bool mdl_column_known(const char *folded, enum mdl_column_role *role);

/*
 * heads.c: headings over two rows joined, a row of units below them taken into them. Gives the table as it is
 * where there are none. `*unit` is what the lines around the table or its headings say of all its figures
 * ("Belopp i tkr"); NULL if nothing.
 */
const struct src_table *mdl_heads(struct aj_job *job, const struct src_table *source, const char **unit);

/* The heading row taken apart, one entry a column, and the kind of table that it and the labels tell. */
struct mdl_column *mdl_columns(struct aj_job *job, const struct src_table *source);
const struct mdl_def *mdl_recognise_statement(struct mdl_model *model, const struct src_table *source,
                                              uint32_t label, const char *kind);
bool mdl_recognise(const struct src_table *source, const struct mdl_column *columns, enum mdl_kind *kind);

/* Rows of each kind of table. */
void mdl_take_statement(struct mdl_model *model, struct mdl_table *table, const struct src_table *source);
void mdl_check_footing(struct mdl_model *model, const struct mdl_table *table);

/* What the rows of a statement's sum add up to as they are now; false of a row that is no sum, or where none
 * of them is there. */
bool mdl_foot(struct aj_arena *arena, const struct mdl_table *table, uint32_t index, uint32_t column,
              struct aj_rat *total);

/* The same for "Summa" and "Totalt" among rows of key figures that are amounts or numbers of things. */
void mdl_check_plain_footing(struct mdl_model *model, const struct mdl_table *table);

/* The row of a statement that has that id, NULL if none. */
const struct mdl_series *mdl_row_find(const struct mdl_table *table, const char *id);
void mdl_take_goals(struct mdl_model *model, struct mdl_table *table, const struct src_table *source);
void mdl_take_abbreviations(struct mdl_model *model, struct mdl_table *table, const struct src_table *source);
void mdl_take_rows(struct mdl_model *model, struct mdl_table *table, const struct src_table *source);

/* A series with its cells read from one source row; findings for what is no figure. */
struct mdl_series *mdl_series_new(struct mdl_model *model, struct mdl_table *table,
                                  const struct src_table *source, uint32_t row, int label_column);
void mdl_read_cells(struct mdl_model *model, struct mdl_series *series, const struct src_table *source,
                    uint32_t row);

/* Whether two different names are at most two letters apart (and long enough to tell). */
bool mdl_nearly(const char *a, const char *b);

/* parts.c: whether the first column tells several tables apart, and each taken by itself. */
bool mdl_is_parted(struct aj_arena *arena, const struct src_table *source);
struct mdl_table *mdl_take_parts(struct mdl_model *model, const struct src_table *source,
                                 struct mdl_hint hint, aj_at at);

/* The definition with that id or name, or NULL. */
const struct mdl_def *mdl_def_named(const struct mdl_model *model, const char *name);

/* Parts a printed label into its name, its unit and its lettered parts; sets them in the series. */
void mdl_label_part(struct aj_arena *arena, struct mdl_series *series);

/* Takes a unit off a label's end: "... (%)", "..., index 1-100"; NULL if none stands there. */
const char *mdl_label_cut(struct aj_arena *arena, const char *label, struct mdl_unit *unit);

/* The text of the source's cell of a role in a row; "" if there is no such column. */
const char *mdl_text_of(const struct mdl_table *table, const struct src_table *source, uint32_t row,
                        enum mdl_column_role role);

/* Adds the finding with a suggestion when one of the names is near, and returns that one; else the finding
 * that lists them, and NULL. */
const char *mdl_unknown(struct aj_job *job, enum aj_code near_code, enum aj_code far_code, aj_at at,
                        const char *name, const char *where, const char *const *names, size_t count);

#endif
