#include "pdf/pdf.h"

#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/shading.h"
#include "pdf/write.h"

#include <string.h>

void pdf_end(struct pdf_writer *w, pdf_obj obj)
{
    char *entries = aj_strndup(w->arena, w->scratch.data, w->scratch.len);
    pdf_gate_set(w->gate, obj, entries, w->scratch.len);
}

void pdf_deflate(struct pdf_writer *w, const void *bytes, size_t length)
{
    aj_buf_clear(&w->deflated);
    size_t room = libdeflate_zlib_compress_bound(w->compressor, length);
    char *to = aj_buf_room(&w->deflated, room);
    w->deflated.len = libdeflate_zlib_compress(w->compressor, bytes, length, to, room);
}

pdf_obj pdf_add_stream(struct pdf_writer *w, const void *bytes, size_t length, const char *entries)
{
    pdf_deflate(w, bytes, length);
    pdf_obj obj = pdf_gate_stream(w->gate, w->deflated.data, w->deflated.len);
    const char *all = aj_printf(w->arena, "%s/Filter/FlateDecode", entries);
    pdf_gate_set(w->gate, obj, all, strlen(all));
    return obj;
}

/* PDF/A-2 6.1.13: a page's sides are from 3 to 14,400 units. */
static bool check_pages(struct pdf_writer *w)
{
    const struct ty_pages *pages = w->pages;
    if (!pages->page_count) {
        aj_diag_add(w->job->diags, AJ_E0706, 0, NULL);
        return false;
    }
    for (uint32_t i = 0; i < pages->page_count; i++) {
        const struct ty_page *page = &pages->pages[i];
        if (page->width >= 3000 && page->width <= 14400000 && page->height >= 3000 &&
            page->height <= 14400000)
            continue;
        aj_diag_add(w->job->diags, AJ_E0701, 0, aj_printf(w->arena, "%u", i + 1),
                    aj_printf(w->arena, "%d", page->width / 1000),
                    aj_printf(w->arena, "%d", page->height / 1000), NULL);
        return false;
    }
    return true;
}

static void add_pages(struct pdf_writer *w)
{
    uint32_t count = w->pages->page_count;
    w->page_objects = AJ_NEW_N(w->arena, pdf_obj, count);
    w->page_marks = AJ_NEW_N(w->arena, uint32_t, count);
    w->page_transparency = AJ_NEW_N(w->arena, bool, count);
    w->fragment_page = AJ_NEW_N(w->arena, uint32_t, w->pages->fragment_count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct ty_page *page = &w->pages->pages[i];
        w->page_objects[i] = pdf_gate_page(w->gate);
        for (uint32_t f = page->first; f < page->first + page->count; f++)
            w->fragment_page[f] = i;
    }
}

/* Fonts and pictures of all pages: one dictionary, which every page names. */
static pdf_obj add_resources(struct pdf_writer *w)
{
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Font<<");
    for (uint32_t i = 0; i < w->font_count; i++)
        aj_buf_printf(buf, "/F%u %u 0 R", i, w->fonts[i].object);
    aj_buf_str(buf, ">>/XObject<<");
    for (uint32_t i = 0; i < w->image_count; i++)
        if (w->images[i].object)
            aj_buf_printf(buf, "/I%u %u 0 R", i, w->images[i].object);
    aj_buf_str(buf, w->opacity_count ? ">>/ExtGState<<" : "");
    for (uint32_t i = 0; i < w->opacity_count; i++) {
        aj_buf_printf(buf, "/G%u<</ca ", i);
        pdf_put_milli(buf, ((w->opacities[i] >> 8) * 1000 + 127) / 255);
        aj_buf_str(buf, "/CA ");
        pdf_put_milli(buf, ((w->opacities[i] & 255) * 1000 + 127) / 255);
        aj_buf_str(buf, ">>");
    }
    aj_buf_str(buf, w->shading_count ? ">>/Shading<<" : "");
    for (uint32_t i = 0; i < w->shading_count; i++)
        aj_buf_printf(buf, "/S%u %u 0 R", i, w->shadings[i].object);
    aj_buf_str(buf, w->pattern_count ? ">>/Pattern<<" : "");
    for (uint32_t i = 0; i < w->pattern_count; i++)
        aj_buf_printf(buf, "/P%u %u 0 R", i, w->patterns[i].object);
    aj_buf_str(buf, ">>");
    pdf_obj resources = pdf_gate_dict(w->gate);
    pdf_end(w, resources);
    return resources;
}

static void put_print_boxes(struct aj_buf *buf, const struct ty_page *page)
{
    int64_t b = page->bleed;
    aj_buf_str(buf, "/BleedBox");
    pdf_put_box(buf, (int64_t[]){-b, -b, page->width + b, page->height + b});
    const char *trimmed[] = {"/TrimBox", "/CropBox"};
    for (int i = 0; i < (page->slug ? 1 : 2); i++) { /* marks are there to be seen */
        aj_buf_str(buf, trimmed[i]);
        pdf_put_box(buf, (int64_t[]){0, 0, page->width, page->height});
    }
}

static void finish_pages(struct pdf_writer *w, pdf_obj resources)
{
    for (uint32_t i = 0, a = 0; i < w->pages->page_count; i++) {
        const struct ty_page *page = &w->pages->pages[i];
        struct aj_buf *buf = pdf_begin(w);
        aj_buf_str(buf, "/MediaBox");
        int64_t b = (int64_t)page->bleed + page->slug;
        pdf_put_box(buf, (int64_t[]){-b, -b, page->width + b, page->height + b});
        if (page->orientation)
            aj_buf_str(buf, page->orientation == DOC_ROTATE_LEFT ? "/Rotate 270" : "/Rotate 90");
        if (b) /* ISO 32000-1 14.11.2: what is shown and what is cut to are the page, what is printed is more
                */
            put_print_boxes(buf, page);
        aj_buf_str(buf, "/Resources ");
        pdf_put_ref(buf, resources);
        aj_buf_str(buf, "/Tabs/S/StructParents ");
        pdf_put_int(buf, i);
        /* The states are those of all pages: one that only another page uses counts here too (ISO
         * 19005-2 6.2.10). */
        if (w->page_transparency[i] || w->opacity_count)
            aj_buf_str(buf, "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>");
        if (a < w->annotation_count && w->annotations[a].page == i) {
            aj_buf_str(buf, "/Annots[");
            for (; a < w->annotation_count && w->annotations[a].page == i; a++) {
                aj_buf_char(buf, ' ');
                pdf_put_ref(buf, w->annotations[a].object);
            }
            aj_buf_char(buf, ']');
        }
        pdf_end(w, w->page_objects[i]);
    }
}

/* What stands at a node or, where it has nothing, after it: the outline and links lead there. */
static void fill_places(struct pdf_writer *w)
{
    for (uint32_t i = w->doc->node_count; i-- > 0;)
        if (!w->first_fragment[i])
            w->first_fragment[i] = w->first_fragment[i + 1];
}

static pdf_obj add_catalog(struct pdf_writer *w)
{
    pdf_obj outline = pdf_add_outline(w), structure = pdf_add_structure(w);
    pdf_obj xmp = pdf_add_xmp(w), intent = pdf_add_output_intent(w), *attached = pdf_add_attachments(w);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Lang");
    pdf_put_bytes(buf, w->lang, strlen(w->lang));
    aj_buf_str(buf, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot ");
    pdf_put_ref(buf, structure);
    aj_buf_str(buf, "/Metadata ");
    pdf_put_ref(buf, xmp);
    aj_buf_str(buf, "/OutputIntents[");
    pdf_put_ref(buf, intent);
    aj_buf_char(buf, ']');
    if (outline) {
        aj_buf_str(buf, "/PageMode/UseOutlines/Outlines ");
        pdf_put_ref(buf, outline);
    }
    pdf_put_page_labels(w, buf);
    pdf_put_attachments(w, buf, attached);
    pdf_obj catalog = pdf_gate_catalog(w->gate);
    pdf_end(w, catalog);
    return catalog;
}

static void write_document(struct pdf_writer *w, struct aj_buf *out)
{
    w->tree = pdf_tree_build(w->arena, w->doc, w->job);
    pdf_find_metadata(w);
    add_pages(w);
    if (!pdf_add_fonts(w)) {
        w->failed = true;
        return;
    }
    pdf_write_contents(w);
    if (w->pages->shown)
        aj_arena_clear(
            w->pages->shown); /* it is painted: what follows asks where fragments lie, not what they show */
    pdf_tree_prune(w->tree);
    fill_places(w);
    pdf_add_annotations(w);
    finish_pages(w, add_resources(w));
    pdf_obj catalog = add_catalog(w), info = pdf_add_info(w);
    if (w->too_large) {
        aj_diag_add(w->job->diags, AJ_E0707, w->too_large_at, aj_printf(w->arena, "%u", w->too_large), NULL);
        w->failed = true;
        return;
    }
    pdf_save(w, catalog, info, out);
    /* Cross-references have four bytes for an offset. */
    if (out->len > UINT32_MAX) {
        aj_diag_add(w->job->diags, AJ_F0901, 0, "the PDF is larger than 4 GiB", NULL);
        w->failed = true;
    }
}

bool pdf_write(struct aj_job *job, const struct doc_document *doc, const struct ty_pages *pages,
               struct aj_buf *out)
{
    struct pdf_writer w = {.job = job, .doc = doc, .pages = pages, .arena = aj_arena_new()};
    aj_buf_clear(out);
    if (check_pages(&w)) {
        w.gate = pdf_gate_new(pages->page_count);
        /* The fastest level: its files are 7 % larger than those of level 5, and this stage a fourth faster.
         */
        w.compressor = libdeflate_alloc_compressor(1);
        if (!pdf_gate_error(w.gate))
            write_document(&w, out);
        if (pdf_gate_error(w.gate)) {
            aj_diag_add(job->diags, AJ_F0901, 0,
                        aj_printf(w.arena, "libharu gives error 0x%04lX", pdf_gate_error(w.gate)), NULL);
            w.failed = true;
        }
        libdeflate_free_compressor(w.compressor);
        pdf_gate_free(w.gate);
    } else {
        w.failed = true;
    }
    if (w.failed)
        aj_buf_clear(out);
    aj_buf_free(&w.deflated);
    aj_buf_free(&w.scratch);
    aj_arena_free(w.arena);
    return !w.failed;
}
