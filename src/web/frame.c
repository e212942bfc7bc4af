/* What stands around the document on a screen. */
#include "web/internal.h"
#include "web/own.h"

#include <string.h>

static void text(struct web_page *page, const char *words)
{
    web_escape(page->out, words, strlen(words));
}

static void meta(struct web_page *page, const char *name, const char *content)
{
    aj_buf_str(page->out, "<meta");
    web_attr(page->out, "name", name);
    web_attr(page->out, "content", content);
    aj_buf_str(page->out, ">\n");
}

static const char *meta_of(const struct web_page *page, const char *name)
{
    for (uint32_t i = 0; i < page->doc->meta_count; i++)
        if (!strcmp(page->doc->metas[i].name, name))
            return page->doc->metas[i].value;
    return NULL;
}

/* The document's metadata under the names of HTML and of DCMI; what else it has, under its own. */
static void write_metas(struct web_page *page)
{
    static const struct {
        const char *from, *names[2];
    } known[] = {{"author", {"author", "dcterms.creator"}},
                 {"description", {"description", "dcterms.description"}},
                 {"subject", {"dcterms.subject", NULL}},
                 {"keywords", {"keywords", NULL}},
                 {"date", {"date", "dcterms.date"}}};
    enum { KNOWN = sizeof known / sizeof *known };
    meta(page, "dcterms.title", page->doc->title);
    for (uint32_t i = 0; i < page->doc->meta_count; i++) {
        const struct doc_attr *own = &page->doc->metas[i];
        size_t k = 0;
        while (k < KNOWN && strcmp(own->name, known[k].from) != 0)
            k++;
        for (size_t n = 0; k < KNOWN && n < 2; n++)
            if (known[k].names[n] && *own->value)
                meta(page, known[k].names[n], own->value);
        if (k == KNOWN && !strncmp(own->name, "dcterms.", 8))
            meta(page, own->name, own->value);
        else if (k == KNOWN && *own->name && strncmp(own->name, "abbr", 4) != 0)
            meta(page, aj_printf(page->job->arena, "arshjul.%s", own->name), own->value);
    }
    meta(page, "dcterms.language", page->doc->lang ? page->doc->lang : "sv");
    if (!meta_of(page, "dcterms.type"))
        meta(page, "dcterms.type", "Text");
    meta(page, "dcterms.format", "text/html");
}

static const char *address(struct web_page *page, const char *name)
{
    struct aj_buf out = AJ_BUF_INIT;
    web_address(&out, name);
    const char *copy = aj_strdup(page->job->arena, out.data ? out.data : "");
    aj_buf_free(&out);
    return copy;
}

void web_write_head(struct web_page *page)
{
    struct aj_buf style = AJ_BUF_INIT;
    page->failed = !web_write_style(page, &style) || page->failed;
    aj_buf_str(page->out, "<!doctype html>\n<html");
    web_attr(page->out, "lang", page->doc->lang ? page->doc->lang : "sv");
    aj_buf_str(page->out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "img-src data:; font-src data:; style-src ");
    /* The one style element is allowed by its digest: nothing else can bring in styles. */
    web_digest(page->out, style.data ? style.data : "", style.len);
    aj_buf_str(page->out, "; base-uri 'none'; form-action 'none'\">\n<title>");
    text(page, page->doc->title);
    const char *author = meta_of(page, "author");
    if (author && *author) {
        aj_buf_str(page->out, " – ");
        text(page, author);
    }
    aj_buf_str(page->out, "</title>\n");
    write_metas(page);
    if (page->source->pdf_name) {
        aj_buf_str(page->out, "<link rel=\"alternate\" type=\"application/pdf\"");
        web_attr(page->out, "href", address(page, page->source->pdf_name));
        aj_buf_str(page->out, ">\n");
    }
    aj_buf_str(page->out, "<style>");
    aj_buf_add(page->out, style.data, style.len);
    aj_buf_str(page->out, "</style>\n</head>\n");
    aj_buf_free(&style);
}

/* "340 kB", "1,2 MB" */
static const char *size_of(struct web_page *page, size_t bytes)
{
    struct aj_arena *arena = page->job->arena;
    if (bytes < 1000 * 1000)
        return aj_printf(arena, "%zu\u00A0kB", (bytes + 999) / 1000);
    size_t tenths = (bytes + 50000) / 100000;
    return aj_printf(arena, "%zu%c%zu\u00A0MB", tenths / 10, page->swedish ? ',' : '.', tenths % 10);
}

static void write_pdf_link(struct web_page *page)
{
    const struct web_source *source = page->source;
    if (!source->pdf_name)
        return;
    aj_buf_str(page->out, "<a class=\"web-pdf\" type=\"application/pdf\"");
    web_attr(page->out, "href", address(page, source->pdf_name));
    aj_buf_char(page->out, '>');
    text(page, web_word(page, WEB_WORD_PDF));
    aj_buf_printf(page->out, " <span class=\"web-size\">(%u\u00A0%s, %s)</span></a>", source->pdf_pages,
                  web_word(page, source->pdf_pages == 1 ? WEB_WORD_PAGE : WEB_WORD_PAGES),
                  size_of(page, source->pdf_bytes));
}

/* What is not yet decided says so wherever one reads. */
static void write_status(struct web_page *page)
{
    const char *status = page->source->status;
    bool draft = status && !strcmp(status, "utkast"), proposed = status && !strcmp(status, "forslag");
    if (!draft && !proposed)
        return;
    aj_buf_str(page->out, "<aside class=\"web-state\"");
    web_attr(page->out, "aria-label", web_word(page, WEB_WORD_STATUS));
    aj_buf_str(page->out, "><strong>");
    text(page, web_word(page, draft ? WEB_WORD_DRAFT : WEB_WORD_PROPOSED));
    aj_buf_str(page->out, "</strong> <span>");
    text(page, web_word(page, draft ? WEB_WORD_DRAFT_MORE : WEB_WORD_PROPOSED_MORE));
    aj_buf_str(page->out, "</span></aside>\n");
}

void web_write_body_start(struct web_page *page)
{
    const char *main = page->main ? doc_attr(page->doc, page->main, "id") : NULL;
    aj_buf_str(page->out, "\n<a class=\"web-skip\"");
    web_attr(page->out, "href", aj_printf(page->job->arena, "#%s", main ? main : "web-main"));
    aj_buf_char(page->out, '>');
    text(page, web_word(page, WEB_WORD_SKIP));
    aj_buf_str(page->out, "</a>\n");
    write_status(page);
    if (page->title)
        return;
    aj_buf_str(page->out, "<div class=\"web-header\" role=\"banner\"><h1>");
    text(page, page->doc->title);
    aj_buf_str(page->out, "</h1>");
    web_write_header_end(page);
    aj_buf_str(page->out, "</div>\n");
}

void web_write_header_end(struct web_page *page)
{
    if (!page->source->pdf_name)
        return;
    aj_buf_str(page->out, "<p class=\"web-tools\">");
    write_pdf_link(page);
    aj_buf_str(page->out, "</p>\n");
}

void web_write_footer(struct web_page *page)
{
    const char *author = meta_of(page, "author"), *date = meta_of(page, "date");
    aj_buf_str(page->out, "<footer class=\"web-footer\">\n<p>");
    if (author && *author) {
        aj_buf_str(page->out, "<strong>");
        text(page, author);
        aj_buf_str(page->out, "</strong><br>");
    }
    text(page, page->doc->title);
    if (date && *date) {
        aj_buf_str(page->out, ", ");
        text(page, date);
    }
    aj_buf_str(page->out, "</p>\n<p>");
    write_pdf_link(page);
    aj_buf_str(page->out, " <a class=\"web-top\" href=\"#\">");
    text(page, web_word(page, WEB_WORD_TOP));
    aj_buf_str(page->out, "</a></p>\n</footer>\n");
}

void web_write_contents(struct web_page *page)
{
    enum { FEW = 3, DEEPEST = 2 };
    const struct doc_document *doc = page->doc;
    uint32_t count = 0;
    for (doc_id id = page->main; id; id = doc_next(doc, page->main, id))
        count += page->level[id] == DEEPEST && doc_attr(doc, id, "id");
    if (count < FEW)
        return;
    aj_buf_str(
        page->out,
        "<div class=\"web-side\">\n<nav class=\"toc web-contents\" aria-labelledby=\"web-contents\"><h2 "
        "id=\"web-contents\">");
    text(page, web_word(page, WEB_WORD_CONTENTS));
    aj_buf_str(page->out, "</h2>\n<details><summary>");
    text(page, web_word(page, WEB_WORD_OPEN));
    aj_buf_str(page->out, "</summary><ol>\n");
    for (doc_id id = page->main; id; id = doc_next(doc, page->main, id)) {
        const char *target = page->level[id] == DEEPEST ? doc_attr(doc, id, "id") : NULL;
        if (!target)
            continue;
        aj_buf_str(page->out, "<li><a");
        web_attr(page->out, "href", aj_printf(page->job->arena, "#%s", target));
        aj_buf_char(page->out, '>');
        text(page, web_whole_text(page, id));
        aj_buf_str(page->out, "</a></li>\n");
    }
    aj_buf_str(page->out, "</ol></details>\n</nav>\n</div>\n");
}
