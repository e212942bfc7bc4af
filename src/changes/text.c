/* A list of changes for a terminal, in the language of the documents. */
#include "changes/internal.h"

#include "base/buf.h"

static const char *const headings[CHG_SORTS] = {"Siffror", "Bedömningar", "Mål", "Tabellrader", "Text"};
static const char *const kinds[] = {"ny", "borttagen", "ändrad"};

static void put_change(struct aj_arena *arena, const struct chg_change *change, struct aj_buf *out)
{
    const char *kind = change->figures_only ? "nya siffror" : kinds[change->kind];
    if (change->sort == CHG_PARAGRAPH && change->kind == CHG_CHANGED && !change->figures_only)
        kind = "omskriven";
    aj_buf_printf(out, "  %s: %s%s%s\n", kind, change->name, change->period ? " " : "",
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
        aj_buf_str(out, "inga ändringar\n");
    int sort = -1;
    for (uint32_t i = 0; i < list->len; i++) {
        if ((int)list->items[i].sort != sort) {
            sort = (int)list->items[i].sort;
            aj_buf_printf(out, "%s\n", headings[sort]);
        }
        put_change(arena, &list->items[i], out);
    }
}
