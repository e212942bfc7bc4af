/* The figures of a row: which value of which column answers for a period. */
#include "metric/prose.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* One value of a row with the period that it is of. */
struct found {
    const struct mdl_series *series;
    const struct mdl_cell *cell;
    const struct mdl_value *value;
    struct mdl_period period;
};

struct walk {
    const struct met_subject *subject;
    uint32_t series, column, value;
};

static bool same_group(const struct met_result *r, const struct met_subject *subject,
                       const struct mdl_table *table, const struct mdl_column *column)
{
    const char *group = subject->group ? subject->group : r->who;
    if (!group) {
        /* The first figure column is the table's own side of a comparison; a goal that names nobody is its
         * own too. */
        const struct mdl_column *own = NULL;
        if (column->period.scenario == MDL_TARGET && !*column->group)
            return true;
        for (uint32_t i = 0; i < table->column_len && !own; i++)
            if (table->columns[i].role == MDL_COL_FIGURE && table->columns[i].period.scenario != MDL_TARGET)
                own = &table->columns[i];
        group = own ? own->group : "";
    }
    return !strcmp(mdl_fold(r->job->arena, group), mdl_fold(r->job->arena, column->group));
}

/* The next value of the subject's rows; false at the end. */
static bool next_value(struct met_result *r, struct walk *walk, struct found *out)
{
    for (; walk->series < walk->subject->series_len; walk->series++, walk->column = 0) {
        const struct mdl_series *series = walk->subject->series[walk->series];
        const struct mdl_table *table = series->table;
        for (; walk->column < table->column_len; walk->column++, walk->value = 0) {
            const struct mdl_column *column = &table->columns[walk->column];
            const struct mdl_cell *cell = &series->cells[walk->column];
            if (column->role != MDL_COL_FIGURE || walk->value >= cell->count ||
                !same_group(r, walk->subject, table, column))
                continue;
            const struct mdl_value *value = &cell->values[walk->value++];
            *out = (struct found){series, cell, value, column->period};
            if (value->year)
                out->period.year = value->year;
            if (!out->period.scenario && table->def)
                out->period.scenario = table->def->scenario;
            return true;
        }
    }
    return false;
}

/* How well a value's period answers for the wanted one; 0: not at all. */
static int fit(struct mdl_period wanted, const struct found *found)
{
    const struct mdl_period *period = &found->period;
    if (period->year != wanted.year)
        return 0;
    if (!mdl_part_same(wanted.part, period->part))
        return 0;
    if (!wanted.scenario)
        return period->scenario == MDL_TARGET ? 0 : 2;
    if (wanted.scenario == period->scenario)
        return 3;
    return !period->scenario && wanted.scenario != MDL_TARGET ? 1 : 0;
}

/*
 * The decimals that a figure is known to: those that its like are written with in its row. Spreadsheets drop
 * zeros: among "1,5" and "0,8" a "1" is "1,0". Goals are decided upon, and say nothing of how figures are
 * measured; nor do those of others.
 */
static int known_decimals(const struct found *found)
{
    const struct mdl_series *series = found->series;
    const struct mdl_table *table = series->table;
    uint32_t own = (uint32_t)(found->cell - series->cells);
    int most = found->value->decimals;
    if (series->decimals <= most || table->columns[own].period.scenario == MDL_TARGET)
        return most;
    for (uint32_t i = 0; i < table->column_len; i++) {
        const struct mdl_column *column = &table->columns[i];
        bool like = column->role == MDL_COL_FIGURE && column->period.scenario != MDL_TARGET &&
                    !strcmp(column->group, table->columns[own].group) &&
                    mdl_figure_unit(series, i) == mdl_figure_unit(series, own);
        for (uint32_t v = 0; like && v < series->cells[i].count; v++)
            if (series->cells[i].values[v].decimals > most)
                most = series->cells[i].values[v].decimals;
    }
    return most;
}

static struct met_value to_value(struct met_result *r, const struct found *found)
{
    struct aj_arena *arena = r->job->arena;
    const struct mdl_value *cell = found->value;
    const struct mdl_unit *unit =
        mdl_figure_unit(found->series, (uint32_t)(found->cell - found->series->cells));
    const struct mdl_unit *row = &found->series->unit;
    bool other = unit != row && row->name && mdl_unit_like(unit, row); /* a column in mnkr of a row in tkr */
    struct met_value out = {.dimension = unit->dimension,
                            .decimals =
                                other ? met_decimals_in(arena, unit, row, cell->decimals) : cell->decimals,
                            .missing = cell->missing,
                            .scenario = found->period.scenario,
                            .written = cell,
                            .at = found->cell->at};
    if (cell->faulty) {
        out.state = MET_FAULT;
        return out;
    }
    if (cell->missing) {
        out.state = MET_MISSING;
        out.lack = aj_printf(arena, "\"%s\" %d", found->series->name, found->period.year);
        return out;
    }
    struct aj_rat scale = unit->scale;
    struct aj_rat half = aj_rat_div(arena, aj_rat_pow10(arena, -known_decimals(found)), aj_rat_int(arena, 2));
    struct aj_rat base_half = aj_rat_mul(arena, half, scale);
    out.exact = aj_rat_mul(arena, cell->value, scale);
    out.low = aj_rat_sub(arena, out.exact, base_half);
    out.high = aj_rat_add(arena, out.exact, base_half);
    return out;
}

static struct met_value lacking(struct met_result *r, const struct met_subject *subject,
                                struct mdl_period period)
{
    const char *who = subject->group ? subject->group : r->who;
    return (struct met_value){.state = MET_LACKING,
                              .lack = aj_printf(r->job->arena, "\"%s\" %s%s%s", subject->name, who ? who : "",
                                                who ? " " : "", mdl_period_text(r->job->arena, period))};
}

struct met_value met_eval_series(struct met_result *r, const struct met_subject *subject,
                                 struct mdl_period period, aj_at at)
{
    struct walk walk = {.subject = subject};
    struct found found, best = {0};
    int best_fit = 0;
    bool rivals = false;
    while (next_value(r, &walk, &found)) {
        int how = fit(period, &found);
        /* A column's own year speaks before a year in another column's cell. */
        bool better = how > best_fit || (how == best_fit && how && best.value->year && !found.value->year);
        bool differs = how && how == best_fit && best.value && best.period.scenario != found.period.scenario;
        if (how > best_fit)
            rivals = false;
        rivals |= differs;
        if (better) {
            best = found;
            best_fit = how;
        }
    }
    if (!best_fit)
        return lacking(r, subject, period);
    if (rivals) {
        if (!r->quiet)
            aj_diag_add(r->job->diags, AJ_E0326, at, subject->name, mdl_period_text(r->job->arena, period),
                        mdl_period_text(r->job->arena, best.period), NULL);
        return (struct met_value){.state = MET_FAULT};
    }
    return to_value(r, &best);
}

struct met_value met_eval(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                          aj_at at)
{
    if (subject->kind == MET_METRIC)
        return met_eval_metric(r, subject->metric, period, at);
    if (subject->kind == MET_SERIES)
        return met_eval_series(r, subject, period, at);
    return (struct met_value){.state = MET_FAULT};
}

struct met_value met_spoken(const struct met_subject *subject, struct met_value value)
{
    const struct mdl_row_def *def = subject->kind == MET_SERIES ? subject->series[0]->def : NULL;
    if (!def || def->sign >= 0 || value.state != MET_KNOWN)
        return value;
    struct aj_rat low = value.low;
    value.exact = aj_rat_neg(value.exact);
    value.low = aj_rat_neg(value.high);
    value.high = aj_rat_neg(low);
    return value;
}

struct met_value met_eval_spoken(struct met_result *r, const struct met_subject *subject,
                                 struct mdl_period period, aj_at at)
{
    return met_spoken(subject, met_eval(r, subject, period, at));
}

struct met_value met_eval_goal(struct met_result *r, const struct met_subject *subject)
{
    struct walk walk = {.subject = subject};
    struct found found;
    if (subject->kind == MET_SERIES)
        while (next_value(r, &walk, &found))
            if (found.period.scenario == MDL_TARGET && !found.value->missing)
                return to_value(r, &found);
    return (struct met_value){.state = MET_LACKING,
                              .lack = aj_printf(r->job->arena, "\"%s\" delmål", subject->name)};
}

struct period_list {
    struct aj_arena *arena;
    struct mdl_period *items;
    uint32_t len, cap;
};

static void add_period(struct period_list *list, struct mdl_period period)
{
    if (!period.year || period.scenario == MDL_TARGET)
        return;
    for (uint32_t i = 0; i < list->len; i++)
        if (!mdl_period_cmp(list->items[i], period))
            return;
    AJ_PUSH(list->arena, list->items, list->len, list->cap, period);
}

static int by_period(const void *a, const void *b)
{
    return mdl_period_cmp(*(const struct mdl_period *)a, *(const struct mdl_period *)b);
}

/* Every year that any table or `given` speaks of: what a metric may be computed for. */
static void add_all_years(struct met_result *r, struct period_list *list)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; c < table->column_len; c++) {
            struct mdl_period period = {.year = table->columns[c].period.year};
            if (table->columns[c].role == MDL_COL_FIGURE && table->columns[c].period.scenario != MDL_TARGET)
                add_period(list, period);
        }
    }
    for (uint32_t i = 0; i < r->given_len; i++)
        add_period(list, (struct mdl_period){.year = r->givens[i].period.year});
}

uint32_t met_all_years(struct met_result *r, struct mdl_period **out)
{
    struct period_list list = {.arena = r->job->arena};
    add_all_years(r, &list);
    if (list.len)
        qsort(list.items, list.len, sizeof *list.items, by_period);
    *out = list.items;
    return list.len;
}

/* A year with several kinds of figures is no gap. */
static bool has_scenario(struct met_result *r, const struct met_subject *subject, int year)
{
    static const enum mdl_scenario kinds[] = {MDL_OUTCOME, MDL_FORECAST, MDL_BUDGET};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct mdl_period period = {.year = year, .scenario = kinds[i]};
        if (met_eval(r, subject, period, 0).state == MET_KNOWN)
            return true;
    }
    return false;
}

/* Whether the subject has a figure for the year, whatever kind it is of. */
static bool has_year(const struct mdl_period *periods, uint32_t count, int year)
{
    for (uint32_t i = 0; i < count; i++)
        if (periods[i].year == year)
            return true;
    return false;
}

uint32_t met_gap_years(struct met_result *r, const struct met_subject *subject, struct mdl_period from,
                       struct mdl_period to, struct mdl_period **out)
{
    struct period_list spoken = {.arena = r->job->arena}, gaps = {.arena = r->job->arena};
    bool quiet = r->quiet;
    if (from.part || to.part)
        return 0;
    if (subject->kind == MET_METRIC)
        add_all_years(r, &spoken);
    for (uint32_t i = 0; i < subject->series_len; i++) {
        const struct mdl_table *table = subject->series[i]->table;
        for (uint32_t c = 0; c < table->column_len; c++)
            if (table->columns[c].role == MDL_COL_FIGURE && !table->columns[c].period.part)
                add_period(&spoken, table->columns[c].period);
    }
    r->quiet = true;
    for (int year = from.year + 1; year < to.year; year++) {
        struct mdl_period period = {.year = year};
        if (has_year(spoken.items, spoken.len, year) && met_eval(r, subject, period, 0).state > MET_KNOWN &&
            !has_scenario(r, subject, year))
            add_period(&gaps, period);
    }
    r->quiet = quiet;
    *out = gaps.items;
    return gaps.len;
}

int met_redefined(const struct met_subject *subject, struct mdl_period from, struct mdl_period to)
{
    int first = from.year < to.year ? from.year : to.year, last = from.year < to.year ? to.year : from.year;
    for (uint32_t i = 0; i < subject->series_len; i++) {
        int year = subject->series[i]->redefined;
        if (year > first && year <= last)
            return year;
    }
    return 0;
}

uint32_t met_periods(struct met_result *r, const struct met_subject *subject, struct mdl_period **out)
{
    struct period_list list = {.arena = r->job->arena};
    if (subject->kind == MET_SERIES) {
        struct walk walk = {.subject = subject};
        struct found found;
        while (next_value(r, &walk, &found))
            add_period(&list, found.period);
    } else if (subject->kind == MET_METRIC) {
        add_all_years(r, &list);
        bool quiet = r->quiet;
        r->quiet = true;
        uint32_t kept = 0;
        for (uint32_t i = 0; i < list.len; i++) {
            struct met_value value = met_eval(r, subject, list.items[i], 0);
            if (value.state == MET_KNOWN)
                list.items[kept++] = list.items[i];
        }
        list.len = kept;
        r->quiet = quiet;
    } else if (subject->kind == MET_TABLE) {
        for (uint32_t c = 0; c < subject->table->column_len; c++)
            if (subject->table->columns[c].role == MDL_COL_FIGURE)
                add_period(&list, subject->table->columns[c].period);
    }
    if (list.len)
        qsort(list.items, list.len, sizeof *list.items, by_period);
    *out = list.items;
    return list.len;
}

const char *met_periods_text(struct aj_arena *arena, const struct mdl_period *periods, uint32_t count)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i;
        /* Budget and forecast of the same year follow each other. */
        while (end + 1 < count &&
               (periods[end + 1].year == periods[end].year + 1 || periods[end + 1].year == periods[end].year))
            end++;
        if (text.len)
            aj_buf_str(&text, ", ");
        aj_buf_printf(&text, "%d", periods[i].year);
        if (periods[end].year > periods[i].year)
            aj_buf_printf(&text, "\xE2\x80\x93%d", periods[end].year);
        i = end + 1;
    }
    char *copy = aj_strndup(arena, text.data ? text.data : "", text.len);
    aj_buf_free(&text);
    return copy;
}

enum mdl_scenario met_year_scenario(const struct met_result *r, int year)
{
    enum mdl_scenario scenario = MDL_UNSAID;
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; c < table->column_len; c++) {
            const struct mdl_period *period = &table->columns[c].period;
            if (table->columns[c].role != MDL_COL_FIGURE || period->year != year ||
                period->scenario == MDL_TARGET)
                continue;
            enum mdl_scenario said = period->scenario;
            if (!said && table->def)
                said = table->def->scenario;
            if (!scenario || (said && said < scenario))
                scenario = said;
        }
    }
    return scenario;
}

/* Whether parts of years are among the periods, so that years alone do not name them. */
static bool parted(const struct mdl_period *periods, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (periods[i].part)
            return true;
    return false;
}

static const char *full_texts(struct aj_arena *arena, const struct mdl_period *periods, uint32_t count)
{
    const char **texts = AJ_NEW_N(arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = mdl_period_text(arena, periods[i]);
    return met_join(arena, texts, count, "och");
}

/* "2025" and "2026" as "2025–2026", and so on; other periods parted by commas. */
static const char *and_period(struct aj_arena *arena, const char *list, const char *next)
{
    size_t n = strlen(list);
    const char *tail = n >= 4 ? list + n - 4 : "";
    bool bare = strlen(next) == 4 && (n == 4 || (n > 4 && (unsigned char)tail[-1] == 0x93) ||
                                      (n > 4 && tail[-1] == ' ' && tail[-2] == ','));
    int last = 0, year = 0;
    for (int i = 0; bare && i < 4; i++) {
        bare = tail[i] >= '0' && tail[i] <= '9' && next[i] >= '0' && next[i] <= '9';
        last = last * 10 + (tail[i] - '0');
        year = year * 10 + (next[i] - '0');
    }
    if (!bare || year != last + 1)
        return aj_printf(arena, "%s, %s", list, next);
    bool span = n > 4 && (unsigned char)tail[-1] == 0x93;
    return span ? aj_printf(arena, "%.*s%s", (int)(n - 4), list, next)
                : aj_printf(arena, "%s\xE2\x80\x93%s", list, next);
}

void met_add_lack(struct met_result *r, enum aj_code code, aj_at at, const char *name,
                  struct mdl_period period, const char *rest)
{
    struct aj_diags *diags = r->job->diags;
    const char *when = mdl_period_text(r->job->arena, period);
    struct aj_diag *last = diags->len ? &diags->items[diags->len - 1] : NULL;
    if (last && last->code == code && last->at == at && !strcmp(last->args[0], name) &&
        !strcmp(last->args[2], rest))
        last->args[1] = and_period(r->job->arena, last->args[1], when);
    else
        aj_diag_add(diags, code, at, name, when, rest, NULL);
}

void met_report_unknown(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                        const struct met_value *value, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    const char *when = mdl_period_text(arena, period);
    if (value->state == MET_MISSING)
        aj_diag_add(r->job->diags, AJ_E0327, at, subject->name, when,
                    value->lack ? value->lack : subject->name, mdl_missing_spoken(value->missing), NULL);
    if (value->state != MET_LACKING)
        return;
    /* What a faulty source would have held was told there. */
    if (subject->kind == MET_METRIC && r->model->faulty)
        return;
    for (uint32_t i = 0; subject->kind == MET_SERIES && i < subject->series_len; i++)
        if (subject->series[i]->table->faulty)
            return;
    if (subject->kind == MET_METRIC && !subject->metric->formula) {
        const char *definition = subject->metric->definition ? subject->metric->definition : "";
        met_add_lack(r, AJ_E0349, at, subject->name, period, definition);
        return;
    }
    if (subject->kind == MET_METRIC) {
        met_add_lack(r, AJ_E0306, at, subject->name, period, value->lack);
        return;
    }
    struct mdl_period *periods;
    uint32_t count = met_periods(r, subject, &periods);
    const char *has =
        parted(periods, count) ? full_texts(arena, periods, count) : met_periods_text(arena, periods, count);
    met_add_lack(r, AJ_E0304, at, subject->name, period, *has ? has : "-");
}
