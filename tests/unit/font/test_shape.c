#include "fonts.h"
#include "suite.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

AJ_SUITE(shape);

static const struct fnt_word *word(struct bench *bench, const struct fnt_face *face, const char *features,
                                   const char *text)
{
    return fnt_shape(bench->library, face, features, "sv", text, strlen(text));
}

Test(shape, kerns_and_ligates)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, LATO_BOLD_ITALIC);
    int64_t apart = word(&bench, face, NULL, "V")->advance + word(&bench, face, NULL, "A")->advance;
    cr_expect(lt(i64, word(&bench, face, NULL, "VA")->advance, apart));
    cr_expect(eq(i64, word(&bench, face, "kern=0", "VA")->advance, apart));

    const struct fnt_word *ligature = word(&bench, face, NULL, "fi");
    cr_expect(eq(u32, ligature->glyph_count, 1));
    cr_expect(eq(u32, word(&bench, face, "liga=0", "fi")->glyph_count, 2));
    cr_expect(eq(i64, fnt_word_prefix(ligature, 1), -1));
    bench_close(&bench);
}

Test(shape, features_change_figures)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, INTER);
    cr_expect(ne(i64, word(&bench, face, NULL, "1")->advance, word(&bench, face, NULL, "8")->advance));
    cr_expect(eq(i64, word(&bench, face, "tnum", "1")->advance, word(&bench, face, "tnum", "8")->advance));
    const struct fnt_word *both = word(&bench, face, "tnum,zero", "0");
    cr_expect(ne(u16, both->glyphs[0].gid, word(&bench, face, "tnum", "0")->glyphs[0].gid));
    bench_close(&bench);
}

Test(shape, cached_by_everything_that_matters)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS), *other = bench_face(&bench, INTER);
    const struct fnt_word *first = word(&bench, face, NULL, "nämnden");
    char features[] = "tnum", language[] = "sv";
    cr_expect(eq(ptr, (void *)word(&bench, face, NULL, "nämnden"), (void *)first));
    cr_expect(eq(ptr, (void *)fnt_shape(bench.library, face, "", language, "nämndens", 8), (void *)first));
    cr_expect(ne(ptr, (void *)word(&bench, other, NULL, "nämnden"), (void *)first));
    cr_expect(ne(ptr, (void *)word(&bench, face, features, "nämnden"), (void *)first));
    cr_expect(ne(ptr, (void *)fnt_shape(bench.library, face, NULL, "en", "nämnden", 8), (void *)first));
    /* The features' text decides, not where it lies. */
    const struct fnt_word *tabular = word(&bench, face, features, "nämnden");
    memcpy(features, "liga", 4);
    cr_expect(ne(ptr, (void *)word(&bench, face, features, "nämnden"), (void *)tabular));
    cr_expect(eq(str, (char *)first->text, "nämnden"));
    cr_expect(eq(u32, first->length, 8));
    bench_close(&bench);
}

Test(shape, a_cache_that_grows_keeps_its_words)
{
    enum { COUNT = 20000 };
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    static const struct fnt_word *words[COUNT];
    char text[16];
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "%d", i * 7);
        words[i] = word(&bench, face, NULL, text);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "%d", i * 7);
        cr_assert(word(&bench, face, NULL, text) == words[i]);
        cr_assert(strcmp(words[i]->text, text) == 0);
    }
    fnt_library_trim(bench.library, 1024);
    const struct fnt_word *again = word(&bench, face, NULL, "7");
    cr_expect(eq(str, (char *)again->text, "7"));
    bench_close(&bench);
}

/* Documents come one after the other: what each of them has is kept, what none had lately is forgotten. */
Test(shape, words_outlive_a_trim_while_they_are_met)
{
    enum { ROUNDS = 40, NEW = 500, MOST = 400000 };
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    const struct fnt_word *first = word(&bench, face, NULL, "nämndens");
    int64_t advance = first->advance;
    char text[16];
    size_t early = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const struct fnt_word *again = word(&bench, face, NULL, "nämndens");
        cr_assert(eq(str, (char *)again->text, "nämndens"));
        cr_assert(eq(i64, again->advance, advance));
        cr_assert(eq(u32, again->glyph_count, 8));
        cr_assert(eq(u16, again->glyphs[2].cluster, 3));
        for (int i = 0; i < NEW; i++) {
            snprintf(text, sizeof text, "%d", round * NEW + i);
            cr_assert(strcmp(word(&bench, face, NULL, text)->text, text) == 0);
        }
        fnt_library_trim(bench.library, MOST);
        if (round == ROUNDS / 4)
            early = mallinfo2().uordblks;
    }
    size_t late = mallinfo2().uordblks;
    cr_expect_leq(late, early + MOST, "%zu bytes, %zu before", late, early);
    bench_close(&bench);
}

Test(shape, clusters_and_prefixes)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    const struct fnt_word *w = word(&bench, face, NULL, "ålder");
    cr_assert(w->glyph_count == 5);
    static const uint16_t clusters[] = {0, 2, 3, 4, 5};
    int64_t sum = 0;
    for (uint32_t i = 0; i < 5; i++) {
        cr_expect(eq(u16, w->glyphs[i].cluster, clusters[i]));
        cr_expect(eq(i64, fnt_word_prefix(w, clusters[i]), sum));
        sum += w->glyphs[i].advance;
    }
    cr_expect(eq(i64, w->advance, sum));
    cr_expect(eq(i64, fnt_word_prefix(w, 6), sum));
    cr_expect(eq(i64, fnt_word_prefix(w, 1), -1));
    cr_expect(eq(i64, fnt_word_prefix(w, 7), -1));
    cr_expect(not(w->missing));
    bench_close(&bench);
}

Test(shape, strange_texts)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    cr_expect(eq(u32, word(&bench, face, NULL, "")->glyph_count, 0));
    cr_expect(word(&bench, face, NULL, "\xE4\xB8\x80")->missing);
    const struct fnt_word *damaged = word(&bench, face, NULL,
                                          "a\xFF"
                                          "b");
    cr_expect(eq(u32, damaged->length, 3));
    cr_expect(eq(u32, word(&bench, face, "nonsense=,,=9,", "x")->glyph_count, 1));
    cr_expect(eq(u32, fnt_shape(bench.library, face, NULL, NULL, "x", 1)->glyph_count, 1));

    enum { LONG = 70000 };
    static char text[LONG];
    memset(text, 'a', LONG);
    memcpy(text + 65534, "å", 2); /* the 65,535th byte would cut it */
    cr_expect(eq(u32, fnt_shape(bench.library, face, NULL, "sv", text, LONG)->length, 65534));
    bench_close(&bench);
}

Test(shape, scales_and_rounds_once)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS); /* 2048 units */
    cr_expect(eq(i32, fnt_scale(face, 2048, 10000), 10000));
    cr_expect(eq(i32, fnt_scale(face, 1, 1024), 1)); /* a half goes away from zero */
    cr_expect(eq(i32, fnt_scale(face, -1, 1024), -1));
    cr_expect(eq(i32, fnt_scale(face, 1, 1023), 0));
    cr_expect(eq(i32, fnt_scale(face, -600, 9500), -2783));
    cr_expect(eq(i32, fnt_scale(face, INT64_MAX, 9500), INT32_MAX));
    cr_expect(eq(i32, fnt_scale(face, INT64_MIN, 9500), INT32_MIN));
    bench_close(&bench);
}
