#include "font/internal.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096, LONGEST = 65535 };

static struct fnt_slot *new_slots(uint32_t count)
{
    struct fnt_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        aj_out_of_memory();
    return slots;
}

static struct fnt_words open_words(void)
{
    return (struct fnt_words){aj_arena_new(), new_slots(FIRST_SLOTS), FIRST_SLOTS - 1, 0};
}

static void close_words(struct fnt_words *words)
{
    aj_arena_free(words->arena);
    free(words->slots);
    *words = (struct fnt_words){0};
}

static size_t words_bytes(const struct fnt_words *words)
{
    return aj_arena_bytes(words->arena) + (words->slot_mask + 1) * sizeof *words->slots;
}

void fnt_cache_open(struct fnt_library *library)
{
    library->young = open_words();
}

void fnt_cache_close(struct fnt_library *library)
{
    close_words(&library->young);
    close_words(&library->old);
}

void fnt_library_trim(struct fnt_library *library, size_t most)
{
    enum {
        FACES_MOST = 64
    }; /* those of the templates' themes are about twenty; the rest are organisations' */
    if (library->face_count > FACES_MOST) {
        fnt_cache_close(library);
        fnt_forget_faces(library);
        fnt_cache_open(library);
    } else if (words_bytes(&library->young) > most / 2) {
        close_words(&library->old);
        library->old = library->young;
        library->young = open_words();
    }
}

/* A multiply-and-fold step over 64 bits: enough to spread words, and reads eight bytes at a time. */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
    a = (a ^ b) * UINT64_C(0x9E3779B97F4A7C15);
    return a ^ a >> 29;
}

static inline uint64_t hash_text(uint64_t hash, const char *text, size_t length)
{
    uint64_t chunk;
    hash = mix(hash, length);
    for (; length > 8; length -= 8, text += 8) {
        memcpy(&chunk, text, 8);
        hash = mix(hash, chunk);
    }
    chunk = 0;
    memcpy(&chunk, text, length);
    return mix(hash, chunk) ^ hash >> 32;
}

/* "tnum,liga=0" as HarfBuzz features; what it cannot read is left out (the document stage has checked it). */
static void parse_features(struct fnt_setup *setup)
{
    const char *p = setup->features;
    while (*p && setup->feature_count < FNT_FEATURE_MOST) {
        const char *end = strchr(p, ',');
        size_t n = end ? (size_t)(end - p) : strlen(p);
        if (hb_feature_from_string(p, (int)n, &setup->hb_features[setup->feature_count]))
            setup->feature_count++;
        p += n + (end != NULL);
    }
}

static const struct fnt_setup *find_setup(struct fnt_library *library, const struct fnt_face *face,
                                          const char *features, const char *language)
{
    for (uint32_t i = 0; i < library->setup_len; i++) {
        const struct fnt_setup *s = library->setups[i];
        if (s->face == face && !strcmp(s->features, features) && !strcmp(s->language, language))
            return s;
    }
    struct fnt_setup *s = AJ_NEW(library->held, struct fnt_setup);
    s->face = face;
    s->features = aj_strdup(library->held, features);
    s->language = aj_strdup(library->held, language);
    s->seed = mix(UINT64_C(0xC2B2AE3D27D4EB4F), library->setup_len + 1);
    /* Without a language HarfBuzz would ask the process's locale. */
    s->hb_language = hb_language_from_string(*language ? language : "und", -1);
    parse_features(s);
    AJ_PUSH(library->held, library->setups, library->setup_len, library->setup_cap, s);
    return s;
}

static struct fnt_word *shape(struct fnt_library *library, const struct fnt_setup *setup, const char *text,
                              size_t length)
{
    hb_buffer_t *buffer = library->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text, (int)length, 0, (int)length);
    hb_buffer_set_language(buffer, setup->hb_language);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(setup->face->font, buffer, setup->hb_features, setup->feature_count);
    /* Without memory the buffer holds part of the text, or no glyphs but characters: that must not be
     * printed. */
    if (!hb_buffer_allocation_successful(buffer) ||
        (length && hb_buffer_get_content_type(buffer) != HB_BUFFER_CONTENT_TYPE_GLYPHS))
        aj_out_of_memory();

    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    size_t glyph_bytes = count * sizeof(struct fnt_glyph);
    struct fnt_word *word = aj_alloc(library->young.arena, sizeof *word + glyph_bytes + length + 1);
    struct fnt_glyph *glyphs = (struct fnt_glyph *)(word + 1);
    char *copy = (char *)(glyphs + count);
    memcpy(copy, text, length);
    *word =
        (struct fnt_word){.text = copy, .length = (uint32_t)length, .glyph_count = count, .glyphs = glyphs};
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (struct fnt_glyph){.gid = (uint16_t)infos[i].codepoint,
                                       .cluster = (uint16_t)infos[i].cluster,
                                       .advance = positions[i].x_advance,
                                       .x = positions[i].x_offset,
                                       .y = positions[i].y_offset};
        word->advance += positions[i].x_advance;
        word->missing = word->missing || infos[i].codepoint == 0;
    }
    return word;
}

static void grow_slots(struct fnt_words *words)
{
    uint32_t count = (words->slot_mask + 1) * 2;
    struct fnt_slot *slots = new_slots(count);
    for (uint32_t i = 0; i <= words->slot_mask; i++) {
        if (!words->slots[i].setup)
            continue;
        uint32_t at = (uint32_t)words->slots[i].hash & (count - 1);
        while (slots[at].setup)
            at = (at + 1) & (count - 1);
        slots[at] = words->slots[i];
    }
    free(words->slots);
    words->slots = slots;
    words->slot_mask = count - 1;
}

/* The slot of a text, or the free one where it belongs. */
static struct fnt_slot *find_slot(const struct fnt_words *words, uint64_t hash, const struct fnt_setup *setup,
                                  const char *text, size_t length)
{
    uint32_t at = (uint32_t)hash & words->slot_mask;
    for (; words->slots[at].setup; at = (at + 1) & words->slot_mask) {
        const struct fnt_slot *slot = &words->slots[at];
        if (slot->hash == hash && slot->setup == setup && slot->word->length == length &&
            !memcmp(slot->word->text, text, length))
            break;
    }
    return &words->slots[at];
}

/* The word as it was shaped for an earlier document; NULL when none had it lately. */
static const struct fnt_word *remember(struct fnt_library *library, uint64_t hash,
                                       const struct fnt_setup *setup, const char *text, size_t length)
{
    if (!library->old.arena)
        return NULL;
    const struct fnt_word *old = find_slot(&library->old, hash, setup, text, length)->word;
    if (!old)
        return NULL;
    size_t glyph_bytes = old->glyph_count * sizeof *old->glyphs;
    struct fnt_word *word = aj_alloc(library->young.arena, sizeof *word + glyph_bytes + length + 1);
    struct fnt_glyph *glyphs = (struct fnt_glyph *)(word + 1);
    *word = *old;
    word->glyphs = memcpy(glyphs, old->glyphs, glyph_bytes);
    word->text = memcpy(glyphs + old->glyph_count, text, length);
    return word;
}

const struct fnt_word *fnt_shape(struct fnt_library *library, const struct fnt_face *face,
                                 const char *features, const char *language, const char *text, size_t length)
{
    if (!features)
        features = "";
    if (!language)
        language = "";
    if (length > LONGEST) {
        length = LONGEST;
        while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    /* Neighbours in a text nearly always share all but the text. */
    const struct fnt_setup *setup = library->last;
    if (!setup || setup->face != face || strcmp(setup->features, features) ||
        strcmp(setup->language, language))
        library->last = setup = find_setup(library, face, features, language);

    uint64_t hash = hash_text(setup->seed, text, length);
    struct fnt_slot *slot = find_slot(&library->young, hash, setup, text, length);
    if (slot->setup)
        return slot->word;
    const struct fnt_word *word = remember(library, hash, setup, text, length);
    if (!word)
        word = shape(library, setup, text, length);
    *slot = (struct fnt_slot){hash, setup, word};
    if (++library->young.count * 2 > library->young.slot_mask)
        grow_slots(&library->young);
    return word;
}

int64_t fnt_word_prefix(const struct fnt_word *word, uint32_t bytes)
{
    if (bytes >= word->length)
        return bytes == word->length ? word->advance : -1;
    int64_t advance = 0;
    bool boundary = false;
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        if (word->glyphs[i].cluster < bytes)
            advance += word->glyphs[i].advance;
        boundary = boundary || word->glyphs[i].cluster == bytes;
    }
    return boundary ? advance : -1;
}

aj_len fnt_scale(const struct fnt_face *face, int64_t units, aj_len size)
{
    int64_t upem = face->metrics.upem, product;
    if (__builtin_mul_overflow(units, (int64_t)size, &product))
        return (units < 0) == (size < 0) ? INT32_MAX : INT32_MIN;
    int64_t half = upem / 2;
    int64_t length = (product < 0 ? product - half : product + half) / upem;
    if (length > INT32_MAX)
        return INT32_MAX;
    return length < INT32_MIN ? INT32_MIN : (aj_len)length;
}
