#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void aj_buf_free(struct aj_buf *buf)
{
    free(buf->data);
    *buf = (struct aj_buf)AJ_BUF_INIT;
}

void aj_buf_clear(struct aj_buf *buf)
{
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

char *aj_buf_room(struct aj_buf *buf, size_t n)
{
    if (buf->cap - buf->len <= n) {
        size_t cap = buf->cap ? buf->cap : 256;
        while (cap - buf->len <= n)
            cap *= 2;
        buf->data = aj_realloc(buf->data, cap);
        buf->cap = cap;
    }
    return buf->data + buf->len;
}

void aj_buf_add(struct aj_buf *buf, const void *bytes, size_t n)
{
    char *end = aj_buf_room(buf, n);
    if (n)
        memcpy(end, bytes, n);
    end[n] = '\0';
    buf->len += n;
}

void aj_buf_str(struct aj_buf *buf, const char *text)
{
    aj_buf_add(buf, text, strlen(text));
}

void aj_buf_char(struct aj_buf *buf, char c)
{
    aj_buf_add(buf, &c, 1);
}

void aj_buf_printf(struct aj_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    vsnprintf(aj_buf_room(buf, (size_t)n + 1), (size_t)n + 1, format, again);
    va_end(again);
    buf->len += (size_t)n;
}
