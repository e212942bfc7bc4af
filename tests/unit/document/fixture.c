#include "fixture.h"

#include <libxml/parser.h>
#include <string.h>

struct fixture fixture_whole(const char *xhtml, const char *css)
{
    struct fixture f = {.job = aj_job_new("/", AJ_SOURCE_DIR "/templates"),
                        .library = doc_library_new(),
                        .fonts = fnt_library_new()};
    static const char text[] = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
    uint32_t file = aj_places_add_file(f.job->places, "report.xml", text, strlen(text));
    for (uint32_t line = 1; line < 10; line++)
        aj_places_add(f.job->places, file, line, 5);
    f.xml = xmlReadMemory(xhtml, (int)strlen(xhtml), "test.xhtml", NULL, XML_PARSE_NONET);
    cr_assert_not_null(f.xml, "not well-formed: %s", xhtml);
    f.doc = doc_build_css(f.job, f.library, f.fonts, f.xml, "test.css", css);
    return f;
}

struct fixture fixture_new(const char *body, const char *css)
{
    struct aj_buf buf = AJ_BUF_INIT;
    aj_buf_printf(&buf,
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"sv\"><head><title>T</title></head>"
                  "<body>%s</body></html>",
                  body);
    struct fixture f = fixture_whole(buf.data, css);
    aj_buf_free(&buf);
    return f;
}

void fixture_free(struct fixture *f)
{
    xmlFreeDoc(f->xml);
    aj_job_free(f->job);
    doc_library_free(f->library);
    fnt_library_free(f->fonts);
    xmlCleanupParser();
}

doc_id fixture_find(const struct fixture *f, const char *name)
{
    if (*name == '#')
        return doc_find(f->doc, name + 1);
    for (doc_id id = 1; id < f->doc->node_count; id++)
        if (f->doc->nodes[id].kind == DOC_ELEMENT &&
            !strcmp(doc_tag_name((enum doc_tag)f->doc->nodes[id].tag), name))
            return id;
    return 0;
}

const struct doc_style *fixture_style(const struct fixture *f, const char *name)
{
    doc_id id = fixture_find(f, name);
    cr_assert_neq(id, 0, "no element %s", name);
    return doc_style_of(f->doc, id);
}

static void write_shape(const struct fixture *f, doc_id id, struct aj_buf *out)
{
    const struct doc_node *node = &f->doc->nodes[id];
    if (node->kind == DOC_TEXT)
        aj_buf_printf(out, "'%s'", node->text);
    else if (node->kind == DOC_LEADER)
        aj_buf_printf(out, "leader'%s'", node->text);
    else if (node->kind == DOC_PAGE_REF)
        aj_buf_printf(out, "page>%s", doc_tag_name((enum doc_tag)f->doc->nodes[node->target].tag));
    if (node->kind != DOC_ELEMENT)
        return;
    aj_buf_str(out, doc_tag_name((enum doc_tag)node->tag));
    if (node->role)
        aj_buf_printf(out, ":%s", doc_role_name((enum doc_role)node->role));
    aj_buf_char(out, '(');
    for (doc_id child = node->first; child; child = f->doc->nodes[child].next) {
        if (child != node->first)
            aj_buf_char(out, ' ');
        write_shape(f, child, out);
    }
    aj_buf_char(out, ')');
}

const char *fixture_shape(const struct fixture *f, doc_id id)
{
    struct aj_buf buf = AJ_BUF_INIT;
    write_shape(f, id, &buf);
    const char *shape = aj_strndup(f->job->arena, buf.data, buf.len);
    aj_buf_free(&buf);
    return shape;
}

const char *fixture_body(const struct fixture *f)
{
    doc_id body = fixture_find(f, "body");
    struct aj_buf buf = AJ_BUF_INIT;
    for (doc_id child = f->doc->nodes[body].first; child; child = f->doc->nodes[child].next) {
        if (buf.len)
            aj_buf_char(&buf, ' ');
        write_shape(f, child, &buf);
    }
    const char *shape = aj_strndup(f->job->arena, buf.data ? buf.data : "", buf.len);
    aj_buf_free(&buf);
    return shape;
}

void assert_css_finding(const struct fixture *f, enum aj_code code, uint32_t line, uint32_t column,
                        const char *hint)
{
    cr_assert_gt(f->job->diags->len, 0, "no finding");
    const struct aj_diag *diag = &f->job->diags->items[0];
    struct aj_place place = aj_places_at(f->job->places, diag->template_at);
    cr_assert_str_eq(aj_code_name(diag->code), aj_code_name(code), "%s: %s", aj_code_name(diag->code),
                     aj_diag_message(f->job->diags, diag, AJ_ENGLISH));
    cr_assert_not_null(place.file);
    cr_assert_str_eq(place.file, "test.css");
    cr_assert(place.line == line && place.column == column, "%s at %u:%u", aj_code_name(code), place.line,
              place.column);
    cr_assert_str_eq(aj_diag_hint(f->job->diags, diag, AJ_ENGLISH), hint);
    cr_assert_neq(aj_diag_hint(f->job->diags, diag, AJ_SWEDISH)[0], 0);
}
