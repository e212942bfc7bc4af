#include "source/label.h"

#include "base/number.h"
#include "base/utf8.h"

#include <string.h>

enum { LABEL_LENGTH = 60, LABEL_ROWS = 50 };

static bool is_number(struct aj_arena *arena, const char *text)
{
    struct aj_number number;
    return aj_number_parse(arena, text, &number) && !text[number.length];
}

const char *src_label_short(struct aj_arena *arena, const char *text)
{
    size_t length = strlen(text), n = aj_utf8_offset(text, length, LABEL_LENGTH);
    char *copy = n < length ? aj_printf(arena, "%.*s…", (int)n, text) : aj_strdup(arena, text);
    for (char *p = copy; *p; p++)
        if (*p == '\n')
            *p = ' ';
    return copy;
}

static const char *first_text(struct aj_arena *arena, const struct src_table *table, const uint32_t *row,
                              uint32_t n)
{
    const char *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const char *text = table->pool + row[i];
        if (!*text)
            continue;
        if (!is_number(arena, text))
            return text;
        if (!first)
            first = text;
    }
    return first ? first : "";
}

static bool stands_above(const struct src_table *table, uint32_t row, uint32_t column, const char *text)
{
    for (uint32_t above = 1; above < row; above++)
        if (!strcmp(src_cell_at(table, above, column).text, text))
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
            const char *text = src_cell_at(table, row, column).text;
            different += *text && !is_number(arena, text) && !stands_above(table, row, column, text);
        }
        if (different > most) {
            most = different;
            best = column;
        }
    }
    return best;
}

const char *src_label_row(struct aj_arena *arena, const struct src_table *table, const uint32_t *row,
                          uint32_t fields)
{
    uint32_t column = find_label_column(arena, table);
    const char *text = column < fields ? table->pool + row[column] : "";
    return *text ? text : first_text(arena, table, row, fields);
}

const char *src_label_cell(const void *data, uint32_t index, struct aj_arena *arena, size_t *offset)
{
    const struct src_table *table = data;
    *offset = table->offsets[index];
    uint32_t row = index / table->columns, column = index % table->columns;
    const char *heading = src_cell_at(table, 0, column).text;
    const char *label =
        src_label_row(arena, table, &table->texts[(size_t)row * table->columns], table->columns);
    if (row == 0 || label == table->pool + table->texts[index] || !*label)
        return NULL;
    if (!*heading)
        return src_label_short(arena, label);
    return aj_printf(arena, "%s, %s", src_label_short(arena, label), src_label_short(arena, heading));
}
