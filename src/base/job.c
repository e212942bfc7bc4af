#include "base/job.h"

#include "base/file.h"
#include "base/found.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct data_file {
    const char *folder; /* its real folder, which what it names is relative to */
    const char *below;  /* its path relative to root */
    const char *near; /* its path from the report's folder, as text; NULL: its name does not depend on that */
};

struct aj_job *aj_job_new(const char *root, const char *templates)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_job *job = AJ_NEW(arena, struct aj_job);
    job->arena = job->lasting = arena;
    job->places = aj_places_new(arena);
    job->diags = aj_diags_new(arena, job->places);
    job->root = root ? aj_strdup(arena, root) : NULL;
    job->templates = templates ? aj_strdup(arena, templates) : NULL;
    job->files = (struct aj_map)AJ_MAP_INIT(arena);
    job->drawings = (struct aj_map)AJ_MAP_INIT(arena);
    return job;
}

void aj_job_free(struct aj_job *job)
{
    if (job)
        aj_arena_free(job->lasting);
}

/* Everything before the last slash: "" when there is none, "/" for the root. */
static const char *folder_of(struct aj_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return "";
    return aj_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

/*
 * folder/path with "." and "name/.." taken out, as text. An absolute path stands alone. Leading ".." of a
 * relative path stay; above "/" there is nothing.
 */
static char *join(struct aj_arena *arena, const char *folder, const char *path)
{
    const char *both = *path == '/' || !*folder ? path : aj_printf(arena, "%s/%s", folder, path);
    bool absolute = *both == '/';
    char *out = aj_alloc(arena, strlen(both) + 2);
    size_t len = 0, fixed = absolute ? 1 : 0; /* bytes that ".." cannot take away */
    if (absolute)
        out[len++] = '/';
    while (*both) {
        size_t n = strcspn(both, "/");
        bool up = n == 2 && both[0] == '.' && both[1] == '.';
        if (up && len > fixed) {
            while (len > fixed && out[len - 1] != '/')
                len--;
            if (len > fixed)
                len--;
        } else if (n && !(n == 1 && both[0] == '.') && !(up && absolute)) {
            if (len && out[len - 1] != '/')
                out[len++] = '/';
            memcpy(out + len, both, n);
            len += n;
            if (up)
                fixed = len;
        }
        both += n + (both[n] == '/');
    }
    out[len] = '\0';
    return out;
}

/* A folder of files, and how inputs in it are noted. */
struct place {
    const char *folder; /* a real absolute path; NULL: no file is read here */
    enum aj_input_kind kind;
    const char *prefix; /* of names relative to it: "" or AJ_JOB_OWN */
};

/* The name in the folder of `path` (relative to the place, of no file) that was probably meant, or NULL. */
static const char *meant_name(struct aj_job *job, const struct place *place, const char *path)
{
    const char *prefix = place->kind == AJ_INPUT_DATA ? AJ_JOB_OWN : place->prefix;
    const char *folder = aj_printf(job->lasting, "%s%s", prefix, folder_of(job->lasting, path));
    uint32_t count;
    const char **names = aj_job_list(job, folder, "", NULL, &count);
    return count ? aj_did_you_mean(aj_path_name(path), names, count) : NULL;
}

/* `name` (relative to the place; NULL where there is none) could not be read. */
static void report_unreadable(struct aj_job *job, const struct place *place, aj_at at, const char *path,
                              const char *name, int error)
{
    const char *meant = error == ENOENT && name ? meant_name(job, place, name) : NULL;
    if (name)
        aj_job_note_missing(job, place->kind, aj_printf(job->lasting, "%s%s", place->prefix, name), error);
    const char *english = "", *swedish = "";
    if (meant) {
        english = aj_printf(job->lasting, "did you mean \"%s\"? ", meant);
        swedish = aj_printf(job->lasting, "menade du \"%s\"? ", meant);
    } else if (strchr(path, '\\')) {
        english = "write / between folders, not \\; ";
        swedish = "skriv / mellan mappar, inte \\; ";
    }
    aj_diag_add(job->diags, AJ_E0101, at, path, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), english, swedish, NULL);
}

static void report_outside(struct aj_job *job, aj_at at, const char *path, const char *folder)
{
    /* Only its name: a draft prints this, and no path of a machine belongs in a document. */
    aj_diag_add(job->diags, AJ_E0102, at, path, aj_path_name(folder), NULL);
}

/* A file that was read. */
struct source {
    const char *real; /* its real absolute path */
    const char
        *below; /* its name relative to the place; with the folder's own before it where it is allowed */
    const char *allowed; /* the same if it lies below a folder that is allowed; else NULL */
};

/* The author's path leads out of the place, and to no folder that is allowed. */
static void refuse(struct aj_job *job, const struct place *place, aj_at at, const char *written,
                   const char *name)
{
    /* What is refused may be allowed next time. */
    struct aj_state allowed = aj_input_now(job, AJ_INPUT_ALLOWED, "*");
    if (name)
        aj_job_note_missing(job, place->kind, aj_printf(job->lasting, "%s%s", place->prefix, name), EXDEV);
    if (place->folder != job->templates)
        aj_job_note_state(job, AJ_INPUT_ALLOWED, "*", &allowed);
    report_outside(job, at, written, place->folder ? place->folder : "");
}

/* Where the file really lies, and that links were followed to it; false when that is no allowed place. */
static bool find_source(struct aj_job *job, const struct place *place, const char *name, const char *written,
                        struct source *out)
{
    const char *target = aj_path_below(place->folder, out->real);
    if (!target && place->folder != job->templates)
        out->allowed = aj_allowed_name(job, job->lasting, out->real);
    out->below = target ? target : out->allowed;
    if (!out->below)
        return false;
    const char *from = name ? name : aj_printf(job->lasting, "~%s", written);
    const char *to = target ? target : aj_printf(job->lasting, "~%s", out->allowed);
    if (place->kind == AJ_INPUT_DATA && strcmp(from, to) != 0)
        aj_job_note_link(job, from, to);
    return true;
}

/*
 * Reads `wanted` (absolute, lexically clean) that must lie below the place, or where the operator allows;
 * `written` is how the author put it.
 */
static char *read_below(struct aj_job *job, const struct place *place, const char *wanted,
                        const char *written, aj_at at, size_t *length, struct source *out)
{
    const char *name = place->folder ? aj_path_below(place->folder, wanted) : NULL;
    const char *allowed = place->kind == AJ_INPUT_DATA ? aj_allowed_written(job, job->lasting, wanted) : NULL;
    *out = (struct source){.real = NULL};
    if (!name && !allowed) {
        refuse(job, place, at, written, NULL);
        return NULL;
    }
    struct aj_found found;
    if (!aj_found_open(&found, wanted)) {
        int error = errno;
        if (!name)
            aj_job_note_missing(job, AJ_INPUT_ALLOWED, allowed, error);
        report_unreadable(job, place, at, written, name, error);
        return NULL;
    }
    out->real = aj_strdup(job->lasting, found.path);
    char *bytes = NULL;
    if (!find_source(job, place, name, allowed, out))
        refuse(job, place, at, written, name);
    else if ((bytes = aj_found_read(&found, length)))
        aj_arena_own(job->lasting, bytes, free);
    else if (out->allowed)
        report_unreadable(job, &(struct place){NULL, AJ_INPUT_ALLOWED, ""}, at, written, out->allowed, errno);
    else
        report_unreadable(job, place, at, written, place->kind == AJ_INPUT_DATA ? out->below : name, errno);
    aj_found_close(&found);
    return bytes;
}

static void remember(struct aj_job *job, enum aj_input_kind kind, const char *name, const char *bytes,
                     size_t length)
{
    char hex[65];
    aj_sha256(bytes, length, hex);
    aj_job_note_input(job, kind, name, hex);
}

/* Notes a file of the organisation's that was read, as of the place's kind. */
static void remember_data(struct aj_job *job, const struct place *place, const char *shown, const char *near,
                          const char *wanted, const struct source *source, const char *bytes, size_t length)
{
    struct data_file *file = AJ_NEW(job->lasting, struct data_file);
    file->folder = folder_of(job->lasting, source->real);
    file->below = source->below;
    file->near = near;
    aj_map_put(&job->files, shown, file);
    /* A template is looked for by its name, wherever links lead. */
    if (place->kind != AJ_INPUT_DATA)
        remember(job, place->kind,
                 aj_printf(job->lasting, "%s%s", place->prefix, aj_path_below(place->folder, wanted)), bytes,
                 length);
    else
        remember(job, source->allowed ? AJ_INPUT_ALLOWED : AJ_INPUT_DATA, source->below, bytes, length);
}

static struct place data_place(const struct aj_job *job)
{
    return (struct place){job->root, AJ_INPUT_DATA, ""};
}

/* The report's path with its folder resolved, but not itself: a link must not move the organisation's folder.
 */
static const char *resolve_report(struct aj_job *job, const char *path)
{
    const char *slash = strrchr(path, '/'), *folder = folder_of(job->lasting, path);
    char *real = realpath(*folder ? folder : ".", NULL);
    const char *whole = real ? join(job->lasting, real, slash ? slash + 1 : path) : NULL;
    free(real);
    return whole;
}

char *aj_job_read_report(struct aj_job *job, const char *path, size_t *length)
{
    const struct place place = data_place(job);
    const char *shown = aj_strdup(job->lasting, path), *wanted = resolve_report(job, path);
    uint32_t file = aj_places_add_file(job->places, shown, NULL, 0);
    aj_at at = aj_places_add(job->places, file, 0, 0);
    struct source source;
    if (!wanted) {
        report_unreadable(job, &place, at, path, NULL, errno);
        return NULL;
    }
    char *bytes = read_below(job, &place, wanted, path, at, length, &source);
    if (!bytes)
        return NULL;
    if (!job->report)
        job->report = shown;
    remember_data(job, &place, shown, "", wanted, &source, bytes, *length);
    return bytes;
}

static char *read_named(struct aj_job *job, const struct place *place, const char *from, const char *path,
                        aj_at at, size_t *length, const char **name)
{
    const char *namer = from ? from : job->report;
    const struct data_file *file = namer ? aj_map_find(&job->files, namer) : NULL;
    const char *folder = file ? file->folder : job->root;
    const char *wanted = join(job->lasting, folder ? folder : "", path);
    struct source source;
    char *bytes = read_below(job, place, wanted, path, at, length, &source);
    if (!bytes)
        return NULL;
    bool by_itself = source.allowed && place->kind == AJ_INPUT_DATA;
    const char *shown =
        by_itself ? source.allowed : join(job->lasting, namer ? folder_of(job->lasting, namer) : "", path);
    const char *near = by_itself || !file || !file->near
                           ? NULL
                           : join(job->lasting, folder_of(job->lasting, file->near), path);
    remember_data(job, place, shown, near, wanted, &source, bytes, *length);
    if (name)
        *name = shown;
    return bytes;
}

char *aj_job_read(struct aj_job *job, const char *from, const char *path, aj_at at, size_t *length,
                  const char **name)
{
    const struct place place = data_place(job);
    return read_named(job, &place, from, path, at, length, name);
}

char *aj_job_read_theme(struct aj_job *job, const char *path, aj_at at, size_t *length)
{
    const struct place place = {job->root, AJ_INPUT_TEMPLATE, AJ_JOB_OWN};
    return read_named(job, &place, NULL, path, at, length, NULL);
}

static const char *own_folder(const struct aj_job *job)
{
    return job->own ? job->own : job->root;
}

/* The report's folder lies in the organisation's. */
static char *read_own(struct aj_job *job, const char *path, aj_at at, size_t *length, const char **name)
{
    const struct place place = {own_folder(job), AJ_INPUT_TEMPLATE, AJ_JOB_OWN};
    const char *wanted = join(job->lasting, place.folder ? place.folder : "", path);
    struct source source;
    char *bytes = read_below(job, &place, wanted, path, at, length, &source);
    if (!bytes)
        return NULL;
    const char *above =
        job->own_shown ? job->own_shown
                       : join(job->lasting, folder_of(job->lasting, job->report ? job->report : ""), "..");
    const char *shown = join(job->lasting, above, path);
    const char *near = job->own_shown ? NULL : join(job->lasting, "..", path);
    remember_data(job, &place, shown, near, wanted, &source, bytes, *length);
    if (name)
        *name = shown;
    return bytes;
}

/* The same below a folder that is allowed: ~NAME/… */
static char *read_allowed(struct aj_job *job, const char *path, aj_at at, size_t *length, const char **name)
{
    const struct aj_allowed *allowed = aj_allowed_find(job, path + 1);
    size_t prefix = allowed ? strlen(allowed->name) + 2 : 0;
    const struct place place = {allowed ? allowed->folder : NULL, AJ_INPUT_TEMPLATE,
                                aj_strndup(job->lasting, path, prefix)};
    const char *wanted = join(job->lasting, allowed ? allowed->folder : "", path + prefix);
    struct source source;
    char *bytes = read_below(job, &place, wanted, path + 1, at, length, &source);
    if (!bytes)
        return NULL;
    const char *shown = aj_strdup(job->lasting, path + 1);
    remember_data(job, &place, shown, NULL, wanted, &source, bytes, *length);
    if (name)
        *name = shown;
    return bytes;
}

const char *aj_job_allowed_theme(struct aj_job *job, const char *path)
{
    const struct data_file *report = job->report ? aj_map_find(&job->files, job->report) : NULL;
    const char *folder = report ? report->folder : "";
    const char *name = aj_allowed_written(job, job->lasting, join(job->lasting, folder, path));
    return name ? aj_printf(job->lasting, "~%s", name) : NULL;
}

const char *aj_job_find_own(struct aj_job *job, const char *path)
{
    const char *folder = own_folder(job);
    const char *allowed = path[0] == '~' ? aj_allowed_path(job, job->lasting, path + 1) : NULL;
    const char *wanted = allowed ? allowed : folder ? join(job->lasting, folder, path) : NULL;
    char *resolved = wanted ? realpath(wanted, NULL) : NULL;
    bool may = resolved &&
               ((folder && aj_path_below(folder, resolved)) || aj_allowed_name(job, job->lasting, resolved));
    const char *real = may ? aj_strdup(job->lasting, resolved) : NULL;
    free(resolved);
    return real;
}

char *aj_job_read_template(struct aj_job *job, const char *path, aj_at at, size_t *length, const char **name)
{
    if (strncmp(path, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) == 0)
        return read_own(job, path + strlen(AJ_JOB_OWN), at, length, name);
    if (path[0] == AJ_JOB_OWN[0])
        return read_allowed(job, path, at, length, name);
    const struct place place = {job->templates, AJ_INPUT_TEMPLATE, ""};
    const char *wanted = join(job->lasting, job->templates ? job->templates : "", path);
    struct source source;
    char *bytes = read_below(job, &place, wanted, path, at, length, &source);
    if (!bytes)
        return NULL;
    remember(job, AJ_INPUT_TEMPLATE, aj_path_below(job->templates, wanted), bytes, *length);
    if (name)
        *name = aj_printf(job->lasting, "templates/%s", aj_path_below(job->templates, wanted));
    return bytes;
}

bool aj_job_has_template(struct aj_job *job, const char *path)
{
    struct aj_state state = aj_input_now(job, AJ_INPUT_TEMPLATE, path);
    if (state.missing)
        aj_job_note_state(job, AJ_INPUT_TEMPLATE, path, &state);
    return !state.missing;
}

/* A name that is a path is no template's. */
static bool has_template(struct aj_job *job, const char *below, const char *name, const char *file)
{
    struct stat info;
    if (!job->templates || !*name || name[0] == '.' || strchr(name, '/'))
        return false;
    const char *path = aj_printf(job->lasting, "%s/%s/%s/%s", job->templates, below, name, file);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool aj_job_check_template(struct aj_job *job, const char *below, const char *name, const char *file,
                           enum aj_code code, aj_at at)
{
    if (has_template(job, below, name, file))
        return true;
    uint32_t len = 0;
    const char **names = aj_job_list(job, below, "", file, &len), *list = "";
    for (uint32_t i = 0; i < len; i++)
        list = aj_printf(job->lasting, "%s%s%s", list, i ? ", " : "", names[i]);
    const char *meant = len ? aj_did_you_mean(name, names, len) : NULL;
    aj_diag_add(job->diags, code, at, name, *list ? list : "-",
                meant ? aj_printf(job->lasting, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(job->lasting, "menade du \"%s\"? ", meant) : "", NULL);
    return false;
}

const char *aj_job_name_below_root(const struct aj_job *job, const char *name)
{
    const struct data_file *file = aj_map_find(&job->files, name);
    return file ? file->below : name;
}

const char *aj_job_name_near(const struct aj_job *job, const char *name)
{
    const struct data_file *file = aj_map_find(&job->files, name);
    return file ? file->near : NULL;
}

const char *aj_job_name_of_near(struct aj_arena *arena, const char *report, const char *near)
{
    return *near ? join(arena, folder_of(arena, report), near) : report;
}

void aj_job_attach(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    if (!job->attach)
        return;
    struct aj_attachment new = {aj_job_name_below_root(job, name), bytes, length};
    uint32_t i = job->attachment_len;
    while (i > 0 && strcmp(job->attachments[i - 1].name, new.name) > 0)
        i--;
    if (i > 0 && !strcmp(job->attachments[i - 1].name, new.name))
        return;
    AJ_PUSH(job->lasting, job->attachments, job->attachment_len, job->attachment_cap, new);
    for (uint32_t k = job->attachment_len - 1; k > i; k--)
        job->attachments[k] = job->attachments[k - 1];
    job->attachments[i] = new;
}
