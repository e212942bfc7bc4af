/* Stated limits: "inom 5 procent", "inom 0,5 procentenheter"; and the steps of verdicts that rest on them. */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

bool met_within_parse(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                      struct met_within *out)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_number number;
    struct mdl_unit unit = {0};
    const char *from = text + strspn(text, " \t\r\n");
    *out = (struct met_within){.stated = true};
    if (!strncmp(from, "inom ", strlen("inom ")))
        from += strlen("inom ");
    bool valid = aj_number_parse(arena, from, &number) && aj_rat_sign(number.value) >= 0;
    const char *word = valid ? from + number.length + strspn(from + number.length, " ") : "";
    if (valid && (number.flags & AJ_NUMBER_PERCENT))
        word = "procent";
    struct mdl_unit own = subject ? met_subject_unit(subject) : mdl_unit_any(arena, "");
    valid = valid && *word && mdl_unit_of(arena, word, &own, &unit);
    if (valid) {
        out->relative = unit.percent;
        out->amount = aj_rat_mul(arena, number.value, unit.scale);
        out->dimension = unit.dimension;
    }
    if (valid && (out->relative || !subject || mdl_unit_like(&own, &unit)))
        return true;
    struct mdl_unit apart = subject ? mdl_unit_difference(arena, &own) : mdl_unit_any(arena, "mnkr");
    aj_diag_add(r->job->diags, AJ_E0373, at, text, *apart.name ? apart.name : "procent", NULL);
    *out = (struct met_within){0};
    return false;
}

bool met_is_within(struct aj_arena *arena, const struct met_within *within, struct aj_rat difference,
                   struct aj_rat of)
{
    if (!within->stated)
        return false;
    struct aj_rat most =
        within->relative ? aj_rat_mul(arena, within->amount, aj_rat_abs(of)) : within->amount;
    return aj_rat_cmp(aj_rat_abs(difference), most) <= 0;
}

static bool read_one(struct met_result *r, const xmlNode *node, const char *name,
                     const struct met_subject *subject, struct met_within *out)
{
    const char *text = met_attr(r, node, name);
    return text && met_within_parse(r, text, subject, src_xml_at(node), out);
}

void met_steps_read(struct met_result *r, const xmlNode *root)
{
    const char *text = met_attr(r, root, "verdicts");
    r->steps_of_verdicts = text && *text >= '2' && *text <= '4' && !text[1] ? *text - '0' : 2;
    (void)read_one(r, root, "mainly", NULL, &r->mainly);
    (void)read_one(r, root, "partly", NULL, &r->partly);
    if ((r->partly.stated && r->steps_of_verdicts < 3) || (r->mainly.stated && r->steps_of_verdicts < 4))
        aj_diag_add(r->job->diags, AJ_E0374, src_xml_at(root), r->mainly.stated ? "mainly" : "partly",
                    r->mainly.stated ? "4" : "3", NULL);
}

void met_steps_of_target(struct met_result *r, const xmlNode *node, struct met_that *that)
{
    bool figure = that->left.kind == MET_METRIC || that->left.kind == MET_SERIES;
    const struct met_subject *subject = figure && that->kind != MET_WEIGHED ? &that->left : NULL;
    bool mainly = read_one(r, node, "mainly", subject, &that->mainly);
    const char *share = that->kind == MET_WEIGHED ? met_attr(r, node, "partly") : NULL;
    bool partly = (share && met_quantity_parse(share, &that->partly_of)) ||
                  read_one(r, node, "partly", subject, &that->partly);
    if ((partly && r->steps_of_verdicts < 3) || (mainly && r->steps_of_verdicts < 4))
        aj_diag_add(r->job->diags, AJ_E0374, src_xml_at(node), mainly ? "mainly" : "partly",
                    mainly ? "4" : "3", NULL);
}

/* A report's own limit counts where it can: an amount of money says nothing of days. */
static bool apt(const struct met_within *within, const struct met_judgement *missed)
{
    const char *dimension = missed->left.dimension ? missed->left.dimension : "";
    return within->stated && (within->relative || !strcmp(within->dimension, dimension));
}

enum met_outcome met_step_of(struct met_result *r, const struct met_that *that,
                             const struct met_judgement *missed)
{
    struct aj_arena *arena = r->job->arena;
    const struct met_within *mainly = that->mainly.stated ? &that->mainly : &r->mainly;
    const struct met_within *partly = that->partly.stated ? &that->partly : &r->partly;
    if (that->kind == MET_WEIGHED && that->partly_of.stated && r->steps_of_verdicts >= 3)
        return met_weigh_partly(r, that, missed) ? MET_PARTLY : MET_NO;
    if (that->negated || that->kind == MET_STANDS || that->kind == MET_WEIGHED)
        return MET_NO;
    if (r->steps_of_verdicts >= 4 && apt(mainly, missed) &&
        met_is_within(arena, mainly, missed->margin, missed->right.exact))
        return MET_MAINLY;
    if (r->steps_of_verdicts >= 3 && apt(partly, missed) &&
        met_is_within(arena, partly, missed->margin, missed->right.exact))
        return MET_PARTLY;
    return MET_NO;
}
