/* Embedding: the objects of a composite font around its subset (ISO 32000-1 9.7). */
#include "pdf/font.h"

#include "pdf/cmap.h"
#include "pdf/sfnt.h"

#include <stdlib.h>

/* Six letters from the subset's bytes (9.6.4): the same subset has the same tag. */
static void write_tag(char tag[8], const struct aj_buf *program)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < program->len; i++)
        hash = (hash ^ (uint8_t)program->data[i]) * 0x100000001B3u;
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    tag[6] = '+';
    tag[7] = '\0';
}

static int64_t to_milli_em(const struct fnt_metrics *metrics, int64_t units)
{
    int64_t upem = metrics->upem > 0 ? metrics->upem : 1000;
    return (units * 1000000 + (units < 0 ? -upem : upem) / 2) / upem;
}

static pdf_obj add_descriptor(struct pdf_writer *w, const struct pdf_font *font, const char *name,
                              pdf_obj program, bool cff)
{
    enum { FIXED = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
    const struct fnt_metrics *m = fnt_face_metrics(font->face);
    int flags = SYMBOLIC | (m->fixed_pitch ? FIXED : 0) | (m->serif ? SERIF : 0) | (m->italic ? ITALIC : 0);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/FontDescriptor/FontName");
    pdf_put_name(buf, name);
    aj_buf_str(buf, "/Flags ");
    pdf_put_int(buf, flags);
    aj_buf_str(buf, "/ItalicAngle ");
    double angle = m->italic_angle;
    pdf_put_milli(buf, angle > -90 && angle < 90 ? (int64_t)(angle * 1000) : 0);
    const struct {
        const char *key;
        int32_t units;
    } entries[] = {{"/Ascent ", m->ascent},
                   {"/Descent ", m->descent},
                   {"/CapHeight ", m->cap_height ? m->cap_height : m->ascent},
                   {"/XHeight ", m->x_height},
                   {"/StemV ", m->stem_v}};
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        aj_buf_str(buf, entries[i].key);
        pdf_put_milli(buf, to_milli_em(m, entries[i].units));
    }
    int64_t box[4];
    for (int i = 0; i < 4; i++)
        box[i] = to_milli_em(m, m->bbox[i]);
    aj_buf_str(buf, "/FontBBox");
    pdf_put_box(buf, box);
    aj_buf_str(buf, cff ? "/FontFile3 " : "/FontFile2 ");
    pdf_put_ref(buf, program);
    pdf_obj descriptor = pdf_gate_dict(w->gate);
    pdf_end(w, descriptor);
    return descriptor;
}

struct width {
    uint16_t cid;
    uint32_t width;
};

static int compare_widths(const void *a, const void *b)
{
    const struct width *x = a, *y = b;
    return (x->cid > y->cid) - (x->cid < y->cid);
}

/* W by CID: "[c[w w …]c[w …]]". */
static void put_widths(struct pdf_writer *w, struct aj_buf *buf, const struct pdf_font *font,
                       const uint16_t *cids)
{
    struct width *widths = AJ_NEW_N(w->arena, struct width, font->count);
    for (uint32_t code = 1; code < font->count; code++)
        widths[code - 1] = (struct width){cids ? cids[code] : (uint16_t)code, font->pairs[code].width};
    if (cids)
        qsort(widths, font->count - 1, sizeof *widths, compare_widths);
    aj_buf_str(buf, "/W[");
    for (uint32_t i = 0; i + 1 < font->count; i++) {
        if (i && widths[i].cid == widths[i - 1].cid)
            continue;
        bool follows = i && widths[i].cid == widths[i - 1].cid + 1;
        if (!follows) {
            aj_buf_str(buf, i ? "]" : "");
            pdf_put_int(buf, widths[i].cid);
        }
        aj_buf_char(buf, follows ? ' ' : '[');
        pdf_put_milli(buf, (int64_t)widths[i].width * 10);
    }
    aj_buf_str(buf, "]]");
}

static pdf_obj add_cid_to_gid(struct pdf_writer *w, const struct pdf_font *font, const uint16_t *map)
{
    uint8_t *bytes = AJ_NEW_N(w->arena, uint8_t, 2 * font->count);
    for (uint32_t code = 1; code < font->count; code++) {
        bytes[2 * (size_t)code] = (uint8_t)(map[code] >> 8);
        bytes[2 * (size_t)code + 1] = (uint8_t)map[code];
    }
    return pdf_add_stream(w, bytes, 2 * (size_t)font->count, "");
}

static pdf_obj add_encoding(struct pdf_writer *w, const struct pdf_font *font, const uint16_t *cids,
                            const char *name)
{
    struct aj_buf cmap = AJ_BUF_INIT;
    pdf_put_encoding(&cmap, font, cids, name);
    const char *entries = aj_printf(w->arena,
                                    "/Type/CMap/CMapName/%s/CIDSystemInfo<</Registry(Adobe)"
                                    "/Ordering(Identity)/Supplement 0>>/WMode 0",
                                    name);
    pdf_obj encoding = pdf_add_stream(w, cmap.data, cmap.len, entries);
    aj_buf_free(&cmap);
    return encoding;
}

/* A font's objects around its program; map: by code, the glyph in the subset; cids: by code, for CFF. */
static void add_dictionaries(struct pdf_writer *w, struct pdf_font *font, const struct aj_buf *program,
                             const uint16_t *map, const uint16_t *cids)
{
    char tag[8];
    write_tag(tag, program);
    const char *given = fnt_face_postscript_name(font->face);
    const char *name = aj_printf(w->arena, "%s%s", tag, given && *given ? given : "Font");
    const char *entries = cids ? "/Subtype/OpenType" : aj_printf(w->arena, "/Length1 %zu", program->len);
    pdf_obj file = pdf_add_stream(w, program->data, program->len, entries);
    pdf_obj descriptor = add_descriptor(w, font, name, file, cids != NULL);
    pdf_obj cid_font = pdf_gate_dict(w->gate);
    pdf_obj glyph_map = cids ? 0 : add_cid_to_gid(w, font, map);
    const char *cmap_name = "Identity-H", *cmap_entry = "/Identity-H";
    if (cids) {
        cmap_name = aj_printf(w->arena, "%.6s-Codes", tag);
        cmap_entry = aj_printf(w->arena, " %u 0 R", add_encoding(w, font, cids, cmap_name));
    }
    struct aj_buf cmap = AJ_BUF_INIT;
    pdf_put_to_unicode(&cmap, font);
    pdf_obj to_unicode = pdf_add_stream(w, cmap.data, cmap.len, "");
    aj_buf_free(&cmap);

    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, cids ? "/Type/Font/Subtype/CIDFontType0/BaseFont"
                         : "/Type/Font/Subtype/CIDFontType2/BaseFont");
    pdf_put_name(buf, name);
    aj_buf_str(buf, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
    pdf_put_ref(buf, descriptor);
    if (glyph_map) {
        aj_buf_str(buf, "/CIDToGIDMap ");
        pdf_put_ref(buf, glyph_map);
    }
    put_widths(w, buf, font, cids);
    pdf_end(w, cid_font);

    buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/Font/Subtype/Type0/BaseFont");
    pdf_put_name(buf, cids ? aj_printf(w->arena, "%s-%s", name, cmap_name) : name);
    aj_buf_str(buf, "/Encoding");
    aj_buf_str(buf, cmap_entry);
    aj_buf_str(buf, "/DescendantFonts[");
    pdf_put_ref(buf, cid_font);
    aj_buf_str(buf, "]/ToUnicode ");
    pdf_put_ref(buf, to_unicode);
    font->object = pdf_gate_dict(w->gate);
    pdf_end(w, font->object);
}

/* Widths from the program that is embedded, so that both say the same (PDF/A-2 6.2.11.5). */
static bool set_widths(struct pdf_font *font, const struct pdf_sfnt *sfnt, const uint16_t *map)
{
    for (uint32_t code = 1; code < font->count; code++) {
        uint64_t units = pdf_sfnt_advance(sfnt, map[code]);
        font->pairs[code].width = (uint32_t)((units * 100000 + sfnt->upem / 2) / sfnt->upem);
    }
    return true;
}

static bool embed(struct pdf_writer *w, struct pdf_font *font, struct aj_buf *program)
{
    if (fnt_face_metrics(font->face)->cff)
        pdf_order_codes(w, font);
    uint16_t *gids = AJ_NEW_N(w->arena, uint16_t, font->count);
    uint16_t *map = AJ_NEW_N(w->arena, uint16_t, font->count), *cids = NULL;
    for (uint32_t code = 1; code < font->count; code++)
        gids[code] = font->pairs[code].gid;
    struct pdf_sfnt sfnt;
    if (!fnt_subset(font->face, gids, font->count, map, program) ||
        !pdf_sfnt_open(&sfnt, program->data, program->len) || !set_widths(font, &sfnt, map))
        return false;
    if (sfnt.cff) {
        uint32_t most = 0;
        for (uint32_t code = 0; code < font->count; code++)
            most = map[code] > most ? map[code] : most;
        uint16_t *by_gid = AJ_NEW_N(w->arena, uint16_t, most + 1);
        if (!pdf_cff_cids(&sfnt, by_gid, most + 1))
            return false;
        cids = AJ_NEW_N(w->arena, uint16_t, font->count);
        for (uint32_t code = 1; code < font->count; code++)
            cids[code] = by_gid[map[code]];
    }
    add_dictionaries(w, font, program, map, cids);
    return true;
}

/* Where the first text of a face stands in the report. */
static aj_at first_place(const struct pdf_writer *w, const struct fnt_face *face)
{
    for (uint32_t i = 0; i < w->pages->fragment_count; i++) {
        const struct ty_fragment *f = &w->pages->fragments[i];
        if (f->kind == TY_TEXT && f->as.run->face == face && f->node && f->node < w->doc->node_count)
            return w->doc->nodes[f->node].at;
    }
    return 0;
}

bool pdf_add_fonts(struct pdf_writer *w)
{
    pdf_collect_codes(w);
    bool done = true;
    struct aj_buf program = AJ_BUF_INIT;
    for (uint32_t i = 0; i < w->font_count; i++) {
        aj_buf_clear(&program);
        if (embed(w, &w->fonts[i], &program))
            continue;
        const char *name = fnt_face_postscript_name(w->fonts[i].face);
        aj_diag_add(w->job->diags, AJ_E0708, first_place(w, w->fonts[i].face), name, NULL);
        done = false;
    }
    aj_buf_free(&program);
    return done;
}
