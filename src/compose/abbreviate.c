/*
 * Abbreviations: every occurrence of one that the stylesheet names becomes an abbr with its meaning, the
 * first in running text is spelled out if the report asks for it, and the lists that it asked for are filled
 * with those that occur.
 */
#include "compose/abbreviate.h"

#include "base/utf8.h"
#include "compose/internal.h"

#include <string.h>

enum { MOST_BYTES = 64 }; /* of a word that may begin an abbreviation */

struct marker {
    struct aj_job *job;
    xmlDocPtr doc;
    struct aj_map names; /* name -> struct cmp_abbreviation */
    struct aj_map words; /* its first word -> the chain of those that begin with it */
    struct cmp_abbreviation **all;
    uint32_t len, cap;
    bool spells;       /* the first of each is spelled out */
    xmlNodePtr *lists; /* the dl to be filled */
    uint32_t list_len, list_cap;
};

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static bool is_any(const xmlNode *node, const char *const *names)
{
    for (; *names; names++)
        if (named(node, *names))
            return true;
    return false;
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

static bool is_word(uint32_t code)
{
    return aj_utf8_is_letter(code) || (code >= '0' && code <= '9');
}

/* The end of the word that begins at `p`. */
static const char *word_end(const char *p, const char *end)
{
    const char *after = p;
    while (p < end && is_word(aj_utf8_next(&p, end)))
        after = p;
    return after;
}

/* --- what they mean --- */

/* Takes in one whose name is new: the first of a name is for good. */
static struct cmp_abbreviation *take(struct marker *m, const char *name, const char *text,
                                     enum cmp_abbreviation_kind kind)
{
    struct aj_arena *arena = m->job->arena;
    struct cmp_abbreviation *one = aj_map_find(&m->names, name);
    size_t word = (size_t)(word_end(name, name + strlen(name)) - name);
    if (one || !word || word > MOST_BYTES)
        return one;
    one = AJ_NEW(arena, struct cmp_abbreviation);
    const char *first = aj_strndup(arena, name, word);
    *one = (struct cmp_abbreviation){
        .name = name, .text = text, .kind = kind, .next = aj_map_find(&m->words, first)};
    aj_map_put(&m->names, name, one);
    aj_map_put(&m->words, first, one);
    AJ_PUSH(arena, m->all, m->len, m->cap, one);
    return one;
}

/* Reads what the head names and takes it out of the document. */
static void read_meanings(struct marker *m, xmlNodePtr head)
{
    static const char *const prefixes[] = {"abbr:", "abbr-unit:", "abbr-common:"};
    for (xmlNodePtr node = head ? head->children : NULL, next; node; node = next) {
        next = node->next;
        const char *name = named(node, "meta") ? src_xml_attr(m->job, node, "name") : NULL;
        if (!name || strncmp(name, "abbr", 4) != 0)
            continue;
        if (!strcmp(name, "abbr"))
            m->spells = true;
        for (int kind = CMP_PLAIN; kind <= CMP_COMMON; kind++)
            if (!strncmp(name, prefixes[kind], strlen(prefixes[kind])))
                take(m, name + strlen(prefixes[kind]), src_xml_attr(m->job, node, "content"),
                     (enum cmp_abbreviation_kind)kind);
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

/* --- the text --- */

/* Not looked through: what is marked already, what repeats words from elsewhere, and what is not the
 * author's. */
static bool is_passed_by(struct marker *m, const xmlNode *node)
{
    static const char *const names[] = {"abbr", "nav", "svg", "code", "header", NULL};
    return is_any(node, names) || (named(node, "section") && has_class(m->job, node, "findings"));
}

/* The next abbreviation of a text from `p` on, its place in *from and *to; NULL when there is none. */
static struct cmp_abbreviation *find_next(const struct marker *m, const char *text, const char *p,
                                          const char **from, const char **to)
{
    const char *end = p + strlen(p);
    while (p < end) {
        const char *start = p, *after = word_end(p, end);
        size_t n = (size_t)(after - start);
        char word[MOST_BYTES + 1];
        if (n == 0) {
            aj_utf8_next(&p, end);
            continue;
        }
        p = after;
        if (n > MOST_BYTES)
            continue;
        memcpy(word, start, n);
        word[n] = '\0';
        struct cmp_abbreviation *first = aj_map_find(&m->words, word);
        if (!first && *word >= 'A' && *word <= 'Z') {
            *word = (char)(*word - 'A' + 'a');
            first = aj_map_find(&m->words, word);
        }
        struct cmp_abbreviation *found = first ? cmp_abbreviation_at(first, text, start, to) : NULL;
        if (found) {
            *from = start;
            return found;
        }
    }
    return NULL;
}

/* Whether a text is running text of a paragraph, an item or a definition, where there is room for words. */
static bool is_running(const struct marker *m, const xmlNode *text)
{
    static const char *const apart[] = {"td", "th", "caption", "figcaption", "h1",  "h2",
                                        "h3", "h4", "h5",      "a",          "pre", NULL};
    static const char *const running[] = {"p", "li", "dd", NULL};
    bool found = false;
    for (const xmlNode *up = text->parent; up && up->type == XML_ELEMENT_NODE; up = up->parent) {
        if (is_any(up, apart) || (named(up, "span") && has_class(m->job, up, "footnote")))
            return false;
        found = found || is_any(up, running);
    }
    return found;
}

/* Whether a sentence begins where `before` ends, the last text before a word in its block. */
static bool begins_sentence(const xmlNode *text, const char *before, size_t n)
{
    while (n && strchr(" \t\n", before[n - 1]))
        n--;
    static const char *const blocks[] = {"p", "li", "dd", NULL};
    return n ? strchr(".?!", before[n - 1]) != NULL : !text->prev && is_any(text->parent, blocks);
}

/* Puts "god ekonomisk hushållning (" after `last`, whose abbreviation and ")" are to follow. */
static xmlNodePtr add_spelled(struct marker *m, xmlNodePtr last, const struct cmp_abbreviation *one,
                              bool capital)
{
    const char *text = one->text, *end = text + strlen(text);
    char first[5] = "";
    if (capital && *text)
        first[aj_utf8_put(first, aj_utf8_upper(aj_utf8_next(&text, end)))] = '\0';
    const char *words = aj_printf(m->job->arena, "%s%s (", first, text);
    return xmlAddNextSibling(last, xmlNewDocText(m->doc, BAD_CAST words));
}

/* What is told by the author in parentheses, or bound to another word, is not spelled out. */
static bool is_spelled(const struct marker *m, const xmlNode *text, struct cmp_abbreviation *one,
                       const char *whole, const char *from, const char *to)
{
    if (!m->spells || one->kind != CMP_PLAIN || one->told || !is_running(m, text))
        return false;
    char before = from > whole ? from[-1] : ' ', after = *to ? *to : ' ';
    if (before == '(' && (after == ')' || after == ',' || after == ';')) {
        one->told = true;
        return false;
    }
    return before != '-' && after != '-' && after != ':' && after != '/' && before != '/';
}

/* Gives the last node that came of the text. */
static xmlNodePtr mark_text(struct marker *m, xmlNodePtr text)
{
    const char *from, *to;
    struct cmp_abbreviation *one =
        find_next(m, (const char *)text->content, (const char *)text->content, &from, &to);
    if (!one)
        return text;
    /* The text node keeps what stands before its first abbreviation; a copy of it all is read from. */
    const char *whole = aj_strdup(m->job->arena, (const char *)text->content), *rest = whole;
    xmlNodePtr last = text;
    xmlNodeSetContent(text, BAD_CAST "");
    while ((one = find_next(m, whole, rest, &from, &to))) {
        if (rest == whole)
            xmlNodeAddContentLen(text, BAD_CAST rest, (int)(from - rest));
        else
            last = xmlAddNextSibling(last, xmlNewDocTextLen(m->doc, BAD_CAST rest, (int)(from - rest)));
        one->used = true;
        bool spelled = is_spelled(m, text, one, whole, from, to);
        if (spelled)
            last = add_spelled(m, last, one, begins_sentence(text, whole, (size_t)(from - whole)));
        xmlNodePtr abbr = xmlNewDocNode(m->doc, text->parent->ns, BAD_CAST "abbr", NULL);
        xmlNewProp(abbr, BAD_CAST "title", BAD_CAST one->text);
        xmlAddChild(abbr, xmlNewDocTextLen(m->doc, BAD_CAST from, (int)(to - from)));
        last = xmlAddNextSibling(last, abbr);
        if (spelled)
            last = xmlAddNextSibling(last, xmlNewDocText(m->doc, BAD_CAST ")"));
        one->told |= spelled;
        rest = to;
    }
    return *rest ? xmlAddNextSibling(last, xmlNewDocText(m->doc, BAD_CAST rest)) : last;
}

/* The author's own abbr: listed too, and told by the list if it says nothing itself. */
static void take_marked(struct marker *m, xmlNodePtr abbr)
{
    const char *title = src_xml_attr(m->job, abbr, "title");
    xmlChar *content = xmlNodeGetContent(abbr);
    const char *name = aj_strdup(m->job->arena, content ? (const char *)content : "");
    xmlFree(content);
    if (has_class(m->job, abbr, "missing") || !*name)
        return;
    struct cmp_abbreviation *one =
        title && *title ? take(m, name, title, CMP_PLAIN) : aj_map_find(&m->names, name);
    if (!one)
        return;
    one->used = true;
    if (!title || !*title)
        xmlSetProp(abbr, BAD_CAST "title", BAD_CAST one->text);
}

static void mark(struct marker *m, xmlNodePtr body)
{
    for (xmlNodePtr node = body; node;) {
        bool element = node->type == XML_ELEMENT_NODE;
        if (element && named(node, "dl") && has_class(m->job, node, "abbreviations"))
            AJ_PUSH(m->job->arena, m->lists, m->list_len, m->list_cap, node);
        else if (element && named(node, "abbr"))
            take_marked(m, node);
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

void cmp_abbreviate(struct aj_job *job, xmlDocPtr doc)
{
    struct marker m = {
        .job = job, .doc = doc, .names = AJ_MAP_INIT(job->arena), .words = AJ_MAP_INIT(job->arena)};
    xmlNodePtr root = xmlDocGetRootElement(doc), body = child_named(root, "body");
    read_meanings(&m, child_named(root, "head"));
    if (!body)
        return;
    mark(&m, body);
    for (uint32_t i = 0; i < m.list_len; i++)
        cmp_abbreviations_list(job->arena, m.lists[i], (const struct cmp_abbreviation *const *)m.all, m.len);
}
