#include "source/xml.h"

#include "source/source.h"

#include <libxml/SAX2.h>
#include <stdio.h>
#include <string.h>

/* Counts on from the last place asked for: elements come in the order of the text. */
static aj_at place_at(struct src_xml_reader *reader, size_t offset)
{
    const char *text = reader->text.text;
    for (; reader->offset < offset; reader->offset++) {
        char c = text[reader->offset];
        if (c == '\n' || (c == '\r' && text[reader->offset + 1] != '\n')) {
            reader->line++;
            reader->column = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80) {
            reader->column++;
        }
    }
    return aj_places_add(reader->job->places, reader->text.file, reader->line, reader->column);
}

static void refuse(xmlParserCtxtPtr parser, enum aj_code code, aj_at at, const char *a, const char *b,
                   const char *c)
{
    struct src_xml_reader *reader = parser->_private;
    if (!reader->failed)
        aj_diag_add(reader->job->diags, code, at, a, b, c, NULL);
    reader->failed = true;
    xmlStopParser(parser);
}

/* The first attribute named "at" outside any namespace: five pointers an attribute, as SAX2 gives them. */
static bool has_at(int count, const xmlChar **attributes)
{
    for (int i = 0; i < count; i++)
        if (!attributes[5 * i + 1] && !strcmp((const char *)attributes[5 * i], "at"))
            return true;
    return false;
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes)
{
    xmlParserCtxtPtr parser = context;
    struct src_xml_reader *reader = parser->_private;
    if (reader->failed)
        return;
    struct aj_arena *arena = reader->job->arena;
    /* The parser stands after the attributes, in which no '<' can be. */
    aj_at at = place_at(reader, src_xml_find_back(reader, src_xml_offset(parser, reader), "<"));
    if (reader->depth >= SRC_XML_DEEPEST) {
        refuse(parser, AJ_E0121, at, aj_printf(arena, "%d", SRC_XML_DEEPEST), "", "");
        return;
    }
    if (++reader->elements > SRC_XML_ELEMENTS) {
        refuse(parser, AJ_E0107, at, "elements", "element", aj_printf(arena, "%d", SRC_XML_ELEMENTS));
        return;
    }
    if (has_at(attribute_count, attributes)) {
        refuse(parser, AJ_E0122, at, (const char *)name, "", "");
        return;
    }
    reader->open[reader->depth++] = at;
    xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
                          attributes);
    char number[16];
    snprintf(number, sizeof number, "%u", at);
    if (parser->node)
        xmlNewProp(parser->node, (const xmlChar *)"at", (const xmlChar *)number);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    xmlParserCtxtPtr parser = context;
    struct src_xml_reader *reader = parser->_private;
    if (reader->depth)
        reader->depth--;
    xmlSAX2EndElementNs(context, name, prefix, uri);
}

/* Entities of a DTD are expanded in attributes whatever the options say: so no DTD at all. */
static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                           const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    xmlParserCtxtPtr parser = context;
    struct src_xml_reader *reader = parser->_private;
    size_t offset = src_xml_find_back(reader, src_xml_offset(parser, reader), "<!DOCTYPE");
    refuse(parser, AJ_E0120, src_text_place(reader->job, &reader->text, offset), "", "", "");
}

/* The encoding that an XML declaration at the start of the bytes names, or NULL (XML 1.0, productions 80,
 * 81). */
static const char *declared_encoding(struct aj_arena *arena, const char *bytes)
{
    if (!strncmp(bytes, "\xEF\xBB\xBF", 3))
        bytes += 3;
    if (strncmp(bytes, "<?xml", 5) != 0)
        return NULL;
    size_t length = strcspn(bytes, ">");
    const char *declaration = aj_strndup(arena, bytes, length < 256 ? length : 256);
    const char *p = strstr(declaration, "encoding");
    if (!p)
        return NULL;
    p += strlen("encoding");
    p += strspn(p, " \t\r\n=");
    if (*p != '"' && *p != '\'')
        return NULL;
    size_t n = strspn(p + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return n && p[1 + n] == *p ? aj_strndup(arena, p + 1, n) : NULL;
}

static void free_document(void *document)
{
    xmlFreeDoc(document);
}

static xmlDocPtr parse_text(struct src_xml_reader *reader, const char *name)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    parser->_private = reader;
    parser->sax->startElementNs = start_element;
    parser->sax->endElementNs = end_element;
    parser->sax->internalSubset = refuse_doctype;
    parser->sax->serror = src_xml_report;
    xmlDocPtr doc = xmlCtxtReadMemory(parser, reader->text.text, (int)reader->text.length, name, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC);
    if (!doc && !reader->failed)
        aj_diag_add(reader->job->diags, AJ_E0132, aj_places_add(reader->job->places, reader->text.file, 1, 1),
                    NULL);
    xmlDocPtr partial = parser->myDoc != doc ? parser->myDoc : NULL;
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
    xmlFreeDoc(partial);
    if (doc)
        aj_arena_own(reader->job->arena, doc, free_document);
    return reader->failed ? NULL : doc;
}

xmlDocPtr src_xml_parse_text(struct aj_job *job, const char *name, const char *bytes, size_t length,
                             struct src_text *text)
{
    struct src_xml_reader *reader = AJ_NEW(job->arena, struct src_xml_reader);
    *reader = (struct src_xml_reader){.job = job, .line = 1, .column = 1};
    if (length > SRC_XML_BYTES) {
        uint32_t file = aj_places_add_file(job->places, name, NULL, 0);
        aj_diag_add(job->diags, AJ_E0107, aj_places_add(job->places, file, 0, 0), "bytes", "byte",
                    aj_printf(job->arena, "%d", SRC_XML_BYTES), NULL);
        return NULL;
    }
    const char *declared = declared_encoding(job->arena, bytes);
    /* Without a declaration XML is UTF-8 (XML 1.0, 4.3.3): nothing is to be guessed. */
    if (!src_decode(job, name, bytes, length, declared, true, &reader->text))
        return NULL;
    *text = reader->text;
    return parse_text(reader, name);
}

static xmlDocPtr read_document(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    struct src_text text;
    return src_xml_parse_text(job, name, bytes, length, &text);
}

xmlDocPtr src_xml_read(struct aj_job *job, const char *path)
{
    size_t length;
    const char *bytes = aj_job_read_report(job, path, &length);
    return bytes ? read_document(job, aj_strdup(job->arena, path), bytes, length) : NULL;
}

xmlDocPtr src_xml_read_template(struct aj_job *job, const char *path)
{
    bool shared = job->definitions && strncmp(path, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) != 0;
    xmlDocPtr kept = shared ? src_library_find(job->definitions, job, path) : NULL;
    if (kept)
        return kept;
    size_t length;
    const char *name, *bytes = aj_job_read_template(job, path, 0, &length, &name);
    if (!bytes)
        return NULL;
    if (shared)
        src_library_keep(job->definitions, path, name, bytes, length);
    kept = shared ? src_library_find(job->definitions, job, path) : NULL;
    return kept ? kept : read_document(job, name, bytes, length);
}

xmlDocPtr src_xml_parse(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    return read_document(job, aj_strdup(job->arena, name), aj_strndup(job->arena, bytes, length), length);
}

aj_at src_xml_at(const xmlNode *node)
{
    for (; node; node = node->parent) {
        const xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
        for (; attr; attr = attr->next) {
            if (attr->ns || strcmp((const char *)attr->name, "at") != 0 || !attr->children ||
                !attr->children->content)
                continue;
            aj_at at = 0;
            for (const xmlChar *p = attr->children->content; *p >= '0' && *p <= '9'; p++)
                at = at * 10 + (aj_at)(*p - '0');
            const struct src_base *base = node->doc ? node->doc->_private : NULL;
            return base ? base->before + at : at;
        }
    }
    return 0;
}

bool src_xml_is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

const xmlNode *src_xml_child(const xmlNode *node, const char *name)
{
    for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
        if (src_xml_is(child, name))
            return child;
    return NULL;
}

const char *src_xml_attr(struct aj_job *job, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    if (!value)
        return NULL;
    const char *copy = aj_strdup(job->arena, (const char *)value);
    xmlFree(value);
    return copy;
}
