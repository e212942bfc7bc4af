/* Which trends prose counts or lists: all, or those of an effect, a likelihood, a driving force, a goal. */
#include "metric/trends.h"

#include "model/template.h"

#include <string.h>

/* A step that is asked for, "stor" or "minst stor"; step 0: none is. */
struct wanted_step {
    int step;
    bool least;
};

static bool read_step(struct met_result *r, const xmlNode *node, const char *attribute, const char *name,
                      const struct met_scale *scale, struct wanted_step *out)
{
    struct aj_arena *arena = r->job->arena;
    const char *text = met_attr(r, node, attribute), *word = text;
    *out = (struct wanted_step){0};
    if (!text)
        return true;
    out->least = !strncmp(mdl_fold(arena, text), "minst ", 6);
    if (out->least)
        word = mdl_fold(arena, text) + 6;
    out->step = met_scale_step(arena, scale, word);
    if (!out->step)
        aj_diag_add(r->job->diags, AJ_E0397, src_xml_at(node), "trender", name, word,
                    met_scale_list(arena, scale), "", "", NULL);
    return out->step;
}

static bool is_step(struct wanted_step wanted, int step)
{
    return !wanted.step || step == wanted.step || (wanted.least && step > wanted.step);
}

static bool is_force(struct met_result *r, const struct met_trend *trend, const char *force)
{
    struct met_pieces pieces = met_pieces_of(r->job->arena, trend->parts[MDL_TREND_FORCE].text, ";,\n");
    for (uint32_t i = 0; force && i < pieces.len; i++)
        if (!strcmp(mdl_fold(r->job->arena, pieces.items[i]), mdl_fold(r->job->arena, force)))
            return true;
    return !force;
}

const struct mdl_goal *met_goal_asked(struct met_result *r, const char *name, aj_at at)
{
    const struct mdl_goal *goal = met_goal_named(r, name);
    if (goal)
        return goal;
    const char **known = AJ_NEW_N(r->job->arena, const char *, r->model->goal_len + 1);
    for (uint32_t i = 0; i < r->model->goal_len; i++)
        known[i] = r->model->goals[i].no;
    aj_diag_add(r->job->diags, AJ_E0323, at, name,
                r->model->goal_len ? met_join(r->job->arena, known, r->model->goal_len, "och") : "-", NULL);
    return NULL;
}

bool met_trends_chosen(struct met_result *r, const xmlNode *node, const char ***names, uint32_t *count)
{
    struct aj_arena *arena = r->job->arena;
    struct wanted_step effect, likelihood;
    const char *force = met_attr(r, node, "force"), *no = met_attr(r, node, "goal");
    const struct mdl_goal *goal;
    *count = 0;
    *names = AJ_NEW_N(arena, const char *, r->trends->len + 1);
    if (!read_step(r, node, "effect", "effekt", &r->trends->effect, &effect) ||
        !read_step(r, node, "likelihood", "sannolikhet", &r->trends->likelihood, &likelihood))
        return false;
    goal = no ? met_goal_asked(r, no, src_xml_at(node)) : NULL;
    if (no && !goal)
        return false;
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const struct met_trend *trend = r->trends->items[i];
        if (is_step(effect, trend->effect) && is_step(likelihood, trend->likelihood) &&
            is_force(r, trend, force) && (!goal || met_trend_reaches(trend, goal)))
            (*names)[(*count)++] = trend->title;
    }
    return true;
}
