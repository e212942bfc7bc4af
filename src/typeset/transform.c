/* What is shown in capitals or small letters says what the author wrote: only its glyphs are others. */
#include "typeset/transform.h"

#include "base/utf8.h"

#include <string.h>

static bool goes_on(uint32_t code)
{
    return aj_utf8_is_letter(code) || (code >= '0' && code <= '9') || code == '\'' || code == 0x2019;
}

size_t ty_transform(enum doc_transform way, const char *text, size_t length, bool *in_word, char *out)
{
    size_t put = 0;
    for (const char *p = text, *end = text + length; p < end;) {
        uint32_t code = aj_utf8_next(&p, end), shown = code;
        bool raise = way == DOC_UPPERCASE || (way == DOC_CAPITALIZE && !*in_word && aj_utf8_is_letter(code));
        if (raise)
            shown = aj_utf8_upper(code);
        else if (way == DOC_LOWERCASE)
            shown = aj_utf8_lower(code);
        *in_word = goes_on(code);
        if (code == 0xDF && way == DOC_UPPERCASE) { /* ß has no capital that every face has */
            memcpy(out + put, "SS", 2);
            put += 2;
        } else {
            put += aj_utf8_put(out + put, shown);
        }
    }
    return put;
}

static bool begins(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

bool ty_same_places(const char *one, size_t one_length, const char *other, size_t other_length)
{
    if (one_length != other_length)
        return false;
    for (size_t i = 0; i < one_length; i++)
        if (begins(one[i]) != begins(other[i]))
            return false;
    return true;
}
