/* A batch before it is built: which reports, where each prints to, what it is estimated to cost. */
#ifndef BAT_PLAN_H
#define BAT_PLAN_H

#include "base/arena.h"

#include <stdint.h>

/* The files of a report in the output folder. */
struct bat_paths {
    const char *below;  /* the folder that they stand in, from OUTPUT on: organisation/folder */
    const char *folder; /* the same with OUTPUT before it */
    const char *pdf, *html, *record;
    const char *failed; /* the record of an attempt that printed nothing */
};

/* OUTPUT/organisation/folder/stem.pdf and so on, in the arena. An organisation that is "" has no folder. */
struct bat_paths bat_paths_of(struct aj_arena *arena, const char *output, const char *organisation,
                              const char *folder, const char *stem);

struct bat_item {
    const char *report; /* the report's file, as the user would write it */
    const char
        *file; /* its real absolute path; NULL when there is no such file: then all below are NULL or 0 */
    const char *root; /* its organisation's folder: the real absolute path */
    const char *organisation, *folder, *stem;
    struct bat_paths paths;
    const char *kind, *theme; /* as the report seems to say; "" when it does not */
    const char *taken_by;     /* an earlier report that prints to the same file; NULL: none */
    uint64_t
        cost; /* in bytes of text: those of the report, of the files that it names, and more; at least 1 */
};

struct bat_plan {
    struct bat_item *items;
    uint32_t count;
};

/*
 * The plan for reports (files, or folders that hold a report.xml), in their order; one that is named twice is
 * taken once. All is in the arena.
 */
struct bat_plan bat_plan_new(struct aj_arena *arena, const char *const *reports, uint32_t count,
                             const char *output);

/*
 * In which order `jobs` workers should take the items (their numbers, in the arena): as they stand, but for
 * those so large that the others would be done long before them, which come first.
 */
uint32_t *bat_plan_order(struct aj_arena *arena, const struct bat_plan *plan, unsigned jobs);

#endif
