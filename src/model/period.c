#include "model/period.h"

#include "base/utf8.h"
#include "model/unit.h"

#include <string.h>

static const struct {
    const char *word;
    enum mdl_scenario scenario;
} scenarios[] = {
    {"budget", MDL_BUDGET},          {"plan", MDL_PLAN},
    {"flerårsplan", MDL_PLAN},       {"prognos", MDL_FORECAST},
    {"helårsprognos", MDL_FORECAST}, {"utfall", MDL_OUTCOME},
    {"bokslut", MDL_OUTCOME},        {"resultat", MDL_OUTCOME},
    {"delmål", MDL_TARGET},          {"målvärde", MDL_TARGET},
    {"målnivå", MDL_TARGET},         {"mål", MDL_TARGET},
};

enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

static const char *const parts[] = {"jan-mar",
                                    "jan-apr",
                                    "jan-jun",
                                    "jan-aug",
                                    "jan-sep",
                                    "januari-mars",
                                    "januari-april",
                                    "januari-juni",
                                    "januari-augusti",
                                    "januari-september",
                                    "helår",
                                    "delår",
                                    "t1",
                                    "t2",
                                    "t3",
                                    "q1",
                                    "q2",
                                    "q3",
                                    "q4",
                                    "kv1",
                                    "kv2",
                                    "kv3",
                                    "kv4"};

enum { PARTS = sizeof parts / sizeof *parts };

static enum mdl_scenario find_scenario(const char *word)
{
    for (size_t i = 0; i < SCENARIOS; i++)
        if (!strcmp(scenarios[i].word, word))
            return scenarios[i].scenario;
    return MDL_UNSAID;
}

static const char *find_part(const char *word)
{
    for (size_t i = 0; i < PARTS; i++)
        if (!strcmp(parts[i], word))
            return parts[i];
    return NULL;
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

/* Copies the next word (parted by white space) and moves on; NULL at the end. */
static const char *next_word(struct aj_arena *arena, const char **p)
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

struct mdl_heading mdl_heading_parse(struct aj_arena *arena, const char *text)
{
    struct mdl_heading heading = {.rest = ""};
    const char *word;
    for (const char *p = text; (word = next_word(arena, &p));) {
        const char *folded = mdl_fold(arena, word);
        int year = strlen(folded) == 4 ? year_at(folded) : 0;
        enum mdl_scenario scenario = find_scenario(folded);
        const char *part = find_part(folded);
        if (year && !heading.period.year)
            heading.period.year = year;
        else if (scenario && !heading.period.scenario && !*heading.rest)
            heading.period.scenario = scenario;
        else if (part && !heading.period.part)
            heading.period.part = part;
        else if (strcmp(folded, "år") || *heading.rest)
            heading.rest = *heading.rest ? aj_printf(arena, "%s %s", heading.rest, word) : word;
    }
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
static bool add_word(struct list *list, const char *word, struct mdl_period *like, bool *span)
{
    size_t n = strlen(word);
    int from = year_at(word);
    if (from && n == 4)
        return add_years(list, *like, from, from);
    if (from && n == 9 && word[4] == '-' && year_at(word + 5)) {
        *span = true;
        return add_years(list, *like, from, year_at(word + 5));
    }
    const char *part = find_part(word);
    enum mdl_scenario scenario = find_scenario(word);
    if (part)
        like->part = part;
    else if (scenario)
        *like = (struct mdl_period){.scenario = scenario};
    return part || scenario || !strcmp(word, "och") || !strcmp(word, "respektive") || !strcmp(word, "år");
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
    for (const char *p = plain; (word = next_word(arena, &p));)
        if (!add_word(&list, mdl_fold(arena, word), &like, span))
            return false;
    *out = list.items;
    *count = list.len;
    return list.len > 0;
}

const char *mdl_scenario_name(enum mdl_scenario scenario)
{
    static const char *const names[] = {"", "Utfall", "Prognos", "Budget", "Plan", "Delmål"};
    return names[scenario];
}

const char *mdl_period_text(struct aj_arena *arena, struct mdl_period period)
{
    const char *name = mdl_scenario_name(period.scenario);
    return aj_printf(arena, "%s%s%s%s%d", name, *name ? " " : "", period.part ? period.part : "",
                     period.part ? " " : "", period.year);
}

int mdl_period_cmp(struct mdl_period a, struct mdl_period b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    return (a.scenario > b.scenario) - (a.scenario < b.scenario);
}
