/* Abbreviations in text: which are found and marked, which spelled out, and their list. */
#include "compose/internal.h"
#include "suite.h"

#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <string.h>

AJ_SUITE(abbreviate);

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html><head><meta name=\"abbr:KF\" "
                           "content=\"kommunfullmäktige\"/>"
                           "<meta name=\"abbr:GEH\" content=\"god ekonomisk hushållning\"/>"
                           "<meta name=\"abbr:ÖP\" content=\"översiktsplanen\"/>"
                           "<meta name=\"abbr:ÄO\" content=\"äldreomsorg\"/>"
                           "<meta name=\"abbr:ÅR\" content=\"årsredovisning\"/>"
                           "<meta name=\"abbr:K F\" content=\"med mellanslag\"/>"
                           "<meta name=\"abbr-unit:tkr\" content=\"tusen kronor\"/>"
                           "<meta name=\"abbr-common:t.ex.\" content=\"till exempel\"/>"
                           "<meta name=\"abbr-common:m.m.\" content=\"med mera\"/>";

/* What the body becomes. */
static char *marked(struct aj_job *job, const char *more, const char *body)
{
    const char *text = aj_printf(job->arena, "%s%s</head><body>%s</body></html>", head, more, body);
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, 0);
    cr_assert_not_null(doc);
    cmp_abbreviate(job, doc);
    xmlBufferPtr out = xmlBufferCreate();
    xmlNodePtr root = xmlDocGetRootElement(doc);
    xmlSaveCtxtPtr save = xmlSaveToBuffer(out, "UTF-8", XML_SAVE_NO_DECL);
    xmlSaveTree(save, root->last);
    xmlSaveClose(save);
    char *result = aj_strdup(job->arena, (const char *)xmlBufferContent(out));
    cr_expect_null(root->children->children, "the head keeps what was for the program");
    xmlBufferFree(out);
    xmlFreeDoc(doc);
    return result;
}

static void expect(const char *more, const char *body, const char *expected)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    const char *got = marked(job, more, body);
    const char *all = aj_printf(job->arena, "<body>%s</body>", expected);
    cr_expect_str_eq(got, all, "%s\ngives\n%s\nnot\n%s", body, got, all);
    aj_job_free(job);
}

#define KF "<abbr title=\"kommunfullmäktige\">KF</abbr>"
#define GEH "<abbr title=\"god ekonomisk hushållning\">GEH</abbr>"
#define SPELL "<meta name=\"abbr\" content=\"utskrivna\"/>"

Test(abbreviate, whole_words_are_marked)
{
    expect("", "<p>KF och AKF, KFS, kf, KF:s (KF) KF.</p>",
           "<p>" KF " och AKF, KFS, kf, " KF ":s (" KF ") " KF ".</p>");
    expect("", "<p>info@KF.se www.KF.se KF@x.se KF_a</p>", "<p>info@KF.se www.KF.se KF@x.se KF_a</p>");
}

Test(abbreviate, points_and_spaces_belong_to_a_name)
{
    expect("", "<p>m.m.</p>", "<p><abbr title=\"med mera\">m.m.</abbr></p>");
    expect("", "<p>T.ex. t.ex.m, st.ex. om.m.</p>",
           "<p><abbr title=\"till exempel\">T.ex.</abbr> t.ex.m, st.ex. om.m.</p>");
    expect("",
           "<p>K\xC2\xA0"
           "F och K F</p>",
           "<p><abbr title=\"med mellanslag\">K\xC2\xA0"
           "F</abbr> och <abbr title=\"med mellanslag\">K F</abbr></p>");
}

Test(abbreviate, the_first_in_running_text_is_spelled_out)
{
    expect(SPELL, "<h2>GEH</h2><table><tr><td>GEH</td></tr></table><p>Om GEH, och GEH.</p>",
           "<h2>" GEH "</h2><table><tr><td>" GEH "</td></tr></table><p>Om god ekonomisk hushållning (" GEH
           "), och " GEH ".</p>");
    /* Where a sentence begins, the words do with a capital. */
    expect(SPELL, "<p>GEH är målet. KF beslutar.</p>",
           "<p>God ekonomisk hushållning (" GEH ") är målet. Kommunfullmäktige (" KF ") beslutar.</p>");
    /* Part of a longer word or inflected it waits for the next. */
    expect(SPELL, "<p>Ett KF-beslut och KF:s mål, sedan KF.</p>",
           "<p>Ett " KF "-beslut och " KF ":s mål, sedan kommunfullmäktige (" KF ").</p>");
    /* The author has said it. */
    expect(SPELL, "<p>I kommunfullmäktige (KF) och KF.</p>",
           "<p>I kommunfullmäktige (" KF ") och " KF ".</p>");
    /* Units and common ones never are. */
    expect(SPELL, "<p>5 tkr m.m.</p>",
           "<p>5 <abbr title=\"tusen kronor\">tkr</abbr> <abbr title=\"med mera\">m.m.</abbr></p>");
}

Test(abbreviate, the_list_is_in_swedish_order)
{
    expect(
        "", "<p>ÖP ÄO ÅR tkr KF m.m. <abbr title=\"zon\">Zé</abbr></p><dl class=\"abbreviations\"/>",
        "<p><abbr title=\"översiktsplanen\">ÖP</abbr> <abbr title=\"äldreomsorg\">ÄO</abbr> <abbr "
        "title=\"årsredovisning\">ÅR</abbr> <abbr title=\"tusen kronor\">tkr</abbr> " KF
        " <abbr title=\"med mera\">m.m.</abbr> <abbr title=\"zon\">Zé</abbr></p>"
        "<dl class=\"abbreviations\"><dt>KF</dt><dd>kommunfullmäktige</dd><dt>tkr</dt><dd>tusen kronor</dd>"
        "<dt>Zé</dt><dd>zon</dd><dt>ÅR</dt><dd>årsredovisning</dd><dt>ÄO</dt><dd>äldreomsorg</dd>"
        "<dt>ÖP</dt><dd>översiktsplanen</dd></dl>");
    expect("", "<p>m.m.</p><dl class=\"abbreviations\"/>",
           "<p><abbr title=\"med mera\">m.m.</abbr></p><p class=\"abbreviations\">Inga förkortningar "
           "används.</p>");
}

Test(abbreviate, the_authors_own_abbr_is_told_by_the_list)
{
    expect("", "<p><abbr>KF</abbr> <abbr class=\"missing\" title=\"uppgift saknas\">-</abbr></p>",
           "<p>" KF " <abbr class=\"missing\" title=\"uppgift saknas\">-</abbr></p>");
}
