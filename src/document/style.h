/* Computed styles: what the cascade leaves for charts and typesetting. One struct a distinct style, interned.
 */
#ifndef DOC_STYLE_H
#define DOC_STYLE_H

#include "arshjul.h"

#include <stdbool.h>

struct fnt_face;

struct doc_color {
    uint8_t r, g, b;
    uint8_t a; /* 0: transparent, nothing is painted; 255: opaque. The subset has nothing between. */
};

/* A colour by its CSS name, in any case; false for no such name ("transparent" is none of them). */
bool doc_color_named(const char *name, struct doc_color *out);

enum doc_unit { DOC_AUTO, DOC_LENGTH, DOC_PERCENT, DOC_FRACTION /* of a grid's spare width: 1/1000 fr */ };

/* A length in 1/1000 pt or a percentage in 1/1000 % of the containing block's width. */
struct doc_size {
    enum doc_unit unit;
    int32_t value;
};

enum doc_display {
    DOC_NONE,
    DOC_BLOCK,
    DOC_INLINE,
    DOC_INLINE_BLOCK,
    DOC_LIST_ITEM,
    DOC_TABLE,
    DOC_TABLE_CAPTION,
    DOC_TABLE_COLUMN_GROUP,
    DOC_TABLE_COLUMN,
    DOC_TABLE_HEADER_GROUP,
    DOC_TABLE_ROW_GROUP,
    DOC_TABLE_FOOTER_GROUP,
    DOC_TABLE_ROW,
    DOC_TABLE_CELL,
    DOC_GRID
};
enum doc_border_style {
    DOC_BORDER_NONE,
    DOC_BORDER_SOLID,
    DOC_BORDER_DASHED,
    DOC_BORDER_DOTTED,
    DOC_BORDER_DOUBLE
};
enum doc_align {
    DOC_LEFT,
    DOC_RIGHT,
    DOC_CENTER,
    DOC_JUSTIFY,
    DOC_DECIMAL /* figures on the decimal comma */
};
enum doc_valign { DOC_BASELINE, DOC_TOP, DOC_MIDDLE, DOC_BOTTOM, DOC_SUB, DOC_SUPER };
enum doc_white_space { DOC_NORMAL, DOC_NOWRAP, DOC_PRE, DOC_PRE_WRAP, DOC_PRE_LINE };
enum doc_hyphens { DOC_HYPHENS_NONE, DOC_HYPHENS_MANUAL, DOC_HYPHENS_AUTO };
enum doc_hyphenate_last { DOC_LAST_NONE, DOC_LAST_ALWAYS, DOC_LAST_COLUMN, DOC_LAST_PAGE };
enum doc_transform { DOC_AS_IS, DOC_UPPERCASE, DOC_LOWERCASE, DOC_CAPITALIZE };
enum doc_wrap { DOC_WRAP_AUTO, DOC_WRAP_BALANCE, DOC_WRAP_PRETTY };
enum doc_break {
    DOC_BREAK_AUTO,
    DOC_BREAK_AVOID,
    DOC_BREAK_PAGE,
    DOC_BREAK_COLUMN,
    DOC_BREAK_LEFT,
    DOC_BREAK_RIGHT
};
enum doc_float {
    DOC_FLOAT_NONE,
    DOC_FLOAT_FOOTNOTE,
    DOC_FLOAT_TOP,    /* css-page-floats-3: to the head of the next page */
    DOC_FLOAT_BOTTOM, /* to the foot of the page */
    DOC_FLOAT_SNAP    /* where it stands if it fits there, else to the head of the next page */
};

/* align-items of a grid. */
enum doc_items { DOC_ITEMS_STRETCH, DOC_ITEMS_START, DOC_ITEMS_CENTER, DOC_ITEMS_END };

enum { DOC_FAMILY_MOST = 4, DOC_TRACKS_MOST = 6 };

struct doc_style {
    /* fonts */
    const struct fnt_face
        *faces[DOC_FAMILY_MOST]; /* matched by family, weight and style; first that has the glyph */
    uint32_t face_count;
    aj_len font_size;
    aj_len line_height; /* resolved */
    uint16_t font_weight;
    bool italic;
    const char *features; /* for fnt_shape: "tnum,smcp", sorted, or NULL */
    const char *lang;     /* BCP 47, inherited from lang attributes */
    struct doc_color color;
    bool underline, line_through;
    aj_len letter_spacing, word_spacing;
    uint8_t transform; /* enum doc_transform: what is shown; nodes keep the author's words */

    /* paragraphs */
    enum doc_align text_align;
    enum doc_align text_align_last; /* DOC_LEFT unless set */
    struct doc_size text_indent;
    enum doc_white_space white_space;
    enum doc_hyphens hyphens;
    uint8_t hyphenate_word, hyphenate_before, hyphenate_after; /* hyphenate-limit-chars; 0: by rule */
    uint8_t hyphenate_lines;                                   /* hyphenate-limit-lines; 0: no limit */
    struct doc_size hyphenate_zone;  /* hyphenate-limit-zone: room that may stay empty */
    const char *hyphenate_character; /* NULL: the hyphen */
    uint8_t hyphenate_last;          /* enum doc_hyphenate_last */
    uint8_t wrap;                    /* enum doc_wrap */
    /* in percent of what is built in: a hyphen, hyphens below each other, a poor last line */
    uint8_t hyphen_penalty, hyphens_penalty, last_line_penalty;
    uint8_t space_stretch, space_shrink; /* percent of itself that a space may well grow and shrink */
    uint8_t letter_fit;                  /* thousandths of an em that letters give to a loose or tight line */
    uint8_t optical_margin; /* percent of what signs at a line's ends may stand outside it; 0: nothing */
    enum doc_valign vertical_align;
    aj_len vertical_shift; /* vertical-align as a length, upwards; used with DOC_BASELINE */
    uint8_t orphans, widows;

    /* boxes */
    enum doc_display display;
    enum doc_float float_;
    struct doc_size width, height, min_width, max_width; /* DOC_AUTO for none */
    struct doc_size margin[4];                           /* top, right, bottom, left; not negative */
    struct doc_size padding[4];
    aj_len border_width[4]; /* 0 where the style is none */
    uint8_t border_style[4];
    struct doc_color border_color[4];
    aj_len border_radius;
    struct doc_color background;
    bool decoration_clone; /* box-decoration-break: clone: each part of a broken box has all its borders */

    /* tables */
    bool border_collapse;
    bool table_fixed;
    aj_len border_spacing[2]; /* across, down */
    bool caption_bottom;
    uint32_t table_scale;   /* a table too wide is set smaller, but not below this: 1/1000; 0: not smaller */
    const char *table_page; /* then on a page of this name; NULL: none */
    const char *caption_continued; /* repeats the caption on later pages, with this after it; NULL: no */

    /* grids: their columns; 0 of them: one, as wide as there is room. Rows are as many as the items fill. */
    uint32_t track_count;
    struct doc_size tracks[DOC_TRACKS_MOST];
    aj_len row_gap;
    enum doc_items align_items;

    /* fragmentation and columns */
    enum doc_break break_before, break_after, break_inside;
    const char *page; /* named page, or NULL */
    uint8_t columns;  /* column-count; 0 or 1: none */
    aj_len column_gap;
    aj_len column_rule_width;
    struct doc_color column_rule_color;
    bool column_span_all;
    bool clear_floats;     /* no float from before it may come after it */
    bool column_fill_auto; /* column-fill: auto; balanced otherwise */

    /* lists: marks themselves are nodes (DOC_TAG_MARKER); outside marks hang in the item's left padding */
    bool mark_inside;

    uint8_t bookmark_level; /* level in the outline; 0: not in it */
};

#endif
