/* Following up: parts of years, budget and outcome from several files, layouts, goals weighed of indicators.
 */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(metric_follow_up);

/* What the economy system gives beside drift.csv, which holds the budget. */
static const char outcome[] = "Nämnd;Utfall jan-aug 2022;Utfall 210831;Prognos helår 2022\n"
                              "Skolnämnden;410;380;615\n"
                              "Socialnämnden;190;185;290\n"
                              "Summa kommunbidrag;600;565;905\n";

static const char sources[] = "<source file=\"drift.csv\" unit=\"tkr\"/>"
                              "<source file=\"utfall.csv\" unit=\"tkr\" name=\"Driftredovisning\"/>";

static const char goals[] = "<source file=\"mal.csv\"/><source file=\"ind.csv\"/>";

static void says(struct office *office, const char *words)
{
    const char *text = office_plain(office);
    cr_assert_not_null(strstr(text, words), "no \"%s\" in: %s", words, text);
}

static void open_with(struct office *office, const char *text)
{
    office_open(office);
    office_write(office, "utfall.csv", text);
}

Test(metric_follow_up, a_layout_takes_its_columns_from_every_file_of_the_statement)
{
    struct office office;
    open_with(&office, outcome);
    office_bind(&office, sources,
                "<statement of=\"Driftredovisning\" layout=\"namnder\" period=\"jan-aug 2022\"/>", false);
    assert_finding_count(office.job, 0);
    says(&office, "Budget 2022");
    says(&office, "Skolnämnden | 600 | 410 | 380 | 615 | −15 | −2,5");
    says(&office, "Summa kommunbidrag | 900 | 600 | 565 | 905");
    office_close(&office);
}

/* A spreadsheet writes "1 982" for 1 982,0; one file of a statement may be finer than another. */
Test(metric_follow_up, the_figures_of_a_statements_column_have_one_number_of_decimals)
{
    struct office office;
    open_with(&office, "Nämnd;Utfall jan-aug 2022;Utfall 210831;Prognos helår 2022\n"
                       "Skolnämnden;409,5;380;615,25\nSocialnämnden;190,5;185;290\n"
                       "Summa kommunbidrag;600;565;905,25\n");
    office_bind(&office, sources,
                "<statement of=\"Driftredovisning\" period=\"utfall jan-aug 2022, prognos 2022\"/>"
                "<statement of=\"Driftbudget\" layout=\"namnder\" period=\"jan-aug 2022\"/>",
                false);
    assert_finding_count(office.job, 0);
    says(&office, "Skolnämnden | 409,5 | 615,25");
    says(&office, "Socialnämnden | 190,5 | 290,00");
    says(&office, "Summa kommunbidrag | 600,0 | 905,25");
    says(&office, "Skolnämnden | 600 | 409,5 | 380 | 615,25 | −15,25 | −2,5");
    says(&office, "Socialnämnden | 300 | 190,5 | 185 | 290,00 | 10,00 | 3,3");
    says(&office, "Summa kommunbidrag | 900 | 600,0 | 565 | 905,25 | −5,25 | −0,6");
    office_close(&office);
}

Test(metric_follow_up, a_closed_year_is_laid_out_beside_the_one_before)
{
    struct office office;
    open_with(&office, "Nämnd;Bokslut 2022;2021-12-31\nSkolnämnden;590;570\nSocialnämnden;312;300\n"
                       "Summa kommunbidrag;902;870\n");
    office_bind(&office, sources,
                "<statement of=\"Driftredovisning\" layout=\"namnder-ar\" period=\"2022\"/>", false);
    assert_finding_count(office.job, 0);
    says(&office, "Budget 2022 | Utfall 2022 | Utfall 2021 | Avvikelse | Avvikelse, procent");
    says(&office, "Socialnämnden | 300 | 312 | 300 | −12 | −4,0");
    office_close(&office);
}

Test(metric_follow_up, a_row_that_only_one_file_has_is_printed_and_told_of)
{
    struct office office;
    open_with(&office, "Nämnd;Utfall jan-aug 2022;Prognos 2022\nSkolnämnden;410;615\nMiljönämnden;5;9\n"
                       "Socialnämnden;190;290\nSumma kommunbidrag;605;914\n");
    office_bind(&office, sources,
                "<statement of=\"Driftbudget\" layout=\"namnder\" period=\"jan-aug 2022\"/>", false);
    says(&office, "Miljönämnden | - | 5 | 9");
    office_expect(&office, AJ_W0353, "utfall.csv", 3, 1,
                  "add the figure, or write - where it is not reported");
    office_close(&office);
}

Test(metric_follow_up, what_a_layout_lacks_is_told)
{
    struct office office;
    open_with(&office, outcome);
    office_bind(&office, sources,
                "<statement of=\"Driftredovisning\" layout=\"nämder\" period=\"jan-aug 2022\"/>", false);
    office_expect(&office, AJ_E0351, "report.xml", 4, 1,
                  "a table's columns may be those of a layout in templates/layouts: namnder");
    office_bind(&office, "<source file=\"drift.csv\" unit=\"tkr\"/>",
                "<statement of=\"Driftbudget\" layout=\"namnder\" period=\"jan-aug 2022\"/>", false);
    office_expect(&office, AJ_E0352, "report.xml", 4, 1,
                  "add a source with it; the figures there are of Budget 2022 och Plan 2023");
    office_close(&office);
}

Test(metric_follow_up, a_layout_may_only_name_metrics_for_any_row)
{
    struct office office;
    office_open(&office);
    office_write_template(
        &office, "layouts/egen.xml",
        "<layout id=\"egen\">\n  <column heading=\"X\" metric=\"Resultatandel\"/>\n</layout>\n");
    office_bind(&office, "<source file=\"nyckeltal.csv\"/>",
                "<statement of=\"nyckeltal\" layout=\"egen\" period=\"2024\"/>", true);
    office_expect(&office, AJ_E0244, "templates/layouts/egen.xml", 2, 3,
                  "declare it in templates/metrics with of=\"rad\", or write the column's formula");
    office_close(&office);
}

Test(metric_follow_up, an_outcome_of_a_part_is_compared_with_its_like)
{
    struct office office;
    open_with(&office, outcome);
    office_bind(
        &office, sources,
        "<p><trend of=\"Driftbudget / Skolnämnden\" from=\"utfall jan–aug 2021\" to=\"utfall jan–aug 2022\"/>"
        "; <value of=\"Prognosavvikelse / Driftbudget / Skolnämnden\" period=\"2022\"/>"
        "; <value of=\"Förbrukad andel av budgeten / Summa kommunbidrag\" period=\"2022-08-31\"/></p>",
        false);
    assert_finding_count(office.job, 0);
    cr_assert_str_eq(office_plain(&office), "⟦har ökat⟧; ⟦−15 tkr⟧; ⟦66,7 procent⟧");
    office_bind(
        &office, sources,
        "<p><trend of=\"Driftbudget / Skolnämnden\" from=\"utfall jan–aug 2021\" to=\"prognos 2022\"/></p>",
        false);
    office_expect(&office, AJ_W0246, "report.xml", 4, 4,
                  "compare like parts of two years, or a whole year with a whole year");
    office_close(&office);
}

Test(metric_follow_up, a_change_goes_from_the_earlier_year)
{
    struct office office;
    open_with(&office, outcome);
    office_bind(&office, sources,
                "<p><trend of=\"Driftbudget / Skolnämnden\" from=\"prognos 2022\" to=\"bokslut 2021\"/></p>",
                false);
    office_expect(&office, AJ_W0248, "report.xml", 4, 4, "let the two change places: from is the earlier");
    office_close(&office);
}

Test(metric_follow_up, a_balance_may_be_compared_with_the_last_day_of_a_year)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "bal.csv",
        "Post;2022-08-31;2021-12-31\nAnläggningstillgångar;70;60\nOmsättningstillgångar;30;40\n"
        "Summa tillgångar;100;100\nEget kapital;50;45\nAvsättningar;20;20\nLångfristiga skulder;20;25\n"
        "Kortfristiga skulder;10;10\nSumma eget kapital, avsättningar och skulder;100;100\n");
    office_bind(&office, "<source file=\"bal.csv\" unit=\"mnkr\" name=\"Balansräkning\"/>",
                "<p><trend of=\"Eget kapital\" from=\"utfall 2021\" to=\"utfall jan–aug 2022\"/>; "
                "<trend of=\"Soliditet\" from=\"2021\" to=\"jan–aug 2022\"/></p>"
                "<statement of=\"Balansräkning\" layout=\"balans\" period=\"jan–aug 2022\"/>",
                false);
    assert_finding_count(office.job, 0);
    says(&office, "⟦har ökat⟧; ⟦har stärkts⟧");
    says(&office, "31 augusti 2022 | 31 december 2021 | Förändring");
    says(&office, "Eget kapital | 50 | 45 | 5");
    office_close(&office);
}

Test(metric_follow_up, a_part_of_a_year_is_checked_from_the_balance_of_the_year_before)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "res.csv",
        "Post;Utfall 220831\nVerksamhetens nettokostnader exkl. avskrivningar;-40\nAvskrivningar;-5\n"
        "Verksamhetens nettokostnader;-45\nSkatteintäkter;40\nGenerella statsbidrag och utjämning;10\n"
        "Verksamhetens resultat;5\nFinansiella intäkter;1\nFinansiella kostnader;-1\n"
        "Resultat efter finansiella poster;5\nÅrets resultat;5\n");
    static const char balance[] =
        "Post;2022-08-31;2021-12-31\nAnläggningstillgångar;70;60\nOmsättningstillgångar;30;40\n"
        "Summa tillgångar;100;100\nEget kapital;5%c;45\nAvsättningar;20;20\nLångfristiga skulder;%d;25\n"
        "Kortfristiga skulder;10;10\nSumma eget kapital, avsättningar och skulder;100;100\n";
    static const char data[] = "<source file=\"res.csv\" unit=\"mnkr\" name=\"Resultaträkning\"/>"
                               "<source file=\"bal.csv\" unit=\"mnkr\" name=\"Balansräkning\"/>";
    struct aj_arena *arena = aj_arena_new();
    office_write(&office, "bal.csv", aj_printf(arena, balance, '0', 20));
    office_bind(&office, data, "<p>x</p>", false);
    assert_finding_count(office.job, 0);
    office_write(&office, "bal.csv", aj_printf(arena, balance, '3', 17));
    office_bind(&office, data, "<p>x</p>", false);
    cr_assert_eq(office.job->diags->items[0].code, AJ_E0332);
    aj_arena_free(arena);
    office_close(&office);
}

Test(metric_follow_up, goals_are_weighed_of_their_indicators)
{
    struct office office;
    office_open(&office);
    office_bind_as(
        &office, "verdicts=\"3\"", goals,
        "<p><target name=\"Mål\" every=\"mål\" that=\"alla de mätta indikatorerna når delmålet\" "
        "partly=\"minst 1\">x</target> <verdict of=\"Mål 1\" period=\"2020\"/>; "
        "<verdict of=\"Mål 1\" period=\"2020\" show=\"antal\"/>; "
        "<claim that=\"en majoritet av indikatorerna i mål 1 når inte delmålet\" period=\"2020\">sant</claim>"
        "</p>");
    assert_finding_count(office.job, 0);
    cr_assert_str_eq(office_plain(&office),
                     "x ⟦har delvis uppnåtts⟧; ⟦en av de tre mätta indikatorerna når delmålet⟧; sant");
    office_close(&office);
}

#define TARGETS                                                                                              \
    "<p><target name=\"a\" that=\"Summa kommunbidrag minst 0,5 mnkr\">x</target>"                            \
    "<target name=\"b\" that=\"Behörighet minst 1 procent\">y</target>"                                     \
    "<target name=\"m\" that=\"alla a; b uppnås\">z</target>\n"

/* "Inget av de två målen" and "Ett av målen" would hide that one of them is not known. */
Test(metric_follow_up, a_number_of_targets_tells_which_of_them_cannot_be_judged)
{
    static const char *const asked[] = {
        TARGETS "<verdict of=\"m\" show=\"antal\" period=\"budget 2022\"/></p>",
        TARGETS "<count of=\"m\" status=\"uppfyllda\" period=\"budget 2022\"/></p>",
        TARGETS "<list of=\"m\" status=\"uppfyllda\" period=\"budget 2022\"/></p>"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct office office;
        office_open(&office);
        office_bind(&office, office_sources, asked[i], false);
        assert_finding_count(office.job, 1);
        office_expect(&office, AJ_W0345, "report.xml", 5, 1, "add the figure that is missing");
        const char *message = aj_diag_message(office.job->diags, &office.job->diags->items[0], AJ_ENGLISH);
        cr_assert_not_null(strstr(message, "b cannot be judged"), "%s", message);
        office_close(&office);
    }
}

Test(metric_follow_up, a_goal_without_a_measured_indicator_tells_whose_figure_lacks)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv",
                 "Mål;Indikator;Enhet;Bäst;Delmål 2022;Utfall 2022;Utfall 2021\n1;A;procent;högt;50;-;50\n");
    office_bind(&office, goals,
                "<p><target name=\"m\" that=\"en majoritet av de mätta indikatorerna i mål 1 når "
                "delmålet\">x</target> <verdict of=\"m\" period=\"2022\"/></p>",
                false);
    says(&office, "x ⟦har inte mätts⟧");
    assert_finding_count(office.job, 1);
    office_expect(&office, AJ_W0345, "report.xml", 4, 99, "add the figure that is missing");
    cr_assert_str_eq(aj_diag_message(office.job->diags, &office.job->diags->items[0], AJ_ENGLISH),
                     "m cannot be judged for 2022: A");
    office_close(&office);
}

Test(metric_follow_up, what_is_not_measured_counts_only_where_it_is_said_to)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv",
                 "Mål;Indikator;Enhet;Bäst;Delmål 2023;Utfall 2022;Utfall 2021\n"
                 "1;A;procent;högt;50;60;50\n1;B;procent;högt;50;-;40\n1;C;procent;högt;50;40;41\n"
                 "1;D;procent;högt;50;55;41\n");
    office_bind(&office, goals,
                "<p><target name=\"m\" that=\"en majoritet av de mätta indikatorerna i mål 1 når "
                "delmålet\">x</target>"
                "<target name=\"n\" that=\"minst 3 av indikatorerna i mål 1 når delmålet\">y</target>"
                " <verdict of=\"m\" period=\"2022\"/> <claim that=\"m uppnås\" period=\"2022\">z</claim></p>"
                "<goal no=\"1\"><fulfilment period=\"2022\"/></goal>",
                false);
    says(&office, "xy ⟦har uppnåtts⟧ z");
    says(&office, "ej mätt");
    says(&office, "sämre | ej uppfyllt");
    says(&office, "bättre | uppfyllt");
    office_bind(&office, goals,
                "<p><target name=\"n\" that=\"minst 3 av indikatorerna i mål 1 når delmålet\">y</target>"
                "<verdict of=\"n\" period=\"2022\"/></p>",
                false);
    says(&office, "kan inte bedömas");
    office_close(&office);
}

Test(metric_follow_up, goals_and_targets_stand_in_a_table_with_their_verdicts)
{
    struct office office;
    office_open(&office);
    office_bind(
        &office,
        "<source file=\"resultat.csv\" unit=\"tkr\"/><source file=\"mal.csv\"/><source file=\"ind.csv\"/>",
        "<p><target name=\"Mål\" every=\"mål\" that=\"en majoritet av indikatorerna når delmålet\">x</target>"
        "<target name=\"resultatmålet\" that=\"Resultatandel minst 4 procent\">y</target>"
        "<target name=\"geh\" that=\"minst hälften av målen uppnås\">z</target>"
        "<verdict of=\"geh\" period=\"2020\" show=\"antal\"/></p><fulfilment period=\"2020\"/>"
        "<fulfilment period=\"budget 2022\" of=\"resultatmålet\"/>",
        false);
    says(&office, "1. Alla elever når sina mål | 1 av 3 | 3 bättre | ej uppfyllt");
    says(&office, "Resultatmålet | minst 4 procent | 4,0 procent | uppfyllt");
    office_close(&office);
}

Test(metric_follow_up, days_and_goals_are_no_figures_that_were_typed)
{
    struct office office;
    office_open(&office);
    office_bind_as(&office, "strict=\"ja\"", goals,
                   "<p>Den 31 augusti mättes mål 1 och Mål\xC2\xA0"
                   "2. Mål 7 finns inte, och det gör inte 32 maj.</p>");
    assert_finding_count(office.job, 2);
    office_expect(&office, AJ_W0350, "report.xml", 4, 47, "bind it with <value>, or with <period> for years");
    office_close(&office);
}

Test(metric_follow_up, what_weighs_nothing_is_told)
{
    struct office office;
    office_open(&office);
    office_bind(&office, goals, "<p>x</p>\n<fulfilment period=\"2020\"/>", false);
    office_expect(&office, AJ_E0245, "report.xml", 5, 1,
                  "declare it for every goal: <target name=\"Mål\" every=\"mål\" that=\"en majoritet av "
                  "indikatorerna når delmålet\">...</target>");
    office_bind(&office, goals,
                "<p><target name=\"m\" that=\"alla av indikatorerna i mål 9 når delmålet\">x</target></p>",
                false);
    office_expect(
        &office, AJ_E0247, "report.xml", 4, 4,
        "write indikatorerna, de mätta indikatorerna, or indikatorerna i mål 1, with a goal that has "
        "indicators");
    office_close(&office);
}

/* Whole years and parts of years are two series, and a plan is no budget. */
Test(metric_follow_up, a_turn_is_of_the_periods_that_its_table_shows)
{
    static const char both[] = "Nämnd;Budget 2022;Budget jan-aug 2022;Utfall jan-aug 2022;Utfall jan-aug "
                               "2021;Bokslut 2021;Prognos 2022\n"
                               "Skolnämnden;600;400;410;380;570;615\nSocialnämnden;300;200;190;185;300;290\n"
                               "Summa kommunbidrag;900;600;600;565;870;905\n";
    static const char source[] = "<source file=\"utfall.csv\" unit=\"mnkr\" name=\"Driftredovisning\"/>";
    struct office office;
    open_with(&office, both);
    office_bind(
        &office, source,
        "<metrics period=\"Bokslut 2021, Prognos 2022\" trend=\"ja\"><row of=\"Skolnämnden\"/></metrics>",
        false);
    assert_finding_count(office.job, 0);
    says(&office, "Utveckling\n  Skolnämnden (mnkr) | 570,0 | 615,0 | 570,0 615,0");
    office_bind(&office, source,
                "<metrics period=\"utfall jan–aug 2022\" trend=\"ja\"><row of=\"Skolnämnden\"/></metrics>",
                false);
    says(&office, "Utveckling\n  Skolnämnden (mnkr) | 410,0 | 380,0 410,0");
    office_bind(&office, source, "<statement of=\"Driftredovisning\" trend=\"ja\" period=\"jan–aug 2022\"/>",
                false);
    says(&office, "Skolnämnden | 400 | 410 | 380,0 410,0");
    office_bind(&office, source, "<statement of=\"Driftredovisning\" period=\"budget 2022\"/>", false);
    says(&office, "Nämnd | Budget 2022\n  Skolnämnden | 600\n");
    office_bind(&office, source, "<statement of=\"Driftredovisning\" period=\"plan 2022\"/>", false);
    office_expect(&office, AJ_E0304, "report.xml", 4, 1,
                  "it has figures for Utfall jan–aug 2021, Utfall 2021, Utfall jan–aug 2022, Prognos 2022, "
                  "Budget jan–aug 2022 och Budget 2022");
    office_bind(&office, source, "<p><value of=\"Skolnämnden\" period=\"plan 2022\"/></p>", false);
    office_expect(&office, AJ_E0304, "report.xml", 4, 4,
                  "it has figures for Utfall jan–aug 2021, Utfall 2021, Utfall jan–aug 2022, Prognos 2022, "
                  "Budget jan–aug 2022 och Budget 2022");
    office_close(&office);
}

Test(metric_follow_up, headings_say_what_the_sources_say)
{
    static const char source[] = "<source file=\"utfall.csv\" unit=\"mnkr\" name=\"Driftredovisning\"/>";
    struct office office;
    open_with(&office, "Nämnd;Budget jan-aug 2022;Bokslut 2021\nSkolnämnden;400;570\nSocialnämnden;200;300\n"
                       "Summa kommunbidrag;600;870\n");
    office_bind(
        &office, source,
        "<statement of=\"Driftredovisning\"/><metrics period=\"Utfall 2021, budget jan–aug 2022\"><row "
        "of=\"Skolnämnden\"/></metrics>",
        false);
    says(&office, "Nämnd | Budget jan–aug 2022 | Bokslut 2021");
    says(&office, " | Bokslut 2021 | Budget jan–aug 2022\n");
    office_close(&office);
}

/* A new committee had no budget: what it uses is no share of one, which is no fault of the author's. */
Test(metric_follow_up, a_share_of_nothing_is_not_applicable_in_a_layout)
{
    struct office office;
    office_open(&office);
    office_write(&office, "n.csv",
                 "Nämnd;Budget 2026;Utfall jan-aug 2026;Prognos 2026\nSkolnämnden;1 000;700;1 010\n"
                 "Nya nämnden;0;20;30\nSumma kommunbidrag;1 000;720;1 040\n");
    office_bind(&office, "<source file=\"n.csv\" unit=\"tkr\" name=\"Driftredovisning\"/>",
                "<statement of=\"Driftredovisning\" layout=\"namnder\" period=\"jan–aug 2026\"/>", false);
    cr_expect_not_null(strstr(office_plain(&office), "Nya nämnden | 0 | 20 | 30 | −30 | ."), "%s",
                       office_plain(&office));
    assert_finding_count(office.job, 0);
    office_bind(&office, "<source file=\"n.csv\" unit=\"tkr\" name=\"Driftredovisning\"/>",
                "<p><value of=\"Prognosavvikelse i procent / Nya nämnden\" period=\"2026\"/></p>", false);
    office_expect(&office, AJ_E0308, "report.xml", 4, 4,
                  "check the figure, or ask for a period in which it is not 0");
    office_close(&office);
}

/* Where a year has a budget and a forecast, the author says which of them a layout shows. */
Test(metric_follow_up, a_layout_shows_the_kind_of_figures_that_is_asked_for)
{
    struct office office;
    office_open(&office);
    office_write(&office, "n.csv",
                 "Nämnd;Budget 2025;Prognos 2025;Budget 2026;Prognos 2026\nSkolnämnden;900;950;1 000;1 010\n"
                 "Summa kommunbidrag;900;950;1 000;1 010\n");
    office_bind(&office, "<source file=\"n.csv\" unit=\"tkr\" name=\"Driftredovisning\"/>",
                "<statement of=\"Driftredovisning\" layout=\"anslag\" period=\"budget 2026\"/>"
                "<statement of=\"Driftredovisning\" layout=\"anslag\" period=\"prognos 2026\"/>",
                false);
    cr_expect_str_eq(
        office_plain(&office),
        "[tabell] Driftredovisning, tkr: Nämnd | Anslag 2026 | Förändring från 2025 | Förändring, "
        "procent\n  Skolnämnden | 1 000 | 100 | 11,1\n  Summa kommunbidrag | 1 000 | 100 | 11,1\n"
        "[tabell] Driftredovisning, tkr: Nämnd | Anslag 2026 | Förändring från 2025 | Förändring, "
        "procent\n  Skolnämnden | 1 010 | 60 | 6,3\n  Summa kommunbidrag | 1 010 | 60 | 6,3");
    assert_finding_count(office.job, 0);
    office_close(&office);
}
