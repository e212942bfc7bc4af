/* The authoring schema: what an author is told, and where. */
#include "compose/compose.h"
#include "source/source.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(schema);

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

#define HEAD                                                                                                 \
    "<report kind=\"budget\" "                                                                               \
    "status=\"utkast\">\n<front><title>T</title><organisation>O</organisation></front>\n"
#define CHAPTER(body) HEAD "<section><h1>K</h1>\n" body "</section></report>"

struct fault {
    const char *text; /* the report */
    enum aj_code code;
    uint32_t line, column;
    const char *message, *hint; /* the hint's beginning */
};

static const struct fault faults[] = {
    {CHAPTER("<p>a<note key=\"rkr\">b</note><note key=\"rkr\"/><note key=\"rkk\"/></p>"), AJ_E0429, 4, 46,
     "the note \"rkk\" has no text, and no note before it has that key", "did you mean \"rkr\"?"},
    {CHAPTER("<p>a<note key=\"rkr\"> </note><note key=\"rkr\"/></p>"), AJ_E0428, 4, 5,
     "the note \"rkr\" has no text, and no note before it has that key",
     "write the text in the first <note key=\"rkr\">"},
    {CHAPTER("<p>a<note>\n</note></p>"), AJ_E0430, 4, 5, "the note is empty", "write its text, or key="},
    {CHAPTER("<index of=\"tabeller\"/>"), AJ_E0415, 4, 1,
     "attribute \"of\" of <index> cannot be \"tabeller\"",
     "write \"förkortningar\", \"indikatorer\" or \"diagram\""},
    {CHAPTER("<chart kind=\"bars\" period=\"2022\" table=\"dold\"><row of=\"x\"/></chart>"), AJ_E0415, 4, 1,
     "attribute \"table\" of <chart> cannot be \"dold\"", "write \"bredvid\" or \"bilaga\""},
    {CHAPTER("<p>a <ref/></p>"), AJ_E0413, 4, 6, "attribute \"to\" is missing on <ref>",
     "write the id of what is meant"},
    {CHAPTER("<metrics period=\"2022\"><ros of=\"x\"/><row of=\"y\"/></metrics>"), AJ_E0410, 4, 24,
     "<ros> is not allowed in <metrics>", "did you mean <row>? allowed here: <caption>, <row>, <sum>"},
    {CHAPTER("<p>x <metrics period=\"2022\"><row of=\"y\"/></metrics></p>"), AJ_E0410, 4, 6,
     "<metrics> is not allowed in <p>", "allowed here: <em>, <strong>, <cite>"},
    {CHAPTER("<p><value period=\"2022\"/></p>"), AJ_E0413, 4, 4, "attribute \"of\" is missing on <value>",
     "write the name of what is meant"},
    {CHAPTER("<p><value off=\"x\" of=\"y\"/></p>"), AJ_E0414, 4, 4,
     "attribute \"off\" is not allowed on <value>",
     "did you mean \"of\"? allowed here: of, period, show, from, to, status, unit, decimals"},
    {CHAPTER("<p><br class=\"x\"/></p>"), AJ_E0418, 4, 4, "attribute \"class\" is not allowed on <br>",
     "<br> has no attributes"},
    {CHAPTER("<p><value of=\"x\" show=\"summ\"/></p>"), AJ_E0415, 4, 4,
     "attribute \"show\" of <value> cannot be \"summ\"",
     "did you mean \"sum\"? write \"sum\", \"target\", \"gap\", \"change\", \"growth\", \"rate\", "
     "\"words\", \"outside\" or \"lacking\""},
    {CHAPTER("<p><value of=\"x\" decimals=\"två\"/></p>"), AJ_E0415, 4, 4,
     "attribute \"decimals\" of <value> cannot be \"två\"", "write the number of decimals as a figure"},
    {CHAPTER("<goal no=\"1\"><indicators outcomes=\"20, 19\"/></goal>"), AJ_E0415, 4, 14,
     "attribute \"outcomes\" of <indicators> cannot be \"20, 19\"", "write the years of outcome"},
    {CHAPTER("text"), AJ_E0416, 3, 1, "text cannot stand directly in <section>: \"text\"",
     "put the text in one of <p>, <h2>, <h3>, <h4>"},
    {CHAPTER("<highlights><highlight><value of=\"x\"/> is<p>a</p></highlight></highlights>"), AJ_E0416, 4, 13,
     "text cannot stand directly in <highlight>: \"is\"", "put the text in one of <p>"},
    {CHAPTER("<goal no=\"1\"><sources>x</sources></goal>"), AJ_E0423, 4, 14,
     "text is not allowed in <sources>: \"x\"", "<sources> holds no text"},
    {CHAPTER("<goal no=\"1\"><sources><p/></sources></goal>"), AJ_E0422, 4, 23,
     "<p> is not allowed in <sources>", "<sources> holds no elements"},
    {CHAPTER("<metrics period=\"2022\"><row of=\"y\"/><caption>C</caption></metrics>"), AJ_E0411, 4, 37,
     "<caption> cannot stand at this point of <metrics>", "at this point may stand: <row>, <sum>"},
    {CHAPTER("<figure><img src=\"a\" alt=\"\"/><credit/><credit/></figure>"), AJ_E0421, 4, 39,
     "<credit> is one too many in <figure>", "nothing more may stand"},
    {CHAPTER("<table><thead><tr><th>a</th></tr></thead></table>"), AJ_E0420, 4, 1, "<table> lacks content",
     "it must hold at least one of <tbody>, <tr>"},
    {CHAPTER("<table>\n<tr><th>a</th><td colspan=\"två\">b</td></tr></table>"), AJ_E0415, 5, 15,
     "attribute \"colspan\" of <td> cannot be \"två\"", "write over how many columns the cell reaches"},
    {CHAPTER("<table class=\"x\"><tr><th>a</th></tr></table>"), AJ_E0414, 4, 1,
     "attribute \"class\" is not allowed on <table>", "allowed here: id"},
    {CHAPTER("<metrics period=\"2022\"/>"), AJ_E0420, 4, 1, "<metrics> lacks content",
     "it must hold at least one of <row>, <sum>"},
    {CHAPTER("<h3>x</h3>"), AJ_E0419, 4, 1, "<h3> follows <h1>: a level of headings is skipped",
     "write <h2>"},
    {CHAPTER("<h2>a</h2><section><h4>x</h4></section>"), AJ_E0419, 4, 20,
     "<h4> follows <h2>: a level of headings is skipped", "write <h3>"},
    {HEAD "<section><p>x</p></section></report>", AJ_E0412, 3, 1, "<section> lacks <h1>",
     "write the chapter's heading first"},
    {HEAD "<section><h1>K</h1></section><data/></report>", AJ_E0411, 3, 30,
     "<data> cannot stand at this point of <report>", "at this point may stand: <section>"},
    {"<report kind=\"budget\" status=\"klar\">\n<front><title>T</title><organisation>O</organisation></front>"
     "<section><h1/></section></report>",
     AJ_E0415, 1, 1, "attribute \"status\" of <report> cannot be \"klar\"",
     "write \"utkast\", \"forslag\" or \"antagen\""},
    {"<report kind=\"budjet\" "
     "status=\"utkast\">\n<front><title>T</title><organisation>O</organisation></front>"
     "<section><h1/></section></report>",
     AJ_E0401, 1, 1, "no template prints a report of kind \"budjet\"", "did you mean \"budget\"? there is "},
    {"<report kind=\"budget\" "
     "status=\"utkast\">\n<front><titel>T</titel><organisation>O</organisation></front>"
     "<section><h1/></section></report>",
     AJ_E0410, 2, 8, "<titel> is not allowed in <front>", "did you mean <title>?"},
    {"<report kind=\"budget\" status=\"utkast\">\n<data/><section><h1/></section></report>", AJ_E0412, 1, 1,
     "<report> lacks <front>", "add <front> first, with the title and the organisation"},
    {"<report kind=\"budget\" status=\"utkast\">\n<front><title> "
     "</title><organisation>O</organisation></front>"
     "<section><h1/></section></report>",
     AJ_E0417, 2, 8, "<title> cannot hold \"\"",
     "write the document's title: <title>Budget 2022–2024</title>"},
    {"<report kind=\"budget\" "
     "status=\"utkast\">\n<front><title>T</title></front><section><h1/></section></report>",
     AJ_E0412, 2, 1, "<front> lacks <organisation>", "write whose document it is"},
    {"<report kind=\"budget\" status=\"utkast\">\n<front><title>T</title><organisation>O</organisation>"
     "<date>24 november</date></front><section><h1/></section></report>",
     AJ_E0417, 2, 54, "<date> cannot hold \"24 november\"",
     "write the day of the document, or of its decision"},
    {"<rapport/>", AJ_E0409, 1, 1, "<rapport> is no root of such a document", "the root is <report>"},
};

Test(schema, tells_each_fault_once_at_its_element)
{
    struct cmp_library *library = cmp_library_new();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *f = &faults[i];
        struct aj_job *job = new_job();
        xmlDocPtr doc = src_xml_parse(job, "report.xml", f->text, strlen(f->text));
        cr_assert_not_null(doc, "%s", f->text);
        cr_expect_eq(cmp_check_report(job, library, doc, true), false, "%s", f->text);
        cr_assert_eq(job->diags->len, 1, "%u findings in %s", job->diags->len, f->text);
        const struct aj_diag *diag = &job->diags->items[0];
        struct aj_place place = aj_places_at(job->places, diag->at);
        const char *hint = aj_diag_hint(job->diags, diag, AJ_ENGLISH);
        cr_expect_str_eq(aj_code_name(diag->code), aj_code_name(f->code), "%s in %s",
                         aj_code_name(diag->code), f->text);
        cr_expect_str_eq(aj_diag_message(job->diags, diag, AJ_ENGLISH), f->message);
        cr_expect_eq(strncmp(hint, f->hint, strlen(f->hint)), 0, "hint: %s\nwanted: %s", hint, f->hint);
        cr_expect_str_eq(place.file, "report.xml");
        cr_expect_eq(place.line, f->line, "line %u of %s", place.line, f->text);
        cr_expect_eq(place.column, f->column, "column %u of %s", place.column, f->text);
        aj_job_free(job);
    }
    cmp_library_free(library);
}

Test(schema, tells_several_faults_in_order)
{
    struct cmp_library *library = cmp_library_new();
    struct aj_job *job = new_job();
    const char *text = CHAPTER("<p><value/></p>\n<tabell/>\n<p><verdict/></p>");
    xmlDocPtr doc = src_xml_parse(job, "report.xml", text, strlen(text));
    cr_expect_not(cmp_check_report(job, library, doc, true));
    cr_assert_eq(job->diags->len, 3);
    for (uint32_t i = 0; i < 3; i++)
        cr_expect_eq(aj_places_at(job->places, job->diags->items[i].at).line, 4 + i);
    cr_expect_str_eq(aj_diag_message(job->diags, &job->diags->items[1], AJ_SWEDISH),
                     "<tabell> får inte stå i <section>");
    aj_job_free(job);
    cmp_library_free(library);
}

static const char right[] =
    "<report kind=\"budget\" status=\"antagen\" lang=\"sv\" "
    "theme=\"standard\"><front><organisation>O</organisation>"
    "<title>T</title><decision body=\"KF\" date=\"2021-11-24\" paragraph=\"212\" status=\"antar\"/>"
    "<related>A</related><related>B</related></front>"
    "<data><source file=\"a.csv\" unit=\"tkr\"/><accept check=\"balans\" why=\"x\"/></data>"
    "<section id=\"a\"><h1>K <em>k</em></h1><h2>x</h2><h3>y</h3><h2>z</h2><section><h3>x</h3>"
    "<aside><h>Å</h><ul><li>a <value of=\"x\"/><ul><li>b</li></ul></li></ul></aside></section>"
    "<if that=\"x\"><h2>r</h2><p>s</p></if><goal no=\"1\"><h3>x</h3><indicators outcomes=\"2020 "
    "2019\"/><sources/></goal>"
    "<chart kind=\"bars\" period=\"2022\"><caption>c</caption><row of=\"x\"/><sum of=\"y\"/></chart>"
    "<chart kind=\"stacked\" period=\"2022\"><row of=\"x\"/></chart>"
    "<chart kind=\"lines\" period=\"2022\"><row of=\"x\"/></chart>"
    "<blockquote><p>q <cite>c</cite></p></blockquote></section><section><h1>L</h1></section></report>";

Test(schema, is_silent_on_what_is_right)
{
    struct cmp_library *library = cmp_library_new();
    for (int round = 0; round < 2; round++) { /* the second from the cache */
        struct aj_job *job = new_job();
        xmlDocPtr doc = src_xml_parse(job, "report.xml", right, sizeof right - 1);
        cr_expect(cmp_check_report(job, library, doc, true));
        struct aj_buf out = AJ_BUF_INIT;
        for (uint32_t i = 0; i < job->diags->len; i++)
            aj_diag_print(job->diags, &job->diags->items[i], AJ_ENGLISH, &out);
        cr_expect_eq(job->diags->len, 0, "%s", out.len ? out.data : "");
        cr_expect_eq(job->input_len, 1);
        cr_expect_str_eq(job->inputs[0].name, "schema/report.rng");
        aj_buf_free(&out);
        aj_job_free(job);
    }
    cmp_library_free(library);
}

Test(schema, holds_the_data_document_to_its_own)
{
    struct cmp_library *library = cmp_library_new();
    struct aj_job *job = new_job();
    xmlDocPtr data = xmlReadFile(AJ_SOURCE_DIR "/tests/unit/compose/data.xml", NULL, XML_PARSE_NONET);
    cr_expect(cmp_check_data(job, library, data));
    cr_expect_eq(job->diags->len, 0);
    xmlFreeDoc(data);
    const char *text =
        "<report kind=\"budget\" status=\"utkast\">\n<front><title>T</title><organisation>O</organisation>"
        "</front><section><p><value of=\"x\"/></p></section></report>";
    data = src_xml_parse(job, "data.xml", text, strlen(text));
    cr_expect_not(cmp_check_data(job, library, data));
    cr_assert_eq(job->diags->len, 1);
    const struct aj_diag *diag = &job->diags->items[0];
    cr_expect_str_eq(aj_code_name(diag->code), "F0426");
    cr_expect_str_eq(aj_diag_message(job->diags, diag, AJ_ENGLISH),
                     "the data document breaks its schema: <value> is not allowed in <p>");
    cr_expect_not_null(strstr(aj_diag_hint(job->diags, diag, AJ_SWEDISH), "anmäl det"));
    struct aj_place place = aj_places_at(job->places, diag->at);
    cr_expect_eq(place.line, 2);
    cr_expect_eq(place.column, 74);
    aj_job_free(job);
    cmp_library_free(library);
}
