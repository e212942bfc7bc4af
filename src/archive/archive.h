/*
 * Archive. Enters: a folder that reports were printed to. Leaves: its index.html, by which a person finds and
 * reads what is there, made from the build records alone: the same records give the same bytes. Its form is
 * templates/archive.
 */
#ifndef ARC_ARCHIVE_H
#define ARC_ARCHIVE_H

#include "base/job.h"

/* Files that are looked at: three for a document that has a web page. */
enum { ARC_FILES_MOST = 600000 };

struct arc_options {
    const char *output; /* the folder */
    bool verify;        /* PDFs and pages are read too, and compared with the digests of their records */
    bool unless_empty;  /* where there is neither a document nor an index, none is made */
    bool told;          /* what is wrong with single files is a finding too; the page lists it anyway */
};

enum arc_outcome {
    ARC_WRITTEN,
    ARC_UNCHANGED, /* the file that was there held the same bytes */
    ARC_KEPT,      /* another program's or person's index.html stands there: W0865 */
    ARC_FAILED,    /* findings say why */
};

/* What was found. */
struct arc_counts {
    uint32_t documents, failed, wrong; /* listed; not printed at the last try; files that do not agree */
};

/*
 * Makes OUTPUT/index.html, written whole under its name. Files that are not ours are left alone. `job` has
 * the templates folder; what hinders the index is a finding of it (E0866: no such folder; E0824: too many
 * files; W0865; E0802). With `told`: E0867 for a file that is not what its record tells, W0868 for a record
 * that cannot be read, N0869 for a PDF without one.
 */
enum arc_outcome arc_index(struct aj_job *job, const struct arc_options *options, struct arc_counts *counts);

/*
 * Whether OUTPUT/index.html is missing, or something it lists has changed since it was made, by the file
 * system's times: a run that was killed has left it so. What is taken away with its organisation's folder is
 * not seen.
 */
bool arc_is_stale(const char *output);

#endif
