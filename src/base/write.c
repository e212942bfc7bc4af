/* renameat2(), which POSIX lacks. */
#define _GNU_SOURCE

#include "base/write.h"

#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0777, PERMISSIONS = 0777, ANY_WRITE = 0222, PROC_NAME = 32 };

/* How far a file has come, which tells how it goes back. */
enum way {
    WAY_TEMPORARY, /* it has its temporary name only */
    WAY_NEW,       /* it has its name, where nothing stood */
    WAY_EXCHANGED, /* it has its name, and what stood there the temporary one */
    WAY_KEPT,      /* it has its name, and what stood there is kept */
    WAY_OVER,      /* it took the place of what stood there, which is gone */
};

struct aj_written {
    const char *name;
    char temporary[AJ_TEMPORARY_NAME];
    int fd; /* its lock is held as long as this is open */
    unsigned how;
    enum way way;
};

/* Keeps the first fault, with errno; always false. */
static bool fail(struct aj_writer *writer, enum aj_write_fault fault, const char *name)
{
    if (writer->fault == AJ_WRITE_FINE) {
        writer->error = errno;
        writer->fault = fault;
        writer->failed = name;
    }
    return false;
}

/* Where an open folder really is, in the arena; NULL when the system does not tell. */
static const char *real_folder(struct aj_arena *arena, int folder)
{
    char name[PROC_NAME], *path = aj_alloc(arena, PATH_MAX);
    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(name, path, PATH_MAX - 1);
    return length > 0 && path[0] == '/' ? path : NULL;
}

/* Whether a path is a folder or below it; false when either is not known. */
static bool is_below(const char *folder, const char *path)
{
    return folder && path && (strcmp(folder, path) == 0 || aj_path_below(folder, path));
}

/* Opens a folder of a folder, made if it is missing. A link is followed only if it stays below `root`, and so
 * is "..". */
static int open_folder(struct aj_writer *writer, const char *root, int above, const char *name, bool *made)
{
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC, fd = openat(above, name, flags | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT) {
        *made = mkdirat(above, name, FOLDER_MODE) == 0;
        /* Another process may have made it meanwhile. */
        if (*made || errno == EEXIST)
            fd = openat(above, name, flags | O_NOFOLLOW);
    }
    struct stat info;
    bool up = strcmp(name, "..") == 0;
    if (!up && (fd >= 0 || (errno != ENOTDIR && errno != ELOOP)))
        return fd;
    int error = errno;
    bool link = fstatat(above, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode);
    errno = error;
    if (!up && (!link || (fd = openat(above, name, flags)) < 0))
        return -1;
    if (fd >= 0 && is_below(root, real_folder(writer->arena, fd)))
        return fd;
    if (fd >= 0)
        close(fd);
    errno = EXDEV;
    fail(writer, AJ_WRITE_OUTSIDE, NULL);
    return -1;
}

/*
 * Opens the folders of a path one after another, from `above` on; gives the last one's descriptor. With
 * `note` those that were made are kept in writer->made, to be taken away again.
 */
static int open_path(struct aj_writer *writer, int above, const char *path, bool note)
{
    const char *root = real_folder(writer->arena, above);
    int fd = openat(above, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const char *p = path; fd >= 0 && *p;) {
        size_t n = strcspn(p, "/");
        if (n) {
            bool made = false;
            int next = open_folder(writer, root, fd, aj_strndup(writer->arena, p, n), &made);
            int error = errno;
            close(fd);
            errno = error;
            fd = next;
            if (made && note)
                AJ_PUSH(writer->arena, writer->made, writer->made_len, writer->made_cap,
                        aj_strndup(writer->arena, path, (size_t)(p + n - path)));
        }
        p += n + (p[n] == '/');
    }
    return fd;
}

bool aj_writer_open(struct aj_writer *writer, const char *root, const char *below)
{
    *writer = (struct aj_writer){.arena = aj_arena_new(), .folder = -1};
    if (!aj_file_make_folders(root))
        return fail(writer, AJ_WRITE_REFUSED, NULL);
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(writer, AJ_WRITE_REFUSED, NULL);
    writer->folder = open_path(writer, fd, below, false);
    int error = errno;
    close(fd);
    errno = error;
    return writer->folder >= 0 || fail(writer, AJ_WRITE_REFUSED, NULL);
}

bool aj_writer_lock(struct aj_writer *writer)
{
    if (writer->locked)
        return true;
    if (!aj_folder_lock(writer->folder, AJ_WRITE_WAIT)) {
        errno = EWOULDBLOCK;
        return fail(writer, AJ_WRITE_LOCKED, NULL);
    }
    writer->locked = true;
    aj_folder_sweep(writer->folder);
    return true;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

/* A share tells of a full disk when a file is closed, but only with the last descriptor goes the lock. */
static bool flush(int fd)
{
    int other = dup(fd);
    return other >= 0 && close(other) == 0;
}

/* A file system that knows no permissions refuses, and that is no fault. */
static void inherit(int fd, const struct stat *old)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return;
    if (info.st_gid != old->st_gid && fchown(fd, (uid_t)-1, old->st_gid) != 0)
        return;
    if ((info.st_mode & PERMISSIONS) != (old->st_mode & PERMISSIONS))
        (void)fchmod(fd, old->st_mode & PERMISSIONS);
}

/* Makes the folders in which a name stands. */
static bool make_parents(struct aj_writer *writer, const char *name)
{
    const char *slash = strrchr(name, '/');
    if (!slash)
        return true;
    int fd = open_path(writer, writer->folder, aj_strndup(writer->arena, name, (size_t)(slash - name)), true);
    return fd >= 0 && close(fd) == 0;
}

bool aj_writer_add(struct aj_writer *writer, const char *name, const void *bytes, size_t length, unsigned how)
{
    if (writer->fault != AJ_WRITE_FINE)
        return false;
    name = aj_strdup(writer->arena, name);
    if (!make_parents(writer, name))
        return fail(writer, AJ_WRITE_REFUSED, name);
    struct stat old;
    bool there = fstatat(writer->folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (there && (how & AJ_WRITE_CREATE)) {
        errno = EEXIST;
        return fail(writer, AJ_WRITE_REFUSED, name);
    }
    if (there && S_ISREG(old.st_mode) && !(old.st_mode & ANY_WRITE)) {
        errno = EACCES;
        return fail(writer, AJ_WRITE_PROTECTED, name);
    }
    struct aj_written item = {.name = name, .how = how};
    item.fd = aj_temporary_new(writer->folder, item.temporary);
    if (item.fd < 0)
        return fail(writer, AJ_WRITE_REFUSED, name);
    AJ_PUSH(writer->arena, writer->items, writer->len, writer->cap, item);
    if (there && S_ISREG(old.st_mode))
        inherit(item.fd, &old);
    bool written = write_all(item.fd, bytes, length) && (!(how & AJ_WRITE_SYNC) || fsync(item.fd) == 0) &&
                   flush(item.fd);
    return written || fail(writer, AJ_WRITE_REFUSED, name);
}

/* Whether another way of giving the name may succeed where a renaming was refused so. */
static bool may_be_otherwise(int error)
{
    return error == EEXIST || error == EBUSY || error == EACCES || error == EPERM || error == ETXTBSY ||
           error == EINVAL || error == ENOSYS || error == ENOTSUP || error == EOPNOTSUPP;
}

/* A file that must not be there yet. Shares lack one or both of the ways that are safe against another run.
 */
static bool place_new(struct aj_writer *writer, struct aj_written *item)
{
    int folder = writer->folder;
    if (renameat2(folder, item->temporary, folder, item->name, RENAME_NOREPLACE) == 0) {
        item->way = WAY_NEW;
        return true;
    }
    if (errno == EEXIST || !may_be_otherwise(errno))
        return false;
    if (linkat(folder, item->temporary, folder, item->name, 0) == 0) {
        item->way = WAY_NEW;
        unlinkat(folder, item->temporary, 0);
        return true;
    }
    struct stat info;
    if (errno == EEXIST || !may_be_otherwise(errno) || !aj_writer_lock(writer))
        return false;
    if (fstatat(folder, item->name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return false;
    }
    if (renameat(folder, item->temporary, folder, item->name) != 0)
        return false;
    item->way = WAY_NEW;
    return true;
}

/* The kept file's name, beside the file's own; in the arena. */
static const char *kept_name(struct aj_arena *arena, const char *name)
{
    const char *slash = strrchr(name, '/');
    int folder = slash ? (int)(slash + 1 - name) : 0;
    return aj_printf(arena, "%.*s" AJ_KEPT "%s", folder, name, name + folder);
}

/*
 * Where a renaming does not replace (a share without it, or the old file is open somewhere): the old one is
 * moved aside first. `error` is why the renaming was refused.
 */
static bool place_aside(struct aj_writer *writer, struct aj_written *item, int error)
{
    int folder = writer->folder;
    const char *kept = kept_name(writer->arena, item->name);
    if (!aj_writer_lock(writer))
        return false;
    if (renameat(folder, item->name, folder, kept) != 0) {
        bool held = errno == EBUSY || errno == ETXTBSY || errno == EACCES || errno == EPERM;
        return fail(writer, held ? AJ_WRITE_IN_USE : AJ_WRITE_REFUSED, item->name);
    }
    if (renameat(folder, item->temporary, folder, item->name) == 0) {
        item->way = WAY_KEPT;
        return true;
    }
    renameat(folder, kept, folder, item->name);
    errno = error;
    return false;
}

/* Gives one file its name. As long as others follow, what it replaces is kept. */
static bool place(struct aj_writer *writer, struct aj_written *item, bool last)
{
    int folder = writer->folder;
    struct stat old;
    if (item->how & AJ_WRITE_CREATE)
        return place_new(writer, item);
    bool there = fstatat(folder, item->name, &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (there && !last && !S_ISDIR(old.st_mode) &&
        renameat2(folder, item->temporary, folder, item->name, RENAME_EXCHANGE) == 0) {
        item->way = WAY_EXCHANGED;
        return true;
    }
    if (renameat(folder, item->temporary, folder, item->name) == 0) {
        item->way = there ? WAY_OVER : WAY_NEW;
        return true;
    }
    int error = errno;
    return there && S_ISREG(old.st_mode) && may_be_otherwise(error) && place_aside(writer, item, error);
}

/* Takes a file's name away again, as far as that can be done. */
static void take_back(struct aj_writer *writer, struct aj_written *item)
{
    int folder = writer->folder;
    if (item->way == WAY_EXCHANGED) {
        renameat2(folder, item->temporary, folder, item->name, RENAME_EXCHANGE);
    } else if (item->way == WAY_NEW) {
        unlinkat(folder, item->name, 0);
    } else if (item->way == WAY_KEPT) {
        unlinkat(folder, item->name, 0);
        renameat(folder, kept_name(writer->arena, item->name), folder, item->name);
    }
    if (item->way != WAY_OVER)
        item->way = WAY_TEMPORARY;
}

/* Whether any of the files, and so their names, are to be on the disk. */
static bool must_sync(const struct aj_writer *writer)
{
    bool sync = false;
    for (uint32_t i = 0; i < writer->len; i++)
        sync |= writer->items[i].how & AJ_WRITE_SYNC;
    return sync;
}

/* Gives the names, as far as it goes; the number of files that have theirs. */
static uint32_t place_all(struct aj_writer *writer, bool sync)
{
    for (uint32_t i = 0; i < writer->len; i++) {
        /* After the last one nothing can go wrong any more. */
        bool last = i + 1 == writer->len && !sync;
        if (!place(writer, &writer->items[i], last)) {
            fail(writer, AJ_WRITE_REFUSED, writer->items[i].name);
            return i;
        }
    }
    return writer->len;
}

/* What was replaced goes. */
static void finish(struct aj_writer *writer)
{
    for (uint32_t i = 0; i < writer->len; i++) {
        const struct aj_written *item = &writer->items[i];
        if (item->way == WAY_EXCHANGED)
            unlinkat(writer->folder, item->temporary, 0);
        else if (item->way == WAY_KEPT)
            unlinkat(writer->folder, kept_name(writer->arena, item->name), 0);
    }
    writer->made_len = 0;
}

bool aj_writer_commit(struct aj_writer *writer)
{
    if (writer->fault != AJ_WRITE_FINE)
        return false;
    bool sync = must_sync(writer);
    uint32_t placed = place_all(writer, sync);
    /* Some file systems cannot sync a folder, and say so by EINVAL. */
    if (placed == writer->len && sync && fsync(writer->folder) != 0 && errno != EINVAL)
        fail(writer, AJ_WRITE_REFUSED, writer->items[0].name);
    if (writer->fault == AJ_WRITE_FINE) {
        finish(writer);
        return true;
    }
    while (placed > 0)
        take_back(writer, &writer->items[--placed]);
    return false;
}

void aj_writer_close(struct aj_writer *writer)
{
    int error = errno;
    for (uint32_t i = 0; i < writer->len; i++) {
        if (writer->items[i].way == WAY_TEMPORARY)
            unlinkat(writer->folder, writer->items[i].temporary, 0);
        close(writer->items[i].fd);
    }
    for (uint32_t i = writer->made_len; i > 0; i--)
        unlinkat(writer->folder, writer->made[i - 1], AT_REMOVEDIR);
    if (writer->folder >= 0)
        close(writer->folder);
    aj_arena_free(writer->arena);
    writer->arena = NULL;
    errno = error;
}
