/* The data document through its kind's stylesheet. */
#include "compose/compose.h"

#include "compose/internal.h"

#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <string.h>

/* Far above what a document needs (a budget of 30 pages takes about 100,000 steps, and a row of a table
 * 1,500), and two seconds at most for a short one. */
enum {
    MOST_OPERATIONS = 50000000,
    MOST_OPERATIONS_PER_ELEMENT = 1000,
    MOST_DEPTH = 1000,
    MOST_VARIABLES = 10000
};

/* A longer document may take more steps: so many as it has elements, each. */
static unsigned long most_operations(const xmlNode *root)
{
    unsigned long elements = 0;
    for (const xmlNode *node = root; node;) {
        elements += node->type == XML_ELEMENT_NODE;
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (!next && node && node != root) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
    return MOST_OPERATIONS + elements * MOST_OPERATIONS_PER_ELEMENT;
}

bool cmp_check_kind(struct aj_job *job, const char *kind, aj_at at)
{
    return aj_job_check_template(job, "", kind, "report.xsl", AJ_E0401, at);
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
    unsigned long most = most_operations(xmlDocGetRootElement(data));
    ctxt->opLimit = ctxt->xpathCtxt->opLimit = most;
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
    if (!result && (ctxt->opCount >= most || ctxt->xpathCtxt->opCount >= most)) {
        aj_diag_add(run->job->diags, AJ_E0427, src_xml_at(xmlDocGetRootElement(data)),
                    aj_printf(run->job->arena, "%lu", most / 1000000), NULL);
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
    cmp_abbreviate(job, result);
    cmp_link_terms(job, result);
    cmp_plain(job, result);
    cmp_drop_empty_provenance(result);
    aj_arena_own(job->arena, result, free_doc);
    return result;
}

xmlDocPtr cmp_page(struct aj_job *job, struct cmp_library *library, const char *path, xmlDocPtr tree)
{
    xsltStylesheetPtr style = cmp_stylesheet_at(job, library, path, 0, false);
    if (!style)
        return NULL;
    struct cmp_run run = {.job = job, .library = library};
    xmlDocPtr page = transform(&run, style, tree);
    if (page && xmlDocGetRootElement(page)) {
        aj_arena_own(job->arena, page, free_doc);
        return page;
    }
    if (!run.errors)
        aj_diag_add(job->diags, AJ_E0404, 0, path, NULL);
    if (page)
        xmlFreeDoc(page);
    return NULL;
}
