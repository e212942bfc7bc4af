/* Lines of iCalendar (RFC 5545, 3.1 and 3.3.11). */
#include "calendar/ics_line.h"

#include "base/utf8.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(line);

/* Takes folded lines apart: each at most 75 octets, whole characters, CR LF; `out` has room for the whole. */
static void unfold(const struct aj_buf *folded, char *out)
{
    const char *p = folded->data;
    while (*p) {
        const char *end = strstr(p, "\r\n");
        cr_assert_not_null(end);
        cr_assert_leq(end - p, 75);
        cr_assert_eq(aj_utf8_valid(p, (size_t)(end - p)), (size_t)(end - p), "a character is split");
        memcpy(out, p, (size_t)(end - p));
        out += end - p;
        p = end + 2;
        cr_assert(strchr(" ", *p) != NULL);
        p += *p == ' ';
    }
    *out = '\0';
}

Test(line, is_folded_at_any_length)
{
    static const char *const letters[] = {"a", "å", "€", "🗓"};
    for (size_t letter = 0; letter < 4; letter++)
        for (size_t shift = 0; shift < 4; shift++)
            for (int count = 0; count < 120; count++) {
                struct aj_buf value = AJ_BUF_INIT, out = AJ_BUF_INIT;
                aj_buf_str(&value, &"bbb"[3 - (shift < 3 ? shift : 3)]);
                for (int i = 0; i < count; i++)
                    aj_buf_str(&value, letters[letter]);
                cal_ics_line(&out, "X", value.data);
                char back[1024], want[1024];
                unfold(&out, back);
                snprintf(want, sizeof want, "X:%s", value.data);
                cr_assert_str_eq(back, want);
                aj_buf_free(&value);
                aj_buf_free(&out);
            }
}

Test(line, text_is_escaped)
{
    struct aj_buf out = AJ_BUF_INIT;
    cal_ics_text(&out, "SUMMARY", "a,b;c\\d\ne\tf\x7f:\"g\"");
    cr_assert_str_eq(out.data, "SUMMARY:a\\,b\\;c\\\\d\\nef:\"g\"\r\n");
    aj_buf_clear(&out);
    cal_ics_text(&out, "SUMMARY", "");
    cr_assert_str_eq(out.data, "SUMMARY:\r\n");
    aj_buf_clear(&out);
    cal_ics_quoted(&out, "Bygg- och \"miljö\"\nnämnden, 1;2:3");
    aj_buf_char(&out, '\0');
    cr_assert_str_eq(out.data, "\"Bygg- och  miljö  nämnden, 1;2:3\"");
    aj_buf_free(&out);
}
