/*
 * Names that drift: the same row spelt in two ways in two tables, a long compound with and without a joint
 * -s- (nämndbuffert, nämndsbuffert), "åk 9" beside "år 9", a focus area that the prose calls something nearly
 * the same.
 */
#include "metric/internal.h"

#include "base/accept.h"
#include "base/utf8.h"

#include <string.h>

enum {
    LONG_WORD = 10, /* letters of a compound, at least */
    HALF_WORD = 4,  /* letters on each side of its joint, at least */
    MOST_LETTERS = 64,
    MOST_DEPTH = 200
};

/* A word as it was met first, and how often. */
struct word {
    const char *text, *folded;
    uint32_t count;
    aj_at at;
};

struct spelling {
    struct met_result *r;
    const struct met_check *check;
    struct aj_map words;       /* folded long word -> struct word */
    struct word grade, school; /* "i åk 9", "i år 9" */
};

static void tell(const struct spelling *s, const char *name, const char *other, aj_at at)
{
    struct aj_diags *diags = s->r->job->diags;
    struct aj_diag *diag = aj_diag_add(diags, AJ_W0364, at, name, other, s->check->id, NULL);
    diag->template_at = s->check->at;
    aj_diag_by_check(diags, diag, s->check->id);
}

/* Of two spellings the rarer is told; of two that are alike in that, the later. */
static void tell_rarer(const struct spelling *s, const struct word *first, const struct word *later)
{
    bool first_is = first->count < later->count;
    const struct word *wrong = first_is ? first : later, *right = first_is ? later : first;
    tell(s, wrong->text, right->text, wrong->at);
}

/* "år 9" where most say "åk". */
static void tell_grade(const struct spelling *s)
{
    bool rare = s->grade.count < s->school.count;
    const struct word *wrong = rare ? &s->grade : &s->school;
    const char *number = wrong->text + strlen(wrong->text) - 1;
    tell(s, wrong->text, aj_printf(s->r->job->arena, "%s %s", rare ? "år" : "åk", number), wrong->at);
}

static struct word *note_word(struct spelling *s, const char *text, size_t n, aj_at at)
{
    struct aj_arena *arena = s->r->job->arena;
    const char *own = aj_strndup(arena, text, n), *folded = mdl_fold(arena, own);
    struct word *word = aj_map_find(&s->words, folded);
    if (!word) {
        word = AJ_NEW(arena, struct word);
        *word = (struct word){.text = own, .folded = folded, .at = at};
        aj_map_put(&s->words, folded, word);
    }
    word->count++;
    return word;
}

static size_t letters_at(const char *p, const char *end, uint32_t *count)
{
    const char *from = p;
    *count = 0;
    while (p < end) {
        const char *next = p;
        if (!aj_utf8_is_letter(aj_utf8_next(&next, end)))
            break;
        p = next;
        ++*count;
    }
    return (size_t)(p - from);
}

/* "i åk 9" and "i år 9" are school years; "år 2024" and "ett år" are not. */
static void note_grade(struct spelling *s, const char *start, const char *p, aj_at at)
{
    bool after_i = p - start >= 2 && p[-1] == ' ' && (p[-2] | 32) == 'i' && (p - start == 2 || p[-3] == ' ');
    size_t n = strlen("åk");
    bool digit = p[n] == ' ' && p[n + 1] >= '1' && p[n + 1] <= '9';
    bool one = digit && !(p[n + 2] >= '0' && p[n + 2] <= '9');
    if (!after_i || !one)
        return;
    struct word *word = p[n - 1] == 'k' ? &s->grade : &s->school;
    if (!word->count++) {
        word->text = aj_strndup(s->r->job->arena, p, n + 2);
        word->at = at;
    }
}

static void read_text(struct spelling *s, const char *text, aj_at at)
{
    const char *end = text + strlen(text);
    for (const char *p = text; p < end;) {
        uint32_t count;
        size_t n = letters_at(p, end, &count);
        if (count >= LONG_WORD && count < MOST_LETTERS)
            note_word(s, p, n, at);
        else if (count == 2 && (!strncmp(p, "åk", n) || !strncmp(p, "år", n)))
            note_grade(s, text, p, at);
        if (n)
            p += n;
        else
            (void)aj_utf8_next(&p, end);
    }
}

static void read_node(struct spelling *s, const xmlNode *node, aj_at at, int depth)
{
    aj_at own = src_xml_at(node);
    bool ours = !strcmp((const char *)node->name, "findings") || !strcmp((const char *)node->name, "table");
    if (depth > MOST_DEPTH || ours)
        return;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            read_text(s, (const char *)child->content, own ? own : at);
        else if (child->type == XML_ELEMENT_NODE)
            read_node(s, child, own ? own : at, depth + 1);
    }
}

static bool is_counted(const struct mdl_table *table)
{
    return table->kind == MDL_STATEMENT || table->kind == MDL_INDICATORS || table->kind == MDL_FIGURES;
}

/* ---- a joint -s- ---- */

static void find_joints(struct spelling *s, const struct word *word)
{
    const char *text = word->folded, *end = text + strlen(text);
    char shorter[4 * MOST_LETTERS + 1];
    uint32_t letters = 0;
    for (const char *p = text; p < end; letters++) {
        bool joint = *p == 's' && letters >= HALF_WORD && aj_utf8_length(p + 1) >= HALF_WORD;
        if (joint) {
            memcpy(shorter, text, (size_t)(p - text));
            memcpy(shorter + (p - text), p + 1, (size_t)(end - p));
            const struct word *other = aj_map_find(&s->words, shorter);
            if (other)
                tell_rarer(s, other, word);
        }
        (void)aj_utf8_next(&p, end);
    }
}

/* ---- rows of two tables ---- */

/* One letter more in one of the names, inside or at the end of a word of six letters at least. */
static bool one_letter_more(const char *longer, const char *shorter)
{
    size_t same = 0, n = strlen(longer), m = strlen(shorter);
    while (same < m && longer[same] == shorter[same])
        same++;
    const char *p = longer + same, *end = longer + n;
    if (p >= end || !aj_utf8_is_letter(aj_utf8_next(&p, end)))
        return false;
    if (strcmp(p, shorter + same) != 0)
        return false;
    size_t first = same, last = same;
    while (first > 0 && longer[first - 1] != ' ')
        first--;
    while (longer[last] && longer[last] != ' ')
        last++;
    return last - first >= 7;
}

static bool has_row(struct aj_arena *arena, const struct mdl_table *table, const char *folded)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        if (!strcmp(mdl_fold(arena, table->series[i]->name), folded))
            return true;
    return false;
}

/* A row's name by what it would be without one of its letters. */
struct stub {
    const struct mdl_series *series;
    const char *folded;
};

static void compare_rows(const struct spelling *s, const struct mdl_table *a, const struct mdl_table *b)
{
    /* Every pair is compared; what holds more rows holds no names of committees or measures. */
    enum { MOST_ROWS = 200 };
    struct aj_arena *arena = s->r->job->arena;
    if (a->series_len > MOST_ROWS || b->series_len > MOST_ROWS)
        return;
    struct stub *stubs = AJ_NEW_N(arena, struct stub, a->series_len + 1);
    for (uint32_t i = 0; i < a->series_len; i++)
        stubs[i] = (struct stub){a->series[i], mdl_fold(arena, a->series[i]->name)};
    for (uint32_t j = 0; j < b->series_len; j++) {
        const struct mdl_series *series = b->series[j];
        const char *folded = mdl_fold(arena, series->name);
        for (uint32_t i = 0; i < a->series_len && !series->def && !series->whole; i++) {
            bool open = !stubs[i].series->def && !stubs[i].series->whole;
            bool near = open && (one_letter_more(folded, stubs[i].folded) ||
                                 one_letter_more(stubs[i].folded, folded));
            if (near && !has_row(arena, a, folded) && !has_row(arena, b, stubs[i].folded))
                tell(s, series->name, stubs[i].series->name, series->at);
        }
    }
}

/* Tables of open statements are compared as they are read (W0225). */
static bool compared_already(const struct mdl_table *a, const struct mdl_table *b)
{
    return a->def && a->def->open && b->def && b->def->open;
}

static void compare_tables(const struct spelling *s)
{
    const struct mdl_model *model = s->r->model;
    for (uint32_t t = 0; t < model->table_len; t++)
        for (uint32_t u = 0; u < t; u++) {
            const struct mdl_table *a = model->tables[u], *b = model->tables[t];
            if (is_counted(a) && is_counted(b) && !compared_already(a, b))
                compare_rows(s, a, b);
        }
}

/* ---- focus areas ---- */

/* "Experimentlust" for "Experimentellt": a stem in common, and two endings that no inflection makes. */
static bool is_other_ending(const char *word, const char *name)
{
    enum { STEM = 7, LEAST = 3, MOST = 5 };
    size_t same = 0;
    while (word[same] && word[same] == name[same])
        same++;
    while (same && ((unsigned char)word[same] & 0xC0) == 0x80)
        same--;
    size_t a = aj_utf8_length(word + same), b = aj_utf8_length(name + same);
    return same >= STEM && a >= LEAST && a <= MOST && b >= LEAST && b <= MOST;
}

static void compare_focus(const struct spelling *s)
{
    const struct mdl_model *model = s->r->model;
    struct aj_arena *arena = s->r->job->arena;
    struct aj_map seen = AJ_MAP_INIT(arena);
    for (uint32_t i = 0; i < model->goal_len; i++) {
        const char *focus = model->goals[i].focus, *folded = focus ? mdl_fold(arena, focus) : "";
        if (!*folded || aj_map_find(&seen, folded))
            continue;
        aj_map_put(&seen, folded, (void *)focus);
        for (uint32_t w = 0; w < s->words.len; w++) {
            const struct word *word = s->words.entries[w].value;
            bool capital = *word->text >= 'A' && *word->text <= 'Z';
            if (capital && is_other_ending(word->folded, folded))
                tell(s, word->text, focus, word->at);
        }
    }
}

void met_spelling(struct met_result *r, const struct met_check *check)
{
    struct spelling s = {.r = r, .check = check, .words = AJ_MAP_INIT(r->job->arena)};
    enum { MOST_ROWS = 2000 };
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; is_counted(table) && i < table->series_len && i < MOST_ROWS; i++)
            if (!table->series[i]->whole)
                read_text(&s, table->series[i]->name, table->series[i]->at);
    }
    if (r->data)
        read_node(&s, xmlDocGetRootElement(r->data), 0, 0);
    uint32_t count = s.words.len;
    for (uint32_t i = 0; i < count; i++)
        find_joints(&s, s.words.entries[i].value);
    if (s.grade.count && s.school.count)
        tell_grade(&s);
    compare_tables(&s);
    compare_focus(&s);
}
