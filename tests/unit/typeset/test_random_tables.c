/* What must hold of every table, tried on random ones. */
#include "setting.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(random_tables);

enum { COLUMNS = 7, ROWS = 40 };

struct dice {
    uint32_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 1664525U + 1013904223U;
    return (d->state >> 8) % sides;
}

static const char *const words[] = {
    "kommunen", "budget",  "för",      "av",  "och",   "investeringsvolym",   "109,3",       "mnkr",
    "§ 218",    "procent", "Alingsås", "ska", "på år", "fastighetsunderhåll", "uppföljning", "en",
};

static void say(struct dice *d, struct aj_buf *out, uint32_t most)
{
    for (uint32_t n = 1 + roll(d, most); n > 0; n--)
        aj_buf_printf(out, "%s%s", words[roll(d, sizeof words / sizeof *words)], n > 1 ? " " : "");
}

static void say_cell(struct dice *d, struct aj_buf *out, bool head)
{
    switch (head ? 9 : roll(d, 12)) {
    case 0:
        aj_buf_str(out, "<p>");
        say(d, out, 30);
        aj_buf_str(out, "</p><ul><li>");
        say(d, out, 9);
        aj_buf_str(out, "</li><li>");
        say(d, out, 9);
        aj_buf_str(out, "</li></ul>");
        break;
    case 1:
        say(d, out, 160);
        break;
    case 2:
    case 3:
        aj_buf_printf(out, "%u,%u", (unsigned)roll(d, 5000), (unsigned)roll(d, 100));
        break;
    default:
        say(d, out, head ? 2 : 6);
    }
}

/* Rows of cells with spans that fill the grid. */
static void say_rows(struct dice *d, struct aj_buf *out, uint32_t rows, uint32_t columns, bool head)
{
    uint32_t busy[COLUMNS] = {0};
    for (uint32_t r = 0; r < rows; r++) {
        aj_buf_str(out, "<tr>");
        for (uint32_t c = 0; c < columns;) {
            uint32_t free = 0, across = 1, down = 1;
            if (busy[c]) {
                busy[c++]--;
                continue;
            }
            while (c + free < columns && !busy[c + free])
                free++;
            if (roll(d, 8) == 0)
                across = 1 + roll(d, free);
            if (roll(d, 8) == 0)
                down = 1 + roll(d, rows - r < 5 ? rows - r : 5);
            aj_buf_printf(out, "<%s colspan=\"%u\" rowspan=\"%u\" class=\"c%u\">", head ? "th" : "td", across,
                          down, (unsigned)roll(d, 4));
            say_cell(d, out, head);
            aj_buf_str(out, head ? "</th>" : "</td>");
            for (uint32_t i = 0; i < across; i++)
                busy[c++] = down - 1;
        }
        aj_buf_str(out, "</tr>");
    }
}

static void say_table(struct dice *d, struct aj_buf *out)
{
    uint32_t columns = 2 + roll(d, COLUMNS - 2);
    aj_buf_printf(out, "<table class=\"t%u\"><caption>", (unsigned)roll(d, 3));
    say(d, out, 8);
    aj_buf_str(out, "</caption>");
    if (roll(d, 3) == 0)
        aj_buf_printf(out, "<colgroup><col class=\"w%u\"/></colgroup>", (unsigned)roll(d, 2));
    aj_buf_str(out, "<thead>");
    say_rows(d, out, 1 + roll(d, 2), columns, true);
    aj_buf_str(out, "</thead><tbody>");
    say_rows(d, out, 1 + roll(d, ROWS), columns, false);
    aj_buf_str(out, "</tbody></table>");
}

static struct setting random_tables(uint32_t seed, const char *css)
{
    struct dice d = {seed * 7919};
    struct aj_buf body = AJ_BUF_INIT;
    for (int i = 0; i < 2; i++) {
        aj_buf_str(&body, "<p>");
        say(&d, &body, 200);
        aj_buf_str(&body, "</p>");
        say_table(&d, &body);
    }
    struct setting set = setting_build(body.data, css);
    aj_buf_free(&body);
    return set;
}

/* Every cell is painted, so that its box is seen. */
#define BASE                                                                                                 \
    "@page { margin: 20mm } @page wide { size: A4 landscape; margin: 20mm }\n"                               \
    "table { width: 100%; font-size: 8pt; line-height: 11pt; -arshjul-table-fit: scale(80%) turn(wide);\n"   \
    "  -arshjul-caption-continued: \" (forts.)\"; margin: 8pt 0 }\n"                                         \
    "td, th { padding: 2pt 4pt; background: #eeeeee; hyphens: auto } td p, td ul { margin: 0 }\n"            \
    ".t1 { width: auto } .t2 tr { break-inside: avoid } .w0 { width: 30mm } .w1 { width: 25% }\n"            \
    ".c0 { vertical-align: top; text-align: \",\" } .c1 { vertical-align: bottom; text-align: right }\n"     \
    ".c2 { vertical-align: middle; text-align: center } caption { break-after: avoid }\n"

static const char separate[] = BASE "table { border-spacing: 1pt }";
static const char collapsed[] = BASE "table { border-collapse: collapse } td, th { border: 0.5pt solid }";

static doc_id cell_of(const struct setting *set, doc_id id)
{
    while (id && set->doc->nodes[id].tag != DOC_TAG_TD && set->doc->nodes[id].tag != DOC_TAG_TH)
        id = set->doc->nodes[id].parent;
    return id;
}

static bool is_inside(const struct ty_rect *in, const struct ty_rect *box)
{
    const aj_len slack = 600; /* of ascents in tight lines, and of rounding */
    return in->x + slack >= box->x && in->x + in->width <= box->x + box->width + slack &&
           in->y + 2500 >= box->y && in->y + in->height <= box->y + box->height + 2500;
}

static const struct ty_fragment *fragment(const struct setting *set, const struct ty_page *page, uint32_t i)
{
    return &set->pages->fragments[page->first + i];
}

/* Text stands in its cell, cells of a page do not meet, and a cell has the same place across on all pages. */
static void check_cells(const struct setting *set, uint32_t seed)
{
    struct ty_rect *seen = aj_alloc(set->job->arena, sizeof *seen * set->doc->node_count);
    for (uint32_t p = 0; p < set->pages->page_count; p++) {
        const struct ty_page *page = &set->pages->pages[p];
        for (uint32_t i = 0; i < page->count; i++) {
            const struct ty_fragment *f = fragment(set, page, i);
            doc_id cell = cell_of(set, f->node);
            bool found = f->kind != TY_TEXT || !cell;
            if (f->kind == TY_RECT && f->node && f->artifact == TY_BACKGROUND) {
                if (seen[f->node].width) {
                    cr_assert_eq(seen[f->node].x, f->rect.x);
                    cr_assert_eq(seen[f->node].width, f->rect.width);
                }
                seen[f->node] = f->rect;
            }
            for (uint32_t k = 0; k < page->count; k++) {
                const struct ty_fragment *box = fragment(set, page, k);
                if (box->kind != TY_RECT)
                    continue;
                found = found || (box->node == cell && is_inside(&f->rect, &box->rect));
                bool meets = f->kind == TY_RECT && k < i && box->rect.x + box->rect.width > f->rect.x + 50 &&
                             f->rect.x + f->rect.width > box->rect.x + 50 &&
                             box->rect.y + box->rect.height > f->rect.y + 50 &&
                             f->rect.y + f->rect.height > box->rect.y + 50;
                cr_assert(meets == false, "cells meet on page %s, seed %u", page->label, seed);
            }
            cr_assert(found, "\"%.*s\" is not in its cell on page %s, seed %u", (int)f->as.run->text_length,
                      f->as.run->text, page->label, seed);
        }
    }
}

static doc_id above(const struct setting *set, doc_id id, enum doc_tag tag)
{
    while (id && (set->doc->nodes[id].kind != DOC_ELEMENT || set->doc->nodes[id].tag != tag))
        id = set->doc->nodes[id].parent;
    return id;
}

/* Where rows stand, their header stands above them; on later pages below the repeated caption. */
static void check_heads(const struct setting *set, uint32_t seed)
{
    for (uint32_t p = 0; p < set->pages->page_count; p++) {
        const struct ty_page *page = &set->pages->pages[p];
        doc_id headed = 0, captioned = 0;
        for (uint32_t i = 0; i < page->count; i++) {
            const struct ty_fragment *f = fragment(set, page, i);
            if (f->kind != TY_TEXT)
                continue;
            doc_id table = above(set, f->node, DOC_TAG_TABLE);
            if (above(set, f->node, DOC_TAG_CAPTION))
                captioned = table;
            else if (above(set, f->node, DOC_TAG_THEAD)) {
                cr_assert_eq(captioned, table, "no caption on page %s, seed %u", page->label, seed);
                headed = table;
            } else if (f->artifact == TY_CONTENT && above(set, f->node, DOC_TAG_TBODY)) {
                cr_assert_eq(headed, table, "no header on page %s, seed %u", page->label, seed);
            }
        }
    }
}

static void check_text_once(const struct setting *set)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        const struct doc_node *node = &set->doc->nodes[id];
        if (node->kind != DOC_TEXT || !above(set, id, DOC_TAG_TABLE))
            continue;
        aj_buf_clear(&text);
        for (uint32_t i = 0; i < set->pages->fragment_count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[i];
            if (f->kind != TY_TEXT || f->artifact != TY_CONTENT || f->node != id)
                continue;
            for (uint32_t k = 0; k < f->as.run->text_length; k++)
                if (!memcmp(f->as.run->text + k, "\xC2\xAD", 2))
                    k++;
                else
                    aj_buf_char(&text, f->as.run->text[k]);
        }
        cr_assert_str_eq(text.data ? text.data : "", node->text);
    }
    aj_buf_free(&text);
}

Test(random_tables, cells_hold_their_text_and_heads_are_repeated)
{
    for (uint32_t seed = 1; seed <= 40; seed++) {
        struct setting set = random_tables(seed, seed % 2 ? separate : collapsed);
        check_cells(&set, seed);
        check_heads(&set, seed);
        check_text_once(&set);
        for (uint32_t i = 0; i < set.job->diags->len; i++)
            cr_assert_neq(set.job->diags->items[i].code, AJ_E0611, "%s %s, seed %u",
                          set.job->diags->items[i].args[1], set.job->diags->items[i].args[2], seed);
        setting_close(&set);
    }
}

/* Ends of vertical rules lie on a horizontal one, on another vertical one's end, or at a page's cut. */
static bool ends_well(const struct setting *set, const struct ty_page *page, const struct ty_rect *v,
                      aj_len y)
{
    for (uint32_t i = 0; i < page->count; i++) {
        const struct ty_fragment *f = fragment(set, page, i);
        const struct ty_rect *r = &f->rect;
        if (f->kind != TY_LINE || r == v)
            continue;
        bool across = r->width > r->height && r->x <= v->x + 600 &&
                      r->x + r->width + 600 >= v->x + v->width && abs(r->y - y) <= 600;
        bool down = r->width <= r->height && abs(r->x - v->x) <= 600 &&
                    (abs(r->y - y) <= 600 || abs(r->y + r->height - y) <= 600);
        if (across || down)
            return true;
    }
    return false;
}

Test(random_tables, rules_meet)
{
    static const char css[] =
        BASE "table { border-collapse: collapse } td, th { border: 0.5pt solid } tr { break-inside: avoid }";
    for (uint32_t seed = 1; seed <= 12; seed++) {
        struct setting set = random_tables(seed, css);
        for (uint32_t p = 0; p < set.pages->page_count; p++) {
            const struct ty_page *page = &set.pages->pages[p];
            for (uint32_t i = 0; i < page->count; i++) {
                const struct ty_fragment *f = fragment(&set, page, i);
                if (f->kind != TY_LINE || f->rect.width > f->rect.height)
                    continue;
                cr_assert(ends_well(&set, page, &f->rect, f->rect.y), "page %s, seed %u, y %d", page->label,
                          seed, f->rect.y);
            }
        }
        setting_close(&set);
    }
}
