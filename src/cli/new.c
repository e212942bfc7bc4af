/*
 * arshjul new: a starting point for a report, or for a theme. What there is stands below the templates:
 * KIND/kind.xml says in a line what it is, KIND/start/ holds the files as they are copied. In a report.xml
 * the title and the municipality called by `placeholder` give way to the user's own.
 */
#include "base/file.h"
#include "base/folder.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/internal.h"
#include "source/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 8, MOST_FILES = 200, LONGEST = 200 };

static const char placeholder[] = "Exempelkommun";

struct names {
    struct aj_arena *arena;
    const char **items;
    uint32_t len, cap;
};

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct names *names)
{
    if (names->len)
        qsort(names->items, names->len, sizeof *names->items, compare);
}

static bool is_file(struct aj_arena *arena, const char *folder, const char *name, const char *file)
{
    struct stat st;
    return stat(aj_printf(arena, "%s/%s/%s", folder, name, file), &st) == 0 && S_ISREG(st.st_mode);
}

/* The line that kind.xml has in a language. */
static const char *about(struct aj_job *job, const char *kind, enum aj_language language)
{
    xmlDocPtr doc = src_xml_read_template(job, aj_printf(job->arena, "%s/kind.xml", kind));
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
        const char *lang = src_xml_is(node, "about") ? src_xml_attr(job, node, "lang") : NULL;
        if (lang && strcmp(lang, language == AJ_SWEDISH ? "sv" : "en") == 0 && node->children)
            return aj_strdup(job->arena, (const char *)node->children->content);
    }
    return "";
}

/* arshjul new --list: each kind with its line. */
static int list_kinds(struct cli *cli, struct aj_job *job)
{
    struct names kinds = {.arena = job->arena};
    DIR *dir = opendir(job->templates);
    for (struct dirent *entry; dir && (entry = readdir(dir)) && kinds.len < MOST_FILES;)
        if (entry->d_name[0] != '.' && is_file(job->arena, job->templates, entry->d_name, "kind.xml"))
            AJ_PUSH(job->arena, kinds.items, kinds.len, kinds.cap, aj_strdup(job->arena, entry->d_name));
    if (dir)
        closedir(dir);
    sort(&kinds);
    struct aj_buf out = AJ_BUF_INIT;
    for (uint32_t i = 0; i < kinds.len; i++)
        aj_buf_printf(&out, "%-18s %s\n", kinds.items[i], about(job, kinds.items[i], aj_text_language()));
    if (out.len)
        cli_answer(cli, out.data, out.len);
    aj_buf_free(&out);
    return cli_report_findings(cli, job);
}

static void add_escaped(struct aj_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        const char *named = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : NULL;
        if (named)
            aj_buf_str(out, named);
        else
            aj_buf_char(out, *p);
    }
}

/* The report with the user's own title and organisation. */
static void fill(const struct cli *cli, const char *text, struct aj_buf *out)
{
    static const char open[] = "<title>", close[] = "</title>";
    const char *title = cli->title ? strstr(text, open) : NULL;
    const char *end = title ? strstr(title, close) : NULL;
    for (const char *p = text; *p;) {
        if (end && p == title + strlen(open)) {
            add_escaped(out, cli->title);
            p = end;
        } else if (cli->organisation && !strncmp(p, placeholder, strlen(placeholder))) {
            add_escaped(out, cli->organisation);
            p += strlen(placeholder);
        } else {
            aj_buf_char(out, *p++);
        }
    }
}

static bool write_one(struct cli *cli, struct aj_job *job, const char *from, const char *to)
{
    size_t length;
    char *bytes = aj_file_read(from, &length);
    struct aj_buf filled = AJ_BUF_INIT;
    if (bytes && strcmp(strrchr(from, '/'), "/report.xml") == 0)
        fill(cli, bytes, &filled);
    else if (bytes)
        aj_buf_add(&filled, bytes, length);
    bool written = bytes && aj_file_create(to, filled.data ? filled.data : "", filled.len);
    int error = errno;
    aj_buf_free(&filled);
    free(bytes);
    if (!written && error == EEXIST)
        aj_diag_add(job->diags, AJ_E0916, 0, to, NULL);
    else if (!written)
        aj_diag_add(job->diags, AJ_E0917, 0, to, aj_file_reason(error, AJ_ENGLISH),
                    aj_file_reason(error, AJ_SWEDISH), NULL);
    return written;
}

/* Nothing is written when one of the files is there already. */
static bool write_all(struct cli *cli, struct aj_job *job, const char *start, const struct names *files,
                      const char *folder)
{
    struct stat st;
    for (uint32_t i = 0; i < files->len; i++) {
        const char *to = aj_printf(job->arena, "%s/%s", folder, files->items[i]);
        if (lstat(to, &st) == 0) {
            aj_diag_add(job->diags, AJ_E0916, 0, to, NULL);
            return false;
        }
    }
    for (uint32_t i = 0; i < files->len; i++)
        if (!write_one(cli, job, aj_printf(job->arena, "%s/%s", start, files->items[i]),
                       aj_printf(job->arena, "%s/%s", folder, files->items[i])))
            return false;
    return true;
}

/* What was written, and how it is printed. */
static void tell(struct cli *cli, struct aj_job *job, const struct names *files, const char *folder)
{
    struct aj_buf out = AJ_BUF_INIT;
    bool report = false;
    for (uint32_t i = 0; i < files->len; i++) {
        aj_buf_printf(&out, "%s/%s\n", folder, files->items[i]);
        report |= !strcmp(files->items[i], "report.xml");
    }
    const char *next = report ? "build" : "specimen";
    bool slash = strchr(folder, '/');
    aj_buf_printf(&out, aj_text("print it: %s\n"),
                  aj_printf(job->arena, "arshjul %s %s%s", next, report || slash ? "" : "./", folder));
    if (!(cli->given & CLI_QUIET))
        cli_answer(cli, out.data, out.len);
    aj_buf_free(&out);
}

/* A value that goes into the report is a line of text. */
static bool is_line(struct aj_job *job, const char *option, const char *value)
{
    bool fit = !value || (*value && aj_utf8_valid(value, strlen(value)) == strlen(value) &&
                          aj_utf8_length(value) <= LONGEST && strspn(value, " ") < strlen(value));
    for (const char *p = value; fit && p && *p; p++)
        fit = (unsigned char)*p >= ' ' && *p != 127;
    if (!fit)
        aj_diag_add(job->diags, AJ_E0918, 0, option, aj_printf(job->arena, "%d", LONGEST), NULL);
    return fit;
}

static int make(struct cli *cli, struct aj_job *job)
{
    const char *kind = cli->operands[0], *folder = cli->operands[1];
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    folder = aj_strndup(job->arena, folder, n);
    if (!aj_job_check_template(job, "", kind, "kind.xml", AJ_E0915, 0))
        return CLI_USAGE;
    if (!is_line(job, "--title", cli->title) || !is_line(job, "--organisation", cli->organisation))
        return CLI_USAGE;
    const char *start = aj_printf(job->arena, "%s/%s/start", job->templates, kind);
    struct names files = {.arena = job->arena};
    struct aj_folder_filter all = {NULL, MOST_FILES, DEEPEST};
    files.items = aj_folder_files(job->arena, start, all, &files.len);
    if (!write_all(cli, job, start, &files, folder))
        return CLI_WRONG;
    tell(cli, job, &files, folder);
    return CLI_OK;
}

int cli_new(struct cli *cli)
{
    char *templates = realpath(cli_find_templates(cli), NULL);
    struct aj_job *job = aj_job_new(NULL, templates);
    free(templates);
    int status = cli->given & CLI_LIST ? list_kinds(cli, job) : make(cli, job);
    if (status != CLI_OK)
        cli_report_findings(cli, job);
    aj_job_free(job);
    return status;
}
