/* Totals compared with what they sum up. */
#include "model/internal.h"

#include "base/accept.h"
#include "base/number.h"

#include <string.h>

struct sum {
    struct aj_rat total;
    struct aj_rat footed; /* the total with what the addends' own rows add up to */
    bool differs;         /* an addend's own rows add up to something else than it says */
    bool complete;        /* no addend is missing */
    uint32_t addends;
    uint32_t figures; /* those that are not missing */
    int decimals; /* the most that one of them is written with: spreadsheets drop zeros, "452" is "452,0" */
};

static struct sum sum_new(struct aj_arena *arena)
{
    struct aj_rat zero = aj_rat_int(arena, 0);
    return (struct sum){.total = zero, .footed = zero, .complete = true};
}

/* What rounding may part a printed total from its rows by: half a unit of the last decimal of each. */
static struct aj_rat tolerance_of(struct aj_arena *arena, const struct sum *sum,
                                  const struct mdl_value *printed)
{
    enum { MOST_EXACT = 17 }; /* decimals for which the denominator is a 64-bit number */
    int decimals = printed->decimals > sum->decimals ? printed->decimals : sum->decimals;
    int64_t denominator = 2, figures = (int64_t)sum->figures + 1;
    for (int i = 0; i < decimals && i < MOST_EXACT; i++)
        denominator *= 10;
    if (decimals <= MOST_EXACT)
        return aj_rat_frac(arena, figures, denominator);
    return aj_rat_mul(arena, aj_rat_frac(arena, figures, 2), aj_rat_pow10(arena, -decimals));
}

static void add_row(struct aj_arena *arena, struct sum *sum, const struct mdl_series *series, uint32_t column,
                    bool minus)
{
    const struct mdl_cell *cell = &series->cells[column];
    if (cell->count != 1 || cell->values[0].missing == MDL_EMPTY || series->role == MDL_GROUP) {
        sum->complete &= series->role == MDL_GROUP;
        return;
    }
    const struct mdl_value *value = &cell->values[0];
    sum->addends++;
    if (value->missing)
        return;
    sum->differs |= cell->footed != NULL;
    struct aj_rat footed = cell->footed ? *cell->footed : value->value, before = sum->footed;
    sum->total = aj_rat_add(arena, sum->total, minus ? aj_rat_neg(value->value) : value->value);
    sum->footed = sum->differs ? aj_rat_add(arena, before, minus ? aj_rat_neg(footed) : footed) : sum->total;
    sum->figures++;
    if (value->decimals > sum->decimals)
        sum->decimals = value->decimals;
}

/* Every row that the definition does not name. */
static void add_open_rows(struct aj_arena *arena, struct sum *sum, const struct mdl_table *table,
                          uint32_t column)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (!series->def && series->role == MDL_ITEM && !series->within)
            add_row(arena, sum, series, column, false);
    }
}

/* One alternative of a footing formula, from *p to '|' or the end; false when a row of it is not there. */
static bool add_alternative(struct aj_arena *arena, struct sum *sum, const struct mdl_table *table,
                            uint32_t column, const char **p)
{
    bool all = true;
    for (;;) {
        *p += strspn(*p, " +");
        size_t n = strcspn(*p, " +|");
        if (!n)
            break;
        bool minus = **p == '-', optional = (*p)[n - 1] == '?';
        const char *id = aj_strndup(arena, *p + minus, n - minus - optional);
        const struct mdl_series *series = mdl_row_find(table, id);
        *p += n;
        if (!strcmp(id, "open"))
            add_open_rows(arena, sum, table, column);
        else if (series)
            add_row(arena, sum, series, column, minus);
        else
            all &= optional;
    }
    return all;
}

/* Tells of a printed sum that is not what its rows add up to. */
static void compare(struct mdl_model *model, const struct mdl_series *series, uint32_t column, struct sum sum)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_cell *cell = &series->cells[column];
    if (!sum.complete || !sum.addends || cell->count != 1 || cell->values[0].missing)
        return;
    /* A heading that is no period was told of: the first row may stand in place of the headings. */
    if (series->table->faulty && !series->table->columns[column].period.year)
        return;
    const struct mdl_value *printed = &cell->values[0];
    struct aj_rat off = aj_rat_sub(arena, printed->value, sum.total);
    if (!aj_rat_sign(off))
        return;
    int decimals = series->decimals;
    struct aj_rat tolerance = tolerance_of(arena, &sum, printed);
    bool rounding = aj_rat_cmp(aj_rat_abs(off), tolerance) < 0;
    if (!rounding) {
        struct aj_rat *footed = AJ_NEW(arena, struct aj_rat);
        *footed = sum.footed;
        cell->footed = footed;
        /* An addend that does not foot was told of; a sum that is right without that fault is not wrong too.
         */
        if (aj_rat_cmp(aj_rat_abs(aj_rat_sub(arena, printed->value, sum.footed)), tolerance) < 0)
            return;
    }
    struct aj_diag *diag =
        aj_diag_add(model->job->diags, rounding ? AJ_N0207 : AJ_E0206, cell->at, series->name,
                    aj_number_format(arena, printed->value, decimals),
                    aj_number_format(arena, sum.total, decimals), aj_number_format(arena, off, decimals),
                    series->unit.name, aj_number_format(arena, tolerance, decimals + 1), NULL);
    aj_diag_by_check(model->job->diags, diag, MDL_FOOTING);
}

/* The first alternative of a declared sum that is at hand; false when none is. */
static bool declared_sum(struct aj_arena *arena, const struct mdl_series *series, uint32_t column,
                         struct sum *sum)
{
    for (const char *p = series->def->foots; *p;) {
        *sum = sum_new(arena);
        if (add_alternative(arena, sum, series->table, column, &p))
            return true;
        p += strcspn(p, "|");
        p += *p == '|';
    }
    return false;
}

/* A subtotal among open rows sums up the items since the subtotal or heading before it. */
static struct sum open_sum(struct aj_arena *arena, const struct mdl_table *table, uint32_t index,
                           uint32_t column)
{
    struct sum sum = sum_new(arena);
    for (uint32_t i = index; i-- > 0;) {
        const struct mdl_series *series = table->series[i];
        if (series->role != MDL_ITEM)
            break;
        if (!series->within)
            add_row(arena, &sum, series, column, false);
    }
    return sum;
}

/* What the rows of a statement's sum add up to; false of a row that is no sum. */
static bool statement_sum(struct aj_arena *arena, const struct mdl_table *table, uint32_t index,
                          uint32_t column, struct sum *sum)
{
    const struct mdl_series *series = table->series[index];
    if (table->columns[column].role != MDL_COL_FIGURE)
        return false;
    if (series->def && series->def->foots)
        return declared_sum(arena, series, column, sum);
    if (series->def || series->role != MDL_SUB)
        return false;
    *sum = open_sum(arena, table, index, column);
    return true;
}

bool mdl_foot(struct aj_arena *arena, const struct mdl_table *table, uint32_t index, uint32_t column,
              struct aj_rat *total)
{
    struct sum sum;
    if (table->kind != MDL_STATEMENT || !statement_sum(arena, table, index, column, &sum) || !sum.addends)
        return false;
    *total = sum.total;
    return true;
}

void mdl_check_footing(struct mdl_model *model, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        for (uint32_t column = 0; column < table->column_len; column++) {
            struct sum sum;
            if (statement_sum(model->job->arena, table, i, column, &sum))
                compare(model, table->series[i], column, sum);
        }
}

/* "Summa", "Totalt": a row that is nothing but the sum of others. */
static bool is_plain_total(struct aj_arena *arena, const struct mdl_series *series)
{
    static const char *const words[] = {"summa",      "totalt",       "total",
                                        "totalsumma", "summa totalt", "summa summarum"};
    if (series->role != MDL_TOTAL)
        return false;
    const char *folded = mdl_fold(arena, series->name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(folded, words[i]))
            return true;
    return !strncmp(folded, "summa ", strlen("summa "));
}

/* Amounts and numbers of things add up; shares, indexes and means do not. */
static bool adds_up(const struct mdl_unit *unit)
{
    return unit->dimension && (!strcmp(unit->dimension, "kr") || unit->slag == MDL_ANTAL);
}

/* The sum in another arena's memory. */
static struct sum moved(struct aj_arena *arena, struct sum sum)
{
    struct aj_rat zero = aj_rat_int(arena, 0);
    sum.total = aj_rat_add(arena, sum.total, zero);
    sum.footed = aj_rat_add(arena, sum.footed, zero);
    return sum;
}

/* What a total of a plain table may be the sum of. */
enum reach { SINCE_LAST, ALL_ITEMS, ALL_TOTALS, REACHES };

static struct sum plain_sum(struct aj_arena *arena, const struct mdl_table *table, uint32_t index,
                            uint32_t column, enum reach reach)
{
    /* Every addition leaves its numbers behind: of a million rows they are not kept. */
    enum { KEPT = 1024 };
    struct aj_arena *scratch = aj_arena_new();
    struct sum sum = sum_new(scratch);
    const struct mdl_unit *unit = &table->series[index]->unit;
    for (uint32_t i = index; i-- > 0;) {
        const struct mdl_series *series = table->series[i];
        if (reach == SINCE_LAST && series->role != MDL_ITEM)
            break;
        bool taken =
            reach == ALL_TOTALS ? series->role == MDL_TOTAL : series->role == MDL_ITEM && !series->within;
        if (!taken || series->whole)
            continue;
        sum.complete &= mdl_unit_like(&series->unit, unit) && !aj_rat_cmp(series->unit.scale, unit->scale);
        add_row(scratch, &sum, series, column, false);
        if (sum.addends % KEPT == 0) {
            struct aj_arena *next = aj_arena_new();
            sum = moved(next, sum);
            aj_arena_free(scratch);
            scratch = next;
        }
    }
    sum = moved(arena, sum);
    aj_arena_free(scratch);
    return sum;
}

/* Whether a printed total is the sum, as far as rounding tells; also where the sum cannot be known. */
static bool is_sum(struct aj_arena *arena, const struct mdl_value *printed, const struct sum *sum)
{
    struct aj_rat off = aj_rat_abs(aj_rat_sub(arena, printed->value, sum->total));
    return aj_rat_cmp(off, tolerance_of(arena, sum, printed)) < 0;
}

/* A total stands for the items since the one before it, for all items, or for the totals: one must fit. */
static void foot_plain(struct mdl_model *model, const struct mdl_table *table, uint32_t index,
                       uint32_t column)
{
    struct aj_arena *arena = model->job->arena;
    const struct mdl_cell *cell = &table->series[index]->cells[column];
    struct sum first = {0};
    for (int reach = SINCE_LAST; reach < REACHES; reach++) {
        struct sum sum = plain_sum(arena, table, index, column, (enum reach)reach);
        if (cell->count != 1 || cell->values[0].missing || !sum.complete)
            return;
        if (sum.addends < 2)
            continue;
        bool fits = is_sum(arena, &cell->values[0], &sum);
        if (fits || !first.addends)
            first = sum;
        if (fits)
            break;
    }
    if (first.addends)
        compare(model, table->series[index], column, first);
}

void mdl_check_plain_footing(struct mdl_model *model, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (!is_plain_total(model->job->arena, series) || !adds_up(&series->unit))
            continue;
        for (uint32_t column = 0; column < table->column_len; column++)
            if (table->columns[column].role == MDL_COL_FIGURE && !table->columns[column].unit.name)
                foot_plain(model, table, i, column);
    }
}
