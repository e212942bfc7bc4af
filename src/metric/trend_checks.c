/* What coverage asks of trends and of the goals that they reach. */
#include "metric/trends.h"

#include "base/accept.h"

#include <string.h>

/* What a trend lacks; of one without a name it was told that it has none. */
static void tell(struct met_result *r, const struct met_check *check, const struct met_trend *trend)
{
    if (*trend->title)
        met_coverage_tell(r, check, trend->title, trend->at);
}

void met_trends_answered(struct met_result *r, const struct met_check *check)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (!r->trends->items[i]->response_len)
            tell(r, check, r->trends->items[i]);
}

/* Only where the sources have goals, and trends are linked to them. */
static bool any_linked(const struct met_result *r)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (r->trends->items[i]->goal_len)
            return true;
    return false;
}

void met_trends_aimed(struct met_result *r, const struct met_check *check)
{
    for (uint32_t i = 0; i < r->trends->len && any_linked(r); i++)
        if (!r->trends->items[i]->goal_len)
            tell(r, check, r->trends->items[i]);
}

void met_goals_reached(struct met_result *r, const struct met_check *check)
{
    for (uint32_t g = 0; g < r->model->goal_len && any_linked(r); g++) {
        const struct mdl_goal *goal = &r->model->goals[g];
        bool reached = false;
        for (uint32_t i = 0; i < r->trends->len && !reached; i++)
            reached = met_trend_reaches(r->trends->items[i], goal);
        if (!reached)
            met_coverage_tell(r, check, aj_printf(r->job->arena, "mål %s", goal->no), goal->at);
    }
}

/* A trend that says nothing of effect or likelihood, where others do, has no place in their map. */
void met_trends_judged(struct met_result *r, const struct met_check *check)
{
    bool effect = false, likelihood = false;
    for (uint32_t i = 0; i < r->trends->len; i++) {
        effect |= *r->trends->items[i]->parts[MDL_TREND_EFFECT].text != '\0';
        likelihood |= *r->trends->items[i]->parts[MDL_TREND_LIKELIHOOD].text != '\0';
    }
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const struct met_trend *trend = r->trends->items[i];
        if ((effect && !*trend->parts[MDL_TREND_EFFECT].text) ||
            (likelihood && !*trend->parts[MDL_TREND_LIKELIHOOD].text))
            tell(r, check, trend);
    }
}

void met_trends_distinct(struct met_result *r, const struct met_check *check)
{
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const struct met_trend *trend = r->trends->items[i];
        const char *id = trend->parts[MDL_TREND_ID].text;
        if (!trend->twice)
            continue;
        struct aj_diag *diag = aj_diag_add(r->job->diags, AJ_E0262, trend->at, *id ? id : trend->title, NULL);
        diag->template_at = check->at;
        aj_diag_by_check(r->job->diags, diag, check->id);
    }
}

static void report_stray(struct met_result *r, const struct met_check *check, const struct met_trend *trend,
                         const struct met_stray *stray)
{
    struct aj_arena *arena = r->job->arena;
    uint32_t count = 0, tables = r->model->table_len, goals = r->model->goal_len, most = 2 * goals;
    for (uint32_t t = 0; t < tables; t++)
        most += 2 * r->model->tables[t]->series_len;
    const char **names = AJ_NEW_N(arena, const char *, most + 1);
    for (uint32_t g = 0; g < goals; g++) {
        names[count++] = r->model->goals[g].no;
        names[count++] = r->model->goals[g].title;
    }
    for (uint32_t t = 0; t < tables; t++)
        for (uint32_t i = 0; i < r->model->tables[t]->series_len; i++) {
            const struct mdl_series *series = r->model->tables[t]->series[i];
            names[count++] = series->name;
            if (series->short_name)
                names[count++] = series->short_name;
        }
    const char *meant = aj_did_you_mean(stray->name, names, count);
    const char *english = "name a goal by its number, an indicator as its table does";
    const char *swedish = "ange mål med nummer och indikatorer som tabellen gör";
    if (meant) {
        english = aj_printf(arena, "did you mean \"%s\"?", meant);
        swedish = aj_printf(arena, "menade du \"%s\"?", meant);
    }
    struct aj_diag *diag = aj_diag_add(r->job->diags, AJ_E0396, stray->at, trend->title, stray->name, english,
                                       swedish, check->id, NULL);
    diag->template_at = check->at;
    aj_diag_by_check(r->job->diags, diag, check->id);
}

void met_trends_linked(struct met_result *r, const struct met_check *check)
{
    for (uint32_t i = 0; i < r->trends->len && !r->model->incomplete; i++)
        for (uint32_t s = 0; s < r->trends->items[i]->stray_len; s++)
            report_stray(r, check, r->trends->items[i], &r->trends->items[i]->strays[s]);
}

static void check_step(struct met_result *r, const struct met_check *check, const struct met_trend *trend,
                       enum mdl_trend_part part)
{
    bool effect = part == MDL_TREND_EFFECT;
    struct src_cell cell = trend->parts[part];
    if (!*cell.text || (effect ? trend->effect : trend->likelihood))
        return;
    const struct met_scale *scale = effect ? &r->trends->effect : &r->trends->likelihood;
    const char *accept =
        aj_printf(r->job->arena, "accept check=\"%s\" of=\"%s\" why=\"...\"", check->id, trend->title);
    struct aj_diag *diag = aj_diag_add(
        r->job->diags, AJ_E0397, cell.at, trend->title, effect ? "effekt" : "sannolikhet", cell.text,
        met_scale_list(r->job->arena, scale), aj_printf(r->job->arena, "; or accept it in data: %s", accept),
        aj_printf(r->job->arena, "; eller godta det i data: %s", accept), NULL);
    diag->template_at = check->at;
    aj_diag_by_check(r->job->diags, diag, check->id);
}

void met_trends_on_scale(struct met_result *r, const struct met_check *check)
{
    for (uint32_t i = 0; i < r->trends->len; i++) {
        check_step(r, check, r->trends->items[i], MDL_TREND_EFFECT);
        check_step(r, check, r->trends->items[i], MDL_TREND_LIKELIHOOD);
    }
}
