/* A figure's lineage as text for a terminal. What a document would print is said in its own words. */
#include "metric/metric.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static void indent(struct aj_buf *out, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        aj_buf_str(out, "  ");
}

static void put_place(const struct aj_job *job, aj_at at, struct aj_buf *out)
{
    struct aj_place place = aj_places_at(job->places, at);
    if (!place.file)
        return;
    aj_buf_str(out, "  [");
    aj_utf8_add_line(out, place.file);
    aj_buf_printf(out, ":%u:%u", place.line, place.column);
    if (place.label) {
        aj_buf_char(out, ' ');
        aj_utf8_add_line(out, place.label);
    }
    aj_buf_char(out, ']');
}

static void put_absence(const struct met_lineage *figure, struct aj_buf *out)
{
    switch (figure->absence) {
    case MET_ABSENCE_LACK:
        if (figure->lack)
            aj_buf_printf(out, aj_text("lacks %s"), figure->lack);
        else
            aj_buf_str(out, aj_text("lacks what it is made of"));
        break;
    case MET_ABSENCE_UNKNOWN:
        aj_buf_str(out, aj_text("is in no table"));
        break;
    case MET_ABSENCE_AMOUNT:
        aj_buf_str(out, aj_text("the saving is not stated"));
        break;
    case MET_ABSENCE_NONE:
    case MET_ABSENCE_KIND:
        aj_buf_str(out, figure->missing ? figure->missing : "");
        break;
    }
}

static void put_line(const struct aj_job *job, const struct met_lineage *figure, uint32_t depth,
                     struct aj_buf *out)
{
    indent(out, depth);
    aj_buf_printf(out, "%s%s%s %s", figure->table ? figure->table : "", figure->table ? " / " : "",
                  figure->name, figure->period);
    if (figure->organisation && *figure->organisation)
        aj_buf_printf(out, " %s", figure->organisation);
    aj_buf_str(out, figure->text ? " = " : ": ");
    if (figure->text)
        aj_buf_str(out, figure->text);
    else
        put_absence(figure, out);
    if (figure->exact && strchr(figure->exact, '/'))
        aj_buf_printf(out, "  (%s)", figure->exact);
    put_place(job, figure->at, out);
    aj_buf_char(out, '\n');
}

/* Depth is bounded by the one who made the tree. */
static void put_figure(const struct aj_job *job, const struct met_lineage *figure, uint32_t depth,
                       struct aj_buf *out)
{
    put_line(job, figure, depth, out);
    if (figure->given_from) {
        indent(out, depth + 1);
        aj_buf_printf(out, aj_text("given: %s; %s\n"), figure->given_from, figure->given_why);
    }
    if (figure->formula) {
        indent(out, depth + 1);
        aj_buf_printf(out, aj_text("formula: %s\n"), figure->formula);
    }
    for (uint32_t i = 0; i < figure->input_len; i++)
        put_figure(job, figure->inputs[i], depth + 1, out);
}

void met_explanation_text(const struct aj_job *job, const struct met_explanation *explanation,
                          struct aj_buf *out)
{
    if (explanation->target)
        aj_buf_printf(out, "%s: %s\n", explanation->target, explanation->that);
    for (uint32_t i = 0; i < explanation->verdict_len; i++)
        aj_buf_printf(out, "  %s: %s\n", explanation->verdicts[i].period, explanation->verdicts[i].verdict);
    if (explanation->unit)
        aj_buf_printf(out, "%s (%s)\n", explanation->name, explanation->unit);
    if (explanation->definition)
        aj_buf_printf(out, "  %s\n", explanation->definition);
    if (explanation->source)
        aj_buf_printf(out, aj_text("  source: %s\n"), explanation->source);
    for (uint32_t i = 0; i < explanation->figure_len; i++)
        put_figure(job, explanation->figures[i], 0, out);
}
