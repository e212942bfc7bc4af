/* Optical margins: signs at the ends of lines stand partly outside them; the text is as it was. */
#include "setting.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(hang);

static const char PROSE[] =
    "<p>”Kommunen” beslutar, prövar och följer upp: så är det. Budgeten, planen, målen och verksamheten hör "
    "ihop; det som sägs i den ena, gäller i den andra. Nämnderna ansvarar, fullmäktige beslutar, och "
    "”förvaltningen” genomför. Kommunfullmäktiges investeringsbudget, driftbudget och resultatbudget "
    "fastställs i november, senare än förr, men tidigare än i ”grannkommunerna”, där man väntar.</p>";

/* What a test looks at: the lines of the text, each one fragment. */
struct line {
    const struct ty_fragment *fragment;
    aj_len left, right; /* from the measure's edges; positive: outside */
    char sign[4];       /* its last character */
};

static uint32_t lines_of(const struct setting *set, aj_len width, struct line lines[40])
{
    aj_len margin = doc_page_for(set->doc, "", true, false)->margin[3];
    uint32_t count = 0;
    for (uint32_t i = 0; i < set->pages->fragment_count && count < 40; i++) {
        const struct ty_fragment *f = &set->pages->fragments[i];
        if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
            continue;
        struct line *line = &lines[count++];
        *line = (struct line){.fragment = f, .left = margin - f->rect.x};
        line->right = f->rect.x + f->rect.width - margin - width;
        const struct ty_run *run = f->as.run;
        uint32_t end = run->text_length;
        while (end && run->text[end - 1] == ' ')
            end--;
        uint32_t from = end;
        while (from && ((unsigned char)run->text[--from] & 0xC0) == 0x80)
            ;
        memcpy(line->sign, run->text + from, end - from < 3 ? end - from : 3);
    }
    return count;
}

/* A text's share of its own width, in the face of the set text at 10 pt. */
static aj_len share(const struct setting *set, const char *sign, int percent)
{
    const struct ty_fragment *first = setting_find(set, "", NULL);
    const struct fnt_face *face = first->as.run->face;
    const struct fnt_word *word = fnt_shape(set->fonts, face, NULL, "sv", sign, strlen(sign));
    return fnt_scale(face, word->advance * percent / 100, 10000);
}

static bool near(aj_len a, aj_len b)
{
    return a - b < 60 && b - a < 60;
}

/* Every justified line ends where its last sign says; returns how many hung. */
static uint32_t check_ends(const struct setting *set, const struct line *lines, uint32_t count)
{
    uint32_t hung = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        aj_len out = 0;
        if (strcmp(lines[i].sign, "\xC2\xAD") == 0)
            out = share(set, "-", 50);
        else if (strcmp(lines[i].sign, ",") == 0 || strcmp(lines[i].sign, ".") == 0)
            out = share(set, lines[i].sign, 60);
        else if (strcmp(lines[i].sign, ":") == 0 || strcmp(lines[i].sign, ";") == 0)
            out = share(set, lines[i].sign, 40);
        else if (strcmp(lines[i].sign, "”") == 0)
            out = share(set, lines[i].sign, 50);
        cr_expect(near(lines[i].right, out), "line %u ends in '%s': %d, not %d", i, lines[i].sign,
                  lines[i].right, out);
        hung += out > 0;
    }
    return hung;
}

Test(hang, signs_stand_outside_justified_lines)
{
    uint32_t hung = 0;
    for (aj_len width = 120000; width <= 220000; width += 20000) {
        char css[200];
        snprintf(css, sizeof css,
                 "p { width: %dpt; font-size: 10pt; text-align: justify; hyphens: auto; "
                 "-arshjul-optical-margin: 100 }",
                 width / 1000);
        struct setting set = setting_build(PROSE, css);
        struct line lines[40];
        uint32_t count = lines_of(&set, width, lines);
        cr_assert(count > 5);
        hung += check_ends(&set, lines, count);
        /* The quotation mark that begins the text, and nothing that begins with a letter. */
        cr_expect(near(lines[0].left, share(&set, "”", 50)), "%d", lines[0].left);
        for (uint32_t i = 1; i < count; i++)
            if (strncmp(lines[i].fragment->as.run->text, "”", 3) != 0)
                cr_expect(lines[i].left == 0, "line %u: %d", i, lines[i].left);
        for (uint32_t i = 0; i < set.job->diags->len; i++)
            cr_expect(set.job->diags->items[i].code != AJ_W0610);
        setting_close(&set);
    }
    cr_assert(hung > 12, "%u", hung);
}

Test(hang, half_of_it_and_none_of_it)
{
    struct setting half = setting_build(PROSE, "p { width: 160pt; font-size: 10pt; text-align: justify; "
                                               "-arshjul-optical-margin: 50 }");
    struct setting none = setting_build(PROSE, "p { width: 160pt; font-size: 10pt; text-align: justify; "
                                               "-arshjul-optical-margin: none }");
    struct line lines[40];
    lines_of(&half, 160000, lines);
    cr_expect(near(lines[0].left, share(&half, "”", 25)), "%d", lines[0].left);
    uint32_t count = lines_of(&none, 160000, lines);
    for (uint32_t i = 0; i < count; i++) {
        cr_expect(lines[i].left == 0);
        cr_expect(i + 1 == count || near(lines[i].right, 0), "line %u: %d", i, lines[i].right);
    }
    setting_close(&half);
    setting_close(&none);
}

Test(hang, the_text_is_as_it_was)
{
    struct setting with = setting_build(PROSE, "p { width: 130pt; font-size: 10pt; text-align: justify; "
                                               "hyphens: auto; -arshjul-optical-margin: 100 }");
    struct setting without = setting_build(PROSE, "p { width: 130pt; font-size: 10pt; text-align: justify; "
                                                  "hyphens: auto }");
    char *printed = setting_printed(&with);
    cr_expect_str_eq(printed, setting_printed(&without));
    setting_close(&with);
    setting_close(&without);
}

/* What fits but for a part of its comma stays on its line. */
Test(hang, a_comma_needs_less_room)
{
    static const char text[] = "<p>fullmäktige, nämnder</p>";
    struct setting set = setting_build(text, "p { width: 300pt; font-size: 10pt }");
    aj_len room = share(&set, "fullmäktige,", 100) - share(&set, ",", 40);
    setting_close(&set);
    char css[200];
    for (int hangs = 0; hangs < 2; hangs++) {
        snprintf(css, sizeof css,
                 "p { width: %d.%03dpt; font-size: 10pt; hyphens: none; -arshjul-optical-margin: %s }",
                 room / 1000, room % 1000, hangs ? "100" : "none");
        set = setting_build(text, css);
        cr_expect(set.job->diags->len == (hangs ? 0U : 1U), "%u findings", set.job->diags->len);
        cr_expect(hangs || set.job->diags->items[0].code == AJ_W0610);
        setting_close(&set);
    }
}

/* Centred text, and lines with leaders, have straight edges; a mark above the line does not hang. */
Test(hang, not_where_edges_are_straight)
{
    struct setting set =
        setting_build("<p class=\"c\">”mitt”</p><p class=\"l\">”led<span></span>”</p><p "
                      "class=\"s\"><sup>”</sup>upp</p>",
                      "p { width: 100pt; font-size: 10pt; -arshjul-optical-margin: 100 } .c { text-align: "
                      "center } .l span::before { content: leader(\".\") } sup { vertical-align: super }");
    aj_len margin = doc_page_for(set.doc, "", true, false)->margin[3];
    const struct ty_fragment *middle = setting_find(&set, "mitt", NULL);
    aj_len left = middle->rect.x - margin, right = 100000 - left - middle->rect.width;
    cr_expect(near(left, right), "%d %d", left, right);
    cr_expect(setting_find(&set, "”led", NULL)->rect.x == margin);
    cr_expect(setting_find(&set, "”", NULL)->rect.x >= margin);
    setting_close(&set);
}

Test(hang, random_lines_end_where_they_should)
{
    static const char *const words[] = {"kommunen", "budget,", "”planen”", "och", "mål.", "(skola)",
                                        "i",        "2022–",   "åk-9-",    "är:", "det;", "’så’"};
    uint32_t state = 3;
    for (int round = 0; round < 150; round++) {
        struct setting set = setting_open();
        aj_len width = 60000 + (aj_len)(round * 997 % 200) * 1000;
        struct doc_style s = set.text;
        s.width = (struct doc_size){DOC_LENGTH, width};
        s.text_align = DOC_JUSTIFY;
        s.optical_margin = (uint8_t)(1 + round % 150);
        doc_id p = setting_add(&set, 0, DOC_TAG_P, s);
        struct aj_buf text = AJ_BUF_INIT;
        for (int i = 0; i < 40; i++) {
            state = state * 1103515245U + 12345U;
            aj_buf_str(&text, words[(state >> 16) % (sizeof words / sizeof *words)]);
            aj_buf_str(&text, i < 39 ? " " : "");
        }
        setting_text(&set, p, text.data);
        setting_run(&set);
        cr_assert_str_eq(setting_printed(&set), text.data);
        struct line lines[40];
        uint32_t count = lines_of(&set, width, lines);
        for (uint32_t i = 0; i < count; i++)
            cr_assert(lines[i].right < 6000 && lines[i].left < 6000 && lines[i].left >= 0, "round %d", round);
        aj_buf_free(&text);
        setting_close(&set);
    }
}
