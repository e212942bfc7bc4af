/* Actions beside those of an earlier edition: what their status was, and which are told of no more. */
#include "metric/internal.h"

static void add_name(struct met_result *r, struct aj_map *names, const char *name, struct met_action *action)
{
    const char *folded = mdl_fold(r->job->arena, name);
    if (*folded && !aj_map_find(names, folded))
        aj_map_put(names, folded, action);
}

/* Every action that the report has now, by its names. */
static struct aj_map name_all(struct met_result *r)
{
    struct aj_map names = AJ_MAP_INIT(r->job->arena);
    for (uint32_t i = 0; r->all && i < r->all->len; i++) {
        add_name(r, &names, r->all->items[i]->is.written, r->all->items[i]);
        add_name(r, &names, met_action_says(r->all->items[i], MDL_ACTION_NAME), r->all->items[i]);
    }
    return names;
}

static void compare_one(struct met_result *r, const struct aj_map *names,
                        const struct mdl_action_table *table, const struct mdl_action *before)
{
    struct aj_arena *arena = r->job->arena;
    const char *name = before->says[MDL_ACTION_NAME], *status = before->says[MDL_ACTION_STATUS];
    struct met_action *now = aj_map_find(names, mdl_fold(arena, before->written));
    if (!now)
        now = aj_map_find(names, mdl_fold(arena, name));
    if (!now) {
        aj_diag_add(r->job->diags, AJ_W0266, before->at, name, table->edition, NULL);
        return;
    }
    if (status)
        (void)met_status_take(r, status, before->ats[MDL_ACTION_STATUS]);
    if (!now->is.says[MDL_ACTION_BEFORE])
        now->is.says[MDL_ACTION_BEFORE] = status;
    now->is.ats[MDL_ACTION_BEFORE] = before->ats[MDL_ACTION_STATUS];
}

void met_editions_compare(struct met_result *r)
{
    struct aj_map names = {0};
    for (uint32_t t = 0; t < r->model->action_len; t++) {
        const struct mdl_action_table *table = r->model->actions[t];
        if (!table->edition)
            continue;
        if (!names.arena)
            names = name_all(r);
        if (!r->edition)
            r->edition = table->edition;
        for (uint32_t i = 0; i < table->len; i++)
            compare_one(r, &names, table, &table->items[i]);
    }
}
