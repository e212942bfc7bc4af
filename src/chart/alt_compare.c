/* What charts say of several series together, in words. */
#include "chart/alt.h"

#include "chart/own.h"

#include <string.h>

/* Two series over the years: which lies above, and whether they cross once. */
static void tell_two(struct aj_buf *out, const struct ch_data *data)
{
    const struct ch_series *a = &data->series[0], *b = &data->series[1];
    int before = 0, crossings = 0;
    uint32_t at = 0, common = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        if (!a->cells[c].known || !b->cells[c].known)
            continue;
        int order = aj_rat_cmp(a->cells[c].exact, b->cells[c].exact);
        common++;
        if (!order)
            continue;
        order = order > 0 ? 1 : -1;
        if (before && order != before) {
            crossings++;
            at = c;
        }
        before = order;
    }
    const struct ch_series *high = before > 0 ? a : b, *low = before > 0 ? b : a;
    if (common < 2 || !before)
        return;
    if (crossings == 0)
        aj_buf_printf(out, " %s ligger högre än %s hela tiden.", high->label, low->label);
    else if (crossings == 1)
        aj_buf_printf(out, " %s ligger högre än %s från %s.", high->label, low->label, data->categories[at]);
    else
        aj_buf_printf(out, " De korsar varandra %d gånger.", crossings);
}

/* The series that is greatest and that which is least where the last figures stand. */
static void tell_last(struct aj_buf *out, const struct ch_data *data)
{
    for (uint32_t c = data->category_count; c-- > 0;) {
        const struct ch_series *high = NULL, *low = NULL;
        uint32_t known = 0;
        for (uint32_t i = 0; i < data->series_count; i++) {
            const struct ch_series *s = &data->series[i];
            if (!s->cells[c].known)
                continue;
            known++;
            high = !high || aj_rat_cmp(s->cells[c].exact, high->cells[c].exact) > 0 ? s : high;
            low = !low || aj_rat_cmp(s->cells[c].exact, low->cells[c].exact) < 0 ? s : low;
        }
        if (known < 3)
            continue;
        aj_buf_printf(out, " %s %s är %s med %s, %s %s med %s.",
                      data->kind == CH_STACKED ? "Störst" : "Högst", data->categories[c], high->label,
                      high->cells[c].text, data->kind == CH_STACKED ? "minst" : "lägst", low->label,
                      low->cells[c].text);
        return;
    }
}

/* Two series side by side (two years, or women and men): where they are furthest apart. */
static void tell_apart(struct aj_job *job, struct aj_buf *out, const struct ch_data *data)
{
    const struct ch_series *a = &data->series[0], *b = &data->series[1];
    struct aj_rat most = aj_rat_int(job->arena, 0);
    uint32_t at = data->category_count, common = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        if (!a->cells[c].known || !b->cells[c].known)
            continue;
        struct aj_rat apart = aj_rat_abs(aj_rat_sub(job->arena, b->cells[c].exact, a->cells[c].exact));
        common++;
        if (aj_rat_cmp(apart, most) > 0) {
            most = apart;
            at = c;
        }
    }
    if (at < data->category_count && common > 1)
        aj_buf_printf(out, " Skillnaden mellan %s och %s är störst för %s: %s mot %s.", a->label, b->label,
                      data->categories[at], a->cells[at].text, b->cells[at].text);
}

void ch_tell_series_apart(struct aj_job *job, struct aj_buf *out, const struct ch_data *data)
{
    if (data->series_count == 2 && data->time && data->kind != CH_STACKED)
        tell_two(out, data);
    else if (data->series_count > 2 && data->time && data->category_count > 1)
        tell_last(out, data);
    else if (data->series_count == 2 && !data->time)
        tell_apart(job, out, data);
}

void ch_tell_ahead(struct aj_buf *out, const struct ch_data *data)
{
    static const char *const words[CH_SCENARIOS] = {
        [CH_FORECAST] = "prognos", [CH_BUDGET] = "budget", [CH_PLAN] = "plan"};
    const char *told[CH_SCENARIOS];
    uint32_t count = 0;
    if (!data->time || !data->ahead || data->ahead >= data->category_count)
        return;
    for (uint32_t c = data->ahead; c < data->category_count; c++) {
        const char *word = words[data->scenarios[c]];
        bool again = !word;
        for (uint32_t i = 0; i < count; i++)
            again = again || told[i] == word;
        if (!again)
            told[count++] = word;
    }
    if (data->ahead + 1 == data->category_count)
        aj_buf_str(out, " Det sista värdet är ");
    else
        aj_buf_printf(out, " Värdena från %s är ", data->categories[data->ahead]);
    for (uint32_t i = 0; i < count; i++)
        aj_buf_printf(out, "%s%s", i == 0 ? "" : i + 1 == count ? " och " : ", ", told[i]);
    aj_buf_str(out, count ? ", inte utfall." : "beräknade, inte utfall.");
}

void ch_tell_totals(struct aj_buf *out, const struct ch_data *data)
{
    uint32_t first = data->category_count, last = 0;
    for (uint32_t c = 0; c < data->category_count; c++)
        if (data->totals[c]) {
            first = first == data->category_count ? c : first;
            last = c;
        }
    if (data->kind != CH_STACKED || first >= last)
        return;
    if (data->time)
        aj_buf_printf(out, " Summan går från %s till %s.", data->totals[first], data->totals[last]);
}
