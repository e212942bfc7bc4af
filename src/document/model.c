/* Which elements may stand where: the part of HTML's content models that structure and layout rely on. */
#include "document/build.h"

#include "document/tag.h"

static bool is_phrasing(enum doc_tag tag)
{
    return tag == DOC_TAG_IMG || (tag >= DOC_TAG_SPAN && tag <= DOC_TAG_BR) || tag == DOC_TAG_SVG;
}

static bool is_empty(enum doc_tag tag)
{
    return tag == DOC_TAG_IMG || tag == DOC_TAG_BR || tag == DOC_TAG_HR || tag == DOC_TAG_COL;
}

static bool holds_phrasing_only(enum doc_tag tag)
{
    return tag == DOC_TAG_P || (tag >= DOC_TAG_H1 && tag <= DOC_TAG_H6) || tag == DOC_TAG_DT ||
           (tag >= DOC_TAG_SPAN && tag <= DOC_TAG_B);
}

/* The elements that a table's parts hold, and no others. */
static bool allows_in_table(enum doc_tag parent, enum doc_tag tag)
{
    switch (parent) {
    case DOC_TAG_TABLE:
        return tag == DOC_TAG_CAPTION || tag == DOC_TAG_COLGROUP || tag == DOC_TAG_COL ||
               tag == DOC_TAG_THEAD || tag == DOC_TAG_TBODY || tag == DOC_TAG_TFOOT || tag == DOC_TAG_TR;
    case DOC_TAG_COLGROUP:
        return tag == DOC_TAG_COL;
    case DOC_TAG_TR:
        return tag == DOC_TAG_TH || tag == DOC_TAG_TD;
    default:
        return tag == DOC_TAG_TR;
    }
}

static bool is_table_part(enum doc_tag tag)
{
    return tag >= DOC_TAG_CAPTION && tag <= DOC_TAG_TD;
}

static bool allows(const struct doc_open *up, enum doc_tag tag)
{
    enum doc_tag parent = (enum doc_tag)up->tag;
    if (doc_tag_is_svg(parent))
        return doc_tag_is_svg(tag) && tag != DOC_TAG_SVG;
    if (doc_tag_is_svg(tag) && tag != DOC_TAG_SVG)
        return false;
    if (is_empty(parent))
        return false;
    if (parent == DOC_TAG_HTML || tag == DOC_TAG_BODY)
        return parent == DOC_TAG_HTML && tag == DOC_TAG_BODY;
    if (parent == DOC_TAG_TABLE || parent == DOC_TAG_COLGROUP ||
        (parent >= DOC_TAG_THEAD && parent <= DOC_TAG_TR))
        return allows_in_table(parent, tag);
    if (is_table_part(tag) || tag == DOC_TAG_HTML || tag == DOC_TAG_HEAD)
        return false;
    if (parent == DOC_TAG_UL || parent == DOC_TAG_OL)
        return tag == DOC_TAG_LI;
    if (parent == DOC_TAG_DL)
        return tag == DOC_TAG_DT || tag == DOC_TAG_DD;
    if (tag == DOC_TAG_LI || tag == DOC_TAG_DT || tag == DOC_TAG_DD)
        return false;
    if (tag == DOC_TAG_FIGCAPTION)
        return parent == DOC_TAG_FIGURE;
    if (tag == DOC_TAG_A && up->in_link)
        return false;
    return !holds_phrasing_only(parent) || is_phrasing(tag);
}

bool doc_model_allows(struct doc_builder *b, const struct doc_open *up, enum doc_tag tag, aj_at at)
{
    if (!up) {
        if (tag == DOC_TAG_HTML)
            return true;
        aj_diag_add(b->job->diags, AJ_E0503, at, doc_tag_name(tag), "document", NULL);
        return false;
    }
    if (allows(up, tag))
        return true;
    aj_diag_add(b->job->diags, AJ_E0503, at, doc_tag_name(tag), doc_tag_name((enum doc_tag)up->tag), NULL);
    return false;
}

bool doc_model_text(enum doc_tag tag)
{
    switch (tag) {
    case DOC_TAG_HTML:
    case DOC_TAG_UL:
    case DOC_TAG_OL:
    case DOC_TAG_DL:
    case DOC_TAG_TABLE:
    case DOC_TAG_COLGROUP:
    case DOC_TAG_THEAD:
    case DOC_TAG_TBODY:
    case DOC_TAG_TFOOT:
    case DOC_TAG_TR:
        return false;
    default:
        return !is_empty(tag) &&
               (!doc_tag_is_svg(tag) || (tag >= DOC_TAG_SVG_TEXT && tag <= DOC_TAG_SVG_DESC));
    }
}
