#include "fonts.h"

#include "base/file.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bench bench_open(void)
{
    struct bench bench = {.job = aj_job_new(NULL, NULL), .library = fnt_library_new()};
    static const char css[] = "\n\n\n\n\n\n  src: url(\"x.ttf\");\n";
    uint32_t file = aj_places_add_file(bench.job->places, "theme.css", css, sizeof css - 1);
    bench.at = aj_places_add(bench.job->places, file, 7, 3);
    return bench;
}

void bench_close(struct bench *bench)
{
    fnt_library_free(bench->library);
    aj_job_free(bench->job);
}

const struct fnt_face *bench_face(struct bench *bench, const char *path)
{
    const struct fnt_face *face = fnt_face_load(bench->library, bench->job, path, bench->at);
    cr_assert(face != NULL, "cannot load %s", path);
    return face;
}

char *bench_read(const char *path, size_t *length)
{
    char *bytes = aj_file_read(path, length);
    cr_assert(bytes != NULL, "cannot read %s", path);
    return bytes;
}

/* A file of bench_write and the folder that it is alone in. */
static void remove_with_folder(void *path)
{
    char *name = path;
    unlink(name);
    *strrchr(name, '/') = 0;
    rmdir(name);
}

const char *bench_write(struct bench *bench, const char *name, const char *bytes, size_t length)
{
    char folder[] = "/tmp/arshjul-font-XXXXXX";
    cr_assert(mkdtemp(folder) != NULL);
    char *path = aj_printf(bench->job->arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    cr_assert(file != NULL);
    cr_assert(fwrite(bytes, 1, length, file) == length);
    fclose(file);
    aj_arena_own(bench->job->arena, path, remove_with_folder);
    return path;
}
