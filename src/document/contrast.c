/* Contrast of text with what is behind it (WCAG 2.1, success criterion 1.4.3). */
#include "base/utf8.h"
#include "document/build.h"

#include <stdio.h>
#include <string.h>

/* Linear light of an sRGB value in millionths: c/12.92 up to 0.03928, ((c + 0.055)/1.055)^2.4 above
 * (WCAG 2.1, "relative luminance"). */
static const uint32_t linear[256] = {
    0,      304,    607,    911,    1214,   1518,   1821,   2125,   2428,    2732,   3035,   3347,   3677,
    4025,   4391,   4777,   5182,   5605,   6049,   6512,   6995,   7499,    8023,   8568,   9134,   9721,
    10330,  10960,  11612,  12286,  12983,  13702,  14444,  15209,  15996,   16807,  17642,  18500,  19382,
    20289,  21219,  22174,  23153,  24158,  25187,  26241,  27321,  28426,   29557,  30713,  31896,  33105,
    34340,  35601,  36889,  38204,  39546,  40915,  42311,  43735,  45186,   46665,  48172,  49707,  51269,
    52861,  54480,  56128,  57805,  59511,  61246,  63010,  64803,  66626,   68478,  70360,  72272,  74214,
    76185,  78187,  80220,  82283,  84376,  86500,  88656,  90842,  93059,   95307,  97587,  99899,  102242,
    104616, 107023, 109462, 111932, 114435, 116971, 119538, 122139, 124772,  127438, 130136, 132868, 135633,
    138432, 141263, 144128, 147027, 149960, 152926, 155926, 158961, 162029,  165132, 168269, 171441, 174647,
    177888, 181164, 184475, 187821, 191202, 194618, 198069, 201556, 205079,  208637, 212231, 215861, 219526,
    223228, 226966, 230740, 234551, 238398, 242281, 246201, 250158, 254152,  258183, 262251, 266356, 270498,
    274677, 278894, 283149, 287441, 291771, 296138, 300544, 304987, 309469,  313989, 318547, 323143, 327778,
    332452, 337164, 341914, 346704, 351533, 356400, 361307, 366253, 371238,  376262, 381326, 386429, 391572,
    396755, 401978, 407240, 412543, 417885, 423268, 428690, 434154, 439657,  445201, 450786, 456411, 462077,
    467784, 473531, 479320, 485150, 491021, 496933, 502886, 508881, 514918,  520996, 527115, 533276, 539479,
    545724, 552011, 558340, 564712, 571125, 577580, 584078, 590619, 597202,  603827, 610496, 617207, 623960,
    630757, 637597, 644480, 651406, 658375, 665387, 672443, 679542, 686685,  693872, 701102, 708376, 715694,
    723055, 730461, 737910, 745404, 752942, 760525, 768151, 775822, 783538,  791298, 799103, 806952, 814847,
    822786, 830770, 838799, 846873, 854993, 863157, 871367, 879622, 887923,  896269, 904661, 913099, 921582,
    930111, 938686, 947307, 955973, 964686, 973445, 982251, 991102, 1000000,
};

static uint32_t luminance(struct doc_color color)
{
    return (uint32_t)((2126ull * linear[color.r] + 7152ull * linear[color.g] + 722ull * linear[color.b]) /
                      10000);
}

uint32_t doc_contrast(struct doc_color a, struct doc_color b)
{
    uint64_t x = luminance(a) + 50000ull, y = luminance(b) + 50000ull;
    return (uint32_t)(x > y ? x * 1000 / y : y * 1000 / x);
}

static bool is_large(const struct doc_style *style)
{
    return style->font_size >= 18000 || (style->font_size >= 14000 && style->font_weight >= 700);
}

/* A pair of colours as one rule of the stylesheet gives it to text of one class of size. */
struct told {
    struct doc_color text, background;
    const struct css_declaration *declared;
    uint32_t least;
};

struct contrasts {
    struct doc_builder *b;
    struct told *told;
    uint32_t told_count, told_cap;
};

static bool is_same(struct doc_color a, struct doc_color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && !a.a == !b.a;
}

static bool told_before(struct contrasts *c, struct told told)
{
    for (uint32_t i = c->told_count; i > 0; i--) {
        const struct told *t = &c->told[i - 1];
        if (t->declared == told.declared && t->least == told.least && is_same(t->text, told.text) &&
            is_same(t->background, told.background))
            return true;
    }
    AJ_PUSH(c->b->job->arena, c->told, c->told_count, c->told_cap, told);
    return false;
}

static const char *color_text(struct aj_arena *arena, struct doc_color color)
{
    return aj_printf(arena, "#%02x%02x%02x", color.r, color.g, color.b);
}

/* What is behind a text, and what gave it its colour: NULL if no rule did. */
struct ground {
    struct doc_color color;
    const struct css_declaration *by;
};

/* Where to mend a pair: at the text's colour, but at the background's where that alone is the organisation's.
 */
static const struct css_declaration *to_mend(struct doc_cascade *cascade, const struct css_declaration *text,
                                             const struct css_declaration *background)
{
    bool own_text, own_background;
    doc_declared_at(cascade, text, &own_text);
    doc_declared_at(cascade, background, &own_background);
    return background && (!text || (own_background && !own_text)) ? background : text;
}

/* Tells once a pair of text and background; `declared` is what gave the text its colour, if a rule did. */
static void compare(struct contrasts *c, aj_at at, const struct doc_style *style, struct ground ground,
                    const struct css_declaration *declared)
{
    struct doc_color background = ground.color;
    uint32_t least = is_large(style) ? 3000 : 4500;
    uint32_t ratio = style->color.a ? doc_contrast(style->color, background) : 1000;
    if (ratio < least)
        declared = to_mend(c->b->cascade, declared, ground.by);
    if (ratio >= least || told_before(c, (struct told){style->color, background, declared, least}))
        return;
    struct doc_cascade *cascade = c->b->cascade;
    struct aj_arena *arena = c->b->job->arena;
    /* Rounded down: a ratio that falls short must not look as if it did not. */
    const char *is = aj_printf(arena, "%u.%02u", ratio / 1000, ratio % 1000 / 10);
    const char *is_swedish = aj_printf(arena, "%u,%02u", ratio / 1000, ratio % 1000 / 10);
    bool large = least == 3000;
    bool own;
    aj_at css = doc_declared_at(cascade, declared, &own);
    /* An organisation's own theme is what its author can mend; where it shows is any place of many. */
    aj_diag_add(c->b->job->diags, AJ_E0515, own ? 0 : at, color_text(arena, style->color),
                color_text(arena, background), is, is_swedish, large ? "3" : "4.5", large ? "3" : "4,5", NULL)
        ->template_at = css;
}

/* Spaces of any width, and what joins or parts words unseen. */
static bool is_unseen(uint32_t code)
{
    return code <= ' ' || code == 0xA0 || code == 0xAD || (code >= 0x2000 && code <= 0x200F) ||
           code == 0x2028 || code == 0x202F || code == 0x2060 || code == 0xFEFF;
}

static bool has_ink(const struct doc_node *node)
{
    if (node->kind != DOC_TEXT || !node->length)
        return false;
    for (const char *p = node->text, *end = p + node->length; p < end;)
        if (!is_unseen(aj_utf8_next(&p, end)))
            return true;
    return false;
}

/* The computed style of a node's element; NULL without one. */
static const struct doc_computed *computed_of(const struct doc_cascade *cascade,
                                              const struct doc_document *doc, doc_id id)
{
    for (; id; id = doc->nodes[id].parent)
        if (id < cascade->element_cap && cascade->elements[id])
            return doc_computed_at(cascade, cascade->elements[id]->computed);
    return NULL;
}

/* What gave a node's text its colour. */
static const struct css_declaration *colored_by(const struct doc_cascade *cascade,
                                                const struct doc_document *doc, doc_id id)
{
    const struct doc_computed *computed = computed_of(cascade, doc, id);
    return computed ? computed->colored_by : NULL;
}

static const struct css_declaration *painted_by(const struct doc_cascade *cascade,
                                                const struct doc_document *doc, doc_id id)
{
    const struct doc_computed *computed = computed_of(cascade, doc, id);
    return computed ? computed->painted_by : NULL;
}

static void visit_box(void *context, const struct doc_page *page, const struct doc_margin_box *box,
                      const struct doc_computed *computed)
{
    struct contrasts *c = context;
    (void)box;
    struct ground ground = {.color = {255, 255, 255, 255}};
    if (page->background.a)
        ground = (struct ground){page->background, page->painted_by};
    if (computed->style.background.a)
        ground = (struct ground){computed->style.background, computed->painted_by};
    compare(c, 0, &computed->style, ground, computed->colored_by);
}

/* Whether a colour that is none was told of: the pairs beside it say nothing until it is mended. */
static bool lacks_a_color(const struct aj_diags *diags)
{
    for (uint32_t i = 0; i < diags->len; i++) {
        const struct aj_diag *diag = &diags->items[i];
        const char *property = diag->code == AJ_E0553   ? diag->args[2]
                               : diag->code == AJ_E0524 ? diag->args[0]
                                                        : "";
        if (strstr(property, "color") || !strcmp(property, "background"))
            return true;
    }
    return false;
}

void doc_check_contrast(struct doc_builder *b)
{
    if (lacks_a_color(b->job->diags))
        return;
    struct doc_document *doc = b->doc;
    struct contrasts c = {.b = b};
    struct ground paper = {.color = {255, 255, 255, 255}};
    const struct doc_page *page = doc_page_for(doc, "", false, false);
    if (page->background.a)
        paper = (struct ground){page->background, page->painted_by};
    /* The nearest opaque background of each node, and whether it is an artifact; parents come before
     * children. */
    struct ground *behind = AJ_NEW_N(b->job->arena, struct ground, doc->node_count);
    bool *artifact = AJ_NEW_N(b->job->arena, bool, doc->node_count);
    behind[0] = paper;
    for (doc_id id = 1; id < doc->node_count; id++) {
        const struct doc_node *node = &doc->nodes[id];
        const struct doc_style *style = &doc->styles[node->style];
        bool named = node->kind == DOC_ELEMENT && style->page && !doc->styles[node->style].background.a;
        behind[id] = behind[node->parent];
        artifact[id] = artifact[node->parent] || node->role == DOC_ROLE_ARTIFACT;
        page = named ? doc_page_for(doc, style->page, false, false) : NULL;
        if (page && page->background.a)
            behind[id] = (struct ground){page->background, page->painted_by};
        if (node->kind == DOC_ELEMENT && style->background.a)
            behind[id] = (struct ground){style->background, painted_by(b->cascade, doc, id)};
        if (!artifact[id] && has_ink(node))
            compare(&c, node->at, style, behind[id], colored_by(b->cascade, doc, id));
    }
    doc_pages_visit(doc->own->pages, visit_box, &c);
}
