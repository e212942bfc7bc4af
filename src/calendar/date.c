/* Days, and years in which they come back. */
#include "calendar/date.h"

#include "base/arena.h"

#include <time.h>

int cal_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year: then the days before a month
 * are a straight line, cut to whole days. */
cal_day cal_day_of(struct cal_date date)
{
    int year = date.month > 2 ? date.year : date.year - 1, month = (date.month + 9) % 12;
    int before = year * 365 + year / 4 - year / 100 + year / 400;
    enum { TO_1970 = 719468 };
    return before + (month * 153 + 2) / 5 + date.day - 1 - TO_1970;
}

struct cal_date cal_date_of(cal_day day)
{
    /* The year that an average length gives is right, or one too late. */
    struct cal_date date = {.year = 1970 + day / 365 + 1, .month = 1, .day = 1};
    while (cal_day_of(date) > day)
        date.year--;
    while (date.month < 12 && cal_day_of((struct cal_date){date.year, date.month + 1, 1}) <= day)
        date.month++;
    date.day = day - cal_day_of(date) + 1;
    return date;
}

int cal_weekday(cal_day day)
{
    /* 1970-01-01 was a Thursday */
    int n = (day + 3) % 7;
    return n < 0 ? n + 7 : n;
}

static int number(const char *digits, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++)
        value = value * 10 + digits[i] - '0';
    return value;
}

enum cal_reading cal_date_read(const char *text, cal_day *day)
{
    static const char form[] = "0000-00-00";
    for (int i = 0; form[i]; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return CAL_NOT_WRITTEN_SO;
    if (text[10])
        return CAL_NOT_WRITTEN_SO;
    struct cal_date date = {number(text, 4), number(text + 5, 2), number(text + 8, 2)};
    if (date.year < CAL_FIRST_YEAR || date.year > CAL_LAST_YEAR || date.month < 1 || date.month > 12 ||
        date.day < 1 || date.day > cal_month_days(date.year, date.month))
        return CAL_NO_SUCH_DAY;
    *day = cal_day_of(date);
    return CAL_READ;
}

const char *cal_date_text(struct aj_arena *arena, cal_day day)
{
    struct cal_date date = cal_date_of(day);
    return aj_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

cal_day cal_today(void)
{
    time_t now = time(NULL);
    struct tm local;
    if (!localtime_r(&now, &local))
        return 0;
    return cal_day_of((struct cal_date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

int cal_week_of_month(cal_day day)
{
    return (cal_date_of(day).day - 1) / 7 + 1;
}

/* The same weekday in the same week of the month; the last of the month when it is the fifth, or `last`. */
static cal_day same_weekday(struct cal_date first, int weekday, bool last, int year)
{
    int days = cal_month_days(year, first.month), week = (first.day - 1) / 7;
    int begins = cal_weekday(cal_day_of((struct cal_date){year, first.month, 1}));
    int day = 1 + (weekday - begins + 7) % 7 + (last ? 4 : week) * 7;
    while (day > days)
        day -= 7;
    return cal_day_of((struct cal_date){year, first.month, day});
}

bool cal_when_in(const struct cal_when *when, int year, cal_day *day)
{
    struct cal_date first = cal_date_of(when->first);
    if (year < first.year || year > CAL_LAST_YEAR || (when->repeats == CAL_ONCE && year != first.year) ||
        (when->until && year > when->until))
        return false;
    for (uint32_t i = 0; i < when->except_len; i++)
        if (when->except[i] == year)
            return false;
    if (year == first.year) {
        *day = when->first;
    } else if (when->repeats == CAL_SAME_DATE) {
        int days = cal_month_days(year, first.month);
        *day = cal_day_of((struct cal_date){year, first.month, first.day < days ? first.day : days});
    } else {
        *day = same_weekday(first, cal_weekday(when->first), when->repeats == CAL_LAST_WEEKDAY, year);
    }
    return true;
}
