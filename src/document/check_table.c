/* Tables whose cells fit and have headers (ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4). */
#include "document/build.h"

#include <string.h>

enum { COLUMNS_MOST = 1000, SPAN_MOST = 65534 };

struct grid {
    struct doc_builder *b;
    doc_id table;
    uint32_t *busy; /* per column: rows still covered from above */
    uint32_t busy_cap;
    bool *headed; /* per column: a header stands above */
    uint32_t headed_cap;
    uint32_t row_headed; /* rows from here on that a header beside or over them heads */
    doc_id bare;         /* a cell with content that nothing heads yet, of this row */
    uint32_t columns;    /* of the first row; 0 before it */
    uint32_t row;
    bool in_head, has_header, has_cell, told, told_bare;
};

/* What a TH heads, as HTML and the pdf stage have it: its column where it stands in thead or says so. */
static bool heads_column(const struct grid *grid, doc_id th, uint32_t column)
{
    const char *scope = doc_attr(grid->b->doc, th, "scope");
    if (scope && (!strcmp(scope, "row") || !strcmp(scope, "rowgroup")))
        return false;
    return grid->in_head || column > 0 || (scope && !strncmp(scope, "col", 3));
}

/* Notes what a cell that has been placed heads, or that nothing heads it so far. */
static void note_headers(struct grid *grid, doc_id cell, uint32_t column, uint32_t across, uint32_t down)
{
    const struct doc_node *node = &grid->b->doc->nodes[cell];
    const char *scope = doc_attr(grid->b->doc, cell, "scope");
    bool header = node->tag == DOC_TAG_TH, above = false;
    grid->headed =
        aj_grow(grid->b->job->arena, grid->headed, &grid->headed_cap, column + across, sizeof *grid->headed);
    if (header && !heads_column(grid, cell, column)) {
        uint32_t rows = scope && !strcmp(scope, "rowgroup") ? SPAN_MOST : down;
        grid->row_headed = rows > grid->row_headed ? rows : grid->row_headed;
    } else if (header) {
        memset(grid->headed + column, true, across);
    }
    for (uint32_t i = column; i < column + across; i++)
        above = above || grid->headed[i];
    if (!header && !above && !grid->in_head && node->first && !grid->bare)
        grid->bare = cell;
}

/* A cell of figures or words that no header is read out with (ISO 14289-1, 7.5): told once a table. */
static void end_row(struct grid *grid)
{
    if (grid->bare && !grid->row_headed && grid->has_header && !grid->told_bare) {
        grid->told_bare = true;
        aj_diag_add(grid->b->job->diags, AJ_W0562, grid->b->doc->nodes[grid->bare].at, NULL);
    }
    grid->bare = 0;
    grid->row_headed -= grid->row_headed ? 1 : 0;
}

/* colspan or rowspan; 1 when there is none, after a finding when it is not a number. */
static uint32_t span_of(struct grid *grid, doc_id cell, const char *name)
{
    struct doc_document *doc = grid->b->doc;
    const char *text = doc_attr(doc, cell, name);
    uint32_t value = 0;
    if (!text)
        return 1;
    const char *p = text;
    for (; *p >= '0' && *p <= '9' && value <= SPAN_MOST; p++)
        value = value * 10 + (uint32_t)(*p - '0');
    if (*p || value == 0 || value > SPAN_MOST) {
        aj_diag_add(grid->b->job->diags, AJ_E0516, doc->nodes[cell].at, name, text, NULL);
        return 1;
    }
    return value;
}

static void fault(struct grid *grid, enum aj_code code, doc_id at, uint32_t is, uint32_t should)
{
    struct aj_arena *arena = grid->b->job->arena;
    if (grid->told)
        return;
    grid->told = true;
    aj_diag_add(grid->b->job->diags, code, grid->b->doc->nodes[at].at, aj_printf(arena, "%u", is),
                aj_printf(arena, "%u", should), NULL);
}

/* Lays the cells of a row into the grid. */
static void lay_row(struct grid *grid, doc_id row)
{
    struct doc_document *doc = grid->b->doc;
    uint32_t column = 0, width = 0;
    grid->row++;
    for (doc_id cell = doc->nodes[row].first; cell; cell = doc->nodes[cell].next) {
        const struct doc_node *node = &doc->nodes[cell];
        if (node->kind != DOC_ELEMENT || (node->tag != DOC_TAG_TD && node->tag != DOC_TAG_TH))
            continue;
        grid->has_header = grid->has_header || node->tag == DOC_TAG_TH;
        grid->has_cell = grid->has_cell || node->tag == DOC_TAG_TD;
        uint32_t across = span_of(grid, cell, "colspan"), down = span_of(grid, cell, "rowspan");
        while (column < grid->busy_cap && grid->busy[column])
            column++;
        if (column + across > COLUMNS_MOST) {
            fault(grid, AJ_E0544, cell, column + across, COLUMNS_MOST);
            return;
        }
        grid->busy =
            aj_grow(grid->b->job->arena, grid->busy, &grid->busy_cap, column + across, sizeof *grid->busy);
        note_headers(grid, cell, column, across, down);
        for (uint32_t i = 0; i < across; i++, column++) {
            if (grid->busy[column])
                fault(grid, AJ_E0545, cell, column + 1, grid->row); /* two cells would share a place */
            grid->busy[column] = down;
        }
    }
    for (uint32_t i = 0; i < grid->busy_cap; i++)
        if (grid->busy[i]) {
            width = i + 1;
            grid->busy[i]--;
        }
    end_row(grid);
    if (grid->columns == 0)
        grid->columns = width;
    else if (width != grid->columns)
        fault(grid, AJ_E0546, row, width, grid->columns);
}

/* No cell may reach below the last row of its group. */
static void end_group(struct grid *grid, doc_id last_row)
{
    for (uint32_t i = 0; i < grid->busy_cap; i++) {
        if (grid->busy[i] && last_row)
            fault(grid, AJ_E0547, last_row, grid->busy[i], i + 1);
        grid->busy[i] = 0;
    }
    grid->row_headed = 0;
}

static doc_id lay_rows(struct grid *grid, doc_id group)
{
    struct doc_document *doc = grid->b->doc;
    doc_id last = 0;
    for (doc_id row = doc->nodes[group].first; row; row = doc->nodes[row].next)
        if (doc->nodes[row].kind == DOC_ELEMENT && doc->nodes[row].tag == DOC_TAG_TR) {
            lay_row(grid, row);
            last = row;
        }
    return last;
}

void doc_check_table(struct doc_builder *b, doc_id table)
{
    struct doc_document *doc = b->doc;
    struct grid grid = {.b = b, .table = table};
    bool head = false, body = false;
    uint32_t captions = 0;
    for (doc_id part = doc->nodes[table].first; part; part = doc->nodes[part].next) {
        const struct doc_node *node = &doc->nodes[part];
        head = head || node->tag == DOC_TAG_THEAD;
        body = body || node->tag == DOC_TAG_TBODY || node->tag == DOC_TAG_TR;
        captions += node->tag == DOC_TAG_CAPTION;
        grid.in_head = node->tag == DOC_TAG_THEAD;
        if (node->tag == DOC_TAG_THEAD || node->tag == DOC_TAG_TBODY || node->tag == DOC_TAG_TFOOT)
            end_group(&grid, lay_rows(&grid, part));
    }
    grid.in_head = false;
    doc_id loose = lay_rows(&grid, table);
    end_group(&grid, loose);
    aj_at at = doc->nodes[table].at;
    if (grid.row == 0 || (head && !body))
        aj_diag_add(b->job->diags, AJ_E0548, at, NULL);
    if (captions > 1)
        aj_diag_add(b->job->diags, AJ_E0549, at, NULL);
    if (grid.has_cell && !grid.has_header)
        aj_diag_add(b->job->diags, AJ_E0550, at, NULL);
}
