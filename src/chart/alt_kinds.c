/* Pyramids, waterfalls and slopes in words. */
#include "chart/alt.h"

#include "chart/own.h"

#include "base/number.h"

#include <string.h>

/* ---- pyramids ---- */

static struct aj_rat sum_of(struct aj_job *job, const struct ch_data *data, const struct ch_series *s)
{
    struct aj_rat sum = aj_rat_int(job->arena, 0);
    for (uint32_t c = 0; c < data->category_count; c++)
        if (s->cells[c].known)
            sum = aj_rat_add(job->arena, sum, s->cells[c].exact);
    return sum;
}

static int decimals_of(const struct ch_data *data, const struct ch_series *s)
{
    int most = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        const char *comma = s->cells[c].known ? strchr(s->cells[c].text, ',') : NULL;
        int n = comma ? (int)strlen(comma + 1) : 0;
        most = n > most ? n : most;
    }
    return most;
}

/* The age whose figures of both sexes change most from one period to the other. */
static void tell_ages(struct aj_job *job, struct aj_buf *out, const struct ch_data *data)
{
    struct aj_rat most = aj_rat_int(job->arena, 0);
    uint32_t series = 0, at = data->category_count;
    for (uint32_t s = 0; s < 2; s++)
        for (uint32_t c = 0; c < data->category_count; c++) {
            const struct ch_cell *a = &data->series[s].cells[c], *b = &data->series[s + 2].cells[c];
            if (!a->known || !b->known)
                continue;
            struct aj_rat apart = aj_rat_abs(aj_rat_sub(job->arena, b->exact, a->exact));
            if (aj_rat_cmp(apart, most) > 0) {
                most = apart;
                series = s;
                at = c;
            }
        }
    if (at == data->category_count)
        return;
    const struct ch_series *a = &data->series[series], *b = &data->series[series + 2];
    aj_buf_printf(out, " Störst är skillnaden för %s %s: %s år %s mot %s år %s.",
                  a->sex == CH_WOMEN ? "kvinnor" : "män", data->categories[at], a->cells[at].text, a->year,
                  b->cells[at].text, b->year);
}

void ch_tell_pyramid(struct aj_job *job, struct aj_buf *out, const struct ch_data *data)
{
    for (uint32_t i = 0; i < data->series_count; i++) {
        const struct ch_series *s = &data->series[i];
        struct ch_course c = ch_follow(data, s);
        if (!c.known)
            continue;
        const char *sum = aj_number_format(job->arena, sum_of(job, data, s), decimals_of(data, s));
        const char *name = s->sex == CH_WOMEN ? "Kvinnor" : "Män";
        if (i < 2)
            aj_buf_printf(out, " %s%s%s: %s, flest %s med %s och färst %s med %s.", name, *s->year ? " " : "",
                          s->year, sum, data->categories[c.greatest], s->cells[c.greatest].text,
                          data->categories[c.least], s->cells[c.least].text);
        else
            aj_buf_printf(out, " %s%s%s: %s.", name, *s->year ? " " : "", s->year, sum);
    }
    if (data->series_count == 4)
        tell_ages(job, out, data);
}

/* ---- waterfalls ---- */

/* "+12", with the sign that tells a step from a sum. */
static const char *step_text(struct aj_job *job, const struct ch_cell *cell)
{
    return aj_rat_sign(cell->exact) > 0 && *cell->text != '+' ? aj_printf(job->arena, "+%s", cell->text)
                                                              : cell->text;
}

/* The steps of a sign, the greatest first. */
static void tell_steps(struct aj_job *job, struct aj_buf *out, const struct ch_data *data, int sign,
                       uint32_t most)
{
    uint32_t order[CH_CATEGORIES_MOST], count = 0;
    const struct ch_cell *cells = data->series[0].cells;
    for (uint32_t c = 0; c < data->category_count; c++) {
        if (data->full[c] || !cells[c].known || aj_rat_sign(cells[c].exact) != sign)
            continue;
        uint32_t at = count++;
        for (; at > 0 && sign * aj_rat_cmp(cells[order[at - 1]].exact, cells[c].exact) < 0; at--)
            order[at] = order[at - 1];
        order[at] = c;
    }
    uint32_t told = count > most ? most : count;
    for (uint32_t i = 0; i < told; i++)
        aj_buf_printf(out, "%s%s %s",
                      i > 0      ? ", "
                      : sign > 0 ? " Ökar: "
                                 : " Minskar: ",
                      data->categories[order[i]], step_text(job, &cells[order[i]]));
    if (told < count)
        aj_buf_printf(out, " och %u till", count - told);
    if (count)
        aj_buf_char(out, '.');
}

void ch_tell_waterfall(struct aj_job *job, struct aj_buf *out, const struct ch_data *data,
                       enum ch_detail detail)
{
    const struct ch_cell *cells = data->series[0].cells;
    uint32_t first = data->category_count, last = 0, most = detail == CH_ALL ? 8 : detail == CH_SHORT ? 3 : 1;
    for (uint32_t c = 0; c < data->category_count; c++)
        if (data->full[c] && cells[c].known) {
            first = first == data->category_count ? c : first;
            last = c;
        }
    if (first < last)
        aj_buf_printf(out, " Från %s %s till %s %s.", data->categories[first], cells[first].text,
                      data->categories[last], cells[last].text);
    else if (first == last)
        aj_buf_printf(out, " %s %s.", data->categories[first], cells[first].text);
    tell_steps(job, out, data, 1, most);
    tell_steps(job, out, data, -1, most);
}

/* ---- slopes ---- */

static struct aj_rat rise_of(struct aj_job *job, const struct ch_series *s)
{
    return aj_rat_sub(job->arena, s->cells[1].exact, s->cells[0].exact);
}

/* Those that rise, or that fall; the greatest change first. */
static void tell_slopes(struct aj_job *job, struct aj_buf *out, const struct ch_data *data, int sign,
                        uint32_t most)
{
    const struct ch_series *order[CH_SERIES_MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < data->series_count; i++) {
        const struct ch_series *s = &data->series[i];
        if (!s->cells[0].known || !s->cells[1].known || aj_rat_sign(rise_of(job, s)) != sign)
            continue;
        uint32_t at = count++;
        for (; at > 0 && sign * aj_rat_cmp(rise_of(job, order[at - 1]), rise_of(job, s)) < 0; at--)
            order[at] = order[at - 1];
        order[at] = s;
    }
    uint32_t told = count > most ? most : count;
    for (uint32_t i = 0; i < told; i++) {
        const char *before = i > 0 ? "; " : sign > 0 ? " Ökar: " : sign < 0 ? " Minskar: " : " Oförändrat: ";
        if (sign)
            aj_buf_printf(out, "%s%s från %s till %s", before, order[i]->label, order[i]->cells[0].text,
                          order[i]->cells[1].text);
        else
            aj_buf_printf(out, "%s%s %s", before, order[i]->label, order[i]->cells[0].text);
    }
    if (told < count)
        aj_buf_printf(out, " och %u till", count - told);
    if (count)
        aj_buf_char(out, '.');
}

void ch_tell_slope(struct aj_job *job, struct aj_buf *out, const struct ch_data *data, enum ch_detail detail)
{
    uint32_t most = detail == CH_ALL ? CH_SERIES_MOST : detail == CH_SHORT ? 3 : 1, lacking = 0;
    for (int sign = 1; sign >= -1; sign--)
        tell_slopes(job, out, data, sign == 1 ? 1 : sign == 0 ? -1 : 0, most);
    for (uint32_t i = 0; i < data->series_count; i++)
        lacking += !data->series[i].cells[0].known || !data->series[i].cells[1].known;
    if (lacking)
        aj_buf_printf(out, " För %u saknas ett av värdena.", lacking);
}
