#include "fonts.h"
#include "suite.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(face);

Test(face, metrics_of_real_fonts)
{
    static const struct {
        const char *path, *name;
        int32_t upem, ascent, descent, cap_height;
        uint16_t weight;
        bool fixed, serif, italic, cff;
    } cases[] = {
        {OPEN_SANS, "OpenSans", 2048, 2189, -600, 1462, 400, false, false, false, false},
        {LATO_BOLD_ITALIC, "Lato-BoldItalic", 2000, 1610, -390, 1446, 700, false, false, true, false},
        {INTER, "Inter-Regular", 2816, 2728, -680, 2048, 400, false, false, false, true},
        {LIBERATION_SERIF, "LiberationSerif", 2048, 1825, -443, 1341, 400, false, true, false, false},
        {DEJAVU_MONO, "DejaVuSansMono", 2048, 1901, -483, 1493, 400, true, false, false, false},
    };
    struct bench bench = bench_open();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct fnt_face *face = bench_face(&bench, cases[i].path);
        const struct fnt_metrics *m = fnt_face_metrics(face);
        cr_expect(eq(str, (char *)fnt_face_postscript_name(face), (char *)cases[i].name));
        cr_expect(eq(i32, m->upem, cases[i].upem), "%s", cases[i].name);
        cr_expect(eq(i32, m->ascent, cases[i].ascent), "%s", cases[i].name);
        cr_expect(eq(i32, m->descent, cases[i].descent), "%s", cases[i].name);
        cr_expect(eq(i32, m->cap_height, cases[i].cap_height), "%s", cases[i].name);
        cr_expect(eq(u16, m->weight, cases[i].weight), "%s", cases[i].name);
        cr_expect(eq(int, m->fixed_pitch, cases[i].fixed), "%s", cases[i].name);
        cr_expect(eq(int, m->serif, cases[i].serif), "%s", cases[i].name);
        cr_expect(eq(int, m->italic, cases[i].italic), "%s", cases[i].name);
        cr_expect(eq(int, m->cff, cases[i].cff), "%s", cases[i].name);
        cr_expect(m->stem_v > m->upem / 25 && m->stem_v < m->upem / 5, "%s: stem %d", cases[i].name,
                  m->stem_v);
        cr_expect(m->x_height > m->cap_height / 2 && m->x_height < m->cap_height, "%s", cases[i].name);
        cr_expect(m->bbox[2] > m->bbox[0] && m->bbox[3] > m->bbox[1], "%s", cases[i].name);
    }
    bench_close(&bench);
}

Test(face, loaded_once_and_noted_in_every_job)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    cr_expect(eq(ptr, (void *)bench_face(&bench, OPEN_SANS), (void *)face));
    struct aj_job *next = aj_job_new(NULL, NULL);
    cr_expect(eq(ptr, (void *)fnt_face_load(bench.library, next, OPEN_SANS, 0), (void *)face));
    for (int i = 0; i < 2; i++) {
        struct aj_job *job = i ? next : bench.job;
        cr_assert(job->input_len == 1);
        cr_expect(eq(str, (char *)job->inputs[0].name, "OpenSans-Regular.ttf"));
        cr_expect(eq(int, (int)job->inputs[0].kind, AJ_INPUT_FONT));
        cr_expect(eq(sz, strlen(job->inputs[0].sha256), 64));
    }
    cr_expect(eq(str, bench.job->inputs[0].sha256, next->inputs[0].sha256));
    aj_job_free(next);
    bench_close(&bench);
}

Test(face, knows_its_characters)
{
    struct bench bench = bench_open();
    const struct fnt_face *face = bench_face(&bench, OPEN_SANS);
    static const uint32_t there[] = {'a', 0xE5, 0xC4, 0xA0, 0x2212, 0x2013, 0x201D, 0xA7};
    static const uint32_t absent[] = {0x4E00, 0x1F600, 0x10FFFF, 0xFFFF, 0x05D0};
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        cr_expect(fnt_face_has(face, there[i]), "U+%04X", there[i]);
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        cr_expect(not(fnt_face_has(face, absent[i])), "U+%04X", absent[i]);
    bench_close(&bench);
}

static void expect_finding(struct bench *bench, const char *path, const char *code, const char *message,
                           const char *hint)
{
    cr_expect(eq(ptr, (void *)fnt_face_load(bench->library, bench->job, path, bench->at), NULL), "%s",
              message);
    struct aj_diags *diags = bench->job->diags;
    cr_assert(diags->len == 1, "%u findings, want 1: %s", diags->len, message);
    const struct aj_diag *diag = &diags->items[0];
    struct aj_place place = aj_places_at(bench->job->places, diag->at);
    cr_expect(eq(str, (char *)aj_code_name(diag->code), (char *)code));
    cr_expect(eq(str, aj_diag_message(diags, diag, AJ_ENGLISH), (char *)message));
    cr_expect(eq(str, aj_diag_hint(diags, diag, AJ_ENGLISH), (char *)hint));
    cr_expect(eq(str, (char *)place.file, "theme.css"));
    cr_expect(eq(u32, place.line, 7));
    cr_expect(eq(u32, place.column, 3));
    cr_expect(eq(u32, bench->job->input_len, 0));
}

Test(face, a_missing_file)
{
    struct bench bench = bench_open();
    expect_finding(&bench, "/nowhere/Saknas.ttf", "E0601",
                   "cannot read the font \"Saknas.ttf\": there is no such file",
                   "check the url of its @font-face rule, or install the package that holds the font");
    bench_close(&bench);
}

/* The offset in the file of a table's record in the directory. */
static size_t find_record(const char *bytes, const char *tag)
{
    size_t count = (size_t)(unsigned char)bytes[4] << 8 | (unsigned char)bytes[5];
    for (size_t i = 0; i < count; i++)
        if (!memcmp(bytes + 12 + 16 * i, tag, 4))
            return 12 + 16 * i;
    cr_fail("no table %s", tag);
    return 0;
}

static size_t table_offset(const char *bytes, const char *tag)
{
    const unsigned char *p = (const unsigned char *)bytes + find_record(bytes, tag) + 8;
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

Test(face, embedding_permissions)
{
    static const struct {
        unsigned type;
        bool allowed;
    } cases[] = {{0, true},      {2, false},     {4, true},
                 {8, true},      {6, true}, /* the most permissive of several bits holds */
                 {0x100, false}, {0x104, false}, {0x200, false}};
    size_t length;
    char *bytes = bench_read(OPEN_SANS, &length);
    char *type = bytes + table_offset(bytes, "OS/2") + 8;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench = bench_open();
        type[0] = (char)(cases[i].type >> 8);
        type[1] = (char)cases[i].type;
        const char *path = bench_write(&bench, "Provad.ttf", bytes, length);
        if (cases[i].allowed)
            bench_face(&bench, path);
        else
            expect_finding(
                &bench, path, "E0602",
                aj_printf(bench.job->arena,
                          "the font \"Provad.ttf\" may not be embedded as a subset (its fsType is %u)",
                          cases[i].type),
                "choose a font whose licence lets documents carry it");
        unlink(path);
        bench_close(&bench);
    }
    free(bytes);
}

static void expect_damaged(const char *bytes, size_t length, const char *tag)
{
    struct bench bench = bench_open();
    const char *path = bench_write(&bench, "Trasig.ttf", bytes, length);
    expect_finding(&bench, path, "E0603",
                   aj_printf(bench.job->arena,
                             "the font \"Trasig.ttf\" is damaged: its table \"%s\" is missing or cut short",
                             tag),
                   "install the font again");
    unlink(path);
    bench_close(&bench);
}

Test(face, damaged_files)
{
    static const char *const needed[] = {"head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca"};
    size_t length;
    char *bytes = bench_read(OPEN_SANS, &length);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        char *record = bytes + find_record(bytes, needed[i]);
        char saved[16];
        memcpy(saved, record, 16);
        memcpy(record, "XXXX", 4);
        expect_damaged(bytes, length, needed[i]);
        memcpy(record, saved, 16);
        memset(record + 8, 0x7F, 4);
        expect_damaged(bytes, length, needed[i]);
        memcpy(record, saved, 16);
        memset(record + 12, 0xFF, 4);
        expect_damaged(bytes, length, needed[i]);
        memcpy(record, saved, 16);
    }
    char *magic = bytes + table_offset(bytes, "head") + 12;
    magic[0]++;
    expect_damaged(bytes, length, "head");
    magic[0]--;
    char *glyphs = bytes + table_offset(bytes, "maxp") + 4;
    memset(glyphs, 0xFF, 2);
    expect_damaged(bytes, length, "hmtx");
    free(bytes);
}

/* A font cut off anywhere is refused with a finding, or whole enough to be used: never a crash. */
Test(face, cut_short_anywhere)
{
    size_t length;
    char *bytes = bench_read(OPEN_SANS, &length);
    for (size_t cut = 0; cut < length; cut = cut < 400 ? cut + 7 : cut + 9973) {
        struct bench bench = bench_open();
        const char *path = bench_write(&bench, "Kort.ttf", bytes, cut);
        cr_expect(eq(ptr, (void *)fnt_face_load(bench.library, bench.job, path, bench.at), NULL));
        cr_expect(eq(u32, bench.job->diags->len, 1), "cut at %zu", cut);
        unlink(path);
        bench_close(&bench);
    }
    free(bytes);
}

Test(face, no_font_at_all)
{
    struct bench bench = bench_open();
    const char *path = bench_write(&bench, "brev.ttf", "Kära kommun, här är brevet.", 28);
    expect_finding(&bench, path, "E0604", "\"brev.ttf\" is not a TrueType or OpenType font",
                   "name a .ttf or .otf file; WOFF and Type 1 are not read");
    unlink(path);
    bench_close(&bench);
}

/* Every organisation may have fonts of its own, and a worker meets one after the other. */
Test(face, many_faces_are_forgotten_between_documents)
{
    enum { FILES = 65, ROUNDS = 4 }; /* one more than are kept */
    struct bench bench = bench_open();
    size_t length, first = 0;
    char *bytes = bench_read(OPEN_SANS, &length);
    const char *paths[FILES];
    for (int i = 0; i < FILES; i++)
        paths[i] = bench_write(&bench, "own.ttf", bytes, length);
    free(bytes);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < FILES; i++) {
            const struct fnt_face *face = bench_face(&bench, paths[i]);
            cr_assert_eq(fnt_shape(bench.library, face, "tnum", "sv", "ord", 3)->glyph_count, 3);
            fnt_library_trim(bench.library, 16 << 20);
        }
        size_t now = mallinfo2().uordblks;
        first = first ? first : now;
        cr_assert_leq(now, first + 65536, "round %d: %zu bytes, first %zu", round, now, first);
    }
    for (int i = 0; i < FILES; i++)
        unlink(paths[i]);
    bench_close(&bench);
}
