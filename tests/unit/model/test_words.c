#include "model/cell.h"
#include "model/organisation.h"
#include "model/period.h"
#include "model/unit.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(words);

Test(words, units_convert_exactly_and_keep_to_their_kind)
{
    static const struct {
        const char *text, *name, *dimension, *scale;
        bool known;
    } cases[] = {
        {"tkr", "tkr", "kr", "1000", true},
        {"Tkr", "tkr", "kr", "1000", true},
        {"mnkr", "mnkr", "kr", "1000000", true},
        {"mkr", "mkr", "kr", "1000000", true},
        {"miljoner\u00A0kronor", "mnkr", "kr", "1000000", true},
        {"mdkr", "mdkr", "kr", "1000000000", true},
        {"%", "procent", "", "1/100", true},
        {"procentenheter", "procentenheter", "", "1/100", true},
        {"dagar", "dagar", "dygn", "1", true},
        {"veckor", "veckor", "dygn", "7", true},
        {"antal/1000 inv", "antal/1000 inv", "/person", "1/1000", true},
        {"antal/inv 7-20 år", "antal/inv 7–20 år", "/inv 7-20 år", "1", true},
        {"kr per invånare", "kr per invånare", "kr/person", "1", true},
        {"tkr per år", "tkr per år", "kr/år", "1000", true},
        {"index 1-100", "index 1–100", "index 1-100", "1", false},
        {"skala 1–6", "skala 1–6", "skala 1-6", "1", false},
        {"bostäder", "bostäder", "bostäder", "1", false},
        {"", "", "", "1", false},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_unit unit;
        cr_assert_eq(mdl_unit_known(arena, cases[i].text, &unit), cases[i].known, "%s", cases[i].text);
        unit = mdl_unit_any(arena, cases[i].text);
        cr_assert_str_eq(unit.name, cases[i].name);
        cr_assert_str_eq(unit.dimension, cases[i].dimension);
        cr_assert_str_eq(aj_rat_text(arena, unit.scale), cases[i].scale);
    }
    cr_assert_str_eq(mdl_unit_meant("procnt"), "procent");
    cr_assert_null(mdl_unit_meant("bostäder"));
    aj_arena_free(arena);
}

/* What prose says after a figure: what a source calls its unit is never lost. */
Test(words, units_of_their_own_are_said)
{
    static const char *const cases[][2] = {
        {"kWh per invånare", "kWh per invånare"},
        {"kWh/m2", "kWh/m2"},
        {"gram CO2e per km", "gram CO2e per km"},
        {"gram", "gram"},
        {"poäng (0-100)", "poäng"},
        {"antal besök", "besök"},
        {"antal besök per dag", "besök per dag"},
        {"antal/1000 inv", "per 1000 inv"},
        {"antal per 100 000 inv", "per 100 000 inv"},
        {"kr/inv", "kronor per inv"},
        {"kg/inv", "kg/inv"},
        {"antal", NULL},
        {"index 1-100", NULL},
        {"nöjdhetsindex", NULL},
        {"1-4", NULL},
        {"andel av målet", NULL},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *many = mdl_unit_any(arena, cases[i][0]).many;
        cr_expect(eq(str, (char *)(many ? many : "-"), (char *)(cases[i][1] ? cases[i][1] : "-")));
    }
    struct mdl_unit own = mdl_unit_any(arena, "index 1–100"), unit;
    cr_expect(mdl_unit_of(arena, "index 1-100", &own, &unit));
    cr_expect(eq(str, (char *)unit.name, (char *)own.name));
    cr_expect(not(mdl_unit_of(arena, "index 1-10", &own, &unit)));
    aj_arena_free(arena);
}

Test(words, names_fold_case_spaces_and_dashes)
{
    struct aj_arena *arena = aj_arena_new();
    cr_assert_str_eq(mdl_fold(arena, "  Årets\u00A0 RESULTAT. "), "årets resultat");
    cr_assert_str_eq(mdl_fold(arena, "Jan–Aug"), "jan-aug");
    aj_arena_free(arena);
}

Test(words, headings_tell_year_scenario_part_and_group)
{
    static const struct {
        const char *text;
        int year;
        enum mdl_scenario scenario;
        const char *part, *rest;
    } cases[] = {
        {"Budget 2022", 2022, MDL_BUDGET, "", ""},
        {"Plan 2023", 2023, MDL_PLAN, "", ""},
        {"Utfall 2020", 2020, MDL_OUTCOME, "", ""},
        {"Bokslut\u00A02020", 2020, MDL_OUTCOME, "", ""},
        {"Delmål 2023", 2023, MDL_TARGET, "", ""},
        {"2022", 2022, MDL_UNSAID, "", ""},
        {"År 2022", 2022, MDL_UNSAID, "", ""},
        {"Prognos 2024", 2024, MDL_FORECAST, "", ""},
        {"Utfall jan–aug 2024", 2024, MDL_OUTCOME, "jan-aug", ""},
        {"Alingsås 2024", 2024, MDL_UNSAID, "", "Alingsås"},
        {"Liknande kommuner 2024", 2024, MDL_UNSAID, "", "Liknande kommuner"},
        {"Budgt 2022", 2022, MDL_UNSAID, "", "Budgt"},
        {"Avvikelse", 0, MDL_UNSAID, "", "Avvikelse"},
        {"20222", 0, MDL_UNSAID, "", "20222"},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_heading heading = mdl_heading_parse(arena, cases[i].text);
        cr_assert_eq(heading.period.year, cases[i].year, "%s", cases[i].text);
        cr_assert_eq(heading.period.scenario, cases[i].scenario, "%s", cases[i].text);
        cr_assert_str_eq(heading.period.part ? heading.period.part : "", cases[i].part);
        cr_assert_str_eq(heading.rest, cases[i].rest);
    }
    aj_arena_free(arena);
}

Test(words, periods_are_years_spans_and_lists)
{
    static const struct {
        const char *text;
        uint32_t count;
        int first, last;
        bool span;
    } good[] = {
        {"2024", 1, 2024, 2024, false},          {"2022–2026", 5, 2022, 2026, true},
        {"2022-2024", 3, 2022, 2024, true},      {"2020 2019 2018", 3, 2020, 2018, false},
        {"2022 och 2023", 2, 2022, 2023, false}, {"2018, 2021", 2, 2018, 2021, false},
        {"Utfall 2021", 1, 2021, 2021, false},   {"Utfall jan–aug 2024", 1, 2024, 2024, false},
    };
    static const char *const bad[] = {"",   "nästa år", "2024–2022", "1000–2999",
                                      "24", "2022–",    "20222023",  "2022–2024x"};
    struct aj_arena *arena = aj_arena_new();
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cr_assert(mdl_periods_parse(arena, good[i].text, &periods, &count, &span), "%s", good[i].text);
        cr_assert_eq(count, good[i].count, "%s", good[i].text);
        cr_assert_eq(periods[0].year, good[i].first);
        cr_assert_eq(periods[count - 1].year, good[i].last);
        cr_assert_eq(span, good[i].span);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not(mdl_periods_parse(arena, bad[i], &periods, &count, &span), "%s", bad[i]);
    aj_arena_free(arena);
}

/* A cell as "value(decimals)@year:letter" or the kind of missing, parted by spaces. */
static const char *cell_text(struct aj_arena *arena, const struct mdl_cell *cell)
{
    const char *text = "";
    for (uint32_t i = 0; i < cell->count; i++) {
        const struct mdl_value *value = &cell->values[i];
        const char *one = value->missing
                              ? mdl_missing_name(value->missing)
                              : aj_printf(arena, "%s(%d)", aj_rat_text(arena, value->value), value->decimals);
        char letter[3] = {value->letter ? ':' : '\0', value->letter, '\0'};
        if (value->year)
            one = aj_printf(arena, "%s@%d", one, value->year);
        text = aj_printf(arena, "%s%s%s%s%s", text, i ? " " : "", one, letter, value->point ? "!" : "");
    }
    return text;
}

Test(words, cells_hold_figures_dates_letters_and_kinds_of_missing)
{
    static const struct {
        const char *text, *read;
    } good[] = {
        {"-2 509 587", "-2509587(0)"},
        {"\u22122\u00A0509\u00A0587", "-2509587(0)"},
        {"83,18", "4159/50(2)"},
        {"88.9", "889/10(1)!"},
        {"56%", "56(0)"},
        {"3,4 %", "17/5(1)"},
        {"15 (2023)", "15(0)@2023"},
        {"2,28 (2020) 2,50 (2021)", "57/25(2)@2020 5/2(2)@2021"},
        {"a. 98\nb. 55", "98(0):a 55(0):b"},
        {"a.-\nb.-\nc.-", "not-reported:a not-reported:b not-reported:c"},
        {"-", "not-reported"},
        {"–", "not-reported"},
        {".", "not-applicable"},
        {"..", "confidential"},
        {"i.u.", "no-data"},
        {"", "empty"},
        {" ", "empty"},
    };
    static const char *const bad[] = {"x",         "12x",  "1 2 3", "2,28 2,50", "(2020)",
                                      "12 (i år)", "a. x", "1,,2",  "i.x."};
    struct aj_arena *arena = aj_arena_new();
    struct mdl_cell cell;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cr_assert(mdl_cell_parse(arena, good[i].text, &cell), "%s", good[i].text);
        cr_assert_str_eq(cell_text(arena, &cell), good[i].read);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not(mdl_cell_parse(arena, bad[i], &cell), "%s", bad[i]);
    aj_arena_free(arena);
}

Test(words, parts_of_years_are_read_in_every_way_of_writing)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"T1 2024", "tertial 1 2024"},
        {"Tertial 2 2024", "tertial 2 2024"},
        {"2024T3", "tertial 3 2024"},
        {"andra tertialet 2024", "tertial 2 2024"},
        {"kvartal 2 2024", "kvartal 2 2024"},
        {"2024K2", "kvartal 2 2024"},
        {"2024kv2", "kvartal 2 2024"},
        {"Q4 2024", "kvartal 4 2024"},
        {"Utfall kv 3 2024", "Utfall kvartal 3 2024"},
        {"2024M01", "januari 2024"},
        {"2024M12", "december 2024"},
        {"Januari 2024", "januari 2024"},
        {"sept 2024", "september 2024"},
        {"jan\u2013aug 2024", "jan–aug 2024"},
        {"Utfall januari - augusti 2024", "Utfall jan–aug 2024"},
        {"Prognos helår 2024", "Prognos 2024"},
        {"Helårsprognos 2024", "Prognos 2024"},
        {"Årsbudget 2024", "Budget 2024"},
        {"2024-08-31", "jan–aug 2024"},
        {"20240831", "jan–aug 2024"},
        {"Utfall 240831", "Utfall jan–aug 2024"},
        {"Prognos 2024-12-31", "Prognos 2024"},
        {"31 aug 2024", "jan–aug 2024"},
        {"per den 29 februari 2024", "jan–feb 2024"},
        {"Utfall per 31 januari 2024", "Utfall januari 2024"},
        {"Utfall 202401-202408", "Utfall jan–aug 2024"},
        {"Budget 2024-01–2024-04", "Budget jan–apr 2024"},
        {"första halvåret 2024", "halvår 1 2024"},
        {"H2 2024", "halvår 2 2024"},
        {"halvår 1 2024", "halvår 1 2024"},
        {"År 2024", "2024"},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_heading heading = mdl_heading_parse(arena, cases[i].text);
        cr_assert_str_eq(mdl_period_text(arena, heading.period), cases[i].shown, "%s", cases[i].text);
        cr_assert_str_eq(heading.rest, "", "%s", cases[i].text);
        struct mdl_period *periods;
        uint32_t count;
        bool span;
        cr_assert(mdl_periods_parse(arena, cases[i].text, &periods, &count, &span), "%s", cases[i].text);
        cr_assert_eq(count, 1);
        cr_assert_str_eq(mdl_period_text(arena, periods[0]), cases[i].shown);
    }
    static const char *const none[] = {"2024-08-30",   "240431",         "202402-202408", "2024-13-31",
                                       "T4 2024",      "kvartal 5 2024", "2024M13",       "2024K0",
                                       "aug-jan 2024", "tertialer 2024"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_assert_null(mdl_heading_parse(arena, none[i]).period.part, "%s", none[i]);
    static const char *const order[] = {"januari", "jan-mar",   "kvartal 1", "tertial 1",
                                        "maj",     "kvartal 4", "december",  NULL};
    for (size_t i = 1; i < sizeof order / sizeof *order; i++)
        cr_assert(mdl_part_order(order[i - 1]) <= mdl_part_order(order[i]), "%s", order[i - 1]);
    aj_arena_free(arena);
}

Test(words, what_is_told_up_to_a_month_begins_the_year)
{
    static const struct {
        const char *text, *shown, *rest;
    } cases[] = {
        {"Ack utfall aug 2024", "Utfall jan–aug 2024", ""},
        {"Utfall t.o.m. augusti 2024", "Utfall jan–aug 2024", ""},
        {"Utfall ack. jan–aug 2024", "Utfall jan–aug 2024", ""},
        {"Ack utfall december 2024", "Utfall 2024", ""},
        {"Tom", "0", "Tom"},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_heading heading = mdl_heading_parse(arena, cases[i].text);
        cr_assert_str_eq(mdl_period_text(arena, heading.period), cases[i].shown, "%s", cases[i].text);
        cr_assert_str_eq(heading.rest, cases[i].rest);
    }
    aj_arena_free(arena);
}

Test(words, parts_of_years_have_words_for_running_text_and_a_last_day)
{
    static const struct {
        const char *text, *prose, *end;
    } cases[] = {
        {"2024", "2024", "31 december 2024"},
        {"jan-aug 2024", "januari–augusti 2024", "31 augusti 2024"},
        {"T1 2024", "första tertialet 2024", "30 april 2024"},
        {"kvartal 3 2024", "tredje kvartalet 2024", "30 september 2024"},
        {"H2 2024", "andra halvåret 2024", "31 december 2024"},
        {"2024M02", "februari 2024", "29 februari 2024"},
        {"delår 2024", "delår 2024", NULL},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_period period = mdl_heading_parse(arena, cases[i].text).period;
        const char *end = mdl_period_end(arena, period);
        cr_assert_str_eq(mdl_period_prose(arena, period), cases[i].prose);
        cr_assert_str_eq(end ? end : "", cases[i].end ? cases[i].end : "");
    }
    cr_assert(mdl_part_same("tertial 1", "jan-apr"));
    cr_assert(mdl_part_same("kvartal 1", "jan-mar"));
    cr_assert(mdl_part_same("delår", "delår"));
    cr_assert_not(mdl_part_same("tertial 2", "jan-aug"));
    cr_assert_not(mdl_part_same(NULL, "jan-aug"));
    cr_assert_not(mdl_part_same("delår", "jan-aug"));
    aj_arena_free(arena);
}

Test(words, units_of_money_convert_exactly)
{
    static const struct {
        const char *unit, *in_kronor;
    } cases[] = {
        {"kr", "1"},
        {"kronor", "1"},
        {"SEK", "1"},
        {"öre", "1/100"},
        {"tkr", "1000"},
        {"kkr", "1000"},
        {"tusen kronor", "1000"},
        {"tusental kronor", "1000"},
        {"mnkr", "1000000"},
        {"mkr", "1000000"},
        {"Mkr", "1000000"},
        {"miljoner kronor", "1000000"},
        {"miljoner kr", "1000000"},
        {"mdkr", "1000000000"},
        {"miljarder kronor", "1000000000"},
        {"mdr kr", "1000000000"},
        {"miljarder kr", "1000000000"},
        {"kr/inv", "1"},
        {"kronor per invånare", "1"},
        {"tkr/inv", "1000"},
        {"öre/kWh", "1/100"},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdl_unit unit;
        cr_assert(mdl_unit_known(arena, cases[i].unit, &unit), "%s", cases[i].unit);
        cr_assert_str_eq(aj_rat_text(arena, unit.scale), cases[i].in_kronor);
    }
    struct mdl_unit a, b, c;
    cr_assert(mdl_unit_known(arena, "kr/inv", &a) && mdl_unit_known(arena, "tkr per invånare", &b) &&
              mdl_unit_known(arena, "kr", &c));
    cr_assert(mdl_unit_like(&a, &b));
    cr_assert_not(mdl_unit_like(&a, &c));
    aj_arena_free(arena);
}

Test(words, headings_name_whose_figures_stand_below_them)
{
    static const struct {
        const char *text;
        enum mdl_organisation kind;
    } cases[] = {
        {"Storby", MDL_ORG_SINGLE},
        {"Länstidningen", MDL_ORG_SINGLE},
        {"Liknande kommuner, grundskola", MDL_ORG_SIMILAR},
        {"Strukturellt liknande kommuner", MDL_ORG_SIMILAR},
        {"Kommungrupp pendlingskommun", MDL_ORG_SIMILAR},
        {"Riket", MDL_ORG_NATION},
        {"Hela riket", MDL_ORG_NATION},
        {"Riksgenomsnitt", MDL_ORG_NATION},
        {"Alla kommuner, ovägt medel", MDL_ORG_MEAN},
        {"Kommungenomsnitt", MDL_ORG_MEAN},
        {"Skåne län", MDL_ORG_COUNTY},
        {"Västra Götalands läns kommuner (ovägt medel)", MDL_ORG_COUNTY},
        {"Kommunerna i länet", MDL_ORG_COUNTY},
        {"Länets kommuner", MDL_ORG_COUNTY},
    };
    struct aj_arena *arena = aj_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_assert_eq(mdl_organisation_of(arena, cases[i].text), cases[i].kind, "%s", cases[i].text);
    aj_arena_free(arena);
}
