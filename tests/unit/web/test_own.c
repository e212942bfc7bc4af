/* Pages of the program's own: what is escaped, what closes, what may not stand in them. */
#include "suite.h"

#include "base/file.h"
#include "finding.h"
#include "folder.h"
#include "web/own.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(own);

static char folder[] = "/tmp/arshjul-own-XXXXXX";
static struct aj_job *job;
static struct aj_buf out;

static void put(const char *name, const char *text)
{
    const char *path = aj_printf(job->arena, "%s/%s", folder, name);
    cr_assert(eq(int, aj_file_write(path, text, strlen(text)), 1));
}

static void begin(void)
{
    cr_assert(ne(ptr, mkdtemp(folder), NULL));
    job = aj_job_new(NULL, folder);
    out = (struct aj_buf)AJ_BUF_INIT;
    put("common/base.css", "/* x */\n:root {\n  --ink: #000; /* ink */\n}\nh1 { string-set: a; }\n");
    put("common/web.css", "h1 { color: var(--ink); }\n");
    put("own.css", "p { margin: 0; }\n");
    put("own.js", "let a = 1 < 2 && \"å\";\n");
}

static void end(void)
{
    aj_buf_free(&out);
    aj_job_free(job);
    remove_folder(folder);
}

static bool make(const char *xml)
{
    static const char *const sheets[] = {"own.css", NULL};
    xmlDocPtr doc = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET);
    struct web_own own = {.page = doc, .generator = "test", .sheets = sheets, .script = "own.js"};
    aj_buf_clear(&out);
    bool made = web_own_write(job, &own, &out);
    xmlFreeDoc(doc);
    return made;
}

static void assert_has(const char *part)
{
    cr_assert(ne(ptr, (void *)(out.data ? strstr(out.data, part) : NULL), NULL), "no %s in\n%s", part,
              out.data);
}

static const char page[] = "<html lang=\"sv\"><head><title>A &amp; B</title></head><body class=\"x\"><p "
                           "hidden=\"hidden\">1 &lt; 2<br/>"
                           "<!-- no --><b/></p><form><input value='\"'/></form></body></html>";

Test(own, is_html_with_its_policy, .init = begin, .fini = end)
{
    cr_assert(eq(int, make(page), 1));
    assert_finding_count(job, 0);
    assert_has("<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">");
    assert_has("<meta name=\"generator\" content=\"test\">\n<title>A &amp; B</title>");
    assert_has("<style> :root {--ink: #000;}\nh1 {color: var(--ink);}\np {margin: 0;}\n</style>");
    assert_has("<body class=\"x\"><p hidden=\"hidden\">1 &lt; 2<br><b></b></p><form><input "
               "value=\"&quot;\"></form>");
    assert_has("<script>let a = 1 < 2 && \"å\";\n</script></body></html>\n");
    assert_has("default-src 'none'; img-src data:; font-src data:; style-src 'sha256-");
    assert_has("; script-src 'sha256-");
}

Test(own, a_script_that_would_end_itself_is_refused, .init = begin, .fini = end)
{
    put("own.js", "x = '</script>';");
    cr_assert(eq(int, make(page), 0));
    cr_assert(eq(sz, out.len, 0));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0402, "templates/own.js", 0, 0,
                   "mend the template, or restore the one that came with arshjul");
}

Test(own, a_sheet_that_asks_for_something_is_refused, .init = begin, .fini = end)
{
    put("own.css", "p { background: url(http://example.org/x.png); }");
    cr_assert(eq(int, make(page), 0));
    assert_finding_count(job, 1);
    cr_assert(eq(int, (int)job->diags->items[0].code, AJ_E1001));
    put("own.css", "p {}");
    cr_assert(eq(int, make("<html lang=\"sv\"><head/></html>"), 0), "without a body there is no page");
}
