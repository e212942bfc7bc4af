/* UTF-8: decoding, validity, and the case folding that names and hyphenation need (Latin script). */
#ifndef AJ_UTF8_H
#define AJ_UTF8_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at *p (before end) and moves *p past it; a damaged byte gives U+FFFD and moves one
 * byte. */
uint32_t aj_utf8_next(const char **p, const char *end);

/* Writes a code point at out (room for 4) and returns how many bytes that took. */
size_t aj_utf8_put(char *out, uint32_t code);

/* The byte offset of the first damaged sequence, or n when all n bytes are valid UTF-8. */
size_t aj_utf8_valid(const char *text, size_t n);

/*
 * Appends n bytes as text that may be shown anywhere: a damaged byte, and a control character that is no tab
 * or line feed, becomes U+FFFD.
 */
void aj_utf8_add(struct aj_buf *out, const char *text, size_t n);

/*
 * The same of a NUL-terminated text that is to stay on its line: a file's name may hold line breaks, and
 * would else look like a line that the program says. Breaks and tabs become blanks.
 */
void aj_utf8_add_line(struct aj_buf *out, const char *text);

struct aj_arena;

/* The same as a copy in the arena. */
const char *aj_utf8_line(struct aj_arena *arena, const char *text);

/* Characters in a NUL-terminated string. */
size_t aj_utf8_length(const char *text);

/* The byte offset of character number `index` (from 0), at most n. */
size_t aj_utf8_offset(const char *text, size_t n, uint32_t index);

/* Lower case for Latin, Greek and Cyrillic letters; anything else as it is. */
uint32_t aj_utf8_lower(uint32_t code);
uint32_t aj_utf8_upper(uint32_t code);

/* Whether a code point is a letter (Latin, Greek, Cyrillic) or a combining mark. */
bool aj_utf8_is_letter(uint32_t code);

/*
 * The code points of a name folded for comparison: lower case, every run of white space (also no-break and
 * thin spaces) one space, none at either end. Writes at most `most` codes; returns how many.
 */
size_t aj_utf8_fold_codes(const char *text, uint32_t *codes, size_t most);

/* Whether the text has those words, not as parts of other words; "" is in none. */
bool aj_has_words(const char *text, const char *words);

/* Whether a list of words parted by white space, such as a class attribute's, has that one; NULL has none. */
bool aj_list_has(const char *list, const char *word);

/* Past blanks, line ends and no-break spaces. */
const char *aj_skip_space(const char *text);

#endif
