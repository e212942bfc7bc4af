#include "pdf/image.h"

#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the file is, by its first bytes: its name may say otherwise. */
static pdf_obj embed(struct pdf_writer *w, const char *bytes, size_t length, bool *alpha, const char **why)
{
    if (length >= 8 && !memcmp(bytes, "\x89PNG\r\n\x1A\n", 8))
        return pdf_add_png(w, bytes, length, alpha, why);
    if (length >= 3 && !memcmp(bytes, "\xFF\xD8\xFF", 3))
        return pdf_add_jpeg(w, bytes, length, why);
    *why = "it is neither PNG nor JPEG";
    return 0;
}

/* Files that are called the same may be two: one of the organisation's, one that is allowed beside it. */
static bool is_same(const struct pdf_image *known, const struct ty_image *image)
{
    bool both = known->bytes && image->bytes;
    return !strcmp(known->path, image->path) &&
           (!both || known->bytes == image->bytes ||
            (known->length == image->length && !memcmp(known->bytes, image->bytes, image->length)));
}

uint32_t pdf_image_index(struct pdf_writer *w, const struct ty_image *image, aj_at at)
{
    for (uint32_t i = 0; i < w->image_count; i++)
        if (is_same(&w->images[i], image))
            return i;
    struct pdf_image added = {.path = image->path, .bytes = image->bytes, .length = image->length};
    const char *why = "";
    size_t length = image->length;
    char *read = image->bytes ? NULL : aj_file_read(image->path, &length);
    const char *bytes = read ? read : image->bytes;
    if (bytes)
        added.object = embed(w, bytes, length, &added.alpha, &why);
    else
        why = strerror(errno);
    free(read);
    if (!added.object && !pdf_gate_error(w->gate))
        aj_diag_add(w->job->diags, AJ_E0703, at, aj_path_name(image->path), why, NULL);
    AJ_PUSH(w->arena, w->images, w->image_count, w->image_cap, added);
    return w->image_count - 1;
}
