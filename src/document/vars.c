/* Custom properties and var() (CSS Custom Properties for Cascading Variables Level 1). */
#include "document/cascade.h"
#include "document/css_parse.h"

#include <string.h>

enum { VAR_DEPTH = 32, TOKENS_MOST = 20000, VARS_MOST = 2000 };

struct tokens {
    struct css_token *items;
    uint32_t len, cap;
};

struct scope {
    struct doc_cascade *cascade;
    const struct doc_var *vars;
    uint32_t count;
};

/* "unresolved" stands in a new property's count until var() in its own value is replaced. */
#define UNRESOLVED ((uint64_t)1 << 32)
#define RESOLVING ((uint64_t)1 << 33)

static bool substitute(struct scope *scope, const struct css_token *tokens, uint32_t count, uint32_t depth,
                       struct tokens *out);

static bool complain(struct scope *scope, enum aj_code code, const struct css_token *at, const char *name)
{
    const char *names[VARS_MOST];
    uint32_t n = scope->count < VARS_MOST ? scope->count : VARS_MOST;
    for (uint32_t i = 0; i < n; i++)
        names[i] = scope->vars[i].name;
    const char *near = code == AJ_E0536 ? aj_did_you_mean(name, names, n) : NULL;
    doc_css_finding(scope->cascade, near ? AJ_E0537 : code, at->file, at->offset, name, near, NULL);
    return false;
}

static struct doc_var *find(const struct scope *scope, const char *name)
{
    for (uint32_t i = 0; i < scope->count; i++)
        if (!strcmp(scope->vars[i].name, name))
            return (struct doc_var *)&scope->vars[i];
    return NULL;
}

/* Appends the value of a custom property. */
static bool append(struct scope *scope, struct doc_var *var, const struct css_token *at, uint32_t depth,
                   struct tokens *out)
{
    if ((var->count & RESOLVING) || depth > VAR_DEPTH)
        return complain(scope, AJ_E0538, at, var->name);
    if (var->count & UNRESOLVED) {
        struct tokens value = {0};
        uint32_t count = (uint32_t)(var->count & UINT32_MAX);
        var->count |= RESOLVING;
        bool good = substitute(scope, var->tokens, count, depth + 1, &value);
        var->tokens = value.items;
        var->count = good ? value.len : 0;
        if (!good)
            return false;
    }
    for (uint64_t i = 0; i < var->count; i++) {
        if (out->len >= TOKENS_MOST)
            return complain(scope, AJ_E0538, at, var->name);
        AJ_PUSH(scope->cascade->job->arena, out->items, out->len, out->cap, var->tokens[i]);
    }
    return true;
}

/* One var(), whose arguments `r` reads. */
static bool substitute_one(struct scope *scope, struct css_reader *r, const struct css_token *at,
                           uint32_t depth, struct tokens *out)
{
    const char *name = css_read_ident(r);
    if (!name || strncmp(name, "--", 2) != 0 ||
        (css_peek(r)->type != CSS_END && !css_is_char(css_peek(r), ','))) {
        doc_css_finding(scope->cascade, AJ_E0520, at->file, at->offset, "--name", "var(", NULL);
        return false;
    }
    struct doc_var *var = find(scope, name);
    if (var)
        return append(scope, var, at, depth, out);
    if (!css_take_char(r, ','))
        return complain(scope, AJ_E0536, at, name);
    return substitute(scope, r->tokens + r->pos, r->count - r->pos, depth + 1, out);
}

static bool substitute(struct scope *scope, const struct css_token *tokens, uint32_t count, uint32_t depth,
                       struct tokens *out)
{
    struct aj_arena *arena = scope->cascade->job->arena;
    struct css_reader r = {.arena = arena, .tokens = tokens, .count = count};
    if (depth > VAR_DEPTH)
        return false;
    while (r.pos < r.count) {
        const struct css_token *token = &tokens[r.pos++];
        if (token->type == CSS_FUNCTION && css_same_word(token->text, "var")) {
            struct css_reader inner;
            if (!css_read_arguments(&r, &inner) || !substitute_one(scope, &inner, token, depth, out))
                return false;
        } else if (out->len < TOKENS_MOST) {
            AJ_PUSH(arena, out->items, out->len, out->cap, *token);
        } else {
            return complain(scope, AJ_E0538, token, "var()");
        }
    }
    return true;
}

const struct doc_vars *doc_vars_extend(struct doc_cascade *cascade, const struct doc_vars *parent,
                                       const struct css_declaration *const *declared, uint32_t count)
{
    uint32_t inherited = parent ? parent->count : 0;
    struct doc_var *vars = AJ_NEW_N(cascade->job->arena, struct doc_var, inherited + count);
    struct scope scope = {cascade, vars, inherited};
    if (inherited)
        memcpy(vars, parent->items, inherited * sizeof *vars);
    for (uint32_t i = 0; i < count; i++) {
        const struct css_custom *custom = declared[i]->value.pointer;
        struct doc_var *var = find(&scope, custom->name);
        if (!var)
            var = &vars[scope.count++];
        *var = (struct doc_var){custom->name, custom->tokens, custom->count | UNRESOLVED, declared[i]};
    }
    for (uint32_t i = 0; i < scope.count; i++) {
        struct tokens scratch = {0};
        if (vars[i].count & UNRESOLVED)
            append(&scope, &vars[i], vars[i].tokens, 0, &scratch);
    }
    struct doc_vars *out = AJ_NEW(cascade->job->arena, struct doc_vars);
    *out = (struct doc_vars){scope.count, vars};
    return out;
}

/* The custom property that a token was written in, or NULL. */
static const struct css_declaration *written_in(const struct scope *scope, const struct css_token *token)
{
    for (uint32_t i = 0; i < scope->count; i++) {
        const struct css_declaration *declared = scope->vars[i].declared;
        const struct css_custom *custom = declared->value.pointer;
        if (custom->count && declared->file == token->file && token->offset >= custom->tokens[0].offset &&
            token->offset <= custom->tokens[custom->count - 1].offset)
            return declared;
    }
    return NULL;
}

/*
 * The custom property to blame for a value that does not fit: the one where reading stuck if it says so
 * itself; where that one only takes from others, the first of those in the stylesheet that overrides the
 * most.
 */
static const struct css_declaration *to_blame(const struct scope *scope, const struct tokens *value,
                                              uint32_t stuck)
{
    const struct css_file *files = scope->cascade->sheet->files;
    const struct css_declaration *blamed = NULL;
    if (stuck < value->len)
        blamed = written_in(scope, &value->items[stuck]);
    if (blamed) {
        const struct css_custom *custom = blamed->value.pointer;
        bool own = true;
        for (uint32_t i = 0; i < custom->count; i++)
            own = own &&
                  !(custom->tokens[i].type == CSS_FUNCTION && css_same_word(custom->tokens[i].text, "var"));
        if (own)
            return blamed;
    }
    for (uint32_t i = 0; i < value->len; i++) {
        const struct css_declaration *other = written_in(scope, &value->items[i]);
        if (other && (!blamed || files[other->file].order > files[blamed->file].order))
            blamed = other;
    }
    return blamed;
}

/* Tells that a custom property's value does not fit the property that takes it. */
static void tell_custom(struct doc_cascade *cascade, const struct css_declaration *declared, int id)
{
    struct aj_arena *arena = cascade->job->arena;
    const struct css_custom *custom = declared->value.pointer;
    const char *text = css_source(cascade->sheet, &custom->tokens[0], &custom->tokens[custom->count - 1]);
    const char *comment = strstr(text, "/*");
    size_t line = strcspn(text, "\r\n");
    if (comment && (size_t)(comment - text) < line)
        line = (size_t)(comment - text);
    while (line && text[line] && text[line - 1] == ' ')
        line--;
    const char *shown = text[line] ? aj_printf(arena, "%.*s…", (int)line, text) : text, *end = "", *slut = "";
    for (uint32_t i = 0; i < custom->count; i++)
        if (css_is_char(&custom->tokens[i], ':')) {
            end = "end it with \";\"; ";
            slut = "avsluta den med \";\"; ";
        }
    doc_css_args(cascade, AJ_E0553, declared->file, declared->offset,
                 (const char *[]){custom->name, shown, css_property_name(id), css_property_syntax(arena, id),
                                  end, slut});
}

static struct css_output *parse(struct doc_cascade *cascade, const struct css_pending *pending,
                                const struct doc_vars *vars)
{
    struct scope scope = {cascade, vars ? vars->items : NULL, vars ? vars->count : 0};
    struct tokens value = {0};
    if (!substitute(&scope, pending->tokens, pending->count, 0, &value))
        return NULL;
    struct css_output *out = AJ_NEW(cascade->job->arena, struct css_output);
    struct css_reader reader = {
        .arena = cascade->job->arena, .tokens = value.items, .count = value.len, .computed = true};
    if (css_value_parse(pending->id, &reader, out)) {
        out->from = value.len ? written_in(&scope, &value.items[0]) : NULL;
        return out;
    }
    const struct css_declaration *blamed = to_blame(&scope, &value, reader.stuck);
    if (blamed) {
        tell_custom(cascade, blamed, pending->id);
        return NULL;
    }
    const struct css_token *first = pending->tokens, *last = &pending->tokens[pending->count - 1];
    const char *text = cascade->sheet->files[pending->file].text + first->offset;
    doc_css_finding(cascade, AJ_E0524, pending->file, first->offset, css_property_name(pending->id),
                    aj_strndup(cascade->job->arena, text, last->offset + last->length - first->offset),
                    css_property_syntax(cascade->job->arena, pending->id));
    return NULL;
}

const struct css_output *doc_vars_resolve(struct doc_cascade *cascade, const struct css_pending *pending,
                                          const struct doc_vars *vars)
{
    /* Each longhand of a shorthand asks in turn, and elements with the same rules ask again: the newest
     * first. */
    for (uint32_t i = cascade->resolved_count; i > 0; i--) {
        struct doc_resolved *r = &cascade->resolved[i - 1];
        if (r->pending == pending && r->vars == vars)
            return r->out;
    }
    struct doc_resolved r = {pending, vars, parse(cascade, pending, vars)};
    AJ_PUSH(cascade->job->arena, cascade->resolved, cascade->resolved_count, cascade->resolved_cap, r);
    return r.out;
}
