/*
 * PDF syntax in buffers: numbers, references, names and strings (ISO 32000-1, 7.3). Numbers are integers or
 * fixed point, so neither the locale nor NaN can reach a file.
 */
#ifndef PDF_TEXT_H
#define PDF_TEXT_H

#include "arshjul.h"
#include "base/buf.h"

/* An indirect object's number; 0 is none. */
typedef uint32_t pdf_obj;

/* The most bytes that one number takes. */
enum { PDF_NUMBER_MOST = 24 };

/* Writes an integer, or thousandths as a decimal without trailing zeros, at p; gives the end. No NUL. */
char *pdf_write_int(char *p, int64_t n);
char *pdf_write_milli(char *p, int64_t thousandths);

void pdf_put_int(struct aj_buf *buf, int64_t n);
void pdf_put_milli(struct aj_buf *buf, int64_t thousandths);

/* "12 0 R" */
void pdf_put_ref(struct aj_buf *buf, pdf_obj obj);

/* "/Name", with what a name may not hold as #XX (7.3.5). */
void pdf_put_name(struct aj_buf *buf, const char *name);

/*
 * A text string (7.9.2.2): PDFDocEncoding when all is printable ASCII, else UTF-16BE, as hexadecimal. Control
 * characters become spaces. Longer text than PDF/A-2 allows (6.1.13: 32,767 bytes) is cut with an ellipsis.
 */
void pdf_put_text(struct aj_buf *buf, const char *text, size_t length);

/* The code point as UTF-16BE in upper-case hexadecimal: 4 or 8 digits. */
void pdf_put_utf16(struct aj_buf *buf, uint32_t code);

/* A literal string of bytes (7.3.4.2), for URIs, ids and language tags. */
void pdf_put_bytes(struct aj_buf *buf, const char *bytes, size_t length);

/* "[l b r t]" from thousandths. */
void pdf_put_box(struct aj_buf *buf, const int64_t box[4]);

#endif
