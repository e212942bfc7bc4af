/* What a worker keeps of stylesheets. */
#include "base/file.h"
#include "document/cascade.h"
#include "folder.h"
#include "suite.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(sheets, .init = enter_folder, .fini = leave_folder);

static void put(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)));
}

/* A job of a report of an organisation that has a theme of its own. */
static struct aj_job *job_of(const char *organisation, const char *report)
{
    struct aj_arena *arena = aj_arena_new();
    const char *file = aj_printf(arena, "%s/%s/report.xml", organisation, report);
    put(file, "<report/>");
    put(aj_printf(arena, "%s/tema/theme.css", organisation),
        "@import \"templates/common/base.css\";\n:root { --brand: #123456; }\n");
    struct aj_job *job =
        aj_job_new(aj_printf(arena, "%s/%s", own_folder(), organisation), AJ_SOURCE_DIR "/templates");
    size_t length;
    cr_assert_not_null(aj_job_read_report(job, file, &length));
    aj_arena_free(arena);
    return job;
}

Test(sheets, reports_of_an_organisation_share_one)
{
    struct doc_library *library = doc_library_new();
    struct aj_job *one = job_of("org", "a"), *two = job_of("org", "b"), *other = job_of("annan", "a");
    struct css_sheet *sheet = doc_library_theme(library, one, "../tema", 0);
    cr_assert_not_null(sheet);
    cr_assert_eq(doc_library_theme(library, two, "../tema", 0), sheet);
    cr_assert_neq(doc_library_theme(library, other, "../tema", 0), sheet);
    cr_assert_eq(one->input_len, two->input_len);
    put("org/tema/theme.css", "@import \"templates/common/base.css\";\n:root { --brand: #654321; }\n");
    cr_assert_neq(doc_library_theme(library, two, "../tema", 0), sheet, "a changed file is read anew");
    aj_job_free(one);
    aj_job_free(two);
    aj_job_free(other);
    doc_library_free(library);
}

Test(sheets, many_organisations_take_no_more_memory_than_few)
{
    enum { FEW = 8, MANY = 40 };
    struct doc_library *library = doc_library_new();
    size_t after_few = 0;
    for (int i = 0; i < MANY; i++) {
        char organisation[16];
        snprintf(organisation, sizeof organisation, "org-%02d", i);
        struct aj_job *job = job_of(organisation, "a");
        cr_assert_not_null(doc_library_theme(library, job, "../tema", 0));
        cr_assert_eq(job->diags->len, 0);
        aj_job_free(job);
        if (i + 1 == FEW)
            after_few = mallinfo2().uordblks;
    }
    cr_assert_leq(mallinfo2().uordblks, after_few + 65536);
    doc_library_free(library);
}
