/* arshjul index: the archive's first page, also made at the end of a build. */
#include "archive/archive.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"

#include <stdlib.h>
#include <sys/stat.h>

static const char *index_path(struct aj_arena *arena, const char *output)
{
    return aj_printf(arena, "%s/index.html", output);
}

/* A job of its own, since the command's knows no templates. */
static enum arc_outcome make(struct cli *cli, const struct arc_options *options, struct arc_counts *counts,
                             int *status)
{
    const char *templates = cli_find_templates(cli);
    char *real = templates ? realpath(templates, NULL) : NULL;
    struct aj_job *job = aj_job_new(NULL, real);
    enum arc_outcome outcome = arc_index(job, options, counts);
    *status = cli_report_findings(cli, job);
    aj_job_free(job);
    free(real);
    return outcome;
}

int cli_index_after(struct cli *cli, bool changed)
{
    struct stat st;
    int status = CLI_OK;
    struct arc_counts counts = {0};
    struct arc_options options = {.output = cli->output, .unless_empty = true};
    /* Where nothing was ever written there is no folder, and no archive. */
    if (stat(cli->output, &st) == 0 && S_ISDIR(st.st_mode) && (changed || arc_is_stale(cli->output)))
        make(cli, &options, &counts, &status);
    return status;
}

/* Whether there is nothing to list: then the folder is hardly the one that was meant. */
static bool is_empty(struct cli *cli, const char *output, const struct arc_counts *counts)
{
    struct stat st;
    if (counts->documents || counts->wrong || lstat(index_path(cli->job->arena, output), &st) == 0)
        return false;
    aj_diag_add(cli->job->diags, AJ_E0870, 0, output, NULL);
    cli_report_findings(cli, cli->job);
    return true;
}

bool cli_has_index(struct cli *cli)
{
    struct aj_arena *arena = aj_arena_new();
    struct stat st;
    bool has = lstat(index_path(arena, cli->output), &st) == 0;
    aj_arena_free(arena);
    return has;
}

int cli_index(struct cli *cli)
{
    struct aj_arena *arena = cli->job->arena;
    struct arc_counts counts = {0};
    struct arc_options options = {.verify = true, .told = true, .unless_empty = true};
    options.output = cli->operand_count ? cli->operands[0] : cli->output;
    int status;
    enum arc_outcome outcome = make(cli, &options, &counts, &status);
    if (outcome == ARC_FAILED || outcome == ARC_KEPT)
        return status > CLI_WRONG ? status : CLI_WRONG;
    if (is_empty(cli, options.output, &counts))
        return cli_worse(status, CLI_WRONG);
    struct aj_buf line = AJ_BUF_INIT;
    aj_buf_printf(&line, "%s: ", aj_utf8_line(arena, index_path(arena, options.output)));
    aj_buf_printf(&line, aj_text_n("%u document", "%u documents", counts.documents), counts.documents);
    if (outcome == ARC_UNCHANGED)
        aj_buf_str(&line, aj_text(", unchanged"));
    if (counts.failed)
        aj_buf_printf(&line, aj_text_n(", %u not printed", ", %u not printed", counts.failed), counts.failed);
    if (counts.wrong)
        aj_buf_printf(&line, aj_text_n(", %u file does not agree", ", %u files do not agree", counts.wrong),
                      counts.wrong);
    aj_buf_char(&line, '\n');
    if (!(cli->given & CLI_QUIET))
        cli_answer(cli, line.data, line.len);
    aj_buf_free(&line);
    return status;
}
