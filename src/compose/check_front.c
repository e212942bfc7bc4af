/* The front page's facts against each other: who decided, when, and from when it holds. */
#include "compose/internal.h"

#include "model/decision.h"
#include "model/period.h"
#include "model/unit.h"

#include <string.h>

enum { MOST_DECISIONS = 256 };

struct front {
    struct aj_job *job;
    const xmlNode *node;
    bool adopted;               /* the report's status is antagen */
    const xmlNode *decides;     /* the first decision that adopts */
    const xmlNode *enacts;      /* the first after which the document is in force */
    const char *last, *enacted; /* dates: of the latest decision so far, of the one that enacts; or NULL */
    bool right;
};

static char *text_of(struct aj_job *job, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *p = content ? (const char *)content : "";
    p += strspn(p, " \t\r\n");
    size_t n = strlen(p);
    while (n && strchr(" \t\r\n", p[n - 1]))
        n--;
    char *text = aj_strndup(job->arena, p, n);
    xmlFree(content);
    return text;
}

static bool looks_like_date(const char *text)
{
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    return !text[sizeof form - 1];
}

static bool is_day(const char *text)
{
    int year = 0, month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
    for (int i = 0; i < 4; i++)
        year = year * 10 + text[i] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= mdl_month_days(year, month);
}

/* The day that an element tells, NULL when it tells words or nothing. Words are right; a day that no calendar
 * has is E0433. */
static const char *day_of(struct front *f, const char *name)
{
    const xmlNode *node = src_xml_child(f->node, name);
    const char *text = node ? text_of(f->job, node) : "";
    if (!looks_like_date(text))
        return NULL;
    if (is_day(text))
        return text;
    aj_diag_add(f->job->diags, AJ_E0433, src_xml_at(node), text, NULL);
    f->right = false;
    return NULL;
}

/* A decision's date; the schema tells of what is none. */
static const char *date_of(struct front *f, const xmlNode *node)
{
    const char *text = src_xml_attr(f->job, node, "date");
    return text && looks_like_date(text) && is_day(text) ? text : NULL;
}

static void check_decision(struct front *f, const xmlNode *node)
{
    const char *status = src_xml_attr(f->job, node, "status"), *date = date_of(f, node);
    if (date && f->last && strcmp(date, f->last) < 0) {
        aj_diag_add(f->job->diags, AJ_E0432, src_xml_at(node), date, f->last, NULL);
        f->right = false;
    }
    if (date && (!f->last || strcmp(date, f->last) > 0))
        f->last = date;
    status = status ? status : "beslutar";
    if (!f->enacts && mdl_decision_enacts(status)) {
        f->enacts = node;
        f->enacted = date;
    }
    if (f->decides || !mdl_decision_adopts(status))
        return;
    f->decides = node;
    const char *paragraph = src_xml_attr(f->job, node, "paragraph");
    if (!f->adopted && paragraph && strpbrk(paragraph, "0123456789"))
        aj_diag_add(f->job->diags, AJ_W0438, src_xml_at(node), paragraph, NULL);
}

/* One decision in elements of its own, or a chain: not both. */
static void check_single(struct front *f, bool chain)
{
    static const char *const names[] = {"decider", "date", "paragraph"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const xmlNode *node = src_xml_child(f->node, names[i]);
        if (node && chain) {
            aj_diag_add(f->job->diags, AJ_E0437, src_xml_at(node), names[i], NULL);
            f->right = false;
        }
    }
    if (chain)
        return;
    f->decides = f->enacts = src_xml_child(f->node, "decider");
    f->enacted = day_of(f, "date");
}

static void check_validity(struct front *f)
{
    const char *from = day_of(f, "valid-from"), *to = day_of(f, "valid-to");
    if (from && to && strcmp(to, from) < 0) {
        aj_diag_add(f->job->diags, AJ_E0436, src_xml_at(src_xml_child(f->node, "valid-to")), to, from, NULL);
        f->right = false;
    }
    if (from && f->enacts && f->enacted && strcmp(f->enacted, from) > 0)
        aj_diag_add(f->job->diags, AJ_W0434, src_xml_at(f->enacts), f->enacted, from, NULL);
}

static void check_replaced(struct front *f)
{
    const xmlNode *title = src_xml_child(f->node, "title"), *number = src_xml_child(f->node, "diarienummer");
    const char *own = title ? mdl_fold(f->job->arena, text_of(f->job, title)) : "";
    const char *own_number = number ? mdl_fold(f->job->arena, text_of(f->job, number)) : "";
    for (const xmlNode *node = f->node->children; node; node = node->next) {
        if (!src_xml_is(node, "replaces"))
            continue;
        const char *text = text_of(f->job, node), *folded = mdl_fold(f->job->arena, text);
        if (!*folded || (strcmp(folded, own) != 0 && strcmp(folded, own_number) != 0))
            continue;
        aj_diag_add(f->job->diags, AJ_E0435, src_xml_at(node), text, NULL);
        f->right = false;
    }
}

bool cmp_check_front(struct aj_job *job, const xmlNode *report)
{
    const xmlNode *node = report ? src_xml_child(report, "front") : NULL;
    if (!node)
        return true;
    const char *status = src_xml_attr(job, report, "status");
    struct front f = {
        .job = job, .node = node, .adopted = status && !strcmp(status, "antagen"), .right = true};
    uint32_t count = 0;
    for (const xmlNode *child = node->children; child && count < MOST_DECISIONS; child = child->next)
        if (src_xml_is(child, "decision")) {
            check_decision(&f, child);
            count++;
        }
    check_single(&f, count > 0);
    if (f.adopted && !f.decides)
        aj_diag_add(job->diags, AJ_W0431, src_xml_at(node), NULL);
    check_validity(&f);
    check_replaced(&f);
    return f.right;
}
