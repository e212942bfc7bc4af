/* Periods told by a date: the day that ends a month stands for the year up to it. */
#include "model/period.h"

#include "model/unit.h"

#include <string.h>

/* So many digits as a number; -1 if there are others. */
static int digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int mdl_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* The year up to that day; false where it is not a month's last. */
static bool until(struct aj_arena *arena, int year, int month, int day, struct mdl_period *out)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day != mdl_month_days(year, month))
        return false;
    out->year = year;
    out->part = mdl_part_until(arena, month);
    out->whole = !out->part;
    return true;
}

/* "2022-08-31", "20220831", "220831". */
static bool one_word(struct aj_arena *arena, const char *word, struct mdl_period *out)
{
    size_t n = strlen(word);
    if (n == 10 && word[4] == '-' && word[7] == '-')
        return until(arena, digits(word, 4), digits(word + 5, 2), digits(word + 8, 2), out);
    if (n == 8 && digits(word, 8) > 0)
        return until(arena, digits(word, 4), digits(word + 4, 2), digits(word + 6, 2), out);
    return n == 6 && digits(word, 6) > 0 &&
           until(arena, 2000 + digits(word, 2), digits(word + 2, 2), digits(word + 4, 2), out);
}

/* "202201-202208", "2022-01-2022-08": months of one year, from its first. */
static bool span_of_months(struct aj_arena *arena, const char *word, struct mdl_period *out)
{
    bool dashed = strlen(word) == 15 && word[4] == '-' && word[7] == '-' && word[12] == '-';
    if (!dashed && (strlen(word) != 13 || word[6] != '-'))
        return false;
    int from_year = digits(word, 4), from = digits(word + (dashed ? 5 : 4), 2);
    int to_year = digits(word + (dashed ? 8 : 7), 4), to = digits(word + (dashed ? 13 : 11), 2);
    if (from_year != to_year || from != 1 || to < 1 || to > 12)
        return false;
    return until(arena, to_year, to, mdl_month_days(to_year, to), out);
}

/* "31 augusti 2022", of which the day is `word`. */
static bool three_words(struct aj_arena *arena, const char *word, const char **p, struct mdl_period *out)
{
    size_t n = strlen(word);
    int day = n && n < 3 ? digits(word, n) : -1;
    const char *after = *p, *month = day > 0 ? mdl_word_next(arena, &after) : NULL;
    const char *year = month ? mdl_word_next(arena, &after) : NULL;
    const char *part = year ? mdl_part_of(arena, mdl_fold(arena, month)) : NULL;
    const char *folded = part ? mdl_fold(arena, year) : "";
    if (strlen(folded) != 4 ||
        !until(arena, digits(folded, 4), mdl_part_month(part) ? mdl_part_month(part) : 0, day, out))
        return false;
    *p = after;
    return true;
}

bool mdl_date_take(struct aj_arena *arena, const char *word, const char **p, struct mdl_period *out,
                   bool *moment)
{
    struct mdl_period found = *out;
    if (span_of_months(arena, word, &found)) {
        *out = found;
        return true;
    }
    const char *after = *p;
    while (!strcmp(word, "per") || !strcmp(word, "den")) {
        const char *next = mdl_word_next(arena, &after);
        if (!next)
            return false;
        word = mdl_fold(arena, next);
    }
    if (!one_word(arena, word, &found) && !three_words(arena, word, &after, &found))
        return false;
    *p = after;
    *out = found;
    *moment = true;
    return true;
}
