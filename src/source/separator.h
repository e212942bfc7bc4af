/* What parts the fields of a CSV file. Internal to source. */
#ifndef SRC_SEPARATOR_H
#define SRC_SEPARATOR_H

#include "base/diag.h"

/*
 * Finds the separator (';', tab or ',') of a table's text: the one that gives the rows from the headings on
 * the same number of fields. A first line "sep=X", as Excel writes it, decides. ';' when there is one column
 * only. Returns the offset at which the table begins.
 */
size_t src_separator_find(const char *text, size_t length, char *separator);

/* "semicolon", "semikolon". */
const char *src_separator_name(char separator, enum aj_language language);

#endif
