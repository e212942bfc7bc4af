/*
 * Easy reading (section class="lattlast"): every sentence begins on a line of its own; long sentences and
 * abbreviations are told.
 */
#include "compose/internal.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum { MOST_WORDS = 15, SHOWN_BYTES = 60 };

struct plain {
    struct aj_job *job;
    xmlDocPtr doc;
    struct aj_buf sentence; /* what has been read of it */
    aj_at at;               /* the block's */
};

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static bool has_class(struct aj_job *job, const xmlNode *node, const char *name)
{
    const char *value = src_xml_attr(job, node, "class");
    size_t n = strlen(name);
    for (const char *p = value; p && *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        if (length == n && !strncmp(p, name, n))
            return true;
        p += length;
    }
    return false;
}

/* The next node in document order, past the children where `deep` is false; NULL after the last below `root`.
 */
static xmlNodePtr step(xmlNodePtr node, const xmlNode *root, bool deep)
{
    xmlNodePtr next = deep && node->type == XML_ELEMENT_NODE ? node->children : NULL;
    while (!next && node && node != root) {
        next = node->next;
        node = node->parent;
    }
    return next;
}

/* Words as a reader counts them: "2,6 miljarder" is two, a no-break space parts no figure from its thousands.
 */
static uint32_t count_words(const char *text)
{
    uint32_t count = 0;
    bool inside = false;
    for (const char *p = text, *end = p + strlen(p); p < end;) {
        uint32_t code = aj_utf8_next(&p, end);
        bool word = aj_utf8_is_letter(code) || (code >= '0' && code <= '9');
        bool space = code == ' ' || code == '\n' || code == '\t';
        count += word && !inside;
        inside = (inside || word) && !space;
    }
    return count;
}

static void end_sentence(struct plain *plain)
{
    struct aj_arena *arena = plain->job->arena;
    char *text = aj_strndup(arena, plain->sentence.data ? plain->sentence.data : "", plain->sentence.len),
         *to = text;
    for (const char *p = text; *p; p++)
        if (!strchr(" \t\r\n", *p))
            *to++ = *p;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
    plain->sentence.len = 0;
    uint32_t words = count_words(text);
    if (words <= MOST_WORDS)
        return;
    size_t n = strlen(text);
    if (n > SHOWN_BYTES) {
        for (n = SHOWN_BYTES; n && text[n] != ' ';)
            n--;
        text = aj_printf(arena, "%.*s …", (int)n, text);
    }
    aj_diag_add(plain->job->diags, AJ_N0441, plain->at, aj_printf(arena, "%u", words), text,
                aj_printf(arena, "%d", MOST_WORDS), NULL);
}

/* Whether the next sentence begins at `p`: a capital, or nothing but what follows in the next node. */
static bool begins(const char *p, const char *end)
{
    if (p >= end)
        return true;
    uint32_t code = aj_utf8_next(&p, end);
    return (aj_utf8_is_letter(code) && aj_utf8_lower(code) != code) || code == 0x201D || code == '"';
}

/* Breaks a text after each sentence that another follows in its block; gives the last node that came of it.
 */
static xmlNodePtr break_text(struct plain *plain, xmlNodePtr text, const xmlNode *block)
{
    const char *whole = aj_strdup(plain->job->arena, (const char *)text->content), *p = whole,
               *end = whole + strlen(whole), *line = whole;
    xmlNodePtr last = text;
    bool broken = false;
    while (p < end) {
        const char *mark = p + strcspn(p, ".!?"), *space = mark + strspn(mark, ".!?”\""),
                   *next = space + strspn(space, " \t\r\n");
        if (mark == end)
            break;
        p = next > space ? next : space;
        bool more = next < end || (text->next != NULL || text->parent != block);
        if (next == space || !more || !begins(next, end))
            continue;
        aj_buf_add(&plain->sentence, line, (size_t)(space - line));
        end_sentence(plain);
        if (!broken)
            xmlNodeSetContent(text, BAD_CAST "");
        xmlNodePtr own = broken ? xmlAddNextSibling(last, xmlNewDocText(plain->doc, BAD_CAST "")) : text;
        xmlNodeAddContentLen(own, BAD_CAST line, (int)(space - line));
        last = xmlAddNextSibling(own, xmlNewDocNode(plain->doc, block->ns, BAD_CAST "br", NULL));
        broken = true;
        line = next;
    }
    aj_buf_str(&plain->sentence, line);
    if (!broken || !*line)
        return last;
    return xmlAddNextSibling(last, xmlNewDocText(plain->doc, BAD_CAST line));
}

/* A note's mark and its words are not of the sentence that they stand in. */
static bool is_aside(struct plain *plain, const xmlNode *node)
{
    return has_class(plain->job, node, "footnote") || has_class(plain->job, node, "call") ||
           has_class(plain->job, node, "mark");
}

static void read_block(struct plain *plain, xmlNodePtr block)
{
    plain->at = src_xml_at(block);
    plain->sentence.len = 0;
    for (xmlNodePtr node = block; node;) {
        if (node->type == XML_TEXT_NODE)
            node = break_text(plain, node, block);
        else if (named(node, "abbr") && !has_class(plain->job, node, "missing"))
            aj_diag_add(
                plain->job->diags, AJ_N0442, plain->at,
                aj_strdup(plain->job->arena, node->children ? (const char *)node->children->content : ""),
                src_xml_attr(plain->job, node, "title"), NULL);
        bool nested = node != block && (named(node, "ul") || named(node, "ol") || named(node, "p"));
        node = step(node, block, !nested && !is_aside(plain, node));
    }
    end_sentence(plain);
}

static void read_section(struct plain *plain, xmlNodePtr section)
{
    for (xmlNodePtr node = section; node;) {
        if (named(node, "p") || named(node, "li") || named(node, "dd"))
            read_block(plain, node);
        bool deep = !named(node, "table") && !named(node, "figure") && !named(node, "nav");
        node = step(node, section, deep);
    }
}

void cmp_plain(struct aj_job *job, xmlDocPtr doc)
{
    struct plain plain = {.job = job, .doc = doc, .sentence = AJ_BUF_INIT};
    xmlNodePtr root = xmlDocGetRootElement(doc);
    for (xmlNodePtr node = root; node;) {
        bool easy = named(node, "section") && has_class(job, node, "lattlast");
        if (easy)
            read_section(&plain, node);
        node = step(node, root, !easy && !named(node, "p") && !named(node, "table") && !named(node, "nav"));
    }
    aj_buf_free(&plain.sentence);
}
