/* arshjul specimen: every element of a theme on a few pages. */
#include "base/file.h"
#include "cli/internal.h"
#include "document/document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Lets a theme of an organisation's own be found from the templates' report, beside whose folder the theme's
 * then seems to lie. `folder` has no slash at its end. The theme's name, in the arena; NULL when there is no
 * such folder.
 */
static const char *stand_beside(struct aj_job *job, const char *folder)
{
    char *real = realpath(folder, NULL), *slash = real ? strrchr(real, '/') : NULL;
    if (!slash || slash == real) {
        free(real);
        return NULL;
    }
    const char *name = aj_strdup(job->lasting, slash + 1), *written = strrchr(folder, '/');
    job->own = aj_strndup(job->lasting, real, (size_t)(slash - real));
    free(real);
    /* Findings show it as the user wrote it, unless that ends in ".." or in a link. */
    bool plain = written && written > folder && strcmp(written + 1, name) == 0;
    job->own_shown = plain ? aj_strndup(job->lasting, folder, (size_t)(written - folder)) : job->own;
    return name;
}

static const char *without_slash(struct aj_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return aj_strndup(arena, path, n);
}

/* Whether the theme is there; if not, that is told without a place, since nobody wrote it in a file. */
static bool check_theme(struct aj_job *job, const char *folder)
{
    if (!strchr(folder, '/'))
        return aj_job_check_template(job, "themes", folder, "theme.css", AJ_E0551, 0);
    const char *path = aj_printf(job->arena, "%s/theme.css", folder);
    if (access(path, R_OK) == 0)
        return true;
    int error = errno;
    aj_diag_add(job->diags, AJ_E0101, 0, path, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), "", "", NULL);
    return false;
}

/* arshjul specimen --list: the themes that every report may take; an organisation's own are its folders. */
static int list_themes(struct cli *cli)
{
    char *templates = realpath(cli_find_templates(cli), NULL);
    struct aj_job *job = aj_job_new(NULL, templates);
    free(templates);
    uint32_t count;
    const char **names = aj_job_list(job, "themes", "", "theme.css", &count);
    for (uint32_t i = 0; i < count; i++) {
        cli_answer(cli, names[i], strlen(names[i]));
        cli_answer(cli, "\n", 1);
    }
    aj_job_free(job);
    return CLI_OK;
}

/* The templates' own report in the theme asked for, printed to DIR/specimen/THEME/THEME.pdf. */
int cli_specimen(struct cli *cli)
{
    if (cli->given & CLI_LIST)
        return list_themes(cli);
    const char *path = aj_printf(cli->job->arena, "%s/specimen/report.xml", cli_find_templates(cli));
    struct bat_run *run = bat_open(cli->worker, path);
    if (run->source) {
        struct aj_arena *arena = run->job->arena;
        const char *theme = cli->operands[0], *folder = without_slash(arena, theme);
        const char *own =
            strchr(theme, '/')
                ? stand_beside(run->job, strchr(folder, '/') ? folder : aj_printf(arena, "./%s", folder))
                : NULL;
        const char *name = own ? own : strrchr(folder, '/') ? strrchr(folder, '/') + 1 : folder;
        xmlSetProp(xmlDocGetRootElement(run->source), BAD_CAST "theme",
                   BAD_CAST(!check_theme(run->job, strchr(theme, '/') && !strchr(folder, '/')
                                                       ? aj_printf(arena, "./%s", folder)
                                                       : folder)
                                ? DOC_STANDARD_THEME
                            : own ? aj_printf(arena, "../%s", own)
                                  : folder));
        run->organisation = "specimen";
        run->folder = run->stem = name;
    }
    const struct bat_options options = {.output = cli->output};
    return cli_finish_report(cli, run, &options, NULL);
}
