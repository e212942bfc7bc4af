/*
 * A matrix: each item, by its name as the table has it ("3. Digital mognad"), in the cell of its effect and
 * its likelihood. Rows are as high as what stands in them, so that no names meet. Cells are shaded by how far
 * they lie from the lower left corner; what that says is said by the axes' words.
 */
#include "chart/own.h"

#include "base/buf.h"

#include <string.h>

enum {
    STEPS_MOST = 9,
    LINES_MOST = 12,
    CELL_PAD = 500,
    CELL_LEAST = 4200,
    ITEM_GAP = 250,
    SHADES = 4,
    NUMBER_ROOM = 1900
};

struct axis {
    const char *name; /* the column's heading */
    const char *steps[STEPS_MOST];
    uint32_t count, column;
};

struct matrix {
    const struct ch_sheet *sheet;
    struct axis effect, likelihood;                /* upwards, to the right */
    ch_len words, cell_width, heights[STEPS_MOST]; /* of the effect's words; of a column; of the rows */
    bool numbers; /* the names do not fit: their numbers alone stand in the cells */
};

/* A name broken into lines; count 0 if a word is too wide or there are too many. */
struct broken {
    const char *lines[LINES_MOST];
    uint32_t count;
};

static struct broken break_lines(struct ch_drawing *d, const char *text, ch_len width)
{
    struct broken out = {.count = 0};
    char *rest = aj_strdup(d->job->arena, text);
    while (*rest && out.count < LINES_MOST) {
        char *cut = NULL, *p = rest;
        for (bool more = true; more;) {
            p += strcspn(p, " ");
            char kept = *p;
            *p = '\0';
            bool fits = ch_text_width(d, rest) <= width;
            *p = kept;
            cut = fits ? p : cut;
            more = fits && kept;
            p += more;
        }
        if (!cut)
            return (struct broken){.count = 0};
        bool last = !*cut;
        *cut = '\0';
        out.lines[out.count++] = rest;
        rest = last ? cut : cut + 1;
    }
    return *rest ? (struct broken){.count = 0} : out;
}

/* "liten; måttlig; stor"; false after E0678 where an axis has less than two steps. */
static bool read_axis(struct ch_drawing *d, const struct ch_sheet *sheet, const char *key, struct axis *axis)
{
    if (!ch_need_column(d, sheet, key, &axis->column))
        return false;
    axis->name = sheet->headings[axis->column];
    const char *steps = doc_attr(d->doc, sheet->columns[axis->column], "data-steps");
    while (steps && *steps && axis->count < STEPS_MOST) {
        steps += strspn(steps, " ");
        size_t n = strcspn(steps, ";");
        axis->steps[axis->count++] = aj_strndup(d->job->arena, steps, n);
        steps += n + (steps[n] == ';');
    }
    if (axis->count > 1)
        return true;
    aj_diag_add(d->job->diags, AJ_E0678, d->doc->nodes[d->figure].at, axis->name, NULL);
    return false;
}

/* Which step a row has; 0 for none, else from 1. */
static uint32_t step_of(const struct ch_sheet_row *row, const struct axis *axis)
{
    const struct ch_cell *cell = &row->cells[axis->column];
    uint32_t step = cell->known && cell->value >= 1 ? (uint32_t)(cell->value + 0.5) : 0;
    return step <= axis->count ? step : 0;
}

/* What stands for an item in its cell: its name, or its number alone. */
static const char *words_of(struct ch_drawing *d, const struct matrix *m, uint32_t row)
{
    const char *label = m->sheet->rows[row].label;
    size_t digits = strspn(label, "0123456789");
    if (!m->numbers)
        return label;
    return digits ? aj_strndup(d->job->arena, label, digits) : aj_printf(d->job->arena, "%u", row + 1);
}

static ch_len inner(const struct matrix *m)
{
    return m->cell_width - 2 * CELL_PAD;
}

/* The height of what stands in a cell; -1 if a name does not fit. */
static ch_len fill(struct ch_drawing *d, const struct matrix *m, uint32_t effect, uint32_t likelihood)
{
    ch_len high = 0, x = 0;
    for (uint32_t i = 0; i < m->sheet->row_count; i++) {
        if (step_of(&m->sheet->rows[i], &m->effect) != effect ||
            step_of(&m->sheet->rows[i], &m->likelihood) != likelihood)
            continue;
        if (m->numbers) {
            high = high ? high : d->line;
            if (x && x + NUMBER_ROOM > inner(m)) {
                x = 0;
                high += d->line + ITEM_GAP;
            }
            x += NUMBER_ROOM;
            continue;
        }
        struct broken name = break_lines(d, words_of(d, m, i), inner(m));
        if (!name.count)
            return -1;
        high += (high ? ITEM_GAP : 0) + (ch_len)name.count * d->line;
    }
    return high;
}

static bool measure(struct ch_drawing *d, struct matrix *m)
{
    for (uint32_t e = 1; e <= m->effect.count; e++) {
        ch_len most = CELL_LEAST;
        for (uint32_t l = 1; l <= m->likelihood.count; l++) {
            ch_len high = fill(d, m, e, l);
            if (high < 0)
                return false;
            most = high + 2 * CELL_PAD > most ? high + 2 * CELL_PAD : most;
        }
        m->heights[e - 1] = most;
    }
    return true;
}

static void put_items(struct ch_drawing *d, const struct matrix *m, uint32_t effect, uint32_t likelihood,
                      ch_len left, ch_len y)
{
    ch_len x = left;
    for (uint32_t i = 0; i < m->sheet->row_count; i++) {
        if (step_of(&m->sheet->rows[i], &m->effect) != effect ||
            step_of(&m->sheet->rows[i], &m->likelihood) != likelihood)
            continue;
        const char *words = words_of(d, m, i);
        if (m->numbers) {
            if (x > left && x - left + NUMBER_ROOM > inner(m)) {
                x = left;
                y += d->line + ITEM_GAP;
            }
            ch_put_text(d, d->svg, x, y + d->ascent, "start", NULL, words);
            x += NUMBER_ROOM;
            continue;
        }
        struct broken name = break_lines(d, words, inner(m));
        for (uint32_t k = 0; k < name.count; k++, y += d->line)
            ch_put_text(d, d->svg, left, y + d->ascent, "start", NULL, name.lines[k]);
        y += ITEM_GAP;
    }
}

/* From 1, the lightest, where both are least, to SHADES where both are greatest. */
static uint32_t shade_of(const struct matrix *m, uint32_t effect, uint32_t likelihood)
{
    uint32_t most = m->effect.count + m->likelihood.count - 2;
    return 1 + ((effect + likelihood - 2) * (SHADES - 1) + most / 2) / most;
}

static void put_cell(struct ch_drawing *d, const struct matrix *m, uint32_t effect, uint32_t likelihood,
                     ch_len x, ch_len y)
{
    static const char *const classes[SHADES] = {"matrix-cell level-1", "matrix-cell level-2",
                                                "matrix-cell level-3", "matrix-cell level-4"};
    uint32_t style = doc_style_for_class(d->doc, d->svg, classes[shade_of(m, effect, likelihood) - 1]);
    const struct doc_style *s = &d->doc->styles[style];
    struct ch_box box = {
        x,
        y,
        m->cell_width - 150,
        m->heights[effect - 1] - 150,
        aj_printf(d->job->arena, "#%02x%02x%02x", s->background.r, s->background.g, s->background.b),
        "none",
        0};
    if (s->background.a)
        ch_put_box(d, d->svg, &box);
    put_items(d, m, effect, likelihood, x + CELL_PAD, y + CELL_PAD - 75);
}

/* Upwards from x, y, as high as a letter, or to the right. */
static void put_arrow(struct ch_drawing *d, ch_len x, ch_len y, bool up)
{
    ch_len tip_x = up ? x : x + 1200, tip_y = up ? y - d->ascent - 100 : y;
    ch_put_rule(d, d->svg, x, y, tip_x, tip_y, NULL, "1");
    ch_put_rule(d, d->svg, tip_x, tip_y, up ? x - 300 : tip_x - 350, up ? tip_y + 350 : y - 300, NULL, "1");
    ch_put_rule(d, d->svg, tip_x, tip_y, up ? x + 300 : tip_x - 350, up ? tip_y + 350 : y + 300, NULL, "1");
}

static void draw_grid(struct ch_drawing *d, const struct matrix *m)
{
    ch_len y = d->line + 400;
    put_arrow(d, 350, d->ascent, true);
    ch_put_text(d, d->svg, 1000, d->ascent, "start", NULL, m->effect.name);
    for (uint32_t e = m->effect.count; e > 0; e--) {
        ch_len middle = y + (m->heights[e - 1] - d->line) / 2 + d->ascent;
        ch_put_text(d, d->svg, m->words - 600, middle, "end", NULL, m->effect.steps[e - 1]);
        for (uint32_t l = 1; l <= m->likelihood.count; l++)
            put_cell(d, m, e, l, m->words + (ch_len)(l - 1) * m->cell_width, y);
        y += m->heights[e - 1];
    }
    for (uint32_t l = 0; l < m->likelihood.count; l++) {
        ch_len x = m->words + (ch_len)l * m->cell_width + (m->cell_width - 150) / 2;
        ch_put_text(d, d->svg, x, y + 200 + d->ascent, "middle", NULL, m->likelihood.steps[l]);
    }
    y += 200 + d->line + 200;
    ch_put_text(d, d->svg, d->width - 1800, y + d->ascent, "end", NULL, m->likelihood.name);
    put_arrow(d, d->width - 1400, y + d->ascent - d->ascent * 2 / 5, false);
    d->height = y + d->line + 100;
}

/* The items by cell, the greatest effect and likelihood first. */
static const char *describe(struct ch_drawing *d, const struct matrix *m)
{
    enum { LONG = 430 };
    struct aj_buf out = AJ_BUF_INIT;
    uint32_t unplaced = 0, untold = 0;
    aj_buf_str(&out, "Matris");
    ch_say_title(&out, m->sheet->title);
    aj_buf_printf(&out, ". %s uppåt, %s åt höger.", m->effect.name,
                  ch_lower(d->job->arena, m->likelihood.name));
    for (uint32_t sum = m->effect.count + m->likelihood.count; sum >= 2; sum--)
        for (uint32_t e = m->effect.count; e >= 1; e--) {
            bool any = false;
            for (uint32_t i = 0; e < sum && i < m->sheet->row_count; i++) {
                const struct ch_sheet_row *row = &m->sheet->rows[i];
                if (step_of(row, &m->effect) != e || step_of(row, &m->likelihood) != sum - e)
                    continue;
                if (out.len > LONG) {
                    untold++;
                    continue;
                }
                if (!any)
                    aj_buf_printf(&out, " %s %s, %s %s: ", m->effect.name, m->effect.steps[e - 1],
                                  ch_lower(d->job->arena, m->likelihood.name),
                                  m->likelihood.steps[sum - e - 1]);
                aj_buf_printf(&out, "%s%s", any ? "; " : "", row->label);
                any = true;
            }
            if (any)
                aj_buf_char(&out, '.');
        }
    for (uint32_t i = 0; i < m->sheet->row_count; i++)
        unplaced += !step_of(&m->sheet->rows[i], &m->effect) || !step_of(&m->sheet->rows[i], &m->likelihood);
    if (untold)
        aj_buf_printf(&out, " Dessutom %u med mindre %s eller %s.", untold,
                      ch_lower(d->job->arena, m->effect.name), ch_lower(d->job->arena, m->likelihood.name));
    if (unplaced)
        aj_buf_printf(&out, " %u är inte bedömda.", unplaced);
    aj_buf_str(&out, " " CH_SEE_TABLE);
    char *text = aj_strndup(d->job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

bool ch_draw_matrix(struct ch_drawing *d, const struct ch_sheet *sheet, const char **alt)
{
    struct matrix m = {.sheet = sheet};
    if (!read_axis(d, sheet, "effect", &m.effect) || !read_axis(d, sheet, "likelihood", &m.likelihood))
        return false;
    for (uint32_t i = 0; i < m.effect.count; i++) {
        ch_len width = ch_text_width(d, m.effect.steps[i]) + 600;
        m.words = width > m.words ? width : m.words;
    }
    m.cell_width = (d->width - m.words) / (ch_len)m.likelihood.count;
    if (!measure(d, &m)) {
        m.numbers = true;
        measure(d, &m);
    }
    draw_grid(d, &m);
    *alt = describe(d, &m);
    return true;
}
