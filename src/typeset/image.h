/*
 * Pictures: PNG and JPEG files that a report names, looked at closely enough that the pdf stage can embed
 * them: their sizes, and that they are whole and of a kind that PDF/A-2 with an sRGB intent allows.
 */
#ifndef TY_IMAGE_H
#define TY_IMAGE_H

#include "typeset/typeset.h"

/*
 * The picture that an <img src> names, relative to the report, below the organisation's folder; read and
 * checked once a job and address. NULL after a finding at `at`: missing or outside (E0101, E0102), neither
 * PNG nor JPEG (E0651), damaged (E0652), CMYK or another kind that cannot be embedded (E0653), too large
 * (E0654). A JPEG that a camera stored turned is shown upright. `images` is the document's map of what
 * was read so far.
 */
const struct ty_image *ty_image_open(struct aj_job *job, struct aj_map *images, const char *src, bool ours,
                                     aj_at at);

/*
 * The bytes of a picture's file, in the job's arena: below the organisation's folder, or, when it is ours (a
 * theme's), below the templates. NULL after a finding. Its key is told apart in the same way.
 */
const char *ty_picture_read(struct aj_job *job, const char *src, bool ours, aj_at at, size_t *length,
                            const char **name);
const char *ty_picture_key(struct aj_job *job, const char *src, bool ours);

/* What the bytes of a picture are found to be. */
enum ty_image_fault {
    TY_IMAGE_GOOD,
    TY_IMAGE_UNKNOWN,  /* neither PNG nor JPEG */
    TY_IMAGE_DAMAGED,  /* cut short or inconsistent */
    TY_IMAGE_UNFIT,    /* CMYK, 12 bits, lossless or arithmetic coding */
    TY_IMAGE_TOO_LARGE /* more than 100 million pixels, or 65,500 either way */
};

/* Fills jpeg and the sizes; `*turned` receives a JPEG's EXIF orientation (1: upright). */
enum ty_image_fault ty_image_identify(const char *bytes, size_t length, struct ty_image *image, int *turned);

#endif
