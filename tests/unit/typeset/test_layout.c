#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(layout);

static const char prose[] =
    "Kommunen budgeterar ett resultat på 109,3 mnkr för 2022. Resultatet motsvarar 4,0 procent av "
    "skatteintäkter och "
    "generella statsbidrag. Investeringarna uppgår till 277,0 mnkr, varav avgiftsfinansierade investeringar "
    "utgör "
    "nästan hälften. Självfinansieringsgraden för de skattefinansierade investeringarna är 117,9 procent.";

Test(layout, a_paragraph_is_printed_whole)
{
    struct setting set = setting_open();
    set.text.text_align = DOC_JUSTIFY;
    setting_paragraph(&set, 0, prose);
    setting_run(&set);
    cr_assert_eq(set.pages->page_count, 1);
    setting_check(&set);
    cr_assert_eq(aj_diags_count(set.job->diags, AJ_NOTE), 0);
    setting_close(&set);
}

Test(layout, many_paragraphs_fill_pages)
{
    struct setting set = setting_open();
    set.text.text_align = DOC_JUSTIFY;
    for (int i = 0; i < 40; i++)
        setting_paragraph(&set, 0, prose);
    setting_run(&set);
    cr_assert_geq(set.pages->page_count, 3);
    setting_check(&set);
    setting_close(&set);
}

Test(layout, a_table_repeats_its_header)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id head = setting_add(&set, table, DOC_TAG_THEAD, setting_display(&set, DOC_TABLE_HEADER_GROUP));
    doc_id row = setting_add(&set, head, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    setting_cell(&set, row, DOC_TAG_TH, "Post");
    setting_cell(&set, row, DOC_TAG_TH, "Budget 2022");
    doc_id body = setting_add(&set, table, DOC_TAG_TBODY, setting_display(&set, DOC_TABLE_ROW_GROUP));
    for (int i = 0; i < 100; i++) {
        row = setting_add(&set, body, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
        setting_cell(&set, row, DOC_TAG_TH, "Verksamhetens kostnader");
        setting_cell(&set, row, DOC_TAG_TD,
                     "\xE2\x88\x92"
                     "2 345,6");
    }
    setting_run(&set);
    cr_assert_geq(set.pages->page_count, 2);
    setting_check(&set);
    uint32_t headers = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        headers += f->artifact == TY_HEADER && f->kind == TY_TEXT && f->as.run->text_length == 4;
    }
    cr_assert_eq(headers, set.pages->page_count - 1);
    setting_close(&set);
}

/* The dump is what golden files hold: every field of a line is stable text. */
Test(layout, the_dump_is_readable)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "Budget \"2022\"");
    setting_run(&set);
    struct aj_buf out = AJ_BUF_INIT;
    ty_dump(set.doc, set.pages, &out);
    cr_assert_str_eq(
        out.data, "page 1 \"1\" 595.276 841.890\n"
                  "  text p 70.866 71.557 66.851 13.618 10.000 OpenSans #000000 \"Budget \\\"2022\\\"\"\n");
    aj_buf_free(&out);
    setting_close(&set);
}

/* The same document twice, the second time with warm caches, gives the same pages. */
Test(layout, caches_change_nothing)
{
    struct setting set = setting_open();
    set.text.text_align = DOC_JUSTIFY;
    for (int i = 0; i < 10; i++)
        setting_paragraph(&set, 0, prose);
    struct aj_buf cold = AJ_BUF_INIT, warm = AJ_BUF_INIT;
    setting_run(&set);
    ty_dump(set.doc, set.pages, &cold);
    setting_run(&set);
    ty_dump(set.doc, set.pages, &warm);
    cr_assert_str_eq(cold.data, warm.data);
    aj_buf_free(&cold);
    aj_buf_free(&warm);
    setting_close(&set);
}
