/*
 * Optical margins: signs that are little more than white paper stand partly outside a line's ends, so that
 * the margin looks straight. A hyphen or a stop at the right edge of a justified text otherwise looks like a
 * notch in it, and so does a quotation mark at the left. Only places move: the text is as it was.
 */
#include "base/utf8.h"
#include "typeset/linebreak.h"

/* What share of a sign's own width, in percent, may stand outside before a line and after it. */
struct share {
    uint32_t code;
    uint8_t before, after;
};

static const struct share shares[] = {
    {'"', 50, 50},   {'\'', 60, 60},  {'(', 15, 0},     {')', 0, 15},     {',', 0, 60},     {'-', 0, 50},
    {'.', 0, 60},    {':', 0, 40},    {';', 0, 40},     {0xAB, 35, 35},   {0xBB, 35, 35},   {0x2010, 0, 50},
    {0x2013, 0, 30}, {0x2014, 0, 20}, {0x2018, 60, 60}, {0x2019, 60, 60}, {0x201C, 50, 50}, {0x201D, 50, 50},
};

static int64_t share_of(uint32_t code, bool before)
{
    bool letter = (code | 32) >= 'a' && (code | 32) <= 'z';
    if (letter || (code >= '0' && code <= '9') || (code >= 0xC0 && code < 0x2010))
        return 0; /* most words, soon */
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (shares[i].code == code)
            return before ? shares[i].before : shares[i].after;
    return 0;
}

bool ty_hangs(const struct doc_style *s, const struct ty_para *para)
{
    return s->optical_margin && !para->leaders &&
           (s->text_align == DOC_LEFT || s->text_align == DOC_RIGHT || s->text_align == DOC_JUSTIFY);
}

/* The share of a glyph's advance, as the style of the block allows. */
static aj_len part_of(const struct ty_context *ctx, const struct ty_para *para, const struct ty_atom *atom,
                      int64_t advance, int64_t share)
{
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    int64_t allowed = share * ty_doc_style(ctx, para->style)->optical_margin;
    return fnt_scale(s->faces[atom->face], advance * allowed / 10000, s->font_size);
}

aj_len ty_hang_before(const struct ty_context *ctx, const struct ty_para *para, uint32_t index)
{
    if (index >= para->atom_count)
        return 0;
    const struct ty_atom *atom = &para->atoms[index];
    if (atom->kind != TY_ATOM_WORD || atom->shift)
        return 0;
    const struct fnt_word *word = atom->as.word;
    const char *p = word->text;
    int64_t share = word->length ? share_of(aj_utf8_next(&p, word->text + word->length), true) : 0;
    /* A sign that is a ligature with what follows stays where it is. */
    if (!share || word->glyphs[0].cluster != 0 ||
        (word->glyph_count > 1 && word->glyphs[1].cluster != (uint32_t)(p - word->text)))
        return 0;
    return part_of(ctx, para, atom, word->glyphs[0].advance, share);
}

aj_len ty_hang_after(const struct ty_context *ctx, const struct ty_para *para, uint32_t index)
{
    const struct ty_atom *atom = &para->atoms[index];
    if (atom->kind != TY_ATOM_WORD || atom->shift)
        return 0;
    const struct fnt_word *word = atom->as.word;
    uint32_t from = word->length;
    while (from > 0 && ((unsigned char)word->text[--from] & 0xC0) == 0x80)
        ;
    const char *p = word->text + from;
    int64_t share = word->length ? share_of(aj_utf8_next(&p, word->text + word->length), false) : 0;
    if (!share || word->glyphs[word->glyph_count - 1].cluster != from)
        return 0;
    return part_of(ctx, para, atom, word->glyphs[word->glyph_count - 1].advance, share);
}

aj_len ty_hang_hyphen(const struct ty_context *ctx, const struct ty_para *para, aj_len hyphen)
{
    return ty_share((int64_t)hyphen * share_of('-', false), ty_doc_style(ctx, para->style)->optical_margin,
                    10000);
}
