/*
 * The file (ISO 32000-1 7.5): streams as they are, everything else in object streams, a cross-reference
 * stream, and an ID made from the bytes.
 */
#include "pdf/write.h"

#include "base/file.h"

#include <string.h>

/* Objects in one object stream: few enough to reach one without much work, enough to compress together. */
enum { GROUP = 200 };

struct place {
    uint8_t type;    /* 0 free, 1 at an offset, 2 in an object stream */
    uint32_t field;  /* the offset, or the object stream's number */
    uint16_t within; /* its index there */
};

struct save {
    struct pdf_writer *w;
    struct aj_buf *out;
    struct place *places; /* by object number */
    struct aj_buf head, body;
    uint32_t grouped;
};

static void put_object(struct save *save, pdf_obj obj, const char *entries, const void *bytes, size_t length)
{
    save->places[obj] = (struct place){.type = 1, .field = (uint32_t)save->out->len};
    pdf_put_int(save->out, obj);
    aj_buf_str(save->out, " 0 obj\n<<");
    aj_buf_str(save->out, entries);
    aj_buf_str(save->out, "/Filter/FlateDecode/Length ");
    pdf_put_int(save->out, (int64_t)length);
    aj_buf_str(save->out, ">>\nstream\n");
    aj_buf_add(save->out, bytes, length);
    aj_buf_str(save->out, "\nendstream\nendobj\n");
}

static void put_streams(struct save *save, uint32_t count)
{
    for (pdf_obj obj = 1; obj <= count; obj++) {
        if (!pdf_gate_is_stream(save->w->gate, obj))
            continue;
        save->places[obj] = (struct place){.type = 1, .field = (uint32_t)save->out->len};
        pdf_put_int(save->out, obj);
        aj_buf_str(save->out, " 0 obj\n");
        pdf_gate_write(save->w->gate, obj, save->out);
        aj_buf_str(save->out, "\nendobj\n");
    }
}

static void put_group(struct save *save, pdf_obj number)
{
    struct pdf_writer *w = save->w;
    char *entries = aj_printf(w->arena, "/Type/ObjStm/N %u/First %zu", save->grouped, save->head.len);
    aj_buf_add(&save->head, save->body.data, save->body.len);
    pdf_deflate(w, save->head.data, save->head.len);
    put_object(save, number, entries, w->deflated.data, w->deflated.len);
    aj_buf_clear(&save->head);
    aj_buf_clear(&save->body);
    save->grouped = 0;
}

/* Everything that is not a stream, in object streams numbered from `next` on. Gives the next free number. */
static pdf_obj put_groups(struct save *save, uint32_t count, pdf_obj next)
{
    for (pdf_obj obj = 1; obj <= count; obj++) {
        if (pdf_gate_is_stream(save->w->gate, obj))
            continue;
        save->places[obj] = (struct place){2, next, (uint16_t)save->grouped++};
        pdf_put_int(&save->head, obj);
        aj_buf_char(&save->head, ' ');
        pdf_put_int(&save->head, (int64_t)save->body.len);
        aj_buf_char(&save->head, ' ');
        pdf_gate_write(save->w->gate, obj, &save->body);
        aj_buf_char(&save->body, '\n');
        if (save->grouped == GROUP)
            put_group(save, next++);
    }
    if (save->grouped)
        put_group(save, next++);
    return next;
}

/* Rows of the cross-reference stream, each less the one above: columns repeat, and zeros deflate well. */
static void put_cross_references(struct save *save, uint32_t count)
{
    enum { ROW = 7 };
    uint8_t above[ROW] = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct place *place = &save->places[i];
        uint32_t f = place->field, n = i ? place->within : 65535;
        const uint8_t row[ROW] = {place->type, (uint8_t)(f >> 24), (uint8_t)(f >> 16), (uint8_t)(f >> 8),
                                  (uint8_t)f,  (uint8_t)(n >> 8),  (uint8_t)n};
        aj_buf_char(&save->body, 2); /* PNG's Up */
        for (int k = 0; k < ROW; k++)
            aj_buf_char(&save->body, (char)(row[k] - above[k]));
        memcpy(above, row, ROW);
    }
}

static void put_trailer(struct save *save, pdf_obj number, pdf_obj catalog, pdf_obj info)
{
    struct pdf_writer *w = save->w;
    char hash[65];
    aj_sha256(save->out->data, save->out->len, hash);
    size_t start = save->out->len;
    save->places[number] = (struct place){.type = 1, .field = (uint32_t)start};
    put_cross_references(save, number + 1);
    char *entries = aj_printf(w->arena,
                              "/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>"
                              "/Root %u 0 R/Info %u 0 R/ID[<%.32s><%.32s>]",
                              number + 1, catalog, info, hash, hash);
    pdf_deflate(w, save->body.data, save->body.len);
    put_object(save, number, entries, w->deflated.data, w->deflated.len);
    aj_buf_printf(save->out, "startxref\n%zu\n%%%%EOF\n", start);
}

void pdf_save(struct pdf_writer *w, pdf_obj catalog, pdf_obj info, struct aj_buf *out)
{
    uint32_t count = pdf_gate_count(w->gate);
    struct save save = {.w = w, .out = out};
    save.places = AJ_NEW_N(w->arena, struct place, (size_t)count + count / GROUP + 3);
    aj_buf_clear(out);
    aj_buf_str(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    put_streams(&save, count);
    /* Streams first: libharu knows their lengths, objects of their own, once they are written. */
    pdf_obj next = put_groups(&save, count, count + 1);
    put_trailer(&save, next, catalog, info);
    aj_buf_free(&save.head);
    aj_buf_free(&save.body);
}
