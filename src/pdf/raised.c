#include "pdf/raised.h"

#include "base/utf8.h"

/* The raised or lowered character for one, or 0. */
static uint32_t moved(uint32_t code, bool raised)
{
    static const uint16_t high[] = {0x2070, 0xB9, 0xB2, 0xB3};
    if (code >= '0' && code <= '9')
        return raised ? (code < '4' ? high[code - '0'] : 0x2070 + code - '0') : 0x2080 + code - '0';
    if (code == '+')
        return raised ? 0x207A : 0x208A;
    if (code == '-' || code == 0x2212 || code == 0x2013)
        return raised ? 0x207B : 0x208B;
    return code == 'n' && raised ? 0x207F : 0;
}

/* The sup or sub around a text, other marks of text between; 0 if there is none, or a note's mark. */
static doc_id mover_of(const struct doc_document *doc, doc_id text)
{
    doc_id found = 0;
    for (doc_id id = doc->nodes[text].parent; id; id = doc->nodes[id].parent) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->role == DOC_ROLE_REFERENCE || node->role == DOC_ROLE_LBL)
            return 0;
        if (doc_style_of(doc, id)->display != DOC_INLINE)
            break;
        if (!found && (node->tag == DOC_TAG_SUP || node->tag == DOC_TAG_SUB))
            found = id;
    }
    return found;
}

const char *pdf_raised_text(struct aj_arena *arena, const struct doc_document *doc, doc_id text)
{
    const struct doc_node *node = &doc->nodes[text];
    if (node->kind != DOC_TEXT || !node->length)
        return NULL;
    doc_id mover = mover_of(doc, text);
    if (!mover)
        return NULL;
    enum { UTF8_MOST = 4 };
    char *out = aj_alloc(arena, (size_t)node->length * UTF8_MOST + 1), *p = out;
    for (const char *from = node->text, *end = from + node->length; from < end;) {
        uint32_t code = moved(aj_utf8_next(&from, end), doc->nodes[mover].tag == DOC_TAG_SUP);
        if (!code)
            return NULL;
        p += aj_utf8_put(p, code);
    }
    *p = '\0';
    return out;
}
