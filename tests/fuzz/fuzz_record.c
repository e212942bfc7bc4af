/*
 * Any bytes as the build record of a document: its head is read or refused, and the index that lists it is
 * text in which nothing of the record is an element, an address elsewhere or a control character.
 */
#include "fuzz.h"

#include "archive/archive.h"
#include "base/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void check_page(const char *path)
{
    size_t length;
    char *page = aj_file_read(path, &length);
    if (!page)
        return;
    fuzz_demand(aj_utf8_valid(page, length) == length && strlen(page) == length);
    /* The page's own script, and the addresses of the record and of what stands beside it. */
    const char *script = strstr(page, "<script");
    fuzz_demand(!script || !strstr(script + 1, "<script"));
    for (const char *p = page; (p = strstr(p, "href=\"")); p++)
        fuzz_demand(strchr("#x", p[6]) != NULL);
    for (const char *p = page; *p; p++)
        fuzz_demand((unsigned char)*p >= ' ' || *p == '\n' || *p == '\t');
    free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char folder[] = "/tmp/arshjul-fuzz-record-XXXXXX", below[64], record[64], index[64];
    fuzz_demand(mkdtemp(folder) != NULL);
    snprintf(below, sizeof below, "%s/x", folder);
    snprintf(record, sizeof record, "%s/x/x.json", folder);
    snprintf(index, sizeof index, "%s/index.html", folder);
    fuzz_demand(mkdir(below, 0700) == 0 && aj_file_write(record, bytes, length));
    struct aj_job *job = aj_job_new(NULL, AJ_SOURCE_DIR "/templates");
    struct arc_options options = {.output = folder, .verify = true, .told = true};
    struct arc_counts counts = {0};
    fuzz_demand(arc_index(job, &options, &counts) != ARC_FAILED);
    fuzz_print(job);
    aj_job_free(job);
    check_page(index);
    fuzz_demand(unlink(record) == 0 && unlink(index) == 0 && rmdir(below) == 0 && rmdir(folder) == 0);
    return 0;
}
