/* Parsed stylesheets by path, for as long as a worker lives. */
#include "document/cascade.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

struct doc_library {
    struct aj_arena *arena;
    struct aj_map sheets; /* templates folder + path -> struct css_sheet */
};

struct doc_library *doc_library_new(void)
{
    struct doc_library *library = aj_malloc(sizeof *library);
    library->arena = aj_arena_new();
    library->sheets = (struct aj_map)AJ_MAP_INIT(library->arena);
    return library;
}

void doc_library_free(struct doc_library *library)
{
    if (!library)
        return;
    aj_arena_free(library->arena);
    free(library);
}

static const char *read_template(void *context, const char *path, aj_at at, size_t *length, const char **name)
{
    return aj_job_read_template(context, path, at, length, name);
}

struct css_sheet *doc_library_theme(struct doc_library *library, struct aj_job *job, const char *theme,
                                    aj_at at)
{
    /* An unknown theme is told of, and the document is shown in the standard one. */
    if (!aj_job_check_template(job, "themes", theme, "theme.css", AJ_E0551, at))
        theme = DOC_STANDARD_THEME;
    const char *path = aj_printf(job->arena, "themes/%s/theme.css", theme);
    const char *key = aj_printf(job->arena, "%s/%s", job->templates ? job->templates : "", path);
    struct css_sheet *sheet = aj_map_find(&library->sheets, key);
    if (!sheet) {
        struct css_loader loader = {.read = read_template, .context = job, .job = job};
        sheet = css_sheet_parse(library->arena, path, at, &loader);
        if (sheet)
            aj_map_put(&library->sheets, aj_strdup(library->arena, key), sheet);
    }
    for (uint32_t i = 0; sheet && i < sheet->file_count; i++)
        if (!sheet->files[i].ours)
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
