/* What a job notes of the looks that were taken for it, and what the same look finds later. */
#include "base/file.h"
#include "base/job.h"
#include "folder.h"
#include "suite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(input, .init = enter_folder, .fini = leave_folder);

static void put(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)), "%s: %s", path, strerror(errno));
}

static struct aj_job *job_here(void)
{
    char root[80], templates[80];
    snprintf(root, sizeof root, "%s/org", own_folder());
    snprintf(templates, sizeof templates, "%s/templates", own_folder());
    put("org/budget/report.xml", "<report/>");
    put("org/data/a.csv", "a");
    put("templates/metrics/b.xml", "<b/>");
    put("templates/metrics/a.xml", "<a/>");
    put("templates/metrics/.dold.xml", "<x/>");
    put("templates/metrics/.xml", "<x/>");
    put("templates/metrics/readme.txt", "");
    put("templates/themes/standard/theme.css", "");
    put("templates/themes/halv/annat.css", "");
    struct aj_job *job = aj_job_new(root, templates);
    size_t length;
    cr_assert_not_null(aj_job_read_report(job, "org/budget/report.xml", &length));
    return job;
}

static struct aj_input *find(struct aj_job *job, enum aj_input_kind kind, const char *name)
{
    for (uint32_t i = 0; i < job->input_len; i++)
        if (job->inputs[i].kind == kind && strcmp(job->inputs[i].name, name) == 0)
            return &job->inputs[i];
    cr_assert(false, "%s is not noted", name);
    return NULL;
}

/* Whether the look that was noted would find the same now. */
static bool is_same(struct aj_job *job, enum aj_input_kind kind, const char *name)
{
    const struct aj_input *noted = find(job, kind, name);
    struct aj_state then = {.missing = noted->missing}, now = aj_input_now(job, kind, name);
    memcpy(then.sha256, noted->sha256, sizeof then.sha256);
    return aj_state_same(&then, &now);
}

Test(input, a_file_is_the_same_as_long_as_its_content_is)
{
    struct aj_job *job = job_here();
    size_t length;
    cr_assert_not_null(aj_job_read(job, NULL, "../data/a.csv", 0, &length, NULL));
    cr_assert_not_null(aj_job_read_template(job, "metrics/a.xml", 0, &length, NULL));
    cr_expect(is_same(job, AJ_INPUT_DATA, "data/a.csv"));
    put("org/data/a.csv", "b");
    cr_expect_not(is_same(job, AJ_INPUT_DATA, "data/a.csv"));
    put("org/data/a.csv", "a");
    cr_expect(is_same(job, AJ_INPUT_DATA, "data/a.csv"));
    cr_assert_eq(unlink("templates/metrics/a.xml"), 0);
    cr_expect_not(is_same(job, AJ_INPUT_TEMPLATE, "metrics/a.xml"));
    aj_job_free(job);
}

Test(input, what_was_looked_for_in_vain_is_noted_with_the_reason)
{
    struct aj_job *job = job_here();
    size_t length;
    cr_assert_null(aj_job_read(job, NULL, "../data/b.csv", 0, &length, NULL));
    cr_assert_null(aj_job_read(job, NULL, "../data", 0, &length, NULL));
    cr_assert_null(aj_job_read_template(job, "themes/x/web.css", 0, &length, NULL));
    cr_expect_str_eq(find(job, AJ_INPUT_DATA, "data/b.csv")->missing, "there is no such file");
    cr_expect_str_eq(find(job, AJ_INPUT_DATA, "data")->missing, "it is a folder");
    cr_expect_str_eq(find(job, AJ_INPUT_DATA, "data/b.csv")->sha256, "");
    cr_expect(is_same(job, AJ_INPUT_DATA, "data/b.csv"));
    cr_expect(is_same(job, AJ_INPUT_DATA, "data"));
    cr_expect(is_same(job, AJ_INPUT_TEMPLATE, "themes/x/web.css"));
    /* What was meant is looked for among the names of the folder. */
    cr_expect(is_same(job, AJ_INPUT_FOLDER, "~/data/*"));
    put("org/data/c.csv", "");
    cr_expect(is_same(job, AJ_INPUT_DATA, "data/b.csv"));
    cr_expect_not(is_same(job, AJ_INPUT_FOLDER, "~/data/*"));
    put("org/data/b.csv", "");
    put("templates/themes/x/web.css", "");
    cr_expect_not(is_same(job, AJ_INPUT_DATA, "data/b.csv"));
    cr_expect_not(is_same(job, AJ_INPUT_TEMPLATE, "themes/x/web.css"));
    aj_job_free(job);
}

Test(input, where_links_lead_is_part_of_it)
{
    struct aj_job *job = job_here();
    size_t length;
    put("secret.csv", "x");
    put("org/data/b.csv", "a");
    cr_assert_eq(symlink("../data/a.csv", "org/budget/lank.csv"), 0);
    cr_assert_eq(symlink("../../secret.csv", "org/budget/ut.csv"), 0);
    cr_assert_not_null(aj_job_read(job, NULL, "lank.csv", 0, &length, NULL));
    cr_assert_null(aj_job_read(job, NULL, "ut.csv", 0, &length, NULL));
    find(job, AJ_INPUT_DATA, "data/a.csv");
    cr_expect(is_same(job, AJ_INPUT_LINK, "budget/lank.csv"));
    cr_expect(is_same(job, AJ_INPUT_DATA, "budget/ut.csv"));
    /* The same content in another file, which names others from its own folder. */
    cr_assert_eq(unlink("org/budget/lank.csv"), 0);
    cr_assert_eq(symlink("../data/b.csv", "org/budget/lank.csv"), 0);
    cr_expect_not(is_same(job, AJ_INPUT_LINK, "budget/lank.csv"));
    /* A file that has become a link out of the folder is not read, whatever it holds. */
    put("a.csv", "a");
    cr_assert_eq(unlink("org/data/a.csv"), 0);
    cr_assert_eq(symlink("../../a.csv", "org/data/a.csv"), 0);
    cr_expect_not(is_same(job, AJ_INPUT_DATA, "data/a.csv"));
    aj_job_free(job);
}

Test(input, a_listing_is_of_the_names_that_count)
{
    struct aj_job *job = job_here();
    uint32_t count;
    const char **names = aj_job_list(job, "metrics", ".xml", NULL, &count);
    cr_assert_eq(count, 2);
    cr_expect_str_eq(names[0], "a.xml");
    cr_expect_str_eq(names[1], "b.xml");
    names = aj_job_list(job, "themes", "", "theme.css", &count);
    cr_assert_eq(count, 1);
    cr_expect_str_eq(names[0], "standard");
    aj_job_list(job, "", "", "theme.css", &count);
    cr_expect_eq(count, 0);
    aj_job_list(job, "ingen", ".xml", NULL, &count);
    cr_expect_eq(count, 0);
    aj_job_list(job, AJ_JOB_OWN, "", NULL, &count);
    cr_expect_eq(count, 2);
    static const char *const noted[] = {"metrics/*.xml", "themes/*/theme.css", "*/theme.css", "ingen/*.xml",
                                        "~/*"};
    for (size_t i = 0; i < sizeof noted / sizeof *noted; i++)
        cr_expect(is_same(job, AJ_INPUT_FOLDER, noted[i]), "%s", noted[i]);
    put("templates/metrics/notes.txt", "");
    put("templates/metrics/a.xml", "<other/>");
    cr_expect(is_same(job, AJ_INPUT_FOLDER, "metrics/*.xml"));
    put("templates/metrics/c.xml", "");
    put("templates/themes/halv/theme.css", "");
    put("templates/ingen/x.xml", "");
    put("templates/ny/theme.css", "");
    put("org/ny", "");
    for (size_t i = 0; i < sizeof noted / sizeof *noted; i++)
        cr_expect_not(is_same(job, AJ_INPUT_FOLDER, noted[i]), "%s", noted[i]);
    aj_job_free(job);
}

Test(input, a_variable_is_its_value_or_none)
{
    struct aj_job *job = job_here();
    unsetenv("ARSHJUL_TEST");
    cr_expect_null(aj_job_environment(job, "ARSHJUL_TEST"));
    cr_expect(is_same(job, AJ_INPUT_ENVIRONMENT, "ARSHJUL_TEST"));
    setenv("ARSHJUL_TEST", "", 1);
    cr_expect_not(is_same(job, AJ_INPUT_ENVIRONMENT, "ARSHJUL_TEST"));
    aj_job_free(job);
    job = job_here();
    cr_expect_str_eq(aj_job_environment(job, "ARSHJUL_TEST"), "");
    cr_expect(is_same(job, AJ_INPUT_ENVIRONMENT, "ARSHJUL_TEST"));
    setenv("ARSHJUL_TEST", "1", 1);
    cr_expect_not(is_same(job, AJ_INPUT_ENVIRONMENT, "ARSHJUL_TEST"));
    unsetenv("ARSHJUL_TEST");
    aj_job_free(job);
}

Test(input, the_same_look_is_noted_once)
{
    struct aj_job *job = job_here();
    size_t length;
    uint32_t count;
    for (int i = 0; i < 2; i++) {
        aj_job_read(job, NULL, "../data/a.csv", 0, &length, NULL);
        aj_job_read(job, NULL, "../data/b.csv", 0, &length, NULL);
        aj_job_list(job, "metrics", ".xml", NULL, &count);
        aj_job_environment(job, "ARSHJUL_TEST");
        struct aj_state state = aj_state_of_text("x", 1);
        aj_job_note_input(job, AJ_INPUT_FONT, "A.ttf", state.sha256);
        aj_job_note_font(job, "A.ttf", &state, "themes/standard/", "a/A.ttf");
        aj_job_note_font(job, "A.ttf", &state, "~/tema/", "A.ttf");
    }
    /* The report, a file, one in vain and the folder's names, a folder, a variable; the font by two ways. */
    cr_expect_eq(job->input_len, 8, "%u", job->input_len);
    aj_job_free(job);
}
