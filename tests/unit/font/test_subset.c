#include "fonts.h"
#include "suite.h"

#include <hb.h>
#include <string.h>

AJ_SUITE(subset);

enum { COUNT = 64 };

static uint32_t glyphs_of(struct bench *bench, const struct fnt_face *face, const char *text, uint16_t *gids)
{
    const struct fnt_word *word = fnt_shape(bench->library, face, NULL, "sv", text, strlen(text));
    cr_assert(word->glyph_count <= COUNT);
    for (uint32_t i = 0; i < word->glyph_count; i++)
        gids[i] = word->glyphs[i].gid;
    return word->glyph_count;
}

/* The subset has the same advances and outlines under the new ids, and only the tables a PDF needs. */
static void check_subset(const char *path, const char *outlines)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, path);
    uint16_t gids[COUNT], map[COUNT];
    uint32_t count = glyphs_of(&bench, face, "Årshjul − budget 2022–2024, ”ä” §", gids);
    struct aj_buf out = AJ_BUF_INIT, again = AJ_BUF_INIT;
    cr_assert(fnt_subset(face, gids, count, map, &out));
    cr_assert(fnt_subset(face, gids, count, map, &again));
    cr_expect(out.len == again.len && !memcmp(out.data, again.data, out.len));
    cr_expect(lt(sz, out.len, 12000));

    hb_blob_t *blob = hb_blob_create(out.data, (unsigned)out.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *subset = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(subset);
    hb_blob_t *whole_blob = hb_blob_create_from_file(path);
    hb_face_t *whole_face = hb_face_create(whole_blob, 0);
    hb_font_t *whole = hb_font_create(whole_face);
    for (uint32_t i = 0; i < count; i++) {
        hb_glyph_extents_t a = {0}, b = {0};
        cr_assert(map[i] < hb_face_get_glyph_count(subset));
        cr_expect(
            eq(i32, hb_font_get_glyph_h_advance(font, map[i]), hb_font_get_glyph_h_advance(whole, gids[i])));
        hb_font_get_glyph_extents(font, map[i], &a);
        hb_font_get_glyph_extents(whole, gids[i], &b);
        cr_expect(eq(i32, a.width, b.width), "glyph %u", gids[i]);
        cr_expect(eq(i32, a.height, b.height), "glyph %u", gids[i]);
    }
    hb_tag_t tags[32];
    unsigned tag_count = 32;
    hb_face_get_table_tags(subset, 0, &tag_count, tags);
    for (unsigned i = 0; i < tag_count; i++) {
        char name[5] = "";
        hb_tag_to_string(tags[i], name);
        cr_expect(strstr("head hhea hmtx maxp", name) || strstr(outlines, name), "table %s", name);
    }
    hb_font_destroy(whole);
    hb_face_destroy(whole_face);
    hb_blob_destroy(whole_blob);
    hb_font_destroy(font);
    hb_face_destroy(subset);
    hb_blob_destroy(blob);
    aj_buf_free(&again);
    aj_buf_free(&out);
    bench_close(&bench);
}

Test(subset, truetype)
{
    check_subset(OPEN_SANS, "glyf loca");
}

Test(subset, cff)
{
    check_subset(INTER, "CFF ");
}

Test(subset, glyphs_that_are_not_there)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    static const uint16_t gids[] = {0, 65000};
    uint16_t map[2];
    struct aj_buf out = AJ_BUF_INIT;
    cr_expect(not(fnt_subset(face, gids, 2, map, &out)));
    cr_expect(eq(sz, out.len, 0));
    cr_assert(fnt_subset(face, gids, 1, map, &out));
    cr_expect(eq(u16, map[0], 0));
    aj_buf_free(&out);
    bench_close(&bench);
}
