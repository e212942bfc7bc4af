/* Page floats: where they go, and where they may not. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(floats);

static uint32_t page_of(const struct setting *set, const char *text)
{
    uint32_t page = UINT32_MAX;
    cr_assert(setting_find(set, text, &page) != NULL, "\"%s\" is not printed", text);
    return page;
}

static aj_len y_of(const struct setting *set, const char *text)
{
    return setting_find(set, text, NULL)->rect.y;
}

static void add_lines(struct setting *set, int count, const char *text)
{
    for (int i = 0; i < count; i++)
        setting_paragraph(set, 0, text);
}

/* A box of `lines` lines that floats. */
static doc_id add_float(struct setting *set, enum doc_float kind, int lines, const char *text)
{
    struct doc_style box = set->text;
    box.float_ = kind;
    box.break_inside = DOC_BREAK_AVOID;
    box.margin[0] = box.margin[2] = (struct doc_size){DOC_LENGTH, 15000};
    doc_id figure = setting_add(set, 0, DOC_TAG_FIGURE, box);
    for (int i = 0; i < lines; i++)
        setting_paragraph(set, figure, i ? "figurens rad" : text);
    return figure;
}

Test(floats, what_does_not_fit_goes_to_the_next_head_and_text_fills_the_page)
{
    struct setting set = setting_open();
    add_lines(&set, 36, "Rad");
    setting_paragraph(&set, 0, "Omnämns");
    add_float(&set, DOC_FLOAT_SNAP, 20, "Figuren");
    setting_paragraph(&set, 0, "Efteråt");
    add_lines(&set, 40, "Rad");
    setting_run(&set);
    cr_assert_eq(page_of(&set, "Omnämns"), 0);
    cr_assert_eq(page_of(&set, "Efteråt"), 0);
    cr_assert_eq(page_of(&set, "Figuren"), 1);
    cr_assert_eq(y_of(&set, "Figuren"), y_of(&set, "Rad"));
    /* The paragraphs around its place join as if it were not there. */
    cr_assert_float_eq(y_of(&set, "Efteråt") - y_of(&set, "Omnämns"), 15000, 10);
    /* Below it the text keeps its distance. */
    const struct ty_page *next = &set.pages->pages[1];
    const struct ty_fragment *f = &set.pages->fragments[next->first + 20];
    cr_assert_eq(f->rect.y - f[-1].rect.y, 30000);
    setting_close(&set);
}

Test(floats, what_fits_stays_where_it_stands)
{
    struct setting set = setting_open();
    add_lines(&set, 10, "Rad");
    setting_paragraph(&set, 0, "Omnämns");
    add_float(&set, DOC_FLOAT_SNAP, 20, "Figuren");
    setting_paragraph(&set, 0, "Efteråt");
    setting_run(&set);
    setting_check(&set);
    cr_assert_eq(y_of(&set, "Figuren") - y_of(&set, "Omnämns"), 30000);
    cr_assert_gt(y_of(&set, "Efteråt"), y_of(&set, "Figuren"));
    setting_close(&set);
}

Test(floats, top_is_the_next_head_and_bottom_this_foot)
{
    struct setting set = setting_open();
    setting_paragraph(&set, 0, "Omnämns");
    add_float(&set, DOC_FLOAT_TOP, 5, "Överst");
    add_lines(&set, 10, "Rad");
    setting_run(&set);
    /* There is no next page with text: it has one of its own rather than standing before its place. */
    cr_assert(page_of(&set, "Överst") == 1 || y_of(&set, "Överst") > y_of(&set, "Omnämns"));
    setting_close(&set);

    set = setting_open();
    setting_paragraph(&set, 0, "Omnämns");
    doc_id figure = add_float(&set, DOC_FLOAT_BOTTOM, 5, "Nederst");
    struct doc_style note = setting_display(&set, DOC_INLINE);
    note.float_ = DOC_FLOAT_FOOTNOTE;
    setting_text(&set, setting_add(&set, set.doc->nodes[figure].last, DOC_TAG_SPAN, note), "Noten");
    setting_paragraph(&set, 0, "Efteråt");
    add_lines(&set, 60, "Rad");
    setting_run(&set);
    cr_assert_eq(page_of(&set, "Nederst"), 0);
    cr_assert_eq(page_of(&set, "Noten"), 0);
    cr_assert_gt(y_of(&set, "Nederst"), 650000);
    cr_assert_gt(y_of(&set, "Noten"), y_of(&set, "Nederst"));
    cr_assert_lt(y_of(&set, "Efteråt"), 150000);
    setting_close(&set);
}

Test(floats, they_keep_their_order_and_pass_no_barrier)
{
    for (int lines = 26; lines < 44; lines++) {
        struct setting set = setting_open();
        add_lines(&set, lines, "Rad");
        setting_paragraph(&set, 0, "Omnämner");
        add_float(&set, DOC_FLOAT_SNAP, 18, "Figur A");
        setting_paragraph(&set, 0, "Mellan");
        add_float(&set, DOC_FLOAT_SNAP, 4, "Figur B");
        add_lines(&set, 3, "Rad");
        struct doc_style heading = set.text;
        heading.clear_floats = true;
        heading.break_after = DOC_BREAK_AVOID;
        setting_text(&set, setting_add(&set, 0, DOC_TAG_H1, heading), "Kapitel");
        add_lines(&set, 30, "Rad");
        setting_run(&set);
        uint32_t a = page_of(&set, "Figur A"), b = page_of(&set, "Figur B"), h = page_of(&set, "Kapitel");
        cr_assert(a < b || (a == b && y_of(&set, "Figur A") < y_of(&set, "Figur B")));
        cr_assert(b < h || (b == h && y_of(&set, "Figur B") < y_of(&set, "Kapitel")), "%d", lines);
        uint32_t m = page_of(&set, "Mellan");
        cr_assert(m < b || (m == b && y_of(&set, "Mellan") < y_of(&set, "Figur B")));
        setting_close(&set);
    }
}

Test(floats, what_is_tied_to_a_float_goes_with_it)
{
    struct setting set = setting_open();
    add_lines(&set, 38, "Rad");
    doc_id figure = add_float(&set, DOC_FLOAT_SNAP, 15, "Figuren");
    struct doc_style style = *doc_style_of(set.doc, figure);
    style.break_after = DOC_BREAK_AVOID;
    set.doc->nodes[figure].style = doc_add_style(set.doc, &style);
    setting_paragraph(&set, 0, "Källa");
    setting_paragraph(&set, 0, "Efteråt");
    add_lines(&set, 40, "Rad");
    setting_run(&set);
    cr_assert_eq(page_of(&set, "Figuren"), 1);
    cr_assert_eq(page_of(&set, "Källa"), 1);
    cr_assert_eq(page_of(&set, "Efteråt"), 0);
    setting_close(&set);
}

Test(floats, a_float_at_a_chapters_end_stays_in_it)
{
    struct setting set = setting_open();
    add_lines(&set, 38, "Rad");
    add_float(&set, DOC_FLOAT_SNAP, 15, "Figuren");
    set.text.break_before = DOC_BREAK_PAGE;
    setting_paragraph(&set, 0, "Nästa");
    setting_run(&set);
    cr_assert_eq(page_of(&set, "Figuren"), 1);
    cr_assert_eq(page_of(&set, "Nästa"), 2);
    setting_close(&set);
}

Test(floats, in_columns_and_painted_boxes_they_stand_where_they_are)
{
    for (int painted = 0; painted < 2; painted++) {
        struct setting set = setting_open();
        struct doc_style box = set.text, inner = set.text;
        if (painted)
            box.background = (struct doc_color){230, 240, 240, 255};
        else
            box.columns = 2;
        inner.float_ = DOC_FLOAT_BOTTOM;
        doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, box);
        setting_paragraph(&set, section, "Ett");
        setting_text(&set, setting_add(&set, section, DOC_TAG_P, inner), "Två");
        setting_paragraph(&set, section, "Tre");
        setting_paragraph(&set, section, "Fyra");
        setting_run(&set);
        setting_check(&set);
        cr_assert_eq(y_of(&set, "Två") - y_of(&set, "Ett"), 15000);
        setting_close(&set);
    }
}

Test(floats, what_spans_columns_is_put_off_and_they_go_on_as_one)
{
    struct setting set = setting_open();
    struct doc_style columns = set.text, box = set.text;
    columns.columns = 2;
    columns.column_gap = 12000;
    box.float_ = DOC_FLOAT_SNAP;
    box.column_span_all = true;
    box.break_inside = DOC_BREAK_AVOID;
    doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, columns);
    for (int i = 0; i < 60; i++)
        setting_paragraph(&set, section, "Rad");
    doc_id figure = setting_add(&set, section, DOC_TAG_FIGURE, box);
    for (int i = 0; i < 20; i++)
        setting_paragraph(&set, figure, i ? "figurens rad" : "Figuren");
    for (int i = 0; i < 80; i++)
        setting_paragraph(&set, section, i ? "Rad" : "Efteråt");
    setting_run(&set);
    assert_finding_count(set.job, 0);
    cr_assert_eq(page_of(&set, "Figuren"), 1);
    cr_assert_eq(page_of(&set, "Efteråt"), 0);
    const struct ty_fragment *first = &set.pages->fragments[0], *after = setting_find(&set, "Efteråt", NULL);
    /* The first page is two full columns of the text before and after it, one below the other. */
    cr_assert_gt(after->rect.x, first->rect.x);
    uint32_t rows = 0, left = 0;
    for (uint32_t i = 0; i < set.pages->pages[0].count; i++) {
        rows++;
        left += set.pages->fragments[i].rect.x == first->rect.x;
    }
    cr_assert_eq(rows, 2 * left);
    cr_assert_geq(left, 46);
    setting_close(&set);
}
