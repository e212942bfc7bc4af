#include "base/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct found {
    struct aj_arena *arena;
    struct aj_folder_filter filter;
    const char **names;
    uint32_t len, cap;
};

/* Links to files count where they are asked for. */
static bool is_wanted(const struct found *found, const char *path, const char *name, struct stat *st)
{
    bool link = found->filter.links && S_ISLNK(st->st_mode);
    if (found->filter.fits && !found->filter.fits(name))
        return false;
    return S_ISREG(st->st_mode) || (link && stat(path, st) == 0 && S_ISREG(st->st_mode));
}

static void walk(struct found *found, const char *folder, const char *below, int depth)
{
    DIR *dir = depth < found->filter.deepest ? opendir(folder) : NULL;
    for (struct dirent *entry; dir && found->len < found->filter.most && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = aj_printf(found->arena, "%s/%s", folder, entry->d_name);
        const char *name = aj_printf(found->arena, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        struct stat st;
        if (lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            walk(found, path, name, depth + 1);
        else if (is_wanted(found, path, entry->d_name, &st))
            AJ_PUSH(found->arena, found->names, found->len, found->cap, name);
    }
    if (dir)
        closedir(dir);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **aj_folder_files(struct aj_arena *arena, const char *folder, struct aj_folder_filter filter,
                             uint32_t *count)
{
    struct found found = {.arena = arena, .filter = filter};
    walk(&found, folder, "", 0);
    if (found.len)
        qsort(found.names, found.len, sizeof *found.names, compare);
    *count = found.len;
    return found.names;
}
