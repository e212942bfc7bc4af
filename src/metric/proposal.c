/* A proposal for decision: clauses that begin with "att", whose amounts must make the total that they share.
 */
#include "metric/prose.h"

#include <string.h>

enum { MOST_DEPTH = 200 };

/* The clause's own "att" is left out: the program writes it. */
static void drop_att(xmlNodePtr clause)
{
    xmlNodePtr first = clause->children;
    if (!first || first->type != XML_TEXT_NODE || !first->content)
        return;
    const char *text = (const char *)first->content;
    text += strspn(text, " \t\r\n");
    bool att = (text[0] == 'a' || text[0] == 'A') && text[1] == 't' && text[2] == 't' && text[3] &&
               strchr(" \t\r\n", text[3]);
    if (att)
        text += 4 + strspn(text + 4, " \t\r\n");
    xmlChar *kept = xmlStrdup(BAD_CAST text);
    xmlNodeSetContent(first, NULL);
    xmlNodeAddContent(first, kept);
    xmlFree(kept);
}

struct addition {
    struct met_result *r;
    const struct met_subject *total;
    struct mdl_period period;
    struct met_value sum;
    struct mdl_unit unit; /* of the first amount */
    int decimals;
    uint32_t count;
    bool known;
};

/* One amount of the clause: the figure itself, of the period in question, and not the total. */
static void add_amount(struct addition *a, const xmlNode *node)
{
    struct met_result *r = a->r;
    const char *of = met_attr(r, node, "of"), *text = met_attr(r, node, "period");
    struct mdl_period *periods;
    uint32_t count;
    bool span, ambiguous;
    if (!of || met_attr(r, node, "show"))
        return;
    struct met_subject subject = met_subject_peek(r, of, &ambiguous);
    if ((subject.kind != MET_SERIES && subject.kind != MET_METRIC) || !strcmp(subject.name, a->total->name))
        return;
    if (text && (!mdl_periods_parse(r->job->arena, text, &periods, &count, &span) || count != 1 ||
                 periods[0].year != a->period.year))
        return;
    struct mdl_unit unit = met_subject_unit(&subject), own = met_subject_unit(a->total);
    if (!mdl_unit_like(&unit, &own))
        return;
    struct met_value value = met_eval_spoken(r, &subject, a->period, src_xml_at(node));
    a->known &= value.state == MET_KNOWN; /* what is not has been told where it is bound */
    if (!a->known)
        return;
    a->sum = a->count ? met_sum_of(r, &a->sum, &value, false) : value;
    a->count++;
}

static void add_amounts(struct addition *a, const xmlNode *from, uint32_t depth)
{
    for (const xmlNode *node = from->children; node && depth < MOST_DEPTH; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (src_xml_is(node, "value"))
            add_amount(a, node);
        else
            add_amounts(a, node, depth + 1);
    }
}

/* E0443 unless the amounts of the clause add up to the figure that it names as their total. */
static void check_total(struct met_result *r, const xmlNode *clause, const char *name)
{
    struct aj_arena *arena = r->job->arena;
    aj_at at = src_xml_at(clause);
    struct met_subject total = met_subject_find(r, name, at);
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    if (total.kind != MET_SERIES && total.kind != MET_METRIC)
        return;
    if (!met_read_periods(r, met_attr(r, clause, "period"), &total, at, &periods, &count, &span))
        return;
    if (count != 1) {
        aj_diag_add(r->job->diags, AJ_E0340, at, total.name, met_periods_text(arena, periods, count), NULL);
        return;
    }
    struct met_value whole = met_eval_spoken(r, &total, periods[0], at);
    if (whole.state != MET_KNOWN) {
        met_report_unknown(r, &total, periods[0], &whole, at);
        return;
    }
    struct addition a = {.r = r, .total = &total, .period = periods[0], .known = true};
    add_amounts(&a, clause, 0);
    if (!a.known ||
        (a.count && aj_rat_cmp(a.sum.low, whole.high) <= 0 && aj_rat_cmp(whole.low, a.sum.high) <= 0))
        return;
    struct mdl_unit unit = met_subject_unit(&total);
    int decimals = met_subject_decimals(&total, &whole);
    struct aj_rat sum = a.count ? a.sum.exact : aj_rat_int(arena, 0);
    /* Both in the unit in which the difference can be seen. */
    struct met_value both[] = {whole, whole};
    both[1].exact = sum;
    met_fit_unit(arena, both, 2, &unit, &decimals);
    aj_diag_add(r->job->diags, AJ_E0443, at,
                met_with_unit(arena, met_number_text(arena, sum, &unit, decimals), &unit), total.name,
                met_with_unit(arena, met_number_text(arena, whole.exact, &unit, decimals), &unit), NULL);
}

void met_bind_proposal(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    static const char *const kept[] = {"id", "class", "lang", "by", "to", "numbering"};
    xmlNodePtr proposal = met_add(r, out, "proposal", node);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (met_attr(r, node, kept[i]))
            met_set(proposal, kept[i], met_attr(r, node, kept[i]));
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (!src_xml_is(child, "clause"))
            continue;
        xmlNodePtr clause = met_add(r, proposal, "clause", child);
        if (met_attr(r, child, "id"))
            met_set(clause, "id", met_attr(r, child, "id"));
        met_bind_children(r, child, clause, depth + 1);
        drop_att(clause);
        const char *total = met_attr(r, child, "total");
        if (total)
            check_total(r, child, total);
    }
}
