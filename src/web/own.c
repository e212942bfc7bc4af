#include "web/own.h"

#include "web/internal.h"

#include <string.h>

/* HTML 13.1.2: elements without content or end tag, and those whose text is not escaped. */
static const char *const voids[] = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"};

static bool is_void(const xmlNode *node)
{
    for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
        if (strcmp((const char *)node->name, voids[i]) == 0)
            return true;
    return false;
}

static void write_attributes(struct aj_buf *out, const xmlNode *node)
{
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *value = attr->children ? (const char *)attr->children->content : NULL;
        if (!attr->ns)
            web_attr(out, (const char *)attr->name, value ? value : "");
    }
}

static void open_element(struct aj_buf *out, const xmlNode *node)
{
    aj_buf_printf(out, "<%s", (const char *)node->name);
    write_attributes(out, node);
    aj_buf_char(out, '>');
}

static void close_element(struct aj_buf *out, const xmlNode *node)
{
    if (!is_void(node))
        aj_buf_printf(out, "</%s>", (const char *)node->name);
}

/* A subtree; what is no element or text is left out. */
static void write_tree(struct aj_buf *out, const xmlNode *root)
{
    for (const xmlNode *node = root; node;) {
        if (node->type == XML_ELEMENT_NODE)
            open_element(out, node);
        else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            web_escape(out, (const char *)node->content, strlen((const char *)node->content));
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        if (node->type == XML_ELEMENT_NODE)
            close_element(out, node);
        while (node != root && !node->next) {
            node = node->parent;
            close_element(out, node);
        }
        node = node == root ? NULL : node->next;
    }
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *at = node ? node->children : NULL; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE && strcmp((const char *)at->name, name) == 0)
            return at;
    return NULL;
}

/* The script as it is read: comments and all, since a minifier would be one thing more to trust. */
static bool read_script(struct aj_job *job, const char *path, struct aj_buf *out)
{
    /* HTML 4.12.1.3: what a script element cannot hold. */
    static const char *const ends[] = {"</script", "<script", "<!--"};
    size_t length;
    const char *name;
    const char *text = aj_job_read_template(job, path, 0, &length, &name);
    if (!text)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strstr(text, ends[i])) {
            uint32_t file = aj_places_add_file(job->places, name, text, length);
            aj_diag_add(job->diags, AJ_E0402, aj_places_add(job->places, file, 0, 0), name,
                        aj_printf(job->arena, "\"%s\" would end the script", ends[i]),
                        aj_printf(job->arena, "\"%s\" skulle avsluta skriptet", ends[i]), NULL);
            return false;
        }
    aj_buf_add(out, text, length);
    return true;
}

static void write_head(struct aj_buf *out, const struct web_own *own, const struct aj_buf *style,
                       const struct aj_buf *script)
{
    aj_buf_str(out,
               "<head><meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
               "font-src data:; style-src ");
    web_digest(out, style->data ? style->data : "", style->len);
    if (script->len) {
        aj_buf_str(out, "; script-src ");
        web_digest(out, script->data, script->len);
    }
    aj_buf_str(out, "; base-uri 'none'; form-action 'none'\">\n<meta name=\"generator\"");
    web_attr(out, "content", own->generator);
    aj_buf_str(out, ">\n");
    const xmlNode *head = child(xmlDocGetRootElement(own->page), "head");
    for (const xmlNode *node = head ? head->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE) {
            write_tree(out, node);
            aj_buf_char(out, '\n');
        }
    aj_buf_str(out, "<style>");
    aj_buf_add(out, style->data, style->len);
    aj_buf_str(out, "</style>\n</head>\n");
}

static void write_body(struct aj_buf *out, const xmlNode *body, const struct aj_buf *script)
{
    open_element(out, body);
    for (const xmlNode *node = body->children; node; node = node->next)
        write_tree(out, node);
    if (script->len) {
        aj_buf_str(out, "\n<script>");
        aj_buf_add(out, script->data, script->len);
        aj_buf_str(out, "</script>");
    }
    aj_buf_str(out, "</body></html>\n");
}

bool web_own_write(struct aj_job *job, const struct web_own *own, struct aj_buf *out)
{
    struct web_page page = {.job = job};
    struct aj_buf style = AJ_BUF_INIT, script = AJ_BUF_INIT;
    const xmlNode *root = xmlDocGetRootElement(own->page), *body = child(root, "body");
    bool ready = body && web_write_own_style(&page, own->sheets, &style) &&
                 (!own->script || read_script(job, own->script, &script));
    if (ready) {
        aj_buf_str(out, "<!doctype html>\n");
        open_element(out, root);
        write_head(out, own, &style, &script);
        write_body(out, body, &script);
    }
    aj_buf_free(&style);
    aj_buf_free(&script);
    return ready;
}
