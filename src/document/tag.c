#include "document/tag.h"

#include <string.h>

static const char *const tag_names[] = {
#define T(id, name) name,
#include "document/tags.def"
#undef T
};

enum doc_tag doc_tag_find(const char *name)
{
    for (int i = DOC_TAG_HTML; i < DOC_TAG_BEFORE; i++)
        if (tag_names[i][0] == name[0] && !strcmp(tag_names[i], name))
            return (enum doc_tag)i;
    return DOC_TAG_NONE;
}

const char *doc_tag_suggest(const char *name)
{
    return aj_did_you_mean(name, tag_names + DOC_TAG_HTML, DOC_TAG_BEFORE - DOC_TAG_HTML);
}

bool doc_tag_is_svg(enum doc_tag tag)
{
    return tag >= DOC_TAG_SVG && tag <= DOC_TAG_SVG_DESC;
}

/* Where an attribute may stand: on every element, on SVG's, or on those in `tags`. */
enum scope { ANYWHERE, ON_SVG, ON_TAGS };

static const struct {
    const char *name;
    enum scope scope;
    uint8_t tags[4];
} attrs[] = {
    {"id", ANYWHERE, {0}},
    {"class", ANYWHERE, {0}},
    {"lang", ANYWHERE, {0}},
    {"title", ANYWHERE, {0}},
    {"role", ANYWHERE, {0}},
    {"aria-label", ANYWHERE, {0}},
    {"aria-labelledby", ANYWHERE, {0}},
    {"aria-describedby", ANYWHERE, {0}},
    {"aria-hidden", ANYWHERE, {0}},
    {"at", ANYWHERE, {0}},
    {"href", ON_SVG, {DOC_TAG_A}},
    {"src", ON_TAGS, {DOC_TAG_IMG}},
    {"alt", ON_TAGS, {DOC_TAG_IMG, DOC_TAG_FIGURE}},
    {"colspan", ON_TAGS, {DOC_TAG_TD, DOC_TAG_TH}},
    {"rowspan", ON_TAGS, {DOC_TAG_TD, DOC_TAG_TH}},
    {"headers", ON_TAGS, {DOC_TAG_TD, DOC_TAG_TH}},
    {"scope", ON_TAGS, {DOC_TAG_TH}},
    {"abbr", ON_TAGS, {DOC_TAG_TH}},
    {"span", ON_TAGS, {DOC_TAG_COL, DOC_TAG_COLGROUP}},
    {"start", ON_TAGS, {DOC_TAG_OL}},
    {"value", ON_TAGS, {DOC_TAG_LI}},
    {"datetime", ON_TAGS, {DOC_TAG_TIME}},
    {"cite", ON_TAGS, {DOC_TAG_BLOCKQUOTE, DOC_TAG_Q}},
    {"width", ON_SVG, {DOC_TAG_IMG}},
    {"height", ON_SVG, {DOC_TAG_IMG}},
    {"viewBox", ON_SVG, {0}},
    {"preserveAspectRatio", ON_SVG, {0}},
    {"version", ON_SVG, {0}},
    {"d", ON_SVG, {0}},
    {"x", ON_SVG, {0}},
    {"y", ON_SVG, {0}},
    {"dx", ON_SVG, {0}},
    {"dy", ON_SVG, {0}},
    {"x1", ON_SVG, {0}},
    {"y1", ON_SVG, {0}},
    {"x2", ON_SVG, {0}},
    {"y2", ON_SVG, {0}},
    {"cx", ON_SVG, {0}},
    {"cy", ON_SVG, {0}},
    {"r", ON_SVG, {0}},
    {"rx", ON_SVG, {0}},
    {"ry", ON_SVG, {0}},
    {"points", ON_SVG, {0}},
    {"transform", ON_SVG, {0}},
    {"fill", ON_SVG, {0}},
    {"fill-rule", ON_SVG, {0}},
    {"stroke", ON_SVG, {0}},
    {"stroke-width", ON_SVG, {0}},
    {"stroke-dasharray", ON_SVG, {0}},
    {"stroke-dashoffset", ON_SVG, {0}},
    {"vector-effect", ON_SVG, {0}},
    {"letter-spacing", ON_SVG, {0}},
    {"stroke-linecap", ON_SVG, {0}},
    {"stroke-linejoin", ON_SVG, {0}},
    {"stroke-miterlimit", ON_SVG, {0}},
    {"clip-path", ON_SVG, {0}},
    {"clip-rule", ON_SVG, {0}},
    {"clipPathUnits", ON_SVG, {0}},
    {"fill-opacity", ON_SVG, {0}},
    {"stroke-opacity", ON_SVG, {0}},
    {"opacity", ON_SVG, {0}},
    {"offset", ON_SVG, {0}},
    {"stop-color", ON_SVG, {0}},
    {"stop-opacity", ON_SVG, {0}},
    {"gradientUnits", ON_SVG, {0}},
    {"gradientTransform", ON_SVG, {0}},
    {"spreadMethod", ON_SVG, {0}},
    {"fx", ON_SVG, {0}},
    {"fy", ON_SVG, {0}},
    {"text-anchor", ON_SVG, {0}},
    {"font-size", ON_SVG, {0}},
    {"font-weight", ON_SVG, {0}},
};

enum { ATTRS = sizeof attrs / sizeof *attrs };

static int find_attr(const char *name)
{
    for (int i = 0; i < ATTRS; i++)
        if (attrs[i].name[0] == name[0] && !strcmp(attrs[i].name, name))
            return i;
    return -1;
}

const char *doc_attr_known(const char *name)
{
    if (!strncmp(name, "data-", 5) && name[5])
        return name;
    int i = find_attr(name);
    return i < 0 ? NULL : attrs[i].name;
}

bool doc_attr_allowed(enum doc_tag tag, const char *name)
{
    if (!strncmp(name, "data-", 5))
        return name[5] != '\0';
    int i = find_attr(name);
    if (i < 0)
        return false;
    if (attrs[i].scope == ANYWHERE || (attrs[i].scope == ON_SVG && doc_tag_is_svg(tag)))
        return true;
    for (size_t k = 0; k < sizeof attrs[i].tags; k++)
        if (attrs[i].tags[k] == tag && tag != DOC_TAG_NONE)
            return true;
    return false;
}

const char *doc_attr_suggest(const char *name)
{
    const char *names[ATTRS];
    for (int i = 0; i < ATTRS; i++)
        names[i] = attrs[i].name;
    return aj_did_you_mean(name, names, ATTRS);
}

bool doc_aria_role_known(const char *role)
{
    static const char *const roles[] = {
        "presentation",
        "none",
        "img",
        "figure",
        "note",
        "region",
        "group",
        "complementary",
        "main",
        "navigation",
        "banner",
        "contentinfo",
        "list",
        "listitem",
        "doc-toc",
        "doc-abstract",
        "doc-appendix",
        "doc-backlink",
        "doc-bibliography",
        "doc-chapter",
        "doc-conclusion",
        "doc-cover",
        "doc-endnotes",
        "doc-footnote",
        "doc-foreword",
        "doc-introduction",
        "doc-noteref",
        "doc-part",
        "doc-preface",
        "doc-pullquote",
        "doc-subtitle",
        "doc-tip",
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (!strcmp(roles[i], role))
            return true;
    return false;
}

const char *doc_xml_attr_value(const xmlAttr *attr)
{
    const xmlNode *child = attr->children;
    if (!child)
        return "";
    return child->content ? (const char *)child->content : "";
}

const char *doc_xml_attr(const xmlNode *element, const char *name)
{
    for (const xmlAttr *attr = element->properties; attr; attr = attr->next)
        if (!strcmp((const char *)attr->name, name))
            return doc_xml_attr_value(attr);
    return NULL;
}
