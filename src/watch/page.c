/* Making the page of findings, and telling whether one is of the present. */
#include "watch/page.h"

#include "base/file.h"
#include "base/path.h"
#include "compose/compose.h"
#include "watch/page_tree.h"
#include "web/own.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char stylesheet[] = "watch/page.xsl", of_name[] = "arshjul-of";

/* Bytes from the page's start in which it tells what it goes with. */
enum { HEAD_MOST = 4096 };

/* The path of the PDF with another ending. */
static const char *beside(struct aj_arena *arena, const char *pdf_path, const char *ending)
{
    size_t n = strlen(pdf_path);
    n -= n > 4 && strcmp(pdf_path + n - 4, ".pdf") == 0 ? 4 : 0;
    return aj_printf(arena, "%.*s%s", (int)n, pdf_path, ending);
}

/* The path of the page of a PDF, in the arena. */
static const char *page_path_of(struct aj_arena *arena, const char *pdf_path)
{
    return beside(arena, pdf_path, ".fynd.html");
}

/* "2026-11-21 kl. 10.03", in the time zone of the machine. */
static void set_time(xmlNodePtr node, const char *name, time_t time)
{
    struct tm parts;
    char text[64];
    if (localtime_r(&time, &parts) && strftime(text, sizeof text, "%Y-%m-%d kl. %H.%M.%S", &parts))
        wat_set(node, name, text);
}

static void set_saved(xmlNodePtr node, const char *name, const char *path)
{
    struct stat st;
    if (path && stat(path, &st) == 0)
        set_time(node, name, st.st_mtim.tv_sec);
}

/* The address of a file that stands beside the page. */
static void set_address(xmlNodePtr node, const char *name, const char *path)
{
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_str(&out, "./"); /* a colon in the name does not make a scheme of what is before it */
    web_address(&out, aj_path_name(path));
    wat_set(node, name, out.data);
    aj_buf_free(&out);
}

/* --- what a page goes with --- */

/* The data files that a record names, relative to the organisation's folder. */
static const char **data_of(struct aj_arena *arena, const json_t *record, uint32_t *count)
{
    const char **names = NULL;
    uint32_t cap = 0;
    size_t i;
    const json_t *input;
    *count = 0;
    json_array_foreach(json_object_get(record, "inputs"), i, input)
    {
        const char *kind = json_string_value(json_object_get(input, "kind"));
        const char *name = json_string_value(json_object_get(input, "name"));
        if (kind && name && strcmp(kind, "data") == 0)
            AJ_PUSH(arena, names, *count, cap, aj_strdup(arena, name));
    }
    return names;
}

/* The record of the last attempt: the failed one's, if there is one. */
static const char *last_record(struct aj_arena *arena, const char *pdf_path)
{
    struct stat st;
    const char *failed = beside(arena, pdf_path, ".failed.json");
    return stat(failed, &st) == 0 ? failed : beside(arena, pdf_path, ".json");
}

/* A name for what the page tells of: the record's bytes, and the copies' names. */
static void identify(const char *record_path, const struct wat_copy *copies, uint32_t count, char hex[65])
{
    struct aj_buf all = AJ_BUF_INIT;
    size_t length;
    char *record = record_path ? aj_file_read(record_path, &length) : NULL;
    if (record)
        aj_buf_add(&all, record, length);
    free(record);
    for (uint32_t i = 0; i < count; i++)
        aj_buf_add(&all, copies[i].file, strlen(copies[i].file) + 1);
    aj_sha256(all.data ? all.data : "", all.len, hex);
    aj_buf_free(&all);
}

/* What the page at `path` says that it goes with; false when it says nothing. */
static bool read_identity(const char *path, char hex[65])
{
    char wanted[64];
    size_t length;
    char *page = aj_file_read(path, &length);
    if (!page)
        return false;
    page[length < HEAD_MOST ? length : HEAD_MOST] = '\0';
    snprintf(wanted, sizeof wanted, "name=\"%s\" content=\"", of_name);
    const char *found = strstr(page, wanted);
    bool told = found && sscanf(found + strlen(wanted), "%64[0-9a-f]", hex) == 1;
    free(page);
    return told;
}

bool wat_page_is_stale(const char *pdf_path, const char *organisation)
{
    struct aj_arena *arena = aj_arena_new();
    char is[65], should[65];
    const char *record_path = last_record(arena, pdf_path);
    json_t *record = bat_record_head(record_path);
    uint32_t count, found;
    const char **names = data_of(arena, record, &count);
    struct wat_copy *copies = wat_find_copies(arena, organisation, names, count, &found);
    identify(record_path, copies, found, should);
    bool stale = !read_identity(page_path_of(arena, pdf_path), is) || strcmp(is, should) != 0;
    json_decref(record);
    aj_arena_free(arena);
    return stale;
}

bool wat_page_is_there_stale(const char *pdf_path, const char *organisation)
{
    struct aj_arena *arena = aj_arena_new();
    struct stat st;
    bool there = lstat(page_path_of(arena, pdf_path), &st) == 0;
    aj_arena_free(arena);
    return there && wat_page_is_stale(pdf_path, organisation);
}

void wat_page_drop_stale(const char *pdf_path, const char *organisation)
{
    if (wat_page_is_there_stale(pdf_path, organisation))
        wat_page_remove(pdf_path);
}

/* --- the tree --- */

static const char *const state_names[] = {"printed", "not-printed", "adopted", "removed"};

static const char *first_text(const char *a, const char *b, const char *c)
{
    return a && *a ? a : b && *b ? b : c;
}

/* What is known from the record of an earlier build. */
static void add_earlier(xmlNodePtr root, const struct wat_page *page, const struct bat_run *run,
                        const json_t *record)
{
    const char *earlier = json_string_value(json_object_get(record, "title"));
    const char *title = run && run->document ? run->document->title : NULL;
    const char *organisation =
        json_string_value(json_object_get(json_object_get(record, "about"), "organisation"));
    wat_set(root, "title", first_text(title, earlier, page->shown));
    if (organisation)
        wat_set(root, "organisation", organisation);
}

static void add_files(struct aj_arena *arena, xmlNodePtr root, const struct wat_page *page,
                      const json_t *record)
{
    struct stat st;
    const char *html_path = beside(arena, page->pdf_path, ".html");
    if (stat(page->pdf_path, &st) == 0) {
        xmlNodePtr pdf = wat_add(root, "pdf", NULL, 0);
        set_address(pdf, "href", page->pdf_path);
        set_time(pdf, "time", st.st_mtim.tv_sec);
        json_int_t pages = json_integer_value(json_object_get(json_object_get(record, "pdf"), "pages"));
        if (pages > 0)
            wat_set_number(pdf, "pages", pages);
    }
    bool has_page = json_is_object(json_object_get(record, "html"));
    if (has_page && stat(html_path, &st) == 0)
        set_address(wat_add(root, "html", NULL, 0), "href", html_path);
}

static void add_counts(xmlNodePtr root, const struct aj_diags *diags)
{
    static const char *const names[] = {"notes", "warnings", "errors", "faults"};
    uint32_t counts[AJ_FAULT + 1], accepted = aj_diags_tally(diags, counts);
    for (int i = AJ_NOTE; i <= AJ_FAULT; i++)
        wat_set_number(root, names[i], counts[i]);
    wat_set_number(root, "accepted", accepted);
}

static void add_copies(xmlNodePtr root, const char *organisation, const struct wat_copy *copies,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct aj_buf path = AJ_BUF_INIT;
        xmlNodePtr copy = wat_add(root, "copy", NULL, 0);
        wat_set(copy, "file", copies[i].file);
        wat_set(copy, "original", copies[i].original);
        aj_buf_printf(&path, "%s/%s", organisation, copies[i].file);
        set_saved(copy, "saved", path.data);
        aj_buf_clear(&path);
        aj_buf_printf(&path, "%s/%s", organisation, copies[i].original);
        set_saved(copy, "original-saved", path.data);
        aj_buf_free(&path);
    }
}

static xmlDocPtr make_tree(struct aj_arena *arena, const struct wat_page *page, const struct bat_run *run)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, BAD_CAST "watch", NULL);
    xmlDocSetRootElement(doc, root);
    char hex[65];
    uint32_t count = 0, found = 0;
    json_t *record = bat_record_head(beside(arena, page->pdf_path, ".json"));
    json_t *last = page->record_path ? bat_record_head(page->record_path) : NULL;
    const char **names = data_of(arena, last, &count);
    const char *root_path = run && run->job->root ? run->job->root : NULL;
    struct wat_copy *copies = root_path ? wat_find_copies(arena, root_path, names, count, &found) : NULL;
    identify(page->record_path, copies, found, hex);
    wat_set(root, "of", hex);
    wat_set(root, "state", state_names[page->state]);
    wat_set(root, "report", page->shown);
    wat_set(root, "status", run ? bat_status_name(run->status) : "");
    set_saved(root, "saved", page->report);
    set_time(root, "read", time(NULL));
    add_earlier(root, page, run, record);
    add_files(arena, root, page, record);
    if (root_path)
        add_copies(root, root_path, copies, found);
    if (run) {
        add_counts(root, run->job->diags);
        wat_add_findings(root, run, false);
        wat_add_findings(root, run, true);
    }
    json_decref(record);
    json_decref(last);
    return doc;
}

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

static void free_library(void *library)
{
    cmp_library_free(library);
}

static bool write_page(struct aj_job *job, const char *path, const struct aj_buf *bytes)
{
    if (aj_file_write(path, bytes->data, bytes->len))
        return true;
    int error = errno;
    uint32_t file = aj_places_add_file(job->places, path, NULL, 0);
    aj_diag_add(job->diags, AJ_E0802, aj_places_add(job->places, file, 0, 0), path,
                aj_file_reason(error, AJ_ENGLISH), aj_file_reason(error, AJ_SWEDISH), NULL);
    return false;
}

/*
 * Writes the page of a report. `run` has been through bat_print, or is NULL (WAT_REMOVED). False
 * after findings of `job`, which has the templates: the page could not be made or written.
 */
static bool print_page(struct aj_job *job, const struct wat_page *page, const struct bat_run *run)
{
    static const char *const sheets[] = {"watch/page.css", NULL};
    xmlDocPtr tree = make_tree(job->arena, page, run);
    aj_arena_own(job->arena, tree, free_doc);
    struct cmp_library *library = cmp_library_new();
    aj_arena_own(job->arena, library, free_library);
    xmlDocPtr result = cmp_page(job, library, stylesheet, tree);
    struct aj_buf bytes = AJ_BUF_INIT;
    const struct web_own own = {.page = result, .generator = "arshjul watch", .sheets = sheets};
    bool written = result && web_own_write(job, &own, &bytes) &&
                   write_page(job, page_path_of(job->arena, page->pdf_path), &bytes);
    aj_buf_free(&bytes);
    return written;
}

bool wat_page_of_run(struct aj_job *job, const struct bat_run *run)
{
    if (!run->pdf_path)
        return true;
    bool printed = run->outcome != BAT_NOT_PRINTED;
    const struct wat_page page = {
        .state = printed ? WAT_PRINTED : WAT_NOT_PRINTED,
        .report = run->file,
        .shown = aj_job_name_below_root(run->job, run->report),
        .pdf_path = run->pdf_path,
        .record_path = printed ? run->record_path : beside(job->arena, run->pdf_path, ".failed.json"),
    };
    return print_page(job, &page, run);
}

bool wat_page_renew(struct aj_job *job, const struct bat_run *run)
{
    struct stat st;
    const char *path = run->pdf_path ? page_path_of(job->arena, run->pdf_path) : NULL;
    if (!path || lstat(path, &st) != 0)
        return true;
    if (run->status == BAT_ADOPTED && run->outcome != BAT_NOT_PRINTED)
        return unlink(path) == 0 || errno == ENOENT;
    return wat_page_of_run(job, run);
}

/* The last folder and the name: what findings call a report, from its organisation's folder on. */
static const char *below_organisation(const char *report)
{
    const char *slash = strrchr(report, '/');
    while (slash && slash > report && slash[-1] != '/')
        slash--;
    return slash ? slash : report;
}

void wat_page_remove(const char *pdf_path)
{
    struct aj_arena *arena = aj_arena_new();
    unlink(page_path_of(arena, pdf_path));
    aj_arena_free(arena);
}

bool wat_page_of_removed(struct aj_job *job, const char *report, const char *pdf_path)
{
    struct stat st;
    const struct wat_page page = {
        .state = WAT_REMOVED, .report = report, .shown = below_organisation(report), .pdf_path = pdf_path};
    return lstat(page_path_of(job->arena, pdf_path), &st) != 0 || print_page(job, &page, NULL);
}

bool wat_page_of_adopted(struct aj_job *job, const struct bat_run *run, const char *pdf_path)
{
    json_t *record = bat_record_head(beside(job->arena, pdf_path, ".json"));
    const char *status = json_string_value(json_object_get(record, "status"));
    bool archived = status && strcmp(status, bat_status_name(BAT_ADOPTED)) == 0;
    json_decref(record);
    const struct wat_page page = {
        .state = WAT_ADOPTED,
        .report = run->file,
        .shown = aj_job_name_below_root(run->job, run->report),
        .pdf_path = pdf_path,
    };
    if (archived)
        wat_page_remove(pdf_path);
    return !archived && print_page(job, &page, run);
}
