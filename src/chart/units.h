/* Organisation charts: units out of a nested list, drawn as a tree. */
#ifndef CH_UNITS_H
#define CH_UNITS_H

#include "chart/internal.h"

enum { CH_UNITS_MOST = 60, CH_LEVELS_MOST = 5 };

struct ch_unit {
    const char *name, *note; /* note: "" for none */
    uint32_t parent;         /* 1 + index, of one before it; 0: none */
    doc_id item;             /* the list's */
};

struct ch_units {
    const char *title; /* "" for none */
    struct ch_unit items[CH_UNITS_MOST];
    uint32_t count, levels;
    /* by level: .organisation-unit.level-1 … of the boxes and names, .organisation-note.level-1 … of the
     * notes; .organisation-line */
    uint32_t styles[CH_LEVELS_MOST], note_styles[CH_LEVELS_MOST], line_style;
};

/*
 * Reads the list that the figure's data-table names: of each item the .unit-name and the <small> in it. False
 * after a finding (E0680 without a list, E0682 for an empty one, E0686 for one too large).
 */
bool ch_read_units(struct aj_job *job, struct doc_document *doc, doc_id figure, struct ch_units *units);

/* Draws them in d->width, sets d->height. False after a finding (E0687, E0688). */
bool ch_draw_units(struct ch_drawing *d, struct ch_units *units);

/* The alternative text: who is uppermost, and who stands below whom. */
char *ch_units_alt(struct aj_job *job, const struct ch_units *units);

#endif
