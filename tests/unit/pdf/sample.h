/*
 * Documents and pages made by hand, with real shaped text: what document and typeset would give. Text runs in
 * lines from a left edge to a right one, without hyphenation; pages follow when one is full.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "pdf/pdf.h"

struct sample {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    struct ty_pages *pages;
    const struct fnt_face *face, *bold;
    aj_len left, right, x, y; /* the line's edges and the pen, y at the line's top */
    aj_len size;
    uint8_t artifact; /* what the next fragments are */
    uint32_t line;    /* how many lines were begun */
    char folder[32];  /* for picture files; goes with the sample */
};

/* An A4 document in Swedish, without pages yet. The caller closes it. */
void sample_open(struct sample *s);
void sample_close(struct sample *s);

void sample_page(struct sample *s, const char *label);

/* An element with attributes "name", "value", … NULL. */
doc_id sample_add(struct sample *s, doc_id parent, enum doc_tag tag, enum doc_role role, ...);

/* A style like the parent's with another language or display, given to an element and all later text in it.
 */
void sample_language(struct sample *s, doc_id id, const char *lang);
void sample_display(struct sample *s, doc_id id, enum doc_display display);

/* A text node that is also set at the pen; it returns the node. */
doc_id sample_text(struct sample *s, doc_id parent, const char *text);

/* Sets text for a node that is there already (0: page furniture). */
void sample_set(struct sample *s, doc_id node, const char *text);

/* The pen to the next line, and down by `gap` more; a new page when it would leave this one. */
void sample_break(struct sample *s, aj_len gap);

struct ty_fragment *sample_fragment(struct sample *s, enum ty_kind kind, doc_id node, struct ty_rect rect);
void sample_rect(struct sample *s, doc_id node, uint8_t artifact, struct ty_rect rect);
void sample_image(struct sample *s, doc_id node, const char *path, bool jpeg, struct ty_rect rect);

/* An element with its text, set as a block of its own. */
doc_id sample_block(struct sample *s, doc_id parent, enum doc_tag tag, enum doc_role role, const char *text);

/* A report with everything in it, `chapters` of them. */
void sample_report(struct sample *s, int chapters);

/* The path of a picture file to be, in the sample's folder. */
const char *sample_path(struct sample *s, const char *name);

/* A document of any shape that the contracts permit. */
void sample_random(struct sample *s, uint32_t seed);

/* Writes pdf_write's bytes; false when it gave none. */
bool sample_write(struct sample *s, struct aj_buf *out);

/* The message of finding `index` with its place and hint, as aj_diag_print has it; free() it. */
char *sample_finding(struct sample *s, uint32_t index);

#endif
