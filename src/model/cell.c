#include "model/cell.h"

#include "base/number.h"
#include "base/utf8.h"

#include <string.h>

enum { MOST_VALUES = 64 };

static const struct {
    const char *name, *sign, *spoken;
} missing[] = {
    [MDL_PRESENT] = {NULL, "", ""},
    [MDL_NOT_REPORTED] = {"not-reported", "-", "uppgift saknas"},
    [MDL_NOT_APPLICABLE] = {"not-applicable", ".", "inte tillämpligt"},
    [MDL_CONFIDENTIAL] = {"confidential", "..", "sekretess"},
    [MDL_NO_DATA] = {"no-data", "i.u.", "ingen uppgift"},
    [MDL_EMPTY] = {"empty", "", "tomt"},
};

const char *mdl_missing_name(enum mdl_missing kind)
{
    return missing[kind].name;
}

const char *mdl_missing_sign(enum mdl_missing kind)
{
    return missing[kind].sign;
}

const char *mdl_missing_spoken(enum mdl_missing kind)
{
    return missing[kind].spoken;
}

static const struct {
    const char *text;
    enum mdl_missing kind;
} signs[] = {
    {"i.u.", MDL_NO_DATA},
    {"i.u", MDL_NO_DATA},
    {"i u", MDL_NO_DATA},
    {"iu", MDL_NO_DATA},
    {"...", MDL_CONFIDENTIAL},
    {"..", MDL_CONFIDENTIAL},
    {".", MDL_NOT_APPLICABLE},
    {"-", MDL_NOT_REPORTED},
    {"\xE2\x80\x93", MDL_NOT_REPORTED},
    {"\xE2\x80\x94", MDL_NOT_REPORTED},
    {"\xE2\x88\x92", MDL_NOT_REPORTED},
};

/* A sign for a missing figure, ended by space or the end. */
static const char *take_missing(const char *p, struct mdl_value *value)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i].text);
        if (!strncmp(p, signs[i].text, n) && (!p[n] || aj_skip_space(p + n) != p + n)) {
            value->missing = signs[i].kind;
            return p + n;
        }
    }
    return NULL;
}

/* "(2020)" after a figure. */
static const char *take_year(const char *p, struct mdl_value *value)
{
    const char *q = aj_skip_space(p);
    if (*q != '(' || strspn(q + 1, "0123456789") != 4 || q[5] != ')')
        return p;
    value->year = (q[1] - '0') * 1000 + (q[2] - '0') * 100 + (q[3] - '0') * 10 + (q[4] - '0');
    return q + 6;
}

static const char *take_value(struct aj_arena *arena, const char *p, struct mdl_value *value)
{
    const char *rest = take_missing(p, value);
    if (rest)
        return take_year(rest, value);
    struct aj_number number;
    if (!aj_number_parse(arena, p, &number))
        return NULL;
    value->value = number.value;
    value->decimals = number.decimals;
    value->point = number.flags & AJ_NUMBER_POINT;
    value->percent = number.flags & AJ_NUMBER_PERCENT;
    rest = p + number.length;
    if (*rest && aj_skip_space(rest) == rest)
        return NULL;
    return take_year(rest, value);
}

bool mdl_cell_parse(struct aj_arena *arena, const char *text, struct mdl_cell *out)
{
    uint32_t len = 0, cap = 1; /* nearly every cell has one */
    struct mdl_value *values = AJ_NEW(arena, struct mdl_value);
    const char *p = aj_skip_space(text);
    if (!*p) {
        struct mdl_value empty = {.missing = MDL_EMPTY};
        AJ_PUSH(arena, values, len, cap, empty);
    }
    while (*p) {
        struct mdl_value value = {0};
        if (*p >= 'a' && *p <= 'z' && p[1] == '.' && (p[2] != 'u' || *p != 'i')) {
            value.letter = *p;
            p = aj_skip_space(p + 2);
        }
        p = take_value(arena, p, &value);
        if (!p || len >= MOST_VALUES)
            return false;
        AJ_PUSH(arena, values, len, cap, value);
        p = aj_skip_space(p);
    }
    /* Several figures in one cell must say which is which. */
    for (uint32_t i = 0; len > 1 && i < len; i++)
        if (!values[i].letter && !values[i].year)
            return false;
    out->values = values;
    out->count = len;
    return true;
}
