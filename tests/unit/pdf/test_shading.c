/* Gradients, clips and strokes of drawings as the page's operators. */
#include "pdf/content.h"
#include "pdf/gateway.h"
#include "pdf/shading.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(pdf_shading);

static const uint8_t verbs[] = {TY_MOVE, TY_LINE_TO, TY_LINE_TO, TY_CLOSE};
static const aj_len points[] = {0, 0, 10000, 0, 10000, 10000};
static const struct ty_stop stops[] = {
    {0, {255, 0, 0, 255}}, {500, {0, 255, 0, 255}}, {500, {0, 0, 255, 255}}, {1000, {0, 0, 0, 255}}};

struct press {
    struct pdf_writer w;
    struct pdf_content c;
};

static void press_open(struct press *p)
{
    *p = (struct press){.w = {.arena = aj_arena_new(), .gate = pdf_gate_new(1)}};
    p->c = (struct pdf_content){.w = &p->w, .height = 100000, .buf = AJ_BUF_INIT};
}

static void press_close(struct press *p)
{
    aj_buf_free(&p->c.buf);
    pdf_gate_free(p->w.gate);
    aj_arena_free(p->w.arena);
}

static const char *paint(struct press *p, const struct ty_path *path)
{
    struct ty_fragment f = {.kind = TY_PATH, .as.path = path};
    p->c.buf.len = 0;
    pdf_paint_path(&p->c, &f);
    return aj_strndup(p->w.arena, p->c.buf.data, p->c.buf.len);
}

static struct ty_path triangle(void)
{
    return (struct ty_path){.verb_count = 4, .verbs = verbs, .point_count = 3, .points = points};
}

#define OUTLINE "0 100 m\n10 100 l\n10 90 l\nh\n"

Test(pdf_shading, a_gradient_is_painted_within_its_path)
{
    struct press p;
    press_open(&p);
    struct ty_gradient g = {.matrix = {0, 8000, -8000, 0, 1000, 2000}, .stop_count = 4, .stops = stops};
    struct ty_path path = triangle();
    path.fill = stops[0].color;
    path.gradient = &g;
    path.even_odd = true;
    const char *want = "q\n" OUTLINE "W* n\n0 -8 -8 0 1 98 cm\n/S0 sh\nQ\n";
    cr_expect_str_eq(paint(&p, &path), want);
    g.matrix[4] = 5000; /* elsewhere, with the same colours: the same shading */
    cr_expect(strstr(paint(&p, &path), "/S0 sh") != NULL);
    cr_expect_eq(p.w.shading_count, 1);
    cr_expect_str_eq(p.w.shadings[0].entries,
                     "/ShadingType 2/Coords[0 0 1 0]/ColorSpace/DeviceRGB/Extend[true true]/Function"
                     "<</FunctionType 3/Domain[0 1]/Functions["
                     "<</FunctionType 2/Domain[0 1]/N 1/C0[1 0 0]/C1[0 1 0]>>"
                     "<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 1]/C1[0 0 0]>>"
                     "]/Bounds[.5]/Encode[0 1 0 1]>>");
    g.radial = true;
    g.focus[0] = -250;
    cr_expect(strstr(paint(&p, &path), "/S1 sh") != NULL);
    cr_expect(strncmp(p.w.shadings[1].entries, "/ShadingType 3/Coords[-.25 0 0 0 0 1]", 37) == 0);
    press_close(&p);
}

/* What was set within a clip is forgotten with it. */
Test(pdf_shading, a_clip_ends_with_its_path)
{
    struct press p;
    press_open(&p);
    struct ty_path frame = triangle(), path = triangle();
    struct ty_clip clip = {.path = &frame};
    path.fill = (struct doc_color){255, 0, 0, 255};
    path.clip = &clip;
    const char *want = "q\n" OUTLINE "W n\n1 0 0 rg\n" OUTLINE "f\nQ\n";
    cr_expect_str_eq(paint(&p, &path), want);
    cr_expect_str_eq(paint(&p, &path), want);
    frame.verb_count = 0; /* nothing shows through nothing */
    cr_expect(strstr(paint(&p, &path), "q\n0 0 0 0 re\nW n\n") != NULL);
    press_close(&p);
}

Test(pdf_shading, ends_and_corners_of_strokes)
{
    struct press p;
    press_open(&p);
    struct ty_path path = triangle();
    path.stroke = (struct doc_color){0, 0, 0, 255};
    path.stroke_width = 2000;
    path.cap = 2;
    path.miter_limit = 4000;
    cr_expect_str_eq(paint(&p, &path), "2 w\n2 J\n4 M\n" OUTLINE "S\n");
    path.join = 1;
    path.cap = 0;
    cr_expect_str_eq(paint(&p, &path), "0 J\n1 j\n" OUTLINE "S\n");
    press_close(&p);
}

/* A stroke takes its gradient as a pattern, whose matrix is the page's; Q forgets it. */
Test(pdf_shading, a_stroke_has_a_gradient)
{
    struct press p;
    press_open(&p);
    struct ty_gradient g = {.matrix = {0, 8000, -8000, 0, 1000, 2000}, .stop_count = 4, .stops = stops};
    const aj_len dashes[] = {2000, 1000};
    struct ty_path path = triangle();
    path.stroke = stops[0].color;
    path.stroke_width = 1500;
    path.stroke_gradient = &g;
    path.dashes = dashes;
    path.dash_count = 2;
    path.dash_offset = 500;
    const char *want = "q\n1 0 0 RG\n1.5 w\n[2 1].5 d\n4 M\n/Pattern CS /P0 SCN\n" OUTLINE "S\nQ\n";
    path.miter_limit = 4000;
    cr_expect_str_eq(paint(&p, &path), want);
    cr_expect_str_eq(paint(&p, &path), want);
    cr_expect_eq(p.w.pattern_count, 1);
    cr_expect(strncmp(p.w.patterns[0].entries, "/Type/Pattern/PatternType 2/Matrix[0 -8 -8 0 1 98]/Shading ",
                      59) == 0);
    press_close(&p);
}
