#include "batch/fresh.h"

#include "base/path.h"
#include "base/utf8.h"
#include "batch/internal.h"
#include "batch/program.h"
#include "batch/told.h"
#include "document/document.h"

#include <string.h>
#include <sys/stat.h>

/* One look at one report. */
struct look {
    struct bat_worker *worker;
    const struct bat_item *item;
    const struct bat_fresh_options *options;
    struct aj_job *job; /* to look at inputs with */
    const char *report; /* the report below its organisation's folder: "budget-2022/report.xml" */
    json_t *record;     /* the head of the one that is looked at; NULL: not read */
    json_t *printed;    /* the head of that of the PDF, when it is another; else NULL */
    struct bat_freshness *out;
};

const char *bat_why_name(enum bat_why why)
{
    static const char *const names[] = {"fresh",     "forced",    "no-report",  "taken",        "name",
                                        "no-pdf",    "no-record", "bad-record", "other-report", "failed",
                                        "program",   "options",   "changed",    "gone",         "came",
                                        "other-pdf", "no-page",   "other-page"};
    _Static_assert(sizeof names / sizeof *names == BAT_WHY_COUNT, "every reason has its name");
    return names[why];
}

/* Notes a reason; false, so that the look ends with it. */
static bool because(struct look *look, enum bat_why why, const char *name)
{
    look->out->why = why;
    look->out->name = name;
    return false;
}

static bool is_there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

/* --- what was printed --- */

static bool check_products(struct look *look)
{
    const json_t *page = json_object_get(look->record, "html");
    if (!bat_is_file_told(look->item->paths.pdf, json_object_get(look->record, "pdf")))
        return because(look, BAT_WHY_OTHER_PDF, NULL);
    if (!look->options->html || !json_is_object(page))
        return true;
    if (!is_there(look->item->paths.html))
        return because(look, BAT_WHY_NO_PAGE, NULL);
    return bat_is_file_told(look->item->paths.html, page) || because(look, BAT_WHY_OTHER_PAGE, NULL);
}

/* --- what it was made of --- */

/* The name of an input below the organisation's folder: where the report's folder has a name that is no text,
 * the record tells what stands for it. */
static const char *name_there(const struct look *look, const char *told)
{
    const char *slash = strrchr(look->report, '/');
    size_t n = slash ? (size_t)(slash + 1 - look->report) : 0;
    if (!told || aj_utf8_valid(look->report, n) == n)
        return told;
    const char *folder = aj_strndup(look->job->arena, look->report, n);
    json_t *shown = bat_json_text(folder);
    size_t length = json_string_length(shown);
    if (strncmp(told, json_string_value(shown), length) == 0)
        told = aj_printf(look->job->arena, "%s%s", folder, told + length);
    json_decref(shown);
    return told;
}

/* An input as a record tells it; false for what is none. */
static bool read_input(const struct look *look, const json_t *told, struct aj_input *input,
                       struct aj_state *state)
{
    *input = (struct aj_input){.name = bat_json_member(told, "name"),
                               .folder = bat_json_member(told, "folder"),
                               .src = bat_json_member(told, "src")};
    *state = (struct aj_state){.missing = bat_json_member(told, "missing")};
    const char *hash = bat_json_member(told, "sha256");
    if (!input->name || !aj_input_kind_parse(bat_json_member(told, "kind"), &input->kind) ||
        !hash == !state->missing || (hash && strlen(hash) != 64))
        return false;
    if (input->kind == AJ_INPUT_DATA || input->kind == AJ_INPUT_LINK)
        input->name = name_there(look, input->name);
    if (hash)
        memcpy(state->sha256, hash, sizeof state->sha256);
    /* How an older program looked for a font is not told. */
    return input->kind != AJ_INPUT_FONT || (input->folder && input->src);
}

static struct aj_state look_again(struct look *look, const struct aj_input *input)
{
    const char *name;
    struct aj_state state;
    if (input->kind != AJ_INPUT_FONT)
        return aj_input_now(look->job, input->kind, input->name);
    state = doc_font_now(look->job, input->folder, input->src, &name);
    if (strcmp(name, input->name) != 0)
        state = (struct aj_state){.missing = name}; /* another file: it is no state of this one */
    return state;
}

/* What an input is now. What all reports share is looked at once. */
static struct aj_state state_now(struct look *look, const struct aj_input *input)
{
    const char *where = input->folder ? input->folder : input->name;
    bool shared = input->kind != AJ_INPUT_DATA && input->kind != AJ_INPUT_LINK &&
                  strncmp(where, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) != 0;
    if (!shared)
        return look_again(look, input);
    const char *key = aj_printf(look->job->arena, "%d\n%s\n%s\n%s", (int)input->kind, input->name,
                                input->folder ? input->folder : "", input->src ? input->src : "");
    struct bat_worker *worker = look->worker;
    struct aj_state *known = aj_map_find(&worker->states, key);
    if (!known) {
        known = AJ_NEW(worker->arena, struct aj_state);
        *known = look_again(look, input);
        if (known->missing)
            known->missing = aj_strdup(worker->arena, known->missing);
        aj_map_put(&worker->states, aj_strdup(worker->arena, key), known);
    }
    return *known;
}

static bool check_input(struct look *look, const struct aj_input *input, const struct aj_state *then)
{
    struct aj_state now = state_now(look, input);
    if (aj_state_same(&now, then))
        return true;
    look->out->kind = input->kind;
    enum bat_why why = BAT_WHY_CHANGED;
    if (input->kind != AJ_INPUT_FOLDER && input->kind != AJ_INPUT_LINK) {
        if (then->missing && !now.missing)
            why = BAT_WHY_CAME;
        else if (now.missing && !then->missing)
            why = BAT_WHY_GONE;
    }
    return because(look, why, input->name);
}

/* Whether an input is of the report's own data, which an adopted document stands for. */
static bool is_data(enum aj_input_kind kind)
{
    return kind == AJ_INPUT_DATA || kind == AJ_INPUT_LINK || kind == AJ_INPUT_ALLOWED;
}

/* Looks at the inputs again; only at the report's own data if `own`. */
static bool check_inputs(struct look *look, bool own)
{
    const json_t *inputs = json_object_get(look->record, "inputs"), *told;
    size_t i;
    bool report = false;
    json_array_foreach(inputs, i, told)
    {
        struct aj_input input;
        struct aj_state then;
        if (!read_input(look, told, &input, &then))
            return because(look, BAT_WHY_BAD_RECORD, NULL);
        report |= is_data(input.kind) && strcmp(input.name, look->report) == 0;
        if ((!own || is_data(input.kind)) && !check_input(look, &input, &then))
            return false;
    }
    /* What names no report was not made of this one. */
    return report || because(look, BAT_WHY_BAD_RECORD, NULL);
}

/* --- who made it, and how --- */

/* The first member of two objects that differs; NULL if none does. */
static const char *different(const json_t *then, const json_t *now)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)now, name,
                        value) if (!json_equal(value, json_object_get(then, name))) return name;
    json_object_foreach((json_t *)then, name, value) if (!json_object_get(now, name)) return name;
    return NULL;
}

static bool check_program(struct look *look)
{
    struct bat_worker *worker = look->worker;
    if (!worker->program)
        worker->program = bat_program_json();
    const json_t *then = json_object_get(look->record, "program");
    const char *what = different(then, worker->program);
    if (!what)
        return true;
    bool library = strcmp(what, "libraries") == 0;
    what =
        library ? different(json_object_get(then, what), json_object_get(worker->program, what)) : "arshjul";
    return because(look, BAT_WHY_PROGRAM, aj_strdup(look->job->lasting, what ? what : "arshjul"));
}

static bool check_options(struct look *look)
{
    const json_t *then = json_object_get(look->record, "options");
    json_t *now = bat_options_json(look->options->html, look->options->strict);
    const char *what = different(then, now);
    if (what)
        because(look, BAT_WHY_OPTIONS, aj_printf(look->job->lasting, "--%s", what));
    json_decref(now);
    return !what;
}

/* --- the record --- */

static uint32_t count_of(const json_t *counts, const char *name)
{
    json_int_t count = json_integer_value(json_object_get(counts, name));
    return count > 0 && count <= UINT32_MAX ? (uint32_t)count : 0;
}

static bool read_counts(const json_t *record, struct bat_counts *out)
{
    const json_t *counts = json_object_get(record, "counts");
    *out = (struct bat_counts){.faults = count_of(counts, "faults"),
                               .errors = count_of(counts, "errors"),
                               .warnings = count_of(counts, "warnings"),
                               .notes = count_of(counts, "notes"),
                               .accepted = count_of(counts, "accepted"),
                               .pages = count_of(counts, "pages")};
    return json_is_object(counts);
}

/* What must be so before the record is believed. */
static bool check_record(struct look *look)
{
    const json_t *record = look->record;
    const char *report = bat_json_member(record, "report"),
               *organisation = bat_json_member(record, "organisation");
    if (!bat_status_parse(bat_json_member(record, "status"), &look->out->status) || !report ||
        !organisation || !json_is_true(json_object_get(record, "printed")) ||
        !read_counts(record, &look->out->counts))
        return because(look, BAT_WHY_BAD_RECORD, NULL);
    if (!bat_json_is(json_object_get(record, "report"), look->report) ||
        !bat_json_is(json_object_get(record, "organisation"), look->item->organisation))
        return because(look, BAT_WHY_OTHER_REPORT, report);
    look->out->title = bat_json_member(record, "title");
    return true;
}

/* Whether another attempt would fail as the last one did. */
static bool check_failed(struct look *look)
{
    const json_t *record = look->record;
    const char *mark = bat_json_member(record, "again");
    char hex[65];
    bat_told_mark(look->item->report, hex);
    return mark && strcmp(mark, hex) == 0 && json_is_false(json_object_get(record, "printed")) &&
           bat_status_parse(bat_json_member(record, "status"), &look->out->status) &&
           read_counts(record, &look->out->counts) &&
           bat_json_is(json_object_get(record, "report"), look->report) &&
           bat_json_is(json_object_get(record, "organisation"), look->item->organisation);
}

static bool look_at_failed(struct look *look)
{
    look->printed = look->record;
    look->record = bat_record_head(look->item->paths.failed);
    look->out->why = BAT_WHY_NOT;
    look->out->name = NULL;
    if (!look->record || !check_failed(look))
        return because(look, BAT_WHY_FAILED, NULL);
    look->out->failed = check_program(look) && check_options(look) && check_inputs(look, false);
    if (look->out->why == BAT_WHY_BAD_RECORD)
        look->out->why = BAT_WHY_FAILED;
    look->out->title = bat_json_member(look->record, "title");
    return look->out->failed;
}

static bool look_at_adopted(struct look *look)
{
    look->out->adopted = true;
    if (check_inputs(look, true) && check_products(look))
        return true;
    /* It is kept, whatever was tried. */
    struct bat_freshness kept = *look->out;
    if (!look->out->failed_before || look_at_failed(look))
        return look->out->failed;
    *look->out = kept;
    return false;
}

/* The record of what stands there. */
static bool look_at_record(struct look *look)
{
    look->record = bat_record_head(look->item->paths.record);
    if (look->record && check_record(look) && look->out->status == BAT_ADOPTED)
        return look_at_adopted(look);
    if (look->out->failed_before)
        return look_at_failed(look);
    if (!look->record)
        return because(look, BAT_WHY_BAD_RECORD, NULL);
    return look->out->why == BAT_WHY_NOT && check_program(look) && check_options(look) &&
           check_inputs(look, false) && check_products(look);
}

static bool look_at_item(struct look *look)
{
    const char *root = look->item->root;
    look->report = look->item->file + strlen(root) + (strcmp(root, "/") != 0);
    if (look->options->force)
        return because(look, BAT_WHY_FORCED, NULL);
    if (look->item->taken_by)
        return because(look, BAT_WHY_TAKEN, look->item->taken_by);
    if (bat_stem_of_other(look->job->arena, look->item->file, look->item->folder, look->item->stem))
        return because(look, BAT_WHY_NAME, NULL);
    bool failed = look->out->failed_before = is_there(look->item->paths.failed);
    bool printed = is_there(look->item->paths.pdf), told = is_there(look->item->paths.record);
    if (printed && told)
        return look_at_record(look);
    if (failed)
        return look_at_failed(look);
    return because(look, printed ? BAT_WHY_NO_RECORD : BAT_WHY_NO_PDF, NULL);
}

void bat_fresh(struct bat_worker *worker, const struct bat_item *item,
               const struct bat_fresh_options *options, struct aj_arena *arena, struct bat_freshness *out)
{
    *out = (struct bat_freshness){.why = BAT_WHY_NOT};
    if (!item->file) {
        out->why = BAT_WHY_NO_REPORT;
        return;
    }
    struct aj_job *job = bat_job_new(worker, item->root);
    struct look look = {.worker = worker, .item = item, .options = options, .job = job, .out = out};
    look_at_item(&look);
    /* What is told outlives the record and the job. */
    out->name = out->name ? aj_strdup(arena, out->name) : NULL;
    out->title = out->title ? aj_strdup(arena, out->title) : NULL;
    json_decref(look.record);
    json_decref(look.printed);
    aj_job_free(job);
}
