/* A batch split evenly, the same on every machine. */
#include "batch/shard.h"

#include <stdlib.h>
#include <string.h>

/* A number without sign, spaces or leading zeros; NULL when there is none that a shard can have. */
static const char *read_number(const char *text, uint32_t *number)
{
    *number = 0;
    if (*text == '0')
        return NULL;
    for (; *text >= '0' && *text <= '9' && *number <= BAT_SHARDS_MOST; text++)
        *number = *number * 10 + (uint32_t)(*text - '0');
    return *number >= 1 && *number <= BAT_SHARDS_MOST ? text : NULL;
}

bool bat_shard_parse(const char *text, struct bat_shard *shard)
{
    const char *rest = read_number(text, &shard->number);
    if (!rest || *rest != '/')
        return false;
    rest = read_number(rest + 1, &shard->count);
    return rest && !*rest && shard->number <= shard->count;
}

/* By where it prints to, whatever the batch's folder is called here; what prints nowhere by its own name. */
static int compare_places(const struct bat_item *a, const struct bat_item *b)
{
    if (!a->file || !b->file)
        return a->file ? 1 : b->file ? -1 : strcmp(a->report, b->report);
    int order = strcmp(a->paths.below, b->paths.below);
    return order ? order : strcmp(a->stem, b->stem);
}

static int dearer_first(const void *a, const void *b)
{
    const struct bat_item *x = *(const struct bat_item *const *)a, *y = *(const struct bat_item *const *)b;
    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    int order = compare_places(x, y);
    /* Two that print to the same file: as they stand in the plan. */
    return order ? order : (x > y) - (x < y);
}

/* What a shard has so far. */
struct load {
    uint64_t cost;
    uint32_t shard;
};

static bool is_less(const struct load *a, const struct load *b)
{
    return a->cost != b->cost ? a->cost < b->cost : a->shard < b->shard;
}

/* Lets the first load of a heap, whose least is first, sink to its place. */
static void sink(struct load *heap, uint32_t count)
{
    struct load sunk = heap[0];
    uint32_t i = 0;
    for (uint32_t child = 1; child < count; child = 2 * i + 1) {
        if (child + 1 < count && is_less(&heap[child + 1], &heap[child]))
            child++;
        if (!is_less(&heap[child], &sunk))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = sunk;
}

void bat_shard_deal(const struct bat_plan *plan, uint32_t shards, uint32_t *shard_of)
{
    const struct bat_item **order = aj_malloc((plan->count + (size_t)1) * sizeof *order);
    struct load *heap = aj_malloc(shards * sizeof *heap);
    for (uint32_t i = 0; i < plan->count; i++)
        order[i] = &plan->items[i];
    for (uint32_t i = 0; i < shards; i++)
        heap[i] = (struct load){.shard = i + 1};
    qsort(order, plan->count, sizeof *order, dearer_first);
    for (uint32_t i = 0; i < plan->count; i++) {
        shard_of[order[i] - plan->items] = heap[0].shard;
        heap[0].cost += order[i]->cost;
        sink(heap, shards);
    }
    free(heap);
    free(order);
}

void bat_shard_keep(struct bat_plan *plan, struct bat_shard shard)
{
    uint32_t *shard_of = aj_malloc((plan->count + (size_t)1) * sizeof *shard_of), kept = 0;
    bat_shard_deal(plan, shard.count, shard_of);
    for (uint32_t i = 0; i < plan->count; i++)
        if (shard_of[i] == shard.number)
            plan->items[kept++] = plan->items[i];
    plan->count = kept;
    free(shard_of);
}
