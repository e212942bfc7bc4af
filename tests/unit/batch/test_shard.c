/* A batch split among shards. */
#include "batch/shard.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

TestSuite(shard, .fini = suite_check_leaks);

struct reading {
    const char *text;
    uint32_t number, count; /* 0: it is refused */
};

Test(shard, what_is_read)
{
    static const struct reading readings[] = {
        {"1/1", 1, 1},
        {"3/8", 3, 8},
        {"8/8", 8, 8},
        {"10000/10000", 10000, 10000},
        {"9/8", 0, 0},
        {"0/8", 0, 0},
        {"1/0", 0, 0},
        {"1/10001", 0, 0},
        {"", 0, 0},
        {"3", 0, 0},
        {"3/", 0, 0},
        {"/8", 0, 0},
        {"3/8 ", 0, 0},
        {" 3/8", 0, 0},
        {"+3/8", 0, 0},
        {"-1/8", 0, 0},
        {"03/8", 0, 0},
        {"3/08", 0, 0},
        {"3//8", 0, 0},
        {"3/8/9", 0, 0},
        {"1/4294967297", 0, 0},
        {"4294967297/8", 0, 0},
        {"3.0/8", 0, 0},
        {"3/8x", 0, 0},
    };
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        struct bat_shard shard = {0, 0};
        bool read = bat_shard_parse(readings[i].text, &shard);
        cr_assert_eq(read, readings[i].number != 0, "%s", readings[i].text);
        if (read) {
            cr_assert_eq(shard.number, readings[i].number);
            cr_assert_eq(shard.count, readings[i].count);
        }
    }
}

/* A plan of items whose costs and names are drawn by lot; `turned` reverses their order. */
static struct bat_plan plan_of(struct aj_arena *arena, uint32_t count, bool turned)
{
    struct bat_plan plan = {.items = AJ_NEW_N(arena, struct bat_item, count), .count = count};
    uint32_t lot = 12345;
    for (uint32_t i = 0; i < count; i++) {
        lot = lot * 1664525 + 1013904223;
        const char *name = aj_printf(arena, "kommun-%u/budget-%u", i % 29, i);
        struct bat_item *item = &plan.items[turned ? count - 1 - i : i];
        *item = (struct bat_item){.report = name, .file = name, .stem = "budget"};
        item->paths.below = name;
        item->cost = lot >> 24 ? lot >> 16 : 7; /* some cost the same */
    }
    return plan;
}

static uint32_t shard_of(const struct bat_plan *plan, const uint32_t *dealt, const char *name)
{
    for (uint32_t i = 0; i < plan->count; i++)
        if (!strcmp(plan->items[i].report, name))
            return dealt[i];
    return 0;
}

Test(shard, the_order_of_the_items_does_not_matter)
{
    enum { COUNT = 500 };
    struct aj_arena *arena = aj_arena_new();
    struct bat_plan plan = plan_of(arena, COUNT, false), turned = plan_of(arena, COUNT, true);
    uint32_t one[COUNT], two[COUNT];
    for (uint32_t shards = 1; shards <= 16; shards++) {
        bat_shard_deal(&plan, shards, one);
        bat_shard_deal(&turned, shards, two);
        uint64_t sums[17] = {0}, most = 0, all = 0;
        for (uint32_t i = 0; i < COUNT; i++) {
            cr_assert(one[i] >= 1 && one[i] <= shards);
            cr_assert_eq(one[i], shard_of(&turned, two, plan.items[i].report));
            sums[one[i]] += plan.items[i].cost;
            all += plan.items[i].cost;
        }
        for (uint32_t k = 1; k <= shards; k++)
            most = sums[k] > most ? sums[k] : most;
        cr_assert(most * shards <= all + all / 100, "%u shards: %llu of %llu", shards,
                  (unsigned long long)most, (unsigned long long)all);
    }
    aj_arena_free(arena);
}

Test(shard, all_shards_are_the_batch)
{
    enum { COUNT = 41, SHARDS = 60 }; /* more shards than reports: some are empty */
    struct aj_arena *arena = aj_arena_new();
    struct bat_plan plan = plan_of(arena, COUNT, false);
    uint32_t seen[COUNT] = {0};
    for (uint32_t number = 1; number <= SHARDS; number++) {
        struct bat_plan part = plan_of(arena, COUNT, false);
        bat_shard_keep(&part, (struct bat_shard){number, SHARDS});
        cr_assert(part.count <= 1);
        for (uint32_t i = 0; i < part.count; i++)
            for (uint32_t k = 0; k < COUNT; k++)
                seen[k] += !strcmp(part.items[i].report, plan.items[k].report);
    }
    for (uint32_t k = 0; k < COUNT; k++)
        cr_assert_eq(seen[k], 1);
    bat_shard_keep(&plan, (struct bat_shard){2, 3});
    for (uint32_t i = 1; i < plan.count; i++)
        cr_assert(atoi(strrchr(plan.items[i - 1].report, '-') + 1) <
                      atoi(strrchr(plan.items[i].report, '-') + 1),
                  "in their order");
    aj_arena_free(arena);
}
