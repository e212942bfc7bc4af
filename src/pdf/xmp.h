/* Between the files that write XMP. */
#ifndef PDF_XMP_H
#define PDF_XMP_H

#include "pdf/write.h"

/* The document's meta of this name as plain text, NULL without one. */
const char *pdf_meta(const struct pdf_writer *w, const char *name);

/* Text as XML's character data. */
void pdf_xmp_text(struct aj_buf *buf, const char *text);

/* <name>text</name>, or nothing without text. `container` wraps the text: "Seq", "Bag", "Alt", or NULL. */
void pdf_xmp_property(struct aj_buf *buf, const char *name, const char *container, const char *text);

/* xmp_document.c: what a styrdokument tells of itself, as properties of an rdf:Description of its own;
 * nothing when it tells nothing. */
void pdf_xmp_document(const struct pdf_writer *w, struct aj_buf *buf);

/* The description of those properties that PDF/A asks for (ISO 19005-2, 6.6.2.3.2), an item of the list of
 * schemas.
 */
void pdf_xmp_document_schema(const struct pdf_writer *w, struct aj_buf *buf);

#endif
