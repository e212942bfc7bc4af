/* Text and bytes as HTML has them. */
#include "web/internal.h"

#include "base/file.h"
#include "web/own.h"

#include <string.h>

void web_escape(struct aj_buf *out, const char *text, size_t length)
{
    const char *end = text + length, *from = text;
    for (; text < end; text++) {
        const char *as = *text == '&'   ? "&amp;"
                         : *text == '<' ? "&lt;"
                         : *text == '>' ? "&gt;"
                         : *text == '"' ? "&quot;"
                                        : NULL;
        if (!as)
            continue;
        aj_buf_add(out, from, (size_t)(text - from));
        aj_buf_str(out, as);
        from = text + 1;
    }
    aj_buf_add(out, from, (size_t)(end - from));
}

void web_attr(struct aj_buf *out, const char *name, const char *value)
{
    aj_buf_char(out, ' ');
    aj_buf_str(out, name);
    aj_buf_str(out, "=\"");
    web_escape(out, value, strlen(value));
    aj_buf_char(out, '"');
}

/* RFC 4648, section 4. */
void web_base64(struct aj_buf *out, const void *bytes, size_t length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = bytes;
    char *to = aj_buf_room(out, (length + 2) / 3 * 4);
    out->len += (length + 2) / 3 * 4;
    for (; length >= 3; length -= 3, p += 3) {
        *to++ = letters[p[0] >> 2];
        *to++ = letters[(p[0] & 3) << 4 | p[1] >> 4];
        *to++ = letters[(p[1] & 15) << 2 | p[2] >> 6];
        *to++ = letters[p[2] & 63];
    }
    if (length) {
        unsigned second = length > 1 ? p[1] : 0;
        *to++ = letters[p[0] >> 2];
        *to++ = letters[(p[0] & 3u) << 4 | second >> 4];
        *to++ = length > 1 ? letters[(second & 15) << 2] : '=';
        *to++ = '=';
    }
    out->data[out->len] = '\0';
}

void web_digest(struct aj_buf *out, const void *bytes, size_t length)
{
    char hex[65];
    unsigned char digest[32];
    aj_sha256(bytes, length, hex);
    for (size_t i = 0; i < sizeof digest; i++) {
        unsigned value = 0;
        for (size_t k = 2 * i; k < 2 * i + 2; k++)
            value = value << 4 | (unsigned)(hex[k] <= '9' ? hex[k] - '0' : hex[k] - 'a' + 10);
        digest[i] = (unsigned char)value;
    }
    aj_buf_str(out, "'sha256-");
    web_base64(out, digest, sizeof digest);
    aj_buf_char(out, '\'');
}

void web_address(struct aj_buf *out, const char *path)
{
    for (const char *p = path; *p; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
            strchr("-._~/", *p))
            aj_buf_char(out, *p);
        else
            aj_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
}
