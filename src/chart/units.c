/*
 * Organisation charts. The uppermost unit stands alone, as does what is alone below it; where the tree
 * branches, each branch is a column: its first unit in a row with the others', the rest below it, each set in
 * under its own. Columns that do not fit beside each other go on in further rows, so that no tree is too wide
 * for its page.
 */
#include "chart/units.h"

#include <math.h>
#include <string.h>

enum {
    PAD_X = 700,
    PAD_Y = 450,
    GAP_X = 1000,
    GAP_Y = 2200, /* between rows: the lines run in it */
    GAP_LIST = 600,
    INSET = 1200,
    STEM = 500, /* from a unit's left edge to the line down to those below it */
    COLUMN_LEAST = 7500,
    COLUMN_MOST = 19000,
    LONE_LEAST = 16000,
    LONE_MOST = 26000,
    LINES_MOST = 8
};

struct text {
    const char *lines[LINES_MOST];
    uint32_t count;
    bool overfull;
};

static void use_style(struct ch_drawing *d, uint32_t style)
{
    ch_len size = (ch_len)((int64_t)d->doc->styles[style].font_size * 2 / 15);
    d->text_style = style;
    d->ascent = size * 95 / 100; /* capitals stand in the middle of their line */
    d->line = size * 125 / 100;
}

/* [from, to) without soft hyphens, and with a hyphen where one of them ends it. */
static const char *piece(struct ch_drawing *d, const char *from, const char *to)
{
    char *out = aj_alloc(d->job->arena, (size_t)(to - from) + 2), *p = out;
    bool soft = to - from >= 2 && !memcmp(to - 2, "\u00AD", 2);
    for (; from < to; from++)
        if (to - from >= 2 && !memcmp(from, "\u00AD", 2))
            from++;
        else
            *p++ = *from;
    if (soft)
        *p++ = '-';
    while (p > out && p[-1] == ' ')
        p--;
    *p = '\0';
    return out;
}

/* The end of the piece that begins at p: after a space, a hyphen or a soft hyphen. */
static const char *next_break(const char *p)
{
    while (*p) {
        if (*p == ' ' || *p == '-' || *p == '/')
            return p + 1;
        if (!memcmp(p, "\u00AD", 2))
            return p + 2;
        p++;
    }
    return p;
}

static struct text break_text(struct ch_drawing *d, const char *text, ch_len width)
{
    struct text out = {.count = 0};
    while (*text && out.count < LINES_MOST) {
        const char *end = next_break(text), *line = piece(d, text, end);
        out.overfull = out.overfull || ch_text_width(d, line) > width;
        for (const char *to = end; *to;) {
            to = next_break(to);
            const char *longer = piece(d, text, to);
            if (ch_text_width(d, longer) > width &&
                ch_text_width(d, piece(d, text, to - (to[-1] == ' '))) > width)
                break;
            line = longer;
            end = to;
        }
        out.lines[out.count++] = line;
        text = end;
    }
    out.overfull = out.overfull || *text;
    return out;
}

static uint32_t level_of(const struct ch_units *units, uint32_t i)
{
    uint32_t level = 1;
    while (units->items[i].parent && level < CH_LEVELS_MOST) {
        i = units->items[i].parent - 1;
        level++;
    }
    return level;
}

/* Breaks a unit's texts for a box of that width; its height. */
static ch_len fit_unit(struct ch_drawing *d, const struct ch_units *units, uint32_t i, ch_len width,
                       struct text texts[2])
{
    uint32_t level = level_of(units, i);
    const struct ch_unit *unit = &units->items[i];
    use_style(d, units->styles[level - 1]);
    texts[0] = break_text(d, unit->name, width - 2 * PAD_X);
    ch_len height = 2 * PAD_Y + d->line * (ch_len)texts[0].count;
    use_style(d, units->note_styles[level - 1]);
    texts[1] = break_text(d, unit->note, width - 2 * PAD_X);
    return height + d->line * (ch_len)texts[1].count;
}

static ch_len unit_height(struct ch_drawing *d, const struct ch_units *units, uint32_t i, ch_len width)
{
    struct text texts[2];
    return fit_unit(d, units, i, width, texts);
}

static const char *hex(struct ch_drawing *d, struct doc_color c)
{
    return c.a ? aj_printf(d->job->arena, "#%02x%02x%02x", c.r, c.g, c.b) : "none";
}

/* Draws a unit's box, its texts in the middle or from the left. */
static void put_unit(struct ch_drawing *d, const struct ch_units *units, uint32_t i, ch_len x, ch_len y,
                     ch_len width, ch_len height, bool middle)
{
    struct text texts[2];
    uint32_t level = level_of(units, i);
    ch_len own = fit_unit(d, units, i, width, texts);
    const struct doc_style *box = &d->doc->styles[units->styles[level - 1]];
    struct ch_box area = {x, y, width, height, hex(d, box->background), "none", box->border_width[0]};
    if (box->border_width[0] > 0)
        area.stroke = hex(d, box->border_color[0]);
    d->text_style = units->styles[level - 1];
    ch_put_box(d, d->svg, &area);
    ch_len top = y + PAD_Y + (height - own) / 2;
    for (int part = 0; part < 2; part++) {
        use_style(d, part ? units->note_styles[level - 1] : units->styles[level - 1]);
        for (uint32_t k = 0; k < texts[part].count; k++, top += d->line)
            ch_put_text(d, d->svg, middle ? x + width / 2 : x + PAD_X, top + d->ascent,
                        middle ? "middle" : "start", NULL, texts[part].lines[k]);
    }
}

static void put_line(struct ch_drawing *d, const struct ch_units *units, ch_len x1, ch_len y1, ch_len x2,
                     ch_len y2)
{
    d->text_style = units->line_style;
    if (x1 != x2 || y1 != y2)
        ch_put_rule(d, d->svg, x1, y1, x2, y2, NULL, "1");
}

static uint32_t next_child(const struct ch_units *units, uint32_t parent, uint32_t from)
{
    while (from < units->count && units->items[from].parent != parent + 1)
        from++;
    return from;
}

/* What is below a unit, each set in; returns the lower edge. `y` is the unit's own. */
static ch_len put_list(struct ch_drawing *d, const struct ch_units *units, uint32_t parent, ch_len x,
                       ch_len width, ch_len y)
{
    ch_len stem = y;
    for (uint32_t i = next_child(units, parent, parent + 1); i < units->count;
         i = next_child(units, parent, i + 1)) {
        ch_len height = unit_height(d, units, i, width - INSET), top = y + GAP_LIST;
        put_line(d, units, x + STEM, stem, x + STEM, top + height / 2);
        put_line(d, units, x + STEM, top + height / 2, x + INSET, top + height / 2);
        stem = top + height / 2;
        put_unit(d, units, i, x + INSET, top, width - INSET, height, false);
        y = put_list(d, units, i, x + INSET, width - INSET, top + height);
    }
    return y;
}

/* The first word of the column's units that finds no room in it, or NULL. */
static const char *find_overfull(struct ch_drawing *d, const struct ch_units *units, uint32_t top,
                                 ch_len width)
{
    struct text texts[2];
    fit_unit(d, units, top, width, texts);
    for (int part = 0; part < 2; part++)
        if (texts[part].overfull)
            return part ? units->items[top].note : units->items[top].name;
    for (uint32_t i = next_child(units, top, top + 1); i < units->count; i = next_child(units, top, i + 1)) {
        const char *word = find_overfull(d, units, i, width - INSET);
        if (word)
            return word;
    }
    return NULL;
}

struct columns {
    uint32_t units[CH_UNITS_MOST], count;
    uint32_t across; /* so many in a row */
    ch_len width, x; /* of one; of the first */
    ch_len trunk;    /* kept free on the left for the line down to further rows */
};

static const char *find_in_columns(struct ch_drawing *d, const struct ch_units *units,
                                   const struct columns *c)
{
    const char *overfull = NULL;
    for (uint32_t i = 0; i < c->count && !overfull; i++)
        overfull = find_overfull(d, units, c->units[i], c->width);
    return overfull;
}

/* As many columns in a row as find room for their words, the rows as full as each other. */
static const char *choose_columns(struct ch_drawing *d, const struct ch_units *units, struct columns *c)
{
    const char *overfull = NULL;
    for (uint32_t rows = 1; rows <= c->count; rows++) {
        c->across = (c->count + rows - 1) / rows;
        c->trunk = rows > 1 ? GAP_X : 0;
        ch_len room = d->width - 2 * c->trunk; /* in the middle, as the units above */
        c->width = (room - (ch_len)(c->across - 1) * GAP_X) / (ch_len)c->across;
        ch_len widest = c->width;
        c->width = c->width > COLUMN_MOST ? COLUMN_MOST : c->width;
        overfull = find_in_columns(d, units, c);
        if (overfull && widest > c->width) { /* longer words have what there is */
            c->width = widest;
            overfull = find_in_columns(d, units, c);
        }
        if (c->width >= COLUMN_LEAST && !overfull)
            break;
    }
    c->x = (d->width - (ch_len)c->across * (c->width + GAP_X) + GAP_X) / 2;
    return overfull;
}

/* A row of columns from `y`, where the lines begin; returns its lower edge. */
static ch_len put_columns(struct ch_drawing *d, const struct ch_units *units, const struct columns *c,
                          uint32_t first, ch_len y)
{
    uint32_t end = first + c->across < c->count ? first + c->across : c->count;
    ch_len head = 0, low = 0, bus = y + GAP_Y / 2, top = y + GAP_Y;
    for (uint32_t i = first; i < end; i++) {
        ch_len height = unit_height(d, units, c->units[i], c->width);
        head = height > head ? height : head;
    }
    for (uint32_t i = first; i < end; i++) {
        ch_len x = c->x + (ch_len)(i - first) * (c->width + GAP_X);
        put_line(d, units, x + c->width / 2, bus, x + c->width / 2, top);
        put_unit(d, units, c->units[i], x, top, c->width, head, true);
        ch_len lower = put_list(d, units, c->units[i], x, c->width, top + head);
        low = lower > low ? lower : low;
    }
    ch_len last = c->x + (ch_len)(end - first - 1) * (c->width + GAP_X) + c->width / 2;
    ch_len from = c->trunk ? c->x - GAP_X : c->x + c->width / 2, middle = d->width / 2;
    if (first == 0 && middle < from)
        from = middle;
    put_line(d, units, from, bus, first == 0 && middle > last ? middle : last, bus);
    return low;
}

/* The one child of several that has units below it, and is few enough among its kind to stand in their
 * middle; or the number of units. */
static uint32_t find_heir(const struct ch_units *units, uint32_t top, uint32_t *children)
{
    uint32_t heir = units->count;
    *children = 0;
    for (uint32_t i = next_child(units, top, top + 1); i < units->count; i = next_child(units, top, i + 1)) {
        ++*children;
        if (next_child(units, i, i + 1) >= units->count)
            continue;
        if (heir < units->count)
            return units->count;
        heir = i;
    }
    return heir;
}

/*
 * The children of a unit in one row, the heir in the middle: it is the one that the tree goes on from. False,
 * and nothing drawn, when their words do not fit so.
 */
static bool put_heirs_row(struct ch_drawing *d, const struct ch_units *units, uint32_t top, uint32_t heir,
                          uint32_t children, ch_len *y)
{
    ch_len left = (ch_len)children / 2, slots = 2 * left + 1;
    ch_len width = (d->width - (slots - 1) * GAP_X) / slots, high = 0;
    width = width > COLUMN_MOST ? COLUMN_MOST : width;
    for (uint32_t i = next_child(units, top, top + 1); i < units->count; i = next_child(units, top, i + 1)) {
        struct text texts[2];
        ch_len height = fit_unit(d, units, i, width, texts);
        if (texts[0].overfull || texts[1].overfull || width < COLUMN_LEAST)
            return false;
        high = height > high ? height : high;
    }
    ch_len bus = *y + GAP_Y / 2, under = *y + GAP_Y, middle = d->width / 2, slot = -left;
    put_line(d, units, middle, *y, middle, under);
    for (uint32_t i = next_child(units, top, top + 1); i < units->count; i = next_child(units, top, i + 1)) {
        ch_len at = middle;
        if (i != heir) {
            slot += slot == 0;
            at += slot++ * (width + GAP_X);
            put_line(d, units, middle, bus, at, bus);
            put_line(d, units, at, bus, at, under);
        }
        put_unit(d, units, i, at - width / 2, under, width, high, true);
    }
    *y = under + high;
    return true;
}

/* A unit that stands alone in its row. */
static void put_alone(struct ch_drawing *d, const struct ch_units *units, uint32_t i, ch_len *y)
{
    struct text texts[2];
    ch_len most = d->width < LONE_MOST ? d->width : LONE_MOST;
    use_style(d, units->styles[level_of(units, i) - 1]);
    ch_len width = ch_text_width(d, units->items[i].name) + 2 * PAD_X;
    width = width < LONE_LEAST ? LONE_LEAST : width;
    width = width > most ? most : width;
    ch_len height = fit_unit(d, units, i, width, texts);
    put_unit(d, units, i, (d->width - width) / 2, *y, width, height, true);
    *y += height;
}

static void put_all_columns(struct ch_drawing *d, const struct ch_units *units, uint32_t top, ch_len *y)
{
    struct columns c = {.count = 0};
    for (uint32_t i = next_child(units, top, top + 1); i < units->count; i = next_child(units, top, i + 1))
        c.units[c.count++] = i;
    const char *overfull = choose_columns(d, units, &c);
    if (overfull)
        aj_diag_add(d->job->diags, AJ_E0688, d->doc->nodes[d->figure].at, overfull, NULL);
    put_line(d, units, d->width / 2, *y, d->width / 2, *y + GAP_Y / 2);
    ch_len bus = *y + GAP_Y / 2;
    for (uint32_t first = 0; first < c.count; first += c.across) {
        ch_len low = put_columns(d, units, &c, first, *y);
        if (first + c.across < c.count) {
            put_line(d, units, c.x - GAP_X, bus, c.x - GAP_X, low + GAP_Y / 2);
            bus = low + GAP_Y / 2;
        }
        *y = low;
    }
}

static void put_tree(struct ch_drawing *d, const struct ch_units *units, uint32_t top, ch_len *y)
{
    put_alone(d, units, top, y);
    for (;;) {
        uint32_t children, heir = find_heir(units, top, &children);
        if (children == 0)
            return;
        if (children == 1) {
            put_line(d, units, d->width / 2, *y, d->width / 2, *y + GAP_Y);
            *y += GAP_Y;
            top = next_child(units, top, top + 1);
            put_alone(d, units, top, y);
        } else if (heir < units->count && put_heirs_row(d, units, top, heir, children, y)) {
            top = heir;
        } else {
            break;
        }
    }
    put_all_columns(d, units, top, y);
}

/* Text on a box wants 4.5:1 (WCAG 2.1, 1.4.3). */
static bool check_levels(struct ch_drawing *d, const struct ch_units *units)
{
    bool good = true;
    for (uint32_t level = 0; level < units->levels; level++) {
        const struct doc_style *s = &d->doc->styles[units->styles[level]];
        double contrast = ch_contrast(s->color, s->background.a ? s->background : d->paper);
        if (contrast >= 4.5)
            continue;
        int tenths = (int)floor(contrast * 10);
        aj_diag_add(d->job->diags, AJ_E0687, d->doc->nodes[d->figure].at,
                    aj_printf(d->job->arena, "%u", level + 1),
                    aj_printf(d->job->arena, "%d,%d:1", tenths / 10, tenths % 10), NULL);
        good = false;
    }
    return good;
}

bool ch_draw_units(struct ch_drawing *d, struct ch_units *units)
{
    for (uint32_t level = 0; level < CH_LEVELS_MOST; level++) {
        const char *name = aj_printf(d->job->arena, "organisation-unit level-%u", level + 1);
        units->styles[level] = doc_style_for_class(d->doc, d->svg, name);
        name = aj_printf(d->job->arena, "organisation-note level-%u", level + 1);
        units->note_styles[level] = doc_style_for_class(d->doc, d->svg, name);
    }
    units->line_style = doc_style_for_class(d->doc, d->svg, "organisation-line");
    ch_len y = 100; /* half a stroke */
    for (uint32_t i = 0; i < units->count; i++)
        if (!units->items[i].parent) {
            y += i ? GAP_Y : 0;
            put_tree(d, units, i, &y);
        }
    d->height = y + 100;
    return check_levels(d, units);
}
