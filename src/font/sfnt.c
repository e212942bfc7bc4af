#include "font/sfnt.h"

#include <string.h>

enum { RECORD = 16, HEAD = 54, HHEA = 36, MAXP = 6, POST = 16, OS2 = 78, OS2_WITH_HEIGHTS = 96 };

static uint16_t u16(const uint8_t *p)
{
    return (uint16_t)(p[0] << 8 | p[1]);
}

static int16_t s16(const uint8_t *p)
{
    return (int16_t)u16(p);
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

struct sfnt_table sfnt_find(const struct sfnt *font, const char *tag)
{
    for (uint16_t i = 0; i < font->table_count; i++) {
        const uint8_t *record = font->bytes + font->directory + (size_t)i * RECORD;
        if (!memcmp(record, tag, 4))
            return (struct sfnt_table){font->bytes + u32(record + 8), u32(record + 12)};
    }
    return (struct sfnt_table){0};
}

static bool open_directory(struct sfnt *font)
{
    size_t start = 0;
    if (font->length >= 16 && !memcmp(font->bytes, "ttcf", 4))
        start = u32(font->bytes + 12);
    if (font->length < 12 || start > font->length - 12)
        return false;
    uint32_t version = u32(font->bytes + start);
    if (version != 0x00010000 && version != 0x4F54544F /* OTTO */ && version != 0x74727565 /* true */)
        return false;
    font->directory = start + 12;
    font->table_count = u16(font->bytes + start + 4);
    return true;
}

static enum sfnt_fault damaged(char tag[5], const char *table)
{
    memcpy(tag, table, 4);
    tag[4] = '\0';
    return SFNT_DAMAGED;
}

/* Whether the tables that say how large others are agree with their sizes. */
static enum sfnt_fault check_sizes(const struct sfnt *font, char tag[5])
{
    const uint8_t *head = sfnt_find(font, "head").bytes;
    uint16_t upem = u16(head + 18);
    if (u32(head + 12) != 0x5F0F3CF5 || upem < 16 || upem > 16384)
        return damaged(tag, "head");
    uint16_t glyphs = u16(sfnt_find(font, "maxp").bytes + 4);
    if (!glyphs)
        return damaged(tag, "maxp");
    uint16_t measured = u16(sfnt_find(font, "hhea").bytes + 34);
    if (!measured || measured > glyphs)
        return damaged(tag, "hhea");
    if (sfnt_find(font, "hmtx").length < 4u * measured + 2u * (uint32_t)(glyphs - measured))
        return damaged(tag, "hmtx");
    if (sfnt_find(font, "CFF ").bytes)
        return SFNT_WHOLE;
    uint32_t width = u16(head + 50) ? 4 : 2;
    if (sfnt_find(font, "loca").length < width * (glyphs + 1u))
        return damaged(tag, "loca");
    return SFNT_WHOLE;
}

enum sfnt_fault sfnt_open(struct sfnt *font, const char *bytes, size_t length, char tag[5])
{
    static const struct {
        char tag[5];
        uint32_t least;
    } needed[] = {{"head", HEAD}, {"hhea", HHEA}, {"maxp", MAXP}, {"hmtx", 4}, {"cmap", 4}};

    *font = (struct sfnt){.bytes = (const uint8_t *)bytes, .length = length};
    if (!open_directory(font))
        return SFNT_NO_FONT;
    for (size_t i = 0; i < font->table_count; i++) {
        size_t at = font->directory + i * RECORD;
        if (at > length - RECORD || length < RECORD)
            return damaged(tag, "sfnt");
        uint32_t offset = u32(font->bytes + at + 8), size = u32(font->bytes + at + 12);
        if (offset > length || size > length - offset)
            return damaged(tag, (const char *)font->bytes + at);
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        struct sfnt_table table = sfnt_find(font, needed[i].tag);
        if (!table.bytes || table.length < needed[i].least)
            return damaged(tag, needed[i].tag);
    }
    if (!sfnt_find(font, "CFF ").bytes) {
        if (!sfnt_find(font, "glyf").bytes)
            return damaged(tag, "glyf");
        if (!sfnt_find(font, "loca").bytes)
            return damaged(tag, "loca");
    }
    return check_sizes(font, tag);
}

uint16_t sfnt_embedding(const struct sfnt *font)
{
    struct sfnt_table os2 = sfnt_find(font, "OS/2");
    return os2.bytes && os2.length >= 10 ? u16(os2.bytes + 8) : 0;
}

static void heights_of_os2(struct sfnt_table os2, struct fnt_metrics *m)
{
    enum { USE_TYPO_METRICS = 1 << 7 };
    uint16_t selection = u16(os2.bytes + 62);
    m->weight = u16(os2.bytes + 4);
    m->italic = m->italic || (selection & 1);
    const uint8_t *typo = os2.bytes + 68;
    if ((selection & USE_TYPO_METRICS) || (!m->ascent && !m->descent)) {
        m->ascent = s16(typo);
        m->descent = s16(typo + 2);
        m->line_gap = s16(typo + 4);
    }
    if (!m->ascent && !m->descent) {
        m->ascent = u16(os2.bytes + 74);
        m->descent = -(int32_t)u16(os2.bytes + 76);
    }
    if (u16(os2.bytes) >= 2 && os2.length >= OS2_WITH_HEIGHTS) {
        m->x_height = s16(os2.bytes + 86);
        m->cap_height = s16(os2.bytes + 88);
    }
    /* PANOSE of a Latin text face: serif styles 2 to 10 have serifs, 11 to 15 have none; else the family
     * class. */
    const uint8_t *panose = os2.bytes + 32;
    uint8_t family_class = os2.bytes[30];
    if (panose[0] == 2 && panose[1] >= 2)
        m->serif = panose[1] <= 10;
    else
        m->serif = family_class >= 1 && family_class <= 7 && family_class != 6;
}

void sfnt_metrics(const struct sfnt *font, struct fnt_metrics *m)
{
    *m = (struct fnt_metrics){.weight = 400};
    const uint8_t *head = sfnt_find(font, "head").bytes, *hhea = sfnt_find(font, "hhea").bytes;
    m->upem = u16(head + 18);
    for (int i = 0; i < 4; i++)
        m->bbox[i] = s16(head + 36 + 2 * i);
    m->italic = (u16(head + 44) & 2) != 0;
    m->ascent = s16(hhea + 4);
    m->descent = s16(hhea + 6);
    m->line_gap = s16(hhea + 8);
    m->cff = sfnt_find(font, "CFF ").bytes != NULL;
    struct sfnt_table post = sfnt_find(font, "post");
    if (post.bytes && post.length >= POST) {
        m->italic_angle = (int32_t)u32(post.bytes + 4) / 65536.0;
        m->underline_position = s16(post.bytes + 8);
        m->underline_thickness = s16(post.bytes + 10);
        m->fixed_pitch = u32(post.bytes + 12) != 0;
        m->italic = m->italic || m->italic_angle != 0;
    }
    struct sfnt_table os2 = sfnt_find(font, "OS/2");
    if (os2.bytes && os2.length >= OS2)
        heights_of_os2(os2, m);
    if (m->descent > 0)
        m->descent = -m->descent;
    if (m->line_gap < 0)
        m->line_gap = 0;
}
