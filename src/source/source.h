/*
 * Source. Enters: the bytes of CSV and XML files. Leaves: tables and XML trees whose every cell and element
 * has a place. All memory belongs to the job.
 */
#ifndef SRC_SOURCE_H
#define SRC_SOURCE_H

#include "base/job.h"

#include <libxml/tree.h>

struct src_cell {
    const char *text; /* UTF-8, outer white space off; a line break within is '\n'; "" if empty */
    aj_at at;
};

/* Eight bytes a cell: files of millions of rows are read. Row 0 is always the headings. */
struct src_table {
    const char *file; /* as shown to the user */
    uint32_t rows, columns;
    const char *pool;     /* the cells' texts, each ended by a NUL; texts that follow each other are shared */
    uint32_t *texts;      /* rows * columns, row by row: where each cell's text begins in the pool */
    aj_at first;          /* the place of the first cell; the others follow it, */
    const aj_at *ats;     /* unless the table was made of another's cells: then each has its own */
    char separator;       /* ';' ',' or tab, found in the file */
    const char *encoding; /* "UTF-8", "windows-1252", ... found in the file */
    const char *title;    /* the first line above the headings, or NULL */
    const char **notes;   /* the lines above the headings after the title, then those below the table */
    uint32_t note_len;
    uint32_t
        *offsets; /* of every cell in the file's text, for its place; NULL in a table of another's cells */
};

static inline struct src_cell src_cell_at(const struct src_table *table, uint32_t row, uint32_t column)
{
    size_t i = (size_t)row * table->columns + column;
    aj_at at = table->ats ? table->ats[i] : table->first ? table->first + (aj_at)i : 0;
    return (struct src_cell){table->pool + table->texts[i], at};
}

/* A table of another one's cells, made cell by cell: other rows and columns, joined headings. */
struct src_making;

/* An empty table of that size, which has the file, title and notes of `like`. */
struct src_making *src_make(struct aj_job *job, const struct src_table *like, uint32_t rows,
                            uint32_t columns);

/* Puts a text, which is copied, and its place into a cell. */
void src_make_cell(struct src_making *making, uint32_t row, uint32_t column, struct src_cell cell);

/* The finished table; the making is gone. */
struct src_table *src_made(struct src_making *making);

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

/*
 * The same for a file below the templates. With a library (job->definitions) a tree without findings is kept
 * for the jobs that follow: read what it says at once, and let it be.
 */
xmlDocPtr src_xml_read_template(struct aj_job *job, const char *path);

/* What a worker has read of the templates, for job->definitions of all its jobs. */
struct src_library *src_library_new(void);
void src_library_free(struct src_library *library);
xmlDocPtr src_xml_parse(struct aj_job *job, const char *name, const char *bytes, size_t length);

/* The place of an element: its at attribute or the nearest ancestor's; 0 if none. */
aj_at src_xml_at(const xmlNode *node);

/* Where the bytes of one text of a tree stand in its file: asked for from its start to its end. */
struct src_xml_walk {
    struct aj_job *job;
    aj_at at;                    /* the element that holds the text, or the one before it */
    const char *raw, *end;       /* in the file; NULL when the text is not found */
    const char *content, *start; /* what `raw` is in the tree; where the text begins there */
};

/* `text` is a text node; a place of its own is known for its first 64 KiB, if it stands as it was read. */
struct src_xml_walk src_xml_walk(struct aj_job *job, const xmlNode *text);

/* The place of a byte of the text, counted from its start, not before the last asked for; 0 when not known.
 */
aj_at src_xml_walk_to(struct src_xml_walk *walk, size_t offset);

/* Whether a node is an element of that name; NULL is none. */
bool src_xml_is(const xmlNode *node, const char *name);

/* The first child element of that name, or NULL; of NULL too. */
const xmlNode *src_xml_child(const xmlNode *node, const char *name);

/* An attribute's value in the job's arena, or NULL. */
const char *src_xml_attr(struct aj_job *job, const xmlNode *node, const char *name);

#endif
