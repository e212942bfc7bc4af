/* Reading the parts of values: lengths, calc(), colours, words. */
#include "document/css.h"

#include <string.h>

static const struct css_token the_end = {.type = CSS_END, .text = ""};

const struct css_token *css_peek(struct css_reader *reader)
{
    while (reader->pos < reader->count && reader->tokens[reader->pos].type == CSS_SPACE)
        reader->pos++;
    return reader->pos < reader->count ? &reader->tokens[reader->pos] : &the_end;
}

const struct css_token *css_take(struct css_reader *reader)
{
    const struct css_token *token = css_peek(reader);
    if (reader->pos < reader->count)
        reader->pos++;
    return token;
}

bool css_take_char(struct css_reader *reader, char c)
{
    if (!css_is_char(css_peek(reader), c))
        return false;
    css_take(reader);
    return true;
}

bool css_take_word(struct css_reader *reader, const char *word)
{
    const struct css_token *token = css_peek(reader);
    if (token->type != CSS_IDENT || !css_same_word(token->text, word))
        return false;
    css_take(reader);
    return true;
}

bool css_at_end(struct css_reader *reader)
{
    if (css_peek(reader)->type == CSS_END)
        return true;
    if (reader->pos > reader->stuck)
        reader->stuck = reader->pos;
    return false;
}

const char *css_read_string(struct css_reader *reader)
{
    return css_peek(reader)->type == CSS_STRING ? css_take(reader)->text : NULL;
}

const char *css_read_ident(struct css_reader *reader)
{
    return css_peek(reader)->type == CSS_IDENT ? css_take(reader)->text : NULL;
}

bool css_read_arguments(struct css_reader *reader, struct css_reader *inner)
{
    uint32_t depth = 1, from = reader->pos;
    for (; reader->pos < reader->count; reader->pos++) {
        const struct css_token *token = &reader->tokens[reader->pos];
        if (token->type == CSS_FUNCTION || css_is_char(token, '('))
            depth++;
        else if (css_is_char(token, ')') && --depth == 0)
            break;
    }
    if (reader->pos >= reader->count)
        return false;
    *inner = (struct css_reader){.arena = reader->arena,
                                 .tokens = reader->tokens,
                                 .pos = from,
                                 .count = reader->pos,
                                 .computed = reader->computed};
    reader->pos++;
    return true;
}

/* --- lengths --- */

static const struct {
    const char *name;
    enum css_unit unit;
    int32_t times, by; /* points for one, as a fraction */
} units[] = {
    {"pt", CSS_PT, 1, 1}, {"mm", CSS_PT, 360, 127}, {"cm", CSS_PT, 3600, 127}, {"in", CSS_PT, 72, 1},
    {"px", CSS_PT, 3, 4}, {"pc", CSS_PT, 12, 1},    {"em", CSS_EM, 1, 1},      {"rem", CSS_REM, 1, 1},
    {"ex", CSS_EX, 1, 1}, {"ch", CSS_CH, 1, 1},
};

/* No measure of a page is larger: 100,000 points or ems. */
static const int64_t largest = (int64_t)100000 * CSS_MICRO;

static bool in_range(int64_t number)
{
    return number <= largest && number >= -largest;
}

static int64_t divide(int64_t a, int64_t b)
{
    return ((a < 0) == (b < 0) ? a + b / 2 : a - b / 2) / b;
}

static bool read_number(const struct css_token *token, enum css_unit *unit, int64_t *number)
{
    *number = token->number;
    if (!in_range(*number))
        return false;
    if (token->type == CSS_PERCENTAGE)
        *unit = CSS_PERCENT;
    else if (token->type == CSS_NUMBER)
        *unit = CSS_PLAIN;
    if (token->type != CSS_DIMENSION)
        return token->type == CSS_PERCENTAGE || token->type == CSS_NUMBER;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(token->text, units[i].name)) {
            *unit = units[i].unit;
            *number = divide(token->number * units[i].times, units[i].by);
            return in_range(*number);
        }
    return false;
}

/* a * b where both are in millionths; big factors lose digits that no page can show. */
static int64_t multiply(int64_t a, int64_t b)
{
    const int64_t small = 3000000000;
    if (a < small && a > -small && b < small && b > -small)
        return divide(a * b, CSS_MICRO);
    return divide(a, 1000) * divide(b, 1000);
}

static bool is_plain(const struct css_terms *terms)
{
    for (int i = 0; i < CSS_PLAIN; i++)
        if (terms->term[i])
            return false;
    return true;
}

enum { CALC_DEPTH = 16 };

static bool read_sum(struct css_reader *r, struct css_terms *out, int depth);

static bool read_factor(struct css_reader *r, struct css_terms *out, int depth)
{
    const struct css_token *token = css_take(r);
    *out = (struct css_terms){{0}};
    if (depth > CALC_DEPTH)
        return false;
    if (css_is_char(token, '(') || (token->type == CSS_FUNCTION && css_same_word(token->text, "calc")))
        return read_sum(r, out, depth + 1) && css_take_char(r, ')');
    enum css_unit unit;
    int64_t number;
    if (!read_number(token, &unit, &number))
        return false;
    out->term[unit] = number;
    return true;
}

static bool read_product(struct css_reader *r, struct css_terms *out, int depth)
{
    if (!read_factor(r, out, depth))
        return false;
    for (;;) {
        bool times = css_take_char(r, '*');
        if (!times && !css_take_char(r, '/'))
            return true;
        struct css_terms right;
        if (!read_factor(r, &right, depth))
            return false;
        if (times && !is_plain(&right)) {
            struct css_terms left = *out;
            *out = right;
            right = left;
        }
        int64_t factor = right.term[CSS_PLAIN];
        if (!is_plain(&right) || (!times && factor == 0))
            return false;
        for (int i = 0; i < CSS_UNIT_COUNT; i++) {
            int64_t term = out->term[i];
            if (times)
                term = multiply(term, factor);
            else if (term)
                term = divide(term * 1000, divide(factor, 1000) ? divide(factor, 1000) : 1);
            if (!in_range(term))
                return false;
            out->term[i] = term;
        }
    }
}

static bool read_sum(struct css_reader *r, struct css_terms *out, int depth)
{
    if (!read_product(r, out, depth))
        return false;
    for (;;) {
        bool plus = css_take_char(r, '+');
        if (!plus && !css_take_char(r, '-'))
            return true;
        struct css_terms right;
        if (!read_product(r, &right, depth))
            return false;
        for (int i = 0; i < CSS_UNIT_COUNT; i++) {
            out->term[i] += plus ? right.term[i] : -right.term[i];
            if (!in_range(out->term[i]))
                return false;
        }
    }
}

static bool read_calc(struct css_reader *r, unsigned allow, struct css_value *out)
{
    struct css_reader inner;
    struct css_terms *terms = AJ_NEW(r->arena, struct css_terms);
    if (!css_read_arguments(r, &inner) || !read_sum(&inner, terms, 0) || !css_at_end(&inner))
        return false;
    bool percent = terms->term[CSS_PERCENT] != 0, plain = terms->term[CSS_PLAIN] != 0, length = false;
    for (int i = 0; i < CSS_PERCENT; i++)
        length = length || terms->term[i] != 0;
    /* A computed size is a length or a percentage: a sum of both has no place in the style. */
    if ((percent && (length || !(allow & CSS_ALLOW_PERCENT))) || (plain && (length || percent)) ||
        (plain && !(allow & CSS_ALLOW_PLAIN)))
        return false;
    if (plain || percent) {
        out->kind = plain ? CSS_V_NUMBER : CSS_V_PERCENT;
        out->number = terms->term[plain ? CSS_PLAIN : CSS_PERCENT];
        return (allow & CSS_ALLOW_NEGATIVE) || out->number >= 0;
    }
    out->kind = CSS_V_CALC;
    out->pointer = terms;
    return true;
}

bool css_read_length(struct css_reader *reader, unsigned allow, struct css_value *out)
{
    uint32_t before = reader->pos;
    const struct css_token *token = css_take(reader);
    enum css_unit unit;
    int64_t number;
    *out = (struct css_value){0};
    if (token->type == CSS_FUNCTION && css_same_word(token->text, "calc") && read_calc(reader, allow, out))
        return true;
    if (!read_number(token, &unit, &number) || (number < 0 && !(allow & CSS_ALLOW_NEGATIVE)) ||
        (unit == CSS_PERCENT && !(allow & CSS_ALLOW_PERCENT)) ||
        (unit == CSS_PLAIN && number != 0 && !(allow & CSS_ALLOW_PLAIN))) {
        reader->pos = before;
        return false;
    }
    out->number = number;
    if (unit == CSS_PERCENT) {
        out->kind = CSS_V_PERCENT;
    } else if (unit == CSS_PLAIN && (allow & CSS_ALLOW_PLAIN)) {
        out->kind = CSS_V_NUMBER;
    } else {
        out->kind = CSS_V_LENGTH;
        out->unit = unit == CSS_PLAIN ? CSS_PT : (uint8_t)unit;
    }
    return true;
}

bool css_read_integer(struct css_reader *reader, int32_t least, int32_t most, int32_t *out)
{
    const struct css_token *token = css_peek(reader);
    if (token->type != CSS_NUMBER || !token->integer || token->number / CSS_MICRO < least ||
        token->number / CSS_MICRO > most)
        return false;
    *out = (int32_t)(token->number / CSS_MICRO);
    css_take(reader);
    return true;
}

/* --- colours --- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(const char *text, struct doc_color *out)
{
    size_t n = strlen(text);
    int d[6];
    if (n != 3 && n != 6)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((d[i] = hex_digit(text[i])) < 0)
            return false;
    size_t step = n / 3;
    uint8_t *part[] = {&out->r, &out->g, &out->b};
    for (size_t i = 0; i < 3; i++)
        *part[i] = (uint8_t)(d[i * step] * 16 + d[i * step + step - 1]);
    out->a = 255;
    return true;
}

/* rgb(1, 2, 3), rgb(1 2 3), rgb(10% 20% 30%). */
static bool read_rgb(struct css_reader *reader, struct doc_color *out)
{
    struct css_reader inner;
    if (!css_read_arguments(reader, &inner))
        return false;
    uint8_t *part[] = {&out->r, &out->g, &out->b};
    bool commas = false;
    uint8_t type = CSS_END;
    for (int i = 0; i < 3; i++) {
        if (i == 1)
            commas = css_take_char(&inner, ',');
        else if (i == 2 && css_take_char(&inner, ',') != commas)
            return false;
        const struct css_token *token = css_take(&inner);
        if ((token->type != CSS_NUMBER && token->type != CSS_PERCENTAGE) || (i > 0 && token->type != type))
            return false;
        type = token->type;
        int64_t most = (type == CSS_NUMBER ? 255 : 100) * (int64_t)CSS_MICRO;
        if (token->number < 0 || token->number > most)
            return false;
        *part[i] = (uint8_t)divide(token->number * 255, most);
    }
    out->a = 255;
    return css_at_end(&inner);
}

bool css_read_color(struct css_reader *reader, struct css_value *out)
{
    uint32_t before = reader->pos;
    const struct css_token *token = css_take(reader);
    *out = (struct css_value){.kind = CSS_V_COLOR};
    if (token->type == CSS_HASH && read_hex(token->text, &out->color))
        return true;
    if (token->type == CSS_FUNCTION && css_same_word(token->text, "rgb") && read_rgb(reader, &out->color))
        return true;
    if (token->type == CSS_IDENT) {
        if (css_same_word(token->text, "currentcolor")) {
            out->kind = CSS_V_CURRENT_COLOR;
            return true;
        }
        if (css_same_word(token->text, "transparent") || doc_color_named(token->text, &out->color))
            return true;
    }
    reader->pos = before;
    return false;
}
