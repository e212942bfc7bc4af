/* What the files of the pool share. */
#ifndef POOL_INTERNAL_H
#define POOL_INTERNAL_H

#include "pool/pool.h"

#include <signal.h>
#include <sys/types.h>

/* What a worker sends before the bytes of an answer. */
struct pool_frame {
    uint64_t length;
    uint64_t memory; /* bytes resident after the item */
};

/* A worker process as its parent sees it. */
struct pool_worker {
    pid_t pid;    /* 0: there is none */
    int fd;       /* items go out, answers come in */
    bool busy;    /* at work on `item` since `since`, until `deadline` at the latest */
    bool killed;  /* by the parent, for being at work too long */
    bool unclean; /* it was to end well and did not */
    uint32_t item;
    int64_t since, deadline; /* nanoseconds of a clock that only runs forward; deadline 0: none */
    struct aj_buf in;        /* what it has sent of an answer */
};

/*
 * Forks a worker, one of `count`. False with errno set. `mask` is the signal mask that it gets back.
 */
bool pool_worker_start(struct pool_worker *workers, unsigned count, struct pool_worker *worker,
                       const struct pool_work *work, const struct pool_limits *limits, const sigset_t *mask);

/* Gives the worker an item. False when it is gone. */
bool pool_worker_give(struct pool_worker *worker, uint32_t item, const struct pool_limits *limits);

/* Reads what the worker has sent: 1 when a whole answer is in, 0 when not yet, -1 when the worker is gone. */
int pool_worker_read(struct pool_worker *worker);

/* The answer that is in, borrowed until the worker is given the next item. */
void pool_worker_answer(const struct pool_worker *worker, struct pool_result *result);

/*
 * Waits for a worker that is gone, or that is to go (`kill`: at once; else it ends when it sees that nothing
 * more comes), and tells how it ended.
 */
void pool_worker_end(struct pool_worker *worker, bool kill, const struct pool_limits *limits,
                     struct pool_result *result);

enum { POOL_MOST_PROCESSORS = 4096 };

/*
 * The processors that a quota of time stands for, rounded up: "200000 100000" is two ("cpu.max" of Linux's
 * control groups, version 2: microseconds in a period). 0 when there is none.
 */
unsigned pool_processors_of_quota(const char *text);

#endif
