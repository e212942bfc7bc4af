/* Tables: the grid, its widths, its borders, and its rows as slabs. */
#ifndef TY_TABLE_H
#define TY_TABLE_H

#include "typeset/block.h"

enum { TY_COLUMNS_MOST = 500 };

struct ty_cell {
    doc_id node, end; /* end: of the run of siblings, in a grid */
    bool run;         /* a grid's item that is a run of what stands in lines */
    uint32_t row, column, rows, columns;
    aj_len edge[4]; /* border and padding: top, right, bottom, left; known after the borders */
    struct ty_extent extent;
    struct ty_galley *galley;
    aj_len x, width; /* of its box in the table */
    aj_len height;   /* of its content */
    aj_len y;        /* of its box in its band */
    aj_len shift;    /* of its content by vertical-align */
};

enum ty_row_group { TY_HEAD_ROW, TY_BODY_ROW, TY_FOOT_ROW };

struct ty_row {
    doc_id node, group_node;
    uint8_t group; /* enum ty_row_group */
    bool joined;   /* a cell spans from the row above into it */
    bool group_start;
    uint32_t cell_first, cell_count;
    aj_len y, height; /* in its band */
    uint32_t slab_first, slab_last;
};

struct ty_column {
    doc_id node;
    struct doc_size wanted, at_least; /* width and min-width, of the column or of a cell in it */
    bool held;                        /* a grid's fraction that has what its content needs */
    aj_len smallest;                  /* a grid's, with tables in it set as small as they may be */
    aj_len least, whole, greatest;    /* with the cells' edges */
    aj_len before_edge, from_edge;    /* decimal mark from the cell's left and right border edges */
    aj_len x, width;
};

/* A collapsed border. */
struct ty_rule {
    aj_len width;
    uint8_t style;
    struct doc_color color;
};

struct ty_table {
    struct ty_context *ctx;
    doc_id node;
    const struct doc_style *style;
    bool collapse;
    bool grid;         /* a grid container's items (grid.h), not a table */
    aj_len spacing[2]; /* across, down; 0 when borders collapse */
    struct ty_cell *cells;
    uint32_t cell_count, cell_cap;
    struct ty_row *rows;
    uint32_t row_count, row_cap;
    struct ty_column *columns;
    uint32_t column_count, column_cap;
    struct ty_rule *across; /* (row_count + 1) * column_count: above row r in column c */
    struct ty_rule *down;   /* row_count * (column_count + 1): left of column c in row r */
    aj_len x, width;        /* of the grid, in its galley */
    struct ty_deco *rules;  /* collapsed borders, painted over all backgrounds */
    uint32_t rule_count, rule_cap;
};

/* Rows, cells and columns of a table element; rows in the order head, body, foot. Built once and kept. */
struct ty_table *ty_table_of(struct ty_context *ctx, doc_id node);

/* Collapsed borders, and every cell's edges. */
void ty_table_borders(struct ty_table *table);

/* The columns' extents. */
void ty_table_measure(struct ty_table *table);

/*
 * The table made to fit `room` as its style allows: its rows set smaller when it cannot be as narrow as that
 * otherwise. `too_wide`: it fits below the floor only, and a finding (E0611) says so.
 */
struct ty_table *ty_table_fit(struct ty_context *ctx, doc_id node, aj_len room, bool *too_wide);

/* The width of a table that needs `least`, when it is set as small as its style allows. */
aj_len ty_table_smallest(const struct ty_table *t, aj_len least);

/* Widths for a table in `room`. Returns the table's box. */
struct ty_room ty_table_widths(struct ty_table *table, struct ty_room room);

/*
 * Moves width between the columns, each within its bounds, so that the table is low. The widths are set;
 * their sum stays.
 */
void ty_table_lower(struct ty_table *table, const aj_len *lower, const aj_len *upper);

/* The table's least, whole and greatest width with its own edges. */
struct ty_extent ty_table_extent(struct ty_context *ctx, doc_id node);

/* The caption as it is repeated on later pages, or NULL. */
struct ty_galley *ty_table_continued(struct ty_table *table, struct ty_room box);

/* Keeps what is repeated where a page starts with a later slab of the table; `caption` may be NULL. */
void ty_table_keep_head(struct ty_galley *galley, struct ty_table_head head, const struct ty_galley *caption);

/* Lays out the cells of the rows [first, end) and appends their slabs. */
void ty_table_band(struct ty_table *table, struct ty_galley *galley, uint32_t first, uint32_t end);

/* The rules of the rows [first, end), whose slabs are known. */
void ty_table_rules(struct ty_table *table, struct ty_galley *galley, uint32_t first, uint32_t end);

/* The sum of `columns` column widths from `column`, with the spacing between. */
aj_len ty_table_across(const struct ty_table *table, uint32_t column, uint32_t columns);

#endif
