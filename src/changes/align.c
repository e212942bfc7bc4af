/* Two sequences laid side by side. */
#include "base/map.h"
#include "changes/internal.h"

#include <stdio.h>
#include <string.h>

enum { MOST_PAIRS = 16000000 };

/* The whole table of lengths: exact, for sequences that leave room for it. */
static void align_all(struct aj_arena *arena, const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m,
                      uint32_t b_first, uint32_t *partner)
{
    uint16_t *length = AJ_NEW_N(arena, uint16_t, ((size_t)n + 1) * (m + 1));
    size_t row = (size_t)m + 1;
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            uint16_t skip_a = length[(i + 1) * row + j], skip_b = length[i * row + j + 1];
            length[i * row + j] = a[i] == b[j]      ? (uint16_t)(length[(i + 1) * row + j + 1] + 1)
                                  : skip_a > skip_b ? skip_a
                                                    : skip_b;
        }
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            partner[i++] = b_first + j++;
        else if (length[(i + 1) * row + j] >= length[i * row + j + 1])
            i++;
        else
            j++;
    }
}

/* How often a number stands in a sequence, and where last. */
struct seen {
    uint32_t in_a, in_b, at_a, at_b;
};

static struct seen *seen_of(struct aj_map *map, uint32_t number)
{
    char key[16];
    snprintf(key, sizeof key, "%u", number);
    struct seen *seen = aj_map_find(map, key);
    if (!seen) {
        seen = AJ_NEW(map->arena, struct seen);
        aj_map_put(map, aj_strdup(map->arena, key), seen);
    }
    return seen;
}

/* What stands once in both, as far as its order is the same in both: each next one lies after the one before.
 */
static void align_unique(struct aj_arena *arena, const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m,
                         uint32_t b_first, uint32_t *partner)
{
    struct aj_map map = AJ_MAP_INIT(arena);
    for (uint32_t i = 0; i < n; i++) {
        struct seen *seen = seen_of(&map, a[i]);
        seen->in_a++;
        seen->at_a = i;
    }
    for (uint32_t j = 0; j < m; j++) {
        struct seen *seen = seen_of(&map, b[j]);
        seen->in_b++;
        seen->at_b = j;
    }
    uint32_t next = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct seen *seen = seen_of(&map, a[i]);
        if (seen->in_a != 1 || seen->in_b != 1 || seen->at_b < next)
            continue;
        partner[i] = b_first + seen->at_b;
        next = seen->at_b + 1;
    }
}

void chg_align(struct aj_arena *arena, const uint32_t *a, uint32_t a_len, const uint32_t *b, uint32_t b_len,
               uint32_t *partner)
{
    uint32_t first = 0, last = 0;
    for (uint32_t i = 0; i < a_len; i++)
        partner[i] = UINT32_MAX;
    while (first < a_len && first < b_len && a[first] == b[first]) {
        partner[first] = first;
        first++;
    }
    while (last < a_len - first && last < b_len - first && a[a_len - 1 - last] == b[b_len - 1 - last]) {
        partner[a_len - 1 - last] = b_len - 1 - last;
        last++;
    }
    uint32_t n = a_len - first - last, m = b_len - first - last;
    bool room = n < UINT16_MAX && m < UINT16_MAX && (uint64_t)(n + 1) * (m + 1) <= MOST_PAIRS;
    (room ? align_all : align_unique)(arena, a + first, n, b + first, m, first, partner + first);
}
