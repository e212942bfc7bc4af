/* What must hold of pages, tried on random documents built from XHTML and CSS. */
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(random_pages);

static uint32_t roll(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % sides;
}

static const char style[] =
    "@page { size: A5; margin: 20mm 15mm 22mm 15mm; @bottom-left { content: counter(page) } }\n"
    "@page :left { margin: 20mm 20mm 22mm 10mm }\n"
    "@page wide { size: A5 landscape; margin: 15mm }\n"
    ".source { break-before: avoid } h3 { break-after: avoid }\n"
    "p { margin: 0 0 5pt; orphans: 2; widows: 2; text-align: left; hyphens: manual }\n"
    "h1, h2 { font-size: 14pt; line-height: 18pt; margin: 15pt 0 5pt; break-after: avoid; break-inside: "
    "avoid }\n"
    "h1 { clear: both } h1.new { break-before: page } h1.right { break-before: right }\n"
    ".wide { page: wide } .two { columns: 2; column-gap: 5mm } .three { columns: 3; column-gap: 4mm }\n"
    ".span { column-span: all }\n"
    ".note { float: footnote; font-size: 8pt; line-height: 11pt }\n"
    "div.float { margin: 10pt 0; break-inside: avoid }\n"
    ".snap { float: snap-block } .top { float: top } .bottom { float: bottom }\n"
    "table { -arshjul-table-fit: turn(wide); margin: 6pt 0 } .turned td { white-space: nowrap }\n"
    "aside { background-color: #eeeeee; padding: 5pt; margin: 5pt 0; break-inside: avoid }\n";

struct making {
    struct aj_buf text;
    uint32_t dice, floats, tables;
    bool wide; /* in a section that is as wide as a turned page */
};

static void put_words(struct making *m, uint32_t least, uint32_t most)
{
    static const char *const words[] = {"kommunen", "budget", "för", "av",  "och",    "i",
                                        "ska",      "på",     "år",  "mål", "nämnden"};
    uint32_t n = least + roll(&m->dice, most - least);
    for (uint32_t i = 0; i < n; i++)
        aj_buf_printf(&m->text, "%s ", words[roll(&m->dice, sizeof words / sizeof *words)]);
}

static void put_paragraph(struct making *m, bool narrow)
{
    aj_buf_str(&m->text, "<p>");
    put_words(m, 1, 70);
    if (roll(&m->dice, narrow ? 14 : 7) == 0) {
        aj_buf_str(&m->text, "Märke<span class=\"note\">Not ");
        put_words(m, 2, roll(&m->dice, 4) ? 20 : 90);
        aj_buf_str(&m->text, "</span> ");
        put_words(m, 1, 20);
    }
    aj_buf_str(&m->text, "</p>");
}

static void put_float(struct making *m, const char *also)
{
    static const char *const kinds[] = {"snap", "snap", "top", "bottom"};
    uint32_t n = ++m->floats;
    aj_buf_printf(&m->text, "<p id=\"m%u\">Omnämner</p><div class=\"float %s%s\" id=\"f%u\"><p>Flyter</p>", n,
                  also, kinds[roll(&m->dice, 4)], n);
    for (uint32_t i = roll(&m->dice, 9); i > 0; i--)
        aj_buf_str(&m->text, "<p>rad</p>");
    aj_buf_str(&m->text, "</div>");
}

/* A table that is turned, or one that stands in its place. */
static void put_table(struct making *m, bool narrow)
{
    bool turned = roll(&m->dice, 3) > 0;
    uint32_t n = ++m->tables, kind = narrow && !turned ? 2 : roll(&m->dice, 4);
    if (kind == 0)
        aj_buf_str(&m->text, "<h2>Tabellens</h2>");
    else if (kind == 1)
        aj_buf_str(&m->text, "<h2>Tabellernas</h2><h3>Tabellens</h3>");
    else
        aj_buf_printf(&m->text, "<p id=\"n%u\">Omnämner</p>", n);
    aj_buf_printf(&m->text, "<table class=\"%s\" id=\"t%u\">", turned ? "turned" : "plain", n);
    for (uint32_t rows = 1 + roll(&m->dice, turned && !m->wide ? 40 : 4); rows > 0; rows--) {
        aj_buf_str(&m->text, "<tr><th>Post</th>");
        for (uint32_t c = 0; c < (turned ? 6 : 2); c++)
            aj_buf_printf(&m->text, turned ? "<td>%u234567890</td>" : "<td>%u</td>", c);
        aj_buf_str(&m->text, "</tr>");
    }
    aj_buf_str(&m->text, roll(&m->dice, 2) ? "</table><p class=\"source\">Källa</p>" : "</table>");
}

static void put_columns(struct making *m)
{
    aj_buf_printf(&m->text, "<section class=\"%s\">", roll(&m->dice, 2) ? "two" : "three");
    for (uint32_t i = 2 + roll(&m->dice, 9); i > 0; i--) {
        if (roll(&m->dice, 5) == 0)
            aj_buf_str(&m->text, "<h2 class=\"span\">Tvärs</h2>");
        if (roll(&m->dice, 5) == 0)
            put_float(m, "span ");
        if (roll(&m->dice, 8) == 0)
            put_table(m, true);
        if (roll(&m->dice, 6) == 0)
            aj_buf_str(&m->text, "<aside><h2>Ruta</h2><p>med text</p></aside>");
        put_paragraph(m, true);
    }
    aj_buf_str(&m->text, "</section>");
}

static void put_blocks(struct making *m, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        switch (roll(&m->dice, 10)) {
        case 0:
            aj_buf_str(&m->text, "<h2>Avsnitt</h2>");
            put_paragraph(m, false);
            break;
        case 1:
            put_columns(m);
            break;
        case 2:
        case 3:
            put_float(m, "");
            break;
        case 4:
            aj_buf_str(&m->text, "<aside><p>Ruta</p>");
            put_paragraph(m, false);
            aj_buf_str(&m->text, "</aside>");
            break;
        case 5:
            put_table(m, false);
            break;
        default:
            put_paragraph(m, false);
        }
}

static char *make_body(struct aj_arena *arena, uint32_t seed)
{
    static const char *const heads[] = {"", "", " class=\"new\"", " class=\"right\""};
    struct making m = {.text = AJ_BUF_INIT, .dice = seed * 7919};
    for (uint32_t c = 2 + roll(&m.dice, 3); c > 0; c--) {
        aj_buf_printf(&m.text, "<h1%s>Kapitel</h1>", heads[roll(&m.dice, 4)]);
        put_blocks(&m, 4 + roll(&m.dice, 14));
        if (roll(&m.dice, 3) == 0) {
            aj_buf_str(&m.text, "<section class=\"wide\">");
            m.wide = true;
            put_blocks(&m, 1 + roll(&m.dice, 4));
            m.wide = false;
            aj_buf_str(&m.text, "</section>");
        }
    }
    char *copy = aj_strndup(arena, m.text.data, m.text.len);
    aj_buf_free(&m.text);
    return copy;
}

/* Where a node's content begins and ends. */
struct place {
    uint32_t page; /* from 1; 0: nowhere */
    aj_len y;
    uint32_t last_page;
};

static void note_place(struct place *place, uint32_t page, aj_len y)
{
    if (!place->page || page < place->page)
        *place = (struct place){page, y, place->last_page};
    else if (page == place->page && y < place->y)
        place->y = y;
    if (page > place->last_page)
        place->last_page = page;
}

/* The text of every node as printed, and its place; both of what is around it too. */
static void gather(const struct setting *set, struct aj_buf *texts, struct place *places)
{
    for (uint32_t p = 0; p < set->pages->page_count; p++)
        for (uint32_t i = 0; i < set->pages->pages[p].count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[set->pages->pages[p].first + i];
            if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
                continue;
            aj_buf_add(&texts[f->node], f->as.run->text, f->as.run->text_length);
            for (doc_id id = f->node; id; id = set->doc->nodes[id].parent) {
                note_place(&places[id], p + 1, f->rect.y);
                if (set->doc->nodes[id].kind == DOC_ELEMENT &&
                    doc_style_of(set->doc, id)->float_ == DOC_FLOAT_FOOTNOTE)
                    break; /* a note is no part of the place of its mark */
            }
        }
}

static void check_text(const struct setting *set, const struct aj_buf *texts, uint32_t seed)
{
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_TEXT)
            continue;
        size_t length = node->length;
        while (length && node->text[length - 1] == ' ' && texts[id].len < length)
            length--;
        cr_assert(texts[id].len == length &&
                      !memcmp(texts[id].data ? texts[id].data : "", node->text, length),
                  "seed %u: \"%.*s\" is printed as \"%.*s\"", seed, (int)node->length, node->text,
                  (int)texts[id].len, texts[id].data ? texts[id].data : "");
    }
}

static bool overlap(const struct ty_rect *a, const struct ty_rect *b)
{
    const aj_len slack = 2500; /* ascent and descent of neighbouring lines may meet */
    return a->x + 500 < b->x + b->width && b->x + 500 < a->x + a->width && a->y + slack < b->y + b->height &&
           b->y + slack < a->y + a->height;
}

static void check_page(const struct setting *set, uint32_t p, uint32_t seed)
{
    const struct ty_page *page = &set->pages->pages[p];
    const char *name = page->width > page->height ? "wide" : "";
    const struct doc_page *rules = doc_page_for(set->doc, name, p == 0, p % 2 == 1);
    for (uint32_t i = page->first; i < page->first + page->count; i++) {
        const struct ty_fragment *a = &set->pages->fragments[i];
        if (a->artifact == TY_FOOTER)
            continue;
        cr_assert(a->rect.x >= rules->margin[3] - 10 &&
                      a->rect.x + a->rect.width <= rules->width - rules->margin[1] + 100,
                  "seed %u, page %u: beyond its sides", seed, p + 1);
        cr_assert(a->rect.y >= rules->margin[0] - 3000 &&
                      a->rect.y + a->rect.height <= rules->height - rules->margin[2] + 3000,
                  "seed %u, page %u: above or below", seed, p + 1);
        for (uint32_t k = i + 1; k < page->first + page->count && a->kind == TY_TEXT; k++) {
            const struct ty_fragment *b = &set->pages->fragments[k];
            bool meets = b->kind == TY_TEXT && overlap(&a->rect, &b->rect);
            cr_assert(meets == false, "seed %u, page %u: \"%.*s\" over \"%.*s\"", seed, p + 1,
                      (int)a->as.run->text_length, a->as.run->text, (int)b->as.run->text_length,
                      b->as.run->text);
        }
    }
}

static void check_notes(const struct setting *set, const struct place *places, uint32_t seed)
{
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_ELEMENT || doc_style_of(set->doc, id)->float_ != DOC_FLOAT_FOOTNOTE)
            continue;
        cr_assert_eq(places[id].page, places[node->previous].last_page,
                     "seed %u: a note on %u, its mark on %u", seed, places[id].page,
                     places[node->previous].last_page);
        cr_assert_leq(places[id].last_page - places[id].page, 1);
    }
}

static bool before(const struct place *a, const struct place *b)
{
    return a->page < b->page || (a->page == b->page && a->y < b->y);
}

/* Whether the element is a table on pages of its own. */
static bool is_turned(const struct setting *set, const struct place *places, doc_id id)
{
    const struct ty_page *page = &set->pages->pages[places[id].page ? places[id].page - 1 : 0];
    if (set->doc->nodes[id].kind != DOC_ELEMENT || set->doc->nodes[id].tag != DOC_TAG_TABLE ||
        page->width < page->height)
        return false;
    while (id && !doc_style_of(set->doc, id)->page)
        id = set->doc->nodes[id].parent;
    return id == 0;
}

static doc_id element_after(const struct setting *set, doc_id id)
{
    do
        id = set->doc->nodes[id].next;
    while (id && set->doc->nodes[id].kind != DOC_ELEMENT);
    return id;
}

/* The pages of a turned table follow the one that its place is on, unless a float from before is in between.
 */
static void check_turned(const struct setting *set, const struct place *places, doc_id id, uint32_t page,
                         uint32_t seed)
{
    doc_id before = set->doc->nodes[id].previous, section = set->doc->nodes[id].parent;
    uint32_t mentioned = places[before].last_page;
    bool moved = set->doc->nodes[before].tag != DOC_TAG_P && mentioned == places[id].page;
    if (page < mentioned && !moved)
        cr_assert_eq(places[id].page, mentioned + 1, "seed %u: mentioned on %u, stands on %u", seed,
                     mentioned, places[id].page);
    doc_id tied = element_after(set, id), after = element_after(set, section);
    if (tied && doc_style_of(set->doc, tied)->break_before == DOC_BREAK_AVOID)
        cr_assert_eq(places[tied].page, places[id].last_page, "seed %u: parted from its source", seed);
    if (set->doc->nodes[section].tag == DOC_TAG_SECTION && after && places[after].page)
        cr_assert_gt(places[after].page, places[id].last_page, "seed %u: a table leaves its section", seed);
}

/* A float stands after its mention, whole, not before an earlier one, and before the next chapter. */
static void check_floats(const struct setting *set, const struct place *places, uint32_t seed)
{
    doc_id open = 0;
    uint32_t page = 0, tables = 0;
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_ELEMENT)
            continue;
        if (node->tag == DOC_TAG_TABLE) {
            cr_assert_geq(places[id].page, tables, "seed %u: a table passes another", seed);
            tables = places[id].last_page;
        }
        if (is_turned(set, places, id)) {
            cr_assert(before(&places[node->previous], &places[id]), "seed %u: a table before its place",
                      seed);
            cr_assert_geq(places[id].page, page, "seed %u: a table passes a float", seed);
            check_turned(set, places, id, page, seed);
            page = places[id].last_page;
            open = id;
        }
        if (node->tag == DOC_TAG_H1) {
            cr_assert(open == 0 || before(&places[open], &places[id]), "seed %u: a float passes a chapter",
                      seed);
            open = 0;
        }
        if (doc_style_of(set->doc, id)->float_ <= DOC_FLOAT_FOOTNOTE)
            continue;
        cr_assert(before(&places[node->previous], &places[id]), "seed %u: a float before its mention", seed);
        cr_assert_eq(places[id].page, places[id].last_page, "seed %u: a float is parted", seed);
        cr_assert_geq(places[id].page, page, "seed %u: floats change places", seed);
        page = places[id].page;
        open = id;
    }
}

/* Headings keep their order, and the next element in the flow after one begins on its page. */
static void check_headings(const struct setting *set, const struct place *places, uint32_t seed)
{
    uint32_t page = 0;
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_ELEMENT ||
            (node->tag != DOC_TAG_H1 && node->tag != DOC_TAG_H2 && node->tag != DOC_TAG_H3))
            continue;
        cr_assert_geq(places[id].page, page, "seed %u: a heading passes another", seed);
        page = places[id].page;
        doc_id next = element_after(set, id);
        if (next && is_turned(set, places, next) && places[next].page != places[id].page)
            do
                next = element_after(set, next);
            while (next && (doc_style_of(set->doc, next)->break_before == DOC_BREAK_AVOID ||
                            is_turned(set, places, next)));
        if (next && doc_style_of(set->doc, next)->float_ == DOC_FLOAT_NONE &&
            !doc_style_of(set->doc, next)->page)
            cr_assert_eq(places[id].page, places[next].page, "seed %u: a heading alone on page %u", seed,
                         places[id].page);
    }
}

Test(random_pages, hold_what_they_must)
{
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct aj_arena *arena = aj_arena_new();
        struct setting set = setting_build(make_body(arena, seed), style);
        struct aj_buf *texts = AJ_NEW_N(arena, struct aj_buf, set.doc->node_count);
        struct place *places = AJ_NEW_N(arena, struct place, set.doc->node_count);
        gather(&set, texts, places);
        cr_assert_eq(aj_diags_count(set.job->diags, AJ_WARNING), 0, "seed %u", seed);
        check_text(&set, texts, seed);
        for (uint32_t p = 0; p < set.pages->page_count; p++)
            check_page(&set, p, seed);
        check_notes(&set, places, seed);
        check_floats(&set, places, seed);
        check_headings(&set, places, seed);
        for (doc_id id = 0; id < set.doc->node_count; id++)
            aj_buf_free(&texts[id]);
        setting_close(&set);
        aj_arena_free(arena);
    }
}

Test(random_pages, columns_are_balanced_within_a_line)
{
    for (uint32_t columns = 1; columns <= 8; columns++)
        for (uint32_t lines = 1; lines < 40; lines += 3) {
            struct setting set = setting_open();
            struct doc_style s = set.text;
            s.columns = (uint8_t)columns;
            s.column_gap = 6000;
            doc_id section = setting_add(&set, 0, DOC_TAG_SECTION, s);
            for (uint32_t i = 0; i < lines; i++)
                setting_paragraph(&set, section, "Rad");
            setting_run(&set);
            setting_check(&set);
            uint32_t counts[8] = {0}, used = 0;
            for (uint32_t i = 0; i < set.pages->fragment_count; i++) {
                if (i && set.pages->fragments[i].rect.x > set.pages->fragments[i - 1].rect.x)
                    used++;
                counts[used]++;
            }
            for (uint32_t c = 0; c + 1 <= used && c + 1 < columns; c++)
                cr_assert(counts[c] >= counts[c + 1], "%u lines in %u columns", lines, columns);
            cr_assert_eq(counts[0], (lines + columns - 1) / columns);
            setting_close(&set);
        }
}
