/* The tables of charts: whole tables, sorted; changes from period to period; people by age and sex. */
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

AJ_SUITE(charts);

static const char frames[] =
    "Nämnd;Budget 2024;Budget 2025\nSkolnämnden;412 300;421 900\nKulturnämnden;118 450;117 250\n"
    "Kommunstyrelsen;88 600;86 400\nSumma kommunbidrag;619 350;625 550\n";
static const char frames_source[] =
    "<source file=\"ramar.csv\" unit=\"tkr\" kind=\"driftbudget\" name=\"Ramar\"/>";

/* Binds a chart; what its table prints, cell by cell, is expected in this order. */
static void expect_cells(struct office *office, const char *data, const char *chart, const char *const *cells,
                         size_t count)
{
    office_bind(office, data, chart, false);
    const struct aj_diags *diags = office->job->diags;
    for (uint32_t i = 0; i < diags->len; i++)
        cr_expect_lt(diags->items[i].severity, AJ_WARNING, "%s",
                     aj_diag_message(diags, &diags->items[i], AJ_ENGLISH));
    const char *at = office_plain(office);
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(at, cells[i]);
        cr_assert(found != NULL, "\"%s\" does not follow in:\n%s", cells[i], office_plain(office));
        at = found + strlen(cells[i]);
    }
}

#define EXPECT_CELLS(office, data, chart, ...)                                                               \
    do {                                                                                                     \
        static const char *const wanted[] = {__VA_ARGS__};                                                   \
        expect_cells((office), (data), (chart), wanted, sizeof wanted / sizeof *wanted);                     \
    } while (0)

Test(charts, a_whole_table_sorted)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ramar.csv", frames);
    EXPECT_CELLS(&office, frames_source,
                 "<chart kind=\"bars\" of=\"Ramar\" period=\"2025\" unit=\"tkr\" order=\"stigande\">"
                 "<caption>R</caption></chart>",
                 "Kommunstyrelsen", "86 400", "Kulturnämnden", "117 250", "Skolnämnden", "421 900");
    cr_expect(strstr(office_plain(&office), "619 350") == NULL, "sums are left out");
    office_close(&office);
}

Test(charts, changes_add_up)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ramar.csv", frames);
    EXPECT_CELLS(
        &office, frames_source,
        "<chart kind=\"waterfall\" of=\"Ramar\" period=\"2024 2025\" unit=\"tkr\" order=\"fallande\">"
        "<caption>R</caption></chart>",
        "Budget 2024", "619 350", "Skolnämnden", "+9 600", "Kulturnämnden", "−1 200", "Kommunstyrelsen",
        "−2 200", "Budget 2025", "625 550");
    office_close(&office);
}

/* Rows alone are added up to the sums that they make. */
Test(charts, sums_of_what_is_written)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ramar.csv", frames);
    EXPECT_CELLS(&office, frames_source,
                 "<chart kind=\"waterfall\" period=\"2024 2025\" unit=\"tkr\"><caption>R</caption>"
                 "<row of=\"Skolnämnden\"/><row of=\"Kulturnämnden\" label=\"Kultur\"/></chart>",
                 "530 750", "Skolnämnden", "+9 600", "Kultur", "−1 200", "539 150");
    office_close(&office);
}

/* Costs alone rise when more is spent; beside what is earned they have the sign that their statement prints.
 */
Test(charts, costs_that_fall_alone_have_no_sign)
{
    struct office office;
    office_open(&office);
    EXPECT_CELLS(
        &office, "<source file=\"resultat.csv\" unit=\"tkr\"/>",
        "<chart kind=\"waterfall\" period=\"2022 2024\" unit=\"tkr\"><caption>R</caption>"
        "<row of=\"Verksamhetens nettokostnader exkl. avskrivningar\"/><row of=\"Avskrivningar\"/></chart>",
        "Budget 2022", "950", "Verksamhetens", "+90", "Avskrivningar", "+10", "Plan 2024", "1 050");
    EXPECT_CELLS(&office, "<source file=\"resultat.csv\" unit=\"tkr\"/>",
                 "<chart kind=\"waterfall\" period=\"2022 2024\" unit=\"tkr\"><caption>R</caption>"
                 "<row of=\"Avskrivningar\"/><row of=\"Skatteintäkter\"/></chart>",
                 "Budget 2022", "750", "Avskrivningar", "−10", "Skatteintäkter", "+100", "Plan 2024", "840");
    office_close(&office);
}

/* Every single year of age, for each sex and year, as Statistics Sweden gives it. */
static void write_population(const struct office *office, bool total)
{
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "region;ålder;kön;år;Folkmängd\n");
    for (int age = 0; age <= 100; age++)
        for (int sex = 0; sex < 2 + total; sex++)
            for (int year = 2024; year <= 2040; year += 16)
                aj_buf_printf(&text, "1499 Ekbacka;%d%s år;%s;%d;%d\n", age, age == 100 ? "+" : "",
                              sex == 0   ? "kvinnor"
                              : sex == 1 ? "män"
                                         : "totalt",
                              year, sex == 2 ? 205 + year - 2024 : 100 + 5 * sex);
    office_write(office, "folk.csv", text.data);
    aj_buf_free(&text);
}

Test(charts, single_years_become_groups_of_five)
{
    struct office office;
    office_open(&office);
    write_population(&office, false);
    EXPECT_CELLS(&office, "<source file=\"folk.csv\" name=\"Folkmängd\"/>",
                 "<chart kind=\"pyramid\" of=\"Folkmängd\" period=\"2024 2040\"><caption>F</caption></chart>",
                 "Kvinnor 2024", "Män 2024", "Kvinnor 2040", "Män 2040", "0–4", "500", "525", "500", "525",
                 "5–9", "95–99", "500", "525", "500", "525", "100+", "100", "105", "100", "105");
    office_close(&office);
}

/* Both sexes together, and not counted twice where the table has their total too. */
Test(charts, age_groups_of_everyone)
{
    struct office office;
    office_open(&office);
    for (int total = 0; total < 2; total++) {
        write_population(&office, total);
        EXPECT_CELLS(&office, "<source file=\"folk.csv\" name=\"Folkmängd\"/>",
                     "<chart kind=\"bars\" of=\"Folkmängd\" period=\"2024\" groups=\"0–19 20–64 65+\">"
                     "<caption>F</caption></chart>",
                     "0–19 år", "4 100", "20–64 år", "9 225", "65+ år", "7 380");
    }
    office_close(&office);
}

/* Years as columns, and ages in the words of a forecast. */
Test(charts, ages_in_words)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "folk.csv",
        "ålder;kön;2024;2040\nunder 20 år;kvinnor;10;11\nunder 20 år;män;12;13\n20-64 år;kvinnor;20;21\n"
        "20-64 år;män;22;23\n65 år och äldre;kvinnor;30;31\n65 år och äldre;män;32;-\n");
    EXPECT_CELLS(&office, "<source file=\"folk.csv\" name=\"Folkmängd\"/>",
                 "<chart kind=\"pyramid\" of=\"Folkmängd\" period=\"2040\"><caption>F</caption></chart>",
                 "0–19", "11", "13", "20–64", "21", "23", "65+", "31", "-");
    office_close(&office);
}

/* Women and men as columns, with a sum below them. */
Test(charts, sexes_as_columns)
{
    struct office office;
    office_open(&office);
    office_write(
        &office, "folk.csv",
        "Ålder;Kvinnor 2024;Män 2024;Kvinnor 2040;Män 2040\n0–19 år;10;12;11;13\n20–64 år;20;22;21;23\n"
        "65+ år;30;32;31;33\n");
    EXPECT_CELLS(&office, "<source file=\"folk.csv\" name=\"Folkmängd\"/>",
                 "<chart kind=\"pyramid\" of=\"Folkmängd\" period=\"2024 2040\"><caption>F</caption></chart>",
                 "0–19", "10", "12", "11", "13", "20–64", "20", "22", "21", "23", "65+", "30", "32", "31",
                 "33");
    EXPECT_CELLS(&office, "<source file=\"folk.csv\" name=\"Folkmängd\"/>",
                 "<chart kind=\"bars\" of=\"Folkmängd\" period=\"2024 2040\" groups=\"0–64 65+\">"
                 "<caption>F</caption></chart>",
                 "0–64", "64", "68", "65+", "62", "64");
    office_close(&office);
}

/* Bars of one year have their rows along the axis; of two years the years. */
Test(charts, rows_of_one_year_stand_along_the_axis)
{
    struct office office;
    office_open(&office);
    office_write(&office, "ramar.csv", frames);
    for (int years = 1; years <= 2; years++) {
        char chart[200];
        snprintf(chart, sizeof chart,
                 "<chart kind=\"bars\" period=\"%s\"><caption>R</caption><row of=\"Skolnämnden\"/>"
                 "<row of=\"Kulturnämnden\"/></chart>",
                 years == 1 ? "2025" : "2024–2025");
        office_bind(&office, frames_source, chart, false);
        xmlChar *text = NULL;
        int size;
        xmlDocDumpMemory(met_data(office.result), &text, &size);
        bool along = strstr((const char *)text, "axis=\"rader\"") != NULL;
        xmlFree(text);
        cr_expect_eq(along, years == 1);
    }
    office_close(&office);
}
