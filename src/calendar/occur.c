/* What the wheel says of the days of one year and the next. */
#include "calendar/internal.h"

#include <stdlib.h>

enum { MOST_OCCURRENCES = 100000 };

bool cal_occurs(const struct cal_entry *entry, int year, struct cal_occurrence *out)
{
    cal_day day;
    if (!cal_when_in(&entry->when, year, &day))
        return false;
    *out = (struct cal_occurrence){.entry = entry, .year = year, .day = day - entry->lead};
    if (entry->meets) {
        /* A meeting in January is that of the papers of the December before. */
        int later = cal_date_of(entry->meeting.first).year - cal_date_of(entry->when.first).year;
        struct cal_when meeting = entry->meeting;
        meeting.until = meeting.until ? meeting.until + later : 0;
        meeting.except_len = 0;
        if (!cal_when_in(&meeting, year + later, &out->meeting))
            out->meeting = day;
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct cal_occurrence *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

struct cal_occurrence *cal_occurrences(struct aj_arena *arena, struct cal_calendar *calendar, cal_day first,
                                       cal_day last, uint32_t *count)
{
    struct cal_occurrence *list = NULL, one;
    uint32_t cap = 0;
    *count = 0;
    for (uint32_t i = 0; i < calendar->entry_len; i++) {
        const struct cal_entry *entry = &calendar->entries[i];
        int year = cal_date_of(entry->when.first).year, from = cal_date_of(first).year;
        /* Papers of a January meeting are due the year before. */
        int end = entry->when.repeats == CAL_ONCE ? year : cal_date_of(last + entry->lead).year;
        if (entry->when.repeats != CAL_ONCE && year < from)
            year = from;
        for (; year <= end; year++) {
            if (!cal_occurs(entry, year, &one) || one.day < first || one.day > last)
                continue;
            if (*count == MOST_OCCURRENCES) {
                aj_diag_add(calendar->job->diags, AJ_E0856, entry->at, "days", "dagar", "100,000", "100 000",
                            NULL);
                i = calendar->entry_len - 1;
                break;
            }
            AJ_PUSH(arena, list, *count, cap, one);
        }
    }
    if (*count)
        qsort(list, *count, sizeof *list, compare);
    return list;
}

void cal_years(const struct cal_calendar *calendar, int *first, int *last)
{
    *first = *last = 0;
    for (uint32_t i = 0; i < calendar->entry_len; i++) {
        const struct cal_entry *entry = &calendar->entries[i];
        int year = cal_date_of(entry->when.first - entry->lead).year;
        *first = *first && *first < year ? *first : year;
        *last = *last > year ? *last : year;
    }
}
