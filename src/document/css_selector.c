/* Selectors (Selectors Level 4, the part that the subset has): from tokens to compounds, and whether one
 * matches. */
#include "document/css.h"

#include "document/tag.h"

#include <string.h>

struct selector {
    struct css_sheet *sheet;
    struct css_reader r;
    struct css_compound compounds[CSS_COMPOUNDS_MOST];
    struct css_simple simples[CSS_SIMPLES_MOST]; /* of the compound being read */
    uint32_t compound_count, simple_count;
    uint32_t ids, classes, elements;
    uint8_t pseudo;
};

static bool fail(struct selector *s, enum aj_code code, const struct css_token *at, const char *a,
                 const char *b)
{
    const struct css_token *last = s->r.count ? &s->r.tokens[s->r.count - 1] : NULL;
    if (at->type == CSS_END && last)
        at = last;
    css_find_fault(s->sheet, code, at->file, at->offset, a, b, NULL);
    return false;
}

static const char *source(const struct selector *s, const struct css_token *token)
{
    if (token->type == CSS_END)
        return "{";
    return aj_strndup(s->sheet->arena, s->sheet->files[token->file].text + token->offset, token->length);
}

static bool add(struct selector *s, const struct css_token *at, struct css_simple simple)
{
    if (s->simple_count >= CSS_SIMPLES_MOST)
        return fail(s, AJ_E0534, at, "selector", "16");
    s->simples[s->simple_count++] = simple;
    return true;
}

static bool read_type(struct selector *s, const struct css_token *token)
{
    enum doc_tag tag = doc_tag_find(token->text);
    if (tag == DOC_TAG_NONE) {
        const char *near = doc_tag_suggest(token->text);
        return near ? fail(s, AJ_E0526, token, token->text, near)
                    : fail(s, AJ_E0527, token, token->text, NULL);
    }
    s->elements++;
    return add(s, token, (struct css_simple){.kind = CSS_S_TAG, .tag = (uint8_t)tag});
}

/* an+b between parentheses, from its source: tokens cut "2n-1" in awkward ways. */
static bool read_nth(const char *text, int32_t *a, int32_t *b)
{
    char c[32];
    size_t n = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
            continue;
        if (n + 1 >= sizeof c)
            return false;
        c[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
    }
    c[n] = '\0';
    *a = 2;
    *b = 0;
    if (!strcmp(c, "even"))
        return true;
    *b = 1;
    if (!strcmp(c, "odd"))
        return true;
    const char *p = c;
    int32_t part[2] = {0, 0};
    bool seen_n = false;
    for (int i = 0; *p && i < 2; i++) {
        int32_t sign = *p == '-' ? -1 : 1, value = 0;
        if (i == 1 && *p != '-' && *p != '+')
            return false;
        if (*p == '-' || *p == '+')
            p++;
        const char *digits = p;
        while (*p >= '0' && *p <= '9' && value < 100000)
            value = value * 10 + (*p++ - '0');
        if (*p == 'n' && !seen_n) {
            seen_n = true;
            part[0] = sign * (p == digits ? 1 : value);
            p++;
        } else if (p > digits) {
            part[1] = sign * value;
            break;
        } else {
            return false;
        }
    }
    *a = part[0];
    *b = part[1];
    return n > 0 && *p == '\0';
}

static bool read_pseudo_function(struct selector *s, const struct css_token *token, bool negated);

static bool read_pseudo_class(struct selector *s, bool negated)
{
    const struct css_token *token = css_take(&s->r);
    static const char *const names[] = {"first-child", "last-child",     "only-child", "nth-child",
                                        "root",        "nth-last-child", "not"};
    s->classes++;
    if (token->type == CSS_FUNCTION)
        return read_pseudo_function(s, token, negated);
    struct css_simple simple = {.kind = CSS_S_NTH_CHILD, .negated = negated, .b = 1};
    if (token->type == CSS_IDENT && css_same_word(token->text, "first-child"))
        return add(s, token, simple);
    if (token->type == CSS_IDENT && css_same_word(token->text, "only-child") && !negated) {
        if (!add(s, token, simple))
            return false;
        simple.kind = CSS_S_NTH_LAST_CHILD;
        return add(s, token, simple);
    }
    if (token->type == CSS_IDENT && css_same_word(token->text, "last-child")) {
        simple.kind = CSS_S_NTH_LAST_CHILD;
        return add(s, token, simple);
    }
    if (token->type == CSS_IDENT && css_same_word(token->text, "root")) {
        simple.kind = CSS_S_ROOT;
        return add(s, token, simple);
    }
    const char *near = aj_did_you_mean(token->text, names, sizeof names / sizeof *names);
    const char *shown = aj_printf(s->sheet->arena, ":%s", source(s, token));
    return near ? fail(s, AJ_E0526, token, shown, aj_printf(s->sheet->arena, ":%s", near))
                : fail(s, AJ_E0527, token, shown, NULL);
}

static bool read_simple(struct selector *s, bool negated);

static bool read_pseudo_function(struct selector *s, const struct css_token *token, bool negated)
{
    struct css_reader inner;
    bool nth = css_same_word(token->text, "nth-child"), last = css_same_word(token->text, "nth-last-child");
    bool complete = css_read_arguments(&s->r, &inner);
    if (complete && (nth || last)) {
        const char *text = s->sheet->files[token->file].text;
        uint32_t from = token->offset + token->length, to = s->r.tokens[inner.count].offset;
        struct css_simple simple = {.kind = nth ? CSS_S_NTH_CHILD : CSS_S_NTH_LAST_CHILD, .negated = negated};
        if (read_nth(aj_strndup(s->sheet->arena, text + from, to - from), &simple.a, &simple.b))
            return add(s, token, simple);
    } else if (complete && css_same_word(token->text, "not") && !negated) {
        s->classes--; /* :not() counts as what is in it */
        struct css_reader outer = s->r;
        s->r = inner;
        bool good = read_simple(s, true) && css_peek(&s->r)->type == CSS_END;
        s->r = outer;
        if (good)
            return true;
    }
    return fail(s, AJ_E0527, token, aj_printf(s->sheet->arena, ":%s)", source(s, token)), NULL);
}

static bool read_attribute(struct selector *s, bool negated)
{
    const struct css_token *token = css_peek(&s->r);
    struct css_simple simple = {.kind = CSS_S_ATTR, .negated = negated, .name = css_read_ident(&s->r)};
    if (!simple.name || !doc_attr_known(simple.name))
        return fail(s, AJ_E0527, token, aj_printf(s->sheet->arena, "[%s]", source(s, token)), NULL);
    simple.name = doc_attr_known(simple.name);
    s->classes++;
    if (!css_take_char(&s->r, ']')) {
        static const char marks[] = "~|^$*";
        static const uint8_t kinds[] = {CSS_S_ATTR_WORD, CSS_S_ATTR_DASH, CSS_S_ATTR_START, CSS_S_ATTR_END,
                                        CSS_S_ATTR_CONTAINS};
        simple.kind = CSS_S_ATTR_IS;
        for (size_t i = 0; i < sizeof kinds; i++)
            if (simple.kind == CSS_S_ATTR_IS && css_take_char(&s->r, marks[i]))
                simple.kind = kinds[i];
        token = css_peek(&s->r);
        if (!css_take_char(&s->r, '='))
            return fail(s, AJ_E0520, token, "=", source(s, token));
        token = css_peek(&s->r);
        simple.value = css_read_string(&s->r);
        if (!simple.value)
            simple.value = css_read_ident(&s->r);
        if (!simple.value)
            return fail(s, AJ_E0520, token, "\"…\"", source(s, token));
        token = css_peek(&s->r);
        if (!css_take_char(&s->r, ']'))
            return fail(s, AJ_E0520, token, "]", source(s, token));
    }
    return add(s, token, simple);
}

/* One simple selector; a type selector only where `first` of a compound, which the caller sees to. */
static bool read_simple(struct selector *s, bool negated)
{
    const struct css_token *token = css_take(&s->r);
    size_t before = s->simple_count;
    if (token->type == CSS_HASH) {
        s->ids++;
        return add(s, token,
                   (struct css_simple){
                       .kind = CSS_S_ID, .negated = negated, .atom = css_atom(s->sheet, token->text)});
    }
    if (token->type == CSS_IDENT) {
        if (!read_type(s, token))
            return false;
        s->simples[before].negated = negated;
        return true;
    }
    if (css_is_char(token, '.') && s->r.pos < s->r.count && s->r.tokens[s->r.pos].type == CSS_IDENT) {
        token = css_take(&s->r);
        s->classes++;
        return add(s, token,
                   (struct css_simple){
                       .kind = CSS_S_CLASS, .negated = negated, .atom = css_atom(s->sheet, token->text)});
    }
    if (css_is_char(token, '['))
        return read_attribute(s, negated);
    if (css_is_char(token, ':'))
        return read_pseudo_class(s, negated);
    return fail(s, AJ_E0527, token, source(s, token), NULL);
}

static bool read_pseudo_element(struct selector *s)
{
    static const char *const names[] = {"before", "after", "marker"};
    const struct css_token *token = css_take(&s->r);
    if (token->type == CSS_IDENT)
        for (uint8_t i = 0; i < 3; i++)
            if (css_same_word(token->text, names[i])) {
                s->pseudo = (uint8_t)(CSS_BEFORE + i);
                s->elements++;
                return true;
            }
    const char *near = token->type == CSS_IDENT ? aj_did_you_mean(token->text, names, 3) : NULL;
    const char *shown = aj_printf(s->sheet->arena, "::%s", source(s, token));
    return near ? fail(s, AJ_E0526, token, shown, aj_printf(s->sheet->arena, "::%s", near))
                : fail(s, AJ_E0527, token, shown, NULL);
}

static const struct css_token *raw(const struct css_reader *r, uint32_t ahead)
{
    static const struct css_token none = {.type = CSS_END, .text = ""};
    return r->pos + ahead < r->count ? &r->tokens[r->pos + ahead] : &none;
}

static bool is_compound_end(const struct css_token *token)
{
    return token->type == CSS_END || token->type == CSS_SPACE || css_is_char(token, '>') ||
           css_is_char(token, '+') || css_is_char(token, '~');
}

static bool read_compound(struct selector *s)
{
    bool any = css_is_char(raw(&s->r, 0), '*');
    s->simple_count = 0;
    if (any)
        s->r.pos++;
    for (bool first = !any; !is_compound_end(raw(&s->r, 0)); first = false) {
        const struct css_token *token = raw(&s->r, 0);
        if (s->pseudo || (!first && token->type == CSS_IDENT))
            return fail(s, AJ_E0527, token, source(s, token), NULL);
        if (css_is_char(token, ':') && css_is_char(raw(&s->r, 1), ':')) {
            s->r.pos += 2;
            if (!read_pseudo_element(s))
                return false;
            any = true;
        } else if (!read_simple(s, false)) {
            return false;
        }
    }
    if (!any && s->simple_count == 0) {
        const struct css_token *token = raw(&s->r, 0);
        return fail(s, AJ_E0527, token, source(s, token), NULL);
    }
    struct css_compound *c = &s->compounds[s->compound_count++];
    struct css_simple *copy =
        s->simple_count ? AJ_NEW_N(s->sheet->arena, struct css_simple, s->simple_count) : NULL;
    if (copy)
        memcpy(copy, s->simples, s->simple_count * sizeof *copy);
    *c = (struct css_compound){.simples = copy, .count = (uint16_t)s->simple_count};
    return true;
}

static uint8_t read_combinator(struct css_reader *r)
{
    bool space = raw(r, 0)->type == CSS_SPACE;
    const struct css_token *token = css_peek(r);
    if (token->type == CSS_END)
        return CSS_NOTHING;
    uint8_t kind = css_take_char(r, '>')   ? CSS_CHILD
                   : css_take_char(r, '+') ? CSS_ADJACENT
                   : css_take_char(r, '~') ? CSS_SIBLING
                   : space                 ? CSS_DESCENDANT
                                           : CSS_NOTHING;
    css_peek(r);
    return kind;
}

bool css_selector_parse(struct css_sheet *sheet, const struct css_token *tokens, uint32_t count,
                        struct css_rule *rule)
{
    struct selector s = {.sheet = sheet, .r = {.arena = sheet->arena, .tokens = tokens, .count = count}};
    css_peek(&s.r);
    uint8_t combinator = CSS_NOTHING;
    do {
        if (s.compound_count >= CSS_COMPOUNDS_MOST)
            return fail(&s, AJ_E0534, css_peek(&s.r), "selector", "16");
        const struct css_token *token = css_peek(&s.r);
        if (s.pseudo)
            return fail(&s, AJ_E0527, token, source(&s, token), NULL);
        if (!read_compound(&s))
            return false;
        s.compounds[s.compound_count - 1].combinator = combinator;
        combinator = read_combinator(&s.r);
    } while (combinator != CSS_NOTHING);
    struct css_compound *out = AJ_NEW_N(sheet->arena, struct css_compound, s.compound_count);
    for (uint32_t i = 0; i < s.compound_count; i++)
        out[i] = s.compounds[s.compound_count - 1 - i];
    rule->compounds = out;
    rule->compound_count = s.compound_count;
    rule->pseudo = s.pseudo;
    rule->specificity = (s.ids > 1023 ? 1023 : s.ids) << 20 | (s.classes > 1023 ? 1023 : s.classes) << 10 |
                        (s.elements > 1023 ? 1023 : s.elements);
    return true;
}
