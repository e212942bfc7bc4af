/* What files lie below the watched folders, and which of them changed since the last look. */
#ifndef WAT_TREE_H
#define WAT_TREE_H

#include "watch/watch.h"

#include <sys/stat.h>

/* What a look meets; `context` is handed to each. */
struct wat_seen {
    void *context;
    /* A folder, before it is read. False: leave it out with all below. */
    bool (*folder)(void *context, const char *path, const struct stat *st);
    /* A file that is new, differs or is gone; not called for the first look at a root. */
    void (*file)(void *context, const char *path, enum wat_change change);
    /* A folder below a root that cannot be read (an errno value); NULL: nobody asks. */
    void (*unread)(void *context, const char *path, int error);
};

/* Files at most, and folders above each other; files that lie deeper are not met. */
enum { WAT_MOST_FILES = 500000, WAT_DEEPEST = 24 };

struct wat_tree;

struct wat_tree *wat_tree_new(void);
void wat_tree_free(struct wat_tree *tree);

/*
 * Looks at all below the folders `roots`, whose paths the files' begin with. Size, time and inode are
 * compared, and the bytes of files whose times cannot be trusted: which have just changed, or whose inode
 * alone is another. A folder that cannot be read for now counts as it was at the last look. False with
 * errno set when the first root cannot be read, ENODATA when it has become empty, EOVERFLOW when there are
 * too many files; then nothing else is done.
 */
bool wat_tree_look(struct wat_tree *tree, const char *const *roots, uint32_t root_count,
                   const struct wat_seen *seen, int64_t now);

/* Looks at one file; whether it differs from the last look. */
bool wat_tree_look_at(struct wat_tree *tree, const char *path, int64_t now);

/* Calls `each` for every file that the last look met. */
void wat_tree_each(const struct wat_tree *tree, void (*each)(void *context, const char *path), void *context);

#endif
