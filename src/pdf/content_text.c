/* Text: showing glyphs where the pages want them (ISO 32000-1 9.4). */
#include "pdf/content.h"

#include "base/utf8.h"
#include "pdf/cmap.h"
#include "pdf/raised.h"

#include <string.h>

static void begin_text(struct pdf_content *c)
{
    if (c->in_text)
        return;
    aj_buf_str(&c->buf, "BT\n");
    c->in_text = true;
    c->line_x = c->line_y = 0;
}

void pdf_end_text(struct pdf_content *c)
{
    if (c->in_text)
        aj_buf_str(&c->buf, "ET\n");
    c->in_text = false;
}

static void set_font(struct pdf_content *c, uint32_t font, aj_len size)
{
    if (c->font == font + 1 && c->size == size)
        return;
    aj_buf_str(&c->buf, "/F");
    pdf_put_int(&c->buf, font);
    aj_buf_char(&c->buf, ' ');
    pdf_op(c, "Tf", 1, (int64_t[]){size});
    c->font = font + 1;
    c->size = size;
}

static void set_rise(struct pdf_content *c, aj_len rise)
{
    if (c->rise != rise)
        pdf_op(c, "Ts", 1, (int64_t[]){rise});
    c->rise = rise;
}

static void set_invisible(struct pdf_content *c, bool invisible)
{
    if (c->invisible != invisible)
        aj_buf_str(&c->buf, invisible ? "3 Tr\n" : "0 Tr\n");
    c->invisible = invisible;
}

/* What one glyph can take in a TJ array: two escaped bytes and a correction with its parentheses. */
enum { GLYPH_MOST = 4 + PDF_NUMBER_MOST + 4 };

static char *write_code(char *p, uint16_t code)
{
    const uint8_t bytes[2] = {(uint8_t)(code >> 8), (uint8_t)code};
    for (int i = 0; i < 2; i++) {
        /* A raw carriage return would be read as a line feed. */
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            *p++ = '\\';
        if (bytes[i] == '\r')
            *p++ = '\\';
        *p++ = (char)(bytes[i] == '\r' ? 'r' : bytes[i]);
    }
    return p;
}

/*
 * Shows glyphs from `first` to `end`, one height, from their own place on. The pen's place is kept in 1e-5 of
 * 1/1000 pt, exact in integers: a correction is made as soon as the natural one is half a thousandth of an em
 * off.
 */
static void show_stretch(struct pdf_content *c, const struct ty_fragment *f, uint32_t first, uint32_t end)
{
    const struct ty_run *run = f->as.run;
    const struct pdf_pair *pairs = c->w->fonts[*c->run_fonts].pairs;
    int64_t x = (int64_t)f->rect.x + run->glyphs[first].x, y = (int64_t)c->height - f->baseline;
    const int64_t unit = (int64_t)run->size * 100; /* of 1/1000 em */
    int64_t natural = (int64_t)run->glyphs[first].x * 100000;
    begin_text(c);
    set_rise(c, run->glyphs[first].y);
    pdf_op(c, "Td", 2, (int64_t[]){x - c->line_x, y - c->line_y});
    c->line_x = x;
    c->line_y = y;
    char *p = aj_buf_room(&c->buf, 16 + (size_t)(end - first) * GLYPH_MOST);
    bool corrected = false;
    char *start = p;
    *p++ = '[';
    *p++ = '(';
    for (uint32_t i = first; i < end; i++) {
        int64_t off = natural - (int64_t)run->glyphs[i].x * 100000;
        if (off * 2 >= unit || off * 2 <= -unit) {
            int64_t correction = (off * 2 + (off < 0 ? -unit : unit)) / (2 * unit);
            *p++ = ')';
            p = pdf_write_coordinate(c->w, p, correction * 1000);
            *p++ = '(';
            natural -= correction * unit;
            corrected = true;
        }
        p = write_code(p, c->codes[i]);
        natural += (int64_t)pairs[c->codes[i]].width * run->size;
    }
    *p++ = ')';
    if (corrected)
        *p++ = ']';
    else
        memmove(start, start + 1, (size_t)(--p - start));
    *p++ = 'T';
    *p++ = corrected ? 'J' : 'j';
    *p++ = '\n';
    c->buf.len = (size_t)(p - c->buf.data);
}

static void show(struct pdf_content *c, const struct ty_fragment *f, uint32_t first, uint32_t end)
{
    const struct ty_glyph *glyphs = f->as.run->glyphs;
    for (uint32_t i = first, stop; i < end; i = stop) {
        for (stop = i + 1; stop < end && glyphs[stop].y == glyphs[i].y;)
            stop++;
        show_stretch(c, f, i, stop);
    }
}

/* An empty box where the face has no glyph. The missing character was a finding of typeset. */
static void show_box(struct pdf_content *c, const struct ty_fragment *f, uint32_t glyph)
{
    const struct ty_run *run = f->as.run;
    aj_len x = f->rect.x + run->glyphs[glyph].x;
    aj_len right =
        glyph + 1 < run->glyph_count ? f->rect.x + run->glyphs[glyph + 1].x : f->rect.x + f->rect.width;
    if (right <= x)
        right = x + run->size / 2;
    int64_t inset = (right - x) / 10;
    pdf_end_text(c);
    pdf_set_stroke(c, f->color);
    pdf_set_line_width(c, run->size / 24 ? run->size / 24 : 1);
    pdf_set_dashes(c, NULL, 0, 0, 0);
    pdf_op(
        c, "re", 4,
        (int64_t[]){x + inset, (int64_t)c->height - f->baseline, right - x - 2 * inset, run->size * 7 / 10});
    aj_buf_str(&c->buf, "S\n");
}

/* What stands for a private-use character in words: the label or title of what it stands in. */
static const char *words_for(struct pdf_content *c, const struct ty_fragment *f)
{
    const struct doc_document *doc = c->w->doc;
    doc_id id = f->node && f->node < doc->node_count ? doc->nodes[f->node].parent : 0;
    for (int depth = 0; id && depth < 2; depth++, id = doc->nodes[id].parent) {
        const char *words = doc_attr(doc, id, "aria-label");
        words = words && *words ? words : doc_attr(doc, id, "title");
        if (words && *words)
            return words;
    }
    aj_diag_add(c->w->job->diags, AJ_W0705, c->w->at,
                aj_strndup(c->w->arena, f->as.run->text, f->as.run->text_length), NULL);
    return "\xEF\xBF\xBD";
}

static void open_span(struct pdf_content *c)
{
    pdf_end_text(c);
    aj_buf_str(&c->buf, "/Span<</ActualText<FEFF");
}

static void put_said(struct pdf_content *c, const char *text, size_t length)
{
    for (const char *end = text + length; text < end;)
        pdf_put_utf16(&c->buf, pdf_safe_code(aj_utf8_next(&text, end)));
}

static void close_span(struct pdf_content *c)
{
    pdf_end_text(c);
    aj_buf_str(&c->buf, "EMC\n");
}

/* The bytes of a run's text that glyphs from `first` to `end` show. */
static size_t text_of(const struct ty_run *run, uint32_t first, uint32_t end)
{
    size_t length = 0;
    for (uint32_t i = first; i < end; i++) {
        size_t stop = (size_t)run->glyphs[i].text + run->glyphs[i].text_length;
        if (run->glyphs[i].text_length && stop <= run->text_length && stop > run->glyphs[first].text + length)
            length = stop - run->glyphs[first].text;
    }
    return length;
}

/* What glyphs from `first` to `end` say. */
static void put_actual_text(struct pdf_content *c, const struct ty_fragment *f, uint32_t first, uint32_t end,
                            bool private_use)
{
    const struct ty_run *run = f->as.run;
    const char *words = private_use ? words_for(c, f) : run->text + run->glyphs[first].text;
    open_span(c);
    put_said(c, words, private_use ? strlen(words) : text_of(run, first, end));
    aj_buf_str(&c->buf, ">>>BDC\n");
}

/* A cluster or word whose glyphs do not say what it is: its text is said for it (ISO 32000-1 14.9.4). */
static void show_clusters(struct pdf_content *c, const struct ty_fragment *f, uint32_t first, uint32_t end)
{
    const struct pdf_pair *pairs = c->w->fonts[*c->run_fonts].pairs;
    for (uint32_t i = first, stop; i < end; i = stop) {
        bool missing = pairs[c->codes[i]].flags & PDF_PAIR_NO_GLYPH;
        for (stop = i + 1; stop < end && !missing && !(pairs[c->codes[stop]].flags & PDF_PAIR_NO_GLYPH);)
            stop++;
        if (missing)
            show_box(c, f, i);
        else
            show(c, f, i, stop);
    }
}

static void show_spoken(struct pdf_content *c, const struct ty_fragment *f, uint32_t first, uint32_t end)
{
    const struct pdf_pair *pairs = c->w->fonts[*c->run_fonts].pairs;
    uint8_t flags = 0;
    for (uint32_t i = first; i < end; i++)
        flags |= pairs[c->codes[i]].flags;
    put_actual_text(c, f, first, end, flags & PDF_PAIR_PRIVATE_USE);
    show_clusters(c, f, first, end);
    close_span(c);
}

/* The code of a plain space in a font; 0 if none was ever shown. */
static uint16_t space_code(const struct pdf_font *font)
{
    for (uint32_t code = 1; code < font->count; code++)
        if (font->pairs[code].length == 1 && *font->pairs[code].text == ' ' && !font->pairs[code].flags)
            return (uint16_t)code;
    return 0;
}

void pdf_paint_space(struct pdf_content *c, const struct ty_fragment *f)
{
    uint32_t font = *c->run_fonts;
    uint16_t code = space_code(&c->w->fonts[font]);
    for (uint32_t i = 0; !code && i < c->w->font_count; i++) {
        font = i;
        code = space_code(&c->w->fonts[i]);
    }
    if (!code)
        return;
    int64_t x = f->rect.x, y = (int64_t)c->height - f->baseline;
    char text[8], *end = text;
    set_font(c, font, f->as.run->size);
    begin_text(c);
    set_rise(c, 0);
    pdf_op(c, "Td", 2, (int64_t[]){x - c->line_x, y - c->line_y});
    c->line_x = x;
    c->line_y = y;
    end = write_code(end, code);
    aj_buf_char(&c->buf, '(');
    aj_buf_add(&c->buf, text, (size_t)(end - text));
    aj_buf_str(&c->buf, ")Tj\n");
}

/* Whether letters stand so far apart that who reads by their places (poppler from a tenth of an em) takes
 * each for a word. */
static bool is_spread(const struct pdf_content *c, const struct ty_fragment *f)
{
    const struct doc_document *doc = c->w->doc;
    if (f->artifact != TY_CONTENT || !f->node || f->node >= doc->node_count)
        return false;
    return (int64_t)doc_style_of(doc, f->node)->letter_spacing * 16 > f->as.run->size;
}

static bool is_space(const struct ty_run *run, uint32_t glyph)
{
    const struct ty_glyph *g = &run->glyphs[glyph];
    const char *text = run->text + g->text;
    return (g->text_length == 1 && *text == ' ') || (g->text_length == 2 && !memcmp(text, "\xC2\xA0", 2));
}

/* A run of text on its way to the page, with its glyphs' codes. */
struct shown {
    const struct ty_fragment *f;
    const uint16_t *codes;
    const struct pdf_pair *pairs;
};

/* The glyph after a word that begins at `first`; `first` when what stands there is none, or not to be read by
 * its codes. */
static uint32_t word_end(const struct shown *s, uint32_t first)
{
    const struct ty_run *run = s->f->as.run;
    uint32_t end = first;
    while (end < run->glyph_count && !is_space(run, end) && !s->pairs[s->codes[end]].flags)
        end++;
    return end;
}

/*
 * The run that goes on with the last word of one, as small capitals do with a capital: the next of the same
 * node on the same line. False if there is none, or its letters are not to be read by their codes.
 */
static bool goes_on(const struct pdf_content *c, const struct shown *s, uint32_t run_index,
                    struct shown *next)
{
    const struct ty_page *page = &c->w->pages->pages[c->page];
    const struct ty_fragment *f = s->f + 1;
    const struct ty_run *run = s->f->as.run;
    if (f >= c->w->pages->fragments + page->first + page->count || f->kind != TY_TEXT ||
        f->node != s->f->node || f->artifact != s->f->artifact || f->baseline != s->f->baseline ||
        !f->color.a != !s->f->color.a || f->rect.x < s->f->rect.x || !f->as.run->glyph_count ||
        is_space(run, run->glyph_count - 1))
        return false;
    *next = (struct shown){f, s->codes + run->glyph_count, c->w->fonts[c->run_fonts[run_index + 1]].pairs};
    uint32_t end = word_end(next, 0);
    return end > 0 && (end == f->as.run->glyph_count || is_space(f->as.run, end));
}

/* Opens the span of a word that ends with the run or goes on in the next ones. */
static void open_word(struct pdf_content *c, const struct shown *s, uint32_t first, uint32_t end)
{
    struct shown part = *s, next;
    const struct ty_run *run = part.f->as.run;
    open_span(c);
    put_said(c, run->text + run->glyphs[first].text, text_of(run, first, end));
    for (uint32_t i = 0; end == run->glyph_count && goes_on(c, &part, i, &next); i++) {
        part = next;
        run = part.f->as.run;
        end = word_end(&part, 0);
        put_said(c, run->text + run->glyphs[0].text, text_of(run, 0, end));
    }
    aj_buf_str(&c->buf, ">>>BDC\n");
}

/* A word of letters that stand apart, or what the run has of one; it is spoken whole. */
static void show_word(struct pdf_content *c, const struct shown *s, uint32_t first, uint32_t end)
{
    struct shown next;
    bool more = end == s->f->as.run->glyph_count && goes_on(c, s, 0, &next);
    if (!c->speaking)
        open_word(c, s, first, end);
    show_clusters(c, s->f, first, end);
    c->speaking = more;
    if (!more)
        close_span(c);
}

/* Whether the text is raised or lowered, and then said so as a whole. */
static bool show_raised(struct pdf_content *c, const struct ty_fragment *f)
{
    const struct doc_document *doc = c->w->doc;
    const struct ty_run *run = f->as.run;
    if (f->artifact != TY_CONTENT || !f->node || f->node >= doc->node_count || !run->glyph_count)
        return false;
    const char *said = pdf_raised_text(c->w->arena, doc, f->node);
    if (!said || doc->nodes[f->node].length != run->text_length)
        return false;
    open_span(c);
    put_said(c, said, strlen(said));
    aj_buf_str(&c->buf, ">>>BDC\n");
    show_clusters(c, f, 0, run->glyph_count);
    close_span(c);
    return true;
}

static void show_run(struct pdf_content *c, const struct shown *s)
{
    const struct ty_run *run = s->f->as.run;
    struct shown next;
    const bool spread =
        c->speaking || is_spread(c, s->f) || (goes_on(c, s, 0, &next) && is_spread(c, next.f));
    for (uint32_t i = 0, end = 0; i < run->glyph_count; i = end) {
        bool several = false;
        if (spread && (end = word_end(s, i)) > i) {
            show_word(c, s, i, end);
            continue;
        }
        /* A stretch of glyphs that speak for themselves, then one cluster that does not. */
        for (end = i; end < run->glyph_count; end++) {
            several = end + 1 < run->glyph_count && !run->glyphs[end + 1].text_length;
            if (several || s->pairs[s->codes[end]].flags || (spread && !is_space(run, end)))
                break;
        }
        if (end > i) {
            show(c, s->f, i, end);
            continue;
        }
        for (end = i + 1; several && end < run->glyph_count && !run->glyphs[end].text_length;)
            end++;
        show_spoken(c, s->f, i, end);
    }
}

void pdf_paint_text(struct pdf_content *c, const struct ty_fragment *f)
{
    const struct ty_run *run = f->as.run;
    const struct shown s = {f, c->codes, c->w->fonts[*c->run_fonts].pairs};
    set_font(c, *c->run_fonts, run->size);
    set_invisible(c, !f->color.a);
    pdf_set_fill(c, f->color);
    if (!show_raised(c, f))
        show_run(c, &s);
    c->codes += run->glyph_count;
    c->run_fonts++;
}
