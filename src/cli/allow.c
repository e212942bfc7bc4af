/* --allow DIR and ARSHJUL_ALLOW: what reports may read outside their organisation's folder. */
#include "base/file.h"
#include "cli/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void allow(struct cli *cli, const char *said, const char *folder)
{
    if (bat_worker_allow(cli->worker, folder))
        return;
    int error = errno;
    if (error == EEXIST)
        aj_diag_add(cli->job->diags, AJ_E0822, 0, said, folder, NULL);
    else if (error == EINVAL)
        aj_diag_add(cli->job->diags, AJ_E0821, 0, said, folder, "it is the root folder", "det är rotmappen",
                    NULL);
    else
        aj_diag_add(cli->job->diags, AJ_E0821, 0, said, folder,
                    error == ENOENT ? "there is no such folder" : aj_file_reason(error, AJ_ENGLISH),
                    error == ENOENT ? "mappen finns inte" : aj_file_reason(error, AJ_SWEDISH), NULL);
}

bool cli_allow(struct cli *cli)
{
    for (uint32_t i = 0; i < cli->allow_count; i++)
        allow(cli, "--allow", cli->allow[i]);
    const char *list = getenv("ARSHJUL_ALLOW");
    while (list && *list) {
        size_t n = strcspn(list, ":");
        if (n)
            allow(cli, "ARSHJUL_ALLOW", aj_strndup(cli->job->arena, list, n));
        list += n + (list[n] == ':');
    }
    return cli->job->diags->len == 0;
}
