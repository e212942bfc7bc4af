#include "base/folder.h"

#include "base/file.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct found {
    struct aj_arena *arena;
    struct aj_folder_filter filter;
    const char **names;
    uint32_t len, cap;
    bool more; /* than are wanted at most */
};

/* Links to files count where they are asked for. */
static bool is_wanted(const struct found *found, const char *path, const char *name, struct stat *st)
{
    bool link = found->filter.links && S_ISLNK(st->st_mode);
    if (found->filter.fits && !found->filter.fits(name))
        return false;
    return S_ISREG(st->st_mode) || (link && stat(path, st) == 0 && S_ISREG(st->st_mode));
}

bool aj_folder_is_systems(const char *path)
{
    static const char *const names[] = {"lost+found", "System Volume Information", "$RECYCLE.BIN"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(aj_path_name(path), names[i]) == 0)
            return true;
    return false;
}

static void tell_unread(const struct found *found, const char *folder, int error)
{
    if (!found->filter.diags || error == ENOENT || aj_folder_is_systems(folder))
        return;
    aj_diag_add(found->filter.diags, AJ_E0823, 0, folder, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), NULL);
}

static void walk(struct found *found, const char *folder, const char *below, int depth);

/* Takes an entry of a folder. Zero, or the errno that keeps it from being looked at. */
static int meet(struct found *found, const char *folder, const char *below, const char *entry, int depth)
{
    const char *path = aj_printf(found->arena, "%s/%s", folder, entry);
    const char *name = aj_printf(found->arena, "%s%s%s", below, *below ? "/" : "", entry);
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT ? 0 : errno;
    if (S_ISDIR(st.st_mode))
        walk(found, path, name, depth + 1);
    else if (is_wanted(found, path, entry, &st)) {
        found->more = found->len == found->filter.most;
        if (!found->more)
            AJ_PUSH(found->arena, found->names, found->len, found->cap, name);
    }
    return 0;
}

static void walk(struct found *found, const char *folder, const char *below, int depth)
{
    if (depth >= found->filter.deepest)
        return;
    DIR *dir = opendir(folder);
    int error = dir ? 0 : errno;
    while (!error && !found->more) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        error = errno;
        if (!entry)
            break;
        if (entry->d_name[0] != '.')
            error = meet(found, folder, below, entry->d_name, depth);
    }
    if (dir)
        closedir(dir);
    if (error)
        tell_unread(found, folder, error);
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
    if (found.more && filter.diags)
        aj_diag_add(filter.diags, AJ_E0824, 0, folder, aj_printf(arena, "%u", filter.most), NULL);
    if (found.len)
        qsort(found.names, found.len, sizeof *found.names, compare);
    *count = found.len;
    return found.names;
}
