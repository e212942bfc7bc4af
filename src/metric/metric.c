#include "metric/chart.h"
#include "metric/prose.h"
#include "metric/trends.h"

#include "base/buf.h"
#include "model/template.h"

#include <string.h>

static void release_document(void *doc)
{
    xmlFreeDoc(doc);
}

/* The organisation that the report's front names, "" if none. */
static const char *own_name(struct met_result *r, const xmlNode *source)
{
    const xmlNode *own = src_xml_child(src_xml_child(source->parent->parent, "front"), "organisation");
    return own ? mdl_node_text(r->job, own) : "";
}

static void load_source(struct met_result *r, const xmlNode *node)
{
    const char *file = met_need(r, node, "file");
    if (!file) {
        r->model->incomplete = true;
        return;
    }
    aj_at at = src_xml_at(node);
    struct mdl_hint hint = {.unit = met_attr(r, node, "unit"),
                            .kind = met_attr(r, node, "kind"),
                            .name = met_attr(r, node, "name"),
                            .organisation = met_attr(r, node, "organisation"),
                            .own = own_name(r, node),
                            .edition = met_attr(r, node, "edition")};
    const char *variant = met_attr(r, node, "variant");
    const struct src_table *table = src_csv_read(r->job, aj_places_at(r->job->places, at).file, file, at);
    if (table && table->rows > 1 && !variant && mdl_is_actions(r->job->arena, table)) {
        mdl_take_actions(r->model, table, &hint, at);
        return;
    }
    if (table && hint.edition)
        aj_diag_add(r->job->diags, AJ_E0267, at, table->file, NULL);
    bool taken = table && (variant ? mdl_take_variant(r->model, table, variant, hint, at)
                                   : mdl_take(r->model, table, hint, at) != NULL);
    if (!taken)
        r->model->incomplete = true;
}

/* What another party's figures differ from is read before them. */
static void load_sources(struct met_result *r, const xmlNode *data)
{
    for (int variants = 0; variants < 2; variants++)
        for (const xmlNode *node = data ? data->children : NULL; node; node = node->next)
            if (src_xml_is(node, "source") && (met_attr(r, node, "variant") != NULL) == (variants == 1))
                load_source(r, node);
}

/* Targets and lists of actions, in document order, before the prose that speaks of them. */
static void read_ahead(struct met_result *r, const xmlNode *root)
{
    for (const xmlNode *node = root; node;) {
        const char *id = node->type == XML_ELEMENT_NODE ? met_attr(r, node, "id") : NULL;
        if (id)
            met_id_take(r, id);
        if (src_xml_is(node, "target"))
            met_target_read(r, node);
        else if (src_xml_is(node, "actions"))
            met_actions_read(r, node);
        else if (src_xml_is(node, "goal") || (src_xml_is(node, "trend") && node->parent == root))
            met_trend_note(r, node);
        const xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
        while (!next && node && node != root) {
            next = node->next;
            node = node->parent;
        }
        node = next;
    }
}

/* Whether sources stand in an element that is not <data>: it is misspelt, which the schema tells. */
static bool has_stray_sources(const xmlNode *root)
{
    for (const xmlNode *node = root ? root->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && !src_xml_is(node, "data") && src_xml_child(node, "source"))
            return true;
    return false;
}

static void load(struct met_result *r, const xmlNode *root, const xmlNode *data)
{
    uint32_t errors = aj_diags_count(r->job->diags, AJ_ERROR);
    bool stray = has_stray_sources(root);
    load_sources(r, data);
    r->model->incomplete |= stray;
    for (const xmlNode *node = data ? data->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && !src_xml_is(node, "source") && !src_xml_is(node, "given") &&
            !src_xml_is(node, "accept") && !src_xml_is(node, "scale") && !src_xml_is(node, "status"))
            r->model->incomplete = true; /* a source misspelt, which the schema tells */
    mdl_finish(r->model);
    mdl_finish_variants(r->model);
    met_variant_use(r, data ? data->parent : NULL);
    r->model->faulty = stray || aj_diags_count(r->job->diags, AJ_ERROR) > errors;
    met_names_build(r);
    for (const xmlNode *node = data ? data->children : NULL; node; node = node->next)
        if (src_xml_is(node, "status"))
            met_status_load(r, node);
    met_actions_load(r);
    for (const xmlNode *node = data ? data->children : NULL; node; node = node->next)
        if (src_xml_is(node, "given"))
            met_given_load(r, node);
    met_given_check(r);
}

/* The organisation's abbreviations, after the report's own. */
static void add_abbreviations(struct met_result *r, xmlNodePtr front)
{
    for (uint32_t i = 0; i < r->model->abbreviation_len; i++) {
        const struct mdl_abbreviation *one = &r->model->abbreviations[i];
        xmlNodePtr node = met_add(r, front, "abbreviation", NULL);
        met_set_at(node, one->at);
        met_set(node, "short", one->name);
        met_add_text(node, one->text);
    }
}

/* What the report asks of this stage or of the PDF, and the document does not show. */
static bool is_ours(const char *attribute)
{
    static const char *const names[] = {"attach", "strict", "verdicts", "mainly", "partly", "variant"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], attribute))
            return true;
    return false;
}

/* The report's own element, without its data. */
static void bind(struct met_result *r, const xmlNode *root)
{
    r->data = xmlNewDoc(BAD_CAST "1.0");
    r->data->dict = xmlDictCreate(); /* names are kept once */
    aj_arena_own(r->job->arena, r->data, release_document);
    xmlNodePtr out = xmlNewDocNode(r->data, NULL, BAD_CAST "report", NULL);
    xmlDocSetRootElement(r->data, out);
    for (const xmlAttr *attr = root->properties; attr; attr = attr->next) {
        const char *value = met_attr(r, root, (const char *)attr->name);
        if (value && !is_ours((const char *)attr->name))
            met_set(out, (const char *)attr->name, value);
    }
    for (const xmlNode *node = root->children; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || src_xml_is(node, "data"))
            continue;
        if (src_xml_is(node, "trend")) {
            met_bind_trend_chapter(r, node, out);
            continue;
        }
        xmlNodePtr copy = xmlNewChild(out, NULL, node->name, NULL);
        for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
            met_set(copy, (const char *)attr->name, met_attr(r, node, (const char *)attr->name));
        if (!src_xml_is(node, "front")) {
            met_bind_children(r, node, copy, 0);
            continue;
        }
        met_bind_front(r, node, copy);
        add_abbreviations(r, copy);
    }
}

struct met_result *met_result_new(struct aj_job *job)
{
    struct met_result *r = AJ_NEW(job->arena, struct met_result);
    r->job = job;
    r->names = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->headings = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->ids = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->statuses = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->of_rows = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->action_names = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->list_names = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->known_statuses = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->figure_keys = (struct aj_map)AJ_MAP_INIT(job->arena);
    r->model = mdl_model_new(job);
    met_library_load(r);
    return r;
}

struct met_result *met_bind(struct aj_job *job, xmlDocPtr report)
{
    struct met_result *r = met_result_new(job);
    const xmlNode *root = xmlDocGetRootElement(report);
    r->report = report;
    const xmlNode *data = src_xml_child(root, "data");
    met_accept_read(r, data);
    load(r, root, data);
    met_run_checks(r);
    met_steps_read(r, root);
    read_ahead(r, root);
    met_actions_name(r);
    met_editions_compare(r);
    met_trends_merge(r, data);
    met_targets_parse(r);
    bind(r, root);
    met_chart_appendix(r);
    met_link(r);
    const char *kind = met_attr(r, root, "kind");
    met_run_coverage(r, kind ? kind : "");
    met_check_sums(r);
    met_check_strict(r, root);
    return r;
}

struct met_result *met_ready(struct aj_job *job, xmlDocPtr data)
{
    struct met_result *r = AJ_NEW(job->arena, struct met_result);
    r->job = job;
    r->data = data;
    aj_arena_own(job->arena, data, release_document);
    return r;
}

xmlDocPtr met_data(const struct met_result *result)
{
    return result->data;
}

void met_forget(struct aj_job *job, struct met_result *result)
{
    aj_arena_release(job->lasting, result->data);
    result->data = NULL;
    result->report = NULL;
    result->anchor_len = 0;
}

const struct met_figure *met_figures(const struct met_result *result, uint32_t *count)
{
    *count = result->figure_len;
    return result->figures;
}
