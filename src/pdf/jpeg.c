/*
 * JPEG (ISO/IEC 10918-1) goes into the file as it is, after every segment was walked: PDF viewers decode it
 * themselves, and a cut file would show in one and not in the other. What is said of camera, place and time
 * is left out: it is nobody's business, and no part of the picture.
 */
#include "pdf/image.h"

#include <string.h>

struct jpeg {
    const uint8_t *bytes;
    size_t length;
    uint32_t width, height, components;
    bool frame, scan;
};

enum {
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    RST0 = 0xD0,
    RST7 = 0xD7,
    APP0 = 0xE0,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE,
    TEM = 0x01
};

static uint32_t u16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static bool is_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static const char *read_frame(struct jpeg *jpeg, uint32_t marker, const uint8_t *segment, uint32_t size)
{
    if (marker > 0xC2)
        return "its kind of JPEG (lossless, hierarchical or arithmetic) cannot be shown";
    if (jpeg->frame || size < 8)
        return "it is damaged";
    jpeg->frame = true;
    jpeg->height = u16(segment + 3);
    jpeg->width = u16(segment + 5);
    jpeg->components = segment[7];
    if (segment[2] != 8)
        return "it has not 8 bits a sample";
    if (jpeg->components == 4)
        return "its colours are CMYK, for print; save it as RGB";
    if (jpeg->components != 1 && jpeg->components != 3)
        return "it has neither one nor three colour components";
    if (!jpeg->width || !jpeg->height || size < 8 + 3 * jpeg->components)
        return "it is damaged";
    return NULL;
}

/* Past a scan's coded data: to the next marker that is neither a stuffed byte nor a restart. */
static size_t skip_scan(const struct jpeg *jpeg, size_t at)
{
    while (at + 1 < jpeg->length) {
        const uint8_t *p = memchr(jpeg->bytes + at, 0xFF, jpeg->length - at - 1);
        if (!p)
            break;
        at = (size_t)(p - jpeg->bytes);
        if (p[1] != 0 && p[1] != 0xFF && (p[1] < RST0 || p[1] > RST7))
            return at;
        at += p[1] == 0xFF ? 1 : 2;
    }
    return jpeg->length;
}

/* What decoding needs: JFIF's and Adobe's words on colour, and an ICC profile. */
static bool is_kept(uint32_t marker)
{
    return (marker < APP0 || marker > APP15) ? marker != COM
                                             : marker == APP0 || marker == APP2 || marker == APP14;
}

/* Walks the whole file and copies what is kept. Gives NULL, or what is wrong. */
static const char *walk(struct jpeg *jpeg, struct aj_buf *out)
{
    static const char damaged[] = "it is damaged or cut short";
    size_t at = 2;
    if (jpeg->length < at)
        return damaged;
    aj_buf_add(out, jpeg->bytes, at);
    while (at + 2 <= jpeg->length) {
        if (jpeg->bytes[at] != 0xFF)
            return damaged;
        uint32_t marker = jpeg->bytes[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == EOI) {
            aj_buf_add(out, jpeg->bytes + at, 2);
            return jpeg->frame && jpeg->scan ? NULL : damaged;
        }
        if (marker == SOI || marker == 0 || marker == TEM || at + 4 > jpeg->length)
            return damaged;
        uint32_t size = u16(jpeg->bytes + at + 2);
        size_t end = at + 2 + size;
        if (size < 2 || end > jpeg->length)
            return damaged;
        const char *why = is_frame(marker) ? read_frame(jpeg, marker, jpeg->bytes + at + 2, size) : NULL;
        if (why)
            return why;
        if (marker == SOS) {
            if (!jpeg->frame)
                return damaged;
            jpeg->scan = true;
            end = skip_scan(jpeg, end);
        }
        if (is_kept(marker))
            aj_buf_add(out, jpeg->bytes + at, end - at);
        at = end;
    }
    return damaged;
}

pdf_obj pdf_add_jpeg(struct pdf_writer *w, const char *bytes, size_t length, const char **why)
{
    struct jpeg jpeg = {.bytes = (const uint8_t *)bytes, .length = length};
    struct aj_buf out = AJ_BUF_INIT;
    pdf_obj object = 0;
    *why = walk(&jpeg, &out);
    if (!*why && (uint64_t)jpeg.width * jpeg.height > PDF_PIXELS_MOST)
        *why = "it has more than 200 million pixels";
    if (!*why) {
        char *entries = aj_printf(w->arena,
                                  "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s"
                                  "/BitsPerComponent 8/Filter/DCTDecode",
                                  jpeg.width, jpeg.height, jpeg.components == 1 ? "DeviceGray" : "DeviceRGB");
        object = pdf_gate_stream(w->gate, out.data, out.len);
        pdf_gate_set(w->gate, object, entries, strlen(entries));
    }
    aj_buf_free(&out);
    return object;
}
