#include "fixture.h"

#include <string.h>

AJ_SUITE(css_value);

/* A value, and a field of the computed style as a number. */
struct value {
    const char *css;
    int64_t (*field)(const struct doc_style *style);
    int64_t expected;
};

static int64_t width(const struct doc_style *s)
{
    return s->width.value;
}
static int64_t width_unit(const struct doc_style *s)
{
    return s->width.unit;
}
static int64_t font_size(const struct doc_style *s)
{
    return s->font_size;
}
static int64_t line_height(const struct doc_style *s)
{
    return s->line_height;
}
static int64_t color(const struct doc_style *s)
{
    return (int64_t)s->color.r << 16 | s->color.g << 8 | s->color.b;
}
static int64_t background(const struct doc_style *s)
{
    return (int64_t)s->background.a << 24 | s->background.r << 16 | s->background.g << 8 | s->background.b;
}
static int64_t margins(const struct doc_style *s)
{
    int64_t all = 0;
    for (int i = 0; i < 4; i++)
        all = all * 100 + s->margin[i].value / 1000;
    return all;
}
static int64_t borders(const struct doc_style *s)
{
    int64_t all = 0;
    for (int i = 0; i < 4; i++)
        all = all * 10 + s->border_width[i] / 1000;
    return all;
}
static int64_t border_top(const struct doc_style *s)
{
    return s->border_style[0] * 1000000000LL +
           ((int64_t)s->border_color[0].r << 16 | s->border_color[0].g << 8 | s->border_color[0].b);
}
static int64_t weight(const struct doc_style *s)
{
    return s->font_weight;
}
static int64_t align(const struct doc_style *s)
{
    return s->text_align * 10 + s->text_align_last;
}
static int64_t shift(const struct doc_style *s)
{
    return (int64_t)s->vertical_align * 1000000 + s->vertical_shift;
}
static int64_t spacing(const struct doc_style *s)
{
    return (int64_t)s->border_spacing[0] * 100000 + s->border_spacing[1];
}
static int64_t hyphenation(const struct doc_style *s)
{
    return s->hyphenate_word * 10000 + s->hyphenate_before * 100 + s->hyphenate_after;
}
static int64_t table_fit(const struct doc_style *s)
{
    return s->table_scale * 10 + (s->table_page && !strcmp(s->table_page, "wide"));
}
static int64_t letter_spacing(const struct doc_style *s)
{
    return s->letter_spacing;
}
static int64_t breaks(const struct doc_style *s)
{
    return s->break_before * 100 + s->break_after * 10 + s->break_inside;
}
static int64_t columns(const struct doc_style *s)
{
    return s->columns * 1000000 + s->column_gap;
}
static int64_t column_rule(const struct doc_style *s)
{
    return s->column_rule_width;
}
static int64_t small(const struct doc_style *s)
{
    return s->orphans * 1000 + s->widows * 100 + s->hyphenate_lines * 10 + s->bookmark_level;
}
static int64_t flags(const struct doc_style *s)
{
    return s->border_collapse | s->table_fixed << 1 | s->caption_bottom << 2 | s->column_span_all << 3 |
           s->column_fill_auto << 4 | s->mark_inside << 5 | s->decoration_clone << 6 | s->underline << 7 |
           s->line_through << 8 | s->italic << 9;
}

Test(css_value, lengths_and_calc)
{
    static const struct value values[] = {
        {"width:1mm", width, 2835},
        {"width:2.54cm", width, 72000},
        {"width:1in", width, 72000},
        {"width:1px", width, 750},
        {"width:1PC", width, 12000},
        {"width:.5em", width, 5000},
        {"width:1.5rem", width, 30000},
        {"width:0", width, 0},
        {"width:0", width_unit, DOC_LENGTH},
        {"width:auto", width_unit, DOC_AUTO},
        {"width:33.3%", width, 33300},
        {"width:33.3%", width_unit, DOC_PERCENT},
        {"width:calc(100% / 3)", width, 33333},
        {"width:calc(1in + 2 * (3pt - 1pt))", width, 76000},
        {"width:calc(2em + 1pt)", width, 21000},
        {"width:calc(1pt - 1em)", width, 0},
        {"width:1ch", width, 5720},
        {"width:10ex", width, 53500},
        {"font-size:2em", font_size, 20000},
        {"font-size:150%", font_size, 15000},
        {"font-size:larger", font_size, 12000},
        {"line-height:1.5", line_height, 15000},
        {"line-height:150%", line_height, 15000},
        {"line-height:13pt", line_height, 13000},
        {"line-height:normal", line_height, 13618},
        {"font-size:20pt;line-height:1.2", line_height, 24000},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct fixture f = fixture_new(
            "<p>a</p>", aj_printf(arena, "html{font-size:20pt}body{font-size:10pt}p{%s}", values[i].css));
        aj_arena_free(arena);
        cr_assert_not_null(f.doc);
        int64_t is = values[i].field(fixture_style(&f, "p"));
        cr_expect_eq(is, values[i].expected, "%s gives %lld instead of %lld", values[i].css, (long long)is,
                     (long long)values[i].expected);
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}

Test(css_value, properties_and_shorthands)
{
    static const struct value values[] = {
        {"color:#123", color, 0x112233},
        {"color:#A1b2C3;background:#000", color, 0xA1B2C3},
        {"color:rgb(1, 2, 3)", color, 0x010203},
        {"color:rgb(10% 0% 0%)", color, 0x1A0000},
        {"color:Navy", color, 0x000080},
        {"background:white", background, 0xFFFFFFFF},
        {"background:none", background, 0},
        {"background-color:transparent", background, 0},
        {"margin:1pt 2pt 3pt 4pt", margins, 1020304},
        {"margin:1pt 2pt 3pt", margins, 1020302},
        {"margin:1pt 2pt", margins, 1020102},
        {"margin:1pt", margins, 1010101},
        {"border:1pt solid red", borders, 1111},
        {"border:1pt solid red", border_top, 1000000000LL * DOC_BORDER_SOLID + 0xFF0000},
        {"border-top:dotted", border_top, 1000000000LL * DOC_BORDER_DOTTED},
        {"border:3pt", borders, 0},
        {"border-style:solid;border-width:1pt 2pt 3pt 4pt", borders, 1234},
        {"border:1pt solid;border-left:none", borders, 1110},
        {"color:#00f;border-top:1pt solid", border_top, 1000000000LL * DOC_BORDER_SOLID + 0xFF},
        {"font-weight:bold", weight, 700},
        {"font-weight:bolder", weight, 700},
        {"font-weight:350", weight, 350},
        {"font:italic bold 12pt/15pt sans-serif", weight, 700},
        {"font:italic bold 12pt/15pt sans-serif", line_height, 15000},
        {"font:12pt sans-serif", font_size, 12000},
        {"text-align:justify;text-align-last:center", align, DOC_JUSTIFY * 10 + DOC_CENTER},
        {"text-align:','", align, DOC_DECIMAL * 10},
        {"text-align:\",\" right", align, DOC_DECIMAL * 10},
        {"text-align:end", align, DOC_RIGHT * 10},
        {"vertical-align:super", shift, DOC_SUPER * 1000000},
        {"vertical-align:-2pt", shift, -2000},
        {"line-height:20pt;vertical-align:10%", shift, 2000},
        {"border-spacing:1pt 2pt", spacing, 100002000LL},
        {"-arshjul-table-fit:scale(82.5%) turn(wide)", table_fit, 8251},
        {"-arshjul-table-fit:turn(wide)", table_fit, 1},
        {"-arshjul-table-fit:scale(80%)", table_fit, 8000},
        {"-arshjul-table-fit:scale(80%);-arshjul-table-fit:none", table_fit, 0},
        {"hyphenate-limit-chars:5 2 3", hyphenation, 50203},
        {"hyphenate-limit-chars:auto 3", hyphenation, 303},
        {"letter-spacing:-.1em", letter_spacing, -1000},
        {"break-before:page;break-after:avoid;break-inside:avoid-page", breaks, DOC_BREAK_PAGE * 100 + 11},
        {"page-break-before:always", breaks, DOC_BREAK_PAGE * 100},
        {"break-before:recto", breaks, DOC_BREAK_RIGHT * 100},
        {"columns:2;column-gap:6mm", columns, 2017008},
        {"column-count:3", columns, 3010000},
        {"column-rule:1pt solid gray", column_rule, 1000},
        {"column-rule-width:1pt", column_rule, 0},
        {"orphans:3;widows:4;hyphenate-limit-lines:2;bookmark-level:5", small, 3425},
        {"border-collapse:collapse;table-layout:fixed;caption-side:bottom;column-span:all;column-fill:auto",
         flags, 31},
        {"list-style-position:inside;box-decoration-break:clone", flags, 96},
        {"text-decoration:underline line-through;font-style:italic", flags, 896},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct fixture f =
            fixture_new("<p>a</p>", aj_printf(arena, "body{font-size:10pt}p{color:#000;%s}", values[i].css));
        aj_arena_free(arena);
        cr_assert_not_null(f.doc);
        int64_t is = values[i].field(fixture_style(&f, "p"));
        cr_expect_eq(is, values[i].expected, "%s gives %lld instead of %lld", values[i].css, (long long)is,
                     (long long)values[i].expected);
        fixture_free(&f);
    }
}

Test(css_value, font_features)
{
    static const struct {
        const char *css, *features;
    } cases[] = {
        {"font-variant-numeric:tabular-nums lining-nums", "lnum,tnum"},
        {"font-variant:small-caps tabular-nums", "smcp,tnum"},
        {"font-variant-caps:all-small-caps", "c2sc,smcp"},
        {"font-variant-ligatures:none", "calt=0,clig=0,liga=0"},
        {"font-kerning:none", "kern=0"},
        {"font-feature-settings:'tnum','salt' 2,'liga' off", "liga=0,salt=2,tnum"},
        {"font-variant-numeric:tabular-nums;font-feature-settings:'tnum' 0", "tnum=0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct fixture f = fixture_new("<p>a</p>", aj_printf(arena, "p{%s}", cases[i].css));
        aj_arena_free(arena);
        cr_expect_str_eq(fixture_style(&f, "p")->features, cases[i].features);
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}

Test(css_value, custom_properties)
{
    static const struct value values[] = {
        {":root{--a:7pt} p{width:var(--a)}", width, 7000},
        {":root{--a:7pt;--b:calc(var(--a) * 2)} p{width:var(--b)}", width, 14000},
        {"p{width:var(--none, 3pt)}", width, 3000},
        {":root{--a:3pt} p{width:var(--none, var(--a))}", width, 3000},
        {":root{--a:1pt} body{--a:2pt} p{width:var(--a)}", width, 2000},
        {":root{--a:1pt;--b:var(--a)} body{--a:2pt} p{width:var(--b)}", width, 1000},
        {":root{--b:1pt solid} p{border:var(--b) red}", border_top,
         1000000000LL * DOC_BORDER_SOLID + 0xFF0000},
        {":root{--m:1pt 2pt} p{margin:var(--m);margin-left:9pt}", margins, 1020109},
        {":root{--c:navy} p{color:var(--c)!important} #p{color:red}", color, 0x80},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct fixture f = fixture_new("<p id='p'>a</p>", values[i].css);
        int64_t is = values[i].field(fixture_style(&f, "p"));
        cr_expect_eq(is, values[i].expected, "%s gives %lld instead of %lld", values[i].css, (long long)is,
                     (long long)values[i].expected);
        assert_finding_count(f.job, 0);
        fixture_free(&f);
    }
}
