/* What the files of the command line share. */
#ifndef CLI_INTERNAL_H
#define CLI_INTERNAL_H

#include "base/job.h"
#include "batch/batch.h"
#include "batch/shard.h"
#include "cli/cli.h"

/* Bits of the options, for what a command takes. */
enum {
    CLI_OUTPUT = 1 << 0,
    CLI_TEMPLATES = 1 << 1,
    CLI_FORCE = 1 << 2,
    CLI_FORMAT = 1 << 3,
    CLI_STRUCTURE = 1 << 4,
    CLI_QUIET = 1 << 5,
    CLI_VERBOSE = 1 << 6,
    CLI_HELP = 1 << 7,
    CLI_VERSION = 1 << 8,
    CLI_STRICT = 1 << 9,
    CLI_TITLE = 1 << 10,
    CLI_ORGANISATION = 1 << 11,
    CLI_LIST = 1 << 12,
    CLI_HTML = 1 << 13,
    CLI_JOBS = 1 << 14,
    CLI_TIME_LIMIT = 1 << 15,
    CLI_MEMORY_LIMIT = 1 << 16,
    CLI_DRY_RUN = 1 << 17,
    CLI_SHARD = 1 << 18,
    CLI_DUE = 1 << 19,
    CLI_DATE = 1 << 20,
    CLI_WITHIN = 1 << 21,
    CLI_ICS = 1 << 22,
    CLI_POLL = 1 << 23,
    CLI_ALLOW = 1 << 24,
    CLI_BRIEF = 1 << 25,
};

struct cli;

struct cli_option {
    unsigned bit;
    char letter; /* 0: none */
    const char *name;
    const char *value; /* what its value is called; [=NAME]: it may be left out; NULL: it takes none */
    const char *what;  /* a line of --help */
};

struct cli_command {
    const char *name;
    const char *usage; /* its operands, as in --help */
    const char *what;  /* a line of --help */
    const char *about; /* a sentence or two more, for its own help; "" if there is none */
    unsigned options;
    const char *formats; /* the values of --format, the first one the default; NULL: no --format */
    int least, most;     /* operands; most -1: any number */
    int (*run)(struct cli *cli);
};

/* A command line that was understood. */
struct cli {
    struct aj_job *job; /* its arena, and findings about the command itself */
    FILE *out, *err;
    bool color;
    bool brief; /* findings on a line each, without words of the report */
    const struct cli_command *command;
    unsigned given; /* the bits of the options that were given */
    const char *output, *templates, *format, *title, *organisation;
    const char *date, *within; /* of the yearly wheel; NULL: today, the command's own span */
    const char *poll;          /* seconds between looks; NULL: not told */
    const char *jobs, *time_limit, *memory_limit; /* as they were written; NULL: not given */
    const char *shard;                            /* the same */
    const char **allow;                           /* folders of --allow */
    uint32_t allow_count, allow_cap;
    const char **operands;
    uint32_t operand_count, operand_cap;
    const char **unknown; /* options that no command has, as they were written */
    uint32_t unknown_count, unknown_cap;
    const char **folders; /* operands without reports, but with tables */
    uint32_t folder_count, folder_cap;
    struct bat_worker *worker;
    int stopped;     /* the number of the signal that stopped the command; else 0 */
    int write_error; /* errno of the first writing of the answer that failed; else 0 */
};

extern const struct cli_option cli_options[];
extern const size_t cli_option_count;
extern const struct cli_command cli_commands[];
extern const size_t cli_command_count;

/*
 * Reads the arguments into `cli`. False after a finding of cli->job. With --help or --version the command may
 * be NULL.
 */
bool cli_parse(struct cli *cli, int argc, char **argv);

/* "arshjul build [REPORT...]". */
const char *cli_usage(struct aj_arena *arena, const struct cli_command *command);

/* The command of that name; NULL after a finding of cli->job. */
const struct cli_command *cli_find_command(struct cli *cli, const char *name);

/* help.c: all commands and options, or those of one command if it is not NULL. */
void cli_print_help(struct cli *cli, const struct cli_command *command);

/* Lets reports read what --allow and ARSHJUL_ALLOW say; false after a finding of cli->job. */
bool cli_allow(struct cli *cli);

/* The templates folder by -T, ARSHJUL_TEMPLATES, or the program's own place; NULL after a finding. */
const char *cli_find_templates(struct cli *cli);

/* shard.c: the part of the batch that --shard asks for; the whole (1/1) without it, and after a finding. */
struct bat_shard cli_shard(struct cli *cli);

int cli_build(struct cli *cli);
int cli_check(struct cli *cli);
int cli_data(struct cli *cli);
int cli_document(struct cli *cli);
int cli_pages(struct cli *cli);
int cli_explain(struct cli *cli);
int cli_changes(struct cli *cli);
int cli_index(struct cli *cli);
int cli_specimen(struct cli *cli);
int cli_help(struct cli *cli);
int cli_due(struct cli *cli);
int cli_calendar(struct cli *cli);
int cli_new(struct cli *cli);
int cli_watch(struct cli *cli);

/* watch.c: the page of findings beside the PDF: watch makes it, build keeps one that is there up to date. */
void cli_write_page(struct cli *cli, struct bat_run *run);

/*
 * The rest of a run that is open: takes it through all stages, writes it if `options` are given, tells
 * findings and a line about it, and closes it. Returns the exit status that it makes. `*answer` (may be NULL)
 * receives what events and `check --format json` tell of the report; the caller owns the reference.
 */
int cli_finish_report(struct cli *cli, struct bat_run *run, const struct bat_options *options,
                      json_t **answer);

/* The same of a run whose attempt is only told again (batch/told.h). */
int cli_tell_again(struct cli *cli, struct bat_run *run, json_t **answer);

/*
 * The number that an option's value tells, from `least` to `most`; `otherwise` when text is NULL. A value
 * that is none is a finding of cli->job, and gives `otherwise` too.
 */
uint64_t cli_number(struct cli *cli, const char *option, const char *text, uint64_t least, uint64_t most,
                    uint64_t otherwise);

/* Text from a report must not steer the terminal: control characters become U+FFFD. */
void cli_add_harmless(struct aj_buf *out, const char *text, size_t length);

/* Writes a piece of the answer. What fails is kept in cli->write_error. */
void cli_answer(struct cli *cli, const char *bytes, size_t length);

/* Puts out an answer in JSON, in lines for people too. Takes over the reference. */
void cli_answer_json(struct cli *cli, json_t *whole);

/* The worse of two exit statuses. */
int cli_worse(int a, int b);

/* Whether a stream is the journal of systemd, as JOURNAL_STREAM says (systemd.exec(5)). */
bool cli_is_journal(FILE *stream);

/* What is said of many reports at once and not to a person at a terminal is a log, which holds names and
 * findings but no line of a report: findings are kept short from here on. */
void cli_keep_log(struct cli *cli);

/* Prints a job's findings as the options say (-q: errors only), and returns the exit status they make. */
int cli_report_findings(struct cli *cli, const struct aj_job *job);

/* "2 errors, 1 warning", or "" when there are none. */
const char *cli_count_findings(struct aj_arena *arena, const struct aj_diags *diags);

/* The same of counts by severity. */
const char *cli_count_text(struct aj_arena *arena, const uint32_t counts[AJ_FAULT + 1]);

/*
 * propose.c: prints a `source` for every table of a folder that has no report, and what is wrong with them;
 * or appends them to `answer` if that is not NULL. Returns the exit status they make.
 */
int cli_propose(struct cli *cli, const char *folder, json_t *answer);

/*
 * calendar.c: the reports that are due and not done, by the wheels at or below the operands (input/ without
 * any); *status is the exit status that the findings in those wheels make, which are told.
 */
const char **cli_due_reports(struct cli *cli, uint32_t *count, int *status);

/*
 * Checks the wheels of the organisations whose reports these are: tells findings and a line about each, or
 * sets *answer to their findings as JSON (NULL without a wheel) if `answer` is not NULL. Returns the exit
 * status they make.
 */
int cli_check_calendars(struct cli *cli, const char *const *reports, uint32_t count, json_t **answer);

/* Whether --date and --within stand where they mean something: with --due; else findings, which are told. */
bool cli_check_due(struct cli *cli);

/*
 * index.c, at the end of a build: renews the output folder's index.html when the build has changed something
 * there, or when it has none. Returns the exit status that findings about it make.
 */
int cli_index_after(struct cli *cli, bool changed);

/* Whether something is called index.html in the output folder. */
bool cli_has_index(struct cli *cli);

/* explain_json.c: a figure's lineage as JSON. */
void cli_explanation_json(const struct aj_job *job, const struct met_explanation *explanation,
                          struct aj_buf *out);

#endif
