/* What the page of findings tells, as a tree for its stylesheet. */
#include "watch/page_tree.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FINDINGS = 500, LINE_BEFORE = 60, LINE_MOST = 160 };

void wat_set(xmlNodePtr node, const char *name, const char *text)
{
    struct aj_buf clean = AJ_BUF_INIT;
    aj_utf8_add(&clean, text, strlen(text));
    xmlSetProp(node, BAD_CAST name, BAD_CAST(clean.data ? clean.data : ""));
    aj_buf_free(&clean);
}

void wat_set_number(xmlNodePtr node, const char *name, long long number)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", number);
    xmlSetProp(node, BAD_CAST name, BAD_CAST text);
}

xmlNodePtr wat_add(xmlNodePtr parent, const char *name, const char *text, size_t length)
{
    struct aj_buf clean = AJ_BUF_INIT;
    if (text)
        aj_utf8_add(&clean, text, length);
    xmlNodePtr node = xmlNewTextChild(parent, NULL, BAD_CAST name, BAD_CAST clean.data);
    aj_buf_free(&clean);
    return node;
}

/* Where what begins at `from` ends: a tag at its >, a cell or word before what parts it from the next. */
static size_t end_of_piece(const char *line, size_t from, size_t length)
{
    if (line[from] == '<') {
        const char *close = memchr(line + from, '>', length - from);
        return close ? (size_t)(close + 1 - line) : length;
    }
    size_t to = from;
    bool quoted = line[to] == '"';
    for (to += quoted; to < length; to++)
        if (quoted ? line[to] == '"' : strchr(";,\t<>\"", line[to]) != NULL)
            break;
    if (quoted && to < length)
        to++;
    while (to > from + 1 && (line[to - 1] == ' ' || line[to - 1] == '\r'))
        to--;
    return to > from ? to : from + (from < length);
}

static size_t at_character(const char *line, size_t offset)
{
    while (offset > 0 && ((unsigned char)line[offset] & 0xC0) == 0x80)
        offset--;
    return offset;
}

/* The line with what the place points at set apart; long lines are cut on both sides. */
static void add_line(xmlNodePtr finding, const struct aj_place *place)
{
    const char *line = place->line_text;
    size_t length = place->line_length;
    if (!line || !length || !place->line)
        return;
    size_t from = place->column ? aj_utf8_offset(line, length, place->column - 1) : 0;
    size_t to = place->column && from < length ? end_of_piece(line, from, length) : from;
    size_t start = from > LINE_BEFORE ? at_character(line, from - LINE_BEFORE) : 0;
    while (start < from && (line[start] == ' ' || line[start] == '\t'))
        start++;
    size_t end = length - start > LINE_MOST ? at_character(line, start + LINE_MOST) : length;
    to = to > end ? end : to;
    from = from > end ? end : from;
    xmlNodePtr node = wat_add(finding, "line", NULL, 0);
    if (start > 0 && from > LINE_BEFORE)
        wat_set(node, "cut-before", "ja");
    if (end < length)
        wat_set(node, "cut-after", "ja");
    wat_add(node, "before", line + start, from - start);
    wat_add(node, "mark", line + from, to - from);
    wat_add(node, "after", line + to, end - to);
}

/* The file that a finding is told under, "" if it is of none. */
static const char *file_of(const struct bat_run *run, const struct aj_diag *diag, struct aj_place *place)
{
    const struct aj_job *job = run->job;
    *place = aj_places_at(job->places, diag->at);
    if (!place->file)
        *place = aj_places_at(job->places, diag->template_at);
    return place->file ? aj_job_name_below_root(job, place->file) : "";
}

/* A finding in the order of the page. */
struct item {
    const struct aj_diag *diag;
    struct aj_place place;
    const char *file;
    enum aj_severity worst; /* of its file */
    uint32_t index;
};

/* The worst file first, in it the worst finding, then in the order of the lines. */
static int compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->worst != y->worst)
        return x->worst > y->worst ? -1 : 1;
    int order = strcmp(x->file, y->file);
    if (order)
        return order;
    if (x->diag->severity != y->diag->severity)
        return x->diag->severity > y->diag->severity ? -1 : 1;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static struct item *sort_findings(const struct bat_run *run, bool accepted, uint32_t *count)
{
    const struct aj_diags *diags = run->job->diags;
    struct aj_map worst = AJ_MAP_INIT(run->job->arena);
    struct item *items = NULL;
    uint32_t cap = 0;
    *count = 0;
    for (uint32_t i = 0; i < diags->len; i++) {
        struct item item = {.diag = &diags->items[i], .index = i};
        if (accepted != (item.diag->accepted != NULL))
            continue;
        item.file = file_of(run, item.diag, &item.place);
        const struct aj_diag *other = aj_map_find(&worst, item.file);
        if (!other || other->severity < item.diag->severity)
            aj_map_put(&worst, item.file, &diags->items[i]);
        AJ_PUSH(run->job->arena, items, *count, cap, item);
    }
    for (uint32_t i = 0; i < *count; i++)
        items[i].worst = ((const struct aj_diag *)aj_map_find(&worst, items[i].file))->severity;
    if (*count)
        qsort(items, *count, sizeof *items, compare);
    return items;
}

static void add_finding(xmlNodePtr file, const struct bat_run *run, const struct item *item)
{
    const struct aj_diags *diags = run->job->diags;
    xmlNodePtr finding = wat_add(file, "finding", NULL, 0);
    const char *message = aj_diag_message(diags, item->diag, AJ_SWEDISH);
    const char *hint = aj_diag_hint(diags, item->diag, AJ_SWEDISH);
    wat_set(finding, "severity", aj_severity_name(item->diag->severity));
    wat_set(finding, "code", aj_code_name(item->diag->code));
    if (item->place.line)
        wat_set_number(finding, "line", item->place.line);
    if (item->place.line && item->place.column)
        wat_set_number(finding, "column", item->place.column);
    if (item->place.label)
        wat_set(finding, "label", item->place.label);
    wat_add(finding, "message", message, strlen(message));
    if (*hint)
        wat_add(finding, "hint", hint, strlen(hint));
    if (item->diag->accepted)
        wat_add(finding, "accepted", item->diag->accepted, strlen(item->diag->accepted));
    else
        add_line(finding, &item->place);
}

void wat_add_findings(xmlNodePtr root, const struct bat_run *run, bool accepted)
{
    uint32_t count;
    struct item *items = sort_findings(run, accepted, &count);
    xmlNodePtr list = wat_add(root, accepted ? "accepted" : "findings", NULL, 0), file = NULL;
    for (uint32_t i = 0; i < count && i < MOST_FINDINGS; i++) {
        if (i == 0 || strcmp(items[i].file, items[i - 1].file) != 0) {
            file = wat_add(list, "file", NULL, 0);
            wat_set(file, "name", items[i].file);
            wat_set_number(file, "n", i + 1);
        }
        add_finding(file, run, &items[i]);
    }
    wat_set_number(list, "count", count);
    if (count > MOST_FINDINGS)
        wat_set_number(list, "more", count - MOST_FINDINGS);
}
