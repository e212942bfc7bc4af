/*
 * The page of findings beside a report's PDF, for its authors: OUTPUT/…/STEM.fynd.html. It is a page to work
 * by and no part of the archive: it tells when the report was saved and read, and quotes the lines that
 * findings speak of. Its form is templates/watch/page.xsl.
 */
#ifndef WAT_PAGE_H
#define WAT_PAGE_H

#include "batch/batch.h"
#include "watch/watch.h"

/* How a report stands. */
enum wat_state {
    WAT_PRINTED,     /* the PDF is of what was read */
    WAT_NOT_PRINTED, /* findings are in the way; an earlier PDF stands */
    WAT_ADOPTED,     /* it is adopted: build prints it, watch does not */
    WAT_REMOVED,     /* there is no such report any more */
};

struct wat_page {
    enum wat_state state;
    const char *report;      /* the report's file, for when it was saved */
    const char *shown;       /* as it is called on the page: "budget-2022/report.xml" */
    const char *pdf_path;    /* where its PDF stands or would stand */
    const char *record_path; /* of the build record that the page goes with; NULL: none */
};

/* The page of a run that bat_print has dealt with; true when there is none to be. False after findings of
 * `job`, which has the templates: the page could not be made or written. */
bool wat_page_of_run(struct aj_job *job, const struct bat_run *run);

/*
 * The page of an adopted report that was opened only and would print to `pdf_path`, as long as the PDF is not
 * the adopted one; then there is none. Whether a page was written.
 */
bool wat_page_of_adopted(struct aj_job *job, const struct bat_run *run, const char *pdf_path);

/* The page of a report whose file is gone, if it had one; false as above. */
bool wat_page_of_removed(struct aj_job *job, const char *report, const char *pdf_path);

/* Takes the page of a PDF away, if there is one. */
void wat_page_remove(const char *pdf_path);

/*
 * Whether the page of a PDF tells of something else than the records beside it and the copies of the
 * report's files that there are now. `organisation` is the organisation's folder. A missing page does.
 */
bool wat_page_is_stale(const char *pdf_path, const char *organisation);

/* Whether there is such a page, and it is stale. */
bool wat_page_is_there_stale(const char *pdf_path, const char *organisation);

/* Takes a stale page of a report away that need not be built. */
void wat_page_drop_stale(const char *pdf_path, const char *organisation);

/*
 * What a build does with a page that is there: of an adopted report that was printed it is taken away, since
 * it does not belong beside an archived document; any other is made anew. True when there was nothing to do
 * too.
 */
bool wat_page_renew(struct aj_job *job, const struct bat_run *run);

/* A copy beside one of a report's files, both relative to the organisation's folder. */
struct wat_copy {
    const char *file, *original;
};

/*
 * copies.c: the copies (wat_name_is_copy) of the files `names` that lie beside them and are not among them,
 * in the order of their names.
 */
struct wat_copy *wat_find_copies(struct aj_arena *arena, const char *organisation, const char *const *names,
                                 uint32_t count, uint32_t *found);

#endif
