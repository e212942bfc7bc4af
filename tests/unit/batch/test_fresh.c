/* Whether what stands in the output is what a build would print: every reason why not, and what is none. */
#include "base/file.h"
#include "batch/fresh.h"
#include "folder.h"
#include "suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static const char *templates;

static void enter(void)
{
    strcpy(folder, "/tmp/arshjul-fresh-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    templates = AJ_SOURCE_DIR "/templates";
    unsetenv("ARSHJUL_FONTS");
    unsetenv("SOURCE_DATE_EPOCH");
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    remove_folder(folder);
    suite_check_leaks();
}

TestSuite(fresh, .init = enter, .fini = leave);

static void put(const char *path, const char *text)
{
    cr_assert(aj_file_write(path, text, strlen(text)));
}

/* A report with a table; `data` is its file. */
static void write_report(const char *path, const char *status, const char *theme, const char *text)
{
    struct aj_buf xml = AJ_BUF_INIT;
    aj_buf_printf(&xml,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<report kind=\"budget\" status=\"%s\"%s>\n"
                  "<front><title>Budget</title><organisation>Ekbacka kommun</organisation>"
                  "<decider>Kommunfullmäktige</decider></front>\n"
                  "<data><source file=\"../data/folk.csv\"/></data>\n"
                  "<section id=\"ett\"><h1>Ett</h1><p>%s</p></section>\n"
                  "</report>\n",
                  status, theme, text);
    put(path, xml.data);
    aj_buf_free(&xml);
}

static void lay_out(const char *status)
{
    put("in/org/data/folk.csv", "Indikator;2022;2023\nFolkmängd, antal;1000;1001\n");
    write_report("in/org/rep/report.xml", status, "", "Text.");
}

static const char report[] = "in/org/rep/report.xml", pdf[] = "out/org/rep/rep.pdf",
                  record[] = "out/org/rep/rep.json", failed[] = "out/org/rep/rep.failed.json";

static void build_as(const char *path, const char *output, bool page, enum bat_outcome outcome)
{
    struct bat_worker *worker = bat_worker_new(templates);
    struct bat_run *run = bat_open(worker, path);
    const struct bat_options options = {.output = output};
    run->html = page;
    bat_take(run, BAT_PDF);
    struct aj_buf findings = AJ_BUF_INIT;
    bat_print(run, &options);
    for (uint32_t i = 0; i < run->job->diags->len; i++)
        aj_diag_print(run->job->diags, &run->job->diags->items[i], AJ_ENGLISH, &findings);
    cr_assert_eq(run->outcome, outcome, "%s: %s", path, findings.data ? findings.data : "");
    aj_buf_free(&findings);
    bat_close(run);
    bat_worker_free(worker);
}

static void build(void)
{
    build_as(report, "out", false, BAT_PRINTED);
}

/* Asks with a worker of its own, and tells reason and name: "changed data/x.csv". */
static void expect_of(const char *asked, const char *output, const struct bat_fresh_options *options,
                      const char *wanted)
{
    struct bat_worker *worker = bat_worker_new(templates);
    struct aj_arena *arena = aj_arena_new();
    struct bat_plan plan = bat_plan_new(arena, &asked, 1, output);
    struct bat_freshness out;
    bat_fresh(worker, &plan.items[0], options, arena, &out);
    const char *told = aj_printf(arena, "%s%s%s%s", bat_why_name(out.why), out.adopted ? " adopted" : "",
                                 out.name ? " " : "", out.name ? out.name : "");
    cr_expect_str_eq(told, wanted);
    aj_arena_free(arena);
    bat_worker_free(worker);
}

static const struct bat_fresh_options plain = {.html = false}, html = {.html = true},
                                      strict = {.strict = true}, force = {.force = true};

static void expect(const char *wanted)
{
    expect_of(report, "out", &plain, wanted);
}

static void expect_html(const char *wanted)
{
    expect_of(report, "out", &html, wanted);
}

static void run_shell(const char *command)
{
    cr_assert_eq(system(command), 0, "%s", command);
}

/* Changes a text in a file. */
static void change(const char *path, const char *from, const char *to)
{
    size_t length;
    char *text = aj_file_read(path, &length);
    cr_assert_not_null(text, "%s", path);
    char *at = strstr(text, from);
    cr_assert_not_null(at, "%s is not in %s", from, path);
    struct aj_buf out = AJ_BUF_INIT;
    aj_buf_add(&out, text, (size_t)(at - text));
    aj_buf_str(&out, to);
    aj_buf_str(&out, at + strlen(from));
    cr_assert(aj_file_write(path, out.data, out.len));
    aj_buf_free(&out);
    free(text);
}

static void set_times(time_t seconds)
{
    static const char *const files[] = {"in/org/rep/report.xml", "in/org/data/folk.csv",
                                        "out/org/rep/rep.pdf", "out/org/rep/rep.json"};
    struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert_eq(utimensat(AT_FDCWD, files[i], times, 0), 0);
}

Test(fresh, what_was_built_is_fresh_whatever_the_clock_says)
{
    lay_out("forslag");
    expect("no-pdf");
    build();
    expect("fresh");
    set_times(0);
    expect("fresh");
    set_times(4000000000);
    expect("fresh");
    run_shell("cp in/org/data/folk.csv x && mv x in/org/data/folk.csv");
    expect("fresh");
    /* Newer content under an older time. */
    change("in/org/data/folk.csv", "1001", "1002");
    set_times(0);
    expect("changed data/folk.csv");
}

Test(fresh, trees_that_move_take_nothing_with_them)
{
    lay_out("forslag");
    run_shell("cp -r '" AJ_SOURCE_DIR "/templates' t1");
    templates = "t1";
    build();
    run_shell("mkdir -p far/away && mv in far/away/in && mv out far/out && mv t1 far/t2");
    templates = "far/t2";
    expect_of("far/away/in/org/rep", "far/out", &plain, "fresh");
    templates = AJ_SOURCE_DIR "/templates";
    expect_of("far/away/in/org/rep", "far/out", &plain, "fresh");
}

Test(fresh, the_record_of_another_report_does_not_count)
{
    lay_out("forslag");
    build();
    run_shell("cp -r in/org in/grann && cp in/org/rep/report.xml in/org/rep/rep.xml && cp -r in/org/rep "
              "in/org/tva");
    /* They have places of their own, and so are not printed, until what is there is moved. */
    expect_of("in/grann/rep", "out", &plain, "no-pdf");
    run_shell("cp -r out/org out/grann && cp -r out/org/rep out/org/tva && mv out/org/tva/rep.pdf "
              "out/org/tva/tva.pdf && "
              "mv out/org/tva/rep.json out/org/tva/tva.json");
    expect_of("in/grann/rep", "out", &plain, "other-report rep/report.xml");
    expect_of("in/org/rep/rep.xml", "out", &plain, "other-report rep/report.xml");
    expect_of("in/org/tva", "out", &plain, "other-report rep/report.xml");
    expect_of("in/org/ingen", "out", &plain, "no-report");
    /* Another tree with the same names is the same report, as far as its contents are the same. */
    run_shell("mkdir in2 && cp -r in/org in2/org");
    expect_of("in2/org/rep", "out", &plain, "fresh");
    change("in2/org/rep/report.xml", "Text.", "Ny text.");
    expect_of("in2/org/rep", "out", &plain, "changed rep/report.xml");
    /* Of two that print to one file the second is never fresh. */
    struct bat_worker *worker = bat_worker_new(templates);
    struct aj_arena *arena = aj_arena_new();
    const char *both[] = {report, "in/org/rep/rep.xml"};
    struct bat_plan plan = bat_plan_new(arena, both, 2, "out");
    struct bat_freshness out;
    bat_fresh(worker, &plan.items[1], &plain, arena, &out);
    cr_expect_eq(out.why, BAT_WHY_TAKEN);
    cr_expect_str_eq(out.name, report);
    aj_arena_free(arena);
    bat_worker_free(worker);
}

Test(fresh, a_report_that_is_a_link)
{
    lay_out("forslag");
    run_shell("mkdir in/org/gem && mv in/org/rep/report.xml in/org/gem/ett.xml && cp in/org/gem/ett.xml "
              "in/org/gem/tva.xml && "
              "ln -s ../gem/ett.xml in/org/rep/report.xml");
    build();
    expect("fresh");
    change("in/org/gem/ett.xml", "Text.", "Ny text.");
    expect("changed gem/ett.xml");
    change("in/org/gem/ett.xml", "Ny text.", "Text.");
    expect("fresh");
    run_shell("ln -sf ../gem/tva.xml in/org/rep/report.xml");
    expect("changed rep/report.xml");
    run_shell("ln -sf ../gem/ett.xml in/org/rep/report.xml && ln -s org in/lank");
    /* The organisation's folder by another name is itself; printed under that name it would be another's. */
    expect_of("in/lank/rep", "out", &plain, "fresh");
}

Test(fresh, content_that_is_restored_is_seen)
{
    lay_out("forslag");
    build();
    run_shell("cp -a in/org/data/folk.csv backup.csv");
    change("in/org/data/folk.csv", "1001", "1002");
    expect("changed data/folk.csv");
    build_as(report, "out", false, BAT_UNCHANGED); /* no page shows the figure */
    expect("fresh");
    run_shell("cp -a backup.csv in/org/data/folk.csv");
    expect("changed data/folk.csv");
    cr_assert_eq(unlink("in/org/data/folk.csv"), 0);
    expect("gone data/folk.csv");
}

Test(fresh, what_is_missing_in_the_output)
{
    lay_out("forslag");
    build();
    run_shell("cp -r out/org/rep kept");
    cr_assert_eq(unlink("out/org/rep/rep.json"), 0);
    expect("no-record");
    run_shell("cp kept/rep.json out/org/rep/");
    cr_assert_eq(unlink("out/org/rep/rep.pdf"), 0);
    expect("no-pdf");
    run_shell("tr '%' '$' <kept/rep.pdf >out/org/rep/rep.pdf"); /* as long as it was */
    expect("other-pdf");
    run_shell("head -c 1000 kept/rep.pdf >out/org/rep/rep.pdf");
    expect("other-pdf");
    run_shell("cp kept/rep.pdf out/org/rep/rep.pdf");
    expect("fresh");
    put("out/org/rep/rep.failed.json", "{}\n");
    expect("failed");
    cr_assert_eq(unlink("out/org/rep/rep.pdf"), 0);
    expect("failed");
}

Test(fresh, a_record_that_is_damaged_is_none)
{
    lay_out("forslag");
    build();
    size_t length;
    char *whole = aj_file_read(record, &length);
    static const unsigned parts[] = {0, 1, 10, 50, 90, 99};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cr_assert(aj_file_write(record, whole, length * parts[i] / 100));
        expect("bad-record");
    }
    cr_assert(aj_file_write(record, whole, length - 1));
    expect("bad-record");
    static const char *const garbage[] = {"{}\n", "[1]\n", "\n}\n", "{\n}\n", "{\"inputs\": [\n}\n", "\n"};
    for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        put(record, garbage[i]);
        expect("bad-record");
    }
    /* Members that are missing, or of another kind. */
    static const char *const members[][2] = {{"\"inputs\": [", "\"utgifter\": ["},
                                             {"\"report\": \"", "\"rapport\": \""},
                                             {"\"counts\": {", "\"antal\": {"},
                                             {"\"status\": \"forslag\"", "\"status\": \"klar\""},
                                             {"\"printed\": true", "\"printed\": false"},
                                             {"\"kind\": \"folder\"", "\"kind\": \"mapp\""},
                                             {"\"name\": \"rep/report.xml\"", "\"name\": \"rep/x.xml\""}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        cr_assert(aj_file_write(record, whole, length));
        change(record, members[i][0], members[i][1]);
        expect(i + 1 < sizeof members / sizeof *members ? "bad-record" : "gone rep/x.xml");
    }
    cr_assert(aj_file_write(record, whole, length));
    expect("fresh");
    free(whole);
}

Test(fresh, another_program_or_library_builds_anew)
{
    lay_out("forslag");
    build();
    run_shell("cp out/org/rep/rep.json kept.json");
    change(record, "\"sources\": \"", "\"sources\": \"0");
    expect("program arshjul");
    run_shell("cp kept.json out/org/rep/rep.json");
    change(record, "\"version\": \"", "\"version\": \"0");
    expect("program arshjul");
    run_shell("cp kept.json out/org/rep/rep.json");
    change(record, "\"harfbuzz\": \"", "\"harfbuzz\": \"0");
    expect("program harfbuzz");
    run_shell("cp kept.json out/org/rep/rep.json");
    change(record, "\"libxslt\": \"", "\"libxsl\": \"");
    expect("program libxslt");
}

Test(fresh, other_options_build_anew)
{
    lay_out("forslag");
    build();
    expect_of(report, "out", &strict, "options --strict");
    expect_of(report, "out", &force, "forced");
    expect_html("options --html");
    build_as(report, "out", true, BAT_PRINTED);
    expect_html("fresh");
    expect("options --html");
    run_shell("mv out/org/rep/rep.html kept.html");
    expect_html("no-page");
    run_shell("tr 'e' 'a' <kept.html >out/org/rep/rep.html");
    expect_html("other-page");
}

Test(fresh, templates_are_part_of_it)
{
    lay_out("forslag");
    run_shell("cp -r '" AJ_SOURCE_DIR "/templates' t");
    templates = "t";
    build_as(report, "out", true, BAT_PRINTED);
    expect_html("fresh");
    static const struct {
        const char *alter, *restore, *told;
    } cases[] = {
        {"cp t/common/base.css x && echo '/* */' >>t/common/base.css", "mv x t/common/base.css",
         "changed common/base.css"},
        {"mv t/common/web.css x", "mv x t/common/web.css", "gone common/web.css"},
        {"cp t/metrics/skuld.xml t/metrics/egna.xml", "rm t/metrics/egna.xml", "changed metrics/*.xml"},
        {"cp t/statements/driftbudget.xml t/statements/x.xml", "rm t/statements/x.xml",
         "changed statements/*.xml"},
        {"echo 'p { color: #000 }' >t/themes/standard/web.css", "rm t/themes/standard/web.css",
         "came themes/standard/web.css"},
        {"cp t/hyphenation/sv.txt x && echo bud-get >>t/hyphenation/sv.txt", "mv x t/hyphenation/sv.txt",
         "changed hyphenation/sv.txt"},
        {"mkdir -p t/themes/standard/open-sans && "
         "cp /usr/share/fonts/truetype/lato/Lato-Regular.ttf "
         "t/themes/standard/open-sans/OpenSans-Regular.ttf",
         "rm -r t/themes/standard/open-sans", "changed OpenSans-Regular.ttf"},
        {"echo ny >t/metrics/LÄSMIG.txt; touch t/common/base.css", "true", "fresh"},
        {"mkdir -p t/themes/standard/open-sans && "
         "cp /usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf t/themes/standard/open-sans/",
         "true", "fresh"}, /* found earlier now, but the same */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run_shell(cases[i].alter);
        expect_html(cases[i].told);
        run_shell(cases[i].restore);
        expect_html("fresh");
    }
}

Test(fresh, a_theme_of_the_organisations_own_and_its_fonts)
{
    lay_out("forslag");
    put("in/org/tema/theme.css",
        "@import \"templates/common/base.css\";\n@import \"mer.css\";\n"
        "@font-face { font-family: \"Egen\"; font-weight: 400; src: url(\"typsnitt/Egen.ttf\"); }\n"
        "@font-face { font-family: \"Lato\"; font-weight: 700; src: url(\"lato/Lato-Bold.ttf\"); }\n"
        ":root { --text-face: \"Egen\"; --display-face: \"Lato\"; }\n");
    put("in/org/tema/mer.css", ":root { --heading-size: 15pt; }\n");
    run_shell("mkdir in/org/tema/typsnitt && "
              "cp /usr/share/fonts/truetype/lato/Lato-Regular.ttf in/org/tema/typsnitt/Egen.ttf");
    write_report("in/org/rep/report.xml", "forslag", " theme=\"../tema\"", "Text.");
    build_as(report, "out", true, BAT_PRINTED);
    expect_html("fresh");
    static const struct {
        const char *alter, *restore, *told;
    } cases[] = {
        {"cp in/org/tema/mer.css x && echo '/* */' >>in/org/tema/mer.css", "mv x in/org/tema/mer.css",
         "changed ~/tema/mer.css"},
        {"mv in/org/tema/theme.css x", "mv x in/org/tema/theme.css", "gone ~/tema/theme.css"},
        {"echo 'p { color: #000 }' >in/org/tema/web.css", "rm in/org/tema/web.css", "came ~/tema/web.css"},
        {"mv in/org/tema/typsnitt/Egen.ttf x && "
         "cp /usr/share/fonts/truetype/lato/Lato-Light.ttf in/org/tema/typsnitt/Egen.ttf",
         "mv x in/org/tema/typsnitt/Egen.ttf", "changed Egen.ttf"},
        {"mv in/org/tema/typsnitt/Egen.ttf x", "mv x in/org/tema/typsnitt/Egen.ttf", "gone Egen.ttf"},
        {"mkdir in/org/tema/lato && "
         "cp /usr/share/fonts/truetype/lato/Lato-Light.ttf in/org/tema/lato/Lato-Bold.ttf",
         "rm -r in/org/tema/lato", "changed Lato-Bold.ttf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run_shell(cases[i].alter);
        expect_html(cases[i].told);
        run_shell(cases[i].restore);
        expect_html("fresh");
    }
}

Test(fresh, fonts_are_found_by_the_same_rule)
{
    lay_out("forslag");
    build();
    run_shell("mkdir -p fonts/open-sans && "
              "cp /usr/share/fonts/truetype/lato/Lato-Regular.ttf fonts/open-sans/OpenSans-Regular.ttf");
    char path[100];
    snprintf(path, sizeof path, "%s/fonts", folder);
    setenv("ARSHJUL_FONTS", path, 1);
    expect("changed OpenSans-Regular.ttf");
    build();
    expect("fresh");
    unsetenv("ARSHJUL_FONTS");
    expect("changed OpenSans-Regular.ttf");
}

Test(fresh, the_date_of_the_environment_counts_where_it_is_taken)
{
    lay_out("forslag");
    build();
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    expect("came SOURCE_DATE_EPOCH");
    build();
    expect("fresh");
    setenv("SOURCE_DATE_EPOCH", "1800000000", 1);
    expect("changed SOURCE_DATE_EPOCH");
    change("in/org/rep/report.xml", "<decider>", "<date>2022-11-21</date><decider>");
    build();
    expect("fresh");
    unsetenv("SOURCE_DATE_EPOCH");
    expect("fresh");
}

/* A draft prints with what is missing in it, so it waits for that. */
Test(fresh, a_draft_waits_for_what_it_lacks)
{
    lay_out("utkast");
    change("in/org/rep/report.xml", "folk.csv", "folket.csv");
    build();
    expect("fresh");
    put("in/org/data/folke.csv", "");
    expect("changed ~/data/*"); /* whose name the finding would tell */
    cr_assert_eq(unlink("in/org/data/folke.csv"), 0);
    expect("fresh");
    run_shell("cp in/org/data/folk.csv in/org/data/folket.csv");
    expect("came data/folket.csv");
    struct bat_worker *worker = bat_worker_new(templates);
    struct aj_arena *arena = aj_arena_new();
    struct bat_freshness out;
    cr_assert_eq(unlink("in/org/data/folket.csv"), 0);
    const char *asked = report;
    struct bat_plan plan = bat_plan_new(arena, &asked, 1, "out");
    bat_fresh(worker, &plan.items[0], &plain, arena, &out);
    cr_expect_eq(out.why, BAT_WHY_NOT);
    cr_expect_eq(out.status, BAT_DRAFT);
    cr_expect_str_eq(out.title, "Budget");
    cr_expect_eq(out.counts.errors, 1, "%u", out.counts.errors);
    cr_expect_geq(out.counts.pages, 1);
    aj_arena_free(arena);
    bat_worker_free(worker);
}

Test(fresh, an_adopted_document_is_printed_once)
{
    lay_out("antagen");
    run_shell("cp -r '" AJ_SOURCE_DIR "/templates' t");
    templates = "t";
    build();
    expect("fresh adopted");
    run_shell("echo '/* */' >>t/common/base.css && cp t/metrics/skuld.xml t/metrics/x.xml");
    expect("fresh adopted");
    expect_html("fresh adopted");
    change(record, "\"sources\": \"", "\"sources\": \"0");
    expect("fresh adopted");
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    expect("fresh adopted");
    /* An attempt that failed is over when its cause is. */
    put(failed, "{}\n");
    struct bat_worker *worker = bat_worker_new(templates);
    struct aj_arena *arena = aj_arena_new();
    struct bat_freshness out;
    const char *asked = report;
    struct bat_plan plan = bat_plan_new(arena, &asked, 1, "out");
    bat_fresh(worker, &plan.items[0], &plain, arena, &out);
    cr_expect(out.why == BAT_WHY_NOT && out.adopted && out.failed_before);
    aj_arena_free(arena);
    bat_worker_free(worker);
    expect_of(report, "out", &force, "forced");
    change("in/org/data/folk.csv", "1001", "1002");
    expect("changed adopted data/folk.csv");
    change("in/org/data/folk.csv", "1002", "1001");
    expect("fresh adopted");
    put(pdf, "another");
    expect("other-pdf adopted");
}
