/* Which structure type an element is (ISO 32000-1, 14.8.4; the choices of PDF/UA-1 and the Tagged PDF
 * guides). */
#include "document/build.h"

#include "document/tag.h"

#include <string.h>

static bool aria_is(const xmlNode *xml, const char *role)
{
    const char *value = doc_xml_attr(xml, "role");
    return value && !strcmp(value, role);
}

static bool is_artifact(const xmlNode *xml)
{
    const char *hidden = doc_xml_attr(xml, "aria-hidden");
    return aria_is(xml, "presentation") || aria_is(xml, "none") || (hidden && !strcmp(hidden, "true"));
}

/*
 * Whether a figure is a drawing or picture, or will be when the chart stage has drawn it; one that only
 * adorns (alt="") is none.
 */
static bool holds_picture(const xmlNode *xml)
{
    if (doc_xml_attr(xml, "data-chart"))
        return true;
    for (const xmlNode *x = xml->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        if (!strcmp((const char *)x->name, "svg"))
            return true;
        const char *alt = doc_xml_attr(x, "alt");
        if (!strcmp((const char *)x->name, "img") && !(alt && !*alt))
            return true;
    }
    return false;
}

static bool in_figure(const struct doc_open *up)
{
    for (; up; up = up->up)
        if (up->role == DOC_ROLE_FIGURE)
            return true;
    return false;
}

static enum doc_role picture_role(const struct doc_open *up, const xmlNode *xml)
{
    const char *alt = doc_xml_attr(xml, "alt");
    if (in_figure(up))
        return DOC_ROLE_NONE;
    return alt && !*alt ? DOC_ROLE_ARTIFACT : DOC_ROLE_FIGURE;
}

static enum doc_role inline_role(const xmlNode *xml, enum doc_tag tag)
{
    if (tag == DOC_TAG_ABBR && doc_xml_attr(xml, "title"))
        return DOC_ROLE_SPAN;
    return doc_xml_attr(xml, "lang") ? DOC_ROLE_SPAN : DOC_ROLE_NONE;
}

/* The roles that depend on nothing but the element's name. */
static const uint8_t fixed[DOC_TAG_COUNT] = {
    [DOC_TAG_BODY] = DOC_ROLE_DOCUMENT,
    [DOC_TAG_SECTION] = DOC_ROLE_SECT,
    [DOC_TAG_NAV] = DOC_ROLE_SECT,
    [DOC_TAG_ARTICLE] = DOC_ROLE_ART,
    [DOC_TAG_ASIDE] = DOC_ROLE_DIV,
    [DOC_TAG_H1] = DOC_ROLE_H1,
    [DOC_TAG_H2] = DOC_ROLE_H2,
    [DOC_TAG_H3] = DOC_ROLE_H3,
    [DOC_TAG_H4] = DOC_ROLE_H4,
    [DOC_TAG_H5] = DOC_ROLE_H5,
    [DOC_TAG_H6] = DOC_ROLE_H6,
    [DOC_TAG_P] = DOC_ROLE_P,
    [DOC_TAG_BLOCKQUOTE] = DOC_ROLE_BLOCKQUOTE,
    [DOC_TAG_HR] = DOC_ROLE_ARTIFACT,
    [DOC_TAG_DL] = DOC_ROLE_L,
    [DOC_TAG_DT] = DOC_ROLE_LBL,
    [DOC_TAG_DD] = DOC_ROLE_LBODY,
    [DOC_TAG_TABLE] = DOC_ROLE_TABLE,
    [DOC_TAG_CAPTION] = DOC_ROLE_CAPTION,
    [DOC_TAG_THEAD] = DOC_ROLE_THEAD,
    [DOC_TAG_TBODY] = DOC_ROLE_TBODY,
    [DOC_TAG_TFOOT] = DOC_ROLE_TFOOT,
    [DOC_TAG_TR] = DOC_ROLE_TR,
    [DOC_TAG_TH] = DOC_ROLE_TH,
    [DOC_TAG_TD] = DOC_ROLE_TD,
    [DOC_TAG_Q] = DOC_ROLE_QUOTE,
    [DOC_TAG_CODE] = DOC_ROLE_CODE,
};

enum doc_role doc_role_of(const struct doc_open *up, const xmlNode *xml, enum doc_tag tag)
{
    if (is_artifact(xml))
        return DOC_ROLE_ARTIFACT;
    if (aria_is(xml, "doc-footnote"))
        return DOC_ROLE_NOTE;
    switch (tag) {
    case DOC_TAG_UL:
    case DOC_TAG_OL:
        return up && up->in_toc ? DOC_ROLE_TOC : DOC_ROLE_L;
    case DOC_TAG_LI:
        return up && up->role == DOC_ROLE_TOC ? DOC_ROLE_TOCI : DOC_ROLE_LI;
    case DOC_TAG_FIGURE:
        return holds_picture(xml) ? DOC_ROLE_FIGURE : DOC_ROLE_DIV;
    case DOC_TAG_FIGCAPTION:
        return up && up->role == DOC_ROLE_FIGURE ? DOC_ROLE_CAPTION : DOC_ROLE_P;
    case DOC_TAG_IMG:
    case DOC_TAG_SVG:
        return picture_role(up, xml);
    case DOC_TAG_DIV:
        return aria_is(xml, "img") ? DOC_ROLE_FIGURE : DOC_ROLE_NONE;
    case DOC_TAG_A:
        return doc_xml_attr(xml, "href") ? DOC_ROLE_LINK : inline_role(xml, tag);
    case DOC_TAG_SPAN:
    case DOC_TAG_EM:
    case DOC_TAG_STRONG:
    case DOC_TAG_SMALL:
    case DOC_TAG_ABBR:
    case DOC_TAG_CITE:
    case DOC_TAG_TIME:
    case DOC_TAG_I:
    case DOC_TAG_B:
        return inline_role(xml, tag);
    default:
        return (enum doc_role)fixed[tag];
    }
}

enum doc_role doc_role_around(const struct doc_open *up, const struct doc_open *open)
{
    if (open->tag != DOC_TAG_A || open->role != DOC_ROLE_LINK)
        return DOC_ROLE_NONE;
    if (aria_is(open->element->xml, "doc-backlink"))
        return DOC_ROLE_LBL;
    return up->in_toc || aria_is(open->element->xml, "doc-noteref") ? DOC_ROLE_REFERENCE : DOC_ROLE_NONE;
}

bool doc_role_wraps(enum doc_tag tag, enum doc_role role)
{
    switch (role) {
    case DOC_ROLE_DOCUMENT:
    case DOC_ROLE_PART:
    case DOC_ROLE_ART:
    case DOC_ROLE_SECT:
    case DOC_ROLE_DIV:
    case DOC_ROLE_BLOCKQUOTE:
        return true;
    default:
        return role == DOC_ROLE_NONE &&
               (tag == DOC_TAG_DIV || tag == DOC_TAG_MAIN || tag == DOC_TAG_HEADER || tag == DOC_TAG_FOOTER);
    }
}

/* A box whose only content is one paragraph of text is that paragraph. */
static void dissolve_wrapper(struct doc_builder *b, const struct doc_open *open)
{
    struct doc_node *nodes = b->doc->nodes, *node = &nodes[open->node];
    doc_id wrapper = node->first;
    bool only = wrapper && !nodes[wrapper].next && nodes[wrapper].generated &&
                nodes[wrapper].tag == DOC_TAG_DIV && nodes[wrapper].role == DOC_ROLE_P;
    if (!only || (node->role != DOC_ROLE_NONE && node->role != DOC_ROLE_DIV))
        return;
    node->first = nodes[wrapper].first;
    node->last = nodes[wrapper].last;
    for (doc_id child = node->first; child; child = nodes[child].next)
        nodes[child].parent = open->node;
    node->role = DOC_ROLE_P;
    nodes[wrapper].parent = nodes[wrapper].first = nodes[wrapper].last = 0;
    b->orphans = true;
}

static void add_attr(struct doc_builder *b, doc_id id, const char *name, const char *value)
{
    struct doc_node *node = &b->doc->nodes[id];
    struct doc_attr *attrs = AJ_NEW_N(b->job->arena, struct doc_attr, node->attr_count + 1);
    if (node->attr_count)
        memcpy(attrs, node->attrs, node->attr_count * sizeof *attrs);
    attrs[node->attr_count] = (struct doc_attr){name, aj_strdup(b->job->arena, value)};
    node->attrs = attrs;
    node->attr_count++;
}

/* An SVG's own name: its aria-label or its first title. */
static const char *svg_name(const xmlNode *svg)
{
    const char *label = doc_xml_attr(svg, "aria-label");
    for (const xmlNode *x = svg->children; x && !label; x = x->next)
        if (x->type == XML_ELEMENT_NODE && !strcmp((const char *)x->name, "title") && x->children &&
            x->children->content)
            label = (const char *)x->children->content;
    return label;
}

/* The alternative text that an element gives a figure, or NULL. */
static const char *text_for_figure(const xmlNode *xml, uint32_t depth)
{
    const char *name = (const char *)xml->name;
    const char *text = doc_xml_attr(xml, "alt");
    if (!text)
        text = strcmp(name, "svg") == 0 ? svg_name(xml) : doc_xml_attr(xml, "aria-label");
    for (const xmlNode *x = xml->children; x && (!text || !*text) && depth < 8; x = x->next)
        if (x->type == XML_ELEMENT_NODE)
            text = text_for_figure(x, depth + 1);
    return text;
}

void doc_role_finish(struct doc_builder *b, struct doc_open *open)
{
    if (open->wraps)
        dissolve_wrapper(b, open);
    const xmlNode *xml = open->element->xml;
    if (open->role != DOC_ROLE_FIGURE || doc_attr(b->doc, open->node, "alt"))
        return;
    const char *text = text_for_figure(xml, 0);
    if (text && *text)
        add_attr(b, open->node, "alt", text);
    else if (!doc_xml_attr(xml, "data-chart") && !open->up->in_artifact)
        aj_diag_add(b->job->diags, AJ_E0509, b->doc->nodes[open->node].at,
                    doc_tag_name((enum doc_tag)open->tag), NULL);
}
