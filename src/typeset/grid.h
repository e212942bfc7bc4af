/* Boxes side by side: grids with columns of given widths, their items in order (CSS Grid Layout 2). */
#ifndef TY_GRID_H
#define TY_GRID_H

#include "typeset/block.h"

/*
 * Lays out what is in a grid container, row by row. Rows break across pages as a table's do, each item where
 * its own content allows it. A finding (E0618) when its columns need more than the room's width.
 */
void ty_layout_grid(struct ty_galley *galley, doc_id id, struct ty_room room);

/* How narrow and how wide the container's content can be. */
struct ty_extent ty_grid_extent(struct ty_context *ctx, doc_id id);

#endif
