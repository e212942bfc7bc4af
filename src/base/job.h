/* What every stage of one report shares: its memory, places, findings, and the one door to the file system.
 */
#ifndef AJ_JOB_H
#define AJ_JOB_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/place.h"

/*
 * What a report's result depends on, for the build record and for whether it need be built again. Every look
 * at the file system on a report's behalf is noted, also one that finds nothing: see input.c.
 */
enum aj_input_kind {
    AJ_INPUT_DATA,     /* a file below the organisation's folder, named relative to it */
    AJ_INPUT_TEMPLATE, /* a file below the templates; AJ_JOB_OWN before what is below the organisation's */
    AJ_INPUT_FONT,     /* a font file, by its own name: looked for as `src` from a stylesheet in `folder` */
    AJ_INPUT_LINK,     /* a name of a data file that links lead elsewhere: the hash is of where */
    AJ_INPUT_FOLDER,   /* names in a folder (aj_job_list): the hash is of them */
    AJ_INPUT_ENVIRONMENT, /* a variable (aj_job_environment): the hash is of its value */
    AJ_INPUT_ALLOWED, /* a file below a folder that is allowed, by that folder's name; "*": which there are */
};

/* What was there: the hash of it, or why it could not be read. */
struct aj_state {
    char sha256[65];     /* "" when it is missing */
    const char *missing; /* in English, as aj_file_reason tells; NULL when it was read */
};

struct aj_input {
    const char *name;
    enum aj_input_kind kind;
    char sha256[65];
    const char *missing;      /* as in aj_state */
    const char *folder, *src; /* of a font; else NULL */
};

/* A source table that goes with the PDF: the file's bytes as they were read. */
struct aj_attachment {
    const char *name; /* relative to the organisation's folder: "data/resultatbudget.csv" */
    const char *bytes;
    size_t length;
};

struct src_library;

/* A folder outside the organisation's whose files the operator lets reports name (--allow). */
struct aj_allowed {
    const char *name;   /* its last name, by which files in it are called: "gemensamt/befolkning.csv" */
    const char *folder; /* a real absolute path */
    const char *given;  /* the path by which the operator knows it, absolute */
};

struct aj_job {
    struct aj_arena *arena;   /* of the stage at work: lasting, or that of a layout which may be made anew */
    struct aj_arena *lasting; /* the job's own: places, findings, what was read */
    struct aj_places *places;
    struct aj_diags *diags;
    const char *root;      /* the organisation's folder, a real absolute path; data files stay below it */
    const char *templates; /* the templates folder, a real absolute path */
    struct src_library *definitions; /* what is kept of them from job to job, source's own; NULL: nothing */
    const char *own;       /* the folder whose files AJ_JOB_OWN names, a real absolute path; NULL: root */
    const char *own_shown; /* how findings show it; NULL: by the report's folder */
    const struct aj_allowed *allowed; /* borrowed */
    uint32_t allowed_len;
    struct aj_input *inputs;
    uint32_t input_len, input_cap;
    struct aj_attachment *attachments; /* by name, while `attach` */
    uint32_t attachment_len, attachment_cap;
    bool attach;            /* the report's source tables go with its PDF */
    bool strict;            /* numbers that the author typed are checked even if the report does not ask */
    const char *report;     /* the report as the user named it, once it was read; else NULL */
    struct aj_map files;    /* the data files read so far by the name shown to the user; job.c's own */
    struct aj_map drawings; /* the drawings read so far by src; typeset's own, which lays a draft out twice */
};

/* A job with its own arena. Both paths are copied; either may be NULL when no file will be read. */
struct aj_job *aj_job_new(const char *root, const char *templates);
void aj_job_free(struct aj_job *job);

/*
 * Reads the report itself: path is absolute or relative to the working folder, and is what findings show. The
 * file must lie below root. Bytes as for aj_job_read; NULL after E0101 or E0102 at the file as a whole. What
 * it names later is found from its folder.
 */
char *aj_job_read_report(struct aj_job *job, const char *path, size_t *length);

/*
 * Reads a data file that `from` (a file of the job, or NULL for the report itself) names: path is relative to
 * from's folder. The bytes (NUL after the last, not counted in *length) live in the job. On failure returns
 * NULL after E0101 or E0102 at `at`. `*name` (may be NULL) receives the path to show to the user: the
 * report's folder as the user named it, joined with path. No file outside root is opened, whatever links lead
 * there.
 */
char *aj_job_read(struct aj_job *job, const char *from, const char *path, aj_at at, size_t *length,
                  const char **name);

/*
 * The same for a file below the templates folder, named relative to it. A name that begins with AJ_JOB_OWN is
 * that of a file below the organisation's folder instead: a theme of its own stands beside the templates. One
 * that begins with ~NAME/ is below the folder of that name which the operator allows.
 */
#define AJ_JOB_OWN "~/"
char *aj_job_read_template(struct aj_job *job, const char *path, aj_at at, size_t *length, const char **name);

/*
 * The same for a file of a theme of the organisation's own, named as aj_job_read names a file of the report:
 * it is noted as a template.
 */
char *aj_job_read_theme(struct aj_job *job, const char *path, aj_at at, size_t *length);

/*
 * What aj_job_read_template calls a file of a theme below a folder that the operator allows, by its path from
 * the report's folder: "~gemensamt/tema/theme.css"; NULL when it is no such.
 */
const char *aj_job_allowed_theme(struct aj_job *job, const char *path);

/* Whether a template that need not be there can be read; that it cannot is noted, and no finding. */
bool aj_job_has_template(struct aj_job *job, const char *path);

/*
 * The path relative to root ("data/resultatbudget.csv") of a data file by the name shown to the user: the
 * same wherever the folders lie and however the report was named. A name that is not known is given back.
 */
const char *aj_job_name_below_root(const struct aj_job *job, const char *name);

/*
 * The path from the report's folder ("../data/resultatbudget.csv"; "" for the report itself) by which such a
 * name is found again however the report is named; NULL for a name that does not depend on that. And back:
 * the name in a run whose report is named `report`, in the arena or borrowed.
 */
const char *aj_job_name_near(const struct aj_job *job, const char *name);
const char *aj_job_name_of_near(struct aj_arena *arena, const char *report, const char *near);

/*
 * The real path of a file below the organisation's folder, named relative to it (without AJ_JOB_OWN), or
 * named as below a folder that is allowed (~NAME/…): NULL when there is none, or links lead out of that
 * folder to where nothing is allowed.
 */
const char *aj_job_find_own(struct aj_job *job, const char *path);

/*
 * What a file is called that lies below a folder which the operator allows, by its real path:
 * "gemensamt/befolkning.csv", in the arena; NULL when none of them holds it. And back: the path that such a
 * name means, NULL when no folder of that name is allowed.
 */
const char *aj_allowed_name(const struct aj_job *job, struct aj_arena *arena, const char *real);
const char *aj_allowed_path(const struct aj_job *job, struct aj_arena *arena, const char *name);

/* The folder that such a name begins with, or NULL. */
const struct aj_allowed *aj_allowed_find(const struct aj_job *job, const char *name);

/* The same name by a path as somebody writes it, which links may lead elsewhere. */
const char *aj_allowed_written(const struct aj_job *job, struct aj_arena *arena, const char *path);

/*
 * Whether templates/<below>/<name>/<file> is there ("" for below: templates/<name>/<file>). If not, adds the
 * finding `code` at `at` with the arguments name, the names that there are, and what was probably meant, in
 * English and in Swedish, each with a blank after it or empty.
 */
bool aj_job_check_template(struct aj_job *job, const char *below, const char *name, const char *file,
                           enum aj_code code, aj_at at);

/*
 * Has a data file go with the PDF, if the report asks for that: by the name that aj_job_read gave, once. The
 * bytes must live as long as the job.
 */
void aj_job_attach(struct aj_job *job, const char *name, const char *bytes, size_t length);

/* Notes an input that some cache already holds; once for each kind, name and hash. */
void aj_job_note_input(struct aj_job *job, enum aj_input_kind kind, const char *name, const char *sha256);

/* Notes what was looked for in vain, and why: an errno value. */
void aj_job_note_missing(struct aj_job *job, enum aj_input_kind kind, const char *name, int error);

/* Notes what was found; the reason why it is missing is one of aj_file_reason. */
void aj_job_note_state(struct aj_job *job, enum aj_input_kind kind, const char *name,
                       const struct aj_state *state);

/* Notes that the file called `name` is really that called `target`, both relative to the organisation's. */
void aj_job_note_link(struct aj_job *job, const char *name, const char *target);

/* Notes how a font was looked for, and what was found under which file name. */
void aj_job_note_font(struct aj_job *job, const char *name, const struct aj_state *state, const char *folder,
                      const char *src);

/*
 * The names in a folder (relative to the templates, or after AJ_JOB_OWN to the organisation's) that end in
 * `ending` ("": all) and, if `file` is not NULL, are of folders which hold that file; in the order of their
 * bytes, at most AJ_LIST_MOST, without those that begin with a dot. None when it cannot be read. It is noted.
 */
enum { AJ_LIST_MOST = 2000 };
const char **aj_job_list(struct aj_job *job, const char *folder, const char *ending, const char *file,
                         uint32_t *count);

/* A variable of the environment, borrowed, or NULL; it is noted. */
const char *aj_job_environment(struct aj_job *job, const char *name);

/*
 * What an input that was noted is now, as the same look would note it; anything but fonts, which are the
 * document stage's (doc_font_now). A data file is missing too where links lead to it now.
 */
struct aj_state aj_input_now(const struct aj_job *job, enum aj_input_kind kind, const char *name);

/* The state of a file's content. */
struct aj_state aj_state_of_file(const char *path);

/* The state of a text. */
struct aj_state aj_state_of_text(const char *text, size_t length);

bool aj_state_same(const struct aj_state *a, const struct aj_state *b);

/* "data", "template" ... */
const char *aj_input_kind_name(enum aj_input_kind kind);

/* False for a word that names no kind (or NULL). */
bool aj_input_kind_parse(const char *word, enum aj_input_kind *kind);

#endif
