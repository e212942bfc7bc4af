/* The signals that end what runs long: SIGINT, SIGTERM and SIGHUP, heard by a descriptor, so that nothing is
 * interrupted by them. */
#ifndef POOL_SIGNALS_H
#define POOL_SIGNALS_H

#include <signal.h>

struct pool_signals {
    int fd;       /* becomes readable when one has come; -1 with errno set when the system gives none */
    sigset_t old; /* the mask of before */
};

/* Hears them from now on. A SIGHUP that the caller was started to ignore (nohup) stays ignored; SIGINT does
 * not: a shell that is no person's has what it starts with & ignore it, and scripts still send it. */
void pool_signals_open(struct pool_signals *signals);

/* The number of one that has come; 0: none. */
int pool_signals_take(const struct pool_signals *signals);

/* Puts the mask back; errno stays as it is. */
void pool_signals_close(struct pool_signals *signals);

#endif
