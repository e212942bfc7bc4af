/* Opacity in drawings: kept by fills and strokes, and by a shape that has one of them. */
#include "finding.h"
#include "setting.h"
#include "suite.h"

AJ_SUITE(svg_opacity);

static const struct ty_path *only_path(const struct setting *set)
{
    const struct ty_path *path = NULL;
    for (uint32_t i = 0; i < set->pages->fragment_count; i++)
        if (set->pages->fragments[i].kind == TY_PATH)
            path = set->pages->fragments[i].as.path;
    cr_assert(path != NULL);
    return path;
}

static void expect_opacities(const char *attributes, int fill, int stroke)
{
    struct aj_buf body = AJ_BUF_INIT;
    aj_buf_printf(&body,
                  "<p><svg xmlns='http://www.w3.org/2000/svg' aria-label='ett' width='20' height='20'>"
                  "<g fill-opacity='0.5'><rect width='10' height='10' fill='#102030' %s/></g></svg></p>",
                  attributes);
    struct setting set = setting_build(body.data, "");
    const struct ty_path *path = only_path(&set);
    cr_expect_eq(path->fill.a, fill, "%s: fill %d", attributes, path->fill.a);
    cr_expect_eq(path->stroke.a, stroke, "%s: stroke %d", attributes, path->stroke.a);
    aj_buf_free(&body);
    setting_close(&set);
}

Test(svg_opacity, of_fills_strokes_and_shapes)
{
    expect_opacities("", 128, 0);
    expect_opacities("fill-opacity='25%'", 64, 0);
    expect_opacities("opacity='0.5'", 64, 0);
    expect_opacities("stroke='#000000' stroke-opacity='.2'", 128, 51);
    expect_opacities("fill-opacity='1' stroke='#000000' stroke-opacity='0'", 255, 0);
}
