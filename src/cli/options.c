/* The one table of commands and options, and how arguments are read against it. */
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"

#include <getopt.h>
#include <string.h>

const struct cli_option cli_options[] = {
    {CLI_OUTPUT, 'o', "output", AJ_TEXT("DIR"), AJ_TEXT("print to DIR (default: output)")},
    {CLI_TEMPLATES, 'T', "templates", AJ_TEXT("DIR"),
     AJ_TEXT("take templates from DIR (default: $ARSHJUL_TEMPLATES, else those beside the program)")},
    {CLI_ALLOW, 0, "allow", AJ_TEXT("DIR"),
     AJ_TEXT("let reports read files below DIR too, outside their organisation's folder; may be repeated")},
    {CLI_FORCE, 0, "force", NULL,
     AJ_TEXT("build what is up to date too, and replace an adopted PDF (status=\"antagen\")")},
    {CLI_DRY_RUN, 0, "dry-run", NULL, AJ_TEXT("tell what would be built and why, and write nothing")},
    {CLI_HTML, 0, "html", NULL, AJ_TEXT("make a web page (HTML) beside each PDF too")},
    {CLI_STRICT, 0, "strict", NULL,
     AJ_TEXT("check every typed number against the bound figures, as strict=\"ja\" does")},
    {CLI_JOBS, 'j', "jobs", AJ_TEXT("N"),
     AJ_TEXT("build N reports at a time (default: as many as there are processors)")},
    {CLI_TIME_LIMIT, 0, "time-limit", AJ_TEXT("SECONDS"),
     AJ_TEXT("give a report up after SECONDS (default: 300; 0: never)")},
    {CLI_MEMORY_LIMIT, 0, "memory-limit", AJ_TEXT("MIB"),
     AJ_TEXT("give a report up that needs more than MIB mebibytes (default: 2048; 0: no limit)")},
    {CLI_SHARD, 0, "shard", AJ_TEXT("I/N"),
     AJ_TEXT("take only the part I of N of the reports, such as 3/8; all parts cost about the same")},
    {CLI_FORMAT, 0, "format", AJ_TEXT("NAME"), AJ_TEXT("form of the answer")},
    {CLI_TITLE, 0, "title", AJ_TEXT("TEXT"), AJ_TEXT("title of the new report")},
    {CLI_ORGANISATION, 0, "organisation", AJ_TEXT("NAME"), AJ_TEXT("whose report it is")},
    {CLI_LIST, 0, "list", NULL, AJ_TEXT("list what there is to choose from")},
    {CLI_STRUCTURE, 0, "structure", NULL, AJ_TEXT("print the structure tree instead of the pages")},
    {CLI_BRIEF, 0, "brief", NULL,
     AJ_TEXT("print each finding on one line, without the line of the file; so also in the journal")},
    {CLI_DUE, 0, "due", NULL, AJ_TEXT("only what the yearly wheel says is due and is not done")},
    {CLI_DATE, 0, "date", AJ_TEXT("DAY"), AJ_TEXT("as if it were DAY, such as 2026-08-31 (default: today)")},
    {CLI_WITHIN, 0, "within", AJ_TEXT("DAYS"),
     AJ_TEXT("look so many days beyond that day (default: 30; with build --due 0)")},
    {CLI_ICS, 0, "ics", NULL, AJ_TEXT("write iCalendar, which calendar programs open")},
    {CLI_POLL, 0, "poll", AJ_TEXT("[=SECONDS]"),
     AJ_TEXT("look at the folder every SECONDS instead of waiting to be told of changes; so also on "
             "network shares")},
    {CLI_QUIET, 'q', "quiet", NULL, AJ_TEXT("print errors only")},
    {CLI_VERBOSE, 'v', "verbose", NULL, AJ_TEXT("print also what was read and how long each stage took")},
    {CLI_HELP, 'h', "help", NULL, AJ_TEXT("print this help, or that of a command")},
    {CLI_VERSION, 'V', "version", NULL, AJ_TEXT("print the version")},
};
const size_t cli_option_count = sizeof cli_options / sizeof *cli_options;

enum {
    EVERYWHERE = CLI_TEMPLATES | CLI_ALLOW | CLI_BRIEF | CLI_QUIET | CLI_VERBOSE | CLI_HELP | CLI_VERSION,
    AT_ONCE = CLI_JOBS | CLI_TIME_LIMIT | CLI_MEMORY_LIMIT | CLI_SHARD, /* of what does many reports */
};

const struct cli_command cli_commands[] = {
    {"build", AJ_TEXT("[REPORT...]"), AJ_TEXT("print reports; without REPORT every report.xml below input/"),
     AJ_TEXT("Prints each report that is not up to date to DIR/ORGANISATION/FOLDER/FOLDER.pdf with a build "
             "record "
             "beside it, which tells what it was made of. One that fails does not stop the others, and "
             "leaves its "
             "earlier PDF as it was."),
     EVERYWHERE | AT_ONCE | CLI_OUTPUT | CLI_FORCE | CLI_DRY_RUN | CLI_HTML | CLI_FORMAT | CLI_STRICT |
         CLI_DUE | CLI_DATE | CLI_WITHIN,
     "text json", 0, -1, cli_build},
    {"check", AJ_TEXT("[REPORT...]"), AJ_TEXT("tell what is wrong, print nothing"),
     AJ_TEXT("Does all that build does but write. Of a folder that holds tables but no report it prints the "
             "<source> that would name each table in a report."),
     EVERYWHERE | AT_ONCE | CLI_FORMAT | CLI_STRICT, "text json", 0, -1, cli_check},
    {"due", AJ_TEXT("[DIR...]"), AJ_TEXT("list what the yearly wheel says is due, late or done"),
     AJ_TEXT("Reads every kalender.xml below DIR (default: input) and the build records in the output. "
             "The exit status is 1 when something is late."),
     EVERYWHERE | CLI_OUTPUT | CLI_FORMAT | CLI_DATE | CLI_WITHIN, "text json", 0, -1, cli_due},
    {"calendar", AJ_TEXT("[DIR...]"), AJ_TEXT("show the yearly wheel by month; with --ics, as iCalendar"),
     AJ_TEXT("Reads every kalender.xml below DIR (default: input); with --date, only the year of that day."),
     EVERYWHERE | CLI_DATE | CLI_ICS, NULL, 0, -1, cli_calendar},
    {"watch", AJ_TEXT("DIR"), AJ_TEXT("build reports below DIR as they are saved, until it is stopped"),
     AJ_TEXT("Prints every report that is not adopted and not up to date, and then each that is saved, or "
             "whose data or templates are. A page of what was found, in Swedish, stands beside each PDF: "
             "FOLDER.fynd.html."),
     EVERYWHERE | CLI_JOBS | CLI_TIME_LIMIT | CLI_MEMORY_LIMIT | CLI_OUTPUT | CLI_HTML | CLI_STRICT |
         CLI_POLL,
     NULL, 1, 1, cli_watch},
    {"data", AJ_TEXT("REPORT"), AJ_TEXT("show the data document: every figure bound, with its exact value"),
     AJ_TEXT("The answer is XML, or with --format text the running text alone."), EVERYWHERE | CLI_FORMAT,
     "xml text", 1, 1, cli_data},
    {"document", AJ_TEXT("REPORT"), AJ_TEXT("show the document as XHTML with its stylesheet"),
     AJ_TEXT("The answer is a page that a browser opens."), EVERYWHERE, NULL, 1, 1, cli_document},
    {"pages", AJ_TEXT("REPORT"), AJ_TEXT("show what stands where on each page"),
     AJ_TEXT("The answer has a line for each piece of a page, or with --structure for each element that a "
             "screen reader meets."),
     EVERYWHERE | CLI_STRUCTURE, NULL, 1, 1, cli_pages},
    {"explain", AJ_TEXT("REPORT NAME"), AJ_TEXT("show how a figure came about, down to file and cell"),
     AJ_TEXT("NAME is a row of a table, a metric, a target or an indicator, as prose calls it."),
     EVERYWHERE | CLI_FORMAT, "text json", 2, 2, cli_explain},
    {"changes", AJ_TEXT("OLD NEW"),
     AJ_TEXT("tell what differs between two editions, build records or reports; with -o, print it too"),
     AJ_TEXT("The printed list goes to DIR/andringar/NEW/NEW.pdf."), EVERYWHERE | CLI_FORMAT | CLI_OUTPUT,
     "text json", 2, 2, cli_changes},
    {"index", AJ_TEXT("[DIR]"), AJ_TEXT("list what was printed on a page to search: DIR/index.html"),
     AJ_TEXT("Reads every file that the build records below DIR (default: output) tell of, and says which "
             "are not "
             "what they were. A build renews the page by itself."),
     EVERYWHERE, NULL, 0, 1, cli_index},
    {"specimen", AJ_TEXT("THEME"),
     AJ_TEXT("print every element of a theme, with its colours and their contrast; --list tells the themes"),
     AJ_TEXT("It goes to DIR/specimen/THEME/THEME.pdf."), EVERYWHERE | CLI_OUTPUT | CLI_HTML | CLI_LIST, NULL,
     1, 1, cli_specimen},
    {"new", AJ_TEXT("KIND DIR"),
     AJ_TEXT("begin a report or a theme of one's own in DIR; --list tells the kinds"),
     AJ_TEXT("Writes a whole report with comments and invented figures, which builds at once. Nothing that "
             "is there "
             "already is touched. The folder above DIR is the organisation's."),
     EVERYWHERE | CLI_TITLE | CLI_ORGANISATION | CLI_LIST, NULL, 2, 2, cli_new},
    {"help", AJ_TEXT("[COMMAND]"), AJ_TEXT("tell about a command and its options"), "",
     CLI_HELP | CLI_VERSION | CLI_BRIEF | CLI_QUIET | CLI_VERBOSE, NULL, 0, 1, cli_help},
};
const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const char *cli_usage(struct aj_arena *arena, const struct cli_command *command)
{
    return aj_printf(arena, "arshjul %s %s", command->name, aj_text(command->usage));
}

static const char *spelled(struct aj_arena *arena, const struct cli_option *option)
{
    return option->letter ? aj_printf(arena, "-%c", option->letter) : aj_printf(arena, "--%s", option->name);
}

/* Only what the command takes can have been meant. */
static void unknown_option(struct cli *cli, const char *given)
{
    struct aj_arena *arena = cli->job->arena;
    const char **names = AJ_NEW_N(arena, const char *, cli_option_count);
    size_t count = 0;
    for (size_t i = 0; i < cli_option_count; i++)
        if (!cli->command || (cli->command->options & cli_options[i].bit))
            names[count++] = aj_printf(arena, "--%s", cli_options[i].name);
    const char *name = aj_strndup(arena, given, strcspn(given, "="));
    const char *meant = name[1] == '-' ? aj_did_you_mean(name, names, count) : NULL;
    const char *help = cli->command ? aj_printf(arena, "help %s", cli->command->name) : "--help";
    if (meant)
        aj_diag_add(cli->job->diags, AJ_E0903, 0, given, meant, help, NULL);
    else
        aj_diag_add(cli->job->diags, AJ_E0904, 0, given, help, NULL);
}

static void take_option(struct cli *cli, const struct cli_option *option, const char *value)
{
    const struct {
        unsigned bit;
        const char **place;
    } values[] = {
        {CLI_OUTPUT, &cli->output},
        {CLI_TEMPLATES, &cli->templates},
        {CLI_FORMAT, &cli->format},
        {CLI_TITLE, &cli->title},
        {CLI_ORGANISATION, &cli->organisation},
        {CLI_JOBS, &cli->jobs},
        {CLI_TIME_LIMIT, &cli->time_limit},
        {CLI_MEMORY_LIMIT, &cli->memory_limit},
        {CLI_SHARD, &cli->shard},
        {CLI_POLL, &cli->poll},
        {CLI_DATE, &cli->date},
        {CLI_WITHIN, &cli->within},
    };
    cli->given |= option->bit;
    if (option->bit == CLI_ALLOW)
        AJ_PUSH(cli->job->arena, cli->allow, cli->allow_count, cli->allow_cap, value);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (option->bit == values[i].bit)
            *values[i].place = value;
}

uint64_t cli_number(struct cli *cli, const char *option, const char *text, uint64_t least, uint64_t most,
                    uint64_t otherwise)
{
    struct aj_arena *arena = cli->job->arena;
    if (!text)
        return otherwise;
    uint64_t number = 0;
    bool fits = *text != '\0';
    for (const char *p = text; fits && *p; p++) {
        fits = *p >= '0' && *p <= '9' && number <= most;
        number = number * 10 + (uint64_t)(*p - '0');
    }
    if (fits && number >= least && number <= most)
        return number;
    aj_diag_add(cli->job->diags, AJ_E0938, 0, option, text,
                aj_printf(arena, "%llu", (unsigned long long)least),
                aj_printf(arena, "%llu", (unsigned long long)most), NULL);
    return otherwise;
}

/* The option that a return value of getopt_long means: its letter, or 256 and its index. */
static const struct cli_option *option_by_value(int value)
{
    for (size_t i = 0; i < cli_option_count; i++)
        if (value == cli_options[i].letter || value == 256 + (int)i)
            return &cli_options[i];
    return NULL;
}

static void read_arguments(struct cli *cli, int argc, char **argv)
{
    struct aj_arena *arena = cli->job->arena;
    struct option *longs = AJ_NEW_N(arena, struct option, cli_option_count + 1);
    char *shorts = aj_alloc(arena, 3 + 2 * cli_option_count);
    size_t n = 0;
    shorts[n++] = '-'; /* operands come in order, whatever POSIXLY_CORRECT says */
    shorts[n++] = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < cli_option_count; i++) {
        const struct cli_option *option = &cli_options[i];
        int has = !option->value          ? no_argument
                  : *option->value == '[' ? optional_argument
                                          : required_argument;
        longs[i] = (struct option){option->name, has, NULL, 256 + (int)i};
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
            AJ_PUSH(arena, cli->unknown, cli->unknown_count, cli->unknown_cap,
                    letter ? aj_printf(arena, "-%c", optopt) : argv[optind - 1]);
        } else if (option && (value == ':' || (optarg && !*optarg))) {
            aj_diag_add(cli->job->diags, AJ_E0905, 0, spelled(arena, option),
                        aj_printf(arena, "%s %s", spelled(arena, option), aj_text(option->value)), NULL);
        } else if (option) {
            take_option(cli, option, optarg);
        }
    }
    for (; optind < argc; optind++)
        AJ_PUSH(arena, cli->operands, cli->operand_count, cli->operand_cap, argv[optind]);
}

static const char *command_names(struct aj_arena *arena)
{
    const char *list = cli_commands[0].name;
    for (size_t i = 1; i < cli_command_count; i++)
        list = aj_printf(arena, "%s, %s", list, cli_commands[i].name);
    return list;
}

const struct cli_command *cli_find_command(struct cli *cli, const char *name)
{
    struct aj_arena *arena = cli->job->arena;
    const char **names = AJ_NEW_N(arena, const char *, cli_command_count);
    for (size_t i = 0; i < cli_command_count; i++) {
        names[i] = cli_commands[i].name;
        if (strcmp(name, names[i]) == 0)
            return &cli_commands[i];
    }
    const char *meant = aj_did_you_mean(name, names, cli_command_count);
    if (meant)
        aj_diag_add(cli->job->diags, AJ_E0901, 0, name, meant, NULL);
    else
        aj_diag_add(cli->job->diags, AJ_E0902, 0, name, command_names(arena), NULL);
    return NULL;
}

/* The first operand is the command. With --help and --version there need be none. */
static void take_command(struct cli *cli)
{
    if (cli->operand_count) {
        cli->command = cli_find_command(cli, cli->operands[0]);
        cli->operands++;
        cli->operand_count--;
    } else if (!cli->unknown_count && !cli->job->diags->len && !(cli->given & (CLI_HELP | CLI_VERSION))) {
        aj_diag_add(cli->job->diags, AJ_E0908, 0, cli_usage(cli->job->arena, &cli_commands[0]), NULL);
    }
}

/* "text, json" */
static const char *with_commas(struct aj_arena *arena, const char *list)
{
    const char *out = "";
    for (const char *p = list; *p; p += strcspn(p, " "), p += strspn(p, " "))
        out = aj_printf(arena, "%s%s%.*s", out, *out ? ", " : "", (int)strcspn(p, " "), p);
    return out;
}

static void check_options(struct cli *cli)
{
    const struct cli_command *command = cli->command;
    struct aj_arena *arena = cli->job->arena;
    for (size_t i = 0; i < cli_option_count; i++)
        if (cli->given & ~command->options & cli_options[i].bit)
            aj_diag_add(cli->job->diags, AJ_E0906, 0, spelled(arena, &cli_options[i]), command->name, NULL);
    if (command->formats && cli->format && !aj_list_has(command->formats, cli->format))
        aj_diag_add(cli->job->diags, AJ_E0907, 0, "--format", cli->format, command->name,
                    with_commas(arena, command->formats), NULL);
    if (command->formats && !cli->format)
        cli->format = aj_strndup(arena, command->formats, strcspn(command->formats, " "));
}

/* An operand that is empty, such as a shell's variable that was never set, is none: it would mean the root
 * folder. */
static void check_operands(struct cli *cli)
{
    const struct cli_command *command = cli->command;
    struct aj_arena *arena = cli->job->arena;
    int least = cli->given & CLI_LIST ? 0 : command->least, most = cli->given & CLI_LIST ? 0 : command->most;
    bool empty = false;
    for (uint32_t i = 0; i < cli->operand_count; i++)
        empty |= !*cli->operands[i];
    if (empty || (int)cli->operand_count < least)
        aj_diag_add(cli->job->diags, AJ_E0909, 0, command->name, cli_usage(arena, command), NULL);
    else if (most >= 0 && (int)cli->operand_count > most)
        aj_diag_add(cli->job->diags, AJ_E0910, 0, cli->operands[most], cli_usage(arena, command), NULL);
}

bool cli_parse(struct cli *cli, int argc, char **argv)
{
    read_arguments(cli, argc, argv);
    take_command(cli);
    for (uint32_t i = 0; i < cli->unknown_count; i++)
        unknown_option(cli, cli->unknown[i]);
    bool asks = cli->given & (CLI_HELP | CLI_VERSION);
    if (cli->command && !asks)
        check_options(cli);
    if (cli->command && !asks && !cli->job->diags->len)
        check_operands(cli);
    return cli->job->diags->len == 0;
}
