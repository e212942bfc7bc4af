/* Amounts of actions: "1 000", "1 000 tkr per år", "cirka 5 mnkr engångs", or a reason in words. */
#include "model/action.h"

#include "base/number.h"
#include "base/utf8.h"

#include <string.h>

/* Past the words that stand before an amount: "cirka", "upp till". */
static const char *skip_about(const char *p)
{
    static const char *const words[] = {"cirka ",   "ca ",    "ca. ",   "c:a ",      "circa ",    "ungefär ",
                                        "omkring ", "minst ", "högst ", "upp till ", "drygt ",    "knappt ",
                                        "Cirka ",   "Ca ",    "Minst ", "Högst ",    "Upp till ", "~"};
    p = aj_skip_space(p);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(p, words[i], strlen(words[i])))
            return aj_skip_space(p + strlen(words[i]));
    return p;
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

enum mdl_rhythm mdl_rhythm_of(struct aj_arena *arena, const char *text)
{
    const char *folded = mdl_fold(arena, text);
    if (has(folded, "engång") || has(folded, "en gång") || has(folded, "éngång"))
        return MDL_ONCE;
    if (has(folded, "per år") || has(folded, "/år") || has(folded, "årlig") || has(folded, "om året") ||
        has(folded, "varje år") || has(folded, "helår"))
        return MDL_YEARLY;
    return MDL_ANYTIME;
}

/* The known unit that the text begins with, of two words or one; how long it is, 0 if none. */
static size_t unit_length(struct aj_arena *arena, const char *text, struct mdl_unit *unit)
{
    size_t one = strcspn(text, " /,;()\n"), two = 0;
    if (text[one] == ' ')
        two = one + 1 + strcspn(text + one + 1, " /,;()\n");
    if (two > one + 1 && mdl_unit_known(arena, aj_strndup(arena, text, two), unit))
        return two;
    return one && mdl_unit_known(arena, aj_strndup(arena, text, one), unit) ? one : 0;
}

/* Where the next amount of the text begins: after a comma, "och", "samt", "+" or ";". NULL if none does. */
static const char *next_amount(struct aj_arena *arena, const char *text)
{
    static const char *const between[] = {" och ", " samt ", "; ", ", ", " + "};
    const char *best = NULL;
    struct aj_number number;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const char *found = strstr(text, between[i]);
        const char *start = found ? skip_about(found + strlen(between[i])) : NULL;
        if (start && (!best || start < best) && aj_number_parse(arena, start, &number))
            best = start;
    }
    return best;
}

/* "500–1 000 tkr" is no amount but a span of them. */
static bool is_span(const char *rest)
{
    rest = aj_skip_space(rest);
    const char *after = !strncmp(rest, "\xE2\x80\x93", 3) ? rest + 3 : *rest == '-' ? rest + 1 : NULL;
    if (!strncmp(rest, "till ", 5))
        after = rest + 5;
    return after && *aj_skip_space(after) >= '0' && *aj_skip_space(after) <= '9';
}

/* What follows the figure is a word that is probably meant to be a unit, not the thing that is counted. */
static const char *misspelt(struct aj_arena *arena, const char *rest)
{
    const char *word = aj_strndup(arena, rest, strcspn(rest, " /,;()\n"));
    return mdl_unit_meant(word) || (strlen(word) > 1 && strlen(word) < 5) ? word : NULL;
}

/* "från 2026", "varav ...": what is said of a figure, not what it counts. */
static bool is_aside(const char *text)
{
    static const char *const words[] = {"från ", "fr.o.m", "fr o m", "under ", "till ",  "t.o.m", "i ",
                                        "vid ",  "när ",   "exkl",   "inkl",   "varav ", "(",     ","};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(text, words[i], strlen(words[i])))
            return true;
    return false;
}

/* After a figure and its unit nothing but its rhythm: nothing is lost when the amount is printed evenly. */
static bool is_even(struct aj_arena *arena, const char *tail)
{
    static const char *const words[] = {"", "per år", "/år", "engångs", "en gång"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i], mdl_fold(arena, tail)))
            return true;
    return false;
}

struct reading {
    struct aj_arena *arena;
    const struct mdl_unit *unit; /* of the column, or NULL */
    enum mdl_rhythm rhythm;
    struct mdl_amounts *out;
    const char *unknown;
    const char *next; /* the rest of the text, NULL at its end */
};

static enum mdl_amounts_fault read_one(struct reading *reading)
{
    struct aj_arena *arena = reading->arena;
    struct aj_number number;
    const char *text = reading->next;
    reading->next = NULL;
    if (!aj_number_parse(arena, text, &number) || is_span(text + number.length))
        return MDL_AMOUNTS_FINE;
    const char *rest = aj_skip_space(text + number.length), *next = next_amount(arena, rest);
    const char *own = aj_strndup(arena, rest, next ? (size_t)(next - rest) : strlen(rest));
    struct mdl_unit unit;
    size_t length = number.flags & AJ_NUMBER_PERCENT ? 0 : unit_length(arena, own, &unit);
    enum mdl_rhythm rhythm = mdl_rhythm_of(arena, own);
    bool bare = !*own || rhythm != MDL_ANYTIME || next || is_aside(own);
    reading->next = next;
    if (number.flags & AJ_NUMBER_PERCENT)
        return MDL_AMOUNTS_FINE;
    if (!length && !bare && (reading->unknown = misspelt(arena, own)))
        return MDL_AMOUNTS_UNIT;
    if (!length && !bare)
        return MDL_AMOUNTS_FINE; /* "2 tjänster": words that begin with a figure */
    if (!length && !reading->unit)
        return MDL_AMOUNTS_NO_UNIT;
    if (!length)
        unit = *reading->unit;
    rhythm = rhythm ? rhythm : reading->rhythm;
    struct mdl_amount *amount = &reading->out->of[rhythm];
    if (amount->known)
        return MDL_AMOUNTS_TWICE;
    *amount = (struct mdl_amount){true, aj_rat_mul(arena, number.value, unit.scale), unit, number.decimals};
    reading->out->plain &= is_even(arena, own + length) && !next;
    if (!length && !reading->out->rest)
        reading->out->rest = rest;
    return MDL_AMOUNTS_FINE;
}

enum mdl_amounts_fault mdl_amounts_parse(struct aj_arena *arena, const char *text,
                                         const struct mdl_unit *unit, enum mdl_rhythm rhythm,
                                         struct mdl_amounts *out, const char **unknown)
{
    enum { MOST_AMOUNTS = 8 };
    const char *start = aj_skip_space(text), *figure = skip_about(text);
    size_t about = (size_t)(figure - start);
    while (about > 0 && start[about - 1] == ' ')
        about--;
    *out = (struct mdl_amounts){.plain = true, .about = aj_strndup(arena, start, about)};
    struct reading reading = {arena, unit, rhythm, out, "", figure};
    for (int i = 0; i < MOST_AMOUNTS && reading.next; i++) {
        enum mdl_amounts_fault fault = read_one(&reading);
        if (fault) {
            *unknown = reading.unknown;
            return fault;
        }
    }
    return MDL_AMOUNTS_FINE;
}
