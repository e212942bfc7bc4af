/* A document built from text, for the tests of the document stage. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "document/document.h"
#include "finding.h"
#include "suite.h"

struct fixture {
    struct aj_job *job;
    struct doc_library *library;
    struct fnt_library *fonts;
    xmlDocPtr xml;
    struct doc_document *doc;
};

/* `body` is what stands in <body>; "at" 1 to 9 are the lines 1 to 9 of "report.xml", column 5. */
struct fixture fixture_new(const char *body, const char *css);
/* The same with the whole document given. */
struct fixture fixture_whole(const char *xhtml, const char *css);
void fixture_free(struct fixture *f);

/* The first element with that tag, or with that id when it begins with "#". */
doc_id fixture_find(const struct fixture *f, const char *name);
const struct doc_style *fixture_style(const struct fixture *f, const char *name);

/* The subtree as "tag:Role(child child)" with texts in quotes: the shape in one line, in the job's arena. */
const char *fixture_shape(const struct fixture *f, doc_id id);

/* The same of the body's children. */
const char *fixture_body(const struct fixture *f);

/* The first finding's place in the stylesheet must be this one. */
void assert_css_finding(const struct fixture *f, enum aj_code code, uint32_t line, uint32_t column,
                        const char *hint);

#endif
