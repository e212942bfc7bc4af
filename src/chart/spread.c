/* Labels beside a plot, moved apart. */
#include "chart/internal.h"

/* Labels that touch and move as one. */
struct cluster {
    uint32_t first, end;
    ch_len height;
    int64_t pull; /* the sum of where each would have the cluster's top */
    ch_len top;
};

static ch_len height_of(const struct ch_drawing *d, const struct ch_beside *label)
{
    return (ch_len)label->count * d->line;
}

static void settle(struct cluster *c, ch_len top, ch_len bottom)
{
    c->top = (ch_len)(c->pull / (int64_t)(c->end - c->first));
    c->top = c->top + c->height > bottom ? bottom - c->height : c->top;
    c->top = c->top < top ? top : c->top;
}

static void sort(struct ch_beside *labels, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct ch_beside label = labels[i];
        uint32_t at = i;
        for (; at > 0 && labels[at - 1].wanted > label.wanted; at--)
            labels[at] = labels[at - 1];
        labels[at] = label;
    }
}

ch_len ch_spread(struct ch_drawing *d, struct ch_beside *labels, uint32_t count, ch_len top, ch_len bottom)
{
    struct cluster clusters[CH_SERIES_MOST];
    uint32_t n = 0;
    sort(labels, count);
    for (uint32_t i = 0; i < count; i++) {
        ch_len height = height_of(d, &labels[i]);
        clusters[n] = (struct cluster){i, i + 1, height, labels[i].wanted - height / 2, 0};
        settle(&clusters[n++], top, bottom);
        while (n > 1 && clusters[n - 2].top + clusters[n - 2].height > clusters[n - 1].top) {
            struct cluster *above = &clusters[n - 2], *below = &clusters[n - 1];
            above->pull += below->pull - (int64_t)above->height * (below->end - below->first);
            above->height += below->height;
            above->end = below->end;
            settle(above, top, bottom);
            n--;
        }
    }
    ch_len lowest = top;
    for (uint32_t c = 0; c < n; c++) {
        ch_len y = clusters[c].top;
        for (uint32_t i = clusters[c].first; i < clusters[c].end; i++) {
            labels[i].y = y + height_of(d, &labels[i]) / 2;
            y += height_of(d, &labels[i]);
        }
        lowest = y;
    }
    return lowest;
}

struct ch_beside ch_break_label(struct ch_drawing *d, const char *text, ch_len width)
{
    struct ch_beside label = {.count = 0};
    label.count = ch_wrap(d, text, width, label.lines);
    return label;
}

void ch_put_beside(struct ch_drawing *d, const struct ch_beside *label, ch_len x, const char *anchor)
{
    ch_len baseline = label->y - (ch_len)label->count * d->line / 2 + d->line / 2 + d->ascent / 2 - 50;
    for (uint32_t i = 0; i < label->count; i++, baseline += d->line)
        ch_put_text(d, d->svg, x, baseline, anchor, NULL, label->lines[i]);
}

ch_len ch_beside_width(struct ch_drawing *d, const struct ch_beside *label)
{
    ch_len widest = 0;
    for (uint32_t i = 0; i < label->count; i++) {
        ch_len width = ch_text_width(d, label->lines[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}
