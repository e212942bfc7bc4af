/* What must hold of the lines of every paragraph, tried on random ones in random measures. */
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(random_lines);

static uint32_t roll(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % sides;
}

static const char *const words[] = {
    "kommunen", "budget",     "för",         "av",        "och",       "i",
    "109,3",    "mnkr",       "2022–2024",   "§",         "218",       "nettokostnadsutveckling",
    "Alingsås", "ska",        "barn/unga",   "på",        "år",        "för- och",
    "åtgärd",   "KS",         "2018/1092",   "en",        "t.ex.",     "verksamhetsberättelse",
    "–",        "12 345,6",   "A. Svensson", "kap. 3",    "(4,0",      "procent)",
    "öppnas",   "30-åringar", "kronor",      "beslutade", "skolorna,", "infrastrukturinvesteringar",
};

static char *sentence(struct setting *set, uint32_t *state, uint32_t most)
{
    struct aj_buf text = AJ_BUF_INIT;
    uint32_t n = 2 + roll(state, most);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            aj_buf_char(&text, ' ');
        aj_buf_str(&text, words[roll(state, sizeof words / sizeof *words)]);
    }
    char *copy = aj_strdup(set->job->arena, text.data);
    aj_buf_free(&text);
    return copy;
}

static struct doc_style random_style(const struct setting *set, uint32_t *state, aj_len width)
{
    struct doc_style s = set->text;
    s.width = (struct doc_size){DOC_LENGTH, width};
    s.text_align = (enum doc_align)roll(state, 4);
    s.hyphens = (enum doc_hyphens)roll(state, 3);
    s.wrap = (uint8_t)roll(state, 3);
    s.hyphenate_lines = (uint8_t)roll(state, 3);
    s.hyphenate_last = (uint8_t)roll(state, 3);
    s.letter_fit = (uint8_t)(roll(state, 2) * 10);
    s.hyphenate_zone.value = (int32_t)roll(state, 3) * 15000;
    s.hyphen_penalty = (uint8_t)roll(state, 250);
    s.space_stretch = (uint8_t)(20 + roll(state, 60));
    s.space_shrink = (uint8_t)roll(state, 50);
    s.text_indent.value = (int32_t)roll(state, 3) * 8000;
    return s;
}

static bool has_code(const struct setting *set, enum aj_code code)
{
    for (uint32_t i = 0; i < set->job->diags->len; i++)
        if (set->job->diags->items[i].code == code)
            return true;
    return false;
}

Test(random_lines, every_word_once_and_none_outside_untold)
{
    uint32_t state = 17, wide = 0, told = 0;
    for (int round = 0; round < 400; round++) {
        struct setting set = setting_open();
        aj_len width = 20000 + (aj_len)roll(&state, 440) * 1000;
        doc_id p = setting_add(&set, 0, DOC_TAG_P, random_style(&set, &state, width));
        setting_text(&set, p, sentence(&set, &state, 60));
        setting_run(&set);
        cr_assert_str_eq(setting_printed(&set), set.doc->nodes[set.doc->nodes[p].first].text);
        const struct doc_page *rules = doc_page_for(set.doc, "", true, false);
        bool outside = false;
        for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
            const struct ty_fragment *f = &set.pages->fragments[i];
            if (f->kind == TY_TEXT && f->artifact == TY_CONTENT)
                outside = outside || f->rect.x + f->rect.width > rules->margin[3] + width + 60;
        }
        cr_assert(outside == false || has_code(&set, AJ_W0610), "round %d, %d wide", round, width);
        cr_assert(outside || !has_code(&set, AJ_W0610), "round %d, %d wide: told for nothing", round, width);
        wide += width > 200000;
        told += outside;
        setting_close(&set);
    }
    cr_assert(wide > 100 && told > 5 && told < 200, "%u told", told);
}

/* What a ragged line that leaves `slack` empty costs. */
static double cost(double slack, double stretch)
{
    double r = slack / stretch;
    double bad = 100 * r * r * r;
    return (10 + bad) * (10 + bad);
}

Test(random_lines, never_worse_than_line_by_line)
{
    static const char *const plain[] = {"kommunen",      "budget",   "i",        "och",
                                        "investeringar", "av",       "beslutar", "en",
                                        "skolan",        "resultat", "till",     "verksamheten"};
    uint32_t state = 5, better = 0;
    for (int round = 0; round < 300; round++) {
        struct setting set = setting_open();
        aj_len width = 90000 + (aj_len)roll(&state, 300) * 1000;
        struct doc_style s = set.text;
        s.hyphens = DOC_HYPHENS_NONE;
        s.width = (struct doc_size){DOC_LENGTH, width};
        s.last_line_penalty = 0;
        doc_id p = setting_add(&set, 0, DOC_TAG_P, s);
        double stretch = width / 3 < 60000 ? width / 3 : 60000;
        aj_len space =
            fnt_scale(set.face, fnt_shape(set.fonts, set.face, NULL, "sv", " ", 1)->advance, 10000);
        struct aj_buf text = AJ_BUF_INIT;
        double greedy = 0, worst_greedy = 0, ours = 0, worst = 0;
        aj_len line = 0;
        for (uint32_t i = 0, n = 8 + roll(&state, 50); i < n; i++) {
            const char *word = plain[roll(&state, sizeof plain / sizeof *plain)];
            aj_len w = fnt_scale(
                set.face, fnt_shape(set.fonts, set.face, NULL, "sv", word, strlen(word))->advance, 10000);
            if (line && line + space + w > width) {
                greedy += cost(width - line, stretch);
                worst_greedy = width - line > worst_greedy ? width - line : worst_greedy;
                line = 0;
            }
            line += (line ? space : 0) + w;
            aj_buf_str(&text, i ? " " : "");
            aj_buf_str(&text, word);
        }
        setting_text(&set, p, aj_strdup(set.job->arena, text.data));
        setting_run(&set);
        for (uint32_t i = 0; i + 1 < set.pages->fragment_count; i++) {
            double slack = width - set.pages->fragments[i].rect.width;
            ours += cost(slack, stretch);
            worst = slack > worst ? slack : worst;
        }
        cr_assert(ours <= greedy * 1.01 + 20 || worst < worst_greedy, "round %d: %f, %f line by line", round,
                  ours, greedy);
        better += ours < greedy * 0.9;
        aj_buf_free(&text);
        setting_close(&set);
    }
    cr_expect(better > 100, "better in %u", better);
}
