/* Where in its file a part of a text stands: files tell the places of elements only. */
#include "source/source.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FARTHEST = 64 * 1024 };

/* What is written as `&…;` at `raw`, in UTF-8; gives how many bytes of the file it takes, 0 if it is none. */
static size_t read_entity(const char *raw, const char *end, char out[5])
{
    static const struct {
        const char *name, *text;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].name);
        if ((size_t)(end - raw) >= n && !strncmp(raw, known[i].name, n)) {
            memcpy(out, known[i].text, 2);
            return n;
        }
    }
    if (end - raw < 4 || raw[1] != '#')
        return 0;
    char *after;
    unsigned long code = raw[2] == 'x' ? strtoul(raw + 3, &after, 16) : strtoul(raw + 2, &after, 10);
    if (*after != ';' || code == 0 || code > 0x10FFFF)
        return 0;
    out[aj_utf8_put(out, (uint32_t)code)] = '\0';
    return (size_t)(after + 1 - raw);
}

/* Past comments and the marks of CDATA sections, which the tree's text does not have. */
static const char *skip_marks(const char *raw, const char *end)
{
    for (;;) {
        size_t left = (size_t)(end - raw);
        const char *close = left >= 4 && !strncmp(raw, "<!--", 4) ? strstr(raw, "-->") : NULL;
        if (close)
            raw = close + 3;
        else if (left >= 9 && !strncmp(raw, "<![CDATA[", 9))
            raw += 9;
        else if (left >= 3 && !strncmp(raw, "]]>", 3))
            raw += 3;
        else if (left >= 2 && raw[0] == '\r' && raw[1] == '\n')
            raw++;
        else
            return raw;
    }
}

/* Goes on to `to` in the tree's text; false when the file has something else there. */
static bool advance(struct src_xml_walk *walk, const char *to)
{
    while (walk->content < to) {
        char entity[5] = {0};
        walk->raw = skip_marks(walk->raw, walk->end);
        if (walk->raw >= walk->end || *walk->raw == '<')
            return false;
        size_t taken = *walk->raw == '&' ? read_entity(walk->raw, walk->end, entity) : 1;
        size_t n = *walk->raw == '&' ? strlen(entity) : 1;
        if (!taken || strncmp(walk->content, *walk->raw == '&' ? entity : walk->raw, n) != 0)
            return false;
        walk->raw += taken;
        walk->content += n;
    }
    walk->raw = skip_marks(walk->raw, walk->end);
    return true;
}

/* The element before the text, or else around it, that has a place. */
static aj_at anchor(const xmlNode *text)
{
    for (const xmlNode *node = text->prev; node; node = node->prev)
        if (node->type == XML_ELEMENT_NODE && xmlHasProp((xmlNodePtr)node, BAD_CAST "at"))
            return src_xml_at(node);
    return src_xml_at(text->parent);
}

struct src_xml_walk src_xml_walk(struct aj_job *job, const xmlNode *text)
{
    struct src_xml_walk walk = {.job = job, .at = anchor(text), .start = (const char *)text->content};
    const char *end = NULL, *raw = aj_places_text(job->places, walk.at, &end);
    size_t length = strlen(walk.start), tried = length < 400 ? length : 400;
    if (raw && end - raw > FARTHEST)
        end = raw + FARTHEST;
    for (const char *p = raw; p && p < end; p++) {
        p = memchr(p, '>', (size_t)(end - p));
        if (!p)
            break;
        struct src_xml_walk here = walk;
        here.raw = p + 1;
        here.end = end;
        here.content = here.start;
        if (advance(&here, here.start + tried)) {
            walk.raw = p + 1;
            walk.end = end;
            walk.content = walk.start;
            break;
        }
    }
    return walk;
}

aj_at src_xml_walk_to(struct src_xml_walk *walk, size_t offset)
{
    if (!walk->raw || !advance(walk, walk->start + offset) || walk->raw >= walk->end) {
        walk->raw = NULL;
        return 0;
    }
    return aj_places_add_spot(walk->job->places, walk->at, walk->raw);
}
