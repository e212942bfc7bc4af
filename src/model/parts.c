/* A file that holds several statements, told apart by a first column "Tabell". */
#include "model/internal.h"

#include <string.h>

/* Whether a column has anything in the rows of a part. */
static bool is_used(const struct src_table *source, const uint32_t *rows, uint32_t count, uint32_t column)
{
    for (uint32_t i = 0; i < count; i++)
        if (*src_cell_at(source, rows[i], column).text)
            return true;
    return false;
}

/* The part's rows below the headings, without the first column and those that the part leaves empty. */
static struct src_table *cut(struct aj_job *job, const struct src_table *source, const uint32_t *rows,
                             uint32_t count)
{
    uint32_t *columns = AJ_NEW_N(job->arena, uint32_t, source->columns), used = 0;
    for (uint32_t c = 1; c < source->columns; c++)
        if (is_used(source, rows, count, c))
            columns[used++] = c;
    struct src_making *part = src_make(job, source, count + 1, used);
    for (uint32_t r = 0; r <= count; r++)
        for (uint32_t c = 0; c < used; c++)
            src_make_cell(part, r, c, src_cell_at(source, r ? rows[r - 1] : 0, columns[c]));
    return src_made(part);
}

bool mdl_is_parted(struct aj_arena *arena, const struct src_table *source)
{
    return source->rows > 1 && source->columns > 2 &&
           !strcmp(mdl_fold(arena, src_cell_at(source, 0, 0).text), "tabell");
}

struct mdl_table *mdl_take_parts(struct mdl_model *model, const struct src_table *source,
                                 struct mdl_hint hint, aj_at at)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_table *last = NULL;
    bool *taken = AJ_NEW_N(arena, bool, source->rows);
    uint32_t *rows = AJ_NEW_N(arena, uint32_t, source->rows);
    for (uint32_t first = 1; first < source->rows; first++) {
        uint32_t count = 0;
        const char *name = src_cell_at(source, first, 0).text;
        for (uint32_t r = first; r < source->rows && !taken[first]; r++)
            if (!strcmp(name, src_cell_at(source, r, 0).text))
                rows[count++] = r;
        for (uint32_t i = 0; i < count; i++)
            taken[rows[i]] = true;
        if (!count)
            continue;
        struct mdl_hint own = {
            .unit = hint.unit, .kind = mdl_def_named(model, name) ? name : NULL, .name = name};
        if (own.kind)
            own.name = NULL;
        struct mdl_table *table = mdl_take(model, cut(model->job, source, rows, count), own, at);
        last = table ? table : last;
    }
    return last;
}
