/*
 * Small capitals of a face that has none: capitals of a smaller size (CSS Fonts Module Level 4, 6.6.1), as
 * high as the small letters and a little more, and a little apart.
 */
#include "typeset/smallcaps.h"

#include "base/utf8.h"

#include <string.h>

static bool asks_for(const char *features, const char *tag)
{
    const char *at = features ? strstr(features, tag) : NULL;
    return at && (at == features || at[-1] == ',') && (at[4] == ',' || at[4] == 0);
}

/* The features without those that the face lacks. */
static const char *without_caps(struct ty_context *ctx, const char *features)
{
    char *out = aj_alloc(ctx->arena, strlen(features) + 1), *p = out;
    for (const char *from = features; *from;) {
        const char *end = strchr(from, ',');
        size_t n = end ? (size_t)(end - from) : strlen(from);
        if (!(n == 4 && (!memcmp(from, "smcp", 4) || !memcmp(from, "c2sc", 4)))) {
            if (p > out)
                *p++ = ',';
            memcpy(p, from, n);
            p += n;
        }
        from += n + (end != NULL);
    }
    *p = 0;
    return p > out ? out : NULL;
}

enum { SMALLEST = 62, LARGEST = 85 /* percent of the size */ };

struct ty_small_caps ty_small_caps_of(struct ty_context *ctx, uint32_t style)
{
    const struct doc_style *s = ty_doc_style(ctx, style);
    struct ty_small_caps caps = {0};
    if (!s->features || s->face_count == 0 || !asks_for(s->features, "smcp") ||
        fnt_face_has_feature(s->faces[0], "smcp"))
        return caps;
    const struct fnt_metrics *m = fnt_face_metrics(s->faces[0]);
    int64_t percent = m->cap_height > 0 ? (int64_t)m->x_height * 108 / m->cap_height : 75;
    percent = percent < SMALLEST ? SMALLEST : percent > LARGEST ? LARGEST : percent;
    struct doc_style small;
    memcpy(&small, s, sizeof small); /* padding too: styles are compared as bytes */
    small.font_size = (aj_len)(s->font_size * percent / 100);
    small.line_height = (aj_len)(s->line_height * percent / 100);
    small.letter_spacing += small.font_size / 40;
    small.features = without_caps(ctx, s->features);
    if (s->display != DOC_INLINE)
        small.background.a = 0;
    caps.capitals_too = asks_for(s->features, "c2sc");
    caps.style = ty_add_style(ctx, &small);
    return caps;
}

static bool is_small(const struct ty_small_caps *caps, uint32_t code)
{
    if (!aj_utf8_is_letter(code))
        return false;
    return caps->capitals_too || aj_utf8_upper(code) != code;
}

size_t ty_small_caps_run(const struct ty_small_caps *caps, const char *text, size_t length, char *upper,
                         bool *small)
{
    const char *p = text, *end = text + length;
    size_t put = 0;
    *small = is_small(caps, aj_utf8_next(&p, end));
    for (p = text; p < end;) {
        const char *start = p;
        uint32_t code = aj_utf8_next(&p, end);
        if (is_small(caps, code) != *small)
            return (size_t)(start - text);
        char bytes[5] = {0};
        aj_utf8_put(bytes, *small ? aj_utf8_upper(code) : code);
        /* A capital of another length in bytes would shift what the letters say: the letter stays as it is.
         */
        const char *from = strlen(bytes) == (size_t)(p - start) ? bytes : start;
        memcpy(upper + put, from, (size_t)(p - start));
        put += (size_t)(p - start);
    }
    return length;
}
