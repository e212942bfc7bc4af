#include "fixture.h"

#include <libxml/parser.h>

#include <string.h>

AJ_SUITE(tree);

struct shape {
    const char *body, *css, *shape;
};

static void check_shape(const struct shape *s)
{
    struct fixture f = fixture_new(s->body, s->css);
    cr_assert_not_null(f.doc, "no document for %s", s->body);
    cr_expect_str_eq(fixture_body(&f), s->shape, "%s\n  is      %s\n  must be %s", s->body, fixture_body(&f),
                     s->shape);
    assert_finding_count(f.job, 0);
    fixture_free(&f);
}

Test(tree, white_space_collapses_across_inline_elements)
{
    static const struct shape shapes[] = {
        {"<p> a  b\n c </p>", "", "p:P('a b c')"},
        {"<p>a <em> b</em> c</p>", "", "p:P('a ' em('b') ' c')"},
        {"<p>a<em> b </em> c</p>", "", "p:P('a' em(' b ') 'c')"},
        {"<p><em>a</em> <em>b</em> </p>", "", "p:P(em('a') ' ' em('b'))"},
        {"<p> <em> a</em></p> \n <p>b</p>", "", "p:P(em('a')) p:P('b')"},
        {"<p>a <br/> b</p>", "", "p:P('a' br() 'b')"},
        {"<p>a\u00a0 b</p>", "", "p:P('a\u00a0 b')"},
        {"<p>a <code> b  c </code> d</p>", "code{white-space:pre}", "p:P('a ' code:Code(' b  c ') ' d')"},
        {"<p>a \n b</p>", "p{white-space:pre-line}", "p:P('a\nb')"},
        {"<p>a<span class='x'> b </span>c</p>", ".x{display:none}", "p:P('a' 'c')"},
        {"<p>straße iår</p>", "p{text-transform:uppercase}",
         "p:P('straße iår')"}, /* what is said, not shown */
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_shape(&shapes[i]);
}

Test(tree, text_between_blocks_gets_a_paragraph)
{
    static const struct shape shapes[] = {
        {"<div>a <em>b</em></div>", "", "div:P('a ' em('b'))"},
        {"<div>a<p>b</p>c</div>", "", "div(div:P('a') p:P('b') div:P('c'))"},
        {"<blockquote>a</blockquote>", "", "blockquote:BlockQuote(div:P('a'))"},
        {"<section>a <p>b</p> </section>", "", "section:Sect(div:P('a') p:P('b'))"},
        {"<aside>a</aside>", "", "aside:P('a')"},
        {"<div> <p>b</p> </div>", "", "div(p:P('b'))"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_shape(&shapes[i]);
}

Test(tree, lists_have_marks_and_bodies)
{
    static const struct shape shapes[] = {
        {"<ul><li>a</li></ul>", "", "ul:L(li:LI(::marker:Lbl('•') ::list-body:LBody('a')))"},
        {"<ol start='3'><li>a</li><li value='9'>b</li><li>c</li></ol>", "",
         "ol:L(li:LI(::marker:Lbl('3.') ::list-body:LBody('a')) li:LI(::marker:Lbl('9.') "
         "::list-body:LBody('b')) "
         "li:LI(::marker:Lbl('10.') ::list-body:LBody('c')))"},
        {"<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>", "ol ol{list-style-type:lower-alpha}",
         "ol:L(li:LI(::marker:Lbl('1.') ::list-body:LBody('a' ol:L(li:LI(::marker:Lbl('a.') "
         "::list-body:LBody('b'))))) "
         "li:LI(::marker:Lbl('2.') ::list-body:LBody('c')))"},
        {"<ul><li>a</li></ul>", "ul{list-style:none}", "ul:L(li:LI(::list-body:LBody('a')))"},
        {"<ul><li>a</li></ul>", "ul{list-style-type:'– '}",
         "ul:L(li:LI(::marker:Lbl('–') ::list-body:LBody('a')))"},
        {"<ol><li>a</li></ol>", "li::marker{content:'Steg ' counter(list-item, upper-roman)}",
         "ol:L(li:LI(::marker:Lbl('Steg ' 'I') ::list-body:LBody('a')))"},
        {"<dl><dt>a</dt><dd>b</dd><dt>c</dt><dt>d</dt><dd><p>e</p></dd></dl>", "",
         "dl:L(div:LI(dt:Lbl('a') dd:LBody('b')) div:LI(dt:Lbl('c') dt:Lbl('d') dd:LBody(p:P('e'))))"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_shape(&shapes[i]);
}

Test(tree, contents_are_toc)
{
    static const struct shape s = {
        "<nav role='doc-toc'><h1>Innehåll</h1><ol><li><a href='#a'>A</a><ol><li><a "
        "href='#b'>B</a></li></ol></li></ol></nav>"
        "<h1 id='a'>A</h1><h2 id='b'>B</h2>",
        "nav ol{list-style:none} nav a::after{content:leader('.') ' ' target-counter(attr(href), page)}",
        "nav:Sect(h1:H1('Innehåll') ol:TOC(li:TOCI(span:Reference(a:Link('A' ::after(leader'.' ' ' "
        "page>h1))) "
        "ol:TOC(li:TOCI(span:Reference(a:Link('B' ::after(leader'.' ' ' page>h2)))))))) h1:H1('A') "
        "h2:H2('B')"};
    check_shape(&s);
}

Test(tree, notes_are_referred_to_and_have_labels)
{
    static const struct shape s = {
        "<p>4,8<a role='doc-noteref' id='t' href='#n'>1</a></p>"
        "<div role='doc-footnote' id='n'><a role='doc-backlink' href='#t'>1</a> Given.</div>",
        "", "p:P('4,8' span:Reference(a:Link('1'))) div:Note(span:Lbl(a:Link('1')) ' Given.')"};
    check_shape(&s);
}

Test(tree, colors_tell_their_contrast)
{
    static const struct shape s = {
        "<div class='a'><p>x</p></div>",
        ".a{background:#1f3a5f;color:white} p::after{content:' ' -arshjul-colors()}",
        "div(p:P('x' ::after(' ' '#ffffff/#1f3a5f\u00A011,48:1')))"};
    check_shape(&s);
}

Test(tree, a_font_tells_its_size_and_features)
{
    static const struct shape s = {
        "<p>x</p><p class='a'>y</p>",
        "p{font-family:sans-serif;font-size:10pt;line-height:1.45} "
        ".a{font-weight:700;font-feature-settings:'tnum'}"
        "p::after{content:-arshjul-font()}",
        "p:P('x' ::after('OpenSans 10/14,5\u00A0pt')) p:P('y' ::after('OpenSans-Bold "
        "10/14,5\u00A0pt, tnum'))"};
    check_shape(&s);
}

Test(tree, counters_number_headings)
{
    static const struct shape s = {
        "<h1>A</h1><h2 id='x'>B</h2><h2>C</h2><h1>D</h1><h2>E</h2><p><a href='#x'>se</a></p>",
        "body{counter-reset:h1 h2} h1{counter-increment:h1;counter-reset:h2} h2{counter-increment:h2}"
        "h1::before{content:counter(h1) '. '} h2::before{content:counter(h1) '.' counter(h2, lower-roman) ' "
        "'}"
        "a::after{content:' avsnitt ' target-counter(attr(href), h1) '.' target-counter(attr(href), h2) ', ' "
        "target-text(attr(href))}",
        "h1:H1(::before('1' '. ') 'A') h2:H2(::before('1' '.' 'i' ' ') 'B') h2:H2(::before('1' '.' 'ii' ' ') "
        "'C') "
        "h1:H1(::before('2' '. ') 'D') h2:H2(::before('2' '.' 'i' ' ') 'E') "
        "p:P(a:Link('se' ::after(' avsnitt ' '1' '.' '1' ', ' 'B')))"};
    check_shape(&s);
}

Test(tree, counters_joins_nested_scopes)
{
    static const struct shape s = {"<ol><li>a<ol><li>b</li><li>c</li></ol></li></ol>",
                                   "ol{list-style:none} li::before{content:counters(list-item, '.') ' '}",
                                   "ol:L(li:LI(::list-body:LBody(::before('1' ' ') 'a' "
                                   "ol:L(li:LI(::list-body:LBody(::before('1.1' ' ') 'b')) "
                                   "li:LI(::list-body:LBody(::before('1.2' ' ') 'c'))))))"};
    check_shape(&s);
}

Test(tree, quotes_follow_the_language)
{
    static const struct shape s = {
        "<p><q>a <q>b</q></q> <span lang='en'><q>c</q></span></p>", "",
        "p:P(q:Quote(::before('”') 'a ' q:Quote(::before('’') 'b' ::after('’')) ::after('”')) ' ' "
        "span:Span(q:Quote(::before('“') 'c' ::after('”'))))"};
    check_shape(&s);
}

Test(tree, figures_take_the_text_of_what_they_hold)
{
    struct fixture f =
        fixture_new("<figure id='a'><img src='x.png' alt='En bro'/><figcaption>Bron</figcaption></figure>"
                    "<figure id='b' data-chart='bars'><figcaption>C</figcaption></figure>"
                    "<figure id='c'><table><caption>T</caption><tr><th>a</th></tr></table></figure>"
                    "<p><svg xmlns='http://www.w3.org/2000/svg' id='d'><title>Vapen</title>"
                    "<path d='M0 0'/></svg><img src='y.png' alt=''/></p>"
                    "<figure id='e'><img src='z.png' alt=''/></figure>",
                    "");
    assert_finding_count(f.job, 0);
    cr_expect_str_eq(doc_attr(f.doc, fixture_find(&f, "#a"), "alt"), "En bro");
    cr_expect_str_eq(doc_attr(f.doc, fixture_find(&f, "#d"), "alt"), "Vapen");
    cr_expect_str_eq(fixture_shape(&f, fixture_find(&f, "#a")),
                     "figure:Figure(img() figcaption:Caption('Bron'))");
    cr_expect_str_eq(fixture_shape(&f, fixture_find(&f, "#b")), "figure:Figure(figcaption:Caption('C'))");
    cr_expect_eq(f.doc->nodes[fixture_find(&f, "#c")].role, DOC_ROLE_DIV);
    cr_expect_str_eq(fixture_shape(&f, fixture_find(&f, "#e")), "figure:P(img:Artifact())");
    cr_expect_str_eq(fixture_shape(&f, fixture_find(&f, "p")), "p:P(svg:Figure(path()) img:Artifact())");
    fixture_free(&f);
}

Test(tree, header_cells_say_what_they_head)
{
    struct fixture f = fixture_new("<table><thead><tr><th id='a'>A</th><th id='b'>B</th></tr></thead>"
                                   "<tbody><tr><th id='c'>C</th><td>1</td></tr></tbody></table>",
                                   "");
    assert_finding_count(f.job, 0);
    cr_expect_str_eq(doc_attr(f.doc, fixture_find(&f, "#a"), "scope"), "col");
    cr_expect_str_eq(doc_attr(f.doc, fixture_find(&f, "#b"), "scope"), "col");
    cr_expect_str_eq(doc_attr(f.doc, fixture_find(&f, "#c"), "scope"), "row");
    fixture_free(&f);
}

Test(tree, nodes_stand_in_document_order)
{
    struct fixture f =
        fixture_new("<div>a<p>b</p><ul><li>c <em>d</em></li></ul></div><div>e</div><p> <em> </em> </p>", "");
    doc_id last = 0;
    uint32_t count = 1;
    for (doc_id id = 1; id; id = doc_next(f.doc, 1, id), count++) {
        cr_assert_gt(id, last);
        last = id;
        if (f.doc->nodes[id].first)
            cr_assert_eq(f.doc->nodes[f.doc->nodes[id].first].parent, id);
    }
    cr_assert_eq(count, f.doc->node_count);
    fixture_free(&f);
}

Test(tree, strings_are_set_in_document_order)
{
    struct fixture f =
        fixture_new("<h1>A <em>b</em><span class='note'>fot</span></h1><p title='t'>x</p><h1>C</h1>",
                    "h1{string-set:chapter content(), mark 'K' counter(k);counter-increment:k}"
                    "h1::before{content:'Kapitel '}.note{float:footnote}p{string-set:chapter attr(title)}");
    static const char *const expected[] = {"chapter=A b", "mark=K1", "chapter=t", "chapter=C", "mark=K2"};
    assert_finding_count(f.job, 0);
    cr_assert_eq(f.doc->string_count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        const struct doc_string *s = &f.doc->strings[i];
        cr_expect_str_eq(aj_printf(f.job->arena, "%s=%s", s->name, s->value), expected[i]);
    }
    fixture_free(&f);
}

Test(tree, head_gives_title_language_and_metas)
{
    struct fixture f = fixture_whole(
        "<html xmlns='http://www.w3.org/1999/xhtml' lang='sv'><head><title> Budget\n 2022 </title>"
        "<meta name='author' content='Alingsås'/><meta name='date' content='2021-11-10'/>"
        "</head><body><p>a</p></body></html>",
        "");
    cr_assert_str_eq(f.doc->title, "Budget 2022");
    cr_assert_str_eq(f.doc->lang, "sv");
    cr_assert_eq(f.doc->meta_count, 2);
    cr_assert_str_eq(f.doc->metas[1].value, "2021-11-10");
    cr_assert_str_eq(fixture_style(&f, "p")->lang, "sv");
    fixture_free(&f);
}

Test(tree, the_dump_is_a_page_that_a_browser_shows)
{
    struct fixture f =
        fixture_new("<h1 class='x' at='3'>A &lt; B</h1><ul><li>a<br/>b</li></ul>"
                    "<p>c <a href='#d'>d</a></p><p id='d'>\u00A0e</p>",
                    "@import \"common/hyphens-of-nowhere.css\" screen;h1::before{content:'1 '}/* <&> */\n"
                    "a::after{content:leader('.') target-counter(attr(href),page)}::marker{color:navy}");
    struct aj_buf out = AJ_BUF_INIT;
    assert_finding_count(f.job, 0);
    doc_dump(f.doc, &out);
    cr_assert_str_eq(
        out.data,
        "<!DOCTYPE html>\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\">\n"
        "<head>\n"
        "<meta charset=\"UTF-8\"/>\n"
        "<title>T</title>\n"
        "<style>/*<![CDATA[*/\n"
        "h1>.generated.before{content:'1 '}/* <&> */\n"
        "a>.generated.after{content:leader('.') target-counter(attr(href),page)}"
        "*>.generated.marker{color:navy}"
        "ol, ul { list-style-type: none; }\n"
        ".generated.list-body { display: block; }\n"
        ".generated.marker { float: left; margin-left: -1.5em; }\n"
        ".generated.leader { letter-spacing: .3em; }\n"
        "/*]]>*/</style>\n"
        "</head>\n"
        "<body>\n"
        "<h1 class=\"x\"><span class=\"generated before\">1 </span>A &lt; B</h1>\n"
        "<ul>\n"
        "<li>\n"
        "<span class=\"generated marker\">•</span>\n"
        "<div class=\"generated list-body\">a<br/>b</div>\n"
        "</li>\n"
        "</ul>\n"
        "<p>c <a href=\"#d\">d<span class=\"generated after\"><span class=\"generated leader\">.</span>"
        "<span class=\"generated page\" data-target=\"d\"></span></span></a></p>\n"
        "<p id=\"d\">\u00A0e</p>\n"
        "</body>\n"
        "</html>\n");
    xmlDocPtr again = xmlReadMemory(out.data, (int)out.len, "dump", NULL, XML_PARSE_NONET);
    cr_assert_not_null(again, "the dump is not well-formed");
    xmlFreeDoc(again);
    aj_buf_free(&out);
    fixture_free(&f);
}

Test(tree, pictures_of_the_theme)
{
    static const struct shape shapes[] = {
        {"<p>a</p>", "p::before{content:url('x.svg') / 'Märke'}", "p:P(img:Figure() 'a')"},
        {"<p>a</p>", "p::before{content:url(x.svg) / ''}", "p:P(img:Artifact() 'a')"},
        {"<section>a</section>", "section::before{content:url('x.svg') / 'b';display:block}",
         "section:Sect(img:Figure() div:P('a'))"},
        {"<p>a</p>", "p::after{content:'b ' url('x.png') ' c' / 'd'}",
         "p:P('a' ::after('b ' img:Figure() ' c'))"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check_shape(&shapes[i]);
}

Test(tree, pictures_of_the_theme_are_named_and_found)
{
    struct fixture f = fixture_new("<p>a</p>", "p { color: black }\np::before { content: url('x.svg') }");
    assert_css_finding(&f, AJ_E0558, 2, 22,
                       "write it after the picture: content: url(\"…\") / \"…\"; / \"\" if it only adorns");
    fixture_free(&f);
    f = fixture_new("<p>a</p>", "p::before { content: url('../../x.svg') / '' }");
    assert_css_finding(&f, AJ_E0530, 1, 22, "move the file into the templates folder");
    fixture_free(&f);
}
