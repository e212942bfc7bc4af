/* A computed style with what only the document stage needs of it. */
#ifndef DOC_COMPUTED_H
#define DOC_COMPUTED_H

#include "document/css.h"

enum doc_line_kind { DOC_LINE_NORMAL, DOC_LINE_FACTOR, DOC_LINE_LENGTH };

struct doc_line {
    uint32_t kind;
    int32_t number; /* thousandths of the font size, or 1/1000 pt */
};

/* Bits of `numeric` and `ligatures`, in the order of numeric_tags and ligature_tags in compute.c. */
enum {
    DOC_LINING = 1,
    DOC_OLDSTYLE = 2,
    DOC_PROPORTIONAL = 4,
    DOC_TABULAR = 8,
    DOC_DIAGONAL = 16,
    DOC_STACKED = 32,
    DOC_ORDINAL = 64,
    DOC_SLASHED = 128
};
enum {
    DOC_COMMON_ON = 1,
    DOC_COMMON_OFF = 2,
    DOC_DISCRETIONARY = 4,
    DOC_HISTORICAL = 8,
    DOC_CONTEXTUAL_OFF = 16
};
enum { DOC_CAPS_NORMAL, DOC_CAPS_SMALL, DOC_CAPS_ALL_SMALL, DOC_CAPS_PETITE, DOC_CAPS_UNICASE };

enum { DOC_UNDERLINE = 1, DOC_LINE_THROUGH = 2 };

struct doc_mark {
    const char *string; /* CSS_DASH */
    uint64_t style;     /* enum css_counter_style; wide, so that no padding is compared */
};

struct doc_var {
    const char *name;
    const struct css_token *tokens;
    uint64_t count;
    const struct css_declaration *declared; /* as it was written */
};

/* The custom properties in force; shared by every element that sets none. */
struct doc_vars {
    uint32_t count;
    const struct doc_var *items;
};

struct doc_computed {
    struct doc_style style;
    const struct css_families *families;
    struct doc_line line;
    const struct css_features *settings;
    struct doc_mark mark;
    const struct css_content *content; /* NULL: none, normal */
    const struct css_counters *reset, *increment, *set;
    const struct css_quotes *quotes;
    const struct css_string_set *strings;
    const struct doc_vars *vars;
    const struct css_declaration *colored_by; /* what gave the text its colour; NULL: the initial value */
    const struct css_declaration *painted_by; /* the same for the background */
    uint8_t numeric, ligatures, caps, no_kerning;
    uint8_t decoration, rule_style, reserved[2];
    uint32_t marks;       /* bits: DOC_CROP, DOC_CROSS */
    uint32_t orientation; /* enum doc_orientation */
    aj_len bleed;         /* of a page */
    uint32_t style_index; /* in doc->styles; 0 until interned */
};

struct doc_computed css_initial(void);

#endif
