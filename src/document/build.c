/* From XHTML and a stylesheet to the array of nodes: one walk over the tree. */
#include "document/build.h"

#include "document/tag.h"

#include <string.h>

static const char xhtml_ns[] = "http://www.w3.org/1999/xhtml";
static const char svg_ns[] = "http://www.w3.org/2000/svg";

enum { ATTRS_MOST = 64, CLASSES_MOST = 32 };

/* What the attributes of an element say. */
struct attributes {
    struct doc_attr items[ATTRS_MOST];
    uint32_t count;
    uint32_t classes[CLASSES_MOST];
    uint16_t class_count;
    const char *id, *lang;
    aj_at at;
};

static aj_at read_at(const xmlNode *xml, aj_at inherited)
{
    const char *text = doc_xml_attr(xml, "at");
    uint64_t at = 0;
    for (; text && *text >= '0' && *text <= '9' && at < UINT32_MAX; text++)
        at = at * 10 + (uint64_t)(*text - '0');
    return at && at < UINT32_MAX ? (aj_at)at : inherited;
}

static void read_classes(struct doc_builder *b, const char *text, struct attributes *out)
{
    while (*text) {
        size_t n = strcspn(text, " \t\r\n");
        uint32_t atom = n ? css_atom_find(b->cascade->sheet, text, n) : 0;
        if (atom && out->class_count < CLASSES_MOST)
            out->classes[out->class_count++] = atom;
        text += n;
        text += strspn(text, " \t\r\n");
    }
}

static void unknown_attribute(struct doc_builder *b, aj_at at, const char *name, enum doc_tag tag)
{
    const char *near = doc_attr_suggest(name);
    if (!strcmp(name, "style"))
        aj_diag_add(b->job->diags, AJ_E0517, at, NULL);
    else if (near && doc_attr_allowed(tag, near))
        aj_diag_add(b->job->diags, AJ_E0502, at, name, doc_tag_name(tag), near, NULL);
    else
        aj_diag_add(b->job->diags, AJ_E0504, at, name, doc_tag_name(tag), NULL);
}

static void read_attribute(struct doc_builder *b, const xmlAttr *attr, enum doc_tag tag,
                           struct attributes *out)
{
    const char *name = (const char *)attr->name, *value = doc_xml_attr_value(attr);
    bool xml_lang = attr->ns && attr->ns->prefix && !strcmp((const char *)attr->ns->prefix, "xml") &&
                    !strcmp(name, "lang");
    if ((attr->ns && !xml_lang) || !doc_attr_allowed(tag, name)) {
        unknown_attribute(b, out->at, name, tag);
        return;
    }
    if (!strcmp(name, "at"))
        return;
    if (!strcmp(name, "class"))
        read_classes(b, value, out);
    else if (!strcmp(name, "id"))
        out->id = value;
    else if (!strcmp(name, "lang") && (!xml_lang || !out->lang))
        out->lang = value;
    else if (!strcmp(name, "lang"))
        return; /* xml:lang beside lang */
    else if (!strcmp(name, "role") && !doc_aria_role_known(value))
        aj_diag_add(b->job->diags, AJ_E0516, out->at, name, value, NULL);
    if (out->count < ATTRS_MOST)
        out->items[out->count++] = (struct doc_attr){name, value};
}

static void read_attributes(struct doc_builder *b, const xmlNode *xml, enum doc_tag tag, aj_at inherited,
                            struct attributes *out)
{
    out->count = 0;
    out->class_count = 0;
    out->id = out->lang = NULL;
    out->at = read_at(xml, inherited);
    for (const xmlAttr *attr = xml->properties; attr; attr = attr->next)
        read_attribute(b, attr, tag, out);
}

/* A header cell says what it heads, so that every reader of the table knows (ISO 14289-1, 7.5). */
static void add_scope(const struct doc_open *up, const xmlNode *xml, struct attributes *out)
{
    if (doc_xml_attr(xml, "scope") || out->count == ATTRS_MOST)
        return;
    bool first = true;
    for (const xmlNode *x = xml->prev; x && first; x = x->prev)
        first = x->type != XML_ELEMENT_NODE;
    bool in_head = up && up->up && up->up->tag == DOC_TAG_THEAD;
    out->items[out->count++] = (struct doc_attr){"scope", first && !in_head ? "row" : "col"};
}

/* --- nodes --- */

doc_id doc_place(struct doc_builder *b, struct doc_open *open, bool inline_)
{
    if (!inline_) {
        open->wrapper = 0;
        return open->body;
    }
    if (!open->wraps)
        return open->body;
    if (!open->wrapper) {
        uint32_t computed = doc_cascade_anonymous(b->cascade, open->computed, DOC_BLOCK);
        doc_id id = doc_add_node(b->doc, open->body, DOC_ELEMENT);
        struct doc_node *node = &b->doc->nodes[id];
        node->tag = DOC_TAG_DIV;
        node->role = DOC_ROLE_P;
        node->generated = true;
        node->style = doc_computed_at(b->cascade, computed)->style_index;
        open->wrapper = id;
    }
    return open->wrapper;
}

doc_id doc_add_generated(struct doc_builder *b, struct doc_open *open, enum doc_tag tag, enum doc_role role,
                         uint32_t computed)
{
    const struct doc_computed *style = doc_computed_at(b->cascade, computed);
    bool inline_ = style->style.display == DOC_INLINE || style->style.display == DOC_INLINE_BLOCK;
    doc_id parent =
        tag == DOC_TAG_MARKER || tag == DOC_TAG_LIST_BODY ? open->node : doc_place(b, open, inline_);
    doc_id id = doc_add_node(b->doc, parent, DOC_ELEMENT);
    struct doc_node *node = &b->doc->nodes[id];
    node->tag = (uint8_t)tag;
    node->role = (uint8_t)role;
    node->generated = true;
    node->style = style->style_index;
    return id;
}

/* Puts a generated element between `open` and its next children; they go into it. */
static void add_inner(struct doc_builder *b, struct doc_open *open, enum doc_tag tag, enum doc_role role,
                      enum doc_display display)
{
    uint32_t computed = doc_cascade_anonymous(b->cascade, open->computed, display);
    open->body = doc_add_generated(b, open, tag, role, computed);
}

static void enter_id(struct doc_builder *b, const char *id, doc_id node, aj_at at)
{
    if (doc_find(b->doc, id))
        aj_diag_add(b->job->diags, AJ_E0507, at, id, NULL);
    else
        doc_counters_keep(b, id);
    (void)node;
}

static struct doc_element *new_element(struct doc_builder *b, const xmlNode *xml, enum doc_tag tag,
                                       const struct attributes *attrs, const struct doc_open *up,
                                       struct doc_element *before)
{
    struct doc_element *element = AJ_NEW(b->job->arena, struct doc_element);
    uint32_t *classes = attrs->class_count ? AJ_NEW_N(b->job->arena, uint32_t, attrs->class_count) : NULL;
    if (classes)
        memcpy(classes, attrs->classes, attrs->class_count * sizeof *classes);
    *element = (struct doc_element){.parent = up ? up->element : NULL,
                                    .before = before,
                                    .xml = xml,
                                    .classes = classes,
                                    .class_count = attrs->class_count,
                                    .tag = (uint8_t)tag,
                                    .index = before ? before->index + 1 : 1};
    /* <head> comes before <body> in the tree as well. */
    if (tag == DOC_TAG_BODY)
        element->index = 2;
    if (attrs->id)
        element->id = css_atom_find(b->cascade->sheet, attrs->id, strlen(attrs->id));
    return element;
}

static void keep_element(struct doc_builder *b, doc_id id, struct doc_element *element)
{
    struct doc_cascade *c = b->cascade;
    c->elements = aj_grow(b->job->arena, c->elements, &c->element_cap, id + 1, sizeof *c->elements);
    c->elements[id] = element;
}

/* --- the walk --- */

static void build_children(struct doc_builder *b, struct doc_open *open, const xmlNode *xml);

/* A list item: its mark, then a body for the rest (LI holds Lbl and LBody only). */
static void open_list_item(struct doc_builder *b, struct doc_open *open, const struct doc_rules *rules)
{
    bool item = open->role == DOC_ROLE_LI;
    bool marked = doc_open_style(b, open)->style.display == DOC_LIST_ITEM &&
                  doc_add_marker(b, open, item || open->role == DOC_ROLE_TOCI ? DOC_ROLE_LBL : DOC_ROLE_NONE,
                                 rules->rules[CSS_MARKER], rules->count[CSS_MARKER]);
    if (item || marked)
        add_inner(b, open, DOC_TAG_LIST_BODY, item ? DOC_ROLE_LBODY : DOC_ROLE_NONE,
                  open->inline_ ? DOC_INLINE : DOC_BLOCK);
}

static bool is_inline(enum doc_display display)
{
    return display == DOC_INLINE || display == DOC_INLINE_BLOCK;
}

static bool is_object(enum doc_tag tag, enum doc_display display)
{
    return display == DOC_INLINE_BLOCK || tag == DOC_TAG_IMG || tag == DOC_TAG_SVG;
}

/* What goes before an element's content, between its tags, and after. */
static void build_content(struct doc_builder *b, struct doc_open *open, const xmlNode *xml,
                          const struct doc_rules *rules)
{
    enum doc_tag tag = (enum doc_tag)open->tag;
    uint32_t string_count;
    struct doc_pending_string *strings = doc_strings_enter(b, open, &string_count);
    if (tag == DOC_TAG_LI || doc_open_style(b, open)->style.display == DOC_LIST_ITEM)
        open_list_item(b, open, rules);
    if (tag != DOC_TAG_BR && tag != DOC_TAG_IMG)
        doc_add_pseudo(b, open, DOC_TAG_BEFORE, rules->rules[CSS_BEFORE], rules->count[CSS_BEFORE]);
    build_children(b, open, xml);
    if (tag != DOC_TAG_BR && tag != DOC_TAG_IMG)
        doc_add_pseudo(b, open, DOC_TAG_AFTER, rules->rules[CSS_AFTER], rules->count[CSS_AFTER]);
    doc_counters_leave(b, open->node);
    doc_strings_leave(b, open, strings, string_count);
}

static void build_in_flow(struct doc_builder *b, struct doc_open *open, const xmlNode *xml,
                          const struct doc_rules *rules)
{
    enum doc_tag tag = (enum doc_tag)open->tag;
    const struct doc_style *style = &doc_open_style(b, open)->style;
    bool apart = is_object(tag, style->display) || style->float_ == DOC_FLOAT_FOOTNOTE;
    struct doc_flow outer = b->flow;
    if (tag == DOC_TAG_BR) {
        doc_flow_break(b);
        return;
    }
    if (apart)
        doc_flow_start(b);
    else if (!open->inline_)
        doc_flow_end(b);
    build_content(b, open, xml, rules);
    if (apart || !open->inline_)
        doc_flow_end(b);
    if (apart && style->float_ == DOC_FLOAT_FOOTNOTE)
        b->flow = outer; /* the note is elsewhere: the line goes on as if nothing had stood here */
    else if (apart && open->inline_)
        doc_flow_object(b);
}

/* dt and dd live in an LI made for them: the first dt after a dd opens the next one. */
static doc_id place_in_list(struct doc_builder *b, struct doc_open *up, enum doc_tag tag)
{
    struct doc_node *nodes = b->doc->nodes;
    doc_id group = nodes[up->node].last;
    bool full = group && nodes[group].last && nodes[nodes[group].last].tag == DOC_TAG_DD;
    if (!group || (tag == DOC_TAG_DT && full)) {
        uint32_t computed = doc_cascade_anonymous(b->cascade, up->computed, DOC_BLOCK);
        group = doc_add_generated(b, up, DOC_TAG_DIV, DOC_ROLE_LI, computed);
    }
    return group;
}

static doc_id add_element(struct doc_builder *b, struct doc_open *up, struct doc_open *open,
                          const struct attributes *attrs)
{
    enum doc_tag tag = (enum doc_tag)open->tag;
    doc_id parent = 0;
    if (up && (tag == DOC_TAG_DT || tag == DOC_TAG_DD))
        parent = place_in_list(b, up, tag);
    else if (up)
        parent = doc_place(b, up, open->inline_);
    enum doc_role around = up ? doc_role_around(up, open) : DOC_ROLE_NONE;
    if (around) {
        uint32_t computed = doc_cascade_anonymous(b->cascade, up->computed, DOC_INLINE);
        doc_id made = doc_add_node(b->doc, parent, DOC_ELEMENT);
        struct doc_node *node = &b->doc->nodes[made];
        node->tag = DOC_TAG_SPAN;
        node->role = (uint8_t)around;
        node->generated = true;
        node->style = doc_computed_at(b->cascade, computed)->style_index;
        parent = made;
    }
    doc_id id = doc_add_node(b->doc, parent, DOC_ELEMENT);
    struct doc_node *node = &b->doc->nodes[id];
    node->tag = (uint8_t)tag;
    node->role = open->role;
    node->at = attrs->at;
    node->style = doc_open_style(b, open)->style_index;
    return id;
}

static bool known_element(struct doc_builder *b, const xmlNode *xml, enum doc_tag *tag, aj_at at)
{
    const char *name = (const char *)xml->name, *ns = xml->ns ? (const char *)xml->ns->href : "";
    *tag = doc_tag_find(name);
    if (*tag == DOC_TAG_NONE) {
        const char *near = doc_tag_suggest(name);
        aj_diag_add(b->job->diags, near ? AJ_E0501 : AJ_E0519, at, name, near ? near : "", NULL);
        return false;
    }
    if (strcmp(ns, doc_tag_is_svg(*tag) ? svg_ns : xhtml_ns) != 0 && !b->namespace_told) {
        b->namespace_told = true;
        aj_diag_add(b->job->diags, AJ_E0513, at, name, ns, doc_tag_is_svg(*tag) ? svg_ns : xhtml_ns, NULL);
    }
    return true;
}

static bool within_limits(struct doc_builder *b, aj_at at)
{
    if (b->depth < DOC_DEPTH_MOST && b->doc->node_count < DOC_NODES_MOST)
        return true;
    if (!b->too_large)
        aj_diag_add(b->job->diags, AJ_E0506, at, b->depth < DOC_DEPTH_MOST ? "4000000" : "256", NULL);
    b->too_large = true;
    return false;
}

static void check_nesting(struct doc_builder *b, const struct doc_open *up, const struct doc_open *open,
                          aj_at at)
{
    const struct doc_style *style = &doc_open_style(b, open)->style;
    if (up && up->inline_ && !open->inline_ && style->float_ != DOC_FLOAT_FOOTNOTE &&
        doc_open_style(b, up)->style.display != DOC_INLINE_BLOCK && up->element->tag != DOC_TAG_SVG &&
        !up->in_svg)
        aj_diag_add(b->job->diags, AJ_E0511, at, doc_tag_name((enum doc_tag)open->tag),
                    doc_tag_name((enum doc_tag)up->tag), NULL);
}

/* Builds an element and what is in it; gives it as selectors see it, or `before` when it was left out. */
static struct doc_element *build_element(struct doc_builder *b, struct doc_open *up, const xmlNode *xml,
                                         struct doc_element *before)
{
    enum doc_tag tag;
    struct attributes attrs;
    struct doc_rules rules;
    aj_at above = up ? b->doc->nodes[up->node].at : 0;
    aj_at at = read_at(xml, above);
    if (!within_limits(b, at) || !known_element(b, xml, &tag, at) || !doc_model_allows(b, up, tag, at))
        return before;
    read_attributes(b, xml, tag, above, &attrs);
    if (tag == DOC_TAG_TH)
        add_scope(up, xml, &attrs);
    struct doc_element *element = new_element(b, xml, tag, &attrs, up, before);
    doc_cascade_match(b->cascade, element, &rules);
    element->computed = doc_cascade_compute(b->cascade, up ? up->computed : 0, rules.rules[CSS_ELEMENT],
                                            rules.count[CSS_ELEMENT], attrs.lang);
    const struct doc_style *style = &doc_computed_at(b->cascade, element->computed)->style;
    if (!up)
        b->cascade->root_size = style->font_size;
    if (style->display == DOC_NONE)
        return element;
    struct doc_open open = {.up = up,
                            .element = element,
                            .computed = element->computed,
                            .tag = (uint8_t)tag,
                            .inline_ = is_inline(style->display)};
    open.role = (uint8_t)doc_role_of(up, xml, tag);
    open.in_artifact = (up && up->in_artifact) || open.role == DOC_ROLE_ARTIFACT;
    open.in_toc = (up && up->in_toc) ||
                  (attrs.count && doc_xml_attr(xml, "role") && !strcmp(doc_xml_attr(xml, "role"), "doc-toc"));
    open.in_link = (up && up->in_link) || open.role == DOC_ROLE_LINK;
    open.in_svg = (up && up->in_svg) || tag == DOC_TAG_SVG;
    open.wraps = !open.in_artifact && !open.inline_ && doc_role_wraps(tag, (enum doc_role)open.role);
    check_nesting(b, up, &open, at);
    open.node = open.body = add_element(b, up, &open, &attrs);
    doc_counters_enter(b, doc_computed_at(b->cascade, open.computed), xml, tag, up ? up->node : 0, open.node);
    if (attrs.id)
        enter_id(b, attrs.id, open.node, attrs.at);
    doc_set_attrs(b->doc, open.node, attrs.items, attrs.count);
    keep_element(b, open.node, element);
    b->depth++;
    build_in_flow(b, &open, xml, &rules);
    b->depth--;
    doc_role_finish(b, &open);
    return element;
}

static void build_text(struct doc_builder *b, struct doc_open *open, const xmlNode *xml)
{
    const char *text = xml->content ? (const char *)xml->content : "";
    size_t length = strlen(text);
    if (doc_model_text((enum doc_tag)open->tag)) {
        doc_add_text(b, open, text, length);
        return;
    }
    size_t i = strspn(text, " \t\r\n");
    if (i == length)
        return;
    size_t shown = 0;
    while (i + shown < length && (shown < 40 || ((unsigned char)text[i + shown] & 0xC0) == 0x80) &&
           text[i + shown] != '\n')
        shown++;
    aj_diag_add(b->job->diags, AJ_E0510, b->doc->nodes[open->node].at,
                aj_strndup(b->job->arena, text + i, shown), doc_tag_name((enum doc_tag)open->tag), NULL);
}

static void build_children(struct doc_builder *b, struct doc_open *open, const xmlNode *xml)
{
    struct doc_element *before = NULL;
    for (const xmlNode *x = xml->children; x; x = x->next) {
        if (x->type == XML_TEXT_NODE || x->type == XML_CDATA_SECTION_NODE)
            build_text(b, open, x);
        else if (x->type == XML_ELEMENT_NODE &&
                 !(open->tag == DOC_TAG_HTML && !strcmp((const char *)x->name, "head")))
            before = build_element(b, open, x, before);
    }
}

/* --- the head --- */

static const char *text_of(struct doc_builder *b, const xmlNode *xml)
{
    struct aj_buf buf = AJ_BUF_INIT;
    bool space = true;
    for (const xmlNode *x = xml->children; x; x = x->next)
        for (const char *p = x->content ? (const char *)x->content : ""; *p; p++) {
            bool white = *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';
            if (!white || !space)
                aj_buf_char(&buf, white ? ' ' : *p);
            space = white;
        }
    while (buf.len && buf.data[buf.len - 1] == ' ')
        buf.len--;
    const char *text = aj_strndup(b->job->arena, buf.data ? buf.data : "", buf.len);
    aj_buf_free(&buf);
    return text;
}

static void read_meta(struct doc_builder *b, const xmlNode *xml, uint32_t *cap)
{
    const char *name = doc_xml_attr(xml, "name"), *content = doc_xml_attr(xml, "content");
    struct doc_attr *metas = (struct doc_attr *)b->doc->metas;
    if (!name || !content)
        return; /* meta charset */
    struct doc_attr meta = {aj_strdup(b->job->arena, name), aj_strdup(b->job->arena, content)};
    AJ_PUSH(b->job->arena, metas, b->doc->meta_count, *cap, meta);
    b->doc->metas = metas;
}

static void read_head(struct doc_builder *b, const xmlNode *html)
{
    uint32_t cap = 0;
    const xmlNode *head = html->children;
    while (head && (head->type != XML_ELEMENT_NODE || strcmp((const char *)head->name, "head") != 0))
        head = head->next;
    for (const xmlNode *x = head ? head->children : NULL; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)x->name;
        aj_at at = read_at(x, read_at(html, 0));
        if (!strcmp(name, "title"))
            b->doc->title = text_of(b, x);
        else if (!strcmp(name, "meta"))
            read_meta(b, x, &cap);
        else
            aj_diag_add(b->job->diags, AJ_E0503, at, name, "head", NULL);
    }
    const char *lang = doc_xml_attr(html, "lang");
    b->doc->lang = lang ? aj_strdup(b->job->arena, lang) : "";
}

static void report_sheet(struct doc_cascade *cascade)
{
    const struct css_sheet *sheet = cascade->sheet;
    for (uint32_t i = 0; i < sheet->finding_count; i++) {
        const struct css_finding *f = &sheet->findings[i];
        const char *args[6];
        for (int k = 0; k < 6; k++)
            args[k] = f->args[k] ? f->args[k] : "";
        aj_at at = css_place(sheet, cascade->job, cascade->file_numbers, f->file, f->offset);
        aj_diag_add(cascade->job->diags, f->code, 0, args[0], args[1], args[2], args[3], args[4], args[5],
                    NULL)
            ->template_at = at;
    }
}

static bool has_faces(const struct doc_document *doc)
{
    for (doc_id id = 1; id < doc->node_count; id++)
        if (doc->nodes[id].kind == DOC_TEXT && !doc_style_of(doc, id)->face_count)
            return false;
    return true;
}

static struct doc_document *build(struct aj_job *job, struct css_sheet *sheet, struct fnt_library *fonts,
                                  const xmlNode *root)
{
    struct doc_document *doc = doc_new(job);
    struct doc_builder b = {.doc = doc,
                            .job = job,
                            .cascade = doc_cascade_new(doc, sheet, fonts),
                            .snapshots = AJ_MAP_INIT(job->arena)};
    doc->own->cascade = b.cascade;
    report_sheet(b.cascade);
    read_head(&b, root);
    doc_flow_start(&b);
    struct doc_element *html = build_element(&b, NULL, root, NULL);
    if (!html || doc->node_count < 2 || !doc->nodes[1].first) {
        aj_diag_add(job->diags, AJ_E0512, read_at(root, 0), NULL);
        return NULL;
    }
    if (b.orphans)
        doc_renumber(&b);
    doc_resolve_targets(&b);
    doc->strings = b.strings;
    doc->string_count = b.string_count;
    doc->own->pages = doc_pages_new(&b, html->computed);
    if (!has_faces(doc))
        return NULL; /* a finding said which font is missing */
    doc_check(&b);
    return doc;
}

struct doc_document *doc_build(struct aj_job *job, struct doc_library *library, struct fnt_library *fonts,
                               xmlDocPtr xhtml, const char *theme)
{
    const xmlNode *root = xmlDocGetRootElement(xhtml);
    struct css_sheet *sheet = doc_library_theme(library, job, theme, root ? read_at(root, 0) : 0);
    struct doc_document *doc = root && sheet ? build(job, sheet, fonts, root) : NULL;
    if (doc)
        doc_check_classes(doc);
    return doc;
}

struct doc_document *doc_build_css(struct aj_job *job, struct doc_library *library, struct fnt_library *fonts,
                                   xmlDocPtr xhtml, const char *css_name, const char *css)
{
    (void)library;
    const xmlNode *root = xmlDocGetRootElement(xhtml);
    struct css_sheet *sheet = doc_library_text(job, css_name, css);
    return root && sheet ? build(job, sheet, fonts, root) : NULL;
}

/* What that element would be computed to; NULL in a hand-made document. */
static const struct doc_computed *think(struct doc_document *doc, doc_id parent, enum doc_tag tag,
                                        const char *class_name)
{
    struct doc_cascade *cascade = doc->own->cascade;
    doc_id above = parent;
    while (cascade && above && (above >= cascade->element_cap || !cascade->elements[above]))
        above = doc->nodes[above].parent;
    if (!cascade || !above)
        return NULL;
    struct doc_element *element = cascade->elements[above];
    struct doc_builder b = {.doc = doc, .job = doc->job, .cascade = cascade};
    struct attributes attrs = {.count = 0};
    struct doc_rules rules;
    read_classes(&b, class_name ? class_name : "", &attrs);
    struct doc_element thought = {
        .parent = element, .classes = attrs.classes, .class_count = attrs.class_count, .tag = (uint8_t)tag};
    doc_cascade_match(cascade, &thought, &rules);
    uint32_t computed = doc_cascade_compute(cascade, element->computed, rules.rules[CSS_ELEMENT],
                                            rules.count[CSS_ELEMENT], NULL);
    return doc_computed_at(cascade, computed);
}

uint32_t doc_style_for(struct doc_document *doc, doc_id parent, enum doc_tag tag, const char *class_name)
{
    const struct doc_computed *computed = think(doc, parent, tag, class_name);
    return computed ? computed->style_index : doc->nodes[parent].style;
}

aj_at doc_color_place(struct doc_document *doc, doc_id parent, const char *class_name, bool *own)
{
    const struct doc_computed *computed = think(doc, parent, DOC_TAG_SPAN, class_name);
    *own = false;
    return computed ? doc_declared_at(doc->own->cascade, computed->colored_by, own) : 0;
}

uint32_t doc_style_for_class(struct doc_document *doc, doc_id parent, const char *class_name)
{
    return doc_style_for(doc, parent, DOC_TAG_SPAN, class_name);
}
