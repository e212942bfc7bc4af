/* Any bytes as a picture: either a fault is told, or its size is one that a page can hold. */
#include "fuzz.h"

#include "typeset/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct ty_image image = {0};
    int turned = 0;
    enum ty_image_fault fault = ty_image_identify((const char *)bytes, length, &image, &turned);
    fuzz_demand(turned >= 1 && turned <= 8);
    if (fault == TY_IMAGE_GOOD)
        fuzz_demand(image.pixel_width > 0 && image.pixel_height > 0 && image.pixel_width <= 65500 &&
                    image.pixel_height <= 65500);
    return 0;
}
