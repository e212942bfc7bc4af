/*
 * Shards: a batch is split among N runs, on one machine or many, that need not know of each other. Which
 * report is in which shard depends on the batch alone: on the names and sizes of its files, never on what is
 * printed already, on the machine or on the order in which files were found.
 */
#ifndef BAT_SHARD_H
#define BAT_SHARD_H

#include "batch/plan.h"

#include <stdbool.h>

enum { BAT_SHARDS_MOST = 10000 };

/* The part `number` of `count`, 1 ≤ number ≤ count ≤ BAT_SHARDS_MOST. */
struct bat_shard {
    uint32_t number, count;
};

/* Reads "3/8". False for anything else, and for numbers that no shard has. */
bool bat_shard_parse(const char *text, struct bat_shard *shard);

/*
 * Deals the items out: shard_of[i] becomes the number (1 … shards) of item i. The dearest goes first, each to
 * the shard that has least so far (of several the first); of equally dear items that whose place in the
 * output is first in byte order.
 */
void bat_shard_deal(const struct bat_plan *plan, uint32_t shards, uint32_t *shard_of);

/* Leaves the items of one shard in the plan, in their order. */
void bat_shard_keep(struct bat_plan *plan, struct bat_shard shard);

#endif
