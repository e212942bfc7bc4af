/* Days of the Gregorian calendar, and things that come back every year. */
#ifndef CAL_DATE_H
#define CAL_DATE_H

#include "base/arena.h"

#include <stdbool.h>

/* A day, counted from 1970-01-01. */
typedef int32_t cal_day;

/* Years that dates may have. */
enum { CAL_FIRST_YEAR = 1900, CAL_LAST_YEAR = 2999 };

struct cal_date {
    int year, month, day; /* month and day from 1 */
};

/* How many days a month has. */
int cal_month_days(int year, int month);

cal_day cal_day_of(struct cal_date date);
struct cal_date cal_date_of(cal_day day);

/* From 0, Monday, to 6, Sunday (ISO 8601). */
int cal_weekday(cal_day day);

/* What reading a date came to. */
enum cal_reading {
    CAL_READ,
    CAL_NOT_WRITTEN_SO, /* it is not written 2026-08-31 */
    CAL_NO_SUCH_DAY,    /* no calendar has that day, or its year is none of those above */
};

/* Reads a date of ISO 8601's extended form, 2026-08-31. */
enum cal_reading cal_date_read(const char *text, cal_day *day);

/* "2026-08-31", in the arena. */
const char *cal_date_text(struct aj_arena *arena, cal_day day);

/* The day that it is where the program runs: the only look at the clock that an answer depends on. */
cal_day cal_today(void);

enum cal_repeats {
    CAL_ONCE,
    CAL_SAME_DATE,    /* "varje år": 29 February is the last of February in other years */
    CAL_SAME_WEEKDAY, /* "varje år samma veckodag": the second Tuesday of October */
    CAL_LAST_WEEKDAY, /* "varje år sista veckodagen": the last Monday of October */
};

/* When something happens. */
struct cal_when {
    cal_day first;
    enum cal_repeats repeats;
    int until;   /* the last year, 0: for ever */
    int *except; /* years in which it does not come back */
    uint32_t except_len;
};

/* The week of its month that a day stands in, from 1 to 5: of the second Tuesday, 2. */
int cal_week_of_month(cal_day day);

/* The day in `year`; false when there is none. */
bool cal_when_in(const struct cal_when *when, int year, cal_day *day);

#endif
