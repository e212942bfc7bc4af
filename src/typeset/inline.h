/* Paragraphs: inline content as atoms, broken into lines. */
#ifndef TY_INLINE_H
#define TY_INLINE_H

#include "typeset/context.h"
#include "typeset/hyphen.h"

struct ty_galley;
struct ty_note;

enum ty_atom_kind {
    TY_ATOM_WORD,   /* shaped text without a space in it */
    TY_ATOM_SPACE,  /* one space; it stretches and shrinks unless `fixed` */
    TY_ATOM_OBJECT, /* an image, a drawing, an inline block */
    TY_ATOM_LEADER, /* fills the line */
    TY_ATOM_REF,    /* a page number, known after paging */
    TY_ATOM_BREAK,  /* a forced end of line */
    TY_ATOM_SOFT,   /* a soft hyphen that the text has */
    TY_ATOM_NOTE,   /* a note that is called here and set at the foot of the page */
    TY_ATOM_KERN,   /* horizontal margin, border, padding of an inline element */
};

/* Something that stands in a line as one piece, on the baseline. */
struct ty_object {
    doc_id node;
    aj_len width, above, below;     /* with margins */
    aj_len x, y;                    /* of the galley, from the object's left and top */
    const struct ty_galley *galley; /* NULL while only sizes are asked for */
    aj_len least;                   /* how narrow it can be made */
    aj_len available;               /* the width that it was laid out for */
};

/* What it costs to part "januari–augusti" in a heading. */
enum { TY_PENALTY_RANGE = 5000 };

struct ty_atom {
    uint8_t kind;     /* enum ty_atom_kind */
    uint8_t face;     /* index into the style's faces */
    bool breakable;   /* a line may end after it (a space: in it) */
    bool fixed;       /* a space that keeps its width; a word that is not hyphenated */
    uint16_t penalty; /* of ending a line after it */
    uint16_t point_count;
    uint32_t style;
    doc_id node; /* the text node, or the element of an object */
    aj_len width;
    aj_len shift; /* upwards from the line's baseline */
    union {
        const struct fnt_word *word; /* WORD, SPACE, SOFT (its hyphen) */
        const struct ty_object *object;
        const struct ty_note *note;
        const char *text; /* LEADER */
    } as;
    const struct ty_hyphen *points; /* WORD: where it may be hyphenated; NULL until asked for */
};

struct ty_para {
    uint32_t style; /* of the block */
    struct ty_atom *atoms;
    uint32_t atom_count, atom_cap;
    bool uniform; /* one style, no objects, no shifts: every line is equally high */
    bool objects; /* has objects: they depend on the width that there is */
    bool sizes;   /* then: only their sizes are known */
    aj_len available;
    bool notes;   /* calls a note */
    bool leaders; /* has a leader */
    bool measured;
    bool numeric;       /* its text is a number, perhaps with a unit or note after it */
    aj_len longest;     /* the longest piece that cannot be broken without hyphenating */
    aj_len shortest;    /* the same when hyphenated */
    aj_len natural;     /* the longest line when only forced breaks end lines */
    aj_len before_mark; /* numeric: width up to the decimal mark */
    aj_len from_mark;   /* … and from it */
    aj_at at;
};

/* A line of a paragraph. The atoms [first, end); a break inside a word is a byte offset into it. */
struct ty_line {
    const struct ty_para *para;
    uint32_t first, end;
    uint16_t from;        /* bytes of the first atom's word that the line before has */
    uint16_t to;          /* bytes of the last atom's word that are on this line; 0: all */
    bool hyphen;          /* a hyphen is set at the end */
    bool last;            /* ends the paragraph, or is ended by a forced break */
    uint8_t align;        /* enum doc_align, resolved: left, right, center, justify */
    aj_len indent, width; /* where it may stand, from the paragraph's left edge */
    aj_len above, below;  /* of the baseline */
};

/* The paragraph of the siblings [first, end) below `block`; built once and kept. */
struct ty_para *ty_para_of(struct ty_context *ctx, doc_id block, doc_id first, doc_id end);

/* An empty paragraph; an atom added to it, and text as `node`'s. */
struct ty_para *ty_para_new(struct ty_context *ctx, uint32_t style, aj_at at);
void ty_para_add(struct ty_context *ctx, struct ty_para *para, struct ty_atom atom);
void ty_para_add_text(struct ty_context *ctx, struct ty_para *para, doc_id node, const char *text,
                      size_t length, uint32_t style, aj_len shift);

/* Appends an <img>, <svg> or inline block; nothing when it shows nothing. */
void ty_para_add_object(struct ty_context *ctx, struct ty_para *para, doc_id node, aj_len shift);

/* Ends building: the rules that look at neighbouring words. */
void ty_para_finish(struct ty_context *ctx, struct ty_para *para);

/* Whether there is nothing in it but spaces. */
bool ty_para_empty(const struct ty_para *para);

/* Fills longest, shortest, natural and the two parts of a number. */
void ty_para_measure(struct ty_context *ctx, struct ty_para *para);

/* Whether the space before words[1] must not end a line: "12 tkr", "§ 218", "27 november", "A. Berg". */
bool ty_space_binds(const struct ty_context *ctx, const struct ty_atom *before, const struct ty_atom *after);

/*
 * Breaks the paragraph into lines of `width`, the first one shortened by `indent`. Returns the lines (in the
 * arena) and their number. A line that does not fit is a finding (W0610).
 */
struct ty_line *ty_break(struct ty_context *ctx, struct ty_para *para, aj_len width, aj_len indent,
                         uint32_t *count);

/* Looks up the hyphenation points of a word atom (points, point_count), once. */
void ty_atom_hyphenate(struct ty_context *ctx, struct ty_atom *atom);

/* The width of the bytes [from, to) of a word atom (to 0: up to its end). */
aj_len ty_atom_part(const struct ty_context *ctx, const struct ty_atom *atom, uint32_t from, uint32_t to);

/* Sets above and below of a line from its atoms. */
void ty_line_height(struct ty_context *ctx, struct ty_line *line);

/*
 * Whether signs at the ends of the paragraph's lines stand partly outside (style: its block's). Then how far
 * a line's first atom does to the left, its last one (whole, and no space) to the right, and so a hyphen of
 * that width.
 */
bool ty_hangs(const struct doc_style *style, const struct ty_para *para);
aj_len ty_hang_before(const struct ty_context *ctx, const struct ty_para *para, uint32_t index);
aj_len ty_hang_after(const struct ty_context *ctx, const struct ty_para *para, uint32_t index);
aj_len ty_hang_hyphen(const struct ty_context *ctx, const struct ty_para *para, aj_len hyphen);

/* The width of the line as set without justification, spaces at its end left out. */
aj_len ty_line_natural(struct ty_context *ctx, const struct ty_line *line);

#endif
