/* Copies beside a report's files: where two have saved the same file, a program keeps one aside. */
#include "base/map.h"
#include "watch/page.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_COPIES = 100 };

/* "data/x.csv": the length of "data"; 0 when there is no folder. */
static size_t folder_length(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? (size_t)(slash - name) : 0;
}

static const char *below(struct aj_arena *arena, const char *folder, const char *name)
{
    return *folder ? aj_printf(arena, "%s/%s", folder, name) : aj_strdup(arena, name);
}

/* The one of `names` that is `path`, also if its letters are capitals elsewhere, as Windows sees it. */
static const char *find_name(const char *const *names, uint32_t count, const char *path)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcasecmp(names[i], path) == 0)
            return names[i];
    return NULL;
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct wat_copy *)a)->file, ((const struct wat_copy *)b)->file);
}

struct wat_copy *wat_find_copies(struct aj_arena *arena, const char *organisation, const char *const *names,
                                 uint32_t count, uint32_t *found)
{
    struct aj_map folders = AJ_MAP_INIT(arena);
    struct wat_copy *copies = NULL;
    struct aj_buf original = AJ_BUF_INIT;
    uint32_t cap = 0;
    *found = 0;
    for (uint32_t i = 0; i < count; i++)
        aj_map_put(&folders, aj_strndup(arena, names[i], folder_length(names[i])), arena);
    for (uint32_t i = 0; i < folders.len; i++) {
        const char *folder = folders.entries[i].key;
        DIR *dir = opendir(below(arena, organisation, folder));
        for (const struct dirent *entry; dir && *found < MOST_COPIES && (entry = readdir(dir));) {
            if (!wat_name_is_copy(entry->d_name, &original))
                continue;
            const char *file = below(arena, folder, entry->d_name);
            const char *of = find_name(names, count, below(arena, folder, original.data));
            struct wat_copy copy = {.file = file, .original = of};
            if (of && !find_name(names, count, file))
                AJ_PUSH(arena, copies, *found, cap, copy);
        }
        if (dir)
            closedir(dir);
    }
    aj_buf_free(&original);
    if (*found)
        qsort(copies, *found, sizeof *copies, compare);
    return copies;
}
