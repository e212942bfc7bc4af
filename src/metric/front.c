/* The front: the chain of decisions, whether it is written as one or in the single elements of old. */
#include "metric/internal.h"

#include "model/decision.h"
#include "model/template.h"

#include <string.h>

/* The words of an element with white space made even, "" without any. */
static const char *words(struct met_result *r, const xmlNode *node)
{
    return node ? mdl_node_text(r->job, node) : "";
}

static const char *attribute(struct met_result *r, const xmlNode *node, const char *name)
{
    const char *text = met_attr(r, node, name);
    if (!text)
        return "";
    text += strspn(text, " \t\r\n");
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    return aj_strndup(r->job->arena, text, n);
}

/* "190" as "§ 190", "190–192" as "§§ 190–192", with a no-break space; words as they are. */
static const char *paragraph_text(struct met_result *r, const char *text)
{
    struct aj_arena *arena = r->job->arena;
    const char *number = text;
    while (!strncmp(number, "§", 2))
        number += 2;
    number += strspn(number, " ");
    while (!strncmp(number, "\xC2\xA0", 2))
        number += 2;
    if (*number < '0' || *number > '9')
        return text;
    bool several = strpbrk(number, ",-") || strstr(number, "–") || strstr(number, " och ");
    return aj_printf(arena, "%s\xC2\xA0%s", several ? "§§" : "§", number);
}

static void put_decision(struct met_result *r, xmlNodePtr out, const xmlNode *origin,
                         struct met_decision decision)
{
    xmlNodePtr node = met_add(r, out, "decision", origin);
    met_set(node, "body", decision.body);
    met_set(node, "status", decision.status);
    if (*decision.date)
        met_set(node, "date", decision.date);
    if (*decision.paragraph)
        met_set(node, "paragraph", decision.paragraph);
    AJ_PUSH(r->job->arena, r->front->decisions, r->front->decision_len, r->front->decision_cap, decision);
}

static void read_chain(struct met_result *r, const xmlNode *front, xmlNodePtr out)
{
    for (const xmlNode *node = front->children; node; node = node->next) {
        if (!src_xml_is(node, "decision"))
            continue;
        const char *status = attribute(r, node, "status");
        struct met_decision decision = {attribute(r, node, "body"), attribute(r, node, "date"),
                                        paragraph_text(r, attribute(r, node, "paragraph")),
                                        *status ? status : "beslutar"};
        put_decision(r, out, node, decision);
    }
}

/* Decider, date and paragraph of one decision, as reports without a chain tell it. */
static void read_single(struct met_result *r, const xmlNode *front, xmlNodePtr out)
{
    const xmlNode *decider = src_xml_child(front, "decider");
    if (!decider || r->front->decision_len)
        return;
    struct met_decision decision = {words(r, decider), words(r, src_xml_child(front, "date")),
                                    paragraph_text(r, words(r, src_xml_child(front, "paragraph"))),
                                    "beslutar"};
    put_decision(r, out, decider, decision);
}

/* The document's date: of the last decision that adopts or revises it, else of the last that has one, else
 * the author's. */
static void put_date(struct met_result *r, const xmlNode *front, xmlNodePtr out)
{
    const struct met_front *f = r->front;
    const xmlNode *date = src_xml_child(front, "date");
    const char *last = NULL, *adopted = NULL;
    for (uint32_t i = 0; i < f->decision_len; i++) {
        const struct met_decision *decision = &f->decisions[i];
        if (!*decision->date)
            continue;
        last = decision->date;
        if (mdl_decision_adopts(decision->status) || !strcmp(decision->status, "reviderar"))
            adopted = decision->date;
    }
    const char *text = adopted ? adopted : last ? last : words(r, date);
    if (*text)
        met_add_text(met_add(r, out, "date", date), text);
}

static const char *const single[] = {"decider", "paragraph", "date", "decision", NULL};

static bool is_of_decision(const xmlNode *node)
{
    for (size_t i = 0; single[i]; i++)
        if (src_xml_is(node, single[i]))
            return true;
    return false;
}

static void take_lists(struct met_result *r, const xmlNode *front)
{
    struct met_front *f = r->front;
    for (const xmlNode *node = front->children; node; node = node->next) {
        if (src_xml_is(node, "replaces"))
            AJ_PUSH(r->job->arena, f->replaces, f->replaces_len, f->replaces_cap, words(r, node));
        else if (src_xml_is(node, "related"))
            AJ_PUSH(r->job->arena, f->related, f->related_len, f->related_cap, words(r, node));
    }
}

static void take_facts(struct met_result *r, const xmlNode *front)
{
    struct met_front *f = r->front;
    const xmlNode *responsible = src_xml_child(front, "responsible"),
                  *classification = src_xml_child(front, "classification");
    f->type = words(r, src_xml_child(front, "type"));
    f->diarienummer = words(r, src_xml_child(front, "diarienummer"));
    f->responsible = words(r, responsible);
    f->contact = responsible ? attribute(r, responsible, "contact") : "";
    f->applies_to = words(r, src_xml_child(front, "applies-to"));
    f->valid_from = words(r, src_xml_child(front, "valid-from"));
    f->valid_to = words(r, src_xml_child(front, "valid-to"));
    f->version = words(r, src_xml_child(front, "version"));
    f->classification = words(r, classification);
    f->information = classification ? attribute(r, classification, "information") : "";
    take_lists(r, front);
}

void met_bind_front(struct met_result *r, const xmlNode *front, xmlNodePtr out)
{
    r->front = AJ_NEW(r->job->arena, struct met_front);
    take_facts(r, front);
    met_bind_children(r, front, out, 0);
    for (xmlNodePtr node = out->children, next; node; node = next) {
        next = node->next;
        if (!is_of_decision(node))
            continue;
        if (node->prev && xmlIsBlankNode(node->prev)) {
            xmlNodePtr blank = node->prev;
            xmlUnlinkNode(blank);
            xmlFreeNode(blank);
        }
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
    read_chain(r, front, out);
    read_single(r, front, out);
    put_date(r, front, out);
}

const struct met_front *met_front(const struct met_result *result)
{
    return result->front;
}
