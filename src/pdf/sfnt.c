/* Sources: OpenType 1.9 (table directory, head, hhea, hmtx); Adobe Technical Note 5176 (CFF). */
#include "pdf/sfnt.h"

#include <string.h>

static uint32_t u16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t u32(const uint8_t *p)
{
    return u16(p) << 16 | u16(p + 2);
}

static const uint8_t *find_table(const struct pdf_sfnt *font, const char *tag, size_t least, size_t *length)
{
    size_t count = u16(font->bytes + 4);
    if (font->length < 12 + 16 * count)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *record = font->bytes + 12 + 16 * i;
        size_t offset = u32(record + 8), size = u32(record + 12);
        if (memcmp(record, tag, 4) != 0)
            continue;
        if (offset > font->length || size > font->length - offset || size < least)
            return NULL;
        *length = size;
        return font->bytes + offset;
    }
    return NULL;
}

bool pdf_sfnt_open(struct pdf_sfnt *font, const void *bytes, size_t length)
{
    *font = (struct pdf_sfnt){.bytes = bytes, .length = length};
    size_t size;
    if (length < 12)
        return false;
    const uint8_t *head = find_table(font, "head", 54, &size), *hhea = find_table(font, "hhea", 36, &size);
    font->hmtx = find_table(font, "hmtx", 4, &font->hmtx_length);
    font->cff = find_table(font, "CFF ", 4, &font->cff_length);
    if (!head || !hhea || !font->hmtx)
        return false;
    font->upem = u16(head + 18);
    font->metric_count = u16(hhea + 34);
    return font->upem >= 16 && font->metric_count && font->hmtx_length >= 4 * (size_t)font->metric_count;
}

uint32_t pdf_sfnt_advance(const struct pdf_sfnt *font, uint16_t gid)
{
    uint32_t i = gid < font->metric_count ? gid : font->metric_count - 1;
    return u16(font->hmtx + 4 * (size_t)i);
}

/* A reader that gives zeros past the end and remembers that it did. */
struct cursor {
    const uint8_t *bytes;
    size_t length, at;
    bool short_;
};

static uint32_t read(struct cursor *c, int size)
{
    uint32_t n = 0;
    while (size--) {
        if (c->at >= c->length) {
            c->short_ = true;
            return 0;
        }
        n = n << 8 | c->bytes[c->at++];
    }
    return n;
}

/* Passes an INDEX; *start and *end receive its first item's bytes. Gives how many items it has. */
static uint32_t read_index(struct cursor *c, size_t *start, size_t *end)
{
    uint32_t count = read(c, 2);
    *start = *end = c->at;
    if (!count)
        return 0;
    int size = (int)read(c, 1);
    if (size < 1 || size > 4) {
        c->short_ = true;
        return 0;
    }
    size_t base = c->at + (size_t)size * (count + 1u) - 1;
    uint32_t first = read(c, size), second = read(c, size);
    c->at = base + 1 - (size_t)size;
    uint32_t last = read(c, size);
    *start = base + first;
    *end = base + second;
    c->at = base + last;
    if (!first || second < first || last < second || c->at > c->length)
        c->short_ = true;
    return count;
}

/* An operand of a DICT whose first byte is b0. Reals are passed over. */
static int32_t read_operand(struct cursor *c, uint32_t b0)
{
    if (b0 == 28)
        return (int16_t)read(c, 2);
    if (b0 == 29)
        return (int32_t)read(c, 4);
    if (b0 == 30) {
        for (uint32_t b = 0; (b & 15) != 15 && b >> 4 != 15 && !c->short_;)
            b = read(c, 1);
        return 0;
    }
    if (b0 >= 247 && b0 <= 250)
        return (int32_t)((b0 - 247) * 256 + read(c, 1) + 108);
    if (b0 >= 251)
        return -(int32_t)((b0 - 251) * 256 + read(c, 1) + 108);
    return (int32_t)b0 - 139;
}

/* The charset's offset in *charset; false for a font that is not CID-keyed. */
static bool read_top_dict(struct cursor c, size_t end, int32_t *charset)
{
    enum { CHARSET = 15, ESCAPE = 12, ROS = 30, OPERATORS = 22 };
    bool keyed = false;
    int32_t operand = 0;
    while (c.at < end && !c.short_) {
        uint32_t b0 = read(&c, 1);
        if (b0 >= OPERATORS) {
            operand = read_operand(&c, b0);
        } else if (b0 == ESCAPE) {
            keyed = read(&c, 1) == ROS || keyed;
        } else if (b0 == CHARSET) {
            *charset = operand;
        }
    }
    return keyed;
}

static bool read_charset(struct cursor c, uint16_t *cids, uint32_t count)
{
    uint32_t format = read(&c, 1);
    if (format > 2)
        return false;
    cids[0] = 0;
    for (uint32_t gid = 1; gid < count && !c.short_;) {
        uint32_t first = read(&c, 2), left = format ? read(&c, format == 1 ? 1 : 2) : 0;
        for (uint32_t i = 0; i <= left && gid < count; i++)
            cids[gid++] = (uint16_t)(first + i);
    }
    return !c.short_;
}

bool pdf_cff_cids(const struct pdf_sfnt *font, uint16_t *cids, uint32_t count)
{
    struct cursor c = {.bytes = font->cff, .length = font->cff_length};
    size_t start, end;
    read(&c, 2);
    c.at = read(&c, 1);
    read_index(&c, &start, &end);
    if (c.short_ || !read_index(&c, &start, &end) || c.short_)
        return false;
    int32_t charset = 0;
    struct cursor dict = c;
    dict.at = start;
    if (!read_top_dict(dict, end, &charset)) {
        for (uint32_t gid = 0; gid < count; gid++)
            cids[gid] = (uint16_t)gid;
        return true;
    }
    /* 0 to 2 are predefined charsets of Latin glyph names, which a CID-keyed font does not have. */
    c.at = (size_t)charset;
    return charset > 2 && read_charset(c, cids, count);
}
