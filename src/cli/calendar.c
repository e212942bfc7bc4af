/* The yearly wheel on the command line: what is due, the wheel itself, and what build and check ask of it. */
#include "calendar/calendar.h"

#include "base/path.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Days before and after today that `due` shows, and `build --due` goes beyond today, unless --within tells.
 */
enum { SHOWN_WITHIN = 30, BUILT_WITHIN = 0, MOST_WITHIN = 3660 };

/* The calendars that were asked for, with what reading them needs. */
struct wheels {
    struct cal_library *library;
    struct cal_calendar **items;
    uint32_t len, cap;
    struct aj_map known; /* the same by their real paths */
    int status;          /* the exit status that their findings make */
};

static void put(struct cli *cli, struct aj_buf *buf)
{
    if (buf->len)
        cli_answer(cli, buf->data, buf->len);
    aj_buf_free(buf);
}

/* Puts out words of a wheel. */
static void put_words(struct cli *cli, struct aj_buf *buf)
{
    struct aj_buf shown = AJ_BUF_INIT;
    if (buf->len)
        cli_add_harmless(&shown, buf->data, buf->len);
    aj_buf_free(buf);
    put(cli, &shown);
}

/* The day and the span that the options give. False after a finding of cli->job, which is told. */
static bool read_horizon(struct cli *cli, int within, struct cal_horizon *out)
{
    uint64_t days = cli_number(cli, "--within", cli->within, 0, MOST_WITHIN, (uint64_t)within);
    *out = (struct cal_horizon){.within = (int)days, .output = cli->output};
    if (!cli->date)
        out->today = cal_today();
    else if (cal_date_read(cli->date, &out->today) != CAL_READ)
        aj_diag_add(cli->job->diags, AJ_E0857, 0, cli->date, NULL);
    bool right = !cli->job->diags->len;
    if (!right)
        cli_report_findings(cli, cli->job);
    cli->job->diags->len = 0;
    return right;
}

static void open_wheels(struct cli *cli, struct wheels *wheels)
{
    *wheels = (struct wheels){.library = cal_library_new(cli_find_templates(cli)),
                              .known = AJ_MAP_INIT(cli->job->arena),
                              .status = CLI_OK};
    uint32_t count;
    const struct aj_allowed *allowed = bat_worker_allowed(cli->worker, &count);
    cal_library_allow(wheels->library, allowed, count);
}

static void close_wheels(struct wheels *wheels)
{
    for (uint32_t i = 0; i < wheels->len; i++)
        cal_free(wheels->items[i]);
    cal_library_free(wheels->library);
}

/* A path as the system has it, whatever way it is named; as it is when there is no such file. */
static const char *real_path(struct aj_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *out = aj_strdup(arena, real ? real : path);
    free(real);
    return out;
}

/* Reads a calendar, once. */
static void add_wheel(struct cli *cli, struct wheels *wheels, const char *path)
{
    const char *real = real_path(cli->job->arena, path);
    if (aj_map_find(&wheels->known, real))
        return;
    struct cal_calendar *calendar = cal_load(wheels->library, path);
    aj_map_put(&wheels->known, real, calendar);
    AJ_PUSH(cli->job->arena, wheels->items, wheels->len, wheels->cap, calendar);
}

/* Those at or below a path; how many there are. */
static uint32_t add_wheels_below(struct cli *cli, struct wheels *wheels, struct aj_diags *diags,
                                 const char *path)
{
    uint32_t count;
    const char **paths = cal_find(cli->job->arena, diags, path, &count);
    for (uint32_t i = 0; i < count; i++)
        add_wheel(cli, wheels, paths[i]);
    return count;
}

/* Notes are for the one who checks a wheel, not for those who ask it. */
static void drop_notes(struct aj_diags *diags)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->len; i++)
        if (diags->items[i].severity > AJ_NOTE)
            diags->items[kept++] = diags->items[i];
    diags->len = kept;
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Whether some folder in a folder has a report. */
static bool has_reports(struct aj_arena *arena, const char *folder)
{
    uint32_t count;
    struct aj_diags *unheard = aj_diags_new(arena, aj_places_new(arena));
    const char **reports = bat_find_reports(arena, unheard, folder, &count);
    size_t n = strlen(folder);
    for (uint32_t i = 0; i < count; i++) {
        const char *rest =
            strncmp(reports[i], folder, n) == 0 ? reports[i] + n + strspn(reports[i] + n, "/") : "";
        const char *slash = strchr(rest, '/');
        if (slash && strcmp(slash, "/report.xml") == 0)
            return true;
    }
    return false;
}

/* No wheel was found at or below a path: where one would be looked for. */
static void tell_no_wheel(struct cli *cli, const char *path)
{
    struct aj_arena *arena = cli->job->arena;
    const char *hint[2];
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    path = aj_strndup(arena, path, n);
    bool is_report =
        is_there(aj_printf(arena, "%s/report.xml", path)) || strcmp(aj_path_name(path), "report.xml") == 0;
    if (!is_there(path)) {
        hint[0] = "it is not there: correct the name, or name an organisation's folder";
        hint[1] = "den finns inte: rätta namnet, eller ange en organisations mapp";
    } else {
        const char *file = is_report                  ? cal_file_of(arena, path)
                           : has_reports(arena, path) ? aj_printf(arena, "%s/" CAL_FILE, path)
                                                      : NULL;
        hint[0] =
            file ? aj_printf(arena,
                             "put it in the organisation's folder, beside the folders of its reports: %s",
                             file)
                 : aj_printf(arena,
                             "put one in each organisation's folder, beside the folders of its reports: "
                             "%s/ORGANISATION/" CAL_FILE,
                             path);
        hint[1] =
            file ? aj_printf(arena, "lägg den i organisationens mapp, bredvid rapporternas mappar: %s", file)
                 : aj_printf(arena,
                             "lägg en i varje organisations mapp, bredvid rapporternas mappar: "
                             "%s/ORGANISATION/" CAL_FILE,
                             path);
    }
    aj_diag_add(cli->job->diags, AJ_E0840, 0, path, hint[0], hint[1], NULL);
}

/* The calendars at or below the operands, or below input/; what is wrong with them is told, unless as JSON.
 */
static void load_wheels(struct cli *cli, struct wheels *wheels, bool tell)
{
    static const char *const everything[] = {"input"};
    const char *const *operands = cli->operand_count ? cli->operands : everything;
    uint32_t operand_count = cli->operand_count ? cli->operand_count : 1;
    for (uint32_t i = 0; i < operand_count; i++) {
        uint32_t told = cli->job->diags->len;
        uint32_t found = add_wheels_below(cli, wheels, cli->job->diags, operands[i]);
        if (!found && cli->job->diags->len == told)
            tell_no_wheel(cli, operands[i]);
    }
    wheels->status = cli_report_findings(cli, cli->job);
    cli->job->diags->len = 0;
    for (uint32_t i = 0; i < wheels->len; i++)
        drop_notes(wheels->items[i]->job->diags);
    for (uint32_t i = 0; i < wheels->len && tell; i++)
        wheels->status = cli_worse(wheels->status, cli_report_findings(cli, wheels->items[i]->job));
}

/* The findings of all of them, for an answer in JSON. */
static json_t *wheels_json(struct cli *cli, struct wheels *wheels)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < wheels->len; i++) {
        struct cal_calendar *calendar = wheels->items[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:i, s:o}", "file", bat_json_text(calendar->file),
                                               "title", bat_json_text(calendar->title), "entries",
                                               (int)calendar->entry_len, "findings",
                                               bat_findings_json(calendar->job)));
        wheels->status = cli_worse(wheels->status, cli_report_findings(cli, calendar->job));
    }
    return array;
}

static const char *state_text(enum cal_state state)
{
    static const char *const names[] = {AJ_TEXT("late"), AJ_TEXT("due"), AJ_TEXT("coming"), AJ_TEXT("stale"),
                                        AJ_TEXT("done")};
    return aj_text(names[state]);
}

/* What is there of a report, against what should be. */
static const char *standing(struct aj_arena *arena, const struct cal_due *due)
{
    const char *wanted = bat_status_name(due->what.entry->wants);
    if (due->printed && due->status >= due->what.entry->wants)
        return bat_status_name(due->status);
    if (due->printed)
        return aj_printf(arena, aj_text("%s, is to be %s"), bat_status_name(due->status), wanted);
    if (!due->begun)
        return aj_text("not begun");
    return due->failed ? aj_text("printing failed") : aj_text("not printed");
}

enum { COLUMNS = 6 };

struct line {
    const char *cells[COLUMNS];
};

static struct line line_of(struct aj_arena *arena, const struct cal_due *due)
{
    const struct cal_entry *entry = due->what.entry;
    return (struct line){{state_text(due->state), cal_date_text(arena, due->what.day),
                          entry->body ? entry->body->name : "-", aj_utf8_line(arena, due->report),
                          cal_purpose_name(entry->purpose), standing(arena, due)}};
}

/* A table whose columns stand under each other, whatever letters are in it. */
static void put_table(struct cli *cli, const struct line *lines, uint32_t count)
{
    size_t widths[COLUMNS] = {0};
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < count; i++)
        for (int c = 0; c < COLUMNS; c++) {
            size_t n = aj_utf8_length(lines[i].cells[c]);
            widths[c] = widths[c] > n ? widths[c] : n;
        }
    for (uint32_t i = 0; i < count; i++) {
        for (int c = 0; c < COLUMNS; c++) {
            aj_buf_str(&out, lines[i].cells[c]);
            size_t n = aj_utf8_length(lines[i].cells[c]);
            for (; c + 1 < COLUMNS && n < widths[c] + 2; n++)
                aj_buf_char(&out, ' ');
        }
        aj_buf_char(&out, '\n');
    }
    put_words(cli, &out);
}

static void put_dues(struct cli *cli, const struct cal_dues *dues, struct cal_horizon horizon)
{
    struct aj_arena *arena = cli->job->arena;
    bool quiet = cli->given & CLI_QUIET;
    struct line *lines = AJ_NEW_N(arena, struct line, dues->len + 1);
    uint32_t count = 0, of[CAL_DONE + 1] = {0};
    if (!quiet)
        lines[count++] = (struct line){{aj_text("state"), aj_text("day"), aj_text("body"), aj_text("report"),
                                        aj_text("for"), aj_text("printed as")}};
    for (uint32_t i = 0; i < dues->len; i++) {
        of[dues->items[i].state]++;
        if (!quiet || dues->items[i].state == CAL_LATE)
            lines[count++] = line_of(arena, &dues->items[i]);
    }
    if (dues->len)
        put_table(cli, lines, count);
    if (quiet)
        return;
    struct aj_buf out = AJ_BUF_INIT;
    if (dues->len)
        aj_buf_printf(&out, aj_text("%s: %u late, %u due, %u coming, %u stale, %u done\n"),
                      cal_date_text(arena, horizon.today), of[CAL_LATE], of[CAL_NOW], of[CAL_COMING],
                      of[CAL_STALE], of[CAL_DONE]);
    else
        aj_buf_printf(&out, aj_text("%s: nothing is due within %d days\n"),
                      cal_date_text(arena, horizon.today), horizon.within);
    put(cli, &out);
}

static json_t *due_json(struct aj_arena *arena, const struct cal_due *due)
{
    const struct cal_entry *entry = due->what.entry;
    json_t *object = json_object();
    json_object_set_new(object, "state", bat_json_text(cal_state_name(due->state)));
    json_object_set_new(object, "date", bat_json_text(cal_date_text(arena, due->what.day)));
    json_object_set_new(object, "for", bat_json_text(cal_purpose_name(entry->purpose)));
    json_object_set_new(object, "body", bat_json_text(entry->body ? entry->body->name : NULL));
    json_object_set_new(object, "meeting",
                        bat_json_text(entry->meets ? cal_date_text(arena, due->what.meeting) : NULL));
    json_object_set_new(object, "report", bat_json_text(due->report));
    json_object_set_new(object, "organisation", bat_json_text(due->calendar->organisation));
    json_object_set_new(object, "title", bat_json_text(due->title));
    json_object_set_new(object, "responsible", bat_json_text(entry->responsible));
    json_object_set_new(object, "wants", bat_json_text(bat_status_name(entry->wants)));
    json_object_set_new(object, "begun", json_boolean(due->begun));
    json_object_set_new(object, "printed", bat_json_text(due->printed ? bat_status_name(due->status) : NULL));
    json_object_set_new(object, "stale", json_boolean(due->stale));
    json_object_set_new(object, "failed", json_boolean(due->failed));
    return object;
}

static void collect(struct cli *cli, struct wheels *wheels, struct cal_horizon horizon, struct cal_dues *dues)
{
    *dues = (struct cal_dues){.arena = cli->job->arena};
    for (uint32_t i = 0; i < wheels->len; i++)
        cal_due_add(dues, wheels->items[i], horizon);
    cal_due_sort(dues);
}

int cli_due(struct cli *cli)
{
    struct wheels wheels;
    struct cal_horizon horizon;
    struct cal_dues dues;
    bool json = strcmp(cli->format, "json") == 0;
    if (!read_horizon(cli, SHOWN_WITHIN, &horizon))
        return CLI_USAGE;
    open_wheels(cli, &wheels);
    load_wheels(cli, &wheels, !json);
    collect(cli, &wheels, horizon, &dues);
    int status = CLI_OK;
    for (uint32_t i = 0; i < dues.len; i++)
        status = dues.items[i].state == CAL_LATE ? CLI_WRONG : status;
    if (json) {
        json_t *list = json_array(), *calendars = wheels_json(cli, &wheels);
        for (uint32_t i = 0; i < dues.len; i++)
            json_array_append_new(list, due_json(cli->job->arena, &dues.items[i]));
        status = cli_worse(status, wheels.status);
        cli_answer_json(cli, json_pack("{s:s, s:i, s:s, s:i, s:o, s:o}", "version", AJ_VERSION, "exit",
                                       status, "date", cal_date_text(cli->job->arena, horizon.today),
                                       "within", horizon.within, "due", list, "calendars", calendars));
    } else if (wheels.len) {
        put_dues(cli, &dues, horizon);
    }
    status = cli_worse(status, wheels.status);
    close_wheels(&wheels);
    return status;
}

int cli_calendar(struct cli *cli)
{
    struct wheels wheels;
    struct cal_horizon horizon;
    struct aj_buf out = AJ_BUF_INIT;
    if (cli->date && (cli->given & CLI_ICS))
        aj_diag_add(cli->job->diags, AJ_E0858, 0, NULL);
    if (!read_horizon(cli, 0, &horizon))
        return CLI_USAGE;
    open_wheels(cli, &wheels);
    load_wheels(cli, &wheels, true);
    if (cli->given & CLI_ICS && wheels.len)
        cal_ics(wheels.items, wheels.len, &out);
    for (uint32_t i = 0; i < wheels.len && !(cli->given & CLI_ICS); i++) {
        int first, last;
        cal_years(wheels.items[i], &first, &last);
        if (cli->date)
            first = last = cal_date_of(horizon.today).year;
        if (i)
            aj_buf_char(&out, '\n');
        if (first)
            cal_text(wheels.items[i], first, last, &out);
    }
    if (cli->given & CLI_ICS)
        put(cli, &out);
    else
        put_words(cli, &out);
    int status = wheels.status;
    close_wheels(&wheels);
    return status;
}

/* Whether a path is another, or in it, whatever way they are named. */
static bool is_below(struct cli *cli, const char *path, const char *folder)
{
    const char *inner = real_path(cli->job->arena, path), *outer = real_path(cli->job->arena, folder);
    size_t n = strlen(outer);
    return strncmp(inner, outer, n) == 0 && (!inner[n] || inner[n] == '/' || outer[n - 1] == '/');
}

/* Where only some reports are asked for, the rest of their organisation's wheel is not. */
static bool is_asked(struct cli *cli, const struct cal_due *due)
{
    bool asked = !cli->operand_count;
    for (uint32_t i = 0; i < cli->operand_count && !asked; i++) {
        const char *operand = cli->operands[i];
        asked = is_below(cli, due->calendar->file, operand) || is_below(cli, due->report, operand) ||
                is_below(cli, operand, due->report);
    }
    return asked;
}

bool cli_check_due(struct cli *cli)
{
    static const struct {
        unsigned bit;
        const char *name;
    } options[] = {{CLI_DATE, "--date"}, {CLI_WITHIN, "--within"}};
    for (size_t i = 0; i < 2 && !(cli->given & CLI_DUE); i++)
        if (cli->given & options[i].bit)
            aj_diag_add(cli->job->diags, AJ_E0859, 0, options[i].name, cli->command->name, NULL);
    bool right = !cli->job->diags->len;
    if (!right)
        cli_report_findings(cli, cli->job);
    cli->job->diags->len = 0;
    return right;
}

const char **cli_due_reports(struct cli *cli, uint32_t *count, int *status)
{
    struct wheels wheels;
    struct cal_horizon horizon;
    struct cal_dues dues;
    struct aj_arena *arena = cli->job->arena;
    struct aj_map known = AJ_MAP_INIT(arena);
    const char **reports = NULL;
    uint32_t cap = 0;
    *count = 0;
    *status = CLI_USAGE;
    if (!read_horizon(cli, BUILT_WITHIN, &horizon))
        return NULL;
    open_wheels(cli, &wheels);
    load_wheels(cli, &wheels, true);
    collect(cli, &wheels, horizon, &dues);
    for (uint32_t i = 0; i < dues.len; i++) {
        const struct cal_due *due = &dues.items[i];
        if (due->state == CAL_DONE || !due->begun || !is_asked(cli, due) || aj_map_find(&known, due->report))
            continue;
        const char *report = aj_strdup(arena, due->report);
        aj_map_put(&known, report, cli);
        AJ_PUSH(arena, reports, *count, cap, report);
    }
    if (!*count && wheels.len && !(cli->given & CLI_QUIET) && strcmp(cli->format, "json") != 0) {
        struct aj_buf out = AJ_BUF_INIT;
        aj_buf_printf(&out, aj_text("%s: nothing that is due needs to be built\n"),
                      cal_date_text(arena, horizon.today));
        put(cli, &out);
    }
    *status = wheels.status;
    close_wheels(&wheels);
    return reports;
}

/* Whether a whole organisation is checked, and not only some of its reports. */
static bool is_whole(struct cli *cli, const struct cal_calendar *calendar)
{
    bool whole = !cli->operand_count;
    for (uint32_t i = 0; i < cli->operand_count && !whole; i++)
        whole = is_below(cli, calendar->file, cli->operands[i]);
    return whole;
}

int cli_check_calendars(struct cli *cli, const char *const *reports, uint32_t count, json_t **answer)
{
    struct wheels wheels;
    struct aj_arena *arena = cli->job->arena;
    open_wheels(cli, &wheels);
    if (!cli->operand_count)
        add_wheels_below(cli, &wheels, NULL, "input"); /* what cannot be read is told of with the reports */
    for (uint32_t i = 0; i < cli->operand_count; i++)
        add_wheels_below(cli, &wheels, NULL, cli->operands[i]);
    for (uint32_t i = 0; i < count; i++) {
        const char *file = cal_file_of(arena, reports[i]);
        if (access(file, F_OK) == 0)
            add_wheel(cli, &wheels, file);
    }
    for (uint32_t i = 0; i < wheels.len; i++)
        if (!is_whole(cli, wheels.items[i]))
            drop_notes(wheels.items[i]->job->diags);
    for (uint32_t i = 0; i < wheels.len && !answer; i++) {
        struct cal_calendar *calendar = wheels.items[i];
        const char *findings = cli_count_findings(arena, calendar->job->diags);
        wheels.status = cli_worse(wheels.status, cli_report_findings(cli, calendar->job));
        struct aj_buf out = AJ_BUF_INIT;
        /* Who checks one report is told of the wheel when there is something to tell. */
        if (!(cli->given & CLI_QUIET) && (*findings || is_whole(cli, calendar))) {
            aj_utf8_add_line(&out, calendar->file);
            aj_buf_str(&out, ": ");
            aj_buf_printf(&out, aj_text_n("%u entry", "%u entries", calendar->entry_len),
                          calendar->entry_len);
            aj_buf_printf(&out, "%s%s\n", *findings ? ", " : "", findings);
        }
        put(cli, &out);
    }
    if (answer)
        *answer = wheels.len ? wheels_json(cli, &wheels) : NULL;
    int status = wheels.status;
    close_wheels(&wheels);
    return status;
}
