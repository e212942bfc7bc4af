/* A document as a web page: what is left out, what is moved, what is added; and that it stands alone. */
#include "finding.h"
#include "page.h"
#include "suite.h"

#include "base/file.h"
#include "web/internal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(web);

static const char plain[] = "p { margin: 0 }";

Test(web, the_head_tells_what_it_is)
{
    struct page page =
        page_of("<body class=\"budget\"><main><p>Text.</p></main></body>", ":root { --ink: #123456 }", plain);
    cr_expect(page.good);
    cr_expect(strncmp(page.out.data, "<!doctype html>\n<html lang=\"sv\">\n", 33) == 0);
    expect_in_page(&page, "<title>Budget &lt;1&gt; – Ö &quot;k&quot;</title>");
    expect_in_page(&page, "<meta name=\"dcterms.creator\" content=\"Ö &quot;k&quot;\">");
    expect_in_page(&page, "<meta name=\"dcterms.valid\" content=\"start=2022\">");
    expect_in_page(&page, "<meta name=\"arshjul.responsible\" content=\"Chefen\">");
    expect_in_page(&page, "<link rel=\"alternate\" type=\"application/pdf\" href=\"b%201.pdf\">");
    expect_in_page(&page, ">Hämta som PDF <span class=\"web-size\">(3\u00A0sidor, 1,2\u00A0MB)</span></a>");
    expect_in_page(&page, "<a class=\"web-skip\" href=\"#web-main\">Hoppa till innehållet</a>");
    expect_in_page(&page, "<main tabindex=\"-1\" id=\"web-main\">");
    expect_in_page(&page, ":root{--ink:#123456;}");
    expect_in_page(&page, "<h1>Budget &lt;1&gt;</h1>");
    expect_not_in_page(&page, "web-state");
    page_close(&page);
}

Test(web, a_number_above_its_heading_is_a_word_of_its_own)
{
    struct page page = page_of("<body><main><h2>Gamla</h2><p>Text.</p></main></body>",
                               "h2::before { content: \"Trend 1\"; display: block }", plain);
    expect_in_page(&page, "<span class=\"before\">Trend 1</span> ");
    page_close(&page);
}

Test(web, only_its_own_style_is_allowed)
{
    struct page page = page_of("<body><main><p>Text.</p></main></body>", "",
                               "/* no */ p::before { content: \"/* yes */\" }\n");
    const char *style = strstr(page.out.data, "<style>") + 7, *end = strstr(style, "</style>");
    char hex[65];
    aj_sha256(style, (size_t)(end - style), hex);
    expect_in_page(&page, "p::before {content: \"/* yes */\" }");
    expect_not_in_page(&page, "no */");
    /* The digest of the page's style in base 64, made another way. */
    const char *policy = strstr(page.out.data, "'sha256-") + 8;
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t bit = 0; bit < 256; bit++) {
        unsigned digit = (unsigned)(hex[bit / 4] <= '9' ? hex[bit / 4] - '0' : hex[bit / 4] - 'a' + 10);
        unsigned letter = (unsigned)(strchr(letters, policy[bit / 6]) - letters);
        unsigned want = digit >> (3 - bit % 4) & 1, has = letter >> (5 - bit % 6) & 1;
        cr_assert(want == has, "bit %zu", bit);
    }
    page_close(&page);
}

Test(web, what_is_not_decided_says_so)
{
    struct page page = page_open("<body class=\"status-utkast\"><main><p>Text.</p></main></body>", "", plain);
    page.source.status = "utkast";
    page_write(&page);
    expect_in_page(&page,
                   "<aside class=\"web-state\" aria-label=\"Dokumentets status\"><strong>Utkast</strong>");
    page_close(&page);
}

Test(web, page_numbers_are_left_out)
{
    static const char css[] =
        ".toc a::after { content: leader(\".\") \" \" target-counter(attr(href), page) }"
        "main h1 { counter-increment: n } a.num::after { content: target-counter(attr(href), n) \" på "
        "sida\\A0\" "
        "target-counter(attr(href), page) }"
        "a.bare::after { content: target-counter(attr(href), page) }";
    struct page page =
        page_of("<body><nav class=\"toc\"><h1>Innehåll</h1><ol><li><a "
                "href=\"#a\">Mål</a></li></ol></nav><main><section><h1 id=\"a\">Mål</h1>"
                "<p>Se <a class=\"num\" href=\"#a\">kapitel\u00A0</a>, <a class=\"bare\" "
                "href=\"#p\">sidan\u00A0</a> och "
                "<a class=\"bare\" href=\"#p\"></a>.</p><p id=\"p\">Här.</p></section></main></body>",
                css, plain);
    expect_in_page(&page, "<a href=\"#a\">Mål<span class=\"after\"></span></a>");
    expect_in_page(&page, ">kapitel\u00A0<span class=\"after\">1</span></a>");
    expect_in_page(
        &page,
        "<a class=\"bare\" href=\"#p\">avsnittet ”Mål”</a> och <a class=\"bare\" href=\"#p\">Mål</a>.");
    page_close(&page);
}

Test(web, contents_fold_and_have_a_name)
{
    struct page page = page_of("<body><nav class=\"toc\"><h1>Innehåll</h1><ol><li><a "
                               "href=\"#a\">Mål</a></li></ol></nav><main><h1 id=\"a\">Mål</h1></main></body>",
                               "", plain);
    expect_in_page(&page, "<div class=\"web-side\">\n<nav class=\"toc\" aria-labelledby=\"web-h");
    expect_in_page(&page, "<details><summary>Visa rubrikerna</summary>\n<ol>");
    expect_in_page(&page, "</details>\n</nav>\n</div>");
    page_close(&page);
}

Test(web, a_range_of_short_words_is_not_parted)
{
    struct page page =
        page_of("<body><main><h1>Utfall jan–aug, mån–lör – 2022–2024</h1><p>vården–äldreomsorgen "
                "å–ö –a b–</p></main></body>",
                "", plain);
    expect_in_page(
        &page, "Utfall <span class=\"web-whole\">jan–aug</span>, <span class=\"web-whole\">mån–lör</span> "
               "– 2022–2024<");
    expect_in_page(&page, ">vården–äldreomsorgen <span class=\"web-whole\">å–ö</span> –a b–<");
    page_close(&page);
}

Test(web, headings_follow_each_other)
{
    struct page page =
        page_of("<body><header class=\"cover\"><p class=\"title\">Budget</p></header><main><section><h1 "
                "id=\"a\">A</h1><h3 id=\"b\">B</h3><h2 id=\"c\">C</h2></section></main></body>",
                "", plain);
    expect_in_page(&page, "<h1 class=\"title\">Budget</h1>");
    expect_in_page(&page, "<h2 id=\"a\">A</h2>");
    expect_in_page(&page, "<h3 id=\"b\">B</h3>");
    expect_in_page(&page, "<h3 id=\"c\">C</h3>");
    page_close(&page);
}

Test(web, notes_stand_at_the_end_of_their_chapter)
{
    struct page page = page_of("<body><main><section><h1>A</h1><p>Text<a class=\"call\" role=\"doc-noteref\" "
                               "id=\"t\" href=\"#n\">1</a>"
                               "<span class=\"footnote\" role=\"doc-footnote\" id=\"n\"><a class=\"back\" "
                               "role=\"doc-backlink\" href=\"#t\">1</a> Noten.</span> mer.</p></section>"
                               "<section><h1>B</h1></section></main></body>",
                               ".footnote { float: footnote }", plain);
    expect_in_page(&page, "href=\"#n\">1</a> mer.</p>");
    expect_in_page(&page,
                   "<div class=\"web-notes\">\n<div class=\"footnote\" role=\"doc-footnote\" id=\"n\"><a "
                   "class=\"back\" role=\"doc-backlink\" href=\"#t\">1</a> Noten.</div>");
    cr_expect(strstr(page.out.data, "Noten.") < strstr(page.out.data, ">B<"));
    page_close(&page);
}

Test(web, a_missing_figure_is_said_in_words)
{
    struct page page = page_of("<body><main><p><abbr class=\"missing\" title=\"uppgift saknas\">-</abbr> "
                               "<abbr title=\"kommunstyrelsen\">KS</abbr></p></main></body>",
                               "", plain);
    expect_in_page(
        &page, "><span aria-hidden=\"true\">-</span><span class=\"web-said\">uppgift saknas</span></abbr>");
    expect_in_page(&page, "<abbr title=\"kommunstyrelsen\">KS</abbr>");
    page_close(&page);
}

Test(web, a_link_leads_to_what_a_page_may_open)
{
    struct page page = page_of("<body><main><p><a href=\"javascript:alert(1)\">ett</a> <a "
                               "href=\"https://a.se/?b=1&amp;c=%22\">två</a> "
                               "<a href=\"data:text/html,x\">tre</a></p></main></body>",
                               "", plain);
    expect_in_page(&page, "<a>ett</a> <a href=\"https://a.se/?b=1&amp;c=%22\">två</a> <a>tre</a>");
    page_close(&page);
}

Test(web, nothing_of_a_theme_ends_the_style)
{
    struct page page =
        page_of("<body><main><p>x</p></main></body>",
                ":root { --a: \"</style><p>\"; --b: url(x.png); --c: 1.5pt solid var(--a); --d: -.25em; "
                "--e: 1\\3c\\2fstyle\\3e  }",
                plain);
    expect_in_page(&page, "--a:\"\\3c /style\\3e \\3c p\\3e \";");
    expect_in_page(&page, "--c:1.5pt solid \"\\3c /style");
    expect_in_page(&page, "--d:-0.25em;");
    expect_in_page(&page, "--e:1\\3c \\2f style\\3e ;");
    expect_not_in_page(&page, "--b");
    page_close(&page);
}

Test(web, a_drawing_is_an_image_with_a_name)
{
    struct page page =
        page_of("<body><main><figure class=\"chart\" data-chart=\"bars\" alt=\"Staplar &amp; "
                "mer\"><figcaption>Diagram 1</figcaption>"
                "<svg width=\"500\" height=\"100\" viewBox=\"0 0 500 100\"><text x=\"1\" y=\"2\" class=\"s\" "
                "fill=\"currentColor\">5</text></svg></figure></main></body>",
                "body { color: #111111 } .s { color: #c2702a }", plain);
    expect_in_page(&page, "<div class=\"web-drawing web-wide\" role=\"region\" tabindex=\"0\" "
                          "aria-label=\"Diagram 1\"><svg role=\"img\" aria-label=\"Staplar &amp; mer\" "
                          "width=\"600\" height=\"120\" viewBox=\"0 0 500 100\" color=\"#111111\"");
    expect_in_page(
        &page, "<text x=\"1\" y=\"2\" fill=\"currentColor\" color=\"#c2702a\">5</text></svg></div></figure>");
    page_close(&page);
}

Test(web, a_drawing_for_a_narrow_screen_stands_beside)
{
    struct page page =
        page_of("<body><main><figure class=\"chart\" data-chart=\"bars\" alt=\"Staplar\">"
                "<svg width=\"500\" height=\"100\" viewBox=\"0 0 500 100\"></svg>"
                "<svg width=\"270\" height=\"90\" viewBox=\"0 0 270 90\"></svg></figure></main></body>",
                "", plain);
    expect_in_page(&page, "</svg></div><div class=\"web-drawing web-narrow\"><svg role=\"img\" "
                          "aria-label=\"Staplar\" width=\"324\" height=\"108\"");
    page_close(&page);
}

Test(web, a_picture_stands_in_the_page)
{
    static const unsigned char png[] = {
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
        0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0xD1, 0x49, 0x20, 0x56, 0x00,
        0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0xF8, 0x0F, 0x00, 0x02, 0x02, 0x01,
        0x80, 0x6E, 0x56, 0x8B, 0x13, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
    struct page page = page_open(
        "<body><main><figure><img src=\"a.png\" alt=\"Två &lt; rutor\"/></figure></main></body>", "", plain);
    char path[128];
    snprintf(path, sizeof path, "%s/a.png", page.folder);
    cr_assert(aj_file_write(path, png, sizeof png));
    page_write(&page);
    struct aj_buf want = AJ_BUF_INIT;
    aj_buf_str(&want, "<img alt=\"Två &lt; rutor\" width=\"2\" height=\"1\" src=\"data:image/png;base64,");
    web_base64(&want, png, sizeof png);
    aj_buf_str(&want, "\">");
    expect_in_page(&page, want.data);
    aj_buf_free(&want);
    unlink(path);
    page_close(&page);
}

Test(web, the_same_document_gives_the_same_bytes)
{
    static const char body[] =
        "<body><main><h1 id=\"a\">Mål</h1><p>Text med åäö − och mer.</p></main></body>";
    static const char css[] =
        "@font-face { font-family: T; src: url(\"" OPEN_SANS "\") } body { font-family: T }";
    struct page one = page_of(body, css, plain), two = page_of(body, css, plain);
    cr_assert(one.good && two.good && one.out.len == two.out.len);
    cr_expect(memcmp(one.out.data, two.out.data, one.out.len) == 0);
    expect_in_page(&one, "@font-face{font-family:\"T\";font-weight:400;font-style:normal;src:url(data:font/"
                         "woff;base64,d09GRgABAAA");
    /* The second page of a library takes the face from where it was kept. */
    struct aj_buf again = AJ_BUF_INIT;
    cr_assert(web_write(one.job, &one.source, &again) && again.len == one.out.len);
    cr_expect(memcmp(again.data, one.out.data, again.len) == 0);
    aj_buf_free(&again);
    page_close(&one);
    page_close(&two);
}

Test(web, a_sheet_asks_for_nothing_from_elsewhere)
{
    static const char *const wrong[][2] = {{"p { background: URL(x.png) }", "url("},
                                           {"@import \"x.css\";", "@import"},
                                           {"p { content: \"</style>\" }", "</"},
                                           {"p { background: u\\72l(x) }", "\\"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char sheet[100];
        snprintf(sheet, sizeof sheet, "/* one */\n%s\n", wrong[i][0]);
        struct page page = page_of("<body><main><p>x</p></main></body>", "", sheet);
        cr_expect_not(page.good || page.out.len, "%zu", i);
        assert_finding_count(page.job, 1);
        const char *at = strstr(wrong[i][0], i ? wrong[i][1] : "URL(");
        assert_finding(page.job, 0, AJ_E1001, "templates/common/web.css", 2, (uint32_t)(at - wrong[i][0]) + 1,
                       "remove it; a small picture may stand in the sheet as url(data:…), and a backslash "
                       "only between quotation marks");
        page_close(&page);
    }
    struct page page = page_of("<body><main><p>x</p></main></body>", "",
                               "p { background: url(\"data:image/gif;base64,R0lGOD\") }");
    cr_expect(page.good);
    page_close(&page);
}

Test(web, a_sheet_has_a_longest)
{
    struct aj_buf sheet = AJ_BUF_INIT;
    for (int i = 0; i <= WEB_CSS_MOST / 16; i++)
        aj_buf_str(&sheet, "p { margin: 0 }\n");
    struct page page = page_of("<body><main><p>x</p></main></body>", "", sheet.data);
    cr_expect_not(page.good);
    assert_finding_count(page.job, 1);
    assert_finding(page.job, 0, AJ_E1002, "templates/common/web.css", 0, 0,
                   "shorten it; every page carries the whole of it");
    aj_buf_free(&sheet);
    page_close(&page);
}

Test(web, a_page_has_a_largest)
{
    struct page page = page_open("<body><main><p>x</p></main></body>", "", plain);
    page.source.most = 500;
    page_write(&page);
    cr_expect_not(page.good || page.out.len);
    assert_finding_count(page.job, 1);
    assert_finding(page.job, 0, AJ_E1003, "report.xml", 3, 5,
                   "make the pictures smaller: 2000 pixels across are enough for a screen");
    page_close(&page);
}
