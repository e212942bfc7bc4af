/* Whether an index was made before what it lists, or while that changed. */
#include "archive/internal.h"
#include "base/map.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

typedef void visitor(void *context, const char *path, const struct stat *st);

/* Every record and folder below; times of change, not of content: what was restored keeps the latter. */
static void walk(struct aj_arena *arena, const char *folder, int depth, visitor *visit, void *context)
{
    static const char end[] = ".json";
    DIR *dir = depth > 0 ? opendir(folder) : NULL;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t n = strlen(entry->d_name), m = sizeof end - 1;
        bool record = n > m && strcmp(entry->d_name + n - m, end) == 0;
        struct stat st;
        const char *path = aj_printf(arena, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) || (record && S_ISREG(st.st_mode)))
            visit(context, path, &st);
        if (S_ISDIR(st.st_mode))
            walk(arena, path, depth - 1, visit, context);
    }
    if (dir)
        closedir(dir);
}

struct comparison {
    struct stat index;
    bool later;
};

static void compare(void *context, const char *path, const struct stat *st)
{
    (void)path;
    struct comparison *comparison = context;
    const struct timespec *a = &st->st_ctim, *b = &comparison->index.st_ctim;
    if (a->tv_sec > b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec >= b->tv_nsec))
        comparison->later = true;
}

bool arc_is_stale(const char *output)
{
    struct aj_arena *arena = aj_arena_new();
    struct comparison comparison = {0};
    bool missing = lstat(aj_printf(arena, "%s/index.html", output), &comparison.index) != 0;
    if (!missing)
        walk(arena, output, ARC_DEEPEST, compare, &comparison);
    aj_arena_free(arena);
    return missing || comparison.later;
}

/* The order in which a folder tells its files does not count, so their marks are added up. */
static void add(void *context, const char *path, const struct stat *st)
{
    const uint64_t facts[] = {aj_hash_bytes(path, strlen(path)), (uint64_t)st->st_ctim.tv_sec,
                              (uint64_t)st->st_ctim.tv_nsec, (uint64_t)st->st_ino};
    uint64_t *sum = context;
    uint64_t low = aj_hash_bytes(facts, sizeof facts),
             high = aj_hash_bytes(facts, sizeof facts - sizeof *facts);
    *sum += S_ISDIR(st->st_mode) ? 0 : low | high << 32;
}

uint64_t arc_state(const char *output)
{
    struct aj_arena *arena = aj_arena_new();
    uint64_t sum = 0;
    walk(arena, output, ARC_DEEPEST, add, &sum);
    aj_arena_free(arena);
    return sum;
}
