/*
 * The document as XHTML that a browser shows. What was generated stands in it as elements of class
 * "generated", so the stylesheet's pseudo-elements are written as selectors of these: "h1::before" as
 * "h1>.generated.before".
 */
#include "document/cascade.h"

#include "document/tag.h"

#include <string.h>

static void escape(struct aj_buf *out, const char *text, size_t n, bool attribute)
{
    for (const char *end = text + n; text < end; text++) {
        if (*text == '&')
            aj_buf_str(out, "&amp;");
        else if (*text == '<')
            aj_buf_str(out, "&lt;");
        else if (*text == '>')
            aj_buf_str(out, "&gt;");
        else if (*text == '"' && attribute)
            aj_buf_str(out, "&quot;");
        else if (attribute && (*text == '\n' || *text == '\t' || *text == '\r'))
            aj_buf_printf(out, "&#%d;", *text);
        else
            aj_buf_char(out, *text);
    }
}

static void write_attr(struct aj_buf *out, const char *name, const char *value)
{
    aj_buf_printf(out, " %s=\"", name);
    escape(out, value, strlen(value), true);
    aj_buf_char(out, '"');
}

/* --- the stylesheet --- */

static void write_css(struct aj_buf *out, const char *text, size_t length)
{
    static const struct {
        const char *from, *to;
    } pseudos[] = {{"::before", ">.generated.before"},
                   {"::after", ">.generated.after"},
                   {"::marker", ">.generated.marker"}};
    const char *end = text + length;
    char before = '\n';
    while (text < end) {
        size_t i = 0;
        while (i < 3 && strncmp(text, pseudos[i].from, strlen(pseudos[i].from)) != 0)
            i++;
        if (i < 3) {
            if (strchr(" \t\r\n,{}>+~", before))
                aj_buf_char(out, '*');
            aj_buf_str(out, pseudos[i].to);
            text += strlen(pseudos[i].from);
        } else if (!strncmp(text, "@import", 7)) {
            /* What it imports stands above. */
            const char *stop = memchr(text, ';', (size_t)(end - text));
            text = stop ? stop + 1 : end;
        } else {
            /* The one sequence that would end the CDATA section. */
            if (*text == '>' && out->len > 1 && !strncmp(out->data + out->len - 2, "]]", 2))
                aj_buf_char(out, '\\');
            aj_buf_char(out, *text++);
        }
        before = text[-1];
    }
}

/* The theme's files, in the order in which their rules count. */
static void write_stylesheet(const struct doc_document *doc, struct aj_buf *out)
{
    const struct css_sheet *sheet = doc->own->cascade ? doc->own->cascade->sheet : NULL;
    /* Read the same by an XML parser and an HTML parser. */
    aj_buf_str(out, "<style>/*<![CDATA[*/\n");
    for (uint32_t order = 0; sheet && order < sheet->file_count; order++)
        for (uint32_t i = 0; i < sheet->file_count; i++)
            if (sheet->files[i].order == order && !sheet->files[i].ours)
                write_css(out, sheet->files[i].text, sheet->files[i].length);
    aj_buf_str(out, "ol, ul { list-style-type: none; }\n"
                    ".generated.list-body { display: block; }\n"
                    ".generated.marker { float: left; margin-left: -1.5em; }\n"
                    ".generated.leader { letter-spacing: .3em; }\n"
                    "/*]]>*/</style>\n");
}

/* --- the tree --- */

static bool is_inline(const struct doc_document *doc, doc_id id)
{
    const struct doc_node *node = &doc->nodes[id];
    if (node->kind != DOC_ELEMENT)
        return true;
    enum doc_display display = doc->styles[node->style].display;
    return (display == DOC_INLINE || display == DOC_INLINE_BLOCK) && node->tag != DOC_TAG_BODY;
}

/* For each node, whether its children may have lines of their own: white space between blocks means nothing.
 */
static bool *find_lines(const struct doc_document *doc)
{
    bool *lines = AJ_NEW_N(doc->job->arena, bool, doc->node_count);
    for (doc_id id = 1; id < doc->node_count; id++)
        lines[id] = doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].first;
    for (doc_id id = 1; id < doc->node_count; id++)
        if (is_inline(doc, id) && doc->nodes[id].tag != DOC_TAG_MARKER)
            lines[doc->nodes[id].parent] = false;
    lines[0] = true;
    return lines;
}

static const char *element_name(const struct doc_node *node, const char **generated)
{
    *generated = NULL;
    switch (node->tag) {
    case DOC_TAG_BEFORE:
        *generated = "before";
        return "span";
    case DOC_TAG_AFTER:
        *generated = "after";
        return "span";
    case DOC_TAG_MARKER:
        *generated = "marker";
        return "span";
    case DOC_TAG_LIST_BODY:
        *generated = "list-body";
        return "div";
    default:
        if (node->generated && node->tag == DOC_TAG_DIV)
            *generated = "box";
        if (node->generated && node->tag == DOC_TAG_SPAN)
            *generated = "reference";
        return doc_tag_name((enum doc_tag)node->tag);
    }
}

static void open_element(const struct doc_document *doc, doc_id id, struct aj_buf *out)
{
    const struct doc_node *node = &doc->nodes[id];
    const char *generated;
    aj_buf_printf(out, "<%s", element_name(node, &generated));
    if (id == 1)
        aj_buf_str(out, " xmlns=\"http://www.w3.org/1999/xhtml\"");
    if (node->tag == DOC_TAG_SVG)
        aj_buf_str(out, " xmlns=\"http://www.w3.org/2000/svg\"");
    if (generated)
        aj_buf_printf(out, " class=\"generated %s\"", generated);
    for (uint32_t i = 0; i < node->attr_count; i++)
        write_attr(out, node->attrs[i].name, node->attrs[i].value);
    aj_buf_str(out, node->first || !(node->tag == DOC_TAG_BR || node->tag == DOC_TAG_HR ||
                                     node->tag == DOC_TAG_IMG || node->tag == DOC_TAG_COL ||
                                     doc_tag_is_svg((enum doc_tag)node->tag))
                        ? ">"
                        : "/>");
}

static void close_element(const struct doc_document *doc, doc_id id, struct aj_buf *out)
{
    const struct doc_node *node = &doc->nodes[id];
    const char *generated;
    if (node->first || !(node->tag == DOC_TAG_BR || node->tag == DOC_TAG_HR || node->tag == DOC_TAG_IMG ||
                         node->tag == DOC_TAG_COL || doc_tag_is_svg((enum doc_tag)node->tag)))
        aj_buf_printf(out, "</%s>", element_name(node, &generated));
}

static void write_leaf(const struct doc_document *doc, doc_id id, struct aj_buf *out)
{
    const struct doc_node *node = &doc->nodes[id];
    const char *target = node->target ? doc_attr(doc, node->target, "id") : NULL;
    if (node->kind == DOC_TEXT) {
        escape(out, node->text, node->length, false);
        return;
    }
    aj_buf_printf(out, "<span class=\"generated %s\"", node->kind == DOC_LEADER ? "leader" : "page");
    if (target)
        write_attr(out, "data-target", target);
    aj_buf_char(out, '>');
    escape(out, node->text ? node->text : "", node->length, false);
    aj_buf_str(out, "</span>");
}

static void write_head(const struct doc_document *doc, struct aj_buf *out)
{
    aj_buf_str(out, "<head>\n<meta charset=\"UTF-8\"/>\n<title>");
    escape(out, doc->title, strlen(doc->title), false);
    aj_buf_str(out, "</title>\n");
    for (uint32_t i = 0; i < doc->meta_count; i++) {
        aj_buf_str(out, "<meta");
        write_attr(out, "name", doc->metas[i].name);
        write_attr(out, "content", doc->metas[i].value);
        aj_buf_str(out, "/>\n");
    }
    write_stylesheet(doc, out);
    aj_buf_str(out, "</head>\n");
}

void doc_dump(const struct doc_document *doc, struct aj_buf *out)
{
    const bool *lines = find_lines(doc);
    aj_buf_str(out, "<!DOCTYPE html>\n");
    doc_id id = doc->node_count > 1 ? 1 : 0;
    while (id) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind == DOC_ELEMENT)
            open_element(doc, id, out);
        else
            write_leaf(doc, id, out);
        if (lines[id])
            aj_buf_char(out, '\n');
        if (id == 1)
            write_head(doc, out);
        if (node->first) {
            id = node->first;
            continue;
        }
        /* Up to the next sibling of this node or of the nearest ancestor that has one. */
        for (;;) {
            if (doc->nodes[id].kind == DOC_ELEMENT)
                close_element(doc, id, out);
            doc_id parent = doc->nodes[id].parent;
            if (lines[parent])
                aj_buf_char(out, '\n');
            if (doc->nodes[id].next) {
                id = doc->nodes[id].next;
                break;
            }
            id = parent;
            if (!id)
                break;
        }
    }
}
