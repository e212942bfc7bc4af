/*
 * Faults on order, for the tests of tests/batch: loaded before the C library (LD_PRELOAD), it counts the
 * calls by which a process changes files, and the first calls of libraries that mark the stages of a report,
 * and has one of them fail, or the process end there. What is ordered stands in the environment:
 *
 *   FAULTS         CALL:N:ACTION, parted by commas: at the Nth CALL of a process ("N+": from then on; "N!":
 * in the first process that comes so far only). CALL is a function's name, or * for any that changes files.
 * ACTION is an error (ENOSPC …), SKIP (it does nothing, and says it went well), or a deed below. NOREPLACE:
 * EEXIST if the new name is taken. FAULTS_BELOW   only files below this folder count FAULTS_NAME    only
 * files whose names end so count, where a call has a name FAULTS_REPORT  calls of libraries count only while
 * the report opened last has this in its path FAULTS_HIT     a file to which each fault that happened is
 * appended
 */
#define _GNU_SOURCE

#include <csv.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gmp.h>
#include <hb-subset.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <libxslt/transform.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FDS = 4096, ORDERS = 8, WORD = 32, GO_ON = 0, SKIPPED = -1, NO_REPLACE = -2 };

struct order {
    char call[WORD], action[WORD];
    int at, seen;
    bool on;    /* from then on */
    bool first; /* in the first process only */
};

static struct order orders[ORDERS];
static int order_count;
static bool below[FDS]; /* descriptors of files below FAULTS_BELOW */
static bool in_report;  /* the report of FAULTS_REPORT is at work */

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

__attribute__((constructor)) static void read_orders(void)
{
    char text[1024];
    snprintf(text, sizeof text, "%s", variable("FAULTS") ? variable("FAULTS") : "");
    char *rest = text, *word;
    while ((word = strsep(&rest, ",")) && order_count < ORDERS) {
        struct order *order = &orders[order_count];
        char at[WORD];
        if (sscanf(word, "%31[^:]:%31[^:]:%31s", order->call, at, order->action) != 3)
            continue;
        order->at = atoi(at);
        order->on = strchr(at, '+');
        order->first = strchr(at, '!');
        order_count++;
    }
    in_report = !variable("FAULTS_REPORT");
}

/* Past the wrappers below. */
static bool hit_before(void)
{
    const char *path = variable("FAULTS_HIT");
    return path && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

static void note_hit(const char *call, const char *action)
{
    const char *path = variable("FAULTS_HIT");
    long fd = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;
    char line[2 * WORD + 2];
    int n = snprintf(line, sizeof line, "%s %s\n", call, action);
    if (fd >= 0) {
        syscall(SYS_write, fd, line, n);
        syscall(SYS_close, fd);
    }
}

static void wait_for_ever(void)
{
    for (;;)
        pause();
}

/* As much as the system gives, down to the last bytes; what the program asks for next it does not get. */
static void grow(void)
{
    enum { LARGEST = 1 << 20, SMALLEST = 16 };
    struct rlimit limit;
    char *piece;
    /* Without a limit the machine itself would suffer. */
    if (getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        abort();
    for (size_t size = LARGEST; size >= SMALLEST; size /= 2)
        while ((piece = malloc(size)))
            memset(piece, 1, size);
}

/* Sends a signal to the program's first process, or its whole group, which the test has made its own. */
static int send(pid_t to, int number)
{
    kill(to, number);
    if (getpid() != getpgrp())
        wait_for_ever(); /* a worker, which the program ends */
    return GO_ON;
}

static int deed(const char *action)
{
    static const struct {
        const char *name;
        int error;
    } errors[] = {{"ENOSPC", ENOSPC},
                  {"EROFS", EROFS},
                  {"EACCES", EACCES},
                  {"EXDEV", EXDEV},
                  {"EBUSY", EBUSY},
                  {"EIO", EIO},
                  {"EPERM", EPERM},
                  {"EINVAL", EINVAL},
                  {"ENOLCK", ENOLCK},
                  {"EDQUOT", EDQUOT},
                  {"EWOULDBLOCK", EWOULDBLOCK},
                  {"SKIP", SKIPPED},
                  {"NOREPLACE", NO_REPLACE}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(action, errors[i].name) == 0)
            return errors[i].error;
    if (strcmp(action, "KILL") == 0)
        raise(SIGKILL);
    else if (strcmp(action, "ABORT") == 0)
        abort();
    else if (strcmp(action, "SEGV") == 0)
        raise(SIGSEGV);
    else if (strcmp(action, "EXIT") == 0)
        _exit(0);
    else if (strcmp(action, "HANG") == 0)
        wait_for_ever();
    else if (strcmp(action, "GROW") == 0)
        grow();
    else if (strcmp(action, "KILLALL") == 0)
        return send(0, SIGKILL);
    else if (strcmp(action, "KILLMAIN") == 0)
        return send(getpgrp(), SIGKILL);
    else if (strcmp(action, "INTALL") == 0)
        return send(0, SIGINT);
    else if (strcmp(action, "TERMMAIN") == 0)
        return send(getpgrp(), SIGTERM);
    return GO_ON;
}

/* Counts a call. What it shall do: go on, skip, fail with an error. */
static int reach(const char *call, bool file)
{
    int result = GO_ON;
    if (variable("FAULTS_WORKERS") && getpid() == getpgrp())
        return GO_ON;
    for (int i = 0; i < order_count; i++) {
        struct order *order = &orders[i];
        if (strcmp(order->call, call) != 0 && !(file && strcmp(order->call, "*") == 0))
            continue;
        order->seen++;
        if (order->seen < order->at || (order->seen > order->at && !order->on) ||
            (order->first && hit_before()))
            continue;
        note_hit(call, order->action);
        result = deed(order->action);
    }
    return result;
}

/* The folder that a path is relative to. */
static size_t put_folder(int folder, char whole[PATH_MAX])
{
    char name[WORD];
    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    ssize_t n = folder == AT_FDCWD ? 0 : readlink(name, whole, PATH_MAX - 1);
    if (folder == AT_FDCWD && getcwd(whole, PATH_MAX))
        n = (ssize_t)strlen(whole);
    return n > 0 ? (size_t)n : 0;
}

/* Whether a name is one below FAULTS_BELOW. */
static bool leads_below(int folder, const char *path)
{
    const char *top = variable("FAULTS_BELOW");
    char whole[2 * PATH_MAX];
    if (!top)
        return true;
    size_t n = path[0] == '/' ? 0 : put_folder(folder, whole);
    snprintf(whole + n, sizeof whole - n, "/%s", path[0] == '/' ? path + 1 : path);
    return strncmp(whole, top, strlen(top)) == 0;
}

/* Whether a name is one that counts. */
static bool counts(int folder, const char *path)
{
    const char *end = variable("FAULTS_NAME");
    size_t n = strlen(path), m = end ? strlen(end) : 0;
    return n >= m && strcmp(path + n - m, end ? end : "") == 0 && leads_below(folder, path);
}

static bool is_below(int fd)
{
    return fd >= 0 && fd < FDS && (below[fd] || !variable("FAULTS_BELOW"));
}

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

#define REAL(name)                                                                                           \
    static __typeof__(&name) real;                                                                           \
    if (!real) {                                                                                             \
        void *found = next(#name);                                                                           \
        memcpy(&real, &found, sizeof real);                                                                  \
    }

/* What an order says of a call that changes files; left out when it fails or is skipped. */
#define FILE_CALL(name, counted)                                                                             \
    int what = (counted) ? reach(#name, true) : GO_ON;                                                       \
    if (what > 0) {                                                                                          \
        errno = what;                                                                                        \
        return -1;                                                                                           \
    }                                                                                                        \
    if (what == SKIPPED)                                                                                     \
    return 0

static int opened(int fd, int folder, const char *path)
{
    const char *report = variable("FAULTS_REPORT"), *slash = strrchr(path, '/');
    if (fd >= 0 && fd < FDS)
        below[fd] = variable("FAULTS_BELOW") && leads_below(folder, path);
    if (report && strcmp(slash ? slash + 1 : path, "report.xml") == 0)
        in_report = strstr(path, report);
    return fd;
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    REAL(openat)
    FILE_CALL(openat, (flags & O_CREAT) && counts(folder, path));
    return opened(real(folder, path, flags, mode), folder, path);
}

int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    REAL(open)
    FILE_CALL(open, (flags & O_CREAT) && counts(AT_FDCWD, path));
    return opened(real(path, flags, mode), AT_FDCWD, path);
}

DIR *opendir(const char *path)
{
    REAL(opendir)
    int what = counts(AT_FDCWD, path) ? reach("opendir", false) : GO_ON;
    if (what > 0) {
        errno = what;
        return NULL;
    }
    return real(path);
}

int dup(int fd)
{
    REAL(dup)
    int other = real(fd);
    if (other >= 0 && other < FDS)
        below[other] = fd >= 0 && fd < FDS && below[fd];
    return other;
}

int close(int fd)
{
    REAL(close)
    bool counted = is_below(fd);
    if (fd >= 0 && fd < FDS)
        below[fd] = false;
    FILE_CALL(close, counted && real(fd) == 0);
    return counted ? 0 : real(fd);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    REAL(write)
    FILE_CALL(write, is_below(fd));
    return real(fd, bytes, length);
}

int fsync(int fd)
{
    REAL(fsync)
    FILE_CALL(fsync, is_below(fd));
    return real(fd);
}

int flock(int fd, int how)
{
    REAL(flock)
    FILE_CALL(flock, is_below(fd));
    return real(fd, how);
}

int mkdir(const char *path, mode_t mode)
{
    REAL(mkdir)
    FILE_CALL(mkdir, counts(AT_FDCWD, path));
    return real(path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    REAL(mkdirat)
    FILE_CALL(mkdirat, counts(folder, path));
    return real(folder, path, mode);
}

int renameat(int folder, const char *path, int other, const char *name)
{
    struct stat info;
    REAL(renameat)
    FILE_CALL(renameat, counts(other, name) || counts(folder, path));
    if (what == NO_REPLACE && fstatat(other, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return real(folder, path, other, name);
}

int renameat2(int folder, const char *path, int other, const char *name, unsigned flags)
{
    REAL(renameat2)
    FILE_CALL(renameat2, counts(other, name) || counts(folder, path));
    return real(folder, path, other, name, flags);
}

int linkat(int folder, const char *path, int other, const char *name, int flags)
{
    REAL(linkat)
    FILE_CALL(linkat, counts(other, name));
    return real(folder, path, other, name, flags);
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat)
    FILE_CALL(unlinkat, counts(folder, path));
    return real(folder, path, flags);
}

int unlink(const char *path)
{
    REAL(unlink)
    FILE_CALL(unlink, counts(AT_FDCWD, path));
    return real(path);
}

/* Naps are passed over on order, so that no test waits. */
int nanosleep(const struct timespec *time, struct timespec *left)
{
    REAL(nanosleep)
    return reach("nanosleep", false) == SKIPPED ? 0 : real(time, left);
}

/* A system that watches no more folders. */
int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
    REAL(inotify_add_watch)
    int error = reach("inotify_add_watch", false);
    if (error <= 0)
        return real(fd, path, mask);
    errno = error;
    return -1;
}

/* A call of a library, which marks a stage. */
static void mark(const char *call)
{
    if (in_report)
        reach(call, false);
}

xmlDocPtr xmlCtxtReadMemory(xmlParserCtxtPtr parser, const char *bytes, int length, const char *url,
                            const char *encoding, int options)
{
    REAL(xmlCtxtReadMemory)
    mark("xmlCtxtReadMemory");
    return real(parser, bytes, length, url, encoding, options);
}

size_t csv_parse(struct csv_parser *parser, const void *bytes, size_t length,
                 void (*field)(void *, size_t, void *), void (*row)(int, void *), void *data)
{
    REAL(csv_parse)
    mark("csv_parse");
    return real(parser, bytes, length, field, row, data);
}

void __gmpq_div(mpq_ptr out, mpq_srcptr a, mpq_srcptr b)
{
    REAL(__gmpq_div)
    mark("__gmpq_div");
    real(out, a, b);
}

xmlDocPtr xsltApplyStylesheetUser(xsltStylesheetPtr style, xmlDocPtr doc, const char **parameters,
                                  const char *output, FILE *profile, xsltTransformContextPtr context)
{
    REAL(xsltApplyStylesheetUser)
    mark("xsltApplyStylesheetUser");
    return real(style, doc, parameters, output, profile, context);
}

hb_face_t *hb_face_create(hb_blob_t *blob, unsigned index)
{
    REAL(hb_face_create)
    mark("hb_face_create");
    return real(blob, index);
}

void hb_shape(hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned count)
{
    REAL(hb_shape)
    mark("hb_shape");
    real(font, buffer, features, count);
}

hb_face_t *hb_subset_or_fail(hb_face_t *face, const hb_subset_input_t *input)
{
    REAL(hb_subset_or_fail)
    mark("hb_subset_or_fail");
    return real(face, input);
}

HPDF_Doc HPDF_NewEx(HPDF_Error_Handler error, HPDF_Alloc_Func take, HPDF_Free_Func give, HPDF_UINT pool,
                    void *data)
{
    REAL(HPDF_NewEx)
    mark("HPDF_NewEx");
    return real(error, take, give, pool, data);
}

void HPDF_Free(HPDF_Doc pdf)
{
    REAL(HPDF_Free)
    mark("HPDF_Free");
    real(pdf);
}

size_t libdeflate_zlib_compress(struct libdeflate_compressor *compressor, const void *in, size_t length,
                                void *out, size_t room)
{
    REAL(libdeflate_zlib_compress)
    mark("libdeflate_zlib_compress");
    return real(compressor, in, length, out, room);
}
