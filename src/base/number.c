#include "base/number.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* A figure longer than this is no figure: the cap keeps hostile input cheap. */
enum { MOST_DIGITS = 400, MOST_SMALL = 18 /* digits that a 64-bit number holds */ };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(const char *p)
{
    size_t n = 0;
    while (is_digit(p[n]))
        n++;
    return n;
}

/* Bytes of the white space that may part thousands, 0 if none stands at p. */
static size_t space_at(const char *p)
{
    if (*p == ' ')
        return 1;
    if (!strncmp(p, "\xC2\xA0", 2))
        return 2;
    if (!strncmp(p, "\xE2\x80\x89", 3) || !strncmp(p, "\xE2\x80\xAF", 3))
        return 3;
    return 0;
}

/* Bytes of the sign at p; `*negative` says which. */
static size_t sign_at(const char *p, bool *negative)
{
    *negative = *p == '-' || !strncmp(p, "\xE2\x88\x92", 3);
    if (*p == '-' || *p == '+')
        return 1;
    return *negative ? 3 : 0;
}

/* The whole part: one run of digits, or one to three digits and groups of exactly three after it. */
static const char *read_whole(const char *p, struct aj_buf *digits)
{
    size_t n = digits_at(p);
    aj_buf_add(digits, p, n);
    bool may_group = n <= 3 && *p != '0';
    p += n;
    while (may_group) {
        size_t space = space_at(p);
        if (!space || digits_at(p + space) != 3)
            break;
        aj_buf_add(digits, p + space, 3);
        p += space + 3;
    }
    return p;
}

static const char *read_percent(const char *p, unsigned *flags)
{
    size_t space = space_at(p);
    if (p[space] != '%')
        return p;
    *flags |= AJ_NUMBER_PERCENT;
    return p + space + 1;
}

/* The value of at most 18 digits of which `decimals` stand after the comma: nearly every figure there is. */
static struct aj_rat small_value(struct aj_arena *arena, const struct aj_buf *digits, int decimals,
                                 bool negative)
{
    int64_t n = 0, d = 1;
    for (size_t i = 0; i < digits->len; i++)
        n = n * 10 + (digits->data[i] - '0');
    for (int i = 0; i < decimals; i++)
        d *= 10;
    n = negative ? -n : n;
    return decimals ? aj_rat_frac(arena, n, d) : aj_rat_int(arena, n);
}

/* The same, however many digits. */
static struct aj_rat large_value(struct aj_arena *arena, const struct aj_buf *digits, int decimals,
                                 bool negative)
{
    struct aj_rat whole;
    aj_rat_parse(arena, digits->data, &whole);
    return aj_rat_mul(arena, negative ? aj_rat_neg(whole) : whole, aj_rat_pow10(arena, -decimals));
}

bool aj_number_parse(struct aj_arena *arena, const char *text, struct aj_number *out)
{
    bool negative;
    const char *p = text + sign_at(text, &negative);
    if (!is_digit(*p))
        return false;
    struct aj_buf digits = AJ_BUF_INIT;
    *out = (struct aj_number){0};
    p = read_whole(p, &digits);
    if ((*p == ',' || *p == '.') && is_digit(p[1])) {
        if (*p == '.')
            out->flags |= AJ_NUMBER_POINT;
        size_t n = digits_at(p + 1);
        aj_buf_add(&digits, p + 1, n);
        out->decimals = (int)n;
        p += n + 1;
    }
    bool fits = digits.len <= MOST_DIGITS;
    if (fits) {
        bool small = digits.len <= MOST_SMALL;
        out->value = (small ? small_value : large_value)(arena, &digits, out->decimals, negative);
        p = read_percent(p, &out->flags);
        out->length = (size_t)(p - text);
    }
    aj_buf_free(&digits);
    return fits;
}

char *aj_number_format(struct aj_arena *arena, struct aj_rat value, int decimals)
{
    struct aj_rat rounded = aj_rat_round(arena, value, decimals);
    size_t fraction = decimals > 0 ? (size_t)decimals : 0;
    /* Scaled to an integer, its digits are those that are printed. */
    struct aj_rat scaled = aj_rat_abs(rounded);
    if (fraction)
        scaled = aj_rat_mul(arena, scaled, aj_rat_pow10(arena, decimals));
    const char *digits = aj_rat_text(arena, scaled);
    size_t n = strlen(digits), zeros = n <= fraction ? fraction + 1 - n : 0;
    size_t whole = n + zeros - fraction;
    struct aj_buf buf = AJ_BUF_INIT;
    if (aj_rat_sign(rounded) < 0)
        aj_buf_str(&buf, "\xE2\x88\x92");
    for (size_t i = 0; i < n + zeros; i++) {
        if (i == whole)
            aj_buf_char(&buf, ',');
        else if (i && i < whole && (whole - i) % 3 == 0)
            aj_buf_str(&buf, "\xC2\xA0");
        aj_buf_char(&buf, i < zeros ? '0' : digits[i - zeros]);
    }
    char *text = aj_strndup(arena, buf.data, buf.len);
    aj_buf_free(&buf);
    return text;
}
