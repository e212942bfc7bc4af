/* Pages: where they break, and what stands in their margins. */
#include "setting.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(pages);

static uint32_t page_of(const struct setting *set, const char *text)
{
    uint32_t page = UINT32_MAX;
    cr_assert(setting_find(set, text, &page) != NULL, "\"%s\" is not printed", text);
    return page;
}

Test(pages, a_heading_keeps_two_lines_with_it)
{
    for (int lines = 40; lines < 48; lines++) {
        struct setting set = setting_open();
        for (int i = 0; i < lines; i++)
            setting_paragraph(&set, 0, "Rad");
        struct doc_style heading = set.text;
        heading.break_after = DOC_BREAK_AVOID;
        setting_text(&set, setting_add(&set, 0, DOC_TAG_H2, heading), "Rubrik");
        doc_id p = setting_add(&set, 0, DOC_TAG_P, set.text);
        const char *parts[] = {"första", "andra", "tredje", "fjärde"};
        for (int i = 0; i < 4; i++) {
            if (i)
                setting_add(&set, p, DOC_TAG_BR, setting_display(&set, DOC_INLINE));
            setting_text(&set, p, parts[i]);
        }
        setting_run(&set);
        setting_check(&set);
        cr_assert_eq(page_of(&set, "Rubrik"), page_of(&set, "andra"));
        /* Neither first nor last line stands alone. */
        cr_assert_eq(page_of(&set, "första"), page_of(&set, "andra"));
        cr_assert_eq(page_of(&set, "tredje"), page_of(&set, "fjärde"));
        setting_close(&set);
    }
}

/* Wherever the page ends: neither the first nor the last item of a list stands alone when it need not. */
Test(pages, no_item_of_a_list_stands_alone)
{
    for (int lines = 30; lines < 60; lines++) {
        struct aj_buf body = AJ_BUF_INIT;
        for (int i = 0; i < lines; i++)
            aj_buf_str(&body, "<p>rad</p>");
        aj_buf_str(&body, "<ol><li>ett</li><li>tre</li><li>fem</li><li>sju</li></ol>");
        for (int i = 0; i < 40; i++)
            aj_buf_str(&body, "<p>rad</p>");
        struct setting set =
            setting_build(body.data, "@page { size: 200mm 200mm; margin: 20mm; } "
                                     "p, ol, li { margin: 0; font-size: 10pt; line-height: 12pt; }");
        setting_check(&set);
        cr_expect_eq(page_of(&set, "ett"), page_of(&set, "tre"), "after %d lines", lines);
        cr_expect_eq(page_of(&set, "fem"), page_of(&set, "sju"), "after %d lines", lines);
        aj_buf_free(&body);
        setting_close(&set);
    }
}

/* A page does not hand on lines that it has room for, however empty the next one is. */
Test(pages, a_paragraph_that_has_room_is_not_parted)
{
    for (int lines = 20; lines < 34; lines++) {
        struct aj_buf body = AJ_BUF_INIT;
        for (int i = 0; i < lines; i++)
            aj_buf_str(&body, "<p>rad</p>");
        aj_buf_str(&body, "<p>ett<br/>tre<br/>fem<br/>sju</p>");
        for (int k = 0; k < 2; k++) {
            aj_buf_str(&body, "<div>");
            for (int i = 0; i < 26; i++)
                aj_buf_str(&body, "<p>rad</p>");
            aj_buf_str(&body, "</div>");
        }
        struct setting set = setting_build(
            body.data, "@page { size: 200mm 200mm; margin: 20mm; } div { break-inside: avoid; } "
                       "p { margin: 0; font-size: 10pt; line-height: 12pt; }");
        setting_check(&set);
        cr_expect_eq(page_of(&set, "ett"), page_of(&set, "sju"), "after %d lines", lines);
        aj_buf_free(&body);
        setting_close(&set);
    }
}

Test(pages, a_kept_block_is_not_parted_when_it_can_be_whole)
{
    struct setting set = setting_open();
    for (int i = 0; i < 40; i++)
        setting_paragraph(&set, 0, "Rad");
    struct doc_style box = set.text;
    box.break_inside = DOC_BREAK_AVOID;
    box.background = (struct doc_color){230, 240, 240, 255};
    doc_id aside = setting_add(&set, 0, DOC_TAG_ASIDE, box);
    setting_paragraph(&set, aside, "början");
    for (int i = 0; i < 10; i++)
        setting_paragraph(&set, aside, "mitten");
    setting_paragraph(&set, aside, "slutet");
    setting_run(&set);
    setting_check(&set);
    cr_assert_eq(page_of(&set, "början"), 1);
    cr_assert_eq(page_of(&set, "slutet"), 1);
    setting_close(&set);
}

Test(pages, a_kept_block_that_no_page_holds_begins_where_it_stands)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "före");
    struct doc_style box = set.text;
    box.break_inside = DOC_BREAK_AVOID;
    doc_id aside = setting_add(&set, 0, DOC_TAG_ASIDE, box);
    setting_paragraph(&set, aside, "början");
    for (int i = 0; i < 100; i++)
        setting_paragraph(&set, aside, "mitten");
    setting_paragraph(&set, aside, "slutet");
    setting_run(&set);
    setting_check(&set);
    cr_assert_eq(page_of(&set, "början"), 0);
    setting_close(&set);
}

Test(pages, a_chapter_can_begin_on_a_right_hand_page)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "Ett");
    set.text.break_before = DOC_BREAK_RIGHT;
    setting_paragraph(&set, 0, "Två");
    setting_run(&set);
    cr_assert_eq(set.pages->page_count, 3);
    cr_assert_eq(set.pages->pages[1].count, 0);
    cr_assert_eq(page_of(&set, "Två"), 2);
    setting_close(&set);
}

Test(pages, margins_collapse_and_are_dropped_after_a_break)
{
    struct setting set = setting_open();
    set.text.margin[0] = (struct doc_size){DOC_LENGTH, 20000};
    set.text.margin[2] = (struct doc_size){DOC_LENGTH, 30000};
    for (int i = 0; i < 30; i++)
        setting_paragraph(&set, 0, "Rad");
    setting_run(&set);
    const struct ty_fragment *f = set.pages->fragments;
    /* On the last page spaces are as they are; the first page's give a little, so that it is full. */
    const struct ty_fragment *g = f + set.pages->pages[set.pages->page_count - 1].first;
    cr_assert_eq(g[1].baseline - g[0].baseline, 45000);
    cr_assert_float_eq(f[1].baseline - f[0].baseline, 45000, 9000);
    const struct ty_fragment *last = g - 1;
    aj_len low = last->rect.y + last->rect.height, foot = set.pages->pages[0].height - 70866;
    cr_assert_float_eq(low, foot, 2000);
    cr_assert_eq(set.pages->fragments[set.pages->pages[1].first].baseline, f[0].baseline - 20000);
    setting_close(&set);
}

Test(pages, margin_boxes_show_strings_and_page_numbers)
{
    struct setting set = setting_build("<h1>Ett</h1><p>Text</p><h1>Två</h1><p>Text</p>",
                                       "@page { @bottom-left { content: string(kapitel) } @bottom-right { "
                                       "content: counter(page) \" av \" counter(pages) } }\n"
                                       "@page :first { @bottom-left { content: none } }\n"
                                       "h1 { string-set: kapitel content(); break-before: page }");
    cr_assert_eq(set.pages->page_count, 2);
    struct aj_buf feet = AJ_BUF_INIT;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        if (f->artifact == TY_FOOTER && f->kind == TY_TEXT)
            aj_buf_printf(&feet, "%.*s;", (int)f->as.run->text_length, f->as.run->text);
    }
    cr_assert_str_eq(feet.data, "1 av 2;Två;2 av 2;");
    aj_buf_free(&feet);
    setting_close(&set);
}

Test(pages, a_note_without_room_goes_on_on_the_next_page)
{
    int parted = 0;
    for (int lines = 20; lines < 45; lines++) {
        struct setting set = setting_open();
        for (int i = 0; i < lines; i++)
            setting_paragraph(&set, 0, "Rad");
        doc_id p = setting_paragraph(&set, 0, "Märket");
        struct doc_style style = setting_display(&set, DOC_INLINE);
        style.float_ = DOC_FLOAT_FOOTNOTE;
        doc_id note = setting_add(&set, p, DOC_TAG_SPAN, style);
        for (int i = 0; i < 14; i++) {
            if (i)
                setting_add(&set, note, DOC_TAG_BR, setting_display(&set, DOC_INLINE));
            setting_text(&set, note, i == 0 ? "notens början" : i == 13 ? "notens slut" : "noten");
        }
        for (int i = 0; i < 30; i++)
            setting_paragraph(&set, 0, i ? "Sedan" : "Efteråt");
        setting_run(&set);
        setting_check(&set);
        cr_assert_eq(page_of(&set, "notens början"), page_of(&set, "Märket"));
        uint32_t on = page_of(&set, "notens slut") - page_of(&set, "notens början");
        cr_assert_leq(on, 1);
        parted += (int)on;
        /* What goes on stands at the foot of its page too. */
        const struct ty_fragment *end = setting_find(&set, "notens slut", &(uint32_t){0});
        const struct doc_page *rules = doc_page_for(set.doc, "", false, false);
        cr_assert_float_eq(end->rect.y + end->rect.height, rules->height - rules->margin[2], 4000);
        setting_close(&set);
    }
    cr_assert_gt(parted, 3);
    cr_assert_lt(parted, 20);
}

Test(pages, a_heading_spans_columns_with_what_it_belongs_to)
{
    struct setting set = setting_build(
        "<h1>Allt</h1><section><p>Ett</p><p>Två</p><h2>Rubrik</h2><h3>Under</h3><div><p>Ruta</p></div>"
        "<h2>Andra</h2><p>Tre</p><p>Fyra</p></section>",
        "section { columns: 2; column-gap: 5mm } p { margin: 0 } div { column-span: all }"
        "h2, h3 { break-after: avoid }");
    uint32_t page;
    const struct ty_fragment *one = setting_find(&set, "Ett", &page), *two = setting_find(&set, "Två", &page);
    const struct ty_fragment *heading = setting_find(&set, "Rubrik", &page);
    cr_assert_eq(one->rect.y, two->rect.y);
    cr_assert_gt(two->rect.x, one->rect.x);
    cr_assert_eq(heading->rect.x, one->rect.x);
    cr_assert_gt(heading->rect.y, one->rect.y);
    cr_assert_gt(setting_find(&set, "Under", &page)->rect.y, heading->rect.y);
    /* One that is followed by text stays in its column. */
    cr_assert_eq(setting_find(&set, "Andra", &page)->rect.x, one->rect.x);
    cr_assert_gt(setting_find(&set, "Fyra", &page)->rect.x, one->rect.x);
    setting_close(&set);
}

/* The rules between columns, in the order in which they are painted. */
static uint32_t column_rules(const struct setting *set, const struct ty_fragment *rules[4])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < set->pages->fragment_count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[i];
        if (f->kind == TY_RECT && f->artifact == TY_LAYOUT && count < 4)
            rules[count++] = f;
    }
    return count;
}

Test(pages, columns_are_parted_by_a_rule_in_the_middle_of_their_gap)
{
    static const struct {
        const char *body, *css;
        uint32_t rules;
    } cases[] = {
        {"<p>Ett</p><p>Två</p><p>Tre</p><p>Fyra</p>", "columns: 2; column-rule: 1pt solid #aa0000", 1},
        {"<p>Ett</p><p>Två</p><p>Tre</p>", "columns: 3; column-rule: 1pt solid #aa0000", 2},
        {"<p>Ett</p><p>Två</p><p>Tre</p><p>Fyra</p>", "columns: 2; column-rule: 1pt none #aa0000", 0},
        {"<p>Ett</p>", "columns: 2; column-rule: 1pt solid #aa0000", 0}, /* nothing to part */
        {"<p>Ett</p><p>Två</p><h1>Över</h1><p>Tre</p><p>Fyra</p>",
         "columns: 2; column-rule: 1pt solid #aa0000", 2},
        {"<p>Ett</p><h1>Över</h1><p>Tre</p><p>Fyra</p>", "columns: 2; column-rule: 1pt solid #aa0000", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[200], css[300];
        snprintf(body, sizeof body, "<section>%s</section>", cases[i].body);
        snprintf(css, sizeof css, "p { margin: 0 } h1 { column-span: all } section { %s; column-gap: 5mm }",
                 cases[i].css);
        struct setting set = setting_build(body, css);
        const struct ty_fragment *rules[4];
        cr_assert_eq(column_rules(&set, rules), cases[i].rules, "%zu: %u", i, column_rules(&set, rules));
        uint32_t page;
        const struct ty_fragment *left = setting_find(&set, "Ett", &page);
        if (i == 0) {
            const struct ty_fragment *last = setting_find(&set, "Fyra", &page);
            aj_len half_gap = 14173 / 2, middle = rules[0]->rect.x + rules[0]->rect.width / 2;
            cr_assert_eq(rules[0]->rect.width, 1000);
            cr_assert_eq(rules[0]->color.r, 0xaa);
            cr_assert_leq(last->rect.x - half_gap - 2, middle);
            cr_assert_geq(last->rect.x - half_gap + 2, middle);
            cr_assert_leq(rules[0]->rect.y, left->rect.y);
            cr_assert_geq(rules[0]->rect.y + rules[0]->rect.height, last->rect.y + last->rect.height);
        }
        if (i == 5) /* as high as its own columns */
            cr_assert_gt(rules[0]->rect.y, left->rect.y + left->rect.height);
        setting_close(&set);
    }
}

Test(pages, paint_at_the_edges_bleeds)
{
    struct setting set = setting_build(
        "<section class=\"c\"><div class=\"f\"><p>Omslag</p></div></section><p>Text</p>",
        "@page { size: A4; margin: 20mm; bleed: 3mm; background: #eeeeee }\n"
        "@page cover { margin: 0 } .c { page: cover }\n"
        ".f { background-color: #004488; color: #ffffff; height: 100mm; width: 50% } .f p { margin: 0 }");
    const struct ty_fragment *page = &set.pages->fragments[0], *tint = &set.pages->fragments[1];
    cr_assert_eq(set.pages->pages[0].bleed, 8504);
    cr_assert_eq(page->rect.x, -8504);
    cr_assert_eq(page->rect.width, set.pages->pages[0].width + 2 * 8504);
    cr_assert_eq(page->rect.height, set.pages->pages[0].height + 2 * 8504);
    cr_assert_eq(tint->rect.y, -8504);
    cr_assert_eq(tint->rect.height, 283465 + 8504);
    cr_assert_leq(tint->rect.x + tint->rect.width, set.pages->pages[0].width / 2 + 1);
    setting_close(&set);
}

Test(pages, a_named_page_has_its_own_width)
{
    struct setting set =
        setting_build("<section class=\"c\"><div class=\"f\"><p>Omslag</p></div></section><p>Text</p>",
                      "@page { size: A4; margin: 20mm } @page cover { margin: 0 }\n"
                      ".c { page: cover } .f { background-color: #004488; color: #ffffff; height: 100mm }");
    cr_assert_eq(set.pages->page_count, 2);
    const struct ty_fragment *tint = &set.pages->fragments[0];
    cr_assert_eq(tint->kind, TY_RECT);
    cr_assert_eq(tint->artifact, TY_BACKGROUND);
    cr_assert_eq(tint->rect.x, 0);
    cr_assert_eq(tint->rect.width, set.pages->pages[0].width);
    cr_assert_eq(tint->rect.height, 283465);
    cr_assert_eq(page_of(&set, "Text"), 1);
    setting_close(&set);
}

Test(pages, columns_are_balanced_and_spanned)
{
    struct setting set = setting_open();
    struct doc_style columns = set.text;
    columns.columns = 2;
    columns.column_gap = 12000;
    doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, columns);
    for (int i = 0; i < 10; i++)
        setting_paragraph(&set, section, i == 5 ? "sjätte" : "Rad");
    struct doc_style span = set.text;
    span.column_span_all = true;
    setting_text(&set, setting_add(&set, section, DOC_TAG_H2, span), "Över båda");
    setting_paragraph(&set, section, "Efter");
    setting_run(&set);
    setting_check(&set);
    const struct ty_fragment *first = &set.pages->fragments[0];
    const struct ty_fragment *sixth = setting_find(&set, "sjätte", NULL);
    const struct ty_fragment *over = setting_find(&set, "Över", NULL);
    cr_assert_eq(sixth->baseline, first->baseline);
    cr_assert(sixth->rect.x > first->rect.x + 200000);
    cr_assert_eq(over->baseline, first->baseline + 5 * 15000);
    cr_assert_eq(over->rect.x, first->rect.x);
    setting_close(&set);
}

Test(pages, notes_stand_at_the_foot_of_the_page_that_calls_them)
{
    struct setting set = setting_open();
    for (int i = 0; i < 60; i++) {
        doc_id p = setting_paragraph(&set, 0, "Rad");
        if (i != 5 && i != 55)
            continue;
        struct doc_style note = setting_display(&set, DOC_INLINE);
        note.float_ = DOC_FLOAT_FOOTNOTE;
        setting_text(&set, setting_add(&set, p, DOC_TAG_SPAN, note), i == 5 ? "Första noten" : "Andra noten");
    }
    setting_run(&set);
    setting_check(&set);
    cr_assert_eq(page_of(&set, "Första noten"), 0);
    cr_assert_eq(page_of(&set, "Andra noten"), 1);
    const struct doc_page *rules = doc_page_for(set.doc, "", true, false);
    const struct ty_fragment *note = setting_find(&set, "Första noten", NULL);
    cr_assert(note->baseline > rules->height - rules->margin[2] - 15000);
    setting_close(&set);
}

Test(pages, what_is_kept_together_is_not_parted_between_balanced_columns)
{
    for (int lines = 3; lines < 14; lines++) {
        struct setting set = setting_open();
        struct doc_style columns = set.text, heading = set.text;
        columns.columns = 2;
        columns.column_gap = 12000;
        heading.break_inside = DOC_BREAK_AVOID;
        heading.break_after = DOC_BREAK_AVOID;
        doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, columns);
        for (int i = 0; i < lines; i++)
            setting_paragraph(&set, section, "Rad");
        doc_id h = setting_add(&set, section, DOC_TAG_H2, heading);
        setting_text(&set, h, "Överst");
        setting_add(&set, h, DOC_TAG_BR, setting_display(&set, DOC_INLINE));
        setting_text(&set, h, "Underst");
        for (int i = 0; i < 5; i++)
            setting_paragraph(&set, section, i ? "Rad" : "Första");
        setting_run(&set);
        setting_check(&set);
        const struct ty_fragment *a = setting_find(&set, "Överst", NULL),
                                 *b = setting_find(&set, "Underst", NULL);
        cr_assert_eq(a->rect.x, b->rect.x);
        cr_assert_eq(setting_find(&set, "Första", NULL)->rect.x, b->rect.x);
        setting_close(&set);
    }
}
