#include "base/accept.h"

#include <string.h>

static bool names(const struct aj_diags *diags, const struct aj_diag *diag, const char *of)
{
    size_t n = strlen(of);
    for (size_t i = 0; i < sizeof diag->args / sizeof *diag->args; i++)
        if (diag->args[i] && !strcmp(diag->args[i], of))
            return true;
    const char *label = aj_places_at(diags->places, diag->at).label;
    return label && !strncmp(label, of, n) && (!label[n] || label[n] == ',');
}

static void judge(const struct aj_diags *diags, struct aj_acceptance *acceptance, struct aj_diag *diag)
{
    bool by_check = diag->check && !strcmp(acceptance->check, diag->check);
    bool by_code = diag->severity < AJ_ERROR && !strcmp(acceptance->check, aj_code_name(diag->code));
    if ((!by_check && !by_code) || (acceptance->of && !names(diags, diag, acceptance->of)))
        return;
    acceptance->used = true;
    if (!diag->accepted)
        diag->accepted = acceptance->why;
}

void aj_accept_judge(const struct aj_diags *diags, struct aj_diag *diag)
{
    for (struct aj_acceptance *one = diags->acceptances; one; one = one->next)
        judge(diags, one, diag);
}

void aj_accept(struct aj_diags *diags, const char *check, const char *of, const char *why, aj_at at)
{
    struct aj_acceptance *acceptance = AJ_NEW(diags->arena, struct aj_acceptance),
                         **end = &diags->acceptances;
    *acceptance = (struct aj_acceptance){.check = check, .of = of, .why = why, .at = at};
    while (*end)
        end = &(*end)->next;
    *end = acceptance;
    for (uint32_t i = 0; i < diags->len; i++)
        judge(diags, acceptance, &diags->items[i]);
}

void aj_diag_by_check(struct aj_diags *diags, struct aj_diag *diag, const char *check)
{
    diag->check = check;
    aj_accept_judge(diags, diag);
}

/* The bytes of white space at `p`, of a no-break space too. */
static size_t space_at(const char *p)
{
    size_t n = 0;
    while ((p[n] && strchr(" \t\r\n", p[n])) || !strncmp(p + n, "\xC2\xA0", 2))
        n += p[n] == '\xC2' ? 2 : 1;
    return n;
}

/* The end of `words` at the start of `text`, or NULL when they do not stand there. */
static const char *match_words(const char *text, const char *words)
{
    while (*words) {
        size_t own = space_at(words), there = space_at(text);
        if (own ? !there : *words != *text)
            return NULL;
        words += own ? own : 1;
        text += own ? there : 1;
    }
    return text;
}

static bool stand_around(const char *text, const char *words, size_t from, size_t to)
{
    enum { FARTHEST = 200 }; /* bytes before the thing accepted */
    for (size_t at = from > FARTHEST ? from - FARTHEST : 0; at <= from; at++) {
        const char *end = match_words(text + at, words);
        if (end && end >= text + to)
            return true;
    }
    return false;
}

const char *aj_accept_words(struct aj_diags *diags, enum aj_code code, const char *text, size_t from,
                            size_t to)
{
    const char *found = NULL;
    for (struct aj_acceptance *one = diags->acceptances; one; one = one->next) {
        if (!one->of || strcmp(one->check, aj_code_name(code)) != 0 || !stand_around(text, one->of, from, to))
            continue;
        one->used = true;
        found = found ? found : one->of;
    }
    return found;
}

void aj_accept_end(struct aj_diags *diags)
{
    for (struct aj_acceptance *one = diags->acceptances; one; one = one->next)
        if (!one->used)
            aj_diag_add(diags, AJ_W0360, one->at, one->check, NULL);
}
