/* CMaps: what codes mean (ToUnicode, ISO 32000-1 9.10.3) and which glyphs of a CFF font they show (9.7.5). */
#ifndef PDF_CMAP_H
#define PDF_CMAP_H

#include "pdf/font.h"

/* ToUnicode for codes 1 to font->count - 1. */
void pdf_put_to_unicode(struct aj_buf *buf, const struct pdf_font *font);

/* The encoding from codes to cids[code], named `name`. */
void pdf_put_encoding(struct aj_buf *buf, const struct pdf_font *font, const uint16_t *cids,
                      const char *name);

/* A code point as ToUnicode may hold it: U+0000, U+FEFF and noncharacters stand for themselves nowhere. */
uint32_t pdf_safe_code(uint32_t code);

#endif
