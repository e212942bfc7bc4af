/* Formulas of metrics: each function, each reference to another period, scenario or organisation. */
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(formula);

static const char figures[] = "<source file=\"nyckeltal.csv\"/><source file=\"drift.csv\"/><source "
                              "file=\"mal.csv\" name=\"Kommuner\"/>";

static void prepare(struct office *office)
{
    office_open(office);
    office_write(office, "nyckeltal.csv",
                 "Nyckeltal;Enhet;Utfall 2020;Utfall 2021;Utfall 2022;Budget 2022;Budget 2023\n"
                 "Kostnad;tkr;100;110;121;120;130\n"
                 "Intäkt;tkr;40;40;50;60;65\n"
                 "Luckor;tkr;10;-;30;;\n"
                 "Antal invånare;invånare;1 000;1 000;1 100;1 100;1 250\n"
                 "Noll;tkr;0;0;0;0;0\n");
    office_write(
        office, "drift.csv",
        "Nämnd;Enhet;Budget 2023\nSkola;tkr;600\nvarav förskola;tkr;200\nOmsorg;tkr;300\nTeknik;tkr;100\n"
        "Summa;tkr;1 000\n");
    office_write(office, "mal.csv",
                 "Nyckeltal;Enhet;Bäst;Vår kommun 2023;Ekby 2023;Lindby 2023;Tallby 2023;Riket 2023;Liknande "
                 "kommuner 2023\n"
                 "Nöjda;procent;högt;70;80;60;50;90;71\n"
                 "Väntetid;dagar;lågt;20;30;20;50;10;12\n");
}

/* The bound text with its no-break spaces as plain ones; in the job's arena. */
static const char *plain(struct office *office)
{
    char *text = aj_strdup(office->job->arena, office_text(office));
    size_t n = 0;
    for (const char *p = text; *p; p++) {
        bool no_break = !strncmp(p, "\xC2\xA0", 2);
        text[n++] = no_break ? ' ' : *p;
        p += no_break;
    }
    text[n] = '\0';
    return text;
}

static const struct {
    const char *formula, *unit, *period, *text;
} cases[] = {
    {"'Kostnad' + 'Intäkt'", "tkr", "2023", "195 tkr"},
    {"prev('Kostnad')", "tkr", "2021", "100 tkr"},
    {"prev('Kostnad', 3)", "tkr", "2023", "100 tkr"},
    {"growth('Kostnad')", "procent", "2021", "10 procent"},
    {"change('Kostnad')", "tkr", "2021", "10 tkr"},
    {"index('Kostnad', 2020)", "index 2020=100", "2023", "130"},
    {"'Kostnad'[utfall] - 'Kostnad'[budget]", "tkr", "2022", "1 tkr"},
    {"'Kostnad'[utfall 2020]", "tkr", "2023", "100 tkr"},
    {"('Kostnad' - 'Intäkt')[2020]", "tkr", "2023", "60 tkr"},
    {"sum('Kostnad'[utfall 2020-2022])", "tkr", "2023", "331 tkr"},
    {"avg('Luckor'[utfall 2020–2022])", "tkr", "2023", "20 tkr"},
    {"count('Luckor'[utfall 2020–2022])", "antal", "2023", "2"},
    {"median('Kostnad'[utfall 2020, 2021, 2022])", "tkr", "2023", "110 tkr"},
    {"min(10 * 'Intäkt', 'Kostnad')", "tkr", "2023", "130 tkr"},
    {"max('Intäkt', 'Kostnad', 'Noll')", "tkr", "2023", "130 tkr"},
    {"sum('drift')", "tkr", "2023", "1 000 tkr"},
    {"max('drift')", "tkr", "2023", "600 tkr"},
    {"avg('drift')", "tkr", "2023", "333 tkr"},
    {"apportion('Omsorg', 7 kr)", "kr", "2023", "2 kronor"},
    {"'Kostnad' + 5 tkr - 2000 kr", "tkr", "2023", "133 tkr"},
    {"deviation('Kostnad'[utfall], 'Kostnad'[budget])", "tkr", "2022", "1 tkr"},
    {"share('Skola')", "procent", "2023", "60 procent"},
    {"share('Intäkt', 'Kostnad')", "procent", "2023", "50 procent"},
    {"per_capita('Kostnad')", "kr/invånare", "2023", "104 kronor per invånare"},
    {"if('Kostnad' över 'Intäkt', 'Kostnad', 'Intäkt')", "tkr", "2023", "130 tkr"},
    {"if('Kostnad' minst 130 * 'Intäkt' / 'Intäkt' * 'Kostnad' / 'Kostnad' * 'Kostnad', 1, 2)", "antal",
     "2023", "2"},
    {"if('Intäkt' lika med 'Kostnad' / 2, 1, 0)", "antal", "2023", "1"},
    {"if('Intäkt' >= 'Kostnad', 1, 0)", "antal", "2023", "0"},
    {"if('Intäkt' högst 'Kostnad', abs(-'Kostnad'), 'Noll')", "tkr", "2023", "130 tkr"},
    {"'Nöjda'[Riket]", "procent", "2023", "90 procent"},
    {"'Nöjda' - 'Nöjda'[Liknande kommuner]", "procent", "2023",
     "\xE2\x88\x92"
     "1 procent"},
    {"avg('Nöjda'[alla])", "procent", "2023", "65 procent"},
    {"max('Nöjda'[alla])", "procent", "2023", "80 procent"},
    {"rank('Nöjda')", "placering", "2023", "2"},
    {"rank('Väntetid')", "placering", "2023", "1"},
    {"rank('Nöjda'[Tallby])", "placering", "2023", "4"},
    {"quartile('Nöjda')", "antal", "2023", "2"},
    {"quartile('Nöjda', 2)", "antal", "2023", "1"},
};

Test(formula, functions_and_references)
{
    struct office office;
    prepare(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char metrics[600], body[200], expected[100];
        snprintf(metrics, sizeof metrics,
                 "<metrics><metric name=\"M\" unit=\"%s\" "
                 "decimals=\"0\"><formula><![CDATA[%s]]></formula></metric></metrics>",
                 cases[i].unit, cases[i].formula);
        snprintf(body, sizeof body, "<p><value of=\"M\" period=\"%s\"/></p>", cases[i].period);
        snprintf(expected, sizeof expected, "⟦%s⟧", cases[i].text);
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, figures, body, true);
        cr_expect_eq(aj_diags_count(office.job->diags, AJ_ERROR), 0, "%s", cases[i].formula);
        const char *text = plain(&office);
        cr_expect_str_eq(text, expected, "%s: %s", cases[i].formula, text);
    }
    office_close(&office);
}

/* The metrics that are declared for any row, and those that are read from a row of their name. */
Test(formula, metrics_of_rows_and_rows_of_metrics)
{
    static const struct {
        const char *of, *period, *text;
    } rows[] = {
        {"Av hundra kronor / Skola", "2023", "33 kronor"},
        {"Av hundra kronor / Omsorg", "2023", "33 kronor"},
        {"Av hundra kronor / Teknik", "2023", "34 kronor"},
        {"Andel / drift / Teknik", "2023", "33,4 procent"},
        {"Per invånare / Skola", "2023", "266 kronor per invånare"},
        {"Budgetavvikelse / Kostnad", "2022", "1 tkr"},
        {"Budgetavvikelse / Rest", "2022", "−1 tkr"},
        {"Budgetavvikelse i procent / Rest", "2022", "−0,8 procent"},
        {"Prognos mot budget / Kostnad", "2022", "−10 tkr"},
        {"Uppräknat kommunbidrag / Kostnad", "2023", "122 tkr"},
        {"Nettokostnadsavvikelse / Lek", "2023", "10,0 procent"},
        {"Folkmängd", "2023", "1 253 invånare"},
        {"Försörjningsbörda", "2023", "1,50"},
        {"Låneskuld per invånare", "2023", "2 394 kronor per invånare"},
    };
    struct office office;
    office_open(&office);
    office_write(&office, "nyckeltal.csv",
                 "Nyckeltal;Enhet;Bäst;Utfall 2022;Budget 2022;Prognos 2022;Budget 2023\n"
                 "Kostnad;tkr;lågt;119;120;130;130\nRest;tkr;högt;119;120;;\nFolkmängd;invånare;;;;;1 253\n"
                 "0-19 år;;;;;;400\n20–64 år;invånare;;;;;500\n65 år och äldre;invånare;;;;;350\n"
                 "Lån;mnkr;;;;;3\nPKV;procent;;;;;2,5\nAndel som räknas upp;procent;;;;;80\n");
    office_write(&office, "drift.csv",
                 "Nämnd;Enhet;Budget 2023\nSkola;tkr;333\nOmsorg;tkr;333\nTeknik;tkr;334\nSumma;tkr;1 000\n");
    office_write(&office, "mal.csv", "Verksamhet;Enhet;Utfall 2023\nLek;mnkr;110\nVila;mnkr;90\n");
    office_write(&office, "ind.csv", "Verksamhet;Enhet;Utfall 2023\nLek;mnkr;100\nVila;mnkr;100\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char body[200], expected[100];
        snprintf(body, sizeof body, "<p><value of=\"%s\" period=\"%s\"/></p>", rows[i].of, rows[i].period);
        snprintf(expected, sizeof expected, "⟦%s⟧", rows[i].text);
        office_bind(&office,
                    "<source file=\"nyckeltal.csv\"/><source file=\"drift.csv\"/>"
                    "<source file=\"mal.csv\" name=\"Nettokostnad\"/><source file=\"ind.csv\" "
                    "name=\"Referenskostnad\"/>",
                    body, false);
        cr_expect_eq(aj_diags_count(office.job->diags, AJ_WARNING), 0, "%s", rows[i].of);
        cr_expect_str_eq(plain(&office), expected, "%s: %s", rows[i].of, office_text(&office));
    }
    office_bind(&office, "<source file=\"drift.csv\"/>", "<p><value of=\"Andel\" period=\"2023\"/></p>",
                false);
    office_expect(&office, AJ_E0357, "report.xml", 4, 4,
                  "write \"Andel / ROW\", with a row of one of the sources");
    office_close(&office);
}

static const struct {
    enum aj_code code;
    const char *formula;
    uint32_t line, column;
    const char *hint;
} faults[] = {
    {AJ_E0310, "'Kostnad'[2020-2022] * 2", 1, 10,
     "expected here: one figure: sum, avg, median, min or max makes one of several"},
    {AJ_E0310, "prev('Kostnad', 1, 2)", 1, 10, "expected here: ) after 2 arguments"},
    {AJ_E0310, "if('Kostnad' över 3)", 1, 10, "expected here: , and a further argument"},
    {AJ_E0310, "'Kostnad'[", 1, 10, "expected here: a period, an organisation or alla, then ]"},
    {AJ_E0310, "'Kostnad'[2020][alla] och", 1, 10, "expected here: +, -, *, /, ["},
    {AJ_E0310, "medel('Kostnad')", 1, 10,
     "expected here: 'name', a number, ( or a function: abs apportion avg change count deviation growth if "
     "index max median min per_capita prev quartile rank share sum"},
    {AJ_E0307, "'Kostnad' + 'Antal invånare'", 4, 4,
     "only figures of the same kind can be added or compared"},
    {AJ_E0307, "sum('Kostnad', 'Antal invånare')", 4, 4,
     "only figures of the same kind can be added or compared"},
    {AJ_E0307, "'Kostnad' + ('Kostnad' över 'Intäkt')", 4, 4,
     "only figures of the same kind can be added or compared"},
    {AJ_E0308, "growth('Noll')", 4, 4, "check the figure, or ask for a period in which it is not 0"},
    {AJ_E0354,
     "sum('Kostnad'[1990-2040], sum('Kostnad'[1990-2040], sum('Kostnad'[1990-2040], "
     "'Kostnad')[1990-2040])[1990-2040])",
     4, 4, "ask for fewer periods or organisations within one another"},
    {AJ_E0355, "prev('Kostnad', 'Intäkt')", 4, 4, "write the number itself"},
    {AJ_E0356, "if('Kostnad', 1, 2)", 4, 4, "compare two figures: if('A' över 'B', ..., ...)"},
};

Test(formula, faults)
{
    struct office office;
    prepare(&office);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char metrics[600];
        snprintf(metrics, sizeof metrics,
                 "<metrics><metric name=\"M\" unit=\"tkr\" "
                 "decimals=\"0\"><formula>%s</formula></metric></metrics>",
                 faults[i].formula);
        office_write_template(&office, "metrics/m.xml", metrics);
        office_bind(&office, figures, "<p><value of=\"M\" period=\"2023\"/></p>", true);
        const char *file = faults[i].line == 1 ? "metrics/m.xml" : "report.xml";
        office_expect(&office, faults[i].code, file, faults[i].line, faults[i].column, faults[i].hint);
    }
    office_close(&office);
}

Test(formula, lineage_follows_functions_lists_and_organisations)
{
    struct office office;
    struct aj_buf out = AJ_BUF_INIT;
    prepare(&office);
    office_write_template(
        &office, "metrics/m.xml",
        "<metrics><metric name=\"M\" unit=\"procent\" decimals=\"1\">"
        "<formula>growth('Kostnad') + share('Skola') * 0 + 'Nöjda'[Riket]</formula></metric></metrics>");
    office_bind(&office, figures, "", true);
    const struct met_explanation *explanation = met_explain(office.result, "M");
    cr_assert_not_null(explanation);
    met_explanation_text(office.job, explanation, &out);
    static const char *const lines[] = {"nyckeltal.csv:2:29 Kostnad, Budget 2023]",
                                        "Kostnad Budget 2022 = 120", "drift / Skola 2023 = 600\u00A0tkr",
                                        "drift / Summa 2023 = 1\u00A0000\u00A0tkr",
                                        "Kommuner / Nöjda 2023 Riket = 90\u00A0procent"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_expect_not_null(strstr(out.data, lines[i]), "%s\n%s", lines[i], out.data);
    aj_buf_free(&out);
    office_close(&office);
}

/* A name that several rows bear is explained for each; the record tells them apart. */
Test(formula, a_name_of_several_rows)
{
    struct office office;
    struct aj_buf out = AJ_BUF_INIT;
    office_open(&office);
    office_bind(&office, office_sources, "<p><value of=\"Driftbudget / Skolnämnden\" period=\"2022\"/></p>",
                false);
    uint32_t count;
    const struct met_figure *told = met_figures(office.result, &count);
    cr_assert_eq(count, 1);
    cr_assert_str_eq(told[0].name, "Driftbudget / Skolnämnden");
    met_explanation_text(office.job, met_explain(office.result, "Skolnämnden"), &out);
    cr_expect_not_null(strstr(out.data, "Driftbudget / Skolnämnden Budget 2022 = 600"), "%s", out.data);
    cr_expect_not_null(strstr(out.data, "Investeringsbudget / Skolnämnden"), "%s", out.data);
    cr_assert_null(met_explain(office.result, "Finns inte alls"));
    aj_buf_free(&out);
    office_close(&office);
}
