/*
 * arshjul new: a starting point for a report, or for a theme. What there is stands below the templates:
 * KIND/kind.xml says in a line what it is, KIND/start/ holds the files as they are copied. In a report.xml
 * the title and the municipality called by `placeholder` give way to the user's own.
 */
#include "base/file.h"
#include "base/folder.h"
#include "base/temporary.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/write.h"
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

/* The files on their way; `folder` is the one that is there already, and `below` what follows it. */
struct beginning {
    struct cli *cli;
    struct aj_job *job;
    const char *start;
    const char *folder, *below;
};

static size_t without_last(const char *path, size_t n)
{
    while (n && path[n - 1] != '/')
        n--;
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n;
}

/* Divides the path of the new folder where what there is of it ends. */
static void divide(struct beginning *b, const char *path)
{
    struct stat st;
    size_t n = strlen(path);
    while (n && !(n == 1 && *path == '/') && lstat(aj_strndup(b->job->arena, path, n), &st) != 0 &&
           errno == ENOENT)
        n = without_last(path, n);
    b->folder = n ? aj_strndup(b->job->arena, path, n) : ".";
    b->below = path + n + strspn(path + n, "/");
}

/* An earlier call that was killed has left its temporaries in the folder that was there then. */
static void sweep(struct aj_job *job, const char *path)
{
    enum { LEVELS = 3 };
    size_t n = strlen(path);
    for (int i = 0; n && i < LEVELS; i++) {
        n = without_last(path, n);
        aj_file_sweep(n ? aj_strndup(job->arena, path, n) : ".");
    }
}

static bool add_one(const struct beginning *b, struct aj_writer *writer, const char *name)
{
    size_t length;
    char *bytes = aj_file_read(aj_printf(b->job->arena, "%s/%s", b->start, name), &length);
    struct aj_buf filled = AJ_BUF_INIT;
    if (bytes && strcmp(name, "report.xml") == 0)
        fill(b->cli, bytes, &filled);
    else if (bytes)
        aj_buf_add(&filled, bytes, length);
    const char *to = aj_printf(b->job->arena, "%s%s%s", b->below, *b->below ? "/" : "", name);
    if (!bytes)
        writer->error = errno;
    bool added =
        bytes && aj_writer_add(writer, to, filled.data ? filled.data : "", filled.len, AJ_WRITE_CREATE);
    aj_buf_free(&filled);
    free(bytes);
    return added;
}

/* Writes all files or none. When one of them is there already, or the disk is full, nothing has changed. */
static bool write_all(struct cli *cli, struct aj_job *job, const char *start, const struct names *files,
                      const char *folder)
{
    struct beginning b = {.cli = cli, .job = job, .start = start};
    struct aj_writer writer;
    sweep(job, folder);
    divide(&b, folder);
    uint32_t i = 0;
    bool good = aj_writer_open(&writer, b.folder, "") && aj_writer_lock(&writer);
    while (good && i < files->len)
        good = add_one(&b, &writer, files->items[i]) && ++i;
    good = good && aj_writer_commit(&writer);
    if (!good) {
        const char *name = files->len ? files->items[i < files->len ? i : 0] : "";
        const char *to = aj_printf(job->arena, "%s/%s", folder, name);
        if (writer.failed && strncmp(writer.failed, b.below, strlen(b.below)) == 0)
            to =
                aj_printf(job->arena, "%s%s%s", folder, *b.below ? "" : "/", writer.failed + strlen(b.below));
        if (writer.error == EEXIST)
            aj_diag_add(job->diags, AJ_E0916, 0, to, NULL);
        else
            aj_diag_add(job->diags, AJ_E0917, 0, to, aj_file_reason(writer.error, AJ_ENGLISH),
                        aj_file_reason(writer.error, AJ_SWEDISH), NULL);
    }
    aj_writer_close(&writer);
    return good;
}

/* A word as a shell takes it. */
static const char *quoted(struct aj_arena *arena, const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./";
    bool fits = true;
    for (const char *p = word; *p; p++)
        fits = fits && ((unsigned char)*p >= 0x80 || strchr(plain, *p));
    if (fits)
        return word;
    struct aj_buf out = AJ_BUF_INIT;
    for (const char *p = word; *p; p++)
        aj_buf_printf(&out, *p == '\'' ? "'\\%c'" : "%c", *p);
    const char *whole = aj_printf(arena, "'%s'", out.data);
    aj_buf_free(&out);
    return whole;
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
    aj_buf_printf(
        &out, aj_text("print it: %s\n"),
        aj_printf(job->arena, "arshjul %s %s", next,
                  quoted(job->arena, aj_printf(job->arena, "%s%s", report || slash ? "" : "./", folder))));
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
    const struct aj_folder_filter all = {.most = MOST_FILES, .deepest = DEEPEST};
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
