/*
 * Fonts of a PDF: a code for each pair of glyph and text that it stands for, in order of first use, so that a
 * space and a no-break space, a hyphen and a soft hyphen, each tell what they are when the text is read back.
 */
#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "pdf/write.h"

enum pdf_pair_flag {
    PDF_PAIR_NO_GLYPH = 1,   /* glyph 0: the face lacks the character; PDF/A-2 6.2.11.8 forbids showing it */
    PDF_PAIR_PRIVATE_USE = 2 /* its text is of private use: needs ActualText (PDF/A-2 6.2.11.7.3) */
};

struct pdf_pair {
    uint16_t gid, next; /* next: another code of the same glyph, 0 for none */
    uint8_t length, flags;
    uint32_t uses;
    const char *text;
    uint32_t width; /* 1/100 of 1/1000 em, as W says it */
};

struct pdf_font {
    const struct fnt_face *face;
    struct pdf_pair *pairs; /* pairs[code]; code 0 is not used */
    uint32_t count, cap;
    uint16_t *by_gid[256]; /* by the glyph's high byte and low byte: its newest code */
    pdf_obj object;
};

/* Finds every font and code of the pages' text: w->fonts, w->codes, w->run_fonts. */
void pdf_collect_codes(struct pdf_writer *w);

/*
 * Numbers the codes of a CFF font anew. Those of one glyph share a CID, and some readers (MuPDF among them)
 * keep one text a CID, its last code's: so the text that a glyph stands for most gets the highest code.
 */
void pdf_order_codes(struct pdf_writer *w, struct pdf_font *font);

/* Collects the codes and embeds the subsets. False after a finding. */
bool pdf_add_fonts(struct pdf_writer *w);

#endif
