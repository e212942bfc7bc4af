/* Actions out of tables and of the report: merged, counted, summed, printed. */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(actions);

static const char table[] = "Avsnitt;Åtgärd;Möjlig effektivisering (tkr);Läge;Ansvar\n"
                            "kort sikt;Översyn;1 000;pågår;Chefen\n"
                            "kort sikt;Telefoner;500;testas;Chefen\n"
                            "utreds;Attest;250;ej genomförbar;Ekonomen\n"
                            "utreds;E-arkiv;oklart;pågår;\n"
                            "utreds;AI-stöd;1 000 per år;planeras;Ekonomen\n";

static void bind(struct office *office, const char *body)
{
    office_open(office);
    office_write(office, "drift.csv", table);
    office_bind(office, "<source file=\"drift.csv\" name=\"Plan\"/>", body, false);
}

static void expect_text(const char *body, const char *text)
{
    struct office office;
    bind(&office, body);
    cr_assert_str_eq(office_plain(&office), text, "%s: %s", body, office_plain(&office));
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0, "%s", body);
    office_close(&office);
}

Test(actions, a_table_s_group_is_printed_whole)
{
    expect_text("<actions of=\"kort sikt\"/>",
                "[tabell] Åtgärd | Möjlig effektivisering | Läge | Ansvar\n"
                "  Översyn | 1 000 tkr | pågår | Chefen\n  Telefoner | 500 tkr | testas | Chefen");
}

Test(actions, a_whole_table_says_what_group_each_is_of)
{
    expect_text("<actions of=\"Plan\" show=\"läge sikt\"/>",
                "[tabell] Åtgärd | Läge | Avsnitt\n  Översyn | pågår | kort sikt\n"
                "  Telefoner | testas | kort sikt\n  Attest | ej genomförbar | utreds\n"
                "  E-arkiv | pågår | utreds\n  AI-stöd | planeras | utreds");
}

Test(actions, the_report_adds_its_prose_to_named_actions)
{
    expect_text("<actions of=\"kort sikt\" show=\"beskrivning läge uppföljning\"><action name=\"Telefoner\">"
                "<what><p>Färre.</p></what></action><action><h>Ny</h><now><p>Nu.</p></now></action></actions>"
                "<p><count of=\"kort sikt\"/></p>",
                "[tabell] Åtgärd | Beskrivning | Läge | Uppföljning\n  Översyn | (tom) | pågår | (tom)\n"
                "  Telefoner | Färre. | testas | (tom)\n  Ny | (tom) | (tom) | Nu.\n⟦Tre åtgärder⟧");
    expect_text("<actions name=\"urval\"><action name=\"AI-stöd\"/></actions><p><count of=\"urval\"/></p>",
                "[tabell] Åtgärd | Möjlig effektivisering | Läge | Ansvar\n"
                "  AI-stöd | 1 000 tkr per år | planeras | Ekonomen\n⟦En åtgärd⟧");
}

Test(actions, as_text_each_has_a_heading_and_its_facts)
{
    expect_text("<h2>Rubrik</h2><actions of=\"kort sikt\" layout=\"text\" show=\"beskrivning ansvar läge\">"
                "<action name=\"Översyn\"><what><p>Vad som görs.</p></what></action></actions>",
                "\n## Rubrik\n\n### Översyn\nVad som görs.\nAnsvar\nChefen\nLäge\nPågår\n\n### "
                "Telefoner\nAnsvar\nChefen\nLäge\nTestas");
}

Test(actions, sums_keep_rhythms_apart_and_leave_out_what_cannot_be_done)
{
    static const struct {
        const char *body, *text;
    } cases[] = {
        {"<p><value of=\"kort sikt\" show=\"sum\"/></p>", "⟦1 500 tkr⟧"},
        {"<p><value of=\"kort sikt\" show=\"sum\" unit=\"mnkr\"/></p>", "⟦1,5 mnkr⟧"},
        {"<p><value of=\"kort sikt\" show=\"sum\" status=\"pågår\"/></p>", "⟦1 000 tkr⟧"},
        {"<p><value of=\"åtgärder\" show=\"sum\"/>, <value of=\"åtgärder\" show=\"outside\"/></p>",
         "⟦1 500 tkr och 1 000 tkr per år⟧, ⟦exklusive 250 tkr för en åtgärd som inte går att genomföra⟧"},
        {"<p><value of=\"Plan\" show=\"lacking\"/>.</p>", "⟦En åtgärd saknar belopp⟧."},
        {"<p>Av dem: <value of=\"kort sikt\" show=\"lacking\"/>.</p>",
         "Av dem: ⟦ingen åtgärd saknar belopp⟧."},
        {"<p><value of=\"AI-stöd\"/></p>", "⟦1 000 tkr per år⟧"},
        {"<p><claim that=\"kort sikt saknar genomförda\">Ja.</claim></p>", "Ja."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_text(cases[i].body, cases[i].text);
}

Test(actions, totals_by_status_and_term)
{
    expect_text("<totals of=\"åtgärder\" by=\"läge\"><caption>C</caption></totals>",
                "[tabell] C: Läge | Antal | Belopp, tkr | Per år, tkr | Utan belopp\n"
                "  Pågår | 2 | 1 000 | 0 | 1\n  Testas | 1 | 500 | 0 | 0\n  Planeras | 1 | 0 | 1 000 | 0\n"
                "  Summa | 4 | 1 500 | 1 000 | 1");
    expect_text("<totals of=\"Plan\" by=\"ansvar\"/>",
                "[tabell] Ansvar | Antal | Belopp, tkr | Per år, tkr | Utan belopp\n"
                "  Chefen | 2 | 1 500 | 0 | 0\n  Ekonomen | 1 | 0 | 1 000 | 0\n"
                "  Ansvar ej angivet | 1 | 0 | 0 | 1\n  Summa | 4 | 1 500 | 1 000 | 1");
}

Test(actions, unlike_units_of_one_kind_are_added_in_the_finer)
{
    expect_text(
        "<actions name=\"l\"><action saving=\"1,25 mnkr\"><h>A</h></action><action saving=\"350 tkr\">"
        "<h>B</h></action></actions><p><value of=\"l\" show=\"sum\"/></p>",
        "[tabell] Åtgärd | Möjlig effektivisering\n  A | 1,25 mnkr\n  B | 350 tkr\n⟦1 600 tkr⟧");
}

Test(actions, a_report_declares_words_of_its_own)
{
    struct office office;
    office_open(&office);
    office_bind(
        &office,
        "<status name=\"parkerad\" counts=\"nej\" said=\"som är parkerade\"><alias>på is</alias></status>",
        "<actions name=\"l\"><action status=\"på is\" saving=\"1 tkr\"><h>A</h></action>"
        "<action status=\"pågår\" saving=\"2 tkr\"><h>B</h></action></actions>"
        "<p><value of=\"l\" show=\"sum\"/>, <value of=\"l\" show=\"outside\"/></p>",
        false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0);
    cr_assert_str_eq(strrchr(office_plain(&office), '\n'),
                     "\n⟦2 tkr⟧, ⟦exklusive 1 tkr för en åtgärd som är parkerade⟧", "%s",
                     office_plain(&office));
    office_close(&office);
}

Test(actions, faults_are_told_where_they_are)
{
    static const struct {
        const char *body;
        enum aj_code code;
        uint32_t column;
        const char *hint;
    } cases[] = {
        {"<actions name=\"l\"><action status=\"pågåår\"><h>A</h></action></actions>", AJ_E0365, 19,
         "did you mean \"pågår\"?"},
        {"<actions name=\"l\"><action status=\"xyzzy\"><h>A</h></action></actions>", AJ_W0366, 19,
         "write genomförd, pågår, testas, planeras, ej påbörjad, utreds, pausad, avslutad, ej genomförbar "
         "eller avbruten, or declare it in data: status name=\"xyzzy\""},
        {"<actions/>", AJ_E0314, 1, "add of=\"...\""},
        {"<actions name=\"tom\"/>", AJ_E0314, 1, "add of=\"...\""},
        {"<actions name=\"l\"><action saving=\"1 tkr\"/></actions>", AJ_E0314, 19, "add name=\"...\""},
        {"<actions of=\"kort skit\"/>", AJ_E0367, 1, "write \"kort sikt\""},
        {"<actions of=\"kort sikt\"><action name=\"Telefonen\"/></actions>", AJ_E0367, 25,
         "write \"Telefoner\""},
        {"<actions of=\"kort sikt\"><action name=\"Översyn\" status=\"testas\"/></actions>", AJ_E0368, 25,
         "remove status here, or correct the table"},
        {"<actions of=\"kort sikt\"><action name=\"Översyn\" saving=\"900 tkr\"/></actions>", AJ_E0368, 25,
         "remove saving here, or correct the table"},
        {"<p><value of=\"utreds\" show=\"sum\"/></p>", AJ_W0369, 4,
         "say so beside it: <value of=\"utreds\" show=\"outside\"/>, or print <totals of=\"utreds\"/>"},
        {"<p><value of=\"kort sikt\" show=\"outside\"/></p>", AJ_E0341, 4,
         "it can be shown as: sum, lacking"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office office;
        bind(&office, cases[i].body);
        office_expect(&office, cases[i].code, "report.xml", 4, cases[i].column, cases[i].hint);
        office_close(&office);
    }
}

Test(actions, what_agrees_is_no_conflict)
{
    expect_text("<actions of=\"kort sikt\" show=\"läge effektivisering\"><action name=\"översyn\" "
                "status=\"Pågående\" saving=\"1 mnkr\"/></actions>",
                "[tabell] Åtgärd | Möjlig effektivisering | Läge\n  Översyn | 1 000 tkr | pågår\n"
                "  Telefoner | 500 tkr | testas");
}

Test(actions, a_goal_that_is_not_there_is_told)
{
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv", "Åtgärd;Läge;Mål\nA;pågår;2\nB;pågår;7\n");
    office_bind(&office, "<source file=\"mal.csv\"/><source file=\"drift.csv\" name=\"Plan\"/>",
                "<actions of=\"Plan\"/>", false);
    office_expect(&office, AJ_E0323, "drift.csv", 3, 9, "goals are 1, 2");
    cr_assert_not_null(strstr(office_plain(&office), "A | pågår | 2. Luften är ren"), "%s",
                       office_plain(&office));
    office_close(&office);
}

Test(actions, amounts_that_have_their_unit_from_the_column_are_printed_with_it)
{
    static const char text[] = "Insats;Effekt per år (mnkr);Engångseffekt (tkr);Klart\n"
                               "A;ca 2;;2025-2027\nB;1,5 från 2026;;2026-06-30\nC;0,5;400;2026-06\n";
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv", text);
    office_bind(&office, "<source file=\"drift.csv\" name=\"Plan\"/>", "<actions of=\"Plan\"/>", false);
    cr_assert_str_eq(office_plain(&office),
                     "[tabell] Insats | Möjlig effektivisering | Klart\n"
                     "  A | ca 2 mnkr per år | 2025–2027\n  B | 1,5 mnkr per år från 2026 | 2026-06-30\n"
                     "  C | 0,5 mnkr per år och 400 tkr engångs | 2026-06",
                     "%s", office_plain(&office));
    office_close(&office);
}

Test(actions, an_earlier_edition_tells_what_they_were_and_what_is_told_of_no_more)
{
    static const char sources[] = "<source file=\"drift.csv\" name=\"Plan\"/>"
                                  "<source file=\"inv.csv\" edition=\"2023\"/>%s";
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv", table);
    office_write(&office, "inv.csv", "Åtgärd;Läge\nÖversyn;planeras\nGammal;pågår\nEgen;utreds\n");
    static const char body[] =
        "<actions of=\"kort sikt\" show=\"förra läge\"><action status=\"pågår\"><h>Egen</h>"
        "</action></actions><p><count of=\"åtgärder\"/></p>";
    char data[300];
    snprintf(data, sizeof data, sources, "");
    office_bind(&office, data, body, false);
    office_expect(&office, AJ_W0266, "inv.csv", 3, 1,
                  "add it to the table of actions with what became of it, or accept it in data: accept "
                  "check=\"W0266\" of=\"Gammal\" why=\"...\"");
    cr_assert_str_eq(office_plain(&office),
                     "[tabell] Åtgärd | Läge 2023 | Läge\n  Översyn | planeras | pågår\n"
                     "  Telefoner | (tom) | testas\n  Egen | utreds | pågår\n"
                     "⟦Sex åtgärder⟧",
                     "%s", office_plain(&office));
    snprintf(data, sizeof data, sources, "<accept check=\"W0266\" of=\"Gammal\" why=\"klar\"/>");
    office_bind(&office, data, body, false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0);
    office_bind(&office, "<source file=\"ind.csv\" edition=\"2023\"/>", "", false);
    office_expect(&office, AJ_E0267, "report.xml", 2, 7,
                  "remove edition; it tells of actions that are those of an earlier edition");
    office_close(&office);
}

Test(actions, numbers_out_of_a_table_are_not_typed_in_the_report)
{
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv", "Åtgärd;Beskrivning;Klart\nA;Om 37 dagar.;senast 2031\n");
    office_bind_as(&office, "strict=\"ja\"", "<source file=\"drift.csv\" name=\"Plan\"/>",
                   "<actions of=\"Plan\" layout=\"text\"/>");
    assert_finding_count(office.job, 0);
    office_bind_as(
        &office, "strict=\"ja\"", "<source file=\"drift.csv\" name=\"Plan\"/>",
        "<actions of=\"Plan\" layout=\"text\"><action name=\"A\"><what><p>Om 38 dagar.</p></what></action>"
        "</actions>");
    assert_finding_count(office.job, 1);
    office_close(&office);
}

Test(actions, a_claim_tells_what_they_save_together)
{
    static const struct {
        const char *that;
        enum aj_code code; /* AJ_CODE_COUNT: it is true */
        const char *hint;
    } cases[] = {
        {"kort sikt minst 1 500 tkr", AJ_CODE_COUNT, NULL},
        {"kort sikt lika med 1,5 mnkr", AJ_CODE_COUNT, NULL},
        {"kort sikt högst 1 500 tkr", AJ_CODE_COUNT, NULL},
        {"kort sikt över 1 500 tkr", AJ_E0312,
         "the figures say 1\u00A0500\u00A0tkr; change the words or the figures"},
        {"kort sikt under 1,5 mnkr", AJ_E0312,
         "the figures say 1\u00A0500\u00A0tkr; change the words or the figures"},
        {"Plan minst 1 000 tkr per år", AJ_CODE_COUNT, NULL},
        {"Plan minst 1 001 tkr per år", AJ_E0317,
         "add the figure that is missing, or choose a period that has it"},
        /* E-arkiv has no amount, which may be more */
        {"Plan högst 2 mnkr", AJ_E0317, "add the figure that is missing, or choose a period that has it"},
        {"Plan högst 1 000 tkr", AJ_E0312,
         "the figures say 1\u00A0500\u00A0tkr; change the words or the figures"},
        {"kort sikt minst 100 tkr per år", AJ_E0317,
         "add the figure that is missing, or choose a period that has it"},
        {"kort sikt minst 1 500", AJ_E0335, "write it with its unit, for instance 1 500 tkr"},
        {"kort sikt minst 1 500 tkrr", AJ_E0313, "did you mean \"tkr\"?"},
        {"kort sikt minst 3 dagar", AJ_E0331, "write a unit of the same kind"},
        {"kort sikt minst Plan", AJ_E0336,
         "minst, högst, över, under, ökar and minskar speak of figures, uppnås of targets, når of "
         "indicators, "
         "saknar of lists"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office office;
        char body[300];
        snprintf(body, sizeof body,
                 "<p><claim that=\"%s\">Ja.</claim><value of=\"Plan\" show=\"outside\"/></p>", cases[i].that);
        bind(&office, body);
        if (cases[i].code == AJ_CODE_COUNT)
            assert_finding_count(office.job, 0);
        else
            office_expect(&office, cases[i].code, "report.xml", 4, 4, cases[i].hint);
        office_close(&office);
    }
}

Test(actions, a_claim_about_a_sum_that_leaves_some_out_has_to_say_so)
{
    struct office office;
    bind(&office, "<p><claim that=\"Plan minst 1 000 tkr\">Ja.</claim></p>");
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 1);
    office_close(&office);
}
