/* Authors' notes: a key is told once, before it is repeated. */
#include "compose/internal.h"

#include <string.h>

/* White space that may stand in what counts as nothing. */
static bool is_empty(const xmlNode *note)
{
    for (const xmlNode *child = note->children; child; child = child->next) {
        bool text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
        const char *content = text && child->content ? (const char *)child->content : "";
        if (child->type == XML_ELEMENT_NODE || content[strspn(content, " \t\r\n")])
            return false;
    }
    return true;
}

struct keys {
    struct aj_map seen;
    const char **names; /* those with a text, for what may have been meant */
    uint32_t len, cap;
};

static void tell(struct aj_job *job, const xmlNode *note, const char *key, const struct keys *keys)
{
    aj_at at = src_xml_at(note);
    const char *near = key ? aj_did_you_mean(key, keys->names, keys->len) : NULL;
    if (!key)
        aj_diag_add(job->diags, AJ_E0430, at, NULL);
    else if (near)
        aj_diag_add(job->diags, AJ_E0429, at, key, near, NULL);
    else
        aj_diag_add(job->diags, AJ_E0428, at, key, NULL);
}

static bool check_note(struct aj_job *job, const xmlNode *note, struct keys *keys)
{
    const char *key = src_xml_attr(job, note, "key");
    bool known = key && aj_map_find(&keys->seen, key), empty = is_empty(note);
    if (key && !known) {
        aj_map_put(&keys->seen, key, job);
        if (!empty)
            AJ_PUSH(job->arena, keys->names, keys->len, keys->cap, key);
    }
    if (!empty || known)
        return true;
    tell(job, note, key, keys);
    return false;
}

bool cmp_check_notes(struct aj_job *job, const xmlNode *root)
{
    struct keys keys = {.seen = AJ_MAP_INIT(job->arena)};
    bool right = true;
    for (const xmlNode *node = root; node;) {
        if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, "note"))
            right &= check_note(job, node, &keys);
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (!next && node && node != root) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
    return right;
}
