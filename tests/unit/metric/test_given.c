/* What a report gives answers for the period that it was given for, and for no other. */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <string.h>

#define GIVEN(period, value)                                                                                 \
    "<given of=\"Soliditet koncern\" period=\"" period "\" value=\"" value "\" from=\"x\" why=\"y\"/>"
#define VALUE(period) "<p><value of=\"Soliditet koncern\" period=\"" period "\"/></p>"

static const struct {
    const char *data, *body, *text;
} answers[] = {
    {GIVEN("2022", "26,6 procent"), VALUE("2022"), "26,6 procent"},
    /* A year's figure is not that of a part of it, nor the reverse; a day that ends the year is the year. */
    {GIVEN("2022", "26,6 procent"), VALUE("jan–aug 2022"), NULL},
    {GIVEN("prognos 2022", "26,6 procent"), VALUE("prognos jan–aug 2022"), NULL},
    {GIVEN("utfall jan–aug 2022", "26,6 procent"), VALUE("2022"), NULL},
    {GIVEN("jan–aug 2022", "26,6 procent"), VALUE("jan–apr 2022"), NULL},
    {GIVEN("2022-08-31", "26,6 procent"), VALUE("jan–aug 2022"), "26,6 procent"},
    {GIVEN("T1 2022", "26,6 procent"), VALUE("utfall jan–apr 2022"), "26,6 procent"},
    {GIVEN("2022-12-31", "26,6 procent"), VALUE("2022"), "26,6 procent"},
    {GIVEN("2022", "26,6 procent") GIVEN("jan–aug 2022", "25,1 procent"), VALUE("jan–aug 2022"),
     "25,1 procent"},
    {GIVEN("jan–aug 2022", "25,1 procent") GIVEN("2022", "26,6 procent"), VALUE("2022"), "26,6 procent"},
    /* What says its kind answers before what does not, whatever their order. */
    {GIVEN("2022", "26,6 procent") GIVEN("utfall 2022", "25,1 procent"), VALUE("utfall 2022"),
     "25,1 procent"},
    {GIVEN("2022", "26,6 procent") GIVEN("utfall 2022", "25,1 procent"), VALUE("prognos 2022"),
     "26,6 procent"},
    {GIVEN("prognos 2022", "26,6 procent"), VALUE("2022"), "26,6 procent"},
    {GIVEN("prognos 2022", "26,6 procent"), VALUE("utfall 2022"), NULL},
};

Test(given, a_figure_answers_for_its_own_period_only)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct office office;
        office_open(&office);
        office_bind(&office, answers[i].data, answers[i].body, false);
        const char *text = office_plain(&office);
        if (answers[i].text) {
            cr_expect_str_eq(text, aj_printf(office.job->arena, "⟦%s⟧", answers[i].text), "%zu: %s", i, text);
        } else {
            cr_expect_null(strstr(text, "procent"), "%zu: %s", i, text);
            office_expect(&office, AJ_E0349, "report.xml", 4, 4,
                          "add a given with value, from and why: Eget kapital som andel av tillgångarna, för "
                          "kommunen och dess bolag; kräver koncernens balansbudget.");
        }
        office_close(&office);
    }
}

Test(given, two_kinds_of_a_year_are_told_apart)
{
    struct office office;
    office_open(&office);
    office_bind(&office, GIVEN("prognos 2022", "26,6 procent") GIVEN("budget 2022", "25,1 procent"),
                VALUE("2022"), false);
    cr_expect_null(strstr(office_plain(&office), "procent"));
    office_expect(&office, AJ_E0326, "report.xml", 4, 4, "say which, for instance \"Prognos 2022\"");
    office_close(&office);
}

Test(given, a_period_is_given_once)
{
    struct office office;
    office_open(&office);
    office_bind(&office,
                GIVEN("jan–apr 2022", "26,6 procent") "\n" GIVEN("2021; T1 2022", "25,1 25,0 procent"),
                "<p>x</p>", false);
    office_expect(&office, AJ_E0388, "report.xml", 3, 1, "remove one of them");
    office_close(&office);
}
