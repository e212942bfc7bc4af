/* Link annotations (ISO 32000-1 12.5.6.5; ISO 14289-1 7.18.5): one a link and page, with a quad a line. */
#include "pdf/write.h"

#include <stdlib.h>
#include <string.h>

bool pdf_put_destination(struct pdf_writer *w, struct aj_buf *buf, doc_id node)
{
    uint32_t found = w->first_fragment[w->tree->order[node]];
    if (!found)
        return false;
    const struct ty_fragment *fragment = &w->pages->fragments[found - 1];
    uint32_t page = w->fragment_page[found - 1];
    aj_buf_char(buf, '[');
    pdf_put_ref(buf, w->page_objects[page]);
    aj_buf_str(buf, "/XYZ null ");
    pdf_put_milli(buf, (int64_t)w->pages->pages[page].height - fragment->rect.y);
    aj_buf_str(buf, " null]");
    return true;
}

/* A URI is ASCII (ISO 32000-1 12.6.4.7): what is not is percent-encoded (RFC 3987 3.1). */
static void put_uri(struct aj_buf *buf, const char *uri)
{
    struct aj_buf plain = AJ_BUF_INIT;
    for (const unsigned char *p = (const unsigned char *)uri; *p; p++) {
        if (*p > ' ' && *p < 127 && !strchr("<>\"{}|\\^`", *p))
            aj_buf_char(&plain, (char)*p);
        else
            aj_buf_printf(&plain, "%%%02X", *p);
    }
    pdf_put_bytes(buf, plain.data ? plain.data : "", plain.len);
    aj_buf_free(&plain);
}

static const char *describe(struct pdf_writer *w, const struct pdf_elem *link)
{
    uint32_t found = link->target ? w->first_fragment[w->tree->order[link->target]] : 0;
    uint32_t page = found ? w->fragment_page[found - 1] : 0;
    const char *label = w->pages->pages[page].label;
    if (!label || !*label)
        label = aj_printf(w->arena, "%u", page + 1);
    return pdf_link_words(w->tree, link, label, !strncmp(w->lang, "sv", 2));
}

static void put_quad(struct aj_buf *buf, const int64_t box[4])
{
    /* Top left, top right, bottom left, bottom right: the order that viewers read, not 12.5.6.10's. */
    const int64_t points[8] = {box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1]};
    for (int i = 0; i < 8; i++) {
        aj_buf_char(buf, ' ');
        pdf_put_milli(buf, points[i]);
    }
}

static void put_where(struct pdf_writer *w, struct aj_buf *buf, const struct pdf_elem *link)
{
    if (link->uri) {
        aj_buf_str(buf, "/A<</S/URI/URI");
        put_uri(buf, link->uri);
        aj_buf_str(buf, ">>");
        return;
    }
    aj_buf_str(buf, "/Dest");
    if (!pdf_put_destination(w, buf, link->target)) {
        /* Nothing is painted from there on: the document's end. */
        aj_buf_char(buf, '[');
        pdf_put_ref(buf, w->page_objects[w->pages->page_count - 1]);
        aj_buf_str(buf, "/XYZ null 0 null]");
    }
}

/* The annotation of spots from..to-1, all of one link and page. */
static void add_annotation(struct pdf_writer *w, uint32_t from, uint32_t to)
{
    const struct pdf_spot *spots = w->spots;
    const struct pdf_elem *link = &w->tree->elems[spots[from].link];
    struct pdf_annotation annotation = {
        .link = spots[from].link, .page = spots[from].page, .object = pdf_gate_dict(w->gate)};
    int64_t box[4];
    memcpy(box, spots[from].box, sizeof box);
    for (uint32_t i = from + 1; i < to; i++)
        for (int k = 0; k < 4; k++)
            if (k < 2 ? spots[i].box[k] < box[k] : spots[i].box[k] > box[k])
                box[k] = spots[i].box[k];
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/Annot/Subtype/Link/Rect");
    pdf_put_box(buf, box);
    if (to - from > 1) {
        aj_buf_str(buf, "/QuadPoints[");
        for (uint32_t i = from; i < to; i++)
            put_quad(buf, spots[i].box);
        aj_buf_char(buf, ']');
    }
    aj_buf_str(buf, "/Border[0 0 0]/F 4/P ");
    pdf_put_ref(buf, w->page_objects[annotation.page]);
    aj_buf_str(buf, "/StructParent ");
    pdf_put_int(buf, (int64_t)w->pages->page_count + w->annotation_count);
    aj_buf_str(buf, "/Contents");
    const char *words = describe(w, link);
    pdf_put_text(buf, words, strlen(words));
    put_where(w, buf, link);
    pdf_end(w, annotation.object);
    AJ_PUSH(w->arena, w->annotations, w->annotation_count, w->annotation_cap, annotation);
}

static int compare_spots(const void *a, const void *b)
{
    const struct pdf_spot *x = a, *y = b;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    if (x->link != y->link)
        return x->link < y->link ? -1 : 1;
    if (x->box[3] != y->box[3])
        return x->box[3] > y->box[3] ? -1 : 1; /* the upper line first */
    return (x->box[0] > y->box[0]) - (x->box[0] < y->box[0]);
}

void pdf_add_annotations(struct pdf_writer *w)
{
    if (w->spot_count)
        qsort(w->spots, w->spot_count, sizeof *w->spots, compare_spots);
    for (uint32_t i = 0, end; i < w->spot_count; i = end) {
        for (end = i + 1; end < w->spot_count && w->spots[end].page == w->spots[i].page &&
                          w->spots[end].link == w->spots[i].link;)
            end++;
        if (w->tree->elems[w->spots[i].link].keep)
            add_annotation(w, i, end);
    }
}
