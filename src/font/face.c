#include "font/internal.h"

#include "base/file.h"
#include "base/path.h"
#include "font/sfnt.h"

#include <errno.h>
#include <hb-ot.h>
#include <string.h>

struct fnt_library *fnt_library_new(void)
{
    struct aj_arena *arena = aj_arena_new();
    struct fnt_library *library = AJ_NEW(arena, struct fnt_library);
    library->arena = arena;
    library->held = aj_arena_new();
    library->faces = (struct aj_map)AJ_MAP_INIT(library->held);
    library->web_files = (struct aj_map)AJ_MAP_INIT(arena);
    library->buffer = hb_buffer_create();
    fnt_cache_open(library);
    return library;
}

void fnt_library_free(struct fnt_library *library)
{
    if (!library)
        return;
    fnt_cache_close(library);
    hb_buffer_destroy(library->buffer);
    aj_arena_free(library->held);
    aj_arena_free(library->arena);
}

void fnt_forget_faces(struct fnt_library *library)
{
    aj_arena_free(library->held);
    library->held = aj_arena_new();
    library->faces = (struct aj_map)AJ_MAP_INIT(library->held);
    library->face_count = 0;
    library->setups = NULL;
    library->setup_len = library->setup_cap = 0;
    library->last = NULL;
}

static void release_face(void *object)
{
    struct fnt_face *face = object;
    hb_set_destroy(face->characters);
    hb_font_destroy(face->font);
    hb_face_destroy(face->face);
    aj_file_unmap(face->bytes, face->length);
}

/*
 * The name table's entry 6 without the characters that the OpenType specification ("name", name id 6) and PDF
 * names forbid; the file's name where nothing is left.
 */
static const char *find_postscript_name(struct fnt_library *library, const struct fnt_face *face)
{
    char name[64];
    unsigned room = sizeof name;
    hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &room, name);
    if (!name[0])
        strncat(name, face->name, sizeof name - 1);
    char *out = aj_alloc(library->held, sizeof name), *end = out;
    for (const char *p = name; *p; p++)
        if (*p > ' ' && *p < 127 && !strchr("[](){}<>/%#", *p))
            *end++ = *p;
    return end > out ? out : "Font";
}

static int32_t glyph_extent(const struct fnt_face *face, hb_codepoint_t code, bool width)
{
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (!hb_font_get_nominal_glyph(face->font, code, &glyph) ||
        !hb_font_get_glyph_extents(face->font, glyph, &extents))
        return 0;
    return width ? extents.width : extents.y_bearing;
}

static void measure_missing(struct fnt_face *face)
{
    struct fnt_metrics *m = &face->metrics;
    if (m->cap_height <= 0)
        m->cap_height = glyph_extent(face, 'H', false);
    if (m->x_height <= 0)
        m->x_height = glyph_extent(face, 'x', false);
    /*
     * The stem of an upright sans serif is the width of its l; with serifs or a slant the outline's width
     * says nothing, and the weight gives a plausible value.
     */
    int32_t stem = m->serif || m->italic || m->fixed_pitch ? 0 : glyph_extent(face, 'l', true);
    if (stem < m->upem / 100 || stem > m->upem / 4)
        stem = (50 + (m->weight > 50 ? m->weight - 50 : 0) * 2 / 10) * m->upem / 1000;
    m->stem_v = stem;
}

/* fsType (OpenType, "OS/2"): 2 alone is restricted; 0x100 forbids subsetting; 0x200 outlines. */
static bool may_embed(uint16_t type)
{
    return (type & 0xF) != 2 && !(type & 0x300);
}

static bool check_bytes(struct aj_job *job, const char *name, const char *bytes, size_t length,
                        struct fnt_metrics *metrics, aj_at at)
{
    struct sfnt sfnt;
    char tag[5];
    switch (sfnt_open(&sfnt, bytes, length, tag)) {
    case SFNT_NO_FONT:
        aj_diag_add(job->diags, AJ_E0604, at, name, NULL);
        return false;
    case SFNT_DAMAGED:
        aj_diag_add(job->diags, AJ_E0603, at, name, tag, NULL);
        return false;
    case SFNT_WHOLE:
        break;
    }
    uint16_t type = sfnt_embedding(&sfnt);
    if (!may_embed(type)) {
        aj_diag_add(job->diags, AJ_E0602, at, name, aj_printf(job->arena, "%u", type), NULL);
        return false;
    }
    sfnt_metrics(&sfnt, metrics);
    return true;
}

static struct fnt_face *read_face(struct fnt_library *library, struct aj_job *job, const char *path, aj_at at)
{
    const char *name = aj_path_name(path);
    size_t length;
    const char *bytes = aj_file_map(path, &length);
    if (!bytes) {
        aj_diag_add(job->diags, AJ_E0601, at, name, aj_file_reason(errno, AJ_ENGLISH),
                    aj_file_reason(errno, AJ_SWEDISH), NULL);
        return NULL;
    }
    struct fnt_metrics metrics;
    if (length > INT32_MAX || !check_bytes(job, name, bytes, length, &metrics, at)) {
        aj_file_unmap(bytes, length);
        return NULL;
    }
    struct fnt_face *face = AJ_NEW(library->held, struct fnt_face);
    aj_arena_own(library->held, face, release_face);
    face->path = aj_strdup(library->held, path);
    face->name = aj_path_name(face->path);
    face->bytes = bytes;
    face->length = length;
    face->metrics = metrics;
    aj_sha256(bytes, length, face->sha256);
    /* The hash went through all of it; shaping and subsetting need a small part. */
    aj_file_forget(bytes, length);

    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face->face);
    face->font = hb_font_create(face->face);
    hb_font_make_immutable(face->font);
    face->characters = hb_set_create();
    hb_face_collect_unicodes(face->face, face->characters);
    face->postscript_name = find_postscript_name(library, face);
    measure_missing(face);
    return face;
}

const struct fnt_face *fnt_face_load(struct fnt_library *library, struct aj_job *job, const char *path,
                                     aj_at at)
{
    struct fnt_face *face = aj_map_find(&library->faces, path);
    if (!face) {
        face = read_face(library, job, path, at);
        if (!face)
            return NULL;
        aj_map_put(&library->faces, face->path, face);
        library->face_count++;
    }
    aj_job_note_input(job, AJ_INPUT_FONT, face->name, face->sha256);
    return face;
}

const struct fnt_metrics *fnt_face_metrics(const struct fnt_face *face)
{
    return &face->metrics;
}

const char *fnt_face_postscript_name(const struct fnt_face *face)
{
    return face->postscript_name;
}

const char *fnt_face_path(const struct fnt_face *face)
{
    return face->path;
}

const char *fnt_face_sha256(const struct fnt_face *face)
{
    return face->sha256;
}

bool fnt_face_has(const struct fnt_face *face, uint32_t code)
{
    return hb_set_has(face->characters, code);
}

bool fnt_face_has_feature(const struct fnt_face *face, const char *tag)
{
    hb_tag_t wanted = hb_tag_from_string(tag, -1), found[64];
    unsigned count = 64;
    for (unsigned start = 0; count == 64; start += count) {
        hb_ot_layout_table_get_feature_tags(face->face, HB_OT_TAG_GSUB, start, &count, found);
        for (unsigned i = 0; i < count; i++)
            if (found[i] == wanted)
                return true;
    }
    return false;
}
