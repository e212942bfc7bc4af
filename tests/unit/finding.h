/* Findings as tests expect them: code, place and hint. */
#ifndef FINDING_H
#define FINDING_H

#include "base/job.h"

/* Fails the test unless finding number `index` of the job is this one. `hint` (English) is the whole hint. */
void assert_finding(const struct aj_job *job, uint32_t index, enum aj_code code, const char *file,
                    uint32_t line, uint32_t column, const char *hint);

/* Fails the test, with every finding printed, unless the job has this many. */
void assert_finding_count(const struct aj_job *job, uint32_t count);

#endif
