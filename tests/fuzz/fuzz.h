/*
 * What the fuzz targets share. A target's entry is LLVMFuzzerTestOneInput; ordinary builds give it the file's
 * name instead (fuzz_csv) and feed it every stored input in a unit test.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/job.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline void fuzz_demand(bool holds)
{
    if (!holds)
        abort();
}

/* Prints every finding, in both languages, to nowhere. */
static inline void fuzz_print(struct aj_job *job)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < job->diags->len; i++) {
        aj_diag_print(job->diags, &job->diags->items[i], AJ_ENGLISH, &out);
        aj_diag_print(job->diags, &job->diags->items[i], AJ_SWEDISH, &out);
    }
    fuzz_demand(!out.data || aj_utf8_valid(out.data, out.len) == out.len);
    aj_buf_free(&out);
}

#endif
