/* libxml2's errors in our own words, at the place that an author would look at. */
#include "source/xml.h"

#include <string.h>

size_t src_xml_offset(xmlParserCtxtPtr parser, const struct src_xml_reader *reader)
{
    /* The text is UTF-8, so the parser converts nothing and its bytes are ours. */
    size_t offset = 0;
    if (parser->input)
        offset = parser->input->consumed + (size_t)(parser->input->cur - parser->input->base);
    return offset < reader->text.length ? offset : reader->text.length;
}

size_t src_xml_find_back(const struct src_xml_reader *reader, size_t from, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = from; i-- > 0;)
        if (i + n <= reader->text.length && !memcmp(reader->text.text + i, text, n))
            return i;
    return from;
}

/* The name of the tag that begins at an offset. */
static const char *tag_name(const struct src_xml_reader *reader, size_t offset)
{
    const char *p = reader->text.text + offset;
    if (*p == '<')
        p++;
    return aj_strndup(reader->job->arena, p, strcspn(p, " \t\r\n/>=\"'<&"));
}

struct fault {
    enum aj_code code;
    size_t offset;
    aj_at at; /* when known already, else 0 */
    const char *args[3];
};

/* What is wrong inside a tag: in a start tag an attribute, in an end tag anything. */
static struct fault describe_tag(const struct src_xml_reader *reader, size_t offset)
{
    size_t tag = src_xml_find_back(reader, offset, "<");
    const char *name = tag_name(reader, tag);
    if (tag < offset && *name && *name != '?' && *name != '!')
        return (struct fault){.code = AJ_E0128, .offset = tag, .args = {name}};
    return (struct fault){.code = AJ_E0132, .offset = tag};
}

static struct fault describe_name(const struct src_xml_reader *reader, size_t offset)
{
    char before = offset ? reader->text.text[offset - 1] : '\0';
    if (before == '&')
        return (struct fault){.code = AJ_E0126, .offset = offset - 1};
    if (before == '<')
        return (struct fault){.code = AJ_E0127, .offset = offset - 1};
    return describe_tag(reader, offset);
}

/* The innermost element that is open when the file ends. */
static struct fault describe_unclosed(const struct src_xml_reader *reader, const xmlError *error)
{
    struct fault fault = {.code = AJ_E0124, .args = {error->str1 ? error->str1 : ""}};
    uint32_t depth = reader->depth < SRC_XML_DEEPEST ? reader->depth : SRC_XML_DEEPEST;
    if (depth)
        fault.at = reader->open[depth - 1];
    return fault;
}

static struct fault describe_attribute(const struct src_xml_reader *reader, const xmlError *error,
                                       size_t offset)
{
    struct fault fault = {.code = AJ_E0129, .args = {error->str1}};
    fault.offset = src_xml_find_back(reader, offset, error->str1 ? error->str1 : "<");
    return fault;
}

static struct fault describe_mismatch(const struct src_xml_reader *reader, const xmlError *error,
                                      size_t offset)
{
    struct fault fault = {.code = AJ_E0123, .offset = src_xml_find_back(reader, offset, "</")};
    const char *p = reader->text.text + fault.offset + 2;
    fault.args[0] = aj_strndup(reader->job->arena, p, strcspn(p, " \t\r\n>"));
    fault.args[1] = error->str1 ? error->str1 : "";
    fault.args[2] = aj_printf(reader->job->arena, "%d", error->int1);
    return fault;
}

/* One case for each group of libxml2's codes (libxml/xmlerror.h) that an author can cause. */
static struct fault describe(const struct src_xml_reader *reader, const xmlError *error, size_t offset)
{
    size_t tag = src_xml_find_back(reader, offset, "<"), reference = src_xml_find_back(reader, offset, "&");
    switch (error->code) {
    case XML_ERR_DOCUMENT_EMPTY:
        return (struct fault){.code = AJ_E0134, .offset = offset};
    case XML_ERR_DOCUMENT_END:
        return (struct fault){.code = AJ_E0131, .offset = offset};
    case XML_ERR_TAG_NAME_MISMATCH:
        return describe_mismatch(reader, error, offset);
    case XML_ERR_TAG_NOT_FINISHED:
        return describe_unclosed(reader, error);
    case XML_ERR_NAME_REQUIRED:
        return describe_name(reader, offset);
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
        return (struct fault){.code = AJ_E0126, .offset = reference};
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return (struct fault){.code = AJ_E0125, .offset = reference, .args = {error->str1}};
    case XML_ERR_LT_IN_ATTRIBUTE:
        return (struct fault){.code = AJ_E0127, .offset = offset};
    case XML_ERR_INVALID_CHARREF:
    case XML_ERR_INVALID_DEC_CHARREF:
    case XML_ERR_INVALID_HEX_CHARREF:
    case XML_ERR_INVALID_CHAR:
        return (struct fault){.code = AJ_E0135, .offset = reference};
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
    case XML_ERR_SPACE_REQUIRED:
    case XML_ERR_EQUAL_REQUIRED:
    case XML_ERR_GT_REQUIRED:
        return describe_tag(reader, offset);
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
        return describe_attribute(reader, error, offset);
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return (struct fault){.code = AJ_E0130, .offset = tag, .args = {error->str1}};
    case XML_ERR_HYPHEN_IN_COMMENT:
    case XML_ERR_COMMENT_NOT_FINISHED:
        return (struct fault){.code = AJ_E0133, .offset = src_xml_find_back(reader, offset, "<!--")};
    case XML_ERR_PI_NOT_STARTED:
    case XML_ERR_PI_NOT_FINISHED:
        return (struct fault){.code = AJ_E0133, .offset = src_xml_find_back(reader, offset, "<?")};
    case XML_ERR_CDATA_NOT_FINISHED:
        return (struct fault){.code = AJ_E0133, .offset = src_xml_find_back(reader, offset, "<![CDATA[")};
    case XML_ERR_MISPLACED_CDATA_END: {
        /* The parser still stands where the run of text begins. */
        const char *end = strstr(reader->text.text + offset, "]]>");
        return (struct fault){.code = AJ_E0137, .offset = end ? (size_t)(end - reader->text.text) : offset};
    }
    case XML_ERR_RESERVED_XML_NAME:
        return (struct fault){.code = AJ_E0136, .offset = tag};
    default:
        return (struct fault){.code = AJ_E0132, .offset = offset};
    }
}

void src_xml_report(void *context, xmlErrorPtr error)
{
    xmlParserCtxtPtr parser = context;
    struct src_xml_reader *reader = parser->_private;
    if (reader->failed || error->level < XML_ERR_ERROR)
        return;
    reader->failed = true;
    struct fault fault = describe(reader, error, src_xml_offset(parser, reader));
    aj_at at = fault.at ? fault.at : src_text_place(reader->job, &reader->text, fault.offset);
    for (size_t i = 0; i < 3; i++)
        if (!fault.args[i])
            fault.args[i] = "";
    aj_diag_add(reader->job->diags, fault.code, at, fault.args[0], fault.args[1], fault.args[2], NULL);
}
