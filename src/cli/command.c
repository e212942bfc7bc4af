/* What each command does. */
#include "base/text.h"
#include "base/utf8.h"
#include "changes/changes.h"
#include "cli/internal.h"
#include "pdf/pdf.h"

#include <string.h>
#include <sys/stat.h>

/* Puts out a piece of the answer and empties the buffer. */
static void put(struct cli *cli, struct aj_buf *buf)
{
    if (buf->len)
        cli_answer(cli, buf->data, buf->len);
    aj_buf_free(buf);
}

static uint32_t page_count(const struct bat_run *run)
{
    const json_t *counts = json_object_get(run->record, "counts");
    if (run->record)
        return (uint32_t)json_integer_value(json_object_get(counts, "pages"));
    return run->pages ? run->pages->page_count : 0;
}

/* What was read and how long each step took. */
static void tell_more(const struct bat_run *run, struct aj_buf *out)
{
    for (uint32_t i = 0; i < run->job->input_len; i++)
        aj_buf_printf(out, aj_text("  read %s\n"), aj_utf8_line(run->job->arena, run->job->inputs[i].name));
    int64_t sum = 0;
    aj_buf_str(out, "  ms:");
    for (int step = 0; step < BAT_STEP_COUNT; step++) {
        sum += run->time[step];
        aj_buf_printf(out, " %s %lld.%lld", bat_step_name((enum bat_step)step),
                      (long long)(run->time[step] / 1000000), (long long)(run->time[step] / 100000 % 10));
    }
    aj_buf_printf(out, aj_text(" in all %lld.%lld\n"), (long long)(sum / 1000000),
                  (long long)(sum / 100000 % 10));
}

static bool exists(const char *path)
{
    struct stat st;
    return path && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* One line about a report that was printed or only checked. */
static void summarize(const struct bat_run *run, bool printing, struct aj_buf *out)
{
    struct aj_arena *arena = run->job->arena;
    const char *findings = cli_count_findings(arena, run->job->diags);
    if (printing && run->outcome == BAT_NOT_PRINTED) {
        aj_buf_printf(out, "%s: %s%s%s%s\n", aj_utf8_line(arena, run->report), aj_text("not printed"),
                      *findings ? ", " : "", findings,
                      exists(run->pdf_path) ? aj_text("; the earlier PDF is kept") : "");
    } else {
        uint32_t pages = page_count(run);
        aj_buf_printf(out, "%s: ", aj_utf8_line(arena, printing ? run->pdf_path : run->report));
        aj_buf_printf(out, aj_text_n("%u page", "%u pages", pages), pages);
        aj_buf_printf(out, "%s%s%s\n", run->outcome == BAT_UNCHANGED ? aj_text(", unchanged") : "",
                      *findings ? ", " : "", findings);
    }
}

static json_t *run_json(const struct bat_run *run, bool printing)
{
    json_t *object = json_object();
    json_object_set_new(object, "report", bat_json_text(run->report));
    json_object_set_new(object, "status", bat_json_text(bat_status_name(run->status)));
    if (printing) {
        bool printed = run->outcome != BAT_NOT_PRINTED;
        json_object_set_new(object, "outcome", bat_json_text(bat_outcome_name(run->outcome)));
        json_object_set_new(object, "pdf", bat_json_text(printed ? run->pdf_path : NULL));
        json_object_set_new(object, "record", bat_json_text(printed ? run->record_path : NULL));
        if (run->html)
            json_object_set_new(object, "html",
                                bat_json_text(printed && run->page.len ? run->html_path : NULL));
    }
    json_object_set_new(object, "pages", json_integer(page_count(run)));
    json_t *findings = json_object_get(run->record, "findings"); /* of one that is told again */
    json_object_set_new(object, "findings", findings ? json_incref(findings) : bat_findings_json(run->job));
    return object;
}

/* Tells of a run that is done, and closes it. */
static int tell_run(struct cli *cli, struct bat_run *run, bool printing, json_t **answer)
{
    int status = cli_report_findings(cli, run->job);
    if (printing && run->outcome == BAT_NOT_PRINTED)
        status = cli_worse(status, CLI_WRONG);
    struct aj_buf text = AJ_BUF_INIT;
    if (answer)
        *answer = run_json(run, printing);
    if (!(cli->given & CLI_QUIET))
        summarize(run, printing, &text);
    if ((cli->given & CLI_VERBOSE) && run->record)
        aj_buf_str(&text, aj_text("  not built again: nothing that it is made of has changed\n"));
    else if (cli->given & CLI_VERBOSE)
        tell_more(run, &text);
    put(cli, &text);
    bat_close(run);
    return status;
}

int cli_tell_again(struct cli *cli, struct bat_run *run, json_t **answer)
{
    return tell_run(cli, run, true, answer);
}

int cli_finish_report(struct cli *cli, struct bat_run *run, const struct bat_options *options,
                      json_t **answer)
{
    bool printing = options != NULL;
    run->judged = !printing;
    run->html = printing && (cli->given & CLI_HTML);
    run->job->strict = cli->given & CLI_STRICT;
    bat_take(run, BAT_PDF);
    if (printing) {
        bat_print(run, options);
        cli_write_page(cli, run);
    }
    return tell_run(cli, run, printing, answer);
}

typedef void writer(struct cli *cli, struct bat_run *run, struct aj_buf *out);

/* Takes the one report that is named to a stage and puts out what `write` makes of it, then the findings. */
static int show(struct cli *cli, enum bat_stage stage, writer *write)
{
    struct bat_run *run = bat_open(cli->worker, cli->operands[0]);
    run->judged = true;
    bat_take(run, stage);
    struct aj_buf text = AJ_BUF_INIT;
    write(cli, run, &text);
    put(cli, &text);
    int status = cli_report_findings(cli, run->job);
    bat_close(run);
    return status;
}

static void write_data(struct cli *cli, struct bat_run *run, struct aj_buf *out)
{
    if (run->result && strcmp(cli->format, "text") == 0) {
        met_text(run->job, run->result, out);
    } else if (run->result && met_data(run->result)) {
        xmlChar *bytes = NULL;
        int length = 0;
        xmlDocDumpFormatMemoryEnc(met_data(run->result), &bytes, &length, "UTF-8", 0);
        if (bytes)
            aj_buf_add(out, bytes, (size_t)length);
        xmlFree(bytes);
    }
}

static void write_document(struct cli *cli, struct bat_run *run, struct aj_buf *out)
{
    (void)cli;
    if (run->document)
        doc_dump(run->document, out);
}

static void write_pages(struct cli *cli, struct bat_run *run, struct aj_buf *out)
{
    if (run->pages && (cli->given & CLI_STRUCTURE))
        pdf_dump_structure(run->document, out);
    else if (run->pages)
        ty_dump(run->document, run->pages, out);
}

/* Only findings about the name count: a report with errors elsewhere can still explain a figure. */
static void write_explanation(struct cli *cli, struct bat_run *run, struct aj_buf *out)
{
    if (!run->result)
        return;
    run->job->diags->len = 0;
    const struct met_explanation *explanation = met_explain(run->result, cli->operands[1]);
    if (explanation && strcmp(cli->format, "json") == 0)
        cli_explanation_json(run->job, explanation, out);
    else if (explanation)
        met_explanation_text(run->job, explanation, out);
}

int cli_data(struct cli *cli)
{
    return show(cli, BAT_DATA, write_data);
}

/* The contents' page numbers are known when the pages are. */
int cli_document(struct cli *cli)
{
    return show(cli, BAT_PAGES, write_document);
}

int cli_pages(struct cli *cli)
{
    return show(cli, BAT_PAGES, write_pages);
}

int cli_explain(struct cli *cli)
{
    return show(cli, BAT_DATA, write_explanation);
}

/* The name of an edition's folder, or of its file without an extension: what its change list is called. */
static const char *edition_name(struct aj_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    const char *whole = aj_strndup(arena, path, n), *slash = strrchr(whole, '/'),
               *name = slash ? slash + 1 : whole;
    if (slash && strcmp(name, "report.xml") == 0)
        return edition_name(arena, aj_strndup(arena, whole, (size_t)(slash - whole)));
    const char *dot = strrchr(name, '.');
    return dot && dot > name ? aj_strndup(arena, name, (size_t)(dot - name)) : name;
}

static void write_changes(struct cli *cli, const struct chg_edition editions[2], const struct chg_list *list)
{
    struct aj_buf text = AJ_BUF_INIT;
    if (strcmp(cli->format, "json") == 0) {
        cli_answer_json(cli, chg_json(&editions[0], &editions[1], list));
        return;
    }
    chg_text(cli->job->arena, list, &text);
    put(cli, &text);
}

/* What differs between two editions; with -o also as a PDF: DIR/andringar/NEW/NEW.pdf. */
int cli_changes(struct cli *cli)
{
    struct aj_arena *arena = cli->job->arena;
    struct chg_edition editions[2] = {0};
    bool both = true;
    for (int i = 0; i < 2; i++)
        both &= chg_edition_load(cli->job, cli->worker, cli->operands[i], &editions[i]);
    int status = cli_report_findings(cli, cli->job);
    if (both) {
        struct chg_list list = chg_compare(arena, &editions[0], &editions[1]);
        write_changes(cli, editions, &list);
        if (cli->given & CLI_OUTPUT) {
            xmlDocPtr data = chg_document(arena, &editions[0], &editions[1], &list);
            const char *name = edition_name(arena, cli->operands[1]);
            struct bat_run *run = bat_open_data(cli->worker, data, "andringar", name, cli->operands[1]);
            run->job->own = run->job->own_shown = editions[1].root;
            cli->given |= strcmp(cli->format, "json") == 0 ? CLI_QUIET : 0;
            const struct bat_options options = {.output = cli->output, .force = cli->given & CLI_FORCE};
            status = cli_worse(status, cli_finish_report(cli, run, &options, NULL));
        }
    }
    for (int i = 0; i < 2; i++)
        chg_edition_free(&editions[i]);
    return status;
}
