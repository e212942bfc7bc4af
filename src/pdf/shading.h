/* Gradients: each run of colours is one shading (ISO 32000-1 8.7.4.5.3 and 8.7.4.5.4), however often it is
 * used. */
#ifndef PDF_SHADING_H
#define PDF_SHADING_H

#include "pdf/write.h"

struct pdf_shading {
    const char *entries;
    pdf_obj object;
};

/* The index in w->shadings of a gradient's colours; its matrix is the user's. */
uint32_t pdf_shading_index(struct pdf_writer *w, const struct ty_gradient *gradient);

/* The index in w->patterns of a gradient where it lies on a page of that height, to stroke with. */
uint32_t pdf_pattern_index(struct pdf_writer *w, const struct ty_gradient *gradient, aj_len height);

#endif
