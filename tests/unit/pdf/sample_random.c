/*
 * Documents that nobody would write: any role in any other, spans that do not fit, empty elements, pages that
 * paint in any order. Whatever the contracts permit must give a valid file.
 */
#include "sample.h"

#include <string.h>

struct dice {
    uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state ^= d->state << 13;
    d->state ^= d->state >> 7;
    d->state ^= d->state << 17;
    return (uint32_t)((d->state >> 33) % sides);
}

static const char *const words[] = {"Ekonomi",  " ",           "i balans ", "−1 234,5",     "å\xC2\xADä",
                                    "fi ffl f", "e\xCC\x81 x", "(\\)",      "\xEE\x80\x81", "  två  ord "};

static const char *pick(struct dice *d, const char *const *texts, uint32_t count)
{
    return texts[roll(d, count)];
}

static doc_id add_element(struct sample *s, struct dice *d, doc_id parent)
{
    static const enum doc_tag tags[] = {DOC_TAG_DIV, DOC_TAG_P,    DOC_TAG_SPAN,   DOC_TAG_TABLE,
                                        DOC_TAG_TR,  DOC_TAG_TD,   DOC_TAG_TH,     DOC_TAG_LI,
                                        DOC_TAG_A,   DOC_TAG_ABBR, DOC_TAG_IMG,    DOC_TAG_FIGURE,
                                        DOC_TAG_SVG, DOC_TAG_H2,   DOC_TAG_CAPTION};
    static const char *const numbers[] = {"1", "2", "3", "0", "65536", "-1", "två"};
    static const char *const scopes[] = {"row", "col", "rowgroup", "colgroup", "x"};
    static const char *const links[] = {
        "#mål", "#finns-inte", "https://exempel.se/å ä?x=(1)", "mailto:a@b.se", "fil.pdf", "#", ""};
    static const char *const languages[] = {"en", "sv-SE", "inte_ett", "de", "x"};
    enum doc_tag tag = tags[roll(d, sizeof tags / sizeof *tags)];
    enum doc_role role = (enum doc_role)roll(d, DOC_ROLE_ARTIFACT + 1);
    if (role == DOC_ROLE_ARTIFACT && roll(d, 4))
        role = DOC_ROLE_P;
    const char *alt = roll(d, 2) ? "En bild" : "";
    doc_id id =
        sample_add(s, parent, tag, role, "rowspan", pick(d, numbers, 7), "colspan", pick(d, numbers, 7),
                   "scope", pick(d, scopes, 5), "alt", alt, "title", "förklaring", NULL);
    if (tag == DOC_TAG_A) {
        id = sample_add(s, parent, tag, role, "href", pick(d, links, 7), NULL);
    }
    if (!roll(d, 6))
        sample_language(s, id, pick(d, languages, 5));
    if (!roll(d, 8))
        sample_display(s, id, roll(d, 2) ? DOC_NONE : DOC_BLOCK);
    return id;
}

/* A table-like tree more often than chance gives one. */
static void add_table(struct sample *s, struct dice *d, doc_id parent)
{
    static const char *const numbers[] = {"1", "1", "1", "2", "3"};
    static const char *const scopes[] = {"row", "col", "rowgroup", "colgroup"};
    static const enum doc_role groups[] = {DOC_ROLE_THEAD, DOC_ROLE_TBODY, DOC_ROLE_TFOOT, DOC_ROLE_CAPTION};
    doc_id table = sample_add(s, parent, DOC_TAG_TABLE, DOC_ROLE_TABLE, NULL);
    for (uint32_t g = roll(d, 4); g < 5; g++) {
        doc_id group = roll(d, 5) ? sample_add(s, table, DOC_TAG_TBODY, groups[roll(d, 4)], NULL) : table;
        if (s->doc->nodes[group].role == DOC_ROLE_CAPTION) {
            sample_text(s, group, "Tabell");
            continue;
        }
        for (uint32_t r = roll(d, 4); r < 5; r++) {
            doc_id tr = sample_add(s, group, DOC_TAG_TR, DOC_ROLE_TR, NULL);
            for (uint32_t c = roll(d, 4); c < 5; c++) {
                bool head = !roll(d, 3);
                doc_id cell = sample_add(s, tr, head ? DOC_TAG_TH : DOC_TAG_TD,
                                         head ? DOC_ROLE_TH : DOC_ROLE_TD, "rowspan", pick(d, numbers, 5),
                                         "colspan", pick(d, numbers, 5), "scope", pick(d, scopes, 4), NULL);
                if (roll(d, 3))
                    sample_text(s, cell, pick(d, words, 10));
            }
        }
    }
}

static void paint(struct sample *s, struct dice *d, doc_id id)
{
    static const uint8_t verbs[] = {TY_LINE_TO, TY_CURVE_TO, TY_CLOSE};
    static const aj_len points[] = {0, 0, 5000, 5000, 9000, -100, 20000, 70000};
    static const aj_len dashes[] = {0, 3000, 1};
    struct ty_rect rect = {(aj_len)roll(d, 500000), (aj_len)roll(d, 700000), (aj_len)roll(d, 90000),
                           (aj_len)roll(d, 9000)};
    struct ty_fragment *f = sample_fragment(s, (enum ty_kind)(TY_RECT + roll(d, 3)), id, rect);
    f->artifact = (uint8_t)roll(d, 5);
    f->line_width = (aj_len)roll(d, 4000);
    f->line_style = (uint8_t)roll(d, 5);
    f->color = (struct doc_color){(uint8_t)roll(d, 256), (uint8_t)roll(d, 256), 9, roll(d, 5) ? 255 : 0};
    if (f->kind == TY_PATH) {
        struct ty_path *path = AJ_NEW(s->job->arena, struct ty_path);
        *path = (struct ty_path){.verb_count = roll(d, 4),
                                 .point_count = roll(d, 5),
                                 .verbs = verbs,
                                 .points = points,
                                 .fill = f->color,
                                 .stroke = {1, 2, 3, roll(d, 2) ? 255 : 0},
                                 .stroke_width = (aj_len)roll(d, 3000),
                                 .even_odd = roll(d, 2),
                                 .dashes = dashes,
                                 .dash_count = roll(d, 4)};
        f->as.path = path;
    }
}

void sample_random(struct sample *s, uint32_t seed)
{
    struct dice d = {seed * 0x9E3779B97F4A7C15u + 0x1234567u};
    doc_id open[8] = {1};
    uint32_t depth = 0;
    for (int i = 0; i < 20; i++)
        roll(&d, 2);
    sample_page(s, roll(&d, 2) ? NULL : "iv");
    if (roll(&d, 2))
        open[0] = sample_add(s, 1, DOC_TAG_BODY, DOC_ROLE_DOCUMENT, "id", "mål", NULL);
    for (uint32_t n = 20 + roll(&d, 150); n; n--) {
        s->artifact = roll(&d, 12) ? TY_CONTENT : (uint8_t)roll(&d, 5);
        s->size = 4000 + (aj_len)roll(&d, 9000);
        switch (roll(&d, 10)) {
        case 0:
        case 1:
        case 2:
            if (depth < 7) {
                open[depth + 1] = add_element(s, &d, open[depth]);
                depth++;
            }
            break;
        case 3:
        case 4:
            depth = depth ? depth - 1 : 0;
            break;
        case 5:
            paint(s, &d, open[depth]);
            break;
        case 6:
            sample_break(s, (aj_len)roll(&d, 90000));
            break;
        case 7:
            if (!roll(&d, 6))
                add_table(s, &d, open[depth]);
            break;
        default:
            sample_text(s, open[depth], pick(&d, words, 10));
        }
    }
    s->artifact = TY_CONTENT;
}
