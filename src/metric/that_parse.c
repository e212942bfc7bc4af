/*
 * The one grammar for `that`:
 *   NAME minst|högst|över|under|lika med (NUMBER UNIT | NAME)
 *   NAME ökar|minskar|ökar inte|minskar inte
 *   TARGET uppnås|uppnås inte
 *   INDICATOR når|når inte delmålet
 *   ACTIONS saknar STATUS
 * A name that itself holds one of these words stands between quotes ('...').
 */
#include "metric/internal.h"

#include "base/number.h"

#include <string.h>

struct form {
    const char *words;
    enum met_that_kind kind;
    enum met_compare compare;
    bool negated, rising, ends; /* ends: nothing follows the words */
};

/* Longer forms stand before the shorter ones that they begin with. */
static const struct form forms[] = {
    {"ökar inte", MET_TREND, MET_EQUAL, true, true, true},
    {"minskar inte", MET_TREND, MET_EQUAL, true, false, true},
    {"ökar", MET_TREND, MET_EQUAL, false, true, true},
    {"minskar", MET_TREND, MET_EQUAL, false, false, true},
    {"uppnås inte", MET_TARGET_MET, MET_EQUAL, true, false, true},
    {"uppnås", MET_TARGET_MET, MET_EQUAL, false, false, true},
    {"når inte delmålet", MET_REACHES, MET_EQUAL, true, false, true},
    {"når delmålet", MET_REACHES, MET_EQUAL, false, false, true},
    {"når inte målvärdet", MET_REACHES, MET_EQUAL, true, false, true},
    {"når målvärdet", MET_REACHES, MET_EQUAL, false, false, true},
    {"minst", MET_COMPARE, MET_LEAST, false, false, false},
    {"högst", MET_COMPARE, MET_MOST, false, false, false},
    {"över", MET_COMPARE, MET_OVER, false, false, false},
    {"under", MET_COMPARE, MET_UNDER, false, false, false},
    {"lika med", MET_COMPARE, MET_EQUAL, false, false, false},
    {"saknar", MET_LACKS, MET_EQUAL, false, false, false},
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
    return (struct split){form, aj_strndup(arena, text, (size_t)(p - text - 1)), *right ? right + 1 : right};
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
    if (!*unit) {
        struct mdl_unit own = met_subject_unit(&out->left);
        unit = own.many ? "" : own.name;
        if (own.many) {
            aj_diag_add(r->job->diags, AJ_E0335, at, split->right, own.name, NULL);
            return false;
        }
    }
    if (!mdl_unit_known(arena, unit, &out->unit)) {
        struct mdl_unit own = met_subject_unit(&out->left);
        out->unit = mdl_unit_any(arena, unit);
        if (!mdl_unit_like(&own, &out->unit)) {
            const char *meant = mdl_unit_meant(unit);
            aj_diag_add(r->job->diags, AJ_E0313, at, unit, meant ? meant : own.name, NULL);
            return false;
        }
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

static bool finish(struct met_result *r, const struct split *split, aj_at at, struct met_that *out)
{
    bool figure = out->left.kind == MET_METRIC || out->left.kind == MET_SERIES;
    switch (split->form->kind) {
    case MET_COMPARE:
        if (!figure)
            return wrong_kind(r, split->left, split->form->words, at);
        return parse_limit(r, split, at, out) && like_units(r, out, at);
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

bool met_that_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    *out = (struct met_that){.text = even_spaces(arena, text)};
    const char *quote = *out->text == '\'' ? strchr(out->text + 1, '\'') : NULL;
    struct split split = find_split(r, out->text, quote ? quote : out->text);
    if (!split.form) {
        bool ambiguous;
        bool name = met_subject_peek(r, unquote(arena, out->text), &ambiguous).kind != MET_NOTHING;
        aj_diag_add(r->job->diags, AJ_E0315, at, out->text, name ? out->text : "", NULL);
        return false;
    }
    out->kind = split.form->kind;
    out->compare = split.form->compare;
    out->negated = split.form->negated;
    out->rising = split.form->rising;
    out->left = met_subject_find(r, unquote(arena, split.left), at);
    return out->left.kind && finish(r, &split, at, out);
}
