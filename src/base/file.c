/* madvise(), which POSIX lacks: glibc makes posix_madvise(POSIX_MADV_DONTNEED) do nothing. */
#define _DEFAULT_SOURCE

#include "base/file.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/write.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0777 };

/* Refuses what is no regular file, and what is too large. */
static bool check_readable(const struct stat *info)
{
    if (S_ISDIR(info->st_mode))
        errno = EISDIR;
    else if (!S_ISREG(info->st_mode))
        errno = EINVAL;
    else if (info->st_size > AJ_FILE_MOST)
        errno = EFBIG;
    else
        return true;
    return false;
}

/* Reads to the end; the file may have grown or shrunk since it was measured. */
static char *read_all(int fd, size_t expected, size_t *length)
{
    size_t cap = expected + 2, used = 0;
    char *bytes = aj_malloc(cap);
    for (;;) {
        if (cap - used < 2) {
            cap *= 2;
            bytes = aj_realloc(bytes, cap);
        }
        ssize_t n = read(fd, bytes + used, cap - used - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            break;
        if (n > 0)
            used += (size_t)n;
        if (n < 0 || used > AJ_FILE_MOST) {
            int error = n < 0 ? errno : EFBIG;
            free(bytes);
            errno = error;
            return NULL;
        }
    }
    bytes[used] = '\0';
    *length = used;
    return bytes;
}

/* Opens what may be read, and measures it; -1 with errno set for anything else. */
static int open_readable(const char *path, struct stat *info)
{
    /* Without O_NONBLOCK a named pipe would wait for a writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || (fstat(fd, info) == 0 && check_readable(info)))
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

char *aj_file_read(const char *path, size_t *length)
{
    struct stat info;
    int fd = open_readable(path, &info);
    if (fd < 0)
        return NULL;
    char *bytes = read_all(fd, (size_t)info.st_size, length);
    int error = errno;
    close(fd);
    errno = error;
    return bytes;
}

char *aj_file_read_open(int fd, size_t *length)
{
    struct stat info;
    return fstat(fd, &info) == 0 && check_readable(&info) ? read_all(fd, (size_t)info.st_size, length) : NULL;
}

const char *aj_file_map(const char *path, size_t *length)
{
    struct stat info;
    int fd = open_readable(path, &info);
    if (fd < 0)
        return NULL;
    *length = (size_t)info.st_size;
    /* An empty file has no pages to map. */
    void *bytes = *length ? mmap(NULL, *length, PROT_READ, MAP_PRIVATE, fd, 0) : "";
    int error = errno;
    close(fd);
    errno = error;
    return bytes == MAP_FAILED ? NULL : bytes;
}

void aj_file_unmap(const char *bytes, size_t length)
{
    if (length)
        munmap((void *)bytes, length);
}

void aj_file_forget(const char *bytes, size_t length)
{
    if (length)
        madvise((void *)bytes, length, MADV_DONTNEED);
}

/* A single file; a set of one needs no lock of its folder. */
bool aj_file_write(const char *path, const void *bytes, size_t length)
{
    const char *slash = strrchr(path, '/');
    struct aj_buf folder = AJ_BUF_INIT;
    aj_buf_add(&folder, slash ? path : ".", slash && slash > path ? (size_t)(slash - path) : 1);
    struct aj_writer writer;
    bool written = aj_writer_open(&writer, folder.data, "") &&
                   aj_writer_add(&writer, slash ? slash + 1 : path, bytes, length, 0) &&
                   aj_writer_commit(&writer);
    int error = writer.error;
    aj_writer_close(&writer);
    aj_buf_free(&folder);
    errno = error;
    return written;
}

static bool make_folder(const char *path)
{
    struct stat info;
    if (mkdir(path, FOLDER_MODE) == 0)
        return true;
    int error = errno;
    /* Another process may have made it meanwhile, and a read-only parent says so before EEXIST. */
    if (stat(path, &info) == 0) {
        errno = ENOTDIR;
        return S_ISDIR(info.st_mode);
    }
    errno = error;
    return false;
}

bool aj_file_make_folders(const char *path)
{
    struct aj_buf part = AJ_BUF_INIT;
    bool made = true;
    for (const char *p = path; made && *p; p++) {
        if (*p == '/' && p > path && p[-1] != '/')
            made = make_folder(part.data);
        aj_buf_char(&part, *p);
    }
    if (made && part.len)
        made = make_folder(part.data);
    int error = errno;
    aj_buf_free(&part);
    errno = error;
    return made;
}

void aj_sha256(const void *bytes, size_t length, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx context;
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, length, bytes);
    sha256_digest(&context, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    hex[64] = '\0';
}

const char *aj_file_reason(int error, enum aj_language language)
{
    static const struct {
        int error;
        const char *text[2];
    } reasons[] = {
        {ENOENT, {"there is no such file", "filen finns inte"}},
        {ENOTDIR, {"part of the path is not a folder", "en del av sökvägen är ingen mapp"}},
        {EEXIST, {"part of the path is not a folder", "en del av sökvägen är ingen mapp"}},
        {EACCES, {"permission denied", "behörighet saknas"}},
        {EPERM, {"permission denied", "behörighet saknas"}},
        {EROFS, {"the file system is read-only", "filsystemet är skrivskyddat"}},
        {ENOSPC, {"no space is left", "det finns inget utrymme kvar"}},
        {EDQUOT, {"no space is left", "det finns inget utrymme kvar"}},
        {EISDIR, {"it is a folder", "det är en mapp"}},
        {EINVAL, {"it is not a regular file", "det är ingen vanlig fil"}},
        {EFBIG, {"it is larger than 256 MiB", "den är större än 256 MiB"}},
        {ELOOP, {"the links go in a circle", "länkarna går i cirkel"}},
        {ENAMETOOLONG, {"the name is too long", "namnet är för långt"}},
        {EBUSY, {"another program uses it", "ett annat program använder den"}},
        {ETXTBSY, {"another program uses it", "ett annat program använder den"}},
        {EIO, {"the disk or the network fails", "disken eller nätverket svarar inte"}},
        {ESTALE, {"the share is gone", "nätverksmappen är borta"}},
        {EMFILE, {"too many files are open", "för många filer är öppna"}},
        {ENFILE, {"too many files are open", "för många filer är öppna"}},
    };
    static const char *const other[] = {"the system refuses it", "systemet vägrar"};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].error == error)
            return reasons[i].text[language];
    return other[language];
}

bool aj_file_may_write(struct aj_arena *arena, const char *folder, const char **where)
{
    struct stat st;
    char *path = aj_strdup(arena, *folder ? folder : ".");
    *where = path;
    while (stat(path, &st) != 0) {
        /* A link that leads nowhere, a loop: who opens it says more. */
        if ((errno != ENOENT && errno != ENOTDIR && errno != EACCES) || lstat(path, &st) == 0)
            return true;
        char *slash = strrchr(path, '/');
        if (slash == path)
            slash[1] = '\0';
        else if (slash)
            *slash = '\0';
        else
            strcpy(path, ".");
    }
    if (S_ISDIR(st.st_mode))
        return faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0;
    errno = ENOTDIR;
    return false;
}
