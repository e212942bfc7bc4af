/* What stands below an output folder: records, PDFs, pages, and what does not agree. */
#include "archive/internal.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/utf8.h"
#include "batch/batch.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char failed_end[] = ".failed.json", record_end[] = ".json", pdf_end[] = ".pdf";

struct reader {
    struct aj_job *job;
    const struct arc_options *options;
    struct arc_archive *archive;
    struct aj_map documents; /* struct arc_document by base */
    struct aj_map claimed;   /* files that a record tells of, by path */
};

static bool ends(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

static bool fits(const char *name)
{
    return ends(name, record_end) || ends(name, pdf_end);
}

static const char *without(struct aj_arena *arena, const char *path, const char *end)
{
    return aj_strndup(arena, path, strlen(path) - strlen(end));
}

static const char *below(const struct reader *reader, const char *path)
{
    return aj_printf(reader->job->arena, "%s/%s", reader->options->output, path);
}

static aj_at at_file(const struct reader *reader, const char *path)
{
    struct aj_places *places = reader->job->places;
    return aj_places_add(places, aj_places_add_file(places, below(reader, path), NULL, 0), 0, 0);
}

static void add_wrong(struct reader *reader, enum arc_fault fault, const char *path, const char *record)
{
    static const enum aj_code codes[] = {AJ_N0869, AJ_W0868, AJ_E0867, AJ_E0867};
    struct arc_archive *archive = reader->archive;
    struct arc_wrong wrong = {fault, path, record};
    AJ_PUSH(archive->arena, archive->wrong, archive->wrong_len, archive->wrong_cap, wrong);
    if (!reader->options->told)
        return;
    const char *why[2] = {"", ""};
    if (fault == ARC_MISSING || fault == ARC_DIFFERS) {
        why[0] = fault == ARC_MISSING ? "it is not there" : "its bytes are others";
        why[1] = fault == ARC_MISSING ? "den saknas" : "innehållet är ett annat";
        aj_diag_add(reader->job->diags, codes[fault], at_file(reader, path), record, why[0], why[1], NULL);
    } else {
        aj_diag_add(reader->job->diags, codes[fault], at_file(reader, path), NULL);
    }
}

/* Whether a file is what its record tells; how much is looked at, the options say. */
static bool agrees(const struct reader *reader, const char *path, const json_t *told)
{
    struct stat st;
    json_int_t bytes = json_integer_value(json_object_get(told, "bytes"));
    if (stat(below(reader, path), &st) != 0 || st.st_size != bytes)
        return false;
    const char *digest = json_string_value(json_object_get(told, "sha256"));
    if (!reader->options->verify || !digest)
        return true;
    size_t length;
    const char *content = aj_file_map(below(reader, path), &length);
    if (!content)
        return false;
    char hex[65];
    aj_sha256(content, length, hex);
    aj_file_unmap(content, length);
    return strcmp(hex, digest) == 0;
}

/* The path of a file that a record tells of ("pdf", "html"); "" when there is none to link to. */
static const char *take_file(struct reader *reader, const json_t *head, const char *name,
                             struct arc_document *document, uint64_t *size)
{
    struct aj_arena *arena = reader->archive->arena;
    const json_t *told = json_object_get(head, name);
    const char *file = json_string_value(json_object_get(told, "file"));
    json_int_t bytes = json_integer_value(json_object_get(told, "bytes"));
    if (!file || !*file || *file == '.' || strchr(file, '/'))
        return "";
    const char *slash = strrchr(document->base, '/');
    int folder = slash ? (int)(slash + 1 - document->base) : 0;
    const char *path = aj_printf(arena, "%.*s%s", folder, document->base, file);
    /* A name that is no text is told by what stands for it. */
    const char *own = aj_printf(arena, "%s.%s", document->base, name);
    if (bat_json_is(json_object_get(told, "file"), own + folder))
        path = own;
    struct stat st;
    *size = bytes > 0 ? (uint64_t)bytes : 0;
    aj_map_put(&reader->claimed, path, document);
    if (stat(below(reader, path), &st) != 0 || !S_ISREG(st.st_mode)) {
        add_wrong(reader, ARC_MISSING, path, document->record);
        return "";
    }
    if (!agrees(reader, path, told)) {
        add_wrong(reader, ARC_DIFFERS, path, document->record);
        document->differs = true;
        *size = st.st_size > 0 ? (uint64_t)st.st_size : 0;
    }
    return path;
}

static bool is_ours(const json_t *head)
{
    const char *program = json_string_value(json_object_get(json_object_get(head, "program"), "name"));
    return program && strcmp(program, "arshjul") == 0 && json_object_get(head, "report");
}

static struct arc_document *document_of(struct reader *reader, const char *base)
{
    struct arc_document *document = aj_map_find(&reader->documents, base);
    if (document)
        return document;
    document = AJ_NEW(reader->archive->arena, struct arc_document);
    *document = (struct arc_document){.base = base, .pdf = "", .html = "", .page = ""};
    aj_map_put(&reader->documents, base, document);
    return document;
}

/* Whether a file called so is a record by its name alone: its folder's name, or a PDF of its name beside. */
static bool should_be_ours(const struct reader *reader, const char *base)
{
    struct stat st;
    const char *slash = strrchr(base, '/');
    if (stat(below(reader, aj_printf(reader->job->arena, "%s.pdf", base)), &st) == 0)
        return true;
    size_t n = slash ? (size_t)(slash - base) : 0, m = slash ? strlen(slash + 1) : 0;
    return slash && n >= m && strncmp(slash - m, slash + 1, m) == 0 &&
           (n == m || slash[-(ptrdiff_t)m - 1] == '/');
}

static void read_record(struct reader *reader, const char *path)
{
    json_t *head = bat_record_head(below(reader, path));
    /* A report may be called so itself. */
    bool attempt = ends(path, failed_end) && !json_is_true(json_object_get(head, "printed"));
    const char *base = without(reader->archive->arena, path, attempt ? failed_end : record_end);
    if (!head && (attempt || should_be_ours(reader, base))) {
        add_wrong(reader, ARC_UNREADABLE, path, NULL);
        aj_map_put(&reader->claimed, aj_printf(reader->archive->arena, "%s%s", base, pdf_end), reader);
    } else if (head && is_ours(head)) {
        struct arc_document *document = document_of(reader, base);
        /* The record of what was printed tells more than that of a later attempt. */
        if (attempt) {
            document->failed = path;
            document->attempt = arc_findings_of(head);
        } else {
            document->record = path;
        }
        if (!attempt || !document->record)
            arc_take_head(reader->archive->arena, head, document);
        if (!attempt) {
            document->pdf = take_file(reader, head, "pdf", document, &document->pdf_bytes);
            document->html = take_file(reader, head, "html", document, &document->html_bytes);
        }
    }
    json_decref(head);
}

/* A report that could not be read has no title: its folder's name must do. */
static void finish(const struct reader *reader, struct arc_document *document)
{
    struct stat st;
    const char *slash = strrchr(document->base, '/');
    const char *page = aj_printf(reader->archive->arena, "%s.fynd.html", document->base);
    bool findings = document->failed || document->findings.errors + document->findings.warnings > 0;
    if (findings && lstat(below(reader, page), &st) == 0 && S_ISREG(st.st_mode))
        document->page = page;
    if (!*document->title)
        document->title = aj_utf8_line(reader->archive->arena, slash ? slash + 1 : document->base);
}

/* "alingsas/budget-2022/budget-2022" -> "alingsas"; the whole where there are no such folders. */
static const char *organisation_folder(const struct arc_archive *archive, const struct arc_document *document)
{
    size_t length = strlen(document->base);
    for (int above = 0; above < 2 && length; above++)
        while (length && document->base[--length] != '/')
            ;
    return length ? aj_strndup(archive->arena, document->base, length) : document->base;
}

/* A report that could not be read says not whose it is: it is listed with those of its organisation's folder.
 */
static void name_organisations(struct arc_archive *archive)
{
    struct aj_map names = AJ_MAP_INIT(archive->arena);
    for (uint32_t i = 0; i < archive->len; i++) {
        struct arc_document *document = &archive->documents[i];
        if (document->named && *document->named)
            aj_map_put(&names, organisation_folder(archive, document), document);
    }
    for (uint32_t i = 0; i < archive->len; i++) {
        struct arc_document *document = &archive->documents[i];
        const struct arc_document *beside = aj_map_find(&names, organisation_folder(archive, document));
        if (beside && !(document->named && *document->named))
            document->organisation = beside->named;
    }
}

bool arc_read(struct aj_job *job, const struct arc_options *options, struct arc_archive *archive)
{
    struct reader reader = {.job = job, .options = options, .archive = archive};
    reader.documents = (struct aj_map)AJ_MAP_INIT(archive->arena);
    reader.claimed = (struct aj_map)AJ_MAP_INIT(archive->arena);
    DIR *folder = opendir(options->output);
    int error = errno;
    if (!folder) {
        aj_diag_add(job->diags, AJ_E0866, 0, options->output, aj_file_reason(error, AJ_ENGLISH),
                    aj_file_reason(error, AJ_SWEDISH), NULL);
        return false;
    }
    closedir(folder);
    uint32_t count;
    struct aj_folder_filter filter = {
        .fits = fits, .most = ARC_FILES_MOST, .deepest = ARC_DEEPEST, .diags = job->diags};
    const char **files = aj_folder_files(archive->arena, options->output, filter, &count);
    /* "x.failed.json" comes before "x.json" in order: what was printed is read first all the same. */
    for (int attempts = 0; attempts < 2; attempts++)
        for (uint32_t i = 0; i < count; i++)
            if (ends(files[i], record_end) && ends(files[i], failed_end) == (attempts == 1))
                read_record(&reader, files[i]);
    for (uint32_t i = 0; i < count; i++)
        if (ends(files[i], pdf_end) && !aj_map_find(&reader.claimed, files[i]))
            add_wrong(&reader, ARC_NO_RECORD, files[i], NULL);
    for (uint32_t i = 0; i < reader.documents.len; i++) {
        struct arc_document *document = reader.documents.entries[i].value;
        finish(&reader, document);
        AJ_PUSH(archive->arena, archive->documents, archive->len, archive->cap, *document);
    }
    name_organisations(archive);
    arc_sort(archive);
    return true;
}
