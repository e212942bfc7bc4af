/* The headings and captions of what is bound, as templates/metrics declares them. */
#include "metric/bind.h"
#include "metric/internal.h"
#include "model/template.h"

#include <string.h>

void met_heading_load(struct met_result *r, const xmlNode *node)
{
    const char *id = src_xml_attr(r->job, node, "id");
    if (id)
        aj_map_put(&r->headings, id, aj_strdup(r->job->arena, mdl_node_text(r->job, node)));
    else
        aj_diag_add(r->job->diags, AJ_E0217, src_xml_at(node), "heading", "id", NULL);
}

const char *met_heading(struct met_result *r, const char *id)
{
    const char *text = aj_map_find(&r->headings, id);
    if (text)
        return text;
    aj_diag_add(r->job->diags, AJ_E0251, src_xml_at(xmlDocGetRootElement(r->report)), id, NULL);
    aj_map_put(&r->headings, id, aj_strdup(r->job->arena, id)); /* told of once */
    return id;
}

const char *met_heading_with(struct met_result *r, const char *id, const char *const *args)
{
    struct aj_arena *arena = r->job->arena;
    const char *from = met_heading(r, id), *out = "", *at;
    uint32_t count = 0;
    while (args[count])
        count++;
    for (; (at = strchr(from, '{')); from = at + 3) {
        bool stands = at[1] > '0' && (uint32_t)(at[1] - '0') <= count && at[2] == '}';
        if (!stands)
            break;
        out = aj_printf(arena, "%s%.*s%s", out, (int)(at - from), from, args[at[1] - '1']);
    }
    return aj_printf(arena, "%s%s", out, from);
}
