#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK = 16 * 1024,
    LARGEST_BLOCK = 1024 * 1024,
    LARGE = 256 * 1024, /* an object that has a block of its own */
    ALIGN = alignof(max_align_t)
};

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char data[];
};

struct owned {
    struct owned *next;
    void *object;
    void (*release)(void *);
};

struct aj_arena {
    struct block *blocks;
    struct owned *owned;
    size_t bytes, next_size;
};

void aj_out_of_memory(void)
{
    fputs("arshjul: out of memory\n", stderr);
    exit(3);
}

void aj_check_memory(void)
{
    enum { RESERVE = 16 << 20 };
    void *volatile memory = malloc(RESERVE); /* else the compiler leaves both calls out */
    if (!memory)
        aj_out_of_memory();
    free(memory);
}

void *aj_malloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        aj_out_of_memory();
    return memory;
}

void *aj_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        aj_out_of_memory();
    return memory;
}

struct aj_arena *aj_arena_new(void)
{
    struct aj_arena *arena = aj_malloc(sizeof *arena);
    *arena = (struct aj_arena){.next_size = FIRST_BLOCK};
    return arena;
}

void aj_arena_clear(struct aj_arena *arena)
{
    for (struct owned *o = arena->owned; o; o = o->next)
        o->release(o->object);
    while (arena->blocks) {
        struct block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    *arena = (struct aj_arena){.next_size = FIRST_BLOCK};
}

void aj_arena_free(struct aj_arena *arena)
{
    if (!arena)
        return;
    aj_arena_clear(arena);
    free(arena);
}

/* The system's own zeroes: of an array that grew to twice its use, the unused half is never touched. */
static void *alloc_large(struct aj_arena *arena, size_t size)
{
    struct block *block = calloc(1, sizeof *block + size), **behind = &arena->blocks;
    if (!block)
        aj_out_of_memory();
    block->size = block->used = size;
    arena->bytes += sizeof *block + size;
    if (*behind)
        behind = &(*behind)->next;
    block->next = *behind;
    *behind = block;
    return block->data;
}

/* Gives back an object that has a block of its own; one that is not this arena's, or only a part, stays. */
static void free_large(struct aj_arena *arena, void *object)
{
    for (struct block **at = &arena->blocks; *at; at = &(*at)->next) {
        struct block *block = *at;
        if (block->data != object || block->size < LARGE || block->used != block->size)
            continue;
        *at = block->next;
        arena->bytes -= sizeof *block + block->size;
        free(block);
        return;
    }
}

static struct block *new_block(struct aj_arena *arena, size_t need)
{
    size_t size = arena->next_size;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    if (size < need)
        size = need;
    struct block *block = aj_malloc(sizeof *block + size);
    block->size = size;
    block->used = 0;
    arena->bytes += sizeof *block + size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *aj_alloc(struct aj_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        aj_out_of_memory();
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (size >= LARGE)
        return alloc_large(arena, size);
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size)
        block = new_block(arena, size);
    void *memory = block->data + block->used;
    block->used += size;
    return memset(memory, 0, size);
}

char *aj_strndup(struct aj_arena *arena, const char *text, size_t n)
{
    char *copy = aj_alloc(arena, n + 1);
    if (n)
        memcpy(copy, text, n);
    return copy;
}

char *aj_strdup(struct aj_arena *arena, const char *text)
{
    return aj_strndup(arena, text, strlen(text));
}

char *aj_printf(struct aj_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = aj_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

void aj_arena_own(struct aj_arena *arena, void *object, void (*release)(void *))
{
    struct owned *o = AJ_NEW(arena, struct owned);
    *o = (struct owned){arena->owned, object, release};
    arena->owned = o;
}

void aj_arena_release(struct aj_arena *arena, void *object)
{
    for (struct owned **o = &arena->owned; *o; o = &(*o)->next) {
        if ((*o)->object == object) {
            void (*release)(void *) = (*o)->release;
            *o = (*o)->next;
            release(object);
            return;
        }
    }
}

struct aj_mark aj_arena_mark(const struct aj_arena *arena)
{
    return (struct aj_mark){arena->blocks, arena->blocks ? arena->blocks->used : 0};
}

void aj_arena_rewind(struct aj_arena *arena, struct aj_mark mark)
{
    if (mark.block && arena->blocks == mark.block && arena->blocks->used >= mark.used)
        arena->blocks->used = mark.used;
}

size_t aj_arena_bytes(const struct aj_arena *arena)
{
    return arena->bytes;
}

static void *grow(struct aj_arena *arena, void *items, uint32_t *cap, uint32_t need, size_t size, bool held)
{
    if (need <= *cap)
        return items;
    uint32_t room = *cap ? *cap : 8;
    while (room < need)
        room = room > UINT32_MAX / 2 ? UINT32_MAX : room * 2;
    void *larger = aj_alloc(arena, room * size);
    if (*cap)
        memcpy(larger, items, *cap * size);
    if (*cap * size >= LARGE && !held)
        free_large(arena, items);
    *cap = room;
    return larger;
}

void *aj_grow(struct aj_arena *arena, void *items, uint32_t *cap, uint32_t need, size_t size)
{
    return grow(arena, items, cap, need, size, false);
}

void *aj_grow_held(struct aj_arena *arena, void *items, uint32_t *cap, uint32_t need, size_t size)
{
    return grow(arena, items, cap, need, size, true);
}

void aj_shrink(struct aj_arena *arena, void *object, size_t size, size_t used)
{
    struct block *block = arena->blocks;
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    used = (used + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (block && size < LARGE && used < size && block->data + block->used == (char *)object + size)
        block->used -= size - used;
}
