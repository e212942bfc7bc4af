/* What nodes become in the structure tree: as the document has it, and as the standard asks where it has not.
 */
#include "sample.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(pdf_structure);

/*
 * Builds nodes from a line: "Role(" opens an element, ")" closes it, anything else up to the next bracket or
 * "|" is a text. A role may have attributes: "TH:scope=row,colspan=2(".
 */
static const char *read_role(struct sample *s, doc_id *at, const char *p)
{
    const char *open = strchr(p, '(');
    char *name = aj_strndup(s->job->arena, p, (size_t)(open - p));
    char *attrs = strchr(name, ':');
    const char *words[8] = {NULL};
    if (attrs)
        *attrs++ = '\0';
    for (int i = 0; attrs && i < 8;) {
        char *value = strchr(attrs, '='), *next = strchr(attrs, ',');
        *value++ = '\0';
        if (next)
            *next++ = '\0';
        words[i++] = attrs;
        words[i++] = value;
        attrs = next;
    }
    enum doc_role role = DOC_ROLE_NONE;
    while (role <= DOC_ROLE_ARTIFACT && strcmp(doc_role_name(role), name) != 0)
        role++;
    enum doc_tag tag = DOC_TAG_DIV;
    for (enum doc_tag t = DOC_TAG_NONE; role > DOC_ROLE_ARTIFACT && t < DOC_TAG_COUNT; t++)
        if (!strcmp(doc_tag_name(t), name))
            tag = t;
    if (role > DOC_ROLE_ARTIFACT)
        role = DOC_ROLE_NONE;
    *at = sample_add(s, *at, tag, role, words[0], words[1], words[2], words[3], words[4], words[5], NULL);
    return open + 1;
}

static void build(struct sample *s, const char *p)
{
    doc_id at = 1;
    while (*p) {
        size_t length = strcspn(p, "()|");
        if (p[length] == '(') {
            p = read_role(s, &at, p);
            continue;
        }
        if (length)
            doc_append_text(s->doc, at, aj_strndup(s->job->arena, p, length), s->doc->nodes[at].style);
        p += length;
        if (*p == ')')
            at = s->doc->nodes[at].parent;
        p += *p != '\0';
    }
}

static void expect_tree(const char *nodes, const char *tree)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    build(&s, nodes);
    pdf_dump_structure(s.doc, &out);
    cr_expect_str_eq(out.data, tree, "%s\ngives\n%s\nnot\n%s", nodes, out.data, tree);
    aj_buf_free(&out);
    sample_close(&s);
}

Test(pdf_structure, a_node_with_a_role_is_one_element)
{
    expect_tree("Document(H1(Mål)P(Text |em(viktig)| slut))", "Document [lang sv]\n"
                                                              "  H1 \"Mål\"\n"
                                                              "  P \"Text viktig slut\"\n");
    expect_tree("Document(P(a|Quote(b)c))", "Document [lang sv]\n"
                                            "  P\n"
                                            "    \"a\"\n"
                                            "    Quote \"b\"\n"
                                            "    \"c\"\n");
}

Test(pdf_structure, one_document_stands_on_top)
{
    expect_tree("P(a)", "Document [lang sv]\n  P \"a\"\n");
    expect_tree("Document(P(a))Document(P(b))", "Document [lang sv]\n"
                                                "  Div\n"
                                                "    P \"a\"\n"
                                                "  Div\n"
                                                "    P \"b\"\n");
}

Test(pdf_structure, empty_elements_and_artifacts_are_left_out)
{
    expect_tree("Document(P()Span()Artifact(P(osynlig))P(x))", "Document [lang sv]\n  P \"x\"\n");
}

Test(pdf_structure, grouping_elements_hold_paragraphs_not_text)
{
    expect_tree("Document(text |Span(i ett)P(stycke) |Sect(a|a:href=https://b.se(b)))",
                "Document [lang sv]\n"
                "  P\n"
                "    \"text \"\n"
                "    Span \"i ett\"\n"
                "  P \"stycke\"\n"
                "  Sect\n"
                "    P\n"
                "      \"a\"\n"
                "      Link [to https://b.se] \"b\"\n");
}

Test(pdf_structure, lists_are_made_whole)
{
    expect_tree("Document(L(LI(Lbl(1.)LBody(a))LI(b)P(c)))", "Document [lang sv]\n"
                                                             "  L [numbering Decimal]\n"
                                                             "    LI\n"
                                                             "      Lbl \"1.\"\n"
                                                             "      LBody \"a\"\n"
                                                             "    LI\n"
                                                             "      LBody \"b\"\n"
                                                             "    LI\n"
                                                             "      LBody\n"
                                                             "        P \"c\"\n");
    /* A list of terms: each begins an item. */
    expect_tree("Document(L(Lbl(Soliditet)LBody(Eget kapital)Lbl(Likviditet)LBody(Kassa)LBody(Bank)))",
                "Document [lang sv]\n"
                "  L [numbering None]\n"
                "    LI\n"
                "      Lbl \"Soliditet\"\n"
                "      LBody \"Eget kapital\"\n"
                "    LI\n"
                "      Lbl \"Likviditet\"\n"
                "      LBody \"Kassa\"\n"
                "      LBody \"Bank\"\n");
    expect_tree("Document(P(x)LI(a)LBody(b))", "Document [lang sv]\n"
                                               "  P \"x\"\n"
                                               "  Div\n"
                                               "    P \"a\"\n"
                                               "  Div\n"
                                               "    P \"b\"\n");
}

Test(pdf_structure, contents_hold_references)
{
    expect_tree(
        "Document(P:id=mål(x)TOC(TOCI(a:href=#mål(Mål 2))TOCI(1 |a:href=#mål(b)TOC(TOCI(Lbl(1.1)P(c))))))",
        "Document [lang sv]\n"
        "  P \"x\"\n"
        "  TOC\n"
        "    TOCI\n"
        "      Reference\n"
        "        Link [to #mål] \"Mål 2\"\n"
        "    TOCI\n"
        "      Reference\n"
        "        \"1 \"\n"
        "        Link [to #mål] \"b\"\n"
        "      TOC\n"
        "        TOCI\n"
        "          Lbl \"1.1\"\n"
        "          P \"c\"\n");
}

Test(pdf_structure, headings_skip_no_level)
{
    expect_tree("Document(H3(a)H2(b)H5(c)H1(d)H2(e)H4(f))", "Document [lang sv]\n"
                                                            "  H1 \"a\"\n"
                                                            "  H2 \"b\"\n"
                                                            "  H3 \"c\"\n"
                                                            "  H1 \"d\"\n"
                                                            "  H2 \"e\"\n"
                                                            "  H3 \"f\"\n");
}

Test(pdf_structure, what_is_in_a_figure_but_not_drawn_stands_beside_it)
{
    expect_tree("Document(Figure:alt=Diagram(svg(path()|text(420))Caption(Investeringar)))",
                "Document [lang sv]\n"
                "  Div\n"
                "    Figure [alt Diagram]\n"
                "    Caption \"Investeringar\"\n");
    expect_tree("Document(P(a |img:alt=Logotyp()| b))", "Document [lang sv]\n"
                                                        "  P\n"
                                                        "    \"a \"\n"
                                                        "    Figure [alt Logotyp]\n"
                                                        "    \" b\"\n");
    expect_tree("Document(Figure(img:alt=Ett()|img:alt=Två()))", "Document [lang sv]\n"
                                                                 "  Figure [alt Ett. Två]\n");
    expect_tree("Document(P(x)|img:alt=())", "Document [lang sv]\n  P \"x\"\n");
}

Test(pdf_structure, abbreviations_are_spoken)
{
    expect_tree("Document(P(5 |abbr:title=tusen kronor(tkr)))", "Document [lang sv]\n"
                                                                "  P\n"
                                                                "    \"5 \"\n"
                                                                "    Span [meaning tusen kronor] \"tkr\"\n");
}

/* Hand-made nodes are blocks, but for those that tests say are not. */
Test(pdf_structure, lines_do_not_run_into_each_other)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    doc_append_text(s.doc, p, "Mål", 1);
    sample_add(&s, p, DOC_TAG_BR, DOC_ROLE_NONE, NULL);
    doc_append_text(s.doc, p, "och medel ", 1);
    sample_add(&s, p, DOC_TAG_BR, DOC_ROLE_NONE, NULL);
    doc_append_text(s.doc, p, "20", 1);
    doc_id em = sample_add(&s, p, DOC_TAG_EM, DOC_ROLE_NONE, NULL);
    sample_display(&s, em, DOC_INLINE);
    doc_append_text(s.doc, em, "22", 1);
    doc_id div = sample_add(&s, p, DOC_TAG_DIV, DOC_ROLE_NONE, NULL);
    doc_append_text(s.doc, div, "block", 1);
    pdf_dump_structure(s.doc, &out);
    cr_expect_str_eq(out.data, "Document [lang sv]\n  P \"Mål och medel 2022 block\"\n");
    aj_buf_free(&out);
    sample_close(&s);
}

Test(pdf_structure, marks_tell_how_a_list_is_numbered)
{
    static const struct {
        const char *mark, *numbering;
    } cases[] = {{"•", "Disc"},        {"◦", "Circle"},      {"▪", "Square"},      {"1.", "Decimal"},
                 {"(12)", "Decimal"},  {"a)", "LowerAlpha"}, {"c)", "LowerAlpha"}, {"B", "UpperAlpha"},
                 {"i.", "LowerRoman"}, {"iv", "LowerRoman"}, {"X.", "UpperRoman"}, {"–", "None"},
                 {"Obs", "None"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char nodes[80], tree[200];
        snprintf(nodes, sizeof nodes, "Document(L(LI(Lbl{%s}LBody(x))))", cases[i].mark);
        struct sample s;
        struct aj_buf out = AJ_BUF_INIT;
        sample_open(&s);
        doc_id list = sample_add(&s, 1, DOC_TAG_UL, DOC_ROLE_L, NULL);
        doc_id item = sample_add(&s, list, DOC_TAG_LI, DOC_ROLE_LI, NULL);
        doc_id mark = sample_add(&s, item, DOC_TAG_MARKER, DOC_ROLE_LBL, NULL);
        doc_append_text(s.doc, mark, cases[i].mark, 1);
        pdf_dump_structure(s.doc, &out);
        snprintf(tree, sizeof tree, "L [numbering %s]\n", cases[i].numbering);
        cr_expect_neq(strstr(out.data, tree), NULL, "%s is not %s: %s", cases[i].mark, cases[i].numbering,
                      out.data);
        aj_buf_free(&out);
        sample_close(&s);
    }
}

Test(pdf_structure, foreign_text_has_its_language)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    doc_append_text(s.doc, p, "ett ", s.doc->nodes[p].style);
    doc_id em = sample_add(&s, p, DOC_TAG_EM, DOC_ROLE_NONE, NULL);
    sample_language(&s, em, "en");
    doc_append_text(s.doc, em, "new deal", s.doc->nodes[em].style);
    doc_id q = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    sample_language(&s, q, "inte ett språk");
    doc_append_text(s.doc, q, "x", s.doc->nodes[q].style);
    pdf_dump_structure(s.doc, &out);
    cr_expect_str_eq(out.data, "Document [lang sv]\n"
                               "  P\n"
                               "    \"ett \"\n"
                               "    Span [lang en] \"new deal\"\n"
                               "  P \"x\"\n");
    aj_buf_free(&out);
    sample_close(&s);
}

Test(pdf_structure, rows_are_filled_and_spans_end_in_the_table)
{
    expect_tree(
        "Document(Table(TR(TH:scope=col(A)TH:scope=col(B)TH:scope=col(C))TR(TD:rowspan=9(1)TD(2))TR(TD(3))))",
        "Document [lang sv]\n"
        "  Table\n"
        "    TR\n"
        "      TH [scope column] \"A\"\n"
        "      TH [scope column] \"B\"\n"
        "      TH [scope column] \"C\"\n"
        "    TR\n"
        "      TD [rows 2] \"1\"\n"
        "      TD \"2\"\n"
        "      TD\n"
        "    TR\n"
        "      TD \"3\"\n"
        "      TD\n");
    /* A span that would cover a cell from above ends before it. */
    expect_tree("Document(Table(TR(TD(1)TD:rowspan=2(2))TR(TD:colspan=2(3))))", "Document [lang sv]\n"
                                                                                "  Table\n"
                                                                                "    TR\n"
                                                                                "      TD \"1\"\n"
                                                                                "      TD [rows 2] \"2\"\n"
                                                                                "    TR\n"
                                                                                "      TD \"3\"\n");
}

Test(pdf_structure, tables_have_one_head_a_body_and_one_caption)
{
    expect_tree("Document(Table(THead(TR(TH(A)))Caption(c)THead(TR(TH(B)))TR(TD(1))Caption(d)))",
                "Document [lang sv]\n"
                "  Table\n"
                "    Caption\n"
                "      \"c\"\n"
                "      P \"d\"\n"
                "    THead\n"
                "      TR\n"
                "        TH [scope column] \"A\"\n"
                "    TBody\n"
                "      TR\n"
                "        TH [scope row] \"B\"\n"
                "    TBody\n"
                "      TR\n"
                "        TD \"1\"\n");
    expect_tree("Document(Table(THead(TR(TH(A)TH(B)))))", "Document [lang sv]\n"
                                                          "  Table\n"
                                                          "    TBody\n"
                                                          "      TR\n"
                                                          "        TH [scope row] \"A\"\n"
                                                          "        TH [scope column] \"B\"\n");
    expect_tree("Document(Table(THead(TR(TH(A)))TBody()))", "Document [lang sv]\n"
                                                            "  Table\n"
                                                            "    TBody\n"
                                                            "      TR\n"
                                                            "        TH [scope row] \"A\"\n");
    expect_tree("Document(Table(P(a)TR(b|TD(c))))", "Document [lang sv]\n"
                                                    "  Table\n"
                                                    "    TBody\n"
                                                    "      TR\n"
                                                    "        TD\n"
                                                    "          P \"a\"\n"
                                                    "        TD\n"
                                                    "    TBody\n"
                                                    "      TR\n"
                                                    "        TD \"b\"\n"
                                                    "        TD \"c\"\n");
}

Test(pdf_structure, headers_are_named_where_scope_does_not_suffice)
{
    expect_tree("Document(Table("
                "THead(TR(TH:scope=col,rowspan=2(Mått)TH:scope=col,colspan=2(Utfall))"
                "TR(TH:scope=col(2021)TH:scope=col(2022)))"
                "TBody(TR(TH:scope=rowgroup,colspan=3(Skola))TR(TH:scope=row(Meritvärde)TD(214)TD(221)))))",
                "Document [lang sv]\n"
                "  Table\n"
                "    THead\n"
                "      TR\n"
                "        TH [id h2] [scope column] [rows 2] \"Mått\"\n"
                "        TH [id h1] [scope column] [columns 2] \"Utfall\"\n"
                "      TR\n"
                "        TH [id h4] [scope column] [headers h1] \"2021\"\n"
                "        TH [id h6] [scope column] [headers h1] \"2022\"\n"
                "    TBody\n"
                "      TR\n"
                "        TH [id h3] [scope row] [columns 3] \"Skola\"\n"
                "      TR\n"
                "        TH [id h5] [scope row] [headers h2 h3] \"Meritvärde\"\n"
                "        TD [headers h1 h4 h3 h5] \"214\"\n"
                "        TD [headers h1 h6 h3 h5] \"221\"\n");
}

Test(pdf_structure, an_empty_cell_says_why)
{
    expect_tree("Document(Table(TR(TH(A)TD(abbr:title=uppgift saknas()))))",
                "Document [lang sv]\n"
                "  Table\n"
                "    TR\n"
                "      TH [scope row] \"A\"\n"
                "      TD\n"
                "        Span [instead uppgift saknas]\n");
}
