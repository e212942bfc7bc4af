#include "batch/plan.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "batch/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct bat_paths bat_paths_of(struct aj_arena *arena, const char *output, const char *organisation,
                              const char *folder, const char *stem)
{
    const char *below = aj_printf(arena, "%s%s%s", organisation, *organisation ? "/" : "", folder);
    const char *whole = aj_printf(arena, "%s/%s", output, below);
    return (struct bat_paths){
        .below = below,
        .folder = whole,
        .pdf = aj_printf(arena, "%s/%s.pdf", whole, stem),
        .html = aj_printf(arena, "%s/%s.html", whole, stem),
        .record = aj_printf(arena, "%s/%s.json", whole, stem),
        .failed = aj_printf(arena, "%s/%s.failed.json", whole, stem),
    };
}

static uint64_t size_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 ? (uint64_t)st.st_size : 0;
}

/*
 * In what takes as long as a byte of a report's text, measured over a thousand reports (./dev bench): what
 * any report costs, however short, any table that it names, and any picture.
 */
enum { COST_REPORT = 5000, COST_TABLE = 3000, COST_PICTURE = 20000 };

/* How often a text stands in another. */
static uint64_t count_of(const char *text, const char *part)
{
    uint64_t count = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part))
        count++;
    return count;
}

/* What the files cost that a report's file="…" name, without reading it as XML: an estimate need not be
 * right.
 */
static uint64_t cost_of_named(const char *text, const char *folder)
{
    static const char attribute[] = "file=\"";
    uint64_t sum = 0;
    struct aj_buf path = AJ_BUF_INIT;
    for (const char *p = text; (p = strstr(p, attribute));) {
        p += strlen(attribute);
        size_t n = strcspn(p, "\"<\n");
        aj_buf_clear(&path);
        aj_buf_printf(&path, "%s/", folder);
        aj_buf_add(&path, p, n);
        sum += COST_TABLE + size_of(path.data);
        p += n;
    }
    aj_buf_free(&path);
    return sum;
}

/* An attribute of the root element, read as text too; "" when it is not found. */
static const char *root_attribute(struct aj_arena *arena, const char *text, const char *name)
{
    const char *root = strstr(text, "<report"), *end = root ? strchr(root, '>') : NULL;
    const char *at = root ? strstr(root, name) : NULL;
    if (!end || !at || at > end)
        return "";
    at += strlen(name);
    return aj_strndup(arena, at, strcspn(at, "\"<>\n"));
}

/* What an estimate needs to know of the report. */
static void look_into(struct aj_arena *arena, const struct bat_location *location, struct bat_item *item)
{
    size_t length = 0;
    char *text = aj_file_read(location->file, &length);
    item->cost = COST_REPORT + length;
    if (text)
        item->cost += cost_of_named(text, location->folder) + COST_PICTURE * count_of(text, " src=\"");
    item->kind = root_attribute(arena, text ? text : "", " kind=\"");
    item->theme = root_attribute(arena, text ? text : "", " theme=\"");
    free(text);
}

static struct bat_item locate(struct aj_arena *arena, const char *report, const char *output)
{
    struct bat_location location;
    struct bat_item item = {.cost = 1};
    if (!bat_locate(arena, report, &location, &item.report))
        return item;
    item.file = location.file;
    item.root = location.root;
    item.folder = aj_path_name(location.folder);
    item.organisation = aj_path_name(location.root);
    item.stem = bat_stem(arena, location.file, item.folder);
    item.paths = bat_paths_of(arena, output, item.organisation, item.folder, item.stem);
    look_into(arena, &location, &item);
    return item;
}

struct bat_plan bat_plan_new(struct aj_arena *arena, const char *const *reports, uint32_t count,
                             const char *output)
{
    struct bat_plan plan = {.items = AJ_NEW_N(arena, struct bat_item, count + 1)};
    struct aj_map files = AJ_MAP_INIT(arena), printed = AJ_MAP_INIT(arena);
    for (uint32_t i = 0; i < count; i++) {
        struct bat_item *item = &plan.items[plan.count];
        *item = locate(arena, reports[i], output);
        if (item->file && aj_map_find(&files, item->file))
            continue;
        plan.count++;
        if (!item->file)
            continue;
        aj_map_put(&files, item->file, item);
        const struct bat_item *other = aj_map_find(&printed, item->paths.pdf);
        if (other)
            item->taken_by = other->report;
        else
            aj_map_put(&printed, item->paths.pdf, item);
    }
    return plan;
}

uint32_t *bat_plan_order(struct aj_arena *arena, const struct bat_plan *plan, unsigned jobs)
{
    enum { PARTS = 4 }; /* of a worker's share: what is larger comes first */
    uint32_t *order = AJ_NEW_N(arena, uint32_t, plan->count + 1), len = 0;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < plan->count; i++)
        sum += plan->items[i].cost;
    for (int large = 1; large >= 0; large--)
        for (uint32_t i = 0; i < plan->count; i++)
            if ((plan->items[i].cost > sum / jobs / PARTS) == large)
                order[len++] = i;
    return order;
}
