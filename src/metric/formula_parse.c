/*
 * Formulas: quoted names, numbers, + - * / ( ), and the functions prev(x) (the year before), growth(x)
 * (relative change since the year before) and abs(x).
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

static const struct met_node *parse_sum(struct parser *parser);

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

static const struct met_node *make(struct parser *parser, enum met_op op, const struct met_node *a,
                                   const struct met_node *b)
{
    struct met_node *node = AJ_NEW(parser->job->arena, struct met_node);
    node->op = op;
    node->a = a;
    node->b = b;
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
    const struct met_node *inner = parse_sum(parser);
    skip_space(parser);
    if (!inner || *parser->p != ')')
        return fail(parser, ")");
    parser->p++;
    return inner;
}

static const struct met_node *parse_function(struct parser *parser)
{
    static const struct {
        const char *name;
        enum met_op op;
    } functions[] = {{"prev", MET_PREV}, {"growth", MET_GROWTH}, {"abs", MET_ABS}};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        size_t n = strlen(functions[i].name);
        if (strncmp(parser->p, functions[i].name, n) != 0)
            continue;
        parser->p += n;
        skip_space(parser);
        if (*parser->p != '(')
            return fail(parser, "(");
        const struct met_node *inner = parse_parentheses(parser);
        return inner ? make(parser, functions[i].op, inner, NULL) : NULL;
    }
    return fail(parser, "'name', number, prev(...), growth(...), abs(...), (");
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
        const struct met_node *inner = parse_factor(parser);
        node = inner ? make(parser, MET_NEG, inner, NULL) : NULL;
    } else if (*parser->p == '\'') {
        node = parse_name(parser);
    } else if (*parser->p == '(') {
        node = parse_parentheses(parser);
    } else if (*parser->p >= '0' && *parser->p <= '9') {
        node = parse_number(parser);
    } else {
        node = parse_function(parser);
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
        const struct met_node *right = parse_factor(parser);
        left = right ? make(parser, op == '*' ? MET_MUL : MET_DIV, left, right) : NULL;
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
        const struct met_node *right = parse_product(parser);
        left = right ? make(parser, op == '+' ? MET_ADD : MET_SUB, left, right) : NULL;
    }
}

const struct met_node *met_formula_parse(struct aj_job *job, const char *text, aj_at at)
{
    struct parser parser = {.job = job, .text = text, .p = text};
    const struct met_node *tree = parse_sum(&parser);
    skip_space(&parser);
    if (tree && *parser.p)
        tree = fail(&parser, "+, -, *, /");
    if (!tree) {
        const char *rest = *parser.p ? parser.p : "";
        aj_diag_add(job->diags, AJ_E0310, at, text, rest, parser.expected, NULL);
    }
    return tree;
}
