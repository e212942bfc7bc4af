/* Tables on a screen of any width: as they are, as cards, or in a frame of their own; each as CSV too. */
#include "web/internal.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELLS_MOST = 2000000,
    LETTER = 84,     /* the mean width of a letter in the table's size: 1/10 px */
    CELL_ROOM = 160, /* what a cell has at its sides: 1/10 px */
    PHONE = 3050,    /* the room that a phone has: 1/10 px */
    CARDS = 5800,    /* the width that the stylesheet makes cards below, 42rem; less some to spare */
    SPAN_MOST = 1000
};

static uint32_t span_of(const struct doc_document *doc, doc_id cell, const char *name)
{
    const char *text = doc_attr(doc, cell, name);
    long value = text ? strtol(text, NULL, 10) : 1;
    return value < 1 ? 1 : value > SPAN_MOST ? SPAN_MOST : (uint32_t)value;
}

static bool is_cell(const struct doc_node *node)
{
    return node->kind == DOC_ELEMENT && (node->tag == DOC_TAG_TD || node->tag == DOC_TAG_TH);
}

/* The next row of the table itself, not of a table within. */
static doc_id next_row(const struct doc_document *doc, doc_id table, doc_id id)
{
    for (id = doc_next(doc, table, id); id; id = doc_next(doc, table, id)) {
        if (doc->nodes[id].kind != DOC_ELEMENT || doc->nodes[id].tag != DOC_TAG_TR)
            continue;
        doc_id up = doc->nodes[id].parent;
        if (up == table || doc->nodes[up].parent == table)
            return id;
    }
    return 0;
}

static void measure(const struct doc_document *doc, struct web_table *table)
{
    for (doc_id row = next_row(doc, table->node, table->node); row; row = next_row(doc, table->node, row)) {
        uint32_t columns = 0;
        for (doc_id cell = doc->nodes[row].first; cell; cell = doc->nodes[cell].next)
            if (is_cell(&doc->nodes[cell]))
                columns += span_of(doc, cell, "colspan");
        /* Rows that cells from above reach into have fewer of their own. */
        if (columns > table->columns)
            table->columns = columns;
        if (doc->nodes[doc->nodes[row].parent].tag == DOC_TAG_THEAD)
            table->head_rows++;
        table->rows++;
    }
}

static void place(struct web_page *page, struct web_table *table, uint32_t row, doc_id cell, bool *spans)
{
    uint32_t column = 0, across = span_of(page->doc, cell, "colspan"),
             down = span_of(page->doc, cell, "rowspan");
    while (column < table->columns && table->grid[row * table->columns + column])
        column++;
    page->column[cell] = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX);
    *spans = *spans || down > 1 || (across > 1 && row < table->head_rows);
    for (uint32_t r = row; r < row + down && r < table->rows; r++)
        for (uint32_t c = column; c < column + across && c < table->columns; c++)
            table->grid[r * table->columns + c] = cell;
}

/* The width of the longest piece of a cell that is not broken, in 1/10 px. */
static uint32_t piece_of(const struct web_page *page, doc_id cell)
{
    const char *text = web_whole_text(page, cell);
    uint32_t longest = 0, length = 0;
    for (const char *p = text, *end = text + strlen(text); p < end;) {
        uint32_t code = aj_utf8_next(&p, end);
        length = code == ' ' || code == 0xAD ? 0 : length + 1;
        longest = length > longest ? length : longest;
        if (code == '-' || code == 0x2013 || code == '/')
            length = 0;
    }
    return longest * LETTER + CELL_ROOM;
}

/* Rows enough to know by. */
enum { ROWS_LOOKED_AT = 400 };

static uint32_t width_of(const struct web_page *page, const struct web_table *table)
{
    uint32_t sum = 0;
    for (uint32_t c = 0; c < table->columns; c++) {
        uint32_t widest = 0;
        for (uint32_t r = 0; r < table->rows && r < ROWS_LOOKED_AT; r++) {
            doc_id cell = table->grid[r * table->columns + c];
            if (!cell || span_of(page->doc, cell, "colspan") > 1)
                continue;
            uint32_t piece = piece_of(page, cell);
            widest = piece > widest ? piece : widest;
        }
        sum += widest;
    }
    return sum;
}

static void find_way(struct web_page *page, struct web_table *table, bool spans)
{
    uint32_t width = width_of(page, table);
    /* Facts beside their names: long words can be broken, and a frame to move would hide most of them. */
    bool facts = table->columns <= 2 && table->head_rows == 0;
    table->way = width <= PHONE || facts          ? WEB_TABLE_PLAIN
                 : spans || table->head_rows != 1 ? WEB_TABLE_SCROLL
                 : width <= CARDS                 ? WEB_TABLE_CARDS
                                                  : WEB_TABLE_BROAD;
    if (table->way != WEB_TABLE_CARDS && table->way != WEB_TABLE_BROAD)
        return;
    table->labels = AJ_NEW_N(page->job->arena, const char *, table->columns);
    for (uint32_t c = 0; c < table->columns; c++)
        table->labels[c] = table->grid[c] ? web_whole_text(page, table->grid[c]) : NULL;
}

static struct web_table *read_table(struct web_page *page, doc_id node)
{
    struct web_table *table = AJ_NEW(page->job->arena, struct web_table);
    *table = (struct web_table){.node = node, .up = page->table, .number = ++page->table_count};
    measure(page->doc, table);
    if (!table->rows || !table->columns || table->columns > CELLS_MOST / table->rows) {
        table->rows = table->columns = 0;
        table->way = WEB_TABLE_SCROLL;
        return table;
    }
    table->grid = AJ_NEW_N(page->job->arena, doc_id, (size_t)table->rows * table->columns);
    uint32_t number = 0;
    bool spans = false;
    for (doc_id row = next_row(page->doc, node, node); row; row = next_row(page->doc, node, row), number++)
        for (doc_id cell = page->doc->nodes[row].first; cell; cell = page->doc->nodes[cell].next)
            if (is_cell(&page->doc->nodes[cell]))
                place(page, table, number, cell, &spans);
    find_way(page, table, spans);
    return table;
}

/* What a table is called: its caption, else its number on the page. */
static const char *name_of(const struct web_page *page, const struct web_table *table)
{
    doc_id caption = web_child(page->doc, table->node, DOC_TAG_CAPTION);
    const char *name = caption ? web_whole_text(page, caption) : "";
    return *name ? name : aj_printf(page->job->arena, "%s %u", web_word(page, WEB_WORD_TABLE), table->number);
}

/* The figures of the drawing right before stand folded away. */
static bool is_behind_chart(const struct web_page *page, doc_id node)
{
    const struct doc_node *nodes = page->doc->nodes;
    doc_id before = nodes[node].previous;
    return web_has_class(page->doc, node, "chart-data") && before && nodes[before].kind == DOC_ELEMENT &&
           nodes[before].tag == DOC_TAG_FIGURE;
}

/* A table with roles has no other children than its caption and rows, and a link in the caption would count.
 */
static bool leads_out(const struct web_page *page, const struct web_table *table)
{
    doc_id caption = web_child(page->doc, table->node, DOC_TAG_CAPTION);
    if (table->way != WEB_TABLE_CARDS && table->way != WEB_TABLE_BROAD)
        return false;
    for (doc_id id = caption; id; id = doc_next(page->doc, caption, id))
        if (page->doc->nodes[id].kind == DOC_ELEMENT && page->doc->nodes[id].tag == DOC_TAG_A &&
            doc_attr(page->doc, id, "href"))
            return true;
    return false;
}

/* Then it stands right before the table, which it names. */
static void write_caption_before(struct web_page *page, const struct web_table *table)
{
    doc_id caption = web_child(page->doc, table->node, DOC_TAG_CAPTION);
    aj_buf_printf(page->out, "<div class=\"web-caption\" id=\"web-c%u\">", table->number);
    for (doc_id child = page->doc->nodes[caption].first; child; child = page->doc->nodes[child].next)
        web_write_tree(page, child);
    aj_buf_str(page->out, "</div>");
    page->left_out[caption] = true;
}

void web_table_start(struct web_page *page, doc_id node)
{
    static const char *const ways[] = {"web-table", "web-table", "web-table web-scroll",
                                       "web-table web-scroll"};
    struct web_table *table = read_table(page, node);
    page->table = table;
    if (is_behind_chart(page, node)) {
        aj_buf_str(page->out, "<details class=\"web-data\"><summary>");
        aj_buf_str(page->out, web_word(page, WEB_WORD_DATA));
        aj_buf_str(page->out, "</summary>");
    }
    aj_buf_printf(page->out, "<div class=\"%s\"", ways[table->way]);
    if (table->way >= WEB_TABLE_BROAD) {
        aj_buf_str(page->out, " role=\"region\" tabindex=\"0\"");
        web_attr(page->out, "aria-label", name_of(page, table));
    }
    aj_buf_char(page->out, '>');
    if ((table->named = leads_out(page, table)))
        write_caption_before(page, table);
}

static void write_csv_link(struct web_page *page, const struct web_table *table)
{
    if (table->rows < 2 || web_has_class(page->doc, table->node, "metadata") ||
        web_has_class(page->doc, table->node, "findings"))
        return;
    const char *name = name_of(page, table);
    struct aj_buf csv = AJ_BUF_INIT;
    web_csv(page, table, &csv);
    aj_buf_str(page->out, "<p class=\"web-tools\"><a class=\"web-csv\"");
    web_attr(page->out, "download",
             aj_printf(page->job->arena, "%s.csv", web_file_name(page->job->arena, name)));
    aj_buf_str(page->out, " href=\"data:text/csv;charset=utf-8;base64,");
    web_base64(page->out, csv.data, csv.len);
    aj_buf_str(page->out, "\">");
    aj_buf_str(page->out, web_word(page, WEB_WORD_CSV));
    aj_buf_str(page->out, "<span class=\"web-said\">: ");
    web_escape(page->out, name, strlen(name));
    aj_buf_str(page->out, "</span></a></p>");
    aj_buf_free(&csv);
}

void web_table_end(struct web_page *page, doc_id node)
{
    struct web_table *table = page->table;
    aj_buf_str(page->out, "</div>");
    write_csv_link(page, table);
    if (is_behind_chart(page, node))
        aj_buf_str(page->out, "</details>");
    page->table = table->up;
}

/* The roles that a browser takes from a table's elements when they are displayed as something else. */
static const char *role_of(const struct web_page *page, doc_id id)
{
    const char *scope;
    switch (page->doc->nodes[id].tag) {
    case DOC_TAG_TABLE:
        return "table";
    case DOC_TAG_THEAD:
    case DOC_TAG_TBODY:
    case DOC_TAG_TFOOT:
        return "rowgroup";
    case DOC_TAG_TR:
        return "row";
    case DOC_TAG_TD:
        return "cell";
    case DOC_TAG_TH:
        scope = doc_attr(page->doc, id, "scope");
        return scope && !strncmp(scope, "row", 3) ? "rowheader" : "columnheader";
    default:
        return NULL;
    }
}

void web_table_attrs(struct web_page *page, doc_id id)
{
    const struct web_table *table = page->table;
    const struct doc_node *node = &page->doc->nodes[id];
    if (!table || (table->way != WEB_TABLE_CARDS && table->way != WEB_TABLE_BROAD))
        return;
    const char *role = role_of(page, id);
    if (!role)
        return;
    if (!doc_attr(page->doc, id, "role"))
        web_attr(page->out, "role", role);
    if (id == table->node && table->named)
        aj_buf_printf(page->out, " aria-labelledby=\"web-c%u\"", table->number);
    if (id == table->node)
        aj_buf_str(page->out, table->way == WEB_TABLE_BROAD ? " data-cards=\"broad\"" : " data-cards");
    bool in_body = page->doc->nodes[page->doc->nodes[node->parent].parent].tag != DOC_TAG_THEAD;
    uint32_t column = page->column[id];
    if (node->tag == DOC_TAG_TD && in_body && column < table->columns && table->labels[column] &&
        *table->labels[column] && span_of(page->doc, id, "colspan") == 1)
        web_attr(page->out, "data-label", table->labels[column]);
}
