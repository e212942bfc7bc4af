/*
 * A RELAX NG schema (XML syntax) read for messages: which children, attributes and text each element may
 * have. An element's content is a pattern of elements; a pattern's derivative by a child (J. Clark, "An
 * algorithm for RELAX NG validation", 2002) is what may follow it. Patterns are interned, and derivatives
 * remembered, so the schema grows into the automaton that the documents need. Text and attributes stand
 * outside the patterns.
 */
#ifndef CMP_SCHEMA_H
#define CMP_SCHEMA_H

#include "compose/internal.h"

/* What an attribute's or an element's text may be. */
enum cmp_value_kind { CMP_ANY, CMP_VALUES, CMP_DATA };

struct cmp_value {
    enum cmp_value_kind kind;
    const char **values; /* CMP_VALUES: any of these */
    uint32_t value_len, value_cap;
    const char *type;  /* CMP_DATA: a name of XML Schema's data types */
    xmlNodePtr params; /* CMP_DATA: the first param element, or NULL */
};

struct cmp_doc {
    const char *english, *swedish; /* NULL if the schema says nothing */
};

struct cmp_attr {
    const char *name;
    bool required;
    struct cmp_value value;
    struct cmp_doc doc;
};

struct cmp_element {
    const char *name;
    const xmlNode *source; /* its <element> in the schema */
    struct cmp_doc doc;
    bool ready; /* the rest is filled in on first use: definitions refer to each other in circles */
    const struct cmp_pattern *content;
    struct cmp_attr *attrs;
    uint32_t attr_len, attr_cap;
    bool text;      /* text may stand between its children */
    bool has_value; /* its text must be of `value` */
    struct cmp_value value;
    struct cmp_element **children; /* all that its content ever names */
    uint32_t child_len, child_cap;
};

enum cmp_pattern_kind {
    CMP_EMPTY,
    CMP_NOTHING, /* matches no content at all */
    CMP_ELEMENT,
    CMP_CHOICE,
    CMP_GROUP,
    CMP_INTERLEAVE,
    CMP_MORE /* one or more */
};

struct cmp_pattern {
    enum cmp_pattern_kind kind;
    bool nullable; /* matches empty content */
    const struct cmp_pattern *a, *b;
    struct cmp_element *element;
    struct cmp_pattern *next; /* in its slot of the table of patterns */
    struct cmp_step *steps;   /* derivatives asked for so far */
};

struct cmp_step {
    const struct cmp_element *element;
    const struct cmp_pattern *after;
    struct cmp_step *next;
};

enum { CMP_PATTERN_SLOTS = 1024 };

struct cmp_schema {
    struct aj_arena *arena; /* the library's */
    xmlDocPtr doc;
    const char *path;       /* below the templates folder */
    xmlRelaxNGPtr judge;    /* NULL until cmp_schema_compile_judge() */
    struct aj_map defines;  /* name -> <define> */
    struct aj_map elements; /* address of an <element> as text -> struct cmp_element */
    struct cmp_element **starts;
    uint32_t start_len, start_cap;
    struct cmp_pattern *slots[CMP_PATTERN_SLOTS];
    struct cmp_pattern *empty, *nothing;
};

const struct cmp_pattern *cmp_pattern(struct cmp_schema *schema, enum cmp_pattern_kind kind,
                                      const struct cmp_pattern *a, const struct cmp_pattern *b,
                                      struct cmp_element *element);

/* What may follow `element` where `pattern` was expected; schema->nothing when it may not stand there. */
const struct cmp_pattern *cmp_pattern_after(struct cmp_schema *schema, const struct cmp_pattern *pattern,
                                            struct cmp_element *element);

/* A list of elements without doublets. */
struct cmp_elements {
    struct aj_arena *arena;
    struct cmp_element **items;
    uint32_t len, cap;
};
void cmp_elements_add(struct cmp_elements *list, struct cmp_element *element);

/* Those that may stand first. */
void cmp_pattern_first(const struct cmp_pattern *pattern, struct cmp_elements *out);

/* Fills the element in, if it is not yet. */
void cmp_element_ready(struct cmp_schema *schema, struct cmp_element *element);

/* Whether a text is such a value. */
bool cmp_value_fits(struct aj_job *job, const struct cmp_value *value, const char *text);

/* Has libxml2 compile the schema, once. False after a finding at the template when it will not. */
bool cmp_schema_compile_judge(struct aj_job *job, struct cmp_schema *schema);

/* A copy with outer white space off and inner runs one space: a token, or a sentence broken over lines. */
char *cmp_token(struct aj_arena *arena, const char *text);

#endif
