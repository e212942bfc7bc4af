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
    return cmp_has_class(plain->job, node, "footnote") || cmp_has_class(plain->job, node, "call") ||
           cmp_has_class(plain->job, node, "mark");
}

static void read_block(struct plain *plain, xmlNodePtr block)
{
    plain->at = src_xml_at(block);
    plain->sentence.len = 0;
    for (xmlNodePtr node = block; node;) {
        if (node->type == XML_TEXT_NODE)
            node = break_text(plain, node, block);
        else if (cmp_named(node, "abbr") && !cmp_has_class(plain->job, node, "missing"))
            aj_diag_add(
                plain->job->diags, AJ_N0442, plain->at,
                aj_strdup(plain->job->arena, node->children ? (const char *)node->children->content : ""),
                src_xml_attr(plain->job, node, "title"), NULL);
        bool nested =
            node != block && (cmp_named(node, "ul") || cmp_named(node, "ol") || cmp_named(node, "p"));
        node = cmp_step(node, block, !nested && !is_aside(plain, node));
    }
    end_sentence(plain);
}

static void read_section(struct plain *plain, xmlNodePtr section)
{
    for (xmlNodePtr node = section; node;) {
        if (cmp_named(node, "p") || cmp_named(node, "li") || cmp_named(node, "dd"))
            read_block(plain, node);
        bool deep = !cmp_named(node, "table") && !cmp_named(node, "figure") && !cmp_named(node, "nav");
        node = cmp_step(node, section, deep);
    }
}

void cmp_plain(struct aj_job *job, xmlDocPtr doc)
{
    struct plain plain = {.job = job, .doc = doc, .sentence = AJ_BUF_INIT};
    xmlNodePtr root = xmlDocGetRootElement(doc);
    for (xmlNodePtr node = root; node;) {
        bool easy = cmp_named(node, "section") && cmp_has_class(job, node, "lattlast");
        if (easy)
            read_section(&plain, node);
        node =
            cmp_step(node, root,
                     !easy && !cmp_named(node, "p") && !cmp_named(node, "table") && !cmp_named(node, "nav"));
    }
    aj_buf_free(&plain.sentence);
}
