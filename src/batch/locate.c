/* Finding report files. */
#include "base/path.h"
#include "batch/internal.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
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

struct found {
    struct aj_arena *arena;
    const char **paths;
    uint32_t len, cap;
};

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Links to folders are not followed, so that no circle is walked. */
static void walk(struct found *found, const char *folder, int depth)
{
    DIR *dir = depth < DEEPEST ? opendir(folder) : NULL;
    if (!dir)
        return;
    struct dirent *entry;
    while ((entry = readdir(dir)) && found->len < MOST_REPORTS) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = join(found->arena, folder, entry->d_name);
        struct stat st;
        if (lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            walk(found, path, depth + 1);
        else if (strcmp(entry->d_name, report_name) == 0 && is_file(path))
            AJ_PUSH(found->arena, found->paths, found->len, found->cap, path);
    }
    closedir(dir);
}

const char **bat_find_reports(struct aj_arena *arena, const char *path, uint32_t *count)
{
    struct found found = {.arena = arena};
    if (is_folder(path) && !is_file(join(arena, path, report_name))) {
        walk(&found, path, 0);
        if (found.len)
            qsort(found.paths, found.len, sizeof *found.paths, compare);
    } else if (is_folder(path) || is_file(path)) {
        AJ_PUSH(arena, found.paths, found.len, found.cap, aj_strdup(arena, path));
    }
    *count = found.len;
    return found.paths;
}
