/* Properties: their table, and how each one's value is read. */
#include "document/computed.h"
#include "document/css_list.h"
#include "document/css_shorthand.h"

#include <string.h>

/* The fields from `first` to `last` of struct doc_computed. */
#define AT(field) offsetof(struct doc_computed, field)
#define END(field) (offsetof(struct doc_computed, field) + sizeof((struct doc_computed *)0)->field)

const struct css_property_info css_properties[CSS_PROPERTY_COUNT] = {
#define P(id, name, inherited, grammar, first, last, syntax)                                                 \
    {name, inherited, grammar, AT(first), END(last) - AT(first)},
#include "document/properties.def"
#undef P
};

static const char *const syntaxes[] = {
#define P(id, name, inherited, grammar, first, last, syntax) syntax,
#include "document/properties.def"
#undef P
};

static const struct {
    uint8_t property, value;
    const char *word;
} words[] = {
#define W(property, word, value) {CSS_##property, value, word},
#include "document/words.def"
#undef W
};

int css_property_find(const char *name)
{
    for (int i = 0; i < CSS_PROPERTY_COUNT; i++)
        if (css_same_word(name, css_properties[i].name))
            return i;
    return css_shorthand_find(name);
}

const char *css_property_name(int id)
{
    return id < CSS_PROPERTY_COUNT ? css_properties[id].name : css_shorthand_name(id);
}

const char *css_property_suggest(const char *name)
{
    const char *names[CSS_PROPERTY_COUNT + CSS_SHORTHAND_MOST];
    size_t count = 0;
    for (int i = 0; i < CSS_PROPERTY_COUNT; i++)
        names[count++] = css_properties[i].name;
    for (int i = CSS_PROPERTY_COUNT; css_shorthand_name(i); i++)
        names[count++] = css_shorthand_name(i);
    return aj_did_you_mean(name, names, count);
}

const char *css_property_syntax(struct aj_arena *arena, int id)
{
    if (id >= CSS_PROPERTY_COUNT)
        return css_shorthand_syntax(id);
    if (*syntaxes[id])
        return syntaxes[id];
    const char *all = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].property == id)
            all = all ? aj_printf(arena, "%s | %s", all, words[i].word) : words[i].word;
    return all ? all : "";
}

bool css_read_keyword(struct css_reader *reader, enum css_property property, struct css_value *out)
{
    const struct css_token *token = css_peek(reader);
    if (token->type != CSS_IDENT)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].property == property && css_same_word(token->text, words[i].word)) {
            *out = (struct css_value){.kind = CSS_V_KEYWORD, .number = words[i].value};
            css_take(reader);
            return true;
        }
    return false;
}

static bool keyword(struct css_value *out, int64_t value)
{
    *out = (struct css_value){.kind = CSS_V_KEYWORD, .number = value};
    return true;
}

static bool points(struct css_value *out, int64_t micro)
{
    *out = (struct css_value){.kind = CSS_V_LENGTH, .unit = CSS_PT, .number = micro};
    return true;
}

static bool read_size(struct css_reader *r, int id, struct css_value *out)
{
    bool automatic = id == CSS_WIDTH || id == CSS_HEIGHT || id == CSS_MIN_WIDTH ||
                     (id >= CSS_MARGIN_TOP && id <= CSS_MARGIN_LEFT);
    if ((automatic && css_take_word(r, "auto")) || (id == CSS_MAX_WIDTH && css_take_word(r, "none")))
        return keyword(out, DOC_AUTO);
    unsigned allow = CSS_ALLOW_PERCENT;
    if (id == CSS_TEXT_INDENT)
        allow |= CSS_ALLOW_NEGATIVE;
    return css_read_length(r, allow, out);
}

static bool read_length(struct css_reader *r, int id, struct css_value *out)
{
    bool spacing = id == CSS_LETTER_SPACING || id == CSS_WORD_SPACING;
    bool width = (id >= CSS_BORDER_TOP_WIDTH && id <= CSS_BORDER_LEFT_WIDTH) || id == CSS_COLUMN_RULE_WIDTH;
    if ((spacing || id == CSS_ROW_GAP) && css_take_word(r, "normal"))
        return points(out, 0);
    if (width && css_take_word(r, "thin"))
        return points(out, 750000);
    if (width && css_take_word(r, "medium"))
        return points(out, 2250000);
    if (width && css_take_word(r, "thick"))
        return points(out, 3750000);
    return css_read_length(r, spacing ? CSS_ALLOW_NEGATIVE : 0, out);
}

static bool read_integer(struct css_reader *r, int id, struct css_value *out)
{
    static const struct {
        uint8_t id;
        const char *word; /* that stands for 0 */
        int32_t least, most;
    } limits[] = {{CSS_HYPHENATE_LIMIT_LINES, "no-limit", 1, 100},
                  {CSS_HYPHEN_PENALTY, NULL, 0, 250},
                  {CSS_HYPHENS_PENALTY, NULL, 0, 250},
                  {CSS_LAST_LINE_PENALTY, NULL, 0, 250},
                  {CSS_SPACE_STRETCH, NULL, 5, 200},
                  {CSS_SPACE_SHRINK, NULL, 0, 60},
                  {CSS_LETTER_FIT, "none", 1, 30},
                  {CSS_OPTICAL_MARGIN, "none", 1, 150},
                  {CSS_ORPHANS, NULL, 1, 100},
                  {CSS_WIDOWS, NULL, 1, 100},
                  {CSS_COLUMN_COUNT, "auto", 1, 8},
                  {CSS_BOOKMARK_LEVEL, "none", 1, 6}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (limits[i].id != id)
            continue;
        if (limits[i].word && css_take_word(r, limits[i].word))
            return keyword(out, 0);
        int32_t number;
        return css_read_integer(r, limits[i].least, limits[i].most, &number) && keyword(out, number);
    }
    return false;
}

static bool read_pointer(struct css_reader *r, int id, struct css_value *out)
{
    *out = (struct css_value){.kind = CSS_V_POINTER};
    switch (id) {
    case CSS_FONT_FAMILY:
        return css_list_families(r, out);
    case CSS_FONT_FEATURE_SETTINGS:
        return css_list_features(r, out);
    case CSS_CONTENT:
        return css_list_content(r, out);
    case CSS_COUNTER_RESET:
    case CSS_COUNTER_SET:
        return css_list_counters(r, 0, out);
    case CSS_COUNTER_INCREMENT:
        return css_list_counters(r, 1, out);
    case CSS_QUOTES:
        return css_list_quotes(r, out);
    case CSS_STRING_SET:
        return css_list_string_set(r, out);
    case CSS_CAPTION_CONTINUED:
        return css_take_word(r, "none") || (out->pointer = css_read_string(r)) != NULL;
    case CSS_HYPHENATE_CHARACTER:
        return css_take_word(r, "auto") || (out->pointer = css_read_string(r)) != NULL;
    case CSS_PAGE:
        return css_take_word(r, "auto") || (out->pointer = css_read_ident(r)) != NULL;
    default:
        return false;
    }
}

static bool read_font_size(struct css_reader *r, struct css_value *out)
{
    if (css_take_word(r, "small"))
        return points(out, 10000000);
    if (css_take_word(r, "medium"))
        return points(out, 12000000);
    if (css_take_word(r, "large"))
        return points(out, 14400000);
    *out = (struct css_value){.kind = CSS_V_LENGTH, .unit = CSS_EM, .number = 833333};
    if (css_take_word(r, "smaller"))
        return true;
    out->number = 1200000;
    return css_take_word(r, "larger") || css_read_length(r, CSS_ALLOW_PERCENT, out);
}

enum { BOLDER = -1, LIGHTER = -2 };

static bool read_font_weight(struct css_reader *r, struct css_value *out)
{
    int32_t number;
    if (css_take_word(r, "normal"))
        return keyword(out, 400);
    if (css_take_word(r, "bold"))
        return keyword(out, 700);
    if (css_take_word(r, "bolder"))
        return keyword(out, BOLDER);
    if (css_take_word(r, "lighter"))
        return keyword(out, LIGHTER);
    return css_read_integer(r, 1, 1000, &number) && keyword(out, number);
}

struct flag {
    const char *word;
    int bit, against; /* against: bits that may not be set as well */
};

static bool read_flags(struct css_reader *r, const struct flag *flags, size_t count, struct css_value *out)
{
    int bits = 0, taken = 0;
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < count && !found; i++) {
            if (!css_take_word(r, flags[i].word))
                continue;
            if (bits & (flags[i].bit | flags[i].against))
                return false;
            bits |= flags[i].bit;
            found = true;
            taken++;
        }
    }
    return taken > 0 && keyword(out, bits);
}

static const struct flag numeric_flags[] = {{"lining-nums", DOC_LINING, DOC_OLDSTYLE},
                                            {"oldstyle-nums", DOC_OLDSTYLE, DOC_LINING},
                                            {"proportional-nums", DOC_PROPORTIONAL, DOC_TABULAR},
                                            {"tabular-nums", DOC_TABULAR, DOC_PROPORTIONAL},
                                            {"diagonal-fractions", DOC_DIAGONAL, DOC_STACKED},
                                            {"stacked-fractions", DOC_STACKED, DOC_DIAGONAL},
                                            {"ordinal", DOC_ORDINAL, 0},
                                            {"slashed-zero", DOC_SLASHED, 0}};
static const struct flag mark_flags[] = {{"crop", DOC_CROP, 0}, {"cross", DOC_CROSS, 0}};
static const struct flag ligature_flags[] = {{"common-ligatures", DOC_COMMON_ON, DOC_COMMON_OFF},
                                             {"no-common-ligatures", DOC_COMMON_OFF, DOC_COMMON_ON},
                                             {"discretionary-ligatures", DOC_DISCRETIONARY, 0},
                                             {"historical-ligatures", DOC_HISTORICAL, 0},
                                             {"no-contextual", DOC_CONTEXTUAL_OFF, 0}};
static const struct flag line_flags[] = {{"underline", DOC_UNDERLINE, 0},
                                         {"line-through", DOC_LINE_THROUGH, 0}};

#define FLAGS(array) array, sizeof(array) / sizeof *(array)

/* text-align: a word, or the string to align on, which in Swedish figures is the decimal comma. */
static bool read_align(struct css_reader *r, struct css_value *out)
{
    bool right = css_take_word(r, "right");
    const char *mark = css_read_string(r);
    if (mark) {
        if (strcmp(mark, ",") != 0)
            return false;
        if (!right)
            css_take_word(r, "right");
        return keyword(out, DOC_DECIMAL);
    }
    return right ? keyword(out, DOC_RIGHT) : css_read_keyword(r, CSS_TEXT_ALIGN, out);
}

/* Three small numbers in one: word, before, after. */
static bool read_limit_chars(struct css_reader *r, struct css_value *out)
{
    int32_t part[3] = {0, 0, 0};
    int n = 0;
    for (; n < 3 && css_peek(r)->type != CSS_END; n++)
        if (!css_take_word(r, "auto") && !css_read_integer(r, 1, 100, &part[n]))
            return false;
    if (n == 2)
        part[2] = part[1];
    return n > 0 && keyword(out, part[0] | part[1] << 8 | part[2] << 16);
}

static bool read_spacing(struct css_reader *r, struct css_value *out)
{
    struct css_value *pair = AJ_NEW_N(r->arena, struct css_value, 2);
    if (!css_read_length(r, 0, &pair[0]))
        return false;
    pair[1] = pair[0];
    *out = (struct css_value){.kind = CSS_V_POINTER, .pointer = pair};
    return css_peek(r)->type == CSS_END || css_read_length(r, 0, &pair[1]);
}

static bool read_mark(struct css_reader *r, struct css_value *out)
{
    const char *string = css_read_string(r);
    if (!string)
        return css_read_keyword(r, CSS_LIST_STYLE_TYPE, out);
    *out = (struct css_value){.kind = CSS_V_POINTER, .pointer = string};
    return true;
}

static const struct {
    const char *name;
    int32_t width, height; /* mm in hundredths */
} papers[] = {{"a3", 29700, 42000}, {"a4", 21000, 29700},     {"a5", 14800, 21000},   {"b4", 25000, 35300},
              {"b5", 17600, 25000}, {"letter", 21590, 27940}, {"legal", 21590, 35560}};

static bool read_paper(struct css_reader *r, struct css_value *out)
{
    struct css_value *pair = AJ_NEW_N(r->arena, struct css_value, 2);
    *out = (struct css_value){.kind = CSS_V_POINTER, .pointer = pair};
    if (css_read_length(r, 0, &pair[0])) {
        pair[1] = pair[0];
        return css_peek(r)->type == CSS_END || css_read_length(r, 0, &pair[1]);
    }
    bool landscape = css_take_word(r, "landscape"), portrait = !landscape && css_take_word(r, "portrait");
    bool found = false;
    for (size_t i = 0; i < sizeof papers / sizeof *papers && !found; i++) {
        found = css_take_word(r, papers[i].name);
        points(&pair[0], (int64_t)papers[i].width * 3600000 / 127);
        points(&pair[1], (int64_t)papers[i].height * 3600000 / 127);
    }
    if (!found) /* the sheet's way to lie without its size: A4 */
        points(&pair[0], 595275591), points(&pair[1], 841889764);
    if (!landscape && !portrait) {
        landscape = css_take_word(r, "landscape");
        portrait = !landscape && css_take_word(r, "portrait");
    }
    if (landscape) {
        struct css_value width = pair[0];
        pair[0] = pair[1];
        pair[1] = width;
    }
    return found || landscape || portrait;
}

static bool read_own(struct css_reader *r, int id, struct css_value *out)
{
    switch (id) {
    case CSS_FONT_SIZE:
        return read_font_size(r, out);
    case CSS_FONT_WEIGHT:
        return read_font_weight(r, out);
    case CSS_LINE_HEIGHT:
        if (css_take_word(r, "normal"))
            return keyword(out, 0);
        return css_read_length(r, CSS_ALLOW_PERCENT | CSS_ALLOW_PLAIN, out);
    case CSS_FONT_VARIANT_NUMERIC:
        return css_take_word(r, "normal") ? keyword(out, 0) : read_flags(r, FLAGS(numeric_flags), out);
    case CSS_FONT_VARIANT_LIGATURES:
        if (css_take_word(r, "none"))
            return keyword(out, DOC_COMMON_OFF | DOC_CONTEXTUAL_OFF);
        return css_take_word(r, "normal") ? keyword(out, 0) : read_flags(r, FLAGS(ligature_flags), out);
    case CSS_MARKS:
        return css_take_word(r, "none") ? keyword(out, 0) : read_flags(r, FLAGS(mark_flags), out);
    case CSS_TEXT_DECORATION_LINE:
        return css_take_word(r, "none") ? keyword(out, 0) : read_flags(r, FLAGS(line_flags), out);
    case CSS_TEXT_ALIGN:
        return read_align(r, out);
    case CSS_HYPHENATE_LIMIT_CHARS:
        return read_limit_chars(r, out);
    case CSS_VERTICAL_ALIGN:
        return css_read_keyword(r, CSS_VERTICAL_ALIGN, out) ||
               css_read_length(r, CSS_ALLOW_PERCENT | CSS_ALLOW_NEGATIVE, out);
    case CSS_BORDER_SPACING:
        return read_spacing(r, out);
    case CSS_COLUMN_GAP:
        return css_take_word(r, "normal") ? keyword(out, 0) : css_read_length(r, 0, out);
    case CSS_TABLE_FIT:
        return css_list_table_fit(r, out);
    case CSS_GRID_TEMPLATE_COLUMNS:
        return css_list_tracks(r, out);
    case CSS_LIST_STYLE_TYPE:
        return read_mark(r, out);
    case CSS_SIZE:
        return read_paper(r, out);
    default:
        return false;
    }
}

static bool read_longhand(struct css_reader *r, int id, struct css_value *out)
{
    switch (css_properties[id].grammar) {
    case CSS_G_KEYWORD:
        return css_read_keyword(r, (enum css_property)id, out);
    case CSS_G_SIZE:
        return read_size(r, id, out);
    case CSS_G_LENGTH:
        return read_length(r, id, out);
    case CSS_G_COLOR:
        return css_read_color(r, out);
    case CSS_G_INTEGER:
        return read_integer(r, id, out);
    case CSS_G_POINTER:
        return read_pointer(r, id, out);
    default:
        return read_own(r, id, out);
    }
}

bool css_property_parse(int id, struct css_reader *reader, struct css_output *out)
{
    if (id >= CSS_PROPERTY_COUNT)
        return css_shorthand_parse(id, reader, out);
    struct css_value value;
    if (!read_longhand(reader, id, &value))
        return false;
    out->items[out->count].property = (uint8_t)id;
    out->items[out->count++].value = value;
    return true;
}

uint32_t css_property_longhands(int id, uint8_t out[24])
{
    if (id >= CSS_PROPERTY_COUNT)
        return css_shorthand_longhands(id, out);
    out[0] = (uint8_t)id;
    return 1;
}

bool css_value_parse(int id, struct css_reader *reader, struct css_output *out)
{
    uint8_t kind = css_take_word(reader, "inherit")   ? CSS_V_INHERIT
                   : css_take_word(reader, "initial") ? CSS_V_INITIAL
                   : css_take_word(reader, "unset")   ? CSS_V_UNSET
                                                      : CSS_V_NONE;
    out->count = 0;
    if (kind != CSS_V_NONE) {
        uint8_t longhands[24];
        out->count = css_property_longhands(id, longhands);
        for (uint32_t i = 0; i < out->count; i++) {
            out->items[i].property = longhands[i];
            out->items[i].value = (struct css_value){.kind = kind};
        }
    }
    if ((kind != CSS_V_NONE || css_property_parse(id, reader, out)) && css_at_end(reader))
        return true;
    css_peek(reader);
    if (reader->pos > reader->stuck)
        reader->stuck = reader->pos;
    return false;
}
