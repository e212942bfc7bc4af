#include "font/internal.h"

#include <hb-subset.h>

/*
 * The tables that a PDF viewer needs of an embedded CIDFont (ISO 32000-1, 9.9, table 126: glyf, head, hhea,
 * hmtx, loca, maxp and the hinting, here dropped; CFF for OpenType with PostScript outlines). All else,
 * layout and variation tables and the cmap among them, has done its work when the text is shaped.
 */
static bool is_kept(hb_tag_t tag)
{
    return tag == HB_TAG('g', 'l', 'y', 'f') || tag == HB_TAG('h', 'e', 'a', 'd') ||
           tag == HB_TAG('h', 'h', 'e', 'a') || tag == HB_TAG('h', 'm', 't', 'x') ||
           tag == HB_TAG('l', 'o', 'c', 'a') || tag == HB_TAG('m', 'a', 'x', 'p') ||
           tag == HB_TAG('C', 'F', 'F', ' ');
}

static void drop_tables(hb_subset_input_t *input, hb_face_t *face)
{
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    hb_tag_t tags[32];
    unsigned start = 0, count;
    do {
        count = sizeof tags / sizeof tags[0];
        hb_face_get_table_tags(face, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (!is_kept(tags[i]))
                hb_set_add(drop, tags[i]);
        start += count;
    } while (count == sizeof tags / sizeof tags[0]);
}

bool fnt_subset(const struct fnt_face *face, const uint16_t *gids, uint32_t count, uint16_t *map,
                struct aj_buf *out)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return false;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    drop_tables(input, face->face);
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (uint32_t i = 0; i < count; i++)
        hb_set_add(glyphs, gids[i]);

    bool done = false;
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->face, input);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (subset) {
        const hb_map_t *ids = hb_subset_plan_old_to_new_glyph_mapping(plan);
        done = true;
        for (uint32_t i = 0; i < count; i++) {
            hb_codepoint_t id = hb_map_get(ids, gids[i]);
            done = done && id != HB_MAP_VALUE_INVALID;
            map[i] = (uint16_t)id;
        }
        hb_blob_t *blob = hb_face_reference_blob(subset);
        unsigned length;
        const char *bytes = hb_blob_get_data(blob, &length);
        done = done && length > 0;
        if (done)
            aj_buf_add(out, bytes, length);
        hb_blob_destroy(blob);
        hb_face_destroy(subset);
    }
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return done;
}
