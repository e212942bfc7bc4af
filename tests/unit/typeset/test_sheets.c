/* Sheets: their kinds, sizes and numbers, and what stands around the text. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(sheets);

static uint32_t page_of(const struct setting *set, const char *text)
{
    uint32_t page = UINT32_MAX;
    cr_assert(setting_find(set, text, &page) != NULL, "\"%s\" is not printed", text);
    return page;
}

/* The text of a page's margin boxes, each followed by ";". */
static const char *margins(const struct setting *set, uint32_t page)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (uint32_t i = 0; i < set->pages->pages[page].count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[set->pages->pages[page].first + i];
        if ((f->artifact == TY_FOOTER || f->artifact == TY_HEADER) && f->kind == TY_TEXT)
            aj_buf_printf(&text, "%.*s;", (int)f->as.run->text_length, f->as.run->text);
    }
    const char *copy = aj_strndup(set->job->arena, text.data ? text.data : "", text.len);
    aj_buf_free(&text);
    return copy;
}

Test(sheets, a_landscape_section_stands_in_a_portrait_document)
{
    struct setting set = setting_build(
        "<div class=\"all\"><p>Först</p><section class=\"wide\"><p>Liggande<span "
        "class=\"note\">Noten</span></p>"
        "<table><tbody><tr><th>A</th><td>B</td></tr></tbody></table>"
        "<div class=\"two\"><p>Ett</p><p>Två</p></div></section><p>Sist</p></div>",
        "@page { size: A4; margin: 20mm 20mm 25mm; @top-left { content: string(s) } }\n"
        "@page wide { size: A4 landscape; page-orientation: rotate-left }\n"
        ".wide { page: wide } table { width: 100% } .two { columns: 2; column-gap: 10mm } p { margin: 0 }\n"
        ".all { background-color: #eeeeee } .note { float: footnote } p { string-set: s \"x\" }");
    cr_assert_eq(set.pages->page_count, 3);
    const struct ty_page *wide = &set.pages->pages[1];
    cr_assert_eq(wide->width, 841890);
    cr_assert_eq(wide->height, 595276);
    cr_assert_eq(wide->orientation, DOC_ROTATE_LEFT);
    cr_assert_eq(set.pages->pages[0].orientation, DOC_UPRIGHT);
    cr_assert_eq(page_of(&set, "Liggande"), 1);
    cr_assert_eq(page_of(&set, "Sist"), 2);
    cr_assert_str_eq(margins(&set, 1), "x;");
    aj_len text = 841890 - 2 * 56693, margin = 56693;
    /* The second column begins half a gap beyond the middle of the wide text. */
    cr_assert_float_eq(setting_find(&set, "Två", NULL)->rect.x, margin + text / 2 + 14173, 5);
    cr_assert_float_eq(setting_find(&set, "Noten", NULL)->rect.y + 20000, 595276 - 70866, 12000);
    /* The box around all pages is as wide as each one's text. */
    for (uint32_t p = 0; p < 3; p++) {
        const struct ty_fragment *tint = &set.pages->fragments[set.pages->pages[p].first];
        cr_assert_eq(tint->kind, TY_RECT);
        cr_assert_float_eq(tint->rect.width, p == 1 ? text : 595276 - 2 * 56693, 5);
    }
    setting_close(&set);
}

Test(sheets, margins_mirror_on_left_and_right_pages)
{
    struct setting set =
        setting_build("<p>Ett</p><p class=\"b\">Två</p>",
                      "@page :right { margin: 20mm 30mm 20mm 15mm }\n"
                      "@page :left { margin: 20mm 15mm 20mm 30mm } .b { break-before: page }");
    cr_assert_eq(setting_find(&set, "Ett", NULL)->rect.x, 42520);
    cr_assert_eq(setting_find(&set, "Två", NULL)->rect.x, 85039);
    setting_close(&set);
}

Test(sheets, pages_are_numbered_anew_and_in_roman)
{
    struct setting set = setting_build(
        "<p class=\"cover\">Omslag</p><section class=\"front\"><p>Förord <a href=\"#k\">kapitel </a></p>"
        "<p class=\"b\">Mer <a href=\"#f\">förord </a></p></section>"
        "<h1 id=\"k\">Kapitel</h1><p class=\"b\" id=\"f\">Slut <a href=\"#g\" class=\"roman\">g </a></p>"
        "<p id=\"g\">G</p>",
        "@page { @bottom-left { content: counter(page) } }\n"
        "@page cover { @bottom-left { content: none } }\n"
        "@page front { @bottom-left { content: counter(page, lower-roman) } }\n"
        ".cover { page: cover } .front { page: front } h1 { break-before: page; counter-reset: page 1 }\n"
        ".b { break-before: page } a::after { content: target-counter(attr(href), page) }\n"
        ".roman::after { content: target-counter(attr(href), page, upper-roman) }");
    static const char *const labels[] = {"i", "ii", "iii", "1", "2"};
    cr_assert_eq(set.pages->page_count, 5);
    for (int i = 0; i < 5; i++)
        cr_assert_str_eq(set.pages->pages[i].label, labels[i]);
    cr_assert_str_eq(margins(&set, 0), "");
    cr_assert_str_eq(margins(&set, 1), "ii;");
    cr_assert_str_eq(margins(&set, 3), "1;");
    const char *text = setting_printed(&set);
    cr_assert(strstr(text, "kapitel 1") != NULL, "%s", text);
    cr_assert(strstr(text, "förord 2") != NULL, "%s", text);
    cr_assert(strstr(text, "g II") != NULL, "%s", text);
    setting_close(&set);
}

Test(sheets, a_page_is_set_to_a_number_in_the_middle)
{
    struct setting set =
        setting_build("<p>A</p><p class=\"b\">B</p><p class=\"b\">C</p>",
                      "@page { @bottom-left { content: counter(page) \"/\" counter(pages) } }\n"
                      ".b { break-before: page } .b:nth-child(2) { counter-set: page 7 }");
    cr_assert_str_eq(margins(&set, 1), "7/3;");
    cr_assert_str_eq(margins(&set, 2), "8/3;");
    setting_close(&set);
}

Test(sheets, strings_say_which_of_a_pages_values_they_take)
{
    struct setting set = setting_build(
        "<h1>Ett</h1><p>text</p><h1>Två</h1><p class=\"b\">text</p><h1>Tre</h1><h1>Fyra</h1>"
        "<h1 class=\"b\">Fem</h1><p class=\"b\">text</p>",
        "@page { @top-left { content: string(s) \",\" string(s, start) \",\" string(s, last) \",\" "
        "string(s, first-except) } }\n"
        "h1 { string-set: s content() } .b { break-before: page }");
    cr_assert_str_eq(margins(&set, 0), "Ett,Ett,Två,;");
    cr_assert_str_eq(margins(&set, 1), "Tre,Två,Fyra,;");
    cr_assert_str_eq(margins(&set, 2), "Fem,Fem,Fem,;");
    cr_assert_str_eq(margins(&set, 3), "Fem,Fem,Fem,Fem;");
    setting_close(&set);
}

Test(sheets, first_and_blank_pages_have_rules_of_their_own)
{
    struct setting set = setting_build(
        "<section><h1>A</h1><p class=\"b\">a</p></section><section><h1>B</h1><p class=\"b\">b</p>"
        "<p class=\"b\">c</p></section><section><h1>C</h1></section>",
        "@page { @top-left { content: \"huvud\" } @bottom-left { content: counter(page) } }\n"
        "@page chapter:first { @top-left { content: none } }\n"
        "@page :blank { @top-left { content: none } @bottom-left { content: none } }\n"
        "section { page: chapter; break-before: right } .b { break-before: page }");
    static const char *const expected[] = {"1;", "huvud;2;", "3;", "huvud;4;", "huvud;5;", "", "7;"};
    cr_assert_eq(set.pages->page_count, 7);
    for (uint32_t i = 0; i < 7; i++)
        cr_assert_str_eq(margins(&set, i), expected[i], "page %u: %s", i + 1, margins(&set, i));
    setting_close(&set);
}

Test(sheets, marks_stand_beyond_the_bleed)
{
    struct setting set = setting_build("<p>Text</p>", "@page { size: A5; margin: 20mm; marks: crop cross; "
                                                      "bleed: 3mm; background: #eeeeee }");
    const struct ty_page *page = &set.pages->pages[0];
    cr_assert_gt(page->slug, 0);
    cr_assert_eq(page->bleed, 8504);
    int strokes = 0, circles = 0;
    for (uint32_t i = page->first; i < page->first + page->count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        if (f->kind == TY_RECT) /* the page's tint ends with the bleed */
            cr_assert_eq(f->rect.x, -8504);
        if (f->kind != TY_LINE && f->kind != TY_PATH)
            continue;
        strokes += f->kind == TY_LINE;
        circles += f->kind == TY_PATH;
        const struct ty_rect *r = &f->rect;
        cr_assert(r->x + r->width <= -8504 || r->x >= page->width + 8504 || r->y + r->height <= -8504 ||
                  r->y >= page->height + 8504);
        cr_assert_geq(r->x, -8504 - page->slug);
        cr_assert_leq(r->y + r->height, page->height + 8504 + page->slug);
    }
    cr_assert_eq(strokes, 8 + 8);
    cr_assert_eq(circles, 4);
    setting_close(&set);
}

Test(sheets, crop_marks_alone_bring_a_bleed)
{
    struct setting set = setting_build("<p>Text</p>", "@page { marks: crop }");
    cr_assert_eq(set.pages->pages[0].bleed, 6000);
    setting_close(&set);
}

Test(sheets, a_page_of_another_kind_interrupts_columns)
{
    struct setting set = setting_build(
        "<section><p>Ett</p><p>Två</p><div><p>Liggande</p></div><p>Tre</p><p>Fyra</p></section>",
        "section { columns: 2; column-gap: 5mm } p { margin: 0 } div { page: wide }\n"
        "@page wide { size: A4 landscape }");
    cr_assert_eq(set.pages->page_count, 3);
    cr_assert_eq(setting_find(&set, "Ett", NULL)->baseline, setting_find(&set, "Två", NULL)->baseline);
    cr_assert_eq(page_of(&set, "Liggande"), 1);
    cr_assert_eq(setting_find(&set, "Tre", NULL)->baseline, setting_find(&set, "Fyra", NULL)->baseline);
    setting_close(&set);
}

static const char out_of_flow[] = "let it begin in the flow of the page, or take columns away";

Test(sheets, columns_in_a_cell_are_told)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id row = setting_add(&set, table, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    doc_id cell = setting_add(&set, row, DOC_TAG_TD, setting_display(&set, DOC_TABLE_CELL));
    set.text.columns = 2;
    setting_paragraph(&set, cell, "Text");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_W0617, "plan.xml", 3, 5, out_of_flow);
    cr_assert_str_eq(set.job->diags->items[0].args[0], "columns");
    setting_close(&set);
}

Test(sheets, columns_in_columns_are_told_and_a_call_out_may_have_them)
{
    struct setting set = setting_open();
    struct doc_style columns = set.text;
    columns.columns = 2;
    doc_id aside = setting_add(&set, 0, DOC_TAG_ASIDE, set.text);
    doc_id outer = setting_add(&set, aside, DOC_TAG_SECTION, columns);
    setting_text(&set, setting_add(&set, outer, DOC_TAG_P, columns), "Text");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_W0617, "plan.xml", 3, 5, out_of_flow);
    setting_close(&set);
}
