/* What the files that write page content share: one page's stream and the graphics state it has set. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "pdf/font.h"

enum pdf_open { PDF_OPEN_NOTHING, PDF_OPEN_MARK, PDF_OPEN_ARTIFACT };

struct pdf_content {
    struct pdf_writer *w;
    struct aj_buf buf;
    uint32_t page;
    aj_len height; /* of the page: y grows downwards in fragments, upwards in PDF */

    enum pdf_open open; /* the marked content that is open */
    uint32_t segment, order;
    uint32_t figure; /* the Figure around the segment, or 0 */

    doc_id last; /* the node of the last content */
    bool spaced; /* whose text ended in white space, or in a hyphen that is none of the word's */

    bool in_text;           /* between BT and ET */
    bool speaking;          /* in a word that the last run began and the next goes on with */
    int64_t line_x, line_y; /* where the last Td went */
    uint32_t font;          /* index + 1; 0: none set */
    aj_len size, rise;
    bool invisible;
    struct doc_color fill, stroke;
    aj_len line_width;
    uint32_t cap, join; /* line cap and join styles */
    int32_t miter;      /* limit, 1/1000; 0: PDF's own, 10 */
    bool dashed;

    const uint16_t *codes, *run_fonts; /* of the next text fragment */
};

/* Operators with numbers: "1.5 2 m\n". */
void pdf_op(struct pdf_content *c, const char *op, int count, const int64_t *numbers);

/* Colours, line width and text mode are set only where they change. */
void pdf_set_fill(struct pdf_content *c, struct doc_color color);
void pdf_set_stroke(struct pdf_content *c, struct doc_color color);
void pdf_set_line_width(struct pdf_content *c, aj_len width);
void pdf_set_dashes(struct pdf_content *c, const aj_len *dashes, uint32_t count, aj_len offset, uint32_t cap);
void pdf_end_text(struct pdf_content *c);

/*
 * A space before a fragment's text, which shows nothing: where br or a block begins a line, words on both
 * sides would otherwise be one to whoever reads the text.
 */
void pdf_paint_space(struct pdf_content *c, const struct ty_fragment *fragment);

/* content_text.c, content_paint.c: one fragment's operators. */
void pdf_paint_text(struct pdf_content *c, const struct ty_fragment *fragment);
void pdf_paint_rect(struct pdf_content *c, const struct ty_fragment *fragment);
void pdf_paint_line(struct pdf_content *c, const struct ty_fragment *fragment);
void pdf_paint_path(struct pdf_content *c, const struct ty_fragment *fragment);
void pdf_paint_image(struct pdf_content *c, const struct ty_fragment *fragment);

#endif
