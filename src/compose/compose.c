/* The data document through its kind's stylesheet. */
#include "compose/compose.h"

#include "compose/internal.h"

#include <dirent.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Far above what a document needs (a budget of 30 pages takes about 100,000 steps), and two seconds at most.
 */
enum { MOST_OPERATIONS = 50000000, MOST_DEPTH = 1000, MOST_VARIABLES = 10000, MOST_KINDS = 500 };

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether templates/<name>/report.xsl is there; a name that is a path is no kind. */
static bool is_kind(struct aj_job *job, const char *name)
{
    struct stat info;
    if (!job->templates || !*name || name[0] == '.' || strchr(name, '/'))
        return false;
    const char *path = aj_printf(job->arena, "%s/%s/report.xsl", job->templates, name);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

const char **cmp_kinds(struct aj_job *job, uint32_t *count)
{
    const char **names = NULL;
    uint32_t len = 0, cap = 0;
    DIR *dir = job->templates ? opendir(job->templates) : NULL;
    struct dirent *entry;
    while (dir && (entry = readdir(dir)) && len < MOST_KINDS)
        if (is_kind(job, entry->d_name))
            AJ_PUSH(job->arena, names, len, cap, aj_strdup(job->arena, entry->d_name));
    if (dir)
        closedir(dir);
    /* The order in which a folder gives its names must not show. */
    if (len)
        qsort(names, len, sizeof *names, compare_names);
    *count = len;
    return names;
}

bool cmp_check_kind(struct aj_job *job, const char *kind, aj_at at)
{
    if (is_kind(job, kind))
        return true;
    uint32_t count;
    const char **kinds = cmp_kinds(job, &count);
    struct aj_buf list = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++)
        aj_buf_printf(&list, "%s%s", i ? ", " : "", kinds[i]);
    const char *meant = count ? aj_did_you_mean(kind, kinds, count) : NULL;
    aj_diag_add(job->diags, AJ_E0401, at, kind, list.len ? list.data : "-",
                meant ? aj_printf(job->arena, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(job->arena, "menade du \"%s\"? ", meant) : "", NULL);
    aj_buf_free(&list);
    return false;
}

/* document() may read through our loader, which stays below the templates folder; all else is shut. */
static int allow_templates(xsltSecurityPrefsPtr prefs, xsltTransformContextPtr ctxt, const char *value)
{
    (void)prefs;
    (void)ctxt;
    return strncmp(value, CMP_SCHEME, strlen(CMP_SCHEME)) == 0;
}

static xsltSecurityPrefsPtr shut(xsltTransformContextPtr ctxt)
{
    xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK, allow_templates);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    xsltSetCtxtSecurityPrefs(prefs, ctxt);
    return prefs;
}

static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

static xmlDocPtr transform(struct cmp_run *run, xsltStylesheetPtr style, xmlDocPtr data)
{
    xsltTransformContextPtr ctxt = xsltNewTransformContext(style, data);
    run->ctxt = ctxt;
    ctxt->_private = run;
    ctxt->maxTemplateDepth = MOST_DEPTH;
    ctxt->maxTemplateVars = MOST_VARIABLES;
    ctxt->opLimit = MOST_OPERATIONS;
    ctxt->xpathCtxt->opLimit = MOST_OPERATIONS;
    xsltSecurityPrefsPtr prefs = shut(ctxt);
    struct cmp_errors saved = cmp_errors_begin(run);
    cmp_errors_transform(run);
    cmp_format_register(ctxt);
    xmlDocPtr result = xsltApplyStylesheetUser(style, data, NULL, NULL, NULL, ctxt);
    if (result && ctxt->state != XSLT_STATE_OK) {
        xmlFreeDoc(result);
        result = NULL;
    }
    cmp_errors_end(saved);
    if (!result && (ctxt->opCount >= MOST_OPERATIONS || ctxt->xpathCtxt->opCount >= MOST_OPERATIONS)) {
        aj_diag_add(run->job->diags, AJ_E0427, src_xml_at(xmlDocGetRootElement(data)), "50", NULL);
        run->errors++;
    }
    run->ctxt = NULL;
    xsltFreeTransformContext(ctxt);
    xsltFreeSecurityPrefs(prefs);
    return result;
}

xmlDocPtr cmp_compose(struct aj_job *job, struct cmp_library *library, xmlDocPtr data)
{
    xmlNodePtr root = xmlDocGetRootElement(data);
    aj_at at = root ? src_xml_at(root) : 0;
    const char *kind = root ? src_xml_attr(job, root, "kind") : NULL;
    xsltStylesheetPtr style = cmp_stylesheet(job, library, kind ? kind : "", at);
    if (!style)
        return NULL;
    struct cmp_run run = {.job = job, .library = library};
    xmlDocPtr result = transform(&run, style, data);
    if (result && !xmlDocGetRootElement(result)) {
        xmlFreeDoc(result);
        result = NULL;
    }
    if (!result) {
        if (!run.errors)
            aj_diag_add(job->diags, AJ_E0404, at, kind, NULL);
        return NULL;
    }
    cmp_drop_empty_provenance(result);
    aj_arena_own(job->arena, result, free_doc);
    return result;
}
