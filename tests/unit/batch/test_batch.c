#include "base/file.h"
#include "batch/batch.h"
#include "batch/plan.h"
#include "folder.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(batch, .init = enter_folder, .fini = leave_folder);

/* A report without figures: what is tested here is what becomes of it. */
static void write_report(const char *path, const char *status, const char *text)
{
    struct aj_buf xml = AJ_BUF_INIT;
    aj_buf_printf(&xml,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<report kind=\"budget\" status=\"%s\">\n"
                  "<front><title>Budget</title><organisation>Ekbacka kommun</organisation>"
                  "<decider>Kommunfullmäktige</decider></front>\n"
                  "<section id=\"ett\"><h1>Ett</h1><p>%s</p></section>\n"
                  "</report>\n",
                  status, text);
    cr_assert(aj_file_write(path, xml.data, xml.len));
    aj_buf_free(&xml);
}

static struct bat_worker *new_worker(void)
{
    struct bat_worker *worker = bat_worker_new(AJ_SOURCE_DIR "/templates");
    cr_assert_not_null(worker);
    return worker;
}

static struct bat_run *build(struct bat_worker *worker, const char *report, const struct bat_options *options)
{
    struct bat_run *run = bat_open(worker, report);
    bat_take(run, BAT_PDF);
    bat_print(run, options);
    return run;
}

static void expect_finding(const struct bat_run *run, const char *text)
{
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < run->job->diags->len; i++)
        aj_diag_print(run->job->diags, &run->job->diags->items[i], AJ_ENGLISH, &out);
    cr_expect_str_eq(out.data ? out.data : "", text);
    aj_buf_free(&out);
}

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static const struct bat_options plain = {.output = "out"}, forced = {.output = "out", .force = true};

Test(batch, reports_are_found_in_byte_order)
{
    write_report("in/b/r/report.xml", "utkast", "");
    write_report("in/a/s/report.xml", "utkast", "");
    write_report("in/a/r/report.xml", "utkast", "");
    write_report("in/a/r/annan.xml", "utkast", "");
    struct aj_arena *arena = aj_arena_new();
    uint32_t count;
    const char **paths = bat_find_reports(arena, NULL, "in/", &count);
    cr_assert_eq(count, 3);
    cr_expect_str_eq(paths[0], "in/a/r/report.xml");
    cr_expect_str_eq(paths[1], "in/a/s/report.xml");
    cr_expect_str_eq(paths[2], "in/b/r/report.xml");
    paths = bat_find_reports(arena, NULL, "in/a/r", &count);
    cr_assert_eq(count, 1);
    cr_expect_str_eq(paths[0], "in/a/r");
    bat_find_reports(arena, NULL, "nowhere", &count);
    cr_expect_eq(count, 0);
    aj_arena_free(arena);
}

Test(batch, a_folder_and_a_file_print_alike)
{
    write_report("org/rep/report.xml", "forslag", "Text.");
    write_report("org/rep/kort.xml", "forslag", "Text.");
    struct bat_worker *worker = new_worker();
    struct bat_run *run = build(worker, "org/rep", &plain);
    cr_expect_eq(run->outcome, BAT_PRINTED);
    cr_expect_str_eq(run->report, "org/rep/report.xml");
    cr_expect_str_eq(run->pdf_path, "out/org/rep/rep.pdf");
    cr_expect_str_eq(run->record_path, "out/org/rep/rep.json");
    expect_finding(run, "");
    bat_close(run);
    run = build(worker, "org/rep/report.xml", &plain);
    cr_expect_eq(run->outcome, BAT_UNCHANGED);
    bat_close(run);
    run = build(worker, "org/rep/kort.xml", &plain);
    cr_expect_str_eq(run->pdf_path, "out/org/rep/kort.pdf");
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, a_missing_report_is_a_finding)
{
    struct bat_worker *worker = new_worker();
    cr_assert(aj_file_make_folders("org/tom"));
    struct bat_run *run = build(worker, "org/tom", &plain);
    cr_expect_eq(run->outcome, BAT_NOT_PRINTED);
    expect_finding(run, "org/tom/report.xml: error: no report here: there is no such file [E0801]\n"
                        "  hint: name a report.xml, or a folder that holds one\n");
    cr_expect_not(exists("out"));
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, an_adopted_pdf_is_kept)
{
    write_report("org/rep/report.xml", "antagen", "Text.");
    struct bat_worker *worker = new_worker();
    struct bat_run *run = build(worker, "org/rep", &plain);
    cr_expect_eq(run->outcome, BAT_PRINTED);
    bat_close(run);
    static const char *const later[] = {"antagen", "forslag", "utkast"};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        write_report("org/rep/report.xml", later[i], "En annan text.");
        run = build(worker, "org/rep", &plain);
        cr_expect_eq(run->outcome, BAT_NOT_PRINTED);
        expect_finding(run,
                       "out/org/rep/rep.pdf: error: an adopted document (status=\"antagen\") stands here "
                       "and is kept; what would be printed now differs from it [E0803]\n"
                       "  hint: undo the change of the report or its data, print to another folder with "
                       "-o, or replace the document with --force\n");
        cr_expect(exists("out/org/rep/rep.failed.json"));
        bat_close(run);
    }
    run = build(worker, "org/rep", &forced);
    cr_expect_eq(run->outcome, BAT_PRINTED);
    cr_expect_not(exists("out/org/rep/rep.failed.json"));
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, a_pdf_of_unknown_status_is_kept_from_an_adopted_one_only)
{
    write_report("org/rep/report.xml", "antagen", "Text.");
    cr_assert(aj_file_write("out/org/rep/rep.pdf", "old", 3));
    cr_assert(aj_file_write("out/org/rep/rep.json", "{", 1));
    struct bat_worker *worker = new_worker();
    struct bat_run *run = build(worker, "org/rep", &plain);
    cr_expect_eq(run->outcome, BAT_NOT_PRINTED);
    bat_close(run);
    write_report("org/rep/report.xml", "utkast", "Text.");
    run = build(worker, "org/rep", &plain);
    cr_expect_eq(run->outcome, BAT_PRINTED);
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, two_reports_do_not_print_to_one_file)
{
    write_report("a/org/rep/report.xml", "utkast", "Text.");
    write_report("b/org/rep/report.xml", "utkast", "Text.");
    struct bat_worker *worker = new_worker();
    struct aj_arena *arena = aj_arena_new();
    static const char *const reports[] = {"a/org/rep", "b/org/rep", "a/org/rep/report.xml", "c"};
    struct bat_plan plan = bat_plan_new(arena, reports, 4, "out");
    cr_assert_eq(plan.count, 3); /* what is named twice is built once */
    cr_expect_null(plan.items[0].taken_by);
    cr_expect_str_eq(plan.items[0].paths.pdf, "out/org/rep/rep.pdf");
    cr_expect_null(plan.items[2].file);
    struct bat_options options = {.output = "out", .taken_by = plan.items[1].taken_by};
    struct bat_run *run = build(worker, "b/org/rep", &options);
    cr_expect_eq(run->outcome, BAT_NOT_PRINTED);
    expect_finding(run,
                   "b/org/rep/report.xml: error: this report would print over \"out/org/rep/rep.pdf\", just "
                   "printed from \"a/org/rep/report.xml\" [E0804]\n"
                   "  hint: rename one of the two folders, or print them with different -o\n");
    bat_close(run);
    bat_worker_free(worker);
    aj_arena_free(arena);
}

/* What the worker's libraries hold is of no report: one that is built afterwards is what it would be. */
Test(batch, a_warm_worker_prints_the_same)
{
    write_report("org/rep/report.xml", "forslag", "Text.");
    struct aj_arena *arena = aj_arena_new();
    static const char *const reports[] = {"org/rep"};
    static const uint32_t numbers[] = {0};
    struct bat_plan plan = bat_plan_new(arena, reports, 1, "out");
    struct bat_worker *cold = new_worker(), *warm = new_worker();
    bat_worker_warm(warm, plan.items, numbers, 1, true);
    struct bat_run *first = build(cold, "org/rep", &plain);
    cr_expect_eq(first->outcome, BAT_PRINTED);
    size_t length, again;
    char *record = aj_file_read("out/org/rep/rep.json", &length);
    struct bat_run *second = build(warm, "org/rep", &plain);
    cr_expect_eq(second->outcome, BAT_UNCHANGED);
    char *same = aj_file_read("out/org/rep/rep.json", &again);
    cr_expect(length == again && memcmp(record, same, length) == 0);
    free(record);
    free(same);
    bat_close(first);
    bat_close(second);
    bat_worker_free(cold);
    bat_worker_free(warm);
    aj_arena_free(arena);
}

Test(batch, what_is_much_larger_than_a_share_comes_first)
{
    struct aj_arena *arena = aj_arena_new();
    struct bat_item items[] = {{.cost = 1}, {.cost = 2}, {.cost = 90}, {.cost = 1}, {.cost = 50}};
    struct bat_plan plan = {items, 5};
    const uint32_t *order = bat_plan_order(arena, &plan, 2), expected[] = {2, 4, 0, 1, 3};
    cr_expect_arr_eq(order, expected, sizeof expected);
    aj_arena_free(arena);
}

Test(batch, the_cost_of_a_report_counts_the_files_that_it_names)
{
    struct aj_arena *arena = aj_arena_new();
    const char *const reports[] = {"org/rep"};
    const char report[] = "<report kind=\"budget\" lang=\"sv\"><source file=\"../data/a.csv\"/><source "
                          "file=\"none.csv\"/></report>";
    cr_assert(aj_file_write("org/rep/report.xml", report, strlen(report)));
    cr_assert(aj_file_write("org/data/a.csv", "0123456789", 10));
    struct bat_plan plan = bat_plan_new(arena, reports, 1, "out");
    cr_expect_str_eq(plan.items[0].kind, "budget");
    cr_expect_str_eq(plan.items[0].theme, "");
    cr_expect_eq(plan.items[0].cost, 5000 + strlen(report) + 10 + 2 * 3000);
    aj_arena_free(arena);
}

Test(batch, the_head_of_a_record_is_read_without_the_rest)
{
    const char whole[] = "{\n  \"title\": \"A,\\n  \\\"metrics\\\": \",\n  \"inputs\": [],\n  \"metrics\": "
                         "[\n  what is no JSON\n}\n";
    cr_assert(aj_file_write("record.json", whole, strlen(whole)));
    json_t *head = bat_record_head("record.json");
    cr_assert_not_null(head);
    cr_expect_eq(json_object_size(head), 2);
    cr_expect_str_eq(json_string_value(json_object_get(head, "title")), "A,\n  \"metrics\": ");
    json_decref(head);
    cr_assert(aj_file_write("record.json", "{\"title\"", 8));
    cr_expect_null(bat_record_head("record.json"));
    cr_expect_null(bat_record_head("none.json"));
}

Test(batch, a_lost_report_leaves_the_record_of_the_attempt)
{
    write_report("org/rep/report.xml", "utkast", "Text.");
    struct bat_worker *worker = new_worker();
    struct bat_run *run = bat_open_lost(worker, "org/rep", AJ_E0807, "5");
    bat_take(run, BAT_PDF);
    cr_expect_eq(bat_print(run, &plain), BAT_NOT_PRINTED);
    expect_finding(run, "org/rep/report.xml: error: not done after 5 s, twice [E0807]\n"
                        "  hint: divide the report, or allow it more with --time-limit\n");
    cr_expect(exists("out/org/rep/rep.failed.json"));
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, an_output_that_cannot_be_written_is_a_finding)
{
    write_report("org/rep/report.xml", "utkast", "Text.");
    cr_assert(aj_file_write("out", "a file", 6));
    struct bat_worker *worker = new_worker();
    struct bat_run *run = build(worker, "org/rep", &plain);
    cr_expect_eq(run->outcome, BAT_NOT_PRINTED);
    expect_finding(
        run, "out/org/rep/rep.pdf: error: cannot write \"out/org/rep/rep.pdf\": part of the path is not "
             "a folder [E0802]\n"
             "  hint: check that the folder may be written and that there is room, or choose another "
             "with -o\n");
    bat_close(run);
    bat_worker_free(worker);
}

Test(batch, json_text_is_always_utf8)
{
    json_t *text = bat_json_text("a\xffo");
    cr_expect_str_eq(json_string_value(text), "a\xEF\xBF\xBDo");
    json_decref(text);
    cr_expect_eq(json_typeof(bat_json_text(NULL)), JSON_NULL);
}
