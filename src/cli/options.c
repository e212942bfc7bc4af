/* The one table of commands and options, and how arguments are read against it. */
#include "cli/internal.h"

#include <getopt.h>
#include <string.h>

const struct cli_option cli_options[] = {
    {CLI_OUTPUT, 'o', "output", "DIR", "print to DIR (default: output)"},
    {CLI_TEMPLATES, 'T', "templates", "DIR",
     "take templates from DIR (default: $ARSHJUL_TEMPLATES, else those beside the program)"},
    {CLI_FORCE, 0, "force", NULL, "replace an adopted PDF (status=\"antagen\") too"},
    {CLI_STRICT, 0, "strict", NULL,
     "check every typed number against the bound figures, as strict=\"ja\" does"},
    {CLI_FORMAT, 0, "format", "NAME",
     "form of the answer: build, check, explain, changes: text, json; data: xml, text"},
    {CLI_STRUCTURE, 0, "structure", NULL, "print the structure tree instead of the pages"},
    {CLI_QUIET, 'q', "quiet", NULL, "print errors only"},
    {CLI_VERBOSE, 'v', "verbose", NULL, "print also what was read and how long each stage took"},
    {CLI_HELP, 'h', "help", NULL, "print this help"},
    {CLI_VERSION, 'V', "version", NULL, "print the version"},
};
const size_t cli_option_count = sizeof cli_options / sizeof *cli_options;

enum { EVERYWHERE = CLI_TEMPLATES | CLI_QUIET | CLI_VERBOSE | CLI_HELP | CLI_VERSION };

const struct cli_command cli_commands[] = {
    {"build", "[REPORT...]", "print reports; without REPORT every report.xml below input/",
     EVERYWHERE | CLI_OUTPUT | CLI_FORCE | CLI_FORMAT | CLI_STRICT, "text json", 0, -1, cli_build},
    {"check", "[REPORT...]", "tell what is wrong, print nothing", EVERYWHERE | CLI_FORMAT | CLI_STRICT,
     "text json", 0, -1, cli_check},
    {"data", "REPORT", "show the data document: every figure bound, with its exact value",
     EVERYWHERE | CLI_FORMAT, "xml text", 1, 1, cli_data},
    {"document", "REPORT", "show the document as XHTML with its stylesheet", EVERYWHERE, NULL, 1, 1,
     cli_document},
    {"pages", "REPORT", "show what stands where on each page", EVERYWHERE | CLI_STRUCTURE, NULL, 1, 1,
     cli_pages},
    {"explain", "REPORT NAME", "show how a figure came about, down to file and cell", EVERYWHERE | CLI_FORMAT,
     "text json", 2, 2, cli_explain},
    {"changes", "OLD NEW",
     "tell what differs between two editions, build records or reports; with -o, print it too",
     EVERYWHERE | CLI_FORMAT | CLI_OUTPUT, "text json", 2, 2, cli_changes},
    {"specimen", "THEME", "print every element of a theme, with its colours and their contrast",
     EVERYWHERE | CLI_OUTPUT, NULL, 1, 1, cli_specimen},
};
const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const char *cli_usage(struct aj_arena *arena, const struct cli_command *command)
{
    return aj_printf(arena, "arshjul %s %s", command->name, command->usage);
}

static const struct cli_option *option_of(unsigned bit)
{
    for (size_t i = 0; i < cli_option_count; i++)
        if (cli_options[i].bit == bit)
            return &cli_options[i];
    return NULL;
}

static const char *spelled(struct aj_arena *arena, const struct cli_option *option)
{
    return option->letter ? aj_printf(arena, "-%c", option->letter) : aj_printf(arena, "--%s", option->name);
}

static void unknown_option(struct cli *cli, const char *given)
{
    struct aj_arena *arena = cli->job->arena;
    const char **names = AJ_NEW_N(arena, const char *, cli_option_count);
    for (size_t i = 0; i < cli_option_count; i++)
        names[i] = aj_printf(arena, "--%s", cli_options[i].name);
    const char *name = aj_strndup(arena, given, strcspn(given, "="));
    const char *meant = name[1] == '-' ? aj_did_you_mean(name, names, cli_option_count) : NULL;
    if (meant)
        aj_diag_add(cli->job->diags, AJ_E0903, 0, given, meant, NULL);
    else
        aj_diag_add(cli->job->diags, AJ_E0904, 0, given, NULL);
}

static void take_option(struct cli *cli, const struct cli_option *option, const char *value)
{
    cli->given |= option->bit;
    if (option->bit == CLI_OUTPUT)
        cli->output = value;
    else if (option->bit == CLI_TEMPLATES)
        cli->templates = value;
    else if (option->bit == CLI_FORMAT)
        cli->format = value;
}

/* The option that a return value of getopt_long means: its letter, or 256 and its index. */
static const struct cli_option *option_by_value(int value)
{
    for (size_t i = 0; i < cli_option_count; i++)
        if (value == cli_options[i].letter || value == 256 + (int)i)
            return &cli_options[i];
    return NULL;
}

static bool read_arguments(struct cli *cli, int argc, char **argv)
{
    struct aj_arena *arena = cli->job->arena;
    struct option *longs = AJ_NEW_N(arena, struct option, cli_option_count + 1);
    char *shorts = aj_alloc(arena, 3 + 2 * cli_option_count);
    size_t n = 0;
    shorts[n++] = '-'; /* operands come in order, whatever POSIXLY_CORRECT says */
    shorts[n++] = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < cli_option_count; i++) {
        const struct cli_option *option = &cli_options[i];
        longs[i] = (struct option){option->name, option->value != NULL, NULL, 256 + (int)i};
        if (option->letter)
            shorts[n++] = option->letter;
        if (option->letter && option->value)
            shorts[n++] = ':';
    }
    opterr = 0;
    optind = 0;
    int value;
    while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct cli_option *option = option_by_value(value == ':' ? optopt : value);
        if (value == 1) {
            AJ_PUSH(arena, cli->operands, cli->operand_count, cli->operand_cap, optarg);
        } else if (value == '?') {
            bool letter = optopt > 0 && optopt < 256;
            unknown_option(cli, letter ? aj_printf(arena, "-%c", optopt) : argv[optind - 1]);
        } else if (value == ':' && option) {
            aj_diag_add(cli->job->diags, AJ_E0905, 0, spelled(arena, option),
                        aj_printf(arena, "%s %s", spelled(arena, option), option->value), NULL);
        } else if (option) {
            take_option(cli, option, optarg);
        }
    }
    for (; optind < argc; optind++)
        AJ_PUSH(arena, cli->operands, cli->operand_count, cli->operand_cap, argv[optind]);
    return cli->job->diags->len == 0;
}

static const char *command_names(struct aj_arena *arena)
{
    const char *list = cli_commands[0].name;
    for (size_t i = 1; i < cli_command_count; i++)
        list = aj_printf(arena, "%s%s%s", list, i + 1 < cli_command_count ? ", " : " and ",
                         cli_commands[i].name);
    return list;
}

static bool find_command(struct cli *cli)
{
    struct aj_arena *arena = cli->job->arena;
    if (cli->operand_count == 0) {
        aj_diag_add(cli->job->diags, AJ_E0908, 0, cli_usage(arena, &cli_commands[0]), NULL);
        return false;
    }
    const char *name = cli->operands[0];
    const char **names = AJ_NEW_N(arena, const char *, cli_command_count);
    for (size_t i = 0; i < cli_command_count; i++) {
        names[i] = cli_commands[i].name;
        if (strcmp(name, names[i]) == 0)
            cli->command = &cli_commands[i];
    }
    cli->operands++;
    cli->operand_count--;
    if (cli->command)
        return true;
    const char *meant = aj_did_you_mean(name, names, cli_command_count);
    if (meant)
        aj_diag_add(cli->job->diags, AJ_E0901, 0, name, meant, NULL);
    else
        aj_diag_add(cli->job->diags, AJ_E0902, 0, name, command_names(arena), NULL);
    return false;
}

/* Whether a word is in a list parted by spaces. */
static bool is_listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, word, n) == 0)
            return true;
        p += length;
    }
    return false;
}

static bool check_options(struct cli *cli)
{
    const struct cli_command *command = cli->command;
    struct aj_arena *arena = cli->job->arena;
    for (unsigned bit = 1; bit <= CLI_VERSION; bit <<= 1)
        if (cli->given & ~command->options & bit)
            aj_diag_add(cli->job->diags, AJ_E0906, 0, spelled(arena, option_of(bit)), command->name, NULL);
    if (command->formats && cli->format && !is_listed(command->formats, cli->format))
        aj_diag_add(cli->job->diags, AJ_E0907, 0, "--format", cli->format, command->name, command->formats,
                    NULL);
    if (command->formats && !cli->format)
        cli->format = aj_strndup(arena, command->formats, strcspn(command->formats, " "));
    if ((int)cli->operand_count < command->least)
        aj_diag_add(cli->job->diags, AJ_E0909, 0, command->name, cli_usage(arena, command), NULL);
    else if (command->most >= 0 && (int)cli->operand_count > command->most)
        aj_diag_add(cli->job->diags, AJ_E0910, 0, cli->operands[command->most], cli_usage(arena, command),
                    NULL);
    return cli->job->diags->len == 0;
}

bool cli_parse(struct cli *cli, int argc, char **argv)
{
    if (!read_arguments(cli, argc, argv))
        return false;
    if (cli->given & (CLI_HELP | CLI_VERSION))
        return true;
    return find_command(cli) && check_options(cli);
}

void cli_print_help(FILE *out)
{
    fputs("arshjul prints the documents of a municipality's year from XML and CSV as accessible, archival "
          "PDF.\n\nusage: arshjul COMMAND [OPTION...] [REPORT...]\n\ncommands:\n",
          out);
    for (size_t i = 0; i < cli_command_count; i++) {
        const struct cli_command *command = &cli_commands[i];
        int width = 22 - (int)strlen(command->name) - 1;
        fprintf(out, "  %s %-*s  %s\n", command->name, width, command->usage, command->what);
    }
    fputs("\noptions:\n", out);
    for (size_t i = 0; i < cli_option_count; i++) {
        const struct cli_option *option = &cli_options[i];
        char letter[] = {option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
                         option->letter ? ',' : ' ', '\0'};
        int width = 16 - (int)strlen(option->name);
        fprintf(out, "  %s --%s %-*s  %s\n", letter, option->name, width, option->value ? option->value : "",
                option->what);
    }
    fputs("\nA REPORT is a report.xml or a folder that holds one; the folder above the report's is its "
          "organisation's.\nEach is printed to DIR/ORGANISATION/FOLDER/FOLDER.pdf with a build record "
          "(.json) beside it.\n\nexit status: 0 all is well, 1 something is wrong in an input or could not "
          "be written,\n2 wrong usage, 3 a fault of arshjul.\n",
          out);
}
