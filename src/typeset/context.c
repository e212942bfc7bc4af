#include "typeset/context.h"

#include "base/utf8.h"

#include <string.h>

aj_len ty_share(int64_t value, int64_t part, int64_t whole)
{
    if (whole == 0)
        return 0;
    int64_t product = value * part;
    return (aj_len)((product + (product < 0 ? -whole : whole) / 2) / whole);
}

aj_len ty_resolve(struct doc_size size, aj_len width, aj_len other)
{
    switch (size.unit) {
    case DOC_LENGTH:
        return size.value;
    case DOC_PERCENT:
        return ty_share(width, size.value, 100000);
    case DOC_AUTO:
    case DOC_FRACTION:
        break;
    }
    return other;
}

static bool is_swedish(const char *lang)
{
    return lang && (lang[0] | 32) == 's' && (lang[1] | 32) == 'v' && (lang[2] == 0 || lang[2] == '-');
}

static const char *features_of(struct ty_context *ctx, const struct doc_style *style)
{
    if (style->letter_spacing == 0)
        return style->features;
    if (!style->features)
        return "clig=0,liga=0";
    return aj_printf(ctx->arena, "clig=0,liga=0,%s", style->features);
}

static bool is_decorated(const struct doc_style *s)
{
    for (int side = 0; side < 4; side++)
        if (s->border_width[side] > 0 && s->border_style[side] != DOC_BORDER_NONE)
            return true;
    return s->background.a != 0;
}

const struct ty_style *ty_style_at(struct ty_context *ctx, uint32_t index)
{
    struct ty_style *t = &ctx->styles[index];
    if (t->ready)
        return t;
    const struct doc_style *s = ty_doc_style(ctx, index);
    t->ready = true;
    t->swedish = is_swedish(s->lang ? s->lang : ctx->doc->lang);
    t->features = features_of(ctx, s);
    t->decorated = is_decorated(s);
    if (s->face_count) {
        const struct fnt_face *face = s->faces[0];
        const struct fnt_metrics *m = fnt_face_metrics(face);
        t->ascent = fnt_scale(face, m->ascent, s->font_size);
        t->descent = fnt_scale(face, -m->descent, s->font_size);
        t->space_word = fnt_shape(ctx->fonts, face, t->features, s->lang, " ", 1);
        const char *hyphen = s->hyphenate_character ? s->hyphenate_character : "-";
        t->hyphen_word = fnt_shape(ctx->fonts, face, t->features, s->lang, hyphen, strlen(hyphen));
        t->space =
            fnt_scale(face, t->space_word->advance, s->font_size) + s->word_spacing + s->letter_spacing;
        t->hyphen = fnt_scale(face, t->hyphen_word->advance, s->font_size);
    }
    aj_len leading = s->line_height - (t->ascent + t->descent);
    t->above = t->ascent + leading / 2;
    t->below = s->line_height - t->above;
    return t;
}

uint32_t ty_add_style(struct ty_context *ctx, const struct doc_style *style)
{
    uint32_t index = doc_add_style(ctx->doc, style);
    ctx->styles =
        aj_grow_held(ctx->arena, ctx->styles, &ctx->style_cap, ctx->doc->style_count, sizeof *ctx->styles);
    return index;
}

char *ty_mm(struct ty_context *ctx, aj_len length)
{
    /* 1 mm = 72/25.4 pt, so tenths of a millimetre = length * 254 / 72000. */
    int64_t tenths = ((int64_t)length * 254 + 36000) / 72000;
    return aj_printf(ctx->arena, "%lld,%lld mm", (long long)(tenths / 10), (long long)(tenths % 10));
}

char *ty_excerpt(struct ty_context *ctx, const char *text, size_t length)
{
    const size_t most = 40;
    size_t bytes = aj_utf8_offset(text, length, (uint32_t)most);
    if (bytes >= length)
        return aj_strndup(ctx->arena, text, length);
    return aj_printf(ctx->arena, "%.*s…", (int)bytes, text);
}
