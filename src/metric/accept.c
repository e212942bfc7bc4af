/* What the report accepts, with reasons: read before anything is checked. */
#include "metric/internal.h"

#include "base/accept.h"

#include <string.h>

/* The ids that an acceptance may name. */
static uint32_t check_ids(struct met_result *r, const char ***ids)
{
    *ids = AJ_NEW_N(r->job->arena, const char *, r->check_len + 1);
    (*ids)[0] = MDL_FOOTING;
    for (uint32_t i = 0; i < r->check_len; i++)
        (*ids)[i + 1] = r->checks[i].id;
    return r->check_len + 1;
}

/* "W0656": a code of a finding. `*error`: of one that no report may accept by its code. */
static bool is_code(const char *text, bool *error)
{
    enum aj_code code;
    if (!aj_code_parse(text, &code))
        return false;
    *error = *text != 'W' && *text != 'N';
    return true;
}

static bool is_known(struct met_result *r, const char *check, aj_at at)
{
    const char **ids;
    uint32_t count = check_ids(r, &ids);
    bool error = false;
    for (uint32_t i = 0; i < count; i++)
        if (!strcmp(ids[i], check))
            return true;
    if (is_code(check, &error)) {
        if (error)
            aj_diag_add(r->job->diags, AJ_E0359, at, check, NULL);
        return !error;
    }
    const char *meant = aj_did_you_mean(check, ids, count);
    aj_diag_add(r->job->diags, AJ_E0358, at, check, meant ? meant : ids[0], NULL);
    return false;
}

void met_accept_read(struct met_result *r, const xmlNode *data)
{
    for (const xmlNode *node = data ? data->children : NULL; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "accept") != 0)
            continue;
        const char *check = met_attr(r, node, "check"), *why = met_attr(r, node, "why");
        aj_at at = src_xml_at(node);
        if (check && why && is_known(r, check, at))
            aj_accept(r->job->diags, check, met_attr(r, node, "of"), why, at);
    }
}
