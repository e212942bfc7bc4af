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

/* An earlier file counts as adopted when its record says so, or when no record tells and the report is. */
static bool holds_adopted(const struct bat_run *run, const char *path)
{
    struct stat st;
    enum bat_status status;
    if (lstat(path, &st) != 0)
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

/* A file of the document: the PDF, or the web page. */
struct product {
    const char *path;
    const struct aj_buf *bytes;
    bool same; /* it stands there already */
};

static bool keep_adopted(struct bat_run *run, const struct product *product,
                         const struct bat_options *options)
{
    if (product->same || options->force || !holds_adopted(run, product->path))
        return false;
    aj_diag_add(run->job->diags, AJ_E0803, at_output(run, product->path), product->path, NULL);
    return true;
}

static enum bat_outcome put(struct bat_run *run, const struct product *product, bool *writable)
{
    if (product->same)
        return BAT_UNCHANGED;
    *writable = write_file(run, product->path, product->bytes->data, product->bytes->len);
    /* A draft is printed again at will; an adopted document is written once, for good. */
    if (*writable && run->status == BAT_ADOPTED && !aj_file_sync(product->path)) {
        cannot_write(run, product->path);
        return BAT_NOT_PRINTED;
    }
    return *writable ? BAT_PRINTED : BAT_NOT_PRINTED;
}

/* Puts the PDF in place, and the web page beside it. *writable is false when the folder refused one. */
static enum bat_outcome replace(struct bat_run *run, const struct bat_options *options, bool *writable)
{
    struct product products[2] = {{.path = run->pdf_path, .bytes = &run->pdf},
                                  {.path = run->html_path, .bytes = &run->page}};
    size_t count = run->page.len ? 2 : 1;
    enum bat_outcome outcome = BAT_UNCHANGED;
    for (size_t i = 0; i < count; i++) {
        products[i].same = same_bytes(products[i].path, products[i].bytes);
        if (keep_adopted(run, &products[i], options))
            return BAT_NOT_PRINTED;
    }
    /* The PDF last: where the page cannot be written, the earlier PDF and its record stand. */
    for (size_t i = count; i > 0 && outcome != BAT_NOT_PRINTED; i--) {
        enum bat_outcome own = put(run, &products[i - 1], writable);
        outcome = own == BAT_UNCHANGED ? outcome : own;
    }
    return outcome;
}

/* A page that a run without pages leaves behind does not say what the new PDF says. */
static void tell_of_old_page(struct bat_run *run, const char *path)
{
    struct stat st;
    if (run->outcome == BAT_PRINTED && !run->html && lstat(path, &st) == 0)
        aj_diag_add(run->job->diags, AJ_W0805, at_output(run, path), NULL);
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
    const char *html_path = aj_printf(arena, "%s/%s.html", folder, run->stem);
    run->html_path = run->html ? html_path : NULL;
    run->record_path = aj_printf(arena, "%s/%s.json", folder, run->stem);
    const char *failed_path = aj_printf(arena, "%s/%s.failed.json", folder, run->stem);
    if (!claim_path(run))
        return run->outcome;
    bool writable = true;
    if (may_print(run))
        run->outcome = replace(run, options, &writable);
    tell_of_old_page(run, html_path);
    if (run->outcome != BAT_NOT_PRINTED && write_record(run, run->record_path))
        unlink(failed_path);
    else if (run->outcome == BAT_NOT_PRINTED && writable)
        write_record(run, failed_path);
    bat_clock(run, BAT_STEP_WRITE, &since);
    return run->outcome;
}
