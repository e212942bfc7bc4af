/* templates/CSS.md: each of its examples is read without a finding, and no property is left out of it. */
#include "base/file.h"
#include "document/css.h"
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

AJ_SUITE(subset);

/* The findings about the stylesheet itself; colours, fonts and pages of an example are not the point. */
static void check_example(const char *example, const char *css)
{
    struct fixture f = fixture_new("<p><q>a</q></p>", css);
    for (uint32_t i = 0; i < f.job->diags->len; i++) {
        const struct aj_diag *diag = &f.job->diags->items[i];
        bool other = diag->code == AJ_E0515 || diag->code == AJ_W0554 || diag->code == AJ_E0539 ||
                     diag->code == AJ_E0540 || diag->code == AJ_E0559;
        cr_expect(other, "%s\n%s: %s", example, aj_code_name(diag->code),
                  aj_diag_message(f.job->diags, diag, AJ_ENGLISH));
    }
    fixture_free(&f);
}

static void check_line(struct aj_arena *arena, const char *line, size_t length)
{
    const char *text = aj_strndup(arena, line, length);
    const char *brace = strchr(text, '{'), *comment = strstr(text, "/*");
    if (brace && (!comment || brace < comment)) {
        check_example(text, text);
        return;
    }
    const char *where = !strncmp(text, "content", 7) ? "p::before"
                        : !strncmp(text, "size", 4) || !strncmp(text, "bleed", 5) ||
                                !strncmp(text, "marks", 5) || !strncmp(text, "page-orientation", 16)
                            ? "@page"
                            : "p";
    check_example(text, aj_printf(arena, "%s { %s }", where, text));
}

Test(subset, every_example_is_read)
{
    size_t length;
    char *bytes = aj_file_read(AJ_SOURCE_DIR "/templates/CSS.md", &length);
    struct aj_arena *arena = aj_arena_new();
    cr_assert_not_null(bytes);
    bool in_css = false;
    int examples = 0;
    for (const char *line = bytes; line < bytes + length;) {
        size_t n = strcspn(line, "\n");
        if (n >= 3 && !strncmp(line, "```", 3))
            in_css = !in_css && n > 3;
        else if (in_css && n && strncmp(line, "@import", 7) != 0) {
            check_line(arena, line, n);
            examples++;
        }
        line += n + 1;
    }
    cr_assert_gt(examples, 140);
    free(bytes);
    aj_arena_free(arena);
}

Test(subset, every_property_has_an_example)
{
    size_t length;
    char *bytes = aj_file_read(AJ_SOURCE_DIR "/templates/CSS.md", &length);
    struct aj_arena *arena = aj_arena_new();
    for (int id = 0; css_property_name(id); id++) {
        const char *start = aj_printf(arena, "\n%s: ", css_property_name(id));
        cr_expect(strstr(bytes, start) != NULL, "%s is not in templates/CSS.md", css_property_name(id));
        const char *syntax = aj_printf(arena, "/* %s */", css_property_syntax(arena, id));
        cr_expect(strstr(bytes, syntax) != NULL, "%s: %s is not in templates/CSS.md", css_property_name(id),
                  syntax);
    }
    free(bytes);
    aj_arena_free(arena);
}
