/* Real fonts for the tests of the font service, and copies of them that are damaged on purpose. */
#ifndef FONTS_H
#define FONTS_H

#include "font/font.h"

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"
#define LATO_BOLD_ITALIC "/usr/share/fonts/truetype/lato/Lato-BoldItalic.ttf"
#define INTER "/usr/share/fonts/opentype/inter/Inter-Regular.otf"
#define LIBERATION_SERIF "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
#define DEJAVU_MONO "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"

struct bench {
    struct aj_job *job;
    struct fnt_library *library;
    aj_at at; /* theme.css:7:3 */
};

struct bench bench_open(void);
void bench_close(struct bench *bench);

/* The face, which must load. */
const struct fnt_face *bench_face(struct bench *bench, const char *path);

/* A file's bytes (free() them). */
char *bench_read(const char *path, size_t *length);

/* Writes a file in a fresh folder; the path lives in the job. */
const char *bench_write(struct bench *bench, const char *name, const char *bytes, size_t length);

#endif
