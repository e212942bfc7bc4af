/* Proposals for decision: their clauses, rates with what changed, and amounts that make their total. */
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(proposal);

static const char rates[] = "Uppgift;Enhet;2021;2022;2023\nSkattesats;procent;21,36;21,36;21,86\n"
                            "Avgift;kr;1200;1200;1100\n";
static const char grants[] = "Nämnd;Budget 2022\nA-nämnden;1 200\nB-nämnden;800\nSumma kommunbidrag;2 000\n";

static void bind(struct office *office, const char *body)
{
    office_write(office, "satser.csv", rates);
    office_write(office, "bidrag.csv", grants);
    office_bind(office, "<source file=\"satser.csv\"/><source file=\"bidrag.csv\" unit=\"tkr\"/>", body,
                false);
}

Test(proposal, a_rate_says_whether_it_changes)
{
    static const struct {
        const char *value, *text;
    } cases[] = {
        {"<value of=\"Skattesats\" show=\"rate\" from=\"2021\" to=\"2022\" unit=\"kronor per skattekrona\"/>",
         "21,36 kronor per skattekrona, vilket är oförändrat jämfört med 2021"},
        {"<value of=\"Skattesats\" show=\"rate\" from=\"2022\" to=\"2023\" unit=\"kr/skattekrona\"/>",
         "21,86 kronor per skattekrona, en höjning med 50 öre per skattekrona jämfört med 2022"},
        {"<value of=\"Skattesats\" show=\"rate\" from=\"2022\" to=\"2023\"/>",
         "21,86 procent, en höjning med 0,50 procentenheter jämfört med 2022"},
        {"<value of=\"Avgift\" show=\"rate\" from=\"2022\" to=\"2023\"/>",
         "1 100 kronor, en sänkning med 100 kronor jämfört med 2022"},
        {"<value of=\"Summa kommunbidrag\" period=\"2022\" unit=\"miljoner kronor\" decimals=\"1\"/>",
         "2,0 miljoner kronor"},
        {"<value of=\"Summa kommunbidrag\" period=\"2022\" unit=\"miljoner kronor\" decimals=\"0\"/>",
         "2 miljoner kronor"},
    };
    struct office office;
    office_open(&office);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[300];
        snprintf(body, sizeof body, "<p>%s</p>", cases[i].value);
        bind(&office, body);
        const char *got = office_plain(&office);
        cr_expect_not_null(strstr(got, cases[i].text), "%s: %s", cases[i].value, got);
    }
    office_close(&office);
}

Test(proposal, amounts_make_their_total)
{
    struct office office;
    office_open(&office);
    bind(
        &office,
        "<proposal by=\"KS\" to=\"KF\"><clause total=\"Summa kommunbidrag\" period=\"2022\">att anvisa "
        "<value of=\"Summa kommunbidrag\" period=\"2022\"/>, varav <value of=\"A-nämnden\" period=\"2022\"/> "
        "och <value of=\"B-nämnden\" period=\"2022\"/></clause></proposal>");
    cr_expect_eq(office.job->diags->len, 0);
    const xmlNode *root = xmlDocGetRootElement(met_data(office.result)),
                  *section = src_xml_child(root, "section");
    const xmlNode *clause = src_xml_child(src_xml_child(section, "proposal"), "clause");
    cr_assert_not_null(clause);
    cr_expect_str_eq((const char *)clause->children->content, "anvisa ", "the program writes att");
    office_close(&office);
}

Test(proposal, amounts_that_do_not_are_told)
{
    struct office office;
    office_open(&office);
    bind(&office, "<proposal by=\"KS\"><clause total=\"Summa kommunbidrag\" period=\"2022\">anvisa "
                  "<value of=\"A-nämnden\" period=\"2022\"/></clause></proposal>");
    office_expect(&office, AJ_E0443, "report.xml", 4, 19,
                  "name every amount that the total is made of, or correct total=\"...\"");
    office_close(&office);
}
