/*
 * Abbreviations: every occurrence of one that the stylesheet names becomes an abbr with its meaning, and the
 * lists that the report asked for are filled with those that occur.
 */
#include "base/utf8.h"
#include "compose/internal.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 64 }; /* of one abbreviation */

static const char prefix[] = "abbr:";

struct meaning {
    const char *name, *text;
    bool used;
};

struct marker {
    struct aj_job *job;
    xmlDocPtr doc;
    struct aj_map meanings; /* name -> struct meaning */
    xmlNodePtr *lists;      /* the dl to be filled */
    uint32_t list_len, list_cap;
};

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static xmlNodePtr child_named(const xmlNode *node, const char *name)
{
    for (xmlNodePtr child = node ? node->children : NULL; child; child = child->next)
        if (named(child, name))
            return child;
    return NULL;
}

static bool has_class(struct aj_job *job, const xmlNode *node, const char *name)
{
    const char *value = src_xml_attr(job, node, "class");
    return value && !strcmp(value, name);
}

/* Reads what the head names, the first of a name for good, and takes it out of the document. */
static void read_meanings(struct marker *m, xmlNodePtr head)
{
    for (xmlNodePtr node = head ? head->children : NULL, next; node; node = next) {
        next = node->next;
        const char *name = named(node, "meta") ? src_xml_attr(m->job, node, "name") : NULL;
        if (!name || strncmp(name, prefix, sizeof prefix - 1) != 0)
            continue;
        struct meaning *meaning = AJ_NEW(m->job->arena, struct meaning);
        meaning->name = name + sizeof prefix - 1;
        meaning->text = src_xml_attr(m->job, node, "content");
        if (!aj_map_find(&m->meanings, meaning->name))
            aj_map_put(&m->meanings, meaning->name, meaning);
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

/* Not looked through: what is marked already, what repeats words from elsewhere, and what is not the
 * author's. */
static bool is_passed_by(struct marker *m, const xmlNode *node)
{
    static const char *const names[] = {"abbr", "nav", "svg", "code", "header"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (named(node, names[i]))
            return true;
    return named(node, "section") && has_class(m->job, node, "findings");
}

static bool is_word(uint32_t code)
{
    return aj_utf8_is_letter(code) || (code >= '0' && code <= '9');
}

/* The next abbreviation in a text from `p` on, its place in *from and *to; NULL when there is none. */
static struct meaning *find_next(const struct marker *m, const char *p, const char **from, const char **to)
{
    const char *end = p + strlen(p);
    while (p < end) {
        const char *start = p, *after = p;
        while (p < end && is_word(aj_utf8_next(&p, end)))
            after = p;
        size_t n = (size_t)(after - start);
        char word[MOST_BYTES + 1];
        if (n == 0 || n > MOST_BYTES)
            continue;
        memcpy(word, start, n);
        word[n] = '\0';
        struct meaning *meaning = aj_map_find(&m->meanings, word);
        if (meaning) {
            *from = start;
            *to = after;
            return meaning;
        }
    }
    return NULL;
}

/* Gives the last node that came of the text. */
static xmlNodePtr mark_text(struct marker *m, xmlNodePtr text)
{
    const char *rest = (const char *)text->content, *from, *to;
    struct meaning *meaning;
    xmlNodePtr last = text;
    /* The text node keeps what stands before its first abbreviation; a copy of it all is read from. */
    char *whole = NULL;
    while ((meaning = find_next(m, rest, &from, &to))) {
        if (!whole) {
            whole = aj_strdup(m->job->arena, rest);
            from = whole + (from - rest);
            to = whole + (to - rest);
            rest = whole;
            xmlNodeSetContent(text, BAD_CAST "");
            xmlNodeAddContentLen(text, BAD_CAST rest, (int)(from - rest));
        } else {
            last = xmlAddNextSibling(last, xmlNewDocTextLen(m->doc, BAD_CAST rest, (int)(from - rest)));
        }
        meaning->used = true;
        xmlNodePtr abbr = xmlNewDocNode(m->doc, text->parent->ns, BAD_CAST "abbr", NULL);
        xmlNewProp(abbr, BAD_CAST "title", BAD_CAST meaning->text);
        xmlAddChild(abbr, xmlNewDocTextLen(m->doc, BAD_CAST from, (int)(to - from)));
        last = xmlAddNextSibling(last, abbr);
        rest = to;
    }
    if (whole && *rest)
        last = xmlAddNextSibling(last, xmlNewDocText(m->doc, BAD_CAST rest));
    return last;
}

static void mark(struct marker *m, xmlNodePtr body)
{
    for (xmlNodePtr node = body; node;) {
        bool element = node->type == XML_ELEMENT_NODE;
        if (element && named(node, "dl") && has_class(m->job, node, "abbreviations"))
            AJ_PUSH(m->job->arena, m->lists, m->list_len, m->list_cap, node);
        else if (node->type == XML_TEXT_NODE)
            node = mark_text(m, node);
        xmlNodePtr next = element && !is_passed_by(m, node) ? node->children : NULL;
        while (!next && node && node != body) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
}

/* Swedish alphabetical order: å, ä and ö are the last letters, capitals and small ones alike. */
static uint32_t rank(uint32_t code)
{
    code = aj_utf8_lower(code);
    return code == 0xE5 ? 'z' + 1 : code == 0xE4 ? 'z' + 2 : code == 0xF6 ? 'z' + 3 : code;
}

static int compare(const void *a, const void *b)
{
    const struct meaning *const *x = a, *const *y = b;
    const char *p = (*x)->name, *q = (*y)->name;
    const char *p_end = p + strlen(p), *q_end = q + strlen(q);
    while (p < p_end && q < q_end) {
        uint32_t c = rank(aj_utf8_next(&p, p_end)), d = rank(aj_utf8_next(&q, q_end));
        if (c != d)
            return c < d ? -1 : 1;
    }
    if (p < p_end || q < q_end)
        return p < p_end ? 1 : -1;
    return strcmp((*x)->name, (*y)->name);
}

static void fill(struct marker *m)
{
    const struct meaning **used = AJ_NEW_N(m->job->arena, const struct meaning *, m->meanings.len + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->meanings.len; i++) {
        const struct meaning *meaning = m->meanings.entries[i].value;
        if (meaning->used)
            used[count++] = meaning;
    }
    qsort(used, count, sizeof *used, compare);
    for (uint32_t l = 0; l < m->list_len; l++) {
        xmlNodePtr list = m->lists[l];
        for (uint32_t i = 0; i < count; i++) {
            xmlNewTextChild(list, list->ns, BAD_CAST "dt", BAD_CAST used[i]->name);
            xmlNewTextChild(list, list->ns, BAD_CAST "dd", BAD_CAST used[i]->text);
        }
        if (!count) {
            xmlNodeSetName(list, BAD_CAST "p");
            xmlNodeAddContent(list, BAD_CAST "Inga förkortningar används.");
        }
    }
}

void cmp_abbreviate(struct aj_job *job, xmlDocPtr doc)
{
    struct marker m = {.job = job, .doc = doc, .meanings = AJ_MAP_INIT(job->arena)};
    xmlNodePtr root = xmlDocGetRootElement(doc), body = child_named(root, "body");
    read_meanings(&m, child_named(root, "head"));
    if (!body)
        return;
    mark(&m, body);
    fill(&m);
}
