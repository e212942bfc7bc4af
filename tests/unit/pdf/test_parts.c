/* Parts that stand alone: page labels, the sRGB profile, CFF's charsets, language tags. */
#include "pdf/sfnt.h"
#include "pdf/write.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(pdf_parts);

Test(pdf_parts, page_labels)
{
    static const struct {
        const char *labels[6];
        const char *nums;
    } cases[] = {
        {{"1", "2", "3"}, "0<</S/D/St 1>>"},
        {{"i", "ii", "iii", "iv", "1", "2"}, "0<</S/r/St 1>>4<</S/D/St 1>>"},
        {{"X", "XI"}, "0<</S/R/St 10>>"},
        {{"A-9", "A-10", "B-1"}, "0<</S/D/St 9/P(A-)>>2<</S/D/St 1/P(B-)>>"},
        {{"Omslag", "2"}, "0<</P(Omslag)>>1<</S/D/St 2>>"},
        {{"", "5", "7"}, "0<</P()>>1<</S/D/St 5>>2<</S/D/St 7>>"},
        {{"07", "08"}, "0<</S/D/St 7/P(0)>>"},
        {{"ic", "mix"}, "0<</P(ic)>>1<</S/r/St 1009>>"},
        {{"0", "1"}, "0<</P(0)>>1<</S/D/St 1>>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ty_page list[6] = {{0}};
        struct ty_pages pages = {.pages = list};
        while (pages.page_count < 6 && cases[i].labels[pages.page_count]) {
            list[pages.page_count].label = cases[i].labels[pages.page_count];
            pages.page_count++;
        }
        struct pdf_writer w = {.pages = &pages};
        struct aj_buf buf = AJ_BUF_INIT, expected = AJ_BUF_INIT;
        pdf_put_page_labels(&w, &buf);
        aj_buf_printf(&expected, "/PageLabels<</Nums[%s]>>", cases[i].nums);
        cr_expect_str_eq(buf.data, expected.data);
        aj_buf_free(&buf);
        aj_buf_free(&expected);
    }
}

static uint32_t u32(const struct aj_buf *buf, size_t at)
{
    const uint8_t *p = (const uint8_t *)buf->data + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The columns of the colorants add up to D50, which makes white white. */
Test(pdf_parts, the_srgb_profile_is_whole)
{
    struct aj_buf icc = AJ_BUF_INIT;
    int64_t sum[3] = {0};
    pdf_srgb_profile(&icc);
    cr_assert_eq(u32(&icc, 0), icc.len);
    cr_expect_eq(memcmp(icc.data + 12, "mntrRGB XYZ ", 12), 0);
    cr_expect_eq(memcmp(icc.data + 36, "acsp", 4), 0);
    for (uint32_t i = 0; i < u32(&icc, 128); i++) {
        size_t entry = 132 + 12 * i, offset = u32(&icc, entry + 4), size = u32(&icc, entry + 8);
        cr_assert_leq(offset + size, icc.len);
        cr_assert_eq(offset % 4, 0);
        bool colorant = !memcmp(icc.data + entry + 1, "XYZ", 3);
        for (size_t k = 0; colorant && k < 3; k++)
            sum[k] += (int32_t)u32(&icc, offset + 8 + 4 * k);
    }
    static const int64_t d50[] = {63190, 65536, 54061};
    for (int k = 0; k < 3; k++)
        cr_expect_leq(sum[k] > d50[k] ? sum[k] - d50[k] : d50[k] - sum[k], 8);
    aj_buf_free(&icc);
}

/* A CFF font's head: header, Name INDEX, Top DICT INDEX with ROS and charset, then the charset. */
static struct pdf_sfnt cff_with(uint8_t *bytes, const uint8_t *dict, uint8_t dict_length,
                                const uint8_t *charset, size_t charset_length)
{
    const uint8_t head[] = {1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1, (uint8_t)(1 + dict_length)};
    memcpy(bytes, head, sizeof head);
    memcpy(bytes + sizeof head, dict, dict_length);
    if (charset_length)
        memcpy(bytes + sizeof head + dict_length, charset, charset_length);
    return (struct pdf_sfnt){.cff = bytes, .cff_length = sizeof head + dict_length + charset_length};
}

Test(pdf_parts, cids_of_cff_fonts)
{
    /* ROS (operands 0 0 0), charset at 21; reals and two-byte numbers on the way. */
    const uint8_t keyed[] = {139, 139, 139, 12, 30, 139 + 27, 15}, named[] = {30, 0x1F, 16, 247, 0, 15};
    const uint8_t format0[] = {0, 0, 34, 1, 44}, format1[] = {1, 0, 7, 1, 0, 99, 0},
                  format2[] = {2, 1, 0, 0, 9}, cut[] = {0, 0, 34}, unknown[] = {7, 0, 0, 0, 0};
    uint8_t bytes[64];
    uint16_t cids[4] = {0};

    struct pdf_sfnt font = cff_with(bytes, keyed, sizeof keyed, NULL, 0);
    cr_assert_eq(font.cff_length, 22);
    bytes[20] = 139 + 22;
    const struct {
        const uint8_t *charset;
        size_t length;
        uint32_t count;
        bool sound;
        uint16_t cids[4];
    } cases[] = {{format0, sizeof format0, 3, true, {0, 34, 300}},
                 {format1, sizeof format1, 4, true, {0, 7, 8, 99}},
                 {format2, sizeof format2, 4, true, {0, 256, 257, 258}},
                 {cut, sizeof cut, 4, false, {0}},
                 {unknown, sizeof unknown, 2, false, {0}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        font = cff_with(bytes, keyed, sizeof keyed, cases[i].charset, cases[i].length);
        bytes[20] = 139 + 22;
        cr_assert_eq(pdf_cff_cids(&font, cids, cases[i].count), cases[i].sound, "case %zu", i);
        if (cases[i].sound)
            cr_expect_arr_eq(cids, cases[i].cids, cases[i].count * sizeof *cids);
    }
    font = cff_with(bytes, named, sizeof named, NULL, 0);
    cr_assert(pdf_cff_cids(&font, cids, 4));
    cr_expect_arr_eq(cids, ((uint16_t[]){0, 1, 2, 3}), sizeof cids);
    for (size_t length = 0; length < 15; length++) {
        font.cff_length = length;
        cr_expect_not(pdf_cff_cids(&font, cids, 4), "%zu bytes", length);
    }
}

Test(pdf_parts, damaged_font_programs_are_refused)
{
    struct pdf_sfnt font;
    uint8_t bytes[28] = {0, 1, 0, 0, 0, 1};
    cr_expect_not(pdf_sfnt_open(&font, bytes, 5));
    cr_expect_not(pdf_sfnt_open(&font, bytes, 20));
    memcpy(bytes + 12, "head\0\0\0\0\xFF\xFF\xFF\xFF\0\0\0\x36", 16);
    cr_expect_not(pdf_sfnt_open(&font, bytes, sizeof bytes));
}

Test(pdf_parts, language_tags)
{
    static const char *const good[] = {"sv", "sv-SE", "en-GB", "zh-Hant-TW", "se", "x-klingon"},
                             *const bad[] = {"",      "s",  "sv_SE", "sv-", "-sv", "svenskasprk",
                                             "sv SE", "1a", "å"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_expect_eq(pdf_is_language(good[i]), i < 5, "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_not(pdf_is_language(bad[i]), "%s", bad[i]);
}

Test(pdf_parts, white_space_is_made_single)
{
    struct aj_arena *arena = aj_arena_new();
    cr_expect_str_eq(pdf_plain_text(arena, "  a \n\t b\u00a0c  "), "a b\u00a0c");
    cr_expect_str_eq(pdf_plain_text(arena, " \n "), "");
    aj_arena_free(arena);
}
