/* A table of abbreviations (Förkortning, Betydelse), which the organisation's reports share. */
#include "model/internal.h"

#include "base/utf8.h"

#include <string.h>

enum { MOST_BYTES = 64 }; /* of an abbreviation */

/* Whether it begins with a letter or a digit and is short enough to be looked for. */
static bool is_sound(const char *name)
{
    const char *end = name + strlen(name), *p = name;
    uint32_t code = p < end ? aj_utf8_next(&p, end) : 0;
    return (aj_utf8_is_letter(code) || (code >= '0' && code <= '9')) && end - name <= MOST_BYTES;
}

static const struct mdl_abbreviation *find(const struct mdl_model *model, const char *name)
{
    for (uint32_t i = 0; i < model->abbreviation_len; i++)
        if (!strcmp(model->abbreviations[i].name, name))
            return &model->abbreviations[i];
    return NULL;
}

void mdl_take_abbreviations(struct mdl_model *model, struct mdl_table *table, const struct src_table *source)
{
    enum { MOST_ROWS = 1000 };
    struct aj_job *job = model->job;
    int short_column = mdl_column_of(table->columns, table->column_len, MDL_COL_ABBREVIATION);
    int meaning_column = mdl_column_of(table->columns, table->column_len, MDL_COL_MEANING);
    for (uint32_t row = 1; row < source->rows && row <= MOST_ROWS; row++) {
        struct src_cell name = src_cell_at(source, row, (uint32_t)short_column);
        struct src_cell text = src_cell_at(source, row, (uint32_t)meaning_column);
        const struct mdl_abbreviation *known = find(model, name.text);
        struct mdl_abbreviation one = {name.text, text.text, name.at};
        if (!*name.text && !*text.text)
            continue;
        if (!is_sound(name.text) || !*text.text)
            aj_diag_add(job->diags, AJ_E0226, *name.text ? name.at : text.at, name.text, NULL);
        else if (!known)
            AJ_PUSH(job->arena, model->abbreviations, model->abbreviation_len, model->abbreviation_cap, one);
        else if (strcmp(known->text, text.text) != 0)
            aj_diag_add(job->diags, AJ_W0227, name.at, name.text, known->text, text.text, NULL);
    }
    if (source->rows > MOST_ROWS + 1)
        aj_diag_add(job->diags, AJ_E0107, src_cell_at(source, MOST_ROWS + 1, 0).at, "abbreviations",
                    "förkortningar", "1 000", NULL);
}
