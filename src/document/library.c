/* Parsed stylesheets by path, for as long as a worker lives. */
#include "document/cascade.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/*
 * Organisations are many, and a worker meets one after the other: few of their own sheets are kept, each in
 * an arena of its own. No job has more than two in use at once.
 */
enum { OWN_MOST = 4 };

struct own_sheet {
    struct aj_arena *arena; /* NULL: none is kept here */
    const char *key;        /* see own_key() */
    struct css_sheet *sheet;
};

struct doc_library {
    struct aj_arena *arena;
    struct aj_map sheets; /* templates folder + path -> struct css_sheet */
    struct own_sheet own[OWN_MOST];
    uint32_t next; /* of own: the oldest, whose place the next one takes */
};

struct doc_library *doc_library_new(void)
{
    struct doc_library *library = aj_malloc(sizeof *library);
    *library = (struct doc_library){.arena = aj_arena_new()};
    library->sheets = (struct aj_map)AJ_MAP_INIT(library->arena);
    return library;
}

void doc_library_free(struct doc_library *library)
{
    if (!library)
        return;
    for (uint32_t i = 0; i < OWN_MOST; i++)
        aj_arena_free(library->own[i].arena);
    aj_arena_free(library->arena);
    free(library);
}

static const char *read_template(void *context, const char *path, aj_at at, size_t *length, const char **name)
{
    return aj_job_read_template(context, path, at, length, name);
}

/*
 * The stylesheet of a theme of the organisation's own, named by its folder's path from the report: as a path
 * of AJ_JOB_OWN. NULL after a finding.
 */
static const char *own_theme(struct aj_job *job, const char *theme, aj_at at)
{
    /* What is no report of its own is thought to lie where reports do: a folder below the organisation's. */
    const char *report = job->report ? aj_job_name_below_root(job, job->report) : "-/-";
    const char *slash = strrchr(report, '/');
    const char *folder = aj_printf(job->arena, AJ_JOB_OWN "%.*s/", (int)(slash ? slash - report : 0), report);
    const char *file = aj_printf(job->arena, "%s/theme.css", theme);
    const char *path = css_resolve(job->arena, folder, file);
    size_t length;
    const char *allowed = path && css_is_own(path) ? NULL : aj_job_allowed_theme(job, file);
    if (allowed)
        return aj_job_read_template(job, allowed, at, &length, NULL) ? allowed : NULL;
    if (job->own && path)
        return aj_job_read_template(job, path, at, &length, NULL) ? path : NULL;
    /* Read as the author wrote it, so that this is what a finding quotes. */
    return aj_job_read_theme(job, file, at, &length) && path && css_is_own(path) ? path : NULL;
}

/* What findings call an organisation's files depends on how the folder above the report's was named; so does
 * the key. */
static const char *own_key(struct aj_job *job, const char *path)
{
    const char *report = job->report ? job->report : "";
    size_t named = strlen(report), parts = 0;
    for (size_t n = named; n > 0 && parts < 2; n--)
        if (report[n - 1] == '/' && ++parts == 2)
            named = n;
    /* With fewer than two folders, or with "..", the text tells nothing of what is above. */
    if (parts < 2 || strstr(report, ".."))
        named = strlen(report);
    return aj_printf(job->arena, "%s\n%s\n%.*s\n%s", job->own ? job->own : job->root,
                     job->own_shown ? job->own_shown : "", (int)named, report, path);
}

static struct css_sheet *find_own(const struct doc_library *library, const char *key)
{
    for (uint32_t i = 1; i <= OWN_MOST; i++) { /* the youngest first: an older one may be of changed files */
        const struct own_sheet *own = &library->own[(library->next + OWN_MOST - i) % OWN_MOST];
        if (own->arena && strcmp(own->key, key) == 0)
            return own->sheet;
    }
    return NULL;
}

/* The sheet, parsed; kept under the key unless there is none. */
static struct css_sheet *parse_own(struct doc_library *library, const char *key, const char *path, aj_at at,
                                   const struct css_loader *loader)
{
    struct aj_arena *arena = aj_arena_new();
    struct css_sheet *sheet = css_sheet_parse(arena, path, at, loader);
    if (!sheet) {
        aj_arena_free(arena);
        return NULL;
    }
    struct own_sheet *place = &library->own[library->next];
    library->next = (library->next + 1) % OWN_MOST;
    aj_arena_free(place->arena);
    *place = (struct own_sheet){arena, aj_strdup(arena, key), sheet};
    return sheet;
}

static struct css_sheet *parse_shared(struct doc_library *library, const char *key, const char *path,
                                      aj_at at, const struct css_loader *loader)
{
    struct css_sheet *sheet = css_sheet_parse(library->arena, path, at, loader);
    if (sheet)
        aj_map_put(&library->sheets, aj_strdup(library->arena, key), sheet);
    return sheet;
}

/* Looks for what an import did not find, so that the job notes it: what is there now is another sheet. */
static bool is_missing_still(struct aj_job *job, const struct css_sheet *sheet, aj_at at)
{
    bool still = true;
    for (uint32_t i = 0; i < sheet->missing_count; i++) {
        size_t length;
        uint32_t findings = job->diags->len;
        still &= !aj_job_read_template(job, sheet->missing[i], at, &length, NULL);
        job->diags->len = findings; /* the sheet's own finding tells of it */
    }
    return still;
}

/* Whether the files of a sheet that may change while a worker lives are what they were; as they are read, the
 * job notes them as its inputs. */
static bool is_fresh(struct aj_job *job, const struct css_sheet *sheet, aj_at at)
{
    bool fresh = true;
    for (uint32_t i = 0; i < sheet->file_count; i++) {
        const struct css_file *file = &sheet->files[i];
        if (file->ours || !css_is_own(file->path))
            continue;
        char hex[65] = "";
        size_t length;
        uint32_t findings = job->diags->len;
        const char *bytes = aj_job_read_template(job, file->path, at, &length, NULL);
        if (bytes)
            aj_sha256(bytes, length, hex);
        else
            job->diags->len = findings; /* reading it anew tells it where it is imported */
        fresh &= strcmp(hex, file->sha256) == 0;
    }
    return fresh;
}

struct css_sheet *doc_library_theme(struct doc_library *library, struct aj_job *job, const char *theme,
                                    aj_at at)
{
    /* An unknown theme is told of, and the document is shown in the standard one. */
    const char *path = strchr(theme, '/') ? own_theme(job, theme, at) : NULL;
    if (!path) {
        if (strchr(theme, '/') || !aj_job_check_template(job, "themes", theme, "theme.css", AJ_E0551, at))
            theme = DOC_STANDARD_THEME;
        path = aj_printf(job->arena, "themes/%s/theme.css", theme);
    }
    bool own = css_is_own(path);
    const char *key =
        own ? own_key(job, path) : aj_printf(job->arena, "%s/%s", job->templates ? job->templates : "", path);
    struct css_sheet *sheet = own ? find_own(library, key) : aj_map_find(&library->sheets, key);
    if (sheet && (!is_fresh(job, sheet, at) || !is_missing_still(job, sheet, at)))
        sheet = NULL;
    if (!sheet) {
        struct css_loader loader = {.read = read_template, .context = job, .job = job};
        sheet = (own ? parse_own : parse_shared)(library, key, path, at, &loader);
    }
    for (uint32_t i = 0; sheet && i < sheet->file_count; i++)
        if (!sheet->files[i].ours && !css_is_own(sheet->files[i].path))
            aj_job_note_input(job, AJ_INPUT_TEMPLATE, sheet->files[i].path, sheet->files[i].sha256);
    return sheet;
}

/* A stylesheet in memory; what it imports comes from the templates. */
struct in_memory {
    struct aj_job *job;
    const char *name, *css;
};

static const char *read_memory(void *context, const char *path, aj_at at, size_t *length, const char **name)
{
    struct in_memory *memory = context;
    if (strcmp(path, memory->name) != 0)
        return aj_job_read_template(memory->job, path, at, length, name);
    *length = strlen(memory->css);
    return memory->css;
}

struct css_sheet *doc_library_text(struct aj_job *job, const char *name, const char *css)
{
    struct in_memory memory = {job, name, css};
    struct css_loader loader = {.read = read_memory, .context = &memory, .job = job};
    return css_sheet_parse(job->arena, name, 0, &loader);
}
