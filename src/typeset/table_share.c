/*
 * Shares a table's width among columns of text so that its rows are low: width goes from the column that
 * misses it least to the one that gains most by it, in ever smaller steps. A row is as high as its highest
 * cell; the others count a little, so that ties are broken towards an even setting. Long tables are judged by
 * some of their rows, evenly spaced, so that time does not grow with them.
 */
#include "typeset/table.h"

#include <string.h>

enum {
    ROWS_MOST = 160, /* that are looked at */
    STEPS_MOST = 200,
    LEAST_STEP = 1000,
    HIGHEST_COUNTS = 8 /* as much as each of the others */
};

/* What a cell says of its height: its text's area (width times line height, in pt²), and its height when
 * nothing is broken. */
struct text {
    int64_t area, lines;
    aj_len greatest, frame;
};

struct share {
    uint32_t rows, columns;
    struct text *texts; /* rows * columns */
    aj_len *width;
    const aj_len *lower, *upper;
    int64_t *gain, *loss; /* by column, of one step */
};

static int64_t text_height(const struct text *text, aj_len width)
{
    if (text->greatest <= width)
        return text->lines;
    aj_len inner = width - text->frame;
    /* A paragraph's last line is half empty on the whole. */
    return text->area * 1000 / (inner > 1000 ? inner : 1000) + text->lines / 2;
}

/* The two highest cells of a row. */
struct peaks {
    int64_t first, second;
    uint32_t column; /* of the first */
};

static struct peaks find_peaks(const struct share *s, const struct text *row)
{
    struct peaks p = {0, 0, 0};
    for (uint32_t c = 0; c < s->columns; c++) {
        int64_t height = text_height(&row[c], s->width[c]);
        if (height > p.first) {
            p.second = p.first;
            p.first = height;
            p.column = c;
        } else if (height > p.second) {
            p.second = height;
        }
    }
    return p;
}

static int64_t total(const struct share *s)
{
    int64_t sum = 0;
    for (uint32_t r = 0; r < s->rows; r++) {
        const struct text *row = &s->texts[(size_t)r * s->columns];
        sum += find_peaks(s, row).first * HIGHEST_COUNTS;
        for (uint32_t c = 0; c < s->columns; c++)
            sum += text_height(&row[c], s->width[c]);
    }
    return sum;
}

static int64_t higher(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* What each column would gain by being wider by a step, and lose by being narrower. */
static void weigh(struct share *s, aj_len step)
{
    memset(s->gain, 0, s->columns * sizeof *s->gain);
    memset(s->loss, 0, s->columns * sizeof *s->loss);
    for (uint32_t r = 0; r < s->rows; r++) {
        const struct text *row = &s->texts[(size_t)r * s->columns];
        struct peaks p = find_peaks(s, row);
        for (uint32_t c = 0; c < s->columns; c++) {
            int64_t is = text_height(&row[c], s->width[c]);
            int64_t wider = text_height(&row[c], s->width[c] + step);
            int64_t narrower = text_height(&row[c], s->width[c] - step);
            int64_t others = c == p.column ? p.second : p.first;
            s->gain[c] += is - wider + HIGHEST_COUNTS * (p.first - higher(wider, others));
            s->loss[c] += narrower - is + HIGHEST_COUNTS * (higher(narrower, others) - p.first);
        }
    }
}

/* Moves a step of width between the two columns where it helps most; false when it does not help. */
static bool move_step(struct share *s, aj_len step)
{
    uint32_t to = s->columns, from = s->columns;
    weigh(s, step);
    for (uint32_t c = 0; c < s->columns; c++)
        if (s->width[c] + step <= s->upper[c] && (to == s->columns || s->gain[c] > s->gain[to]))
            to = c;
    for (uint32_t c = 0; c < s->columns; c++)
        if (c != to && s->width[c] - step >= s->lower[c] &&
            (from == s->columns || s->loss[c] < s->loss[from]))
            from = c;
    if (to == s->columns || from == s->columns || s->gain[to] <= s->loss[from])
        return false;
    int64_t before = total(s);
    s->width[to] += step;
    s->width[from] -= step;
    if (total(s) < before)
        return true;
    s->width[to] -= step;
    s->width[from] += step;
    return false;
}

static void gather(const struct ty_table *t, struct share *s)
{
    uint32_t every = (t->row_count + ROWS_MOST - 1) / ROWS_MOST;
    for (uint32_t i = 0; i < t->cell_count; i++) {
        const struct ty_cell *cell = &t->cells[i];
        if (cell->row % every || cell->columns > 1)
            continue;
        struct text *text = &s->texts[(size_t)(cell->row / every) * s->columns + cell->column];
        *text = (struct text){.area = cell->extent.area / cell->rows,
                              .lines = cell->extent.lines / cell->rows,
                              .greatest = cell->extent.greatest,
                              .frame = cell->edge[1] + cell->edge[3]};
    }
}

void ty_table_lower(struct ty_table *t, const aj_len *lower, const aj_len *upper)
{
    struct aj_arena *arena = t->ctx->arena;
    uint32_t n = t->column_count;
    if (n < 2 || t->row_count == 0)
        return;
    uint32_t every = (t->row_count + ROWS_MOST - 1) / ROWS_MOST;
    struct share s = {.rows = (t->row_count - 1) / every + 1, .columns = n, .lower = lower, .upper = upper};
    s.texts = AJ_NEW_N(arena, struct text, (size_t)s.rows * n);
    s.width = AJ_NEW_N(arena, aj_len, n);
    s.gain = AJ_NEW_N(arena, int64_t, n);
    s.loss = AJ_NEW_N(arena, int64_t, n);
    gather(t, &s);
    aj_len widest = 0;
    for (uint32_t c = 0; c < n; c++) {
        s.width[c] = t->columns[c].width;
        widest = s.width[c] > widest ? s.width[c] : widest;
    }
    uint32_t steps = 0;
    for (aj_len step = widest / 3; step >= LEAST_STEP && steps < STEPS_MOST; step /= 2)
        while (steps++ < STEPS_MOST && move_step(&s, step))
            ;
    for (uint32_t c = 0; c < n; c++)
        t->columns[c].width = s.width[c];
}
