/* Which reports a changed file concerns, and which of them are built first. */
#include "base/file.h"
#include "folder.h"
#include "suite.h"
#include "watch/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(reports);

static char top[64], given[1024];
static struct wat_reports *reports;

/* A record of a build that read those files. */
static void write_record(const char *report, const char *ending, int errors, const char *inputs)
{
    char path[256], text[2048];
    const char *slash = strrchr(report, '/');
    snprintf(path, sizeof path, "%s/out/%s/%s%s", top, report, slash + 1, ending);
    snprintf(text, sizeof text,
             "{\n  \"counts\": {\"errors\": %d, \"faults\": 0},\n  \"inputs\": [%s],\n  \"metrics\": []\n}\n",
             errors, inputs);
    cr_assert(aj_file_write(path, text, strlen(text)));
}

static void add(const char *report)
{
    char path[256];
    snprintf(path, sizeof path, "%s/in/%s/report.xml", top, report);
    wat_reports_add(reports, path);
}

static void open_reports(void)
{
    static char root[80], output[80];
    strcpy(top, "/tmp/wat_reports_XXXXXX");
    cr_assert(mkdtemp(top) != NULL);
    snprintf(root, sizeof root, "%s/in", top);
    snprintf(output, sizeof output, "%s/out", top);
    static const struct aj_allowed allowed[] = {{"gemensamt", "/srv/gemensamt", "/srv/gemensamt"}};
    reports = wat_reports_new((struct wat_places){.root = root,
                                                  .shown = "in/",
                                                  .output = output,
                                                  .templates = "/templates",
                                                  .allowed = allowed,
                                                  .allowed_count = 1});
    write_record("ett/budget", ".json", 0,
                 "{\"kind\": \"data\", \"name\": \"budget/report.xml\"}, {\"kind\": \"data\", \"name\": "
                 "\"data/x.csv\"}, {\"kind\": \"template\", \"name\": \"budget/report.xsl\"}");
    write_record("ett/plan", ".json", 0,
                 "{\"kind\": \"allowed\", \"name\": \"gemensamt/a/z.csv\"}, "
                 "{\"kind\": \"data\", \"name\": \"data/x.csv\"}, {\"kind\": \"template\", \"name\": "
                 "\"~/tema/theme.css\"}, {\"kind\": \"folder\", \"name\": \"metrics\"}");
    write_record("ett/trasig", ".failed.json", 2, "{\"kind\": \"data\", \"name\": \"data/y.csv\"}");
    write_record("tva/budget", ".json", 0, "{\"kind\": \"data\", \"name\": \"data/x.csv\"}");
    add("tva/budget");
    add("ett/trasig");
    add("ett/plan");
    add("ett/budget");
    add("ett/plan");
}

static void close_reports(void)
{
    wat_reports_free(reports);
    remove_folder(top);
}

/* All that is due, batch by batch: "a b | c". */
static const char *due(uint32_t most)
{
    given[0] = '\0';
    struct aj_arena *arena = aj_arena_new();
    for (;;) {
        uint32_t count;
        const char **names = wat_reports_next(reports, most, arena, &count);
        if (!count)
            break;
        strcat(given, *given ? " | " : "");
        for (uint32_t i = 0; i < count; i++) {
            cr_expect(strncmp(names[i], "in/", 3) == 0, "%s", names[i]);
            strcat(given, i ? " " : "");
            strncat(given, names[i] + 3, strlen(names[i]) - strlen("in//report.xml"));
        }
    }
    aj_arena_free(arena);
    return given;
}

static void touch(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, *name == '/' ? "%s" : "%s/in/%s", *name == '/' ? name : top, name);
    wat_reports_touch(reports, path);
}

#define DUE(most, expected) cr_expect(strcmp(due(most), expected) == 0, "\"%s\"", given)

Test(reports, a_report_is_built_when_it_is_saved, .init = open_reports, .fini = close_reports)
{
    cr_expect_eq(wat_reports_count(reports), 4);
    DUE(8, "");
    touch("tva/budget/report.xml");
    DUE(8, "tva/budget");
    DUE(8, "");
    touch("tva/budget/bild.png");
    DUE(8, "tva/budget");
}

Test(reports, data_concern_who_read_them_and_who_lacks_something, .init = open_reports, .fini = close_reports)
{
    touch("ett/data/x.csv");
    DUE(8, "ett/budget ett/plan | ett/trasig");
    touch("ett/data/ny.csv");
    DUE(8, "ett/trasig");
    touch("tva/data/ny.csv");
    DUE(8, "");
    touch("/srv/gemensamt/a/z.csv");
    DUE(8, "ett/plan | ett/trasig");
    touch("ett/tema/theme.css");
    DUE(8, "ett/plan | ett/trasig");
}

Test(reports, templates_concern_all_and_those_first_that_read_them, .init = open_reports,
     .fini = close_reports)
{
    touch("/templates/budget/report.xsl");
    DUE(8, "ett/budget ett/plan ett/trasig tva/budget");
    touch("/templates/metrics/ny.xml");
    DUE(1, "ett/plan | ett/budget | ett/trasig | tva/budget");
}

Test(reports, what_somebody_waits_for_comes_first, .init = open_reports, .fini = close_reports)
{
    wat_reports_touch_all(reports);
    DUE(3, "ett/budget ett/plan ett/trasig | tva/budget");
    wat_reports_touch_all(reports);
    touch("tva/budget/report.xml");
    touch("ett/plan/report.xml");
    DUE(8, "tva/budget ett/plan | ett/budget ett/trasig");
}

Test(reports, what_builds_write_concerns_none, .init = open_reports, .fini = close_reports)
{
    touch("tva/budget/budget.pdf");
    touch("tva/budget/budget.json");
    touch("tva/budget/budget.failed.json");
    touch("tva/budget/budget.fynd.html");
    touch("tva/budget/budget.html");
    DUE(8, "");
    touch("tva/budget/budget.png");
    DUE(8, "tva/budget");
}

Test(reports, a_record_is_read_anew_after_a_build, .init = open_reports, .fini = close_reports)
{
    write_record("tva/budget", ".json", 0, "{\"kind\": \"data\", \"name\": \"data/ny.csv\"}");
    touch("tva/data/ny.csv");
    DUE(8, "");
    wat_reports_learn(reports, "in/tva/budget/report.xml", WAT_BUILT);
    touch("tva/data/ny.csv");
    DUE(8, "tva/budget");
    touch("tva/data/x.csv");
    DUE(8, "");
    wat_reports_learn(reports, "in/tva/budget/report.xml", WAT_BROKEN);
    touch("tva/data/x.csv");
    DUE(8, "tva/budget");
}

Test(reports, what_could_not_be_written_is_due_until_it_is, .init = open_reports, .fini = close_reports)
{
    DUE(8, "");
    cr_assert_not(wat_reports_touch_unwritten(reports));
    wat_reports_learn(reports, "in/tva/budget/report.xml", WAT_UNWRITTEN);
    for (int i = 0; i < 2; i++) {
        cr_assert(wat_reports_touch_unwritten(reports));
        DUE(8, "tva/budget");
    }
    wat_reports_learn(reports, "in/tva/budget/report.xml", WAT_BUILT);
    cr_assert_not(wat_reports_touch_unwritten(reports));
    DUE(8, "");
}

Test(reports, a_report_that_is_gone_is_forgotten, .init = open_reports, .fini = close_reports)
{
    char path[256];
    snprintf(path, sizeof path, "%s/in/ett/plan/report.xml", top);
    touch("ett/plan/report.xml");
    cr_expect(wat_reports_remove(reports, path));
    cr_expect_not(wat_reports_remove(reports, path));
    DUE(8, "");
    cr_expect_eq(wat_reports_count(reports), 3);
    add("ett/plan");
    wat_reports_touch_all(reports);
    DUE(8, "ett/budget ett/plan ett/trasig tva/budget");
}

Test(reports, where_a_report_prints_to, .init = open_reports, .fini = close_reports)
{
    struct aj_arena *arena = aj_arena_new();
    char path[256], expected[256];
    snprintf(path, sizeof path, "%s/in/ett/plan/report.xml", top);
    snprintf(expected, sizeof expected, "%s/out/ett/plan/plan.pdf", top);
    cr_expect_str_eq(wat_reports_pdf(reports, path, arena), expected);
    cr_expect_str_eq(wat_reports_pdf(reports, "/plan/report.xml", arena) + strlen(top), "/out/plan/plan.pdf");
    cr_expect(wat_is_report(path));
    cr_expect_not(wat_is_report("/a/report (1).xml"));
    aj_arena_free(arena);
}
