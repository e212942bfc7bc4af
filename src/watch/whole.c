/* Whether a file ends as it should: a program that saves in several steps leaves it cut short in between. */
#include "watch/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 8192, TAIL = 1024 };

struct ends {
    char head[HEAD], tail[TAIL]; /* the first and the last bytes */
    size_t head_len, tail_len;
    int64_t size;
};

static bool has_extension(const char *path, const char *const *names)
{
    const char *dot = strrchr(path, '.');
    for (; dot && *names; names++)
        if (strcasecmp(dot + 1, *names) == 0)
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The name of the first element; its length is 0 when the head does not show it. */
static const char *first_element(const struct ends *ends, size_t *length)
{
    const char *p = ends->head, *end = ends->head + ends->head_len;
    *length = 0;
    while (p < end && (p = memchr(p, '<', (size_t)(end - p))) && p + 1 < end) {
        if (p[1] != '?' && p[1] != '!') {
            const char *name = ++p;
            while (p < end && !is_blank(*p) && *p != '>' && *p != '/')
                p++;
            *length = (size_t)(p - name);
            return name;
        }
        bool comment = end - p >= 4 && memcmp(p, "<!--", 4) == 0;
        const char *close = comment ? "-->" : ">";
        size_t n = strlen(close);
        while (p + n <= end && memcmp(p, close, n) != 0)
            p++;
    }
    return NULL;
}

/* What cannot be judged (UTF-16, a very long comment first) counts as whole. */
static bool is_whole_xml(const struct ends *ends)
{
    size_t length, n = ends->tail_len;
    if (ends->head_len >= 2 && ((unsigned char)ends->head[0] >= 0xFE || !ends->head[0] || !ends->head[1]))
        return true;
    const char *name = first_element(ends, &length);
    if (!name)
        return ends->size > HEAD;
    while (n > 0 && (is_blank(ends->tail[n - 1]) || !ends->tail[n - 1]))
        n--;
    if (n == 0 || ends->tail[--n] != '>')
        return false;
    if (n > 1 && ends->tail[n - 1] == '-' && ends->tail[n - 2] == '-')
        return true; /* a comment after the end */
    while (n > 0 && is_blank(ends->tail[n - 1]))
        n--;
    if (n > 0 && ends->tail[n - 1] == '/' && (size_t)ends->size < HEAD)
        return memchr(name, '>', ends->head_len - (size_t)(name - ends->head)) ==
               ends->head + n + (ends->size - (int64_t)ends->tail_len);
    return n >= length + 2 && memcmp(ends->tail + n - length, name, length) == 0 &&
           memcmp(ends->tail + n - length - 2, "</", 2) == 0;
}

static bool is_whole_picture(const struct ends *ends, bool png)
{
    const char *mark = png ? "IEND" : "\xFF\xD9";
    size_t n = strlen(mark);
    for (size_t i = ends->tail_len; i >= n; i--)
        if (memcmp(ends->tail + i - n, mark, n) == 0)
            return true;
    return false;
}

/* False with errno set. */
static bool read_ends(const char *path, struct ends *ends)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ends->size = is_file ? st.st_size : 1;
    ssize_t head = is_file ? pread(fd, ends->head, HEAD, 0) : 0;
    ssize_t tail = is_file ? pread(fd, ends->tail, TAIL, st.st_size > TAIL ? st.st_size - TAIL : 0) : 0;
    int error = errno;
    close(fd);
    errno = error;
    ends->head_len = head > 0 ? (size_t)head : 0;
    ends->tail_len = tail > 0 ? (size_t)tail : 0;
    return head >= 0 && tail >= 0;
}

bool wat_file_is_whole(const char *path)
{
    static const char *const xml[] = {"xml", "svg", "xsl", "rng", NULL};
    static const char *const png[] = {"png", NULL}, *const jpeg[] = {"jpg", "jpeg", NULL};
    struct ends ends;
    if (!read_ends(path, &ends))
        return errno == ENOENT || errno == ENOTDIR;
    if (ends.size == 0)
        return false;
    if (has_extension(path, xml))
        return is_whole_xml(&ends);
    if (has_extension(path, png) || has_extension(path, jpeg))
        return is_whole_picture(&ends, has_extension(path, png));
    return true;
}
