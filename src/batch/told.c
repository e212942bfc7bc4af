#include "batch/told.h"

#include "base/file.h"
#include "base/utf8.h"
#include "batch/internal.h"
#include "batch/plan.h"

#include <stdlib.h>
#include <string.h>

void bat_told_mark(const char *report, char hex[65])
{
    aj_sha256(report, strlen(report), hex);
}

/* --- what is kept --- */

/* What batch finds is about the output folder and the machine; a fault may pass with what caused it. */
static bool may_be_otherwise(const struct aj_diag *diag)
{
    return diag->severity == AJ_FAULT || strncmp(aj_code_name(diag->code) + 1, "08", 2) == 0;
}

static bool is_whole(const char *text, size_t length)
{
    return !memchr(text, '\0', length) && aj_utf8_valid(text, length) == length;
}

/* The line of a place, as far as it is shown; false when it is no text. */
static bool add_line(json_t *object, const struct aj_place *place)
{
    struct aj_excerpt part;
    if (!aj_place_excerpt(place, &part))
        return true;
    const char *text = place->line_text + part.start;
    if (!is_whole(text, part.end - part.start))
        return false;
    json_int_t skipped = place->skipped;
    for (size_t i = 0; i < part.start; i++)
        skipped += ((unsigned char)place->line_text[i] & 0xC0) != 0x80;
    json_object_set_new(object, "skipped", json_integer(skipped));
    json_object_set_new(object, "text", json_stringn(text, part.end - part.start));
    return true;
}

/* {"near" or "file", "line", "column", "label", "skipped", "text"}; null for no place, NULL when it cannot be
 * kept. */
static json_t *place_json(const struct bat_run *run, aj_at at)
{
    struct aj_place place = aj_places_at(run->job->places, at);
    if (!place.file)
        return json_null();
    bool own = strcmp(place.file, run->report) == 0;
    const char *near = own ? "" : aj_job_name_near(run->job, place.file);
    const char *name = near ? near : place.file;
    if (name[0] == '/' || !is_whole(name, strlen(name)))
        return NULL;
    json_t *object = json_object();
    json_object_set_new(object, near ? "near" : "file", json_string(name));
    json_object_set_new(object, "line", json_integer(place.line));
    json_object_set_new(object, "column", json_integer(place.column));
    if (place.label)
        json_object_set_new(object, "label", bat_json_text(place.label));
    if (add_line(object, &place))
        return object;
    json_decref(object);
    return NULL;
}

static json_t *finding_json(const struct bat_run *run, const struct aj_diag *diag)
{
    json_t *at = place_json(run, diag->at), *other = place_json(run, diag->template_at);
    if (!at || !other) {
        json_decref(at);
        json_decref(other);
        return NULL;
    }
    json_t *args = json_array();
    for (size_t i = 0; i < sizeof diag->args / sizeof *diag->args && diag->args[i]; i++)
        json_array_append_new(args, bat_json_text(diag->args[i]));
    return json_pack("{s:s, s:o, s:o, s:o, s:o}", "code", aj_code_name(diag->code), "args", args, "place", at,
                     "template", other, "accepted", bat_json_text(diag->accepted));
}

json_t *bat_told_json(const struct bat_run *run)
{
    const struct aj_diags *diags = run->job->diags;
    if (run->outcome != BAT_NOT_PRINTED || !run->file || !aj_diags_count(diags, AJ_ERROR))
        return NULL;
    json_t *told = json_array();
    for (uint32_t i = 0; told && i < diags->len; i++) {
        json_t *one = may_be_otherwise(&diags->items[i]) ? NULL : finding_json(run, &diags->items[i]);
        if (one) {
            json_array_append_new(told, one);
        } else {
            json_decref(told);
            told = NULL;
        }
    }
    return told;
}

/* --- and told again --- */

static uint32_t number_of(const json_t *object, const char *member)
{
    json_int_t number = json_integer_value(json_object_get(object, member));
    return number > 0 && number < UINT32_MAX ? (uint32_t)number : 0;
}

/* A place as it was; 0 for none. False for what is no place. */
static bool read_place(struct bat_run *run, const json_t *told, aj_at *at)
{
    struct aj_job *job = run->job;
    const char *near = bat_json_member(told, "near"), *name = bat_json_member(told, "file"),
               *text = bat_json_member(told, "text");
    *at = 0;
    if (json_is_null(told))
        return true;
    if (!near && !name)
        return false;
    uint32_t line = number_of(told, "line");
    name = near ? aj_job_name_of_near(job->arena, run->report, near) : name;
    uint32_t file = aj_places_add_piece(job->places, name, line, number_of(told, "skipped"),
                                        text ? aj_strdup(job->arena, text) : NULL, text ? strlen(text) : 0);
    *at = aj_places_add(job->places, file, line, number_of(told, "column"));
    const char *label = bat_json_member(told, "label");
    if (label)
        aj_places_label(job->places, *at, aj_strdup(job->arena, label));
    return true;
}

static bool read_finding(struct bat_run *run, const json_t *told)
{
    enum aj_code code;
    aj_at at, other;
    if (!aj_code_parse(bat_json_member(told, "code"), &code) ||
        !read_place(run, json_object_get(told, "place"), &at) ||
        !read_place(run, json_object_get(told, "template"), &other))
        return false;
    struct aj_diag *diag = aj_diag_add(run->job->diags, code, at, NULL);
    const json_t *args = json_object_get(told, "args");
    for (size_t i = 0; i < sizeof diag->args / sizeof *diag->args && i < json_array_size(args); i++) {
        const char *arg = json_string_value(json_array_get(args, i));
        diag->args[i] = arg ? aj_strdup(run->job->arena, arg) : NULL;
    }
    const char *accepted = bat_json_member(told, "accepted");
    diag->accepted = accepted ? aj_strdup(run->job->arena, accepted) : NULL;
    diag->template_at = other;
    return true;
}

static bool read_findings(struct bat_run *run, const json_t *record)
{
    const json_t *told = json_object_get(record, "told"), *one;
    size_t i;
    bool read = json_is_array(told) && json_is_array(json_object_get(record, "findings")) &&
                bat_status_parse(bat_json_member(record, "status"), &run->status);
    json_array_foreach(told, i, one) read = read && read_finding(run, one);
    return read && aj_diags_count(run->job->diags, AJ_ERROR) > 0;
}

/* The whole record; NULL when it is none. */
static json_t *load(const char *path)
{
    size_t length;
    char *text = aj_file_read(path, &length);
    json_t *record = text ? json_loadb(text, length, 0, NULL) : NULL;
    free(text);
    return record;
}

struct bat_run *bat_open_told(struct bat_worker *worker, const struct bat_item *item, bool html)
{
    struct aj_job *job = bat_job_new(worker, item->root);
    struct bat_run *run = AJ_NEW(job->arena, struct bat_run);
    *run = (struct bat_run){.worker = worker,
                            .job = job,
                            .report = aj_strdup(job->arena, item->report),
                            .file = aj_strdup(job->arena, item->file),
                            .pdf_path = aj_strdup(job->arena, item->paths.pdf),
                            .record_path = aj_strdup(job->arena, item->paths.record),
                            .html = html,
                            .outcome = BAT_NOT_PRINTED,
                            .record = load(item->paths.failed)};
    if (html)
        run->html_path = aj_strdup(job->arena, item->paths.html);
    if (run->record && read_findings(run, run->record))
        return run;
    bat_close(run);
    return NULL;
}
