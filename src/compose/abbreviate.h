/* Between marking abbreviations and listing them. */
#ifndef CMP_ABBREVIATE_H
#define CMP_ABBREVIATE_H

#include "base/job.h"

#include <libxml/tree.h>

/* Plain ones may be spelled out where they are first met; units never are, and common ones (t.ex.) are not
 * listed either. */
enum cmp_abbreviation_kind { CMP_PLAIN, CMP_UNIT, CMP_COMMON };

struct cmp_abbreviation {
    const char *name, *text;
    enum cmp_abbreviation_kind kind;
    bool used;                     /* it occurs in the document */
    bool told;                     /* it has been spelled out, by the author or here */
    struct cmp_abbreviation *next; /* another one that begins with the same word */
};

/*
 * The abbreviation at `start`, where a word of `length` bytes stands between `text` and its end; NULL if
 * none. `first` is the chain of those that begin with this word; the longest is taken. *after is where it
 * ends. What stands inside an address (kf@…, www.kf.se) or a longer word is none; a space of a name is any
 * space.
 */
struct cmp_abbreviation *cmp_abbreviation_at(struct cmp_abbreviation *first, const char *text,
                                             const char *start, const char **after);

/* Swedish alphabetical order (SAOL): å, ä and ö are the last letters, w is its own; other accents, capitals,
 * points and spaces make no difference, but that the order is a full one. */
int cmp_alphabetical(const char *a, const char *b);

/* Fills a dl with the used ones in Swedish alphabetical order, or makes it a paragraph that says there are
 * none. */
void cmp_abbreviations_list(struct aj_arena *arena, xmlNodePtr dl, const struct cmp_abbreviation *const *all,
                            uint32_t count);

#endif
