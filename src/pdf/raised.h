/* Raised and lowered figures as characters of their own: "m²", "CO₂". */
#ifndef PDF_RAISED_H
#define PDF_RAISED_H

#include "document/document.h"

/*
 * What a text in a sup or sub says, if Unicode has all of it raised or lowered (the block Superscripts and
 * Subscripts): figures, signs and n. NULL for other text, and in the mark of a note, which is no power.
 */
const char *pdf_raised_text(struct aj_arena *arena, const struct doc_document *doc, doc_id text);

#endif
