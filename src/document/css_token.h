/* CSS Syntax Module Level 3, section 4: a stylesheet's characters as tokens. */
#ifndef DOC_CSS_TOKEN_H
#define DOC_CSS_TOKEN_H

#include "base/arena.h"

#include <stdbool.h>

enum css_token_type {
    CSS_END, /* after the last */
    CSS_IDENT,
    CSS_FUNCTION, /* text: the name; its "(" is part of it */
    CSS_AT,       /* text: the name after "@" */
    CSS_HASH,
    CSS_STRING,
    CSS_URL, /* url(unquoted) */
    CSS_NUMBER,
    CSS_PERCENTAGE,
    CSS_DIMENSION, /* text: the unit, lower case */
    CSS_SPACE,
    CSS_CHAR /* c: one of : ; , { } ( ) [ ] or any other single character */
};

struct css_token {
    uint8_t type;
    char c;       /* CSS_CHAR */
    bool integer; /* numbers: written without a fraction */
    bool signed_; /* numbers: written with + or - */
    uint16_t file;
    uint32_t offset, length; /* bytes in the file */
    int64_t number;          /* in millionths */
    const char *text;
};

enum {
    CSS_TOKENS_MOST = 400000, /* in a file */
    CSS_MICRO = 1000000
};

/* What stops the tokenizer from going on in peace; it goes on nevertheless. */
enum css_token_fault { CSS_FAULT_COMMENT, CSS_FAULT_STRING, CSS_FAULT_URL, CSS_FAULT_TOO_MANY };

struct css_token_sink {
    void (*fault)(void *context, enum css_token_fault fault, uint32_t offset);
    void *context;
};

/*
 * Tokens of a whole file (valid UTF-8 with a NUL after it), the last of which is CSS_END; in the arena.
 * *count does not count it.
 */
struct css_token *css_tokenize(struct aj_arena *arena, const char *text, size_t length, uint16_t file,
                               const struct css_token_sink *sink, uint32_t *count);

static inline bool css_is_char(const struct css_token *token, char c)
{
    return token->type == CSS_CHAR && token->c == c;
}

/* Compares with an ASCII word in lower case, whatever the case of `text`. */
bool css_same_word(const char *text, const char *word);

#endif
