#include "typeset/svg_style.h"

#include "base/utf8.h"

#include <string.h>

enum { RULES_MOST = 2000 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* Without the white space around it. */
static const char *trimmed(struct aj_arena *arena, const char *from, size_t n)
{
    while (n && is_space(*from)) {
        from++;
        n--;
    }
    while (n && is_space(from[n - 1]))
        n--;
    return aj_strndup(arena, from, n);
}

bool svg_next_declaration(struct aj_arena *arena, const char **text, const char **name, const char **value)
{
    while (**text) {
        size_t n = strcspn(*text, ";");
        const char *from = *text, *colon = memchr(from, ':', n);
        *text += n + (from[n] == ';');
        if (!colon)
            continue;
        *name = trimmed(arena, from, (size_t)(colon - from));
        *value = trimmed(arena, colon + 1, n - (size_t)(colon + 1 - from));
        if (**name)
            return true;
    }
    return false;
}

/* The text without its comments, and without what hides it from old browsers. */
static char *without_comments(struct aj_arena *arena, const char *text)
{
    char *out = aj_alloc(arena, strlen(text) + 1), *to = out;
    while (*text) {
        const char *end = !strncmp(text, "/*", 2) ? strstr(text + 2, "*/") : NULL;
        if (end)
            text = end + 2;
        else if (!strncmp(text, "<!--", 4))
            text += 4;
        else if (!strncmp(text, "-->", 3))
            text += 3;
        else
            *to++ = *text++;
    }
    *to = '\0';
    return out;
}

/* One simple selector: *, name, .class, name.class, #id. */
static bool read_selector(struct aj_arena *arena, const char *text, struct svg_rule *rule)
{
    const char *p = text;
    size_t n = 0;
    *rule = (struct svg_rule){0};
    if (*p == '*') {
        p++;
    } else {
        while (is_name(p[n]))
            n++;
        rule->tag = n ? aj_strndup(arena, p, n) : NULL;
        p += n;
    }
    bool any = p > text;
    for (n = 0; *p == '.' || *p == '#'; p += n, n = 0, any = true) {
        const char **part = *p++ == '.' ? &rule->class_name : &rule->id;
        while (is_name(p[n]))
            n++;
        if (!n || *part)
            return false;
        *part = aj_strndup(arena, p, n);
    }
    rule->weight = (rule->id ? 4u : 0u) + (rule->class_name ? 2u : 0u) + (rule->tag ? 1u : 0u);
    return any && !*p;
}

static bool refuse(struct aj_job *job, aj_at at, const char *text)
{
    size_t n = strlen(text);
    const char *shown =
        n > 40 ? aj_printf(job->arena, "%s…", aj_strndup(job->arena, text, aj_utf8_offset(text, n, 38)))
               : text;
    aj_diag_add(job->diags, AJ_E0665, at, shown, NULL);
    return false;
}

/* Each selector before a block becomes a rule. */
static bool add_rules(struct aj_job *job, struct svg_sheet *sheet, const char *selectors,
                      const char *declarations, aj_at at)
{
    for (const char *p = selectors;; p++) {
        size_t n = strcspn(p, ",");
        const char *selector = trimmed(job->arena, p, n);
        struct svg_rule rule;
        if (sheet->len == RULES_MOST || !read_selector(job->arena, selector, &rule))
            return refuse(job, at, selector);
        rule.declarations = declarations;
        AJ_PUSH(job->arena, sheet->rules, sheet->len, sheet->cap, rule);
        p += n;
        if (!*p)
            return true;
    }
}

bool svg_sheet_read(struct aj_job *job, struct svg_sheet *sheet, const char *text, aj_at at)
{
    const char *p = without_comments(job->arena, text);
    while (*(p += strspn(p, " \t\r\n\f"))) {
        const char *open = strchr(p, '{'), *close = open ? strchr(open, '}') : NULL;
        if (!close)
            return refuse(job, at, p);
        const char *declarations = aj_strndup(job->arena, open + 1, (size_t)(close - open - 1));
        if (!add_rules(job, sheet, trimmed(job->arena, p, (size_t)(open - p)), declarations, at))
            return false;
        p = close + 1;
    }
    return true;
}

bool svg_rule_fits(const struct svg_rule *rule, const char *tag, const char *classes, const char *id)
{
    return (!rule->tag || !strcmp(rule->tag, tag)) &&
           (!rule->class_name || aj_list_has(classes, rule->class_name)) &&
           (!rule->id || (id && !strcmp(id, rule->id)));
}
