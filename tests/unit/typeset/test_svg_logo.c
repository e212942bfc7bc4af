/* What logos as editors write them need besides shapes and colours. */
#include "finding.h"
#include "suite.h"
#include "typeset/svg.h"
#include "typeset/svg_file.h"

#include <string.h>

AJ_SUITE(svg_logo);

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"
#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">\n"

struct desk {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct ty_svg out;
};

/* A drawing of 10 by 10 user units, 1 pt each. */
static struct desk desk_open(const char *text)
{
    struct desk desk = {.job = aj_job_new(NULL, NULL), .fonts = fnt_library_new()};
    struct doc_document *doc = doc_new(desk.job);
    struct doc_style style = doc->styles[0];
    style.faces[0] = fnt_face_load(desk.fonts, desk.job, OPEN_SANS, 0);
    style.face_count = 1;
    style.lang = "sv";
    doc_id html =
        doc_append_element(doc, 0, DOC_TAG_HTML, DOC_ROLE_NONE, doc_add_style(doc, &style), NULL, 0);
    doc_id svg = ty_svg_parse(desk.job, doc, html, "logo.svg", text, strlen(text));
    cr_assert(svg != 0, "%s", text);
    ty_svg_draw(desk.job, desk.fonts, doc, svg, (struct ty_rect){0, 0, 10000, 10000}, &desk.out);
    return desk;
}

static void desk_close(struct desk *desk)
{
    aj_job_free(desk->job);
    fnt_library_free(desk->fonts);
}

static const struct ty_path *path_at(const struct desk *desk, uint32_t i)
{
    cr_assert(i < desk->out.count && desk->out.fragments[i].kind == TY_PATH);
    return desk->out.fragments[i].as.path;
}

/* How often the path winds around a point, its curves taken as lines: that is near enough here. */
static int winding(const struct ty_path *path, double x, double y)
{
    static const uint32_t counts[] = {1, 1, 3, 0};
    int turns = 0;
    double from[2] = {0, 0}, start[2] = {0, 0};
    const aj_len *p = path->points;
    for (uint32_t i = 0; i < path->verb_count; i++) {
        uint32_t n = counts[path->verbs[i]];
        double to[2] = {start[0], start[1]};
        if (n) {
            to[0] = p[2 * n - 2];
            to[1] = p[2 * n - 1];
        }
        p += (size_t)2 * n;
        if (path->verbs[i] == TY_MOVE) {
            start[0] = to[0];
            start[1] = to[1];
        } else {
            double side = (to[0] - from[0]) * (y - from[1]) - (x - from[0]) * (to[1] - from[1]);
            if (from[1] <= y && to[1] > y && side > 0)
                turns++;
            else if (from[1] > y && to[1] <= y && side < 0)
                turns--;
        }
        from[0] = to[0];
        from[1] = to[1];
    }
    return turns;
}

/* Two squares drawn in opposite senses, a third that is mirrored: all of them show, their overlap too. */
Test(svg_logo, a_clip_is_all_of_its_shapes)
{
    struct desk desk =
        desk_open(SVG "<defs><rect id=\"r\" width=\"2\" height=\"2\"/></defs>"
                      "<clipPath id=\"c\"><title>x</title><path d=\"M0 0H4V4H0z\"/><path d=\"M2 2V6H6V2z\"/>"
                      "<g transform=\"translate(10) scale(-1 1)\"><use href=\"#r\" x=\"1\"/></g></clipPath>"
                      "<circle r=\"20\" clip-path=\"url(#c)\"/></svg>");
    assert_finding_count(desk.job, 0);
    const struct ty_clip *clip = path_at(&desk, 0)->clip;
    cr_assert(clip && !clip->outer && !clip->path->even_odd);
    static const struct {
        double x, y;
        bool inside;
    } points[] = {{1000, 1000, true}, {3000, 3000, true}, {5000, 5000, true},  {1000, 5000, false},
                  {8000, 1000, true}, {9500, 500, false}, {6500, 1000, false}, {5000, 1000, false}};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        cr_expect_eq(winding(clip->path, points[i].x, points[i].y) != 0, points[i].inside, "%zu", i);
    desk_close(&desk);
}

Test(svg_logo, a_clip_path_may_be_clipped)
{
    struct desk desk =
        desk_open(SVG "<clipPath id=\"a\"><path d=\"M0 0H4V4z\"/></clipPath>"
                      "<clipPath id=\"b\" clip-path=\"url(#a)\"><rect width=\"2\" height=\"2\"/></clipPath>"
                      "<g clip-path=\"url(#b)\"><path d=\"M0 0H9V9z\"/></g></svg>");
    assert_finding_count(desk.job, 0);
    const struct ty_clip *clip = path_at(&desk, 0)->clip;
    cr_assert(clip && clip->outer && !clip->outer->outer);
    cr_expect(clip->path->point_count == 4 && clip->outer->path->point_count == 3);
    desk_close(&desk);
}

Test(svg_logo, what_strokes_keep)
{
    struct desk desk = desk_open(
        SVG "<linearGradient id=\"g\"><stop stop-color=\"#f00\"/><stop offset=\"1\" stop-color=\"#00f\"/>"
            "</linearGradient><path d=\"M0 0H8V4\" fill=\"none\" stroke=\"url(#g)\" stroke-width=\"2\" "
            "stroke-dasharray=\"2 1\" stroke-dashoffset=\"1.5\"/>"
            "<g transform=\"scale(2)\"><path d=\"M0 0H2\" stroke=\"#123456\" stroke-width=\"2\" "
            "style=\"vector-effect:non-scaling-stroke\"/></g></svg>");
    assert_finding_count(desk.job, 0);
    const struct ty_path *path = path_at(&desk, 0);
    cr_assert(path->stroke_gradient && !path->gradient && path->stroke.a == 255);
    static const aj_len across[6] = {8000, 0, 0, 4000, 0, 0};
    cr_expect_arr_eq(path->stroke_gradient->matrix, across, sizeof across);
    cr_expect(path->dash_count == 2 && path->dash_offset == 1500);
    cr_expect_eq(path_at(&desk, 1)->stroke_width, 1500, "two pixels");
    desk_close(&desk);
}

static const struct ty_gradient *spread(struct desk *desk, const char *method, const char *kind)
{
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_printf(&text,
                  SVG
                  "<%sGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" x1=\"4\" x2=\"6\" cx=\"5\" cy=\"5\" "
                  "r=\"2\" spreadMethod=\"%s\"><stop offset=\"0.25\" stop-color=\"#f00\"/><stop offset=\"1\" "
                  "stop-color=\"#00f\"/></%sGradient><path d=\"M0 0H8V8H0z\" fill=\"url(#g)\" "
                  "stroke-width=\"0\"/></svg>",
                  kind, method, kind);
    *desk = desk_open(text.data);
    aj_buf_free(&text);
    assert_finding_count(desk->job, 0);
    cr_assert(path_at(desk, 0)->gradient != NULL);
    return path_at(desk, 0)->gradient;
}

/* From 4 to 6, over a shape from 0 to 8: two times before, once, and once after. */
Test(svg_logo, gradients_go_on)
{
    struct desk desk;
    static const aj_len whole[6] = {8000, 0, 0, 2000, 0, 0};
    static const int32_t repeated[] = {62, 250, 312, 500, 562, 750, 812, 1000};
    static const int32_t reflected[] = {62, 250, 250, 437, 562, 750, 750, 937};
    const struct ty_gradient *g = spread(&desk, "repeat", "linear");
    cr_assert_eq(g->stop_count, 8);
    cr_expect_arr_eq(g->matrix, whole, sizeof whole);
    for (uint32_t i = 0; i < 8; i++)
        cr_expect(g->stops[i].offset == repeated[i] && (g->stops[i].color.r > 0) == (i % 2 == 0), "%u", i);
    desk_close(&desk);
    g = spread(&desk, "reflect", "linear");
    cr_assert_eq(g->stop_count, 8);
    for (uint32_t i = 0; i < 8; i++)
        cr_expect(g->stops[i].offset == reflected[i] &&
                      (g->stops[i].color.r > 0) == (i % 4 == 0 || i % 4 == 3),
                  "%u", i);
    desk_close(&desk);
    g = spread(&desk, "pad", "linear");
    cr_expect_eq(g->stop_count, 2);
    desk_close(&desk);
    g = spread(&desk, "repeat", "radial"); /* the far corner is 7.07 away, in circles of 2 */
    static const aj_len circle[6] = {8000, 0, 0, 8000, 5000, 5000};
    cr_assert_eq(g->stop_count, 8);
    cr_expect_arr_eq(g->matrix, circle, sizeof circle);
    desk_close(&desk);
}

Test(svg_logo, a_group_fades_whose_shapes_stand_apart)
{
    struct desk desk = desk_open(
        SVG
        "<g opacity=\".5\"><rect width=\"4\" height=\"4\" fill=\"#123\"/><path d=\"M5 0H9V4z\" "
        "fill-opacity=\".5\"/></g><use href=\"#p\" opacity=\"25%\"/><path id=\"p\" d=\"M0 5H9V9z\"/></svg>");
    assert_finding_count(desk.job, 0);
    cr_assert_eq(desk.out.count, 4);
    cr_expect_eq(path_at(&desk, 0)->fill.a, 128);
    cr_expect_eq(path_at(&desk, 0)->point_count, 4);
    cr_expect_eq(path_at(&desk, 1)->fill.a, 64);
    cr_expect_eq(path_at(&desk, 2)->fill.a, 64);
    cr_expect_eq(path_at(&desk, 3)->fill.a, 255);
    desk_close(&desk);
}

Test(svg_logo, letters_stand_apart)
{
    struct desk plain = desk_open(SVG "<text y=\"5\" font-size=\"2\">fisk</text></svg>");
    struct desk wide =
        desk_open(SVG "<text y=\"5\" font-size=\"2\" style=\"letter-spacing:.5px\">fisk</text></svg>");
    assert_finding_count(wide.job, 0);
    cr_assert(plain.out.count == 1 && wide.out.count == 1);
    const struct ty_run *run = wide.out.fragments[0].as.run;
    cr_assert_eq(run->glyph_count, 4);
    cr_expect_eq(wide.out.fragments[0].rect.width, plain.out.fragments[0].rect.width + 4 * 500);
    const struct ty_run *near = plain.out.fragments[0].as.run;
    cr_expect_eq(run->glyphs[3].x, near->glyphs[near->glyph_count - 1].x + 3 * 500);
    desk_close(&plain);
    desk_close(&wide);
}

Test(svg_logo, what_is_refused_says_what_to_do)
{
    static const struct {
        const char *text, *hint;
        enum aj_code code;
    } cases[] = {
        {SVG
         " <clipPath id=\"c\" clip-rule=\"evenodd\"><path d=\"M0 0H4V4zM1 1H2V2z\"/><path d=\"M5 5H9V9z\"/>"
         "</clipPath><circle r=\"5\" clip-path=\"url(#c)\"/></svg>",
         "give its shapes clip-rule=\"nonzero\", or join them into one path", AJ_E0660},
        {SVG " <clipPath id=\"c\" clip-path=\"url(#c)\"><path d=\"M0 0H4V4z\"/></clipPath>"
             "<circle r=\"5\" clip-path=\"url(#c)\"/></svg>",
         "name a clipPath; what is in one cannot be clipped itself", AJ_E0661},
        {SVG " <linearGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" x2=\"0.01\" spreadMethod=\"repeat\">"
             "<stop/><stop offset=\"1\" stop-color=\"#fff\"/></linearGradient>"
             "<circle r=\"5\" fill=\"url(#g)\"/></svg>",
         "it goes on more than 64 times within one shape: use longer steps", AJ_E0660},
        {SVG " <g opacity=\".5\"><circle r=\"5\"/><circle r=\"4\"/></g></svg>",
         "give each shape its own, where they do not lie over each other", AJ_E0661},
        {SVG " <path vector-effect=\"fixed-position\" d=\"M0 0\"/></svg>", "write none, non-scaling-stroke",
         AJ_E0661},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct desk desk = desk_open(cases[i].text);
        assert_finding_count(desk.job, 1);
        assert_finding(desk.job, 0, cases[i].code, "logo.svg", 2, 2, cases[i].hint);
        desk_close(&desk);
    }
}

/* As a drawing program exports a coat of arms: a sheet of classes, a clip by use, gradients by href. */
Test(svg_logo, a_logo_of_classes_and_uses)
{
    struct desk desk = desk_open(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- exported -->\n"
        "<svg version=\"1.1\" id=\"Lager_1\" xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" x=\"0px\" y=\"0px\" viewBox=\"0 0 10 10\" "
        "style=\"enable-background:new 0 0 10 10;\" xml:space=\"preserve\">\n<style type=\"text/css\">\n"
        "\t.st0{clip-path:url(#S2);}\n\t.st1{fill:url(#S3);stroke:#FFFFFF;stroke-miterlimit:10;}\n"
        "\t.st2{fill:none;stroke:url(#S4);stroke-width:0.5;stroke-linecap:round;}\n</style>\n"
        "<g><defs><g id=\"S1\"><rect width=\"5\" height=\"10\"/><ellipse cx=\"7\" cy=\"5\" rx=\"2\" "
        "ry=\"3\"/></g>"
        "</defs><clipPath id=\"S2\"><use xlink:href=\"#S1\" style=\"overflow:visible;\"/></clipPath>"
        "<g class=\"st0\"><linearGradient id=\"S4\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"0\" "
        "x2=\"10\" "
        "y2=\"10\"><stop offset=\"0\" style=\"stop-color:#005CA9\"/><stop offset=\"1\" "
        "style=\"stop-color:#E3F0FA\"/>"
        "</linearGradient><linearGradient id=\"S3\" xlink:href=\"#S4\" gradientTransform=\"rotate(90 5 5)\"/>"
        "<path class=\"st1\" d=\"M1,1h8v6c0,2-4,2.5-4,2.5S1,9,1,7V1z\"/><polyline class=\"st2\" "
        "points=\"2,2 5,5 8,2 \"/></g></g></svg>\n");
    assert_finding_count(desk.job, 0);
    cr_assert_eq(desk.out.count, 2);
    cr_expect(path_at(&desk, 0)->gradient && path_at(&desk, 0)->clip);
    cr_expect(path_at(&desk, 1)->stroke_gradient && !path_at(&desk, 1)->fill.a);
    cr_expect_eq(path_at(&desk, 1)->clip->path->point_count, 4 + 13);
    desk_close(&desk);
}
