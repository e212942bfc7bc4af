/*
 * Any text as a formula and as a `that`, and any table under it: parsed and evaluated it gives a figure or a
 * finding that says why there is none. The first line is the formula, the second the that, the rest the
 * table.
 */
#include "fuzz.h"

#include "metric/internal.h"

#include <string.h>

/* The next line, and *p after it. */
static const char *line(struct aj_arena *arena, const char **p, const char *end)
{
    const char *from = *p, *stop = memchr(from, '\n', (size_t)(end - from));
    *p = stop ? stop + 1 : end;
    return aj_strndup(arena, from, (size_t)((stop ? stop : end) - from));
}

static const char table[] = "Nyckeltal;Enhet;Budget 2022;Utfall 2022;Utfall 2021;Riket 2022\n"
                            "A;tkr;100;90;80;85\nB;procent;3,5;0;-;1\nC;antal;7;8;9;10\nD;tkr;0;;..;1\n";

static void take(struct met_result *r, const char *name, const char *text, size_t length)
{
    const struct src_table *source = src_csv_parse(r->job, name, text, length);
    if (source)
        mdl_take(r->model, source, (struct mdl_hint){.unit = "tkr"}, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    const char *p = (const char *)bytes, *end = p + length;
    if (memchr(bytes ? bytes : (const uint8_t *)"", 0, length) ||
        aj_utf8_valid(p ? p : "", length) != length) {
        aj_job_free(job); /* an XML attribute holds neither */
        return 0;
    }
    struct met_result *r = met_result_new(job);
    const char *formula = length ? line(job->arena, &p, end) : "",
               *that = length ? line(job->arena, &p, end) : "";
    take(r, "siffror.csv", table, sizeof table - 1);
    if (p && p < end)
        take(r, "fuzz.csv", p, (size_t)(end - p));
    mdl_finish(r->model);
    met_names_build(r);
    uint32_t before = job->diags->len;
    const struct met_node *node = met_formula_parse(job, formula, 0);
    fuzz_demand(node || job->diags->len > before);
    for (int year = 2021; node && year <= 2022; year++) {
        before = job->diags->len;
        struct met_value value = met_eval_node(r, node, (struct mdl_period){.year = year}, 0);
        fuzz_demand(value.state != MET_KNOWN || value.dimension);
        fuzz_demand(value.state != MET_KNOWN || aj_rat_cmp(value.low, value.high) <= 0);
    }
    struct met_that said;
    before = job->diags->len;
    if (met_that_parse(r, that, 0, &said))
        (void)met_judge(r, &said, (struct mdl_period){.year = 2022}, 0);
    else
        fuzz_demand(job->diags->len > before);
    fuzz_print(job);
    aj_job_free(job);
    return 0;
}
