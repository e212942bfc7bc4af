/* What is said of a report that is not built, and why one is. */
#ifndef CLI_WHY_H
#define CLI_WHY_H

#include "batch/fresh.h"
#include "cli/internal.h"

/* In the language of the terminal: "data/x.csv has changed"; "up to date" for a fresh one. In the arena. */
const char *cli_why(struct aj_arena *arena, const struct bat_freshness *freshness);

/* {"reason", "kind", "name"}: a reason's name, and what changed where that is told. The caller owns it. */
json_t *cli_why_json(const struct bat_freshness *freshness);

/*
 * Tells of a report that is not built now, because it is fresh or because --dry-run asks only: its line, and
 * what events tell of it. Returns the exit status: that of the findings which its record counts. `findings`
 * are those of an attempt that would fail as it did (freshness->failed), else NULL; borrowed.
 */
int cli_tell_unbuilt(struct cli *cli, const struct bat_item *item, const struct bat_freshness *freshness,
                     json_t *findings, json_t **report);

#endif
