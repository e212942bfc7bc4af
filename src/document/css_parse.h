/* The parser of one stylesheet file, and what css_sheet.c lends it. */
#ifndef DOC_CSS_PARSE_H
#define DOC_CSS_PARSE_H

#include "document/css_list.h"

enum css_context { CSS_IN_RULE, CSS_IN_PAGE, CSS_IN_MARGIN_BOX, CSS_IN_FONT_FACE };

struct css_parser {
    struct css_sheet *sheet;
    const struct css_loader *loader;
    const struct css_parser *importer; /* NULL: none */
    uint32_t depth;                    /* of imports */
    uint16_t file;
    const struct css_token *tokens; /* count of them and CSS_END */
    uint32_t pos, count;
    uint32_t block_cap; /* of the block being filled */
};

/* Reads the rules of the parser's file into its sheet. */
void css_parse_file(struct css_parser *parser);

/* Reads an imported file (a path as written) in the middle of another. */
void css_import(struct css_parser *parser, const char *path, const struct css_token *at);

/* The source from one token to another, cut where it is long, in the sheet's arena. */
const char *css_source(const struct css_sheet *sheet, const struct css_token *first,
                       const struct css_token *last);

/* css_custom.c: tells of custom properties that nothing uses and that no stylesheet of common/ sets. */
void css_check_customs(struct css_sheet *sheet, const struct css_loader *loader);

/* Whether the sheet has that finding at that place already: a block belongs to each selector of its rule. */
bool css_is_told(const struct css_sheet *sheet, enum aj_code code, uint16_t file, uint32_t offset);

/* --- within the parser: css_parse.c lends these to css_at.c --- */

/* The tokens of a declared value, without space at the ends and without !important. */
struct css_value_tokens {
    uint32_t first, end;
    bool important, has_var;
};

/* The token at hand; the last one is CSS_END. */
const struct css_token *css_now(const struct css_parser *p);
void css_skip_space(struct css_parser *p);
/* Past the rest of a statement: to its ";" or its block's end. */
void css_skip_statement(struct css_parser *p);
/* Past the rest of a declaration, up to but not with its ";" or the block's "}". */
void css_skip_declaration(struct css_parser *p);
/* Takes that character, or tells that it is missing. */
bool css_expect(struct css_parser *p, char c);
/* Adds a finding at a token. */
void css_fault(struct css_parser *p, enum aj_code code, const struct css_token *at, const char *a,
               const char *b, const char *c);
/* Takes a declaration's value; false when it is empty. */
bool css_find_value(struct css_parser *p, struct css_value_tokens *value);

/*
 * What stands between "{" and "}", the first of which is taken. `nested` may take an at-rule; else it is a
 * fault.
 */
struct css_block *css_read_block(struct css_parser *p, enum css_context context,
                                 void (*nested)(struct css_parser *p, void *data), void *data);

/* --- css_at.c --- */

/* @page and @font-face, whose name `at` is taken. */
void css_read_page(struct css_parser *p, const struct css_token *at);
void css_read_font_face(struct css_parser *p, const struct css_token *at);
/* A list of media up to "{" or ";": 1 when it has print or all (or is empty), 0 for others, -1 after a
 * finding. */
int css_read_media(struct css_parser *p);
/* Tells of an at-rule that is none of these, and takes its name. */
void css_unknown_at_rule(struct css_parser *p, const struct css_token *token, const char *const *names,
                         size_t count);

#endif
