#include "base/path.h"

#include "suite.h"

AJ_SUITE(path);

Test(path, the_name_is_the_last_part)
{
    cr_expect_str_eq(aj_path_name("a/b/c.xml"), "c.xml");
    cr_expect_str_eq(aj_path_name("c.xml"), "c.xml");
    cr_expect_str_eq(aj_path_name("/c.xml"), "c.xml");
    cr_expect_str_eq(aj_path_name("a/"), "");
    cr_expect_str_eq(aj_path_name("/"), "");
}

Test(path, what_is_below_a_folder_is_told_from_what_only_begins_like_it)
{
    cr_expect_str_eq(aj_path_below("/in", "/in/a/b"), "a/b");
    cr_expect_str_eq(aj_path_below("/in/", "/in/a"), "a");
    cr_expect_str_eq(aj_path_below("/", "/in"), "in");
    cr_expect_str_eq(aj_path_below("in", "in/a"), "a");
    cr_expect_null(aj_path_below("/in", "/in-templates/a"));
    cr_expect_null(aj_path_below("/in", "/in"));
    cr_expect_null(aj_path_below("/in", "/i"));
}
