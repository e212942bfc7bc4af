/*
 * Any bytes as a report, through every stage to the PDF: a draft with a document prints, anything else has a
 * finding that says why.
 */
#include "fuzz.h"

#include "batch/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct bat_worker *worker;
    if (!worker)
        worker = bat_worker_new(AJ_SOURCE_DIR "/templates");
    fuzz_demand(worker);
    struct bat_run *run =
        bat_open_bytes(worker, AJ_SOURCE_DIR "/tests/fuzz/org", (const char *)bytes, length);
    bat_take(run, BAT_PDF);
    fuzz_demand(run->pdf.len > 0 || aj_diags_count(run->job->diags, AJ_ERROR) > 0);
    fuzz_demand(aj_diags_count(run->job->diags, AJ_FAULT) == 0);
    fuzz_print(run->job);
    json_t *findings = bat_findings_json(run->job);
    fuzz_demand(json_array_size(findings) == run->job->diags->len);
    json_decref(findings);
    bat_close(run);
    return 0;
}
