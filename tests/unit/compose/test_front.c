/* The front page: its checks, and what becomes of a chain of decisions. */
#include "compose/compose.h"
#include "finding.h"
#include "source/source.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(front);

#define REPORT(status, facts)                                                                                \
    "<report kind=\"budget\" status=\"" status "\">\n"                                                       \
    "<front><title>Budget 2022</title><organisation>O</organisation><diarienummer>KS "                       \
    "2021/1</diarienummer>\n" facts "</front>\n<section><h1>K</h1></section></report>"

#define ADOPTS "<decision body=\"KF\" date=\"2021-11-24\" paragraph=\"212\" status=\"antar\"/>\n"

static const struct fault {
    const char *text;
    enum aj_code code;
    uint32_t line, column;
    const char *hint;
    bool right; /* it may be printed all the same */
} faults[] = {
    {REPORT("antagen", ""), AJ_W0431, 2, 1,
     "add <decision body=\"...\" date=\"...\" paragraph=\"...\" status=\"antar\"/> to <front>", true},
    {REPORT("antagen", "<decision body=\"KS\" date=\"2021-11-01\" status=\"tillstyrker\"/>\n"), AJ_W0431, 2,
     1, "add <decision body=\"...\" date=\"...\" paragraph=\"...\" status=\"antar\"/> to <front>", true},
    {REPORT("antagen", ADOPTS "<decision body=\"KF\" date=\"2021-03-30\" status=\"reviderar\"/>"), AJ_E0432,
     4, 1, "write the decisions in the order in which they are made, or correct the date", false},
    {REPORT("utkast", "<valid-from>2022-02-30</valid-from>"), AJ_E0433, 3, 1,
     "correct the date, or tell it in words", false},
    {REPORT("antagen", ADOPTS "<valid-from>2021-07-01</valid-from>"), AJ_W0434, 3, 1,
     "correct one of the dates, or accept it in data: accept check=\"W0434\" why=\"...\"", true},
    {REPORT("forslag", "<decision body=\"N\" date=\"2021-11-01\" status=\"godkänner\"/>\n" ADOPTS
                       "<valid-from>2021-11-10</valid-from>"),
     AJ_W0434, 4, 1, "correct one of the dates, or accept it in data: accept check=\"W0434\" why=\"...\"",
     true},
    {REPORT("forslag", "<decider>KF</decider><date>2021-11-24</date>\n<valid-from>2021-01-01</valid-from>"),
     AJ_W0434, 3, 1, "correct one of the dates, or accept it in data: accept check=\"W0434\" why=\"...\"",
     true},
    {REPORT("utkast", "<replaces>budget  2022</replaces>"), AJ_E0435, 3, 1,
     "write what the document before it is called, with its year or diarienummer", false},
    {REPORT("utkast", "<replaces>KS 2021/1</replaces>"), AJ_E0435, 3, 1,
     "write what the document before it is called, with its year or diarienummer", false},
    {REPORT("utkast", "<valid-from>2022-01-01</valid-from>\n<valid-to>2021-12-31</valid-to>"), AJ_E0436, 4, 1,
     "correct <valid-from> or <valid-to>", false},
    {REPORT("antagen", ADOPTS "<paragraph>212</paragraph>"), AJ_E0437, 4, 1,
     "say it in the decision, body=\"...\" date=\"...\" paragraph=\"...\", and remove <paragraph>", false},
    {REPORT("forslag", ADOPTS), AJ_W0438, 3, 1,
     "write status=\"antagen\" on <report>, or leave the paragraph out until the decision is made", true},
};

static const char *const right[] = {
    /* A report of what has been is approved after the time that it tells of. */
    REPORT("antagen", "<decision body=\"KF\" date=\"2021-11-24\" status=\"godkänner\"/>"
                      "<valid-from>2021-01-01</valid-from><valid-to>2021-08-31</valid-to>"),
    REPORT("antagen", ADOPTS "<valid-from>2022-01-01</valid-from><valid-to>tills vidare</valid-to>"),
    REPORT("antagen", "<decision body=\"KF\"/>"),
    REPORT("antagen", "<decider>KF</decider><date>2021-11-24</date><paragraph>§ 212</paragraph>"),
    REPORT("forslag", "<decision body=\"KS\" date=\"2021-11-01\" paragraph=\"190\" status=\"tillstyrker\"/>"
                      "<decision body=\"KF\" date=\"2021-11-24\" status=\"antar\"/>"
                      "<valid-from>2021-11-24</valid-from><valid-to>2021-11-24</valid-to>"
                      "<replaces>Budget 2021</replaces>"),
    REPORT("utkast", "<valid-from>2024-02-29</valid-from><date>2030-01-01</date>"),
    REPORT("antagen", "<decision body=\"KF\" date=\"2021-11-24\" status=\"fastställer\"/>"
                      "<decision body=\"KF\" date=\"2021-11-24\" status=\"reviderar\"/>"),
};

static struct aj_job *check(struct cmp_library *library, const char *text, bool expected)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    xmlDocPtr doc = src_xml_parse(job, "report.xml", text, strlen(text));
    cr_assert_not_null(doc, "%s", text);
    cr_expect_eq(cmp_check_report(job, library, doc, true), expected, "%s", text);
    return job;
}

Test(front, tells_what_does_not_fit_together)
{
    struct cmp_library *library = cmp_library_new();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct aj_job *job = check(library, faults[i].text, faults[i].right);
        assert_finding_count(job, 1);
        assert_finding(job, 0, faults[i].code, "report.xml", faults[i].line, faults[i].column,
                       faults[i].hint);
        aj_job_free(job);
    }
    cmp_library_free(library);
}

Test(front, is_silent_on_what_fits)
{
    struct cmp_library *library = cmp_library_new();
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        struct aj_job *job = check(library, right[i], true);
        assert_finding_count(job, 0);
        aj_job_free(job);
    }
    cmp_library_free(library);
}
