/* Values that are lists: content, counters, quotes, named strings, families, font features. */
#include "document/css_list.h"

#include "document/tag.h"

#include <string.h>

enum { LIST_MOST = 64 };

static const struct {
    const char *name;
    uint8_t style;
} counter_styles[] = {
    {"decimal", CSS_DECIMAL},         {"decimal-leading-zero", CSS_DECIMAL_ZERO},
    {"lower-alpha", CSS_LOWER_ALPHA}, {"lower-latin", CSS_LOWER_ALPHA},
    {"upper-alpha", CSS_UPPER_ALPHA}, {"upper-latin", CSS_UPPER_ALPHA},
    {"lower-roman", CSS_LOWER_ROMAN}, {"upper-roman", CSS_UPPER_ROMAN},
};

bool css_read_counter_style(struct css_reader *reader, uint8_t *style)
{
    const struct css_token *token = css_peek(reader);
    if (token->type != CSS_IDENT)
        return false;
    for (size_t i = 0; i < sizeof counter_styles / sizeof *counter_styles; i++)
        if (css_same_word(token->text, counter_styles[i].name)) {
            *style = counter_styles[i].style;
            css_take(reader);
            return true;
        }
    return false;
}

/* ", style" or nothing, then the end. */
static bool read_style_tail(struct css_reader *r, struct css_content_item *item)
{
    item->style = CSS_DECIMAL;
    if (css_take_char(r, ',') && !css_read_counter_style(r, &item->style))
        return false;
    return css_at_end(r);
}

/* attr(href), the only way to say where a target is. */
static bool read_target(struct css_reader *r, struct css_content_item *item)
{
    struct css_reader inner;
    const struct css_token *token = css_take(r);
    if (token->type != CSS_FUNCTION || !css_same_word(token->text, "attr") || !css_read_arguments(r, &inner))
        return false;
    item->target = css_read_ident(&inner);
    return item->target && doc_attr_known(item->target) && css_at_end(&inner);
}

static bool read_leader(struct css_reader *r, struct css_content_item *item)
{
    item->kind = CSS_C_LEADER;
    if (css_take_word(r, "dotted"))
        item->text = ".";
    else if (css_take_word(r, "solid"))
        item->text = "_";
    else if (css_take_word(r, "space"))
        item->text = " ";
    else
        item->text = css_read_string(r);
    return item->text && *item->text && css_at_end(r);
}

static bool read_target_counter(struct css_reader *r, struct css_content_item *item)
{
    item->kind = CSS_C_TARGET_COUNTER;
    if (!read_target(r, item) || !css_take_char(r, ','))
        return false;
    item->text = css_read_ident(r);
    item->plain = css_peek(r)->type == CSS_END;
    return item->text && read_style_tail(r, item);
}

static bool read_target_text(struct css_reader *r, struct css_content_item *item)
{
    item->kind = CSS_C_TARGET_TEXT;
    if (!read_target(r, item))
        return false;
    if (css_take_char(r, ',') && !css_take_word(r, "content"))
        return false;
    return css_at_end(r);
}

/* ", last": which of a page's values string() takes. */
static bool read_which(struct css_reader *r, struct css_content_item *item)
{
    static const char *const words[] = {[DOC_FIRST] = "first",
                                        [DOC_START] = "start",
                                        [DOC_LAST] = "last",
                                        [DOC_FIRST_EXCEPT] = "first-except"};
    item->style = DOC_FIRST;
    if (!css_take_char(r, ','))
        return true;
    for (uint8_t i = 0; i < sizeof words / sizeof *words; i++)
        if (css_take_word(r, words[i])) {
            item->style = i;
            return true;
        }
    return false;
}

/* One function of a content list, its arguments in r. */
static bool read_function(struct css_reader *r, const char *name, bool string_set,
                          struct css_content_item *item)
{
    if (css_same_word(name, "attr")) {
        item->kind = CSS_C_ATTR;
        item->text = css_read_ident(r);
        return item->text && doc_attr_known(item->text) && css_at_end(r);
    }
    if (css_same_word(name, "counter")) {
        item->kind = CSS_C_COUNTER;
        item->text = css_read_ident(r);
        return item->text && read_style_tail(r, item);
    }
    if (css_same_word(name, "counters")) {
        item->kind = CSS_C_COUNTERS;
        item->text = css_read_ident(r);
        item->separator = item->text && css_take_char(r, ',') ? css_read_string(r) : NULL;
        return item->separator && read_style_tail(r, item);
    }
    if (string_set && css_same_word(name, "content")) {
        item->kind = CSS_C_CONTENT;
        css_take_word(r, "text");
        return css_at_end(r);
    }
    if (string_set)
        return false;
    if (css_same_word(name, "url")) {
        item->kind = CSS_C_IMAGE;
        item->text = css_read_string(r);
        return item->text && *item->text && css_at_end(r);
    }
    if (css_same_word(name, "string")) {
        item->kind = CSS_C_STRING;
        item->text = css_read_ident(r);
        return read_which(r, item) && item->text && css_at_end(r);
    }
    if (css_same_word(name, "-arshjul-colors")) {
        item->kind = CSS_C_COLORS;
        return css_at_end(r);
    }
    if (css_same_word(name, "-arshjul-font")) {
        item->kind = CSS_C_FONT;
        return css_at_end(r);
    }
    if (css_same_word(name, "leader"))
        return read_leader(r, item);
    if (css_same_word(name, "target-counter"))
        return read_target_counter(r, item);
    return css_same_word(name, "target-text") && read_target_text(r, item);
}

static bool read_item(struct css_reader *r, bool string_set, struct css_content_item *item)
{
    static const struct {
        const char *word;
        uint8_t kind;
    } quotes[] = {{"open-quote", CSS_C_OPEN_QUOTE},
                  {"close-quote", CSS_C_CLOSE_QUOTE},
                  {"no-open-quote", CSS_C_NO_OPEN_QUOTE},
                  {"no-close-quote", CSS_C_NO_CLOSE_QUOTE}};
    css_peek(r); /* past spaces, so that a finding points at the part itself */
    uint32_t before = r->pos;
    const struct css_token *token = css_take(r);
    *item = (struct css_content_item){0};
    if (token->type == CSS_STRING) {
        item->kind = CSS_C_TEXT;
        item->text = token->text;
        return true;
    }
    struct css_reader inner;
    if (!string_set && token->type == CSS_URL) {
        item->kind = CSS_C_IMAGE;
        item->text = token->text;
        return true;
    }
    if (token->type == CSS_FUNCTION && css_read_arguments(r, &inner) &&
        read_function(&inner, token->text, string_set, item))
        return true;
    if (token->type == CSS_IDENT && !string_set)
        for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
            if (css_same_word(token->text, quotes[i].word)) {
                item->kind = quotes[i].kind;
                return true;
            }
    r->pos = before;
    return false;
}

bool css_read_content(struct css_reader *reader, bool string_set, struct css_content *out)
{
    struct css_content_item *items = NULL, item;
    uint32_t len = 0, cap = 0;
    const struct css_token *first = css_peek(reader);
    out->file = first->file;
    out->offset = first->offset;
    out->checked = !reader->computed;
    while (css_peek(reader)->type != CSS_END && !css_is_char(css_peek(reader), ',')) {
        if (len > 0 && !string_set && css_take_char(reader, '/')) {
            out->alt = css_read_string(reader);
            if (!out->alt || !css_at_end(reader))
                return false;
            break;
        }
        if (len >= LIST_MOST || !read_item(reader, string_set, &item))
            return false;
        AJ_PUSH(reader->arena, items, len, cap, item);
    }
    out->items = items;
    out->count = len;
    return len > 0;
}

bool css_list_content(struct css_reader *reader, struct css_value *out)
{
    out->kind = CSS_V_POINTER;
    if (css_take_word(reader, "none") || css_take_word(reader, "normal"))
        return true;
    struct css_content *content = AJ_NEW(reader->arena, struct css_content);
    out->pointer = content;
    return css_read_content(reader, false, content);
}

bool css_list_counters(struct css_reader *reader, int32_t fallback, struct css_value *out)
{
    out->kind = CSS_V_POINTER;
    if (css_take_word(reader, "none"))
        return true;
    struct css_counter *items = NULL;
    uint32_t len = 0, cap = 0;
    while (css_peek(reader)->type != CSS_END) {
        struct css_counter item = {.name = css_read_ident(reader), .value = fallback};
        /* Pages number themselves: an element may say what its page's number is, not add to it. */
        if (!item.name || css_same_word(item.name, "none") ||
            (fallback && css_same_word(item.name, "page")) || css_same_word(item.name, "pages") ||
            len >= LIST_MOST)
            return false;
        if (css_peek(reader)->type == CSS_NUMBER && !css_read_integer(reader, -100000, 100000, &item.value))
            return false;
        AJ_PUSH(reader->arena, items, len, cap, item);
    }
    struct css_counters *counters = AJ_NEW(reader->arena, struct css_counters);
    *counters = (struct css_counters){len, items};
    out->pointer = counters;
    return len > 0;
}

bool css_list_quotes(struct css_reader *reader, struct css_value *out)
{
    struct css_quotes *quotes = AJ_NEW(reader->arena, struct css_quotes);
    const char **marks = NULL;
    uint32_t len = 0, cap = 0;
    out->kind = CSS_V_POINTER;
    if (css_take_word(reader, "auto"))
        return true;
    out->pointer = quotes;
    if (css_take_word(reader, "none"))
        return true;
    while (css_peek(reader)->type != CSS_END) {
        const char *open = css_read_string(reader), *close = open ? css_read_string(reader) : NULL;
        if (!close || len >= LIST_MOST)
            return false;
        AJ_PUSH(reader->arena, marks, len, cap, open);
        AJ_PUSH(reader->arena, marks, len, cap, close);
    }
    quotes->marks = marks;
    quotes->count = len / 2;
    return len > 0;
}

bool css_list_string_set(struct css_reader *reader, struct css_value *out)
{
    struct css_named_content *items = NULL;
    uint32_t len = 0, cap = 0;
    out->kind = CSS_V_POINTER;
    if (css_take_word(reader, "none"))
        return true;
    do {
        struct css_named_content item = {.name = css_read_ident(reader)};
        if (!item.name || len >= LIST_MOST || !css_read_content(reader, true, &item.content))
            return false;
        AJ_PUSH(reader->arena, items, len, cap, item);
    } while (css_take_char(reader, ','));
    struct css_string_set *set = AJ_NEW(reader->arena, struct css_string_set);
    set->count = len;
    set->items = items;
    out->pointer = set;
    return true;
}

bool css_list_families(struct css_reader *reader, struct css_value *out)
{
    const char *names[LIST_MOST];
    bool quoted[LIST_MOST];
    uint32_t len = 0;
    const struct css_token *first = css_peek(reader);
    do {
        if (len >= LIST_MOST)
            return false;
        const char *name = css_read_string(reader);
        quoted[len] = name != NULL;
        while (!quoted[len] && css_peek(reader)->type == CSS_IDENT) {
            const char *word = css_take(reader)->text;
            name = name ? aj_printf(reader->arena, "%s %s", name, word) : word;
        }
        if (!name || !*name)
            return false;
        names[len++] = name;
    } while (css_take_char(reader, ','));
    struct css_families *families = AJ_NEW(reader->arena, struct css_families);
    const char **copy = AJ_NEW_N(reader->arena, const char *, len);
    bool *marks = AJ_NEW_N(reader->arena, bool, len);
    memcpy(copy, names, len * sizeof *names);
    memcpy(marks, quoted, len * sizeof *quoted);
    *families = (struct css_families){len, copy, marks, first->file, first->offset};
    out->kind = CSS_V_POINTER;
    out->pointer = families;
    return true;
}

bool css_list_features(struct css_reader *reader, struct css_value *out)
{
    struct css_feature *items = NULL;
    uint32_t len = 0, cap = 0;
    out->kind = CSS_V_POINTER;
    if (css_take_word(reader, "normal"))
        return true;
    do {
        struct css_feature item = {.value = 1};
        const char *tag = css_read_string(reader);
        int32_t number = 1;
        if (!tag || strlen(tag) != 4 || len >= LIST_MOST)
            return false;
        for (int i = 0; i < 4; i++)
            if (tag[i] < 0x20 || tag[i] > 0x7e || tag[i] == ',' || tag[i] == '=')
                return false;
        memcpy(item.tag, tag, 4);
        if (css_take_word(reader, "off"))
            number = 0;
        else if (!css_take_word(reader, "on"))
            css_read_integer(reader, 0, 9999, &number);
        item.value = (uint16_t)number;
        AJ_PUSH(reader->arena, items, len, cap, item);
    } while (css_take_char(reader, ','));
    struct css_features *features = AJ_NEW(reader->arena, struct css_features);
    *features = (struct css_features){len, items};
    out->pointer = features;
    return true;
}

/* Widths up to the reader's end; repeat() only outside another one (CSS Grid Layout 2, 7.2.3). */
static bool read_tracks(struct css_reader *r, struct css_tracks *tracks, bool outer)
{
    while (css_peek(r)->type != CSS_END) {
        const struct css_token *token = css_peek(r);
        struct css_value width = {.kind = CSS_V_KEYWORD};
        struct css_reader inner;
        int32_t times;
        if (outer && token->type == CSS_FUNCTION && css_same_word(token->text, "repeat")) {
            css_take(r);
            if (!css_read_arguments(r, &inner) || !css_read_integer(&inner, 1, DOC_TRACKS_MOST, &times) ||
                !css_take_char(&inner, ','))
                return false;
            for (uint32_t from = inner.pos; times-- > 0;) {
                inner.pos = from;
                if (!read_tracks(&inner, tracks, false))
                    return false;
            }
            continue;
        }
        if (token->type == CSS_DIMENSION && css_same_word(token->text, "fr")) {
            width = (struct css_value){.kind = CSS_V_NUMBER, .number = token->number};
            if (width.number < 0 || width.number > (int64_t)1000 * CSS_MICRO)
                return false;
            css_take(r);
        } else if (!css_take_word(r, "auto") && !css_read_length(r, CSS_ALLOW_PERCENT, &width)) {
            return false;
        }
        if (tracks->count == DOC_TRACKS_MOST)
            return false;
        tracks->widths[tracks->count++] = width;
    }
    return tracks->count > 0;
}

bool css_list_tracks(struct css_reader *reader, struct css_value *out)
{
    struct css_tracks *tracks = AJ_NEW(reader->arena, struct css_tracks);
    out->kind = CSS_V_POINTER;
    out->pointer = NULL;
    if (css_take_word(reader, "none"))
        return true;
    out->pointer = tracks;
    return read_tracks(reader, tracks, true);
}

bool css_list_table_fit(struct css_reader *reader, struct css_value *out)
{
    *out = (struct css_value){.kind = CSS_V_POINTER};
    if (css_take_word(reader, "none"))
        return true;
    bool scaled = false;
    while (css_peek(reader)->type == CSS_FUNCTION) {
        struct css_reader inner;
        struct css_value floor;
        const struct css_token *token = css_take(reader);
        bool scale = css_same_word(token->text, "scale"), turn = css_same_word(token->text, "turn");
        if ((!scale && !turn) || !css_read_arguments(reader, &inner))
            return false;
        if (turn && (out->pointer || !(out->pointer = css_read_ident(&inner))))
            return false;
        if (scale &&
            (scaled || !css_read_length(&inner, CSS_ALLOW_PERCENT, &floor) || floor.kind != CSS_V_PERCENT ||
             floor.number < 25 * CSS_MICRO || floor.number > 100 * CSS_MICRO))
            return false;
        if (!css_at_end(&inner))
            return false;
        scaled = scaled || scale;
        if (scale)
            out->number = floor.number / (CSS_MICRO / 10);
    }
    return scaled || out->pointer;
}
