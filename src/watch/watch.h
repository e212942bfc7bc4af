/*
 * Watch. Enters: a folder of reports that people save to. Leaves: which files changed and are whole again,
 * which reports they concern, and for each report a page of its findings beside the PDF. What the system
 * tells of changes (inotify) is only a hint; what counts is what a look at the files finds, so network shares
 * that tell nothing are watched as well. Times are milliseconds of a clock that only runs forward, and are
 * handed in; files' own times are only ever compared with each other, never with a clock.
 */
#ifndef WAT_WATCH_H
#define WAT_WATCH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/job.h"

#include <stdbool.h>
#include <stdint.h>

/* --- names.c --- */

/* Whether a file's name says that it is a program's own: a lock, a temporary, a backup, a hidden file. */
bool wat_name_is_passed(const char *name);

/*
 * Whether a file's name says that it is a copy that a program made beside another: a conflict that a
 * synchronising program could not settle, a copy by a file manager. The other's name is left in `original`
 * ("report (1).xml": "report.xml").
 */
bool wat_name_is_copy(const char *name, struct aj_buf *original);

/* --- settle.c: waits until a file that is being saved is whole --- */

struct wat_settle;

/* How long to wait, in ms. */
struct wat_waits {
    int64_t quiet;    /* after the last change of a file that was closed */
    int64_t gone;     /* after a file went: many programs delete and create */
    int64_t open;     /* after the last change of a file that nobody has told to be closed, or that ends in
                         the middle */
    int64_t together; /* for other files of the same group that are still changing */
    int64_t most;     /* after the first change, whatever happens */
};

enum wat_change {
    WAT_OPEN,   /* it was written to, and may be still */
    WAT_CLOSED, /* it was closed after writing, or renamed into place */
    WAT_GONE,   /* it was deleted or renamed away */
};

struct wat_settle *wat_settle_new(struct wat_waits waits);
void wat_settle_free(struct wat_settle *settle);

/* A change of a file of a group (files that are saved together: those of an organisation). Both are copied.
 */
void wat_settle_touch(struct wat_settle *settle, const char *group, const char *path, enum wat_change change,
                      int64_t now);

/* Whether a quiet file looks as if it were written to its end. */
typedef bool wat_is_whole(void *context, const char *path);

/*
 * Takes out the files that are whole, in the order in which they began to change, as paths in the arena.
 * `is_whole` is asked about each once it is quiet.
 */
const char **wat_settle_take(struct wat_settle *settle, int64_t now, wat_is_whole *is_whole, void *context,
                             struct aj_arena *arena, uint32_t *count);

/* How many files are waited for. */
size_t wat_settle_count(const struct wat_settle *settle);

/* Forgets all that are waited for; and waits otherwise from now on. */
void wat_settle_clear(struct wat_settle *settle);
void wat_settle_set_waits(struct wat_settle *settle, struct wat_waits waits);

/* Milliseconds until it is worth asking again; -1: nothing waits. */
int64_t wat_settle_next(const struct wat_settle *settle, int64_t now);

/*
 * Whether a file's bytes end as they should: XML with the end tag of its first element, PNG and JPEG with
 * their end marks, any file with something in it. A file that cannot be opened for a reason that passes is
 * not whole; one that is not there is.
 */
bool wat_file_is_whole(const char *path);

/* --- watch.c: the course of it --- */

struct wat;

/* What is worth a word to the one who runs it. */
enum wat_event {
    WAT_READY,      /* all is being watched; `number` reports */
    WAT_MISSING,    /* the folder cannot be read (`error`), and is tried again until it can */
    WAT_BACK,       /* now it can */
    WAT_UNREAD,     /* a folder in it cannot be read (`path`, `error`): what it holds is not built */
    WAT_NO_INOTIFY, /* the system watches no more folders (`error`): they are looked at instead */
};

struct wat_news {
    enum wat_event event;
    int error;        /* an errno value */
    const char *path; /* of WAT_UNREAD */
    long number;
    bool polling; /* WAT_READY: the folder is looked at, since nothing would be heard of changes */
};

struct wat_setup {
    const char *folder;               /* that is watched, as the user named it */
    const char *output;               /* where PDFs go */
    const char *templates;            /* the templates folder: a real absolute path */
    const struct aj_allowed *allowed; /* folders outside the organisations' whose files reports may read */
    uint32_t allowed_count;
    bool poll;       /* look, even where the system would tell */
    int64_t poll_ms; /* how often; 0: as often as it costs little */
    uint32_t most;   /* reports to be built at once */
    void *context;
    /*
     * Builds reports, named by their files as the user would, and calls wat_built for each as it ends, and
     * wat_beat now and then. 0, or the signal that stopped it, or -1 after a fault that was told.
     */
    int (*build)(void *context, struct wat *watch, const char *const *reports, uint32_t count);
    /* All that was due is built, for now; 0, or what stops it, as of build. */
    int (*rested)(void *context, struct wat *watch);
    /* A report's file is gone. `pdf` is the path of its PDF. */
    void (*removed)(void *context, const char *report, const char *pdf);
    void (*tell)(void *context, const struct wat_news *news);
};

/* How a build of a report ended. */
enum wat_end {
    WAT_BUILT,     /* it printed the report, or told why it did not */
    WAT_BROKEN,    /* it did not come to its end */
    WAT_UNWRITTEN, /* it could not write what it had made: for want of room, or because a PDF is open; it is
                      tried again by and by, without anything being saved */
};

void wat_built(struct wat *watch, const char *report, enum wat_end end);

/*
 * The report before this one, in byte order of their paths, that prints to the same file, as the user would
 * name it, in the arena; NULL: none.
 */
const char *wat_taken_by(const struct wat *watch, const char *report, struct aj_arena *arena);

/* Hears what there is to hear, and tells the service manager that all is well. */
void wat_beat(struct wat *watch);

/*
 * Builds what is not up to date, then whatever people save, until SIGINT, SIGTERM or SIGHUP: gives its
 * number. A folder that is not there is waited for. -1 after a fault that was told, or when the system gives
 * nothing to wait with (errno).
 */
int wat_run(const struct wat_setup *setup);

#endif
