/*
 * Files that are read only if they really are where they may be. A path is opened first, without its content,
 * and then asked where it leads; what is read is the very file that was found there, whatever becomes of the
 * path meanwhile.
 */
#ifndef AJ_FOUND_H
#define AJ_FOUND_H

#include <stdbool.h>
#include <stddef.h>

struct aj_found {
    int fd;     /* of the file, without its content */
    char *path; /* where it really is: absolute, without links; on the heap */
};

/* Finds the file of a path. False with errno set when there is none; aj_found_close() is due otherwise. */
bool aj_found_open(struct aj_found *found, const char *path);

/* Its bytes, as aj_file_read() gives them. */
char *aj_found_read(const struct aj_found *found, size_t *length);

void aj_found_close(struct aj_found *found);

#endif
