/* A bench for typesetting tests: a hand-made document, fonts, and what came out. */
#ifndef SETTING_H
#define SETTING_H

#include "typeset/typeset.h"

struct setting {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct ty_library *library;
    struct doc_document *doc;
    doc_id body;
    aj_at at; /* plan.xml:3:5 */
    const struct fnt_face *face;
    struct doc_style text; /* a block's style, to change and use */
    struct ty_pages *pages;
};

struct setting setting_open(void);
void setting_close(struct setting *set);

/* The same with the document built from an XHTML body and a stylesheet; Open Sans is its font. */
struct setting setting_build(const char *body, const char *css);

/* An element below `parent` (0: the body) with a style; and text in it. */
doc_id setting_add(struct setting *set, doc_id parent, enum doc_tag tag, struct doc_style style);
doc_id setting_text(struct setting *set, doc_id parent, const char *text);

/* A paragraph in the plain text style. */
doc_id setting_paragraph(struct setting *set, doc_id parent, const char *text);

/* A table cell with text below a row. */
doc_id setting_cell(struct setting *set, doc_id row, enum doc_tag tag, const char *text);
struct doc_style setting_display(const struct setting *set, enum doc_display display);

void setting_run(struct setting *set);

/* All content text of the run, soft hyphens left out. */
char *setting_printed(const struct setting *set);

/* The first content fragment whose text contains `text`, and its page (from 0). */
const struct ty_fragment *setting_find(const struct setting *set, const char *text, uint32_t *page);

/* Checks what must hold of any result: text exact, nothing outside its page's margins. */
void setting_check(const struct setting *set);

#endif
