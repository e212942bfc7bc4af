/* What a node of the data document has to know of those before it, told once here: a template that looked
 * back for each would take quadratic time. */
#include "metric/internal.h"

#include <string.h>

struct links {
    struct met_result *r;
    struct aj_map notes;   /* key -> the note that has its text */
    const xmlNode *before; /* the author's note before this one */
    int level;             /* of the last heading; 0: none yet */
};

/* The child of the root that holds a node. */
static const xmlNode *chapter_of(const xmlNode *node, const xmlNode *root)
{
    while (node && node->parent != root)
        node = node->parent;
    return node;
}

static void link_note(struct links *links, xmlNodePtr note, const xmlNode *root)
{
    const xmlNode *before = links->before;
    links->before = note;
    const char *key = met_attr(links->r, note, "key");
    if (!key)
        return;
    const xmlNode *first = aj_map_find(&links->notes, key);
    if (!first) {
        aj_map_put(&links->notes, key, note);
        return;
    }
    const char *at = met_attr(links->r, first, "at"), *last = met_attr(links->r, before, "key");
    if (at)
        met_set(note, "first", at);
    /* Within a chapter only: a reader who opens the next one has no note before his eyes. */
    if (last && !strcmp(last, key) && chapter_of(before, root) == chapter_of(note, root))
        met_set(note, "ibid", "ja");
}

/* The first cell of each mark: where its note leads back to. */
static void link_marks(struct links *links, const xmlNode *table)
{
    struct aj_map seen = AJ_MAP_INIT(links->r->job->arena);
    for (const xmlNode *row = table->children; row; row = row->next) {
        for (xmlNodePtr cell = src_xml_is(row, "row") ? row->children : NULL; cell; cell = cell->next) {
            const char *mark = src_xml_is(cell, "cell") ? met_attr(links->r, cell, "mark") : NULL;
            if (!mark || aj_map_find(&seen, mark))
                continue;
            aj_map_put(&seen, mark, cell);
            met_set(cell, "first", "ja");
        }
    }
}

/* 1 to 4 of h1 to h4 and a goal's title, else 0. */
static int level_of(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (src_xml_is(node, "title") && src_xml_is(node->parent, "goal"))
        return 2;
    return name[0] == 'h' && name[1] >= '1' && name[1] <= '4' && !name[2] ? name[1] - '0' : 0;
}

/* A call-out's heading is one level below the nearest before it, and the third where there is none. */
static void link_heading(struct links *links, xmlNodePtr node)
{
    if (level_of(node))
        links->level = level_of(node);
    else if (src_xml_is(node, "h") && src_xml_is(node->parent, "aside"))
        met_set(node, "level", (const char *[]){"3", "2", "3", "4", "5"}[links->level]);
}

void met_link(struct met_result *r)
{
    const xmlNode *root = xmlDocGetRootElement(r->data);
    struct links links = {.r = r, .notes = AJ_MAP_INIT(r->job->arena)};
    for (xmlNodePtr node = (xmlNodePtr)root; node;) {
        if (node->type == XML_ELEMENT_NODE) {
            if (src_xml_is(node, "table"))
                link_marks(&links, node);
            else if (src_xml_is(node, "note") && !src_xml_is(node->parent, "table"))
                link_note(&links, node, root);
            link_heading(&links, node);
        }
        xmlNodePtr next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (!next && node && node != root) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
}
