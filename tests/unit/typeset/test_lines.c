/* Paragraphs: where lines end, and what they say. */
#include "setting.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(lines);

/* Sets the text in many widths and counts in how many `together` stands on one line. */
static uint32_t count_together(const char *text, const char *together, uint32_t *all)
{
    struct setting set = setting_open();
    *all = 0;
    for (aj_len width = 80000; width < 200000; width += 3000, ++*all) {
        set.text.width = (struct doc_size){DOC_LENGTH, width};
        setting_paragraph(&set, 0, text);
    }
    setting_run(&set);
    uint32_t found = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        found += f->kind == TY_TEXT && f->artifact == TY_CONTENT && strstr(f->as.run->text, together) != NULL;
    }
    setting_close(&set);
    return found;
}

static void assert_together(const char *together)
{
    char text[300];
    snprintf(text, sizeof text, "Kommunen har enligt beslut i ärendet om %s vid flera sammanträden",
             together);
    uint32_t all, found = count_together(text, together, &all);
    cr_expect(found == all, "\"%s\" is parted in %u of %u", together, all - found, all);
}

Test(lines, what_belongs_together_stays_on_a_line)
{
    static const char *const cases[] = {
        "109,3 mnkr",
        "1 423 325 tkr",
        "1\u00A0423\u00A0325 tkr",
        "4 procent",
        "4,0 procentenheter",
        "12 %",
        "3 år",
        "25 mm",
        "120 kvadratmeter",
        "12 kWh",
        "−5 mkr",
        "2–3 veckor",
        "(4,0 procent)",
        "35 kronor",
        "27 november",
        "den 27 november",
        "§ 218",
        "§§ 12–14",
        "4 §",
        "kap. 3",
        "3 kap.",
        "sid. 4",
        "s. 12",
        "sidan 4",
        "nr 7",
        "tabell 3",
        "Tabell 3",
        "bilaga 2",
        "mål 5",
        "år 2024",
        "åk 6",
        "årskurs 9",
        "kl. 18.30",
        "Agenda 2030",
        "KS 2018/1092",
        "dnr KS 2018/1092",
        "SFS 2018:1937",
        "2022–2024",
        "jan–aug\u00A02022",
        "mån–fre",
        "1:1",
        "A. Svensson",
        "A. B. Svensson",
        "dr Svensson",
        "Prof. Svensson",
        "t.ex.",
        "t. ex.",
        "bl. a.",
        "d. v. s.",
        "0322-61 60 00",
        "08-123 45 67",
        "budget –",
        "plan —",
        "50–60",
        "2018/1092",
        "14 dygn",
        "12 kap. 5 §",
        "e-tjänst",
        "90,5\u00A0procent",
        "EN 301",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_together(cases[i]);
}

Test(lines, what_may_be_parted_is)
{
    static const char *const cases[] = {
        "för 2022 och",  "år. Det",         "vi 2022",           "målen. 50 barn",    "2022, 15",
        "2022 1500",     "elever/barn och", "a. Svensson",       "kommunen Svensson", "ett och",
        "SKR redovisar", "plan – och",      "vården–skolan och", "förråd–båtar och",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[300];
        snprintf(text, sizeof text, "Kommunen har enligt beslut i ärendet om %s vid flera sammanträden",
                 cases[i]);
        uint32_t all;
        cr_expect(count_together(text, cases[i], &all) < all, "\"%s\" is never parted", cases[i]);
    }
}

Test(lines, a_word_is_hyphenated_with_a_soft_hyphen)
{
    struct setting set = setting_open();
    set.text.text_align = DOC_JUSTIFY;
    set.text.width = (struct doc_size){DOC_LENGTH, 90000};
    setting_paragraph(&set, 0, "skattefinansierade investeringar avgiftsfinansierade verksamheter");
    setting_run(&set);
    cr_assert(setting_find(&set, "\xC2\xAD", NULL) != NULL);
    setting_check(&set);
    setting_close(&set);
}

Test(lines, justified_lines_reach_the_right_edge)
{
    struct setting set = setting_open();
    set.text.text_align = DOC_JUSTIFY;
    set.text.width = (struct doc_size){DOC_LENGTH, 200000};
    setting_paragraph(&set, 0,
                      "Kommunens resultat för året är positivt och ligger i nivå med det mål som fullmäktige "
                      "har satt för planperioden, trots att kostnaderna har ökat mer än väntat.");
    setting_run(&set);
    for (uint32_t i = 0; i + 1 < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        aj_len right = f->rect.x + f->rect.width - 70866;
        cr_assert(right > 199900 && right <= 200010, "line %u ends at %d", i, right);
    }
    setting_close(&set);
}

Test(lines, contents_have_leaders_and_page_numbers)
{
    struct setting set = setting_build(
        "<nav><ol><li><a href=\"#k\">Kapitel</a></li></ol></nav><p>Text</p><h1 id=\"k\">Kapitel</h1>",
        "ol { list-style-type: none; margin: 0; padding: 0 } h1 { break-before: page }\n"
        "a::after { content: leader(\".\") \" \" target-counter(attr(href), page) }");
    uint32_t page;
    cr_assert_eq(set.pages->page_count, 2);
    const struct ty_fragment *number = setting_find(&set, "2", &page);
    cr_assert(number != NULL && page == 0);
    /* Flush right, with dots that belong to no content before it. */
    const struct doc_page *rules = doc_page_for(set.doc, "", true, false);
    aj_len right = number->rect.x + number->rect.width;
    cr_assert(right > rules->width - rules->margin[1] - 20 && right <= rules->width - rules->margin[1]);
    uint32_t dots = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        dots += f->kind == TY_TEXT && f->artifact == TY_LAYOUT && f->as.run->text[0] == '.';
    }
    cr_assert_eq(dots, 1);
    setting_close(&set);
}

Test(lines, superior_figures_do_not_spread_the_lines)
{
    struct setting set =
        setting_build("<p>Ett<sup>2</sup> och H<sub>2</sub>O</p>",
                      "sup { font-size: 70%; line-height: 0; vertical-align: super }"
                      "sub { font-size: 70%; line-height: 0; vertical-align: sub } p { margin: 0 }");
    const struct ty_fragment *text = setting_find(&set, "Ett", NULL), *raised = setting_find(&set, "2", NULL);
    cr_assert(raised->baseline < text->baseline);
    cr_assert_eq(raised->as.run->size, 7000);
    setting_check(&set);
    setting_close(&set);
}

Test(lines, spaces_between_elements_are_printed_once)
{
    struct setting set =
        setting_build("<p>Ett <em>ord</em> <strong>till</strong>, <a href=\"http://x.se\">länk</a> .</p>"
                      "<p>Rad<br/>två</p>",
                      "");
    setting_check(&set);
    cr_assert_str_eq(setting_printed(&set), "Ett ord till, länk .Radtvå");
    setting_close(&set);
}

Test(lines, a_tinted_word_has_its_tint_below_it)
{
    struct setting set =
        setting_build("<p>Ett <em>ord</em> till</p>", "em { background-color: #ffee88 } p { margin: 0 }");
    const struct ty_fragment *word = setting_find(&set, "ord", NULL), *tint = word - 1;
    cr_assert_eq(tint->kind, TY_RECT);
    cr_assert_eq(tint->artifact, TY_BACKGROUND);
    cr_assert_eq(tint->rect.x, word->rect.x);
    cr_assert_eq(tint->rect.width, word->rect.width);
    setting_close(&set);
}

Test(lines, images_keep_their_proportions_and_shrink_to_the_column)
{
    struct setting set = setting_open();
    struct doc_style style = setting_display(&set, DOC_INLINE);
    struct doc_attr attrs[] = {{"width", "1000"}, {"height", "500"}, {"viewBox", "0 0 1000 500"}};
    doc_id p = setting_add(&set, 0, DOC_TAG_P, set.text);
    doc_id svg = doc_append_element(set.doc, p, DOC_TAG_SVG, DOC_ROLE_FIGURE, doc_add_style(set.doc, &style),
                                    attrs, 3);
    struct doc_attr line[] = {
        {"x", "0"}, {"y", "0"}, {"width", "1000"}, {"height", "500"}, {"fill", "#336699"}};
    doc_append_element(set.doc, svg, DOC_TAG_RECT, DOC_ROLE_NONE, doc_add_style(set.doc, &style), line, 5);
    setting_run(&set);
    const struct doc_page *rules = doc_page_for(set.doc, "", true, false);
    aj_len width = rules->width - rules->margin[1] - rules->margin[3];
    const struct ty_fragment *box = &set.pages->fragments[0];
    cr_assert(abs(box->rect.width - width) < 10, "%d", box->rect.width);
    cr_assert(abs(box->rect.height - width / 2) < 10, "%d", box->rect.height);
    cr_assert_eq(box->rect.x, rules->margin[3]);
    setting_close(&set);
}

Test(lines, underlined_text_has_a_rule_below_its_baseline)
{
    struct setting set = setting_build("<p>Se <a href=\"https://example.org/\">länken hit</a> nu</p>",
                                       "a { text-decoration: underline } p { margin: 0 }");
    setting_run(&set);
    const struct ty_fragment *text = setting_find(&set, "länken hit", NULL);
    cr_assert_not_null(text);
    uint32_t rules = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        if (f->kind != TY_LINE)
            continue;
        rules++;
        cr_assert_eq(f->rect.x, text->rect.x);
        cr_assert_eq(f->rect.width, text->rect.width);
    }
    cr_assert_eq(rules, 1);
    setting_close(&set);
}

Test(lines, addresses_are_broken_without_a_hyphen)
{
    static const char *const cases[] = {
        "https://www.kommunen.se/kommun-och-politik/kvalitetsredovisning/ekonomiuppfoljning",
        "kommunstyrelsens.forvaltning@kommunen.se",
        "www.kommunen.se/verksamhetsuppfoljning",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (aj_len width = 60000; width < 180000; width += 7000) {
            struct setting set = setting_open();
            set.text.width = (struct doc_size){DOC_LENGTH, width};
            setting_paragraph(&set, 0, aj_printf(set.job->arena, "Läs mer på %s eller ring.", cases[i]));
            setting_run(&set);
            cr_expect(setting_find(&set, "\xC2\xAD", NULL) == NULL, "%s at %d", cases[i], width);
            cr_expect(set.job->diags->len == 0 || width < 110000, "%s at %d", cases[i], width);
            setting_check(&set);
            setting_close(&set);
        }
}
