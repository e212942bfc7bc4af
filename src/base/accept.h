/*
 * What a report accepts: a finding by the id of the check that made it, or a warning or note by its code,
 * with a reason that the build record keeps.
 */
#ifndef AJ_ACCEPT_H
#define AJ_ACCEPT_H

#include "base/diag.h"

struct aj_acceptance {
    const char *check; /* "investeringar-kassaflode", "W0656" */
    const char *of;    /* only findings that name this, or whose place does; NULL: all */
    const char *why;
    aj_at at;
    bool used;
    struct aj_acceptance *next;
};

/* From here on findings that it speaks of are accepted, and those already there too. The texts are borrowed.
 */
void aj_accept(struct aj_diags *diags, const char *check, const char *of, const char *why, aj_at at);

/* The check that made a finding, by its id; it may be accepted by that even when it is an error. */
void aj_diag_by_check(struct aj_diags *diags, struct aj_diag *diag, const char *check);

/* Accepts a new finding if the report does; aj_diag_add calls it. */
void aj_accept_judge(const struct aj_diags *diags, struct aj_diag *diag);

/*
 * What an acceptance of `code` names that stands in `text` around its bytes [from, to): the words, or NULL.
 * Space is as good as a line's end. It speaks of something from now on, whether or not there is a finding.
 */
const char *aj_accept_words(struct aj_diags *diags, enum aj_code code, const char *text, size_t from,
                            size_t to);

/* W0360 for every acceptance that spoke of nothing. */
void aj_accept_end(struct aj_diags *diags);

#endif
