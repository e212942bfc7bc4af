#include "model/internal.h"

#include "base/buf.h"
#include "model/template.h"

#include <string.h>

/* Folders of templates are small; more files than this is a mistake in the installation. */
enum { MOST_FILES = 200 };

uint32_t mdl_template_files(struct aj_job *job, const char *folder, const char ***names)
{
    uint32_t len;
    *names = aj_job_list(job, folder, ".xml", NULL, &len);
    if (len > MOST_FILES)
        len = MOST_FILES;
    for (uint32_t i = 0; i < len; i++)
        (*names)[i] = aj_printf(job->arena, "%s/%s", folder, (*names)[i]);
    return len;
}

int mdl_choice(struct aj_job *job, const xmlNode *node, const char *attribute, const char *const *words,
               int otherwise)
{
    const char *text = src_xml_attr(job, node, attribute);
    if (!text)
        return otherwise;
    struct aj_buf list = AJ_BUF_INIT;
    for (int i = 0; words[i]; i++) {
        if (!strcmp(words[i], text)) {
            aj_buf_free(&list);
            return i;
        }
        aj_buf_printf(&list, "%s%s", i ? ", " : "", words[i]);
    }
    aj_diag_add(job->diags, AJ_E0216, src_xml_at(node), attribute, text, list.data, NULL);
    aj_buf_free(&list);
    return otherwise;
}

char *mdl_node_text(struct aj_job *job, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *p = content ? (const char *)content : "";
    struct aj_buf out = AJ_BUF_INIT;
    bool space = false;
    for (; *p; p++) {
        if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') {
            space = out.len > 0;
            continue;
        }
        if (space)
            aj_buf_char(&out, ' ');
        space = false;
        aj_buf_char(&out, *p);
    }
    char *text = aj_strndup(job->arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    xmlFree(content);
    return text;
}

static const char *const role_names[] = {"item", "sub", "sum", "total", "group", NULL};
static const char *const sign_names[] = {"-", "", "+", NULL};
static const char *const genus_names[] = {"utrum", "neutrum", "plural", NULL};
static const char *const better_names[] = {"varken", "högre", "lägre", NULL};
static const char *const no_yes[] = {"nej", "ja", NULL};
static const char *const scenario_names[] = {"", "utfall", "prognos", "budget", "plan", "delmål", NULL};

static void load_row(struct mdl_model *model, struct mdl_def *def, const xmlNode *node)
{
    struct aj_job *job = model->job;
    struct mdl_row_def row = {.id = src_xml_attr(job, node, "id"),
                              .label = src_xml_attr(job, node, "label"),
                              .foots = src_xml_attr(job, node, "foots"),
                              .unless = src_xml_attr(job, node, "unless")};
    if (!row.id || !row.label) {
        aj_diag_add(job->diags, AJ_E0217, src_xml_at(node), "row", row.id ? "label" : "id", NULL);
        return;
    }
    row.folded = mdl_fold(job->arena, row.label);
    row.role = (enum mdl_role)mdl_choice(job, node, "role", role_names, MDL_ITEM);
    row.sign = mdl_choice(job, node, "sign", sign_names, 1) - 1;
    row.genus = (enum mdl_genus)mdl_choice(job, node, "genus", genus_names, MDL_UTRUM);
    row.repeats = mdl_choice(job, node, "repeats", no_yes, 0) != 0;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (src_xml_is(child, "alias")) {
            const char *alias = mdl_fold(job->arena, mdl_node_text(job, child));
            AJ_PUSH(job->arena, row.aliases, row.alias_len, row.alias_cap, alias);
        }
    }
    AJ_PUSH(job->arena, def->rows, def->row_len, def->row_cap, row);
}

static int small_number(const char *text, int otherwise)
{
    return text && *text >= '0' && *text <= '9' && !text[1] ? *text - '0' : otherwise;
}

static void load_def(struct mdl_model *model, const xmlNode *root)
{
    struct aj_job *job = model->job;
    struct mdl_def def = {.id = src_xml_attr(job, root, "id"),
                          .name = src_xml_attr(job, root, "name"),
                          .label = src_xml_attr(job, root, "label")};
    if (!src_xml_is(root, "statement") || !def.id || !def.name) {
        aj_diag_add(job->diags, AJ_E0217, src_xml_at(root), "statement", def.id ? "name" : "id", NULL);
        return;
    }
    const char *unit = src_xml_attr(job, root, "prose-unit"), *rows = src_xml_attr(job, root, "rows");
    def.moment = mdl_choice(job, root, "moment", no_yes, 0) != 0;
    def.open = rows && !strcmp(rows, "open");
    def.prose_unit = mdl_unit_any(job->arena, unit ? unit : "mnkr");
    def.prose_decimals = small_number(src_xml_attr(job, root, "prose-decimals"), 1);
    def.scenario = (enum mdl_scenario)mdl_choice(job, root, "scenario", scenario_names, MDL_UNSAID);
    def.better = (enum mdl_better)mdl_choice(job, root, "bättre", better_names, MDL_NEITHER);
    for (const xmlNode *child = root->children; child; child = child->next)
        if (src_xml_is(child, "row"))
            load_row(model, &def, child);
    AJ_PUSH(job->arena, model->defs, model->def_len, model->def_cap, def);
}

void mdl_defs_load(struct mdl_model *model)
{
    const char **names;
    uint32_t count = mdl_template_files(model->job, "statements", &names);
    for (uint32_t i = 0; i < count; i++) {
        xmlDocPtr doc = src_xml_read_template(model->job, names[i]);
        if (doc)
            load_def(model, xmlDocGetRootElement(doc));
    }
}

const struct mdl_row_def *mdl_def_row(const struct mdl_def *def, const char *folded, bool *drifted)
{
    *drifted = false;
    for (uint32_t i = 0; i < def->row_len; i++)
        if (!strcmp(def->rows[i].folded, folded))
            return &def->rows[i];
    *drifted = true;
    for (uint32_t i = 0; i < def->row_len; i++)
        for (uint32_t a = 0; a < def->rows[i].alias_len; a++)
            if (!strcmp(def->rows[i].aliases[a], folded))
                return &def->rows[i];
    return NULL;
}
