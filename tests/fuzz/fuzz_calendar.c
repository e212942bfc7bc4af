/*
 * Any bytes as a kalender.xml: entries whose days can be told, or findings; what is read can be written as
 * iCalendar in lines of at most 75 octets that split no character, and as text.
 */
#include "fuzz.h"

#include "calendar/calendar.h"

#include <string.h>

static void check_lines(const struct aj_buf *out)
{
    for (const char *p = out->data, *end; *p; p = end + 2) {
        end = strstr(p, "\r\n");
        fuzz_demand(end && end - p <= 75 && !memchr(p, '\n', (size_t)(end - p)));
        fuzz_demand(aj_utf8_valid(p, (size_t)(end - p)) == (size_t)(end - p));
    }
}

static void check_entry(struct aj_arena *arena, const struct cal_entry *entry)
{
    struct cal_date date = cal_date_of(entry->when.first);
    fuzz_demand(date.year >= CAL_FIRST_YEAR && date.year <= CAL_LAST_YEAR && entry->to >= entry->when.first);
    fuzz_demand(entry->kind != CAL_DUE || (entry->folder && *cal_folder_in(arena, entry, date.year) != '.'));
    fuzz_demand(entry->kind != CAL_MEETING || entry->body);
    fuzz_demand(entry->kind != CAL_STEP || entry->title);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct cal_library *library = cal_library_new(AJ_SOURCE_DIR "/templates");
    struct cal_calendar *calendar = cal_load_bytes(library, (const char *)bytes, length);
    fuzz_demand(calendar->entry_len || calendar->job->diags->len);
    for (uint32_t i = 0; i < calendar->entry_len; i++)
        check_entry(calendar->job->arena, &calendar->entries[i]);
    struct aj_buf ics = AJ_BUF_INIT, text = AJ_BUF_INIT;
    cal_ics(&calendar, 1, &ics);
    check_lines(&ics);
    int first, last;
    cal_years(calendar, &first, &last);
    if (first)
        cal_text(calendar, first, first + 2, &text);
    struct cal_dues dues = {.arena = calendar->job->arena};
    cal_due_add(&dues, calendar,
                (struct cal_horizon){.today = cal_day_of((struct cal_date){2030, 1, 1}), .within = 30});
    cal_due_sort(&dues);
    for (uint32_t i = 1; i < dues.len; i++)
        fuzz_demand(dues.items[i - 1].what.day <= dues.items[i].what.day);
    fuzz_print(calendar->job);
    aj_buf_free(&ics);
    aj_buf_free(&text);
    cal_free(calendar);
    cal_library_free(library);
    return 0;
}
