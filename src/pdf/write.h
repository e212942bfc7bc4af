/* What the files of the pdf stage share while one document is written. */
#ifndef PDF_WRITE_H
#define PDF_WRITE_H

#include "pdf/gateway.h"
#include "pdf/pdf.h"
#include "pdf/tree.h"

#include <libdeflate.h>

struct pdf_font;
struct pdf_image;

/* A marked-content sequence: what a page has of one segment. */
struct pdf_mark {
    uint32_t page, mcid, segment;
    uint32_t order; /* document order of its first node */
    uint32_t next;  /* in its segment's list, 0 at the end */
};

/* Where a figure's drawing lies, in thousandths of a point from the page's bottom left. */
struct pdf_extent {
    uint32_t page; /* of its first fragment, plus 1; 0: nothing is painted */
    int64_t box[4];
};

/* A part of a link: one line's rectangle, or a picture. */
struct pdf_spot {
    uint32_t link, page;
    int64_t box[4];
};

struct pdf_annotation {
    uint32_t link, page;
    pdf_obj object;
};

struct pdf_writer {
    struct aj_job *job;
    const struct doc_document *doc;
    const struct ty_pages *pages;
    struct aj_arena *arena; /* freed when the document is written */
    struct pdf_gate *gate;
    struct pdf_tree *tree;
    struct libdeflate_compressor *compressor;
    struct aj_buf deflated; /* room for deflated bytes */
    struct aj_buf scratch;  /* an object's entries, while they are made */
    uint32_t page;          /* the one that is being written, from 1; 0 before and after */
    aj_at at;               /* the place of what is being painted */
    uint32_t too_large;     /* the first page with a coordinate out of PDF's range, or 0 */
    aj_at too_large_at;
    bool failed; /* after a finding: there will be no file */

    pdf_obj *page_objects;   /* one a page */
    uint32_t *page_marks;    /* one a page: how many marked-content sequences it has */
    bool *page_transparency; /* one a page */
    struct pdf_font *fonts;
    uint32_t font_count, font_cap;
    uint16_t *codes;     /* one a glyph of every text fragment, in their order */
    uint16_t *run_fonts; /* one a text fragment, in their order: index into fonts */
    struct pdf_image *images;
    uint32_t image_count, image_cap;
    uint16_t *opacities; /* of fill and stroke, 8 bits each: a graphics state /G each */
    uint32_t opacity_count, opacity_cap;
    struct pdf_shading *shadings;
    uint32_t shading_count, shading_cap;
    struct pdf_shading *patterns;
    uint32_t pattern_count, pattern_cap;
    struct pdf_mark *marks; /* from 1 */
    uint32_t mark_count, mark_cap;
    struct pdf_extent *extents; /* by element, used for figures */
    struct pdf_spot *spots;
    uint32_t spot_count, spot_cap;
    struct pdf_annotation *annotations; /* by page, then document order */
    uint32_t annotation_count, annotation_cap;
    uint32_t *first_fragment; /* by document order: the first fragment there or later, plus 1; 0: none */
    uint32_t *fragment_page;  /* by fragment */
    const char *lang;         /* the document's language */
    const char *title;
    const char *date; /* "2021-11-27T00:00:00Z", or NULL */
};

/* An object's entries are built in scratch: begin, put, end. */
static inline struct aj_buf *pdf_begin(struct pdf_writer *w)
{
    aj_buf_clear(&w->scratch);
    return &w->scratch;
}
void pdf_end(struct pdf_writer *w, pdf_obj obj);

/* Deflates into w->deflated. */
void pdf_deflate(struct pdf_writer *w, const void *bytes, size_t length);

/* A deflated stream with these further entries. */
pdf_obj pdf_add_stream(struct pdf_writer *w, const void *bytes, size_t length, const char *entries);

/* A coordinate: w->too_large is set when it is beyond ±32,767 pt, what every reader can hold. */
static inline char *pdf_write_coordinate(struct pdf_writer *w, char *p, int64_t thousandths)
{
    if (thousandths > 32767000 || thousandths < -32767000) {
        if (!w->too_large) {
            w->too_large = w->page;
            w->too_large_at = w->at;
        }
        thousandths = 0;
    }
    return pdf_write_milli(p, thousandths);
}

/* meta.c: the document's title, language and date are found; then catalog, Info, XMP and output intent. */
void pdf_find_metadata(struct pdf_writer *w);
pdf_obj pdf_add_xmp(struct pdf_writer *w);
pdf_obj pdf_add_output_intent(struct pdf_writer *w);
pdf_obj pdf_add_info(struct pdf_writer *w);

/* The document's date as PDF writes it (ISO 32000-1 7.9.4), or NULL. */
const char *pdf_date(const struct pdf_writer *w);

/* attach.c: the source tables as embedded files; a file specification each. */
pdf_obj *pdf_add_attachments(struct pdf_writer *w);

/* The catalog's entries for them: AF and Names, or nothing. */
void pdf_put_attachments(struct pdf_writer *w, struct aj_buf *buf, const pdf_obj *files);

/* icc.c: an sRGB profile. */
void pdf_srgb_profile(struct aj_buf *out);

/* content.c: every page's content stream, with the marks, extents and spots that structure and links need. */
void pdf_write_contents(struct pdf_writer *w);

/* link.c: annotations from the spots. */
void pdf_add_annotations(struct pdf_writer *w);

/* Where a node stands: "[page /XYZ null y null]"; false when nothing is painted there or later. */
bool pdf_put_destination(struct pdf_writer *w, struct aj_buf *buf, doc_id node);

/* struct.c: the structure tree with its parent tree and ids; the root. */
pdf_obj pdf_add_structure(struct pdf_writer *w);

/* outline.c, label.c: the outline's root, or 0; the page labels' entries. */
pdf_obj pdf_add_outline(struct pdf_writer *w);
void pdf_put_page_labels(struct pdf_writer *w, struct aj_buf *buf);

/* save.c: the file's bytes. */
void pdf_save(struct pdf_writer *w, pdf_obj catalog, pdf_obj info, struct aj_buf *out);

#endif
