/* What long tables and tables with notes yield in prose and in tables, bound as any other. */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(sources);

static const char long_table[] =
    "kpi;municipality;period;gender;value\n"
    "N99001;1234;2022;T;71\nN99001;1234;2023;T;72\nN99001;1234;2023;K;74\nN99001;1234;2023;M;-\n"
    "N99001;0000;2023;T;70\n"
    "U99002;1234;2023;T;3\n";

static const char catalogue[] = "Indikator;Kortnamn;Enhet;Bäst;Genus;Kolada\n"
                                "Nöjda medborgare;;procent;högt;plural;N99001\n";

static const char costs[] = "Nettokostnad\nBelopp i mnkr\n\nOmråde;Budget 2023;Utfall 2023;Avvikelse (%)\n"
                            "Skolan;100;98;2,0\nVården;50;51;-2,0\nSumma;150;149;0,7\n\nKälla: bokslutet\n";

static const char parts[] =
    "Post;Enhet;Period;Värde\nSjukfrånvaro;procent;2024K1;5,5\nSjukfrånvaro;procent;2024K2;4,5\n"
    "Sjukfrånvaro;procent;2024;5,0\n";

static const struct {
    const char *body, *text;
} bound[] = {
    {"<value of=\"Nöjda medborgare\" period=\"2023\"/>", "⟦72 procent⟧"},
    {"<value of=\"N99001\" period=\"2023\"/>", "⟦72 procent⟧"},
    {"<value of=\"Nöjda medborgare, kvinnor\" period=\"2023\"/>", "⟦74 procent⟧"},
    {"<value of=\"Nöjda medborgare / Riket\" period=\"2023\"/>", "⟦70 procent⟧"},
    {"<value of=\"Nöjda medborgare\" period=\"2022–2023\"/>", "⟦71 respektive 72 procent⟧"},
    {"<claim that=\"Nöjda medborgare ökar\" period=\"2022–2023\">Fler.</claim>", "Fler."},
    {"<value of=\"U99002\" period=\"2023\"/>", "⟦3⟧"},
    {"<value of=\"Skolan\" period=\"Utfall 2023\"/>", "⟦98 mnkr⟧"},
    {"<value of=\"Skolan\" period=\"Utfall 2023\" unit=\"tkr\" decimals=\"0\"/>", "⟦98 000 tkr⟧"},
    {"<value of=\"Sjukfrånvaro\" period=\"kvartal 2 2024\"/>", "⟦4,5 procent⟧"},
    {"<value of=\"Sjukfrånvaro\" period=\"2024K1\"/>", "⟦5,5 procent⟧"},
    {"<value of=\"Sjukfrånvaro\" period=\"2024\"/>", "⟦5,0 procent⟧"},
};

Test(sources, figures_of_every_layout_are_spoken_of)
{
    for (size_t i = 0; i < sizeof bound / sizeof *bound; i++) {
        struct office office;
        office_open(&office);
        office_write(&office, "langa.csv", long_table);
        office_write(&office, "katalog.csv", catalogue);
        office_write(&office, "kostnad.csv", costs);
        office_write(&office, "delar.csv", parts);
        char body[400];
        snprintf(body, sizeof body, "<p>%s</p>", bound[i].body);
        office_bind(&office,
                    "<source file=\"langa.csv\" organisation=\"1234\"/><source file=\"katalog.csv\"/>"
                    "<source file=\"kostnad.csv\"/><source file=\"delar.csv\"/>",
                    body, false);
        cr_assert_str_eq(office_plain(&office), bound[i].text);
        office_close(&office);
    }
}

Test(sources, unlike_units_of_a_column_are_not_compared)
{
    struct office office;
    office_open(&office);
    office_write(&office, "kostnad.csv", costs);
    office_bind(&office, "<source file=\"kostnad.csv\"/>",
                "<p><claim that=\"Skolan / Avvikelse högst 5 tkr\" period=\"2023\">x</claim></p>", false);
    cr_assert(aj_diags_count(office.job->diags, AJ_ERROR) > 0);
    office_close(&office);
}

/* The words agree with the figures beside them: 1 and 1,5 are not the same, though "1" could be 1,4. */
Test(sources, a_whole_number_among_decimals_is_as_exact_as_they_are)
{
    static const char table[] =
        "Nyckeltal;Enhet;Bäst;Delmål 2024;Utfall 2022;Utfall 2023;Utfall 2024;Riket 2024\n"
        "Väntan;timmar;lågt;1,25;1,5;1;1,4;2\nHela;timmar;lågt;1,5;1;1;2;1,62\n";
    struct office office;
    office_open(&office);
    office_write(&office, "v.csv", table);
    office_bind(&office, "<source file=\"v.csv\"/>",
                "<p><trend of=\"Väntan\" from=\"2022\" to=\"2023\"/></p>"
                "<p><trend of=\"Väntan\" from=\"2023\" to=\"2024\"/></p>"
                "<p><verdict of=\"Väntan\" period=\"2023\"/></p>"
                "<p><verdict of=\"Väntan\" period=\"2024\"/></p>"
                "<p><compare of=\"Hela\" with=\"Riket\" period=\"2024\"/></p>",
                false);
    cr_expect_str_eq(office_plain(&office),
                     "⟦har blivit kortare⟧\n⟦har blivit längre⟧\n⟦har nått målvärdet⟧\n"
                     "⟦har inte nått målvärdet⟧\n⟦i nivå med riket⟧");
    office_close(&office);
}

/* An index is neutrum where nobody says what it is called. */
Test(sources, what_has_not_changed_agrees_with_the_genus_that_its_table_declares)
{
    struct office office;
    office_open(&office);
    office_write(&office, "g.csv",
                 "Nyckeltal;Enhet;Genus;Utfall 2022;Utfall 2023\nNöjdhet;index 1–100;utrum;70;70\n"
                 "Klimat;index 1–100;;70;70\nBetyg;index 1–100;plural;70;70\nAndel;procent;;70;70\n");
    office_bind(&office, "<source file=\"g.csv\"/>",
                "<p><trend of=\"Nöjdhet\" from=\"2022\" to=\"2023\"/>, <trend of=\"Klimat\" from=\"2022\" "
                "to=\"2023\"/>, <trend of=\"Betyg\" from=\"2022\" to=\"2023\"/>, <trend of=\"Andel\" "
                "from=\"2022\" to=\"2023\"/></p>",
                false);
    cr_expect_str_eq(office_plain(&office),
                     "⟦är oförändrad⟧, ⟦är oförändrat⟧, ⟦är oförändrade⟧, ⟦har varit oförändrad⟧");
    office_close(&office);
}

/* The number of inhabitants, with the unit that people give it. */
Test(sources, inhabitants_are_people_however_their_table_says_so)
{
    static const char *const tables[] = {"Uppgift;2024;2025\nAntal invånare;40 000;41 000\n",
                                         "Uppgift;Enhet;2024;2025\nAntal invånare;antal;40 000;41 000\n",
                                         "Uppgift;Enhet;2024;2025\nFolkmängd;st;40 000;41 000\n",
                                         "Uppgift;Enhet;2024;2025\nFolkmängd;personer;40 000;41 000\n",
                                         "Uppgift;2024;2025\nBefolkning;40 000;41 000\n"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct office office;
        office_open(&office);
        office_write(&office, "folk.csv", tables[i]);
        office_bind(&office, "<source file=\"folk.csv\"/>",
                    "<p><value of=\"Befolkningsutveckling\" period=\"2025\"/>, "
                    "<value of=\"Befolkningsförändring\" period=\"2025\"/></p>",
                    false);
        cr_expect_str_eq(office_plain(&office), "⟦2,5 procent⟧, ⟦1 000 invånare⟧", "%s: %s", tables[i],
                         office_plain(&office));
        office_close(&office);
    }
}

/* A share beside them does not take the unit from amounts whose headings have it. */
Test(sources, a_unit_in_the_headings_of_amounts_is_theirs_beside_a_column_of_shares)
{
    struct office office;
    office_open(&office);
    office_write(&office, "h.csv",
                 "Nyckeltal;Utfall 2024 (tkr);Utfall 2025 (tkr);Förändring (%)\nHyra;1 200;1 260;5,0\n");
    office_bind(&office, "<source file=\"h.csv\"/>",
                "<p><value of=\"Hyra\" period=\"2025\"/>, <value of=\"Hyra\" show=\"change\" from=\"2024\" "
                "to=\"2025\"/></p>",
                false);
    cr_expect_str_eq(office_plain(&office), "⟦1 260 tkr⟧, ⟦60 tkr⟧");
    office_write(&office, "h.csv", "Nyckeltal;Utfall 2024 (tkr);Utfall 2025 (mnkr)\nHyra;1 200;1,26\n");
    office_bind(&office, "<source file=\"h.csv\"/>",
                "<p><value of=\"Hyra\" period=\"2024\"/>, <value of=\"Hyra\" period=\"2025\"/>, <value "
                "of=\"Hyra\" show=\"sum\" period=\"2024–2025\"/>, <value of=\"Hyra\" period=\"2025\" "
                "unit=\"mnkr\" decimals=\"2\"/></p>",
                false);
    cr_expect_str_eq(office_plain(&office), "⟦1 200 tkr⟧, ⟦1 260 tkr⟧, ⟦2 460 tkr⟧, ⟦1,26 mnkr⟧");
    office_bind(&office, "<source file=\"h.csv\"/>", "<statement of=\"h\"/>", false);
    cr_expect_str_eq(office_plain(&office),
                     "[tabell] h: Nyckeltal | Utfall 2024 (tkr) | Utfall 2025 (mnkr)\n  Hyra | 1 200 | 1,26");
    office_close(&office);
}

Test(sources, what_a_rate_is_raised_by_has_the_digits_of_both_figures)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "s.csv",
        "Nyckeltal;Enhet;2024;2025;2026\nSkatt;procent;21,36;21,365;21,4\nAvgift;kr;1 234,5;1 300;1 400\n");
    office_bind(&office, "<source file=\"s.csv\"/>",
                "<p><value of=\"Skatt\" show=\"rate\" from=\"2024\" to=\"2025\" unit=\"kronor per "
                "skattekrona\"/>; <value of=\"Skatt\" show=\"rate\" from=\"2025\" to=\"2026\"/>; "
                "<value of=\"Avgift\" show=\"rate\" from=\"2024\" to=\"2025\"/></p>",
                false);
    cr_expect_str_eq(
        office_plain(&office),
        "⟦21,365 kronor per skattekrona, en höjning med 0,5 öre per skattekrona jämfört med 2024⟧; "
        "⟦21,4 procent, en höjning med 0,035 procentenheter jämfört med 2025⟧; "
        "⟦1 300 kronor, en höjning med 65,5 kronor jämfört med 2024⟧");
    office_close(&office);
}
