/* The cascade of one document: which rules an element gets, and its computed style. */
#ifndef DOC_CASCADE_H
#define DOC_CASCADE_H

#include "document/computed.h"
#include "document/internal.h"

struct doc_face {
    const struct fnt_face *face;
    bool tried;
};

/* One value with var() as it came out under one set of custom properties. */
struct doc_resolved {
    const struct css_pending *pending;
    const struct doc_vars *vars;
    struct css_output *out; /* NULL: it came to nothing */
};

struct doc_memo {
    uint32_t hash, parent, computed, count;
    const uint32_t *rules;
    const char *lang;
};

struct doc_cascade {
    struct doc_document *doc;
    struct aj_job *job;
    struct css_sheet *sheet;
    struct fnt_library *fonts;
    uint32_t *file_numbers; /* of the sheet's files among the job's places, + 1 */
    struct doc_face *faces; /* one a @font-face rule */
    struct doc_computed **computed;
    uint32_t computed_count, computed_cap;
    uint32_t *slots, slot_count; /* open hash of computed */
    struct doc_memo *memos;
    uint32_t memo_count, memo_cap, *memo_slots, memo_slot_count;
    struct doc_resolved *resolved;
    uint32_t resolved_count, resolved_cap;
    struct aj_map strings;         /* feature lists, languages */
    struct doc_element **elements; /* by node; NULL for nodes that are no elements of the XHTML */
    uint32_t element_cap;
    aj_len root_size;
    uint32_t told_count, told_cap;
    uint64_t *told; /* places of findings that were given already */
};

/* The rules that match an element, in cascading order, for itself and for its pseudo-elements. */
enum { DOC_RULES_MOST = 256 };

struct doc_rules {
    uint32_t count[CSS_PSEUDO_COUNT];
    uint32_t rules[CSS_PSEUDO_COUNT][DOC_RULES_MOST];
};

struct doc_cascade *doc_cascade_new(struct doc_document *doc, struct css_sheet *sheet,
                                    struct fnt_library *fonts);

void doc_cascade_match(const struct doc_cascade *cascade, struct doc_element *element,
                       struct doc_rules *rules);

/*
 * The computed style (its number) under `parent` (a number) of what these rules match. `lang` is the
 * element's own language or NULL.
 */
uint32_t doc_cascade_compute(struct doc_cascade *cascade, uint32_t parent, const uint32_t *rules,
                             uint32_t count, const char *lang);

/* The style of a box without an element, with that display. */
uint32_t doc_cascade_anonymous(struct doc_cascade *cascade, uint32_t parent, enum doc_display display);

static inline const struct doc_computed *doc_computed_at(const struct doc_cascade *cascade, uint32_t number)
{
    return cascade->computed[number];
}

/* --- its parts --- */

/* A finding at a place of the stylesheet, once a place. */
void doc_css_finding(struct doc_cascade *cascade, enum aj_code code, uint16_t file, uint32_t offset,
                     const char *a, const char *b, const char *c);
/* The same with six arguments, any of which may be NULL. */
void doc_css_args(struct doc_cascade *cascade, enum aj_code code, uint16_t file, uint32_t offset,
                  const char *const args[6]);

/* The place of a declaration (NULL: 0); *own tells whether in a stylesheet of the organisation's own. */
aj_at doc_declared_at(struct doc_cascade *cascade, const struct css_declaration *declared, bool *own);

/* compute.c: a style from its parent and what was declared, in cascading order; not interned. */
void doc_compute(struct doc_cascade *cascade, const struct doc_computed *parent,
                 const struct css_block *const *blocks, uint32_t count, const char *lang,
                 struct doc_computed *out);

/* The number of a computed style. */
uint32_t doc_computed_intern(struct doc_cascade *cascade, struct doc_computed *computed);

/* A string that equals every other with the same text. */
const char *doc_intern(struct doc_cascade *cascade, const char *text);

/* vars.c: the custom properties of a parent with those declared in addition. */
const struct doc_vars *doc_vars_extend(struct doc_cascade *cascade, const struct doc_vars *parent,
                                       const struct css_declaration *const *declared, uint32_t count);

/* The longhands of a value with var(), or NULL when it came to nothing. */
const struct css_output *doc_vars_resolve(struct doc_cascade *cascade, const struct css_pending *pending,
                                          const struct doc_vars *vars);

/* face.c: the faces for a list of families. */
void doc_match_faces(struct doc_cascade *cascade, struct doc_computed *computed);

/* library.c: the parsed stylesheet, its findings reported to the job and its files noted as inputs. */
struct css_sheet *doc_library_theme(struct doc_library *library, struct aj_job *job, const char *theme,
                                    aj_at at);
struct css_sheet *doc_library_text(struct aj_job *job, const char *name, const char *css);

#endif
