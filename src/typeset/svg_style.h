/* Style elements and attributes of a drawing's file. */
#ifndef TY_SVG_STYLE_H
#define TY_SVG_STYLE_H

#include "base/job.h"

struct svg_rule {
    const char *tag, *class_name, *id; /* NULL: any */
    const char *declarations;
    uint32_t weight; /* the later of two equal ones wins */
};

struct svg_sheet {
    struct svg_rule *rules;
    uint32_t len, cap;
};

/* Adds a style element's rules. False after a finding E0665 at `at`. */
bool svg_sheet_read(struct aj_job *job, struct svg_sheet *sheet, const char *text, aj_at at);

/* Takes the next "name: value" of a declaration list from *text, in the arena; false at its end. */
bool svg_next_declaration(struct aj_arena *arena, const char **text, const char **name, const char **value);

/* Whether a rule is for an element. `classes` and `id` may be NULL. */
bool svg_rule_fits(const struct svg_rule *rule, const char *tag, const char *classes, const char *id);

#endif
