/*
 * Any bytes as a stylesheet, laid out over a small document that has one of everything: pages or findings, no
 * fault of ours, however odd the sizes and breaks.
 */
#include "fuzz.h"

#include "source/source.h"
#include "typeset/typeset.h"

#include <string.h>

static const char xhtml[] =
    "<html xmlns='http://www.w3.org/1999/xhtml' lang='sv'><head><title>Budget</title></head>"
    "<body class='budget status-utkast'>"
    "<header class='cover'><p class='title'>Budget 2022</p></header>"
    "<nav class='toc' role='doc-toc'><ol><li><a href='#a'>Kapitel</a></li></ol></nav>"
    "<section class='chapter columns'><h1 id='a'>Kapitel</h1>"
    "<p class='lead'>Investeringsbudgeten <em>omfattar</em> flera år<span class='footnote'>En "
    "not.</span>.</p>"
    "<p>Kommunfullmäktiges ordförande beslutar om bygglovsansökningar och andra långa ord, se <a "
    "href='#b'>b</a>.</p>"
    "<ul><li>ett</li><li>två<ol><li>tre</li></ol></li></ul><aside><h2>Ruta</h2><p>Text</p></aside>"
    "<blockquote><p>Citat</p></blockquote><dl><dt>tkr</dt><dd>tusental kronor</dd></dl>"
    "<table class='statement' id='b'><caption>Tabell</caption><thead><tr><th scope='col'>Post</th>"
    "<th scope='col'>2022</th><th scope='col'>2023</th></tr></thead><tbody>"
    "<tr class='item'><th scope='row' rowspan='2'>Skatter</th><td "
    "class='num'>1\u00A0423,3</td><td>\u221212</td></tr>"
    "<tr class='sum'><td colspan='2'>a<br/>b</td></tr></tbody></table></section></body></html>";

struct libraries {
    struct doc_library *documents;
    struct fnt_library *fonts;
    struct ty_library *typeset;
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct libraries libraries;
    if (!libraries.documents)
        libraries = (struct libraries){doc_library_new(), fnt_library_new(), ty_library_new()};
    struct aj_job *job = aj_job_new(NULL, AJ_SOURCE_DIR "/templates");
    xmlDocPtr tree = src_xml_parse(job, "fuzz.xhtml", xhtml, sizeof xhtml - 1);
    fuzz_demand(tree);
    const char *css = aj_strndup(job->arena, (const char *)bytes, length);
    struct doc_document *doc =
        doc_build_css(job, libraries.documents, libraries.fonts, tree, "themes/fuzz/theme.css", css);
    fuzz_demand(doc || aj_diags_count(job->diags, AJ_ERROR) > 0);
    struct ty_pages *pages = doc ? ty_layout(job, libraries.typeset, libraries.fonts, doc) : NULL;
    struct aj_buf out = AJ_BUF_INIT;
    if (pages)
        ty_dump(doc, pages, &out);
    aj_buf_free(&out);
    fuzz_demand(aj_diags_count(job->diags, AJ_FAULT) == 0);
    fuzz_print(job);
    aj_job_free(job);
    return 0;
}
