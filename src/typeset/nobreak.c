/*
 * Spaces at which Swedish does not end a line although the author wrote a plain space (Svenska skrivregler on
 * figures, abbreviations and dashes): between a figure and its unit or month, in a number's groups, after
 * what a number belongs to ("§ 218", "kap. 3", "KS 2018/1092"), between initials and in abbreviations, before
 * a dash.
 */
#include "base/utf8.h"
#include "typeset/inline.h"

#include <stdlib.h>
#include <string.h>

/* What stands after a figure. Sorted by bytes, as are the other lists: they are searched. */
static const char *const units[] = {"%",         "GW",
                                    "GWh",       "MSEK",
                                    "MW",        "MWh",
                                    "SEK",       "TWh",
                                    "W",         "april",
                                    "augusti",   "cm",
                                    "dagar",     "december",
                                    "dygn",      "elever",
                                    "euro",      "februari",
                                    "g",         "gånger",
                                    "ha",        "hektar",
                                    "januari",   "juli",
                                    "juni",      "kW",
                                    "kWh",       "kap",
                                    "kg",        "km",
                                    "km²",       "kr",
                                    "kronor",    "kvadratmeter",
                                    "kvm",       "l",
                                    "liter",     "m",
                                    "m2",        "maj",
                                    "mars",      "mdkr",
                                    "meter",     "mil",
                                    "miljarder", "miljoner",
                                    "min",       "minuter",
                                    "mkr",       "mm",
                                    "mnkr",      "m²",
                                    "m³",        "månader",
                                    "november",  "oktober",
                                    "personer",  "platser",
                                    "procent",   "procentenheter",
                                    "september", "sidor",
                                    "st",        "stycken",
                                    "timmar",    "tkr",
                                    "ton",       "tusen",
                                    "tusental",  "veckor",
                                    "§",         "°C",
                                    "år",        "öre",
                                    "‰",         "€"};

/* What a figure stands after, in lower case; and abbreviations of the kind, without their full stop. */
static const char *const leads[] = {"agenda", "artikel",  "avsnitt", "bil",    "bilaga",  "bild",   "ca",
                                    "del",    "den",      "diagram", "dnr",    "fas",     "figur",  "fokus",
                                    "isbn",   "kap",      "kapitel", "kl",     "klockan", "kolumn", "mål",
                                    "nr",     "paragraf", "prop",    "punkt",  "rad",     "s",      "sid",
                                    "sida",   "sidan",    "steg",    "tabell", "tel",     "vision", "§",
                                    "§§",     "åk",       "år",      "åren",   "året",    "årskurs"};
static const char *const short_leads[] = {"art", "bil",  "ca", "dnr", "kap", "kl",  "nr",
                                          "par", "prop", "s",  "sid", "tel", "vol", "åk"};

/* What a name stands after. */
static const char *const titles[] = {"docent", "dr", "fru", "herr", "hr", "prof", "professor"};

static int compare(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool listed(const char *word, const char *const *list, size_t count)
{
    return bsearch(word, list, count, sizeof *list, compare) != NULL;
}

#define LISTED(word, list) listed(word, list, sizeof(list) / sizeof *(list))

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

enum { ROOM = 40 };

/*
 * The word without brackets and quotation marks before and punctuation after, if it fits; `stop`: a full stop
 * was among it.
 */
static bool bare_word(const struct fnt_word *word, char out[ROOM], bool *stop)
{
    const char *from = word->text, *to = word->text + word->length;
    *stop = false;
    while (from < to && strchr("([\"'", *from))
        from++;
    while (to > from && strchr(".,;:!?)]\"'", to[-1]))
        *stop = *--to == '.' || *stop;
    if (to == from || to - from >= ROOM)
        return false;
    memcpy(out, from, (size_t)(to - from));
    out[to - from] = 0;
    return true;
}

static void lower_first(char *word)
{
    const char *p = word;
    uint32_t code = aj_utf8_next(&p, word + strlen(word)), low = aj_utf8_lower(code);
    if (low == code)
        return;
    char put[5] = {0};
    aj_utf8_put(put, low);
    if (strlen(put) == (size_t)(p - word))
        memcpy(word, put, strlen(put));
}

static bool is_number(const char *word)
{
    size_t digits = 0;
    for (const char *p = word; *p; p++) {
        if (is_digit(*p))
            digits++;
        else if (!strchr(",.:+-–−", *p) && (unsigned char)*p < 0x80)
            return false;
    }
    return digits > 0 && is_digit(word[strlen(word) - 1]);
}

/* How many digits the text ends in; -1 if it holds anything but digits and hyphens. */
static int last_group(const char *word)
{
    int digits = 0;
    for (const char *p = word; *p; p++) {
        if (!is_digit(*p) && *p != '-' && *p != '+')
            return -1;
        digits = is_digit(*p) ? digits + 1 : 0;
    }
    return digits;
}

/* "1 423 325", "0322-61 60 00": the second is a further group of the first. */
static bool is_group(const char *left, const char *right)
{
    int before = last_group(left), after = last_group(right);
    if (before < 1 || before > 3 || after != (int)strlen(right))
        return false;
    return after == 3 || (after == 2 && before >= 2);
}

static bool is_upper(uint32_t code)
{
    return aj_utf8_is_letter(code) && aj_utf8_lower(code) != code;
}

static bool is_initial(const struct fnt_word *word)
{
    const char *p = word->text, *end = p + word->length;
    uint32_t code = aj_utf8_next(&p, end);
    return p + 1 == end && *p == '.' && is_upper(code);
}

static bool starts_upper(const struct fnt_word *word)
{
    const char *p = word->text;
    return is_upper(aj_utf8_next(&p, p + word->length));
}

/* KS, SOU, SFS: letters that a number of a register follows. */
static bool is_register(const char *word)
{
    const char *p = word, *end = word + strlen(word);
    int letters = 0;
    while (p < end) {
        if (!is_upper(aj_utf8_next(&p, end)))
            return false;
        letters++;
    }
    return letters >= 2 && letters <= 5;
}

/* "t. ex.", "bl. a.", "m. m.": letters with full stops. */
static bool is_short(const struct fnt_word *word)
{
    if (word->length < 2 || word->length > 5 || word->text[word->length - 1] != '.')
        return false;
    for (uint32_t i = 0; i + 1 < word->length; i++)
        if (word->text[i] < 'a' || word->text[i] > 'z')
            return false;
    return true;
}

static bool is_abbreviation(const struct fnt_word *a, const struct fnt_word *b)
{
    static const char *const firsts[] = {"bl.", "d.", "e.", "f.", "fr.", "i.", "m.",
                                         "o.",  "p.", "s.", "t.", "u.",  "v."};
    if (!is_short(a) || !is_short(b))
        return false;
    char left[8];
    memcpy(left, a->text, a->length);
    left[a->length] = 0;
    return LISTED(left, firsts);
}

static bool is_dash(const struct fnt_word *word)
{
    return word->length == 3 && !memcmp(word->text, "\xE2\x80", 2) &&
           ((unsigned char)word->text[2] == 0x93 || (unsigned char)word->text[2] == 0x94);
}

/* What a number or the start of one stands after. */
static bool number_binds(const struct fnt_word *a, const struct fnt_word *b)
{
    char left[ROOM], right[ROOM];
    bool stop, unused;
    if (!bare_word(a, left, &stop))
        return false;
    bool number = is_digit(left[strlen(left) - 1]) && is_number(left);
    if (number && !memchr(",;:!?)].", a->text[a->length - 1], 8))
        return bare_word(b, right, &unused) && is_group(left, right);
    if (number || strchr(",;:!?)]", a->text[a->length - 1]))
        return false;
    if (is_register(left))
        return !stop;
    lower_first(left);
    return stop ? LISTED(left, short_leads) : LISTED(left, leads);
}

bool ty_space_binds(const struct ty_context *ctx, const struct ty_atom *before, const struct ty_atom *after)
{
    (void)ctx;
    const struct fnt_word *a = before->as.word, *b = after->as.word;
    if (a->length == 0 || b->length == 0)
        return false;
    if (is_dash(b))
        return true;
    if (is_digit(b->text[0]) && number_binds(a, b))
        return true;
    char last = a->text[a->length - 1], left[ROOM], right[ROOM];
    bool stop;
    if (last == '.' && a->length <= 6) {
        if (is_abbreviation(a, b) || (is_initial(a) && starts_upper(b)))
            return true;
    }
    if (a->length <= 9 && starts_upper(b) && bare_word(a, left, &stop)) {
        lower_first(left);
        if (LISTED(left, titles) ||
            (!strcmp(left, "dnr") && bare_word(b, right, &stop) && is_register(right)))
            return true;
    }
    if (!is_digit(last) || !bare_word(a, left, &stop) || !is_number(left))
        return false;
    return bare_word(b, right, &stop) && LISTED(right, units);
}
