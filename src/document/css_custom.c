/* Custom properties that are set and used nowhere: most often misspelt (CSS itself says nothing of them). */
#include "document/css_parse.h"

#include <string.h>

struct customs {
    struct css_sheet *sheet;
    struct aj_map used;   /* by var() */
    struct aj_map set;    /* anywhere */
    struct aj_map shared; /* those of the stylesheets that themes build on */
    const char **names;   /* of those used and shared: what may have been meant */
    uint32_t name_count, name_cap;
};

static void note(struct customs *c, struct aj_map *map, const char *name)
{
    if (aj_map_find(map, name))
        return;
    aj_map_put(map, name, c);
    AJ_PUSH(c->sheet->arena, c->names, c->name_count, c->name_cap, name);
}

static void note_used(struct customs *c, const struct css_token *tokens, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        if (tokens[i].type != CSS_FUNCTION || !css_same_word(tokens[i].text, "var"))
            continue;
        uint32_t k = i + 1;
        while (k + 1 < count && tokens[k].type == CSS_SPACE)
            k++;
        if (tokens[k].type == CSS_IDENT)
            note(c, &c->used, tokens[k].text);
    }
}

static bool is_shared(const struct css_file *file)
{
    static const char common[] = "common/";
    return file->ours || strncmp(file->path, common, strlen(common)) == 0;
}

static void note_block(struct customs *c, const struct css_block *block)
{
    for (uint32_t i = 0; i < block->count; i++) {
        const struct css_declaration *item = &block->items[i];
        if (item->property == CSS_CUSTOM) {
            const struct css_custom *custom = item->value.pointer;
            note_used(c, custom->tokens, custom->count);
            aj_map_put(&c->set, custom->name, c);
            if (is_shared(&c->sheet->files[item->file]))
                note(c, &c->shared, custom->name);
        } else if (item->value.kind == CSS_V_PENDING) {
            const struct css_pending *pending = item->value.pointer;
            note_used(c, pending->tokens, pending->count);
        }
    }
}

/* Whether a theme's rules for the screen, which are no part of the sheet, name it. */
static bool is_for_screen(const struct css_sheet *sheet, const struct css_loader *loader,
                          const struct css_file *file, const char *name)
{
    struct aj_job *job = loader->job;
    uint32_t findings = job->diags->len;
    size_t length, n = strlen(name);
    const char *shown;
    const char *path = aj_printf(sheet->arena, "%sweb.css", file->folder);
    const char *text = loader->read(loader->context, path, 0, &length, &shown);
    job->diags->len = findings; /* a theme need not have such */
    for (size_t i = 0; text && i + n <= length; i++)
        if (memcmp(text + i, name, n) == 0)
            return true;
    return false;
}

static void check_block(struct customs *c, const struct css_loader *loader, const struct css_block *block)
{
    struct css_sheet *sheet = c->sheet;
    for (uint32_t i = 0; i < block->count; i++) {
        const struct css_declaration *item = &block->items[i];
        if (item->property != CSS_CUSTOM)
            continue;
        const struct css_custom *custom = item->value.pointer;
        if (aj_map_find(&c->used, custom->name) || aj_map_find(&c->shared, custom->name) ||
            css_is_told(sheet, AJ_W0554, item->file, item->offset) ||
            is_for_screen(sheet, loader, &sheet->files[item->file], custom->name))
            continue;
        const char *near = aj_did_you_mean(custom->name, c->names, c->name_count);
        if (near && !aj_map_find(&c->set, near)) /* its var() is told of, with this as what may be meant */
            continue;
        css_find_fault(sheet, AJ_W0554, item->file, item->offset, custom->name,
                       near ? aj_printf(sheet->arena, "did you mean \"%s\"? else ", near) : "",
                       near ? aj_printf(sheet->arena, "menade du \"%s\"? annars ", near) : "");
    }
}

void css_check_customs(struct css_sheet *sheet, const struct css_loader *loader)
{
    struct customs c = {.sheet = sheet,
                        .used = AJ_MAP_INIT(sheet->arena),
                        .set = AJ_MAP_INIT(sheet->arena),
                        .shared = AJ_MAP_INIT(sheet->arena)};
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        note_block(&c, sheet->rules[i].block);
    for (uint32_t i = 0; i < sheet->page_count; i++)
        note_block(&c, sheet->pages[i].block);
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        check_block(&c, loader, sheet->rules[i].block);
    for (uint32_t i = 0; i < sheet->page_count; i++)
        check_block(&c, loader, sheet->pages[i].block);
}
