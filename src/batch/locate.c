/* Finding report files. */
#include "base/folder.h"
#include "base/path.h"
#include "batch/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEEPEST = 16, MOST_REPORTS = 100000 };

static const char report_name[] = "report.xml";

const char *bat_parent(struct aj_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return "/";
    return aj_strndup(arena, path, (size_t)(slash - path));
}

const char *bat_stem(struct aj_arena *arena, const char *file, const char *folder)
{
    const char *name = aj_path_name(file);
    if (strcmp(name, report_name) == 0)
        return aj_strdup(arena, folder);
    const char *dot = strrchr(name, '.');
    return aj_strndup(arena, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

const char *bat_stem_of_other(struct aj_arena *arena, const char *file, const char *folder, const char *stem)
{
    static const char *const endings[] = {".failed", ".fynd"};
    size_t length = strlen(stem);
    bool alone = strcmp(aj_path_name(file), report_name) == 0;
    for (size_t i = 0; !alone && i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length > n && strcasecmp(stem + length - n, endings[i]) == 0)
            return aj_strndup(arena, stem, length - n);
        if (strncasecmp(folder, stem, length) == 0 && strcasecmp(folder + length, endings[i]) == 0)
            return aj_strdup(arena, folder); /* what report.xml beside it is called */
    }
    return NULL;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* folder/name, without doubling a slash that the user typed. */
static const char *join(struct aj_arena *arena, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    if (n == 1 && folder[0] == '/')
        return aj_printf(arena, "/%s", name);
    return aj_printf(arena, "%.*s/%s", (int)n, folder, name);
}

bool bat_locate(struct aj_arena *arena, const char *path, struct bat_location *out, const char **shown)
{
    *shown = is_folder(path) ? join(arena, path, report_name) : aj_strdup(arena, path);
    const char *slash = strrchr(*shown, '/');
    /* A report that is a link stands where the link is: else it would lead to another organisation's folder.
     */
    char *real = realpath(slash ? aj_strndup(arena, *shown, (size_t)(slash + 1 - *shown)) : ".", NULL);
    if (!real)
        return false;
    out->folder = aj_strdup(arena, real);
    free(real);
    out->file = join(arena, out->folder, aj_path_name(*shown));
    struct stat st;
    if (stat(out->file, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode)) {
        errno = EINVAL;
        return false;
    }
    out->root = bat_parent(arena, out->folder);
    return true;
}

static bool is_report_name(const char *name)
{
    return strcmp(name, report_name) == 0;
}

/* report.xml as it was probably meant: with capitals, or with the ending that a program added unseen. */
static bool is_nearly_report_name(const char *name)
{
    static const char *const endings[] = {"", ".xml", ".txt"};
    size_t n = strlen(report_name);
    bool nearly = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && strncasecmp(name, report_name, n) == 0; i++)
        nearly |= strcasecmp(name + n, endings[i]) == 0;
    return nearly;
}

/* Leaves only what is called report.xml; a file nearly called so, without one beside it, is told of. */
static uint32_t keep_reports(struct aj_arena *arena, struct aj_diags *diags, const char *folder,
                             const char **paths, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *path = join(arena, folder, paths[i]);
        if (is_report_name(aj_path_name(path)))
            paths[kept++] = path;
        else if (!is_file(join(arena, bat_parent(arena, path), report_name)))
            aj_diag_add(diags, AJ_E0826, 0, path, aj_path_name(path), NULL);
    }
    return kept;
}

const char **bat_find_reports(struct aj_arena *arena, struct aj_diags *diags, const char *path,
                              uint32_t *count)
{
    const struct aj_folder_filter filter = {.fits = is_nearly_report_name,
                                            .most = MOST_REPORTS,
                                            .deepest = DEEPEST,
                                            .links = true,
                                            .diags = diags};
    if (is_folder(path) && !is_file(join(arena, path, report_name))) {
        const char **paths = aj_folder_files(arena, path, filter, count);
        *count = keep_reports(arena, diags, path, paths, *count);
        return paths;
    }
    *count = is_folder(path) || is_file(path) ? 1 : 0;
    const char **one = AJ_NEW(arena, const char *);
    *one = aj_strdup(arena, path);
    return one;
}
