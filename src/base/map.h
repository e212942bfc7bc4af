/* A map from strings to pointers, in an arena, that remembers the order of insertion. */
#ifndef AJ_MAP_H
#define AJ_MAP_H

#include "base/arena.h"

struct aj_map_entry {
    const char *key; /* borrowed: it must live as long as the map */
    void *value;
    uint32_t hash;
};

struct aj_map {
    struct aj_arena *arena;
    struct aj_map_entry *entries; /* len of them, in order of insertion */
    uint32_t *slots;
    uint32_t len, cap, slot_count;
};

#define AJ_MAP_INIT(a)                                                                                       \
    {                                                                                                        \
        .arena = (a)                                                                                         \
    }

/* The value under key, or NULL. */
void *aj_map_find(const struct aj_map *map, const char *key);

/* Puts value under key, in place of what was there. */
void aj_map_put(struct aj_map *map, const char *key, void *value);

/* FNV-1a over n bytes. */
uint32_t aj_hash_bytes(const void *bytes, size_t n);

#endif
