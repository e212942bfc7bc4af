/* An edition from its build record, or from its report, bound but not printed. */
#include "changes/internal.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool ends(const char *text, const char *with)
{
    size_t n = strlen(text), m = strlen(with);
    return n >= m && !strcmp(text + n - m, with);
}

static aj_at at_file(struct aj_job *job, const char *path)
{
    return aj_places_add(job->places, aj_places_add_file(job->places, path, NULL, 0), 0, 0);
}

static bool load_record(struct aj_job *job, const char *path, struct chg_edition *out)
{
    size_t length;
    char *text = aj_file_read(path, &length);
    if (!text) {
        aj_diag_add(job->diags, AJ_E0801, at_file(job, path), path, aj_file_reason(errno, AJ_ENGLISH),
                    aj_file_reason(errno, AJ_SWEDISH), NULL);
        return false;
    }
    json_error_t error;
    json_t *record = json_loadb(text, length, 0, &error);
    free(text);
    if (!json_is_object(json_object_get(record, "content"))) {
        aj_diag_add(job->diags, AJ_E0810, at_file(job, path), path, NULL);
        json_decref(record);
        return false;
    }
    out->record = record;
    return true;
}

/* Findings that stop a report from being read at all are told; the rest is for arshjul check. */
static void pass_on(struct aj_job *job, const struct bat_run *run, const char *path)
{
    for (uint32_t i = 0; i < run->job->diags->len; i++) {
        const struct aj_diag *diag = &run->job->diags->items[i];
        if (diag->severity >= AJ_ERROR) {
            aj_diag_add(job->diags, AJ_E0811, at_file(job, path), path,
                        aj_diag_message(run->job->diags, diag, AJ_ENGLISH),
                        aj_diag_message(run->job->diags, diag, AJ_SWEDISH), NULL);
            return;
        }
    }
}

static bool load_report(struct aj_job *job, struct bat_worker *worker, const char *path,
                        struct chg_edition *out)
{
    struct bat_run *run = bat_open(worker, path);
    bat_take(run, BAT_DATA);
    out->record = json_object();
    bat_edition_json(run, out->record);
    bool whole = json_is_object(json_object_get(out->record, "content"));
    if (!whole)
        pass_on(job, run, path);
    out->root = run->job->root ? aj_strdup(job->arena, run->job->root) : NULL;
    bat_close(run);
    return whole;
}

bool chg_edition_load(struct aj_job *job, struct bat_worker *worker, const char *path,
                      struct chg_edition *out)
{
    *out = (struct chg_edition){.path = path};
    bool loaded = ends(path, ".json") ? load_record(job, path, out) : load_report(job, worker, path, out);
    if (!loaded)
        chg_edition_free(out);
    return loaded;
}

void chg_edition_free(struct chg_edition *edition)
{
    json_decref(edition->record);
    edition->record = NULL;
}

const char *chg_edition_text(const struct chg_edition *edition, const char *key)
{
    return chg_string(json_object_get(edition->record, "content"), key);
}
