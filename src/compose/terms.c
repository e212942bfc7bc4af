/*
 * The list of terms (dl class="ordlista"): put in Swedish alphabetical order, and the first use of each term
 * in running text made a link to it. A term is met in its inflected forms too: "soliditeten" is Soliditet.
 */
#include "compose/abbreviate.h"

#include "base/utf8.h"
#include "compose/internal.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CODES = 120, LETTERS = 64 };

struct term {
    const char *name; /* as the list has it */
    const char *id;   /* of its dt */
    uint32_t *codes;  /* folded */
    uint32_t len;
    aj_at at;
    bool met, used;        /* linked to; met at all */
    struct term *next;     /* another that begins with a letter of the same kind */
    uint32_t group, nodes; /* the dt and dd that are moved with it: where they begin, how many */
};

struct terms {
    struct aj_job *job;
    xmlDocPtr doc;
    struct term *items;
    uint32_t len, cap;
    struct term *by_letter[LETTERS];
};

static bool is_list(struct aj_job *job, const xmlNode *node)
{
    return cmp_named(node, "dl") && cmp_has_class(job, node, "ordlista");
}

/* ---- the list ---- */

static struct term *take_term(struct terms *t, xmlNodePtr dt)
{
    struct aj_arena *arena = t->job->arena;
    xmlChar *content = xmlNodeGetContent(dt);
    char *name = aj_strdup(arena, content ? (const char *)content : "");
    xmlFree(content);
    struct term term = {.name = name, .codes = AJ_NEW_N(arena, uint32_t, MOST_CODES), .at = src_xml_at(dt)};
    size_t n = aj_utf8_fold_codes(name, term.codes, MOST_CODES);
    term.len = (uint32_t)(n < MOST_CODES ? n : MOST_CODES);
    term.id = src_xml_attr(t->job, dt, "id");
    if (!term.id) {
        term.id = aj_printf(arena, "ord-%u", t->len + 1);
        xmlNewProp(dt, BAD_CAST "id", BAD_CAST term.id);
    }
    AJ_PUSH(arena, t->items, t->len, t->cap, term);
    return &t->items[t->len - 1];
}

static int compare(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    int order = cmp_alphabetical(x->name, y->name);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* What the list held is put back, group by group in the order of the terms. Groups are taken out whole
 * before, so that none is met again where it has been put. */
static void put_back(struct terms *t, xmlNodePtr dl, xmlNodePtr *nodes, uint32_t from)
{
    qsort(t->items + from, t->len - from, sizeof *t->items, compare);
    for (uint32_t i = from; i < t->len; i++)
        for (uint32_t n = t->items[i].group; n < t->items[i].group + t->items[i].nodes; n++)
            xmlAddChild(dl, nodes[n]);
}

/* Several terms of one explanation stand under the first of them. */
static void read_list(struct terms *t, xmlNodePtr dl)
{
    struct aj_arena *arena = t->job->arena;
    xmlNodePtr *nodes = NULL, next;
    uint32_t from = t->len, len = 0, cap = 0, group = from;
    bool open = false;
    for (xmlNodePtr node = dl->children; node; node = next) {
        next = node->next;
        bool element = node->type == XML_ELEMENT_NODE, dt = cmp_named(node, "dt");
        if (!dt && t->len == from)
            continue;
        if (dt) {
            struct term *term = take_term(t, node);
            term->group = len;
            if (!open)
                group = t->len - 1;
        }
        xmlUnlinkNode(node);
        if (!element) {
            xmlFreeNode(node);
            continue;
        }
        open = dt;
        AJ_PUSH(arena, nodes, len, cap, node);
        t->items[group].nodes++;
    }
    if (t->len > from)
        put_back(t, dl, nodes, from);
}

/* ---- the text ---- */

static bool is_word(uint32_t code)
{
    return aj_utf8_is_letter(code) || (code >= '0' && code <= '9');
}

/* What a Swedish noun may end with beyond its plain form, and what a plural or definite one may. */
static bool is_ending(const uint32_t *codes, size_t n)
{
    static const char *const endings[] = {"",   "s",   "n",    "ns",    "t",    "ts",    "en",   "ens",
                                          "et", "ets", "ar",   "ars",   "er",   "ers",   "or",   "ors",
                                          "na", "nas", "arna", "arnas", "erna", "ernas", "orna", "ornas",
                                          "a",  "as",  "e",    "es",    "r",    "rna"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t k = 0;
        while (k < n && endings[i][k] && codes[k] == (uint32_t)endings[i][k])
            k++;
        if (k == n && !endings[i][k])
            return true;
    }
    return false;
}

/* Where `term` ends, in any of its forms, when it begins at `p`; else NULL. White space counts as one space.
 */
static const char *match(const struct term *term, const char *p, const char *end)
{
    uint32_t tail[8];
    size_t n = 0;
    for (uint32_t i = 0; i < term->len; i++) {
        if (p >= end)
            return NULL;
        uint32_t code = aj_utf8_next(&p, end);
        if (code == ' ' || code == '\n' || code == '\t' || code == 0xA0) {
            code = ' ';
            while (p < end && strchr(" \n\t", *p))
                p++;
        }
        if (aj_utf8_lower(code) != term->codes[i])
            return NULL;
    }
    const char *after = p;
    while (p < end) {
        uint32_t code = aj_utf8_next(&p, end);
        if (!is_word(code) && code != '-')
            break;
        if (n == sizeof tail / sizeof *tail)
            return NULL;
        tail[n++] = aj_utf8_lower(code);
        after = p;
    }
    return is_ending(tail, n) ? after : NULL;
}

/* The longest term at `p` that has not been met. */
static struct term *find_at(struct terms *t, const char *p, const char *end, const char **after)
{
    const char *q = p;
    struct term *found = NULL;
    uint32_t first = aj_utf8_lower(aj_utf8_next(&q, end));
    for (struct term *term = t->by_letter[first % LETTERS]; term; term = term->next) {
        if (term->met || term->codes[0] != first || (found && term->len <= found->len))
            continue;
        const char *stop = match(term, p, end);
        if (!stop)
            continue;
        found = term;
        *after = stop;
    }
    return found;
}

/* The next term of a text from `p` on, its place in *from and *to; NULL when there is none. */
static struct term *find_next(struct terms *t, const char *p, const char **from, const char **to)
{
    const char *end = p + strlen(p);
    bool inside = false; /* a word */
    while (p < end) {
        const char *start = p;
        bool word = is_word(aj_utf8_next(&p, end));
        struct term *found = word && !inside ? find_at(t, start, end, to) : NULL;
        if (found) {
            *from = start;
            return found;
        }
        inside = word;
    }
    return NULL;
}

/* Running text, where a link has its place. */
static bool is_running(struct aj_job *job, const xmlNode *text)
{
    static const char *const apart[] = {"a",  "table", "figure", "h1", "h2",         "h3", "h4",
                                        "h5", "dt",    "pre",    "q",  "blockquote", NULL};
    for (const xmlNode *up = text->parent; up && up->type == XML_ELEMENT_NODE; up = up->parent) {
        for (size_t i = 0; apart[i]; i++)
            if (cmp_named(up, apart[i]))
                return false;
        if (cmp_has_class(job, up, "footnote") || cmp_has_class(job, up, "lattlast") ||
            cmp_has_class(job, up, "korthet") || cmp_has_class(job, up, "proposal"))
            return false;
    }
    return true;
}

/* Makes the first use of a term a link; gives the node to go on from. */
static xmlNodePtr link_text(struct terms *t, xmlNodePtr text)
{
    const char *from, *to, *rest = (const char *)text->content;
    struct term *found = rest ? find_next(t, rest, &from, &to) : NULL;
    if (!found)
        return text;
    if (!is_running(t->job, text)) {
        for (; found; found = find_next(t, to, &from, &to))
            found->used = true;
        return text;
    }
    found->used = found->met = true;
    const char *whole = aj_strdup(t->job->arena, rest);
    size_t start = (size_t)(from - rest), stop = (size_t)(to - rest);
    xmlNodePtr link = xmlNewDocNode(t->doc, text->parent->ns, BAD_CAST "a", NULL);
    xmlNewProp(link, BAD_CAST "class", BAD_CAST "term");
    xmlNewProp(link, BAD_CAST "href", BAD_CAST aj_printf(t->job->arena, "#%s", found->id));
    xmlAddChild(link, xmlNewDocTextLen(t->doc, BAD_CAST(whole + start), (int)(stop - start)));
    xmlNodeSetContent(text, BAD_CAST "");
    xmlNodeAddContentLen(text, BAD_CAST whole, (int)start);
    xmlAddNextSibling(text, link);
    if (whole[stop]) /* looked through in its turn */
        xmlAddNextSibling(link, xmlNewDocText(t->doc, BAD_CAST(whole + stop)));
    return link;
}

/* What repeats words from elsewhere, or explains them. */
static bool is_passed_by(struct terms *t, const xmlNode *node)
{
    static const char *const names[] = {"nav", "svg", "code", "header", NULL};
    for (size_t i = 0; names[i]; i++)
        if (cmp_named(node, names[i]))
            return true;
    return is_list(t->job, node) || cmp_has_class(t->job, node, "term") ||
           cmp_has_class(t->job, node, "findings");
}

static xmlNodePtr body_of(xmlDocPtr doc)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNodePtr child = root ? root->children : NULL; child; child = child->next)
        if (cmp_named(child, "body"))
            return child;
    return NULL;
}

void cmp_link_terms(struct aj_job *job, xmlDocPtr doc)
{
    struct terms t = {.job = job, .doc = doc};
    xmlNodePtr body = body_of(doc);
    for (xmlNodePtr node = body; node; node = cmp_step(node, body, true))
        if (is_list(job, node))
            read_list(&t, node);
    if (!t.len)
        return;
    for (uint32_t i = t.len; i; i--) {
        struct term *term = &t.items[i - 1];
        if (!term->len)
            continue;
        term->next = t.by_letter[term->codes[0] % LETTERS];
        t.by_letter[term->codes[0] % LETTERS] = term;
    }
    for (xmlNodePtr node = body; node;) {
        if (node->type == XML_TEXT_NODE)
            node = link_text(&t, node);
        node = cmp_step(node, body, !is_passed_by(&t, node));
    }
    for (uint32_t i = 0; i < t.len; i++)
        if (!t.items[i].used)
            aj_diag_add(job->diags, AJ_N0444, t.items[i].at, t.items[i].name, NULL);
}
