#include "finding.h"
#include "source/source.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void clean_up(void)
{
    xmlCleanupParser();
    suite_check_leaks();
}

TestSuite(xml, .fini = clean_up);

struct wrong {
    const char *text;
    enum aj_code code;
    uint32_t line, column;
    const char *message, *hint;
};

static const struct wrong wrongs[] = {
    {"<report>\n <p>Å &amp; <em>b</p></em>\n</report>", AJ_E0123, 2, 18, "</p> closes <em> of line 2",
     "close <em> with </em> first, or correct the name"},
    {"<report>\n  <section>\n    <p>x</p>\n</report>", AJ_E0123, 4, 1, "</report> closes <section> of line 2",
     "close <section> with </section> first, or correct the name"},
    {"<report>\n  <section>\n    <p>x", AJ_E0124, 3, 5, "<p> is never closed", "add </p> where it ends"},
    {"<report>\n  <section>\n    <p>x</p>\n", AJ_E0124, 2, 3, "<section> is never closed",
     "add </section> where it ends"},
    {"<report>å &nbsp; b</report>", AJ_E0125, 1, 11, "\"&nbsp;\" is not known",
     "write the character itself; only &amp; &lt; &gt; &quot; &apos; and numbers such as &#160; are"},
    {"<report a=\"å &ouml;\"/>", AJ_E0125, 1, 14, "\"&ouml;\" is not known",
     "write the character itself; only &amp; &lt; &gt; &quot; &apos; and numbers such as &#160; are"},
    {"<report>vård & omsorg</report>", AJ_E0126, 1, 14, "an & stands alone", "write &amp;"},
    {"<report>FoU&utveckling i</report>", AJ_E0126, 1, 12, "an & stands alone", "write &amp;"},
    {"<report>minst < 4</report>", AJ_E0127, 1, 15, "a < stands where no tag begins", "write &lt;"},
    {"<report>\n<if that=\"x < 4\"/></report>", AJ_E0127, 2, 13, "a < stands where no tag begins",
     "write &lt;"},
    {"<report>\n<value of=Resultat/></report>", AJ_E0128, 2, 1,
     "an attribute of <value> is not written as name=\"value\"",
     "put = between name and value, quotes around the value, and a space before the next name"},
    {"<report><value of/></report>", AJ_E0128, 1, 9,
     "an attribute of <value> is not written as name=\"value\"",
     "put = between name and value, quotes around the value, and a space before the next name"},
    {"<report><value of=\"a\"period=\"b\"/></report>", AJ_E0128, 1, 9,
     "an attribute of <value> is not written as name=\"value\"",
     "put = between name and value, quotes around the value, and a space before the next name"},
    {"<report>\n<value of=\"a\" of=\"b\"/></report>", AJ_E0129, 2, 15, "the attribute \"of\" stands twice",
     "remove one of them"},
    {"<report>\n <svg:g/></report>", AJ_E0130, 2, 2, "the prefix \"svg\" is bound to no namespace",
     "remove \"svg:\"; a report needs no prefixes"},
    {"<report/>\n<report/>", AJ_E0131, 2, 1, "something follows the end of the document",
     "everything must stand inside the first element; look for an end tag too many"},
    {"<report></report></p>", AJ_E0131, 1, 18, "something follows the end of the document",
     "everything must stand inside the first element; look for an end tag too many"},
    {"<report><p>a ]]> b</p></report>", AJ_E0137, 1, 14, "\"]]>\" stands in the text", "write ]]&gt;"},
    {"<report>\n<p a=\"1\" /p></report>", AJ_E0128, 2, 1,
     "an attribute of <p> is not written as name=\"value\"",
     "put = between name and value, quotes around the value, and a space before the next name"},
    {"<report>\n<? x?></report>", AJ_E0133, 2, 1,
     "a comment, CDATA section or instruction is not written right",
     "a comment is <!-- text -->, without -- inside, and ends in the same file"},
    {"<report>\n</report", AJ_E0132, 2, 1, "this is not well-formed XML",
     "compare with the lines around it: a quote, a > or a name is wrong"},
    {"<report>\n<!-- a -- b --></report>", AJ_E0133, 2, 1,
     "a comment, CDATA section or instruction is not written right",
     "a comment is <!-- text -->, without -- inside, and ends in the same file"},
    {"<report>\n<!-- a </report>", AJ_E0133, 2, 1,
     "a comment, CDATA section or instruction is not written right",
     "a comment is <!-- text -->, without -- inside, and ends in the same file"},
    {"", AJ_E0134, 1, 1, "the file holds no element",
     "a report begins with <report>, an SVG picture with <svg>"},
    {"  \nPost;2022\n", AJ_E0134, 2, 1, "the file holds no element",
     "a report begins with <report>, an SVG picture with <svg>"},
    {"<report>a&#0;</report>", AJ_E0135, 1, 10,
     "the number of this &#…; stands for no character that text may hold", "write the character itself"},
    {"<report>a&#xFFFE;</report>", AJ_E0135, 1, 10,
     "the number of this &#…; stands for no character that text may hold", "write the character itself"},
    {"<report>a&#12x;</report>", AJ_E0135, 1, 10,
     "the number of this &#…; stands for no character that text may hold", "write the character itself"},
    {"\n<?xml version=\"1.0\"?><report/>", AJ_E0136, 2, 1, "the XML declaration does not begin the file",
     "remove what stands before <?xml, blank lines too"},
    {"<?xml version=\"1.0\"?>\n<!DOCTYPE report SYSTEM \"file:///etc/passwd\">\n<report/>", AJ_E0120, 2, 1,
     "a DOCTYPE is not allowed", "remove it; entities are not needed, write the characters themselves"},
    {"<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><r "
     "x=\"&b;\">&b;</r>",
     AJ_E0120, 1, 1, "a DOCTYPE is not allowed",
     "remove it; entities are not needed, write the characters themselves"},
    {"<report>\n <p at=\"7\"/></report>", AJ_E0122, 2, 2,
     "the attribute \"at\" of <p> is kept for the program's own use", "remove it or give it another name"},
    {"<report>a\x01</report>", AJ_E0104, 1, 10, "control character U+0001 in the text",
     "remove it; a spreadsheet must be saved as CSV before it can be read"},
    {"<report>\n\xE5</report>", AJ_E0103, 2, 1, "byte E5 does not fit the encoding UTF-8",
     "save the file anew as UTF-8 (in Excel: \"CSV UTF-8\")"},
    {"<report>\n<p>\xC3\xA5\xC3", AJ_E0138, 2, 5, "the file is cut off in the middle of a letter",
     "copy or save it anew; what follows here is lost"},
    {"<?xml version=\"1.0\" encoding=\"EBCDIC-FI\"?><report/>", AJ_E0105, 1, 1,
     "the encoding \"EBCDIC-FI\" is not supported",
     "save the file as UTF-8 and say so in its first line, or leave the encoding out"},
};

Test(xml, every_fault_has_one_finding_where_it_is)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        const struct wrong *w = &wrongs[i];
        struct aj_job *job = aj_job_new(NULL, NULL);
        xmlDocPtr doc = src_xml_parse(job, "report.xml", w->text, strlen(w->text));
        cr_assert_null(doc, "%s", w->text);
        assert_finding_count(job, 1);
        cr_assert_str_eq(aj_diag_message(job->diags, job->diags->items, AJ_ENGLISH), w->message, "%s",
                         w->text);
        assert_finding(job, 0, w->code, "report.xml", w->line, w->column, w->hint);
        aj_job_free(job);
    }
}

static const xmlNode *element(const xmlNode *node, const char *name)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name))
            return node;
        const xmlNode *inside = node->type == XML_ELEMENT_NODE ? element(node->children, name) : NULL;
        if (inside)
            return inside;
    }
    return NULL;
}

static void assert_element(struct aj_job *job, xmlDocPtr doc, const char *name, uint32_t line,
                           uint32_t column)
{
    const xmlNode *node = element(xmlDocGetRootElement(doc), name);
    cr_assert_not_null(node, "%s", name);
    struct aj_place place = aj_places_at(job->places, src_xml_at(node));
    cr_assert_eq(place.line, line, "%s: line %u", name, place.line);
    cr_assert_eq(place.column, column, "%s: column %u", name, place.column);
}

Test(xml, every_element_knows_line_and_column)
{
    static const char text[] = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
                               "<!-- < & > -->\r\n"
                               "<report kind=\"budget\">åäö<a/><b\n   of=\"x > y\"\n/>\r\n"
                               "\t<c><![CDATA[<d>]]>&lt;&#229;<d xml:lang='sv'>x</d></c></report>";
    struct aj_job *job = aj_job_new(NULL, NULL);
    xmlDocPtr doc = src_xml_parse(job, "r", text, sizeof text - 1);
    assert_finding_count(job, 0);
    assert_element(job, doc, "report", 3, 1);
    assert_element(job, doc, "a", 3, 26);
    assert_element(job, doc, "b", 3, 30);
    assert_element(job, doc, "c", 6, 2);
    assert_element(job, doc, "d", 6, 30);
    const xmlNode *b = element(xmlDocGetRootElement(doc), "b");
    cr_assert_str_eq(src_xml_attr(job, b, "of"), "x > y");
    cr_assert_null(src_xml_attr(job, b, "period"));
    /* Text has no place of its own: its element's. */
    const xmlNode *d = element(xmlDocGetRootElement(doc), "d");
    cr_assert_eq(src_xml_at(d->children), src_xml_at(d));
    aj_job_free(job);
}

Test(xml, encodings_other_than_utf8_are_read)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {
#define TEXT(s) {s, sizeof s - 1}
        TEXT("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r>\xE5</r>"),
        TEXT("<?xml version='1.0' encoding = 'Windows-1252'?><r>\xE5</r>"),
        TEXT("\xFF\xFE<\0r\0>\0\xE5\0<\0/\0r\0>\0"),
        TEXT("\xFE\xFF\0<\0r\0>\0\xE5\0<\0/\0r\0>"),
#undef TEXT
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        xmlDocPtr doc = src_xml_parse(job, "r", cases[i].text, cases[i].length);
        assert_finding_count(job, 0);
        cr_assert_str_eq((const char *)xmlDocGetRootElement(doc)->children->content, "å");
        aj_job_free(job);
    }
}

static xmlDocPtr parse_depth(struct aj_job *job, int depth)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (int i = 0; i < depth; i++)
        aj_buf_str(&text, "<p>");
    for (int i = 0; i < depth; i++)
        aj_buf_str(&text, "</p>");
    xmlDocPtr doc = src_xml_parse(job, "deep.xml", text.data, text.len);
    aj_buf_free(&text);
    return doc;
}

Test(xml, depth_is_capped)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    cr_assert_not_null(parse_depth(job, 256));
    assert_finding_count(job, 0);
    cr_assert_null(parse_depth(job, 257));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0121, "deep.xml", 1, 256 * 3 + 1, "a missing end tag is the likeliest reason");
    cr_assert_null(parse_depth(job, 100000));
    assert_finding_count(job, 2);
    aj_job_free(job);
}

Test(xml, elements_are_capped)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "<r>\n");
    for (int i = 0; i < 1000000; i++)
        aj_buf_str(&text, "<p/>");
    aj_buf_str(&text, "</r>");
    cr_assert_null(src_xml_parse(job, "many.xml", text.data, text.len));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0107, "many.xml", 2, 999999 * 4 + 1, "divide the file into several");
    aj_buf_free(&text);
    aj_job_free(job);
}

Test(xml, size_is_capped)
{
    enum { LARGE = 64 * 1024 * 1024 + 1 };
    struct aj_job *job = aj_job_new(NULL, NULL);
    char *text = malloc(LARGE);
    memset(text, ' ', LARGE);
    cr_assert_null(src_xml_parse(job, "large.xml", text, LARGE));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0107, "large.xml", 0, 0, "divide the file into several");
    free(text);
    aj_job_free(job);
}

static int silent_stderr(FILE *file)
{
    fflush(stderr);
    return dup2(fileno(file), 2);
}

Test(xml, libxml2_prints_nothing_itself)
{
    FILE *file = tmpfile();
    int saved = dup(2);
    cr_assert_not_null(file);
    silent_stderr(file);
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        src_xml_parse(job, "report.xml", wrongs[i].text, strlen(wrongs[i].text));
        aj_job_free(job);
    }
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    fseek(file, 0, SEEK_END);
    cr_assert_eq(ftell(file), 0);
    fclose(file);
}
