#include "shown.h"

#include "base/buf.h"
#include "base/number.h"

#include <string.h>

struct mdl_table *shown_take(struct mdl_model *model, const char *name, const char *text,
                             struct mdl_hint hint)
{
    struct src_table *source = src_csv_parse(model->job, name, text, strlen(text));
    if (!hint.own)
        hint.own = "Storby kommun";
    return source ? mdl_take(model, source, hint, 0) : NULL;
}

static void show_cell(struct aj_arena *arena, const struct mdl_series *series, uint32_t column,
                      struct aj_buf *out, bool *any)
{
    const struct mdl_cell *cell = &series->cells[column];
    if (cell->count == 0 || cell->values[0].missing == MDL_EMPTY)
        return;
    const struct mdl_value *value = &cell->values[0];
    aj_buf_printf(out, "%s%s=%s", *any ? ", " : " ", series->table->columns[column].heading,
                  value->missing ? mdl_missing_sign(value->missing)
                                 : aj_number_format(arena, value->value, value->decimals));
    *any = true;
}

const char *shown(struct aj_arena *arena, const struct mdl_table *table)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; table && i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        bool any = false;
        aj_buf_printf(&out, "%s%s [%s]:", i ? " / " : "", series->name, series->unit.name);
        for (uint32_t c = 0; c < table->column_len; c++)
            show_cell(arena, series, c, &out, &any);
    }
    const char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}
