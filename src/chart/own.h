/*
 * Kinds of charts that have no axis of categories and series: each reads its table by the columns' keys (the
 * class of a heading) and draws in its own way. A row of such a table is a row of the drawing.
 */
#ifndef CH_OWN_H
#define CH_OWN_H

#include "base/buf.h"
#include "chart/internal.h"

enum { CH_SHEET_COLUMNS = 16, CH_SHEET_ROWS = 64 };

struct ch_sheet_row {
    doc_id node; /* its tr */
    const char *label;
    bool sum;                               /* of class sum or total */
    struct ch_cell cells[CH_SHEET_COLUMNS]; /* those after the label */
};

struct ch_sheet {
    const char *title, *unit; /* "" for none */
    uint32_t column_count, row_count;
    const char *headings[CH_SHEET_COLUMNS];
    doc_id columns[CH_SHEET_COLUMNS]; /* their th, 0 if there is none */
    struct ch_sheet_row *rows;
};

/* The first column from `from` on whose heading has that class; column_count if there is none. */
uint32_t ch_sheet_column(const struct doc_document *doc, const struct ch_sheet *sheet, uint32_t from,
                         const char *key);

/*
 * Draws the figure if its kind is one of these, true then; *good tells whether without an error. Kinds:
 * "bullet", "matrix", "hundred", and "sparkline", which stands in a cell and has no table.
 */
bool ch_draw_own(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure,
                 bool *good);

/* What fails with a table that lacks what its kind needs: false after E0671. */
bool ch_need_column(struct ch_drawing *d, const struct ch_sheet *sheet, const char *key, uint32_t *column);

/* alt.c: ": title" without its full stop, nothing for none; and what an alternative text ends with. */
void ch_say_title(struct aj_buf *out, const char *title);
/* The text with its first letter small or large. */
const char *ch_lower(struct aj_arena *arena, const char *text);
const char *ch_capital(struct aj_arena *arena, const char *text);
/* The text itself, or what of it is at most CH_ALT_MOST letters with "…" and the way to the table. */
const char *ch_cut_alt(struct aj_arena *arena, const char *text);
#define CH_SEE_TABLE "Alla värden står i tabellen till diagrammet."

/* spark.c: a figure of kind "sparkline". */
bool ch_draw_spark(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure);

/* alt.c: "2018–2021: från 50 till 57, som lägst 48 år 2019". `ahead`: which years are no outcome. */
char *ch_alt_spark(struct aj_job *job, const struct ch_data *data, const bool *ahead);

/* Each draws in d->width, sets d->height and gives the alternative text. False after a finding. */
typedef bool ch_own_kind(struct ch_drawing *d, const struct ch_sheet *sheet, const char **alt);
ch_own_kind ch_draw_hundred, ch_draw_bullet, ch_draw_matrix;

#endif
