/*
 * What went wrong, what is worth knowing: a report's list of findings. Codes, severities and texts (English
 * or Swedish for the terminal, Swedish for the printed list of findings) stand in messages.def alone.
 */
#ifndef AJ_DIAG_H
#define AJ_DIAG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/place.h"

#include <stdbool.h>

enum aj_severity { AJ_NOTE, AJ_WARNING, AJ_ERROR, AJ_FAULT };

enum aj_code {
#define M(code, severity, english, english_hint, swedish, swedish_hint) AJ_##code,
#include "base/messages.def"
#undef M
    AJ_CODE_COUNT
};

enum aj_language { AJ_ENGLISH, AJ_SWEDISH };

struct aj_diag {
    enum aj_code code;
    enum aj_severity severity;
    aj_at at;             /* the report's or the data's place; 0 if none */
    aj_at template_at;    /* the template's or theme's place; 0 if none */
    const char *args[6];  /* {1} … {6} of the texts; unused ones are NULL */
    const char *check;    /* the id of the check that made it, or NULL */
    const char *accepted; /* the reason, when the report accepts this finding; else NULL */
};

struct aj_acceptance;

struct aj_diags {
    struct aj_arena *arena;
    struct aj_places *places;
    struct aj_diag *items;
    uint32_t len, cap;
    struct aj_acceptance *acceptances; /* accept.h */
};

struct aj_diags *aj_diags_new(struct aj_arena *arena, struct aj_places *places);

/*
 * Adds a finding. The arguments for {1} … {6} follow, each a const char *, ended by NULL; they are copied.
 * Returns it, borrowed until the next call.
 */
struct aj_diag *aj_diag_add(struct aj_diags *diags, enum aj_code code, aj_at at, ...)
    __attribute__((sentinel));

/* How many findings there are of at least this severity that are not accepted. */
uint32_t aj_diags_count(const struct aj_diags *diags, enum aj_severity least);

/* How many there are of each severity that are not accepted; gives how many are. */
uint32_t aj_diags_tally(const struct aj_diags *diags, uint32_t counts[AJ_FAULT + 1]);

/* "E0107". */
const char *aj_code_name(enum aj_code code);

/* The code of that name; false, and nothing set, for none (or NULL). */
bool aj_code_parse(const char *name, enum aj_code *code);
const char *aj_severity_name(enum aj_severity severity);

/* The severity in the language of the locale (base/text.h), for a terminal. */
const char *aj_severity_text(enum aj_severity severity);

/* The message and the hint ("" if none), in the arena. */
char *aj_diag_message(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language);
char *aj_diag_hint(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language);

/*
 * One finding for a person:
 *
 *   file.csv:12:4: error: unknown row "Avskrivning" [E0203]
 *       Avskrivning;-88 997
 *       ^
 *     hint: did you mean "Avskrivningar"?
 *
 * one that is accepted in a single line, with the reason.
 *
 * The words around message and hint are those of the locale, as `language` is where aj_text_language() gave
 * it.
 */
void aj_diag_print(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language,
                   struct aj_buf *out);

/*
 * The same in one line, for logs: without the source line and without the reason of what is accepted, which
 * are words of the report.
 *
 *   file.csv:12:4: error: unknown row "Avskrivning" [E0203]; hint: did you mean "Avskrivningar"?
 */
void aj_diag_print_line(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language,
                        struct aj_buf *out);

/*
 * The name among `names` (count of them) that `name` was probably meant to be, or NULL: least edit distance
 * over folded letters, at most a third of the length; or else the shortest that holds it as words of its own.
 */
const char *aj_did_you_mean(const char *name, const char *const *names, size_t count);

#endif
