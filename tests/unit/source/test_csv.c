#include "finding.h"
#include "source/source.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(csv);

static const char utf8_hint[] = "save the file anew as UTF-8 (in Excel: \"CSV UTF-8\")";

static struct src_table *parse(struct aj_job *job, const char *text)
{
    return src_csv_parse(job, "t.csv", text, strlen(text));
}

/* The table as "a|b/c|d". */
static char *flatten(struct aj_job *job, const struct src_table *table)
{
    struct aj_buf buf = AJ_BUF_INIT;
    for (uint32_t row = 0; row < table->rows; row++)
        for (uint32_t column = 0; column < table->columns; column++) {
            if (row || column)
                aj_buf_char(&buf, column ? '|' : '/');
            aj_buf_str(&buf, src_cell_at(table, row, column).text);
        }
    char *text = aj_strndup(job->arena, buf.data, buf.len);
    aj_buf_free(&buf);
    return text;
}

Test(csv, every_way_of_writing_a_table)
{
    static const struct {
        const char *text, *table;
        char separator;
    } cases[] = {
        {"Post;2022\nA;-88 997\n", "Post|2022/A|-88 997", ';'},
        {"Post;2022\nA;1", "Post|2022/A|1", ';'},
        {"Post;2022\r\nA;1\r\n", "Post|2022/A|1", ';'},
        {"Post;2022\rA;1\r", "Post|2022/A|1", ';'},
        {"Post,2022\nA,\"1,5\"\n", "Post|2022/A|1,5", ','},
        {"Post\t2022\nA b\t1,5\n", "Post|2022/A b|1,5", '\t'},
        {"Post\t2022\t2023\nA\t\t\nB\t1\t2\n", "Post|2022|2023/A||/B|1|2", '\t'},
        /* decimal commas: two fields by the comma on every row but the headings */
        {"Post;2022\nA;1,5\nB;2,5\nC;3,5\n", "Post|2022/A|1,5/B|2,5/C|3,5", ';'},
        {"Mått, andel;2022, utfall\nA, b;1,5\n", "Mått, andel|2022, utfall/A, b|1,5", ';'},
        {"Värde\n1,5\n2,5\n", "Värde/1,5/2,5", ';'},
        {"sep=,\r\nPost,2022\r\nA;b,1\r\n", "Post|2022/A;b|1", ','},
        {"\"a;b\",\"c\"\n\"d;e\",\"f\"\n", "a;b|c/d;e|f", ','},
        /* windows-1252 with marks of its own: an award's dagger, quotation marks, names of other languages */
        {"Post;2022\n\x94H\xE4lsa\x94 \x86;1\n\x84"
         "A\x93;2\n\x86"
         "d;3\n",
         "Post|2022/”Hälsa” †|1/„A“|2/†d|3", ';'},
        {"Post;2022\nDu\x9A"
         "an\x99 \x8A"
         "ehi\x9E;1\nSumma\x86;2\n",
         "Post|2022/Dušan™ Šehiž|1/Summa†|2", ';'},
        /* quotes */
        {"Post;2022\n\"A \"\"b\"\" c\";\"1\"\n", "Post|2022/A \"b\" c|1", ';'},
        {"Post;2022\n\"A\nb\r\nc\rd\";1\n", "Post|2022/A\nb\nc\nd|1", ';'},
        {"Post;2022\n\"A;b\" ; \"1\"\n", "Post|2022/A;b|1", ';'},
        {"Post;2022\n\"\";\"\"\nA;\n", "Post|2022/A|", ';'},
        /* white space around a field, thin and no-break ones too */
        {"Post ; 2022\n  A b \u00A0;\u2009\u202F1\u00A0000\u00A0\n", "Post|2022/A b|1\u00A0000", ';'},
        /* blank rows, empty rows, empty columns at the right */
        {"\n\nPost;2022\n\nA;1\n \t \n;\n\u00A0;\nB;2\n\n", "Post|2022/A|1/B|2", ';'},
        {"Post;2022;;\nA;1;;\nB;;;\n", "Post|2022/A|1/B|", ';'},
        {"Post;2022;\nA;1;x\n", "Post|2022|/A|1|x", ';'},
        /* a title above the headings */
        {"Folkmängd efter region, ålder och kön\n\n\"region\";\"2024\"\n\"00 Riket\";100\n",
         "region|2024/00 Riket|100", ';'},
        {"Folkmängd;;\n;;\nregion;kön;2024\nRiket;tot;100\n", "region|kön|2024/Riket|tot|100", ';'},
        {"\xEF\xBB\xBFPost;2022\nÅ;1\n", "Post|2022/Å|1", ';'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        struct src_table *table = parse(job, cases[i].text);
        assert_finding_count(job, 0);
        cr_assert_str_eq(flatten(job, table), cases[i].table);
        cr_assert_eq(table->separator, cases[i].separator, "%s", cases[i].text);
        cr_assert_str_eq(table->file, "t.csv");
        aj_job_free(job);
    }
}

Test(csv, a_title_is_kept)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct src_table *table = parse(job, "Folkmängd\r\n\r\nregion;2024\r\nRiket;100\r\n");
    cr_assert_str_eq(table->title, "Folkmängd");
    struct aj_place place = aj_places_at(job->places, src_cell_at(table, 1, 1).at);
    cr_assert_eq(place.line, 4);
    cr_assert_eq(place.column, 7);
    cr_assert_null(parse(job, "Post;2022\nA;1\n")->title);
    aj_job_free(job);
}

Test(csv, every_encoding_gives_the_same_text)
{
    static const struct {
        const char *text;
        size_t length;
        const char *encoding;
    } cases[] = {
#define TEXT(s, name) {s, sizeof s - 1, name}
        TEXT("\xC3\x85r;\xE2\x88\x92"
             "1\xC2\xA0"
             "000\n\xC3\xA4;2\n",
             "UTF-8"),
        TEXT("\xEF\xBB\xBF\xC3\x85r;\xE2\x88\x92"
             "1\xC2\xA0"
             "000\n\xC3\xA4;2\n",
             "UTF-8"),
        TEXT("\xC5r;-1\xA0"
             "000\n\xE4;2\n",
             "windows-1252"),
        TEXT("\xC5r;\x96"
             "1\n\xE4;\x80\n",
             "windows-1252"),
        TEXT("\xFF\xFE\xC5\0r\0;\0\x12\x22"
             "1\0\xA0\0"
             "0\0"
             "0\0"
             "0\0\n\0\xE4\0;\0"
             "2\0\n\0",
             "UTF-16"),
        TEXT("\xFE\xFF\0\xC5\0r\0;\x22\x12\0"
             "1\0\xA0\0"
             "0\0"
             "0\0"
             "0\0\n\0\xE4\0;\0"
             "2\0\n",
             "UTF-16"),
        /* without a byte order mark */
        TEXT("\xC5\0r\0;\0\x31\0\n\0\xE4\0;\0"
             "2\0\n\0",
             "UTF-16"),
        TEXT("\0\xC5\0r\0;\0\x31\0\n\0\xE4\0;\0"
             "2\0\n",
             "UTF-16"),
        /* what ISO-8859-1 has, windows-1252 has in the same places */
        TEXT("\xC5r;1\xA0"
             "000 \xA7\n\xE4;\xBD\n",
             "windows-1252"),
        TEXT("\xC5r,1\r\xE4,2\r", "windows-1252"),
#undef TEXT
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        struct src_table *table = src_csv_parse(job, "t.csv", cases[i].text, cases[i].length);
        assert_finding_count(job, 0);
        cr_assert_str_eq(table->encoding, cases[i].encoding);
        cr_assert_str_eq(src_cell_at(table, 0, 0).text, "År");
        cr_assert_str_eq(src_cell_at(table, 1, 0).text, "ä");
        aj_job_free(job);
    }
}

struct wrong {
    const char *text;
    size_t length;
    enum aj_code code;
    uint32_t line, column;
    const char *message, *hint;
};

#define WRONG(text, ...)                                                                                     \
    {                                                                                                        \
        text, sizeof text - 1, __VA_ARGS__                                                                   \
    }

static const struct wrong wrongs[] = {
    WRONG("Post;2022;2023\nÅ;1;2\nAvskrivningar;-88 997\n", AJ_E0112, 3, 1,
          "the row \"Avskrivningar\" has too few fields: 2, where the headings have 3",
          "add a semicolon for every field that is empty"),
    WRONG("\"Post\",\"2022\",\"2023\"\n\"Å, ä\",1,2\nAvskrivningar\n", AJ_E0112, 3, 1,
          "the row \"Avskrivningar\" has too few fields: 1, where the headings have 3",
          "add a comma for every field that is empty"),
    WRONG("Nr;Post;2022\n1;\"Å\nä\";2\n2;Avskrivningar;-88 997;5;6\n", AJ_E0113, 4, 25,
          "the row \"Avskrivningar\" has too many fields: 5, where the headings have 3",
          "remove the semicolon that is too many, or put quotes around a field that contains one"),
    WRONG("Post\t2022\nÅr\t1\t2\n", AJ_E0113, 2, 6,
          "the row \"År\" has too many fields: 3, where the headings have 2",
          "remove the tab that is too many, or put quotes around a field that contains one"),
    WRONG("Post;2022\nÅ;\"1\nB;2\nC;3\n", AJ_E0110, 2, 3, "the quote that opens this field is not closed",
          "close the field with \" before the next semicolon; a quote inside a field is written twice"),
    WRONG("Post;2022\nÅ; \"1\nB;\"2\"\nC;3\n", AJ_E0110, 2, 4,
          "the quote that opens this field is not closed",
          "close the field with \" before the next semicolon; a quote inside a field is written twice"),
    WRONG("Post;2022\nÅ \"b\";1\n", AJ_E0111, 2, 3,
          "a quote stands inside a field or text after its closing quote",
          "put the whole field in quotes and write each quote inside it twice"),
    WRONG("Post;2022\n\"Å\" b;1\n", AJ_E0111, 2, 5,
          "a quote stands inside a field or text after its closing quote",
          "put the whole field in quotes and write each quote inside it twice"),
    WRONG("\xEF\xBB\xBF {\"count\": 1}", AJ_E0114, 1, 1, "the file is JSON, which is not read",
          "fetch or save the table as CSV where it comes from"),
    WRONG("CHARSET=\"ANSI\";\nMATRIX=\"B\";\n", AJ_E0114, 1, 1, "the file is PX, which is not read",
          "fetch or save the table as CSV where it comes from"),
    WRONG("#FLAGGA 0\n#FORMAT PC8\n", AJ_E0114, 1, 1, "the file is SIE, which is not read",
          "fetch or save the table as CSV where it comes from"),
    WRONG("", AJ_E0106, 1, 1, "the table is empty",
          "the first row must hold the column headings, and the rows follow it"),
    WRONG("\n;;\n  \n", AJ_E0106, 1, 1, "the table is empty",
          "the first row must hold the column headings, and the rows follow it"),
    WRONG("Post;2022\nA\0;1\n", AJ_E0104, 2, 2, "control character U+0000 in the text",
          "remove it; a spreadsheet must be saved as CSV before it can be read"),
    WRONG("Post;2022\n\xC3\xA5\xC2\x96;1\n", AJ_E0104, 2, 2, "control character U+0096 in the text",
          "remove it; a spreadsheet must be saved as CSV before it can be read"),
    WRONG("Post;2022\n\xEF\xBF\xBE;1\n", AJ_E0104, 2, 1, "control character U+FFFE in the text",
          "remove it; a spreadsheet must be saved as CSV before it can be read"),
    /* windows-1252 leaves five bytes without a meaning */
    WRONG("\xC5r;2022\n\xE4\xE5\x81;1\n", AJ_E0103, 2, 3, "byte 81 does not fit the encoding windows-1252",
          utf8_hint),
    /* UTF-8 with one damaged byte is not taken for windows-1252, which would print "Ã¤" */
    WRONG("Post;2022\n\xC3\xA4\xC3\xB6;1\n\xC3\xA5 \xE4;2\n", AJ_E0103, 3, 3,
          "byte E4 does not fit the encoding UTF-8", utf8_hint),
    WRONG("\xEF\xBB\xBFPost;2022\n\xE4;1\n", AJ_E0103, 2, 1, "byte E4 does not fit the encoding UTF-8",
          utf8_hint),
    /* cut off within a letter of two, three and four bytes */
    WRONG("Post;2022\n\xC3\xA4\xC3\xB6;1\n\xC3", AJ_E0138, 3, 1,
          "the file is cut off in the middle of a letter", "copy or save it anew; what follows here is lost"),
    WRONG("Post;2022\n\xE2\x82\xAC;1\na\xE2\x82", AJ_E0138, 3, 2,
          "the file is cut off in the middle of a letter", "copy or save it anew; what follows here is lost"),
    WRONG("Post;2022\n\xC3\xA4;1\na\xF0\x9F\x99", AJ_E0138, 3, 2,
          "the file is cut off in the middle of a letter", "copy or save it anew; what follows here is lost"),
    /* DOS and Mac Roman, of which windows-1252 makes daggers and quotation marks within words */
    WRONG("Post;2022\nKostnad f\x94r \x86ldring;1\n", AJ_E0139, 2, 9,
          "\"f”r\" is no word: the file seems to be saved as CSV (MS-DOS), which is not read", utf8_hint),
    WRONG("Post;2022\nSumma int\x84kter;1\n", AJ_E0139, 2, 7,
          "\"int„kter\" is no word: the file seems to be saved as CSV (MS-DOS), which is not read",
          utf8_hint),
    WRONG("Post;2022\nF\x99RSKOLA;1\n", AJ_E0139, 2, 1,
          "\"F™RSKOLA\" is no word: the file seems to be saved as CSV (MS-DOS), which is not read",
          utf8_hint),
    WRONG("Post;2022\n\x86rets resultat;1\n", AJ_E0139, 2, 1,
          "\"†rets\" is no word: the file seems to be saved as CSV (MS-DOS), which is not read", utf8_hint),
    WRONG("Post;2022\nResultat;1\xFF"
          "234\n",
          AJ_E0139, 2, 10,
          "\"1ÿ234\" is no word: the file seems to be saved as CSV (MS-DOS), which is not read", utf8_hint),
    WRONG("Post;2022\nH\x8Alsa f\x9Ar \x8Cldre;1\nH\x8Alsan m\x8Cr;2", AJ_E0139, 2, 1,
          "\"HŠlsa\" is no word: the file seems to be saved as CSV (Macintosh), which is not read",
          utf8_hint),
    WRONG("Post;2022\nResultat;1\xCA"
          "234\n",
          AJ_E0139, 2, 10,
          "\"1Ê234\" is no word: the file seems to be saved as CSV (Macintosh), which is not read",
          utf8_hint),
    WRONG("\xFF\xFE"
          "A\0;\0\n\0\x00\xD8;\0\n\0",
          AJ_E0103, 2, 1, "byte 00 does not fit the encoding UTF-16", utf8_hint),
    WRONG("\xFF\xFE"
          "A\0;\0\n\0B",
          AJ_E0103, 2, 1, "byte 42 does not fit the encoding UTF-16", utf8_hint),
};

Test(csv, every_fault_has_one_finding_where_it_is)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        const struct wrong *w = &wrongs[i];
        struct aj_job *job = aj_job_new(NULL, NULL);
        cr_assert_null(src_csv_parse(job, "t.csv", w->text, w->length), "%s", w->text);
        assert_finding_count(job, 1);
        cr_assert_str_eq(aj_diag_message(job->diags, job->diags->items, AJ_ENGLISH), w->message);
        assert_finding(job, 0, w->code, "t.csv", w->line, w->column, w->hint);
        aj_job_free(job);
    }
}

Test(csv, cells_are_named_by_row_and_column)
{
    static const char text[] =
        "Kategori;Nr;Nyckeltal;Enhet;2022\n"
        "Ekonomi;1;Total nettokostnad;mnkr;100\n"
        "Ekonomi;2;\"Kostnad för\nlokaler\";mnkr;\"313\"\n"
        "Kvalitet;3;Företagsklimat enligt en mätning som har ett mycket långt namn, andel;;\n"
        "Kvalitet;4;;;5\n";
    static const struct {
        uint32_t row, column, line, at;
        const char *label;
    } cases[] = {
        {0, 4, 1, 29, NULL},
        {1, 4, 2, 35, "Total nettokostnad, 2022"},
        {2, 2, 3, 11, NULL},
        {2, 4, 4, 15, "Kostnad för lokaler, 2022"},
        {3, 4, 5, 83, "Företagsklimat enligt en mätning som har ett mycket långt na…, 2022"},
        {4, 4, 6, 14, "Kvalitet, 2022"},
    };
    struct aj_job *job = aj_job_new(NULL, NULL);
    const struct src_table *table = parse(job, text);
    assert_finding_count(job, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_place place =
            aj_places_at(job->places, src_cell_at(table, cases[i].row, cases[i].column).at);
        cr_assert_eq(place.line, cases[i].line, "%zu: %u", i, place.line);
        cr_assert_eq(place.column, cases[i].at, "%zu: %u", i, place.column);
        if (cases[i].label)
            cr_assert_str_eq(place.label, cases[i].label);
        else
            cr_assert_null(place.label);
    }
    aj_job_free(job);
}

Test(csv, many_faulty_rows_do_not_bury_the_reason)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "Post;2022\n");
    for (int i = 0; i < 1000; i++)
        aj_buf_printf(&text, "Rad %d;1\nRad %d;1;2\n", i, i);
    cr_assert_null(parse(job, text.data));
    assert_finding_count(job, 10);
    assert_finding(job, 9, AJ_E0113, "t.csv", 21, 9,
                   "remove the semicolon that is too many, or put quotes around a field that contains one");
    aj_buf_free(&text);
    aj_job_free(job);
}

static void assert_too_large(const struct aj_buf *text, const char *message)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    cr_assert_null(src_csv_parse(job, "t.csv", text->data, text->len));
    assert_finding_count(job, 1);
    cr_assert_str_eq(aj_diag_message(job->diags, job->diags->items, AJ_ENGLISH), message);
    assert_finding(job, 0, AJ_E0107, "t.csv", 0, 0, "divide the file into several");
    aj_job_free(job);
}

Test(csv, size_is_capped)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (int i = 0; i < 5000; i++)
        aj_buf_str(&text, "a;");
    assert_too_large(&text, "too many columns: at most 4096 are read");
    aj_buf_clear(&text);
    for (int i = 0; i < 4000001; i++)
        aj_buf_str(&text, "a\n");
    assert_too_large(&text, "too many rows: at most 4000000 are read");
    aj_buf_clear(&text);
    for (int i = 0; i < 16000001; i++)
        aj_buf_str(&text, ";;");
    assert_too_large(&text, "too many cells: at most 32000000 are read");
    aj_buf_free(&text);
}

Test(csv, memory_is_in_proportion)
{
    enum { ROWS = 100000 };
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct aj_buf text = AJ_BUF_INIT;
    aj_buf_str(&text, "Region;Kön;2022;2023\n");
    for (int i = 0; i < ROWS; i++)
        aj_buf_printf(&text, "Region %d;totalt;%d;1 423,5\n", i, i);
    struct src_table *table = parse(job, text.data);
    cr_assert_eq(table->rows, ROWS + 1);
    cr_assert_leq(aj_arena_bytes(job->arena), 60u * 4 * ROWS);
    struct aj_place place = aj_places_at(job->places, src_cell_at(table, ROWS, 3).at);
    cr_assert_eq(place.line, ROWS + 1);
    cr_assert_str_eq(place.label, "Region 99999, 2023");
    aj_buf_free(&text);
    aj_job_free(job);
}

Test(csv, lines_around_a_table_are_notes)
{
    static const struct {
        const char *text, *table, *title;
        uint32_t notes;
    } cases[] = {
        {"Rubrik\nBelopp i tkr\nHämtat i mars\nPost;2022\nA;1\n", "Post|2022/A|1", "Rubrik", 2},
        {"Rubrik;\nBelopp i tkr;\n;\nPost;2022\nA;1\n", "Post|2022/A|1", "Rubrik", 1},
        {"Källa; ekonomisystemet; mars\n\nPost;2022\nA;1\nB;2\n", "Post|2022/A|1/B|2",
         "Källa; ekonomisystemet; mars", 0},
        {"Post;2022\nA;1\nB;2\n\nKälla: SCB\nHämtad i mars\n", "Post|2022/A|1/B|2", NULL, 2},
        {"Post;2022\nA;1\n* preliminärt\n", "Post|2022/A|1", NULL, 1},
        {"Post;2022\nA;1\n\nKälla: SCB;\n", "Post|2022/A|1", NULL, 1},
        /* a heading among the rows is none */
        {"Post;2022\nA;1\n\nIntäkter;\nB;2\n", "Post|2022/A|1/Intäkter|/B|2", NULL, 0},
        {";2022\nA;1\n", "|2022/A|1", NULL, 0},
        /* an empty column between others */
        {"Post;;2022\nA;;1\n", "Post|2022/A|1", NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aj_job *job = aj_job_new(NULL, NULL);
        const struct src_table *table = parse(job, cases[i].text);
        assert_finding_count(job, 0);
        cr_assert_str_eq(flatten(job, table), cases[i].table);
        cr_assert_eq(table->note_len, cases[i].notes, "%s: %u", cases[i].text, table->note_len);
        cr_assert_str_eq(table->title ? table->title : "", cases[i].title ? cases[i].title : "");
        aj_job_free(job);
    }
}

Test(csv, a_short_row_that_no_table_ends_with_is_told_where_it_is)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    cr_assert_null(parse(job, "Post;2022\nA;1\n\nIntäkter\nB;2\n"));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0112, "t.csv", 4, 1, "add a semicolon for every field that is empty");
    aj_job_free(job);
}
