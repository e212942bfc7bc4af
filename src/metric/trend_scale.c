/* The scales of effect and likelihood. */
#include "metric/trends.h"

#include "model/template.h"

#include <string.h>

/* Words that need no declaration, and numbers. The shortest that has every word in use is taken. */
static const char *const usual[][MET_SCALE_MOST + 1] = {
    {"liten", "medel", "stor", NULL},
    {"låg", "medel", "hög", NULL},
    {"liten", "måttlig", "stor", NULL},
    {"låg", "måttlig", "hög", NULL},
    {"liten", "medelstor", "stor", NULL},
    {"låg", "medelhög", "hög", NULL},
    {"osannolik", "möjlig", "trolig", "säker", NULL},
    {"mycket liten", "liten", "måttlig", "stor", "mycket stor", NULL},
    {"mycket låg", "låg", "måttlig", "hög", "mycket hög", NULL},
    {"mycket liten", "liten", "medel", "stor", "mycket stor", NULL},
    {"mycket låg", "låg", "medel", "hög", "mycket hög", NULL},
    {"osannolik", "mindre sannolik", "möjlig", "sannolik", "mycket sannolik", NULL},
};

enum { USUAL = sizeof usual / sizeof *usual };

/* "stort", "stora" and "stor" are one word. */
static const char *stem(struct aj_arena *arena, const char *text)
{
    const char *folded = mdl_fold(arena, text);
    size_t n = strlen(folded);
    if (n > 3 && (folded[n - 1] == 't' || folded[n - 1] == 'a'))
        n--;
    return aj_strndup(arena, folded, n);
}

/* A whole number from 1 to 99 that is the whole text; 0 if none. */
static int number_of(const char *text)
{
    int number = 0;
    for (; *text >= '0' && *text <= '9' && number < 10; text++)
        number = number * 10 + (*text - '0');
    return *text ? 0 : number;
}

int met_scale_step(struct aj_arena *arena, const struct met_scale *scale, const char *text)
{
    int number = number_of(text);
    if (number)
        return number <= scale->len ? number : 0;
    for (int i = 0; i < scale->len; i++)
        if (!strcmp(stem(arena, scale->words[i]), stem(arena, text)))
            return i + 1;
    return 0;
}

const char *met_scale_list(struct aj_arena *arena, const struct met_scale *scale)
{
    return met_join(arena, scale->words, (uint32_t)scale->len, "eller");
}

static bool add_step(struct met_scale *scale, const char *word)
{
    if (scale->len == MET_SCALE_MOST || !*word)
        return false;
    scale->words[scale->len++] = word;
    return true;
}

/* "1–5", "1-4": the numbers of a span from 1; false when it is none. */
static bool read_span(struct aj_arena *arena, const char *text, struct met_scale *scale)
{
    static const char *const dashes[] = {"\xE2\x80\x93", "-"};
    if (*text != '1')
        return false;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t n = strlen(dashes[i]);
        int last = strncmp(text + 1, dashes[i], n) ? 0 : number_of(text + 1 + n);
        for (int step = 1; last > 1 && step <= last; step++)
            if (!add_step(scale, aj_printf(arena, "%d", step)))
                return false;
        if (last > 1)
            return true;
    }
    return false;
}

static void declare(struct met_result *r, const xmlNode *node)
{
    const char *of = met_attr(r, node, "of"), *steps = met_need(r, node, "steps");
    struct met_scale scale = {.len = 0};
    if (!of || !steps)
        return;
    bool fine = read_span(r->job->arena, steps, &scale);
    if (!fine) {
        scale.len = 0;
        struct met_pieces pieces = met_pieces_of(r->job->arena, steps, strchr(steps, ';') ? ";\n" : ",\n");
        fine = pieces.len >= 2;
        for (uint32_t i = 0; i < pieces.len && fine; i++)
            fine =
                !met_scale_step(r->job->arena, &scale, pieces.items[i]) && add_step(&scale, pieces.items[i]);
    }
    if (!fine)
        aj_diag_add(r->job->diags, AJ_E0398, src_xml_at(node), steps, NULL);
    else if (!strcmp(of, "effekt"))
        r->trends->effect = scale;
    else
        r->trends->likelihood = scale;
}

/* How many of the words in use a scale has; `*all` tells whether it has every one. */
static uint32_t fits(struct met_result *r, const struct met_scale *scale, enum mdl_trend_part part, bool *all)
{
    uint32_t count = 0;
    *all = true;
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const char *text = r->trends->items[i]->parts[part].text;
        bool known = !*text || met_scale_step(r->job->arena, scale, text);
        count += *text && known;
        *all &= known;
    }
    return count;
}

static bool only_numbers(const struct met_result *r, enum mdl_trend_part part)
{
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const char *text = r->trends->items[i]->parts[part].text;
        if (*text && !number_of(text))
            return false;
    }
    return true;
}

static struct met_scale guess(struct met_result *r, enum mdl_trend_part part)
{
    struct met_scale best = {.len = 0};
    if (only_numbers(r, part)) {
        (void)read_span(r->job->arena, "1-5", &best);
        return best;
    }
    uint32_t most = 0;
    for (size_t i = 0; i < USUAL; i++) {
        struct met_scale scale = {.len = 0};
        bool all;
        for (int step = 0; usual[i][step]; step++)
            (void)add_step(&scale, usual[i][step]);
        uint32_t count = fits(r, &scale, part, &all);
        if (all)
            return scale;
        if (!best.len || count > most) {
            best = scale;
            most = count;
        }
    }
    return best;
}

void met_scales_read(struct met_result *r, const xmlNode *data)
{
    for (const xmlNode *node = data ? data->children : NULL; node; node = node->next)
        if (src_xml_is(node, "scale"))
            declare(r, node);
    if (!r->trends->effect.len)
        r->trends->effect = guess(r, MDL_TREND_EFFECT);
    if (!r->trends->likelihood.len)
        r->trends->likelihood = guess(r, MDL_TREND_LIKELIHOOD);
}
