#include "web/internal.h"

#include <string.h>

size_t web_most(const struct web_page *page)
{
    return page->source->most ? page->source->most : WEB_PAGE_MOST;
}

void web_too_large(struct web_page *page, aj_at at, size_t bytes)
{
    struct aj_arena *arena = page->job->arena;
    if (!page->failed)
        aj_diag_add(page->job->diags, AJ_E1003, at, aj_printf(arena, "%zu", bytes >> 20),
                    aj_printf(arena, "%zu", web_most(page) >> 20), NULL);
    page->failed = true;
}

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
    if (!page.failed && out->len - start > web_most(&page))
        web_too_large(&page, page.doc->nodes[1].at, out->len - start);
    if (page.failed) {
        out->len = start;
        out->data[start] = '\0';
    }
    return !page.failed;
}
