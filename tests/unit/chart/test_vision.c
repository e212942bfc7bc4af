/* Charts without colour: what those see who lack a kind of cone, and what a black printer leaves. */
#include "bench.h"
#include "chart/internal.h"
#include "finding.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(vision);

static struct doc_color rgb(unsigned value)
{
    return (struct doc_color){(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value, 255};
}

/* Greys are seen as they are by everyone; pure red is dark to those without cones for it. */
Test(vision, simulations_keep_grey_and_change_hues)
{
    for (enum ch_vision v = CH_NORMAL; v < CH_VISIONS; v++) {
        struct doc_color grey = ch_seen_by(v, rgb(0x808080));
        cr_expect(abs(grey.r - 128) <= 1 && abs(grey.g - 128) <= 1 && abs(grey.b - 128) <= 1, "%d", (int)v);
    }
    struct doc_color red = ch_seen_by(CH_PROTANOPIA, rgb(0xff0000));
    cr_expect(red.r < 120 && red.g > 80, "#%02x%02x%02x", red.r, red.g, red.b);
    /* A red and a green of which a protanope sees the same lightness. */
    cr_expect(
        ch_contrast(ch_seen_by(CH_DEUTERANOPIA, rgb(0xb23a48)), ch_seen_by(CH_DEUTERANOPIA, rgb(0x5f8a3c))) <
        ch_contrast(rgb(0xffffff), rgb(0x5f8a3c)));
    cr_expect(ch_least_contrast(rgb(0xffffff), rgb(0x000000)) > 20.9);
}

/* Series of a chart in a theme as it is shipped. */
static void draw_theme(const char *theme, const char *kind, struct bench *b)
{
    struct aj_arena *arena = aj_arena_new();
    static const char *const rows[] = {"|Del|2022|2023|2024", "|A|1 1|2 2|3 3", "|B|1 1|2 2|3 3",
                                       "|C|1 1|2 2|3 3",      "|D|1 1|2 2|3 3", "|E|1 1|2 2|3 3",
                                       "|F|1 1|2 2|3 3"};
    const char *xml = aj_printf(arena,
                                "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                                "lang=\"sv\"><head><title>t</title></head><body><h1>D</h1>"
                                "<figure class=\"chart\" data-chart=\"%s\" "
                                "data-table=\"t\"><figcaption>Delar</figcaption></figure>%s</body></html>",
                                kind, make_table(arena, rows, sizeof rows / sizeof *rows));
    *b = (struct bench){.job = aj_job_new("/", AJ_SOURCE_DIR "/templates"),
                        .fonts = fnt_library_new(),
                        .library = doc_library_new()};
    b->xhtml = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
    b->doc = doc_build(b->job, b->library, b->fonts, b->xhtml, theme);
    cr_assert(b->doc != NULL);
    aj_arena_free(arena);
}

static const char *const themes[] = {"standard", "alingsas", "vanersborg"};

/* For every pair of a theme's six series colours: they differ by lightness for everyone, or by pattern. */
Test(vision, series_of_every_theme_are_told_apart_without_colour)
{
    for (size_t t = 0; t < sizeof themes / sizeof *themes; t++) {
        struct bench b;
        draw_theme(themes[t], "stacked", &b);
        struct ch_data data = {.kind = CH_STACKED, .series_count = 6, .category_count = 1};
        for (uint32_t i = 0; i < 6; i++)
            data.series[i].label = "x";
        struct ch_drawing d = {.job = b.job, .doc = b.doc, .paper = rgb(0xffffff)};
        for (doc_id id = 1; id < b.doc->node_count; id++)
            if (b.doc->nodes[id].kind == DOC_ELEMENT && b.doc->nodes[id].tag == DOC_TAG_FIGURE)
                d.figure = d.svg = id;
        cr_expect(ch_style_series(&d, &data), "%s", themes[t]);
        assert_finding_count(b.job, 0);
        for (uint32_t i = 0; i < 6; i++)
            for (uint32_t k = 0; k < i; k++) {
                struct doc_color one = b.doc->styles[data.series[i].style].color,
                                 other = b.doc->styles[data.series[k].style].color;
                for (enum ch_vision v = CH_NORMAL; v < CH_VISIONS; v++)
                    cr_expect(data.series[i].pattern != data.series[k].pattern ||
                                  ch_contrast(ch_seen_by(v, one), ch_seen_by(v, other)) >= CH_APART,
                              "%s: %u and %u", themes[t], i + 1, k + 1);
            }
        bench_close(&b);
    }
}

/* Seven parts of one grey: six patterns are all there are. */
Test(vision, what_only_colour_tells_is_told)
{
    static const char *const rows[] = {"|Del|2022|2023", "|A|1 1|2 2", "|B|1 1|2 2", "|C|1 1|2 2",
                                       "|D|1 1|2 2",     "|E|1 1|2 2", "|F|1 1|2 2", "|G|1 1|2 2"};
    struct aj_arena *arena = aj_arena_new();
    struct bench b = draw_with(
        aj_printf(arena,
                  "<figure class=\"chart\" data-chart=\"stacked\" data-table=\"t\" "
                  "at=\"1\"><figcaption>D</figcaption>"
                  "</figure>%s",
                  make_table(arena, rows, sizeof rows / sizeof *rows)),
        aj_printf(
            arena,
            "%s .series-1 { color: #5b6770; } .series-2 { color: #5c6870; } .series-3 { color: #5d6670; }"
            ".series-4 { color: #5a6670; } .series-5 { color: #5b6671; } .series-6 { color: #5b6872; }",
            bench_theme));
    cr_expect(b.good);
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, AJ_W0695, "report.xml", 3, 5,
                   "show fewer, or give --series-1 to --series-6 of the theme more different lightness");
    aj_arena_free(arena);
    bench_close(&b);
}
