#include "pdf/text.h"
#include "pdf/tree.h"
#include "sample.h"
#include "suite.h"

#include <string.h>

AJ_SUITE(pdf_text);

Test(pdf_text, decimals_have_no_trailing_zeros)
{
    static const struct {
        int64_t thousandths;
        const char *text;
    } cases[] = {{0, "0"},
                 {1000, "1"},
                 {1500, "1.5"},
                 {-1500, "-1.5"},
                 {50, ".05"},
                 {-5, "-.005"},
                 {120, ".12"},
                 {999, ".999"},
                 {12345678, "12345.678"},
                 {-20000, "-20"},
                 {100, ".1"},
                 {10, ".01"},
                 {1001, "1.001"},
                 {841890, "841.89"},
                 {INT64_MIN, "-9223372036854775.808"},
                 {INT64_MAX, "9223372036854775.807"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PDF_NUMBER_MOST + 1];
        *pdf_write_milli(text, cases[i].thousandths) = '\0';
        cr_expect_str_eq(text, cases[i].text);
    }
}

Test(pdf_text, integers)
{
    static const struct {
        int64_t n;
        const char *text;
    } cases[] = {{0, "0"}, {7, "7"}, {-12, "-12"}, {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PDF_NUMBER_MOST + 1];
        *pdf_write_int(text, cases[i].n) = '\0';
        cr_expect_str_eq(text, cases[i].text);
    }
}

static const char *put_text(struct aj_buf *buf, const char *text)
{
    aj_buf_clear(buf);
    pdf_put_text(buf, text, strlen(text));
    return buf->data;
}

Test(pdf_text, text_strings_are_ascii_or_utf16)
{
    struct aj_buf buf = AJ_BUF_INIT;
    cr_expect_str_eq(put_text(&buf, ""), "()");
    cr_expect_str_eq(put_text(&buf, "Budget 2022"), "(Budget 2022)");
    cr_expect_str_eq(put_text(&buf, "a(b)\\c"), "(a\\(b\\)\\\\c)");
    cr_expect_str_eq(put_text(&buf, "Mål"), "<FEFF004D00E5006C>");
    cr_expect_str_eq(put_text(&buf, "\U0001D11E"), "<FEFFD834DD1E>");
    cr_expect_str_eq(put_text(&buf, "rad\nbrytning"), "<FEFF0072006100640020006200720079"
                                                      "0074006E0069006E0067>");
    aj_buf_free(&buf);
}

Test(pdf_text, a_string_longer_than_pdfa_allows_is_cut)
{
    struct aj_buf buf = AJ_BUF_INIT;
    char text[40001];
    memset(text, 'x', 40000);
    text[40000] = '\0';
    put_text(&buf, text);
    cr_expect_leq((buf.len - 2) / 2, 32767);
    cr_expect_str_eq(buf.data + buf.len - 9, "00782026>");
    aj_buf_free(&buf);
}

Test(pdf_text, a_number_above_its_heading_is_a_word_of_its_own)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, "1");
    doc_id heading = sample_add(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, NULL);
    doc_id number = sample_add(&s, heading, DOC_TAG_BEFORE, DOC_ROLE_SPAN, NULL);
    sample_display(&s, number, DOC_INLINE);
    sample_text(&s, number, "Trend 1");
    sample_text(&s, heading, "Fler blir gamla");
    cr_expect_str_eq(pdf_heading_text(s.job->arena, s.doc, heading), "Trend 1Fler blir gamla");
    sample_display(&s, number, DOC_BLOCK);
    cr_expect_str_eq(pdf_heading_text(s.job->arena, s.doc, heading), "Trend 1 Fler blir gamla");
    sample_close(&s);
}

Test(pdf_text, names_escape_what_they_may_not_hold)
{
    struct aj_buf buf = AJ_BUF_INIT;
    pdf_put_name(&buf, "Open Sans#1/å");
    cr_expect_str_eq(buf.data, "/Open#20Sans#231#2F#C3#A5");
    aj_buf_free(&buf);
}

Test(pdf_text, references_and_boxes)
{
    struct aj_buf buf = AJ_BUF_INIT;
    pdf_put_ref(&buf, 12);
    pdf_put_box(&buf, (int64_t[]){0, -1500, 10, 841890});
    cr_expect_str_eq(buf.data, "12 0 R[0 -1.5 .01 841.89]");
    aj_buf_free(&buf);
}
