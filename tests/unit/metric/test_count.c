/* Counting and listing goals, indicators, actions and trends: what is asked for is obeyed or refused. */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>

AJ_SUITE(metric_count);

static const char sources[] = "<source file=\"goals.csv\"/><source file=\"figures.csv\"/>";

static const char goals[] =
    "Fokusområde;Prioriterat mål;Styrande indikatorer;Delmål 2026;Utfall 2026;Utfall 2025\n"
    "Lärande;1. Alla elever når målen;Behörighet;88;88,2;87,1\n"
    ";;Examen;78;76,0;75,4\n"
    "Näringsliv;2. Det är enkelt att driva företag;Företagsklimat;76;79;78\n"
    ";;Handläggning;30;27;29\n"
    "Miljö;3. Sjöarna mår bra;Fosfor;20;-;25\n";

static const char figures[] = "Mål;Kortnamn;Indikator;Enhet;Bäst;Genus;Källa\n"
                              "1;Behörighet;Behörighet;procent;högre;utrum;Egen\n"
                              "1;Examen;Examen;procent;högre;utrum;Egen\n"
                              "2;Företagsklimat;Företagsklimat;index;högre;neutrum;Egen\n"
                              "2;Handläggning;Handläggning;dagar;lägre;utrum;Egen\n"
                              "3;Fosfor;Fosfor;mg;lägre;utrum;Egen\n";

#define RULE                                                                                                 \
    "<target name=\"Mål\" every=\"mål\" that=\"en majoritet av de mätta indikatorerna når delmålet\" "  \
    "partly=\"minst 1\">x</target>"

static void bind(struct office *office, const char *body)
{
    office_open(office);
    office_write(office, "goals.csv", goals);
    office_write(office, "figures.csv", figures);
    office_bind_as(office, "verdicts=\"3\"", sources, body);
}

static void expect_text(const char *body, const char *text)
{
    struct office office;
    bind(&office, body);
    assert_finding_count(office.job, 0);
    cr_assert_str_eq(office_plain(&office), text, "%s: %s", body, office_plain(&office));
    office_close(&office);
}

Test(metric_count, goals_are_counted_by_their_verdicts)
{
    expect_text(RULE
                "<p>a <count of=\"mål\"/>, <count of=\"Mål\" status=\"uppfyllda\" period=\"2026\"/>, <count "
                "of=\"mål\" status=\"delvis uppfyllda\" period=\"2026\"/>: <list of=\"mål\" status=\"delvis "
                "uppfyllda\" period=\"2026\"/>, <count of=\"mål\" status=\"ej mätta\" period=\"2026\"/></p>",
                "a ⟦tre mål⟧, ⟦ett⟧, ⟦ett⟧: ⟦Alla elever når målen⟧, ⟦ett⟧");
}

Test(metric_count, indicators_are_counted_by_their_verdicts)
{
    expect_text(
        "<p>a <count of=\"indikatorer\"/>, <count of=\"indikatorer\" status=\"uppfyllda\" period=\"2026\"/>, "
        "<list of=\"indikatorer\" status=\"ej uppfyllda\" period=\"2026\"/>, <count of=\"indikatorer\" "
        "status=\"ej mätta\" period=\"2026\"/>, <count of=\"indikatorer\" status=\"mätta\" "
        "period=\"2026\"/>, <count of=\"indikatorer\" goal=\"2\"/></p>",
        "a ⟦fem indikatorer⟧, ⟦tre⟧, ⟦Examen⟧, ⟦en⟧, ⟦fyra⟧, ⟦två indikatorer⟧");
    expect_text(RULE "<p>a <count of=\"Mål 1\"/>, <count of=\"Mål 1\" status=\"uppfyllda\" "
                     "period=\"2026\"/></p>",
                "a ⟦två indikatorer⟧, ⟦en⟧");
}

/* Nothing that the author gives is passed over. */
Test(metric_count, what_cannot_be_asked_for_is_refused)
{
    static const struct {
        enum aj_code code;
        const char *element, *hint;
    } faults[] = {
        {AJ_E0383, "<count of=\"mål\" status=\"trams\" period=\"2026\"/>",
         "write uppfyllda, i huvudsak uppfyllda, delvis uppfyllda, ej uppfyllda, ej bedömda, mätta or ej "
         "mätta"},
        {AJ_E0383, "<list of=\"indikatorer\" status=\"pågår\" period=\"2026\"/>",
         "write uppfyllda, i huvudsak uppfyllda, delvis uppfyllda, ej uppfyllda, ej bedömda, mätta or ej "
         "mätta"},
        {AJ_E0384, "<count of=\"mål\" status=\"uppfyllda\"/>", "add period=\"...\" with one year"},
        {AJ_E0385, "<count of=\"mål\" period=\"2026\"/>",
         "remove it; what can be given is of och status+period"},
        {AJ_E0385, "<count of=\"indikatorer\" effect=\"stor\"/>",
         "remove it; what can be given is of, status+period och goal"},
        {AJ_E0385, "<count of=\"fokusområden\" status=\"uppfyllda\"/>", "remove it; what can be given is of"},
        {AJ_E0385, "<count of=\"trender\" status=\"stor\"/>",
         "remove it; what can be given is of, effect, likelihood, force och goal"},
        {AJ_E0385, "<value of=\"Examen\" period=\"2026\" status=\"uppfyllda\"/>",
         "remove it; what can be given is of, show, period, unit, decimals och id"},
        {AJ_E0385, "<value of=\"Examen\" period=\"2026\" from=\"2025\"/>",
         "remove it; what can be given is of, show, period, unit, decimals och id"},
        {AJ_E0385, "<value of=\"Examen\" show=\"target\" period=\"2025\"/>",
         "remove it; what can be given is of, show, unit, decimals och id"},
        {AJ_E0323, "<count of=\"indikatorer\" goal=\"9\"/>", "goals are 1, 2 och 3"},
        {AJ_E0386, "<count of=\"indikatorer\" status=\"uppfyllda\" period=\"2031\"/>",
         "choose a year that has outcomes"},
        {AJ_E0387, "<list of=\"indikatorer\" status=\"i huvudsak uppfyllda\" period=\"2026\"/>",
         "put the list inside an if, or ask for others"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct office office;
        char body[500];
        snprintf(body, sizeof body, "<p>%s</p>" RULE, faults[i].element);
        bind(&office, body);
        office_expect(&office, faults[i].code, "report.xml", 4, 4, faults[i].hint);
        office_close(&office);
    }
    struct office office;
    bind(&office, "<p><count of=\"mål\" status=\"uppfyllda\" period=\"2026\"/></p>");
    office_expect(&office, AJ_E0245, "report.xml", 4, 4,
                  "declare it for every goal: <target name=\"Mål\" every=\"mål\" that=\"en majoritet av "
                  "indikatorerna når delmålet\">...</target>");
    office_close(&office);
}
