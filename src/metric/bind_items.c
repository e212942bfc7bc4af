/* A matrix of the author's own items, by effect and likelihood: <item effect="stor"
 * likelihood="liten">...</item>. */
#include "metric/chart.h"

#include <string.h>

enum { STEPS_MOST = 9 };

struct steps {
    const char *words[STEPS_MOST];
    uint32_t count;
};

static struct steps read_steps(struct aj_arena *arena, const char *text)
{
    struct steps steps = {.count = 0};
    while (*text && steps.count < STEPS_MOST) {
        text += strspn(text, " \n");
        size_t n = strcspn(text, ";"), end = n;
        while (end && strchr(" \n", text[end - 1]))
            end--;
        if (end)
            steps.words[steps.count++] = aj_strndup(arena, text, end);
        text += n + (text[n] == ';');
    }
    return steps;
}

/* The step that an item's attribute names, from 1; 0 after E0679. */
static uint32_t step_of(struct met_result *r, const xmlNode *item, const char *name,
                        const struct steps *steps)
{
    const char *text = met_need(r, item, name);
    for (uint32_t i = 0; text && i < steps->count; i++)
        if (!strcmp(mdl_fold(r->job->arena, text), mdl_fold(r->job->arena, steps->words[i])))
            return i + 1;
    if (text)
        aj_diag_add(r->job->diags, AJ_E0679, src_xml_at(item), name, text,
                    met_join(r->job->arena, steps->words, steps->count, "och"), NULL);
    return 0;
}

static void put_axis(xmlNodePtr table, const char *key, const char *heading, const char *steps)
{
    met_chart_column(table, "figure", key, heading);
    met_set(xmlGetLastChild(table), "steps", steps);
}

static void put_step(struct met_result *r, xmlNodePtr row, const struct steps *steps, uint32_t step)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set(cell, "exact", aj_printf(r->job->arena, "%u", step));
    met_add_text(cell, steps->words[step - 1]);
}

bool met_put_items(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    const char *own = met_attr(r, node, "steps"), *text = own ? own : "liten; måttlig; stor";
    struct steps steps = read_steps(r->job->arena, text);
    uint32_t count = 0;
    bool good = true;
    met_table_column(table, "label", "");
    put_axis(table, "effect", "Effekt", text);
    put_axis(table, "likelihood", "Sannolikhet", text);
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, "item") != 0)
            continue;
        uint32_t effect = step_of(r, child, "effect", &steps);
        uint32_t likelihood = step_of(r, child, "likelihood", &steps);
        good = good && effect && likelihood;
        if (!effect || !likelihood)
            continue;
        xmlNodePtr row = met_table_row(table, "item", src_xml_at(child));
        xmlNodePtr label = met_table_label(row, aj_printf(r->job->arena, "%u. ", ++count), src_xml_at(child));
        met_bind_children(r, child, label, depth);
        put_step(r, row, &steps, effect);
        put_step(r, row, &steps, likelihood);
    }
    return good && count;
}
