/* What a stylesheet asks of the lines of its paragraphs. */
#include "setting.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

AJ_SUITE(wrap);

enum { LINES = 40 };

struct lines {
    uint32_t count;
    const struct ty_fragment *items[LINES];
};

/* The lines of a document of one style. */
static struct lines lines_of(const struct setting *set)
{
    struct lines lines = {0};
    for (uint32_t i = 0; i < set->pages->fragment_count; i++) {
        const struct ty_fragment *f = &set->pages->fragments[i];
        if (f->kind == TY_TEXT && f->artifact == TY_CONTENT && lines.count < LINES)
            lines.items[lines.count++] = f;
    }
    return lines;
}

static bool ends_in_hyphen(const struct ty_fragment *line)
{
    const struct ty_run *run = line->as.run;
    return run->text_length > 2 && !memcmp(run->text + run->text_length - 2, "\xC2\xAD", 2);
}

static uint32_t count_hyphens(const struct lines *lines)
{
    uint32_t hyphens = 0;
    for (uint32_t i = 0; i < lines->count; i++)
        hyphens += ends_in_hyphen(lines->items[i]);
    return hyphens;
}

#define PROSE                                                                                                \
    "<p>Kommunfullmäktige beslutade om balanskravsutredning och infrastrukturinvesteringar för "           \
    "gymnasieutbildningen, kompetensförsörjningen och bostadsbyggandet under planperioden, med "           \
    "verksamhetsanpassningar inom förskoleverksamheten och äldreomsorgen.</p>"

#define EASY                                                                                                 \
    "<p>Kommunen ska under perioden arbeta för att fler elever når målen och att omsorgen håller god "   \
    "kvalitet, samtidigt som kostnaderna utvecklas i takt med intäkterna och investeringarna betalas med "  \
    "egna medel i större omfattning än tidigare.</p>"

Test(wrap, balanced_headings_have_even_lines)
{
    static const char text[] = "<h1>Konkreta åtgärder för socialtjänst och arbete</h1>";
    struct setting plain =
        setting_build(text, "h1 { width: 65mm; margin: 0; font-size: 11pt; -arshjul-last-line-penalty: 0 }");
    struct setting even =
        setting_build(text, "h1 { width: 65mm; margin: 0; font-size: 11pt; text-wrap: balance }");
    struct lines a = lines_of(&plain), b = lines_of(&even);
    cr_assert_eq(a.count, 2);
    cr_assert_eq(b.count, 2);
    cr_expect(a.items[1]->rect.width * 2 < a.items[0]->rect.width, "%d %d", a.items[0]->rect.width,
              a.items[1]->rect.width);
    cr_expect(b.items[1]->rect.width * 3 > b.items[0]->rect.width * 2, "%d %d", b.items[0]->rect.width,
              b.items[1]->rect.width);
    setting_close(&plain);
    setting_close(&even);
}

Test(wrap, a_range_is_parted_in_a_heading_only_without_room)
{
    static const struct {
        const char *wrap, *width;
        bool parted;
    } cases[] = {{"balance", "50mm", false}, {"wrap", "50mm", true}, {"balance", "18mm", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char css[120];
        snprintf(css, sizeof css, "h1 { width: %s; margin: 0; font-size: 11pt; text-wrap: %s }",
                 cases[i].width, cases[i].wrap);
        struct setting set = setting_build("<h1>Delårsrapport januari–augusti 2022</h1>", css);
        struct lines lines = lines_of(&set);
        bool whole = false;
        for (uint32_t k = 0; k < lines.count; k++)
            whole = whole || strstr(lines.items[k]->as.run->text, "januari–augusti") != NULL;
        cr_expect_eq(whole, !cases[i].parted, "%s %s", cases[i].wrap, cases[i].width);
        setting_close(&set);
    }
}

Test(wrap, a_last_line_is_no_single_short_word)
{
    static const char text[] = "<p>Språkutvecklande arbetssätt i varje skola</p>";
    struct setting plain = setting_build(text, "p { width: 62mm; margin: 0; -arshjul-last-line-penalty: 0 }");
    struct setting pretty = setting_build(text, "p { width: 62mm; margin: 0; text-wrap: pretty }");
    struct lines a = lines_of(&plain), b = lines_of(&pretty);
    cr_assert(a.count == 2 && b.count == 2, "%u %u", a.count, b.count);
    cr_expect(b.items[1]->rect.width > a.items[1]->rect.width);
    setting_close(&plain);
    setting_close(&pretty);
}

/* Where the last space of a line is, or 0. */
static aj_len last_space(const struct ty_run *run)
{
    aj_len at = 0;
    for (uint32_t i = 0; i < run->glyph_count; i++)
        if (run->text[run->glyphs[i].text] == ' ')
            at = run->glyphs[i].x;
    return at;
}

Test(wrap, a_word_is_whole_where_no_more_than_the_zone_stays_empty)
{
    uint32_t hyphens = 0;
    for (int width = 40; width < 70; width++) {
        char css[200];
        snprintf(css, sizeof css, "p { width: %dmm; hyphens: auto; hyphenate-limit-zone: 30%% }", width);
        struct setting set = setting_build(PROSE, css);
        struct lines lines = lines_of(&set);
        aj_len measure = (aj_len)width * 72000 * 10 / 254;
        for (uint32_t i = 0; i < lines.count; i++) {
            aj_len space = last_space(lines.items[i]->as.run);
            if (!ends_in_hyphen(lines.items[i]) || space == 0)
                continue;
            hyphens++;
            cr_expect(measure - space > measure * 3 / 10 - 100, "%d mm, line %u: %d of %d", width, i, space,
                      measure);
        }
        setting_close(&set);
    }
    cr_assert(hyphens > 10, "%u", hyphens);
}

Test(wrap, penalties_of_hyphens_count)
{
    struct setting many =
        setting_build(PROSE, "p { width: 70mm; hyphens: auto; -arshjul-hyphen-penalty: 0 }");
    struct setting few =
        setting_build(PROSE, "p { width: 70mm; hyphens: auto; -arshjul-hyphen-penalty: 250 }");
    struct lines a = lines_of(&many), b = lines_of(&few);
    cr_expect(count_hyphens(&b) < count_hyphens(&a), "%u, %u", count_hyphens(&b), count_hyphens(&a));
    setting_close(&many);
    setting_close(&few);
}

/* Hyphens below each other in all the widths, with a penalty on them and without. */
static uint32_t count_stacks(const char *penalty)
{
    uint32_t stacks = 0;
    for (int width = 40; width < 80; width += 2) {
        char css[200];
        snprintf(css, sizeof css, "p { width: %dmm; text-align: justify; hyphens: auto; %s }", width,
                 penalty);
        struct setting set = setting_build(EASY, css);
        struct lines lines = lines_of(&set);
        for (uint32_t i = 0; i + 1 < lines.count; i++)
            stacks += ends_in_hyphen(lines.items[i]) && ends_in_hyphen(lines.items[i + 1]);
        setting_close(&set);
    }
    return stacks;
}

Test(wrap, stacks_of_hyphens_cost)
{
    uint32_t dear = count_stacks("-arshjul-hyphens-penalty: 250");
    uint32_t cheap = count_stacks("-arshjul-hyphens-penalty: 0");
    cr_expect(dear < cheap, "%u, %u", dear, cheap);
}

Test(wrap, the_last_line_is_no_rest_of_a_word)
{
    uint32_t rests[2] = {0};
    for (int width = 40; width < 90; width++)
        for (int last = 0; last < 2; last++) {
            char css[200];
            snprintf(css, sizeof css,
                     "p { width: %dmm; text-align: justify; hyphens: auto; hyphenate-limit-last: %s }", width,
                     last ? "always" : "none");
            struct setting set = setting_build(EASY, css);
            struct lines lines = lines_of(&set);
            rests[last] += lines.count > 1 && ends_in_hyphen(lines.items[lines.count - 2]);
            setting_close(&set);
        }
    cr_expect(rests[1] < rests[0] || rests[0] == 0, "%u, %u", rests[1], rests[0]);
}

Test(wrap, another_character_than_the_hyphen)
{
    struct setting set = setting_build(PROSE, "p { width: 50mm; hyphens: auto; hyphenate-character: \"=\" }");
    struct lines lines = lines_of(&set);
    const struct fnt_word *sign = fnt_shape(set.fonts, lines.items[0]->as.run->face, NULL, "sv", "=", 1);
    uint32_t found = 0;
    for (uint32_t i = 0; i < lines.count; i++)
        if (ends_in_hyphen(lines.items[i])) {
            const struct ty_run *run = lines.items[i]->as.run;
            cr_expect(run->glyphs[run->glyph_count - 1].gid == sign->glyphs[0].gid);
            found++;
        }
    cr_assert(found > 0);
    setting_close(&set);
}

Test(wrap, letters_help_a_loose_line)
{
    static const char text[] =
        "<p>Det är i kommunen som välfärdens uppgifter utförs och där skatter och avgifter tas ut av dem "
        "som bor och verkar på platsen, år efter år.</p>";
    struct setting stiff = setting_build(text, "p { width: 70mm; text-align: justify }");
    struct setting fitted =
        setting_build(text, "p { width: 70mm; text-align: justify; -arshjul-letter-fit: 20 }");
    struct lines a = lines_of(&stiff), b = lines_of(&fitted);
    cr_assert_eq(a.count, b.count);
    uint32_t moved = 0;
    for (uint32_t i = 0; i + 1 < a.count; i++) {
        const struct ty_run *one = a.items[i]->as.run, *other = b.items[i]->as.run;
        aj_len apart = a.items[i]->rect.width - b.items[i]->rect.width;
        cr_expect(apart < 60 && apart > -60, "line %u: %d", i, apart);
        aj_len step = other->glyphs[1].x - one->glyphs[1].x;
        cr_expect(step >= -200 && step <= 200, "%d", step);
        moved += step != 0;
    }
    cr_expect(moved > 0);
    setting_close(&stiff);
    setting_close(&fitted);
}

Test(wrap, a_word_wider_than_its_line_breaks_at_its_joint)
{
    struct setting set =
        setting_build("<h1>Infrastrukturinvesteringar</h1>",
                      "h1 { width: 60mm; font-size: 20pt; line-height: 24pt; hyphens: manual }");
    struct lines lines = lines_of(&set);
    cr_assert_eq(lines.count, 2);
    cr_expect(ends_in_hyphen(lines.items[0]));
    cr_expect(strncmp(lines.items[1]->as.run->text, "investeringar", 13) == 0);
    cr_expect(set.job->diags->len == 0);
    setting_close(&set);
    set = setting_build("<h1>Infrastrukturinvesteringar</h1>",
                        "h1 { width: 60mm; font-size: 20pt; line-height: 24pt; hyphens: none }");
    cr_expect(set.job->diags->len == 1 && set.job->diags->items[0].code == AJ_W0610);
    setting_close(&set);
}

Test(wrap, a_word_wider_than_its_line_breaks_against_limits_on_its_length)
{
    struct setting set = setting_build("<h1>Genomlysning av kommunledningskontoret</h1>",
                                       "h1 { width: 90mm; font-size: 30pt; line-height: 34pt; hyphens: auto;"
                                       " hyphenate-limit-chars: 24 6 6 }");
    struct lines lines = lines_of(&set);
    cr_assert_eq(lines.count, 3);
    cr_expect_not(ends_in_hyphen(lines.items[0]));
    cr_expect(ends_in_hyphen(lines.items[1]));
    cr_expect(set.job->diags->len == 0);
    setting_close(&set);
}

Test(wrap, english_is_not_broken_by_swedish_rules)
{
    struct setting set = setting_build("<p lang=\"en\">Municipal administration responsibilities "
                                       "infrastructure sustainability considerations</p>",
                                       "p { width: 32mm; hyphens: auto }");
    struct lines lines = lines_of(&set);
    cr_assert(lines.count > 4);
    cr_expect(count_hyphens(&lines) == 0);
    setting_close(&set);
}

/* The rest of a broken word is no last line, where there is another way. */
Test(wrap, no_rest_of_a_word_alone_on_the_last_line)
{
    uint32_t alone = 0;
    for (int width = 70; width <= 140; width++) {
        char css[160];
        snprintf(css, sizeof css, "p { width: %dmm; text-align: justify; hyphens: auto; text-wrap: pretty }",
                 width);
        struct setting set = setting_build(
            "<p>Varje förvaltning ska lysa igenom sin verksamhet med nyckeltal över tid och i jämförelse med "
            "andra kommuner. Genomlysningen ska leda till möjliga förflyttningar, beskrivna med sin "
            "ekonomiska "
            "effekt, och följas upp i nästa genomlysning.</p>",
            css);
        struct lines lines = lines_of(&set);
        cr_assert(lines.count > 1);
        const struct ty_run *last = lines.items[lines.count - 1]->as.run;
        bool single = memchr(last->text, ' ', last->text_length) == NULL;
        alone += ends_in_hyphen(lines.items[lines.count - 2]) && single && last->text_length < 8;
        setting_close(&set);
    }
    cr_expect(alone < 5, "at %u of 71 widths", alone); /* where any other way tears a line open */
}
