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

#endif
