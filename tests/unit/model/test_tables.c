#include "finding.h"
#include "model/model.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(tables);

static const char result[] = "Post;Budget 2022;Plan 2023\n"
                             "Verksamhetens nettokostnader exkl. avskrivningar;-90;-95\n"
                             "Avskrivningar;-10;-10\n"
                             "Verksamhetens nettokostnader;-100;-105\n"
                             "Skatteintäkter;80;85\n"
                             "Generella statsbidrag och utjämning;25;25\n"
                             "Verksamhetens resultat;5;5\n"
                             "Finansiella intäkter;3;3\n"
                             "Finansiella kostnader;-4;-4\n"
                             "Resultat efter finansiella poster;4;4\n"
                             "Årets resultat;4;4\n";

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

static struct mdl_table *take(struct mdl_model *model, const char *name, const char *text, const char *unit)
{
    struct src_table *source = src_csv_parse(model->job, name, text, strlen(text));
    cr_assert_not_null(source);
    struct mdl_hint hint = {.unit = unit};
    return mdl_take(model, source, hint, 0);
}

/* `result` with the first `from` written as `to`. */
static const char *changed(struct aj_job *job, const char *from, const char *to)
{
    const char *p = strstr(result, from);
    cr_assert_not_null(p);
    return aj_printf(job->arena, "%.*s%s%s", (int)(p - result), result, to, p + strlen(from));
}

static void expect(const struct aj_job *job, enum aj_code code, const char *file, uint32_t line,
                   uint32_t column, const char *hint)
{
    for (uint32_t i = 0; i < job->diags->len; i++) {
        if (job->diags->items[i].code == code) {
            assert_finding(job, i, code, file, line, column, hint);
            return;
        }
    }
    assert_finding(job, job->diags->len, code, file, line, column, hint);
}

Test(tables, a_statement_is_known_by_its_rows)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_table *table = take(model, "tal.csv", result, "tkr");
    assert_finding_count(job, 0);
    cr_assert_str_eq(table->name, "Resultatbudget");
    cr_assert_eq(table->series_len, 10);
    cr_assert_eq(table->series[9]->role, MDL_TOTAL);
    cr_assert_str_eq(table->series[0]->unit.name, "tkr");
    aj_job_free(job);
}

Test(tables, faults_of_a_statement_tell_row_and_column)
{
    static const struct {
        const char *from, *to;
        enum aj_code code;
        uint32_t line, column;
        const char *hint;
    } cases[] = {
        {"Avskrivningar", "Avskrivnigar", AJ_E0202, 3, 1, "did you mean \"Avskrivningar\"?"},
        {"Avskrivningar;-10;-10\n", "", AJ_E0204, 1, 1, "add the row, or check how its label is spelt"},
        {"Finansiella kostnader;-4;-4", "Finansiella kostnader;-4;fyra", AJ_E0205, 9, 26,
         "write figures as -1 234,5; where there is none, write - (not reported), . (not applicable), .. "
         "(confidential) or i.u. (no data)"},
        {"nettokostnader;-100", "nettokostnader;-103", AJ_E0206, 4, 30,
         "correct the total or one of its rows (rounding explains less than 1,5 tkr), or accept it in data: "
         "accept check=\"summering\" of=\"Verksamhetens nettokostnader\" why=\"...\""},
        {"nettokostnader;-100", "nettokostnader;-101", AJ_N0207, 4, 30, ""},
        {"Verksamhetens resultat", "Verksamheten resultat", AJ_N0208, 7, 1,
         "spell the label alike everywhere"},
        {"Finansiella intäkter;3", "Finansiella intäkter;3.0", AJ_N0209, 8, 22, "write a decimal comma"},
        {"Plan 2023", "Pln 2023", AJ_E0211, 1, 18, "did you mean \"Plan\" and a year?"},
        {"Plan 2023", "Helt annat 2023", AJ_E0213, 1, 18,
         "write one of \"Budget\", \"Plan\", \"Prognos\", \"Utfall\", \"Bokslut\", \"Delmål\" and a year, or "
         "a year alone"},
        {"Plan 2023", "Budget 2022", AJ_E0214, 1, 18, "give each column its own period"},
        {"Avskrivningar;-10;-10\n", "Avskrivningar;-10;-10\nAvskrivningar;-10;-10\n", AJ_E0212, 4, 1,
         "remove one, or tell them apart by their labels"},
        {"Avskrivningar;-10", "Avskrivningar;10", AJ_W0215, 3, 15,
         "check the sign; templates/statements declares it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        take(mdl_model_new(job), "data/r.csv", changed(job, cases[i].from, cases[i].to), "tkr");
        expect(job, cases[i].code, "data/r.csv", cases[i].line, cases[i].column, cases[i].hint);
        aj_job_free(job);
    }
}

Test(tables, thousands_parted_by_a_point_or_a_comma_are_told)
{
    static const struct {
        const char *row;
        uint32_t column; /* of the warning; 0: none */
    } cases[] = {
        {"A;tkr;1.234;12.345", 7},    {"A;tkr;\"1,234\";\"12,345\"", 7}, {"A;tkr;567;1,234", 0},
        {"A;kr;567;1,234", 10},       {"A;antal;12;1.234", 12},          {"A;personer;999,123;5", 12},
        {"A;tkr;1 234,567;2,345", 0}, {"A;tkr;0,567;2,345", 0},          {"A;tkr;1,23;2,345", 0},
        {"A;mnkr;1,234;2,345", 0},    {"A;procent;1,234;2,345", 0},      {"A;kr per plats;1,234;2,345", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const char *text =
            aj_printf(job->arena, "Nyckeltal;Enhet;Utfall 2024;Utfall 2025\n%s\n", cases[i].row);
        take(mdl_model_new(job), "n.csv", text, NULL);
        bool told = false;
        for (uint32_t d = 0; d < job->diags->len; d++)
            told |= job->diags->items[d].code == AJ_W0270;
        cr_expect_eq(told, cases[i].column > 0, "%s", cases[i].row);
        aj_job_free(job);
    }
    struct aj_job *job = new_job();
    take(mdl_model_new(job), "n.csv", "Nyckeltal;Enhet;Utfall 2024;Utfall 2025\nA;kr;567;1,234\n", NULL);
    expect(job, AJ_W0270, "n.csv", 2, 10,
           "write thousands with a space between them, and decimals with a comma; if the figure is right, "
           "accept "
           "it in data: accept check=\"W0270\" of=\"1,234\" why=\"...\"");
    aj_job_free(job);
}

/* A spreadsheet writes "452" for 452,0: that is no coarser than its neighbours. */
Test(tables, a_figure_without_decimals_among_others_leaves_no_more_room_for_rounding)
{
    static const struct {
        const char *total;
        bool wrong;
    } cases[] = {{"Summa kommunbidrag;200,5\n", false},  {"Summa kommunbidrag;200,6\n", false},
                 {"Summa kommunbidrag;200,7\n", true},   {"Summa kommunbidrag;200,3\n", true},
                 {"Summa kommunbidrag;200\n", true},     {"Summa kommunbidrag;201\n", true},
                 {"Summa kommunbidrag;200,50\n", false}, {"Summa kommunbidrag;200,52\n", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const char *text =
            aj_printf(job->arena, "Nämnd;Budget 2026\nA-nämnden;100\nB-nämnden;100,5\n%s", cases[i].total);
        take(mdl_model_new(job), "drift.csv", text, "mnkr");
        bool wrong = job->diags->len && job->diags->items[0].code == AJ_E0206;
        cr_expect_eq(wrong, cases[i].wrong, "%s", cases[i].total);
        aj_job_free(job);
    }
}

Test(tables, an_unknown_row_without_a_likeness_lists_those_that_are)
{
    struct aj_job *job = new_job();
    take(mdl_model_new(job), "r.csv",
         changed(job, "Avskrivningar;-10;-10\n", "Avskrivningar;-10;-10\nÖvrigt;1;1\n"), "tkr");
    cr_assert_eq(job->diags->items[0].code, AJ_E0203);
    const char *hint = aj_diag_hint(job->diags, &job->diags->items[0], AJ_ENGLISH);
    assert_finding(job, 0, AJ_E0203, "r.csv", 4, 1, hint);
    cr_assert_not_null(strstr(hint, "\"Avskrivningar\""));
    aj_job_free(job);
}

Test(tables, a_decimal_point_among_several_values_is_told_with_its_value)
{
    struct aj_job *job = new_job();
    take(mdl_model_new(job), "t.csv",
         "Indikator;Enhet;Utfall 2020\n\"Bredband\na. tätort\nb. glesbygd\";procent;\"a. 98,5\nb. 88.9\"\n",
         NULL);
    expect(job, AJ_N0209, "t.csv", 4, 22, "write a decimal comma");
    cr_assert_str_eq(job->diags->items[0].args[0], "88.9");
    cr_assert_str_eq(job->diags->items[0].args[1], "88,9");
    aj_job_free(job);
}

Test(tables, faults_of_other_tables)
{
    static const struct {
        const char *text, *unit, *kind;
        enum aj_code code;
        uint32_t line, column;
        const char *hint;
    } cases[] = {
        {"Nr;Sak\n1;Något\n", NULL, NULL, AJ_E0201, 1, 1,
         "statements are known by their row labels; other tables need a heading such as Nyckeltal, Indikator "
         "or "
         "Rubrik and columns such as \"Utfall 2024\""},
        {"Indikator;Enhet;Utfall 2020\nSvar;procnt;1\n", NULL, NULL, AJ_E0210, 2, 6,
         "did you mean \"procent\"?"},
        {"Post;2022\n", "tkr", NULL, AJ_E0222, 0, 0, "the first row holds the headings, the figures follow"},
        {result, NULL, NULL, AJ_E0219, 0, 0, "add unit=\"tkr\" to the source"},
        {result, "tkrr", NULL, AJ_E0210, 0, 0, "did you mean \"tkr\"?"},
        {result, "tkr", "resultatbudgt", AJ_E0220, 0, 0, "did you mean \"Resultatbudget\"?"},
        {result, "tkr", "xyz", AJ_E0221, 0, 0,
         "statements are \"Balansbudget\", \"Balanskravsutredning\", \"Driftbudget\", "
         "\"Investeringsbudget\", \"Kassaflödesbudget\", "
         "\"Resultatbudget\""},
        {"Mål;Fokusområde;Rubrik\n5;Miljö;Staden växer\n5;Miljö;Staden ska växa\n", NULL, NULL, AJ_N0218, 3,
         9, "the one that was read first is printed; spell it alike everywhere"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        struct src_table *source = src_csv_parse(job, "t.csv", cases[i].text, strlen(cases[i].text));
        uint32_t file = aj_places_add_file(job->places, "t.csv", NULL, 0);
        struct mdl_hint hint = {.unit = cases[i].unit, .kind = cases[i].kind};
        mdl_take(mdl_model_new(job), source, hint, aj_places_add(job->places, file, 0, 0));
        expect(job, cases[i].code, "t.csv", cases[i].line, cases[i].column, cases[i].hint);
        aj_job_free(job);
    }
}

Test(tables, a_catalogue_describes_indicators_and_strays_are_told)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_table *table = take(
        model, "mal.csv", "Indikator;Delmål 2023;Utfall 2020\nSvar på e-post inom en dag (%);90;87\n", NULL);
    take(model, "katalog.csv",
         "Indikator;Kortnamn;Bäst;Kolada;Källa\nSvar på e-post inom en dag;Svar;högt;U00442;Kolada\n"
         "Svar på epost inom en dag;;;;\nNågot helt annat;;;;\n",
         NULL);
    mdl_finish(model);
    cr_assert_str_eq(table->series[0]->short_name, "Svar");
    cr_assert_eq(table->series[0]->better, MDL_HIGHER);
    cr_assert_str_eq(table->series[0]->unit.name, "procent");
    assert_finding_count(job, 2);
    assert_finding(job, 0, AJ_W0223, "katalog.csv", 3, 1, "did you mean \"Svar på e-post inom en dag\"?");
    assert_finding(job, 1, AJ_W0224, "katalog.csv", 4, 1, "indicators are \"Svar på e-post inom en dag\"");
    aj_job_free(job);
}

Test(tables, one_committee_spelt_in_two_ways_is_told)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    take(model, "drift.csv", "Nämnd;2022\nVård- och omsorgsnämnden;10\nSumma kommunbidrag;10\n", "tkr");
    take(model, "inv.csv", "Nämnd;2022\nVård och omsorgsnämnden;1\nSumma investeringar;1\n", "tkr");
    mdl_finish(model);
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_W0225, "inv.csv", 2, 1, "spell the name alike everywhere");
    aj_job_free(job);
}

Test(tables, open_statements_foot_with_subtotals_and_parts_of_rows)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_table *table =
        take(model, "drift.csv",
             "Nämnd;2022\nA-nämnden;10\nvarav skola;4\nB-nämnden;20\nSumma facknämnder;30\n"
             "C-nämnden;5\nSumma kommunbidrag;35\n",
             "tkr");
    assert_finding_count(job, 0);
    cr_assert_eq(table->series[3]->role, MDL_SUB);
    table =
        take(model, "drift.csv",
             "Nämnd;2022\nA-nämnden;10\nB-nämnden;20\nSumma facknämnder;40\nSumma kommunbidrag;30\n", "tkr");
    cr_assert_not_null(table);
    expect(job, AJ_E0206, "drift.csv", 4, 19,
           "correct the total or one of its rows (rounding explains less than 1,5 tkr), or accept it in "
           "data: accept check=\"summering\" of=\"Summa facknämnder\" why=\"...\"");
    aj_job_free(job);
}

Test(tables, labels_give_up_their_units_and_letters)
{
    static const struct {
        const char *label, *name, *unit;
    } cases[] = {
        {"Delaktighetsindex (%)", "Delaktighetsindex", "procent"},
        {"Företagsklimat, Insikt, index 1-100", "Företagsklimat, Insikt", "index 1–100"},
        {"Dialog mellan företag och kommunledning (skala 1-6)", "Dialog mellan företag och kommunledning",
         "skala 1–6"},
        {"Pulsmätning, alla frågor (1–4)", "Pulsmätning, alla frågor", "skala 1–4"},
        {"Tid till beslut för bygglov, antal dagar", "Tid till beslut för bygglov", "dagar"},
        {"Bostäder i småhus, antal/1000 inv", "Bostäder i småhus", "antal/1000 inv"},
        {"Total nettokostnad (mnkr)", "Total nettokostnad", "mnkr"},
        {"Företagsklimat (gammal definition, 6 områden)", "Företagsklimat (gammal definition, 6 områden)",
         ""},
        {"Resultat i kommunranking", "Resultat i kommunranking", "placering"},
        {"Antal medarbetare per chef", "Antal medarbetare per chef", "antal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        const char *text = aj_printf(job->arena, "Nyckeltal;2022;2023\n\"%s\";1;2\n", cases[i].label);
        const struct mdl_table *table = take(mdl_model_new(job), "n.csv", text, NULL);
        cr_assert_str_eq(table->series[0]->name, cases[i].name);
        cr_assert_str_eq(table->series[0]->unit.name, cases[i].unit);
        aj_job_free(job);
    }
}

Test(tables, goal_tables_as_printed)
{
    static const char text[] =
        "Fokusområde;Prioriterat mål;Styrande indikationer;Delmål 2023;Utfall 2020\n"
        "Miljö;5. Staden växer varsamt.;Småhus, antal/1000 inv;1,5;0,7\n"
        ";;\"Bredband\na. tätbyggt\nb. glesbyggt\";\"a. 98\nb. 55\";\"a. 95,17\nb. 47,89\"\n"
        ";;Stödjande indikatorer;;\n;;Friluftsområden (%);;-\n";
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_table *table = take(model, "mal-5.csv", text, NULL);
    assert_finding_count(job, 0);
    const struct mdl_goal *goal = mdl_goal_find(model, "5");
    cr_assert_str_eq(goal->title, "Staden växer varsamt");
    cr_assert_str_eq(goal->focus, "Miljö");
    cr_assert_eq(table->series[1]->letter_len, 2);
    cr_assert_str_eq(table->series[3]->name, "Bredband: glesbyggt");
    cr_assert_eq(table->series[3]->cells[4].values[0].decimals, 2);
    cr_assert_str_eq(table->series[5]->type, "stödjande");
    cr_assert_str_eq(table->series[5]->goal, "5");
    aj_job_free(job);
}

Test(tables, several_statements_in_one_file)
{
    static const char text[] =
        "tabell;rad;enhet;2022;2023;2024\n"
        "driftbudget;A-nämnden;tkr;1;2;\ndriftbudget;Summa kommunbidrag;tkr;1;2;\n"
        "investeringsbudget;A-nämnden;mnkr;3;4;5\ninvesteringsbudget;Summa investeringar;mnkr;3;4;5\n";
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    take(model, "allt.csv", text, NULL);
    assert_finding_count(job, 0);
    cr_assert_eq(model->table_len, 2);
    cr_assert_str_eq(model->tables[0]->name, "Driftbudget");
    cr_assert_str_eq(model->tables[1]->unit.name, "mnkr");
    cr_assert_eq(model->tables[0]->column_len, 4);
    aj_job_free(job);
}

Test(tables, abbreviations_are_taken_in)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    take(model, "ord.csv",
         "Förkortning;Betydelse\nKF;kommunfullmäktige\nt.ex.;till exempel\n;\nKF;kommunfullmäktige\n", NULL);
    assert_finding_count(job, 0);
    cr_assert_eq(model->abbreviation_len, 2);
    cr_assert_str_eq(model->abbreviations[1].name, "t.ex.");
    take(model, "ord.csv", "Förkortning;Betydelse\nKF;konserverad frukt\nSKR;\n;något\n.a;b\n", NULL);
    expect(job, AJ_W0227, "ord.csv", 2, 1,
           "the first is taken; remove the other, or mark it where it stands: <abbr title=\"...\">");
    expect(
        job, AJ_E0226, "ord.csv", 3, 1,
        "a row has an abbreviation that begins with a letter, at most 64 characters, and what it stands for");
    assert_finding(job, 2, AJ_E0226, "ord.csv", 4, 2,
                   "a row has an abbreviation that begins with a letter, at most 64 characters, and what it "
                   "stands for");
    assert_finding_count(job, 4);
    aj_job_free(job);
}
