/* The wheel as iCalendar (RFC 5545), for calendar programs to open or to subscribe to. */
#include "base/file.h"
#include "calendar/ics_line.h"
#include "calendar/internal.h"

#include <stdlib.h>
#include <string.h>

static const char zone[] = "Europe/Stockholm";

/* Summer time as Sweden has had it since 1996 (directive 2000/84/EC); meetings before that are in no wheel.
 */
static const char zone_rules[] = "BEGIN:VTIMEZONE\r\n"
                                 "TZID:Europe/Stockholm\r\n"
                                 "BEGIN:STANDARD\r\n"
                                 "DTSTART:19961027T030000\r\n"
                                 "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                                 "TZOFFSETFROM:+0200\r\n"
                                 "TZOFFSETTO:+0100\r\n"
                                 "TZNAME:CET\r\n"
                                 "END:STANDARD\r\n"
                                 "BEGIN:DAYLIGHT\r\n"
                                 "DTSTART:19960331T020000\r\n"
                                 "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                                 "TZOFFSETFROM:+0100\r\n"
                                 "TZOFFSETTO:+0200\r\n"
                                 "TZNAME:CEST\r\n"
                                 "END:DAYLIGHT\r\n"
                                 "END:VTIMEZONE\r\n";

/* What one calendar's events share. */
struct writer {
    struct aj_buf *out;
    struct cal_calendar *calendar;
    struct aj_arena *arena;
    const char *stamp;
    struct aj_map *uids; /* how many have had each so far */
    bool several;
};

/* "20260831", and with minutes from midnight "20260831T130000". */
static const char *day_text(struct aj_arena *arena, cal_day day, int minutes)
{
    struct cal_date date = cal_date_of(day);
    const char *text = aj_printf(arena, "%04d%02d%02d", date.year, date.month, date.day);
    return minutes < 0 ? text : aj_printf(arena, "%sT%02d%02d00", text, minutes / 60, minutes % 60);
}

static void put_moment(struct writer *w, const char *name, cal_day day, int minutes)
{
    const char *form = minutes < 0 ? "VALUE=DATE" : aj_printf(w->arena, "TZID=%s", zone);
    cal_ics_line(w->out, aj_printf(w->arena, "%s;%s", name, form), day_text(w->arena, day, minutes));
}

static void put_words(struct writer *w, const char *name, const char *text)
{
    if (text)
        cal_ics_text(w->out, aj_printf(w->arena, "%s;LANGUAGE=sv", name), text);
}

/*
 * The same event has the same name in every file, also when its day is moved within the year: it comes of
 * what it is, and of how many like it stand before it. Nobody can tell anything from it but that.
 */
static const char *uid_of(struct writer *w, const struct cal_entry *entry)
{
    static const char *const kinds[] = {"due", "meeting", "step"};
    struct cal_date first = cal_date_of(entry->when.first);
    const char *what = aj_printf(w->arena, "%s\n%s\n%s\n%s\n%s\n%s\n%d", w->calendar->organisation,
                                 kinds[entry->kind], entry->kind == CAL_DUE ? entry->folder : "",
                                 entry->kind == CAL_DUE ? cal_purpose_name(entry->purpose) : "",
                                 entry->body ? entry->body->name : "",
                                 entry->kind != CAL_DUE && entry->title ? entry->title : "", first.year);
    uint32_t *before = aj_map_find(w->uids, what);
    if (!before) {
        before = AJ_NEW(w->arena, uint32_t);
        aj_map_put(w->uids, what, before);
    }
    const char *whole = aj_printf(w->arena, "%s\n%u", what, (*before)++);
    char hex[65];
    aj_sha256(whole, strlen(whole), hex);
    return aj_printf(w->arena, "%.32s@arshjul", hex);
}

/* When it comes back; a day that does not, in years that are left out, is an EXDATE of the form of DTSTART.
 */
static void put_rule(struct writer *w, const struct cal_entry *entry, cal_day day)
{
    static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const struct cal_when *when = &entry->when;
    struct cal_date date = cal_date_of(day);
    if (when->repeats == CAL_ONCE)
        return;
    const char *rule = "FREQ=YEARLY";
    int week = cal_week_of_month(day);
    if (when->repeats != CAL_SAME_DATE)
        rule = aj_printf(w->arena, "%s;BYMONTH=%d;BYDAY=%d%s", rule, date.month,
                         when->repeats == CAL_LAST_WEEKDAY || week == 5 ? -1 : week, names[cal_weekday(day)]);
    else if (date.month == 2 && date.day == 29)
        rule = aj_printf(w->arena, "%s;BYMONTH=2;BYMONTHDAY=-1", rule);
    if (when->until) {
        /* UNTIL is a day like DTSTART, or, where that has a time, UTC (3.3.10). */
        const char *end = day_text(w->arena, cal_day_of((struct cal_date){when->until, 12, 31}), -1);
        rule = aj_printf(w->arena, "%s;UNTIL=%s%s", rule, end, entry->begins < 0 ? "" : "T225959Z");
    }
    cal_ics_line(w->out, "RRULE", rule);
    struct cal_when all = *when;
    all.first = day;
    all.except_len = 0;
    for (uint32_t i = 0; i < when->except_len; i++) {
        cal_day out;
        if (when->except[i] >= date.year && cal_when_in(&all, when->except[i], &out))
            put_moment(w, "EXDATE", out, entry->begins);
    }
}

/* Yearly papers that are sent a number of days ahead: their own days are no rule of RFC 5545. */
static bool has_rule(const struct cal_entry *entry)
{
    return entry->when.repeats == CAL_ONCE || entry->lead == 0;
}

static const char *description_of(struct writer *w, const struct cal_occurrence *one, bool yearly)
{
    const struct cal_entry *entry = one->entry;
    const char *text = entry->description ? entry->description : "";
    if (entry->kind == CAL_DUE && entry->meets && !yearly)
        text = aj_printf(w->arena, "%s%sSammanträde %s.", text, *text ? "\n" : "",
                         cal_date_text(w->arena, one->meeting));
    if (entry->kind == CAL_STEP && entry->body)
        text = aj_printf(w->arena, "%s%sGäller: %s.", text, *text ? "\n" : "", entry->body->name);
    if (entry->responsible)
        text = aj_printf(w->arena, "%s%sAnsvarig: %s.", text, *text ? "\n" : "", entry->responsible);
    if (entry->kind == CAL_DUE && !yearly)
        text = aj_printf(w->arena, "%s%sRapport: %s.", text, *text ? "\n" : "",
                         cal_folder_in(w->arena, entry, one->year));
    return *text ? text : NULL;
}

static const char *category_of(const struct cal_entry *entry)
{
    static const char *const purposes[] = {"Underlag", "Beredning", "Beslut"};
    if (entry->kind == CAL_DUE)
        return purposes[entry->purpose];
    return entry->category ? entry->category : entry->kind == CAL_MEETING ? "Sammanträde" : NULL;
}

static void put_organizer(struct writer *w, const struct cal_body *body)
{
    struct aj_buf name = AJ_BUF_INIT;
    aj_buf_str(&name, "ORGANIZER;CN=");
    cal_ics_quoted(&name, body->name);
    cal_ics_line(w->out, name.data, aj_printf(w->arena, "mailto:%s", body->contact));
    aj_buf_free(&name);
}

static void put_reminders(struct writer *w, const struct cal_entry *entry, const char *title)
{
    for (uint32_t i = 0; i < entry->reminder_len; i++) {
        cal_ics_line(w->out, "BEGIN", "VALARM");
        cal_ics_line(w->out, "ACTION", "DISPLAY");
        cal_ics_line(w->out, "TRIGGER", aj_printf(w->arena, "-P%dD", entry->reminders[i]));
        put_words(w, "DESCRIPTION", aj_printf(w->arena, "Påminnelse: %s", title));
        cal_ics_line(w->out, "END", "VALARM");
    }
}

static void put_days(struct writer *w, const struct cal_entry *entry, cal_day day)
{
    cal_day last = day + (entry->to - entry->when.first);
    put_moment(w, "DTSTART", day, entry->begins);
    /* The end is the first day after (3.6.1); without one a DATE is one day, a time a moment. */
    if (entry->ends >= 0)
        put_moment(w, "DTEND", last, entry->ends);
    else if (last > day && entry->begins < 0)
        put_moment(w, "DTEND", last + 1, -1);
}

static void put_event(struct writer *w, const struct cal_occurrence *one, const char *uid, bool yearly)
{
    const struct cal_entry *entry = one->entry;
    const char *title = cal_entry_title(w->arena, w->calendar, entry, yearly ? 0 : one->year);
    const char *shown = w->several ? aj_printf(w->arena, "%s (%s)", title, w->calendar->organisation) : title;
    cal_ics_line(w->out, "BEGIN", "VEVENT");
    cal_ics_line(w->out, "UID", uid);
    cal_ics_line(w->out, "DTSTAMP", w->stamp);
    put_days(w, entry, one->day);
    if (yearly)
        put_rule(w, entry, one->day);
    put_words(w, "SUMMARY", shown);
    put_words(w, "DESCRIPTION", description_of(w, one, yearly));
    put_words(w, "CATEGORIES", category_of(entry));
    put_words(w, "LOCATION", entry->place);
    if (entry->kind == CAL_MEETING && entry->body->contact)
        put_organizer(w, entry->body);
    /* A last day is no time that anybody is busy. */
    cal_ics_line(w->out, "TRANSP",
                 entry->begins < 0 && entry->kind != CAL_MEETING ? "TRANSPARENT" : "OPAQUE");
    put_reminders(w, entry, shown);
    cal_ics_line(w->out, "END", "VEVENT");
}

/* How many years after the last that the wheel tells of are written of what no rule can say. */
enum { YEARS_WRITTEN = 10 };

static void put_entry(struct writer *w, const struct cal_entry *entry, int last)
{
    const char *uid = uid_of(w, entry);
    int year = cal_date_of(entry->when.first).year;
    bool yearly = entry->when.repeats != CAL_ONCE && has_rule(entry);
    int end = yearly || entry->when.repeats == CAL_ONCE ? year : last + YEARS_WRITTEN;
    for (; year <= end; year++) {
        struct cal_occurrence one;
        struct cal_entry whole = *entry;
        /* RFC 5545 counts the day of DTSTART in, whatever EXDATE says of later ones. */
        if (yearly)
            whole.when.except_len = 0;
        if (!cal_occurs(&whole, year, &one))
            continue;
        one.entry = entry;
        const char *own =
            yearly || entry->when.repeats == CAL_ONCE ? uid : aj_printf(w->arena, "%d-%s", year, uid);
        put_event(w, &one, own, yearly);
    }
}

/* When the wheel was last settled; else the moment that the environment gives, or the wheel's first year. */
static const char *stamp_of(struct aj_arena *arena, const struct cal_calendar *calendar)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch && *epoch ? strtoll(epoch, &end, 10) : -1;
    enum { A_DAY = 86400 };
    int first, last;
    cal_years(calendar, &first, &last);
    if (calendar->revised)
        return aj_printf(arena, "%sZ", day_text(arena, calendar->revised, 0));
    if (end && !*end && seconds >= 0 &&
        seconds / A_DAY <= cal_day_of((struct cal_date){CAL_LAST_YEAR, 12, 31}))
        return aj_printf(arena, "%sT%02d%02d%02dZ", day_text(arena, (cal_day)(seconds / A_DAY), -1),
                         (int)(seconds % A_DAY / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
    return aj_printf(arena, "%sZ",
                     day_text(arena, cal_day_of((struct cal_date){first ? first : 1970, 1, 1}), 0));
}

static bool has_times(struct cal_calendar *const *calendars, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < calendars[i]->entry_len; k++)
            if (calendars[i]->entries[k].begins >= 0)
                return true;
    return false;
}

static void put_head(struct cal_calendar *const *calendars, uint32_t count, struct aj_buf *out)
{
    const char *name = count == 1 ? calendars[0]->title : "Årshjul";
    cal_ics_line(out, "BEGIN", "VCALENDAR");
    cal_ics_line(out, "VERSION", "2.0");
    cal_ics_line(out, "PRODID", "-//arshjul//arshjul " AJ_VERSION "//SV");
    cal_ics_line(out, "CALSCALE", "GREGORIAN");
    cal_ics_text(out, "NAME;LANGUAGE=sv", name); /* RFC 7986, 5.1; most programs know the other name */
    cal_ics_text(out, "X-WR-CALNAME", name);
    cal_ics_line(out, "X-WR-TIMEZONE", zone);
    if (has_times(calendars, count))
        aj_buf_str(out, zone_rules);
}

void cal_ics(struct cal_calendar *const *calendars, uint32_t count, struct aj_buf *out)
{
    struct aj_arena *names = aj_arena_new();
    struct aj_map uids = AJ_MAP_INIT(names);
    put_head(calendars, count, out);
    for (uint32_t i = 0; i < count; i++) {
        struct cal_calendar *calendar = calendars[i];
        struct aj_arena *arena = calendar->job->arena;
        struct writer w = {.out = out,
                           .calendar = calendar,
                           .arena = arena,
                           .stamp = stamp_of(arena, calendar),
                           .uids = &uids,
                           .several = count > 1};
        int first, last;
        cal_years(calendar, &first, &last);
        for (uint32_t k = 0; k < calendar->entry_len; k++)
            put_entry(&w, &calendar->entries[k], last);
    }
    cal_ics_line(out, "END", "VCALENDAR");
    aj_arena_free(names);
}
