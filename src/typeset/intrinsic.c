/* How narrow and how wide a block's content can be, before its width is known. */
#include "typeset/grid.h"
#include "typeset/object.h"
#include "typeset/table.h"

static void raise(aj_len *value, int64_t least)
{
    if (least > INT32_MAX / 8)
        least = INT32_MAX / 8;
    if (*value < least)
        *value = (aj_len)least;
}

static void add_para(struct ty_context *ctx, struct ty_extent *extent, struct ty_para *para)
{
    ty_para_measure(ctx, para);
    raise(&extent->least, para->shortest);
    raise(&extent->smallest, para->shortest);
    raise(&extent->whole, para->longest);
    raise(&extent->greatest, para->natural);
    aj_len line = ty_doc_style(ctx, para->style)->line_height;
    extent->area += (int64_t)para->natural * line / 1000;
    extent->lines += line;
    if (para->numeric) {
        extent->numeric = true;
        raise(&extent->before_mark, para->before_mark);
        raise(&extent->from_mark, para->from_mark);
    }
}

static void add_block(struct ty_context *ctx, struct ty_extent *extent, doc_id id)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    enum doc_tag tag = (enum doc_tag)ty_node(ctx, id)->tag;
    struct ty_extent own;
    if (tag == DOC_TAG_IMG || tag == DOC_TAG_SVG) {
        const struct ty_object *object = ty_object_of(ctx, id);
        raise(&extent->least, object ? object->least : 0);
        raise(&extent->smallest, object ? object->least : 0);
        raise(&extent->whole, object ? object->least : 0);
        raise(&extent->greatest, object ? object->width : 0);
        return;
    }
    if (s->display == DOC_TABLE)
        own = ty_table_extent(ctx, id);
    else
        own = ty_measure(ctx, id);
    struct ty_edges e = ty_edges_of(s, 0);
    aj_len margins = e.margin[1] + e.margin[3];
    aj_len frame = s->display == DOC_TABLE ? 0 : e.padding[1] + e.padding[3] + e.border[1] + e.border[3];
    if (s->width.unit == DOC_LENGTH && s->display != DOC_TABLE)
        own.least = own.smallest = own.whole = own.greatest = s->width.value;
    raise(&extent->least, (int64_t)own.least + frame + margins);
    raise(&extent->smallest, (int64_t)own.smallest + frame + margins);
    raise(&extent->whole, (int64_t)own.whole + frame + margins);
    raise(&extent->greatest, (int64_t)own.greatest + frame + margins);
    extent->area += own.area;
    extent->lines += own.lines;
    if (own.numeric) {
        extent->numeric = true;
        raise(&extent->before_mark, (int64_t)own.before_mark + e.margin[3] + e.padding[3]);
        raise(&extent->from_mark, (int64_t)own.from_mark + e.margin[1] + e.padding[1]);
    }
}

static void add_child(struct ty_context *ctx, struct ty_extent *extent, doc_id parent,
                      const struct ty_child *child)
{
    if (child->block)
        add_block(ctx, extent, child->first);
    else
        add_para(ctx, extent, ty_para_of(ctx, parent, child->first, child->end));
}

struct ty_extent ty_measure_child(struct ty_context *ctx, doc_id parent, const struct ty_child *child)
{
    struct ty_extent extent = {0};
    bool measuring = ctx->measuring;
    ctx->measuring = true;
    add_child(ctx, &extent, parent, child);
    ctx->measuring = measuring;
    return extent;
}

struct ty_extent ty_measure(struct ty_context *ctx, doc_id block)
{
    struct ty_extent extent = {0};
    struct ty_child child;
    if (ty_doc_style(ctx, ty_node(ctx, block)->style)->display == DOC_GRID)
        return ctx->depth < TY_DEPTH_MOST ? ty_grid_extent(ctx, block) : extent;
    if (ctx->depth >= TY_DEPTH_MOST)
        return extent;
    bool measuring = ctx->measuring;
    ctx->measuring = true;
    ctx->depth++;
    for (doc_id at = ty_node(ctx, block)->first; ty_next_child(ctx, at, &child); at = child.end)
        add_child(ctx, &extent, block, &child);
    ctx->depth--;
    ctx->measuring = measuring;
    return extent;
}
