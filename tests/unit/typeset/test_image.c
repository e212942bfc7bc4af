#include "base/file.h"
#include "finding.h"
#include "suite.h"
#include "typeset/image.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(image);

enum { ROOM = 1 << 16 };

struct picture {
    char *bytes;
    size_t length;
};

static struct picture make_png(uint32_t width, uint32_t height, uint32_t format)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format};
    struct picture out = {malloc(ROOM), ROOM};
    static const uint8_t pixels[64 * 64 * 4];
    static const uint8_t map[256 * 4];
    if (format & PNG_FORMAT_FLAG_COLORMAP)
        image.colormap_entries = 4;
    cr_assert(png_image_write_to_memory(&image, out.bytes, &out.length, 0, pixels, 0, map));
    return out;
}

static struct picture make_jpeg(int width, int height, J_COLOR_SPACE space, int channels, bool progressive,
                                bool arithmetic)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    uint8_t row[64 * 4];
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &length);
    c.image_width = (JDIMENSION)width;
    c.image_height = (JDIMENSION)height;
    c.input_components = channels;
    c.in_color_space = space;
    jpeg_set_defaults(&c);
    if (progressive)
        jpeg_simple_progression(&c);
    c.arith_code = arithmetic;
    c.restart_interval = 2;
    jpeg_start_compress(&c, TRUE);
    while (c.next_scanline < c.image_height) {
        for (size_t i = 0; i < sizeof row; i++)
            row[i] = (uint8_t)(i * 37 + c.next_scanline * 11);
        JSAMPROW rows[] = {row};
        jpeg_write_scanlines(&c, rows, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    return (struct picture){(char *)bytes, length};
}

static enum ty_image_fault identify(struct picture p, struct ty_image *image)
{
    int turned;
    *image = (struct ty_image){0};
    return ty_image_identify(p.bytes, p.length, image, &turned);
}

Test(image, good_pictures)
{
    struct picture pictures[] = {
        make_png(40, 30, PNG_FORMAT_RGB),
        make_png(40, 30, PNG_FORMAT_RGBA),
        make_png(40, 30, PNG_FORMAT_GRAY),
        make_png(40, 30, PNG_FORMAT_RGB_COLORMAP),
        make_jpeg(40, 30, JCS_RGB, 3, false, false),
        make_jpeg(40, 30, JCS_RGB, 3, true, false),
        make_jpeg(40, 30, JCS_GRAYSCALE, 1, false, false),
    };
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        struct ty_image image;
        cr_expect(eq(int, (int)identify(pictures[i], &image), TY_IMAGE_GOOD), "picture %zu", i);
        cr_expect(image.pixel_width == 40 && image.pixel_height == 30 && image.jpeg == (i >= 4),
                  "picture %zu", i);
        free(pictures[i].bytes);
    }
}

/* Whatever byte a picture ends before, it is found out. */
Test(image, cut_short_anywhere)
{
    struct picture pictures[] = {make_png(40, 30, PNG_FORMAT_RGB),
                                 make_jpeg(40, 30, JCS_RGB, 3, false, false),
                                 make_jpeg(40, 30, JCS_RGB, 3, true, false)};
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        struct ty_image image;
        size_t whole = pictures[i].length;
        for (size_t cut = 0; cut < whole; cut++) {
            char *copy = malloc(cut + 1); /* so that a sanitizer sees any step beyond */
            memcpy(copy, pictures[i].bytes, cut);
            enum ty_image_fault fault = identify((struct picture){copy, cut}, &image);
            cr_assert(fault == TY_IMAGE_DAMAGED || fault == TY_IMAGE_UNKNOWN, "picture %zu cut at %zu", i,
                      cut);
            free(copy);
        }
        free(pictures[i].bytes);
    }
}

Test(image, a_changed_byte_of_a_png)
{
    struct picture png = make_png(40, 30, PNG_FORMAT_RGB);
    struct ty_image image;
    for (size_t i = 0; i < png.length; i++) {
        png.bytes[i] ^= 0x10;
        cr_assert(identify(png, &image) != TY_IMAGE_GOOD, "byte %zu", i);
        png.bytes[i] ^= 0x10;
    }
    free(png.bytes);
}

/* Any bytes after a signature are harmless. */
Test(image, noise)
{
    srand(3);
    for (int round = 0; round < 20000; round++) {
        size_t length = 3 + (size_t)rand() % 200;
        char *bytes = malloc(length);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)(rand() % 4 ? rand() % 256 : 0xFF);
        static const char exif[] = "\xFF\xD8\xFF\xE1\0\x40"
                                   "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01";
        size_t head = sizeof exif - 1 < length ? sizeof exif - 1 : length;
        memcpy(bytes, exif, rand() % 2 ? head : 3);
        struct ty_image image;
        int turned;
        ty_image_identify(bytes, length, &image, &turned);
        cr_assert(turned >= 1 && turned <= 8);
        free(bytes);
    }
}

/* A job whose report lies in a folder of its own with a picture beside it. */
struct bench {
    struct aj_job *job;
    struct aj_map images;
    char folder[40];
    aj_at at;
};

static struct bench bench_open(const char *name, struct picture p)
{
    struct bench bench = {.folder = "/tmp/arshjul-image-XXXXXX"};
    cr_assert(mkdtemp(bench.folder) != NULL);
    bench.job = aj_job_new(bench.folder, NULL);
    bench.images = (struct aj_map)AJ_MAP_INIT(bench.job->arena);
    static const char text[] = "<report>\n<p>\n  <img src=\"bild\"/></p></report>\n";
    uint32_t file = aj_places_add_file(bench.job->places, "report.xml", text, sizeof text - 1);
    bench.at = aj_places_add(bench.job->places, file, 3, 3);
    cr_assert(aj_file_write(aj_printf(bench.job->arena, "%s/%s", bench.folder, name), p.bytes, p.length));
    return bench;
}

static void bench_close(struct bench *bench, const char *name)
{
    unlink(aj_printf(bench->job->arena, "%s/%s", bench->folder, name));
    rmdir(bench->folder);
    aj_job_free(bench->job);
}

Test(image, opened_once_and_noted)
{
    struct picture p = make_png(40, 30, PNG_FORMAT_RGB);
    struct bench bench = bench_open("vapen.png", p);
    const struct ty_image *image = ty_image_open(bench.job, &bench.images, "vapen.png", false, bench.at);
    cr_assert(image != NULL);
    cr_expect(eq(str, (char *)image->path, aj_printf(bench.job->arena, "%s/vapen.png", bench.folder)));
    cr_expect(ty_image_open(bench.job, &bench.images, "vapen.png", false, bench.at) == image);
    cr_expect(eq(u32, bench.job->input_len, 1));
    assert_finding_count(bench.job, 0);
    bench_close(&bench, "vapen.png");
    free(p.bytes);
}

static void expect_refused(struct picture p, enum aj_code code, const char *hint)
{
    struct bench bench = bench_open("bild", p);
    const struct ty_image *image = ty_image_open(bench.job, &bench.images, "bild", false, bench.at);
    cr_expect(image == NULL);
    assert_finding_count(bench.job, 1);
    assert_finding(bench.job, 0, code, "report.xml", 3, 3, hint);
    bench_close(&bench, "bild");
}

Test(image, refused_pictures)
{
    static const char unfit[] = "save it as an RGB or greyscale JPEG with 8 bits a channel, or as PNG";
    struct picture cmyk = make_jpeg(40, 30, JCS_CMYK, 4, false, false);
    expect_refused(cmyk, AJ_E0653, unfit);
    free(cmyk.bytes);
    struct picture coded = make_jpeg(40, 30, JCS_RGB, 3, false, true);
    expect_refused(coded, AJ_E0653, unfit);
    free(coded.bytes);
    struct picture cut = make_jpeg(40, 30, JCS_RGB, 3, false, false);
    cut.length /= 2;
    expect_refused(cut, AJ_E0652, "export it again; a copy that did not finish looks like this");
    free(cut.bytes);
    expect_refused((struct picture){(char *)"<svg/>", 6}, AJ_E0651,
                   "save the picture as PNG or JPEG; a drawing as SVG in a file that ends in .svg");
}

Test(image, too_large)
{
    struct picture jpeg = make_jpeg(40, 30, JCS_GRAYSCALE, 1, false, false);
    for (size_t i = 0; i + 9 < jpeg.length; i++)
        if (jpeg.bytes[i] == '\xFF' && jpeg.bytes[i + 1] == '\xC0')
            memset(jpeg.bytes + i + 5, 0xFF, 4);
    expect_refused(jpeg, AJ_E0654, "scale it down; 300 pixels an inch is enough for print");
    free(jpeg.bytes);
}

Test(image, a_picture_that_is_not_there)
{
    struct bench bench = bench_open("bild", (struct picture){(char *)"", 0});
    cr_expect(ty_image_open(bench.job, &bench.images, "saknas.png", false, bench.at) == NULL);
    cr_expect(ty_image_open(bench.job, &bench.images, "../../etc/passwd", false, bench.at) == NULL);
    assert_finding_count(bench.job, 2);
    cr_expect(eq(str, (char *)aj_code_name(bench.job->diags->items[0].code), "E0101"));
    cr_expect(eq(str, (char *)aj_code_name(bench.job->diags->items[1].code), "E0102"));
    bench_close(&bench, "bild");
}

/* Both byte orders of EXIF say the same. */
Test(image, a_turned_jpeg)
{
    static const char little[] = "\xFF\xE1\0\x22"
                                 "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    static const char big[] = "\xFF\xE1\0\x22"
                              "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    for (int i = 0; i < 2; i++) {
        struct picture plain = make_jpeg(40, 30, JCS_RGB, 3, false, false), turned = {malloc(ROOM), 0};
        memcpy(turned.bytes, plain.bytes, 2);
        memcpy(turned.bytes + 2, i ? big : little, 36);
        memcpy(turned.bytes + 38, plain.bytes + 2, plain.length - 2);
        turned.length = plain.length + 36;
        struct bench bench = bench_open("bild", turned);
        const struct ty_image *image = ty_image_open(bench.job, &bench.images, "bild", false, bench.at);
        assert_finding_count(bench.job, 0);
        cr_assert(image != NULL);
        cr_expect(image->turned == 6 && image->pixel_width == 30 && image->pixel_height == 40);
        bench_close(&bench, "bild");
        free(turned.bytes);
        free(plain.bytes);
    }
}
