/*
 * An sRGB profile of our own making, so that no file of the machine enters the output: ICC.1:2004-10 (version
 * 4.2), a display profile of three colorants and one parametric curve, which says IEC 61966-2-1 exactly.
 */
#include "pdf/write.h"

#include <string.h>

struct tag {
    const char *name;
    uint32_t data; /* index of its data; tags may share one */
};

static void put_u32(struct aj_buf *buf, uint32_t n)
{
    const char bytes[4] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
    aj_buf_add(buf, bytes, 4);
}

/* s15Fixed16Number from millionths. */
static void put_fixed(struct aj_buf *buf, int64_t millionths)
{
    int64_t n = millionths * 65536;
    put_u32(buf, (uint32_t)(int32_t)((n + (n < 0 ? -500000 : 500000)) / 1000000));
}

static void put_numbers(struct aj_buf *buf, const char *type, const int32_t *millionths, int count)
{
    aj_buf_add(buf, type, 4);
    put_u32(buf, 0);
    for (int i = 0; i < count; i++)
        put_fixed(buf, millionths[i]);
}

/* multiLocalizedUnicodeType with one record, en-US. */
static void put_words(struct aj_buf *buf, const char *words)
{
    aj_buf_add(buf, "mluc", 4);
    put_u32(buf, 0);
    put_u32(buf, 1);
    put_u32(buf, 12);
    aj_buf_add(buf, "enUS", 4);
    put_u32(buf, (uint32_t)strlen(words) * 2);
    put_u32(buf, 28);
    for (; *words; words++) {
        aj_buf_char(buf, '\0');
        aj_buf_char(buf, *words);
    }
}

enum { DESCRIPTION, COPYRIGHT, WHITE, ADAPTATION, RED, GREEN, BLUE, CURVE, DATA_COUNT };

static void put_data(struct aj_buf *buf, uint32_t data)
{
    /* D50; Bradford's matrix to it from D65 (0.3127, 0.3290); the primaries of ITU-R BT.709 through it. */
    static const int32_t white[] = {964203, 1000000, 824905};
    static const int32_t adaptation[] = {1047887, 22920, -50216, 29583, 990482, -17079, -9252, 15072, 751683};
    static const int32_t red[] = {436042, 222485, 13920}, green[] = {385114, 716905, 97068};
    static const int32_t blue[] = {143047, 60611, 713918};
    static const int32_t curve[] = {2400000, 947867, 52133, 77399, 40450};
    switch (data) {
    case DESCRIPTION:
        put_words(buf, "sRGB");
        break;
    case COPYRIGHT:
        put_words(buf, "No copyright");
        break;
    case WHITE:
        put_numbers(buf, "XYZ ", white, 3);
        break;
    case ADAPTATION:
        put_numbers(buf, "sf32", adaptation, 9);
        break;
    case RED:
        put_numbers(buf, "XYZ ", red, 3);
        break;
    case GREEN:
        put_numbers(buf, "XYZ ", green, 3);
        break;
    case BLUE:
        put_numbers(buf, "XYZ ", blue, 3);
        break;
    default:
        aj_buf_add(buf, "para\0\0\0\0\0\3\0\0", 12); /* function type 3 */
        for (int i = 0; i < 5; i++)
            put_fixed(buf, curve[i]);
    }
}

static void put_header(struct aj_buf *buf)
{
    aj_buf_add(buf, "\0\0\0\0\0\0\0\0\4\x20\0\0mntrRGB XYZ ", 24); /* size, to be set; no CMM; 4.2 */
    /* A fixed date: the profile never changes. 2004-10-01 00:00:00. */
    aj_buf_add(buf, "\x07\xD4\0\x0A\0\1\0\0\0\0\0\0acsp", 16);
    for (int i = 0; i < 6; i++)
        put_u32(buf, 0); /* platform, flags, device, attributes (8 bytes) and model */
    put_u32(buf, 0);     /* perceptual intent */
    put_fixed(buf, 964203);
    put_fixed(buf, 1000000);
    put_fixed(buf, 824905);
    for (int i = 0; i < 12; i++)
        put_u32(buf, 0); /* creator, id and reserved bytes */
}

void pdf_srgb_profile(struct aj_buf *out)
{
    static const struct tag tags[] = {
        {"desc", DESCRIPTION}, {"cprt", COPYRIGHT}, {"wtpt", WHITE}, {"chad", ADAPTATION}, {"rXYZ", RED},
        {"gXYZ", GREEN},       {"bXYZ", BLUE},      {"rTRC", CURVE}, {"gTRC", CURVE},      {"bTRC", CURVE}};
    enum { HEADER = 128, TAG_COUNT = sizeof tags / sizeof tags[0] };
    struct aj_buf data = AJ_BUF_INIT;
    uint32_t offset[DATA_COUNT], size[DATA_COUNT];
    for (uint32_t i = 0; i < DATA_COUNT; i++) {
        offset[i] = (uint32_t)data.len;
        put_data(&data, i);
        size[i] = (uint32_t)data.len - offset[i];
        while (data.len % 4)
            aj_buf_char(&data, '\0');
    }
    const uint32_t base = HEADER + 4 + 12 * TAG_COUNT;
    aj_buf_clear(out);
    put_header(out);
    put_u32(out, TAG_COUNT);
    for (uint32_t i = 0; i < TAG_COUNT; i++) {
        aj_buf_add(out, tags[i].name, 4);
        put_u32(out, base + offset[tags[i].data]);
        put_u32(out, size[tags[i].data]);
    }
    aj_buf_add(out, data.data, data.len);
    for (int i = 0; i < 4; i++)
        out->data[i] = (char)(out->len >> (24 - 8 * i));
    aj_buf_free(&data);
}
