/* What a bound report says, taken out of its data document so that two editions can be laid side by side. */
#include "metric/prose.h"

#include "base/buf.h"

#include <string.h>

struct gather {
    struct met_result *r;
    struct met_content *out;
    const char *chapter, *part; /* the headings that stand above */
    uint32_t depth;
};

enum { MOST_DEPTH = 200 };

static bool is_one_of(const xmlNode *node, const char *const *names)
{
    for (; node->type == XML_ELEMENT_NODE && *names; names++)
        if (!strcmp(*names, (const char *)node->name))
            return true;
    return false;
}

/* Blocks whose own words are a paragraph; a note is one of its own, wherever its mark stands. */
static const char *const blocks[] = {"p",       "li",     "dt",        "dd",   "h1",    "h2",   "h3",
                                     "h4",      "h5",     "h",         "by",   "title", "note", "figcaption",
                                     "caption", "clause", "highlight", "fact", NULL};

/* Elements whose words are told apart from those around them. */
static const char *const lists[] = {"table", "ul", "ol", "dl", "part", "point", "br", NULL};

/* `all`: also the words of blocks within, as a cell has them. */
static void add_words(const xmlNode *node, struct aj_buf *out, bool all, uint32_t depth)
{
    for (const xmlNode *child = node->children; child && depth < MOST_DEPTH; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            aj_buf_str(out, (const char *)child->content);
        if (child->type != XML_ELEMENT_NODE)
            continue;
        bool apart = is_one_of(child, blocks) || is_one_of(child, lists);
        if (apart)
            aj_buf_char(out, ' ');
        if (!apart || all)
            add_words(child, out, all, depth + 1);
        if (apart)
            aj_buf_char(out, ' ');
    }
}

/* The words of an element, white space made even; "" if there are none. */
static const char *words_of(struct met_result *r, const xmlNode *node, bool all)
{
    struct aj_buf raw = AJ_BUF_INIT;
    add_words(node, &raw, all, 0);
    char *text = aj_strndup(r->job->arena, raw.data ? raw.data : "", raw.len), *to = text;
    for (const char *p = text; *p; p++) {
        bool space = strchr(" \t\r\n", *p);
        if (!space)
            *to++ = *p;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    aj_buf_free(&raw);
    return text;
}

static const char *where(const struct gather *gather)
{
    if (!gather->chapter)
        return "";
    return gather->part ? aj_printf(gather->r->job->arena, "%s / %s", gather->chapter, gather->part)
                        : gather->chapter;
}

static void add_paragraph(struct gather *gather, const xmlNode *node)
{
    const char *text = words_of(gather->r, node, false);
    struct met_paragraph paragraph = {where(gather), text};
    struct met_content *out = gather->out;
    if (*text)
        AJ_PUSH(gather->r->job->arena, out->paragraphs, out->paragraph_len, out->paragraph_cap, paragraph);
}

/* The figures of a row under the headings of its table's columns. */
static void add_row(struct gather *gather, const char *table, const char *const *headings,
                    uint32_t heading_len, const xmlNode *row)
{
    struct aj_arena *arena = gather->r->job->arena;
    struct met_content *out = gather->out;
    struct met_content_row added = {.name = ""};
    uint32_t column = 0;
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        if (!src_xml_is(cell, "cell"))
            continue;
        const char *type = met_attr(gather->r, cell, "type"), *text = words_of(gather->r, cell, true);
        const char *heading = column < heading_len ? headings[column] : "";
        column++;
        if (type && !strcmp(type, "label"))
            added.name = aj_printf(arena, "%s / %s", table, text);
        else {
            struct met_content_cell one = {heading, text};
            AJ_PUSH(arena, added.cells, added.cell_len, added.cell_cap, one);
        }
    }
    if (*added.name && added.cell_len)
        AJ_PUSH(arena, out->rows, out->row_len, out->row_cap, added);
}

static void add_table(struct gather *gather, const xmlNode *table)
{
    enum { MOST_COLUMNS = 64 };
    const char *headings[MOST_COLUMNS];
    uint32_t count = 0;
    const xmlNode *caption = src_xml_child(table, "caption");
    const char *of = met_attr(gather->r, table, "of"), *kind = met_attr(gather->r, table, "kind");
    const char *name = caption ? words_of(gather->r, caption, true) : of ? of : kind ? kind : "";
    for (const xmlNode *child = table->children; child; child = child->next) {
        if (src_xml_is(child, "column") && count < MOST_COLUMNS)
            headings[count++] = words_of(gather->r, child, false);
        else if (src_xml_is(child, "row"))
            add_row(gather, name, headings, count, child);
    }
}

static void walk(struct gather *gather, const xmlNode *node)
{
    if (gather->depth >= MOST_DEPTH)
        return;
    gather->depth++;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || src_xml_is(child, "findings"))
            continue;
        if (src_xml_is(child, "h1")) {
            gather->chapter = words_of(gather->r, child, false);
            gather->part = NULL;
        } else if (src_xml_is(child, "h2") || src_xml_is(child, "title")) {
            gather->part = words_of(gather->r, child, false);
        }
        if (is_one_of(child, blocks))
            add_paragraph(gather, child);
        if (src_xml_is(child, "table"))
            add_table(gather, child);
        else
            walk(gather, child);
    }
    gather->depth--;
}

static void add_verdicts(struct met_result *r, struct met_content *out)
{
    for (uint32_t i = 0; i < r->target_len; i++) {
        const struct met_target *target = r->targets[i];
        if (!target->valid)
            continue;
        struct met_content_target one = {target->name, target->that.text};
        AJ_PUSH(r->job->arena, out->targets, out->target_len, out->target_cap, one);
        for (uint32_t j = 0; j < target->judgement_len; j++) {
            const struct met_judgement *judgement = &target->judgements[j];
            struct met_content_verdict verdict = {target->name,
                                                  mdl_period_text(r->job->arena, judgement->period),
                                                  met_step_name(judgement->outcome)};
            AJ_PUSH(r->job->arena, out->verdicts, out->verdict_len, out->verdict_cap, verdict);
        }
    }
}

static const char *front_text(struct met_result *r, const xmlNode *front, const char *name)
{
    const xmlNode *node = front ? src_xml_child(front, name) : NULL;
    return node ? words_of(r, node, true) : "";
}

static const char *attribute(struct met_result *r, const xmlNode *node, const char *name)
{
    const char *text = met_attr(r, node, name);
    return text ? text : "";
}

const struct met_content *met_content(struct met_result *r)
{
    if (r->content || !r->data)
        return r->content;
    struct aj_arena *arena = r->job->arena;
    r->job->arena = r->job->lasting;
    struct met_content *out = AJ_NEW(r->job->arena, struct met_content);
    struct gather gather = {.r = r, .out = out};
    const xmlNode *root = xmlDocGetRootElement(r->data), *front = src_xml_child(root, "front");
    out->title = front_text(r, front, "title");
    out->organisation = front_text(r, front, "organisation");
    out->date = front_text(r, front, "date");
    out->kind = attribute(r, root, "kind");
    out->status = attribute(r, root, "status");
    out->theme = attribute(r, root, "theme");
    for (const xmlNode *child = root->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && !src_xml_is(child, "front"))
            walk(&gather, child); /* each chapter */
    add_verdicts(r, out);
    r->content = out;
    r->job->arena = arena;
    return out;
}
