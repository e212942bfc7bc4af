/* The wheel as a whole: against the reports beside it, and each entry against the others. */
#include "calendar/internal.h"

#include <stdlib.h>
#include <string.h>

static void check_weekend(struct aj_job *job, const struct cal_entry *entry)
{
    static const char *const en[] = {"Saturday", "Sunday"}, *const sv[] = {"lördag", "söndag"};
    cal_day day = entry->kind == CAL_DUE && entry->meets && entry->when.first == entry->meeting.first
                      ? entry->meeting.first
                      : entry->when.first;
    int weekday = cal_weekday(day);
    /* What comes back every year on a date falls on a Saturday now and then. */
    if (weekday < 5 || entry->when.repeats == CAL_SAME_DATE || entry->to != entry->when.first)
        return;
    aj_diag_add(job->diags, AJ_N0851, entry->at, cal_date_text(job->arena, day), en[weekday - 5],
                sv[weekday - 5], NULL);
}

/* Whether two folders can be the same one in some year, as far as they are the same in every year. */
static bool may_be_same(const char *a, const char *b)
{
    while (*a && *a == *b && *a != '{') {
        a++;
        b++;
    }
    return *a == *b || *a == '{' || *b == '{';
}

/* Whether two entries say that one report is due on one day, for one body. */
static bool are_double(struct aj_arena *arena, const struct cal_entry *a, const struct cal_entry *b)
{
    struct cal_date x = cal_date_of(a->when.first), y = cal_date_of(b->when.first);
    struct cal_occurrence one, other;
    int year = x.year > y.year ? x.year : y.year;
    return x.month == y.month && (a->body == b->body || !a->body || !b->body) && cal_occurs(a, year, &one) &&
           cal_occurs(b, year, &other) && one.day == other.day &&
           strcmp(cal_folder_in(arena, a, year), cal_folder_in(arena, b, year)) == 0;
}

static void check_double(struct cal_calendar *calendar, uint32_t index)
{
    struct aj_job *job = calendar->job;
    const struct cal_entry *entry = &calendar->entries[index];
    for (uint32_t i = 0; i < index; i++) {
        const struct cal_entry *other = &calendar->entries[i];
        struct aj_mark mark = aj_arena_mark(job->arena);
        bool twice = other->kind == CAL_DUE && may_be_same(entry->folder, other->folder) &&
                     are_double(job->arena, entry, other);
        aj_arena_rewind(job->arena, mark);
        if (!twice)
            continue;
        aj_diag_add(job->diags, AJ_E0844, entry->at,
                    cal_folder_in(job->arena, entry, cal_date_of(entry->when.first).year),
                    cal_date_text(job->arena, entry->when.first - entry->lead),
                    aj_printf(job->arena, "%u", aj_places_at(job->places, other->at).line), NULL);
        return;
    }
}

/* A body whose meetings of that year are in the wheel has one on the day that a report names. */
static void check_meeting(struct cal_calendar *calendar, const struct cal_entry *entry)
{
    struct aj_job *job = calendar->job;
    int year = cal_date_of(entry->meeting.first).year;
    bool any = false;
    for (uint32_t i = 0; i < calendar->entry_len; i++) {
        const struct cal_entry *other = &calendar->entries[i];
        struct cal_occurrence one;
        if (other->kind != CAL_MEETING || other->body != entry->body || !cal_occurs(other, year, &one))
            continue;
        if (one.day == entry->meeting.first)
            return;
        any = true;
    }
    if (any)
        aj_diag_add(job->diags, AJ_W0853, entry->at, entry->body->name,
                    cal_date_text(job->arena, entry->meeting.first), NULL);
}

/* The front page of a report tells the same day of its decision as the wheel. */
static void check_decision(struct cal_calendar *calendar, const struct cal_entry *entry, const char *folder,
                           int year)
{
    struct aj_job *job = calendar->job;
    struct cal_occurrence one;
    bool says = entry->meets || entry->purpose == CAL_DECISION;
    if (!entry->body || !says || !cal_occurs(entry, year, &one))
        return;
    const struct cal_front *front = cal_front_of(calendar, folder);
    const char *day = cal_date_text(job->arena, entry->meets ? one.meeting : one.day), *other = NULL;
    for (uint32_t i = 0; front && i < front->decision_len; i++) {
        const struct cal_decision *decision = &front->decisions[i];
        if (!decision->body || !decision->date || !cal_same_name(decision->body, entry->body->name))
            continue;
        if (strcmp(decision->date, day) == 0)
            return;
        other = decision->date;
    }
    if (other)
        aj_diag_add(job->diags, AJ_W0854, entry->at, folder, entry->body->name, other, day, NULL);
}

/* Whether any report is the entry's; what its front page says is compared. */
static bool check_reports(struct cal_calendar *calendar, const struct cal_entry *entry, bool *named)
{
    bool any = false;
    for (uint32_t i = 0; i < calendar->report_len; i++) {
        int year;
        if (!cal_folder_fits(entry, calendar->reports[i], &year))
            continue;
        any = named[i] = true;
        check_decision(calendar, entry, calendar->reports[i], year);
    }
    return any;
}

static void tell_unknown(struct cal_calendar *calendar, const struct cal_entry *entry)
{
    struct aj_job *job = calendar->job;
    const char *name = cal_folder_in(job->arena, entry, cal_date_of(entry->when.first).year);
    const char *meant =
        calendar->report_len ? aj_did_you_mean(name, calendar->reports, calendar->report_len) : NULL;
    aj_diag_add(job->diags, AJ_E0842, entry->report_at, entry->folder,
                meant ? aj_printf(job->arena, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(job->arena, "menade du \"%s\"? ", meant) : "", NULL);
}

void cal_check(struct cal_calendar *calendar, aj_at root)
{
    struct aj_job *job = calendar->job;
    bool *named = AJ_NEW_N(job->arena, bool, calendar->report_len + 1);
    aj_at told = 0;
    for (uint32_t i = 0; i < calendar->entry_len; i++) {
        const struct cal_entry *entry = &calendar->entries[i];
        check_weekend(job, entry);
        if (entry->kind != CAL_DUE)
            continue;
        check_double(calendar, i);
        if (entry->meets && entry->body)
            check_meeting(calendar, entry);
        /* A calendar in memory has no reports beside it. */
        if (!job->root || check_reports(calendar, entry, named) || entry->planned || entry->report_at == told)
            continue;
        tell_unknown(calendar, entry);
        told = entry->report_at;
    }
    for (uint32_t i = 0; i < calendar->report_len; i++)
        if (!named[i])
            aj_diag_add(job->diags, AJ_N0845, root, calendar->reports[i], NULL);
}
