/* The file as a whole: the same bytes for the same input, and what its parts say. */
#include "pictures.h"
#include "sample.h"
#include "suite.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

AJ_SUITE(pdf_write);

static char *report(size_t *length)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    sample_report(&s, 2);
    cr_assert(sample_write(&s, &out));
    cr_assert_eq(s.job->diags->len, 0);
    sample_close(&s);
    *length = out.len;
    return out.data;
}

Test(pdf_write, the_same_bytes_for_the_same_input)
{
    size_t first_length, second_length;
    char *first = report(&first_length);
    setenv("TZ", "Asia/Kathmandu", 1);
    char *second = report(&second_length);
    cr_assert_eq(first_length, second_length);
    cr_assert_arr_eq(first, second, first_length);
    cr_expect_eq(memcmp(first, "%PDF-1.7\n%", 10), 0);
    cr_expect_eq(memcmp(first + first_length - 6, "%%EOF\n", 6), 0);
    free(first);
    free(second);
}

static bool holds(const struct aj_buf *buf, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= buf->len; i++)
        if (!memcmp(buf->data + i, text, length))
            return true;
    return false;
}

/* XMP stands in the file as it is. */
static void write_meta(struct aj_buf *out, const char *date, const char *title)
{
    struct sample s;
    static struct doc_attr metas[2];
    sample_open(&s);
    sample_page(&s, NULL);
    sample_block(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, "En  <rubrik>");
    metas[0] = (struct doc_attr){"date", date};
    metas[1] = (struct doc_attr){"author", "Råd & Rön"};
    s.doc->metas = metas;
    s.doc->meta_count = 2;
    s.doc->title = title;
    cr_assert(sample_write(&s, out));
    sample_close(&s);
}

/* ISO 19005-2, 6.6.2.3: what is no predefined property is described in the file. */
Test(pdf_write, a_styrdokument_tells_its_decisions)
{
    static const struct doc_attr metas[] = {
        {"status", "antagen"},
        {"dcterms.identifier", "KS 2018/1092"},
        {"dcterms.replaces", "Policy & plan"},
        {"dcterms.replaces", "En till"},
        {"dcterms.valid", "start=2022-01-01; end="},
        {"decision", "tillstyrker; 2021-11-01; § 190; KS"},
        {"decision", "antar; ; ; Råd; Rön"},
    };
    static const char *const pieces[] = {
        "<dc:identifier>KS 2018/1092</dc:identifier>",
        "<styrdokument:status>antagen</styrdokument:status>",
        "<styrdokument:replaces><rdf:Bag><rdf:li>Policy &amp; plan</rdf:li><rdf:li>En "
        "till</rdf:li></rdf:Bag>",
        "<styrdokument:validFrom>2022-01-01</styrdokument:validFrom>",
        "<beslut:status>tillstyrker</beslut:status>\n<beslut:date>2021-11-01</beslut:date>\n"
        "<beslut:paragraph>§ 190</beslut:paragraph>\n<beslut:body>KS</beslut:body>",
        "<beslut:status>antar</beslut:status>\n<beslut:body>Råd; Rön</beslut:body>",
        "<pdfaProperty:name>decisions</pdfaProperty:name><pdfaProperty:valueType>seq Decision<",
        "<pdfaType:type>Decision</pdfaType:type>",
    };
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    sample_page(&s, NULL);
    sample_block(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, "Rubrik");
    s.doc->metas = metas;
    s.doc->meta_count = sizeof metas / sizeof *metas;
    cr_assert(sample_write(&s, &out));
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        cr_expect(holds(&out, pieces[i]), "missing: %s", pieces[i]);
    cr_expect_not(holds(&out, "validTo>2"));
    sample_close(&s);
    aj_buf_free(&out);
    write_meta(&out, "2021-11-24", "T");
    cr_expect_not(holds(&out, "styrdokument"), "nothing is told, nothing is described");
    aj_buf_free(&out);
}

Test(pdf_write, dates_come_from_the_document_or_the_build)
{
    struct aj_buf out = AJ_BUF_INIT;
    setenv("SOURCE_DATE_EPOCH", "1638316799", 1);
    write_meta(&out, "2021-11-24", "T");
    cr_expect(holds(&out, "<xmp:CreateDate>2021-11-24T00:00:00Z<"));
    write_meta(&out, "i höstas", "T");
    cr_expect(holds(&out, "<xmp:CreateDate>2021-11-30T23:59:59Z<"));
    setenv("SOURCE_DATE_EPOCH", "951782400", 1);
    write_meta(&out, "", "T");
    cr_expect(holds(&out, "<xmp:ModifyDate>2000-02-29T00:00:00Z<"));
    setenv("SOURCE_DATE_EPOCH", "i morgon", 1);
    write_meta(&out, "2021-13-01", "T");
    cr_expect_not(holds(&out, "CreateDate"));
    unsetenv("SOURCE_DATE_EPOCH");
    aj_buf_free(&out);
}

Test(pdf_write, a_title_is_always_found)
{
    struct aj_buf out = AJ_BUF_INIT;
    write_meta(&out, "", "Mål\n & medel");
    cr_expect(holds(&out, "<rdf:li xml:lang=\"x-default\">Mål &amp; medel</rdf:li>"));
    cr_expect(holds(&out, "<rdf:li>Råd &amp; Rön</rdf:li>"));
    write_meta(&out, "", "");
    cr_expect(holds(&out, ">En &lt;rubrik&gt;<"));
    aj_buf_free(&out);
}

/* Whether the text stands in one of the file's deflated streams. */
static bool holds_deflated(const struct aj_buf *buf, const char *text)
{
    struct libdeflate_decompressor *tool = libdeflate_alloc_decompressor();
    const size_t room = 1 << 20;
    char *plain = malloc(room);
    bool found = false;
    for (size_t i = 0; i + 8 < buf->len && !found; i++) {
        size_t at = i + (buf->data[i + 6] == '\r' ? 8 : 7), in, out;
        if (memcmp(buf->data + i, "stream", 6) != 0 || buf->data[at - 1] != '\n')
            continue;
        if (libdeflate_zlib_decompress_ex(tool, buf->data + at, buf->len - at, plain, room, &in, &out) !=
            LIBDEFLATE_SUCCESS)
            continue;
        struct aj_buf stream = {.data = plain, .len = out};
        found = holds(&stream, text);
    }
    free(plain);
    libdeflate_free_decompressor(tool);
    return found;
}

Test(pdf_write, a_page_with_bleed_says_where_it_is_cut)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    sample_page(&s, NULL);
    sample_block(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, "Omslag");
    s.pages->pages[0].width = 595000;
    s.pages->pages[0].height = 842000;
    s.pages->pages[0].bleed = 8504;
    cr_assert(sample_write(&s, &out));
    cr_expect(holds_deflated(
        &out, "/MediaBox[-8.504 -8.504 603.504 850.504]/BleedBox[-8.504 -8.504 603.504 850.504]"
              "/TrimBox[0 0 595 842]/CropBox[0 0 595 842]"));
    sample_close(&s);
    aj_buf_free(&out);
}

/* Letters that stand apart are words again for who reads by where they stand. */
Test(pdf_write, words_of_letters_set_apart_are_spoken_whole)
{
    for (aj_len spacing = 0; spacing <= 2000; spacing += 500) {
        struct sample s;
        struct aj_buf out = AJ_BUF_INIT;
        sample_open(&s);
        sample_page(&s, NULL);
        doc_id heading = sample_add(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, NULL);
        struct doc_style style = *doc_style_of(s.doc, heading);
        style.letter_spacing = spacing;
        s.doc->nodes[heading].style = doc_add_style(s.doc, &style);
        sample_text(&s, heading, "Mål ett");
        cr_assert(sample_write(&s, &out));
        bool apart = spacing * 16 > s.size;
        cr_expect_eq(holds_deflated(&out, "/Span<</ActualText<FEFF004D00E5006C>>>BDC"), apart);
        cr_expect_eq(holds_deflated(&out, "/Span<</ActualText<FEFF006500740074>>>BDC"), apart);
        sample_close(&s);
        aj_buf_free(&out);
    }
}

/* A capital and the small capitals after it are two runs of one word. */
Test(pdf_write, a_word_in_two_sizes_is_spoken_whole)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    sample_page(&s, NULL);
    doc_id heading = sample_add(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, NULL);
    struct doc_style style = *doc_style_of(s.doc, heading);
    style.letter_spacing = 2000;
    s.doc->nodes[heading].style = doc_add_style(s.doc, &style);
    doc_id text = sample_text(&s, heading, "Ett M");
    s.size = 8000;
    sample_set(&s, text, "ål");
    s.size = 10500;
    sample_set(&s, text, " V");
    s.size = 8000;
    sample_set(&s, text, "år ut");
    for (uint32_t i = 0; i < s.pages->fragment_count; i++)
        s.pages->fragments[i].baseline = s.pages->fragments[0].baseline;
    cr_assert(sample_write(&s, &out));
    static const char *const words[] = {"004500740074", "004D00E5006C", "005600E50072", "00750074"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char span[60];
        snprintf(span, sizeof span, "/Span<</ActualText<FEFF%s>>>BDC", words[i]);
        cr_expect(holds_deflated(&out, span), "%s", span);
    }
    cr_expect_not(holds_deflated(&out, "FEFF00E5"));
    sample_close(&s);
    aj_buf_free(&out);
}

Test(pdf_write, raised_and_lowered_figures_are_said_so)
{
    static const struct {
        const char *text, *said;
        enum doc_tag tag;
        enum doc_role around;
    } cases[] = {{"2", "00B2", DOC_TAG_SUP, DOC_ROLE_NONE},
                 {"12", "00B900B2", DOC_TAG_SUP, DOC_ROLE_NONE},
                 {"\u22126", "207B2076", DOC_TAG_SUP, DOC_ROLE_NONE},
                 {"n", "207F", DOC_TAG_SUP, DOC_ROLE_LINK},
                 {"2", "2082", DOC_TAG_SUB, DOC_ROLE_NONE},
                 {"2", NULL, DOC_TAG_SPAN, DOC_ROLE_NONE},
                 {"a", NULL, DOC_TAG_SUP, DOC_ROLE_NONE},
                 {"2", NULL, DOC_TAG_SUP, DOC_ROLE_REFERENCE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample s;
        struct aj_buf out = AJ_BUF_INIT;
        sample_open(&s);
        sample_page(&s, NULL);
        doc_id heading = sample_add(&s, 1, DOC_TAG_H1, DOC_ROLE_H1, NULL);
        sample_text(&s, heading, "Yta i m");
        doc_id around = sample_add(&s, heading, DOC_TAG_SPAN, cases[i].around, NULL);
        sample_display(&s, around, DOC_INLINE);
        doc_id mark = sample_add(&s, around, cases[i].tag, DOC_ROLE_NONE, NULL);
        sample_display(&s, mark, DOC_INLINE);
        sample_text(&s, mark, cases[i].text);
        cr_assert(sample_write(&s, &out));
        char span[80];
        snprintf(span, sizeof span, "/Span<</ActualText<FEFF%s>>>BDC", cases[i].said ? cases[i].said : "");
        cr_expect_eq(holds_deflated(&out, cases[i].said ? span : "ActualText"), cases[i].said != NULL, "%zu",
                     i);
        sample_close(&s);
        aj_buf_free(&out);
    }
}

Test(pdf_write, pictures_of_every_kind)
{
    struct sample s;
    struct aj_buf out = AJ_BUF_INIT;
    sample_open(&s);
    sample_page(&s, NULL);
    for (int kind = PICTURE_RGB; kind <= PICTURE_RGB16 + 2; kind++) {
        const char *path = sample_path(&s, aj_printf(s.job->arena, "%d", kind));
        bool jpeg = kind > PICTURE_RGB16;
        cr_assert(jpeg ? write_jpeg(path, kind == PICTURE_RGB16 + 1 ? 1 : 3)
                       : write_png(path, (enum picture)kind));
        doc_id image = sample_add(&s, 1, DOC_TAG_IMG, DOC_ROLE_FIGURE, "alt", "x", NULL);
        sample_image(&s, image, path, jpeg, (struct ty_rect){0, 0, 9000, 9000});
    }
    cr_assert(sample_write(&s, &out));
    cr_expect_eq(s.job->diags->len, 0);
    cr_expect(holds(&out, "/ColorSpace/DeviceGray"));
    cr_expect(holds(&out, "/SMask"));
    cr_expect(holds(&out, "/DCTDecode"));
    cr_expect_not(holds(&out, "GPS"), "what a camera says stays out");
    aj_buf_free(&out);
    sample_close(&s);
}

Test(pdf_write, documents_of_any_shape)
{
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct sample s;
        struct aj_buf first = AJ_BUF_INIT, second = AJ_BUF_INIT, tree = AJ_BUF_INIT;
        sample_open(&s);
        sample_random(&s, seed);
        cr_assert(sample_write(&s, &first), "seed %u", seed);
        cr_assert(sample_write(&s, &second));
        pdf_dump_structure(s.doc, &tree);
        cr_assert_eq(first.len, second.len);
        cr_assert_arr_eq(first.data, second.data, first.len);
        aj_buf_free(&first);
        aj_buf_free(&second);
        aj_buf_free(&tree);
        sample_close(&s);
    }
}
