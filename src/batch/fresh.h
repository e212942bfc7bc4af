/*
 * Freshness: whether what stands in the output folder is what a build would print. The build record tells
 * what the report was made of; all of it is looked at again. Contents decide, never times: so a file that was
 * touched, moved with its folder or restored changes nothing, and a clock that is wrong cannot hide a change.
 */
#ifndef BAT_FRESH_H
#define BAT_FRESH_H

#include "batch/batch.h"
#include "batch/plan.h"

/* Why a report is built; the first that is found. */
enum bat_why {
    BAT_WHY_NOT,          /* it need not be */
    BAT_WHY_FORCED,       /* it is asked for, whatever stands there */
    BAT_WHY_NO_REPORT,    /* there is no such report: the build says so */
    BAT_WHY_TAKEN,        /* a report before it in the plan prints to the same file: the build says so */
    BAT_WHY_NAME,         /* its name is one that it must not have: the same */
    BAT_WHY_NO_PDF,       /* nothing was printed yet, or it is gone */
    BAT_WHY_NO_RECORD,    /* nothing tells what the PDF was made of */
    BAT_WHY_BAD_RECORD,   /* what should tell is damaged, or of an older program's form */
    BAT_WHY_OTHER_REPORT, /* it tells of a report of another name or organisation */
    BAT_WHY_FAILED,       /* the last attempt failed, and another may go otherwise */
    BAT_WHY_PROGRAM,      /* another program, or another library: `name` is "arshjul" or the library's */
    BAT_WHY_OPTIONS,      /* other options: `name` is the option's */
    BAT_WHY_CHANGED,      /* the input `name` is another */
    BAT_WHY_GONE,         /* it was there and is not any more */
    BAT_WHY_CAME,         /* it was missing and is there now */
    BAT_WHY_OTHER_PDF,    /* the PDF is not the one that was printed */
    BAT_WHY_NO_PAGE,      /* the same of the web page */
    BAT_WHY_OTHER_PAGE,
    BAT_WHY_COUNT
};

/* What a record tells of the findings of a build, and how many pages it made. */
struct bat_counts {
    uint32_t faults, errors, warnings, notes, accepted, pages;
};

struct bat_freshness {
    enum bat_why why;
    enum aj_input_kind kind; /* of the input `name` */
    const char *name;        /* what changed, in the arena; NULL where `why` says it all */
    bool adopted;            /* what stands there is adopted: printed once, for good */
    bool failed_before;      /* a record of a failed attempt stands beside what is fresh */
    bool failed; /* BAT_WHY_NOT because the last attempt failed and another would fail the same: told.h */
    enum bat_status status; /* as the record tells (with `failed`: that of the attempt), when it is fresh */
    const char *title;      /* the same, in the arena; NULL: it has none */
    struct bat_counts counts;
};

struct bat_fresh_options {
    bool force, html, strict;
};

/*
 * Looks whether a report of a plan must be built; nothing is written. Asked before bat_open, it loads no
 * fonts, schemas or stylesheets: what reports share is hashed once in a worker's life.
 *
 * An adopted document is printed once, for good: as long as it, its record and its own data stand, it is
 * fresh whatever program, templates, fonts and options are now.
 *
 * Where the last attempt failed, its record is what is asked: a broken report is fresh as well, as long as
 * another build would find the same.
 */
void bat_fresh(struct bat_worker *worker, const struct bat_item *item,
               const struct bat_fresh_options *options, struct aj_arena *arena, struct bat_freshness *out);

/* "no-pdf", "changed" ...: of `why`, for JSON. */
const char *bat_why_name(enum bat_why why);

#endif
