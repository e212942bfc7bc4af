#include "base/place.h"

#include "base/buf.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(place);

static const char *resolve(const void *data, uint32_t index, struct aj_arena *arena, size_t *offset)
{
    *offset = ((const size_t *)data)[index];
    return aj_printf(arena, "cell %u", index);
}

Test(place, places_alone_and_in_ranges_live_side_by_side)
{
    static const char text[] = "å;b\r\nc;ö\rx;y\nlast";
    static const size_t offsets[] = {0, 3, 6, 8, 11, 13, 15};
    static const struct {
        uint32_t line, column;
        const char *line_text;
    } expected[] = {{1, 1, "å;b"}, {1, 3, "å;b"}, {2, 1, "c;ö"}, {2, 3, "c;ö"},
                    {3, 1, "x;y"}, {3, 3, "x;y"}, {4, 1, "last"}};
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    uint32_t file = aj_places_add_file(places, "t.csv", text, sizeof text - 1);
    uint32_t other = aj_places_add_file(places, "r.xml", NULL, 0);
    aj_at before = aj_places_add(places, other, 7, 8);
    aj_at first = aj_places_add_range(places, file, 7, resolve, offsets);
    aj_at between = aj_places_add(places, other, 9, 10);
    aj_at again = aj_places_add_range(places, file, 2, resolve, offsets);
    aj_at after = aj_places_add(places, file, 2, 3);
    aj_places_label(places, between, "between");
    aj_places_label(places, after, "after");
    for (uint32_t i = 0; i < 7; i++) {
        struct aj_place place = aj_places_at(places, first + i);
        cr_assert_str_eq(place.file, "t.csv");
        cr_assert_eq(place.line, expected[i].line, "%u: %u", i, place.line);
        cr_assert_eq(place.column, expected[i].column, "%u: %u", i, place.column);
        cr_assert_eq(place.line_length, strlen(expected[i].line_text));
        cr_assert_eq(memcmp(place.line_text, expected[i].line_text, place.line_length), 0);
        cr_assert_str_eq(place.label, aj_printf(arena, "cell %u", i));
    }
    cr_assert_eq(aj_places_at(places, before).line, 7);
    cr_assert_null(aj_places_at(places, before).label);
    cr_assert_eq(aj_places_at(places, between).column, 10);
    cr_assert_str_eq(aj_places_at(places, between).label, "between");
    cr_assert_str_eq(aj_places_at(places, again + 1).label, "cell 1");
    cr_assert_str_eq(aj_places_at(places, after).label, "after");
    cr_assert_eq(aj_places_at(places, after).line_length, 4);
    cr_assert_null(aj_places_at(places, after + 1).file);
    cr_assert_null(aj_places_at(places, 0).file);
    aj_arena_free(arena);
}

Test(place, a_full_table_gives_no_place)
{
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    uint32_t file = aj_places_add_file(places, "t.csv", "", 0);
    cr_assert_eq(aj_places_add_range(places, file, 0, resolve, NULL), 0);
    cr_assert_neq(aj_places_add_range(places, file, UINT32_MAX - 10, resolve, NULL), 0);
    cr_assert_eq(aj_places_add_range(places, file, 100, resolve, NULL), 0);
    for (int i = 0; i < 20; i++)
        aj_places_add(places, file, 1, 1);
    cr_assert_eq(aj_places_add(places, file, 1, 1), 0);
    aj_arena_free(arena);
}

Test(place, a_piece_of_a_line_shows_what_the_whole_line_did)
{
    enum { LONG = 1000, STEP = 7 };
    struct aj_arena *arena = aj_arena_new();
    struct aj_places *places = aj_places_new(arena);
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "first\n");
    for (int i = 0; i < LONG; i++)
        aj_buf_str(&text, i % 3 ? "a" : i % 2 ? "\xC3\xA5" : "\xE2\x82\xAC");
    uint32_t whole = aj_places_add_file(places, "t.xml", text.data, text.len);
    for (uint32_t column = 1; column <= LONG + 2; column += STEP) {
        struct aj_place place = aj_places_at(places, aj_places_add(places, whole, 2, column));
        struct aj_excerpt shown, again;
        cr_assert(aj_place_excerpt(&place, &shown));
        uint32_t skipped = 0;
        for (size_t i = 0; i < shown.start; i++)
            skipped += ((unsigned char)place.line_text[i] & 0xC0) != 0x80;
        size_t length = shown.end - shown.start;
        uint32_t piece =
            aj_places_add_piece(places, "t.xml", 2, skipped, place.line_text + shown.start, length);
        struct aj_place told = aj_places_at(places, aj_places_add(places, piece, 2, column));
        cr_assert_eq(told.line, 2);
        cr_assert_eq(told.column, column);
        cr_assert(aj_place_excerpt(&told, &again), "column %u", column);
        cr_assert_eq(again.start, 0, "column %u", column);
        cr_assert_eq(again.end, length, "column %u", column);
        cr_assert_eq(again.before, shown.before - shown.start, "column %u", column);
    }
    struct aj_place elsewhere =
        aj_places_at(places, aj_places_add(places, aj_places_add_piece(places, "t.xml", 2, 0, "x", 1), 3, 1));
    cr_assert_null(elsewhere.line_text);
    aj_buf_free(&text);
    aj_arena_free(arena);
}
