/* The cache of compiled stylesheets and schemas, and the loading of template files. */
#include "base/file.h"
#include "compose/internal.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

/* The largest number of template files that one stylesheet may be made of. */
enum { MOST_FILES = 200 };

struct cmp_library *cmp_library_new(void)
{
    struct aj_arena *arena = aj_arena_new();
    struct cmp_library *library = AJ_NEW(arena, struct cmp_library);
    library->arena = arena;
    library->entries = (struct aj_map)AJ_MAP_INIT(arena);
    library->held = (struct aj_map)AJ_MAP_INIT(arena);
    return library;
}

void cmp_library_free(struct cmp_library *library)
{
    if (library)
        aj_arena_free(library->arena);
}

/* "templates:/budget/report.xsl" -> "budget/report.xsl". */
static const char *path_of(const char *file)
{
    size_t n = strlen(CMP_SCHEME);
    return strncmp(file, CMP_SCHEME, n) ? file : file + n;
}

aj_at cmp_template_place(struct aj_job *job, const char *file, uint32_t line)
{
    size_t length;
    const char *name = NULL, *path = path_of(file);
    char *text = aj_job_read_template(job, path, 0, &length, &name);
    if (!text)
        return 0;
    return aj_places_add(job->places, aj_places_add_file(job->places, name, text, length), line, 0);
}

/* The file is noted in what is being compiled, or held for the reports to come. An organisation's own is not:
 * the next organisation has another of that name. */
static void remember_file(struct cmp_run *run, const char *path, const char *bytes, size_t length)
{
    struct aj_arena *arena = run->library->arena;
    if (!run->entry && *path == '~')
        return;
    struct cmp_file file = {.name = aj_strdup(arena, path)};
    aj_sha256(bytes, length, file.sha256);
    if (run->entry) {
        AJ_PUSH(arena, run->entry->files, run->entry->file_len, run->entry->file_cap, file);
        return;
    }
    struct cmp_held *held = AJ_NEW(arena, struct cmp_held);
    *held = (struct cmp_held){.file = file, .bytes = aj_strndup(arena, bytes, length), .length = length};
    aj_map_put(&run->library->held, file.name, held);
}

/* The parser's first complaint; what follows is mostly its consequence. */
struct first_error {
    int line;
    char message[256];
};

static void hear_parser(void *context, xmlErrorPtr error)
{
    struct first_error *first = ((xmlParserCtxtPtr)context)->_private;
    if (!first || *first->message || !error)
        return;
    first->line = error->line;
    snprintf(first->message, sizeof first->message, "%s", error->message ? error->message : "it is not XML");
    first->message[strcspn(first->message, "\n")] = '\0';
}

static void report_malformed(struct cmp_run *run, const char *name, const char *bytes, size_t length,
                             const struct first_error *error)
{
    uint32_t file = aj_places_add_file(run->job->places, name, bytes, length);
    aj_at at = aj_places_add(run->job->places, file, error->line > 0 ? (uint32_t)error->line : 0, 0);
    aj_diag_add(run->job->diags, AJ_E0402, at, name, error->message, error->message, NULL);
}

static xmlDocPtr parse(struct cmp_run *run, const char *path, const char *name, const char *bytes,
                       size_t length, xmlDictPtr dict)
{
    struct first_error error = {0, ""};
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    parser->_private = &error;
    parser->sax->serror = hear_parser;
    if (dict) {
        xmlDictFree(parser->dict);
        parser->dict = dict;
        xmlDictReference(dict);
    }
    const char *uri = aj_printf(run->job->arena, CMP_SCHEME "%s", path);
    /* An entity is never expanded: a DOCTYPE is refused below, and NOENT is not given. */
    xmlDocPtr doc =
        xmlCtxtReadMemory(parser, bytes, (int)length, uri, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc)
        report_malformed(run, name, bytes, length, &error);
    if (doc && doc->intSubset) {
        aj_diag_add(run->job->diags, AJ_E0402, cmp_template_place(run->job, path, 0), name,
                    "a DOCTYPE is not allowed", "en DOCTYPE är inte tillåten", NULL);
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(parser);
    return doc;
}

/*
 * Reads and parses a file below the templates folder (path relative to it) and notes it in run->entry. NULL
 * after a finding at `at`: missing, malformed, a DOCTYPE. The tree belongs to the caller; `dict` may be NULL.
 */
static xmlDocPtr load(struct cmp_run *run, const char *path, aj_at at, xmlDictPtr dict)
{
    size_t length;
    const char *name = NULL;
    if (run->entry && run->entry->file_len >= MOST_FILES) {
        aj_diag_add(run->job->diags, AJ_E0407, at, path, "200", NULL);
        return NULL;
    }
    char *bytes = aj_job_read_template(run->job, path, at, &length, &name);
    if (!bytes)
        return NULL;
    xmlDocPtr doc = parse(run, path, name, bytes, length, dict);
    if (doc || run->entry)
        remember_file(run, path, bytes, length);
    return doc;
}

/* What a job reads from the cache it has as good as read itself. */
static struct cmp_entry *find_entry(struct aj_job *job, struct cmp_library *library, const char *path)
{
    struct cmp_entry *entry = aj_map_find(&library->entries, path);
    for (uint32_t i = 0; entry && i < entry->file_len; i++)
        aj_job_note_input(job, AJ_INPUT_TEMPLATE, entry->files[i].name, entry->files[i].sha256);
    return entry;
}

static void free_style(void *style)
{
    xsltFreeStylesheet(style);
}

/* A file that an earlier report's transformation has read; NULL: none has. */
static xmlDocPtr parse_held(struct cmp_run *run, const char *path, xmlDictPtr dict)
{
    const struct cmp_held *held = aj_map_find(&run->library->held, path);
    if (!held)
        return NULL;
    run->load_failed = false;
    aj_job_note_input(run->job, AJ_INPUT_TEMPLATE, held->file.name, held->file.sha256);
    return parse(run, path, path, held->bytes, held->length, dict);
}

/* Further files of a stylesheet come through here, by the URI that libxslt has put together. */
static xmlDocPtr load_for_xslt(const xmlChar *uri, xmlDictPtr dict, int options, void *context,
                               xsltLoadType type)
{
    (void)options;
    struct cmp_run *run = NULL;
    aj_at at = 0;
    if (type == XSLT_LOAD_DOCUMENT) {
        xsltTransformContextPtr ctxt = context;
        run = ctxt->_private;
        xmlDocPtr held = run ? parse_held(run, path_of((const char *)uri), dict) : NULL;
        if (held)
            return held;
        if (run && ctxt->inst && ctxt->inst->doc && ctxt->inst->doc->URL)
            at = cmp_template_place(run->job, (const char *)ctxt->inst->doc->URL,
                                    (uint32_t)xmlGetLineNo(ctxt->inst));
    } else {
        xsltStylesheetPtr style = context;
        while (style && !style->_private)
            style = style->parent;
        run = style ? style->_private : NULL;
        /* The file that asks is the style's own document, or one that it includes; its first line will do. */
        if (run && style->doc && style->doc->URL)
            at = cmp_template_place(run->job, (const char *)style->doc->URL, 0);
    }
    if (!run)
        return NULL;
    if (strncmp((const char *)uri, CMP_SCHEME, strlen(CMP_SCHEME)) != 0) {
        aj_diag_add(run->job->diags, AJ_E0408, at, (const char *)uri, NULL);
        run->load_failed = true;
        return NULL;
    }
    xmlDocPtr doc = load(run, path_of((const char *)uri), at, dict);
    run->load_failed = !doc;
    if (doc && type != XSLT_LOAD_DOCUMENT && run->traced)
        cmp_add_provenance(doc);
    return doc;
}

xsltStylesheetPtr cmp_stylesheet_at(struct aj_job *job, struct cmp_library *library, const char *path,
                                    aj_at at, bool traced)
{
    struct cmp_entry *entry = find_entry(job, library, path);
    if (entry)
        return entry->style;
    entry = AJ_NEW(library->arena, struct cmp_entry);
    struct cmp_run run = {.job = job, .library = library, .entry = entry, .traced = traced};
    xmlDocPtr doc = load(&run, path, at, NULL);
    if (!doc)
        return NULL;
    if (traced)
        cmp_add_provenance(doc);
    xsltSetLoaderFunc(load_for_xslt);
    struct cmp_errors saved = cmp_errors_begin(&run);
    uint32_t before = aj_diags_count(job->diags, AJ_ERROR);
    xsltStylesheetPtr style = xsltNewStylesheet();
    style->_private = &run;
    int status = xsltParseStylesheetUser(style, doc);
    style->_private = NULL;
    cmp_errors_end(saved);
    if (status != 0 || style->errors || aj_diags_count(job->diags, AJ_ERROR) > before) {
        if (aj_diags_count(job->diags, AJ_ERROR) == before)
            aj_diag_add(job->diags, AJ_E0402, cmp_template_place(job, path, 0), path, "it does not compile",
                        "den går inte att kompilera", NULL);
        if (status != 0)
            style->doc = NULL; /* as xsltParseStylesheetDoc does: the tree is still ours */
        xsltFreeStylesheet(style);
        if (status != 0)
            xmlFreeDoc(doc);
        return NULL;
    }
    entry->style = style;
    aj_arena_own(library->arena, style, free_style);
    aj_map_put(&library->entries, aj_strdup(library->arena, path), entry);
    return style;
}

xsltStylesheetPtr cmp_stylesheet(struct aj_job *job, struct cmp_library *library, const char *kind, aj_at at)
{
    if (!cmp_check_kind(job, kind, at))
        return NULL;
    return cmp_stylesheet_at(job, library, aj_printf(job->arena, "%s/report.xsl", kind), at, true);
}

struct cmp_schema *cmp_schema_get(struct aj_job *job, struct cmp_library *library, const char *path)
{
    struct cmp_entry *entry = find_entry(job, library, path);
    if (entry)
        return entry->schema;
    entry = AJ_NEW(library->arena, struct cmp_entry);
    struct cmp_run run = {.job = job, .library = library, .entry = entry};
    xmlDocPtr doc = load(&run, path, 0, NULL);
    if (!doc)
        return NULL;
    entry->schema = cmp_schema_compile(&run, path, doc);
    if (entry->schema)
        aj_map_put(&library->entries, aj_strdup(library->arena, path), entry);
    return entry->schema;
}
