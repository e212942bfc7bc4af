/* The array of nodes in document order. */
#include "document/build.h"
#include "document/internal.h"

void doc_renumber(struct doc_builder *b)
{
    struct doc_document *doc = b->doc;
    struct aj_arena *arena = b->job->arena;
    doc_id *to = AJ_NEW_N(arena, doc_id, doc->node_count), next = 1;
    for (doc_id id = 1; id; id = doc_next(doc, 1, id))
        to[id] = next++;
    struct doc_node *nodes = AJ_NEW_N(arena, struct doc_node, next);
    struct doc_element **elements = AJ_NEW_N(arena, struct doc_element *, next);
    for (doc_id id = 1; id < doc->node_count; id++) {
        if (!to[id])
            continue;
        struct doc_node *node = &nodes[to[id]];
        *node = doc->nodes[id];
        node->parent = to[node->parent];
        node->first = to[node->first];
        node->last = to[node->last];
        node->next = to[node->next];
        node->previous = to[node->previous];
        elements[to[id]] = id < b->cascade->element_cap ? b->cascade->elements[id] : NULL;
    }
    doc->nodes = nodes;
    doc->node_count = doc->node_cap = b->cascade->element_cap = next;
    b->cascade->elements = elements;
    for (uint32_t i = 0; i < b->string_count; i++)
        b->strings[i].node = to[b->strings[i].node];
    for (uint32_t i = 0; i < doc->number_count; i++)
        doc->numbers[i].node = to[doc->numbers[i].node];
    for (uint32_t i = 0; i < b->waiting_count; i++)
        b->waiting[i].node = to[b->waiting[i].node];
    struct aj_map *ids = &doc->own->ids;
    for (uint32_t i = 0; i < ids->len; i++)
        ids->entries[i].value = (void *)(uintptr_t)to[(doc_id)(uintptr_t)ids->entries[i].value];
}
