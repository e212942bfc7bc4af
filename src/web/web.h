/*
 * Web. Enters: the styled document after the chart stage, its page references filled in by typeset, and what
 * there is to say of the PDF beside. Leaves: the bytes of one HTML5 page that asks for nothing else: styles,
 * faces, drawings and pictures stand in it. Its text is the document's in the same order, but for these:
 * page numbers and leaders are left out with the words that lead to them ("på sida 12"), a reference that
 * was a page number alone names the section or table instead, and footnotes stand at the end of their
 * chapter. What the page adds (links to the PDF and to tables as CSV, a way past the contents) has a class
 * that begins with "web-". The same input gives the same bytes.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "document/document.h"

/* The largest page that is written, in bytes, and the longest stylesheet. */
enum { WEB_PAGE_MOST = 48 << 20, WEB_CSS_MOST = 1 << 20 };

struct web_source {
    const struct doc_document *doc;
    struct fnt_library *fonts; /* keeps the faces that were made for earlier pages */
    const char *status;        /* utkast, forslag or antagen */
    const char *pdf_name;      /* the PDF's file name in the same folder; NULL: there is none to link to */
    size_t pdf_bytes;
    uint32_t pdf_pages;
    size_t most; /* bytes of the page; 0: WEB_PAGE_MOST */
};

/*
 * Appends the page to `out`. Its look is templates/common/web.css and, where there is one, the theme's
 * web.css, which use the custom properties of the theme. False after an error, `out` then being as it was:
 * a stylesheet that would ask for something from elsewhere (E1001) or is too long (E1002), a picture that
 * cannot be read, a page of more than WEB_PAGE_MOST bytes (E1003).
 */
bool web_write(struct aj_job *job, const struct web_source *source, struct aj_buf *out);

#endif
