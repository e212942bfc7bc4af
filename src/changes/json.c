/* A list of changes as JSON. */
#include "changes/internal.h"

static json_t *edition_json(const struct chg_edition *edition)
{
    return json_pack("{s:o, s:o, s:o}", "path", bat_json_text(edition->path), "title",
                     bat_json_text(chg_edition_text(edition, "title")), "status",
                     bat_json_text(chg_edition_text(edition, "status")));
}

static json_t *change_json(const struct chg_change *change)
{
    static const char *const kinds[] = {"added", "removed", "changed"};
    json_t *object = json_object();
    const char *kind =
        change->sort == CHG_PARAGRAPH && change->kind == CHG_CHANGED ? "reworded" : kinds[change->kind];
    json_object_set_new(object, "change", bat_json_text(kind));
    json_object_set_new(object, change->sort == CHG_PARAGRAPH ? "where" : "name",
                        bat_json_text(change->name));
    if (change->period)
        json_object_set_new(object, "period", bat_json_text(change->period));
    json_object_set_new(object, "old", bat_json_text(change->before));
    json_object_set_new(object, "new", bat_json_text(change->after));
    if (change->figures_only)
        json_object_set_new(object, "figures_only", json_true());
    return object;
}

json_t *chg_json(const struct chg_edition *before, const struct chg_edition *after,
                 const struct chg_list *list)
{
    static const char *const sorts[CHG_SORTS] = {"figures", "verdicts", "targets", "rows", "paragraphs"};
    json_t *object = json_object();
    json_object_set_new(object, "old", edition_json(before));
    json_object_set_new(object, "new", edition_json(after));
    for (int sort = 0; sort < CHG_SORTS; sort++) {
        json_t *changes = json_array();
        for (uint32_t i = 0; i < list->len; i++)
            if ((int)list->items[i].sort == sort)
                json_array_append_new(changes, change_json(&list->items[i]));
        json_object_set_new(object, sorts[sort], changes);
    }
    return object;
}
