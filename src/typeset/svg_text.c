#include "base/utf8.h"
#include "typeset/svg_draw.h"
#include "typeset/svg_path.h"

#include <math.h>
#include <string.h>

/*
 * A stretch of text in one face, size and colour, placed after its neighbour; a chunk of them (from one given
 * x to the next) is anchored as a whole.
 */
struct piece {
    doc_id node;
    const struct fnt_face *face;
    const struct fnt_word *word;
    aj_len size, x, y, width; /* y: below the chunk's baseline */
    aj_len spacing;           /* after each glyph */
    const char *features;
    struct doc_color color;
};

struct setting {
    struct svg_drawer *d;
    struct piece *pieces;
    uint32_t len, cap;
    double x, y;      /* where the chunk begins, user units */
    aj_len pen, drop; /* from there, to the right and down */
    enum svg_anchor anchor;
    bool space; /* the text so far ends in one, or has not begun */
    struct svg_matrix matrix;
};

static struct ty_run *make_run(struct setting *set, const struct piece *piece)
{
    struct aj_arena *arena = set->d->job->arena;
    const struct fnt_word *word = piece->word;
    struct ty_run *run = AJ_NEW(arena, struct ty_run);
    struct ty_glyph *glyphs = AJ_NEW_N(arena, struct ty_glyph, word->glyph_count + 1);
    int64_t pen = 0;
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        const struct fnt_glyph *g = &word->glyphs[i];
        uint32_t end = word->length;
        for (uint32_t k = i + 1; k < word->glyph_count; k++)
            if (word->glyphs[k].cluster > g->cluster) {
                end = word->glyphs[k].cluster;
                break;
            }
        bool first = i == 0 || word->glyphs[i - 1].cluster != g->cluster;
        uint32_t bytes = end - g->cluster;
        glyphs[i] = (struct ty_glyph){.gid = g->gid,
                                      .text_length = (uint8_t)(!first        ? 0
                                                               : bytes > 255 ? 255
                                                                             : bytes),
                                      .text = g->cluster,
                                      .x = fnt_scale(piece->face, pen + g->x, piece->size) +
                                           piece->spacing * (aj_len)i,
                                      .y = fnt_scale(piece->face, g->y, piece->size)};
        pen += g->advance;
    }
    *run = (struct ty_run){
        piece->face, piece->size, word->glyph_count, glyphs, aj_strndup(arena, word->text, word->length),
        word->length};
    return run;
}

/* Puts the chunk where its anchor wants it. */
static void end_chunk(struct setting *set)
{
    struct ty_svg *out = set->d->out;
    const struct svg_matrix *m = &set->matrix;
    aj_len shift = set->anchor == SVG_START ? 0 : set->anchor == SVG_MIDDLE ? set->pen / 2 : set->pen;
    aj_len left = svg_round(m->a * set->x + m->e) - shift, top = svg_round(m->d * set->y + m->f);
    for (uint32_t i = 0; i < set->len; i++) {
        const struct piece *piece = &set->pieces[i];
        aj_len baseline = top + piece->y;
        const struct fnt_metrics *metrics = fnt_face_metrics(piece->face);
        aj_len ascent = fnt_scale(piece->face, metrics->ascent, piece->size);
        aj_len descent = fnt_scale(piece->face, -metrics->descent, piece->size);
        struct ty_fragment f = {.kind = TY_TEXT,
                                .node = piece->node,
                                .rect = {left + piece->x, baseline - ascent, piece->width, ascent + descent},
                                .baseline = baseline,
                                .color = piece->color,
                                .as.run = make_run(set, piece)};
        AJ_PUSH(set->d->job->arena, out->fragments, out->count, out->cap, f);
    }
    set->len = 0;
    set->pen = set->drop = 0;
}

static void shape(struct setting *set, struct piece *piece, const char *lang, const char *text, size_t length)
{
    piece->word = fnt_shape(set->d->fonts, piece->face, piece->features, lang, text, length);
    piece->width = fnt_scale(piece->face, piece->word->advance, piece->size) +
                   piece->spacing * (aj_len)piece->word->glyph_count;
}

static void add_piece(struct setting *set, doc_id node, const struct doc_style *style, uint32_t face,
                      const struct svg_state *s, const char *text, size_t length)
{
    double size = s->font_size > 0 ? s->font_size : style->font_size / 750.0;
    struct piece piece = {
        .node = node, .face = style->faces[face], .color = s->fill, .x = set->pen, .y = set->drop};
    piece.size = svg_round(size * s->matrix.a);
    piece.spacing = svg_round(s->letter_spacing * s->matrix.a);
    piece.features = style->features;
    if (piece.spacing) /* letters that stand apart form no ligatures */
        piece.features = aj_printf(set->d->job->arena, "clig=0,liga=0%s%s", style->features ? "," : "",
                                   style->features ? style->features : "");
    shape(set, &piece, style->lang, text, length);
    set->pen += piece.width;
    AJ_PUSH(set->d->job->arena, set->pieces, set->len, set->cap, piece);
}

/* The first of the style's faces that has the character, or face_count. */
static uint32_t face_for(const struct doc_style *style, uint32_t code)
{
    uint32_t face = 0;
    while (face < style->face_count && !fnt_face_has(style->faces[face], code))
        face++;
    return face;
}

static void report_missing(struct setting *set, doc_id id, uint32_t code)
{
    struct aj_job *job = set->d->job;
    const struct doc_node *node = &set->d->doc->nodes[id];
    char shown[5] = {0};
    aj_utf8_put(shown, code);
    const char *text = aj_strndup(job->arena, node->text, aj_utf8_offset(node->text, node->length, 40));
    aj_diag_add(job->diags, AJ_E0612, node->at, aj_printf(job->arena, "U+%04X", code), text, shown, NULL);
    set->d->failed = true;
}

/* A text node, white space collapsed, in stretches of one face each. */
static void add_text(struct setting *set, doc_id node, uint32_t style_index, const struct svg_state *s)
{
    const struct doc_style *style = &set->d->doc->styles[style_index];
    const struct doc_node *n = &set->d->doc->nodes[node];
    const char *p = n->text, *end = p + n->length;
    char *text = aj_alloc(set->d->job->arena, n->length + 1);
    size_t length = 0;
    uint32_t face = 0;
    if (!s->fill.a)
        return;
    while (p < end) {
        const char *start = p;
        uint32_t code = aj_utf8_next(&p, end);
        bool space = code == ' ' || code == '\n' || code == '\t' || code == '\r';
        if (space && set->space)
            continue;
        uint32_t wanted = space ? face : face_for(style, code);
        set->space = space;
        if (wanted == style->face_count) {
            report_missing(set, node, code);
            continue;
        }
        if (wanted != face && length) {
            add_piece(set, node, style, face, s, text, length);
            length = 0;
        }
        face = wanted;
        if (space)
            text[length++] = ' ';
        else
            for (; start < p; start++)
                text[length++] = *start;
    }
    if (length)
        add_piece(set, node, style, face, s, text, length);
}

/* A space that ends the text takes no room. */
static void drop_last_space(struct setting *set)
{
    struct piece *last = set->len ? &set->pieces[set->len - 1] : NULL;
    if (!last || !set->space || !last->word->length || last->word->text[last->word->length - 1] != ' ')
        return;
    const struct doc_style *style = doc_style_of(set->d->doc, last->node);
    size_t length = last->word->length - 1;
    set->pen -= last->width;
    shape(set, last, style->lang, last->word->text, length);
    set->pen += last->width;
}

/* Moves the pen as x, y, dx and dy say; a new position ends the chunk (SVG 1.1, 10.5). */
static void move_pen(struct setting *set, doc_id id, const struct svg_state *s, bool whole)
{
    struct svg_drawer *d = set->d;
    const char *x = doc_attr(d->doc, id, "x"), *y = doc_attr(d->doc, id, "y");
    double dx = svg_attr_length(d, id, "dx", 0), dy = svg_attr_length(d, id, "dy", 0);
    if (!whole && !x && !y) { /* the chunk goes on: its anchor holds for all of it */
        set->pen += svg_round(dx * s->matrix.a);
        set->drop += svg_round(dy * s->matrix.d);
        return;
    }
    double from = set->x + (x || whole || !set->len ? 0 : set->pen / s->matrix.a);
    if (set->len)
        drop_last_space(set);
    end_chunk(set);
    set->anchor = s->anchor;
    set->x = svg_attr_length(d, id, "x", whole ? 0 : from) + dx;
    set->y = svg_attr_length(d, id, "y", whole ? 0 : set->y) + dy;
    set->space = true;
}

static void add_children(struct setting *set, doc_id parent, uint32_t style, const struct svg_state *s,
                         int depth)
{
    struct svg_drawer *d = set->d;
    for (doc_id id = d->doc->nodes[parent].first; id; id = d->doc->nodes[id].next) {
        uint8_t kind = d->doc->nodes[id].kind, tag = d->doc->nodes[id].tag;
        if (kind == DOC_TEXT) {
            add_text(set, id, style, s);
        } else if (kind == DOC_ELEMENT && tag == DOC_TAG_TSPAN && depth < SVG_DEPTH_MOST) {
            if (doc_attr(d->doc, id, "transform"))
                svg_refuse_value(d, id, "transform", doc_attr(d->doc, id, "transform"),
                                 "transform the text element", "transformera elementet text");
            struct svg_state inner = svg_enter(d, s, id);
            inner.matrix = s->matrix;
            move_pen(set, id, &inner, false);
            uint32_t own = d->doc->nodes[id].style;
            add_children(set, id, inner.bold ? doc_style_for(d->doc, id, DOC_TAG_B, "") : own, &inner,
                         depth + 1);
        } else if (kind == DOC_ELEMENT && tag != DOC_TAG_SVG_TITLE && tag != DOC_TAG_SVG_DESC) {
            svg_refuse_element(d, id, "put tspan and text alone into a text",
                               "lägg bara tspan och text i en text");
        }
    }
}

void svg_draw_text(struct svg_drawer *d, doc_id id, const struct svg_state *s)
{
    const struct svg_matrix *m = &s->matrix;
    if (m->b != 0 || m->c != 0 || !(m->a > 0) || fabs(m->a - m->d) > 1e-6 * m->a) {
        aj_diag_add(d->job->diags, AJ_E0663, d->doc->nodes[id].at, NULL);
        d->failed = true;
        return;
    }
    struct setting set = {.d = d, .matrix = *m};
    move_pen(&set, id, s, true);
    uint32_t own = d->doc->nodes[id].style;
    add_children(&set, id, s->bold ? doc_style_for(d->doc, id, DOC_TAG_B, "") : own, s, 0);
    drop_last_space(&set);
    end_chunk(&set);
}
