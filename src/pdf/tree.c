/* From nodes to structure elements, in one walk in document order. */
#include "pdf/tree.h"

#include <string.h>

/* What a node hands on to its children. */
struct context {
    uint32_t elem; /* the element that content belongs to */
    uint32_t link; /* the LINK element around, or 0 */
    doc_id block;  /* the block that lines are broken in */
    bool artifact; /* within something that is not read out */
    bool figure;   /* within a Figure */
    bool drawing;  /* within a Figure's picture: its roles say nothing, the Figure's Alt speaks for it */
};

uint32_t pdf_tree_add(struct pdf_tree *tree, uint32_t parent, enum doc_role role, doc_id node)
{
    struct pdf_elem elem = {.role = (uint8_t)role, .node = node, .lang = tree->elems[parent].lang};
    uint32_t index = tree->elem_count;
    AJ_PUSH(tree->arena, tree->elems, tree->elem_count, tree->elem_cap, elem);
    if (parent)
        pdf_tree_append(tree, parent, index, 0);
    return index;
}

void pdf_tree_append(struct pdf_tree *tree, uint32_t parent, uint32_t elem, uint32_t segment)
{
    struct pdf_kid kid = {.elem = elem, .segment = segment};
    uint32_t index = tree->kid_count;
    AJ_PUSH(tree->arena, tree->kids, tree->kid_count, tree->kid_cap, kid);
    struct pdf_elem *above = &tree->elems[parent];
    if (above->last)
        tree->kids[above->last].next = index;
    else
        above->first = index;
    above->last = index;
    if (elem) {
        above->open = 0;
        tree->elems[elem].parent = parent;
        tree->elems[elem].kid = index;
    } else {
        tree->segments[segment].elem = parent;
    }
}

/* The segment that content of `elem` goes into now. */
static uint32_t open_segment(struct pdf_tree *tree, uint32_t elem)
{
    if (!tree->elems[elem].open) {
        uint32_t index = tree->segment_count;
        struct pdf_segment segment = {.elem = elem, .blank = true};
        AJ_PUSH(tree->arena, tree->segments, tree->segment_count, tree->segment_cap, segment);
        pdf_tree_append(tree, elem, 0, index);
        tree->elems[elem].open = index;
    }
    return tree->elems[elem].open;
}

static bool is_blank(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (!strchr(" \t\n\r\f", text[i]) || !text[i])
            return false;
    return true;
}

static const char *language_of(const struct pdf_tree *tree, doc_id node, const char *otherwise)
{
    const char *lang = doc_style_of(tree->doc, node)->lang;
    return lang && pdf_is_language(lang) ? lang : otherwise;
}

/* The Span around text of a foreign language whose element has no role of its own. */
static uint32_t language_span(struct pdf_tree *tree, uint32_t elem, const char *lang)
{
    const struct pdf_elem *above = &tree->elems[elem];
    uint32_t last = above->last ? tree->kids[above->last].elem : 0;
    const struct pdf_elem *span = &tree->elems[last];
    if (last && !span->node && span->role == DOC_ROLE_SPAN && !strcmp(span->lang, lang))
        return last;
    last = pdf_tree_add(tree, elem, DOC_ROLE_SPAN, 0);
    tree->elems[last].lang = lang;
    return last;
}

static void add_text(struct pdf_tree *tree, doc_id id, const struct context *in)
{
    const struct doc_node *node = &tree->doc->nodes[id];
    tree->link_of[id] = in->link;
    if (in->artifact || node->kind == DOC_LEADER)
        return;
    bool blank = node->kind == DOC_TEXT && is_blank(node->text ? node->text : "", node->length);
    uint32_t elem = in->elem;
    if (!in->drawing && !blank) {
        const char *lang = language_of(tree, id, tree->elems[elem].lang);
        if (strcmp(lang, tree->elems[elem].lang) != 0)
            elem = language_span(tree, elem, lang);
    }
    uint32_t segment = open_segment(tree, elem);
    if (!blank)
        tree->segments[segment].blank = false;
    tree->segment_of[id] = segment;
    if (blank)
        return;
    bool spaced = node->text && is_blank(node->text, node->length ? 1 : 0);
    tree->after_break[id] =
        !spaced && tree->last_block != in->block && tree->segment_of[tree->last_text] == segment;
    tree->last_text = id;
    tree->last_block = in->block;
}

static bool is_picture(enum doc_tag tag)
{
    return tag == DOC_TAG_IMG || tag == DOC_TAG_SVG;
}

static bool has_scheme(const char *href)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (!strncmp(href, schemes[i], strlen(schemes[i])) && href[strlen(schemes[i])])
            return true;
    return false;
}

/* A LINK element for an <a> that leads somewhere; 0, and a finding, for one that does not. */
static uint32_t add_link(struct pdf_tree *tree, uint32_t parent, doc_id id)
{
    const char *href = doc_attr(tree->doc, id, "href");
    doc_id target = tree->doc->nodes[id].target;
    if (!target && href[0] == '#' && href[1])
        target = doc_find(tree->doc, href + 1);
    const char *uri = !target && has_scheme(href) ? href : NULL;
    if (!target && !uri) {
        if (tree->findings)
            aj_diag_add(tree->findings->diags, AJ_W0704, tree->doc->nodes[id].at, href, NULL);
        return 0;
    }
    uint32_t link = pdf_tree_add(tree, parent, DOC_ROLE_LINK, id);
    tree->elems[link].target = target;
    tree->elems[link].uri = uri;
    return link;
}

/* Whether an earlier stage has found an error there already. */
static bool is_reported(const struct pdf_tree *tree, aj_at at)
{
    const struct aj_diags *diags = tree->findings->diags;
    for (uint32_t i = 0; at && i < diags->len; i++)
        if (diags->items[i].at == at && diags->items[i].severity >= AJ_ERROR)
            return true;
    return false;
}

static void add_figure_words(struct pdf_tree *tree, uint32_t elem)
{
    const struct doc_node *node = &tree->doc->nodes[tree->elems[elem].node];
    const char *alt = pdf_figure_alt(tree, tree->elems[elem].node);
    if (!alt || !*alt) {
        if (tree->findings && !is_reported(tree, node->at))
            aj_diag_add(tree->findings->diags, AJ_E0702, node->at, NULL);
        alt =
            !strncmp(tree->elems[elem].lang, "sv", 2) ? "bild utan beskrivning" : "image without description";
    }
    tree->elems[elem].alt = alt;
}

static bool is_in_cell(const struct pdf_tree *tree, uint32_t elem)
{
    while (elem && tree->elems[elem].role != DOC_ROLE_TD && tree->elems[elem].role != DOC_ROLE_TH)
        elem = tree->elems[elem].parent;
    return elem != 0;
}

/* An abbreviation's title is what it means; of a cell left empty, where nothing is printed, it says why. */
static void add_meaning(struct pdf_tree *tree, uint32_t elem, const char *title)
{
    bool printed = *doc_text(tree->doc, tree->elems[elem].node) || !is_in_cell(tree, elem);
    tree->elems[elem].expansion = printed ? title : NULL;
    tree->elems[elem].actual = printed ? NULL : title;
    tree->elems[elem].has_content = !printed;
}

/* What an element with a role, or one that needs one, becomes; 0: it is transparent. */
static uint32_t add_element(struct pdf_tree *tree, doc_id id, struct context *in)
{
    const struct doc_node *node = &tree->doc->nodes[id];
    enum doc_role role = node->role;
    const char *title = node->tag == DOC_TAG_ABBR ? doc_attr(tree->doc, id, "title") : NULL;
    /* A link within a link is HTML's mistake; the outer one leads. */
    bool leads = node->tag == DOC_TAG_A && !in->link && doc_attr(tree->doc, id, "href");
    uint32_t elem = 0, own;
    if (is_picture(node->tag) && role == DOC_ROLE_NONE)
        role = DOC_ROLE_FIGURE;
    if (title && role == DOC_ROLE_NONE)
        role = DOC_ROLE_SPAN;
    if (role != DOC_ROLE_NONE && role != DOC_ROLE_LINK)
        elem = pdf_tree_add(tree, in->elem, role, id);
    own = elem;
    if (leads) {
        uint32_t link = add_link(tree, elem ? elem : in->elem, id);
        in->link = link ? link : in->link;
        elem = link ? link : elem;
    }
    if (!elem && role == DOC_ROLE_LINK)
        elem = pdf_tree_add(tree, in->elem, DOC_ROLE_SPAN, id);
    if (elem) {
        tree->elems[elem].lang = language_of(tree, id, tree->elems[elem].lang);
        if (title && role == DOC_ROLE_SPAN)
            add_meaning(tree, elem, title);
        if (role == DOC_ROLE_FIGURE)
            add_figure_words(tree, own);
    }
    return elem;
}

static bool is_hidden(const struct pdf_tree *tree, doc_id id)
{
    const struct doc_node *node = &tree->doc->nodes[id];
    if (node->role == DOC_ROLE_ARTIFACT || doc_style_of(tree->doc, id)->display == DOC_NONE)
        return true;
    /* A picture that says that it says nothing. */
    const char *alt = node->tag == DOC_TAG_IMG ? doc_attr(tree->doc, id, "alt") : NULL;
    return alt && !*alt && node->role == DOC_ROLE_NONE;
}

static void enter(struct pdf_tree *tree, doc_id id, struct context *contexts)
{
    const struct doc_node *node = &tree->doc->nodes[id];
    struct context in = contexts[node->parent];
    if (node->kind != DOC_ELEMENT) {
        add_text(tree, id, &in);
        return;
    }
    enum doc_display display = doc_style_of(tree->doc, id)->display;
    if (display != DOC_INLINE && display != DOC_INLINE_BLOCK)
        in.block = id;
    if (node->tag == DOC_TAG_BR)
        tree->last_block = 0; /* the next text begins a line */
    in.artifact = in.artifact || is_hidden(tree, id);
    in.drawing = in.drawing || (in.figure && is_picture(node->tag));
    if (!in.artifact && !in.drawing) {
        uint32_t elem = add_element(tree, id, &in);
        in.elem = elem ? elem : in.elem;
        if (tree->elems[in.elem].role == DOC_ROLE_FIGURE) {
            in.figure = true;
            in.drawing = is_picture(node->tag);
        }
    }
    tree->link_of[id] = in.link;
    if (!in.artifact && in.drawing) {
        tree->segment_of[id] = open_segment(tree, in.elem);
        tree->segments[tree->segment_of[id]].blank = false;
    }
    contexts[id] = in;
}

static void walk(struct pdf_tree *tree)
{
    const struct doc_document *doc = tree->doc;
    struct context *contexts = AJ_NEW_N(tree->arena, struct context, doc->node_count);
    contexts[0].elem = 1;
    uint32_t order = 0;
    for (doc_id id = doc->node_count > 1 ? 1 : 0; id; id = doc_next(doc, 1, id)) {
        tree->order[id] = ++order;
        enter(tree, id, contexts);
    }
}

/* Element 1 is the Document: the only one on top if the nodes have just that, else one that stands in. */
static void root_document(struct pdf_tree *tree)
{
    struct pdf_elem *root = &tree->elems[1];
    uint32_t only = 0;
    for (uint32_t kid = root->first; kid; kid = tree->kids[kid].next) {
        uint32_t elem = tree->kids[kid].elem;
        if (elem ? only || tree->elems[elem].role != DOC_ROLE_DOCUMENT
                 : !tree->segments[tree->kids[kid].segment].blank)
            return;
        only = elem ? elem : only;
    }
    if (!only)
        return;
    /* The stand-in takes over what the one Document holds, so that there are not two. */
    struct pdf_elem *inner = &tree->elems[only];
    root->node = inner->node;
    root->lang = inner->lang;
    root->first = inner->first;
    root->last = inner->last;
    inner->first = inner->last = 0;
    for (uint32_t kid = root->first; kid; kid = tree->kids[kid].next) {
        if (tree->kids[kid].elem)
            tree->elems[tree->kids[kid].elem].parent = 1;
        else
            tree->segments[tree->kids[kid].segment].elem = 1;
    }
}

struct pdf_tree *pdf_tree_build(struct aj_arena *arena, const struct doc_document *doc, struct aj_job *job)
{
    struct pdf_tree *tree = AJ_NEW(arena, struct pdf_tree);
    tree->arena = arena;
    tree->doc = doc;
    tree->findings = job;
    struct pdf_elem none = {.lang = doc->lang && pdf_is_language(doc->lang) ? doc->lang : "sv"};
    struct pdf_kid no_kid = {0};
    struct pdf_segment no_segment = {0};
    AJ_PUSH(arena, tree->elems, tree->elem_count, tree->elem_cap, none);
    AJ_PUSH(arena, tree->kids, tree->kid_count, tree->kid_cap, no_kid);
    AJ_PUSH(arena, tree->segments, tree->segment_count, tree->segment_cap, no_segment);
    tree->segment_of = AJ_NEW_N(arena, uint32_t, doc->node_count);
    tree->link_of = AJ_NEW_N(arena, uint32_t, doc->node_count);
    tree->order = AJ_NEW_N(arena, uint32_t, doc->node_count);
    tree->after_break = AJ_NEW_N(arena, bool, doc->node_count);
    pdf_tree_add(tree, 0, DOC_ROLE_DOCUMENT, 0);
    walk(tree);
    root_document(tree);
    pdf_tree_repair(tree);
    pdf_tree_tables(tree);
    for (uint32_t i = 1; i < tree->elem_count; i++)
        if (tree->elems[i].role == DOC_ROLE_L)
            tree->elems[i].numbering = pdf_list_numbering(tree, i);
    return tree;
}

static bool is_of_table(enum doc_role role)
{
    return role == DOC_ROLE_TR || role == DOC_ROLE_TH || role == DOC_ROLE_TD;
}

static void fit_headings(struct pdf_tree *tree)
{
    int level = 0;
    for (uint32_t i = pdf_tree_next(tree, 0); i; i = pdf_tree_next(tree, i)) {
        struct pdf_elem *elem = &tree->elems[i];
        if (elem->role < DOC_ROLE_H1 || elem->role > DOC_ROLE_H6)
            continue;
        int own = elem->role - DOC_ROLE_H1 + 1;
        level = own > level + 1 ? level + 1 : own;
        elem->role = (uint8_t)(DOC_ROLE_H1 + level - 1);
    }
}

void pdf_tree_prune(struct pdf_tree *tree)
{
    /* Up to the root for each element that has content itself; marked ancestors end the climb. */
    for (uint32_t i = 1; i < tree->elem_count; i++) {
        if (!tree->elems[i].has_content)
            continue;
        for (uint32_t e = i; e && !tree->elems[e].keep; e = tree->elems[e].parent)
            tree->elems[e].keep = true;
    }
    /* Cells and rows of a table with content keep its grid whole. The groups around stay with them. */
    for (uint32_t i = 1; i < tree->elem_count; i++) {
        if (!is_of_table(tree->elems[i].role) || tree->elems[i].keep)
            continue;
        uint32_t table = i;
        while (table && tree->elems[table].role != DOC_ROLE_TABLE)
            table = tree->elems[table].parent;
        for (uint32_t e = i; tree->elems[table].keep && !tree->elems[e].keep; e = tree->elems[e].parent)
            tree->elems[e].keep = true;
    }
    tree->elems[1].keep = true;
    fit_headings(tree);
}

/* The first kept element at or after a kid of a list, or 0. */
static uint32_t kept_from(const struct pdf_tree *tree, uint32_t kid)
{
    for (; kid; kid = tree->kids[kid].next)
        if (tree->kids[kid].elem && tree->elems[tree->kids[kid].elem].keep)
            return tree->kids[kid].elem;
    return 0;
}

uint32_t pdf_tree_next(const struct pdf_tree *tree, uint32_t elem)
{
    if (!elem)
        return 1;
    uint32_t next = kept_from(tree, tree->elems[elem].first);
    while (!next && elem != 1) {
        next = kept_from(tree, tree->kids[tree->elems[elem].kid].next);
        elem = tree->elems[elem].parent;
    }
    return next;
}
