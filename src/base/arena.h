/*
 * Memory that lives as long as a document: allocated piecemeal, freed whole. Running out of memory ends the
 * process with exit status 3, so no caller checks for NULL.
 */
#ifndef AJ_ARENA_H
#define AJ_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct aj_arena;

struct aj_arena *aj_arena_new(void);

/* Frees every block, after calling the owned objects' free functions, newest first. NULL is allowed. */
void aj_arena_free(struct aj_arena *arena);

/* Frees all that was taken from the arena, and what it owns; it can be used on. */
void aj_arena_clear(struct aj_arena *arena);

/* Zeroed memory, aligned for any type. */
void *aj_alloc(struct aj_arena *arena, size_t size);

/* A NUL-terminated copy of a string or of its first n bytes. */
char *aj_strdup(struct aj_arena *arena, const char *text);
char *aj_strndup(struct aj_arena *arena, const char *text, size_t n);

/* printf into the arena. */
char *aj_printf(struct aj_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes the arena free `object` (a library handle) by calling `release(object)` when it is itself freed. */
void aj_arena_own(struct aj_arena *arena, void *object, void (*release)(void *));

/* Frees an object that the arena owns before the arena's own end. What it does not own is left alone. */
void aj_arena_release(struct aj_arena *arena, void *object);

/* How far an arena's memory is used. */
struct aj_mark {
    void *block;
    size_t used;
};

/*
 * What was allocated since the mark is given back, as far as it lies in the block that was in use then: for
 * the small texts of a comparison, made once for every row of a large table.
 */
struct aj_mark aj_arena_mark(const struct aj_arena *arena);
void aj_arena_rewind(struct aj_arena *arena, struct aj_mark mark);

/* Bytes taken from the system so far. */
size_t aj_arena_bytes(const struct aj_arena *arena);

#define AJ_NEW(arena, type) ((type *)aj_alloc((arena), sizeof(type)))
#define AJ_NEW_N(arena, type, n) ((type *)aj_alloc((arena), sizeof(type) * (size_t)(n)))

/*
 * The array `items` of `*cap` items of `size` bytes, moved into a larger room if it holds fewer than `need`.
 * Nothing may point into it any more: a large array's old room is given back at once.
 */
void *aj_grow(struct aj_arena *arena, void *items, uint32_t *cap, uint32_t need, size_t size);

/* The same where pointers into the array are held while it grows: they stay good until the arena goes. */
void *aj_grow_held(struct aj_arena *arena, void *items, uint32_t *cap, uint32_t need, size_t size);

/* Gives back what an object of `size` bytes does not use, if nothing was taken from the arena after it. */
void aj_shrink(struct aj_arena *arena, void *object, size_t size, size_t used);

/* Appends `item` to the arena array `items` with its `len` and `cap` (both uint32_t). */
#define AJ_PUSH(arena, items, len, cap, item)                                                                \
    do {                                                                                                     \
        (items) = aj_grow((arena), (items), &(cap), (len) + 1, sizeof *(items));                             \
        (items)[(len)++] = (item);                                                                           \
    } while (0)

/* malloc and realloc that end the process (exit status 3) instead of returning NULL. */
void *aj_malloc(size_t size);
void *aj_realloc(void *old, size_t size);

/*
 * Ends the process so when it has come near its limit: a library that did not get what it asked for may have
 * gone on with less, and what it made must not be printed.
 */
void aj_check_memory(void);

/* Ends the process as they do: for libraries that go on without the memory they did not get. */
void aj_out_of_memory(void) __attribute__((noreturn));

#endif
