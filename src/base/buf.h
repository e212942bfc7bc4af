/* A growing buffer of bytes on the heap, always followed by a NUL that `len` does not count. */
#ifndef AJ_BUF_H
#define AJ_BUF_H

#include <stddef.h>

struct aj_buf {
    char *data;
    size_t len, cap;
};

#define AJ_BUF_INIT                                                                                          \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

void aj_buf_free(struct aj_buf *buf);

/* Empties the buffer and keeps its room. */
void aj_buf_clear(struct aj_buf *buf);

void aj_buf_add(struct aj_buf *buf, const void *bytes, size_t n);
void aj_buf_str(struct aj_buf *buf, const char *text);
void aj_buf_char(struct aj_buf *buf, char c);
void aj_buf_printf(struct aj_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for n more bytes at data + len; the caller adds to len what it wrote. */
char *aj_buf_room(struct aj_buf *buf, size_t n);

#endif
