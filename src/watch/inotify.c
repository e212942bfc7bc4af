#include "watch/inotify.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

/* A folder that is watched. */
struct watched {
    int number; /* the system's */
    char *path;
    uint32_t round; /* of the last look that met it */
};

struct wat_inotify {
    int fd;
    struct watched *items; /* by number */
    size_t len, cap;
    uint32_t round;
    struct aj_buf path;
};

enum {
    WANTED = IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE |
             IN_DELETE_SELF | IN_MOVE_SELF,
    FOLDERS_OWN = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_Q_OVERFLOW,
};

struct wat_inotify *wat_inotify_new(void)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return NULL;
    struct wat_inotify *inotify = aj_malloc(sizeof *inotify);
    *inotify = (struct wat_inotify){.fd = fd, .path = AJ_BUF_INIT};
    return inotify;
}

void wat_inotify_free(struct wat_inotify *inotify)
{
    if (!inotify)
        return;
    for (size_t i = 0; i < inotify->len; i++)
        free(inotify->items[i].path);
    free(inotify->items);
    aj_buf_free(&inotify->path);
    close(inotify->fd);
    free(inotify);
}

int wat_inotify_fd(const struct wat_inotify *inotify)
{
    return inotify->fd;
}

/* Where the folder of that number is, or would be put. */
static size_t place_of(const struct wat_inotify *inotify, int number)
{
    size_t low = 0, high = inotify->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (inotify->items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct watched *find(const struct wat_inotify *inotify, int number)
{
    size_t at = place_of(inotify, number);
    bool there = at < inotify->len && inotify->items[at].number == number;
    return there ? &inotify->items[at] : NULL;
}

static struct watched *insert(struct wat_inotify *inotify, int number)
{
    size_t at = place_of(inotify, number);
    if (inotify->len == inotify->cap) {
        inotify->cap = inotify->cap ? 2 * inotify->cap : 64;
        inotify->items = aj_realloc(inotify->items, inotify->cap * sizeof *inotify->items);
    }
    memmove(&inotify->items[at + 1], &inotify->items[at], (inotify->len - at) * sizeof *inotify->items);
    inotify->len++;
    inotify->items[at] = (struct watched){.number = number};
    return &inotify->items[at];
}

static void drop(struct wat_inotify *inotify, struct watched *item)
{
    size_t at = (size_t)(item - inotify->items);
    free(item->path);
    inotify->len--;
    memmove(item, item + 1, (inotify->len - at) * sizeof *item);
}

void wat_inotify_begin(struct wat_inotify *inotify)
{
    inotify->round++;
}

bool wat_inotify_add(struct wat_inotify *inotify, const char *folder)
{
    int number = inotify_add_watch(inotify->fd, folder, WANTED | IN_ONLYDIR | IN_EXCL_UNLINK);
    if (number < 0)
        return false;
    struct watched *item = find(inotify, number);
    if (!item)
        item = insert(inotify, number);
    item->round = inotify->round;
    if (item->path && strcmp(item->path, folder) == 0)
        return true;
    free(item->path);
    size_t size = strlen(folder) + 1;
    item->path = memcpy(aj_malloc(size), folder, size);
    return true;
}

void wat_inotify_end(struct wat_inotify *inotify)
{
    for (size_t i = inotify->len; i > 0; i--) {
        struct watched *item = &inotify->items[i - 1];
        if (item->round == inotify->round)
            continue;
        inotify_rm_watch(inotify->fd, item->number);
        drop(inotify, item);
    }
}

static enum wat_change change_of(uint32_t mask)
{
    if (mask & (IN_DELETE | IN_MOVED_FROM))
        return WAT_GONE;
    return mask & (IN_CREATE | IN_MODIFY) ? WAT_OPEN : WAT_CLOSED;
}

/* True when all must be looked at. */
static bool hear_one(struct wat_inotify *inotify, const struct inotify_event *event, wat_heard *heard,
                     void *context)
{
    struct watched *folder = find(inotify, event->wd);
    if (event->mask & IN_IGNORED) {
        if (folder)
            drop(inotify, folder);
        return false;
    }
    if (event->mask & FOLDERS_OWN)
        return true;
    if (!folder || !event->len || wat_name_is_passed(event->name))
        return false;
    if (event->mask & IN_ISDIR)
        return !(event->mask & IN_ATTRIB);
    aj_buf_clear(&inotify->path);
    aj_buf_printf(&inotify->path, "%s/%s", strcmp(folder->path, "/") ? folder->path : "", event->name);
    heard(context, inotify->path.data, change_of(event->mask));
    return false;
}

bool wat_inotify_hear(struct wat_inotify *inotify, wat_heard *heard, void *context)
{
    enum { ROOM = 64 * (sizeof(struct inotify_event) + NAME_MAX + 1) };
    _Alignas(struct inotify_event) char bytes[ROOM];
    bool all = false;
    ssize_t length;
    while ((length = read(inotify->fd, bytes, sizeof bytes)) > 0) {
        for (const char *p = bytes; p < bytes + length;) {
            const struct inotify_event *event = (const void *)p;
            all |= hear_one(inotify, event, heard, context);
            p += sizeof *event + event->len;
        }
    }
    return all;
}

bool wat_is_remote(const char *path)
{
    /* statfs(2), f_type; those that linux/magic.h lacks are in their drivers' sources. */
    static const uint32_t remote[] = {
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x0000517B, /* SMB */
        0x00006969, /* NFS */
        0x65735546, /* FUSE: sshfs, s3fs, NTFS-3G */
        0x01021997, /* 9P: virtual machines, WSL */
        0x6A656A63, /* virtiofs is FUSE; this is 9P's kin of older kernels */
        0x5346414F, /* AFS */
        0x6B414653, /* AFS in the kernel */
        0x00C36400, /* Ceph */
        0x73757245, /* Coda */
        0x0000564C, /* NCP */
        0x01161970, /* GFS2 */
        0x7461636F, /* OCFS2 */
        0x0BD00BD0, /* Lustre */
        0x786F4256, /* VirtualBox */
        0xBACBACBC, /* VMware */
    };
    struct statfs st;
    if (statfs(path, &st) != 0)
        return false;
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
        if ((uint32_t)st.f_type == remote[i])
            return true;
    return false;
}
