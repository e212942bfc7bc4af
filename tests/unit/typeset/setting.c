#include "setting.h"

#include "suite.h"

#include <libxml/parser.h>
#include <string.h>

struct setting setting_open(void)
{
    struct setting set = {.job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates")};
    static const char source[] = "\n\n    <p>Text</p>\n";
    uint32_t file = aj_places_add_file(set.job->places, "plan.xml", source, sizeof source - 1);
    set.at = aj_places_add(set.job->places, file, 3, 5);
    set.fonts = fnt_library_new();
    set.library = ty_library_new();
    set.face =
        fnt_face_load(set.fonts, set.job, "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf", 0);
    cr_assert(set.face != NULL);
    set.doc = doc_new(set.job);
    set.doc->lang = "sv";
    set.text = set.doc->styles[0];
    set.text.faces[0] = set.face;
    set.text.face_count = 1;
    set.text.font_size = 10000;
    set.text.line_height = 15000;
    set.text.lang = "sv";
    set.text.display = DOC_BLOCK;
    set.text.hyphens = DOC_HYPHENS_AUTO;
    set.text.color.a = 255;
    doc_id html = doc_append_element(set.doc, 0, DOC_TAG_HTML, DOC_ROLE_DOCUMENT,
                                     doc_add_style(set.doc, &set.text), NULL, 0);
    set.doc->nodes[html].at = set.at;
    set.body =
        doc_append_element(set.doc, html, DOC_TAG_BODY, DOC_ROLE_NONE, set.doc->nodes[html].style, NULL, 0);
    return set;
}

struct setting setting_build(const char *body, const char *css)
{
    struct setting set = {.job = aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates")};
    set.fonts = fnt_library_new();
    set.library = ty_library_new();
    struct doc_library *sheets = doc_library_new();
    char *xhtml =
        aj_printf(set.job->arena,
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\"><head><title>T</title></head>"
                  "<body>%s</body></html>",
                  body);
    char *sheet =
        aj_printf(set.job->arena,
                  "@font-face { font-family: \"Text\"; src: url(\"open-sans/OpenSans-Regular.ttf\"); }\n"
                  "body { font-family: \"Text\"; font-size: 10pt; line-height: 15pt; margin: 0 }\n%s",
                  css);
    xmlDocPtr xml = xmlReadMemory(xhtml, (int)strlen(xhtml), "test.xhtml", NULL, XML_PARSE_NONET);
    cr_assert(xml != NULL);
    set.doc = doc_build_css(set.job, sheets, set.fonts, xml, "test.css", sheet);
    xmlFreeDoc(xml);
    doc_library_free(sheets);
    struct aj_buf findings = AJ_BUF_INIT;
    for (uint32_t i = 0; i < set.job->diags->len; i++)
        aj_diag_print(set.job->diags, &set.job->diags->items[i], AJ_ENGLISH, &findings);
    cr_assert(set.doc != NULL && set.job->diags->len == 0, "%s", findings.data ? findings.data : "");
    aj_buf_free(&findings);
    for (doc_id id = 1; id < set.doc->node_count && !set.body; id++)
        if (set.doc->nodes[id].kind == DOC_ELEMENT && set.doc->nodes[id].tag == DOC_TAG_BODY)
            set.body = id;
    setting_run(&set);
    return set;
}

void setting_close(struct setting *set)
{
    ty_library_free(set->library);
    fnt_library_free(set->fonts);
    aj_job_free(set->job);
}

doc_id setting_add(struct setting *set, doc_id parent, enum doc_tag tag, struct doc_style style)
{
    return doc_append_element(set->doc, parent ? parent : set->body, tag, DOC_ROLE_P,
                              doc_add_style(set->doc, &style), NULL, 0);
}

doc_id setting_text(struct setting *set, doc_id parent, const char *text)
{
    return doc_append_text(set->doc, parent, text, set->doc->nodes[parent].style);
}

doc_id setting_paragraph(struct setting *set, doc_id parent, const char *text)
{
    doc_id p = setting_add(set, parent, DOC_TAG_P, set->text);
    setting_text(set, p, text);
    return p;
}

struct doc_style setting_display(const struct setting *set, enum doc_display display)
{
    struct doc_style style = set->text;
    style.display = display;
    return style;
}

doc_id setting_cell(struct setting *set, doc_id row, enum doc_tag tag, const char *text)
{
    struct doc_style style = setting_display(set, DOC_TABLE_CELL);
    doc_id cell = setting_add(set, row, tag, style);
    setting_text(set, cell, text);
    return cell;
}

void setting_run(struct setting *set)
{
    set->pages = ty_layout(set->job, set->library, set->fonts, set->doc);
}

char *setting_printed(const struct setting *set)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (uint32_t i = 0; i < set->pages->fragment_count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[i];
        if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
            continue;
        for (uint32_t k = 0; k < f->as.run->text_length; k++) {
            if (!memcmp(f->as.run->text + k, "\xC2\xAD", 2))
                k++;
            else
                aj_buf_char(&text, f->as.run->text[k]);
        }
    }
    char *copy = aj_strndup(set->job->arena, text.data ? text.data : "", text.len);
    aj_buf_free(&text);
    return copy;
}

const struct ty_fragment *setting_find(const struct setting *set, const char *text, uint32_t *page)
{
    for (uint32_t p = 0; p < set->pages->page_count; p++)
        for (uint32_t i = 0; i < set->pages->pages[p].count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[set->pages->pages[p].first + i];
            if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
                continue;
            if (strstr(aj_strndup(set->job->arena, f->as.run->text, f->as.run->text_length), text)) {
                if (page)
                    *page = p;
                return f;
            }
        }
    return NULL;
}

static void check_clusters(const struct ty_run *run)
{
    uint32_t covered = 0;
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        cr_assert_neq(run->glyphs[i].gid, 0);
        if (run->glyphs[i].text_length)
            cr_assert_eq(run->glyphs[i].text, covered);
        covered += run->glyphs[i].text_length;
    }
    cr_assert_eq(covered, run->text_length);
}

/* Every text node's characters, in order: runs of one node follow each other, whatever stands between them.
 */
static void check_text(const struct setting *set)
{
    struct aj_buf *printed = aj_alloc(set->job->arena, sizeof *printed * set->doc->node_count);
    for (uint32_t i = 0; i < set->pages->fragment_count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[i];
        if (f->kind != TY_TEXT || f->artifact != TY_CONTENT)
            continue;
        cr_assert_eq(set->doc->nodes[f->node].kind, DOC_TEXT);
        for (uint32_t k = 0; k < f->as.run->text_length; k++)
            if (!memcmp(f->as.run->text + k, "\xC2\xAD", 2))
                k++;
            else
                aj_buf_char(&printed[f->node], f->as.run->text[k]);
    }
    for (doc_id id = 1; id < set->doc->node_count; id++) {
        if (set->doc->nodes[id].kind == DOC_TEXT)
            cr_assert_str_eq(printed[id].data ? printed[id].data : "", set->doc->nodes[id].text);
        aj_buf_free(&printed[id]);
    }
}

static bool overlap(const struct ty_rect *a, const struct ty_rect *b)
{
    /* Lines may touch, and the ascents and descents of tight ones overlap a little. */
    const aj_len slack = 3000;
    return a->x + 100 < b->x + b->width && b->x + 100 < a->x + a->width && a->y + slack < b->y + b->height &&
           b->y + slack < a->y + a->height;
}

static void check_overlaps(const struct setting *set, const struct ty_page *page)
{
    for (uint32_t i = 0; i < page->count; i++) {
        const struct ty_fragment *a = &set->pages->fragments[page->first + i];
        for (uint32_t k = 0; a->kind == TY_TEXT && k < i; k++) {
            const struct ty_fragment *b = &set->pages->fragments[page->first + k];
            if (b->kind == TY_TEXT && overlap(&a->rect, &b->rect))
                cr_assert(false, "\"%.*s\" over \"%.*s\" on page %s at %d,%d", (int)a->as.run->text_length,
                          a->as.run->text, (int)b->as.run->text_length, b->as.run->text, page->label,
                          a->rect.x, a->rect.y);
        }
    }
}

void setting_check(const struct setting *set)
{
    check_text(set);
    for (uint32_t p = 0; p < set->pages->page_count; p++) {
        const struct ty_page *page = &set->pages->pages[p];
        const struct doc_page *rules = doc_page_for(set->doc, "", p == 0, p % 2 == 1);
        /* What does not fit its place is a finding, and may lie over its neighbour. */
        if (aj_diags_count(set->job->diags, AJ_WARNING) == 0)
            check_overlaps(set, page);
        for (uint32_t i = 0; i < page->count; i++) {
            const struct ty_fragment *f = &set->pages->fragments[page->first + i];
            if (f->kind == TY_TEXT)
                check_clusters(f->as.run);
            if (f->artifact == TY_HEADER || f->artifact == TY_FOOTER)
                continue;
            cr_assert_geq(f->rect.x, rules->margin[3]);
            if (aj_diags_count(set->job->diags, AJ_WARNING) == 0)
                cr_assert_leq(f->rect.x + f->rect.width, rules->width - rules->margin[1] + 100);
            aj_len below = f->rect.y + f->rect.height - rules->height + rules->margin[2];
            cr_assert(below <= 3000, "page %s: %d below", page->label, below);
        }
    }
}
