/* Inline content as atoms: text is cut at spaces and where a line may end inside a word, and shaped. */
#include "base/utf8.h"
#include "typeset/galley.h"
#include "typeset/object.h"

#include <string.h>

enum { PENALTY_DASH = 50, PENALTY_ADDRESS = 80, PIECE_MOST = 60000, BOUND_MOST = 18, LEAD_MOST = 8 };

struct ty_para *ty_para_new(struct ty_context *ctx, uint32_t style, aj_at at)
{
    struct ty_para *para = AJ_NEW(ctx->arena, struct ty_para);
    para->style = style;
    para->at = at;
    para->uniform = true;
    return para;
}

static void add(struct ty_context *ctx, struct ty_para *para, struct ty_atom atom)
{
    if (atom.style != para->style || atom.shift)
        para->uniform = false;
    AJ_PUSH(ctx->arena, para->atoms, para->atom_count, para->atom_cap, atom);
}

/* Where text is being added: the node it is of and its style. */
struct writer {
    struct ty_context *ctx;
    struct ty_para *para;
    const struct doc_style *style;
    const struct ty_style *derived;
    uint32_t style_index;
    doc_id node;
    aj_len shift;
    bool address; /* in the middle of one, after a slash or hyphen */
};

static aj_len spaced_width(const struct writer *w, const struct fnt_face *face, const struct fnt_word *word)
{
    aj_len width = fnt_scale(face, word->advance, w->style->font_size);
    if (w->style->letter_spacing)
        width += w->style->letter_spacing * (aj_len)word->glyph_count;
    return width;
}

static void add_shaped(struct writer *w, uint8_t face_index, const char *text, size_t length)
{
    const struct fnt_face *face = w->style->faces[face_index];
    const struct fnt_word *word =
        fnt_shape(w->ctx->fonts, face, w->derived->features, w->style->lang, text, length);
    add(w->ctx, w->para,
        (struct ty_atom){.kind = TY_ATOM_WORD,
                         .face = face_index,
                         .style = w->style_index,
                         .node = w->node,
                         .shift = w->shift,
                         .width = spaced_width(w, face, word),
                         .as.word = word});
}

/* The first of the style's faces that has the character, or -1 after a finding. */
static int face_for(struct writer *w, uint32_t code, const char *text, size_t length)
{
    for (uint32_t i = 0; i < w->style->face_count; i++)
        if (fnt_face_has(w->style->faces[i], code))
            return (int)i;
    struct ty_context *ctx = w->ctx;
    char shown[5] = {0};
    aj_utf8_put(shown, code);
    aj_at at = w->node ? ty_node(ctx, w->node)->at : w->para->at;
    aj_diag_add(ctx->job->diags, AJ_E0612, at, aj_printf(ctx->arena, "U+%04X", (unsigned)code),
                ty_excerpt(ctx, text, length), shown, NULL);
    return -1;
}

/* Characters that show nothing and that no face needs to have. */
static bool is_ignorable(uint32_t code)
{
    return (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF ||
           (code >= 0xFE00 && code <= 0xFE0F) || code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static void add_by_character(struct writer *w, const char *text, size_t length)
{
    const char *p = text, *end = text + length, *from = text;
    int face = -1;
    while (p < end) {
        const char *start = p;
        uint32_t code = aj_utf8_next(&p, end);
        int wanted = is_ignorable(code) ? -1 : face_for(w, code, text, length);
        if (wanted == face)
            continue;
        if (face >= 0 && start > from)
            add_shaped(w, (uint8_t)face, from, (size_t)(start - from));
        from = start;
        face = wanted;
    }
    if (face >= 0 && end > from)
        add_shaped(w, (uint8_t)face, from, (size_t)(end - from));
}

static void add_piece(struct writer *w, const char *text, size_t length)
{
    if (w->style->face_count == 0 || length == 0)
        return;
    const struct fnt_face *face = w->style->faces[0];
    const struct fnt_word *word =
        fnt_shape(w->ctx->fonts, face, w->derived->features, w->style->lang, text, length);
    if (word->missing) {
        add_by_character(w, text, length);
        return;
    }
    add(w->ctx, w->para,
        (struct ty_atom){.kind = TY_ATOM_WORD,
                         .style = w->style_index,
                         .node = w->node,
                         .shift = w->shift,
                         .width = spaced_width(w, face, word),
                         .as.word = word});
}

/*
 * Whether the text is an address of the web or of mail: "https:", "www." or an @ in it, or two full stops and
 * more between letters ("kommunen.se/").
 */
static bool is_address(const char *text, size_t length)
{
    if (length < 8)
        return false;
    if (!memcmp(text, "http", 4) || !memcmp(text, "www.", 4) || memchr(text, '@', length))
        return true;
    uint32_t stops = 0;
    for (size_t i = 2; i + 2 < length; i++) {
        bool before = (text[i - 1] | 32) >= 'a' && (text[i - 1] | 32) <= 'z';
        bool after = (text[i + 1] | 32) >= 'a' && (text[i + 1] | 32) <= 'z';
        stops += text[i] == '.' && before && after;
    }
    return stops > 1;
}

/*
 * An address is broken without a hyphen before a full stop, after an @, an equals sign, an underscore (The
 * Chicago Manual of Style, 7.46), and at slashes; its parts are no words.
 */
static void add_address(struct writer *w, const char *text, size_t length)
{
    const char *from = text, *end = text + length;
    uint32_t first = w->para->atom_count;
    for (const char *p = text; p < end; p++) {
        bool before = *p == '.' && p - from > 2 && end - p > 2;
        bool after = p > text && memchr("@=_?&", p[-1], 5) && p - from > 1 && end - p > 2;
        if (!before && !after)
            continue;
        add_piece(w, from, (size_t)(p - from));
        from = p;
        if (w->para->atom_count > first && w->style->white_space != DOC_NOWRAP &&
            w->style->white_space != DOC_PRE) {
            w->para->atoms[w->para->atom_count - 1].breakable = true;
            w->para->atoms[w->para->atom_count - 1].penalty = PENALTY_ADDRESS;
        }
    }
    add_piece(w, from, (size_t)(end - from));
    for (uint32_t i = first; i < w->para->atom_count; i++)
        w->para->atoms[i].fixed = true;
}

static void add_word(struct writer *w, const char *text, size_t length)
{
    if (w->address || (length >= 8 &&
                       (memchr(text, '.', length - 1) || memchr(text, '@', length) ||
                        (text[length - 1] == '/' && !memcmp(text, "http", 4))) &&
                       is_address(text, length))) {
        w->address = true;
        add_address(w, text, length);
        return;
    }
    add_piece(w, text, length);
}

static void add_space(struct writer *w, const char *text, size_t length, bool breakable, bool fixed)
{
    if (w->style->face_count == 0)
        return;
    const struct fnt_word *word = w->derived->space_word;
    aj_len width = w->derived->space;
    uint8_t face = 0;
    if (length != 1 || *text != ' ') {
        uint32_t i = 0;
        for (; i < w->style->face_count; i++) {
            word = fnt_shape(w->ctx->fonts, w->style->faces[i], w->derived->features, w->style->lang, text,
                             length);
            if (!word->missing)
                break;
        }
        /* A face without this space has the plain one, whose glyph then says what the text says. */
        if (i == w->style->face_count) {
            i = 0;
            word = w->derived->space_word;
        }
        face = (uint8_t)i;
        width = fnt_scale(w->style->faces[i], word->advance, w->style->font_size) + w->style->word_spacing +
                w->style->letter_spacing;
    }
    enum doc_white_space ws = w->style->white_space;
    if (ws == DOC_NOWRAP || ws == DOC_PRE)
        breakable = false;
    add(w->ctx, w->para,
        (struct ty_atom){.kind = TY_ATOM_SPACE,
                         .face = face,
                         .breakable = breakable,
                         .fixed = fixed || ws == DOC_PRE,
                         .style = w->style_index,
                         .node = w->node,
                         .shift = w->shift,
                         .width = width,
                         .as.word = word});
}

static bool is_digit(const char *p, const char *end)
{
    return p < end && *p >= '0' && *p <= '9';
}

/* The kinds of character that end a piece of text. */
enum stop { STOP_NONE, STOP_SPACE, STOP_BOUND_SPACE, STOP_NEWLINE, STOP_SOFT, STOP_DASH, STOP_ZERO };

/* What stands at p, and its length in bytes. Most bytes are letters, so the quick answer comes first. */
static enum stop stop_at(const char *p, const char *end, size_t *length)
{
    unsigned char c = (unsigned char)*p;
    *length = 1;
    if (c < 0x80) {
        if (c > '/' || (c > ' ' && c < '-') || c == '.')
            return STOP_NONE;
        if (c == '-' || c == '/')
            return STOP_DASH;
        return c == '\n' ? STOP_NEWLINE : STOP_SPACE;
    }
    if (c == 0xC2 && end - p >= 2) {
        *length = 2;
        if ((unsigned char)p[1] == 0xA0)
            return STOP_BOUND_SPACE;
        return (unsigned char)p[1] == 0xAD ? STOP_SOFT : STOP_NONE;
    }
    if (c != 0xE2 || end - p < 3)
        return STOP_NONE;
    const char *q = p;
    uint32_t code = aj_utf8_next(&q, end);
    *length = 3;
    if (code == 0x2010 || code == 0x2013 || code == 0x2014)
        return STOP_DASH;
    if (code == 0x200B)
        return STOP_ZERO;
    if (code == 0x2007 || code == 0x202F || code == 0x2009)
        return STOP_BOUND_SPACE;
    if (code >= 0x2000 && code <= 0x200A)
        return STOP_SPACE;
    return STOP_NONE;
}

/* Whether a line may end after the dash or slash [p, after), and at which cost; -1 if not. */
static int dash_penalty(const char *text, const char *p, const char *after, const char *end)
{
    size_t unused;
    if (p == text || after >= end || stop_at(after, end, &unused) != STOP_NONE)
        return -1;
    bool digit_before = is_digit(p - 1, end), digit_after = is_digit(after, end);
    if (digit_before && digit_after) /* 2022–2024, 2018/1092 */
        return -1;
    if ((unsigned char)*after < 0x80 && strchr(".,;:!?)]}\"'%", *after))
        return -1;
    if (strchr("([ \"'", p[-1]))
        return -1;
    /* One letter is not left behind: "e-tjänst". */
    const char *letter = p - 1;
    while (letter > text && ((unsigned char)*letter & 0xC0) == 0x80)
        letter--;
    if (letter == text || strchr("([ \n\"'", letter[-1]))
        return -1;
    return PENALTY_DASH;
}

static bool preserves_lines(enum doc_white_space ws)
{
    return ws == DOC_PRE || ws == DOC_PRE_WRAP || ws == DOC_PRE_LINE;
}

static void add_soft(struct writer *w)
{
    if (w->style->face_count == 0 || w->style->hyphens == DOC_HYPHENS_NONE)
        return;
    add(w->ctx, w->para,
        (struct ty_atom){.kind = TY_ATOM_SOFT,
                         .breakable = true,
                         .penalty = PENALTY_DASH,
                         .style = w->style_index,
                         .node = w->node,
                         .shift = w->shift,
                         .as.word = w->derived->hyphen_word});
}

/* Ends the piece at a stop; returns where the next piece begins. */
static const char *end_piece(struct writer *w, enum stop stop, const char *text, const char *from,
                             const char *p, size_t length, const char *end)
{
    const char *after = p + length;
    bool keep = w->style->white_space == DOC_NOWRAP || w->style->white_space == DOC_PRE;
    if (stop == STOP_DASH) {
        add_word(w, from, (size_t)(after - from));
        int penalty = keep ? -1 : dash_penalty(text, p, after, end);
        if (penalty >= 0 && w->para->atom_count) {
            w->para->atoms[w->para->atom_count - 1].breakable = true;
            w->para->atoms[w->para->atom_count - 1].penalty = (uint16_t)penalty;
        }
        return after;
    }
    add_word(w, from, (size_t)(p - from));
    w->address = w->address && stop == STOP_SOFT;
    switch (stop) {
    case STOP_NEWLINE:
        if (preserves_lines(w->style->white_space)) {
            add(w->ctx, w->para,
                (struct ty_atom){
                    .kind = TY_ATOM_BREAK, .style = w->style_index, .node = w->node, .shift = w->shift});
            break;
        }
        add_space(w, " ", 1, true, false);
        break;
    case STOP_SPACE:
        add_space(w, *p == '\t' ? " " : p, *p == '\t' ? 1 : length, true, false);
        break;
    case STOP_BOUND_SPACE:
        /* Between digits it parts thousands and keeps its width. */
        add_space(w, p, length, false, p > text && is_digit(p - 1, end) && is_digit(after, end));
        break;
    case STOP_SOFT:
        add_soft(w);
        break;
    case STOP_ZERO:
        if (w->para->atom_count && !keep)
            w->para->atoms[w->para->atom_count - 1].breakable = true;
        break;
    case STOP_NONE:
    case STOP_DASH:
        break;
    }
    return after;
}

void ty_para_add_text(struct ty_context *ctx, struct ty_para *para, doc_id node, const char *text,
                      size_t length, uint32_t style, aj_len shift)
{
    struct writer w = {ctx,   para, ty_doc_style(ctx, style), ty_style_at(ctx, style), style, node,
                       shift, false};
    const char *end = text + length, *from = text;
    for (const char *p = text; p < end;) {
        size_t bytes;
        enum stop stop = stop_at(p, end, &bytes);
        /* A run of dashes or slashes ("//") stays together. */
        if (stop == STOP_DASH && p + bytes < end && p[bytes] == *p)
            stop = STOP_NONE;
        if (stop != STOP_NONE)
            p = from = end_piece(&w, stop, text, from, p, bytes, end);
        else
            p += bytes;
        if (p - from > PIECE_MOST && ((unsigned char)*p & 0xC0) != 0x80) {
            add_word(&w, from, (size_t)(p - from));
            from = p;
        }
    }
    add_word(&w, from, (size_t)(end - from));
}

static void add_kern(struct ty_context *ctx, struct ty_para *para, doc_id id, int side)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    aj_len width = ty_resolve(s->margin[side], 0, 0) + ty_resolve(s->padding[side], 0, 0) +
                   (s->border_style[side] ? s->border_width[side] : 0);
    if (width)
        add(ctx, para,
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
    add(ctx, para,
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
    add(ctx, para,
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
    add(ctx, para, (struct ty_atom){.kind = TY_ATOM_NOTE, .style = para->style, .node = id, .as.note = note});
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
        add(ctx, para,
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
        add(ctx, para, (struct ty_atom){.kind = TY_ATOM_BREAK, .style = node->style, .node = id});
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
    ctx->paras[first] = para;
    return para;
}

struct ty_para *ty_para_text(struct ty_context *ctx, const char *text, uint32_t style)
{
    struct ty_para *para = ty_para_new(ctx, style, 0);
    ty_para_add_text(ctx, para, 0, text, strlen(text), style, 0);
    ty_para_finish(ctx, para);
    return para;
}

bool ty_para_empty(const struct ty_para *para)
{
    for (uint32_t i = 0; i < para->atom_count; i++)
        if (para->atoms[i].kind != TY_ATOM_SPACE)
            return false;
    return true;
}
