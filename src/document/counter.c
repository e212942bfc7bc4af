/* Counters (CSS Lists and Counters Level 3, section 4). */
#include "document/build.h"

#include "document/tag.h"

#include <string.h>

enum { SCOPES_MOST = 4096 };

static struct doc_scope *innermost(struct doc_builder *b, const char *name)
{
    for (uint32_t i = b->scope_count; i > 0; i--)
        if (!strcmp(b->scopes[i - 1].name, name))
            return &b->scopes[i - 1];
    return NULL;
}

/* A new counter; it takes the place of one that an earlier sibling made. */
static void make(struct doc_builder *b, const char *name, int32_t value, doc_id owner)
{
    struct doc_scope scope = {name, value, owner};
    for (uint32_t i = b->scope_count; i > 0; i--)
        if (b->scopes[i - 1].owner == owner && !strcmp(b->scopes[i - 1].name, name)) {
            b->scopes[i - 1] = scope;
            return;
        }
    if (b->scope_count < SCOPES_MOST)
        AJ_PUSH(b->job->arena, b->scopes, b->scope_count, b->scope_cap, scope);
}

static void add(struct doc_builder *b, const char *name, int32_t by, bool set, doc_id owner)
{
    struct doc_scope *scope = innermost(b, name);
    if (!scope) {
        make(b, name, by, owner);
        return;
    }
    int64_t value = set ? by : (int64_t)scope->value + by;
    scope->value = value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : (int32_t)value;
}

static bool names_it(const struct css_counters *counters, const char *name)
{
    for (uint32_t i = 0; counters && i < counters->count; i++)
        if (!strcmp(counters->items[i].name, name))
            return true;
    return false;
}

/* A whole number in an attribute; false after a finding, or when it is not there. */
static bool read_number(struct doc_builder *b, const xmlNode *xml, const char *name, doc_id node,
                        int32_t *out)
{
    const char *text = doc_xml_attr(xml, name);
    if (!text)
        return false;
    const char *p = text + (*text == '-');
    int32_t value = 0;
    size_t digits = 0;
    for (; *p >= '0' && *p <= '9' && digits < 7; p++, digits++)
        value = value * 10 + (*p - '0');
    if (!digits || *p) {
        aj_diag_add(b->job->diags, AJ_E0516, b->doc->nodes[node].at, name, text, NULL);
        return false;
    }
    *out = *text == '-' ? -value : value;
    return true;
}

static const char list_item[] = "list-item";

/* counter-reset and counter-set of page; of the two the latter. */
static void number_page(struct doc_builder *b, const struct css_counters *counters, doc_id node)
{
    struct doc_document *doc = b->doc;
    for (uint32_t i = 0; counters && i < counters->count; i++)
        if (!strcmp(counters->items[i].name, "page"))
            AJ_PUSH(b->job->arena, doc->numbers, doc->number_count, doc->number_cap,
                    ((struct doc_page_number){node, counters->items[i].value}));
}

void doc_counters_enter(struct doc_builder *b, const struct doc_computed *computed, const xmlNode *xml,
                        enum doc_tag tag, doc_id owner, doc_id maker)
{
    int32_t number;
    if ((tag == DOC_TAG_OL || tag == DOC_TAG_UL) && !names_it(computed->reset, list_item))
        make(b, list_item, xml && read_number(b, xml, "start", maker, &number) ? number - 1 : 0, owner);
    for (uint32_t i = 0; computed->reset && i < computed->reset->count; i++)
        make(b, computed->reset->items[i].name, computed->reset->items[i].value, owner);
    if (tag == DOC_TAG_LI && xml && read_number(b, xml, "value", maker, &number))
        add(b, list_item, number, true, owner);
    else if (computed->style.display == DOC_LIST_ITEM && !names_it(computed->increment, list_item))
        add(b, list_item, 1, false, owner);
    for (uint32_t i = 0; computed->increment && i < computed->increment->count; i++)
        add(b, computed->increment->items[i].name, computed->increment->items[i].value, false, owner);
    number_page(b, computed->reset, maker);
    number_page(b, computed->set, maker);
    for (uint32_t i = 0; computed->set && i < computed->set->count; i++)
        add(b, computed->set->items[i].name, computed->set->items[i].value, true, owner);
}

void doc_counters_leave(struct doc_builder *b, doc_id owner)
{
    while (b->scope_count && b->scopes[b->scope_count - 1].owner == owner)
        b->scope_count--;
}

int32_t doc_counter_value(const struct doc_scope *scopes, uint32_t count, const char *name)
{
    for (uint32_t i = count; i > 0; i--)
        if (!strcmp(scopes[i - 1].name, name))
            return scopes[i - 1].value;
    return 0;
}

static void write_alpha(struct aj_buf *out, int32_t value, char first)
{
    char text[16];
    size_t n = sizeof text;
    for (; value > 0; value = (value - 1) / 26)
        text[--n] = (char)(first + (value - 1) % 26);
    aj_buf_add(out, text + n, sizeof text - n);
}

static void write_roman(struct aj_buf *out, int32_t value, bool upper)
{
    static const struct {
        int32_t value;
        const char *lower, *upper;
    } parts[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
                 {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
                 {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; value >= parts[i].value; value -= parts[i].value)
            aj_buf_str(out, upper ? parts[i].upper : parts[i].lower);
}

void doc_counter_write(struct aj_buf *out, int32_t value, uint8_t style)
{
    if ((style == CSS_LOWER_ALPHA || style == CSS_UPPER_ALPHA) && value > 0)
        write_alpha(out, value, style == CSS_LOWER_ALPHA ? 'a' : 'A');
    else if ((style == CSS_LOWER_ROMAN || style == CSS_UPPER_ROMAN) && value > 0 && value < 4000)
        write_roman(out, value, style == CSS_UPPER_ROMAN);
    else if (style == CSS_DECIMAL_ZERO && value >= 0 && value < 10)
        aj_buf_printf(out, "0%d", (int)value);
    else
        aj_buf_printf(out, "%d", (int)value);
}

char *doc_number(const struct doc_document *doc, int32_t value, uint8_t style)
{
    struct aj_buf text = AJ_BUF_INIT;
    doc_counter_write(&text, value, style);
    char *copy = aj_strndup(doc->job->arena, text.data, text.len);
    aj_buf_free(&text);
    return copy;
}

void doc_counter_item(const struct doc_scope *scopes, uint32_t count, const struct css_content_item *item,
                      struct aj_buf *out)
{
    bool all = item->separator != NULL, any = false;
    for (uint32_t i = 0; all && i < count; i++) {
        if (strcmp(scopes[i].name, item->text) != 0)
            continue;
        if (any)
            aj_buf_str(out, item->separator);
        doc_counter_write(out, scopes[i].value, item->style);
        any = true;
    }
    if (!any)
        doc_counter_write(out, doc_counter_value(scopes, count, item->text), item->style);
}

void doc_counters_keep(struct doc_builder *b, const char *id)
{
    if (!b->scope_count || aj_map_find(&b->snapshots, id))
        return;
    struct doc_snapshot *snapshot = AJ_NEW(b->job->arena, struct doc_snapshot);
    struct doc_scope *copy = AJ_NEW_N(b->job->arena, struct doc_scope, b->scope_count);
    memcpy(copy, b->scopes, b->scope_count * sizeof *copy);
    *snapshot = (struct doc_snapshot){b->scope_count, copy};
    aj_map_put(&b->snapshots, id, snapshot);
}
