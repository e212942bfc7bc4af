#include "pool/signals.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/signalfd.h>
#include <unistd.h>

void pool_signals_open(struct pool_signals *signals)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    struct sigaction action;
    bool stays = sigaction(SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
    if (!stays)
        sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, &signals->old);
    signals->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int pool_signals_take(const struct pool_signals *signals)
{
    struct signalfd_siginfo info;
    return read(signals->fd, &info, sizeof info) == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void pool_signals_close(struct pool_signals *signals)
{
    int error = errno;
    if (signals->fd >= 0)
        close(signals->fd);
    sigprocmask(SIG_SETMASK, &signals->old, NULL);
    errno = error;
}
