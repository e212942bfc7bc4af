#include "base/file.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/label.h"
#include "source/separator.h"
#include "source/source.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

/*
 * MOST_CELLS bounds what the table takes: 8 bytes a cell and the text itself. MOST_SHOWN keeps one wrong
 * separator from burying the reason under a finding for every row.
 */
enum { MOST_ROWS = 4000000, MOST_COLUMNS = 4096, MOST_CELLS = 32000000, MOST_SHOWN = 10, MOST_NOTES = 200 };

/* A row that may be a note below the table. */
struct note {
    const char *text;  /* the whole line */
    const char *first; /* its first field */
    size_t offset;
    uint32_t fields;
};

struct reader {
    struct aj_job *job;
    struct src_text text;
    struct src_table *table;
    uint32_t *offsets; /* of every cell in the text */
    char *pool;        /* the cells' texts, one after another: never longer than the file; "" comes first */
    size_t pool_used;
    uint32_t cells;    /* read so far */
    uint32_t row;      /* the first cell of the row that is being read */
    size_t field;      /* the offset at which the field that is being read begins */
    size_t at;         /* the offset that is being read */
    size_t row_offset; /* where the row begins */
    struct note *notes;
    uint32_t note_len, note_cap;
    uint32_t note_rows; /* how many of them have as many fields as the headings, and are among the rows */
    bool in_row;        /* something of the row has been read */
    bool blank_before;  /* a blank line stands before the row */
    bool too_large;
    uint32_t shown; /* findings about rows */
};

static bool is_space(const char *p, size_t *n)
{
    unsigned char c = (unsigned char)*p;
    *n = 1;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        return true;
    *n = c == 0xC2 ? 2 : 3;
    return !strncmp(p, "\xC2\xA0", 2) || !strncmp(p, "\xE2\x80\x89", 3) || !strncmp(p, "\xE2\x80\xAF", 3);
}

/*
 * Copies a field into the pool with its outer white space off and every line break one '\n'. Long tables say
 * the same on row after row: a text like that of the cell above is not kept again.
 */
static uint32_t keep_text(struct reader *reader, const char *text, size_t length)
{
    size_t n;
    while (length && is_space(text, &n)) {
        text += n;
        length -= n;
    }
    char *start = reader->pool + reader->pool_used, *end = start;
    char *last = start; /* after the last character that is no space */
    for (size_t i = 0; i < length;) {
        bool space = is_space(text + i, &n);
        if (!space)
            n = 1;
        if (text[i] == '\r')
            *end++ = '\n';
        else if (text[i] != '\n' || !i || text[i - 1] != '\r')
            for (size_t k = 0; k < n; k++)
                *end++ = text[i + k];
        i += n;
        if (!space)
            last = end;
    }
    *last = '\0';
    if (last == start)
        return 0;
    uint32_t column = reader->cells - reader->row, columns = reader->table->columns;
    if (column < columns && reader->row >= columns) {
        uint32_t above = reader->table->texts[reader->cells - columns];
        if (!strcmp(reader->pool + above, start))
            return above;
    }
    reader->pool_used += (size_t)(last - start) + 1;
    return (uint32_t)(start - reader->pool);
}

static void end_field(void *bytes, size_t length, void *data)
{
    struct reader *reader = data;
    struct src_table *table = reader->table;
    size_t offset = reader->field, n;
    /* A field is shown where its text begins, an empty one where it ends. */
    while (offset < reader->at && is_space(reader->text.text + offset, &n))
        offset += n;
    table->texts[reader->cells] = keep_text(reader, length ? bytes : "", length);
    reader->offsets[reader->cells] = (uint32_t)(offset < reader->at ? offset : reader->at);
    reader->cells++;
    reader->field = reader->at + 1;
}

static void report_fields(struct reader *reader, const char *name, size_t offset, uint32_t fields)
{
    struct aj_job *job = reader->job;
    const struct src_table *table = reader->table;
    if (reader->shown++ >= MOST_SHOWN)
        return;
    aj_diag_add(job->diags, fields < table->columns ? AJ_E0112 : AJ_E0113,
                src_text_place(job, &reader->text, offset), src_label_short(job->arena, name),
                aj_printf(job->arena, "%u", fields), aj_printf(job->arena, "%u", table->columns),
                src_separator_name(table->separator, AJ_ENGLISH),
                src_separator_name(table->separator, AJ_SWEDISH), NULL);
}

/* The row that was read just now has too few or too many fields. */
static void report_row(struct reader *reader, uint32_t fields)
{
    const struct src_table *table = reader->table;
    const char *name = src_label_row(reader->job->arena, table, &table->texts[reader->row], fields);
    uint32_t shown = fields < table->columns ? reader->row : reader->row + table->columns;
    report_fields(reader, name, reader->offsets[shown], fields);
}

/* How many fields of the row that was read just now hold text. */
static uint32_t count_filled(const struct reader *reader, uint32_t fields)
{
    uint32_t filled = 0;
    for (uint32_t i = 0; i < fields; i++)
        filled += reader->pool[reader->table->texts[reader->row + i]] != '\0';
    return filled;
}

/* A line without the separators, quotes and blanks around its text. */
static const char *line_text(struct reader *reader, size_t from, size_t to)
{
    const char *text = reader->text.text;
    const char around[] = {reader->table->separator, '"', ' ', '\t', '\r', '\n', '\0'};
    while (from < to && strchr(around, text[from]))
        from++;
    while (to > from && strchr(around, text[to - 1]))
        to--;
    return aj_strndup(reader->job->arena, text + from, to - from);
}

/* Whether a row that has nothing but its first field begins like a note: "* Preliminärt", "Källa: SCB". */
static bool begins_note(struct aj_arena *arena, const char *text)
{
    static const char *const words[] = {
        "källa",       "not ",    "not:", "noter", "anm",     "kommentar", "fotnot", "senast uppdaterad",
        "uppgifterna", "databas", "*",    "1)",    "\xC2\xB9"};
    enum { LOOKED_AT = 24 };
    char *start = aj_strndup(arena, text, aj_utf8_offset(text, strlen(text), LOOKED_AT));
    uint32_t codes[LOOKED_AT];
    char folded[LOOKED_AT * 4 + 1], *p = folded;
    size_t n = aj_utf8_fold_codes(start, codes, LOOKED_AT);
    for (size_t i = 0; i < n; i++)
        p += aj_utf8_put(p, codes[i]);
    *p = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(folded, words[i], strlen(words[i])))
            return true;
    return false;
}

/*
 * Below the table may stand notes: lines of one text, the first after a blank line or begun like a note. What
 * follows the first of them belongs to them, unless a full row shows that the table went on.
 */
static bool is_note(struct reader *reader, uint32_t fields)
{
    const struct src_table *table = reader->table;
    if (table->rows < 2 || table->columns < 2 || reader->note_len >= MOST_NOTES)
        return false;
    const char *text = reader->pool + table->texts[reader->row];
    if (count_filled(reader, fields) > 1 || !*text)
        return reader->note_len && fields != table->columns;
    return reader->note_len || reader->blank_before || begins_note(reader->job->arena, text);
}

static void keep_note(struct reader *reader, uint32_t fields)
{
    struct note note = {.text = line_text(reader, reader->row_offset, reader->at),
                        .first = reader->pool + reader->table->texts[reader->row],
                        .offset = reader->offsets[reader->row],
                        .fields = fields};
    AJ_PUSH(reader->job->arena, reader->notes, reader->note_len, reader->note_cap, note);
    reader->note_rows += fields == reader->table->columns;
}

/* The table went on: what seemed notes are rows, of which some have too few fields. */
static void take_back_notes(struct reader *reader)
{
    for (uint32_t i = 0; i < reader->note_len; i++) {
        const struct note *note = &reader->notes[i];
        if (note->fields != reader->table->columns)
            report_fields(reader, note->first, note->offset, note->fields);
    }
    reader->note_len = reader->note_rows = 0;
}

static void end_row(int terminator, void *data)
{
    (void)terminator;
    struct reader *reader = data;
    struct src_table *table = reader->table;
    uint32_t fields = reader->cells - reader->row;
    reader->in_row = false;
    if (count_filled(reader, fields) == 0) {
        reader->cells = reader->row;
        reader->blank_before = true;
        return;
    }
    if (table->rows == 0)
        table->columns = fields;
    if (is_note(reader, fields)) {
        keep_note(reader, fields);
    } else {
        take_back_notes(reader);
        if (fields != table->columns)
            report_row(reader, fields);
    }
    if (fields == table->columns)
        table->rows++;
    else
        reader->cells = reader->row;
    reader->too_large |= table->rows >= MOST_ROWS || table->columns > MOST_COLUMNS;
    reader->row = reader->cells;
    reader->blank_before = false;
}

/* Whether a byte can end a field or a row, open or close a quote: what libcsv must be given alone. */
static bool is_special(const struct reader *reader, char c)
{
    return c == reader->table->separator || c == '"' || c == '\n' || c == '\r';
}

/* A blank line, or the second half of \r\n: no row begins there. */
static bool skip_between_rows(struct reader *reader, char c)
{
    if (reader->in_row || (c != '\n' && c != '\r'))
        return false;
    bool pair = c == '\n' && reader->at > 0 && reader->text.text[reader->at - 1] == '\r';
    if (!pair && reader->at > 0)
        reader->blank_before = true;
    reader->field = reader->at + 1;
    return true;
}

/* Whether libcsv takes the next n bytes for the beginning of a row; blanks alone are none. */
static bool begins_row(const struct reader *reader, size_t n)
{
    const char *p = reader->text.text + reader->at;
    for (size_t i = 0; i < n; i++)
        if ((p[i] != ' ' && p[i] != '\t') || p[i] == reader->table->separator)
            return true;
    return false;
}

static void report_quote(struct reader *reader)
{
    struct aj_job *job = reader->job;
    const char *text = reader->text.text;
    bool at_end = reader->at >= reader->text.length;
    size_t start = reader->field, n;
    while (start < reader->at && is_space(text + start, &n))
        start += n;
    /* A field that ran on over lines before the fault was meant to be closed on its first. */
    bool opened = text[start] == '"' && (at_end || memchr(text + start, '\n', reader->at - start));
    aj_at at = src_text_place(job, &reader->text, opened ? start : reader->at);
    if (opened)
        aj_diag_add(job->diags, AJ_E0110, at, src_separator_name(reader->table->separator, AJ_ENGLISH),
                    src_separator_name(reader->table->separator, AJ_SWEDISH), NULL);
    else
        aj_diag_add(job->diags, AJ_E0111, at, NULL);
}

/*
 * libcsv tells neither lines nor columns, but it calls back while it reads the byte that ends a field: so it
 * gets such bytes one by one, and the plain bytes between them together.
 */
static bool feed(struct reader *reader, struct csv_parser *parser, size_t from)
{
    const char *text = reader->text.text;
    for (reader->at = reader->field = from; reader->at < reader->text.length && !reader->too_large;) {
        size_t n = 1;
        if (!is_special(reader, text[reader->at]))
            while (reader->at + n < reader->text.length && !is_special(reader, text[reader->at + n]))
                n++;
        if (!skip_between_rows(reader, text[reader->at])) {
            if (!reader->in_row)
                reader->row_offset = reader->field;
            reader->in_row = reader->in_row || begins_row(reader, n);
            size_t read = csv_parse(parser, text + reader->at, n, end_field, end_row, reader);
            if (read < n) {
                reader->at += read;
                return false;
            }
        }
        reader->at += n;
    }
    return reader->too_large || csv_fini(parser, end_field, end_row, reader) == 0;
}

static bool parse_rows(struct reader *reader, size_t from)
{
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_delim(&parser, (unsigned char)reader->table->separator);
    csv_set_realloc_func(&parser, aj_realloc);
    csv_set_blk_size(&parser, 4096);
    bool parsed = feed(reader, &parser, from);
    csv_free(&parser);
    if (!parsed)
        report_quote(reader);
    return parsed;
}

/* Spreadsheets leave empty columns between and beside the others: one without heading and text is none. */
static void drop_columns(struct src_table *table)
{
    bool *used = aj_malloc(table->columns);
    uint32_t columns = 0;
    memset(used, 0, table->columns);
    for (uint32_t row = 0; row < table->rows && columns < table->columns; row++)
        for (uint32_t column = 0; column < table->columns; column++)
            if (!used[column] && *src_cell_at(table, row, column).text) {
                used[column] = true;
                columns++;
            }
    size_t to = 0, count = (size_t)table->rows * table->columns;
    for (size_t i = 0; i < count && columns < table->columns; i++)
        if (used[i % table->columns]) {
            table->texts[to] = table->texts[i];
            table->offsets[to++] = table->offsets[i];
        }
    table->columns = columns;
    free(used);
}

static void place_cells(struct reader *reader)
{
    struct src_table *table = reader->table;
    uint32_t count = table->rows * table->columns;
    table->first = aj_places_add_range(reader->job->places, reader->text.file, count, src_label_cell, table);
}

/* The lines above the headings: a title, and notes. */
static void take_head(struct reader *reader, size_t from, size_t to)
{
    const char *text = reader->text.text;
    struct src_table *table = reader->table;
    for (size_t end; from < to; from = end + 1) {
        for (end = from; end < to && text[end] != '\n' && text[end] != '\r';)
            end++;
        const char *line = line_text(reader, from, end);
        struct note note = {.text = line};
        if (*line && !table->title)
            table->title = line;
        else if (*line && reader->note_len < MOST_NOTES)
            AJ_PUSH(reader->job->arena, reader->notes, reader->note_len, reader->note_cap, note);
    }
    table->note_len = reader->note_len;
    table->notes = AJ_NEW_N(reader->job->arena, const char *, reader->note_len);
    for (uint32_t i = 0; i < reader->note_len; i++)
        table->notes[i] = reader->notes[i].text;
    reader->note_len = 0;
}

/* The notes below the table are none of its rows. */
static void take_foot(struct reader *reader)
{
    struct src_table *table = reader->table;
    const char **notes = AJ_NEW_N(reader->job->arena, const char *, table->note_len + reader->note_len);
    for (uint32_t i = 0; i < table->note_len + reader->note_len; i++)
        notes[i] = i < table->note_len ? table->notes[i] : reader->notes[i - table->note_len].text;
    table->notes = notes;
    table->note_len += reader->note_len;
    table->rows -= reader->note_rows;
}

static void report_too_many(struct reader *reader, const char *english, const char *swedish, int most)
{
    struct aj_job *job = reader->job;
    aj_at at = aj_places_add(job->places, reader->text.file, 0, 0);
    aj_diag_add(job->diags, AJ_E0107, at, english, swedish, aj_printf(job->arena, "%d", most), NULL);
}

/* No more cells than this can come out of the text. */
static size_t count_most_cells(const struct src_text *text, char separator)
{
    size_t count = 2;
    for (size_t i = 0; i < text->length; i++)
        count += text->text[i] == separator || text->text[i] == '\n' || text->text[i] == '\r';
    return count;
}

static bool read_rows(struct reader *reader, const struct src_shape *shape)
{
    struct src_table *table = reader->table;
    if (!parse_rows(reader, shape->headings))
        return false;
    if (reader->too_large) {
        bool wide = table->columns > MOST_COLUMNS;
        report_too_many(reader, wide ? "columns" : "rows", wide ? "kolumner" : "rader",
                        wide ? MOST_COLUMNS : MOST_ROWS);
    }
    return !reader->too_large && !reader->shown;
}

/* Formats that their first bytes tell of. */
static const struct {
    const char *bytes, *name;
} formats[] = {
    {"#FLAGGA", "SIE"},
    {"CHARSET=", "PX"},
    {"AXIS-VERSION=", "PX"},
    {"MATRIX=", "PX"},
    {"SUBJECT-CODE=", "PX"},
    {"PK\x03\x04", "Excel (xlsx, ods)"},
    {"\xD0\xCF\x11\xE0", "Excel (xls)"},
    {"%PDF-", "PDF"},
    {"<!DOCTYPE html", "HTML"},
    {"<!doctype html", "HTML"},
    {"<html", "HTML"},
    {"<?xml", "XML"},
};

/* What the first bytes show that is no table: JSON, PX, SIE ...; NULL of what may be one. */
static const char *other_format(const char *bytes, size_t length)
{
    enum { LOOKED_AT = 256 };
    if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        bytes += 3;
        length -= 3;
    }
    while (length && strchr(" \t\r\n", *bytes) && *bytes) {
        bytes++;
        length--;
    }
    char head[LOOKED_AT + 1] = "";
    memcpy(head, bytes, length < LOOKED_AT ? length : LOOKED_AT);
    size_t open = *head == '{' || *head == '[' ? 1 + strspn(head + 1, " \t\r\n") : 0;
    if (open && head[open] && strchr("{[\"", head[open]))
        return "JSON";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strncmp(head, formats[i].bytes, strlen(formats[i].bytes)))
            return formats[i].name;
    return NULL;
}

static struct src_table *read_table(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    struct reader reader = {.job = job};
    const char *other = other_format(bytes, length);
    if (other) {
        uint32_t file = aj_places_add_file(job->places, name, NULL, 0);
        aj_diag_add(job->diags, AJ_E0114, aj_places_add(job->places, file, 1, 1), other, NULL);
        return NULL;
    }
    if (!src_decode(job, name, bytes, length, NULL, false, &reader.text))
        return NULL;
    struct src_table *table = reader.table = AJ_NEW(job->arena, struct src_table);
    struct src_shape shape = src_shape_find(reader.text.text, reader.text.length);
    table->file = name;
    table->encoding = reader.text.encoding;
    table->separator = shape.separator;
    size_t most = count_most_cells(&reader.text, table->separator);
    if (most > MOST_CELLS) {
        report_too_many(&reader, "cells", "celler", MOST_CELLS);
        return NULL;
    }
    table->texts = AJ_NEW_N(job->arena, uint32_t, most);
    table->offsets = reader.offsets = AJ_NEW_N(job->arena, uint32_t, most);
    /* A field's text and its NUL take no more than the field and what ends it. */
    table->pool = reader.pool = aj_alloc(job->arena, reader.text.length + 3);
    reader.pool_used = 1;
    take_head(&reader, shape.from, shape.headings);
    if (!read_rows(&reader, &shape))
        return NULL;
    if (table->rows == 0) {
        aj_diag_add(job->diags, AJ_E0106, aj_places_add(job->places, reader.text.file, 1, 1), NULL);
        return NULL;
    }
    take_foot(&reader);
    drop_columns(table);
    place_cells(&reader);
    return table;
}

struct src_table *src_csv_read(struct aj_job *job, const char *from, const char *path, aj_at at)
{
    size_t length;
    const char *name;
    const char *bytes = aj_job_read(job, from, path, at, &length, &name);
    if (!bytes)
        return NULL;
    aj_job_attach(job, name, bytes, length);
    return read_table(job, name, bytes, length);
}

struct src_table *src_csv_parse(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    return read_table(job, aj_strdup(job->arena, name), aj_strndup(job->arena, bytes, length), length);
}
