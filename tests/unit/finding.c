#include "finding.h"

#include "suite.h"

static void print_findings(const struct aj_job *job)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < job->diags->len; i++)
        aj_diag_print(job->diags, &job->diags->items[i], AJ_ENGLISH, &out);
    if (out.data)
        cr_log_warn("%s", out.data);
    aj_buf_free(&out);
}

void assert_finding_count(const struct aj_job *job, uint32_t count)
{
    if (job->diags->len != count)
        print_findings(job);
    cr_assert_eq(job->diags->len, count, "%u findings instead of %u", job->diags->len, count);
}

void assert_finding(const struct aj_job *job, uint32_t index, enum aj_code code, const char *file,
                    uint32_t line, uint32_t column, const char *hint)
{
    cr_assert_lt(index, job->diags->len, "there are only %u findings, none is %s", job->diags->len,
                 aj_code_name(code));
    const struct aj_diag *diag = &job->diags->items[index];
    struct aj_place place = aj_places_at(job->places, diag->at);
    cr_assert_str_eq(aj_code_name(diag->code), aj_code_name(code));
    cr_assert_str_eq(place.file ? place.file : "(none)", file);
    cr_assert_eq(place.line, line, "%s: line %u instead of %u", aj_code_name(code), place.line, line);
    cr_assert_eq(place.column, column, "%s: column %u instead of %u", aj_code_name(code), place.column,
                 column);
    cr_assert_str_eq(aj_diag_hint(job->diags, diag, AJ_ENGLISH), hint);
}
