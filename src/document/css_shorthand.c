#include "document/css_shorthand.h"

#include "document/computed.h"

#include <string.h>

/* How a shorthand's value is read. */
enum way {
    BOX,   /* one to four values: top, right, bottom, left */
    ANY,   /* each longhand at most once, in any order */
    ALIAS, /* one longhand under another name */
    SIDES, /* width, style and colour, the same for every side */
    FONT,
    GAP,     /* rows, columns; one value for both */
    VARIANT, /* the font-variant-* longhands */
    BREAK    /* page-break-*: the words of CSS 2 */
};

struct shorthand {
    const char *name;
    enum way way;
    uint8_t longhands[13]; /* ended by END */
    const char *syntax;
};

enum { END = CSS_CUSTOM };

#define SIDE(side) CSS_BORDER_##side##_WIDTH, CSS_BORDER_##side##_STYLE, CSS_BORDER_##side##_COLOR
#define ALL(what)                                                                                            \
    CSS_BORDER_TOP_##what, CSS_BORDER_RIGHT_##what, CSS_BORDER_BOTTOM_##what, CSS_BORDER_LEFT_##what

static const struct shorthand shorthands[] = {
    {"margin",
     BOX,
     {CSS_MARGIN_TOP, CSS_MARGIN_RIGHT, CSS_MARGIN_BOTTOM, CSS_MARGIN_LEFT, END},
     "[auto | <length> | <percentage>]{1,4}"},
    {"padding",
     BOX,
     {CSS_PADDING_TOP, CSS_PADDING_RIGHT, CSS_PADDING_BOTTOM, CSS_PADDING_LEFT, END},
     "[<length> | <percentage>]{1,4}"},
    {"border-width", BOX, {ALL(WIDTH), END}, "[thin | medium | thick | <length>]{1,4}"},
    {"border-style", BOX, {ALL(STYLE), END}, "[none | solid | dashed | dotted | double]{1,4}"},
    {"border-color", BOX, {ALL(COLOR), END}, "<color>{1,4}"},
    {"border", SIDES, {ALL(WIDTH), ALL(STYLE), ALL(COLOR), END}, "<width> || <style> || <color>"},
    {"border-top", ANY, {SIDE(TOP), END}, "<width> || <style> || <color>"},
    {"border-right", ANY, {SIDE(RIGHT), END}, "<width> || <style> || <color>"},
    {"border-bottom", ANY, {SIDE(BOTTOM), END}, "<width> || <style> || <color>"},
    {"border-left", ANY, {SIDE(LEFT), END}, "<width> || <style> || <color>"},
    {"background", ANY, {CSS_BACKGROUND_COLOR, END}, "none | <color>"},
    {"column-rule",
     ANY,
     {CSS_COLUMN_RULE_WIDTH, CSS_COLUMN_RULE_STYLE, CSS_COLUMN_RULE_COLOR, END},
     "<width> || <style> || <color>"},
    {"columns", ALIAS, {CSS_COLUMN_COUNT, END}, "auto | <integer>"},
    {"gap", GAP, {CSS_ROW_GAP, CSS_COLUMN_GAP, END}, "[normal | <length>]{1,2}"},
    {"list-style",
     ANY,
     {CSS_LIST_STYLE_POSITION, CSS_LIST_STYLE_TYPE, END},
     "inside | outside || <list-style-type>"},
    {"text-decoration", ALIAS, {CSS_TEXT_DECORATION_LINE, END}, "none | [underline || line-through]"},
    {"page-break-before", BREAK, {CSS_BREAK_BEFORE, END}, "auto | always | avoid | left | right"},
    {"page-break-after", BREAK, {CSS_BREAK_AFTER, END}, "auto | always | avoid | left | right"},
    {"page-break-inside", BREAK, {CSS_BREAK_INSIDE, END}, "auto | avoid"},
    {"font-variant",
     VARIANT,
     {CSS_FONT_VARIANT_NUMERIC, CSS_FONT_VARIANT_CAPS, CSS_FONT_VARIANT_LIGATURES, END},
     "normal | none | the words of font-variant-numeric, -caps and -ligatures"},
    {"font",
     FONT,
     {CSS_FONT_STYLE, CSS_FONT_VARIANT_CAPS, CSS_FONT_WEIGHT, CSS_FONT_SIZE, CSS_LINE_HEIGHT, CSS_FONT_FAMILY,
      CSS_FONT_VARIANT_NUMERIC, CSS_FONT_VARIANT_LIGATURES, CSS_FONT_KERNING, CSS_FONT_FEATURE_SETTINGS, END},
     "[<style> || small-caps || <weight>]? <size>[/<line-height>]? <family>, …"},
};

enum { COUNT = sizeof shorthands / sizeof *shorthands };

int css_shorthand_find(const char *name)
{
    for (int i = 0; i < COUNT; i++)
        if (css_same_word(name, shorthands[i].name))
            return CSS_PROPERTY_COUNT + i;
    return -1;
}

const char *css_shorthand_name(int id)
{
    id -= CSS_PROPERTY_COUNT;
    return id >= 0 && id < COUNT ? shorthands[id].name : NULL;
}

const char *css_shorthand_syntax(int id)
{
    return shorthands[id - CSS_PROPERTY_COUNT].syntax;
}

uint32_t css_shorthand_longhands(int id, uint8_t out[24])
{
    const struct shorthand *s = &shorthands[id - CSS_PROPERTY_COUNT];
    uint32_t count = 0;
    while (s->longhands[count] != END) {
        out[count] = s->longhands[count];
        count++;
    }
    return count;
}

static void put(struct css_output *out, uint8_t property, struct css_value value)
{
    out->items[out->count].property = property;
    out->items[out->count++].value = value;
}

static bool read_one(struct css_reader *r, uint8_t property, struct css_value *value)
{
    struct css_output one = {.count = 0};
    uint32_t before = r->pos;
    if (css_property_parse(property, r, &one)) {
        *value = one.items[0].value;
        return true;
    }
    r->pos = before;
    return false;
}

static bool read_box(struct css_reader *r, const struct shorthand *s, struct css_output *out)
{
    struct css_value v[4];
    int n = 0;
    while (n < 4 && css_peek(r)->type != CSS_END) {
        if (!read_one(r, s->longhands[0], &v[n]))
            return false;
        n++;
    }
    if (n == 0)
        return false;
    put(out, s->longhands[0], v[0]);
    put(out, s->longhands[1], v[n > 1 ? 1 : 0]);
    put(out, s->longhands[2], v[n > 2 ? 2 : 0]);
    put(out, s->longhands[3], v[n > 3 ? 3 : n > 1 ? 1 : 0]);
    return true;
}

/* The longhands of `list` in any order, each at most once; those not named get their initial values. */
static bool read_any(struct css_reader *r, const uint8_t *list, uint32_t count, struct css_value *values)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++)
        values[i] = (struct css_value){.kind = CSS_V_INITIAL};
    while (css_peek(r)->type != CSS_END) {
        uint32_t i = 0;
        for (; i < count; i++)
            if (values[i].kind == CSS_V_INITIAL && read_one(r, list[i], &values[i]))
                break;
        if (i == count)
            return false;
        taken++;
    }
    return taken > 0;
}

static bool read_sides(struct css_reader *r, struct css_output *out)
{
    static const uint8_t first[] = {CSS_BORDER_TOP_WIDTH, CSS_BORDER_TOP_STYLE, CSS_BORDER_TOP_COLOR};
    struct css_value values[3];
    if (!read_any(r, first, 3, values))
        return false;
    for (uint8_t i = 0; i < 3; i++)
        for (uint8_t side = 0; side < 4; side++)
            put(out, (uint8_t)(first[i] + side), values[i]);
    return true;
}

/* The words of the font-variant-* longhands in any order: each longhand takes its own. */
static bool read_variant(struct css_reader *r, const struct shorthand *s, struct css_output *out)
{
    struct css_value numeric = {.kind = CSS_V_INITIAL}, caps = numeric, ligatures = numeric;
    if (css_take_word(r, "none")) {
        ligatures = (struct css_value){.kind = CSS_V_KEYWORD, .number = DOC_COMMON_OFF | DOC_CONTEXTUAL_OFF};
    } else if (!css_take_word(r, "normal")) {
        struct css_value values[3];
        if (!read_any(r, s->longhands, 3, values))
            return false;
        numeric = values[0];
        caps = values[1];
        ligatures = values[2];
    }
    put(out, CSS_FONT_VARIANT_NUMERIC, numeric);
    put(out, CSS_FONT_VARIANT_CAPS, caps);
    put(out, CSS_FONT_VARIANT_LIGATURES, ligatures);
    return true;
}

static bool read_font(struct css_reader *r, const struct shorthand *s, struct css_output *out)
{
    struct css_value v[3], size, line = {.kind = CSS_V_INITIAL}, family;
    for (int i = 0; i < 3; i++)
        v[i] = (struct css_value){.kind = CSS_V_INITIAL};
    for (int i = 0; i < 3;) {
        if (css_take_word(r, "normal"))
            continue;
        if (v[i].kind == CSS_V_INITIAL && read_one(r, s->longhands[i], &v[i]))
            i = 0;
        else
            i++;
    }
    if (!read_one(r, CSS_FONT_SIZE, &size))
        return false;
    if (css_take_char(r, '/') && !read_one(r, CSS_LINE_HEIGHT, &line))
        return false;
    if (!read_one(r, CSS_FONT_FAMILY, &family))
        return false;
    for (int i = 0; i < 3; i++)
        put(out, s->longhands[i], v[i]);
    put(out, CSS_FONT_SIZE, size);
    put(out, CSS_LINE_HEIGHT, line);
    put(out, CSS_FONT_FAMILY, family);
    for (int i = 6; s->longhands[i] != END; i++)
        put(out, s->longhands[i], (struct css_value){.kind = CSS_V_INITIAL});
    return true;
}

static bool read_gap(struct css_reader *r, struct css_output *out)
{
    struct css_value rows, columns;
    uint32_t first = r->pos;
    if (!read_one(r, CSS_ROW_GAP, &rows))
        return false;
    if (css_peek(r)->type == CSS_END)
        r->pos = first;
    if (!read_one(r, CSS_COLUMN_GAP, &columns))
        return false;
    put(out, CSS_ROW_GAP, rows);
    put(out, CSS_COLUMN_GAP, columns);
    return true;
}

/* page-break-*: not the words that break-* has for columns. */
static bool read_break(struct css_reader *r, uint8_t property, struct css_output *out)
{
    static const char *const old[] = {"auto", "always", "avoid", "left", "right"};
    const struct css_token *token = css_peek(r);
    bool known = false;
    for (size_t i = 0; i < 5; i++)
        known = known || (token->type == CSS_IDENT && css_same_word(token->text, old[i]));
    return known && css_property_parse(property, r, out);
}

bool css_shorthand_parse(int id, struct css_reader *reader, struct css_output *out)
{
    const struct shorthand *s = &shorthands[id - CSS_PROPERTY_COUNT];
    uint8_t list[24];
    uint32_t count = css_shorthand_longhands(id, list);
    switch (s->way) {
    case BOX:
        return read_box(reader, s, out);
    case SIDES:
        return read_sides(reader, out);
    case FONT:
        return read_font(reader, s, out);
    case VARIANT:
        return read_variant(reader, s, out);
    case GAP:
        return read_gap(reader, out);
    case BREAK:
        return read_break(reader, s->longhands[0], out);
    case ALIAS:
        return css_property_parse(s->longhands[0], reader, out);
    case ANY:
        break;
    }
    struct css_value values[sizeof list];
    if (list[0] == CSS_BACKGROUND_COLOR && css_take_word(reader, "none")) {
        put(out, CSS_BACKGROUND_COLOR, (struct css_value){.kind = CSS_V_INITIAL});
        return true;
    }
    if (!read_any(reader, list, count, values))
        return false;
    for (uint32_t i = 0; i < count; i++)
        put(out, list[i], values[i]);
    return true;
}
