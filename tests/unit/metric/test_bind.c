#include "finding.h"
#include "office.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(bind);

/* What a paragraph's element is bound to, without findings worse than a note. */
static const struct {
    const char *body, *text;
} bound[] = {
    /* values: unit, decimals, spans, sums */
    {"<value of=\"Årets resultat\" period=\"2022\"/>", "⟦40\u00A0tkr⟧"},
    {"<value of=\"årets  RESULTAT\" period=\"2022\" unit=\"tkr\" decimals=\"0\"/>", "⟦40\u00A0tkr⟧"},
    {"<value of=\"Årets resultat\" period=\"2022–2023\" unit=\"tkr\" decimals=\"0\"/>",
     "⟦40 respektive 42\u00A0tkr⟧"},
    {"<value of=\"Årets resultat\" period=\"2022–2024\" unit=\"tkr\" decimals=\"0\"/>",
     "⟦40, 42 respektive 40\u00A0tkr⟧"},
    {"<value of=\"Årets resultat\" period=\"2022 2024\" unit=\"tkr\" decimals=\"0\"/>", "⟦40\u00A0tkr⟧"},
    {"<value of=\"Årets resultat\" period=\"2023\" unit=\"tkr\"/>", "⟦42\u00A0tkr⟧"},
    {"<value of=\"Årets resultat\" period=\"2023\" unit=\"kronor\"/>", "⟦42\u00A0000\u00A0kronor⟧"},
    {"<value of=\"Skatteintäkter\" period=\"2023\" unit=\"mnkr\"/>", "⟦0,9\u00A0mnkr⟧"},
    {"<value of=\"Summa investeringar\" show=\"sum\"/>", "⟦5,0\u00A0mnkr⟧"},
    {"<value of=\"Driftbudget / Skolnämnden\" period=\"2023\" unit=\"kr\" decimals=\"0\"/>",
     "⟦620\u00A0000\u00A0kronor⟧"},
    {"<value of=\"Resultatandel\" period=\"2023\" decimals=\"3\"/>", "⟦4,000\u00A0procent⟧"},
    {"<value of=\"Nettokostnadsutveckling\" period=\"2023\"/>", "⟦5,0\u00A0procent⟧"},
    {"<value of=\"Nettokostnadsutveckling exkl. finansnetto\" period=\"2023\"/>", "⟦5,3\u00A0procent⟧"},
    {"<value of=\"Tid\" period=\"2020\"/>", "⟦35 dagar⟧"},
    {"<value of=\"Betyg\" period=\"2021\"/>", "⟦2,50⟧"},
    {"<value of=\"Betyg\" period=\"2021\" unit=\"skala 1–6\"/>", "⟦2,50⟧"},
    {"<value of=\"Betyg\" show=\"target\"/>", "⟦3,5⟧"},
    {"<value of=\"Behörighet\" show=\"gap\" period=\"2020\"/>", "⟦0,5\u00A0procentenheter⟧"},
    {"<value of=\"Svar på frågor, andel\" period=\"2024\"/>", "⟦71\u00A0procent⟧"},
    {"<value of=\"Svar på frågor, andel / Liknande kommuner\" period=\"2024\"/>", "⟦69\u00A0procent⟧"},
    {"<value of=\"Avskrivningar\" period=\"2024\" unit=\"tkr\" decimals=\"0\"/>", "⟦60\u00A0tkr⟧"},
    {"<trend of=\"Avskrivningar\" from=\"2023\" to=\"2024\"/>", "⟦beräknas öka⟧"},
    {"<claim that=\"Avskrivningar under 51 tkr\" period=\"2023\">Få.</claim>", "Få."},
    {"<claim that=\"Avskrivningar över -51 tkr\" period=\"2023\">Få.</claim>", "Få."},
    {"<period of=\"Investeringsbudget\"/>", "⟦2022–2023⟧"},
    {"<period of=\"Resultatbudget\"/>", "⟦2022–2024⟧"},
    /* changes */
    {"<trend of=\"Betyg\" from=\"2019\" to=\"2021\"/>", "⟦har stigit⟧"},
    {"<trend of=\"Betyg\" from=\"2021\" to=\"2019\"/>", "⟦har sjunkit⟧"},
    {"<trend of=\"Tid\" from=\"2019\" to=\"2020\"/>", "⟦har blivit kortare⟧"},
    {"<trend of=\"Tid\" from=\"2019\" to=\"2020\" form=\"imperfekt\"/>", "⟦blev kortare⟧"},
    {"<trend of=\"Plats\" from=\"2019\" to=\"2020\"/>", "⟦har förbättrats 15\u00A0placeringar⟧"},
    {"<trend of=\"Behörighet\" from=\"2018\" to=\"2020\"/>", "⟦har ökat⟧"},
    {"<trend of=\"Behörighet\" from=\"2018\" to=\"2019\"/>", "⟦har varit oförändrad⟧"},
    {"<trend of=\"Behörighet\" from=\"2018\" to=\"2020\" form=\"presens\"/>", "⟦ökar⟧"},
    {"<trend of=\"Skatteintäkter\" from=\"2022\" to=\"2024\"/>", "⟦beräknas öka⟧"},
    {"<trend of=\"Skatteintäkter\" from=\"2022\" to=\"2024\" form=\"har\"/>", "⟦har ökat⟧"},
    {"<trend of=\"Generella statsbidrag och utjämning\" from=\"2022\" to=\"2024\"/>",
     "⟦beräknas vara oförändrade⟧"},
    {"<trend of=\"Årets resultat\" from=\"2022\" to=\"2024\" form=\"har\"/>", "⟦har varit oförändrat⟧"},
    /* verdicts of indicators */
    {"<verdict of=\"Tid\" period=\"2020\"/>", "⟦har nått målvärdet⟧"},
    {"<verdict of=\"Tid\" period=\"2019 2020\"/>", "⟦nådde målvärdet 2020 men inte 2019⟧"},
    {"<verdict of=\"Betyg\" period=\"2019–2021\"/>", "⟦nådde inte målvärdet något år⟧"},
    /* claims and conditions leave the author's words */
    {"<claim that=\"Tid når delmålet\" period=\"2020\">Nått.</claim>", "Nått."},
    {"<claim that=\"Betyg når inte delmålet\" period=\"2021\">Ej nått.</claim>", "Ej nått."},
    {"<claim that=\"Skatteintäkter ökar\" period=\"2022–2024\">De ökar.</claim>", "De ökar."},
    {"<claim that=\"Skatteintäkter minskar inte\" period=\"2023\">De består.</claim>", "De består."},
    {"<claim that=\"Betyg ökar\" period=\"2019–2021\">Bättre.</claim>", "Bättre."},
    {"<claim that=\"Årets resultat över 39 tkr\" period=\"2022\">Mer.</claim>", "Mer."},
    {"<claim that=\"Årets resultat lika med 0,04 mnkr\" period=\"2022\">Lika.</claim>", "Lika."},
    {"<claim that=\"'Årets resultat' under Skatteintäkter\" period=\"2022\">Mindre.</claim>", "Mindre."},
    {"A<if that=\"Tid når delmålet\" period=\"2019\"> nej</if> B", "A B"},
    {"A<if that=\"Tid når delmålet\" period=\"2020\"> ja</if> B", "A ja B"},
    /* counts and lists */
    {"<count of=\"mål\"/> och <count of=\"indikatorer\"/>.", "⟦Två mål⟧ och ⟦fem indikatorer⟧."},
    {"Klart. <count of=\"fokusområden\"/>: <list of=\"fokusområden\"/>",
     "Klart. ⟦Två fokusområden⟧: ⟦Lärande och Miljö⟧"},
};

Test(bind, every_element_of_prose)
{
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof bound / sizeof *bound; i++) {
        char body[600];
        snprintf(body, sizeof body, "<p>%s</p>", bound[i].body);
        office_bind(&office, office_sources, body, false);
        for (uint32_t d = 0; d < office.job->diags->len; d++)
            cr_assert(office.job->diags->items[d].severity < AJ_WARNING ||
                          office.job->diags->items[d].code == AJ_W0248,
                      "%s", bound[i].body);
        cr_assert_str_eq(office_text(&office), bound[i].text, "%s\n%s", bound[i].body, office_text(&office));
    }
    office_close(&office);
}

/* Columns stand in any order, and a year may have a budget and a forecast. */
Test(bind, the_years_of_a_table_are_one_span)
{
    struct office office;
    office_open(&office);
    office_write(&office, "drift.csv",
                 "Nämnd;Plan 2026;Utfall 2023;Budget 2025;Prognos 2024;Budget 2024\n"
                 "Skolnämnden;5;2;4;3;3\n"
                 "Summa kommunbidrag;5;2;4;3;3\n");
    office_bind(&office, "<source file=\"drift.csv\" unit=\"tkr\"/>", "<p><period of=\"Driftbudget\"/></p>",
                false);
    cr_assert_str_eq(office_text(&office), "⟦2023–2026⟧", "%s", office_text(&office));
    office_close(&office);
}

/* The verb follows the scenario, and the years are listed as they differ. */
Test(bind, verdicts_of_targets)
{
    static const struct {
        const char *that, *period, *text;
    } cases[] = {
        {"Årets resultat minst 40 tkr", "2022", "⟦beräknas uppnås⟧"},
        {"Årets resultat minst 42 tkr", "2022", "⟦beräknas inte uppnås⟧"},
        {"Årets resultat minst 40 tkr", "2022–2024", "⟦beräknas uppnås samtliga år⟧"},
        {"Årets resultat minst 42 tkr", "2022–2024", "⟦beräknas uppnås 2023 men inte 2022 och 2024⟧"},
        {"Årets resultat minst 50 tkr", "2022–2024", "⟦beräknas inte uppnås något år⟧"},
        {"Årets resultat högst 41 tkr", "2022–2024", "⟦beräknas uppnås 2022 och 2024 men inte 2023⟧"},
        {"Skatteintäkter ökar", "2023 2024", "⟦beräknas uppnås samtliga år⟧"},
        {"Behörighet minst 90 procent", "2020", "⟦har uppnåtts⟧"},
        {"Behörighet minst 90 procent", "2018–2020", "⟦uppnåddes 2020 men inte 2018 och 2019⟧"},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[600];
        snprintf(body, sizeof body,
                 "<p><target name=\"m\" that=\"%s\"/><verdict of=\"m\" period=\"%s\"/></p>", cases[i].that,
                 cases[i].period);
        office_bind(&office, office_sources, body, false);
        cr_assert_str_eq(office_text(&office), cases[i].text, "%s: %s", cases[i].that, office_text(&office));
    }
    office_close(&office);
}

static uint32_t count_of(const struct aj_job *job, enum aj_code code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < job->diags->len; i++)
        count += job->diags->items[i].code == code;
    return count;
}

/* Resultatandel 2022: 40/1000 ± 0,5 tkr. The three cases of a verdict. */
Test(bind, rounding_decides_in_three_steps)
{
    static const struct {
        const char *that, *text;
        uint32_t inside, hidden, doubtful; /* N0318, N0319, N0337 */
    } cases[] = {
        {"Resultatandel minst 4 procent", "beräknas uppnås", 0, 0, 0},    /* met exactly */
        {"Resultatandel minst 4,01 procent", "beräknas uppnås", 1, 0, 0}, /* half a tkr is 0,05 */
        {"Resultatandel minst 3,99 procent", "beräknas uppnås", 1, 0, 0}, /* inside on the other side */
        {"Resultatandel minst 4,06 procent", "beräknas inte uppnås", 0, 0, 0},
        {"Resultatandel minst 3 procent", "beräknas uppnås", 0, 0, 0},
        {"Resultatandel högst 3,99 procent", "beräknas uppnås", 1, 0, 0},
        {"Finansnetto minst -9,97 mnkr", "beräknas uppnås", 0, 0, 0},
        /* "over" is a word for the exact figures: rounding excuses no miss, and a narrow yes is told of */
        {"Resultatandel över 4 procent", "beräknas inte uppnås", 0, 0, 0},
        {"Resultatandel över 4,01 procent", "beräknas inte uppnås", 0, 0, 0},
        {"Resultatandel över 3,99 procent", "beräknas uppnås", 0, 0, 1},
        {"Resultatandel över 3 procent", "beräknas uppnås", 0, 0, 0},
        {"Resultatandel under 4,01 procent", "beräknas uppnås", 0, 0, 1},
        {"Resultatandel under 3,99 procent", "beräknas inte uppnås", 0, 0, 0},
        /* costs are printed negative and spoken of without the sign: a limit of either sort is understood */
        {"Avskrivningar minst -50 tkr", "beräknas uppnås", 0, 0, 0},
        {"Avskrivningar minst -49 tkr", "beräknas inte uppnås", 0, 0, 0},
        {"Avskrivningar högst 50 tkr", "beräknas uppnås", 0, 0, 0},
        {"Avskrivningar högst 49 tkr", "beräknas inte uppnås", 0, 0, 0},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[400], text[100];
        snprintf(body, sizeof body,
                 "<p><target name=\"m\" that=\"%s\"/><verdict of=\"m\" period=\"2022\"/></p>", cases[i].that);
        snprintf(text, sizeof text, "⟦%s⟧", cases[i].text);
        office_bind(&office, office_sources, body, false);
        cr_assert_str_eq(office_text(&office), text, "%s: %s", cases[i].that, office_text(&office));
        cr_assert_eq(count_of(office.job, AJ_N0318), cases[i].inside, "%s", cases[i].that);
        cr_assert_eq(count_of(office.job, AJ_N0319), cases[i].hidden, "%s", cases[i].that);
        cr_assert_eq(count_of(office.job, AJ_N0337), cases[i].doubtful, "%s", cases[i].that);
    }
    office_close(&office);
}

/* What nobody measured is said to be so; what cannot or may not be told is not. */
Test(bind, verdicts_on_what_is_missing)
{
    static const struct {
        const char *cell, *text;
    } cases[] = {
        {"-", "⟦har inte mätts⟧"},
        {"i.u.", "⟦har inte mätts⟧"},
        {".", "⟦kan inte bedömas⟧"},
        {"..", "⟦kan inte bedömas⟧"},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char table[200];
        snprintf(table, sizeof table, "Nyckeltal;Enhet;Utfall 2020;Utfall 2021\nA;tkr;%s;1\n", cases[i].cell);
        office_write(&office, "nyckeltal.csv", table);
        office_bind(&office, "<source file=\"nyckeltal.csv\"/>",
                    "<p><target name=\"m\" that=\"A minst 1 tkr\"/><verdict of=\"m\" period=\"2020\"/></p>",
                    false);
        cr_assert_str_eq(office_text(&office), cases[i].text, "%s: %s", cases[i].cell, office_text(&office));
    }
    office_close(&office);
}

Test(bind, actions_are_counted_summed_and_printed)
{
    static const char body[] =
        "<p><count of=\"plan\"/>: <value of=\"plan\" show=\"sum\"/>, <count of=\"plan\" status=\"pågår\"/> "
        "pågår. "
        "<count of=\"plan\" status=\"testas\"/> testas: <list of=\"plan\" status=\"testas\"/>. "
        "<claim that=\"plan saknar genomförda\">Ingen är klar.</claim>"
        "<claim that=\"plan saknar avbrutna\"> Ingen bröts.</claim><count of=\"plan\" "
        "status=\"pågående\"/></p>"
        "<actions name=\"plan\"><caption>C</caption>"
        "<action status=\"pågår\" saving=\"1 000 "
        "tkr\"><h>A</h><what><p>a</p></what><now><p>b</p></now></action>"
        "<action status=\"pågår\" saving=\"1,5 "
        "mnkr\"><h>B</h><what><p>a</p></what><now><p>b</p></now></action>"
        "<action status=\"testas\" "
        "saving=\"oklart\"><h>C</h><what><p>a</p><p>c</p></what><now/></action></actions>";
    struct office office;
    office_open(&office);
    office_bind(&office, office_sources, body, false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0);
    cr_assert_str_eq(office_text(&office),
                     "⟦Tre åtgärder⟧: ⟦2\u00A0500\u00A0tkr⟧, ⟦två⟧ pågår. ⟦En⟧ testas: ⟦C⟧. Ingen är klar. "
                     "Ingen bröts.⟦Två⟧\n"
                     "[tabell] C: Åtgärd | Beskrivning | Möjlig effektivisering | Läge | Uppföljning\n"
                     "  A | a | 1 000 tkr | pågår | b\n"
                     "  B | a | 1,5 mnkr | pågår | b\n"
                     "  C | a c | oklart | testas | (tom)",
                     "%s", office_text(&office));
    office_close(&office);
}

Test(bind, a_list_of_actions_has_the_columns_that_its_actions_fill)
{
    struct office office;
    office_open(&office);
    office_bind(&office, office_sources,
                "<actions name=\"nya\" label=\"Område\"><caption>Nya</caption>"
                "<action><h>A</h><what><p>a</p></what></action>"
                "<action saving=\"oklart\"><h>B</h></action></actions>",
                false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0);
    cr_assert_str_eq(office_text(&office),
                     "[tabell] Nya: Område | Beskrivning | Möjlig effektivisering\n"
                     "  A | a | (tom)\n"
                     "  B | (tom) | oklart",
                     "%s", office_text(&office));
    office_close(&office);
}

Test(bind, goals_tables_sources_and_statements)
{
    static const char body[] = "<goal no=\"1\"><indicators outcomes=\"2020 2018\"/><sources/></goal>"
                               "<statement of=\"Driftbudget\" period=\"2022\"/>"
                               "<statement of=\"inv\" unit=\"mnkr\"/><statement of=\"nyckeltal\"/>";
    struct office office;
    office_open(&office);
    office_bind(
        &office,
        "<source file=\"drift.csv\" unit=\"tkr\"/><source file=\"inv.csv\" unit=\"tkr\" name=\"inv\"/>"
        "<source file=\"mal.csv\"/><source file=\"ind.csv\"/><source file=\"nyckeltal.csv\"/>",
        body, false);
    cr_assert_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0);
    cr_assert_str_eq(office_text(&office),
                     "\n## 1. Alla elever når sina mål  (Fokusområde: Lärande)\n"
                     "[tabell] Styrande indikator | Enhet | Delmål 2023 | Utfall 2020 | Utfall 2018\n"
                     "  Behöriga till gymnasiet | procent | 91 | 90,5 | 84,5\n"
                     "  Tid till beslut | dagar | 40 | 35 | (tom)\n"
                     "  Elevernas betyg på skolan | skala 1–6 | 3,5 | 2,28 (2020) 2,50 (2021) | -\n"
                     "Källor: Behöriga till gymnasiet: Skolverket; Tid till beslut: Kommunen; "
                     "Elevernas betyg på skolan: Enkät\n"
                     "[tabell] Driftbudget, tkr: Nämnd | Budget 2022\n"
                     "  Skolnämnden | 600\n  Socialnämnden | 300\n  Summa kommunbidrag | 900\n"
                     "[tabell] inv, mnkr: Nämnd | 2022 | 2023\n"
                     "  Skolnämnden | 1,5 | 2,5\n  Avgiftsfinansierad verksamhet | 0,5 | 0,5\n"
                     "  Summa investeringar | 2,0 | 3,0\n"
                     "[tabell] nyckeltal: Nyckeltal | Enhet | Alingsås 2024 | Liknande kommuner 2024\n"
                     "  Svar på frågor, andel | procent | 71 | 69\n  Antal chefer | antal | 12 | 9",
                     "%s", office_text(&office));
    office_close(&office);
}

Test(bind, a_unit_is_not_parted_before_its_figures)
{
    struct office office;
    office_open(&office);
    office_bind(&office, office_sources, "<goal no=\"1\"><indicators/></goal>", false);
    xmlChar *text = xmlNodeGetContent((const xmlNode *)met_data(office.result));
    cr_assert(strstr((const char *)text, "skolanskala\u00A01–6") != NULL, "%s", (const char *)text);
    xmlFree(text);
    office_close(&office);
}

/* A unit that the caption says as a word is not said again in each row; where the figures come from is a note
 * without a mark; what a chart's author says of its look goes with it. */
Test(bind, captions_say_units_and_credits_are_notes)
{
    struct office office;
    office_open(&office);
    office_bind(
        &office, office_sources,
        "<chart kind=\"bars\" class=\"narrow\" axis=\"rader\" period=\"2022–2023\"><caption>Resultat, "
        "procent</caption><row of=\"Resultatandel\"/><row of=\"Skatteintäkter\" label=\"Skatter\"/>"
        "<credit>Källa: <em>Kolada</em></credit></chart>"
        "<metrics period=\"2022\"><caption>Procentuellt</caption><row of=\"Resultatandel\"/></metrics>",
        false);
    const char *text = office_text(&office);
    cr_expect(strstr(text, "Resultatandel (procent)") == strrchr(text, 'R'), "%s", text);
    cr_expect(strstr(text, "Skatter (mnkr)") != NULL, "%s", text);
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodeDump(buffer, office.result ? met_data(office.result)->doc : NULL,
                (xmlNodePtr)xmlDocGetRootElement(met_data(office.result)->doc), 0, 0);
    const char *xml = (const char *)xmlBufferContent(buffer);
    cr_expect(strstr(xml, "class=\"narrow\" axis=\"rader\"") != NULL, "%s", xml);
    cr_expect(strstr(xml, ">Källa: <em") != NULL && strstr(xml, "mark=") == NULL, "%s", xml);
    xmlBufferFree(buffer);
    office_close(&office);
}

/* A name that the author has used, or that stands twice, leaves a number, and not one that is taken. */
Test(bind, statements_have_ids_of_their_names)
{
    static const char *const ids[] = {"driftbudget", "inv", "tabell-2", "egen"};
    struct office office;
    office_open(&office);
    office_bind(&office,
                "<source file=\"drift.csv\" unit=\"tkr\"/>"
                "<source file=\"inv.csv\" unit=\"tkr\" name=\"inv\"/>",
                "<statement of=\"Driftbudget\"/><statement of=\"inv\"/><statement of=\"inv\"/>"
                "<p id=\"tabell-1\">x</p><statement id=\"egen\" of=\"inv\"/>",
                false);
    size_t found = 0;
    const xmlNode *section = xmlDocGetRootElement(met_data(office.result))->last;
    for (const xmlNode *node = section->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "table") != 0)
            continue;
        cr_assert_lt(found, 4);
        cr_expect_str_eq(src_xml_attr(office.job, node, "id"), ids[found]);
        found++;
    }
    cr_expect_eq(found, 4);
    office_close(&office);
}

Test(bind, what_is_given_carries_a_note_and_explains_itself)
{
    static const char body[] =
        "<metrics period=\"2022–2023\"><caption>C</caption><row of=\"Soliditet koncern\"/>"
        "<row of=\"Resultatandel\" label=\"Andel\"/></metrics>";
    struct office office;
    struct aj_buf out = AJ_BUF_INIT;
    office_open(&office);
    office_bind(&office,
                "<source file=\"resultat.csv\" unit=\"tkr\"/>"
                "<given of=\"Soliditet koncern\" period=\"2022–2023\" value=\"26,6 28,1 procent\" "
                "from=\"boken\" why=\"saknas\"/>",
                body, false);
    cr_assert_str_eq(office_text(&office), "[tabell] C | 2022 | 2023\n"
                                           "  Soliditet koncern (procent) | 26,6 | 28,1\n"
                                           "  Andel (procent) | 4,0 | 4,0");
    xmlChar *text;
    int length;
    xmlDocDumpMemoryEnc(met_data(office.result), &text, &length, "UTF-8");
    cr_assert_not_null(strstr((char *)text, "mark=\"1\" first=\"ja\">26,6<"));
    cr_assert_not_null(strstr((char *)text, ">Uppgift från boken: saknas.</note>"));
    cr_assert_not_null(strstr((char *)text, "exact=\"133/5\""));
    xmlFree(text);
    const struct met_explanation *explanation = met_explain(office.result, "Resultatandel");
    cr_assert_not_null(explanation);
    met_explanation_text(office.job, explanation, &out);
    cr_assert_not_null(strstr(out.data, "Resultatbudget / Årets resultat 2023 = 42\u00A0tkr"));
    cr_assert_not_null(strstr(out.data, "resultat.csv:11:19 Årets resultat, Plan 2023]"));
    uint32_t count;
    met_figures(office.result, &count);
    cr_assert_eq(count, 4);
    aj_buf_free(&out);
    office_close(&office);
}

Test(bind, findings_of_a_draft_are_marked_and_listed)
{
    struct office office;
    office_open(&office);
    office_bind(&office, office_sources,
                "<p>A <claim that=\"Tid når delmålet\" period=\"2019\">nått</claim>.</p>", false);
    met_mark_findings(office.job, office.result);
    xmlChar *text;
    int length;
    xmlDocDumpMemoryEnc(met_data(office.result), &text, &length, "UTF-8");
    cr_assert_not_null(strstr((char *)text, "finding=\"1\">A nått.</p>"), "%s", (char *)text);
    cr_assert_not_null(strstr((char *)text, "<finding n=\"1\" severity=\"error\" code=\"E0312\" place="));
    xmlFree(text);
    office_close(&office);
}
