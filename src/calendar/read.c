/* From the tree of a kalender.xml to its entries. */
#include "calendar/internal.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ENTRIES = 10000 };

/* What is being read: the calendar, and what holds for all of a report's dates. */
struct reader {
    struct cal_calendar *calendar;
    struct aj_job *job;
    struct cal_entry like; /* what an entry is before its own attributes are read */
    bool full;             /* E0856 was told */
};

/* On one line: each value stands in a line of a list, or is a name. */
static const char *attribute(struct reader *r, const xmlNode *node, const char *name)
{
    const char *value = src_xml_attr(r->job, node, name);
    return value && *aj_skip_space(value) ? aj_utf8_line(r->job->arena, value) : NULL;
}

const char *cal_words(struct aj_job *job, const xmlNode *node)
{
    if (!node)
        return NULL;
    xmlChar *content = xmlNodeGetContent(node);
    char *out = aj_strdup(job->arena, content ? (const char *)content : "");
    xmlFree(content);
    size_t n = 0;
    for (const char *p = out; *p; p++) {
        bool blank = strchr(" \t\r\n", *p) != NULL;
        if (!blank)
            out[n++] = *p;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    n -= n && out[n - 1] == ' ';
    out[n] = '\0';
    return n ? out : NULL;
}

/* What makes a date impossible, in the two languages. */
static void tell_impossible(struct reader *r, const char *text, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    int year = atoi(text), month = atoi(text + 5);
    const char *en, *sv;
    if (year < CAL_FIRST_YEAR || year > CAL_LAST_YEAR) {
        en = aj_printf(arena, "the year is from %d to %d", CAL_FIRST_YEAR, CAL_LAST_YEAR);
        sv = aj_printf(arena, "året är från %d till %d", CAL_FIRST_YEAR, CAL_LAST_YEAR);
    } else if (month < 1 || month > 12) {
        en = "year, month and day are written in that order, such as 2026-08-31";
        sv = "år, månad och dag skrivs i den ordningen, till exempel 2026-08-31";
    } else {
        int days = cal_month_days(year, month);
        en = aj_printf(arena, "the last day of that month is %.8s%d", text, days);
        sv = aj_printf(arena, "den sista dagen i den månaden är %.8s%d", text, days);
    }
    aj_diag_add(r->job->diags, AJ_E0841, at, text, en, sv, NULL);
}

/* The day that an attribute tells; false when there is none, or no such day. The schema tells of other forms.
 */
static bool read_day(struct reader *r, const xmlNode *node, const char *name, cal_day *day)
{
    const char *text = attribute(r, node, name);
    enum cal_reading reading = text ? cal_date_read(text, day) : CAL_NOT_WRITTEN_SO;
    if (reading == CAL_NO_SUCH_DAY)
        tell_impossible(r, text, src_xml_at(node));
    return reading == CAL_READ;
}

static enum cal_repeats repeats_of(const char *words)
{
    if (!words || strncmp(words, "varje år", strlen("varje år")) != 0)
        return CAL_ONCE;
    if (strstr(words, "sista"))
        return CAL_LAST_WEEKDAY;
    return strstr(words, "samma") ? CAL_SAME_WEEKDAY : CAL_SAME_DATE;
}

/* The year that a text begins with; 0 for none, of which the schema tells. */
static int year_at(const char *text)
{
    bool is = strspn(text, "0123456789") == 4;
    return is ? (int)strtol(text, NULL, 10) : 0;
}

static void read_repeats(struct reader *r, const xmlNode *node, struct cal_when *when)
{
    static const char *const names[] = {"until", "except"};
    when->repeats = repeats_of(attribute(r, node, "repeats"));
    const char *until = attribute(r, node, "until"), *except = attribute(r, node, "except");
    for (size_t i = 0; i < 2 && when->repeats == CAL_ONCE; i++)
        if (attribute(r, node, names[i]))
            aj_diag_add(r->job->diags, AJ_E0848, src_xml_at(node), names[i], NULL);
    if (when->repeats == CAL_ONCE)
        return;
    when->until = until ? year_at(until) : 0;
    if (when->until && when->until < cal_date_of(when->first).year)
        aj_diag_add(r->job->diags, AJ_E0843, src_xml_at(node), "date",
                    cal_date_text(r->job->arena, when->first), "until", until, NULL);
    uint32_t cap = 0;
    for (const char *p = except; p && year_at(p); p += 4, p += strspn(p, " "))
        AJ_PUSH(r->job->arena, when->except, when->except_len, cap, year_at(p));
}

/* The day that "sista veckodagen" is written of must be the last of its month. */
static void check_last(struct reader *r, const xmlNode *node, const struct cal_when *when)
{
    struct cal_date first = cal_date_of(when->first);
    if (when->repeats == CAL_LAST_WEEKDAY && first.day + 7 <= cal_month_days(first.year, first.month)) {
        cal_day last = when->first;
        while (cal_date_of(last + 7).month == first.month)
            last += 7;
        aj_diag_add(r->job->diags, AJ_E0852, src_xml_at(node), cal_date_text(r->job->arena, when->first),
                    cal_date_text(r->job->arena, last), NULL);
    }
}

/* What every kind of entry may have. */
static struct cal_entry common(struct reader *r, const xmlNode *node, enum cal_kind kind)
{
    struct cal_entry entry = r->like;
    entry.kind = kind;
    entry.at = src_xml_at(node);
    const char *body = attribute(r, node, "body"), *time = attribute(r, node, "time"),
               *remind = attribute(r, node, "remind"), *responsible = attribute(r, node, "responsible"),
               *place = attribute(r, node, "place"), *title = cal_words(r->job, src_xml_child(node, "title"));
    entry.body = body ? cal_body_find(r->calendar, body, entry.at) : NULL;
    entry.place = place ? place : entry.body && kind == CAL_MEETING ? entry.body->place : NULL;
    entry.responsible = responsible ? responsible : entry.responsible;
    entry.title = title ? title : entry.title;
    entry.category = attribute(r, node, "category");
    entry.description = cal_words(r->job, src_xml_child(node, "description"));
    entry.begins = entry.ends = -1;
    if (time && !cal_read_time(time, &entry.begins, &entry.ends)) {
        aj_diag_add(r->job->diags, AJ_E0847, entry.at, time, NULL);
        entry.begins = entry.ends = -1;
    }
    if (remind)
        cal_read_reminders(remind, &entry);
    return entry;
}

static void add(struct reader *r, struct cal_entry entry)
{
    struct cal_calendar *calendar = r->calendar;
    if (calendar->entry_len < MOST_ENTRIES) {
        AJ_PUSH(r->job->arena, calendar->entries, calendar->entry_len, calendar->entry_cap, entry);
        return;
    }
    if (!r->full)
        aj_diag_add(r->job->diags, AJ_E0856, entry.at, "entries", "poster", "10,000", "10 000", NULL);
    r->full = true;
}

static enum cal_purpose purpose_of(const char *word)
{
    if (word && strcmp(word, "beredning") == 0)
        return CAL_PREPARATION;
    return word && strcmp(word, "beslut") == 0 ? CAL_DECISION : CAL_MATERIAL;
}

static enum bat_status status_of(const char *word, enum cal_purpose purpose)
{
    static const enum bat_status usual[] = {BAT_DRAFT, BAT_PROPOSED, BAT_ADOPTED};
    enum bat_status status = usual[purpose];
    bat_status_parse(word, &status);
    return status;
}

static void take_due(struct reader *r, const xmlNode *node)
{
    struct cal_entry entry = common(r, node, CAL_DUE);
    entry.purpose = purpose_of(attribute(r, node, "for"));
    entry.wants = status_of(attribute(r, node, "status"), entry.purpose);
    bool dated = read_day(r, node, "date", &entry.when.first);
    entry.meets = read_day(r, node, "meeting", &entry.meeting.first);
    bool said = attribute(r, node, "date") || attribute(r, node, "meeting");
    if (!said)
        aj_diag_add(r->job->diags, AJ_E0855, entry.at, NULL);
    if (dated && entry.meets && entry.when.first > entry.meeting.first)
        aj_diag_add(r->job->diags, AJ_E0843, entry.at, "date", attribute(r, node, "date"), "meeting",
                    attribute(r, node, "meeting"), NULL);
    if (!dated && (!entry.meets || attribute(r, node, "date")))
        return;
    if (!dated) {
        entry.when.first = entry.meeting.first;
        /* A decision is there when the body has met; for anything before it the papers are sent out. */
        entry.lead = entry.purpose == CAL_DECISION || !entry.body ? 0 : entry.body->dispatch;
    }
    read_repeats(r, node, &entry.when);
    check_last(r, node, &entry.when);
    struct cal_when meeting = entry.when;
    meeting.first = entry.meeting.first;
    entry.meeting = meeting;
    entry.to = entry.when.first;
    bool right;
    if (entry.when.repeats != CAL_ONCE && !cal_folder_varies(entry.folder, &right) && right)
        aj_diag_add(r->job->diags, AJ_E0850, entry.at, entry.folder, NULL);
    else if (entry.folder && *entry.folder)
        add(r, entry);
}

static void take_report(struct reader *r, const xmlNode *node)
{
    struct cal_entry before = r->like;
    const char *folder = attribute(r, node, "folder"), *planned = attribute(r, node, "planned"),
               *responsible = attribute(r, node, "responsible");
    bool right = false;
    r->like.folder = folder;
    r->like.planned = planned && strcmp(planned, "ja") == 0;
    r->like.responsible = responsible;
    r->like.title = cal_words(r->job, src_xml_child(node, "title"));
    r->like.report_at = src_xml_at(node);
    if (folder)
        (void)cal_folder_varies(folder, &right);
    if (folder && !right)
        aj_diag_add(r->job->diags, AJ_E0849, src_xml_at(node), folder, NULL);
    for (const xmlNode *child = node->children; child && right; child = child->next)
        if (src_xml_is(child, "due"))
            take_due(r, child);
    r->like = before;
}

static void take_other(struct reader *r, const xmlNode *node, enum cal_kind kind)
{
    struct cal_entry entry = common(r, node, kind);
    cal_day to;
    if (!read_day(r, node, "date", &entry.when.first))
        return;
    entry.to = entry.when.first;
    if (kind == CAL_STEP && read_day(r, node, "to", &to)) {
        if (to < entry.when.first)
            aj_diag_add(r->job->diags, AJ_E0843, entry.at, "date", attribute(r, node, "date"), "to",
                        attribute(r, node, "to"), NULL);
        else
            entry.to = to;
    }
    read_repeats(r, node, &entry.when);
    check_last(r, node, &entry.when);
    if ((kind == CAL_MEETING && entry.body) || (kind == CAL_STEP && entry.title))
        add(r, entry);
}

static void take_body(struct reader *r, const xmlNode *node)
{
    struct cal_calendar *calendar = r->calendar;
    const char *dispatch = attribute(r, node, "dispatch");
    struct cal_body body = {.name = attribute(r, node, "name"),
                            .abbreviation = attribute(r, node, "short"),
                            .place = attribute(r, node, "place"),
                            .contact = attribute(r, node, "contact"),
                            .dispatch = dispatch ? cal_read_span(dispatch) : 0};
    if (body.name)
        AJ_PUSH(r->job->arena, calendar->bodies, calendar->body_len, calendar->body_cap, body);
}

void cal_take(struct cal_calendar *calendar, const xmlNode *root)
{
    struct reader r = {.calendar = calendar, .job = calendar->job};
    const char *remind = attribute(&r, root, "remind");
    const char *title = cal_words(r.job, src_xml_child(root, "title"));
    calendar->title = title ? title : calendar->title;
    (void)read_day(&r, root, "revised", &calendar->revised);
    cal_read_reminders(remind ? remind : "7 dagar", &r.like);
    /* Entries point at bodies: they are all there first. */
    for (const xmlNode *child = root->children; child; child = child->next)
        if (src_xml_is(child, "body"))
            take_body(&r, child);
    for (const xmlNode *child = root->children; child; child = child->next) {
        if (src_xml_is(child, "report"))
            take_report(&r, child);
        else if (src_xml_is(child, "meeting"))
            take_other(&r, child, CAL_MEETING);
        else if (src_xml_is(child, "step"))
            take_other(&r, child, CAL_STEP);
    }
}
