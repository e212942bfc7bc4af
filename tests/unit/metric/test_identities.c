/* Identities between statements, and columns that are made of others: each holds, breaks and is accepted. */
#include "base/accept.h"
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(identities);

static uint32_t open_count(const struct office *office, enum aj_code code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < office->job->diags->len; i++)
        count += office->job->diags->items[i].code == code && !office->job->diags->items[i].accepted;
    return count;
}

/* A year's whole set of statements, in which everything holds. */
static const struct {
    const char *file, *text;
} whole[] = {
    {"resultat.csv", "Post;Utfall 2023;Budget 2024\n"
                     "Verksamhetens nettokostnader exkl. avskrivningar;-900;-930\n"
                     "Avskrivningar;-50;-60\n"
                     "Verksamhetens nettokostnader;-950;-990\n"
                     "Skatteintäkter;800;850\n"
                     "Generella statsbidrag och utjämning;200;200\n"
                     "Verksamhetens resultat;50;60\n"
                     "Finansiella intäkter;10;10\n"
                     "Finansiella kostnader;-20;-20\n"
                     "Resultat efter finansiella poster;40;50\n"
                     "Årets resultat;40;50\n"},
    {"inv.csv", "Nämnd;Utfall 2023;Budget 2024\nSkolnämnden;100;150\nSumma investeringar;100;150\n"},
    {"mal.csv", "Post;Utfall 2023;Budget 2024\n"
                "Anläggningstillgångar;1 000;1 090\n"
                "Fordringar;60;40\n"
                "Kassa och bank;40;50\n"
                "Omsättningstillgångar;100;90\n"
                "Summa tillgångar;1 100;1 180\n"
                "Eget kapital;500;550\n"
                "Avsättningar;100;100\n"
                "Långfristiga skulder;400;430\n"
                "Kortfristiga skulder;100;100\n"
                "Summa eget kapital, avsättningar och skulder;1 100;1 180\n"},
    {"ind.csv", "Post;Utfall 2023;Budget 2024\n"
                "Årets resultat;40;50\n"
                "Justering för av- och nedskrivningar;50;60\n"
                "Förändring av rörelsekapital;-10;20\n"
                "Kassaflöde från den löpande verksamheten;80;130\n"
                "Kassaflöde från investeringsverksamheten;-100;-150\n"
                "Kassaflöde från finansieringsverksamheten;30;30\n"
                "Årets kassaflöde;10;10\n"
                "Likvida medel vid årets början;30;40\n"
                "Likvida medel vid årets slut;40;50\n"},
};

static const char sources[] =
    "<source file=\"resultat.csv\" unit=\"tkr\"/><source file=\"inv.csv\" unit=\"tkr\"/>"
    "<source file=\"mal.csv\" unit=\"tkr\"/><source file=\"ind.csv\" unit=\"tkr\"/>";

/* The file with the first `old` made `new`. */
static void write_changed(const struct office *office, size_t file, const char *old, const char *new)
{
    char text[1000];
    const char *at = strstr(whole[file].text, old);
    cr_assert_not_null(at, "%s", old);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - whole[file].text), whole[file].text, new,
             at + strlen(old));
    office_write(office, whole[file].file, text);
}

static void write_whole(const struct office *office)
{
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        office_write(office, whole[i].file, whole[i].text);
}

Test(identities, a_year_in_which_all_holds)
{
    struct office office;
    office_open(&office);
    write_whole(&office);
    office_bind(&office, sources, "<p><value of=\"Årets resultat\" period=\"2024\"/></p>", false);
    assert_finding_count(office.job, 0);
    cr_expect_str_eq(office_plain(&office), "⟦50 tkr⟧"); /* the income statement's, not the cash flow's */
    office_close(&office);
}

Test(identities, each_breaks_and_is_accepted)
{
    static const struct {
        size_t file;
        const char *old, *new, *check, *place;
        uint32_t line, column;
    } cases[] = {
        {1, "100;150\nSumma investeringar;100;150", "100;160\nSumma investeringar;100;160",
         "investeringar-kassaflode", "inv.csv", 3, 25},
        {1, "100;150\nSumma investeringar;100;150", "100;160\nSumma investeringar;100;160",
         "anlaggningar-investeringar", "mal.csv", 2, 29},
        {2, "500;550\nAvsättningar;100;100", "500;560\nAvsättningar;100;90", "eget-kapital-resultat",
         "mal.csv", 7, 18},
        {2, "60;40\nKassa och bank;40;50", "60;36\nKassa och bank;40;54", "kassa-kassaflode", "mal.csv", 4,
         19},
        {2, "60;40\nKassa och bank;40;50", "60;36\nKassa och bank;40;54", "likvida-medel-kassa", "ind.csv",
         10, 33},
        {3, "30;40\nLikvida medel vid årets slut;40;50", "30;44\nLikvida medel vid årets slut;40;54",
         "likvida-medel-ar", "ind.csv", 9, 35},
        {3, "40;50\nJustering för av- och nedskrivningar;50;60\nFörändring av rörelsekapital;-10;20",
         "40;54\nJustering för av- och nedskrivningar;50;60\nFörändring av rörelsekapital;-10;16",
         "kassaflode-resultat", "ind.csv", 2, 19},
        {3, "50;60\nFörändring av rörelsekapital;-10;20", "50;64\nFörändring av rörelsekapital;-10;16",
         "kassaflode-avskrivningar", "ind.csv", 3, 41},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char data[1000], hint[300];
        write_whole(&office);
        write_changed(&office, cases[i].file, cases[i].old, cases[i].new);
        office_bind(&office, sources, "", false);
        const struct aj_diag *found = NULL;
        for (uint32_t d = 0; d < office.job->diags->len; d++)
            if (office.job->diags->items[d].check &&
                !strcmp(office.job->diags->items[d].check, cases[i].check))
                found = &office.job->diags->items[d];
        cr_assert_not_null(found, "%s", cases[i].check);
        struct aj_place place = aj_places_at(office.job->places, found->at);
        cr_expect_eq(found->code, AJ_E0332);
        cr_expect(strstr(place.file, cases[i].place) != NULL, "%s at %s", cases[i].check, place.file);
        cr_expect(place.line == cases[i].line && place.column == cases[i].column, "%s at %u:%u",
                  cases[i].check, place.line, place.column);
        snprintf(hint, sizeof hint,
                 "correct the sources, or accept it in data: accept check=\"%s\" why=\"...\"",
                 cases[i].check);
        cr_expect_str_eq(aj_diag_hint(office.job->diags, found, AJ_ENGLISH), hint);
        uint32_t before = open_count(&office, AJ_E0332);
        snprintf(data, sizeof data, "%s<accept check=\"%s\" why=\"så är det\"/>", sources, cases[i].check);
        office_bind(&office, data, "", false);
        cr_expect_eq(open_count(&office, AJ_E0332), before - 1, "%s", cases[i].check);
    }
    office_close(&office);
}

/* Rounding: every figure is half a unit off at most, and four of them make one identity. */
Test(identities, no_more_than_rounding)
{
    struct office office;
    office_open(&office);
    write_whole(&office);
    write_changed(&office, 2, "1 000;1 090", "1 000;1 091");
    write_changed(&office, 2,
                  "1 000;1 090\nFordringar;60;40\nKassa och bank;40;50\nOmsättningstillgångar;100;90",
                  "1 000;1 091\nFordringar;60;40\nKassa och bank;40;50\nOmsättningstillgångar;100;89");
    office_bind(&office, sources, "", false);
    cr_expect_eq(open_count(&office, AJ_E0332), 0);
    /* With the financial assets told apart, the identity speaks of the others. */
    write_changed(&office, 2, "Anläggningstillgångar;1 000;1 090",
                  "Materiella anläggningstillgångar;900;990\nFinansiella anläggningstillgångar;100;300\n"
                  "Anläggningstillgångar;1 000;1 290");
    office_bind(&office, sources, "", false);
    for (uint32_t d = 0; d < office.job->diags->len; d++)
        cr_expect_str_neq(office.job->diags->items[d].check ? office.job->diags->items[d].check : "",
                          "anlaggningar-investeringar");
    office_close(&office);
}

/* Budget and outcome of one year are each asked for by themselves. */
Test(identities, scenarios_of_one_year)
{
    struct office office;
    office_open(&office);
    office_write(&office, "inv.csv",
                 "Nämnd;Budget 2024;Utfall 2024\nSkolnämnden;100;150\nSumma investeringar;100;150\n");
    office_write(&office, "ind.csv",
                 "Post;Budget 2024;Utfall 2024\n"
                 "Kassaflöde från den löpande verksamheten;80;130\n"
                 "Kassaflöde från investeringsverksamheten;-100;-140\n"
                 "Kassaflöde från finansieringsverksamheten;30;20\n"
                 "Årets kassaflöde;10;10\n");
    office_bind(&office, "<source file=\"inv.csv\" unit=\"tkr\"/><source file=\"ind.csv\" unit=\"tkr\"/>", "",
                false);
    cr_expect_eq(open_count(&office, AJ_E0332), 1);
    office_expect(&office, AJ_E0332, "inv.csv", 3, 25,
                  "correct the sources, or accept it in data: accept check=\"investeringar-kassaflode\" "
                  "why=\"...\"");
    office_close(&office);
}

static void crossfoot(struct office *office, const char *text, uint32_t faults)
{
    office_write(office, "nyckeltal.csv", text);
    office_bind(office, "<source file=\"nyckeltal.csv\" unit=\"tkr\"/>", "", false);
    cr_expect_eq(open_count(office, AJ_E0363), faults, "%s", text);
}

Test(identities, columns_that_are_made_of_others)
{
    struct office office;
    office_open(&office);
    /* holds: either way round, with rounding, as a percentage, and where the column is of another sort */
    crossfoot(
        &office,
        "Nämnd;Budget 2024;Utfall 2024;Avvikelse\nA;100;90;10\nB;50;60;-10\nSumma kommunbidrag;150;150;0\n",
        0);
    crossfoot(&office, "Nyckeltal;Budget 2024;Utfall 2024;Avvikelse 2024\nA;100;90;-10\nB;50;60;10\n", 0);
    crossfoot(&office, "Nyckeltal;Budget 2024;Utfall 2024;Avvikelse\nA;100,4;90,1;10\nB;50;60;-11\n", 0);
    crossfoot(&office, "Nyckeltal;Budget 2024;Utfall 2024;Avvikelse\nA;100;90;-10,0\nB;50;60;20,0\n", 0);
    crossfoot(&office, "Nyckeltal;2023;2024;Förändring\nA;100;90;-11 %\nB;50;60;21 %\n", 0);
    crossfoot(&office, "Nyckeltal;Kvinnor;Män;Totalt\nA;40;50;45\nB;60;80;71\nC;1;1;2\n", 0);
    crossfoot(&office, "Nyckeltal;2022;2023;2024;Totalt\nA;1;2;3;6\nB;10;-;30;40\nC;5;5;5;15\n", 0);
    /* breaks */
    crossfoot(&office, "Nyckeltal;Budget 2024;Utfall 2024;Avvikelse\nA;100;90;10\nB;50;60;-12\nC;7;4;3\n", 1);
    office_expect(&office, AJ_E0363, "nyckeltal.csv", 3, 9,
                  "correct one of the figures, or accept it in data: accept "
                  "check=\"tvarsummering\" of=\"B\" why=\"...\"");
    cr_expect_str_eq(aj_diag_message(office.job->diags, &office.job->diags->items[0], AJ_ENGLISH),
                     "\"B\", Avvikelse says −12, but Budget 2024 − Utfall 2024 gives −10");
    crossfoot(&office, "Nyckeltal;Budget 2024;Utfall 2024;Avvikelse\nA;100;90;50\nB;50;60;-72\n", 2);
    crossfoot(&office, "Nyckeltal;2022;2023;2024;Totalt\nA;1;2;3;6\nB;10;20;30;66\nC;5;5;5;15\n", 1);
    /* accepted */
    office_bind(&office,
                "<source file=\"nyckeltal.csv\" unit=\"tkr\"/><accept check=\"tvarsummering\" of=\"B\" "
                "why=\"så står det\"/>",
                "", false);
    cr_expect_eq(open_count(&office, AJ_E0363), 0);
    office_close(&office);
}
