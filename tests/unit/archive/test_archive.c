/* The index of an archive: order, years, editions, what is wrong, what is never overwritten. */
#include "suite.h"

#include "archive/archive.h"
#include "archive/internal.h"
#include "base/file.h"
#include "finding.h"
#include "folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

AJ_SUITE(archive);

/* cr_assert takes no pointers and no "!". */
#define HOLDS(condition) HOLDS_OF(condition, "%s", #condition)
#define HOLDS_OF(condition, ...)                                                                             \
    do {                                                                                                     \
        int holds = (condition) ? 1 : 0;                                                                     \
        cr_assert(holds, __VA_ARGS__);                                                                       \
    } while (0)

#define TEMPLATES AJ_SOURCE_DIR "/templates"

static struct aj_arena *arena;
static char folder[64];

static void begin(void)
{
    arena = aj_arena_new();
    strcpy(folder, "/tmp/arshjul-archive-XXXXXX");
    HOLDS(mkdtemp(folder));
}

static void end(void)
{
    remove_folder(folder);
    aj_arena_free(arena);
}

static const char *path_of(const char *name)
{
    return aj_printf(arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
    HOLDS(aj_file_write(path_of(name), text, strlen(text)));
}

/* A document of so many bytes: its record, with `more` among its members, and its PDF. */
static void put_document(const char *base, const char *title, const char *more, const char *front)
{
    static const char pdf[] = "%PDF-1.7 of a test";
    char hex[65];
    aj_sha256(pdf, sizeof pdf - 1, hex);
    const char *name = strrchr(base, '/') + 1;
    put(aj_printf(arena, "%s.json", base),
        aj_printf(
            arena,
            "{\n  \"program\": {\"name\": \"arshjul\"},\n  \"report\": \"r\",\n  \"organisation\": \"org\",\n"
            "  \"status\": \"antagen\",\n  \"printed\": true,\n  \"title\": \"%s\",\n  \"front\": {%s},\n"
            "  \"pdf\": {\"file\": \"%s.pdf\", \"sha256\": \"%s\", \"bytes\": %zu, \"pages\": 3}%s,\n"
            "  \"metrics\": []\n}\n",
            title, front, name, hex, sizeof pdf - 1, more));
    put(aj_printf(arena, "%s.pdf", base), pdf);
}

static struct aj_job *job;
static struct arc_counts counts;

static enum arc_outcome make(bool told)
{
    struct arc_options options = {.output = folder, .verify = told, .told = told};
    if (job)
        aj_job_free(job);
    job = aj_job_new(NULL, TEMPLATES);
    counts = (struct arc_counts){0};
    return arc_index(job, &options, &counts);
}

static const char *page(void)
{
    size_t length;
    char *text = aj_file_read(path_of("index.html"), &length);
    const char *copy = aj_strdup(arena, text ? text : "");
    free(text);
    return copy;
}

static void finish(void)
{
    aj_job_free(job);
    job = NULL;
    end();
}

/* Whether they stand in the text in that order. */
static void assert_order(const char *text, const char *const *parts)
{
    const char *at = text;
    for (; *parts; parts++) {
        const char *found = strstr(at, *parts);
        HOLDS_OF(found, "\"%s\" is not there, or comes too early", *parts);
        at = found;
    }
}

Test(archive, swedish_order_needs_no_locale)
{
    static const char *const ordered[] = {"",          "1 § budget", "2022",   "ale",   "Alingsås",
                                          "Borås",     "Éa",         "Ed",     "Vara",  "Vänersborg",
                                          "Xa",        "Übo",        "Z",      "Ån",    "Åre",
                                          "ÄNGELHOLM", "Äppelbo",    "Öckerö", "Örebro"};
    enum { COUNT = sizeof ordered / sizeof *ordered };
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < COUNT; k++) {
            int order = arc_compare(ordered[i], ordered[k]);
            int expected = i == k ? 0 : i < k ? -1 : 1;
            cr_assert(eq(int, (order > 0) - (order < 0), expected), "\"%s\" and \"%s\"", ordered[i],
                      ordered[k]);
        }
    HOLDS_OF(arc_compare("Budget 2", "budget 2") != 0, "the bytes decide last");
    HOLDS_OF(arc_compare("\xFF", "\xFE") != 0, "damaged names have an order too");
}

static const char *year(const char *base, const char *front, const char *date, const char *title)
{
    json_t *object = json_loads(front, 0, NULL);
    struct arc_document document = {.base = base, .date = date, .title = title};
    const char *found = arc_year(arena, &document, object);
    json_decref(object);
    return found;
}

Test(archive, a_document_is_filed_under_its_year, .init = begin, .fini = end)
{
    cr_assert(eq(
        str,
        (char *)year("a/budget-2022/budget-2022", "{\"valid_from\": \"2023-01-01\"}", "2021-11-24", "B 2024"),
        "2022"));
    cr_assert(eq(str, (char *)year("a/plan-2020/plan", "{}", "2021-11-24", "B 2024"), "2020"));
    cr_assert(eq(str, (char *)year("a/plan/plan", "{\"valid_from\": \"2023-01-01\"}", "2021-11-24", "B 2024"),
                 "2023"));
    cr_assert(eq(str, (char *)year("a/plan/plan", "{}", "2021-11-24", "B 2024"), "2021"));
    cr_assert(eq(str, (char *)year("a/plan/plan", "{}", "", "Budget 2024–2026"), "2024"));
    cr_assert(eq(str, (char *)year("a/plan/plan", "{}", "", "Mål 12 av 20305"), ""));
}

Test(archive, is_written_once_and_then_only_when_it_changes, .init = begin, .fini = finish)
{
    put_document("org/budget-2022/budget-2022", "Budget", "", "");
    cr_assert(eq(int, make(false), ARC_WRITTEN));
    cr_assert(eq(u32, counts.documents, 1));
    assert_finding_count(job, 0);
    const char *first = page();
    cr_assert(eq(int, make(false), ARC_UNCHANGED));
    cr_assert(eq(int, make(true), ARC_UNCHANGED));
    put_document("org/plan-2023/plan-2023", "Plan", "", "");
    cr_assert(eq(int, make(false), ARC_WRITTEN));
    HOLDS(strcmp(first, page()) != 0);
    HOLDS_OF(!strstr(page(), folder), "no path of the machine");
}

Test(archive, of_an_empty_folder_says_so, .init = begin, .fini = finish)
{
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    assert_finding_count(job, 0);
    HOLDS(strstr(page(), "Här finns inga dokument än."));
}

Test(archive, is_not_begun_for_nothing, .init = begin, .fini = finish)
{
    struct arc_options options = {.output = folder, .unless_empty = true};
    job = aj_job_new(NULL, TEMPLATES);
    cr_assert(eq(int, arc_index(job, &options, &counts), ARC_UNCHANGED));
    HOLDS(access(path_of("index.html"), F_OK) != 0);
    put_document("org/a/a", "A", "", "");
    cr_assert(eq(int, arc_index(job, &options, &counts), ARC_WRITTEN));
    remove_folder(path_of("org"));
    cr_assert(eq(int, arc_index(job, &options, &counts), ARC_WRITTEN));
}

Test(archive, needs_a_folder, .init = begin, .fini = finish)
{
    remove_folder(folder);
    cr_assert(eq(int, make(true), ARC_FAILED));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_E0866, "(none)", 0, 0,
                   "name the folder that reports are printed to; without a name it is output");
    HOLDS_OF(access(folder, F_OK) != 0, "none is made");
}

Test(archive, leaves_a_page_of_others_alone, .init = begin, .fini = finish)
{
    put("index.html", "<title>Vår egen startsida</title>");
    cr_assert(eq(int, make(false), ARC_KEPT));
    assert_finding_count(job, 1);
    assert_finding(job, 0, AJ_W0865, path_of("index.html"), 0, 0,
                   "move or rename it and run arshjul index, or print to another folder with -o");
    cr_assert(eq(str, (char *)page(), "<title>Vår egen startsida</title>"));
    HOLDS(unlink(path_of("index.html")) == 0 && mkdir(path_of("index.html"), 0777) == 0);
    cr_assert(eq(int, make(false), ARC_KEPT));
}

Test(archive, tells_what_does_not_agree, .init = begin, .fini = finish)
{
    put_document("org/a/a", "A", "", "");
    put_document("org/b/b", "B", "", "");
    put_document("org/c/c", "C", "", "");
    put_document("org/d/d", "D", "", "");
    put("org/a/a.pdf", "%PDF-1.7 OF A TEST");
    HOLDS(unlink(path_of("org/b/b.pdf")) == 0);
    put("org/c/c.json", "{ \"program\"");
    put("org/skannad.pdf", "%PDF");
    put("org/annat.json", "[1, 2]");
    put("org/eget.json", "{\"program\": {\"name\": \"annat\"}}\n}\n");
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    static const char restore[] = "restore it from a backup, or print its report anew";
    assert_finding_count(job, 4);
    assert_finding(job, 0, AJ_E0867, path_of("org/a/a.pdf"), 0, 0, restore);
    assert_finding(job, 1, AJ_E0867, path_of("org/b/b.pdf"), 0, 0, restore);
    assert_finding(job, 2, AJ_W0868, path_of("org/c/c.json"), 0, 0, restore);
    assert_finding(job, 3, AJ_N0869, path_of("org/skannad.pdf"), 0, 0,
                   "it is left alone; print its report anew, or move it if it does not belong here");
    cr_assert(eq(u32, counts.documents, 3));
    cr_assert(eq(u32, counts.wrong, 4));
    HOLDS(strstr(page(), "4 filer att se över"));
    HOLDS(strstr(page(), "<a href=\"org/skannad.pdf\">org/skannad.pdf</a> har inget byggprotokoll"));
    HOLDS_OF(!strstr(page(), "annat.json"), "what is not ours is no business of ours");
}

Test(archive, a_build_compares_sizes_alone, .init = begin, .fini = finish)
{
    put_document("org/a/a", "A", "", "");
    put("org/a/a.pdf", "%PDF-1.7 OF A TEST");
    cr_assert(eq(int, make(false), ARC_WRITTEN));
    cr_assert(eq(u32, counts.wrong, 0));
    put("org/a/a.pdf", "%PDF");
    cr_assert(eq(int, make(false), ARC_WRITTEN));
    cr_assert(eq(u32, counts.wrong, 1));
    assert_finding_count(job, 0);
    HOLDS(strstr(page(), "Filen är inte den som byggprotokollet anger."));
}

Test(archive, links_editions_that_replace_each_other, .init = begin, .fini = finish)
{
    put_document("org/b-2021/b-2021", "Budget 2021–2023", "", "");
    put_document(
        "org/b-2022/b-2022", "Budget 2022–2024", "",
        "\"replaces\": [\"BUDGET  2021–2023, antagen den 25 november 2020, § 198\", \"Något annat\", 7]");
    put_document("org/b-2023/b-2023", "Budget 2023–2025", ", \"status\": \"forslag\"",
                 "\"replaces\": [\"Budget 2022–2024\"]");
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    const char *const parts[] = {"Budget 2023–2025",
                                 "Avses ersätta <a href=\"org/b-2022/b-2022.pdf\">Budget 2022–2024</a>",
                                 "<th scope=\"row\"><a href=\"org/b-2022/b-2022.pdf\">Budget 2022–2024",
                                 "Ersätter <a href=\"org/b-2021/b-2021.pdf\">Budget 2021–2023</a>",
                                 "Avses ersättas av <a href=\"org/b-2023/b-2023.pdf\">Budget 2023–2025</a>",
                                 "<th scope=\"row\"><a href=\"org/b-2021/b-2021.pdf\">Budget 2021–2023",
                                 "Ersatt av <a href=\"org/b-2022/b-2022.pdf\">Budget 2022–2024</a>",
                                 NULL};
    assert_order(page(), parts);
}

Test(archive, an_attempt_that_failed_stands_at_its_document, .init = begin, .fini = finish)
{
    put_document("org/b-2021/b-2021", "Budget 2021", "",
                 "\"decisions\": [{\"body\": \"KF\", \"status\": \"antar\", \"date\": \"2020-11-05\"}]");
    const char *record = "{\n  \"program\": {\"name\": \"arshjul\"},\n  \"report\": \"r\",\n  \"title\": "
                         "null,\n  \"pdf\": null,\n"
                         "  \"counts\": {\"errors\": 2, \"faults\": 1}\n}\n";
    put("org/b-2021/b-2021.failed.json", record);
    put("org/b-2022/b-2022.failed.json", record);
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    assert_finding_count(job, 0);
    cr_assert(eq(u32, counts.documents, 2));
    cr_assert(eq(u32, counts.failed, 2));
    HOLDS(strstr(page(), "<a href=\"org/b-2022/b-2022.failed.json\">Vad som är fel (JSON)</a>"));
    put("org/b-2022/b-2022.fynd.html", "");
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    const char *const parts[] = {
        "2 dokument kunde inte skrivas ut",
        "<b>b-2022</b>",
        "Kunde inte skrivas ut: 3 fel. <a href=\"org/b-2022/b-2022.fynd.html\">Vad som är fel</a>",
        "Inget dokument",
        "Budget 2021",
        "Kunde inte skrivas ut på nytt: 3 fel. Den tidigare utgåvan från 5\u00A0november 2020 står kvar.",
        NULL};
    assert_order(page(), parts);
}

Test(archive, what_could_not_be_read_stands_with_its_organisation, .init = begin, .fini = finish)
{
    const char *record = "{\n  \"program\": {\"name\": \"arshjul\"},\n  \"report\": \"r\",\n"
                         "  \"organisation\": \"%s\",\n  \"title\": null,\n"
                         "  \"about\": {\"organisation\": %s},\n  \"pdf\": null,\n"
                         "  \"counts\": {\"errors\": 1}\n}\n";
    put("org/b-2021/b-2021.failed.json", aj_printf(arena, record, "org", "null"));
    put("org/b-2022/b-2022.failed.json", aj_printf(arena, record, "org", "\"Orgs kommun\""));
    put("ort/b-2022/b-2022.failed.json", aj_printf(arena, record, "ort", "null"));
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    const char *const parts[] = {" dokument från 2 organisationer",
                                 "Orgs kommun",
                                 "<b>b-2022</b>",
                                 "<b>b-2021</b>",
                                 ">ort",
                                 "<b>b-2022</b>",
                                 NULL};
    assert_order(page(), parts);
}

Test(archive, text_of_records_is_only_text, .init = begin, .fini = finish)
{
    put_document("org/<b> & \"c\"/c", "<script>alert(1)</script> & \\u0001\\ud83d\\ude00", "",
                 "\"diarienummer\": \"\\\" onclick=\\\"x\", \"decisions\": [null, 3, {\"date\": 7, \"body\": "
                 "[]}], \"replaces\": {}");
    cr_assert(eq(int, make(true), ARC_WRITTEN));
    HOLDS(strstr(page(), "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \uFFFD\U0001F600"));
    HOLDS(strstr(page(), "href=\"org/%3Cb%3E%20%26%20%22c%22/c.pdf\""));
    HOLDS(strstr(page(), "&quot; onclick=&quot;x") && !strstr(page(), " onclick=\""));
}

/* A record cut off anywhere, or with a byte that is another, is a record or told of; never a crash. */
Test(archive, survives_records_of_every_damage, .init = begin, .fini = finish)
{
    put_document("org/a/a", "Åtgärdsplan", "",
                 "\"type\": \"Plan\", \"decisions\": [{\"body\": \"KF\", \"date\": \"2020-13-45\"}]");
    size_t length;
    char *whole = aj_file_read(path_of("org/a/a.json"), &length);
    for (size_t cut = 0; cut < length; cut += 3) {
        HOLDS(aj_file_write(path_of("org/a/a.json"), whole, cut));
        HOLDS(make(true) != ARC_FAILED);
        cr_assert(eq(u32, counts.documents + counts.wrong, 1), "cut at %zu", cut);
    }
    for (size_t at = 0; at < length; at += 5) {
        char kept = whole[at];
        whole[at] = '\xFE';
        HOLDS(aj_file_write(path_of("org/a/a.json"), whole, length));
        whole[at] = kept;
        make(true);
        HOLDS_OF(counts.documents + counts.wrong >= 1, "damaged at %zu", at);
    }
    free(whole);
}

/* File systems tell times in steps, of some milliseconds or of two seconds: until the next one has begun. */
static void rest(void)
{
    struct stat first, now;
    HOLDS(aj_file_write(path_of("clock"), "", 0) && stat(path_of("clock"), &first) == 0);
    do {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        HOLDS(aj_file_write(path_of("clock"), "", 0) && stat(path_of("clock"), &now) == 0);
    } while (now.st_mtim.tv_sec == first.st_mtim.tv_sec && now.st_mtim.tv_nsec == first.st_mtim.tv_nsec);
    unlink(path_of("clock"));
}

Test(archive, knows_when_it_is_older_than_what_it_lists, .init = begin, .fini = finish)
{
    HOLDS(arc_is_stale(folder));
    put_document("org/a/a", "A", "", "");
    HOLDS(arc_is_stale(folder));
    rest();
    make(false);
    HOLDS(!arc_is_stale(folder));
    rest();
    put("org/a/a.failed.json", "{}");
    HOLDS(arc_is_stale(folder));
}
