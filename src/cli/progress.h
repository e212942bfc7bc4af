/*
 * What is seen of a batch while it is built, and what is said of it afterwards: on a terminal lines that
 * change below the others, elsewhere a line a report; with build --format json a stream of events.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "batch/plan.h"
#include "cli/internal.h"

/* A report that is done. All is borrowed for the call. */
struct cli_done {
    const struct bat_item *item; /* of the plan */
    int status;                  /* enum cli_exit */
    const json_t *report;        /* what events tell of it: see cli_finish_report */
    const char *out;             /* its line, and with -v what was read: whole lines */
    const char *err;             /* its findings: whole lines */
    bool unmade;                 /* it was looked at only: it is up to date, or fails as it did */
    int64_t time;                /* nanoseconds that it took */
    uint64_t memory;             /* bytes that its worker held at the end */
};

struct cli_progress;

/* What became of a report, by what is told of it: one that was only checked counts as printed. */
enum bat_outcome cli_outcome(const json_t *report);

/* `plan` is borrowed until the end. The findings of cli->job, already told of, are those of the command. */
struct cli_progress *cli_progress_new(struct cli *cli, const struct bat_plan *plan, unsigned jobs);

/* A worker (below `jobs`) begins with an item of the plan; as it happens. */
void cli_progress_started(struct cli_progress *progress, unsigned worker, uint32_t item);

/* A try at an item failed ("crashed", "took too long"), which will be tried once more; as it happens. */
void cli_progress_failed(struct cli_progress *progress, unsigned worker, uint32_t item, const char *why);

/* A worker's report is done; as it happens. */
void cli_progress_finished(struct cli_progress *progress, unsigned worker, const struct cli_done *done);

/* A report is told of: in the plan's order, which may be later than it finished. */
void cli_progress_report(struct cli_progress *progress, const struct cli_done *done);

/* Some ten times a second. */
void cli_progress_tick(struct cli_progress *progress);

/* All that will be are done: takes away the lines that change, so that more may be said before the end. */
void cli_progress_settle(struct cli_progress *progress);

/*
 * The batch is over, with its exit status (CLI_STOPPED and a signal's number, if one ended it). Takes away
 * the lines that change, tells the summary, frees it.
 */
void cli_progress_end(struct cli_progress *progress, int status);

#endif
