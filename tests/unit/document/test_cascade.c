#include "fixture.h"

#include <libxml/parser.h>

#include <string.h>

AJ_SUITE(cascade);

/* Whether a selector matches #x in a tree: it gets the width 7pt then. */
struct match {
    const char *selector;
    bool matches;
};

Test(cascade, selectors)
{
    static const char body[] =
        "<section class='one two'><h1 id='h'>A</h1><div class='d'><p>1</p><p class='b c' id='x' lang='sv-SE' "
        "title='en titel' data-n='12'>2</p><p>3</p></div></section><p>4</p>";
    static const struct match matches[] = {
        {"p", true},
        {"*", true},
        {"#x", true},
        {".b", true},
        {".b.c", true},
        {".b.d", false},
        {"p.b#x", true},
        {"div p", true},
        {"section p", true},
        {"section > p", false},
        {"div > p", true},
        {"section.two > div.d > p.b", true},
        {"section.one p + p", true},
        {"h1 + p", false},
        {"h1 + div p", true},
        {"h1 ~ div p", true},
        {"p ~ p", true},
        {"h1 ~ p", false},
        {"[title]", true},
        {"[title=\"en titel\"]", true},
        {"[title~=titel]", true},
        {"[title~=tit]", false},
        {"[title^=en]", true},
        {"[title$=tel]", true},
        {"[title*='n t']", true},
        {"[lang|=sv]", true},
        {"[lang|=s]", false},
        {"[data-n='12']", true},
        {":first-child", false},
        {":nth-child(2)", true},
        {":nth-child(even)", true},
        {":nth-child(odd)", false},
        {":nth-child(2n+1)", false},
        {":nth-child(-n + 2)", true},
        {":nth-child(-n+1)", false},
        {":nth-child(n)", true},
        {":nth-last-child(2)", true},
        {":last-child", false},
        {":only-child", false},
        {":not(.b)", false},
        {":not(.e)", true},
        {"p:not(:first-child)", true},
        {":root p", true},
        {"p:root", false},
        {"html > body > section p", true},
        {"body > section > div > section p", false},
        {".no, .b", true},
        {".\\62", true},
    };
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct fixture f = fixture_new(body, aj_printf(arena, "%s{width:7pt}", matches[i].selector));
        aj_arena_free(arena);
        bool is = fixture_style(&f, "#x")->width.value == 7000;
        cr_expect(is == matches[i].matches, "%s %s", matches[i].selector, is ? "matches" : "does not match");
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}

/* The last word on a paragraph's width. */
struct order {
    const char *css;
    int32_t width;
};

Test(cascade, specificity_order_and_importance)
{
    static const struct order orders[] = {
        {"p{width:1pt}p{width:2pt}", 2000},
        {".b{width:1pt}p{width:2pt}", 1000},
        {"#x{width:1pt}.b.c p.b{width:2pt}.b{width:3pt}", 1000},
        {"div p{width:1pt}p{width:2pt}", 1000},
        {"p{width:1pt!important}#x{width:2pt}", 1000},
        {"p{width:1pt ! important}#x{width:2pt!important}", 2000},
        {":not(#y){width:1pt}.b{width:2pt}", 1000},
        {"@media screen{p{width:1pt}}", 0},
        {"@media print{p{width:1pt}}", 1000},
        {"@media screen, print{p{width:1pt}}", 1000},
        {"@media all{@media print{p{width:1pt}}}", 1000},
        {"div{width:3pt}p{width:inherit}", 3000},
        {"p{width:1pt;width:initial}", 0},
        {"p{width:1pt}/* p{width:2pt} */", 1000},
        {"p{width:1pt;;}", 1000},
        {"\xEF\xBB\xBFp{width:1pt}", 1000},
        {"@charset \"UTF-8\";p{width:1pt}", 1000},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct fixture f = fixture_new("<div class='b c'><p class='b' id='x'>a</p></div>", orders[i].css);
        cr_expect_eq(fixture_style(&f, "p")->width.value, orders[i].width, "%s gives %d", orders[i].css,
                     fixture_style(&f, "p")->width.value);
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}

Test(cascade, inheritance_and_sharing)
{
    struct fixture f = fixture_new(
        "<div id='d'><p id='a'>a</p><p id='b'>b <em id='e'>c</em></p></div><p id='c' lang='en'>d</p>",
        "#d{font-size:20pt;line-height:1.5;text-align:center;text-decoration:underline;padding:3pt;color:"
        "navy}"
        "p{font-size:50%}");
    cr_assert_eq(f.doc->nodes[fixture_find(&f, "#a")].style, f.doc->nodes[fixture_find(&f, "#b")].style);
    const struct doc_style *a = fixture_style(&f, "#a"), *e = fixture_style(&f, "#e"),
                           *c = fixture_style(&f, "#c");
    cr_assert_eq(a->font_size, 10000);
    cr_assert_eq(a->line_height, 15000, "a number is inherited as a number");
    cr_assert_eq(a->text_align, DOC_CENTER);
    cr_assert_eq(a->padding[0].value, 0);
    cr_assert(e->underline && e->italic && e->color.b == 128);
    cr_assert_not(c->underline);
    cr_assert_str_eq(c->lang, "en");
    cr_assert_eq(a->display, DOC_BLOCK);
    cr_assert_eq(e->display, DOC_INLINE);
    fixture_free(&f);
}

Test(cascade, faces_by_family_weight_and_style)
{
    static const char css[] =
        "@font-face{font-family:\"Open Sans\";src:url(open-sans/OpenSans-Regular.ttf)}"
        "@font-face{font-family:\"Open Sans\";font-weight:600;src:url(\"open-sans/OpenSans-Semibold.ttf\") "
        "format(\"truetype\")}"
        "@font-face{font-family:\"Open "
        "Sans\";font-weight:700;src:url(/usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf)}"
        "@font-face{font-family:\"Open Sans\";font-style:italic;src:url('open-sans/OpenSans-Italic.ttf')}"
        "body{font-family:'open sans', sans-serif}";
    static const struct {
        const char *css, *face;
    } cases[] = {{"", "OpenSans-Regular.ttf"},
                 {"p{font-weight:500}", "OpenSans-Regular"},
                 {"p{font-weight:600}", "OpenSans-Semibold"},
                 {"p{font-weight:650}", "OpenSans-Bold"},
                 {"p{font-weight:900}", "OpenSans-Bold"},
                 {"p{font-weight:100}", "OpenSans-Regular"},
                 {"p{font-style:italic;font-weight:700}", "OpenSans-Italic"},
                 {"p{font-family:monospace}", "LiberationMono-Regular"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct fixture f = fixture_new("<p>a</p>", aj_printf(arena, "%s%s", css, cases[i].css));
        aj_arena_free(arena);
        const struct doc_style *p = fixture_style(&f, "p");
        cr_assert_eq(p->face_count, 1, "a generic family is not loaded beside one that is there");
        cr_expect(strstr(fnt_face_path(p->faces[0]), cases[i].face) != NULL, "%s: %s", cases[i].css,
                  fnt_face_path(p->faces[0]));
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}

Test(cascade, pages_and_margin_boxes)
{
    struct fixture f = fixture_new(
        "<p>a</p>", "html{font-size:10pt;--c:navy}"
                    "@page{size:A4;margin:20mm 10%;@top-center{content:string(chapter) ' – ' counter(page) ' "
                    "av ' counter(pages);"
                    "color:var(--c)}@bottom-left{content:'B'}}"
                    "@page :left{margin-left:30mm;margin-right:12mm}@page :first{@top-center{content:none}}"
                    "@page wide{size:A3 landscape;background:#eee;@bottom-left{content:normal}}@page "
                    "wide:left{margin:1in}");
    assert_finding_count(f.job, 0);
    const struct doc_page *right = doc_page_for(f.doc, "", false, false);
    const struct doc_page *left = doc_page_for(f.doc, NULL, false, true);
    const struct doc_page *first = doc_page_for(f.doc, "unknown", true, false);
    const struct doc_page *wide = doc_page_for(f.doc, "wide", false, false);
    cr_expect(right->width == 595276 && right->height == 841890);
    cr_expect(right->margin[0] == 56693 && right->margin[1] == 59527 && right->margin[3] == 59527);
    cr_expect_eq(left->margin[3], 85039);
    cr_expect(wide->width == 1190551 && wide->height == 841890 && wide->background.r == 0xEE);
    cr_expect_eq(doc_page_for(f.doc, "wide", false, true)->margin[3], 72000);
    const struct doc_margin_box *top = &right->boxes[DOC_TOP_CENTER];
    cr_assert_eq(top->count, 5);
    cr_expect(top->content[0].kind == DOC_CONTENT_STRING && !strcmp(top->content[0].text, "chapter"));
    cr_expect(top->content[1].kind == DOC_CONTENT_TEXT && !strcmp(top->content[1].text, " – "));
    cr_expect(top->content[2].kind == DOC_CONTENT_PAGE && top->content[4].kind == DOC_CONTENT_PAGES);
    const struct doc_style *style = &f.doc->styles[top->style];
    cr_expect(style->text_align == DOC_CENTER && style->vertical_align == DOC_MIDDLE &&
              style->color.b == 128 && style->font_size == 10000);
    cr_expect(first->boxes[DOC_TOP_CENTER].count == 0 && first->boxes[DOC_BOTTOM_LEFT].count == 1);
    cr_expect_eq(wide->boxes[DOC_BOTTOM_LEFT].count, 0);
    fixture_free(&f);
}

Test(cascade, charts_ask_for_the_style_of_a_class)
{
    struct fixture f = fixture_new("<figure class='chart' data-chart='bars' id='f'/>",
                                   ".series-1{color:navy}.chart text{font-size:7pt}");
    uint32_t styles = f.doc->style_count;
    doc_id figure = fixture_find(&f, "#f");
    uint32_t series = doc_style_for_class(f.doc, figure, "series-1");
    cr_expect_eq(f.doc->styles[series].color.b, 128);
    doc_id svg = doc_append_element(f.doc, figure, DOC_TAG_SVG, DOC_ROLE_NONE, series, NULL, 0);
    uint32_t text = doc_style_for(f.doc, svg, DOC_TAG_SVG_TEXT, "x");
    cr_expect_eq(f.doc->styles[text].font_size, 7000);
    cr_expect_eq(doc_style_for_class(f.doc, figure, "series-1"), series);
    cr_expect_leq(f.doc->style_count, styles + 2);
    fixture_free(&f);
}

Test(cascade, a_theme_is_parsed_once_and_its_files_are_inputs_of_every_job)
{
    struct doc_library *library = doc_library_new();
    struct fnt_library *fonts = fnt_library_new();
    static const char text[] =
        "<html xmlns='http://www.w3.org/1999/xhtml' lang='sv'><head><title>T</title></head>"
        "<body><h1>a</h1></body></html>";
    xmlDocPtr xml = xmlReadMemory(text, (int)strlen(text), "a", NULL, 0);
    for (int i = 0; i < 2; i++) {
        struct aj_job *job = aj_job_new("/", AJ_SOURCE_DIR "/templates");
        struct doc_document *doc = doc_build(job, library, fonts, xml, "standard");
        cr_assert_not_null(doc);
        assert_finding_count(job, 0);
        uint32_t theme = 0, base = 0, font = 0;
        for (uint32_t k = 0; k < job->input_len; k++) {
            theme += !strcmp(job->inputs[k].name, "themes/standard/theme.css") &&
                     strlen(job->inputs[k].sha256) == 64;
            base += !strcmp(job->inputs[k].name, "common/base.css");
            font += job->inputs[k].kind == AJ_INPUT_FONT;
        }
        cr_assert(theme == 1 && base == 1 && font >= 1);
        aj_job_free(job);
    }
    xmlFreeDoc(xml);
    doc_library_free(library);
    fnt_library_free(fonts);
    xmlCleanupParser();
}
