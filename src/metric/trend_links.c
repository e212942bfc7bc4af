/* What trends are linked to: goals by number or title, indicators by any of their names. */
#include "metric/trends.h"

#include "model/template.h"

#include <string.h>

struct met_pieces met_pieces_of(struct aj_arena *arena, const char *text, const char *separators)
{
    struct met_pieces pieces = {.items = NULL};
    while (*text) {
        size_t n = strcspn(text, separators), from = strspn(text, " \t"), to = n;
        while (to > from && strchr(" \t", text[to - 1]))
            to--;
        if (to > from)
            AJ_PUSH(arena, pieces.items, pieces.len, pieces.cap, aj_strndup(arena, text + from, to - from));
        text += n + (text[n] != '\0');
    }
    return pieces;
}

const struct mdl_goal *met_goal_named(struct met_result *r, const char *name)
{
    struct aj_arena *arena = r->job->arena;
    const char *folded = mdl_fold(arena, name);
    if (!strncmp(folded, "mål ", strlen("mål ")))
        folded += strlen("mål ");
    for (uint32_t i = 0; i < r->model->goal_len; i++) {
        const struct mdl_goal *goal = &r->model->goals[i];
        if (!strcmp(mdl_fold(arena, goal->no), folded) ||
            (*goal->title && !strcmp(mdl_fold(arena, goal->title), folded)))
            return goal;
    }
    return NULL;
}

static void add_goal(struct aj_arena *arena, struct met_trend *trend, const struct mdl_goal *goal)
{
    for (uint32_t i = 0; i < trend->goal_len; i++)
        if (trend->goals[i] == goal)
            return;
    AJ_PUSH(arena, trend->goals, trend->goal_len, trend->goal_cap, goal);
}

static void add_stray(struct met_result *r, struct met_trend *trend, const char *name, aj_at at)
{
    struct met_stray stray = {name, at};
    AJ_PUSH(r->job->arena, trend->strays, trend->stray_len, trend->stray_cap, stray);
}

/* "1 4", "1, 4", "mål 1 och 4": numbers of goals, each; false when one of them is none. */
static bool link_numbers(struct met_result *r, struct met_trend *trend, const char *text)
{
    struct aj_arena *arena = r->job->arena;
    struct met_pieces words = met_pieces_of(arena, text, ", \t\n");
    const struct mdl_goal **found = AJ_NEW_N(arena, const struct mdl_goal *, words.len + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < words.len; i++) {
        const char *folded = mdl_fold(arena, words.items[i]);
        if (!strcmp(folded, "och") || !strcmp(folded, "mål"))
            continue;
        found[count] = met_goal_named(r, words.items[i]);
        if (!found[count++])
            return false;
    }
    for (uint32_t i = 0; i < count; i++)
        add_goal(arena, trend, found[i]);
    return count > 0;
}

/* Every word a number: each is told by itself where no goal has it. */
static bool is_numbers(const char *text)
{
    return *text && !text[strspn(text, "0123456789, \t")];
}

static void link_goals(struct met_result *r, struct met_trend *trend)
{
    struct src_cell cell = trend->parts[MDL_TREND_GOALS];
    struct met_pieces pieces = met_pieces_of(r->job->arena, cell.text, ";\n");
    for (uint32_t i = 0; i < pieces.len; i++) {
        const struct mdl_goal *goal = met_goal_named(r, pieces.items[i]);
        if (goal) {
            add_goal(r->job->arena, trend, goal);
        } else if (is_numbers(pieces.items[i])) {
            struct met_pieces numbers = met_pieces_of(r->job->arena, pieces.items[i], ", \t");
            for (uint32_t j = 0; j < numbers.len; j++)
                if (!link_numbers(r, trend, numbers.items[j]))
                    add_stray(r, trend, numbers.items[j], cell.at);
        } else if (!link_numbers(r, trend, pieces.items[i])) {
            add_stray(r, trend, pieces.items[i], cell.at);
        }
    }
}

/* The indicator of that name; a metric or a table of key figures measures nothing that a goal is set for, but
 * may show a trend just as well. */
static bool link_indicator(struct met_result *r, struct met_trend *trend, const char *name)
{
    bool ambiguous;
    struct met_subject subject = met_subject_peek(r, name, &ambiguous);
    if (subject.kind == MET_METRIC)
        subject = met_metric_rows(r, subject.metric);
    if (subject.kind != MET_SERIES || ambiguous)
        return false;
    const struct mdl_series *series = subject.series[0];
    const struct mdl_goal *goal = series->goal ? mdl_goal_find(r->model, series->goal) : NULL;
    for (uint32_t i = 0; i < trend->indicator_len; i++)
        if (trend->indicators[i] == series)
            return true;
    AJ_PUSH(r->job->arena, trend->indicators, trend->indicator_len, trend->indicator_cap, series);
    if (goal)
        add_goal(r->job->arena, trend, goal);
    return true;
}

static void link_indicators(struct met_result *r, struct met_trend *trend)
{
    struct src_cell cell = trend->parts[MDL_TREND_INDICATORS];
    struct met_pieces pieces = met_pieces_of(r->job->arena, cell.text, ";\n");
    for (uint32_t i = 0; i < pieces.len; i++) {
        if (link_indicator(r, trend, pieces.items[i]))
            continue;
        /* Names may have commas of their own; a list parted by commas has none that is a name as it stands.
         */
        struct met_pieces names = met_pieces_of(r->job->arena, pieces.items[i], ",");
        for (uint32_t j = 0; j < names.len; j++)
            if (!link_indicator(r, trend, names.items[j]))
                add_stray(r, trend, names.len > 1 ? names.items[j] : pieces.items[i], cell.at);
    }
}

void met_trend_link(struct met_result *r, struct met_trend *trend)
{
    link_goals(r, trend);
    link_indicators(r, trend);
}

bool met_trend_reaches(const struct met_trend *trend, const struct mdl_goal *goal)
{
    for (uint32_t i = 0; i < trend->goal_len; i++)
        if (trend->goals[i] == goal)
            return true;
    return false;
}
