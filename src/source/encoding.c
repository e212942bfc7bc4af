#include "source/encoding.h"

#include "base/utf8.h"
#include "source/codepage.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

struct encoding {
    const char *declared; /* as an XML declaration may call it */
    const char *name;     /* as we do */
};

static const struct encoding encodings[] = {
    {"utf-8", "UTF-8"},         {"utf8", "UTF-8"},
    {"us-ascii", "UTF-8"},      {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"}, {"iso-8859-1", "ISO-8859-1"},
    {"latin1", "ISO-8859-1"},
};

/* What a conversion found that does not fit; offsets are in the text that came out. */
struct fault {
    bool found;
    unsigned char byte;
    size_t offset;
    bool cut; /* the text ends there, in the middle of a letter */
};

aj_at src_text_place(struct aj_job *job, const struct src_text *text, size_t offset)
{
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset && i < text->length; i++) {
        bool crlf = text->text[i] == '\r' && text->text[i + 1] == '\n';
        if (text->text[i] == '\n' || (text->text[i] == '\r' && !crlf)) {
            line++;
            start = i + 1;
        }
    }
    uint32_t column = 1;
    for (size_t i = start; i < offset && i < text->length; i++)
        column += ((unsigned char)text->text[i] & 0xC0) != 0x80;
    return aj_places_add(job->places, text->file, line, column);
}

/* Every damaged byte becomes U+FFFD, so that the line can be shown; the first one is the fault. */
static void repair_utf8(const char *bytes, size_t length, struct aj_buf *out, struct fault *fault)
{
    while (length > 0) {
        size_t valid = aj_utf8_valid(bytes, length);
        aj_buf_add(out, bytes, valid);
        bytes += valid;
        length -= valid;
        if (length == 0)
            break;
        if (!fault->found)
            *fault = (struct fault){true, (unsigned char)*bytes, out->len, false};
        aj_buf_str(out, replacement);
        bytes++;
        length--;
    }
}

/* False when this system's iconv does not know the encoding. */
static bool convert(const char *from, const char *bytes, size_t length, size_t unit, struct aj_buf *out,
                    struct fault *fault)
{
    iconv_t converter = iconv_open("UTF-8", from);
    if (converter == (iconv_t)-1)
        return false;
    char *in = (char *)(uintptr_t)bytes; /* iconv does not write there */
    while (length > 0) {
        size_t room = length * 2 + 16;
        char *end = aj_buf_room(out, room);
        size_t left = room;
        size_t result = iconv(converter, &in, &length, &end, &left);
        out->len += room - left;
        if (result != (size_t)-1 || errno == E2BIG)
            continue;
        if (!fault->found)
            *fault = (struct fault){true, (unsigned char)*in, out->len, false};
        aj_buf_str(out, replacement);
        size_t skip = length < unit ? length : unit;
        in += skip;
        length -= skip;
    }
    aj_buf_add(out, "", 0);
    iconv_close(converter);
    return true;
}

/* Whether bytes are the beginning of a letter in UTF-8 whose end is missing. */
static bool is_cut_off(const char *bytes, size_t length)
{
    enum {
        TWO = 0xC2,
        THREE = 0xE0,
        FOUR = 0xF0,
        NONE = 0xF5
    }; /* what letters of so many bytes begin with */
    unsigned char lead = length ? (unsigned char)*bytes : 0;
    if (lead < TWO || lead >= NONE)
        return false;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            return false;
    return length < (size_t)2 + (lead >= THREE) + (lead >= FOUR);
}

/*
 * Whether text that is not quite UTF-8 was meant to be: then its letters beyond ASCII are sequences that
 * windows-1252 would hardly ever yield by chance ("Ã¤"), and more of them fit than do not.
 */
static bool is_damaged_utf8(const char *bytes, size_t length)
{
    size_t good = 0, bad = 0;
    const char *p = bytes, *end = bytes + length;
    while (p < end) {
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        if (is_cut_off(p, (size_t)(end - p)))
            break;
        const char *before = p;
        aj_utf8_next(&p, end);
        if (p == before + 1)
            bad++;
        else
            good++;
    }
    return good > 0 && good >= bad;
}

/* A byte order mark's encoding and length, or NULL. */
static const char *find_mark(const char *bytes, size_t length, size_t *mark)
{
    static const struct {
        const char *name, *bytes;
        size_t length;
    } marks[] = {{"UTF-8", "\xEF\xBB\xBF", 3}, {"UTF-16LE", "\xFF\xFE", 2}, {"UTF-16BE", "\xFE\xFF", 2}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (length >= marks[i].length && !memcmp(bytes, marks[i].bytes, marks[i].length)) {
            *mark = marks[i].length;
            return marks[i].name;
        }
    *mark = 0;
    return NULL;
}

/*
 * UTF-16 without a byte order mark: text in Swedish has a zero in nearly every second byte, and no other
 * encoding has any.
 */
static const char *sniff_utf16(const char *bytes, size_t length)
{
    enum { LOOKED_AT = 512 };
    size_t zeros[2] = {0, 0}, pairs = 0;
    for (size_t i = 0; i + 1 < length && pairs < LOOKED_AT; i += 2, pairs++) {
        zeros[0] += !bytes[i];
        zeros[1] += !bytes[i + 1];
    }
    if (pairs >= 4 && zeros[1] * 10 > pairs * 8 && !zeros[0])
        return "UTF-16LE";
    return pairs >= 4 && zeros[0] * 10 > pairs * 8 && !zeros[1] ? "UTF-16BE" : NULL;
}

static const char *find_declared(const char *declared)
{
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        const char *a = declared, *b = encodings[i].declared;
        while (*a && aj_utf8_lower((unsigned char)*a) == (unsigned char)*b)
            a++, b++;
        if (!*a && !*b)
            return encodings[i].name;
    }
    return NULL;
}

static bool is_control(uint32_t code)
{
    bool line_or_tab = code == '\t' || code == '\n' || code == '\r';
    return (code < ' ' && !line_or_tab) || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF;
}

/*
 * The offset of the first character that neither a table nor XML should hold (XML 1.0, production 2 and the
 * note below it), or length. *code is the character.
 */
static size_t find_control(const char *text, size_t length, uint32_t *code)
{
    const char *end = text + length;
    for (const char *p = text; p < end;) {
        const char *before = p;
        unsigned char c = (unsigned char)*p;
        if (c >= ' ' && c < 0x7F) {
            p++;
            continue;
        }
        *code = aj_utf8_next(&p, end);
        if (is_control(*code))
            return (size_t)(before - text);
    }
    return length;
}

static bool report_faults(struct aj_job *job, const struct src_text *text, const struct fault *fault)
{
    uint32_t code = 0;
    size_t control = find_control(text->text, text->length, &code);
    if (fault->cut && fault->offset <= control) {
        aj_diag_add(job->diags, AJ_E0138, src_text_place(job, text, fault->offset), NULL);
        return false;
    }
    if (fault->found && fault->offset <= control) {
        aj_diag_add(job->diags, AJ_E0103, src_text_place(job, text, fault->offset),
                    aj_printf(job->arena, "%02X", fault->byte), text->encoding, NULL);
        return false;
    }
    if (control < text->length) {
        aj_diag_add(job->diags, AJ_E0104, src_text_place(job, text, control),
                    aj_printf(job->arena, "U+%04X", code), NULL);
        return false;
    }
    return true;
}

static bool report_unsupported(struct aj_job *job, const char *name, const char *encoding)
{
    uint32_t file = aj_places_add_file(job->places, name, NULL, 0);
    aj_diag_add(job->diags, AJ_E0105, aj_places_add(job->places, file, 1, 1), encoding, NULL);
    return false;
}

/*
 * E0139 at a word that is in no encoding we read, of a text that was only taken for windows-1252: each of its
 * bytes has become one character.
 */
static bool report_codepage(struct aj_job *job, const struct src_text *text, const char *bytes, size_t length)
{
    struct src_codepage found;
    if (!src_codepage_find(bytes, length, &found))
        return true;
    const char *end = text->text + text->length, *start = text->text;
    for (size_t i = 0; i < found.start; i++)
        aj_utf8_next(&start, end);
    const char *after = start;
    for (size_t i = 0; i < found.length; i++)
        aj_utf8_next(&after, end);
    aj_diag_add(job->diags, AJ_E0139, src_text_place(job, text, (size_t)(start - text->text)),
                aj_strndup(job->arena, start, (size_t)(after - start)), found.name, NULL);
    return false;
}

bool src_decode(struct aj_job *job, const char *name, const char *bytes, size_t length, const char *declared,
                bool strict, struct src_text *out)
{
    size_t mark;
    const char *encoding = find_mark(bytes, length, &mark);
    bytes += mark;
    length -= mark;
    if (!encoding && declared)
        encoding = find_declared(declared);
    if (!encoding && declared)
        return report_unsupported(job, name, declared);
    if (!encoding && !strict)
        encoding = sniff_utf16(bytes, length);
    bool valid = aj_utf8_valid(bytes, length) == length;
    bool guessed = !encoding;
    if (!encoding)
        encoding = valid || strict || is_damaged_utf8(bytes, length) ? "UTF-8" : "windows-1252";

    struct fault fault = {0};
    *out = (struct src_text){.text = bytes, .length = length, .encoding = encoding};
    bool is_utf8 = !strcmp(encoding, "UTF-8"), is_utf16 = !strncmp(encoding, "UTF-16", 6);
    if (!is_utf8 || !valid) {
        struct aj_buf buf = AJ_BUF_INIT;
        bool known = true;
        if (is_utf8) {
            size_t good = aj_utf8_valid(bytes, length);
            repair_utf8(bytes, length, &buf, &fault);
            fault.cut = is_cut_off(bytes + good, length - good);
        } else {
            known = convert(encoding, bytes, length, is_utf16 ? 2 : 1, &buf, &fault);
        }
        aj_arena_own(job->arena, buf.data, free);
        if (!known)
            return report_unsupported(job, name, encoding);
        out->text = buf.data;
        out->length = buf.len;
    }
    if (is_utf16)
        out->encoding = "UTF-16";
    out->file = aj_places_add_file(job->places, name, out->text, out->length);
    if (guessed && !strcmp(encoding, "windows-1252") && !report_codepage(job, out, bytes, length))
        return false;
    return report_faults(job, out, &fault);
}
