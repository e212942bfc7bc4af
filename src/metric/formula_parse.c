/*
 * Formulas: quoted names, numbers, + - * / ( ), comparisons (minst högst över under lika med, or >= <= > <
 * =), functions (formula_call.c), and [..] after a name, call or parentheses: the same at another period, in
 * another scenario, or of another organisation.
 */
#include "metric/internal.h"

#include "base/number.h"

#include <string.h>

/* growth() evaluates its argument twice: the cap also bounds the work of a nested one. */
enum { MOST_DEPTH = 16 };

struct parser {
    struct aj_job *job;
    const char *text, *p;
    const char *expected; /* set at the first fault */
    int depth;
};

static const struct met_node *parse_comparison(struct parser *parser);

static void skip_space(struct parser *parser)
{
    parser->p += strspn(parser->p, " \t\r\n");
}

static const struct met_node *fail(struct parser *parser, const char *expected)
{
    if (!parser->expected)
        parser->expected = expected;
    return NULL;
}

static struct met_node *new_node(struct parser *parser, enum met_op op)
{
    struct met_node *node = AJ_NEW(parser->job->arena, struct met_node);
    node->op = op;
    return node;
}

/* An operator between, or before, single figures. */
static struct met_node *make(struct parser *parser, enum met_op op, const struct met_node *a,
                             const struct met_node *b)
{
    if (!a || (op != MET_NEG && !b))
        return NULL;
    if (a->list || (b && b->list)) {
        (void)fail(parser, "one figure: sum, avg, median, min or max makes one of several");
        return NULL;
    }
    struct met_node *node = new_node(parser, op);
    node->args[0] = a;
    node->args[1] = b;
    node->arg_len = b ? 2 : 1;
    return node;
}

static const struct met_node *parse_name(struct parser *parser)
{
    const char *end = strchr(parser->p + 1, '\'');
    if (!end)
        return fail(parser, "'");
    struct met_node *node = AJ_NEW(parser->job->arena, struct met_node);
    node->op = MET_NAME;
    node->name = aj_strndup(parser->job->arena, parser->p + 1, (size_t)(end - parser->p - 1));
    parser->p = end + 1;
    return node;
}

static const struct met_node *parse_parentheses(struct parser *parser)
{
    parser->p++;
    const struct met_node *inner = parse_comparison(parser);
    skip_space(parser);
    if (!inner || *parser->p != ')')
        return fail(parser, ")");
    parser->p++;
    return inner;
}

/* The arguments of a function, after its name. */
static const struct met_node *parse_call(struct parser *parser, const struct met_function *function)
{
    struct met_arity arity = met_function_arity(function);
    struct met_node *node = new_node(parser, MET_CALL);
    node->function = function;
    skip_space(parser);
    if (*parser->p != '(')
        return fail(parser, "(");
    do {
        parser->p++;
        if (node->arg_len == arity.most)
            return fail(parser, aj_printf(parser->job->arena, ") after %u argument%s", arity.most,
                                          arity.most == 1 ? "" : "s"));
        const struct met_node *arg = parse_comparison(parser);
        if (!arg)
            return NULL;
        if (arg->list && !arity.lists)
            return fail(parser, "one figure: sum, avg, median, min or max makes one of several");
        node->args[node->arg_len++] = arg;
        skip_space(parser);
    } while (*parser->p == ',');
    if (*parser->p != ')' || node->arg_len < arity.least)
        return fail(parser, node->arg_len < arity.least ? ", and a further argument" : ", or )");
    parser->p++;
    return node;
}

static const struct met_node *parse_function(struct parser *parser)
{
    size_t n = strspn(parser->p, "abcdefghijklmnopqrstuvwxyz_");
    const struct met_function *function = met_function_find(parser->p, n);
    if (!function)
        return fail(parser, aj_printf(parser->job->arena, "'name', a number, ( or %s", met_function_names()));
    parser->p += n;
    return parse_call(parser, function);
}

/* What stands between two brackets, outer spaces off. */
static const char *inside(struct aj_arena *arena, const char *text, size_t n)
{
    size_t start = strspn(text, " ");
    while (n > start && text[n - 1] == ' ')
        n--;
    return aj_strndup(arena, text + start, n > start ? n - start : 0);
}

/* One word or period between [ and ]. */
static bool take_where(struct parser *parser, struct met_node *node, const char *text)
{
    struct aj_arena *arena = parser->job->arena;
    const char *folded = mdl_fold(arena, text);
    struct mdl_period *periods;
    bool span;
    if (!strcmp(folded, "alla")) {
        node->all = true;
    } else if (mdl_periods_parse(arena, text, &periods, &node->period_len, &span)) {
        node->periods = periods;
    } else {
        struct mdl_heading heading = mdl_heading_parse(arena, text);
        bool dated = heading.period.scenario || heading.period.part || heading.period.whole;
        if (!*folded || (*heading.rest && dated))
            return false;
        if (*heading.rest) {
            node->who = text;
            return true;
        }
        struct mdl_period *one = AJ_NEW(arena, struct mdl_period);
        *one = heading.period;
        node->periods = one;
        node->period_len = 1;
    }
    return true;
}

/* 'x'[2020], 'x'[2018-2022], 'x'[utfall], 'x'[Riket], 'x'[alla]: after a name, a call or parentheses. */
static const struct met_node *parse_where(struct parser *parser, const struct met_node *inner)
{
    static const char expected[] = "a period, an organisation or alla, then ]";
    for (skip_space(parser); inner && *parser->p == '['; skip_space(parser)) {
        size_t n = strcspn(parser->p, "]");
        if (!parser->p[n])
            return fail(parser, expected);
        struct met_node *node = new_node(parser, MET_AT);
        const char *text = inside(parser->job->arena, parser->p + 1, n - 1);
        if (inner->list || !take_where(parser, node, text))
            return fail(parser, inner->list ? "an operator" : expected);
        node->args[0] = inner;
        node->arg_len = 1;
        node->list = node->all || node->period_len > 1;
        parser->p += n + 1;
        inner = node;
    }
    return inner;
}

/* "100 kr", "5 procent": a known unit after a number makes it a figure of that kind. */
static void take_unit(struct parser *parser, struct met_node *node)
{
    struct mdl_unit unit;
    skip_space(parser);
    size_t n = strcspn(parser->p, " \t\r\n+-*/()[],'<>=0123456789");
    if (!n || !mdl_unit_known(parser->job->arena, aj_strndup(parser->job->arena, parser->p, n), &unit))
        return;
    node->number = aj_rat_mul(parser->job->arena, node->number, unit.scale);
    node->dimension = unit.dimension;
    parser->p += n;
}

static const struct met_node *parse_number(struct parser *parser)
{
    struct aj_number number;
    if (!aj_number_parse(parser->job->arena, parser->p, &number))
        return fail(parser, "number");
    struct met_node *node = AJ_NEW(parser->job->arena, struct met_node);
    node->op = MET_NUMBER;
    node->number = number.value;
    if (number.flags & AJ_NUMBER_PERCENT)
        node->number = aj_rat_div(parser->job->arena, number.value, aj_rat_int(parser->job->arena, 100));
    parser->p += number.length;
    take_unit(parser, node);
    return node;
}

static const struct met_node *parse_factor(struct parser *parser)
{
    skip_space(parser);
    if (++parser->depth > MOST_DEPTH)
        return fail(parser, "a simpler formula");
    const struct met_node *node;
    if (*parser->p == '-') {
        parser->p++;
        node = make(parser, MET_NEG, parse_factor(parser), NULL);
    } else if (*parser->p == '\'') {
        node = parse_where(parser, parse_name(parser));
    } else if (*parser->p == '(') {
        node = parse_where(parser, parse_parentheses(parser));
    } else if (*parser->p >= '0' && *parser->p <= '9') {
        node = parse_number(parser);
    } else {
        node = parse_where(parser, parse_function(parser));
    }
    parser->depth--;
    return node;
}

static const struct met_node *parse_product(struct parser *parser)
{
    const struct met_node *left = parse_factor(parser);
    for (;;) {
        skip_space(parser);
        char op = *parser->p;
        if (!left || (op != '*' && op != '/'))
            return left;
        parser->p++;
        left = make(parser, op == '*' ? MET_MUL : MET_DIV, left, parse_factor(parser));
    }
}

static const struct met_node *parse_sum(struct parser *parser)
{
    const struct met_node *left = parse_product(parser);
    for (;;) {
        skip_space(parser);
        char op = *parser->p;
        if (!left || (op != '+' && op != '-'))
            return left;
        parser->p++;
        left = make(parser, op == '+' ? MET_ADD : MET_SUB, left, parse_product(parser));
    }
}

/* Two figures compared, in the words of targets and claims or with the signs. */
static const struct met_node *parse_comparison(struct parser *parser)
{
    static const struct {
        const char *word;
        enum met_compare compare;
    } words[] = {{"minst", MET_LEAST},      {"h\xC3\xB6gst", MET_MOST},
                 {"\xC3\xB6ver", MET_OVER}, {"under", MET_UNDER},
                 {"lika med", MET_EQUAL},   {">=", MET_LEAST},
                 {"<=", MET_MOST},          {">", MET_OVER},
                 {"<", MET_UNDER},          {"=", MET_EQUAL}};
    const struct met_node *left = parse_sum(parser);
    skip_space(parser);
    for (size_t i = 0; left && i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (strncmp(parser->p, words[i].word, n) != 0)
            continue;
        parser->p += n;
        struct met_node *node = make(parser, MET_COMPARES, left, parse_sum(parser));
        if (node)
            node->compare = words[i].compare;
        return node;
    }
    return left;
}

const struct met_node *met_formula_parse(struct aj_job *job, const char *text, aj_at at)
{
    struct parser parser = {.job = job, .text = text, .p = text};
    const struct met_node *tree = parse_comparison(&parser);
    skip_space(&parser);
    if (tree && *parser.p)
        tree = fail(&parser, "+, -, *, /, [");
    if (tree && tree->list)
        tree = fail(&parser, "one figure: sum, avg, median, min or max makes one of several");
    if (!tree) {
        const char *rest = *parser.p ? parser.p : "";
        aj_diag_add(job->diags, AJ_E0310, at, text, rest, parser.expected, NULL);
    }
    return tree;
}
