/* How narrow and how wide a paragraph can be, and where a number has its decimal mark. */
#include "typeset/inline.h"

enum { NUMBER_MOST = 16 /* em from a number's mark to the end of what stands after it */ };

/* The longest part of a word that hyphenation leaves, with its hyphen. */
static aj_len longest_part(struct ty_context *ctx, struct ty_atom *atom)
{
    ty_atom_hyphenate(ctx, atom);
    aj_len hyphen = ty_style_at(ctx, atom->style)->hyphen, longest = 0;
    uint32_t from = 0;
    for (uint32_t i = 0; i <= atom->point_count; i++) {
        uint32_t to = i < atom->point_count ? atom->points[i].at : atom->as.word->length;
        aj_len width = ty_atom_part(ctx, atom, from, to) + (i < atom->point_count ? hyphen : 0);
        if (width > longest)
            longest = width;
        from = to;
    }
    return longest;
}

/* Where the decimal mark is in a number that starts with the text, else its end; -1 if there is no number. */
static int64_t mark_in(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        bool digit_before = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
        bool digit_after = i + 1 < length && text[i + 1] >= '0' && text[i + 1] <= '9';
        if ((text[i] == ',' || text[i] == '.') && digit_before && digit_after)
            return i;
    }
    return length;
}

static bool has_digit(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return true;
    return false;
}

/*
 * A number is the first words with digits, parted by spaces that keep their width (thousands) or that follow
 * a sign; what stands after it (a unit, a year in brackets) belongs to the part from the mark.
 */
static void measure_number(struct ty_context *ctx, struct ty_para *para)
{
    aj_len run = 0, before = -1;
    bool ended = false;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        const struct ty_atom *atom = &para->atoms[i];
        if (atom->kind == TY_ATOM_BREAK || atom->kind == TY_ATOM_LEADER)
            return;
        if (atom->kind == TY_ATOM_SPACE && para->numeric && !atom->fixed)
            ended = true;
        if (atom->kind == TY_ATOM_WORD && !ended) {
            const struct fnt_word *word = atom->as.word;
            if (has_digit(word->text, word->length)) {
                int64_t mark = mark_in(word->text, word->length);
                para->numeric = true;
                before = run + (mark == 0 ? 0 : ty_atom_part(ctx, atom, 0, (uint32_t)mark));
                ended = mark < word->length;
            } else if (para->numeric) {
                ended = true;
            } else if (word->length > 3) {
                return;
            }
        }
        run += atom->width;
    }
    if (!para->numeric)
        return;
    for (uint32_t i = para->atom_count; i > 0 && para->atoms[i - 1].kind == TY_ATOM_SPACE; i--)
        run -= para->atoms[i - 1].width;
    /* Prose with a number in it has no place on a decimal mark. */
    if (run - before > NUMBER_MOST * ty_doc_style(ctx, para->style)->font_size) {
        para->numeric = false;
        return;
    }
    para->before_mark = before;
    para->from_mark = run - before;
}

static void raise(aj_len *value, int64_t least)
{
    if (least > INT32_MAX / 4)
        least = INT32_MAX / 4;
    if (*value < least)
        *value = (aj_len)least;
}

void ty_para_measure(struct ty_context *ctx, struct ty_para *para)
{
    if (para->measured)
        return;
    para->measured = true;
    int64_t line = 0, line_end = 0, piece = 0, part = 0;
    for (uint32_t i = 0; i < para->atom_count; i++) {
        struct ty_atom *atom = &para->atoms[i];
        line += atom->width;
        if (atom->kind != TY_ATOM_SPACE)
            line_end = line;
        bool ends = atom->breakable || atom->kind == TY_ATOM_BREAK || i + 1 == para->atom_count;
        if (!(atom->kind == TY_ATOM_SPACE && atom->breakable)) {
            aj_len shortest = atom->width, whole = atom->width;
            if (atom->kind == TY_ATOM_WORD)
                shortest = longest_part(ctx, atom);
            else if (atom->kind == TY_ATOM_OBJECT)
                shortest = whole = atom->as.object->least;
            piece += whole;
            /* A hyphenated word's parts stand alone; what is bound to it is counted with its longest part. */
            part += shortest;
        }
        if (ends) {
            raise(&para->longest, piece);
            raise(&para->shortest, part);
            piece = part = 0;
        }
        if (atom->kind == TY_ATOM_BREAK || i + 1 == para->atom_count) {
            raise(&para->natural, line_end);
            line = line_end = 0;
        }
    }
    if (ty_doc_style(ctx, para->style)->text_align == DOC_DECIMAL)
        measure_number(ctx, para);
}
