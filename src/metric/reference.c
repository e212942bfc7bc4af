/*
 * Numbers that name something and measure nothing, told by their shape and by the words beside them: numbers
 * of laws and directives, chapters and sections, diarienummer, telephone numbers, times of the day, list
 * numbers.
 */
#include "metric/internal.h"

#include "base/utf8.h"

#include <string.h>

/* The digits that belong together, with what joins them: "2018:597", "5–6", "KS-2026/0417", "95/46/EG". */
struct run {
    const char *text, *start, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t dash_at(const char *p)
{
    return !strncmp(p, "\xE2\x80\x93", 3) ? 3 : 0;
}

static struct run run_of(const char *text, const char *p)
{
    enum { LONGEST = 40 };
    struct run run = {text, p, p};
    while (p - run.start < LONGEST) {
        if (run.start > text &&
            (is_digit(run.start[-1]) || is_capital(run.start[-1]) || strchr(":/.-", run.start[-1])))
            run.start--;
        else if (run.start - text > 3 && dash_at(run.start - 3) && is_digit(run.start[-4]))
            run.start -= 3;
        else
            break;
    }
    while (run.end - p < LONGEST) {
        size_t dash = dash_at(run.end);
        if (*run.end && (is_digit(*run.end) || is_capital(*run.end) || strchr(":/.-", *run.end)))
            run.end++;
        else if (dash && is_digit(run.end[dash]))
            run.end += dash;
        else
            break;
    }
    while (run.end > p + 1 && strchr(":/.-", run.end[-1]))
        run.end--;
    return run;
}

static int read_digits(const char **p, const char *end, int most)
{
    int value = 0, n = 0;
    for (; *p < end && is_digit(**p) && n < most; (*p)++, n++)
        value = value * 10 + (**p - '0');
    return n ? value : -1;
}

static bool is_year(int value)
{
    return value >= 1600 && value < 2100;
}

/*
 * y: a year; n: one to five digits that are no year; N: one to five digits; h, m: an hour and its minutes; M,
 * d: a month and a day; L: six digits, S: four; *: the rest. Others stand for themselves.
 */
static bool part_fits(char sign, const char **p, const char *end)
{
    const char *start = *p;
    int most = sign == 'y' || sign == 'S' ? 4 : sign == 'L' ? 6 : strchr("hmMd", sign) ? 2 : 5;
    int value = read_digits(p, end, most);
    long length = *p - start;
    switch (sign) {
    case 'y':
        return length == 4 && is_year(value);
    case 'n':
        return length > 0 && !(length == 4 && is_year(value));
    case 'h':
        return length > 0 && value <= 24;
    case 'm':
        return length == 2 && value < 60;
    case 'M':
        return length > 0 && value >= 1 && value <= 12;
    case 'd':
        return length > 0 && value >= 1 && value <= 31;
    case 'L':
        return length == 6;
    case 'S':
        return length == 4;
    default:
        return length > 0;
    }
}

static bool fits(const char *shape, const char *p, const char *end)
{
    for (; *shape && *shape != '*'; shape++) {
        if (strchr("ynNhmMdLS", *shape)) {
            if (!part_fits(*shape, &p, end))
                return false;
        } else if (p >= end || *p++ != *shape) {
            return false;
        }
    }
    return *shape == '*' || p == end;
}

/* "2018:597", "2017/18:250", "2016/679", "95/46/EG", "13:30", "2026-08-31", "212000-0092"; and "2026-00417",
 * "2026/2017" after the letters of a register. */
static bool has_shape(const struct run *run)
{
    static const char *const shapes[] = {"y:N", "y/N:N", "y/n", "N/N/E*", "h:m", "y-M-d", "L-S"};
    static const char *const lettered[] = {"y/N", "y-N", "y:N", "N/y"};
    const char *p = run->start;
    while (p < run->end && (is_capital(*p) || strchr("-/.:", *p)))
        p++;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (fits(shapes[i], p, run->end))
            return true;
    const char *before = run->start;
    while (before > run->text &&
           (before[-1] == ' ' || (unsigned char)before[-1] == 0xA0 || before[-1] == '\n'))
        before -= (unsigned char)before[-1] == 0xA0 ? 2 : 1;
    bool letters = p > run->start ||
                   (before - run->text > 1 && is_capital(before[-1]) && is_capital(before[-2])) ||
                   (before > run->text && before[-1] == ')');
    for (size_t i = 0; letters && i < sizeof lettered / sizeof *lettered; i++)
        if (fits(lettered[i], p, run->end))
            return true;
    return false;
}

static const char *skip_back(const char *text, const char *p)
{
    for (;;) {
        if (p > text && strchr(" \t\r\n", p[-1]))
            p--;
        else if (p - text > 1 && !strncmp(p - 2, "\xC2\xA0", 2))
            p -= 2;
        else
            return p;
    }
}

/* The start of the word that ends at `end`; a bracket or a comma before it is none of it. */
static const char *word_start(const char *text, const char *end)
{
    while (end > text && !strchr(" \t\r\n(,;", end[-1]) && (unsigned char)end[-1] != 0xA0)
        end--;
    return end;
}

/* Words after which a number names something. Those in capitals are written so; `many`: "punkterna 1, 2 och
 * 3". */
static bool is_name_word(struct met_result *r, const char *text, const struct run *run, bool many)
{
    static const struct {
        const char *word, *shape;
        bool many;
    } words[] = {
        {"§", "N*", false},          {"§§", "N*", true},
        {"kap.", "N*", false},       {"paragraf", "N*", false},
        {"paragrafen", "N*", false}, {"paragraferna", "N*", true},
        {"stycket", "N*", false},    {"punkt", "N*", false},
        {"punkten", "N*", false},    {"punkterna", "N*", true},
        {"p.", "N*", false},         {"artikel", "N*", false},
        {"artiklarna", "N*", true},  {"art.", "N*", false},
        {"skäl", "N*", false},       {"nr", "N*", false},
        {"nr.", "N*", false},        {"kl.", "h*", false},
        {"kl", "h*", false},         {"klockan", "h*", false},
        {"den", "d/M", false},       {"agenda", "y", false},
        {"tel.", "N*", false},       {"telefon", "N*", false},
        {"dnr", "N*", false},        {"diarienummer", "N*", false},
        {"ISO", "N*", false},        {"IEC", "N*", false},
        {"EN", "N*", false},         {"SS", "N*", false},
        {"RKR", "N*", false},        {"WCAG", "N*", false},
        {"SFS", "N*", false},
    };
    const char *end = skip_back(text, run->start), *start = word_start(text, end);
    const char *word = aj_strndup(r->job->arena, start, (size_t)(end - start));
    const char *folded = mdl_fold(r->job->arena, word);
    for (size_t i = 0; *word && i < sizeof words / sizeof *words; i++) {
        const char *said = is_capital(*words[i].word) ? word : folded;
        if (!strcmp(said, words[i].word) && (!many || words[i].many) &&
            fits(words[i].shape, run->start, run->end))
            return true;
    }
    return false;
}

/* Past "," or a word that joins numbers of one list; NULL when neither stands there. */
static const char *join_after(const char *p)
{
    static const char *const joins[] = {",", "och ", "eller ", "samt ", "respektive "};
    p = aj_skip_space(p);
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        if (!strncmp(p, joins[i], strlen(joins[i])))
            return aj_skip_space(p + strlen(joins[i]));
    return NULL;
}

static const char *join_before(const char *text, const char *p)
{
    static const char *const joins[] = {",", " och", " eller", " samt", " respektive"};
    p = skip_back(text, p);
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        size_t n = strlen(joins[i]);
        if ((size_t)(p - text) > n && !strncmp(p - n, joins[i], n) && is_digit(*(skip_back(text, p - n) - 1)))
            return skip_back(text, p - n);
    }
    return NULL;
}

enum { MOST_LISTED = 12 };

/* "§ 218", "artikel 6", "§§ 12, 13 och 14". */
static bool follows_name(struct met_result *r, struct run run)
{
    for (int i = 0; i < MOST_LISTED; i++) {
        if (is_name_word(r, run.text, &run, i > 0))
            return true;
        const char *end = join_before(run.text, run.start);
        if (!end)
            return false;
        run = run_of(run.text, end - 1);
    }
    return false;
}

/* Past the letter of "5 a §" and the space after a number. */
static const char *skip_letter(const char *p)
{
    p = aj_skip_space(p);
    const char *after = *p >= 'a' && *p <= 'z' ? aj_skip_space(p + 1) : p;
    return after > p + 1 ? after : p;
}

/* "13 kap.", "1 §", "5 a §", "5, 6 och 7 §§". */
static bool precedes_mark(struct run run)
{
    const char *p = skip_letter(run.end);
    for (int i = 0; i < MOST_LISTED; i++) {
        bool kap = !strncmp(p, "kap", 3) && !(p[3] >= 'a' && p[3] <= 'z');
        if (kap || !strncmp(p, "§§", 4) || (i == 0 && !strncmp(p, "§", 2)))
            return true;
        p = join_after(p);
        if (!p || !is_digit(*p))
            return false;
        p = skip_letter(run_of(p, p).end);
    }
    return false;
}

/* "08-578 291 00", "+46 8 578 291 00": digits in groups after an area code. */
static bool is_phone(const char *text, const char *p)
{
    const char *start = p;
    while (start > text && (is_digit(start[-1]) || strchr(" -+", start[-1])) && p - start < 20)
        start--;
    for (; start <= p; start++) {
        size_t area = strspn(start, "0123456789");
        bool home = *start == '0' && area >= 2 && area <= 4 && start[area] == '-';
        if (start > text && (is_digit(start[-1]) || start[-1] == '-'))
            continue;
        if (!home && strncmp(start, "+46", 3) != 0)
            continue;
        int digits = 0;
        const char *q = start + 1;
        for (; is_digit(*q) || ((*q == ' ' || *q == '-') && is_digit(q[1])); q++)
            digits += is_digit(*q);
        if (q > p && digits >= 6 && digits <= 12)
            return true;
    }
    return false;
}

/* "1." or "1)" that begins a paragraph; "2)" in a sentence without an opening bracket. */
static bool is_list_number(const char *text, const char *p, size_t length, bool begins)
{
    enum { SENTENCE = 1000 };
    const char *after = p + length, *from = p - text > SENTENCE ? p - SENTENCE : text;
    if (length > 2 || (*after != '.' && *after != ')') || (after[1] && !strchr(" \t\n", after[1])))
        return false;
    if (begins && from == text && aj_skip_space(text) == p)
        return true;
    return *after == ')' && !memchr(from, '(', (size_t)(p - from));
}

bool met_is_reference(struct met_result *r, const char *text, const char *p, size_t length, bool begins)
{
    struct run run = run_of(text, p);
    return has_shape(&run) || follows_name(r, run) || precedes_mark(run) || is_phone(text, p) ||
           is_list_number(text, p, length, begins);
}
