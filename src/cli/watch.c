/* arshjul watch: builds what people save, and leaves a page of findings beside each PDF. */
#include "watch/watch.h"
#include "base/file.h"
#include "base/temporary.h"
#include "base/text.h"
#include "batch/fresh.h"
#include "batch/told.h"
#include "cli/work.h"
#include "watch/page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    MS = 1000,     /* in a second */
    LEAST_MS = 50, /* between looks, at least */
    MOST_S = 3600, /* and at most */
};

/* What watching needs from one save to the next. */
struct watching {
    struct cli *cli;
    struct pool_limits limits;
};

/* Reports that are being built. */
struct batch {
    struct watching *watching;
    struct cli *cli;
    struct wat *watch;
    struct bat_plan plan;
};

/* --- the page of findings --- */

static void end_job(struct cli *cli, struct aj_job *job)
{
    cli_report_findings(cli, job);
    aj_job_free(job);
}

void cli_write_page(struct cli *cli, struct bat_run *run)
{
    struct aj_job *job = aj_job_new(NULL, run->job->templates);
    if (cli->command->run == cli_watch)
        wat_page_of_run(job, run);
    else
        wat_page_renew(job, run);
    end_job(cli, job);
}

/* --- in a worker --- */

/* An adopted report is build's; its authors are told so until its PDF is the adopted one. */
static int leave_adopted(struct cli *cli, struct bat_run *run, const struct bat_item *item)
{
    struct aj_job *job = aj_job_new(NULL, run->job->templates);
    if (wat_page_of_adopted(job, run, item->paths.pdf)) {
        uint32_t file = aj_places_add_file(job->places, run->report, NULL, 0);
        aj_diag_add(job->diags, AJ_N0833, aj_places_add(job->places, file, 0, 0), NULL);
    }
    end_job(cli, job);
    bat_close(run);
    return CLI_OK;
}

/* Whether the PDF, and the page that tells of it, are what a build would print. `*told`: one that would fail
 * as it did, to be told of; else NULL. */
static bool is_fresh(struct cli *cli, const struct bat_item *item, struct bat_run **told)
{
    const struct bat_fresh_options options = {.html = cli->given & CLI_HTML,
                                              .strict = cli->given & CLI_STRICT};
    struct bat_freshness freshness;
    struct aj_arena *arena = aj_arena_new();
    bat_fresh(cli->worker, item, &options, arena, &freshness);
    bool fresh = freshness.why == BAT_WHY_NOT;
    *told = NULL;
    if (fresh && freshness.adopted && !freshness.failed)
        wat_page_remove(item->paths.pdf);
    else if (fresh)
        fresh =
            (freshness.failed || !freshness.failed_before) && !wat_page_is_stale(item->paths.pdf, item->root);
    if (fresh && freshness.failed) {
        *told = bat_open_told(cli->worker, item, options.html);
        fresh = *told != NULL;
    }
    aj_arena_free(arena);
    return fresh;
}

/* Whether it was only the writing that failed, for a reason that may pass: no room, a PDF that is open. */
static bool is_unwritten(const json_t *report)
{
    static const enum aj_code passing[] = {AJ_E0802, AJ_E0817, AJ_E0818, AJ_E0820};
    size_t n;
    json_t *finding;
    json_array_foreach(json_object_get(report, "findings"), n, finding)
    {
        const char *code = json_string_value(json_object_get(finding, "code"));
        for (size_t i = 0; code && i < sizeof passing / sizeof *passing; i++)
            if (strcmp(code, aj_code_name(passing[i])) == 0)
                return true;
    }
    return false;
}

/* The process that watches builds nothing, so that a worker forked from it has read no templates yet: those
 * that change are seen. */
static int build_one(struct cli *cli, const struct bat_item *item, bool *unwritten)
{
    struct bat_run *told = NULL;
    if (!item->file || is_fresh(cli, item, &told)) /* it is gone, or there is nothing to do */
        return told ? cli_tell_again(cli, told, NULL) : CLI_OK;
    const struct bat_options options = {.output = cli->output, .taken_by = item->taken_by};
    struct bat_run *run = bat_open(cli->worker, item->report);
    if (run->status == BAT_ADOPTED)
        return leave_adopted(cli, run, item);
    json_t *report = NULL;
    int status = cli_finish_report(cli, run, &options, &report);
    *unwritten = is_unwritten(report);
    json_decref(report);
    return status;
}

static void perform(void *context, uint32_t number, struct aj_buf *answer)
{
    struct batch *batch = context;
    struct cli_caught caught;
    cli_catch_begin(&caught, batch->cli);
    bool unwritten = false;
    int status = build_one(&caught.cli, &batch->plan.items[number], &unwritten);
    cli_put_told(answer, cli_catch_end(&caught, status, json_boolean(unwritten)));
}

static void close_worker(void *context)
{
    struct batch *batch = context;
    bat_worker_free(batch->cli->worker);
}

/* --- in the process that watches --- */

/* The record of the failed attempt, and the page of it, are written here; so much can be done. */
static json_t *lost_report(const struct batch *batch, const struct bat_item *item,
                           const struct pool_result *result)
{
    struct cli *cli = batch->cli;
    const struct bat_options options = {.output = cli->output, .taken_by = item->taken_by};
    return cli_lost_report(cli, item, &options, &batch->watching->limits, result);
}

static void done(void *context, unsigned worker, uint32_t number, const struct pool_result *result)
{
    struct batch *batch = context;
    const struct bat_item *item = &batch->plan.items[number];
    (void)worker;
    json_t *answer = cli_read_told(result);
    if (!answer)
        answer = lost_report(batch, item, result);
    const char *out = json_string_value(json_object_get(answer, "out"));
    const char *err = json_string_value(json_object_get(answer, "err"));
    fputs(err ? err : "", batch->cli->err);
    fflush(batch->cli->err);
    cli_answer(batch->cli, out ? out : "", out ? strlen(out) : 0);
    bool unwritten = json_is_true(json_object_get(answer, "report"));
    json_decref(answer);
    enum wat_end end = unwritten ? WAT_UNWRITTEN : WAT_BUILT;
    wat_built(batch->watch, item->report, result->end == POOL_ANSWERED ? end : WAT_BROKEN);
}

static void tick(void *context)
{
    struct batch *batch = context;
    wat_beat(batch->watch);
}

static void tell_fault(struct cli *cli, int error)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    aj_diag_add(job->diags, AJ_F0901, 0, strerror(error), NULL);
    end_job(cli, job);
}

static int build(void *context, struct wat *watch, const char *const *reports, uint32_t count)
{
    struct watching *watching = context;
    struct aj_arena *arena = aj_arena_new();
    struct batch batch = {.watching = watching, .cli = watching->cli, .watch = watch};
    batch.plan = bat_plan_new(arena, reports, count, watching->cli->output);
    for (uint32_t i = 0; i < batch.plan.count; i++)
        if (!batch.plan.items[i].taken_by)
            batch.plan.items[i].taken_by = wat_taken_by(watch, batch.plan.items[i].report, arena);
    const struct pool_work work = {
        .context = &batch, .perform = perform, .close = close_worker, .done = done, .tick = tick};
    struct pool_limits limits = watching->limits;
    limits.jobs = limits.jobs < batch.plan.count ? limits.jobs : batch.plan.count;
    const uint32_t *order = bat_plan_order(arena, &batch.plan, limits.jobs);
    int stopped = batch.plan.count ? pool_run(&work, &limits, order, batch.plan.count) : 0;
    int error = errno;
    for (uint32_t i = 0; stopped && i < batch.plan.count; i++)
        if (batch.plan.items[i].paths.folder)
            aj_file_sweep(batch.plan.items[i].paths.folder);
    if (stopped == POOL_FAULT)
        tell_fault(watching->cli, error);
    aj_arena_free(arena);
    return stopped;
}

/* --- the list of all that was printed --- */

static void perform_index(void *context, uint32_t number, struct aj_buf *answer)
{
    struct batch *batch = context;
    struct cli_caught caught;
    (void)number;
    cli_catch_begin(&caught, batch->cli);
    int status = cli_index_after(&caught.cli, false);
    cli_put_told(answer, cli_catch_end(&caught, status, json_null()));
}

static void index_done(void *context, unsigned worker, uint32_t number, const struct pool_result *result)
{
    struct batch *batch = context;
    (void)worker;
    (void)number;
    json_t *answer = cli_read_told(result);
    const char *err = json_string_value(json_object_get(answer, "err"));
    fputs(err ? err : "", batch->cli->err);
    fflush(batch->cli->err);
    json_decref(answer);
}

/* An index that a build has made is kept true; in a process of its own, which reads the templates anew. */
static int rested(void *context, struct wat *watch)
{
    struct watching *watching = context;
    struct batch batch = {.watching = watching, .cli = watching->cli, .watch = watch};
    const struct pool_work work = {
        .context = &batch, .perform = perform_index, .close = close_worker, .done = index_done, .tick = tick};
    struct pool_limits limits = watching->limits;
    const uint32_t one = 0;
    limits.jobs = 1;
    int stopped = cli_has_index(watching->cli) ? pool_run(&work, &limits, &one, 1) : 0;
    if (stopped)
        aj_file_sweep(watching->cli->output);
    if (stopped == POOL_FAULT)
        tell_fault(watching->cli, errno);
    return stopped;
}

static void removed(void *context, const char *report, const char *pdf)
{
    struct watching *watching = context;
    struct aj_job *job = aj_job_new(NULL, watching->cli->templates);
    wat_page_of_removed(job, report, pdf);
    end_job(watching->cli, job);
}

static const char *folder_reason(int error, enum aj_language language)
{
    static const struct {
        int error;
        const char *text[2];
    } reasons[] = {
        {ENOENT, {"it is not there", "den finns inte"}},
        {ENOTDIR, {"it is no folder", "det är ingen mapp"}},
        {ENODATA,
         {"it is empty, though there were files in it", "den är tom, fast det har funnits filer i den"}},
        {EOVERFLOW, {"it holds more than 500 000 files", "den innehåller mer än 500 000 filer"}},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].error == error)
            return reasons[i].text[language];
    return aj_file_reason(error, language);
}

static void tell_ready(struct cli *cli, const struct wat_news *news)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_buf line = AJ_BUF_INIT;
    const char *reports =
        aj_printf(arena, aj_text_n("%ld report", "%ld reports", (unsigned long)news->number), news->number);
    aj_buf_printf(
        &line, news->polling ? aj_text("watching %s by looking at it, %s\n") : aj_text("watching %s, %s\n"),
        cli->operands[0], reports);
    if (!(cli->given & CLI_QUIET))
        cli_answer(cli, line.data, line.len);
    aj_buf_free(&line);
    aj_arena_free(arena);
}

static void tell(void *context, const struct wat_news *news)
{
    struct watching *watching = context;
    struct cli *cli = watching->cli;
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct aj_diags *diags = job->diags;
    const char *folder = cli->operands[0];
    switch (news->event) {
    case WAT_READY:
        tell_ready(cli, news);
        break;
    case WAT_MISSING:
        aj_diag_add(diags, AJ_E0830, 0, folder, folder_reason(news->error, AJ_ENGLISH),
                    folder_reason(news->error, AJ_SWEDISH), NULL);
        break;
    case WAT_BACK:
        aj_diag_add(diags, AJ_N0834, 0, folder, NULL);
        break;
    case WAT_UNREAD:
        aj_diag_add(diags, AJ_E0823, 0, news->path, aj_file_reason(news->error, AJ_ENGLISH),
                    aj_file_reason(news->error, AJ_SWEDISH), NULL);
        break;
    case WAT_NO_INOTIFY:
        aj_diag_add(diags, AJ_W0831, 0, folder, NULL);
        break;
    }
    end_job(cli, job);
    fflush(cli->err);
}

/* "2", "0.5", "0,5": seconds in ms; -1 for what is none. */
static int64_t read_seconds(const char *text)
{
    char *end;
    long long whole = strtoll(text, &end, 10), ms = 0;
    if (end == text || whole < 0 || whole > MOST_S || *text < '0' || *text > '9')
        return -1;
    if ((*end == '.' || *end == ',') && end[1]) {
        int scale = MS / 10;
        for (end++; *end >= '0' && *end <= '9'; end++, scale /= 10)
            ms += (*end - '0') * scale;
    }
    ms += whole * MS;
    return *end || ms < LEAST_MS ? -1 : ms;
}

int cli_watch(struct cli *cli)
{
    struct watching watching = {.cli = cli};
    int64_t poll = cli->poll ? read_seconds(cli->poll) : 0;
    if (poll < 0)
        aj_diag_add(cli->job->diags, AJ_E0832, 0, cli->poll, NULL);
    if (!cli_read_limits(cli, &watching.limits)) {
        cli_report_findings(cli, cli->job);
        return CLI_USAGE;
    }
    cli_keep_log(cli);
    char *templates = realpath(cli_find_templates(cli), NULL);
    cli->templates = templates;
    uint32_t allowed_count;
    const struct aj_allowed *allowed = bat_worker_allowed(cli->worker, &allowed_count);
    const struct wat_setup setup = {
        .folder = cli->operands[0],
        .output = cli->output,
        .templates = cli->templates,
        .allowed = allowed,
        .allowed_count = allowed_count,
        .poll = cli->given & CLI_POLL,
        .poll_ms = poll,
        .most = 2 * watching.limits.jobs,
        .context = &watching,
        .build = build,
        .rested = rested,
        .removed = removed,
        .tell = tell,
    };
    int stopped = wat_run(&setup);
    free(templates);
    return stopped < 0 ? CLI_FAULT : CLI_OK;
}
