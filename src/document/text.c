/* White space (CSS Text Level 3, section 4.1). */
#include "document/build.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

void doc_flow_start(struct doc_builder *b)
{
    b->flow = (struct doc_flow){.at_start = true};
}

static void unlink_node(struct doc_builder *b, doc_id id)
{
    struct doc_node *nodes = b->doc->nodes, *node = &nodes[id];
    if (node->previous)
        nodes[node->previous].next = node->next;
    else
        nodes[node->parent].first = node->next;
    if (node->next)
        nodes[node->next].previous = node->previous;
    else
        nodes[node->parent].last = node->previous;
    node->parent = node->previous = node->next = 0;
    b->orphans = true;
}

void doc_flow_end(struct doc_builder *b)
{
    if (b->flow.space) {
        struct doc_node *node = &b->doc->nodes[b->flow.space];
        ((char *)node->text)[--node->length] = '\0';
        if (node->length == 0)
            unlink_node(b, b->flow.space);
    }
    doc_flow_start(b);
}

void doc_flow_object(struct doc_builder *b)
{
    b->flow = (struct doc_flow){0};
}

void doc_flow_break(struct doc_builder *b)
{
    doc_flow_end(b);
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Characters that have no business in a document: controls, and what is no character at all. */
static bool is_control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || (code >= 0x7F && code <= 0x9F) ||
           (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

struct collapsed {
    char *text;
    size_t length;
    bool space; /* it ends with a space that may go */
    uint32_t control;
};

static struct collapsed collapse(struct doc_builder *b, const struct doc_open *open, const char *text,
                                 size_t n)
{
    const struct doc_computed *style = doc_open_style(b, open);
    enum doc_white_space way = style->style.white_space;
    bool keep = way == DOC_PRE || way == DOC_PRE_WRAP, lines = keep || way == DOC_PRE_LINE;
    struct collapsed out = {.text = aj_alloc(b->job->arena, n + 5)};
    bool after_space = b->flow.at_start || b->flow.space;
    for (const char *p = text, *end = text + n; p < end;) {
        if (!keep && is_white(*p) && !(lines && *p == '\n')) {
            if (!after_space)
                out.text[out.length++] = ' ';
            after_space = out.space = true;
            p++;
            continue;
        }
        if (lines && *p == '\n' && out.space && out.length && out.text[out.length - 1] == ' ' && !keep)
            out.length--;
        uint32_t code = (unsigned char)*p < 0x80 ? (unsigned char)*p++ : aj_utf8_next(&p, end);
        if (is_control(code)) {
            out.control = code;
            continue;
        }
        out.length += aj_utf8_put(out.text + out.length, code);
        after_space = lines && code == '\n' && !keep;
        out.space = false;
    }
    out.text[out.length] = '\0';
    /* The space may also be one that an earlier text has, when nothing came of this one. */
    out.space = out.space && out.length > 0 && out.text[out.length - 1] == ' ' && !keep;
    return out;
}

void doc_add_text(struct doc_builder *b, struct doc_open *open, const char *text, size_t length)
{
    struct collapsed c = collapse(b, open, text, length);
    if (c.control) {
        char code[16];
        snprintf(code, sizeof code, "U+%04X", (unsigned)c.control);
        aj_diag_add(b->job->diags, AJ_E0505, b->doc->nodes[open->node].at, code, NULL);
    }
    if (c.length == 0)
        return;
    doc_id id = doc_add_node(b->doc, doc_place(b, open, true), DOC_TEXT);
    struct doc_node *node = &b->doc->nodes[id];
    node->style = b->doc->nodes[node->parent].style;
    node->text = c.text;
    node->length = (uint32_t)c.length;
    char last = c.text[c.length - 1];
    b->flow = (struct doc_flow){.at_start = last == '\n', .space = c.space ? id : 0};
}
