#include "base/map.h"

#include <string.h>

uint32_t aj_hash_bytes(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * 16777619u;
    return hash;
}

/* The slot that holds key, or the empty one where it belongs. Slots hold entry index + 1. */
static uint32_t find_slot(const struct aj_map *map, const char *key, uint32_t hash)
{
    uint32_t mask = map->slot_count - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t entry = map->slots[i];
        if (!entry)
            return i;
        const struct aj_map_entry *e = &map->entries[entry - 1];
        if (e->hash == hash && !strcmp(e->key, key))
            return i;
    }
}

void *aj_map_find(const struct aj_map *map, const char *key)
{
    if (!map->len)
        return NULL;
    uint32_t entry = map->slots[find_slot(map, key, aj_hash_bytes(key, strlen(key)))];
    return entry ? map->entries[entry - 1].value : NULL;
}

static void rehash(struct aj_map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    map->slots = AJ_NEW_N(map->arena, uint32_t, map->slot_count);
    for (uint32_t i = 0; i < map->len; i++)
        map->slots[find_slot(map, map->entries[i].key, map->entries[i].hash)] = i + 1;
}

void aj_map_put(struct aj_map *map, const char *key, void *value)
{
    if (map->len * 2 >= map->slot_count)
        rehash(map);
    uint32_t hash = aj_hash_bytes(key, strlen(key));
    uint32_t slot = find_slot(map, key, hash);
    if (map->slots[slot]) {
        map->entries[map->slots[slot] - 1].value = value;
        return;
    }
    struct aj_map_entry entry = {key, value, hash};
    AJ_PUSH(map->arena, map->entries, map->len, map->cap, entry);
    map->slots[slot] = map->len;
}
