/* Tables of actions: their columns by whatever words a municipality uses, and the amounts in their cells. */
#include "finding.h"
#include "model/model.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(actions_of_tables);

static struct aj_job *new_job(void)
{
    return aj_job_new(AJ_SOURCE_DIR, AJ_SOURCE_DIR "/templates");
}

static const struct mdl_action_table *take(struct mdl_model *model, const char *text, const char *unit)
{
    struct src_table *source = src_csv_parse(model->job, "plan.csv", text, strlen(text));
    struct mdl_hint hint = {.unit = unit};
    cr_assert_not_null(source);
    cr_assert(mdl_is_actions(model->job->arena, source), "%s", text);
    mdl_take_actions(model, source, &hint, 0);
    return model->actions[model->action_len - 1];
}

static const char *said(const struct mdl_action_table *table, uint32_t row, enum mdl_action_field field)
{
    return table->items[row].says[field] ? table->items[row].says[field] : "";
}

Test(actions_of_tables, columns_are_known_by_their_words)
{
    static const struct {
        const char *heading;
        enum mdl_action_field field;
    } cases[] = {
        {"Möjlig effektivisering (tkr)", MDL_ACTION_SAVING},
        {"Ekonomisk effekt per år, mnkr", MDL_ACTION_SAVING},
        {"Beräknad besparing", MDL_ACTION_SAVING},
        {"Läge", MDL_ACTION_STATUS},
        {"Status 2024", MDL_ACTION_STATUS},
        {"Ansvarig nämnd", MDL_ACTION_RESPONSIBLE},
        {"Ansvarig för åtgärden", MDL_ACTION_RESPONSIBLE},
        {"Klart", MDL_ACTION_TIME},
        {"Tidplan", MDL_ACTION_TIME},
        {"Beskrivning av åtgärden", MDL_ACTION_WHAT},
        {"Uppföljning", MDL_ACTION_NOW},
        {"Tidshorisont", MDL_ACTION_TERM},
        {"Avsnitt", MDL_ACTION_TERM},
    };
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = aj_printf(job->arena, "Insats;%s\nA;oklart\n", cases[i].heading);
        cr_assert_str_eq(said(take(model, text, "tkr"), 0, cases[i].field), "oklart", "%s", cases[i].heading);
    }
    assert_finding_count(job, 0);
    aj_job_free(job);
}

Test(actions_of_tables, other_tables_are_none)
{
    static const char *const tables[] = {"Nyckeltal;2022\nA;1\n",
                                         "Åtgärd;2022\nA;1\n",
                                         "Mål;Rubrik\n1;A\n",
                                         "Trend;Åtgärd;Ansvar\nA;B;C\n",
                                         "Indikator;Åtgärd;Status\nA;B;C\n",
                                         "Post;Läge\nA;B\n"};
    struct aj_job *job = new_job();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        cr_assert_not(mdl_is_actions(job->arena, src_csv_parse(job, "t.csv", tables[i], strlen(tables[i]))),
                      "%s", tables[i]);
    aj_job_free(job);
}

Test(actions_of_tables, amounts_are_read_with_their_rhythm)
{
    static const struct {
        const char *text;
        const char *once, *yearly, *unsaid; /* in kr */
        bool plain;
    } cases[] = {
        {"1 000 tkr", "", "", "1000000", true},
        {"1 000 tkr per år", "", "1000000", "", true},
        {"5 mnkr engångs", "5000000", "", "", true},
        {"cirka 5 mnkr per år", "", "5000000", "", true},
        {"1 000", "", "", "1000000", true},
        {"1 000 per år", "", "1000000", "", true},
        {"1 000 tkr/år", "", "1000000", "", true},
        {"1,5 miljoner kronor per år från 2026", "", "1500000", "", false},
        {"200 tkr per år och 300 tkr engångs", "300000", "200000", "", false},
        {"minst 1 mnkr, varav 200 tkr i år", "", "", "1000000", false},
        {"för tidigt för att bedömas", "", "", "", true},
        {"2 tjänster frigörs", "", "", "", true},
        {"500–1 000 tkr", "", "", "", true},
        {"0 kr", "", "", "0", true},
    };
    struct aj_job *job = new_job();
    struct mdl_unit tkr = mdl_unit_any(job->arena, "tkr");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_amounts amounts;
        const char
            *unknown = "",
            *expected[MDL_RHYTHMS] = {
                [MDL_ONCE] = cases[i].once, [MDL_YEARLY] = cases[i].yearly, [MDL_ANYTIME] = cases[i].unsaid};
        cr_assert_eq(mdl_amounts_parse(job->arena, cases[i].text, &tkr, MDL_ANYTIME, &amounts, &unknown),
                     MDL_AMOUNTS_FINE, "%s", cases[i].text);
        for (int r = 0; r < MDL_RHYTHMS; r++)
            cr_assert_str_eq(amounts.of[r].known ? aj_rat_text(job->arena, amounts.of[r].value) : "",
                             expected[r], "%s, %d", cases[i].text, r);
        if (cases[i].once[0] || cases[i].yearly[0] || cases[i].unsaid[0])
            cr_assert_eq(amounts.plain, cases[i].plain, "%s", cases[i].text);
    }
    aj_job_free(job);
}

Test(actions_of_tables, a_parenthesis_with_an_amount_is_no_part_of_the_name)
{
    static const struct {
        const char *text, *name, *extent, *kr;
        enum mdl_rhythm rhythm;
    } cases[] = {
        {"Fond (cirka 5 mnkr per år)", "Fond", "cirka 5 mnkr per år", "5000000", MDL_YEARLY},
        {"Buffert (minst 1 procent av bidraget, cirka 30 mnkr)", "Buffert",
         "minst 1 procent av bidraget, cirka 30 mnkr", "30000000", MDL_ANYTIME},
        {"Samverkan (SKR)", "Samverkan (SKR)", "", "", MDL_ANYTIME},
        {"Mål (3 procent)", "Mål (3 procent)", "", "", MDL_ANYTIME},
        {"(5 mnkr)", "(5 mnkr)", "", "", MDL_ANYTIME},
    };
    struct aj_job *job = new_job();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_action action = {0};
        mdl_action_name(job->arena, cases[i].text, &action);
        const char *extent = action.says[MDL_ACTION_EXTENT];
        cr_assert_str_eq(action.says[MDL_ACTION_NAME], cases[i].name);
        cr_assert_str_eq(action.written, cases[i].text);
        cr_assert_str_eq(extent ? extent : "", cases[i].extent);
        const struct mdl_amount *amount = &action.extent.of[cases[i].rhythm];
        cr_assert_str_eq(amount->known ? aj_rat_text(job->arena, amount->value) : "", cases[i].kr);
    }
    aj_job_free(job);
}

Test(actions_of_tables, the_facts_go_in_as_they_are)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_action_table *table =
        take(model,
             "Avsnitt;Åtgärd;Möjlig effektivisering (tkr);Läge\n"
             "kort sikt;Översyn;1 000;pågår\nlång sikt;Lokaler;för tidigt för att bedömas;pågår\n"
             "utreds;AI-stöd;1 000 per år;planeras\n",
             NULL);
    assert_finding_count(job, 0);
    cr_assert_eq(table->len, 3);
    cr_assert_str_eq(table->name, "plan");
    cr_assert_str_eq(table->headings[MDL_ACTION_SAVING], "Möjlig effektivisering");
    cr_assert(table->items[0].saving.of[MDL_ANYTIME].known);
    cr_assert_not(table->items[1].saving.of[MDL_ANYTIME].known);
    cr_assert_str_eq(said(table, 1, MDL_ACTION_SAVING), "för tidigt för att bedömas");
    cr_assert(table->items[2].saving.of[MDL_YEARLY].known);
    cr_assert_str_eq(said(table, 2, MDL_ACTION_TERM), "utreds");
    aj_job_free(job);
}

Test(actions_of_tables, two_columns_of_savings_are_one_yearly_and_one_once)
{
    struct aj_job *job = new_job();
    struct mdl_model *model = mdl_model_new(job);
    const struct mdl_action_table *table =
        take(model, "Åtgärd;Besparing per år (tkr);Engångseffekt (mnkr)\nA;100;2\nB;-;3\n", NULL);
    assert_finding_count(job, 0);
    cr_assert_str_eq(aj_rat_text(job->arena, table->items[0].saving.of[MDL_YEARLY].value), "100000");
    cr_assert_str_eq(aj_rat_text(job->arena, table->items[0].saving.of[MDL_ONCE].value), "2000000");
    cr_assert_not(table->items[1].saving.of[MDL_YEARLY].known);
    cr_assert(table->items[1].saving.of[MDL_ONCE].known);
    aj_job_free(job);
}

Test(actions_of_tables, faults_are_told_where_they_are)
{
    static const struct {
        const char *text;
        enum aj_code code;
        uint32_t line, column;
        const char *hint;
    } cases[] = {
        {"Åtgärd;Läge\nA;pågår\n;pågår\n", AJ_E0268, 3, 1,
         "write what the action is called in the column of actions, or remove the row"},
        {"Åtgärd;Läge\nA;pågår\na;testas\n", AJ_E0269, 3, 1,
         "remove one, or tell them apart by their names; an action that stands twice is counted twice"},
        {"Åtgärd;Effekt\nA;100 tkrr\n", AJ_E0210, 2, 3, "did you mean \"tkr\"?"},
        {"Åtgärd;Effekt\nA;100 tkr och 2 mnkr\n", AJ_E0265, 2, 3,
         "write their sum, or say of each whether it is per år or engångs"},
        {"Åtgärd;Effekt 2025 (tkr);Effekt 2026 (tkr)\nA;100;200\n", AJ_E0265, 2, 7,
         "write their sum, or say of each whether it is per år or engångs"},
        {"Åtgärd;Effekt\nA;100\n", AJ_E0219, 2, 3, "add unit=\"tkr\" to the source"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = new_job();
        (void)take(mdl_model_new(job), cases[i].text, NULL);
        assert_finding_count(job, 1);
        assert_finding(job, 0, cases[i].code, "plan.csv", cases[i].line, cases[i].column, cases[i].hint);
        aj_job_free(job);
    }
}
