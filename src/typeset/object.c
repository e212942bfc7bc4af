/* Replaced elements and inline blocks. */
#include "typeset/object.h"

#include "typeset/block.h"
#include "typeset/image.h"
#include "typeset/svg.h"
#include "typeset/svg_file.h"

/* An inline block: as wide as it asks to be, else as its content, at most as its container. */
static struct ty_object *inline_block(struct ty_context *ctx, doc_id id)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    struct ty_edges e = ty_edges_of(s, ctx->available);
    aj_len frame = e.border[1] + e.border[3] + e.padding[1] + e.padding[3];
    aj_len most = ctx->available - e.margin[1] - e.margin[3] - frame;
    struct ty_extent extent = ty_measure(ctx, id);
    aj_len width = extent.greatest < most ? extent.greatest : most > extent.least ? most : extent.least;
    width = ty_resolve(s->width, ctx->available, width);
    struct ty_object *object = AJ_NEW(ctx->arena, struct ty_object);
    frame += e.margin[1] + e.margin[3];
    *object = (struct ty_object){.node = id, .width = width + frame, .least = extent.least + frame};
    if (s->width.unit == DOC_LENGTH)
        object->least = object->width;
    if (ctx->measuring)
        return object;
    struct ty_galley *g = ty_galley_new(ctx, object->width);
    ty_layout_inline_block(g, id, (struct ty_room){0, g->width});
    aj_len top = g->slab_count ? g->slabs[0].space : 0;
    aj_len height = top + ty_galley_height(g) + g->space, baseline = ty_galley_baseline(g);
    object->y = top;
    object->galley = g;
    object->above = baseline < 0 ? height : baseline + top;
    object->below = height - object->above;
    return object;
}

/* An img's width or height attribute, in px (3/4 pt); 0 if it has none. */
static aj_len attribute_size(struct ty_context *ctx, doc_id id, const char *name)
{
    const char *text = doc_attr(ctx->doc, id, name);
    int64_t px = 0;
    for (; text && *text >= '0' && *text <= '9' && px < 100000; text++)
        px = px * 10 + (*text - '0');
    return (aj_len)(px * 750);
}

/* How high a picture may be: the page's text less a line, and above a caption also less an eighth: for it,
 * and a heading. */
static aj_len height_most(struct ty_context *ctx, doc_id id)
{
    doc_id parent = ty_node(ctx, id)->parent;
    aj_len line = ty_doc_style(ctx, ty_node(ctx, parent)->style)->line_height;
    bool captioned = false;
    for (doc_id c = ty_node(ctx, parent)->first; c && parent; c = ty_node(ctx, c)->next)
        captioned |= ty_node(ctx, c)->tag == DOC_TAG_FIGCAPTION;
    return ctx->page_height - line - (captioned ? ctx->page_height / 8 : 0);
}

/*
 * The size that is printed: what the style asks for, else the attributes, else the thing's own size; in the
 * thing's proportions when only one of the two is given, and never wider than its column or higher than its
 * page. Returns how many percent of the height that it would have are left by the page.
 */
static int used_size(struct ty_context *ctx, doc_id id, aj_len frame, aj_len *width, aj_len *height)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    int64_t own_width = *width > 0 ? *width : 1, own_height = *height > 0 ? *height : 1;
    aj_len w = attribute_size(ctx, id, "width"), h = attribute_size(ctx, id, "height");
    if (ty_node(ctx, id)->tag == DOC_TAG_SVG)
        w = h = 0; /* its own size already says them, with their units */
    w = ty_resolve(s->width, ctx->available, w);
    h = s->height.unit == DOC_LENGTH ? s->height.value : s->width.unit == DOC_AUTO ? h : 0;
    if (w <= 0 && h <= 0)
        w = *width;
    if (w <= 0)
        w = ty_share(h, own_width, own_height);
    if (h <= 0)
        h = ty_share(w, own_height, own_width);
    aj_len most = ctx->available - frame;
    if (s->max_width.unit != DOC_AUTO && ty_resolve(s->max_width, ctx->available, most) < most)
        most = ty_resolve(s->max_width, ctx->available, most);
    if (w > most && most > 0) {
        h = ty_share(h, most, w);
        w = most;
    }
    int percent = 100;
    aj_len highest = height_most(ctx, id);
    if (h > highest && highest > 0) {
        percent = (int)((int64_t)highest * 100 / h);
        w = ty_share(w, highest, h);
        h = highest;
    }
    *width = w;
    *height = h;
    return percent;
}

/* Fewer pixels than this an inch show on paper. */
enum { PRINT_DPI = 150 };

static void check_resolution(struct ty_context *ctx, doc_id id, const struct ty_image *image, aj_len width,
                             aj_len height)
{
    int64_t across = (int64_t)image->pixel_width * 72000 / (width > 0 ? width : 1);
    int64_t down = (int64_t)image->pixel_height * 72000 / (height > 0 ? height : 1);
    int64_t dpi = across < down ? across : down;
    if (dpi >= PRINT_DPI)
        return;
    int64_t needed = ((int64_t)width * PRINT_DPI + 71999) / 72000;
    aj_diag_add(ctx->job->diags, AJ_W0656, ty_node(ctx, id)->at, doc_attr(ctx->doc, id, "src"),
                aj_printf(ctx->arena, "%d", (int)dpi), aj_printf(ctx->arena, "%d", (int)needed), NULL);
}

/* What a replaced element draws at a size, or false. */
static bool draw(struct ty_context *ctx, doc_id id, const struct ty_image *image, aj_len width, aj_len height,
                 struct ty_drawing *out)
{
    if (image) {
        struct ty_fragment *f = AJ_NEW(ctx->arena, struct ty_fragment);
        *f = (struct ty_fragment){
            .kind = TY_IMAGE, .node = id, .rect = {0, 0, width, height}, .as.image = image};
        *out = (struct ty_drawing){f, 1};
        return true;
    }
    struct ty_svg svg = {0};
    ty_svg_draw(ctx->job, ctx->fonts, ctx->doc, id, (struct ty_rect){0, 0, width, height}, &svg);
    *out = (struct ty_drawing){svg.fragments, svg.count};
    return svg.count > 0;
}

static struct ty_object *replaced(struct ty_context *ctx, doc_id id)
{
    const struct doc_node *node = ty_node(ctx, id);
    const struct ty_image *image = NULL;
    aj_len width = 0, height = 0;
    const char *src = node->tag == DOC_TAG_IMG ? doc_attr(ctx->doc, id, "src") : NULL;
    bool file = src && ty_svg_is_named(src);
    doc_id drawn = file ? ty_svg_of_image(ctx->doc, id) : id;
    if (!drawn)
        return NULL;
    if (node->tag == DOC_TAG_IMG && !file) {
        image = src ? ty_image_open(ctx->job, &ctx->images, src, node->generated, node->at) : NULL;
        if (!image)
            return NULL;
        width = (aj_len)(image->pixel_width < 1000000 ? image->pixel_width * 750 : INT32_MAX / 2);
        height = (aj_len)(image->pixel_height < 1000000 ? image->pixel_height * 750 : INT32_MAX / 2);
    } else if (!ty_svg_size(ctx->doc, drawn, &width, &height)) {
        width = ctx->available;
        height = width / 2;
    }
    struct ty_edges e = ty_edges_of(ty_doc_style(ctx, node->style), ctx->available);
    int percent = used_size(ctx, id, e.margin[1] + e.margin[3], &width, &height);
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    bool fixed = s->width.unit == DOC_LENGTH || (s->width.unit == DOC_AUTO && s->height.unit == DOC_LENGTH);
    struct ty_object *object = AJ_NEW(ctx->arena, struct ty_object);
    *object = (struct ty_object){.node = id,
                                 .width = width + e.margin[1] + e.margin[3],
                                 .above = height + e.margin[0] + e.margin[2],
                                 .x = e.margin[3],
                                 .y = e.margin[0]};
    object->least = fixed ? object->width : e.margin[1] + e.margin[3];
    if (ctx->measuring)
        return object;
    if (percent < 100)
        aj_diag_add(ctx->job->diags, AJ_W0657, node->at, src ? src : "svg",
                    aj_printf(ctx->arena, "%d", percent), NULL);
    if (image)
        check_resolution(ctx, id, image, width, height);
    struct ty_drawing *drawing = AJ_NEW(ctx->arena, struct ty_drawing);
    uint32_t told = ctx->job->diags->len;
    bool good = draw(ctx, drawn, image, width, height, drawing);
    if (file)
        ty_svg_tell_once(ctx->job->diags, told);
    if (!good)
        return NULL;
    struct ty_galley *g = ty_galley_new(ctx, width);
    ty_galley_slab(g, height);
    ty_galley_item(g, (struct ty_item){.kind = TY_ITEM_FRAGMENTS, .as.drawing = drawing});
    object->galley = g;
    return object;
}

const struct ty_note *ty_note_of(struct ty_context *ctx, doc_id id)
{
    if (ctx->depth >= TY_DEPTH_MOST)
        return NULL;
    ctx->depth++;
    aj_len available = ctx->available;
    struct ty_galley *g = ty_galley_new(ctx, ctx->note_width);
    ty_layout_inline_block(g, id, (struct ty_room){0, g->width});
    ctx->available = available;
    ctx->depth--;
    struct ty_note *note = AJ_NEW(ctx->arena, struct ty_note);
    *note = (struct ty_note){id, g, ty_galley_height(g)};
    return note;
}

const struct ty_object *ty_object_of(struct ty_context *ctx, doc_id id)
{
    const struct ty_object *known = ctx->objects[id];
    if (known && known->available == ctx->available && (known->galley || ctx->measuring))
        return known;
    const struct doc_node *node = ty_node(ctx, id);
    struct ty_object *object = NULL;
    if (ctx->depth >= TY_DEPTH_MOST)
        return NULL;
    ctx->depth++;
    if (node->tag != DOC_TAG_IMG && node->tag != DOC_TAG_SVG)
        object = inline_block(ctx, id);
    else
        object = replaced(ctx, id);
    ctx->depth--;
    if (object)
        object->available = ctx->available;
    ctx->objects[id] = object;
    return object;
}
