/* One report through the stages. */
#include "base/accept.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/path.h"
#include "batch/internal.h"
#include "chart/chart.h"
#include "pdf/pdf.h"
#include "source/source.h"
#include "web/web.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WORDS_MOST = 8 << 20 }; /* bytes of shaped words that a worker keeps from report to report */

static const char *const status_names[] = {"utkast", "forslag", "antagen"};

bool bat_is_templates(const char *folder)
{
    struct aj_buf path = AJ_BUF_INIT;
    struct stat st;
    aj_buf_printf(&path, "%s/schema/report.rng", folder);
    bool is = stat(path.data, &st) == 0 && S_ISREG(st.st_mode);
    aj_buf_free(&path);
    return is;
}

struct bat_worker *bat_worker_new(const char *templates)
{
    if (!bat_is_templates(templates)) {
        errno = ENOENT;
        return NULL;
    }
    char *real = realpath(templates, NULL);
    if (!real)
        return NULL;
    struct aj_arena *arena = aj_arena_new();
    struct bat_worker *worker = AJ_NEW(arena, struct bat_worker);
    *worker = (struct bat_worker){
        .arena = arena,
        .templates = aj_strdup(arena, real),
        .definitions = src_library_new(),
        .fonts = fnt_library_new(),
        .compose = cmp_library_new(),
        .documents = doc_library_new(),
        .typeset = ty_library_new(),
        .states = AJ_MAP_INIT(arena),
    };
    free(real);
    return worker;
}

void bat_worker_free(struct bat_worker *worker)
{
    if (!worker)
        return;
    ty_library_free(worker->typeset);
    doc_library_free(worker->documents);
    cmp_library_free(worker->compose);
    fnt_library_free(worker->fonts);
    src_library_free(worker->definitions);
    json_decref(worker->program);
    aj_arena_free(worker->arena);
}

const char *bat_status_name(enum bat_status status)
{
    return status_names[status];
}

bool bat_status_parse(const char *word, enum bat_status *status)
{
    for (size_t i = 0; word && i < sizeof status_names / sizeof *status_names; i++) {
        if (strcmp(word, status_names[i]) == 0) {
            *status = (enum bat_status)i;
            return true;
        }
    }
    return false;
}

const char *bat_step_name(enum bat_step step)
{
    static const char *const names[] = {"source",  "metric", "compose", "document", "chart",
                                        "typeset", "pdf",    "web",     "write"};
    return names[step];
}

void bat_clock(struct bat_run *run, enum bat_step step, int64_t *since)
{
    int64_t now = aj_now();
    run->time[step] += now - *since;
    *since = now;
}

struct aj_job *bat_job_new(struct bat_worker *worker, const char *root)
{
    struct aj_job *job = aj_job_new(root, worker->templates);
    job->definitions = worker->definitions;
    job->allowed = worker->allowed;
    job->allowed_len = worker->allowed_len;
    return job;
}

/* A finding about the report's file as a whole. */
static aj_at at_file(struct bat_run *run)
{
    uint32_t file = aj_places_add_file(run->job->places, run->report, NULL, 0);
    return aj_places_add(run->job->places, file, 0, 0);
}

static struct bat_run *open_missing(struct bat_worker *worker, const char *shown, int error)
{
    struct aj_job *job = bat_job_new(worker, NULL);
    struct bat_run *run = AJ_NEW(job->arena, struct bat_run);
    *run = (struct bat_run){.worker = worker, .job = job, .report = aj_strdup(job->arena, shown)};
    run->status = BAT_PROPOSED;
    aj_diag_add(job->diags, AJ_E0801, at_file(run), run->report, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), NULL);
    return run;
}

static void take_source(struct bat_run *run, xmlDocPtr source)
{
    const xmlNode *root = source ? xmlDocGetRootElement(source) : NULL;
    run->source = source;
    if (!root || !bat_status_parse(src_xml_attr(run->job, root, "status"), &run->status))
        run->status = BAT_PROPOSED;
    const char *attach = root ? src_xml_attr(run->job, root, "attach") : NULL;
    run->job->attach = attach && strcmp(attach, "ja") == 0;
}

static struct bat_run *open_unread(struct bat_worker *worker, const struct bat_location *location,
                                   const char *shown)
{
    struct aj_job *job = bat_job_new(worker, location->root);
    struct bat_run *run = AJ_NEW(job->arena, struct bat_run);
    *run = (struct bat_run){.worker = worker, .job = job, .status = BAT_PROPOSED};
    run->report = aj_strdup(job->arena, shown);
    run->folder = aj_strdup(job->arena, aj_path_name(location->folder));
    run->organisation = aj_strdup(job->arena, aj_path_name(location->root));
    run->stem = bat_stem(job->arena, location->file, run->folder);
    run->file = aj_strdup(job->arena, location->file);
    return run;
}

/* Names by which the files of two reports would be one. */
static void refuse_name(struct bat_run *run)
{
    const char *other = bat_stem_of_other(run->job->arena, run->file, run->folder, run->stem);
    if (other)
        aj_diag_add(run->job->diags, AJ_E0825, at_file(run), run->stem, other, NULL);
}

struct bat_run *bat_open_lost(struct bat_worker *worker, const char *report, enum aj_code code,
                              const char *what)
{
    struct aj_arena *scratch = aj_arena_new();
    struct bat_location location;
    const char *shown;
    bool found = bat_locate(scratch, report, &location, &shown);
    struct bat_run *run = found ? open_unread(worker, &location, shown) : open_missing(worker, shown, errno);
    aj_diag_add(run->job->diags, code, at_file(run), what, NULL);
    aj_arena_free(scratch);
    return run;
}

struct bat_run *bat_open(struct bat_worker *worker, const char *report)
{
    int64_t since = aj_now();
    struct aj_arena *scratch = aj_arena_new();
    struct bat_location location;
    const char *shown;
    struct bat_run *run;
    if (!bat_locate(scratch, report, &location, &shown)) {
        run = open_missing(worker, shown, errno);
    } else {
        run = open_unread(worker, &location, shown);
        refuse_name(run);
        take_source(run, src_xml_read(run->job, run->report));
    }
    aj_arena_free(scratch);
    bat_clock(run, BAT_STEP_SOURCE, &since);
    return run;
}

struct bat_run *bat_open_bytes(struct bat_worker *worker, const char *root, const char *bytes, size_t length)
{
    struct aj_job *job = bat_job_new(worker, root);
    struct bat_run *run = AJ_NEW(job->arena, struct bat_run);
    *run = (struct bat_run){.worker = worker, .job = job, .report = "report.xml"};
    take_source(run, src_xml_parse(job, run->report, bytes, length));
    return run;
}

struct bat_run *bat_open_data(struct bat_worker *worker, xmlDocPtr data, const char *folder, const char *name,
                              const char *shown)
{
    struct aj_job *job = bat_job_new(worker, NULL);
    struct bat_run *run = AJ_NEW(job->arena, struct bat_run);
    *run = (struct bat_run){.worker = worker, .job = job, .status = BAT_PROPOSED};
    run->report = run->file = aj_strdup(job->arena, shown);
    run->organisation = aj_strdup(job->arena, folder);
    run->folder = run->stem = aj_strdup(job->arena, name);
    run->result = met_ready(job, data);
    return run;
}

void bat_close(struct bat_run *run)
{
    if (!run)
        return;
    struct fnt_library *fonts = run->worker->fonts;
    aj_buf_free(&run->pdf);
    aj_buf_free(&run->page);
    json_decref(run->record);
    json_decref(run->kept_page);
    aj_arena_free(run->layout);
    aj_job_free(run->job);
    /* A long batch meets ever new words; now that none is in use, those not met lately are forgotten. */
    fnt_library_trim(fonts, WORDS_MOST);
}

/* Gives the report's own tree back: once it is bound and its last marks are made, nobody reads it. */
static void forget_source(struct bat_run *run)
{
    if (run->source)
        aj_arena_release(run->job->lasting, run->source);
    run->source = NULL;
}

/* Gives the data document back: once the last XHTML is composed, nobody reads it but for the record. */
static void forget_data(struct bat_run *run)
{
    if (!run->judged)
        (void)met_content(run->result); /* the record tells what the report says */
    met_forget(run->job, run->result);
}

/* compose, document, chart and typeset, as far as they are asked for and errors allow. */
static void take_layout(struct bat_run *run, enum bat_stage stage, bool final)
{
    struct bat_worker *worker = run->worker;
    int64_t since = aj_now();
    xmlDocPtr data = met_data(run->result);
    if (final)
        forget_source(run);
    xmlDocPtr xhtml = data ? cmp_compose(run->job, worker->compose, data) : NULL;
    bat_clock(run, BAT_STEP_COMPOSE, &since);
    if (!xhtml)
        return;
    const char *theme = src_xml_attr(run->job, xmlDocGetRootElement(data), "theme");
    if (final)
        forget_data(run);
    run->document =
        doc_build(run->job, worker->documents, worker->fonts, xhtml, theme ? theme : DOC_STANDARD_THEME);
    aj_arena_release(run->job->arena, xhtml); /* the document has what it needs of it */
    bat_clock(run, BAT_STEP_DOCUMENT, &since);
    if (!run->document)
        return;
    ch_draw(run->job, worker->fonts, run->document);
    bat_clock(run, BAT_STEP_CHART, &since);
    if (stage >= BAT_PAGES)
        run->pages = ty_layout(run->job, worker->typeset, worker->fonts, run->document);
    bat_clock(run, BAT_STEP_TYPESET, &since);
}

/* A layout has an arena of its own, so that one made anew takes the place of the one before. */
static void lay_out(struct bat_run *run, enum bat_stage stage, bool final)
{
    struct aj_job *job = run->job;
    run->document = NULL;
    run->pages = NULL;
    aj_arena_free(run->layout);
    job->arena = run->layout = aj_arena_new();
    take_layout(run, stage, final);
    job->arena = job->lasting;
}

/* How one finding makes another superfluous. */
enum alike {
    ALIKE_SAME,   /* it says the same of a line that the marks of a draft have moved */
    ALIKE_FOLLOWS /* it says the same, or tells of an element that an error was told of, in other words */
};

static struct aj_buf key_of(const struct aj_diags *diags, const struct aj_diag *diag, enum alike how)
{
    struct aj_buf key = AJ_BUF_INIT;
    /* A place in a stylesheet is made anew by each layout. */
    struct aj_place place = aj_places_at(diags->places, diag->at);
    aj_buf_printf(&key, "%u %s:%u:%u", (unsigned)diag->code, place.file ? place.file : "", place.line,
                  place.column);
    for (size_t i = 0; how == ALIKE_FOLLOWS && i < sizeof diag->args / sizeof *diag->args; i++)
        aj_buf_printf(&key, "\n%s%s", diag->args[i] ? "=" : "", diag->args[i] ? diag->args[i] : "");
    return key;
}

static const char *error_key(char text[16], aj_at at)
{
    snprintf(text, 16, "%u", at);
    return text;
}

/* Takes out the findings from `first` on that are like an earlier one from `since` on. */
static void drop_like(struct aj_diags *diags, uint32_t since, uint32_t first, enum alike how)
{
    if (first == diags->len || since == first)
        return;
    struct aj_arena *scratch = aj_arena_new();
    struct aj_map told = AJ_MAP_INIT(scratch);
    char at[16];
    for (uint32_t i = since; i < first; i++) {
        struct aj_buf key = key_of(diags, &diags->items[i], how);
        aj_map_put(&told, aj_strdup(scratch, key.data), diags);
        aj_buf_free(&key);
        if (how == ALIKE_FOLLOWS && diags->items[i].at && diags->items[i].severity >= AJ_ERROR)
            aj_map_put(&told, aj_strdup(scratch, error_key(at, diags->items[i].at)), diags);
    }
    uint32_t kept = first;
    for (uint32_t i = first; i < diags->len; i++) {
        struct aj_buf key = key_of(diags, &diags->items[i], how);
        if (!aj_map_find(&told, key.data) && !aj_map_find(&told, error_key(at, diags->items[i].at)))
            diags->items[kept++] = diags->items[i];
        aj_buf_free(&key);
    }
    diags->len = kept;
    aj_arena_free(scratch);
}

static bool tells_of(const struct aj_diags *diags, uint32_t first, aj_at at)
{
    for (uint32_t i = first; i < diags->len; i++)
        if (diags->items[i].at == at && diags->items[i].severity >= AJ_ERROR)
            return true;
    return false;
}

/* Takes out the validator's own words (E0424), from `since` to `*first`, of what is told better from there
 * on. */
static void drop_judged(struct aj_diags *diags, uint32_t since, uint32_t *first)
{
    uint32_t kept = since, end = *first;
    for (uint32_t i = since; i < diags->len; i++) {
        const struct aj_diag *diag = &diags->items[i];
        bool drop = i < end && diag->code == AJ_E0424 && tells_of(diags, end, diag->at);
        *first -= drop ? 1 : 0;
        if (!drop)
            diags->items[kept++] = *diag;
    }
    diags->len = kept;
}

static void lay_out_draft(struct bat_run *run, enum bat_stage stage)
{
    struct aj_diags *diags = run->job->diags;
    uint32_t marked = diags->len;
    met_mark_findings(run->job, run->result);
    lay_out(run, stage, false);
    uint32_t found = diags->len;
    if (found == marked)
        return;
    met_mark_findings(run->job, run->result);
    lay_out(run, stage, true);
    drop_like(diags, marked, found, ALIKE_SAME);
}

/* Checks and binds. Where the schema found a fault, binding trips over the same; it is told once. */
static void bind(struct bat_run *run)
{
    struct aj_diags *diags = run->job->diags;
    int64_t since = aj_now();
    uint32_t start = diags->len;
    cmp_check_report(run->job, run->worker->compose, run->source, run->judged);
    bat_clock(run, BAT_STEP_SOURCE, &since);
    uint32_t checked = diags->len;
    run->result = met_bind(run->job, run->source);
    drop_judged(diags, start, &checked);
    drop_like(diags, start, checked, ALIKE_FOLLOWS);
    bat_clock(run, BAT_STEP_METRIC, &since);
}

/* The web page, which tells of the PDF beside it. */
static void make_page(struct bat_run *run)
{
    struct aj_job *job = run->job;
    const struct web_source source = {
        .doc = run->document,
        .fonts = run->worker->fonts,
        .status = bat_status_name(run->status),
        .pdf_name = aj_printf(job->arena, "%s.pdf", run->stem ? run->stem : "report"),
        .pdf_bytes = run->pdf.len,
        .pdf_pages = run->pages->page_count,
    };
    job->arena = run->layout;
    ch_draw_narrow(job, run->worker->fonts, run->document);
    web_write(job, &source, &run->page);
    job->arena = job->lasting;
}

void bat_take(struct bat_run *run, enum bat_stage stage)
{
    if (run->source)
        bind(run);
    if (!run->result)
        return;
    if (stage == BAT_DATA) {
        if (run->status == BAT_DRAFT)
            met_mark_findings(run->job, run->result);
        if (met_data(run->result))
            cmp_check_data(run->job, run->worker->compose, met_data(run->result));
        return;
    }
    uint32_t bound = run->job->diags->len;
    if (run->status == BAT_DRAFT)
        lay_out_draft(run, stage);
    else
        lay_out(run, stage, true);
    drop_like(run->job->diags, 0, bound, ALIKE_FOLLOWS);
    if (stage < BAT_PDF || !run->pages)
        return;
    int64_t since = aj_now();
    uint32_t printed = run->job->diags->len;
    if (!pdf_write(run->job, run->document, run->pages, &run->pdf))
        aj_buf_clear(&run->pdf);
    drop_like(run->job->diags, 0, printed, ALIKE_FOLLOWS);
    bat_clock(run, BAT_STEP_PDF, &since);
    if (run->html && run->pdf.len)
        make_page(run);
    aj_accept_end(run->job->diags);
    bat_clock(run, BAT_STEP_WEB, &since);
}
