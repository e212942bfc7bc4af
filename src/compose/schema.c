/* Reads a RELAX NG schema into elements and patterns, and has libxml2 compile it, when asked, as the final
 * judge. */
#include "compose/schema.h"

#include <libxml/xmlschemastypes.h>
#include <string.h>

#define RNG_NAMESPACE "http://relaxng.org/ns/structure/1.0"
#define DOC_NAMESPACE "http://relaxng.org/ns/compatibility/annotations/1.0"
#define XSD_NAMESPACE "http://www.w3.org/2001/XMLSchema"

enum { MOST_DEPTH = 60 };

static bool is_rng(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns &&
           !strcmp((const char *)node->ns->href, RNG_NAMESPACE) &&
           (!name || !strcmp((const char *)node->name, name));
}

/* An attribute's value in the schema's arena, outer white space off; NULL if it is not there. */
static const char *attribute(struct cmp_schema *schema, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp((xmlNodePtr)node, BAD_CAST name);
    if (!value)
        return NULL;
    const char *copy = aj_strdup(schema->arena, (const char *)value);
    xmlFree(value);
    return copy;
}

char *cmp_token(struct aj_arena *arena, const char *text)
{
    char *out = aj_strdup(arena, text);
    size_t len = 0;
    for (const char *p = out; *p; p++) {
        bool space = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r';
        if (!space)
            out[len++] = *p;
        else if (len && out[len - 1] != ' ')
            out[len++] = ' ';
    }
    while (len && out[len - 1] == ' ')
        len--;
    out[len] = '\0';
    return out;
}

static char *content(struct aj_arena *arena, const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent((xmlNodePtr)node);
    char *out = cmp_token(arena, text ? (const char *)text : "");
    xmlFree(text);
    return out;
}

static struct cmp_doc documentation(struct cmp_schema *schema, const xmlNode *node)
{
    struct cmp_doc doc = {NULL, NULL};
    for (const xmlNode *child = node->children; child; child = child->next) {
        bool ours = child->type == XML_ELEMENT_NODE && child->ns &&
                    !strcmp((const char *)child->ns->href, DOC_NAMESPACE);
        if (!ours)
            continue;
        xmlChar *lang = xmlGetNsProp((xmlNodePtr)child, BAD_CAST "lang", XML_XML_NAMESPACE);
        if (lang && !strcmp((const char *)lang, "sv"))
            doc.swedish = content(schema->arena, child);
        else
            doc.english = content(schema->arena, child);
        xmlFree(lang);
    }
    if (!doc.swedish)
        doc.swedish = doc.english;
    return doc;
}

/* What the compiler is at work on. */
struct compiler {
    struct cmp_schema *schema;
    struct cmp_element *element;
    bool optional; /* what is met need not be there */
    int depth;
};

static const struct cmp_pattern *compile(struct compiler *c, const xmlNode *node);

/* `node` and its following siblings, joined pairwise as `kind`; NULL if none is a pattern. */
static const struct cmp_pattern *compile_from(struct compiler *c, const xmlNode *node,
                                              enum cmp_pattern_kind kind)
{
    while (node && (!is_rng(node, NULL) || is_rng(node, "param")))
        node = node->next;
    if (!node)
        return NULL;
    /* In the order of the schema, which is the order that messages list in. */
    const struct cmp_pattern *one = compile(c, node);
    const struct cmp_pattern *rest = compile_from(c, node->next, kind);
    return rest ? cmp_pattern(c->schema, kind, one, rest, NULL) : one;
}

/* The children of a node, joined pairwise as `kind`. */
static const struct cmp_pattern *compile_all(struct compiler *c, const xmlNode *node,
                                             enum cmp_pattern_kind kind)
{
    const struct cmp_pattern *all = compile_from(c, node->children, kind);
    return all ? all : c->schema->empty;
}

static const struct cmp_pattern *compile_optional(struct compiler *c, const xmlNode *node, bool more)
{
    bool before = c->optional;
    c->optional = true;
    const struct cmp_pattern *inner = compile_all(c, node, CMP_GROUP);
    c->optional = before;
    if (more)
        inner = cmp_pattern(c->schema, CMP_MORE, inner, NULL, NULL);
    return cmp_pattern(c->schema, CMP_CHOICE, inner, c->schema->empty, NULL);
}

/* Takes a value or data pattern, or a choice of values, into `value`. */
static void take_value(struct cmp_schema *schema, const xmlNode *node, struct cmp_value *value, int depth)
{
    if (is_rng(node, "value")) {
        value->kind = CMP_VALUES;
        const char *text = content(schema->arena, node);
        AJ_PUSH(schema->arena, value->values, value->value_len, value->value_cap, text);
    } else if (is_rng(node, "data")) {
        value->kind = CMP_DATA;
        value->type = attribute(schema, node, "type");
        for (xmlNodePtr child = node->children; child && !value->params; child = child->next)
            if (is_rng(child, "param"))
                value->params = child;
    } else if (is_rng(node, "ref") && depth < MOST_DEPTH) {
        const char *name = attribute(schema, node, "name");
        const xmlNode *define = name ? aj_map_find(&schema->defines, name) : NULL;
        if (define)
            take_value(schema, define, value, depth + 1);
    } else {
        for (const xmlNode *child = node->children; child; child = child->next)
            if (is_rng(child, NULL) && depth < MOST_DEPTH)
                take_value(schema, child, value, depth + 1);
    }
}

static void take_attribute(struct compiler *c, const xmlNode *node)
{
    struct cmp_attr attr = {.name = attribute(c->schema, node, "name"), .required = !c->optional};
    struct cmp_element *element = c->element;
    for (uint32_t i = 0; i < element->attr_len; i++)
        if (!strcmp(element->attrs[i].name, attr.name))
            return;
    take_value(c->schema, node, &attr.value, 0);
    attr.doc = documentation(c->schema, node);
    AJ_PUSH(c->schema->arena, element->attrs, element->attr_len, element->attr_cap, attr);
}

/* The one struct for an <element> of the schema, whichever way it is reached. */
static struct cmp_element *element_for(struct cmp_schema *schema, const xmlNode *node)
{
    const char *key = aj_printf(schema->arena, "%p", (const void *)node);
    struct cmp_element *element = aj_map_find(&schema->elements, key);
    if (element)
        return element;
    element = AJ_NEW(schema->arena, struct cmp_element);
    element->name = attribute(schema, node, "name");
    element->source = node;
    element->doc = documentation(schema, node);
    aj_map_put(&schema->elements, key, element);
    return element;
}

static const struct cmp_pattern *compile_element(struct compiler *c, const xmlNode *node)
{
    struct cmp_element *child = element_for(c->schema, node);
    struct cmp_element *parent = c->element;
    if (!parent) { /* the grammar's start */
        AJ_PUSH(c->schema->arena, c->schema->starts, c->schema->start_len, c->schema->start_cap, child);
        return c->schema->empty;
    }
    struct cmp_elements list = {c->schema->arena, parent->children, parent->child_len, parent->child_cap};
    cmp_elements_add(&list, child);
    parent->children = list.items;
    parent->child_len = list.len;
    parent->child_cap = list.cap;
    return cmp_pattern(c->schema, CMP_ELEMENT, NULL, NULL, child);
}

static const struct cmp_pattern *compile_ref(struct compiler *c, const xmlNode *node)
{
    const char *name = attribute(c->schema, node, "name");
    const xmlNode *define = name ? aj_map_find(&c->schema->defines, name) : NULL;
    /* libxml2's compilation has refused refs to nothing and circles before this. */
    if (!define || c->depth >= MOST_DEPTH)
        return c->schema->empty;
    c->depth++;
    const struct cmp_pattern *out = compile_all(c, define, CMP_GROUP);
    c->depth--;
    return out;
}

/* Whether a choice is among values only. */
static bool is_value(const xmlNode *node)
{
    if (is_rng(node, "value") || is_rng(node, "data"))
        return true;
    if (!is_rng(node, "choice"))
        return false;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (is_rng(child, NULL) && !is_value(child))
            return false;
    return true;
}

static const struct cmp_pattern *compile(struct compiler *c, const xmlNode *node)
{
    struct cmp_schema *schema = c->schema;
    if (is_rng(node, "element"))
        return compile_element(c, node);
    if (is_rng(node, "ref"))
        return compile_ref(c, node);
    if (is_rng(node, "optional"))
        return compile_optional(c, node, false);
    if (is_rng(node, "zeroOrMore"))
        return compile_optional(c, node, true);
    if (is_rng(node, "oneOrMore"))
        return cmp_pattern(schema, CMP_MORE, compile_all(c, node, CMP_GROUP), NULL, NULL);
    if (is_rng(node, "interleave"))
        return compile_all(c, node, CMP_INTERLEAVE);
    if (is_rng(node, "group"))
        return compile_all(c, node, CMP_GROUP);
    if (is_rng(node, "notAllowed"))
        return schema->nothing;
    if (!c->element)
        return schema->empty;
    if (is_rng(node, "attribute"))
        take_attribute(c, node);
    else if (is_rng(node, "text"))
        c->element->text = true;
    else if (is_rng(node, "mixed")) {
        c->element->text = true;
        return compile_all(c, node, CMP_GROUP);
    } else if (is_value(node)) {
        c->element->has_value = c->element->text = true;
        take_value(schema, node, &c->element->value, 0);
    } else if (is_rng(node, "choice")) {
        bool before = c->optional;
        c->optional = true;
        const struct cmp_pattern *out = compile_all(c, node, CMP_CHOICE);
        c->optional = before;
        return out;
    }
    return schema->empty;
}

void cmp_element_ready(struct cmp_schema *schema, struct cmp_element *element)
{
    if (element->ready)
        return;
    element->ready = true;
    struct compiler c = {.schema = schema, .element = element};
    element->content = compile_all(&c, element->source, CMP_GROUP);
}

/* Whether any element of the schema names an attribute `at` itself. */
static bool names_at(struct cmp_schema *schema, const xmlNode *node)
{
    for (; node; node = node->next) {
        const char *name = is_rng(node, "attribute") ? attribute(schema, node, "name") : NULL;
        if ((name && !strcmp(name, "at")) ||
            (node->type == XML_ELEMENT_NODE && names_at(schema, node->children)))
            return true;
    }
    return false;
}

/* The source stage puts an at on every element; the schema as authors read it does not mention that. */
static void allow_at(xmlNodePtr node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        allow_at(node->children);
        if (is_rng(node, "element")) {
            xmlNodePtr optional = xmlNewChild(node, node->ns, BAD_CAST "optional", NULL);
            xmlNodePtr at = xmlNewChild(optional, node->ns, BAD_CAST "attribute", NULL);
            xmlNewProp(at, BAD_CAST "name", BAD_CAST "at");
            xmlNewChild(at, node->ns, BAD_CAST "text", NULL);
        }
    }
}

static void free_judge(void *judge)
{
    xmlRelaxNGFree(judge);
}
static void free_doc(void *doc)
{
    xmlFreeDoc(doc);
}

/* What the schema may not have, because a message could not be made from it. */
static const char *unknown_pattern(const xmlNode *node)
{
    static const char *const refused[] = {"externalRef", "include", "parentRef", "list",
                                          "anyName",     "nsName",  "except",    "div"};
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
            if (is_rng(node, refused[i]))
                return refused[i];
        const char *below = unknown_pattern(node->children);
        if (below)
            return below;
    }
    return NULL;
}

/* Keeps the first complaint. */
static void hear(void *context, xmlErrorPtr error)
{
    xmlErrorPtr first = context;
    if (first->code == 0)
        xmlCopyError(error, first);
}

bool cmp_schema_compile_judge(struct aj_job *job, struct cmp_schema *schema)
{
    if (schema->judge)
        return true;
    xmlDocPtr copy = xmlCopyDoc(schema->doc, 1);
    if (!names_at(schema, schema->doc->children))
        allow_at(copy->children);
    xmlError error = {0};
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewDocParserCtxt(copy);
    xmlRelaxNGSetParserStructuredErrors(parser, hear, &error);
    xmlRelaxNGPtr judge = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
    xmlFreeDoc(copy);
    if (judge)
        aj_arena_own(schema->arena, judge, free_judge);
    if (judge && error.code == 0)
        schema->judge = judge;
    if (!schema->judge) {
        char *message = aj_strdup(job->arena, error.message ? error.message : "it does not compile");
        message[strcspn(message, "\n")] = '\0';
        uint32_t line = error.line > 0 ? (uint32_t)error.line : 0;
        aj_diag_add(job->diags, AJ_E0402, cmp_template_place(job, schema->path, line), schema->path, message,
                    message, NULL);
    }
    xmlResetError(&error);
    return schema->judge != NULL;
}

struct cmp_schema *cmp_schema_compile(struct cmp_run *run, const char *path, xmlDocPtr doc)
{
    struct aj_arena *arena = run->library->arena;
    struct cmp_schema *schema = AJ_NEW(arena, struct cmp_schema);
    aj_arena_own(arena, doc, free_doc);
    schema->arena = arena;
    schema->doc = doc;
    schema->path = aj_strdup(arena, path);
    schema->defines = (struct aj_map)AJ_MAP_INIT(arena);
    schema->elements = (struct aj_map)AJ_MAP_INIT(arena);
    const char *unknown = unknown_pattern(doc->children);
    if (unknown) {
        const char *message =
            aj_printf(run->job->arena, "<%s> is outside the part of RELAX NG used here", unknown);
        aj_diag_add(run->job->diags, AJ_E0402, cmp_template_place(run->job, path, 0), path, message, message,
                    NULL);
        return NULL;
    }
    schema->empty = (struct cmp_pattern *)cmp_pattern(schema, CMP_EMPTY, NULL, NULL, NULL);
    schema->nothing = (struct cmp_pattern *)cmp_pattern(schema, CMP_NOTHING, NULL, NULL, NULL);
    const xmlNode *start = NULL;
    for (xmlNodePtr node = xmlDocGetRootElement(doc)->children; node; node = node->next) {
        const char *name = is_rng(node, "define") ? attribute(schema, node, "name") : NULL;
        if (name)
            aj_map_put(&schema->defines, name, node);
        if (is_rng(node, "start"))
            start = node;
    }
    struct compiler c = {.schema = schema};
    if (start)
        compile_all(&c, start, CMP_CHOICE);
    else
        compile(&c, xmlDocGetRootElement(doc)); /* a schema without a grammar is its root's pattern */
    return schema;
}

/* The pattern facet; others are left to the judge. */
static bool matches_params(struct aj_job *job, const xmlNode *param, const char *text)
{
    bool right = true;
    for (; param && right; param = param->next) {
        xmlChar *name = is_rng(param, "param") ? xmlGetNoNsProp((xmlNodePtr)param, BAD_CAST "name") : NULL;
        if (name && !strcmp((const char *)name, "pattern")) {
            xmlRegexpPtr regexp = xmlRegexpCompile(BAD_CAST content(job->arena, param));
            right = !regexp || xmlRegexpExec(regexp, BAD_CAST text) == 1;
            xmlRegFreeRegexp(regexp);
        }
        xmlFree(name);
    }
    return right;
}

bool cmp_value_fits(struct aj_job *job, const struct cmp_value *value, const char *text)
{
    if (value->kind == CMP_ANY)
        return true;
    if (value->kind == CMP_VALUES) {
        for (uint32_t i = 0; i < value->value_len; i++)
            if (!strcmp(value->values[i], text))
                return true;
        return false;
    }
    xmlSchemaTypePtr type = xmlSchemaGetPredefinedType(BAD_CAST value->type, BAD_CAST XSD_NAMESPACE);
    if (type && xmlSchemaValidatePredefinedType(type, BAD_CAST text, NULL) != 0)
        return false;
    return matches_params(job, value->params, text);
}
