/* Inline content as atoms: the elements of a paragraph, and the spaces in which its lines do not end. */
#include "typeset/galley.h"
#include "typeset/object.h"

#include <string.h>

enum { BOUND_MOST = 18, LEAD_MOST = 8 };

struct ty_para *ty_para_new(struct ty_context *ctx, uint32_t style, aj_at at)
{
    struct ty_para *para = AJ_NEW(ctx->arena, struct ty_para);
    para->style = style;
    para->at = at;
    para->uniform = true;
    return para;
}

void ty_para_add(struct ty_context *ctx, struct ty_para *para, struct ty_atom atom)
{
    if (atom.style != para->style || atom.shift)
        para->uniform = false;
    AJ_PUSH(ctx->arena, para->atoms, para->atom_count, para->atom_cap, atom);
}

static void add_kern(struct ty_context *ctx, struct ty_para *para, doc_id id, int side)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    aj_len width = ty_resolve(s->margin[side], 0, 0) + ty_resolve(s->padding[side], 0, 0) +
                   (s->border_style[side] ? s->border_width[side] : 0);
    if (width)
        ty_para_add(ctx, para,
                    (struct ty_atom){
                        .kind = TY_ATOM_KERN, .style = ty_node(ctx, id)->style, .node = id, .width = width});
}

static void add_reference(struct ty_context *ctx, struct ty_para *para, doc_id id, aj_len shift)
{
    const struct doc_node *node = ty_node(ctx, id);
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    const struct ty_style *t = ty_style_at(ctx, node->style);
    if (s->face_count == 0)
        return;
    const struct fnt_word *zero = fnt_shape(ctx->fonts, s->faces[0], t->features, s->lang, "0", 1);
    aj_len width =
        (fnt_scale(s->faces[0], zero->advance, s->font_size) + s->letter_spacing) * ctx->reference_digits;
    ty_para_add(ctx, para,
                (struct ty_atom){
                    .kind = TY_ATOM_REF, .style = node->style, .node = id, .width = width, .shift = shift});
}

/* How far an inline element is raised above its parent's baseline. */
static aj_len raise_of(struct ty_context *ctx, doc_id id, const struct ty_object *object)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    const struct doc_style *above = ty_doc_style(ctx, ty_node(ctx, ty_node(ctx, id)->parent)->style);
    switch (s->vertical_align) {
    case DOC_SUPER:
        return above->font_size / 3;
    case DOC_SUB:
        return -above->font_size / 6;
    case DOC_MIDDLE:
        if (object && above->face_count) {
            aj_len x_height =
                fnt_scale(above->faces[0], fnt_face_metrics(above->faces[0])->x_height, above->font_size);
            return (x_height - object->above + object->below) / 2;
        }
        return 0;
    case DOC_BASELINE:
        return s->vertical_shift;
    default:
        return 0;
    }
}

void ty_para_add_object(struct ty_context *ctx, struct ty_para *para, doc_id id, aj_len shift)
{
    const struct ty_object *object = ty_object_of(ctx, id);
    if (!object)
        return;
    para->uniform = false;
    para->objects = true;
    para->sizes = ctx->measuring;
    para->available = ctx->available;
    ty_para_add(ctx, para,
                (struct ty_atom){.kind = TY_ATOM_OBJECT,
                                 .breakable = true,
                                 .style = ty_node(ctx, id)->style,
                                 .node = id,
                                 .width = object->width,
                                 .shift = shift + raise_of(ctx, id, object),
                                 .as.object = object});
}

static void add_note(struct ty_context *ctx, struct ty_para *para, doc_id id)
{
    const struct ty_note *note = ty_note_of(ctx, id);
    if (!note)
        return;
    para->notes = true;
    ty_para_add(ctx, para,
                (struct ty_atom){.kind = TY_ATOM_NOTE, .style = para->style, .node = id, .as.note = note});
}

static void add_node(struct ty_context *ctx, struct ty_para *para, doc_id id, aj_len shift, unsigned depth)
{
    const struct doc_node *node = ty_node(ctx, id);
    const struct doc_style *s = ty_doc_style(ctx, node->style);
    switch (node->kind) {
    case DOC_TEXT:
        if (node->length)
            ty_para_add_text(ctx, para, id, node->text, node->length, node->style, shift);
        return;
    case DOC_LEADER:
        para->leaders = true;
        ty_para_add(ctx, para,
                    (struct ty_atom){
                        .kind = TY_ATOM_LEADER, .style = node->style, .node = id, .as.text = node->text});
        return;
    case DOC_PAGE_REF:
        add_reference(ctx, para, id, shift);
        return;
    default:
        break;
    }
    if (s->display == DOC_NONE || depth > TY_DEPTH_MOST)
        return;
    if (node->tag == DOC_TAG_BR) {
        ty_para_add(ctx, para, (struct ty_atom){.kind = TY_ATOM_BREAK, .style = node->style, .node = id});
        return;
    }
    if (s->float_ == DOC_FLOAT_FOOTNOTE) {
        add_note(ctx, para, id);
        return;
    }
    if (s->display == DOC_INLINE_BLOCK || node->tag == DOC_TAG_IMG || node->tag == DOC_TAG_SVG) {
        ty_para_add_object(ctx, para, id, shift);
        return;
    }
    shift += raise_of(ctx, id, NULL);
    add_kern(ctx, para, id, 3);
    for (doc_id child = node->first; child; child = ty_node(ctx, child)->next)
        add_node(ctx, para, child, shift, depth + 1);
    add_kern(ctx, para, id, 1);
}

/* The atom beside `at` that is a word, passing over what has no width of its own; -1 if none. */
static int64_t word_beside(const struct ty_para *para, int64_t at, int step)
{
    for (int64_t i = at + step; i >= 0 && i < para->atom_count; i += step) {
        uint8_t kind = para->atoms[i].kind;
        if (kind == TY_ATOM_WORD)
            return i;
        if (kind != TY_ATOM_KERN && kind != TY_ATOM_NOTE)
            return -1;
    }
    return -1;
}

/* Nor are the short words at a bound space hyphenated: "27 no-vember", "ta-bell 3". */
static void bind(struct ty_atom *space, struct ty_atom *before, struct ty_atom *after)
{
    space->breakable = false;
    if (before->as.word->length <= LEAD_MOST)
        before->fixed = true;
    if (after->as.word->length <= BOUND_MOST)
        after->fixed = true;
}

void ty_para_finish(struct ty_context *ctx, struct ty_para *para)
{
    for (uint32_t i = 0; i < para->atom_count; i++) {
        struct ty_atom *space = &para->atoms[i];
        if (space->kind != TY_ATOM_SPACE)
            continue;
        uint8_t next = i + 1 < para->atom_count ? para->atoms[i + 1].kind : (uint8_t)TY_ATOM_BREAK;
        if (next == TY_ATOM_REF || next == TY_ATOM_LEADER ||
            (i > 0 && para->atoms[i - 1].kind == TY_ATOM_LEADER)) {
            space->breakable = false;
            continue;
        }
        int64_t before = word_beside(para, i, -1), after = word_beside(para, i, 1);
        if (before >= 0 && after >= 0 && ty_space_binds(ctx, &para->atoms[before], &para->atoms[after]))
            bind(space, &para->atoms[before], &para->atoms[after]);
    }
}

/* Bytes of text in the siblings [first, end) and below. */
static uint64_t text_bytes(const struct ty_context *ctx, doc_id first, doc_id end, unsigned depth)
{
    uint64_t bytes = 0;
    for (doc_id id = first; id != end && depth < TY_DEPTH_MOST; id = ty_node(ctx, id)->next) {
        const struct doc_node *node = ty_node(ctx, id);
        bytes += node->kind == DOC_TEXT ? node->length : text_bytes(ctx, node->first, 0, depth + 1);
    }
    return bytes;
}

struct ty_para *ty_para_of(struct ty_context *ctx, doc_id block, doc_id first, doc_id end)
{
    struct ty_para *known = ctx->paras[first];
    if (known &&
        (!known->objects || (known->available == ctx->available && (!known->sizes || ctx->measuring))))
        return known;
    struct ty_para *para = ty_para_new(ctx, ty_node(ctx, block)->style, ty_node(ctx, block)->at);
    /* About three atoms in ten bytes: room for them in one piece. */
    para->atom_cap = (uint32_t)(text_bytes(ctx, first, end, 0) * 3 / 10) + 2;
    para->atoms = AJ_NEW_N(ctx->arena, struct ty_atom, para->atom_cap);
    for (doc_id id = first; id != end; id = ty_node(ctx, id)->next)
        add_node(ctx, para, id, 0, 0);
    ty_para_finish(ctx, para);
    aj_shrink(ctx->arena, para->atoms, para->atom_cap * sizeof *para->atoms,
              para->atom_count * sizeof *para->atoms);
    para->atom_cap = para->atom_count;
    ctx->paras[first] = para;
    return para;
}

bool ty_para_empty(const struct ty_para *para)
{
    for (uint32_t i = 0; i < para->atom_count; i++)
        if (para->atoms[i].kind != TY_ATOM_SPACE)
            return false;
    return true;
}
