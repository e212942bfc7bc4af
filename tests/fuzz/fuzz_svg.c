/* Any bytes as a drawing's file: what is drawn stays within what a page can hold, and every finding can be
 * told. */
#include "fuzz.h"

#include "typeset/svg.h"
#include "typeset/svg_file.h"

static void check_path(const struct ty_path *path)
{
    static const uint32_t points_of[] = {1, 1, 3, 0};
    uint32_t points = 0;
    for (uint32_t i = 0; i < path->verb_count; i++) {
        fuzz_demand(path->verbs[i] <= TY_CLOSE);
        points += points_of[path->verbs[i]];
    }
    fuzz_demand(points == path->point_count);
    for (const struct ty_clip *clip = path->clip; clip; clip = clip->outer)
        fuzz_demand(clip->path != NULL);
    const struct ty_gradient *g = path->gradient;
    for (uint32_t i = 1; g && i < g->stop_count; i++)
        fuzz_demand(g->stops[i].offset >= g->stops[i - 1].offset && g->stops[i].offset <= 1000);
    fuzz_demand(!g || g->stop_count >= 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    struct fnt_library *fonts = fnt_library_new();
    struct doc_document *doc = doc_new(job);
    struct ty_svg out = {0};
    doc_id html = doc_append_element(doc, 0, DOC_TAG_HTML, DOC_ROLE_NONE, 0, NULL, 0);
    doc_id svg = ty_svg_parse(job, doc, html, "fuzz.svg", (const char *)bytes, length);
    fuzz_demand(svg || job->diags->len > 0);
    if (svg)
        ty_svg_draw(job, fonts, doc, svg, (struct ty_rect){0, 0, 100000, 50000}, &out);
    for (uint32_t i = 0; i < out.count; i++)
        if (out.fragments[i].kind == TY_PATH)
            check_path(out.fragments[i].as.path);
    fuzz_print(job);
    fnt_library_free(fonts);
    aj_job_free(job);
    return 0;
}
