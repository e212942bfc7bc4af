/* The words of templates/hyphenation/sv.txt: exceptions to the patterns, and parts of compounds. */
#ifndef TY_HYPHEN_WORDS_H
#define TY_HYPHEN_WORDS_H

#include "base/job.h"

#include <stdbool.h>

enum { TY_WORD_MOST = 63 }; /* letters of a listed word: its points are bits of 64 */

struct ty_word {
    uint64_t points; /* bit i: - before letter i */
    uint64_t seams;  /* bit i: = before letter i */
    uint8_t length;
    bool whole;  /* ends in a full stop: no other points than these */
    bool listed; /* false: only the start of listed words */
};

struct ty_word_fault {
    uint32_t line;
    const char *word;
};

/* A tree of letters (ISO 8859-1, lower case); node 0 is the root. */
struct ty_word_node {
    uint32_t child, sibling;
    struct ty_word word;
    uint8_t letter;
};

struct ty_words {
    struct aj_arena *arena;
    struct ty_word_node *nodes;
    uint32_t len, cap;
    uint32_t roots[256]; /* the root's children by letter */
    struct ty_word_fault *faults;
    uint32_t fault_len, fault_cap;
};

/* Reads the text of a word list into `words` (zeroed but for its arena). */
void ty_words_read(struct ty_words *words, const char *text, size_t length);

/* The node that `letter` leads to, or 0. */
uint32_t ty_words_step(const struct ty_words *words, uint32_t node, uint8_t letter);

#endif
