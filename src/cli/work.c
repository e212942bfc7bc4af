#include "cli/work.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_JOBS = 1024, TIME_LIMIT = 300, MEMORY_LIMIT = 2048, LEAST_MEMORY = 64, MIB = 1 << 20 };

void cli_catch_begin(struct cli_caught *caught, const struct cli *cli)
{
    *caught = (struct cli_caught){.cli = *cli};
    caught->cli.out = open_memstream(&caught->out, &caught->out_length);
    caught->cli.err = open_memstream(&caught->err, &caught->err_length);
    if (!caught->cli.out || !caught->cli.err)
        abort(); /* no memory: as aj_malloc */
}

json_t *cli_catch_end(struct cli_caught *caught, int status, json_t *report)
{
    fclose(caught->cli.out);
    fclose(caught->cli.err);
    json_t *answer = json_pack("{s:i, s:o, s:o, s:o}", "exit", status, "out", bat_json_text(caught->out),
                               "err", bat_json_text(caught->err), "report", report);
    free(caught->out);
    free(caught->err);
    return answer;
}

void cli_put_told(struct aj_buf *answer, json_t *told)
{
    char *text = json_dumps(told, JSON_COMPACT);
    aj_buf_str(answer, text);
    free(text);
    json_decref(told);
}

json_t *cli_read_told(const struct pool_result *result)
{
    return result->end == POOL_ANSWERED ? json_loadb(result->answer, result->length, 0, NULL) : NULL;
}

bool cli_read_limits(struct cli *cli, struct pool_limits *limits)
{
    limits->jobs = (unsigned)cli_number(cli, "--jobs", cli->jobs, 1, MOST_JOBS, pool_processors());
    limits->seconds = (int64_t)cli_number(cli, "--time-limit", cli->time_limit, 0, INT32_MAX, TIME_LIMIT);
    /* No limit, or one that is enough for a report. */
    bool none = cli->memory_limit && strcmp(cli->memory_limit, "0") == 0;
    uint64_t memory =
        none ? 0
             : cli_number(cli, "--memory-limit", cli->memory_limit, LEAST_MEMORY, INT32_MAX, MEMORY_LIMIT);
    limits->bytes = memory * MIB;
    return cli->job->diags->len == 0;
}

json_t *cli_lost_report(const struct cli *cli, const struct bat_item *item, const struct bat_options *options,
                        const struct pool_limits *limits, const struct pool_result *result)
{
    struct cli_caught caught;
    cli_catch_begin(&caught, cli);
    enum aj_code code = AJ_F0806;
    char what[32];
    snprintf(what, sizeof what, "%d", result->signal);
    if (result->end == POOL_TOO_LONG) {
        code = AJ_E0807;
        snprintf(what, sizeof what, "%lld", (long long)limits->seconds);
    } else if (result->end == POOL_TOO_LARGE) {
        code = AJ_E0808;
        snprintf(what, sizeof what, "%llu", (unsigned long long)(limits->bytes / MIB));
    }
    json_t *report = NULL;
    int status = cli_finish_report(&caught.cli, bat_open_lost(cli->worker, item->report, code, what), options,
                                   &report);
    return cli_catch_end(&caught, status, report);
}
