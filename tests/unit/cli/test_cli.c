#include "cli/cli.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

AJ_SUITE(cli);

enum { MOST_ARGUMENTS = 8 };

struct answer {
    int status;
    char *out, *err;
};

/* Runs the command line with the words of `line`, parted by spaces. */
static struct answer run(const char *line)
{
    struct answer answer = {0};
    size_t out_size, err_size;
    FILE *out = open_memstream(&answer.out, &out_size), *err = open_memstream(&answer.err, &err_size);
    char *words = strdup(line), *rest = words, *argv[MOST_ARGUMENTS + 1] = {"arshjul"};
    int argc = 1;
    for (char *word; argc < MOST_ARGUMENTS && (word = strtok_r(rest, " ", &rest));)
        argv[argc++] = word;
    answer.status = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    free(words);
    return answer;
}

static void check(const char *line, int status, const char *err)
{
    struct answer answer = run(line);
    cr_expect_eq(answer.status, status, "%s: exit %d", line, answer.status);
    cr_expect_str_eq(answer.err, err, "%s:\n%s", line, answer.err);
    free(answer.out);
    free(answer.err);
}

Test(cli, a_wrong_command_line_is_told_with_what_to_write)
{
    static const struct {
        const char *line, *err;
    } cases[] = {
        {"", "arshjul: error: no command is given [E0908]\n"
             "  hint: write arshjul build [REPORT...], or see arshjul --help\n"},
        {"chekc", "arshjul: error: unknown command \"chekc\" [E0901]\n"
                  "  hint: did you mean \"check\"? arshjul --help lists the commands\n"},
        {"print", "arshjul: error: unknown command \"print\" [E0902]\n"
                  "  hint: the commands are build, check, due, calendar, watch, data, document, pages, "
                  "explain, changes, "
                  "index, specimen, new, help\n"},
        {"build --ouput x", "arshjul: error: unknown option \"--ouput\" [E0903]\n"
                            "  hint: did you mean \"--output\"? arshjul help build lists the options\n"},
        {"build -z", "arshjul: error: unknown option \"-z\" [E0904]\n"
                     "  hint: arshjul help build lists the options\n"},
        {"build r -T", "arshjul: error: option \"-T\" lacks its value [E0905]\n"
                       "  hint: write -T DIR\n"},
        {"document r --format json",
         "arshjul: error: option \"--format\" does not go with the command \"document\" [E0906]\n"
         "  hint: arshjul help document lists its options\n"},
        {"data r --format json", "arshjul: error: option \"--format\" cannot be \"json\" [E0907]\n"
                                 "  hint: for the command \"data\" it is one of xml, text\n"},
        {"explain r", "arshjul: error: the command \"explain\" lacks an argument [E0909]\n"
                      "  hint: write arshjul explain REPORT NAME\n"},
        {"document r s", "arshjul: error: too many arguments from \"s\" on [E0910]\n"
                         "  hint: write arshjul document REPORT\n"},
        {"check -T nowhere r",
         "arshjul: error: no templates in \"nowhere\": it has no schema/report.rng [E0911]\n"
         "  hint: name the folder of templates with -T or ARSHJUL_TEMPLATES\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].line, CLI_USAGE, cases[i].err);
}

Test(cli, options_stand_anywhere)
{
    check("-q r --force", CLI_USAGE,
          "arshjul: error: unknown command \"r\" [E0902]\n"
          "  hint: the commands are build, check, due, calendar, watch, data, document, pages, explain, "
          "changes, "
          "index, specimen, new, help\n");
    check("data -- -q s", CLI_USAGE,
          "arshjul: error: too many arguments from \"s\" on [E0910]\n"
          "  hint: write arshjul data REPORT\n");
}

Test(cli, templates_come_from_the_environment)
{
    setenv("ARSHJUL_TEMPLATES", "elsewhere", 1);
    check("check r", CLI_USAGE,
          "arshjul: error: no templates in \"elsewhere\": it has no schema/report.rng [E0911]\n"
          "  hint: name the folder of templates with -T or ARSHJUL_TEMPLATES\n");
    unsetenv("ARSHJUL_TEMPLATES");
}

Test(cli, a_missing_report_is_told)
{
    setenv("ARSHJUL_TEMPLATES", AJ_SOURCE_DIR "/templates", 1); /* whose path may have spaces */
    check("check nowhere", CLI_WRONG,
          "nowhere: error: no report here: there is no such file [E0801]\n"
          "  hint: name a report.xml, or a folder that holds one\n");
    char folder[] = "/tmp/arshjul-test-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    check("build", CLI_WRONG,
          "arshjul: error: no report below \"input\" [E0913]\n"
          "  hint: put each report in a folder of its own, input/ORGANISATION/NAME/report.xml, or name a "
          "report\n");
    rmdir(folder);
}

Test(cli, an_answer_that_cannot_be_written_is_told)
{
    FILE *full = fopen("/dev/full", "w");
    char *text;
    size_t size;
    FILE *err = open_memstream(&text, &size);
    char *argv[] = {"arshjul", "--help", NULL};
    cr_expect_eq(cli_main(2, argv, full, err), CLI_WRONG);
    fclose(err);
    cr_expect_str_eq(text, "arshjul: error: cannot write the answer: no space is left [E0914]\n"
                           "  hint: check where the output of the command goes and that there is room\n");
    free(text);
    fclose(full);
}

Test(cli, help_lists_every_command_and_option)
{
    struct answer answer = run("--help");
    cr_expect_eq(answer.status, CLI_OK);
    static const char *const words[] = {"build [REPORT...]",   "explain REPORT NAME", "-o, --output DIR",
                                        "-T, --templates DIR", "--format NAME",       "-V, --version"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect_not_null(strstr(answer.out, words[i]), "%s", words[i]);
    free(answer.out);
    free(answer.err);
    answer = run("--version");
    cr_expect_str_eq(answer.out, "arshjul " AJ_VERSION "\n");
    free(answer.out);
    free(answer.err);
}
