/*
 * Bullets: each indicator on a scale from zero, with its outcome as a bar, its target as a line across it,
 * and marks of what others have below it. Indicators of one unit share a scale, so that their bars can be
 * compared. Whether the target is met is said by a sign and in words.
 */
#include "chart/own.h"

#include "chart/alt.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum {
    OTHERS_MOST = 3,
    BAR = 1000,
    LANE = 900,
    TARGET_OVER = 250,
    ROW_GAP = 900,
    SIGN = 900,
    MARK = 900,
    APART_MOST = 3
};

/* Where the kinds of figures stand in the table; column_count for those that are not there. */
struct columns {
    uint32_t unit, outcome, target, verdict, others[OTHERS_MOST], other_count;
};

struct bullet {
    const struct ch_sheet_row *row;
    const struct columns *at;
    const char *unit, *words; /* "" for none */
    const char *verdict;      /* yes, mainly, partly, no, open; NULL without a target */
    bool higher, lower;       /* which is better */
    double least, greatest;   /* of its figures and zero */
    struct ch_scale scale;
};

struct styles {
    struct ch_series own, others[OTHERS_MOST];
    uint32_t good; /* what lies on the right side of the target */
};

static const struct ch_cell *cell_at(const struct bullet *b, uint32_t column, const struct ch_sheet *sheet)
{
    return column < sheet->column_count ? &b->row->cells[column] : NULL;
}

static bool is_known(const struct ch_cell *cell)
{
    return cell && cell->known;
}

static struct columns find_columns(struct ch_drawing *d, const struct ch_sheet *sheet)
{
    struct columns at = {.unit = ch_sheet_column(d->doc, sheet, 0, "of-unit"),
                         .target = ch_sheet_column(d->doc, sheet, 0, "target"),
                         .verdict = ch_sheet_column(d->doc, sheet, 0, "verdict")};
    uint32_t column = 0;
    while ((column = ch_sheet_column(d->doc, sheet, column, "other")) < sheet->column_count &&
           at.other_count < OTHERS_MOST)
        at.others[at.other_count++] = column++;
    return at;
}

static void widen(double *least, double *greatest, const struct ch_cell *cell)
{
    if (!is_known(cell))
        return;
    *least = cell->value < *least ? cell->value : *least;
    *greatest = cell->value > *greatest ? cell->value : *greatest;
}

static struct bullet read_bullet(struct ch_drawing *d, const struct ch_sheet *sheet, const struct columns *at,
                                 const struct ch_sheet_row *row)
{
    struct bullet b = {.row = row, .at = at, .unit = "", .words = ""};
    const char *better = doc_attr(d->doc, row->node, "data-better");
    b.higher = better && !strcmp(better, "högt");
    b.lower = better && !strcmp(better, "lågt");
    b.verdict = doc_attr(d->doc, row->node, "data-verdict");
    if (at->unit < sheet->column_count)
        b.unit = row->cells[at->unit].text;
    if (at->verdict < sheet->column_count)
        b.words = row->cells[at->verdict].text;
    widen(&b.least, &b.greatest, cell_at(&b, at->outcome, sheet));
    widen(&b.least, &b.greatest, cell_at(&b, at->target, sheet));
    for (uint32_t i = 0; i < at->other_count; i++)
        widen(&b.least, &b.greatest, cell_at(&b, at->others[i], sheet));
    return b;
}

/*
 * Gives each its scale: that of all of its unit, if none of these would be shorter than a third of the
 * longest on it, else its own. The number of those that share one.
 */
static uint32_t set_scales(struct ch_drawing *d, struct bullet *bullets, uint32_t count)
{
    uint32_t sharing = 0;
    for (uint32_t i = 0; i < count; i++) {
        double least = 0, greatest = 0, shortest = INFINITY;
        uint32_t alike = 0;
        for (uint32_t k = 0; k < count; k++) {
            const struct bullet *other = &bullets[k];
            double length = other->greatest - other->least;
            if (strcmp(other->unit, bullets[i].unit) != 0 ||
                !(length > 0)) /* nothing known tells of no scale */
                continue;
            least = fmin(least, other->least);
            greatest = fmax(greatest, other->greatest);
            shortest = fmin(shortest, length);
            alike++;
        }
        bool shares = alike > 1 && shortest * APART_MOST >= greatest - least;
        bullets[i].scale = ch_make_scale(d->job->arena, shares ? least : bullets[i].least,
                                         shares ? greatest : bullets[i].greatest, false, 5);
        sharing += shares;
    }
    return sharing;
}

static ch_len place(const struct ch_drawing *d, const struct bullet *b, double value)
{
    double share = (value - b->scale.low) / (b->scale.high - b->scale.low);
    return d->left + (ch_len)(share * (d->right - d->left) + 0.5);
}

/* A line of the text's colour that is as wide as it says, in px. */
static void put_stroke(struct ch_drawing *d, ch_len x1, ch_len y1, ch_len x2, ch_len y2, const char *width)
{
    ch_put_rule(d, d->svg, x1, y1, x2, y2, NULL, width);
}

/* A ring that is ticked, half filled, crossed or empty: what the words beside it say. */
static void put_sign(struct ch_drawing *d, const char *verdict, ch_len x, ch_len y)
{
    ch_len r = SIGN / 2, cx = x + r, cy = y;
    if (!strcmp(verdict, "yes") || !strcmp(verdict, "mainly")) {
        put_stroke(d, cx - 350, cy, cx - 80, cy + 300, "1.6");
        put_stroke(d, cx - 120, cy + 300, cx + 400, cy - 350, "1.6");
    } else if (!strcmp(verdict, "no")) {
        put_stroke(d, cx - 300, cy - 300, cx + 300, cy + 300, "1.6");
        put_stroke(d, cx - 300, cy + 300, cx + 300, cy - 300, "1.6");
    } else if (!strcmp(verdict, "partly")) {
        put_stroke(d, cx - 400, cy, cx + 400, cy, "1.6");
    } else {
        put_stroke(d, cx - 200, cy, cx + 200, cy, "0.8");
    }
}

/* "mål minst 95", after the verdict. */
static const char *target_words(struct ch_drawing *d, const struct ch_sheet *sheet, const struct bullet *b)
{
    const struct ch_cell *target = cell_at(b, b->at->target, sheet);
    if (!is_known(target))
        return "";
    return aj_printf(d->job->arena, "mål %s%s",
                     b->higher  ? "minst "
                     : b->lower ? "högst "
                                : "",
                     target->text);
}

/* The name on the left; the sign, the verdict and the target on the right, below the name where both do not
 * fit. */
static ch_len put_head(struct ch_drawing *d, const struct ch_sheet *sheet, const struct bullet *b, ch_len y)
{
    struct aj_arena *arena = d->job->arena;
    const char *target = target_words(d, sheet, b), *lines[3];
    const char *said = !*target    ? b->words
                       : *b->words ? aj_printf(arena, "%s, %s", b->words, target)
                                   : target;
    bool unit = *b->unit && !aj_has_words(b->row->label, b->unit);
    const char *name = unit ? aj_printf(arena, "%s, %s", b->row->label, b->unit) : b->row->label;
    ch_len width = ch_text_width(d, said) + (b->verdict ? SIGN + 300 : 0);
    bool beside = ch_text_width(d, name) + width + 1500 <= d->width;
    uint32_t count = ch_wrap(d, name, d->width, lines);
    lines[0] = count ? lines[0] : name;
    count = count ? count : 1;
    for (uint32_t i = 0; i < count; i++)
        ch_put_text(d, d->svg, 0, y + (ch_len)i * d->line + d->ascent, "start", NULL, lines[i]);
    y += (ch_len)(beside ? 0 : count) * d->line;
    if (!*said)
        return beside ? y + d->line : y;
    ch_len x = beside ? d->width - width : 0, sign = b->verdict ? SIGN + 300 : 0;
    if (b->verdict)
        put_sign(d, b->verdict, x, y + d->ascent - d->ascent * 2 / 5);
    count = ch_wrap(d, said, beside ? width : d->width - sign, lines);
    lines[0] = count ? lines[0] : said;
    for (uint32_t i = 0; i < count || i == 0; i++, y += d->line)
        ch_put_text(d, d->svg, x + sign, y + d->ascent, "start", NULL, lines[i]);
    return y;
}

static void put_zone(struct ch_drawing *d, const struct styles *styles, ch_len x1, ch_len x2, ch_len y,
                     ch_len height)
{
    struct ch_series zone = {.style = styles->good};
    if (x2 > x1)
        ch_put_area(d, d->svg, &zone, x1, y, x2 - x1, height);
}

/* The marks of others below the bar, each in the first lane where it meets none; how many lanes they take. */
static uint32_t put_others(struct ch_drawing *d, const struct ch_sheet *sheet, const struct styles *styles,
                           const struct bullet *b, ch_len y)
{
    ch_len ends[OTHERS_MOST][OTHERS_MOST];
    uint32_t in_lane[OTHERS_MOST] = {0}, lanes = 1;
    for (uint32_t i = 0; i < b->at->other_count; i++) {
        const struct ch_cell *cell = cell_at(b, b->at->others[i], sheet);
        if (!is_known(cell))
            continue;
        ch_len x = place(d, b, cell->value);
        uint32_t lane = 0;
        for (bool met = true; met; lane += met) {
            met = false;
            for (uint32_t k = 0; k < in_lane[lane] && !met; k++)
                met = x - ends[lane][k] < MARK && ends[lane][k] - x < MARK;
        }
        ends[lane][in_lane[lane]++] = x;
        lanes = lane + 1 > lanes ? lane + 1 : lanes;
        ch_put_marker(d, d->svg, &styles->others[i], x, y + (ch_len)lane * LANE + LANE / 2);
    }
    return lanes;
}

/*
 * The scale below a plot: ticks, and their figures where these do not meet; no figures where the next plot
 * has the same scale.
 */
static ch_len put_axis(struct ch_drawing *d, const struct bullet *b, ch_len y, bool figures)
{
    const struct ch_scale *scale = &b->scale;
    uint32_t last = scale->tick_count - 1;
    ch_len end = -1000, last_start = d->right - ch_text_width(d, scale->labels[last]) - 400;
    ch_put_rule(d, d->svg, d->left, y, d->right, y, "#555555", "0.6");
    for (uint32_t i = 0; i <= last; i++) {
        ch_len x = place(d, b, scale->ticks[i]), width = ch_text_width(d, scale->labels[i]);
        ch_len start = i == 0 ? x : i == last ? x - width : x - width / 2;
        ch_put_rule(d, d->svg, x, y, x, y + 250, "#555555", "0.6");
        if (!figures || start < end + 400 || (i != last && start + width > last_start))
            continue;
        ch_put_text(d, d->svg, x, y + 350 + d->ascent,
                    i == 0      ? "start"
                    : i == last ? "end"
                                : "middle",
                    NULL, scale->labels[i]);
        end = start + width;
    }
    return figures ? y + 350 + d->line : y + 250;
}

static ch_len put_plot(struct ch_drawing *d, const struct ch_sheet *sheet, const struct styles *styles,
                       const struct bullet *b, ch_len y, bool figures)
{
    const struct ch_cell *own = cell_at(b, b->at->outcome, sheet), *target = cell_at(b, b->at->target, sheet);
    ch_len zero = place(d, b, 0), bar = y + TARGET_OVER, foot = bar + BAR + 2 * TARGET_OVER;
    if (is_known(target) && b->higher)
        put_zone(d, styles, place(d, b, target->value), d->right, y, BAR + 2 * TARGET_OVER);
    if (is_known(target) && b->lower)
        put_zone(d, styles, d->left, place(d, b, target->value), y, BAR + 2 * TARGET_OVER);
    if (is_known(own)) {
        ch_len x = place(d, b, own->value);
        ch_put_area(d, d->svg, &styles->own, x < zero ? x : zero, bar, x < zero ? zero - x : x - zero, BAR);
    }
    if (is_known(target)) {
        ch_len x = place(d, b, target->value);
        ch_put_blank(d, d->svg, x - 200, y, 400, BAR + 2 * TARGET_OVER);
        put_stroke(d, x, y, x, y + BAR + 2 * TARGET_OVER, "2.4");
    }
    ch_put_text(d, d->svg, d->width, bar + (BAR - d->line) / 2 + d->ascent, "end", NULL,
                own ? own->text : "");
    if (b->at->other_count)
        foot += (ch_len)put_others(d, sheet, styles, b, foot - TARGET_OVER) * LANE;
    return put_axis(d, b, foot, figures);
}

/* What bar, line and marks stand for. */
static ch_len put_legend(struct ch_drawing *d, const struct ch_sheet *sheet, const struct columns *at,
                         const struct styles *styles)
{
    uint32_t shown[2 + OTHERS_MOST], count = 0;
    shown[count++] = at->outcome;
    if (at->target < sheet->column_count)
        shown[count++] = at->target;
    uint32_t first = count;
    for (uint32_t i = 0; i < at->other_count; i++)
        shown[count++] = at->others[i];
    ch_len x = 0, y = 0;
    bool zone = at->target < sheet->column_count;
    for (uint32_t i = 0; i < count + zone; i++) {
        const char *heading = i < count ? sheet->headings[shown[i]] : "målet nås";
        const char *name = heading ? heading : "";
        ch_len width = 1400 + ch_text_width(d, name), middle;
        if (x && x + width > d->width) {
            x = 0;
            y += d->line + 200;
        }
        middle = y + d->line / 2;
        if (i == 0)
            ch_put_area(d, d->svg, &styles->own, x, middle - BAR / 2 + 100, 900, BAR - 200);
        else if (i < first)
            put_stroke(d, x + 450, y, x + 450, y + d->line, "2.4");
        else if (i == count)
            put_zone(d, styles, x, x + 900, middle - BAR / 2, BAR);
        else
            ch_put_marker(d, d->svg, &styles->others[i - first], x + 450, middle);
        ch_put_text(d, d->svg, x + 1400, y + d->ascent, "start", NULL, name);
        x += width + 1800;
    }
    return y + d->line + ROW_GAP;
}

/* Better by the indicator's direction: 1, worse -1, else 0. */
static int is_better(const struct bullet *b, const struct ch_cell *own, const struct ch_cell *other)
{
    if (!is_known(own) || !is_known(other) || (!b->higher && !b->lower))
        return 0;
    int order = aj_rat_cmp(own->exact, other->exact);
    order = order > 0 ? 1 : order < 0 ? -1 : 0;
    return b->higher ? order : -order;
}

/* "Uppfyllt: Väntetid (48, mål högst 50); …." for the indicators whose verdict has the same words as that of
 * `first`. */
static void tell_alike(struct ch_drawing *d, struct aj_buf *out, const struct ch_sheet *sheet,
                       const struct columns *at, uint32_t first, bool figures)
{
    const char *words = at->verdict < sheet->column_count ? sheet->rows[first].cells[at->verdict].text : "";
    bool any = false;
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        struct bullet b = read_bullet(d, sheet, at, &sheet->rows[i]);
        if (strcmp(b.words, words) != 0)
            continue;
        if (i < first) /* told with an earlier one */
            return;
        const struct ch_cell *own = cell_at(&b, at->outcome, sheet);
        const char *target = target_words(d, sheet, &b);
        if (!any)
            aj_buf_printf(out, " %s%s", ch_capital(d->job->arena, words), *words ? ": " : "");
        aj_buf_printf(out, "%s%s", any ? "; " : "", b.row->label);
        if (figures)
            aj_buf_printf(out, " (%s%s%s)", own ? own->text : "", *target ? ", " : "", target);
        any = true;
    }
    aj_buf_char(out, '.');
}

static void tell_others(struct ch_drawing *d, struct aj_buf *out, const struct ch_sheet *sheet,
                        const struct columns *at)
{
    for (uint32_t k = 0; k < at->other_count; k++) {
        uint32_t better = 0, worse = 0, level = 0;
        const char *whom = sheet->headings[at->others[k]];
        for (uint32_t i = 0; i < sheet->row_count; i++) {
            struct bullet b = read_bullet(d, sheet, at, &sheet->rows[i]);
            const struct ch_cell *own = cell_at(&b, at->outcome, sheet),
                                 *other = cell_at(&b, at->others[k], sheet);
            int order = is_better(&b, own, other);
            better += order > 0;
            worse += order < 0;
            level += !order && is_known(own) && is_known(other) && (b.higher || b.lower);
        }
        if (better + worse + level)
            aj_buf_printf(out, " Jämfört med %s: %u bättre, %u sämre, %u lika.",
                          ch_lower(d->job->arena, whom ? whom : ""), better, worse, level);
    }
}

static char *compose(struct ch_drawing *d, const struct ch_sheet *sheet, const struct columns *at,
                     const char *scales, int detail)
{
    struct aj_buf out = AJ_BUF_INIT;
    uint32_t judged = 0, met = 0;
    aj_buf_printf(&out, "Indikatorer%s", scales);
    ch_say_title(&out, sheet->title);
    aj_buf_printf(&out, ", %s.", sheet->headings[at->outcome] ? sheet->headings[at->outcome] : "");
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        const char *verdict = doc_attr(d->doc, sheet->rows[i].node, "data-verdict");
        judged += verdict && strcmp(verdict, "open") != 0;
        met += verdict && !strcmp(verdict, "yes");
    }
    if (judged > 1)
        aj_buf_printf(&out, " %u av %u mål är uppfyllda.", met, judged);
    for (uint32_t i = 0; i < sheet->row_count && detail < 2; i++)
        tell_alike(d, &out, sheet, at, i, detail == 0);
    tell_others(d, &out, sheet, at);
    aj_buf_str(&out, " " CH_SEE_TABLE);
    char *text = aj_strndup(d->job->arena, out.data, out.len);
    aj_buf_free(&out);
    return text;
}

/* `sharing` of the indicators have a scale that is not theirs alone; `one`: all have the same. */
static const char *describe(struct ch_drawing *d, const struct ch_sheet *sheet, const struct columns *at,
                            uint32_t sharing, bool one)
{
    const char *scales = one       ? " på samma skala"
                         : sharing ? ", med samma skala för samma enhet"
                                   : ", var och en på sin egen skala";
    int detail = 0;
    char *text = compose(d, sheet, at, scales, detail);
    while (ch_letters(text) > CH_ALT_MOST && ++detail < 3)
        text = compose(d, sheet, at, scales, detail);
    return text;
}

/* False after E0684. */
static bool choose_styles(struct ch_drawing *d, uint32_t others, struct styles *styles)
{
    static const int shapes[OTHERS_MOST] = {CH_LEVEL, CH_FALLING, CH_PLAIN}; /* diamond, triangle, disc */
    struct ch_data *looks = AJ_NEW(d->job->arena, struct ch_data);
    *looks = (struct ch_data){.kind = CH_LINES, .series_count = 1 + others};
    bool good = ch_style_series(d, looks);
    *styles = (struct styles){.own = {.style = looks->series[0].style},
                              .good = doc_style_for_class(d->doc, d->svg, "bullet-good")};
    for (uint32_t i = 0; i < others; i++)
        styles->others[i] = (struct ch_series){.style = looks->series[1 + i].style, .pattern = shapes[i]};
    return good;
}

/* Room for the widest outcome right of the plots, so that all of these are as wide. */
static void set_sides(struct ch_drawing *d, const struct ch_sheet *sheet, uint32_t outcome)
{
    ch_len widest = 0;
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        ch_len width = ch_text_width(d, sheet->rows[i].cells[outcome].text);
        widest = width > widest ? width : widest;
    }
    d->left = 0;
    d->right = d->width - widest - 900;
}

/* Whether the next plot has the same scale and unit. */
static bool has_same_scale(const struct bullet *bullets, uint32_t count, uint32_t i)
{
    const struct bullet *b = &bullets[i], *next = &bullets[i + 1];
    return i + 1 < count && !strcmp(b->unit, next->unit) && b->scale.low == next->scale.low &&
           b->scale.high == next->scale.high;
}

bool ch_draw_bullet(struct ch_drawing *d, const struct ch_sheet *sheet, const char **alt)
{
    struct columns at = find_columns(d, sheet);
    if (!ch_need_column(d, sheet, "outcome", &at.outcome))
        return false;
    struct styles styles;
    bool good = choose_styles(d, at.other_count, &styles);
    set_sides(d, sheet, at.outcome);
    ch_len y = put_legend(d, sheet, &at, &styles);
    struct bullet *bullets = AJ_NEW_N(d->job->arena, struct bullet, sheet->row_count);
    for (uint32_t i = 0; i < sheet->row_count; i++)
        bullets[i] = read_bullet(d, sheet, &at, &sheet->rows[i]);
    uint32_t sharing = set_scales(d, bullets, sheet->row_count);
    bool one = sharing == sheet->row_count;
    for (uint32_t i = 0; i < sheet->row_count; i++) {
        one = one && !strcmp(bullets[i].unit, bullets[0].unit);
        y = put_head(d, sheet, &bullets[i], y) + 200;
        y = put_plot(d, sheet, &styles, &bullets[i], y, !has_same_scale(bullets, sheet->row_count, i)) +
            ROW_GAP;
    }
    d->height = y - ROW_GAP + 100;
    *alt = describe(d, sheet, &at, sharing, one);
    return good;
}
