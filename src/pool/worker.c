/* One worker: a process that does an item after another, and how it ends. */
#define _DEFAULT_SOURCE /* wait4() */

#include "base/arena.h"
#include "base/clock.h"
#include "pool/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* What aj_malloc ends the process with. */
enum { EXIT_NO_MEMORY = 3 };

static bool send_all(int fd, const void *bytes, size_t length)
{
    for (const char *p = bytes; length > 0;) {
        ssize_t n = send(fd, p, length, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        length -= (size_t)n;
    }
    return true;
}

static bool receive_item(int fd, uint32_t *item)
{
    size_t got = 0;
    while (got < sizeof *item) {
        ssize_t n = recv(fd, (char *)item + got, sizeof *item - got, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        got += (size_t)n;
    }
    return true;
}

/* Bytes of this process that are in memory, by /proc; 0 when it does not tell. */
static uint64_t resident(void)
{
    char text[128];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    const char *second = strchr(text, ' ');
    return second ? strtoull(second, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

/* The parent alone decides what a signal of the terminal or the service means; it does not outlive the
 * parent. */
static void keep_to_parent(pid_t parent)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_FAILURE);
}

/* What a library prints as it dies would stand amid the lines of a terminal, and may be words of a report;
 * how a worker ended is told of by a finding. */
static void be_quiet(void)
{
    int fd = SANITIZED ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        dup2(fd, STDERR_FILENO);
        close(fd);
    }
}

static void limit_memory(uint64_t bytes)
{
    /* The sanitizer's shadow memory alone is larger than any limit. */
    if (!bytes || SANITIZED)
        return;
    struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};
    setrlimit(RLIMIT_DATA, &limit);
    struct rlimit core = {0, 0}; /* a dump would hold what the reports say */
    setrlimit(RLIMIT_CORE, &core);
}

static void be_worker(int fd, const struct pool_work *work)
{
    struct aj_buf answer = AJ_BUF_INIT;
    uint32_t item;
    while (receive_item(fd, &item)) {
        aj_buf_clear(&answer);
        work->perform(work->context, item, &answer);
        struct pool_frame frame = {.length = answer.len, .memory = resident()};
        if (!send_all(fd, &frame, sizeof frame) || !send_all(fd, answer.data, answer.len))
            break;
    }
    aj_buf_free(&answer);
    if (work->close)
        work->close(work->context);
    close(fd);
}

/* As long as a copy of its end is open, a worker would not see that its parent has closed it. */
static void close_others(const struct pool_worker *workers, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (workers[i].pid)
            close(workers[i].fd);
}

bool pool_worker_start(struct pool_worker *workers, unsigned count, struct pool_worker *worker,
                       const struct pool_work *work, const struct pool_limits *limits, const sigset_t *mask)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fflush(NULL); /* else what waits in a stream's buffer is written twice */
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        close(ends[0]);
        close_others(workers, count);
        keep_to_parent(parent);
        sigprocmask(SIG_SETMASK, mask, NULL);
        limit_memory(limits->bytes);
        be_quiet();
        be_worker(ends[1], work);
        exit(EXIT_SUCCESS);
    }
    int error = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        errno = error;
        return false;
    }
    *worker = (struct pool_worker){.pid = pid, .fd = ends[0], .in = worker->in};
    aj_buf_clear(&worker->in);
    return true;
}

bool pool_worker_give(struct pool_worker *worker, uint32_t item, const struct pool_limits *limits)
{
    aj_buf_clear(&worker->in);
    worker->busy = true;
    worker->item = item;
    worker->since = aj_now();
    worker->deadline = limits->seconds ? worker->since + limits->seconds * 1000000000 : 0;
    return send_all(worker->fd, &item, sizeof item);
}

static const struct pool_frame *frame_of(const struct pool_worker *worker, struct pool_frame *frame)
{
    if (worker->in.len < sizeof *frame)
        return NULL;
    memcpy(frame, worker->in.data, sizeof *frame);
    return frame;
}

int pool_worker_read(struct pool_worker *worker)
{
    enum { PIECE = 65536 };
    ssize_t n = recv(worker->fd, aj_buf_room(&worker->in, PIECE + 1), PIECE, MSG_DONTWAIT);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return 0;
    if (n <= 0)
        return -1;
    worker->in.len += (size_t)n;
    aj_buf_add(&worker->in, "", 0); /* the NUL after what is there */
    struct pool_frame frame;
    return frame_of(worker, &frame) && worker->in.len - sizeof frame >= frame.length;
}

void pool_worker_answer(const struct pool_worker *worker, struct pool_result *result)
{
    struct pool_frame frame = {0};
    frame_of(worker, &frame);
    *result = (struct pool_result){
        .end = POOL_ANSWERED,
        .answer = worker->in.data + sizeof frame,
        .length = (size_t)frame.length,
        .time = aj_now() - worker->since,
        .memory = frame.memory,
    };
}

/* A library that is refused memory may crash: near the limit that is what ails it. */
static enum pool_end end_of(int status, uint64_t peak, const struct pool_limits *limits)
{
    bool refused = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_MEMORY;
    return refused || (limits->bytes && peak > limits->bytes / 10 * 8) ? POOL_TOO_LARGE : POOL_CRASHED;
}

/* Lets a worker see that nothing more comes; false when it has not closed its end after some seconds. */
static bool let_end(int fd)
{
    enum { PATIENCE_MS = 10000 };
    struct pollfd end = {.fd = fd, .events = POLLIN};
    shutdown(fd, SHUT_WR);
    int news;
    do {
        news = poll(&end, 1, PATIENCE_MS);
    } while (news < 0 && errno == EINTR);
    return news > 0;
}

void pool_worker_end(struct pool_worker *worker, bool kill_it, const struct pool_limits *limits,
                     struct pool_result *result)
{
    int status = 0;
    struct rusage usage = {0};
    bool ended = kill_it || let_end(worker->fd);
    if (kill_it || !ended)
        kill(worker->pid, SIGKILL);
    close(worker->fd);
    while (wait4(worker->pid, &status, 0, &usage) < 0 && errno == EINTR)
        ;
    uint64_t peak = (uint64_t)usage.ru_maxrss * 1024;
    *result = (struct pool_result){
        .end = worker->killed ? POOL_TOO_LONG : end_of(status, peak, limits),
        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .time = aj_now() - worker->since,
        .memory = peak,
    };
    /* Whoever kills it from outside (the system, for lack of memory) takes nothing from what it has done. */
    bool killed = WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGTERM);
    worker->unclean = !ended || (!kill_it && status != 0 && !killed);
    worker->pid = 0;
    worker->busy = false;
}
