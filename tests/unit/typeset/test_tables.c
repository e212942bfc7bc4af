/* Tables: widths, spans, alignment, borders, and rows over page breaks. */
#include "setting.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(tables);

static const char css[] =
    "table { border-collapse: collapse } td, th { padding: 2pt 4pt; vertical-align: top } p { margin: 0 }\n"
    ".d { text-align: \",\" }\n";

/* Where the comma of a fragment's text stands, or its right edge. */
static aj_len comma_of(const struct ty_fragment *f)
{
    const struct ty_run *run = f->as.run;
    for (uint32_t i = 0; i < run->glyph_count; i++)
        if (run->text[run->glyphs[i].text] == ',')
            return f->rect.x + run->glyphs[i].x;
    return f->rect.x + f->rect.width;
}

Test(tables, figures_stand_on_the_decimal_comma)
{
    struct setting set = setting_build("<table><thead><tr><th>Utfall</th></tr></thead><tr><td "
                                       "class=\"d\">2,28</td></tr><tr><td class=\"d\">1\xC2\xA0"
                                       "234,5</td></tr><tr><td class=\"d\">"
                                       "\xE2\x88\x92"
                                       "75</td></tr><tr><td class=\"d\">i.u.</td></tr></table>",
                                       css);
    setting_check(&set);
    aj_len comma = comma_of(setting_find(&set, "2,28", NULL));
    cr_assert(abs(comma_of(setting_find(&set, "234,5", NULL)) - comma) < 50);
    cr_assert(abs(comma_of(setting_find(&set, "75", NULL)) - comma) < 50);
    const struct ty_fragment *longest = setting_find(&set, "2,28", NULL),
                             *missing = setting_find(&set, "i.u.", NULL);
    cr_assert(abs(missing->rect.x + missing->rect.width - longest->rect.x - longest->rect.width) < 50);
    setting_close(&set);
}

Test(tables, a_spanning_cell_reaches_over_its_columns)
{
    struct setting set = setting_build("<table><tr><th>A</th><th>B</th></tr>"
                                       "<tr><td colspan=\"2\">en bred cell med mycket text</td></tr></table>",
                                       css);
    setting_check(&set);
    const struct ty_fragment *b = setting_find(&set, "B", NULL), *wide = setting_find(&set, "bred", NULL);
    cr_assert(wide->rect.x < b->rect.x && wide->rect.x + wide->rect.width > b->rect.x);
    setting_close(&set);
}

Test(tables, columns_keep_their_figures_whole)
{
    struct setting set = setting_build("<table class=\"w\"><tr><th>Verksamhetens nettokostnader enligt "
                                       "kommunens budget för planperioden</th>"
                                       "<td>1\xC2\xA0"
                                       "234\xC2\xA0"
                                       "567</td><td>procent</td></tr></table>",
                                       "table { width: 100% } td, th { padding: 2pt 4pt }");
    cr_assert(setting_find(&set,
                           "1\xC2\xA0"
                           "234\xC2\xA0"
                           "567",
                           NULL) != NULL);
    cr_assert(setting_find(&set, "procent", NULL) != NULL);
    setting_check(&set);
    setting_close(&set);
}

Test(tables, collapsed_borders_are_drawn_once_and_the_widest_wins)
{
    struct setting set =
        setting_build("<table><thead><tr class=\"a\"><th>A</th><th>B</th></tr></thead><tr "
                      "class=\"b\"><td>C</td><td>D</td></tr></table>",
                      "table { border-collapse: collapse } .a th { border-bottom: 1pt solid #000000 }"
                      ".b td { border-top: 2pt solid #ff0000 }");
    uint32_t lines = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        if (f->kind != TY_LINE)
            continue;
        lines++;
        cr_assert_eq(f->line_width, 2000);
        cr_assert_eq(f->color.r, 255);
        cr_assert_eq(f->artifact, TY_LAYOUT);
    }
    cr_assert_eq(lines, 1);
    setting_close(&set);
}

static char *long_text(struct setting *set, const char *word, int times)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (int i = 0; i < times; i++)
        aj_buf_printf(&text, "%s ", word);
    aj_buf_str(&text, "slut");
    char *copy = aj_strdup(set->job->arena, text.data);
    aj_buf_free(&text);
    return copy;
}

Test(tables, rows_break_over_pages_and_their_boxes_with_them)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id row = setting_add(&set, table, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
    struct doc_style cell = setting_display(&set, DOC_TABLE_CELL);
    cell.background = (struct doc_color){240, 240, 240, 255};
    cell.vertical_align = DOC_TOP;
    setting_text(&set, setting_add(&set, row, DOC_TAG_TD, cell), "Åtgärd");
    setting_text(&set, setting_add(&set, row, DOC_TAG_TD, cell), long_text(&set, "kommunens budget", 600));
    setting_run(&set);
    cr_assert_geq(set.pages->page_count, 2);
    setting_check(&set);
    for (uint32_t p = 0; p < set.pages->page_count; p++) {
        uint32_t tints = 0;
        for (uint32_t i = 0; i < set.pages->pages[p].count; i++)
            tints += set.pages->fragments[set.pages->pages[p].first + i].artifact == TY_BACKGROUND;
        cr_assert_eq(tints, 2);
    }
    setting_close(&set);
}

Test(tables, a_row_spanning_label_is_repeated_as_an_artifact)
{
    struct setting set = setting_open();
    doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
    doc_id body = setting_add(&set, table, DOC_TAG_TBODY, setting_display(&set, DOC_TABLE_ROW_GROUP));
    struct doc_style cell = setting_display(&set, DOC_TABLE_CELL);
    cell.vertical_align = DOC_TOP;
    for (int i = 0; i < 60; i++) {
        doc_id row = setting_add(&set, body, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW));
        if (i == 0) {
            struct doc_attr span = {"rowspan", "60"};
            doc_id label = doc_append_element(set.doc, row, DOC_TAG_TH, DOC_ROLE_TH,
                                              doc_add_style(set.doc, &cell), &span, 1);
            setting_text(&set, label, "Fokus");
        }
        setting_text(&set, setting_add(&set, row, DOC_TAG_TD, cell), "Indikator");
    }
    setting_run(&set);
    setting_check(&set);
    cr_assert_eq(set.pages->page_count, 2);
    uint32_t repeated = 0;
    for (uint32_t i = 0; i < set.pages->pages[1].count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[set.pages->pages[1].first + i];
        repeated += f->kind == TY_TEXT && f->artifact == TY_LAYOUT && f->as.run->text_length == 5;
    }
    cr_assert_eq(repeated, 1);
    setting_close(&set);
}

Test(tables, no_row_is_left_alone)
{
    for (int before = 38; before < 48; before++) {
        struct setting set = setting_open();
        for (int i = 0; i < before; i++)
            setting_paragraph(&set, 0, "Rad");
        doc_id table = setting_add(&set, 0, DOC_TAG_TABLE, setting_display(&set, DOC_TABLE));
        doc_id head = setting_add(&set, table, DOC_TAG_THEAD, setting_display(&set, DOC_TABLE_HEADER_GROUP));
        setting_cell(&set, setting_add(&set, head, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW)),
                     DOC_TAG_TH, "Rubrik");
        doc_id body = setting_add(&set, table, DOC_TAG_TBODY, setting_display(&set, DOC_TABLE_ROW_GROUP));
        for (int i = 0; i < 6; i++)
            setting_cell(&set, setting_add(&set, body, DOC_TAG_TR, setting_display(&set, DOC_TABLE_ROW)),
                         DOC_TAG_TD,
                         i == 0   ? "första"
                         : i == 1 ? "andra"
                         : i == 4 ? "femte"
                         : i == 5 ? "sista"
                                  : "mitten");
        setting_run(&set);
        setting_check(&set);
        uint32_t pages[5];
        static const char *const marks[] = {"Rubrik", "första", "andra", "femte", "sista"};
        for (int i = 0; i < 5; i++)
            cr_assert(setting_find(&set, marks[i], &pages[i]) != NULL);
        cr_assert_eq(pages[0], pages[2]);
        cr_assert_eq(pages[3], pages[4]);
        setting_close(&set);
    }
}
