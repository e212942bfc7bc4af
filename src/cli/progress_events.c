/*
 * The course of a batch for programs: --format json, one object a line, written as it happens. The members
 * are those that arshjul(1) lists; none holds a text of a report but what findings name.
 */
#include "cli/progress_parts.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Seconds to a thousandth. */
static json_t *seconds(int64_t nanoseconds)
{
    int64_t thousandths = (nanoseconds > 0 ? nanoseconds : 0) / (CLI_SECOND / 1000);
    return json_real((double)thousandths / 1000);
}

/* An event begins with its name and the seconds since the batch began. */
static json_t *event_new(const char *name, int64_t at)
{
    json_t *event = json_object();
    json_object_set_new(event, "event", json_string(name));
    json_object_set_new(event, "at", seconds(at));
    return event;
}

static void put_event(struct cli *cli, json_t *event)
{
    enum { DIGITS = 12 };
    char *text = json_dumps(event, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    json_decref(event);
    if (!text)
        return;
    struct aj_buf line = AJ_BUF_INIT;
    aj_buf_printf(&line, "%s\n", text);
    cli_answer(cli, line.data, line.len);
    aj_buf_free(&line);
    free(text);
}

void cli_event_begin(struct cli *cli, uint32_t reports, unsigned jobs)
{
    json_t *event = event_new("begin", 0);
    json_object_set_new(event, "version", json_string(AJ_VERSION));
    json_object_set_new(event, "output", bat_json_text(cli->output));
    json_object_set_new(event, "reports", json_integer(reports));
    json_object_set_new(event, "jobs", json_integer(jobs));
    json_object_set_new(event, "findings", bat_findings_json(cli->job));
    put_event(cli, event);
}

void cli_event_start(struct cli *cli, int64_t at, const char *report, unsigned worker, unsigned tries)
{
    json_t *event = event_new("start", at);
    json_object_set_new(event, "report", bat_json_text(report));
    json_object_set_new(event, "worker", json_integer(worker + 1));
    json_object_set_new(event, "try", json_integer(tries));
    put_event(cli, event);
}

void cli_event_retry(struct cli *cli, int64_t at, const char *report, const char *why)
{
    json_t *event = event_new("retry", at);
    json_object_set_new(event, "report", bat_json_text(report));
    json_object_set_new(event, "why", json_string(why));
    put_event(cli, event);
}

/* How many findings there are of each severity that nobody has accepted, and how many that somebody has. */
static json_t *counts_of(const json_t *findings)
{
    static const char *const names[] = {"notes", "warnings", "errors", "faults", "accepted"};
    enum { ACCEPTED = AJ_FAULT + 1, COUNTS };
    json_int_t counts[COUNTS] = {0};
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *finding = json_array_get(findings, i);
        const char *name = json_string_value(json_object_get(finding, "severity"));
        int severity = AJ_FAULT;
        while (name && severity > AJ_NOTE && strcmp(name, aj_severity_name((enum aj_severity)severity)) != 0)
            severity--;
        counts[json_object_get(finding, "accepted") ? ACCEPTED : severity]++;
    }
    json_t *object = json_object();
    for (size_t i = 0; i < COUNTS; i++)
        json_object_set_new(object, names[i], json_integer(counts[i]));
    return object;
}

void cli_event_report(struct cli *cli, int64_t at, const json_t *told, int exit, int64_t time, unsigned tries)
{
    static const char *const members[] = {"report", "status", "outcome", "why",     "pdf",
                                          "html",   "record", "pages",   "findings"};
    json_t *event = event_new("report", at), *findings = json_object_get(told, "findings"),
           *counts = json_object_get(told, "counts");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        json_t *value = json_object_get(told, members[i]);
        json_object_set_new(event, members[i], value ? json_incref(value) : json_null());
    }
    if (!json_object_get(told, "pages"))
        json_object_set_new(event, "pages", json_integer(0));
    json_object_set_new(event, "counts", counts ? json_incref(counts) : counts_of(findings));
    json_object_set_new(event, "exit", json_integer(exit));
    json_object_set_new(event, "seconds", seconds(time));
    json_object_set_new(event, "tries", json_integer(tries));
    put_event(cli, event);
}

/* "SIGINT"; null for 0. */
static json_t *signal_name(int signal)
{
    switch (signal) {
    case 0:
        return json_null();
    case SIGINT:
        return json_string("SIGINT");
    case SIGTERM:
        return json_string("SIGTERM");
    case SIGHUP:
        return json_string("SIGHUP");
    default:
        return json_sprintf("%d", signal);
    }
}

void cli_event_end(struct cli *cli, const struct cli_tally *tally, int status)
{
    json_t *event = event_new("end", tally->time);
    int signal = status > CLI_STOPPED ? status - CLI_STOPPED : 0;
    json_object_set_new(event, "exit", signal ? json_null() : json_integer(status));
    json_object_set_new(event, "signal", signal_name(signal));
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {{"reports", tally->reports},
                  {"built", (uint64_t)tally->printed + tally->unchanged},
                  {"unchanged", tally->unchanged},
                  {"skipped", tally->fresh},
                  {"waiting", tally->waiting},
                  {"failed", tally->failed},
                  {"left", tally->reports - cli_tally_done(tally)},
                  {"pages", tally->pages}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_object_set_new(event, counts[i].name, json_integer((json_int_t)counts[i].count));
    json_object_set_new(event, "seconds", seconds(tally->time));
    put_event(cli, event);
}
