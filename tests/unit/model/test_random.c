/* Properties over random values: seeded, so that each run is the same. */
#include "base/number.h"
#include "model/model.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(model_random);

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int64_t below(uint32_t *state, uint32_t most)
{
    return next(state) % most;
}

/* There and back between every two like units gives the same value, exactly. */
Test(model_random, conversions_come_back)
{
    static const char *const names[] = {"kr",
                                        "öre",
                                        "tkr",
                                        "mnkr",
                                        "mkr",
                                        "mdkr",
                                        "procent",
                                        "procentenheter",
                                        "promille",
                                        "antal",
                                        "dagar",
                                        "dygn",
                                        "veckor",
                                        "timmar",
                                        "minuter",
                                        "månader",
                                        "år",
                                        "invånare",
                                        "personer",
                                        "kr per invånare",
                                        "tkr per invånare",
                                        "mnkr per invånare",
                                        "kr/inv",
                                        "antal/1000 inv",
                                        "placering",
                                        "index"};
    enum { NAMES = sizeof names / sizeof *names };
    struct aj_arena *arena = aj_arena_new();
    uint32_t state = 20260214, pairs = 0;
    for (int i = 0; i < NAMES; i++)
        for (int j = 0; j < NAMES; j++) {
            struct mdl_unit a = mdl_unit_any(arena, names[i]), b = mdl_unit_any(arena, names[j]);
            cr_assert_eq(mdl_unit_like(&a, &b), !strcmp(a.dimension, b.dimension));
            for (int n = 0; mdl_unit_like(&a, &b) && n < 20; n++, pairs++) {
                struct aj_rat value =
                    aj_rat_frac(arena, below(&state, 2000000) - 1000000, 1 + below(&state, 999));
                struct aj_rat there = aj_rat_div(arena, aj_rat_mul(arena, value, a.scale), b.scale);
                struct aj_rat back = aj_rat_div(arena, aj_rat_mul(arena, there, b.scale), a.scale);
                cr_assert_eq(aj_rat_cmp(back, value), 0, "%s %s", names[i], names[j]);
            }
        }
    cr_expect_gt(pairs, 1000);
    aj_arena_free(arena);
}

/* What is printed with any number of decimals, in a table's cell, is read as what was printed. */
Test(model_random, cells_read_back_what_is_printed)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t state = 7;
    static const char *const after[] = {"", " %", "%", " (2023)"};
    for (int n = 0; n < 4000; n++) {
        int decimals = n % 10;
        int64_t size = 1;
        for (int64_t d = below(&state, 12); d > 0; d--)
            size *= 10;
        struct aj_rat value = aj_rat_frac(
            arena, (below(&state, 2000000) - 1000000) * size + below(&state, 97), 1 + below(&state, 100000));
        struct aj_rat rounded = aj_rat_round(arena, value, decimals);
        const char *text = aj_number_format(arena, value, decimals), *end = after[n % 4];
        struct aj_number number;
        cr_assert(aj_number_parse(arena, text, &number), "%s", text);
        cr_assert_eq(number.length, strlen(text), "%s", text);
        cr_assert_eq(number.decimals, decimals, "%s", text);
        cr_assert_eq(aj_rat_cmp(number.value, rounded), 0, "%s", text);
        struct mdl_cell cell;
        cr_assert(mdl_cell_parse(arena, aj_printf(arena, "%s%s", text, end), &cell), "%s%s", text, end);
        cr_assert_eq(cell.count, 1);
        cr_assert_eq(aj_rat_cmp(cell.values[0].value, rounded), 0, "%s%s", text, end);
        cr_assert_eq(cell.values[0].decimals, decimals);
        cr_assert_eq(cell.values[0].percent, strchr(end, '%') != NULL);
        cr_assert_eq(cell.values[0].year, n % 4 == 3 ? 2023 : 0);
    }
    aj_arena_free(arena);
}

static void put_figure(char *out, size_t size, int64_t figure, int decimals)
{
    static const int64_t tens[] = {1, 10, 100};
    int64_t whole = (figure < 0 ? -figure : figure) / tens[decimals],
            rest = (figure < 0 ? -figure : figure) % tens[decimals];
    if (decimals)
        snprintf(out, size, "%s%lld,%0*lld", figure < 0 ? "-" : "", (long long)whole, decimals,
                 (long long)rest);
    else
        snprintf(out, size, "%s%lld", figure < 0 ? "-" : "", (long long)whole);
}

/*
 * A total that is off by less than half a unit a figure is a note, and one unit more is an error: neither
 * sooner nor later, whatever the number of rows, the decimals, and missing figures among them.
 */
Test(model_random, footing_accepts_rounding_and_no_more)
{
    uint32_t state = 99;
    for (int n = 0; n < 300; n++) {
        struct aj_job *job = aj_job_new(NULL, AJ_SOURCE_DIR "/templates");
        struct mdl_model *model = mdl_model_new(job);
        int rows = 1 + (int)below(&state, 12), decimals = (int)below(&state, 3), present = 0;
        int64_t sum = 0;
        char text[1000] = "Nämnd;Budget 2026\n", figure[64];
        for (int i = 0; i < rows; i++) {
            int64_t value = below(&state, 2000000) - 500000;
            bool missing = i && !below(&state, 6);
            put_figure(figure, sizeof figure, value, decimals);
            snprintf(text + strlen(text), sizeof text - strlen(text), "Nämnd nummer %c%c;%s\n", 'A' + i,
                     'A' + i, missing ? "-" : figure);
            sum += missing ? 0 : value;
            present += !missing;
        }
        /* every present figure and the total itself may be half a unit off */
        int64_t most = present / 2, off = below(&state, 2) ? most + 1 : most;
        bool note = 2 * off < present + 1;
        if (below(&state, 2))
            off = -off;
        put_figure(figure, sizeof figure, sum + off, decimals);
        snprintf(text + strlen(text), sizeof text - strlen(text), "Summa kommunbidrag;%s\n", figure);
        struct src_table *source = src_csv_parse(job, "drift.csv", text, strlen(text));
        cr_assert_not_null(source);
        cr_assert_not_null(mdl_take(model, source, (struct mdl_hint){.unit = "tkr"}, 0));
        uint32_t errors = 0, notes = 0;
        for (uint32_t i = 0; i < job->diags->len; i++) {
            errors += job->diags->items[i].code == AJ_E0206;
            notes += job->diags->items[i].code == AJ_N0207;
        }
        cr_assert_eq(errors, off && !note, "%s", text);
        cr_assert_eq(notes, off && note, "%s", text);
        aj_job_free(job);
    }
}
