/* Verdicts in words: the verb follows how sure the figures are, years are listed where they differ. */
#include "metric/prose.h"

#include "base/buf.h"

struct verb {
    const char *infinitive, *past, *perfect, *present,
        *object; /* "nå", "nådde", "nått", "når", " målvärdet" */
};

static const struct verb reach = {"nå", "nådde", "nått", "når", " målvärdet"};
static const struct verb fulfil = {"uppnås", "uppnåddes", "uppnåtts", "uppnås", ""};

/* What one says, and of what. */
struct speech {
    struct aj_arena *arena;
    const struct met_saying *saying;
    const struct verb *verb;
};

static const char *degree(const struct speech *speech, enum met_outcome outcome)
{
    static const char *const words[MET_OUTCOMES] = {"", "i huvudsak", "delvis", "inte", ""};
    return outcome == MET_YES && speech->saying->four ? "i hög grad" : words[outcome];
}

/* "beräknas delvis uppnås", "uppnåddes inte", "når inte målvärdet". */
static const char *sentence(const struct speech *speech, enum met_sureness sureness, bool past,
                            enum met_outcome outcome)
{
    const struct verb *verb = speech->verb;
    const char *how = degree(speech, outcome), *blank = *how ? " " : "";
    enum met_verdict_form form = speech->saying->form;
    if (form == MET_VERDICT_PRESENS)
        return aj_printf(speech->arena, "%s%s%s%s", verb->present, blank, how, verb->object);
    if (sureness == MET_DONE && past)
        return aj_printf(speech->arena, "%s%s%s%s", verb->past, blank, how, verb->object);
    const char *helper = sureness == MET_DONE ? "har" : sureness == MET_PLANNED ? "beräknas" : "bedöms";
    return aj_printf(speech->arena, "%s %s%s%s%s", helper, how, blank,
                     sureness == MET_DONE ? verb->perfect : verb->infinitive, verb->object);
}

static const char *single(const struct speech *speech, const struct met_judgement *judgement,
                          enum met_sureness sureness)
{
    if (judgement->outcome == MET_UNDECIDED)
        return sureness == MET_DONE && judgement->unmeasured ? "har inte mätts" : "kan inte bedömas";
    return sentence(speech, sureness, speech->saying->form == MET_VERDICT_IMPERFEKT, judgement->outcome);
}

enum { MOST_YEARS = 64 };

struct years {
    struct mdl_period items[MOST_YEARS];
    uint32_t count;
};

/* "2022, 2023 och 2024"; from four in a row on, "2022–2025". */
static const char *years_text(struct aj_arena *arena, const struct years *years)
{
    const char *items[MOST_YEARS];
    uint32_t n = years->count;
    bool row = n >= 4 && years->items[n - 1].year - years->items[0].year == (int)n - 1;
    if (row)
        return met_periods_text(arena, years->items, n);
    for (uint32_t i = 0; i < n; i++) {
        items[i] = mdl_period_prose(arena, years->items[i]);
    }
    return met_join(arena, items, n, "och");
}

/* The verdicts of one sureness: "beräknas uppnås 2022 och 2023, delvis 2024 men inte 2025". */
static const char *listed(const struct speech *speech, enum met_sureness sureness,
                          const struct years by[MET_OUTCOMES])
{
    struct aj_arena *arena = speech->arena;
    const char *steps[MET_NO], *text = "";
    uint32_t used = 0;
    for (enum met_outcome o = MET_YES; o < MET_NO; o++) {
        if (!by[o].count)
            continue;
        const char *start = used ? degree(speech, o) : sentence(speech, sureness, true, o);
        steps[used++] = aj_printf(arena, "%s %s", start, years_text(arena, &by[o]));
    }
    const struct years *no = &by[MET_NO], *open = &by[MET_UNDECIDED];
    if (used)
        text = met_join(arena, steps, used, "och");
    if (used && no->count)
        text = aj_printf(arena, "%s men inte %s", text, years_text(arena, no));
    else if (no->count)
        text = aj_printf(arena, "%s %s", sentence(speech, sureness, true, MET_NO), years_text(arena, no));
    if (open->count)
        text = aj_printf(arena, "%s%skan inte bedömas %s", text,
                         no->count ? " och "
                         : used    ? " men "
                                   : "",
                         years_text(arena, open));
    return text;
}

static const char *all_alike(const struct speech *speech, enum met_sureness sureness,
                             enum met_outcome outcome)
{
    if (outcome == MET_UNDECIDED)
        return "kan inte bedömas";
    return aj_printf(speech->arena, "%s %s", sentence(speech, sureness, true, outcome),
                     outcome == MET_NO ? "något år" : "samtliga år");
}

const char *met_step_name(enum met_outcome outcome)
{
    static const char *const names[MET_OUTCOMES] = {"uppnås", "uppnås i huvudsak", "uppnås delvis",
                                                    "uppnås inte", "kan inte bedömas"};
    return names[outcome];
}

const char *met_outcome_key(enum met_outcome outcome)
{
    static const char *const keys[MET_OUTCOMES] = {"yes", "mainly", "partly", "no", "open"};
    return keys[outcome];
}

const char *met_outcome_word(enum met_outcome outcome, bool four, bool plural)
{
    static const char *const words[2][MET_OUTCOMES] = {
        {"uppfyllt", "i huvudsak uppfyllt", "delvis uppfyllt", "ej uppfyllt", "ej bedömt"},
        {"uppfyllda", "i huvudsak uppfyllda", "delvis uppfyllda", "ej uppfyllda", "ej bedömda"}};
    if (four && outcome == MET_YES)
        return plural ? "i hög grad uppfyllda" : "i hög grad uppfyllt";
    if (four && outcome == MET_NO)
        return plural ? "inte uppfyllda" : "inte uppfyllt";
    return words[plural][outcome];
}

/* "uppfyllt"; "uppfyllt 2022 och 2023, ej uppfyllt 2024". */
static const char *short_words(const struct speech *speech, const struct years by[MET_OUTCOMES],
                               uint32_t count)
{
    const char *items[MET_OUTCOMES];
    uint32_t used = 0;
    for (enum met_outcome o = MET_YES; o < MET_OUTCOMES; o++) {
        const char *word = met_outcome_word(o, speech->saying->four, false);
        if (by[o].count == count)
            return word;
        if (by[o].count)
            items[used++] = aj_printf(speech->arena, "%s %s", word, years_text(speech->arena, &by[o]));
    }
    return met_join(speech->arena, items, used, "och");
}

const char *met_verdict_words(struct aj_arena *arena, const struct met_judgement *judgements, uint32_t count,
                              const struct met_saying *saying)
{
    struct speech speech = {arena, saying, saying->indicator ? &reach : &fulfil};
    struct years by[MET_SURENESSES][MET_OUTCOMES] = {0}, all[MET_OUTCOMES] = {0};
    const char *phrases[MET_SURENESSES];
    uint32_t used = 0, most = 0;
    enum met_sureness last = MET_DONE;
    for (uint32_t i = 0; i < count && i < MOST_YEARS; i++) {
        last = met_sureness_of(judgements[i].scenario);
        struct years *years = &by[last][judgements[i].outcome], *same = &all[judgements[i].outcome];
        years->items[years->count++] = same->items[same->count] = judgements[i].period;
        same->count++;
        if (years->count > most)
            most = years->count;
    }
    if (saying->form == MET_VERDICT_KORT)
        return short_words(&speech, all, count);
    if (count == 1)
        return met_inverted(arena, single(&speech, &judgements[0], last), saying->subject);
    if (most == count)
        return met_inverted(arena, all_alike(&speech, last, judgements[0].outcome), saying->subject);
    for (enum met_sureness s = MET_DONE; s < MET_SURENESSES; s++) {
        uint32_t some = 0;
        for (enum met_outcome o = MET_YES; o < MET_OUTCOMES; o++)
            some += by[s][o].count;
        if (some)
            phrases[used++] = listed(&speech, s, by[s]);
    }
    return met_inverted(arena, met_join(arena, phrases, used, "och"), saying->subject);
}
