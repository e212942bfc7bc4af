#include "base/arena.h"
#include "base/file.h"
#include "folder.h"
#include "pool/internal.h"
#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ITEMS = 40, MIB = 1 << 20 };

/* What the items of a test do, and what was told of them. */
struct book {
    int faulty; /* items below this one fail ... */
    int tries;  /* ... so many times; what was tried is marked in the folder */
    void (*fault)(void);
    uint32_t answers[ITEMS];
    unsigned started, failed, done, ticks;
    enum pool_end ends[ITEMS];
    int signals[ITEMS];
    bool wrong;
};

TestSuite(pool, .init = enter_folder, .fini = leave_folder);

/* The number of this try at an item, from 1: the folder remembers what a dead worker cannot. */
static int next_try(uint32_t item)
{
    char name[64];
    for (int try = 1;; try++) {
        snprintf(name, sizeof name, "try-%u-%d", item, try);
        if (mkdir(name, 0777) == 0)
            return try;
    }
}

static void perform(void *context, uint32_t item, struct aj_buf *answer)
{
    const struct book *book = context;
    if ((int)item < book->faulty && next_try(item) <= book->tries)
        book->fault();
    aj_buf_printf(answer, "%u", item * item);
}

static void started(void *context, unsigned worker, uint32_t item)
{
    struct book *book = context;
    (void)worker;
    (void)item;
    book->started++;
}

static void failed(void *context, unsigned worker, uint32_t item, const struct pool_result *result)
{
    struct book *book = context;
    (void)worker;
    (void)item;
    book->failed++;
    book->wrong |= result->end == POOL_ANSWERED;
}

static void done(void *context, unsigned worker, uint32_t item, const struct pool_result *result)
{
    struct book *book = context;
    (void)worker;
    book->done++;
    book->ends[item] = result->end;
    book->signals[item] = result->signal;
    if (result->end == POOL_ANSWERED)
        book->answers[item] = (uint32_t)strtoul(result->answer, NULL, 10);
}

static void tick(void *context)
{
    ((struct book *)context)->ticks++;
}

static int run(struct book *book, unsigned jobs, int64_t seconds, uint64_t bytes, uint32_t count)
{
    uint32_t order[ITEMS] = {0};
    for (uint32_t i = 0; i < count; i++)
        order[i] = count - 1 - i;
    struct pool_work work = {.context = book,
                             .perform = perform,
                             .started = started,
                             .failed = failed,
                             .done = done,
                             .tick = tick};
    struct pool_limits limits = {jobs, seconds, bytes};
    return pool_run(&work, &limits, order, count);
}

static void expect_answers(const struct book *book, uint32_t from, uint32_t count)
{
    for (uint32_t i = from; i < count; i++) {
        cr_expect_eq(book->ends[i], POOL_ANSWERED, "item %u", i);
        cr_expect_eq(book->answers[i], i * i, "item %u", i);
    }
}

Test(pool, every_item_is_answered_whatever_the_number_of_workers)
{
    for (unsigned jobs = 1; jobs <= 8; jobs++) {
        struct book book = {0};
        cr_expect_eq(run(&book, jobs, 0, 0, ITEMS), 0);
        expect_answers(&book, 0, ITEMS);
        cr_expect_eq(book.started, ITEMS);
        cr_expect_eq(book.done, ITEMS);
        cr_expect_eq(book.failed, 0);
    }
}

/* The limit under which so many more files can be opened: what runs the tests may have left any number open.
 */
static rlim_t limit_with_free(unsigned count)
{
    int taken[16], last = 0;
    cr_assert_leq(count, sizeof taken / sizeof *taken);
    for (unsigned i = 0; i < count; i++) {
        last = taken[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        cr_assert_geq(last, 0);
    }
    for (unsigned i = 0; i < count; i++)
        close(taken[i]);
    return (rlim_t)last + 1;
}

Test(pool, there_are_no_more_workers_than_files_may_be_open)
{
    struct rlimit files;
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &files), 0);
    for (unsigned most = 3; most <= 15; most += 4) { /* one for signals, and two while a worker starts */
        struct rlimit few = {.rlim_cur = limit_with_free(most), .rlim_max = files.rlim_max};
        struct book book = {0};
        cr_assert_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
        cr_expect_eq(run(&book, 64, 0, 0, ITEMS), 0);
        cr_assert_eq(setrlimit(RLIMIT_NOFILE, &files), 0);
        expect_answers(&book, 0, ITEMS);
    }
}

Test(pool, a_quota_of_time_is_so_many_processors)
{
    cr_expect_eq(pool_processors_of_quota("max 100000\n"), 0);
    cr_expect_eq(pool_processors_of_quota("200000 100000\n"), 2);
    cr_expect_eq(pool_processors_of_quota("250000 100000\n"), 3);
    cr_expect_eq(pool_processors_of_quota("50000 100000\n"), 1);
    cr_expect_eq(pool_processors_of_quota("100000 0\n"), 0);
    cr_expect_eq(pool_processors_of_quota("18446744073709551615 1\n"), 0);
    cr_expect_eq(pool_processors_of_quota("100000"), 0);
    cr_expect_eq(pool_processors_of_quota(""), 0);
    cr_expect_geq(pool_processors(), 1);
}

Test(pool, nothing_to_do_is_done)
{
    struct book book = {0};
    cr_expect_eq(run(&book, 2, 0, 0, 0), 0);
    cr_expect_eq(book.done, 0);
}

static void crash(void)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
}

static void hang(void)
{
    for (;;)
        pause();
}

static void end(void)
{
    _exit(7);
}

Test(pool, a_crash_costs_its_item_only_and_that_is_tried_again)
{
    struct book book = {.faulty = 3, .tries = 1, .fault = crash};
    cr_expect_eq(run(&book, 2, 0, 0, ITEMS), 0);
    expect_answers(&book, 0, ITEMS);
    cr_expect_eq(book.failed, 3);
    cr_expect_eq(book.started, ITEMS + 3);
    cr_expect_not(book.wrong);
}

Test(pool, an_item_that_crashes_twice_is_told_of)
{
    struct book book = {.faulty = 2, .tries = 2, .fault = crash};
    cr_expect_eq(run(&book, 2, 0, 0, ITEMS), 0);
    expect_answers(&book, 2, ITEMS);
    for (int i = 0; i < 2; i++) {
        cr_expect_eq(book.ends[i], POOL_CRASHED);
        cr_expect_eq(book.signals[i], SIGSEGV);
    }
    cr_expect_eq(book.done, ITEMS);
}

Test(pool, a_worker_that_ends_by_itself_has_crashed)
{
    struct book book = {.faulty = 1, .tries = 2, .fault = end};
    cr_expect_eq(run(&book, 2, 0, 0, 4), 0);
    cr_expect_eq(book.ends[0], POOL_CRASHED);
    cr_expect_eq(book.signals[0], 0);
    expect_answers(&book, 1, 4);
}

Test(pool, a_worker_that_hangs_is_ended_at_the_limit)
{
    struct book book = {.faulty = 1, .tries = 2, .fault = hang};
    enum { SECONDS = 3 }; /* the other items need none of them, on a slow machine either */
    cr_expect_eq(run(&book, 2, SECONDS, 0, 4), 0);
    cr_expect_eq(book.ends[0], POOL_TOO_LONG);
    cr_expect_geq(book.ticks, 2);
    expect_answers(&book, 1, 4);
}

#if !SUITE_SANITIZED
/* Touches what it takes, so that the limit is met however it is kept. */
static void grow(void)
{
    for (;;)
        memset(aj_malloc(MIB), 1, MIB);
}

Test(pool, a_worker_that_asks_for_too_much_memory_is_ended)
{
    struct book book = {.faulty = 1, .tries = 2, .fault = grow};
    cr_expect_eq(run(&book, 2, 30, 64 * MIB, 4), 0);
    cr_expect_eq(book.ends[0], POOL_TOO_LARGE);
    expect_answers(&book, 1, 4);
}
#endif

/* The first item to come so far stops the run, and none is ever answered: no clock decides what is undone. */
static void stop_the_run(void)
{
    if (mkdir("stopped", 0777) == 0)
        kill(getppid(), SIGTERM);
    hang();
}

Test(pool, a_signal_stops_the_run_with_items_undone)
{
    struct book book = {.faulty = ITEMS, .tries = 1, .fault = stop_the_run};
    cr_expect_eq(run(&book, 2, 0, 0, ITEMS), SIGTERM);
    cr_expect_geq(book.started, 1);
    cr_expect_eq(book.done, 0);
}

static void end_badly(void *context)
{
    (void)context;
    _exit(9);
}

static void end_by_force(void *context)
{
    (void)context;
    raise(SIGKILL);
}

Test(pool, a_worker_that_does_not_end_well_is_told_of_unless_it_was_killed)
{
    struct book book = {0};
    struct pool_work work = {.context = &book, .perform = perform, .done = done, .close = end_badly};
    const struct pool_limits limits = {.jobs = 2};
    static const uint32_t order[] = {0, 1, 2, 3};
    cr_expect_eq(pool_run(&work, &limits, order, 4), POOL_FAULT);
    cr_expect_eq(errno, ECHILD);
    work.close = end_by_force;
    cr_expect_eq(pool_run(&work, &limits, order, 4), 0);
    expect_answers(&book, 0, 4);
}

static void large(void *context, uint32_t item, struct aj_buf *answer)
{
    (void)context;
    for (uint32_t i = 0; i < MIB; i++)
        aj_buf_char(answer, (char)('a' + (i + item) % 26));
}

static void large_done(void *context, unsigned worker, uint32_t item, const struct pool_result *result)
{
    struct book *book = context;
    (void)worker;
    book->done++;
    book->wrong |= result->length != MIB || result->answer[MIB - 1] != (char)('a' + (MIB - 1 + item) % 26);
}

Test(pool, a_large_answer_comes_whole)
{
    struct book book = {0};
    struct pool_work work = {.context = &book, .perform = large, .done = large_done};
    struct pool_limits limits = {.jobs = 3};
    const uint32_t order[] = {0, 1, 2, 3, 4, 5, 6, 7};
    cr_expect_eq(pool_run(&work, &limits, order, 8), 0);
    cr_expect_eq(book.done, 8);
    cr_expect_not(book.wrong);
}
