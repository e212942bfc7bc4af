/* What the front pages of the reports beside a calendar say. */
#include "calendar/internal.h"

const struct cal_front *cal_front_of(struct cal_calendar *calendar, const char *folder)
{
    struct aj_job *job = calendar->job;
    struct cal_front *front = aj_map_find(&calendar->fronts, folder);
    if (front)
        return front;
    /* What is wrong in the report is told where the report is checked. */
    struct aj_job *own = aj_job_new(job->root, job->templates);
    xmlDocPtr tree = src_xml_read(own, aj_printf(own->arena, "%s/%s/report.xml", calendar->folder, folder));
    const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    const xmlNode *node = root ? src_xml_child(root, "front") : NULL;
    front = AJ_NEW(job->arena, struct cal_front);
    front->title = node ? cal_words(job, src_xml_child(node, "title")) : NULL;
    for (const xmlNode *child = node ? node->children : NULL; child; child = child->next) {
        struct cal_decision decision = {.body = NULL};
        if (!src_xml_is(child, "decision"))
            continue;
        decision.body = src_xml_attr(job, child, "body");
        decision.date = src_xml_attr(job, child, "date");
        AJ_PUSH(job->arena, front->decisions, front->decision_len, front->decision_cap, decision);
    }
    aj_map_put(&calendar->fronts, aj_strdup(job->arena, folder), front);
    aj_job_free(own);
    return front;
}
