/* Abbreviations as words of a text, and their list in alphabetical order. */
#include "base/utf8.h"
#include "compose/abbreviate.h"

#include <stdlib.h>
#include <string.h>

static bool is_word(uint32_t code)
{
    return aj_utf8_is_letter(code) || (code >= '0' && code <= '9');
}

/* Moves past one space of any kind. */
static bool take_space(const char **p)
{
    static const char *const spaces[] = {" ", "\n", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        size_t n = strlen(spaces[i]);
        if (!strncmp(*p, spaces[i], n)) {
            *p += n;
            return true;
        }
    }
    return false;
}

/* Where `name` ends when it stands at `p`, else NULL. The first letter of a common one may be a capital. */
static const char *match(const struct cmp_abbreviation *one, const char *p)
{
    const char *name = one->name;
    if (one->kind == CMP_COMMON && *p >= 'A' && *p <= 'Z' && *p - 'A' + 'a' == *name)
        name++, p++;
    while (*name) {
        if (*name == ' ' ? !take_space(&p) : *p != *name)
            return NULL;
        p += *name != ' ';
        name++;
    }
    return p;
}

/* Whether a word or an address goes on at `p`. */
static bool goes_on(const char *p, bool pointed)
{
    const char *end = p + strlen(p), *next = p;
    uint32_t code = p < end ? aj_utf8_next(&next, end) : 0;
    if (is_word(code) || code == '@' || code == '_')
        return true;
    if (code != '.' || pointed)
        return false;
    return next < end && is_word(aj_utf8_next(&next, end));
}

struct cmp_abbreviation *cmp_abbreviation_at(struct cmp_abbreviation *first, const char *text,
                                             const char *start, const char **after)
{
    struct cmp_abbreviation *found = NULL;
    size_t most = 0;
    if (start > text && strchr("@._", start[-1]))
        return NULL;
    for (struct cmp_abbreviation *one = first; one; one = one->next) {
        const char *end = match(one, start);
        size_t length = strlen(one->name);
        if (!end || length <= most || goes_on(end, one->name[length - 1] == '.'))
            continue;
        found = one;
        most = length;
        *after = end;
    }
    return found;
}

static uint32_t rank(uint32_t code)
{
    static const struct {
        const char *accented, *plain;
    } letters[] = {{"éèêë", "e"}, {"àáâã", "a"}, {"üýÿ", "y"}, {"íìîï", "i"},
                   {"óòôõ", "o"}, {"úùû", "u"},  {"ñ", "n"},   {"ç", "c"}};
    code = aj_utf8_lower(code);
    if (code == 0xE5 || code == 0xE4 || code == 0xE6)
        return code == 0xE5 ? 'z' + 1 : 'z' + 2;
    if (code == 0xF6 || code == 0xF8)
        return 'z' + 3;
    for (size_t i = 0; code > 127 && i < sizeof letters / sizeof *letters; i++)
        for (const char *p = letters[i].accented, *end = p + strlen(p); p < end;)
            if (aj_utf8_next(&p, end) == code)
                return (uint32_t)letters[i].plain[0];
    return code;
}

static uint32_t next_rank(const char **p, const char *end)
{
    while (*p < end) {
        uint32_t code = aj_utf8_next(p, end);
        if (is_word(code))
            return rank(code);
    }
    return 0;
}

int cmp_alphabetical(const char *a, const char *b)
{
    const char *p = a, *q = b, *p_end = p + strlen(p), *q_end = q + strlen(q);
    for (;;) {
        uint32_t c = next_rank(&p, p_end), d = next_rank(&q, q_end);
        if (c != d)
            return c < d ? -1 : 1;
        if (!c)
            return strcmp(a, b);
    }
}

static int compare(const void *a, const void *b)
{
    const struct cmp_abbreviation *const *x = a, *const *y = b;
    return cmp_alphabetical((*x)->name, (*y)->name);
}

void cmp_abbreviations_list(struct aj_arena *arena, xmlNodePtr dl, const struct cmp_abbreviation *const *all,
                            uint32_t count)
{
    const struct cmp_abbreviation **used = AJ_NEW_N(arena, const struct cmp_abbreviation *, count + 1);
    uint32_t len = 0;
    for (uint32_t i = 0; i < count; i++)
        if (all[i]->used && all[i]->kind != CMP_COMMON)
            used[len++] = all[i];
    qsort(used, len, sizeof *used, compare);
    for (uint32_t i = 0; i < len; i++) {
        xmlNewTextChild(dl, dl->ns, BAD_CAST "dt", BAD_CAST used[i]->name);
        xmlNewTextChild(dl, dl->ns, BAD_CAST "dd", BAD_CAST used[i]->text);
    }
    if (!len) {
        xmlNodeSetName(dl, BAD_CAST "p");
        xmlNodeAddContent(dl, BAD_CAST "Inga förkortningar används.");
    }
}
