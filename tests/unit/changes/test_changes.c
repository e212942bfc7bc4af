/* Two editions laid side by side. */
#include "changes/internal.h"

#include "suite.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(changes);

static struct chg_edition edition(const char *content, const char *metrics)
{
    struct chg_edition out = {.path = "x", .record = json_object()};
    json_error_t error;
    json_t *loaded = json_loads(content, 0, &error);
    cr_assert_not_null(loaded, "%s: %s", content, error.text);
    json_object_set_new(out.record, "content", loaded);
    json_object_set_new(out.record, "metrics", json_loads(metrics, 0, NULL));
    return out;
}

/* Paragraphs are one letter each before ':' (their heading) and their text after it, parted by '|'. */
static json_t *paragraphs(const char *text)
{
    json_t *array = json_array();
    while (*text) {
        size_t n = strcspn(text, "|");
        const char where[2] = {text[0], '\0'};
        json_array_append_new(array, json_pack("{s:s, s:s%}", "where", where, "text", text + 2, n - 2));
        text += n + (text[n] == '|');
    }
    return array;
}

static const struct {
    const char *before, *after, *text;
} cases[] = {
    {"a:ett|a:två", "a:ett|a:två", "no changes\n"},
    {"a:ett|a:två", "a:ett|a:tre|a:två", "Text\n  new: a\n    tre\n"},
    {"a:ett|b:två", "a:ett", "Text\n  removed: b\n    två\n"},
    {"a:Kommunen har tio skolor och ett badhus", "a:Kommunen har nio skolor och ett badhus",
     "Text\n  reworded: a\n    Kommunen har [-tio-] {+nio+} skolor och ett badhus\n"},
    {"a:Resultatet blir 4,0 procent", "a:Resultatet blir 3,97 procent",
     "Text\n  new figures: a\n    Resultatet blir [-4,0-] {+3,97+} procent\n"},
    {"a:en två tre fyra fem sex sju åtta nio tio elva tolv slut",
     "a:en två tre fyra fem sex sju åtta nio tio elva tolv nytt slut",
     "Text\n  reworded: a\n    … nio tio elva tolv {+nytt+} slut\n"},
    {"a:det första stycket om skolan|a:det andra stycket om vården",
     "a:det första stycket om skolan här|a:något helt annat som kom till|a:det andra stycket om vården där",
     "Text\n  reworded: a\n    det första stycket om skolan {+här+}\n  new: a\n    något helt annat som kom "
     "till\n"
     "  reworded: a\n    det andra stycket om vården {+där+}\n"},
    {"", "a:ett", "Text\n  new: a\n    ett\n"},
};

Test(changes, of_paragraphs)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_arena *arena = aj_arena_new();
        struct chg_list list = {0};
        struct aj_buf text = AJ_BUF_INIT;
        json_t *before = paragraphs(cases[i].before), *after = paragraphs(cases[i].after);
        chg_paragraphs(arena, before, after, &list);
        chg_text(arena, &list, &text);
        cr_expect_str_eq(text.data, cases[i].text, "%s > %s: %s", cases[i].before, cases[i].after, text.data);
        json_decref(before);
        json_decref(after);
        aj_buf_free(&text);
        aj_arena_free(arena);
    }
}

Test(changes, of_figures_verdicts_targets_and_rows)
{
    struct aj_arena *arena = aj_arena_new();
    struct chg_edition before = edition(
        "{\"targets\": [{\"name\": \"R\", \"that\": \"A minst 4 procent\"}],"
        "\"verdicts\": [{\"name\": \"R\", \"period\": \"2024\", \"text\": \"uppnås\"}],"
        "\"rows\": [{\"name\": \"D / Skola\", \"cells\": [[\"2022\", \"600\"], [\"2023\", \"620\"]]},"
        "{\"name\": \"D / Bad\", \"cells\": [[\"2022\", \"5\"]]}], \"paragraphs\": []}",
        "[{\"name\": \"A\", \"period\": \"2024\", \"unit\": \"procent\", \"text\": \"4,0\", \"exact\": "
        "\"4\"},"
        "{\"name\": \"B\", \"period\": \"2024\", \"unit\": \"tkr\", \"text\": \"7\", \"exact\": \"7\"},"
        "{\"name\": \"B\", \"period\": \"2024\", \"unit\": \"tkr\", \"text\": \"7\", \"exact\": \"7\"}]");
    struct chg_edition after = edition(
        "{\"targets\": [{\"name\": \"R\", \"that\": \"A minst 3 procent\"}],"
        "\"verdicts\": [{\"name\": \"R\", \"period\": \"2024\", \"text\": \"uppnås inte\"}],"
        "\"rows\": [{\"name\": \"D / Skola\", \"cells\": [[\"2022\", \"600\"], [\"2023\", \"630\"]]},"
        "{\"name\": \"D / Vård\", \"cells\": [[\"2022\", \"9\"], [\"2023\", \"8\"]]}], \"paragraphs\": []}",
        "[{\"name\": \"A\", \"period\": \"2024\", \"unit\": \"procent\", \"text\": \"4,0\", \"exact\": "
        "\"397/100\"}]");
    struct chg_list list = chg_compare(arena, &before, &after);
    struct aj_buf text = AJ_BUF_INIT;
    chg_text(arena, &list, &text);
    cr_assert_str_eq(text.data,
                     "Figures\n"
                     "  changed: A 2024\n    4,0\xC2\xA0procent → 4,0\xC2\xA0procent\n"
                     "  removed: B 2024\n    7\xC2\xA0tkr\n"
                     "Verdicts\n  changed: R 2024\n    uppnås → uppnås inte\n"
                     "Targets\n  changed: R\n    A minst 4 procent → A minst 3 procent\n"
                     "Table rows\n  changed: D / Skola 2023\n    620 → 630\n"
                     "  new: D / Vård\n    2022: 9, 2023: 8\n"
                     "  removed: D / Bad\n    2022: 5\n",
                     "%s", text.data);
    json_t *json = chg_json(&before, &after, &list);
    cr_assert_eq(json_array_size(json_object_get(json, "rows")), 3);
    cr_assert_str_eq(chg_string(json_array_get(json_object_get(json, "figures"), 1), "change"), "removed");
    json_decref(json);
    aj_buf_free(&text);
    chg_edition_free(&before);
    chg_edition_free(&after);
    aj_arena_free(arena);
}

/* Whatever two sequences: partners are equal, in order, and as many as a plain table of lengths says. */
Test(changes, alignment_is_a_longest_common_subsequence)
{
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        struct aj_arena *arena = aj_arena_new();
        uint32_t a[40], b[40], partner[41], n, m, length[41][41] = {{0}}, matched = 0, next = 0;
        seed = seed * 1664525u + 1013904223u;
        n = seed >> 26;
        m = (seed >> 20) & 31;
        n = n > 40 ? 40 : n;
        for (uint32_t i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            a[i] = (seed >> 16) % 6;
            b[i] = (seed >> 24) % 6;
        }
        chg_align(arena, a, n, b, m, partner);
        for (uint32_t i = n; i-- > 0;)
            for (uint32_t j = m; j-- > 0;) {
                uint32_t skip = length[i + 1][j] > length[i][j + 1] ? length[i + 1][j] : length[i][j + 1];
                length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1 : skip;
            }
        for (uint32_t i = 0; i < n; i++) {
            if (partner[i] == UINT32_MAX)
                continue;
            cr_assert(partner[i] >= next && partner[i] < m && a[i] == b[partner[i]]);
            next = partner[i] + 1;
            matched++;
        }
        cr_assert_eq(matched, length[0][0]);
        aj_arena_free(arena);
    }
}
