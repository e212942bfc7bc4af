#include "finding.h"
#include "suite.h"
#include "typeset/svg.h"
#include "typeset/svg_path.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(svg);

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"

struct bench {
    struct aj_job *job;
    struct fnt_library *fonts;
    struct doc_document *doc;
    doc_id svg;
    uint32_t red; /* a style */
    struct ty_svg out;
};

/* Appends an element with attributes given as names and values, ended by NULL. */
static doc_id add(struct bench *b, doc_id parent, enum doc_tag tag, ...)
{
    struct doc_attr attrs[16];
    uint32_t count = 0;
    va_list list;
    va_start(list, tag);
    const char *name;
    while ((name = va_arg(list, const char *)) != NULL)
        attrs[count++] = (struct doc_attr){name, va_arg(list, const char *)};
    va_end(list);
    return doc_append_element(b->doc, parent, tag, DOC_ROLE_NONE, b->doc->nodes[parent].style, attrs, count);
}

static struct bench bench_open(const char *view)
{
    struct bench b = {.job = aj_job_new(NULL, NULL), .fonts = fnt_library_new()};
    b.doc = doc_new(b.job);
    static const char text[] = "<report>\n <svg/>\n</report>\n";
    uint32_t file = aj_places_add_file(b.job->places, "report.xml", text, sizeof text - 1);
    struct doc_style style = b.doc->styles[0];
    style.faces[0] = fnt_face_load(b.fonts, b.job, OPEN_SANS, 0);
    style.face_count = 1;
    style.font_size = 9000;
    style.lang = "sv";
    uint32_t plain = doc_add_style(b.doc, &style);
    style.color = (struct doc_color){0xC0, 0x10, 0x20, 255};
    b.red = doc_add_style(b.doc, &style);
    doc_id html = doc_append_element(b.doc, 0, DOC_TAG_HTML, DOC_ROLE_NONE, plain, NULL, 0);
    b.doc->nodes[html].at = aj_places_add(b.job->places, file, 2, 2);
    b.svg = view ? add(&b, html, DOC_TAG_SVG, "viewBox", view, NULL) : add(&b, html, DOC_TAG_SVG, NULL);
    return b;
}

static void bench_close(struct bench *b)
{
    aj_job_free(b->job);
    fnt_library_free(b->fonts);
}

static bool draw(struct bench *b, aj_len x, aj_len y, aj_len width, aj_len height)
{
    return ty_svg_draw(b->job, b->fonts, b->doc, b->svg, (struct ty_rect){x, y, width, height}, &b->out);
}

/* Path data as the verbs and whole coordinates that come of it. */
static const char *show_path(struct aj_arena *arena, const char *data, const char **fault)
{
    struct svg_path path = {.arena = arena};
    struct svg_matrix same = {1, 0, 0, 1, 0, 0};
    struct ty_rect bounds;
    *fault = svg_read_path(&path, data);
    const struct ty_path *out = svg_give_path(&path, &same, &bounds);
    struct aj_buf buf = AJ_BUF_INIT;
    const aj_len *p = out->points;
    static const int counts[] = {1, 1, 3, 0};
    for (uint32_t i = 0; i < out->verb_count; i++) {
        aj_buf_printf(&buf, "%s%c", i ? " " : "", "MLCZ"[out->verbs[i]]);
        for (int k = 0; k < counts[out->verbs[i]]; k++, p += 2)
            aj_buf_printf(&buf, " %d,%d", p[0], p[1]);
    }
    char *text = aj_strdup(arena, buf.data ? buf.data : "");
    aj_buf_free(&buf);
    return text;
}

Test(svg, path_data)
{
    static const struct {
        const char *data, *want, *fault;
    } cases[] = {
        {"M10 20L30 40Z", "M 10,20 L 30,40 Z", NULL},
        {"m10,20 5,5-3-4z", "M 10,20 L 15,25 L 12,21 Z", NULL},
        {"M0 0H10V20h-5v-5", "M 0,0 L 10,0 L 10,20 L 5,20 L 5,15", NULL},
        {"M0 0C1 2 3 4 5 6s1 1 2 2", "M 0,0 C 1,2 3,4 5,6 C 7,8 6,7 7,8", NULL},
        {"M0 0S3 4 5 6", "M 0,0 C 0,0 3,4 5,6", NULL},
        {"M0 0Q30 0 30 30T60 60", "M 0,0 C 20,0 30,10 30,30 C 30,50 40,60 60,60", NULL},
        {"M0 0L9 9zL5 5", "M 0,0 L 9,9 Z M 0,0 L 5,5", NULL},
        {"M100 0A100 100 0 0 1 0 100", "M 100,0 C 100,55 55,100 0,100", NULL},
        {"M100 0a100 100 0 01-100 100", "M 100,0 C 100,55 55,100 0,100", NULL},
        {"M0 0A0 5 0 0 1 9 9", "M 0,0 L 9,9", NULL},
        {"M-100 0A1 1 0 0 1 100 0", "M -100,0 C -100,-55 -55,-100 0,-100 C 55,-100 100,-55 100,0", NULL},
        {"M1.5e1.5.5-.5", "M 15,1 L 1,-1", NULL},
        {"", "", NULL},
        {"L10 10", "", "L10 10"},
        {"M10 20 30", "M 10,20", " 30"},
        {"M10 20 R5", "M 10,20", "R5"},
        {"M10 20L5", "M 10,20", "5"},
        {"M0 0A1 1 0 2 1 5 5", "M 0,0", "1 1 0 2 1 5 5"},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *fault;
        const char *got = show_path(arena, cases[i].data, &fault);
        cr_expect(eq(str, (char *)got, (char *)cases[i].want), "%s", cases[i].data);
        if (cases[i].fault && fault)
            cr_expect(eq(str, (char *)fault + strspn(fault, " "),
                         (char *)cases[i].fault + strspn(cases[i].fault, " ")));
        else
            cr_expect(fault == cases[i].fault, "%s: %s", cases[i].data, fault ? fault : "(read)");
    }
    aj_arena_free(arena);
}

Test(svg, values)
{
    static const struct {
        const char *text;
        double want; /* -1: refused */
    } lengths[] = {{"12", 12},     {"12.5px", 12.5}, {"72pt", 96},  {"1in", 96}, {" 25.4mm ", 96},
                   {"2.54cm", 96}, {"1e2", 100},     {".5", 0.5},   {"5.", 5},   {"10%", -1},
                   {"1 2", -1},    {"", -1},         {"1e999", -1}, {"em", -1},  {"2em", -1},
                   {"0x10", -1},   {"nan", -1},      {"1,5", -1}};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        double value = -1;
        bool good = svg_length(lengths[i].text, &value);
        double off = value - lengths[i].want;
        cr_expect(good == (lengths[i].want >= 0) && (!good || (off < 1e-9 && off > -1e-9)), "%s",
                  lengths[i].text);
    }
    static const char *const refused[] = {"skew(3)",       "rotate(1,2)", "scale()", "translate(1 2",
                                          "matrix(1 2 3)", "rotate 3",    ")"};
    struct svg_matrix m;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        cr_expect(not(svg_transform(refused[i], &m)), "%s", refused[i]);
    cr_assert(svg_transform("translate(10) rotate(90, 5 5) scale(2,3)", &m));
    /* (1, 1) scaled to (2, 3), turned around (5, 5) to (7, 2), moved to (17, 2). */
    cr_expect(m.a + m.c + m.e == 17 && m.b + m.d + m.f == 2);
    cr_assert(svg_transform("skewX(45)", &m));
    cr_expect(m.c > 0.999 && m.c < 1.001);
}

Test(svg, sizes)
{
    static const struct {
        const char *view, *width, *height;
        aj_len want[2];
    } cases[] = {
        {"0 0 400 200", NULL, NULL, {300000, 150000}},
        {"0 0 400 200", "100pt", NULL, {100000, 50000}},
        {"0 0 400 200", NULL, "100pt", {200000, 100000}},
        {NULL, "100", "40", {75000, 30000}},
        {NULL, "100", NULL, {0, 0}},
        {"0 0 0 9", NULL, NULL, {0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b = bench_open(NULL);
        struct doc_attr attrs[3];
        uint32_t count = 0;
        if (cases[i].view)
            attrs[count++] = (struct doc_attr){"viewBox", cases[i].view};
        if (cases[i].width)
            attrs[count++] = (struct doc_attr){"width", cases[i].width};
        if (cases[i].height)
            attrs[count++] = (struct doc_attr){"height", cases[i].height};
        b.doc->nodes[b.svg].attrs = attrs;
        b.doc->nodes[b.svg].attr_count = count;
        aj_len width, height;
        bool sized = ty_svg_size(b.doc, b.svg, &width, &height);
        cr_expect(sized == (cases[i].want[0] > 0), "case %zu", i);
        cr_expect(sized == false || (width == cases[i].want[0] && height == cases[i].want[1]), "case %zu", i);
        bench_close(&b);
    }
}

Test(svg, shapes_in_page_units)
{
    struct bench b = bench_open("0 0 100 50");
    add(&b, b.svg, DOC_TAG_RECT, "x", "10", "y", "5", "width", "20", "height", "10", "fill", "#336699", NULL);
    doc_id group =
        add(&b, b.svg, DOC_TAG_G, "transform", "translate(50 0)", "stroke", "#f00", "fill", "none", NULL);
    add(&b, group, DOC_TAG_RECT, "width", "10", "height", "10", "rx", "2", NULL);
    doc_id line = add(&b, group, DOC_TAG_LINE, "x1", "0", "y1", "5", "x2", "10", "y2", "5", "stroke",
                      "currentColor", "stroke-dasharray", "2 1", NULL);
    b.doc->nodes[line].style = b.red;
    add(&b, b.svg, DOC_TAG_POLYGON, "points", "0,0 10,0 5,8", "fill-rule", "evenodd", NULL);
    add(&b, b.svg, DOC_TAG_CIRCLE, "cx", "50", "cy", "25", "r", "0", NULL); /* shows nothing */
    /* 200 pt wide: two points a unit; 120 pt high: 10 pt above and below. */
    cr_assert(draw(&b, 1000, 2000, 200000, 120000));
    assert_finding_count(b.job, 0);
    cr_assert(b.out.count == 4, "%u", b.out.count);

    const struct ty_fragment *f = b.out.fragments;
    cr_expect(f[0].kind == TY_RECT && f[0].color.r == 0x33 && f[0].color.b == 0x99);
    cr_expect(f[0].rect.x == 21000 && f[0].rect.y == 22000 && f[0].rect.width == 40000 &&
              f[0].rect.height == 20000);
    cr_expect(f[1].kind == TY_PATH && f[1].as.path->stroke.r == 255 && f[1].as.path->fill.a == 0);
    cr_expect(f[1].as.path->stroke_width == 2000);
    /* The stroke's half width stands out on every side. */
    cr_expect(f[1].rect.x == 100000 && f[1].rect.y == 11000 && f[1].rect.width == 22000);
    cr_expect(f[2].as.path->dash_count == 2 && f[2].as.path->dashes[0] == 4000 &&
              f[2].as.path->stroke.r == 0xC0);
    cr_expect(eq(u32, f[2].node, line));
    cr_expect(f[3].as.path->even_odd && f[3].as.path->fill.a == 255 && f[3].as.path->stroke.a == 0);
    bench_close(&b);
}

Test(svg, stretched_when_asked)
{
    struct bench b = bench_open(NULL);
    static const struct doc_attr attrs[] = {{"viewBox", "0 0 10 10"}, {"preserveAspectRatio", "none"}};
    b.doc->nodes[b.svg].attrs = attrs;
    b.doc->nodes[b.svg].attr_count = 2;
    add(&b, b.svg, DOC_TAG_RECT, "width", "10", "height", "10", NULL);
    cr_assert(draw(&b, 0, 0, 100000, 50000));
    cr_expect(b.out.fragments[0].rect.width == 100000 && b.out.fragments[0].rect.height == 50000);
    bench_close(&b);
}

Test(svg, text_is_anchored_and_collapsed)
{
    static const struct {
        const char *anchor;
        int shift; /* in halves of the width */
    } cases[] = {{"start", 0}, {"middle", 1}, {"end", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b = bench_open("0 0 400 100"); /* 300 pt: a unit is a px */
        doc_id text =
            add(&b, b.svg, DOC_TAG_SVG_TEXT, "x", "200", "y", "50", "text-anchor", cases[i].anchor, NULL);
        doc_append_text(b.doc, text, "  Årets\n   resultat ", b.doc->nodes[text].style);
        cr_assert(draw(&b, 0, 0, 300000, 75000));
        assert_finding_count(b.job, 0);
        cr_assert(b.out.count == 1);
        const struct ty_fragment *f = &b.out.fragments[0];
        cr_expect(eq(str, (char *)f->as.run->text, "Årets resultat"));
        cr_expect(f->as.run->size == 9000, "the style's size is kept: %d", f->as.run->size);
        cr_expect(f->baseline == 37500);
        aj_len want = 150000 - f->rect.width * cases[i].shift / 2;
        cr_expect(f->rect.x - want <= 1 && want - f->rect.x <= 1, "%s: %d", cases[i].anchor, f->rect.x);
        /* The glyphs' texts add up to the whole, in order. */
        uint32_t at = 0;
        for (uint32_t g = 0; g < f->as.run->glyph_count; g++) {
            cr_assert(f->as.run->glyphs[g].text == at);
            at += f->as.run->glyphs[g].text_length;
        }
        cr_expect(eq(u32, at, f->as.run->text_length));
        bench_close(&b);
    }
}

Test(svg, tspans_follow_and_move)
{
    struct bench b = bench_open("0 0 400 100");
    doc_id text = add(&b, b.svg, DOC_TAG_SVG_TEXT, "x", "10", "y", "20", "font-size", "16", NULL);
    uint32_t style = b.doc->nodes[text].style;
    doc_append_text(b.doc, text, "ett ", style);
    doc_id two = add(&b, text, DOC_TAG_TSPAN, "fill", "#c01020", NULL);
    doc_append_text(b.doc, two, "två", style);
    doc_id three = add(&b, text, DOC_TAG_TSPAN, "x", "10", "dy", "20", NULL);
    doc_append_text(b.doc, three, "tre", style);
    cr_assert(draw(&b, 0, 0, 300000, 75000));
    cr_assert(b.out.count == 3);
    const struct ty_fragment *f = b.out.fragments;
    cr_expect(f[0].as.run->size == 12000 && f[0].rect.x == 7500);
    cr_expect(eq(i32, f[1].rect.x, f[0].rect.x + f[0].rect.width));
    cr_expect(f[1].color.r == 0xC0 && f[1].baseline == 15000);
    cr_expect(f[2].rect.x == 7500 && f[2].baseline == 30000);
    bench_close(&b);
}

static const char write_length[] = "write a number of user units, or one with pt, mm, cm, in or px";

Test(svg, what_is_outside_is_found)
{
    static const struct {
        enum doc_tag tag;
        const char *name, *value;
        enum aj_code code;
        const char *hint;
    } cases[] = {
        {DOC_TAG_RECT, "width", "10%", AJ_E0661, write_length},
        {DOC_TAG_RECT, "width", "-1", AJ_E0661, write_length},
        {DOC_TAG_CIRCLE, "r", "stor", AJ_E0661, write_length},
        {DOC_TAG_RECT, "fill", "url(#toning)", AJ_E0661, "name the id of something in the same drawing"},
        {DOC_TAG_RECT, "clip-path", "url(#form)", AJ_E0661, "name the id of something in the same drawing"},
        {DOC_TAG_USE, "href", "andra.svg#form", AJ_E0661, "name the id of something in the same drawing"},
        {DOC_TAG_SVG_TEXT, "opacity", "0.5", AJ_E0661,
         "give each shape its own, where they do not lie over each other"},
        {DOC_TAG_RECT, "fill-opacity", "halv", AJ_E0661, "write a number from 0 to 1"},
        {DOC_TAG_RECT, "fill", "#12345", AJ_E0661, "write #rrggbb, a name of CSS, none or currentColor"},
        {DOC_TAG_RECT, "stroke", "rödbrun", AJ_E0661, "write #rrggbb, a name of CSS, none or currentColor"},
        {DOC_TAG_RECT, "fill-rule", "odd", AJ_E0661, "write nonzero, evenodd"},
        {DOC_TAG_RECT, "stroke-linecap", "flat", AJ_E0661, "write butt, round, square"},
        {DOC_TAG_RECT, "stroke-linejoin", "arcs", AJ_E0661, "write miter, round, bevel"},
        {DOC_TAG_RECT, "stroke-dasharray", "0 0", AJ_E0661,
         "write none, or up to 8 lengths, not all of them 0"},
        {DOC_TAG_RECT, "transform", "turn(3)", AJ_E0661,
         "write translate, scale, rotate, skewX, skewY or matrix with numbers"},
        {DOC_TAG_POLYLINE, "points", "1 2 3", AJ_E0661, "write pairs of numbers"},
        {DOC_TAG_PATH, "d", "M0 0 R", AJ_E0662, "write commands M L H V C S Q T A Z with their numbers"},
        {DOC_TAG_SVG_TEXT, "transform", "rotate(30)", AJ_E0663, "set it upright, or draw it as a path"},
        {DOC_TAG_SVG_TEXT, "font-weight", "650", AJ_E0661, "write normal, 400, bold, 700"},
        {DOC_TAG_SVG, "id", "x", AJ_E0660,
         "use g, use, path, rect, line, circle, ellipse, polyline, polygon and text"},
        {DOC_TAG_P, "id", "x", AJ_E0660,
         "use g, use, path, rect, line, circle, ellipse, polyline, polygon and text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b = bench_open("0 0 10 10");
        add(&b, b.svg, cases[i].tag, cases[i].name, cases[i].value, NULL);
        cr_expect(not(draw(&b, 0, 0, 100000, 100000)));
        assert_finding_count(b.job, 1);
        assert_finding(b.job, 0, cases[i].code, "report.xml", 2, 2, cases[i].hint);
        bench_close(&b);
    }
}

Test(svg, a_character_without_a_face)
{
    struct bench b = bench_open("0 0 10 10");
    doc_id text = add(&b, b.svg, DOC_TAG_SVG_TEXT, NULL);
    doc_append_text(b.doc, text,
                    "a\xE4\xB8\x80"
                    "b",
                    b.doc->nodes[text].style);
    cr_expect(not(draw(&b, 0, 0, 100000, 100000)));
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, AJ_E0612, "report.xml", 2, 2,
                   "write it otherwise, or add a font that has it to the theme's font-family");
    for (uint32_t i = 0; i < b.out.count; i++)
        for (uint32_t g = 0; g < b.out.fragments[i].as.run->glyph_count; g++)
            cr_expect(b.out.fragments[i].as.run->glyphs[g].gid != 0);
    bench_close(&b);
}

Test(svg, groups_too_deep)
{
    struct bench b = bench_open("0 0 10 10");
    doc_id at = b.svg;
    for (int i = 0; i < 5000; i++)
        at = add(&b, at, DOC_TAG_G, NULL);
    cr_expect(not(draw(&b, 0, 0, 100000, 100000)));
    assert_finding(b.job, 0, AJ_E0660, "report.xml", 2, 2,
                   "nest groups and uses less deeply, and let none hold itself");
    bench_close(&b);
}

Test(svg, a_use_of_itself_ends)
{
    struct bench b = bench_open("0 0 10 10");
    doc_id group = add(&b, b.svg, DOC_TAG_G, "id", "a", NULL);
    add(&b, group, DOC_TAG_USE, "href", "#a", NULL);
    add(&b, group, DOC_TAG_USE, "href", "#a", NULL);
    cr_expect(not(draw(&b, 0, 0, 100000, 100000)));
    assert_finding(b.job, 0, AJ_E0660, "report.xml", 2, 2,
                   "nest groups and uses less deeply, and let none hold itself");
    assert_finding_count(b.job, 1);
    bench_close(&b);
}

Test(svg, uses_that_multiply_end)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    struct bench b = bench_open("0 0 10 10");
    doc_id defs = add(&b, b.svg, DOC_TAG_DEFS, NULL);
    add(&b, defs, DOC_TAG_PATH, "id", "a", "d", "M0 0H1V1z", NULL);
    for (int i = 1; i < 6; i++) {
        doc_id group = add(&b, defs, DOC_TAG_G, "id", names[i], NULL);
        for (int k = 0; k < 10; k++)
            add(&b, group, DOC_TAG_USE, "href", aj_printf(b.job->arena, "#%s", names[i - 1]), NULL);
    }
    add(&b, b.svg, DOC_TAG_USE, "href", "#f", NULL);
    cr_expect(not(draw(&b, 0, 0, 100000, 100000)));
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, AJ_E0660, "report.xml", 2, 2,
                   "simplify the drawing: it has more than 20 000 elements, uses counted");
    bench_close(&b);
}

Test(svg, uses_and_symbols)
{
    struct bench b = bench_open("0 0 100 100");
    doc_id defs = add(&b, b.svg, DOC_TAG_DEFS, NULL);
    add(&b, defs, DOC_TAG_RECT, "id", "r", "width", "10", "height", "20", NULL);
    doc_id symbol = add(&b, defs, DOC_TAG_SYMBOL, "id", "s", "viewBox", "0 0 10 10", NULL);
    add(&b, symbol, DOC_TAG_PATH, "d", "M0 0H10V10z", NULL);
    add(&b, b.svg, DOC_TAG_USE, "href", "#r", "x", "5", "y", "6", "fill", "#102030", NULL);
    add(&b, b.svg, DOC_TAG_USE, "href", "#s", "x", "50", "width", "50", "height", "20", NULL);
    cr_expect(draw(&b, 0, 0, 100000, 100000));
    cr_assert_eq(b.out.count, 2);
    struct ty_rect r = b.out.fragments[0].rect;
    cr_expect(r.x == 5000 && r.y == 6000 && r.width == 10000 && r.height == 20000);
    cr_expect_eq(b.out.fragments[0].color.b, 0x30);
    r = b.out.fragments[1].rect; /* in the middle of 50 by 20, twice as large */
    cr_expect(r.x == 65000 && r.y == 0 && r.width == 20000 && r.height == 20000);
    const struct ty_clip *clip = b.out.fragments[1].as.path->clip;
    cr_assert(clip && !clip->outer);
    cr_expect_eq(clip->path->points[0], 50000);
    bench_close(&b);
}

Test(svg, clips_and_gradients)
{
    struct bench b = bench_open("0 0 100 100");
    doc_id clip = add(&b, b.svg, DOC_TAG_CLIP_PATH, "id", "c", NULL);
    add(&b, clip, DOC_TAG_CIRCLE, "r", "10", "clip-rule", "evenodd", NULL);
    doc_id colors = add(&b, b.svg, DOC_TAG_LINEAR_GRADIENT, "id", "f", NULL);
    add(&b, colors, DOC_TAG_STOP, "offset", "0", "stop-color", "#ff0000", NULL);
    add(&b, colors, DOC_TAG_STOP, "offset", "50%", "stop-color", "#00ff00", NULL);
    add(&b, b.svg, DOC_TAG_LINEAR_GRADIENT, "id", "g", "href", "#f", "x2", "0", "y2", "1", NULL);
    add(&b, b.svg, DOC_TAG_RADIAL_GRADIENT, "id", "h", "href", "#f", "gradientUnits", "userSpaceOnUse", "cx",
        "20", "cy", "30", "r", "5", NULL);
    add(&b, b.svg, DOC_TAG_RECT, "x", "20", "y", "40", "width", "10", "height", "30", "fill", "url(#g)",
        "clip-path", "url(#c)", "stroke-linecap", "round", "stroke-linejoin", "bevel", NULL);
    add(&b, b.svg, DOC_TAG_PATH, "d", "M0 0C0 40 30 40 30 0z", "fill", "url(#h)", NULL);
    cr_expect(draw(&b, 0, 0, 100000, 100000));
    cr_assert_eq(b.out.count, 2);
    const struct ty_path *path = b.out.fragments[0].as.path;
    cr_assert(path->clip && path->gradient);
    cr_expect(path->clip->path->even_odd && path->cap == 1 && path->join == 2 && path->miter_limit == 4000);
    cr_expect(path->gradient->stop_count == 2 && path->gradient->stops[1].offset == 500);
    static const aj_len down[6] = {0, 30000, -10000, 0, 20000, 40000};
    cr_expect_arr_eq(path->gradient->matrix, down, sizeof down);
    path = b.out.fragments[1].as.path;
    static const aj_len round[6] = {5000, 0, 0, 5000, 20000, 30000};
    cr_assert(path->gradient && path->gradient->radial && !path->clip);
    cr_expect_arr_eq(path->gradient->matrix, round, sizeof round);
    bench_close(&b);
}

Test(svg, what_servers_refuse)
{
    static const struct {
        enum doc_tag server, inner;
        const char *name, *value, *inner_name, *inner_value, *hint;
        enum aj_code code;
    } cases[] = {
        {DOC_TAG_G, DOC_TAG_RECT, "class", "x", "class", "x",
         "name a linearGradient or radialGradient, or write a colour", AJ_E0661},
        {DOC_TAG_LINEAR_GRADIENT, DOC_TAG_STOP, "spreadMethod", "mirror", "offset", "0",
         "write pad, reflect, repeat", AJ_E0661},
        {DOC_TAG_LINEAR_GRADIENT, DOC_TAG_STOP, "x1", "1mm", "offset", "0", "write a number or a percentage",
         AJ_E0661},
        {DOC_TAG_LINEAR_GRADIENT, DOC_TAG_STOP, "class", "x", "stop-color", "none",
         "write #rrggbb or currentColor", AJ_E0661},
        {DOC_TAG_LINEAR_GRADIENT, DOC_TAG_STOP, "class", "x", "stop-opacity", "0",
         "write 1, and mix the colour beforehand", AJ_E0661},
        {DOC_TAG_LINEAR_GRADIENT, DOC_TAG_STOP, "gradientTransform", "turn(1)", "offset", "0",
         "write transforms with numbers", AJ_E0661},
        {DOC_TAG_CLIP_PATH, DOC_TAG_SVG_TEXT, "class", "x", "class", "x",
         "a clipPath holds path, rect, circle, ellipse, polyline, polygon, use and g", AJ_E0660},
        {DOC_TAG_CLIP_PATH, DOC_TAG_RECT, "clipPathUnits", "objectBoundingBox", "width", "1",
         "write userSpaceOnUse", AJ_E0661},
        {DOC_TAG_CLIP_PATH, DOC_TAG_RECT, "class", "x", "clip-path", "url(#s)",
         "name a clipPath; what is in one cannot be clipped itself", AJ_E0661},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b = bench_open("0 0 10 10");
        doc_id defs = add(&b, b.svg, DOC_TAG_DEFS, NULL);
        doc_id server = add(&b, defs, cases[i].server, "id", "s", cases[i].name, cases[i].value, NULL);
        add(&b, server, cases[i].inner, cases[i].inner_name, cases[i].inner_value, NULL);
        bool clip = cases[i].server == DOC_TAG_CLIP_PATH;
        add(&b, b.svg, DOC_TAG_PATH, clip ? "clip-path" : "fill", "url(#s)", "d", "M0 0H9V9z", NULL);
        cr_expect(not(draw(&b, 0, 0, 100000, 100000)), "%zu", i);
        assert_finding_count(b.job, 1);
        assert_finding(b.job, 0, cases[i].code, "report.xml", 2, 2, cases[i].hint);
        bench_close(&b);
    }
}

/* Any path data gives coordinates that a page can hold, and ends. */
Test(svg, noise)
{
    static const char letters[] = "MmLlHhVvCcSsQqTtAaZz0123456789.-+eE ,  ";
    struct aj_arena *arena = aj_arena_new();
    srand(5);
    for (int round = 0; round < 20000; round++) {
        char data[80] = "M0 0";
        size_t n = 4 + (size_t)rand() % 70;
        for (size_t i = 4; i < n; i++)
            data[i] = letters[(size_t)rand() % (sizeof letters - 1)];
        data[n] = '\0';
        struct svg_path path = {.arena = arena};
        struct svg_matrix matrix = {1e30, 3, -7, 1e30, 0, 0};
        struct ty_rect bounds;
        svg_read_path(&path, data);
        const struct ty_path *out = svg_give_path(&path, &matrix, &bounds);
        for (uint32_t i = 0; i < 2 * out->point_count; i++)
            cr_assert(out->points[i] <= 100000000 && out->points[i] >= -100000000);
    }
    aj_arena_free(arena);
}
