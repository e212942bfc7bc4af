/* The data document through the stylesheets. */
#include "base/file.h"
#include "compose/compose.h"
#include "source/source.h"
#include "suite.h"

#include <libxml/xmlsave.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(compose);

#define HERE AJ_SOURCE_DIR "/tests/unit/compose/"

static xmlDocPtr read_data(const char *name)
{
    char *path = malloc(strlen(HERE) + strlen(name) + 1);
    strcpy(path, HERE);
    strcat(path, name);
    xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    free(path);
    cr_assert_not_null(doc);
    return doc;
}

static char *serialise(xmlDocPtr doc)
{
    xmlChar *text;
    int length;
    xmlDocDumpFormatMemoryEnc(doc, &text, &length, "UTF-8", 0);
    return (char *)text;
}

static void print_findings(const struct aj_job *job)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < job->diags->len; i++)
        aj_diag_print(job->diags, &job->diags->items[i], AJ_ENGLISH, &out);
    if (out.len)
        fputs(out.data, stderr);
    aj_buf_free(&out);
}

/* What each part of the data document becomes; every piece must stand in the result. */
static const char *const pieces[] = {
    "<title at=\"1\">Budget 2022–2024</title>",
    "<meta name=\"author\" content=\"Alingsås kommun\" at=\"1\"/>",
    "<meta name=\"date\" content=\"2021-11-24\" at=\"6\"/>",
    "<body class=\"budget status-utkast\" at=\"1\">",
    "<p class=\"title\" at=\"3\">Budget 2022–2024</p>",
    "<p class=\"status\" at=\"1\">Utkast</p>",
    "<tr at=\"5\"><th scope=\"row\" at=\"5\">Beslut</th><td at=\"5\">Kommunfullmäktige antar "
    "den\302\24024\302\240november 2021, § 218</td></tr>",
    "<meta name=\"decision\" content=\"antar; 2021-11-24; § 218; Kommunfullmäktige\" at=\"5\"/>",
    "<nav class=\"toc\" role=\"doc-toc\" at=\"1\"><h1 id=\"innehall\" at=\"1\">Innehåll</h1><ol at=\"1\"><li "
    "at=\"10\">"
    "<a at=\"11\" href=\"#analys\">Finansiell analys</a><ol at=\"10\"><li at=\"12\"><a at=\"12\" "
    "href=\"#r-12\">Resultat</a></li></ol></li>",
    "<h2 at=\"12\" id=\"r-12\">Resultat<a class=\"call\" role=\"doc-noteref\" "
    "id=\"till-13\" href=\"#not-13\" at=\"13\"/><span class=\"footnote\" role=\"doc-footnote\" "
    "id=\"not-13\" at=\"13\"><a class=\"back\" role=\"doc-backlink\" href=\"#till-13\" at=\"13\"/>Före "
    "skatt.</span></h2>",
    "<span class=\"bound value\" at=\"15\" data-value=\"109264\">109,3 <abbr title=\"miljoner "
    "kronor\">mnkr</abbr></span>.<a class=\"mark\" "
    "href=\"#punkt-2\" "
    "at=\"14\">2</a><a class=\"mark\" href=\"#punkt-3\" at=\"14\">3</a></p>",
    "<table at=\"20\" class=\"statement noted captioned\" id=\"resultatbudget\"><caption "
    "at=\"20\">Resultatbudget, <span class=\"unit\" at=\"20\"><abbr title=\"tusen "
    "kronor\">tkr</abbr></span></caption>",
    "<td class=\"num\" at=\"23\" data-value=\"-88997\">−88 997</td><td class=\"num\" at=\"24\"><abbr "
    "class=\"missing\" "
    "at=\"24\" title=\"uppgift saknas\">-</abbr></td>",
    "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"3\">Finans</th></tr>",
    "<td class=\"num\"/></tr>",
    "<div class=\"notes\" at=\"20\"><p class=\"note\"><sup>1</sup> Uppgiften är given.</p>",
    "data-value=\"-90122\">−90 122<a class=\"table-call\" role=\"doc-noteref\" "
    "href=\"#not-resultatbudget-2\" "
    "id=\"till-resultatbudget-2\">2</a></td>",
    "<div class=\"note\" role=\"doc-footnote\" id=\"not-resultatbudget-2\"><a class=\"table-call\" "
    "role=\"doc-backlink\" href=\"#till-resultatbudget-2\">2</a> Uppgiften är räknad.</div></div>",
    "<aside at=\"30\"><h3 at=\"31\">Åtgärder</h3><ul at=\"32\"><li at=\"33\">En</li></ul></aside>",
    "<figure class=\"chart\" data-chart=\"bars\" data-table=\"data-40\" at=\"40\" "
    "id=\"chart-40\"><figcaption at=\"40\">Investeringar, <span class=\"unit\"><abbr title=\"miljoner "
    "kronor\">mnkr</abbr></span></figcaption></figure><table class=\"metrics chart-data slim\" "
    "id=\"data-40\"><caption>Underlag till diagrammet: Investeringar, <span class=\"unit\"><abbr "
    "title=\"miljoner kronor\">mnkr</abbr></span></caption>",
    "<h2 at=\"53\" id=\"r-53\">1. Alingsås växer</h2><p at=\"54\">Nya jobb.</p>",
    "<caption at=\"55\" class=\"focused\"><span class=\"focus\" at=\"55\">Fokusområde: "
    "Experimentellt</span><br "
    "at=\"55\"/><span class=\"name\" at=\"55\">Indikatorer för mål 1. Alingsås växer</span></caption>",
    "<td at=\"57\" class=\"num parts\"><div class=\"part\" data-value=\"57/25\">2,28 (2020)</div><div "
    "class=\"part\" "
    "data-value=\"5/2\">2,50 (2021)</div></td>",
    "<p class=\"sources\" at=\"58\">Källor: Dialog: Svenskt Näringsliv; Bygglov: Kolada</p>",
    "<p at=\"61\"><abbr title=\"kommunfullmäktige\">KF</abbr>:s (<abbr "
    "title=\"kommunfullmäktige\">KF</abbr>) "
    "mål i AKF, av <abbr title=\"något eget\">SKR</abbr>.</p>",
    "<dl class=\"abbreviations\" at=\"59\"><dt>KF</dt><dd>kommunfullmäktige</dd><dt>mnkr</dt><dd>miljoner "
    "kronor</dd><dt>SKR</dt><dd>något eget</dd><dt>tkr</dt><dd>tusen kronor</dd></dl>",
    "<li at=\"56\"><span class=\"key\" at=\"56\">U1</span> Dialog<span class=\"led\" at=\"56\"/><a "
    "class=\"ref to-page\" at=\"56\" href=\"#ind-U1\"/></li>",
    "<tr class=\"error\" id=\"punkt-2\" at=\"14\">",
    "<p class=\"lead\" at=\"72\">Kort.</p>",
    "<th scope=\"col\" class=\"text saving\">Möjlig effektivisering</th><th scope=\"col\" class=\"text "
    "status\">Läge</th>",
    "<td class=\"amount\" data-value=\"5\">5</td><td class=\"text status\">pågår</td>",
    "<table at=\"76\" class=\"metrics captioned whole\" id=\"hel\">",
    "<p at=\"82\">ord ord",
};

Test(compose, places_every_part_with_its_provenance)
{
    struct cmp_library *library = cmp_library_new();
    xmlDocPtr data = read_data("data.xml");
    char *first = NULL;
    for (int round = 0; round < 2; round++) { /* the second from the cache */
        struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
        xmlDocPtr doc = cmp_compose(job, library, data);
        print_findings(job);
        cr_assert_not_null(doc);
        char *text = serialise(doc);
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
            cr_expect_not_null(strstr(text, pieces[i]), "missing: %s", pieces[i]);
        cr_expect_null(strstr(text, "at=\"\""));
        cr_expect_eq(job->input_len, 16, "%u inputs", job->input_len);
        if (first)
            cr_expect_str_eq(first, text);
        xmlFree(first);
        first = text;
        aj_job_free(job);
    }
    xmlFree(first);
    xmlFreeDoc(data);
    cmp_library_free(library);
}

/* A templates folder of the test's own: one file, test/report.xsl, or two. */
struct folder {
    char path[64];
    struct aj_job *job;
    struct cmp_library *library;
};

static void put(const struct folder *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    cr_assert(aj_file_write(path, text, strlen(text)));
}

static struct folder new_folder(const char *sheet)
{
    struct folder folder = {.path = "/tmp/arshjul-test-XXXXXX"};
    cr_assert_not_null(mkdtemp(folder.path));
    put(&folder, "test/report.xsl", sheet);
    folder.job = aj_job_new(AJ_SOURCE_DIR, folder.path);
    folder.library = cmp_library_new();
    return folder;
}

static void drop_folder(struct folder *folder, const char *other)
{
    char path[256];
    const char *names[] = {"test/report.xsl", other};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder->path, names[i] ? names[i] : "");
        if (names[i])
            unlink(path);
    }
    snprintf(path, sizeof path, "%s/test", folder->path);
    rmdir(path);
    rmdir(folder->path);
    aj_job_free(folder->job);
    cmp_library_free(folder->library);
}

#define SHEET(body)                                                                                          \
    "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" "                    \
    "xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:aj=\"urn:arshjul\" exclude-result-prefixes=\"aj\">\n" body \
    "\n</xsl:stylesheet>"
#define DATA                                                                                                 \
    "<report kind=\"test\" status=\"utkast\">\n<cell exact=\"3000001/2\" "                                   \
    "unit=\"tkr\">1</cell><cell>i.u.</cell>\n<cell exact=\"halv\"/></report>"

static xmlDocPtr compose(struct folder *folder, const char *data)
{
    xmlDocPtr doc = src_xml_parse(folder->job, "report.xml", data, strlen(data));
    cr_assert_not_null(doc);
    return cmp_compose(folder->job, folder->library, doc);
}

Test(compose, formats_exact_values_in_another_unit)
{
    static const struct {
        const char *call, *text;
    } calls[] = {
        {"aj:format(report/cell[1], 'tkr', 0)", "1\302\240500\302\240001"},
        {"aj:format(report/cell[1], 'mnkr', 1)", "1\302\240500,0"},
        {"aj:format(report/cell[1], 'mnkr', 4)", "1\302\240500,0005"},
        {"aj:format(report/cell[1], 'kr', 0)", "1\302\240500\302\240000\302\240500"},
        {"aj:format(report/cell[1], '', 1)", "1\302\240500\302\240000,5"},
        {"aj:format(report/cell[2], 'mnkr', 1)", "i.u."},
        {"aj:format(report/none, 'mnkr', 1)", ""},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char sheet[1024];
        snprintf(sheet, sizeof sheet,
                 SHEET("<xsl:template match=\"/\"><html><xsl:value-of select=\"%s\"/></html></xsl:template>"),
                 calls[i].call);
        struct folder folder = new_folder(sheet);
        xmlDocPtr doc = compose(&folder, DATA);
        print_findings(folder.job);
        cr_assert_not_null(doc);
        xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(doc));
        cr_expect_str_eq((const char *)text, calls[i].text);
        xmlFree(text);
        drop_folder(&folder, NULL);
    }
}

struct failure {
    const char *sheet;
    enum aj_code code;
    uint32_t line,
        template_line;          /* of the first place, and of the template's besides; 0: the whole, or none */
    const char *message, *hint; /* the beginnings */
};

static const struct failure failures[] = {
    {SHEET("<xsl:template match=\"/\"><html></xsl:template>"), AJ_E0402, 2, 0,
     "the template \"templates/test/report.xsl\" is wrong: Opening and ending tag mismatch",
     "mend the template"},
    {"<!DOCTYPE x><x/>", AJ_E0402, 0, 0,
     "the template \"templates/test/report.xsl\" is wrong: a DOCTYPE is not allowed", "mend the template"},
    {SHEET("<xsl:template match=\"/\">\n<html><xsl:value-of select=\"a[\"/></html></xsl:template>"), AJ_E0402,
     3, 0,
     "the template \"templates/test/report.xsl\" is wrong: xsl:value-of : could not compile select "
     "expression 'a['",
     "mend the template"},
    {SHEET("<xsl:template match=\"cell\">\n<html><xsl:value-of select=\"nope()\"/></html></xsl:template>"
           "<xsl:template match=\"text()\"/>"),
     AJ_E0403, 2, 3,
     "the template failed here: XPath evaluation returned no result. (function nope not found)",
     "mend the template"},
    {SHEET("<xsl:template match=\"cell\">\n<html><xsl:call-template name=\"a\"/></html></xsl:template>\n"
           "<xsl:template name=\"a\"><xsl:call-template name=\"a\"/></xsl:template>"),
     AJ_E0403, 2, 4, "the template failed here: A potential infinite template recursion was detected",
     "mend the template"},
    {SHEET("<xsl:template match=\"cell\">\n<html><xsl:message>en cell</xsl:message></html></xsl:template>"
           "<xsl:template match=\"cell[position() > 1]\"/>"),
     AJ_W0425, 2, 3, "the template says: en cell", ""},
    {SHEET("<xsl:template match=\"/\"><html><xsl:call-template name=\"a\"><xsl:with-param name=\"n\" "
           "select=\"60\"/>"
           "</xsl:call-template></html></xsl:template>\n<xsl:template name=\"a\"><xsl:param name=\"n\"/>"
           "<xsl:if test=\"$n > 0 and count(//*/ancestor-or-self::*/descendant::*) > 0\">"
           "<xsl:call-template name=\"a\"><xsl:with-param name=\"n\" select=\"$n - 1\"/></xsl:call-template>"
           "<xsl:call-template name=\"a\"><xsl:with-param name=\"n\" select=\"$n - 1\"/></xsl:call-template>"
           "</xsl:if></xsl:template>"),
     AJ_E0427, 1, 0, "the template is not done after 50 million steps",
     "look for a template that calls itself"},
    {SHEET("<xsl:template match=\"/\"/>"), AJ_E0404, 1, 0, "the template for \"test\" made no document",
     "it must make an html element"},
    {SHEET("<xsl:template match=\"/\">\n<html><xsl:value-of select=\"aj:format(report/cell[1], 'procent', "
           "1)\"/></html>"
           "</xsl:template>"),
     AJ_E0406, 2, 3, "a value in \"tkr\" cannot be given in \"procent\"", "ask aj:format for"},
    {SHEET("<xsl:template match=\"/\">\n<html><xsl:value-of select=\"aj:format(report/cell[3], 'tkr', "
           "1)\"/></html>"
           "</xsl:template>"),
     AJ_E0405, 3, 3, "\"halv\" is not an exact value", "an exact value is written n or n/d"},
    {SHEET("<xsl:import href=\"../none.xsl\"/><xsl:template match=\"/\"><html/></xsl:template>"), AJ_E0101, 0,
     0, "cannot read \"none.xsl\"", ""},
    {SHEET("<xsl:import href=\"file:///etc/passwd\"/><xsl:template match=\"/\"><html/></xsl:template>"),
     AJ_E0408, 0, 0, "a template may not read \"file:///etc/passwd\"", "templates read only templates"},
    {SHEET("<xsl:import href=\"http://example.org/x.xsl\"/><xsl:template match=\"/\"><html/></xsl:template>"),
     AJ_E0408, 0, 0, "a template may not read \"http://example.org/x.xsl\"", "templates read only templates"},
    {SHEET("<xsl:template match=\"/\">\n<html><xsl:copy-of "
           "select=\"document('/etc/passwd')\"/></html></xsl:template>"),
     AJ_E0101, 3, 0, "cannot read \"etc/passwd\"", "check the name"},
    {SHEET(
         "<xsl:template match=\"/\">\n<html><xsl:copy-of select=\"document('../../../etc/passwd')\"/></html>"
         "</xsl:template>"),
     AJ_E0101, 3, 0, "cannot read \"etc/passwd\"", "check the name"},
};

/* What stylesheets read as they run is read once for all reports, and is an input of each. */
Test(compose, reads_a_document_once_for_all_reports)
{
    struct folder folder =
        new_folder(SHEET("<xsl:template match=\"/\"><html><xsl:value-of select=\"document('words.xml')/a\"/>"
                         "</html></xsl:template>"));
    put(&folder, "test/words.xml", "<a>ord</a>");
    for (int report = 0; report < 2; report++) {
        struct aj_job *job = aj_job_new(AJ_SOURCE_DIR, folder.path);
        xmlDocPtr data = src_xml_parse(job, "report.xml", DATA, strlen(DATA));
        xmlDocPtr doc = cmp_compose(job, folder.library, data);
        print_findings(job);
        cr_assert_not_null(doc);
        xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(doc));
        cr_expect_str_eq((const char *)text, "ord");
        xmlFree(text);
        bool noted = false;
        for (uint32_t i = 0; i < job->input_len; i++)
            noted |= strcmp(job->inputs[i].name, "test/words.xml") == 0;
        cr_expect(noted, "report %d", report);
        aj_job_free(job);
        put(&folder, "test/words.xml", "<a>andra</a>");
    }
    drop_folder(&folder, "test/words.xml");
}

Test(compose, tells_what_is_wrong_with_a_template)
{
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        const struct failure *f = &failures[i];
        struct folder folder = new_folder(f->sheet);
        xmlDocPtr doc = compose(&folder, DATA);
        const struct aj_diags *diags = folder.job->diags;
        print_findings(folder.job);
        cr_expect_not(doc && !diags->len);
        cr_assert(diags->len >= 1, "nothing was found in %s", f->sheet);
        const struct aj_diag *diag = &diags->items[0];
        cr_expect_str_eq(aj_code_name(diag->code), aj_code_name(f->code));
        struct aj_place place = aj_places_at(folder.job->places, diag->at);
        struct aj_place template = aj_places_at(folder.job->places, diag->template_at);
        cr_expect_eq(place.line, f->line, "line %u of case %zu", place.line, i);
        cr_expect_eq(template.line, f->template_line, "template's line %u of case %zu", template.line, i);
        cr_expect_eq(diags->len, 1, "%u findings in case %zu", diags->len, i);
        const char *message = aj_diag_message(diags, diag, AJ_ENGLISH);
        cr_expect_eq(strncmp(message, f->message, strlen(f->message)), 0, "%s", message);
        const char *hint = aj_diag_hint(diags, diag, AJ_ENGLISH);
        cr_expect_eq(strncmp(hint, f->hint, strlen(f->hint)), 0, "%s", hint);
        drop_folder(&folder, NULL);
    }
}

/* Writes one more file than a stylesheet may be made of, each including the next; then takes them away. */
Test(compose, stops_at_too_many_files)
{
    struct folder folder = new_folder(SHEET("<xsl:include href=\"1.xsl\"/>"));
    char name[128], text[512];
    for (int i = 1; i <= 200; i++) {
        snprintf(name, sizeof name, "test/%d.xsl", i);
        snprintf(text, sizeof text, SHEET("<xsl:include href=\"%d.xsl\"/>"), i + 1);
        put(&folder, name, text);
    }
    cr_expect_null(compose(&folder, DATA));
    const struct aj_diags *diags = folder.job->diags;
    cr_assert_eq(diags->len, 1);
    cr_expect_str_eq(aj_code_name(diags->items[0].code), "E0407");
    cr_expect_str_eq(aj_diag_message(diags, &diags->items[0], AJ_ENGLISH),
                     "the template \"test/200.xsl\" is one of more than 200 files that include each other");
    cr_expect_not_null(strstr(aj_diag_hint(diags, &diags->items[0], AJ_ENGLISH), "in a circle"));
    struct aj_place place = aj_places_at(folder.job->places, diags->items[0].at);
    cr_expect_str_eq(place.file, "templates/test/199.xsl");
    cr_expect_eq(place.line, 0);
    cr_expect_eq(place.column, 0);
    for (int i = 1; i <= 200; i++) {
        snprintf(name, sizeof name, "%s/test/%d.xsl", folder.path, i);
        unlink(name);
    }
    drop_folder(&folder, NULL);
}

/* A contract that our reading of schemas does not see through: the judge has the last word. */
Test(compose, lets_the_judge_have_the_last_word)
{
    struct folder folder = new_folder(SHEET(""));
    put(&folder, "schema/report.rng",
        "<element name=\"report\" xmlns=\"http://relaxng.org/ns/structure/1.0\"><choice><attribute "
        "name=\"a\"/>"
        "<attribute name=\"b\"/></choice></element>");
    const char *text = "<report/>";
    xmlDocPtr doc = src_xml_parse(folder.job, "report.xml", text, strlen(text));
    cr_expect_not(cmp_check_report(folder.job, folder.library, doc, true));
    const struct aj_diags *diags = folder.job->diags;
    cr_assert_eq(diags->len, 1);
    cr_expect_str_eq(aj_code_name(diags->items[0].code), "E0424");
    cr_expect_not_null(
        strstr(aj_diag_hint(diags, &diags->items[0], AJ_ENGLISH), "compare with templates/schema"));
    struct aj_place place = aj_places_at(folder.job->places, diags->items[0].at);
    cr_expect_str_eq(place.file, "report.xml");
    cr_expect_eq(place.line, 1);
    cr_expect_eq(place.column, 1);
    char path[128];
    snprintf(path, sizeof path, "%s/schema/report.rng", folder.path);
    unlink(path);
    snprintf(path, sizeof path, "%s/schema", folder.path);
    rmdir(path);
    drop_folder(&folder, NULL);
}
