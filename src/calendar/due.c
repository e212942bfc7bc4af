/* What is due, late or done: the wheel against the build records of what is printed. */
#include "batch/plan.h"
#include "calendar/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *cal_state_name(enum cal_state state)
{
    static const char *const names[] = {"late", "due", "coming", "stale", "done"};
    return names[state];
}

const char *cal_purpose_name(enum cal_purpose purpose)
{
    static const char *const names[] = {"underlag", "beredning", "beslut"};
    return names[purpose];
}

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Whether an input is a file of the report's data, and one that may be looked at now. */
static bool is_data(const struct cal_calendar *calendar, struct aj_arena *arena, enum aj_input_kind kind,
                    const char *name)
{
    return kind == AJ_INPUT_DATA ||
           (kind == AJ_INPUT_ALLOWED && aj_allowed_path(calendar->job, arena, name) != NULL);
}

/* Whether a data file that the report was printed from is another now, gone, or there at last. */
static bool is_stale(const struct cal_calendar *calendar, struct aj_arena *arena, const json_t *record)
{
    size_t i;
    json_t *input;
    json_array_foreach(json_object_get(record, "inputs"), i, input)
    {
        enum aj_input_kind kind;
        const char *name = member(input, "name"), *hash = member(input, "sha256");
        struct aj_state then = {.missing = member(input, "missing")};
        if (!name || !aj_input_kind_parse(member(input, "kind"), &kind) ||
            !is_data(calendar, arena, kind, name))
            continue;
        strncpy(then.sha256, hash ? hash : "", sizeof then.sha256 - 1);
        struct aj_state now = aj_input_now(calendar->job, kind, name);
        if (!aj_state_same(&now, &then))
            return true;
    }
    return false;
}

/* What the record of a report says, if it is that of this report. */
static void take_record(struct aj_arena *arena, struct cal_due *due, const char *output)
{
    const struct cal_calendar *calendar = due->calendar;
    const struct bat_paths paths =
        bat_paths_of(arena, output, calendar->organisation, due->folder, due->folder);
    json_t *record = bat_record_head(paths.record);
    const char *status = member(record, "status"), *title = member(record, "title");
    due->failed = exists(paths.failed);
    due->printed = bat_status_parse(status, &due->status) &&
                   json_is_true(json_object_get(record, "printed")) && exists(paths.pdf);
    if (due->printed && title)
        due->title = aj_strdup(arena, title);
    /* What is adopted stays as it was adopted, whatever becomes of the data. */
    due->stale = due->printed && due->status != BAT_ADOPTED && calendar->job->root &&
                 is_stale(calendar, arena, record);
    json_decref(record);
}

static enum cal_state state_of(const struct cal_due *due, cal_day today)
{
    if (due->printed && due->status >= due->what.entry->wants)
        return due->stale ? CAL_STALE : CAL_DONE;
    if (due->what.day == today)
        return CAL_NOW;
    return due->what.day < today ? CAL_LATE : CAL_COMING;
}

static bool is_begun(const struct cal_calendar *calendar, const char *folder)
{
    for (uint32_t i = 0; i < calendar->report_len; i++)
        if (strcmp(calendar->reports[i], folder) == 0)
            return true;
    return false;
}

/* A report may be due many times: its record is read once. */
static struct cal_due report_of(struct cal_dues *dues, struct cal_calendar *calendar, struct aj_map *known,
                                const char *folder, const char *output)
{
    struct cal_due *found = aj_map_find(known, folder);
    if (found)
        return *found;
    found = AJ_NEW(dues->arena, struct cal_due);
    found->calendar = calendar;
    found->folder = folder;
    found->report = strcmp(calendar->folder, ".") == 0
                        ? folder
                        : aj_printf(dues->arena, "%s%s%s", calendar->folder,
                                    strcmp(calendar->folder, "/") == 0 ? "" : "/", folder);
    found->begun = is_begun(calendar, folder);
    if (output)
        take_record(dues->arena, found, output);
    aj_map_put(known, folder, found);
    return *found;
}

void cal_due_add(struct cal_dues *dues, struct cal_calendar *calendar, struct cal_horizon horizon)
{
    struct aj_arena *arena = dues->arena;
    struct aj_map known = AJ_MAP_INIT(arena);
    cal_day first = cal_day_of((struct cal_date){CAL_FIRST_YEAR - 1, 1, 1});
    uint32_t count;
    struct cal_occurrence *list =
        cal_occurrences(arena, calendar, first, horizon.today + horizon.within, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct cal_entry *entry = list[i].entry;
        if (entry->kind != CAL_DUE)
            continue;
        const char *folder = cal_folder_in(arena, entry, list[i].year);
        struct cal_due due = report_of(dues, calendar, &known, folder, horizon.output);
        due.what = list[i];
        due.state = state_of(&due, horizon.today);
        if (!due.title)
            due.title = entry->title;
        /* What is wrong is told of, and built, however long ago its day was. */
        if (due.state == CAL_LATE || due.state == CAL_STALE || list[i].day >= horizon.today - horizon.within)
            AJ_PUSH(arena, dues->items, dues->len, dues->cap, due);
    }
}

static int compare_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *a, const void *b)
{
    const struct cal_due *x = a, *y = b;
    const struct cal_body *bx = x->what.entry->body, *by = y->what.entry->body;
    if (x->what.day != y->what.day)
        return x->what.day < y->what.day ? -1 : 1;
    int order = compare_text(bx ? bx->name : NULL, by ? by->name : NULL);
    if (!order)
        order = strcmp(x->report, y->report);
    return order ? order : (int)x->what.entry->purpose - (int)y->what.entry->purpose;
}

void cal_due_sort(struct cal_dues *dues)
{
    if (dues->len)
        qsort(dues->items, dues->len, sizeof *dues->items, compare);
}
