#include "base/file.h"
#include "base/found.h"
#include "base/job.h"
#include "finding.h"
#include "suite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char here[256];

/* A folder of the test's own, which is the working folder while the test runs. */
static void enter(void)
{
    char folder[] = "/tmp/arshjul-test-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    cr_assert_not_null(getcwd(here, sizeof here));
}

static void leave(void)
{
    char command[300];
    cr_assert_eq(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", here);
    cr_assert_eq(system(command), 0);
    suite_check_leaks();
}

TestSuite(found, .init = enter, .fini = leave);

static void put(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)));
}

Test(found, tells_where_a_path_leads)
{
    struct aj_found found;
    char expected[300];
    put("a/b/c.csv", "x");
    cr_assert_eq(symlink("a/b", "d"), 0);
    cr_assert(aj_found_open(&found, "d/../b/./c.csv"));
    snprintf(expected, sizeof expected, "%s/a/b/c.csv", here);
    cr_expect_str_eq(found.path, expected);
    aj_found_close(&found);
    cr_expect_not(aj_found_open(&found, "a/missing"));
    cr_expect_eq(errno, ENOENT);
    cr_assert_eq(mkfifo("pipe", 0600), 0);
    cr_assert(aj_found_open(&found, "pipe"));
    size_t length;
    cr_expect_null(aj_found_read(&found, &length));
    cr_expect_eq(errno, EINVAL);
    aj_found_close(&found);
}

/* The race between looking at a path and reading it: whoever may write the folder changes it in between. */
Test(found, what_was_found_is_what_is_read)
{
    struct aj_found found;
    size_t length;
    put("org/table.csv", "ours");
    put("secret", "theirs");
    cr_assert(aj_found_open(&found, "org/table.csv"));
    cr_assert_eq(rename("org/table.csv", "org/moved.csv"), 0);
    cr_assert_eq(symlink("../secret", "org/table.csv"), 0);
    char *bytes = aj_found_read(&found, &length);
    cr_expect_str_eq(bytes, "ours");
    free(bytes);
    aj_found_close(&found);
}

Test(found, what_is_allowed_has_one_name)
{
    char root[300], shared[300], given[300];
    put("org/budget/report.xml", "<report/>");
    put("delat/gemensamt/data/a.csv", "a");
    put("delat/annat.csv", "b");
    cr_assert_eq(symlink("delat/gemensamt", "genväg"), 0);
    cr_assert_eq(symlink("../delat/gemensamt/data/a.csv", "org/a.csv"), 0);
    snprintf(root, sizeof root, "%s/org", here);
    snprintf(shared, sizeof shared, "%s/delat/gemensamt", here);
    snprintf(given, sizeof given, "%s/genväg", here);
    const struct aj_allowed allowed = {.name = "genväg", .folder = shared, .given = given};
    struct aj_job *job = aj_job_new(root, NULL);
    job->allowed = &allowed;
    job->allowed_len = 1;
    size_t length;
    const char *name = NULL;
    cr_assert_not_null(aj_job_read_report(job, "org/budget/report.xml", &length));
    static const char *const ways[] = {"../../delat/gemensamt/data/a.csv", "../../genväg/data/a.csv",
                                       "../a.csv", "../../genväg/data/../data/./a.csv"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        cr_expect_not_null(aj_job_read(job, NULL, ways[i], 0, &length, &name), "%s", ways[i]);
        cr_expect_str_eq(name, "genväg/data/a.csv");
        cr_expect_str_eq(aj_job_name_below_root(job, name), "genväg/data/a.csv");
    }
    cr_expect_null(aj_job_read(job, NULL, "../../delat/annat.csv", 0, &length, NULL));
    cr_expect_null(aj_job_read(job, NULL, "../../genväg/../annat.csv", 0, &length, NULL));
    cr_expect_eq(job->diags->len, 2);
    struct aj_state state = aj_input_now(job, AJ_INPUT_ALLOWED, "genväg/data/a.csv");
    cr_expect_null(state.missing);
    state = aj_input_now(job, AJ_INPUT_ALLOWED, "gemensamt/data/a.csv");
    cr_expect_not_null(state.missing);
    aj_job_free(job);
}
