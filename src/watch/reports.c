#include "watch/reports.h"

#include "base/map.h"
#include "base/path.h"
#include "batch/batch.h"
#include "batch/plan.h"
#include "watch/page.h"

#include <stdlib.h>
#include <string.h>

struct report {
    struct aj_arena *arena; /* a new one whenever its record is read, so that memory does not grow */
    char *path, *folder, *organisation;
    struct aj_map inputs; /* paths of files, and of folders with a slash at their ends */
    bool troubled;        /* its last build found errors, or there is none */
    bool unwritten;       /* its last build could not write what it had made */
    enum wat_urgency urgency;
    uint64_t since; /* the number of the change that made it due: the first comes first */
};

struct wat_reports {
    struct wat_places places;
    struct report **items; /* in byte order of their paths */
    uint32_t len, cap;
    uint64_t changes;
};

struct wat_reports *wat_reports_new(struct wat_places places)
{
    struct wat_reports *reports = aj_malloc(sizeof *reports);
    *reports = (struct wat_reports){.places = places};
    return reports;
}

static void free_report(struct report *report)
{
    aj_arena_free(report->arena);
    free(report->path);
    free(report->folder);
    free(report->organisation);
    free(report);
}

void wat_reports_free(struct wat_reports *reports)
{
    if (!reports)
        return;
    for (uint32_t i = 0; i < reports->len; i++)
        free_report(reports->items[i]);
    free(reports->items);
    free(reports);
}

uint32_t wat_reports_count(const struct wat_reports *reports)
{
    return reports->len;
}

bool wat_is_report(const char *path)
{
    return strcmp(aj_path_name(path), "report.xml") == 0;
}

static char *parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    char *copy = aj_malloc(n + 1);
    memcpy(copy, path, n);
    copy[n] = '\0';
    return copy;
}

/* As the user would name a file below the watched folder. */
static const char *shown(const struct wat_reports *reports, const char *path, struct aj_arena *arena)
{
    const struct wat_places *places = &reports->places;
    const char *rest = aj_path_below(places->root, path);
    size_t n = strlen(places->shown);
    while (n > 1 && places->shown[n - 1] == '/')
        n--;
    bool top = n == 1 && *places->shown == '/';
    return rest ? aj_printf(arena, "%.*s%s%s", (int)n, places->shown, top ? "" : "/", rest) : path;
}

/* Where a report prints to, by its file's path. */
static struct bat_paths paths_of(const struct wat_reports *reports, const char *path, struct aj_arena *arena)
{
    char *folder = parent(path), *organisation = parent(folder);
    const char *name = aj_path_name(folder);
    struct bat_paths paths =
        bat_paths_of(arena, reports->places.output, aj_path_name(organisation), name, name);
    free(folder);
    free(organisation);
    return paths;
}

const char *wat_reports_pdf(const struct wat_reports *reports, const char *path, struct aj_arena *arena)
{
    return paths_of(reports, path, arena).pdf;
}

/* Where a report is in the list, or would be put. */
static uint32_t place_of(const struct wat_reports *reports, const char *path)
{
    uint32_t low = 0, high = reports->len;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (strcmp(reports->items[middle]->path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct report *find(const struct wat_reports *reports, const char *path)
{
    uint32_t at = place_of(reports, path);
    bool there = at < reports->len && strcmp(reports->items[at]->path, path) == 0;
    return there ? reports->items[at] : NULL;
}

/* --- what a report reads --- */

/* The path of a file below a folder that is allowed, "NAME/…"; NULL when no folder of that name is. */
static const char *allowed_path(const struct wat_reports *reports, const struct report *report,
                                const char *name)
{
    for (uint32_t i = 0; i < reports->places.allowed_count; i++) {
        const struct aj_allowed *one = &reports->places.allowed[i];
        const char *rest = aj_path_below(one->name, name);
        if (rest)
            return aj_printf(report->arena, "%s/%s", one->folder, rest);
    }
    return NULL;
}

/* Whether a path lies below a folder that is allowed. */
static bool is_allowed(const struct wat_reports *reports, const char *path)
{
    for (uint32_t i = 0; i < reports->places.allowed_count; i++)
        if (aj_path_below(reports->places.allowed[i].folder, path))
            return true;
    return false;
}

/* The path of an input as its record names it: see enum aj_input_kind. NULL for what is no file. */
static const char *input_path(const struct wat_reports *reports, const struct report *report,
                              const char *kind, const char *name)
{
    const char *folder = strcmp(kind, "folder") == 0 ? "/" : "";
    bool data = strcmp(kind, "data") == 0 || strcmp(kind, "link") == 0;
    if (strncmp(name, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) == 0)
        return aj_printf(report->arena, "%s/%s%s", report->organisation, name + strlen(AJ_JOB_OWN), folder);
    if (strcmp(kind, "allowed") == 0)
        return allowed_path(reports, report, name);
    if (*name == '~')
        return allowed_path(reports, report, name + 1); /* of a theme there */
    if (data)
        return aj_printf(report->arena, "%s/%s", report->organisation, name);
    if (strcmp(kind, "template") == 0 || *folder)
        return aj_printf(report->arena, "%s/%s%s", reports->places.templates, name, folder);
    return NULL;
}

static void take_inputs(const struct wat_reports *reports, struct report *report, const json_t *record)
{
    size_t i;
    const json_t *input;
    json_array_foreach(json_object_get(record, "inputs"), i, input)
    {
        const char *kind = json_string_value(json_object_get(input, "kind"));
        const char *name = json_string_value(json_object_get(input, "name"));
        const char *path = kind && name ? input_path(reports, report, kind, name) : NULL;
        if (path)
            aj_map_put(&report->inputs, path, report);
    }
}

/* An earlier PDF's record and that of a later attempt that failed both tell what the report reads. */
static void learn(const struct wat_reports *reports, struct report *report)
{
    aj_arena_free(report->arena);
    report->arena = aj_arena_new();
    report->inputs = (struct aj_map)AJ_MAP_INIT(report->arena);
    report->troubled = true;
    const struct bat_paths paths = paths_of(reports, report->path, report->arena);
    const char *const records[] = {paths.record, paths.failed};
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        json_t *record = bat_record_head(records[i]);
        if (!record)
            continue;
        const json_t *counts = json_object_get(record, "counts");
        report->troubled = json_integer_value(json_object_get(counts, "errors")) +
                               json_integer_value(json_object_get(counts, "faults")) >
                           0;
        take_inputs(reports, report, record);
        json_decref(record);
    }
}

void wat_reports_add(struct wat_reports *reports, const char *path)
{
    uint32_t at = place_of(reports, path);
    if (find(reports, path))
        return;
    if (reports->len == reports->cap) {
        reports->cap = reports->cap ? 2 * reports->cap : 64;
        reports->items = aj_realloc(reports->items, reports->cap * sizeof(struct report *));
    }
    memmove(&reports->items[at + 1], &reports->items[at], (reports->len - at) * sizeof(struct report *));
    reports->len++;
    struct report *report = aj_malloc(sizeof *report);
    *report = (struct report){.folder = parent(path), .urgency = WAT_NOT_DUE};
    report->organisation = parent(report->folder);
    report->path = aj_malloc(strlen(path) + 1);
    strcpy(report->path, path);
    reports->items[at] = report;
    learn(reports, report);
}

bool wat_reports_remove(struct wat_reports *reports, const char *path)
{
    uint32_t at = place_of(reports, path);
    if (!find(reports, path))
        return false;
    free_report(reports->items[at]);
    reports->len--;
    memmove(&reports->items[at], &reports->items[at + 1], (reports->len - at) * sizeof(struct report *));
    return true;
}

/* The report that the user would name so. */
static struct report *find_shown(const struct wat_reports *reports, const char *name, struct aj_arena *arena)
{
    const char *top = shown(reports, aj_printf(arena, "%s/", reports->places.root), arena);
    size_t n = strlen(top);
    return find(reports, strncmp(name, top, n) == 0
                             ? aj_printf(arena, "%s/%s", reports->places.root, name + n)
                             : name);
}

const char *wat_reports_taken_by(const struct wat_reports *reports, const char *name, struct aj_arena *arena)
{
    const struct report *report = find_shown(reports, name, arena);
    for (uint32_t i = 0; report && reports->items[i] != report; i++) {
        const struct report *other = reports->items[i];
        if (strcmp(aj_path_name(other->folder), aj_path_name(report->folder)) == 0 &&
            strcmp(aj_path_name(other->organisation), aj_path_name(report->organisation)) == 0)
            return shown(reports, other->path, arena);
    }
    return NULL;
}

void wat_reports_learn(struct wat_reports *reports, const char *name, enum wat_end end)
{
    struct aj_arena *arena = aj_arena_new();
    struct report *report = find_shown(reports, name, arena);
    if (report) {
        learn(reports, report);
        report->troubled |= end == WAT_BROKEN;
        report->unwritten = end == WAT_UNWRITTEN;
    }
    aj_arena_free(arena);
}

/* --- what is due --- */

static void make_due(struct wat_reports *reports, struct report *report, enum wat_urgency urgency)
{
    if (urgency >= report->urgency)
        return;
    report->urgency = urgency;
    report->since = reports->changes;
}

/* Whether a report's build looked for the file, or for what there is in its folder. */
static bool reads(const struct report *report, const char *path)
{
    if (aj_map_find(&report->inputs, path))
        return true;
    char *folder = parent(path);
    size_t n = strlen(folder);
    folder = aj_realloc(folder, n + 2);
    memcpy(folder + n, "/", 2);
    bool listed = aj_map_find(&report->inputs, folder) != NULL;
    free(folder);
    return listed;
}

/* Whether builds write the file. */
static bool is_product(const struct wat_reports *reports, const char *path)
{
    static const char *const endings[] = {".pdf", ".html", ".json", ".failed.json", ".fynd.html"};
    bool is = false;
    for (uint32_t i = 0; i < reports->len && !is; i++) {
        const struct report *report = reports->items[i];
        const char *rest = aj_path_below(report->folder, path), *name = aj_path_name(report->folder);
        size_t n = strlen(name);
        if (!rest || strncmp(rest, name, n) != 0)
            continue;
        for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
            is |= strcmp(rest + n, endings[k]) == 0 &&
                  !aj_map_find(&report->inputs, path); /* an author may have given a picture that name */
    }
    return is;
}

void wat_reports_touch(struct wat_reports *reports, const char *path)
{
    reports->changes++;
    bool template = aj_path_below(reports->places.templates, path) != NULL;
    bool others = false, allowed = is_allowed(reports, path);
    if (!template && is_product(reports, path))
        return;
    for (uint32_t i = 0; i < reports->len && !others; i++)
        others = aj_path_below(reports->items[i]->folder, path) != NULL;
    for (uint32_t i = 0; i < reports->len; i++) {
        struct report *report = reports->items[i];
        if (aj_path_below(report->folder, path))
            make_due(reports, report, WAT_NOW);
        else if (reads(report, path))
            make_due(reports, report, template ? WAT_LATER : WAT_SOON);
        else if (template)
            make_due(reports, report, WAT_LAST);
        else if (!others && report->troubled && (allowed || aj_path_below(report->organisation, path)))
            make_due(reports, report, WAT_LATER);
    }
}

void wat_reports_touch_all(struct wat_reports *reports)
{
    reports->changes++;
    for (uint32_t i = 0; i < reports->len; i++)
        make_due(reports, reports->items[i], WAT_LAST);
}

bool wat_reports_touch_unwritten(struct wat_reports *reports)
{
    bool any = false;
    reports->changes++;
    for (uint32_t i = 0; i < reports->len; i++) {
        if (!reports->items[i]->unwritten)
            continue;
        make_due(reports, reports->items[i], WAT_LATER);
        any = true;
    }
    return any;
}

static int compare(const void *a, const void *b)
{
    const struct report *x = *(struct report *const *)a, *y = *(struct report *const *)b;
    if (x->urgency != y->urgency)
        return x->urgency < y->urgency ? -1 : 1;
    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    return strcmp(x->path, y->path);
}

const char **wat_reports_next(struct wat_reports *reports, uint32_t most, struct aj_arena *arena,
                              uint32_t *count)
{
    struct report **due = NULL;
    const char **names = NULL;
    uint32_t len = 0, cap = 0, names_cap = 0;
    *count = 0;
    for (uint32_t i = 0; i < reports->len; i++)
        if (reports->items[i]->urgency != WAT_NOT_DUE)
            AJ_PUSH(arena, due, len, cap, reports->items[i]);
    if (len)
        qsort(due, len, sizeof *due, compare);
    for (uint32_t i = 0; i < len && i < most; i++) {
        /* What somebody waits for is not held up by what nobody does. */
        if (due[0]->urgency <= WAT_SOON && due[i]->urgency > WAT_SOON)
            break;
        AJ_PUSH(arena, names, *count, names_cap, shown(reports, due[i]->path, arena));
    }
    for (uint32_t i = 0; i < *count; i++)
        due[i]->urgency = WAT_NOT_DUE;
    return names;
}
