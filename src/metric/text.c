/* The data document as plain text: an outline in which bound words stand between U+27E6 and U+27E7. */
#include "metric/internal.h"

#include "base/buf.h"

#include <string.h>

#define OPEN "\xE2\x9F\xA6"
#define SHUT "\xE2\x9F\xA7"
#define NO_BREAK "\xC2\xA0"

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static bool is_any(const xmlNode *node, const char *const *names)
{
    for (; *names; names++)
        if (is(node, *names))
            return true;
    return false;
}

static bool attr_is(const xmlNode *node, const char *name, const char *value)
{
    xmlChar *text = xmlGetProp((xmlNodePtr)node, BAD_CAST name);
    bool same = text && !strcmp((const char *)text, value);
    xmlFree(text);
    return same;
}

/* Text with every run of white space one space, none at the start of a line. */
static void add_even(struct aj_buf *out, const char *text)
{
    for (; *text; text++) {
        bool space = strchr(" \t\r\n", *text) != NULL;
        bool dull = !out->len || out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\n';
        if (!space)
            aj_buf_char(out, *text);
        else if (!dull)
            aj_buf_char(out, ' ');
    }
}

/* Amounts and procent keep their no-break space; counted things (35 dagar) have an ordinary one here. */
static bool has_fixed_unit(const xmlNode *node)
{
    static const char *const fixed[] = {"procent", "procentenheter", "promille", "kr",
                                        "tkr",     "mnkr",           "mkr",      "mdkr"};
    if (!xmlHasProp((xmlNodePtr)node, BAD_CAST "unit"))
        return true;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (attr_is(node, "unit", fixed[i]))
            return true;
    return false;
}

static void add_plain(struct aj_buf *out, const char *text)
{
    const char *p;
    while ((p = strstr(text, NO_BREAK))) {
        aj_buf_add(out, text, (size_t)(p - text));
        aj_buf_char(out, ' ');
        text = p + strlen(NO_BREAK);
    }
    aj_buf_str(out, text);
}

/* What a reference leads to; its number is the theme's. */
static void add_reference(struct aj_buf *out, const xmlNode *node)
{
    xmlChar *to = xmlGetNoNsProp(node, BAD_CAST "to");
    aj_buf_printf(out, "[→ %s]", to ? (const char *)to : "?");
    xmlFree(to);
}

static void add_inline(struct aj_buf *out, const xmlNode *node, bool bare);

static void add_bound(struct aj_buf *out, const xmlNode *node, bool bare)
{
    xmlChar *content = xmlNodeGetContent(node);
    if (bare) {
        add_plain(out, (const char *)content);
    } else {
        aj_buf_str(out, OPEN);
        if (has_fixed_unit(node))
            aj_buf_str(out, (const char *)content);
        else
            add_plain(out, (const char *)content);
        aj_buf_str(out, SHUT);
    }
    xmlFree(content);
}

static void add_inline(struct aj_buf *out, const xmlNode *node, bool bare)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            add_even(out, (const char *)child->content);
        else if (is(child, "bound"))
            add_bound(out, child, bare);
        else if (is(child, "ref"))
            add_reference(out, child);
        else if (child->type == XML_ELEMENT_NODE)
            add_inline(out, child, bare);
    }
}

static void end_line(struct aj_buf *out)
{
    while (out->len && out->data[out->len - 1] == ' ')
        out->len--;
    aj_buf_char(out, '\n');
}

static void add_line(struct aj_buf *out, const char *start, const xmlNode *node)
{
    aj_buf_str(out, start);
    add_inline(out, node, false);
    end_line(out);
}

/* ---- tables ---- */

/* A cell's text: its parts and blocks one after the other. */
static void add_cell(struct aj_buf *out, const xmlNode *cell)
{
    struct aj_buf text = AJ_BUF_INIT;
    for (const xmlNode *child = cell->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            add_even(&text, (const char *)child->content);
            continue;
        }
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (text.len && !is(child, "bound"))
            add_even(&text, " ");
        if (is(child, "bound"))
            add_bound(&text, child, true);
        else
            add_inline(&text, child, true);
    }
    while (text.len && text.data[text.len - 1] == ' ')
        text.data[--text.len] = '\0';
    if (text.len)
        add_plain(out, text.data);
    else
        aj_buf_str(out, "(tom)");
    aj_buf_free(&text);
}

static void add_row(struct aj_buf *out, const xmlNode *row)
{
    bool first = true;
    aj_buf_str(out, "  ");
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        if (!is(cell, "cell"))
            continue;
        if (!first)
            aj_buf_str(out, " | ");
        add_cell(out, cell);
        first = false;
    }
    aj_buf_char(out, '\n');
}

static void add_heading_row(struct aj_buf *out, const xmlNode *table)
{
    bool named = !attr_is(table, "kind", "indicators"), captioned = false, first = true;
    aj_buf_str(out, "[tabell] ");
    for (const xmlNode *child = table->children; child; child = child->next) {
        if (is(child, "caption") && named) {
            add_inline(out, child, true);
            captioned = true;
        }
        if (!is(child, "column"))
            continue;
        bool empty = !child->children;
        if (!empty)
            aj_buf_str(out, !first ? " | " : captioned ? ": " : "");
        add_inline(out, child, true);
        first = false;
    }
    aj_buf_char(out, '\n');
}

static void add_table(struct aj_buf *out, const xmlNode *table)
{
    add_heading_row(out, table);
    for (const xmlNode *child = table->children; child; child = child->next)
        if (is(child, "row"))
            add_row(out, child);
}

/* ---- blocks ---- */

static void add_sources(struct aj_buf *out, const xmlNode *node)
{
    const char *between = "Källor: ";
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (!is(child, "source"))
            continue;
        xmlChar *of = xmlGetProp((xmlNodePtr)child, BAD_CAST "of");
        aj_buf_printf(out, "%s%s: ", between, of ? (const char *)of : "");
        add_inline(out, child, true);
        between = "; ";
        xmlFree(of);
    }
    aj_buf_char(out, '\n');
}

static void add_goal_heading(struct aj_buf *out, const xmlNode *goal)
{
    xmlChar *no = xmlGetProp((xmlNodePtr)goal, BAD_CAST "no"),
            *focus = xmlGetProp((xmlNodePtr)goal, BAD_CAST "focus");
    aj_buf_printf(out, "\n## %s. ", no ? (const char *)no : "");
    for (const xmlNode *child = goal->children; child; child = child->next)
        if (is(child, "title"))
            add_inline(out, child, true);
    if (focus)
        aj_buf_printf(out, "  (Fokusområde: %s)", (const char *)focus);
    aj_buf_char(out, '\n');
    xmlFree(no);
    xmlFree(focus);
}

/* What is known of a trend: "Effekt: stor"; of goals one a line. */
static void add_fact(struct aj_buf *out, const xmlNode *fact)
{
    xmlChar *name = xmlGetProp((xmlNodePtr)fact, BAD_CAST "name");
    aj_buf_printf(out, "%s: ", name ? (const char *)name : "");
    for (const xmlNode *child = fact->children; child; child = child->next) {
        if (is(child, "p") && child->prev)
            aj_buf_str(out, "; ");
        if (is(child, "p"))
            add_inline(out, child, true);
    }
    if (!fact->children || !is(fact->children, "p"))
        add_inline(out, fact, true);
    aj_buf_char(out, '\n');
    xmlFree(name);
}

/* A key figure and what it is, on a line. */
static void add_highlight(struct aj_buf *out, const xmlNode *highlight)
{
    for (const xmlNode *child = highlight->children; child; child = child->next) {
        if (is(child, "bound"))
            add_bound(out, child, false);
        else if (child->type == XML_ELEMENT_NODE)
            add_inline(out, child, false);
        aj_buf_char(out, ' ');
    }
    end_line(out);
}

/* Who answers for a response, and when. */
static void add_who(struct aj_buf *out, const xmlNode *response)
{
    xmlChar *who = xmlGetProp((xmlNodePtr)response, BAD_CAST "responsible"),
            *when = xmlGetProp((xmlNodePtr)response, BAD_CAST "time");
    if (who || when)
        aj_buf_printf(out, "(%s%s%s)\n", who ? (const char *)who : "", who && when ? ", " : "",
                      when ? (const char *)when : "");
    xmlFree(who);
    xmlFree(when);
}

static void add_block(struct aj_buf *out, const xmlNode *node, int depth)
{
    static const char *const skipped[] = {"front", "findings", "title", NULL};
    static const char *const lines[] = {"p", "dt", "dd", "caption", "figcaption", NULL};
    static const char *const headings[] = {"h1", "h2", "h3", "h4", NULL};
    if (node->type != XML_ELEMENT_NODE || depth > 100 || is_any(node, skipped))
        return;
    if (is_any(node, headings)) {
        static const char *const marks[] = {"\n# ", "\n## ", "\n### ", "\n#### "};
        add_line(out, marks[node->name[1] - '1'], node);
    } else if (is(node, "li") || is(node, "clause")) {
        add_line(out, "\xE2\x80\xA2 ", node);
    } else if (is_any(node, lines)) {
        add_line(out, "", node);
    } else if (is(node, "table")) {
        add_table(out, node);
    } else if (is(node, "highlight")) {
        add_highlight(out, node);
    } else if (is(node, "sources")) {
        add_sources(out, node);
    } else if (is(node, "fact")) {
        add_fact(out, node);
    } else if (is(node, "h") && is(node->parent, "response")) {
        add_line(out, "", node);
        add_who(out, node->parent);
    } else {
        if (is(node, "goal"))
            add_goal_heading(out, node);
        for (const xmlNode *child = node->children; child; child = child->next)
            if (!is(node, "chart") || is(child, "table"))
                add_block(out, child, depth + 1);
    }
}

/* ---- what was found about the prose ---- */

/* Numbers of this list are for programs too: decimal point, plain minus. */
static void add_technical(struct aj_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        bool comma = *p == ',' && p > text && p[-1] >= '0' && p[-1] <= '9' && p[1] >= '0' && p[1] <= '9';
        if (!strncmp(p, "\xE2\x88\x92", 3)) {
            aj_buf_char(out, '-');
            p += 2;
        } else if (!strncmp(p, NO_BREAK, 2)) {
            aj_buf_char(out, ' ');
            p++;
        } else {
            aj_buf_char(out, comma ? '.' : *p);
        }
    }
    aj_buf_char(out, '\n');
}

static bool is_about_prose(const struct aj_diag *diag)
{
    return diag->severity > AJ_NOTE || diag->code == AJ_N0318 || diag->code == AJ_N0319 ||
           diag->code == AJ_N0337;
}

static void add_findings(struct aj_buf *out, const struct aj_job *job, const struct met_result *result)
{
    uint32_t held = 0;
    const struct aj_diags *diags = job->diags;
    for (uint32_t i = 0; i <= diags->len; i++) {
        for (; held < result->held_len && result->held[held].before <= i; held++)
            aj_buf_printf(out, "claim ok: %s\n", result->held[held].text);
        if (i == diags->len || diags->items[i].accepted || !is_about_prose(&diags->items[i]))
            continue;
        aj_buf_printf(out, "%s: ", aj_severity_name(diags->items[i].severity));
        add_technical(out, aj_diag_message(diags, &diags->items[i], AJ_SWEDISH));
    }
}

void met_text(struct aj_job *job, const struct met_result *result, struct aj_buf *out)
{
    const xmlNode *root = result->data ? xmlDocGetRootElement(result->data) : NULL;
    if (root)
        add_block(out, root, 0);
    aj_buf_str(out, "\n-- diagnostics --\n");
    add_findings(out, job, result);
    aj_buf_char(out, '\n');
}
