/* What the files of batch share. */
#ifndef BAT_INTERNAL_H
#define BAT_INTERNAL_H

#include "base/map.h"
#include "batch/batch.h"
#include "compose/compose.h"

struct bat_worker {
    struct aj_arena *arena;
    const char *templates; /* a real absolute path */
    struct src_library *definitions;
    struct aj_allowed *allowed;
    uint32_t allowed_len, allowed_cap;
    struct fnt_library *fonts;
    struct cmp_library *compose;
    struct doc_library *documents;
    struct ty_library *typeset;
    struct aj_map states; /* fresh.c: struct aj_state of inputs that reports share */
    json_t *program;      /* the same: as records tell it; NULL: not asked yet */
};

/* Where a report stands, all in the arena. */
struct bat_location {
    const char *file;   /* its real absolute path */
    const char *folder; /* of the report's folder: the real absolute path */
    const char *root;   /* of the organisation's folder: the same */
};

/*
 * Finds the report that `path` names: `*shown` is its file as the user would write it. False with errno set
 * when there is none; then *shown is still what was looked for.
 */
bool bat_locate(struct aj_arena *arena, const char *path, struct bat_location *out, const char **shown);

/* A job of a worker's: with its templates, and what it has read and may read besides `root` (may be NULL). */
struct aj_job *bat_job_new(struct bat_worker *worker, const char *root);

/* What a report's files in the output folder are called: report.xml after its folder, any other after itself.
 */
const char *bat_stem(struct aj_arena *arena, const char *file, const char *folder);

/*
 * A report that is not called report.xml may have another beside it, and the files of one must not be those
 * of the other: "budget.failed" would print to the failed record of "budget" (budget.failed.json),
 * "budget.fynd" to its page of findings. Gives the name of the other in the arena, whether or not it is
 * there; NULL: none. File systems that know no case are thought of.
 */
const char *bat_stem_of_other(struct aj_arena *arena, const char *file, const char *folder, const char *stem);

/* The path with its last part taken off, in the arena; "/" above the root. */
const char *bat_parent(struct aj_arena *arena, const char *path);

/* The build record of a run as text with a line break at its end; free() it. */
char *bat_record(const struct bat_run *run);

/* The options that a record tells of. The caller owns the reference. */
json_t *bat_options_json(bool html, bool strict);

/* Whether the file at `path` is the one that a record tells of: {"file", "sha256", "bytes"}. */
bool bat_is_file_told(const char *path, const json_t *told);

/* The status that a build record at `path` tells; false when there is no readable record. */
bool bat_record_status(const char *path, enum bat_status *status);

/* Adds the time since *since to a step, and sets *since to now. */
void bat_clock(struct bat_run *run, enum bat_step step, int64_t *since);

#endif
