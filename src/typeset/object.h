/* Replaced elements and inline blocks: what stands in a line, or as a block, in one piece. */
#ifndef TY_OBJECT_H
#define TY_OBJECT_H

#include "typeset/inline.h"

/* The object of an <img>, <svg> or inline block, laid out once; NULL when it shows nothing. */
const struct ty_object *ty_object_of(struct ty_context *ctx, doc_id id);

/* A footnote, laid out at the width of the page's text. */
const struct ty_note *ty_note_of(struct ty_context *ctx, doc_id id);

#endif
