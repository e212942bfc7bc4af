/* Boxes side by side: where they stand, how they break, what does not fit. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

AJ_SUITE(grid);

enum { MM = 2835 };

static aj_len left_of(const struct setting *set, const char *text)
{
    const struct ty_fragment *f = setting_find(set, text, NULL);
    cr_assert(f != NULL, "%s is not printed", text);
    return f->rect.x;
}

static aj_len top_of(const struct setting *set, const char *text)
{
    const struct ty_fragment *f = setting_find(set, text, NULL);
    cr_assert(f != NULL, "%s is not printed", text);
    return f->rect.y;
}

static void expect_near(aj_len is, aj_len wanted, const char *what)
{
    cr_expect(is - wanted <= 100 && wanted - is <= 100, "%s: %d, not %d", what, is, wanted);
}

static const char four[] = "<div class='g'><p>ett</p><p>tre</p><p>fem</p><p>sju</p></div>";
#define PAGE                                                                                                 \
    "@page { size: 200mm 200mm; margin: 20mm; } p { margin: 0; font-size: 10pt; line-height: 12pt; } "

Test(grid, columns_take_lengths_and_shares_of_the_rest)
{
    struct setting set = setting_build(four, PAGE ".g { display: grid; grid-template-columns: 40mm 1fr 2fr; "
                                                  "gap: 5mm; }");
    setting_check(&set);
    aj_len left = left_of(&set, "ett");
    expect_near(left_of(&set, "tre") - left, 45 * MM, "the second column");
    /* 160 - 40 - 2 * 5 leaves 110 mm for three shares. */
    expect_near(left_of(&set, "fem") - left, 45 * MM + 110 * MM / 3 + 5 * MM, "the third column");
    expect_near(left_of(&set, "sju") - left, 0, "the second row");
    expect_near(top_of(&set, "fem"), top_of(&set, "ett"), "one row");
    expect_near(top_of(&set, "sju") - top_of(&set, "ett"), 12000 + 5 * MM, "the row gap");
    assert_finding_count(set.job, 0);
    setting_close(&set);
}

Test(grid, automatic_columns_are_as_wide_as_what_is_in_them)
{
    struct setting set = setting_build(
        four, PAGE ".g { display: grid; grid-template-columns: repeat(2, auto 1fr); column-gap: 3mm; }");
    setting_check(&set);
    const struct ty_fragment *one = setting_find(&set, "ett", NULL);
    expect_near(left_of(&set, "tre"), one->rect.x + one->rect.width + 3 * MM, "after the word and the gap");
    setting_close(&set);
}

Test(grid, a_share_is_never_narrower_than_its_words)
{
    struct setting set = setting_build(
        "<div class='g'><p>a</p><p>nettokostnadsutveckling</p></div>",
        PAGE ".g { display: grid; width: 60mm; grid-template-columns: 9fr 1fr; } p { hyphens: none; }");
    setting_check(&set);
    assert_finding_count(set.job, 0);
    const struct ty_fragment *f = setting_find(&set, "netto", NULL);
    cr_expect(f->rect.x + f->rect.width <= 80 * MM + 10);
    setting_close(&set);
}

Test(grid, items_break_over_pages_each_in_its_column)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_str(&body, "<div class='g'><div>");
    for (int i = 0; i < 60; i++)
        aj_buf_printf(&body, "<p>vänster%02d</p>", i);
    aj_buf_str(&body, "</div><div>");
    for (int i = 0; i < 45; i++)
        aj_buf_printf(&body, "<p class='r'>höger%02d</p>", i);
    aj_buf_str(&body, "</div></div><p>efter</p>");
    struct setting set = setting_build(
        body.data, PAGE ".g { display: grid; grid-template-columns: 1fr 1fr; } .r { line-height: 17pt; }");
    setting_check(&set);
    cr_assert_eq(set.pages->page_count, 2);
    uint32_t first, last;
    cr_assert(setting_find(&set, "höger00", &first) && setting_find(&set, "höger44", &last));
    cr_expect_eq(first, 0);
    cr_expect_eq(last, 1);
    expect_near(left_of(&set, "höger44"), left_of(&set, "höger00"), "the right column");
    cr_expect_gt(top_of(&set, "efter"), top_of(&set, "höger44"));
    aj_buf_free(&body);
    setting_close(&set);
}

Test(grid, boxes_of_a_row_end_together)
{
    struct setting set = setting_build(
        "<div class='g'><div class='b'><p>a</p></div><div class='b'><p>b</p><p>c</p></div></div>",
        PAGE ".g { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm; } "
             ".b { background: #eeeeee; padding: 2mm; margin: 1mm 0 3mm 0; }");
    setting_check(&set);
    const struct ty_fragment *boxes[2] = {NULL, NULL};
    uint32_t count = 0;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++)
        if (set.pages->fragments[i].kind == TY_RECT && count < 2)
            boxes[count++] = &set.pages->fragments[i];
    cr_assert_eq(count, 2);
    cr_expect_eq(boxes[0]->rect.y, boxes[1]->rect.y);
    cr_expect_eq(boxes[0]->rect.height, boxes[1]->rect.height);
    expect_near(boxes[0]->rect.height, 24000 + 4 * MM, "both lines and the padding");
    setting_close(&set);
}

Test(grid, align_items_moves_them_in_their_row)
{
    struct setting set = setting_build("<div class='g'><p>a</p><div><p>b</p><p>c</p></div></div>",
                                       PAGE ".g { display: grid; grid-template-columns: 1fr 1fr; "
                                            "align-items: end; }");
    setting_check(&set);
    expect_near(top_of(&set, "a"), top_of(&set, "c"), "the row's foot");
    setting_close(&set);
}

Test(grid, a_picture_takes_the_width_of_its_column)
{
    struct setting set =
        setting_build("<div class='g'><p><svg xmlns='http://www.w3.org/2000/svg' aria-label='ett' viewBox='0 "
                      "0 100 50' width='400' height='200'>"
                      "<rect width='100' height='50' fill='#000000'/></svg></p><p>text</p></div>",
                      PAGE ".g { display: grid; grid-template-columns: 1fr 3fr; }");
    setting_check(&set);
    bool found = false;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++)
        if (set.pages->fragments[i].kind != TY_TEXT) {
            expect_near(set.pages->fragments[i].rect.width, 40 * MM, "the drawing");
            found = true;
        }
    cr_expect(found);
    assert_finding_count(set.job, 0);
    setting_close(&set);
}

Test(grid, columns_wider_than_the_page)
{
    struct setting set = setting_open();
    struct doc_style style = setting_display(&set, DOC_GRID);
    style.track_count = 2;
    style.tracks[0] = style.tracks[1] = (struct doc_size){DOC_LENGTH, 300000};
    doc_id grid = setting_add(&set, 0, DOC_TAG_DIV, style);
    setting_paragraph(&set, grid, "ett");
    setting_paragraph(&set, grid, "två");
    setting_run(&set);
    setting_check(&set);
    assert_finding_count(set.job, 1);
    assert_finding(
        set.job, 0, AJ_E0618, "plan.xml", 3, 5,
        "make the columns of grid-template-columns narrower, or set the boxes below one another with "
        "display: block");
    setting_close(&set);
}

Test(grid, columns_that_share_the_room_are_fewer_where_it_is_too_little)
{
    static const char body[] = "<div class='g'><p>ett femtio</p><p>två femtio</p><p>tre femtio</p>"
                               "<p>fyra femtio</p><p>fem femtio</p></div>",
                      narrow[] = PAGE ".g { display: grid; width: 46mm; gap: 4mm; "
                                      "grid-template-columns: 1fr 1fr 1fr; } p { white-space: nowrap; }";
    struct setting set = setting_build(body, narrow);
    setting_check(&set);
    assert_finding_count(set.job, 0);
    expect_near(left_of(&set, "två"), left_of(&set, "ett") + 25 * MM, "two columns");
    expect_near(left_of(&set, "tre"), left_of(&set, "ett"), "and the third below the first");
    expect_near(top_of(&set, "tre") - top_of(&set, "ett"), 12000 + 4 * MM, "in a row of its own");
    expect_near(left_of(&set, "fyra"), left_of(&set, "två"), "the fourth beside it");
    cr_expect(top_of(&set, "fem ") > top_of(&set, "fyra"));
    setting_close(&set);
    /* No room for one of them: told of the columns that were asked for. */
    set = setting_build(body, PAGE ".g { display: grid; width: 9mm; grid-template-columns: 1fr 1fr; } "
                                   "p { white-space: nowrap; }");
    cr_assert(set.job->diags->len > 0);
    cr_expect_eq(set.job->diags->items[0].code, AJ_E0618);
    setting_close(&set);
    /* A column that asks for a width of its own is what somebody wants: nothing is set otherwise. */
    set = setting_build(body, PAGE ".g { display: grid; width: 30mm; grid-template-columns: 20mm 1fr; } "
                                   "p { white-space: nowrap; }");
    cr_assert(set.job->diags->len > 0);
    cr_expect_eq(set.job->diags->items[0].code, AJ_E0618);
    setting_close(&set);
}

Test(grid, tables_are_set_smaller_before_there_are_fewer_columns)
{
    static const char body[] = "<div class='g'><table><tr><th>Kommunikationsinfrastruktur</th></tr></table>"
                               "<table><tr><th>Kommunikationsinfrastruktur</th></tr></table></div>",
                      grid[] = PAGE "table { font-size: 20pt; } th { padding: 0; }"
                                    ".g { display: grid; grid-template-columns: 1fr 1fr; }";
    struct setting set = setting_build(body, grid);
    assert_finding_count(set.job, 0);
    cr_expect(set.pages->fragments[0].rect.x == set.pages->fragments[1].rect.x);
    setting_close(&set);
    set = setting_build(body,
                        PAGE "table { font-size: 20pt; -arshjul-table-fit: scale(50%); } th { padding: 0; }"
                             ".g { display: grid; grid-template-columns: 1fr 1fr; }");
    setting_check(&set);
    assert_finding_count(set.job, 0);
    cr_expect(set.pages->fragments[0].rect.x < set.pages->fragments[1].rect.x);
    setting_close(&set);
}

Test(grid, a_broken_box_begins_anew_on_its_next_page)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_str(&body, "<div class='b'>");
    for (int i = 0; i < 50; i++)
        aj_buf_printf(&body, "<p>rad%02d</p>", i);
    aj_buf_str(&body, "</div>");
    struct setting set = setting_build(
        body.data, PAGE ".b { border: 1pt solid black; padding: 10pt; box-decoration-break: clone; }");
    setting_check(&set);
    cr_assert_eq(set.pages->page_count, 2);
    const struct ty_page *page = &set.pages->pages[1];
    aj_len first_line = 0, top_rule = 0;
    for (uint32_t i = 0; i < page->count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[page->first + i];
        if (f->kind == TY_TEXT && (!first_line || f->baseline < first_line))
            first_line = f->baseline;
        if (f->kind == TY_LINE && f->rect.width > f->rect.height && (!top_rule || f->rect.y < top_rule))
            top_rule = f->rect.y;
    }
    expect_near(top_rule, 20 * MM, "the border at the page's top");
    cr_expect_gt(first_line, 20 * MM + 11000 + 6000, "the padding below it");
    aj_buf_free(&body);
    setting_close(&set);
}

/* Two boxes, one in the other: each ends with its own padding where the page does, inside the page's margin.
 */
Test(grid, a_broken_box_ends_whole_on_its_page)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_str(&body, "<div class='o'><div class='b'>");
    for (int i = 0; i < 60; i++)
        aj_buf_printf(&body, "<p>rad%02d</p>", i);
    aj_buf_str(&body, "</div></div>");
    struct setting set = setting_build(
        body.data, PAGE "p { widows: 1; orphans: 1; } .b, .o { box-decoration-break: clone; padding: 10pt; } "
                        ".b { background-color: #ff0000; } .o { background-color: #00ff00; padding: 6pt; }");
    setting_check(&set);
    cr_assert_eq(set.pages->page_count, 2);
    const struct ty_page *page = &set.pages->pages[0];
    aj_len line = 0, inner = 0, outer = 0;
    for (uint32_t i = 0; i < page->count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[page->first + i];
        aj_len low = f->rect.y + f->rect.height;
        if (f->kind == TY_TEXT && low > line)
            line = low;
        if (f->kind == TY_RECT)
            *(f->color.r ? &inner : &outer) = low;
    }
    expect_near(outer - inner, 6000, "the outer box's padding");
    cr_expect_gt(inner - line, 9000, "the inner box's padding: %d", inner - line);
    cr_expect_leq(outer, 180 * MM + 100, "the page's margin: %d", outer);
    aj_buf_free(&body);
    setting_close(&set);
}

Test(grid, a_border_wider_than_its_box_is_high)
{
    struct setting set =
        setting_build("<p class='b'>a</p><p>b</p>", PAGE ".b { border-left: 34mm solid navy; }");
    setting_check(&set);
    bool found = false;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
        const struct ty_fragment *f = &set.pages->fragments[i];
        if (f->kind == TY_TEXT)
            continue;
        found = true;
        cr_expect_eq(f->kind, TY_RECT);
        expect_near(f->rect.width, 34 * MM, "the border");
        expect_near(f->rect.height, 12000, "the line");
    }
    cr_expect(found);
    setting_close(&set);
}
