#include "document/cascade.h"

#include <string.h>

struct doc_cascade *doc_cascade_new(struct doc_document *doc, struct css_sheet *sheet,
                                    struct fnt_library *fonts)
{
    struct aj_arena *arena = doc->job->arena;
    struct doc_cascade *cascade = AJ_NEW(arena, struct doc_cascade);
    cascade->doc = doc;
    cascade->job = doc->job;
    cascade->sheet = sheet;
    cascade->fonts = fonts;
    cascade->file_numbers = AJ_NEW_N(arena, uint32_t, sheet->file_count);
    cascade->faces = AJ_NEW_N(arena, struct doc_face, sheet->face_count);
    cascade->strings = (struct aj_map)AJ_MAP_INIT(arena);
    struct doc_computed initial = css_initial();
    doc_computed_intern(cascade, &initial);
    return cascade;
}

void doc_css_finding(struct doc_cascade *cascade, enum aj_code code, uint16_t file, uint32_t offset,
                     const char *a, const char *b, const char *c)
{
    doc_css_args(cascade, code, file, offset, (const char *[]){a, b, c, NULL, NULL, NULL});
}

void doc_css_args(struct doc_cascade *cascade, enum aj_code code, uint16_t file, uint32_t offset,
                  const char *const args[6])
{
    uint64_t key = (uint64_t)code << 48 | (uint64_t)file << 32 | offset;
    for (uint32_t i = 0; i < cascade->told_count; i++)
        if (cascade->told[i] == key)
            return;
    AJ_PUSH(cascade->job->arena, cascade->told, cascade->told_count, cascade->told_cap, key);
    aj_at at = css_place(cascade->sheet, cascade->job, cascade->file_numbers, file, offset);
    const char *a[6];
    for (int i = 0; i < 6; i++)
        a[i] = args[i] ? args[i] : "";
    aj_diag_add(cascade->job->diags, code, 0, a[0], a[1], a[2], a[3], a[4], a[5], NULL)->template_at = at;
}

aj_at doc_declared_at(struct doc_cascade *cascade, const struct css_declaration *declared, bool *own)
{
    const char *path = declared ? cascade->sheet->files[declared->file].path : NULL;
    *own = path && css_is_own(path);
    return declared ? css_place(cascade->sheet, cascade->job, cascade->file_numbers, declared->file,
                                declared->offset)
                    : 0;
}

const char *doc_intern(struct doc_cascade *cascade, const char *text)
{
    char *known = aj_map_find(&cascade->strings, text);
    if (!known) {
        known = aj_strdup(cascade->job->arena, text);
        aj_map_put(&cascade->strings, known, known);
    }
    return known;
}

/* --- matching --- */

static void try_bucket(const struct doc_cascade *cascade, uint32_t first, struct doc_element *element,
                       struct doc_rules *out)
{
    const struct css_rule *rules = cascade->sheet->rules;
    for (uint32_t i = first; i; i = rules[i - 1].next) {
        const struct css_rule *rule = &rules[i - 1];
        uint32_t *list = out->rules[rule->pseudo], *count = &out->count[rule->pseudo];
        if (*count == DOC_RULES_MOST || !css_selector_matches(rule, element))
            continue;
        uint32_t k = (*count)++;
        for (; k > 0 && list[k - 1] > i - 1; k--)
            list[k] = list[k - 1];
        list[k] = i - 1;
    }
}

void doc_cascade_match(const struct doc_cascade *cascade, struct doc_element *element, struct doc_rules *out)
{
    const struct css_sheet *sheet = cascade->sheet;
    memset(out->count, 0, sizeof out->count);
    try_bucket(cascade, sheet->by_tag[DOC_TAG_NONE], element, out);
    try_bucket(cascade, sheet->by_tag[element->tag], element, out);
    for (uint16_t i = 0; i < element->class_count; i++) {
        bool again = false; /* a class written twice */
        for (uint16_t k = 0; k < i; k++)
            again = again || element->classes[k] == element->classes[i];
        if (!again)
            try_bucket(cascade, sheet->by_class[element->classes[i]], element, out);
    }
    if (element->id)
        try_bucket(cascade, sheet->by_id[element->id], element, out);
}

/* --- computed styles, each once --- */

/* A multiplicative hash over 8 bytes at a time: styles are large and compared in full anyway. */
static uint32_t hash_words(const void *bytes, size_t n)
{
    const char *p = bytes;
    uint64_t hash = 0x9E3779B97F4A7C15u, word;
    for (; n >= sizeof word; p += sizeof word, n -= sizeof word) {
        memcpy(&word, p, sizeof word);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    for (; n; n--)
        hash = (hash ^ (unsigned char)*p++) * 0x100000001B3u;
    return (uint32_t)(hash ^ hash >> 29);
}

static uint32_t *computed_slot(struct doc_cascade *cascade, const struct doc_computed *computed)
{
    const size_t n = offsetof(struct doc_computed, style_index);
    uint32_t mask = cascade->slot_count - 1, i = hash_words(computed, n) & mask;
    while (cascade->slots[i] && memcmp(cascade->computed[cascade->slots[i] - 1], computed, n) != 0)
        i = (i + 1) & mask;
    return &cascade->slots[i];
}

uint32_t doc_computed_intern(struct doc_cascade *cascade, struct doc_computed *computed)
{
    struct aj_arena *arena = cascade->job->arena;
    if (cascade->computed_count * 2 >= cascade->slot_count) {
        cascade->slot_count = cascade->slot_count ? cascade->slot_count * 2 : 256;
        cascade->slots = AJ_NEW_N(arena, uint32_t, cascade->slot_count);
        for (uint32_t i = 0; i < cascade->computed_count; i++)
            *computed_slot(cascade, cascade->computed[i]) = i + 1;
    }
    uint32_t *slot = computed_slot(cascade, computed);
    if (!*slot) {
        struct doc_computed *copy = AJ_NEW(arena, struct doc_computed);
        memcpy(copy, computed, sizeof *copy);
        copy->style_index = doc_add_style(cascade->doc, &copy->style);
        AJ_PUSH(arena, cascade->computed, cascade->computed_count, cascade->computed_cap, copy);
        *slot = cascade->computed_count;
    }
    return *slot - 1;
}

static uint32_t *memo_slot(struct doc_cascade *cascade, const struct doc_memo *memo)
{
    uint32_t mask = cascade->memo_slot_count - 1, i = memo->hash & mask;
    for (; cascade->memo_slots[i]; i = (i + 1) & mask) {
        const struct doc_memo *m = &cascade->memos[cascade->memo_slots[i] - 1];
        if (m->hash == memo->hash && m->parent == memo->parent && m->lang == memo->lang &&
            m->count == memo->count &&
            (!m->count || !memcmp(m->rules, memo->rules, m->count * sizeof *m->rules)))
            break;
    }
    return &cascade->memo_slots[i];
}

static void grow_memos(struct doc_cascade *cascade)
{
    cascade->memo_slot_count = cascade->memo_slot_count ? cascade->memo_slot_count * 2 : 512;
    cascade->memo_slots = AJ_NEW_N(cascade->job->arena, uint32_t, cascade->memo_slot_count);
    for (uint32_t i = 0; i < cascade->memo_count; i++)
        *memo_slot(cascade, &cascade->memos[i]) = i + 1;
}

/* A number that is no rule's: what an anonymous box matches instead, with its display added. */
static const uint32_t ANONYMOUS = UINT32_MAX - 255;

uint32_t doc_cascade_compute(struct doc_cascade *cascade, uint32_t parent, const uint32_t *rules,
                             uint32_t count, const char *lang)
{
    struct aj_arena *arena = cascade->job->arena;
    struct doc_memo memo = {.parent = parent, .count = count, .rules = rules};
    memo.lang = lang ? doc_intern(cascade, lang) : NULL;
    memo.hash = hash_words(rules, count * sizeof *rules) * 31 + parent * 2654435761u;
    if (cascade->memo_count * 2 >= cascade->memo_slot_count)
        grow_memos(cascade);
    uint32_t *slot = memo_slot(cascade, &memo);
    if (*slot)
        return cascade->memos[*slot - 1].computed;
    struct doc_computed computed;
    if (count == 1 && rules[0] >= ANONYMOUS) {
        doc_compute(cascade, cascade->computed[parent], NULL, 0, NULL, &computed);
        computed.style.display = (enum doc_display)(rules[0] - ANONYMOUS);
    } else {
        const struct css_block *blocks[DOC_RULES_MOST];
        for (uint32_t i = 0; i < count; i++)
            blocks[i] = cascade->sheet->rules[rules[i]].block;
        doc_compute(cascade, cascade->computed[parent], blocks, count, memo.lang, &computed);
    }
    memo.computed = doc_computed_intern(cascade, &computed);
    uint32_t *copy = AJ_NEW_N(arena, uint32_t, count ? count : 1);
    memcpy(copy, rules, count * sizeof *rules);
    memo.rules = copy;
    AJ_PUSH(arena, cascade->memos, cascade->memo_count, cascade->memo_cap, memo);
    *slot = cascade->memo_count;
    return memo.computed;
}

uint32_t doc_cascade_anonymous(struct doc_cascade *cascade, uint32_t parent, enum doc_display display)
{
    uint32_t rule = ANONYMOUS + (uint32_t)display;
    return doc_cascade_compute(cascade, parent, &rule, 1, NULL);
}
