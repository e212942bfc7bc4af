#include "cli/why.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

/* An input as findings call it. */
static const char *shown(struct aj_arena *arena, const struct bat_freshness *freshness)
{
    const char *name = freshness->name ? aj_utf8_line(arena, freshness->name) : "";
    bool theirs = strncmp(name, AJ_JOB_OWN, strlen(AJ_JOB_OWN)) == 0;
    bool templates = freshness->kind == AJ_INPUT_TEMPLATE || freshness->kind == AJ_INPUT_FOLDER;
    if (theirs)
        return name + strlen(AJ_JOB_OWN);
    if (templates && name[0] == '~') /* below a folder that is allowed */
        return name + 1;
    return templates ? aj_printf(arena, "templates/%s", name) : name;
}

static const char *changed(struct aj_arena *arena, const struct bat_freshness *freshness)
{
    const char *name = shown(arena, freshness);
    switch (freshness->kind) {
    case AJ_INPUT_FOLDER:
        return aj_printf(arena, aj_text("other files are called %s"), name);
    case AJ_INPUT_LINK:
        return aj_printf(arena, aj_text("%s leads elsewhere"), name);
    case AJ_INPUT_FONT:
        return aj_printf(arena, aj_text("the font %s is another"), name);
    case AJ_INPUT_ENVIRONMENT:
        return aj_printf(arena, aj_text("the variable %s is another"), name);
    case AJ_INPUT_ALLOWED:
        if (strcmp(name, "*") == 0)
            return aj_printf(arena, aj_text("it was printed with another choice of %s"), "--allow");
        break;
    case AJ_INPUT_DATA:
    case AJ_INPUT_TEMPLATE:
        break;
    }
    return aj_printf(arena, aj_text("%s has changed"), name);
}

static const char *other_program(struct aj_arena *arena, const char *name)
{
    if (strcmp(name, "arshjul") == 0)
        return aj_text("it was printed by another arshjul");
    return aj_printf(arena, aj_text("it was printed with another %s"), name);
}

const char *cli_why(struct aj_arena *arena, const struct bat_freshness *freshness)
{
    const char *name = freshness->name ? aj_utf8_line(arena, freshness->name) : "";
    switch (freshness->why) {
    case BAT_WHY_NOT:
        if (freshness->failed)
            return aj_text("would not be built: nothing has changed since it failed");
        return freshness->adopted ? aj_text("adopted, and kept") : aj_text("up to date");
    case BAT_WHY_FORCED:
        return aj_text("--force asks for it");
    case BAT_WHY_NO_REPORT:
        return aj_text("there is no such report");
    case BAT_WHY_TAKEN:
        return aj_printf(arena, aj_text("another report prints there, %s"), name);
    case BAT_WHY_NAME:
        return aj_text("it must not be called so");
    case BAT_WHY_NO_PDF:
        return aj_text("it is not printed");
    case BAT_WHY_NO_RECORD:
        return aj_text("its build record is missing");
    case BAT_WHY_BAD_RECORD:
        return aj_text("its build record is damaged, or an older program's");
    case BAT_WHY_OTHER_REPORT:
        return aj_printf(arena, aj_text("what stands there is another report, %s"), name);
    case BAT_WHY_FAILED:
        return aj_text("the last attempt failed");
    case BAT_WHY_PROGRAM:
        return other_program(arena, name);
    case BAT_WHY_OPTIONS:
        return aj_printf(arena, aj_text("it was printed with another choice of %s"), name);
    case BAT_WHY_CHANGED:
        return changed(arena, freshness);
    case BAT_WHY_GONE:
        return aj_printf(arena, aj_text("%s is gone"), shown(arena, freshness));
    case BAT_WHY_CAME:
        return aj_printf(arena, aj_text("%s was missing and is there now"), shown(arena, freshness));
    case BAT_WHY_OTHER_PDF:
        return aj_text("the PDF is not the one that was printed");
    case BAT_WHY_NO_PAGE:
        return aj_text("its web page is missing");
    case BAT_WHY_OTHER_PAGE:
        return aj_text("the web page is not the one that was printed");
    case BAT_WHY_COUNT:
        break;
    }
    return "";
}

json_t *cli_why_json(const struct bat_freshness *freshness)
{
    json_t *object = json_pack("{s:s}", "reason", bat_why_name(freshness->why));
    bool input =
        freshness->why == BAT_WHY_CHANGED || freshness->why == BAT_WHY_GONE || freshness->why == BAT_WHY_CAME;
    if (input)
        json_object_set_new(object, "kind", bat_json_text(aj_input_kind_name(freshness->kind)));
    if (freshness->name)
        json_object_set_new(object, "name", bat_json_text(freshness->name));
    return object;
}

static json_t *unbuilt_json(const struct cli *cli, const struct bat_item *item,
                            const struct bat_freshness *freshness, json_t *findings)
{
    bool fresh = freshness->why == BAT_WHY_NOT, printed = !freshness->failed;
    enum bat_outcome outcome = !fresh ? BAT_TO_BUILD : printed ? BAT_UP_TO_DATE : BAT_NOT_PRINTED;
    json_t *object = json_pack("{s:o}", "report", bat_json_text(item->report));
    if (fresh)
        json_object_set_new(object, "status", bat_json_text(bat_status_name(freshness->status)));
    json_object_set_new(object, "outcome", bat_json_text(bat_outcome_name(outcome)));
    json_object_set_new(object, "pdf", bat_json_text(printed ? item->paths.pdf : NULL));
    json_object_set_new(object, "record", bat_json_text(printed ? item->paths.record : NULL));
    if (cli->given & CLI_HTML)
        json_object_set_new(object, "html", bat_json_text(printed ? item->paths.html : NULL));
    json_object_set_new(object, "findings", findings ? json_incref(findings) : json_array());
    if (fresh) {
        const struct bat_counts *counts = &freshness->counts;
        json_object_set_new(object, "pages", json_integer(counts->pages));
        json_object_set_new(object, "counts",
                            json_pack("{s:I, s:I, s:I, s:I, s:I}", "faults", (json_int_t)counts->faults,
                                      "errors", (json_int_t)counts->errors, "warnings",
                                      (json_int_t)counts->warnings, "notes", (json_int_t)counts->notes,
                                      "accepted", (json_int_t)counts->accepted));
    } else {
        json_object_set_new(object, "why", cli_why_json(freshness));
    }
    return object;
}

static int status_of(const struct bat_freshness *freshness)
{
    if (freshness->why != BAT_WHY_NOT)
        return freshness->why == BAT_WHY_TAKEN || freshness->why == BAT_WHY_NAME ? CLI_WRONG : CLI_OK;
    if (freshness->counts.faults)
        return CLI_FAULT;
    return freshness->counts.errors || freshness->failed ? CLI_WRONG : CLI_OK;
}

int cli_tell_unbuilt(struct cli *cli, const struct bat_item *item, const struct bat_freshness *freshness,
                     json_t *findings, json_t **report)
{
    struct aj_arena *arena = aj_arena_new();
    const struct bat_counts *counts = &freshness->counts;
    const uint32_t by_severity[] = {[AJ_NOTE] = counts->notes,
                                    [AJ_WARNING] = counts->warnings,
                                    [AJ_ERROR] = counts->errors,
                                    [AJ_FAULT] = counts->faults};
    bool fresh = freshness->why == BAT_WHY_NOT;
    const char *found = fresh ? cli_count_text(arena, by_severity) : "";
    const char *why = cli_why(arena, freshness),
               *pdf = aj_utf8_line(arena, freshness->failed ? item->report : item->paths.pdf), *line;
    if (fresh)
        line = aj_printf(arena, "%s: %s%s%s\n", pdf, why, *found ? ", " : "", found);
    else
        line =
            aj_printf(arena,
                      freshness->adopted ? aj_text("%s: would be built: %s; it is adopted, and is replaced "
                                                   "by other bytes only with --force\n")
                                         : aj_text("%s: would be built: %s\n"),
                      pdf, why);
    int status = status_of(freshness);
    if (!(cli->given & CLI_QUIET))
        cli_answer(cli, line, strlen(line));
    else if (status != CLI_OK) /* the exit status says that there are errors: it is not left unexplained */
        fputs(line, cli->err);
    *report = unbuilt_json(cli, item, freshness, findings);
    aj_arena_free(arena);
    return status;
}
