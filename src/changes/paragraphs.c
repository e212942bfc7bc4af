/* The narratives of two editions: which paragraphs came, went, or were reworded. */
#include "base/map.h"
#include "changes/internal.h"

#include <string.h>

enum {
    LIKE = 500,    /* so alike are two wordings of one paragraph */
    MOST_GAP = 400 /* paragraphs between two that stayed; more are not paired */
};

struct side {
    const json_t *list;
    uint32_t len;
    uint32_t *numbers; /* equal for equal texts */
};

static const char *text_at(const struct side *side, uint32_t index)
{
    return chg_string(json_array_get(side->list, index), "text");
}

static const char *where_at(const struct side *side, uint32_t index)
{
    return chg_string(json_array_get(side->list, index), "where");
}

/* Numbers equal texts alike. */
static struct side side_of(struct aj_arena *arena, const json_t *list, struct aj_map *numbers)
{
    struct side side = {.list = list, .len = (uint32_t)json_array_size(list)};
    side.numbers = AJ_NEW_N(arena, uint32_t, side.len + 1);
    for (uint32_t i = 0; i < side.len; i++) {
        const char *text = text_at(&side, i);
        uint32_t *number = aj_map_find(numbers, text);
        if (!number) {
            number = AJ_NEW(arena, uint32_t);
            *number = numbers->len;
            aj_map_put(numbers, text, number);
        }
        side.numbers[i] = *number;
    }
    return side;
}

/* Whether two texts are the same but for their digits. */
static bool only_digits_differ(const char *a, const char *b)
{
    static const char digits[] = "0123456789,.";
    while (*a && *b) {
        size_t n = strspn(a, digits), m = strspn(b, digits);
        if ((n > 0) != (m > 0))
            return false;
        a += n;
        b += m;
        if (!n && *a++ != *b++)
            return false;
    }
    return !a[strspn(a, digits)] && !b[strspn(b, digits)];
}

struct gap {
    uint32_t a, a_end, b, b_end;
};

/* The most alike pairs of a gap in the same order: pair[i] is the partner of the gap's i-th, or UINT32_MAX.
 */
static void pair_gap(struct aj_arena *arena, const struct side *a, const struct side *b, struct gap gap,
                     uint32_t *pair)
{
    uint32_t n = gap.a_end - gap.a, m = gap.b_end - gap.b;
    for (uint32_t i = 0; i < n; i++)
        pair[i] = UINT32_MAX;
    if (!n || !m || n > MOST_GAP || m > MOST_GAP)
        return;
    size_t row = (size_t)m + 1;
    uint32_t *like = AJ_NEW_N(arena, uint32_t, n * row), *best = AJ_NEW_N(arena, uint32_t, (n + 1) * row);
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            uint32_t alike = chg_likeness(arena, text_at(a, gap.a + i), text_at(b, gap.b + j));
            like[i * row + j] = alike >= LIKE ? alike : 0;
            uint32_t most = best[(i + 1) * row + j];
            most = best[i * row + j + 1] > most ? best[i * row + j + 1] : most;
            uint32_t both = like[i * row + j] ? like[i * row + j] + best[(i + 1) * row + j + 1] : 0;
            best[i * row + j] = both > most ? both : most;
        }
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (like[i * row + j] && best[i * row + j] == like[i * row + j] + best[(i + 1) * row + j + 1])
            pair[i++] = gap.b + j++;
        else if (best[i * row + j] == best[(i + 1) * row + j])
            i++;
        else
            j++;
    }
}

static void tell(struct aj_arena *arena, struct chg_list *list, const char *where, const char *before,
                 const char *after)
{
    struct chg_change change = {.sort = CHG_PARAGRAPH,
                                .kind = !before  ? CHG_ADDED
                                        : !after ? CHG_REMOVED
                                                 : CHG_CHANGED,
                                .name = where,
                                .before = before,
                                .after = after,
                                .figures_only = before && after && only_digits_differ(before, after)};
    chg_add(arena, list, change);
}

static void tell_gap(struct aj_arena *arena, const struct side *a, const struct side *b, struct gap gap,
                     struct chg_list *list)
{
    uint32_t *pair = AJ_NEW_N(arena, uint32_t, gap.a_end - gap.a + 1), j = gap.b;
    pair_gap(arena, a, b, gap, pair);
    for (uint32_t i = gap.a; i < gap.a_end; i++) {
        uint32_t partner = pair[i - gap.a];
        if (partner == UINT32_MAX) {
            tell(arena, list, where_at(a, i), text_at(a, i), NULL);
            continue;
        }
        for (; j < partner; j++)
            tell(arena, list, where_at(b, j), NULL, text_at(b, j));
        tell(arena, list, where_at(b, j), text_at(a, i), text_at(b, j));
        j++;
    }
    for (; j < gap.b_end; j++)
        tell(arena, list, where_at(b, j), NULL, text_at(b, j));
}

void chg_paragraphs(struct aj_arena *arena, const json_t *before, const json_t *after, struct chg_list *list)
{
    struct aj_map numbers = AJ_MAP_INIT(arena);
    struct side a = side_of(arena, before, &numbers), b = side_of(arena, after, &numbers);
    uint32_t *partner = AJ_NEW_N(arena, uint32_t, a.len + 1);
    chg_align(arena, a.numbers, a.len, b.numbers, b.len, partner);
    struct gap gap = {0};
    for (uint32_t i = 0; i <= a.len; i++) {
        if (i < a.len && partner[i] == UINT32_MAX)
            continue;
        gap.a_end = i;
        gap.b_end = i < a.len ? partner[i] : b.len;
        tell_gap(arena, &a, &b, gap, list);
        gap.a = i + 1;
        gap.b = gap.b_end + 1;
    }
}
