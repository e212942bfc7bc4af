#include "base/file.h"
#include "base/temporary.h"
#include "base/write.h"
#include "suite.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
    char folder[256], command[300];
    cr_assert_not_null(getcwd(folder, sizeof folder));
    cr_assert_eq(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
    suite_check_leaks();
}

TestSuite(write, .init = enter, .fini = leave);

static void put(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)), "%s: %s", path, strerror(errno));
}

static void holds(const char *path, const char *text)
{
    size_t length;
    char *bytes = aj_file_read(path, &length);
    cr_expect_str_eq(bytes ? bytes : "(none)", text, "%s", path);
    free(bytes);
}

static bool is_there(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

/* The names in a folder but the two of every folder, counted. */
static int count(const char *folder)
{
    DIR *dir = opendir(folder);
    int found = -2;
    while (dir && readdir(dir))
        found++;
    closedir(dir);
    return found;
}

static bool add(struct aj_writer *writer, const char *name, const char *text)
{
    return aj_writer_add(writer, name, text, strlen(text), 0);
}

Test(write, files_of_a_set_appear_together)
{
    struct aj_writer writer;
    put("out/a/a.json", "old record");
    cr_assert(aj_writer_open(&writer, "out", "a"));
    cr_assert(aj_writer_lock(&writer));
    cr_assert(add(&writer, "a.pdf", "new"));
    cr_assert(add(&writer, "a.json", "new record"));
    cr_expect_not(is_there("out/a/a.pdf"));
    holds("out/a/a.json", "old record");
    cr_assert(aj_writer_commit(&writer));
    aj_writer_close(&writer);
    holds("out/a/a.pdf", "new");
    holds("out/a/a.json", "new record");
    cr_expect_eq(count("out/a"), 2);
}

Test(write, a_set_without_commit_leaves_nothing)
{
    struct aj_writer writer;
    cr_assert(aj_writer_open(&writer, ".", "out"));
    cr_assert(aj_writer_add(&writer, "x/y/z", "z", 1, AJ_WRITE_CREATE));
    cr_expect(is_there("out/x/y"));
    aj_writer_close(&writer);
    cr_expect_eq(count("out"), 0);
}

Test(write, when_the_last_of_a_set_is_refused_the_first_go_back)
{
    struct aj_writer writer;
    put("a.pdf", "old");
    put("a.json/x", "a folder where the record goes");
    cr_assert(aj_writer_open(&writer, ".", ""));
    cr_assert(add(&writer, "a.pdf", "new"));
    cr_assert(add(&writer, "a.html", "page"));
    cr_assert(add(&writer, "a.json", "record"));
    cr_expect_not(aj_writer_commit(&writer));
    cr_expect_eq(writer.fault, AJ_WRITE_REFUSED);
    cr_expect_eq(writer.error, EISDIR);
    cr_expect_str_eq(writer.failed, "a.json");
    aj_writer_close(&writer);
    holds("a.pdf", "old");
    cr_expect_eq(count("."), 2);
}

Test(write, a_write_protected_file_is_kept)
{
    struct aj_writer writer;
    put("a.pdf", "old");
    cr_assert_eq(chmod("a.pdf", 0444), 0);
    cr_assert(aj_writer_open(&writer, ".", ""));
    cr_expect_not(add(&writer, "a.pdf", "new"));
    cr_expect_eq(writer.fault, AJ_WRITE_PROTECTED);
    cr_expect_not(aj_writer_commit(&writer));
    aj_writer_close(&writer);
    holds("a.pdf", "old");
    cr_expect_not(aj_file_write("a.pdf", "new", 3));
    cr_expect_eq(errno, EACCES);
    cr_expect_eq(count("."), 1);
}

Test(write, permissions_are_those_of_the_umask_or_of_what_is_replaced)
{
    struct stat info;
    mode_t before = umask(027);
    put("a", "x");
    cr_assert_eq(stat("a", &info), 0);
    cr_expect_eq(info.st_mode & 0777, 0640);
    cr_assert_eq(chmod("a", 0664), 0);
    put("a", "y");
    cr_assert_eq(stat("a", &info), 0);
    cr_expect_eq(info.st_mode & 0777, 0664);
    umask(before);
}

Test(write, a_link_may_not_lead_out_of_the_folder)
{
    struct aj_writer writer;
    put("out/real/x", "x");
    put("else/y", "y");
    cr_assert_eq(symlink("../else", "out/away"), 0);
    cr_assert_eq(symlink("real", "out/inside"), 0);
    cr_assert_eq(symlink("out", "link"), 0);
    cr_expect_not(aj_writer_open(&writer, "out", "away"));
    cr_expect_eq(writer.fault, AJ_WRITE_OUTSIDE);
    aj_writer_close(&writer);
    cr_expect_not(aj_writer_open(&writer, "out", "away/deeper"));
    aj_writer_close(&writer);
    cr_expect_not(aj_writer_open(&writer, "out", "inside/../../else"));
    cr_expect_eq(writer.fault, AJ_WRITE_OUTSIDE);
    aj_writer_close(&writer);
    cr_expect_eq(count("else"), 1);
    cr_assert(aj_writer_open(&writer, "link", "inside"));
    cr_assert(add(&writer, "new", "z"));
    cr_assert(aj_writer_commit(&writer));
    aj_writer_close(&writer);
    holds("out/real/new", "z");
}

Test(write, a_link_at_the_name_is_replaced_and_not_followed)
{
    put("else", "theirs");
    cr_assert_eq(symlink("else", "a.pdf"), 0);
    put("a.pdf", "ours");
    holds("else", "theirs");
    holds("a.pdf", "ours");
}

/* A temporary that is planted where the next one of this process would be. */
Test(write, a_planted_temporary_is_not_followed)
{
    char name[AJ_TEMPORARY_NAME];
    put("theirs", "theirs");
    snprintf(name, sizeof name, ".arshjul-%ld-0.tmp", (long)getpid());
    cr_assert_eq(symlink("theirs", name), 0);
    put("a", "ours");
    holds("theirs", "theirs");
    holds("a", "ours");
}

Test(write, what_nobody_writes_is_swept_and_nothing_else)
{
    put(".arshjul-12-0.tmp", "left");
    put(".arshjul-12-1.tmp", "at work");
    put(".arshjul-12.tmp", "theirs");
    put(".arshjul-x-1.tmp", "theirs");
    put(".arshjul-1-1.tmp.pdf", "theirs");
    put("a.tmp", "theirs");
    int fd = open(".arshjul-12-1.tmp", O_RDWR | O_CLOEXEC);
    cr_assert_eq(flock(fd, LOCK_EX), 0);
    aj_file_sweep(".");
    cr_expect_not(is_there(".arshjul-12-0.tmp"));
    cr_expect(is_there(".arshjul-12-1.tmp"));
    cr_expect_eq(count("."), 5);
    close(fd);
    aj_file_sweep(".");
    cr_expect_eq(count("."), 4);
    aj_file_sweep("nowhere");
}

/* What an exchange has replaced bears a temporary name, unlocked, until all of the set stands. */
Test(write, what_another_run_may_still_take_back_is_not_swept)
{
    put(".arshjul-12-0.tmp", "replaced");
    int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_eq(flock(folder, LOCK_EX), 0);
    aj_file_sweep(".");
    cr_expect(is_there(".arshjul-12-0.tmp"));
    close(folder);
    aj_file_sweep(".");
    cr_expect_not(is_there(".arshjul-12-0.tmp"));
}

Test(write, a_kept_file_gets_its_name_back_unless_its_successor_stands)
{
    put(AJ_KEPT "a.pdf", "old");
    put(AJ_KEPT "b.pdf", "old");
    put("b.pdf", "new");
    int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_eq(flock(folder, LOCK_EX), 0);
    aj_file_sweep(".");
    cr_expect_not(is_there("a.pdf"), "another run is in the folder");
    close(folder);
    aj_file_sweep(".");
    holds("a.pdf", "old");
    holds("b.pdf", "new");
    cr_expect_eq(count("."), 2);
}

Test(write, another_run_in_the_folder_is_waited_for)
{
    int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), ready[2];
    cr_assert_eq(pipe(ready), 0);
    cr_assert_eq(flock(folder, LOCK_EX), 0);
    pid_t child = fork();
    if (child == 0) {
        struct aj_writer writer;
        close(folder); /* the lock is the parent's, but both hold it */
        bool locked = aj_writer_open(&writer, ".", "") && write(ready[1], "x", 1) == 1 &&
                      aj_writer_lock(&writer) && add(&writer, "a", "theirs") && aj_writer_commit(&writer);
        aj_writer_close(&writer);
        _exit(locked ? 0 : 1);
    }
    char c;
    int status;
    cr_assert_eq(read(ready[0], &c, 1), 1);
    cr_expect_not(is_there("a"));
    close(folder);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect_eq(status, 0);
    holds("a", "theirs");
}
