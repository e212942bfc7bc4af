/* Readers of list values; each fills a CSS_V_POINTER (NULL for none) and says whether it could. */
#ifndef DOC_CSS_LIST_H
#define DOC_CSS_LIST_H

#include "document/css.h"

bool css_list_content(struct css_reader *reader, struct css_value *out);
/* `fallback` is the value of a counter without a number: 0 to reset and set, 1 to increment. */
bool css_list_counters(struct css_reader *reader, int32_t fallback, struct css_value *out);
bool css_list_quotes(struct css_reader *reader, struct css_value *out);
bool css_list_string_set(struct css_reader *reader, struct css_value *out);
bool css_list_families(struct css_reader *reader, struct css_value *out);
bool css_list_features(struct css_reader *reader, struct css_value *out);

/* The columns of a grid: struct css_tracks. */
bool css_list_tracks(struct css_reader *reader, struct css_value *out);

/* How a table that is too wide is made to fit: the scale's floor in thousandths, and the page's name or NULL.
 */
bool css_list_table_fit(struct css_reader *reader, struct css_value *out);

#endif
