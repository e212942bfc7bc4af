/* Findings for a person: the house form, colour where a terminal shows it. */
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void cli_add_harmless(struct aj_buf *out, const char *text, size_t length)
{
    for (const char *p = text, *end = text + length; p < end;) {
        uint32_t code = aj_utf8_next(&p, end);
        bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
        out->len += aj_utf8_put(aj_buf_room(out, 4), control ? 0xFFFD : code);
    }
    aj_buf_add(out, "", 0);
}

/* The place bold, the severity in its colour. */
static void add_colored(struct aj_buf *out, const char *text, enum aj_severity severity)
{
    static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m", "\033[35m"};
    const char *name = aj_severity_text(severity);
    struct aj_buf mark = AJ_BUF_INIT;
    aj_buf_printf(&mark, ": %s: ", name);
    const char *found = strstr(text, mark.data);
    if (found) {
        aj_buf_str(out, "\033[1m");
        aj_buf_add(out, text, (size_t)(found - text) + 2);
        aj_buf_printf(out, "%s%s:\033[0m ", colors[severity], name);
        text = found + mark.len;
    }
    aj_buf_str(out, text);
    aj_buf_free(&mark);
}

bool cli_is_journal(FILE *stream)
{
    const char *told = getenv("JOURNAL_STREAM");
    unsigned long long device, inode;
    struct stat st;
    int fd = fileno(stream);
    return told && fd >= 0 && sscanf(told, "%llu:%llu", &device, &inode) == 2 && fstat(fd, &st) == 0 &&
           st.st_dev == device && st.st_ino == inode;
}

void cli_keep_log(struct cli *cli)
{
    int fd = fileno(cli->err); /* none where what is said is caught: then who prints it has decided */
    cli->brief |= fd >= 0 && !isatty(fd);
}

void cli_answer_json(struct cli *cli, json_t *whole)
{
    struct aj_buf out = AJ_BUF_INIT;
    char *text = json_dumps(whole, JSON_INDENT(2));
    aj_buf_printf(&out, "%s\n", text);
    cli_answer(cli, out.data, out.len);
    aj_buf_free(&out);
    free(text);
    json_decref(whole);
}

int cli_worse(int a, int b)
{
    return a > b ? a : b;
}

int cli_report_findings(struct cli *cli, const struct aj_job *job)
{
    int status = CLI_OK;
    struct aj_buf raw = AJ_BUF_INIT, text = AJ_BUF_INIT, shown = AJ_BUF_INIT;
    for (uint32_t i = 0; i < job->diags->len; i++) {
        const struct aj_diag *diag = &job->diags->items[i];
        if (!diag->accepted && diag->severity == AJ_ERROR && status < CLI_WRONG)
            status = CLI_WRONG;
        if (diag->severity == AJ_FAULT)
            status = CLI_FAULT;
        if ((cli->given & CLI_QUIET) && (diag->severity < AJ_ERROR || diag->accepted))
            continue;
        aj_buf_clear(&raw);
        aj_buf_clear(&text);
        aj_buf_clear(&shown);
        if (cli->brief)
            aj_diag_print_line(job->diags, diag, aj_text_language(), &raw);
        else
            aj_diag_print(job->diags, diag, aj_text_language(), &raw);
        cli_add_harmless(&text, raw.data, raw.len);
        if (cli->color)
            add_colored(&shown, text.data, diag->severity);
        else
            aj_buf_add(&shown, text.data, text.len);
        fwrite(shown.data, 1, shown.len, cli->err);
    }
    aj_buf_free(&raw);
    aj_buf_free(&text);
    aj_buf_free(&shown);
    return status;
}

/* "2 errors" */
static const char *count_text(struct aj_arena *arena, enum aj_severity severity, uint32_t count)
{
    switch (severity) {
    case AJ_NOTE:
        return aj_printf(arena, aj_text_n("%u note", "%u notes", count), count);
    case AJ_WARNING:
        return aj_printf(arena, aj_text_n("%u warning", "%u warnings", count), count);
    case AJ_ERROR:
        return aj_printf(arena, aj_text_n("%u error", "%u errors", count), count);
    case AJ_FAULT:
        break;
    }
    return aj_printf(arena, aj_text_n("%u fault", "%u faults", count), count);
}

const char *cli_count_text(struct aj_arena *arena, const uint32_t counts[AJ_FAULT + 1])
{
    const char *text = "";
    for (int s = AJ_FAULT; s >= AJ_NOTE; s--)
        if (counts[s])
            text = aj_printf(arena, "%s%s%s", text, *text ? ", " : "",
                             count_text(arena, (enum aj_severity)s, counts[s]));
    return text;
}

const char *cli_count_findings(struct aj_arena *arena, const struct aj_diags *diags)
{
    uint32_t counts[AJ_FAULT + 1];
    (void)aj_diags_tally(diags, counts);
    return cli_count_text(arena, counts);
}
