/* Headings of columns of figures, alike wherever they stand: as the sources write them, set as print does. */
#include "metric/internal.h"

#include <string.h>

const char *met_column_heading(struct aj_arena *arena, const struct mdl_column *column)
{
    const char *out = "", *word;
    if (!column->period.part || !strchr(column->heading, '-'))
        return column->heading;
    /* "jan-aug", of the words that are a part of the year, has an en dash; other hyphens stay. */
    for (const char *p = column->heading; (word = mdl_word_next(arena, &p));) {
        const char *dash = strchr(word, '-');
        if (dash && mdl_part_of(arena, mdl_fold(arena, word)))
            word = aj_printf(arena, "%.*s\xE2\x80\x93%s", (int)(dash - word), word, dash + 1);
        out = aj_printf(arena, "%s%s%s", out, *out ? " " : "", word);
    }
    return out;
}

const char *met_period_column(struct met_result *r, struct mdl_period period)
{
    const char *own = mdl_period_text(r->job->arena, period), *found = NULL;
    for (uint32_t t = 0; t < r->model->table_len && period.scenario; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; table->kind == MDL_STATEMENT && c < table->column_len; c++) {
            const struct mdl_column *column = &table->columns[c];
            if (column->role != MDL_COL_FIGURE || mdl_period_cmp(column->period, period) ||
                (column->group && *column->group))
                continue;
            const char *heading = met_column_heading(r->job->arena, column);
            if (found && strcmp(found, heading) != 0)
                return own; /* where the sources differ, the common word */
            found = heading;
        }
    }
    return found ? found : own;
}
