/* A figure's lineage as JSON. */
#include "cli/internal.h"

#include <stdlib.h>

/* A key is there when it has something to say. */
static void put(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, bat_json_text(text));
}

static json_t *figure_json(const struct aj_job *job, const struct met_lineage *figure)
{
    json_t *object = json_object();
    put(object, "name", figure->name);
    put(object, "table", figure->table);
    put(object, "period", figure->period);
    put(object, "organisation", figure->organisation);
    put(object, "text", figure->text);
    put(object, "exact", figure->exact);
    put(object, "unit", figure->unit);
    put(object, "missing", figure->missing);
    put(object, "formula", figure->formula);
    if (figure->given_from)
        json_object_set_new(object, "given",
                            json_pack("{s:o, s:o}", "from", bat_json_text(figure->given_from), "why",
                                      bat_json_text(figure->given_why)));
    if (figure->at)
        json_object_set_new(object, "place", bat_place_json(job, figure->at));
    if (figure->input_len)
        json_object_set_new(object, "inputs", json_array());
    for (uint32_t i = 0; i < figure->input_len; i++)
        json_array_append_new(json_object_get(object, "inputs"), figure_json(job, figure->inputs[i]));
    return object;
}

void cli_explanation_json(const struct aj_job *job, const struct met_explanation *explanation,
                          struct aj_buf *out)
{
    json_t *object = json_object();
    put(object, "name", explanation->name);
    put(object, "unit", explanation->unit);
    put(object, "definition", explanation->definition);
    put(object, "source", explanation->source);
    if (explanation->target) {
        json_t *verdicts = json_array();
        for (uint32_t i = 0; i < explanation->verdict_len; i++)
            json_array_append_new(
                verdicts, json_pack("{s:o, s:o}", "period", bat_json_text(explanation->verdicts[i].period),
                                    "verdict", bat_json_text(explanation->verdicts[i].verdict)));
        json_object_set_new(object, "target",
                            json_pack("{s:o, s:o, s:o}", "name", bat_json_text(explanation->target), "that",
                                      bat_json_text(explanation->that), "verdicts", verdicts));
    }
    json_t *figures = json_array();
    for (uint32_t i = 0; i < explanation->figure_len; i++)
        json_array_append_new(figures, figure_json(job, explanation->figures[i]));
    json_object_set_new(object, "figures", figures);
    char *text = json_dumps(object, JSON_INDENT(2));
    aj_buf_printf(out, "%s\n", text);
    free(text);
    json_decref(object);
}
