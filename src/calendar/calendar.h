/*
 * Calendar. Enters: kalender.xml, the yearly wheel that an organisation keeps beside its reports' folders,
 * and the build records of what is printed. Leaves: what is due, late or done; the wheel as text and as
 * iCalendar (RFC 5545). No clock is read here but by cal_today(), which its caller may do without.
 */
#ifndef CAL_CALENDAR_H
#define CAL_CALENDAR_H

#include "batch/batch.h"
#include "calendar/date.h"

/* The name of an organisation's calendar, in its folder. */
#define CAL_FILE "kalender.xml"

/* What reading calendars needs: the compiled schema. It outlives the calendars. */
struct cal_library;

/* `templates` is a templates folder (see bat_is_templates); borrowed. */
struct cal_library *cal_library_new(const char *templates);
void cal_library_free(struct cal_library *library);

/* The folders outside the organisations' whose files reports may read (bat_worker_allowed); borrowed. */
void cal_library_allow(struct cal_library *library, const struct aj_allowed *allowed, uint32_t count);

/*
 * The calendars that an argument stands for, as paths in the arena: of a kalender.xml itself; of a report
 * (its file or folder) that of its organisation; of any other folder every one below it, in byte order of
 * their paths. *count is 0 when there is none. A folder that cannot be read is a finding (E0823), where diags
 * is given.
 */
const char **cal_find(struct aj_arena *arena, struct aj_diags *diags, const char *path, uint32_t *count);

/* Whether a path names a calendar's file, by its name alone. */
bool cal_is_file(const char *path);

/* The calendar of the organisation of a report, which need not exist; in the arena. */
const char *cal_file_of(struct aj_arena *arena, const char *report);

struct cal_body {
    const char *name, *abbreviation, *place, *contact; /* all but the name may be NULL */
    int dispatch;                                      /* days before a meeting */
};

enum cal_kind { CAL_DUE, CAL_MEETING, CAL_STEP };

/* What a report must be ready for. */
enum cal_purpose { CAL_MATERIAL, CAL_PREPARATION, CAL_DECISION };

enum { CAL_REMINDERS = 4 };

/* Something that the wheel says of a day: a report's due date, a meeting, another step. */
struct cal_entry {
    enum cal_kind kind;
    aj_at at;
    struct cal_when when;        /* of what is written: the due date, or the meeting where only that is */
    int lead;                    /* days that a report is due before that */
    cal_day to;                  /* the last day of a step; else when.first */
    int begins, ends;            /* minutes from midnight; -1: not told */
    const struct cal_body *body; /* or NULL */
    const char *title, *description, *category, *responsible, *place; /* or NULL */
    int reminders[CAL_REMINDERS];                                     /* days before */
    uint32_t reminder_len;
    /* of a report */
    const char *folder; /* as written: may have {år}, {år+1} in it */
    aj_at report_at;    /* of the report element */
    bool planned;       /* it need not be there yet */
    enum cal_purpose purpose;
    enum bat_status wants; /* the status it must be printed with */
    bool meets;            /* there is a meeting: */
    struct cal_when meeting;
};

struct cal_calendar {
    struct aj_job *job;       /* its findings and memory */
    const char *file;         /* as the user named it, or found */
    const char *folder;       /* of the organisation, by the same name */
    const char *organisation; /* the name of that folder */
    const char *title;        /* never NULL */
    cal_day revised;          /* when the wheel was settled; 0: not told */
    struct cal_body *bodies;
    uint32_t body_len, body_cap;
    struct cal_entry *entries; /* as they stand in the file, without those that have no date */
    uint32_t entry_len, entry_cap;
    const char **reports; /* the names of the folders beside it that have a report.xml, in byte order */
    uint32_t report_len;
    struct aj_map fronts; /* what their front pages say, as far as it was asked for; front.c's own */
};

/* Reads and checks a calendar. Never NULL; what is wrong is a finding of its job. */
struct cal_calendar *cal_load(struct cal_library *library, const char *path);

/* The same for a calendar in memory, for tests and fuzzers: there are no reports beside it. */
struct cal_calendar *cal_load_bytes(struct cal_library *library, const char *bytes, size_t length);

void cal_free(struct cal_calendar *calendar);

/* The report's folder in the year of the date that is written: "budget-{år+1}" of 2026 is "budget-2027". */
const char *cal_folder_in(struct aj_arena *arena, const struct cal_entry *entry, int year);

/* "underlag", "beredning", "beslut". */
const char *cal_purpose_name(enum cal_purpose purpose);

/* Something on one day of one year. */
struct cal_occurrence {
    const struct cal_entry *entry;
    int year;        /* of the date that is written */
    cal_day day;     /* when the report is due; of other things, when they are */
    cal_day meeting; /* of a report whose entry->meets */
};

/*
 * All that happens from `first` to `last`, in order of days and then as it stands in the file. In the arena;
 * at most 100,000, more are E0856 in the calendar's job.
 */
struct cal_occurrence *cal_occurrences(struct aj_arena *arena, struct cal_calendar *calendar, cal_day first,
                                       cal_day last, uint32_t *count);

/* The first and the last year that dates are written of. */
void cal_years(const struct cal_calendar *calendar, int *first, int *last);

enum cal_state {
    CAL_LATE,   /* the day is past and the report is not printed with the status it must have */
    CAL_NOW,    /* the day is today */
    CAL_COMING, /* the day is to come */
    CAL_STALE,  /* done, but what was printed is older than its data */
    CAL_DONE,   /* printed with the status it must have, or one beyond it */
};

/* A report that is due. */
struct cal_due {
    const struct cal_calendar *calendar;
    struct cal_occurrence what;
    enum cal_state state;
    const char *folder;     /* of the report: its name */
    const char *report;     /* its path: calendar->folder/folder */
    const char *title;      /* as printed, else as the calendar has it; NULL */
    bool begun;             /* there is such a report */
    bool printed;           /* and it has been printed, */
    enum bat_status status; /* with this status */
    bool stale;             /* and the data that it was printed from are others now */
    bool failed;            /* the last attempt to print it failed */
};

struct cal_dues {
    struct aj_arena *arena;
    struct cal_due *items;
    uint32_t len, cap;
};

/* What to look for: what is late on `today`, and all that is due within `within` days before or after it. */
struct cal_horizon {
    cal_day today;
    int within;
    const char *output; /* where reports are printed to */
};

/* Appends a calendar's. */
void cal_due_add(struct cal_dues *dues, struct cal_calendar *calendar, struct cal_horizon horizon);

/* In order of day, body and report. */
void cal_due_sort(struct cal_dues *dues);

/* "late", "due", "coming", "stale", "done": for machines. */
const char *cal_state_name(enum cal_state state);

/* How an entry is called in a list: "Budget 2027: beredning, Kommunstyrelsen". In Swedish, in the arena. */
const char *cal_entry_title(struct aj_arena *arena, struct cal_calendar *calendar,
                            const struct cal_entry *entry, int year);

/* The wheel by year and month from one year to another; the months' names are those of the locale. */
void cal_text(struct cal_calendar *calendar, int first, int last, struct aj_buf *out);

/*
 * One iCalendar object (RFC 5545) of several calendars, with the calendars' own names when there are several.
 * It depends on nothing but them and SOURCE_DATE_EPOCH, if that is set.
 */
void cal_ics(struct cal_calendar *const *calendars, uint32_t count, struct aj_buf *out);

#endif
