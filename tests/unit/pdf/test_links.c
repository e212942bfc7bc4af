/* What links say of themselves, as who only hears the link wants to know it. */
#include "pdf/tree.h"
#include "sample.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(pdf_links);

static doc_id add_text_block(struct sample *s, doc_id parent, enum doc_tag tag, enum doc_role role,
                             const char *text)
{
    doc_id id = sample_add(s, parent, tag, role, NULL);
    doc_append_text(s->doc, id, text, s->doc->nodes[id].style);
    return id;
}

static doc_id add_link(struct sample *s, doc_id parent, const char *href, const char *text)
{
    doc_id id = sample_add(s, parent, DOC_TAG_A, DOC_ROLE_LINK, "href", href, NULL);
    sample_display(s, id, DOC_INLINE);
    doc_append_text(s->doc, id, text, s->doc->nodes[id].style);
    return id;
}

/* The words of the document's links, in order, against what is expected. */
static void expect_words(struct sample *s, bool swedish, const char *const *expected, size_t count)
{
    const struct pdf_tree *tree = pdf_tree_build(s->job->arena, s->doc, NULL);
    size_t n = 0;
    for (uint32_t i = 1; i < tree->elem_count; i++) {
        if (tree->elems[i].role != DOC_ROLE_LINK)
            continue;
        const char *words = pdf_link_words(tree, &tree->elems[i], "7", swedish);
        cr_expect(n < count && !strcmp(words, expected[n]), "link %zu says \"%s\", not \"%s\"", n, words,
                  n < count ? expected[n] : "");
        n++;
    }
    cr_expect_eq(n, count);
}

#define EXPECT_WORDS(s, swedish, ...)                                                                        \
    do {                                                                                                     \
        static const char *const expected[] = {__VA_ARGS__};                                                 \
        expect_words(&s, swedish, expected, sizeof expected / sizeof *expected);                             \
    } while (0)

Test(pdf_links, a_table_or_chart_is_named_by_its_caption)
{
    struct sample s;
    sample_open(&s);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    add_link(&s, p, "#t", "tabell 2");
    add_link(&s, p, "#d", "diagram 1");
    add_link(&s, p, "#k", "kapitlet");
    doc_id table = sample_add(&s, 1, DOC_TAG_TABLE, DOC_ROLE_TABLE, "id", "t", NULL);
    add_text_block(&s, table, DOC_TAG_CAPTION, DOC_ROLE_CAPTION, "Tabell 2. Anslag per nämnd");
    doc_id row = sample_add(&s, table, DOC_TAG_TR, DOC_ROLE_TR, NULL);
    add_text_block(&s, row, DOC_TAG_TH, DOC_ROLE_TH, "Nämnd");
    doc_id chart = sample_add(&s, 1, DOC_TAG_FIGURE, DOC_ROLE_DIV, "id", "d", NULL);
    doc_id drawing = sample_add(&s, chart, DOC_TAG_SVG, DOC_ROLE_FIGURE, "aria-label", "Staplar", NULL);
    add_text_block(&s, drawing, DOC_TAG_SVG_TEXT, DOC_ROLE_NONE, "420");
    add_text_block(&s, chart, DOC_TAG_FIGCAPTION, DOC_ROLE_CAPTION, "Diagram 1. Investeringar.");
    doc_id section = sample_add(&s, 1, DOC_TAG_SECTION, DOC_ROLE_SECT, "id", "k", NULL);
    add_text_block(&s, section, DOC_TAG_H1, DOC_ROLE_H1, "Mål");
    add_text_block(&s, section, DOC_TAG_P, DOC_ROLE_P, "Text");
    EXPECT_WORDS(s, true, "Tabell 2. Anslag per nämnd, sidan 7", "Diagram 1. Investeringar, sidan 7",
                 "Mål, sidan 7");
    sample_close(&s);
}

Test(pdf_links, a_row_is_named_by_its_header)
{
    struct sample s;
    sample_open(&s);
    add_link(&s, sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL), "#r", "delmål");
    doc_id table = sample_add(&s, 1, DOC_TAG_TABLE, DOC_ROLE_TABLE, NULL);
    doc_id row = sample_add(&s, table, DOC_TAG_TR, DOC_ROLE_TR, "id", "r", NULL);
    add_text_block(&s, row, DOC_TAG_TD, DOC_ROLE_TD, "1");
    add_text_block(&s, row, DOC_TAG_TH, DOC_ROLE_TH, "Gott bemötande");
    add_text_block(&s, row, DOC_TAG_TD, DOC_ROLE_TD, "95");
    EXPECT_WORDS(s, true, "Gott bemötande, sidan 7");
    sample_close(&s);
}

Test(pdf_links, cells_and_lines_do_not_run_into_each_other)
{
    struct sample s;
    sample_open(&s);
    add_link(&s, sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL), "#t", "tabellen");
    doc_id table = sample_add(&s, 1, DOC_TAG_TABLE, DOC_ROLE_TABLE, "id", "t", NULL);
    doc_id row = sample_add(&s, table, DOC_TAG_TR, DOC_ROLE_TR, NULL);
    const char *const texts[] = {"Nämnd", "2022"};
    for (int i = 0; i < 2; i++)
        sample_display(&s, add_text_block(&s, row, DOC_TAG_TD, DOC_ROLE_TD, texts[i]), DOC_TABLE_CELL);
    EXPECT_WORDS(s, true, "Nämnd 2022, sidan 7");
    sample_close(&s);
}

/* A page's number in a note is a node of its own, whose text typeset sets. */
Test(pdf_links, notes_lead_there_and_back)
{
    struct sample s;
    sample_open(&s);
    doc_id p = add_text_block(&s, 1, DOC_TAG_P, DOC_ROLE_P, "Text");
    doc_id call = add_link(&s, p, "#n", "2");
    s.doc->nodes[call].attrs = (const struct doc_attr[]){{"href", "#n"}, {"id", "c"}};
    s.doc->nodes[call].attr_count = 2;
    doc_id note = sample_add(&s, p, DOC_TAG_SPAN, DOC_ROLE_NOTE, "id", "n", NULL);
    doc_id back = add_link(&s, note, "#n", "2\xE2\x80\x82");
    s.doc->nodes[back].role = DOC_ROLE_LBL;
    doc_append_text(s.doc, note, "Se not 1 på sida ", s.doc->nodes[note].style);
    doc_id page = doc_append_text(s.doc, note, "5", s.doc->nodes[note].style);
    s.doc->nodes[page].kind = DOC_PAGE_REF;
    doc_append_text(s.doc, note, ".", s.doc->nodes[note].style);
    EXPECT_WORDS(s, true, "Not 2: Se not 1 på sida 5, sidan 7", "Tillbaka från not 2, sidan 7");
    EXPECT_WORDS(s, false, "Note 2: Se not 1 på sida 5, page 7", "Back from note 2, page 7");
    sample_close(&s);
}

Test(pdf_links, addresses_follow_the_words_that_lead_to_them)
{
    struct sample s;
    sample_open(&s);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    add_link(&s, p, "https://www.kolada.se/", "Kolada");
    add_link(&s, p, "https://www.kolada.se/", "www.kolada.se");
    add_link(&s, p, "mailto:ekonomi@alingsas.se", "ekonomi@alingsas.se");
    add_link(&s, p, "tel:+46322616000", "0322-61 60 00");
    doc_id own =
        sample_add(&s, p, DOC_TAG_A, DOC_ROLE_LINK, "href", "https://a.se", "title", "Statistiken", NULL);
    doc_append_text(s.doc, own, "här", s.doc->nodes[own].style);
    EXPECT_WORDS(s, true, "Kolada, https://www.kolada.se/", "https://www.kolada.se/",
                 "E-post till ekonomi@alingsas.se", "Ring +46322616000", "Statistiken");
    sample_close(&s);
}

Test(pdf_links, long_words_are_cut_between_words)
{
    struct sample s;
    struct aj_buf text = AJ_BUF_INIT, expected = AJ_BUF_INIT;
    sample_open(&s);
    for (int i = 0; i < 60; i++)
        aj_buf_str(&text, "långa ");
    for (int i = 0; i < 33; i++)
        aj_buf_str(&expected, "långa ");
    aj_buf_str(&expected, "…, sidan 7");
    add_link(&s, sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL), "#s", "stycket");
    doc_id target = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, "id", "s", NULL);
    doc_append_text(s.doc, target, text.data, s.doc->nodes[target].style);
    const char *const words[] = {expected.data};
    expect_words(&s, true, words, 1);
    aj_buf_free(&text);
    aj_buf_free(&expected);
    sample_close(&s);
}
