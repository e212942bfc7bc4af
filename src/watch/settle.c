/* Waiting until a file that is being saved is whole: editors write, rename, delete and create in many ways.
 */
#include "watch/watch.h"

#include <stdlib.h>
#include <string.h>

/* A file that has changed and was not given out yet. */
struct entry {
    char *path, *group;
    int64_t first, last; /* when it began to change, and changed last */
    enum wat_change change;
    bool unfinished; /* it was quiet, and ended in the middle */
};

struct wat_settle {
    struct wat_waits waits;
    struct entry *items;
    size_t len, cap;
};

struct wat_settle *wat_settle_new(struct wat_waits waits)
{
    struct wat_settle *settle = aj_malloc(sizeof *settle);
    *settle = (struct wat_settle){.waits = waits};
    return settle;
}

static void free_entry(struct entry *entry)
{
    free(entry->path);
    free(entry->group);
}

void wat_settle_clear(struct wat_settle *settle)
{
    for (size_t i = 0; i < settle->len; i++)
        free_entry(&settle->items[i]);
    settle->len = 0;
}

void wat_settle_free(struct wat_settle *settle)
{
    if (!settle)
        return;
    wat_settle_clear(settle);
    free(settle->items);
    free(settle);
}

size_t wat_settle_count(const struct wat_settle *settle)
{
    return settle->len;
}

void wat_settle_set_waits(struct wat_settle *settle, struct wat_waits waits)
{
    settle->waits = waits;
}

static char *copy(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(aj_malloc(n), text, n);
}

static struct entry *find(struct wat_settle *settle, const char *path)
{
    /* From the end: what changes again has mostly changed lately. */
    for (size_t i = settle->len; i > 0; i--)
        if (strcmp(settle->items[i - 1].path, path) == 0)
            return &settle->items[i - 1];
    return NULL;
}

void wat_settle_touch(struct wat_settle *settle, const char *group, const char *path, enum wat_change change,
                      int64_t now)
{
    struct entry *entry = find(settle, path);
    if (!entry) {
        if (settle->len == settle->cap) {
            settle->cap = settle->cap ? 2 * settle->cap : 16;
            settle->items = aj_realloc(settle->items, settle->cap * sizeof *settle->items);
        }
        entry = &settle->items[settle->len++];
        *entry = (struct entry){.path = copy(path), .group = copy(group), .first = now};
    }
    entry->last = now;
    entry->change = change;
    entry->unfinished = false;
}

/* When an entry may be given out, if nothing happens until then. */
static int64_t ready_at(const struct wat_settle *settle, const struct entry *entry)
{
    const struct wat_waits *waits = &settle->waits;
    int64_t quiet = entry->unfinished || entry->change == WAT_OPEN ? waits->open
                    : entry->change == WAT_GONE                    ? waits->gone
                                                                   : waits->quiet;
    int64_t at = entry->last + quiet, latest = entry->first + waits->most;
    return at < latest ? at : latest;
}

/* Whether the group's files are to be given out: all are ready, or one has waited for the others long enough.
 */
static bool is_group_ready(const struct wat_settle *settle, const char *group, int64_t now)
{
    bool all = true, waited = false;
    for (size_t i = 0; i < settle->len; i++) {
        const struct entry *entry = &settle->items[i];
        if (strcmp(entry->group, group) != 0)
            continue;
        int64_t at = ready_at(settle, entry);
        all &= now >= at;
        waited |= now >= at + settle->waits.together;
    }
    return all || waited;
}

/* A file that ends in the middle gets the longer wait; one that had it goes as it is. */
static void judge(struct wat_settle *settle, int64_t now, wat_is_whole *is_whole, void *context)
{
    for (size_t i = 0; i < settle->len; i++) {
        struct entry *entry = &settle->items[i];
        if (now < ready_at(settle, entry) || entry->unfinished || now - entry->last >= settle->waits.open)
            continue;
        if (is_whole && entry->change != WAT_GONE && now < entry->first + settle->waits.most)
            entry->unfinished = !is_whole(context, entry->path);
    }
}

const char **wat_settle_take(struct wat_settle *settle, int64_t now, wat_is_whole *is_whole, void *context,
                             struct aj_arena *arena, uint32_t *count)
{
    const char **paths = NULL;
    uint32_t cap = 0;
    *count = 0;
    judge(settle, now, is_whole, context);
    bool *out = aj_malloc(settle->len + 1);
    for (size_t i = 0; i < settle->len; i++)
        out[i] =
            now >= ready_at(settle, &settle->items[i]) && is_group_ready(settle, settle->items[i].group, now);
    size_t kept = 0;
    for (size_t i = 0; i < settle->len; i++) {
        struct entry *entry = &settle->items[i];
        if (!out[i]) {
            settle->items[kept++] = *entry;
            continue;
        }
        AJ_PUSH(arena, paths, *count, cap, aj_strdup(arena, entry->path));
        free_entry(entry);
    }
    settle->len = kept;
    free(out);
    return paths;
}

int64_t wat_settle_next(const struct wat_settle *settle, int64_t now)
{
    enum { PAUSE = 20 }; /* for what is ready but waits for others */
    int64_t next = -1;
    for (size_t i = 0; i < settle->len; i++) {
        int64_t wait = ready_at(settle, &settle->items[i]) - now;
        wait = wait > 0 ? wait : PAUSE;
        next = next < 0 || wait < next ? wait : next;
    }
    return next;
}
