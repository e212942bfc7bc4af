/* The text of a chart for those who do not see it: what it shows, and how each series runs, in the table's
 * figures. */
#include "chart/own.h"

#include <string.h>

/* The known values of a series: where the first, last, least and greatest stand, and how it turns. */
struct course {
    uint32_t first, last, least, greatest, known;
    int turns;    /* changes between rising and falling */
    int at_first; /* 1 rising, -1 falling, 0 level */
    bool level;
};

static struct course follow(const struct ch_data *data, const struct ch_series *series)
{
    struct course course = {.level = true};
    uint32_t before = 0;
    int direction = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        if (!series->cells[c].known)
            continue;
        if (course.known++ == 0) {
            course.first = course.last = course.least = course.greatest = before = c;
            continue;
        }
        int step = aj_rat_cmp(series->cells[c].exact, series->cells[before].exact);
        step = step > 0 ? 1 : step < 0 ? -1 : 0;
        if (step && direction && step != direction)
            course.turns++;
        if (step && !direction)
            course.at_first = step;
        direction = step ? step : direction;
        course.level = course.level && !step;
        if (aj_rat_cmp(series->cells[c].exact, series->cells[course.least].exact) < 0)
            course.least = c;
        if (aj_rat_cmp(series->cells[c].exact, series->cells[course.greatest].exact) > 0)
            course.greatest = c;
        course.last = before = c;
    }
    return course;
}

static const char *text_at(const struct ch_series *series, uint32_t c)
{
    return series->cells[c].text;
}

/* The categories where a series has the value that it has at `like`: "2024", "2023 och 2024"; of many how
 * many. */
static const char *places_of(struct aj_job *job, const struct ch_data *data, const struct ch_series *s,
                             uint32_t like)
{
    enum { NAMED_MOST = 3 };
    uint32_t found[CH_CATEGORIES_MOST], count = 0;
    for (uint32_t c = 0; c < data->category_count; c++)
        if (s->cells[c].known && aj_rat_cmp(s->cells[c].exact, s->cells[like].exact) == 0)
            found[count++] = c;
    if (count > NAMED_MOST)
        return aj_printf(job->arena, data->time ? "under %u av åren" : "%u av staplarna", count);
    struct aj_buf out = AJ_BUF_INIT;
    if (data->time)
        aj_buf_str(&out, count > 1 ? "åren " : "år ");
    for (uint32_t i = 0; i < count; i++)
        aj_buf_printf(&out, "%s%s",
                      i == 0           ? ""
                      : i + 1 == count ? " och "
                                       : ", ",
                      data->categories[found[i]]);
    char *text = aj_strndup(job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

/* "; 2020 saknas", "; 2020 och 2022 saknas", "; 4 år saknas": between the first and the last known one. */
static void say_gaps(struct aj_buf *out, const struct ch_data *data, const struct ch_series *s,
                     const struct course *c)
{
    enum { NAMED_MOST = 3 };
    uint32_t gaps[NAMED_MOST], count = 0;
    for (uint32_t i = c->first; i < c->last; i++)
        if (!s->cells[i].known) {
            if (count < NAMED_MOST)
                gaps[count] = i;
            count++;
        }
    if (count > NAMED_MOST)
        aj_buf_printf(out, "; %u år saknas", count);
    for (uint32_t i = 0; i < count && count <= NAMED_MOST; i++)
        aj_buf_printf(out, "%s%s%s",
                      i == 0           ? "; "
                      : i + 1 == count ? " och "
                                       : ", ",
                      data->categories[gaps[i]], i + 1 == count ? " saknas" : "");
}

/* How a series runs over the years, as a sentence without its full stop. */
static void tell_course(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                        const struct ch_series *s)
{
    struct course c = follow(data, s);
    const char *const *years = data->categories;
    if (c.known == 0) {
        aj_buf_str(out, "uppgift saknas");
        return;
    }
    const char *from = text_at(s, c.first), *to = text_at(s, c.last);
    const char *low = text_at(s, c.least), *high = text_at(s, c.greatest);
    const char *lows = places_of(job, data, s, c.least), *highs = places_of(job, data, s, c.greatest);
    if (c.known == 1)
        aj_buf_printf(out, "%s år %s", from, years[c.first]);
    else if (c.level)
        aj_buf_printf(out, "%s varje år från %s till %s", from, years[c.first], years[c.last]);
    else if (c.turns == 0)
        aj_buf_printf(out, "%s från %s år %s till %s år %s", c.at_first > 0 ? "ökar" : "minskar", from,
                      years[c.first], to, years[c.last]);
    else if (c.turns == 1 && c.at_first > 0)
        aj_buf_printf(out, "ökar från %s år %s till som högst %s %s och minskar sedan till %s år %s", from,
                      years[c.first], high, highs, to, years[c.last]);
    else if (c.turns == 1)
        aj_buf_printf(out, "minskar från %s år %s till som lägst %s %s och ökar sedan till %s år %s", from,
                      years[c.first], low, lows, to, years[c.last]);
    else
        aj_buf_printf(out,
                      "går från %s år %s till %s år %s, med det högsta värdet %s %s och det lägsta %s %s",
                      from, years[c.first], to, years[c.last], high, highs, low, lows);
}

/* The values of a series by category; of many only the ends of the range. */
static void tell_values(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                        const struct ch_series *s)
{
    enum { LIST_MOST = 5 };
    struct course c = follow(data, s);
    if (c.known == 0) {
        aj_buf_str(out, "uppgift saknas");
        return;
    }
    if (c.known > LIST_MOST && !c.level) {
        aj_buf_printf(out, "högst är %s med %s, lägst är %s med %s", places_of(job, data, s, c.greatest),
                      text_at(s, c.greatest), places_of(job, data, s, c.least), text_at(s, c.least));
        return;
    }
    if (c.known > LIST_MOST) {
        aj_buf_printf(out, "alla är %s", text_at(s, c.first));
        return;
    }
    uint32_t told = 0;
    for (uint32_t i = 0; i < data->category_count; i++) {
        if (!s->cells[i].known)
            continue;
        const char *between = told == 0 ? "" : told + 1 == c.known ? " och " : ", ";
        aj_buf_printf(out, "%s%s %s", between, data->categories[i], text_at(s, i));
        told++;
    }
}

/* The letters of Swedish that are two bytes in UTF-8: å ä ö é ü differ from Å Ä Ö É Ü by 0x20 in the second.
 */
static const char *change_case(struct aj_arena *arena, const char *text, bool capital)
{
    char *copy = aj_strdup(arena, text);
    unsigned char *p = (unsigned char *)copy;
    if (capital && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (unsigned char)(p[0] - 0x20);
    else if (!capital && p[0] >= 'A' && p[0] <= 'Z' && !(p[1] >= 'A' && p[1] <= 'Z'))
        p[0] = (unsigned char)(p[0] + 0x20);
    else if (p[0] == 0xC3 && capital && p[1] >= 0xA0 && p[1] <= 0xBE && p[1] != 0xB7)
        p[1] = (unsigned char)(p[1] - 0x20);
    else if (p[0] == 0xC3 && !capital && p[1] >= 0x80 && p[1] <= 0x9E && p[1] != 0x97)
        p[1] = (unsigned char)(p[1] + 0x20);
    return copy;
}

const char *ch_lower(struct aj_arena *arena, const char *text)
{
    return change_case(arena, text, false);
}

const char *ch_capital(struct aj_arena *arena, const char *text)
{
    return change_case(arena, text, true);
}

void ch_say_title(struct aj_buf *out, const char *title)
{
    size_t n = strlen(title);
    n -= n && (title[n - 1] == '.' || title[n - 1] == ':');
    if (n)
        aj_buf_printf(out, ": %.*s", (int)n, title);
}

char *ch_alt(struct aj_job *job, const struct ch_data *data)
{
    static const char *const kinds[CH_KINDS] = {"Stapeldiagram",      "Staplat stapeldiagram",
                                                "Linjediagram",       "Befolkningspyramid",
                                                "Vattenfallsdiagram", "Lutningsdiagram"};
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_str(&out, kinds[data->kind]);
    ch_say_title(&out, data->title);
    if (*data->unit)
        aj_buf_printf(&out, ", %s", data->unit);
    if (data->time && data->category_count > 1)
        aj_buf_printf(&out, ", %s–%s", data->categories[0], data->categories[data->category_count - 1]);
    aj_buf_str(&out, ". ");
    for (uint32_t i = 0; i < data->series_count; i++) {
        const struct ch_series *s = &data->series[i];
        bool named = *s->label && (data->series_count > 1 || strcmp(s->label, data->title) != 0);
        if (named)
            aj_buf_printf(&out, "%s: ", s->label);
        if (data->time)
            tell_course(job, &out, data, s);
        else
            tell_values(job, &out, data, s);
        aj_buf_str(&out, ". ");
    }
    aj_buf_str(&out, CH_SEE_TABLE);
    char *text = aj_strndup(job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

char *ch_alt_spark(struct aj_job *job, const struct ch_data *data, const bool *ahead)
{
    const struct ch_series *s = &data->series[0];
    const char *const *years = data->categories;
    struct course c = follow(data, s);
    struct aj_buf out = AJ_BUF_INIT;
    if (!c.known)
        return aj_strdup(job->arena, "Uppgift saknas");
    if (c.known == 1)
        return aj_printf(job->arena, "%s: %s", years[c.first], text_at(s, c.first));
    aj_buf_printf(&out, "%s–%s: ", years[c.first], years[c.last]);
    if (c.level)
        aj_buf_printf(&out, "%s hela tiden", text_at(s, c.first));
    else
        aj_buf_printf(&out, "från %s till %s", text_at(s, c.first), text_at(s, c.last));
    if (aj_rat_cmp(s->cells[c.least].exact, s->cells[c.first].exact) < 0 &&
        aj_rat_cmp(s->cells[c.least].exact, s->cells[c.last].exact) < 0)
        aj_buf_printf(&out, ", som lägst %s %s", text_at(s, c.least), places_of(job, data, s, c.least));
    if (aj_rat_cmp(s->cells[c.greatest].exact, s->cells[c.first].exact) > 0 &&
        aj_rat_cmp(s->cells[c.greatest].exact, s->cells[c.last].exact) > 0)
        aj_buf_printf(&out, ", som högst %s %s", text_at(s, c.greatest), places_of(job, data, s, c.greatest));
    say_gaps(&out, data, s, &c);
    uint32_t from = c.last + 1;
    while (from > c.first && ahead[from - 1])
        from--;
    if (from <= c.last && from > c.first)
        aj_buf_printf(&out, "; prognos eller budget från %s", years[from]);
    char *text = aj_strndup(job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}
