/* Changes and comparisons in words. The direction is one word, whether it is for the better another. */
#include "metric/prose.h"

#include <string.h>

/* Up and down, in each form of the verb; and between two figures that stand beside each other. */
struct change {
    const char *perfect[2], *past[2], *present[2], *infinitive[2], *comparative[2];
};

static const struct change changes[] = {
    [MDL_TAL] = {{"ökat", "minskat"},
                 {"ökade", "minskade"},
                 {"ökar", "minskar"},
                 {"öka", "minska"},
                 {"högre", "lägre"}},
    [MDL_INDEX] = {{"stigit", "sjunkit"},
                   {"steg", "sjönk"},
                   {"stiger", "sjunker"},
                   {"stiga", "sjunka"},
                   {"högre", "lägre"}},
    [MDL_TID] = {{"blivit längre", "blivit kortare"},
                 {"blev längre", "blev kortare"},
                 {"blir längre", "blir kortare"},
                 {"bli längre", "bli kortare"},
                 {"längre", "kortare"}},
    [MDL_RANG] = {{"försämrats", "förbättrats"},
                  {"försämrades", "förbättrades"},
                  {"försämras", "förbättras"},
                  {"försämras", "förbättras"},
                  {"sämre", "bättre"}},
    [MDL_ANTAL] = {{"ökat", "minskat"},
                   {"ökade", "minskade"},
                   {"ökar", "minskar"},
                   {"öka", "minska"},
                   {"fler", "färre"}},
    [MDL_STYRKA] = {{"stärkts", "försvagats"},
                    {"stärktes", "försvagades"},
                    {"stärks", "försvagas"},
                    {"stärkas", "försvagas"},
                    {"högre", "lägre"}},
};

/* To the better and to the worse, apart from any direction. */
static const struct change judgement = {{"förbättrats", "försämrats"},
                                        {"förbättrades", "försämrades"},
                                        {"förbättras", "försämras"},
                                        {"förbättras", "försämras"},
                                        {"bättre", "sämre"}};

enum met_sureness met_sureness_of(enum mdl_scenario scenario)
{
    return scenario == MDL_FORECAST                         ? MET_JUDGED
           : scenario == MDL_BUDGET || scenario == MDL_PLAN ? MET_PLANNED
                                                            : MET_DONE;
}

const char *met_inverted(struct aj_arena *arena, const char *text, const char *subject)
{
    if (!subject)
        return text;
    size_t verb = strcspn(text, " ");
    return aj_printf(arena, "%.*s %s%s", (int)verb, text, subject, text + verb);
}

static const char *unchanged(struct aj_arena *arena, const struct met_change *change, enum met_form form,
                             enum met_sureness sureness)
{
    static const char *const words[] = {"oförändrad", "oförändrat", "oförändrade"};
    bool ordinary = change->slag == MDL_TAL || change->slag == MDL_ANTAL;
    const char *verb = "är";
    if (form == MET_FORM_IMPERFEKT)
        verb = "var";
    else if (form == MET_FORM_VANTAS)
        verb = sureness == MET_JUDGED ? "väntas vara" : "beräknas vara";
    else if (form == MET_FORM_HAR && ordinary && !change->judge)
        verb = "har varit";
    return aj_printf(arena, "%s %s%s", verb, change->judge ? "i stort sett " : "", words[change->genus]);
}

/* "ökat marginellt", but "blivit marginellt längre". */
static const char *weakened(struct aj_arena *arena, const char *words, bool marginal)
{
    const char *last = strrchr(words, ' ');
    if (!marginal)
        return words;
    if (last)
        return aj_printf(arena, "%.*s marginellt%s", (int)(last - words), words, last);
    return aj_printf(arena, "%s marginellt", words);
}

static const char *changed(struct aj_arena *arena, const struct met_change *change, enum met_form form,
                           enum met_sureness sureness)
{
    const struct change *words = change->judge ? &judgement : &changes[change->slag];
    int way = change->judge ? change->judged < 0 : change->direction < 0;
    bool counted = change->slag == MDL_RANG && !change->judge && *change->steps;
    bool marginal = change->marginal && !counted;
    const char *tail = counted ? change->steps : "", *said;
    switch (form) {
    case MET_FORM_IMPERFEKT:
        said = weakened(arena, words->past[way], marginal);
        break;
    case MET_FORM_PRESENS:
        said = weakened(arena, words->present[way], marginal);
        break;
    case MET_FORM_VANTAS:
        said = aj_printf(arena, "%s %s", sureness == MET_JUDGED ? "väntas" : "beräknas",
                         weakened(arena, words->infinitive[way], marginal));
        break;
    case MET_FORM_AR:
        return aj_printf(arena, "är %s%s", marginal ? "marginellt " : "", words->comparative[way]);
    default:
        said = aj_printf(arena, "har %s", weakened(arena, words->perfect[way], marginal));
        break;
    }
    return aj_printf(arena, "%s%s", said, tail);
}

const char *met_change_text(struct aj_arena *arena, const struct met_change *change)
{
    enum met_sureness sureness = met_sureness_of(change->scenario);
    enum met_form form = change->form;
    if (form == MET_FORM_AUTO)
        form = sureness == MET_DONE ? MET_FORM_HAR : MET_FORM_VANTAS;
    bool same = change->judge ? !change->judged || change->marginal : !change->direction;
    const char *text =
        same ? unchanged(arena, change, form, sureness) : changed(arena, change, form, sureness);
    return met_inverted(arena, text, change->subject);
}

const char *met_comparative(enum mdl_slag slag, int direction, bool judge, int judged)
{
    return judge ? judgement.comparative[judged < 0] : changes[slag].comparative[direction < 0];
}
