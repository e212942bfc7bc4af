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

/* Whether the text is shown as `shown` in plain would be, glyph for glyph. */
static bool is_shown_as(const struct setting *set, const char *shown)
{
    const struct ty_fragment *f = fragment_at(set, 0);
    struct setting plain = setting_build(shown, "p { margin: 0 }");
    const struct ty_run *a = f->as.run, *b = fragment_at(&plain, 0)->as.run;
    bool same = a->glyph_count == b->glyph_count;
    for (uint32_t i = 0; same && i < a->glyph_count; i++)
        same = a->glyphs[i].gid == b->glyphs[i].gid && a->glyphs[i].x == b->glyphs[i].x;
    setting_close(&plain);
    return same;
}

Test(features, a_change_of_case_is_shown_and_not_said)
{
    static const struct {
        const char *said, *way, *shown, *printed;
    } cases[] = {
        {"<p>förslag, Östra 2a</p>", "uppercase", "<p>FÖRSLAG, ÖSTRA 2A</p>", "förslag, Östra 2a"},
        {"<p>KS FÖRSLAG</p>", "lowercase", "<p>ks förslag</p>", "KS FÖRSLAG"},
        {"<p>två ord, e-tjänst</p>", "capitalize", "<p>Två Ord, E-Tjänst</p>", "två ord, e-tjänst"},
        {"<p>den offi\u00adciella</p>", "uppercase", "<p>DEN OFFI\u00adCIELLA</p>", "den officiella"},
        /* two letters for one cannot say which half of it they are */
        {"<p>straße iår</p>", "uppercase", "<p>STRASSE IÅR</p>", "STRASSE iår"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char css[80];
        snprintf(css, sizeof css, "p { margin: 0; text-transform: %s }", cases[i].way);
        struct setting set = setting_build(cases[i].said, css);
        cr_expect(is_shown_as(&set, cases[i].shown), "%s", cases[i].shown);
        cr_expect(strcmp(setting_printed(&set), cases[i].printed) == 0, "%s", setting_printed(&set));
        setting_close(&set);
    }
}

Test(features, a_word_is_capitalized_once_whatever_parts_it)
{
    struct setting set =
        setting_build("<p>ord<em>ning</em> på</p>",
                      "p { margin: 0; text-transform: capitalize } em { font-style: normal }");
    const struct ty_run *rest = fragment_at(&set, 1)->as.run;
    const struct fnt_word *n = fnt_shape(set.fonts, rest->face, NULL, "sv", "n", 1);
    cr_expect_eq(rest->glyphs[0].gid, n->glyphs[0].gid);
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
