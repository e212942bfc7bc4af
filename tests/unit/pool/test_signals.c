/* The signals that end what runs long. */
#include "pool/signals.h"

#include "suite.h"

#include <unistd.h>

AJ_SUITE(signals);

Test(signals, one_that_came_is_told_of_once)
{
    struct pool_signals signals;
    pool_signals_open(&signals);
    cr_assert_geq(signals.fd, 0);
    cr_expect_eq(pool_signals_take(&signals), 0);
    kill(getpid(), SIGTERM);
    cr_expect_eq(pool_signals_take(&signals), SIGTERM);
    cr_expect_eq(pool_signals_take(&signals), 0);
    pool_signals_close(&signals);
}

/* So it is with what a script starts with &. */
Test(signals, an_interrupt_is_heard_though_it_was_ignored)
{
    struct pool_signals signals;
    signal(SIGINT, SIG_IGN);
    pool_signals_open(&signals);
    kill(getpid(), SIGINT);
    cr_expect_eq(pool_signals_take(&signals), SIGINT);
    pool_signals_close(&signals);
}

Test(signals, a_hangup_that_the_caller_ignores_stays_ignored_and_the_mask_is_put_back)
{
    struct pool_signals signals;
    sigset_t now;
    signal(SIGHUP, SIG_IGN);
    pool_signals_open(&signals);
    kill(getpid(), SIGHUP);
    cr_expect_eq(pool_signals_take(&signals), 0);
    sigprocmask(SIG_BLOCK, NULL, &now);
    cr_expect_eq(sigismember(&now, SIGINT), 1);
    pool_signals_close(&signals);
    sigprocmask(SIG_BLOCK, NULL, &now);
    cr_expect_eq(sigismember(&now, SIGINT), 0);
}
