/* Goals: heading and focus area, the table of indicators, the list of sources. */
#include "metric/internal.h"

#include <string.h>

void met_bind_goal(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    struct aj_arena *arena = r->job->arena;
    const char *no = met_need(r, node, "no"), *id = met_attr(r, node, "id");
    struct mdl_goal *goal = no ? mdl_goal_find(r->model, no) : NULL;
    if (goal)
        goal->printed = true;
    if (no && !goal && !r->model->incomplete) {
        const char *known[64];
        uint32_t count = 0;
        for (; count < r->model->goal_len && count < 64; count++)
            known[count] = r->model->goals[count].no;
        aj_diag_add(r->job->diags, AJ_E0323, src_xml_at(node), no,
                    count ? met_join(arena, known, count, "och") : "-", NULL);
    }
    xmlNodePtr shown = met_add(r, out, "goal", node);
    met_set(shown, "no", no ? no : "?");
    met_set(shown, "id", id ? id : aj_printf(arena, "mal-%s", no ? no : "x"));
    if (goal && *goal->focus)
        met_set(shown, "focus", goal->focus);
    met_add_text(met_add(r, shown, "title", node), goal ? goal->title : "[?]");
    const char *outer = r->goal;
    r->goal = no;
    met_bind_children(r, node, shown, depth);
    r->goal = outer;
}

bool met_is_indicator(const struct mdl_series *series, const char *no)
{
    return !series->whole && (!no || (series->goal && !strcmp(series->goal, no)));
}

static bool is_own(const struct met_result *r, const struct mdl_series *series)
{
    return met_is_indicator(series, r->goal);
}

const struct mdl_table *met_goal_table(const struct met_result *r, const char *no)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++)
            if (met_is_indicator(table->series[i], no))
                return table;
    }
    return NULL;
}

/* The table that holds the goal's indicators; the first, should several. */
static const struct mdl_table *goal_table(const struct met_result *r)
{
    return met_goal_table(r, r->goal);
}

struct picked {
    uint32_t columns[64];
    uint32_t len;
};

/* Goals first, then the outcomes in the author's order, or in the table's. */
static bool pick_columns(struct met_result *r, const xmlNode *node, const struct mdl_table *table,
                         struct picked *picked)
{
    const char *text = met_attr(r, node, "outcomes");
    struct mdl_period *periods = NULL;
    uint32_t count = 0;
    bool span;
    struct met_subject subject = {.kind = MET_TABLE, .name = table->name, .table = table};
    if (text && !met_read_periods(r, text, &subject, src_xml_at(node), &periods, &count, &span))
        return false;
    for (uint32_t c = 0; c < table->column_len && picked->len < 32; c++)
        if (table->columns[c].role == MDL_COL_FIGURE &&
            (table->columns[c].period.scenario == MDL_TARGET || !text))
            picked->columns[picked->len++] = c;
    for (uint32_t i = 0; i < count && picked->len < 64; i++) {
        bool found = false;
        for (uint32_t c = 0; c < table->column_len && !found; c++) {
            const struct mdl_column *column = &table->columns[c];
            found = column->role == MDL_COL_FIGURE && column->period.scenario != MDL_TARGET &&
                    column->period.year == periods[i].year;
            if (found)
                picked->columns[picked->len++] = c;
        }
        if (!found) {
            struct mdl_period *has;
            uint32_t n = met_periods(r, &subject, &has);
            aj_diag_add(r->job->diags, AJ_E0304, src_xml_at(node), table->name,
                        mdl_period_text(r->job->arena, periods[i]), met_periods_text(r->job->arena, has, n),
                        NULL);
        }
    }
    return picked->len > 0;
}

static bool has_units(const struct met_result *r, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        if (is_own(r, table->series[i]) && *table->series[i]->unit.name)
            return true;
    return false;
}

static void indicator_row(struct met_result *r, xmlNodePtr out, const struct mdl_series *series, bool units,
                          const struct picked *picked, const struct met_turn *turn)
{
    xmlNodePtr row = met_table_row(out, "item", series->at);
    if (series->kolada)
        met_set(row, "kolada", series->kolada);
    xmlNodePtr label = met_table_label(row, series->label, series->at);
    for (uint32_t l = 0; l < series->letter_len; l++) {
        char letter[2] = {series->letters[l].letter, '\0'};
        xmlNodePtr part = xmlNewChild(label, NULL, BAD_CAST "part", NULL);
        met_set(part, "letter", letter);
        met_add_text(part, aj_printf(r->job->arena, "%s. %s", letter, series->letters[l].text));
    }
    if (units)
        met_table_unit(r, row, series);
    for (uint32_t i = 0; i < picked->len; i++)
        met_table_cell(r, row, series, picked->columns[i]);
    if (turn) {
        struct met_subject subject = met_row_subject(r, series);
        met_put_trend_cell(r, row, &subject, turn, series->at);
    }
}

bool met_is_supporting(const struct mdl_series *series)
{
    return series->type && !strcmp(series->type, "stödjande");
}

static void indicator_rows(struct met_result *r, xmlNodePtr out, const struct mdl_table *table, bool units,
                           const struct picked *picked, const struct met_turn *turn)
{
    for (int supporting = 0; supporting < 2; supporting++) {
        bool headed = !supporting;
        for (uint32_t i = 0; i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            if (!is_own(r, series) || series->role == MDL_GROUP || met_is_supporting(series) != supporting)
                continue;
            if (!headed) {
                xmlNodePtr row = met_table_row(out, "group", series->at);
                xmlNodePtr label = met_table_label(row, met_heading(r, "supporting"), series->at);
                met_set(label, "span",
                        aj_printf(r->job->arena, "%u", 1 + units + picked->len + (turn != NULL)));
            }
            headed = true;
            indicator_row(r, out, series, units, picked, turn);
        }
    }
}

void met_bind_indicators(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    struct aj_arena *arena = r->job->arena;
    const struct mdl_table *table = goal_table(r);
    struct picked picked = {.len = 0};
    if (!table) {
        bool told = r->goal && !mdl_goal_find(r->model, r->goal);
        if (!r->model->incomplete && !told)
            aj_diag_add(r->job->diags, AJ_E0347, src_xml_at(node), r->goal ? r->goal : "", NULL);
        met_anchor_at(r, node, out);
        return;
    }
    if (!pick_columns(r, node, table, &picked)) {
        met_anchor_at(r, node, out);
        return;
    }
    bool units = has_units(r, table);
    const struct mdl_goal *goal = r->goal ? mdl_goal_find(r->model, r->goal) : NULL;
    xmlNodePtr shown = met_table_new(r, out, node, "indicators");
    met_set(shown, "of", r->goal ? r->goal : table->name);
    const char *id = goal && *goal->focus ? "indicators-of-focus"
                     : goal               ? "indicators-of-goal"
                                          : "indicators";
    const char *const of[] = {goal ? goal->no : NULL, goal ? goal->title : NULL, goal ? goal->focus : NULL,
                              NULL};
    const char *caption = met_heading_with(r, id, of);
    met_add_text(met_add(r, shown, "caption", node), caption);
    met_table_column(shown, "label", met_heading(r, "governing"));
    if (units)
        met_table_column(shown, "text", met_heading(r, "unit"));
    for (uint32_t i = 0; i < picked.len; i++)
        met_table_column(shown, "figure", met_column_heading(arena, &table->columns[picked.columns[i]]));
    struct mdl_period periods[sizeof picked.columns / sizeof *picked.columns];
    for (uint32_t i = 0; i < picked.len; i++)
        periods[i] = table->columns[picked.columns[i]].period;
    struct met_turn turns = met_turn_of(periods, picked.len);
    const struct met_turn *turn = met_wants_trend(r, node) ? &turns : NULL;
    if (turn)
        met_turn_column(r, shown, turn);
    indicator_rows(r, shown, table, units, &picked, turn);
}

/* "SKR Insikt, Kolada U07451"; "Kolada U00811" where Kolada is the source itself. */
static const char *source_text(struct aj_arena *arena, const struct mdl_series *series)
{
    const char *source = series->source, *kolada = series->kolada;
    if (!kolada || (source && strstr(source, kolada)))
        return source;
    if (!source || !strcmp(mdl_fold(arena, source), "kolada"))
        return aj_printf(arena, "Kolada %s", kolada);
    return aj_printf(arena, "%s, Kolada %s", source, kolada);
}

void met_bind_sources(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const struct mdl_table *table = goal_table(r);
    xmlNodePtr list = NULL;
    for (uint32_t i = 0; table && i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        const char *text = source_text(r->job->arena, series);
        if (!is_own(r, series) || !text)
            continue;
        if (!list)
            list = met_add(r, out, "sources", node);
        xmlNodePtr source = xmlNewChild(list, NULL, BAD_CAST "source", NULL);
        met_set(source, "of", series->label);
        met_set_at(source, series->at);
        met_add_text(source, text);
    }
    if (!list) {
        met_anchor_at(r, node, out);
        if (!r->model->incomplete)
            aj_diag_add(r->job->diags, AJ_W0348, src_xml_at(node), r->goal ? r->goal : "", NULL);
    }
}
