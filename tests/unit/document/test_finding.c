/* What a document may do wrong: each with its place and its hint. */
#include "document/build.h"
#include "fixture.h"

AJ_SUITE(document_finding);

struct fault {
    const char *body;
    enum aj_code code;
    uint32_t line;
    const char *hint;
};

static const struct fault faults[] = {
    {"<sektion at='2'/>", AJ_E0501, 2, "did you mean \"section\"?"},
    {"<marquee at='2'/>", AJ_E0519, 2, "use one of the elements of HTML that tags.def lists"},
    {"<p at='2' clas='a'>x</p>", AJ_E0502, 2, "did you mean \"class\"?"},
    {"<p at='2' onclick='a'>x</p>", AJ_E0504, 2, "take it away; a name of your own begins with \"data-\""},
    {"<p at='2' href='a'>x</p>", AJ_E0504, 2, "take it away; a name of your own begins with \"data-\""},
    {"<p at='2' style='color:red'>x</p>", AJ_E0517, 2,
     "give the element a class, and say in the theme what it looks like"},
    {"<ul at='2'><p at='3'>x</p></ul>", AJ_E0503, 3,
     "move it out of \"ul\", or put it into the element that holds it in HTML"},
    {"<p at='2'>a<div at='3'>b</div></p>", AJ_E0503, 3,
     "move it out of \"p\", or put it into the element that holds it in HTML"},
    {"<p><a href='#x' id='x'>a <a href='#x' at='4'>b</a></a></p>", AJ_E0503, 4,
     "move it out of \"a\", or put it into the element that holds it in HTML"},
    {"<ul at='2'>text</ul>", AJ_E0510, 2, "put it into an element that may hold text"},
    {"<p at='2'>a\xC2\x85 b</p>", AJ_E0505, 2, "take it away; it often comes along when text is pasted"},
    {"<p id='a'>a</p><p id='a' at='3'>b</p>", AJ_E0507, 3, "give one of them another id"},
    {"<p at='2'><a href='#nowhere' at='3'>a</a></p>", AJ_E0508, 3,
     "give the element that it should lead to that id, or take the link away"},
    {"<p id='kapitel'><a href='#kapitell' at='3'>a</a></p>", AJ_E0518, 3, "did you mean \"#kapitel\"?"},
    {"<figure at='2'><img src='a.png'/></figure>", AJ_E0509, 2,
     "say in alt what the picture tells; alt=\"\" if it is decoration only"},
    {"<p><img src='a.png' at='3'/></p>", AJ_E0509, 3,
     "say in alt what the picture tells; alt=\"\" if it is decoration only"},
    {"<p at='2'><em at='3'>a<span class='block' at='4'>b</span></em></p>", AJ_E0511, 4,
     "give \"span\" display: inline in the stylesheet, or end \"em\" before it"},
    {"<h1>A</h1><h3 at='3'>B</h3>", AJ_E0514, 3, "make it h2, or put a heading h2 before it"},
    {"<h2 at='2'>A</h2>", AJ_E0514, 2, "make it h1, or put a heading h1 before it"},
    {"<ol start='x' at='2'><li>a</li></ol>", AJ_E0516, 2,
     "spans and numbers are whole numbers, a role is one that ARIA names for documents"},
    {"<p role='dok-toc' at='2'>a</p>", AJ_E0516, 2,
     "spans and numbers are whole numbers, a role is one that ARIA names for documents"},
    {"<table at='2'><tr><td>a</td></tr></table>", AJ_E0550, 2, "make the headings of its columns or rows th"},
    {"<table><tr><th>a</th><td>b</td></tr><tr><td></td><td at='3'>d</td></tr></table>", AJ_W0562, 3,
     "make the first cell of its row th, or head its column in thead: who listens to the table hears no "
     "heading "
     "with the cell"},
    {"<table><tr><th rowspan='2'>a</th><td>b</td></tr><tr><td>c</td></tr><tr><td "
     "at='4'>d</td><td>e</td></tr></table>",
     AJ_W0562, 4,
     "make the first cell of its row th, or head its column in thead: who listens to the table hears no "
     "heading "
     "with the cell"},
    {"<table><thead><tr><th>a</th><td></td></tr></thead><tbody><tr><td>b</td><td "
     "at='5'>c</td></tr></tbody></table>",
     AJ_W0562, 5,
     "make the first cell of its row th, or head its column in thead: who listens to the table hears no "
     "heading "
     "with the cell"},
    {"<table><tr><th colspan='0' at='3'>a</th></tr></table>", AJ_E0516, 3,
     "spans and numbers are whole numbers, a role is one that ARIA names for documents"},
    {"<table><tr><th>a</th><th>b</th></tr><tr at='3'><th>c</th></tr></table>", AJ_E0546, 3,
     "add or take away cells, or change colspan, so that every row is equally wide"},
    {"<table><tr at='2'><th rowspan='2'>a</th></tr></table>", AJ_E0547, 2, "make its rowspan smaller"},
    {"<table><tr><th>a</th><th rowspan='2'>b</th></tr><tr><td colspan='2' at='4'>c</td></tr></table>",
     AJ_E0545, 4, "make the colspan of this cell smaller, or the rowspan of the one above"},
    {"<table><tr><th colspan='2000' at='2'>a</th></tr></table>", AJ_E0544, 2,
     "a table has 1000 columns at most"},
    {"<table at='2'><thead><tr><th>a</th></tr></thead></table>", AJ_E0548, 2,
     "put its rows into tbody; thead holds headings only"},
    {"<table at='2'><caption>a</caption><caption>b</caption><tr><th>a</th></tr></table>", AJ_E0549, 2,
     "keep one"},
};

Test(document_finding, each_has_its_place_and_hint)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct fixture f = fixture_new(faults[i].body, ".block{display:block}");
        cr_assert_not_null(f.doc, "%s", faults[i].body);
        cr_assert_gt(f.job->diags->len, 0, "no finding for %s", faults[i].body);
        assert_finding(f.job, 0, faults[i].code, "report.xml", faults[i].line, 5, faults[i].hint);
        assert_finding_count(f.job, 1);
        cr_assert_neq(aj_diag_hint(f.job->diags, &f.job->diags->items[0], AJ_SWEDISH)[0], 0);
        fixture_free(&f);
    }
}

Test(document_finding, a_break_in_a_grid)
{
    struct fixture f =
        fixture_new("<p class='new'>a</p><div class='grid'><div><p at='2' class='new'>a</p>"
                    "<p at='3'>b</p></div><p at='4' class='end'>c</p></div><p class='new'>d</p>",
                    ".grid { display: grid; grid-template-columns: 1fr 1fr } .new { break-before: page } "
                    ".end { break-after: column } p { break-inside: avoid; break-after: avoid }");
    static const char hint[] =
        "take its break-before and break-after away in the theme, or set it outside of the grid";
    assert_finding_count(f.job, 2);
    assert_finding(f.job, 0, AJ_W0561, "report.xml", 2, 5, hint);
    assert_finding(f.job, 1, AJ_W0561, "report.xml", 4, 5, hint);
    fixture_free(&f);
}

/* A class that nothing is for is told of once, where it stands first. */
Test(document_finding, a_class_without_a_rule)
{
    struct fixture f = fixture_new("<section at='2' class='columns colunms'><figure at='3' class='fyll x'><p "
                                   "class='zz'>a</p></figure><div at='4' class='fyll'>b</div></section>",
                                   "#fyll, .columns, p:not(.x) { color: navy }");
    doc_check_classes(f.doc);
    assert_finding_count(f.job, 2);
    assert_finding(f.job, 0, AJ_N0560, "report.xml", 2, 5,
                   "did you mean \"columns\"? else take it away, or give it a rule in the theme");
    assert_finding(f.job, 1, AJ_N0560, "report.xml", 3, 5, "take it away, or give it a rule in the theme");
    fixture_free(&f);
}

Test(document_finding, the_frame_of_a_document)
{
    struct fixture f = fixture_whole(
        "<html xmlns='http://www.w3.org/1999/xhtml' at='1'><head/><body><p>a</p></body></html>", "");
    assert_finding(f.job, 0, AJ_E0542, "report.xml", 1, 5, "write lang on html: lang=\"sv\"");
    assert_finding(f.job, 1, AJ_E0543, "report.xml", 1, 5, "write a title in its head");
    fixture_free(&f);
    f = fixture_whole("<html lang='sv' at='1'><head><title>T</title></head><body><p>a</p></body></html>", "");
    assert_finding(f.job, 0, AJ_E0513, "report.xml", 1, 5, "write xmlns=\"http://www.w3.org/1999/xhtml\"");
    assert_finding_count(f.job, 1);
    fixture_free(&f);
    f = fixture_whole("<html xmlns='http://www.w3.org/1999/xhtml' lang='sv' at='1'/>", "");
    cr_assert_null(f.doc);
    assert_finding(f.job, 0, AJ_E0512, "report.xml", 1, 5, "a document is html with head and body");
    fixture_free(&f);
    f = fixture_whole("<body xmlns='http://www.w3.org/1999/xhtml' at='1'/>", "");
    cr_assert_null(f.doc);
    assert_finding(f.job, 0, AJ_E0503, "report.xml", 1, 5,
                   "move it out of \"document\", or put it into the element that holds it in HTML");
    fixture_free(&f);
}

Test(document_finding, depth_is_capped)
{
    struct aj_buf body = AJ_BUF_INIT;
    for (int i = 0; i < 255; i++)
        aj_buf_str(&body, i == 254 ? "<div at='7'>" : "<div>");
    for (int i = 0; i < 255; i++)
        aj_buf_str(&body, "</div>");
    struct fixture f = fixture_new(body.data, "");
    assert_finding(f.job, 0, AJ_E0506, "report.xml", 7, 5,
                   "divide it, or look for an element that is never closed");
    assert_finding_count(f.job, 1);
    aj_buf_free(&body);
    fixture_free(&f);
}
