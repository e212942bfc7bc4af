#include "typeset/hyphen.h"

#include "base/utf8.h"
#include "typeset/hyphen_compound.h"
#include "typeset/hyphen_patterns.h"

#include <string.h>

enum { SEAM_VALUE = 100, LISTED_VALUE = 50 };

/* Words of our own, below the templates. */
static const char list_path[] = "hyphenation/sv.txt";

struct ty_hyphenator {
    struct aj_arena *arena;
    struct ty_words words;
    const char *name;       /* of the word list, as findings show it; NULL: there is none */
    const char *input_name; /* the same among a job's inputs */
    const char *text;
    size_t length;
    char sha256[65];
};

/* A stretch of letters of the word that is being broken. */
struct stretch {
    uint8_t letters[TY_LETTERS_MOST];      /* ISO 8859-1, lower case; 0 for others */
    uint16_t offsets[TY_LETTERS_MOST + 1]; /* bytes of the word before each letter */
    uint8_t values[TY_LETTERS_MOST + 1];   /* before each letter: odd or >= LISTED_VALUE allows a break */
    uint32_t count;
};

static void report_faults(const struct ty_hyphenator *h, struct aj_job *job)
{
    if (!h->words.fault_len)
        return;
    char *text = aj_strndup(job->arena, h->text, h->length);
    uint32_t file = aj_places_add_file(job->places, h->name, text, h->length);
    for (uint32_t i = 0; i < h->words.fault_len; i++) {
        const struct ty_word_fault *fault = &h->words.faults[i];
        aj_diag_add(job->diags, AJ_W0650, aj_places_add(job->places, file, fault->line, 1), fault->word,
                    NULL);
    }
}

struct ty_hyphenator *ty_hyphenator_new(struct aj_job *job)
{
    struct aj_arena *arena = aj_arena_new();
    struct ty_hyphenator *h = AJ_NEW(arena, struct ty_hyphenator);
    h->arena = arena;
    h->words.arena = arena;
    const char *name = NULL;
    size_t length = 0;
    const char *text = job->templates ? aj_job_read_template(job, list_path, 0, &length, &name) : NULL;
    ty_words_read(&h->words, text ? text : "", length);
    if (!text)
        return h;
    h->name = aj_strdup(arena, name);
    h->text = aj_strndup(arena, text, length);
    h->length = length;
    const struct aj_input *input = &job->inputs[0];
    for (uint32_t i = 0; i < job->input_len; i++)
        if (job->inputs[i].kind == AJ_INPUT_TEMPLATE && !strcmp(job->inputs[i].name, list_path))
            input = &job->inputs[i];
    h->input_name = aj_strdup(arena, input->name);
    memcpy(h->sha256, input->sha256, sizeof h->sha256);
    report_faults(h, job);
    return h;
}

void ty_hyphenator_free(struct ty_hyphenator *h)
{
    if (h)
        aj_arena_free(h->arena);
}

void ty_hyphenator_note(const struct ty_hyphenator *h, struct aj_job *job)
{
    if (!h->name) { /* this job too depends on its not being there, and tells of it */
        size_t length;
        if (job->templates)
            aj_job_read_template(job, list_path, 0, &length, NULL);
        return;
    }
    aj_job_note_input(job, AJ_INPUT_TEMPLATE, h->input_name, h->sha256);
    report_faults(h, job);
}

bool ty_hyphenates(const char *language)
{
    return language && (language[0] | 32) == 's' && (language[1] | 32) == 'v' &&
           (language[2] == '\0' || language[2] == '-');
}

/* The values of letters start to start + length as a word of its own, its ends excluded. */
static void match_patterns(struct stretch *s, uint32_t start, uint32_t length)
{
    uint8_t values[TY_LETTERS_MOST + 1];
    ty_patterns_match(&ty_patterns_sv, s->letters + start, length, values);
    for (uint32_t i = 2; i + 2 <= length; i++)
        s->values[start + i] = values[i];
}

/*
 * A listed word rules its own letters: with points of its own, or as a whole, only those; else the patterns'.
 * The last two letters before an ending are the patterns' again, since an ending moves the break ("budget",
 * "budge-ten").
 */
static void rule_by_word(struct stretch *s, uint32_t start, uint32_t length, const struct ty_word *word)
{
    uint32_t from = 0;
    for (uint32_t i = 1; i <= word->length; i++) {
        bool end = i == word->length, seam = !end && (word->seams >> i & 1);
        if (!end && !seam)
            continue;
        uint32_t to = end ? length : i;
        match_patterns(s, start + from, to - from);
        uint64_t segment = (i < 64 ? (UINT64_C(1) << i) : 0) - (UINT64_C(1) << from);
        if (word->whole || (word->points & segment)) {
            uint32_t ruled = end && length > word->length ? word->length - 2U : to;
            for (uint32_t k = from + 1; k < ruled; k++)
                s->values[start + k] = 0;
            for (uint32_t k = from + 1; k < i; k++)
                if (word->points >> k & 1)
                    s->values[start + k] = LISTED_VALUE;
        }
        if (seam)
            s->values[start + i] = SEAM_VALUE;
        from = i;
    }
}

static void find_values(const struct ty_hyphenator *h, struct stretch *s)
{
    struct ty_part parts[TY_PARTS_MOST];
    uint32_t count = ty_compound_split(&h->words, s->letters, s->count, parts);
    memset(s->values, 0, s->count + 1);
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i].word)
            rule_by_word(s, parts[i].start, parts[i].length, parts[i].word);
        else
            match_patterns(s, parts[i].start, parts[i].length);
        if (i)
            s->values[parts[i].start] = SEAM_VALUE;
    }
}

static bool allows(uint8_t value)
{
    return value >= LISTED_VALUE || (value & 1);
}

static bool lacks_vowel(const struct stretch *s, uint32_t from, uint32_t to)
{
    while (from < to && !ty_is_vowel(s->letters[from]))
        from++;
    return from == to;
}

/*
 * Between two breaks, and between one and the word's end, at least two letters with a vowel among them: of
 * "ba-lan-s-krav" the point before the s goes, of "ide-o-logi" the weaker, or the first of two like ones.
 */
static void drop_slivers(struct stretch *s)
{
    uint32_t last = 0; /* the point before, or the word's start */
    for (uint32_t i = 1; i <= s->count; i++) {
        if (i < s->count && !allows(s->values[i]))
            continue;
        bool bare = lacks_vowel(s, last, i);
        if (i - last >= 2 && !bare) {
            last = i;
            continue;
        }
        bool keep_last = last > 0 && i < s->count && !bare && s->values[last] > s->values[i];
        keep_last = keep_last ||
                    (last > 0 && s->values[last] == SEAM_VALUE && i < s->count && s->values[i] != SEAM_VALUE);
        if (i < s->count && (keep_last || last == 0)) {
            s->values[i] = 0;
            continue;
        }
        s->values[last] = 0;
        last = i;
    }
}

static uint32_t break_stretch(const struct ty_hyphenator *h, struct stretch *s, unsigned before_min,
                              unsigned after_min, struct ty_hyphen *points, uint32_t most)
{
    if (s->count < (uint64_t)before_min + after_min)
        return 0;
    find_values(h, s);
    drop_slivers(s);
    uint32_t found = 0;
    for (uint32_t i = before_min; i <= s->count - after_min && found < most; i++)
        if (allows(s->values[i]))
            points[found++] =
                (struct ty_hyphen){.at = s->offsets[i],
                                   .quality = s->values[i] == SEAM_VALUE ? TY_HYPHEN_SEAM : TY_HYPHEN_PLAIN};
    return found;
}

enum sign { SIGN_LETTER, SIGN_PARTING, SIGN_OTHER, SIGN_NEVER };

static enum sign sign_of(uint32_t c)
{
    if (aj_utf8_is_letter(c))
        return SIGN_LETTER;
    if (c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015))
        return SIGN_PARTING;
    if ((c >= '0' && c <= '9') || c == 0xAD || c == '@' || c == '_')
        return SIGN_NEVER;
    return SIGN_OTHER;
}

/*
 * Finds the next stretch of letters from *p on. False when there is none, or the word must not be broken at
 * all. `*inside`: signs that part no word (full stop, colon) stand between letters.
 */
static bool next_stretch(const char *word, const char **p, const char *end, struct stretch *s, bool *lower)
{
    s->count = 0;
    *lower = false;
    while (*p < end) {
        const char *start = *p;
        uint32_t c = aj_utf8_next(p, end);
        enum sign sign = sign_of(c);
        if (sign == SIGN_LETTER) {
            if (s->count == TY_LETTERS_MOST)
                return false;
            uint32_t folded = aj_utf8_lower(c);
            /* A combining mark is no letter of its own, and nothing may come between it and its letter. */
            bool mark = c >= 0x300 && c <= 0x36F;
            if (mark)
                continue;
            *lower = *lower || folded == c;
            s->offsets[s->count] = (uint16_t)(start - word);
            s->letters[s->count++] = folded <= 0xFF ? (uint8_t)folded : 0;
        } else if (s->count) {
            *p = start;
            break;
        }
    }
    s->offsets[s->count] = (uint16_t)(*p - word);
    return s->count > 0;
}

/* Whether the word may be broken at all; signs at its ends do not matter. */
static bool is_breakable(const char *word, const char *end)
{
    bool letters = false, other = false;
    for (const char *p = word; p < end;) {
        switch (sign_of(aj_utf8_next(&p, end))) {
        case SIGN_LETTER:
            if (other)
                return false;
            letters = true;
            break;
        case SIGN_PARTING:
            break;
        case SIGN_OTHER:
            other = letters;
            break;
        case SIGN_NEVER:
            return false;
        }
    }
    return letters;
}

uint32_t ty_hyphenate(const struct ty_hyphenator *h, const char *word, size_t length, unsigned before_min,
                      unsigned after_min, struct ty_hyphen *points, uint32_t most)
{
    const char *end = word + length, *p = word;
    if (length < 4 || length > UINT16_MAX || !is_breakable(word, end))
        return 0;
    before_min = before_min ? before_min : 1;
    after_min = after_min ? after_min : 1;
    struct stretch s;
    uint32_t found = 0;
    bool lower;
    while (found < most && next_stretch(word, &p, end, &s, &lower))
        if (lower)
            found += break_stretch(h, &s, before_min, after_min, points + found, most - found);
    return found;
}
