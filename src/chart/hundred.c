/*
 * How a hundred kronor are parted: a row for each purpose with its name, its kronor, and a square for each
 * krona, all in lines of one scale, so that their lengths can be compared. Nothing is told by colour.
 */
#include "chart/own.h"

#include "base/buf.h"

#include <string.h>

enum { PART_GAP = 250, ROW_GAP = 500, SIDE_GAP = 900, SQUARE_MOST = 1250, SQUARE_LEAST = 500, GROUP = 10 };

struct layout {
    ch_len names, figures; /* widths of the columns, 0 for names that stand above their squares */
    ch_len square;         /* side and gap of a square */
    uint32_t deep;         /* squares above each other: 1, 2 or 5, so that ten are a block */
};

/* The whole kronor of a cell: 0 to 100, else -1. */
static int kronor_of(const struct ch_cell *cell)
{
    return cell->known && cell->value >= 0 && cell->value <= 100 ? (int)(cell->value + 0.5) : -1;
}

/* Where a column of squares begins, from the first: blocks of ten squares stand apart. */
static ch_len column_at(const struct layout *l, uint32_t column)
{
    return (ch_len)column * l->square + (ch_len)(column * l->deep / GROUP) * PART_GAP;
}

/* The squares' side so that the longest row has room, in more lines where it would be too small to count. */
static void fit_squares(struct layout *l, uint32_t most, ch_len room)
{
    static const uint32_t depths[] = {1, 2, 5};
    for (int i = 0; i < 3 && l->square < SQUARE_LEAST; i++) {
        l->deep = depths[i];
        uint32_t columns = (most + l->deep - 1) / l->deep;
        ch_len gaps = (ch_len)((columns - 1) * l->deep / GROUP) * PART_GAP;
        l->square = (room - gaps) / (ch_len)columns;
    }
    l->square = l->square > SQUARE_MOST ? SQUARE_MOST : l->square;
}

/* Names beside the squares where both find room, else above them; squares as large as the largest row allows.
 */
static struct layout plan(struct ch_drawing *d, const struct ch_sheet *sheet, uint32_t column)
{
    struct layout l = {.deep = 1};
    uint32_t longest = 1;
    ch_len widest = 0;
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        const struct ch_cell *cell = &sheet->rows[i].cells[column];
        int kronor = kronor_of(cell);
        if (sheet->rows[i].sum || kronor < 0)
            continue;
        longest = (uint32_t)kronor > longest ? (uint32_t)kronor : longest;
        ch_len width = ch_text_width(d, sheet->rows[i].label);
        widest = width > widest ? width : widest;
        width = ch_text_width(d, cell->text) + ch_text_width(d, " kr");
        l.figures = width > l.figures ? width : l.figures;
    }
    ch_len most = d->width * 2 / 5;
    l.names = d->width < 30000 ? 0 : widest < most ? widest : most;
    ch_len room = d->width - l.names - l.figures - (l.names ? 2 : 1) * SIDE_GAP;
    fit_squares(&l, longest, room);
    return l;
}

/* The row's squares from x on; how high they are. */
static ch_len put_squares(struct ch_drawing *d, const struct ch_series *fill, const struct layout *l,
                          ch_len x, ch_len y, uint32_t count)
{
    ch_len side = l->square * 84 / 100;
    for (uint32_t i = 0; i < count; i++)
        ch_put_area(d, d->svg, fill, x + column_at(l, i / l->deep), y + (ch_len)(i % l->deep) * l->square,
                    side, side);
    return (ch_len)(count < l->deep ? count : l->deep) * l->square;
}

static ch_len put_row(struct ch_drawing *d, const struct ch_series *fill, const struct layout *l,
                      const struct ch_sheet_row *row, uint32_t column, ch_len y)
{
    const char *lines[3] = {row->label};
    ch_len room = l->names ? l->names : d->width;
    uint32_t count = ch_wrap(d, row->label, room, lines);
    count = count ? count : 1;
    for (uint32_t i = 0; i < count; i++)
        ch_put_text(d, d->svg, 0, y + (ch_len)i * d->line + d->ascent, "start", NULL, lines[i]);
    ch_len under = l->names ? y : y + (ch_len)count * d->line + 100;
    ch_len x = l->names ? l->names + SIDE_GAP : 0;
    ch_put_text(d, d->svg, x + l->figures, under + d->ascent, "end", NULL,
                aj_printf(d->job->arena, "%s kr", row->cells[column].text));
    /* Squares and figures on one line: their middles at the same height. */
    ch_len shift = (d->line - l->square) / 2, high = l->square;
    int kronor = kronor_of(&row->cells[column]);
    if (kronor > 0)
        high = put_squares(d, fill, l, x + l->figures + SIDE_GAP, under + (shift > 0 ? shift : 0),
                           (uint32_t)kronor);
    ch_len texts = l->names ? (ch_len)count * d->line : d->line;
    return under + (high > texts ? high : texts) + ROW_GAP;
}

/* "Av 100 kronor går 45 till Skola, …": the largest first, as they stand in the table. */
static const char *describe(struct ch_drawing *d, const struct ch_sheet *sheet, uint32_t column)
{
    enum { TELL_MOST = 8 };
    struct aj_buf out = AJ_BUF_INIT;
    uint32_t order[CH_SHEET_ROWS], count = 0;
    int rest = 0;
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        int kronor = kronor_of(&sheet->rows[i].cells[column]);
        if (sheet->rows[i].sum || kronor < 0)
            continue;
        uint32_t at = count++;
        for (; at > 0 && kronor_of(&sheet->rows[order[at - 1]].cells[column]) < kronor; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    aj_buf_str(&out, "Hundra kronor i rutor, en för varje krona");
    ch_say_title(&out, sheet->title);
    aj_buf_str(&out, ". Av 100 kronor: ");
    uint32_t some = 0;
    while (some < count && kronor_of(&sheet->rows[order[some]].cells[column]) > 0)
        some++;
    uint32_t told = some > TELL_MOST ? TELL_MOST - 1 : some;
    for (uint32_t i = 0; i < told; i++) {
        const struct ch_sheet_row *row = &sheet->rows[order[i]];
        aj_buf_printf(&out, "%s%s %d",
                      i == 0           ? ""
                      : i + 1 == count ? " och "
                                       : ", ",
                      row->label, kronor_of(&row->cells[column]));
    }
    for (uint32_t i = told; i < count; i++)
        rest += kronor_of(&sheet->rows[order[i]].cells[column]);
    if (told < count && rest)
        aj_buf_printf(&out, " och %u andra poster tillsammans %d", count - told, rest);
    else if (told < count)
        aj_buf_printf(&out, "; %u %s mindre än en krona", count - told,
                      count - told == 1 ? "annan post är" : "andra poster är var för sig");
    aj_buf_str(&out, ". " CH_SEE_TABLE);
    char *text = aj_strndup(d->job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

bool ch_draw_hundred(struct ch_drawing *d, const struct ch_sheet *sheet, const char **alt)
{
    uint32_t column;
    if (!ch_need_column(d, sheet, "kronor", &column))
        return false;
    struct ch_data *looks = AJ_NEW(d->job->arena, struct ch_data);
    *looks = (struct ch_data){.kind = CH_LINES, .series_count = 1};
    bool good = ch_style_series(d, looks);
    const struct ch_series fill = {.style = looks->series[0].style};
    struct layout l = plan(d, sheet, column);
    ch_len y = 200;
    for (uint32_t i = 0; i < sheet->row_count; i++)
        if (!sheet->rows[i].sum && kronor_of(&sheet->rows[i].cells[column]) >= 0)
            y = put_row(d, &fill, &l, &sheet->rows[i], column, y);
    d->height = y;
    *alt = describe(d, sheet, column);
    return good;
}
