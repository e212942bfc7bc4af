/*
 * Spaces at which Swedish does not end a line although the author wrote a plain space: between a figure and
 * its unit or month, after a paragraph sign or an abbreviation that a number follows, between initials.
 */
#include "base/utf8.h"
#include "typeset/inline.h"

#include <stdlib.h>
#include <string.h>

/* Sorted: they are searched. */
static const char *const units[] = {
    "%",         "MSEK",     "april",
    "augusti",   "december", "euro",
    "februari",  "ha",       "januari",
    "juli",      "juni",     "kWh",
    "kg",        "km",       "km²",
    "kr",        "kronor",   "kvm",
    "m",         "m2",       "maj",
    "mars",      "mdkr",     "miljarder",
    "miljoner",  "min",      "mkr",
    "mnkr",      "november", "oktober",
    "personer",  "procent",  "procentenheter",
    "september", "st",       "timmar",
    "tkr",       "ton",      "tusen",
    "°C",        "år",       "öre",
    "‰",         "€",
};

static const char *const leads[] = {"bil.", "dnr", "kap.", "nr", "s.", "sid.", "§", "§§"};

static int compare(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool listed(const char *word, const char *const *list, size_t count)
{
    return bsearch(word, list, count, sizeof *list, compare) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The word without brackets and quotation marks before and punctuation after, if it fits the room. */
static bool bare_word(const struct fnt_word *word, char *out, size_t room)
{
    const char *from = word->text, *to = word->text + word->length;
    while (from < to && strchr("([\"'", *from))
        from++;
    while (to > from && strchr(".,;:!?)]\"'", to[-1]))
        to--;
    if (to == from || (size_t)(to - from) >= room)
        return false;
    memcpy(out, from, (size_t)(to - from));
    out[to - from] = 0;
    return true;
}

static bool is_number(const char *word)
{
    size_t digits = 0;
    for (const char *p = word; *p; p++) {
        if (is_digit(*p))
            digits++;
        else if (!strchr(",.+-–−", *p) && (unsigned char)*p < 0x80)
            return false;
    }
    return digits > 0 && is_digit(word[strlen(word) - 1]);
}

static bool is_initial(const struct fnt_word *word)
{
    const char *p = word->text, *end = p + word->length;
    uint32_t code = aj_utf8_next(&p, end);
    return p + 1 == end && *p == '.' && aj_utf8_is_letter(code) && aj_utf8_lower(code) != code;
}

static bool starts_upper(const struct fnt_word *word)
{
    const char *p = word->text;
    uint32_t code = aj_utf8_next(&p, p + word->length);
    return aj_utf8_is_letter(code) && aj_utf8_lower(code) != code;
}

bool ty_space_binds(const struct ty_context *ctx, const struct ty_atom *before, const struct ty_atom *after)
{
    (void)ctx;
    const struct fnt_word *a = before->as.word, *b = after->as.word;
    char left[40], right[40];
    if (a->length == 0 || b->length == 0)
        return false;
    if (is_initial(a) && starts_upper(b))
        return true;
    if (a->length < sizeof left && is_digit(b->text[0])) {
        memcpy(left, a->text, a->length);
        left[a->length] = 0;
        const char *lead = left + (left[0] == '(');
        if (listed(lead, leads, sizeof leads / sizeof *leads))
            return true;
    }
    if (!is_digit(a->text[a->length - 1]) || !bare_word(a, left, sizeof left) || !is_number(left))
        return false;
    return bare_word(b, right, sizeof right) && listed(right, units, sizeof units / sizeof *units);
}
