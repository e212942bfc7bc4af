/* O_PATH, which POSIX lacks. */
#define _GNU_SOURCE

#include "base/found.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROC_NAME = 32 };

static const char *proc_name(int fd, char name[PROC_NAME])
{
    snprintf(name, PROC_NAME, "/proc/self/fd/%d", fd);
    return name;
}

static bool is_same(int fd, int other)
{
    struct stat a, b;
    return fstat(fd, &a) == 0 && fstat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Without /proc: where the path leads now, if that is the file that was opened. */
static char *ask_path(int fd, const char *path)
{
    char *real = realpath(path, NULL);
    int other = real ? open(real, O_PATH | O_NOFOLLOW | O_CLOEXEC) : -1;
    bool same = other >= 0 && is_same(fd, other);
    if (other >= 0)
        close(other);
    if (same)
        return real;
    free(real);
    errno = ENOENT;
    return NULL;
}

static char *ask_kernel(int fd)
{
    char name[PROC_NAME], *path = aj_malloc(PATH_MAX);
    struct stat info;
    ssize_t length = readlink(proc_name(fd, name), path, PATH_MAX - 1);
    /* What was removed meanwhile is nowhere. */
    if (length > 0 && path[0] == '/' && fstat(fd, &info) == 0 && info.st_nlink > 0) {
        path[length] = '\0';
        return path;
    }
    free(path);
    return NULL;
}

bool aj_found_open(struct aj_found *found, const char *path)
{
    found->path = NULL;
    found->fd = open(path, O_PATH | O_CLOEXEC);
    if (found->fd < 0)
        return false;
    found->path = ask_kernel(found->fd);
    if (!found->path)
        found->path = ask_path(found->fd, path);
    if (found->path)
        return true;
    int error = errno;
    close(found->fd);
    errno = error;
    return false;
}

char *aj_found_read(const struct aj_found *found, size_t *length)
{
    char name[PROC_NAME];
    char *bytes = aj_file_read(proc_name(found->fd, name), length);
    if (bytes || (errno != ENOENT && errno != ENOTDIR))
        return bytes;
    /* Without /proc: by its real path, on which no link is followed at the end. */
    int fd = open(found->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    bool same = is_same(found->fd, fd);
    bytes = same ? aj_file_read_open(fd, length) : NULL;
    int error = same ? errno : ENOENT;
    close(fd);
    errno = error;
    return bytes;
}

void aj_found_close(struct aj_found *found)
{
    int error = errno;
    close(found->fd);
    free(found->path);
    errno = error;
}
