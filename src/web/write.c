#include "web/internal.h"

#include <string.h>

bool web_write(struct aj_job *job, const struct web_source *source, struct aj_buf *out)
{
    struct web_page page = {.job = job, .source = source, .doc = source->doc, .out = out};
    size_t start = out->len;
    const char *lang = page.doc->lang;
    page.swedish = !lang || strncmp(lang, "sv", 2) == 0;
    if (page.doc->node_count < 2)
        return false;
    web_plan(&page);
    web_write_head(&page);
    if (!page.failed)
        web_write_tree(&page, 1);
    aj_buf_str(out, "</html>\n");
    if (!page.failed && out->len - start > WEB_PAGE_MOST) {
        aj_diag_add(job->diags, AJ_E1003, page.doc->nodes[1].at,
                    aj_printf(job->arena, "%zu", (out->len - start) >> 20),
                    aj_printf(job->arena, "%d", WEB_PAGE_MOST >> 20), NULL);
        page.failed = true;
    }
    if (page.failed) {
        out->len = start;
        out->data[start] = '\0';
    }
    return !page.failed;
}
