#include "source/separator.h"

#include <string.h>

/* How much of a file is looked at. */
enum { MOST_LINES = 200, MOST_BYTES = 128 * 1024 };

/* Candidates in the order that decides when they do equally well: a comma is also a decimal comma. */
static const char separators[] = ";\t,";

struct lines {
    const char *text;
    size_t length, at;
};

/*
 * Counts the fields of the next row under a separator, quotes respected; 0 for a blank line. False at the
 * end.
 */
static bool next_row(struct lines *lines, char separator, uint32_t *fields)
{
    if (lines->at >= lines->length)
        return false;
    bool quoted = false, field_begins = true, blank = true;
    *fields = 1;
    for (; lines->at < lines->length; lines->at++) {
        char c = lines->text[lines->at];
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        blank = blank && (c == ' ' || (c == '\t' && separator != '\t'));
        if (quoted) {
            quoted = c != '"';
        } else if (c == separator) {
            ++*fields;
            field_begins = true;
        } else if (c == '"') {
            /* A doubled quote inside a quoted field closes it and opens it again. */
            bool again = lines->at > 0 && lines->text[lines->at - 1] == '"';
            quoted = field_begins || again;
            field_begins = false;
        } else if (c != ' ') {
            field_begins = false;
        }
    }
    if (lines->at + 1 < lines->length && !strncmp(lines->text + lines->at, "\r\n", 2))
        lines->at++;
    lines->at++;
    if (blank)
        *fields = 0;
    return true;
}

/* The share, in thousandths, of rows that have as many fields as the headings; 0 when those have one. */
static uint32_t judge(const char *text, size_t length, char separator)
{
    struct lines lines = {text, length, 0};
    uint32_t fields, headings = 0, rows = 0, alike = 0, before = 0;
    bool blank = false;
    for (int i = 0; i < MOST_LINES && next_row(&lines, separator, &fields); i++) {
        if (fields == 0) {
            blank = true;
            continue;
        }
        /* Above the headings only a title may stand, and a blank line after it. */
        if (!headings && fields > 1) {
            if (before && !blank)
                return 0;
            headings = fields;
        }
        before++;
        if (headings) {
            rows++;
            alike += fields == headings;
        }
    }
    return rows ? alike * 1000 / rows : 0;
}

size_t src_separator_find(const char *text, size_t length, char *separator)
{
    if (length > 5 && !strncmp(text, "sep=", 4) && memchr(separators, text[4], sizeof separators - 1) &&
        (text[5] == '\r' || text[5] == '\n')) {
        *separator = text[4];
        return text[5] == '\r' && text[6] == '\n' ? 7 : 6;
    }
    uint32_t best = 0;
    *separator = ';';
    if (length > MOST_BYTES)
        length = MOST_BYTES;
    for (const char *p = separators; *p; p++) {
        uint32_t score = judge(text, length, *p);
        if (score > best) {
            best = score;
            *separator = *p;
        }
    }
    return 0;
}

const char *src_separator_name(char separator, enum aj_language language)
{
    static const char *const names[][2] = {
        {"semicolon", "semikolon"}, {"tab", "tabbtecken"}, {"comma", "kommatecken"}};
    const char *p = strchr(separators, separator);
    return names[p ? p - separators : 0][language];
}
