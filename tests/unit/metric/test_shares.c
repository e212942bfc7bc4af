/* Charts of their own kinds as data: 100 kronor, indicators against targets, matrices, turns in cells,
 * appendices. */
#include "office.h"
#include "suite.h"

#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(shares);

static const char sources[] = "<source file=\"delar.csv\" unit=\"tkr\" kind=\"driftbudget\" name=\"Delar\"/>"
                              "<source file=\"matt.csv\"/>";

static struct office bind(const char *body)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "delar.csv",
        "Nämnd;Budget 2022;Budget 2023\nEtt;-333;-1 000\nTvå;-333;-2 000\nTre;-333;-4 000\nFyra;-1;5\n"
        "Summa nettokostnader;-1 000;-6 995\n");
    office_write(&office, "matt.csv",
                 "Nyckeltal;Enhet;Bäst;Delmål 2024;Ekbacka 2024;Ekbacka 2022;Ekbacka 2021;Riket 2024\n"
                 "Nöjda;procent;högt;80;75;70;72;77\nTid;dagar;lågt;30;28;31;-;33\nAntal;antal;;;5;4;3;6\n");
    office_bind(&office, sources, body, false);
    return office;
}

static xmlNodePtr find(xmlNodePtr node, const char *name, int n)
{
    xmlNodePtr root = node;
    while (node) {
        if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name) && n-- == 0)
            return node;
        xmlNodePtr next = node->children;
        while (!next && node && node != root) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
    return NULL;
}

static xmlNodePtr root_of(const struct office *office)
{
    return xmlDocGetRootElement(met_data(office->result));
}

/* Cell `column` of row `row`, as it is printed. */
static void expect_cell(const struct office *office, int row, int column, const char *want)
{
    xmlNodePtr node = find(root_of(office), "row", row), cell = node ? find(node, "cell", column) : NULL;
    cr_assert(cell != NULL);
    xmlChar *text = xmlNodeGetContent(cell);
    cr_expect(eq(str, (char *)text, (char *)want));
    xmlFree(text);
}

static void expect_attr(xmlNodePtr node, const char *name, const char *want)
{
    xmlChar *text = node ? xmlGetNoNsProp(node, BAD_CAST name) : NULL;
    cr_expect(eq(str, text ? (char *)text : "(none)", (char *)want));
    xmlFree(text);
}

/* 33.3 three times and 0.1: the first of the equal remainders gets what is left; the sum is exactly 100. */
Test(shares, kronor_sum_to_a_hundred)
{
    struct office o =
        bind("<chart kind=\"hundred\" period=\"2022\"><row of=\"Ett\"/><row of=\"Två\"/><row of=\"Tre\"/>"
             "<row of=\"Fyra\"/><sum of=\"Summa nettokostnader\"/></chart>");
    static const char *const kronor[] = {"34", "33", "33", "0", "100"}, *const shares[] = {"33,3", "33,3",
                                                                                           "33,3", "0,1",
                                                                                           "100,0"};
    for (int row = 0; row < 5; row++) {
        expect_cell(&o, row, 1, kronor[row]);
        expect_cell(&o, row, 2, shares[row]);
    }
    expect_attr(find(root_of(&o), "column", 1), "key", "kronor");
    office_close(&o);
}

Test(shares, a_bullet_keeps_units_directions_and_verdicts)
{
    struct office o =
        bind("<chart kind=\"bullet\" period=\"2024\" with=\"riket\"><row of=\"Nöjda\"/><row of=\"Tid\"/>"
             "<row of=\"Antal\" label=\"Hur många\"/></chart>");
    static const char *const cells[3][6] = {{"Nöjda", "procent", "75", "80", "77", "ej uppfyllt"},
                                            {"Tid", "dagar", "28", "30", "33", "uppfyllt"},
                                            {"Hur många", "antal", "5", "", "6", "inget mål"}};
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 6; column++)
            expect_cell(&o, row, column, cells[row][column]);
    expect_attr(find(root_of(&o), "row", 0), "better", "högt");
    expect_attr(find(root_of(&o), "row", 1), "better", "lågt");
    expect_attr(find(root_of(&o), "row", 1), "verdict", "yes");
    expect_attr(find(root_of(&o), "row", 2), "verdict", "(none)");
    office_close(&o);
}

Test(shares, a_row_has_its_turn_in_a_cell)
{
    struct office o =
        bind("<metrics period=\"2024\" trend=\"ja\"><row of=\"Nöjda\"/><row of=\"Tid\"/></metrics>");
    xmlNodePtr cell = find(find(root_of(&o), "row", 1), "cell", 2);
    expect_attr(cell, "type", "trend");
    /* 2021 has no figure, and the table does not speak of 2023: both are gaps. */
    static const char *const years[] = {"2021", "2022", "2023", "2024"}, *const exact[] = {"(none)", "31",
                                                                                           "(none)", "28"};
    for (int i = 0; i < 4; i++) {
        expect_attr(find(cell, "point", i), "year", years[i]);
        expect_attr(find(cell, "point", i), "exact", exact[i]);
    }
    office_close(&o);
}

Test(shares, tables_of_charts_have_an_appendix)
{
    struct office o =
        bind("<chart kind=\"bars\" period=\"2024\" table=\"bilaga\"><row of=\"Nöjda\"/></chart>");
    expect_attr(find(root_of(&o), "chart", 0), "table", "bilaga");
    expect_attr(find(root_of(&o), "section", 1), "class", "bilaga");
    expect_attr(find(root_of(&o), "index", 0), "of", "diagram");
    cr_expect(find(root_of(&o), "index", 1) == NULL);
    office_close(&o);
    o = bind("<chart kind=\"bars\" period=\"2024\" table=\"bilaga\"><row of=\"Nöjda\"/></chart><index "
             "of=\"diagram\"/>");
    cr_expect(find(root_of(&o), "section", 1) == NULL, "the report has a place for them");
    office_close(&o);
}

Test(shares, faults)
{
    static const struct {
        const char *body;
        enum aj_code code;
        uint32_t column;
        const char *hint;
    } cases[] = {
        {"<chart kind=\"hundred\" period=\"2023\"><row of=\"Ett\"/><row of=\"Fyra\"/></chart>", AJ_E0670, 52,
         "show incomes and costs in a chart each, or choose another kind of chart"},
        {"<chart kind=\"hundred\" period=\"2022\"><row of=\"Ett\"/><sum of=\"Summa "
         "nettokostnader\"/></chart>",
         AJ_E0673, 52, "add what is left as a row of its own, or take the sum away"},
        {"<chart kind=\"hundred\" period=\"2022–2023\"><row of=\"Ett\"/></chart>", AJ_E0675, 1,
         "write one year: period=\"2024\""},
        {"<chart kind=\"bullet\" period=\"2024\" with=\"a; b; c; d\"><row of=\"Nöjda\"/></chart>", AJ_E0676,
         1, "compare with three at most: with=\"liknande kommuner; riket\""},
        {"<p><target name=\"mål\" that=\"Nöjda ökar\" period=\"2022\">x</target></p><chart kind=\"bullet\" "
         "period=\"2024\">"
         "<row of=\"Nöjda\" target=\"mål\"/></chart>",
         AJ_E0677, 104,
         "name a target whose that compares a figure with a limit: that=\"Andel minst 4 procent\""},
        {"<chart kind=\"matrix\"><item effect=\"enorm\" likelihood=\"stor\">A</item></chart>", AJ_E0679, 22,
         "its steps are liten, måttlig och stor"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office o = bind(cases[i].body);
        office_expect(&o, cases[i].code, "report.xml", 4, cases[i].column, cases[i].hint);
        office_close(&o);
    }
}

/* The rows of a table that `of` names are dealt; its total is the whole, and none of them. */
Test(shares, kronor_of_a_table)
{
    struct office o =
        bind("<chart kind=\"hundred\" of=\"Delar\" period=\"2022\" unit=\"mnkr\" decimals=\"2\"/>");
    static const char *const kronor[] = {"34", "33", "33", "0", "100"}, *const amounts[] = {"0,33", "0,33",
                                                                                            "0,33", "0,00",
                                                                                            "1,00"};
    for (int row = 0; row < 5; row++) {
        expect_cell(&o, row, 1, kronor[row]);
        expect_cell(&o, row, 3, amounts[row]);
    }
    cr_expect(find(root_of(&o), "row", 5) == NULL);
    expect_attr(find(root_of(&o), "row", 4), "role", "total");
    office_close(&o);
    struct office sums = bind("<chart kind=\"hundred\" of=\"Delar\" period=\"2023\"/>");
    office_expect(&sums, AJ_E0670, "report.xml", 4, 1,
                  "show incomes and costs in a chart each, or choose another kind of chart");
    office_close(&sums);
}

/* A unit that no table of units knows follows its figure everywhere. */
Test(shares, units_of_their_own)
{
    struct office o;
    office_open(&o);
    office_write(&o, "energi.csv",
                 "Nyckeltal;Enhet;Bäst;2023;2024\nEnergi;kWh per invånare;lägre;34;31\n"
                 "Bostäder;antal/1000 inv;högre;4;5\n");
    office_bind(
        &o, "<source file=\"energi.csv\"/>",
        "<p><value of=\"Energi\" period=\"2024\"/>, <value of=\"Energi\" period=\"2023\" unit=\"kWh "
        "per invånare\"/>, <value of=\"Bostäder\" period=\"2024\"/>. <target name=\"m\" that=\"Energi "
        "högst 32 kWh per invånare\"><limit/></target>; <target name=\"b\" that=\"Bostäder minst "
        "4\"><limit/></target>.</p>"
        "<chart kind=\"bars\" of=\"energi\" period=\"2023 2024\" unit=\"kWh per invånare\"/>",
        false);
    cr_expect(strstr(office_plain(&o), "31 kWh per invånare⟧, ⟦34 kWh per invånare⟧, ⟦5 per 1000 inv⟧. "
                                       "⟦högst 32 kWh per invånare⟧; ⟦minst 4 per 1000 inv⟧.") != NULL,
              "%s", office_plain(&o));
    office_expect(&o, AJ_E0313, "report.xml", 4, 277, "did you mean \"antal/1000 inv\"?");
    office_close(&o);
}

/* Figures as programs write them: two decimals unless the author says; the exact value stays. */
Test(shares, decimals_of_a_table)
{
    struct office o;
    office_open(&o);
    office_write(&o, "kolada.csv", "kommun;year;value\n1489;2024;23,576622\n1489;2025;22\n");
    office_bind(&o, "<source file=\"kolada.csv\" name=\"Soliditet\"/>",
                "<statement of=\"Soliditet\"/><statement of=\"Soliditet\" decimals=\"1\"/>", false);
    expect_cell(&o, 0, 1, "23,58");
    expect_cell(&o, 1, 1, "23,6");
    expect_cell(&o, 1, 2, "22,0");
    expect_attr(find(find(root_of(&o), "row", 0), "cell", 1), "exact", "11788311/500000");
    office_close(&o);
}

/* Bullets, too, are of a table of indicators that `of` names. */
Test(shares, bullets_of_a_table)
{
    struct office o = bind("<chart kind=\"bullet\" of=\"matt\" period=\"2024\"/>");
    expect_cell(&o, 0, 2, "75");
    expect_cell(&o, 0, 3, "80");
    expect_cell(&o, 2, 2, "5");
    office_close(&o);
}

/* More rows than can be drawn are told of, not passed over. */
Test(shares, rows_have_a_limit)
{
    static const char *const kinds[] = {"<chart kind=\"hundred\" period=\"2022\">",
                                        "<chart kind=\"bullet\" period=\"2022\">"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int rows = 64; rows <= 65; rows++) {
            char body[4096];
            size_t n = (size_t)snprintf(body, sizeof body, "%s", kinds[i]);
            for (int row = 0; row < rows; row++)
                n += (size_t)snprintf(body + n, sizeof body - n, "<row of=\"Ett\"/>");
            snprintf(body + n, sizeof body - n, "</chart>");
            struct office o = bind(body);
            if (rows > 64)
                office_expect(&o, AJ_E0672, "report.xml", 4, 1, "choose fewer rows, or make several charts");
            cr_expect(eq(int, find(root_of(&o), "row", 63) != NULL, rows == 64));
            office_close(&o);
        }
}

Test(shares, nothing_cannot_be_parted)
{
    struct office o;
    office_open(&o);
    office_write(&o, "noll.csv", "Nämnd;Budget 2022\nEtt;0\nTvå;0\nSumma nettokostnader;0\n");
    office_bind(&o, "<source file=\"noll.csv\" unit=\"tkr\" kind=\"driftbudget\" name=\"Delar\"/>",
                "<chart kind=\"hundred\" period=\"2022\"><row of=\"Ett\"/></chart>", false);
    office_expect(&o, AJ_E0674, "report.xml", 4, 1, "choose another year or other rows");
    office_close(&o);
}
