/* The items of a run: who does which when, and what is tried again. */
#include "base/arena.h"
#include "base/clock.h"
#include "pool/internal.h"
#include "pool/signals.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
    TICK_MS = 100,
    RETIRE_PART = 4,  /* a worker that keeps more than this part of its limit between items is replaced */
    OTHER_FILES = 16, /* that the parent has open besides a socket for each worker */
};

struct run {
    const struct pool_work *work;
    const struct pool_limits *limits;
    struct pool_worker *workers;
    struct pollfd *polled; /* the workers, then the signals */
    unsigned jobs;
    const uint32_t *order;
    uint32_t count, next;
    uint32_t *again; /* items to be tried once more */
    uint32_t again_len;
    bool alone;   /* the first tries are over */
    bool stopped; /* by a signal or a fault: what workers were at counts no more */
    bool unclean; /* a worker that had nothing to do did not end well */
    struct pool_signals signals;
};

static unsigned number_of(const struct run *run, const struct pool_worker *worker)
{
    return (unsigned)(worker - run->workers);
}

/* An item has ended: with its answer, or for good, or to be tried again. */
static void settle(struct run *run, struct pool_worker *worker, const struct pool_result *result)
{
    const struct pool_work *work = run->work;
    unsigned number = number_of(run, worker);
    worker->busy = false;
    if (result->end == POOL_ANSWERED || run->alone) {
        if (work->done)
            work->done(work->context, number, worker->item, result);
        return;
    }
    run->again[run->again_len++] = worker->item;
    if (work->failed)
        work->failed(work->context, number, worker->item, result);
}

static void bury(struct run *run, struct pool_worker *worker, bool kill)
{
    struct pool_result result;
    bool busy = worker->busy;
    pool_worker_end(worker, kill, run->limits, &result);
    run->unclean |= !busy && worker->unclean;
    if (busy && !run->stopped)
        settle(run, worker, &result);
}

/* Gives an idle worker the next item; false when no process can be made. */
static bool employ(struct run *run, struct pool_worker *worker)
{
    if (run->next == run->count)
        return true;
    if (!worker->pid && !pool_worker_start(run->workers, run->limits->jobs, worker, run->work, run->limits,
                                           &run->signals.old))
        return false;
    uint32_t item = run->order[run->next++];
    if (run->work->started)
        run->work->started(run->work->context, number_of(run, worker), item);
    if (!pool_worker_give(worker, item, run->limits))
        bury(run, worker, true);
    return true;
}

static void take_answer(struct run *run, struct pool_worker *worker)
{
    struct pool_result result;
    pool_worker_answer(worker, &result);
    settle(run, worker, &result);
    /* What is tried once more is alone in its process too. */
    bool large = run->limits->bytes && result.memory > run->limits->bytes / RETIRE_PART;
    if (large || run->alone)
        bury(run, worker, false);
}

static void kill_late(struct run *run, int64_t now)
{
    for (unsigned i = 0; i < run->jobs; i++) {
        struct pool_worker *worker = &run->workers[i];
        if (worker->busy && worker->deadline && now >= worker->deadline) {
            worker->killed = true;
            bury(run, worker, true);
        }
    }
}

/* A process that was stopped (Ctrl-Z, a debugger) had its workers stopped too. */
static void forgive_pause(struct run *run, int64_t slept)
{
    int64_t pause = slept - 10 * (int64_t)TICK_MS * 1000000;
    for (unsigned i = 0; pause > 0 && i < run->jobs; i++)
        if (run->workers[i].deadline)
            run->workers[i].deadline += pause;
}

/* Waits for news: the number of the signal that came, 0 for none, POOL_FAULT. */
static int wait_for_news(struct run *run)
{
    for (unsigned i = 0; i < run->jobs; i++)
        run->polled[i] =
            (struct pollfd){.fd = run->workers[i].pid ? run->workers[i].fd : -1, .events = POLLIN};
    int64_t before = aj_now();
    if (poll(run->polled, run->jobs + 1, TICK_MS) < 0 && errno != EINTR)
        return POOL_FAULT;
    forgive_pause(run, aj_now() - before);
    return run->polled[run->jobs].revents ? pool_signals_take(&run->signals) : 0;
}

static void hear(struct run *run)
{
    for (unsigned i = 0; i < run->jobs; i++) {
        struct pool_worker *worker = &run->workers[i];
        if (!worker->pid || !run->polled[i].revents)
            continue;
        int heard = pool_worker_read(worker);
        if (heard < 0)
            bury(run, worker, false);
        else if (heard > 0)
            take_answer(run, worker);
    }
}

static bool any_busy(const struct run *run)
{
    for (unsigned i = 0; i < run->jobs; i++)
        if (run->workers[i].busy)
            return true;
    return false;
}

/* Every item of run->order; what pool_run gives. */
static int do_items(struct run *run)
{
    int64_t ticked = aj_now();
    while (run->next < run->count || any_busy(run)) {
        for (unsigned i = 0; i < run->jobs; i++)
            if (!run->workers[i].busy && !employ(run, &run->workers[i]) && !any_busy(run))
                return POOL_FAULT;
        int news = wait_for_news(run);
        if (news)
            return news;
        hear(run);
        int64_t now = aj_now();
        kill_late(run, now);
        if (run->work->tick && now - ticked >= (int64_t)TICK_MS * 1000000) {
            run->work->tick(run->work->context);
            ticked = now;
        }
    }
    return 0;
}

/* The workers of the first tries go, so that each second try has the machine for itself. */
static int do_again(struct run *run)
{
    for (unsigned i = 0; i < run->jobs; i++)
        if (run->workers[i].pid)
            bury(run, &run->workers[i], false);
    run->alone = true;
    run->jobs = 1;
    run->order = run->again;
    run->count = run->again_len;
    run->next = 0;
    run->polled[1] = run->polled[run->limits->jobs];
    return do_items(run);
}

/* As many workers as there may be open sockets; poll() refuses to look at more. */
static unsigned most_jobs(unsigned jobs)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return jobs;
    rlim_t most = files.rlim_cur > OTHER_FILES ? files.rlim_cur - OTHER_FILES : 1;
    return jobs < most ? jobs : (unsigned)most;
}

int pool_run(const struct pool_work *work, const struct pool_limits *limits, const uint32_t *order,
             uint32_t count)
{
    struct pool_limits kept = *limits;
    kept.jobs = most_jobs(limits->jobs);
    struct run run = {.work = work, .limits = &kept, .order = order, .count = count, .jobs = kept.jobs};
    pool_signals_open(&run.signals);
    size_t jobs = kept.jobs;
    run.workers = aj_malloc(jobs * sizeof *run.workers);
    memset(run.workers, 0, jobs * sizeof *run.workers);
    run.polled = aj_malloc((jobs + 1) * sizeof *run.polled);
    run.polled[jobs] = (struct pollfd){.fd = run.signals.fd, .events = POLLIN};
    run.again = aj_malloc(((size_t)count + 1) * sizeof *run.again);
    int stopped = run.signals.fd < 0 ? POOL_FAULT : do_items(&run);
    if (!stopped && run.again_len)
        stopped = do_again(&run);
    int error = errno;
    run.stopped = stopped != 0;
    for (size_t i = 0; i < jobs; i++) {
        if (run.workers[i].pid)
            bury(&run, &run.workers[i], stopped != 0);
        aj_buf_free(&run.workers[i].in);
    }
    if (!stopped && run.unclean) {
        stopped = POOL_FAULT;
        error = ECHILD;
    }
    pool_signals_close(&run.signals);
    free(run.workers);
    free(run.polled);
    free(run.again);
    errno = error;
    return stopped;
}
