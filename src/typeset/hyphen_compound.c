#include "typeset/hyphen_compound.h"

#include <string.h>

/*
 * Best partings of the first i letters, for every i: by letters that listed words cover, then by few parts. A
 * stretch that is not listed is allowed once (state 1), and only where chance is unlikely to have put the
 * seam: short listed words ("plan" in "planering") join with listed ones alone.
 */
enum { UNLISTED_LEAST = 3, UNLISTED_TAIL_LEAST = 4, LISTED_LEAST = 5, LISTED_VOWEL_LEAST = 7 };
enum { LETTER_WORTH = 10, PART_COST = 3, UNLISTED_COST = 12 };

struct step {
    int32_t worth;
    bool linked;        /* the last part ends in a linking s */
    uint8_t start;      /* of the last part */
    uint8_t from_state; /* of the parting before it */
    bool reached;
    uint8_t parts;
    const struct ty_word *word; /* of the last part */
};

struct search {
    const struct ty_words *words;
    const uint8_t *letters;
    uint32_t count;
    struct step steps[TY_LETTERS_MOST + 1][2]; /* [letters][1 after an unlisted stretch] */
    bool starts[TY_LETTERS_MOST + 1]; /* a listed word starts here that an unlisted stretch may precede */
};

bool ty_is_vowel(uint8_t c)
{
    return c && strchr("aeiouy\xE5\xE4\xF6\xE9\xE8\xFC\xE0\xE1\xEA\xEB", c) != NULL;
}

static bool has_vowel(const uint8_t *letters, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (ty_is_vowel(letters[i]))
            return true;
    return false;
}

/* Endings that the last word of a compound may carry, in ISO 8859-1. */
static bool is_ending(const uint8_t *letters, uint32_t count)
{
    static const char *const endings[] = {
        "s",    "n",    "ns",    "t",    "ts",    "r",     "rs",    "en",   "ens",  "et",  "ets",  "er",
        "ers",  "ar",   "ars",   "or",   "ors",   "a",     "as",    "e",    "es",   "na",  "nas",  "rna",
        "rnas", "erna", "ernas", "arna", "arnas", "orna",  "ornas", "ad",   "ade",  "at",  "ande", "it",
        "igt",  "iga",  "ig",    "are",  "aren",  "arens", "isk",   "iskt", "iska", "ens", "des",  "de"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strlen(endings[i]) == count && !memcmp(endings[i], letters, count))
            return true;
    return false;
}

static void reach(struct search *s, uint32_t end, uint8_t state, struct step step)
{
    struct step *known = &s->steps[end][state];
    if (step.parts <= TY_PARTS_MOST && (!known->reached || step.worth > known->worth)) {
        step.reached = true;
        *known = step;
    }
}

/* Whether an unlisted stretch may stand beside a listed word. */
static bool is_firm(const struct search *s, uint32_t start, const struct ty_word *word)
{
    return word->length >= (ty_is_vowel(s->letters[start]) ? LISTED_VOWEL_LEAST : LISTED_LEAST);
}

/* What follows when the listed word that ends at `end` is the part from `start`. */
static void take_word(struct search *s, uint32_t start, uint32_t end, const struct ty_word *word)
{
    for (uint8_t state = 0; state < 2; state++) {
        const struct step *before = &s->steps[start][state];
        if (!before->reached || (before->parts && !before->word && !is_firm(s, start, word)))
            continue;
        struct step step = {.worth = before->worth + LETTER_WORTH * word->length - PART_COST,
                            .start = (uint8_t)start,
                            .from_state = state,
                            .parts = (uint8_t)(before->parts + 1),
                            .word = word};
        reach(s, end, state, step);
        if (end == s->count)
            continue;
        if (is_ending(s->letters + end, s->count - end))
            reach(s, s->count, state, step);
        step.linked = true;
        if (s->letters[end] == 's' && s->letters[end - 1] != 's' && end + 1 < s->count)
            reach(s, end + 1, state, step);
    }
}

static void take_words_at(struct search *s, uint32_t start)
{
    uint32_t node = 0;
    for (uint32_t end = start; end < s->count; end++) {
        node = ty_words_step(s->words, node, s->letters[end]);
        if (!node)
            return;
        const struct ty_word *word = &s->words->nodes[node].word;
        if (word->listed)
            take_word(s, start, end + 1, word);
    }
}

/*
 * Whether a word with this end takes a linking s as a compound's head, so that an s after it is one even
 * before a stretch that is not listed: verksamhet-s-, utbildning-s-, kostnad-s-, pension-s-.
 */
static bool takes_s(const uint8_t *letters, uint32_t count)
{
    static const char *const ends[] = {"het", "ing", "ion",  "nad", "skap",
                                       "dom", "tet", "ment", "an",  "\xE4rd"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (n <= count && !memcmp(letters + count - n, ends[i], n))
            return true;
    }
    return false;
}

/* Beginnings of words that no Swedish suffix has, so that a vowel there does not tell against a seam. */
static bool begins_word(const uint8_t *letters, uint32_t count)
{
    static const char *const starts[] = {"upp", "ut", "om", "under", "\xF6ver", "\xE5ter", "efter", "av"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t n = strlen(starts[i]);
        if (n < count && !memcmp(letters, starts[i], n))
            return true;
    }
    return false;
}

/* Whether a stretch that is not listed may begin here, after the listed word of `before`. */
static bool may_follow(const struct search *s, const struct step *before, uint32_t start)
{
    if (!is_firm(s, before->start, before->word))
        return false;
    bool s_taking = takes_s(s->letters + before->start, start - before->start - before->linked);
    if (before->linked) /* no word begins with sb, sd, sf, sg, sh, sr */
        return s_taking || (start < s->count && memchr("bdfghr", s->letters[start], 6));
    if (s->letters[start - 1] == 's')
        return true;
    /*
     * "kommun" is not the head of "kommunikation"; and an s could belong to either side
     * ("målgrupp-s-anpassad", "målgrupp-styrd").
     */
    if (ty_is_vowel(s->letters[start]))
        return begins_word(s->letters + start, s->count - start);
    return s->letters[start] != 's' || memchr("aou", s->letters[start - 1], 3);
}

/* Unlisted stretches from `start` to the end, or to where a listed word could go on. */
static void take_unlisted_at(struct search *s, uint32_t start)
{
    const struct step before = s->steps[start][0];
    if (!before.reached || (before.parts && !may_follow(s, &before, start)))
        return;
    struct step step = {
        .worth = before.worth - UNLISTED_COST, .start = (uint8_t)start, .parts = (uint8_t)(before.parts + 1)};
    for (uint32_t end = start + UNLISTED_LEAST; end <= s->count; end++) {
        if (end < s->count && !s->starts[end])
            continue;
        if (end == s->count && start && end - start < UNLISTED_TAIL_LEAST)
            continue;
        if (has_vowel(s->letters + start, end - start))
            reach(s, end, 1, step);
    }
}

/* Marks where listed words start that may follow an unlisted stretch; false if there is no listed word. */
static bool find_starts(struct search *s)
{
    bool any = false;
    for (uint32_t start = 0; start < s->count; start++) {
        uint32_t node = 0;
        for (uint32_t end = start; end < s->count; end++) {
            node = ty_words_step(s->words, node, s->letters[end]);
            if (!node)
                break;
            const struct ty_word *word = &s->words->nodes[node].word;
            any = any || word->listed;
            s->starts[start] = s->starts[start] || (word->listed && is_firm(s, start, word));
        }
    }
    return any;
}

uint32_t ty_compound_split(const struct ty_words *words, const uint8_t *letters, uint32_t count,
                           struct ty_part parts[TY_PARTS_MOST])
{
    parts[0] = (struct ty_part){0, (uint8_t)count, NULL};
    struct search s;
    s.words = words;
    s.letters = letters;
    s.count = count;
    memset(s.starts, 0, (count + 1) * sizeof s.starts[0]);
    if (!find_starts(&s))
        return 1;
    memset(s.steps, 0, (count + 1) * sizeof s.steps[0]);
    s.steps[0][0].reached = true;
    for (uint32_t i = 0; i < count; i++) {
        if (s.steps[i][0].reached)
            take_unlisted_at(&s, i);
        if (s.steps[i][0].reached || s.steps[i][1].reached)
            take_words_at(&s, i);
    }
    uint8_t state = s.steps[count][1].reached &&
                    (!s.steps[count][0].reached || s.steps[count][1].worth > s.steps[count][0].worth);
    const struct step *last = &s.steps[count][state];
    if (!last->reached)
        return 1;
    uint32_t end = count, part_count = last->parts;
    for (uint32_t i = part_count; i-- > 0;) {
        const struct step *step = &s.steps[end][state];
        parts[i] = (struct ty_part){step->start, (uint8_t)(end - step->start), step->word};
        end = step->start;
        state = step->from_state;
    }
    return part_count;
}
