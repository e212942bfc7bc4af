/* What is said of elements in words: list marks, figures' alternative texts, language tags. */
#include "pdf/raised.h"
#include "pdf/tree.h"

#include "base/utf8.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

char *pdf_plain_text(struct aj_arena *arena, const char *text)
{
    char *out = aj_alloc(arena, strlen(text) + 1), *p = out;
    for (; *text; text++) {
        if (!is_space(*text))
            *p++ = *text;
        else if (p > out && p[-1] != ' ')
            *p++ = ' ';
    }
    if (p > out && p[-1] == ' ')
        p--;
    *p = '\0';
    return out;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool pdf_is_language(const char *text)
{
    for (int part = 0;; part++) {
        int n = 0;
        for (; is_letter(*text) || (part && *text >= '0' && *text <= '9'); text++)
            n++;
        if (n < (part ? 1 : 2) || n > 8)
            return false;
        if (!*text)
            return true;
        if (*text++ != '-')
            return false;
    }
}

static bool is_only(const char *text, size_t length, const char *letters)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(letters, text[i]))
            return false;
    return length > 0;
}

static const char *ordered_numbering(const char *mark)
{
    size_t length = 0;
    while (is_letter(mark[length]) || (mark[length] >= '0' && mark[length] <= '9'))
        length++;
    if (is_only(mark, length, "0123456789"))
        return "Decimal";
    /* A lone c, d, l or m is more likely the alphabet's; a list that begins at i is Roman. */
    if (is_only(mark, length, "ivxlcdm") && (length > 1 || *mark == 'i' || *mark == 'v' || *mark == 'x'))
        return "LowerRoman";
    if (is_only(mark, length, "IVXLCDM") && (length > 1 || *mark == 'I' || *mark == 'V' || *mark == 'X'))
        return "UpperRoman";
    if (length == 1 && *mark >= 'a' && *mark <= 'z')
        return "LowerAlpha";
    if (length == 1 && *mark >= 'A' && *mark <= 'Z')
        return "UpperAlpha";
    return NULL;
}

static const char *mark_numbering(const char *mark)
{
    mark += strspn(mark, " (");
    const char *ordered = ordered_numbering(mark);
    if (ordered)
        return ordered;
    const char *end = mark + strlen(mark);
    switch (aj_utf8_next(&mark, end)) {
    case 0x2022: /* bullet */
    case 0x25CF: /* black circle */
    case 0x00B7: /* middle dot */
    case 0x2219: /* bullet operator */
        return "Disc";
    case 0x25E6: /* white bullet */
    case 0x25CB: /* white circle */
        return "Circle";
    case 0x25AA: /* small black square */
    case 0x25A0: /* black square */
        return "Square";
    default:
        return "None"; /* marks that follow no numbering */
    }
}

/* The first Lbl of a list's items. */
static doc_id first_mark(const struct pdf_tree *tree, uint32_t list)
{
    for (uint32_t k = tree->elems[list].first; k; k = tree->kids[k].next) {
        uint32_t item = tree->kids[k].elem;
        if (tree->elems[item].role != DOC_ROLE_LI)
            continue;
        for (uint32_t l = tree->elems[item].first; l; l = tree->kids[l].next)
            if (tree->elems[tree->kids[l].elem].role == DOC_ROLE_LBL)
                return tree->elems[tree->kids[l].elem].node;
    }
    return 0;
}

const char *pdf_list_numbering(const struct pdf_tree *tree, uint32_t list)
{
    doc_id mark = first_mark(tree, list);
    return mark ? mark_numbering(doc_text(tree->doc, mark)) : NULL;
}

/* The words a picture's node has itself. */
static const char *own_words(const struct pdf_tree *tree, doc_id id)
{
    static const char *const names[] = {"alt", "aria-label"};
    for (int i = 0; i < 2; i++) {
        const char *text = doc_attr(tree->doc, id, names[i]);
        if (text && *text)
            return pdf_plain_text(tree->arena, text);
    }
    enum doc_tag tag = tree->doc->nodes[id].tag;
    if (tag == DOC_TAG_SVG_TITLE || tag == DOC_TAG_SVG_DESC)
        return pdf_plain_text(tree->arena, doc_text(tree->doc, id));
    return NULL;
}

const char *pdf_figure_alt(const struct pdf_tree *tree, doc_id figure)
{
    const char *all = own_words(tree, figure);
    if (all)
        return all;
    for (doc_id id = figure; id; id = doc_next(tree->doc, figure, id)) {
        const char *words = tree->doc->nodes[id].kind == DOC_ELEMENT ? own_words(tree, id) : NULL;
        if (words && *words)
            all = all ? aj_printf(tree->arena, "%s. %s", all, words) : words;
    }
    return all;
}

/* The node after a subtree in document order within `root`. */
static doc_id after(const struct doc_document *doc, doc_id root, doc_id id)
{
    while (id != root && !doc->nodes[id].next)
        id = doc->nodes[id].parent;
    return id == root ? 0 : doc->nodes[id].next;
}

static bool is_block(const struct doc_document *doc, doc_id id)
{
    const struct doc_style *style = doc_style_of(doc, id);
    return doc->nodes[id].kind == DOC_ELEMENT && style->display != DOC_NONE && style->display != DOC_INLINE &&
           style->display != DOC_INLINE_BLOCK && style->float_ != DOC_FLOAT_FOOTNOTE;
}

/* Whether a line begins here: this is a block inside the heading, as a number that stands above, or follows
 * one. */
static bool begins_line(const struct doc_document *doc, doc_id id)
{
    doc_id before = doc->nodes[id].previous;
    return is_block(doc, id) || (before && is_block(doc, before));
}

char *pdf_heading_text(struct aj_arena *arena, const struct doc_document *doc, doc_id heading)
{
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "");
    for (doc_id id = heading, next; id; id = next) {
        const struct doc_node *node = &doc->nodes[id];
        bool beside =
            id != heading && node->kind == DOC_ELEMENT &&
            (node->role == DOC_ROLE_NOTE || node->role == DOC_ROLE_REFERENCE ||
             node->role == DOC_ROLE_ARTIFACT || doc_style_of(doc, id)->float_ == DOC_FLOAT_FOOTNOTE ||
             doc_style_of(doc, id)->display == DOC_NONE);
        if (id != heading && begins_line(doc, id))
            aj_buf_char(&text, ' ');
        const char *raised = pdf_raised_text(arena, doc, id);
        if (raised)
            aj_buf_str(&text, raised);
        else if ((node->kind == DOC_TEXT || node->kind == DOC_PAGE_REF) && node->text)
            aj_buf_add(&text, node->text, node->length);
        else if (node->kind == DOC_ELEMENT && node->tag == DOC_TAG_BR)
            aj_buf_char(&text, ' ');
        next = beside ? after(doc, heading, id) : doc_next(doc, heading, id);
    }
    char *plain = pdf_plain_text(arena, text.data);
    aj_buf_free(&text);
    return plain;
}
