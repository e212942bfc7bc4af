#include "source/codepage.h"

#include <string.h>

static const char dos[] = "CSV (MS-DOS)", macintosh[] = "CSV (Macintosh)";

static bool is_small(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(unsigned char c)
{
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the text has an å, ä or ö of windows-1252 next to a letter: then it is that, whatever else it has.
 */
static bool has_swedish(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] >= 0xC0 && strchr("\xC4\xC5\xD6\xE4\xE5\xF6", bytes[i]) &&
            ((i > 0 && is_letter(bytes[i - 1])) || (i + 1 < length && is_letter(bytes[i + 1]))))
            return true;
    return false;
}

/*
 * Whose letter a byte is, between `before` and `after`; NULL if it may well be what windows-1252 has there.
 * `weak` when nothing else speaks for windows-1252.
 */
static const char *owner(unsigned char before, unsigned char c, unsigned char after, bool weak)
{
    bool inside = is_letter(before) && is_letter(after);
    bool begins = weak && !is_letter(before) && before < 0x80 && is_small(after);
    switch (c) {
    case 0x86: /* å, in windows-1252 † */
    case 0x84: /* ä, „ */
        return inside || begins ? dos : NULL;
    case 0x94: /* ö, ” */
    case 0x99: /* Ö, ™ */
        return inside ? dos : NULL;
    case 0x8C: /* å, Œ: a capital before a small letter */
    case 0x8A: /* ä, Š */
        return inside && is_small(after) ? macintosh : NULL;
    case 0xFF: /* no-break space, ÿ */
        return is_digit(before) && is_digit(after) ? dos : NULL;
    case 0xCA: /* no-break space, Ê */
        return is_digit(before) && is_digit(after) ? macintosh : NULL;
    default:
        return NULL;
    }
}

static bool in_word(unsigned char c)
{
    return is_letter(c) || is_digit(c) || c >= 0x80;
}

bool src_codepage_find(const char *text, size_t length, struct src_codepage *found)
{
    const unsigned char *bytes = (const unsigned char *)text;
    bool weak = !has_swedish(bytes, length);
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < 0x80)
            continue;
        const char *name =
            owner(i > 0 ? bytes[i - 1] : '\n', bytes[i], i + 1 < length ? bytes[i + 1] : '\n', weak);
        if (!name)
            continue;
        size_t start = i, end = i + 1;
        while (start > 0 && in_word(bytes[start - 1]))
            start--;
        while (end < length && in_word(bytes[end]))
            end++;
        *found = (struct src_codepage){name, start, end - start};
        return true;
    }
    return false;
}
