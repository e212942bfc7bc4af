/* Tables of the model as one line of text, for tests to compare. */
#ifndef SHOWN_H
#define SHOWN_H

#include "model/model.h"

/* Takes a CSV text in as the report of Storby kommun would. NULL if nothing of it can be read. */
struct mdl_table *shown_take(struct mdl_model *model, const char *name, const char *text,
                             struct mdl_hint hint);

/* "LABEL [UNIT]: HEADING=VALUE, HEADING=VALUE / LABEL ...": what is missing by its sign, empty cells left
 * out. */
const char *shown(struct aj_arena *arena, const struct mdl_table *table);

#endif
