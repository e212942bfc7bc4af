/*
 * A stylesheet as the document stage holds it: rules with their selectors, declarations whose values are
 * parsed, and everything wrong with it as findings to report to each job. It belongs to a doc_library and is
 * never changed after css_sheet_parse.
 */
#ifndef DOC_CSS_H
#define DOC_CSS_H

#include "base/job.h"
#include "base/map.h"
#include "document/css_token.h"
#include "document/document.h"

/* Longhands in the order in which they are computed: those that others refer to come first. */
enum css_property {
#define P(id, name, inherited, grammar, first, last, syntax) CSS_##id,
#include "document/properties.def"
#undef P
    CSS_PROPERTY_COUNT,
    CSS_CUSTOM = 255 /* --name */
};

enum css_grammar {
    CSS_G_KEYWORD, /* one of the property's words, stored as its number */
    CSS_G_SIZE,    /* struct doc_size: length, percentage or auto */
    CSS_G_LENGTH,  /* aj_len */
    CSS_G_COLOR,   /* struct doc_color */
    CSS_G_INTEGER, /* uint8_t */
    CSS_G_POINTER, /* what the property's own reader made */
    CSS_G_OWN      /* neither: see compute.c */
};

enum css_value_kind {
    CSS_V_NONE,
    CSS_V_KEYWORD, /* number: the enum's value */
    CSS_V_LENGTH,  /* unit, number in millionths */
    CSS_V_PERCENT, /* number in millionths of a percent */
    CSS_V_NUMBER,  /* number in millionths */
    CSS_V_CALC,    /* pointer: struct css_terms */
    CSS_V_COLOR,
    CSS_V_CURRENT_COLOR,
    CSS_V_POINTER,
    CSS_V_INHERIT,
    CSS_V_INITIAL,
    CSS_V_UNSET,
    CSS_V_PENDING /* pointer: struct css_pending */
};

enum css_unit {
    CSS_PT, /* every absolute unit ends as points */
    CSS_EM,
    CSS_REM,
    CSS_EX,
    CSS_CH,
    CSS_PERCENT,
    CSS_PLAIN, /* a number without unit */
    CSS_UNIT_COUNT
};

/* calc(): a sum with one term a unit, in millionths. */
struct css_terms {
    int64_t term[CSS_UNIT_COUNT];
};

struct css_value {
    uint8_t kind;
    uint8_t unit;
    struct doc_color color;
    int64_t number;
    const void *pointer;
};

struct css_declaration {
    uint8_t property; /* enum css_property */
    bool important;
    uint16_t file;
    uint32_t offset; /* of the property's name */
    struct css_value value;
};

/* A value that holds var(): its tokens, parsed when the element's custom properties are known. */
struct css_pending {
    uint16_t id;      /* of the property as written, maybe a shorthand */
    const char *name; /* as written */
    uint16_t file;
    uint32_t offset;
    const struct css_token *tokens;
    uint32_t count;
};

struct css_custom {
    const char *name; /* with its "--" */
    const struct css_token *tokens;
    uint32_t count;
};

struct css_block {
    const struct css_declaration *items;
    uint32_t count;
    bool important; /* one at least is */
};

/* Values that are lists. All of them end by count. */
struct css_families {
    uint32_t count;
    const char *const *names;
    const bool *quoted; /* a quoted name is never a generic family */
    uint16_t file;
    uint32_t offset;
};

struct css_feature {
    char tag[5];
    uint16_t value;
};

struct css_features {
    uint32_t count;
    const struct css_feature *items;
};

enum css_counter_style {
    CSS_DECIMAL,
    CSS_DECIMAL_ZERO,
    CSS_LOWER_ALPHA,
    CSS_UPPER_ALPHA,
    CSS_LOWER_ROMAN,
    CSS_UPPER_ROMAN,
    CSS_DISC,
    CSS_CIRCLE,
    CSS_SQUARE,
    CSS_DASH, /* a quoted string: the mark itself */
    CSS_NO_MARK
};

enum css_content_kind {
    CSS_C_TEXT,
    CSS_C_ATTR,
    CSS_C_COUNTER,
    CSS_C_COUNTERS,
    CSS_C_STRING,
    CSS_C_LEADER,
    CSS_C_TARGET_COUNTER,
    CSS_C_TARGET_TEXT,
    CSS_C_OPEN_QUOTE,
    CSS_C_CLOSE_QUOTE,
    CSS_C_NO_OPEN_QUOTE,
    CSS_C_NO_CLOSE_QUOTE,
    CSS_C_IMAGE,  /* url(): text is the path as written */
    CSS_C_COLORS, /* -arshjul-colors(): the text's colour, that behind it, and their contrast */
    CSS_C_FONT,   /* -arshjul-font(): the element's face, size, line and features */
    CSS_C_CONTENT /* content(): the element's own text, in string-set */
};

struct css_content_item {
    uint8_t kind, style;   /* style: enum css_counter_style; of string(): enum doc_which */
    bool plain;            /* target-counter() without a style */
    const char *text;      /* literal, attribute, counter, string name */
    const char *separator; /* counters() */
    const char *target;    /* target-…(): the attribute that holds the link */
};

struct css_content {
    const char *alt; /* what stands after "/": said for its pictures; NULL: nothing does */
    uint32_t count;
    const struct css_content_item *items;
    bool checked; /* the parser saw it (no var() was in it), so that what does not fit is told already */
    uint16_t file;
    uint32_t offset;
};

struct css_tracks {
    uint32_t count;
    struct css_value widths[DOC_TRACKS_MOST]; /* a number: so many fr; a keyword: auto */
};
struct css_counter {
    const char *name;
    int32_t value;
};

struct css_counters {
    uint32_t count;
    const struct css_counter *items;
};

struct css_quotes {
    uint32_t count; /* pairs */
    const char *const *marks;
};

struct css_string_set {
    uint32_t count;
    const struct css_named_content {
        const char *name;
        struct css_content content;
    } * items;
};

/* Selectors. */
enum css_simple_kind {
    CSS_S_TAG,
    CSS_S_CLASS,
    CSS_S_ID,
    CSS_S_ATTR,          /* [name] */
    CSS_S_ATTR_IS,       /* = */
    CSS_S_ATTR_WORD,     /* ~= */
    CSS_S_ATTR_DASH,     /* |= */
    CSS_S_ATTR_START,    /* ^= */
    CSS_S_ATTR_END,      /* $= */
    CSS_S_ATTR_CONTAINS, /* *= */
    CSS_S_NTH_CHILD,     /* also first-child */
    CSS_S_NTH_LAST_CHILD,
    CSS_S_ROOT
};

struct css_simple {
    uint8_t kind;
    bool negated;  /* in :not() */
    uint8_t tag;   /* enum doc_tag */
    uint32_t atom; /* class, id */
    int32_t a, b;  /* an+b */
    const char *name, *value;
};

enum css_combinator { CSS_NOTHING, CSS_DESCENDANT, CSS_CHILD, CSS_ADJACENT, CSS_SIBLING };

struct css_compound {
    const struct css_simple *simples;
    uint16_t count;
    uint8_t combinator; /* to the compound on its left, which is the next in the array */
};

enum css_pseudo { CSS_ELEMENT, CSS_BEFORE, CSS_AFTER, CSS_MARKER, CSS_PSEUDO_COUNT };

enum { CSS_COMPOUNDS_MOST = 16, CSS_SIMPLES_MOST = 16 };

struct css_rule {
    const struct css_compound *compounds; /* from right to left */
    uint32_t compound_count;
    uint32_t specificity; /* ids << 20 | classes << 10 | elements */
    uint8_t pseudo;       /* enum css_pseudo */
    bool author;          /* not ours */
    const struct css_block *block;
    uint32_t next; /* in its bucket: index + 1 */
};

struct css_page_rule {
    const char *name; /* NULL: every page */
    bool first, blank, left, right;
    uint32_t specificity;
    int32_t margin_box; /* enum doc_margin_place, or -1: the page itself */
    uint16_t file;
    uint32_t offset; /* of "@page" */
    const struct css_block *block;
};

struct css_font_face {
    const char *family, *src;
    uint16_t weight;
    bool italic;
    uint16_t file;
    uint32_t offset;  /* of src's url */
    const char *path; /* where src was found, once it was looked for */
};

struct css_file {
    const char *name, *text; /* name: as shown to the user */
    const char *path;        /* relative to the templates; NULL for the built-in sheet */
    const char *folder;      /* relative to the templates, "" or ending in '/' */
    size_t length;
    bool ours; /* the built-in sheet */
    uint32_t
        order; /* among the files, by where their rules stand: what is imported comes before its importer */
    char sha256[65];
};

struct css_finding {
    enum aj_code code;
    uint16_t file;
    uint32_t offset;
    const char *args[6];
};

struct css_sheet {
    struct aj_arena *arena;
    struct css_file *files;
    uint32_t file_count, file_cap;
    const char **missing; /* paths of imports that could not be read */
    uint32_t missing_count, missing_cap;
    struct css_rule *rules; /* in cascading order: origin, specificity, order of appearance */
    uint32_t rule_count, rule_cap;
    struct css_page_rule *pages;
    uint32_t page_count, page_cap;
    struct css_font_face *faces;
    uint32_t face_count, face_cap;
    struct css_finding *findings;
    uint32_t finding_count, finding_cap;
    uint32_t files_done;
    struct aj_map atoms;            /* class and id names in selectors -> index + 1 */
    uint32_t *by_class, *by_id;     /* atom -> first rule + 1 */
    uint32_t by_tag[DOC_TAG_COUNT]; /* [DOC_TAG_NONE]: any element */
};

/* A number for a name that stands in a selector; 0 for a name that does not (find) or not yet (intern never).
 */
uint32_t css_atom_find(const struct css_sheet *sheet, const char *name, size_t length);
uint32_t css_atom(struct css_sheet *sheet, const char *name);

/* How the parser reaches the files that are imported, in memory or below the templates. */
struct css_loader {
    /* The bytes of `path` (relative to the templates), or NULL after a finding; `*name` is what to show. */
    const char *(*read)(void *context, const char *path, aj_at at, size_t *length, const char **name);
    void *context;
    struct aj_job *job;
};

/*
 * Parses the built-in rules and then a stylesheet with what it imports. `path` is relative to the templates
 * folder; its folder is where imports and fonts are looked for. NULL, after a finding at `at`, when the file
 * itself cannot be read.
 */
struct css_sheet *css_sheet_parse(struct aj_arena *arena, const char *path, aj_at at,
                                  const struct css_loader *loader);

/* Adds a finding at a byte of a file; at most CSS_FINDINGS_MOST are kept. The texts are copied. */
enum { CSS_FINDINGS_MOST = 100 };
void css_find_fault(struct css_sheet *sheet, enum aj_code code, uint16_t file, uint32_t offset, const char *a,
                    const char *b, const char *c);

/* The place of a byte of one of the sheet's files in this job, which must not outlive the sheet. file_numbers
 * has one entry a file: number + 1.
 */
aj_at css_place(const struct css_sheet *sheet, struct aj_job *job, uint32_t *file_numbers, uint16_t file,
                uint32_t offset);

/*
 * A path in a file of the templates' folder `folder` ("" or ending in '/') as seen from the templates,
 * without "." and ".." parts; NULL when it leads out of them. The organisation's folder stands beside the
 * templates as AJ_JOB_OWN, and in a file below it "templates/x" is the templates' x.
 */
const char *css_resolve(struct aj_arena *arena, const char *folder, const char *path);

/* Whether a path or folder is the organisation's own. */
bool css_is_own(const char *path);

/* The built-in stylesheet: what XHTML's elements look like before any theme. */
extern const char css_builtin[];

/* --- values --- */

/* Reads the tokens of one value. */
struct css_reader {
    struct aj_arena *arena;
    const struct css_token *tokens;
    uint32_t pos, count;
    uint32_t stuck; /* the token that did not fit */
    bool computed;  /* var() was in it */
};

/* Where a shorthand's or longhand's reader puts what it read. */
struct css_output {
    struct {
        uint8_t property;
        struct css_value value;
    } items[24];
    uint32_t count;
    const struct css_declaration *from; /* the custom property in whose value it begins; NULL: none */
};

/* The next token that is no space, not taken; CSS_END after the last. */
const struct css_token *css_peek(struct css_reader *reader);
/* Takes it. */
const struct css_token *css_take(struct css_reader *reader);
bool css_take_char(struct css_reader *reader, char c);
bool css_take_word(struct css_reader *reader, const char *word);
/* Whether all is read; notes where it stuck if not. */
bool css_at_end(struct css_reader *reader);

enum css_allow { CSS_ALLOW_PERCENT = 1, CSS_ALLOW_PLAIN = 2, CSS_ALLOW_NEGATIVE = 4 };

bool css_read_length(struct css_reader *reader, unsigned allow, struct css_value *out);
bool css_read_color(struct css_reader *reader, struct css_value *out);
bool css_read_integer(struct css_reader *reader, int32_t least, int32_t most, int32_t *out);
bool css_read_keyword(struct css_reader *reader, enum css_property property, struct css_value *out);
const char *css_read_string(struct css_reader *reader);
const char *css_read_ident(struct css_reader *reader);

/* The parts of a function whose token was just taken, as a reader of their own; the outer one moves past it.
 */
bool css_read_arguments(struct css_reader *reader, struct css_reader *inner);

bool css_read_content(struct css_reader *reader, bool string_set, struct css_content *out);
bool css_read_counter_style(struct css_reader *reader, uint8_t *style);

/*
 * What of a content list does not belong: in a margin box only text, string() and the counters page and pages
 * do; in an element everything but string() and those counters. NULL: it all belongs.
 */
const char *css_content_misfit(const struct css_content *content, bool margin_box);

/* --- properties --- */

/* A longhand's or shorthand's number by its name, or -1. Shorthands come after CSS_PROPERTY_COUNT. */
int css_property_find(const char *name);
const char *css_property_name(int id);
/* What it takes, as CSS writes it: "auto | <length> | <percentage>". */
const char *css_property_syntax(struct aj_arena *arena, int id);
const char *css_property_suggest(const char *name);

struct css_property_info {
    const char *name;
    bool inherited;
    uint8_t grammar;
    uint16_t offset, size; /* of its field in struct doc_computed */
};
extern const struct css_property_info css_properties[CSS_PROPERTY_COUNT];

/* Parses the value of a property (no CSS-wide keyword, no var()). False: reader->stuck says where. */
bool css_property_parse(int id, struct css_reader *reader, struct css_output *out);

/* The longhands that a shorthand sets (or the longhand itself); returns how many. */
uint32_t css_property_longhands(int id, uint8_t out[24]);

/* Parses any value but one with var(), CSS-wide keywords included. */
bool css_value_parse(int id, struct css_reader *reader, struct css_output *out);

/* --- selectors --- */

/*
 * Parses one selector (tokens without the comma) into rule's compounds, specificity and pseudo-element. False
 * after a finding.
 */
bool css_selector_parse(struct css_sheet *sheet, const struct css_token *tokens, uint32_t count,
                        struct css_rule *rule);

/* An element as selectors see it. */
struct doc_element {
    const struct doc_element *parent, *before; /* before: the element sibling ahead of it */
    const xmlNode *xml;                        /* NULL for one that is only thought of */
    uint32_t id;                               /* atoms */
    const uint32_t *classes;
    uint16_t class_count;
    uint8_t tag;
    uint32_t index;         /* among its parent's elements, from 1 */
    uint32_t sibling_count; /* its parent's elements; 0: not yet counted */
    uint32_t computed;
};

bool css_selector_matches(const struct css_rule *rule, struct doc_element *element);

#endif
