/* Trends: chapters and rows made one, judged, linked, answered; what is told of them, shown and counted. */
#include "base/accept.h"
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(trends);

static const char table[] = "Id;Trend;Drivkraft;Effekt;Sannolikhet;Horisont;Mål;Indikatorer;Svar;Ansvar;Tid\n"
                            "1;Fler blir gamla;Demografi;stor;hög;10 år;1;;Bygg boenden;Skolnämnden;2026\n"
                            "2;Vattnet stiger;Klimat, teknik;liten;medel;;;Plats;Höj vallen;;\n"
                            "3;Tågen blir fler;Teknik;stor;låg;;;;Bygg spår;;\n";

/* After the section of the report: chapters of its own, and a section that ends the report. */
#define CHAPTERS(text) "<p/></section>" text "<section><h1>S</h1><p/>"

#define SOURCES                                                                                              \
    "<source file=\"mal.csv\"/><source file=\"ind.csv\"/><source file=\"drift.csv\" unit=\"tkr\"/>"          \
    "<source file=\"trender.csv\"/>"

static void open_with(struct office *office, const char *trends)
{
    office_open(office);
    office_write(office, "trender.csv", trends);
}

static uint32_t count_of(const struct office *office, enum aj_code code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < office->job->diags->len; i++)
        count += office->job->diags->items[i].code == code;
    return count;
}

/* The first element of that name in the data document, or NULL. */
static const xmlNode *find(const xmlNode *node, const char *name, const char *attribute, const char *value)
{
    for (; node; node = node->next) {
        xmlChar *has = node->type == XML_ELEMENT_NODE && attribute
                           ? xmlGetProp((xmlNodePtr)node, BAD_CAST attribute)
                           : NULL;
        bool apt = src_xml_is(node, name) && (!attribute || (has && !strcmp((const char *)has, value)));
        xmlFree(has);
        const xmlNode *below = apt ? node : find(node->children, name, attribute, value);
        if (below)
            return below;
    }
    return NULL;
}

static const xmlNode *data_of(const struct office *office)
{
    return xmlDocGetRootElement(met_data(office->result));
}

static void expect_words(const xmlNode *node, const char *words)
{
    cr_assert_not_null(node);
    xmlChar *content = xmlNodeGetContent(node);
    cr_expect_str_eq((const char *)content, words);
    xmlFree(content);
}

static void expect_attribute(const xmlNode *node, const char *name, const char *value)
{
    cr_assert_not_null(node);
    xmlChar *has = xmlGetProp((xmlNodePtr)node, BAD_CAST name);
    cr_assert_not_null(has, "%s", name);
    cr_expect_str_eq((const char *)has, value);
    xmlFree(has);
}

Test(trends, a_chapter_and_its_row_are_one)
{
    struct office office;
    open_with(&office, table);
    office_bind(
        &office, SOURCES,
        CHAPTERS("<trend id=\"gamla\" of=\"1\" force=\"demografi\"><p>Ingress.</p><h2>Text</h2><p>Mer.</p>"
                 "<response time=\"2026\"><h>Bygg boenden</h><p>Prosa.</p></response>"
                 "<response><h>Mer</h></response></trend><trend of=\"Vattnet stiger\"/>"),
        false);
    const xmlNode *section = find(data_of(&office), "section", "id", "gamla");
    cr_expect_eq(count_of(&office, AJ_E0395), 0);
    expect_attribute(section, "class", "trend");
    expect_words(find(section->children, "h1", NULL, NULL), "Fler blir gamla");
    expect_words(find(section->children, "fact", "key", "effect"), "stor");
    expect_words(find(section->children, "fact", "key", "goals"), "1. Alla elever når sina mål");
    cr_expect(src_xml_is(find(section->children, "facts", NULL, NULL)->prev, "p"), "after the opening");
    const xmlNode *responses = find(section->children, "responses", NULL, NULL);
    cr_assert_not_null(responses);
    expect_attribute(responses->children, "responsible", "Skolnämnden");
    expect_words(responses->children, "Bygg boendenProsa.");
    expect_words(responses->children->next, "Mer");
    /* The heading of the responses is made where the author wrote none. */
    expect_words(responses->prev, "Så kan kommunen möta utvecklingen");
    const xmlNode *second = find(data_of(&office), "section", "id", "trend-2");
    expect_words(find(second->children, "fact", "key", "indicators"), "Plats");
    expect_words(find(second->children, "fact", "key", "goals"), "2. Luften är ren");
    office_close(&office);
}

Test(trends, an_authors_own_heading_stands_above_the_responses)
{
    struct office office;
    open_with(&office, table);
    office_bind(&office, SOURCES,
                CHAPTERS("<trend of=\"1\"><p>A</p><h2>Så gör vi</h2><response><h>X</h></response></trend>"),
                false);
    const xmlNode *responses = find(data_of(&office), "responses", NULL, NULL);
    expect_words(responses->prev, "Så gör vi");
    office_close(&office);
}

Test(trends, prose_counts_and_lists_them)
{
    struct office office;
    open_with(&office, table);
    office_bind(&office, SOURCES,
                "<p>Vi ser <count of=\"trender\"/>, <count of=\"trender\" effect=\"stora\"/> stora, <count "
                "of=\"trender\" "
                "effect=\"minst liten\" likelihood=\"minst medel\"/> säkra, <count of=\"trender\" "
                "force=\"teknik\"/>: <list "
                "of=\"trender\" force=\"teknik\"/>, <count of=\"trender\" goal=\"2\"/>.</p>",
                false);
    cr_expect_str_eq(office_plain(&office),
                     "Vi ser ⟦tre trender⟧, ⟦två trender⟧ stora, ⟦två trender⟧ säkra, ⟦två "
                     "trender⟧: ⟦Vattnet stiger och Tågen blir fler⟧, ⟦en trend⟧.");
    office_bind(&office, SOURCES, "<p>a <count of=\"trender\" effect=\"enorm\"/></p>", false);
    office_expect(&office, AJ_E0397, "report.xml", 4, 6, "it has liten, medel eller stor");
    office_bind(&office, SOURCES, "<p>a <count of=\"trender\" goal=\"9\"/></p>", false);
    cr_expect_eq(count_of(&office, AJ_E0323), 1);
    office_close(&office);
}

Test(trends, the_map_has_their_steps)
{
    struct office office;
    open_with(&office, table);
    office_bind(&office, SOURCES "<scale of=\"effekt\" steps=\"obetydlig; liten; stor\"/>",
                "<matrix of=\"trendkarta\"/>", false);
    const xmlNode *chart = find(data_of(&office), "chart", "kind", "matrix");
    expect_attribute(find(chart->children, "column", "key", "effect"), "steps", "obetydlig; liten; stor");
    expect_attribute(find(chart->children, "column", "key", "likelihood"), "steps", "låg; medel; hög");
    const xmlNode *row = find(chart->children, "row", NULL, NULL);
    expect_words(row->children, "1. Fler blir gamla");
    expect_attribute(row->children->next, "exact", "3");
    expect_attribute(row->children->next->next, "exact", "3");
    office_close(&office);
}

Test(trends, the_thread_goes_to_the_budget_and_says_its_gaps)
{
    struct office office;
    open_with(&office, table);
    office_write(&office, "mal.csv",
                 "Mål;Rubrik;Budgetrad\n1;Alla lär sig;Skolnämnden\n2;Ren luft;\n3;Ingen når mig;\n");
    office_bind(&office, SOURCES, "<matrix id=\"tråd\" of=\"röda tråden\"/>", false);
    const xmlNode *shown = find(data_of(&office), "table", "id", "tråd");
    expect_words(find(shown->children, "thead", NULL, NULL), "TrendMålIndikatorBudget 2022");
    const xmlNode *body = find(shown->children, "tbody", NULL, NULL);
    expect_words(body, "1. Fler blir gamla1. Alla lär sigingen indikatorSkolnämnden, 0,6\xC2\xA0mnkr");
    expect_words(body->next, "2. Vattnet stiger2. Ren luftPlatsingen budgetrad");
    expect_words(body->next->next, "3. Tågen blir fleringet målingen indikatoringen budgetrad");
    expect_words(body->next->next->next, "ingen trend3. Ingen når migingen indikatoringen budgetrad");
    office_close(&office);
}

/* Each check of trends: what it finds, with its hint, and that the report may accept it. */
Test(trends, checks_tell_and_may_be_accepted)
{
    static const struct {
        const char *check, *trends, *chapters, *of;
        enum aj_code code;
        const char *file;
        uint32_t line, column;
        const char *hint; /* NULL: that of W0361 */
    } cases[] = {
        {"trend-svar", "Id;Trend;Svar\n1;A;Gör\n2;B;\n", "", "B", AJ_W0361, "trender.csv", 3, 1, NULL},
        {"trend-mal", "Id;Trend;Mål;Svar\n1;A;1;x\n2;B;;x\n", "", "B", AJ_W0361, "trender.csv", 3, 1, NULL},
        {"mal-trend", "Id;Trend;Mål;Svar\n1;A;1;x\n", "", "mål 2", AJ_W0361, "mal.csv", 3, 9, NULL},
        {"trend-bedomning", "Id;Trend;Effekt;Svar\n1;A;4;x\n2;B;;x\n", "", "B", AJ_W0361, "trender.csv", 3, 1,
         NULL},
        {"trend-id", "Id;Trend;Svar\n1;A;x\n1;B;x\n", "", "1", AJ_E0262, "trender.csv", 3, 1,
         "give the two different ids, or put what is said of the one in one place"},
        {"trend-kopplingar", "Id;Trend;Mål;Indikatorer;Svar\n1;A;2;Behörighett;x\n", "", "Behörighett",
         AJ_E0396, "trender.csv", 2, 7,
         "did you mean \"Behörighet\"?, or accept it in data: accept check=\"trend-kopplingar\" "
         "of=\"Behörighett\" why=\"...\""},
        {"trend-kopplingar", "Id;Trend;Mål;Svar\n1;A;9;x\n", "", "9", AJ_E0396, "trender.csv", 2, 5,
         "name a goal by its number, an indicator as its table does, or accept it in data: accept "
         "check=\"trend-kopplingar\" of=\"9\" why=\"...\""},
        {"trend-skala", "Id;Trend;Effekt;Svar\n1;A;6;x\n", "", "A", AJ_E0397, "trender.csv", 2, 5,
         "it has 1, 2, 3, 4 eller 5; or accept it in data: accept check=\"trend-skala\" of=\"A\" "
         "why=\"...\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office office;
        char hint[200], data[700];
        open_with(&office, cases[i].trends);
        snprintf(hint, sizeof hint,
                 "add what is missing, or accept it in data: accept check=\"%s\" of=\"%s\" why=\"...\"",
                 cases[i].check, cases[i].of);
        static const char metrics[] =
            "<metrics>"
            "<check id=\"trend-id\" name=\"n\" every=\"trend\" needs=\"eget id\"/>"
            "<check id=\"trend-kopplingar\" name=\"n\" every=\"trend\" needs=\"kända kopplingar\"/>"
            "<check id=\"trend-skala\" name=\"n\" every=\"trend\" needs=\"steg på skalan\"/>"
            "<check id=\"trend-bedomning\" name=\"n\" every=\"trend\" needs=\"bedömning\"/>"
            "<check id=\"trend-svar\" name=\"n\" every=\"trend\" needs=\"svar\"/>"
            "<check id=\"trend-mal\" name=\"n\" every=\"trend\" needs=\"mål\"/>"
            "<check id=\"mal-trend\" name=\"n\" every=\"mål\" needs=\"trend\"/></metrics>";
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, SOURCES, "", true);
        const struct aj_diag *found = NULL;
        for (uint32_t d = 0; d < office.job->diags->len; d++)
            if (office.job->diags->items[d].check &&
                !strcmp(office.job->diags->items[d].check, cases[i].check))
                found = &office.job->diags->items[d];
        cr_assert_not_null(found, "%s", cases[i].check);
        cr_expect_eq(found->code, cases[i].code, "%s", cases[i].check);
        cr_expect_str_eq(aj_diag_hint(office.job->diags, found, AJ_ENGLISH),
                         cases[i].hint ? cases[i].hint : hint);
        struct aj_place place = aj_places_at(office.job->places, found->at);
        cr_expect_not_null(strstr(place.file, cases[i].file), "%s: %s", cases[i].check, place.file);
        cr_expect_eq(place.line, cases[i].line, "%s: %u", cases[i].check, place.line);
        cr_expect_eq(place.column, cases[i].column, "%s: %u", cases[i].check, place.column);
        snprintf(data, sizeof data, SOURCES "<accept check=\"%s\" of=\"%s\" why=\"så är det\"/>",
                 cases[i].check, cases[i].of);
        office_bind(&office, data, "", true);
        uint32_t open = 0;
        for (uint32_t d = 0; d < office.job->diags->len; d++) {
            const struct aj_diag *diag = &office.job->diags->items[d];
            open += diag->check && !strcmp(diag->check, cases[i].check) && !diag->accepted;
        }
        cr_expect_eq(open, 0, "%s", cases[i].check);
        office_close(&office);
    }
}

Test(trends, faults_are_told_where_they_are)
{
    struct office office;
    open_with(&office, table);
    office_bind(&office, SOURCES, CHAPTERS("<trend of=\"Vatnet stiger\"/>"), false);
    office_expect(&office, AJ_E0394, "report.xml", 4, 15, "did you mean \"Vattnet stiger\"?");
    office_bind(&office, SOURCES, CHAPTERS("<trend of=\"zzz\"/>"), false);
    office_expect(&office, AJ_E0394, "report.xml", 4, 15,
                  "the table has 1, 2 eller 3; a chapter that it lacks has an h1");
    /* What is not found is what `of` says, whatever the heading. */
    office_bind(&office, SOURCES, CHAPTERS("<trend of=\"zzz\"><h1>Vattnet stiger</h1></trend>"), false);
    office_expect(&office, AJ_E0394, "report.xml", 4, 15,
                  "the table has 1, 2 eller 3; a chapter that it lacks has an h1");
    /* A scale says nothing of names. */
    office_bind(&office, SOURCES "<scale of=\"effekt\" steps=\"liten; stor\"/>",
                CHAPTERS("<trend of=\"zzz\"/>"), false);
    cr_expect_eq(count_of(&office, AJ_E0394), 1);
    office_bind(&office, "", CHAPTERS("<trend/>"), false);
    office_expect(&office, AJ_E0394, "report.xml", 4, 15,
                  "write its heading in an h1, or add a source with the columns Id and Trend");
    office_bind(&office, SOURCES, CHAPTERS("<trend of=\"1\" effect=\"liten\"/>"), false);
    office_expect(&office, AJ_E0395, "report.xml", 4, 15, "say it in one place, or the same in both");
    office_bind(&office, SOURCES "<scale of=\"effekt\" steps=\"stor\"/>", "", false);
    office_expect(&office, AJ_E0398, "report.xml", 2, 120,
                  "write two to nine steps from the lowest to the highest: steps=\"liten; måttlig; stor\" or "
                  "steps=\"1-4\"");
    office_bind(&office, "<source file=\"mal.csv\"/>", "<matrix of=\"trendkarta\"/>", false);
    office_expect(
        &office, AJ_E0399, "report.xml", 4, 1,
        "add a source with the columns Id, Trend, Effekt and Sannolikhet, or write <trend> chapters");
    office_close(&office);
}

/* What the table says of a trend is data, no figure that someone typed. */
Test(trends, a_strict_report_asks_nothing_of_their_facts)
{
    struct office office;
    open_with(&office, table);
    office_bind_as(&office, "strict=\"ja\"", SOURCES, CHAPTERS("<trend of=\"1\"/>"));
    cr_expect_eq(count_of(&office, AJ_W0350), 0);
    office_bind_as(&office, "strict=\"ja\"", SOURCES, CHAPTERS("<trend of=\"1\"><p>Om 10 år.</p></trend>"));
    cr_expect_eq(count_of(&office, AJ_W0350), 1);
    office_close(&office);
}

/* Scales that need no declaration, and that chapters alone may hold everything. */
Test(trends, chapters_alone_are_enough)
{
    struct office office;
    office_open(&office);
    office_bind(
        &office, "<source file=\"mal.csv\"/><source file=\"ind.csv\"/>",
        CHAPTERS("<trend effect=\"mycket stor\" likelihood=\"möjlig\" goals=\"mål 1 och "
                 "2\"><h1>A<note>n</note></h1>"
                 "<response><h>B</h></response></trend><trend effect=\"måttlig\" likelihood=\"trolig\" "
                 "indicators=\"Betyg, Tid\" goals=\"1\"><h1>C</h1><response><h>D</h></response></trend>"
                 "<section><h1>K</h1><matrix of=\"trendkarta\"/></section>"),
        false);
    for (uint32_t d = 0; d < office.job->diags->len; d++)
        cr_expect_null(office.job->diags->items[d].check ? strstr(office.job->diags->items[d].check, "trend")
                                                         : NULL);
    const xmlNode *chart = find(data_of(&office), "chart", "kind", "matrix");
    expect_attribute(find(chart->children, "column", "key", "effect"), "steps",
                     "mycket liten; liten; måttlig; stor; mycket stor");
    expect_attribute(find(chart->children, "column", "key", "likelihood"), "steps",
                     "osannolik; möjlig; trolig; säker");
    expect_words(find(data_of(&office), "fact", "key", "indicators"), "Betyg och Tid");
    office_close(&office);
}
