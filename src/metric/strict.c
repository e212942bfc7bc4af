/*
 * Strict reports (strict="ja", or --strict): a number that the author typed must equal a figure that is bound
 * somewhere; a year passes when it lies within the years that the report's tables speak of.
 */
#include "metric/internal.h"

#include "base/accept.h"
#include "base/number.h"

#include <string.h>

/* What the report's typed numbers are judged by. */
struct span {
    int first, last; /* the years of its tables */
    bool hundred;    /* it shows a chart of 100 kronor */
};

static struct span report_years(struct met_result *r)
{
    struct span span = {0};
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; c < table->column_len; c++) {
            int year = table->columns[c].period.year;
            if (table->columns[c].role != MDL_COL_FIGURE || !year)
                continue;
            span.first = !span.first || year < span.first ? year : span.first;
            span.last = year > span.last ? year : span.last;
        }
    }
    return span;
}

static bool is_year(const struct aj_number *number, const char *text, struct span span)
{
    if (number->length != 4 || number->decimals)
        return false;
    int year = 0;
    for (int i = 0; i < 4; i++)
        year = year * 10 + (text[i] - '0');
    return year >= span.first && year <= span.last;
}

/* Whether the number as it would be printed is the text of a bound figure. */
static bool is_bound(struct met_result *r, const struct aj_number *number)
{
    const char *text = aj_number_format(r->job->arena, number->value, number->decimals);
    for (uint32_t i = 0; i < r->figure_len; i++)
        if (!strcmp(r->figures[i].text, text))
            return true;
    return false;
}

/* A digit that begins a number: not inside a word ("U07451", "covid-19") or after a decimal sign. */
static bool begins_number(const char *start, const char *p)
{
    if (*p < '0' || *p > '9')
        return false;
    if (p == start)
        return true;
    unsigned char before = (unsigned char)p[-1];
    bool joined = before == '-' && p - 1 > start && ((unsigned char)p[-2] | 32) >= 'a' &&
                  ((unsigned char)p[-2] | 32) <= 'z';
    bool letter = (before | 32) >= 'a' && (before | 32) <= 'z';
    /* The second byte of a Swedish letter, but not of a no-break space. */
    bool wide =
        before >= 0x80 && before < 0xC0 && before != 0xA0 && p - 1 > start && (unsigned char)p[-2] == 0xC3;
    return !joined && !letter && !wide && before != ',' && before != '.' && !(before >= '0' && before <= '9');
}

/* "den 31 augusti": a day is no figure. */
static bool is_day(struct met_result *r, const struct aj_number *number, const char *p)
{
    struct aj_arena *arena = r->job->arena;
    if (number->length > 2 || number->decimals || aj_rat_cmp(number->value, aj_rat_int(arena, 31)) > 0 ||
        !aj_rat_sign(number->value))
        return false;
    const char *after = p + number->length, *word = mdl_word_next(arena, &after);
    if (!word)
        return false;
    size_t n = strlen(word);
    while (n && strchr(".,;:)!?", word[n - 1]))
        n--;
    const char *month = mdl_fold(arena, aj_strndup(arena, word, n));
    return mdl_part_month(month) > 0;
}

/* "Mål 3" is a goal's name. */
static bool is_goal(struct met_result *r, const struct aj_number *number, const char *text, const char *p)
{
    const char *word = p;
    while (word > text && (word[-1] == ' ' || word[-1] == '\n' || (unsigned char)word[-1] == 0xA0 ||
                           (unsigned char)word[-1] == 0xC2))
        word--;
    size_t before = (size_t)(word - text), n = strlen("mål");
    if (before < n || word == p)
        return false;
    const char *said = mdl_fold(r->job->arena, aj_strndup(r->job->arena, word - n, n));
    return !strcmp(said, "mål") &&
           mdl_goal_find(r->model, aj_strndup(r->job->arena, p, number->length)) != NULL;
}

/* What stands in a table of actions or trends is data, wherever the report prints it. */
static bool is_of_report(const struct met_result *r, aj_at at)
{
    const char *file = aj_places_at(r->job->places, at).file;
    const char *own = aj_places_at(r->job->places, src_xml_at(xmlDocGetRootElement(r->report))).file;
    return !file || !own || !strcmp(file, own);
}

static bool shows_hundred(const xmlNode *node, int depth)
{
    xmlChar *kind = src_xml_is(node, "chart") ? xmlGetNoNsProp((xmlNodePtr)node, BAD_CAST "kind") : NULL;
    bool shows = kind && !strcmp((const char *)kind, "hundred");
    xmlFree(kind);
    for (node = node->children; node && !shows && depth < 200; node = node->next)
        shows = node->type == XML_ELEMENT_NODE && shows_hundred(node, depth + 1);
    return shows;
}

/* "100 kronor" is what a chart of that kind divides, and is called. */
static bool is_hundred(struct met_result *r, const struct aj_number *number, const char *p)
{
    const char *after = p + number->length;
    if (number->length != 3 || strncmp(p, "100", 3) != 0)
        return false;
    const char *word = mdl_word_next(r->job->arena, &after);
    return word && (!strncmp(word, "kronor", 6) || !strcmp(word, "kr"));
}

static void check_text(struct met_result *r, const xmlNode *node, aj_at at, struct span span)
{
    const char *text = (const char *)node->content;
    struct src_xml_walk walk = {0};
    bool walks = false;
    for (const char *p = text; *p;) {
        struct aj_number number;
        if (!begins_number(text, p) || !aj_number_parse(r->job->arena, p, &number)) {
            p++;
            continue;
        }
        size_t from = (size_t)(p - text);
        const char *accepted = aj_accept_words(r->job->diags, AJ_W0350, text, from, from + number.length);
        bool known = is_year(&number, p, span) || is_bound(r, &number) || is_day(r, &number, p) ||
                     is_goal(r, &number, text, p) || (span.hundred && is_hundred(r, &number, p)) ||
                     met_is_reference(r, text, p, number.length, !node->prev);
        if (!known && is_of_report(r, at)) {
            walk = walks ? walk : src_xml_walk(r->job, node);
            walks = true;
            aj_at own = src_xml_walk_to(&walk, from);
            aj_diag_add(r->job->diags, AJ_W0350, own ? own : at, aj_strndup(r->job->arena, p, number.length),
                        accepted, NULL);
        }
        p += number.length;
    }
}

static bool is_checked(const xmlNode *node)
{
    static const char *const ours[] = {"bound", "table", "front", "sources", "findings", "title", "facts"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strcmp(ours[i], (const char *)node->name))
            return false;
    return true;
}

static void check_node(struct met_result *r, const xmlNode *node, aj_at at, struct span span, int depth)
{
    aj_at own = src_xml_at(node);
    if (depth > 200 || !is_checked(node))
        return;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            check_text(r, child, own ? own : at, span);
        else if (child->type == XML_ELEMENT_NODE)
            check_node(r, child, own ? own : at, span, depth + 1);
    }
}

void met_check_strict(struct met_result *r, const xmlNode *report)
{
    const char *strict = met_attr(r, report, "strict");
    if (!r->job->strict && (!strict || strcmp(strict, "ja") != 0))
        return;
    struct span span = report_years(r);
    span.hundred = shows_hundred(report, 0);
    check_node(r, xmlDocGetRootElement(r->data), 0, span, 0);
}
