/* Whether an index was made before what it lists. */
#include "archive/internal.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static bool later(const struct stat *one, const struct stat *other)
{
    if (one->st_ctim.tv_sec != other->st_ctim.tv_sec)
        return one->st_ctim.tv_sec > other->st_ctim.tv_sec;
    return one->st_ctim.tv_nsec >= other->st_ctim.tv_nsec;
}

/* Times of change, not of content: a file that was restored or moved here has its old time of content. */
static bool changed_below(struct aj_arena *arena, const char *folder, const struct stat *index, int depth)
{
    static const char end[] = ".json";
    DIR *dir = depth > 0 ? opendir(folder) : NULL;
    bool changed = false;
    for (struct dirent *entry; dir && !changed && (entry = readdir(dir));) {
        size_t n = strlen(entry->d_name), m = sizeof end - 1;
        const char *path = aj_printf(arena, "%s/%s", folder, entry->d_name);
        struct stat st;
        if (entry->d_name[0] == '.' || lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            changed = later(&st, index) || changed_below(arena, path, index, depth - 1);
        else if (S_ISREG(st.st_mode) && n > m && strcmp(entry->d_name + n - m, end) == 0)
            changed = later(&st, index);
    }
    if (dir)
        closedir(dir);
    return changed;
}

bool arc_is_stale(const char *output)
{
    struct aj_arena *arena = aj_arena_new();
    struct stat index;
    bool stale = lstat(aj_printf(arena, "%s/index.html", output), &index) != 0 ||
                 changed_below(arena, output, &index, ARC_DEEPEST);
    aj_arena_free(arena);
    return stale;
}
