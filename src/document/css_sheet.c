/* A whole stylesheet: the built-in rules, a theme and what it imports, put in cascading order. */
#include "document/css_parse.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

enum { IMPORT_DEPTH = 8, FILES_MOST = 64 };

void css_find_fault(struct css_sheet *sheet, enum aj_code code, uint16_t file, uint32_t offset, const char *a,
                    const char *b, const char *c)
{
    if (sheet->finding_count >= CSS_FINDINGS_MOST)
        return;
    const char *args[] = {a, b, c};
    struct css_finding finding = {.code = code, .file = file, .offset = offset};
    for (int i = 0; i < 3; i++)
        finding.args[i] = args[i] ? aj_strdup(sheet->arena, args[i]) : NULL;
    AJ_PUSH(sheet->arena, sheet->findings, sheet->finding_count, sheet->finding_cap, finding);
}

uint32_t css_atom(struct css_sheet *sheet, const char *name)
{
    uintptr_t atom = (uintptr_t)aj_map_find(&sheet->atoms, name);
    if (!atom) {
        atom = sheet->atoms.len + 1;
        aj_map_put(&sheet->atoms, name, (void *)atom);
    }
    return (uint32_t)atom;
}

uint32_t css_atom_find(const struct css_sheet *sheet, const char *name, size_t length)
{
    char key[64];
    if (length >= sizeof key) {
        char *longer = aj_malloc(length + 1);
        memcpy(longer, name, length);
        longer[length] = '\0';
        uint32_t atom = (uint32_t)(uintptr_t)aj_map_find(&sheet->atoms, longer);
        free(longer);
        return atom;
    }
    memcpy(key, name, length);
    key[length] = '\0';
    return (uint32_t)(uintptr_t)aj_map_find(&sheet->atoms, key);
}

const char *css_content_misfit(const struct css_content *content, bool margin_box)
{
    static const char *const names[] = {[CSS_C_TEXT] = "text",
                                        [CSS_C_ATTR] = "attr()",
                                        [CSS_C_COUNTER] = "counter()",
                                        [CSS_C_COUNTERS] = "counters()",
                                        [CSS_C_STRING] = "string()",
                                        [CSS_C_LEADER] = "leader()",
                                        [CSS_C_TARGET_COUNTER] = "target-counter()",
                                        [CSS_C_TARGET_TEXT] = "target-text()",
                                        [CSS_C_OPEN_QUOTE] = "open-quote",
                                        [CSS_C_CLOSE_QUOTE] = "close-quote",
                                        [CSS_C_NO_OPEN_QUOTE] = "no-open-quote",
                                        [CSS_C_NO_CLOSE_QUOTE] = "no-close-quote",
                                        [CSS_C_IMAGE] = "url()",
                                        [CSS_C_COLORS] = "-arshjul-colors()",
                                        [CSS_C_FONT] = "-arshjul-font()",
                                        [CSS_C_CONTENT] = "content()"};
    for (uint32_t i = 0; i < content->count; i++) {
        const struct css_content_item *item = &content->items[i];
        bool counter = item->kind == CSS_C_COUNTER || item->kind == CSS_C_COUNTERS;
        bool page = counter && (!strcmp(item->text, "page") || !strcmp(item->text, "pages"));
        bool fits = margin_box ? item->kind == CSS_C_TEXT || item->kind == CSS_C_STRING ||
                                     item->kind == CSS_C_IMAGE || (page && item->kind == CSS_C_COUNTER)
                               : item->kind != CSS_C_STRING && !page;
        if (!fits)
            return page ? "counter(page)" : names[item->kind];
    }
    return NULL;
}

/* --- files --- */

bool css_is_own(const char *path)
{
    return path[0] == AJ_JOB_OWN[0]; /* ~NAME/ is a folder that the operator allows */
}

const char *css_resolve(struct aj_arena *arena, const char *folder, const char *path)
{
    static const char ours[] = "templates/"; /* as findings call them */
    const char *parts[64];
    size_t lengths[64], count = 0, total = 1;
    if (*path == '/')
        return NULL;
    if (css_is_own(folder) && strncmp(path, ours, strlen(ours)) == 0) {
        path += strlen(ours);
        folder = "";
    }
    const char *whole = aj_printf(arena, "%s%s", folder, path);
    for (const char *p = whole; *p;) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.') {
            if (count == 0)
                return NULL;
            count--;
        } else if (n > 0 && !(n == 1 && *p == '.')) {
            if (count == 64)
                return NULL;
            parts[count] = p;
            lengths[count++] = n;
        }
        p += n + (p[n] == '/');
    }
    for (size_t i = 0; i < count; i++)
        total += lengths[i] + 1;
    char *out = aj_alloc(arena, total), *end = out;
    for (size_t i = 0; i < count; i++) {
        if (i)
            *end++ = '/';
        memcpy(end, parts[i], lengths[i]);
        end += lengths[i];
    }
    return count ? out : NULL;
}

static void add_file(struct css_sheet *sheet, const char *path, const char *name, const char *text,
                     size_t length)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    struct css_file file = {
        .name = aj_strdup(sheet->arena, name), .text = text, .length = length, .ours = path == NULL};
    file.path = path ? aj_strdup(sheet->arena, path) : NULL;
    file.folder = slash ? aj_strndup(sheet->arena, path, (size_t)(slash - path) + 1) : "";
    aj_sha256(text, length, file.sha256);
    AJ_PUSH(sheet->arena, sheet->files, sheet->file_count, sheet->file_cap, file);
}

static bool load(struct css_sheet *sheet, const struct css_loader *loader, const char *path, aj_at at)
{
    size_t length;
    const char *name = path;
    const char *text = loader->read(loader->context, path, at, &length, &name);
    if (!text)
        return false;
    add_file(sheet, path, name, aj_strndup(sheet->arena, text, length), length);
    return true;
}

/* What a file is called that is being read already, because it imports itself or what imports it; or NULL. */
static const char *being_read(const struct css_parser *p, const char *path)
{
    for (; p; p = p->importer) {
        const struct css_file *file = &p->sheet->files[p->file];
        if (file->path && strcmp(file->path, path) == 0)
            return file->name;
    }
    return NULL;
}

void css_import(struct css_parser *p, const char *path, const struct css_token *at)
{
    struct css_sheet *sheet = p->sheet;
    const char *found = css_resolve(sheet->arena, sheet->files[p->file].folder, path);
    if (!found) {
        css_find_fault(sheet, AJ_E0530, at->file, at->offset, path, NULL, NULL);
        return;
    }
    const char *itself = being_read(p, found);
    if (itself) {
        css_find_fault(sheet, AJ_E0552, at->file, at->offset, itself, NULL, NULL);
        return;
    }
    if (p->depth >= IMPORT_DEPTH || sheet->file_count >= FILES_MOST) {
        css_find_fault(sheet, AJ_E0534, at->file, at->offset, "@import", "8", NULL);
        return;
    }
    uint32_t numbers[FILES_MOST] = {0};
    struct aj_job *job = p->loader->job;
    uint32_t findings = job->diags->len;
    if (!load(sheet, p->loader, found, css_place(sheet, job, numbers, at->file, at->offset))) {
        /* The finding belongs to the sheet, so that every job that uses it is told. */
        struct aj_diags *diags = job->diags;
        AJ_PUSH(sheet->arena, sheet->missing, sheet->missing_count, sheet->missing_cap, found);
        css_find_fault(sheet, AJ_E0101, at->file, at->offset, found, NULL, NULL);
        if (diags->len > findings && sheet->finding_count) {
            struct css_finding *finding = &sheet->findings[sheet->finding_count - 1];
            finding->code = diags->items[diags->len - 1].code;
            for (int i = 0; i < 6; i++) {
                const char *arg = diags->items[diags->len - 1].args[i];
                finding->args[i] = arg ? aj_strdup(sheet->arena, arg) : NULL;
            }
        }
        diags->len = findings;
        return;
    }
    struct css_parser inner = {.sheet = sheet,
                               .loader = p->loader,
                               .importer = p,
                               .depth = p->depth + 1,
                               .file = (uint16_t)(sheet->file_count - 1)};
    css_parse_file(&inner);
}

aj_at css_place(const struct css_sheet *sheet, struct aj_job *job, uint32_t *file_numbers, uint16_t file,
                uint32_t offset)
{
    const struct css_file *f = &sheet->files[file];
    if (f->ours)
        return 0;
    if (!file_numbers[file])
        file_numbers[file] = aj_places_add_file(job->places, f->name, f->text, f->length) + 1;
    uint32_t line = 1, column = 1;
    for (uint32_t i = 0; i < offset && i < f->length; i++) {
        if (f->text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)f->text[i] & 0xC0) != 0x80) {
            column++;
        }
    }
    return aj_places_add(job->places, file_numbers[file] - 1, line, column);
}

/* --- order and buckets --- */

struct ranked {
    struct css_rule rule;
    uint32_t order;
};

static int compare_rules(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->rule.author != y->rule.author)
        return x->rule.author ? 1 : -1;
    if (x->rule.specificity != y->rule.specificity)
        return x->rule.specificity < y->rule.specificity ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void sort_rules(struct css_sheet *sheet)
{
    struct ranked *ranked = aj_malloc(sheet->rule_count * sizeof *ranked);
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        ranked[i] = (struct ranked){sheet->rules[i], i};
    qsort(ranked, sheet->rule_count, sizeof *ranked, compare_rules);
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        sheet->rules[i] = ranked[i].rule;
    free(ranked);
}

/* A rule waits where its rightmost compound's rarest part is: the id, else a class, else the tag. */
static void fill_buckets(struct css_sheet *sheet)
{
    sheet->by_class = AJ_NEW_N(sheet->arena, uint32_t, sheet->atoms.len + 1);
    sheet->by_id = AJ_NEW_N(sheet->arena, uint32_t, sheet->atoms.len + 1);
    for (uint32_t i = 0; i < sheet->rule_count; i++) {
        struct css_rule *rule = &sheet->rules[i];
        const struct css_compound *c = &rule->compounds[0];
        uint32_t *bucket = &sheet->by_tag[DOC_TAG_NONE];
        int rank = 0;
        for (uint16_t k = 0; k < c->count; k++) {
            const struct css_simple *s = &c->simples[k];
            if (s->negated)
                continue;
            if (s->kind == CSS_S_ID && rank < 3) {
                bucket = &sheet->by_id[s->atom];
                rank = 3;
            } else if (s->kind == CSS_S_CLASS && rank < 2) {
                bucket = &sheet->by_class[s->atom];
                rank = 2;
            } else if (s->kind == CSS_S_TAG && rank < 1) {
                bucket = &sheet->by_tag[s->tag];
                rank = 1;
            }
        }
        rule->next = *bucket;
        *bucket = i + 1;
    }
}

/* --- pages that rules name --- */

bool css_is_told(const struct css_sheet *sheet, enum aj_code code, uint16_t file, uint32_t offset)
{
    for (uint32_t i = 0; i < sheet->finding_count; i++)
        if (sheet->findings[i].code == code && sheet->findings[i].file == file &&
            sheet->findings[i].offset == offset)
            return true;
    return false;
}

/* A table can turn to the pages of a name only if there are such. */
static void check_turn(struct css_sheet *sheet, const struct css_declaration *item, const char *const *names,
                       uint32_t count)
{
    const char *name = item->value.pointer;
    for (uint32_t i = 0; i < count; i++)
        if (!strcmp(names[i], name))
            return;
    if (css_is_told(sheet, AJ_E0559, item->file, item->offset))
        return;
    const char *near = aj_did_you_mean(name, names, count);
    css_find_fault(sheet, AJ_E0559, item->file, item->offset, name,
                   near ? aj_printf(sheet->arena, "did you mean \"%s\"? else ", near) : "",
                   near ? aj_printf(sheet->arena, "menade du \"%s\"? annars ", near) : "");
}

static void check_turns(struct css_sheet *sheet)
{
    const char **names = AJ_NEW_N(sheet->arena, const char *, sheet->page_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < sheet->page_count; i++)
        if (sheet->pages[i].name)
            names[count++] = sheet->pages[i].name;
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        for (uint32_t k = 0; k < sheet->rules[i].block->count; k++) {
            const struct css_declaration *item = &sheet->rules[i].block->items[k];
            if (item->property == CSS_TABLE_FIT && item->value.kind == CSS_V_POINTER && item->value.pointer)
                check_turn(sheet, item, names, count);
        }
}

struct css_sheet *css_sheet_parse(struct aj_arena *arena, const char *path, aj_at at,
                                  const struct css_loader *loader)
{
    struct css_sheet *sheet = AJ_NEW(arena, struct css_sheet);
    sheet->arena = arena;
    sheet->atoms = (struct aj_map)AJ_MAP_INIT(arena);
    add_file(sheet, NULL, "built-in", css_builtin, strlen(css_builtin));
    if (!load(sheet, loader, path, at))
        return NULL;
    for (uint16_t file = 0; file < 2; file++) {
        struct css_parser parser = {.sheet = sheet, .loader = loader, .file = file};
        css_parse_file(&parser);
    }
    sort_rules(sheet);
    fill_buckets(sheet);
    check_turns(sheet);
    css_check_customs(sheet, loader);
    return sheet;
}
