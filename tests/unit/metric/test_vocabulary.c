/* Every word of the authoring vocabulary and every cell of its word forms, as an author writes and reads
 * them. */
#include "finding.h"
#include "metric/prose.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(vocabulary);

/* Indicators of each kind, with each sort of figure in the columns: outcome, forecast, budget. */
static const char figures[] =
    "Indikator;Enhet;Genus;Bäst;Definition ändrad;Mål 2025;Utfall 2018;Utfall 2019;Utfall 2020;Utfall 2021;"
    "Prognos 2022;Budget 2023;Plan 2024\n"
    "Andel;procent;utrum;högt;;60;50;52;53;55;56;57;57\n"
    "Antalet;antal;neutrum;högt;;60;40;50;45;45;50;40;40\n"
    "Bokslut;tkr;neutrum;högt;;90000;80000;82000;85000;85000;90000;95000;95000\n"
    "Kostnader;mnkr;plural;lågt;;20;30,5;31,2;31,0;31,0;30,0;29,0;29,0\n"
    "Nöjdhet;index 1–100;neutrum;högt;;80;70;72;71;71;75;70;70\n"
    "Väntetid;dagar;utrum;lågt;;30;40;35;36;36;30;38;38\n"
    "Plats;placering;utrum;lågt;;10;20;17;18;18;15;16;16\n"
    "Glest;procent;utrum;högt;;60;50;-;i.u.;55;;;\n"
    "Nytt sätt;procent;utrum;högt;2020;60;50;52;40;41;42;43;44\n"
    "Utan riktning;procent;utrum;;;60;50;52;53;55;56;57;57\n";

static const char sources[] = "<source file=\"ind.csv\"/>";

/* Others' figures beside one's own. */
static const char others[] =
    "Nyckeltal;Enhet;Bäst;Alingsås 2023;Alingsås 2024;Budget 2024;Riket 2024;Kommungenomsnitt 2024;"
    "Liknande kommuner 2024;Västra Götalands län 2024\n"
    "Andel nöjda;procent;högt;70;71;72;69;71;75;71,4\n"
    "Antal platser;antal;varken;10;12;12;9;15;12;12\n"
    "Handläggning;dagar;lågt;30;28;28;35;28;20;28\n";

struct line {
    const char *body, *text;
};

static void expect_lines(struct office *office, const char *data, const char *attributes,
                         const struct line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char body[900];
        snprintf(body, sizeof body, "<p>%s</p>", lines[i].body);
        office_bind_as(office, attributes, data, body);
        const struct aj_diags *diags = office->job->diags;
        for (uint32_t d = 0; d < diags->len; d++)
            cr_expect(diags->items[d].severity < AJ_WARNING || diags->items[d].code == AJ_W0248, "%s: %s",
                      lines[i].body, aj_diag_message(diags, &diags->items[d], AJ_ENGLISH));
        cr_expect_str_eq(office_text(office), lines[i].text, "%s\n%s\n%s", lines[i].body, lines[i].text,
                         office_text(office));
    }
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* form × direction for a figure that is a plain number; the genus only shows where nothing changed. */
Test(vocabulary, changes_of_each_form)
{
    static const struct line lines[] = {
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\"/>", "⟦har ökat⟧"},
        {"<trend of=\"Andel\" from=\"2019\" to=\"2018\" form=\"har\"/>", "⟦har minskat⟧"},
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\" form=\"är\"/>", "⟦är högre⟧"},
        {"<trend of=\"Andel\" from=\"2019\" to=\"2018\" form=\"är\"/>", "⟦är lägre⟧"},
        {"<trend of=\"Antalet\" from=\"2018\" to=\"2019\" form=\"är\"/>", "⟦är fler⟧"},
        {"<trend of=\"Antalet\" from=\"2019\" to=\"2020\" form=\"är\"/>", "⟦är färre⟧"},
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\" form=\"imperfekt\"/>", "⟦ökade⟧"},
        {"<trend of=\"Andel\" from=\"2019\" to=\"2018\" form=\"imperfekt\"/>", "⟦minskade⟧"},
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\" form=\"presens\"/>", "⟦ökar⟧"},
        {"<trend of=\"Andel\" from=\"2019\" to=\"2018\" form=\"presens\"/>", "⟦minskar⟧"},
        {"<trend of=\"Bokslut\" from=\"2021\" to=\"2023\"/>", "⟦beräknas öka⟧"},
        {"<trend of=\"Kostnader\" from=\"2021\" to=\"2024\"/>", "⟦beräknas minska⟧"},
        {"<trend of=\"Bokslut\" from=\"2021\" to=\"2022\"/>", "⟦väntas öka⟧"},
        {"<trend of=\"Kostnader\" from=\"2021\" to=\"2022\"/>", "⟦väntas minska⟧"},
        {"<trend of=\"Nöjdhet\" from=\"2018\" to=\"2019\"/>", "⟦har stigit⟧"},
        {"<trend of=\"Nöjdhet\" from=\"2019\" to=\"2020\"/>", "⟦har sjunkit⟧"},
        {"<trend of=\"Väntetid\" from=\"2019\" to=\"2020\"/>", "⟦har blivit längre⟧"},
        {"<trend of=\"Väntetid\" from=\"2018\" to=\"2019\"/>", "⟦har blivit kortare⟧"},
        {"<trend of=\"Plats\" from=\"2018\" to=\"2019\"/>", "⟦har förbättrats 3\u00A0placeringar⟧"},
        {"<trend of=\"Plats\" from=\"2019\" to=\"2020\"/>", "⟦har försämrats 1\u00A0placering⟧"},
        /* as before */
        {"<trend of=\"Kostnader\" from=\"2020\" to=\"2021\"/>", "⟦har varit oförändrade⟧"},
        {"<trend of=\"Bokslut\" from=\"2020\" to=\"2021\"/>", "⟦har varit oförändrat⟧"},
        {"<trend of=\"Bokslut\" from=\"2020\" to=\"2021\" form=\"är\"/>", "⟦är oförändrat⟧"},
        {"<trend of=\"Kostnader\" from=\"2020\" to=\"2021\" form=\"imperfekt\"/>", "⟦var oförändrade⟧"},
        {"<trend of=\"Kostnader\" from=\"2020\" to=\"2021\" form=\"presens\"/>", "⟦är oförändrade⟧"},
        {"<trend of=\"Bokslut\" from=\"2023\" to=\"2024\"/>", "⟦beräknas vara oförändrat⟧"},
        {"<trend of=\"Antalet\" from=\"2019\" to=\"2022\"/>", "⟦väntas vara oförändrat⟧"},
        {"<trend of=\"Nöjdhet\" from=\"2020\" to=\"2021\"/>", "⟦är oförändrat⟧"},
        {"<trend of=\"Väntetid\" from=\"2020\" to=\"2021\"/>", "⟦är oförändrad⟧"},
        {"<trend of=\"Plats\" from=\"2020\" to=\"2021\"/>", "⟦är oförändrad⟧"},
        /* the judgement is another word than the direction */
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\" show=\"värdering\"/>", "⟦har förbättrats⟧"},
        {"<trend of=\"Väntetid\" from=\"2019\" to=\"2020\" show=\"värdering\"/>", "⟦har försämrats⟧"},
        {"<trend of=\"Väntetid\" from=\"2018\" to=\"2019\" show=\"värdering\" form=\"är\"/>", "⟦är bättre⟧"},
        {"<trend of=\"Kostnader\" from=\"2020\" to=\"2021\" show=\"värdering\"/>",
         "⟦är i stort sett oförändrade⟧"},
        {"<trend of=\"Kostnader\" from=\"2021\" to=\"2022\" show=\"värdering\" marginal=\"5 procent\"/>",
         "⟦väntas vara i stort sett oförändrade⟧"},
        /* marginally, only under a stated limit */
        {"<trend of=\"Andel\" from=\"2019\" to=\"2020\" marginal=\"inom 1 procentenhet\"/>",
         "⟦har ökat marginellt⟧"},
        {"<trend of=\"Andel\" from=\"2018\" to=\"2019\" marginal=\"inom 1 procentenhet\"/>", "⟦har ökat⟧"},
        {"<trend of=\"Väntetid\" from=\"2019\" to=\"2020\" marginal=\"1 dag\"/>",
         "⟦har blivit marginellt längre⟧"},
        {"<trend of=\"Väntetid\" from=\"2019\" to=\"2020\" marginal=\"1 dag\" form=\"är\"/>",
         "⟦är marginellt längre⟧"},
        /* a subject after the verb */
        {"Sedan dess <trend of=\"Andel\" from=\"2019\" to=\"2018\">den</trend>.",
         "Sedan dess ⟦har den minskat⟧."},
        {"<trend of=\"Bokslut\" from=\"2023\" to=\"2024\"> det\n bokförda  resultatet </trend>",
         "⟦beräknas det bokförda resultatet vara oförändrat⟧"},
        {"<trend of=\"Väntetid\" from=\"2019\" to=\"2020\" form=\"imperfekt\">den</trend>",
         "⟦blev den längre⟧"},
        /* a gap is said, and a new definition */
        {"<trend of=\"Glest\" from=\"2018\" to=\"2021\"/>",
         "⟦har ökat mellan 2018 och 2021 (2019 och 2020 saknas)⟧"},
        {"<trend of=\"Nytt sätt\" from=\"2019\" to=\"2021\"/>", "⟦jämförs inte, definitionen ändrades 2020⟧"},
        {"<trend of=\"Nytt sätt\" from=\"2020\" to=\"2021\"/>", "⟦har ökat⟧"},
        /* by how much */
        {"<value of=\"Andel\" show=\"change\" from=\"2018\" to=\"2019\"/>", "⟦2\u00A0procentenheter⟧"},
        {"<value of=\"Andel\" show=\"change\" from=\"2020\" to=\"2019\"/>", "⟦1\u00A0procentenhet⟧"},
        {"<value of=\"Kostnader\" show=\"change\" from=\"2018\" to=\"2019\"/>", "⟦0,7\u00A0mnkr⟧"},
        {"<value of=\"Bokslut\" show=\"growth\" from=\"2018\" to=\"2019\"/>", "⟦2,5\u00A0procent⟧"},
        {"<value of=\"Kostnader\" show=\"growth\" from=\"2021\" to=\"2022\"/>", "⟦3,2\u00A0procent⟧"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    expect_lines(&office, sources, "", lines, COUNT(lines));
    office_close(&office);
}

/* The verdicts of one target whose outcome is known, for each scenario. */
Test(vocabulary, verdicts_of_each_step_and_scenario)
{
    static const struct {
        const char *that, *period, *plain, *past, *table;
    } cases[] = {
        /* met */
        {"Andel minst 55 procent", "2021", "har uppnåtts", "uppnåddes", "uppfyllt"},
        {"Andel minst 55 procent", "2022", "bedöms uppnås", "bedöms uppnås", "uppfyllt"},
        {"Andel minst 55 procent", "2023", "beräknas uppnås", "beräknas uppnås", "uppfyllt"},
        /* partly: within 5 percent of 58 */
        {"Andel minst 58 procent", "2021", "har inte uppnåtts", "uppnåddes inte", "ej uppfyllt"},
        {"Andel minst 57 procent", "2021", "har delvis uppnåtts", "uppnåddes delvis", "delvis uppfyllt"},
        {"Andel minst 58 procent", "2022", "bedöms delvis uppnås", "bedöms delvis uppnås", "delvis uppfyllt"},
        {"Andel minst 58 procent", "2023", "beräknas delvis uppnås", "beräknas delvis uppnås",
         "delvis uppfyllt"},
        /* missed */
        {"Andel minst 90 procent", "2021", "har inte uppnåtts", "uppnåddes inte", "ej uppfyllt"},
        {"Andel minst 90 procent", "2022", "bedöms inte uppnås", "bedöms inte uppnås", "ej uppfyllt"},
        {"Andel minst 90 procent", "2023", "beräknas inte uppnås", "beräknas inte uppnås", "ej uppfyllt"},
        /* not to be judged */
        {"Glest minst 50 procent", "2020", "har inte mätts", "har inte mätts", "ej bedömt"},
        {"Glest minst 50 procent", "2022", "kan inte bedömas", "kan inte bedömas", "ej bedömt"},
        {"Glest minst 50 procent", "2023", "kan inte bedömas", "kan inte bedömas", "ej bedömt"},
        /* over years */
        {"Andel minst 57 procent", "2018–2023",
         "uppnåddes delvis 2021 men inte 2018, 2019 och 2020, bedöms delvis uppnås 2022 och beräknas uppnås "
         "2023",
         "uppnåddes delvis 2021 men inte 2018, 2019 och 2020, bedöms delvis uppnås 2022 och beräknas uppnås "
         "2023",
         "uppfyllt 2023, delvis uppfyllt 2021 och 2022 och ej uppfyllt 2018, 2019 och 2020"},
        {"Andel minst 52 procent", "2018–2020", "uppnåddes 2019 och 2020 och delvis 2018",
         "uppnåddes 2019 och 2020 och delvis 2018", "uppfyllt 2019 och 2020 och delvis uppfyllt 2018"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char body[900], text[900];
        snprintf(body, sizeof body,
                 "<p><target name=\"m\" that=\"%s\"/><verdict of=\"m\" period=\"%s\"/>|"
                 "<verdict of=\"m\" period=\"%s\" form=\"imperfekt\"/>|"
                 "<verdict of=\"m\" period=\"%s\" form=\"kort\"/></p>",
                 cases[i].that, cases[i].period, cases[i].period, cases[i].period);
        snprintf(text, sizeof text, "⟦%s⟧|⟦%s⟧|⟦%s⟧", cases[i].plain, cases[i].past, cases[i].table);
        office_bind_as(&office, "verdicts=\"3\" partly=\"inom 5 procent\"", sources, body);
        cr_expect_str_eq(office_text(&office), text, "%s %s\n%s\n%s", cases[i].that, cases[i].period, text,
                         office_text(&office));
    }
    office_close(&office);
}

/* Four steps; a target's own limits before the report's. */
Test(vocabulary, verdicts_of_four_steps)
{
    static const struct line lines[] = {
        {"<target name=\"m\" that=\"Andel minst 55 procent\"/><verdict of=\"m\" period=\"2021\"/>",
         "⟦har i hög grad uppnåtts⟧"},
        {"<target name=\"m\" that=\"Andel minst 56 procent\"/><verdict of=\"m\" period=\"2021\"/>",
         "⟦har i huvudsak uppnåtts⟧"},
        {"<target name=\"m\" that=\"Andel minst 60 procent\"/><verdict of=\"m\" period=\"2021\"/>",
         "⟦har delvis uppnåtts⟧"},
        {"<target name=\"m\" that=\"Andel minst 70 procent\"/><verdict of=\"m\" period=\"2021\"/>",
         "⟦har inte uppnåtts⟧"},
        {"<target name=\"m\" that=\"Andel minst 70 procent\" partly=\"inom 15 procentenheter\"/>"
         "<verdict of=\"m\" period=\"2021\" form=\"kort\"/>",
         "⟦delvis uppfyllt⟧"},
        {"<target name=\"m\" that=\"Andel minst 70 procent\"/><verdict of=\"m\" period=\"2021\" "
         "form=\"kort\"/>",
         "⟦inte uppfyllt⟧"},
        {"<target name=\"m\" that=\"Andel minst 55 procent\"/><verdict of=\"m\" period=\"2021\" "
         "form=\"kort\"/>",
         "⟦i hög grad uppfyllt⟧"},
        {"<target name=\"m\" that=\"Andel minst 56 procent\"/><verdict of=\"m\" period=\"2021\" "
         "form=\"kort\"/>",
         "⟦i huvudsak uppfyllt⟧"},
        {"<verdict of=\"Andel\" period=\"2021\"/>", "⟦har delvis nått målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2022\">den</verdict>", "⟦bedöms den i hög grad nå målvärdet⟧"},
        {"<target name=\"m\" that=\"Andel minst 56 procent\"/><claim that=\"m uppnås i huvudsak\" "
         "period=\"2021\">Nästan.</claim>",
         "Nästan."},
        {"<target name=\"m\" that=\"Andel minst 60 procent\"/><claim that=\"m uppnås delvis\" "
         "period=\"2021\">Till hälften.</claim>",
         "Till hälften."},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    expect_lines(&office, sources, "verdicts=\"4\" mainly=\"inom 2 procent\" partly=\"inom 10 procent\"",
                 lines, COUNT(lines));
    office_close(&office);
}

Test(vocabulary, indicators_reach_their_goals)
{
    static const struct line lines[] = {
        {"<verdict of=\"Väntetid\" period=\"2022\"/>", "⟦bedöms nå målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2021\"/>", "⟦har inte nått målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2021\" form=\"imperfekt\"/>", "⟦nådde inte målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2021\" form=\"presens\"/>", "⟦når inte målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2022\" form=\"presens\"/>", "⟦når målvärdet⟧"},
        {"<verdict of=\"Väntetid\" period=\"2023\"/>", "⟦beräknas inte nå målvärdet⟧"},
        {"I år <verdict of=\"Väntetid\" period=\"2021\">väntetiden</verdict>.",
         "I år ⟦har väntetiden inte nått målvärdet⟧."},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    expect_lines(&office, sources, "", lines, COUNT(lines));
    office_close(&office);
}

Test(vocabulary, comparisons_with_others)
{
    static const struct line lines[] = {
        {"<compare of=\"Andel nöjda\" with=\"Riket\" period=\"2024\"/>", "⟦högre än riket⟧"},
        {"<compare of=\"Andel nöjda\" with=\"Rikssnittet\" period=\"2024\"/>", "⟦högre än rikssnittet⟧"},
        {"<compare of=\"Andel nöjda\" with=\"Kommungenomsnittet\" period=\"2024\"/>",
         "⟦i nivå med kommungenomsnittet⟧"},
        {"<compare of=\"Andel nöjda\" with=\"liknande kommuner\" period=\"2024\"/>",
         "⟦lägre än liknande kommuner⟧"},
        {"<compare of=\"Andel nöjda\" with=\"länet\" period=\"2024\"/>", "⟦i nivå med länet⟧"},
        {"<compare of=\"Andel nöjda\" with=\"föregående år\" period=\"2024\"/>", "⟦högre än föregående år⟧"},
        {"<compare of=\"Andel nöjda\" with=\"Liknande kommuner\" period=\"2024\" level=\"4 "
         "procentenheter\"/>",
         "⟦i nivå med liknande kommuner⟧"},
        {"<compare of=\"Andel nöjda\" with=\"Liknande kommuner\" period=\"2024\">andra städer</compare>",
         "⟦lägre än andra städer⟧"},
        {"<compare of=\"Antal platser\" with=\"Riket\" period=\"2024\"/>", "⟦fler än riket⟧"},
        {"<compare of=\"Antal platser\" with=\"Kommungenomsnitt\" period=\"2024\"/>",
         "⟦färre än kommungenomsnittet⟧"},
        {"<compare of=\"Handläggning\" with=\"Riket\" period=\"2024\"/>", "⟦kortare än riket⟧"},
        {"<compare of=\"Handläggning\" with=\"Liknande kommuner\" period=\"2024\"/>",
         "⟦längre än liknande kommuner⟧"},
        {"<compare of=\"Handläggning\" with=\"Riket\" period=\"2024\" show=\"värdering\"/>",
         "⟦bättre än riket⟧"},
        {"<compare of=\"Andel nöjda\" with=\"Liknande kommuner\" period=\"2024\" show=\"värdering\"/>",
         "⟦sämre än liknande kommuner⟧"},
        /* the same as claims */
        {"<claim that=\"Andel nöjda högre än Riket\" period=\"2024\">Fler.</claim>", "Fler."},
        {"<claim that=\"Andel nöjda är högre än Riket\" period=\"2024\">Fler.</claim>", "Fler."},
        {"<claim that=\"Andel nöjda inte högre än Liknande kommuner\" period=\"2024\">Ej.</claim>", "Ej."},
        {"<claim that=\"Andel nöjda i nivå med länet\" period=\"2024\">Lika.</claim>", "Lika."},
        {"<claim that=\"Andel nöjda i nivå med Liknande kommuner inom 4 procentenheter\" "
         "period=\"2024\">Lika.</claim>",
         "Lika."},
        {"<claim that=\"Antal platser fler än Riket\" period=\"2024\">Fler.</claim>", "Fler."},
        {"<claim that=\"Handläggning kortare än Riket\" period=\"2024\">Fort.</claim>", "Fort."},
        {"<claim that=\"Handläggning bättre än Riket\" period=\"2024\">Bra.</claim>", "Bra."},
        {"<claim that=\"Handläggning lägre än föregående år\" period=\"2024\">Fort.</claim>", "Fort."},
        {"<claim that=\"Andel nöjda högre än 70 procent\" period=\"2024\">Bra.</claim>", "Bra."},
        {"A<if that=\"Andel nöjda lägre än Riket\" period=\"2024\"> nej</if>", "A"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", others);
    expect_lines(&office, sources, "", lines, COUNT(lines));
    office_close(&office);
}

/* Eight municipalities, the report's own third; the average beside them is none of them. */
Test(vocabulary, standing_among_others)
{
    static const char table[] =
        "Nyckeltal;Enhet;Bäst;Vi 2024;A 2024;B 2024;C 2024;D 2024;E 2024;F 2024;G 2024;"
        "Riket 2024\n"
        "Högt;procent;högt;70;80;75;60;55;50;45;40;59\n"
        "Bäst;procent;lågt;40;80;75;60;55;50;45;41;59\n"
        "Sist;procent;lågt;90;80;75;60;55;50;45;41;59\n";
    static const struct line lines[] = {
        {"<standing of=\"Bäst\" period=\"2024\"/>", "⟦bland de 25\u00A0procent bästa kommunerna⟧"},
        {"<standing of=\"Högt\" period=\"2024\"/>", "⟦bland de 50\u00A0procent mittersta kommunerna⟧"},
        {"<standing of=\"Sist\" period=\"2024\"/>", "⟦bland de 25\u00A0procent sämsta kommunerna⟧"},
        {"<standing of=\"Högt\" period=\"2024\" split=\"kvartiler\"/>",
         "⟦bland de 50\u00A0procent bästa kommunerna⟧"},
        {"<standing of=\"Högt\" period=\"2024\" split=\"tertiler\"/>",
         "⟦bland den bästa tredjedelen av kommunerna⟧"},
        {"<standing of=\"Sist\" period=\"2024\" split=\"tertiler\"/>",
         "⟦bland den sämsta tredjedelen av kommunerna⟧"},
        {"<standing of=\"Bäst\" period=\"2024\" split=\"20/60/20\">kommunerna i länet</standing>",
         "⟦bland de 20\u00A0procent bästa kommunerna i länet⟧"},
        {"<claim that=\"Bäst bland de 25 procent bästa\" period=\"2024\">Bäst.</claim>", "Bäst."},
        {"<claim that=\"Sist bland de 25 procent sämsta kommunerna\" period=\"2024\">Sist.</claim>", "Sist."},
        {"A<if that=\"Högt bland de 25 procent bästa\" period=\"2024\"> ja</if>", "A"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", table);
    expect_lines(&office, sources, "", lines, COUNT(lines));
    office_close(&office);
}

#define TARGETS                                                                                              \
    "<target name=\"a\" that=\"Andel minst 55 procent\"/><target name=\"b\" that=\"Väntetid högst 30 "     \
    "dagar\"/><target name=\"c\" that=\"Plats högst 18 placering\"/>"

/* Targets of good economy weighed together. */
Test(vocabulary, targets_weighed_together)
{
    static const struct line lines[] = {
        {TARGETS
         "<target name=\"geh\" that=\"en majoritet av a; b; c uppnås\">God: <limit/></target>"
         "<verdict of=\"geh\" period=\"2022\"/>; <verdict of=\"geh\" period=\"2021\" show=\"antal\"/>; "
         "<verdict of=\"geh\" period=\"2022\" show=\"antal\"/>",
         "God: ⟦en majoritet⟧⟦bedöms uppnås⟧; ⟦en majoritet av målen (2 av 3) är uppfyllda⟧; "
         "⟦samtliga tre mål bedöms uppnås⟧"},
        {TARGETS
         "<target name=\"geh\" that=\"alla målen uppnås\"/><verdict of=\"geh\" period=\"2021\"/>; "
         "<verdict of=\"geh\" period=\"2022\"/>; <verdict of=\"geh\" period=\"2018\" show=\"antal\"/>",
         "⟦har inte uppnåtts⟧; ⟦bedöms uppnås⟧; ⟦inget av de tre målen är uppfyllt⟧"},
        {TARGETS "<target name=\"geh\" that=\"minst 2 av målen uppnås\"/><claim that=\"geh uppnås\" "
                 "period=\"2021\">Ja.</claim>",
         "Ja."},
        {TARGETS "<claim that=\"en majoritet av a; c uppnås inte\" period=\"2018\">Nej.</claim>", "Nej."},
        {TARGETS "<target name=\"geh\" that=\"minst hälften av a; b uppnås\"/><verdict of=\"geh\" "
                 "period=\"2021\" show=\"antal\"/>",
         "⟦hälften av målen (1 av 2) är uppfyllda⟧"},
        {TARGETS
         "<target name=\"geh\" that=\"alla målen uppnås\"/>Av <count of=\"geh\"/> är <count of=\"geh\" "
         "status=\"uppfyllda\" period=\"2021\"/> uppfyllda och <count of=\"geh\" status=\"ej "
         "uppfyllda\" period=\"2021\"/> inte: <list of=\"geh\" status=\"ej uppfyllda\" "
         "period=\"2021\"/>.",
         "Av ⟦tre mål⟧ är ⟦två⟧ uppfyllda och ⟦ett⟧ inte: ⟦b⟧."},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    expect_lines(&office, sources, "", lines, COUNT(lines));
    office_close(&office);
}

/* Every fault of these words: its place and what to do. */
Test(vocabulary, faults_tell_place_and_hint)
{
    static const struct {
        enum aj_code code;
        const char *attributes, *body, *hint;
        uint32_t line, column;
    } faults[] = {
        {AJ_E0370, "", "<p><claim that=\"Andel mindst 4 procent\" period=\"2021\">x</claim></p>",
         "did you mean \"minst\"?", 4, 4},
        {AJ_E0370, "", "<p><claim that=\"Andel högre änn Riket\" period=\"2021\">x</claim></p>",
         "did you mean \"högre än\"?", 4, 4},
        {AJ_E0371, "", "<p>A<compare of=\"Andel\" with=\"föregånde år\" period=\"2021\"/></p>",
         "did you mean \"föregående år\"?", 4, 5},
        {AJ_E0372, "", "<p><compare of=\"Andel\" with=\"Riket\" period=\"2021\"/></p>",
         "it can be compared with föregående år och budget, or with another figure by its name", 4, 4},
        {AJ_E0372, "", "<p><claim that=\"Andel högre än Riket\" period=\"2021\">x</claim></p>",
         "it can be compared with föregående år och budget, or with another figure by its name", 4, 4},
        {AJ_E0372, "", "<p><claim that=\"Andel i nivå med Riket inom\" period=\"2021\">x</claim></p>",
         "it can be compared with föregående år och budget, or with another figure by its name", 4, 4},
        {AJ_E0301, "",
         "<p><target name=\"m\" that=\"Andell minst 4 procent\">x</target><target name=\"g\" that=\"alla m "
         "uppnås\">y</target><verdict of=\"g\"/></p>",
         "did you mean \"Andel\"?", 4, 4},
        {AJ_E0373, "", "<p><trend of=\"Andel\" from=\"2018\" to=\"2019\" marginal=\"lite\"/></p>",
         "write a share or an amount: \"inom 5 procent\" or \"inom 1 procentenheter\"", 4, 4},
        {AJ_E0373, "", "<p><trend of=\"Andel\" from=\"2018\" to=\"2019\" marginal=\"inom 2 dagar\"/></p>",
         "write a share or an amount: \"inom 5 procent\" or \"inom 1 procentenheter\"", 4, 4},
        {AJ_E0374, "verdicts=\"2\" partly=\"inom 5 procent\"", "",
         "write verdicts=\"3\" on <report>, or remove partly", 1, 1},
        {AJ_E0374, "verdicts=\"3\"",
         "<p><target name=\"m\" that=\"Andel minst 4 procent\" mainly=\"inom 2 procent\">x</target></p>",
         "write verdicts=\"4\" on <report>, or remove mainly", 4, 4},
        {AJ_E0375, "", "<p><standing of=\"Andel\" period=\"2021\" split=\"25 50\"/></p>",
         "write it as \"25 50 25\"", 4, 4},
        {AJ_E0375, "", "<p><claim that=\"Andel bland de 25 procent främsta\" period=\"2021\">x</claim></p>",
         "write it as \"bland de 25 procent bästa\"", 4, 4},
        {AJ_E0376, "", "<p><claim that=\"Andel fler än föregående år\" period=\"2021\">x</claim></p>",
         "write högre än", 4, 4},
        {AJ_E0376, "", "<p><claim that=\"Andel inte kortare än budget\" period=\"2021\">x</claim></p>",
         "write inte lägre än", 4, 4},
        {AJ_E0377, "", "<p><standing of=\"Andel\" period=\"2021\"/></p>",
         "its table needs a column for each of them", 4, 4},
        {AJ_E0378, "", "<p><claim that=\"en majoritet av Andel; Plats uppnås\" period=\"2021\">x</claim></p>",
         "name targets of this report that weigh no others, parted by ;", 4, 4},
        {AJ_E0379, "", "<p><claim that=\"minst 2 av målen uppnås\" period=\"2021\">x</claim></p>",
         "name the targets parted by ;, or write målen for all of the report", 4, 4},
        {AJ_E0380, "", "<p><value of=\"Nytt sätt\" show=\"change\" from=\"2019\" to=\"2021\"/></p>",
         "choose years on the same side of the change", 4, 4},
        {AJ_N0381, "", "<p><trend of=\"Nytt sätt\" from=\"2019\" to=\"2021\"/></p>",
         "choose years on the same side of the change", 4, 4},
        {AJ_E0317, "", "<p><claim that=\"Nytt sätt ökar\" period=\"2019–2021\">x</claim></p>",
         "add the figure that is missing, or choose a period that has it", 4, 4},
        {AJ_E0383, "",
         "<p><target name=\"m\" that=\"Andel minst 4 procent\">x</target><target name=\"g\" that=\"alla m "
         "uppnås\">y</target><count of=\"g\" status=\"gröna\"/></p>",
         "write uppfyllda, i huvudsak uppfyllda, delvis uppfyllda, ej uppfyllda, ej bedömda, mätta or ej "
         "mätta",
         4, 108},
        {AJ_E0384, "",
         "<p><target name=\"m\" that=\"Andel minst 4 procent\">x</target><target name=\"g\" that=\"alla m "
         "uppnås\">y</target><count of=\"g\" status=\"uppfyllda\"/></p>",
         "add period=\"...\" with one year", 4, 108},
        {AJ_E0333, "", "<p><trend of=\"Utan riktning\" from=\"2018\" to=\"2019\" show=\"värdering\"/></p>",
         "say högt or lågt in the column Bäst of its table or catalogue", 4, 4},
        {AJ_E0333, "", "<p><claim that=\"Utan riktning bättre än budget\" period=\"2021\">x</claim></p>",
         "say högt or lågt in the column Bäst of its table or catalogue", 4, 4},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    for (size_t i = 0; i < COUNT(faults); i++) {
        office_bind_as(&office, faults[i].attributes, sources, faults[i].body);
        office_expect(&office, faults[i].code, "report.xml", faults[i].line, faults[i].column,
                      faults[i].hint);
    }
    office_write(&office, "drift.csv", "Nyckeltal;Enhet;2022;2023\nNetto;tkr;-5;10\n");
    office_bind(&office, "<source file=\"drift.csv\"/>",
                "<p><value of=\"Netto\" show=\"growth\" from=\"2022\" to=\"2023\"/></p>", false);
    office_expect(&office, AJ_E0382, "report.xml", 4, 4, "show the change itself: show=\"change\"");
    office_write(&office, "ind.csv",
                 "Indikator;Enhet;Definition ändrad;Mål 2025;Utfall 2018\nA;procent;i fjol;5;4\n");
    office_bind(&office, sources, "", false);
    office_expect(&office, AJ_E0250, "ind.csv", 2, 11,
                  "write the first year of the new definition, as 2023, or leave the cell empty");
    office_close(&office);
}

/* What a scale has room for may be stated, on the report and on a target alike; what it has not is told of.
 */
Test(vocabulary, a_scale_has_room_for_the_steps_that_it_states)
{
    static const struct {
        const char *verdicts, *steps;
        uint32_t faults;
    } cases[] = {
        {"2", "", 0}, {"2", "partly=\"inom 5 procent\"", 1}, {"2", "mainly=\"inom 2 procent\"", 1},
        {"3", "", 0}, {"3", "partly=\"inom 5 procent\"", 0}, {"3", "mainly=\"inom 2 procent\"", 1},
        {"4", "", 0}, {"4", "partly=\"inom 5 procent\"", 0}, {"4", "mainly=\"inom 2 procent\"", 0},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char attributes[200], body[300];
        snprintf(attributes, sizeof attributes, "verdicts=\"%s\" %s", cases[i].verdicts, cases[i].steps);
        office_bind_as(&office, attributes, sources, "");
        assert_finding_count(office.job, cases[i].faults);
        snprintf(attributes, sizeof attributes, "verdicts=\"%s\"", cases[i].verdicts);
        snprintf(body, sizeof body, "<p><target name=\"m\" that=\"Andel minst 4 procent\" %s>x</target></p>",
                 cases[i].steps);
        office_bind_as(&office, attributes, sources, body);
        assert_finding_count(office.job, cases[i].faults);
    }
    office_close(&office);
}

/* Each step of the scale has its name where verdicts are listed, and a weighed target tells its own. */
Test(vocabulary, steps_are_explained_and_kept)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    office_bind_as(&office, "verdicts=\"3\" partly=\"inom 5 procent\"", sources,
                   TARGETS "<p><target name=\"d\" that=\"Andel minst 58 procent\">x</target>"
                           "<target name=\"geh\" that=\"en majoritet av målen uppnås\">y</target></p>");
    const struct met_explanation *steps = met_explain(office.result, "d");
    cr_assert_not_null(steps);
    cr_assert_eq(steps->verdict_len, 7);
    cr_expect_str_eq(steps->verdicts[0].verdict, "uppnås inte");
    cr_expect_str_eq(steps->verdicts[4].verdict, "uppnås delvis");
    const struct met_explanation *weighed = met_explain(office.result, "geh");
    cr_assert_not_null(weighed);
    cr_expect_str_eq(weighed->verdicts[0].verdict, "uppnås inte");
    cr_expect_str_eq(weighed->verdicts[4].verdict, "uppnås");
    cr_expect_eq(strcmp(met_step_name(MET_MAINLY), "uppnås i huvudsak"), 0);
    cr_expect_eq(strcmp(met_step_name(MET_UNDECIDED), "kan inte bedömas"), 0);
    office_close(&office);
}

/* An amount keeps its digits whatever the unit that prose has for its table. */
Test(vocabulary, amounts_keep_their_digits)
{
    static const struct line lines[] = {
        {"<value of=\"Årets resultat\" period=\"2022\"/>", "⟦350\u00A0tkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2023\"/>", "⟦0,9\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2024\"/>", "⟦−3,1\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2025\"/>", "⟦0\u00A0tkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2026\"/>", "⟦3\u00A0tkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2022–2023\"/>", "⟦0,4 respektive 0,9\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2023 2026\"/>", "⟦899 respektive 3\u00A0tkr⟧"},
        {"<value of=\"Årets resultat\" period=\"2022\" unit=\"mnkr\"/>", "⟦0,4\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" show=\"change\" from=\"2022\" to=\"2023\"/>", "⟦0,5\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" show=\"change\" from=\"2025\" to=\"2022\"/>", "⟦350\u00A0tkr⟧"},
        /* above and below zero */
        {"<value of=\"Årets resultat\" show=\"words\" period=\"2023\"/>",
         "⟦ett överskott på\u00A00,9\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" show=\"words\" period=\"2024\"/>",
         "⟦ett underskott på\u00A03,1\u00A0mnkr⟧"},
        {"<value of=\"Årets resultat\" show=\"words\" period=\"2025\"/>", "⟦ett nollresultat⟧"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "resultat.csv",
                 "Post;Budget 2022;Plan 2023;Plan 2024;Plan 2025;Plan 2026\n"
                 "Verksamhetens nettokostnader exkl. avskrivningar;-600;-51;-4000;-900;-897\n"
                 "Avskrivningar;-50;-50;-100;-100;-100\n"
                 "Verksamhetens nettokostnader;-650;-101;-4100;-1000;-997\n"
                 "Skatteintäkter;1000;1000;1000;1000;1000\n"
                 "Generella statsbidrag och utjämning;0;0;0;0;0\n"
                 "Verksamhetens resultat;350;899;-3100;0;3\n"
                 "Finansiella intäkter;0;0;0;0;0\nFinansiella kostnader;0;0;0;0;0\n"
                 "Resultat efter finansiella poster;350;899;-3100;0;3\n"
                 "Årets resultat;350;899;-3100;0;3\n");
    expect_lines(&office, "<source file=\"resultat.csv\" unit=\"tkr\"/>", "", lines, COUNT(lines));
    office_close(&office);
}

Test(vocabulary, deviations_are_positive_or_negative)
{
    static const struct line lines[] = {
        {"<value of=\"Budgetavvikelse / Skolnämnden\" period=\"2024\" show=\"words\"/>",
         "⟦en positiv budgetavvikelse på\u00A020,0\u00A0mnkr⟧"},
        {"<value of=\"Budgetavvikelse / Socialnämnden\" period=\"2024\" show=\"words\"/>",
         "⟦en negativ budgetavvikelse på\u00A05,0\u00A0mnkr⟧"},
        {"<value of=\"Budgetavvikelse / Kulturnämnden\" period=\"2024\" show=\"words\"/>",
         "⟦ingen budgetavvikelse⟧"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv",
                 "Nämnd;Budget 2024;Utfall 2024\nSkolnämnden;600 000;580 000\nSocialnämnden;300 000;305 000\n"
                 "Kulturnämnden;50 000;50 000\nSumma kommunbidrag;950 000;935 000\n");
    expect_lines(&office, "<source file=\"drift.csv\" unit=\"tkr\"/>", "", lines, COUNT(lines));
    office_close(&office);
}

/* Agreement over all combinations of kind, genus, form, direction, scenario, judgement and limit. */
Test(vocabulary, agreement_over_all_combinations)
{
    static const char *const same[] = {"oförändrad", "oförändrat", "oförändrade"};
    static const enum mdl_scenario scenarios[] = {MDL_OUTCOME, MDL_FORECAST, MDL_BUDGET, MDL_PLAN};
    struct aj_arena *arena = aj_arena_new();
    uint32_t seen = 0;
    for (int slag = MDL_TAL; slag <= MDL_STYRKA; slag++)
        for (int genus = MDL_UTRUM; genus <= MDL_PLURAL; genus++)
            for (int form = MET_FORM_AUTO; form <= MET_FORM_AR; form++)
                for (int bits = 0; bits < 3 * 4 * 2 * 2; bits++) {
                    struct met_change change = {.direction = bits % 3 - 1,
                                                .scenario = scenarios[bits / 3 % 4],
                                                .judge = bits / 12 % 2,
                                                .marginal = bits / 24,
                                                .slag = (enum mdl_slag)slag,
                                                .genus = (enum mdl_genus)genus,
                                                .form = (enum met_form)form,
                                                .steps = " 2\u00A0placeringar"};
                    change.judged = change.direction;
                    const char *text = met_change_text(arena, &change);
                    bool stays = !change.direction || (change.judge && change.marginal);
                    const char *word = same[genus];
                    size_t n = strlen(text), m = strlen(word);
                    cr_expect_eq(stays, n > m && !strcmp(text + n - m, word), "%s", text);
                    /* The direction and the judgement are never one word; a rank's direction is its
                     * judgement. */
                    bool judging = strstr(text, "bättr") || strstr(text, "sämr");
                    cr_expect_eq(judging, !stays && (change.judge || slag == MDL_RANG), "%s", text);
                    change.subject = "den";
                    const char *turned = met_change_text(arena, &change);
                    size_t verb = strcspn(text, " ");
                    bool after = strncmp(text, turned, verb) == 0 && strncmp(turned + verb, " den", 4) == 0;
                    cr_expect(after && strcmp(turned + verb + 4, text + verb) == 0, "%s", turned);
                    seen++;
                }
    cr_expect_eq(seen, 6 * 3 * 6 * 48);
    aj_arena_free(arena);
}

/* "a, b och c" for things; "respektive" only where the order points to the years. */
Test(vocabulary, things_are_listed_and_years_are_matched)
{
    static const struct line lines[] = {
        {"<list of=\"plan\"/>", "⟦A, B och C⟧"},
        {"<value of=\"Andel\" period=\"2018–2020\"/>", "⟦50, 52 respektive 53\u00A0procent⟧"},
    };
    struct office office;
    char body[900];
    office_open(&office);
    office_write(&office, "ind.csv", figures);
    for (size_t i = 0; i < COUNT(lines); i++) {
        snprintf(body, sizeof body,
                 "<p>%s</p><actions name=\"plan\"><action><h>A</h></action><action><h>B</h></action>"
                 "<action><h>C</h></action></actions>",
                 lines[i].body);
        office_bind(&office, sources, body, false);
        cr_expect(strncmp(office_text(&office), lines[i].text, strlen(lines[i].text)) == 0, "%s",
                  office_text(&office));
    }
    office_close(&office);
}
