/* A document against a schema, with words of our own for each fault; libxml2's validation is the final judge.
 */
#include "compose/schema.h"

#include <libxml/xmlschemastypes.h>
#include <string.h>

enum { MOST_DEPTH = 250, MOST_FAULTS = 100, MOST_QUOTED = 40 };

struct checker {
    struct aj_job *job;
    struct cmp_schema *schema;
    uint32_t faults;
};

/* "<a>, <b>, <c>". */
static const char *list_elements(struct aj_job *job, struct cmp_element *const *items, uint32_t len)
{
    const char *out = "";
    struct aj_buf buf = AJ_BUF_INIT;
    for (uint32_t i = 0; i < len; i++)
        aj_buf_printf(&buf, "%s<%s>", i ? ", " : "", items[i]->name);
    if (buf.len)
        out = aj_strdup(job->arena, buf.data);
    aj_buf_free(&buf);
    return out;
}

/* "did you mean …? " in both languages, or two empty strings. */
struct meant {
    const char *name, *english, *swedish;
};

static struct meant meant(struct aj_job *job, const char *name, const char *const *names, uint32_t count,
                          const char *format)
{
    struct meant out = {.name = count ? aj_did_you_mean(name, names, count) : NULL, "", ""};
    if (out.name) {
        size_t n = strlen(out.name);
        char *quoted = aj_printf(job->arena, "%c%s%c", format[0], out.name, format[1]);
        quoted[n + 2] = '\0';
        out.english = aj_printf(job->arena, "did you mean %s? ", quoted);
        out.swedish = aj_printf(job->arena, "menade du %s? ", quoted);
    }
    return out;
}

static struct meant meant_element(struct checker *c, const char *name, struct cmp_element *const *items,
                                  uint32_t len)
{
    const char **names = AJ_NEW_N(c->job->arena, const char *, len + 1);
    for (uint32_t i = 0; i < len; i++)
        names[i] = items[i]->name;
    return meant(c->job, name, names, len, "<>");
}

#define FAULT(c, code, node, ...)                                                                            \
    do {                                                                                                     \
        if ((c)->faults++ < MOST_FAULTS)                                                                     \
            aj_diag_add((c)->job->diags, (code), src_xml_at(node), __VA_ARGS__, NULL);                       \
    } while (0)

static const char *name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static bool is_blank(const char *text)
{
    return !text[strspn(text, " \t\r\n")];
}

/* What a value may be, as a hint: its list, or the words of the schema. */
static const char *value_hint(struct checker *c, const struct cmp_value *value, struct cmp_doc doc,
                              enum aj_language language)
{
    struct aj_buf buf = AJ_BUF_INIT;
    bool swedish = language == AJ_SWEDISH;
    if (value->kind == CMP_VALUES) {
        aj_buf_str(&buf, swedish ? "skriv " : "write ");
        for (uint32_t i = 0; i < value->value_len; i++)
            aj_buf_printf(&buf, "%s\"%s\"",
                          !i                         ? ""
                          : i + 1 < value->value_len ? ", "
                          : swedish                  ? " eller "
                                                     : " or ",
                          value->values[i]);
    } else {
        const char *words = swedish ? doc.swedish : doc.english;
        aj_buf_str(&buf, words ? words : value->type ? value->type : "");
    }
    const char *out = aj_strdup(c->job->arena, buf.data ? buf.data : "");
    aj_buf_free(&buf);
    return out;
}

/* Whether the schema knows the attribute; its value is told of if it does not fit. */
static bool check_attribute(struct checker *c, const xmlNode *node, const struct cmp_element *element,
                            const char *name)
{
    const char **names = AJ_NEW_N(c->job->arena, const char *, element->attr_len + 1);
    struct aj_buf list = AJ_BUF_INIT;
    for (uint32_t i = 0; i < element->attr_len; i++) {
        const struct cmp_attr *attr = &element->attrs[i];
        if (!strcmp(attr->name, name)) {
            const char *raw = src_xml_attr(c->job, node, name);
            const char *text = cmp_token(c->job->arena, raw ? raw : "");
            if (!cmp_value_fits(c->job, &attr->value, text)) {
                struct meant m = {NULL, "", ""};
                if (attr->value.kind == CMP_VALUES)
                    m = meant(c->job, text, attr->value.values, attr->value.value_len, "\"\"");
                const char *en = value_hint(c, &attr->value, attr->doc, AJ_ENGLISH);
                const char *sv = value_hint(c, &attr->value, attr->doc, AJ_SWEDISH);
                FAULT(c, AJ_E0415, node, name_of(node), name, text,
                      aj_printf(c->job->arena, "%s%s", m.english, en),
                      aj_printf(c->job->arena, "%s%s", m.swedish, sv));
            }
            aj_buf_free(&list);
            return true;
        }
        names[i] = attr->name;
        aj_buf_printf(&list, "%s%s", i ? ", " : "", attr->name);
    }
    struct meant m = meant(c->job, name, names, element->attr_len, "\"\"");
    if (element->attr_len)
        FAULT(c, AJ_E0414, node, name_of(node), name, list.data, m.english, m.swedish);
    else
        FAULT(c, AJ_E0418, node, name_of(node), name);
    aj_buf_free(&list);
    return false;
}

static void check_attributes(struct checker *c, const xmlNode *node, const struct cmp_element *element)
{
    bool known = true;
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        /* at is the source stage's; xml:… may stand anywhere. */
        if (!attr->ns && strcmp((const char *)attr->name, "at") != 0)
            known &= check_attribute(c, node, element, (const char *)attr->name);
    }
    /* An attribute that is not known is most likely the missing one, misspelt. */
    for (uint32_t i = 0; known && i < element->attr_len; i++) {
        const struct cmp_attr *attr = &element->attrs[i];
        if (attr->required && !xmlHasProp((xmlNodePtr)node, BAD_CAST attr->name)) {
            const char *en = attr->value.kind == CMP_VALUES
                                 ? value_hint(c, &attr->value, attr->doc, AJ_ENGLISH)
                                 : attr->doc.english;
            const char *sv = attr->value.kind == CMP_VALUES
                                 ? value_hint(c, &attr->value, attr->doc, AJ_SWEDISH)
                                 : attr->doc.swedish;
            FAULT(c, AJ_E0413, node, name_of(node), attr->name, en ? en : "", sv ? sv : "");
        }
    }
}

static struct cmp_element *find_child(struct cmp_element *const *items, uint32_t len, const char *name)
{
    for (uint32_t i = 0; i < len; i++)
        if (!strcmp(items[i]->name, name))
            return items[i];
    return NULL;
}

/* The patterns that must still be matched, one by one: "<title>", or "<p> or <ul>" for a choice. */
static void report_missing(struct checker *c, const xmlNode *node, const struct cmp_pattern *rest,
                           const char *excused)
{
    if (rest->nullable || rest->kind == CMP_NOTHING)
        return;
    if (rest->kind == CMP_GROUP || rest->kind == CMP_INTERLEAVE) {
        report_missing(c, node, rest->a, excused);
        report_missing(c, node, rest->b, excused);
        return;
    }
    struct cmp_elements first = {.arena = c->job->arena};
    cmp_pattern_first(rest, &first);
    if (!first.len || (excused && find_child(first.items, first.len, excused)))
        return;
    const char *names = list_elements(c->job, first.items, first.len);
    struct cmp_doc doc = first.items[0]->doc;
    bool one = first.len == 1;
    FAULT(c, one ? AJ_E0412 : AJ_E0420, node, name_of(node), names, one && doc.english ? doc.english : "",
          one && doc.swedish ? doc.swedish : "");
}

static void report_stray(struct checker *c, const xmlNode *child, const struct cmp_element *parent,
                         const struct cmp_pattern *state)
{
    struct cmp_elements first = {.arena = c->job->arena};
    cmp_pattern_first(state, &first);
    const char *names = list_elements(c->job, first.items, first.len);
    if (first.len)
        FAULT(c, AJ_E0411, child, name_of(child), parent->name, names);
    else
        FAULT(c, AJ_E0421, child, name_of(child), parent->name);
}

static void check_element(struct checker *c, const xmlNode *node, struct cmp_element *element, int depth);

/* What a fault among an element's children explains, so that it is not told again as something missing. */
struct excuse {
    const char *name; /* the element that an unknown one was probably meant to be */
    bool order;       /* an element stood where another must */
};

/* What may follow a child that could stand here were not the one element before it missing; nothing
 * otherwise. That it is missing is told, unless a misspelt one is it. */
static const struct cmp_pattern *skip_missing(struct checker *c, const xmlNode *child,
                                              struct cmp_element *known, const struct cmp_pattern *state,
                                              const char *excused)
{
    struct cmp_elements first = {.arena = c->job->arena};
    cmp_pattern_first(state, &first);
    if (state->nullable || first.len != 1)
        return c->schema->nothing;
    struct cmp_element *missing = first.items[0];
    const struct cmp_pattern *after =
        cmp_pattern_after(c->schema, cmp_pattern_after(c->schema, state, missing), known);
    if (after->kind != CMP_NOTHING && !(excused && !strcmp(missing->name, excused)))
        FAULT(c, AJ_E0412, child->parent, name_of(child->parent),
              aj_printf(c->job->arena, "<%s>", missing->name),
              missing->doc.english ? missing->doc.english : "",
              missing->doc.swedish ? missing->doc.swedish : "");
    return after;
}

/* Takes one child element; returns what may follow. */
static const struct cmp_pattern *check_child(struct checker *c, const xmlNode *child,
                                             struct cmp_element *parent, const struct cmp_pattern *state,
                                             struct excuse *excuse, int depth)
{
    struct cmp_elements first = {.arena = c->job->arena};
    /* The common case, without a list: the child is known to the parent and may stand here. */
    struct cmp_element *known = find_child(parent->children, parent->child_len, name_of(child));
    const struct cmp_pattern *after = known ? cmp_pattern_after(c->schema, state, known) : c->schema->nothing;
    if (known && after->kind == CMP_NOTHING) {
        /* Another element of the same name may be meant at this point. */
        cmp_pattern_first(state, &first);
        struct cmp_element *other = find_child(first.items, first.len, name_of(child));
        if (other) {
            known = other;
            after = cmp_pattern_after(c->schema, state, known);
        }
    }
    if (!known) {
        struct meant m = meant_element(c, name_of(child), parent->children, parent->child_len);
        const char *names = list_elements(c->job, parent->children, parent->child_len);
        if (parent->child_len)
            FAULT(c, AJ_E0410, child, name_of(child), parent->name, names, m.english, m.swedish);
        else
            FAULT(c, AJ_E0422, child, name_of(child), parent->name);
        if (m.name)
            excuse->name = m.name;
        return state;
    }
    if (after->kind == CMP_NOTHING)
        after = skip_missing(c, child, known, state, excuse->name);
    if (after->kind == CMP_NOTHING) {
        report_stray(c, child, parent, state);
        excuse->order = true;
        after = state;
    }
    check_element(c, child, known, depth + 1);
    return after;
}

/* The children that take text and may stand where a text does: those that may follow the elements before it.
 */
static void find_holders(struct checker *c, const xmlNode *text, const struct cmp_element *element,
                         struct cmp_elements *out)
{
    const struct cmp_pattern *state = element->content;
    bool first = true;
    for (const xmlNode *child = text->parent->children; child != text; child = child->next) {
        struct cmp_element *known = child->type == XML_ELEMENT_NODE
                                        ? find_child(element->children, element->child_len, name_of(child))
                                        : NULL;
        const struct cmp_pattern *after =
            known ? cmp_pattern_after(c->schema, state, known) : c->schema->nothing;
        if (after->kind != CMP_NOTHING) {
            state = after;
            first = false;
        }
    }
    struct cmp_elements next = {.arena = c->job->arena};
    if (!first)
        cmp_pattern_first(state, &next);
    struct cmp_element *const *items = next.len ? next.items : element->children;
    for (uint32_t i = 0, n = next.len ? next.len : element->child_len; i < n; i++) {
        cmp_element_ready(c->schema, items[i]);
        if (items[i]->text)
            cmp_elements_add(out, items[i]);
    }
}

static void check_text(struct checker *c, const xmlNode *node, const struct cmp_element *element)
{
    if (!element->text) {
        for (const xmlNode *child = node->children; child; child = child->next) {
            bool text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
            if (!text || is_blank((const char *)child->content))
                continue;
            const char *quoted = cmp_token(c->job->arena, (const char *)child->content);
            struct cmp_elements holders = {.arena = c->job->arena};
            find_holders(c, child, element, &holders);
            size_t n = strlen(quoted);
            if (n > MOST_QUOTED) {
                n = MOST_QUOTED;
                while (n && ((unsigned char)quoted[n] & 0xC0) == 0x80)
                    n--;
                quoted = aj_printf(c->job->arena, "%.*s…", (int)n, quoted);
            }
            if (holders.len)
                FAULT(c, AJ_E0416, node, name_of(node), quoted,
                      list_elements(c->job, holders.items, holders.len));
            else
                FAULT(c, AJ_E0423, node, name_of(node), quoted);
            return;
        }
    } else if (element->has_value) {
        xmlChar *raw = xmlNodeGetContent((xmlNodePtr)node);
        const char *text = cmp_token(c->job->arena, raw ? (const char *)raw : "");
        xmlFree(raw);
        if (!cmp_value_fits(c->job, &element->value, text))
            FAULT(c, AJ_E0417, node, name_of(node), text,
                  value_hint(c, &element->value, element->doc, AJ_ENGLISH),
                  value_hint(c, &element->value, element->doc, AJ_SWEDISH));
    }
}

static void check_element(struct checker *c, const xmlNode *node, struct cmp_element *element, int depth)
{
    /* The source stage has refused deeper trees before. */
    if (depth > MOST_DEPTH)
        return;
    cmp_element_ready(c->schema, element);
    check_attributes(c, node, element);
    check_text(c, node, element);
    const struct cmp_pattern *state = element->content;
    struct excuse excuse = {NULL, false};
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            state = check_child(c, child, element, state, &excuse, depth);
    if (!excuse.order)
        report_missing(c, node, state, excuse.name);
}

struct verdict {
    const xmlNode *node;
    char message[256];
};

/* Keeps the innermost complaint, which libxml2 makes first. */
static void hear(void *context, xmlErrorPtr error)
{
    struct verdict *verdict = context;
    if (verdict->message[0])
        return;
    verdict->node = error->node;
    size_t n = strcspn(error->message ? error->message : "", "\n");
    n = n < sizeof verdict->message ? n : sizeof verdict->message - 1;
    memcpy(verdict->message, error->message ? error->message : "", n);
    verdict->message[n] = '\0';
}

/* What our reading of the schema let through and the contract does not. */
static void ask_judge(struct checker *c, xmlDocPtr doc)
{
    struct verdict verdict = {.node = NULL};
    if (!cmp_schema_compile_judge(c->job, c->schema)) {
        c->faults++;
        return;
    }
    xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(c->schema->judge);
    xmlRelaxNGSetValidStructuredErrors(context, hear, &verdict);
    int status = xmlRelaxNGValidateDoc(context, doc);
    xmlRelaxNGFreeValidCtxt(context);
    if (status == 0)
        return;
    const xmlNode *node = verdict.node ? verdict.node : xmlDocGetRootElement(doc);
    FAULT(c, AJ_E0424, node, name_of(node), verdict.message);
}

bool cmp_schema_check(struct aj_job *job, struct cmp_schema *schema, xmlDocPtr doc, bool judged)
{
    struct checker c = {.job = job, .schema = schema};
    xmlNodePtr root = xmlDocGetRootElement(doc);
    if (!root)
        return false;
    struct cmp_element *start = find_child(schema->starts, schema->start_len, name_of(root));
    if (start)
        check_element(&c, root, start, 0);
    else
        FAULT(&c, AJ_E0409, root, name_of(root), list_elements(job, schema->starts, schema->start_len));
    if (judged && !c.faults)
        ask_judge(&c, doc);
    return c.faults == 0;
}
