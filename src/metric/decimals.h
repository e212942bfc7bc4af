/* With how many decimals the figures of a statement's column are printed: all of them with the same number.
 */
#ifndef MET_DECIMALS_H
#define MET_DECIMALS_H

#include "metric/internal.h"

/*
 * For each column of a statement the most decimals that any figure of it is shown with: spreadsheets drop
 * ",0" of "1 982,0" below "1 050,5". -1 for a column whose rows have several units, and for tables of key
 * figures, whose rows are each of their own kind. In the job's arena.
 */
const int *met_written_decimals(struct met_result *r, const struct mdl_table *table);

/* The most decimals that any row of the tables of the table's statement is shown with. */
int met_most_decimals(struct met_result *r, const struct mdl_table *table);

/* How many decimals a figure needs in a unit to be printed whole, `most` at most. */
int met_needed_decimals(struct met_result *r, struct aj_rat exact, const struct mdl_unit *unit, int most);

#endif
