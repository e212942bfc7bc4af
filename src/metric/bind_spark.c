/*
 * The turn of a row over the years, in a cell of its table: points that the chart stage draws. They are of
 * the same kind of period as the table's own figures, whole years or one part of the year, never of both; a
 * year that the table prints has the figure that stands there. Of other years outcomes go before forecasts,
 * forecasts before budgets.
 */
#include "metric/internal.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 60 };

static int rank_of(enum mdl_scenario scenario)
{
    return scenario == MDL_OUTCOME || scenario == MDL_UNSAID ? 3 : scenario == MDL_FORECAST ? 2 : 1;
}

bool met_wants_trend(struct met_result *r, const xmlNode *node)
{
    const char *trend = met_attr(r, node, "trend");
    return trend && !strcmp(trend, "ja");
}

/* How many years the periods of that part of the year speak of. */
static uint32_t years_of(const struct mdl_period *periods, uint32_t count, const char *part)
{
    uint32_t years = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool first =
            periods[i].year && periods[i].scenario != MDL_TARGET && mdl_part_same(periods[i].part, part);
        for (uint32_t k = 0; k < i && first; k++)
            first = periods[k].year != periods[i].year || !mdl_part_same(periods[k].part, part) ||
                    periods[k].scenario == MDL_TARGET;
        years += first;
    }
    return years;
}

struct met_turn met_turn_of(const struct mdl_period *shown, uint32_t count)
{
    struct met_turn turn = {.shown = shown, .count = count};
    uint32_t most = years_of(shown, count, NULL);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t years = shown[i].part ? years_of(shown, count, shown[i].part) : 0;
        if (years > most) {
            most = years;
            turn.part = shown[i].part;
        }
    }
    return turn;
}

void met_turn_column(struct met_result *r, xmlNodePtr table, const struct met_turn *turn)
{
    struct mdl_period period = {.year = 1, .part = turn->part};
    const char *heading = "Utveckling", *part = turn->part;
    bool same = turn->count > 0; /* a table of nothing else need not say it */
    for (uint32_t i = 0; i < turn->count; i++)
        same &= mdl_part_same(turn->shown[i].part, part);
    if (part && !same) {
        const char *text = mdl_period_text(r->job->arena, period);
        heading = aj_printf(r->job->arena, "%s %.*s", heading, (int)(strrchr(text, ' ') - text), text);
    }
    met_table_column(table, "trend", heading);
}

/* The figure of the year: the one that the table prints, or the first that there is. */
static struct met_value figure_of(struct met_result *r, const struct met_subject *subject,
                                  const struct met_turn *turn, int year, aj_at at)
{
    static const enum mdl_scenario order[] = {MDL_OUTCOME, MDL_FORECAST, MDL_BUDGET, MDL_PLAN, MDL_UNSAID};
    struct met_value value = {.state = MET_LACKING}, best = value;
    for (uint32_t i = 0; i < turn->count; i++) {
        const struct mdl_period *shown = &turn->shown[i];
        if (shown->year != year || shown->scenario == MDL_TARGET || !mdl_part_same(shown->part, turn->part))
            continue;
        value = met_eval(r, subject, *shown, at);
        if (value.state == MET_KNOWN &&
            (best.state != MET_KNOWN || rank_of(value.scenario) > rank_of(best.scenario)))
            best = value;
    }
    for (size_t i = 0; i < sizeof order / sizeof *order && best.state != MET_KNOWN; i++) {
        struct mdl_period period = {.year = year, .part = turn->part, .scenario = order[i]};
        best = met_eval(r, subject, period, at);
    }
    return best;
}

static void put_point(struct met_result *r, xmlNodePtr cell, const struct met_subject *subject, int year,
                      const struct met_value *value)
{
    struct mdl_unit unit = met_subject_unit(subject);
    xmlNodePtr point = xmlNewChild(cell, NULL, BAD_CAST "point", NULL);
    met_set(point, "year", aj_printf(r->job->arena, "%d", year));
    if (value->state != MET_KNOWN)
        return;
    if (rank_of(value->scenario) < 3)
        met_set(point, "ahead", "ja");
    met_set_exact(r, point, value->exact, &unit);
    met_add_text(point,
                 met_number_text(r->job->arena, value->exact, &unit, met_subject_decimals(subject, value)));
}

/* The years of which the subject may have such a figure, in order; of a row those that its tables have. */
static uint32_t years_in(struct met_result *r, const struct met_subject *subject, const struct met_turn *turn,
                         struct mdl_period **out)
{
    uint32_t count, kept = 0;
    if (subject->kind == MET_METRIC)
        return met_all_years(r, out);
    count = met_periods(r, subject, out);
    for (uint32_t i = 0; i < count; i++)
        if (mdl_part_same((*out)[i].part, turn->part) && (!kept || (*out)[kept - 1].year != (*out)[i].year))
            (*out)[kept++] = (*out)[i];
    return kept;
}

void met_put_trend_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                        const struct met_turn *turn, aj_at at)
{
    struct mdl_period *years;
    struct met_value none = {.state = MET_LACKING};
    uint32_t count = years_in(r, subject, turn, &years), from = 0;
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set(cell, "type", "trend");
    met_set_at(cell, at);
    struct met_value *values = AJ_NEW_N(r->job->arena, struct met_value, count + 1);
    bool quiet = r->quiet;
    r->quiet = true; /* what the table does not print is not told of here */
    for (uint32_t i = 0; i < count; i++)
        values[i] = figure_of(r, subject, turn, years[i].year, at);
    r->quiet = quiet;
    /* The years of other tables are none of a metric's own. */
    while (subject->kind == MET_METRIC && count && values[count - 1].state != MET_KNOWN)
        count--;
    while (subject->kind == MET_METRIC && from < count && values[from].state != MET_KNOWN)
        from++;
    if (count - from < 2 || years[count - 1].year - years[from].year >= POINTS_MOST)
        return;
    for (uint32_t i = from; i < count; i++) {
        for (int year = i > from ? years[i - 1].year + 1 : years[i].year; year < years[i].year; year++)
            put_point(r, cell, subject, year, &none);
        put_point(r, cell, subject, years[i].year, &values[i]);
    }
}
