/*
 * Which structure types may hold which: ISO 32000-1 14.8.4.2 (grouping elements hold no content themselves),
 * 14.8.4.3 (lists, tables), ISO 14289-1 7.2. A kid that may not stand where it does goes into an element that
 * stands in, and what needs a parent that it does not have becomes a Div.
 */
#include "pdf/tree.h"

static bool is_row_group(enum doc_role role)
{
    return role == DOC_ROLE_THEAD || role == DOC_ROLE_TBODY || role == DOC_ROLE_TFOOT;
}

static bool is_cell(enum doc_role role)
{
    return role == DOC_ROLE_TH || role == DOC_ROLE_TD;
}

/* Inline-level types: in grouping elements they stand in a paragraph, as text does. */
static bool is_inline(enum doc_role role)
{
    return role == DOC_ROLE_SPAN || role == DOC_ROLE_QUOTE || role == DOC_ROLE_LINK ||
           role == DOC_ROLE_REFERENCE || role == DOC_ROLE_CODE || role == DOC_ROLE_LBL;
}

/* Whether `parent` may hold a kid of this role; DOC_ROLE_NONE stands for content. */
static bool may_hold(enum doc_role parent, enum doc_role kid)
{
    switch (parent) {
    case DOC_ROLE_TABLE:
        return kid == DOC_ROLE_TR || is_row_group(kid) || kid == DOC_ROLE_CAPTION;
    case DOC_ROLE_THEAD:
    case DOC_ROLE_TBODY:
    case DOC_ROLE_TFOOT:
        return kid == DOC_ROLE_TR;
    case DOC_ROLE_TR:
        return is_cell(kid);
    case DOC_ROLE_L:
        return kid == DOC_ROLE_LI || kid == DOC_ROLE_L || kid == DOC_ROLE_CAPTION;
    case DOC_ROLE_LI:
        return kid == DOC_ROLE_LBL || kid == DOC_ROLE_LBODY;
    case DOC_ROLE_TOC:
        return kid == DOC_ROLE_TOCI || kid == DOC_ROLE_TOC || kid == DOC_ROLE_CAPTION;
    case DOC_ROLE_TOCI:
        return kid == DOC_ROLE_LBL || kid == DOC_ROLE_REFERENCE || kid == DOC_ROLE_P || kid == DOC_ROLE_TOC;
    case DOC_ROLE_DOCUMENT:
    case DOC_ROLE_PART:
    case DOC_ROLE_ART:
    case DOC_ROLE_SECT:
    case DOC_ROLE_DIV:
    case DOC_ROLE_BLOCKQUOTE:
        return kid != DOC_ROLE_NONE && !is_inline(kid);
    default:
        return true;
    }
}

/* What stands in for a kid that `parent` may not hold. Following it down ends in something that may. */
static enum doc_role stand_in(enum doc_role parent, enum doc_role kid)
{
    switch (parent) {
    case DOC_ROLE_TABLE:
        return DOC_ROLE_TBODY;
    case DOC_ROLE_THEAD:
    case DOC_ROLE_TBODY:
    case DOC_ROLE_TFOOT:
        return DOC_ROLE_TR;
    case DOC_ROLE_TR:
        return DOC_ROLE_TD;
    case DOC_ROLE_L:
        return DOC_ROLE_LI;
    case DOC_ROLE_LI:
        return DOC_ROLE_LBODY;
    case DOC_ROLE_TOC:
        return DOC_ROLE_TOCI;
    case DOC_ROLE_TOCI:
        return kid == DOC_ROLE_LINK ? DOC_ROLE_REFERENCE : DOC_ROLE_P;
    default:
        return DOC_ROLE_P;
    }
}

/* Whether a role only means something within certain parents, of which `parent` is none. */
static bool is_astray(enum doc_role parent, enum doc_role kid)
{
    if (kid == DOC_ROLE_TR)
        return parent != DOC_ROLE_TABLE && !is_row_group(parent);
    if (is_row_group(kid))
        return parent != DOC_ROLE_TABLE;
    if (is_cell(kid))
        return parent != DOC_ROLE_TR;
    if (kid == DOC_ROLE_LI)
        return parent != DOC_ROLE_L;
    if (kid == DOC_ROLE_LBODY)
        return parent != DOC_ROLE_LI;
    if (kid == DOC_ROLE_TOCI)
        return parent != DOC_ROLE_TOC;
    return kid == DOC_ROLE_DOCUMENT;
}

static enum doc_role role_of(const struct pdf_tree *tree, const struct pdf_kid *kid)
{
    return kid->elem ? tree->elems[kid->elem].role : DOC_ROLE_NONE;
}

static bool is_sound(const struct pdf_tree *tree, uint32_t parent)
{
    enum doc_role role = tree->elems[parent].role;
    for (uint32_t k = tree->elems[parent].first; k; k = tree->kids[k].next) {
        enum doc_role kid = role_of(tree, &tree->kids[k]);
        if (!may_hold(role, kid) || is_astray(role, kid))
            return false;
    }
    return true;
}

static bool has_kid(const struct pdf_tree *tree, uint32_t elem, enum doc_role role)
{
    for (uint32_t k = tree->elems[elem].first; k; k = tree->kids[k].next)
        if (role_of(tree, &tree->kids[k]) == role)
            return true;
    return false;
}

/* The stand-in that a kid goes into: the one that is open, unless a label begins a list's next item. */
static uint32_t stand_in_for(struct pdf_tree *tree, uint32_t parent, uint32_t open, enum doc_role kid)
{
    enum doc_role role = stand_in(tree->elems[parent].role, kid);
    bool begins = role == DOC_ROLE_LI && kid == DOC_ROLE_LBL && open && has_kid(tree, open, DOC_ROLE_LBODY);
    /* A paragraph in a contents entry becomes a reference when a link turns up in it. */
    if (open && role == DOC_ROLE_REFERENCE)
        tree->elems[open].role = DOC_ROLE_REFERENCE;
    return open && !begins ? open : pdf_tree_add(tree, parent, role, 0);
}

static void repair(struct pdf_tree *tree, uint32_t parent)
{
    enum doc_role role = tree->elems[parent].role;
    uint32_t open = 0;
    uint32_t k = tree->elems[parent].first;
    tree->elems[parent].first = tree->elems[parent].last = 0;
    for (uint32_t next; k; k = next) {
        struct pdf_kid kid = tree->kids[k];
        enum doc_role kid_role = role_of(tree, &kid);
        next = kid.next;
        if (may_hold(role, kid_role)) {
            if (is_astray(role, kid_role)) {
                tree->elems[kid.elem].role = DOC_ROLE_DIV;
                AJ_PUSH(tree->arena, tree->again, tree->again_count, tree->again_cap, kid.elem);
            }
            pdf_tree_append(tree, parent, kid.elem, kid.segment);
            open = 0;
        } else if (kid.segment && !open && tree->segments[kid.segment].blank) {
            tree->segments[kid.segment].elem = 0; /* white space between blocks */
        } else {
            open = stand_in_for(tree, parent, open, kid_role);
            pdf_tree_append(tree, open, kid.elem, kid.segment);
        }
    }
}

/* There is one caption, and it stands first; a table's may also stand last. */
static void place_caption(struct pdf_tree *tree, uint32_t elem)
{
    uint32_t caption = 0, count = 0;
    for (uint32_t k = tree->elems[elem].first; k; k = tree->kids[k].next) {
        if (role_of(tree, &tree->kids[k]) != DOC_ROLE_CAPTION)
            continue;
        if (count++)
            tree->elems[tree->kids[k].elem].role = DOC_ROLE_P;
        else
            caption = k;
    }
    bool table = tree->elems[elem].role == DOC_ROLE_TABLE;
    if (!count ||
        (count == 1 && (caption == tree->elems[elem].first || (table && caption == tree->elems[elem].last))))
        return;
    /* Its kid goes to the front; the others keep their order. Further ones are text of the first. */
    uint32_t title = tree->kids[caption].elem, k = tree->elems[elem].first;
    tree->elems[elem].first = tree->elems[elem].last = 0;
    pdf_tree_append(tree, elem, title, 0);
    for (uint32_t next; k; k = next) {
        struct pdf_kid kid = tree->kids[k];
        next = kid.next;
        if (k == caption)
            continue;
        bool extra = role_of(tree, &kid) == DOC_ROLE_P;
        pdf_tree_append(tree, extra ? title : elem, kid.elem, kid.segment);
    }
}

/* Whether a kid of a figure is of its drawing; what else stands there is to be read for itself. */
static bool is_drawn(const struct pdf_tree *tree, const struct pdf_kid *kid)
{
    return kid->segment || is_inline(tree->elems[kid->elem].role);
}

/*
 * A figure's alternative text takes the place of all that is in it, and so would hide a caption or a table:
 * those stand beside the figure in a Div.
 */
static void free_blocks(struct pdf_tree *tree, uint32_t elem)
{
    uint32_t figure = 0, k = tree->elems[elem].first;
    for (; k && is_drawn(tree, &tree->kids[k]);)
        k = tree->kids[k].next;
    if (!k)
        return;
    const char *alt = tree->elems[elem].alt;
    doc_id node = tree->elems[elem].node;
    k = tree->elems[elem].first;
    tree->elems[elem].role = DOC_ROLE_DIV;
    tree->elems[elem].alt = NULL;
    tree->elems[elem].first = tree->elems[elem].last = 0;
    for (uint32_t next; k; k = next) {
        struct pdf_kid kid = tree->kids[k];
        next = kid.next;
        bool drawn = is_drawn(tree, &kid);
        if (drawn && !figure) {
            figure = pdf_tree_add(tree, elem, DOC_ROLE_FIGURE, node);
            tree->elems[figure].alt = alt;
        }
        pdf_tree_append(tree, drawn ? figure : elem, kid.elem, kid.segment);
    }
}

/* One THead and one TFoot at most, and a TBody where either is (ISO 14289-1 7.2). */
static void place_row_groups(struct pdf_tree *tree, uint32_t table)
{
    uint32_t heads = 0, feet = 0, bodies = 0, first = 0;
    bool loose = false;
    for (uint32_t k = tree->elems[table].first; k; k = tree->kids[k].next) {
        struct pdf_elem *elem = &tree->elems[tree->kids[k].elem];
        if ((elem->role == DOC_ROLE_THEAD && heads++) || (elem->role == DOC_ROLE_TFOOT && feet++))
            elem->role = DOC_ROLE_TBODY;
        bodies += elem->role == DOC_ROLE_TBODY && elem->first;
        loose = loose || elem->role == DOC_ROLE_TR;
        if (!first && is_row_group(elem->role))
            first = tree->kids[k].elem;
    }
    if (!first)
        return;
    if (!bodies && !loose)
        tree->elems[first].role = DOC_ROLE_TBODY;
    if (!loose)
        return;
    uint32_t k = tree->elems[table].first, body = 0;
    tree->elems[table].first = tree->elems[table].last = 0;
    for (uint32_t next; k; k = next) {
        uint32_t elem = tree->kids[k].elem;
        next = tree->kids[k].next;
        bool row = tree->elems[elem].role == DOC_ROLE_TR;
        if (row && !body)
            body = pdf_tree_add(tree, table, DOC_ROLE_TBODY, 0);
        body = row ? body : 0;
        pdf_tree_append(tree, row ? body : table, elem, 0);
    }
}

void pdf_tree_repair(struct pdf_tree *tree)
{
    /* Stand-ins come last in the array, so that this loop sees to them as well. Every element becomes a Div
     * at most once, so it ends. */
    for (uint32_t i = 1, done = 0; i < tree->elem_count || done < tree->again_count;) {
        uint32_t elem = i < tree->elem_count ? i++ : tree->again[done++];
        if (tree->elems[elem].role == DOC_ROLE_FIGURE)
            free_blocks(tree, elem);
        if (!is_sound(tree, elem))
            repair(tree, elem);
        enum doc_role role = tree->elems[elem].role;
        if (role == DOC_ROLE_TABLE || role == DOC_ROLE_L || role == DOC_ROLE_TOC)
            place_caption(tree, elem);
        if (role == DOC_ROLE_TABLE)
            place_row_groups(tree, elem);
    }
}
