/* Targets weighed together: "en majoritet av resultatmålet; skuldmålet uppnås". */
#include "metric/prose.h"

#include <stdlib.h>
#include <string.h>

/* "en majoritet av ", "minst 2 av " ...; `*rest` is what is weighed. */
static bool quantifier(const char *text, uint32_t *need, bool *all, bool *half, const char **rest)
{
    static const char *const every[] = {"alla av ", "samtliga av ", "alla ", "samtliga "};
    static const char majority[] = "en majoritet av ", halves[] = "minst hälften av ", least[] = "minst ";
    *need = 0;
    *all = *half = false;
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        if (strncmp(text, every[i], strlen(every[i])) != 0)
            continue;
        *all = true;
        *rest = text + strlen(every[i]);
        return true;
    }
    if (!strncmp(text, majority, sizeof majority - 1)) {
        *rest = text + sizeof majority - 1;
        return true;
    }
    if (!strncmp(text, halves, sizeof halves - 1)) {
        *half = true;
        *rest = text + sizeof halves - 1;
        return true;
    }
    if (strncmp(text, least, sizeof least - 1) != 0)
        return false;
    const char *p = text + sizeof least - 1;
    for (; *p >= '0' && *p <= '9' && *need < 1000; p++)
        *need = *need * 10 + (uint32_t)(*p - '0');
    *rest = p + strlen(" av ");
    return *need && !strncmp(p, " av ", strlen(" av "));
}

/* Cuts " uppnås" or " uppnås inte" from the end. */
static const char *cut_verb(struct aj_arena *arena, const char *text, bool *negated)
{
    static const char *const ends[] = {" uppnås inte", " uppnås"};
    size_t n = strlen(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i]);
        if (n <= m || strcmp(text + n - m, ends[i]) != 0)
            continue;
        *negated = !i;
        return aj_strndup(arena, text, n - m);
    }
    return NULL;
}

static bool is_weighed(const struct met_target *target)
{
    return target->that.kind == MET_WEIGHED;
}

/* A name of the list between semicolons. */
static bool add_named(struct met_result *r, const char *name, aj_at at, struct met_that *out)
{
    struct met_subject subject = met_subject_find(r, name, at);
    if (!subject.kind)
        return false;
    if (subject.kind != MET_TARGET || is_weighed(subject.target)) {
        aj_diag_add(r->job->diags, AJ_E0378, at, name, NULL);
        return false;
    }
    AJ_PUSH(r->job->arena, out->targets, out->target_len, out->target_cap, subject.target);
    return true;
}

static bool add_listed(struct met_result *r, const char *list, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    bool valid = true;
    for (const char *p = list; *p;) {
        p += strspn(p, " ;");
        size_t n = strcspn(p, ";"), end = n;
        while (end && p[end - 1] == ' ')
            end--;
        if (end)
            valid &= add_named(r, aj_strndup(arena, p, end), at, out);
        p += n;
    }
    return valid;
}

static void add_every(struct met_result *r, struct met_that *out)
{
    for (uint32_t i = 0; i < r->target_len; i++)
        if (!is_weighed(r->targets[i]) && r->targets[i]->valid)
            AJ_PUSH(r->job->arena, out->targets, out->target_len, out->target_cap, r->targets[i]);
}

bool met_weigh_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out, bool *valid)
{
    struct aj_arena *arena = r->job->arena;
    bool all, half, negated;
    const char *rest, *list = NULL;
    if (quantifier(text, &out->need, &all, &half, &rest))
        list = cut_verb(arena, rest, &negated);
    if (!list)
        return false;
    out->kind = MET_WEIGHED;
    out->negated = negated;
    bool every = !strcmp(list, "målen") || !strcmp(list, "mål");
    if (every)
        add_every(r, out);
    *valid = every || add_listed(r, list, at, out);
    if (*valid && (!out->target_len || out->need > out->target_len)) {
        aj_diag_add(r->job->diags, AJ_E0379, at, text, aj_printf(arena, "%u", out->target_len), NULL);
        *valid = false;
    }
    uint32_t first = 0;
    while (*valid && first < out->target_len && !out->targets[first]->valid)
        first++;
    /* What is wrong with each of them was told there. */
    *valid = *valid && first < out->target_len;
    if (!*valid)
        return true;
    uint32_t n = out->target_len;
    out->need = all ? n : half ? (n + 1) / 2 : out->need ? out->need : n / 2 + 1;
    out->left = out->targets[first]->that.left;
    size_t words = (size_t)(rest - text) - 1;
    if (words > 3 && !strncmp(text + words - 3, " av", 3))
        words -= 3;
    out->limit_text = aj_strndup(arena, text, words);
    return true;
}

bool met_weighs(const char *text)
{
    uint32_t need;
    bool all, half;
    const char *rest, *from = text + strspn(text, " \t\r\n");
    return quantifier(from, &need, &all, &half, &rest) && strstr(rest, " uppnås");
}

struct counts {
    uint32_t by[MET_OUTCOMES];
    const char *open; /* the first that cannot be judged */
    enum mdl_scenario scenario;
};

static void count(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at,
                  struct counts *counts)
{
    *counts = (struct counts){.open = NULL};
    for (uint32_t i = 0; i < that->target_len; i++) {
        struct met_target *target = that->targets[i];
        if (!target->valid) {
            counts->by[MET_UNDECIDED]++;
            counts->open = counts->open ? counts->open : target->name;
            continue;
        }
        const struct met_judgement *judgement = met_judge_target(r, target, period, at);
        counts->by[judgement->outcome]++;
        if (judgement->outcome == MET_UNDECIDED && !counts->open)
            counts->open = target->name;
        if (judgement->scenario > counts->scenario)
            counts->scenario = judgement->scenario;
    }
}

void met_weigh_judge(struct met_result *r, const struct met_that *that, struct met_judgement *out, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct counts counts;
    count(r, that, out->period, at, &counts);
    uint32_t met = counts.by[MET_YES];
    out->outcome = met >= that->need                             ? MET_YES
                   : met + counts.by[MET_UNDECIDED] < that->need ? MET_NO
                                                                 : MET_UNDECIDED;
    out->reason = counts.open;
    out->scenario = counts.scenario;
    out->left = out->right = met_number(aj_rat_int(arena, met));
    out->right.exact = aj_rat_int(arena, that->target_len);
    out->margin = aj_rat_int(arena, (int64_t)met - (int64_t)that->need);
}

/* "en majoritet av målen (3 av 5)" and what they do. */
const char *met_weigh_text(struct met_result *r, const struct met_that *that, struct mdl_period period,
                           aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct counts counts;
    count(r, that, period, at, &counts);
    uint32_t met = counts.by[MET_YES], n = that->target_len;
    enum met_sureness sureness = met_sureness_of(counts.scenario);
    const char *verb = sureness == MET_PLANNED  ? "beräknas uppnås"
                       : sureness == MET_JUDGED ? "bedöms uppnås"
                                                : NULL;
    const char *done = met_outcome_word(MET_YES, false, met && n > 1);
    if (!verb)
        verb = aj_printf(arena, "är %s", done);
    const char *number = met_count_word(arena, n, MDL_NEUTRUM);
    if (!met)
        return aj_printf(arena, "inget av de %s målen %s", number, verb);
    if (met == n)
        return n == 1 ? aj_printf(arena, "målet %s", verb)
                      : aj_printf(arena, "samtliga %s mål %s", number, verb);
    const char *part = 2 * met > n ? "en majoritet" : 2 * met == n ? "hälften" : "en minoritet";
    return aj_printf(arena, "%s av målen (%u av %u) %s", part, met, n, verb);
}
