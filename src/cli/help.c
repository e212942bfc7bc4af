/* arshjul help: the table of commands and options (options.c), for a person. */
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"

#include <string.h>

enum { LINE = 80, NAMES = 28 };

static void pad(struct aj_buf *out, size_t used, size_t wanted)
{
    for (; used < wanted; used++)
        aj_buf_char(out, ' ');
}

/* Text whose every line begins at column `indent`, the first one's `used` characters being there already. */
static void add_wrapped(struct aj_buf *out, const char *text, size_t used, size_t indent)
{
    size_t column = used == 0 || used < indent ? indent : used + 2;
    pad(out, used, column);
    bool first = true;
    for (const char *p = text; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " "), length = aj_utf8_length(p) - aj_utf8_length(p + n);
        if (!first && column + 1 + length > LINE) {
            aj_buf_char(out, '\n');
            pad(out, 0, indent);
            column = indent;
        } else if (!first) {
            aj_buf_char(out, ' ');
            column++;
        }
        aj_buf_add(out, p, n);
        column += length;
        first = false;
        p += n;
    }
    aj_buf_char(out, '\n');
}

/* "  -o, --output DIR", then what it does; for a command with forms of its answer, which they are. */
static void add_option(struct aj_buf *out, const struct cli_option *option, const struct cli_command *command)
{
    size_t start = out->len;
    if (option->letter)
        aj_buf_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        aj_buf_printf(out, "      --%s", option->name);
    if (option->value)
        aj_buf_printf(out, *option->value == '[' ? "%s" : " %s", aj_text(option->value));
    struct aj_buf what = AJ_BUF_INIT;
    aj_buf_str(&what, aj_text(option->what));
    for (const char *p = option->bit == CLI_FORMAT && command ? command->formats : ""; *p;
         p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        bool first = p == command->formats;
        aj_buf_printf(&what, "%s %.*s%s", first ? ":" : ",", (int)n, p, first ? aj_text(" (default)") : "");
        p += n;
    }
    add_wrapped(out, what.data, aj_utf8_length(out->data + start), NAMES);
    aj_buf_free(&what);
}

static void add_options(struct aj_buf *out, const struct cli_command *command)
{
    aj_buf_printf(out, "\n%s\n", aj_text("options:"));
    for (size_t i = 0; i < cli_option_count; i++)
        if (!command || (command->options & cli_options[i].bit))
            add_option(out, &cli_options[i], command);
}

static void add_command_help(struct cli *cli, struct aj_buf *out, const struct cli_command *command)
{
    aj_buf_printf(out, aj_text("usage: %s\n\n"), cli_usage(cli->job->arena, command));
    add_wrapped(out, aj_text(command->what), 0, 2);
    if (*command->about)
        add_wrapped(out, aj_text(command->about), 0, 2);
    add_options(out, command);
}

static void add_overview(struct aj_buf *out)
{
    add_wrapped(
        out,
        aj_text("arshjul prints the documents of a municipality's year from XML and CSV as accessible, "
                "archival PDF."),
        0, 0);
    aj_buf_printf(out, "\n%s\n\n%s\n", aj_text("usage: arshjul COMMAND [OPTION...] [REPORT...]"),
                  aj_text("commands:"));
    for (size_t i = 0; i < cli_command_count; i++) {
        const struct cli_command *command = &cli_commands[i];
        size_t start = out->len;
        aj_buf_printf(out, "  %s %s", command->name, aj_text(command->usage));
        add_wrapped(out, aj_text(command->what), aj_utf8_length(out->data + start), NAMES);
    }
    add_options(out, NULL);
    aj_buf_char(out, '\n');
    add_wrapped(
        out,
        aj_text("A REPORT is a report.xml or a folder that holds one; the folder above the report's is "
                "its organisation's. \"arshjul help COMMAND\" tells what a command does and takes."),
        0, 0);
    aj_buf_char(out, '\n');
    add_wrapped(
        out,
        aj_text("exit status: 0 all is well, 1 something is wrong in an input or could not be written, 2 "
                "wrong usage, 3 a fault of arshjul."),
        0, 0);
}

void cli_print_help(struct cli *cli, const struct cli_command *command)
{
    struct aj_buf out = AJ_BUF_INIT;
    if (command)
        add_command_help(cli, &out, command);
    else
        add_overview(&out);
    cli_answer(cli, out.data, out.len);
    aj_buf_free(&out);
}

int cli_help(struct cli *cli)
{
    const struct cli_command *command = NULL;
    if (cli->operand_count && !(command = cli_find_command(cli, cli->operands[0]))) {
        cli_report_findings(cli, cli->job);
        return CLI_USAGE;
    }
    cli_print_help(cli, command);
    return CLI_OK;
}
