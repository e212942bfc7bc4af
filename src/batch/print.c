/* What is written to the output folder, and what is left alone. */
#include "base/file.h"
#include "batch/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static aj_at at_output(struct bat_run *run, const char *path)
{
    uint32_t file = aj_places_add_file(run->job->places, path, NULL, 0);
    return aj_places_add(run->job->places, file, 0, 0);
}

static void cannot_write(struct bat_run *run, const char *path)
{
    int error = errno;
    aj_diag_add(run->job->diags, AJ_E0802, at_output(run, path), path, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), NULL);
}

static bool write_file(struct bat_run *run, const char *path, const char *bytes, size_t length)
{
    bool written = aj_file_write(path, bytes, length);
    if (!written)
        cannot_write(run, path);
    return written;
}

static bool write_record(struct bat_run *run, const char *path)
{
    char *record = bat_record(run);
    bool written = write_file(run, path, record, strlen(record));
    free(record);
    return written;
}

static bool same_bytes(const char *path, const struct aj_buf *bytes)
{
    struct stat st;
    if (stat(path, &st) != 0 || st.st_size < 0 || (size_t)st.st_size != bytes->len)
        return false;
    size_t length;
    char *old = aj_file_read(path, &length);
    bool same = old && length == bytes->len && memcmp(old, bytes->data, length) == 0;
    free(old);
    return same;
}

/* An earlier PDF counts as adopted when its record says so, or when no record tells and the report is. */
static bool holds_adopted(const struct bat_run *run)
{
    struct stat st;
    enum bat_status status;
    if (lstat(run->pdf_path, &st) != 0)
        return false;
    if (bat_record_status(run->record_path, &status))
        return status == BAT_ADOPTED;
    return run->status == BAT_ADOPTED;
}

/* Two reports of one call must not print to the same file: the second would silently take the first's place.
 */
static bool claim_path(struct bat_run *run)
{
    struct bat_worker *worker = run->worker;
    const struct bat_printed *other = aj_map_find(&worker->printed, run->pdf_path);
    if (other && strcmp(other->file, run->file) != 0) {
        aj_diag_add(run->job->diags, AJ_E0804, at_output(run, run->report), run->pdf_path, other->report,
                    NULL);
        return false;
    }
    if (!other) {
        struct bat_printed *printed = AJ_NEW(worker->arena, struct bat_printed);
        printed->file = aj_strdup(worker->arena, run->file);
        printed->report = aj_strdup(worker->arena, run->report);
        aj_map_put(&worker->printed, aj_strdup(worker->arena, run->pdf_path), printed);
    }
    return true;
}

static bool may_print(struct bat_run *run)
{
    return run->pdf.len > 0 && (run->status == BAT_DRAFT || aj_diags_count(run->job->diags, AJ_ERROR) == 0);
}

/* Puts the PDF in place. *writable is false when the folder refused it. */
static enum bat_outcome replace(struct bat_run *run, const struct bat_options *options, bool *writable)
{
    bool same = same_bytes(run->pdf_path, &run->pdf);
    if (!same && !options->force && holds_adopted(run)) {
        aj_diag_add(run->job->diags, AJ_E0803, at_output(run, run->pdf_path), run->pdf_path, NULL);
        return BAT_NOT_PRINTED;
    }
    if (same)
        return BAT_UNCHANGED;
    *writable = write_file(run, run->pdf_path, run->pdf.data, run->pdf.len);
    /* A draft is printed again at will; an adopted document is written once, for good. */
    if (*writable && run->status == BAT_ADOPTED && !aj_file_sync(run->pdf_path)) {
        cannot_write(run, run->pdf_path);
        return BAT_NOT_PRINTED;
    }
    return *writable ? BAT_PRINTED : BAT_NOT_PRINTED;
}

enum bat_outcome bat_print(struct bat_run *run, const struct bat_options *options)
{
    struct aj_arena *arena = run->job->arena;
    int64_t since = bat_now();
    run->outcome = BAT_NOT_PRINTED;
    if (!run->file)
        return run->outcome;
    const char *folder = aj_printf(arena, "%s/%s%s%s", options->output, run->organisation,
                                   *run->organisation ? "/" : "", run->folder);
    run->pdf_path = aj_printf(arena, "%s/%s.pdf", folder, run->stem);
    run->record_path = aj_printf(arena, "%s/%s.json", folder, run->stem);
    const char *failed_path = aj_printf(arena, "%s/%s.failed.json", folder, run->stem);
    if (!claim_path(run))
        return run->outcome;
    bool writable = true;
    if (may_print(run))
        run->outcome = replace(run, options, &writable);
    if (run->outcome != BAT_NOT_PRINTED && write_record(run, run->record_path))
        unlink(failed_path);
    else if (run->outcome == BAT_NOT_PRINTED && writable)
        write_record(run, failed_path);
    bat_clock(run, BAT_STEP_WRITE, &since);
    return run->outcome;
}
