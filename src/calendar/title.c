/* How entries are called in lists and calendar programs: a document's words, so in Swedish. */
#include "calendar/internal.h"

#include <string.h>

/* A report's name without what is not known: "budget-{år+1}" is "budget". */
static const char *folder_title(struct aj_arena *arena, const struct cal_entry *entry)
{
    size_t n = strcspn(entry->folder, "{");
    while (n && strchr("-_. ", entry->folder[n - 1]))
        n--;
    return n ? aj_strndup(arena, entry->folder, n) : entry->folder;
}

static const char *report_title(struct aj_arena *arena, struct cal_calendar *calendar,
                                const struct cal_entry *entry, int year)
{
    const char *folder = year ? cal_folder_in(arena, entry, year) : NULL;
    const struct cal_front *front = folder ? cal_front_of(calendar, folder) : NULL;
    if (front && front->title)
        return front->title;
    if (entry->title)
        return entry->title;
    return folder ? folder : folder_title(arena, entry);
}

const char *cal_entry_title(struct aj_arena *arena, struct cal_calendar *calendar,
                            const struct cal_entry *entry, int year)
{
    if (entry->kind == CAL_STEP)
        return entry->title;
    if (entry->kind == CAL_MEETING)
        return entry->title ? entry->title : aj_printf(arena, "%s sammanträder", entry->body->name);
    return aj_printf(arena, "%s: %s%s%s", report_title(arena, calendar, entry, year),
                     cal_purpose_name(entry->purpose), entry->body ? ", " : "",
                     entry->body ? entry->body->name : "");
}
