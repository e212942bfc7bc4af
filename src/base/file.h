/* Whole files: reading, writing so that no half-written file is ever seen, hashing. */
#ifndef AJ_FILE_H
#define AJ_FILE_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* The largest input that is read: 256 MiB. */
enum { AJ_FILE_MOST = 256 * 1024 * 1024 };

/*
 * The file's bytes on the heap with a NUL after them (free() them), or NULL with errno set. A folder or
 * device gives EISDIR or EINVAL; more than AJ_FILE_MOST bytes gives EFBIG.
 */
char *aj_file_read(const char *path, size_t *length);

/* The same of a file that is open for reading, and stays open. */
char *aj_file_read_open(int fd, size_t *length);

/*
 * The same, but mapped (aj_file_unmap() gives it back) and without the NUL: for large files of which little
 * is looked at, such as fonts. The pages count as this process's memory only once they are touched.
 */
const char *aj_file_map(const char *path, size_t *length);
void aj_file_unmap(const char *bytes, size_t length);

/* Lets go of the pages of a mapped file that were touched; they come back when they are next. */
void aj_file_forget(const char *bytes, size_t length);

/*
 * Writes a file so that at `path` there is always the old one or the new one, whole (base/write.h); makes
 * missing folders. False with errno set, and nothing changed, on failure.
 */
bool aj_file_write(const char *path, const void *bytes, size_t length);

/*
 * Whether permissions let files be written in a folder, which is made when that is done. Else false with
 * errno set, and the path of what stands in the way, in the arena: the folder, or what is above it.
 */
bool aj_file_may_write(struct aj_arena *arena, const char *folder, const char **where);

/* Makes a folder and its parents. False with errno set on failure. */
bool aj_file_make_folders(const char *path);

/* Why a file could not be read or written, in a few words, from errno's value; never NULL. */
const char *aj_file_reason(int error, enum aj_language language);

/* SHA-256 as 64 lower-case hex digits and a NUL. */
void aj_sha256(const void *bytes, size_t length, char hex[65]);

#endif
