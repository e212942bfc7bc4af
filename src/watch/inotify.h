/* What Linux tells of changes in folders of its own file systems (inotify(7)). */
#ifndef WAT_INOTIFY_H
#define WAT_INOTIFY_H

#include "watch/watch.h"

struct wat_inotify;

/* NULL with errno set when the system gives none. */
struct wat_inotify *wat_inotify_new(void);
void wat_inotify_free(struct wat_inotify *inotify);

/* Becomes readable when there is something to hear. */
int wat_inotify_fd(const struct wat_inotify *inotify);

/*
 * Around a look at all folders: wat_inotify_add for each, before it is read, so that nothing is missed
 * between; those that were not met are let go by wat_inotify_end. A folder that was moved gets its new path.
 * wat_inotify_add is false with errno set: ENOSPC when the system watches no more folders.
 */
void wat_inotify_begin(struct wat_inotify *inotify);
bool wat_inotify_add(struct wat_inotify *inotify, const char *folder);
void wat_inotify_end(struct wat_inotify *inotify);

/* A file that changed; what a name passes over is left out. */
typedef void wat_heard(void *context, const char *path, enum wat_change change);

/*
 * Hears all there is now. True when all must be looked at: folders came, went or moved, or more happened
 * than the system kept.
 */
bool wat_inotify_hear(struct wat_inotify *inotify, wat_heard *heard, void *context);

/* Whether a file system is one whose changes other machines or programs make without the system knowing. */
bool wat_is_remote(const char *path);

#endif
