/* Looking at files, and telling by size, time, inode and sometimes bytes what has changed. */
#include "watch/tree.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    YOUNG_MS = 5000,      /* so long after a change its file may change again without a new time */
    COARSEST_S = 3,       /* the coarsest times of a file system: FAT's two seconds, and one more */
    READ_MOST = 16 << 20, /* bytes of a file whose contents are compared */
    GONE = -1,            /* the size of a file that is not there any more */
};

struct file {
    int64_t size, seconds, nanoseconds;
    uint64_t inode;
    int64_t young_until;
    char sha256[65]; /* "": not known */
};

struct wat_tree {
    struct aj_arena *arena; /* of one look; the next has a new one, so that memory does not grow */
    struct aj_map files;    /* struct file by path */
    struct aj_map roots;    /* those that a look has been through */
    struct aj_arena *own;
    uint32_t looks;
};

struct look {
    struct wat_tree *tree;
    const struct wat_seen *seen;
    struct aj_arena *arena;
    struct aj_map files;
    const struct aj_map *old;
    int64_t now;
    int64_t latest; /* the latest of all files' times, in seconds: what the server's clock has been */
    bool first;     /* of this root */
    bool too_many;
};

struct wat_tree *wat_tree_new(void)
{
    struct aj_arena *own = aj_arena_new();
    struct wat_tree *tree = AJ_NEW(own, struct wat_tree);
    tree->own = own;
    tree->arena = aj_arena_new();
    tree->files = (struct aj_map)AJ_MAP_INIT(tree->arena);
    tree->roots = (struct aj_map)AJ_MAP_INIT(own);
    return tree;
}

void wat_tree_free(struct wat_tree *tree)
{
    if (!tree)
        return;
    aj_arena_free(tree->arena);
    aj_arena_free(tree->own);
}

void wat_tree_each(const struct wat_tree *tree, void (*each)(void *context, const char *path), void *context)
{
    for (uint32_t i = 0; i < tree->files.len; i++)
        if (((const struct file *)tree->files.entries[i].value)->size != GONE)
            each(context, tree->files.entries[i].key);
}

static void hash(const char *path, int64_t size, char sha256[65])
{
    size_t length;
    sha256[0] = '\0';
    char *bytes = size <= READ_MOST ? aj_file_read(path, &length) : NULL;
    if (bytes)
        aj_sha256(bytes, length, sha256);
    free(bytes);
}

static void measure(struct file *file, const struct stat *st)
{
    file->size = st->st_size;
    file->seconds = st->st_mtim.tv_sec;
    file->nanoseconds = st->st_mtim.tv_nsec;
    file->inode = st->st_ino;
}

/* Whether `now` differs from `was`; what was learned of its bytes is kept in `now`. */
static bool differs(const char *path, const struct file *was, struct file *now, int64_t time)
{
    now->young_until = was->young_until;
    bool changed =
        was->size != now->size || was->seconds != now->seconds || was->nanoseconds != now->nanoseconds;
    if (!changed && was->inode == now->inode && time >= was->young_until) {
        memcpy(now->sha256, was->sha256, sizeof now->sha256);
        return false;
    }
    if (changed)
        now->young_until = time + YOUNG_MS;
    hash(path, now->size, now->sha256);
    if (changed)
        return true;
    /* Another inode alone: a share that numbers its files anew, or one that took the other's place. */
    bool known = *was->sha256 && *now->sha256;
    return known ? strcmp(was->sha256, now->sha256) != 0 : was->inode != now->inode;
}

static void meet_file(struct look *look, const char *path, const struct stat *st)
{
    if (look->files.len >= WAT_MOST_FILES) {
        look->too_many = true;
        return;
    }
    struct file *file = AJ_NEW(look->arena, struct file);
    const struct file *was = aj_map_find(look->old, path);
    measure(file, st);
    if (file->seconds > look->latest)
        look->latest = file->seconds;
    aj_map_put(&look->files, path, file);
    if (was) {
        if (differs(path, was, file, look->now))
            look->seen->file(look->seen->context, path, WAT_CLOSED);
        return;
    }
    if (look->first)
        return;
    file->young_until = look->now + YOUNG_MS;
    hash(path, file->size, file->sha256);
    look->seen->file(look->seen->context, path, WAT_CLOSED);
}

/* What lay below a folder that cannot be read for now is taken over from the last look. */
static void keep_below(struct look *look, const char *folder)
{
    for (uint32_t i = 0; i < look->old->len; i++) {
        const struct aj_map_entry *entry = &look->old->entries[i];
        if (!aj_path_below(folder, entry->key) || aj_map_find(&look->files, entry->key))
            continue;
        struct file *file = AJ_NEW(look->arena, struct file);
        *file = *(const struct file *)entry->value;
        aj_map_put(&look->files, aj_strdup(look->arena, entry->key), file);
    }
}

static bool walk(struct look *look, const char *folder, int depth);

static void meet(struct look *look, const char *folder, const char *name, int depth)
{
    if (wat_name_is_passed(name))
        return;
    const char *path = aj_printf(look->arena, "%s/%s", strcmp(folder, "/") ? folder : "", name);
    struct stat st;
    if (lstat(path, &st) != 0 || (S_ISLNK(st.st_mode) && (stat(path, &st) != 0 || S_ISDIR(st.st_mode))))
        return;
    if (S_ISREG(st.st_mode))
        meet_file(look, path, &st);
    else if (S_ISDIR(st.st_mode) && depth < WAT_DEEPEST &&
             look->seen->folder(look->seen->context, path, &st) && !walk(look, path, depth + 1) &&
             errno != ENOENT) {
        if (look->seen->unread)
            look->seen->unread(look->seen->context, path, errno);
        keep_below(look, path);
    }
}

/* False with errno set when the folder could not be read to its end. */
static bool walk(struct look *look, const char *folder, int depth)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry)
            break;
        meet(look, folder, entry->d_name, depth);
    }
    int error = errno;
    closedir(dir);
    errno = error;
    return error == 0;
}

static void tell_gone(struct look *look)
{
    for (uint32_t i = 0; i < look->old->len; i++) {
        const struct aj_map_entry *entry = &look->old->entries[i];
        const struct file *was = entry->value;
        if (was->size != GONE && !aj_map_find(&look->files, entry->key))
            look->seen->file(look->seen->context, entry->key, WAT_GONE);
    }
}

/* A first look meets files that were saved just before it: those whose times are the latest there are. */
static void mark_young(struct look *look)
{
    for (uint32_t i = 0; i < look->files.len; i++) {
        struct file *file = look->files.entries[i].value;
        if (file->young_until || file->seconds + COARSEST_S < look->latest)
            continue;
        file->young_until = look->now + YOUNG_MS;
        hash(look->files.entries[i].key, file->size, file->sha256);
    }
}

static bool look_below(struct look *look, const char *root)
{
    struct stat st;
    look->first = !aj_map_find(&look->tree->roots, root);
    if (stat(root, &st) != 0)
        return false;
    if (!S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    if (!look->seen->folder(look->seen->context, root, &st))
        return true;
    if (!walk(look, root, 0))
        return false;
    if (look->too_many) {
        errno = EOVERFLOW;
        return false;
    }
    if (look->first)
        aj_map_put(&look->tree->roots, aj_strdup(look->tree->own, root), look->tree);
    return true;
}

/* A share that is not mounted leaves an empty folder in its place. */
static bool is_emptied(const struct look *look, const char *root)
{
    for (uint32_t i = 0; !look->files.len && i < look->old->len; i++) {
        const struct aj_map_entry *entry = &look->old->entries[i];
        if (aj_path_below(root, entry->key) && ((const struct file *)entry->value)->size != GONE)
            return true;
    }
    return false;
}

static bool give_up(struct look *look, int error)
{
    aj_arena_free(look->arena);
    look->tree->looks--;
    errno = error;
    return false;
}

bool wat_tree_look(struct wat_tree *tree, const char *const *roots, uint32_t root_count,
                   const struct wat_seen *seen, int64_t now)
{
    struct look look = {.tree = tree, .seen = seen, .arena = aj_arena_new(), .old = &tree->files, .now = now};
    look.files = (struct aj_map)AJ_MAP_INIT(look.arena);
    bool first = tree->looks++ == 0;
    for (uint32_t i = 0; i < root_count; i++) {
        bool read = look_below(&look, roots[i]);
        if (i == 0 && (!read || is_emptied(&look, roots[i])))
            return give_up(&look, read ? ENODATA : errno);
        if (!read)
            keep_below(&look, roots[i]);
    }
    if (first)
        mark_young(&look);
    tell_gone(&look);
    aj_arena_free(tree->arena);
    tree->arena = look.arena;
    tree->files = look.files;
    return true;
}

bool wat_tree_look_at(struct wat_tree *tree, const char *path, int64_t now)
{
    struct stat st;
    struct file *was = aj_map_find(&tree->files, path);
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
        bool changed = was && was->size != GONE;
        if (was)
            *was = (struct file){.size = GONE};
        return changed;
    }
    struct file file = {0};
    measure(&file, &st);
    bool changed = !was || differs(path, was, &file, now);
    if (!was && tree->files.len < WAT_MOST_FILES) {
        was = AJ_NEW(tree->arena, struct file);
        aj_map_put(&tree->files, aj_strdup(tree->arena, path), was);
    }
    if (was) {
        if (changed)
            file.young_until = now + YOUNG_MS;
        *was = file;
    }
    return changed;
}
