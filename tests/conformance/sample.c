/*
 * Writes what the conformance checks are tried on:
 *
 *   pdf_sample FILE             a report with everything in it
 *   pdf_sample FILE SEED        a document of any shape
 */
#include "pdf/sample.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: pdf_sample FILE [SEED]\n", stderr);
        return 2;
    }
    struct sample sample;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&sample);
    if (argc > 2)
        sample_random(&sample, (uint32_t)strtoul(argv[2], NULL, 10));
    else
        sample_report(&sample, 2);
    bool done = sample_write(&sample, &out) && aj_file_write(argv[1], out.data, out.len);
    sample_close(&sample);
    aj_buf_free(&out);
    return done ? 0 : 1;
}
