#include "pdf/cmap.h"

#include "base/utf8.h"

/* The most entries of a block between begin… and end… (Adobe Technical Note 5014). */
enum { BLOCK = 100 };

uint32_t pdf_safe_code(uint32_t code)
{
    if (code == 0xFEFF)
        return 0x2060; /* word joiner: what a zero width no-break space means today */
    if (code == 0 || (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF) || code > 0x10FFFF)
        return 0xFFFD;
    return code < ' ' ? ' ' : code;
}

static void put_head(struct aj_buf *buf, const char *name, const char *type)
{
    aj_buf_str(buf, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<<"
                    "/Registry(Adobe)/Ordering(");
    aj_buf_str(buf, type[0] == '2' ? "UCS" : "Identity");
    aj_buf_str(buf, ")/Supplement 0>>def\n/CMapName/");
    aj_buf_str(buf, name);
    aj_buf_str(buf, " def\n/CMapType ");
    aj_buf_str(buf, type);
    aj_buf_str(buf, " def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
}

static void put_tail(struct aj_buf *buf)
{
    aj_buf_str(buf, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

static void put_code(struct aj_buf *buf, uint32_t code)
{
    aj_buf_char(buf, '<');
    pdf_put_utf16(buf, code);
    aj_buf_char(buf, '>');
}

void pdf_put_to_unicode(struct aj_buf *buf, const struct pdf_font *font)
{
    put_head(buf, "Adobe-Identity-UCS", "2");
    for (uint32_t code = 1; code < font->count;) {
        uint32_t end = font->count - code > BLOCK ? code + BLOCK : font->count;
        pdf_put_int(buf, end - code);
        aj_buf_str(buf, " beginbfchar\n");
        for (; code < end; code++) {
            const struct pdf_pair *pair = &font->pairs[code];
            const char *text = pair->text, *stop = pair->text + pair->length;
            put_code(buf, code);
            aj_buf_char(buf, '<');
            if (!pair->length)
                pdf_put_utf16(buf, 0x200B); /* shown, but its cluster's first glyph says it all */
            while (text < stop)
                pdf_put_utf16(buf, pdf_safe_code(aj_utf8_next(&text, stop)));
            aj_buf_str(buf, ">\n");
        }
        aj_buf_str(buf, "endbfchar\n");
    }
    put_tail(buf);
}

void pdf_put_encoding(struct aj_buf *buf, const struct pdf_font *font, const uint16_t *cids, const char *name)
{
    put_head(buf, name, "1");
    for (uint32_t code = 1; code < font->count;) {
        uint32_t end = font->count - code > BLOCK ? code + BLOCK : font->count;
        pdf_put_int(buf, end - code);
        aj_buf_str(buf, " begincidchar\n");
        for (; code < end; code++) {
            put_code(buf, code);
            pdf_put_int(buf, cids[code]);
            aj_buf_char(buf, '\n');
        }
        aj_buf_str(buf, "endcidchar\n");
    }
    put_tail(buf);
}
