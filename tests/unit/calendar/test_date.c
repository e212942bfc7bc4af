/* Days, and what comes back every year, against the C library's own calendar. */
#define _DEFAULT_SOURCE /* timegm() */
#include "calendar/internal.h"

#include "suite.h"

#include <string.h>
#include <time.h>

AJ_SUITE(date);

Test(date, every_day_is_the_librarys)
{
    cal_day last = cal_day_of((struct cal_date){CAL_LAST_YEAR, 12, 31});
    for (cal_day day = cal_day_of((struct cal_date){CAL_FIRST_YEAR, 1, 1}); day <= last; day++) {
        time_t seconds = (time_t)day * 86400;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        struct cal_date date = cal_date_of(day);
        cr_assert(date.year == tm.tm_year + 1900 && date.month == tm.tm_mon + 1 && date.day == tm.tm_mday,
                  "day %d is %d-%d-%d", day, date.year, date.month, date.day);
        cr_assert_eq(cal_weekday(day), (tm.tm_wday + 6) % 7);
        cr_assert_eq(cal_day_of(date), day);
    }
}

Test(date, is_read)
{
    static const struct {
        const char *text;
        enum cal_reading reading;
    } cases[] = {
        {"2026-08-31", CAL_READ},           {"2024-02-29", CAL_READ},
        {"1900-01-01", CAL_READ},           {"2999-12-31", CAL_READ},
        {"2026-02-30", CAL_NO_SUCH_DAY},    {"1900-02-29", CAL_NO_SUCH_DAY},
        {"2026-00-10", CAL_NO_SUCH_DAY},    {"2026-13-10", CAL_NO_SUCH_DAY},
        {"2026-01-00", CAL_NO_SUCH_DAY},    {"1899-12-31", CAL_NO_SUCH_DAY},
        {"3000-01-01", CAL_NO_SUCH_DAY},    {"2026-8-31", CAL_NOT_WRITTEN_SO},
        {"", CAL_NOT_WRITTEN_SO},           {"2026-08-31 ", CAL_NOT_WRITTEN_SO},
        {"20260831", CAL_NOT_WRITTEN_SO},   {"2026-08-3x", CAL_NOT_WRITTEN_SO},
        {"31/8 2026!", CAL_NOT_WRITTEN_SO}, {"2026-08", CAL_NOT_WRITTEN_SO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cal_day day = 0;
        cr_assert_eq(cal_date_read(cases[i].text, &day), cases[i].reading, "%s", cases[i].text);
        struct aj_arena *arena = aj_arena_new();
        if (cases[i].reading == CAL_READ)
            cr_assert_str_eq(cal_date_text(arena, day), cases[i].text);
        aj_arena_free(arena);
    }
}

static cal_day day_of(const char *text)
{
    cal_day day = 0;
    cr_assert_eq(cal_date_read(text, &day), CAL_READ, "%s", text);
    return day;
}

/* What comes back on a weekday does so on that weekday, in the same month and week, or the last. */
Test(date, weekdays_come_back)
{
    cal_day last = day_of("2027-12-31");
    for (cal_day first = day_of("2026-01-01"); first <= last; first++) {
        struct cal_when when = {.first = first, .repeats = CAL_SAME_WEEKDAY};
        struct cal_date written = cal_date_of(first);
        for (int year = written.year; year < written.year + 30; year++) {
            cal_day day;
            cr_assert(cal_when_in(&when, year, &day));
            struct cal_date date = cal_date_of(day);
            cr_assert(date.year == year && date.month == written.month);
            cr_assert_eq(cal_weekday(day), cal_weekday(first));
            bool is_last = date.day + 7 > cal_month_days(year, date.month);
            cr_assert(cal_week_of_month(first) == 5 ? is_last
                                                    : cal_week_of_month(day) == cal_week_of_month(first));
            when.repeats = CAL_LAST_WEEKDAY;
            cr_assert(cal_when_in(&when, year, &day));
            cr_assert(year == written.year || cal_date_of(day + 7).month != written.month);
            when.repeats = CAL_SAME_WEEKDAY;
        }
    }
}

Test(date, years_are_left_out)
{
    int except[] = {2027, 2029};
    struct cal_when when = {.first = day_of("2024-02-29"),
                            .repeats = CAL_SAME_DATE,
                            .until = 2030,
                            .except = except,
                            .except_len = 2};
    static const char *const want[] = {"2024-02-29", "2025-02-28", "2026-02-28", NULL,
                                       "2028-02-29", NULL,         "2030-02-28", NULL};
    for (int i = 0; i < 8; i++) {
        cal_day day;
        bool is = cal_when_in(&when, 2024 + i, &day);
        cr_assert_eq(is, want[i] != NULL, "%d", 2024 + i);
        if (is)
            cr_assert_eq(day, day_of(want[i]));
    }
    cal_day day;
    cr_assert_not(cal_when_in(&when, 2023, &day));
    when.repeats = CAL_ONCE;
    cr_assert_not(cal_when_in(&when, 2025, &day));
}

Test(date, words_of_attributes)
{
    int begins, ends;
    cr_assert_eq(cal_read_span("7 dagar"), 7);
    cr_assert_eq(cal_read_span("1 vecka"), 7);
    cr_assert_eq(cal_read_span("2 veckor"), 14);
    cr_assert_eq(cal_read_span("99999999999999999999 dagar"), 0);
    cr_assert_eq(cal_read_span("snart"), 0);
    cr_assert(cal_read_time("13:00", &begins, &ends) && begins == 780 && ends == -1);
    cr_assert(cal_read_time("13.00 – 16:30", &begins, &ends) && begins == 780 && ends == 990);
    cr_assert(cal_read_time("00:00-23:59", &begins, &ends) && begins == 0 && ends == 1439);
    static const char *const wrong[] = {"24:00",  "12:60", "13:00–12:00", "13:00–13:00", "1:00", "13:00x",
                                        "13:00–", "",      "-1:00",       "+1:00"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(cal_read_time(wrong[i], &begins, &ends), "%s", wrong[i]);
    struct cal_entry entry = {.reminder_len = 9};
    cal_read_reminders("30 dagar och 2 veckor och 1 dag", &entry);
    cr_assert(entry.reminder_len == 3 && entry.reminders[0] == 30 && entry.reminders[1] == 14 &&
              entry.reminders[2] == 1);
    cal_read_reminders("nej", &entry);
    cr_assert_eq(entry.reminder_len, 0);
}

Test(date, years_in_folders)
{
    static const struct {
        const char *folder, *in_2026; /* NULL: no name of a folder */
        bool varies;
    } cases[] = {
        {"budget-2027", "budget-2027", false},
        {"budget-{år+1}", "budget-2027", true},
        {"{år}", "2026", true},
        {"plan-{år}-{år+2}", "plan-2026-2028", true},
        {"bokslut {år-1}", "bokslut 2025", true},
        {"a/b", NULL, false},
        {"..", NULL, false},
        {".dold", NULL, false},
        {"a{år", NULL, false},
        {"a{år+}", NULL, false},
        {"a}", NULL, false},
        {"a\\b", NULL, false},
        {"{år}/..", NULL, false},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool right;
        struct cal_entry entry = {.folder = cases[i].folder, .when = {.first = day_of("2026-10-13")}};
        cr_assert_eq(cal_folder_varies(cases[i].folder, &right), cases[i].varies, "%s", cases[i].folder);
        cr_assert_eq(right, cases[i].in_2026 != NULL, "%s", cases[i].folder);
        if (!right)
            continue;
        int year;
        cr_assert_str_eq(cal_folder_in(arena, &entry, 2026), cases[i].in_2026);
        cr_assert(cal_folder_fits(&entry, cases[i].in_2026, &year) && year == 2026, "%s", cases[i].folder);
        cr_assert_not(cal_folder_fits(&entry, "budget-20x7", &year));
        cr_assert_not(cal_folder_fits(&entry, "plan-2026-2027", &year));
        cr_assert_not(cal_folder_fits(&entry, "", &year));
    }
    aj_arena_free(arena);
}
