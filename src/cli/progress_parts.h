/* What the files of progress share: texts that fit a terminal, and what is known of speed. */
#ifndef CLI_PROGRESS_PARTS_H
#define CLI_PROGRESS_PARTS_H

#include "base/buf.h"
#include "cli/internal.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Nanoseconds in a second. */
#define CLI_SECOND INT64_C(1000000000)

/* progress_text.c. Texts are in the language of the locale, always in UTF-8; `utf8`: the terminal shows it.
 */

/* The columns that UTF-8 text takes: 0 for combining marks, 2 for wide characters (East Asian, pictographs).
 */
size_t cli_columns(const char *text);

/*
 * A report's name in at most `room` columns: without "/report.xml"; what does not fit is left out at its
 * beginning, at a slash if one is near. Control characters become U+FFFD.
 */
void cli_add_name(struct aj_buf *out, const char *path, size_t room, bool utf8);

/* Tenths of something: "8.4", "8,4"; without the tenth from 10 on. */
void cli_add_tenths(struct aj_buf *out, uint64_t tenths);

/* "0.4 s", "12 s", "1 min 10 s", "2 h 5 min". Less than nothing is nothing. */
void cli_add_duration(struct aj_buf *out, int64_t nanoseconds);

/* "8.4/s", "12/min". */
void cli_add_rate(struct aj_buf *out, double a_second);

/* A bar of `columns` columns, `part` (0 to 1) of it full; `color`: the full part is green. */
void cli_add_bar(struct aj_buf *out, size_t columns, double part, bool utf8, bool color);

/* progress_rate.c. All times are nanoseconds of one clock that only runs forward. */

/*
 * What is known of a batch's speed. Costs are estimates (bat_item.cost), compared with each other only. The
 * reports that are up to date are found out first; they say nothing of how long the others will take.
 */
struct cli_rate {
    double total, done;       /* cost */
    double skipped;           /* the part of it that was up to date */
    double worked, work_time; /* cost of reports made, the nanoseconds that they took; old ones fade */
    uint32_t made, count;     /* reports made, done */
    int64_t begun;
    struct cli_rate_mark {
        int64_t at;
        uint32_t count;
    } marks[2];    /* where speed is measured from: the older one, so that it is over some seconds */
    int64_t shown; /* the time left that was told last; -1: none */
    int64_t changed;
};

/* A worker at work. */
struct cli_running {
    double cost;
    int64_t since; /* 0: it is idle */
};

void cli_rate_begin(struct cli_rate *rate, double total, int64_t now);

/* A report is done, in so many nanoseconds of its worker; `made`: it was not just found to be up to date. */
void cli_rate_add(struct cli_rate *rate, double cost, int64_t time, bool made, int64_t now);

/* Reports a second over the last few seconds; 0 while it is not known. */
double cli_rate_speed(struct cli_rate *rate, int64_t now);

/*
 * Nanoseconds that the rest will take, in steps that a person can read, not more than once a second a new one
 * and none longer for a small reason; -1 while too little is known.
 */
int64_t cli_rate_left(struct cli_rate *rate, const struct cli_running *workers, unsigned jobs, int64_t now);

/* progress_live.c: the lines on a terminal that change. */

struct cli_live;

/* What the bar says. */
struct cli_view {
    uint32_t done, count, failed;
    double part;   /* how much of the work is done, 0 to 1 */
    double speed;  /* reports a second; 0: not known */
    int64_t left;  /* nanoseconds; -1: not known */
    bool emptying; /* no report waits any more: idle workers need no line */
    int64_t now;
};

/*
 * NULL unless `stream` is a terminal that can move its cursor (TERM is set and not "dumb"). `color` as for
 * findings. The stream is borrowed.
 */
struct cli_live *cli_live_new(FILE *stream, bool color, unsigned jobs);
void cli_live_free(struct cli_live *live);

/* What a worker does now; `report` is borrowed until it does something else, NULL: nothing. */
void cli_live_set(struct cli_live *live, unsigned worker, const char *report, int64_t now);

/*
 * Draws the lines anew below `text` (whole lines, `length` bytes; none: 0), which is printed where they
 * stood: as many as the window has room for, none of them wider than it.
 */
void cli_live_draw(struct cli_live *live, const struct cli_view *view, const char *text, size_t length);

/* Takes the lines away for good, and prints `text` where they stood. */
void cli_live_end(struct cli_live *live, const char *text, size_t length);

/* progress_summary.c: what a batch came to. */

/* Failed reports that a summary names. */
enum { CLI_NAMED = 20 };

struct cli_tally {
    uint32_t reports; /* in the batch */
    uint32_t printed, unchanged, fresh, failed;
    uint32_t waiting;         /* to be built, of --dry-run */
    uint32_t faulty;          /* printed or unchanged, with errors in them: drafts */
    uint64_t pages;           /* of those that were laid out */
    int64_t time;             /* nanoseconds from the first to the last */
    char *names[CLI_NAMED];   /* of failed reports, in order; on the heap */
    char *reasons[CLI_NAMED]; /* their first error, "" when none is known; the same */
};

/* A report was not printed. Both are copied. */
void cli_tally_fail(struct cli_tally *tally, const char *report, const char *reason);
void cli_tally_free(struct cli_tally *tally);

/* Reports that were done, whatever became of them. */
uint32_t cli_tally_done(const struct cli_tally *tally);

/* The lines after the last report. */
void cli_add_summary(struct aj_buf *out, const struct cli_tally *tally);

/*
 * progress_events.c: the course of a batch for programs, an object a line on cli->out. `at` is nanoseconds
 * since the batch began.
 */
void cli_event_begin(struct cli *cli, uint32_t reports, unsigned jobs);
void cli_event_start(struct cli *cli, int64_t at, const char *report, unsigned worker, unsigned tries);
void cli_event_retry(struct cli *cli, int64_t at, const char *report, const char *why);

/* `told` is what a run tells of itself (cli_finish_report); `time` nanoseconds that it took. */
void cli_event_report(struct cli *cli, int64_t at, const json_t *told, int exit, int64_t time,
                      unsigned tries);
void cli_event_end(struct cli *cli, const struct cli_tally *tally, int status);

#endif
