/* @page rules (CSS Paged Media Level 3, sections 3 to 5): which of them a page gets, and its margin boxes. */
#include "document/build.h"

#include <string.h>

enum { NAMES_MOST = 64, BLEED_MOST = 72000, KINDS = 8, BLEED_OF_MARKS = 6000 };

struct margin_style {
    uint32_t computed;
};

struct variant {
    struct doc_page page;
    uint32_t computed[DOC_MARGIN_COUNT];
};

struct doc_pages {
    const struct doc_cascade *cascade;
    const char *names[NAMES_MOST]; /* [0] is "": a page without a name */
    uint32_t name_count;
    struct variant *variants; /* KINDS a name: two a kind, right and left */
};

/* Without any @page rule: A4, 2.5 cm all around. */
static const struct doc_page plain_page = {
    .width = 595276, .height = 841890, .margin = {70866, 70866, 70866, 70866}};

struct page_kind {
    const char *name;
    enum doc_page_kind kind;
    bool left;
};

static bool applies(const struct css_page_rule *rule, const struct page_kind *kind)
{
    /* ":first" is the document's first page, "name:first" the first one of each group of that name. */
    bool first = kind->kind == DOC_PAGE_FIRST || (rule->name && kind->kind == DOC_PAGE_GROUP_FIRST);
    return (!rule->name || !strcmp(rule->name, kind->name)) && (!rule->first || first) &&
           (!rule->blank || kind->kind == DOC_PAGE_BLANK) && (!rule->left || kind->left) &&
           (!rule->right || !kind->left);
}

/* The blocks for a page, or one of its margin boxes, in cascading order: an insertion sort that keeps equals.
 */
static uint32_t collect(const struct css_sheet *sheet, const struct page_kind *kind, int32_t margin_box,
                        const struct css_block *blocks[DOC_RULES_MOST])
{
    uint32_t specificities[DOC_RULES_MOST], count = 0;
    for (uint32_t i = 0; i < sheet->page_count && count < DOC_RULES_MOST; i++) {
        const struct css_page_rule *rule = &sheet->pages[i];
        if (rule->margin_box != margin_box || !applies(rule, kind))
            continue;
        uint32_t k = count++;
        for (; k > 0 && specificities[k - 1] > rule->specificity; k--) {
            specificities[k] = specificities[k - 1];
            blocks[k] = blocks[k - 1];
        }
        specificities[k] = rule->specificity;
        blocks[k] = rule->block;
    }
    return count;
}

/* --- the page's own box --- */

static const struct css_value *declared_size(struct doc_cascade *cascade, const struct doc_computed *computed,
                                             const struct css_block *const *blocks, uint32_t count)
{
    const struct css_value *size = NULL;
    for (int important = 0; important < 2; important++)
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t k = 0; k < blocks[i]->count; k++) {
                const struct css_declaration *d = &blocks[i]->items[k];
                if (d->property != CSS_SIZE || d->important != (important == 1))
                    continue;
                size = &d->value;
                if (size->kind == CSS_V_PENDING) {
                    const struct css_output *out = doc_vars_resolve(cascade, size->pointer, computed->vars);
                    size = out && out->count ? &out->items[0].value : NULL;
                }
            }
    return size && size->kind == CSS_V_POINTER ? size : NULL;
}

static aj_len absolute(const struct css_value *value, const struct doc_style *style)
{
    int64_t number = value->kind == CSS_V_LENGTH ? value->number : 0;
    if (value->unit == CSS_PT)
        return (aj_len)((number + 500) / 1000);
    return (aj_len)(number * style->font_size / CSS_MICRO); /* ems of the page's own font */
}

/* A page margin: percentages are of the page's width or height (css-page-3, 6.2). */
static aj_len page_margin(const struct doc_size *size, aj_len whole, aj_len fallback)
{
    if (size->unit == DOC_AUTO)
        return fallback;
    if (size->unit == DOC_PERCENT)
        return (aj_len)((int64_t)whole * size->value / 100000);
    return size->value;
}

static bool declares(const struct css_block *const *blocks, uint32_t count, uint8_t property)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < blocks[i]->count; k++)
            if (blocks[i]->items[k].property == property)
                return true;
    return false;
}

static void compute_page(struct doc_cascade *cascade, uint32_t root, const struct page_kind *kind,
                         struct doc_page *page, struct doc_computed *computed)
{
    const struct css_block *blocks[DOC_RULES_MOST];
    uint32_t count = collect(cascade->sheet, kind, -1, blocks);
    doc_compute(cascade, doc_computed_at(cascade, root), blocks, count, NULL, computed);
    *page = plain_page;
    const struct css_value *size = declared_size(cascade, computed, blocks, count);
    if (size) {
        const struct css_value *pair = size->pointer;
        page->width = absolute(&pair[0], &computed->style);
        page->height = absolute(&pair[1], &computed->style);
    }
    for (int side = 0; side < 4; side++)
        if (declares(blocks, count, (uint8_t)(CSS_MARGIN_TOP + side)))
            page->margin[side] = page_margin(&computed->style.margin[side],
                                             side % 2 ? page->width : page->height, plain_page.margin[side]);
    page->background = computed->style.background;
    page->painted_by = computed->painted_by;
    page->marks = (uint8_t)computed->marks;
    page->orientation = (uint8_t)computed->orientation;
    page->bleed = computed->bleed;
    if (page->marks & DOC_CROP && !declares(blocks, count, CSS_BLEED)) /* css-page-3, 7.3 */
        page->bleed = BLEED_OF_MARKS;
}

/* --- margin boxes --- */

/* How a margin box aligns what is in it unless it says otherwise (css-page-3, 5.3). */
static void default_alignment(enum doc_margin_place place, struct doc_computed *box)
{
    static const uint8_t align[DOC_MARGIN_COUNT] = {
        [DOC_TOP_LEFT_CORNER] = DOC_RIGHT,    [DOC_TOP_LEFT] = DOC_LEFT,
        [DOC_TOP_CENTER] = DOC_CENTER,        [DOC_TOP_RIGHT] = DOC_RIGHT,
        [DOC_TOP_RIGHT_CORNER] = DOC_LEFT,    [DOC_RIGHT_TOP] = DOC_CENTER,
        [DOC_RIGHT_MIDDLE] = DOC_CENTER,      [DOC_RIGHT_BOTTOM] = DOC_CENTER,
        [DOC_BOTTOM_RIGHT_CORNER] = DOC_LEFT, [DOC_BOTTOM_RIGHT] = DOC_RIGHT,
        [DOC_BOTTOM_CENTER] = DOC_CENTER,     [DOC_BOTTOM_LEFT] = DOC_LEFT,
        [DOC_BOTTOM_LEFT_CORNER] = DOC_RIGHT, [DOC_LEFT_BOTTOM] = DOC_CENTER,
        [DOC_LEFT_MIDDLE] = DOC_CENTER,       [DOC_LEFT_TOP] = DOC_CENTER};
    box->style.text_align = (enum doc_align)align[place];
    box->style.vertical_align = place == DOC_LEFT_TOP || place == DOC_RIGHT_TOP         ? DOC_TOP
                                : place == DOC_LEFT_BOTTOM || place == DOC_RIGHT_BOTTOM ? DOC_BOTTOM
                                                                                        : DOC_MIDDLE;
}

/* A picture of a margin box; alone in it, it has the width and height that the box asks for. */
static doc_id take_picture(struct doc_cascade *cascade, uint32_t box, const struct css_content *content,
                           const struct css_content_item *item)
{
    uint32_t own = doc_cascade_anonymous(cascade, box, DOC_INLINE);
    struct doc_computed picture;
    memcpy(&picture, doc_computed_at(cascade, own), sizeof picture);
    if (content->count == 1) {
        const struct doc_style *from = &doc_computed_at(cascade, box)->style;
        picture.style.width = from->width;
        picture.style.height = from->height;
        own = doc_computed_intern(cascade, &picture);
    }
    return doc_add_picture(cascade, 0, content, item, doc_computed_at(cascade, own)->style_index);
}

static void take_content(struct doc_cascade *cascade, const struct css_content *content, uint32_t computed,
                         struct doc_margin_box *box)
{
    const char *wrong = content->checked ? NULL : css_content_misfit(content, true);
    if (wrong)
        doc_css_finding(cascade, AJ_E0533, content->file, content->offset, wrong, NULL, NULL);
    struct doc_content *items = AJ_NEW_N(cascade->job->arena, struct doc_content, content->count);
    for (uint32_t i = 0; i < content->count; i++) {
        const struct css_content_item *from = &content->items[i];
        struct doc_content item = {.kind = DOC_CONTENT_TEXT, .style = from->style, .text = from->text};
        if (from->kind == CSS_C_STRING)
            item.kind = DOC_CONTENT_STRING;
        else if (from->kind == CSS_C_COUNTER)
            item.kind = !strcmp(from->text, "pages") ? DOC_CONTENT_PAGES : DOC_CONTENT_PAGE;
        else if (from->kind == CSS_C_IMAGE) {
            item.kind = DOC_CONTENT_IMAGE;
            item.node = take_picture(cascade, computed, content, from);
            if (!item.node)
                continue;
        } else if (from->kind != CSS_C_TEXT)
            continue;
        if (item.kind == DOC_CONTENT_PAGE && item.style > CSS_DECIMAL_ZERO)
            cascade->doc->roman_pages = true;
        items[box->count++] = item;
    }
    box->content = items;
}

static void compute_box(struct doc_cascade *cascade, const struct doc_computed *page,
                        const struct page_kind *kind, int place, struct variant *variant)
{
    const struct css_block *blocks[DOC_RULES_MOST];
    uint32_t count = collect(cascade->sheet, kind, place, blocks);
    struct doc_margin_box *box = &variant->page.boxes[place];
    struct doc_computed computed, alignment;
    if (!count)
        return;
    memcpy(&alignment, page, sizeof alignment);
    default_alignment((enum doc_margin_place)place, &alignment);
    doc_compute(cascade, &alignment, blocks, count, NULL, &computed);
    if (!declares(blocks, count, CSS_VERTICAL_ALIGN))
        computed.style.vertical_align = alignment.style.vertical_align;
    computed.style.display = DOC_BLOCK;
    if (!computed.content)
        return;
    variant->computed[place] = doc_computed_intern(cascade, &computed);
    take_content(cascade, computed.content, variant->computed[place], box);
    box->style = doc_computed_at(cascade, variant->computed[place])->style_index;
}

static void collect_names(struct doc_pages *pages, const struct css_sheet *sheet)
{
    pages->names[pages->name_count++] = "";
    for (uint32_t i = 0; i < sheet->page_count; i++) {
        const char *name = sheet->pages[i].name;
        bool known = !name;
        for (uint32_t k = 1; k < pages->name_count && !known; k++)
            known = !strcmp(pages->names[k], name);
        if (!known && pages->name_count < NAMES_MOST)
            pages->names[pages->name_count++] = name;
    }
}

/* The last rule that a page gets: where to point when its size will not do. */
static const struct css_page_rule *last_rule(const struct css_sheet *sheet, const struct page_kind *kind)
{
    const struct css_page_rule *last = NULL;
    for (uint32_t i = 0; i < sheet->page_count; i++)
        if (sheet->pages[i].margin_box < 0 && applies(&sheet->pages[i], kind))
            last = &sheet->pages[i];
    return last;
}

static void check_size(struct doc_cascade *cascade, const struct doc_page *page, const struct page_kind *kind)
{
    const aj_len least = 72000, most = 14400000; /* PDF's own largest page (ISO 32000-1, annex C.2) */
    const struct css_page_rule *rule = last_rule(cascade->sheet, kind);
    bool room =
        page->margin[1] + page->margin[3] < page->width && page->margin[0] + page->margin[2] < page->height;
    bool fits = page->width >= least && page->height >= least && page->width <= most && page->height <= most;
    if (page->bleed > BLEED_MOST)
        fits = false;
    if (rule && !(room && fits))
        doc_css_finding(cascade, AJ_E0541, rule->file, rule->offset, NULL, NULL, NULL);
}

static aj_len text_width(const struct doc_page *page)
{
    return page->width - page->margin[1] - page->margin[3];
}

/*
 * A flow is set once, as wide as the text of a plain right-hand page: left and first pages may move it, and
 * give it more room, not less.
 */
static void check_width(struct doc_cascade *cascade, const struct doc_page *plain,
                        const struct doc_page *page, const struct page_kind *kind)
{
    enum { ROUNDING = 10 };
    const struct css_page_rule *rule = last_rule(cascade->sheet, kind);
    if (rule && text_width(page) < text_width(plain) - ROUNDING)
        doc_css_finding(cascade, AJ_E0557, rule->file, rule->offset,
                        kind->kind == DOC_PAGE_BLANK ? "blank"
                        : kind->kind                 ? "first"
                                                     : "left",
                        NULL, NULL);
}

struct doc_pages *doc_pages_new(struct doc_builder *b, uint32_t root)
{
    struct doc_pages *pages = AJ_NEW(b->job->arena, struct doc_pages);
    pages->cascade = b->cascade;
    collect_names(pages, b->cascade->sheet);
    pages->variants = AJ_NEW_N(b->job->arena, struct variant, pages->name_count * KINDS);
    for (uint32_t i = 0; i < pages->name_count * KINDS; i++) {
        struct page_kind kind = {pages->names[i / KINDS], (enum doc_page_kind)(i % KINDS / 2), (i & 1) != 0};
        struct variant *variant = &pages->variants[i];
        struct doc_computed computed;
        compute_page(b->cascade, root, &kind, &variant->page, &computed);
        for (int place = 0; place < DOC_MARGIN_COUNT; place++)
            compute_box(b->cascade, &computed, &kind, place, variant);
        check_size(b->cascade, &variant->page, &kind);
        /* The first page is a right-hand one, and nothing is set on a blank one. */
        if (kind.kind != DOC_PAGE_BLANK && !(kind.kind == DOC_PAGE_FIRST && kind.left))
            check_width(b->cascade, &pages->variants[i - i % KINDS].page, &variant->page, &kind);
    }
    return pages;
}

void doc_pages_visit(const struct doc_pages *pages,
                     void (*visit)(void *context, const struct doc_page *page,
                                   const struct doc_margin_box *box, const struct doc_computed *computed),
                     void *context)
{
    for (uint32_t i = 0; i < pages->name_count * KINDS; i++)
        for (int place = 0; place < DOC_MARGIN_COUNT; place++) {
            const struct variant *variant = &pages->variants[i];
            if (variant->page.boxes[place].count)
                visit(context, &variant->page, &variant->page.boxes[place],
                      doc_computed_at(pages->cascade, variant->computed[place]));
        }
}

const struct doc_page *doc_page_of(const struct doc_document *doc, const char *name, enum doc_page_kind kind,
                                   bool left)
{
    const struct doc_pages *pages = doc->own->pages;
    if (!pages)
        return &plain_page;
    uint32_t i = 0;
    for (uint32_t k = 1; k < pages->name_count && name && *name && !i; k++)
        if (!strcmp(pages->names[k], name))
            i = k;
    return &pages->variants[i * KINDS + (uint32_t)kind * 2 + (left ? 1u : 0u)].page;
}

const struct doc_page *doc_page_for(const struct doc_document *doc, const char *name, bool first, bool left)
{
    return doc_page_of(doc, name, first ? DOC_PAGE_FIRST : DOC_PAGE_PLAIN, left);
}
