/*
 * Source. Enters: the bytes of CSV and XML files. Leaves: tables and XML trees whose every cell and element
 * has a place. All memory belongs to the job.
 */
#ifndef SRC_SOURCE_H
#define SRC_SOURCE_H

#include "base/job.h"

#include <libxml/tree.h>

struct src_cell {
    const char
        *text; /* UTF-8, outer white space off; line breaks inside a quoted field are '\n'; "" if empty */
    aj_at at;
};

struct src_table {
    const char *file; /* as shown to the user */
    uint32_t rows, columns;
    struct src_cell *cells; /* rows * columns, row by row; every row has `columns` fields */
    char separator;         /* ';' ',' or tab, found in the file */
    const char *encoding;   /* "UTF-8", "windows-1252", ... found in the file */
    const char *title;      /* a line alone above the headings, or NULL; row 0 is always the headings */
    uint32_t *offsets;      /* of every cell in the file's text, for its place */
};

static inline const struct src_cell *src_cell_at(const struct src_table *table, uint32_t row, uint32_t column)
{
    return &table->cells[(size_t)row * table->columns + column];
}

/*
 * Reads a CSV file that `from` names (see aj_job_read). NULL after a finding: missing file, bytes that fit no
 * encoding, an unterminated quote, a row with too few or too many fields, too large.
 */
struct src_table *src_csv_read(struct aj_job *job, const char *from, const char *path, aj_at at);

/* The same from memory, for tests and fuzzers. `name` is what findings show. */
struct src_table *src_csv_parse(struct aj_job *job, const char *name, const char *bytes, size_t length);

/*
 * Reads an XML file into a tree in which every element has an attribute at="N", the index of its place. No
 * network, no DOCTYPE, no entities but the five; depth and size are capped. NULL after a finding. `path` is
 * absolute or relative to the working folder; the file must lie below job->root.
 */
xmlDocPtr src_xml_read(struct aj_job *job, const char *path);
xmlDocPtr src_xml_read_template(struct aj_job *job, const char *path);
xmlDocPtr src_xml_parse(struct aj_job *job, const char *name, const char *bytes, size_t length);

/* The place of an element: its at attribute or the nearest ancestor's; 0 if none. */
aj_at src_xml_at(const xmlNode *node);

/* An attribute's value in the job's arena, or NULL. */
const char *src_xml_attr(struct aj_job *job, const xmlNode *node, const char *name);

#endif
