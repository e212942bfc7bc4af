/* Tables made of another one's cells. */
#include "source/source.h"

#include "base/map.h"

#include <string.h>

struct src_making {
    struct aj_job *job;
    struct src_table *table;
    aj_at *ats;
    char *pool;
    uint32_t used, cap;
};

struct src_making *src_make(struct aj_job *job, const struct src_table *like, uint32_t rows, uint32_t columns)
{
    struct src_making *making = AJ_NEW(job->arena, struct src_making);
    size_t count = (size_t)rows * columns;
    making->job = job;
    making->table = AJ_NEW(job->arena, struct src_table);
    *making->table = *like;
    making->table->rows = rows;
    making->table->columns = columns;
    making->table->texts = AJ_NEW_N(job->arena, uint32_t, count);
    making->table->offsets = NULL;
    making->ats = AJ_NEW_N(job->arena, aj_at, count);
    making->pool = aj_grow(job->arena, NULL, &making->cap, 1, 1);
    making->pool[0] = '\0';
    making->used = 1;
    return making;
}

void src_make_cell(struct src_making *making, uint32_t row, uint32_t column, struct src_cell cell)
{
    struct src_table *table = making->table;
    size_t i = (size_t)row * table->columns + column, n = strlen(cell.text) + 1;
    making->ats[i] = cell.at;
    if (n == 1 || n > UINT32_MAX - making->used)
        return;
    if (row && !strcmp(making->pool + table->texts[i - table->columns], cell.text)) {
        table->texts[i] = table->texts[i - table->columns];
        return;
    }
    making->pool = aj_grow(making->job->arena, making->pool, &making->cap, making->used + (uint32_t)n, 1);
    memcpy(making->pool + making->used, cell.text, n);
    table->texts[i] = making->used;
    making->used += (uint32_t)n;
}

struct src_table *src_made(struct src_making *making)
{
    making->table->pool = making->pool;
    making->table->ats = making->ats;
    return making->table;
}
