/* Swedish order, without a locale. */
#include "archive/internal.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BLANK = 1, SIGN = 2, DIGIT = 10, LETTER = 100 };

/* The letter that an accented one is filed under (Svenska Akademiens ordlista: ü as y, æ as ä, ø as ö). */
static uint32_t plain(uint32_t code)
{
    static const struct {
        uint32_t first, last, as;
    } letters[] = {{0xE0, 0xE3, 'a'},  {0xE6, 0xE6, 0xE4}, {0xE7, 0xE7, 'c'}, {0xE8, 0xEB, 'e'},
                   {0xEC, 0xEF, 'i'},  {0xF0, 0xF0, 'd'},  {0xF1, 0xF1, 'n'}, {0xF2, 0xF5, 'o'},
                   {0xF8, 0xF8, 0xF6}, {0xF9, 0xFB, 'u'},  {0xFC, 0xFD, 'y'}, {0xFE, 0xFE, 't'},
                   {0xFF, 0xFF, 'y'},  {0xDF, 0xDF, 's'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (code >= letters[i].first && code <= letters[i].last)
            return letters[i].as;
    return code;
}

static uint32_t weight(uint32_t code)
{
    code = plain(aj_utf8_lower(code));
    switch (code) {
    case 0xE5:
        return LETTER + 26;
    case 0xE4:
        return LETTER + 27;
    case 0xF6:
        return LETTER + 28;
    case ' ':
    case 0xA0:
    case 0x2009:
    case 0x202F:
        return BLANK;
    default:
        break;
    }
    if (code >= 'a' && code <= 'z')
        return LETTER + code - 'a';
    if (code >= '0' && code <= '9')
        return DIGIT + code - '0';
    return code < 0xC0 || (code >= 0x2000 && code < 0x2100) ? SIGN : LETTER + 29 + code;
}

int arc_compare(const char *a, const char *b)
{
    const char *p = a, *q = b, *end_a = a + strlen(a), *end_b = b + strlen(b);
    while (p < end_a && q < end_b) {
        uint32_t x = weight(aj_utf8_next(&p, end_a)), y = weight(aj_utf8_next(&q, end_b));
        if (x != y)
            return x < y ? -1 : 1;
    }
    if (p < end_a || q < end_b)
        return p < end_a ? 1 : -1;
    return strcmp(a, b);
}

static int compare_documents(const void *a, const void *b)
{
    const struct arc_document *x = a, *y = b;
    int order = arc_compare(x->organisation, y->organisation);
    if (!order)
        order = strcmp(y->year, x->year);
    if (!order)
        order = arc_compare(x->title, y->title);
    return order ? order : strcmp(x->base, y->base);
}

void arc_sort(struct arc_archive *archive)
{
    if (archive->len)
        qsort(archive->documents, archive->len, sizeof *archive->documents, compare_documents);
}
