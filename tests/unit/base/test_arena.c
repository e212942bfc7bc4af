#include "base/arena.h"
#include "base/map.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(arena);

Test(arena, memory_is_zeroed_and_survives_growth)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t *items = NULL, len = 0, cap = 0;
    for (uint32_t i = 0; i < 10000; i++)
        AJ_PUSH(arena, items, len, cap, i);
    for (uint32_t i = 0; i < 10000; i++)
        cr_assert_eq(items[i], i);
    char *large = aj_alloc(arena, 3000000);
    for (size_t i = 0; i < 3000000; i += 4096)
        cr_assert_eq(large[i], 0);
    aj_arena_free(arena);
}

Test(arena, gives_the_room_of_a_large_array_back_as_it_grows)
{
    struct aj_arena *arena = aj_arena_new(), *other = aj_arena_new();
    uint32_t *items = NULL, len = 0, cap = 0;
    for (uint32_t i = 0; i < 4000000; i++)
        AJ_PUSH(arena, items, len, cap, i);
    cr_assert_lt(aj_arena_bytes(arena), cap * sizeof *items + (2u << 20));
    for (uint32_t i = 0; i < len; i++)
        cr_assert_eq(items[i], i);
    /* What grows into another arena stays where it was, in one piece. */
    uint32_t *moved = aj_grow(other, items, &cap, cap + 1, sizeof *items);
    cr_assert_neq(moved, items);
    for (uint32_t i = 0; i < len; i++)
        cr_assert(items[i] == i && moved[i] == i);
    aj_arena_free(other);
    aj_arena_free(arena);
}

Test(arena, keeps_what_is_held_of_an_array_that_grows)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t *items = NULL, cap = 0;
    items = aj_grow_held(arena, items, &cap, 200000, sizeof *items);
    const uint32_t *held = &items[199999];
    items[199999] = 7;
    items = aj_grow_held(arena, items, &cap, cap + 1, sizeof *items);
    cr_assert_eq(*held, 7);
    cr_assert_eq(items[199999], 7);
    cr_assert_neq(held, &items[199999]);
    aj_arena_free(arena);
}

Test(arena, gives_back_the_end_of_its_last_object_alone)
{
    struct aj_arena *arena = aj_arena_new();
    char *first = aj_alloc(arena, 1000);
    memset(first, 'x', 1000);
    aj_shrink(arena, first, 1000, 10);
    char *second = aj_alloc(arena, 100);
    cr_assert_eq(second, first + 16);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(second[i], 0);
    aj_shrink(arena, first, 16, 0); /* something came after it */
    cr_assert_eq((char *)aj_alloc(arena, 1), second + 112);
    aj_arena_free(arena);
}

static void count(void *counter)
{
    ++*(int *)counter;
}

Test(arena, frees_what_it_owns)
{
    struct aj_arena *arena = aj_arena_new();
    int counter = 0;
    aj_arena_own(arena, &counter, count);
    aj_arena_own(arena, &counter, count);
    int early = 0;
    aj_arena_own(arena, &early, count);
    aj_arena_release(arena, &early);
    aj_arena_release(arena, &early);
    cr_assert_eq(early, 1);
    aj_arena_free(arena);
    cr_assert_eq(early, 1);
    cr_assert_eq(counter, 2);
}

Test(arena, map_finds_what_was_put)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_map map = AJ_MAP_INIT(arena);
    cr_assert_null(aj_map_find(&map, "a"));
    for (int i = 0; i < 500; i++)
        aj_map_put(&map, aj_printf(arena, "key %d", i), aj_printf(arena, "%d", i));
    for (int i = 0; i < 500; i++)
        cr_assert_str_eq(aj_map_find(&map, aj_printf(arena, "key %d", i)), aj_printf(arena, "%d", i));
    aj_map_put(&map, "key 7", "seven");
    cr_assert_str_eq(aj_map_find(&map, "key 7"), "seven");
    cr_assert_eq(map.len, 500);
    aj_arena_free(arena);
}
