#include "calendar/ics_line.h"

#include <string.h>

enum { MOST_OCTETS = 75 };

void cal_ics_line(struct aj_buf *out, const char *name, const char *value)
{
    struct aj_buf whole = AJ_BUF_INIT;
    aj_buf_printf(&whole, "%s:%s", name, value);
    size_t room = MOST_OCTETS;
    for (const char *p = whole.data; *p;) {
        size_t n = strlen(p);
        if (n > room) {
            n = room;
            while (n > 1 && ((unsigned char)p[n] & 0xC0) == 0x80)
                n--;
        }
        aj_buf_add(out, p, n);
        p += n;
        aj_buf_str(out, *p ? "\r\n " : "\r\n");
        room = MOST_OCTETS - 1; /* the blank that a further line begins with */
    }
    aj_buf_free(&whole);
}

void cal_ics_text(struct aj_buf *out, const char *name, const char *value)
{
    struct aj_buf escaped = AJ_BUF_INIT;
    aj_buf_str(&escaped, "");
    for (const char *p = value; *p; p++) {
        if (strchr("\\,;", *p))
            aj_buf_char(&escaped, '\\');
        if (*p == '\n')
            aj_buf_str(&escaped, "\\n");
        else if ((unsigned char)*p >= 0x20 && *p != 0x7F)
            aj_buf_char(&escaped, *p);
    }
    cal_ics_line(out, name, escaped.data ? escaped.data : "");
    aj_buf_free(&escaped);
}

void cal_ics_quoted(struct aj_buf *out, const char *value)
{
    aj_buf_char(out, '"');
    for (const char *p = value; *p; p++)
        aj_buf_char(out, *p == '"' || (unsigned char)*p < 0x20 || *p == 0x7F ? ' ' : *p);
    aj_buf_char(out, '"');
}
