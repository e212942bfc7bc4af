/* Building the tree: what build.c and the files beside it share. */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "document/cascade.h"

enum { DOC_DEPTH_MOST = 256, DOC_NODES_MOST = 4000000 };

/* An inline formatting context: where white space collapses. */
struct doc_flow {
    bool at_start; /* nothing but collapsed space came so far */
    doc_id space;  /* the text whose last byte is a space that may still go; 0: none */
};

/* An element that is being built; on the C stack. */
struct doc_open {
    struct doc_open *up;
    doc_id node;    /* its own */
    doc_id body;    /* what holds its children: node, or its LIST_BODY */
    doc_id wrapper; /* the P made for text that stands between blocks; 0: none is open */
    struct doc_element *element;
    uint32_t computed;
    uint8_t tag, role;
    bool wraps;   /* text may not stand here without a paragraph of its own */
    bool inline_; /* an inline box */
    bool in_toc, in_artifact, in_link, in_svg;
};

struct doc_scope {
    const char *name;
    int32_t value;
    doc_id owner; /* the parent of the element that made it: the counter ends with it */
};

/* Content that waits for the whole document: target-counter(), target-text(). */
struct doc_waiting {
    doc_id node;
    const char *href;
    const struct css_content_item *item;
    bool is_link; /* it is the element's own href, whose fault is told there */
};

/* Counters as they were at an element with an id, for target-counter(). */
struct doc_snapshot {
    uint32_t count;
    const struct doc_scope *scopes;
};

/* A string-set that waits for its element's text. */
struct doc_pending_string {
    uint32_t index; /* into strings */
    uint32_t count;
    const char **parts; /* NULL: the element's text */
};

struct doc_builder {
    struct doc_document *doc;
    struct aj_job *job;
    struct doc_cascade *cascade;
    struct doc_flow flow;
    struct doc_scope *scopes;
    uint32_t scope_count, scope_cap;
    struct doc_waiting *waiting;
    uint32_t waiting_count, waiting_cap;
    struct aj_map snapshots; /* by id: struct doc_snapshot */
    struct doc_string *strings;
    uint32_t string_count, string_cap;
    uint32_t depth, quotes;
    bool orphans; /* nodes were taken out: the array wants numbering anew */
    bool namespace_told, too_large;
};

static inline const struct doc_computed *doc_open_style(const struct doc_builder *b,
                                                        const struct doc_open *open)
{
    return doc_computed_at(b->cascade, open->computed);
}

/* --- build.c --- */

/* The parent for a child of `open`: a paragraph is made for inline content where there must be one. */
doc_id doc_place(struct doc_builder *b, struct doc_open *open, bool inline_);

/* A generated element below `open`. */
doc_id doc_add_generated(struct doc_builder *b, struct doc_open *open, enum doc_tag tag, enum doc_role role,
                         uint32_t computed);

/* --- renumber.c --- */
/* Numbers the nodes anew in document order and leaves out those that were taken off the tree. */
void doc_renumber(struct doc_builder *b);

/* --- text.c --- */
void doc_flow_start(struct doc_builder *b);
/* Ends a line of thought: a space at its end goes. */
void doc_flow_end(struct doc_builder *b);
/* Something that is no text, such as an image, stands in the line. */
void doc_flow_object(struct doc_builder *b);
/* A line break. */
void doc_flow_break(struct doc_builder *b);
void doc_add_text(struct doc_builder *b, struct doc_open *open, const char *text, size_t length);

/* --- counter.c --- */
/* Resets, increments and sets of an element (its XHTML node, or NULL for a generated one) whose parent is
 * `owner`. */
void doc_counters_enter(struct doc_builder *b, const struct doc_computed *computed, const xmlNode *xml,
                        enum doc_tag tag, doc_id owner, doc_id maker);
/* Ends the counters made by the children of `owner`. */
void doc_counters_leave(struct doc_builder *b, doc_id owner);
int32_t doc_counter_value(const struct doc_scope *scopes, uint32_t count, const char *name);
/* A number as a counter style writes it, appended. */
void doc_counter_write(struct aj_buf *out, int32_t value, uint8_t style);
/* counter() and counters() of one item, appended. */
void doc_counter_item(const struct doc_scope *scopes, uint32_t count, const struct css_content_item *item,
                      struct aj_buf *out);
/* Keeps the counters for target-counter() at an element with an id. */
void doc_counters_keep(struct doc_builder *b, const char *id);

/* --- content.c --- */
/* ::before or ::after of an element, when it has content. */
/*
 * An <img> for a url() of generated content: below `parent`, or outside the tree for a margin box (0), where
 * it is decoration. Findings where it leads out of the templates (E0530), or nothing says what it shows
 * (E0558).
 */
doc_id doc_add_picture(struct doc_cascade *cascade, doc_id parent, const struct css_content *content,
                       const struct css_content_item *item, uint32_t style);

void doc_add_pseudo(struct doc_builder *b, struct doc_open *open, enum doc_tag tag, const uint32_t *rules,
                    uint32_t count);
/* The mark of a list item; `role` LBL or NONE. False when it has none. */
bool doc_add_marker(struct doc_builder *b, struct doc_open *open, enum doc_role role, const uint32_t *rules,
                    uint32_t count);
/* string-set: enters the strings in order, their values when the element is done. */
struct doc_pending_string *doc_strings_enter(struct doc_builder *b, const struct doc_open *open,
                                             uint32_t *count);
void doc_strings_leave(struct doc_builder *b, const struct doc_open *open,
                       const struct doc_pending_string *pending, uint32_t count);
/* Fills in what waited for the whole document, and the targets of links. */
void doc_resolve_targets(struct doc_builder *b);

/* --- role.c --- */
enum doc_role doc_role_of(const struct doc_open *up, const xmlNode *xml, enum doc_tag tag);
/*
 * The structure element that a link is wrapped in: a Reference in the contents and where a note is called,
 * the note's Lbl where its mark leads back (ISO 32000-1, 14.8.4.4.1); NONE else.
 */
enum doc_role doc_role_around(const struct doc_open *up, const struct doc_open *open);
/* Whether text directly in an element of this tag and role needs a paragraph. */
bool doc_role_wraps(enum doc_tag tag, enum doc_role role);
/* What is known when the element is done: alternative texts, a box that is but a paragraph. */
void doc_role_finish(struct doc_builder *b, struct doc_open *open);

/* --- model.c --- */
/* What may stand where. False after a finding: the element is left out. */
bool doc_model_allows(struct doc_builder *b, const struct doc_open *up, enum doc_tag tag, aj_at at);
bool doc_model_text(enum doc_tag tag);

/* --- check.c, check_table.c, contrast.c --- */
void doc_check(struct doc_builder *b);
void doc_check_table(struct doc_builder *b, doc_id table);
void doc_check_contrast(struct doc_builder *b);
/* The ratio of two colours (WCAG 2.1, "contrast ratio") in thousandths, from 1000 to 21000. */
uint32_t doc_contrast(struct doc_color a, struct doc_color b);

/* --- page.c --- */
struct doc_pages *doc_pages_new(struct doc_builder *b, uint32_t root);
/* Calls visit for every margin box that has content, with its page. */
void doc_pages_visit(const struct doc_pages *pages,
                     void (*visit)(void *context, const struct doc_page *page,
                                   const struct doc_margin_box *box, const struct doc_computed *computed),
                     void *context);

/* check_class.c: a note for each class on a section, figure or div that no rule of the sheet is for. */
void doc_check_classes(struct doc_document *doc);

#endif
