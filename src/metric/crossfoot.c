/*
 * Columns that are worked out from the others of their table: a deviation or change is the difference of two,
 * a total the sum of all. Which two, and which way round, is what most of the rows say.
 */
#include "metric/internal.h"

#include "base/accept.h"
#include "base/number.h"

#include <string.h>

enum {
    MOST_COLUMNS = 16, /* every pair of them is tried */
    TRIED_ROWS = 200
};

enum form { FORM_TOTAL, FORM_DIFFERENCE, FORM_PERCENT };

struct columns {
    uint32_t items[MOST_COLUMNS];
    uint32_t len;
};

/* How a column may be made of others, and how many of the rows agree. */
struct guess {
    enum form form;
    uint32_t a, b; /* a - b, or 100 (a - b) / b */
    uint32_t fits, misfits;
};

struct look {
    struct met_result *r;
    const struct met_check *check;
    const struct mdl_table *table;
    uint32_t derived; /* the column that is looked at */
    struct columns others;
};

static bool begins_with(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (!strncmp(text, *words, strlen(*words)))
            return true;
    return false;
}

static bool is_total(struct aj_arena *arena, const struct mdl_column *column)
{
    static const char *const words[] = {"totalt", "total", "summa", NULL};
    const char *group = mdl_fold(arena, column->group);
    for (const char *const *word = words; *word; word++)
        if (!strcmp(group, *word))
            return true;
    return false;
}

static bool is_difference(struct aj_arena *arena, const struct mdl_column *column)
{
    static const char *const words[] = {"avvikelse", "förändring", "differens", "skillnad", NULL};
    return begins_with(mdl_fold(arena, column->group), words);
}

/* The only figure of a row in a column; NULL where there is none, or several. */
static const struct mdl_value *value_of(const struct mdl_series *series, uint32_t column)
{
    const struct mdl_cell *cell = &series->cells[column];
    return cell->count == 1 && !cell->values[0].missing ? &cell->values[0] : NULL;
}

static struct aj_rat half_unit(struct aj_arena *arena, const struct mdl_value *value)
{
    return aj_rat_div(arena, aj_rat_pow10(arena, -value->decimals), aj_rat_int(arena, 2));
}

/* What the row's other columns make, and how far rounding may part that from what is printed. */
struct made {
    struct aj_rat value, tolerance;
};

static void add(struct aj_arena *arena, struct made *made, const struct mdl_value *value, bool minus)
{
    made->value =
        minus ? aj_rat_sub(arena, made->value, value->value) : aj_rat_add(arena, made->value, value->value);
    made->tolerance = aj_rat_add(arena, made->tolerance, half_unit(arena, value));
}

static bool make_total(const struct look *look, const struct mdl_series *series, struct made *made)
{
    for (uint32_t i = 0; i < look->others.len; i++) {
        const struct mdl_value *value = value_of(series, look->others.items[i]);
        if (!value)
            return false;
        add(look->r->job->arena, made, value, false);
    }
    return look->others.len > 1;
}

static bool make_difference(const struct look *look, const struct guess *guess,
                            const struct mdl_series *series, struct made *made)
{
    struct aj_arena *arena = look->r->job->arena;
    const struct mdl_value *a = value_of(series, guess->a), *b = value_of(series, guess->b);
    if (!a || !b)
        return false;
    add(arena, made, a, false);
    add(arena, made, b, true);
    if (guess->form == FORM_DIFFERENCE)
        return true;
    if (!aj_rat_sign(b->value))
        return false;
    /* A percentage is only recognised, never told of: what it is a part of may be rounded in many ways. */
    const struct mdl_value *printed = value_of(series, look->derived);
    made->value =
        aj_rat_mul(arena, aj_rat_div(arena, made->value, aj_rat_abs(b->value)), aj_rat_int(arena, 100));
    made->tolerance = aj_rat_pow10(arena, -printed->decimals);
    return true;
}

/* False when the row cannot tell. */
static bool make(const struct look *look, const struct guess *guess, const struct mdl_series *series,
                 struct made *made)
{
    struct aj_arena *arena = look->r->job->arena;
    const struct mdl_value *printed = value_of(series, look->derived);
    bool apt = series->role != MDL_GROUP && !series->whole && printed;
    if (!apt || (printed->percent && guess->form != FORM_PERCENT))
        return false;
    *made = (struct made){aj_rat_int(arena, 0), half_unit(arena, printed)};
    return guess->form == FORM_TOTAL ? make_total(look, series, made)
                                     : make_difference(look, guess, series, made);
}

static bool fits(const struct look *look, const struct mdl_series *series, const struct made *made)
{
    struct aj_arena *arena = look->r->job->arena;
    struct aj_rat off = aj_rat_sub(arena, value_of(series, look->derived)->value, made->value);
    return !aj_rat_sign(off) || aj_rat_cmp(aj_rat_abs(off), made->tolerance) < 0;
}

static void weigh(const struct look *look, struct guess *guess)
{
    for (uint32_t i = 0; i < look->table->series_len && i < TRIED_ROWS; i++) {
        struct made made;
        if (!make(look, guess, look->table->series[i], &made))
            continue;
        if (fits(look, look->table->series[i], &made))
            guess->fits++;
        else
            guess->misfits++;
    }
}

static void take_better(const struct look *look, struct guess *best, struct guess guess)
{
    weigh(look, &guess);
    if (guess.fits > best->fits || !(best->fits + best->misfits))
        *best = guess;
}

static struct guess guess_of(const struct look *look, enum form form)
{
    struct guess best = {.form = form};
    if (form == FORM_TOTAL)
        take_better(look, &best, best);
    for (uint32_t i = 0; form != FORM_TOTAL && i < look->others.len; i++)
        for (uint32_t j = 0; j < look->others.len; j++)
            if (i != j)
                take_better(look, &best,
                            (struct guess){form, look->others.items[i], look->others.items[j], 0, 0});
    return best;
}

static void tell(const struct look *look, const struct guess *guess, const struct mdl_series *series,
                 const struct made *made)
{
    struct met_result *r = look->r;
    struct aj_arena *arena = r->job->arena;
    const struct mdl_value *printed = value_of(series, look->derived);
    const struct mdl_column *columns = look->table->columns;
    int decimals = series->decimals;
    const char *others =
        guess->form == FORM_TOTAL
            ? aj_printf(arena, "%s–%s", columns[look->others.items[0]].heading,
                        columns[look->others.items[look->others.len - 1]].heading)
            : aj_printf(arena, "%s − %s", columns[guess->a].heading, columns[guess->b].heading);
    struct aj_diag *diag =
        aj_diag_add(r->job->diags, AJ_E0363, series->cells[look->derived].at, series->name,
                    columns[look->derived].heading, aj_number_format(arena, printed->value, decimals), others,
                    aj_number_format(arena, made->value, decimals), look->check->id, NULL);
    diag->template_at = look->check->at;
    aj_diag_by_check(r->job->diags, diag, look->check->id);
}

static void tell_misfits(const struct look *look, const struct guess *guess)
{
    for (uint32_t i = 0; i < look->table->series_len; i++) {
        struct made made;
        const struct mdl_series *series = look->table->series[i];
        if (make(look, guess, series, &made) && !fits(look, series, &made))
            tell(look, guess, series, &made);
    }
}

/* Nothing is said of a column that most rows do not explain: it may be of another sort than its heading
 * tells. */
static void look_at(const struct look *look, bool total)
{
    struct guess guess = guess_of(look, total ? FORM_TOTAL : FORM_DIFFERENCE);
    bool alone = !total && look->others.len == 2;
    if (!guess.misfits || (!total && guess_of(look, FORM_PERCENT).fits > guess.fits))
        return;
    if (alone ? guess.fits > 0 : guess.fits > 1 && guess.fits > guess.misfits) {
        tell_misfits(look, &guess);
        return;
    }
    if (!alone)
        return;
    /* Two columns and their "Avvikelse", which agree in no row. */
    static const char *const words[] = {"avvikelse", "differens", "skillnad", NULL};
    const char *group = mdl_fold(look->r->job->arena, look->table->columns[look->derived].group);
    for (const char *const *word = words; *word; word++)
        if (!strcmp(group, *word))
            tell_misfits(look, &guess);
}

/* The columns that this one may be made of: those of its year, where it has one. */
static void find_others(struct look *look, bool total)
{
    const struct mdl_table *table = look->table;
    const struct mdl_column *own = &table->columns[look->derived];
    for (uint32_t c = 0; c < table->column_len && look->others.len < MOST_COLUMNS; c++) {
        const struct mdl_column *column = &table->columns[c];
        bool figure = column->role == MDL_COL_FIGURE && c != look->derived &&
                      !is_total(look->r->job->arena, column) && !is_difference(look->r->job->arena, column);
        bool year = total || !own->period.year || own->period.year == column->period.year;
        if (figure && year)
            look->others.items[look->others.len++] = c;
    }
}

void met_crossfoot(struct met_result *r, const struct met_check *check)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        if (table->kind != MDL_STATEMENT && table->kind != MDL_FIGURES)
            continue;
        for (uint32_t c = 0; c < table->column_len; c++) {
            const struct mdl_column *column = &table->columns[c];
            bool total = is_total(r->job->arena, column);
            if (column->role != MDL_COL_FIGURE || (!total && !is_difference(r->job->arena, column)))
                continue;
            struct look look = {.r = r, .check = check, .table = table, .derived = c};
            find_others(&look, total);
            look_at(&look, total);
        }
    }
}
