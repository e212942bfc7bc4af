/* What a report says, as a build record keeps it: nothing that is printed may change unseen. */
#include "office.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(content);

static bool says(const struct met_content *content, const char *text)
{
    for (uint32_t i = 0; i < content->paragraph_len; i++)
        if (!strcmp(content->paragraphs[i].text, text))
            return true;
    return false;
}

Test(content, proposals_and_key_figures_are_said)
{
    struct office office;
    office_open(&office);
    office_bind(
        &office, office_sources,
        "<highlights><highlight><value of='Årets resultat' period='2022'/><p>budgeteras som resultat.</p>"
        "</highlight></highlights>"
        "<proposal by='Kommunstyrelsen' to='kommunfullmäktige'><clause>anta budgeten,</clause>"
        "<clause>uppdra åt nämnderna att följa den.</clause></proposal>",
        false);
    const struct met_content *content = met_content(office.result);
    cr_assert_not_null(content);
    cr_expect(says(content, "anta budgeten,"));
    cr_expect(says(content, "uppdra åt nämnderna att följa den."));
    cr_expect(says(content, "40\u00A0tkr"));
    cr_expect(says(content, "budgeteras som resultat."));
    office_close(&office);
}
