/* Easy reading, and the list of terms: what becomes of the body, and what is told. */
#include "compose/internal.h"
#include "finding.h"
#include "suite.h"

#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <string.h>

AJ_SUITE(easy);

static struct aj_job *made(const char *body, char **result)
{
    struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
    const char *text = aj_printf(job->arena,
                                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html><head>"
                                 "<meta name=\"abbr:KF\" content=\"kommunfullmäktige\"/>"
                                 "</head><body>%s</body></html>",
                                 body);
    uint32_t file = aj_places_add_file(job->places, "report.xml", NULL, 0);
    for (uint32_t line = 1; line < 8; line++) /* at="1" is line 1, and so on */
        aj_places_add(job->places, file, line, 3);
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, 0);
    cr_assert_not_null(doc, "%s", text);
    for (xmlNodePtr node = xmlDocGetRootElement(doc); node;) {
        xmlChar *at = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, BAD_CAST "line") : NULL;
        if (at)
            xmlSetProp(node, BAD_CAST "at", at);
        xmlUnsetProp(node, BAD_CAST "line");
        xmlFree(at);
        xmlNodePtr next = node->children;
        while (!next && node && node->type != XML_DOCUMENT_NODE) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
    cmp_abbreviate(job, doc);
    cmp_link_terms(job, doc);
    cmp_plain(job, doc);
    xmlBufferPtr out = xmlBufferCreate();
    xmlSaveCtxtPtr save = xmlSaveToBuffer(out, "UTF-8", XML_SAVE_NO_DECL);
    xmlSaveTree(save, xmlDocGetRootElement(doc)->last->children);
    xmlSaveClose(save);
    *result = aj_strdup(job->arena, (const char *)xmlBufferContent(out));
    xmlBufferFree(out);
    xmlFreeDoc(doc);
    return job;
}

static void expect(const char *body, const char *expected)
{
    char *got;
    struct aj_job *job = made(body, &got);
    cr_expect_str_eq(got, expected, "%s\ngives\n%s\nnot\n%s", body, got, expected);
    assert_finding_count(job, 0);
    aj_job_free(job);
}

#define EASY(body) "<section class=\"chapter lattlast\">" body "</section>"

Test(easy, every_sentence_has_its_line)
{
    expect(EASY("<p>Det är en plan. Den säger vad vi gör. Vad kostar det? Mycket!</p>"),
           EASY("<p>Det är en plan.<br/>Den säger vad vi gör.<br/>Vad kostar det?<br/>Mycket!</p>"));
    expect(EASY("<p>Det blir <span>2,6 miljarder</span>. Ungefär\n hälften.</p><ul><li>En. Två.</li></ul>"),
           EASY("<p>Det blir <span>2,6 miljarder</span>.<br/>Ungefär\n "
                "hälften.</p><ul><li>En.<br/>Två.</li></ul>"));
    /* A point within a number, before a small letter or at the end ends no line. */
    expect(EASY("<p>Den 3 maj 2021 kl. 10.30 var det så. </p>"),
           EASY("<p>Den 3 maj 2021 kl. 10.30 var det så. </p>"));
    expect("<section><p>En. Två.</p></section>", "<section><p>En. Två.</p></section>");
}

Test(easy, long_sentences_and_abbreviations_are_told)
{
    char *got;
    struct aj_job *job =
        made(EASY("<p line=\"2\">Kort. Ett två tre fyra fem sex sju åtta nio tio elva tolv tretton "
                  "fjorton femton sexton.</p><p line=\"4\">Hej KF.</p>"),
             &got);
    assert_finding_count(job, 2);
    assert_finding(job, 0, AJ_N0441, "report.xml", 2, 3, "divide it: at most 15 words are easy to read");
    assert_finding(job, 1, AJ_N0442, "report.xml", 4, 3, "write kommunfullmäktige");
    aj_job_free(job);
}

#define LIST(terms) "<dl class=\"ordlista\">" terms "</dl>"

Test(easy, terms_are_sorted_and_linked_from_their_first_use)
{
    char *got;
    struct aj_job *job =
        made("<div><p>Om soliditeten, och soliditet igen, och årsbudgetens mål.</p>" LIST(
                 "<dt>Årsbudget</dt><dd>å</dd> <dt>Soliditet</dt><dd>s</dd><dd>t</dd>") "</div>",
             &got);
    cr_expect_str_eq(got,
                     "<div><p>Om <a class=\"term\" href=\"#ord-2\">soliditeten</a>, och soliditet igen, och "
                     "<a class=\"term\" href=\"#ord-1\">årsbudgetens</a> mål.</p>" LIST(
                         "<dt id=\"ord-2\">Soliditet</dt><dd>s</dd><dd>t</dd><dt id=\"ord-1\">Årsbudget</dt>"
                         "<dd>å</dd>") "</div>");
    assert_finding_count(job, 0);
    aj_job_free(job);
}

Test(easy, no_other_word_is_taken_for_a_term)
{
    expect("<div><p>Delmålsarbete, ett <em>delmål</em> och <a href=\"#x\">delmål</a>.</p>" LIST(
               "<dt id=\"x\">Delmål</dt><dd>d</dd>") "</div>",
           "<div><p>Delmålsarbete, ett <em><a class=\"term\" href=\"#x\">delmål</a></em> och <a "
           "href=\"#x\">delmål</a>.</p>" LIST("<dt id=\"x\">Delmål</dt><dd>d</dd>") "</div>");
    /* The longer term is meant, and what stands in a table is a use but has no link. */
    expect("<div><p>god ekonomisk\n hushållning</p><table><tr><td>ekonomi</td></tr></table>" LIST(
               "<dt id=\"a\">God</dt><dt id=\"b\">God ekonomisk hushållning</dt><dd>x</dd><dt "
               "id=\"c\">Ekonomi</dt>"
               "<dd>y</dd>") "<p>god</p></div>",
           "<div><p><a class=\"term\" href=\"#b\">god ekonomisk\n "
           "hushållning</a></p><table><tr><td>ekonomi</td></tr></table>" LIST(
               "<dt id=\"c\">Ekonomi</dt><dd>y</dd><dt id=\"a\">God</dt><dt id=\"b\">God ekonomisk "
               "hushållning</dt><dd>x</dd>") "<p><a class=\"term\" href=\"#a\">god</a></p></div>");
}

Test(easy, a_term_that_nobody_uses_is_told)
{
    char *got;
    struct aj_job *job = made("<div>" LIST("<dt line=\"5\">Kvot</dt><dd>x</dd>") "</div>", &got);
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_N0444, "report.xml", 5, 3,
                   "remove it from the list, or spell it as the text does");
    aj_job_free(job);
}
