/* What a link says of itself (ISO 14289-1 7.18.1, 7.18.5): where it leads, in words that make sense alone. */
#include "pdf/tree.h"

#include "base/utf8.h"

#include <string.h>

/* More of a target's text than this nobody listens to. */
enum { WORDS_MOST = 200 };

/* The first heading or caption in what a link leads to, which names the whole of it, as its header does a
 * row; else the target. */
static doc_id name_of(const struct doc_document *doc, doc_id target)
{
    for (doc_id id = target; id; id = doc_next(doc, target, id)) {
        const struct doc_node *node = &doc->nodes[id];
        bool heading = node->role >= DOC_ROLE_H1 && node->role <= DOC_ROLE_H6;
        bool header = node->role == DOC_ROLE_TH && doc->nodes[target].role == DOC_ROLE_TR;
        if (node->kind == DOC_ELEMENT && (heading || header || node->role == DOC_ROLE_CAPTION))
            return id;
    }
    return target;
}

static doc_id first_of(const struct doc_document *doc, doc_id root, enum doc_role role)
{
    for (doc_id id = root; id; id = doc_next(doc, root, id))
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].role == role)
            return id;
    return 0;
}

static doc_id around(const struct doc_document *doc, doc_id id, enum doc_role role)
{
    while (id && doc->nodes[id].role != role)
        id = doc->nodes[id].parent;
    return id;
}

/* The bytes of a space at the beginning of text, also of one that a line does not break at or of fixed width,
 * as they stand after a mark. */
static size_t space_at(const char *text)
{
    static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (!strncmp(text, spaces[i], strlen(spaces[i])))
            return strlen(spaces[i]);
    return 0;
}

static const char *skip_spaces(const char *text)
{
    for (size_t space; (space = space_at(text)) > 0;)
        text += space;
    return text;
}

/* Text cut between words if it is long, and without the full stop that a page's number would follow. */
static const char *shorten(struct aj_arena *arena, const char *text)
{
    size_t length = strlen(text), end = aj_utf8_offset(text, length, WORDS_MOST);
    if (end == length)
        return length && text[length - 1] == '.' ? aj_strndup(arena, text, length - 1) : text;
    size_t space = end;
    while (space > end / 2 && text[space] != ' ')
        space--;
    return aj_printf(arena, "%.*s …", (int)(text[space] == ' ' ? space : end), text);
}

/* "1" and what note 1 says. */
static const char *note_words(const struct pdf_tree *tree, doc_id note, const char **mark)
{
    doc_id label = first_of(tree->doc, note, DOC_ROLE_LBL);
    const char *words = skip_spaces(pdf_heading_text(tree->arena, tree->doc, note));
    const char *name = label ? skip_spaces(pdf_heading_text(tree->arena, tree->doc, label)) : "";
    size_t length = 0;
    while (name[length] && *skip_spaces(name + length))
        length++;
    *mark = aj_strndup(tree->arena, name, length);
    if (length && !strncmp(words, name, length))
        words = skip_spaces(words + length);
    return shorten(tree->arena, words);
}

/* An address, after the link's own words unless they are the address. */
static const char *address_words(const struct pdf_tree *tree, const struct pdf_elem *link, bool swedish)
{
    const char *words = pdf_heading_text(tree->arena, tree->doc, link->node), *at = link->uri;
    if (!strncmp(at, "mailto:", 7))
        return aj_printf(tree->arena, swedish ? "E-post till %s" : "E-mail to %s", at + 7);
    if (!strncmp(at, "tel:", 4))
        return aj_printf(tree->arena, swedish ? "Ring %s" : "Call %s", at + 4);
    return !*words || strstr(at, words) ? at
                                        : aj_printf(tree->arena, "%s, %s", shorten(tree->arena, words), at);
}

const char *pdf_link_words(const struct pdf_tree *tree, const struct pdf_elem *link, const char *page,
                           bool swedish)
{
    static const char *const names[] = {"aria-label", "title"};
    for (int i = 0; i < 2; i++) {
        const char *own = doc_attr(tree->doc, link->node, names[i]);
        if (own && *own)
            return own;
    }
    if (link->uri)
        return address_words(tree, link, swedish);
    const char *mark, *words;
    doc_id label = around(tree->doc, link->node, DOC_ROLE_LBL),
           note = around(tree->doc, label, DOC_ROLE_NOTE);
    if (label && note) {
        note_words(tree, note, &mark);
        return aj_printf(tree->arena,
                         swedish ? "Tillbaka från not %s, sidan %s" : "Back from note %s, page %s", mark,
                         page);
    }
    if (tree->doc->nodes[link->target].role == DOC_ROLE_NOTE) {
        words = note_words(tree, link->target, &mark);
        return aj_printf(tree->arena, swedish ? "Not %s: %s, sidan %s" : "Note %s: %s, page %s", mark, words,
                         page);
    }
    words = pdf_heading_text(tree->arena, tree->doc, name_of(tree->doc, link->target));
    if (!*words)
        return aj_printf(tree->arena, swedish ? "Till sidan %s" : "To page %s", page);
    return aj_printf(tree->arena, swedish ? "%s, sidan %s" : "%s, page %s", shorten(tree->arena, words),
                     page);
}
