#include "finding.h"
#include "shown.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(long_tables);

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

Test(long_tables, each_layout_becomes_rows_of_measures_and_columns_of_periods)
{
    static const struct {
        const char *text, *table;
        struct mdl_hint hint;
    } cases[] = {
        /* every column there is, in Swedish */
        {"Mått;Enhet;Period;Scenario;Organisation;Värde\n"
         "Kostnad per elev;tkr;2024;Utfall;Storby;120,5\n"
         "Kostnad per elev;tkr;2024;Utfall;Riket;118\n"
         "Kostnad per elev;tkr;2023;Utfall;Storby;117\n"
         "Kostnad per elev;tkr;2025;Budget;Storby;125\n"
         "Antal elever;antal;2024;Utfall;Storby;1 480\n",
         "Kostnad per elev [tkr]: Utfall 2023=117, Utfall 2024=120,5, Budget 2025=125, Riket Utfall 2024=118 "
         "/ "
         "Antal elever [antal]: Utfall 2024=1\u00A0480",
         {0}},
        /* as Kolada's interface names them; genders as rows of their own */
        {"kpi;municipality;period;gender;value\n"
         "N99001;1234;2023;T;71.5\n"
         "N99001;1234;2023;K;74\n"
         "N99001;1234;2023;M;\n"
         "U99002;1234;2024;T;3\n",
         "N99001 []: 2023=71,5 / N99001, kvinnor []: 2023=74 / N99001, män []: / U99002 []: 2024=3",
         {0}},
        /* no column tells the measure: the report does, or the file's name */
        {"kommun;year;value\n1234;2024;21.9\n1234;2025;23\n",
         "Soliditet []: 2024=21,9, 2025=23",
         {.name = "Soliditet"}},
        {"kommun;year;value\n1234;2024;21.9\n", "tal []: 2024=21,9", {0}},
        /* Statistics Sweden's, with texts: a title, and a column for each year */
        {"Folkmängd efter region, ålder, kön och år\n\n\"region\";\"ålder\";\"kön\";\"2023\";\"2024\"\n"
         "\"00 Riket\";\"20 år\";\"totalt\";100000;100500\n"
         "\"1234 Storby\";\"20 år\";\"totalt\";200;210\n"
         "\"1234 Storby\";\"100+ år\";\"kvinnor\";3;..\n"
         "\"1234 Storby\";\"totalt\";\"totalt\";20000;20100\n",
         "Folkmängd, 20 år []: 2023=200, 2024=210, Riket 2023=100\u00A0000, Riket 2024=100\u00A0500 / "
         "Folkmängd, 100+ år, kvinnor []: 2023=3, 2024=.. / Folkmängd []: 2023=20\u00A0000, 2024=20\u00A0100",
         {0}},
        /* and with codes */
        {"\"region\";\"alder\";\"kon\";\"tid\";\"XX0101N1\"\n\"00\";\"20\";\"1\";\"2024\";100000\n"
         "\"1234\";\"20\";\"1\";\"2024\";200\n\"1234\";\"100+\";\"1+2\";\"2024\";3\n\"14\";\"tot\";\"2\";"
         "\"2024\";9\n",
         "XX0101N1, 20 år, män []: 2024=200, Riket 2024=100\u00A0000 / XX0101N1, 100+ år []: 2024=3 / "
         "XX0101N1, kvinnor []: Västra Götalands län 2024=9",
         {.organisation = "1234"}},
        /* several measures beside each other */
        {"Kommun;År;Invånare;Skattesats\nStorby;2023;41 000;21,5\nStorby;2024;41 200;21,5\nLillby;2024;9 "
         "000;22\n",
         "Invånare []: Storby 2023=41\u00A0000, Storby 2024=41\u00A0200, Lillby 2024=9\u00A0000 / Skattesats "
         "[]: "
         "Storby 2023=21,5, "
         "Storby 2024=21,5, Lillby 2024=22",
         {0}},
        /* a unit in the measure's name; a column that says the same on every row tells nothing */
        {"Nyckeltal;Boendeform;År;Kön;Värde\nNöjda brukare (%);Särskilt boende;2024;Kvinnor;87\n"
         "Nöjda brukare (%);Särskilt boende;2024;Totalt;85\n",
         "Nöjda brukare, kvinnor [procent]: 2024=87 / Nöjda brukare [procent]: 2024=85",
         {0}},
        {"Nyckeltal;Boendeform;År;Värde\nNöjda;Särskilt;2024;87\nNöjda;Ordinärt;2024;91\nNöjda;Totalt;2024;"
         "88\n",
         "Nöjda, Särskilt []: 2024=87 / Nöjda, Ordinärt []: 2024=91 / Nöjda []: 2024=88",
         {0}},
        {"Mått;Månad;Värde\nA;2024-01;1\nA;2024-02;2\n", "A []: januari 2024=1, februari 2024=2", {0}},
        /* kinds of missing, the same figure twice, units side by side */
        {"Mått;Enhet;År;Värde\nA;mnkr;2023;-\nA;mnkr;2024;i.u.\nB;tkr;2023;1\nB;tkr;2023;1\n",
         "A [mnkr]: 2023=-, 2024=i.u. / B [tkr]: 2023=1",
         {0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const struct mdl_table *table =
            shown_take(mdl_model_new(job), "data/tal.csv", cases[i].text, cases[i].hint);
        cr_assert_str_eq(shown(job->arena, table), cases[i].table);
        cr_assert_eq(aj_diags_count(job->diags, AJ_ERROR) + aj_diags_count(job->diags, AJ_WARNING), 0, "%zu",
                     i);
        aj_job_free(job);
    }
}

Test(long_tables, a_statement_may_be_long)
{
    static const char text[] =
        "Nämnd;Scenario;År;Belopp\nSocialnämnden;Budget;2024;10\nSocialnämnden;Budget;2025;11\n"
        "Kultur- och fritidsnämnden;Budget;2024;5\nKultur- och fritidsnämnden;Budget;2025;5\n"
        "Summa kommunbidrag;Budget;2024;15\nSumma kommunbidrag;Budget;2025;19\n";
    struct aj_job *job = new_job();
    struct mdl_hint hint = {.unit = "tkr"};
    const struct mdl_table *table = shown_take(mdl_model_new(job), "driftbudget.csv", text, hint);
    cr_assert_eq(table->kind, MDL_STATEMENT);
    cr_assert_str_eq(table->name, "Driftbudget");
    assert_finding_count(job, 1);
    cr_assert_eq(job->diags->items[0].code, AJ_E0206);
    struct aj_place place = aj_places_at(job->places, job->diags->items[0].at);
    cr_assert_eq(place.line, 7);
    cr_assert_eq(place.column, 32);
    aj_job_free(job);
}

Test(long_tables, every_figure_keeps_its_place)
{
    struct aj_job *job = new_job();
    const struct mdl_table *table = shown_take(
        mdl_model_new(job), "t.csv",
        "kpi;municipality;period;value\nN99001;0000;2024;1\nN99001;1234;2023;2\nN99001;1234;2024;3\n",
        (struct mdl_hint){.organisation = "1234"});
    cr_assert_str_eq(shown(job->arena, table), "N99001 []: 2023=2, 2024=3, Riket 2024=1");
    static const uint32_t lines[] = {3, 4, 2};
    for (uint32_t c = 0; c < 3; c++)
        cr_assert_eq(aj_places_at(job->places, table->series[0]->cells[table->column_len - 3 + c].at).line,
                     lines[c]);
    aj_job_free(job);
}

Test(long_tables, what_a_long_table_leaves_open_is_told)
{
    static const struct {
        const char *text;
        struct mdl_hint hint;
        enum aj_code code;
        uint32_t line, column;
        const char *hint_text;
    } cases[] = {
        {"Mått;År;Värde\nA;2024;1\nA;2024;2\n",
         {0},
         AJ_E0228,
         3,
         8,
         "keep one of the rows, or tell them apart in a column of their own"},
        {"Mått;Kommun;År;Värde\nA;Lillby;2024;1\nA;Mellanby;2024;2\n",
         {0},
         AJ_E0230,
         0,
         0,
         "say it in the source: organisation=\"Lillby\"; it has \"Lillby\", \"Mellanby\""},
        {"Mått;Kommun;År;Värde\nA;Lillby;2024;1\nA;Mellanby;2024;2\n",
         {.organisation = "Storby"},
         AJ_E0229,
         0,
         0,
         "write organisation as one of \"Lillby\", \"Mellanby\""},
        {"Mått;Kommun;År;Värde\nA;Lillby;2024;1\n",
         {0},
         AJ_W0231,
         0,
         0,
         "if that is meant, say it in the source: organisation=\"Lillby\""},
        {"Mått;År;Värde\nA;2024;1\nA;i fjol;1\n",
         {0},
         AJ_E0232,
         3,
         3,
         "write a year, or a year with its part: 2024, \"T1 2024\", \"jan-aug 2024\", 2024K2, 2024M01"},
        {"Mått;År;Värde\nA;2023;1\nA;2024;ett\n",
         {0},
         AJ_E0205,
         3,
         8,
         "write figures as -1 234,5; where there is none, write - (not reported), . (not applicable), .. "
         "(confidential) or i.u. (no data)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        struct src_table *source = src_csv_parse(job, "t.csv", cases[i].text, strlen(cases[i].text));
        aj_at at = aj_places_add(job->places, aj_places_add_file(job->places, "t.csv", NULL, 0), 0, 0);
        struct mdl_hint hint = cases[i].hint;
        hint.own = "Storby kommun";
        mdl_take(mdl_model_new(job), source, hint, at);
        assert_finding_count(job, 1);
        assert_finding(job, 0, cases[i].code, "t.csv", cases[i].line, cases[i].column, cases[i].hint_text);
        aj_job_free(job);
    }
}

Test(long_tables, decimal_points_are_told_once)
{
    struct aj_job *job = new_job();
    shown_take(mdl_model_new(job), "t.csv",
               "kpi;period;value\nN99001;2023;1.5\nN99001;2024;2.5\nN99002;2024;3.5\n", (struct mdl_hint){0});
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_N0209, "t.csv", 2, 13, "write a decimal comma");
    aj_job_free(job);
}

Test(long_tables, the_reports_own_organisation_is_known_however_it_is_written)
{
    static const char *const owns[] = {"Storby", "Storby kommun", "1234 Storby", "STORBY", "Storbys kommun"};
    for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
        struct aj_job *job = new_job();
        const char *text =
            aj_printf(job->arena, "Mått;Kommun;År;Värde\nA;Riket;2024;1\nA;%s;2024;2\n", owns[i]);
        const struct mdl_table *table = shown_take(mdl_model_new(job), "t.csv", text, (struct mdl_hint){0});
        assert_finding_count(job, 0);
        cr_assert_str_eq(shown(job->arena, table), "A []: 2024=2, Riket 2024=1");
        aj_job_free(job);
    }
}

Test(long_tables, a_catalogue_names_measures_by_their_ids)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_table *table =
        shown_take(model, "t.csv",
                   "kpi;municipality;period;gender;value\nN99001;1234;2023;T;71\nN99001;1234;2023;K;74\n",
                   (struct mdl_hint){0});
    shown_take(model, "katalog.csv",
               "Indikator;Kortnamn;Enhet;Bäst;Kolada\nNöjda medborgare;Nöjda;procent;högt;N99001\n",
               (struct mdl_hint){0});
    mdl_finish(model);
    assert_finding_count(job, 0);
    cr_assert_str_eq(shown(job->arena, table),
                     "Nöjda medborgare [procent]: 2023=71 / Nöjda medborgare, kvinnor [procent]: 2023=74");
    cr_assert_str_eq(table->series[0]->kolada, "N99001");
    cr_assert_eq(table->series[0]->better, MDL_HIGHER);
    aj_job_free(job);
}

/* Codes alone are named; the report's own is known by its name, and is named among its peers. */
Test(long_tables, municipalities_are_named_by_their_codes)
{
    struct aj_job *job = new_job();
    struct mdl_hint hint = {.own = "Haninge kommun"};
    const struct mdl_table *table = shown_take(
        mdl_model_new(job), "t.csv",
        "kommun;year;value\n0114;2025;23,576622\n0136;2015;-1,533072\n0136;2025;30,2\n2584;2025;0\n", hint);
    assert_finding_count(job, 0);
    cr_expect_str_eq(table->columns[1].heading, "Haninge 2015");
    cr_expect_str_eq(table->columns[1].group, "");
    cr_expect_str_eq(table->columns[3].heading, "Upplands Väsby 2025");
    cr_expect_str_eq(table->columns[4].heading, "Kiruna 2025");
    cr_expect_eq(mdl_shown_decimals(table->series[0], 6), 2);
    cr_expect_eq(mdl_shown_decimals(table->series[0], 1), 1);
    aj_job_free(job);
}
