/* A line's height, and its glyphs: the last step, when its page is known. */
#include "typeset/page.h"

#include <string.h>

void ty_line_height(struct ty_context *ctx, struct ty_line *line)
{
    const struct ty_para *para = line->para;
    const struct ty_style *strut = ty_style_at(ctx, para->style);
    aj_len above = strut->above, below = strut->below;
    if (!para->uniform) {
        uint32_t style = UINT32_MAX;
        aj_len shift = 0;
        for (uint32_t i = line->first; i < line->end; i++) {
            const struct ty_atom *atom = &para->atoms[i];
            aj_len up, down;
            if (atom->kind == TY_ATOM_OBJECT) {
                up = atom->as.object->above;
                down = atom->as.object->below;
            } else {
                if ((atom->style == style && atom->shift == shift) || atom->kind == TY_ATOM_KERN ||
                    atom->kind == TY_ATOM_BREAK || atom->kind == TY_ATOM_NOTE)
                    continue;
                style = atom->style;
                shift = atom->shift;
                up = ty_style_at(ctx, style)->above;
                down = ty_style_at(ctx, style)->below;
            }
            above = up + atom->shift > above ? up + atom->shift : above;
            below = down - atom->shift > below ? down - atom->shift : below;
        }
    }
    line->above = above;
    line->below = below;
}

/* A line being set. */
struct setting {
    struct ty_output *out;
    struct ty_context *ctx;
    const struct ty_line *line;
    aj_len y, pen;
    aj_len content_end;    /* the pen after the last thing that is no space */
    int64_t extra, spaces; /* to be shared out over so much space */
    int64_t space_run;     /* space passed so far */
    aj_len letter_fit;     /* what each letter gives to a loose or tight line … */
    uint32_t fitted;       /* … and how many do */
    uint32_t letters;
    aj_len leader; /* width of one leader */
    struct ty_glyph *glyphs;
    char *text;
    uint32_t glyph_len, text_len;
    /* the run being built */
    const struct ty_atom *owner;
    const struct fnt_face *face;
    uint32_t run_glyph, run_text;
    aj_len run_x;
};

static const struct fnt_word *reference_word(struct ty_context *ctx, const struct ty_atom *atom)
{
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    const struct doc_node *node = ty_node(ctx, atom->node);
    const char *text = node->text ? node->text : "";
    return fnt_shape(ctx->fonts, s->faces[0], ty_style_at(ctx, atom->style)->features, s->lang, text,
                     strlen(text));
}

static aj_len word_width(struct ty_context *ctx, const struct ty_atom *atom, const struct fnt_word *word)
{
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    return fnt_scale(s->faces[atom->face], word->advance, s->font_size) +
           s->letter_spacing * (aj_len)word->glyph_count;
}

static aj_len atom_width(struct ty_context *ctx, const struct ty_line *line, uint32_t i)
{
    const struct ty_atom *atom = &line->para->atoms[i];
    if (atom->kind == TY_ATOM_WORD)
        return ty_atom_part(ctx, atom, i == line->first ? line->from : 0, i + 1 == line->end ? line->to : 0);
    if (atom->kind == TY_ATOM_REF && ty_node(ctx, atom->node)->text)
        return word_width(ctx, atom, reference_word(ctx, atom));
    return atom->width;
}

/* One past the last atom that is no space. */
static uint32_t content_end(const struct ty_line *line)
{
    uint32_t end = line->end;
    while (end > line->first && (line->para->atoms[end - 1].kind == TY_ATOM_SPACE ||
                                 line->para->atoms[end - 1].kind == TY_ATOM_BREAK))
        end--;
    return end;
}

static aj_len hyphen_width(struct ty_context *ctx, const struct ty_line *line)
{
    return line->hyphen ? ty_style_at(ctx, line->para->atoms[line->end - 1].style)->hyphen : 0;
}

aj_len ty_line_natural(struct ty_context *ctx, const struct ty_line *line)
{
    aj_len natural = hyphen_width(ctx, line);
    uint32_t end = content_end(line);
    for (uint32_t i = line->first; i < end; i++)
        natural += atom_width(ctx, line, i);
    return natural;
}

static void emit_rule(struct setting *set, const struct ty_atom *atom, aj_len x, aj_len width, aj_len above)
{
    const struct doc_style *s = ty_doc_style(set->ctx, atom->style);
    const struct fnt_metrics *m = fnt_face_metrics(set->face);
    aj_len thickness = fnt_scale(set->face, m->underline_thickness, s->font_size);
    if (thickness <= 0)
        thickness = s->font_size / 20;
    aj_len y = set->y - atom->shift - above;
    uint8_t artifact = set->out->artifact;
    if (artifact == TY_CONTENT)
        set->out->artifact = TY_LAYOUT;
    ty_emit(set->out, (struct ty_fragment){.kind = TY_LINE,
                                           .node = atom->node,
                                           .rect = {x, y - thickness / 2, width, thickness},
                                           .color = s->color,
                                           .line_width = thickness,
                                           .line_style = DOC_BORDER_SOLID});
    set->out->artifact = artifact;
}

static void emit_run_rules(struct setting *set, const struct ty_atom *atom, aj_len width)
{
    const struct doc_style *s = ty_doc_style(set->ctx, atom->style);
    const struct fnt_metrics *m = fnt_face_metrics(set->face);
    if (width <= 0)
        return;
    if (s->underline)
        emit_rule(set, atom, set->run_x, width, fnt_scale(set->face, m->underline_position, s->font_size));
    if (s->line_through)
        emit_rule(set, atom, set->run_x, width, fnt_scale(set->face, m->x_height, s->font_size) / 2);
}

static void end_run(struct setting *set)
{
    const struct ty_atom *atom = set->owner;
    set->owner = NULL;
    if (!atom || set->glyph_len == set->run_glyph)
        return;
    const struct doc_style *s = ty_doc_style(set->ctx, atom->style);
    const struct fnt_metrics *m = fnt_face_metrics(set->face);
    struct ty_run *run = AJ_NEW(set->ctx->arena, struct ty_run);
    *run = (struct ty_run){.face = set->face,
                           .size = s->font_size,
                           .glyph_count = set->glyph_len - set->run_glyph,
                           .glyphs = set->glyphs + set->run_glyph,
                           .text = set->text + set->run_text,
                           .text_length = set->text_len - set->run_text};
    aj_len ascent = fnt_scale(set->face, m->ascent, s->font_size);
    aj_len descent = fnt_scale(set->face, -m->descent, s->font_size);
    aj_len baseline = set->y - atom->shift;
    aj_len width = set->content_end > set->run_x ? set->content_end - set->run_x : 0;
    /* A block's own text has the block's style, whose background is painted as a box. */
    if (s->background.a && atom->style != set->line->para->style && width > 0)
        ty_emit(set->out,
                (struct ty_fragment){.kind = TY_RECT,
                                     .artifact = TY_BACKGROUND,
                                     .node = atom->node,
                                     .rect = {set->run_x, baseline - ascent, width, ascent + descent},
                                     .color = s->background});
    bool rules = s->underline || s->line_through;
    if (rules)
        emit_run_rules(set, atom, width);
    ty_emit(set->out, (struct ty_fragment){.kind = TY_TEXT,
                                           .node = atom->node,
                                           .rect = {set->run_x, baseline - ascent, width, ascent + descent},
                                           .baseline = baseline,
                                           .color = s->color,
                                           .as.run = run});
}

/* Goes on with the run of the same node, style, face and height, or begins one. */
static void want_run(struct setting *set, const struct ty_atom *atom)
{
    const struct fnt_face *face = ty_doc_style(set->ctx, atom->style)->faces[atom->face];
    const struct ty_atom *o = set->owner;
    if (o && o->node == atom->node && o->style == atom->style && set->face == face && o->shift == atom->shift)
        return;
    end_run(set);
    set->owner = atom;
    set->face = face;
    set->run_glyph = set->glyph_len;
    set->run_text = set->text_len;
    set->run_x = set->pen;
}

/* The bytes [from, to) of a word, moving the pen. A glyph that begins a cluster gets the cluster's text. */
static void put_word(struct setting *set, const struct ty_atom *atom, const struct fnt_word *word,
                     uint32_t from, uint32_t to)
{
    const struct doc_style *s = ty_doc_style(set->ctx, atom->style);
    want_run(set, atom);
    if (to == 0 || to > word->length)
        to = word->length;
    int64_t units = 0;
    aj_len start = set->pen - set->run_x, spaced = 0;
    uint32_t text = set->text_len - set->run_text, last = UINT32_MAX;
    struct ty_glyph *owner = NULL;
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        const struct fnt_glyph *g = &word->glyphs[i];
        if (g->cluster < from || g->cluster >= to)
            continue;
        struct ty_glyph *out = &set->glyphs[set->glyph_len++];
        *out = (struct ty_glyph){.gid = g->gid, .text = text + g->cluster - from};
        out->x = start + spaced + fnt_scale(set->face, units + g->x, s->font_size);
        out->y = g->y ? fnt_scale(set->face, g->y, s->font_size) : 0;
        if (g->cluster != last) {
            if (owner)
                owner->text_length = (uint8_t)(g->cluster - last);
            owner = out;
            last = g->cluster;
        }
        units += g->advance;
        spaced += s->letter_spacing;
        if (set->fitted) {
            spaced += set->letter_fit;
            set->fitted--;
        }
    }
    if (owner)
        owner->text_length = (uint8_t)(to - last);
    memcpy(set->text + set->text_len, word->text + from, to - from);
    set->text_len += to - from;
    set->pen += spaced + fnt_scale(set->face, units, s->font_size);
}

static void put_hyphen(struct setting *set, const struct ty_atom *atom)
{
    struct ty_atom plain = *atom;
    plain.face = 0;
    const struct fnt_word *word = ty_style_at(set->ctx, atom->style)->hyphen_word;
    /* The word's run goes on when it is in the first face. */
    if (atom->face != 0)
        want_run(set, &plain);
    for (uint32_t i = 0; i < word->glyph_count; i++)
        set->glyphs[set->glyph_len++] = (struct ty_glyph){.gid = word->glyphs[i].gid,
                                                          .text_length = i == 0 ? 2 : 0,
                                                          .text = set->text_len - set->run_text,
                                                          .x = set->pen - set->run_x};
    memcpy(set->text + set->text_len, "\xC2\xAD", 2);
    set->text_len += 2;
    set->pen += ty_style_at(set->ctx, atom->style)->hyphen;
    if (atom->face != 0) {
        set->content_end = set->pen;
        end_run(set);
    }
}

static void put_space(struct setting *set, const struct ty_atom *atom, bool inside)
{
    aj_len start = set->pen;
    uint32_t fitted = set->fitted;
    set->fitted = 0;
    put_word(set, atom, atom->as.word, 0, 0);
    set->fitted = fitted;
    aj_len width = atom->width;
    if (inside && !atom->fixed && set->spaces) {
        int64_t before = set->extra * set->space_run / set->spaces;
        set->space_run += atom->width;
        width += (aj_len)(set->extra * set->space_run / set->spaces - before);
    }
    set->pen = start + width;
}

/* The leader's text as often as it fits, flush right so that the dots of several lines stand below each
 * other. */
static void put_leader(struct setting *set, const struct ty_atom *atom)
{
    end_run(set);
    struct ty_context *ctx = set->ctx;
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    aj_len end = set->pen + set->leader;
    aj_len gap = s->font_size / 4;
    const char *text = atom->as.text && *atom->as.text ? atom->as.text : ".";
    const struct fnt_word *word = fnt_shape(ctx->fonts, s->faces[0], ty_style_at(ctx, atom->style)->features,
                                            s->lang, text, strlen(text));
    aj_len pitch = fnt_scale(s->faces[0], word->advance, s->font_size);
    aj_len room = set->leader - gap;
    uint32_t n = pitch > 0 && room > pitch ? (uint32_t)(room / pitch) : 0;
    if (n > 0 && n < 10000 && !word->missing) {
        struct ty_glyph *kept = set->glyphs;
        char *kept_text = set->text;
        uint32_t glyph_len = set->glyph_len, text_len = set->text_len;
        set->glyphs = AJ_NEW_N(ctx->arena, struct ty_glyph, n * word->glyph_count);
        set->text = aj_alloc(ctx->arena, (size_t)n * word->length + 1);
        set->glyph_len = set->text_len = 0;
        set->pen = end - (aj_len)n * pitch;
        for (uint32_t i = 0; i < n; i++)
            put_word(set, atom, word, 0, 0);
        set->content_end = set->pen;
        uint8_t artifact = set->out->artifact;
        set->out->artifact = artifact == TY_CONTENT ? (uint8_t)TY_LAYOUT : artifact;
        end_run(set);
        set->out->artifact = artifact;
        set->glyphs = kept;
        set->text = kept_text;
        set->glyph_len = glyph_len;
        set->text_len = text_len;
    }
    set->pen = end;
}

static void put_object(struct setting *set, const struct ty_atom *atom)
{
    end_run(set);
    const struct ty_object *object = atom->as.object;
    aj_len top = set->y - atom->shift - object->above;
    ty_emit_galley(set->out, object->galley, set->pen + object->x, top + object->y);
    set->pen += object->width;
}

static void put_atom(struct setting *set, uint32_t i, uint32_t content)
{
    const struct ty_line *line = set->line;
    const struct ty_atom *atom = &line->para->atoms[i];
    switch (atom->kind) {
    case TY_ATOM_WORD:
        put_word(set, atom, atom->as.word, i == line->first ? line->from : 0,
                 i + 1 == line->end ? line->to : 0);
        break;
    case TY_ATOM_SPACE:
        put_space(set, atom, i < content);
        break;
    case TY_ATOM_OBJECT:
        put_object(set, atom);
        break;
    case TY_ATOM_LEADER:
        put_leader(set, atom);
        break;
    case TY_ATOM_REF:
        if (ty_node(set->ctx, atom->node)->text)
            put_word(set, atom, reference_word(set->ctx, atom), 0, 0);
        break;
    case TY_ATOM_KERN:
        end_run(set);
        set->pen += atom->width;
        break;
    default:
        break;
    }
    if (i < content)
        set->content_end = set->pen;
}

static uint32_t count_glyphs(const struct fnt_word *word, uint32_t from, uint32_t to)
{
    if (from == 0 && to == 0)
        return word->glyph_count;
    uint32_t count = 0;
    for (uint32_t i = 0; i < word->glyph_count; i++)
        count += word->glyphs[i].cluster >= from && (to == 0 || word->glyphs[i].cluster < to);
    return count;
}

/* Rooms for all glyphs and text of the line, and the sums that justification needs. */
static void prepare(struct setting *set, uint32_t content, uint32_t *leaders, aj_len *natural)
{
    const struct ty_line *line = set->line;
    uint32_t glyphs = 4;
    size_t text = 8;
    *natural = hyphen_width(set->ctx, line);
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct ty_atom *atom = &line->para->atoms[i];
        const struct fnt_word *word = NULL;
        if (atom->kind == TY_ATOM_WORD || atom->kind == TY_ATOM_SPACE)
            word = atom->as.word;
        else if (atom->kind == TY_ATOM_REF && ty_node(set->ctx, atom->node)->text)
            word = reference_word(set->ctx, atom);
        if (word) {
            glyphs += word->glyph_count;
            text += word->length;
        }
        if (i >= content)
            continue;
        *leaders += atom->kind == TY_ATOM_LEADER;
        if (atom->kind == TY_ATOM_SPACE && !atom->fixed)
            set->spaces += atom->width;
        if (atom->kind == TY_ATOM_WORD)
            set->letters +=
                count_glyphs(word, i == line->first ? line->from : 0, i + 1 == line->end ? line->to : 0);
        *natural += atom_width(set->ctx, line, i);
    }
    set->glyphs = AJ_NEW_N(set->ctx->arena, struct ty_glyph, glyphs);
    set->text = aj_alloc(set->ctx->arena, text);
}

/*
 * Where spaces would have to grow or shrink by more than a third of what is good, the letters help, each by
 * no more than the style allows.
 */
static void fit_letters(struct setting *set, const struct doc_style *s, aj_len slack)
{
    if (!s->letter_fit || set->spaces <= 0 || set->letters < 2)
        return;
    int64_t most = (int64_t)s->font_size * s->letter_fit / 1000;
    int64_t limit = set->spaces * (slack > 0 ? s->space_stretch : s->space_shrink) / 300;
    int64_t over = slack > 0 ? slack - limit : -slack - limit;
    if (over <= 0)
        return;
    int64_t each = over / (set->letters - 1);
    each = each < most ? each : most;
    set->letter_fit = (aj_len)(slack > 0 ? each : -each);
    set->fitted = each ? set->letters - 1 : 0;
    set->extra -= (int64_t)set->letter_fit * set->fitted;
}

/* How far the line's first sign stands outside on the left, and its last one on the right. */
static aj_len hang_of(const struct setting *set, const struct doc_style *s, uint32_t content, aj_len *after)
{
    const struct ty_line *line = set->line;
    *after = 0;
    if (!ty_hangs(s, line->para))
        return 0;
    if (line->hyphen)
        *after = ty_hang_hyphen(set->ctx, line->para, hyphen_width(set->ctx, line));
    else if (content > line->first)
        *after = ty_hang_after(set->ctx, line->para, content - 1);
    return line->from ? 0 : ty_hang_before(set->ctx, line->para, line->first);
}

void ty_emit_line(struct ty_output *out, const struct ty_line *line, aj_len x, aj_len y)
{
    struct setting set = {.out = out, .ctx = out->ctx, .line = line, .y = y};
    uint32_t content = content_end(line), leaders = 0;
    aj_len natural;
    prepare(&set, content, &leaders, &natural);
    aj_len slack = line->width - line->indent - natural;
    const struct doc_style *s = ty_doc_style(set.ctx, line->para->style);
    aj_len after, before = hang_of(&set, s, content, &after);
    slack += before + after;
    set.pen = x + line->indent - before;
    if (leaders) {
        set.leader = slack > 0 ? slack / (aj_len)leaders : 0;
    } else if (slack < 0) {
        int64_t shrink = set.spaces * s->space_shrink / 100;
        if (s->text_align == DOC_JUSTIFY)
            set.extra = -slack < shrink ? slack : -shrink;
        if (-slack <= shrink)
            fit_letters(&set, s, slack);
    } else if (line->align == DOC_JUSTIFY) {
        set.extra = set.spaces ? slack : 0;
        fit_letters(&set, s, slack);
    } else if (line->align == DOC_RIGHT) {
        set.pen += slack;
    } else if (line->align == DOC_CENTER) {
        set.pen += slack / 2;
    }
    set.content_end = set.pen;
    for (uint32_t i = line->first; i < line->end; i++)
        put_atom(&set, i, content);
    if (line->hyphen) {
        put_hyphen(&set, &line->para->atoms[line->end - 1]);
        set.content_end = set.pen;
    }
    end_run(&set);
}
