/* A list of changes for a terminal. */
#include "changes/internal.h"

#include "base/buf.h"
#include "base/text.h"

static const char *const headings[CHG_SORTS] = {AJ_TEXT("Figures"), AJ_TEXT("Verdicts"), AJ_TEXT("Targets"),
                                                AJ_TEXT("Table rows"), AJ_TEXT("Text")};
static const char *const kinds[] = {AJ_TEXT("new"), AJ_TEXT("removed"), AJ_TEXT("changed")};

static void put_change(struct aj_arena *arena, const struct chg_change *change, struct aj_buf *out)
{
    const char *kind = change->figures_only ? AJ_TEXT("new figures") : kinds[change->kind];
    if (change->sort == CHG_PARAGRAPH && change->kind == CHG_CHANGED && !change->figures_only)
        kind = AJ_TEXT("reworded");
    aj_buf_printf(out, "  %s: %s%s%s\n", aj_text(kind), change->name, change->period ? " " : "",
                  change->period ? change->period : "");
    if (change->kind != CHG_CHANGED)
        aj_buf_printf(out, "    %s\n", change->before ? change->before : change->after);
    else if (change->sort == CHG_PARAGRAPH)
        aj_buf_printf(out, "    %s\n", chg_reworded(arena, change->before, change->after));
    else
        aj_buf_printf(out, "    %s → %s\n", change->before, change->after);
}

void chg_text(struct aj_arena *arena, const struct chg_list *list, struct aj_buf *out)
{
    if (!list->len)
        aj_buf_str(out, aj_text("no changes\n"));
    int sort = -1;
    for (uint32_t i = 0; i < list->len; i++) {
        if ((int)list->items[i].sort != sort) {
            sort = (int)list->items[i].sort;
            aj_buf_printf(out, "%s\n", aj_text(headings[sort]));
        }
        put_change(arena, &list->items[i], out);
    }
}
