#include "pdf/text.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

static const char hex_digits[] = "0123456789ABCDEF";

static char *write_unsigned(char *p, uint64_t n)
{
    char digits[20];
    int count = 0;
    do
        digits[count++] = (char)('0' + n % 10);
    while (n /= 10);
    while (count)
        *p++ = digits[--count];
    return p;
}

char *pdf_write_int(char *p, int64_t n)
{
    if (n < 0)
        *p++ = '-';
    return write_unsigned(p, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

char *pdf_write_milli(char *p, int64_t thousandths)
{
    uint64_t n = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    uint32_t rest = (uint32_t)(n % 1000);
    if (thousandths < 0)
        *p++ = '-';
    if (n >= 1000 || !rest)
        p = write_unsigned(p, n / 1000);
    if (rest) {
        *p++ = '.';
        *p++ = (char)('0' + rest / 100);
        if (rest % 100)
            *p++ = (char)('0' + rest / 10 % 10);
        if (rest % 10)
            *p++ = (char)('0' + rest % 10);
    }
    return p;
}

void pdf_put_int(struct aj_buf *buf, int64_t n)
{
    char *p = aj_buf_room(buf, PDF_NUMBER_MOST);
    buf->len = (size_t)(pdf_write_int(p, n) - buf->data);
}

void pdf_put_milli(struct aj_buf *buf, int64_t thousandths)
{
    char *p = aj_buf_room(buf, PDF_NUMBER_MOST);
    buf->len = (size_t)(pdf_write_milli(p, thousandths) - buf->data);
}

void pdf_put_ref(struct aj_buf *buf, pdf_obj obj)
{
    pdf_put_int(buf, obj);
    aj_buf_add(buf, " 0 R", 4);
}

void pdf_put_name(struct aj_buf *buf, const char *name)
{
    aj_buf_char(buf, '/');
    for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
        if (*p > ' ' && *p < 127 && !strchr("#/()<>[]{}%", *p)) {
            aj_buf_char(buf, (char)*p);
        } else {
            aj_buf_char(buf, '#');
            aj_buf_char(buf, hex_digits[*p >> 4]);
            aj_buf_char(buf, hex_digits[*p & 15]);
        }
    }
}

static void put_unit(struct aj_buf *buf, uint32_t unit)
{
    char *p = aj_buf_room(buf, 4);
    p[0] = hex_digits[unit >> 12 & 15];
    p[1] = hex_digits[unit >> 8 & 15];
    p[2] = hex_digits[unit >> 4 & 15];
    p[3] = hex_digits[unit & 15];
    buf->len += 4;
}

void pdf_put_utf16(struct aj_buf *buf, uint32_t code)
{
    if (code > 0xFFFF) {
        put_unit(buf, 0xD800 + ((code - 0x10000) >> 10));
        put_unit(buf, 0xDC00 + ((code - 0x10000) & 0x3FF));
    } else {
        put_unit(buf, code);
    }
}

static bool is_printable_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return false;
    return true;
}

/* UTF-16 units that fit a string of PDF/A-2 with its byte order mark and the ellipsis. */
enum { UNITS_MOST = 16380 };

void pdf_put_text(struct aj_buf *buf, const char *text, size_t length)
{
    if (length < UNITS_MOST && is_printable_ascii(text, length)) {
        pdf_put_bytes(buf, text, length);
        return;
    }
    aj_buf_str(buf, "<FEFF");
    const char *end = text + length;
    for (uint32_t units = 0; text < end;) {
        uint32_t code = aj_utf8_next(&text, end);
        units += code > 0xFFFF ? 2 : 1;
        if (units > UNITS_MOST) {
            pdf_put_utf16(buf, 0x2026);
            break;
        }
        pdf_put_utf16(buf, code < ' ' || code == 0x7F ? ' ' : code);
    }
    aj_buf_char(buf, '>');
}

void pdf_put_bytes(struct aj_buf *buf, const char *bytes, size_t length)
{
    aj_buf_char(buf, '(');
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            aj_buf_char(buf, '\\');
        aj_buf_char(buf, bytes[i]);
    }
    aj_buf_char(buf, ')');
}

void pdf_put_box(struct aj_buf *buf, const int64_t box[4])
{
    for (int i = 0; i < 4; i++) {
        aj_buf_char(buf, i ? ' ' : '[');
        pdf_put_milli(buf, box[i]);
    }
    aj_buf_char(buf, ']');
}
