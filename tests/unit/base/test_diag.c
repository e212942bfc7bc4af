#include "base/diag.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(diag);

Test(diag, prints_place_caret_and_hint)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    struct aj_diags *diags = aj_diags_new(arena, places);
    const char *text = "Post;2022\nÅrets <source file=\"x\"/>\n";
    uint32_t file = aj_places_add_file(places, "report.xml", text, strlen(text));
    aj_at at = aj_places_add(places, file, 2, 7);
    aj_places_label(places, at, "Årets resultat, 2022");
    aj_diag_add(diags, AJ_E0101, at, "x", "No such file or directory", NULL);
    struct aj_buf out = AJ_BUF_INIT;
    aj_diag_print(diags, &diags->items[0], AJ_ENGLISH, &out);
    cr_assert_str_eq(out.data, "report.xml:2:7: error: cannot read \"x\": No such file or directory "
                               "(Årets resultat, 2022) [E0101]\n"
                               "    Årets <source file=\"x\"/>\n"
                               "          ^\n"
                               "  hint: check the name and the folder; the path is relative to the file that "
                               "names it\n");
    cr_assert_eq(aj_diags_count(diags, AJ_ERROR), 1);
    uint32_t counts[AJ_FAULT + 1];
    cr_expect_eq(aj_diags_tally(diags, counts), 0);
    cr_expect(counts[AJ_ERROR] == 1 && counts[AJ_WARNING] == 0);
    diags->items[0].accepted = "so it is";
    cr_expect_eq(aj_diags_tally(diags, counts), 1);
    cr_expect_eq(counts[AJ_ERROR], 0);
    aj_buf_free(&out);
    aj_arena_free(arena);
}

Test(diag, did_you_mean_folds_case_and_keeps_its_distance)
{
    static const char *const names[] = {"Avskrivningar", "Årets resultat", "Skatteintäkter"};
    cr_assert_str_eq(aj_did_you_mean("avskrivning", names, 3), "Avskrivningar");
    cr_assert_str_eq(aj_did_you_mean("ÅRETS RESULTAT", names, 3), "Årets resultat");
    cr_assert_null(aj_did_you_mean("Soliditet", names, 3));
    static const char *const boards[] = {"Arbetsmarknads- och socialnämnden med anslag",
                                         "Arbetsmarknads- och socialnämnden", "Kultur- och fritidsnämnden"};
    cr_assert_str_eq(aj_did_you_mean("Socialnämnden", boards, 3), boards[1]);
    cr_assert_null(aj_did_you_mean("Nämnden", boards, 3)); /* no word of its own */
    cr_assert_null(aj_did_you_mean("och", boards, 3));
    static const char *const words[] = {"build", "check"};
    cr_assert_str_eq(aj_did_you_mean("biuld", words, 2), "build");
}

Test(diag, what_is_no_text_cannot_spoil_the_terminal)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    struct aj_diags *diags = aj_diags_new(arena, places);
    static const char text[] = "p { \xFF\x1B[2J }\n";
    uint32_t file = aj_places_add_file(places, "th\xE4me.css", text, sizeof text - 1);
    aj_diag_add(diags, AJ_E0102, aj_places_add(places, file, 1, 5), "a\xC3/\x9B", "b", NULL);
    struct aj_buf out = AJ_BUF_INIT;
    aj_diag_print(diags, &diags->items[0], AJ_ENGLISH, &out);
    cr_assert_str_eq(
        out.data,
        "th\uFFFDme.css:1:5: error: \"a\uFFFD/\uFFFD\" is outside the organisation's folder "
        "[E0102]\n"
        "    p { \uFFFD\uFFFD[2J }\n"
        "        ^\n"
        "  hint: move the file into \"b\" or below it; else whoever runs arshjul can allow its folder "
        "with --allow\n");
    aj_buf_free(&out);
    aj_arena_free(arena);
}

Test(diag, one_line_has_no_words_of_the_file)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    struct aj_diags *diags = aj_diags_new(arena, places);
    static const char text[] = "<p>hemligt</p>\n";
    uint32_t file = aj_places_add_file(places, "report.xml", text, sizeof text - 1),
             theme = aj_places_add_file(places, "theme.css", text, sizeof text - 1);
    aj_diag_add(diags, AJ_E0102, aj_places_add(places, file, 1, 4), "a\nb", "c", NULL)->template_at =
        aj_places_add(places, theme, 1, 2);
    aj_diag_add(diags, AJ_E0102, 0, "a", "b", NULL)->accepted = "ett skäl";
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < diags->len; i++)
        aj_diag_print_line(diags, &diags->items[i], AJ_ENGLISH, &out);
    cr_assert_str_eq(out.data,
                     "report.xml:1:4: error: \"a b\" is outside the organisation's folder [E0102]; "
                     "template: theme.css:1:2; hint: move the file into \"c\" or below it; else whoever runs "
                     "arshjul can allow its folder with --allow\n"
                     "arshjul: error: \"a\" is outside the organisation's folder [E0102] accepted\n");
    aj_buf_free(&out);
    aj_arena_free(arena);
}
