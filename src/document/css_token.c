#include "document/css_token.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

struct scanner {
    struct aj_arena *arena;
    const char *start, *p, *end;
    const struct css_token_sink *sink;
};

bool css_same_word(const char *text, const char *word)
{
    for (; *text && *word; text++, word++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
        if (c != *word)
            return false;
    }
    return *text == *word;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

static bool is_name_start(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
    return is_name_start(c) || is_digit(c) || c == '-';
}

static char at(const struct scanner *s, size_t ahead)
{
    return (size_t)(s->end - s->p) > ahead ? s->p[ahead] : '\0';
}

static bool is_escape(const struct scanner *s, size_t ahead)
{
    return at(s, ahead) == '\\' && at(s, ahead + 1) != '\n' && at(s, ahead + 1) != '\0';
}

static bool starts_name(const struct scanner *s)
{
    if (at(s, 0) == '-')
        return is_name_start(at(s, 1)) || at(s, 1) == '-' || is_escape(s, 1);
    return is_name_start(at(s, 0)) || is_escape(s, 0);
}

static bool starts_number(const struct scanner *s)
{
    size_t i = at(s, 0) == '+' || at(s, 0) == '-';
    return is_digit(at(s, i)) || (at(s, i) == '.' && is_digit(at(s, i + 1)));
}

/* An escape after its backslash: hex digits and one space, or the character itself. Writes UTF-8. */
static size_t read_escape(struct scanner *s, char *out)
{
    uint32_t code = 0;
    int digits = 0;
    while (digits < 6 && hex_digit(at(s, 0)) >= 0) {
        code = code * 16 + (uint32_t)hex_digit(*s->p++);
        digits++;
    }
    if (digits) {
        if (is_space(at(s, 0)))
            s->p++;
        if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            code = 0xFFFD;
        return aj_utf8_put(out, code);
    }
    return aj_utf8_put(out, aj_utf8_next(&s->p, s->end));
}

static const char *read_name(struct scanner *s)
{
    const char *from = s->p;
    while (is_name(at(s, 0)))
        s->p++;
    if (!is_escape(s, 0))
        return aj_strndup(s->arena, from, (size_t)(s->p - from));
    struct aj_buf name = AJ_BUF_INIT;
    aj_buf_add(&name, from, (size_t)(s->p - from));
    while (is_name(at(s, 0)) || is_escape(s, 0)) {
        char escaped[4];
        if (*s->p != '\\') {
            aj_buf_char(&name, *s->p++);
        } else {
            s->p++;
            aj_buf_add(&name, escaped, read_escape(s, escaped));
        }
    }
    const char *copy = aj_strndup(s->arena, name.data, name.len);
    aj_buf_free(&name);
    return copy;
}

/* A number in millionths; what is beyond 10^6 is cut there, the value parser refuses it. */
static void read_number(struct scanner *s, struct css_token *token)
{
    bool negative = at(s, 0) == '-';
    token->signed_ = negative || at(s, 0) == '+';
    if (token->signed_)
        s->p++;
    int64_t value = 0;
    const int64_t most = (int64_t)CSS_MICRO * CSS_MICRO;
    token->integer = true;
    for (; is_digit(at(s, 0)); s->p++)
        if (value < most)
            value = value * 10 + (*s->p - '0') * (int64_t)CSS_MICRO;
    if (at(s, 0) == '.' && is_digit(at(s, 1))) {
        token->integer = false;
        s->p++;
        int64_t unit = CSS_MICRO / 10;
        for (; is_digit(at(s, 0)); s->p++, unit /= 10)
            value += (*s->p - '0') * unit;
    }
    if (value > most)
        value = most;
    token->number = negative ? -value : value;
}

static void read_numeric(struct scanner *s, struct css_token *token)
{
    read_number(s, token);
    if (at(s, 0) == '%') {
        s->p++;
        token->type = CSS_PERCENTAGE;
    } else if (starts_name(s)) {
        token->type = CSS_DIMENSION;
        char *unit = (char *)read_name(s);
        for (char *c = unit; *c; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c = (char)(*c + 32);
        token->text = unit;
    } else {
        token->type = CSS_NUMBER;
    }
}

static void read_string(struct scanner *s, struct css_token *token)
{
    const char *from = s->p;
    char quote = *s->p++;
    const char *stop = s->p;
    while (stop < s->end && *stop != quote && *stop != '\n')
        stop += *stop == '\\' && stop + 1 < s->end ? 2 : 1;
    /* "\\0" gives the three bytes of U+FFFD: an escape may grow, but not to twice its size. */
    char *text = aj_alloc(s->arena, (size_t)(stop - s->p) * 2 + 8), *out = text;
    token->type = CSS_STRING;
    token->text = text;
    while (s->p < s->end && *s->p != quote) {
        if (*s->p == '\n') {
            s->sink->fault(s->sink->context, CSS_FAULT_STRING, (uint32_t)(from - s->start));
            return;
        }
        if (*s->p != '\\') {
            *out++ = *s->p++;
        } else {
            s->p++;
            if (at(s, 0) == '\n')
                s->p++; /* a continued line */
            else if (s->p < s->end)
                out += read_escape(s, out);
        }
    }
    if (s->p < s->end)
        s->p++;
    else
        s->sink->fault(s->sink->context, CSS_FAULT_STRING, (uint32_t)(from - s->start));
}

static void read_url(struct scanner *s, struct css_token *token)
{
    while (is_space(at(s, 0)))
        s->p++;
    const char *from = s->p;
    while (s->p < s->end && *s->p != ')' && !is_space(*s->p) && *s->p != '"' && *s->p != '\'' &&
           *s->p != '(' && *s->p != '\\')
        s->p++;
    token->type = CSS_URL;
    token->text = aj_strndup(s->arena, from, (size_t)(s->p - from));
    while (is_space(at(s, 0)))
        s->p++;
    if (at(s, 0) == ')') {
        s->p++;
        return;
    }
    s->sink->fault(s->sink->context, CSS_FAULT_URL, token->offset);
    while (s->p < s->end && *s->p != ')' && *s->p != '\n')
        s->p++;
    if (at(s, 0) == ')')
        s->p++;
}

static void read_name_like(struct scanner *s, struct css_token *token)
{
    token->text = read_name(s);
    token->type = CSS_IDENT;
    if (at(s, 0) != '(')
        return;
    s->p++;
    token->type = CSS_FUNCTION;
    if (!css_same_word(token->text, "url"))
        return;
    size_t i = 0;
    while (is_space(at(s, i)))
        i++;
    if (at(s, i) != '"' && at(s, i) != '\'')
        read_url(s, token);
}

static void skip_comments(struct scanner *s)
{
    while (at(s, 0) == '/' && at(s, 1) == '*') {
        const char *from = s->p;
        s->p += 2;
        while (s->p < s->end && !(s->p[0] == '*' && at(s, 1) == '/'))
            s->p++;
        if (s->p >= s->end)
            s->sink->fault(s->sink->context, CSS_FAULT_COMMENT, (uint32_t)(from - s->start));
        else
            s->p += 2;
    }
}

static void read_token(struct scanner *s, struct css_token *token)
{
    char c = *s->p;
    if (is_space(c)) {
        while (is_space(at(s, 0)))
            s->p++;
        token->type = CSS_SPACE;
    } else if (c == '"' || c == '\'') {
        read_string(s, token);
    } else if (c == '#' && (s->p++, is_name(at(s, 0)) || is_escape(s, 0))) {
        token->type = CSS_HASH;
        token->text = read_name(s);
    } else if (c == '@' && (s->p++, starts_name(s))) {
        token->type = CSS_AT;
        token->text = read_name(s);
    } else if (starts_number(s)) {
        read_numeric(s, token);
    } else if (starts_name(s)) {
        read_name_like(s, token);
    } else {
        token->type = CSS_CHAR;
        token->c = c;
        if (c != '#' && c != '@')
            s->p++;
    }
}

struct css_token *css_tokenize(struct aj_arena *arena, const char *text, size_t length, uint16_t file,
                               const struct css_token_sink *sink, uint32_t *count)
{
    struct scanner s = {arena, text, text, text + length, sink};
    /* Gathered outside the arena, which would keep each smaller array that they grow out of. */
    struct aj_buf gathered = AJ_BUF_INIT;
    uint32_t len = 0;
    if (length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        s.p += 3;
    for (;;) {
        skip_comments(&s);
        struct css_token token = {.file = file, .offset = (uint32_t)(s.p - s.start), .text = ""};
        if (s.p < s.end && len >= CSS_TOKENS_MOST) {
            sink->fault(sink->context, CSS_FAULT_TOO_MANY, token.offset);
            s.p = s.end;
        }
        if (s.p < s.end)
            read_token(&s, &token);
        token.length = (uint32_t)(s.p - s.start) - token.offset;
        aj_buf_add(&gathered, &token, sizeof token);
        len++;
        if (token.type == CSS_END)
            break;
    }
    struct css_token *tokens = AJ_NEW_N(arena, struct css_token, len);
    memcpy(tokens, gathered.data, gathered.len);
    aj_buf_free(&gathered);
    *count = len - 1;
    return tokens;
}
