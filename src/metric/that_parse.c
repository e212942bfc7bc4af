/*
 * The one grammar for `that`:
 *   NAME minst|högst|över|under|lika med (NUMBER UNIT | NAME)
 *   ACTIONS minst|högst|över|under|lika med NUMBER UNIT [per år|engångs]
 *   NAME ökar|minskar|ökar inte|minskar inte
 *   NAME (inte) högre|lägre|fler|färre|längre|kortare|bättre|sämre än (GROUP | föregående år | budget | NAME)
 *   NAME (inte) i nivå med (GROUP | ...) [inom NUMBER procent|UNIT]
 *   NAME bland de NUMBER procent bästa|sämsta
 *   TARGET uppnås|uppnås inte|uppnås delvis|uppnås i huvudsak
 *   en majoritet av|minst hälften av|minst N av|alla TARGET; TARGET ... | målen  uppnås|uppnås inte
 *   INDICATOR når|når inte delmålet
 *   ACTIONS saknar STATUS
 * A name that itself holds one of these words stands between quotes ('...').
 */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

struct form {
    const char *words;
    enum met_that_kind kind;
    enum met_compare compare;
    bool negated, rising, ends; /* ends: nothing follows the words */
    enum met_outcome wanted;
    int order;       /* of MET_AGAINST: 1, 0, -1 */
    const char *apt; /* the kind of figure that alone is spoken of so; "bättre": of a declared direction */
};

/* Longer forms stand before the shorter ones that they begin with. */
static const struct form forms[] = {
    {"ökar inte", MET_TREND, MET_EQUAL, true, true, true, MET_YES, 0, NULL},
    {"minskar inte", MET_TREND, MET_EQUAL, true, false, true, MET_YES, 0, NULL},
    {"ökar", MET_TREND, MET_EQUAL, false, true, true, MET_YES, 0, NULL},
    {"minskar", MET_TREND, MET_EQUAL, false, false, true, MET_YES, 0, NULL},
    {"uppnås inte", MET_TARGET_MET, MET_EQUAL, true, false, true, MET_NO, 0, NULL},
    {"uppnås delvis", MET_TARGET_MET, MET_EQUAL, false, false, true, MET_PARTLY, 0, NULL},
    {"uppnås i huvudsak", MET_TARGET_MET, MET_EQUAL, false, false, true, MET_MAINLY, 0, NULL},
    {"uppnås i hög grad", MET_TARGET_MET, MET_EQUAL, false, false, true, MET_YES, 0, NULL},
    {"uppnås", MET_TARGET_MET, MET_EQUAL, false, false, true, MET_YES, 0, NULL},
    {"når inte delmålet", MET_REACHES, MET_EQUAL, true, false, true, MET_YES, 0, NULL},
    {"når delmålet", MET_REACHES, MET_EQUAL, false, false, true, MET_YES, 0, NULL},
    {"når inte målvärdet", MET_REACHES, MET_EQUAL, true, false, true, MET_YES, 0, NULL},
    {"når målvärdet", MET_REACHES, MET_EQUAL, false, false, true, MET_YES, 0, NULL},
    {"inte högre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, 1, NULL},
    {"högre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, 1, NULL},
    {"inte lägre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, -1, NULL},
    {"lägre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, -1, NULL},
    {"inte fler än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, 1, "antal"},
    {"fler än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, 1, "antal"},
    {"inte färre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, -1, "antal"},
    {"färre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, -1, "antal"},
    {"inte längre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, 1, "tid"},
    {"längre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, 1, "tid"},
    {"inte kortare än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, -1, "tid"},
    {"kortare än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, -1, "tid"},
    {"inte bättre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, 1, "bättre"},
    {"bättre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, 1, "bättre"},
    {"inte sämre än", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, -1, "bättre"},
    {"sämre än", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, -1, "bättre"},
    {"inte i nivå med", MET_AGAINST, MET_EQUAL, true, false, false, MET_YES, 0, NULL},
    {"i nivå med", MET_AGAINST, MET_EQUAL, false, false, false, MET_YES, 0, NULL},
    {"bland de", MET_STANDS, MET_EQUAL, false, false, false, MET_YES, 0, NULL},
    {"minst", MET_COMPARE, MET_LEAST, false, false, false, MET_YES, 0, NULL},
    {"högst", MET_COMPARE, MET_MOST, false, false, false, MET_YES, 0, NULL},
    {"över", MET_COMPARE, MET_OVER, false, false, false, MET_YES, 0, NULL},
    {"under", MET_COMPARE, MET_UNDER, false, false, false, MET_YES, 0, NULL},
    {"lika med", MET_COMPARE, MET_EQUAL, false, false, false, MET_YES, 0, NULL},
    {"saknar", MET_LACKS, MET_EQUAL, false, false, false, MET_YES, 0, NULL},
};

enum { FORMS = sizeof forms / sizeof *forms };

static const char *even_spaces(struct aj_arena *arena, const char *text)
{
    char *out = aj_alloc(arena, strlen(text) + 1), *p = out;
    bool space = false;
    for (; *text; text++) {
        bool is_space = strchr(" \t\r\n", *text) != NULL;
        if (!is_space && space && p > out)
            *p++ = ' ';
        if (!is_space)
            *p++ = *text;
        space = is_space;
    }
    return out;
}

/* Where the form's words stand as words of their own at or after p, or NULL. */
static const char *find_form(const char *text, const char *p, const struct form *form)
{
    size_t n = strlen(form->words);
    for (p = strstr(p, form->words); p; p = strstr(p + 1, form->words)) {
        bool starts = p > text && p[-1] == ' ';
        bool ends = form->ends ? !p[n] : p[n] == ' ' && p[n + 1];
        if (starts && ends)
            return p;
    }
    return NULL;
}

struct split {
    const struct form *form;
    const char *left, *right;
};

static struct split split_at(struct aj_arena *arena, const char *text, const char *p, const struct form *form)
{
    const char *right = p + strlen(form->words);
    size_t left = (size_t)(p - text - 1);
    static const char is[] = " är"; /* "X är högre än Riket" */
    bool told = form->kind == MET_AGAINST || form->kind == MET_STANDS;
    if (told && left > sizeof is - 1 && !strncmp(text + left - (sizeof is - 1), is, sizeof is - 1))
        left -= sizeof is - 1;
    return (struct split){form, aj_strndup(arena, text, left), *right ? right + 1 : right};
}

/* The first way to split the text whose left side is a name; else the first way at all. */
static struct split find_split(struct met_result *r, const char *text, const char *from)
{
    struct split first = {0};
    for (size_t i = 0; i < FORMS; i++) {
        for (const char *p = find_form(text, from, &forms[i]); p; p = find_form(text, p + 1, &forms[i])) {
            struct split split = split_at(r->job->arena, text, p, &forms[i]);
            bool ambiguous;
            if (met_subject_peek(r, split.left, &ambiguous).kind || ambiguous)
                return split;
            if (!first.form)
                first = split;
        }
    }
    return first;
}

static const char *unquote(struct aj_arena *arena, const char *name)
{
    size_t n = strlen(name);
    return n > 1 && name[0] == '\'' && name[n - 1] == '\'' ? aj_strndup(arena, name + 1, n - 2) : name;
}

static bool parse_limit(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_number number;
    if (!aj_number_parse(arena, split->right, &number)) {
        out->right = met_subject_find(r, unquote(arena, split->right), at);
        out->limit_text = aj_printf(arena, "%s %s", split->form->words, split->right);
        return out->right.kind == MET_METRIC || out->right.kind == MET_SERIES;
    }
    const char *unit = split->right + number.length;
    unit += strspn(unit, " ");
    if (number.flags & AJ_NUMBER_PERCENT)
        unit = "procent";
    struct mdl_unit own = met_subject_unit(&out->left);
    if (!*unit) {
        /* What no figure is followed by, and "per 1000 inv" of a count, can be no other unit. */
        bool plain = !own.many || !strncmp(own.many, "per ", 4);
        unit = plain ? own.name : "";
        if (!plain) {
            aj_diag_add(r->job->diags, AJ_E0335, at, split->right, own.name, NULL);
            return false;
        }
    }
    if (!mdl_unit_of(arena, unit, &own, &out->unit)) {
        const char *meant = mdl_unit_meant(unit);
        aj_diag_add(r->job->diags, AJ_E0313, at, unit, meant ? meant : own.name, NULL);
        return false;
    }
    out->limit = aj_rat_mul(arena, number.value, out->unit.scale);
    const char *text =
        met_with_unit(arena, aj_number_format(arena, number.value, number.decimals), &out->unit);
    out->limit_text = aj_printf(arena, "%s %s", split->form->words, text);
    return true;
}

static bool like_units(struct met_result *r, const struct met_that *that, aj_at at)
{
    struct mdl_unit left = met_subject_unit(&that->left);
    struct mdl_unit right = that->right.kind ? met_subject_unit(&that->right) : that->unit;
    if (mdl_unit_like(&left, &right))
        return true;
    aj_diag_add(r->job->diags, AJ_E0331, at, that->left.name, left.name, right.name, NULL);
    return false;
}

static bool wrong_kind(struct met_result *r, const char *name, const char *words, aj_at at)
{
    aj_diag_add(r->job->diags, AJ_E0336, at, name, words, NULL);
    return false;
}

/* "fler" of a count, "längre" of a time, "bättre" where it is said which way that is. */
static bool said_aptly(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    const char *apt = split->form->apt;
    enum mdl_slag slag = met_subject_slag(&out->left);
    out->order = split->form->order;
    out->judged = apt && !strcmp(apt, "bättre");
    if (out->judged && met_subject_better(&out->left) == MDL_NEITHER) {
        aj_diag_add(r->job->diags, AJ_E0333, at, out->left.name, NULL);
        return false;
    }
    bool fits = !apt || out->judged || (!strcmp(apt, "antal") && slag == MDL_ANTAL) ||
                (!strcmp(apt, "tid") && slag == MDL_TID);
    if (!fits)
        aj_diag_add(r->job->diags, AJ_E0376, at, split->form->words, out->left.name,
                    aj_printf(r->job->arena, "%s%s än", out->negated ? "inte " : "",
                              out->order > 0 ? "högre" : "lägre"),
                    NULL);
    return fits;
}

/* "Riket", "Liknande kommuner inom 1 procentenhet", "4 procent". */
static bool parse_against(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_number number;
    const char *within = split->form->order ? NULL : strstr(split->right, " inom ");
    const char *right = split->right;
    if (!said_aptly(r, split, at, out))
        return false;
    if (within) {
        right = aj_strndup(arena, right, (size_t)(within - right));
        if (!met_within_parse(r, within + 1, &out->left, at, &out->level))
            return false;
    }
    if (split->form->order && !out->judged && aj_number_parse(arena, right, &number)) {
        out->kind = MET_COMPARE;
        out->compare = out->order > 0 ? MET_OVER : MET_UNDER;
        return parse_limit(r, split, at, out) && like_units(r, out, at);
    }
    return met_against_parse(r, unquote(arena, right), &out->left, at, &out->against);
}

/* "25 procent bästa", with or without "kommunerna". */
static bool parse_standing(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_number number;
    const char *p = split->right;
    bool valid = aj_number_parse(arena, p, &number) && aj_rat_sign(number.value) > 0;
    p += valid ? number.length : 0;
    p += strspn(p, " %");
    p += !strncmp(p, "procent ", strlen("procent ")) ? strlen("procent ") : 0;
    bool best = !strncmp(p, "bästa", strlen("bästa"));
    out->worst = !strncmp(p, "sämsta", strlen("sämsta"));
    valid = valid && (best || out->worst) && aj_rat_cmp(number.value, aj_rat_int(arena, 100)) <= 0;
    if (!valid) {
        aj_diag_add(r->job->diags, AJ_E0375, at, aj_printf(arena, "bland de %s", split->right),
                    "bland de 25 procent bästa", NULL);
        return false;
    }
    out->share = aj_rat_div(arena, number.value, aj_rat_int(arena, 100));
    return true;
}

static bool finish(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    bool figure = out->left.kind == MET_METRIC || out->left.kind == MET_SERIES;
    switch (split->form->kind) {
    case MET_COMPARE:
        if (out->left.kind == MET_ACTIONS)
            return met_sum_limit_parse(r, split->form->words, split->right, at, out);
        if (!figure)
            return wrong_kind(r, split->left, split->form->words, at);
        return parse_limit(r, split, at, out) && like_units(r, out, at);
    case MET_AGAINST:
        return (figure || wrong_kind(r, split->left, split->form->words, at)) &&
               parse_against(r, split, at, out);
    case MET_STANDS:
        return (figure || wrong_kind(r, split->left, split->form->words, at)) &&
               parse_standing(r, split, at, out);
    case MET_TREND:
        return figure || wrong_kind(r, split->left, split->form->words, at);
    case MET_TARGET_MET:
        return out->left.kind == MET_TARGET || wrong_kind(r, split->left, split->form->words, at);
    case MET_REACHES:
        return out->left.kind == MET_SERIES || wrong_kind(r, split->left, split->form->words, at);
    default:
        out->status = split->right;
        if (out->left.kind != MET_ACTIONS)
            return wrong_kind(r, split->left, split->form->words, at);
        return met_status_known(r, out->status, at);
    }
}

/*
 * The words of a form that were probably meant by one or two words of the text: "mindst" of "Resultatandel
 * mindst 4 procent". NULL when none come near.
 */
static const char *meant_words(struct met_result *r, const char *text)
{
    const char *names[FORMS];
    for (size_t i = 0; i < FORMS; i++)
        names[i] = forms[i].words;
    for (int words = 3; words > 0; words--) {
        for (const char *p = strchr(text, ' '); p; p = strchr(p + 1, ' ')) {
            const char *end = p + 1;
            for (int i = 0; i < words && end; i++)
                end = strchr(i ? end + 1 : end, ' ');
            size_t n = end ? (size_t)(end - p - 1) : strlen(p + 1);
            const char *meant =
                n < 4 ? NULL : aj_did_you_mean(aj_strndup(r->job->arena, p + 1, n), names, FORMS);
            if (meant)
                return meant;
        }
    }
    return NULL;
}

bool met_that_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    bool valid;
    *out = (struct met_that){.text = even_spaces(arena, text)};
    if (met_weigh_parse(r, out->text, at, out, &valid))
        return valid;
    const char *quote = *out->text == '\'' ? strchr(out->text + 1, '\'') : NULL;
    struct split split = find_split(r, out->text, quote ? quote : out->text);
    if (!split.form) {
        const char *meant = meant_words(r, out->text);
        if (meant)
            aj_diag_add(r->job->diags, AJ_E0370, at, out->text, meant, NULL);
        else
            aj_diag_add(r->job->diags, AJ_E0315, at, out->text, NULL);
        return false;
    }
    out->wanted = split.form->wanted;
    out->kind = split.form->kind;
    out->compare = split.form->compare;
    out->negated = split.form->negated;
    out->rising = split.form->rising;
    out->left = met_subject_find(r, unquote(arena, split.left), at);
    return out->left.kind && finish(r, &split, at, out);
}
