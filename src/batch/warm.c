/* What reports have in common is loaded before workers are forked, so that they share it. */
#include "base/map.h"
#include "batch/internal.h"
#include "batch/plan.h"

#include <string.h>

/* A word of a template: nothing else may stand in the report that is made of it. */
static bool is_name(const char *text)
{
    return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

/*
 * Builds a report of a sentence or two: all that any report of the kind and theme needs is then in the
 * worker's libraries. What is wrong with templates is told of by the reports themselves.
 */
static void warm_with(struct bat_worker *worker, const char *kind, const char *theme, bool html)
{
    struct aj_buf report = AJ_BUF_INIT;
    aj_buf_printf(&report, "<report kind=\"%s\" status=\"forslag\"", kind);
    if (*theme)
        aj_buf_printf(&report, " theme=\"%s\"", theme);
    aj_buf_str(&report, "><front><title>A</title><organisation>A</organisation><decider>A</decider>"
                        "<contents/></front>"
                        "<section id=\"a\"><h1>A</h1><p>En <em>mening</em> som <strong>avstavas</strong> "
                        "någonstans.</p><h2>B</h2><ul><li>C</li></ul></section></report>");
    struct bat_run *run = bat_open_bytes(worker, worker->templates, report.data, report.len);
    run->html = html;
    bat_take(run, BAT_PDF);
    bat_close(run);
    aj_buf_free(&report);
}

void bat_worker_warm(struct bat_worker *worker, const struct bat_item *items, const uint32_t *numbers,
                     uint32_t count, bool html)
{
    struct aj_arena *scratch = aj_arena_new();
    struct aj_map warm = AJ_MAP_INIT(scratch);
    for (uint32_t i = 0; i < count; i++) {
        const struct bat_item *item = &items[numbers[i]];
        const char *both = item->kind ? aj_printf(scratch, "%s/%s", item->kind, item->theme) : NULL;
        if (!both || !is_name(item->kind) || (*item->theme && !is_name(item->theme)) ||
            aj_map_find(&warm, both))
            continue;
        aj_map_put(&warm, both, (void *)item);
        warm_with(worker, item->kind, item->theme, html);
    }
    aj_arena_free(scratch);
}
