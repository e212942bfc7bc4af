/* Pictures: each file is embedded once (ISO 32000-1 8.9). */
#ifndef PDF_IMAGE_H
#define PDF_IMAGE_H

#include "pdf/write.h"

struct pdf_image {
    const char *path, *bytes;
    size_t length;
    pdf_obj object; /* 0: it cannot be shown, a finding has said why */
    bool alpha;
};

/* The index in w->images of a picture, read and embedded when it is new. */
uint32_t pdf_image_index(struct pdf_writer *w, const struct ty_image *image, aj_at at);

/*
 * png.c, jpeg.c: embed a file's bytes. On failure they give 0 and say in *why (borrowed or in w->arena) what
 * is the matter.
 */
pdf_obj pdf_add_png(struct pdf_writer *w, const char *bytes, size_t length, bool *alpha, const char **why);
pdf_obj pdf_add_jpeg(struct pdf_writer *w, const char *bytes, size_t length, const char **why);

/* More pixels than this in a picture are refused. */
enum { PDF_PIXELS_MOST = 200 * 1000 * 1000 };

#endif
