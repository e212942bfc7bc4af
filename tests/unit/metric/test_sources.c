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
