#include "typeset/svg_file.h"

#include "base/map.h"
#include "source/source.h"
#include "typeset/image.h"
#include "typeset/svg_style.h"

#include <string.h>

enum { ATTRS_MOST = 64, DEEPEST = 200, FAULTS_MOST = 100 };

struct loader {
    struct aj_job *job;
    struct doc_document *doc;
    struct svg_sheet sheet;
    struct aj_map told; /* attributes and elements of this file that a finding has named */
    uint32_t style;     /* of its elements: the picture's */
    const char *color;  /* what currentColor is below a "color"; NULL: the theme's */
    bool failed;
};

/* A file that was read; NULL if a finding says why it could not be. */
struct drawing {
    xmlDocPtr xml;
};

/* The attributes that one element ends up with. */
struct attrs {
    struct doc_attr items[ATTRS_MOST];
    uint32_t weights[ATTRS_MOST]; /* what set them; the heavier stays */
    uint32_t count;
};

static const struct {
    const char *name;
    enum doc_tag tag;
} elements[] = {
    {"g", DOC_TAG_G},
    {"a", DOC_TAG_G}, /* a link in a printed drawing is a group */
    {"path", DOC_TAG_PATH},
    {"rect", DOC_TAG_RECT},
    {"line", DOC_TAG_LINE},
    {"circle", DOC_TAG_CIRCLE},
    {"ellipse", DOC_TAG_ELLIPSE},
    {"polyline", DOC_TAG_POLYLINE},
    {"polygon", DOC_TAG_POLYGON},
    {"use", DOC_TAG_USE},
    {"defs", DOC_TAG_DEFS},
    {"symbol", DOC_TAG_SYMBOL},
    {"clipPath", DOC_TAG_CLIP_PATH},
    {"linearGradient", DOC_TAG_LINEAR_GRADIENT},
    {"radialGradient", DOC_TAG_RADIAL_GRADIENT},
    {"stop", DOC_TAG_STOP},
    {"text", DOC_TAG_SVG_TEXT},
    {"tspan", DOC_TAG_TSPAN},
};

/* What is drawn with, as attribute or as property. */
static const char *const properties[] = {
    "fill",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-dashoffset",
    "vector-effect",
    "letter-spacing",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "clip-path",
    "clip-rule",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "stop-color",
    "stop-opacity",
    "text-anchor",
    "font-size",
    "font-weight",
};

static const char *const geometry[] = {
    "d",
    "x",
    "y",
    "dx",
    "dy",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "width",
    "height",
    "points",
    "viewBox",
    "href",
    "offset",
    "transform",
    "preserveAspectRatio",
    "clipPathUnits",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
};

/* What changes nothing in a printed drawing of this subset, whatever it says. */
static const char *const silent[] = {
    "at",
    "class",
    "style",
    "id",
    "version",
    "baseProfile",
    "role",
    "tabindex",
    "focusable",
    "lang",
    "type",
    "target",
    "cursor",
    "pointer-events",
    "enable-background",
    "zoomAndPan",
    "contentScriptType",
    "contentStyleType",
    "shape-rendering",
    "text-rendering",
    "image-rendering",
    "color-rendering",
    "color-interpolation",
    "color-interpolation-filters",
    "solid-color",
    "solid-opacity",
    "font-family",
    "white-space",
    "overflow",
    "line-height",
    "shape-padding",
    "shape-margin",
    "inline-size",
};

/* Properties that editors write out though they say nothing but the initial value. */
static const struct {
    const char *name, *value;
} initial[] = {
    {"visibility", "visible"},
    {"display", "inline"},
    {"display", "block"},
    {"isolation", "auto"},
    {"mix-blend-mode", "normal"},
    {"filter", "none"},
    {"mask", "none"},
    {"marker", "none"},
    {"marker-start", "none"},
    {"marker-mid", "none"},
    {"marker-end", "none"},
    {"paint-order", "normal"}, /* and all that fill before they stroke: there are no markers */
    {"paint-order", "fill"},
    {"paint-order", "fill stroke markers"},
    {"paint-order", "fill markers stroke"},
    {"paint-order", "markers fill stroke"},
    {"paint-order", "markers fill"},
    {"font-style", "normal"},
    {"font-stretch", "normal"},
    {"font-variant", "normal"},
    {"word-spacing", "0"},
    {"word-spacing", "0px"},
    {"word-spacing", "normal"},
    {"text-decoration", "none"},
    {"baseline-shift", "baseline"},
    {"writing-mode", "lr-tb"},
    {"writing-mode", "horizontal-tb"},
    {"direction", "ltr"},
    {"text-align", "start"},
    {"text-indent", "0"},
    {"text-transform", "none"},
    {"dominant-baseline", "auto"},
};

static bool is_among(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(name, list[i]))
            return true;
    return false;
}
#define AMONG(name, list) is_among(name, list, sizeof(list) / sizeof *(list))

static bool is_initial(const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof initial / sizeof *initial; i++)
        if (!strcmp(initial[i].name, name) && !strcmp(initial[i].value, value))
            return true;
    return false;
}

/* A finding about an element's or attribute's name, once a file. */
static void tell(struct loader *l, enum aj_code code, const char *name, const char *on, aj_at at)
{
    char *key = aj_printf(l->job->arena, "%d %s", (int)code, name);
    l->failed = true;
    if (aj_map_find(&l->told, key) || l->told.len == FAULTS_MOST)
        return;
    aj_map_put(&l->told, key, key);
    aj_diag_add(l->job->diags, code, at, name, on, NULL);
}

static void set(struct attrs *attrs, const char *name, const char *value, uint32_t weight)
{
    uint32_t i = 0;
    while (i < attrs->count && strcmp(attrs->items[i].name, name) != 0)
        i++;
    if (i == ATTRS_MOST || (i < attrs->count && attrs->weights[i] > weight))
        return;
    attrs->items[i] = (struct doc_attr){name, value};
    attrs->weights[i] = weight;
    attrs->count += i == attrs->count;
}

static void set_declarations(struct loader *l, struct attrs *attrs, const char *text, uint32_t weight,
                             const char *tag, aj_at at)
{
    const char *name, *value;
    while (svg_next_declaration(l->job->arena, &text, &name, &value)) {
        if (AMONG(name, properties) || !strcmp(name, "color"))
            set(attrs, name, value, weight);
        else if (!strcmp(name, "display") && !strcmp(value, "none"))
            set(attrs, name, value, weight);
        else if (name[0] != '-' && !AMONG(name, silent) && !is_initial(name, value) &&
                 strncmp(name, "font-variant-", 13) && strncmp(name, "text-decoration-", 16))
            tell(l, AJ_E0667, name, tag, at);
    }
}

/* Presentation attributes, then the sheet's rules by weight, then the style attribute (SVG 1.1, 6.4). */
static void gather(struct loader *l, const xmlNode *xml, struct attrs *attrs)
{
    struct aj_arena *arena = l->job->arena;
    const char *tag = (const char *)xml->name, *style = NULL, *classes = NULL, *id = NULL;
    aj_at at = src_xml_at(xml);
    attrs->count = 0;
    for (const xmlAttr *a = xml->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        const char *value = a->children && a->children->content ? (const char *)a->children->content : "";
        bool link = a->ns && !strcmp(name, "href") && a->ns->href &&
                    !strcmp((const char *)a->ns->href, "http://www.w3.org/1999/xlink");
        if (a->ns && !link)
            continue;
        style = !strcmp(name, "style") ? value : style;
        classes = !strcmp(name, "class") ? value : classes;
        id = !strcmp(name, "id") ? value : id;
        bool none = !strcmp(name, "display") && !strcmp(value, "none");
        if (AMONG(name, properties) || AMONG(name, geometry) || none || !strcmp(name, "color"))
            set(attrs, aj_strdup(arena, name), aj_strdup(arena, value), 0);
        else if (!AMONG(name, silent) && !is_initial(name, value) && strncmp(name, "data-", 5) &&
                 strncmp(name, "aria-", 5))
            tell(l, AJ_E0667, aj_strdup(arena, name), tag, at);
    }
    if (id)
        set(attrs, "data-id", aj_strdup(arena, id), 0);
    for (uint32_t i = 0; i < l->sheet.len; i++)
        if (svg_rule_fits(&l->sheet.rules[i], tag, classes, id))
            set_declarations(l, attrs, l->sheet.rules[i].declarations, 1 + l->sheet.rules[i].weight, tag, at);
    if (style)
        set_declarations(l, attrs, style, 100, tag, at);
}

static const char *value_of(const struct attrs *attrs, const char *name)
{
    for (uint32_t i = 0; i < attrs->count; i++)
        if (!strcmp(attrs->items[i].name, name))
            return attrs->items[i].value;
    return NULL;
}

/* currentColor is the nearest "color", which is no attribute of what is drawn. */
static void take_color(struct loader *l, struct attrs *attrs)
{
    const char *color = value_of(attrs, "color");
    if (color && strcmp(color, "inherit") != 0 && strcmp(color, "currentColor") != 0)
        l->color = color;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < attrs->count; i++) {
        bool current = l->color && (!strcmp(attrs->items[i].value, "currentColor") ||
                                    !strcmp(attrs->items[i].value, "currentcolor"));
        if (!strcmp(attrs->items[i].name, "color"))
            continue;
        attrs->items[kept] = attrs->items[i];
        attrs->weights[kept] = attrs->weights[i];
        if (current)
            attrs->items[kept].value = l->color;
        kept++;
    }
    attrs->count = kept;
}

/* SVG's own, or of no namespace. */
static bool is_svg(const xmlNode *xml)
{
    return !xml->ns || !xml->ns->href || !strcmp((const char *)xml->ns->href, "http://www.w3.org/2000/svg");
}

static enum doc_tag find_element(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (!strcmp(elements[i].name, name))
            return elements[i].tag;
    return DOC_TAG_NONE;
}

static doc_id append(struct loader *l, doc_id parent, enum doc_tag tag, const xmlNode *xml,
                     const struct attrs *attrs)
{
    doc_id id = doc_append_element(l->doc, parent, tag, DOC_ROLE_NONE, l->style, attrs->items, attrs->count);
    l->doc->nodes[id].at = src_xml_at(xml);
    return id;
}

/* What stands in a drawing's file and is no part of what is seen. */
static bool is_passed_over(const xmlNode *xml)
{
    static const char *const names[] = {"title", "desc", "metadata", "style"};
    return !is_svg(xml) || AMONG((const char *)xml->name, names);
}

static void add_children(struct loader *l, doc_id parent, const xmlNode *xml, int depth)
{
    bool text = l->doc->nodes[parent].tag == DOC_TAG_SVG_TEXT || l->doc->nodes[parent].tag == DOC_TAG_TSPAN;
    for (const xmlNode *x = xml->children; x; x = x->next) {
        if (x->type == XML_TEXT_NODE && text && x->content)
            doc_append_text(l->doc, parent, (const char *)x->content, l->style);
        if (x->type != XML_ELEMENT_NODE || is_passed_over(x))
            continue;
        enum doc_tag tag = find_element((const char *)x->name);
        if (tag == DOC_TAG_NONE || depth == DEEPEST) {
            tell(l, AJ_E0666, aj_strdup(l->job->arena, (const char *)x->name), "", src_xml_at(x));
            continue;
        }
        struct attrs attrs;
        gather(l, x, &attrs);
        const char *display = value_of(&attrs, "display");
        if (display && !strcmp(display, "none"))
            continue;
        const char *outer = l->color;
        take_color(l, &attrs);
        add_children(l, append(l, parent, tag, x, &attrs), x, depth + 1);
        l->color = outer;
    }
}

/* Style elements, wherever they stand. */
static void read_styles(struct loader *l, const xmlNode *xml, int depth)
{
    for (const xmlNode *x = xml->children; x && depth < DEEPEST; x = x->next) {
        if (x->type != XML_ELEMENT_NODE || !is_svg(x))
            continue;
        if (strcmp((const char *)x->name, "style") != 0) {
            read_styles(l, x, depth + 1);
            continue;
        }
        xmlChar *text = xmlNodeGetContent(x);
        if (!svg_sheet_read(l->job, &l->sheet, (const char *)text, src_xml_at(x)))
            l->failed = true;
        xmlFree(text);
    }
}

static doc_id add_drawing(struct aj_job *job, struct doc_document *doc, doc_id parent, const xmlDoc *xml)
{
    struct loader l = {
        .job = job, .doc = doc, .told = AJ_MAP_INIT(job->arena), .style = doc->nodes[parent].style};
    const xmlNode *root = xmlDocGetRootElement(xml);
    if (!is_svg(root) || strcmp((const char *)root->name, "svg") != 0) {
        aj_diag_add(job->diags, AJ_E0664, src_xml_at(root), (const char *)root->name, NULL);
        return 0;
    }
    struct attrs attrs;
    read_styles(&l, root, 0);
    gather(&l, root, &attrs);
    take_color(&l, &attrs);
    uint32_t kept = 0; /* a percentage of the page says nothing here: the viewBox has the size */
    for (uint32_t i = 0; i < attrs.count; i++)
        if (!strchr(attrs.items[i].value, '%') || attrs.items[i].name[0] == 's')
            attrs.items[kept++] = attrs.items[i];
    attrs.count = kept;
    doc_id svg = append(&l, parent, DOC_TAG_SVG, root, &attrs);
    add_children(&l, svg, root, 0);
    return svg;
}

doc_id ty_svg_parse(struct aj_job *job, struct doc_document *doc, doc_id parent, const char *name,
                    const char *bytes, size_t length)
{
    xmlDocPtr xml = src_xml_parse(job, name, bytes, length);
    return xml ? add_drawing(job, doc, parent, xml) : 0;
}

bool ty_svg_is_named(const char *src)
{
    static const char end[] = ".svg";
    size_t n = strlen(src);
    for (size_t i = 0; n > 4 && i < 4; i++)
        if ((src[n - 4 + i] | 32) != (end[i] | 32))
            return false;
    return n > 4;
}

doc_id ty_svg_of_image(const struct doc_document *doc, doc_id img)
{
    doc_id first = doc->nodes[img].first;
    return first && doc->nodes[first].tag == DOC_TAG_SVG ? first : 0;
}

void ty_svg_load_files(struct aj_job *job, struct doc_document *doc)
{
    uint32_t count = doc->node_count; /* those that are added name no files */
    for (doc_id id = 1; id < count; id++) {
        if (doc->nodes[id].kind != DOC_ELEMENT || doc->nodes[id].tag != DOC_TAG_IMG)
            continue;
        const char *src = doc_attr(doc, id, "src"), *name;
        size_t length;
        if (!src || !ty_svg_is_named(src))
            continue;
        bool ours = doc->nodes[id].generated;
        const char *key = ty_picture_key(job, src, ours);
        struct drawing *drawing = aj_map_find(&job->drawings, key);
        if (!drawing) {
            /* A second layout finds it: it is the job's. */
            struct aj_arena *arena = job->arena;
            job->arena = job->lasting;
            const char *bytes = ty_picture_read(job, src, ours, doc->nodes[id].at, &length, &name);
            drawing = AJ_NEW(job->lasting, struct drawing);
            drawing->xml = bytes ? src_xml_parse(job, name, bytes, length) : NULL;
            aj_map_put(&job->drawings, aj_strdup(job->lasting, key), drawing);
            job->arena = arena;
        }
        if (!drawing->xml)
            continue;
        uint32_t since = job->diags->len;
        add_drawing(job, doc, id, drawing->xml);
        ty_svg_tell_once(job->diags, since);
    }
}

static bool is_same(const struct aj_diag *a, const struct aj_diag *b)
{
    bool same = a->code == b->code && a->at == b->at;
    for (size_t i = 0; same && i < sizeof a->args / sizeof *a->args; i++)
        same = a->args[i] == b->args[i] || (a->args[i] && b->args[i] && !strcmp(a->args[i], b->args[i]));
    return same;
}

void ty_svg_tell_once(struct aj_diags *diags, uint32_t since)
{
    uint32_t kept = since;
    for (uint32_t i = since; i < diags->len; i++) {
        bool told = false;
        for (uint32_t k = 0; k < kept && !told; k++)
            told = is_same(&diags->items[k], &diags->items[i]);
        if (!told)
            diags->items[kept++] = diags->items[i];
    }
    diags->len = kept;
}
