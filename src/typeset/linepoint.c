/* Where the lines of a paragraph may end: in spaces, after dashes, and inside words that may be hyphenated.
 */
#include "base/utf8.h"
#include "typeset/library.h"
#include "typeset/linebreak.h"

enum {
    HYPHEN_PENALTY = 60, /* in justified text */
    HYPHEN_PENALTY_RAGGED = 250,
    SEAM_PERCENT = 60, /* a compound's seam costs this much of it */
    NARROW_EMS = 22,   /* columns in which two letters may stand after a hyphen */
};

void ty_atom_hyphenate(struct ty_context *ctx, struct ty_atom *atom)
{
    static const struct ty_hyphen none[1];
    if (atom->points)
        return;
    atom->points = none;
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    const struct fnt_word *word = atom->as.word;
    unsigned least = s->hyphenate_word ? s->hyphenate_word : 5;
    if (atom->fixed || s->hyphens != DOC_HYPHENS_AUTO || word->length < least ||
        s->white_space == DOC_NOWRAP || s->white_space == DOC_PRE ||
        !ty_hyphenates(s->lang ? s->lang : ctx->doc->lang))
        return;
    const struct ty_word_points *found = ty_library_points(ctx->library, word->text, word->length,
                                                           s->hyphenate_before ? s->hyphenate_before : 2,
                                                           s->hyphenate_after ? s->hyphenate_after : 2);
    if (found->count == 0)
        return;
    /* Points inside a ligature's cluster would need shaping again: they are left out. */
    uint32_t good = 0;
    while (good < found->count && fnt_word_prefix(word, found->points[good].at) >= 0)
        good++;
    if (good == found->count) {
        atom->points = found->points;
        atom->point_count = (uint16_t)found->count;
        return;
    }
    struct ty_hyphen *points = AJ_NEW_N(ctx->arena, struct ty_hyphen, found->count);
    for (uint32_t i = 0; i < found->count; i++)
        if (fnt_word_prefix(word, found->points[i].at) >= 0)
            points[atom->point_count++] = found->points[i];
    atom->points = points;
}

aj_len ty_atom_part(const struct ty_context *ctx, const struct ty_atom *atom, uint32_t from, uint32_t to)
{
    const struct fnt_word *word = atom->as.word;
    if (from == 0 && (to == 0 || to >= word->length))
        return atom->width;
    const struct doc_style *s = ty_doc_style(ctx, atom->style);
    const struct fnt_face *face = s->faces[atom->face];
    int64_t start = from ? fnt_word_prefix(word, from) : 0;
    int64_t end = to && to < word->length ? fnt_word_prefix(word, to) : word->advance;
    aj_len width = fnt_scale(face, end - start, s->font_size);
    if (s->letter_spacing) {
        uint32_t limit = to ? to : word->length;
        for (uint32_t i = 0; i < word->glyph_count; i++)
            if (word->glyphs[i].cluster >= from && word->glyphs[i].cluster < limit)
                width += s->letter_spacing;
    }
    return width;
}

static void add_point(struct ty_breaker *b, struct ty_break_point point)
{
    struct ty_context *ctx = b->ctx;
    point.plain = b->plain;
    AJ_PUSH(ctx->arena, ctx->points, b->point_count, ctx->point_cap, point);
    if (!point.hyphen)
        b->plain = b->point_count;
}

/* Fewer than three letters after the point look poor in a wide column. */
static bool leaves_three(const struct fnt_word *word, uint32_t at)
{
    const char *p = word->text + at, *end = word->text + word->length;
    int letters = 0;
    while (p < end && letters < 3)
        letters += aj_utf8_is_letter(aj_utf8_next(&p, end));
    return letters == 3;
}

/*
 * A word's points where its style forbids to break it (`hyphens: manual`, or `auto` with limits that leave
 * none), for a word wider than its line: the seams of the compound alone if there are any.
 */
static uint32_t forced_points(struct ty_breaker *b, const struct ty_atom *atom,
                              const struct ty_hyphen **points)
{
    const struct doc_style *s = ty_doc_style(b->ctx, atom->style);
    const struct fnt_word *word = atom->as.word;
    if (atom->fixed || s->hyphens == DOC_HYPHENS_NONE || atom->width <= b->width - b->em / 2 ||
        s->white_space == DOC_NOWRAP || s->white_space == DOC_PRE ||
        !ty_hyphenates(s->lang ? s->lang : b->ctx->doc->lang))
        return 0;
    const struct ty_word_points *found = ty_library_points(b->ctx->library, word->text, word->length, 3, 3);
    struct ty_hyphen *out = AJ_NEW_N(b->ctx->arena, struct ty_hyphen, found->count + 1);
    uint32_t seams = 0, count = 0;
    for (uint32_t i = 0; i < found->count; i++)
        seams += found->points[i].quality == TY_HYPHEN_SEAM;
    for (uint32_t i = 0; i < found->count; i++)
        if ((seams == 0 || found->points[i].quality == TY_HYPHEN_SEAM) &&
            fnt_word_prefix(word, found->points[i].at) >= 0)
            out[count++] = found->points[i];
    *points = out;
    return count;
}

static void add_hyphens(struct ty_breaker *b, uint32_t index, const struct ty_break_point *before)
{
    struct ty_atom *atom = &b->para->atoms[index];
    ty_atom_hyphenate(b->ctx, atom);
    const struct doc_style *s = ty_doc_style(b->ctx, atom->style);
    const struct ty_hyphen *points = atom->points;
    uint32_t count = atom->point_count;
    if (b->force && count == 0)
        count = forced_points(b, atom, &points);
    bool narrow = b->force || b->width < NARROW_EMS * b->em || s->hyphenate_after;
    for (uint32_t i = 0; i < count; i++) {
        const struct ty_hyphen *h = &points[i];
        if (!narrow && !leaves_three(atom->as.word, h->at))
            continue;
        int penalty =
            (b->justified ? HYPHEN_PENALTY : HYPHEN_PENALTY_RAGGED) * b->style->hyphen_penalty / 100;
        if (h->quality == TY_HYPHEN_SEAM)
            penalty = penalty * SEAM_PERCENT / 100;
        struct ty_break_point point = *before;
        point.after += ty_atom_part(b->ctx, atom, 0, h->at);
        point.at = point.after + ty_style_at(b->ctx, atom->style)->hyphen;
        point.hang_at = b->hangs ? ty_hang_hyphen(b->ctx, b->para, (aj_len)(point.at - point.after)) : 0;
        point.space_at = point.space_after;
        point.atom = index;
        point.offset = h->at;
        point.penalty = (uint16_t)penalty;
        point.hyphen = true;
        add_point(b, point);
    }
}

/* Lists every legal end of a line. `run` is the sums so far; spaces at a line's end do not count. */
void ty_list_points(struct ty_breaker *b)
{
    struct ty_break_point run = {0};
    b->point_count = b->plain = 0;
    int64_t end = 0, space_end = 0; /* sums without the spaces just passed */
    aj_len hang = 0;
    for (uint32_t i = 0; i < b->para->atom_count; i++) {
        const struct ty_atom *atom = &b->para->atoms[i];
        if (atom->kind == TY_ATOM_WORD && b->hyphenate)
            add_hyphens(b, i, &run);
        run.after += atom->width;
        if (atom->kind == TY_ATOM_SPACE) {
            if (!atom->fixed)
                run.space_after += atom->width;
        } else {
            end = run.after;
            space_end = run.space_after;
            hang = b->hangs ? ty_hang_after(b->ctx, b->para, i) : 0;
            run.leaders += atom->kind == TY_ATOM_LEADER;
        }
        struct ty_break_point point = run;
        point.at = end;
        point.hang_at = hang;
        point.hang_after = b->hangs ? ty_hang_before(b->ctx, b->para, i + 1) : 0;
        point.space_at = space_end;
        point.atom = i + 1;
        point.penalty = atom->penalty;
        point.forced = atom->kind == TY_ATOM_BREAK;
        if (atom->kind == TY_ATOM_SOFT) {
            if (!b->hyphenate)
                continue;
            point.hyphen = true;
            aj_len hyphen = ty_style_at(b->ctx, atom->style)->hyphen;
            point.at += hyphen;
            point.hang_at = b->hangs ? ty_hang_hyphen(b->ctx, b->para, hyphen) : 0;
        }
        bool doubled = atom->kind == TY_ATOM_SPACE && i + 1 < b->para->atom_count &&
                       b->para->atoms[i + 1].kind == TY_ATOM_SPACE && b->para->atoms[i + 1].breakable;
        if (point.forced || (atom->breakable && !doubled && i + 1 < b->para->atom_count))
            add_point(b, point);
    }
    if (b->point_count && b->ctx->points[b->point_count - 1].forced &&
        b->ctx->points[b->point_count - 1].atom == b->para->atom_count)
        return;
    struct ty_break_point last = run;
    last.at = end;
    last.hang_at = hang;
    last.space_at = space_end;
    last.atom = b->para->atom_count;
    last.forced = true;
    add_point(b, last);
}
