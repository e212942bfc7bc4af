/* The kinds of charts on axes of values: where their shapes and labels stand, and what they refuse. */
#include "bench.h"
#include "finding.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(kinds);

/* Draws a table with further attributes on the figure, on a page of that width. */
static struct bench draw_as(const char *attributes, const char *const *rows, size_t count, const char *width)
{
    struct aj_arena *arena = aj_arena_new();
    struct bench b =
        draw_with(aj_printf(arena,
                            "<div><figure class=\"chart\" %s data-table=\"t\" at=\"1\"><figcaption>"
                            "Siffror</figcaption></figure></div>%s",
                            attributes, make_table(arena, rows, count)),
                  aj_printf(arena, "%s div { width: %s; }", bench_theme, width));
    aj_arena_free(arena);
    return b;
}

#define DRAW_AS(attributes, rows) draw_as((attributes), (rows), sizeof(rows) / sizeof(rows)[0], "160mm")

static int right_of(const struct bench *b, doc_id id)
{
    return length_of(b, id, "x") + length_of(b, id, "width");
}

Test(kinds, lying_bars_start_at_zero)
{
    static const char *const rows[] = {"|Nämnd|2024", "|Barn- och ungdomsnämnden|400 400",
                                       "|Socialnämnden|100 100", "|Valnämnden|-50 −50"};
    struct bench b = DRAW_AS("data-chart=\"bars\" data-direction=\"lying\" data-axis=\"rows\"", rows);
    assert_finding_count(b.job, 0);
    doc_id most = nth(&b, DOC_TAG_RECT, 0), some = nth(&b, DOC_TAG_RECT, 1), minus = nth(&b, DOC_TAG_RECT, 2);
    cr_expect(eq(int, length_of(&b, most, "x"), length_of(&b, some, "x")));
    cr_expect(eq(int, right_of(&b, minus), length_of(&b, most, "x")));
    int off = length_of(&b, most, "width") - 4 * length_of(&b, some, "width");
    cr_expect(off >= -5 && off <= 5);
    struct box name = box_of(&b, said(&b, "Socialnämnden")), value = box_of(&b, said(&b, "100"));
    cr_expect(lt(int, name.x1, length_of(&b, minus, "x")), "names stand left of all bars");
    cr_expect(gt(int, value.x0, right_of(&b, some)), "values stand at their ends");
    bench_close(&b);
}

Test(kinds, a_waterfall_goes_on_where_it_was)
{
    static const char *const rows[] = {"|Steg|Belopp", "sum|Budget 2024|100 100", "|Skola|30 30",
                                       "|Omsorg|-20 −20", "sum|Budget 2025|110 110"};
    struct bench b = DRAW_AS("data-chart=\"waterfall\"", rows);
    assert_finding_count(b.job, 0);
    doc_id first = nth(&b, DOC_TAG_RECT, 0), up = nth(&b, DOC_TAG_RECT, 1), down = nth(&b, DOC_TAG_RECT, 2),
           last = nth(&b, DOC_TAG_RECT, 3);
    int top = length_of(&b, up, "y"), foot = length_of(&b, up, "y") + length_of(&b, up, "height");
    cr_expect(eq(int, foot, length_of(&b, first, "y")), "it begins at what was");
    cr_expect(eq(int, length_of(&b, down, "y"), top));
    cr_expect(eq(int, length_of(&b, down, "y") + length_of(&b, down, "height"), length_of(&b, last, "y")));
    cr_expect(said(&b, "+30") && said(&b, "−20") && said(&b, "110"));
    cr_expect(doc_style_of(b.doc, up)->color.r != doc_style_of(b.doc, down)->color.r);
    cr_expect(gt(int, count_of(&b, DOC_TAG_PATH), 0), "what falls is hatched");
    bench_close(&b);
}

Test(kinds, small_steps_break_the_axis)
{
    static const char *const rows[] = {"|Steg|Belopp", "sum|Budget 2024|1000 1 000", "|Skola|30 30",
                                       "sum|Budget 2025|1030 1 030"};
    struct bench b = DRAW_AS("data-chart=\"waterfall\" data-direction=\"lying\"", rows);
    assert_finding_count(b.job, 0);
    bool told = false;
    doc_id id;
    for (int n = 0; (id = nth(&b, DOC_TAG_SVG_TEXT, n)); n++)
        told |= strncmp(doc_text(b.doc, id), "Axeln börjar vid ", 18) == 0;
    cr_expect(told);
    bench_close(&b);
}

Test(kinds, a_pyramid_is_level_on_both_sides)
{
    static const char *const rows[] = {"|Ålder|Kvinnor 2024|Män 2024|Kvinnor 2040|Män 2040",
                                       "|0–19|50 50|50 50|40 40|45 45", "|20–64|100 100|100 100|90 90|95 95",
                                       "|65+|60 60|40 40|80 80|60 60"};
    struct bench b = DRAW_AS("data-chart=\"pyramid\"", rows);
    assert_finding_count(b.job, 0);
    /* After the legend's two: women from the youngest up, then men. */
    doc_id women = nth(&b, DOC_TAG_RECT, 2), men = nth(&b, DOC_TAG_RECT, 5);
    cr_expect(eq(int, length_of(&b, women, "width"), length_of(&b, men, "width")));
    cr_expect(eq(int, length_of(&b, women, "y"), length_of(&b, men, "y")));
    cr_expect(lt(int, right_of(&b, women), length_of(&b, men, "x")));
    cr_expect(lt(int, length_of(&b, nth(&b, DOC_TAG_RECT, 4), "y"), length_of(&b, women, "y")),
              "the oldest are on top");
    cr_expect(eq(int, count_of(&b, DOC_TAG_POLYLINE), 6), "an outline with paper around it, and its sample");
    cr_expect(said(&b, "Kvinnor") && said(&b, "Män") && said(&b, "2024") && said(&b, "2040"));
    bench_close(&b);
}

Test(kinds, a_slope_is_labelled_at_both_ends)
{
    static const char *const rows[] = {"|Mått|2022|2026", "|Skola|10 10|30 30", "|Omsorg|30 30|10 10"};
    struct bench b = DRAW_AS("data-chart=\"slope\"", rows);
    assert_finding_count(b.job, 0);
    cr_expect(said(&b, "Skola 10") && said(&b, "30 Skola") && said(&b, "Omsorg 30") && said(&b, "10 Omsorg"));
    cr_expect(eq(int, count_of(&b, DOC_TAG_POLYLINE), 2));
    bench_close(&b);
}

/* Outcomes are solid and what is planned dashed, with a rule between and the words beside it. */
Test(kinds, lines_turn_where_outcomes_end)
{
    static const char *const rows[] = {"|Mått|Utfall 2022|Utfall 2023|Budget 2024|Plan 2025",
                                       "|A|1 1|2 2|3 3|4 4"};
    struct bench b = DRAW_AS("data-chart=\"lines\"", rows);
    assert_finding_count(b.job, 0);
    cr_assert(count_of(&b, DOC_TAG_POLYLINE) == 2);
    cr_expect(doc_attr(b.doc, nth(&b, DOC_TAG_POLYLINE, 0), "stroke-dasharray") == NULL);
    cr_expect(doc_attr(b.doc, nth(&b, DOC_TAG_POLYLINE, 1), "stroke-dasharray") != NULL);
    cr_expect(said(&b, "utfall") && said(&b, "budget och plan") && said(&b, "2024") &&
              !said(&b, "Budget 2024"));
    bench_close(&b);
}

/* Budget and outcome of the same year are series, not years along the axis. */
Test(kinds, one_year_in_two_versions_is_no_course)
{
    static const char *const rows[] = {"|Nämnd|Budget 2024|Utfall 2024", "|A|1 1|2 2", "|B|2 2|1 1"};
    struct bench b = DRAW_AS("data-chart=\"bars\"", rows);
    assert_finding_count(b.job, 0);
    cr_expect(said(&b, "Budget 2024") && said(&b, "Utfall 2024") && said(&b, "A") && said(&b, "B"));
    bench_close(&b);
}

enum { TEXTS_MOST = 900 };

/* No two labels meet, and neither they nor bars stand outside the drawing. */
static void check_texts(struct bench *b, int round, const char *what)
{
    static struct box boxes[TEXTS_MOST];
    int width = length_of(b, b->svg, "width"), height = length_of(b, b->svg, "height"), count = 0;
    doc_id texts[TEXTS_MOST];
    for (doc_id id = b->svg; id; id = doc_next(b->doc, b->svg, id))
        if (b->doc->nodes[id].kind == DOC_ELEMENT && b->doc->nodes[id].tag == DOC_TAG_SVG_TEXT &&
            count < TEXTS_MOST)
            texts[count++] = id;
    for (int n = 0; n < count; n++) {
        struct box box = boxes[n] = box_of(b, texts[n]);
        cr_assert(box.x0 >= -100 && box.y0 >= 0 && box.x1 <= width + 100 && box.y1 <= height,
                  "round %d, %s: \"%s\" is outside", round, what, doc_text(b->doc, texts[n]));
        for (int i = 0; i < n; i++)
            cr_assert(box.x0 >= boxes[i].x1 || boxes[i].x0 >= box.x1 || box.y0 >= boxes[i].y1 ||
                          boxes[i].y0 >= box.y1,
                      "round %d, %s: \"%s\" meets \"%s\"", round, what, doc_text(b->doc, texts[n]),
                      doc_text(b->doc, texts[i]));
    }
    for (doc_id id = b->svg; id; id = doc_next(b->doc, b->svg, id))
        if (b->doc->nodes[id].kind == DOC_ELEMENT && b->doc->nodes[id].tag == DOC_TAG_RECT) {
            int x = length_of(b, id, "x"), y = length_of(b, id, "y");
            cr_assert(x >= -100 && y >= -100 && right_of(b, id) <= width + 300 &&
                          y + length_of(b, id, "height") <= height,
                      "round %d, %s: a bar is outside", round, what);
        }
}

/* Nothing but noughts, one value, and values that barely differ have an axis too. */
Test(kinds, odd_values)
{
    static const char *const kinds[] = {"bars", "stacked", "lines", "slope"};
    static const char *const cells[] = {"|0 0|0 0",
                                        "|1000000000000 1 000 000 000 000|1000000000001 1 000 000 000 001",
                                        "|-|5 5", "|-7 −7|-7 −7"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            char row[120] = "|A", attributes[80];
            strcat(row, cells[i]);
            snprintf(attributes, sizeof attributes, "data-chart=\"%s\"", kinds[k]);
            const char *rows[] = {"|Mått|2022|2023", row};
            struct bench b = draw_as(attributes, rows, 2, "75mm");
            assert_finding_count(b.job, 0);
            cr_assert(b.good && b.svg);
            check_texts(&b, (int)i, kinds[k]);
            bench_close(&b);
        }
    static const char *const zeros[] = {"|Ålder|Kvinnor|Män", "|0–4|0 0|0 0"};
    struct bench b = DRAW_AS("data-chart=\"pyramid\"", zeros);
    assert_finding_count(b.job, 0);
    check_texts(&b, 0, "pyramid");
    bench_close(&b);
    static const char *const still[] = {"|Steg|Belopp", "sum|2024|0 0", "|A|0 0", "sum|2025|0 0"};
    b = DRAW_AS("data-chart=\"waterfall\"", still);
    assert_finding_count(b.job, 0);
    check_texts(&b, 0, "waterfall");
    bench_close(&b);
}

static bool tells(struct bench *b, const char *start)
{
    doc_id id;
    for (int n = 0; (id = nth(b, DOC_TAG_SVG_TEXT, n)); n++)
        if (!strncmp(doc_text(b->doc, id), start, strlen(start)))
            return true;
    return false;
}

Test(kinds, small_steps_break_an_axis_below_zero)
{
    static const char *const rows[] = {"|Steg|Belopp", "sum|Budget 2024|-1000 −1 000", "|Skola|-30 −30",
                                       "|Vård|10 10", "sum|Budget 2025|-1020 −1 020"};
    for (int lying = 0; lying < 2; lying++) {
        struct bench b = DRAW_AS(
            lying ? "data-chart=\"waterfall\" data-direction=\"lying\"" : "data-chart=\"waterfall\"", rows);
        assert_finding_count(b.job, 0);
        cr_expect(tells(&b, "Axeln slutar vid −"));
        const char *way = lying ? "width" : "height";
        int step = length_of(&b, nth(&b, DOC_TAG_RECT, 1), way),
            sum = length_of(&b, nth(&b, DOC_TAG_RECT, 0), way);
        cr_expect(gt(int, step * 4, sum), "a step is seen beside the sums");
        check_texts(&b, lying, "waterfall");
        bench_close(&b);
    }
}

Test(kinds, what_no_bar_ends_in_is_left_out)
{
    static const char *const rows[] = {"|Steg|Belopp",     "sum|Kostnader|-3358 −3 358", "|Skatt|2897 +2 897",
                                       "|Bidrag|500 +500", "sum|Resultat|39 39",         "|Ränta|-12 −12",
                                       "sum|Årets|27 27"};
    for (int lying = 0; lying < 2; lying++) {
        struct bench b = DRAW_AS(
            lying ? "data-chart=\"waterfall\" data-direction=\"lying\"" : "data-chart=\"waterfall\"", rows);
        assert_finding_count(b.job, 0);
        cr_expect(tells(&b, "Axeln är bruten mellan −3\u00A0358 och −461."));
        const char *way = lying ? "width" : "height";
        int step = length_of(&b, nth(&b, DOC_TAG_RECT, 4), way),
            sum = length_of(&b, nth(&b, DOC_TAG_RECT, 0), way);
        cr_expect(gt(int, step * 80, sum), "%d of %d", step, sum);
        if (!lying) {
            struct box name = box_of(&b, said(&b, "Årets")),
                       note = box_of(&b, said(&b, "Axeln är bruten mellan −3\u00A0358 och −461."));
            cr_expect(gt(int, (note.y0 - name.y1) * 10, (name.y1 - name.y0) * 16),
                      "the note stands apart from the names: %d", note.y0 - name.y1);
        }
        check_texts(&b, lying, "waterfall");
        bench_close(&b);
    }
}

Test(kinds, a_second_drawing_is_as_narrow_as_a_phone)
{
    static const char *const rows[] = {"|Nämnd|2022|2023", "|Barn- och ungdomsnämnden|10 10|30 30",
                                       "|Socialnämnden|30 30|10 10"};
    static const char *const kinds[] = {"bars", "lines", "slope"};
    for (int k = 0; k < 3; k++) {
        struct bench b = draw_rows(kinds[k], rows, sizeof rows / sizeof *rows);
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        ch_draw_narrow(b.job, b.fonts, b.doc);
        doc_id second = b.doc->nodes[b.svg].next;
        cr_assert(second && b.doc->nodes[second].tag == DOC_TAG_SVG, "%s", kinds[k]);
        cr_expect(eq(int, length_of(&b, second, "width"), 27000));
        cr_expect(eq(str, (char *)doc_attr(b.doc, b.figure, "alt"), (char *)alt));
        b.svg = second;
        check_texts(&b, k, kinds[k]);
        assert_finding_count(b.job, 0);
        bench_close(&b);
    }
}

static void expect(const char *attributes, const char *const *rows, size_t count, enum aj_code code,
                   const char *hint)
{
    struct bench b = draw_as(attributes, rows, count, "160mm");
    cr_expect(b.good == false);
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, code, "report.xml", 3, 5, hint);
    bench_close(&b);
}

#define EXPECT(attributes, code, hint, ...)                                                                  \
    do {                                                                                                     \
        static const char *const expect_rows[] = {__VA_ARGS__};                                              \
        expect((attributes), expect_rows, sizeof expect_rows / sizeof *expect_rows, (code), (hint));         \
    } while (0)

/* Figures that are rounded each for itself, as those of a budget are, need not add up to the last unit. */
Test(kinds, a_waterfall_adds_up_within_its_rounding)
{
    static const char *const rows[] = {"|S|Belopp", "sum|2024|100 100", "|Skola|30 30", "|Vård|20 20",
                                       "sum|2025|151 151"};
    struct bench b = draw_as("data-chart=\"waterfall\"", rows, sizeof rows / sizeof *rows, "160mm");
    cr_expect(b.good);
    assert_finding_count(b.job, 0);
    bench_close(&b);
}

Test(kinds, faults)
{
    EXPECT("data-chart=\"waterfall\"", AJ_E0689,
           "they differ by −5: add the row that is missing, or leave the sum out so that it is computed",
           "|S|Belopp", "sum|2024|100 100", "|Skola|30 30", "sum|2025|125 125");
    EXPECT("data-chart=\"waterfall\"", AJ_E0689,
           "they differ by 0,2: add the row that is missing, or leave the sum out so that it is computed",
           "|S|Belopp", "sum|2024|100 100,0", "|Skola|1/10 0,1", "sum|2025|1003/10 100,3");
    EXPECT("data-chart=\"waterfall\"", AJ_E0692,
           "every step needs a figure; leave the row out if it is nothing", "|S|Belopp", "sum|2024|100 100",
           "|Skola|-", "sum|2025|100 100");
    EXPECT("data-chart=\"waterfall\"", AJ_E0683,
           "at most 20 series of 60 values can be told apart; choose fewer rows", "|S|A|B",
           "sum|2024|100 100|1 1");
    static const char *const sexes =
        "give a table with a row for each age, of women and of men, or with columns for them; "
        "of the same years for both";
    EXPECT("data-chart=\"pyramid\"", AJ_E0691, sexes, "|Ålder|Kvinnor|Alla", "|0–19|1 1|2 2");
    EXPECT("data-chart=\"pyramid\"", AJ_E0691, sexes, "|Ålder|Kvinnor 2024|Män 2025", "|0–19|1 1|2 2");
    EXPECT("data-chart=\"pyramid\"", AJ_E0693, "a number of persons is not below zero; correct the table",
           "|Ålder|Kvinnor|Män", "|0–19|1 1|-2 −2");
    EXPECT("data-chart=\"slope\"", AJ_E0694, "write two, as in period=\"2022 2026\"", "|S|2022|2023|2024",
           "|A|1 1|2 2|3 3");
}

/* ---- whatever the table ---- */

static const char *random_label(struct aj_arena *arena, int i)
{
    static const char *const words[] = {"Vård- och omsorgsnämnden",
                                        "Skola",
                                        "Samhällsbyggnadsförvaltningens drift",
                                        "IT",
                                        "Kultur",
                                        "Arbetsmarknadsåtgärder och vuxenutbildning"};
    return aj_printf(arena, "%s %d", words[rand() % 6], i);
}

static const char *random_cell(struct aj_arena *arena, long long scale, bool negative, bool gaps)
{
    if (gaps && rand() % 12 == 0)
        return "|-";
    long long value = rand() % 40 ? (rand() % 1000 - (negative ? 300 : 0)) * scale : 0;
    return aj_printf(arena, "|%lld %lld", value, value);
}

/* A table that suits the kind, of `series` and `points`. */
static size_t random_rows(struct aj_arena *arena, const char *kind, const char **rows)
{
    static const char *const sexes[] = {"Kvinnor 2024", "Män 2024", "Kvinnor 2040", "Män 2040"};
    bool fall = !strcmp(kind, "waterfall"), people = !strcmp(kind, "pyramid"), slope = !strcmp(kind, "slope");
    int columns = fall ? 1 : people ? 2 + 2 * (rand() % 2) : slope ? 2 : 1 + rand() % 12;
    int count = fall || people ? 1 + rand() % 30 : 1 + rand() % (rand() % 4 ? 6 : 20), plan = rand() % 12;
    long long scale = 1, sum = 0;
    for (int i = rand() % 10; i > 0; i--)
        scale *= 10;
    const char *head = "|Slag";
    for (int c = 0; c < columns; c++)
        head = people ? aj_printf(arena, "%s|%s", head, sexes[c])
                      : aj_printf(arena, "%s|%s%d", head,
                                  plan > 6    ? ""
                                  : c >= plan ? "Budget "
                                              : "Utfall ",
                                  2015 + c);
    rows[0] = head;
    for (int r = 0; r < count; r++) {
        bool full = fall && (r == 0 || r == count - 1);
        const char *row = aj_printf(arena, "%s|%s", full ? "sum" : "item",
                                    people ? aj_printf(arena, r % 5 ? "%d–%d" : "%d år och %d", r, r + 4)
                                           : random_label(arena, r));
        for (int c = 0; c < columns; c++) {
            if (fall && full) {
                sum = r == 0 ? (rand() % 5000) * scale : sum;
                row = aj_printf(arena, "%s|%lld %lld", row, sum, sum);
                continue;
            }
            const char *cell = random_cell(arena, scale, !people, !fall);
            sum += atoll(cell + 1);
            row = aj_printf(arena, "%s%s", row, cell);
        }
        rows[r + 1] = row;
    }
    return (size_t)count + 1;
}

/* Labels do not meet and nothing stands outside the drawing, in narrow columns and in full width. */
Test(kinds, labels_never_meet, .timeout = 60)
{
    static const char *const kinds[] = {"bars", "stacked", "lines", "slope", "waterfall", "pyramid"};
    static const char *const ways[] = {"", " data-direction=\"lying\"", " data-axis=\"rows\"",
                                       " data-direction=\"lying\" data-axis=\"rows\""};
    static const char *const widths[] = {"160mm", "75mm", "110mm"};
    srand(29);
    for (int round = 0; round < 480; round++) {
        struct aj_arena *arena = aj_arena_new();
        const char *rows[64], *kind = kinds[round % 6], *way = ways[rand() % 4], *width = widths[rand() % 3];
        size_t count = random_rows(arena, kind, rows);
        const char *what = aj_printf(arena, "%s%s in %s", kind, way, width);
        struct bench b = draw_as(aj_printf(arena, "data-chart=\"%s\"%s", kind, way), rows, count, width);
        cr_assert(b.good || b.job->diags->len > 0);
        if (b.svg)
            check_texts(&b, round, what);
        bench_close(&b);
        aj_arena_free(arena);
    }
}
