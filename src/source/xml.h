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

/* What a tree that is kept from job to job (its _private) adds to the places of its elements. */
struct src_base {
    aj_at before; /* the place before that of the first element, in the job that reads it now */
};

/* The same as src_xml_parse, which also gives the text that was parsed. `name` and `bytes` live in the job.
 */
xmlDocPtr src_xml_parse_text(struct aj_job *job, const char *name, const char *bytes, size_t length,
                             struct src_text *text);

/*
 * Keeps a template's tree in the library, unless it has findings: `path` is relative to the templates, `name`
 * is what findings show.
 */
void src_library_keep(struct src_library *library, const char *path, const char *name, const char *bytes,
                      size_t length);

/* A tree that is kept, its places and input noted in the job as if it were read; NULL when there is none. */
xmlDocPtr src_library_find(struct src_library *library, struct aj_job *job, const char *path);

/* The parser's position as an offset in the reader's text. */
size_t src_xml_offset(xmlParserCtxtPtr parser, const struct src_xml_reader *reader);

/* The last place before `from` at which `text` stands, or `from` when it does not. */
size_t src_xml_find_back(const struct src_xml_reader *reader, size_t from, const char *text);

/* An xmlStructuredErrorFunc of a SAX handler: makes one finding, in our own words, of the first error. */
void src_xml_report(void *parser, xmlErrorPtr error);

#endif
