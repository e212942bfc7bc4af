/* What tests of charts have in common. */
#include "bench.h"

#include "suite.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

const char bench_theme[] =
    "@font-face { font-family: Text; src: url(\"" OPEN_SANS "\"); }\n"
    "body { font-family: Text; font-size: 8pt; } figure { margin: 0; } @page { size: A4; margin: 2.5cm; }\n"
    ".series-1 { color: #1f3a5f; } .series-2 { color: #c2702a; } .series-3 { color: #5f8a3c; }\n"
    ".series-4 { color: #7b4a8b; } .series-5 { color: #b23a48; } .series-6 { color: #5b6770; }\n";

/* Builds a document around `body` and draws its charts. Elements with at="1" stand at report.xml:3:5. */
struct bench draw_with(const char *body, const char *css)
{
    struct bench b = {
        .job = aj_job_new(NULL, NULL), .fonts = fnt_library_new(), .library = doc_library_new()};
    static const char text[] = "\n\n    <chart/>\n";
    uint32_t file = aj_places_add_file(b.job->places, "report.xml", text, sizeof text - 1);
    cr_assert(aj_places_add(b.job->places, file, 3, 5) == 1);
    const char *xml =
        aj_printf(b.job->arena,
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\"><head><title>t</title>"
                  "</head><body><h1>Diagram</h1>%s</body></html>",
                  body);
    b.xhtml = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, 0);
    cr_assert(b.xhtml != NULL);
    b.doc = doc_build_css(b.job, b.library, b.fonts, b.xhtml, "theme.css", css);
    cr_assert(b.doc != NULL);
    b.good = ch_draw(b.job, b.fonts, b.doc);
    for (doc_id id = 1; id < b.doc->node_count; id++) {
        if (b.doc->nodes[id].kind != DOC_ELEMENT)
            continue;
        b.figure = b.doc->nodes[id].tag == DOC_TAG_FIGURE && !b.figure ? id : b.figure;
        b.svg = b.doc->nodes[id].tag == DOC_TAG_SVG && !b.svg ? id : b.svg;
    }
    return b;
}

struct bench draw(const char *body)
{
    return draw_with(body, bench_theme);
}

void bench_close(struct bench *b)
{
    xmlFreeDoc(b->xhtml);
    aj_job_free(b->job);
    doc_library_free(b->library);
    fnt_library_free(b->fonts);
}

/* A table of years: rows "class|label|value text|value text …", the first row the headings. */
const char *make_table(struct aj_arena *arena, const char *const *rows, size_t count)
{
    struct aj_buf buf = AJ_BUF_INIT;
    aj_buf_str(&buf, "<table id=\"t\"><caption>Underlag</caption>");
    for (size_t i = 0; i < count; i++) {
        const char *p = rows[i];
        size_t n = strcspn(p, "|");
        aj_buf_printf(&buf, "%s<tr class=\"%.*s\">", i == 0 ? "<thead>" : i == 1 ? "<tbody>" : "", (int)n, p);
        for (int cell = 0; *(p += n) == '|'; cell++) {
            p++;
            n = strcspn(p, "|");
            size_t value = strcspn(p, " ");
            if (i == 0)
                aj_buf_printf(&buf, "<th scope=\"col\">%.*s</th>", (int)n, p);
            else if (cell == 0)
                aj_buf_printf(&buf, "<th scope=\"row\">%.*s</th>", (int)n, p);
            else if (value < n)
                aj_buf_printf(&buf, "<td data-value=\"%.*s\">%.*s</td>", (int)value, p, (int)(n - value - 1),
                              p + value + 1);
            else
                aj_buf_printf(&buf, "<td>%.*s</td>", (int)n, p);
        }
        aj_buf_printf(&buf, "</tr>%s", i == 0 ? "</thead>" : i == count - 1 ? "</tbody>" : "");
    }
    aj_buf_str(&buf, "</table>");
    const char *text = aj_strdup(arena, buf.data);
    aj_buf_free(&buf);
    return text;
}

struct bench draw_rows(const char *kind, const char *const *rows, size_t count)
{
    struct aj_arena *arena = aj_arena_new();
    const char *body = aj_printf(
        arena,
        "<figure class=\"chart\" data-chart=\"%s\" data-table=\"t\" at=\"1\"><figcaption>Investeringar "
        "<span class=\"unit\">tkr</span></figcaption></figure>%s",
        kind, make_table(arena, rows, count));
    struct bench b = draw(body);
    aj_arena_free(arena);
    return b;
}

/* An attribute of 1/100 px. */
int length_of(const struct bench *b, doc_id id, const char *name)
{
    const char *text = doc_attr(b->doc, id, name);
    cr_assert(text != NULL, "no %s", name);
    bool minus = *text == '-';
    int value = 0, decimals = -1;
    for (text += minus; *text; text++) {
        if (*text == '.') {
            decimals = 0;
            continue;
        }
        value = value * 10 + (*text - '0');
        decimals += decimals >= 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
        value *= 10;
    return minus ? -value : value;
}

/* The nth element of a kind in the drawing, or 0; blanks under labels do not count. */
doc_id nth(const struct bench *b, enum doc_tag tag, int n)
{
    for (doc_id id = b->svg; id; id = doc_next(b->doc, b->svg, id))
        if (b->doc->nodes[id].kind == DOC_ELEMENT && b->doc->nodes[id].tag == tag &&
            !(tag == DOC_TAG_RECT && strcmp(doc_attr(b->doc, id, "fill"), "#ffffff") == 0) && n-- == 0)
            return id;
    return 0;
}

int count_of(const struct bench *b, enum doc_tag tag)
{
    int n = 0;
    while (nth(b, tag, n))
        n++;
    return n;
}

/* The text element that says this, or 0. */
doc_id said(const struct bench *b, const char *text)
{
    doc_id id;
    for (int n = 0; (id = nth(b, DOC_TAG_SVG_TEXT, n)); n++)
        if (!strcmp(doc_text(b->doc, id), text))
            return id;
    return 0;
}

struct box box_of(struct bench *b, doc_id id)
{
    const struct doc_style *style = doc_style_of(b->doc, id);
    const char *text = doc_text(b->doc, id), *anchor = doc_attr(b->doc, id, "text-anchor");
    const struct fnt_word *word =
        fnt_shape(b->fonts, style->faces[0], style->features, style->lang, text, strlen(text));
    int width = (int)((int64_t)fnt_scale(style->faces[0], word->advance, style->font_size) * 2 / 15);
    int x = length_of(b, id, "x"), y = length_of(b, id, "y"), size = style->font_size * 2 / 15;
    x -= !anchor ? 0 : strcmp(anchor, "middle") == 0 ? width / 2 : width;
    return (struct box){x, y - size * 7 / 10, x + width, y};
}
