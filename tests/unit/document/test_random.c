/* Damaged stylesheets and trees of any shape: no crash, no hang, a document whose links hold. The numbers are
 * fixed. */
#include "base/file.h"
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(random_document);

struct dice {
    uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->state >> 33) % sides;
}

static const char *const scraps[] = {
    "{",          "}",           "(",    ")",        "\"",      "'",        "/*",         "*/",
    ";",          ":",           "\\",   "@",        "#",       "var(",     "var(--ink)", "calc(",
    "!important", "--ink",       "::",   ">",        "+",       "1e9",      "99999999mm", "-",
    "%",          "url(",        "\\0",  "\n",       "@page",   "@media",   "@import",    "@font-face",
    ":not(",      ":nth-child(", "*",    "\xC3\xA5", "inherit", "counter(", "content:",   "font:",
    "quotes:",    "\\10FFFF ",   "<!--", "[",        "]",
};

/* A stylesheet with pieces taken out, doubled, and put in. */
static void damage(struct dice *d, struct aj_buf *css)
{
    for (uint32_t n = 1 + roll(d, 12); n > 0; n--) {
        uint32_t at = roll(d, (uint32_t)css->len), length = roll(d, 60);
        if (at + length > css->len)
            length = (uint32_t)css->len - at;
        struct aj_buf out = AJ_BUF_INIT;
        aj_buf_add(&out, css->data, at);
        switch (roll(d, 3)) {
        case 0:
            break;
        case 1:
            aj_buf_add(&out, css->data + at, length);
            aj_buf_add(&out, css->data + at, length);
            break;
        default:
            aj_buf_str(&out, scraps[roll(d, sizeof scraps / sizeof *scraps)]);
            aj_buf_add(&out, css->data + at, length);
        }
        aj_buf_add(&out, css->data + at + length, css->len - at - length);
        aj_buf_free(css);
        *css = out;
    }
}

static const char *const tags[] = {
    "p",          "div",     "h1",    "ul",         "ol",  "li",       "table",  "thead",
    "tbody",      "tr",      "td",    "th",         "em",  "a",        "q",      "img",
    "br",         "dl",      "dt",    "dd",         "nav", "span",     "figure", "section",
    "blockquote", "caption", "aside", "figcaption", "col", "colgroup", "sup",    "header"};
static const char *const attrs[] = {"",
                                    " class='num total'",
                                    " id='a'",
                                    " href='#a'",
                                    " rowspan='3'",
                                    " colspan='2'",
                                    " role='doc-toc'",
                                    " start='4'",
                                    " lang='en'",
                                    " aria-hidden='true'",
                                    " class='footnote'",
                                    " class='cover title'",
                                    " alt='x'",
                                    " value='-3'"};

static void grow(struct dice *d, struct aj_buf *out, int depth)
{
    for (uint32_t n = roll(d, 4) + (depth == 0); n > 0; n--) {
        if (roll(d, 3) == 0) {
            static const char *const texts[] = {" ", "ord ", " två  ord", "\n", "å", "\u00AD", "x\u00A0y"};
            aj_buf_str(out, texts[roll(d, 7)]);
            continue;
        }
        const char *tag = tags[roll(d, sizeof tags / sizeof *tags)];
        aj_buf_printf(out, "<%s%s>", tag, attrs[roll(d, sizeof attrs / sizeof *attrs)]);
        if (depth < 8)
            grow(d, out, depth + 1);
        aj_buf_printf(out, "</%s>", tag);
    }
}

/* Every link of the tree has its counterpart, and the array is the tree in document order. */
static void check_tree(const struct doc_document *doc)
{
    uint32_t count = 1;
    doc_id last = 0;
    for (doc_id id = 1; id; id = doc_next(doc, 1, id), count++) {
        const struct doc_node *node = &doc->nodes[id];
        cr_assert_gt(id, last);
        last = id;
        cr_assert_lt(node->style, doc->style_count);
        cr_assert_lt(node->target, doc->node_count);
        if (node->next)
            cr_assert_eq(doc->nodes[node->next].previous, id);
        if (node->first)
            cr_assert(doc->nodes[node->first].parent == id && doc->nodes[node->last].parent == id);
        if (node->kind == DOC_TEXT)
            cr_assert(node->length == strlen(node->text) && !node->first);
    }
    cr_assert_eq(count, doc->node_count);
}

static void check_and_free(struct fixture *f)
{
    if (f->doc) {
        struct aj_buf dump = AJ_BUF_INIT;
        check_tree(f->doc);
        doc_dump(f->doc, &dump);
        aj_buf_free(&dump);
    }
    fixture_free(f);
}

Test(random_document, damaged_stylesheets)
{
    size_t length;
    char *base = aj_file_read(AJ_SOURCE_DIR "/templates/common/base.css", &length);
    struct dice d = {20260117};
    cr_assert_not_null(base);
    for (int i = 0; i < 250; i++) {
        struct aj_buf css = AJ_BUF_INIT;
        aj_buf_add(&css, base, length);
        damage(&d, &css);
        struct fixture f = fixture_new(
            "<header class='cover'><p class='title'>a</p></header><h1 id='x'>b <em>c</em></h1>"
            "<nav class='toc' role='doc-toc'><ol><li><a href='#x'>d</a></li></ol></nav>"
            "<table class='statement'><tr class='sum'><th>e</th><td class='num'>1</td></tr></table>",
            css.data);
        check_and_free(&f);
        aj_buf_free(&css);
    }
    free(base);
}

Test(random_document, trees_of_any_shape)
{
    size_t length;
    char *base = aj_file_read(AJ_SOURCE_DIR "/templates/common/base.css", &length);
    struct dice d = {4711};
    cr_assert_not_null(base);
    for (int i = 0; i < 250; i++) {
        struct aj_buf body = AJ_BUF_INIT;
        grow(&d, &body, 0);
        struct fixture f = fixture_new(body.data, base);
        check_and_free(&f);
        aj_buf_free(&body);
    }
    free(base);
}
