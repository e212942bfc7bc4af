#include "base/number.h"
#include "base/rat.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(rat);
AJ_SUITE(number);

Test(rat, arithmetic_is_exact)
{
    struct aj_arena *arena = aj_arena_new();
    static const struct {
        const char *a, *b, *sum, *difference, *product, *quotient;
    } cases[] = {
        {"1/3", "1/6", "1/2", "1/6", "1/18", "2"},
        {"-109264", "3/2", "-218525/2", "-218531/2", "-163896", "-218528/3"},
        {"0", "7", "7", "-7", "0", "0"},
        {"18446744073709551616", "1/18446744073709551616",
         "340282366920938463463374607431768211457/18446744073709551616",
         "340282366920938463463374607431768211455/18446744073709551616", "1",
         "340282366920938463463374607431768211456"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_rat a, b;
        cr_assert(aj_rat_parse(arena, cases[i].a, &a));
        cr_assert(aj_rat_parse(arena, cases[i].b, &b));
        cr_assert_str_eq(aj_rat_text(arena, aj_rat_add(arena, a, b)), cases[i].sum);
        cr_assert_str_eq(aj_rat_text(arena, aj_rat_sub(arena, a, b)), cases[i].difference);
        cr_assert_str_eq(aj_rat_text(arena, aj_rat_mul(arena, a, b)), cases[i].product);
        cr_assert_str_eq(aj_rat_text(arena, aj_rat_div(arena, a, b)), cases[i].quotient);
    }
    aj_arena_free(arena);
}

Test(rat, sign_order_and_neighbours)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_rat zero = {0}, third = aj_rat_frac(arena, 1, 3), minus = aj_rat_frac(arena, 2, -4);
    cr_assert_str_eq(aj_rat_text(arena, zero), "0");
    cr_assert_str_eq(aj_rat_text(arena, minus), "-1/2");
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_neg(minus)), "1/2");
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_abs(minus)), "1/2");
    cr_assert_eq(aj_rat_sign(zero), 0);
    cr_assert_eq(aj_rat_sign(minus), -1);
    cr_assert_eq(aj_rat_cmp(third, minus), 1);
    cr_assert_eq(aj_rat_cmp(minus, zero), -1);
    cr_assert_eq(aj_rat_cmp(third, aj_rat_frac(arena, 3, 9)), 0);
    cr_assert(aj_rat_double(third) == 1.0 / 3.0);
    cr_assert(aj_rat_double(aj_rat_frac(arena, -2, 3)) == -2.0 / 3.0);
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_int(arena, INT64_MIN)), "-9223372036854775808");
    cr_assert(aj_rat_double(aj_rat_mul(arena, aj_rat_pow10(arena, 200), aj_rat_pow10(arena, 200))) > 1e308);
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_pow10(arena, 20)), "100000000000000000000");
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_pow10(arena, -3)), "1/1000");
    cr_assert_str_eq(aj_rat_text(arena, aj_rat_pow10(arena, 0)), "1");
    aj_arena_free(arena);
}

Test(rat, rounds_half_away_from_zero)
{
    struct aj_arena *arena = aj_arena_new();
    static const struct {
        const char *value, *rounded;
        int decimals;
    } cases[] = {
        {"5/2", "3", 0},        {"-5/2", "-3", 0},          {"249/100", "2", 0}, {"5/100", "1/10", 1},
        {"-5/100", "-1/10", 1}, {"1423325", "1423000", -3}, {"500", "1000", -3}, {"499", "0", -3},
        {"-500", "-1000", -3},  {"1/3", "333/1000", 3},     {"0", "0", 5},       {"-1/1000", "0", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_rat value;
        cr_assert(aj_rat_parse(arena, cases[i].value, &value));
        cr_assert_str_eq(aj_rat_text(arena, aj_rat_round(arena, value, cases[i].decimals)), cases[i].rounded,
                         "%s", cases[i].value);
    }
    aj_arena_free(arena);
}

Test(rat, refuses_what_is_no_rational)
{
    struct aj_arena *arena = aj_arena_new();
    static const char *const wrong[] = {"",     "-",  "1/", "/2", "1/0", "1/00",
                                        "1/-2", "+1", " 1", "1 ", "1.5", "--1"};
    struct aj_rat value;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(aj_rat_parse(arena, wrong[i], &value), "%s", wrong[i]);
    aj_arena_free(arena);
}

Test(number, reads_what_people_write)
{
    struct aj_arena *arena = aj_arena_new();
    static const struct {
        const char *text, *value;
        size_t length;
        int decimals;
        unsigned flags;
    } cases[] = {
        {"0", "0", 1, 0, 0},
        {"1 423 325", "1423325", 9, 0, 0},
        {"-2 509 587", "-2509587", 10, 0, 0},
        {"\u22120,5", "-1/2", 6, 1, 0},
        {"+3,5", "7/2", 4, 1, 0},
        {"88.9", "889/10", 4, 1, AJ_NUMBER_POINT},
        {"2.54", "127/50", 4, 2, AJ_NUMBER_POINT},
        {"3,4 %", "17/5", 5, 1, AJ_NUMBER_PERCENT},
        {"8,9%", "89/10", 4, 1, AJ_NUMBER_PERCENT},
        {"14\u00A0%", "14", 5, 0, AJ_NUMBER_PERCENT},
        {"2\u00A0509\u00A0587", "2509587", 11, 0, 0},
        {"2\u2009509\u202F587", "2509587", 13, 0, 0},
        {"1 000", "1000", 5, 0, 0},
        {"12 34", "12", 2, 0, 0},
        {"1 0000", "1", 1, 0, 0},
        {"1 234 5678", "1234", 5, 0, 0},
        {"2020 123", "2020", 4, 0, 0},
        {"0 123", "0", 1, 0, 0},
        {"2,28 (2020) 2,50 (2021)", "57/25", 4, 2, 0},
        {"3,", "3", 1, 0, 0},
        {"3,a", "3", 1, 0, 0},
        {"007", "7", 3, 0, 0},
        {"95,17\nb. 47,89", "9517/100", 5, 2, 0},
        {"21.943501", "21943501/1000000", 9, 6, AJ_NUMBER_POINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_number number;
        cr_assert(aj_number_parse(arena, cases[i].text, &number), "%s", cases[i].text);
        cr_assert_str_eq(aj_rat_text(arena, number.value), cases[i].value, "%s", cases[i].text);
        cr_assert_eq(number.length, cases[i].length, "%s: %zu", cases[i].text, number.length);
        cr_assert_eq(number.decimals, cases[i].decimals, "%s", cases[i].text);
        cr_assert_eq(number.flags, cases[i].flags, "%s", cases[i].text);
    }
    aj_arena_free(arena);
}

Test(number, refuses_what_is_no_number)
{
    struct aj_arena *arena = aj_arena_new();
    static const char *const wrong[] = {"",    "-",      "i.u.", "..", ".5",    ",5",
                                        "- 5", "\u2013", "--5",  " 5", "\u2212"};
    struct aj_number number;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(aj_number_parse(arena, wrong[i], &number), "%s", wrong[i]);
    char *digits = aj_alloc(arena, 100001);
    memset(digits, '9', 100000);
    cr_assert_not(aj_number_parse(arena, digits, &number));
    aj_arena_free(arena);
}

Test(number, prints_one_way)
{
    struct aj_arena *arena = aj_arena_new();
    static const struct {
        const char *value, *text;
        int decimals;
    } cases[] = {
        {"0", "0", 0},
        {"0", "0,0", 1},
        {"-1/1000", "0,0", 1},
        {"999", "999", 0},
        {"1000", "1\u00A0000", 0},
        {"-2509587", "\u22122\u00A0509\u00A0587", 0},
        {"1423325/1000", "1\u00A0423,3", 1},
        {"1/20", "0,1", 1},
        {"-1/20", "\u22120,1", 1},
        {"1/200", "0,01", 2},
        {"99995/100", "1\u00A0000,0", 1},
        {"1423325", "1\u00A0423\u00A0000", -3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_rat value;
        cr_assert(aj_rat_parse(arena, cases[i].value, &value));
        cr_assert_str_eq(aj_number_format(arena, value, cases[i].decimals), cases[i].text);
    }
    aj_arena_free(arena);
}

/* A small generator of its own, so that the test is the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

Test(number, what_is_printed_reads_back_the_same)
{
    struct aj_arena *arena = aj_arena_new();
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        int decimals = (int)(next_random(&state) % 7);
        int64_t n = (int64_t)(next_random(&state) >> (next_random(&state) % 60)) / 2;
        struct aj_rat value = aj_rat_int(arena, next_random(&state) & 1 ? n : -n);
        value = aj_rat_mul(arena, value, aj_rat_pow10(arena, -decimals));
        char *text = aj_number_format(arena, value, decimals);
        struct aj_number back;
        cr_assert(aj_number_parse(arena, text, &back), "%s", text);
        cr_assert_eq(back.length, strlen(text), "%s", text);
        cr_assert_eq(back.decimals, decimals, "%s", text);
        cr_assert_eq(aj_rat_cmp(back.value, value), 0, "%s", text);
    }
    aj_arena_free(arena);
}
