/* Stylesheets: rules, at-rules, declarations (CSS Syntax Module Level 3, section 5, strictly: no fault is
 * skipped). */
#include "document/css_parse.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { IMPORT_DEPTH = 8, FILES_MOST = 64, BLOCKS_DEEP = 32 };

static const struct css_token *now(const struct css_parser *p)
{
    return &p->tokens[p->pos < p->count ? p->pos : p->count];
}

static void skip_space(struct css_parser *p)
{
    while (now(p)->type == CSS_SPACE)
        p->pos++;
}

static void fault(struct css_parser *p, enum aj_code code, const struct css_token *at, const char *a,
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

static bool expect(struct css_parser *p, char c)
{
    char wanted[] = {c, '\0'};
    skip_space(p);
    if (css_is_char(now(p), c)) {
        p->pos++;
        return true;
    }
    fault(p, AJ_E0520, now(p), wanted, css_source(p->sheet, now(p), now(p)), NULL);
    return false;
}

/* Past the token at hand, with all that it opens. */
static void skip_one(struct css_parser *p)
{
    uint32_t depth = 0;
    do {
        const struct css_token *token = now(p);
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
static void skip_statement(struct css_parser *p)
{
    while (now(p)->type != CSS_END && !css_is_char(now(p), ';') && !css_is_char(now(p), '{'))
        skip_one(p);
    if (css_is_char(now(p), '{'))
        skip_one(p);
    else if (css_is_char(now(p), ';'))
        p->pos++;
}

/* Past the rest of a declaration, up to but not with its ";" or the block's "}". */
static void skip_declaration(struct css_parser *p)
{
    while (now(p)->type != CSS_END && !css_is_char(now(p), ';') && !css_is_char(now(p), '}'))
        skip_one(p);
}

/* --- declarations
 * -------------------------------------------------------------------------------------------- */

struct value {
    uint32_t first, end; /* its tokens, without space at the ends and without !important */
    bool important, has_var;
};

static bool find_value(struct css_parser *p, struct value *value)
{
    skip_space(p);
    value->first = p->pos;
    skip_declaration(p);
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
        bool in_page = css_properties[property].inherited || box || property == CSS_SIZE;
        bool in_margin = css_properties[property].inherited || box || property == CSS_CONTENT ||
                         property == CSS_WIDTH || property == CSS_VERTICAL_ALIGN ||
                         property == CSS_TEXT_DECORATION_LINE ||
                         (property >= CSS_PADDING_TOP && property <= CSS_BORDER_RADIUS);
        if ((context == CSS_IN_RULE && property == CSS_SIZE) || (context == CSS_IN_PAGE && !in_page) ||
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

static void add_custom(struct css_parser *p, const struct css_token *name, const struct value *value,
                       struct css_block *block)
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

static void add_pending(struct css_parser *p, int id, const struct css_token *name, const struct value *value,
                        struct css_block *block)
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

static void add_parsed(struct css_parser *p, int id, const struct css_token *name, const struct value *value,
                       enum css_context context, struct css_block *block)
{
    struct css_reader reader = {
        .arena = p->sheet->arena, .tokens = p->tokens + value->first, .count = value->end - value->first};
    struct css_output out;
    if (!css_value_parse(id, &reader, &out)) {
        uint32_t stuck = reader.stuck < reader.count ? reader.stuck : reader.count - 1;
        fault(p, AJ_E0524, &reader.tokens[stuck], css_property_name(id),
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
                fault(p, AJ_E0533, &reader.tokens[0], wrong, NULL, NULL);
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
    const struct css_token *name = now(p);
    struct value value;
    p->pos++;
    skip_space(p);
    if (!css_is_char(now(p), ':')) {
        fault(p, AJ_E0520, now(p), ":", css_source(p->sheet, now(p), now(p)), NULL);
        skip_declaration(p);
        return;
    }
    p->pos++;
    bool filled = find_value(p, &value);
    if (!strncmp(name->text, "--", 2) && name->text[2]) {
        add_custom(p, name, &value, block);
        return;
    }
    int id = css_property_find(name->text);
    if (id < 0) {
        const char *near = css_property_suggest(name->text);
        fault(p, near ? AJ_E0522 : AJ_E0523, name, name->text, near, NULL);
    } else if (!fits(context, id)) {
        static const char *const where[] = {"a rule", "@page", "a margin box", "@font-face"};
        fault(p, AJ_E0531, name, name->text, where[context], NULL);
    } else if (!filled) {
        fault(p, AJ_E0524, name, name->text, "", css_property_syntax(p->sheet->arena, id));
    } else if (value.has_var) {
        add_pending(p, id, name, &value, block);
    } else {
        add_parsed(p, id, name, &value, context, block);
    }
}

/* What stands between "{" and "}", the first of which is taken. `nested` may take an at-rule; else it is a
 * fault. */
static struct css_block *read_block(struct css_parser *p, enum css_context context,
                                    void (*nested)(struct css_parser *p, void *data), void *data)
{
    struct css_block *block = AJ_NEW(p->sheet->arena, struct css_block);
    uint32_t outer_cap = p->block_cap;
    p->block_cap = 0;
    for (;;) {
        const struct css_token *token = now(p);
        if (token->type == CSS_END) {
            fault(p, AJ_E0520, token, "}", css_source(p->sheet, token, token), NULL);
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
            fault(p, AJ_E0521, token, css_source(p->sheet, token, token), NULL, NULL);
            skip_declaration(p);
        }
    }
    p->block_cap = outer_cap;
    return block;
}

/* --- style rules
 * ----------------------------------------------------------------------------------------------- */

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
    while (now(p)->type != CSS_END && !css_is_char(now(p), '{') && !css_is_char(now(p), ';') &&
           !css_is_char(now(p), '}'))
        p->pos++;
    uint32_t end = p->pos;
    if (!css_is_char(now(p), '{')) {
        fault(p, AJ_E0520, now(p), "{", css_source(p->sheet, now(p), now(p)), NULL);
        if (now(p)->type != CSS_END)
            p->pos++;
        return;
    }
    p->pos++;
    struct css_block *block = read_block(p, CSS_IN_RULE, NULL, NULL);
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
            fault(p, AJ_E0527, &p->tokens[to], css_source(p->sheet, &p->tokens[to], &p->tokens[to]), NULL,
                  NULL);
        } else if (css_selector_parse(p->sheet, p->tokens + from, last - from, &rule)) {
            check_content(p, &rule);
            AJ_PUSH(p->sheet->arena, p->sheet->rules, p->sheet->rule_count, p->sheet->rule_cap, rule);
        }
        from = to + 1;
    }
}

/* --- at-rules
 * ---------------------------------------------------------------------------------------------------- */

static const char *const margin_names[DOC_MARGIN_COUNT] = {[DOC_TOP_LEFT_CORNER] = "top-left-corner",
                                                           [DOC_TOP_LEFT] = "top-left",
                                                           [DOC_TOP_CENTER] = "top-center",
                                                           [DOC_TOP_RIGHT] = "top-right",
                                                           [DOC_TOP_RIGHT_CORNER] = "top-right-corner",
                                                           [DOC_RIGHT_TOP] = "right-top",
                                                           [DOC_RIGHT_MIDDLE] = "right-middle",
                                                           [DOC_RIGHT_BOTTOM] = "right-bottom",
                                                           [DOC_BOTTOM_RIGHT_CORNER] = "bottom-right-corner",
                                                           [DOC_BOTTOM_RIGHT] = "bottom-right",
                                                           [DOC_BOTTOM_CENTER] = "bottom-center",
                                                           [DOC_BOTTOM_LEFT] = "bottom-left",
                                                           [DOC_BOTTOM_LEFT_CORNER] = "bottom-left-corner",
                                                           [DOC_LEFT_BOTTOM] = "left-bottom",
                                                           [DOC_LEFT_MIDDLE] = "left-middle",
                                                           [DOC_LEFT_TOP] = "left-top"};

static void unknown_at_rule(struct css_parser *p, const struct css_token *token, const char *const *names,
                            size_t count)
{
    const char *near = aj_did_you_mean(token->text, names, count);
    const char *shown = aj_printf(p->sheet->arena, "@%s", token->text);
    fault(p, near ? AJ_E0526 : AJ_E0527, token, shown, near ? aj_printf(p->sheet->arena, "@%s", near) : NULL,
          NULL);
    p->pos++;
}

static void read_margin_box(struct css_parser *p, void *data)
{
    struct css_page_rule rule = *(const struct css_page_rule *)data;
    const struct css_token *token = now(p);
    rule.margin_box = -1;
    for (int i = 0; i < DOC_MARGIN_COUNT; i++)
        if (css_same_word(token->text, margin_names[i]))
            rule.margin_box = i;
    if (rule.margin_box < 0) {
        unknown_at_rule(p, token, margin_names, DOC_MARGIN_COUNT);
        skip_statement(p);
        return;
    }
    p->pos++;
    if (!expect(p, '{')) {
        skip_statement(p);
        return;
    }
    rule.block = read_block(p, CSS_IN_MARGIN_BOX, NULL, NULL);
    AJ_PUSH(p->sheet->arena, p->sheet->pages, p->sheet->page_count, p->sheet->page_cap, rule);
}

/* "name:first:left"; false after a finding. */
static bool read_page_selector(struct css_parser *p, struct css_page_rule *rule)
{
    static const char *const names[] = {"first", "left", "right"};
    *rule = (struct css_page_rule){.margin_box = -1};
    skip_space(p);
    if (now(p)->type == CSS_IDENT) {
        rule->name = now(p)->text;
        rule->specificity += 1 << 20;
        p->pos++;
    }
    while (css_is_char(now(p), ':')) {
        p->pos++;
        const struct css_token *token = now(p);
        bool *flags[] = {&rule->first, &rule->left, &rule->right};
        bool known = false;
        for (size_t i = 0; i < 3 && token->type == CSS_IDENT; i++)
            if (css_same_word(token->text, names[i])) {
                *flags[i] = known = true;
                rule->specificity += i == 0 ? 1 << 10 : 1;
            }
        if (!known) {
            const char *shown = aj_printf(p->sheet->arena, ":%s", css_source(p->sheet, token, token));
            const char *near = aj_did_you_mean(token->text, names, 3);
            fault(p, near ? AJ_E0526 : AJ_E0527, token, shown,
                  near ? aj_printf(p->sheet->arena, ":%s", near) : NULL, NULL);
            return false;
        }
        p->pos++;
    }
    return true;
}

static void read_page(struct css_parser *p)
{
    struct css_page_rule selectors[16];
    uint32_t count = 0;
    do {
        if (count >= 16 || !read_page_selector(p, &selectors[count++])) {
            skip_statement(p);
            return;
        }
        skip_space(p);
    } while (css_is_char(now(p), ',') && p->pos++ < p->count);
    if (!expect(p, '{')) {
        skip_statement(p);
        return;
    }
    uint32_t start = p->pos, findings = p->sheet->finding_count;
    for (uint32_t i = 0; i < count; i++) {
        /* Each selector of a list gets a rule of its own; the block's faults are told once. */
        p->pos = start;
        struct css_page_rule rule = selectors[i];
        rule.block = read_block(p, CSS_IN_PAGE, read_margin_box, &rule);
        AJ_PUSH(p->sheet->arena, p->sheet->pages, p->sheet->page_count, p->sheet->page_cap, rule);
        if (i == 0)
            findings = p->sheet->finding_count;
        p->sheet->finding_count = findings;
    }
}

/* One descriptor of @font-face; false when its value is wrong. */
static bool read_descriptor(const char *name, struct css_reader *r, struct css_font_face *face)
{
    struct css_value value;
    if (css_same_word(name, "font-family")) {
        if (!css_list_families(r, &value))
            return false;
        const struct css_families *families = value.pointer;
        face->family = families->names[0];
        return families->count == 1;
    }
    if (css_same_word(name, "font-weight")) {
        int32_t weight = 400;
        if (css_take_word(r, "bold"))
            weight = 700;
        else if (!css_take_word(r, "normal") && !css_read_integer(r, 1, 1000, &weight))
            return false;
        face->weight = (uint16_t)weight;
        return true;
    }
    if (css_same_word(name, "font-style")) {
        if (!css_read_keyword(r, CSS_FONT_STYLE, &value))
            return false;
        face->italic = value.number != 0;
        return true;
    }
    const struct css_token *token = css_take(r);
    struct css_reader inner;
    face->file = token->file;
    face->offset = token->offset;
    face->src = token->type == CSS_URL ? token->text : NULL;
    if (token->type == CSS_FUNCTION && css_same_word(token->text, "url") && css_read_arguments(r, &inner))
        face->src = css_read_string(&inner);
    if (css_peek(r)->type == CSS_FUNCTION && css_same_word(css_peek(r)->text, "format")) {
        css_take(r);
        if (!css_read_arguments(r, &inner) || !(css_read_string(&inner) || css_read_ident(&inner)))
            return false;
    }
    return face->src && *face->src;
}

static void read_font_declaration(struct css_parser *p, struct css_font_face *face)
{
    static const char *const names[] = {"font-family", "font-weight", "font-style", "src"};
    static const char *const takes[] = {"<family>", "normal | bold | 1–1000", "normal | italic | oblique",
                                        "url(\"folder/file.ttf\")"};
    const struct css_token *name = now(p);
    size_t i = 0;
    p->pos++;
    while (i < 4 && !css_same_word(name->text, names[i]))
        i++;
    if (i == 4) {
        const char *near = aj_did_you_mean(name->text, names, 4);
        fault(p, near ? AJ_E0522 : AJ_E0523, name, name->text, near, NULL);
        skip_declaration(p);
        return;
    }
    struct value value;
    if (!expect(p, ':') || !find_value(p, &value)) {
        fault(p, AJ_E0524, name, name->text, "", takes[i]);
        return;
    }
    struct css_reader reader = {
        .arena = p->sheet->arena, .tokens = p->tokens + value.first, .count = value.end - value.first};
    if (!read_descriptor(names[i], &reader, face) || !css_at_end(&reader))
        fault(p, AJ_E0524, &reader.tokens[0], name->text,
              css_source(p->sheet, &reader.tokens[0], &reader.tokens[reader.count - 1]), takes[i]);
}

static void read_font_face(struct css_parser *p, const struct css_token *at)
{
    struct css_font_face face = {.weight = 400, .file = at->file, .offset = at->offset};
    if (!expect(p, '{')) {
        skip_statement(p);
        return;
    }
    while (now(p)->type != CSS_END && !css_is_char(now(p), '}')) {
        if (now(p)->type == CSS_SPACE || css_is_char(now(p), ';')) {
            p->pos++;
        } else if (now(p)->type == CSS_IDENT) {
            read_font_declaration(p, &face);
        } else {
            fault(p, AJ_E0521, now(p), css_source(p->sheet, now(p), now(p)), NULL, NULL);
            skip_declaration(p);
        }
    }
    expect(p, '}');
    if (!face.family || !face.src)
        fault(p, AJ_E0532, at, face.family ? "src" : "font-family", NULL, NULL);
    else
        AJ_PUSH(p->sheet->arena, p->sheet->faces, p->sheet->face_count, p->sheet->face_cap, face);
}

/* A media list up to "{" or ";": 1 when it has print or all (or is empty), 0 for others, -1 when it asks for
 * more. */
static int read_media(struct css_parser *p)
{
    int applies = -1;
    const struct css_token *first;
    skip_space(p);
    first = now(p);
    while (now(p)->type == CSS_IDENT) {
        bool ours = css_same_word(now(p)->text, "print") || css_same_word(now(p)->text, "all");
        bool other = css_same_word(now(p)->text, "screen") || css_same_word(now(p)->text, "speech");
        if (!ours && !other)
            break;
        applies = ours || applies == 1;
        p->pos++;
        skip_space(p);
        if (!css_is_char(now(p), ','))
            break;
        p->pos++;
        skip_space(p);
    }
    if (css_is_char(now(p), '{') || css_is_char(now(p), ';'))
        return applies < 0 ? 1 : applies;
    fault(p, AJ_E0528, now(p), css_source(p->sheet, first, now(p)), NULL, NULL);
    return -1;
}

static void read_rules(struct css_parser *p, uint32_t depth, bool top);

static void read_media_rule(struct css_parser *p, uint32_t depth)
{
    int applies = read_media(p);
    if (applies != 1) {
        skip_statement(p);
        return;
    }
    if (!expect(p, '{'))
        return;
    read_rules(p, depth + 1, false);
    expect(p, '}');
}

static void read_import(struct css_parser *p, const struct css_token *at, bool late)
{
    skip_space(p);
    const struct css_token *token = now(p);
    const char *path = token->type == CSS_STRING || token->type == CSS_URL ? token->text : NULL;
    if (path)
        p->pos++;
    if (token->type == CSS_FUNCTION && css_same_word(token->text, "url")) {
        p->pos++;
        skip_space(p);
        path = now(p)->type == CSS_STRING ? now(p)->text : NULL;
        p->pos += path != NULL;
        if (!expect(p, ')'))
            path = NULL;
    }
    int applies = path ? read_media(p) : -1;
    if (!path)
        fault(p, AJ_E0520, token, "\"file.css\"", css_source(p->sheet, token, token), NULL);
    else if (late)
        fault(p, AJ_E0529, at, path, NULL, NULL);
    else if (applies == 1)
        css_import(p, path, token);
    skip_statement(p);
}

static void read_at_rule(struct css_parser *p, uint32_t depth, bool late)
{
    static const char *const names[] = {"page", "font-face", "media", "import"};
    const struct css_token *token = now(p);
    if (css_same_word(token->text, "page")) {
        p->pos++;
        read_page(p);
    } else if (css_same_word(token->text, "font-face")) {
        p->pos++;
        read_font_face(p, token);
    } else if (css_same_word(token->text, "media") && depth < BLOCKS_DEEP) {
        p->pos++;
        read_media_rule(p, depth);
    } else if (css_same_word(token->text, "import")) {
        p->pos++;
        read_import(p, token, late);
    } else if (css_same_word(token->text, "charset") && token->offset == 0) {
        skip_statement(p);
    } else {
        unknown_at_rule(p, token, names, 4);
        skip_statement(p);
    }
}

static void read_rules(struct css_parser *p, uint32_t depth, bool top)
{
    bool late = !top;
    for (;;) {
        const struct css_token *token = now(p);
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
}
