/* What the files of the archive share. */
#ifndef ARC_INTERNAL_H
#define ARC_INTERNAL_H

#include "archive/archive.h"

#include <jansson.h>
#include <libxml/tree.h>

/* OUTPUT/organisation/folder/stem.pdf */
enum { ARC_DEEPEST = 3 };

/* Numbers of findings that nobody has accepted; known: false where no record tells. */
struct arc_findings {
    bool known;
    uint32_t errors, warnings, notes, accepted; /* a fault of ours counts as an error */
};

/* A document, or the attempt at one. Texts are "" where nothing tells. Paths are relative to the folder. */
struct arc_document {
    const char *base; /* "alingsas/budget-2022/budget-2022" */
    const char *record, *failed;
    const char *named; /* what the document itself calls its organisation; "" where it could not be read */
    const char *organisation, *title, *kind, *type, *status, *number;
    const char *body, *decision, *date, *paragraph; /* of the decision that counts */
    const char *year;
    const char *pdf, *html; /* "" where there is no such file */
    const char *page;       /* the same: the page of findings that watch has made for its authors */
    uint64_t pdf_bytes, html_bytes;
    uint32_t pages;
    struct arc_findings findings, attempt; /* attempt: of the last one, when it failed */
    const char *const *replaces;           /* titles */
    uint32_t replaces_count;
    bool differs; /* one of its files is not what the record tells */
};

enum arc_fault {
    ARC_NO_RECORD,  /* a PDF that no record tells of */
    ARC_UNREADABLE, /* a record that cannot be read */
    ARC_MISSING,    /* a file that a record tells of is not there */
    ARC_DIFFERS,    /* its size or digest is another than the record's */
};

struct arc_wrong {
    enum arc_fault fault;
    const char *path;
    const char *record; /* of ARC_MISSING and ARC_DIFFERS: where it is told of */
};

struct arc_archive {
    struct aj_arena *arena;
    const char *output;
    struct arc_document *documents;
    uint32_t len, cap;
    struct arc_wrong *wrong;
    uint32_t wrong_len, wrong_cap;
};

/* read.c: what the folder holds. False after a finding. */
bool arc_read(struct aj_job *job, const struct arc_options *options, struct arc_archive *archive);

/* stale.c: a number that is another when some record below was written, replaced or removed. */
uint64_t arc_state(const char *output);

/* facts.c: takes over what a record's head tells. */
void arc_take_head(struct aj_arena *arena, const json_t *head, struct arc_document *document);
/* The numbers in a record's "counts". */
struct arc_findings arc_findings_of(const json_t *head);
/* The year that a document is filed under; "" if nothing tells. */
const char *arc_year(struct aj_arena *arena, const struct arc_document *document, const json_t *front);

/*
 * order.c: Swedish order: case and accents count last, å, ä and ö after z, v and w apart; then the bytes. The
 * same everywhere, whatever the locale.
 */
int arc_compare(const char *a, const char *b);
/* By organisation, newest year first, title, path. */
void arc_sort(struct arc_archive *archive);

/* tree.c: what the stylesheet makes the page of; free with xmlFreeDoc. */
xmlDocPtr arc_tree(const struct arc_archive *archive);

#endif
