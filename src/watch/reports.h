/* The reports that are watched, what each reads, and which are to be built next. */
#ifndef WAT_REPORTS_H
#define WAT_REPORTS_H

#include "base/job.h"
#include "watch/watch.h"

struct wat_reports;

/* How soon a report is to be built: what its author waits for first. */
enum wat_urgency {
    WAT_NOW,   /* it was saved, or something in its folder was */
    WAT_SOON,  /* a file that it reads was */
    WAT_LATER, /* something that might help it was, or a template that it reads */
    WAT_LAST,  /* everything is to be looked at */
    WAT_NOT_DUE,
};

/* Where things are: real absolute paths, without a slash at their ends. */
struct wat_places {
    const char *root;                 /* the folder that is watched */
    const char *shown;                /* as the user named it */
    const char *output;               /* where PDFs go, as the user named it */
    const char *templates;            /* the templates folder */
    const struct aj_allowed *allowed; /* folders outside the organisations' whose files reports may read */
    uint32_t allowed_count;
};

struct wat_reports *wat_reports_new(struct wat_places places);
void wat_reports_free(struct wat_reports *reports);

/* Whether a file is called as reports are. */
bool wat_is_report(const char *path);

/* Adds a report by the path of its file; nothing when it is there. Its last build's record is read. */
void wat_reports_add(struct wat_reports *reports, const char *path);

/* Forgets a report whose file is gone. False when it was none. */
bool wat_reports_remove(struct wat_reports *reports, const char *path);

/*
 * Reads the record of the last build of a report (as wat_reports_next names it) anew. WAT_BROKEN: there is
 * none, because the build did not come to its end.
 */
void wat_reports_learn(struct wat_reports *reports, const char *shown, enum wat_end end);

/*
 * A file has changed: the reports that it concerns become due. Those are the ones in whose folder it lies or
 * lay; those whose last build looked for it; those of its organisation whose last build found errors, if it
 * is in no report's folder, since it may be what they lack, and all such for a file of a folder that is
 * allowed; and for a file of the templates all. Files that builds write concern none.
 */
void wat_reports_touch(struct wat_reports *reports, const char *path);

/* All become due. */
void wat_reports_touch_all(struct wat_reports *reports);

/* Those become due whose last build could not write what it had made. False: there are none. */
bool wat_reports_touch_unwritten(struct wat_reports *reports);

/*
 * The most urgent reports that are due, at most `most`, by their files' paths as the user would name them, in
 * the arena; they are not due any more. When some are urgent, others wait.
 */
const char **wat_reports_next(struct wat_reports *reports, uint32_t most, struct aj_arena *arena,
                              uint32_t *count);

/* See wat_taken_by. */
const char *wat_reports_taken_by(const struct wat_reports *reports, const char *name, struct aj_arena *arena);

uint32_t wat_reports_count(const struct wat_reports *reports);

/* The path of a report's PDF, in the arena. */
const char *wat_reports_pdf(const struct wat_reports *reports, const char *path, struct aj_arena *arena);

#endif
