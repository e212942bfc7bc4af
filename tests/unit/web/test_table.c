/* Tables: on a narrow screen, and as CSV. */
#include "page.h"
#include "suite.h"

#include "web/internal.h"

#include <string.h>

AJ_SUITE(web_table);

static const char plain[] = "p { margin: 0 }";

#define BODY(table) "<body><main>" table "</main></body>"
#define WORDS "<td class=\"text\">Samhällsbyggnadsnämnden</td><td class=\"text\">Kommunfullmäktige</td>"

static void expect_csv(const struct page *page, const char *csv)
{
    struct aj_buf data = AJ_BUF_INIT;
    aj_buf_str(&data, "href=\"data:text/csv;charset=utf-8;base64,");
    web_base64(&data, csv, strlen(csv));
    aj_buf_str(&data, "\">");
    expect_in_page(page, data.data);
    aj_buf_free(&data);
}

Test(web_table, a_small_one_stays)
{
    struct page page =
        page_of(BODY("<table><thead><tr><th scope=\"col\">År</th><th "
                     "scope=\"col\">Tal</th></tr></thead><tbody><tr><th scope=\"row\">2020</th><td "
                     "class=\"num\" data-value=\"7/2\">3,5</td></tr></tbody></table>"),
                "", plain);
    expect_in_page(&page, "<div class=\"web-table\"><table><thead>");
    expect_in_page(&page, "<td class=\"num\">3,5</td>");
    expect_in_page(&page, "<a class=\"web-csv\" download=\"tabell-1.csv\" href=");
    expect_csv(&page, "\xEF\xBB\xBF\xC3\x85r;Tal\r\n2020;3,5\r\n");
    page_close(&page);
}

Test(web_table, a_wide_one_is_cards)
{
    struct page page = page_of(
        BODY("<table><caption>Ansvar, \"tkr\"</caption><thead><tr><th scope=\"col\">Nämnd</th><th "
             "scope=\"col\">Beslutar &amp; mer</th><th scope=\"col\">Tal</th></tr></thead><tbody><tr>" WORDS
             "<td class=\"num\" data-value=\"-1/3\">−0,3</td></tr></tbody></table>"),
        "", plain);
    expect_in_page(&page, "<table role=\"table\" data-cards><caption>");
    expect_in_page(&page,
                   "<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">");
    expect_in_page(
        &page, "<td class=\"text\" role=\"cell\" data-label=\"Beslutar &amp; mer\">Kommunfullmäktige</td>");
    expect_in_page(&page, "download=\"ansvar-tkr.csv\"");
    expect_csv(&page, "\xEF\xBB\xBFNämnd;Beslutar & "
                      "mer;Tal\r\nSamhällsbyggnadsnämnden;Kommunfullmäktige;-0,333333333333\r\n");
    page_close(&page);
}

Test(web_table, a_caption_that_leads_on_stands_before_its_cards)
{
    struct page page =
        page_of(BODY("<table id=\"t\"><caption>Mål, <a href=\"#t\">se mer</a></caption><thead><tr><th "
                     "scope=\"col\">Nämnd</th><th scope=\"col\">Beslutar</th></tr></thead><tbody><tr>" WORDS
                     "</tr></tbody></table>"),
                "", plain);
    expect_in_page(
        &page, "<div class=\"web-table\"><div class=\"web-caption\" id=\"web-c1\">Mål, <a href=\"#t\">se "
               "mer</a></div><table id=\"t\" role=\"table\" aria-labelledby=\"web-c1\" data-cards><thead");
    expect_in_page(&page, ": Mål, se mer</span>");
    page_close(&page);
}

Test(web_table, one_whose_cells_span_rows_moves_in_its_frame)
{
    struct page page = page_of(
        BODY("<table><caption>Mål</caption><tbody><tr><th rowspan=\"2\" scope=\"rowgroup\">Område</th>" WORDS
             "</tr><tr>" WORDS "</tr></tbody></table>"),
        "", plain);
    expect_in_page(
        &page,
        "<div class=\"web-table web-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Mål\"><table>");
    expect_csv(&page, "\xEF\xBB\xBFOmråde;Samhällsbyggnadsnämnden;Kommunfullmäktige\r\nOmråde;"
                      "Samhällsbyggnadsnämnden;Kommunfullmäktige\r\n");
    page_close(&page);
}

Test(web_table, csv_keeps_what_spreadsheets_would_read_otherwise)
{
    struct page page =
        page_of(BODY("<table><tbody><tr><th scope=\"row\">a;b</th><td>\"citat\"</td></tr><tr><th "
                     "scope=\"row\">=1+1</th><td><abbr class=\"missing\" title=\"uppgift "
                     "saknas\">-</abbr></td></tr><tr><th scope=\"row\" "
                     "colspan=\"2\">Rubrik</th></tr><tr><th scope=\"row\">-2+cmd|x</th><td>-2,5 "
                     "%</td></tr></tbody></table>"),
                "", plain);
    expect_csv(&page, "\xEF\xBB\xBF\"a;b\";\"\"\"citat\"\"\"\r\n'=1+1;-\r\nRubrik;\r\n'-2+cmd|x;-2,5 %\r\n");
    page_close(&page);
}

Test(web_table, names_of_files_are_plain)
{
    struct aj_arena *arena = aj_arena_new();
    cr_expect(eq(str, (char *)web_file_name(arena, "Tabell 3. Årets résultat, tkr"),
                 "tabell-3-arets-resultat-tkr"));
    cr_expect(eq(str, (char *)web_file_name(arena, "../../”"), "tabell"));
    aj_arena_free(arena);
}

Test(web_table, the_figures_of_a_chart_are_folded_away)
{
    struct page page = page_of(
        BODY("<figure data-chart=\"bars\" alt=\"x\"><svg width=\"10\" height=\"10\"/></figure><table "
             "class=\"chart-data\"><tbody><tr><th scope=\"row\">a</th><td>1</td></tr></tbody></table>"),
        "", plain);
    expect_in_page(&page, "<details class=\"web-data\"><summary>Visa diagrammets siffror i en "
                          "tabell</summary><div class=\"web-table\"><table class=\"chart-data\">");
    expect_in_page(&page, "</table></div></details>");
    page_close(&page);
}
