/* What the files of the calendar stage share. */
#ifndef CAL_INTERNAL_H
#define CAL_INTERNAL_H

#include "calendar/calendar.h"
#include "compose/compose.h"
#include "source/source.h"

struct cal_library {
    struct aj_arena *arena;
    const char *templates; /* a real absolute path */
    struct cmp_library *compose;
    const struct aj_allowed *allowed;
    uint32_t allowed_len;
};

/* find.c: the names of the folders below `folder` that have a report.xml, in byte order. */
const char **cal_report_folders(struct aj_arena *arena, const char *folder, uint32_t *count);

/* A decision that a report's front page tells of. */
struct cal_decision {
    const char *body, *date; /* either may be NULL */
};

/* What a report's front page says. */
struct cal_front {
    const char *title; /* or NULL */
    struct cal_decision *decisions;
    uint32_t decision_len, decision_cap;
};

/* front.c: of the report in a folder beside the calendar; NULL when it cannot be read. Its faults are its
 * own. */
const struct cal_front *cal_front_of(struct cal_calendar *calendar, const char *folder);

/* body.c: the body of that name or abbreviation; NULL after E0846 at `at`. */
const struct cal_body *cal_body_find(struct cal_calendar *calendar, const char *name, aj_at at);

/* Whether two names are the same but for letter case and white space. */
bool cal_same_name(const char *a, const char *b);

/* read.c: an element's text with every run of white space one blank; NULL when it is missing or empty. */
const char *cal_words(struct aj_job *job, const xmlNode *node);

/* Takes what a tree says; the schema has checked it. */
void cal_take(struct cal_calendar *calendar, const xmlNode *root);

/* read_words.c: "7 dagar", "2 veckor" in days, 0 for other words. */
int cal_read_span(const char *words);

/* "30 dagar och 7 dagar" as days before; "nej" gives none. */
void cal_read_reminders(const char *words, struct cal_entry *entry);

/* "13:00–16:30" as minutes; false when it is no time, or ends before it begins. `*ends` is -1 when not told.
 */
bool cal_read_time(const char *words, int *begins, int *ends);

/* Whether a folder's name has {år} in it; false and *right = false when it is no name of a folder. */
bool cal_folder_varies(const char *folder, bool *right);

/*
 * Whether a folder's name is the entry's in some year, which *year receives; of a name without {år} that is
 * the year of its date.
 */
bool cal_folder_fits(const struct cal_entry *entry, const char *name, int *year);

/* check.c: what is wrong with the entries as a whole. */
void cal_check(struct cal_calendar *calendar, aj_at root);

/* What an occurrence of the entry in `year` is like; false when it has none. */
bool cal_occurs(const struct cal_entry *entry, int year, struct cal_occurrence *out);

#endif
