#include "model/period.h"

#include "base/utf8.h"
#include "model/unit.h"

#include <string.h>

static const struct {
    const char *word;
    enum mdl_scenario scenario;
} scenarios[] = {
    {"årsbudget", MDL_BUDGET},  {"helårsbudget", MDL_BUDGET}, {"årsprognos", MDL_FORECAST},
    {"årsutfall", MDL_OUTCOME}, {"budget", MDL_BUDGET},       {"plan", MDL_PLAN},
    {"flerårsplan", MDL_PLAN},  {"prognos", MDL_FORECAST},    {"helårsprognos", MDL_FORECAST},
    {"utfall", MDL_OUTCOME},    {"bokslut", MDL_OUTCOME},     {"resultat", MDL_OUTCOME},
    {"delmål", MDL_TARGET},     {"målvärde", MDL_TARGET},     {"målnivå", MDL_TARGET},
    {"mål", MDL_TARGET},
};

enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

static enum mdl_scenario find_scenario(const char *word)
{
    for (size_t i = 0; i < SCENARIOS; i++)
        if (!strcmp(scenarios[i].word, word))
            return scenarios[i].scenario;
    return MDL_UNSAID;
}

/* A year of four digits at p, between 1900 and 2199, with no digit after it; 0 if there is none. */
static int year_at(const char *p)
{
    for (int i = 0; i < 4; i++)
        if (p[i] < '0' || p[i] > '9')
            return 0;
    if (p[4] >= '0' && p[4] <= '9')
        return 0;
    int year = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
    return year >= 1900 && year <= 2199 ? year : 0;
}

const char *mdl_word_next(struct aj_arena *arena, const char **p)
{
    static const char spaces[] = " \t\r\n";
    *p += strspn(*p, spaces);
    while (!strncmp(*p, "\xC2\xA0", 2))
        *p += 2;
    size_t n = strcspn(*p, spaces);
    if (!n)
        return NULL;
    const char *no_break = memchr(*p, 0xC2, n);
    if (no_break && no_break[1] == '\xA0' && no_break > *p)
        n = (size_t)(no_break - *p);
    const char *word = aj_strndup(arena, *p, n);
    *p += n;
    return word;
}

/* The part that a word, with the one after it if need be, names: "jan-aug", "T1", "kvartal 2". NULL if none.
 */
static const char *take_part(struct aj_arena *arena, const char *folded, const char **p)
{
    const char *after = *p, *next = mdl_word_next(arena, &after);
    const char *second = next ? mdl_fold(arena, next) : "", *part = NULL;
    /* "jan – aug" is three words. */
    const char *third = !strcmp(second, "-") ? mdl_word_next(arena, &after) : NULL;
    if (third)
        part = mdl_part_of(arena, aj_printf(arena, "%s-%s", folded, mdl_fold(arena, third)));
    if (!part && (part = mdl_part_of(arena, folded)) != NULL)
        return part;
    if (!part && *second)
        part = mdl_part_of(arena, aj_printf(arena, "%s %s", folded, second));
    if (part)
        *p = after;
    return part;
}

/* "2024K2", "2024M01", "2024T1", as statistical offices write parts of years. */
static bool read_code(struct aj_arena *arena, const char *folded, struct mdl_period *out)
{
    size_t n = strlen(folded);
    if (n < 6 || n > 8)
        return false;
    int year = year_at(folded);
    const char *part = year ? mdl_part_of(arena, folded + 4) : NULL;
    if (part) {
        out->year = year;
        out->part = part;
    }
    return part != NULL;
}

/* "Ack utfall aug 2022", "Utfall t.o.m. augusti 2022": the year up to that month. */
static bool is_until(const char *folded)
{
    static const char *const words[] = {"ack", "ackumulerat", "ackumulerad", "tom", "t.o.m"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i], folded))
            return true;
    return false;
}

static void end_until(struct aj_arena *arena, const char *until, struct mdl_heading *heading)
{
    int month = mdl_part_month(heading->period.part);
    if (month) {
        heading->period.part = mdl_part_until(arena, month);
        heading->period.whole = !heading->period.part;
    } else if (!heading->period.year && !heading->period.part && !heading->period.scenario) {
        heading->rest = *heading->rest ? aj_printf(arena, "%s %s", until, heading->rest) : until;
    }
}

struct mdl_heading mdl_heading_parse(struct aj_arena *arena, const char *text)
{
    struct mdl_heading heading = {.rest = ""};
    const char *word, *part, *until = NULL;
    for (const char *p = text; (word = mdl_word_next(arena, &p));) {
        const char *folded = mdl_fold(arena, word);
        bool undated = !heading.period.year && !heading.period.part;
        int year = strlen(folded) == 4 ? year_at(folded) : 0;
        enum mdl_scenario scenario = find_scenario(folded);
        if (year && !heading.period.year)
            heading.period.year = year;
        else if (undated && (mdl_date_take(arena, folded, &p, &heading.period, &heading.moment) ||
                             read_code(arena, folded, &heading.period)))
            continue;
        else if (!until && !*heading.rest && is_until(folded))
            until = word;
        else if (!heading.period.whole && !strcmp(folded, "helår"))
            heading.period.whole = true;
        else if (scenario && !heading.period.scenario && !*heading.rest)
            heading.period.scenario = scenario;
        else if (!heading.period.part && (part = take_part(arena, folded, &p)) != NULL)
            heading.period.part = part;
        else if (strcmp(folded, "år") || *heading.rest)
            heading.rest = *heading.rest ? aj_printf(arena, "%s %s", heading.rest, word) : word;
    }
    if (until)
        end_until(arena, until, &heading);
    if (heading.period.part)
        heading.period.whole = false;
    return heading;
}

struct list {
    struct aj_arena *arena;
    struct mdl_period *items;
    uint32_t len, cap;
};

enum { MOST_PERIODS = 60 };

static bool add_years(struct list *list, struct mdl_period like, int from, int to)
{
    if (to < from || to - from >= MOST_PERIODS)
        return false;
    for (int year = from; year <= to; year++) {
        if (list->len >= MOST_PERIODS)
            return false;
        like.year = year;
        AJ_PUSH(list->arena, list->items, list->len, list->cap, like);
    }
    return true;
}

/* One word of a list: a year, a span "2022-2024", or a word before a year. */
static bool add_word(struct list *list, const char *word, const char **p, struct mdl_period *like, bool *span)
{
    size_t n = strlen(word);
    int from = year_at(word);
    if (from && n == 4)
        return add_years(list, *like, from, from);
    if (from && n == 9 && word[4] == '-' && year_at(word + 5)) {
        *span = true;
        return add_years(list, *like, from, year_at(word + 5));
    }
    struct mdl_period coded = *like;
    bool moment;
    if (mdl_date_take(list->arena, word, p, &coded, &moment) || read_code(list->arena, word, &coded)) {
        if (list->len >= MOST_PERIODS)
            return false;
        AJ_PUSH(list->arena, list->items, list->len, list->cap, coded);
        return true;
    }
    const char *part = take_part(list->arena, word, p);
    enum mdl_scenario scenario = find_scenario(word);
    bool whole = !part && !strcmp(word, "helår");
    if (part || whole) {
        like->part = part;
        like->whole = whole;
    } else if (scenario)
        *like = (struct mdl_period){.scenario = scenario};
    return part || whole || scenario || !strcmp(word, "och") || !strcmp(word, "respektive") ||
           !strcmp(word, "år");
}

bool mdl_periods_parse(struct aj_arena *arena, const char *text, struct mdl_period **out, uint32_t *count,
                       bool *span)
{
    struct list list = {.arena = arena};
    struct mdl_period like = {0};
    const char *word;
    *span = false;
    char *plain = aj_strdup(arena, text);
    for (char *c = plain; *c; c++)
        if (*c == ',' || *c == ';')
            *c = ' ';
    for (const char *p = plain; (word = mdl_word_next(arena, &p));)
        if (!add_word(&list, mdl_fold(arena, word), &p, &like, span))
            return false;
    *out = list.items;
    *count = list.len;
    return list.len > 0;
}

/* "Plan"; "" when unsaid. */
static const char *scenario_name(enum mdl_scenario scenario)
{
    static const char *const names[] = {"", "Utfall", "Prognos", "Budget", "Plan", "Delmål"};
    return names[scenario];
}

const char *mdl_period_text(struct aj_arena *arena, struct mdl_period period)
{
    const char *name = scenario_name(period.scenario), *part = period.part ? period.part : "";
    const char *dash = strchr(part, '-');
    if (dash)
        part = aj_printf(arena, "%.*s\xE2\x80\x93%s", (int)(dash - part), part, dash + 1);
    return aj_printf(arena, "%s%s%s%s%d", name, *name ? " " : "", part, *part ? " " : "", period.year);
}

const char *mdl_period_heading(struct aj_arena *arena, struct mdl_period period)
{
    struct mdl_period bare = {.year = period.year, .part = period.part};
    const char *name = scenario_name(period.scenario), *text = mdl_period_text(arena, bare), *out = "";
    if (!period.part)
        return mdl_period_text(arena, period);
    for (; *text; text++)
        out = aj_printf(arena, *text == ' ' ? "%s\xC2\xA0" : "%s%c", out, *text);
    return aj_printf(arena, "%s%s%s", name, *name ? " " : "", out);
}

const char *mdl_period_prose(struct aj_arena *arena, struct mdl_period period)
{
    return period.part ? aj_printf(arena, "%s %d", mdl_part_prose(arena, period.part), period.year)
                       : aj_printf(arena, "%d", period.year);
}

int mdl_period_cmp(struct mdl_period a, struct mdl_period b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.scenario != b.scenario)
        return a.scenario < b.scenario ? -1 : 1;
    int from = mdl_part_order(a.part), to = mdl_part_order(b.part);
    return (from > to) - (from < to);
}
