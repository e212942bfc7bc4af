/* What a look at files finds, and whether a file is whole. */
#include "folder.h"
#include "suite.h"
#include "watch/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

AJ_SUITE(tree);

static char top[64], changes[1024];
static const char *left_out;
static struct wat_tree *tree;

static void open_tree(void)
{
    strcpy(top, "/tmp/wat_tree_XXXXXX");
    cr_assert(mkdtemp(top) != NULL);
    tree = wat_tree_new();
    left_out = NULL;
}

static void close_tree(void)
{
    wat_tree_free(tree);
    remove_folder(top);
}

static const char *path_of(const char *name)
{
    static char paths[2][256];
    static int last;
    last = !last; /* two are in use in a rename */
    snprintf(paths[last], sizeof paths[last], "%s/%s", top, name);
    return paths[last];
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    cr_assert(file != NULL);
    fputs(text, file);
    fclose(file);
}

static void set_time(const char *name, time_t seconds)
{
    struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    cr_assert_eq(utimensat(AT_FDCWD, path_of(name), times, 0), 0);
}

static bool met_folder(void *context, const char *path, const struct stat *st)
{
    (void)context;
    return S_ISDIR(st->st_mode) && (!left_out || strcmp(path + strlen(top), left_out) != 0);
}

static void met_file(void *context, const char *path, enum wat_change change)
{
    (void)context;
    snprintf(changes + strlen(changes), sizeof changes - strlen(changes), "%s%s%s", *changes ? " " : "",
             change == WAT_GONE ? "-" : "+", path + strlen(top) + 1);
}

/* What a look at a time finds changed. */
static const char *look(int64_t now)
{
    const struct wat_seen seen = {.folder = met_folder, .file = met_file};
    const char *roots[] = {top};
    changes[0] = '\0';
    return wat_tree_look(tree, roots, 1, &seen, now) ? changes : "failed";
}

#define FOUND(now, expected)                                                                                 \
    do {                                                                                                     \
        look(now);                                                                                           \
        cr_expect(strcmp(changes, expected) == 0, "\"%s\"", changes);                                        \
    } while (0)

Test(tree, new_changed_and_lost_files_are_found, .init = open_tree, .fini = close_tree)
{
    mkdir(path_of("a"), 0777);
    write_file("a/report.xml", "<report/>");
    FOUND(0, "");
    FOUND(10000, "");
    write_file("a/x.csv", "1");
    FOUND(20000, "+a/x.csv");
    FOUND(20500, "");
    write_file("a/x.csv", "12");
    FOUND(21000, "+a/x.csv");
    unlink(path_of("a/x.csv"));
    FOUND(21500, "-a/x.csv");
    FOUND(22000, "");
    rename(path_of("a"), path_of("b"));
    FOUND(23000, "+b/report.xml -a/report.xml");
}

Test(tree, files_of_a_root_of_a_longer_name_are_not_taken_for_the_first_ones, .init = open_tree,
     .fini = close_tree)
{
    const struct wat_seen seen = {.folder = met_folder, .file = met_file};
    mkdir(path_of("in"), 0777);
    mkdir(path_of("in-templates"), 0777);
    write_file("in-templates/a.xsl", "<a/>");
    char first[256], second[256];
    snprintf(first, sizeof first, "%s/in", top);
    snprintf(second, sizeof second, "%s/in-templates", top);
    const char *roots[] = {first, second};
    cr_assert(wat_tree_look(tree, roots, 2, &seen, 0));
    cr_expect(wat_tree_look(tree, roots, 2, &seen, 10000), "a folder that was always empty is no lost share");
}

Test(tree, a_time_that_goes_backwards_is_a_change, .init = open_tree, .fini = close_tree)
{
    write_file("x.csv", "1");
    set_time("x.csv", 2000000000);
    FOUND(0, "");
    set_time("x.csv", 1000000000);
    FOUND(50000, "+x.csv");
}

Test(tree, two_saves_within_one_tick_of_the_clock_are_told_by_their_bytes, .init = open_tree,
     .fini = close_tree)
{
    write_file("x.csv", "1");
    write_file("old.csv", "1");
    set_time("x.csv", 1000000100);
    set_time("old.csv", 1000000000);
    FOUND(0, ""); /* x.csv has the latest time of all: it may change again within it */
    write_file("x.csv", "2");
    set_time("x.csv", 1000000100);
    FOUND(500, "+x.csv");
    write_file("x.csv", "3");
    set_time("x.csv", 1000000200);
    FOUND(60000, "+x.csv");
    write_file("x.csv", "4");
    set_time("x.csv", 1000000200);
    FOUND(60500, "+x.csv");
    FOUND(61000, "");
}

Test(tree, a_file_in_anothers_place_is_told_by_its_bytes, .init = open_tree, .fini = close_tree)
{
    write_file("x.csv", "1");
    set_time("x.csv", 1000000000);
    FOUND(0, "");
    write_file("y", "2");
    set_time("y", 1000000000);
    rename(path_of("y"), path_of("x.csv"));
    FOUND(60000, "+x.csv");
    write_file("y", "2");
    set_time("y", 1000000000);
    rename(path_of("y"), path_of("x.csv"));
    FOUND(120000, ""); /* the same bytes under another number */
}

Test(tree, what_is_left_out_and_passed_over_is_not_met, .init = open_tree, .fini = close_tree)
{
    mkdir(path_of("out"), 0777);
    mkdir(path_of(".git"), 0777);
    left_out = "/out";
    FOUND(0, "");
    write_file("out/x.pdf", "1");
    write_file(".git/x.xml", "1");
    write_file("~$x.csv", "1");
    cr_expect_eq(symlink("/etc", path_of("etc")), 0);
    FOUND(10000, "");
    cr_expect_eq(symlink("/etc/passwd", path_of("linked.csv")), 0);
    FOUND(20000, "+linked.csv");
}

Test(tree, a_folder_that_cannot_be_read_for_now_has_lost_nothing, .init = open_tree, .fini = close_tree)
{
    if (geteuid() == 0 && access("/proc/self/setgroups", F_OK) != 0)
        cr_skip_test("who may read everything is refused nothing");
    mkdir(path_of("a"), 0777);
    write_file("a/x.csv", "1");
    write_file("y.csv", "1");
    FOUND(0, "");
    chmod(path_of("a"), 0);
    FOUND(10000, "");
    chmod(path_of("a"), 0777);
    FOUND(20000, "");
}

Test(tree, a_root_that_is_gone_or_empty_has_lost_nothing, .init = open_tree, .fini = close_tree)
{
    mkdir(path_of("sub"), 0777);
    write_file("sub/x.csv", "1");
    FOUND(0, "");
    char aside[80];
    snprintf(aside, sizeof aside, "%s.aside", top);
    rename(top, aside);
    cr_expect_str_eq(look(10000), "failed");
    cr_expect_eq(errno, ENOENT);
    mkdir(top, 0777); /* a share that is not mounted leaves an empty folder */
    cr_expect_str_eq(look(20000), "failed");
    cr_expect_eq(errno, ENODATA);
    rmdir(top);
    rename(aside, top);
    FOUND(30000, "");
}

Test(tree, one_file_is_looked_at, .init = open_tree, .fini = close_tree)
{
    write_file("x.csv", "1");
    FOUND(0, "");
    cr_expect_not(wat_tree_look_at(tree, path_of("x.csv"), 100000));
    write_file("x.csv", "12");
    cr_expect(wat_tree_look_at(tree, path_of("x.csv"), 100000));
    cr_expect_not(wat_tree_look_at(tree, path_of("x.csv"), 100100));
    unlink(path_of("x.csv"));
    cr_expect(wat_tree_look_at(tree, path_of("x.csv"), 100200));
    cr_expect_not(wat_tree_look_at(tree, path_of("x.csv"), 100300));
    write_file("y.csv", "1"); /* one file is left, or the folder would count as a share that is away */
    FOUND(100400, "+y.csv");
    write_file("z.csv", "1");
    cr_expect(wat_tree_look_at(tree, path_of("z.csv"), 100500));
    FOUND(100600, "");
}

Test(tree, whether_a_file_is_whole, .init = open_tree, .fini = close_tree)
{
    static const struct {
        const char *name, *text;
        bool whole;
    } files[] = {
        {"a.xml", "<?xml version=\"1.0\"?>\n<!-- <x> -->\n<report kind=\"budget\">\n</report>\n", true},
        {"b.xml", "<report kind=\"budget\">\n<p>Hej</p>\n", false},
        {"c.xml", "<report>\n</repo", false},
        {"d.xml", "<report/>\n", true},
        {"e.xml", "<report>\n<p/>\n", false},
        {"f.xml", "<report></report >\r\n\r\n", true},
        {"g.xml", "<report></report><!-- slut -->", true},
        {"h.xml", "<report></report><!-- slut", false},
        {"i.xml", "", false},
        {"j.xml", "<!-- inget -->", false},
        {"k.xml", "<a:b></a:b>", true},
        {"l.svg", "<svg><g></g>", false},
        {"m.csv", "1;2", true},
        {"n.csv", "", false},
        {"o.jpg", "\xFF\xD8 x \xFF\xD9", true},
        {"p.JPG", "\xFF\xD8 x", false},
        {"q.png", "\x89PNG IHDR", false},
        {"r.png",
         "\x89PNG IHDR IEND\xAE"
         "B`\x82",
         true},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(files[i].name, files[i].text);
        cr_expect_eq(wat_file_is_whole(path_of(files[i].name)), files[i].whole, "%s", files[i].name);
    }
    cr_expect(wat_file_is_whole(path_of("nothing.xml")));
}

Test(tree, a_long_file_is_whole_by_its_ends, .init = open_tree, .fini = close_tree)
{
    FILE *file = fopen(path_of("long.xml"), "w");
    fputs("<report>", file);
    for (int i = 0; i < 5000; i++)
        fputs("<p>text</p>\n", file);
    fflush(file);
    cr_expect_not(wat_file_is_whole(path_of("long.xml")));
    fputs("</report>\n", file);
    fclose(file);
    cr_expect(wat_file_is_whole(path_of("long.xml")));
}
