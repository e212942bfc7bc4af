/* What stands at the ends of lines: the last value and the series' name. */
#include "chart/internal.h"

enum { END_GAP = 1300 };

static uint32_t line_end(const struct ch_drawing *d, uint32_t s)
{
    uint32_t last = d->data->category_count;
    for (uint32_t c = 0; c < d->data->category_count; c++)
        if (d->data->series[s].cells[c].known)
            last = c;
    return last;
}

/* The label of a series' end in at most `room`: false if it has no room there. */
static bool make_label(struct ch_drawing *d, uint32_t s, bool named, ch_len room, struct ch_beside *label)
{
    const struct ch_series *series = &d->data->series[s];
    const char *text = series->cells[line_end(d, s)].text;
    *label = (struct ch_beside){.count = 1, .series = s};
    if (named && d->data->series_count > 1 && *series->label)
        text = aj_printf(d->job->arena, "%s %s", text, series->label);
    label->lines[0] = text;
    if (ch_text_width(d, text) <= room)
        return true;
    uint32_t count = ch_wrap(d, text, room, label->lines);
    label->count = count ? count : 1;
    if (!count)
        label->lines[0] = text;
    return count > 0;
}

/* The labels of the lines' ends, at most CH_SERIES_MOST; *fits: each within its room. */
static uint32_t line_labels(struct ch_drawing *d, bool named, struct ch_beside *labels, bool *fits)
{
    uint32_t count = 0;
    *fits = true;
    for (uint32_t s = 0; s < d->data->series_count; s++)
        if (line_end(d, s) < d->data->category_count)
            *fits = make_label(d, s, named, d->width * 2 / 5, &labels[count++]) && *fits;
    return count;
}

bool ch_lines_need_legend(struct ch_drawing *d)
{
    struct ch_beside labels[CH_SERIES_MOST];
    bool fits;
    line_labels(d, true, labels, &fits);
    return !fits;
}

ch_len ch_line_ends_height(struct ch_drawing *d)
{
    struct ch_beside labels[CH_SERIES_MOST];
    bool fits;
    uint32_t count = line_labels(d, !d->legend, labels, &fits), lines = 0;
    for (uint32_t i = 0; i < count; i++)
        lines += labels[i].count;
    return (ch_len)lines * d->line;
}

ch_len ch_line_ends_width(struct ch_drawing *d)
{
    struct ch_beside labels[CH_SERIES_MOST];
    bool fits;
    uint32_t count = line_labels(d, !d->legend, labels, &fits);
    ch_len widest = 0;
    for (uint32_t i = 0; i < count; i++) {
        ch_len width = ch_beside_width(d, &labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest + END_GAP;
}

void ch_draw_line_ends(struct ch_drawing *d)
{
    struct ch_beside labels[CH_SERIES_MOST];
    bool fits;
    uint32_t count = line_labels(d, !d->legend, labels, &fits), points = d->data->category_count;
    for (uint32_t i = 0; i < count; i++)
        labels[i].wanted =
            ch_y_of(d, d->data->series[labels[i].series].cells[line_end(d, labels[i].series)].value);
    ch_spread(d, labels, count, d->top - d->line / 2, d->bottom + d->line / 2);
    ch_len x = ch_line_x(d, points - 1) + END_GAP;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t last = line_end(d, labels[i].series);
        if (labels[i].y != labels[i].wanted || last + 1 != points)
            ch_put_rule(d, d->svg, ch_line_x(d, last) + 300, labels[i].wanted, x - 200, labels[i].y,
                        "#777777", "0.4");
        ch_put_beside(d, &labels[i], x, "start");
    }
}
