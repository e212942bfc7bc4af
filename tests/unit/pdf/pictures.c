#include "pictures.h"

#include <png.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

enum { WIDTH = 16, HEIGHT = 12 };

static uint8_t shade(int x, int y, int channel)
{
    return (uint8_t)(channel == 3 ? 255 - x * 12 : (x * 13 + y * 17 + channel * 60) & 255);
}

bool write_png(const char *path, enum picture kind)
{
    static const uint8_t palette[] = {200, 0, 0, 0, 90, 140};
    const uint32_t formats[] = {PNG_FORMAT_RGB, PNG_FORMAT_RGBA,         PNG_FORMAT_GRAY,
                                PNG_FORMAT_GA,  PNG_FORMAT_RGB_COLORMAP, PNG_FORMAT_LINEAR_RGB};
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = WIDTH, .height = HEIGHT, .format = formats[kind]};
    image.colormap_entries = 2;
    uint8_t pixels[WIDTH * HEIGHT * 8];
    int channels = (int)PNG_IMAGE_SAMPLE_CHANNELS(image.format),
        size = (int)PNG_IMAGE_SAMPLE_COMPONENT_SIZE(image.format);
    if (kind == PICTURE_PALETTE)
        channels = size = 1;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int c = 0; c < channels * size; c++) {
                bool alpha = kind == PICTURE_GRAY_ALPHA && c == 1;
                uint8_t value = kind == PICTURE_PALETTE ? (uint8_t)((x + y) & 1) : shade(x, y, alpha ? 3 : c);
                pixels[(y * WIDTH + x) * channels * size + c] = value;
            }
    return png_image_write_to_file(&image, path, 0, pixels, 0, palette) != 0;
}

bool write_jpeg(const char *path, int components)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = WIDTH;
    jpeg.image_height = HEIGHT;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    /* What a camera would say, to be left out. */
    jpeg_write_marker(&jpeg, JPEG_APP0 + 1, (const JOCTET *)"Exif\0\0GPS 57.93 12.53", 21);
    for (int y = 0; y < HEIGHT; y++) {
        uint8_t row[WIDTH * 4];
        for (int x = 0; x < WIDTH; x++)
            for (int c = 0; c < components; c++)
                row[x * components + c] = shade(x, y, c);
        JSAMPROW rows[] = {row};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return fclose(file) == 0;
}
