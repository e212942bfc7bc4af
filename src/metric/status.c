/* How far actions have come: the words that templates/metrics and the report declare. */
#include "metric/internal.h"

#include "model/template.h"

#include <string.h>

/* "genomförda", "genomfört" and "genomförd" are one word: the endings of number and genus come off. */
static const char *stem(struct aj_arena *arena, const char *status)
{
    const char *folded = mdl_fold(arena, status);
    size_t n = strlen(folded);
    static const char *const strong[] = {"na", "en", "et"}; /* avbrutna, avbruten, avbrutet */
    /* "pågående" is "pågår". */
    if (n > 6 && !strcmp(folded + n - 4, "ende"))
        return aj_printf(arena, "%.*sr", (int)(n - 4), folded);
    for (size_t i = 0; n > 6 && i < sizeof strong / sizeof *strong; i++)
        if (!strcmp(folded + n - 2, strong[i]))
            return aj_strndup(arena, folded, n - 2);
    if (n > 4 && strchr("aet", folded[n - 1]))
        n--;
    if (n > 5 && folded[n - 1] == 'd')
        n--;
    return aj_strndup(arena, folded, n);
}

static bool same(struct aj_arena *arena, const char *a, const char *b)
{
    return !strcmp(stem(arena, a), stem(arena, b));
}

/* Its index in the result's states, -1 if none is called so. */
static int find(const struct met_result *r, const char *status)
{
    struct aj_arena *arena = r->job->arena;
    for (uint32_t i = 0; status && i < r->state_len; i++)
        if (same(arena, r->states[i].name, status))
            return (int)i;
    for (uint32_t i = 0; status && i < r->state_len; i++)
        for (uint32_t a = 0; a < r->states[i].alias_len; a++)
            if (same(arena, r->states[i].aliases[a], status))
                return (int)i;
    return -1;
}

void met_status_load(struct met_result *r, const xmlNode *node)
{
    static const char *const yes_no[] = {"ja", "nej", NULL};
    struct aj_job *job = r->job;
    struct met_status status = {.name = src_xml_attr(job, node, "name"),
                                .said = src_xml_attr(job, node, "said"),
                                .at = src_xml_at(node)};
    status.outside = mdl_choice(job, node, "counts", yes_no, 0) == 1;
    if (!status.name || (status.outside && !status.said)) {
        aj_diag_add(job->diags, AJ_E0217, status.at, "status", status.name ? "said" : "name", NULL);
        return;
    }
    for (const xmlNode *child = node->children; child; child = child->next)
        if (src_xml_is(child, "alias")) {
            const char *text = mdl_node_text(job, child);
            AJ_PUSH(job->arena, status.aliases, status.alias_len, status.alias_cap, text);
        }
    /* The report's own declaration of a word comes after the templates', and stands instead of it. */
    int known = find(r, status.name);
    if (known >= 0)
        r->states[known] = status;
    else
        AJ_PUSH(job->arena, r->states, r->state_len, r->state_cap, status);
}

bool met_status_is(const struct met_result *r, const char *status, const char *wanted)
{
    if (!status)
        return false;
    int known = find(r, status);
    return known >= 0 ? known == find(r, wanted) : same(r->job->arena, status, wanted);
}

/* The words that may be written, those that lists use last. */
static uint32_t words(const struct met_result *r, const char ***out)
{
    uint32_t count = 0;
    *out = AJ_NEW_N(r->job->arena, const char *, r->state_len + r->statuses.len + 1);
    for (uint32_t i = 0; i < r->state_len; i++)
        (*out)[count++] = r->states[i].name;
    for (uint32_t i = 0; i < r->statuses.len; i++)
        if (find(r, r->statuses.entries[i].key) < 0)
            (*out)[count++] = r->statuses.entries[i].key;
    return count;
}

bool met_status_known(struct met_result *r, const char *status, aj_at at)
{
    enum { MOST_SHOWN = 12 };
    const char **names;
    uint32_t count = words(r, &names);
    bool known = find(r, status) >= 0;
    for (uint32_t i = 0; i < count && !known; i++)
        known = same(r->job->arena, names[i], status);
    if (known)
        return true;
    const char *meant = aj_did_you_mean(status, names, count);
    aj_diag_add(r->job->diags, AJ_E0321, at, status,
                meant ? aj_printf(r->job->arena, "\"%s\"", meant)
                      : met_join(r->job->arena, names, count > MOST_SHOWN ? MOST_SHOWN : count, "eller"),
                NULL);
    return false;
}

int met_status_take(struct met_result *r, const char *status, aj_at at)
{
    const char *folded = mdl_fold(r->job->arena, status), **names;
    const struct met_status *known = aj_map_find(&r->known_statuses, folded);
    if (known)
        return (int)(known - r->states);
    if (aj_map_find(&r->statuses, folded))
        return -1;
    int found = find(r, status);
    if (found >= 0) {
        aj_map_put(&r->known_statuses, folded, &r->states[found]);
        return found;
    }
    uint32_t count = words(r, &names);
    const char *meant = aj_did_you_mean(status, names, count);
    if (meant)
        aj_diag_add(r->job->diags, AJ_E0365, at, status, meant, NULL);
    else
        aj_diag_add(r->job->diags, AJ_W0366, at, status, met_join(r->job->arena, names, count, "eller"),
                    NULL);
    aj_map_put(&r->statuses, folded, r);
    return -1;
}
