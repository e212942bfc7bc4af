/* What progress says: names that fit, times, speeds, the time that is left. */
#include "cli/progress_parts.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(progress);

Test(progress, columns_are_those_of_a_terminal)
{
    static const struct {
        const char *text;
        size_t columns;
    } cases[] = {
        {"", 0},
        {"budget", 6},
        {"delårsrapport Älvkarleby", 24},
        {"a\xCC\x8Alvsbyn", 7}, /* å as a letter and a combining ring, as some file systems keep it */
        {"日本", 4},
        {"\xF0\x9F\x93\x84 pdf", 6},
        {"…", 1},
        {"\xFF", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(cli_columns(cases[i].text), cases[i].columns, "%s: %zu", cases[i].text,
                     cli_columns(cases[i].text));
}

static void expect_name(const char *path, size_t room, bool utf8, const char *expected)
{
    struct aj_buf out = AJ_BUF_INIT;
    cli_add_name(&out, path, room, utf8);
    aj_buf_str(&out, "");
    cr_expect_str_eq(out.data, expected, "%s in %zu: \"%s\"", path, room, out.data);
    cr_expect_leq(cli_columns(out.data), room, "%s in %zu", path, room);
    aj_buf_free(&out);
}

Test(progress, names_are_shortened_at_their_beginning)
{
    const char *path = "input/alingsås/delårsrapport-2022/report.xml";
    expect_name(path, 80, true, "input/alingsås/delårsrapport-2022");
    expect_name(path, 33, true, "input/alingsås/delårsrapport-2022");
    expect_name(path, 32, true, "…/alingsås/delårsrapport-2022");
    expect_name(path, 32, false, ".../alingsås/delårsrapport-2022");
    expect_name(path, 28, true, "…/delårsrapport-2022");
    expect_name(path, 12, true, "…apport-2022");
    expect_name(path, 12, false, "...port-2022");
    expect_name(path, 1, true, "");
    expect_name(path, 3, false, "");
    expect_name(path, 0, true, "");
    expect_name("", 10, true, "");
    expect_name("report.xml", 10, true, "report.xml");
    expect_name("x/report.xml", 10, true, "x");
    expect_name("a\033[2Jb\nc\x7F", 20, true,
                "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD"
                "c\xEF\xBF\xBD");
    /* never half a letter, nor a mark without its letter */
    expect_name("aaa\xCC\x8A\xCC\x8A"
                "bb",
                3, true, "…bb");
    expect_name("日本語", 4, true, "…語");
}

Test(progress, every_room_holds_its_name)
{
    static const char *const paths[] = {"input/alingsås/delårsrapport-2022/report.xml", "å/ä/ö", "日本/語",
                                        "a\xCC\x8A/a\xCC\x8A/a\xCC\x8A", "\xC3/\xFF"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        for (size_t room = 0; room < 60; room++) {
            struct aj_buf out = AJ_BUF_INIT;
            cli_add_name(&out, paths[i], room, room % 2);
            size_t columns = out.len ? cli_columns(out.data) : 0;
            cr_expect_leq(columns, room, "%s in %zu: %zu", paths[i], room, columns);
            aj_buf_free(&out);
        }
    }
}

Test(progress, durations_are_read_at_a_glance)
{
    static const struct {
        int64_t nanoseconds;
        const char *text;
    } cases[] = {
        {-5, "0.0 s"},
        {0, "0.0 s"},
        {CLI_SECOND / 20 * 3, "0.2 s"},
        {CLI_SECOND * 99 / 10, "9.9 s"},
        {CLI_SECOND * 9999 / 1000, "10 s"},
        {CLI_SECOND * 599 / 10, "1 min"},
        {60 * CLI_SECOND, "1 min"},
        {70 * CLI_SECOND, "1 min 10 s"},
        {3600 * CLI_SECOND, "1 h"},
        {7530 * CLI_SECOND, "2 h 5 min"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_buf out = AJ_BUF_INIT;
        cli_add_duration(&out, cases[i].nanoseconds);
        cr_expect_str_eq(out.data, cases[i].text, "%s", out.data);
        aj_buf_free(&out);
    }
}

Test(progress, slow_work_is_told_by_the_minute)
{
    static const struct {
        double speed;
        const char *text;
    } cases[] = {{0.05, "3.0/min"}, {0.5, "30/min"}, {1, "1.0/s"},
                 {8.44, "8.4/s"},   {9.96, "10/s"},  {412, "412/s"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_buf out = AJ_BUF_INIT;
        cli_add_rate(&out, cases[i].speed);
        cr_expect_str_eq(out.data, cases[i].text, "%s", out.data);
        aj_buf_free(&out);
    }
}

static void expect_bar(double part, bool utf8, bool color, const char *expected)
{
    struct aj_buf out = AJ_BUF_INIT;
    cli_add_bar(&out, 4, part, utf8, color);
    cr_expect_str_eq(out.data, expected, "%s", out.data);
    aj_buf_free(&out);
}

Test(progress, bars_are_full_only_at_the_end)
{
    expect_bar(0, false, false, "----");
    expect_bar(-1, false, false, "----");
    expect_bar(0.5, false, false, "##--");
    expect_bar(0.999, false, false, "###-");
    expect_bar(1, false, false, "####");
    expect_bar(2, false, false, "####");
    expect_bar(0.25, true, false, "━───");
    expect_bar(0.25, true, true, "\033[32m━\033[0;2m───\033[0m");
}

/* A batch of reports of the same cost, each so many nanoseconds, on so many workers. */
struct batch {
    struct cli_rate rate;
    struct cli_running workers[4];
    unsigned jobs;
    int64_t now;
    uint32_t left;
};

static void begin(struct batch *batch, unsigned jobs, uint32_t reports, double cost)
{
    *batch = (struct batch){.jobs = jobs, .now = 1000 * CLI_SECOND, .left = reports};
    cli_rate_begin(&batch->rate, reports * cost, batch->now);
}

/* `count` reports more, in rounds of one a worker. */
static void go_on(struct batch *batch, uint32_t count, double cost, int64_t time, bool made)
{
    for (uint32_t i = 0; i < count; i += batch->jobs) {
        for (unsigned w = 0; w < batch->jobs; w++)
            batch->workers[w] = (struct cli_running){cost, batch->now};
        batch->now += time;
        for (unsigned w = 0; w < batch->jobs && i + w < count; w++) {
            batch->workers[w].since = 0;
            cli_rate_add(&batch->rate, cost, time, made, batch->now);
            batch->left--;
        }
    }
}

static int64_t left(struct batch *batch)
{
    return cli_rate_left(&batch->rate, batch->workers, batch->jobs, batch->now);
}

/* Within a fifth. */
static bool is_about(int64_t got, int64_t wanted)
{
    return got * 5 >= wanted * 4 && got * 5 <= wanted * 6;
}

Test(progress, the_time_left_is_not_told_before_something_is_known)
{
    struct batch batch;
    begin(&batch, 2, 100, 1000);
    cr_expect_eq(left(&batch), -1);
    go_on(&batch, 2, 1000, CLI_SECOND / 10, true);
    cr_expect_eq(left(&batch), -1, "%lld", (long long)left(&batch));
    cr_expect_eq(cli_rate_speed(&batch.rate, batch.now), 0);
    go_on(&batch, 38, 1000, CLI_SECOND / 10, true);
    cr_expect(is_about(left(&batch), 3 * CLI_SECOND), "%lld", (long long)left(&batch));
    double speed = cli_rate_speed(&batch.rate, batch.now);
    cr_expect(speed > 19 && speed < 21, "%f", speed);
}

Test(progress, the_time_left_goes_by_cost_not_by_count)
{
    struct batch batch;
    begin(&batch, 1, 11, 1000);
    batch.rate.total = 10 * 1000 + 90 * 1000; /* ten small ones, then one as large as ninety */
    go_on(&batch, 10, 1000, CLI_SECOND, true);
    cr_expect(is_about(left(&batch), 90 * CLI_SECOND), "%lld", (long long)left(&batch));
}

Test(progress, the_longest_report_at_work_holds_up_the_end)
{
    struct batch batch;
    begin(&batch, 4, 41, 1000);
    batch.rate.total = 40 * 1000 + 40 * 1000;
    go_on(&batch, 40, 1000, CLI_SECOND, true);
    batch.workers[0] = (struct cli_running){40 * 1000, batch.now};
    cr_expect(is_about(left(&batch), 40 * CLI_SECOND), "%lld", (long long)left(&batch));
    batch.now += 30 * CLI_SECOND;
    cr_expect(is_about(left(&batch), 10 * CLI_SECOND), "%lld", (long long)left(&batch));
    batch.now += 60 * CLI_SECOND;
    cr_expect_eq(left(&batch), CLI_SECOND, "%lld", (long long)left(&batch));
}

Test(progress, reports_that_are_up_to_date_tell_nothing_of_the_others)
{
    struct batch batch;
    begin(&batch, 2, 10000, 1000);
    go_on(&batch, 9800, 1000, CLI_SECOND / 1000, false);
    cr_expect_eq(left(&batch), -1, "%lld", (long long)left(&batch));
    go_on(&batch, 10, 1000, CLI_SECOND, true);
    int64_t told = left(&batch);
    cr_expect(is_about(told, 95 * CLI_SECOND), "%lld", (long long)told);
    go_on(&batch, 100, 1000, CLI_SECOND, true);
    told = left(&batch);
    cr_expect(is_about(told, 45 * CLI_SECOND), "%lld", (long long)told);
}

Test(progress, the_time_left_is_steady)
{
    struct batch batch;
    unsigned longer = 0, told = 0;
    int64_t last = -1;
    begin(&batch, 2, 2000, 1000);
    srand(1);
    while (batch.left) {
        go_on(&batch, 2, 1000, CLI_SECOND / 10 * (1 + rand() % 10), true);
        int64_t now = left(&batch);
        longer += last >= 0 && now > last;
        told += now >= 0;
        last = now;
    }
    cr_expect_gt(told, 900u);
    cr_expect_leq(longer, 3u, "it grew %u times", longer);
    cr_expect_leq(last, 2 * CLI_SECOND);
}

Test(progress, costs_of_nothing_are_no_division_by_it)
{
    struct batch batch;
    begin(&batch, 2, 4, 0);
    go_on(&batch, 4, 0, CLI_SECOND, true);
    batch.now += 5 * CLI_SECOND;
    cr_expect_leq(left(&batch), CLI_SECOND);
}

static void expect_summary(const struct cli_tally *tally, const char *expected)
{
    struct aj_buf out = AJ_BUF_INIT;
    cli_add_summary(&out, tally);
    cr_expect_str_eq(out.data, expected, "%s", out.data);
    aj_buf_free(&out);
}

Test(progress, a_summary_tells_what_became_of_all)
{
    struct cli_tally tally = {.reports = 1000,
                              .printed = 14,
                              .unchanged = 3,
                              .fresh = 979,
                              .faulty = 2,
                              .pages = 412,
                              .time = 42 * CLI_SECOND};
    cli_tally_fail(&tally, "input/a/b/report.xml", "unknown row \"x\" [E0203]");
    for (int i = 0; i < 3; i++)
        cli_tally_fail(&tally, "input/a/c/report.xml", "");
    expect_summary(&tally, "not printed:\n"
                           "  input/a/b/report.xml: unknown row \"x\" [E0203]\n"
                           "  input/a/c/report.xml\n"
                           "  input/a/c/report.xml\n"
                           "  input/a/c/report.xml\n"
                           "1000 reports in 42 s: 14 printed, 3 unchanged, 979 up to date, 4 not printed; "
                           "2 printed with errors\n"
                           "412 pages, 9.8 a second\n");
    cli_tally_free(&tally);
}

Test(progress, a_summary_of_nothing_new_is_short)
{
    struct cli_tally tally = {.reports = 2, .fresh = 2, .time = CLI_SECOND / 10};
    expect_summary(&tally, "2 reports in 0.1 s: 2 up to date\n");
    tally = (struct cli_tally){.reports = 1, .printed = 1, .pages = 1};
    expect_summary(&tally, "1 report in 0.0 s: 1 printed\n1 page\n");
}

Test(progress, a_summary_names_twenty_that_failed)
{
    struct cli_tally tally = {.reports = 23, .time = CLI_SECOND};
    for (int i = 0; i < 22; i++)
        cli_tally_fail(&tally, "r", "no [E0801]");
    struct aj_buf out = AJ_BUF_INIT;
    cli_add_summary(&out, &tally);
    unsigned lines = 0;
    for (const char *p = out.data; (p = strchr(p, '\n')); p++)
        lines++;
    cr_expect_eq(lines, 1 + CLI_NAMED + 1 + 1, "%s", out.data);
    cr_expect_not_null(
        strstr(out.data, "  and 2 more\ninterrupted: 22 of 23 reports in 1.0 s: 22 not printed\n"), "%s",
        out.data);
    aj_buf_free(&out);
    cli_tally_free(&tally);
}
