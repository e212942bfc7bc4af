/*
 * The archive as an XML tree, for templates/archive/index.xsl: archive (documents, organisations, failed,
 * first, last) of organisation (name, documents) of document, and wrong (fault, path, href, record) for each
 * file that does not agree. A document's attributes are named as in internal.h; what is empty is left out,
 * "…-href" are addresses. replaces and replaced (title, href, status) are editions that follow each other.
 */
#include "archive/internal.h"
#include "base/utf8.h"
#include "web/own.h"

#include <stdio.h>
#include <string.h>

enum { KEY_MOST = 700 };

struct edition {
    uint32_t from, to; /* the newer and the one that it replaces */
};

struct tree {
    const struct arc_archive *archive;
    struct aj_arena *arena;
    xmlDocPtr doc;
    struct aj_map titles; /* index + 1 of a document by organisation and title */
    struct edition *editions;
    uint32_t edition_len, edition_cap;
};

static xmlNodePtr add(xmlNodePtr parent, const char *name)
{
    return xmlNewChild(parent, NULL, BAD_CAST name, NULL);
}

static void set(xmlNodePtr node, const char *name, const char *value)
{
    if (*value)
        xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

static void set_number(xmlNodePtr node, const char *name, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    set(node, name, text);
}

/* Text of a path, whose bytes may be any. */
static void set_path(const struct tree *tree, xmlNodePtr node, const char *name, const char *path)
{
    struct aj_buf clean = AJ_BUF_INIT;
    aj_utf8_add(&clean, path, strlen(path));
    set(node, name, aj_strdup(tree->arena, clean.len ? clean.data : ""));
    aj_buf_free(&clean);
}

static void set_address(xmlNodePtr node, const char *name, const char *path)
{
    struct aj_buf address = AJ_BUF_INIT;
    web_address(&address, path);
    if (address.len)
        set(node, name, address.data);
    aj_buf_free(&address);
}

/* Organisation and title as they are compared: case and kinds of blanks do not count. */
static const char *title_key(struct aj_arena *arena, const char *organisation, const char *title, size_t n)
{
    uint32_t codes[KEY_MOST];
    size_t count = aj_utf8_fold_codes(aj_strndup(arena, title, n), codes, KEY_MOST);
    struct aj_buf key = AJ_BUF_INIT;
    aj_buf_printf(&key, "%s\n", organisation);
    for (size_t i = 0; i < count; i++)
        key.len += aj_utf8_put(aj_buf_room(&key, 4), codes[i]);
    aj_buf_add(&key, "", 0);
    const char *copy = aj_strdup(arena, key.data);
    aj_buf_free(&key);
    return copy;
}

/* The document that a text names by its title, with or without what follows a comma. */
static const struct arc_document *named(const struct tree *tree, const struct arc_document *by,
                                        const char *text)
{
    for (size_t n = strlen(text); n > 0;) {
        const struct arc_document *found =
            aj_map_find(&tree->titles, title_key(tree->arena, by->organisation, text, n));
        if (found)
            return found == by ? NULL : found;
        while (n > 0 && text[n - 1] != ',')
            n--;
        n -= n > 0;
    }
    return NULL;
}

static void find_editions(struct tree *tree)
{
    const struct arc_archive *archive = tree->archive;
    for (uint32_t i = 0; i < archive->len; i++) {
        struct arc_document *document = &archive->documents[i];
        const char *key =
            title_key(tree->arena, document->organisation, document->title, strlen(document->title));
        if (!aj_map_find(&tree->titles, key))
            aj_map_put(&tree->titles, key, document);
    }
    for (uint32_t i = 0; i < archive->len; i++)
        for (uint32_t k = 0; k < archive->documents[i].replaces_count; k++) {
            const struct arc_document *older =
                named(tree, &archive->documents[i], archive->documents[i].replaces[k]);
            struct edition edition = {i, older ? (uint32_t)(older - archive->documents) : 0};
            if (older)
                AJ_PUSH(tree->arena, tree->editions, tree->edition_len, tree->edition_cap, edition);
        }
}

static void put_edition(xmlNodePtr node, const char *name, const struct arc_document *other)
{
    xmlNodePtr edition = add(node, name);
    set(edition, "title", other->title);
    set(edition, "status", other->status);
    set_address(edition, "href", *other->html ? other->html : other->pdf);
}

static void put_findings(xmlNodePtr node, const struct arc_findings *findings, const char *prefix)
{
    const struct {
        const char *name;
        uint32_t count;
    } counts[] = {{"errors", findings->errors},
                  {"warnings", findings->warnings},
                  {"notes", findings->notes},
                  {"accepted", findings->accepted}};
    for (size_t i = 0; findings->known && i < sizeof counts / sizeof *counts; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%s", prefix, counts[i].name);
        set_number(node, name, counts[i].count);
    }
}

static void put_document(xmlNodePtr parent, const struct arc_document *document)
{
    xmlNodePtr node = add(parent, "document");
    const struct {
        const char *name, *text;
    } texts[] = {{"title", document->title},         {"kind", document->kind},
                 {"type", document->type},           {"status", document->status},
                 {"number", document->number},       {"body", document->body},
                 {"date", document->date},           {"decision", document->decision},
                 {"paragraph", document->paragraph}, {"year", document->year}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        set(node, texts[i].name, texts[i].text);
    set_address(node, "pdf-href", document->pdf);
    set_address(node, "html-href", document->html);
    set_address(node, "page-href", document->page);
    if (document->record)
        set_address(node, "record-href", document->record);
    if (document->failed)
        set_address(node, "failed-href", document->failed);
    if (*document->pdf) {
        set_number(node, "pdf-bytes", document->pdf_bytes);
        set_number(node, "pages", document->pages);
    }
    if (*document->html)
        set_number(node, "html-bytes", document->html_bytes);
    if (document->differs)
        set(node, "differs", "yes");
    put_findings(node, &document->findings, "");
    put_findings(node, &document->attempt, "failed-");
}

static void put_wrong(const struct tree *tree, xmlNodePtr root, const struct arc_wrong *wrong)
{
    static const char *const names[] = {"no-record", "unreadable", "missing", "differs"};
    xmlNodePtr node = add(root, "wrong");
    set(node, "fault", names[wrong->fault]);
    set_path(tree, node, "path", wrong->path);
    if (wrong->fault != ARC_MISSING)
        set_address(node, "href", wrong->path);
    if (wrong->record)
        set_path(tree, node, "record", wrong->record);
}

static void put_documents(struct tree *tree, xmlNodePtr root)
{
    const struct arc_archive *archive = tree->archive;
    xmlNodePtr *nodes = AJ_NEW_N(tree->arena, xmlNodePtr, archive->len + 1), organisation = NULL;
    uint32_t organisations = 0, inside = 0, failed = 0;
    const char *first = "", *last = "";
    for (uint32_t i = 0; i < archive->len; i++) {
        const struct arc_document *document = &archive->documents[i];
        if (!organisation || strcmp(archive->documents[i - 1].organisation, document->organisation) != 0) {
            organisation = add(root, "organisation");
            set(organisation, "name", document->organisation);
            organisations++;
            inside = 0;
        }
        put_document(organisation, document);
        nodes[i] = organisation->last;
        inside++;
        failed += document->failed != NULL;
        if (*document->year && (!*first || strcmp(document->year, first) < 0))
            first = document->year;
        if (*document->year && strcmp(document->year, last) > 0)
            last = document->year;
        if (i + 1 == archive->len ||
            strcmp(archive->documents[i + 1].organisation, document->organisation) != 0)
            set_number(organisation, "documents", inside);
    }
    for (uint32_t i = 0; i < tree->edition_len; i++) {
        const struct edition *edition = &tree->editions[i];
        put_edition(nodes[edition->from], "replaces", &archive->documents[edition->to]);
        put_edition(nodes[edition->to], "replaced", &archive->documents[edition->from]);
    }
    set_number(root, "documents", archive->len);
    set_number(root, "organisations", organisations);
    set_number(root, "failed", failed);
    set(root, "first", first);
    set(root, "last", last);
}

xmlDocPtr arc_tree(const struct arc_archive *archive)
{
    struct tree tree = {.archive = archive, .arena = aj_arena_new(), .doc = xmlNewDoc(BAD_CAST "1.0")};
    tree.titles = (struct aj_map)AJ_MAP_INIT(tree.arena);
    xmlNodePtr root = xmlNewDocNode(tree.doc, NULL, BAD_CAST "archive", NULL);
    xmlDocSetRootElement(tree.doc, root);
    find_editions(&tree);
    put_documents(&tree, root);
    for (uint32_t i = 0; i < archive->wrong_len; i++)
        put_wrong(&tree, root, &archive->wrong[i]);
    xmlDocPtr doc = tree.doc;
    aj_arena_free(tree.arena);
    return doc;
}
