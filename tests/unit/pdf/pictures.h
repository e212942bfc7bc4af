/* Picture files for tests, drawn here and written by libpng and libjpeg. */
#ifndef PICTURES_H
#define PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum picture { PICTURE_RGB, PICTURE_RGBA, PICTURE_GRAY, PICTURE_GRAY_ALPHA, PICTURE_PALETTE, PICTURE_RGB16 };

/* A PNG of 16 × 12 pixels. False with errno set when it cannot be written. */
bool write_png(const char *path, enum picture kind);

/* A JPEG of 16 × 12 pixels with 1 (gray), 3 (RGB) or 4 (CMYK) components. */
bool write_jpeg(const char *path, int components);

#endif
