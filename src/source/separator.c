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

/* What a row looks like under a separator. */
struct row {
    size_t offset;
    uint32_t fields, filled;
    bool blank_before;
    bool first_only; /* no field but the first has text */
    bool words;      /* every field is empty, a year or no figure */
    bool year;       /* one holds a year */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A field's text without quotes and white space around it. */
static const char *trim(const char *text, size_t *n)
{
    while (*n && strchr(" \t\"", *text)) {
        text++;
        --*n;
    }
    while (*n && strchr(" \t\"\r\n", text[*n - 1]))
        --*n;
    return text;
}

/* Four digits between 1900 and 2199 that no digit follows or precedes. */
static bool holds_year(const char *text, size_t n)
{
    for (size_t i = 0; i + 4 <= n; i++) {
        size_t digits = 0;
        while (i + digits < n && is_digit(text[i + digits]))
            digits++;
        if (digits == 4 &&
            (!memcmp(text + i, "19", 2) || !memcmp(text + i, "20", 2) || !memcmp(text + i, "21", 2)))
            return true;
        i += digits;
    }
    return false;
}

/* Nothing but digits and what stands between and around them, or a sign for a missing figure. */
static bool is_figure(const char *text, size_t n)
{
    static const char marks[] = "0123456789 ,.-+%";
    for (size_t i = 0; i < n; i++) {
        bool blank = i + 1 < n && !memcmp(text + i, "\xC2\xA0", 2);
        bool minus = i + 2 < n && (!memcmp(text + i, "\xE2\x88\x92", 3) || !memcmp(text + i, "\xE2\x80", 2));
        if (!blank && !minus && !memchr(marks, text[i], sizeof marks - 1))
            return false;
        i += blank ? 1 : minus ? 2 : 0;
    }
    return true;
}

/* "2022-08-31": a day heads a balance sheet's figures. */
static bool is_day(const char *text, size_t n)
{
    return n == 10 && text[4] == '-' && text[7] == '-';
}

static void end_field(struct row *row, const char *text, size_t n)
{
    text = trim(text, &n);
    row->fields++;
    if (!n)
        return;
    bool year = holds_year(text, n);
    row->filled++;
    row->first_only = row->fields == 1;
    row->words = row->words && ((year && (n == 4 || is_day(text, n))) || !is_figure(text, n));
    row->year |= year;
}

/* The next row under a separator, quotes respected; a blank line has no fields. False at the end. */
static bool next_row(struct lines *lines, char separator, struct row *row)
{
    if (lines->at >= lines->length)
        return false;
    bool quoted = false, field_begins = true;
    size_t start = lines->at;
    *row = (struct row){.offset = start, .words = true};
    for (; lines->at < lines->length; lines->at++) {
        char c = lines->text[lines->at];
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        if (quoted) {
            quoted = c != '"';
        } else if (c == separator) {
            end_field(row, lines->text + start, lines->at - start);
            start = lines->at + 1;
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
    end_field(row, lines->text + start, lines->at - start);
    if (lines->at + 1 < lines->length && !strncmp(lines->text + lines->at, "\r\n", 2))
        lines->at++;
    lines->at++;
    return true;
}

/* The rows that are not blank, at most MOST_LINES. */
static uint32_t scan(const char *text, size_t length, char separator, struct row *rows)
{
    struct lines lines = {text, length, 0};
    uint32_t count = 0;
    bool blank = false;
    while (count < MOST_LINES && next_row(&lines, separator, &rows[count])) {
        if (!rows[count].filled) {
            blank = true;
            continue;
        }
        rows[count++].blank_before = blank;
        blank = false;
    }
    return count;
}

/* The number of fields, more than one, that most rows have; 1 if there is none. */
static uint32_t usual_fields(const struct row *rows, uint32_t count)
{
    uint32_t best = 1, most = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t same = 0;
        for (uint32_t j = i; j < count; j++)
            same += rows[j].fields == rows[i].fields;
        if (rows[i].fields > 1 && same > most) {
            most = same;
            best = rows[i].fields;
        }
    }
    return best;
}

/*
 * The row of headings. One text alone may stand above it; a line of several fields, or one that the
 * spreadsheet filled up with empty fields, only where a blank line or a year tells that the table begins
 * below.
 */
static uint32_t find_headings(const struct row *rows, uint32_t count)
{
    uint32_t fields = usual_fields(rows, count);
    bool parted = true, padded = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct row *row = &rows[i];
        parted |= row->blank_before;
        bool year = row->year || (i + 1 < count && rows[i + 1].year && rows[i + 1].words);
        if (row->fields == fields && row->filled > 1)
            return row->words && parted && (!padded || row->blank_before || year) ? i : 0;
        if (row->fields == fields && !row->first_only)
            return 0;
        padded |= row->fields > 1;
        if (row->fields > 1 && !row->first_only)
            parted = false;
    }
    return 0;
}

/* The share, in thousandths, of rows that have as many fields as the headings; 0 when those have one. */
static uint32_t judge(const struct row *rows, uint32_t count, uint32_t headings)
{
    uint32_t alike = 0;
    for (uint32_t i = headings; i < count; i++)
        alike += rows[i].fields == rows[headings].fields;
    return count && rows[headings].fields > 1 ? alike * 1000 / (count - headings) : 0;
}

struct src_shape src_shape_find(const char *text, size_t length)
{
    struct src_shape shape = {.separator = ';'};
    const char *tried = separators;
    char told[2] = "";
    if (length > 5 && !strncmp(text, "sep=", 4) && memchr(separators, text[4], sizeof separators - 1) &&
        (text[5] == '\r' || text[5] == '\n')) {
        shape.from = text[5] == '\r' && text[6] == '\n' ? 7 : 6;
        shape.separator = told[0] = text[4];
        tried = told;
    }
    struct row rows[MOST_LINES + 1];
    uint32_t best = 0;
    size_t looked = length - shape.from;
    if (looked > MOST_BYTES)
        looked = MOST_BYTES;
    shape.headings = shape.from;
    for (const char *p = tried; *p; p++) {
        uint32_t count = scan(text + shape.from, looked, *p, rows);
        uint32_t headings = find_headings(rows, count), score = judge(rows, count, headings);
        if (score > best) {
            best = score;
            shape.separator = *p;
            shape.headings = shape.from + rows[headings].offset;
        }
    }
    return shape;
}

const char *src_separator_name(char separator, enum aj_language language)
{
    static const char *const names[][2] = {
        {"semicolon", "semikolon"}, {"tab", "tabbtecken"}, {"comma", "kommatecken"}};
    const char *p = strchr(separators, separator);
    return names[p ? p - separators : 0][language];
}
