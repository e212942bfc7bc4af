/* What the files of the XML reader share. Internal to source. */
#ifndef SRC_XML_H
#define SRC_XML_H

#include "source/encoding.h"

#include <libxml/parser.h>

enum { SRC_XML_DEEPEST = 256, SRC_XML_ELEMENTS = 1000000, SRC_XML_BYTES = 64 * 1024 * 1024 };

/* One XML file that is being read; the parser context's _private. */
struct src_xml_reader {
    struct aj_job *job;
    struct src_text text;
    bool failed;              /* the one finding of this file has been made */
    uint32_t depth, elements; /* open now, and in all */
    aj_at open[SRC_XML_DEEPEST];
    size_t offset; /* how far lines and columns have been counted */
    uint32_t line, column;
};

/* The parser's position as an offset in the reader's text. */
size_t src_xml_offset(xmlParserCtxtPtr parser, const struct src_xml_reader *reader);

/* The last place before `from` at which `text` stands, or `from` when it does not. */
size_t src_xml_find_back(const struct src_xml_reader *reader, size_t from, const char *text);

/* An xmlStructuredErrorFunc of a SAX handler: makes one finding, in our own words, of the first error. */
void src_xml_report(void *parser, xmlErrorPtr error);

#endif
