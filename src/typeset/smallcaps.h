/* Small capitals that a face lacks, made of its capitals. */
#ifndef TY_SMALLCAPS_H
#define TY_SMALLCAPS_H

#include "typeset/context.h"

struct ty_small_caps {
    uint32_t style;    /* that small capitals are set in; 0: the face has its own, or none are asked for */
    bool capitals_too; /* all-small-caps */
};

/* How the style's small capitals are made. May add a style: pointers to styles are to be taken after it. */
struct ty_small_caps ty_small_caps_of(struct ty_context *ctx, uint32_t style);

/*
 * The bytes at the start of the text that are set alike, and whether as small capitals; `upper` (room for
 * `length` bytes) is given what is printed for them, byte for byte as long.
 */
size_t ty_small_caps_run(const struct ty_small_caps *caps, const char *text, size_t length, char *upper,
                         bool *small);

#endif
