/* Templates that are parsed once for many jobs. */
#include "base/file.h"
#include "source/source.h"
#include "suite.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/arshjul-test-XXXXXX";

static void set_up(void)
{
    cr_assert_not_null(mkdtemp(folder));
}

static const char *path_of(struct aj_arena *arena, const char *name)
{
    return aj_printf(arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
    struct aj_arena *arena = aj_arena_new();
    cr_assert(aj_file_write(path_of(arena, name), text, strlen(text)));
    aj_arena_free(arena);
}

static void clean_up(void)
{
    struct aj_arena *arena = aj_arena_new();
    unlink(path_of(arena, "a.xml"));
    unlink(path_of(arena, "b.xml"));
    rmdir(folder);
    aj_arena_free(arena);
    xmlCleanupParser();
    suite_check_leaks();
}

TestSuite(library, .init = set_up, .fini = clean_up);

static struct aj_job *job_with(struct src_library *library)
{
    struct aj_job *job = aj_job_new(NULL, folder);
    job->definitions = library;
    return job;
}

static void expect_place(const struct aj_job *job, const xmlNode *node, const char *file, uint32_t line,
                         uint32_t column)
{
    struct aj_place place = aj_places_at(job->places, src_xml_at(node));
    cr_assert_str_eq(place.file, file);
    cr_assert_eq(place.line, line);
    cr_assert_eq(place.column, column);
    cr_assert_not_null(place.line_text);
}

Test(library, each_job_has_places_of_its_own)
{
    put("a.xml", "<a>\n  <b/>\n  <c/></a>");
    put("b.xml", "<x><y/></x>");
    struct src_library *library = src_library_new();
    struct aj_job *one = job_with(library), *two = job_with(library);
    const xmlNode *a = xmlDocGetRootElement(src_xml_read_template(one, "a.xml"));
    expect_place(one, src_xml_child(a, "c"), "templates/a.xml", 3, 3);
    /* The second job reads another file first, so that the places of this one come after. */
    const xmlNode *x = xmlDocGetRootElement(src_xml_read_template(two, "b.xml"));
    aj_at before = src_xml_at(src_xml_child(x, "y"));
    const xmlNode *again = xmlDocGetRootElement(src_xml_read_template(two, "a.xml"));
    cr_assert_eq(again, a, "the tree is kept");
    cr_assert_eq(src_xml_at(again), before + 1);
    expect_place(two, src_xml_child(again, "b"), "templates/a.xml", 2, 3);
    expect_place(two, src_xml_child(again, "c"), "templates/a.xml", 3, 3);
    cr_assert_eq(two->input_len, 2);
    cr_assert_str_eq(two->inputs[1].name, "a.xml");
    cr_assert_str_eq(two->inputs[1].sha256, one->inputs[0].sha256);
    aj_job_free(one);
    expect_place(two, src_xml_child(again, "c"), "templates/a.xml", 3, 3);
    aj_job_free(two);
    src_library_free(library);
}

Test(library, what_has_findings_is_read_anew)
{
    put("a.xml", "<a>\n  <b></a>");
    struct src_library *library = src_library_new();
    for (int i = 0; i < 2; i++) {
        struct aj_job *job = job_with(library);
        cr_assert_null(src_xml_read_template(job, "a.xml"));
        cr_assert_eq(job->diags->len, 1);
        cr_assert_eq(job->diags->items[0].code, AJ_E0123);
        cr_assert_eq(aj_places_at(job->places, job->diags->items[0].at).line, 2);
        aj_job_free(job);
    }
    put("a.xml", "<a><b/></a>");
    struct aj_job *job = job_with(library);
    cr_assert_not_null(src_xml_read_template(job, "a.xml"));
    aj_job_free(job);
    src_library_free(library);
}
