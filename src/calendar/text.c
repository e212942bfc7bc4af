/* The wheel as text, by month. */
#include "base/text.h"
#include "calendar/internal.h"

static const char *const months[] = {AJ_TEXT("January"), AJ_TEXT("February"), AJ_TEXT("March"),
                                     AJ_TEXT("April"),   AJ_TEXT("May"),      AJ_TEXT("June"),
                                     AJ_TEXT("July"),    AJ_TEXT("August"),   AJ_TEXT("September"),
                                     AJ_TEXT("October"), AJ_TEXT("November"), AJ_TEXT("December")};

/* Three letters in every language, so that what follows stands in a column. */
static const char *const weekdays[] = {AJ_TEXT("Mon"), AJ_TEXT("Tue"), AJ_TEXT("Wed"), AJ_TEXT("Thu"),
                                       AJ_TEXT("Fri"), AJ_TEXT("Sat"), AJ_TEXT("Sun")};

static void put_time(const struct cal_entry *entry, struct aj_buf *out)
{
    if (entry->begins >= 0)
        aj_buf_printf(out, " %02d:%02d", entry->begins / 60, entry->begins % 60);
    if (entry->ends >= 0)
        aj_buf_printf(out, "–%02d:%02d", entry->ends / 60, entry->ends % 60);
}

void cal_text(struct cal_calendar *calendar, int first, int last, struct aj_buf *out)
{
    struct aj_arena *arena = calendar->job->arena;
    uint32_t count;
    const cal_day begin = cal_day_of((struct cal_date){first, 1, 1});
    const struct cal_occurrence *list =
        cal_occurrences(arena, calendar, begin, cal_day_of((struct cal_date){last, 12, 31}), &count);
    int year = 0, month = 0;
    aj_buf_printf(out, "%s\n", calendar->title);
    for (uint32_t i = 0; i < count; i++) {
        const struct cal_entry *entry = list[i].entry;
        struct cal_date date = cal_date_of(list[i].day);
        if (date.year != year || date.month != month)
            aj_buf_printf(out, "\n%s %d\n", aj_text(months[date.month - 1]), date.year);
        year = date.year;
        month = date.month;
        aj_buf_printf(out, "  %2d %s  %s", date.day, aj_text(weekdays[cal_weekday(list[i].day)]),
                      cal_entry_title(arena, calendar, entry, list[i].year));
        if (entry->to > entry->when.first)
            aj_buf_printf(out, aj_text(", to %s"),
                          cal_date_text(arena, list[i].day + (entry->to - entry->when.first)));
        put_time(entry, out);
        if (entry->place)
            aj_buf_printf(out, ", %s", entry->place);
        if (entry->kind == CAL_DUE && entry->meets && list[i].meeting != list[i].day)
            aj_buf_printf(out, aj_text(", meets %s"), cal_date_text(arena, list[i].meeting));
        aj_buf_char(out, '\n');
    }
}
