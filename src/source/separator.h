/* What parts the fields of a CSV file, and where its table begins. Internal to source. */
#ifndef SRC_SEPARATOR_H
#define SRC_SEPARATOR_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a file's text is to be read. */
struct src_shape {
    char separator;
    size_t from;     /* the offset of the first row, after a line "sep=X" */
    size_t headings; /* the offset of the row of headings; what stands above it are title and notes */
};

/*
 * Finds the separator (';', tab or ',') of a table's text: the one that gives the rows from the headings on
 * the same number of fields. A first line "sep=X", as Excel writes it, decides. ';' when there is one column
 * only. Above the headings may stand lines of one text; the headings are the first row of as many fields as
 * the rows have, none of which is a figure other than a year.
 */
struct src_shape src_shape_find(const char *text, size_t length);

/* "semicolon", "semikolon". */
const char *src_separator_name(char separator, enum aj_language language);

#endif
