/* What is heard of charts: data and its text. */
#include "bench.h"
#include "chart/alt.h"
#include "finding.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(alt);

#define SEE " Alla värden står i tabellen till diagrammet."

static const struct {
    const char *attributes;
    const char *rows[9];
    const char *alt;
} cases[] = {
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022", "|Folkmängd|100 100|110 110|120 120"},
     "Linjediagram: Siffror, tkr, 2020–2022. Folkmängd: ökar från 100 år 2020 till 120 år 2022." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022", "|Siffror|100 100|90 90|80 80"},
     "Linjediagram: Siffror, tkr, 2020–2022. Minskar från 100 år 2020 till 80 år 2022." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022", "|Siffror|7 7|7 7|7 7"},
     "Linjediagram: Siffror, tkr, 2020–2022. 7 varje år från 2020 till 2022." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022|2023", "|Siffror|7 7|9 9|9 9|8 8"},
     "Linjediagram: Siffror, tkr, 2020–2023. Ökar från 7 år 2020 till som högst 9 åren 2021 och 2022 och "
     "minskar sedan till 8 år "
     "2023." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022|2023", "|Siffror|7 7|9 9|6 6|8 8"},
     "Linjediagram: Siffror, tkr, 2020–2023. Går från 7 år 2020 till 8 år 2023, med det högsta värdet 9 år "
     "2021 och det lägsta 6 "
     "år 2022." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022|2023", "|Siffror|7 7|-|-|8 8"},
     "Linjediagram: Siffror, tkr, 2020–2023. Ökar från 7 år 2020 till 8 år 2023; 2021 och 2022 saknas." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022", "|Siffror|-|5 5|-"},
     "Linjediagram: Siffror, tkr, 2020–2022. 5 år 2021." SEE},
    {"data-chart=\"lines\"",
     {"|A|Utfall 2022|Utfall 2023|Budget 2024|Plan 2025", "|Siffror|1 1|2 2|3 3|4 4"},
     "Linjediagram: Siffror, tkr, 2022–2025. Ökar från 1 år 2022 till 4 år 2025. Värdena från 2024 är budget "
     "och plan, inte utfall." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021|2022", "|A|1 1|2 2|3 3", "|B|2 2|2 2|2 2"},
     "Linjediagram: Siffror, tkr, 2020–2022. A: ökar från 1 år 2020 till 3 år 2022. B: 2 varje år från 2020 "
     "till 2022. A ligger "
     "högre än B från 2022." SEE},
    {"data-chart=\"lines\"",
     {"|A|2020|2021", "|A|1 1|2 2", "|B|4 4|5 5", "|C|7 7|6 6"},
     "Linjediagram: Siffror, tkr, 2020–2021. A: ökar från 1 år 2020 till 2 år 2021. B: ökar från 4 år 2020 "
     "till 5 år 2021. C: "
     "minskar från 7 år 2020 till 6 år 2021. Högst 2021 är C med 6, lägst A med 2." SEE},
    {"data-chart=\"bars\"",
     {"|Del|2024", "|Skola|5 5", "|Omsorg|-3 −3"},
     "Stapeldiagram: Siffror, tkr, 2024. Skola 5 och Omsorg −3." SEE},
    {"data-chart=\"bars\"",
     {"|Del|2024", "|A|5 5", "|B|4 4", "|C|3 3", "|D|2 2", "|E|1 1", "|F|9 9"},
     "Stapeldiagram: Siffror, tkr, 2024. Högst är F med 9, lägst E med 1." SEE},
    {"data-chart=\"bars\" data-axis=\"rows\"",
     {"|Del|2023|2024", "|Skola|5 5|9 9", "|Omsorg|3 3|4 4"},
     "Stapeldiagram: Siffror, tkr. 2023: Skola 5 och Omsorg 3. 2024: Skola 9 och Omsorg 4. Skillnaden mellan "
     "2023 och 2024 är "
     "störst för Skola: 5 mot 9." SEE},
    {"data-chart=\"stacked\"",
     {"|Del|2023|2024", "|A|5 5|9 9", "|B|3 3|4 4", "total|Summa|8 8|13 13"},
     "Staplat stapeldiagram: Siffror, tkr, 2023–2024. A: ökar från 5 år 2023 till 9 år 2024. B: ökar från 3 "
     "år 2023 till 4 år "
     "2024. Summan går från 8 till 13." SEE},
    {"data-chart=\"slope\"",
     {"|Mått|2022|2026", "|Skola|10 10|30 30", "|Omsorg|30 30|10 10", "|Kultur|5 5|5 5"},
     "Lutningsdiagram: Siffror, tkr, 2022 och 2026. Ökar: Skola från 10 till 30. Minskar: Omsorg från 30 "
     "till 10. Oförändrat: "
     "Kultur 5." SEE},
    {"data-chart=\"waterfall\"",
     {"|Steg|Belopp", "sum|Budget 2024|100 100", "|Skola|30 30", "|Omsorg|-20 −20",
      "sum|Budget 2025|110 110"},
     "Vattenfallsdiagram: Siffror, tkr. Från Budget 2024 100 till Budget 2025 110. Ökar: Skola +30. Minskar: "
     "Omsorg −20." SEE},
    {"data-chart=\"pyramid\"",
     {"|Ålder|Kvinnor 2024|Män 2024|Kvinnor 2040|Män 2040", "|0–19|50 50|50 50|40 40|45 45",
      "|20–64|100 100|101 101|90 90|95 95", "|65+|60 60|40 40|90 90|60 60"},
     "Befolkningspyramid: Siffror, tkr. Kvinnor 2024: 210, flest 20–64 med 100 och färst 0–19 med 50. Män "
     "2024: 191, flest 20–64 "
     "med 101 och färst 65+ med 40. Kvinnor 2040: 220. Män 2040: 200. Störst är skillnaden för kvinnor 65+: "
     "60 år 2024 mot 90 år "
     "2040." SEE},
};

static struct bench draw_case(const char *attributes, const char *const *rows)
{
    struct aj_arena *arena = aj_arena_new();
    size_t count = 0;
    while (count < 9 && rows[count])
        count++;
    struct bench b =
        draw(aj_printf(arena,
                       "<figure class=\"chart\" %s data-table=\"t\" at=\"1\"><figcaption>Siffror, <span "
                       "class=\"unit\">tkr</span></figcaption></figure>%s",
                       attributes, make_table(arena, rows, count)));
    aj_arena_free(arena);
    return b;
}

Test(alt, is_made_of_the_figures)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b = draw_case(cases[i].attributes, cases[i].rows);
        assert_finding_count(b.job, 0);
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        cr_expect(eq(str, (char *)(alt ? alt : "(none)"), (char *)cases[i].alt), "case %zu", i);
        bench_close(&b);
    }
}

/* Many long names: less is said of each, never more than is listened to, never only the title. */
Test(alt, is_kept_short)
{
    static const char *const kinds[] = {"bars", "stacked", "lines", "slope"};
    for (int k = 0; k < 4; k++) {
        struct aj_arena *arena = aj_arena_new();
        const char *rows[13] = {"|Del|2023|2024"};
        for (int i = 1; i < 13; i++)
            rows[i] = aj_printf(arena, "|Samhällsbyggnadsförvaltningens verksamhetsområde %d|%d %d|%d %d", i,
                                i * 3, i * 3, i % 5 + 1, i % 5 + 1);
        struct bench b =
            draw(aj_printf(arena,
                           "<figure class=\"chart\" data-chart=\"%s\" data-table=\"t\"><figcaption>Siffror"
                           "</figcaption></figure>%s",
                           kinds[k], make_table(arena, rows, 13)));
        const char *alt = doc_attr(b.doc, b.figure, "alt");
        cr_assert(alt != NULL);
        cr_expect(le(int, (int)ch_letters(alt), CH_ALT_MOST), "%s", alt);
        cr_expect(strstr(alt, "Samhällsbyggnadsförvaltningens") != NULL, "%s", alt);
        bench_close(&b);
        aj_arena_free(arena);
    }
}
