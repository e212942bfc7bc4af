/* In a draft, findings are marked where they are and listed at the end. */
#include "metric/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* at -> the element of the data document (or the report) that stands there. */
struct at_map {
    struct aj_arena *arena;
    xmlNodePtr *nodes;
    uint32_t size;
};

static void note_node(struct at_map *map, aj_at at, xmlNodePtr node)
{
    if (at && at < map->size && !map->nodes[at])
        map->nodes[at] = node;
}

static aj_at own_at(const xmlNode *node)
{
    xmlChar *text = xmlGetProp((xmlNodePtr)node, BAD_CAST "at");
    aj_at at = text ? (aj_at)strtoul((const char *)text, NULL, 10) : 0;
    xmlFree(text);
    return at;
}

/* The node after `node` in document order below `root`; NULL at the end. */
static xmlNodePtr next_node(const xmlNode *root, xmlNodePtr node)
{
    xmlNodePtr next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
    while (!next && node != root) {
        next = node->next;
        node = node->parent;
    }
    return next;
}

static void collect(struct at_map *map, xmlNodePtr root)
{
    for (xmlNodePtr node = root; node; node = next_node(root, node))
        if (node->type == XML_ELEMENT_NODE)
            note_node(map, own_at(node), node);
}

/* The element that shows a place: its own, or that of the nearest of the report's elements around it. */
static xmlNodePtr shown_at(const struct at_map *data, const struct at_map *report, aj_at at)
{
    if (at && at < data->size && data->nodes[at])
        return data->nodes[at];
    xmlNodePtr node = at && at < report->size ? report->nodes[at] : NULL;
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        aj_at here = own_at(node);
        if (here && here < data->size && data->nodes[here])
            return data->nodes[here];
    }
    return NULL;
}

static void mark(struct aj_job *job, xmlNodePtr node, uint32_t number)
{
    xmlChar *old = xmlGetProp(node, BAD_CAST "finding");
    const char *text =
        old ? aj_printf(job->arena, "%s %u", (const char *)old, number) : aj_printf(job->arena, "%u", number);
    xmlSetProp(node, BAD_CAST "finding", BAD_CAST text);
    xmlFree(old);
}

static void list(struct aj_job *job, xmlNodePtr findings, const struct aj_diag *diag, uint32_t number)
{
    struct aj_place place = aj_places_at(job->places, diag->at ? diag->at : diag->template_at);
    xmlNodePtr finding = xmlNewChild(findings, NULL, BAD_CAST "finding", NULL);
    met_set(finding, "n", aj_printf(job->arena, "%u", number));
    met_set(finding, "severity", aj_severity_name(diag->severity));
    met_set(finding, "code", aj_code_name(diag->code));
    if (place.file) {
        /* below the organisation's folder: what is printed does not tell where the program was called */
        const char *where = aj_job_name_below_root(job, place.file);
        if (place.line)
            where = aj_printf(job->arena, "%s:%u", where, place.line);
        if (place.line && place.column)
            where = aj_printf(job->arena, "%s:%u", where, place.column);
        met_set(finding, "place", place.label ? aj_printf(job->arena, "%s (%s)", where, place.label) : where);
    }
    /* What is wrong in quoting it, say a character that the font lacks, is wrong there too. */
    if (diag->at)
        met_set(finding, "at", aj_printf(job->arena, "%u", diag->at));
    met_add_text(xmlNewChild(finding, NULL, BAD_CAST "message", NULL),
                 aj_diag_message(job->diags, diag, AJ_SWEDISH));
    const char *hint = aj_diag_hint(job->diags, diag, AJ_SWEDISH);
    if (*hint)
        met_add_text(xmlNewChild(finding, NULL, BAD_CAST "hint", NULL), hint);
}

/* Takes away what an earlier call marked and listed. */
static void unmark(xmlNodePtr root)
{
    xmlNodePtr last = root->last;
    if (last && !xmlStrcmp(last->name, BAD_CAST "findings")) {
        xmlUnlinkNode(last);
        xmlFreeNode(last);
    }
    for (xmlNodePtr node = root; node; node = next_node(root, node))
        if (node->type == XML_ELEMENT_NODE)
            xmlUnsetProp(node, BAD_CAST "finding");
}

static bool is_draft(const xmlNode *root)
{
    xmlChar *status = xmlGetProp((xmlNodePtr)root, BAD_CAST "status");
    bool draft = status && !strcmp((const char *)status, "utkast");
    xmlFree(status);
    return draft;
}

void met_mark_findings(struct aj_job *job, struct met_result *result)
{
    xmlNodePtr root = result->data ? xmlDocGetRootElement(result->data) : NULL;
    if (!root || !is_draft(root) || !job->diags->len)
        return;
    unmark(root);
    aj_at most = 0;
    for (uint32_t i = 0; i < job->diags->len; i++)
        if (job->diags->items[i].at > most)
            most = job->diags->items[i].at;
    struct at_map data = {job->arena, AJ_NEW_N(job->arena, xmlNodePtr, most + 1), most + 1};
    struct at_map report = {job->arena, AJ_NEW_N(job->arena, xmlNodePtr, most + 1), most + 1};
    collect(&data, root);
    for (uint32_t i = 0; i < result->anchor_len; i++)
        note_node(&data, result->anchors[i].at, result->anchors[i].node);
    collect(&report, xmlDocGetRootElement(result->report));
    xmlNodePtr findings = xmlNewChild(root, NULL, BAD_CAST "findings", NULL);
    uint32_t number = 0;
    for (uint32_t i = 0; i < job->diags->len; i++) {
        const struct aj_diag *diag = &job->diags->items[i];
        xmlNodePtr node = shown_at(&data, &report, diag->at);
        if (diag->accepted)
            continue;
        number++;
        if (node && node != root)
            mark(job, node, number);
        list(job, findings, diag, number);
    }
}
