/* What the files of watch share. */
#ifndef WAT_INTERNAL_H
#define WAT_INTERNAL_H

#include "watch/watch.h"

/* Sends lines such as "READY=1" to the service manager; nothing when there is none (NOTIFY_SOCKET). */
void wat_notify(const char *state);

/* How often the service manager wants to hear "WATCHDOG=1", in ms, twice as often as it asks; 0: never. */
int64_t wat_notify_interval(void);

#endif
