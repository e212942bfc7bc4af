/*
 * Feeds every stored input to the fuzz target that it belongs to: seeds, and what once crashed. A target
 * aborts when what it demands does not hold.
 */
#include "base/file.h"
#include "suite.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* FUZZ_LIST names the targets that this build has: FUZZ(csv)FUZZ(number)... */
#define FUZZ(name) int fuzz_##name(const uint8_t *bytes, size_t length);
FUZZ_LIST
#undef FUZZ

typedef int target(const uint8_t *bytes, size_t length);

static int feed_folder(target *entry, const char *folder, const char *name)
{
    char path[1024];
    int count = 0;
    snprintf(path, sizeof path, "%s/tests/fuzz/%s/%s", AJ_SOURCE_DIR, folder, name);
    DIR *dir = opendir(path);
    for (struct dirent *file; dir && (file = readdir(dir));) {
        char input[2048];
        size_t length;
        snprintf(input, sizeof input, "%s/%s", path, file->d_name);
        char *bytes = file->d_name[0] == '.' ? NULL : aj_file_read(input, &length);
        if (!bytes)
            continue;
        entry((const uint8_t *)bytes, length);
        free(bytes);
        count++;
    }
    if (dir)
        closedir(dir);
    return count;
}

AJ_SUITE(fuzz);

#define FUZZ(name)                                                                                           \
    Test(fuzz, name)                                                                                         \
    {                                                                                                        \
        cr_assert_gt(feed_folder(fuzz_##name, "corpus", #name), 0, "no stored input");                       \
        feed_folder(fuzz_##name, "crashers", #name);                                                         \
    }
FUZZ_LIST
