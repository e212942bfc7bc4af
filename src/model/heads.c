/* What stands around and below a table's headings: a second row of them, units, "Belopp i tkr". */
#include "model/internal.h"

#include <string.h>

/* Whether a text is a period and nothing else: "2022", "Budget", "Utfall jan-aug". */
static bool is_period(struct aj_arena *arena, const char *text)
{
    struct mdl_heading heading = mdl_heading_parse(arena, text);
    return !*heading.rest &&
           (heading.period.year || heading.period.scenario || heading.period.part || heading.period.whole);
}

static bool is_unit(struct aj_arena *arena, const char *text)
{
    struct mdl_unit unit;
    size_t n = strlen(text);
    if (n > 2 && *text == '(' && text[n - 1] == ')')
        text = aj_strndup(arena, text + 1, n - 2);
    return mdl_unit_known(arena, text, &unit);
}

typedef bool judge(struct aj_arena *arena, const char *text);

/* Whether every text of a row after its first is what `is` says, and one at least stands there. */
static bool all_are(struct aj_arena *arena, const struct src_table *source, uint32_t row, judge *is)
{
    bool any = false;
    for (uint32_t c = 1; c < source->columns; c++) {
        const char *text = src_cell_at(source, row, c).text;
        if (*text && !is(arena, text))
            return false;
        any |= *text != '\0';
    }
    return any;
}

static bool is_no_figure(struct aj_arena *arena, const char *text)
{
    struct mdl_cell cell;
    return is_period(arena, text) || !mdl_cell_parse(arena, text, &cell);
}

/*
 * Whether the second row holds headings too: periods below periods or other words, with the rows' own heading
 * in one of the two; a row of figures is none.
 */
static bool has_two(struct aj_arena *arena, const struct src_table *source)
{
    bool first = *src_cell_at(source, 0, 0).text, second = *src_cell_at(source, 1, 0).text;
    if (source->rows < 3 || source->columns < 3)
        return false;
    if (first == second)
        return !first && all_are(arena, source, 1, is_period);
    if (second)
        return all_are(arena, source, 0, is_period) && all_are(arena, source, 1, is_no_figure);
    return all_are(arena, source, 1, is_period);
}

/* A heading that spans columns stands above the first of them. */
static const char *spanning(const struct src_table *source, uint32_t column)
{
    const char *text = src_cell_at(source, 0, column).text;
    if (!column || *text || !*src_cell_at(source, 1, column).text)
        return text;
    for (uint32_t c = column; c-- > 1;)
        if (*src_cell_at(source, 0, c).text)
            return src_cell_at(source, 0, c).text;
    return "";
}

/* The table with one row of headings for its two; `below` is put in parentheses if it is a unit. */
static const struct src_table *join(struct aj_job *job, const struct src_table *source, bool units)
{
    struct src_making *making = src_make(job, source, source->rows - 1, source->columns);
    for (uint32_t c = 0; c < source->columns; c++) {
        struct src_cell head = src_cell_at(source, 0, c), below = src_cell_at(source, 1, c);
        const char *above = units ? head.text : spanning(source, c);
        if (units && *below.text && *below.text != '(')
            below.text = aj_printf(job->arena, "(%s)", below.text);
        bool both = *above && *below.text;
        head.text = both ? aj_printf(job->arena, "%s %s", above, below.text) : *above ? above : below.text;
        head.at = *src_cell_at(source, 0, c).text ? head.at : below.at;
        src_make_cell(making, 0, c, head);
        for (uint32_t r = 2; r < source->rows; r++)
            src_make_cell(making, r - 1, c, src_cell_at(source, r, c));
    }
    return src_made(making);
}

/* The unit of money that a line names: "Belopp i tkr", "(mnkr)", "Tkr", "Resultatbudget, tkr". NULL if none.
 */
static const char *unit_of_line(struct aj_arena *arena, const char *line)
{
    static const char *const before[] = {"belopp i ", "anges i ", "belopp: ", "enhet: ", "(", ", ", "i "};
    const char *folded = mdl_fold(arena, line);
    struct mdl_unit unit;
    if (mdl_unit_known(arena, folded, &unit) && !strcmp(unit.dimension, "kr"))
        return unit.name;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        for (const char *p = folded; (p = strstr(p, before[i]));) {
            p += strlen(before[i]);
            const char *name = aj_strndup(arena, p, strcspn(p, ").,;"));
            if (mdl_unit_known(arena, name, &unit) && !strcmp(unit.dimension, "kr"))
                return unit.name;
        }
    }
    return NULL;
}

static const char *unit_around(struct aj_arena *arena, const struct src_table *source)
{
    const char *unit = source->title ? unit_of_line(arena, source->title) : NULL;
    for (uint32_t i = 0; i < source->note_len && !unit; i++)
        unit = unit_of_line(arena, source->notes[i]);
    return unit ? unit : unit_of_line(arena, src_cell_at(source, 0, 0).text);
}

/* The unit in all headings that have a figure's, if it is one. */
static const char *unit_of_headings(struct aj_arena *arena, const struct src_table *source, uint32_t row)
{
    struct mdl_unit all = {0};
    for (uint32_t c = 1; c < source->columns; c++) {
        const char *text = src_cell_at(source, row, c).text;
        struct mdl_unit unit;
        if (!mdl_label_cut(arena, text, &unit)) {
            if (is_period(arena, text))
                return NULL;
            continue;
        }
        if (all.name && strcmp(all.name, unit.name) != 0)
            return NULL;
        all = unit;
    }
    return all.name;
}

const struct src_table *mdl_heads(struct aj_job *job, const struct src_table *source, const char **unit)
{
    *unit = unit_around(job->arena, source);
    if (source->rows > 2 && has_two(job->arena, source))
        source = join(job, source, false);
    if (source->rows > 2 && !*src_cell_at(source, 1, 0).text && all_are(job->arena, source, 1, is_unit))
        source = join(job, source, true);
    const char *stated = unit_of_headings(job->arena, source, 0);
    if (stated)
        *unit = stated;
    return source;
}
