/* Font features: what the face has is used, small capitals that it lacks are made. */
#include "setting.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(features);

static struct setting build(const char *font, const char *css)
{
    char sheet[400];
    snprintf(sheet, sizeof sheet,
             "@font-face { font-family: \"F\"; src: url(\"%s\") } p { font-family: \"F\"; margin: 0 } %s",
             font, css);
    return setting_build("<p>Kommun 1902</p>", sheet);
}

static const struct ty_fragment *fragment_at(const struct setting *set, uint32_t n)
{
    for (uint32_t i = 0; i < set->pages->fragment_count; i++)
        if (set->pages->fragments[i].kind == TY_TEXT && n-- == 0)
            return &set->pages->fragments[i];
    return NULL;
}

Test(features, small_capitals_of_the_face_or_made)
{
    static const char *const fonts[] = {"open-sans/OpenSans-Regular.ttf", "lato/Lato-Regular.ttf",
                                        "noto/NotoSerif-Regular.ttf", "inter/Inter-Regular.otf"};
    unsigned own = 0, made = 0;
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        struct setting plain = build(fonts[i], "");
        struct setting small = build(fonts[i], "p { font-variant-caps: small-caps }");
        const struct ty_fragment *a = fragment_at(&plain, 0), *b = fragment_at(&small, 0);
        cr_expect(strcmp(setting_printed(&small), "Kommun 1902") == 0, "%s", setting_printed(&small));
        setting_check(&small);
        if (fnt_face_has_feature(a->as.run->face, "smcp")) {
            own++;
            cr_expect(b->as.run->size == a->as.run->size &&
                      b->as.run->glyphs[1].gid != a->as.run->glyphs[1].gid);
        } else {
            made++;
            const struct ty_fragment *rest = fragment_at(&small, 1);
            const struct fnt_word *o = fnt_shape(small.fonts, rest->as.run->face, NULL, "sv", "O", 1);
            cr_expect(b->as.run->glyphs[0].gid == a->as.run->glyphs[0].gid);
            cr_expect(rest->as.run->size < a->as.run->size &&
                      rest->as.run->glyphs[0].gid == o->glyphs[0].gid);
            cr_expect(rest->baseline == b->baseline);
            cr_expect(small.job->diags->len == 0);
        }
        setting_close(&plain);
        setting_close(&small);
    }
    cr_expect(own > 0 && made > 0, "%u have them, %u not", own, made);
}

Test(features, all_small_capitals_have_no_large_ones)
{
    struct setting set = build("lato/Lato-Regular.ttf", "p { font-variant-caps: all-small-caps }");
    const struct ty_fragment *f = fragment_at(&set, 0);
    cr_expect(f->as.run->size < 10000 && !memcmp(f->as.run->text, "Kommun", 6));
    setting_close(&set);
}

/* Whether the figures are other glyphs than usual. */
static bool changes_figures(const char *font, const char *css)
{
    struct setting plain = build(font, ""), with = build(font, css);
    const struct ty_run *a = fragment_at(&plain, 0)->as.run, *b = fragment_at(&with, 0)->as.run;
    bool changed = a->glyph_count != b->glyph_count;
    for (uint32_t i = 0; i < a->glyph_count && !changed; i++)
        changed = a->glyphs[i].gid != b->glyphs[i].gid || a->glyphs[i].x != b->glyphs[i].x;
    setting_close(&plain);
    setting_close(&with);
    return changed;
}

Test(features, figures_of_every_kind)
{
    cr_expect(changes_figures("noto/NotoSerif-Regular.ttf", "p { font-variant-numeric: oldstyle-nums }"));
    cr_expect(changes_figures("open-sans/OpenSans-Regular.ttf", "p { font-variant-numeric: oldstyle-nums }"));
    cr_expect(changes_figures("inter/Inter-Regular.otf", "p { font-variant-numeric: slashed-zero }"));
    cr_expect(changes_figures("inter/Inter-Regular.otf", "p { font-variant-numeric: tabular-nums }") ||
              changes_figures("inter/Inter-Regular.otf", "p { font-variant-numeric: proportional-nums }"));
    cr_expect(changes_figures("inter/Inter-Regular.otf", "p { font-feature-settings: \"ss01\" }"));
}
