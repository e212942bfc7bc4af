/*
 * aj:format(cell, unit, decimals): the exact value of a cell of the data document, in the unit that a
 * template chose. The only thing in XSLT that calls C.
 */
#include "base/number.h"
#include "compose/internal.h"
#include "model/unit.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <string.h>

enum { MOST_DECIMALS = 12 };

/* The value in another unit; false when they are not of one kind. */
static bool convert(struct aj_job *job, struct aj_rat *value, const char *from, const char *to)
{
    if (!*to || !strcmp(from, to))
        return true;
    struct mdl_unit own = mdl_unit_any(job->arena, from), wanted = mdl_unit_any(job->arena, to);
    if (!mdl_unit_like(&own, &wanted) || aj_rat_sign(wanted.scale) == 0)
        return false;
    *value = aj_rat_mul(job->arena, *value, aj_rat_div(job->arena, own.scale, wanted.scale));
    return true;
}

static void complain(struct cmp_run *run, enum aj_code code, const xmlNode *cell, const char *first,
                     const char *second)
{
    xmlNodePtr inst = run->ctxt->inst;
    struct aj_diag *diag = aj_diag_add(run->job->diags, code, src_xml_at(cell), first, second, NULL);
    if (inst && inst->doc && inst->doc->URL) {
        uint32_t line = (uint32_t)xmlGetLineNo(inst);
        aj_at at = cmp_template_place(run->job, (const char *)inst->doc->URL, line);
        diag->template_at = at;
    }
}

/* What is printed for the cell; a cell without a value keeps its text. */
static const char *format_cell(struct cmp_run *run, xmlNodePtr cell, const char *unit, int decimals)
{
    struct aj_job *job = run->job;
    const char *exact = src_xml_attr(job, cell, "exact"), *own = src_xml_attr(job, cell, "unit");
    struct aj_rat value;
    if (!exact) {
        xmlChar *text = xmlNodeGetContent(cell);
        const char *copy = aj_strdup(job->arena, text ? (const char *)text : "");
        xmlFree(text);
        return copy;
    }
    if (!aj_rat_parse(job->arena, exact, &value)) {
        complain(run, AJ_E0405, cell, exact, NULL);
        return "";
    }
    if (!convert(job, &value, own ? own : "", unit)) {
        complain(run, AJ_E0406, cell, own ? own : "", unit);
        return "";
    }
    return aj_number_format(job->arena, value, decimals);
}

static void format(xmlXPathParserContextPtr parser, int count)
{
    xsltTransformContextPtr ctxt = xsltXPathGetTransformContext(parser);
    if (count != 3 || !ctxt || !ctxt->_private) {
        xmlXPathSetArityError(parser);
        return;
    }
    double wanted = xmlXPathPopNumber(parser);
    xmlChar *unit = xmlXPathPopString(parser);
    xmlNodeSetPtr cells = xmlXPathPopNodeSet(parser);
    const char *text = "";
    int decimals = wanted >= 0 && wanted <= MOST_DECIMALS ? (int)wanted : 0;
    if (!xmlXPathCheckError(parser) && cells && cells->nodeNr > 0 &&
        cells->nodeTab[0]->type == XML_ELEMENT_NODE)
        text = format_cell(ctxt->_private, cells->nodeTab[0], unit ? (const char *)unit : "", decimals);
    xmlXPathFreeNodeSet(cells);
    xmlFree(unit);
    if (!xmlXPathCheckError(parser))
        xmlXPathReturnString(parser, xmlStrdup(BAD_CAST text));
}

void cmp_format_register(xsltTransformContextPtr ctxt)
{
    xsltRegisterExtFunction(ctxt, BAD_CAST "format", BAD_CAST CMP_NAMESPACE, format);
}
