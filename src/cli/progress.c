/* The course of a batch: who is told what, when, and in which order. */
#include "cli/progress.h"

#include "base/clock.h"
#include "base/text.h"
#include "cli/progress_parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Nanoseconds between two drawings; how long a report that is alone works before lines change. */
#define FRAME (CLI_SECOND / 10)
#define PATIENCE CLI_SECOND

struct cli_progress {
    struct cli *cli;
    const struct bat_plan *plan;
    unsigned jobs;
    bool events;
    bool one_terminal;     /* the answer goes to the terminal whose lines change */
    struct cli_live *live; /* NULL: no line changes */
    struct cli_running *running;
    uint8_t *tries;                 /* of each item, so far */
    uint32_t started, done, failed; /* as it happens */
    struct cli_rate rate;
    struct cli_tally tally; /* of those that were told of */
    struct aj_buf text;     /* what is printed above the lines that change with the next drawing */
    int64_t begun, drawn;
};

static bool is_same(FILE *one, FILE *other)
{
    struct stat a, b;
    int fd = fileno(one), other_fd = fileno(other);
    return fd >= 0 && other_fd >= 0 && fstat(fd, &a) == 0 && fstat(other_fd, &b) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void *zeroed(size_t count, size_t size)
{
    return memset(aj_malloc((count + 1) * size), 0, (count + 1) * size);
}

struct cli_progress *cli_progress_new(struct cli *cli, const struct bat_plan *plan, unsigned jobs)
{
    struct cli_progress *progress = zeroed(1, sizeof *progress);
    *progress = (struct cli_progress){.cli = cli,
                                      .plan = plan,
                                      .jobs = jobs,
                                      .running = zeroed(jobs, sizeof *progress->running),
                                      .tries = zeroed(plan->count, sizeof *progress->tries),
                                      .tally = {.reports = plan->count},
                                      .one_terminal = is_same(cli->out, cli->err),
                                      .begun = aj_now()};
    double total = 0;
    for (uint32_t i = 0; i < plan->count; i++)
        total += (double)plan->items[i].cost;
    cli_rate_begin(&progress->rate, total, progress->begun);
    progress->events = cli->command->run == cli_build && strcmp(cli->format, "json") == 0;
    if (progress->events)
        cli_event_begin(cli, plan->count, jobs);
    /* events on the same terminal tell the course themselves */
    if (!(cli->given & CLI_QUIET) && !(progress->events && progress->one_terminal))
        progress->live = cli_live_new(cli->err, cli->color, jobs);
    return progress;
}

static void draw(struct cli_progress *progress, int64_t time)
{
    struct cli_rate *rate = &progress->rate;
    struct cli_view view = {.done = progress->done,
                            .count = progress->plan->count,
                            .failed = progress->failed,
                            .part = rate->total > 0 ? rate->done / rate->total : 0,
                            .speed = cli_rate_speed(rate, time),
                            .left = cli_rate_left(rate, progress->running, progress->jobs, time),
                            .emptying = progress->started >= progress->plan->count,
                            .now = time};
    if (progress->plan->count < 2 && time - progress->begun < PATIENCE)
        return;
    cli_live_draw(progress->live, &view, progress->text.data, progress->text.len);
    aj_buf_clear(&progress->text);
    progress->drawn = time;
}

void cli_progress_tick(struct cli_progress *progress)
{
    int64_t time = aj_now();
    if (progress->live && time - progress->drawn >= FRAME)
        draw(progress, time);
}

void cli_progress_started(struct cli_progress *progress, unsigned worker, uint32_t item)
{
    const struct bat_item *begun = &progress->plan->items[item];
    int64_t time = aj_now();
    progress->started += progress->tries[item]++ == 0;
    progress->running[worker] = (struct cli_running){(double)begun->cost, time};
    if (progress->live)
        cli_live_set(progress->live, worker, begun->report, time);
    if (progress->events)
        cli_event_start(progress->cli, time - progress->begun, begun->report, worker, progress->tries[item]);
    cli_progress_tick(progress);
}

static void rest(struct cli_progress *progress, unsigned worker, int64_t time)
{
    progress->running[worker].since = 0;
    if (progress->live)
        cli_live_set(progress->live, worker, NULL, time);
}

void cli_progress_failed(struct cli_progress *progress, unsigned worker, uint32_t item, const char *why)
{
    int64_t time = aj_now();
    rest(progress, worker, time);
    if (progress->events)
        cli_event_retry(progress->cli, time - progress->begun, progress->plan->items[item].report, why);
    cli_progress_tick(progress);
}

enum bat_outcome cli_outcome(const json_t *report)
{
    enum bat_outcome outcome = BAT_PRINTED;
    (void)bat_outcome_parse(json_string_value(json_object_get(report, "outcome")), &outcome);
    return outcome;
}

/* A report that was only checked fails by its errors. */
static bool is_failed(const struct cli_done *done)
{
    if (json_object_get(done->report, "outcome"))
        return cli_outcome(done->report) == BAT_NOT_PRINTED;
    return done->status != CLI_OK;
}

void cli_progress_finished(struct cli_progress *progress, unsigned worker, const struct cli_done *done)
{
    int64_t time = aj_now();
    size_t number = (size_t)(done->item - progress->plan->items);
    rest(progress, worker, time);
    progress->done++;
    progress->failed += is_failed(done);
    cli_rate_add(&progress->rate, (double)done->item->cost, done->time, !done->unmade, time);
    if (progress->events)
        cli_event_report(progress->cli, time - progress->begun, done->report, done->status, done->time,
                         progress->tries[number]);
    cli_progress_tick(progress);
}

/* The first error among a report's findings, with its code: "" if there is none. */
static void add_reason(struct aj_buf *out, const json_t *report)
{
    const json_t *findings = json_object_get(report, "findings");
    const char *language = aj_text_language() == AJ_SWEDISH ? "sv" : "en";
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *finding = json_array_get(findings, i);
        const char *severity = json_string_value(json_object_get(finding, "severity"));
        const char *code = json_string_value(json_object_get(finding, "code"));
        const char *message =
            json_string_value(json_object_get(json_object_get(finding, "message"), language));
        bool wrong = severity && (strcmp(severity, aj_severity_name(AJ_ERROR)) == 0 ||
                                  strcmp(severity, aj_severity_name(AJ_FAULT)) == 0);
        if (wrong && message && code && !json_object_get(finding, "accepted")) {
            aj_buf_printf(out, "%s [%s]", message, code);
            return;
        }
    }
    aj_buf_str(out, "");
}

static void count(struct cli_tally *tally, const struct cli_done *done)
{
    struct aj_buf reason = AJ_BUF_INIT;
    json_int_t pages = json_integer_value(json_object_get(done->report, "pages"));
    switch (cli_outcome(done->report)) {
    case BAT_NOT_PRINTED:
        add_reason(&reason, done->report);
        cli_tally_fail(tally, done->item->report, reason.data);
        aj_buf_free(&reason);
        return;
    case BAT_PRINTED:
        tally->printed++;
        break;
    case BAT_UNCHANGED:
        tally->unchanged++;
        break;
    case BAT_UP_TO_DATE:
        tally->fresh++;
        pages = 0;
        break;
    case BAT_TO_BUILD:
        tally->waiting++;
        return;
    }
    tally->pages += pages > 0 ? (uint64_t)pages : 0;
    tally->faulty += done->status != CLI_OK;
}

/* In a batch it goes without saying that a report is up to date, unless it has errors or is asked about. */
static bool is_told(const struct cli_progress *progress, const struct cli_done *done)
{
    return strcmp(progress->cli->format, "json") != 0 &&
           (cli_outcome(done->report) != BAT_UP_TO_DATE || done->status != CLI_OK ||
            progress->plan->count < 2 || (progress->cli->given & (CLI_VERBOSE | CLI_DRY_RUN)));
}

void cli_progress_report(struct cli_progress *progress, const struct cli_done *done)
{
    struct cli *cli = progress->cli;
    const char *out = is_told(progress, done) ? done->out : "";
    count(&progress->tally, done);
    if (progress->live)
        aj_buf_str(&progress->text, done->err);
    else
        fputs(done->err, cli->err);
    if (progress->live && progress->one_terminal)
        aj_buf_str(&progress->text, out);
    else if (*out)
        cli_answer(cli, out, strlen(out));
}

static void end_events(const struct cli_progress *progress, int status)
{
    struct cli *cli = progress->cli;
    struct aj_buf summary = AJ_BUF_INIT;
    bool many = progress->plan->count > 1 && cli->command->run == cli_build;
    if (progress->events)
        cli_event_end(cli, &progress->tally, status);
    else if (many && !(cli->given & CLI_QUIET) && strcmp(cli->format, "json") != 0)
        cli_add_summary(&summary, &progress->tally);
    if (summary.len)
        cli_answer(cli, summary.data, summary.len);
    aj_buf_free(&summary);
}

void cli_progress_settle(struct cli_progress *progress)
{
    if (progress->live)
        cli_live_end(progress->live, progress->text.data, progress->text.len);
    aj_buf_clear(&progress->text);
}

void cli_progress_end(struct cli_progress *progress, int status)
{
    progress->tally.time = aj_now() - progress->begun;
    cli_progress_settle(progress);
    end_events(progress, status);
    cli_live_free(progress->live);
    cli_tally_free(&progress->tally);
    aj_buf_free(&progress->text);
    free(progress->tries);
    free(progress->running);
    free(progress);
}
