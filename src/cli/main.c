/* From arguments to an exit status. */
#include "base/file.h"
#include "base/text.h"
#include "cli/internal.h"

#include <errno.h>
#include <libxml/xmlmemory.h>
#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, in the arena; NULL when the system does not tell. */
static const char *program_folder(struct aj_arena *arena)
{
    char *path = aj_alloc(arena, PATH_MAX);
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    char *slash = length > 0 ? strrchr(path, '/') : NULL;
    if (!slash)
        return NULL;
    *slash = '\0';
    return path;
}

const char *cli_find_templates(struct cli *cli)
{
    struct aj_arena *arena = cli->job->arena;
    const char *named = cli->templates ? cli->templates : getenv("ARSHJUL_TEMPLATES");
    if (named && *named) {
        if (bat_is_templates(named))
            return named;
        aj_diag_add(cli->job->diags, AJ_E0911, 0, named, NULL);
        return NULL;
    }
    /* installed, or built in build/<preset>/ of the source tree */
    static const char *const beside[] = {"../share/arshjul/templates", "../../templates"};
    const char *folder = program_folder(arena);
    for (size_t i = 0; folder && i < sizeof beside / sizeof *beside; i++) {
        const char *path = aj_printf(arena, "%s/%s", folder, beside[i]);
        if (bat_is_templates(path))
            return path;
    }
    aj_diag_add(cli->job->diags, AJ_E0912, 0, NULL);
    return NULL;
}

/* Where the texts of other languages are: by ARSHJUL_LOCALE, installed, or built beside the program. */
static const char *find_texts(struct aj_arena *arena)
{
    const char *named = getenv("ARSHJUL_LOCALE"), *folder = program_folder(arena);
    if (named && *named)
        return named;
    /* a folder: /usr/bin/locale is a program */
    const char *built = folder ? aj_printf(arena, "%s/locale/.", folder) : NULL;
    if (built && access(built, R_OK) == 0)
        return built;
    return folder ? aj_printf(arena, "%s/../share/locale", folder) : NULL;
}

/* Colour on a terminal that shows it, unless NO_COLOR is set to anything (no-color.org). */
static bool wants_color(FILE *stream)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if ((no && *no) || !term || strcmp(term, "dumb") == 0)
        return false;
    int fd = fileno(stream);
    return fd >= 0 && isatty(fd);
}

/*
 * What one report of a batch gives back is kept for the next, instead of being returned to the system and
 * asked for again page by page; but not what only a large report needs, or each worker would soon hold that
 * much.
 */
static void keep_memory(void)
{
    enum { KEPT = 12 << 20, MAPPED = 4 << 20 };
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_MMAP_THRESHOLD, MAPPED);
}

static int run_command(struct cli *cli)
{
    if (cli->given & CLI_HELP) {
        cli_print_help(cli, cli->command);
        return CLI_OK;
    }
    if (cli->given & CLI_VERSION) {
        fprintf(cli->out, "arshjul %s\n", AJ_VERSION);
        return CLI_OK;
    }
    if (cli->command->run == cli_help)
        return cli_help(cli);
    const char *templates = cli_find_templates(cli);
    cli->worker = templates ? bat_worker_new(templates) : NULL;
    if (!cli->worker || !cli_allow(cli)) {
        bat_worker_free(cli->worker);
        cli_report_findings(cli, cli->job);
        return CLI_USAGE;
    }
    keep_memory();
    int status = cli->command->run(cli);
    bat_worker_free(cli->worker);
    return status;
}

void cli_answer(struct cli *cli, const char *bytes, size_t length)
{
    errno = 0;
    bool written = fwrite(bytes, 1, length, cli->out) == length && fflush(cli->out) == 0;
    if (!written && !cli->write_error)
        cli->write_error = errno ? errno : EIO;
}

/* A reader that went away (head, less) has what it wanted; any other fault of writing is told. */
static int close_answer(struct cli *cli, int status)
{
    cli_answer(cli, "", 0);
    if (!cli->write_error || cli->write_error == EPIPE)
        return status;
    aj_diag_add(cli->job->diags, AJ_E0914, 0, aj_file_reason(cli->write_error, AJ_ENGLISH),
                aj_file_reason(cli->write_error, AJ_SWEDISH), NULL);
    cli_report_findings(cli, cli->job);
    return status > CLI_WRONG ? status : CLI_WRONG;
}

/* What goes to a log, or stands beside an answer that tells the same, is kept short. */
static bool wants_brief(const struct cli *cli, bool understood)
{
    bool answered = understood && cli->format && strcmp(cli->format, "json") == 0;
    return (cli->given & CLI_BRIEF) || answered || cli_is_journal(cli->err);
}

static char *copy_text(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(aj_malloc(n), text, n);
}

/* A library that gets no memory may go on with less than the report says; here the process ends instead. */
static void end_without_memory(void)
{
    xmlMemSetup(free, aj_malloc, aj_realloc, copy_text);
    json_set_alloc_funcs(aj_malloc, free);
}

int cli_main(int argc, char **argv, FILE *out, FILE *err)
{
    end_without_memory();
    struct cli cli = {
        .job = aj_job_new(NULL, NULL), .out = out, .err = err, .color = wants_color(err), .output = "output"};
    int status;
    aj_text_open(find_texts(cli.job->arena));
    bool understood = cli_parse(&cli, argc, argv);
    cli.brief = wants_brief(&cli, understood);
    if (!understood) {
        cli_report_findings(&cli, cli.job);
        status = CLI_USAGE;
    } else {
        status = run_command(&cli);
        cli.job->diags->len = 0;
    }
    status = close_answer(&cli, status);
    if (cli.stopped)
        status = CLI_STOPPED + cli.stopped;
    aj_job_free(cli.job);
    return status;
}
