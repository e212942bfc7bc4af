/* Properties of formulas over random tables: seeded, so that each run is the same. */
#include "base/file.h"
#include "metric/internal.h"
#include "office.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(metric_random);

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static uint32_t below(uint32_t *state, uint32_t most)
{
    return next(state) % most;
}

/* A report's tables and metrics without the report. */
static struct met_result *open_table(const char *text)
{
    struct aj_job *job = aj_job_new(NULL, AJ_SOURCE_DIR "/templates");
    struct met_result *r = met_result_new(job);
    struct src_table *source = src_csv_parse(job, "tabell.csv", text, strlen(text));
    cr_assert_not_null(source);
    cr_assert_not_null(mdl_take(r->model, source, (struct mdl_hint){.unit = "tkr"}, 0), "%s", text);
    mdl_finish(r->model);
    met_names_build(r);
    return r;
}

static struct aj_rat eval(struct met_result *r, int year, const char *formula)
{
    const struct met_node *node = met_formula_parse(r->job, formula, 0);
    cr_assert_not_null(node, "%s", formula);
    struct met_value value = met_eval_node(r, node, (struct mdl_period){.year = year}, 0);
    cr_assert_eq(value.state, MET_KNOWN, "%s %d", formula, year);
    cr_assert(aj_rat_cmp(value.low, value.exact) <= 0 && aj_rat_cmp(value.exact, value.high) <= 0, "%s",
              formula);
    return value.exact;
}

static void same(struct met_result *r, int year, const char *a, const char *b)
{
    struct aj_rat x = eval(r, year, a), y = eval(r, year, b);
    cr_assert_eq(aj_rat_cmp(x, y), 0, "%s is %s, %s is %s", a, aj_rat_text(r->job->arena, x), b,
                 aj_rat_text(r->job->arena, y));
}

/* Growth, change and index say the same of a series, and lead back to where it came from. */
Test(metric_random, growth_and_its_inverse)
{
    uint32_t state = 4711;
    for (int n = 0; n < 200; n++) {
        char text[300];
        snprintf(
            text, sizeof text, "Nyckeltal;Enhet;Utfall 2021;Utfall 2022;Utfall 2023\nA;tkr;%u,%u;-%u;%u\n",
            1 + below(&state, 999999), below(&state, 10), 1 + below(&state, 9999), 1 + below(&state, 99));
        struct met_result *r = open_table(text);
        for (int year = 2022; year <= 2023; year++) {
            same(r, year, "prev('A') * (1 + growth('A'))", "'A'");
            same(r, year, "prev('A') + change('A')", "'A'");
            same(r, year, "change('A') / prev('A')", "growth('A')");
            same(r, year, "index('A', 2021) / 100 * 'A'[2021]", "'A'");
        }
        same(r, 2022, "index('A', 2021) / 100 - 1", "growth('A')");
        same(r, 2023, "(1 + growth('A')) * (1 + growth('A')[2022]) - 1", "'A' / 'A'[2021] - 1");
        aj_job_free(r->job);
    }
}

/* Shares make one, apportioned parts the whole, and the items of a table its sum. */
Test(metric_random, parts_make_the_whole)
{
    uint32_t state = 1871;
    for (int n = 0; n < 120; n++) {
        uint32_t rows = 1 + below(&state, 11);
        char text[1200] = "Nämnd;Budget 2026\n", shares[600] = "", formula[100];
        uint64_t sum = 0;
        for (uint32_t i = 0; i < rows; i++) {
            uint32_t value = below(&state, i ? 100000 : 7) + !i;
            sum += value;
            snprintf(text + strlen(text), sizeof text - strlen(text), "Nämnden %c%c;%u\n", 'A' + (int)i,
                     'A' + (int)i, value);
            snprintf(shares + strlen(shares), sizeof shares - strlen(shares), "%sshare('Nämnden %c%c')",
                     i ? " + " : "", 'A' + (int)i, 'A' + (int)i);
        }
        snprintf(text + strlen(text), sizeof text - strlen(text), "Summa kommunbidrag;%llu\n",
                 (unsigned long long)sum);
        struct met_result *r = open_table(text);
        same(r, 2026, shares, "1");
        same(r, 2026, "sum('Driftbudget')", "'Summa kommunbidrag'");
        struct aj_rat whole = aj_rat_int(r->job->arena, 0);
        uint32_t kronor = 1 + below(&state, 1000);
        for (uint32_t i = 0; i < rows; i++) {
            snprintf(formula, sizeof formula, "apportion('Nämnden %c%c', %u kr)", 'A' + (int)i, 'A' + (int)i,
                     kronor);
            struct aj_rat part = eval(r, 2026, formula);
            cr_assert_eq(aj_rat_cmp(part, aj_rat_round(r->job->arena, part, 0)), 0, "%s", formula);
            cr_assert_geq(aj_rat_sign(part), 0);
            whole = aj_rat_add(r->job->arena, whole, part);
        }
        cr_assert_eq(aj_rat_cmp(whole, aj_rat_int(r->job->arena, kronor)), 0, "%s", text);
        aj_job_free(r->job);
    }
}

/* A rank is one more than how many are better; a quartile how far down that is. */
Test(metric_random, standing_is_what_one_counts)
{
    uint32_t state = 12;
    for (int n = 0; n < 150; n++) {
        uint32_t others = 1 + below(&state, 20), own = below(&state, 12), ahead = 0;
        bool high = below(&state, 2);
        char head[1200] = "Nyckeltal;Enhet;Bäst;Egen 2024", row[600], formula[40];
        snprintf(row, sizeof row, "A;antal;%s;%u", high ? "högt" : "lågt", own);
        for (uint32_t i = 0; i < others; i++) {
            uint32_t value = below(&state, 12);
            ahead += high ? value > own : value < own;
            snprintf(head + strlen(head), sizeof head - strlen(head), ";Ort %c%c 2024", 'A' + (int)i,
                     'A' + (int)i);
            snprintf(row + strlen(row), sizeof row - strlen(row), ";%u", value);
        }
        snprintf(head + strlen(head), sizeof head - strlen(head), ";Riket 2024\n%s;%u\n", row,
                 below(&state, 12));
        struct met_result *r = open_table(head);
        snprintf(formula, sizeof formula, "%u", ahead + 1);
        same(r, 2024, "rank('A')", formula);
        snprintf(formula, sizeof formula, "%u", ahead * 4 / (others + 1) + 1);
        same(r, 2024, "quartile('A')", formula);
        snprintf(formula, sizeof formula, "%u", ahead * 10 / (others + 1) + 1);
        same(r, 2024, "quartile('A', 10)", formula);
        aj_job_free(r->job);
    }
}

/* Any run of what formulas are made of is a formula or a fault, and ends. */
Test(metric_random, any_string_is_a_formula_or_a_fault)
{
    static const char *const words[] = {"'A'",
                                        "'B / Riket'",
                                        "(",
                                        ")",
                                        "+",
                                        "-",
                                        "*",
                                        "/",
                                        ",",
                                        "[2021]",
                                        "[",
                                        "]",
                                        "1",
                                        "2,5 tkr",
                                        "sum(",
                                        "prev(",
                                        "if(",
                                        "rank(",
                                        "share(",
                                        "'",
                                        "minst",
                                        "[alla]",
                                        "growth(",
                                        "å",
                                        " ",
                                        "index(",
                                        "<=",
                                        "[utfall 2020–2022]",
                                        "apportion(",
                                        "quartile(",
                                        "'Driftbudget'",
                                        "0",
                                        "per_capita(",
                                        "min("};
    enum { WORDS = sizeof words / sizeof *words };
    uint32_t state = 31337, formulas = 0;
    struct met_result *r =
        open_table("Nyckeltal;Enhet;Utfall 2021;Utfall 2022;Riket 2022\nA;tkr;1;2;3\nB;procent;4;0;-\n");
    for (int n = 0; n < 20000; n++) {
        char text[200] = "";
        for (uint32_t i = 1 + below(&state, 9); i; i--)
            strcat(text, words[below(&state, WORDS)]);
        uint32_t before = r->job->diags->len;
        const struct met_node *node = met_formula_parse(r->job, text, 0);
        cr_assert(node || r->job->diags->len > before, "%s", text);
        if (node) {
            formulas++;
            r->steps = 0;
            struct met_value value = met_eval_node(r, node, (struct mdl_period){.year = 2022}, 0);
            cr_assert(value.state != MET_KNOWN || value.dimension, "%s", text);
        }
    }
    cr_expect_gt(formulas, 300);
    aj_job_free(r->job);
}

/* The exact value of the lineage's input of that name and period, in its own unit; looked for everywhere. */
static const struct met_lineage *leaf(const struct met_lineage *from, const char *name, const char *period)
{
    if (from->table && !strcmp(from->name, name) && strstr(from->period, period) != NULL)
        return from;
    for (uint32_t i = 0; i < from->input_len; i++) {
        const struct met_lineage *found = leaf(from->inputs[i], name, period);
        if (found)
            return found;
    }
    return NULL;
}

static struct aj_rat leaf_value(struct aj_arena *arena, const struct met_lineage *from, const char *name,
                                const char *period)
{
    const struct met_lineage *found = leaf(from, name, period);
    struct aj_rat value;
    cr_assert_not_null(found, "%s %s", name, period);
    cr_assert(found->at && found->exact && aj_rat_parse(arena, found->exact, &value), "%s %s", name, period);
    return value;
}

/* What explain names as a figure's cells is enough to compute it anew. */
Test(metric_random, the_leaves_recompute_the_figure)
{
    uint32_t state = 2026;
    struct office office;
    office_open(&office);
    office_write_template(&office, "metrics/m.xml",
                          "<metrics><metric name=\"N\" unit=\"tkr\"><formula>'A' - 2 * 'B'</formula></metric>"
                          "<metric name=\"M\" unit=\"procent\"><formula>('N' + prev('B')) / ('A'[2023] + "
                          "'C')</formula></metric></metrics>");
    for (int n = 0; n < 40; n++) {
        char text[300];
        snprintf(text, sizeof text,
                 "Nyckeltal;Enhet;Utfall 2023;Utfall 2024\nA;tkr;%u;%u,%u\nB;mnkr;%u,%u;%u\nC;kr;1;%u\n",
                 1 + below(&state, 9999), below(&state, 9999), below(&state, 10), below(&state, 99),
                 below(&state, 10), below(&state, 99), 1 + below(&state, 100000));
        office_write(&office, "nyckeltal.csv", text);
        office_bind(&office, "<source file=\"nyckeltal.csv\"/>", "<p><value of=\"M\" period=\"2024\"/></p>",
                    true);
        const struct met_explanation *explanation = met_explain(office.result, "M");
        cr_assert_not_null(explanation);
        const struct met_lineage *figure = NULL;
        for (uint32_t i = 0; i < explanation->figure_len; i++)
            if (strstr(explanation->figures[i]->period, "2024"))
                figure = explanation->figures[i];
        cr_assert_not_null(figure, "%s", text);
        struct aj_arena *arena = office.job->arena;
        struct aj_rat thousand = aj_rat_int(arena, 1000), exact;
        cr_assert(aj_rat_parse(arena, figure->exact, &exact));
        struct aj_rat b = aj_rat_mul(arena, leaf_value(arena, figure, "B", "2024"),
                                     aj_rat_mul(arena, thousand, aj_rat_int(arena, 2)));
        struct aj_rat net = aj_rat_sub(arena, leaf_value(arena, figure, "A", "2024"), b);
        struct aj_rat top =
            aj_rat_add(arena, net, aj_rat_mul(arena, leaf_value(arena, figure, "B", "2023"), thousand));
        struct aj_rat bottom =
            aj_rat_add(arena, leaf_value(arena, figure, "A", "2023"),
                       aj_rat_div(arena, leaf_value(arena, figure, "C", "2024"), thousand));
        struct aj_rat again = aj_rat_mul(arena, aj_rat_div(arena, top, bottom), aj_rat_int(arena, 100));
        cr_assert_eq(aj_rat_cmp(again, exact), 0, "%s: %s, not %s", text, aj_rat_text(arena, again),
                     figure->exact);
    }
    office_close(&office);
}
