#include "typeset/library.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096, MOST_BYTES = 2 * 1024 * 1024, MOST_POINTS = 64 };

static void open_cache(struct ty_library *library)
{
    library->arena = aj_arena_new();
    library->slot_count = FIRST_SLOTS;
    library->slots = AJ_NEW_N(library->arena, struct ty_word_points *, FIRST_SLOTS);
    library->word_count = 0;
}

struct ty_library *ty_library_new(void)
{
    struct ty_library *library = aj_malloc(sizeof *library);
    *library = (struct ty_library){0};
    open_cache(library);
    return library;
}

void ty_library_free(struct ty_library *library)
{
    if (!library)
        return;
    if (library->hyphenator)
        ty_hyphenator_free(library->hyphenator);
    aj_arena_free(library->arena);
    free(library);
}

void ty_library_begin(struct ty_library *library, struct aj_job *job)
{
    if (!library->hyphenator)
        library->hyphenator = ty_hyphenator_new(job);
    else
        ty_hyphenator_note(library->hyphenator, job);
    if (aj_arena_bytes(library->arena) > MOST_BYTES) {
        aj_arena_free(library->arena);
        open_cache(library);
    }
}

static void insert(struct ty_library *library, struct ty_word_points *entry)
{
    uint32_t i = entry->hash & (library->slot_count - 1);
    while (library->slots[i])
        i = (i + 1) & (library->slot_count - 1);
    library->slots[i] = entry;
}

static void grow(struct ty_library *library)
{
    struct ty_word_points **old = library->slots;
    uint32_t count = library->slot_count;
    library->slot_count = count * 2;
    library->slots = AJ_NEW_N(library->arena, struct ty_word_points *, library->slot_count);
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            insert(library, old[i]);
}

const struct ty_word_points *ty_library_points(struct ty_library *library, const char *word, uint32_t length,
                                               uint8_t before, uint8_t after)
{
    uint32_t hash = aj_hash_bytes(word, length) ^ (uint32_t)before * 31U ^ (uint32_t)after * 131U;
    for (uint32_t i = hash & (library->slot_count - 1); library->slots[i];
         i = (i + 1) & (library->slot_count - 1)) {
        const struct ty_word_points *e = library->slots[i];
        if (e->hash == hash && e->length == length && e->before == before && e->after == after &&
            !memcmp(e->word, word, length))
            return e;
    }
    if (library->word_count * 2 >= library->slot_count)
        grow(library);
    struct ty_hyphen found[MOST_POINTS];
    uint32_t count = ty_hyphenate(library->hyphenator, word, length, before, after, found, MOST_POINTS);
    struct ty_hyphen *points = AJ_NEW_N(library->arena, struct ty_hyphen, count ? count : 1);
    memcpy(points, found, count * sizeof *points);
    struct ty_word_points *entry = AJ_NEW(library->arena, struct ty_word_points);
    *entry = (struct ty_word_points){
        hash, length, count, before, after, aj_strndup(library->arena, word, length), points};
    insert(library, entry);
    library->word_count++;
    return entry;
}
