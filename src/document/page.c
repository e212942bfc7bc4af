/* @page rules: which of them a page gets. */
#include "document/internal.h"

/* Without any @page rule: A4, 2.5 cm all around. */
static const struct doc_page plain_page = {
    .width = 595276, .height = 841890, .margin = {70866, 70866, 70866, 70866}};

const struct doc_page *doc_page_for(const struct doc_document *doc, const char *name, bool first, bool left)
{
    (void)doc;
    (void)name;
    (void)first;
    (void)left;
    return &plain_page;
}
