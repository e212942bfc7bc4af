/* A report with everything that a municipal document has, set simply. */
#include "pictures.h"
#include "sample.h"

#include <string.h>

static const char prose[] =
    "Kommunens verksamheter ska bedrivas med god ekonomisk hushållning. Resultatet för 2022 uppgår till "
    "102 mnkr, vilket motsvarar 4,0 procent av skatteintäkter och generella statsbidrag. Målet är att "
    "resultatet "
    "över tid ska uppgå till minst 4 procent, och att investeringar ska kunna finansieras med egna medel. ";

static void contents(struct sample *s, doc_id body, int chapters)
{
    doc_id nav = sample_add(s, body, DOC_TAG_NAV, DOC_ROLE_SECT, NULL);
    s->size = 18000;
    sample_block(s, nav, DOC_TAG_H1, DOC_ROLE_H1, "Innehåll");
    s->size = 10500;
    doc_id toc = sample_add(s, nav, DOC_TAG_OL, DOC_ROLE_TOC, NULL);
    for (int i = 1; i <= chapters; i++) {
        char *href = aj_printf(s->job->arena, "#k%d", i);
        doc_id item = sample_add(s, toc, DOC_TAG_LI, DOC_ROLE_TOCI, NULL);
        doc_id a = sample_add(s, item, DOC_TAG_A, DOC_ROLE_LINK, "href", href, NULL);
        sample_text(s, a, aj_printf(s->job->arena, "%d Finansiell analys ", i));
        doc_id leader = doc_append_text(s->doc, a, ".", s->doc->nodes[a].style);
        s->doc->nodes[leader].kind = DOC_LEADER;
        s->artifact = TY_LAYOUT;
        sample_set(s, leader, "..............................................................");
        s->artifact = TY_CONTENT;
        sample_text(s, a, aj_printf(s->job->arena, " %d", i + 1));
        sample_break(s, 0);
    }
}

static void list(struct sample *s, doc_id parent)
{
    static const char *const items[] = {"Resultatet ska vara minst 4 procent.",
                                        "Soliditeten ska öka över tid, även med hänsyn till hela "
                                        "pensionsåtagandet och de investeringar som planen omfattar."};
    doc_id ul = sample_add(s, parent, DOC_TAG_UL, DOC_ROLE_L, NULL);
    for (int i = 0; i < 2; i++) {
        doc_id li = sample_add(s, ul, DOC_TAG_LI, DOC_ROLE_LI, NULL);
        doc_id mark = sample_add(s, li, DOC_TAG_MARKER, DOC_ROLE_LBL, NULL);
        sample_text(s, mark, "•");
        s->left += 14000;
        s->x = s->left;
        doc_id body = sample_add(s, li, DOC_TAG_LIST_BODY, DOC_ROLE_LBODY, NULL);
        sample_text(s, body, items[i]);
        s->left -= 14000;
        sample_break(s, 2000);
    }
}

static const aj_len columns[] = {0, 200000, 290000, 380000};

static void row(struct sample *s, doc_id tr, const char *const *cells, bool head)
{
    for (int i = 0; i < 4; i++) {
        s->x = s->left + columns[i];
        enum doc_role role = head || i == 0 ? DOC_ROLE_TH : DOC_ROLE_TD;
        doc_id cell = sample_add(s, tr, head || i == 0 ? DOC_TAG_TH : DOC_TAG_TD, role, NULL);
        if (!strcmp(cells[i], "-")) {
            doc_id abbr = sample_add(s, cell, DOC_TAG_ABBR, DOC_ROLE_SPAN, "title", "uppgift saknas", NULL);
            sample_text(s, abbr, cells[i]);
        } else if (*cells[i]) {
            sample_text(s, cell, cells[i]);
        }
    }
}

static void table(struct sample *s, doc_id parent, int rows)
{
    static const char *const head[] = {"tkr", "2022", "2023", "2024"};
    doc_id tab = sample_add(s, parent, DOC_TAG_TABLE, DOC_ROLE_TABLE, NULL);
    sample_block(s, tab, DOC_TAG_CAPTION, DOC_ROLE_CAPTION, "Resultatbudget 2022–2024, tkr");
    doc_id thead = sample_add(s, tab, DOC_TAG_THEAD, DOC_ROLE_THEAD, NULL);
    row(s, sample_add(s, thead, DOC_TAG_TR, DOC_ROLE_TR, NULL), head, true);
    sample_break(s, 2000);
    doc_id tbody = sample_add(s, tab, DOC_TAG_TBODY, DOC_ROLE_TBODY, NULL);
    for (int i = 0; i < rows; i++) {
        const char *cells[] = {aj_printf(s->job->arena, "Post %d", i + 1), "−1 234", i % 5 ? "88,9" : "-",
                               i % 7 ? "102 345" : ""};
        doc_id tr = sample_add(s, tbody, DOC_TAG_TR, DOC_ROLE_TR, NULL);
        uint32_t page = s->pages->page_count;
        sample_rect(s, tr, TY_BACKGROUND,
                    (struct ty_rect){s->left, s->y, s->right - s->left, s->size * 14 / 10});
        row(s, tr, cells, false);
        struct ty_fragment *f = sample_fragment(
            s, TY_LINE, tr, (struct ty_rect){s->left, s->y + s->size * 14 / 10, s->right - s->left, 500});
        f->artifact = TY_LAYOUT;
        f->line_width = 500;
        f->line_style = DOC_BORDER_SOLID;
        sample_break(s, 2000);
        if (s->pages->page_count == page)
            continue;
        /* The header again: an artifact of the same nodes. */
        s->artifact = TY_HEADER;
        for (int c = 0; c < 4; c++) {
            s->x = s->left + columns[c];
            sample_set(s, thead, head[c]);
        }
        s->artifact = TY_CONTENT;
        sample_break(s, 2000);
    }
    sample_break(s, 4000);
}

static void figure(struct sample *s, doc_id parent)
{
    static const uint8_t verbs[] = {TY_MOVE, TY_LINE_TO, TY_CURVE_TO, TY_CLOSE};
    doc_id fig = sample_add(s, parent, DOC_TAG_FIGURE, DOC_ROLE_FIGURE, "alt",
                            "Stapeldiagram: investeringarna växer från 300 till 420 mnkr.", NULL);
    doc_id svg = sample_add(s, fig, DOC_TAG_SVG, DOC_ROLE_NONE, NULL);
    doc_id shape = sample_add(s, svg, DOC_TAG_PATH, DOC_ROLE_NONE, NULL);
    struct ty_path *path = AJ_NEW(s->job->arena, struct ty_path);
    aj_len *points = AJ_NEW_N(s->job->arena, aj_len, 10);
    aj_len x = s->left, y = s->y;
    const aj_len at[] = {x, y, x + 90000, y, x + 120000, y + 20000, x + 60000, y + 50000, x, y + 60000};
    memcpy(points, at, sizeof at);
    *path = (struct ty_path){.verb_count = 4,
                             .point_count = 5,
                             .verbs = verbs,
                             .points = points,
                             .fill = {0, 90, 140, 255},
                             .stroke = {0, 0, 0, 255},
                             .stroke_width = 1000};
    sample_fragment(s, TY_PATH, shape, (struct ty_rect){x, y, 120000, 60000})->as.path = path;
    doc_id label = sample_add(s, svg, DOC_TAG_SVG_TEXT, DOC_ROLE_NONE, NULL);
    s->x = x + 130000;
    sample_text(s, label, "420");
    s->y += 70000;
    sample_break(s, 4000);
}

/* A table that Scope alone does not explain: a heading over two columns, headings within. */
static void indicators(struct sample *s, doc_id parent)
{
    static const char *const texts[][4] = {
        {"Indikator", "Utfall", NULL, "Mål"}, {NULL, "2021", "2022", "2023"},
        {"Förskola", NULL, NULL, NULL},       {"Andel behöriga", "67,5", "68,0", "70"},
        {"Grundskola", NULL, NULL, NULL},     {"Meritvärde", "214", "221", "225"}};
    static const char *const spans[][4] = {{"2", "2", NULL, "1"}};
    doc_id table = sample_add(s, parent, DOC_TAG_TABLE, DOC_ROLE_TABLE, NULL);
    doc_id head = sample_add(s, table, DOC_TAG_THEAD, DOC_ROLE_THEAD, NULL);
    doc_id body = sample_add(s, table, DOC_TAG_TBODY, DOC_ROLE_TBODY, NULL);
    for (int r = 0; r < 6; r++) {
        doc_id tr = sample_add(s, r < 2 ? head : body, DOC_TAG_TR, DOC_ROLE_TR, NULL);
        bool group = r == 2 || r == 4;
        for (int c = 0; c < 4; c++) {
            if (!texts[r][c])
                continue;
            bool th = r < 2 || c == 0;
            const char *wide = r == 0 && c == 1 ? spans[0][1] : group ? "4" : "1";
            const char *tall = r == 0 && c == 0 ? spans[0][0] : "1";
            doc_id cell =
                sample_add(s, tr, th ? DOC_TAG_TH : DOC_TAG_TD, th ? DOC_ROLE_TH : DOC_ROLE_TD, "scope",
                           group   ? "rowgroup"
                           : r < 2 ? "col"
                                   : "row",
                           "colspan", wide, "rowspan", tall, NULL);
            s->x = s->left + columns[c];
            sample_text(s, cell, texts[r][c]);
        }
        sample_break(s, 2000);
    }
    sample_break(s, 4000);
}

static void picture(struct sample *s, doc_id parent, const char *path, bool jpeg, const char *alt)
{
    doc_id fig = sample_add(s, parent, DOC_TAG_FIGURE, DOC_ROLE_FIGURE, "alt", alt, NULL);
    doc_id img = sample_add(s, fig, DOC_TAG_IMG, DOC_ROLE_NONE, "alt", alt, NULL);
    sample_image(s, img, path, jpeg, (struct ty_rect){s->left, s->y, 64000, 48000});
    s->y += 50000;
    doc_id caption = sample_add(s, fig, DOC_TAG_FIGCAPTION, DOC_ROLE_CAPTION, NULL);
    sample_text(s, caption, "Foto: kommunen");
    sample_break(s, 4000);
}

static void pictures(struct sample *s, doc_id parent)
{
    const char *png = sample_path(s, "vapen.png"), *jpeg = sample_path(s, "hus.jpg");
    if (!write_png(png, PICTURE_RGBA) || !write_jpeg(jpeg, 3))
        return;
    picture(s, parent, png, false, "Kommunens vapen");
    picture(s, parent, jpeg, true, "Rådhuset en vinterdag");
}

/* Glyphs that do not say what they are: an icon of private use, an accent of its own. */
static void spoken(struct sample *s, doc_id parent)
{
    doc_id p = sample_add(s, parent, DOC_TAG_P, DOC_ROLE_P, NULL);
    sample_text(s, p, "Cafe\xCC\x81 x\xCC\x82\xCC\xA3 och ");
    doc_id icon = sample_add(s, p, DOC_TAG_SPAN, DOC_ROLE_NONE, "aria-label", "telefon", NULL);
    sample_text(s, icon, "\xEE\x80\x81");
    sample_text(s, p, " 0322-61 60 00");
    sample_break(s, 4000);
}

static void remarks(struct sample *s, doc_id parent)
{
    doc_id p = sample_add(s, parent, DOC_TAG_P, DOC_ROLE_P, NULL);
    sample_text(s, p, "Se även ");
    doc_id a = sample_add(s, p, DOC_TAG_A, DOC_ROLE_LINK, "href",
                          "https://www.kolada.se/verktyg/fri-sökning/?å=1", NULL);
    sample_text(
        s, a,
        "Koladas databas över nyckeltal för kommuner och regioner, som är öppen för alla och uppdateras "
        "löpande under året");
    sample_text(s, p, ", och begreppet ");
    doc_id em = sample_add(s, p, DOC_TAG_EM, DOC_ROLE_NONE, NULL);
    sample_language(s, em, "en");
    sample_text(s, em, "new public management");
    sample_text(s, p, " i ");
    doc_id abbr = sample_add(s, p, DOC_TAG_ABBR, DOC_ROLE_NONE, "title", "tusen kronor", NULL);
    sample_text(s, abbr, "tkr");
    sample_text(s, p, ", finansiering\xC2\xAD");
    doc_id mark = sample_add(s, p, DOC_TAG_SUP, DOC_ROLE_REFERENCE, NULL);
    doc_id mark_label = sample_add(s, mark, DOC_TAG_SPAN, DOC_ROLE_LBL, NULL);
    sample_text(s, mark_label, "1");
    doc_id note = sample_add(s, p, DOC_TAG_SPAN, DOC_ROLE_NOTE, NULL);
    sample_text(s, p, ".");
    sample_break(s, 4000);
    doc_id note_label = sample_add(s, note, DOC_TAG_MARKER, DOC_ROLE_LBL, NULL);
    sample_text(s, note_label, "1 ");
    sample_text(s, note, "Kolada, nyckeltal N00002.");
    sample_break(s, 4000);
}

void sample_report(struct sample *s, int chapters)
{
    doc_id body = sample_add(s, 1, DOC_TAG_BODY, DOC_ROLE_DOCUMENT, NULL);
    sample_page(s, NULL);
    doc_id cover = sample_add(s, body, DOC_TAG_DIV, DOC_ROLE_DIV, NULL);
    s->size = 26000;
    sample_block(s, cover, DOC_TAG_P, DOC_ROLE_P, "Budget 2022–2024");
    s->size = 10500;
    contents(s, body, chapters);
    for (int i = 1; i <= chapters; i++) {
        sample_page(s, NULL);
        doc_id section = sample_add(s, body, DOC_TAG_SECTION, DOC_ROLE_SECT, "id",
                                    aj_printf(s->job->arena, "k%d", i), NULL);
        s->size = 18000;
        sample_block(s, section, DOC_TAG_H1, DOC_ROLE_H1,
                     aj_printf(s->job->arena, "%d Finansiell analys", i));
        s->size = 10500;
        for (int k = 0; k < 3; k++) {
            doc_id p = sample_add(s, section, DOC_TAG_P, DOC_ROLE_P, NULL);
            for (int n = 0; n < 3; n++)
                sample_text(s, p, prose);
            sample_break(s, 4000);
        }
        s->size = 13000;
        sample_block(s, section, DOC_TAG_H2, DOC_ROLE_H2, "Mål för god ekonomisk hushållning");
        s->size = 10500;
        list(s, section);
        figure(s, section);
        remarks(s, section);
        table(s, section, 45);
        indicators(s, section);
        if (i == 1) {
            pictures(s, section);
            spoken(s, section);
        }
    }
}
