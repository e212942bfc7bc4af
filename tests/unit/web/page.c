#include "page.h"

#include "base/file.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct page page_open(const char *body, const char *css, const char *sheet)
{
    struct page page = {
        .fonts = fnt_library_new(), .library = doc_library_new(), .folder = "/tmp/arshjul-web-XXXXXX"};
    cr_assert(mkdtemp(page.folder) != NULL);
    char path[128];
    snprintf(path, sizeof path, "%s/common/web.css", page.folder);
    cr_assert(aj_file_write(path, sheet, strlen(sheet)));
    page.job = aj_job_new(page.folder, page.folder);
    static const char text[] = "\n\n    <report/>\n";
    uint32_t file = aj_places_add_file(page.job->places, "report.xml", text, sizeof text - 1);
    cr_assert(aj_places_add(page.job->places, file, 3, 5) == 1);
    const char *xml = aj_printf(
        page.job->arena,
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\" at=\"1\"><head><title>Budget &lt;1&gt;"
        "</title><meta name=\"dcterms.valid\" content=\"start=2022\"/><meta name=\"responsible\" "
        "content=\"Chefen\"/><meta name=\"author\" content=\"Ö &quot;k&quot;\"/></head>%s</html>",
        body);
    page.xhtml = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
    cr_assert(page.xhtml != NULL);
    page.doc = doc_build_css(page.job, page.library, page.fonts, page.xhtml, "theme.css", css);
    cr_assert(page.doc != NULL);
    page.source = (struct web_source){.doc = page.doc,
                                      .fonts = page.fonts,
                                      .status = "antagen",
                                      .pdf_name = "b 1.pdf",
                                      .pdf_bytes = 1234567,
                                      .pdf_pages = 3};
    return page;
}

void page_write(struct page *page)
{
    page->good = web_write(page->job, &page->source, &page->out);
}

struct page page_of(const char *body, const char *css, const char *sheet)
{
    struct page page = page_open(body, css, sheet);
    page_write(&page);
    return page;
}

void page_close(struct page *page)
{
    char path[128];
    snprintf(path, sizeof path, "%s/common/web.css", page->folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/common", page->folder);
    rmdir(path);
    rmdir(page->folder);
    aj_buf_free(&page->out);
    xmlFreeDoc(page->xhtml);
    aj_job_free(page->job);
    doc_library_free(page->library);
    fnt_library_free(page->fonts);
}

void expect_in_page(const struct page *page, const char *text)
{
    const char *body = page->out.len ? strstr(page->out.data, "</style>") : NULL;
    cr_expect(page->out.len && strstr(page->out.data, text), "%s\nis not in\n%.3000s", text,
              body ? body : "(nothing)");
}

void expect_not_in_page(const struct page *page, const char *text)
{
    cr_expect(page->out.len && !strstr(page->out.data, text), "%s is in the page", text);
}
