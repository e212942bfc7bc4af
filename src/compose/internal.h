/* What the files of the compose stage share. */
#ifndef CMP_INTERNAL_H
#define CMP_INTERNAL_H

#include "base/map.h"
#include "compose/compose.h"
#include "source/source.h"

#include <libxml/relaxng.h>
#include <libxslt/documents.h>
#include <libxslt/xsltInternals.h>

struct cmp_schema;

/* A template file that went into something cached: noted again for every job that uses it. */
struct cmp_file {
    const char *name; /* relative to the templates folder */
    char sha256[65];
};

/* A compiled stylesheet or schema with all files it was made of. One of style and schema is set. */
struct cmp_entry {
    struct cmp_file *files;
    uint32_t file_len, file_cap;
    xsltStylesheetPtr style;
    struct cmp_schema *schema;
};

/* A file that stylesheets read as they run, by document(). */
struct cmp_held {
    struct cmp_file file;
    const char *bytes;
    size_t length;
};

struct cmp_library {
    struct aj_arena *arena;
    struct aj_map entries; /* path of the first file -> struct cmp_entry */
    struct aj_map held;    /* path -> struct cmp_held */
};

/* What a compilation or a transformation under way knows: where errors and further files belong. */
struct cmp_run {
    struct aj_job *job;
    struct cmp_library *library;
    struct cmp_entry *entry;      /* receives the files; NULL while transforming */
    xsltTransformContextPtr ctxt; /* NULL while compiling */
    bool traced;                  /* what the stylesheet makes tells where it comes from, by "at" */
    bool load_failed;             /* the loader has just reported a file */
    uint32_t errors;              /* reported so far */
    const char *error_file;       /* of the error being told, as libxslt told it: a URI, or NULL */
    uint32_t error_line;
    char detail[256]; /* what XPath had to say about it */
};

/* Inside the stage, template files have URIs of this scheme, so that nothing else can be asked for. */
#define CMP_SCHEME "templates:/"

/*
 * Gives every literal result element of a stylesheet at="{@at}", unless it has its own: what it makes then
 * says which element of the data document it was made for.
 */
void cmp_add_provenance(xmlDocPtr stylesheet);

/* Takes an empty at away: the source node bore none, and the document stage inherits its parent's. */
void cmp_drop_empty_provenance(xmlDocPtr result);

/* The place of a line (0: of the file) of a template file, named by its URI or path. */
aj_at cmp_template_place(struct aj_job *job, const char *file, uint32_t line);

/*
 * From here to cmp_errors_end, what libxml2 and libxslt complain of on this thread becomes findings of the
 * run instead of words on stderr.
 */
struct cmp_errors {
    xmlStructuredErrorFunc old;
    void *old_context;
    xmlGenericErrorFunc old_text;
    void *old_text_context;
};
struct cmp_errors cmp_errors_begin(struct cmp_run *run);
void cmp_errors_end(struct cmp_errors saved);
void cmp_errors_transform(struct cmp_run *run);

/* The stylesheet templates/<kind>/report.xsl, compiled once; NULL after a finding. */
xsltStylesheetPtr cmp_stylesheet(struct aj_job *job, struct cmp_library *library, const char *kind, aj_at at);

/* The same for any stylesheet below the templates folder; without provenance unless `traced`. */
xsltStylesheetPtr cmp_stylesheet_at(struct aj_job *job, struct cmp_library *library, const char *path,
                                    aj_at at, bool traced);

/* The schema at `path` below the templates folder, compiled once; NULL after a finding. */
struct cmp_schema *cmp_schema_get(struct aj_job *job, struct cmp_library *library, const char *path);

/* Reports every fault of a document at its element; when `judged`, libxml2 is asked too. False if there is
 * any. */
bool cmp_schema_check(struct aj_job *job, struct cmp_schema *schema, xmlDocPtr doc, bool judged);

/* Compiles; called by cmp_schema_get alone. `doc` becomes the library's. NULL after a finding. */
struct cmp_schema *cmp_schema_compile(struct cmp_run *run, const char *path, xmlDocPtr doc);

/* Whether every note of a report has its text, here or where its key was first; else findings. */
bool cmp_check_notes(struct aj_job *job, const xmlNode *root);

/*
 * terms.c: dl class="ordlista" is put in alphabetical order, each term gets an id, and its first use in
 * running text becomes a link to it. N0444 for a term that the text does not use.
 */
void cmp_link_terms(struct aj_job *job, xmlDocPtr doc);

/*
 * plain.c: section class="lattlast" has one sentence a line. N0441 for a long sentence, N0442 for an
 * abbreviation; called when abbreviations are marked.
 */
void cmp_plain(struct aj_job *job, xmlDocPtr doc);

/* check_front.c: decisions, dates and validity of the front page; false after an error. */
bool cmp_check_front(struct aj_job *job, const xmlNode *report);

/*
 * Marks the abbreviations of a result: its head's <meta name="abbr:SHORT" content="meaning"> name them and
 * are taken away; every occurrence in the body becomes <abbr title>, and each dl class="abbreviations" is
 * filled.
 */
void cmp_abbreviate(struct aj_job *job, xmlDocPtr doc);

/* Registers aj:format with a transformation whose _private is a struct cmp_run. */
void cmp_format_register(xsltTransformContextPtr ctxt);

/* The namespace of aj:format. */
#define CMP_NAMESPACE "urn:arshjul"

/* Whether the report's kind has a template; else a finding at the root. */
bool cmp_check_kind(struct aj_job *job, const char *kind, aj_at at);

/* walk.c: whether the node is an element of that name; whether its class has that word. */
bool cmp_named(const xmlNode *node, const char *name);
bool cmp_has_class(struct aj_job *job, const xmlNode *node, const char *name);

/* The next node in document order, past the children where `deep` is false; NULL after the last below `root`.
 */
xmlNodePtr cmp_step(xmlNodePtr node, const xmlNode *root, bool deep);

#endif
