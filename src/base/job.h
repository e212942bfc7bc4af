/* What every stage of one report shares: its memory, places, findings, and the one door to the file system.
 */
#ifndef AJ_JOB_H
#define AJ_JOB_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/place.h"

enum aj_input_kind { AJ_INPUT_DATA, AJ_INPUT_TEMPLATE, AJ_INPUT_FONT };

/* A file that was read, for the build record. */
struct aj_input {
    const char *name; /* data: relative to the organisation's folder; template: relative to the templates */
    enum aj_input_kind kind;
    char sha256[65];
};

struct aj_job {
    struct aj_arena *arena;
    struct aj_places *places;
    struct aj_diags *diags;
    const char *root;      /* the organisation's folder, a real absolute path; data files stay below it */
    const char *templates; /* the templates folder, a real absolute path */
    struct aj_input *inputs;
    uint32_t input_len, input_cap;
};

/* A job with its own arena. Both paths are copied; either may be NULL when no file will be read. */
struct aj_job *aj_job_new(const char *root, const char *templates);
void aj_job_free(struct aj_job *job);

/*
 * Reads a data file that `from` (a file of the job, or NULL for the report itself) names: path is relative to
 * from's folder. The bytes (NUL after the last, not counted in *length) live in the job. On failure returns
 * NULL after E0101 or E0102 at `at`. `*name` (may be NULL) receives the path to show to the user.
 */
char *aj_job_read(struct aj_job *job, const char *from, const char *path, aj_at at, size_t *length,
                  const char **name);

/* The same for a file below the templates folder, named relative to it. */
char *aj_job_read_template(struct aj_job *job, const char *path, aj_at at, size_t *length, const char **name);

/* Notes an input that some cache already holds. */
void aj_job_note_input(struct aj_job *job, enum aj_input_kind kind, const char *name, const char *sha256);

#endif
