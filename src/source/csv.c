#include "base/file.h"
#include "base/number.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/separator.h"
#include "source/source.h"

#include <csv.h>
#include <string.h>

/*
 * MOST_CELLS bounds what the table takes: 20 bytes a cell and the text itself. MOST_SHOWN keeps one wrong
 * separator from burying the reason under a finding for every row.
 */
enum {
    MOST_ROWS = 4000000,
    MOST_COLUMNS = 4096,
    MOST_CELLS = 32000000,
    MOST_SHOWN = 10,
    LABEL_LENGTH = 60,
    LABEL_ROWS = 50
};

struct reader {
    struct aj_job *job;
    struct src_text text;
    struct src_table *table;
    uint32_t *offsets; /* of every cell in the text */
    char *pool;        /* the cells' texts, one after another: never longer than the file */
    size_t pool_used;
    uint32_t cells;    /* read so far */
    uint32_t row;      /* the first cell of the row that is being read */
    size_t field;      /* the offset at which the field that is being read begins */
    size_t at;         /* the offset that is being read */
    size_t row_offset; /* where the row begins */
    bool in_row;       /* something of the row has been read */
    bool blank_before; /* a blank line stands before the row */
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

/* Copies a field into the pool with its outer white space off and every line break one '\n'. */
static const char *keep_text(struct reader *reader, const char *text, size_t length)
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
    reader->pool_used += (size_t)(last - start) + 1;
    return start;
}

static void end_field(void *bytes, size_t length, void *data)
{
    struct reader *reader = data;
    struct src_table *table = reader->table;
    size_t offset = reader->field, n;
    /* A field is shown where its text begins, an empty one where it ends. */
    while (offset < reader->at && is_space(reader->text.text + offset, &n))
        offset += n;
    table->cells[reader->cells] = (struct src_cell){keep_text(reader, length ? bytes : "", length), 0};
    reader->offsets[reader->cells] = (uint32_t)(offset < reader->at ? offset : reader->at);
    reader->cells++;
    reader->field = reader->at + 1;
}

static bool is_number(struct aj_arena *arena, const char *text)
{
    struct aj_number number;
    return aj_number_parse(arena, text, &number) && !text[number.length];
}

/* The text of at most LABEL_LENGTH characters on one line. */
static const char *shorten(struct aj_arena *arena, const char *text)
{
    size_t length = strlen(text), n = aj_utf8_offset(text, length, LABEL_LENGTH);
    char *copy = n < length ? aj_printf(arena, "%.*s…", (int)n, text) : aj_strdup(arena, text);
    for (char *p = copy; *p; p++)
        if (*p == '\n')
            *p = ' ';
    return copy;
}

/* What a person would call a row: its first text that is no figure, else its first text. */
static const char *first_text(struct aj_arena *arena, const struct src_cell *row, uint32_t n)
{
    const char *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!*row[i].text)
            continue;
        if (!is_number(arena, row[i].text))
            return row[i].text;
        if (!first)
            first = row[i].text;
    }
    return first ? first : "";
}

static bool stands_above(const struct src_table *table, uint32_t row, uint32_t column, const char *text)
{
    for (uint32_t above = 1; above < row; above++)
        if (!strcmp(src_cell_at(table, above, column)->text, text))
            return true;
    return false;
}

/*
 * The column that tells the rows apart: the one with the most different texts in the first rows. A category
 * repeated on every row, a unit or a running number is not what a person would call the row by.
 */
static uint32_t find_label_column(struct aj_arena *arena, const struct src_table *table)
{
    uint32_t rows = table->rows < LABEL_ROWS ? table->rows : LABEL_ROWS, best = 0, most = 0;
    for (uint32_t column = 0; column < table->columns && column < LABEL_ROWS; column++) {
        uint32_t different = 0;
        for (uint32_t row = 1; row < rows; row++) {
            const char *text = src_cell_at(table, row, column)->text;
            different += *text && !is_number(arena, text) && !stands_above(table, row, column, text);
        }
        if (different > most) {
            most = different;
            best = column;
        }
    }
    return best;
}

static const char *name_row(struct aj_arena *arena, const struct src_table *table, const struct src_cell *row,
                            uint32_t fields)
{
    uint32_t column = find_label_column(arena, table);
    return column < fields && *row[column].text ? row[column].text : first_text(arena, row, fields);
}

/* "Avskrivningar, Plan 2023"; an aj_place_resolver. */
static const char *resolve_cell(const void *data, uint32_t index, struct aj_arena *arena, size_t *offset)
{
    const struct src_table *table = data;
    *offset = table->offsets[index];
    uint32_t row = index / table->columns, column = index % table->columns;
    const char *heading = table->cells[column].text;
    const char *label = name_row(arena, table, src_cell_at(table, row, 0), table->columns);
    if (row == 0 || label == table->cells[index].text || !*label)
        return NULL;
    if (!*heading)
        return shorten(arena, label);
    return aj_printf(arena, "%s, %s", shorten(arena, label), shorten(arena, heading));
}

static void report_fields(struct reader *reader, uint32_t fields)
{
    struct aj_job *job = reader->job;
    const struct src_table *table = reader->table;
    bool few = fields < table->columns;
    const struct src_cell *row = &table->cells[reader->row];
    if (reader->shown++ >= MOST_SHOWN)
        return;
    size_t offset = reader->offsets[few ? reader->row : reader->row + table->columns];
    aj_at at = src_text_place(job, &reader->text, offset);
    aj_diag_add(job->diags, few ? AJ_E0112 : AJ_E0113, at,
                shorten(job->arena, name_row(job->arena, table, row, fields)),
                aj_printf(job->arena, "%u", fields), aj_printf(job->arena, "%u", table->columns),
                src_separator_name(table->separator, AJ_ENGLISH),
                src_separator_name(table->separator, AJ_SWEDISH), NULL);
}

/* How many fields of the row hold text. */
static uint32_t count_filled(const struct src_cell *row, uint32_t n)
{
    uint32_t filled = 0;
    for (uint32_t i = 0; i < n; i++)
        filled += *row[i].text != '\0';
    return filled;
}

/*
 * Statistical offices put a title above the headings: one text alone, then a blank line. When the first row
 * was that, this row holds the headings.
 */
static void take_title(struct reader *reader, uint32_t fields)
{
    struct src_table *table = reader->table;
    const struct src_cell *first = table->cells, *row = &table->cells[reader->row];
    if (table->rows != 1 || !reader->blank_before || !*first->text || count_filled(row, fields) < 2 ||
        count_filled(first, table->columns) != 1)
        return;
    table->title = first->text;
    memmove(table->cells, row, fields * sizeof *row);
    memmove(reader->offsets, &reader->offsets[reader->row], fields * sizeof *reader->offsets);
    reader->row = 0;
    reader->cells = fields;
    table->rows = 0;
}

static void end_row(int terminator, void *data)
{
    (void)terminator;
    struct reader *reader = data;
    struct src_table *table = reader->table;
    uint32_t fields = reader->cells - reader->row;
    reader->in_row = false;
    if (count_filled(&table->cells[reader->row], fields) == 0) {
        reader->cells = reader->row;
        reader->blank_before = true;
        return;
    }
    take_title(reader, fields);
    if (table->rows == 0)
        table->columns = fields;
    if (fields == table->columns) {
        table->rows++;
    } else {
        report_fields(reader, fields);
        reader->cells = reader->row;
    }
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

/* Spreadsheets leave empty columns at the right: one that has neither heading nor text is none. */
static void trim_columns(struct src_table *table, uint32_t *offsets)
{
    uint32_t columns = 0;
    for (uint32_t row = 0; row < table->rows; row++)
        for (uint32_t column = columns; column < table->columns; column++)
            if (*src_cell_at(table, row, column)->text)
                columns = column + 1;
    if (columns == table->columns)
        return;
    for (uint32_t row = 0; row < table->rows; row++) {
        memmove(&table->cells[(size_t)row * columns], src_cell_at(table, row, 0),
                columns * sizeof *table->cells);
        memmove(&offsets[(size_t)row * columns], &offsets[(size_t)row * table->columns],
                columns * sizeof *offsets);
    }
    table->columns = columns;
}

static void place_cells(struct reader *reader)
{
    struct src_table *table = reader->table;
    uint32_t count = table->rows * table->columns;
    table->offsets = reader->offsets;
    aj_at first = aj_places_add_range(reader->job->places, reader->text.file, count, resolve_cell, table);
    for (uint32_t i = 0; first && i < count; i++)
        table->cells[i].at = first + i;
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

static struct src_table *read_table(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    struct reader reader = {.job = job};
    if (!src_decode(job, name, bytes, length, NULL, false, &reader.text))
        return NULL;
    struct src_table *table = reader.table = AJ_NEW(job->arena, struct src_table);
    table->file = name;
    table->encoding = reader.text.encoding;
    size_t from = src_separator_find(reader.text.text, reader.text.length, &table->separator);
    size_t most = count_most_cells(&reader.text, table->separator);
    if (most > MOST_CELLS) {
        report_too_many(&reader, "cells", "celler", MOST_CELLS);
        return NULL;
    }
    table->cells = AJ_NEW_N(job->arena, struct src_cell, most);
    reader.offsets = AJ_NEW_N(job->arena, uint32_t, most);
    /* A field's text and its NUL take no more than the field and what ends it. */
    reader.pool = aj_alloc(job->arena, reader.text.length + 2);
    if (!parse_rows(&reader, from))
        return NULL;
    if (reader.too_large) {
        bool wide = table->columns > MOST_COLUMNS;
        report_too_many(&reader, wide ? "columns" : "rows", wide ? "kolumner" : "rader",
                        wide ? MOST_COLUMNS : MOST_ROWS);
        return NULL;
    }
    if (reader.shown)
        return NULL;
    if (table->rows == 0) {
        aj_diag_add(job->diags, AJ_E0106, aj_places_add(job->places, reader.text.file, 1, 1), NULL);
        return NULL;
    }
    trim_columns(table, reader.offsets);
    place_cells(&reader);
    return table;
}

struct src_table *src_csv_read(struct aj_job *job, const char *from, const char *path, aj_at at)
{
    size_t length;
    const char *name;
    const char *bytes = aj_job_read(job, from, path, at, &length, &name);
    return bytes ? read_table(job, name, bytes, length) : NULL;
}

struct src_table *src_csv_parse(struct aj_job *job, const char *name, const char *bytes, size_t length)
{
    return read_table(job, aj_strdup(job->arena, name), aj_strndup(job->arena, bytes, length), length);
}
