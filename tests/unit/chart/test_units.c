/* Organisation charts: what is drawn, what is said of it, what is refused. */
#include "chart/chart.h"
#include "finding.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(units);

#define FONT                                                                                                 \
    "@font-face { font-family: T; src: url(\"/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf\"); "  \
    "}\n"
static const char theme[] =
    FONT "body { font-family: T; font-size: 8pt } figure { margin: 0 } "
         "@page { size: A4; margin: 25mm } .level-1 { background-color: navy; color: white }";

struct bench {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_library *library;
    xmlDocPtr xhtml;
    struct doc_document *doc;
    bool good;
};

/* Draws the chart of a list; elements with at="1" stand at report.xml:3:5. */
static struct bench draw_list(const char *list, const char *css)
{
    struct bench b = {
        .job = aj_job_new(NULL, NULL), .fonts = fnt_library_new(), .library = doc_library_new()};
    static const char text[] = "\n\n    <orgchart/>\n";
    uint32_t file = aj_places_add_file(b.job->places, "report.xml", text, sizeof text - 1);
    cr_assert(aj_places_add(b.job->places, file, 3, 5) == 1);
    const char *xml = aj_printf(
        b.job->arena,
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\"><head><title>t</title></head><body>"
        "<figure at=\"1\" data-chart=\"organisation\" "
        "data-table=\"l\"><figcaption>Kommunen</figcaption></figure>"
        "<div id=\"l\">%s</div></body></html>",
        list);
    b.xhtml = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
    cr_assert(b.xhtml != NULL);
    b.doc = doc_build_css(b.job, b.library, b.fonts, b.xhtml, "theme.css", css);
    cr_assert(b.doc != NULL);
    b.good = ch_draw(b.job, b.fonts, b.doc);
    return b;
}

static void bench_close(struct bench *b)
{
    xmlFreeDoc(b->xhtml);
    aj_job_free(b->job);
    doc_library_free(b->library);
    fnt_library_free(b->fonts);
}

#define UNIT(name, more) "<li><span class=\"unit-name\">" name "</span>" more "</li>"
#define BELOW(items) "<ul>" items "</ul>"

struct box {
    double x, y, width, height;
};

static double number(const struct bench *b, doc_id id, const char *name)
{
    const char *text = doc_attr(b->doc, id, name);
    return text ? strtod(text, NULL) : 0;
}

static uint32_t find_boxes(const struct bench *b, struct box *boxes, uint32_t most)
{
    uint32_t count = 0;
    for (doc_id id = 1; id < b->doc->node_count; id++)
        if (b->doc->nodes[id].kind == DOC_ELEMENT && b->doc->nodes[id].tag == DOC_TAG_RECT && count < most)
            boxes[count++] = (struct box){number(b, id, "x"), number(b, id, "y"), number(b, id, "width"),
                                          number(b, id, "height")};
    return count;
}

static doc_id find_tag(const struct bench *b, enum doc_tag tag)
{
    for (doc_id id = 1; id < b->doc->node_count; id++)
        if (b->doc->nodes[id].kind == DOC_ELEMENT && b->doc->nodes[id].tag == tag)
            return id;
    return 0;
}

/* No box lies over another or outside the drawing. */
static void check_boxes(const struct bench *b, const struct box *boxes, uint32_t count)
{
    doc_id svg = find_tag(b, DOC_TAG_SVG);
    for (uint32_t i = 0; i < count; i++) {
        cr_expect(boxes[i].x >= 0 && boxes[i].x + boxes[i].width <= number(b, svg, "width"), "box %u", i);
        cr_expect(boxes[i].y >= 0 && boxes[i].y + boxes[i].height <= number(b, svg, "height"), "box %u", i);
        for (uint32_t k = 0; k < i; k++)
            cr_expect(
                boxes[i].x >= boxes[k].x + boxes[k].width || boxes[k].x >= boxes[i].x + boxes[i].width ||
                    boxes[i].y >= boxes[k].y + boxes[k].height || boxes[k].y >= boxes[i].y + boxes[i].height,
                "boxes %u and %u", i, k);
    }
}

Test(units, a_tree_is_drawn_and_told)
{
    struct bench b = draw_list(
        BELOW(UNIT(
            "Fullmäktige",
            BELOW(UNIT("Styrelsen", "<small>15 ledamöter</small>" BELOW(UNIT("Skola", "") UNIT(
                                        "Vård", BELOW(UNIT("Hem\u00ADtjänst", ""))) UNIT("Kultur", "")))))),
        theme);
    cr_assert(b.good);
    struct box boxes[8];
    cr_assert_eq(find_boxes(&b, boxes, 8), 6);
    check_boxes(&b, boxes, 6);
    cr_expect_lt(boxes[0].y, boxes[1].y);
    cr_expect_eq(boxes[2].y, boxes[3].y);
    cr_expect_gt(boxes[3].x, boxes[2].x);
    cr_expect_str_eq(doc_attr(b.doc, find_tag(&b, DOC_TAG_FIGURE), "alt"),
                     "Organisationsschema: Kommunen. Överst: Fullmäktige. Under Fullmäktige: Styrelsen. "
                     "Under Styrelsen: Skola, Vård och Kultur. Under Vård: Hemtjänst.");
    assert_finding_count(b.job, 0);
    bench_close(&b);
}

/* Trees of all shapes: every unit has a box, none over another. */
Test(units, random_trees)
{
    static const char *const names[] = {"Ekonomi", "Barn- och utbildningsförvaltningen", "Vård",
                                        "Samhällsbyggnadskontoret", "Kansli"};
    uint32_t seed = 12345;
    for (int round = 0; round < 40; round++) {
        uint32_t parents[60], depths[60], count = 2 + (uint32_t)round * 58 / 39;
        struct aj_buf list = AJ_BUF_INIT;
        uint32_t open = 0;
        for (uint32_t i = 0; i < count; i++) {
            seed = seed * 1664525 + 1013904223;
            uint32_t depth = i == 0 ? 0 : 1 + (seed >> 16) % (depths[i - 1] + 1 < 4 ? depths[i - 1] + 1 : 4);
            depths[i] = depth;
            parents[i] = depth;
            if (i == 0) {
                aj_buf_str(&list, "<ul><li>");
                open = 0;
            } else if (depth > open) {
                aj_buf_str(&list, "<ul><li>");
                open++;
            } else {
                for (; open > depth; open--)
                    aj_buf_str(&list, "</li></ul>");
                aj_buf_str(&list, "</li><li>");
            }
            depths[i] = open;
            aj_buf_printf(&list, "<span class=\"unit-name\">%s</span>", names[(seed >> 8) % 5]);
        }
        for (uint32_t i = 0; i <= open; i++)
            aj_buf_str(&list, "</li></ul>");
        struct bench b = draw_list(list.data, theme);
        struct box boxes[64];
        cr_expect(b.good);
        cr_expect_eq(find_boxes(&b, boxes, 64), count, "round %d", round);
        check_boxes(&b, boxes, count);
        aj_buf_free(&list);
        bench_close(&b);
        (void)parents;
    }
}

static void expect_refused(const char *list, const char *css, enum aj_code code, const char *hint)
{
    struct bench b = draw_list(list, css);
    cr_expect(b.good == (code == AJ_E0688));
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, code, "report.xml", 3, 5, hint);
    bench_close(&b);
}

Test(units, what_cannot_be_drawn)
{
    struct aj_buf many = AJ_BUF_INIT;
    aj_buf_str(&many, "<ul>");
    for (int i = 0; i < 61; i++)
        aj_buf_str(&many, UNIT("A", ""));
    aj_buf_str(&many, "</ul>");
    expect_refused(many.data, theme, AJ_E0686,
                   "at most 60 units in 5 levels can be read in one chart; divide it");
    aj_buf_free(&many);
    expect_refused("<p>inget</p>", theme, AJ_E0682, "its cells need data-value, and rows that are not sums");
    expect_refused(BELOW(UNIT("A", "")),
                   FONT "body { font-family: T } .level-1 { background-color: navy; color: black }", AJ_E0687,
                   "change color or background-color of .organisation-unit.level-1 in the theme");
    expect_refused(
        BELOW(UNIT("A", BELOW(UNIT("B", "") UNIT("Nettokostnadsutvecklingsuppföljningsansvarigenhet"
                                                 "Nettokostnadsutvecklingsuppföljningsansvarigenhet"
                                                 "Nettokostnadsutvecklingsuppföljningsansvarigenhet",
                                                 "")))),
        theme, AJ_E0688, "write a soft hyphen where it may be divided, or give the chart more room");
}
