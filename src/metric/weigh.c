/* Targets weighed together: "en majoritet av resultatmålet; skuldmålet uppnås". */
#include "metric/prose.h"

#include <stdlib.h>
#include <string.h>

/* The words and what they ask for; `rest` follows them. */
static bool quantifier(const char *text, struct met_quantity *out, const char **rest)
{
    static const struct {
        const char *words;
        enum met_quantity_kind kind;
    } known[] = {{"en majoritet", MET_MAJORITY},
                 {"minst hälften", MET_HALF},
                 {"samtliga", MET_ALL},
                 {"alla", MET_ALL}};
    static const char least[] = "minst ";
    *out = (struct met_quantity){.stated = true};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].words);
        if (strncmp(text, known[i].words, n) != 0 || (text[n] && text[n] != ' '))
            continue;
        out->kind = known[i].kind;
        *rest = text + n;
        return true;
    }
    out->kind = MET_SO_MANY;
    if (strncmp(text, least, sizeof least - 1) != 0)
        return false;
    const char *p = text + sizeof least - 1;
    for (; *p >= '0' && *p <= '9' && out->number < 1000; p++)
        out->number = out->number * 10 + (uint32_t)(*p - '0');
    *rest = p;
    return out->number && (!*p || *p == ' ');
}

bool met_quantity_parse(const char *text, struct met_quantity *out)
{
    const char *rest;
    bool good = quantifier(text, out, &rest) && !rest[strspn(rest, " ")];
    if (!good)
        *out = (struct met_quantity){.stated = false};
    return good;
}

static uint32_t quantity_of(const struct met_quantity *quantity, uint32_t count)
{
    switch (quantity->kind) {
    case MET_MAJORITY:
        return count / 2 + 1;
    case MET_HALF:
        return (count + 1) / 2;
    case MET_ALL:
        return count;
    case MET_SO_MANY:
        return quantity->number;
    }
    return count;
}

/* What is weighed, after "en majoritet av " or "alla ". */
static bool weighed_list(const char *text, struct met_quantity *quantity, const char **list)
{
    const char *rest;
    if (!quantifier(text, quantity, &rest) || *rest != ' ')
        return false;
    bool of = !strncmp(rest, " av ", strlen(" av "));
    *list = rest + (of ? strlen(" av ") : 1);
    return of || quantity->kind == MET_ALL;
}

struct ending {
    const char *text;
    bool negated, indicators;
};

/* Cuts " uppnås", " når delmålet" ... from the end; NULL if none of them stands there. */
static const char *cut_verb(struct aj_arena *arena, const char *text, bool *negated, bool *indicators)
{
    static const struct ending ends[] = {
        {" uppnås inte", true, false},      {" uppnås", false, false},
        {" når inte delmålet", true, true}, {" når delmålet", false, true},
        {" når inte delmålen", true, true}, {" når delmålen", false, true},
    };
    size_t n = strlen(text);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i].text);
        if (n <= m || strcmp(text + n - m, ends[i].text) != 0)
            continue;
        *negated = ends[i].negated;
        *indicators = ends[i].indicators;
        return aj_strndup(arena, text, n - m);
    }
    return NULL;
}

/* Whether it weighs targets by their names: such a one is not weighed in turn. */
static bool is_weighed(const struct met_target *target)
{
    return target->that.kind == MET_WEIGHED && !target->that.indicators;
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

/* That an indicator reaches its goal; each lettered part must. */
static struct met_target *reaching(struct met_result *r, const struct mdl_series *series, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct met_target *target = AJ_NEW(arena, struct met_target);
    struct met_that *that = &target->that;
    *target = (struct met_target){.name = series->name, .valid = true, .at = at};
    *that = (struct met_that){.kind = MET_REACHES, .left = met_row_subject(r, series), .text = series->name};
    if (!series->letter_len)
        return target;
    that->kind = MET_WEIGHED;
    that->indicators = that->measured = true;
    that->quantity = (struct met_quantity){.stated = true, .kind = MET_ALL};
    const struct mdl_table *table = series->table;
    for (uint32_t i = 0; i < table->series_len; i++)
        if (table->series[i]->whole == series)
            AJ_PUSH(arena, that->targets, that->target_len, that->target_cap,
                    reaching(r, table->series[i], at));
    return target;
}

bool met_weigh_indicators(struct met_result *r, const char *no, aj_at at, struct met_that *out)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            if (series->role == MDL_ITEM && met_is_indicator(series, no) && !met_is_supporting(series))
                AJ_PUSH(r->job->arena, out->targets, out->target_len, out->target_cap,
                        reaching(r, series, at));
        }
    }
    out->indicators = true;
    return out->target_len > 0;
}

/* "indikatorerna", "de mätta indikatorerna i mål 2"; false after E0247. */
static bool add_indicators(struct met_result *r, const char *list, aj_at at, struct met_that *out)
{
    static const char measured[] = "de mätta ", all[] = "indikatorerna", in[] = " i mål ";
    const char *p = list, *no = r->goal;
    out->measured = !strncmp(p, measured, sizeof measured - 1);
    p += out->measured ? sizeof measured - 1 : 0;
    bool good = !strncmp(p, all, sizeof all - 1);
    p += good ? sizeof all - 1 : 0;
    if (good && !strncmp(p, in, sizeof in - 1)) {
        no = p + sizeof in - 1;
        p += strlen(p);
    }
    if (!good || *p || !met_weigh_indicators(r, no, at, out)) {
        aj_diag_add(r->job->diags, AJ_E0247, at, list, NULL);
        return false;
    }
    return true;
}

static bool add_targets(struct met_result *r, const char *list, aj_at at, struct met_that *out)
{
    bool every = !strcmp(list, "målen") || !strcmp(list, "mål");
    if (every)
        add_every(r, out);
    return every || add_listed(r, list, at, out);
}

bool met_weigh_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out, bool *valid)
{
    struct aj_arena *arena = r->job->arena;
    bool negated, indicators;
    const char *rest, *list = NULL;
    if (weighed_list(text, &out->quantity, &rest))
        list = cut_verb(arena, rest, &negated, &indicators);
    if (!list)
        return false;
    out->kind = MET_WEIGHED;
    out->negated = negated;
    *valid = indicators ? add_indicators(r, list, at, out) : add_targets(r, list, at, out);
    bool many = out->quantity.kind == MET_SO_MANY && out->quantity.number > out->target_len;
    if (*valid && (!out->target_len || many)) {
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
    out->left = out->targets[first]->that.left;
    size_t words = (size_t)(rest - text) - 1;
    if (words > 3 && !strncmp(text + words - 3, " av", 3))
        words -= 3;
    out->limit_text = aj_strndup(arena, text, words);
    return true;
}

int met_weighs(const char *text)
{
    struct met_quantity quantity;
    const char *rest, *from = text + strspn(text, " \t\r\n");
    if (!weighed_list(from, &quantity, &rest))
        return 0;
    return strstr(rest, " uppnås") ? 2 : strstr(rest, " når ") && strstr(rest, " delmåle") ? 1 : 0;
}

struct counts {
    uint32_t by[MET_OUTCOMES];
    uint32_t of;      /* those that count */
    const char *open; /* the first that cannot be judged */
    enum mdl_scenario scenario;
};

const struct met_judgement *met_weigh_one(struct met_result *r, const struct met_that *that, uint32_t i,
                                          struct mdl_period period, aj_at at)
{
    const struct met_judgement *judgement = met_judge_target(r, that->targets[i], period, at);
    /* The year's outcome of an indicator counts beside the forecast of a result. */
    struct mdl_period year = {.year = period.year, .part = period.part};
    if (that->indicators && judgement->left.state == MET_LACKING)
        judgement = met_judge_target(r, that->targets[i], year, at);
    return judgement;
}

static void count(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at,
                  struct counts *counts)
{
    *counts = (struct counts){.open = NULL};
    for (uint32_t i = 0; i < that->target_len; i++) {
        struct met_target *target = that->targets[i];
        if (!target->valid) {
            counts->of++;
            counts->by[MET_UNDECIDED]++;
            counts->open = counts->open ? counts->open : target->name;
            continue;
        }
        const struct met_judgement *judgement = met_weigh_one(r, that, i, period, at);
        if (that->measured && (judgement->unmeasured || judgement->left.state == MET_MISSING))
            continue;
        counts->of++;
        counts->by[judgement->outcome]++;
        if (judgement->outcome == MET_UNDECIDED && !counts->open)
            counts->open = target->name;
        if (judgement->scenario > counts->scenario)
            counts->scenario = judgement->scenario;
    }
}

void met_weigh_count(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at,
                     uint32_t *met, uint32_t *of)
{
    struct counts counts;
    count(r, that, period, at, &counts);
    *met = counts.by[MET_YES];
    *of = counts.of;
}

void met_weigh_report(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at)
{
    for (uint32_t i = 0; i < that->target_len; i++) {
        if (!that->targets[i]->valid)
            continue;
        const struct met_judgement *judgement = met_weigh_one(r, that, i, period, at);
        bool lacking = judgement->left.state == MET_LACKING || judgement->right.state == MET_LACKING;
        bool unmeasured = judgement->unmeasured || judgement->left.state == MET_MISSING;
        if (judgement->outcome == MET_UNDECIDED && !unmeasured && judgement->left.state != MET_FAULT &&
            !(lacking && r->model->faulty))
            met_add_lack(r, AJ_W0345, at, that->targets[i]->name, period,
                         judgement->reason ? judgement->reason : "-");
    }
}

bool met_weigh_partly(struct met_result *r, const struct met_that *that, const struct met_judgement *missed)
{
    uint32_t met, of;
    met_weigh_count(r, that, missed->period, 0, &met, &of);
    return met >= quantity_of(&that->partly_of, of);
}

void met_weigh_judge(struct met_result *r, const struct met_that *that, struct met_judgement *out, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct counts counts;
    count(r, that, out->period, at, &counts);
    uint32_t met = counts.by[MET_YES], need = quantity_of(&that->quantity, counts.of);
    out->outcome = met >= need ? MET_YES : met + counts.by[MET_UNDECIDED] < need ? MET_NO : MET_UNDECIDED;
    out->reason = counts.open;
    out->scenario = counts.scenario;
    out->left = out->right = met_number(aj_rat_int(arena, met));
    out->right.exact = aj_rat_int(arena, counts.of);
    out->margin = aj_rat_int(arena, (int64_t)met - (int64_t)need);
    if (that->measured && !counts.of) {
        out->outcome = MET_UNDECIDED;
        out->reason = that->targets[0]->name;
        out->unmeasured = true;
    }
}

/* "fyra av de fem mätta indikatorerna når delmålet". */
static const char *indicators_text(struct aj_arena *arena, bool measured, uint32_t met, uint32_t n)
{
    const char *kind = measured ? " mätta" : "", *of = met_count_word(arena, n, MDL_UTRUM);
    if (!n)
        return "ingen av indikatorerna har mätts";
    if (n == 1)
        return aj_printf(arena, "den%s indikatorn når%s delmålet", measured ? " enda mätta" : " enda",
                         met ? "" : " inte");
    if (!met)
        return aj_printf(arena, "ingen av de %s%s indikatorerna når delmålet", of, kind);
    if (met == n)
        return aj_printf(arena, "samtliga %s%s indikatorer når delmålet", of, kind);
    return aj_printf(arena, "%s av de %s%s indikatorerna når delmålet", met_count_word(arena, met, MDL_UTRUM),
                     of, kind);
}

/* "en majoritet av målen (3 av 5)" and what they do. */
const char *met_weigh_text(struct met_result *r, const struct met_that *that, struct mdl_period period,
                           aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct counts counts;
    count(r, that, period, at, &counts);
    uint32_t met = counts.by[MET_YES], n = counts.of;
    if (that->indicators)
        return indicators_text(arena, that->measured, met, n);
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
