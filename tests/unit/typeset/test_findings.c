/* Every finding of layout, with its place and its hint. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

AJ_SUITE(layout_findings);

Test(layout_findings, a_word_too_long_for_its_line)
{
    struct setting set = setting_open();
    set.text.hyphens = DOC_HYPHENS_NONE;
    set.text.width = (struct doc_size){DOC_LENGTH, 40000};
    setting_paragraph(&set, 0, "en nettokostnadsutveckling");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_W0610, "plan.xml", 3, 5,
                   "reword the text, allow hyphenation with a soft hyphen, or widen the column");
    cr_assert_str_eq(set.job->diags->items[0].args[0], "nettokostnadsutveckling");
    setting_close(&set);
}

Test(layout_findings, a_line_torn_open)
{
    struct setting set = setting_open();
    set.text.hyphens = DOC_HYPHENS_NONE;
    set.text.text_align = DOC_JUSTIFY;
    set.text.width = (struct doc_size){DOC_LENGTH, 130000};
    setting_paragraph(&set, 0, "om vår nettokostnadsutveckling av kommunen");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_N0616, "plan.xml", 3, 5,
                   "reword the text, allow hyphenation with a soft hyphen, or set the column ragged");
    cr_assert_str_eq(set.job->diags->items[0].args[0], "om vår");
    setting_close(&set);
}

Test(layout_findings, a_table_too_wide_for_its_column)
{
    struct setting set = setting_open();
    set.text.hyphens = DOC_HYPHENS_NONE;
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    setting_text(&set, setting_add(&set, table, DOC_TAG_CAPTION, setting_display(&set, DOC_TABLE_CAPTION)),
                 "Nyckeltal");
    doc_id row = setting_add(&set, table, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    for (int i = 0; i < 8; i++)
        setting_cell(&set, row, DOC_TAG_TD, "nettokostnadsutveckling");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_E0611, "plan.xml", 3, 5,
                   "leave out or merge columns, or shorten headings; a theme may set it smaller or turn it "
                   "by -arshjul-table-fit");
    cr_assert_str_eq(set.job->diags->items[0].args[0], "Nyckeltal");
    setting_close(&set);
}

Test(layout_findings, a_character_that_no_font_has)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "Budget \xE6\xBC\xA2 2022");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_E0612, "plan.xml", 3, 5,
                   "write it otherwise, or add a font that has it to the theme's font-family");
    cr_assert_str_eq(set.job->diags->items[0].args[0], "U+6F22");
    /* It is left out, never drawn as an empty box. */
    cr_assert_str_eq(setting_printed(&set), "Budget  2022");
    setting_close(&set);
}

Test(layout_findings, a_second_font_helps_out)
{
    struct setting set = setting_open();
    set.text.faces[0] =
        fnt_face_load(set.fonts, set.job, "/usr/share/fonts/truetype/lato/Lato-Regular.ttf", 0);
    set.text.faces[1] =
        fnt_face_load(set.fonts, set.job, "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0);
    set.text.face_count = 2;
    setting_paragraph(&set, 0, "pil\xE2\x87\x92här");
    setting_run(&set);
    assert_finding_count(set.job, 0);
    setting_check(&set);
    cr_assert(setting_find(&set, "\xE2\x87\x92", NULL)->as.run->face == set.text.faces[1]);
    setting_close(&set);
}

Test(layout_findings, boxes_nested_too_deep)
{
    struct setting set = setting_open();
    doc_id at = set.body;
    for (int i = 0; i < 220; i++)
        at = setting_add(&set, at, DOC_TAG_DIV, set.text);
    setting_paragraph(&set, at, "Text");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_E0613, "plan.xml", 3, 5, "simplify the structure");
    setting_close(&set);
}

Test(layout_findings, a_table_with_too_many_columns)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id row = setting_add(&set, table, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    for (int i = 0; i < 502; i++)
        setting_cell(&set, row, DOC_TAG_TD, "");
    setting_run(&set);
    assert_finding(set.job, 0, AJ_E0614, "plan.xml", 3, 5, "divide the table");
    setting_close(&set);
}

Test(layout_findings, something_higher_than_its_page)
{
    struct setting set = setting_open();
    set.text.line_height = 900000;
    setting_paragraph(&set, 0, "Rubrik");
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(
        set.job, 0, AJ_E0615, "plan.xml", 3, 5,
        "make it smaller, or let it break: it has a fixed height or is one line, image or table row that "
        "cannot be parted");
    setting_close(&set);
}

/* A drawing that is higher than its page is printed smaller, and told of. */
Test(layout_findings, a_picture_higher_than_its_page)
{
    struct setting set = setting_open();
    struct doc_style style = setting_display(&set, DOC_BLOCK);
    const struct doc_attr attrs[] = {{"width", "100"}, {"height", "2000"}};
    doc_id svg = doc_append_element(set.doc, set.body, DOC_TAG_SVG, DOC_ROLE_FIGURE,
                                    doc_add_style(set.doc, &style), attrs, 2);
    set.doc->nodes[svg].at = set.at;
    setting_run(&set);
    assert_finding(set.job, 0, AJ_W0657, "plan.xml", 3, 5, "make it less wide, or divide it");
    assert_finding_count(set.job, 1);
    setting_close(&set);
}
