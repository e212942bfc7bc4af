/* The build record: what a PDF was made of, by what, and what was found on the way. Keys have a fixed order.
 */
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "batch/internal.h"
#include "batch/program.h"
#include "batch/told.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

json_t *bat_json_text(const char *text)
{
    if (!text)
        return json_null();
    size_t length = strlen(text);
    if (aj_utf8_valid(text, length) == length)
        return json_stringn(text, length);
    struct aj_buf clean = AJ_BUF_INIT;
    for (const char *p = text, *end = text + length; p < end;)
        clean.len += aj_utf8_put(aj_buf_room(&clean, 4), aj_utf8_next(&p, end));
    json_t *value = json_stringn(clean.data, clean.len);
    aj_buf_free(&clean);
    return value;
}

const char *bat_json_member(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

bool bat_json_is(const json_t *value, const char *text)
{
    json_t *told = bat_json_text(text);
    bool same = json_equal(value, told);
    json_decref(told);
    return same;
}

json_t *bat_place_json(const struct aj_job *job, aj_at at)
{
    struct aj_place place = aj_places_at(job->places, at);
    if (!place.file)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "file", bat_json_text(aj_job_name_below_root(job, place.file)));
    if (place.line)
        json_object_set_new(object, "line", json_integer(place.line));
    if (place.line && place.column)
        json_object_set_new(object, "column", json_integer(place.column));
    if (place.label)
        json_object_set_new(object, "label", bat_json_text(place.label));
    return object;
}

static json_t *in_both_languages(const struct aj_diags *diags, const struct aj_diag *diag,
                                 char *(*text)(const struct aj_diags *, const struct aj_diag *,
                                               enum aj_language))
{
    json_t *object = json_object();
    json_object_set_new(object, "en", bat_json_text(text(diags, diag, AJ_ENGLISH)));
    json_object_set_new(object, "sv", bat_json_text(text(diags, diag, AJ_SWEDISH)));
    return object;
}

json_t *bat_findings_json(const struct aj_job *job)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < job->diags->len; i++) {
        const struct aj_diag *diag = &job->diags->items[i];
        json_t *object = json_object();
        json_object_set_new(object, "code", bat_json_text(aj_code_name(diag->code)));
        json_object_set_new(object, "severity", bat_json_text(aj_severity_name(diag->severity)));
        json_object_set_new(object, "place", bat_place_json(job, diag->at));
        if (diag->template_at)
            json_object_set_new(object, "template", bat_place_json(job, diag->template_at));
        json_object_set_new(object, "message", in_both_languages(job->diags, diag, aj_diag_message));
        json_object_set_new(object, "hint", in_both_languages(job->diags, diag, aj_diag_hint));
        if (diag->accepted)
            json_object_set_new(object, "accepted", bat_json_text(diag->accepted));
        json_array_append_new(array, object);
    }
    return array;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* A cold and a warm worker read in different order, so the record has its own. */
static int compare_inputs(const void *a, const void *b)
{
    const struct aj_input *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    const char *const pairs[][2] = {{x->name, y->name},
                                    {x->folder, y->folder},
                                    {x->src, y->src},
                                    {x->sha256, y->sha256},
                                    {x->missing, y->missing}};
    int order = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && !order; i++)
        order = compare_texts(pairs[i][0], pairs[i][1]);
    return order;
}

static json_t *input_json(const struct aj_input *input)
{
    json_t *object = json_object();
    json_object_set_new(object, "kind", bat_json_text(aj_input_kind_name(input->kind)));
    json_object_set_new(object, "name", bat_json_text(input->name));
    json_object_set_new(object, "sha256", input->missing ? json_null() : bat_json_text(input->sha256));
    if (input->missing)
        json_object_set_new(object, "missing", bat_json_text(input->missing));
    if (input->src) {
        json_object_set_new(object, "folder", bat_json_text(input->folder));
        json_object_set_new(object, "src", bat_json_text(input->src));
    }
    return object;
}

static json_t *inputs_json(const struct aj_job *job)
{
    struct aj_input *inputs = AJ_NEW_N(job->arena, struct aj_input, job->input_len + 1);
    if (job->input_len) {
        memcpy(inputs, job->inputs, job->input_len * sizeof *inputs);
        qsort(inputs, job->input_len, sizeof *inputs, compare_inputs);
    }
    json_t *array = json_array();
    for (uint32_t i = 0; i < job->input_len; i++)
        if (!i || compare_inputs(&inputs[i - 1], &inputs[i]) != 0)
            json_array_append_new(array, input_json(&inputs[i]));
    return array;
}

static json_t *figures_json(const struct bat_run *run)
{
    uint32_t count = 0;
    const struct met_figure *figures = run->result ? met_figures(run->result, &count) : NULL;
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "name", bat_json_text(figures[i].name));
        json_object_set_new(object, "period", bat_json_text(figures[i].period));
        json_object_set_new(object, "unit", bat_json_text(figures[i].unit));
        json_object_set_new(object, "text", bat_json_text(figures[i].text));
        json_object_set_new(object, "exact", bat_json_text(figures[i].exact));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *rows_json(const struct met_content *content)
{
    json_t *rows = json_array();
    for (uint32_t i = 0; i < content->row_len; i++) {
        const struct met_content_row *row = &content->rows[i];
        json_t *cells = json_array();
        for (uint32_t c = 0; c < row->cell_len; c++)
            json_array_append_new(cells, json_pack("[o, o]", bat_json_text(row->cells[c].heading),
                                                   bat_json_text(row->cells[c].text)));
        json_array_append_new(rows,
                              json_pack("{s:o, s:o}", "name", bat_json_text(row->name), "cells", cells));
    }
    return rows;
}

static json_t *content_json(const struct met_content *content)
{
    json_t *targets = json_array(), *verdicts = json_array(), *paragraphs = json_array();
    for (uint32_t i = 0; i < content->target_len; i++)
        json_array_append_new(targets,
                              json_pack("{s:o, s:o}", "name", bat_json_text(content->targets[i].name), "that",
                                        bat_json_text(content->targets[i].that)));
    for (uint32_t i = 0; i < content->verdict_len; i++) {
        const struct met_content_verdict *verdict = &content->verdicts[i];
        json_array_append_new(verdicts, json_pack("{s:o, s:o, s:o}", "name", bat_json_text(verdict->name),
                                                  "period", bat_json_text(verdict->period), "text",
                                                  bat_json_text(verdict->text)));
    }
    for (uint32_t i = 0; i < content->paragraph_len; i++)
        json_array_append_new(paragraphs,
                              json_pack("{s:o, s:o}", "where", bat_json_text(content->paragraphs[i].where),
                                        "text", bat_json_text(content->paragraphs[i].text)));
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "title",
                     bat_json_text(content->title), "kind", bat_json_text(content->kind), "status",
                     bat_json_text(content->status), "theme", bat_json_text(content->theme), "organisation",
                     bat_json_text(content->organisation), "date", bat_json_text(content->date), "targets",
                     targets, "verdicts", verdicts, "rows", rows_json(content), "paragraphs", paragraphs);
}

static json_t *texts_json(const char *const *texts, uint32_t count)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(array, bat_json_text(texts[i]));
    return array;
}

/* The front page's facts: what is not told is left out. */
static json_t *front_json(const struct met_front *front)
{
    const struct {
        const char *name, *text;
    } facts[] = {{"type", front->type},
                 {"diarienummer", front->diarienummer},
                 {"responsible", front->responsible},
                 {"contact", front->contact},
                 {"applies_to", front->applies_to},
                 {"valid_from", front->valid_from},
                 {"valid_to", front->valid_to},
                 {"version", front->version},
                 {"classification", front->classification},
                 {"information_class", front->information}};
    json_t *object = json_object(), *decisions = json_array();
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (*facts[i].text)
            json_object_set_new(object, facts[i].name, bat_json_text(facts[i].text));
    for (uint32_t i = 0; i < front->decision_len; i++) {
        const struct met_decision *one = &front->decisions[i];
        json_array_append_new(decisions, json_pack("{s:o, s:o, s:o, s:o}", "body", bat_json_text(one->body),
                                                   "status", bat_json_text(one->status), "date",
                                                   bat_json_text(*one->date ? one->date : NULL), "paragraph",
                                                   bat_json_text(*one->paragraph ? one->paragraph : NULL)));
    }
    json_object_set_new(object, "decisions", decisions);
    json_object_set_new(object, "replaces", texts_json(front->replaces, front->replaces_len));
    json_object_set_new(object, "related", texts_json(front->related, front->related_len));
    return object;
}

void bat_edition_json(const struct bat_run *run, json_t *out)
{
    const struct met_content *content = run->result ? met_content(run->result) : NULL;
    json_object_set_new(out, "metrics", figures_json(run));
    json_object_set_new(out, "content", content ? content_json(content) : json_null());
}

static json_t *pdf_json(const struct bat_run *run)
{
    char hex[65];
    aj_sha256(run->pdf.data, run->pdf.len, hex);
    json_t *object = json_object();
    json_object_set_new(object, "file", bat_json_text(aj_path_name(run->pdf_path)));
    json_object_set_new(object, "sha256", bat_json_text(hex));
    json_object_set_new(object, "bytes", json_integer((json_int_t)run->pdf.len));
    json_object_set_new(object, "conformance",
                        json_pack("[s,s]", "PDF/UA-1", run->job->attach ? "PDF/A-3A" : "PDF/A-2A"));
    json_t *labels = json_array();
    for (uint32_t i = 0; i < run->pages->page_count; i++)
        json_array_append_new(labels, bat_json_text(run->pages->pages[i].label));
    json_object_set_new(object, "pages", json_integer(run->pages->page_count));
    json_object_set_new(object, "labels", labels);
    return object;
}

static json_t *html_json(const struct bat_run *run)
{
    char hex[65];
    aj_sha256(run->page.data, run->page.len, hex);
    return json_pack("{s:o, s:s, s:I}", "file", bat_json_text(aj_path_name(run->html_path)), "sha256", hex,
                     "bytes", (json_int_t)run->page.len);
}

/* How many findings of each severity that nobody has accepted, how many that somebody has, and the pages. */
static json_t *counts_json(const struct bat_run *run)
{
    static const char *const names[] = {"notes", "warnings", "errors", "faults"};
    uint32_t counts[AJ_FAULT + 1], accepted = aj_diags_tally(run->job->diags, counts);
    json_t *object = json_object();
    for (int severity = AJ_FAULT; severity >= AJ_NOTE; severity--)
        json_object_set_new(object, names[severity], json_integer(counts[severity]));
    json_object_set_new(object, "accepted", json_integer(accepted));
    json_object_set_new(object, "pages", json_integer(run->pages ? run->pages->page_count : 0));
    return object;
}

/* What lists of documents tell besides the title: the same as in "content". */
static json_t *about_json(const struct met_content *content)
{
    return json_pack("{s:o, s:o, s:o}", "kind", bat_json_text(content->kind), "organisation",
                     bat_json_text(content->organisation), "date", bat_json_text(content->date));
}

json_t *bat_options_json(bool html, bool strict)
{
    return json_pack("{s:b, s:b}", "html", html, "strict", strict);
}

/* The report below its organisation's folder, by the name of the link where it is one. */
static const char *report_name(const struct bat_run *run)
{
    const char *root = run->job->root, *below = root && run->file ? aj_path_below(root, run->file) : NULL;
    return below ? below : aj_job_name_below_root(run->job, run->report);
}

/* What lists and later builds ask for comes first: see bat_record_head. */
static void add_head(const struct bat_run *run, json_t *record, const json_t *told)
{
    bool printed = run->outcome != BAT_NOT_PRINTED;
    const struct met_front *front = run->result ? met_front(run->result) : NULL;
    json_object_set_new(record, "program", bat_program_json());
    json_object_set_new(record, "report", bat_json_text(report_name(run)));
    json_object_set_new(record, "organisation", bat_json_text(run->organisation));
    json_object_set_new(record, "status", bat_json_text(bat_status_name(run->status)));
    json_object_set_new(record, "printed", json_boolean(printed));
    json_object_set_new(record, "title", bat_json_text(run->document ? run->document->title : NULL));
    const struct met_content *content = run->result ? met_content(run->result) : NULL;
    json_object_set_new(record, "about", content ? about_json(content) : json_null());
    json_object_set_new(record, "front", front ? front_json(front) : json_null());
    json_object_set_new(record, "counts", counts_json(run));
    json_object_set_new(record, "pdf", printed ? pdf_json(run) : json_null());
    if (run->html)
        json_object_set_new(record, "html", printed && run->page.len ? html_json(run) : json_null());
    else if (printed && run->kept_page)
        json_object_set(record, "html", run->kept_page);
    json_object_set_new(record, "options", bat_options_json(run->html, run->job->strict));
    if (!printed) {
        char hex[65];
        bat_told_mark(run->report, hex);
        json_object_set_new(record, "again", told ? json_string(hex) : json_null());
    }
    json_object_set_new(record, "inputs", inputs_json(run->job));
}

char *bat_record(const struct bat_run *run)
{
    json_t *record = json_object(), *told = bat_told_json(run);
    add_head(run, record, told);
    bat_edition_json(run, record);
    json_object_set_new(record, "findings", bat_findings_json(run->job));
    if (told)
        json_object_set_new(record, "told", told);
    char *text = json_dumps(record, JSON_INDENT(2));
    json_decref(record);
    if (!text)
        return NULL;
    size_t length = strlen(text);
    text = aj_realloc(text, length + 2);
    memcpy(text + length, "\n", 2);
    return text;
}

json_t *bat_record_head(const char *path)
{
    static const char body[] = ",\n  \"metrics\": ", last[] = "\n}\n";
    size_t length;
    char *text = aj_file_read(path, &length);
    if (!text)
        return NULL;
    /* The head of a record that was cut off would read as well. */
    if (length < strlen(last) || strcmp(text + length - strlen(last), last) != 0) {
        free(text);
        errno = EINVAL;
        return NULL;
    }
    /* No string holds a bare line break, and no inner member stands two blanks in: this is the outer one. */
    char *end = strstr(text, body);
    if (end) {
        memcpy(end, "}", 2);
        length = (size_t)(end - text) + 1;
    }
    json_t *head = json_loadb(text, length, 0, NULL);
    free(text);
    if (!json_is_object(head)) {
        json_decref(head);
        errno = EINVAL;
        return NULL;
    }
    return head;
}

bool bat_is_file_told(const char *path, const json_t *told)
{
    struct stat st;
    const char *hash = json_string_value(json_object_get(told, "sha256"));
    if (!hash || !bat_json_is(json_object_get(told, "file"), aj_path_name(path)) || stat(path, &st) != 0 ||
        st.st_size != json_integer_value(json_object_get(told, "bytes")))
        return false;
    struct aj_state state = aj_state_of_file(path);
    return strcmp(state.sha256, hash) == 0;
}

bool bat_record_status(const char *path, enum bat_status *status)
{
    json_t *head = bat_record_head(path);
    bool known = bat_status_parse(json_string_value(json_object_get(head, "status")), status);
    json_decref(head);
    return known;
}

static const char *const outcome_names[] = {"not printed", "printed", "unchanged", "up to date",
                                            "to be built"};

const char *bat_outcome_name(enum bat_outcome outcome)
{
    return outcome_names[outcome];
}

bool bat_outcome_parse(const char *name, enum bat_outcome *outcome)
{
    for (size_t i = 0; name && i < sizeof outcome_names / sizeof *outcome_names; i++) {
        if (strcmp(name, outcome_names[i]) == 0) {
            *outcome = (enum bat_outcome)i;
            return true;
        }
    }
    return false;
}
