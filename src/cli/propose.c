/* arshjul check FOLDER, where the folder has tables but no report. */
#include "cli/internal.h"

#include <string.h>

int cli_propose(struct cli *cli, const char *folder, json_t *answer)
{
    uint32_t count;
    int status = CLI_OK;
    const char **files = bat_find_tables(cli->job->arena, folder, &count);
    for (uint32_t i = 0; i < count; i++) {
        struct bat_proposal *proposal = bat_propose(cli->worker, folder, files[i]);
        struct aj_buf text = AJ_BUF_INIT;
        if (answer)
            json_array_append_new(answer, bat_proposal_json(proposal));
        else
            bat_proposal_text(proposal, &text);
        if (text.len)
            cli_answer(cli, text.data, text.len);
        aj_buf_free(&text);
        int found = cli_report_findings(cli, proposal->job);
        status = found > status ? found : status;
        bat_proposal_free(proposal);
    }
    return status;
}
