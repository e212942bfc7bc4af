/*
 * The one door to libharu, which is used as a store of objects: it gives numbers, keeps the page tree and the
 * streams, and writes values. Everything inside a dictionary is PDF syntax that text.h made. Errors are
 * sticky: after one, every call does nothing and pdf_gate_failed tells.
 */
#ifndef PDF_GATEWAY_H
#define PDF_GATEWAY_H

#include "pdf/text.h"

#include <stdbool.h>

struct pdf_gate;

/* An empty document that will have about `pages` pages. The caller frees it. */
struct pdf_gate *pdf_gate_new(uint32_t pages);
void pdf_gate_free(struct pdf_gate *gate);

/* A dictionary whose entries are given later by pdf_gate_set, once. */
pdf_obj pdf_gate_dict(struct pdf_gate *gate);

/* A stream of bytes, copied. Its entries but Length (also its Filter) are given by pdf_gate_set. */
pdf_obj pdf_gate_stream(struct pdf_gate *gate, const void *bytes, size_t length);

/* The next page, in libharu's page tree, with an empty content stream. pdf_gate_set adds its entries. */
pdf_obj pdf_gate_page(struct pdf_gate *gate);

/* Gives a page its content, deflated bytes. */
void pdf_gate_contents(struct pdf_gate *gate, pdf_obj page, const void *bytes, size_t length);

/* The catalog: Type and Pages are there, pdf_gate_set adds the rest. */
pdf_obj pdf_gate_catalog(struct pdf_gate *gate);

/* The document information dictionary, empty. */
pdf_obj pdf_gate_info(struct pdf_gate *gate);

/* The entries of a dictionary, the text between << and >>; borrowed until the gate is freed. */
void pdf_gate_set(struct pdf_gate *gate, pdf_obj obj, const char *entries, size_t length);

/* Object numbers run from 1 to this. */
uint32_t pdf_gate_count(const struct pdf_gate *gate);
bool pdf_gate_is_stream(const struct pdf_gate *gate, pdf_obj obj);

/* Appends the object's value: "<<...>>", with its stream if it has one. */
void pdf_gate_write(struct pdf_gate *gate, pdf_obj obj, struct aj_buf *out);

/* 0, or the number of libharu's first error. */
unsigned long pdf_gate_error(const struct pdf_gate *gate);

#endif
