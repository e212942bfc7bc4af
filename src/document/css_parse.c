/* Stylesheets: rules, at-rules, declarations (CSS Syntax Module Level 3, section 5, strictly: no fault is
 * skipped). */
#include "document/css_parse.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { IMPORT_DEPTH = 8, FILES_MOST = 64, BLOCKS_DEEP = 32 };

const struct css_token *css_now(const struct css_parser *p)
{
    return &p->tokens[p->pos < p->count ? p->pos : p->count];
}

void css_skip_space(struct css_parser *p)
{
    while (css_now(p)->type == CSS_SPACE)
        p->pos++;
}

void css_fault(struct css_parser *p, enum aj_code code, const struct css_token *at, const char *a,
               const char *b, const char *c)
{
    css_find_fault(p->sheet, code, at->file, at->offset, a, b, c);
}

const char *css_source(const struct css_sheet *sheet, const struct css_token *first,
                       const struct css_token *last)
{
    if (first->type == CSS_END)
        return "end of file";
    uint32_t length = last->offset + last->length - first->offset;
    enum { SHOWN = 60 };
    bool cut = length > SHOWN;
    if (cut)
        for (length = SHOWN;
             length &&
             ((unsigned char)sheet->files[first->file].text[first->offset + length] & 0xC0) == 0x80;)
            length--;
    const char *text = aj_strndup(sheet->arena, sheet->files[first->file].text + first->offset, length);
    return cut ? aj_printf(sheet->arena, "%s…", text) : text;
}

bool css_expect(struct css_parser *p, char c)
{
    css_skip_space(p);
    if (css_is_char(css_now(p), c)) {
        p->pos++;
        return true;
    }
    const char *wanted = aj_printf(p->sheet->arena, "%c", c); /* the finding borrows it */
    css_fault(p, AJ_E0520, css_now(p), wanted, css_source(p->sheet, css_now(p), css_now(p)), NULL);
    return false;
}

/* Past the token at hand, with all that it opens. */
static void skip_one(struct css_parser *p)
{
    uint32_t depth = 0;
    do {
        const struct css_token *token = css_now(p);
        if (token->type == CSS_END)
            return;
        if (token->type == CSS_FUNCTION || css_is_char(token, '{') || css_is_char(token, '(') ||
            css_is_char(token, '['))
            depth++;
        else if (depth && (css_is_char(token, '}') || css_is_char(token, ')') || css_is_char(token, ']')))
            depth--;
        p->pos++;
    } while (depth);
}

/* Past the rest of a statement: to its ";" or its block's end. */
void css_skip_statement(struct css_parser *p)
{
    while (css_now(p)->type != CSS_END && !css_is_char(css_now(p), ';') && !css_is_char(css_now(p), '{'))
        skip_one(p);
    if (css_is_char(css_now(p), '{'))
        skip_one(p);
    else if (css_is_char(css_now(p), ';'))
        p->pos++;
}

/* Past the rest of a declaration, up to but not with its ";" or the block's "}". */
void css_skip_declaration(struct css_parser *p)
{
    while (css_now(p)->type != CSS_END && !css_is_char(css_now(p), ';') && !css_is_char(css_now(p), '}'))
        skip_one(p);
}

/* --- declarations --- */

bool css_find_value(struct css_parser *p, struct css_value_tokens *value)
{
    css_skip_space(p);
    value->first = p->pos;
    css_skip_declaration(p);
    value->end = p->pos;
    value->important = value->has_var = false;
    while (value->end > value->first && p->tokens[value->end - 1].type == CSS_SPACE)
        value->end--;
    const struct css_token *last = &p->tokens[value->end - 1];
    if (value->end > value->first && last->type == CSS_IDENT && css_same_word(last->text, "important")) {
        uint32_t i = value->end - 1;
        while (i > value->first && p->tokens[i - 1].type == CSS_SPACE)
            i--;
        if (i > value->first && css_is_char(&p->tokens[i - 1], '!')) {
            value->important = true;
            value->end = i - 1;
        }
    }
    while (value->end > value->first && p->tokens[value->end - 1].type == CSS_SPACE)
        value->end--;
    for (uint32_t i = value->first; i < value->end; i++)
        if (p->tokens[i].type == CSS_FUNCTION && css_same_word(p->tokens[i].text, "var"))
            value->has_var = true;
    return value->end > value->first;
}

/* What may be declared where: the style of pages and margin boxes is a part of an element's. */
static bool fits(enum css_context context, int id)
{
    uint8_t list[24];
    uint32_t count = css_property_longhands(id, list);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t property = list[i];
        bool box =
            property == CSS_BACKGROUND_COLOR || (property >= CSS_MARGIN_TOP && property <= CSS_MARGIN_LEFT);
        bool of_page = property == CSS_SIZE || property == CSS_BLEED || property == CSS_MARKS ||
                       property == CSS_PAGE_ORIENTATION;
        bool in_page = css_properties[property].inherited || box || of_page;
        bool in_margin = css_properties[property].inherited || box || property == CSS_CONTENT ||
                         property == CSS_WIDTH || property == CSS_HEIGHT || property == CSS_VERTICAL_ALIGN ||
                         property == CSS_TEXT_DECORATION_LINE ||
                         (property >= CSS_PADDING_TOP && property <= CSS_BORDER_RADIUS);
        if ((context == CSS_IN_RULE && of_page) || (context == CSS_IN_PAGE && !in_page) ||
            (context == CSS_IN_MARGIN_BOX && !in_margin))
            return false;
    }
    return true;
}

static void push(struct css_parser *p, struct css_block *block, struct css_declaration declaration)
{
    struct css_declaration *items = (struct css_declaration *)block->items;
    AJ_PUSH(p->sheet->arena, items, block->count, p->block_cap, declaration);
    block->items = items;
    block->important = block->important || declaration.important;
}

static void add_custom(struct css_parser *p, const struct css_token *name,
                       const struct css_value_tokens *value, struct css_block *block)
{
    struct css_custom *custom = AJ_NEW(p->sheet->arena, struct css_custom);
    *custom = (struct css_custom){name->text, p->tokens + value->first, value->end - value->first};
    push(p, block,
         (struct css_declaration){.property = CSS_CUSTOM,
                                  .important = value->important,
                                  .file = name->file,
                                  .offset = name->offset,
                                  .value = {.kind = CSS_V_POINTER, .pointer = custom}});
}

static void add_pending(struct css_parser *p, int id, const struct css_token *name,
                        const struct css_value_tokens *value, struct css_block *block)
{
    uint8_t longhands[24];
    struct css_pending *pending = AJ_NEW(p->sheet->arena, struct css_pending);
    *pending = (struct css_pending){(uint16_t)id, css_property_name(id),    name->file,
                                    name->offset, p->tokens + value->first, value->end - value->first};
    uint32_t count = css_property_longhands(id, longhands);
    for (uint32_t i = 0; i < count; i++)
        push(p, block,
             (struct css_declaration){.property = longhands[i],
                                      .important = value->important,
                                      .file = name->file,
                                      .offset = name->offset,
                                      .value = {.kind = CSS_V_PENDING, .pointer = pending}});
}

static void add_parsed(struct css_parser *p, int id, const struct css_token *name,
                       const struct css_value_tokens *value, enum css_context context,
                       struct css_block *block)
{
    struct css_reader reader = {
        .arena = p->sheet->arena, .tokens = p->tokens + value->first, .count = value->end - value->first};
    struct css_output out;
    if (!css_value_parse(id, &reader, &out)) {
        uint32_t stuck = reader.stuck < reader.count ? reader.stuck : reader.count - 1;
        css_fault(p, AJ_E0524, &reader.tokens[stuck], css_property_name(id),
                  css_source(p->sheet, &reader.tokens[0], &reader.tokens[reader.count - 1]),
                  css_property_syntax(p->sheet->arena, id));
        return;
    }
    for (uint32_t i = 0; i < out.count; i++) {
        const struct css_value *v = &out.items[i].value;
        if (out.items[i].property == CSS_CONTENT && v->kind == CSS_V_POINTER && v->pointer &&
            context != CSS_IN_RULE) {
            const char *wrong = css_content_misfit(v->pointer, true);
            if (wrong)
                css_fault(p, AJ_E0533, &reader.tokens[0], wrong, NULL, NULL);
        }
        push(p, block,
             (struct css_declaration){.property = out.items[i].property,
                                      .important = value->important,
                                      .file = name->file,
                                      .offset = name->offset,
                                      .value = *v});
    }
}

static void read_declaration(struct css_parser *p, enum css_context context, struct css_block *block)
{
    const struct css_token *name = css_now(p);
    struct css_value_tokens value;
    p->pos++;
    css_skip_space(p);
    if (!css_is_char(css_now(p), ':')) {
        if (css_is_char(css_now(p), '{'))
            css_fault(p, AJ_E0521, name, name->text, NULL, NULL);
        else
            css_fault(p, AJ_E0520, css_now(p), ":", css_source(p->sheet, css_now(p), css_now(p)), NULL);
        css_skip_declaration(p);
        return;
    }
    p->pos++;
    bool filled = css_find_value(p, &value);
    if (!strncmp(name->text, "--", 2) && name->text[2]) {
        add_custom(p, name, &value, block);
        return;
    }
    int id = css_property_find(name->text);
    if (id < 0) {
        const char *near = css_property_suggest(name->text);
        css_fault(p, near ? AJ_E0522 : AJ_E0523, name, name->text, near, NULL);
    } else if (!fits(context, id)) {
        static const char *const where[] = {"a rule", "@page", "a margin box", "@font-face"};
        css_fault(p, AJ_E0531, name, name->text, where[context], NULL);
    } else if (!filled) {
        css_fault(p, AJ_E0524, name, name->text, "", css_property_syntax(p->sheet->arena, id));
    } else if (value.has_var) {
        add_pending(p, id, name, &value, block);
    } else {
        add_parsed(p, id, name, &value, context, block);
    }
}

/* What stands between "{" and "}", the first of which is taken. `nested` may take an at-rule; else it is a
 * fault. */
struct css_block *css_read_block(struct css_parser *p, enum css_context context,
                                 void (*nested)(struct css_parser *p, void *data), void *data)
{
    struct css_block *block = AJ_NEW(p->sheet->arena, struct css_block);
    uint32_t outer_cap = p->block_cap;
    p->block_cap = 0;
    for (;;) {
        const struct css_token *token = css_now(p);
        if (token->type == CSS_END) {
            css_fault(p, AJ_E0520, token, "}", css_source(p->sheet, token, token), NULL);
            break;
        }
        if (css_is_char(token, '}')) {
            p->pos++;
            break;
        }
        if (token->type == CSS_SPACE || css_is_char(token, ';')) {
            p->pos++;
        } else if (token->type == CSS_AT && nested) {
            uint32_t cap = p->block_cap;
            nested(p, data);
            p->block_cap = cap;
        } else if (token->type == CSS_IDENT) {
            read_declaration(p, context, block);
        } else {
            css_fault(p, AJ_E0521, token, css_source(p->sheet, token, token), NULL, NULL);
            css_skip_declaration(p);
        }
    }
    p->block_cap = outer_cap;
    return block;
}

/* --- style rules --- */

static void check_content(struct css_parser *p, const struct css_rule *rule)
{
    for (uint32_t i = 0; i < rule->block->count; i++) {
        const struct css_declaration *d = &rule->block->items[i];
        if (d->property != CSS_CONTENT || d->value.kind != CSS_V_POINTER || !d->value.pointer)
            continue;
        const struct css_content *content = d->value.pointer;
        const char *wrong = rule->pseudo == CSS_ELEMENT ? "content" : css_content_misfit(content, false);
        if (wrong)
            css_find_fault(
                p->sheet, rule->pseudo == CSS_ELEMENT ? AJ_E0531 : AJ_E0533, d->file,
                rule->pseudo == CSS_ELEMENT ? d->offset : content->offset, wrong,
                rule->pseudo == CSS_ELEMENT ? "a rule without ::before, ::after or ::marker" : NULL, NULL);
    }
}

static void read_style_rule(struct css_parser *p)
{
    uint32_t first = p->pos;
    while (css_now(p)->type != CSS_END && !css_is_char(css_now(p), '{') && !css_is_char(css_now(p), ';') &&
           !css_is_char(css_now(p), '}'))
        p->pos++;
    uint32_t end = p->pos;
    if (!css_is_char(css_now(p), '{')) {
        css_fault(p, AJ_E0520, css_now(p), "{", css_source(p->sheet, css_now(p), css_now(p)), NULL);
        if (css_now(p)->type != CSS_END)
            p->pos++;
        return;
    }
    p->pos++;
    struct css_block *block = css_read_block(p, CSS_IN_RULE, NULL, NULL);
    for (uint32_t from = first, to = first; to <= end; to++) {
        uint32_t depth = 0;
        for (; to < end && (depth || !css_is_char(&p->tokens[to], ',')); to++) {
            if (p->tokens[to].type == CSS_FUNCTION)
                depth++;
            else if (depth && css_is_char(&p->tokens[to], ')'))
                depth--;
        }
        struct css_rule rule = {.author = !p->sheet->files[p->file].ours, .block = block};
        uint32_t last = to;
        while (last > from && p->tokens[last - 1].type == CSS_SPACE)
            last--;
        if (last == from) {
            css_fault(p, AJ_E0527, &p->tokens[to], css_source(p->sheet, &p->tokens[to], &p->tokens[to]), NULL,
                      NULL);
        } else if (css_selector_parse(p->sheet, p->tokens + from, last - from, &rule)) {
            check_content(p, &rule);
            AJ_PUSH(p->sheet->arena, p->sheet->rules, p->sheet->rule_count, p->sheet->rule_cap, rule);
        }
        from = to + 1;
    }
}

/* --- at-rules --- */

static void read_rules(struct css_parser *p, uint32_t depth, bool top);

static void read_media_rule(struct css_parser *p, uint32_t depth)
{
    int applies = css_read_media(p);
    if (applies != 1) {
        css_skip_statement(p);
        return;
    }
    if (!css_expect(p, '{'))
        return;
    read_rules(p, depth + 1, false);
    css_expect(p, '}');
}

static void read_import(struct css_parser *p, const struct css_token *at, bool late)
{
    css_skip_space(p);
    const struct css_token *token = css_now(p);
    const char *path = token->type == CSS_STRING || token->type == CSS_URL ? token->text : NULL;
    if (path)
        p->pos++;
    if (token->type == CSS_FUNCTION && css_same_word(token->text, "url")) {
        p->pos++;
        css_skip_space(p);
        path = css_now(p)->type == CSS_STRING ? css_now(p)->text : NULL;
        p->pos += path != NULL;
        if (!css_expect(p, ')'))
            path = NULL;
    }
    int applies = path ? css_read_media(p) : -1;
    if (!path)
        css_fault(p, AJ_E0520, token, "\"file.css\"", css_source(p->sheet, token, token), NULL);
    else if (late)
        css_fault(p, AJ_E0529, at, path, NULL, NULL);
    else if (applies == 1)
        css_import(p, path, token);
    css_skip_statement(p);
}

static void read_at_rule(struct css_parser *p, uint32_t depth, bool late)
{
    static const char *const names[] = {"page", "font-face", "media", "import"};
    const struct css_token *token = css_now(p);
    if (css_same_word(token->text, "page")) {
        p->pos++;
        css_read_page(p, token);
    } else if (css_same_word(token->text, "font-face")) {
        p->pos++;
        css_read_font_face(p, token);
    } else if (css_same_word(token->text, "media") && depth < BLOCKS_DEEP) {
        p->pos++;
        read_media_rule(p, depth);
    } else if (css_same_word(token->text, "import")) {
        p->pos++;
        read_import(p, token, late);
    } else if (css_same_word(token->text, "charset") && token->offset == 0) {
        css_skip_statement(p);
    } else {
        css_unknown_at_rule(p, token, names, 4);
        css_skip_statement(p);
    }
}

static void read_rules(struct css_parser *p, uint32_t depth, bool top)
{
    bool late = !top;
    for (;;) {
        const struct css_token *token = css_now(p);
        if (token->type == CSS_END || (!top && css_is_char(token, '}')))
            return;
        if (token->type == CSS_SPACE) {
            p->pos++;
        } else if (token->type == CSS_AT) {
            bool import = css_same_word(token->text, "import") || css_same_word(token->text, "charset");
            read_at_rule(p, depth, late);
            late = late || !import;
        } else {
            late = true;
            read_style_rule(p);
        }
    }
}

static void token_fault(void *context, enum css_token_fault kind, uint32_t offset)
{
    struct css_parser *p = context;
    static const char *const wanted[] = {"*/", "\"", ")"};
    if (kind == CSS_FAULT_TOO_MANY)
        css_find_fault(p->sheet, AJ_E0534, p->file, offset, "stylesheet", "400000", NULL);
    else
        css_find_fault(p->sheet, AJ_E0525, p->file, offset, wanted[kind], NULL, NULL);
}

void css_parse_file(struct css_parser *p)
{
    const struct css_file *file = &p->sheet->files[p->file];
    size_t damaged = aj_utf8_valid(file->text, file->length);
    if (damaged < file->length || memchr(file->text, '\0', file->length)) {
        if (damaged == file->length)
            damaged = strlen(file->text);
        css_find_fault(p->sheet, AJ_E0535, p->file, (uint32_t)damaged, NULL, NULL, NULL);
        return;
    }
    struct css_token_sink sink = {token_fault, p};
    p->tokens = css_tokenize(p->sheet->arena, file->text, file->length, p->file, &sink, &p->count);
    p->pos = 0;
    read_rules(p, 0, true);
    p->sheet->files[p->file].order = p->sheet->files_done++;
}
