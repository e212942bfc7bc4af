/* What a report's result depends on: noting it while the report is made, and looking again later. */
#include "base/file.h"
#include "base/job.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Entries of a folder that are looked at; more is a mistake. */
enum { MOST_ENTRIES = 100000 };

static const char *const kind_names[] = {"data",   "template",    "font",   "link",
                                         "folder", "environment", "allowed"};

const char *aj_input_kind_name(enum aj_input_kind kind)
{
    return kind_names[kind];
}

bool aj_input_kind_parse(const char *word, enum aj_input_kind *kind)
{
    for (size_t i = 0; word && i < sizeof kind_names / sizeof *kind_names; i++) {
        if (strcmp(word, kind_names[i]) == 0) {
            *kind = (enum aj_input_kind)i;
            return true;
        }
    }
    return false;
}

/* --- states --- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool aj_state_same(const struct aj_state *a, const struct aj_state *b)
{
    return strcmp(a->sha256, b->sha256) == 0 && same_text(a->missing, b->missing);
}

static struct aj_state missing(int error)
{
    return (struct aj_state){.missing = aj_file_reason(error, AJ_ENGLISH)};
}

struct aj_state aj_state_of_text(const char *text, size_t length)
{
    struct aj_state state = {.missing = NULL};
    aj_sha256(text, length, state.sha256);
    return state;
}

struct aj_state aj_state_of_file(const char *path)
{
    size_t length;
    char *bytes = aj_file_read(path, &length);
    struct aj_state state = bytes ? aj_state_of_text(bytes, length) : missing(errno);
    free(bytes);
    return state;
}

/* --- noting --- */

void aj_job_note_state(struct aj_job *job, enum aj_input_kind kind, const char *name,
                       const struct aj_state *state)
{
    for (uint32_t i = 0; i < job->input_len; i++) {
        const struct aj_input *old = &job->inputs[i];
        if (old->kind == kind && !strcmp(old->name, name) && !strcmp(old->sha256, state->sha256) &&
            same_text(old->missing, state->missing))
            return;
    }
    struct aj_input input = {.name = aj_strdup(job->lasting, name), .kind = kind, .missing = state->missing};
    memcpy(input.sha256, state->sha256, sizeof input.sha256);
    AJ_PUSH(job->lasting, job->inputs, job->input_len, job->input_cap, input);
}

void aj_job_note_input(struct aj_job *job, enum aj_input_kind kind, const char *name, const char *sha256)
{
    struct aj_state state = {.missing = NULL};
    strncpy(state.sha256, sha256, sizeof state.sha256 - 1);
    aj_job_note_state(job, kind, name, &state);
}

void aj_job_note_missing(struct aj_job *job, enum aj_input_kind kind, const char *name, int error)
{
    struct aj_state state = missing(error);
    aj_job_note_state(job, kind, name, &state);
}

void aj_job_note_link(struct aj_job *job, const char *name, const char *target)
{
    struct aj_state state = aj_state_of_text(target, strlen(target));
    aj_job_note_state(job, AJ_INPUT_LINK, name, &state);
}

void aj_job_note_font(struct aj_job *job, const char *name, const struct aj_state *state, const char *folder,
                      const char *src)
{
    struct aj_input *found = NULL;
    for (uint32_t i = 0; i < job->input_len && !found; i++) {
        struct aj_input *old = &job->inputs[i];
        bool same = old->kind == AJ_INPUT_FONT && !strcmp(old->name, name) &&
                    !strcmp(old->sha256, state->sha256) && same_text(old->missing, state->missing);
        /* Loading the face has noted the file, but not how it was looked for. */
        if (same && (!old->src || (!strcmp(old->folder, folder) && !strcmp(old->src, src))))
            found = old;
    }
    if (!found) {
        struct aj_input input = {
            .name = aj_strdup(job->lasting, name), .kind = AJ_INPUT_FONT, .missing = state->missing};
        memcpy(input.sha256, state->sha256, sizeof input.sha256);
        AJ_PUSH(job->lasting, job->inputs, job->input_len, job->input_cap, input);
        found = &job->inputs[job->input_len - 1];
    }
    found->folder = aj_strdup(job->lasting, folder);
    found->src = aj_strdup(job->lasting, src);
}

/* --- folders --- */

struct listing {
    struct aj_arena *arena;
    const char **names;
    uint32_t len, cap;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static const char *base_of(const struct aj_job *job, const char **name)
{
    if ((*name)[0] != AJ_JOB_OWN[0])
        return job->templates;
    if (strncmp(*name, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) == 0) {
        *name += strlen(AJ_JOB_OWN);
        return job->own ? job->own : job->root;
    }
    const struct aj_allowed *allowed = aj_allowed_find(job, *name + 1);
    *name += allowed ? strlen(allowed->name) + 2 : 0;
    return allowed ? allowed->folder : NULL;
}

/* The order in which a folder gives its names decides nothing: they are cut off when they are sorted. */
static void list(struct listing *out, const struct aj_job *job, const char *folder, const char *ending,
                 const char *file)
{
    const char *base = base_of(job, &folder);
    const char *path = base ? aj_printf(out->arena, "%s/%s", base, folder) : NULL;
    DIR *dir = path ? opendir(path) : NULL;
    for (struct dirent *entry; dir && out->len < MOST_ENTRIES && (entry = readdir(dir));) {
        const char *name = entry->d_name;
        if (name[0] == '.' || !ends_in(name, ending) ||
            (file && !is_file(aj_printf(out->arena, "%s/%s/%s", path, name, file))))
            continue;
        AJ_PUSH(out->arena, out->names, out->len, out->cap, aj_strdup(out->arena, name));
    }
    if (dir)
        closedir(dir);
    if (out->len)
        qsort(out->names, out->len, sizeof *out->names, compare_names);
    if (out->len > AJ_LIST_MOST)
        out->len = AJ_LIST_MOST;
}

static struct aj_state state_of_listing(const struct listing *listing)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (uint32_t i = 0; i < listing->len; i++)
        aj_buf_printf(&text, "%s/", listing->names[i]);
    struct aj_state state = aj_state_of_text(text.data ? text.data : "", text.len);
    aj_buf_free(&text);
    return state;
}

const char **aj_job_list(struct aj_job *job, const char *folder, const char *ending, const char *file,
                         uint32_t *count)
{
    struct listing listing = {.arena = job->lasting};
    list(&listing, job, folder, ending, file);
    struct aj_state state = state_of_listing(&listing);
    const char *inner = strcmp(folder, AJ_JOB_OWN) == 0 || !*folder ? "" : "/";
    aj_job_note_state(
        job, AJ_INPUT_FOLDER,
        aj_printf(job->lasting, "%s%s*%s%s%s", folder, inner, ending, file ? "/" : "", file ? file : ""),
        &state);
    *count = listing.len;
    return listing.names;
}

/* The same look as the one that was noted by this name. */
static struct aj_state folder_now(const struct aj_job *job, const char *name)
{
    const char *star = strrchr(name, '*');
    if (!star)
        return missing(ENOENT);
    const char *slash = strchr(star, '/');
    struct listing listing = {.arena = aj_arena_new()};
    const char *folder = aj_strndup(listing.arena, name, (size_t)(star - name));
    const char *ending =
        aj_strndup(listing.arena, star + 1, slash ? (size_t)(slash - star - 1) : strlen(star + 1));
    list(&listing, job, folder, ending, slash ? slash + 1 : NULL);
    struct aj_state state = state_of_listing(&listing);
    aj_arena_free(listing.arena);
    return state;
}

/* --- the environment --- */

static struct aj_state environment_now(const char *name)
{
    const char *value = getenv(name);
    return value ? aj_state_of_text(value, strlen(value)) : missing(ENOENT);
}

const char *aj_job_environment(struct aj_job *job, const char *name)
{
    struct aj_state state = environment_now(name);
    aj_job_note_state(job, AJ_INPUT_ENVIRONMENT, name, &state);
    return getenv(name);
}

/* --- files --- */

/* Which folders are allowed, by their names. */
static struct aj_state allowed_now(const struct aj_job *job)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (uint32_t i = 0; i < job->allowed_len; i++)
        aj_buf_printf(&text, "%s/", job->allowed[i].name);
    struct aj_state state = aj_state_of_text(text.data ? text.data : "", text.len);
    aj_buf_free(&text);
    return state;
}

/* The path that an input's name means; NULL when there is nothing that it could be relative to. */
static const char *path_of(const struct aj_job *job, struct aj_arena *arena, enum aj_input_kind kind,
                           const char *name)
{
    const char *rest = name, *base = kind == AJ_INPUT_TEMPLATE ? base_of(job, &rest) : job->root;
    if (kind == AJ_INPUT_ALLOWED)
        return aj_allowed_path(job, arena, name);
    if (kind == AJ_INPUT_LINK && name[0] == '~' && aj_allowed_path(job, arena, name + 1))
        return aj_allowed_path(job, arena, name + 1);
    return base ? aj_printf(arena, "%s/%s", base, rest) : NULL;
}

/* A name that leads out of its folder was refused, and so is missing: EXDEV stands for that. */
static struct aj_state state_of_real(const struct aj_job *job, struct aj_arena *arena,
                                     enum aj_input_kind kind, const char *name, const char *real)
{
    const char *rest = name, *base = kind == AJ_INPUT_TEMPLATE ? base_of(job, &rest) : job->root;
    const char *inside = base ? aj_path_below(base, real) : NULL;
    const char *allowed = base != job->templates && !inside ? aj_allowed_name(job, arena, real) : NULL;
    if (!inside && !allowed)
        return missing(EXDEV);
    if (kind == AJ_INPUT_LINK) {
        const char *target = inside ? inside : aj_printf(arena, "~%s", allowed);
        return aj_state_of_text(target, strlen(target));
    }
    const char *own = kind == AJ_INPUT_DATA ? inside : kind == AJ_INPUT_ALLOWED ? allowed : rest;
    return own && strcmp(own, rest) == 0 ? aj_state_of_file(real) : missing(ELOOP);
}

static struct aj_state file_now(const struct aj_job *job, enum aj_input_kind kind, const char *name)
{
    struct aj_arena *arena = aj_arena_new();
    const char *path = path_of(job, arena, kind, name);
    char *real = path ? realpath(path, NULL) : NULL;
    struct aj_state state =
        real ? state_of_real(job, arena, kind, name, real) : missing(path ? errno : ENOENT);
    free(real);
    aj_arena_free(arena);
    return state;
}

struct aj_state aj_input_now(const struct aj_job *job, enum aj_input_kind kind, const char *name)
{
    switch (kind) {
    case AJ_INPUT_FOLDER:
        return folder_now(job, name);
    case AJ_INPUT_ENVIRONMENT:
        return environment_now(name);
    case AJ_INPUT_ALLOWED:
        return strcmp(name, "*") == 0 ? allowed_now(job) : file_now(job, kind, name);
    case AJ_INPUT_DATA:
    case AJ_INPUT_TEMPLATE:
    case AJ_INPUT_LINK:
        return file_now(job, kind, name);
    case AJ_INPUT_FONT:
        break;
    }
    return missing(EINVAL);
}
