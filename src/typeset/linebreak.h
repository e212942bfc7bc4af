/* What the files of line breaking share: the breaker, the legal ends of lines, the best way to each. */
#ifndef TY_LINEBREAK_H
#define TY_LINEBREAK_H

#include "typeset/inline.h"

/* Where a line may end. Widths and stretchable space are sums from the paragraph's start. */
struct ty_break_point {
    int64_t at, after;             /* width up to the line's end; up to the next line's start */
    int64_t space_at, space_after; /* space that stretches */
    aj_len hang_at, hang_after;    /* how far the line's last sign stands outside, and the next one's first */
    uint32_t leaders;              /* leaders before it */
    uint32_t atom;                 /* the next line starts with this atom … */
    uint32_t plain;                /* 1 + index of the last point before it that sets no hyphen; 0: none */
    uint16_t offset;               /* … or, if not 0, after so many bytes of it */
    uint16_t penalty;
    bool hyphen, forced;
};

/* A point where a line may end well, with the best way to it. */
struct ty_break_node {
    int64_t demerits;
    uint32_t point; /* 1 + index; 0: the paragraph's start */
    uint32_t previous;
    uint8_t fitness, hyphens;
};

struct ty_breaker {
    struct ty_context *ctx;
    struct ty_para *para;
    const struct doc_style *style;
    aj_len width, indent, em; /* width: what lines are broken to */
    aj_len full;              /* … and what they are set in: wider where lines are balanced */
    aj_len zone;              /* room that may stay empty before a word is broken */
    aj_len least;             /* a last line shorter than this is poor */
    aj_len hang;              /* how far the first line's first sign stands outside */
    bool hangs;               /* signs at the ends of lines do */
    bool justified, hyphenate, last_resort;
    bool force; /* words wider than a line are broken though their style would not have it */
    int32_t tolerance;
    aj_len stretch; /* each line's own, besides its spaces' */
    uint8_t hyphen_limit;
    uint32_t point_count, node_count, active_count;
    uint32_t plain; /* while points are listed: 1 + index of the last one without a hyphen */
};

/* How a line would look. */
struct ty_look {
    int32_t badness;
    uint8_t fitness; /* 0 tight, 1 decent, 2 loose, 3 very loose */
    bool overfull;
    int64_t natural;
};

/* Lists every legal end of a line in ctx->points. */
void ty_list_points(struct ty_breaker *b);

/* The line from one point (1 + index; 0: the start) to another. */
struct ty_look ty_look_at(const struct ty_breaker *b, uint32_t from, const struct ty_break_point *point);

/* The lines of the way that ends in node `best`; those that do not fit or are torn open are findings. */
struct ty_line *ty_collect_lines(struct ty_breaker *b, uint32_t best, uint32_t *count);

enum doc_align ty_line_align(const struct doc_style *s, bool last);

#endif
