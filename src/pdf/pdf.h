/*
 * PDF. Enters: the document (structure, text, metadata) and its pages. Leaves: the bytes of a tagged PDF 1.7
 * that is PDF/UA-1 and PDF/A-2a (PDF/A-3a, with the source tables in it, where the job has them attached),
 * the same bytes for the same input. Only gateway.c calls libharu.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "typeset/typeset.h"

/*
 * Writes the document to `out`. Title, language and dates come from doc (title, lang, metas: "author",
 * "subject", "keywords", "date" as YYYY-MM-DD). False after a finding when libharu refuses or a number is out
 * of range.
 */
bool pdf_write(struct aj_job *job, const struct doc_document *doc, const struct ty_pages *pages,
               struct aj_buf *out);

/* The structure tree as text, one element a line with its own text: arshjul pages --structure, golden files.
 */
void pdf_dump_structure(const struct doc_document *doc, struct aj_buf *out);

#endif
