/* What a worker keeps between documents: the hyphenator and the points of the words it has met. */
#ifndef TY_LIBRARY_H
#define TY_LIBRARY_H

#include "typeset/hyphen.h"
#include "typeset/typeset.h"

struct ty_word_points {
    uint32_t hash, length, count;
    uint8_t before, after;
    const char *word;
    const struct ty_hyphen *points;
};

struct ty_library {
    struct ty_hyphenator *hyphenator;
    struct aj_arena *arena; /* of the cache */
    struct ty_word_points **slots;
    uint32_t slot_count, word_count;
};

/* Makes the library ready for a job: loads the hyphenator once, keeps the cache from growing for ever. */
void ty_library_begin(struct ty_library *library, struct aj_job *job);

/* The hyphenation points of a word, found or computed; valid until the next ty_library_begin. */
const struct ty_word_points *ty_library_points(struct ty_library *library, const char *word, uint32_t length,
                                               uint8_t before, uint8_t after);

#endif
