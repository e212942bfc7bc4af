#include "base/utf8.h"
#include "suite.h"
#include "typeset/hyphen.h"
#include "typeset/hyphen_patterns.h"
#include "words_sv.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

AJ_SUITE(hyphen);

enum { WORDS = sizeof words_sv / sizeof words_sv[0], MOST = 64 };

struct bench {
    struct aj_job *job;
    struct ty_hyphenator *h;
};

static struct bench bench_open(void)
{
    struct bench bench = {.job = aj_job_new(NULL, AJ_SOURCE_DIR "/templates")};
    bench.h = ty_hyphenator_new(bench.job);
    cr_assert(bench.job->diags->len == 0);
    return bench;
}

static void bench_close(struct bench *bench)
{
    ty_hyphenator_free(bench->h);
    aj_job_free(bench->job);
}

/* The word with its points written into it. */
static const char *show(struct bench *bench, const char *word, unsigned before, unsigned after)
{
    struct ty_hyphen points[MOST];
    uint32_t count = ty_hyphenate(bench->h, word, strlen(word), before, after, points, MOST), next = 0;
    char *out = aj_alloc(bench->job->arena, strlen(word) + count + 1), *p = out;
    for (uint32_t i = 0; word[i]; i++) {
        if (next < count && points[next].at == i)
            *p++ = points[next++].quality == TY_HYPHEN_SEAM ? '=' : '-';
        *p++ = word[i];
    }
    cr_assert(next == count);
    return out;
}

/* Whether the shown words break at the same places. Counts the points. */
static void compare(const char *right, const char *made, unsigned *points, unsigned *wrong, unsigned *lacking)
{
    while (*right || *made) {
        bool may = *right == '-' || *right == '=', does = *made == '-' || *made == '=';
        *points += does;
        *wrong += does && !may;
        *lacking += may && !does;
        right += may || !does;
        made += does || !may;
    }
}

Test(hyphen, municipal_words)
{
    struct bench bench = bench_open();
    unsigned points = 0, wrong = 0, lacking = 0;
    for (size_t i = 0; i < WORDS; i++) {
        char word[200], *p = word;
        for (const char *c = words_sv[i]; *c; c++)
            if (*c != '-' && *c != '=')
                *p++ = *c;
        *p = '\0';
        unsigned before = wrong + lacking;
        const char *made = show(&bench, word, 2, 2);
        compare(words_sv[i], made, &points, &wrong, &lacking);
        if (wrong + lacking > before)
            cr_log_warn("%s, want %s", made, words_sv[i]);
    }
    cr_assert(WORDS >= 400 && points > 2000, "%u points", points);
    cr_expect(wrong * 100 <= points * 2, "%u of %u points are wrong", wrong, points);
    cr_expect(lacking * 100 <= points * 5, "%u points are lacking beside %u", lacking, points);
    bench_close(&bench);
}

/* The same of a longer list: of the points where a line may end, in wide text and in narrow, 98 in 100 are
 * right. */
Test(hyphen, municipal_compounds)
{
    struct bench bench = bench_open();
    FILE *file = fopen(AJ_SOURCE_DIR "/tests/unit/typeset/words_municipal.txt", "r");
    cr_assert_not_null(file);
    unsigned words = 0, points = 0, wrong = 0, lacking = 0;
    char line[200], word[200];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#')
            continue;
        char *p = word;
        for (const char *c = line; *c; c++)
            if (*c != '-' && *c != '=')
                *p++ = *c;
        *p = '\0';
        unsigned before = wrong;
        const char *made = show(&bench, word, 2, 2);
        compare(line, made, &points, &wrong, &lacking);
        words++;
        if (wrong > before)
            cr_log_warn("%s, want %s", made, line);
    }
    fclose(file);
    cr_assert(words >= 3000 && points > 9000, "%u words, %u points", words, points);
    cr_log_info("%u of %u points are right", points - wrong, points);
    cr_expect(wrong * 100 <= points * 2, "%u of %u points are wrong", wrong, points);
    cr_expect(lacking * 100 <= points * 2, "%u points are lacking beside %u", lacking, points);
    bench_close(&bench);
}

Test(hyphen, quality_and_rules)
{
    static const struct {
        const char *word, *want;
        unsigned before, after;
    } cases[] = {
        {"bygglovsansökan", "bygg=lovs=an-sö-kan", 2, 2},
        {"Infrastrukturinvesteringar", "In-fra-struk-tur=in-ves-te-ring-ar", 2, 2},
        {"Infrastrukturinvesteringar", "Infra-struk-tur=in-ves-te-ringar", 3, 3},
        {"balanskravsutredning", "ba-lans=kravs=ut-red-ning", 2, 2},
        {"kommunikation", "kom-mu-ni-ka-tion", 2, 2}, /* kommun is not its head */
        {"planering", "pla-ne-ring", 2, 2},           /* nor plan that of this */
        {"stationen", "sta-tio-nen", 2, 2},
        {"öppenhet", "öp-pen-het", 2, 2}, /* enhet is not its tail */
        {"ÅRSREDOVISNING", "ÅRSREDOVISNING", 2, 2},
        {"Årsredovisning", "Års=re-do-vis-ning", 2, 2},
        {"2022-talet", "2022-talet", 2, 2},
        {"covid19pandemin", "covid19pandemin", 2, 2},
        {"barn-/ungdomsverksamhet", "barn-/ung-doms=verk-sam-het", 2, 2},
        {"”budgetprocessen”,", "”bud-get=pro-ces-sen”,", 2, 2},
        {"info@kommunen", "info@kommunen", 2, 2},
        {"www.kommunen.nu", "www.kommunen.nu", 2, 2},
        {"kommun\u00ADstyrelsen", "kommun\u00ADstyrelsen", 2, 2},
        {"Kołobrzegsregionen", "Kołobr-zegs=re-gio-nen", 2, 2},
        {"års", "års", 1, 1},
        {"", "", 2, 2},
        {"å", "å", 0, 0},
        {"kommunen", "kommunen", 5, 5},
    };
    struct bench bench = bench_open();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect(eq(str, (char *)show(&bench, cases[i].word, cases[i].before, cases[i].after),
                     (char *)cases[i].want));
    bench_close(&bench);
}

Test(hyphen, only_swedish)
{
    cr_expect(ty_hyphenates("sv") && ty_hyphenates("sv-SE") && ty_hyphenates("SV"));
    cr_expect(not(ty_hyphenates("en") || ty_hyphenates("svm") || ty_hyphenates("") || ty_hyphenates(NULL)));
}

/* Between breaks, and at the ends, there are always two letters and a vowel, whatever the word. */
Test(hyphen, no_slivers)
{
    static const char vowels[] = "aeiouyåäöéAEIOUYÅÄÖ";
    struct bench bench = bench_open();
    for (size_t i = 0; i < WORDS; i++)
        for (size_t j = 0; j < WORDS; j += 37) {
            char word[200] = "";
            for (int half = 0; half < 2; half++)
                for (const char *c = words_sv[half ? j : i]; *c; c++)
                    if (*c != '-' && *c != '=')
                        strncat(word, c, 1);
            struct ty_hyphen points[MOST + 1];
            uint32_t count = ty_hyphenate(bench.h, word, strlen(word), 1, 1, points, MOST);
            points[count].at = (uint16_t)strlen(word);
            uint16_t last = 0;
            for (uint32_t k = 0; k <= count; k++) {
                cr_assert(points[k].at - last >= 2, "%s at %u", word, points[k].at);
                size_t vowel = strcspn(word + last, vowels);
                cr_assert(last + vowel < points[k].at, "%s at %u", word, points[k].at);
                last = points[k].at;
            }
        }
    bench_close(&bench);
}

static size_t to_latin1(const char *text, uint8_t *out)
{
    const char *end = text + strlen(text);
    size_t n = 0;
    while (text < end) {
        uint32_t c = aj_utf8_lower(aj_utf8_next(&text, end));
        if (c != '-' && c != '=')
            out[n++] = (uint8_t)c;
    }
    out[n] = 0;
    return n;
}

/* The compiled patterns give libhyphen's points: for the words, and for thousands of compounds of them. */
Test(hyphen, patterns_like_libhyphen)
{
    HyphenDict *dictionary = hnj_hyphen_load("/usr/share/hyphen/hyph_sv_SE.dic");
    cr_assert(dictionary != NULL);
    unsigned compared = 0;
    for (size_t i = 0; i < WORDS; i++)
        for (size_t j = 0; j < WORDS; j += 29) {
            uint8_t word[300], values[300];
            char hyphens[310], **rep = NULL;
            int *pos = NULL, *cut = NULL;
            size_t n = to_latin1(words_sv[i], word);
            if (j)
                n += to_latin1(words_sv[j], word + n);
            hnj_hyphen_hyphenate2(dictionary, (char *)word, (int)n, hyphens, NULL, &rep, &pos, &cut);
            ty_patterns_match(&ty_patterns_sv, word, (uint32_t)n, values);
            for (size_t k = 1; k + 2 <= n; k++)
                cr_assert(values[k] % 2 == (hyphens[k - 1] & 1), "%s at %zu", word, k);
            compared++;
        }
    cr_expect(compared > 5000);
    hnj_hyphen_free(dictionary);
}

Test(hyphen, strange_input_is_harmless)
{
    struct bench bench = bench_open();
    static char text[70000];
    struct ty_hyphen points[4];
    memset(text, 'a', sizeof text - 1);
    static const size_t lengths[] = {199, 200, 201, 65535, 65536, 69999};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        cr_expect(ty_hyphenate(bench.h, text, lengths[i], 2, 2, points, 4) <= 4);
    srand(7);
    for (int i = 0; i < 20000; i++) {
        size_t n = (size_t)rand() % 40;
        for (size_t k = 0; k < n; k++)
            text[k] = (char)(rand() % 3 ? "abekmnrstlå\xC3"[rand() % 13] : rand() % 256);
        uint32_t count = ty_hyphenate(bench.h, text, n, 1, 1, points, 4);
        for (uint32_t k = 0; k < count; k++)
            cr_assert(points[k].at > 0 && points[k].at < n && (!k || points[k].at > points[k - 1].at));
    }
    bench_close(&bench);
}

static struct aj_job *job_with_list(const char *list, char folder[32])
{
    char path[64];
    strcpy(folder, "/tmp/arshjul-hyphen-XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/hyphenation", folder);
    cr_assert(mkdir(path, 0777) == 0);
    if (list) {
        strcat(path, "/sv.txt");
        FILE *file = fopen(path, "w");
        fputs(list, file);
        fclose(file);
    }
    return aj_job_new(NULL, folder);
}

static void remove_list(const char *folder)
{
    char path[64];
    snprintf(path, sizeof path, "%s/hyphenation/sv.txt", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/hyphenation", folder);
    rmdir(path);
    rmdir(folder);
}

Test(hyphen, a_list_of_ones_own)
{
    char folder[32];
    struct bench bench = {
        .job = job_with_list("# egna ord\r\n  bud-get # kommentar\r\nobudget.\nFoo=BARR\n", folder)};
    bench.h = ty_hyphenator_new(bench.job);
    cr_expect(eq(u32, bench.job->diags->len, 0));
    cr_expect(eq(str, (char *)show(&bench, "budgetens", 2, 2), "bud-ge-tens"));
    cr_expect(eq(str, (char *)show(&bench, "obudget", 1, 1), "obudget"));
    cr_expect(eq(str, (char *)show(&bench, "foobarr", 2, 2), "foo=barr"));
    cr_expect(eq(u32, bench.job->input_len, 1));
    struct aj_job *next = aj_job_new(NULL, folder);
    ty_hyphenator_note(bench.h, next);
    cr_expect(next->input_len == 1 && strcmp(next->inputs[0].sha256, bench.job->inputs[0].sha256) == 0);
    aj_job_free(next);
    bench_close(&bench);
    remove_list(folder);
}

Test(hyphen, a_line_that_is_no_word)
{
    static const char *const lines[] = {
        "bygg--lov", "-lov",    "lov-",
        "b",         "två ord", "för.valtning",
        "łódź",      "x2",      "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char folder[32], list[120];
        snprintf(list, sizeof list, "bud-get\n\n%s\n", lines[i]);
        struct bench bench = {.job = job_with_list(list, folder)};
        bench.h = ty_hyphenator_new(bench.job);
        struct aj_job *jobs[] = {bench.job, aj_job_new(NULL, folder)};
        ty_hyphenator_note(bench.h, jobs[1]); /* every job that uses the list hears of it */
        for (int k = 0; k < 2; k++) {
            struct aj_diags *diags = jobs[k]->diags;
            cr_assert(diags->len == 1, "%s", lines[i]);
            struct aj_place place = aj_places_at(jobs[k]->places, diags->items[0].at);
            cr_expect(eq(str, (char *)aj_code_name(diags->items[0].code), "W0650"));
            cr_expect(eq(str, (char *)place.file, "templates/hyphenation/sv.txt"));
            cr_expect(eq(u32, place.line, 3));
            cr_expect(eq(u32, place.column, 1));
            cr_expect(
                eq(str, aj_diag_hint(diags, &diags->items[0], AJ_ENGLISH),
                   "write one word a line in letters, with - where it may break and = between the parts of "
                   "a compound"));
        }
        aj_job_free(jobs[1]);
        bench_close(&bench);
        remove_list(folder);
    }
}

Test(hyphen, without_a_list_the_patterns_serve)
{
    char folder[32];
    struct bench bench = {.job = job_with_list(NULL, folder)};
    bench.h = ty_hyphenator_new(bench.job);
    cr_expect(eq(u32, bench.job->diags->len, 1));
    cr_expect(eq(str, (char *)aj_code_name(bench.job->diags->items[0].code), "E0101"));
    cr_expect(eq(str, (char *)show(&bench, "förvaltning", 2, 2), "för-valt-ning"));
    bench_close(&bench);
    remove_list(folder);
}
