/*
 * What the files of the chart stage share. Drawing lengths (ch_len) are 1/100 CSS px: a drawing's user unit
 * is a px, so that the theme's font sizes hold as they are.
 */
#ifndef CH_INTERNAL_H
#define CH_INTERNAL_H

#include "base/rat.h"
#include "chart/chart.h"

typedef int32_t ch_len;

enum { CH_SERIES_MOST = 20, CH_COLORS = 6, CH_CATEGORIES_MOST = 60, CH_TICKS_MOST = 12 };

enum ch_kind { CH_BARS, CH_STACKED, CH_LINES, CH_PYRAMID, CH_WATERFALL, CH_SLOPE, CH_KINDS };

/* What kind of figures a period has. */
enum ch_scenario { CH_UNSAID, CH_OUTCOME, CH_FORECAST, CH_BUDGET, CH_PLAN, CH_SCENARIOS };

/* Whose figures a pyramid's series has. */
enum ch_sex { CH_WOMEN, CH_MEN };

struct ch_cell {
    bool known; /* it has a value; else a gap is left */
    struct aj_rat exact;
    double value;     /* for drawing */
    const char *text; /* as the table prints it */
};

struct ch_series {
    const char *label;
    const struct ch_cell *cells; /* a category each */
    uint32_t style;              /* its colour is the series' */
    int pattern;                 /* enum ch_pattern */
    enum ch_sex sex;             /* of a pyramid */
    const char *year;            /* of a pyramid: the label without the sex, "" if it has no more */
};

/* How areas, lines and points of like lightness are told apart without colour. */
enum ch_pattern { CH_PLAIN, CH_RISING, CH_FALLING, CH_LEVEL, CH_CROSSED, CH_UPRIGHT, CH_PATTERN_COUNT };

/*
 * A chart's figures, as the table of each kind gives them:
 * - bars, stacked: a series a colour, a category a place on the axis; lying: the categories stand below each
 *   other and the bars run to the right
 * - lines: the categories are points in time; those from `ahead` on are no outcome, where that differs
 * - slope: two categories, a line for each series
 * - pyramid: the categories are ages, youngest first; two series (women, men) or four (of a later or earlier
 *   period, drawn as an outline over the first two)
 * - waterfall: one series; a category that is `full` is a sum, which stands from zero, the others steps from
 *   what came before
 */
struct ch_data {
    enum ch_kind kind;
    const char *title, *unit; /* "" for none */
    bool unit_on_axis;        /* nothing else in the figure says the unit */
    bool time;                /* the categories are years */
    bool lying;
    uint32_t series_count, category_count;
    struct ch_series series[CH_SERIES_MOST];
    const char *categories[CH_CATEGORIES_MOST];
    const char *totals[CH_CATEGORIES_MOST]; /* printed sums of the categories, or NULL */
    enum ch_scenario scenarios[CH_CATEGORIES_MOST];
    uint32_t ahead; /* lines: the first category after the outcomes; 0: no such turn */
    bool full[CH_CATEGORIES_MOST];
};

struct ch_scale {
    double low, high; /* the first and last tick */
    uint32_t tick_count;
    double ticks[CH_TICKS_MOST];
    const char *labels[CH_TICKS_MOST];
};

/* The chart being drawn. */
struct ch_drawing {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    const struct ch_data *data;
    doc_id figure, svg;
    struct doc_color paper; /* what it is drawn on */
    const char *paper_text; /* the same as an SVG colour */
    uint32_t text_style;    /* of labels */
    ch_len width, height;
    ch_len line, ascent;             /* of labels: line height, and from its top to the baseline */
    ch_len left, top, right, bottom; /* of the plot */
    ch_len names;                    /* bars: the top of the categories' names */
    ch_len inset;                    /* lines: from the plot's sides to the first and last point */
    bool legend;                     /* there is one */
    ch_len beside;                   /* stacks: the width of the names beside the last bar, 0: none */
    struct ch_scale scale;
};

/* What every drawing begins with: its svg below the figure, the width that it has, the size of its text. */
struct ch_drawing ch_begin(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc,
                           doc_id figure);

/* Sets the drawing's size (d->width, d->height), which is known when all is drawn. */
void ch_set_size(struct ch_drawing *d);

/* Sets the figure's alternative text unless it has one. */
void ch_set_alt(struct aj_job *job, struct doc_document *doc, doc_id figure, const char *alt);

/* Reads the figure's table. False after a finding. */
bool ch_read(struct aj_job *job, struct doc_document *doc, doc_id figure, struct ch_data *data);

/* A cell of a table: its text, and its exact value if it has one. False after E0685. */
bool ch_read_cell(struct aj_job *job, const struct doc_document *doc, doc_id id, struct ch_cell *cell);

/* The text of a subtree as a reader sees it, without raised marks and what is generated; one space for any.
 */
char *ch_text(const struct doc_document *doc, doc_id id);

/* What a row's heading is called in a drawing: its abbr, else its text. */
const char *ch_label(const struct doc_document *doc, doc_id cell);

/* Whether the element's class attribute has that word. */
bool ch_has_class(const struct doc_document *doc, doc_id id, const char *word);

/* An axis with round steps from the least to the greatest value (0 among them unless `free`). */
struct ch_scale ch_make_scale(struct aj_arena *arena, double least, double greatest, bool free,
                              uint32_t steps_most);

/* The alternative text. */
char *ch_alt(struct aj_job *job, const struct ch_data *data);

/* Building blocks of drawings. Colours: NULL is the style's color. */
ch_len ch_text_width(struct ch_drawing *d, const char *text);
void ch_put_text(struct ch_drawing *d, doc_id parent, ch_len x, ch_len baseline, const char *anchor,
                 const char *fill, const char *text);
void ch_put_rule(struct ch_drawing *d, doc_id parent, ch_len x1, ch_len y1, ch_len x2, ch_len y2,
                 const char *stroke, const char *width);
void ch_put_area(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x, ch_len y,
                 ch_len width, ch_len height);
/* A rectangle; colours as SVG has them ("none" too), the stroke's width in 1/1000 pt. */
struct ch_box {
    ch_len x, y, width, height;
    const char *fill, *stroke;
    aj_len stroke_width;
};

void ch_put_box(struct ch_drawing *d, doc_id parent, const struct ch_box *box);

/* The paper's colour over what is there. */
void ch_put_blank(struct ch_drawing *d, doc_id parent, ch_len x, ch_len y, ch_len width, ch_len height);
void ch_put_polyline(struct ch_drawing *d, doc_id parent, const struct ch_series *series,
                     const ch_len *points, uint32_t count);
/* The same in a style's colour, with a dash pattern (NULL: none) that is not a series' own. */
void ch_put_stroke(struct ch_drawing *d, doc_id parent, uint32_t style, const char *dash,
                   const ch_len *points, uint32_t count);
/* A line of ink with paper along both sides, to be seen on any area. */
void ch_put_outline(struct ch_drawing *d, doc_id parent, const ch_len *points, uint32_t count);
/* A value in the middle of an area of its series, at that middle; nothing where it does not fit. */
void ch_put_inside(struct ch_drawing *d, const struct ch_series *series, const char *text, ch_len x, ch_len y,
                   ch_len width, ch_len height);
void ch_put_marker(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x, ch_len y);
/* The same in outline: of what is not an outcome. */
void ch_put_open_marker(struct ch_drawing *d, doc_id parent, const struct ch_series *series, ch_len x,
                        ch_len y);

/* WCAG 2.1's contrast ratio, 1 to 21. */
double ch_contrast(struct doc_color a, struct doc_color b);

/* vision.c: a colour as it is seen without cones for long, middle or short waves, or printed in black. */
enum ch_vision { CH_NORMAL, CH_PROTANOPIA, CH_DEUTERANOPIA, CH_TRITANOPIA, CH_GREY, CH_VISIONS };
struct doc_color ch_seen_by(enum ch_vision vision, struct doc_color color);

/* The least contrast that anyone sees between two colours; from CH_APART on they differ by lightness alone.
 */
#define CH_APART 1.3
double ch_least_contrast(struct doc_color a, struct doc_color b);

/* room.c: the width that a figure will have, in 1/1000 pt, and the colour behind it. */
int32_t ch_figure_width(const struct doc_document *doc, doc_id figure);
struct doc_color ch_find_paper(const struct doc_document *doc, doc_id figure);

/* series.c: each series' colour and pattern; false after E0684. */
bool ch_style_series(struct ch_drawing *d, struct ch_data *data);

/* plot.c: where a value stands on the scale that runs up from d->bottom, or to the right from d->left. */
ch_len ch_y_of(const struct ch_drawing *d, double value);
ch_len ch_x_of(const struct ch_drawing *d, double value);

/* The scale, the plot's sides and the legend, for kinds with an upright axis of values. */
void ch_lay_out(struct ch_drawing *d);
ch_len ch_legend_height(struct ch_drawing *d);
void ch_draw_legend(struct ch_drawing *d);

/* The least and greatest value, or of stacked bars the least and greatest sum. */
void ch_find_range(const struct ch_data *data, double *least, double *greatest);

/* "utfall", "prognos", "budget", "plan"; "" where nothing is said. */
const char *ch_scenario_word(enum ch_scenario scenario);

/* Draws a kind, in d->width; sets d->height. */
typedef bool ch_drawer(struct ch_drawing *d);
ch_drawer ch_draw_bars, ch_draw_lying, ch_draw_lines, ch_draw_slope, ch_draw_pyramid, ch_draw_waterfall;

/* lying.c: how wide the column of the categories' names on the left is; 0 when a name has no room there and
 * stands above its bars instead. */
ch_len ch_names_width(struct ch_drawing *d);

/*
 * Lines. Where the points of a category stand; the last category that a series has a value of, category_count
 * if none. What stands at the lines' ends: its width with the gap before it, and height, once d->legend is
 * decided; whether the series' names are too long to stand there.
 */
ch_len ch_line_x(const struct ch_drawing *d, uint32_t category);
ch_len ch_line_ends_width(struct ch_drawing *d);
ch_len ch_line_ends_height(struct ch_drawing *d);
void ch_draw_line_ends(struct ch_drawing *d);
bool ch_lines_need_legend(struct ch_drawing *d);

/* The width that the names of a stack's series take beside the last bar; 0 where they do not fit beside a
 * plot of that height. */
ch_len ch_stack_names_width(struct ch_drawing *d, ch_len plot);

/* spread.c: a label that wants to stand at a height, beside a plot. */
struct ch_beside {
    const char *lines[3];
    uint32_t count, series;
    ch_len wanted, y; /* the middle: of what it names, and where it stands */
};

/* A label of that text in lines no wider than `width`; count 0 if ch_wrap cannot break it so. */
struct ch_beside ch_break_label(struct ch_drawing *d, const char *text, ch_len width);

/*
 * Sorts labels by `wanted` and moves them apart, near where they want to be, so that none meet and all stand
 * between the two heights if they have room there. Returns the lower edge of the last.
 */
ch_len ch_spread(struct ch_drawing *d, struct ch_beside *labels, uint32_t count, ch_len top, ch_len bottom);
void ch_put_beside(struct ch_drawing *d, const struct ch_beside *label, ch_len x, const char *anchor);
ch_len ch_beside_width(struct ch_drawing *d, const struct ch_beside *label);

/* How many decimals a printed number has. */
int ch_decimals(const char *text);

/* Splits a label into at most three lines no wider than `width`; 0 if it cannot. */
uint32_t ch_wrap(struct ch_drawing *d, const char *text, ch_len width, const char *lines[3]);

#endif
