/* What build and watch share: a report that is done in a worker process, and what is said of one that is
 * lost. */
#ifndef CLI_WORK_H
#define CLI_WORK_H

#include "batch/plan.h"
#include "cli/internal.h"
#include "pool/pool.h"

/* What a run says is caught: in a worker it goes to the parent, which tells of the reports in their order. */
struct cli_caught {
    struct cli cli; /* a copy that writes to memory */
    char *out, *err;
    size_t out_length, err_length;
};

void cli_catch_begin(struct cli_caught *caught, const struct cli *cli);

/* {"exit", "out", "err", "report"}; takes over the reference to `report`. */
json_t *cli_catch_end(struct cli_caught *caught, int status, json_t *report);

/* In a worker: makes an answer of that. Takes over the reference. */
void cli_put_told(struct aj_buf *answer, json_t *told);

/* In the parent: what an answer tells; NULL when there is none. The caller owns the reference. */
json_t *cli_read_told(const struct pool_result *result);

/* The limits that the options tell, or the usual ones; false after a finding. */
bool cli_read_limits(struct cli *cli, struct pool_limits *limits);

/*
 * What is said of a report whose process ended twice, in that form; with `options`, the record of the failed
 * attempt is written.
 */
json_t *cli_lost_report(const struct cli *cli, const struct bat_item *item, const struct bat_options *options,
                        const struct pool_limits *limits, const struct pool_result *result);

#endif
