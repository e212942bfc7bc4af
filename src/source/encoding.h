/* Bytes to UTF-8, with the place of what fits no encoding. Internal to source. */
#ifndef SRC_ENCODING_H
#define SRC_ENCODING_H

#include "base/job.h"

/* A text file in UTF-8, known to the job's table of places. */
struct src_text {
    const char *text; /* without a byte order mark; NUL after the last byte */
    size_t length;
    const char *encoding; /* what the file is written in: "UTF-8", "windows-1252", "ISO-8859-1", "UTF-16" */
    uint32_t file;        /* its number in job->places */
};

/*
 * Finds the encoding and registers the file under `name`. A byte order mark decides; then `declared` (from an
 * XML declaration, or NULL); then, unless `strict`, zeros in every second byte; then UTF-8 if the bytes are
 * that; then, unless `strict`, windows-1252 as spreadsheets on Windows write it. `bytes` (a NUL follows) live
 * as long as the job.
 *
 * False after E0103 (bytes that do not fit), E0138 (the last bytes are half a letter), E0139 (a word of an
 * encoding of DOS or Macintosh), E0104 (a control character) or E0105 (an encoding that is not supported), at
 * the first such place.
 */
bool src_decode(struct aj_job *job, const char *name, const char *bytes, size_t length, const char *declared,
                bool strict, struct src_text *out);

/* The place of a byte of the text. */
aj_at src_text_place(struct aj_job *job, const struct src_text *text, size_t offset);

#endif
