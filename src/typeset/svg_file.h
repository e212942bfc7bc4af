/*
 * Drawings in files: <img src="logo.svg">. A file is read by the safe XML reader and stands as an <svg> below
 * its <img>, so that it is drawn, tagged and found fault with as one in the document is. What editors write
 * is understood: style attributes, and style elements with the selectors *, name, .class, name.class and #id,
 * become presentation attributes; elements and attributes of other namespaces (an editor's own, metadata) and
 * font-family are passed over: text is set in the theme's face.
 */
#ifndef TY_SVG_FILE_H
#define TY_SVG_FILE_H

#include "typeset/typeset.h"

/*
 * Reads the drawing of every <img> of the document whose src ends in .svg; one that cannot be read, or is no
 * drawing (E0664), leaves its <img> empty. Findings at their place in the file: E0665 for a rule of a style
 * element or a property that is not understood, E0666 for an element, E0667 for an attribute.
 */
void ty_svg_load_files(struct aj_job *job, struct doc_document *doc);

/* The <svg> that was read for an <img>, or 0. */
doc_id ty_svg_of_image(const struct doc_document *doc, doc_id img);

/* Whether a picture's address names a drawing. */
bool ty_svg_is_named(const char *src);

/* Takes out the findings from number `since` on that an earlier one says too: a drawing may stand many times.
 */
void ty_svg_tell_once(struct aj_diags *diags, uint32_t since);

/* A drawing from memory, for tests and fuzzers: below `parent`; 0 after a finding. */
doc_id ty_svg_parse(struct aj_job *job, struct doc_document *doc, doc_id parent, const char *name,
                    const char *bytes, size_t length);

#endif
