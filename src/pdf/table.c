/*
 * Tables: where each cell stands on the grid and what it is headed by. The grid is HTML's ("Tables", forming
 * a table): a cell goes to the row's next free column, spans end where their row group or another cell does.
 * ISO 14289-1 7.2 and 7.5: rows of equal length, no cells that meet, every data cell with its headers, by
 * Scope where that suffices and by Headers where it does not.
 */
#include "pdf/tree.h"

#include <stdlib.h>
#include <string.h>

enum { SPAN_MOST = 1000, COLUMNS_MOST = 10000, HEADERS_MOST = 32 };

struct grid {
    struct pdf_tree *tree;
    uint32_t columns;
    uint32_t *free_from; /* by column: the first row that no cell from above covers; room for COLUMNS_MOST */
    uint32_t row;
    bool complex; /* Scope alone does not say what heads what */
};

static uint32_t span_of(const struct pdf_tree *tree, uint32_t cell, const char *name)
{
    doc_id node = tree->elems[cell].node;
    const char *text = node ? doc_attr(tree->doc, node, name) : NULL;
    uint32_t n = 0;
    while (text && *text >= '0' && *text <= '9' && n <= SPAN_MOST)
        n = n * 10 + (uint32_t)(*text++ - '0');
    return n > SPAN_MOST ? SPAN_MOST : n;
}

static enum pdf_scope scope_of(const struct pdf_tree *tree, uint32_t th, bool in_head, bool first,
                               bool *group)
{
    const char *scope = tree->elems[th].node ? doc_attr(tree->doc, tree->elems[th].node, "scope") : NULL;
    *group = scope && !strcmp(scope, "rowgroup");
    if (scope && (!strcmp(scope, "row") || *group))
        return PDF_SCOPE_ROW;
    if (scope && (!strcmp(scope, "col") || !strcmp(scope, "colgroup")))
        return PDF_SCOPE_COLUMN;
    return !in_head && first ? PDF_SCOPE_ROW : PDF_SCOPE_COLUMN;
}

static uint32_t next_free(const struct grid *grid, uint32_t column)
{
    while (column < COLUMNS_MOST && grid->free_from[column] > grid->row)
        column++;
    return column;
}

/* Takes the columns from `column` on that are free, at most `most`. */
static uint32_t take(struct grid *grid, uint32_t column, uint32_t most, uint32_t until_row)
{
    uint32_t n = 0;
    while (n < most && column + n < COLUMNS_MOST && grid->free_from[column + n] <= grid->row)
        grid->free_from[column + n++] = until_row;
    if (column + n > grid->columns)
        grid->columns = column + n;
    return n;
}

static void place_cell(struct grid *grid, uint32_t elem, uint32_t column, uint32_t rows_left, bool in_head)
{
    struct pdf_tree *tree = grid->tree;
    struct pdf_cell *cell = AJ_NEW(tree->arena, struct pdf_cell);
    uint32_t rows = span_of(tree, elem, "rowspan"), columns = span_of(tree, elem, "colspan");
    const char *given =
        tree->elems[elem].node ? doc_attr(tree->doc, tree->elems[elem].node, "rowspan") : NULL;
    if (given && *given == '0')
        rows = rows_left; /* HTML: to the end of the row group */
    cell->row_span = !rows ? 1 : rows > rows_left ? rows_left : rows;
    cell->row = grid->row;
    cell->column = column;
    cell->column_span = take(grid, column, columns ? columns : 1, grid->row + cell->row_span);
    if (!cell->column_span)
        cell->column_span = 1; /* past the last column of the grid */
    if (tree->elems[elem].role == DOC_ROLE_TH) {
        cell->scope = scope_of(tree, elem, in_head, column == 0, &cell->is_group);
        bool wide = cell->scope == PDF_SCOPE_COLUMN && cell->column_span > 1;
        bool tall = cell->scope == PDF_SCOPE_ROW && cell->row_span > 1;
        grid->complex = grid->complex || wide || tall || cell->is_group;
    }
    tree->elems[elem].cell = cell;
}

/* The rows of a table in order; *groups receives the parent of each. */
static uint32_t *rows_of(struct pdf_tree *tree, uint32_t table, uint32_t *count)
{
    uint32_t *rows = NULL, cap = 0;
    *count = 0;
    for (uint32_t k = tree->elems[table].first; k; k = tree->kids[k].next) {
        uint32_t elem = tree->kids[k].elem;
        if (tree->elems[elem].role == DOC_ROLE_TR)
            AJ_PUSH(tree->arena, rows, *count, cap, elem);
        else if (tree->elems[elem].role != DOC_ROLE_CAPTION)
            for (uint32_t r = tree->elems[elem].first; r; r = tree->kids[r].next)
                AJ_PUSH(tree->arena, rows, *count, cap, tree->kids[r].elem);
    }
    return rows;
}

static void place_rows(struct grid *grid, const uint32_t *rows, uint32_t count)
{
    struct pdf_tree *tree = grid->tree;
    uint32_t end = 0; /* of the row group */
    for (grid->row = 0; grid->row < count; grid->row++) {
        uint32_t group = tree->elems[rows[grid->row]].parent;
        for (end = end > grid->row ? end : grid->row; end < count && tree->elems[rows[end]].parent == group;)
            end++;
        uint32_t column = 0;
        for (uint32_t k = tree->elems[rows[grid->row]].first; k; k = tree->kids[k].next) {
            column = next_free(grid, column);
            place_cell(grid, tree->kids[k].elem, column, end - grid->row,
                       tree->elems[group].role == DOC_ROLE_THEAD);
        }
    }
}

/* Empty cells where a row ends before the table does: one for each stretch of free columns. */
static void fill_rows(struct grid *grid, const uint32_t *rows, uint32_t count)
{
    struct pdf_tree *tree = grid->tree;
    memset(grid->free_from, 0, COLUMNS_MOST * sizeof *grid->free_from);
    for (grid->row = 0; grid->row < count; grid->row++) {
        for (uint32_t k = tree->elems[rows[grid->row]].first; k; k = tree->kids[k].next) {
            const struct pdf_cell *cell = tree->elems[tree->kids[k].elem].cell;
            take(grid, cell->column, cell->column_span, grid->row + cell->row_span);
        }
        for (uint32_t c = next_free(grid, 0); c < grid->columns; c = next_free(grid, c)) {
            uint32_t elem = pdf_tree_add(tree, rows[grid->row], DOC_ROLE_TD, 0);
            struct pdf_cell *cell = AJ_NEW(tree->arena, struct pdf_cell);
            uint32_t stretch = take(grid, c, grid->columns - c, grid->row + 1);
            *cell = (struct pdf_cell){.row = grid->row, .column = c, .row_span = 1, .column_span = stretch};
            tree->elems[elem].cell = cell;
        }
    }
}

/* What heads the cells below and beside, while the rows are gone through. */
struct heads {
    struct pdf_tree *tree;
    const struct pdf_header **columns; /* by column, the lowest first */
    const struct pdf_header *rows;     /* of this row, the last first */
    uint32_t group;                    /* the row group's own header, or 0 */
    uint32_t *spanning;                /* row headers that reach further rows */
    uint32_t spanning_count, spanning_cap;
};

static const struct pdf_header *prepend(struct aj_arena *arena, const struct pdf_header *list, uint32_t elem)
{
    int n = 0;
    for (const struct pdf_header *h = list; h; h = h->next, n++)
        if (h->elem == elem)
            return list;
    if (n >= HEADERS_MOST)
        return list; /* nobody would listen to more */
    struct pdf_header *header = AJ_NEW(arena, struct pdf_header);
    *header = (struct pdf_header){elem, list};
    return header;
}

static void name_header(struct pdf_tree *tree, uint32_t th)
{
    if (!tree->elems[th].id)
        tree->elems[th].id = aj_printf(tree->arena, "h%u", ++tree->header_count);
}

/* Header cells found for one cell, in the order they are to be read. */
struct found {
    uint32_t elems[HEADERS_MOST];
    uint32_t count;
};

static void find_one(struct found *found, uint32_t elem)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (found->elems[i] == elem)
            return;
    if (found->count < HEADERS_MOST)
        found->elems[found->count++] = elem;
}

/* A list has its newest first; it is read oldest first. */
static void find_all(struct found *found, const struct pdf_header *list)
{
    uint32_t elems[HEADERS_MOST], n = 0;
    for (; list && n < HEADERS_MOST; list = list->next)
        elems[n++] = list->elem;
    while (n)
        find_one(found, elems[--n]);
}

/* What heads one cell: columns from the top, then the group, then the row. A group's heading heads; what
 * stands over it says nothing of it. */
static void head_cell(struct heads *heads, uint32_t elem)
{
    struct pdf_tree *tree = heads->tree;
    struct pdf_cell *cell = tree->elems[elem].cell;
    struct found found = {.count = 0};
    if (cell->is_group)
        return;
    for (uint32_t c = cell->column; c < cell->column + cell->column_span && c < COLUMNS_MOST; c++)
        find_all(&found, heads->columns[c]);
    if (cell->scope != PDF_SCOPE_COLUMN && heads->group)
        find_one(&found, heads->group);
    if (!cell->scope)
        find_all(&found, heads->rows);
    for (uint32_t i = 0; i < found.count; i++)
        name_header(tree, found.elems[i]);
    for (uint32_t i = found.count; i-- > 0;)
        cell->headers = prepend(tree->arena, cell->headers, found.elems[i]);
}

static void enter_header(struct heads *heads, uint32_t elem)
{
    struct pdf_tree *tree = heads->tree;
    const struct pdf_cell *cell = tree->elems[elem].cell;
    if (cell->is_group) {
        heads->group = elem;
    } else if (cell->scope == PDF_SCOPE_ROW) {
        heads->rows = prepend(tree->arena, heads->rows, elem);
        if (cell->row_span > 1)
            AJ_PUSH(tree->arena, heads->spanning, heads->spanning_count, heads->spanning_cap, elem);
    } else {
        for (uint32_t c = cell->column; c < cell->column + cell->column_span && c < COLUMNS_MOST; c++)
            heads->columns[c] = prepend(tree->arena, heads->columns[c], elem);
    }
}

/* The row headers from above that reach this row; those that do not are dropped. */
static void begin_row(struct heads *heads, uint32_t row)
{
    uint32_t left = 0;
    heads->rows = NULL;
    for (uint32_t i = 0; i < heads->spanning_count; i++) {
        const struct pdf_cell *cell = heads->tree->elems[heads->spanning[i]].cell;
        if (cell->row + cell->row_span <= row)
            continue;
        heads->spanning[left++] = heads->spanning[i];
        heads->rows = prepend(heads->tree->arena, heads->rows, heads->spanning[left - 1]);
    }
    heads->spanning_count = left;
}

static void head_cells(struct pdf_tree *tree, const uint32_t *rows, uint32_t count, uint32_t columns)
{
    struct heads heads = {.tree = tree};
    heads.columns = AJ_NEW_N(tree->arena, const struct pdf_header *, columns ? columns : 1);
    uint32_t group = 0;
    for (uint32_t row = 0; row < count; row++) {
        if (tree->elems[rows[row]].parent != group)
            heads.group = 0;
        group = tree->elems[rows[row]].parent;
        begin_row(&heads, row);
        /* All headers of a row first: one may stand to the right of what it heads. */
        for (uint32_t k = tree->elems[rows[row]].first; k; k = tree->kids[k].next)
            if (tree->elems[tree->kids[k].elem].role == DOC_ROLE_TH &&
                tree->elems[tree->kids[k].elem].cell->scope == PDF_SCOPE_ROW)
                enter_header(&heads, tree->kids[k].elem);
        for (uint32_t k = tree->elems[rows[row]].first; k; k = tree->kids[k].next) {
            uint32_t elem = tree->kids[k].elem;
            head_cell(&heads, elem);
            if (tree->elems[elem].role == DOC_ROLE_TH && tree->elems[elem].cell->scope == PDF_SCOPE_COLUMN)
                enter_header(&heads, elem);
        }
    }
}

static void lay_out(struct grid *grid, uint32_t table)
{
    struct pdf_tree *tree = grid->tree;
    uint32_t count;
    const uint32_t *rows = rows_of(tree, table, &count);
    memset(grid->free_from, 0, COLUMNS_MOST * sizeof *grid->free_from);
    grid->columns = 0;
    grid->complex = false;
    place_rows(grid, rows, count);
    fill_rows(grid, rows, count);
    if (grid->complex)
        head_cells(tree, rows, count, grid->columns);
}

void pdf_tree_tables(struct pdf_tree *tree)
{
    struct grid grid = {.tree = tree};
    for (uint32_t i = 1, count = tree->elem_count; i < count; i++) {
        if (tree->elems[i].role != DOC_ROLE_TABLE)
            continue;
        if (!grid.free_from)
            grid.free_from = AJ_NEW_N(tree->arena, uint32_t, COLUMNS_MOST);
        lay_out(&grid, i);
    }
}
