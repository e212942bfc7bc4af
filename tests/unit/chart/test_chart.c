#include "bench.h"
#include "finding.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(chart);

static void expect_alt(const struct bench *b, const char *want)
{
    const char *alt = doc_attr(b->doc, b->figure, "alt");
    cr_expect(eq(str, (char *)(alt ? alt : "(none)"), (char *)want));
}

static const char *const investments[] = {
    "|Slag|2022|2023|2024|Summa",
    "item|Skattefinansierade|200000 200 000|300000 300 000|150000 150 000|650000 650 000",
    "item|Avgiftsfinansierade|50000 50 000|75000 75 000|100000 100 000|225000 225 000",
    "total|Summa investeringar|250000 250 000|375000 375 000|250000 250 000|875000 875 000",
};

Test(chart, bars_stand_for_exact_values)
{
    struct bench b = DRAW("bars", investments);
    assert_finding_count(b.job, 0);
    cr_assert(b.good && b.svg);
    /* Two legend swatches, six bars; sums are left out. */
    cr_assert(count_of(&b, DOC_TAG_RECT) == 8);
    static const int values[] = {200, 50, 300, 75, 150, 100};
    int whole = length_of(&b, nth(&b, DOC_TAG_RECT, 4), "height");
    for (int i = 0; i < 6; i++) {
        doc_id bar = nth(&b, DOC_TAG_RECT, 2 + i);
        int off = length_of(&b, bar, "height") * 300 - whole * values[i];
        cr_expect(off <= 400 && off >= -400, "bar %d", i);
        const struct doc_color color = doc_style_of(b.doc, bar)->color;
        cr_expect(color.r == (i % 2 ? 0xC2 : 0x1F), "bar %d", i);
        cr_expect(eq(str, (char *)doc_attr(b.doc, bar, "fill"), "currentColor"));
    }
    cr_expect(said(&b, "2022") != 0 && said(&b, "2024") && said(&b, "Summa") == 0);
    cr_expect(said(&b, "Skattefinansierade") && said(&b, "Avgiftsfinansierade") &&
              said(&b, "Summa investeringar") == 0);
    cr_expect(said(&b, "300 000") && said(&b, "75 000"), "values stand over their bars");
    expect_alt(
        &b,
        "Stapeldiagram: Investeringar, tkr, 2022–2024. Skattefinansierade: ökar från 200 000 år 2022 till "
        "som "
        "högst 300 000 år 2023 och minskar sedan till 150 000 år 2024. Avgiftsfinansierade: ökar från 50 000 "
        "år 2022 till 100 000 år 2024. Skattefinansierade ligger högre än Avgiftsfinansierade hela tiden. "
        "Alla värden står i tabellen till diagrammet.");
    bench_close(&b);
}

Test(chart, stacks_carry_their_sums)
{
    struct bench b = DRAW("stacked", investments);
    assert_finding_count(b.job, 0);
    for (int c = 0; c < 3; c++) {
        doc_id lower = nth(&b, DOC_TAG_RECT, 2 * c), upper = nth(&b, DOC_TAG_RECT, 1 + 2 * c);
        cr_expect(
            eq(int, length_of(&b, upper, "y") + length_of(&b, upper, "height"), length_of(&b, lower, "y")));
        cr_expect(eq(int, length_of(&b, upper, "x"), length_of(&b, lower, "x")));
    }
    doc_id sum = said(&b, "375 000");
    cr_assert(sum != 0);
    cr_expect(lt(int, length_of(&b, sum, "y"), length_of(&b, nth(&b, DOC_TAG_RECT, 3), "y")));
    cr_expect(lt(int, length_of(&b, said(&b, "Avgiftsfinansierade"), "y"),
                 length_of(&b, said(&b, "Skattefinansierade"), "y")),
              "named beside the last bar, in its order");
    /* White on the dark series, black on the light one. */
    cr_expect(eq(str, (char *)doc_attr(b.doc, said(&b, "300 000"), "fill"), "#ffffff"));
    bench_close(&b);
}

Test(chart, lines_leave_gaps)
{
    static const char *const rows[] = {
        "|År|Kommunen|Riket",   "|2019|66/10 6,6|67/10 6,7", "|2020|83/10 8,3|80/10 8,0",
        "|2021|i.u.|77/10 7,7", "|2022|79/10 7,9|75/10 7,5", "|2023|75/10 7,5|70/10 7,0",
    };
    struct bench b = DRAW("lines", rows);
    assert_finding_count(b.job, 0);
    cr_expect(eq(int, count_of(&b, DOC_TAG_POLYLINE), 3), "the first series has two pieces");
    cr_expect(said(&b, "7,5 Kommunen") && said(&b, "7,0 Riket"), "named at their ends");
    cr_expect(said(&b, "6,5") && said(&b, "0") == 0, "the axis begins near the values");
    expect_alt(
        &b,
        "Linjediagram: Investeringar, tkr, 2019–2023. Kommunen: ökar från 6,6 år 2019 till som högst 8,3 år "
        "2020 och minskar sedan till 7,5 år 2023; 2021 saknas. Riket: ökar från 6,7 år 2019 till som högst "
        "8,0 år 2020 "
        "och "
        "minskar sedan till 7,0 år 2023. Kommunen ligger högre än Riket från 2020. Alla värden står i "
        "tabellen till diagrammet.");
    bench_close(&b);
}

Test(chart, negative_values_hang_from_zero)
{
    static const char *const rows[] = {"|Verksamhet|Avvikelse", "|Förskola|-31/10 −3,1",
                                       "|Grundskola|24/10 2,4"};
    struct bench b = DRAW("bars", rows);
    assert_finding_count(b.job, 0);
    cr_assert(count_of(&b, DOC_TAG_RECT) == 2, "one series needs no legend");
    doc_id down = nth(&b, DOC_TAG_RECT, 0), up = nth(&b, DOC_TAG_RECT, 1);
    cr_expect(eq(int, length_of(&b, up, "y") + length_of(&b, up, "height"), length_of(&b, down, "y")));
    cr_expect(gt(int, length_of(&b, said(&b, "−3,1"), "y"),
                 length_of(&b, down, "y") + length_of(&b, down, "height")));
    expect_alt(
        &b,
        "Stapeldiagram: Investeringar, tkr. Avvikelse: Förskola −3,1 och Grundskola 2,4. Alla värden står i "
        "tabellen till diagrammet.");
    bench_close(&b);
}

Test(chart, long_names_lay_the_bars_down)
{
    static const char *const rows[] = {
        "|Verksamhet|Kostnad",           "|Arbetsmarknadsåtgärder|3 3",      "|Kommunledningskontoret|5 5",
        "|Samhällsbyggnadsnämnden|4 4",  "|Individomsorgsförvaltningen|3 3", "|Fritidsverksamheten|2 2",
        "|Utbildningsförvaltningen|2 2",
    };
    struct bench b = DRAW("bars", rows);
    assert_finding_count(b.job, 0);
    int x = length_of(&b, nth(&b, DOC_TAG_RECT, 0), "x");
    for (int i = 1; i < 6; i++)
        cr_expect(eq(int, length_of(&b, nth(&b, DOC_TAG_RECT, i), "x"), x));
    cr_expect(said(&b, "Samhällsbyggnadsnämnden") != 0);
    expect_alt(&b,
               "Stapeldiagram: Investeringar, tkr. Kostnad: högst är Kommunledningskontoret med 5, lägst är "
               "Fritidsverksamheten och Utbildningsförvaltningen med 2. Alla värden står i tabellen till "
               "diagrammet.");
    bench_close(&b);
}

/* How the text says the ways that a series can run. */
Test(chart, courses)
{
    static const struct {
        const char *row, *want;
    } cases[] = {
        {"|A|1 1|2 2|3 3|4 4", "ökar från 1 år 2021 till 4 år 2024"},
        {"|A|4 4|4 4|3 3|1 1", "minskar från 4 år 2021 till 1 år 2024"},
        {"|A|7 7|7 7|7 7|7 7", "7 varje år från 2021 till 2024"},
        {"|A|5 5|2 2|2 2|9 9",
         "minskar från 5 år 2021 till som lägst 2 åren 2022 och 2023 och ökar sedan till 9 år 2024"},
        {"|A|5 5|9 9|2 2|6 6",
         "går från 5 år 2021 till 6 år 2024, med det högsta värdet 9 år 2022 och det lägsta 2 år 2023"},
        {"|A|-|9 9|-|6 6", "minskar från 9 år 2022 till 6 år 2024"},
        {"|A|-|9 9|-|-", "9 år 2022"},
        {"|A|1/3 0,3|2/3 0,7|333334/1000000 0,3|1 1",
         "går från 0,3 år 2021 till 1 år 2024, med det högsta värdet 1 år 2024 och det lägsta 0,3 år 2021"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *rows[] = {"|Slag|2021|2022|2023|2024", cases[i].row};
        struct bench b = DRAW("bars", rows);
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        cr_expect(alt && strstr(alt, cases[i].want), "%s\nlacks: %s", alt, cases[i].want);
        bench_close(&b);
    }
}

/* Series of like lightness get a pattern; those that differ in grey do not. */
Test(chart, safe_in_grey)
{
    static const char *const rows[] = {"|Slag|2022|2023", "|A|1 1|2 2", "|B|2 2|1 1", "|C|3 3|3 3"};
    struct bench b = DRAW("bars", rows);
    assert_finding_count(b.job, 0);
    cr_expect(eq(int, count_of(&b, DOC_TAG_PATH), 3), "the third series is hatched, in the legend too");
    bench_close(&b);
}

Test(chart, an_alt_text_of_the_authors_own_stays)
{
    struct bench b = draw(
        "<figure data-chart=\"bars\" data-table=\"t\" alt=\"Min text\"><figcaption>A</figcaption></figure>"
        "<table id=\"t\"><thead><tr><th scope=\"col\">x</th><th scope=\"col\">2022</th></tr></thead>"
        "<tbody><tr><th scope=\"row\">A</th><td data-value=\"1\">1</td></tr></tbody></table>");
    expect_alt(&b, "Min text");
    bench_close(&b);
}

Test(chart, a_unit_in_every_label_is_said_once)
{
    static const char *const rows[] = {"|Slag|2022|2023", "|Drift (mnkr)|1 1,0|2 2,0",
                                       "|Nybyggnad (mnkr)|2 2,0|1 1,0"};
    struct aj_arena *arena = aj_arena_new();
    struct bench b = draw(aj_printf(
        arena,
        "<figure data-chart=\"bars\" data-table=\"t\"><figcaption>Investeringar</figcaption></figure>%s",
        make_table(arena, rows, 3)));
    cr_expect(said(&b, "mnkr") != 0 && said(&b, "Drift") != 0 && said(&b, "Nybyggnad") != 0);
    const char *alt = doc_attr(b.doc, b.figure, "alt");
    cr_expect(alt && strstr(alt, "Stapeldiagram: Investeringar, mnkr, 2022–2023. Drift: ökar från 1,0"), "%s",
              alt);
    bench_close(&b);
    aj_arena_free(arena);
}

/* data-axis="rows": the rows stand along the axis and the years side by side. */
Test(chart, rows_along_the_axis)
{
    static const char *const rows[] = {"|Ålder|2019|2038", "|0–5 år|28 28|29 29", "|65–79 år|64 64|69 69",
                                       "|80 år och äldre|24 24|40 40"};
    struct aj_arena *arena = aj_arena_new();
    struct bench b = draw(aj_printf(arena,
                                    "<figure data-chart=\"bars\" data-axis=\"rows\" "
                                    "data-table=\"t\"><figcaption>Ålder</figcaption></figure>%s",
                                    make_table(arena, rows, 4)));
    assert_finding_count(b.job, 0);
    cr_expect(lt(int, length_of(&b, said(&b, "0–5 år"), "x"), length_of(&b, said(&b, "65–79 år"), "x")));
    cr_expect(eq(int, length_of(&b, said(&b, "2019"), "y"), length_of(&b, said(&b, "2038"), "y")));
    cr_expect(lt(int, length_of(&b, said(&b, "2038"), "y"), length_of(&b, said(&b, "0–5 år"), "y")),
              "the years are the legend");
    bench_close(&b);
    aj_arena_free(arena);
}

/* On tinted paper blanks have its tint, and colours are held against it. */
Test(chart, tinted_paper)
{
    static const char css[] =
        "@font-face { font-family: T; src: url(\"" OPEN_SANS "\"); } body { font-family: T; }"
        "figure { background-color: #202020; } .series-1 { color: #1f3a5f; }";
    struct bench b = draw_with(
        "<figure data-chart=\"bars\" data-table=\"t\"/><table id=\"t\"><thead><tr><th scope=\"col\">x"
        "</th><th scope=\"col\">2022</th></tr></thead><tbody><tr><th scope=\"row\">A</th><td "
        "data-value=\"1\">1</td></tr></tbody></table>",
        css);
    bool found = false;
    for (uint32_t i = 0; i < b.job->diags->len; i++)
        found = found || b.job->diags->items[i].code == AJ_E0684;
    cr_expect(found);
    bench_close(&b);
}

/* Whatever the table, labels do not meet, and nothing stands outside the drawing. */
Test(chart, labels_never_meet)
{
    static const char *const kinds[] = {"bars", "stacked", "lines"};
    srand(11);
    for (int round = 0; round < 300; round++) {
        int years = 1 + rand() % 14, series = 1 + rand() % 6;
        long long scale = 1;
        for (int i = rand() % 9; i > 0; i--)
            scale *= 10;
        struct aj_arena *arena = aj_arena_new();
        const char *rows[8];
        struct aj_buf head = AJ_BUF_INIT;
        aj_buf_str(&head, "|Slag");
        for (int y = 0; y < years; y++)
            aj_buf_printf(&head, "|%d", 2010 + y);
        rows[0] = head.data;
        for (int s = 0; s < series; s++) {
            struct aj_buf row = AJ_BUF_INIT;
            aj_buf_printf(&row, "item|Serie nummer %d", s + 1);
            for (int y = 0; y < years; y++) {
                long long value = (rand() % 1000 - (round % 3 ? 0 : 300)) * scale;
                aj_buf_printf(&row, rand() % 12 ? "|%lld %lld" : "|-", value, value);
            }
            rows[s + 1] = aj_strdup(arena, row.data);
            aj_buf_free(&row);
        }
        struct bench b = draw_rows(kinds[round % 3], rows, (size_t)series + 1);
        if (!b.svg) { /* all cells were gaps */
            cr_assert(b.job->diags->len == 1);
        } else {
            int width = length_of(&b, b.svg, "width"), height = length_of(&b, b.svg, "height");
            struct box boxes[400];
            int count = 0;
            doc_id id;
            while (count < 400 && (id = nth(&b, DOC_TAG_SVG_TEXT, count))) {
                struct box box = boxes[count] = box_of(&b, id);
                cr_assert(box.x0 >= -100 && box.y0 >= 0 && box.x1 <= width + 100 && box.y1 <= height,
                          "round %d: \"%s\" is outside", round, doc_text(b.doc, id));
                for (int i = 0; i < count; i++)
                    cr_assert(box.x0 >= boxes[i].x1 || boxes[i].x0 >= box.x1 || box.y0 >= boxes[i].y1 ||
                                  boxes[i].y0 >= box.y1,
                              "round %d: \"%s\" meets \"%s\"", round, doc_text(b.doc, id),
                              doc_text(b.doc, nth(&b, DOC_TAG_SVG_TEXT, i)));
                count++;
            }
        }
        bench_close(&b);
        aj_buf_free(&head);
        aj_arena_free(arena);
    }
}

static void expect_finding(const char *body, const char *css, enum aj_code code, const char *hint)
{
    struct bench b = draw_with(body, css ? css : bench_theme);
    cr_expect(b.good == false);
    uint32_t index = 0;
    while (index < b.job->diags->len && b.job->diags->items[index].code != code)
        index++;
    assert_finding(b.job, index, code, "report.xml", 3, 5, hint);
    bench_close(&b);
}

#define FIGURE(kind)                                                                                         \
    "<figure data-chart=\"" kind "\" data-table=\"t\" at=\"1\"><figcaption>A</figcaption></figure>"
#define TABLE(cells)                                                                                         \
    "<table id=\"t\"><thead><tr><th scope=\"col\">x</th><th "                                                \
    "scope=\"col\">2022</th></tr></thead><tbody>" cells "</tbody></table>"
#define ROWS7 ROW ROW ROW ROW ROW ROW ROW
#define ROW "<tr><th scope=\"row\">A</th><td data-value=\"1\">1</td></tr>"

Test(chart, faults)
{
    expect_finding(FIGURE("bars"), NULL, AJ_E0680,
                   "data-table names the id of the table that holds the chart's figures");
    expect_finding(FIGURE("bars") "<p id=\"t\">ingen tabell</p>", NULL, AJ_E0680,
                   "data-table names the id of the table that holds the chart's figures");
    expect_finding(FIGURE("barz") TABLE(ROW), NULL, AJ_E0681,
                   "did you mean \"bars\"? write one of bars, stacked, lines, pyramid, waterfall, slope, "
                   "hundred, bullet, matrix, organisation");
    expect_finding(FIGURE("pie") TABLE(ROW), NULL, AJ_E0681,
                   "write one of bars, stacked, lines, pyramid, waterfall, slope, hundred, bullet, matrix, "
                   "organisation");
    expect_finding(FIGURE("bars") TABLE("<tr><th scope=\"row\">A</th><td>-</td></tr>"), NULL, AJ_E0682,
                   "its cells need data-value, and rows that are not sums");
    expect_finding(FIGURE("bars") TABLE(ROWS7 ROWS7 ROWS7), NULL, AJ_E0683,
                   "at most 20 series of 60 values can be told apart; choose fewer rows");
    expect_finding("<figure data-chart=\"bars\" data-table=\"t\"/>" TABLE(
                       "<tr><th scope=\"row\">A</th><td at=\"1\" data-value=\"många\">1</td></tr>"),
                   NULL, AJ_E0685, "write an exact value such as -1523 or 7/2");
    expect_finding("<figure data-chart=\"bars\" data-table=\"t\"/>" TABLE(
                       "<tr><th scope=\"row\">A</th><td at=\"1\" "
                       "data-value=\"1000000000000000000000000000000000000000000000000000000\">1</td></tr>"),
                   NULL, AJ_E0685, "write an exact value such as -1523 or 7/2");
    const char *pale = "@font-face { font-family: T; src: url(\"" OPEN_SANS "\"); } body { font-family: T; }"
                       ".series-1 { color: #aaaaaa; }";
    expect_finding(FIGURE("bars") TABLE(ROW), pale, AJ_E0684, "choose a darker --series-1 in the theme");
}
