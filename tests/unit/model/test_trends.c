/* Tables of trends: which they are, what of each row, and goals that tell their budget. */
#include "finding.h"
#include "shown.h"
#include "suite.h"

#include "base/buf.h"

#include <string.h>

AJ_SUITE(trends);

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

static struct mdl_table *take(struct mdl_model *model, const char *text)
{
    return shown_take(model, "trender.csv", text, (struct mdl_hint){0});
}

Test(trends, a_table_of_trends_is_known_by_its_headings)
{
    static const struct {
        const char *text;
        bool known;
    } cases[] = {
        {"Nr;Trend\n1;Vattnet stiger\n", true},
        {"Id;Trend;Drivkraft;Effekt;Sannolikhet;Horisont;Mål;Indikatorer\na;Vattnet;Klimat;4;5;10 år;1;X\n",
         true},
        {"Rubrik;Drivkraft;Påverkan\nVattnet;Klimat;stor\n", true},
        {"Trend;Svar\nVattnet;Bygg vallar\n", true},
        {"Indikator;Enhet;Utfall 2020;Trend\nA;procent;5;upp\n", false},
        {"Nr;Trend;Utfall 2020\n1;A;5\n", false},
        {"Mål;Rubrik;Fokusområde\n1;A;B\n", false},
        {"Nämnd;Åtgärd;Ansvar\nA;B;C\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        struct mdl_model *model = mdl_model_new(job);
        const struct mdl_table *table = take(model, cases[i].text);
        cr_expect_eq(table && table->kind == MDL_TRENDS, cases[i].known, "%s", cases[i].text);
        cr_expect_eq(model->trend_len, cases[i].known, "%s", cases[i].text);
        aj_job_free(job);
    }
}

Test(trends, rows_without_a_name_add_responses)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    take(model, "Id;Trend;Effekt;Svar;Ansvar;Tid\n"
                "vatten;Vattnet stiger;stor;Bygg vallar;Tekniska nämnden;2026\n"
                ";;;Flytta hamnen;;\n"
                ";;;;;\n"
                "tåg;Tågen blir fler;;;;\n");
    assert_finding_count(job, 0);
    cr_assert_eq(model->trend_len, 2);
    const struct mdl_trend *first = model->trends[0];
    cr_expect_str_eq(first->parts[MDL_TREND_ID].text, "vatten");
    cr_expect_str_eq(first->parts[MDL_TREND_EFFECT].text, "stor");
    cr_expect_str_eq(first->parts[MDL_TREND_LIKELIHOOD].text, "");
    cr_assert_eq(first->response_len, 2);
    cr_expect_str_eq(first->responses[0].responsible.text, "Tekniska nämnden");
    cr_expect_str_eq(first->responses[1].what.text, "Flytta hamnen");
    cr_expect_eq(model->trends[1]->response_len, 0);
    aj_job_free(job);
}

Test(trends, a_slip_in_a_heading_and_a_row_of_no_trend_are_told)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    take(model, "Id;Trend;Sannolikhett;Drivkraft;Ägare;Svar\n;;;;;Bygg vallar\n1;Vattnet;;;;\n");
    assert_finding_count(job, 2);
    assert_finding(job, 0, AJ_W0261, "trender.csv", 1, 10, "did you mean \"sannolikhet\"?");
    assert_finding(job, 1, AJ_E0263, "trender.csv", 2, 1,
                   "write the trend's id or title; a row without them adds a response to the trend above it");
    aj_job_free(job);
}

Test(trends, rows_have_a_limit)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "Id;Trend;Drivkraft\n");
    for (int row = 1; row <= 5001; row++)
        aj_buf_printf(&text, "t%d;Trend %d;Klimat\n", row, row);
    take(model, text.data);
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0107, "trender.csv", 5002, 1, "divide the file into several");
    cr_expect_eq(model->trend_len, 5000);
    aj_buf_free(&text);
    aj_job_free(job);
}

Test(trends, goals_may_tell_their_budget_in_a_table_of_its_own)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_hint none = {0};
    cr_assert_not_null(shown_take(model, "b.csv", "Mål;Budgetrad\n1;Skolnämnden\n7;\"A; B\"\n", none));
    cr_assert_not_null(shown_take(model, "mal.csv",
                                  "Mål;Rubrik;Fokusområde\n1;Alla lär sig;Skola\n2;Ren luft;Miljö\n", none));
    mdl_finish(model);
    const struct mdl_goal *goal = mdl_goal_find(model, "1");
    cr_expect_str_eq(goal->title, "Alla lär sig");
    cr_expect_str_eq(goal->focus, "Skola");
    cr_expect_str_eq(goal->budget.text, "Skolnämnden");
    cr_expect_str_eq(mdl_goal_find(model, "2")->budget.text, "");
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0264, "b.csv", 3, 1,
                   "add a source with the column Rubrik or Prioriterat mål, or correct the number");
    aj_job_free(job);
}
