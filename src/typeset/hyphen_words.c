#include "typeset/hyphen_words.h"

#include "base/utf8.h"

#include <string.h>

enum { FAULTS_MOST = 20, NODES_MOST = 1000000 };

uint32_t ty_words_step(const struct ty_words *words, uint32_t node, uint8_t letter)
{
    if (!node)
        return words->roots[letter];
    uint32_t child = words->nodes[node].child;
    while (child && words->nodes[child].letter != letter)
        child = words->nodes[child].sibling;
    return child;
}

static uint32_t step_or_add(struct ty_words *words, uint32_t node, uint8_t letter)
{
    uint32_t child = ty_words_step(words, node, letter);
    if (child)
        return child;
    struct ty_word_node new = {.letter = letter, .sibling = node ? words->nodes[node].child : 0};
    AJ_PUSH(words->arena, words->nodes, words->len, words->cap, new);
    if (node)
        words->nodes[node].child = words->len - 1;
    else
        words->roots[letter] = words->len - 1;
    return words->len - 1;
}

/* One line without its comment and the blanks around it, as letters and points; false if it is no word. */
static bool parse_word(const char *text, const char *end, struct ty_word *word, uint8_t *letters)
{
    *word = (struct ty_word){.listed = true};
    bool marked = true; /* a mark stands just before, or nothing does */
    while (text < end) {
        uint32_t c = aj_utf8_next(&text, end);
        if (c == '-' || c == '=') {
            if (marked)
                return false;
            if (c == '-')
                word->points |= UINT64_C(1) << word->length;
            else
                word->seams |= UINT64_C(1) << word->length;
            marked = true;
        } else if (c == '.' && text == end && !marked) {
            word->whole = true;
        } else if (aj_utf8_is_letter(c) && c <= 0xFF && word->length < TY_WORD_MOST) {
            letters[word->length++] = (uint8_t)aj_utf8_lower(c);
            marked = false;
        } else {
            return false;
        }
    }
    return !marked && word->length >= 2;
}

static void read_line(struct ty_words *words, const char *start, const char *end, uint32_t line)
{
    const char *comment = memchr(start, '#', (size_t)(end - start));
    if (comment)
        end = comment;
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (start < end && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    if (start == end)
        return;
    struct ty_word word;
    uint8_t letters[TY_WORD_MOST];
    if (!parse_word(start, end, &word, letters) || words->len > NODES_MOST) {
        size_t n = (size_t)(end - start);
        struct ty_word_fault fault = {line, aj_strndup(words->arena, start, n < 80 ? n : 80)};
        if (words->fault_len < FAULTS_MOST)
            AJ_PUSH(words->arena, words->faults, words->fault_len, words->fault_cap, fault);
        return;
    }
    uint32_t node = 0;
    for (uint8_t i = 0; i < word.length; i++)
        node = step_or_add(words, node, letters[i]);
    words->nodes[node].word = word;
}

void ty_words_read(struct ty_words *words, const char *text, size_t length)
{
    struct ty_word_node root = {0};
    AJ_PUSH(words->arena, words->nodes, words->len, words->cap, root);
    const char *end = text + length;
    if (length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        text += 3;
    for (uint32_t line = 1; text < end; line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        read_line(words, text, stop ? stop : end, line);
        text = stop ? stop + 1 : end;
    }
}
