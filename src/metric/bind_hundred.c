/*
 * Of what a hundred kronor are made: each row's share of the whole in whole kronor that add up to exactly
 * 100, by the method of the largest remainder (Hare-Niemeyer), beside its exact share and its amount.
 */
#include "metric/chart.h"

#include <string.h>

struct part {
    struct met_subject subject;
    const char *label;
    struct met_value value;
    aj_at at;
    int kronor;
    struct aj_rat rest; /* what the whole kronor leave of its share */
};

struct parts {
    struct part items[MET_CHART_ROWS], whole; /* whole.at 0: no row of a sum */
    uint32_t count;
    struct aj_rat total, low, high; /* of the items, base units */
    struct met_as as;               /* what the author asks for */
};

static struct mdl_unit unit_of(const struct parts *parts, const struct part *part)
{
    return parts->as.unit ? *parts->as.unit : met_subject_unit(&part->subject);
}

static bool read_part(struct met_result *r, const struct met_line *line, struct mdl_period period, aj_at at,
                      struct part *part)
{
    *part = (struct part){.subject = line->subject, .label = line->label, .at = at};
    part->value = met_eval(r, &part->subject, period, part->at);
    if (part->value.state != MET_KNOWN)
        met_report_unknown(r, &part->subject, period, &part->value, part->at);
    return part->value.state == MET_KNOWN;
}

/* In the unit of the others; false after E0331. */
static bool fits(struct met_result *r, const struct parts *parts, const struct part *part)
{
    struct mdl_unit unit = met_subject_unit(&part->subject);
    struct mdl_unit first = met_subject_unit(parts->count ? &parts->items[0].subject : &part->subject);
    if (mdl_unit_like(&first, &unit))
        return true;
    aj_diag_add(r->job->diags, AJ_E0331, part->at, part->subject.name, unit.name, first.name, NULL);
    return false;
}

/* Costs, which tables print negative, lose their sign together; a part of another sign than the rest is none:
 * E0670. */
static bool even_signs(struct met_result *r, struct parts *parts)
{
    struct aj_arena *arena = r->job->arena;
    bool good = true;
    int side = 0;
    for (uint32_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        int sign = aj_rat_sign(part->value.exact);
        side = side ? side : sign;
        if (sign && sign != side) {
            struct mdl_unit unit = met_subject_unit(&part->subject);
            const char *text = met_number_text(arena, part->value.exact, &unit,
                                               met_subject_decimals(&part->subject, &part->value));
            aj_diag_add(r->job->diags, AJ_E0670, part->at, part->subject.name,
                        met_with_unit(arena, text, &unit), parts->items[0].subject.name, NULL);
            good = false;
        }
    }
    for (uint32_t i = 0; i < parts->count && side < 0; i++)
        parts->items[i].value = met_negated(parts->items[i].value);
    if (side < 0 && parts->whole.at)
        parts->whole.value = met_negated(parts->whole.value);
    return good;
}

/* The sum of the rows, and the interval that it is known to. */
static void add_up(struct aj_arena *arena, struct parts *parts)
{
    parts->total = parts->low = parts->high = aj_rat_int(arena, 0);
    for (uint32_t i = 0; i < parts->count; i++) {
        const struct met_value *value = &parts->items[i].value;
        parts->total = aj_rat_add(arena, parts->total, value->exact);
        parts->low = aj_rat_add(arena, parts->low, value->low);
        parts->high = aj_rat_add(arena, parts->high, value->high);
    }
}

/* The rows that are dealt, and the sum that they make: of a table its last total. */
static bool read_parts(struct met_result *r, const xmlNode *node, struct mdl_period period,
                       const struct met_lines *lines, struct parts *parts)
{
    bool good = true, table = met_attr(r, node, "of") != NULL;
    for (uint32_t i = 0; i < lines->len; i++) {
        const struct met_line *line = &lines->items[i];
        aj_at at = table ? src_xml_at(node) : line->at;
        if (line->sum) {
            good = read_part(r, line, period, at, &parts->whole) && good;
            continue;
        }
        struct part *part = &parts->items[parts->count];
        if (!read_part(r, line, period, at, part) || !fits(r, parts, part)) {
            good = false;
            continue;
        }
        parts->count++;
    }
    return good;
}

/* What the rows leave out of the whole must not be passed over: false after E0673. */
static bool adds_up(struct met_result *r, const struct parts *parts)
{
    struct aj_arena *arena = r->job->arena;
    const struct met_value *whole = &parts->whole.value;
    if (!parts->whole.at ||
        (aj_rat_cmp(parts->high, whole->low) >= 0 && aj_rat_cmp(parts->low, whole->high) <= 0))
        return true;
    struct mdl_unit unit = met_subject_unit(&parts->whole.subject);
    int decimals = met_subject_decimals(&parts->whole.subject, whole);
    aj_diag_add(r->job->diags, AJ_E0673, parts->whole.at,
                met_with_unit(arena, met_number_text(arena, parts->total, &unit, decimals), &unit),
                parts->whole.subject.name,
                met_with_unit(arena, met_number_text(arena, whole->exact, &unit, decimals), &unit), NULL);
    return false;
}

/* Whole kronor: what each share has for certain, then one to each of the largest remainders. */
static void deal(struct aj_arena *arena, struct parts *parts)
{
    struct aj_rat hundred = aj_rat_int(arena, 100);
    int left = 100;
    for (uint32_t i = 0; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        struct aj_rat share = aj_rat_div(arena, aj_rat_mul(arena, part->value.exact, hundred), parts->total);
        int kronor = 0;
        while (kronor < 100 && aj_rat_cmp(aj_rat_int(arena, kronor + 1), share) <= 0)
            kronor++;
        part->kronor = kronor;
        part->rest = aj_rat_sub(arena, share, aj_rat_int(arena, kronor));
        left -= kronor;
    }
    for (; left > 0; left--) {
        struct part *most = &parts->items[0];
        for (uint32_t i = 1; i < parts->count; i++)
            if (aj_rat_cmp(parts->items[i].rest, most->rest) > 0)
                most = &parts->items[i];
        most->kronor++;
        most->rest = aj_rat_int(arena, -1);
    }
}

/* A row: its whole kronor, its share and its amount. */
static void put_part(struct met_result *r, xmlNodePtr table, const struct parts *parts,
                     const struct part *part, const char *when)
{
    struct aj_arena *arena = r->job->arena;
    const struct mdl_unit plain = {.name = "", .scale = aj_rat_int(arena, 1)};
    struct mdl_unit unit = unit_of(parts, part);
    struct aj_rat base = part->value.exact, total = parts->total;
    struct aj_rat share = aj_rat_div(arena, aj_rat_mul(arena, base, aj_rat_int(arena, 100)), total);
    xmlNodePtr row = met_table_row(table, "item", part->at);
    met_set(row, "of", part->subject.name);
    met_table_label(row, part->label, part->at);
    met_chart_cell(r, row, aj_rat_int(arena, part->kronor), &plain, 0, part->at);
    met_chart_cell(r, row, share, &plain, 1, part->at);
    int decimals = met_decimals_as(&part->subject, &part->value, parts->as);
    met_chart_cell(r, row, base, &unit, decimals, part->at);
    met_record(r, met_subject_own_name(r, &part->subject), when, unit.name,
               met_number_text(arena, base, &unit, decimals), aj_rat_div(arena, base, unit.scale));
    met_record(r, aj_printf(arena, "%s, av 100 kronor", part->label), when, "kr",
               aj_printf(arena, "%d", part->kronor), aj_rat_int(arena, part->kronor));
}

/* The whole: 100 kronor, 100 percent. */
static void put_sum(struct met_result *r, xmlNodePtr table, const struct parts *parts, const struct part *sum,
                    struct aj_rat whole)
{
    const struct mdl_unit plain = {.name = "", .scale = aj_rat_int(r->job->arena, 1)};
    struct mdl_unit unit = unit_of(parts, sum);
    struct aj_rat hundred = aj_rat_int(r->job->arena, 100);
    xmlNodePtr row = met_table_row(table, "total", sum->at);
    met_table_label(row, sum->label, sum->at);
    met_chart_cell(r, row, hundred, &plain, 0, sum->at);
    met_chart_cell(r, row, hundred, &plain, 1, sum->at);
    met_chart_cell(r, row, whole, &unit, met_decimals_as(&sum->subject, &sum->value, parts->as), sum->at);
}

bool met_put_hundred(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    (void)depth;
    struct aj_arena *arena = r->job->arena;
    struct parts *parts = AJ_NEW(arena, struct parts);
    struct met_lines lines = {.sums = true, .unit = ""};
    struct mdl_period period;
    if (!met_chart_period(r, node, &period) || !met_read_lines(r, node, &lines) ||
        !met_chart_room(r, node, lines.len))
        return false;
    parts->as = lines.as;
    if (!read_parts(r, node, period, &lines, parts) || !even_signs(r, parts))
        return false;
    add_up(arena, parts);
    if (!adds_up(r, parts))
        return false;
    if (aj_rat_sign(parts->total) <= 0) {
        aj_diag_add(r->job->diags, AJ_E0674, src_xml_at(node), mdl_period_text(arena, period), NULL);
        return false;
    }
    deal(arena, parts);
    const struct mdl_unit unit = unit_of(parts, &parts->items[0]);
    met_table_column(table, "label", "");
    met_chart_column(table, "figure", "kronor", met_heading(r, "kronor"));
    met_chart_column(table, "figure", "share", met_heading(r, "share"));
    const char *when = mdl_period_text(arena, period);
    met_chart_column(table, "figure", "amount", aj_printf(arena, "%s, %s", when, unit.name));
    for (uint32_t i = 0; i < parts->count; i++)
        put_part(r, table, parts, &parts->items[i], when);
    struct part sum = parts->whole.at ? parts->whole
                                      : (struct part){.label = met_heading(r, "sum"), .at = src_xml_at(node)};
    sum.subject = parts->whole.at ? sum.subject : parts->items[0].subject;
    sum.value.decimals = parts->items[0].value.decimals;
    struct aj_rat whole = parts->whole.at ? parts->whole.value.exact : parts->total;
    put_sum(r, table, parts, &sum, whole);
    met_chart_note(table, src_xml_at(node),
                   "Kronorna är hela och avrundade med största restmetoden, så att de tillsammans blir "
                   "exakt 100. Andelarna är avrundade var för sig.");
    return true;
}
