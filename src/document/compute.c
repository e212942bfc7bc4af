/* From what was declared to a computed style (CSS Cascading and Inheritance Level 4). */
#include "document/cascade.h"

#include <string.h>

enum { BOLDER = -1 }; /* LIGHTER is -2; as css_property.c gives them */

struct computing {
    struct doc_cascade *cascade;
    const struct doc_computed *parent, *initial;
    struct doc_computed *out;
    const struct css_declaration *won[CSS_PROPERTY_COUNT];
    bool faces_known, gap_given;
};

struct doc_computed css_initial(void)
{
    struct doc_computed initial;
    memset(&initial, 0, sizeof initial);
    struct doc_style style = doc_initial_style();
    memcpy(&initial.style, &style, sizeof style);
    for (int side = 0; side < 4; side++)
        initial.style.border_width[side] = 2250;
    initial.style.column_rule_width = 2250;
    return initial;
}

/* --- lengths --- */

static int64_t divide(int64_t a, int64_t b)
{
    return ((a < 0) == (b < 0) ? a + b / 2 : a - b / 2) / b;
}

static aj_len clamp(int64_t value)
{
    const int64_t most = 1000000000;
    return (aj_len)(value > most ? most : value < -most ? -most : value);
}

/* A face's measure in thousandths of its size; half of it without a face. */
static int64_t face_part(struct computing *c, const struct doc_style *style, bool zero_advance)
{
    if (style == &c->out->style && !c->faces_known) {
        doc_match_faces(c->cascade, c->out);
        c->faces_known = true;
    }
    const struct fnt_face *face = style->face_count ? style->faces[0] : NULL;
    const struct fnt_metrics *metrics = face ? fnt_face_metrics(face) : NULL;
    if (!metrics || metrics->upem <= 0)
        return 500;
    int64_t units = metrics->x_height;
    if (zero_advance)
        units = fnt_shape(c->cascade->fonts, face, NULL, "", "0", 1)->advance;
    return units > 0 ? divide(units * 1000, metrics->upem) : 500;
}

/* `number` millionths of a unit, for a property of an element whose font is `style`'s. */
static int64_t resolve_unit(struct computing *c, const struct doc_style *style, uint8_t unit, int64_t number)
{
    switch (unit) {
    case CSS_EM:
        return divide(number * style->font_size, CSS_MICRO);
    case CSS_REM:
        return divide(number * (c->cascade->root_size ? c->cascade->root_size : style->font_size), CSS_MICRO);
    case CSS_EX:
    case CSS_CH:
        return divide(divide(number * style->font_size, CSS_MICRO) * face_part(c, style, unit == CSS_CH),
                      1000);
    default:
        return divide(number, 1000);
    }
}

/* A length value; percentages are of `whole`. */
static aj_len resolve_of(struct computing *c, const struct doc_style *style, const struct css_value *value,
                         int64_t whole)
{
    if (value->kind == CSS_V_PERCENT)
        return clamp(divide(divide(value->number, 100) * whole, CSS_MICRO));
    if (value->kind != CSS_V_CALC)
        return clamp(resolve_unit(c, style, value->unit, value->number));
    const struct css_terms *terms = value->pointer;
    int64_t sum = 0;
    for (uint8_t unit = 0; unit < CSS_PERCENT; unit++)
        if (terms->term[unit])
            sum += clamp(resolve_unit(c, style, unit, terms->term[unit]));
    return clamp(sum);
}

static aj_len resolve(struct computing *c, const struct css_value *value)
{
    return resolve_of(c, &c->out->style, value, 0);
}

/* --- single properties --- */

static void set_font_size(struct computing *c, const struct css_value *value)
{
    const aj_len most = 1000000; /* 1,000 pt */
    aj_len size = resolve_of(c, &c->parent->style, value, c->parent->style.font_size);
    c->out->style.font_size = size < 0 ? 0 : size > most ? most : size;
}

static void set_font_weight(struct computing *c, int64_t number)
{
    int weight = c->parent->style.font_weight;
    if (number > 0)
        weight = (int)number;
    else if (number == BOLDER)
        weight = weight < 350 ? 400 : weight < 550 ? 700 : weight < 900 ? 900 : weight;
    else
        weight = weight < 100 ? weight : weight < 550 ? 100 : weight < 750 ? 400 : 700;
    c->out->style.font_weight = (uint16_t)weight;
}

static void set_line_height(struct computing *c, const struct css_value *value)
{
    if (value->kind == CSS_V_KEYWORD)
        c->out->line = (struct doc_line){DOC_LINE_NORMAL, 0};
    else if (value->kind == CSS_V_NUMBER)
        c->out->line = (struct doc_line){DOC_LINE_FACTOR, clamp(divide(value->number, 1000))};
    else
        c->out->line =
            (struct doc_line){DOC_LINE_LENGTH, resolve_of(c, &c->out->style, value, c->out->style.font_size)};
}

static void set_vertical_align(struct computing *c, const struct css_value *value)
{
    struct doc_style *style = &c->out->style;
    style->vertical_shift = 0;
    style->vertical_align = DOC_BASELINE;
    if (value->kind == CSS_V_KEYWORD)
        style->vertical_align = (enum doc_valign)value->number;
    else
        style->vertical_shift = resolve_of(c, style, value, style->line_height);
}

static void set_mark(struct computing *c, const struct css_value *value)
{
    if (value->kind == CSS_V_POINTER)
        c->out->mark = (struct doc_mark){value->pointer, CSS_DASH};
    else
        c->out->mark = (struct doc_mark){NULL, (uint64_t)value->number};
}

static void set_tracks(struct computing *c, const struct css_value *value)
{
    const struct css_tracks *tracks = value->pointer;
    struct doc_style *style = &c->out->style;
    memset(style->tracks, 0, sizeof style->tracks);
    style->track_count = tracks ? tracks->count : 0;
    for (uint32_t i = 0; i < style->track_count; i++) {
        const struct css_value *width = &tracks->widths[i];
        if (width->kind == CSS_V_NUMBER)
            style->tracks[i] = (struct doc_size){DOC_FRACTION, clamp(divide(width->number, 1000))};
        else if (width->kind == CSS_V_PERCENT)
            style->tracks[i] = (struct doc_size){DOC_PERCENT, clamp(divide(width->number, 1000))};
        else if (width->kind != CSS_V_KEYWORD)
            style->tracks[i] = (struct doc_size){DOC_LENGTH, resolve(c, width)};
        if (style->tracks[i].value < 0)
            style->tracks[i].value = 0;
    }
}

static void set_own(struct computing *c, int id, const struct css_value *value)
{
    struct doc_computed *out = c->out;
    switch (id) {
    case CSS_FONT_SIZE:
        set_font_size(c, value);
        break;
    case CSS_FONT_WEIGHT:
        set_font_weight(c, value->number);
        break;
    case CSS_LINE_HEIGHT:
        set_line_height(c, value);
        break;
    case CSS_FONT_VARIANT_NUMERIC:
        out->numeric = (uint8_t)value->number;
        break;
    case CSS_FONT_VARIANT_LIGATURES:
        out->ligatures = (uint8_t)value->number;
        break;
    case CSS_MARKS:
        out->marks = (uint32_t)value->number;
        break;
    case CSS_TEXT_DECORATION_LINE:
        out->decoration = (uint8_t)value->number;
        break;
    case CSS_TEXT_ALIGN:
        out->style.text_align = (enum doc_align)value->number;
        break;
    case CSS_HYPHENATE_LIMIT_CHARS:
        out->style.hyphenate_word = (uint8_t)(value->number & 255);
        out->style.hyphenate_before = (uint8_t)(value->number >> 8 & 255);
        out->style.hyphenate_after = (uint8_t)(value->number >> 16 & 255);
        break;
    case CSS_VERTICAL_ALIGN:
        set_vertical_align(c, value);
        break;
    case CSS_BORDER_SPACING:
        for (int i = 0; i < 2; i++)
            out->style.border_spacing[i] = resolve(c, (const struct css_value *)value->pointer + i);
        break;
    case CSS_TABLE_FIT:
        out->style.table_scale = (uint32_t)value->number;
        out->style.table_page = value->pointer;
        break;
    case CSS_COLUMN_GAP:
        c->gap_given = value->kind != CSS_V_KEYWORD;
        out->style.column_gap = c->gap_given ? resolve(c, value) : out->style.font_size;
        break;
    case CSS_GRID_TEMPLATE_COLUMNS:
        set_tracks(c, value);
        break;
    case CSS_LIST_STYLE_TYPE:
        set_mark(c, value);
        break;
    default:
        break;
    }
}

static void set_size(struct computing *c, int id, const struct css_value *value, struct doc_size *size)
{
    if (value->kind == CSS_V_KEYWORD)
        *size = (struct doc_size){DOC_AUTO, 0};
    else if (value->kind == CSS_V_PERCENT)
        *size = (struct doc_size){DOC_PERCENT, clamp(divide(value->number, 1000))};
    else
        *size = (struct doc_size){DOC_LENGTH, resolve(c, value)};
    /* calc() may come out below zero where nothing may be: it counts as zero (CSS Values Level 4, 10.12). */
    if (size->value < 0 && id != CSS_TEXT_INDENT)
        size->value = 0;
}

static void set_keyword(const struct css_property_info *info, const struct css_value *value, char *field)
{
    uint8_t narrow = (uint8_t)value->number;
    uint32_t wide = (uint32_t)value->number;
    if (info->size == 1)
        memcpy(field, &narrow, 1);
    else
        memcpy(field, &wide, sizeof wide);
}

static void set(struct computing *c, int id, const struct css_value *value)
{
    const struct css_property_info *info = &css_properties[id];
    char *field = (char *)c->out + info->offset;
    struct doc_color color = value->color;
    aj_len length;
    switch (info->grammar) {
    case CSS_G_KEYWORD:
        set_keyword(info, value, field);
        break;
    case CSS_G_SIZE:
        set_size(c, id, value, (struct doc_size *)(void *)field);
        break;
    case CSS_G_LENGTH:
        length = resolve(c, value);
        if (length < 0 && id != CSS_LETTER_SPACING && id != CSS_WORD_SPACING)
            length = 0;
        memcpy(field, &length, sizeof length);
        break;
    case CSS_G_COLOR:
        if (value->kind == CSS_V_CURRENT_COLOR)
            color = id == CSS_COLOR ? c->parent->style.color : c->out->style.color;
        memcpy(field, &color, sizeof color);
        break;
    case CSS_G_INTEGER:
        *(uint8_t *)field = (uint8_t)value->number;
        break;
    case CSS_G_POINTER:
        memcpy(field, &value->pointer, sizeof value->pointer);
        break;
    default:
        set_own(c, id, value);
    }
}

static void apply(struct computing *c, int id)
{
    const struct css_declaration *declaration = c->won[id];
    const struct css_property_info *info = &css_properties[id];
    struct css_value value = declaration->value;
    const struct css_declaration *source = declaration;
    if (value.kind == CSS_V_PENDING) {
        const struct css_output *resolved = doc_vars_resolve(c->cascade, value.pointer, c->out->vars);
        value = (struct css_value){.kind = CSS_V_UNSET};
        if (resolved && resolved->from)
            source = resolved->from;
        for (uint32_t i = 0; resolved && i < resolved->count; i++)
            if (resolved->items[i].property == id)
                value = resolved->items[i].value;
    }
    const struct doc_computed *from = c->parent;
    switch (value.kind) {
    case CSS_V_UNSET: /* the style began so */
        return;
    case CSS_V_INITIAL:
        from = c->initial;
        /* fallthrough */
    case CSS_V_INHERIT:
        memcpy((char *)c->out + info->offset, (const char *)from + info->offset, info->size);
        if (value.kind == CSS_V_INITIAL && info->grammar == CSS_G_COLOR && id != CSS_COLOR &&
            id != CSS_BACKGROUND_COLOR)
            memcpy((char *)c->out + info->offset, &c->out->style.color, info->size);
        if (value.kind == CSS_V_INITIAL && id == CSS_COLUMN_GAP)
            c->out->style.column_gap = c->out->style.font_size;
        break;
    default:
        set(c, id, &value);
    }
    if (id == CSS_COLOR)
        c->out->colored_by = value.kind == CSS_V_INHERIT ? c->parent->colored_by : source;
    if (id == CSS_BACKGROUND_COLOR)
        c->out->painted_by = value.kind == CSS_V_INHERIT ? c->parent->painted_by : source;
}

/* --- what follows from several properties --- */

static void add_feature(struct css_feature *list, uint32_t *count, const char *tag, uint16_t value)
{
    uint32_t i = 0;
    while (i < *count && memcmp(list[i].tag, tag, 4) < 0)
        i++;
    if (i == *count || memcmp(list[i].tag, tag, 4) != 0) {
        memmove(&list[i + 1], &list[i], (*count - i) * sizeof *list);
        (*count)++;
    }
    memcpy(list[i].tag, tag, 5);
    list[i].value = value;
}

/* The OpenType features as fnt_shape reads them, sorted by tag; font-feature-settings has the last word. */
static const char *join_features(struct doc_cascade *cascade, const struct doc_computed *out)
{
    static const char *const numeric[] = {"lnum", "onum", "pnum", "tnum", "frac", "afrc", "ordn", "zero"};
    static const char *const caps[][2] = {
        {NULL, NULL}, {"smcp", NULL}, {"c2sc", "smcp"}, {"pcap", NULL}, {"unic", NULL}};
    static const struct {
        const char *tag;
        uint8_t bit;
        uint16_t value;
    } ligatures[] = {{"liga", DOC_COMMON_ON, 1},     {"clig", DOC_COMMON_ON, 1},
                     {"liga", DOC_COMMON_OFF, 0},    {"clig", DOC_COMMON_OFF, 0},
                     {"dlig", DOC_DISCRETIONARY, 1}, {"hlig", DOC_HISTORICAL, 1},
                     {"calt", DOC_CONTEXTUAL_OFF, 0}};
    struct css_feature list[96];
    uint32_t count = 0;
    for (int i = 0; i < 8; i++)
        if (out->numeric & 1 << i)
            add_feature(list, &count, numeric[i], 1);
    for (int i = 0; i < 2; i++)
        if (caps[out->caps][i])
            add_feature(list, &count, caps[out->caps][i], 1);
    for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++)
        if (out->ligatures & ligatures[i].bit)
            add_feature(list, &count, ligatures[i].tag, ligatures[i].value);
    if (out->no_kerning)
        add_feature(list, &count, "kern", 0);
    for (uint32_t i = 0; out->settings && i < out->settings->count; i++)
        add_feature(list, &count, out->settings->items[i].tag, out->settings->items[i].value);
    if (count == 0)
        return NULL;
    struct aj_buf buf = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++) {
        aj_buf_printf(&buf, "%s%s", i ? "," : "", list[i].tag);
        if (list[i].value != 1)
            aj_buf_printf(&buf, "=%u", list[i].value);
    }
    const char *features = doc_intern(cascade, buf.data);
    aj_buf_free(&buf);
    return features;
}

static aj_len line_height(const struct doc_computed *out)
{
    const struct doc_style *style = &out->style;
    if (out->line.kind == DOC_LINE_LENGTH)
        return out->line.number;
    if (out->line.kind == DOC_LINE_FACTOR)
        return clamp(divide((int64_t)out->line.number * style->font_size, 1000));
    const struct fnt_metrics *m = style->face_count ? fnt_face_metrics(style->faces[0]) : NULL;
    if (!m || m->upem <= 0)
        return clamp(divide((int64_t)style->font_size * 6, 5));
    return clamp(divide(((int64_t)m->ascent - m->descent + m->line_gap) * style->font_size, m->upem));
}

static void finish_fonts(struct computing *c)
{
    struct doc_computed *out = c->out;
    const struct doc_computed *parent = c->parent;
    bool same = out->families == parent->families && out->style.font_weight == parent->style.font_weight &&
                out->style.italic == parent->style.italic && parent->style.face_count > 0;
    if (!same && !c->faces_known)
        doc_match_faces(c->cascade, out);
    c->faces_known = true;
    out->style.line_height = line_height(out);
}

static void finish(struct computing *c)
{
    struct doc_computed *out = c->out;
    struct doc_style *style = &out->style;
    const struct doc_style *above = &c->parent->style;
    for (int side = 0; side < 4; side++)
        if (style->border_style[side] == DOC_BORDER_NONE)
            style->border_width[side] = 0;
    if (style->display == DOC_GRID && !c->gap_given)
        style->column_gap = 0; /* normal is 1em in columns and nothing in a grid (css-align-3, 8.1) */
    if (out->rule_style == DOC_BORDER_NONE)
        style->column_rule_width = 0;
    bool apart = style->display == DOC_INLINE_BLOCK || style->float_ == DOC_FLOAT_FOOTNOTE;
    style->underline = (out->decoration & DOC_UNDERLINE) || (above->underline && !apart);
    style->line_through = (out->decoration & DOC_LINE_THROUGH) || (above->line_through && !apart);
    style->features = join_features(c->cascade, out);
    if (style->page)
        style->page = doc_intern(c->cascade, style->page);
    if (style->table_page)
        style->table_page = doc_intern(c->cascade, style->table_page);
    if (style->caption_continued)
        style->caption_continued = doc_intern(c->cascade, style->caption_continued);
}

/* Sorts what was declared into the last word on each property; normal declarations first, then important
 * ones. */
static void sort_out(struct computing *c, const struct css_block *const *blocks, uint32_t count)
{
    const struct css_declaration **customs = NULL;
    uint32_t custom_count = 0, custom_cap = 0;
    for (int important = 0; important < 2; important++)
        for (uint32_t b = 0; b < count; b++) {
            if (important && !blocks[b]->important)
                continue;
            for (uint32_t i = 0; i < blocks[b]->count; i++) {
                const struct css_declaration *d = &blocks[b]->items[i];
                if (d->important != (important == 1))
                    continue;
                if (d->property != CSS_CUSTOM)
                    c->won[d->property] = d;
                else
                    AJ_PUSH(c->cascade->job->arena, customs, custom_count, custom_cap, d);
            }
        }
    if (custom_count)
        c->out->vars = doc_vars_extend(c->cascade, c->parent->vars, customs, custom_count);
}

/* What is not inherited starts anew. */
static void start(struct computing *c, const char *lang)
{
    memcpy(c->out, c->parent, sizeof *c->out); /* padding too: computed styles are compared as bytes */
    c->out->style_index = 0;
    for (int id = 0; id < CSS_PROPERTY_COUNT; id++) {
        const struct css_property_info *info = &css_properties[id];
        if (!info->inherited)
            memcpy((char *)c->out + info->offset, (const char *)c->initial + info->offset, info->size);
    }
    c->out->painted_by = NULL;
    if (lang)
        c->out->style.lang = doc_intern(c->cascade, lang);
}

void doc_compute(struct doc_cascade *cascade, const struct doc_computed *parent,
                 const struct css_block *const *blocks, uint32_t count, const char *lang,
                 struct doc_computed *out)
{
    struct doc_computed initial = css_initial();
    struct computing c = {.cascade = cascade, .parent = parent, .initial = &initial, .out = out};
    start(&c, lang);
    sort_out(&c, blocks, count);
    for (int id = 0; id < CSS_PROPERTY_COUNT; id++) {
        if (id == CSS_COLOR)
            finish_fonts(&c);
        if (c.won[id])
            apply(&c, id);
        if (id == CSS_COLOR) {
            /* The initial colour of rules is the text's. */
            for (int side = 0; side < 4; side++)
                out->style.border_color[side] = out->style.color;
            out->style.column_rule_color = out->style.color;
            out->style.column_gap = out->style.font_size;
        }
    }
    finish(&c);
}
