/* What must hold of every document, tried on random ones. */
#include "setting.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(random);

struct dice {
    uint32_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 1664525U + 1013904223U;
    return (d->state >> 8) % sides;
}

static const char *const words[] = {
    "kommunen",
    "budget",
    "för",
    "av",
    "och",
    "i",
    "investeringsvolym",
    "109,3",
    "mnkr",
    "2022–2024",
    "§",
    "218",
    "nettokostnadsutveckling",
    "procent",
    "Alingsås",
    "ska",
    "fastighetsunderhåll",
    "KS 2018/1092",
    "på",
    "år",
    "för- och",
    "och/eller",
    "30-åring",
    "åtgärd",
    "en",
    "verksamhetsberättelse",
    "12 345,6",
};

static char *sentence(struct setting *set, struct dice *d, uint32_t most)
{
    struct aj_buf text = AJ_BUF_INIT;
    uint32_t n = 1 + roll(d, most);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            aj_buf_char(&text, ' ');
        aj_buf_str(&text, words[roll(d, sizeof words / sizeof *words)]);
    }
    char *copy = aj_strdup(set->job->arena, text.data);
    aj_buf_free(&text);
    return copy;
}

static struct doc_style vary(struct setting *set, struct dice *d)
{
    struct doc_style s = set->text;
    s.text_align = (enum doc_align)roll(d, 4);
    s.margin[0] = (struct doc_size){DOC_LENGTH, (int32_t)roll(d, 3) * 7500};
    s.margin[2] = (struct doc_size){DOC_LENGTH, (int32_t)roll(d, 3) * 7500};
    s.orphans = s.widows = (uint8_t)(1 + roll(d, 3));
    if (roll(d, 4) == 0)
        s.break_inside = DOC_BREAK_AVOID;
    if (roll(d, 5) == 0)
        s.background = (struct doc_color){230, 240, 240, 255};
    if (roll(d, 5) == 0)
        for (int side = 0; side < 4; side++) {
            s.border_width[side] = 500;
            s.border_style[side] = DOC_BORDER_SOLID;
            s.padding[side] = (struct doc_size){DOC_LENGTH, 4000};
        }
    return s;
}

static void add_table(struct setting *set, struct dice *d, doc_id parent, uint32_t depth)
{
    struct doc_style style = setting_display(set, DOC_TABLE);
    style.border_collapse = roll(d, 2);
    style.border_spacing[0] = style.border_spacing[1] = (aj_len)roll(d, 3) * 1000;
    doc_id table = setting_add(set, parent, DOC_TAG_TABLE, style);
    uint32_t columns = 1 + roll(d, depth ? 2 : 5), rows = 1 + roll(d, 30);
    for (int part = 0; part < 2; part++) {
        doc_id group = setting_add(set, table, part ? DOC_TAG_TBODY : DOC_TAG_THEAD,
                                   setting_display(set, part ? DOC_TABLE_ROW_GROUP : DOC_TABLE_HEADER_GROUP));
        for (uint32_t r = 0; r < (part ? rows : 1); r++) {
            doc_id row = setting_add(set, group, DOC_TAG_TR, setting_display(set, DOC_TABLE_ROW));
            for (uint32_t c = 0; c < columns; c++) {
                struct doc_style cell = vary(set, d);
                cell.display = DOC_TABLE_CELL;
                cell.vertical_align = (enum doc_valign)roll(d, 4);
                char span[12];
                struct doc_attr attrs[2] = {{"rowspan", span}, {"colspan", "2"}};
                strcpy(span, roll(d, 8) == 0 ? "3" : "1");
                doc_id id = doc_append_element(set->doc, row, part ? DOC_TAG_TD : DOC_TAG_TH, DOC_ROLE_TD,
                                               doc_add_style(set->doc, &cell), attrs, roll(d, 10) ? 1 : 2);
                setting_text(set, id, sentence(set, d, part ? (roll(d, 6) ? 4 : 90) : 2));
            }
        }
    }
}

static void add_blocks(struct setting *set, struct dice *d, doc_id parent, uint32_t depth)
{
    uint32_t n = 1 + roll(d, 6);
    for (uint32_t i = 0; i < n; i++)
        switch (roll(d, depth > 2 ? 4 : 7)) {
        case 0: {
            struct doc_style s = vary(set, d);
            s.font_size = 15000;
            s.line_height = 20000;
            s.break_after = DOC_BREAK_AVOID;
            if (roll(d, 3) == 0)
                s.column_span_all = true;
            if (roll(d, 9) == 0)
                s.break_before = roll(d, 2) ? DOC_BREAK_PAGE : DOC_BREAK_RIGHT;
            setting_text(set, setting_add(set, parent, DOC_TAG_H2, s), sentence(set, d, 6));
            break;
        }
        case 4: {
            struct doc_style s = vary(set, d);
            s.columns = (uint8_t)(1 + roll(d, 3));
            s.column_gap = 12000;
            add_blocks(set, d, setting_add(set, parent, DOC_TAG_SECTION, s), depth + 1);
            break;
        }
        case 5:
            add_table(set, d, parent, depth);
            break;
        default: {
            doc_id p = setting_add(set, parent, DOC_TAG_P, vary(set, d));
            setting_text(set, p, sentence(set, d, 120));
            if (roll(d, 6) == 0) {
                struct doc_style note = setting_display(set, DOC_INLINE);
                note.float_ = DOC_FLOAT_FOOTNOTE;
                setting_text(set, setting_add(set, p, DOC_TAG_SPAN, note), sentence(set, d, 40));
                setting_text(set, p, sentence(set, d, 60));
            }
        }
        }
}

static doc_id above(const struct setting *set, doc_id id, enum doc_tag tag)
{
    while (id && (set->doc->nodes[id].kind != DOC_ELEMENT || set->doc->nodes[id].tag != tag))
        id = set->doc->nodes[id].parent;
    return id;
}

/* On every page where rows of a table stand, its header stands too: its own, or repeated as an artifact. */
static void check_headers(const struct setting *set)
{
    for (uint32_t p = 0; p < set->pages->page_count; p++) {
        const struct ty_page *page = &set->pages->pages[p];
        doc_id headed = 0;
        for (uint32_t i = page->first; i < page->first + page->count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[i];
            if (f->kind != TY_TEXT)
                continue;
            if (above(set, f->node, DOC_TAG_THEAD))
                headed = above(set, f->node, DOC_TAG_TABLE);
            else if (f->artifact == TY_CONTENT && above(set, f->node, DOC_TAG_TBODY))
                cr_assert_eq(headed, above(set, f->node, DOC_TAG_TABLE), "no header on page %s", page->label);
        }
    }
}

/* A note begins on the page of the text that calls it, and ends there or on the next one. */
static void check_notes(const struct setting *set)
{
    uint32_t *first = aj_alloc(set->job->arena, sizeof *first * set->doc->node_count);
    uint32_t *last = aj_alloc(set->job->arena, sizeof *last * set->doc->node_count);
    for (uint32_t p = 0; p < set->pages->page_count; p++)
        for (uint32_t i = 0; i < set->pages->pages[p].count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[set->pages->pages[p].first + i];
            if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
                continue;
            first[f->node] = first[f->node] ? first[f->node] : p + 1;
            last[f->node] = p + 1;
        }
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_ELEMENT || doc_style_of(set->doc, id)->float_ != DOC_FLOAT_FOOTNOTE)
            continue;
        cr_assert_eq(first[node->first], last[node->previous]);
        cr_assert_leq(last[node->first] - first[node->first], 1);
    }
}

Test(random, text_is_whole_and_in_its_place)
{
    for (uint32_t seed = 1; seed <= 80; seed++) {
        struct setting set = setting_open();
        struct dice d = {seed * 7919};
        for (int i = 0; i < 4; i++)
            add_blocks(&set, &d, set.body, 0);
        setting_run(&set);
        setting_check(&set);
        check_headers(&set);
        check_notes(&set);
        setting_close(&set);
    }
}
