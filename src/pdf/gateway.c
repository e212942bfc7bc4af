#include "pdf/gateway.h"

#include "base/arena.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <stdlib.h>

struct entries {
    const char *text;
    size_t length;
};

struct pdf_gate {
    HPDF_Doc doc;
    struct entries *entries; /* by object number */
    uint32_t entry_cap;
    HPDF_Stream sink;   /* writes to `out` */
    struct aj_buf *out; /* during pdf_gate_write */
    unsigned long error;
};

enum { NUMBER_MASK = 0x00FFFFFF, PIECE = 1 << 20 };

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    struct pdf_gate *gate = user;
    (void)detail;
    if (!gate->error)
        gate->error = error ? error : 1;
}

static void *allocate(HPDF_UINT size)
{
    return aj_malloc(size);
}

static HPDF_STATUS write_to_buffer(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
    struct pdf_gate *gate = stream->attr;
    aj_buf_add(gate->out, bytes, size);
    return HPDF_OK;
}

/* libharu calls this while it writes a dictionary, after the entries it knows itself. */
static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    struct pdf_gate *gate = stream->attr;
    uint32_t number = dict->header.obj_id & NUMBER_MASK;
    if (number < gate->entry_cap)
        aj_buf_add(gate->out, gate->entries[number].text, gate->entries[number].length);
    return HPDF_OK;
}

struct pdf_gate *pdf_gate_new(uint32_t pages)
{
    struct pdf_gate *gate = aj_malloc(sizeof *gate);
    *gate = (struct pdf_gate){0};
    gate->doc = HPDF_NewEx(on_error, allocate, free, 0, gate);
    if (!gate->doc) {
        gate->error = gate->error ? gate->error : 1;
        return gate;
    }
    /* A node of libharu's page tree holds at most 8,191 pages: past 64, two levels. */
    if (pages > 64) {
        uint32_t leaf = 64;
        while (leaf * 4096u < pages)
            leaf *= 2;
        HPDF_SetPagesConfiguration(gate->doc, leaf);
    }
    gate->sink = HPDF_CallbackWriter_New(gate->doc->mmgr, write_to_buffer, gate);
    return gate;
}

void pdf_gate_free(struct pdf_gate *gate)
{
    if (!gate)
        return;
    if (gate->sink)
        HPDF_Stream_Free(gate->sink);
    if (gate->doc)
        HPDF_Free(gate->doc);
    free(gate->entries);
    free(gate);
}

static pdf_obj number_of(HPDF_Dict dict)
{
    return dict->header.obj_id & NUMBER_MASK;
}

static HPDF_Dict find(const struct pdf_gate *gate, pdf_obj obj)
{
    /* Entry 0 is the free head of the list; numbers follow one by one. */
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(gate->doc->xref, obj);
    return entry ? entry->obj : NULL;
}

/* libharu's lists grow by so many items at a time, and copy all that they have. */
static void make_room(struct pdf_gate *gate)
{
    HPDF_List entries = gate->doc->xref->entries;
    if (entries->count == entries->block_siz && entries->count / 2 > entries->items_per_block)
        entries->items_per_block = entries->count / 2;
}

pdf_obj pdf_gate_dict(struct pdf_gate *gate)
{
    if (gate->error)
        return 0;
    make_room(gate);
    HPDF_Dict dict = HPDF_Dict_New(gate->doc->mmgr);
    if (!dict || HPDF_Xref_Add(gate->doc->xref, dict) != HPDF_OK)
        return 0;
    dict->write_fn = write_entries;
    return number_of(dict);
}

static void add_bytes(struct pdf_gate *gate, HPDF_Stream stream, const void *bytes, size_t length)
{
    for (const HPDF_BYTE *p = bytes; length && !gate->error;) {
        size_t piece = length < PIECE ? length : PIECE;
        if (HPDF_Stream_Write(stream, p, (HPDF_UINT)piece) != HPDF_OK)
            on_error(HPDF_INVALID_STREAM, 0, gate);
        p += piece;
        length -= piece;
    }
}

pdf_obj pdf_gate_stream(struct pdf_gate *gate, const void *bytes, size_t length)
{
    if (gate->error)
        return 0;
    HPDF_Dict dict = HPDF_DictStream_New(gate->doc->mmgr, gate->doc->xref);
    if (!dict)
        return 0;
    dict->write_fn = write_entries;
    dict->filter = HPDF_STREAM_FILTER_NONE;
    add_bytes(gate, dict->stream, bytes, length);
    return number_of(dict);
}

pdf_obj pdf_gate_page(struct pdf_gate *gate)
{
    if (gate->error)
        return 0;
    HPDF_Page page = HPDF_AddPage(gate->doc);
    if (!page)
        return 0;
    /* Its boxes are floats of the default size and its resources one set a page: ours replace them. */
    HPDF_Dict_RemoveElement(page, "MediaBox");
    HPDF_Dict_RemoveElement(page, "Resources");
    page->write_fn = write_entries;
    return number_of(page);
}

void pdf_gate_contents(struct pdf_gate *gate, pdf_obj page, const void *bytes, size_t length)
{
    static const char filter[] = "/Filter/FlateDecode";
    HPDF_Dict dict = gate->error ? NULL : find(gate, page);
    if (!dict)
        return;
    HPDF_PageAttr attr = dict->attr;
    attr->contents->write_fn = write_entries;
    attr->contents->filter = HPDF_STREAM_FILTER_NONE;
    add_bytes(gate, attr->stream, bytes, length);
    pdf_gate_set(gate, number_of(attr->contents), filter, sizeof filter - 1);
}

pdf_obj pdf_gate_catalog(struct pdf_gate *gate)
{
    if (gate->error)
        return 0;
    gate->doc->catalog->write_fn = write_entries;
    return number_of(gate->doc->catalog);
}

pdf_obj pdf_gate_info(struct pdf_gate *gate)
{
    if (gate->error)
        return 0;
    if (!gate->doc->info)
        return pdf_gate_dict(gate);
    HPDF_Dict_RemoveElement(gate->doc->info, "Producer");
    gate->doc->info->write_fn = write_entries;
    return number_of(gate->doc->info);
}

void pdf_gate_set(struct pdf_gate *gate, pdf_obj obj, const char *entries, size_t length)
{
    if (gate->error)
        return;
    if (obj >= gate->entry_cap) {
        uint32_t cap = gate->entry_cap ? gate->entry_cap : 1024;
        while (cap <= obj)
            cap *= 2;
        gate->entries = aj_realloc(gate->entries, cap * sizeof *gate->entries);
        for (uint32_t i = gate->entry_cap; i < cap; i++)
            gate->entries[i] = (struct entries){"", 0};
        gate->entry_cap = cap;
    }
    gate->entries[obj] = (struct entries){entries, length};
}

uint32_t pdf_gate_count(const struct pdf_gate *gate)
{
    return gate->doc ? gate->doc->xref->entries->count - 1 : 0;
}

bool pdf_gate_is_stream(const struct pdf_gate *gate, pdf_obj obj)
{
    HPDF_Dict dict = find(gate, obj);
    return dict && (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && dict->stream;
}

void pdf_gate_write(struct pdf_gate *gate, pdf_obj obj, struct aj_buf *out)
{
    if (gate->error)
        return;
    gate->out = out;
    if (HPDF_Obj_WriteValue(find(gate, obj), gate->sink, NULL) != HPDF_OK)
        on_error(HPDF_INVALID_OBJECT, 0, gate);
    gate->out = NULL;
}

unsigned long pdf_gate_error(const struct pdf_gate *gate)
{
    return gate->error;
}
