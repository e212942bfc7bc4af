#include "base/utf8.h"

#include "base/arena.h"

#include <string.h>

uint32_t aj_utf8_next(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    size_t left = (size_t)(end - *p);
    uint32_t code;
    size_t n;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        n = 2;
        code = s[0] & 0x1Fu;
    } else if ((s[0] & 0xF0) == 0xE0) {
        n = 3;
        code = s[0] & 0x0Fu;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        n = 4;
        code = s[0] & 0x07u;
    } else {
        *p += 1;
        return 0xFFFD;
    }
    for (size_t i = 1; i < n; i++) {
        if (i >= left || (s[i] & 0xC0) != 0x80) {
            *p += 1;
            return 0xFFFD;
        }
        code = code << 6 | (s[i] & 0x3Fu);
    }
    if ((n == 3 && code < 0x800) || (n == 4 && code < 0x10000) || code > 0x10FFFF ||
        (code >= 0xD800 && code <= 0xDFFF)) {
        *p += 1;
        return 0xFFFD;
    }
    *p += n;
    return code;
}

size_t aj_utf8_put(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

size_t aj_utf8_valid(const char *text, size_t n)
{
    const char *p = text, *end = text + n;
    while (p < end) {
        const char *before = p;
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        uint32_t code = aj_utf8_next(&p, end);
        if (code == 0xFFFD && p == before + 1)
            return (size_t)(before - text);
    }
    return n;
}

void aj_utf8_add(struct aj_buf *out, const char *text, size_t n)
{
    const char *end = text + n;
    while (text < end) {
        unsigned char c = (unsigned char)*text;
        uint32_t code = aj_utf8_next(&text, end);
        if ((c < ' ' && c != '\t' && c != '\n') || (code >= 0x7F && code < 0xA0))
            code = 0xFFFD;
        char bytes[4];
        aj_buf_add(out, bytes, aj_utf8_put(bytes, code));
    }
}

void aj_utf8_add_line(struct aj_buf *out, const char *text)
{
    size_t start = out->len;
    aj_utf8_add(out, text, strlen(text));
    for (size_t i = start; i < out->len; i++)
        if (out->data[i] == '\n' || out->data[i] == '\t')
            out->data[i] = ' ';
}

const char *aj_utf8_line(struct aj_arena *arena, const char *text)
{
    struct aj_buf line = AJ_BUF_INIT;
    aj_utf8_add_line(&line, text);
    const char *copy = aj_strndup(arena, line.data ? line.data : "", line.len);
    aj_buf_free(&line);
    return copy;
}

size_t aj_utf8_length(const char *text)
{
    size_t length = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80)
            length++;
    return length;
}

size_t aj_utf8_offset(const char *text, size_t n, uint32_t index)
{
    size_t i = 0;
    while (i < n && index > 0) {
        i++;
        while (i < n && ((unsigned char)text[i] & 0xC0) == 0x80)
            i++;
        index--;
    }
    return i;
}

uint32_t aj_utf8_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c == 0x178)
        return 0xFF;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c & 1 ? c + 1 : c;
    if (c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x131 && c != 0x138)
        return c | 1;
    return c;
}

uint32_t aj_utf8_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) ||
        (c >= 0x430 && c <= 0x44F))
        return c - 32;
    if (c == 0xFF)
        return 0x178;
    if (c >= 0x450 && c <= 0x45F)
        return c - 80;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c & 1 ? c : c - 1;
    if (c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x131 && c != 0x138)
        return c & ~1u;
    return c;
}

bool aj_utf8_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    return c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x300 && c <= 0x36F) || (c >= 0x370 && c <= 0x52F && c != 0x37E && c != 0x387) ||
           (c >= 0x1E00 && c <= 0x1FFF);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

size_t aj_utf8_fold_codes(const char *text, uint32_t *codes, size_t most)
{
    const char *end = text + strlen(text);
    size_t n = 0;
    bool space = false;
    while (text < end && n < most) {
        uint32_t c = aj_utf8_next(&text, end);
        if (is_space(c)) {
            space = n > 0;
            continue;
        }
        if (space && n + 1 < most)
            codes[n++] = ' ';
        space = false;
        codes[n++] = aj_utf8_lower(c);
    }
    return n;
}

/* Any byte of what is not ASCII counts as a letter. */
static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

bool aj_has_words(const char *text, const char *words)
{
    size_t n = strlen(words);
    for (const char *at = text; n && (at = strstr(at, words)) != NULL; at += n)
        if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[n]))
            return true;
    return false;
}

bool aj_list_has(const char *list, const char *word)
{
    static const char blanks[] = " \t\r\n";
    size_t n = strlen(word);
    while (list && *list) {
        list += strspn(list, blanks);
        size_t length = strcspn(list, blanks);
        if (length && length == n && memcmp(list, word, n) == 0)
            return true;
        list += length;
    }
    return false;
}

const char *aj_skip_space(const char *text)
{
    for (;;) {
        text += strspn(text, " \t\r\n");
        if (strncmp(text, "\xC2\xA0", 2) != 0)
            return text;
        text += 2;
    }
}
