/* Swedish words that figures are spoken of with: counts, verdicts, changes. */
#include "metric/internal.h"

#include "base/buf.h"
#include "base/number.h"
#include "base/utf8.h"

#include <string.h>

const char *met_number_text(struct aj_arena *arena, struct aj_rat base, const struct mdl_unit *unit,
                            int decimals)
{
    return aj_number_format(arena, aj_rat_div(arena, base, unit->scale), decimals);
}

const char *met_with_unit(struct aj_arena *arena, const char *number, const struct mdl_unit *unit)
{
    if (!unit->many)
        return number;
    return aj_printf(arena, "%s\xC2\xA0%s", number, strcmp(number, "1") ? unit->many : unit->one);
}

const char *met_count_word(struct aj_arena *arena, uint32_t count, enum mdl_genus genus)
{
    static const char *const words[] = {"noll", "en",   "två", "tre", "fyra", "fem", "sex",
                                        "sju",  "åtta", "nio", "tio", "elva", "tolv"};
    if (count == 1 && genus == MDL_NEUTRUM)
        return "ett";
    if (count < sizeof words / sizeof *words)
        return words[count];
    return aj_number_format(arena, aj_rat_int(arena, count), 0);
}

const char *met_capital(struct aj_arena *arena, const char *text)
{
    const char *rest = text, *end = text + strlen(text);
    if (rest == end)
        return text;
    uint32_t first = aj_utf8_next(&rest, end);
    char letter[5] = {0};
    aj_utf8_put(letter, aj_utf8_upper(first));
    return aj_printf(arena, "%s%s", letter, rest);
}

const char *met_join(struct aj_arena *arena, const char *const *items, uint32_t count, const char *last)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            aj_buf_printf(&out, i + 1 < count ? ", " : " %s ", last);
        aj_buf_str(&out, items[i]);
    }
    char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}

/* How sure a scenario's figures are, which decides the verb. */
enum sureness { DONE, JUDGED, PLANNED, SURENESSES };

static enum sureness sureness_of(enum mdl_scenario scenario)
{
    return scenario == MDL_FORECAST                         ? JUDGED
           : scenario == MDL_BUDGET || scenario == MDL_PLAN ? PLANNED
                                                            : DONE;
}

struct verb {
    const char *infinitive, *past, *perfect, *object; /* "nå", "nådde", "nått", " målvärdet" */
};

static const struct verb reach = {"nå", "nådde", "nått", " målvärdet"};
static const struct verb fulfil = {"uppnås", "uppnåddes", "uppnåtts", ""};

static const char *helper(enum sureness sureness)
{
    return sureness == PLANNED ? "beräknas" : "bedöms";
}

/* One verdict without years. */
static const char *single(struct aj_arena *arena, const struct verb *verb, enum sureness sureness,
                          enum met_outcome outcome)
{
    const char *no = outcome == MET_NO ? "inte " : "";
    if (outcome == MET_UNDECIDED)
        return "kan inte bedömas";
    if (sureness == DONE)
        return aj_printf(arena, "har %s%s%s", no, verb->perfect, verb->object);
    return aj_printf(arena, "%s %s%s%s", helper(sureness), no, verb->infinitive, verb->object);
}

/* The opening of a verdict that lists years. */
static const char *opening(struct aj_arena *arena, const struct verb *verb, enum sureness sureness, bool yes)
{
    if (sureness == DONE)
        return aj_printf(arena, "%s%s%s", verb->past, yes ? "" : " inte", verb->object);
    return aj_printf(arena, "%s %s%s%s", helper(sureness), yes ? "" : "inte ", verb->infinitive,
                     verb->object);
}

struct years {
    struct mdl_period items[64];
    uint32_t count;
};

/* "2022, 2023 och 2024"; from four in a row on, "2022–2025". */
static const char *years_text(struct aj_arena *arena, const struct years *years)
{
    const char *items[64];
    uint32_t n = years->count;
    bool row = n >= 4 && years->items[n - 1].year - years->items[0].year == (int)n - 1;
    if (row)
        return met_periods_text(arena, years->items, n);
    for (uint32_t i = 0; i < n; i++) {
        struct mdl_period period = years->items[i];
        period.scenario = MDL_UNSAID;
        items[i] = mdl_period_text(arena, period);
    }
    return met_join(arena, items, n, "och");
}

/* The verdicts of one sureness: "beräknas uppnås 2022 och 2023 men inte 2024". */
static const char *listed(struct aj_arena *arena, const struct verb *verb, enum sureness sureness,
                          struct years by[3])
{
    struct aj_buf out = AJ_BUF_INIT;
    const struct years *yes = &by[MET_YES], *no = &by[MET_NO], *open = &by[MET_UNDECIDED];
    if (yes->count)
        aj_buf_printf(&out, "%s %s", opening(arena, verb, sureness, true), years_text(arena, yes));
    if (no->count && yes->count)
        aj_buf_printf(&out, " men inte %s", years_text(arena, no));
    else if (no->count)
        aj_buf_printf(&out, "%s %s", opening(arena, verb, sureness, false), years_text(arena, no));
    if (open->count)
        aj_buf_printf(&out, "%skan inte bedömas %s",
                      no->count    ? " och "
                      : yes->count ? " men "
                                   : "",
                      years_text(arena, open));
    char *text = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return text;
}

static const char *all_alike(struct aj_arena *arena, const struct verb *verb, enum sureness sureness,
                             enum met_outcome outcome)
{
    if (outcome == MET_UNDECIDED)
        return "kan inte bedömas";
    const char *start = opening(arena, verb, sureness, outcome == MET_YES);
    return aj_printf(arena, "%s %s", start, outcome == MET_YES ? "samtliga år" : "något år");
}

const char *met_verdict_text(struct met_result *r, const struct met_judgement *judgements, uint32_t count,
                             bool indicator)
{
    struct aj_arena *arena = r->job->arena;
    const struct verb *verb = indicator ? &reach : &fulfil;
    struct years by[SURENESSES][3] = {0};
    const char *phrases[SURENESSES];
    uint32_t used = 0, most = 0;
    enum sureness last = DONE;
    for (uint32_t i = 0; i < count; i++) {
        last = sureness_of(judgements[i].scenario);
        struct years *years = &by[last][judgements[i].outcome];
        years->items[years->count++] = judgements[i].period;
        if (years->count > most)
            most = years->count;
    }
    if (count == 1)
        return single(arena, verb, last, judgements[0].outcome);
    if (most == count)
        return all_alike(arena, verb, last, judgements[0].outcome);
    for (enum sureness s = DONE; s < SURENESSES; s++)
        if (by[s][MET_YES].count + by[s][MET_NO].count + by[s][MET_UNDECIDED].count)
            phrases[used++] = listed(arena, verb, s, by[s]);
    return met_join(arena, phrases, used, "och");
}

/* Up, down, and the participle that goes with the kind of figure. */
struct change {
    const char *perfect[2], *past[2], *present[2], *infinitive[2];
};

static const struct change changes[] = {
    [MDL_TAL] = {{"ökat", "minskat"}, {"ökade", "minskade"}, {"ökar", "minskar"}, {"öka", "minska"}},
    [MDL_INDEX] = {{"stigit", "sjunkit"}, {"steg", "sjönk"}, {"stiger", "sjunker"}, {"stiga", "sjunka"}},
    [MDL_TID] = {{"blivit längre", "blivit kortare"},
                 {"blev längre", "blev kortare"},
                 {"blir längre", "blir kortare"},
                 {"bli längre", "bli kortare"}},
    [MDL_RANG] = {{"försämrats", "förbättrats"},
                  {"försämrades", "förbättrades"},
                  {"försämras", "förbättras"},
                  {"försämras", "förbättras"}},
    [MDL_ANTAL] = {{"ökat", "minskat"}, {"ökade", "minskade"}, {"ökar", "minskar"}, {"öka", "minska"}},
    [MDL_STYRKA] = {{"stärkts", "försvagats"},
                    {"stärktes", "försvagades"},
                    {"stärks", "försvagas"},
                    {"stärkas", "försvagas"}},
};

static const char *unchanged(struct aj_arena *arena, enum met_form form, enum sureness sureness,
                             enum mdl_slag slag, enum mdl_genus genus)
{
    static const char *const words[] = {"oförändrad", "oförändrat", "oförändrade"};
    bool ordinary = slag == MDL_TAL || slag == MDL_ANTAL;
    const char *verb = "är";
    if (slag == MDL_INDEX)
        genus = MDL_NEUTRUM;
    if (form == MET_FORM_IMPERFEKT)
        verb = "var";
    else if (form == MET_FORM_VANTAS)
        verb = sureness == JUDGED ? "väntas vara" : "beräknas vara";
    else if (form == MET_FORM_HAR && ordinary)
        verb = "har varit";
    return aj_printf(arena, "%s %s", verb, words[genus]);
}

const char *met_trend_text(struct aj_arena *arena, int direction, enum met_form form,
                           enum mdl_scenario scenario, enum mdl_slag slag, enum mdl_genus genus,
                           const char *steps)
{
    enum sureness sureness = sureness_of(scenario);
    if (form == MET_FORM_AUTO)
        form = sureness == DONE ? MET_FORM_HAR : MET_FORM_VANTAS;
    if (!direction)
        return unchanged(arena, form, sureness, slag, genus);
    const struct change *change = &changes[slag];
    int way = direction < 0;
    const char *tail = slag == MDL_RANG ? steps : "";
    switch (form) {
    case MET_FORM_IMPERFEKT:
        return aj_printf(arena, "%s%s", change->past[way], tail);
    case MET_FORM_PRESENS:
        return aj_printf(arena, "%s%s", change->present[way], tail);
    case MET_FORM_VANTAS:
        return aj_printf(arena, "%s %s%s", sureness == JUDGED ? "väntas" : "beräknas",
                         change->infinitive[way], tail);
    default:
        return aj_printf(arena, "har %s%s", change->perfect[way], tail);
    }
}
