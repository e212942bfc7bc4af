/*
 * Page breaking: between forced breaks every legal break is tried, and the cheapest chain of pages wins. Only
 * breaks that fill at most one page are looked at from each start, so that time grows with the number of
 * pages. A page's cost is the square of what it leaves empty plus the cost of its break. The spaces between
 * blocks give a little: less when that saves what would stand nearly alone on a page of its own, more so that
 * the pages of a chapter end at the same height.
 */
#include "typeset/pagebreak.h"

enum {
    TY_COST_OVERFULL = 1000000000,
    TY_COST_TIGHT = 40000,  /* of a page whose spaces give all that they may */
    TY_COST_NOTE = 60000,   /* of a note that goes on on the next page */
    TY_COST_DEFER = 15000,  /* of a float that might stand where it belongs, and does not */
    TY_COST_STAY = 8000000, /* of one that should go to a page's head and does not */
    TY_COST_REMNANT = 600,  /* of each thousandth that a last page has less than a seventh */
    REMNANT = 850,          /* a last page that is emptier than this holds a remnant */
    COLUMN_STEP = 1000,     /* how exactly the height of columns with notes is found */
    CHOICES_MOST = 6        /* floats on a page from which on they are put off */
};

/* Page 1 is a right-hand page. */
static bool is_left(uint32_t page)
{
    return page % 2 == 1;
}

const struct doc_page *ty_rules_for(const struct ty_paginator *p, uint32_t slab, bool forced, uint32_t page)
{
    const struct ty_slab *s = &p->galley->slabs[slab];
    enum doc_page_kind kind = page == 0            ? DOC_PAGE_FIRST
                              : forced && s->group ? DOC_PAGE_GROUP_FIRST
                                                   : DOC_PAGE_PLAIN;
    return doc_page_of(p->ctx->doc, s->page ? s->page : "", kind, is_left(page));
}

aj_len ty_text_height(const struct doc_page *rules)
{
    return rules->height - rules->margin[0] - rules->margin[2];
}

/* The room that a slab's start of a page takes: a repeated header, and what the cut moves down. */
aj_len ty_head_height(const struct ty_galley *galley, uint32_t slab)
{
    uint32_t table = galley->slabs[slab].table;
    return table ? galley->heads[table - 1].height : 0;
}

static int64_t first_height(const struct ty_galley *galley, uint32_t slab)
{
    return ty_stretch_height(galley, slab, slab + 1);
}

static int64_t page_cost(int64_t used, int64_t room, int64_t elastic)
{
    if (used > room) {
        int64_t most = elastic * TY_LESS / 1000, over = used - room;
        return over <= most ? TY_COST_TIGHT * over / most * over / most : TY_COST_OVERFULL;
    }
    int64_t empty = room > 0 ? (room - used) * 1000 / room : 0;
    return empty * empty;
}

/* A stretch's last page may be as empty as it comes, though a nearly empty one is no beauty. */
static int64_t last_cost(int64_t used, int64_t room)
{
    int64_t empty = room > 0 ? (room - used) * 1000 / room : 0;
    return empty * empty / 100 + (empty > REMNANT ? (empty - REMNANT) * TY_COST_REMNANT : 0);
}

const struct ty_segment *ty_segment_at(const struct ty_galley *galley, uint32_t slab)
{
    uint32_t segment = galley->slabs[slab].segment;
    return segment ? &galley->segments[segment - 1] : NULL;
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* A page being filled, from a slab on. */
struct filling {
    struct ty_paginator *p;
    const struct ty_page_end *start;
    uint32_t begin, from, end; /* of the stretch; the page's first slab */
    uint32_t waiting, fit;     /* floats put off by pages before; those of them that stand at its head */
    uint32_t defer;            /* the first float that is put off by this page */
    uint32_t passed;           /* the floats before the slab that was reached */
    int64_t room, used;
    int64_t notes;   /* height of the notes called so far */
    int64_t elastic; /* spaces that can give; 0 with columns on the page */
    int64_t further; /* costs of floats */
    bool columns;
    bool sunk; /* a float stands at the page's foot */
    const struct ty_note *last_note;
};

int64_t ty_with_gap(int64_t notes)
{
    return notes ? notes + TY_NOTES_GAP : 0;
}

int64_t ty_notes_of(const struct ty_galley *galley, uint32_t first, uint32_t end)
{
    int64_t height = 0;
    for (uint32_t i = first; galley->note_count && i < end; i = ty_next_slab(galley, i))
        height += galley->slabs[i].notes_height;
    return height;
}

/* The notes that columns of this height call, when they begin with slab `at`. */
static int64_t notes_called(const struct ty_galley *g, const struct ty_segment *segment, uint32_t at,
                            uint32_t end, int64_t height)
{
    uint32_t from = at;
    for (uint32_t c = 0; c < segment->columns && from < end && first_height(g, from) <= height; c++)
        from = ty_column_fill(g, from, end, (aj_len)height);
    return ty_notes_of(g, at, from);
}

/*
 * How high the columns can be that begin with slab `at` in the rest of a page, when they do not hold the rest
 * of the segment: as high as leaves room for the notes that they call. What they call at their full height
 * may leave no room at all, so the height is looked for by halves.
 */
aj_len ty_column_room(const struct ty_galley *g, const struct ty_segment *segment, uint32_t at, uint32_t end,
                      int64_t room, int64_t notes)
{
    int64_t high = room - ty_with_gap(notes);
    if (!g->note_count || high <= 0)
        return (aj_len)high;
    int64_t called = notes_called(g, segment, at, end, high);
    if (called == 0)
        return (aj_len)high;
    int64_t low = room - ty_with_gap(notes + called);
    low = low > 0 ? low : 0;
    while (high - low > COLUMN_STEP) {
        int64_t height = low + (high - low) / 2;
        called = notes_called(g, segment, at, end, height);
        if (height + ty_with_gap(notes + called) > room) {
            high = height;
            continue;
        }
        low = height;
        /* As high as these notes allow, when that calls no more. */
        height = room - ty_with_gap(notes + called);
        if (height < high && notes_called(g, segment, at, end, height) <= called)
            return (aj_len)height;
    }
    return (aj_len)low;
}

/* A page that ends before slab `to` and is filled up to `used`, columns parted at further cost. */
static void record(struct filling *f, uint32_t to, int64_t used, int64_t further)
{
    uint32_t before = ty_floats_before(f->p, to), waiting = before > f->defer ? before - f->defer : 0;
    struct ty_page_end *stop = ty_end_at(f->p, to, waiting);
    int64_t cost = page_cost(used, f->room, f->elastic) + further;
    struct ty_note_rest rest = {NULL, 0, 0, 0};
    bool last = ty_text_ends(f->p, to, waiting, f->end);
    if (used - f->elastic * TY_LESS / 1000 > f->room && f->last_note && !f->columns && to < f->end &&
        !ty_next_turned(f->p, to, f->end, waiting)) {
        rest = ty_note_cut(f->last_note, used - f->room, f->room / 2);
        if (rest.note)
            cost = page_cost(used - rest.saved, f->room, 0) + TY_COST_NOTE;
    }
    if (last && used <= f->room)
        cost = (f->from == f->begin ? 0 : last_cost(used, f->room)) + further / 100;
    if (to < f->end)
        cost += f->p->galley->slabs[to].cost;
    if (to < f->end && !f->columns && f->p->galley->slabs[to].rest > 0 &&
        used + f->p->galley->slabs[to].rest <= f->room)
        cost += TY_COST_PARTED;
    cost += f->further + f->start->cost;
    if (cost < stop->cost)
        *stop = (struct ty_page_end){cost, f->from, f->start->sheets + 1, f->waiting, rest};
}

static uint8_t barrier_of(const struct filling *f)
{
    return ty_barrier(f->p->galley, f->defer, f->passed, f->sunk);
}

/* The columns of a segment that does not end on this page: all filled, the last one ended where it is best.
 */
static void fill_columns(struct filling *f, const struct ty_segment *segment, uint32_t at, uint32_t end,
                         int64_t top)
{
    const struct ty_galley *g = f->p->galley;
    aj_len height = ty_column_room(g, segment, at, end, f->room - top, f->notes);
    int64_t cost = 0;
    uint32_t start = at;
    for (uint32_t c = 0; c + 1 < segment->columns && at < end; c++) {
        if (first_height(g, at) > height)
            break;
        at = ty_column_fill(g, at, end, height);
        if (at < end && g->slabs[at].force != DOC_BREAK_COLUMN)
            cost += g->slabs[at].cost;
    }
    if (at > start && at < end && first_height(g, at) > height)
        record(f, at, f->room, cost - g->slabs[at].cost);
    int64_t used = 0, called = f->notes + ty_notes_of(g, start, at);
    for (uint32_t i = at; i < end;) {
        uint32_t next = ty_next_slab(g, i);
        called += g->slabs[i].notes_height;
        used += i == at ? first_height(g, i) : ty_space_over(g, i) + g->slabs[i].height;
        bool over = used + g->slabs[i].tail > height || top + height + ty_with_gap(called) > f->room;
        if (over && !(i == at && at == f->from))
            break;
        if (next < end || over)
            record(f, next, top + used + f->room - top - height, cost);
        if (over || (next < end && g->slabs[next].force == DOC_BREAK_COLUMN))
            break;
        i = next;
    }
}

/* Takes columns onto the page; false when they go on on the next one. */
static bool take_columns(struct filling *f, const struct ty_segment *segment, uint32_t *at, int64_t space)
{
    const struct ty_galley *g = f->p->galley;
    uint32_t ends[TY_COLUMNS_OF_FLOW];
    uint32_t limit = least_of(segment->end, f->end);
    const struct ty_float *turned = ty_next_turned(f->p, limit, f->end, 0);
    if (turned && f->defer >= g->slabs[limit].float_)
        f->defer = g->slabs[limit].float_ - 1U;
    uint32_t last = ty_columns_end(f->p, *at, f->end, f->defer, barrier_of(f));
    int64_t notes = f->notes + ty_notes_of(g, *at, last);
    aj_len height = ty_columns_balance(g, segment, *at, last,
                                       (aj_len)(f->room - f->used - space - ty_with_gap(notes)), ends);
    f->elastic = 0;
    if (height < 0)
        fill_columns(f, segment, *at, last, f->used + space);
    ty_columns_done(f->p);
    if (height < 0)
        return false;
    f->used += space + height;
    f->columns = true;
    f->notes = notes;
    *at = last;
    uint32_t passed = ty_floats_before(f->p, last);
    if (passed > f->passed) {
        f->passed = passed;
        f->further += turned ? 0 : TY_COST_DEFER;
    }
    return true;
}

/* Whether the page must end before the slab, so that what waits does not come after it. */
static bool is_held(const struct filling *f, uint32_t slab)
{
    const struct ty_slab *s = &f->p->galley->slabs[slab];
    return s->clear && ty_holds(s, barrier_of(f)) && !ty_next_turned(f->p, slab, f->end, 0);
}

static void take_slab(struct filling *f, uint32_t i, int64_t space, bool first)
{
    const struct ty_galley *g = f->p->galley;
    f->used += space + (first ? first_height(g, i) : g->slabs[i].height);
    f->notes += g->slabs[i].notes_height;
    if (g->slabs[i].note_count)
        f->last_note = ty_last_note(&g->slabs[i], g);
}

/*
 * Takes the float that begins with slab `at`, when it does not simply stand there: put off, or at the page's
 * foot. Returns the slab after it, `at` itself when it is a part of the flow, UINT32_MAX when the page ends.
 */
static uint32_t take_float(struct filling *f, uint32_t at)
{
    const struct ty_galley *g = f->p->galley;
    const struct ty_float *it = &g->floats[g->slabs[at].float_ - 1];
    f->passed = g->slabs[at].float_;
    if (it->turned && f->defer >= f->passed)
        f->defer = f->passed - 1;
    if (f->passed > f->defer) {
        f->further += it->kind == DOC_FLOAT_TOP || it->turned ? 0 : TY_COST_DEFER;
        return f->passed - f->defer > f->p->most ? UINT32_MAX : it->end;
    }
    if (it->kind == DOC_FLOAT_TOP && at > f->from)
        f->further += TY_COST_STAY;
    if (!ty_float_sinks(it, at, f->from))
        return at;
    for (uint32_t i = at; i < it->end; i++)
        take_slab(f, i, g->slabs[i].space, false);
    f->sunk = true;
    return it->end;
}

/* Takes what stands at slab *at; false when the page ends there. `space`: above it. */
static bool take_next(struct filling *f, uint32_t *at, int64_t space, bool elastic)
{
    const struct ty_galley *g = f->p->galley;
    const struct ty_segment *segment = ty_segment_at(g, *at);
    if (segment)
        return take_columns(f, segment, at, space);
    take_slab(f, *at, space, *at == f->from);
    if (elastic && g->slabs[*at].elastic && !f->columns)
        f->elastic += space;
    ++*at;
    return true;
}

/* Fills a page slab by slab, and records every end that it may have. Returns the slab where it is full. */
static uint32_t fill_page(struct filling f)
{
    const struct ty_galley *g = f.p->galley;
    int64_t joined = -1; /* the space above the next slab, when a float before it is gone */
    bool begun = false;
    for (uint32_t i = f.from; i < f.end;) {
        if (is_held(&f, i))
            return i; /* no float stands below what it may not pass */
        uint32_t next = f.p->floats_before && g->slabs[i].float_ ? take_float(&f, i) : i;
        if (next == UINT32_MAX)
            return i;
        if (next > i) {
            joined = g->floats[f.passed - 1].joined;
            i = next;
            if (i < f.end && f.passed > f.defer)
                continue; /* the same page ends before the float */
        } else {
            bool first = !begun && f.from != f.begin;
            int64_t space = first ? 0 : joined >= 0 ? joined : g->slabs[i].space;
            if (!take_next(&f, &i, space, i > f.from && joined < 0))
                return i;
            joined = -1;
            begun = true;
        }
        int64_t used = f.used + ty_with_gap(f.notes);
        int64_t least = f.used + ty_with_gap(f.last_note ? f.notes - f.last_note->height : f.notes);
        if (used - f.elastic * TY_LESS / 1000 > f.room && least > f.room && i > f.from + 1)
            return i;
        record(&f, i, used + (i > f.from ? g->slabs[i - 1].tail : 0), 0);
    }
    return f.end;
}

/* The pages of a turned table that come next. */
static void record_turned(struct ty_paginator *p, const struct ty_float *it, uint32_t from, uint32_t waiting)
{
    const struct ty_page_end *start = ty_end_at(p, from, waiting);
    struct ty_page_end *stop = waiting ? ty_end_at(p, from, waiting - 1) : ty_end_at(p, it->end, 0);
    if (start->cost < stop->cost)
        *stop = (struct ty_page_end){start->cost, from, start->sheets + it->pages, waiting, {NULL, 0, 0, 0}};
}

/* Tries every page that starts with slab `from` and the floats that wait for it. */
static void try_from(struct ty_paginator *p, uint32_t begin, uint32_t from, uint32_t end, uint32_t waiting,
                     uint32_t first_page)
{
    const struct ty_galley *g = p->galley;
    struct filling f = {.p = p, .begin = begin, .from = from, .end = end, .waiting = waiting};
    f.start = ty_end_at(p, from, waiting);
    const struct ty_float *turned = ty_next_turned(p, from, end, waiting);
    if (turned) {
        record_turned(p, turned, from, waiting);
        return;
    }
    f.room = ty_text_height(ty_rules_for(p, begin, from == begin, first_page + f.start->sheets));
    f.notes = f.start->carried.height;
    f.passed = ty_floats_before(p, from);
    f.defer = f.passed;
    if (waiting) {
        uint32_t first = f.passed - waiting;
        f.fit = ty_floats_that_fit(g, first, waiting, f.room, &f.used);
        for (uint32_t i = first; i < first + f.fit; i++)
            f.notes += ty_notes_of(g, g->floats[i].first, g->floats[i].end);
        f.defer = first + f.fit;
        /* A page of nothing but floats. */
        record(&f, from, f.used + ty_with_gap(f.notes), 0);
        if (f.fit < waiting) {
            fill_page(f);
            return;
        }
    }
    uint32_t first = f.passed;
    f.defer = UINT32_MAX;
    uint32_t full = fill_page(f);
    if (!p->floats_before)
        return;
    uint32_t last = least_of(ty_floats_before(p, full), first + CHOICES_MOST);
    for (uint32_t i = first; i < last; i++)
        if (g->floats[i].first > from && !g->floats[i].turned) {
            f.defer = i;
            fill_page(f);
        }
}

/* Where in the report the first thing of a slab is from. */
static aj_at place_of(struct ty_paginator *p, uint32_t slab)
{
    const struct ty_slab *s = &p->galley->slabs[slab];
    for (uint32_t i = 0; i < s->item_count; i++) {
        const struct ty_item *item = &p->galley->items[s->item_first + i];
        if (item->kind == TY_ITEM_LINE)
            return item->as.line->para->at;
        if (item->kind == TY_ITEM_FRAGMENTS && item->as.drawing->count)
            return ty_node(p->ctx, item->as.drawing->fragments[0].node)->at;
    }
    return 0;
}

/* A finding when what no break can part is higher than its page. */
static void check_height(struct ty_paginator *p, const struct ty_page_span *span)
{
    uint32_t first = span->first, end = span->end;
    const struct ty_galley *g = p->galley;
    if (span->waiting || end != first + 1 || g->slabs[first].segment)
        return;
    int64_t room = ty_text_height(ty_rules_for(p, span->stretch_first, span->forced, p->plan->sheet_count));
    int64_t over = first_height(g, first) + (span->forced ? g->slabs[first].space : 0) - room;
    if (over > 0)
        aj_diag_add(p->ctx->job->diags, AJ_E0615, place_of(p, first),
                    ty_mm(p->ctx, over < INT32_MAX ? (aj_len)over : INT32_MAX), NULL);
}

/* A blank page where the next one must be a left or a right one. */
static void turn_to_side(struct ty_paginator *p, uint32_t slab)
{
    enum doc_break force = p->galley->slabs[slab].force;
    bool left = is_left(p->plan->sheet_count);
    const char *name = p->galley->slabs[slab].page;
    if ((force == DOC_BREAK_LEFT && !left) || (force == DOC_BREAK_RIGHT && left))
        ty_add_sheet(
            p, (struct ty_sheet){.rules = doc_page_of(p->ctx->doc, name ? name : "", DOC_PAGE_BLANK, left)});
}

/* Finds the best pages for the slabs [begin, end), between two forced breaks; page `first_page` is the first.
 */
static void find_pages(struct ty_paginator *p, uint32_t begin, uint32_t end, uint32_t first_page)
{
    for (uint32_t i = begin; i <= end; i++)
        for (uint32_t waiting = 0; waiting < p->states; waiting++)
            *ty_end_at(p, i, waiting) = (struct ty_page_end){.cost = INT64_MAX};
    *ty_end_at(p, begin, 0) = (struct ty_page_end){.from = begin};
    for (uint32_t i = begin; i <= end; i++)
        for (uint32_t waiting = p->states; waiting-- > 0;)
            if (ty_end_at(p, i, waiting)->cost != INT64_MAX && (i < end || waiting))
                try_from(p, begin, i, end, waiting, first_page);
}

static void add_turned(struct ty_paginator *p, const struct ty_float *it);

/* Adds the pages that were found. */
static void add_pages(struct ty_paginator *p, uint32_t begin, uint32_t end)
{
    uint32_t steps = 0;
    for (uint32_t at = end, waiting = 0; at != begin; steps++) {
        const struct ty_page_end *stop = ty_end_at(p, at, waiting);
        at = stop->from;
        waiting = stop->waiting;
    }
    struct ty_page_span *spans = AJ_NEW_N(p->ctx->arena, struct ty_page_span, steps + 1);
    for (uint32_t n = steps, at = end, waiting = 0; n > 0; n--) {
        const struct ty_page_end *stop = ty_end_at(p, at, waiting);
        spans[n - 1] = (struct ty_page_span){
            stop->from, at, stop->waiting, waiting, begin, end, stop->from == begin && n == 1};
        at = stop->from;
        waiting = stop->waiting;
    }
    for (uint32_t i = 0; i < steps; i++) {
        const struct ty_float *turned = ty_next_turned(p, spans[i].first, end, spans[i].waiting);
        if (turned) {
            add_turned(p, turned);
            continue;
        }
        check_height(p, &spans[i]);
        ty_add_page(p, &spans[i]);
    }
}

/* A turned table by itself: its slabs are a stretch of their own. */
static struct ty_paginator turned_alone(const struct ty_paginator *p, const struct ty_float *it)
{
    struct ty_paginator alone = *p;
    alone.floats_before = NULL;
    alone.states = 1;
    alone.base = it->first;
    alone.stops = p->turned_stops;
    return alone;
}

static void add_turned(struct ty_paginator *p, const struct ty_float *it)
{
    struct ty_paginator alone = turned_alone(p, it);
    find_pages(&alone, it->first, it->end, p->plan->sheet_count);
    add_pages(&alone, it->first, it->end);
}

/* How many pages turned tables take: no more or fewer on left pages than on right ones, as a rule. */
static void count_turned(struct ty_paginator *p)
{
    const struct ty_galley *g = p->galley;
    uint32_t most = 0;
    for (uint32_t i = 0; i < g->float_count; i++)
        if (g->floats[i].turned && g->floats[i].end - g->floats[i].first > most)
            most = g->floats[i].end - g->floats[i].first;
    if (!most)
        return;
    p->most = TY_WAITING_MOST_TURNED;
    p->turned_stops = AJ_NEW_N(p->ctx->arena, struct ty_page_end, (size_t)most + 1);
    for (uint32_t i = 0; i < g->float_count; i++) {
        struct ty_float *it = &g->floats[i];
        if (!it->turned)
            continue;
        struct ty_paginator alone = turned_alone(p, it);
        find_pages(&alone, it->first, it->end, 1);
        it->pages = ty_end_at(&alone, it->end, 0)->sheets;
    }
}

/* Breaks the slabs [begin, end), between two forced breaks, into pages. */
static void break_stretch(struct ty_paginator *p, uint32_t begin, uint32_t end)
{
    turn_to_side(p, begin);
    find_pages(p, begin, end, p->plan->sheet_count);
    add_pages(p, begin, end);
}

static void count_floats(struct ty_paginator *p)
{
    const struct ty_galley *g = p->galley;
    p->most = g->float_count ? TY_WAITING_MOST : 0;
    p->states = 1;
    if (!g->float_count)
        return;
    count_turned(p);
    p->states = p->most + 1;
    *p->galley->skip = (struct ty_skip){0, 0, 0};
    p->floats_before = AJ_NEW_N(p->ctx->arena, uint32_t, g->slab_count + 1);
    for (uint32_t i = 0; i < g->slab_count; i++)
        p->floats_before[i + 1] = p->floats_before[i] + (g->slabs[i].float_ ? 1 : 0);
}

struct ty_plan *ty_paginate(struct ty_context *ctx, const struct ty_galley *galley)
{
    struct ty_paginator p = {.ctx = ctx, .galley = galley, .plan = AJ_NEW(ctx->arena, struct ty_plan)};
    count_floats(&p);
    p.stops = AJ_NEW_N(ctx->arena, struct ty_page_end, (size_t)(galley->slab_count + 1) * p.states);
    uint32_t begin = 0;
    for (uint32_t i = 1; i <= galley->slab_count; i++)
        if (i == galley->slab_count || galley->slabs[i].force > DOC_BREAK_COLUMN ||
            galley->slabs[i].force == DOC_BREAK_PAGE) {
            break_stretch(&p, begin, i);
            begin = i;
        }
    if (p.plan->sheet_count == 0)
        ty_add_sheet(&p, (struct ty_sheet){.rules = doc_page_for(ctx->doc, "", true, false)});
    ty_plan_finish(ctx, galley, p.plan);
    return p.plan;
}
