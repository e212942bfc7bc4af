/* Where calendars and reports stand. */
#include "base/folder.h"
#include "base/path.h"
#include "calendar/internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 16, MOST_CALENDARS = 10000, MOST_REPORTS = 10000 };

static const char report_name[] = "report.xml";

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The path without slashes at its end. */
static const char *trimmed(struct aj_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return aj_strndup(arena, path, n);
}

/* The folder above a path, as the user would name it: of "budget" that is ".", of "." "..". */
static const char *above(struct aj_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *last = aj_path_name(path);
    if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
        return aj_printf(arena, "%s/..", path);
    if (!slash)
        return ".";
    return slash == path ? "/" : aj_strndup(arena, path, (size_t)(slash - path));
}

static const char *join(struct aj_arena *arena, const char *folder, const char *name)
{
    if (strcmp(folder, ".") == 0)
        return aj_strdup(arena, name);
    return aj_printf(arena, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
}

const char *cal_file_of(struct aj_arena *arena, const char *report)
{
    const char *path = trimmed(arena, report);
    const char *folder = is_folder(path) ? path : above(arena, path);
    return join(arena, above(arena, folder), CAL_FILE);
}

bool cal_is_file(const char *path)
{
    return strcmp(aj_path_name(path), CAL_FILE) == 0;
}

const char **cal_find(struct aj_arena *arena, struct aj_diags *diags, const char *path, uint32_t *count)
{
    const char *own = trimmed(arena, path), *one = NULL;
    *count = 0;
    if (is_file(own))
        one = cal_is_file(own) ? own : cal_file_of(arena, own);
    else if (is_file(join(arena, own, report_name)))
        one = cal_file_of(arena, own);
    if (one) {
        const char **paths = AJ_NEW(arena, const char *);
        *paths = one;
        *count = is_file(one) ? 1 : 0;
        return paths;
    }
    const struct aj_folder_filter filter = {
        .fits = cal_is_file, .most = MOST_CALENDARS, .deepest = DEEPEST, .diags = diags};
    const char **names = aj_folder_files(arena, own, filter, count);
    for (uint32_t i = 0; i < *count; i++)
        names[i] = join(arena, own, names[i]);
    return names;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **cal_report_folders(struct aj_arena *arena, const char *folder, uint32_t *count)
{
    const char **names = NULL;
    uint32_t cap = 0;
    *count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && *count < MOST_REPORTS && (entry = readdir(dir));) {
        if (entry->d_name[0] != '.' &&
            is_file(aj_printf(arena, "%s/%s/%s", folder, entry->d_name, report_name)))
            AJ_PUSH(arena, names, *count, cap, aj_strdup(arena, entry->d_name));
    }
    if (dir)
        closedir(dir);
    if (*count)
        qsort(names, *count, sizeof *names, compare);
    return names;
}
