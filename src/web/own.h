/*
 * Pages of the program's own, for people to read: the index of an archive, a list of findings. Enters: the
 * XHTML that a stylesheet made of a tree of ours. Leaves: the bytes of one HTML5 page that asks for nothing
 * else, in the look of templates/common/web.css. The same input gives the same bytes.
 */
#ifndef WEB_OWN_H
#define WEB_OWN_H

#include "base/job.h"

#include <libxml/tree.h>

struct web_own {
    xmlDocPtr page;            /* html with a lang; head (title, meta); body */
    const char *generator;     /* of <meta name="generator">: by which such a page is known again */
    const char *const *sheets; /* stylesheets below the templates folder after the common ones; to NULL */
    const char *script;        /* a script below the templates folder; NULL: none */
};

/*
 * Appends the page to `out`. Its policy (Content-Security-Policy) lets nothing in but its own style, its own
 * script and pictures that stand in it. False after a finding, `out` then being as it was: a sheet or script
 * that cannot be read, or a sheet that would ask for something from elsewhere (E1001).
 */
bool web_own_write(struct aj_job *job, const struct web_own *own, struct aj_buf *out);

/* A relative path as part of an address (RFC 3986, 2.3 and 3.3). */
void web_address(struct aj_buf *out, const char *path);

#endif
