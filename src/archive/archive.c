/* The index of an archive: read, composed, and written when it has changed. */
#include "archive/internal.h"
#include "base/file.h"
#include "compose/compose.h"
#include "web/own.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char generator[] = "arshjul index";

/* How often an index is made, at most, while others print. */
enum { TRIES = 5 };

/* What stands there already. */
enum standing { NOTHING, SAME, OURS, FOREIGN };

/* Nearer than this to the beginning, our mark stands. */
enum { MARK_WITHIN = 4096 };

static enum standing look(const char *path, const struct aj_buf *page)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return NOTHING;
    size_t length;
    char *text = aj_file_read(path, &length);
    if (!text)
        return FOREIGN;
    enum standing standing = FOREIGN;
    if (length == page->len && memcmp(text, page->data, length) == 0) {
        standing = SAME;
    } else {
        text[length < MARK_WITHIN ? length : MARK_WITHIN] = '\0';
        if (strstr(text, "<meta name=\"generator\" content=\"arshjul index\">"))
            standing = OURS;
    }
    free(text);
    return standing;
}

static aj_at at_path(struct aj_job *job, const char *path)
{
    return aj_places_add(job->places, aj_places_add_file(job->places, path, NULL, 0), 0, 0);
}

static enum arc_outcome put(struct aj_job *job, const char *output, const struct aj_buf *page)
{
    const char *path = aj_printf(job->arena, "%s/index.html", output);
    switch (look(path, page)) {
    case SAME:
        return ARC_UNCHANGED;
    case FOREIGN:
        aj_diag_add(job->diags, AJ_W0865, at_path(job, path), NULL);
        return ARC_KEPT;
    case NOTHING:
    case OURS:
        break;
    }
    if (aj_file_write(path, page->data, page->len))
        return ARC_WRITTEN;
    int error = errno;
    aj_diag_add(job->diags, AJ_E0802, at_path(job, path), path, aj_file_reason(error, AJ_ENGLISH),
                aj_file_reason(error, AJ_SWEDISH), NULL);
    return ARC_FAILED;
}

static bool compose(struct aj_job *job, const struct arc_archive *archive, struct aj_buf *out)
{
    static const char *const sheets[] = {"archive/archive.css", NULL};
    struct cmp_library *library = cmp_library_new();
    xmlDocPtr tree = arc_tree(archive);
    struct web_own own = {.page = cmp_page(job, library, "archive/index.xsl", tree),
                          .generator = generator,
                          .sheets = sheets,
                          .script = "archive/archive.js"};
    bool made = own.page && web_own_write(job, &own, out);
    xmlFreeDoc(tree);
    cmp_library_free(library);
    return made;
}

static enum arc_outcome make(struct aj_job *job, const struct arc_options *options, struct arc_counts *counts)
{
    struct arc_archive archive = {.arena = aj_arena_new(), .output = options->output};
    struct aj_buf page = AJ_BUF_INIT;
    enum arc_outcome outcome = ARC_FAILED;
    if (arc_read(job, options, &archive)) {
        *counts = (struct arc_counts){.documents = archive.len, .wrong = archive.wrong_len};
        for (uint32_t i = 0; i < archive.len; i++)
            counts->failed += archive.documents[i].failed != NULL;
        struct stat st;
        bool needed = !options->unless_empty || archive.len || archive.wrong_len ||
                      lstat(aj_printf(archive.arena, "%s/index.html", options->output), &st) == 0;
        if (!needed)
            outcome = ARC_UNCHANGED;
        else if (compose(job, &archive, &page))
            outcome = put(job, options->output, &page);
    }
    aj_buf_free(&page);
    aj_arena_free(archive.arena);
    return outcome;
}

enum arc_outcome arc_index(struct aj_job *job, const struct arc_options *options, struct arc_counts *counts)
{
    uint32_t findings = job->diags->len;
    enum arc_outcome first = ARC_UNCHANGED;
    /* Another run may print, and write its index, between our reading and our writing: then ours lacks what
     * its has. Who writes last looks again. */
    for (int tries = 1;; tries++) {
        uint64_t before = arc_state(options->output);
        enum arc_outcome outcome = make(job, options, counts);
        if (outcome != ARC_UNCHANGED)
            first = outcome;
        if (tries == TRIES || first == ARC_KEPT || first == ARC_FAILED ||
            arc_state(options->output) == before)
            return first;
        job->diags->len = findings;
    }
}
