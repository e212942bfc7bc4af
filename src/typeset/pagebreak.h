/* Page breaking: what its search (pagebreak.c) and its placing (pageplace.c) share. */
#ifndef TY_PAGEBREAK_H
#define TY_PAGEBREAK_H

#include "typeset/page.h"

enum {
    TY_WAITING_MOST = 2,        /* floats that may be put off to the next page at once */
    TY_WAITING_MOST_TURNED = 4, /* … where some are tables on pages of their own */
    TY_LESS = 300,
    TY_MORE = 400 /* thousandths that an elastic space gives at most */
};

/* The best way to a break before a slab, with so many floats waiting for the next page. */
struct ty_page_end {
    int64_t cost; /* INT64_MAX: none found */
    uint32_t from;
    uint32_t sheets;             /* from the stretch's start */
    uint32_t waiting;            /* floats that waited at `from` */
    struct ty_note_rest carried; /* of a note, by the page that ends here */
};

struct ty_paginator {
    struct ty_context *ctx;
    const struct ty_galley *galley;
    struct ty_plan *plan;
    uint32_t states; /* of each slab: how many floats may wait, and 0 */
    uint32_t most;   /* floats that may wait */
    uint32_t base;   /* the slab that `stops` begin with */
    struct ty_page_end *stops;
    struct ty_page_end *turned_stops; /* for the pages of a turned table; NULL without any */
    uint32_t *floats_before;          /* by slab: how many floats begin before it; NULL without any */
};

/* A page as it was chosen. */
struct ty_page_span {
    uint32_t first, end;
    uint32_t waiting, left; /* floats that wait for it; floats that wait after it */
    uint32_t stretch_first, stretch_end;
    bool forced; /* it begins after a forced break: its first space stays */
};

static inline struct ty_page_end *ty_end_at(const struct ty_paginator *p, uint32_t slab, uint32_t waiting)
{
    return &p->stops[(size_t)(slab - p->base) * p->states + waiting];
}

/* The rules of a page of the stretch that begins with a slab; `forced`: it is the first one. */
const struct doc_page *ty_rules_for(const struct ty_paginator *p, uint32_t slab, bool forced, uint32_t page);
aj_len ty_text_height(const struct doc_page *rules);

/* The column segment that a slab stands in, or NULL. */
const struct ty_segment *ty_segment_at(const struct ty_galley *galley, uint32_t slab);

/* Heights of notes: of those called in [first, end); and with the gap above them, if there are any. */
int64_t ty_notes_of(const struct ty_galley *galley, uint32_t first, uint32_t end);
int64_t ty_with_gap(int64_t notes);

/*
 * How high the columns can be that begin with slab `at` in the rest of a page, when they do not hold the rest
 * of the segment: the notes that they would call without any notes are given room.
 */
aj_len ty_column_room(const struct ty_galley *g, const struct ty_segment *segment, uint32_t at, uint32_t end,
                      int64_t room, int64_t notes);

/*
 * How far the columns go on that stand at a slab: to their end, or past a float that is put off (from the
 * float `defer` on) and spans them, which galley->skip then says; no further than a slab that clears as much
 * as `barrier` (enum ty_clear; TY_CLEAR_NONE: nothing waits).
 */
uint32_t ty_columns_end(const struct ty_paginator *p, uint32_t slab, uint32_t end, uint32_t defer,
                        uint8_t barrier);
void ty_columns_done(const struct ty_paginator *p);

/* The turned table whose pages come next at a slab, with so many floats waiting; NULL: there is none. */
const struct ty_float *ty_next_turned(const struct ty_paginator *p, uint32_t slab, uint32_t end,
                                      uint32_t waiting);

/* What holds the floats [defer, passed) back, which wait for the next page; `sunk`: one stands at the foot.
 */
uint8_t ty_barrier(const struct ty_galley *g, uint32_t defer, uint32_t passed, bool sunk);

/* Whether what waits (ty_barrier says what) may not come after the slab. */
bool ty_holds(const struct ty_slab *slab, uint8_t barrier);

/* Whether text that ends before slab `to` must end there, however pages are broken: no more of it comes, or
 * turned tables wait that it may not pass. */
bool ty_text_ends(const struct ty_paginator *p, uint32_t to, uint32_t waiting, uint32_t end);

/* How many floats begin before a slab. */
uint32_t ty_floats_before(const struct ty_paginator *p, uint32_t slab);

/* Of `count` floats those that stand at the head of a page of so much room: one at least. And their height.
 */
uint32_t ty_floats_that_fit(const struct ty_galley *g, uint32_t first, uint32_t count, int64_t room,
                            int64_t *height);

/* Whether a float that is not put off goes to the foot of its page, which begins with slab `from`. */
bool ty_float_sinks(const struct ty_float *it, uint32_t at, uint32_t from);

void ty_add_sheet(struct ty_paginator *p, struct ty_sheet sheet);

/* Adds a page and its pieces to the plan. */
void ty_add_page(struct ty_paginator *p, const struct ty_page_span *span);

#endif
