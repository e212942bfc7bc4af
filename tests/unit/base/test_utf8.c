#include "base/utf8.h"

#include "suite.h"

AJ_SUITE(utf8);

Test(utf8, a_list_has_whole_words_only)
{
    cr_assert(aj_list_has("num sum total", "sum"));
    cr_assert(aj_list_has("num", "num"));
    cr_assert(aj_list_has("  num\tsum\r\n total ", "total"));
    cr_assert_not(aj_list_has("num summa", "sum"));
    cr_assert_not(aj_list_has("delsum sum-1", "sum"));
}

Test(utf8, nothing_is_in_no_list)
{
    cr_assert_not(aj_list_has(NULL, "sum"));
    cr_assert_not(aj_list_has("", "sum"));
    cr_assert_not(aj_list_has("num  sum ", ""), "the empty word is in none");
}

Test(utf8, white_space_is_skipped_with_its_no_break_space)
{
    cr_assert_str_eq(aj_skip_space(" \t\r\n\xC2\xA0 1\xC2\xA0\x32 "), "1\xC2\xA0\x32 ");
    cr_assert_str_eq(aj_skip_space("\xC3\xA5r"), "\xC3\xA5r");
    cr_assert_str_eq(aj_skip_space(" \xC2"), "\xC2", "half a character is none");
    cr_assert_str_eq(aj_skip_space("\xC2\xA0"), "");
}
