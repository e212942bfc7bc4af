/* What authors are told by this stage, and where. */
#include "finding.h"
#include "pictures.h"
#include "sample.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(pdf_findings);

/* Puts a node at line 7, column 3 of report.xml. */
static void place(struct sample *s, doc_id id)
{
    static const char text[] = "<report>\n\n\n\n\n\n  <figure/>\n";
    uint32_t file = aj_places_add_file(s->job->places, "report.xml", text, sizeof text - 1);
    s->doc->nodes[id].at = aj_places_add(s->job->places, file, 7, 3);
}

static bool prints(struct sample *s)
{
    struct aj_buf out = AJ_BUF_INIT;
    bool done = sample_write(s, &out);
    cr_expect_eq(done, out.len > 0);
    aj_buf_free(&out);
    return done;
}

Test(pdf_findings, a_page_too_large)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    s.pages->pages[0].height = 14400001;
    cr_expect_not(prints(&s));
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_E0701, "(none)", 0, 0, "correct the size of its @page rule");
    sample_close(&s);
}

Test(pdf_findings, a_figure_without_words)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id figure = sample_add(&s, 1, DOC_TAG_FIGURE, DOC_ROLE_FIGURE, NULL);
    place(&s, figure);
    cr_expect(prints(&s), "a draft prints");
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_E0702, "report.xml", 7, 3,
                   "say in alt=\"…\" what it shows; alt=\"\" only for what is decoration");
    sample_close(&s);
}

Test(pdf_findings, a_figure_that_is_reported_already)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id figure = sample_add(&s, 1, DOC_TAG_FIGURE, DOC_ROLE_FIGURE, NULL);
    place(&s, figure);
    aj_diag_add(s.job->diags, AJ_E0101, s.doc->nodes[figure].at, "x", "y", NULL);
    cr_expect(prints(&s));
    assert_finding_count(s.job, 1);
    sample_close(&s);
}

static void expect_picture_fault(const char *name, int kind, long cut, const char *why)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    const char *path = sample_path(&s, name);
    if (kind)
        cr_assert(write_jpeg(path, kind));
    else
        cr_assert(write_png(path, PICTURE_RGB));
    FILE *file = fopen(path, "r+b");
    fseek(file, 0, SEEK_END);
    if (cut)
        cr_assert_eq(truncate(path, cut > 0 ? cut : ftell(file) + cut), 0);
    fclose(file);
    doc_id image = sample_add(&s, 1, DOC_TAG_IMG, DOC_ROLE_FIGURE, "alt", "Hus", NULL);
    place(&s, image);
    sample_image(&s, image, path, kind > 0, (struct ty_rect){0, 0, 9000, 9000});
    sample_image(&s, image, path, kind > 0, (struct ty_rect){0, 9000, 9000, 9000});
    cr_expect(prints(&s), "the file has a crossed box instead");
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_E0703, "report.xml", 7, 3,
                   "export it again as PNG, or as JPEG in RGB or greyscale");
    const char *message = aj_diag_message(s.job->diags, &s.job->diags->items[0], AJ_ENGLISH);
    cr_expect_neq(strstr(message, why), NULL, "%s", message);
    sample_close(&s);
}

Test(pdf_findings, pictures_that_cannot_be_embedded)
{
    expect_picture_fault("cut.png", 0, -30, "\"cut.png\"");
    expect_picture_fault("head.png", 0, 20, "\"head.png\"");
    expect_picture_fault("cut.jpg", 3, -2,
                         "\"cut.jpg\" cannot be put into the PDF: it is damaged or cut short");
    expect_picture_fault("scan.jpg", 3, -60, "damaged or cut short");
    expect_picture_fault("cmyk.jpg", 4, 0, "its colours are CMYK, for print; save it as RGB");
    expect_picture_fault("nothing.jpg", 3, 2, "it is neither PNG nor JPEG");
}

Test(pdf_findings, a_picture_that_is_gone)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id image = sample_add(&s, 1, DOC_TAG_IMG, DOC_ROLE_FIGURE, "alt", "Hus", NULL);
    place(&s, image);
    sample_image(&s, image, sample_path(&s, "saknas.png"), false, (struct ty_rect){0, 0, 9000, 9000});
    cr_expect(prints(&s));
    assert_finding(s.job, 0, AJ_E0703, "report.xml", 7, 3,
                   "export it again as PNG, or as JPEG in RGB or greyscale");
    sample_close(&s);
}

Test(pdf_findings, links_that_lead_nowhere)
{
    static const char *const hrefs[] = {"#saknas", "fil.pdf", "javascript:alert(1)",
                                        "http://", "#",       "ftp://a"};
    for (size_t i = 0; i < sizeof hrefs / sizeof *hrefs; i++) {
        struct sample s;
        sample_open(&s);
        sample_page(&s, NULL);
        doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
        doc_id a = sample_add(&s, p, DOC_TAG_A, DOC_ROLE_LINK, "href", hrefs[i], NULL);
        place(&s, a);
        sample_text(&s, a, "här");
        cr_expect(prints(&s));
        assert_finding_count(s.job, 1);
        assert_finding(s.job, 0, AJ_W0704, "report.xml", 7, 3,
                       "link to the id of something in the report (#id) or to an address that begins with "
                       "http://, https://, mailto: or tel:");
        sample_close(&s);
    }
}

Test(pdf_findings, private_use_without_words)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    doc_id text = sample_text(&s, p, "\xEE\x80\x81");
    place(&s, text);
    cr_expect(prints(&s));
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_W0705, "report.xml", 7, 3,
                   "say in aria-label=\"…\" of its element what it means, or use a character of Unicode");
    sample_close(&s);
}

Test(pdf_findings, no_pages)
{
    struct sample s;
    sample_open(&s);
    cr_expect_not(prints(&s));
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_E0706, "(none)", 0, 0, "write something in the report's body");
    sample_close(&s);
}

Test(pdf_findings, a_coordinate_beyond_every_page)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id shape = sample_add(&s, 1, DOC_TAG_DIV, DOC_ROLE_NONE, NULL);
    place(&s, shape);
    sample_rect(&s, shape, TY_BACKGROUND, (struct ty_rect){0, 0, 32767001, 10});
    cr_expect_not(prints(&s));
    assert_finding_count(s.job, 1);
    assert_finding(s.job, 0, AJ_E0707, "report.xml", 7, 3,
                   "correct lengths of the theme, or coordinates of a drawing, that are far too large");
    sample_close(&s);
}

Test(pdf_findings, a_glyph_that_the_font_does_not_have)
{
    struct sample s;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id p = sample_add(&s, 1, DOC_TAG_P, DOC_ROLE_P, NULL);
    doc_id text = sample_text(&s, p, "x");
    place(&s, text);
    struct ty_glyph glyph = {.gid = 65000, .text_length = 1};
    struct ty_run run = {s.face, 10000, 1, &glyph, "x", 1};
    s.pages->fragments[s.pages->fragment_count - 1].as.run = &run;
    cr_expect_not(prints(&s));
    assert_finding_count(s.job, 1);
    /* The page number in the footer is the face's first text, and has no place. */
    assert_finding(s.job, 0, AJ_E0708, "report.xml", 7, 3, "install the font again, or choose another");
    sample_close(&s);
}
