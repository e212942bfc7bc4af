#include "base/diag.h"

#include "base/accept.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>

struct message {
    const char *name;
    enum aj_severity severity;
    const char *text[2], *hint[2];
};

static const struct message messages[] = {
#define M(code, severity, english, english_hint, swedish, swedish_hint)                                      \
    {#code, severity, {english, swedish}, {english_hint, swedish_hint}},
#include "base/messages.def"
#undef M
};

struct aj_diags *aj_diags_new(struct aj_arena *arena, struct aj_places *places)
{
    struct aj_diags *diags = AJ_NEW(arena, struct aj_diags);
    diags->arena = arena;
    diags->places = places;
    return diags;
}

/* A file's name, or words quoted from a file, need not be text. */
static const char *copy_text(struct aj_arena *arena, const char *text)
{
    struct aj_buf buf = AJ_BUF_INIT;
    aj_utf8_add(&buf, text, strlen(text));
    const char *copy = aj_strndup(arena, buf.data, buf.len);
    aj_buf_free(&buf);
    return copy;
}

struct aj_diag *aj_diag_add(struct aj_diags *diags, enum aj_code code, aj_at at, ...)
{
    struct aj_diag diag = {.code = code, .severity = messages[code].severity, .at = at};
    va_list args;
    va_start(args, at);
    for (size_t i = 0; i < sizeof diag.args / sizeof *diag.args; i++) {
        const char *arg = va_arg(args, const char *);
        if (!arg)
            break;
        diag.args[i] = copy_text(diags->arena, arg);
    }
    va_end(args);
    AJ_PUSH(diags->arena, diags->items, diags->len, diags->cap, diag);
    aj_accept_judge(diags, &diags->items[diags->len - 1]);
    return &diags->items[diags->len - 1];
}

uint32_t aj_diags_count(const struct aj_diags *diags, enum aj_severity least)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags->len; i++)
        if (diags->items[i].severity >= least && !diags->items[i].accepted)
            count++;
    return count;
}

uint32_t aj_diags_tally(const struct aj_diags *diags, uint32_t counts[AJ_FAULT + 1])
{
    uint32_t accepted = 0;
    for (int severity = AJ_NOTE; severity <= AJ_FAULT; severity++)
        counts[severity] = 0;
    for (uint32_t i = 0; i < diags->len; i++)
        if (diags->items[i].accepted)
            accepted++;
        else
            counts[diags->items[i].severity]++;
    return accepted;
}

const char *aj_code_name(enum aj_code code)
{
    return messages[code].name;
}

bool aj_code_parse(const char *name, enum aj_code *code)
{
    for (int i = 0; name && i < AJ_CODE_COUNT; i++) {
        if (!strcmp(messages[i].name, name)) {
            *code = (enum aj_code)i;
            return true;
        }
    }
    return false;
}

/* One list for both: what JSON calls a severity is what a person reads, translated. */
static const char *const severities[] = {AJ_TEXT("note"), AJ_TEXT("warning"), AJ_TEXT("error"),
                                         AJ_TEXT("fault")};

const char *aj_severity_name(enum aj_severity severity)
{
    return severities[severity];
}

const char *aj_severity_text(enum aj_severity severity)
{
    return aj_text(severities[severity]);
}

static char *fill(const struct aj_diags *diags, const char *text, const struct aj_diag *diag)
{
    struct aj_buf buf = AJ_BUF_INIT;
    for (const char *p = text; *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '6' && p[2] == '}') {
            const char *arg = diag->args[p[1] - '1'];
            aj_buf_str(&buf, arg ? arg : "");
            p += 2;
        } else {
            aj_buf_char(&buf, *p);
        }
    }
    char *filled = aj_strndup(diags->arena, buf.data ? buf.data : "", buf.len);
    aj_buf_free(&buf);
    return filled;
}

char *aj_diag_message(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language)
{
    return fill(diags, messages[diag->code].text[language], diag);
}

char *aj_diag_hint(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language)
{
    return fill(diags, messages[diag->code].hint[language], diag);
}

/* The source line, cut to what fits, and a caret under its column. */
static void print_caret(const struct aj_place *place, struct aj_buf *out)
{
    struct aj_excerpt shown;
    if (!aj_place_excerpt(place, &shown))
        return;
    aj_buf_str(out, "    ");
    aj_utf8_add(out, place->line_text + shown.start, shown.end - shown.start);
    aj_buf_str(out, "\n    ");
    for (size_t i = shown.start; i < shown.before; i++)
        if (((unsigned char)place->line_text[i] & 0xC0) != 0x80)
            aj_buf_char(out, place->line_text[i] == '\t' ? '\t' : ' ');
    aj_buf_str(out, "^\n");
}

static void print_place(const struct aj_place *place, struct aj_buf *out)
{
    aj_utf8_add_line(out, place->file);
    if (place->line)
        aj_buf_printf(out, ":%u", place->line);
    if (place->line && place->column)
        aj_buf_printf(out, ":%u", place->column);
}

/* "file.csv:12:4: error: message (label) [E0203]" */
static void print_finding(const struct aj_diags *diags, const struct aj_diag *diag,
                          const struct aj_place *place, enum aj_language language, struct aj_buf *out)
{
    if (place->file)
        print_place(place, out);
    else
        aj_buf_str(out, "arshjul");
    aj_buf_printf(out, ": %s: ", aj_severity_text(diag->severity));
    aj_utf8_add_line(out, aj_diag_message(diags, diag, language));
    if (place->label) {
        aj_buf_str(out, " (");
        aj_utf8_add_line(out, place->label);
        aj_buf_char(out, ')');
    }
    aj_buf_printf(out, " [%s]", aj_code_name(diag->code));
}

/* Where a finding stands, and where in a template, if that is told besides. */
static void find_places(const struct aj_diags *diags, const struct aj_diag *diag, struct aj_place *place,
                        struct aj_place *other)
{
    *place = aj_places_at(diags->places, diag->at);
    *other = aj_places_at(diags->places, diag->template_at);
    if (!place->file) {
        *place = *other;
        other->file = NULL;
    }
}

void aj_diag_print(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language,
                   struct aj_buf *out)
{
    struct aj_place place, other;
    find_places(diags, diag, &place, &other);
    print_finding(diags, diag, &place, language, out);
    /* What somebody has looked at and accepted needs no more than a line. */
    if (diag->accepted) {
        aj_buf_printf(out, " %s: ", aj_text("accepted"));
        aj_utf8_add_line(out, diag->accepted);
        aj_buf_char(out, '\n');
        return;
    }
    aj_buf_char(out, '\n');
    print_caret(&place, out);
    if (other.file) {
        aj_buf_printf(out, "  %s: ", aj_text("template"));
        print_place(&other, out);
        aj_buf_char(out, '\n');
    }
    const char *hint = aj_diag_hint(diags, diag, language);
    if (*hint) {
        aj_buf_printf(out, "  %s: ", aj_text("hint"));
        aj_utf8_add_line(out, hint);
        aj_buf_char(out, '\n');
    }
}

void aj_diag_print_line(const struct aj_diags *diags, const struct aj_diag *diag, enum aj_language language,
                        struct aj_buf *out)
{
    struct aj_place place, other;
    find_places(diags, diag, &place, &other);
    print_finding(diags, diag, &place, language, out);
    const char *hint = diag->accepted ? "" : aj_diag_hint(diags, diag, language);
    if (diag->accepted)
        aj_buf_printf(out, " %s", aj_text("accepted"));
    if (other.file && !diag->accepted) {
        aj_buf_printf(out, "; %s: ", aj_text("template"));
        print_place(&other, out);
    }
    if (*hint) {
        aj_buf_printf(out, "; %s: ", aj_text("hint"));
        aj_utf8_add_line(out, hint);
    }
    aj_buf_char(out, '\n');
}

/* Edit distance over folded code points, two neighbours that changed places counting once; for names of at
 * most 63 characters. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 64 };
    uint32_t s[MOST], t[MOST];
    size_t n = aj_utf8_fold_codes(a, s, MOST), m = aj_utf8_fold_codes(b, t, MOST);
    size_t rows[3][MOST + 1]; /* the last three rows of the table, in turn */
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        const size_t *above = rows[(i - 1) % 3], *second = rows[(i + 1) % 3];
        size_t *row = rows[i % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = above[j - 1] + (s[i - 1] != t[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1] && second[j - 2] + 1 < best)
                best = second[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[n % 3][m];
}

/* Whether a name holds these words, of four letters or more, as words of its own: "Arbetsmarknads- och
 * socialnämnden" holds "Socialnämnden". */
static bool holds_words(const char *name, const char *words)
{
    enum { MOST = 200, FEWEST = 4 };
    uint32_t s[MOST], t[MOST];
    size_t n = aj_utf8_fold_codes(name, s, MOST), m = aj_utf8_fold_codes(words, t, MOST);
    for (size_t i = 0; m >= FEWEST && i + m <= n; i++)
        if (!memcmp(s + i, t, m * sizeof *t) && (i == 0 || s[i - 1] == ' ') &&
            (i + m == n || s[i + m] == ' ' || s[i + m] == ','))
            return true;
    return false;
}

const char *aj_did_you_mean(const char *name, const char *const *names, size_t count)
{
    const char *best = NULL, *longer = NULL;
    size_t least = aj_utf8_length(name) / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(name, names[i]);
        if (d < least) {
            least = d;
            best = names[i];
        }
    }
    for (size_t i = 0; !best && i < count; i++)
        if (holds_words(names[i], name) && (!longer || strlen(names[i]) < strlen(longer)))
            longer = names[i];
    return best ? best : longer;
}
