/* What tests of web pages have in common: a page of a small document, under a folder of templates of its own.
 */
#ifndef PAGE_H
#define PAGE_H

#include "web/web.h"

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"

#include <stdbool.h>

struct page {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_library *library;
    xmlDocPtr xhtml;
    struct doc_document *doc;
    struct web_source source;
    struct aj_buf out;
    bool good;
    char folder[64]; /* the templates */
};

/* Builds the document of a body under `css`; elements with at="1" stand at report.xml:3:5. `sheet` is
 * common/web.css. Then writes the page. */
struct page page_of(const char *body, const char *css, const char *sheet);
struct page page_open(const char *body, const char *css, const char *sheet);
void page_write(struct page *page);
void page_close(struct page *page);

/* Fails the test unless the page holds the text (with every tab left out of both). */
void expect_in_page(const struct page *page, const char *text);
void expect_not_in_page(const struct page *page, const char *text);

#endif
