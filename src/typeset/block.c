/* Block layout: margins that collapse, edges, widths, lines with what keeps them together. */
#include "typeset/block.h"
#include "typeset/grid.h"
#include "typeset/object.h"
#include "typeset/page.h"

#include <string.h>

bool ty_is_block(const struct ty_context *ctx, doc_id id)
{
    const struct doc_node *node = ty_node(ctx, id);
    if (node->kind != DOC_ELEMENT)
        return false;
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    enum doc_display display = s->display;
    if (display != DOC_NONE && (node->tag == DOC_TAG_MARKER || node->tag == DOC_TAG_LIST_BODY) &&
        !s->mark_inside)
        return true;
    if (display == DOC_INLINE)
        return ctx->block_inside[id] != 0;
    return display != DOC_INLINE_BLOCK && display != DOC_NONE;
}

static bool is_blank_text(const struct doc_node *node)
{
    if (node->kind != DOC_TEXT)
        return false;
    for (uint32_t i = 0; i < node->length; i++)
        if (!strchr(" \n\t\r", node->text[i]))
            return false;
    return true;
}

static bool is_hidden(const struct ty_context *ctx, doc_id id)
{
    const struct doc_node *node = ty_node(ctx, id);
    return node->kind == DOC_ELEMENT && ty_doc_style(ctx, node->style)->display == DOC_NONE;
}

bool ty_next_child(const struct ty_context *ctx, doc_id from, struct ty_child *child)
{
    while (from && (is_hidden(ctx, from) || is_blank_text(ty_node(ctx, from))))
        from = ty_node(ctx, from)->next;
    if (!from)
        return false;
    child->first = from;
    child->block = ty_is_block(ctx, from);
    child->end = ty_node(ctx, from)->next;
    if (!child->block)
        while (child->end && !ty_is_block(ctx, child->end))
            child->end = ty_node(ctx, child->end)->next;
    return true;
}

struct ty_edges ty_edges_of(const struct doc_style *style, aj_len width)
{
    struct ty_edges e;
    for (int side = 0; side < 4; side++) {
        e.margin[side] = ty_resolve(style->margin[side], width, 0);
        e.padding[side] = ty_resolve(style->padding[side], width, 0);
        e.border[side] = style->border_style[side] != DOC_BORDER_NONE ? style->border_width[side] : 0;
    }
    return e;
}

void ty_deco_close(struct ty_galley *galley, uint32_t deco, uint32_t first, const struct ty_paint *paint,
                   struct ty_room box, doc_id node)
{
    if (paint && galley->slab_count > first)
        galley->decos[deco] = (struct ty_deco){.first = first,
                                               .last = galley->slab_count - 1,
                                               .x = box.x,
                                               .width = box.width,
                                               .node = node,
                                               .grows = galley->root && !galley->segment,
                                               .page = galley->page,
                                               .segment = galley->segment,
                                               .paint = paint};
}

/* The cost of a break before line i of n: what keeps a paragraph's first and last lines together. */
static int32_t line_cost(const struct doc_style *s, const struct ty_line *lines, uint32_t i, uint32_t n)
{
    uint32_t orphans = s->orphans ? s->orphans : 1, widows = s->widows ? s->widows : 1;
    if (i == 0)
        return 0;
    if (i < orphans || n - i < widows)
        return TY_COST_FEW;
    if (!lines[i - 1].hyphen)
        return 0;
    return s->hyphenate_last == DOC_LAST_NONE ? TY_COST_HYPHEN : TY_COST_HYPHEN_LAST;
}

static void place_mark(struct ty_galley *galley, aj_len baseline)
{
    if (!galley->mark)
        return;
    ty_galley_item(
        galley,
        (struct ty_item){.kind = TY_ITEM_LINE, .x = galley->mark_x, .y = baseline, .as.line = galley->mark});
    galley->mark = NULL;
}

/* How far a figure is moved so that its decimal mark stands below the others'. */
static aj_len decimal_shift(const struct ty_galley *galley, const struct ty_para *para,
                            const struct ty_line *line, aj_len x)
{
    if (galley->decimal < 0 || !para->numeric || !line->last || line->first != 0)
        return 0;
    /* The line is set flush right: its mark is from_mark before the right edge. */
    aj_len at = x + line->width - para->from_mark;
    return galley->decimal - at;
}

/* Of the lines above each other. */
static aj_len height_of(const struct ty_line *lines, uint32_t count)
{
    aj_len height = 0;
    for (uint32_t i = 0; i < count; i++)
        height += lines[i].above + lines[i].below;
    return height;
}

void ty_layout_para(struct ty_galley *galley, struct ty_para *para, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_style *s = ty_doc_style(ctx, para->style);
    uint32_t count;
    aj_len indent = ty_resolve(s->text_indent, room.width, 0);
    struct ty_line *lines = ty_break(ctx, para, room.width, indent, &count);
    if (s->text_align == DOC_DECIMAL)
        ty_para_measure(ctx, para);
    aj_len rest = para->notes ? 0 : height_of(lines, count); /* what notes take is not known here */
    for (uint32_t i = 0; i < count; i++) {
        const struct ty_line *line = &lines[i];
        ty_galley_cost(galley, line_cost(s, lines, i, count));
        struct ty_slab *slab = ty_galley_slab(galley, line->above + line->below);
        slab->rest = i ? rest : 0;
        rest -= rest ? slab->height : 0;
        slab->baselined = true;
        slab->baseline = line->above;
        place_mark(galley, line->above);
        for (uint32_t k = line->first; para->notes && k < line->end; k++)
            if (para->atoms[k].kind == TY_ATOM_NOTE)
                ty_galley_note(galley, para->atoms[k].as.note);
        aj_len shift = s->text_align == DOC_DECIMAL ? decimal_shift(galley, para, line, room.x) : 0;
        ty_galley_item(
            galley,
            (struct ty_item){.kind = TY_ITEM_LINE, .x = room.x + shift, .y = line->above, .as.line = line});
    }
}

void ty_layout_content(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    aj_len available = ctx->available;
    ctx->available = room.width;
    struct ty_child child;
    for (doc_id at = ty_node(ctx, id)->first; ty_next_child(ctx, at, &child); at = child.end) {
        if (child.block) {
            ty_layout_float(galley, child.first, room);
            continue;
        }
        struct ty_para *para = ty_para_of(ctx, id, child.first, child.end);
        if (!ty_para_empty(para))
            ty_layout_para(galley, para, room);
    }
    ctx->available = available;
}

/* The border box of a block in its room: width, limits, and margins that centre it. */
static struct ty_room border_box(const struct doc_style *s, const struct ty_edges *e, struct ty_room room)
{
    aj_len frame = e->padding[1] + e->padding[3] + e->border[1] + e->border[3];
    aj_len space = room.width - e->margin[1] - e->margin[3] - frame;
    aj_len width = ty_resolve(s->width, room.width, space);
    if (s->max_width.unit != DOC_AUTO && width > ty_resolve(s->max_width, room.width, width))
        width = ty_resolve(s->max_width, room.width, width);
    if (s->min_width.unit != DOC_AUTO && width < ty_resolve(s->min_width, room.width, width))
        width = ty_resolve(s->min_width, room.width, width);
    if (width < 0)
        width = 0;
    aj_len left = e->margin[3], spare = space - width;
    if (s->margin[3].unit == DOC_AUTO && spare > 0)
        left = s->margin[1].unit == DOC_AUTO ? spare / 2 : spare;
    return (struct ty_room){room.x + left, width + frame};
}

/* A top or bottom edge: border and padding that no break parts from the content. */
static void edge(struct ty_galley *galley, aj_len height, bool top)
{
    if (height <= 0)
        return;
    if (!top)
        ty_galley_cost(galley, TY_COST_NEVER);
    ty_galley_slab(galley, height);
    if (top)
        ty_galley_cost(galley, TY_COST_NEVER);
}

/* Room up to the height that the style asks for. */
static void fill_height(struct ty_galley *galley, aj_len wanted, uint32_t first)
{
    if (wanted <= 0)
        return;
    int64_t height = galley->space;
    for (uint32_t i = first; i < galley->slab_count; i++)
        height += (i > first ? galley->slabs[i].space : 0) + galley->slabs[i].height;
    if (galley->slab_count == first)
        height = 0;
    if (height < wanted) {
        if (galley->slab_count > first)
            ty_galley_cost(galley, TY_COST_AVOID);
        ty_galley_slab(galley, (aj_len)(wanted - height));
    }
}

/* A replaced element or inline block that stands as a block. */
static void layout_object(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    aj_len available = ctx->available;
    ctx->available = room.width;
    const struct ty_object *object = ty_object_of(ctx, id);
    ctx->available = available;
    if (!object)
        return;
    ty_galley_slab(galley, object->above + object->below);
    ty_galley_item(galley, (struct ty_item){.kind = TY_ITEM_GALLEY,
                                            .x = room.x + object->x,
                                            .y = object->y,
                                            .as.galley = object->galley});
}

/*
 * Where a page or column cuts the box it ends with its lower border and padding and begins anew with its
 * upper ones.
 */
static void clone_edges(struct ty_galley *galley, uint32_t deco, struct ty_span content, aj_len top,
                        aj_len bottom)
{
    galley->decos[deco].top_at_break = galley->decos[deco].bottom_at_break = true;
    for (uint32_t i = content.first + 1; i < galley->slab_count; i++)
        galley->slabs[i].extra += top;
    for (uint32_t i = content.first; i + 1 < content.end; i++)
        galley->slabs[i].tail += bottom;
    for (uint32_t k = deco + 1; k < galley->deco_count; k++)
        galley->decos[k].around += bottom;
}

static void layout_frame(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_node *node = ty_node(ctx, id);
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    struct ty_edges e = ty_edges_of(s, room.width);
    struct ty_room box = border_box(s, &e, room);
    struct ty_room inner = {box.x + e.border[3] + e.padding[3],
                            box.width - e.border[1] - e.border[3] - e.padding[1] - e.padding[3]};
    aj_len fill =
        galley->fill - e.margin[0] - e.margin[2] - e.border[0] - e.border[2] - e.padding[0] - e.padding[2];
    galley->fill = 0;
    ty_galley_space(galley, e.margin[0]);
    uint32_t first = galley->slab_count;
    uint32_t deco = galley->deco_count;
    const struct ty_paint *paint = ty_paint_of(ctx, node->style);
    if (paint) /* outer boxes are painted first: the place is taken now and filled in below */
        AJ_PUSH(ctx->arena, galley->decos, galley->deco_count, galley->deco_cap, (struct ty_deco){0});
    edge(galley, e.border[0] + e.padding[0], true);
    uint32_t content = galley->slab_count;
    galley->painted += paint != NULL;
    bool columns = s->columns > 1 && galley->root && galley->columns_width == 0;
    if (s->columns > 1 && !columns)
        aj_diag_add(ctx->job->diags, AJ_W0617, node->at, "columns", NULL);
    if (columns)
        ty_layout_columns(galley, id, inner);
    else if (s->display == DOC_GRID)
        ty_layout_grid(galley, id, inner);
    else
        ty_layout_content(galley, id, inner);
    fill_height(galley, s->height.unit == DOC_LENGTH ? s->height.value : fill, content);
    if (galley->mark && node->tag == DOC_TAG_LI) {
        ty_galley_slab(galley, galley->mark->above + galley->mark->below);
        place_mark(galley, galley->mark->above);
    }
    galley->painted -= paint != NULL;
    aj_len bottom = e.border[2] + e.padding[2];
    uint32_t content_end = galley->slab_count;
    edge(galley, bottom, false);
    ty_deco_close(galley, deco, first, paint, box, id);
    if (paint && s->decoration_clone)
        clone_edges(galley, deco, (struct ty_span){content, content_end}, e.border[0] + e.padding[0], bottom);
    if (s->break_inside == DOC_BREAK_AVOID)
        ty_galley_keep(galley, first);
    ty_galley_space(galley, e.margin[2]);
}

void ty_layout_inline_block(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    layout_frame(galley, id, room);
}

void ty_use_page(struct ty_context *ctx, const struct doc_page *rules)
{
    ctx->note_width = rules->width - rules->margin[1] - rules->margin[3];
    ctx->page_height = rules->height - rules->margin[0] - rules->margin[2];
}

static const char *enter_page(struct ty_galley *galley, const char *name, struct ty_room *room)
{
    const char *outer = galley->page;
    if (!galley->root || !name || (outer && !strcmp(outer, name)))
        return outer;
    const struct doc_document *doc = galley->ctx->doc;
    const struct doc_page *was = doc_page_for(doc, outer ? outer : "", false, false);
    const struct doc_page *is = doc_page_for(doc, name, false, false);
    room->width +=
        (is->width - is->margin[1] - is->margin[3]) - (was->width - was->margin[1] - was->margin[3]);
    galley->page = name;
    galley->group = true;
    ty_use_page(galley->ctx, is);
    return outer;
}

/* A heading that must not be parted from what spans the columns spans them too: it would be lost at the foot
 * of the last one. */
static bool spans_columns(struct ty_galley *galley, doc_id id, aj_len column)
{
    struct ty_context *ctx = galley->ctx;
    struct ty_child next = {.first = id, .end = ty_node(ctx, id)->next, .block = true};
    for (int levels = 0; levels < 6 && next.block; levels++) { /* of headings in a row */
        const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, next.first)->style);
        if (s->column_span_all || ty_table_spans(galley, next.first, column))
            return true;
        if (s->break_after != DOC_BREAK_AVOID || !ty_next_child(ctx, next.end, &next))
            return false;
    }
    return false;
}

/* Whether a break before the item would leave the list's first or last one alone: of three at least. */
static bool leaves_item(const struct ty_context *ctx, doc_id id)
{
    const struct doc_node *node = ty_node(ctx, id);
    doc_id first = node->tag == DOC_TAG_LI ? ty_node(ctx, node->parent)->first : 0;
    doc_id second = first ? ty_node(ctx, first)->next : 0;
    return second && second != id ? first != id && !node->next : second && node->next;
}

void ty_layout_block(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_node *node = ty_node(ctx, id);
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    if (ctx->depth >= TY_DEPTH_MOST) {
        aj_diag_add(ctx->job->diags, AJ_E0613, node->at, NULL);
        return;
    }
    ctx->depth++;
    bool turns = s->page && !(galley->page && !strcmp(galley->page, s->page));
    /* What stands in a box with paint stays in its column with it. */
    bool free = galley->painted == galley->columns_painted;
    bool spans = galley->segment && (turns || (free && spans_columns(galley, id, room.width)));
    if (turns && !galley->root)
        aj_diag_add(ctx->job->diags, AJ_W0617, node->at, "page", NULL);
    if (spans)
        room = ty_columns_leave(galley);
    bool headed;
    const char *turned = ty_table_turns(galley, id, room, &headed);
    const char *outer = enter_page(galley, turned ? turned : s->page, &room);
    ty_galley_break(galley, s->break_before);
    if (leaves_item(ctx, id))
        ty_galley_cost(galley, TY_COST_ITEM);
    if (galley->root && (node->tag == DOC_TAG_H1 || s->display == DOC_TABLE))
        ty_galley_clear(galley, TY_CLEAR_TURNED);
    if (s->clear_floats)
        ty_galley_clear(galley, TY_CLEAR_ALL);
    if (node->tag == DOC_TAG_MARKER)
        ty_layout_mark(galley, id, room);
    else if (node->tag == DOC_TAG_IMG || node->tag == DOC_TAG_SVG)
        layout_object(galley, id, room);
    else if (s->display == DOC_TABLE)
        ty_layout_table(galley, id, room);
    else
        layout_frame(galley, id, room);
    ty_galley_break(galley, s->break_after);
    if (galley->root && node->tag == DOC_TAG_SECTION)
        ty_galley_clear(galley, TY_CLEAR_TURNED);
    if (galley->page != outer)
        ty_use_page(ctx, doc_page_for(ctx->doc, outer ? outer : "", false, false));
    galley->page = outer;
    galley->turned = turned ? id : 0;
    galley->turned_page = turned;
    if (spans)
        ty_columns_enter(galley);
    ctx->depth--;
}
