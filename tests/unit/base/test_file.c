#include "base/file.h"
#include "base/folder.h"
#include "base/job.h"
#include "finding.h"
#include "suite.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char path_hint[] =
    "check the name and the folder; the path is relative to the file that names it";

/* A folder of the test's own, which is the working folder while the test runs. */
static void enter(void)
{
    char *folder = strdup("/tmp/arshjul-test-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    free(folder);
}

static void leave(void)
{
    char folder[256];
    cr_assert_not_null(getcwd(folder, sizeof folder));
    cr_assert_eq(chdir("/"), 0);
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
    suite_check_leaks();
}

TestSuite(file, .init = enter, .fini = leave);
TestSuite(job, .init = enter, .fini = leave);

static void write_text(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)), "%s: %s", path, strerror(errno));
}

static int count_entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int count = 0;
    while (dir && readdir(dir))
        count++;
    closedir(dir);
    return count - 2;
}

Test(job, a_path_below_the_organisation_stands_beside_the_templates)
{
    char here[256];
    cr_assert_not_null(getcwd(here, sizeof here));
    write_text("org/budget/report.xml", "<report/>");
    write_text("org/tema/theme.css", "p {}");
    write_text("templates/common/base.css", "a {}");
    write_text("outside.css", "b {}");
    cr_assert_eq(symlink("../../outside.css", "org/tema/link.css"), 0);
    char root[300], templates[300];
    snprintf(root, sizeof root, "%s/org", here);
    snprintf(templates, sizeof templates, "%s/templates", here);
    struct aj_job *job = aj_job_new(root, templates);
    size_t length;
    const char *name;
    cr_assert_not_null(aj_job_read_report(job, "org/budget/report.xml", &length));
    cr_expect_str_eq(aj_job_read_template(job, "~/tema/theme.css", 0, &length, &name), "p {}");
    cr_expect_str_eq(name, "org/tema/theme.css");
    cr_expect_str_eq(aj_job_name_below_root(job, name), "tema/theme.css");
    cr_expect_str_eq(aj_job_read_template(job, "common/base.css", 0, &length, &name), "a {}");
    cr_expect_null(aj_job_read_template(job, "~/../outside.css", 0, &length, &name));
    cr_expect_null(aj_job_read_template(job, "~/tema/link.css", 0, &length, &name));
    cr_expect_eq(job->diags->len, 2);
    cr_expect_not_null(aj_job_find_own(job, "tema/theme.css"));
    cr_expect_null(aj_job_find_own(job, "tema/link.css"));
    cr_expect_null(aj_job_find_own(job, "../outside.css"));
    aj_job_free(job);
}

Test(file, what_is_written_is_read)
{
    size_t length;
    write_text("a/b/c.txt", "å\n");
    char *bytes = aj_file_read("a/b/c.txt", &length);
    cr_assert_str_eq(bytes, "å\n");
    cr_assert_eq(length, 3);
    free(bytes);
    write_text("a/b/c.txt", "");
    bytes = aj_file_read("a/b/c.txt", &length);
    cr_assert_eq(length, 0);
    free(bytes);
    cr_assert_eq(count_entries("a/b"), 1);
}

Test(file, a_failed_write_leaves_nothing_behind)
{
    write_text("folder/target/x", "x");
    cr_assert_not(aj_file_write("folder/target", "y", 1));
    cr_assert_eq(errno, EISDIR);
    cr_assert_eq(count_entries("folder"), 1);
    write_text("plain", "x");
    cr_assert_not(aj_file_write("plain/below", "y", 1));
    cr_assert_eq(errno, ENOTDIR);
}

Test(file, refuses_what_is_no_file)
{
    size_t length;
    cr_assert_null(aj_file_read("missing", &length));
    cr_assert_eq(errno, ENOENT);
    cr_assert_null(aj_file_read(".", &length));
    cr_assert_eq(errno, EISDIR);
    cr_assert_eq(mkfifo("pipe", 0600), 0);
    cr_assert_null(aj_file_read("pipe", &length));
    cr_assert_eq(errno, EINVAL);
    cr_assert_null(aj_file_read("/dev/zero", &length));
    cr_assert_eq(errno, EINVAL);
    FILE *sparse = fopen("large", "w");
    cr_assert_eq(ftruncate(fileno(sparse), (off_t)AJ_FILE_MOST + 1), 0);
    fclose(sparse);
    cr_assert_null(aj_file_read("large", &length));
    cr_assert_eq(errno, EFBIG);
}

Test(file, makes_folders_of_any_spelling)
{
    static const char *const paths[] = {"a/b/c", "a/b/c/", "d//e", "./f/../g", "/tmp", "/"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        cr_assert(aj_file_make_folders(paths[i]), "%s", paths[i]);
    struct stat info;
    cr_assert_eq(stat("d/e", &info), 0);
    write_text("plain", "x");
    cr_assert_not(aj_file_make_folders("plain/x"));
    cr_assert_not(aj_file_make_folders("plain"));
}

Test(file, sha256_of_known_texts)
{
    /* FIPS 180-4's example and the empty message. */
    char hex[65];
    aj_sha256("abc", 3, hex);
    cr_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    aj_sha256("", 0, hex);
    cr_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static struct aj_job *job_here(void)
{
    char folder[256];
    cr_assert_not_null(getcwd(folder, sizeof folder));
    struct aj_arena *arena = aj_arena_new();
    struct aj_job *job =
        aj_job_new(aj_printf(arena, "%s/org", folder), aj_printf(arena, "%s/templates", folder));
    aj_arena_free(arena);
    write_text("org/budget/report.xml", "<report/>");
    write_text("org/data/resultat.csv", "Post;2022\n");
    write_text("org/budget/own.csv", "Post;2023\n");
    write_text("templates/metrics/ekonomi.xml", "<metrics/>");
    write_text("secret.csv", "x");
    return job;
}

Test(job, finds_files_from_the_one_that_names_them)
{
    struct aj_job *job = job_here();
    size_t length;
    const char *name;
    cr_assert_str_eq(aj_job_read_report(job, "org/budget/report.xml", &length), "<report/>");
    cr_assert_str_eq(aj_job_read(job, NULL, "../data/resultat.csv", 0, &length, &name), "Post;2022\n");
    cr_assert_str_eq(name, "org/data/resultat.csv");
    cr_assert_eq(length, 10);
    cr_assert_str_eq(aj_job_name_below_root(job, name), "data/resultat.csv");
    cr_assert_str_eq(aj_job_read(job, name, "./../budget//own.csv", 0, &length, &name), "Post;2023\n");
    cr_assert_str_eq(name, "org/budget/own.csv");
    cr_assert_not_null(aj_job_read(job, NULL, "own.csv", 0, &length, NULL));
    cr_assert_not_null(aj_job_read_template(job, "metrics/ekonomi.xml", 0, &length, &name));
    cr_assert_str_eq(name, "templates/metrics/ekonomi.xml");
    assert_finding_count(job, 0);
    /* Named as the build record wants them, each once. */
    static const char *const names[] = {"budget/report.xml", "data/resultat.csv", "budget/own.csv",
                                        "metrics/ekonomi.xml"};
    cr_assert_eq(job->input_len, 4);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_str_eq(job->inputs[i].name, names[i]);
        cr_assert_eq(job->inputs[i].kind, i == 3 ? AJ_INPUT_TEMPLATE : AJ_INPUT_DATA);
    }
    char hex[65];
    aj_sha256("<report/>", 9, hex);
    cr_assert_str_eq(job->inputs[0].sha256, hex);
    aj_job_free(job);
}

Test(job, says_what_cannot_be_read_and_where)
{
    struct aj_job *job = job_here();
    size_t length;
    aj_job_read_report(job, "org/budget/report.xml", &length);
    uint32_t file = aj_places_add_file(job->places, "org/budget/report.xml", "<report/>", 9);
    aj_at at = aj_places_add(job->places, file, 1, 1);
    cr_assert_null(aj_job_read(job, NULL, "../data/resultt.csv", at, &length, NULL));
    assert_finding(
        job, 0, AJ_E0101, "org/budget/report.xml", 1, 1,
        "did you mean \"resultat.csv\"? check the name and the folder; the path is relative to the file "
        "that names it");
    cr_assert_str_eq(aj_diag_message(job->diags, &job->diags->items[0], AJ_ENGLISH),
                     "cannot read \"../data/resultt.csv\": there is no such file");
    cr_assert_str_eq(aj_diag_message(job->diags, &job->diags->items[0], AJ_SWEDISH),
                     "kan inte läsa \"../data/resultt.csv\": filen finns inte");
    cr_assert_null(aj_job_read(job, NULL, "../data", at, &length, NULL));
    assert_finding(job, 1, AJ_E0101, "org/budget/report.xml", 1, 1, path_hint);
    cr_assert_str_eq(aj_diag_message(job->diags, &job->diags->items[1], AJ_ENGLISH),
                     "cannot read \"../data\": it is a folder");
    cr_assert_null(aj_job_read_report(job, "org/missing.xml", &length));
    assert_finding(job, 2, AJ_E0101, "org/missing.xml", 0, 0, path_hint);
    cr_assert_null(aj_job_read(job, NULL, "..\\data\\resultat.csv", at, &length, NULL));
    assert_finding(
        job, 3, AJ_E0101, "org/budget/report.xml", 1, 1,
        "write / between folders, not \\; check the name and the folder; the path is relative to the "
        "file that names it");
    assert_finding_count(job, 4);
    aj_job_free(job);
}

Test(job, nothing_outside_the_organisation_is_opened)
{
    struct aj_job *job = job_here();
    size_t length;
    aj_job_read_report(job, "org/budget/report.xml", &length);
    uint32_t file = aj_places_add_file(job->places, "org/budget/report.xml", "<report/>", 9);
    aj_at at = aj_places_add(job->places, file, 1, 1);
    cr_assert_eq(symlink("../secret.csv", "org/link.csv"), 0);
    cr_assert_eq(symlink("..", "org/up"), 0);
    cr_assert_eq(symlink("resultat.csv", "org/data/alias.csv"), 0);
    static const char *const outside[] = {
        "../../secret.csv",   "/etc/passwd",          "../link.csv", "../up/secret.csv",
        "../data/../../org2", "../../../../../../..", "../"};
    for (uint32_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        cr_assert_null(aj_job_read(job, NULL, outside[i], at, &length, NULL), "%s", outside[i]);
        assert_finding(
            job, i, AJ_E0102, "org/budget/report.xml", 1, 1,
            "move the file into \"org\" or below it; else whoever runs arshjul can allow its folder "
            "with --allow");
    }
    cr_assert_not_null(aj_job_read(job, NULL, "../data/alias.csv", at, &length, NULL));
    cr_assert_null(aj_job_read_template(job, "../secret.csv", at, &length, NULL));
    cr_assert_null(aj_job_read_report(job, "secret.csv", &length));
    assert_finding_count(job, sizeof outside / sizeof *outside + 2);
    aj_job_free(job);
}

Test(job, without_folders_nothing_is_read)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    size_t length;
    cr_assert_null(aj_job_read(job, NULL, "a.csv", 0, &length, NULL));
    cr_assert_null(aj_job_read_template(job, "a.xml", 0, &length, NULL));
    assert_finding_count(job, 2);
    aj_job_free(job);
    aj_job_free(NULL);
}

Test(file, a_mapped_file_reads_the_same_after_its_pages_are_forgotten)
{
    size_t length = 0;
    write_text("font", "OTTO and more");
    const char *bytes = aj_file_map("font", &length);
    cr_assert_not_null(bytes);
    cr_assert_eq(length, strlen("OTTO and more"));
    aj_file_forget(bytes, length);
    cr_assert_eq(memcmp(bytes, "OTTO and more", length), 0);
    aj_file_unmap(bytes, length);

    write_text("empty", "");
    bytes = aj_file_map("empty", &length);
    cr_assert_not_null(bytes);
    cr_assert_eq(length, 0);
    aj_file_unmap(bytes, length);

    cr_assert_null(aj_file_map("missing", &length));
    cr_assert_eq(errno, ENOENT);
    cr_assert_null(aj_file_map(".", &length));
    cr_assert_eq(errno, EISDIR);
}

static bool is_text(const char *name)
{
    return strstr(name, ".txt") != NULL;
}

Test(file, folders_list_what_is_below_them)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t count;
    cr_assert_eq(mkdir("f", 0755), 0);
    cr_assert_eq(mkdir("f/b", 0755), 0);
    write_text("f/z.txt", "");
    write_text("f/b/a.txt", "");
    write_text("f/b/a.csv", "");
    write_text("f/.hidden.txt", "");
    cr_assert_eq(symlink("z.txt", "f/link.txt"), 0);
    cr_assert_eq(symlink("gone.txt", "f/nowhere.txt"), 0);
    const char **names = aj_folder_files(
        arena, "f", (struct aj_folder_filter){.fits = is_text, .most = 10, .deepest = 2}, &count);
    cr_assert_eq(count, 2);
    cr_expect_str_eq(names[0], "b/a.txt");
    cr_expect_str_eq(names[1], "z.txt");
    aj_folder_files(arena, "f", (struct aj_folder_filter){.most = 10, .deepest = 2}, &count);
    cr_expect_eq(count, 3);
    aj_folder_files(arena, "f", (struct aj_folder_filter){.most = 10, .deepest = 1}, &count);
    cr_expect_eq(count, 1, "no deeper than asked");
    aj_folder_files(arena, "f", (struct aj_folder_filter){.most = 2, .deepest = 2}, &count);
    cr_expect_eq(count, 2, "no more than asked");
    struct aj_job *job = aj_job_new(NULL, NULL);
    aj_folder_files(arena, "f", (struct aj_folder_filter){.most = 3, .deepest = 2, .diags = job->diags},
                    &count);
    assert_finding_count(job, 0);
    aj_folder_files(arena, "f", (struct aj_folder_filter){.most = 2, .deepest = 2, .diags = job->diags},
                    &count);
    assert_finding(job, 0, AJ_E0824, "(none)", 0, 0,
                   "name the folders in it one at a time; those that were not met were passed over");
    aj_job_free(job);
    const struct aj_folder_filter links = {.fits = is_text, .most = 10, .deepest = 1, .links = true};
    names = aj_folder_files(arena, "f", links, &count);
    cr_assert_eq(count, 2, "and a link that leads nowhere is no file");
    cr_expect_str_eq(names[0], "link.txt");
    aj_folder_files(arena, "nowhere", (struct aj_folder_filter){.most = 10, .deepest = 2}, &count);
    cr_expect_eq(count, 0);
    aj_arena_free(arena);
}
