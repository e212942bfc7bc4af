/*
 * PNG through libpng's simplified interface, which turns palettes, 16 bits and gamma into 8-bit sRGB or gray;
 * transparency becomes a soft mask.
 */
#include "pdf/image.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

static uint32_t distance(int a)
{
    return (uint32_t)(a < 0 ? -a : a);
}

static int paeth(int left, int up, int corner)
{
    uint32_t l = distance(up - corner), u = distance(left - corner), c = distance(left + up - 2 * corner);
    return l <= u && l <= c ? left : u <= c ? up : corner;
}

/* One row by one of PNG's filters (PNG 1.2, chapter 6); gives the sum that its choice is made by. */
static uint32_t filter_row(int kind, const uint8_t *row, const uint8_t *above, size_t length, size_t step,
                           uint8_t *out)
{
    uint32_t sum = 0;
    *out++ = (uint8_t)kind;
    for (size_t i = 0; i < length; i++) {
        int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
        int guess = kind == 0 ? 0 : kind == 1 ? left : kind == 2 ? up : paeth(left, up, corner);
        out[i] = (uint8_t)(row[i] - guess);
        sum += distance((int8_t)out[i]);
    }
    return sum;
}

/* Filtered rows compress better: each row by the filter that leaves the least. */
static uint8_t *filter_rows(const uint8_t *pixels, uint32_t width, uint32_t height, size_t step)
{
    static const int kinds[] = {0, 1, 2, 4};
    const size_t length = width * step;
    uint8_t *out = aj_malloc((length + 1) * height), *trial = aj_malloc(length + 1);
    uint8_t *none = aj_malloc(length);
    memset(none, 0, length);
    for (uint32_t y = 0; y < height; y++) {
        uint32_t best = UINT32_MAX;
        for (int k = 0; k < 4; k++) {
            const uint8_t *above = y ? pixels + (y - 1) * length : none;
            uint32_t sum = filter_row(kinds[k], pixels + y * length, above, length, step, trial);
            if (sum >= best)
                continue;
            best = sum;
            memcpy(out + y * (length + 1), trial, length + 1);
        }
    }
    free(none);
    free(trial);
    return out;
}

static pdf_obj add_pixels(struct pdf_writer *w, const uint8_t *pixels, uint32_t width, uint32_t height,
                          int colors, pdf_obj mask)
{
    uint8_t *rows = filter_rows(pixels, width, height, (size_t)colors);
    char *entries = aj_printf(w->arena,
                              "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s"
                              "/BitsPerComponent 8/DecodeParms<</Predictor 15/Colors %d/Columns %u>>",
                              width, height, colors == 1 ? "DeviceGray" : "DeviceRGB", colors, width);
    if (mask)
        entries = aj_printf(w->arena, "%s/SMask %u 0 R", entries, mask);
    pdf_obj object = pdf_add_stream(w, rows, ((size_t)width * (size_t)colors + 1) * height, entries);
    free(rows);
    return object;
}

/* Takes the alpha channel out of the pixels, which close up; false if all of them are opaque. */
static bool split_alpha(uint8_t *pixels, size_t count, int colors, uint8_t *alpha)
{
    bool any = false;
    const uint8_t *from = pixels;
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < colors; k++)
            *pixels++ = *from++;
        alpha[i] = *from++;
        any = any || alpha[i] != 255;
    }
    return any;
}

pdf_obj pdf_add_png(struct pdf_writer *w, const char *bytes, size_t length, bool *alpha, const char **why)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&png, bytes, length)) {
        *why = aj_strdup(w->arena, png.message);
        return 0;
    }
    uint64_t count = (uint64_t)png.width * png.height;
    if (count > PDF_PIXELS_MOST) {
        png_image_free(&png);
        *why = "it has more than 200 million pixels";
        return 0;
    }
    int colors = png.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
    bool transparent = png.format & PNG_FORMAT_FLAG_ALPHA;
    png.format =
        (colors == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY) | (transparent ? PNG_FORMAT_FLAG_ALPHA : 0u);
    uint8_t *pixels = aj_malloc(PNG_IMAGE_SIZE(png)), *mask = NULL;
    if (!png_image_finish_read(&png, NULL, pixels, 0, NULL)) {
        *why = aj_strdup(w->arena, png.message);
        free(pixels);
        return 0;
    }
    pdf_obj soft_mask = 0;
    if (transparent) {
        mask = aj_malloc(count);
        if (split_alpha(pixels, count, colors, mask))
            soft_mask = add_pixels(w, mask, png.width, png.height, 1, 0);
    }
    *alpha = soft_mask != 0;
    pdf_obj object = add_pixels(w, pixels, png.width, png.height, colors, soft_mask);
    free(pixels);
    free(mask);
    return object;
}
