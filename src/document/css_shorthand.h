/* Shorthands: numbers from CSS_PROPERTY_COUNT on. */
#ifndef DOC_CSS_SHORTHAND_H
#define DOC_CSS_SHORTHAND_H

#include "document/css.h"

enum { CSS_SHORTHAND_MOST = 40 };

int css_shorthand_find(const char *name); /* -1: none */
const char *css_shorthand_name(int id);   /* NULL after the last */
const char *css_shorthand_syntax(int id);
bool css_shorthand_parse(int id, struct css_reader *reader, struct css_output *out);
uint32_t css_shorthand_longhands(int id, uint8_t out[24]);

#endif
