#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>

struct cli_progress {
    struct cli *cli;
    const struct bat_plan *plan;
    bool events;
};

static void put_event(struct cli_progress *progress, json_t *event)
{
    char *text = json_dumps(event, JSON_COMPACT);
    cli_answer(progress->cli, text, strlen(text));
    cli_answer(progress->cli, "\n", 1);
    free(text);
    json_decref(event);
}

struct cli_progress *cli_progress_new(struct cli *cli, const struct bat_plan *plan, unsigned jobs)
{
    struct cli_progress *progress = AJ_NEW(cli->job->arena, struct cli_progress);
    *progress = (struct cli_progress){.cli = cli, .plan = plan};
    progress->events = cli->command->run == cli_build && strcmp(cli->format, "json") == 0;
    if (progress->events)
        put_event(progress, json_pack("{s:s, s:s, s:i, s:i}", "event", "begin", "version", AJ_VERSION,
                                      "reports", (int)plan->count, "jobs", (int)jobs));
    return progress;
}

void cli_progress_started(struct cli_progress *progress, unsigned worker, uint32_t item)
{
    (void)worker;
    if (progress->events)
        put_event(progress, json_pack("{s:s, s:o}", "event", "start", "report",
                                      bat_json_text(progress->plan->items[item].report)));
}

void cli_progress_finished(struct cli_progress *progress, unsigned worker, uint32_t item)
{
    (void)progress;
    (void)worker;
    (void)item;
}

void cli_progress_report(struct cli_progress *progress, const struct cli_done *done)
{
    struct cli *cli = progress->cli;
    fputs(done->err, cli->err);
    if (progress->events) {
        json_t *event = json_pack("{s:s}", "event", "report");
        json_object_update(event, done->report);
        put_event(progress, event);
    } else if (*done->out && strcmp(cli->format, "json") != 0) {
        cli_answer(cli, done->out, strlen(done->out));
    }
}

void cli_progress_tick(struct cli_progress *progress)
{
    (void)progress;
}

void cli_progress_end(struct cli_progress *progress, int status)
{
    if (progress->events)
        put_event(progress, json_pack("{s:s, s:i}", "event", "end", "exit", status));
}
