/* Parts of years: months and spans of them, tertials, quarters, halves. */
#include "model/period.h"

#include <string.h>

static const char *const months[] = {"januari", "februari", "mars",      "april",   "maj",      "juni",
                                     "juli",    "augusti",  "september", "oktober", "november", "december"};

enum { MONTHS = sizeof months / sizeof *months };

/* Twelfths of a year, tertials, quarters, halves: how many there are, what they are called. */
static const struct {
    const char *name;         /* "tertial" */
    const char *definite;     /* "tertialet", after "första" */
    const char *const *codes; /* before a number: "t", ended by NULL */
    int count;
} kinds[] = {
    {"tertial", "tertialet", (const char *const[]){"t", NULL}, 3},
    {"kvartal", "kvartalet", (const char *const[]){"kv", "k", "q", NULL}, 4},
    {"halvår", "halvåret", (const char *const[]){"h", NULL}, 2},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *const ordinals[] = {"första", "andra", "tredje", "fjärde"};

/* The month, from 1, that n letters name whole or by three or more of them; 0 if none. */
static int month_of(const char *text, size_t n)
{
    for (int i = 0; i < MONTHS; i++)
        if (n >= 3 && n <= strlen(months[i]) && !strncmp(text, months[i], n) &&
            (n == 3 || n == strlen(months[i])))
            return i + 1;
    return n == 4 && !strncmp(text, "sept", 4) ? 9 : 0;
}

static const char *month_span(struct aj_arena *arena, const char *folded)
{
    const char *dash = strchr(folded, '-');
    int from = dash ? month_of(folded, (size_t)(dash - folded)) : 0;
    int to = from ? month_of(dash + 1, strlen(dash + 1)) : 0;
    return to > from ? aj_printf(arena, "%.3s-%.3s", months[from - 1], months[to - 1]) : NULL;
}

/* A number from 1 to `most` that is the whole text; 0 if none. */
static int number_of(const char *text, int most)
{
    bool two = text[0] == '0' || text[0] == '1';
    int n = *text >= '0' && *text <= '9' ? *text - '0' : 0;
    if (two && text[1] >= '0' && text[1] <= '9') {
        n = n * 10 + (text[1] - '0');
        text++;
    }
    return *text && !text[1] && n <= most ? n : 0;
}

/* What follows `with` at the start of the text, blanks skipped; NULL if it starts otherwise. */
static const char *after(const char *text, const char *with)
{
    size_t n = strlen(with);
    return strncmp(text, with, n) ? NULL : text + n + strspn(text + n, " ");
}

static int number_in_kind(const char *folded, size_t kind)
{
    const char *rest = after(folded, kinds[kind].name);
    int n = rest ? number_of(rest, kinds[kind].count) : 0;
    for (const char *const *code = kinds[kind].codes; *code && !n; code++) {
        rest = after(folded, *code);
        n = rest ? number_of(rest, kinds[kind].count) : 0;
    }
    for (int i = 0; i < kinds[kind].count && !n; i++) {
        rest = after(folded, ordinals[i]);
        if (rest && !strcmp(rest, kinds[kind].definite))
            n = i + 1;
    }
    return n;
}

const char *mdl_part_of(struct aj_arena *arena, const char *folded)
{
    if (!strcmp(folded, "delår"))
        return "delår";
    int month = month_of(folded, strlen(folded));
    if (!month && *folded == 'm')
        month = number_of(folded + 1, MONTHS);
    if (month)
        return months[month - 1];
    for (size_t kind = 0; kind < KINDS; kind++) {
        int n = number_in_kind(folded, kind);
        if (n)
            return aj_printf(arena, "%s %d", kinds[kind].name, n);
    }
    return month_span(arena, folded);
}

/* The first and last month of a part; false where it names none. */
static bool months_in(const char *part, int *first, int *last)
{
    int from = month_of(part, strlen(part)), to = from;
    const char *dash = strchr(part, '-');
    if (dash) {
        from = month_of(part, (size_t)(dash - part));
        to = month_of(dash + 1, strlen(dash + 1));
    }
    for (size_t kind = 0; kind < KINDS && !from; kind++) {
        int n = number_in_kind(part, kind), length = 12 / kinds[kind].count;
        if (n) {
            from = (n - 1) * length + 1;
            to = n * length;
        }
    }
    *first = from;
    *last = to;
    return from > 0;
}

int mdl_part_order(const char *part)
{
    enum { LAST = 10000 };
    int from, to;
    if (!part)
        return LAST;
    return months_in(part, &from, &to) ? from * 100 + to : LAST - 1;
}

bool mdl_part_same(const char *a, const char *b)
{
    if (!a || !b || !strcmp(a, b))
        return a == b || (a && b);
    int first[2], last[2];
    return months_in(a, &first[0], &last[0]) && months_in(b, &first[1], &last[1]) && first[0] == first[1] &&
           last[0] == last[1];
}

const char *mdl_part_until(struct aj_arena *arena, int month)
{
    return month >= MONTHS ? NULL : month == 1 ? months[0] : aj_printf(arena, "jan-%.3s", months[month - 1]);
}

int mdl_part_month(const char *part)
{
    return part ? month_of(part, strlen(part)) : 0;
}

const char *mdl_part_prose(struct aj_arena *arena, const char *part)
{
    int from, to;
    for (size_t kind = 0; kind < KINDS; kind++) {
        int n = number_in_kind(part, kind);
        if (n)
            return aj_printf(arena, "%s %s", ordinals[n - 1], kinds[kind].definite);
    }
    if (!strchr(part, '-') || !months_in(part, &from, &to))
        return part;
    return aj_printf(arena, "%s\xE2\x80\x93%s", months[from - 1], months[to - 1]);
}

const char *mdl_period_end(struct aj_arena *arena, struct mdl_period period)
{
    int from = 1, to = MONTHS;
    if (period.part && !months_in(period.part, &from, &to))
        return NULL;
    return aj_printf(arena, "%d %s %d", mdl_month_days(period.year, to), months[to - 1], period.year);
}
