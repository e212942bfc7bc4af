/* At-rules that hold declarations: @page with its margin boxes, @font-face; and lists of media. */
#include "document/css_parse.h"

#include <string.h>

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

void css_unknown_at_rule(struct css_parser *p, const struct css_token *token, const char *const *names,
                         size_t count)
{
    const char *near = aj_did_you_mean(token->text, names, count);
    const char *shown = aj_printf(p->sheet->arena, "@%s", token->text);
    css_fault(p, near ? AJ_E0526 : AJ_E0527, token, shown,
              near ? aj_printf(p->sheet->arena, "@%s", near) : NULL, NULL);
    p->pos++;
}

static void read_margin_box(struct css_parser *p, void *data)
{
    struct css_page_rule rule = *(const struct css_page_rule *)data;
    const struct css_token *token = css_now(p);
    rule.margin_box = -1;
    for (int i = 0; i < DOC_MARGIN_COUNT; i++)
        if (css_same_word(token->text, margin_names[i]))
            rule.margin_box = i;
    if (rule.margin_box < 0) {
        css_unknown_at_rule(p, token, margin_names, DOC_MARGIN_COUNT);
        css_skip_statement(p);
        return;
    }
    p->pos++;
    if (!css_expect(p, '{')) {
        css_skip_statement(p);
        return;
    }
    rule.block = css_read_block(p, CSS_IN_MARGIN_BOX, NULL, NULL);
    AJ_PUSH(p->sheet->arena, p->sheet->pages, p->sheet->page_count, p->sheet->page_cap, rule);
}

/* "name:first:left"; false after a finding. */
static bool read_page_selector(struct css_parser *p, struct css_page_rule *rule)
{
    static const char *const names[] = {"first", "blank", "left", "right"};
    *rule = (struct css_page_rule){.margin_box = -1};
    css_skip_space(p);
    if (css_now(p)->type == CSS_IDENT) {
        rule->name = css_now(p)->text;
        rule->specificity += 1 << 20;
        p->pos++;
    }
    while (css_is_char(css_now(p), ':')) {
        p->pos++;
        const struct css_token *token = css_now(p);
        bool *flags[] = {&rule->first, &rule->blank, &rule->left, &rule->right};
        bool known = false;
        for (size_t i = 0; i < 4 && token->type == CSS_IDENT; i++)
            if (css_same_word(token->text, names[i])) {
                *flags[i] = known = true;
                rule->specificity += i < 2 ? 1 << 10 : 1;
            }
        if (!known) {
            const char *shown = aj_printf(p->sheet->arena, ":%s", css_source(p->sheet, token, token));
            const char *near = aj_did_you_mean(token->text, names, 4);
            css_fault(p, near ? AJ_E0526 : AJ_E0527, token, shown,
                      near ? aj_printf(p->sheet->arena, ":%s", near) : NULL, NULL);
            return false;
        }
        p->pos++;
    }
    return true;
}

void css_read_page(struct css_parser *p, const struct css_token *at)
{
    struct css_page_rule selectors[16];
    uint32_t count = 0;
    do {
        if (count >= 16 || !read_page_selector(p, &selectors[count++])) {
            css_skip_statement(p);
            return;
        }
        css_skip_space(p);
    } while (css_is_char(css_now(p), ',') && p->pos++ < p->count);
    if (!css_expect(p, '{')) {
        css_skip_statement(p);
        return;
    }
    uint32_t start = p->pos, findings = p->sheet->finding_count;
    for (uint32_t i = 0; i < count; i++) {
        /* Each selector of a list gets a rule of its own; the block's faults are told once. */
        p->pos = start;
        struct css_page_rule rule = selectors[i];
        rule.file = at->file;
        rule.offset = at->offset;
        rule.block = css_read_block(p, CSS_IN_PAGE, read_margin_box, &rule);
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
    const struct css_token *name = css_now(p);
    size_t i = 0;
    p->pos++;
    while (i < 4 && !css_same_word(name->text, names[i]))
        i++;
    if (i == 4) {
        const char *near = aj_did_you_mean(name->text, names, 4);
        css_fault(p, near ? AJ_E0522 : AJ_E0523, name, name->text, near, NULL);
        css_skip_declaration(p);
        return;
    }
    struct css_value_tokens value;
    if (!css_expect(p, ':') || !css_find_value(p, &value)) {
        css_fault(p, AJ_E0524, name, name->text, "", takes[i]);
        return;
    }
    struct css_reader reader = {
        .arena = p->sheet->arena, .tokens = p->tokens + value.first, .count = value.end - value.first};
    if (!read_descriptor(names[i], &reader, face) || !css_at_end(&reader))
        css_fault(p, AJ_E0524, &reader.tokens[0], name->text,
                  css_source(p->sheet, &reader.tokens[0], &reader.tokens[reader.count - 1]), takes[i]);
}

void css_read_font_face(struct css_parser *p, const struct css_token *at)
{
    struct css_font_face face = {.weight = 400, .file = at->file, .offset = at->offset};
    if (!css_expect(p, '{')) {
        css_skip_statement(p);
        return;
    }
    while (css_now(p)->type != CSS_END && !css_is_char(css_now(p), '}')) {
        if (css_now(p)->type == CSS_SPACE || css_is_char(css_now(p), ';')) {
            p->pos++;
        } else if (css_now(p)->type == CSS_IDENT) {
            read_font_declaration(p, &face);
        } else {
            css_fault(p, AJ_E0521, css_now(p), css_source(p->sheet, css_now(p), css_now(p)), NULL, NULL);
            css_skip_declaration(p);
        }
    }
    css_expect(p, '}');
    if (!face.family || !face.src)
        css_fault(p, AJ_E0532, at, face.family ? "src" : "font-family", NULL, NULL);
    else
        AJ_PUSH(p->sheet->arena, p->sheet->faces, p->sheet->face_count, p->sheet->face_cap, face);
}

/* A media list up to "{" or ";": 1 when it has print or all (or is empty), 0 for others, -1 when it asks for
 * more. */
int css_read_media(struct css_parser *p)
{
    int applies = -1;
    const struct css_token *first;
    css_skip_space(p);
    first = css_now(p);
    while (css_now(p)->type == CSS_IDENT) {
        bool ours = css_same_word(css_now(p)->text, "print") || css_same_word(css_now(p)->text, "all");
        bool other = css_same_word(css_now(p)->text, "screen") || css_same_word(css_now(p)->text, "speech");
        if (!ours && !other)
            break;
        applies = ours || applies == 1;
        p->pos++;
        css_skip_space(p);
        if (!css_is_char(css_now(p), ','))
            break;
        p->pos++;
        css_skip_space(p);
    }
    if (css_is_char(css_now(p), '{') || css_is_char(css_now(p), ';'))
        return applies < 0 ? 1 : applies;
    css_fault(p, AJ_E0528, css_now(p), css_source(p->sheet, first, css_now(p)), NULL, NULL);
    return -1;
}
