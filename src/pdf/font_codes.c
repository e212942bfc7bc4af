/* Codes: one for each pair of glyph and text (font.h). */
#include "pdf/font.h"

#include "base/utf8.h"

#include <string.h>

enum { CODES_MOST = 65535 };

static struct pdf_font *new_font(struct pdf_writer *w, const struct fnt_face *face)
{
    struct pdf_font font = {.face = face};
    struct pdf_pair none = {0};
    AJ_PUSH(w->arena, font.pairs, font.count, font.cap, none);
    AJ_PUSH(w->arena, w->fonts, w->font_count, w->font_cap, font);
    return &w->fonts[w->font_count - 1];
}

/* The face's newest font with room for a run's glyphs, all of which might be new to it. */
static struct pdf_font *font_for(struct pdf_writer *w, const struct ty_run *run)
{
    for (uint32_t i = w->font_count; i-- > 0;)
        if (w->fonts[i].face == run->face && w->fonts[i].count + run->glyph_count < CODES_MOST)
            return &w->fonts[i];
    return new_font(w, run->face);
}

static bool is_private_use(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

static uint8_t flags_of(uint16_t gid, const char *text, uint8_t length)
{
    uint8_t flags = gid ? 0 : PDF_PAIR_NO_GLYPH;
    for (const char *p = text, *end = text + length; p < end;)
        if (is_private_use(aj_utf8_next(&p, end)))
            flags |= PDF_PAIR_PRIVATE_USE;
    return flags;
}

static uint16_t code_for(struct pdf_writer *w, struct pdf_font *font, uint16_t gid, const char *text,
                         uint8_t length)
{
    uint16_t **row = &font->by_gid[gid >> 8];
    if (!*row)
        *row = AJ_NEW_N(w->arena, uint16_t, 256);
    uint16_t *newest = &(*row)[gid & 255];
    for (uint16_t code = *newest; code; code = font->pairs[code].next) {
        const struct pdf_pair *pair = &font->pairs[code];
        if (pair->length == length && !memcmp(pair->text, text, length)) {
            font->pairs[code].uses++;
            return code;
        }
    }
    struct pdf_pair pair = {.uses = 1,
                            .gid = gid,
                            .next = *newest,
                            .length = length,
                            .text = aj_strndup(w->arena, text, length),
                            .flags = flags_of(gid, text, length)};
    *newest = (uint16_t)font->count;
    AJ_PUSH(w->arena, font->pairs, font->count, font->cap, pair);
    return *newest;
}

/* Bytes of the code point that starts at text[at], at most what is left. */
static uint8_t code_length(const struct ty_run *run, uint32_t at, uint32_t end)
{
    const char *p = run->text + at;
    if (at >= end)
        return 0;
    aj_utf8_next(&p, run->text + end);
    return (uint8_t)(p - (run->text + at));
}

/*
 * Codes for one cluster, the glyphs from `first` to `end`. Several glyphs share its text, a character each,
 * the first has what is over: so the text reads right even where ActualText is not heeded.
 */
static void code_cluster(struct pdf_writer *w, struct pdf_font *font, const struct ty_run *run,
                         uint32_t first, uint32_t end, uint16_t *codes)
{
    const struct ty_glyph *glyphs = run->glyphs;
    uint32_t at = glyphs[first].text, stop = at + glyphs[first].text_length;
    if (stop > run->text_length || at > stop)
        at = stop = 0; /* not this run's text: shown, but says nothing */
    if (end - first == 1) {
        codes[first] = code_for(w, font, glyphs[first].gid, run->text + at, (uint8_t)(stop - at));
        return;
    }
    uint32_t characters = 0;
    for (uint32_t p = at; p < stop; p += code_length(run, p, stop))
        characters++;
    uint32_t over = characters > end - first ? characters - (end - first) : 0;
    for (uint32_t i = first; i < end; i++) {
        uint32_t from = at;
        for (uint32_t n = i == first ? over + 1 : 1; n; n--)
            at += code_length(run, at, stop);
        codes[i] = code_for(w, font, glyphs[i].gid, run->text + from, (uint8_t)(at - from));
    }
}

static void code_run(struct pdf_writer *w, struct pdf_font *font, const struct ty_run *run, uint16_t *codes)
{
    for (uint32_t i = 0, end; i < run->glyph_count; i = end) {
        for (end = i + 1; end < run->glyph_count && !run->glyphs[end].text_length;)
            end++;
        code_cluster(w, font, run, i, end, codes);
    }
}

void pdf_collect_codes(struct pdf_writer *w)
{
    const struct ty_pages *pages = w->pages;
    uint32_t glyphs = 0, runs = 0;
    for (uint32_t i = 0; i < pages->fragment_count; i++)
        if (pages->fragments[i].kind == TY_TEXT) {
            glyphs += pages->fragments[i].as.run->glyph_count;
            runs++;
        }
    w->codes = AJ_NEW_N(w->arena, uint16_t, glyphs + 1);
    w->run_fonts = AJ_NEW_N(w->arena, uint16_t, runs + 1);
    uint16_t *codes = w->codes, *run_fonts = w->run_fonts;
    for (uint32_t i = 0; i < pages->fragment_count; i++) {
        if (pages->fragments[i].kind != TY_TEXT)
            continue;
        const struct ty_run *run = pages->fragments[i].as.run;
        if (!run->glyph_count) {
            run_fonts++;
            continue;
        }
        struct pdf_font *font = font_for(w, run);
        code_run(w, font, run, codes);
        *run_fonts++ = (uint16_t)(font - w->fonts);
        codes += run->glyph_count;
    }
}

/* Whether no other code of the glyph is used more, or as much and earlier. */
static bool is_leading(const struct pdf_font *font, uint32_t code)
{
    const struct pdf_pair *pair = &font->pairs[code];
    for (uint16_t c = font->by_gid[pair->gid >> 8][pair->gid & 255]; c; c = font->pairs[c].next)
        if (font->pairs[c].uses > pair->uses || (font->pairs[c].uses == pair->uses && c < code))
            return false;
    return true;
}

void pdf_order_codes(struct pdf_writer *w, struct pdf_font *font)
{
    uint16_t *now = AJ_NEW_N(w->arena, uint16_t, font->count), next = 1;
    for (int leading = 0; leading < 2; leading++)
        for (uint32_t code = 1; code < font->count; code++)
            if (is_leading(font, code) == leading)
                now[code] = next++;
    struct pdf_pair *pairs = AJ_NEW_N(w->arena, struct pdf_pair, font->count);
    for (uint32_t code = 1; code < font->count; code++) {
        pairs[now[code]] = font->pairs[code];
        pairs[now[code]].next = now[font->pairs[code].next];
    }
    font->pairs = pairs;
    memset(font->by_gid, 0, sizeof font->by_gid); /* of the old codes: no more will come */
    uint16_t *codes = w->codes, index = (uint16_t)(font - w->fonts);
    const uint16_t *run_fonts = w->run_fonts;
    for (uint32_t i = 0; i < w->pages->fragment_count; i++) {
        if (w->pages->fragments[i].kind != TY_TEXT)
            continue;
        uint32_t count = w->pages->fragments[i].as.run->glyph_count;
        for (uint32_t g = 0; g < count && *run_fonts == index; g++)
            codes[g] = now[codes[g]];
        codes += count;
        run_fonts++;
    }
}
