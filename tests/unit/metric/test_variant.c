/* Another party's figures: only the rows that differ; sums follow; the report takes them or shows the
 * difference. */
#include "base/accept.h"
#include "finding.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(variant);

static const char sources[] = "<source file=\"drift.csv\" unit=\"tkr\"/>"
                              "<source file=\"inv.csv\" unit=\"tkr\" variant=\"Förslag B\"/>";

static const char prose[] =
    "<p><value of=\"Skolnämnden\" period=\"2022\" unit=\"tkr\" decimals=\"0\"/> <value "
    "of=\"Summa kommunbidrag\" period=\"2022\" unit=\"tkr\" decimals=\"0\"/> <value "
    "of=\"Summa kommunbidrag\" period=\"2023\" unit=\"tkr\" decimals=\"0\"/></p>";

static void bind_as(struct office *office, const char *attributes, const char *rows, const char *body)
{
    office_write(office, "inv.csv", rows);
    office_bind_as(office, attributes, sources, body);
}

Test(variant, the_report_has_the_figures_that_it_names)
{
    struct office office;
    office_open(&office);
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\n", prose);
    assert_finding_count(office.job, 0);
    cr_expect_str_eq(office_plain(&office), "⟦600 tkr⟧ ⟦900 tkr⟧ ⟦620 tkr⟧");
    bind_as(&office, "variant=\"Förslag B\"", "Nämnd;Budget 2022\nSkolnämnden;650\n", prose);
    assert_finding_count(office.job, 0);
    cr_expect_str_eq(office_plain(&office), "⟦650 tkr⟧ ⟦950 tkr⟧ ⟦620 tkr⟧");
    /* a sum that it holds; an empty cell is as it was; the year alone names the column */
    bind_as(&office, "variant=\"förslag b\"",
            "Nämnd;2022;Plan 2023\nSkolnämnden;650;\nSocialnämnden;;5\nSumma kommunbidrag;950;625\n", prose);
    assert_finding_count(office.job, 0);
    cr_expect_str_eq(office_plain(&office), "⟦650 tkr⟧ ⟦950 tkr⟧ ⟦625 tkr⟧");
    office_close(&office);
}

/* A sum that follows is as fine as what it follows, and so is what differs: not +0,1 below +0,05. */
Test(variant, figures_of_a_difference_have_one_number_of_decimals)
{
    struct office office;
    office_open(&office);
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;600,05\n",
            "<difference of=\"Driftbudget\" period=\"2022\"/>");
    assert_finding_count(office.job, 0);
    const char *text = office_plain(&office);
    cr_expect_not_null(strstr(text, "Skolnämnden | 600,00 | 600,05 | +0,05"), "%s", text);
    cr_expect_not_null(strstr(text, "Summa kommunbidrag | 900,00 | 900,05 | +0,05"), "%s", text);
    office_close(&office);
}

/* What a party means by a sign is not guessed, nor which of two figures. */
Test(variant, a_sign_and_a_second_figure_are_told)
{
    struct office office;
    office_open(&office);
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\nSocialnämnden;-\n", "");
    assert_finding_count(office.job, 1);
    office_expect(
        &office, AJ_E0271, "inv.csv", 3, 15,
        "leave the cell empty where the proposal does not differ, and write 0 where it gives nothing; a "
        "sum cannot follow a sign");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\nSkolnämnden;640\n", "");
    assert_finding_count(office.job, 1);
    office_expect(&office, AJ_E0272, "inv.csv", 3, 13, "remove one of them");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\nSkolnämnden;650\n", "");
    assert_finding_count(office.job, 0);
    office_close(&office);
}

/* Sums of sums follow as well, and keep the rounding of the statement that they differ from. */
Test(variant, sums_follow_their_rows)
{
    struct office office;
    office_open(&office);
    office_write(&office, "inv.csv", "Post;Plan 2024\nSkatteintäkter;910\n");
    office_bind_as(
        &office, "variant=\"B\"",
        "<source file=\"resultat.csv\" unit=\"tkr\"/><source file=\"inv.csv\" variant=\"B\"/>",
        "<p><value of=\"Verksamhetens resultat\" period=\"2024\" unit=\"tkr\"/> <value of=\"Årets "
        "resultat\" period=\"2024\" unit=\"tkr\"/></p><statement of=\"Resultatbudget\" period=\"2023\"/>");
    assert_finding_count(office.job, 0);
    cr_expect_not_null(strstr(office_plain(&office), "⟦60 tkr⟧ ⟦50 tkr⟧"), "%s", office_plain(&office));
    /* in another unit */
    office_write(&office, "inv.csv", "Post;Plan 2024\nSkatteintäkter;0,91\n");
    office_bind_as(
        &office, "variant=\"B\"",
        "<source file=\"resultat.csv\" unit=\"tkr\"/><source file=\"inv.csv\" unit=\"mnkr\" variant=\"B\"/>",
        "<p><value of=\"Årets resultat\" period=\"2024\" unit=\"tkr\"/></p>");
    cr_expect_str_eq(office_plain(&office), "⟦50 tkr⟧");
    office_close(&office);
}

static uint32_t rows_of(const struct office *office, const char *text)
{
    uint32_t count = 0;
    xmlChar *bytes;
    int length;
    xmlDocDumpMemory(met_data(office->result), &bytes, &length);
    for (const char *p = (const char *)bytes; (p = strstr(p, text)); p++)
        count++;
    xmlFree(bytes);
    return count;
}

Test(variant, the_difference)
{
    struct office office;
    office_open(&office);
    for (int own = 0; own < 2; own++) { /* whichever figures the report has */
        bind_as(&office, own ? "variant=\"Förslag B\"" : "", "Nämnd;Budget 2022\nSkolnämnden;650\n",
                "<difference of=\"Driftbudget\" period=\"2022\"/>");
        assert_finding_count(office.job, 0);
        cr_expect_eq(rows_of(&office, "<row "), 2); /* the one that differs, and the total */
        cr_expect_eq(rows_of(&office, ">+50<"), 2);
        cr_expect_eq(rows_of(&office, ">600<"), 1);
        cr_expect_eq(rows_of(&office, ">650<"), 1);
        cr_expect_eq(rows_of(&office, ">900<"), 1);
        cr_expect_eq(rows_of(&office, ">950<"), 1);
    }
    office_close(&office);
}

Test(variant, what_is_wrong_with_it)
{
    struct office office;
    office_open(&office);
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämden;650\nSocialnämnden;1\n", "");
    office_expect(&office, AJ_E0202, "inv.csv", 2, 1, "did you mean \"Skolnämnden\"?");
    bind_as(&office, "", "Nämnd;Budget 2022\nKyrkan;650\nSocialnämnden;1\n", "");
    office_expect(
        &office, AJ_E0203, "inv.csv", 2, 1,
        "its rows are \"Skolnämnden\", \"Socialnämnden\", \"Summa kommunbidrag\"; others are declared in "
        "templates/statements");
    bind_as(&office, "", "Nämnd;Budget 2029\nSkolnämnden;650\n", "");
    office_expect(
        &office, AJ_E0240, "inv.csv", 1, 7,
        "its columns are \"Budget 2022\", \"Plan 2023\"; a variant holds rows and columns of the table "
        "that it differs from");
    bind_as(&office, "", "Nämnd;Budget 2022\nKyrkan;650\n", "");
    office_expect(&office, AJ_E0241, "report.xml", 2, 44,
                  "name the source that it differs from before it, or say kind or name as that one has it");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;mycket\n", "");
    office_expect(
        &office, AJ_E0205, "inv.csv", 2, 13,
        "write figures as -1 234,5; where there is none, write - (not reported), . (not applicable), .. "
        "(confidential) or i.u. (no data)");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\nSumma kommunbidrag;990\n", "");
    office_expect(
        &office, AJ_E0206, "inv.csv", 3, 20,
        "correct the total or one of its rows (rounding explains less than 4 tkr), or accept it in data: "
        "accept check=\"summering\" of=\"Summa kommunbidrag\" why=\"...\"");
    bind_as(&office, "variant=\"Förslag C\"", "Nämnd;Budget 2022\nSkolnämnden;650\n", "");
    office_expect(&office, AJ_E0242, "report.xml", 1, 1, "did you mean \"Förslag B\"?");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\n",
            "<difference of=\"Driftbudget\" variant=\"Oppositionen\"/>");
    office_expect(&office, AJ_E0242, "report.xml", 4, 1, "the sources have Förslag B");
    bind_as(&office, "", "Nämnd;Budget 2022\nSkolnämnden;650\n",
            "<difference of=\"Driftbudget\" period=\"2023\"/>");
    office_expect(&office, AJ_E0243, "report.xml", 4, 1,
                  "show the difference of a table and a period that the variant's sources change");
    office_bind_as(&office, "variant=\"B\"", "<source file=\"drift.csv\" unit=\"tkr\"/>", "");
    office_expect(&office, AJ_E0242, "report.xml", 1, 1,
                  "write variant=\"...\" on the source that holds its figures");
    office_close(&office);
}
