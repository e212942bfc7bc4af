/*
 * Compiles a hyphenation dictionary of libhyphen into a C file: hyphen_compile DICTIONARY OUTPUT NAME. Part
 * of the build, not of the program. Understands what single-level dictionaries in ISO 8859-1 hold; refuses
 * replacing patterns (/ =) and further levels, which would need code in hyphen_patterns.c.
 */
#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 100 };

struct node {
    uint32_t child, sibling; /* 0: none; siblings in order of letters */
    uint32_t parent, fallback;
    uint32_t number; /* breadth first */
    uint16_t values; /* in the pool */
    uint8_t letter;
};

struct trie {
    struct aj_arena *arena;
    struct node *nodes;
    uint32_t len, cap;
    struct aj_buf pool;
};

static void fail(const char *path, int line, const char *what)
{
    fprintf(stderr, "hyphen_compile: %s:%d: %s\n", path, line, what);
    exit(1);
}

static uint32_t find_child(const struct trie *trie, uint32_t node, uint8_t letter)
{
    uint32_t child = trie->nodes[node].child;
    while (child && trie->nodes[child].letter != letter)
        child = trie->nodes[child].sibling;
    return child;
}

static uint32_t add_child(struct trie *trie, uint32_t node, uint8_t letter)
{
    struct node new = {.parent = node, .letter = letter};
    AJ_PUSH(trie->arena, trie->nodes, trie->len, trie->cap, new);
    uint32_t *link = &trie->nodes[node].child;
    while (*link && trie->nodes[*link].letter < letter)
        link = &trie->nodes[*link].sibling;
    trie->nodes[trie->len - 1].sibling = *link;
    *link = trie->len - 1;
    return *link;
}

/* The place of a length and values in the pool, shared by all patterns that have the same. */
static size_t pool_values(struct trie *trie, const uint8_t *values, uint8_t count)
{
    for (size_t at = 1; at < trie->pool.len; at += 1 + (size_t)(uint8_t)trie->pool.data[at])
        if ((uint8_t)trie->pool.data[at] == count && !memcmp(trie->pool.data + at + 1, values, count))
            return at;
    size_t at = trie->pool.len;
    aj_buf_char(&trie->pool, (char)count);
    aj_buf_add(&trie->pool, values, count);
    return at;
}

static void add_pattern(struct trie *trie, const char *text, const char *path, int line)
{
    uint8_t values[LONGEST + 1] = {0};
    uint8_t count = 0;
    uint32_t node = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '/' || *p == '=')
            fail(path, line, "replacing patterns are not understood");
        if (*p >= '0' && *p <= '9') {
            values[count] = (uint8_t)(*p - '0');
            continue;
        }
        if (count == LONGEST)
            fail(path, line, "pattern too long");
        uint32_t child = find_child(trie, node, (uint8_t)*p);
        node = child ? child : add_child(trie, node, (uint8_t)*p);
        count++;
    }
    uint8_t start = 0;
    while (start < count && !values[start])
        start++;
    size_t at = pool_values(trie, values + start, (uint8_t)(count + 1 - start));
    if (at > UINT16_MAX)
        fail(path, line, "too many different values");
    trie->nodes[node].values = (uint16_t)at;
}

static void read_dictionary(struct trie *trie, const char *path)
{
    static const char *const settings[] = {"LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN",
                                           "COMPOUNDRIGHTHYPHENMIN"};
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path, 0, "cannot be opened");
    char text[LONGEST * 2];
    for (int line = 1; fgets(text, sizeof text, file); line++) {
        text[strcspn(text, "\r\n")] = '\0';
        if (line == 1) {
            if (strcmp(text, "ISO8859-1") != 0)
                fail(path, line, "only ISO8859-1 is understood");
            continue;
        }
        if (!strcmp(text, "NEXTLEVEL") || !strncmp(text, "NOHYPHEN", 8))
            fail(path, line, "levels are not understood");
        bool setting = !text[0] || text[0] == '%' || text[0] == '#';
        for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
            setting = setting || !strncmp(text, settings[i], strlen(settings[i]));
        if (!setting)
            add_pattern(trie, text, path, line);
    }
    fclose(file);
}

/* Numbers the states breadth first into order[] and finds each one's fallback on the way. */
static uint32_t *number_states(struct trie *trie)
{
    uint32_t *order = AJ_NEW_N(trie->arena, uint32_t, trie->len);
    uint32_t len = 1;
    for (uint32_t i = 0; i < len; i++) {
        struct node *node = &trie->nodes[order[i]];
        node->number = i;
        for (uint32_t c = node->child; c; c = trie->nodes[c].sibling) {
            order[len++] = c;
            uint32_t fallback = 0, from = order[i];
            while (from) {
                from = trie->nodes[from].fallback;
                if ((fallback = find_child(trie, from, trie->nodes[c].letter)))
                    break;
            }
            trie->nodes[c].fallback = fallback;
        }
    }
    return order;
}

static void write_array(FILE *out, const char *type, const char *name, const uint32_t *items, size_t count)
{
    fprintf(out, "static const %s %s[] = {", type, name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%u,", i % 24 ? "" : "\n", items[i]);
    fputs("};\n", out);
}

static void write_automaton(struct trie *trie, const char *path, const char *name)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        fail(path, 0, "cannot be written");
    uint32_t *order = number_states(trie);
    size_t room = trie->len + 1 > trie->pool.len ? trie->len + 1 : trie->pool.len;
    uint32_t *items = AJ_NEW_N(trie->arena, uint32_t, room);
    fputs("/* Made by hyphen_compile. */\n#include \"typeset/hyphen_patterns.h\"\n", out);

    uint32_t next = 1;
    for (uint32_t i = 0; i < trie->len; i++) {
        items[i] = next;
        for (uint32_t c = trie->nodes[order[i]].child; c; c = trie->nodes[c].sibling)
            next++;
    }
    items[trie->len] = next;
    write_array(out, "uint16_t", "first", items, trie->len + 1);
    for (uint32_t i = 0; i < trie->len; i++)
        items[i] = trie->nodes[order[i]].letter;
    write_array(out, "uint8_t", "letter", items, trie->len);
    for (uint32_t i = 0; i < trie->len; i++)
        items[i] = trie->nodes[trie->nodes[order[i]].fallback].number;
    write_array(out, "uint16_t", "fallback", items, trie->len);
    for (uint32_t i = 0; i < trie->len; i++)
        items[i] = trie->nodes[order[i]].values;
    write_array(out, "uint16_t", "values", items, trie->len);
    for (size_t i = 0; i < trie->pool.len; i++)
        items[i] = (uint8_t)trie->pool.data[i];
    write_array(out, "uint8_t", "pool", items, trie->pool.len);
    fprintf(out, "const struct ty_patterns %s = {%u, first, letter, fallback, values, pool};\n", name,
            trie->len);
    if (fclose(out) != 0)
        fail(path, 0, "cannot be written");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: hyphen_compile DICTIONARY OUTPUT NAME\n", stderr);
        return 2;
    }
    struct trie trie = {.arena = aj_arena_new()};
    struct node root = {0};
    AJ_PUSH(trie.arena, trie.nodes, trie.len, trie.cap, root);
    aj_buf_char(&trie.pool, 0);
    read_dictionary(&trie, argv[1]);
    if (trie.len >= UINT16_MAX)
        fail(argv[1], 0, "too many patterns");
    write_automaton(&trie, argv[2], argv[3]);
    aj_buf_free(&trie.pool);
    aj_arena_free(trie.arena);
    return 0;
}
