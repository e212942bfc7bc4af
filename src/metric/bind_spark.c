/*
 * The turn of a row over the years, in a cell of its table: every year from the first to the last that has a
 * figure, as points that the chart stage draws. Outcomes go before forecasts, forecasts before budgets.
 */
#include "metric/internal.h"

#include <string.h>

enum { POINTS_MOST = 60 };

static int rank_of(enum mdl_scenario scenario)
{
    return scenario == MDL_OUTCOME || scenario == MDL_UNSAID ? 3 : scenario == MDL_FORECAST ? 2 : 1;
}

/* The period of the year that speaks first; false if the year has none. */
static bool of_year(const struct mdl_period *periods, uint32_t count, int year, struct mdl_period *out)
{
    bool any = false;
    for (uint32_t i = 0; i < count; i++)
        if (periods[i].year == year && (!any || rank_of(periods[i].scenario) > rank_of(out->scenario))) {
            *out = periods[i];
            any = true;
        }
    return any;
}

bool met_wants_trend(struct met_result *r, const xmlNode *node)
{
    const char *trend = met_attr(r, node, "trend");
    return trend && !strcmp(trend, "ja");
}

static void put_point(struct met_result *r, xmlNodePtr cell, const struct met_subject *subject, int year,
                      const struct mdl_period *period, aj_at at)
{
    struct mdl_unit unit = met_subject_unit(subject);
    struct met_value value = {.state = MET_LACKING};
    xmlNodePtr point = xmlNewChild(cell, NULL, BAD_CAST "point", NULL);
    met_set(point, "year", aj_printf(r->job->arena, "%d", year));
    if (period)
        value = met_eval(r, subject, *period, at);
    if (value.state != MET_KNOWN)
        return;
    if (rank_of(period->scenario) < 3)
        met_set(point, "ahead", "ja");
    met_set_exact(r, point, value.exact, &unit);
    met_add_text(point,
                 met_number_text(r->job->arena, value.exact, &unit, met_subject_decimals(subject, &value)));
}

void met_put_trend_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject, aj_at at)
{
    struct mdl_period *periods, period;
    uint32_t count = met_periods(r, subject, &periods);
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set(cell, "type", "trend");
    met_set_at(cell, at);
    int first = 0, last = 0;
    for (uint32_t i = 0; i < count; i++) {
        first = !first || periods[i].year < first ? periods[i].year : first;
        last = periods[i].year > last ? periods[i].year : last;
    }
    if (!count || last - first >= POINTS_MOST || last == first)
        return;
    bool quiet = r->quiet;
    r->quiet = true; /* what the table does not print is not told of here */
    for (int year = first; year <= last; year++)
        put_point(r, cell, subject, year, of_year(periods, count, year, &period) ? &period : NULL, at);
    r->quiet = quiet;
}
