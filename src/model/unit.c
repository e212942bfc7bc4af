#include "model/unit.h"

#include "base/diag.h"
#include "base/utf8.h"

#include <string.h>

struct known {
    const char *text; /* folded */
    const char *name, *one, *many, *dimension;
    int32_t numerator, denominator;
    enum mdl_slag slag;
};

static const struct known units[] = {
    {"kr", "kr", "krona", "kronor", "kr", 1, 1, MDL_TAL},
    {"kronor", "kr", "krona", "kronor", "kr", 1, 1, MDL_TAL},
    {"sek", "kr", "krona", "kronor", "kr", 1, 1, MDL_TAL},
    {"öre", "öre", "öre", "öre", "kr", 1, 100, MDL_TAL},
    {"tkr", "tkr", "tkr", "tkr", "kr", 1000, 1, MDL_TAL},
    {"kkr", "tkr", "tkr", "tkr", "kr", 1000, 1, MDL_TAL},
    {"tusen kronor", "tkr", "tkr", "tkr", "kr", 1000, 1, MDL_TAL},
    {"tusen kr", "tkr", "tkr", "tkr", "kr", 1000, 1, MDL_TAL},
    {"tusental kronor", "tkr", "tkr", "tkr", "kr", 1000, 1, MDL_TAL},
    {"mnkr", "mnkr", "mnkr", "mnkr", "kr", 1000000, 1, MDL_TAL},
    {"mkr", "mkr", "mkr", "mkr", "kr", 1000000, 1, MDL_TAL},
    {"miljoner kronor", "mnkr", "mnkr", "mnkr", "kr", 1000000, 1, MDL_TAL},
    {"miljoner kr", "mnkr", "mnkr", "mnkr", "kr", 1000000, 1, MDL_TAL},
    {"mdkr", "mdkr", "mdkr", "mdkr", "kr", 1000000000, 1, MDL_TAL},
    {"mdr kr", "mdkr", "mdkr", "mdkr", "kr", 1000000000, 1, MDL_TAL},
    {"miljarder kronor", "mdkr", "mdkr", "mdkr", "kr", 1000000000, 1, MDL_TAL},
    {"miljarder kr", "mdkr", "mdkr", "mdkr", "kr", 1000000000, 1, MDL_TAL},
    {"procent", "procent", "procent", "procent", "", 1, 100, MDL_TAL},
    {"%", "procent", "procent", "procent", "", 1, 100, MDL_TAL},
    {"andel (%)", "procent", "procent", "procent", "", 1, 100, MDL_TAL},
    {"procentenheter", "procentenheter", "procentenhet", "procentenheter", "", 1, 100, MDL_TAL},
    {"procentenhet", "procentenheter", "procentenhet", "procentenheter", "", 1, 100, MDL_TAL},
    /* A skattekrona is a hundred kronor of taxable income. */
    {"kronor per skattekrona", "kronor per skattekrona", "krona per skattekrona", "kronor per skattekrona",
     "", 1, 100, MDL_TAL},
    {"kr per skattekrona", "kronor per skattekrona", "krona per skattekrona", "kronor per skattekrona", "", 1,
     100, MDL_TAL},
    {"kr/skattekrona", "kronor per skattekrona", "krona per skattekrona", "kronor per skattekrona", "", 1,
     100, MDL_TAL},
    {"öre per skattekrona", "öre per skattekrona", "öre per skattekrona", "öre per skattekrona", "", 1, 10000,
     MDL_TAL},
    {"promille", "promille", "promille", "promille", "", 1, 1000, MDL_TAL},
    {"antal", "antal", NULL, NULL, "", 1, 1, MDL_ANTAL},
    {"st", "antal", NULL, NULL, "", 1, 1, MDL_ANTAL},
    {"tal", "", NULL, NULL, "", 1, 1, MDL_TAL},
    {"kvot", "", NULL, NULL, "", 1, 1, MDL_TAL},
    {"dagar", "dagar", "dag", "dagar", "dygn", 1, 1, MDL_TID},
    {"dag", "dagar", "dag", "dagar", "dygn", 1, 1, MDL_TID},
    {"antal dagar", "dagar", "dag", "dagar", "dygn", 1, 1, MDL_TID},
    {"dygn", "dygn", "dygn", "dygn", "dygn", 1, 1, MDL_TID},
    {"veckor", "veckor", "vecka", "veckor", "dygn", 7, 1, MDL_TID},
    {"timmar", "timmar", "timme", "timmar", "dygn", 1, 24, MDL_TID},
    {"minuter", "minuter", "minut", "minuter", "dygn", 1, 1440, MDL_TID},
    {"månader", "månader", "månad", "månader", "månad", 1, 1, MDL_TID},
    {"antal månader", "månader", "månad", "månader", "månad", 1, 1, MDL_TID},
    {"mediantid i månader", "månader", "månad", "månader", "månad", 1, 1, MDL_TID},
    {"mediantid i dagar", "dagar", "dag", "dagar", "dygn", 1, 1, MDL_TID},
    {"år", "år", "år", "år", "månad", 12, 1, MDL_TID},
    {"invånare", "invånare", "invånare", "invånare", "person", 1, 1, MDL_ANTAL},
    {"inv", "invånare", "invånare", "invånare", "person", 1, 1, MDL_ANTAL},
    {"personer", "personer", "person", "personer", "person", 1, 1, MDL_ANTAL},
    {"person", "personer", "person", "personer", "person", 1, 1, MDL_ANTAL},
    {"placering", "placering", NULL, NULL, "placering", 1, 1, MDL_RANG},
    {"plats", "placering", NULL, NULL, "placering", 1, 1, MDL_RANG},
    {"rang", "placering", NULL, NULL, "placering", 1, 1, MDL_RANG},
};

enum { UNITS = sizeof units / sizeof *units };

static uint32_t plain_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c;
}

const char *mdl_fold(struct aj_arena *arena, const char *text)
{
    size_t room = strlen(text) + 1;
    uint32_t local[256];
    uint32_t *codes = room <= 256 ? local : AJ_NEW_N(arena, uint32_t, room);
    size_t n = aj_utf8_fold_codes(text, codes, room);
    while (n > 0 && (codes[n - 1] == '.' || codes[n - 1] == ':' || codes[n - 1] == ' '))
        n--;
    char *folded = aj_alloc(arena, 4 * n + 1), *p = folded;
    for (size_t i = 0; i < n; i++)
        p += aj_utf8_put(p, plain_dash(codes[i]));
    return folded;
}

static void take_known(struct aj_arena *arena, const struct known *known, struct mdl_unit *out)
{
    *out = (struct mdl_unit){.name = known->name,
                             .one = known->one,
                             .many = known->many,
                             .dimension = known->dimension,
                             .scale = aj_rat_frac(arena, known->numerator, known->denominator),
                             .slag = known->slag,
                             .percent = !strcmp(known->name, "procent")};
}

static bool find_simple(struct aj_arena *arena, const char *folded, struct mdl_unit *out)
{
    for (size_t i = 0; i < UNITS; i++) {
        if (!strcmp(units[i].text, folded)) {
            take_known(arena, &units[i], out);
            return true;
        }
    }
    return false;
}

/* The end of the numerator of "kr/invånare" or "kr per invånare", and where the denominator starts. */
static const char *find_per(const char *folded, const char **denominator)
{
    const char *slash = strchr(folded, '/'), *per = strstr(folded, " per ");
    if (slash && (!per || slash < per)) {
        *denominator = slash + 1;
        return slash;
    }
    if (per)
        *denominator = per + strlen(" per ");
    return per;
}

/* The denominator's leading count: "1000 inv", "1 000 invånare". */
static const char *take_count(const char *text, int64_t *count)
{
    int64_t n = 0;
    const char *p = text;
    for (; (*p >= '0' && *p <= '9') || (*p == ' ' && p > text); p++)
        if (*p != ' ' && n < 100000000)
            n = n * 10 + (*p - '0');
    *count = n > 0 ? n : 1;
    return n > 0 ? p : text;
}

/* "index 1-100" is printed with an en dash between the ends of its scale. */
static char *with_en_dashes(struct aj_arena *arena, const char *text)
{
    char *out = aj_alloc(arena, strlen(text) * 3 + 1), *p = out;
    for (const char *s = text; *s; s++) {
        bool between = *s == '-' && s > text && s[-1] >= '0' && s[-1] <= '9' && s[1] >= '0' && s[1] <= '9';
        if (between)
            p += aj_utf8_put(p, 0x2013);
        else
            *p++ = *s;
    }
    return out;
}

static bool find_rate(struct aj_arena *arena, const char *text, const char *folded, struct mdl_unit *out)
{
    const char *below = NULL, *end = find_per(folded, &below);
    if (!end)
        return false;
    const char *above = mdl_fold(arena, aj_strndup(arena, folded, (size_t)(end - folded)));
    int64_t count;
    below = take_count(below, &count);
    struct mdl_unit top, bottom;
    if (!find_simple(arena, above, &top))
        return false;
    if (!find_simple(arena, below, &bottom))
        bottom = (struct mdl_unit){.dimension = below, .scale = aj_rat_int(arena, 1)};
    /* A year is a rhythm here ("tkr per år"), not twelve months. */
    bool yearly = !strcmp(below, "år");
    *out = top;
    out->name = with_en_dashes(arena, text);
    out->dimension = aj_printf(arena, "%s/%s", top.dimension, yearly ? "år" : bottom.dimension);
    if (!yearly)
        out->scale = aj_rat_div(arena, top.scale, bottom.scale);
    out->scale = aj_rat_div(arena, out->scale, aj_rat_int(arena, count));
    out->percent = false;
    out->slag = top.slag == MDL_ANTAL ? MDL_TAL : top.slag;
    /* Prose says "kronor per plats" of what a table calls kr/plats. */
    const char *tail =
        *end == '/' ? aj_printf(arena, " per %s", text + (end - folded) + 1) : text + (end - folded);
    if (!strcmp(top.name, "antal")) {
        out->one = out->many = tail + 1;
    } else if (top.many) {
        out->one = aj_printf(arena, "%s%s", top.one, tail);
        out->many = aj_printf(arena, "%s%s", top.many, tail);
    }
    return true;
}

bool mdl_unit_known(struct aj_arena *arena, const char *text, struct mdl_unit *out)
{
    const char *folded = mdl_fold(arena, text);
    if (find_simple(arena, folded, out))
        return true;
    return strlen(folded) == strlen(text) && find_rate(arena, text, folded, out);
}

bool mdl_unit_spoken(struct aj_arena *arena, const char *text, struct mdl_unit *out)
{
    static const struct {
        const char *many, *one;
    } words[] = {{"miljoner kronor", "miljon kronor"}, {"miljarder kronor", "miljard kronor"}};
    if (!mdl_unit_known(arena, text, out))
        return false;
    const char *folded = mdl_fold(arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].many, folded) != 0)
            continue;
        out->name = out->many = words[i].many;
        out->one = words[i].one;
    }
    return true;
}

static bool starts(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

/*
 * What prose says after a figure in a unit of its own: the unit as it is written, of "antal besök" the
 * things, nothing of a scale ("index 1-100", "1-4"), of a plain number or of a share.
 */
static const char *spoken(struct aj_arena *arena, const char *name)
{
    static const char *const unsaid[] = {"skala", "betyg", "andel", "antal (", "antal,"};
    const char *folded = mdl_fold(arena, name), *parenthesis = strstr(name, " (");
    bool silent = strchr("0123456789(-", *folded) || strstr(folded, "index") || !strcmp(folded, "antal");
    for (size_t i = 0; i < sizeof unsaid / sizeof *unsaid; i++)
        silent |= starts(folded, unsaid[i]);
    if (silent)
        return NULL;
    size_t skip = starts(folded, "antal ") ? strlen("antal ") : 0;
    size_t length = parenthesis ? (size_t)(parenthesis - name) : strlen(name);
    return length > skip ? aj_strndup(arena, name + skip, length - skip) : NULL;
}

struct mdl_unit mdl_unit_any(struct aj_arena *arena, const char *text)
{
    struct mdl_unit unit;
    if (!*text)
        return (struct mdl_unit){.name = "", .dimension = "", .scale = aj_rat_int(arena, 1)};
    if (mdl_unit_known(arena, text, &unit))
        return unit;
    const char *folded = mdl_fold(arena, text);
    unit = (struct mdl_unit){
        .name = with_en_dashes(arena, text), .dimension = folded, .scale = aj_rat_int(arena, 1)};
    if (starts(folded, "index") || starts(folded, "skala") || starts(folded, "betyg"))
        unit.slag = MDL_INDEX;
    else if (starts(folded, "antal ") && !strpbrk(folded, "/") && !strstr(folded, " per "))
        unit.slag = MDL_ANTAL;
    unit.one = unit.many = spoken(arena, unit.name);
    return unit;
}

bool mdl_unit_of(struct aj_arena *arena, const char *text, const struct mdl_unit *own, struct mdl_unit *out)
{
    if (mdl_unit_known(arena, text, out))
        return true;
    *out = mdl_unit_any(arena, text);
    return mdl_unit_like(own, out);
}

bool mdl_unit_like(const struct mdl_unit *a, const struct mdl_unit *b)
{
    return !strcmp(a->dimension, b->dimension);
}

const char *mdl_unit_meant(const char *text)
{
    const char *names[UNITS];
    for (size_t i = 0; i < UNITS; i++)
        names[i] = units[i].text;
    return aj_utf8_length(text) < 4 ? NULL : aj_did_you_mean(text, names, UNITS);
}

struct mdl_unit mdl_unit_difference(struct aj_arena *arena, const struct mdl_unit *unit)
{
    struct mdl_unit out = *unit;
    if (unit->percent)
        (void)find_simple(arena, "procentenheter", &out);
    else if (unit->name && !strcmp(unit->name, "kronor per skattekrona"))
        (void)find_simple(arena, "öre per skattekrona", &out);
    return out;
}

struct mdl_unit mdl_unit_base(struct aj_arena *arena, const char *dimension)
{
    struct mdl_unit unit;
    if (mdl_unit_known(arena, dimension, &unit))
        return unit;
    return (struct mdl_unit){.name = dimension, .dimension = dimension, .scale = aj_rat_int(arena, 1)};
}
