/* text-transform (CSS Text Module Level 3, section 2.1): what is shown for a text, which stays what it says.
 */
#ifndef TY_TRANSFORM_H
#define TY_TRANSFORM_H

#include "document/style.h"

#include <stddef.h>

/*
 * Writes what is shown for `length` bytes of text to `out`, which has room for twice as many and 4 more, and
 * gives their count. `*in_word`: whether a letter goes on with a word ("capitalize"); it is kept for the text
 * after.
 */
size_t ty_transform(enum doc_transform way, const char *text, size_t length, bool *in_word, char *out);

/* Whether the same bytes of both begin characters, so that one may stand for the other. */
bool ty_same_places(const char *one, size_t one_length, const char *other, size_t other_length);

#endif
