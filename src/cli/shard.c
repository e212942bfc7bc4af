/* Which part of a batch a command is to do. */
#include "cli/internal.h"

struct bat_shard cli_shard(struct cli *cli)
{
    struct bat_shard whole = {1, 1}, shard;
    if (!cli->shard)
        return whole;
    if (bat_shard_parse(cli->shard, &shard))
        return shard;
    aj_diag_add(cli->job->diags, AJ_E0860, 0, cli->shard, NULL);
    return whole;
}
