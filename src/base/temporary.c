#include "base/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILE_MODE = 0666, NAMES = 1000, DAY = 24 * 60 * 60, NAP = 10 /* ms */ };

/* How a try for a lock ended. */
enum lock { LOCK_TAKEN, LOCK_HELD, LOCK_UNKNOWN };

/* Without waiting. A file system that has no locks gives one of several errors. */
static enum lock try_lock(int fd)
{
    int done;
    do
        done = flock(fd, LOCK_EX | LOCK_NB);
    while (done != 0 && errno == EINTR);
    if (done == 0)
        return LOCK_TAKEN;
    return errno == EWOULDBLOCK ? LOCK_HELD : LOCK_UNKNOWN;
}

int aj_temporary_new(int folder, char name[AJ_TEMPORARY_NAME])
{
    for (int i = 0; i < NAMES; i++) {
        snprintf(name, AJ_TEMPORARY_NAME, ".arshjul-%ld-%d.tmp", (long)getpid(), i);
        int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
        if (fd < 0 && errno != EEXIST)
            return -1;
        if (fd < 0)
            continue;
        struct stat info;
        /* A sweeper may have come between: it holds the lock, or has taken the file away already. */
        if (try_lock(fd) != LOCK_HELD && fstat(fd, &info) == 0 && info.st_nlink > 0)
            return fd;
        close(fd);
        unlinkat(folder, name, 0);
    }
    errno = EEXIST;
    return -1;
}

bool aj_folder_lock(int folder, int seconds)
{
    const struct timespec nap = {.tv_nsec = NAP * 1000000L};
    for (int slept = 0;; slept += NAP) {
        if (try_lock(folder) != LOCK_HELD)
            return true;
        if (slept >= seconds * 1000)
            return false;
        nanosleep(&nap, NULL);
    }
}

/* .arshjul-1234-0.tmp and nothing else: what a person calls by another name is theirs. */
static bool is_temporary(const char *name)
{
    static const char start[] = ".arshjul-", end[] = ".tmp", digits[] = "0123456789";
    if (strncmp(name, start, strlen(start)) != 0)
        return false;
    name += strlen(start);
    size_t process = strspn(name, digits), number = process ? strspn(name + process + 1, digits) : 0;
    return process && name[process] == '-' && number && strcmp(name + process + 1 + number, end) == 0;
}

/* The time that the file system gives a file now, which need not be this machine's; 0 when it cannot be told.
 */
static time_t time_there(int folder)
{
    char name[AJ_TEMPORARY_NAME];
    struct stat info = {0};
    int fd = aj_temporary_new(folder, name);
    if (fd < 0)
        return 0;
    unlinkat(folder, name, 0);
    time_t now = fstat(fd, &info) == 0 ? info.st_mtime : 0;
    close(fd);
    return now;
}

static void sweep_temporary(int folder, const char *name)
{
    /* A share locks only what is open for writing. */
    int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, fd = openat(folder, name, O_RDWR | flags);
    if (fd < 0)
        fd = openat(folder, name, O_RDONLY | flags);
    struct stat info, named;
    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        enum lock lock = try_lock(fd);
        time_t now = lock == LOCK_UNKNOWN ? time_there(folder) : 0;
        bool left = lock == LOCK_TAKEN || (now && now - info.st_mtime > DAY);
        /* Its writer may have given it its name meanwhile, and the next one taken this. */
        if (left && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_ino == info.st_ino &&
            named.st_dev == info.st_dev)
            unlinkat(folder, name, 0);
    }
    close(fd);
}

/* Its successor stands, or never will. */
static void sweep_kept(int folder, const char *name)
{
    const char *own = name + strlen(AJ_KEPT);
    struct stat info;
    if (fstatat(folder, own, &info, AT_SYMLINK_NOFOLLOW) == 0)
        unlinkat(folder, name, 0);
    else if (errno == ENOENT)
        renameat(folder, name, folder, own);
}

void aj_folder_sweep(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again >= 0 ? fdopendir(again) : NULL;
    if (!dir) {
        if (again >= 0)
            close(again);
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        const char *name = entry->d_name;
        if (is_temporary(name))
            sweep_temporary(folder, name);
        else if (strncmp(name, AJ_KEPT, strlen(AJ_KEPT)) == 0 && name[strlen(AJ_KEPT)])
            sweep_kept(folder, name);
    }
    closedir(dir);
}

void aj_file_sweep(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    if (aj_folder_lock(folder, 0))
        aj_folder_sweep(folder);
    close(folder);
}
