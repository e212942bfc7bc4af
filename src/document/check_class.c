/* Classes that an author gives: one that no rule of the theme is for changes nothing, which is told. */
#include "document/build.h"

#include <string.h>

/* What an author's classes come to stand on (schema/report.rng). */
static bool is_authored(const struct doc_node *node)
{
    return node->kind == DOC_ELEMENT && !node->generated &&
           (node->tag == DOC_TAG_SECTION || node->tag == DOC_TAG_FIGURE || node->tag == DOC_TAG_DIV);
}

/* The classes that the sheet's selectors name, each with itself as value. */
static struct aj_map styled_classes(const struct css_sheet *sheet, struct aj_arena *arena)
{
    struct aj_map classes = AJ_MAP_INIT(arena);
    bool *is_class = AJ_NEW_N(arena, bool, sheet->atoms.len + 1);
    for (uint32_t i = 0; i < sheet->rule_count; i++)
        for (uint32_t k = 0; k < sheet->rules[i].compound_count; k++) {
            const struct css_compound *compound = &sheet->rules[i].compounds[k];
            for (uint16_t n = 0; n < compound->count; n++)
                if (compound->simples[n].kind == CSS_S_CLASS)
                    is_class[compound->simples[n].atom] = true;
        }
    for (uint32_t i = 0; i < sheet->atoms.len; i++) {
        const char *name = sheet->atoms.entries[i].key;
        if (is_class[(uintptr_t)sheet->atoms.entries[i].value])
            aj_map_put(&classes, name, (void *)(uintptr_t)name);
    }
    return classes;
}

static void tell(struct doc_document *doc, const struct aj_map *classes, const char *name, aj_at at)
{
    struct aj_arena *arena = doc->job->arena;
    const char **names = AJ_NEW_N(arena, const char *, classes->len + 1);
    for (uint32_t i = 0; i < classes->len; i++)
        names[i] = classes->entries[i].key;
    const char *near = aj_did_you_mean(name, names, classes->len);
    aj_diag_add(doc->job->diags, AJ_N0560, at, name,
                near ? aj_printf(arena, "did you mean \"%s\"? else ", near) : "",
                near ? aj_printf(arena, "menade du \"%s\"? annars ", near) : "", NULL);
}

void doc_check_classes(struct doc_document *doc)
{
    struct aj_arena *arena = doc->job->arena;
    struct aj_map classes = styled_classes(doc->own->cascade->sheet, arena), told = AJ_MAP_INIT(arena);
    for (doc_id id = 1; id < doc->node_count; id++) {
        const char *text = is_authored(&doc->nodes[id]) ? doc_attr(doc, id, "class") : NULL;
        while (text && *text) {
            size_t n = strcspn(text, " \t\r\n");
            const char *name = aj_strndup(arena, text, n);
            text += n;
            text += strspn(text, " \t\r\n");
            if (!n || aj_map_find(&classes, name) || aj_map_find(&told, name))
                continue;
            aj_map_put(&told, name, (void *)(uintptr_t)name);
            tell(doc, &classes, name, doc->nodes[id].at);
        }
    }
}
