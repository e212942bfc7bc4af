/* A face for a browser: a subset by characters, wrapped as WOFF 1.0 (W3C Recommendation, 13 December 2012).
 */
#include "font/internal.h"

#include <hb-subset.h>
#include <libdeflate.h>
#include <string.h>

enum {
    SFNT_HEAD = 12,
    SFNT_ENTRY = 16,
    WOFF_HEAD = 44,
    WOFF_ENTRY = 20,
    LEVEL = 9,
    WEB_FILES_MOST = 8 << 20
};

static uint32_t u32(const char *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void put32(char *bytes, uint32_t value)
{
    for (int i = 3; i >= 0; i--, value >>= 8)
        bytes[i] = (char)(value & 0xFF);
}

/* One table, compressed where that makes it smaller (WOFF 1.0, section 5), padded to four bytes. */
static uint32_t add_table(struct libdeflate_compressor *compressor, const char *bytes, uint32_t length,
                          struct aj_buf *out)
{
    char *room = aj_buf_room(out, (size_t)length + 4);
    size_t packed =
        compressor && length ? libdeflate_zlib_compress(compressor, bytes, length, room, length - 1) : 0;
    if (!packed) {
        memcpy(room, bytes, length);
        packed = length;
    }
    memset(room + packed, 0, 4);
    out->len += (packed + 3) & ~(size_t)3;
    return (uint32_t)packed;
}

/* The sfnt's tables in their order; its directory was made by HarfBuzz and is sorted by tag. */
static bool wrap(const char *sfnt, size_t length, struct aj_buf *out)
{
    uint32_t count = length >= SFNT_HEAD ? u32(sfnt + 4) >> 16 : 0;
    if (!count || length > UINT32_MAX / 2 || length < SFNT_HEAD + (size_t)count * SFNT_ENTRY)
        return false;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t start = out->len, heads = WOFF_HEAD + (size_t)count * WOFF_ENTRY;
    memset(aj_buf_room(out, heads), 0, heads);
    out->len += heads;
    uint32_t whole = SFNT_HEAD + count * SFNT_ENTRY;
    bool good = true;
    for (uint32_t i = 0; i < count && good; i++) {
        const char *entry = sfnt + SFNT_HEAD + (size_t)i * SFNT_ENTRY;
        uint32_t offset = u32(entry + 8), size = u32(entry + 12), at = (uint32_t)(out->len - start);
        good = offset <= length && size <= length - offset;
        uint32_t packed = good ? add_table(compressor, sfnt + offset, size, out) : 0;
        char *to = out->data + start + WOFF_HEAD + (size_t)i * WOFF_ENTRY;
        memcpy(to, entry, 4);
        put32(to + 4, at);
        put32(to + 8, packed);
        put32(to + 12, size);
        memcpy(to + 16, entry + 4, 4);
        whole += (size + 3) & ~UINT32_C(3);
    }
    char *head = out->data + start;
    memcpy(head, "wOFF", 4);
    memcpy(head + 4, sfnt, 4);
    put32(head + 8, (uint32_t)(out->len - start));
    put32(head + 12, count << 16);
    put32(head + 16, whole);
    put32(head + 20, 1 << 16);
    libdeflate_free_compressor(compressor);
    if (!good)
        out->len = start;
    return good;
}

static void add_features(hb_subset_input_t *input, const char *features)
{
    hb_set_t *set = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    for (const char *p = features; p && *p;) {
        size_t n = strcspn(p, ",");
        if (n >= 4 && (n == 4 || p[4] == '=' || p[4] == ' '))
            hb_set_add(set, HB_TAG(p[0], p[1], p[2], p[3]));
        p += n + (p[n] == ',');
    }
}

static bool make(const struct fnt_face *face, const uint32_t *codes, uint32_t count, const char *features,
                 struct aj_buf *out)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return false;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *unicodes = hb_subset_input_unicode_set(input);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (hb_set_has(face->characters, codes[i])) {
            hb_set_add(unicodes, codes[i]);
            kept++;
        }
    add_features(input, features);
    hb_face_t *subset = kept ? hb_subset_or_fail(face->face, input) : NULL;
    bool done = false;
    if (subset) {
        hb_blob_t *blob = hb_face_reference_blob(subset);
        unsigned length;
        const char *bytes = hb_blob_get_data(blob, &length);
        done = wrap(bytes, length, out);
        hb_blob_destroy(blob);
        hb_face_destroy(subset);
    }
    hb_subset_input_destroy(input);
    return done;
}

/* What was made, as it was asked for. */
static const char *key_of(struct aj_buf *key, const struct fnt_face *face, const uint32_t *codes,
                          uint32_t count, const char *features)
{
    aj_buf_printf(key, "%s\n%s\n", face->sha256, features ? features : "");
    for (uint32_t i = 0; i < count; i++)
        aj_buf_printf(key, "%x ", codes[i] - (i ? codes[i - 1] : 0));
    return key->data;
}

bool fnt_web_font(struct fnt_library *library, const struct fnt_face *face, const uint32_t *codes,
                  uint32_t count, const char *features, struct aj_buf *out)
{
    struct aj_buf key = AJ_BUF_INIT;
    const struct fnt_web_file *kept =
        aj_map_find(&library->web_files, key_of(&key, face, codes, count, features));
    size_t start = out->len;
    bool done = true;
    if (kept)
        aj_buf_add(out, kept->bytes, kept->length);
    else
        done = make(face, codes, count, features, out);
    size_t length = out->len - start;
    if (!kept && done && library->web_bytes + length + key.len <= WEB_FILES_MOST) {
        struct fnt_web_file *file = AJ_NEW(library->arena, struct fnt_web_file);
        char *bytes = aj_alloc(library->arena, length);
        memcpy(bytes, out->data + start, length);
        *file = (struct fnt_web_file){bytes, length};
        aj_map_put(&library->web_files, aj_strdup(library->arena, key.data), file);
        library->web_bytes += length + key.len;
    }
    aj_buf_free(&key);
    return done;
}
