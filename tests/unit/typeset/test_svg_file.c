/* Drawings in files, as editors write them. */
#include "finding.h"
#include "suite.h"
#include "typeset/svg.h"
#include "typeset/svg_file.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(svg_file);

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">\n"

struct desk {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    doc_id svg;
    struct ty_svg out;
};

static struct desk desk_open(const char *text)
{
    struct desk desk = {.job = aj_job_new(NULL, NULL), .fonts = fnt_library_new()};
    desk.doc = doc_new(desk.job);
    doc_id html = doc_append_element(desk.doc, 0, DOC_TAG_HTML, DOC_ROLE_NONE, 0, NULL, 0);
    desk.svg = ty_svg_parse(desk.job, desk.doc, html, "logo.svg", text, strlen(text));
    if (desk.svg)
        ty_svg_draw(desk.job, desk.fonts, desk.doc, desk.svg, (struct ty_rect){0, 0, 10000, 10000},
                    &desk.out);
    return desk;
}

static void desk_close(struct desk *desk)
{
    aj_job_free(desk->job);
    fnt_library_free(desk->fonts);
}

/* Where a rectangle's colour comes from, in the order of SVG 1.1, 6.4. */
Test(svg_file, styles)
{
    static const struct {
        const char *style, *attrs;
        uint8_t red;
    } cases[] = {
        {"", "fill=\"#110000\"", 0x11},
        {"", "fill=\"#110000\" style=\" fill : #220000 ; stroke:none\"", 0x22},
        {".a{fill:#330000}", "class=\"b a\" fill=\"#110000\"", 0x33},
        {".a{fill:#330000}", "class=\"ab\" fill=\"#110000\"", 0x11},
        {"#r, .z { fill: #440000 } .a { fill: #330000 }", "class=\"a\" id=\"r\"", 0x44},
        {"/* x { */ rect.a{fill:#550000} .a{fill:#330000}", "class=\"a\"", 0x55},
        {"*{fill:#660000} rect{fill:#770000}", "", 0x77},
        {".a{fill:#330000} .a{fill:#880000;}", "class=\"a\"", 0x88},
        {".a{fill:#330000}", "class=\"a\" style=\"fill:#990000;-inkscape-stroke:none;font-family:Arial\"",
         0x99},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[600];
        snprintf(text, sizeof text, SVG "<style>%s</style><rect width=\"9\" height=\"9\" %s/></svg>",
                 cases[i].style, cases[i].attrs);
        struct desk desk = desk_open(text);
        assert_finding_count(desk.job, 0);
        cr_assert_eq(desk.out.count, 1, "%s", text);
        cr_expect_eq(desk.out.fragments[0].color.r, cases[i].red, "%s", text);
        desk_close(&desk);
    }
}

Test(svg_file, what_editors_add_is_passed_over)
{
    struct desk desk = desk_open(
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:e=\"urn:editor\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"100%\" height=\"100%\" "
        "viewBox=\"0 0 10 10\" e:version=\"1\" "
        "xml:space=\"preserve\"><title>Logo</title><metadata><e:x/></metadata>"
        "<e:view zoom=\"2\"><rect/></e:view><defs><path id=\"p\" d=\"M0 0H9V9z\"/></defs>"
        "<g e:label=\"Lager\" style=\"display:inline\"><use xlink:href=\"#p\" visibility=\"visible\"/></g>"
        "<g style=\"display:none\"><image/><path d=\"M0 0H5V5z\"/></g></svg>");
    assert_finding_count(desk.job, 0);
    cr_assert_eq(desk.out.count, 1);
    cr_expect_eq(desk.out.fragments[0].rect.width, 9000);
    desk_close(&desk);
}

Test(svg_file, what_cannot_be_drawn_is_found)
{
    static const char redraw[] =
        "redraw it with paths, shapes, text and gradients; filters, masks, patterns, markers "
        "and pictures are not drawn";
    static const char rewrite[] =
        "write rules for *, names, .classes and #ids; or export with presentation attributes";
    static const char remove_it[] = "remove it from the drawing, or draw what it does with paths";
    static const struct {
        const char *text, *hint;
        enum aj_code code;
        uint32_t line, column;
    } cases[] = {
        {"<html>\n</html>", "export it as SVG; a drawing begins with <svg>", AJ_E0664, 1, 1},
        {SVG " <style>a:hover{fill:red}</style></svg>", rewrite, AJ_E0665, 2, 2},
        {SVG "<style>@import url(x);</style></svg>", rewrite, AJ_E0665, 2, 1},
        {SVG "<style>.a{fill:none</style></svg>", rewrite, AJ_E0665, 2, 1},
        {SVG "<style>.a .b{fill:none}</style></svg>", rewrite, AJ_E0665, 2, 1},
        {SVG "<g>\n  <image/><image/></g></svg>", redraw, AJ_E0666, 3, 3},
        {SVG "<script>x</script></svg>", redraw, AJ_E0666, 2, 1},
        {SVG "  <path d=\"M0 0\" filter=\"url(#f)\"/></svg>", remove_it, AJ_E0667, 2, 3},
        {SVG "  <path d=\"M0 0\" style=\"mask:url(#f)\"/></svg>", remove_it, AJ_E0667, 2, 3},
        {SVG "  <path d=\"M0 0\" onclick=\"x\"/></svg>", remove_it, AJ_E0667, 2, 3},
        {SVG "  <g opacity=\".5\"><path d=\"M0 0H5V5z\"/><path d=\"M0 0H4V4z\"/></g></svg>",
         "give each shape its own, where they do not lie over each other", AJ_E0661, 2, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct desk desk = desk_open(cases[i].text);
        assert_finding_count(desk.job, 1);
        assert_finding(desk.job, 0, cases[i].code, "logo.svg", cases[i].line, cases[i].column, cases[i].hint);
        desk_close(&desk);
    }
}

Test(svg_file, ends_in_svg)
{
    cr_expect(ty_svg_is_named("a/logo.svg") && ty_svg_is_named("LOGO.SVG"));
    cr_expect(not(ty_svg_is_named(".svg") || ty_svg_is_named("logo.png") || ty_svg_is_named("svg")));
}

/* A drawing that stands twice says its faults once. */
Test(svg_file, faults_are_told_once)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    for (int i = 0; i < 3; i++)
        aj_diag_add(job->diags, AJ_E0666, i == 1 ? 7 : 5, "image", "", NULL);
    ty_svg_tell_once(job->diags, 1);
    assert_finding_count(job, 2);
    aj_job_free(job);
}
