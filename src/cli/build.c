/* The commands that do many reports: build and check. Each report is done in a worker process. */
#include "base/file.h"
#include "base/map.h"
#include "base/temporary.h"
#include "base/text.h"
#include "base/utf8.h"
#include "batch/told.h"
#include "calendar/calendar.h"
#include "cli/progress.h"
#include "cli/why.h"
#include "cli/work.h"
#include "watch/page.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* An item's fate, kept until those before it have been told of. */
struct fate {
    bool done;
    enum pool_end first; /* how the first try ended; POOL_ANSWERED: well, or not yet */
    json_t *asked;       /* {"why", "because"}: it is to be built; else NULL */
    json_t *answer;      /* what the worker said, or was said in its place */
    int64_t time;
    uint64_t memory;
};

struct batch {
    struct cli *cli;
    struct bat_plan plan;
    struct pool_limits limits;
    struct cli_progress *progress;
    struct fate *fates;
    uint32_t told; /* so many of the first items have been told of */
    bool printing;
    bool changed; /* something was printed; that the record of an attempt is another is told by its file */
    int status;
    json_t *reports; /* of check --format json; else NULL */
};

/* Whether an operand is a report itself, or its folder: then its author runs this. */
static bool is_report(const char *operand, const char *report)
{
    size_t length = strlen(operand);
    if (strncmp(report, operand, length) != 0)
        return false;
    const char *rest = report + length;
    return !*rest || strcmp(rest + strspn(rest, "/"), "report.xml") == 0;
}

/* The reports that the operands stand for, or all below input/. */
static const char **collect(struct cli *cli, uint32_t *count)
{
    static const char *const everything[] = {"input"};
    struct aj_arena *arena = cli->job->arena;
    const char *const *operands = cli->operand_count ? cli->operands : everything;
    uint32_t operand_count = cli->operand_count ? cli->operand_count : 1, cap = 0;
    const char **reports = NULL;
    *count = 0;
    for (uint32_t i = 0; i < operand_count; i++) {
        uint32_t found, told = cli->job->diags->len;
        const char **paths = bat_find_reports(arena, cli->job->diags, operands[i], &found);
        bool unread = cli->job->diags->len > told;
        if (cli->command->run == cli_check && cal_is_file(operands[i]))
            continue; /* checked with the reports' own */
        for (uint32_t j = 0; j < found; j++)
            AJ_PUSH(arena, reports, *count, cap, paths[j]);
        if (*count > 1 || (found && !is_report(operands[i], paths[0])))
            cli_keep_log(cli);
        struct stat st;
        uint32_t tables = 0;
        if (found == 0 && cli->operand_count && cli->command->run == cli_check)
            bat_find_tables(arena, operands[i], &tables);
        if (tables)
            AJ_PUSH(arena, cli->folders, cli->folder_count, cli->folder_cap, operands[i]);
        else if (found == 0 && unread)
            continue; /* nobody knows what is there */
        else if (found == 0 && (!cli->operand_count || (stat(operands[i], &st) == 0 && S_ISDIR(st.st_mode))))
            aj_diag_add(cli->job->diags, AJ_E0913, 0, operands[i], NULL);
        else if (found == 0) /* what is wrong with it is found when it is opened */
            AJ_PUSH(arena, reports, *count, cap, operands[i]);
    }
    return reports;
}

static struct bat_options options_of(const struct batch *batch, const struct bat_item *item)
{
    return (struct bat_options){
        .output = batch->cli->output, .force = batch->cli->given & CLI_FORCE, .taken_by = item->taken_by};
}

/* What looking at a report found. */
struct looked {
    struct bat_freshness freshness;
    struct bat_run *told; /* of a report that would fail as it did; else NULL */
    bool build;
};

/* A report that failed is told of again, unless its page of findings must be made anew, which takes a build.
 */
static void look_at_failed(const struct cli *cli, const struct bat_item *item, struct looked *looked)
{
    if (!wat_page_is_there_stale(item->paths.pdf, item->root))
        looked->told = bat_open_told(cli->worker, item, cli->given & CLI_HTML);
    if (!looked->told)
        looked->freshness = (struct bat_freshness){.why = BAT_WHY_FAILED};
}

/* Whether a report is to be built, and why. */
static void look_at(const struct cli *cli, const struct bat_item *item, struct aj_arena *arena,
                    struct looked *out)
{
    const struct bat_fresh_options options = {
        .force = cli->given & CLI_FORCE, .html = cli->given & CLI_HTML, .strict = cli->given & CLI_STRICT};
    const struct bat_freshness *freshness = &out->freshness;
    bool dry = cli->given & CLI_DRY_RUN;
    *out = (struct looked){.told = NULL};
    bat_fresh(cli->worker, item, &options, arena, &out->freshness);
    if (freshness->failed)
        look_at_failed(cli, item, out);
    out->build = freshness->why != BAT_WHY_NOT && (!dry || freshness->why == BAT_WHY_NO_REPORT);
    if (freshness->why != BAT_WHY_NOT || freshness->failed || dry)
        return;
    /* What an adopted document's failed attempt left says nothing any more, nor does a page of it. */
    if (freshness->failed_before)
        unlink(item->paths.failed);
    wat_page_drop_stale(item->paths.pdf, item->root);
}

/* What there is to say of a report that is not built. */
static json_t *tell_unbuilt(const struct cli *cli, const struct bat_item *item, struct looked *looked)
{
    struct cli_caught caught;
    json_t *report = NULL;
    cli_catch_begin(&caught, cli);
    int status;
    if (looked->told && !(cli->given & CLI_DRY_RUN)) {
        status = cli_tell_again(&caught.cli, looked->told, &report);
    } else {
        json_t *findings = looked->told ? json_object_get(looked->told->record, "findings") : NULL;
        status = cli_tell_unbuilt(&caught.cli, item, &looked->freshness, findings, &report);
        bat_close(looked->told);
    }
    json_t *answer = cli_catch_end(&caught, status, report);
    json_object_set_new(answer, "unmade", json_true());
    return answer;
}

/* In a worker: why the report is to be built, or what there is to say of one that is not. */
static void perform_asking(void *context, uint32_t number, struct aj_buf *answer)
{
    const struct batch *batch = context;
    const struct cli *cli = batch->cli;
    const struct bat_item *item = &batch->plan.items[number];
    struct looked looked;
    struct aj_arena *arena = aj_arena_new();
    look_at(cli, item, arena, &looked);
    if (looked.build) {
        const struct bat_freshness *freshness = &looked.freshness;
        bool known = freshness->why != BAT_WHY_NO_REPORT;
        cli_put_told(answer, json_pack("{s:o, s:o}", "why", known ? cli_why_json(freshness) : json_null(),
                                       "because", bat_json_text(known ? cli_why(arena, freshness) : NULL)));
    } else {
        /* Where something is written, its writer takes away what a killed run has left. */
        if (item->paths.folder && !(cli->given & CLI_DRY_RUN))
            aj_file_sweep(item->paths.folder);
        cli_put_told(answer, tell_unbuilt(cli, item, &looked));
    }
    aj_arena_free(arena);
}

/* In a worker: builds or checks the report. */
static void perform(void *context, uint32_t number, struct aj_buf *answer)
{
    const struct batch *batch = context;
    const struct bat_item *item = &batch->plan.items[number];
    const json_t *asked = batch->fates[number].asked;
    struct cli_caught caught;
    cli_catch_begin(&caught, batch->cli);
    struct bat_options options = options_of(batch, item);
    json_t *report = NULL, *why = json_object_get(asked, "why");
    int status = cli_finish_report(&caught.cli, bat_open(batch->cli->worker, item->report),
                                   batch->printing ? &options : NULL, &report);
    if (json_is_object(why)) {
        json_object_set(report, "why", why);
        if (batch->cli->given & CLI_VERBOSE)
            fprintf(caught.cli.out, aj_text("  because %s\n"),
                    json_string_value(json_object_get(asked, "because")));
    }
    cli_put_told(answer, cli_catch_end(&caught, status, report));
}

static void close_worker(void *context)
{
    const struct batch *batch = context;
    bat_worker_free(batch->cli->worker);
}

static void started(void *context, unsigned worker, uint32_t item)
{
    struct batch *batch = context;
    cli_progress_started(batch->progress, worker, item);
}

/* How a try ended without an answer. */
static const char *const ends[][2] = {[POOL_CRASHED] = {"crashed", "kraschade"},
                                      [POOL_TOO_LONG] = {"took too long", "tog för lång tid"},
                                      [POOL_TOO_LARGE] = {"took too much memory", "tog för mycket minne"}};

static void failed(void *context, unsigned worker, uint32_t item, const struct pool_result *result)
{
    struct batch *batch = context;
    batch->fates[item].first = result->end;
    cli_progress_failed(batch->progress, worker, item, ends[result->end][AJ_ENGLISH]);
}

static void tick(void *context)
{
    const struct batch *batch = context;
    cli_progress_tick(batch->progress);
}

static json_t *lost_report(const struct batch *batch, const struct bat_item *item,
                           const struct pool_result *result)
{
    struct bat_options options = options_of(batch, item);
    return cli_lost_report(batch->cli, item, batch->printing ? &options : NULL, &batch->limits, result);
}

/* A report that went well at the second try is told of: what ails it may grow. */
static void tell_of_first(const struct batch *batch, uint32_t number)
{
    const struct fate *fate = &batch->fates[number];
    struct cli_caught caught;
    cli_catch_begin(&caught, batch->cli);
    struct aj_job *job = aj_job_new(NULL, NULL);
    uint32_t file = aj_places_add_file(job->places, batch->plan.items[number].report, NULL, 0);
    aj_diag_add(job->diags, AJ_W0809, aj_places_add(job->places, file, 0, 0), ends[fate->first][AJ_ENGLISH],
                ends[fate->first][AJ_SWEDISH], NULL);
    cli_report_findings(&caught.cli, job);
    json_t *findings = bat_findings_json(job), *said = cli_catch_end(&caught, CLI_OK, json_null());
    aj_job_free(job);
    const char *err = json_string_value(json_object_get(fate->answer, "err"));
    json_object_set_new(fate->answer, "err",
                        json_pack("s+", json_string_value(json_object_get(said, "err")), err ? err : ""));
    json_array_extend(json_object_get(json_object_get(fate->answer, "report"), "findings"), findings);
    json_decref(findings);
    json_decref(said);
}

/* What progress is told of a fate; it borrows. */
static struct cli_done done_of(const struct batch *batch, uint32_t number)
{
    const struct fate *fate = &batch->fates[number];
    const char *out = json_string_value(json_object_get(fate->answer, "out"));
    const char *err = json_string_value(json_object_get(fate->answer, "err"));
    return (struct cli_done){
        .item = &batch->plan.items[number],
        .status = (int)json_integer_value(json_object_get(fate->answer, "exit")),
        .report = json_object_get(fate->answer, "report"),
        .out = out ? out : "",
        .err = err ? err : "",
        .unmade = json_is_true(json_object_get(fate->answer, "unmade")),
        .time = fate->time,
        .memory = fate->memory,
    };
}

static void tell(struct batch *batch, uint32_t number)
{
    struct fate *fate = &batch->fates[number];
    struct cli_done done = done_of(batch, number);
    batch->status = cli_worse(batch->status, done.status);
    batch->changed |= batch->printing && cli_outcome(done.report) == BAT_PRINTED;
    if (batch->reports)
        json_array_append(batch->reports, json_object_get(fate->answer, "report"));
    cli_progress_report(batch->progress, &done);
    json_decref(fate->answer);
    fate->answer = NULL;
}

/* An item has its answer, or has been lost; those before which nothing is undone are told of. */
static void settle(struct batch *batch, unsigned worker, uint32_t number, const struct pool_result *result)
{
    struct fate *fate = &batch->fates[number];
    fate->time = result->time;
    fate->memory = result->memory;
    if (fate->answer && fate->first != POOL_ANSWERED)
        tell_of_first(batch, number);
    if (!fate->answer) {
        fate->answer = lost_report(batch, &batch->plan.items[number], result);
        json_t *why = json_object_get(fate->asked, "why");
        if (json_is_object(why))
            json_object_set(json_object_get(fate->answer, "report"), "why", why);
    }
    fate->done = true;
    struct cli_done told = done_of(batch, number);
    cli_progress_finished(batch->progress, worker, &told);
    for (; batch->told < batch->plan.count && batch->fates[batch->told].done; batch->told++)
        tell(batch, batch->told);
}

static void done(void *context, unsigned worker, uint32_t number, const struct pool_result *result)
{
    struct batch *batch = context;
    batch->fates[number].answer = cli_read_told(result);
    settle(batch, worker, number, result);
}

static void done_asking(void *context, unsigned worker, uint32_t number, const struct pool_result *result)
{
    struct batch *batch = context;
    struct fate *fate = &batch->fates[number];
    json_t *answer = cli_read_told(result);
    if (json_object_get(answer, "because")) {
        fate->asked = answer;
        return;
    }
    fate->answer = answer;
    cli_progress_started(batch->progress, worker, number);
    settle(batch, worker, number, result);
}

/* Those that were done before a signal came are told of, whatever stands before them. */
static void tell_rest(struct batch *batch)
{
    for (uint32_t i = batch->told; i < batch->plan.count; i++)
        if (batch->fates[i].done)
            tell(batch, i);
}

/* Takes away what a run that was ended has left where it was to print. */
static void sweep_folders(const struct batch *batch)
{
    for (uint32_t i = 0; i < batch->plan.count; i++)
        if (batch->plan.items[i].paths.folder)
            aj_file_sweep(batch->plan.items[i].paths.folder);
}

/* Asks of each report whether it is to be built, and leaves the numbers of those that are in `numbers`. */
static int ask(struct batch *batch, uint32_t *numbers, uint32_t *count)
{
    const struct pool_work work = {.context = batch,
                                   .perform = perform_asking,
                                   .close = close_worker,
                                   .done = done_asking,
                                   .tick = tick};
    int end = pool_run(&work, &batch->limits, numbers, *count);
    uint32_t all = *count;
    *count = 0;
    for (uint32_t i = 0; i < all; i++)
        if (batch->fates[numbers[i]].asked)
            numbers[(*count)++] = numbers[i];
    return end;
}

/* What stands in the way of writing in a folder, for each that is asked about; NULL: nothing. */
static const char *in_the_way(struct batch *batch, struct aj_map *known, const char *folder, int *error)
{
    struct aj_arena *arena = batch->cli->job->arena;
    const char *where;
    *error = 0;
    if (!folder || aj_map_find(known, folder))
        return NULL;
    if (aj_file_may_write(arena, folder, &where)) {
        aj_map_put(known, folder, batch);
        return NULL;
    }
    *error = errno;
    return where;
}

/* What is said of a report that is not built because nothing can be written where it prints. */
static json_t *unwritable(const struct batch *batch, const struct bat_item *item, const char *where,
                          int error, bool first)
{
    struct cli_caught caught;
    cli_catch_begin(&caught, batch->cli);
    struct aj_job *job = aj_job_new(NULL, NULL);
    uint32_t file = aj_places_add_file(job->places, where, NULL, 0);
    aj_diag_add(job->diags, AJ_E0802, aj_places_add(job->places, file, 0, 0), where,
                aj_file_reason(error, AJ_ENGLISH), aj_file_reason(error, AJ_SWEDISH), NULL);
    if (first)
        cli_report_findings(&caught.cli, job);
    if (!(batch->cli->given & CLI_QUIET))
        fprintf(caught.cli.out, "%s: %s\n", aj_utf8_line(job->arena, item->report), aj_text("not printed"));
    json_t *report =
        json_pack("{s:o, s:s, s:n, s:n, s:o}", "report", bat_json_text(item->report), "outcome",
                  bat_outcome_name(BAT_NOT_PRINTED), "pdf", "record", "findings", bat_findings_json(job));
    aj_job_free(job);
    return cli_catch_end(&caught, CLI_WRONG, report);
}

/* A report that cannot be built where it is to print has its answer. */
static void refuse(struct batch *batch, uint32_t number, json_t *answer)
{
    const struct pool_result none = {.end = POOL_ANSWERED};
    struct fate *fate = &batch->fates[number];
    json_t *why = json_object_get(fate->asked, "why");
    if (json_is_object(why))
        json_object_set(json_object_get(answer, "report"), "why", why);
    fate->answer = answer;
    json_object_set_new(answer, "unmade", json_true());
    cli_progress_started(batch->progress, 0, number);
    settle(batch, 0, number, &none);
}

/*
 * Where several reports print to what cannot be written, that is told once, before any is built; they are
 * taken out of `numbers`. Of one alone its writer tells.
 */
static uint32_t refuse_unwritable(struct batch *batch, uint32_t *numbers, uint32_t count)
{
    struct aj_arena *arena = batch->cli->job->arena;
    struct aj_map writable = AJ_MAP_INIT(arena), told = AJ_MAP_INIT(arena), several = AJ_MAP_INIT(arena);
    const char **ways = AJ_NEW_N(arena, const char *, batch->plan.count + 1);
    int *errors = AJ_NEW_N(arena, int, batch->plan.count + 1);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = numbers[i];
        const char *folder = batch->plan.items[number].paths.folder,
                   *way = ways[number] = in_the_way(batch, &writable, folder, &errors[number]);
        if (way)
            aj_map_put(aj_map_find(&told, way) ? &several : &told, way, batch);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!ways[numbers[i]] || !aj_map_find(&several, ways[numbers[i]]))
            numbers[kept++] = numbers[i];
    if (!several.len)
        return kept;
    struct aj_map said = AJ_MAP_INIT(arena);
    for (uint32_t i = 0; i < batch->plan.count; i++) {
        if (!ways[i] || !aj_map_find(&several, ways[i]))
            continue;
        bool first = !aj_map_find(&said, ways[i]);
        aj_map_put(&said, ways[i], batch);
        refuse(batch, i, unwritable(batch, &batch->plan.items[i], ways[i], errors[i], first));
    }
    return kept;
}

static int do_reports(struct batch *batch, const uint32_t *numbers, uint32_t count)
{
    enum { WARM_FROM = 4 }; /* reports a worker: with fewer, each loads what its own need */
    const struct pool_work work = {.context = batch,
                                   .perform = perform,
                                   .close = close_worker,
                                   .started = started,
                                   .failed = failed,
                                   .done = done,
                                   .tick = tick};
    struct pool_limits limits = batch->limits;
    if (limits.jobs > count && count)
        limits.jobs = count;
    if (count / limits.jobs >= WARM_FROM)
        bat_worker_warm(batch->cli->worker, batch->plan.items, numbers, count, batch->cli->given & CLI_HTML);
    return count ? pool_run(&work, &limits, numbers, count) : 0;
}

/* The batch through its workers; 0, or what ended it (pool_run). */
static int do_batch(struct batch *batch)
{
    struct aj_arena *arena = batch->cli->job->arena;
    uint32_t count = batch->plan.count, *numbers = bat_plan_order(arena, &batch->plan, batch->limits.jobs);
    int end = batch->printing ? ask(batch, numbers, &count) : 0;
    if (batch->printing && !end && !(batch->cli->given & CLI_DRY_RUN))
        count = refuse_unwritable(batch, numbers, count);
    return end ? end : do_reports(batch, numbers, count);
}

static void run(struct batch *batch)
{
    struct cli *cli = batch->cli;
    uint32_t count = batch->plan.count;
    if (batch->limits.jobs > count)
        batch->limits.jobs = count ? count : 1;
    batch->fates = AJ_NEW_N(cli->job->arena, struct fate, count + 1);
    batch->progress = cli_progress_new(cli, &batch->plan, batch->limits.jobs);
    cli->job->diags->len = 0; /* told of */
    bool writing = batch->printing && !(cli->given & CLI_DRY_RUN);
    if (writing)
        aj_file_sweep(cli->output);
    int end = do_batch(batch), error = errno;
    if (end && writing)
        sweep_folders(batch);
    tell_rest(batch);
    for (uint32_t i = 0; i < count; i++)
        json_decref(batch->fates[i].asked);
    if (end == POOL_FAULT) {
        aj_diag_add(cli->job->diags, AJ_F0901, 0, strerror(error), NULL);
        batch->status = CLI_FAULT;
    } else if (end) {
        cli->stopped = end;
        batch->status = CLI_STOPPED + end;
    }
    cli_progress_settle(batch->progress);
    cli_report_findings(cli, cli->job);
    if (batch->printing && !cli->stopped && !(cli->given & (CLI_DRY_RUN | CLI_SHARD)))
        batch->status = cli_worse(batch->status, cli_index_after(cli, batch->changed));
    cli_progress_end(batch->progress, batch->status);
}

static int all_reports(struct cli *cli, bool printing)
{
    struct batch batch = {.cli = cli, .printing = printing};
    uint32_t count;
    struct bat_shard shard = cli_shard(cli);
    if (!cli_read_limits(cli, &batch.limits)) {
        cli_report_findings(cli, cli->job);
        return CLI_USAGE;
    }
    if (cli->given & CLI_DUE)
        cli_keep_log(cli);
    int wheels = CLI_OK;
    const char **reports =
        cli->given & CLI_DUE ? cli_due_reports(cli, &count, &wheels) : collect(cli, &count);
    if (wheels == CLI_USAGE)
        return CLI_USAGE;
    batch.plan = bat_plan_new(cli->job->arena, reports, count, cli->output);
    bat_shard_keep(&batch.plan, shard);
    /* What is no report's own is the first part's. */
    cli->folder_count = shard.number == 1 ? cli->folder_count : 0;
    bool whole = !printing && strcmp(cli->format, "json") == 0;
    batch.reports = whole ? json_array() : NULL;
    batch.status = cli_worse(wheels, cli_report_findings(cli, cli->job));
    run(&batch);
    json_t *sources = whole && cli->folder_count ? json_array() : NULL;
    for (uint32_t i = 0; i < cli->folder_count && !cli->stopped; i++)
        batch.status = cli_worse(batch.status, cli_propose(cli, cli->folders[i], sources));
    json_t *calendars = NULL;
    if (!printing && !cli->stopped && shard.number == 1)
        batch.status =
            cli_worse(batch.status, cli_check_calendars(cli, reports, count, whole ? &calendars : NULL));
    if (whole) {
        json_t *answer = json_pack("{s:s, s:i, s:o}", "version", AJ_VERSION, "exit", batch.status, "reports",
                                   batch.reports);
        if (sources)
            json_object_set_new(answer, "sources", sources);
        if (calendars)
            json_object_set_new(answer, "calendars", calendars);
        cli_answer_json(cli, answer);
    }
    return batch.status;
}

int cli_build(struct cli *cli)
{
    return cli_check_due(cli) ? all_reports(cli, true) : CLI_USAGE;
}

int cli_check(struct cli *cli)
{
    return all_reports(cli, false);
}
