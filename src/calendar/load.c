/* A calendar from its file. */
#include "base/path.h"
#include "calendar/internal.h"

#include <stdlib.h>
#include <string.h>

struct cal_library *cal_library_new(const char *templates)
{
    struct aj_arena *arena = aj_arena_new();
    struct cal_library *library = AJ_NEW(arena, struct cal_library);
    char *real = realpath(templates, NULL);
    library->arena = arena;
    library->templates = aj_strdup(arena, real ? real : templates);
    library->compose = cmp_library_new();
    free(real);
    return library;
}

void cal_library_free(struct cal_library *library)
{
    if (!library)
        return;
    cmp_library_free(library->compose);
    aj_arena_free(library->arena);
}

void cal_library_allow(struct cal_library *library, const struct aj_allowed *allowed, uint32_t count)
{
    library->allowed = allowed;
    library->allowed_len = count;
}

/* The folder of a file, as its path names it. */
static const char *folder_of(struct aj_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : aj_strndup(arena, path, (size_t)(slash - path));
}

/* A calendar of nothing yet. `root` is the organisation's folder, a real path, or NULL. */
static struct cal_calendar *begin(struct cal_library *library, const char *root, const char *path)
{
    struct aj_job *job = aj_job_new(root, library->templates);
    struct cal_calendar *calendar = AJ_NEW(job->arena, struct cal_calendar);
    job->allowed = library->allowed;
    job->allowed_len = library->allowed_len;
    calendar->job = job;
    calendar->file = aj_strdup(job->arena, path);
    calendar->folder = folder_of(job->arena, path);
    calendar->organisation = root ? aj_strdup(job->arena, aj_path_name(root)) : "";
    calendar->title =
        *calendar->organisation ? aj_printf(job->arena, "Årshjul, %s", calendar->organisation) : "Årshjul";
    calendar->fronts = (struct aj_map)AJ_MAP_INIT(job->arena);
    return calendar;
}

static void take(struct cal_library *library, struct cal_calendar *calendar, xmlDocPtr tree)
{
    const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (!root)
        return;
    cmp_check_calendar(calendar->job, library->compose, tree);
    if (!src_xml_is(root, "calendar"))
        return;
    cal_take(calendar, root);
    cal_check(calendar, src_xml_at(root));
}

struct cal_calendar *cal_load(struct cal_library *library, const char *path)
{
    struct aj_arena *scratch = aj_arena_new();
    char *root = realpath(folder_of(scratch, path), NULL);
    struct cal_calendar *calendar = begin(library, root, path);
    if (root)
        calendar->reports = cal_report_folders(calendar->job->arena, root, &calendar->report_len);
    take(library, calendar, src_xml_read(calendar->job, path));
    free(root);
    aj_arena_free(scratch);
    return calendar;
}

struct cal_calendar *cal_load_bytes(struct cal_library *library, const char *bytes, size_t length)
{
    struct cal_calendar *calendar = begin(library, NULL, CAL_FILE);
    take(library, calendar, src_xml_parse(calendar->job, CAL_FILE, bytes, length));
    return calendar;
}

void cal_free(struct cal_calendar *calendar)
{
    if (calendar)
        aj_job_free(calendar->job);
}
