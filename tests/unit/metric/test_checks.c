/* Checks that definitions declare, and what a report accepts of them. */
#include "base/accept.h"
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(checks);

static uint32_t count_of(const struct office *office, enum aj_code code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < office->job->diags->len; i++)
        count += office->job->diags->items[i].code == code;
    return count;
}

static const char ind[] = "Mål;Indikator;Typ;Enhet;Bäst;Delmål 2023;Utfall 2020;Källa\n"
                          "1;Behöriga;styrande;procent;högt;91;90;Skolverket\n"
                          "1;Utan delmål;styrande;procent;högt;;90;Skolverket\n"
                          "1;Stödjer;stödjande;procent;högt;;90;Skolverket\n"
                          "1;Utan utfall;styrande;procent;;90;;\n";

/* Every rule of coverage: what it finds, and only that. */
Test(checks, everything_has_what_it_needs)
{
    static const struct {
        const char *check, *file, *of;
        uint32_t line, column;
    } cases[] = {
        {"every=\"mål\" needs=\"indikator\"", "mal.csv", "mål 2", 3, 9},
        {"every=\"indikator\" needs=\"delmål\" type=\"styrande\"", "ind.csv", "Utan delmål", 3, 3},
        {"every=\"indikator\" needs=\"utfall\"", "ind.csv", "Utan utfall", 5, 3},
        {"every=\"indikator\" needs=\"källa\"", "ind.csv", "Utan utfall", 5, 3},
        {"every=\"indikator\" needs=\"riktning\"", "ind.csv", "Utan utfall", 5, 3},
        {"every=\"målsättning\" needs=\"bedömning\"", "report.xml", "Obedömt", 4, 32},
        {"every=\"åtgärd\" needs=\"ansvarig\"", "report.xml", "B", 4, 290},
        {"every=\"åtgärd\" needs=\"tid\"", "report.xml", "B", 4, 290},
        {"every=\"siffra\" needs=\"samma värde\"", "drift.csv", "Behöriga Utfall 2020", 2, 18},
    };
    static const char body[] =
        "<goal no=\"1\"/><goal no=\"2\"/>"
        "<p><target name=\"Obedömt\" that=\"Mål 1 / Behöriga minst 5 procent\">A</target> "
        "<target name=\"Bedömt\" that=\"Mål 1 / Behöriga minst 6 procent\">B</target> "
        "<verdict of=\"Bedömt\" period=\"2020\"/></p>"
        "<actions name=\"L\"><action responsible=\"X\" "
        "time=\"2026\"><h>A</h></action><action><h>B</h></action></actions>";
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", ind);
    office_write(&office, "drift.csv", "Nyckeltal;Enhet;Utfall 2020\nBehöriga;procent;92\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char metrics[300], hint[200], data[400];
        static const char sources[] =
            "<source file=\"mal.csv\"/><source file=\"ind.csv\"/><source file=\"drift.csv\"/>";
        snprintf(metrics, sizeof metrics, "<metrics><check id=\"k\" name=\"n\" %s/></metrics>",
                 cases[i].check);
        snprintf(hint, sizeof hint,
                 "add what is missing, or accept it in data: accept check=\"k\" of=\"%s\" why=\"...\"",
                 cases[i].of);
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, sources, body, true);
        office_expect(&office, AJ_W0361, cases[i].file, cases[i].line, cases[i].column, hint);
        cr_expect_eq(count_of(&office, AJ_W0361), 1, "%s", cases[i].check);
        snprintf(data, sizeof data, "%s<accept check=\"k\" of=\"%s\" why=\"så är det\"/>", sources,
                 cases[i].of);
        office_bind(&office, data, body, true);
        uint32_t open = 0;
        for (uint32_t d = 0; d < office.job->diags->len; d++)
            open += office.job->diags->items[d].code == AJ_W0361 && !office.job->diags->items[d].accepted;
        cr_expect_eq(open, 0, "%s", cases[i].check);
    }
    office_write_template(&office, "metrics/m.xml",
                          "<metrics><check id=\"k\" name=\"n\" every=\"mål\" needs=\"indikator\" "
                          "kinds=\"genomlysning x\"/></metrics>");
    office_bind(&office, "<source file=\"mal.csv\"/><source file=\"ind.csv\"/>", "", true);
    cr_expect_eq(count_of(&office, AJ_W0361), 0);
    office_write_template(&office, "metrics/m.xml",
                          "<metrics>\n<check id=\"k\" name=\"n\" every=\"mål\" needs=\"färg\"/></metrics>");
    office_bind(&office, "", "", true);
    office_expect(
        &office, AJ_E0362, "metrics/m.xml", 2, 1,
        "it can ask mål/indikator, indikator/delmål, indikator/utfall, indikator/källa, indikator/riktning, "
        "målsättning/bedömning, åtgärd/ansvarig, åtgärd/tid, åtgärd/läge, åtgärd/effekt, siffra/samma värde, "
        "kolumn/tvärsumma, namn/samma skrivsätt, trend/svar, trend/mål, trend/bedömning, trend/eget id, "
        "trend/kända kopplingar, trend/steg på skalan, mål/trend");
    office_close(&office);
}

Test(checks, what_is_accepted)
{
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv",
                 "Nämnd;Budget 2022\nSkolnämnden;600\nSocialnämnden;300\nSumma kommunbidrag;950\n");
    office_bind(&office, "<source file=\"drift.csv\" unit=\"tkr\"/>", "", false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_ERROR), 1);
    office_bind(&office,
                "<source file=\"drift.csv\" unit=\"tkr\"/><accept check=\"summering\" of=\"Summa "
                "kommunbidrag\" why=\"så\"/>"
                "<accept check=\"W0225\" why=\"två stavningar\"/>",
                "", false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_ERROR), 0);
    aj_accept_end(office.job->diags);
    office_expect(&office, AJ_W0360, "report.xml", 2, 104, "remove the accept");
    cr_assert_eq(count_of(&office, AJ_W0360), 1);
    office_bind(&office, "<accept check=\"sumering\" why=\"så\"/>", "", false);
    office_expect(
        &office, AJ_E0358, "report.xml", 2, 7,
        "did you mean \"summering\"? findings tell the id of their check; a warning or note is accepted by "
        "its code");
    office_bind(&office, "<accept check=\"E0206\" why=\"så\"/>", "", false);
    office_expect(&office, AJ_E0359, "report.xml", 2, 7,
                  "mend it, or accept the check that made it by the id that it tells");
    office_close(&office);
}
