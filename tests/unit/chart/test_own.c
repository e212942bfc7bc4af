/* Kinds that draw in their own way: 100 kronor, bullets, matrices, and lines in cells. */
#include "bench.h"
#include "chart/alt.h"
#include "chart/own.h"
#include "finding.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(own);

/*
 * Draws a table whose headings are "class:Heading" and whose rows are "attributes|label|value text|…", on a
 * page so wide.
 */
static struct bench draw_own(const char *kind, const char *const *rows, size_t count, const char *width)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_buf buf = AJ_BUF_INIT;
    aj_buf_printf(&buf,
                  "<div><figure class=\"chart\" data-chart=\"%s\" data-table=\"t\" "
                  "at=\"1\"><figcaption>Prov</figcaption>"
                  "</figure></div><table id=\"t\"><caption>Underlag</caption>",
                  kind);
    for (size_t i = 0; i < count; i++) {
        const char *p = rows[i];
        size_t n = strcspn(p, "|");
        aj_buf_printf(&buf, "%s<tr %.*s>", i == 0 ? "<thead>" : i == 1 ? "<tbody>" : "", (int)n, p);
        for (int cell = 0; *(p += n) == '|'; cell++) {
            p++;
            n = strcspn(p, "|");
            bool shorter = i > 0 && cell == 0 && !strncmp(p, "abbr=", 5);
            size_t mark = strcspn(p, i && !shorter ? " " : ":");
            bool parted = mark < n;
            if (shorter)
                aj_buf_printf(&buf, "<th scope=\"row\" %.*s>%.*s</th>", (int)mark, p, (int)(n - mark - 1),
                              p + mark + 1);
            else if (i == 0 && parted)
                aj_buf_printf(&buf, "<th scope=\"col\" %.*s>%.*s</th>", (int)mark, p, (int)(n - mark - 1),
                              p + mark + 1);
            else if (cell == 0)
                aj_buf_printf(&buf, "<th scope=\"%s\">%.*s</th>", i ? "row" : "col", (int)n, p);
            else if (parted && (*p == '-' || (*p >= '0' && *p <= '9')))
                aj_buf_printf(&buf, "<td data-value=\"%.*s\">%.*s</td>", (int)mark, p, (int)(n - mark - 1),
                              p + mark + 1);
            else
                aj_buf_printf(&buf, "<td>%.*s</td>", (int)n, p);
        }
        aj_buf_printf(&buf, "</tr>%s", i == 0 ? "</thead>" : i == count - 1 ? "</tbody>" : "");
    }
    aj_buf_str(&buf, "</table>");
    struct bench b =
        draw_with(buf.data, aj_printf(arena, "%s div { width: %s; } .matrix-cell { background-color: #eee; }",
                                      bench_theme, width));
    aj_buf_free(&buf);
    aj_arena_free(arena);
    return b;
}

#define OWN(kind, rows) draw_own((kind), (rows), sizeof(rows) / sizeof(rows)[0], "160mm")

static void expect_alt(const struct bench *b, const char *want)
{
    const char *alt = doc_attr(b->doc, b->figure, "alt");
    cr_expect(eq(str, (char *)(alt ? alt : "(none)"), (char *)want));
}

#define KRONOR "|Del|class=\"num kronor\":Kronor"
#define BULLET                                                                                               \
    "|Indikator|class=\"text of-unit\":Enhet|class=\"num outcome\":2024|class=\"num target\":Mål|"          \
    "class=\"num other\":Riket|class=\"text verdict\":Målet är"
#define AXES                                                                                                 \
    "|Trend|class=\"num effect\" data-steps=\"liten; måttlig; stor\":Effekt|"                               \
    "class=\"num likelihood\" data-steps=\"liten; måttlig; stor\":Sannolikhet"

Test(own, a_square_for_each_krona)
{
    static const char *const rows[] = {KRONOR,          "|Skola|45 45", "|Omsorg|33 33",
                                       "|Kultur|22 22", "|Val|0 0",     "class=\"total\"|Summa|100 100"};
    struct bench b = OWN("hundred", rows);
    assert_finding_count(b.job, 0);
    cr_assert(b.good);
    cr_expect(eq(int, count_of(&b, DOC_TAG_RECT), 100));
    cr_expect(said(&b, "45 kr") && said(&b, "0 kr") && said(&b, "Val") && !said(&b, "Summa"));
    expect_alt(
        &b,
        "Hundra kronor i rutor, en för varje krona: Prov. Av 100 kronor: Skola 45, Omsorg 33, Kultur 22; 1 "
        "annan post är mindre än en krona. Alla värden står i tabellen till diagrammet.");
    bench_close(&b);
}

/* However many they are: they stand in a line, or in a band whose columns are as deep everywhere. */
Test(own, lengths_of_kronor_can_be_compared)
{
    static const char *const widths[] = {"160mm", "77mm"};
    static const char *const rows[] = {KRONOR, "|Skola|44 44", "|Omsorg|33 33", "|Kultur|22 22", "|Val|1 1"};
    static const int counts[] = {44, 33, 22};
    for (int w = 0; w < 2; w++) {
        struct bench b = draw_own("hundred", rows, sizeof rows / sizeof *rows, widths[w]);
        assert_finding_count(b.job, 0);
        int longest = 0, before = 0, first = 0;
        for (int row = 0; row < 3; first += counts[row++]) {
            int right = 0;
            for (int i = 0; i < counts[row]; i++) {
                doc_id square = nth(&b, DOC_TAG_RECT, first + i);
                int x = length_of(&b, square, "x") - length_of(&b, nth(&b, DOC_TAG_RECT, first), "x");
                right = x > right ? x : right;
            }
            cr_expect(row == 0 || right < before);
            longest = row == 0 ? right : longest;
            before = right;
        }
        cr_expect(before * 10 > longest * 4 && before * 10 < longest * 6, "22 is half of 44: %d, %d", before,
                  longest);
        bench_close(&b);
    }
}

Test(own, a_drawing_says_a_unit_once_and_short_names)
{
    static const char *const rows[] = {BULLET, "|Matsvinn per portion, gram|gram|60 60|||",
                                       "|abbr=\"Elever\":Behöriga elever i årskurs 9|procent|87 87|||"};
    struct bench b = OWN("bullet", rows);
    cr_expect(said(&b, "Matsvinn per portion, gram") != 0);
    cr_expect(said(&b, "Elever, procent") != 0);
    bench_close(&b);
}

Test(own, an_alternative_text_has_an_end)
{
    const char *rows[41] = {BULLET};
    struct aj_arena *arena = aj_arena_new();
    for (int i = 1; i < 41; i++)
        rows[i] =
            aj_printf(arena,
                      "data-better=\"högt\" data-verdict=\"yes\"|Andel elever i årskurs %d som är nöjda|"
                      "procent|87 87|90 90|86 86|omdöme nummer %d, som är långt, och var och en har sitt",
                      i, i);
    struct bench b = draw_own("bullet", rows, 41, "160mm");
    const char *alt = doc_attr(b.doc, b.figure, "alt");
    cr_expect(ch_letters(alt) <= CH_ALT_MOST, "%u letters", ch_letters(alt));
    cr_expect(strstr(alt, CH_SEE_TABLE) != NULL);
    bench_close(&b);
    static char words[1500];
    memset(words, 'x', sizeof words - 1);
    for (size_t i = 9; i < sizeof words - 1; i += 10)
        words[i] = ' ';
    const char *cut = ch_cut_alt(arena, aj_printf(arena, "%s %s", words, CH_SEE_TABLE));
    cr_expect(ch_letters(cut) <= CH_ALT_MOST && ch_letters(cut) > CH_ALT_MOST - 20, "%u", ch_letters(cut));
    cr_expect(strstr(cut, "x… " CH_SEE_TABLE) != NULL);
    aj_arena_free(arena);
}

Test(own, a_bullet_has_its_own_scale_target_and_words)
{
    static const char *const rows[] = {
        BULLET,
        "data-better=\"högt\" data-verdict=\"no\"|Behöriga elever|procent|87 87|90 90|86 86|ej uppfyllt",
        "data-better=\"lågt\" data-verdict=\"yes\"|Väntetid|dagar|48 48|50 50|66 66|uppfyllt",
        "|Företag|index|74 74|||inget mål"};
    struct bench b = OWN("bullet", rows);
    assert_finding_count(b.job, 0);
    cr_assert(b.good);
    cr_expect(said(&b, "Behöriga elever, procent") && said(&b, "ej uppfyllt, mål minst 90"));
    cr_expect(said(&b, "uppfyllt, mål högst 50") && said(&b, "inget mål"));
    cr_expect(eq(int, count_of(&b, DOC_TAG_POLYGON), 3), "two marks and the legend's");
    expect_alt(&b, "Indikatorer, var och en på sin egen skala: Prov, 2024. 1 av 2 mål är uppfyllda. Ej "
                   "uppfyllt: Behöriga "
                   "elever (87, mål minst 90). Uppfyllt: Väntetid (48, mål högst 50). Inget mål: Företag "
                   "(74). Jämfört med "
                   "riket: 2 bättre, 0 sämre, 0 lika. Alla värden står i tabellen till diagrammet.");
    bench_close(&b);
}

/* A bar twice as long is twice as much where the unit is the same; one that would vanish has its own scale.
 */
Test(own, bullets_of_one_unit_share_a_scale)
{
    static const char *const alike[] = {BULLET, "|A|procent|40 40|||", "|B|procent|80 80|||"},
                             *const apart[] = {BULLET, "|A|procent|8 8|||", "|B|procent|80 80|||"},
                             *const mixed[] = {BULLET, "|A|procent|40 40|||", "|B|procent|80 80|||",
                                               "|C|dagar|80 80|||"};
    const struct {
        const char *const *rows;
        size_t count;
        bool shared;
        const char *said;
    } cases[] = {{alike, 3, true, "Indikatorer på samma skala: Prov"},
                 {apart, 3, false, "Indikatorer, var och en på sin egen skala: Prov"},
                 {mixed, 4, true, "Indikatorer, med samma skala för samma enhet: Prov"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct bench b = draw_own("bullet", cases[i].rows, cases[i].count, "160mm");
        assert_finding_count(b.job, 0);
        int a = length_of(&b, nth(&b, DOC_TAG_RECT, 2), "width"),
            twice = length_of(&b, nth(&b, DOC_TAG_RECT, 3), "width");
        cr_expect(eq(int, abs(twice - 2 * a) <= 2, cases[i].shared), "%zu: %d %d", i, a, twice);
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        cr_expect(alt && !strncmp(alt, cases[i].said, strlen(cases[i].said)), "%s", alt);
        bench_close(&b);
    }
}

/* The bar ends where its value lies between zero and the target, whatever the unit. */
Test(own, bars_and_targets_share_a_scale)
{
    static const char *const rows[] = {
        BULLET, "data-better=\"högt\" data-verdict=\"no\"|A|kr|50 50|100 100||ej uppfyllt"};
    struct bench b = OWN("bullet", rows);
    assert_finding_count(b.job, 0);
    int bar = 0, target = 0;
    for (int n = 0; nth(&b, DOC_TAG_RECT, n); n++) {
        int width = length_of(&b, nth(&b, DOC_TAG_RECT, n), "width");
        bar = width > bar ? width : bar;
    }
    for (int n = 0; nth(&b, DOC_TAG_LINE, n); n++) {
        doc_id line = nth(&b, DOC_TAG_LINE, n);
        if (!strcmp(doc_attr(b.doc, line, "stroke-width"), "2.4"))
            target = length_of(&b, line, "x1");
    }
    cr_expect(bar && abs(target - 2 * bar) <= 2, "%d %d", bar, target);
    bench_close(&b);
}

Test(own, a_matrix_places_names)
{
    static const char *const rows[] = {AXES, "|1. Demografi|3 stor|3 stor", "|2. Klimat|3 stor|1 liten",
                                       "|3. Tillit|1 liten|3 stor", "|4. Annat|-|1 liten"};
    struct bench b = OWN("matrix", rows);
    assert_finding_count(b.job, 0);
    struct box first = box_of(&b, said(&b, "1. Demografi")), second = box_of(&b, said(&b, "2. Klimat")),
               third = box_of(&b, said(&b, "3. Tillit"));
    cr_expect(first.x0 > second.x0 && first.y0 == second.y0, "more likely is further to the right");
    cr_expect(first.x0 == third.x0 && first.y0 < third.y0, "greater is higher up");
    cr_expect(said(&b, "4. Annat") == 0 && said(&b, "Effekt") && said(&b, "Sannolikhet") &&
              said(&b, "måttlig"));
    expect_alt(
        &b, "Matris: Prov. Effekt uppåt, sannolikhet åt höger. Effekt stor, sannolikhet stor: 1. Demografi. "
            "Effekt stor, sannolikhet liten: 2. Klimat. Effekt liten, sannolikhet stor: 3. Tillit. 1 är inte "
            "bedömda. "
            "Alla värden står i tabellen till diagrammet.");
    bench_close(&b);
}

/* A word wider than its cell: the numbers stand for the names, which the table has. */
Test(own, a_narrow_matrix_has_numbers)
{
    static const char *const rows[] = {AXES, "|1. Kompetensförsörjningsutmaningar|3 stor|3 stor",
                                       "|2. Klimat|3 stor|3 stor"};
    struct bench b = draw_own("matrix", rows, 3, "40mm");
    assert_finding_count(b.job, 0);
    cr_expect(said(&b, "1") && said(&b, "2") && !said(&b, "2. Klimat"));
    bench_close(&b);
}

static void expect_spark(const char *points, const char *alt)
{
    struct aj_arena *arena = aj_arena_new();
    struct bench b =
        draw(aj_printf(arena,
                       "<table><tbody><tr><th scope=\"row\">A</th><td><figure class=\"sparkline\" "
                       "data-chart=\"sparkline\" data-points=\"%s\"></figure></td></tr></tbody></table>",
                       points));
    assert_finding_count(b.job, 0);
    expect_alt(&b, alt);
    cr_expect(length_of(&b, b.svg, "height") <= 2000, "no higher than a line");
    bench_close(&b);
    aj_arena_free(arena);
}

Test(own, lines_in_cells_say_their_turn)
{
    static const struct {
        const char *points, *alt;
    } cases[] = {
        {"2018 50 50;2019 48 48;2020 52 52;2021 57 57", "2018–2021: från 50 till 57, som lägst 48 år 2019"},
        {"2018 50 50;2019 61 61;2020 52 52", "2018–2020: från 50 till 52, som högst 61 år 2019"},
        {"2018 50 50;2019;2020 52 52", "2018–2020: från 50 till 52; 2019 saknas"},
        {"2018 50 50;2019;2020 52 52;2021;2022 51 51",
         "2018–2022: från 50 till 51, som högst 52 år 2020; 2019 och 2021 saknas"},
        {"2018 5 5;2019 5 5", "2018–2019: 5 hela tiden"},
        {"2018;2019 101/2 50,5", "2019: 50,5"},
        {"2018;2019", "Uppgift saknas"},
        {"2018 -3 −3;2019 2 2;2020 4 4 p", "2018–2020: från −3 till 4; prognos eller budget från 2020"},
        {"2018 1 1;2019 3 3;2020 3 3;2021 1 1", "2018–2021: från 1 till 1, som högst 3 åren 2019 och 2020"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_spark(cases[i].points, cases[i].alt);
}

static void expect_fault(const char *kind, const char *const *rows, size_t count, enum aj_code code,
                         const char *hint)
{
    struct bench b = draw_own(kind, rows, count, "160mm");
    cr_expect(b.good == false);
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, code, "report.xml", 3, 5, hint);
    bench_close(&b);
}

Test(own, faults)
{
    static const char *const bare[] = {"|Del|class=\"num\":Kronor", "|Skola|45 45"};
    expect_fault("hundred", bare, 2, AJ_E0671, "give the heading of its column that class");
    static const char *const flat[] = {"|Trend|class=\"effect\":Effekt|class=\"likelihood\":Sannolikhet",
                                       "|A|1 1|1 1"};
    expect_fault(
        "matrix", flat, 2, AJ_E0678,
        "say them on the heading of its column, from the least: data-steps=\"liten; måttlig; stor\"");
    static const char *many[66] = {KRONOR};
    for (int i = 1; i < 66; i++)
        many[i] = "|Skola|1 1";
    expect_fault("hundred", many, 66, AJ_E0672, "choose fewer rows, or make several charts");
}

/* ---- whatever the table ---- */

enum { TEXTS_MOST = 600 };

static void check_texts(struct bench *b, int round, const char *what)
{
    static struct box boxes[TEXTS_MOST];
    int width = length_of(b, b->svg, "width"), height = length_of(b, b->svg, "height"), count = 0;
    doc_id id;
    for (int n = 0; (id = nth(b, DOC_TAG_SVG_TEXT, n)) && count < TEXTS_MOST; n++) {
        struct box box = boxes[count] = box_of(b, id);
        cr_assert(box.x0 >= -100 && box.y0 >= 0 && box.x1 <= width + 100 && box.y1 <= height,
                  "round %d, %s: \"%s\" is outside", round, what, doc_text(b->doc, id));
        for (int i = 0; i < count; i++)
            cr_assert(box.x0 >= boxes[i].x1 || boxes[i].x0 >= box.x1 || box.y0 >= boxes[i].y1 ||
                          boxes[i].y0 >= box.y1,
                      "round %d, %s: \"%s\" meets another", round, what, doc_text(b->doc, id));
        count++;
    }
}

static const char *random_words(struct aj_arena *arena, int i)
{
    static const char *const words[] = {
        "Vård- och omsorgsnämnden", "Skola", "IT", "Arbetsmarknadsåtgärder och vuxenutbildning",
        "Andel elever i årskurs 9 som är behöriga till yrkesprogram, kommunala skolor"};
    return aj_printf(arena, "%d. %s", i, words[rand() % 5]);
}

static const char *random_row(struct aj_arena *arena, const char *kind, int i)
{
    const char *name = random_words(arena, i);
    if (!strcmp(kind, "hundred")) {
        int kronor = rand() % (rand() % 4 ? 20 : 101);
        return aj_printf(arena, "|%s|%d %d", name, kronor, kronor);
    }
    if (!strcmp(kind, "matrix")) {
        int effect = 1 + rand() % 3, likelihood = 1 + rand() % 3;
        return aj_printf(arena, "|%s|%d x|%d x", name, effect, likelihood);
    }
    int scale = rand() % 3 ? 100 : 1000000, own = rand() % scale - (rand() % 5 ? 0 : scale / 2);
    int target = rand() % scale, other = rand() % 2 ? own + rand() % 3 : rand() % scale;
    return aj_printf(arena, "data-better=\"%s\" data-verdict=\"%s\"|%s|procent|%d %d|%d %d|%d %d|%s",
                     rand() % 2 ? "högt" : "lågt", rand() % 2 ? "yes" : "partly", name, own, own, target,
                     target, other, other, rand() % 2 ? "uppfyllt" : "i huvudsak uppfyllt");
}

Test(own, labels_never_meet)
{
    static const char *const kinds[] = {"hundred", "bullet", "matrix"}, *const heads[] = {KRONOR, BULLET,
                                                                                          AXES};
    static const char *const widths[] = {"160mm", "77mm", "50mm"};
    srand(7);
    for (int round = 0; round < 120; round++) {
        struct aj_arena *arena = aj_arena_new();
        const char *rows[24] = {heads[round % 3]};
        size_t count = 2 + (size_t)(rand() % 20);
        for (size_t i = 1; i < count; i++)
            rows[i] = random_row(arena, kinds[round % 3], (int)i);
        struct bench b = draw_own(kinds[round % 3], rows, count, widths[rand() % 3]);
        assert_finding_count(b.job, 0);
        check_texts(&b, round, kinds[round % 3]);
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        cr_assert(alt && strlen(alt) > 60 && strlen(alt) < 1000);
        bench_close(&b);
        aj_arena_free(arena);
    }
}

/* The colours of the theme are held to the same contrast in every kind. */
Test(own, pale_colours_are_told)
{
    struct bench b =
        draw_with("<figure class=\"chart\" data-chart=\"hundred\" data-table=\"t\" at=\"1\"></figure>"
                  "<table id=\"t\"><thead><tr><th scope=\"col\">Del</th><th scope=\"col\" "
                  "class=\"kronor\">Kronor</th></tr></thead><tbody><tr><th scope=\"row\">Skola</th>"
                  "<td data-value=\"100\">100</td></tr></tbody></table>",
                  ".series-1 { color: #dddddd; }");
    cr_expect(b.good == false);
    assert_finding_count(b.job, 1);
    assert_finding(b.job, 0, AJ_E0684, "report.xml", 3, 5, "choose a darker --series-1 in the theme");
    bench_close(&b);
}
