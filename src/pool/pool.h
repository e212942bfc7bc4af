/*
 * Pool. Enters: items by their numbers, and what is to be done with one. Leaves: an answer for each, or how
 * it ended without one. The work is done in processes forked from the caller's: one that crashes, hangs or
 * grows too large costs its item only, which is tried once more, alone, when all others are done.
 */
#ifndef POOL_POOL_H
#define POOL_POOL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* How a worker's try at an item ended. */
enum pool_end {
    POOL_ANSWERED,
    POOL_CRASHED,   /* a signal killed the worker, or it ended before it answered */
    POOL_TOO_LONG,  /* it was at work for longer than the limit */
    POOL_TOO_LARGE, /* it asked for more memory than the limit */
};

struct pool_result {
    enum pool_end end;
    int signal;         /* POOL_CRASHED: what killed it; 0: it ended by itself */
    const char *answer; /* POOL_ANSWERED: its bytes, borrowed until the callback returns */
    size_t length;
    int64_t time;    /* nanoseconds that the try took */
    uint64_t memory; /* bytes that the worker held at its end; 0 when it is not known */
};

struct pool_limits {
    unsigned jobs;   /* workers at once, at least 1 */
    int64_t seconds; /* of one try; 0: no limit */
    uint64_t bytes;  /* of a worker's memory; 0: no limit. Not kept under the address sanitizer */
};

/* What is done. `context` is handed to each; all but `perform` may be NULL. */
struct pool_work {
    void *context;
    /* In a worker: does an item, and makes its answer. */
    void (*perform)(void *context, uint32_t item, struct aj_buf *answer);
    /* In a worker, before it ends well: gives back what perform keeps from item to item. */
    void (*close)(void *context);
    /* In the caller, with the number of the worker (below `jobs`) that an item was given to. */
    void (*started)(void *context, unsigned worker, uint32_t item);
    /* In the caller: a first try that ended without an answer; the item will be tried again. */
    void (*failed)(void *context, unsigned worker, uint32_t item, const struct pool_result *result);
    /* In the caller: the item is done. Called once for each, in the order in which they end. */
    void (*done)(void *context, unsigned worker, uint32_t item, const struct pool_result *result);
    /* In the caller: some ten times a second. */
    void (*tick)(void *context);
};

/* What a run that could not be done gives instead of a signal's number. */
enum { POOL_FAULT = -1 };

/*
 * Does the items order[0] … order[count - 1], each a number of the caller's, in about that order. 0 when all
 * are done; the number of the signal (SIGINT, SIGTERM, SIGHUP) that stopped it, with the workers gone and
 * items undone; POOL_FAULT with errno set when no process could be made, ECHILD when a worker that
 * had nothing more to do did not end well (a leak, under the sanitizers). The caller's other children are
 * left alone. Streams are flushed before each fork.
 */
int pool_run(const struct pool_work *work, const struct pool_limits *limits, const uint32_t *order,
             uint32_t count);

/* The processors that this process may use, at least 1: a container's quota of time bounds them too. */
unsigned pool_processors(void);

#endif
