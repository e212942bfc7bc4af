/* What a stylesheet may do wrong: each with its place and its hint. */
#include "fixture.h"

#include <string.h>

AJ_SUITE(css_finding);

struct fault {
    const char *css;
    enum aj_code code;
    uint32_t line, column;
    const char *hint;
};

static void check(const struct fault *fault, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fixture f = fixture_new("<p><q>a</q></p>", fault[i].css);
        cr_assert_gt(f.job->diags->len, 0, "no finding for %s", fault[i].css);
        assert_css_finding(&f, fault[i].code, fault[i].line, fault[i].column, fault[i].hint);
        assert_finding_count(f.job, 1);
        fixture_free(&f);
    }
}

#define CHECK(faults) check(faults, sizeof(faults) / sizeof *(faults))
#define WIDTHS                                                                                               \
    "the margins on the left and right may change places, but their sum is the same on all pages of a "      \
    "name; "                                                                                                 \
    "give the page another name for another width"
#define SUBSET_RULES "templates/CSS.md lists the selectors and rules that there are"

Test(css_finding, syntax)
{
    static const struct fault faults[] = {
        {"p { color red; }\np{width:1pt}", AJ_E0520, 1, 11, "CSS wants : here; look also at the line above"},
        {"p {\n color: navy", AJ_E0520, 2, 13, "CSS wants } here; look also at the line above"},
        {"p; q{width:1pt}", AJ_E0520, 1, 2, "CSS wants { here; look also at the line above"},
        {"p { q { color: navy } }", AJ_E0521, 1, 5,
         "a declaration is \"property: value;\"; rules do not stand inside rules"},
        {"p {\n  å: 1;\n }", AJ_E0523, 2, 3, "templates/CSS.md lists the properties that there are"},
        {"p { 12pt; }", AJ_E0521, 1, 5,
         "a declaration is \"property: value;\"; rules do not stand inside rules"},
        {"p { width: 1pt }\n/* never", AJ_E0525, 2, 1, "close it with */"},
        {"p::before { content: \"a\n; width: 1pt }", AJ_E0525, 1, 22, "close it with \""},
        {"p { width: 1pt } q { color: \xff }", AJ_E0535, 1, 29, "save it as UTF-8"},
    };
    CHECK(faults);
}

Test(css_finding, properties)
{
    static const struct fault faults[] = {
        {"p {\n  colour: navy;\n}", AJ_E0522, 2, 3, "did you mean \"color\"?"},
        {"p { position: absolute }", AJ_E0523, 1, 5, "templates/CSS.md lists the properties that there are"},
        {"p { color: rödd }", AJ_E0524, 1, 12, "it takes <color>"},
        {"p { width: 12 }", AJ_E0524, 1, 12, "it takes auto | <length> | <percentage>"},
        {"p { margin: 1pt -2pt }", AJ_E0524, 1, 17, "it takes [auto | <length> | <percentage>]{1,4}"},
        {"p { margin: 1pt 2pt 3pt 4pt 5pt }", AJ_E0524, 1, 29,
         "it takes [auto | <length> | <percentage>]{1,4}"},
        {"p { width: calc(1pt + 10%) }", AJ_E0524, 1, 12, "it takes auto | <length> | <percentage>"},
        {"p { width: 1000000pt }", AJ_E0524, 1, 12, "it takes auto | <length> | <percentage>"},
        {"p { float: left }", AJ_E0524, 1, 12, "it takes none | footnote | top | bottom | snap-block"},
        {"p { text-align: '.' }", AJ_E0524, 1, 17,
         "it takes left | right | center | justify | start | end | \",\" [right]?"},
        {"p { color: }", AJ_E0524, 1, 5, "it takes <color>"},
        {"table { -arshjul-table-fit: scale(20%) }", AJ_E0524, 1, 38,
         "it takes none | [scale(<percentage>) || turn(<name>)]"},
        {"table { -arshjul-table-fit: turn(a) turn(b) }", AJ_E0524, 1, 43,
         "it takes none | [scale(<percentage>) || turn(<name>)]"},
        {"table { -arshjul-table-fit: smaller }", AJ_E0524, 1, 29,
         "it takes none | [scale(<percentage>) || turn(<name>)]"},
        {"table { -arshjul-caption-continued: forts }", AJ_E0524, 1, 37, "it takes none | <string>"},
        {"p { size: A4 }", AJ_E0531, 1, 5, "take it away, or move it to a rule for which it means something"},
        {"@page { float: footnote }", AJ_E0531, 1, 9,
         "take it away, or move it to a rule for which it means something"},
        {"@page { @top-left { columns: 2 } }", AJ_E0531, 1, 21,
         "take it away, or move it to a rule for which it means something"},
        {"p { content: 'a' }", AJ_E0531, 1, 5,
         "take it away, or move it to a rule for which it means something"},
        {"p { counter-increment: page }", AJ_E0524, 1, 24, "it takes none | [<name> <integer>?]+"},
    };
    CHECK(faults);
}

Test(css_finding, selectors_and_at_rules)
{
    static const struct fault faults[] = {
        {"sektion { color: navy }", AJ_E0526, 1, 1, "did you mean \"section\"?"},
        {"video { color: navy }", AJ_E0527, 1, 1, SUBSET_RULES},
        {"p:frist-child { color: navy }", AJ_E0526, 1, 3, "did you mean \":first-child\"?"},
        {"p:hover { color: navy }", AJ_E0527, 1, 3, SUBSET_RULES},
        {"p::first-line { color: navy }", AJ_E0527, 1, 4, SUBSET_RULES},
        {"p::befor { content: 'a' }", AJ_E0526, 1, 4, "did you mean \"::before\"?"},
        {"p[hreff] { color: navy }", AJ_E0527, 1, 3, SUBSET_RULES},
        {"p:nth-child(2x) { color: navy }", AJ_E0527, 1, 3, SUBSET_RULES},
        {"p:not(.a .b) { color: navy }", AJ_E0527, 1, 3, SUBSET_RULES},
        {"p, { color: navy }", AJ_E0527, 1, 4, SUBSET_RULES},
        {"p > { color: navy }", AJ_E0527, 1, 3, SUBSET_RULES},
        {"@supports (x) { p { color: navy } }", AJ_E0527, 1, 1, SUBSET_RULES},
        {"@page wide { size: A4 landscape }\ntable, q {\n  -arshjul-table-fit: turn(wid); }", AJ_E0559, 3, 3,
         "did you mean \"wide\"? else write @page wid { size: A4 landscape; } with the margins that it "
         "needs"},
        {"table { -arshjul-table-fit: turn(wide) }", AJ_E0559, 1, 9,
         "write @page wide { size: A4 landscape; } with the margins that it needs"},
        {"@pagee { margin: 0 }", AJ_E0526, 1, 1, "did you mean \"@page\"?"},
        {"@page :firts { margin: 0 }", AJ_E0526, 1, 8, "did you mean \":first\"?"},
        {"@page { @top-centre { content: 'a' } }", AJ_E0526, 1, 9, "did you mean \"@top-center\"?"},
        {"@media print and (color) { p { color: navy } }", AJ_E0528, 1, 14,
         "write print, screen or all, parted by commas"},
        {"p { color: navy }\n@import \"common/base.css\";", AJ_E0529, 2, 1, "move it to the top of the file"},
        {"@import \"../../etc/passwd\";", AJ_E0530, 1, 9, "move the file into the templates folder"},
        {"@font-face { font-family: A }", AJ_E0532, 1, 1,
         "name the family and the file: font-family: \"Open Sans\"; src: "
         "url(\"open-sans/OpenSans-Regular.ttf\")"},
        {"@page { size: A4; margin: 200mm }", AJ_E0541, 1, 1,
         "size lies between 1 in and 200 in, bleed is 1 in at most, and the margins leave room between them"},
        {"p { color: navy }\n@page { bleed: 2in }", AJ_E0541, 2, 1,
         "size lies between 1 in and 200 in, bleed is 1 in at most, and the margins leave room between them"},
        {"@page { size: A4; margin: 20mm 30mm 20mm 20mm }\n@page :left { margin: 20mm 20mm 20mm 35mm }",
         AJ_E0557, 2, 1, WIDTHS},
        {"@page { size: A4; margin: 20mm }\n\n@page :first { margin-left: 45mm }", AJ_E0557, 3, 1, WIDTHS},
        {"p {\n bleed: 3mm }", AJ_E0531, 2, 2,
         "take it away, or move it to a rule for which it means something"},
        {".a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a { color: navy }", AJ_E0534, 1, 34, "divide it"},
    };
    CHECK(faults);
}

Test(css_finding, content_and_variables)
{
    static const char content[] =
        "a margin box takes text, url(), string(), counter(page) and counter(pages); an element takes "
        "everything but these two counters and string()";
    static const struct fault faults[] = {
        {"p::before { content: string(a) }", AJ_E0533, 1, 22, content},
        {"p::after { content: 'sida ' counter(page) }", AJ_E0533, 1, 21, content},
        {"@page { @top-left { content: leader('.') } }", AJ_E0533, 1, 30, content},
        {":root { --c: string(a) }\np::before { content: var(--c) }", AJ_E0533, 1, 14, content},
        {"p { color: var(--ink) }", AJ_E0536, 1, 12,
         "set it on :root, or give var() a second argument to fall back on"},
        {":root { --inkk: red }\np { color: var(--ink) }", AJ_E0537, 2, 12, "did you mean \"--inkk\"?"},
        {":root { --a: var(--b); --b: var(--a) }", AJ_E0538, 1, 29, "break the circle"},
        {":root { --a: 12 }\np { color: var(--a) }", AJ_E0553, 1, 9, "color takes <color>"},
        {":root { --a: 12; --b: var(--a) }\np { color: var(--b); border: 1pt solid var(--b) }", AJ_E0553, 1,
         9, "color takes <color>"},
        {":root { --a: calc(var(--b) / 2);\n--b: stor }\np { font-size: var(--a) }", AJ_E0553, 1, 9,
         "font-size takes <length> | <percentage> | small | medium | large | smaller | larger"},
        {":root {\n --a: #123456\n --b: #fff;\n}\np { color: var(--a) }", AJ_E0553, 2, 2,
         "end it with \";\"; color takes <color>"},
        {":root { --inke: red; --ink: navy }\np { color: var(--ink) }", AJ_W0554, 1, 9,
         "did you mean \"--ink\"? else take it away, or use it by var(--inke) in a rule; common/base.css "
         "lists those that there are"},
        {"@page { --xyz: red }", AJ_W0554, 1, 9,
         "take it away, or use it by var(--xyz) in a rule; common/base.css lists those that there are"},
        {"p { font-family: Garamond, sans-serif }", AJ_E0539, 1, 18,
         "write first in the theme: @font-face { font-family: \"Garamond\"; src: url(\"folder/File.ttf\"); "
         "}, a file beside the theme or its path below /usr/share/fonts/truetype"},
        {"@font-face { font-family: Lato; src: url(lato/Lato-Regular.ttf) }\np { font-family: Latto }",
         AJ_E0540, 2, 18, "did you mean \"Lato\"?"},
    };
    CHECK(faults);
}

Test(css_finding, missing_files)
{
    struct fixture f = fixture_new(
        "<p>a</p>", "@font-face { font-family: A;\n  src: url(\"none/None.ttf\") }\np{font-family:A}");
    assert_finding(f.job, 0, AJ_E0601, "test.css", 2, 8,
                   "check the url of its @font-face rule, or install the package that holds the font");
    cr_assert_not_null(f.doc, "the text falls back on the built-in font");
    fixture_free(&f);
    f = fixture_new("<p>a</p>", "@import \"common/none.css\";");
    struct aj_place place = aj_places_at(f.job->places, f.job->diags->items[0].template_at);
    assert_finding_count(f.job, 1);
    cr_assert_eq(f.job->diags->items[0].code, AJ_E0101);
    cr_assert(place.line == 1 && place.column == 9);
    fixture_free(&f);
}

Test(css_finding, a_colour_that_is_none_is_told_once)
{
    struct fixture f = fixture_new("<p>a</p>", ":root { --a: #12 }\np { background: var(--a); color: #fff }");
    assert_finding_count(f.job, 1);
    assert_css_finding(&f, AJ_E0553, 1, 9, "background takes none | <color>");
    fixture_free(&f);
}

Test(css_finding, contrast_names_the_ratio_the_colours_and_both_places)
{
    struct fixture f = fixture_new("<div at='2'><p at='3'>a</p><p at='4'>b</p><h1 at='5'>C</h1></div>",
                                   "div { background: #777; }\n* { color: #fff; }\nh1 { font-size: 20pt }");
    assert_finding_count(f.job, 1);
    assert_finding(
        f.job, 0, AJ_E0515, "report.xml", 3, 5,
        "it must be 4.5:1 at least (WCAG 2.1, 1.4.3); make the text darker or its background lighter, or the "
        "other way round");
    cr_assert_str_eq(aj_diag_message(f.job->diags, &f.job->diags->items[0], AJ_ENGLISH),
                     "text in #ffffff on #777777 has the contrast 4.47:1");
    cr_assert_str_eq(aj_diag_message(f.job->diags, &f.job->diags->items[0], AJ_SWEDISH),
                     "text i #ffffff på #777777 har kontrasten 4,47:1");
    struct aj_place css = aj_places_at(f.job->places, f.job->diags->items[0].template_at);
    cr_assert(css.line == 2 && css.column == 5 && !strcmp(css.file, "test.css"));
    fixture_free(&f);
    f = fixture_new("<p>a</p>", "@page { @top-left { content: 'x'; color: #999 } }");
    assert_css_finding(
        &f, AJ_E0515, 1, 35,
        "it must be 4.5:1 at least (WCAG 2.1, 1.4.3); make the text darker or its background lighter, or "
        "the other way round");
    fixture_free(&f);
}

Test(css_finding, contrast_is_judged_by_what_is_behind)
{
    /* The stylesheet, and how many of its colours are told. */
    static const struct {
        const char *css;
        uint32_t count;
    } cases[] = {
        {"aside{background:#7a1f3d} p{color:#777}", 1},
        {"aside{background:#7a1f3d} div{background:white} p{color:#333}", 0},
        {"tr:nth-child(even) td{background:#333}", 1},
        {"@page{background:#333} body{color:white}", 0},
        {"@page x{background:#333} aside{page:x}", 1},
        {"@page x{background:#333} aside{page:x;color:white}", 0},
        {"@page{background:#eee;@top-left{content:'x';color:#767676}}", 1},
        {"@page{@top-left{content:'x';background:#333;color:white}}", 0},
        /* What leaves no ink. */
        {"p::before{content:'\\A0\\2002';color:#fff}", 0},
        {"p{color:#949494;font-size:14pt;font-weight:700}", 0},
        {"p{color:#949494;font-size:14pt;font-weight:600}", 1},
        {"p{color:#949494;font-size:18pt}", 0},
        {"p{color:#959595;font-size:18pt}", 1},
        {"a{color:#999}", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f =
            fixture_new("<aside><div><p>a <a href='https://a.se'>b</a></p></div></aside>"
                        "<table><tbody><tr><th>1</th><td>1</td></tr><tr><th>2</th><td>2</td></tr>"
                        "</tbody></table>",
                        cases[i].css);
        cr_expect_eq(f.job->diags->len, cases[i].count, "%s: %u", cases[i].css, f.job->diags->len);
        fixture_free(&f);
    }
}

Test(css_finding, a_cached_theme_tells_every_job)
{
    /* Findings stay with the stylesheet, and each job gets places of its own. */
    struct fixture f = fixture_new("<p>a</p>", "p{colour:red}"), g = fixture_new("<p>a</p>", "p{colour:red}");
    assert_css_finding(&f, AJ_E0522, 1, 3, "did you mean \"color\"?");
    assert_css_finding(&g, AJ_E0522, 1, 3, "did you mean \"color\"?");
    fixture_free(&f);
    fixture_free(&g);
}
