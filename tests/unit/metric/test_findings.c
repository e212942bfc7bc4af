/* Every finding of binding: its code, its place, its hint. */
#include "base/accept.h"
#include "finding.h"
#include "metric/bind.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(metric_findings);

static const struct {
    enum aj_code code;
    const char *data, *body; /* data: NULL for the ordinary sources */
    uint32_t line, column;
    const char *hint;
} faults[] = {
    {AJ_E0301, NULL, "<p><value of=\"Skatteintäckter\" period=\"2022\"/></p>", 4, 4,
     "did you mean \"Skatteintäkter\"?"},
    {AJ_E0301, NULL, "<p><value of=\"Svar på frågor, andel / Liknande komuner\" period=\"2024\"/></p>", 4, 4,
     "did you mean \"Svar på frågor, andel / Liknande kommuner\"?"},
    {AJ_E0302, NULL, "<p><value of=\"Xyz\" period=\"2022\"/></p>", 4, 4,
     "names are row labels of the sources, printed names of metrics, and the names of the report's own "
     "targets and lists"},
    {AJ_E0303, NULL, "<p><value of=\"Skolnämnden\" period=\"2022\"/></p>", 4, 4,
     "write one of \"Driftbudget / Skolnämnden\", \"Investeringsbudget / Skolnämnden\""},
    {AJ_E0304, NULL, "<p><value of=\"Årets resultat\" period=\"2030\"/></p>", 4, 4,
     "it has figures for 2022–2024"},
    {AJ_E0305, NULL, "<p><value of=\"Årets resultat\" period=\"i år\"/></p>", 4, 4,
     "write 2024, 2022–2024, \"2020 2019\" or \"Utfall 2023\""},
    {AJ_E0306, NULL, "<p><value of=\"Skatteintäktsutveckling\" period=\"2022\"/></p>", 4, 4,
     "add a source that holds it, or a given with value, from and why"},
    {AJ_E0307, NULL,
     "<p><value of=\"l\" show=\"sum\"/></p><actions name=\"l\"><action saving=\"1 tkr\"><h>A</h></action>"
     "<action saving=\"3 dagar\"><h>B</h></action></actions>",
     4, 92, "only figures of the same kind can be added or compared"},
    {AJ_E0309, "<given of=\"Soliditet koncern\" period=\"2022\" value=\"3 tkr\" from=\"x\" why=\"y\"/>", "",
     2, 7, "the unit of a metric is declared in templates/metrics"},
    {AJ_E0312, NULL, "<p><claim that=\"Årets resultat över Skatteintäkter\" period=\"2022\">x</claim></p>", 4,
     4, "the figures say 2022: 0,0\u00A0mnkr, 0,8\u00A0mnkr; change the words or the figures"},
    {AJ_E0312, NULL, "<p><claim that=\"Behörighet ökar\" period=\"2018–2020\">x</claim></p>", 4, 4,
     "the figures say 2019: 84,5\u00A0procent, 84,5\u00A0procent; change the words or the figures"},
    {AJ_E0313, NULL, "<p><value of=\"Årets resultat\" period=\"2022\" unit=\"mnk\"/></p>", 4, 4,
     "did you mean \"mnkr\"?"},
    {AJ_E0313, NULL, "<p><claim that=\"Resultatandel minst 4 procnt\" period=\"2022\">x</claim></p>", 4, 4,
     "did you mean \"procent\"?"},
    {AJ_E0314, NULL, "<p><value period=\"2022\"/></p>", 4, 4, "add of=\"...\""},
    {AJ_E0315, NULL, "<p><claim that=\"Årets resultat är bra\" period=\"2022\">x</claim></p>", 4, 4,
     "write NAME minst|högst|över|under|lika med LIMIT, NAME ökar|minskar (inte), TARGET uppnås (inte), "
     "INDICATOR når "
     "(inte) delmålet, or LIST saknar STATUS"},
    {AJ_E0317, NULL, "<p><claim that=\"Skatteintäktsutveckling ökar\" period=\"2022\">x</claim></p>", 4, 4,
     "add the figure that is missing, or choose a period that has it"},
    {AJ_N0318, NULL,
     "<p><target name=\"m\" that=\"Resultatandel minst 4,01 procent\"/><verdict of=\"m\" "
     "period=\"2022\"/></p>",
     4, 62, ""},
    {AJ_N0319, NULL,
     "<p><target name=\"m\" that=\"Årets resultat minst 0,042 mnkr\"/><verdict of=\"m\" "
     "period=\"2022\"/></p>",
     4, 61, ""},
    {AJ_E0320, NULL, "<p><count of=\"Årets resultat\"/></p>", 4, 4,
     "count a list of actions by its name, or mål, indikatorer, fokusområden, trender"},
    {AJ_E0321, NULL,
     "<p><claim that=\"l saknar genomfröda\">x</claim></p><actions name=\"l\"><action "
     "status=\"pågår\"><h>A</h></action></actions>",
     4, 4, "write \"genomförd\""},
    {AJ_E0321, NULL,
     "<p><claim that=\"l saknar xyz\">x</claim></p><actions name=\"l\"><action "
     "status=\"pågår\"><h>A</h></action><action status=\"parkerad\"><h>B</h></action></actions>",
     4, 4,
     "write genomförd, pågår, testas, planeras, ej påbörjad, utreds, pausad, avslutad, ej genomförbar, "
     "avbruten eller parkerad"},
    {AJ_E0322,
     "<given of=\"Soliditet koncern\" period=\"2022–2023\" value=\"26,6 procent\" from=\"x\" why=\"y\"/>", "",
     2, 7,
     "write as many numbers as periods, parted by ; if need be, then the unit: \"117,9 112,9 procent\""},
    {AJ_E0323, NULL, "<goal no=\"7\"></goal>", 4, 1, "goals are 1 och 2"},
    {AJ_E0324, NULL, "<statement of=\"Resultatbudgt\"/>", 4, 1, "did you mean \"Resultatbudget\"?"},
    {AJ_E0325, NULL, "<statement of=\"Balansbudget\"/>", 4, 1,
     "add it to data; the report has Resultatbudget, Driftbudget, Investeringsbudget och nyckeltal"},
    {AJ_E0327, NULL, "<p><value of=\"Plats\" period=\"2018\"/></p>", 4, 4,
     "choose another period, or write the sentence without the figure"},
    {AJ_E0328,
     "<source file=\"resultat.csv\" unit=\"tkr\"/><given of=\"Avskrivningar\" period=\"2022\" value=\"1 "
     "tkr\" "
     "from=\"x\" why=\"y\"/>",
     "", 2, 47, "correct the source; only metrics can be given"},
    {AJ_N0329,
     "<source file=\"resultat.csv\" unit=\"tkr\"/><given of=\"Resultatandel\" period=\"2022\" value=\"4,0 "
     "procent\" "
     "from=\"x\" why=\"y\"/>",
     "", 2, 47, "remove the given"},
    {AJ_E0330,
     "<source file=\"resultat.csv\" unit=\"tkr\"/><given of=\"Resultatandel\" period=\"2022\" value=\"5,0 "
     "procent\" "
     "from=\"x\" why=\"y\"/>",
     "", 2, 47, "remove the given, or correct the sources"},
    {AJ_E0331, NULL, "<p><claim that=\"Resultatandel minst 4 tkr\" period=\"2022\">x</claim></p>", 4, 4,
     "write a unit of the same kind"},
    {AJ_E0333, NULL, "<p><claim that=\"Riktning når delmålet\" period=\"2020\">x</claim></p>", 4, 4,
     "say högt or lågt in the column Bäst of its table or catalogue"},
    {AJ_E0334, NULL, "<p><value of=\"Tid\" show=\"gap\" period=\"2020\"/></p>", 4, 4,
     "show a gap for one period in which the target is missed, inside an if"},
    {AJ_E0335, NULL, "<p><claim that=\"Resultatandel minst 4\" period=\"2022\">x</claim></p>", 4, 4,
     "write it with its unit, for instance 4 procent"},
    {AJ_E0336, NULL, "<p><claim that=\"Årets resultat uppnås\" period=\"2022\">x</claim></p>", 4, 4,
     "minst, högst, över, under, ökar and minskar speak of figures, uppnås of targets, når of indicators, "
     "saknar of lists"},
    {AJ_N0337, NULL, "<p><claim that=\"Resultatandel över 3,99 procent\" period=\"2022\">x</claim></p>", 4, 4,
     ""},
    {AJ_E0338, NULL, "<p><value of=\"Årets resultat\" period=\"2022\" decimals=\"två\"/></p>", 4, 4,
     "write a digit from 0 to 9"},
    {AJ_E0339, NULL, "<p><value of=\"Årets resultat\" show=\"target\"/></p>", 4, 4,
     "its table needs a figure in a column such as \"Delmål 2023\""},
    {AJ_E0340, NULL, "<p><value of=\"Årets resultat\"/></p>", 4, 4,
     "add period=\"...\"; it has figures for 2022–2024"},
    {AJ_E0341, NULL, "<p><value of=\"Årets resultat\" period=\"2022\" show=\"summa\"/></p>", 4, 4,
     "it can be shown as: sum, target, gap, change, growth, rate, words"},
    {AJ_E0342, NULL,
     "<p><target name=\"Årets resultat\" that=\"Resultatandel minst 4 procent\">x</target></p>", 4, 4,
     "give the target or list a name of its own"},
    {AJ_E0343, NULL, "<p><limit/></p>", 4, 4, "put <limit/> inside <target that=\"...\">"},
    {AJ_E0344, NULL, "<p><target name=\"m\" that=\"Årets resultat ökar\"><limit/></target></p>", 4, 48,
     "write the words of the target without <limit/>"},
    {AJ_W0345, NULL,
     "<p><target name=\"m\" that=\"Skatteintäktsutveckling minst 1 procent\"/><verdict of=\"m\" "
     "period=\"2022\"/></p>",
     4, 69, "add the figure that is missing"},
    {AJ_E0346, NULL, "<p><verdict of=\"Resultatandel\" period=\"2022\"/></p>", 4, 4,
     "a verdict is about a target of this report or an indicator with a goal"},
    {AJ_E0347, "<source file=\"mal.csv\"/>", "<goal no=\"1\"><indicators/></goal>", 4, 14,
     "add a source with the column Indikator and the goal's number"},
    {AJ_W0348, "<source file=\"mal.csv\"/>", "<goal no=\"1\"><sources/></goal>", 4, 14,
     "add a source with the columns Indikator and Källa"},
    {AJ_E0349, NULL, "<p><value of=\"Soliditet koncern\" period=\"2022\"/></p>", 4, 4,
     "add a given with value, from and why: Eget kapital som andel av tillgångarna, för kommunen och dess "
     "bolag; kräver "
     "koncernens balansbudget."},
    {AJ_E0389, NULL, "<p><value of=\"Behörighet\" show=\"sum\" period=\"2018–2020\"/></p>", 4, 4,
     "amounts and numbers of what happens during a year add up; shares, indexes, ranks, figures per "
     "something "
     "and what is of a day do not: show them as they are"},
    {AJ_E0316, NULL, "<p><value of=\"Årets resultat\" show=\"sum\" period=\"2022, budget 2022\"/></p>", 4, 4,
     "name periods that follow each other"},
    {AJ_E0216, NULL, "<p><trend of=\"Tid\" from=\"2019\" to=\"2020\" form=\"futurum\"/></p>", 4, 4,
     "write one of: har, imperfekt, presens, väntas, är"},
};

Test(metric_findings, each_tells_place_and_hint)
{
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        office_bind(&office, faults[i].data ? faults[i].data : office_sources, faults[i].body, false);
        office_expect(&office, faults[i].code, "report.xml", faults[i].line, faults[i].column,
                      faults[i].hint);
    }
    office_close(&office);
}

/* One mistake is told once: what follows from it, here and in other years, is not. */
static const struct {
    const char *table, *data, *body;
    enum aj_code code;
    uint32_t errors;
    const char *second; /* the second argument of the last error: the periods */
} cascades[] = {
    {NULL, NULL, "<metrics period=\"2022–2024\"><row of=\"Soliditet\"/></metrics>", AJ_E0306, 1, "2022–2024"},
    {NULL, NULL, "<p><value of=\"Årets resultat\" period=\"2030 2031 2035\"/></p>", AJ_E0304, 1,
     "2030–2031, 2035"},
    {NULL, "", "<p><value of=\"A\" period=\"2022\"/><value of=\"B\" period=\"2022\"/></p>", AJ_E0302, 1,
     NULL},
    {NULL, "<source file=\"finns-inte.csv\"/>",
     "<p><target name=\"m\" that=\"Resultatandel minst 1 procent\"/><verdict of=\"m\" period=\"2022–2024\"/>"
     "<claim that=\"Resultatandel ökar\" period=\"2022–2024\">x</claim></p>"
     "<chart kind=\"bars\" period=\"2022\"><row of=\"Skolnämnden\"/></chart>",
     AJ_E0101, 1, NULL},
    {"Nämnd;2022;Pln 2023\nSkolnämnden;1;2\nSumma kommunbidrag;1;2\n",
     "<source file=\"drift.csv\" unit=\"tkr\"/>",
     "<p><value of=\"Skolnämnden\" period=\"2023\"/><claim that=\"Skolnämnden ökar\" "
     "period=\"2022–2023\">x</claim></p>",
     AJ_E0211, 1, NULL},
    {NULL, "<source file=\"resultat.csv\" unit=\"tkkr\"/>",
     "<p><value of=\"Resultatandel\" period=\"2022–2024\"/></p>", AJ_E0210, 1, NULL},
    {NULL, "<source file=\"mal.csv\"/><sorce file=\"x.csv\"/>", "<p><value of=\"A\" period=\"2022\"/></p>",
     AJ_E0302, 0, NULL},
    {NULL, "<source file=\"mal.csv\"/>", "<goal no=\"99\"><indicators/></goal>", AJ_E0323, 1, NULL},
    {"Indikator;Kortnamn;Bäst\nSvar inom en dag;Svar;högt\n",
     "<source file=\"finns-inte.csv\"/><source file=\"drift.csv\"/>", "<p>x</p>", AJ_E0101, 1, NULL},
    {NULL, "</data><dat><source file=\"resultat.csv\"/></dat><data>",
     "<p><value of=\"Skolnämnden\" period=\"2022\"/><value of=\"Resultatandel\" period=\"2022\"/></p>",
     AJ_E0302, 0, NULL},
    {"Skolnämnden;10;20\nSocialnämnden;30;40\nSumma kommunbidrag;40;60\n",
     "<source file=\"drift.csv\" unit=\"tkr\"/>", "<p>x</p>", AJ_E0213, 2, NULL},
};

Test(metric_findings, one_mistake_is_told_once)
{
    for (size_t i = 0; i < sizeof cascades / sizeof *cascades; i++) {
        struct office office;
        office_open(&office);
        if (cascades[i].table)
            office_write(&office, "drift.csv", cascades[i].table);
        office_bind(&office, cascades[i].data ? cascades[i].data : office_sources, cascades[i].body, false);
        const struct aj_diags *diags = office.job->diags;
        cr_assert_eq(aj_diags_count(diags, AJ_WARNING), cascades[i].errors, "case %zu: %u findings", i,
                     aj_diags_count(diags, AJ_WARNING));
        if (cascades[i].errors)
            cr_assert_eq(diags->items[0].code, cascades[i].code, "case %zu", i);
        if (cascades[i].second)
            cr_assert_str_eq(diags->items[0].args[1], cascades[i].second);
        office_close(&office);
    }
}

/* Figures of one year in more than one scenario. */
Test(metric_findings, a_year_alone_may_not_tell_which_figure)
{
    struct office office;
    office_open(&office);
    office_write(&office, "nyckeltal.csv", "Nyckeltal;Budget 2024;Utfall 2024\nPlatser;10;12\n");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>", "<p><value of=\"Platser\" period=\"2024\"/></p>",
                false);
    office_expect(&office, AJ_E0326, "report.xml", 4, 4, "say which, for instance \"Budget 2024\"");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>",
                "<p><value of=\"Platser\" period=\"Utfall 2024\"/></p>", false);
    cr_assert_str_eq(office_text(&office), "⟦12⟧");
    office_close(&office);
}

/* A check between statements, and its acceptance with a reason. */
Test(metric_findings, checks_between_statements)
{
    static const char kassa[] = "Post;Budget 2022\nKassaflöde från den löpande verksamheten;3 000\n"
                                "Kassaflöde från investeringsverksamheten;-2 100\n"
                                "Kassaflöde från finansieringsverksamheten;0\nÅrets kassaflöde;900\n";
    static const char sources[] =
        "<source file=\"inv.csv\" unit=\"tkr\"/><source file=\"nyckeltal.csv\" unit=\"tkr\"/>";
    struct office office;
    char accepted[400];
    office_open(&office);
    office_write(&office, "nyckeltal.csv", kassa);
    office_bind(&office, sources, "", false);
    office_expect(
        &office, AJ_E0332, "inv.csv", 4, 21,
        "correct the sources, or accept it in data: accept check=\"investeringar-kassaflode\" why=\"...\"");
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_ERROR), 1);
    snprintf(accepted, sizeof accepted, "%s<accept check=\"investeringar-kassaflode\" why=\"leasing\"/>",
             sources);
    office_bind(&office, accepted, "", false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_ERROR), 0);
    office_close(&office);
}

static const struct {
    enum aj_code code;
    const char *metrics, *value;
    uint32_t line, column;
    const char *hint;
} template_faults[] = {
    {AJ_E0308, "<metric name=\"M\" unit=\"procent\"><formula>'A' / 'Noll'</formula></metric>", "M", 4, 4,
     "check the figure, or ask for a period in which it is not 0"},
    {AJ_E0307, "<metric name=\"M\" unit=\"tkr\"><formula>'A' + 'Tid'</formula></metric>", "M", 4, 4,
     "only figures of the same kind can be added or compared"},
    {AJ_E0309, "<metric name=\"M\" unit=\"procent\"><formula>'A' * 2</formula></metric>", "M", 2, 1,
     "the unit of a metric is declared in templates/metrics"},
    {AJ_E0310, "<metric name=\"M\" unit=\"tkr\"><formula>'A' + * 2</formula></metric>", "M", 2, 1,
     "expected here: 'name', a number, ( or a function: abs apportion avg change count deviation growth if "
     "index max median min per_capita prev quartile rank share sum"},
    {AJ_E0310, "<metric name=\"M\" unit=\"tkr\"><formula>('A' + 2</formula></metric>", "M", 2, 1,
     "expected here: )"},
    {AJ_E0311,
     "<metric name=\"M\" unit=\"tkr\"><formula>'N'</formula></metric><metric name=\"N\" "
     "unit=\"tkr\"><formula>'M' + 'A'"
     "</formula></metric>",
     "M", 2, 1, "write it with other figures"},
    {AJ_E0216, "<metric name=\"M\" unit=\"tkr\" genus=\"maskulinum\"><formula>'A'</formula></metric>", "M", 2,
     1, "write one of: utrum, neutrum, plural"},
    {AJ_E0217, "<metric name=\"M\"><formula>'A'</formula></metric>", "A", 2, 1, "add unit=\"...\""},
};

Test(metric_findings, faults_of_definitions)
{
    struct office office;
    office_open(&office);
    office_write(&office, "nyckeltal.csv", "Nyckeltal;Enhet;2022\nA;tkr;1\nNoll;tkr;0\nTid;dagar;3\n");
    for (size_t i = 0; i < sizeof template_faults / sizeof *template_faults; i++) {
        char metrics[500], body[200];
        snprintf(metrics, sizeof metrics, "<metrics>\n%s</metrics>\n", template_faults[i].metrics);
        snprintf(body, sizeof body, "<p><value of=\"%s\" period=\"2022\"/></p>", template_faults[i].value);
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, "<source file=\"nyckeltal.csv\"/>", body, true);
        const char *file = template_faults[i].line == 2 ? "metrics/m.xml" : "report.xml";
        office_expect(&office, template_faults[i].code, file, template_faults[i].line,
                      template_faults[i].column, template_faults[i].hint);
    }
    office_close(&office);
}

/* A column's heading is a template's word: told of once however many tables lack it, and printed when it is
 * there. */
Test(metric_findings, headings_are_declared_by_the_templates)
{
    static const char *const body = "<statement of=\"nyckeltal\"/><statement of=\"nyckeltal\"/>";
    struct office office;
    office_open(&office);
    office_write(&office, "nyckeltal.csv", "Nyckeltal;Enhet;2022\nA;tkr;1\nTid;dagar;3\n");
    office_write_template(&office, "metrics/m.xml", "<metrics>\n <heading>Mått</heading></metrics>\n");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>", body, true);
    office_expect(&office, AJ_E0217, "metrics/m.xml", 2, 2, "add id=\"...\"");
    office_expect(&office, AJ_E0251, "report.xml", 1, 1,
                  "declare it in templates/metrics: <heading id=\"unit\">...</heading>");
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_ERROR), 2);
    office_write_template(&office, "metrics/m.xml", "<metrics><heading id=\"unit\">Mått</heading></metrics>");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>", body, true);
    assert_finding_count(office.job, 0);
    cr_assert(strstr(office_text(&office), "Mått") != NULL, "%s", office_text(&office));
    office_close(&office);
}

/* What a heading speaks of stands where it asks for it, and a brace of its own is left alone. */
Test(metric_findings, headings_have_room_for_what_they_speak_of)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"Mot {1}", "Mot 2021"},
        {"{1}: {2}", "2021: x"},
        {"{2}{1}", "x2021"},
        {"Mot året före", "Mot året före"},
        {"Mot {3}", "Mot {3}"},
        {"Mot {", "Mot {"},
        {"{1", "{1"},
        {"{0}", "{0}"},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char metrics[200];
        snprintf(metrics, sizeof metrics, "<metrics><heading id=\"h\">%s</heading></metrics>", cases[i].text);
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, "", "", true);
        const char *shown = met_heading_with(office.result, "h", (const char *const[]){"2021", "x", NULL});
        cr_expect_str_eq(shown, cases[i].shown, "%s: %s", cases[i].text, shown);
    }
    office_close(&office);
}

Test(metric_findings, growth_and_the_year_before)
{
    struct office office;
    office_open(&office);
    office_write(&office, "nyckeltal.csv", "Nyckeltal;Enhet;2021;2022\nA;tkr;200;250\nInv;invånare;10;20\n");
    office_write_template(
        &office, "metrics/m.xml",
        "<metrics><metric name=\"G\" unit=\"procent\" decimals=\"1\"><formula>growth('A')</formula></metric>"
        "<metric name=\"D\" unit=\"kr\" decimals=\"0\"><formula>abs(prev('A') - 'A')</formula></metric>"
        "<metric name=\"K\" unit=\"kr per invånare\" decimals=\"0\"><formula>'A' / 'Inv'</formula></metric>"
        "</metrics>");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>",
                "<p><value of=\"G\" period=\"2022\"/> <value of=\"D\" period=\"2022\"/> <value of=\"K\" "
                "period=\"2022\"/></p>",
                true);
    assert_finding_count(office.job, 0);
    cr_assert_str_eq(office_text(&office),
                     "⟦25,0\u00A0procent⟧ ⟦50\u00A0000\u00A0kronor⟧ ⟦12 500 kronor per invånare⟧", "%s",
                     office_text(&office));
    office_close(&office);
}

/* A typed number is checked in a strict report; years of the tables, bound figures and codes pass. */
Test(metric_findings, a_strict_report_has_no_typed_figures)
{
    static const struct {
        const char *text;
        bool passes;
    } cases[] = {
        {"Mellan 2018 och 2024.", true},    {"2021 till 2025.", false},
        {"Kolada U07451, covid-19.", true}, {"Totalt 71 procent.", true},
        {"Totalt 72 procent.", false},      {"Totalt 71,0 procent.", false},
        {"Sammanlagt 1423,4 mnkr.", false}, {"Ungefär tre av fyra.", true},
        {"<em>Runt 9%</em>", false},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[300];
        snprintf(body, sizeof body, "<p>%s</p><p><value of=\"Svar på frågor, andel\" period=\"2024\"/></p>",
                 cases[i].text);
        office_bind_as(&office, "strict=\"ja\"", office_sources, body);
        cr_assert_eq(office.job->diags->len, !cases[i].passes, "%s", cases[i].text);
        office_bind(&office, office_sources, body, false);
        assert_finding_count(office.job, 0);
    }
    office_bind_as(&office, "strict=\"ja\"", office_sources, "<p>Totalt 72 procent.</p>");
    office_expect(&office, AJ_W0350, "report.xml", 4, 11, "bind it with <value>, or with <period> for years");
    office_close(&office);
}

/* Numbers that name something are no figures; `typed`: the numbers of the text that are told of, in order. */
Test(metric_findings, a_strict_report_may_name_things_by_number)
{
    static const struct {
        const char *text, *typed;
    } cases[] = {
        {"Lag (2018:597) om kommunal bokföring och redovisning, 13 kap. 1 §.", ""},
        {"Lagen (2018:597), 13\u00A0kap. 1\u00A0§ och 11 kap. 5–6 §§.", ""},
        {"Kommunallagen 11 kap. 5, 6 och 14 §§, 5 a § första stycket 3.", ""},
        {"Enligt § 218 och §§ 12, 13 samt 14; KF §219.", ""},
        {"Prop. 2017/18:250, SOU 2021:75, SFS 2017:725.", ""},
        {"Dnr KS 2026/0417, KSN-2026-00417, KS/2021:123, KS 2026/2017.", ""},
        {"RKR R17, RKR 17, ISO 9001, EN 301 549, WCAG 2.1, Agenda 2030.", ""},
        {"EU-förordning 2016/679, artikel 6 och artiklarna 13–14, direktiv 95/46/EG, (EU) 2016/2102.", ""},
        {"Ring 08-578 291 00, 070-123 45 67 eller +46 8 578 291 00.", ""},
        {"Klockan 9, kl. 13.30–15.00 och 16:45, den 31/8, 2026-08-31.", ""},
        {"1. Först", ""},
        {"Dels 1) det ena, dels 2) det andra.", ""},
        {"Organisationsnummer 212000-0092.", ""},
        /* near misses */
        {"Det är 597 fler, 13 av dem nya.", "597 13"},
        {"En kostnad på 218 mnkr.", "218"},
        {"Ökar med 45, 6 och 9 mnkr.", "45 6 9"},
        {"Ökar med 45, se 6 §.", "45"},
        {"§ 218, 45 mnkr", "45"},
        {"Enligt 13 kap. 45 procent.", "45"},
        {"en 45 procent, ss 46", "45 46"},
        {"Skala 1:5, hälften 3/4.", "1 5 3 4"},
        {"Från 2500:12.", "2500 12"},
        {"Mellan 5–6 år, 08-10.", "5 6 08 10"},
        {"Totalt (12) av dem.", "12"},
        {"Totalt blev det <em>45</em>. Så är det, 46.", "45 46"},
        {"Tabell 3 och diagram 4.", "3 4"},
        {"Av 100 kronor.", "100"},
        {"BNP 3 procent.", "3"},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[300], typed[100] = "";
        snprintf(body, sizeof body, "<p>%s</p>", cases[i].text);
        office_bind_as(&office, "strict=\"ja\"", office_sources, body);
        for (uint32_t d = 0; d < office.job->diags->len; d++) {
            strcat(typed, d ? " " : "");
            strcat(typed, office.job->diags->items[d].args[0]);
        }
        cr_expect_str_eq(typed, cases[i].typed, "%s: %s", cases[i].text, typed);
    }
    office_close(&office);
}

/* A chart of 100 kronor may be called so, and the text may; without one it is a figure. */
Test(metric_findings, a_chart_of_100_kronor_is_called_so)
{
    static const char chart[] = "<p>Av 100 kronor.</p><chart kind=\"%s\" period=\"2022\"><caption>Så används "
                                "100 kronor</caption><row of=\"Ett\"/><row of=\"Två\"/></chart>";
    struct office office;
    office_open(&office);
    office_write(&office, "d.csv", "Nämnd;Budget 2022\nEtt;333\nTvå;667\n");
    for (int hundred = 0; hundred < 2; hundred++) {
        char body[400];
        snprintf(body, sizeof body, chart, hundred ? "hundred" : "bar");
        office_bind_as(&office, "strict=\"ja\"", "<source file=\"d.csv\" unit=\"tkr\"/>", body);
        assert_finding_count(office.job, hundred ? 0 : 2);
    }
    office_close(&office);
}

/* What is accepted is the number wherever it is typed, or only in those words; it stays met when the number
 * happens to be bound too, and is told of when the text has it no more. */
Test(metric_findings, a_typed_number_is_accepted)
{
    static const struct {
        const char *of, *text;
        uint32_t left;
        bool met;
    } cases[] = {
        {"72", "Totalt 72 procent, av 72.", 0, true},
        {"72 procent", "Totalt 72\n procent, av 72.", 1, true},
        {"av 72", "Totalt 72 procent, av 72.", 1, true},
        {"2", "Totalt 72 procent.", 1, false},
        {"71", "Totalt 71 procent.", 0, true},
        {"71 av", "Totalt 71 procent.", 0, false},
        {"597", "Lag (2018:597)", 0, true},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char data[500], body[300];
        snprintf(data, sizeof data, "%s<accept check=\"W0350\" of=\"%s\" why=\"så\"/>", office_sources,
                 cases[i].of);
        snprintf(body, sizeof body, "<p>%s</p><p><value of=\"Svar på frågor, andel\" period=\"2024\"/></p>",
                 cases[i].text);
        office_bind_as(&office, "strict=\"ja\"", data, body);
        cr_expect_eq(aj_diags_count(office.job->diags, AJ_WARNING), cases[i].left, "%s", cases[i].of);
        aj_accept_end(office.job->diags);
        cr_expect_eq(aj_diags_count(office.job->diags, AJ_WARNING), cases[i].left + !cases[i].met, "%s",
                     cases[i].of);
    }
    office_close(&office);
}

/* The place is that of the number, past entities, comments and other numbers. */
Test(metric_findings, a_typed_number_has_a_place_of_its_own)
{
    static const struct {
        const char *body;
        uint32_t line, column;
    } cases[] = {
        {"<p>Totalt 72 procent.</p>", 4, 11},
        {"<p>Å &amp; <em>x</em> &#228; <!-- 72 -->\nmed 72.</p>", 5, 5},
        {"<p>2024 <em>är</em> det 72</p>", 4, 25},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        office_bind_as(&office, "strict=\"ja\"", office_sources, cases[i].body);
        office_expect(&office, AJ_W0350, "report.xml", cases[i].line, cases[i].column,
                      "bind it with <value>, or with <period> for years");
    }
    office_close(&office);
}

/* Organisation charts out of tables: what is wrong in the table is told at its cell. */
Test(metric_findings, tables_of_units)
{
    static const struct {
        const char *table;
        enum aj_code code;
        const char *file, *hint;
        uint32_t line, column;
    } wrongs[] = {
        {"Enhet;Chef\nA;B\n", AJ_E0390, "report.xml",
         "its columns are Enhet and Överordnad, and Not if something is to stand below the names", 4, 1},
        {"Enhet;Överordnad\nA;\nB;A\nb;A\n", AJ_E0391, "nyckeltal.csv", "give the two different names", 4, 1},
        {"Enhet;Överordnad\nKansli;\nArkiv;Kansliet\n", AJ_E0392, "nyckeltal.csv",
         "did you mean \"Kansli\"? the unit above is named as in its own row; leave it empty for the "
         "uppermost",
         3, 7},
        {"Enhet;Överordnad\nA;\nB;C\nC;B\n", AJ_E0393, "nyckeltal.csv",
         "follow the units above it: one of them must be the uppermost", 3, 3},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        office_write(&office, "nyckeltal.csv", wrongs[i].table);
        office_bind(&office, "", "<orgchart file=\"nyckeltal.csv\"/>", false);
        assert_finding_count(office.job, 1);
        const char *file = aj_printf(office.job->arena, "%s/%s", office.folder, wrongs[i].file);
        assert_finding(office.job, 0, wrongs[i].code, file, wrongs[i].line, wrongs[i].column, wrongs[i].hint);
    }
    office_close(&office);
}
