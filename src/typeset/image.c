#include "typeset/image.h"

#include "base/map.h"

#include <string.h>

enum { SIDE_MOST = 65500 };
static const uint64_t pixels_most = 100 * 1000 * 1000;

static uint32_t u16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t u32(const uint8_t *p)
{
    return u16(p) << 16 | u16(p + 2);
}

static enum ty_image_fault check_size(const struct ty_image *image)
{
    uint64_t width = image->pixel_width, height = image->pixel_height;
    if (!width || !height)
        return TY_IMAGE_DAMAGED;
    return width > SIDE_MOST || height > SIDE_MOST || width * height > pixels_most ? TY_IMAGE_TOO_LARGE
                                                                                   : TY_IMAGE_GOOD;
}

/* CRC-32 of ISO 3309, four bits at a time. */
static uint32_t crc32(const uint8_t *p, size_t n)
{
    static const uint32_t table[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                                       0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                       0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    uint32_t crc = 0xFFFFFFFF;
    while (n--) {
        crc ^= *p++;
        crc = table[crc & 15] ^ crc >> 4;
        crc = table[crc & 15] ^ crc >> 4;
    }
    return ~crc;
}

/* The header chunk (PNG specification, 11.2.2): sizes, and depths that go with the colour type. */
static bool read_header(const uint8_t *data, uint32_t length, struct ty_image *image)
{
    static const uint8_t depths[7] = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};
    if (length != 13)
        return false;
    uint8_t depth = data[8], color = data[9];
    image->pixel_width = u32(data);
    image->pixel_height = u32(data + 4);
    bool one_bit = depth && !(depth & (depth - 1));
    return color < 7 && one_bit && (depths[color] & depth) && !data[10] && !data[11] && data[12] < 2 &&
           image->pixel_width <= INT32_MAX && image->pixel_height <= INT32_MAX;
}

/* A PNG file's chunks, with their checksums, from the header to the end. */
static enum ty_image_fault identify_png(const uint8_t *bytes, size_t length, struct ty_image *image)
{
    bool header = false, data = false, palette = false;
    uint8_t color = 0;
    for (size_t at = 8; length - at >= 12;) {
        const uint8_t *chunk = bytes + at;
        uint32_t size = u32(chunk);
        if (size > length - at - 12 || crc32(chunk + 4, size + 4) != u32(chunk + 8 + size))
            return TY_IMAGE_DAMAGED;
        const uint8_t *type = chunk + 4;
        if (header == !memcmp(type, "IHDR", 4)) /* it comes first, and once */
            return TY_IMAGE_DAMAGED;
        if (!header) {
            if (!read_header(chunk + 8, size, image))
                return TY_IMAGE_DAMAGED;
            header = true;
            color = chunk[17];
            enum ty_image_fault fault = check_size(image);
            if (fault)
                return fault;
        }
        palette = palette || !memcmp(type, "PLTE", 4);
        data = data || (!memcmp(type, "IDAT", 4) && size);
        if (!memcmp(type, "IEND", 4))
            return data && (palette || color != 3) ? TY_IMAGE_GOOD : TY_IMAGE_DAMAGED;
        at += 12 + (size_t)size;
    }
    return TY_IMAGE_DAMAGED;
}

/* The orientation in an APP1 segment's EXIF data (Exif 2.3, 4.6.4: tag 0x0112 of the first directory), or 1.
 */
static int read_orientation(const uint8_t *data, uint32_t length)
{
    if (length < 14 || memcmp(data, "Exif\0\0", 6) != 0)
        return 1;
    const uint8_t *tiff = data + 6;
    uint32_t room = length - 6;
    bool little = tiff[0] == 'I';
    uint32_t start =
        little ? (uint32_t)tiff[7] << 24 | (uint32_t)tiff[6] << 16 | (uint32_t)tiff[5] << 8 | tiff[4]
               : u32(tiff + 4);
    if (start > room || room - start < 2)
        return 1;
    uint32_t count = little ? (uint32_t)tiff[start + 1] << 8 | tiff[start] : u16(tiff + start);
    for (uint32_t i = 0; i < count && room - start - 2 >= (i + 1) * 12; i++) {
        const uint8_t *entry = tiff + start + 2 + (size_t)i * 12;
        uint32_t tag = little ? (uint32_t)entry[1] << 8 | entry[0] : u16(entry);
        uint32_t value = little ? entry[8] : entry[9];
        if (tag == 0x0112)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

/* A frame header (ISO/IEC 10918-1, B.2.2): baseline and progressive, 8 bits, grey or three colours are fit.
 */
static enum ty_image_fault read_frame(uint8_t marker, const uint8_t *data, uint32_t length,
                                      struct ty_image *image)
{
    if (length < 6 || length < 6 + 3u * data[5])
        return TY_IMAGE_DAMAGED;
    image->pixel_height = u16(data + 1);
    image->pixel_width = u16(data + 3);
    if (marker > 0xC2 || data[0] != 8 || (data[5] != 1 && data[5] != 3))
        return TY_IMAGE_UNFIT;
    return check_size(image);
}

/* The next marker in the coded data from *at on; false if the file ends before one. */
static bool skip_scan(const uint8_t *bytes, size_t length, size_t *at)
{
    while (*at + 1 < length) {
        const uint8_t *mark = memchr(bytes + *at, 0xFF, length - *at - 1);
        if (!mark)
            return false;
        *at = (size_t)(mark - bytes);
        uint8_t next = mark[1];
        if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7))
            return true;
        *at += next == 0xFF ? 1 : 2;
    }
    return false;
}

/* A JPEG file's segments up to the end of the image. */
static enum ty_image_fault identify_jpeg(const uint8_t *bytes, size_t length, struct ty_image *image,
                                         int *turned)
{
    bool frame = false, scan = false;
    image->jpeg = true;
    for (size_t at = 2; at + 1 < length;) {
        if (bytes[at] != 0xFF)
            return TY_IMAGE_DAMAGED;
        uint8_t marker = bytes[at + 1];
        if (marker == 0xFF) { /* fill bytes */
            at++;
            continue;
        }
        if (marker == 0xD9)
            return scan ? TY_IMAGE_GOOD : TY_IMAGE_DAMAGED;
        if (length - at < 4 || u16(bytes + at + 2) < 2 || u16(bytes + at + 2) > length - at - 2)
            return TY_IMAGE_DAMAGED;
        const uint8_t *data = bytes + at + 4;
        uint32_t size = u16(bytes + at + 2) - 2;
        if (marker == 0xE1 && *turned == 1)
            *turned = read_orientation(data, size);
        bool coding = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (coding) {
            enum ty_image_fault fault = frame ? TY_IMAGE_DAMAGED : read_frame(marker, data, size, image);
            if (fault)
                return fault;
            frame = true;
        }
        at += 4 + (size_t)size;
        if (marker == 0xDA) {
            if (!frame || !skip_scan(bytes, length, &at))
                return TY_IMAGE_DAMAGED;
            scan = true;
        }
    }
    return TY_IMAGE_DAMAGED;
}

enum ty_image_fault ty_image_identify(const char *bytes, size_t length, struct ty_image *image, int *turned)
{
    *turned = 1;
    if (length >= 8 && !memcmp(bytes, "\x89PNG\r\n\x1A\n", 8))
        return identify_png((const uint8_t *)bytes, length, image);
    if (length >= 3 && !memcmp(bytes, "\xFF\xD8\xFF", 3))
        return identify_jpeg((const uint8_t *)bytes, length, image, turned);
    return TY_IMAGE_UNKNOWN;
}

const char *ty_picture_read(struct aj_job *job, const char *src, bool ours, aj_at at, size_t *length,
                            const char **name)
{
    return ours ? aj_job_read_template(job, src, at, length, name)
                : aj_job_read(job, NULL, src, at, length, name);
}

const char *ty_picture_key(struct aj_job *job, const char *src, bool ours)
{
    return ours ? aj_printf(job->arena, "//%s", src) : src;
}

const struct ty_image *ty_image_open(struct aj_job *job, struct aj_map *images, const char *src, bool ours,
                                     aj_at at)
{
    static const enum aj_code codes[] = {[TY_IMAGE_UNKNOWN] = AJ_E0651,
                                         [TY_IMAGE_DAMAGED] = AJ_E0652,
                                         [TY_IMAGE_UNFIT] = AJ_E0653,
                                         [TY_IMAGE_TOO_LARGE] = AJ_E0654};
    static const struct ty_image faulty; /* its fault is told already */
    const char *key = ty_picture_key(job, src, ours);
    struct ty_image *image = aj_map_find(images, key);
    if (image)
        return image == &faulty ? NULL : image;
    key = aj_strdup(job->arena, key);
    aj_map_put(images, key, (void *)(uintptr_t)&faulty);
    size_t length;
    const char *name;
    const char *bytes = ty_picture_read(job, src, ours, at, &length, &name);
    if (!bytes)
        return NULL;
    image = AJ_NEW(job->arena, struct ty_image);
    int turned;
    enum ty_image_fault fault = ty_image_identify(bytes, length, image, &turned);
    if (fault) {
        aj_diag_add(job->diags, codes[fault], at, src, NULL);
        return NULL;
    }
    image->bytes = bytes;
    image->length = length;
    image->turned = (uint8_t)turned;
    if (turned >= 5) { /* by a quarter */
        uint32_t width = image->pixel_width;
        image->pixel_width = image->pixel_height;
        image->pixel_height = width;
    }
    image->path = ours ? aj_printf(job->arena, "%s/%s", job->templates, src)
                       : aj_printf(job->arena, "%s/%s", job->root, aj_job_name_below_root(job, name));
    aj_map_put(images, key, image);
    return image;
}
