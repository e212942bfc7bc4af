/* A table for a spreadsheet: as Swedish Excel reads CSV (RFC 4180 with semicolons and decimal commas). */
#include "web/internal.h"

#include "base/rat.h"
#include "base/utf8.h"

#include <string.h>

enum { DECIMALS_MOST = 12, NAME_MOST = 60 };

/* Whether n/d has that many decimals at most. */
static bool ends_within(struct aj_arena *arena, struct aj_rat value, int decimals)
{
    return aj_rat_cmp(aj_rat_round(arena, value, decimals), value) == 0;
}

/* The exact value; one without end is rounded to 12 decimals. */
static void write_value(struct aj_arena *arena, struct aj_rat value, struct aj_buf *out)
{
    int decimals = 0;
    while (decimals < DECIMALS_MOST && !ends_within(arena, value, decimals))
        decimals++;
    struct aj_rat whole =
        aj_rat_round(arena, aj_rat_mul(arena, aj_rat_abs(value), aj_rat_pow10(arena, decimals)), 0);
    const char *digits = aj_rat_text(arena, whole);
    size_t n = strlen(digits), lead = n > (size_t)decimals ? n - (size_t)decimals : 0;
    if (aj_rat_sign(value) < 0)
        aj_buf_char(out, '-');
    if (lead)
        aj_buf_add(out, digits, lead);
    else
        aj_buf_char(out, '0');
    if (!decimals)
        return;
    aj_buf_char(out, ',');
    for (size_t i = n; i < (size_t)decimals; i++)
        aj_buf_char(out, '0');
    aj_buf_str(out, digits + lead);
}

/* What a spreadsheet would take for a formula, and is text. A dash alone and a number are none. */
static bool is_formula(const char *text)
{
    if (*text == '-')
        return text[strspn(text, "-0123456789,. %\xC2\xA0")];
    return *text && strchr("=+@", *text);
}

static void write_text(const char *text, struct aj_buf *out)
{
    bool formula = is_formula(text);
    bool quoted = strpbrk(text, ";\"\r\n") != NULL;
    if (quoted)
        aj_buf_char(out, '"');
    if (formula)
        aj_buf_char(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            aj_buf_char(out, '"');
        aj_buf_char(out, *text);
    }
    if (quoted)
        aj_buf_char(out, '"');
}

static void write_cell(const struct web_page *page, doc_id cell, struct aj_buf *out)
{
    struct aj_rat value;
    const char *exact = cell ? doc_attr(page->doc, cell, "data-value") : NULL;
    if (exact && aj_rat_parse(page->job->arena, exact, &value))
        write_value(page->job->arena, value, out);
    else if (cell)
        write_text(web_whole_text(page, cell), out);
}

void web_csv(const struct web_page *page, const struct web_table *table, struct aj_buf *out)
{
    aj_buf_str(out, "\xEF\xBB\xBF");
    for (uint32_t r = 0; r < table->rows; r++) {
        for (uint32_t c = 0; c < table->columns; c++) {
            doc_id cell = table->grid[r * table->columns + c];
            bool again = c && cell && table->grid[r * table->columns + c - 1] == cell;
            if (c)
                aj_buf_char(out, ';');
            /* A cell over several columns stands once; one over several rows in each of them. */
            if (!again)
                write_cell(page, cell, out);
        }
        aj_buf_str(out, "\r\n");
    }
}

const char *web_file_name(struct aj_arena *arena, const char *caption)
{
    static const char *const folded[][2] = {{"å", "a"}, {"ä", "a"}, {"ö", "o"}, {"é", "e"},
                                            {"ü", "u"}, {"è", "e"}, {"æ", "a"}, {"ø", "o"}};
    char *name = AJ_NEW_N(arena, char, NAME_MOST + 2);
    size_t n = 0;
    for (const char *p = caption, *end = p + strlen(p); p < end && n < NAME_MOST;) {
        char letter[5] = "";
        letter[aj_utf8_put(letter, aj_utf8_lower(aj_utf8_next(&p, end)))] = '\0';
        for (size_t i = 0; i < sizeof folded / sizeof *folded; i++)
            if (!strcmp(letter, folded[i][0]))
                memcpy(letter, folded[i][1], 2);
        bool plain = !letter[1] && ((*letter >= 'a' && *letter <= 'z') || (*letter >= '0' && *letter <= '9'));
        if (plain)
            name[n++] = *letter;
        else if (n && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n && name[n - 1] == '-')
        n--;
    name[n] = '\0';
    return n ? name : "tabell";
}
