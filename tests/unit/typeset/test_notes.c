/* Notes at the foot of the page: wherever they are called, however long they are. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(notes);

static uint32_t page_of(const struct setting *set, const char *text)
{
    uint32_t page = UINT32_MAX;
    cr_assert(setting_find(set, text, &page) != NULL, "\"%s\" is not printed", text);
    return page;
}

/* A note of so many lines below `parent`: "NAME början", "NAME rad" …, "NAME slut". */
static void add_note(struct setting *set, doc_id parent, const char *name, int lines)
{
    struct doc_style style = setting_display(set, DOC_INLINE);
    style.float_ = DOC_FLOAT_FOOTNOTE;
    doc_id note = setting_add(set, parent, DOC_TAG_SPAN, style);
    for (int i = 0; i < lines; i++) {
        if (i)
            setting_add(set, note, DOC_TAG_BR, setting_display(set, DOC_INLINE));
        const char *part = i == 0 ? "början" : i + 1 == lines ? "slut" : "rad";
        setting_text(set, note, aj_printf(set->job->arena, "%s %s", name, part));
    }
}

static void add_lines(struct setting *set, doc_id parent, int count)
{
    for (int i = 0; i < count; i++)
        setting_paragraph(set, parent, "Rad");
}

/* The note begins on the page of its mark and ends there or on the next one; nothing overlaps. */
static uint32_t check_note(const struct setting *set, const char *mark, const char *name)
{
    setting_check(set);
    uint32_t begins = page_of(set, aj_printf(set->job->arena, "%s början", name));
    uint32_t ends = page_of(set, aj_printf(set->job->arena, "%s slut", name));
    cr_assert_eq(begins, page_of(set, mark), "%s: mark on %u, note on %u", name, page_of(set, mark) + 1,
                 begins + 1);
    cr_assert_leq(ends - begins, 1);
    return ends - begins;
}

Test(notes, in_columns_that_go_on)
{
    for (int lines = 20; lines < 100; lines += 3) {
        struct setting set = setting_open();
        struct doc_style columns = set.text;
        columns.columns = 2;
        columns.column_gap = 12000;
        doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, columns);
        add_lines(&set, section, lines);
        add_note(&set, setting_paragraph(&set, section, "Märket"), "Noten", 14);
        add_lines(&set, section, 90);
        setting_run(&set);
        assert_finding_count(set.job, 0);
        check_note(&set, "Märket", "Noten");
        setting_close(&set);
    }
}

/* So many notes that full columns would call more than a page of them: the pages are filled all the same. */
Test(notes, in_columns_that_call_more_than_there_is_room_for)
{
    struct setting set = setting_open();
    struct doc_style columns = set.text;
    columns.columns = 2;
    columns.column_gap = 12000;
    doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, columns);
    for (int i = 0; i < 60; i++) {
        const char *name = aj_printf(set.job->arena, "Not%02d", i);
        add_note(&set, setting_paragraph(&set, section, aj_printf(set.job->arena, "Märke%02d", i)), name, 9);
    }
    setting_run(&set);
    assert_finding_count(set.job, 0);
    for (int i = 0; i < 60; i++)
        check_note(&set, aj_printf(set.job->arena, "Märke%02d", i), aj_printf(set.job->arena, "Not%02d", i));
    cr_expect(set.pages->page_count <= 20, "%u pages", set.pages->page_count);
    setting_close(&set);
}

Test(notes, at_a_chapters_end)
{
    for (int lines = 20; lines < 46; lines++) {
        struct setting set = setting_open();
        add_lines(&set, 0, lines);
        add_note(&set, setting_paragraph(&set, 0, "Märket"), "Noten", 14);
        set.text.break_before = DOC_BREAK_PAGE;
        setting_paragraph(&set, 0, "Nästa");
        setting_run(&set);
        assert_finding_count(set.job, 0);
        check_note(&set, "Märket", "Noten");
        setting_close(&set);
    }
}

Test(notes, several_long_ones_on_a_page)
{
    for (int lines = 1; lines < 46; lines += 2) {
        struct setting set = setting_open();
        add_lines(&set, 0, lines);
        for (int i = 0; i < 4; i++) {
            const char *name = aj_printf(set.job->arena, "Not%d", i);
            add_note(&set, setting_paragraph(&set, 0, aj_printf(set.job->arena, "Märke%d", i)), name, 11);
        }
        add_lines(&set, 0, 30);
        setting_run(&set);
        assert_finding_count(set.job, 0);
        for (int i = 0; i < 4; i++)
            check_note(&set, aj_printf(set.job->arena, "Märke%d", i), aj_printf(set.job->arena, "Not%d", i));
        setting_close(&set);
    }
}

Test(notes, two_called_in_one_line)
{
    for (int lines = 10; lines < 46; lines++) {
        struct setting set = setting_open();
        add_lines(&set, 0, lines);
        doc_id p = setting_paragraph(&set, 0, "Märket");
        add_note(&set, p, "Ena", 9);
        add_note(&set, p, "Andra", 9);
        add_lines(&set, 0, 30);
        setting_run(&set);
        assert_finding_count(set.job, 0);
        check_note(&set, "Märket", "Ena");
        check_note(&set, "Märket", "Andra");
        setting_close(&set);
    }
}

Test(notes, in_a_cell_a_call_out_and_a_caption)
{
    for (int lines = 5; lines < 46; lines += 2) {
        struct setting set = setting_open();
        add_lines(&set, 0, lines);
        doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
        doc_id caption = setting_add(&set, table, DOC_TAG_CAPTION, setting_display(&set, DOC_TABLE_CAPTION));
        setting_text(&set, caption, "Namn");
        add_note(&set, caption, "Ettan", 3);
        for (int r = 0; r < 6; r++) {
            doc_id row = setting_add(&set, table, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
            for (int c = 0; c < 2; c++) {
                bool here = r == 3 && c == 1;
                doc_id cell = setting_cell(&set, row, DOC_TAG_TD, here ? "Cellen" : "Tal");
                if (here)
                    add_note(&set, cell, "Tvåan", 6);
            }
        }
        struct doc_style box = set.text;
        box.background = (struct doc_color){230, 240, 240, 255};
        box.break_inside = DOC_BREAK_AVOID;
        doc_id aside = setting_add(&set, 0, DOC_TAG_ASIDE, box);
        add_lines(&set, aside, 3);
        add_note(&set, setting_paragraph(&set, aside, "Rutan"), "Trean", 8);
        add_lines(&set, aside, 3);
        add_lines(&set, 0, 20);
        setting_run(&set);
        assert_finding_count(set.job, 0);
        check_note(&set, "Namn", "Ettan");
        check_note(&set, "Cellen", "Tvåan");
        check_note(&set, "Rutan", "Trean");
        setting_close(&set);
    }
}

Test(notes, in_a_header_that_is_repeated_they_are_set_once)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id head = setting_add(&set, table, DOC_TAG_THEAD, setting_display(&set, DOC_TABLE_HEADER_GROUP));
    doc_id row = setting_add(&set, head, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    add_note(&set, setting_cell(&set, row, DOC_TAG_TH, "Huvudet"), "Noten", 2);
    doc_id body = setting_add(&set, table, DOC_TAG_TBODY, setting_display(&set, DOC_TABLE_ROW_GROUP));
    for (int i = 0; i < 80; i++)
        setting_cell(&set, setting_add(&set, body, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW)),
                     DOC_TAG_TD, "Tal");
    setting_run(&set);
    cr_assert_geq(set.pages->page_count, 2);
    check_note(&set, "Huvudet", "Noten");
    setting_close(&set);
}

Test(notes, one_that_is_higher_than_a_page_is_told)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "Text");
    add_note(&set, setting_paragraph(&set, 0, "Märket"), "Noten", 110);
    add_lines(&set, 0, 3);
    setting_run(&set);
    assert_finding_count(set.job, 1);
    assert_finding(set.job, 0, AJ_E0629, "plan.xml", 3, 5,
                   "make it shorter, or say it in the text; a note goes on on one further page at most");
    setting_close(&set);
}
