/* Pages as text: one line a fragment. */
#include "typeset/typeset.h"

static const char *const kinds[] = {"text", "rect", "line", "path", "image"};
static const char *const artifacts[] = {"", "background", "layout", "header", "footer"};

/* A length in points with three decimals, written without the locale. */
static void put_length(struct aj_buf *out, aj_len length)
{
    uint32_t size = length < 0 ? 0U - (uint32_t)length : (uint32_t)length;
    aj_buf_printf(out, " %s%u.%03u", length < 0 ? "-" : "", (unsigned)(size / 1000), (unsigned)(size % 1000));
}

static void put_color(struct aj_buf *out, struct doc_color c)
{
    aj_buf_printf(out, " #%02x%02x%02x", c.r, c.g, c.b);
}

/* The names of the elements from the body down to the node. */
static void put_path(const struct doc_document *doc, doc_id node, struct aj_buf *out)
{
    doc_id chain[8];
    uint32_t n = 0;
    for (doc_id id = node; id && n < 8; id = doc->nodes[id].parent) {
        if (doc->nodes[id].kind != DOC_ELEMENT)
            continue;
        if (doc->nodes[id].tag == DOC_TAG_BODY || doc->nodes[id].tag == DOC_TAG_HTML)
            break;
        chain[n++] = id;
    }
    aj_buf_char(out, ' ');
    if (n == 0)
        aj_buf_str(out, node ? "body" : "page");
    while (n-- > 0) {
        aj_buf_str(out, doc_tag_name(doc->nodes[chain[n]].tag));
        if (n)
            aj_buf_char(out, '/');
    }
}

static void put_quoted(struct aj_buf *out, const char *text, uint32_t length)
{
    aj_buf_str(out, " \"");
    for (uint32_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            aj_buf_char(out, '\\');
        if (c == 0xC2 && i + 1 < length && ((unsigned char)text[i + 1] == 0xAD)) {
            aj_buf_str(out, "\\-");
            i++;
        } else if (c < 0x20) {
            aj_buf_printf(out, "\\x%02x", c);
        } else {
            aj_buf_char(out, (char)c);
        }
    }
    aj_buf_char(out, '"');
}

static void put_fragment(const struct doc_document *doc, const struct ty_fragment *f, struct aj_buf *out)
{
    aj_buf_str(out, "  ");
    aj_buf_str(out, kinds[f->kind]);
    if (f->artifact) {
        aj_buf_char(out, ' ');
        aj_buf_str(out, artifacts[f->artifact]);
    }
    put_path(doc, f->node, out);
    put_length(out, f->rect.x);
    put_length(out, f->rect.y);
    put_length(out, f->rect.width);
    put_length(out, f->rect.height);
    if (f->kind == TY_TEXT) {
        put_length(out, f->as.run->size);
        aj_buf_char(out, ' ');
        aj_buf_str(out, fnt_face_postscript_name(f->as.run->face));
    }
    if (f->kind == TY_TEXT || f->kind == TY_RECT || f->kind == TY_LINE)
        put_color(out, f->color);
    if (f->kind == TY_PATH) {
        aj_buf_printf(out, " %u points", (unsigned)f->as.path->point_count);
        if (f->as.path->fill.a)
            put_color(out, f->as.path->fill);
    }
    if (f->kind == TY_IMAGE)
        aj_buf_printf(out, " %ux%u", (unsigned)f->as.image->pixel_width, (unsigned)f->as.image->pixel_height);
    if (f->kind == TY_TEXT)
        put_quoted(out, f->as.run->text, f->as.run->text_length);
    aj_buf_char(out, '\n');
}

void ty_dump(const struct doc_document *doc, const struct ty_pages *pages, struct aj_buf *out)
{
    for (uint32_t i = 0; i < pages->page_count; i++) {
        const struct ty_page *page = &pages->pages[i];
        aj_buf_printf(out, "page %u \"%s\"", (unsigned)(i + 1), page->label);
        put_length(out, page->width);
        put_length(out, page->height);
        aj_buf_char(out, '\n');
        for (uint32_t k = 0; k < page->count; k++)
            put_fragment(doc, &pages->fragments[page->first + k], out);
    }
}
