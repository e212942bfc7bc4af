/* Tables that are too wide for their place, widths shared among text, captions on later pages. */
#include "setting.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(table_fit);

#define WIDE_PAGE "@page { margin: 25mm } @page wide { size: A4 landscape; margin: 25mm }\n"
#define TABLE                                                                                                \
    "table { border-collapse: collapse; width: 100% } td, th { padding: 2pt 4pt; white-space: nowrap }"      \
    "h1, h2 { break-after: avoid; font-size: 12pt; margin: 0 } .notes { break-before: avoid }\n"

/* A table of `columns` columns that are each 60 pt wide and more. */
static const char *table_of(struct aj_arena *arena, unsigned columns)
{
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_str(&out, "<table><caption>Belopp</caption><tr>");
    for (unsigned i = 0; i < columns; i++)
        aj_buf_printf(&out, i ? "<td>1234567890%u</td>" : "<th>1234567890%u</th>", 100 + i);
    aj_buf_str(&out, "</tr></table>");
    char *copy = aj_strdup(arena, out.data);
    aj_buf_free(&out);
    return copy;
}

static struct setting build(unsigned columns, const char *before, const char *after, const char *css)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    struct setting set =
        setting_build(aj_printf(job->arena, "%s%s%s", before, table_of(job->arena, columns), after), css);
    aj_job_free(job);
    return set;
}

static aj_len size_of(const struct setting *set, const char *text)
{
    return setting_find(set, text, NULL)->as.run->size;
}

static bool is_turned(const struct setting *set, uint32_t page)
{
    return set->pages->pages[page].width > set->pages->pages[page].height;
}

Test(table_fit, a_table_that_is_a_little_too_wide_is_set_smaller)
{
    struct setting set =
        build(6, "<p>Text</p>", "", WIDE_PAGE TABLE "table { -arshjul-table-fit: scale(75%) turn(wide) }");
    cr_assert_eq(set.job->diags->len, 0);
    setting_check(&set);
    cr_assert_eq(set.pages->page_count, 1);
    aj_len size = size_of(&set, "1234567890101");
    cr_assert(size < 10000 && size >= 7500, "%d", size);
    cr_assert_eq(size % 250, 0); /* one of few sizes */
    cr_assert_eq(size_of(&set, "Belopp"), 10000);
    cr_assert_eq(size_of(&set, "Text"), 10000);
    setting_close(&set);
}

Test(table_fit, a_table_that_is_much_too_wide_is_turned_with_its_notes)
{
    struct setting set = build(8, "<p>Inledning</p><h1>Rubrik</h1><h2>Underrubrik</h2>",
                               "<div class=\"notes\">Anmärkning</div><p>Fortsättning</p>",
                               WIDE_PAGE TABLE "table { -arshjul-table-fit: scale(80%) turn(wide) }");
    cr_assert_eq(set.job->diags->len, 0);
    static const struct {
        const char *text;
        uint32_t page;
    } places[] = {{"Inledning", 0},     {"Rubrik", 0},     {"Underrubrik", 0}, {"Belopp", 1},
                  {"1234567890107", 1}, {"Anmärkning", 1}, {"Fortsättning", 0}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        uint32_t page = 9;
        cr_assert(setting_find(&set, places[i].text, &page) != NULL);
        cr_assert_eq(page, places[i].page, "%s on page %u", places[i].text, page);
    }
    cr_assert(is_turned(&set, 0) == false && is_turned(&set, 1) && set.pages->page_count == 2);
    setting_close(&set);
}

#define TURNS WIDE_PAGE TABLE "h1 { clear: both } p { margin: 0 } table { -arshjul-table-fit: turn(wide) }"

static const char *lines(struct aj_arena *arena, const char *first, unsigned count)
{
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_printf(&out, "<p>%s</p>", first);
    for (unsigned i = 1; i < count; i++)
        aj_buf_str(&out, "<p>rad</p>");
    char *copy = aj_strdup(arena, out.data);
    aj_buf_free(&out);
    return copy;
}

static uint32_t page_of(const struct setting *set, const char *text)
{
    uint32_t page = 99;
    setting_find(set, text, &page);
    return page;
}

Test(table_fit, text_fills_the_page_before_a_turned_table)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    struct setting set = build(8, lines(job->arena, "Före", 10), lines(job->arena, "Efter", 90), TURNS);
    cr_assert_eq(page_of(&set, "Efter"), 0);
    cr_assert_eq(page_of(&set, "Belopp"), 1);
    cr_assert(is_turned(&set, 1) && !is_turned(&set, 2));
    /* The text goes on as if the table were not there. */
    struct setting plain = setting_build(
        aj_printf(job->arena, "%s%s", lines(job->arena, "Före", 10), lines(job->arena, "Efter", 90)), TURNS);
    cr_assert_eq(set.pages->page_count, plain.pages->page_count + 1);
    cr_assert_eq(set.pages->pages[0].count, plain.pages->pages[0].count);
    setting_close(&plain);
    setting_close(&set);
    aj_job_free(job);
}

Test(table_fit, a_turned_table_passes_no_chapter_and_no_section)
{
    static const char *const ends[] = {"<h1>Nästa</h1>", "</section><p>Nästa</p>",
                                       "<table><tr><th>Nästa</th></tr></table>"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
        const char *after = aj_printf(job->arena, "<p>Efter</p>%s%s", ends[i], i == 1 ? "" : "</section>");
        struct setting set = build(8, "<section><p>Före</p>", after, TURNS);
        cr_assert_eq(page_of(&set, "Efter"), 0);
        cr_assert_eq(page_of(&set, "Belopp"), 1);
        cr_assert_eq(page_of(&set, "Nästa"), 2);
        setting_close(&set);
        aj_job_free(job);
    }
}

Test(table_fit, a_heading_over_nothing_else_goes_with_the_turned_table)
{
    struct setting set = build(8, "<p>Före</p><h1>Rubrik</h1>",
                               "<div class=\"notes\">Anmärkning</div><h1>Nästa</h1><p>Text</p>", TURNS);
    cr_assert_eq(page_of(&set, "Före"), 0);
    cr_assert_eq(page_of(&set, "Rubrik"), 1);
    cr_assert_eq(page_of(&set, "Anmärkning"), 1);
    cr_assert_eq(page_of(&set, "Nästa"), 2);
    setting_close(&set);
}

Test(table_fit, no_section_comes_before_one_that_is_nothing_but_a_turned_table)
{
    struct setting set =
        build(8, "<h1>Allt</h1><p>Före</p><h2>Rubrik</h2>", "<h2>Nästa</h2><p>Text</p>", TURNS);
    cr_assert_eq(page_of(&set, "Före"), 0);
    cr_assert_eq(page_of(&set, "Rubrik"), 1);
    cr_assert_eq(page_of(&set, "Nästa"), 2);
    setting_close(&set);
}

Test(table_fit, turned_tables_one_after_the_other_share_a_page)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    const char *more = aj_printf(job->arena, "%s<p>Efter</p>", table_of(job->arena, 9));
    struct setting set = build(8, "<p>Före</p>", more, TURNS);
    cr_assert_eq(page_of(&set, "1234567890108"), 1);
    cr_assert_eq(page_of(&set, "Efter"), 0);
    cr_assert_eq(set.pages->page_count, 2);
    setting_close(&set);
    aj_job_free(job);
}

Test(table_fit, columns_go_on_around_a_turned_table)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    struct setting set = build(
        8, aj_printf(job->arena, "<section class=\"two\">%s", lines(job->arena, "Före", 30)),
        aj_printf(job->arena, "%s</section>", lines(job->arena, "Efter", 160)), TURNS ".two { columns: 2 }");
    cr_assert_eq(page_of(&set, "Efter"), 0);
    cr_assert_eq(page_of(&set, "Belopp"), 1);
    cr_assert(is_turned(&set, 1));
    /* The first page is full: two columns of equally many lines. */
    cr_assert_geq(set.pages->pages[0].count, 2 * 44);
    cr_assert_eq(set.pages->pages[0].count % 2, 0);
    setting_close(&set);
    aj_job_free(job);
}

Test(table_fit, a_table_too_wide_even_so_is_reported_and_lies_over_nothing)
{
    struct setting set =
        build(30, "", "", WIDE_PAGE TABLE "table { -arshjul-table-fit: scale(80%) turn(wide) }");
    cr_assert_eq(set.job->diags->len, 1);
    cr_assert_eq(set.job->diags->items[0].code, AJ_E0611);
    cr_assert_str_eq(set.job->diags->items[0].args[0], "Belopp");
    cr_assert_str_eq(set.job->diags->items[0].args[2], "247,0 mm");
    const struct ty_fragment *before = NULL;
    for (unsigned i = 0; i < 30; i++) {
        char text[16];
        sprintf(text, "1234567890%u", 100 + i);
        const struct ty_fragment *f = setting_find(&set, text, NULL);
        if (before)
            cr_assert_leq(before->rect.x + before->rect.width, f->rect.x + 10);
        before = f;
    }
    cr_assert_leq(before->rect.x + before->rect.width, set.pages->pages[0].width - 70000);
    setting_close(&set);
}

Test(table_fit, none_reports_at_once)
{
    struct setting set = build(7, "", "", WIDE_PAGE TABLE);
    cr_assert_eq(set.job->diags->len, 1);
    cr_assert_eq(set.job->diags->items[0].code, AJ_E0611);
    setting_close(&set);
}

Test(table_fit, a_table_on_paint_stays_in_it)
{
    struct setting set = build(7, "<div class=\"box\">", "</div>",
                               WIDE_PAGE TABLE "table { -arshjul-table-fit: scale(50%) turn(wide) }"
                                               ".box { background: #eeeeee; padding: 5pt }");
    cr_assert_eq(set.job->diags->len, 0);
    cr_assert_eq(set.pages->page_count, 1);
    cr_assert(is_turned(&set, 0) == false);
    setting_close(&set);
}

Test(table_fit, a_table_too_wide_for_its_column_spans_them)
{
    struct setting set = build(
        4, "<section class=\"two\"><p>Text</p>", "<div class=\"notes\">Anmärkning</div><p>Mer</p></section>",
        WIDE_PAGE TABLE ".two { columns: 2 } table { -arshjul-table-fit: scale(90%) turn(wide) }");
    cr_assert_eq(set.job->diags->len, 0);
    cr_assert_eq(size_of(&set, "1234567890101"), 10000);
    cr_assert_gt(setting_find(&set, "1234567890103", NULL)->rect.x, 300000);
    /* What belongs to it stands right below, across too: not in a column that the text fills. */
    cr_assert_lt(setting_find(&set, "Anmärkning", NULL)->rect.y, setting_find(&set, "Mer", NULL)->rect.y);
    setting_close(&set);
}

Test(table_fit, long_text_gets_the_width_that_makes_rows_low)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_str(&body,
               "<table><thead><tr><th>Åtgärd</th><th>Beskrivning</th><th>Uppföljning</th></tr></thead>");
    for (int i = 0; i < 6; i++) {
        aj_buf_str(&body, "<tr><td>Gemensam kundtjänst</td><td>");
        for (int k = 0; k < 60; k++)
            aj_buf_str(&body, "kommunen sparar ");
        aj_buf_str(&body, "</td><td>Följs upp i delårsrapporten som lämnas till nämnden</td></tr>");
    }
    aj_buf_str(&body, "</table>");
    struct setting set =
        setting_build(body.data, "table { border-collapse: collapse; width: 100% } th { text-align: left }");
    aj_len first = setting_find(&set, "Åtgärd", NULL)->rect.x;
    aj_len second = setting_find(&set, "Beskrivning", NULL)->rect.x;
    aj_len third = setting_find(&set, "Uppföljning", NULL)->rect.x;
    cr_assert_gt(third - second, 4 * (second - first), "%d %d %d", first, second, third);
    /* No word of the others is broken. */
    cr_assert(setting_find(&set, "kundtjänst", NULL) && setting_find(&set, "delårsrapporten", NULL));
    aj_buf_free(&body);
    setting_close(&set);
}

/* The left edges of the second column without and with a least share of the first. */
static aj_len second_column(const char *css)
{
    struct setting set = setting_build(
        "<table><thead><tr><th>Indikator</th><th class=\"n\">Utfall</th><th class=\"n\">Mål</th><th "
        "class=\"n\">Prognos</th></tr></thead><tbody><tr><th>Elever i årskurs nio som når behörighet till "
        "yrkesprogram, andel av alla som går där</th><td>71</td><td>72</td><td>73</td></tr></tbody></table>",
        css);
    aj_len x = setting_find(&set, "Utfall", NULL)->rect.x - setting_find(&set, "Indikator", NULL)->rect.x;
    setting_close(&set);
    return x;
}

/* A column's min-width holds before the widths that others ask for. */
Test(table_fit, a_column_has_a_least_share)
{
    aj_len without = second_column("table { width: 100% } .n { width: 28% } th { text-align: left }");
    aj_len with = second_column("table { width: 100% } .n { width: 28% } th { text-align: left } "
                                "tbody th { min-width: 40% }");
    cr_assert_gt(with, without * 2, "%d %d", with, without);
}

Test(table_fit, years_are_equally_wide)
{
    struct setting set = setting_build(
        "<table><tr><th>Post</th><th class=\"n\">2021</th><th class=\"n\">2022</th><th "
        "class=\"n\">2023</th></tr>"
        "<tr><th>Verksamhetens nettokostnader</th><td class=\"n\">111111</td><td class=\"n\">22222222</td>"
        "<td class=\"n\">3333333</td></tr></table>",
        "table { border-collapse: collapse; width: 100% } .n { text-align: \",\"; padding: 2pt 4pt }");
    aj_len at[3];
    static const char *const figures[] = {"111111", "22222222", "3333333"};
    for (int i = 0; i < 3; i++) {
        const struct ty_fragment *f = setting_find(&set, figures[i], NULL);
        at[i] = f->rect.x + f->rect.width;
    }
    cr_assert(abs((at[1] - at[0]) - (at[2] - at[1])) <= 2, "%d %d %d", at[0], at[1], at[2]);
    setting_close(&set);
}

static bool has_artifact(const struct setting *set, uint32_t page, const char *text)
{
    for (uint32_t i = 0; i < set->pages->pages[page].count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[set->pages->pages[page].first + i];
        if (f->kind == TY_TEXT && f->artifact == TY_HEADER &&
            strstr(aj_strndup(set->job->arena, f->as.run->text, f->as.run->text_length), text))
            return true;
    }
    return false;
}

Test(table_fit, a_caption_says_that_the_table_goes_on)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_str(&body, "<table><caption>Alla <em>poster</em></caption><thead><tr><th>Post</th></tr></thead>");
    for (int i = 0; i < 120; i++)
        aj_buf_str(&body, "<tr><th>Rad</th></tr>");
    aj_buf_str(&body, "</table>");
    struct setting set = setting_build(
        body.data,
        "table { width: 100%; -arshjul-caption-continued: \" (forts.)\" } caption { margin: 0 0 4pt 0 }");
    cr_assert_geq(set.pages->page_count, 3);
    setting_check(&set);
    for (uint32_t p = 0; p < set.pages->page_count; p++) {
        cr_assert_eq(has_artifact(&set, p, "(forts.)"), p > 0);
        cr_assert_eq(has_artifact(&set, p, "poster"), p > 0, "page %u", p);
        cr_assert_eq(has_artifact(&set, p, "Post"), p > 0);
    }
    aj_buf_free(&body);
    setting_close(&set);
}

Test(table_fit, a_group_is_not_parted_from_its_rows_nor_a_sum_from_its_own)
{
    for (int before = 0; before < 16; before++) {
        struct aj_buf body = AJ_BUF_INIT;
        aj_buf_str(&body, "<table>");
        for (int i = 0; i < 30 + before; i++)
            aj_buf_str(&body, "<tr><th>Rad</th></tr>");
        aj_buf_str(&body, "<tr><th>näst sist</th></tr><tr class=\"sum\"><th>Summa</th></tr>"
                          "<tr class=\"group\"><th>Grupp</th></tr><tr><th>första</th></tr>");
        for (int i = 0; i < 30; i++)
            aj_buf_str(&body, "<tr><th>Rad</th></tr>");
        aj_buf_str(&body, "</table>");
        struct setting set =
            setting_build(body.data, ".group { break-after: avoid } .sum { break-before: avoid }");
        uint32_t last = 9, sum = 8, group = 7, first = 6;
        setting_find(&set, "sist", &last);
        setting_find(&set, "Summa", &sum);
        setting_find(&set, "Grupp", &group);
        setting_find(&set, "första", &first);
        cr_assert(last == sum && group == first);
        aj_buf_free(&body);
        setting_close(&set);
    }
}

Test(table_fit, a_table_in_a_box_of_a_column_stays_in_it)
{
    struct setting set = setting_build(
        "<section "
        "class=\"two\"><p>Text</p><aside><table><tr><th>Ett</th><td>Sist</td></tr></table></aside></section>",
        "body { margin: 0 } .two { columns: 2 } aside { background: #eeeeee; padding: 5pt }"
        "table { column-span: all; width: 100%; border-collapse: collapse } td { text-align: right; padding: "
        "0 }");
    const struct ty_fragment *last = setting_find(&set, "Sist", NULL);
    const struct ty_fragment *box = NULL;
    for (uint32_t i = 0; i < set.pages->fragment_count; i++)
        if (set.pages->fragments[i].kind == TY_RECT)
            box = &set.pages->fragments[i];
    cr_assert(box != NULL);
    cr_assert_leq(last->rect.x + last->rect.width, box->rect.x + box->rect.width);
    cr_assert_geq(last->rect.x, box->rect.x);
    setting_close(&set);
}
