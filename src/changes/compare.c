/* What differs between two editions: figures, verdicts, targets, rows of tables, paragraphs. */
#include "base/map.h"
#include "changes/internal.h"

#include <string.h>

const char *chg_string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

void chg_add(struct aj_arena *arena, struct chg_list *list, struct chg_change change)
{
    AJ_PUSH(arena, list->items, list->len, list->cap, change);
}

/* One thing that has a name, perhaps a period, and says something. */
struct said {
    const char *name, *period; /* period "" where it has none */
    const char *shown;         /* as a reader sees it */
    const char *value;         /* by which it is compared */
};

struct said_list {
    struct said *items;
    uint32_t len, cap;
    struct aj_map by_key;
};

static const char *key_of(struct aj_arena *arena, const struct said *said)
{
    return aj_printf(arena, "%s\n%s", said->name, said->period);
}

/* Of several that bear one name and period the first counts: they are the same figure printed again. */
static void say(struct aj_arena *arena, struct said_list *list, struct said said)
{
    const char *key = key_of(arena, &said);
    if (aj_map_find(&list->by_key, key))
        return;
    struct said *kept = AJ_NEW(arena, struct said);
    *kept = said;
    aj_map_put(&list->by_key, key, kept);
    AJ_PUSH(arena, list->items, list->len, list->cap, said);
}

static const json_t *content_of(const struct chg_edition *edition, const char *key)
{
    return json_object_get(json_object_get(edition->record, "content"), key);
}

static struct said_list figures_of(struct aj_arena *arena, const struct chg_edition *edition)
{
    struct said_list list = {.by_key = AJ_MAP_INIT(arena)};
    const json_t *figures = json_object_get(edition->record, "metrics");
    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *one = json_array_get(figures, i);
        const char *unit = chg_string(one, "unit"), *text = chg_string(one, "text");
        say(arena, &list,
            (struct said){chg_string(one, "name"), chg_string(one, "period"),
                          *unit ? aj_printf(arena, "%s\xC2\xA0%s", text, unit) : text,
                          aj_printf(arena, "%s %s", chg_string(one, "exact"), unit)});
    }
    return list;
}

static struct said_list pairs_of(struct aj_arena *arena, const struct chg_edition *edition, const char *what,
                                 const char *text)
{
    struct said_list list = {.by_key = AJ_MAP_INIT(arena)};
    const json_t *all = content_of(edition, what);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i);
        say(arena, &list,
            (struct said){chg_string(one, "name"), chg_string(one, "period"), chg_string(one, text),
                          chg_string(one, text)});
    }
    return list;
}

/* Adds what differs between two lists, in the order of the newer one. */
static void compare(struct aj_arena *arena, enum chg_sort sort, const struct said_list *before,
                    const struct said_list *after, struct chg_list *list)
{
    for (uint32_t i = 0; i < after->len; i++) {
        const struct said *now = &after->items[i], *then = aj_map_find(&before->by_key, key_of(arena, now));
        if (then && !strcmp(then->value, now->value))
            continue;
        chg_add(arena, list,
                (struct chg_change){.sort = sort,
                                    .kind = then ? CHG_CHANGED : CHG_ADDED,
                                    .name = now->name,
                                    .period = *now->period ? now->period : NULL,
                                    .before = then ? then->shown : NULL,
                                    .after = now->shown});
    }
    for (uint32_t i = 0; i < before->len; i++) {
        const struct said *then = &before->items[i];
        if (!aj_map_find(&after->by_key, key_of(arena, then)))
            chg_add(arena, list,
                    (struct chg_change){.sort = sort,
                                        .kind = CHG_REMOVED,
                                        .name = then->name,
                                        .period = *then->period ? then->period : NULL,
                                        .before = then->shown});
    }
}

/* ---- rows of tables ---- */

static struct aj_map rows_by_name(struct aj_arena *arena, const json_t *rows)
{
    struct aj_map map = AJ_MAP_INIT(arena);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        json_t *row = json_array_get(rows, i);
        if (!aj_map_find(&map, chg_string(row, "name")))
            aj_map_put(&map, chg_string(row, "name"), row);
    }
    return map;
}

static struct said_list cells_of(struct aj_arena *arena, const json_t *row)
{
    struct said_list list = {.by_key = AJ_MAP_INIT(arena)};
    const json_t *cells = json_object_get(row, "cells");
    for (size_t i = 0; i < json_array_size(cells); i++) {
        const char *heading = json_string_value(json_array_get(json_array_get(cells, i), 0));
        const char *text = json_string_value(json_array_get(json_array_get(cells, i), 1));
        if (heading && text)
            say(arena, &list, (struct said){chg_string(row, "name"), heading, text, text});
    }
    return list;
}

/* A row's cells in one line: "Budget 2022: 600, Plan 2023: 620". */
static const char *row_text(struct aj_arena *arena, const json_t *row)
{
    const char *text = "";
    struct said_list cells = cells_of(arena, row);
    for (uint32_t i = 0; i < cells.len; i++)
        if (*cells.items[i].shown)
            text = aj_printf(arena, "%s%s%s%s%s", text, *text ? ", " : "", cells.items[i].period,
                             *cells.items[i].period ? ": " : "", cells.items[i].shown);
    return text;
}

static void compare_rows(struct aj_arena *arena, const json_t *before, const json_t *after,
                         struct chg_list *list)
{
    struct aj_map old = rows_by_name(arena, before), new = rows_by_name(arena, after);
    for (uint32_t i = 0; i < new.len; i++) {
        const json_t *now = new.entries[i].value, *then = aj_map_find(&old, new.entries[i].key);
        if (then) {
            struct said_list a = cells_of(arena, then), b = cells_of(arena, now);
            compare(arena, CHG_ROW, &a, &b, list);
        } else {
            chg_add(arena, list,
                    (struct chg_change){.sort = CHG_ROW,
                                        .kind = CHG_ADDED,
                                        .name = new.entries[i].key,
                                        .after = row_text(arena, now)});
        }
    }
    for (uint32_t i = 0; i < old.len; i++)
        if (!aj_map_find(&new, old.entries[i].key))
            chg_add(arena, list,
                    (struct chg_change){.sort = CHG_ROW,
                                        .kind = CHG_REMOVED,
                                        .name = old.entries[i].key,
                                        .before = row_text(arena, old.entries[i].value)});
}

struct chg_list chg_compare(struct aj_arena *arena, const struct chg_edition *before,
                            const struct chg_edition *after)
{
    struct chg_list list = {0};
    struct said_list a = figures_of(arena, before), b = figures_of(arena, after);
    compare(arena, CHG_FIGURE, &a, &b, &list);
    a = pairs_of(arena, before, "verdicts", "text");
    b = pairs_of(arena, after, "verdicts", "text");
    compare(arena, CHG_VERDICT, &a, &b, &list);
    a = pairs_of(arena, before, "targets", "that");
    b = pairs_of(arena, after, "targets", "that");
    compare(arena, CHG_TARGET, &a, &b, &list);
    compare_rows(arena, content_of(before, "rows"), content_of(after, "rows"), &list);
    chg_paragraphs(arena, content_of(before, "paragraphs"), content_of(after, "paragraphs"), &list);
    return list;
}
