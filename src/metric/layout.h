/* A statement's table with the columns that a layout of templates/layouts works out for each of its rows. */
#ifndef MET_LAYOUT_H
#define MET_LAYOUT_H

#include "metric/internal.h"

/* In which unit and with how many decimals a table is printed; `own`: as its source writes it. */
struct met_look {
    struct mdl_unit unit;
    int decimals;
    bool own;
};

/*
 * Binds a `statement` that names a layout: the rows of every table of that statement, and the figures of the
 * period that the element names. E0351 for a layout that is not there, E0352 for a column without figures,
 * W0353 for a row without one.
 */
void met_bind_layout(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth,
                     const struct mdl_table *table, struct met_look look);

#endif
