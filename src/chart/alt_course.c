/* How a series runs over the years, in words. */
#include "chart/alt.h"

#include "chart/own.h"

#include <string.h>

struct ch_course ch_follow(const struct ch_data *data, const struct ch_series *series)
{
    struct ch_course course = {.level = true};
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

/* "år 2024"; "i budget 2025" of a period that is more than its year. */
static const char *when(struct aj_job *job, const char *category)
{
    bool year = strspn(category, "0123456789") == strlen(category);
    return aj_printf(job->arena, "%s %s", year ? "år" : "i",
                     year ? category : ch_lower(job->arena, category));
}

const char *ch_places(struct aj_job *job, const struct ch_data *data, const struct ch_series *s,
                      uint32_t like)
{
    enum { NAMED_MOST = 3 };
    uint32_t found[CH_CATEGORIES_MOST], count = 0;
    for (uint32_t c = 0; c < data->category_count; c++)
        if (s->cells[c].known && aj_rat_cmp(s->cells[c].exact, s->cells[like].exact) == 0)
            found[count++] = c;
    if (count > NAMED_MOST)
        return aj_printf(job->arena, data->time ? "under %u av åren" : "%u av staplarna", count);
    if (data->time && count == 1)
        return when(job, data->categories[found[0]]);
    struct aj_buf out = AJ_BUF_INIT;
    if (data->time)
        aj_buf_str(&out, "åren ");
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
                     const struct ch_course *c)
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

static void tell_turn(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                      const struct ch_series *s, const struct ch_course *c)
{
    const char *from = text_at(s, c->first), *to = text_at(s, c->last);
    const char *low = text_at(s, c->least), *high = text_at(s, c->greatest);
    const char *lows = ch_places(job, data, s, c->least), *highs = ch_places(job, data, s, c->greatest);
    const char *at_first = when(job, data->categories[c->first]);
    const char *at_last = when(job, data->categories[c->last]);
    if (c->turns == 0)
        aj_buf_printf(out, "%s från %s %s till %s %s", c->at_first > 0 ? "ökar" : "minskar", from, at_first,
                      to, at_last);
    else if (c->turns == 1 && c->at_first > 0)
        aj_buf_printf(out, "ökar från %s %s till som högst %s %s och minskar sedan till %s %s", from,
                      at_first, high, highs, to, at_last);
    else if (c->turns == 1)
        aj_buf_printf(out, "minskar från %s %s till som lägst %s %s och ökar sedan till %s %s", from,
                      at_first, low, lows, to, at_last);
    else
        aj_buf_printf(out, "går från %s %s till %s %s, med det högsta värdet %s %s och det lägsta %s %s",
                      from, at_first, to, at_last, high, highs, low, lows);
}

void ch_tell_course(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                    const struct ch_series *s, enum ch_detail detail)
{
    struct ch_course c = ch_follow(data, s);
    const char *const *years = data->categories;
    if (c.known == 0) {
        aj_buf_str(out, "uppgift saknas");
        return;
    }
    const char *from = text_at(s, c.first), *to = text_at(s, c.last);
    if (c.known == 1)
        aj_buf_printf(out, "%s %s", from, when(job, years[c.first]));
    else if (c.level)
        aj_buf_printf(out, "%s varje år från %s till %s", from, years[c.first], years[c.last]);
    else if (detail == CH_ALL)
        tell_turn(job, out, data, s, &c);
    else if (strcmp(from, to) == 0)
        aj_buf_printf(out, "%s både först och sist", from);
    else
        aj_buf_printf(out, "från %s till %s", from, to);
    if (detail == CH_ALL)
        say_gaps(out, data, s, &c);
}

/* Beyond what it is at its ends. */
static void say_extremes(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                         const struct ch_series *s, const struct ch_course *c)
{
    const struct ch_cell *cells = s->cells;
    if (aj_rat_cmp(cells[c->least].exact, cells[c->first].exact) < 0 &&
        aj_rat_cmp(cells[c->least].exact, cells[c->last].exact) < 0)
        aj_buf_printf(out, ", som lägst %s %s", text_at(s, c->least), ch_places(job, data, s, c->least));
    if (aj_rat_cmp(cells[c->greatest].exact, cells[c->first].exact) > 0 &&
        aj_rat_cmp(cells[c->greatest].exact, cells[c->last].exact) > 0)
        aj_buf_printf(out, ", som högst %s %s", text_at(s, c->greatest),
                      ch_places(job, data, s, c->greatest));
}

char *ch_alt_spark(struct aj_job *job, const struct ch_data *data, const bool *ahead)
{
    const struct ch_series *s = &data->series[0];
    const char *const *years = data->categories;
    struct ch_course c = ch_follow(data, s);
    if (!c.known)
        return aj_strdup(job->arena, "Uppgift saknas");
    if (c.known == 1)
        return aj_printf(job->arena, "%s: %s", years[c.first], text_at(s, c.first));
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_printf(&out, "%s–%s: ", years[c.first], years[c.last]);
    if (c.level)
        aj_buf_printf(&out, "%s hela tiden", text_at(s, c.first));
    else
        aj_buf_printf(&out, "från %s till %s", text_at(s, c.first), text_at(s, c.last));
    say_extremes(job, &out, data, s, &c);
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
