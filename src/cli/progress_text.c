/* Texts that fit a terminal's line: names, times, speeds, bars. */
#include "base/text.h"
#include "base/utf8.h"
#include "cli/progress_parts.h"

#include <string.h>

struct range {
    uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/*
 * The columns of a character, by what Unicode calls combining and wide (UAX #11) as far as names have it; the
 * C library's wcwidth() would ask for a locale that need not be there.
 */
static size_t columns_of(uint32_t code)
{
    static const struct range none[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x202A, 0x202E},
                                        {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
                                        {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
    static const struct range wide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                                        {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                        {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    if (code < 0x0300)
        return 1;
    if (is_in(none, sizeof none / sizeof *none, code))
        return 0;
    return is_in(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

size_t cli_columns(const char *text)
{
    size_t columns = 0;
    for (const char *p = text, *end = text + strlen(text); p < end;)
        columns += columns_of(aj_utf8_next(&p, end));
    return columns;
}

/* Where the longest end of a text begins that takes at most `room` columns, not at a combining mark. */
static const char *tail(const char *text, size_t room)
{
    size_t over = cli_columns(text);
    const char *start = text, *end = text + strlen(text), *next = text;
    while (next < end) {
        size_t columns = columns_of(aj_utf8_next(&next, end));
        if (over <= room && columns)
            break;
        over -= columns;
        start = next;
    }
    return start;
}

/* Text without what would steer the terminal, which is one column each. */
static void add_harmless(struct aj_buf *out, const char *text, size_t length)
{
    for (const char *p = text, *end = text + length; p < end;) {
        uint32_t code = aj_utf8_next(&p, end);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        out->len += aj_utf8_put(aj_buf_room(out, 4), control ? 0xFFFD : code);
    }
    aj_buf_add(out, "", 0);
}

void cli_add_name(struct aj_buf *out, const char *path, size_t room, bool utf8)
{
    static const char file[] = "/report.xml";
    size_t length = strlen(path), file_length = sizeof file - 1;
    if (length > file_length && strcmp(path + length - file_length, file) == 0)
        length -= file_length;
    struct aj_buf name = AJ_BUF_INIT;
    add_harmless(&name, path, length);
    const char *dots = utf8 ? "…" : "...";
    size_t dots_room = utf8 ? 1 : 3;
    if (!name.data || cli_columns(name.data) <= room) {
        aj_buf_add(out, name.data, name.len);
    } else if (room > dots_room) {
        const char *end = tail(name.data, room - dots_room), *slash = strchr(end, '/');
        /* a whole folder reads better than half of one, unless it costs half the room */
        if (slash && cli_columns(slash) * 2 >= room)
            end = slash;
        aj_buf_str(out, dots);
        aj_buf_str(out, end);
    }
    aj_buf_free(&name);
}

void cli_add_tenths(struct aj_buf *out, uint64_t tenths)
{
    char comma = aj_text_language() == AJ_SWEDISH ? ',' : '.';
    if (tenths < 100)
        aj_buf_printf(out, "%u%c%u", (unsigned)(tenths / 10), comma, (unsigned)(tenths % 10));
    else
        aj_buf_printf(out, "%llu", (unsigned long long)((tenths + 5) / 10));
}

void cli_add_duration(struct aj_buf *out, int64_t nanoseconds)
{
    int64_t tenths = nanoseconds > 0 ? (nanoseconds + CLI_SECOND / 20) / (CLI_SECOND / 10) : 0;
    long long seconds = (tenths + 5) / 10;
    if (tenths < 100) {
        cli_add_tenths(out, (uint64_t)tenths);
        aj_buf_str(out, " s");
    } else if (seconds < 60) {
        aj_buf_printf(out, "%lld s", seconds);
    } else if (seconds < 3600 && seconds % 60 == 0) {
        aj_buf_printf(out, aj_text("%lld min"), seconds / 60);
    } else if (seconds < 3600) {
        aj_buf_printf(out, aj_text("%lld min %lld s"), seconds / 60, seconds % 60);
    } else if (seconds / 60 % 60 == 0) {
        aj_buf_printf(out, aj_text("%lld h"), seconds / 3600);
    } else {
        aj_buf_printf(out, aj_text("%lld h %lld min"), seconds / 3600, seconds / 60 % 60);
    }
}

void cli_add_rate(struct aj_buf *out, double a_second)
{
    bool slow = a_second < 1;
    double number = slow ? a_second * 60 : a_second;
    cli_add_tenths(out, (uint64_t)(number * 10 + 0.5));
    aj_buf_str(out, slow ? "/min" : "/s");
}

void cli_add_bar(struct aj_buf *out, size_t columns, double part, bool utf8, bool color)
{
    size_t full = part <= 0 ? 0 : part >= 1 ? columns : (size_t)((double)columns * part);
    if (color)
        aj_buf_str(out, "\033[32m");
    for (size_t i = 0; i < columns; i++) {
        if (i == full && color)
            aj_buf_str(out, "\033[0;2m");
        if (utf8)
            aj_buf_str(out, i < full ? "━" : "─");
        else
            aj_buf_char(out, i < full ? '#' : '-');
    }
    if (color)
        aj_buf_str(out, "\033[0m");
}
