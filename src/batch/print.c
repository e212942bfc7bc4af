/* What is written to the output folder, and what is left alone. */
#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "base/write.h"
#include "batch/internal.h"
#include "batch/plan.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static aj_at at_output(struct bat_run *run, const char *path)
{
    uint32_t file = aj_places_add_file(run->job->places, path, NULL, 0);
    return aj_places_add(run->job->places, file, 0, 0);
}

/* Tells why nothing was written: one finding, whatever failed. */
static void cannot_write(struct bat_run *run, const struct aj_writer *writer)
{
    struct aj_arena *arena = run->job->arena;
    struct aj_diags *diags = run->job->diags;
    const char *name = writer->failed ? writer->failed : aj_path_name(run->pdf_path);
    const char *folder = bat_parent(arena, run->pdf_path), *path = aj_printf(arena, "%s/%s", folder, name);
    if (writer->fault == AJ_WRITE_IN_USE)
        aj_diag_add(diags, AJ_E0817, at_output(run, path), path, aj_file_reason(writer->error, AJ_ENGLISH),
                    aj_file_reason(writer->error, AJ_SWEDISH), NULL);
    else if (writer->fault == AJ_WRITE_PROTECTED)
        aj_diag_add(diags, AJ_E0818, at_output(run, path), path, NULL);
    else if (writer->fault == AJ_WRITE_OUTSIDE)
        aj_diag_add(diags, AJ_E0819, at_output(run, path), folder, NULL);
    else if (writer->fault == AJ_WRITE_LOCKED)
        aj_diag_add(diags, AJ_E0820, at_output(run, path), folder, aj_printf(arena, "%d", AJ_WRITE_WAIT),
                    NULL);
    else
        aj_diag_add(diags, AJ_E0802, at_output(run, path), path, aj_file_reason(writer->error, AJ_ENGLISH),
                    aj_file_reason(writer->error, AJ_SWEDISH), NULL);
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

/*
 * What the run has made, against what stands there. False when an adopted document is to be kept. The folder
 * is locked, so that what is found holds until it is replaced.
 */
static bool compare(struct bat_run *run, const struct bat_options *options, struct product products[2],
                    size_t count)
{
    run->outcome = BAT_UNCHANGED;
    for (size_t i = 0; i < count; i++) {
        products[i].same = same_bytes(products[i].path, products[i].bytes);
        if (keep_adopted(run, &products[i], options)) {
            run->outcome = BAT_NOT_PRINTED;
            return false;
        }
        if (!products[i].same)
            run->outcome = BAT_PRINTED;
    }
    return true;
}

/* A page that a run without pages leaves behind does not say what the new PDF says. */
static void tell_of_old_page(struct bat_run *run, const char *path)
{
    struct stat st;
    if (run->outcome == BAT_PRINTED && !run->html && lstat(path, &st) == 0)
        aj_diag_add(run->job->diags, AJ_W0805, at_output(run, path), NULL);
}

/* An adopted document is printed once, with its page: a run that makes no page, and finds the same PDF,
 * leaves it in the record. */
static void keep_page(struct bat_run *run, const char *path)
{
    if (run->html || run->status != BAT_ADOPTED || run->outcome != BAT_UNCHANGED)
        return;
    json_t *head = bat_record_head(run->record_path), *page = json_object_get(head, "html");
    if (bat_is_file_told(path, page))
        run->kept_page = json_incref(page);
    json_decref(head);
}

/* A record goes last into the set: one that is there tells of files that are. */
static bool add_record(struct bat_run *run, struct aj_writer *writer, const char *path, unsigned how)
{
    char *text = bat_record(run);
    const struct aj_buf record = {.data = text, .len = strlen(text)};
    bool added =
        same_bytes(path, &record) || aj_writer_add(writer, aj_path_name(path), record.data, record.len, how);
    free(text);
    return added;
}

/* The PDF first: it is what some program may hold open, and then nothing else has changed. */
static bool write_products(struct bat_run *run, struct aj_writer *writer, const struct product *products,
                           size_t count, const struct bat_paths *paths)
{
    /*
     * An adopted document is written once, for good. Others can be printed again, and to wait for the disk, 4
     * ms a file where it was measured, would let a batch of short reports take a fifth longer to twice as
     * long: what a power cut leaves of them is found by the next build, by its digest.
     */
    unsigned how = run->status == BAT_ADOPTED ? AJ_WRITE_SYNC : 0;
    bool added = true;
    tell_of_old_page(run, paths->html);
    keep_page(run, paths->html);
    for (size_t i = 0; added && i < count; i++)
        if (!products[i].same)
            added = aj_writer_add(writer, aj_path_name(products[i].path), products[i].bytes->data,
                                  products[i].bytes->len, how);
    if (!added || !add_record(run, writer, run->record_path, how) || !aj_writer_commit(writer))
        return false;
    unlinkat(writer->folder, aj_path_name(paths->failed), 0);
    return true;
}

/* The document's files and its record; or the record of what stands in its way. */
static bool write_set(struct bat_run *run, const struct bat_options *options, struct aj_writer *writer,
                      const struct bat_paths *paths)
{
    struct product products[2] = {{.path = run->pdf_path, .bytes = &run->pdf},
                                  {.path = run->html_path, .bytes = &run->page}};
    size_t count = run->page.len ? 2 : 1;
    aj_check_memory();
    if (may_print(run) && compare(run, options, products, count))
        return write_products(run, writer, products, count, paths);
    return add_record(run, writer, paths->failed, 0) && aj_writer_commit(writer);
}

enum bat_outcome bat_print(struct bat_run *run, const struct bat_options *options)
{
    int64_t since = aj_now();
    run->outcome = BAT_NOT_PRINTED;
    if (!run->file)
        return run->outcome;
    const struct bat_paths paths =
        bat_paths_of(run->job->arena, options->output, run->organisation, run->folder, run->stem);
    run->pdf_path = paths.pdf;
    run->html_path = run->html ? paths.html : NULL;
    run->record_path = paths.record;
    if (bat_stem_of_other(run->job->arena, run->file, run->folder, run->stem)) /* bat_open has told so */
        return run->outcome;
    if (options->taken_by) {
        aj_diag_add(run->job->diags, AJ_E0804, at_output(run, run->report), paths.pdf, options->taken_by,
                    NULL);
        return run->outcome;
    }
    struct aj_writer writer;
    if (!aj_writer_open(&writer, options->output, paths.below) || !aj_writer_lock(&writer) ||
        !write_set(run, options, &writer, &paths)) {
        cannot_write(run, &writer);
        run->outcome = BAT_NOT_PRINTED;
    }
    aj_writer_close(&writer);
    bat_clock(run, BAT_STEP_WRITE, &since);
    return run->outcome;
}
