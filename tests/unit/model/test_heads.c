#include "finding.h"
#include "shown.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(heads);

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

Test(heads, what_stands_around_a_table_is_read_as_people_write_it)
{
    static const struct {
        const char *text, *table;
    } cases[] = {
        /* notes above and below, empty rows and columns, the unit in a note */
        {"Nettokostnad per område\nBelopp i tkr\nHämtat i mars\n\nOmråde;;Budget 2024;Utfall 2023\n;;;\n"
         "Skola;;1 000;950\n\nVård;;900;880\n\nKälla: ekonomisystemet\nPreliminära siffror\n",
         "Skola [tkr]: Budget 2024=1\u00A0000, Utfall 2023=950 / Vård [tkr]: Budget 2024=900, Utfall "
         "2023=880"},
        /* the same as a spreadsheet fills it up */
        {"Nettokostnad (mnkr);;\nHämtat i mars;;\nOmråde;Budget 2024;Utfall 2023\nSkola;1,5;1,4\n* "
         "preliminärt;;\n",
         "Skola [mnkr]: Budget 2024=1,5, Utfall 2023=1,4"},
        /* a row of units */
        {"Område;Budget 2024;Utfall 2023\n;tkr;tkr\nSkola;10;9\n",
         "Skola [tkr]: Budget 2024 (tkr)=10, Utfall 2023 (tkr)=9"},
        /* units in the headings */
        {"Område;Budget 2024 (mnkr);Utfall 2023 (mnkr)\nSkola;10;9\n",
         "Skola [mnkr]: Budget 2024 (mnkr)=10, Utfall 2023 (mnkr)=9"},
        {"Mnkr;2024;2023\nSkola;10;9\n", "Skola [mnkr]: 2024=10, 2023=9"},
        /* headings over two rows, either way around */
        {"Område;Budget;;Utfall;\n;2024;2025;2022;2023\nSkola;1;2;3;4\n",
         "Skola []: Budget 2024=1, Budget 2025=2, Utfall 2022=3, Utfall 2023=4"},
        {";2023;;2024;\nOmråde;Budget;Utfall;Budget;Utfall\nSkola;1;2;3;4\n",
         "Skola []: 2023 Budget=1, 2023 Utfall=2, 2024 Budget=3, 2024 Utfall=4"},
        {"Nettokostnad (tkr);;;\n;Budget;Plan;Plan\nOmråde;2022;2023;2024\nSkola;1;2;3\n",
         "Skola [tkr]: Budget 2022=1, Plan 2023=2, Plan 2024=3"},
        /* signs for missing figures, percent signs, decimal points */
        {"Nyckeltal;2022;2023;2024\nA;3,4 %;8,9%;-\nB;i.u.;..;.\n",
         "A [procent]: 2022=3,4, 2023=8,9, 2024=- / B []: 2022=i.u., 2023=.., 2024=."},
        /* units side by side */
        {"Nyckeltal;Enhet;2024\nA;kr;1\nB;tkr;1\nC;mnkr;1\nD;mkr;1\nE;mdkr;1\n",
         "A [kr]: 2024=1 / B [tkr]: 2024=1 / C [mnkr]: 2024=1 / D [mkr]: 2024=1 / E [mdkr]: 2024=1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const struct mdl_table *table =
            shown_take(mdl_model_new(job), "t.csv", cases[i].text, (struct mdl_hint){0});
        cr_assert_str_eq(shown(job->arena, table), cases[i].table);
        assert_finding_count(job, 0);
        aj_job_free(job);
    }
}

Test(heads, a_column_may_have_a_unit_of_its_own)
{
    static const char *const headings[] = {"Avvikelse (%)", "Avvikelse %", "Avvikelse i procent",
                                           "Avvikelse, %"};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        struct aj_job *job = new_job();
        const char *text =
            aj_printf(job->arena, "Område;Enhet;Budget 2024;%s\nSkola;tkr;100;2,5\n", headings[i]);
        const struct mdl_table *table = shown_take(mdl_model_new(job), "t.csv", text, (struct mdl_hint){0});
        assert_finding_count(job, 0);
        cr_assert_str_eq(mdl_figure_unit(table->series[0], 2)->name, "tkr");
        cr_assert_str_eq(mdl_figure_unit(table->series[0], 3)->name, "procent");
        cr_assert_str_eq(table->columns[3].group, "Avvikelse");
        aj_job_free(job);
    }
}

Test(heads, a_figure_below_notes_has_its_place)
{
    struct aj_job *job = new_job();
    shown_take(mdl_model_new(job), "t.csv", "Rubrik\nBelopp i tkr\n\nOmråde;;2024\nSkola;;ett\n",
               (struct mdl_hint){0});
    shown_take(mdl_model_new(job), "u.csv", "Rubrik\n\nOmråde;Enhet;;2024;2025\n;;;\nSkola;tkr;;1;ett\n",
               (struct mdl_hint){0});
    assert_finding_count(job, 2);
    assert_finding(
        job, 1, AJ_E0205, "u.csv", 5, 14,
        "write figures as -1 234,5; where there is none, write - (not reported), . (not applicable), .. "
        "(confidential) or i.u. (no data)");
    aj_job_free(job);
}

Test(heads, totals_of_plain_tables_foot)
{
    static const struct {
        const char *rows;
        bool foots;
    } cases[] = {
        {"A;10\nB;20\nSumma;30\n", true},
        {"A;10\nB;20\nSumma;35\n", false},
        {"A;10\nvarav a;4\nB;20\nTotalt;30\n", true},
        {"A;10\nB;20\nSumma A och B;30\nC;5\nD;5\nSumma C och D;10\nTotalt;40\n", true},
        {"A;10\nB;20\nSumma A och B;30\nC;5\nTotalt;35\n", true},
        {"A;10\nB;20\nSumma A och B;30\nC;5\nTotalt;99\n", false},
        {"A;10\nB;i.u.\nSumma;10\n", true},
        {"Totalt;30\nA;10\nB;20\n", true},
        {"Totalt antal;30\nSumma;10\n", true},
        {"A;10,4\nB;20,4\nSumma;30,9\n", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const char *text = aj_printf(job->arena, "Område;Utfall 2024\n%s", cases[i].rows);
        shown_take(mdl_model_new(job), "t.csv", text, (struct mdl_hint){.unit = "tkr"});
        cr_assert_eq(aj_diags_count(job->diags, AJ_ERROR), !cases[i].foots, "%s", cases[i].rows);
        aj_job_free(job);
    }
    /* shares and indexes are not added */
    struct aj_job *job = new_job();
    shown_take(mdl_model_new(job), "t.csv", "Område;Utfall 2024\nA;10\nB;20\nTotalt;15\n",
               (struct mdl_hint){.unit = "procent"});
    assert_finding_count(job, 0);
    shown_take(mdl_model_new(job), "u.csv", "Område;Utfall 2024\nA;10\nB;20\nSumma;15\n",
               (struct mdl_hint){.unit = "tkr"});
    assert_finding_count(job, 1);
    assert_finding(
        job, 0, AJ_E0206, "u.csv", 4, 7,
        "correct the total or one of its rows (rounding explains less than 1,5 tkr), or accept it in data: "
        "accept check=\"summering\" of=\"Summa\" why=\"...\"");
    aj_job_free(job);
}
