/* Text as atoms: it is cut at spaces and where a line may end inside a word, and shaped. */
#include "base/utf8.h"
#include "typeset/inline.h"
#include "typeset/smallcaps.h"
#include "typeset/transform.h"

#include <string.h>

enum { PENALTY_DASH = 50, PENALTY_ADDRESS = 80, PIECE_MOST = 60000 };

/* Where text is being added: the node it is of and its style. */
struct writer {
    struct ty_context *ctx;
    struct ty_para *para;
    const struct doc_style *style;
    const struct ty_style *derived;
    uint32_t style_index;
    doc_id node;
    aj_len shift;
    struct ty_small_caps caps;
    bool in_word; /* the text before ended inside a word: text-transform: capitalize */
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
    ty_para_add(w->ctx, w->para,
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

static void add_plain(struct writer *w, const char *text, size_t length)
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
    ty_para_add(w->ctx, w->para,
                (struct ty_atom){.kind = TY_ATOM_WORD,
                                 .style = w->style_index,
                                 .node = w->node,
                                 .shift = w->shift,
                                 .width = spaced_width(w, face, word),
                                 .as.word = word});
}

/*
 * What the atoms from `first` on say, where other glyphs are shown for it: `text`. Words are parted by
 * characters that no face has, which are in no atom; then they say what is shown.
 */
static void say(struct writer *w, uint32_t first, const char *shown, size_t shown_length, const char *text,
                size_t length)
{
    size_t bytes = 0;
    for (uint32_t i = first; i < w->para->atom_count; i++)
        bytes += w->para->atoms[i].as.word->length;
    if (bytes != length || !ty_same_places(shown, shown_length, text, length))
        return;
    const char *said = aj_strndup(w->ctx->arena, text, length);
    for (uint32_t i = first; i < w->para->atom_count; i++) {
        struct fnt_word *word = AJ_NEW(w->ctx->arena, struct fnt_word);
        *word = *w->para->atoms[i].as.word;
        word->text = said;
        said += word->length;
        w->para->atoms[i].as.word = word;
    }
}

/* A word in small capitals made of capitals; its text stays what it says, and it is not hyphenated. */
static void add_small_caps(struct writer *w, const char *text, size_t length)
{
    struct ty_context *ctx = w->ctx;
    struct writer small = *w;
    small.style_index = w->caps.style;
    small.style = ty_doc_style(ctx, w->caps.style);
    small.derived = ty_style_at(ctx, w->caps.style);
    char *upper = aj_alloc(ctx->arena, length);
    uint32_t first = w->para->atom_count;
    for (size_t bytes; length > 0; text += bytes, length -= bytes) {
        bool is_small;
        bytes = ty_small_caps_run(&w->caps, text, length, upper, &is_small);
        uint32_t before = w->para->atom_count;
        add_plain(is_small ? &small : w, upper, bytes);
        say(w, before, upper, bytes, text, bytes);
    }
    for (uint32_t i = first; i < w->para->atom_count; i++)
        w->para->atoms[i].fixed = true;
}

static void add_cased(struct writer *w, const char *text, size_t length)
{
    if (w->caps.style && length)
        add_small_caps(w, text, length);
    else
        add_plain(w, text, length);
}

static void add_piece(struct writer *w, const char *text, size_t length)
{
    enum doc_transform way = (enum doc_transform)w->style->transform;
    if (way == DOC_AS_IS) {
        add_cased(w, text, length);
        return;
    }
    char *shown = aj_alloc(w->ctx->arena, 2 * length + 4);
    size_t shown_length = ty_transform(way, text, length, &w->in_word, shown);
    uint32_t first = w->para->atom_count;
    add_cased(w, shown, shown_length);
    say(w, first, shown, shown_length, text, length);
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
    ty_para_add(w->ctx, w->para,
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

/* The Latin letters from p in a direction, up to the first that is none; å, ä and ö are two bytes. */
static size_t letters_from(const char *text, const char *p, const char *end, int step)
{
    size_t n = 0;
    for (; p >= text && p < end; p += step) {
        unsigned char c = (unsigned char)*p;
        bool lead = c == 0xC3, follows = c >= 0x80 && c < 0xC0 && p > text && (unsigned char)p[-1] == 0xC3;
        if (!lead && !follows && ((c | 32) < 'a' || (c | 32) > 'z'))
            break;
        n += !follows;
    }
    return n;
}

/* "jan–aug", "mån–fre": what an en dash spans from one short word to another is one word to the eye. */
static bool joins_short_words(const char *text, const char *p, const char *after, const char *end)
{
    enum { MOST_SHORT = 3 };
    size_t before = letters_from(text, p - 1, end, -1), behind = letters_from(text, after, end, 1);
    return before && before <= MOST_SHORT && behind && behind <= MOST_SHORT;
}

/* Whether a line may end after the dash or slash [p, after), and at which cost; -1 if not. */
static int dash_penalty(const struct writer *w, const char *text, const char *p, const char *after,
                        const char *end)
{
    size_t unused;
    if (p == text || after >= end || stop_at(after, end, &unused) != STOP_NONE)
        return -1;
    if (!memcmp(p, "\xE2\x80\x93", (size_t)(after - p)) && joins_short_words(text, p, after, end))
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
    /* A heading is parted there only if it has no room: "januari–augusti" is read in one. */
    bool range = !memcmp(p, "\xE2\x80\x93", (size_t)(after - p));
    return range && w->style->wrap == DOC_WRAP_BALANCE ? TY_PENALTY_RANGE : PENALTY_DASH;
}

static bool preserves_lines(enum doc_white_space ws)
{
    return ws == DOC_PRE || ws == DOC_PRE_WRAP || ws == DOC_PRE_LINE;
}

static void add_soft(struct writer *w)
{
    if (w->style->face_count == 0 || w->style->hyphens == DOC_HYPHENS_NONE)
        return;
    ty_para_add(w->ctx, w->para,
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
        int penalty = keep ? -1 : dash_penalty(w, text, p, after, end);
        if (penalty >= 0 && w->para->atom_count) {
            w->para->atoms[w->para->atom_count - 1].breakable = true;
            w->para->atoms[w->para->atom_count - 1].penalty = (uint16_t)penalty;
        }
        return after;
    }
    add_word(w, from, (size_t)(p - from));
    w->address = w->address && stop == STOP_SOFT;
    w->in_word = w->in_word && stop == STOP_SOFT;
    switch (stop) {
    case STOP_NEWLINE:
        if (preserves_lines(w->style->white_space)) {
            ty_para_add(
                w->ctx, w->para,
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

/* Whether a letter that is added goes on with a word. */
static bool ends_in_word(const struct ty_para *para)
{
    return para->atom_count && para->atoms[para->atom_count - 1].kind == TY_ATOM_WORD;
}

void ty_para_add_text(struct ty_context *ctx, struct ty_para *para, doc_id node, const char *text,
                      size_t length, uint32_t style, aj_len shift)
{
    struct ty_small_caps caps = ty_small_caps_of(ctx, style);
    struct writer w = {.ctx = ctx,
                       .para = para,
                       .style = ty_doc_style(ctx, style),
                       .derived = ty_style_at(ctx, style),
                       .style_index = style,
                       .node = node,
                       .shift = shift,
                       .caps = caps,
                       .in_word = ends_in_word(para)};
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
